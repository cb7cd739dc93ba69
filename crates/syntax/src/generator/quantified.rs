//! `x LIKE ANY (a, b)` in dialects that compare with one pattern at a time.

use super::Generator;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

/// Writes `x LIKE ANY (a, b)` as `x LIKE a OR x LIKE b`, `ALL` with `AND`; `id` is the predicate or the `ESCAPE` around it.
/// Nothing is written, and `false` returned, if the dialect has quantified patterns or this is none.
pub(super) fn expand(g: &mut Generator<'_>, id: NodeId) -> bool {
    if g.dialect.generator.flags.supports_like_quantifiers {
        return false;
    }
    let escape = (g.tree.kind(id) == Kind::Escape).then(|| g.tree.get(id, Arg::Expression));
    let Some(like) = (if escape.is_some() { g.tree.this(id) } else { Some(id) }) else { return false };
    let Some(right) = g.tree.expression(like) else { return false };
    let connector = match (g.tree.kind(like), g.tree.kind(right)) {
        (Kind::Like | Kind::ILike, Kind::Any) => Kind::Or,
        (Kind::Like | Kind::ILike, Kind::All) => Kind::And,
        _ => return false,
    };
    let Some((first, rest)) = patterns(g, right) else { return false };
    let mut node = with_pattern(g, like, first, escape);
    for (i, pattern) in rest.iter().enumerate() {
        let left = if i > 0 { g.make(Kind::Paren, &args![This: node]) } else { node };
        let next = with_pattern(g, like, *pattern, escape);
        node = g.make(connector, &args![This: left, Expression: next]);
    }
    let around = g.tree.parent(id).map(|parent| g.tree.kind(parent));
    let wraps = !rest.is_empty() && around.is_some_and(|kind| kind.is(Kind::Condition) && kind != connector);
    if wraps {
        g.write("(");
    }
    g.node(node);
    if wraps {
        g.write(")");
    }
    true
}

/// The patterns in the parentheses behind `ANY`.
fn patterns(g: &Generator<'_>, quantifier: NodeId) -> Option<(NodeId, Vec<NodeId>)> {
    let mut inner = g.tree.this(quantifier)?;
    while g.tree.kind(inner) == Kind::Paren {
        inner = g.tree.this(inner)?;
    }
    if g.tree.kind(inner) != Kind::Tuple {
        return Some((inner, Vec::new()));
    }
    let items = g.tree.expressions(inner);
    let (first, rest) = items.split_first()?;
    Some((*first, rest.to_vec()))
}

fn with_pattern(g: &mut Generator<'_>, like: NodeId, pattern: NodeId, escape: Option<Value>) -> NodeId {
    let (kind, this, negate) = (g.tree.kind(like), g.tree.get(like, Arg::This), g.tree.get(like, Arg::Negate));
    let node = g.make(kind, &args![This: this, Expression: pattern, Negate: negate]);
    match escape {
        Some(escape) => g.make(Kind::Escape, &args![This: node, Expression: escape]),
        None => node,
    }
}
