//! Clauses and sources of queries: <https://prestodb.io/docs/current/sql/select.html>.

use crate::shared;
use sqlectic_ast::{Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    generator::{Generator, RenderFn},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    // Clauses of Hive that stand between HAVING and ORDER BY.
    d.generator.after_having.drain(..3);
    d.generator.add_renders(RENDERS);
}

/// Renderers of this area, sorted by kind.
const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::Delete, delete),
    (Kind::JSONBExtract, shared::json_by_keys),
    (Kind::JSONBExtractScalar, shared::json_by_keys),
    (Kind::Join, shared::join_with_condition),
    (Kind::Lateral, shared::lateral_view_as_unnest),
    (Kind::Pivot, |g, _| g.unsupported("PIVOT unsupported")),
    (Kind::RegexpILike, |g, id| {
        let args = [g.tree.get(id, Arg::This), shared::pattern_in_any_case(g, id)];
        g.func("REGEXP_LIKE", &args);
    }),
    (Kind::RegexpLike, |g, id| {
        let args = [g.tree.get(id, Arg::This), shared::pattern_with_flags(g, id)];
        g.func("REGEXP_LIKE", &args);
    }),
    (Kind::Table, table),
];

/// A series is an array, which has to be unnested.
fn table(g: &mut Generator<'_>, id: NodeId) {
    match shared::series_as_unnest(g, id) {
        Some(unnest) => g.node(unnest),
        None => g.render_base(id),
    }
}

/// A statement deletes from one table, which has no alias.
/// <https://prestodb.io/docs/current/sql/delete.html>
fn delete(g: &mut Generator<'_>, id: NodeId) {
    let tables = g.tree.children(id, Arg::Tables);
    let table = match tables[..] {
        [] => g.tree.this(id),
        [only] => Some(only),
        _ => return g.render_base(id),
    };
    let Some(table) = table.filter(|table| g.tree.kind(*table) == Kind::Table) else { return g.render_base(id) };
    let args: Vec<(Arg, Value)> = std::iter::once((Arg::This, Value::Node(table)))
        .chain(g.tree.arguments(id).filter(|(arg, _)| !matches!(*arg, Arg::This | Arg::Tables)))
        .collect();
    let plain = g.make(Kind::Delete, &args);
    if !g.tree.has(table, Arg::Alias) {
        return g.render_base(plain);
    }
    let copy = g.tree.copy(plain);
    if let Some(table) = g.tree.this(copy) {
        g.tree.take(table, Arg::Alias);
    }
    let dialect = g.dialect;
    let copy = sqlectic_rewrite::unqualify_columns(g.tree, copy, dialect);
    g.render_base(copy);
}
