//! Grammar area: functions.

use super::{Parser, RuleArgs, R};
use sqlectic_ast::{args, Arg, Kind, NodeId};

/// Flag of [`Parser::function`]: any token that is not reserved may name the function.
pub const ANY_TOKEN: u32 = 1;
/// Flag of [`Parser::function`]: the call is of no known function.
pub const ANONYMOUS: u32 = 2;
/// Flag of [`Parser::function`]: functions without parentheses don't count.
pub const NO_OPTIONAL_PARENS: u32 = 4;

/// A function call.
pub fn function(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A function call, without the braces of the call escape.
pub fn function_call(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// What may follow a call: `FILTER`, `WITHIN GROUP`, `OVER`.
pub fn window(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A named window: `w AS (...)`.
pub fn named_window(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// The inside of `OVER (...)`.
pub fn window_spec(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `IGNORE NULLS` or `RESPECT NULLS` after a node.
pub fn respect_or_ignore_nulls(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}
/// What may follow the expression in a call: `HAVING MAX`, `ORDER BY`, `LIMIT`, `IGNORE NULLS`.
pub fn argument_modifiers(_p: &mut Parser<'_>, this: Option<NodeId>) -> R {
    Ok(this)
}

/// An array or list of `items`; `brackets` tells that it was written `[...]`.
pub fn array_constructor(p: &mut Parser<'_>, kind: Kind, items: &[NodeId], brackets: bool) -> R<NodeId> {
    let list = p.list(items);
    let notation = p.dialect.semantics.flags.has_distinct_array_constructors && brackets;
    match kind {
        Kind::Array => p.node(kind, &args![Expressions: list, ValueConstructor: notation]),
        kind => p.node(kind, &args![Expressions: list]),
    }
}

/// The key of a property of a struct: a string or column becomes a name.
pub fn property_name(p: &mut Parser<'_>, key: NodeId) -> NodeId {
    let (text, quoted) = match p.tree.kind(key) {
        Kind::Literal if p.tree.is_string(key) => (p.tree.get(key, Arg::This), false),
        Kind::Column => return p.tree.this(key).unwrap_or(key),
        _ => return key,
    };
    let span = p.tree.span(key);
    p.tree.make_at(Kind::Identifier, span, &args![This: text, Quoted: quoted])
}
