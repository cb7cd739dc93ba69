//! Casts that stand for other things.

use sqlectic_ast::{Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::{types, Generator};

/// A cast that lives until generation ends; what is a cast to that type already stays as it is.
pub(crate) fn cast(g: &mut Generator<'_>, this: Value, to: &str) -> NodeId {
    if let Some(node) = this.node().filter(|node| is_plain_cast(g, *node, to)) {
        return node;
    }
    let to = types::data_type(g, to);
    g.make(Kind::Cast, &[(Arg::This, this), (Arg::To, to.into())])
}

/// Whether a node is a cast to a type without parameters that the dialect calls by that name.
fn is_plain_cast(g: &Generator<'_>, node: NodeId, to: &str) -> bool {
    types::is_cast_alike(g, node, to) && g.tree.node(node, Arg::To).is_some_and(|to| !g.tree.has(to, Arg::Expressions))
}

/// Whether an expression tells its type by itself: a literal, a cast, an array.
pub(crate) fn shows_type(g: &Generator<'_>, node: NodeId) -> bool {
    let kind = g.tree.kind(node);
    kind.is(Kind::Cast) || matches!(kind, Kind::Array | Kind::Boolean | Kind::Literal | Kind::Null)
}

/// A cast, unless the expression is known to be of that type.
pub(crate) fn cast_unless(g: &mut Generator<'_>, this: Value, to: &str) -> Value {
    match this.node() {
        Some(node) if sqlectic_types::is_type(g.tree, node, &[to]) => this,
        _ => cast(g, this, to).into(),
    }
}

/// A cast, unless the value is one to that type.
pub(crate) fn cast_unless_cast(g: &mut Generator<'_>, this: Value, to: &str) -> Value {
    match this.node() {
        Some(node) if g.tree.is(node, Kind::Cast) && types::says_type(g.tree, node, &[to]) => this,
        None => this,
        _ => cast(g, this, to).into(),
    }
}

/// `TRY_CAST(x AS t)` -> `CAST(x AS t)`, for dialects whose casts don't fail or that have no other.
pub(crate) fn plain_cast(g: &mut Generator<'_>, id: NodeId) {
    let args: Vec<(Arg, Value)> = g.tree.arguments(id).collect();
    let cast = g.make(Kind::Cast, &args);
    g.node(cast);
}

/// `DATE_STR_TO_DATE(x)` -> `CAST(x AS DATE)`.
pub(crate) fn as_date(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.get(id, Arg::This);
    let cast = cast(g, this, "DATE");
    g.node(cast);
}

/// `TIME_STR_TO_TIME(x)` -> `CAST(x AS TIMESTAMP)`.
pub(crate) fn as_timestamp(g: &mut Generator<'_>, id: NodeId) {
    cast_unless_alike(g, id, "TIMESTAMP");
}

/// `TIME_STR_TO_TIME(x, zone)` -> `CAST(x AS TIMESTAMPTZ)`.
pub(crate) fn as_timestamp_in_zone(g: &mut Generator<'_>, id: NodeId) {
    cast_unless_alike(g, id, if g.tree.has(id, Arg::Zone) { "TIMESTAMPTZ" } else { "TIMESTAMP" });
}

/// A cast, unless the operand is one to a type that is spelled the same here.
fn cast_unless_alike(g: &mut Generator<'_>, id: NodeId, to: &str) {
    let this = g.tree.get(id, Arg::This);
    if let Some(cast) = this.node().filter(|this| types::is_cast_alike(g, *this, to)) {
        return g.node(cast);
    }
    let cast = cast(g, this, to);
    g.node(cast);
}

/// A node's first argument as a type.
pub(crate) fn cast_this(g: &mut Generator<'_>, id: NodeId, to: &str) {
    let this = g.tree.get(id, Arg::This);
    let cast = cast(g, this, to);
    g.node(cast);
}
