//! What calls with a list of arguments become.

use sqlectic_ast::{args, Arg, Kind, NodeId};
use sqlectic_syntax::{
    lexer::T,
    parser::{atom, functions::builders::at, types, Parser, RuleArgs, R},
};

/// Without a comparator nulls come last.
pub(crate) fn array_sort(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    match a {
        [this] => {
            let last = p.tree.make(Kind::Boolean, &args![This: false]);
            p.make(Kind::ArraySort, &args![This: *this, NullsFirst: last])
        }
        _ => p.make(Kind::ArraySort, &args![This: at(a, 0), Expression: at(a, 1)]),
    }
}

/// `SHA256(x)` gives bytes.
pub(crate) fn sha2_digest(p: &mut Parser<'_>, a: &[NodeId], length: i64) -> R<NodeId> {
    let length = p.tree.integer(length);
    p.make(Kind::SHA2Digest, &args![This: at(a, 0), Length: length])
}

/// The bit is counted from the left.
pub(crate) fn get_bit(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    p.make(Kind::Getbit, &args![This: at(items, 0), Expression: at(items, 1), ZeroIsMsb: true])
}

pub(crate) fn square(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let two = p.tree.integer(2);
    p.make(Kind::Pow, &args![This: at(items, 0), Expression: two])
}

/// `{d '2024-01-01'}`, `{ts '2024-01-01 12:00:00'}`, after the brace: a letter tells the kind.
pub(crate) fn brace_literal(p: &mut Parser<'_>, kinds: &[(&str, Kind)]) -> R {
    let Some((_, kind)) = kinds.iter().find(|(letter, _)| *letter == p.curr_str()) else { return Ok(None) };
    if !p.at(T::Var) || p.next_kind() != T::String {
        return Ok(None);
    }
    p.advance();
    let this = p.string()?;
    let node = p.node(*kind, &args![This: this])?;
    if !p.accept(T::RBrace) {
        p.error("Expected }")?;
    }
    Ok(Some(node))
}

pub(crate) fn like(p: &mut Parser<'_>, kind: Kind, a: &[NodeId]) -> R<NodeId> {
    let like = p.make(kind, &args![This: at(a, 0), Expression: at(a, 1)])?;
    match a.get(2) {
        Some(escape) => p.make(Kind::Escape, &args![This: like, Expression: *escape]),
        None => Ok(like),
    }
}

/// Notes the mode of a routine's parameter, before all else that is known about it.
pub(crate) fn with_mode(p: &mut Parser<'_>, parameter: NodeId, mode: NodeId) {
    let mut all = vec![mode];
    all.extend(p.tree.children(parameter, Arg::Constraints));
    p.tree.set_list(parameter, Arg::Constraints, &all);
}

/// `a IN OUT INT`: the mode of a parameter stands behind its name.
pub(crate) fn parameter_with_mode(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let Some(name) = p.id_var(atom::ANY_TOKEN)? else { return Ok(None) };
    let (input, output) = (p.accept(T::In), p.accept_words(&["OUT"]));
    let parameter = p.column_def(name, types::WITHOUT_COMPUTED)?;
    let Some(parameter) = parameter.filter(|_| input || output) else { return Ok(parameter) };
    let mode = p.node(Kind::InOutColumnConstraint, &args![Input: input, Output: output])?;
    with_mode(p, parameter, mode);
    Ok(Some(parameter))
}

/// A parameter of a function: `[IN | OUT | INOUT | VARIADIC] [name] type [DEFAULT value]`.
pub(crate) fn mode_and_parameter(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mode = parameter_mode(p);
    let parameter = match p.id_var(atom::ANY_TOKEN)? {
        Some(name) => p.column_def(name, types::WITHOUT_COMPUTED)?,
        None => None,
    };
    let (Some(mode), Some(parameter)) = (mode, parameter) else { return Ok(parameter) };
    let constraint = p.node(
        Kind::InOutColumnConstraint,
        &args![
            Input: matches!(mode, T::In | T::Inout),
            Output: matches!(mode, T::Out | T::Inout),
            Variadic: mode == T::Variadic,
        ],
    )?;
    with_mode(p, parameter, constraint);
    Ok(Some(parameter))
}

/// The mode of a parameter; a word before a type alone is the parameter's name: `f(out INT)`.
fn parameter_mode(p: &mut Parser<'_>) -> Option<T> {
    let mode = p.kind();
    if !matches!(mode, T::In | T::Inout | T::Out | T::Variadic) {
        return None;
    }
    let start = p.mark();
    p.advance();
    let named = p
        .attempt(|p| {
            let name = p.id_var(atom::ANY_TOKEN)?;
            match name.is_some() {
                true => p.types(0),
                false => Ok(None),
            }
        })
        .is_some();
    p.retreat(if named { start + 1 } else { start });
    named.then_some(mode)
}
