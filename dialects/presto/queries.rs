//! Clauses and sources of queries: <https://prestodb.io/docs/current/sql/select.html>.

use crate::shared;
use sqlectic_ast::{Kind, NodeId};
use sqlectic_syntax::{
    generator::{Generator, RenderFn},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    d.generator.add_renders(RENDERS);
}

/// Renderers of this area, sorted by kind.
const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::Lateral, shared::lateral_view_as_unnest),
    (Kind::Pivot, |g, _| g.unsupported("PIVOT unsupported")),
    (Kind::Table, table),
];

/// A series is an array, which has to be unnested.
fn table(g: &mut Generator<'_>, id: NodeId) {
    match shared::series_as_unnest(g, id) {
        Some(unnest) => g.node(unnest),
        None => g.render_base(id),
    }
}
