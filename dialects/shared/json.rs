//! Renderers of JSON.

use super::wrapped;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::Generator;

/// `JSON_EXTRACT(x, path, ...)` without what only some dialects can say.
pub(crate) fn json_extract_call(g: &mut Generator<'_>, id: NodeId) {
    let mut values = vec![g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression)];
    values.extend(g.tree.expressions(id).into_iter().map(Value::Node));
    g.func("JSON_EXTRACT", &values);
}

/// `JSON_EXTRACT(x, path)` -> `x -> path`.
pub(crate) fn arrow_json_extract(g: &mut Generator<'_>, id: NodeId) {
    arrow(g, id, "->");
}

/// `JSON_EXTRACT_SCALAR(x, path)` -> `x ->> path`.
pub(crate) fn arrow_json_extract_scalar(g: &mut Generator<'_>, id: NodeId) {
    arrow(g, id, "->>");
}

/// An operator whose right side is no operator.
fn arrow(g: &mut Generator<'_>, id: NodeId, op: &str) {
    if g.tree.list_len(id, Arg::Expressions) > 0 {
        g.unsupported_args(id, &[Arg::Expressions]);
    }
    let mut path = wrapped(g, id, Arg::Expression);
    // A call that is written with `||`, because that passes nulls on.
    let joined = path.node().filter(|node| g.tree.kind(*node) == Kind::Concat && !g.tree.has(*node, Arg::Coalesce));
    if let Some(joined) = joined.filter(|_| g.dialect.semantics.flags.concat_coalesce) {
        path = g.make(Kind::Paren, &args![This: joined]).into();
    }
    if let Some(operand) = path.node().filter(|node| is_weaker_than_arrow(g.tree.kind(*node))) {
        path = g.make(Kind::Paren, &args![This: operand]).into();
    }
    g.arg(id, Arg::This);
    g.write(" ");
    g.write(op);
    g.write(" ");
    g.value(path);
}

/// Notes what an extraction says besides its paths, where only those can be said.
pub(crate) fn paths_only(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Emits, Arg::Option, Arg::Quote, Arg::OnCondition]);
}

/// An extraction whose operands are all in one list; what it emits as columns cannot be said.
pub(crate) fn json_extract_of_list(g: &mut Generator<'_>, id: NodeId, name: &str) {
    g.unsupported_args(id, &[Arg::Emits]);
    g.func_of(id, name, &[Arg::This, Arg::Expressions]);
}

/// Whether a condition that is no binary operator, or is written as a call elsewhere, needs parentheses behind `->`.
pub(crate) fn is_weaker_than_arrow(kind: Kind) -> bool {
    matches!(kind, Kind::Between | Kind::In | Kind::Not) || kind.is(Kind::Connector)
}
