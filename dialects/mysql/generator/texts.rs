//! Writing texts: concatenation, aggregation into a text, characters.

use crate::shared;
use sqlectic_ast::{Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    generator::{functions, Generator, RenderFn},
    Dialect,
};

/// Sorted by kind.
const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::ArrayAgg, array_agg),
    (Kind::Chr, chr),
    (Kind::DPipe, concatenation),
    (Kind::GroupConcat, group_concat),
    (Kind::WithinGroup, |g, id| shared::within_group(g, id, group_concat_in_order)),
];

pub(super) fn define(d: &mut Dialect) {
    d.generator.add_renders(RENDERS);
}

/// There are no arrays, only texts with separators.
fn array_agg(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "GROUP_CONCAT", &[Arg::This]);
}

/// `CHAR(77, 78 USING utf8mb4)`.
fn chr(g: &mut Generator<'_>, id: NodeId) {
    g.write("CHAR(");
    functions::trailing_list(g, id, Arg::Expressions);
    g.arg_after(" USING ", id, Arg::Charset);
    g.write(")");
}

/// `a || b || c` -> `CONCAT(a, b, c)`: here `||` is `OR`.
fn concatenation(g: &mut Generator<'_>, id: NodeId) {
    let operands: Vec<Value> = g.tree.chain(id, Kind::DPipe).into_iter().map(Value::Node).collect();
    g.func("CONCAT", &operands);
}

/// `GROUP_CONCAT(x ORDER BY y SEPARATOR ',')`.
fn group_concat(g: &mut Generator<'_>, id: NodeId) {
    group_concat_in_order(g, id, None);
}

fn group_concat_in_order(g: &mut Generator<'_>, id: NodeId, order: Option<NodeId>) {
    g.write("GROUP_CONCAT(");
    g.arg(id, Arg::This);
    if let Some(order) = order {
        g.node(order);
    }
    g.write(" SEPARATOR ");
    match g.tree.get(id, Arg::Separator) {
        Value::None => g.write("','"),
        separator => g.value(separator),
    }
    g.write(")");
}
