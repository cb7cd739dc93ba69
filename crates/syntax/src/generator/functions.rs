//! Calls, aggregations and windows.

use super::{Generator, RenderFn};
use sqlectic_ast::{Kind, NodeId};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[];

/// A function kind without a renderer: its SQL name and its arguments by position.
pub fn function_fallback(g: &mut Generator<'_>, id: NodeId) {
    let kind = g.tree.kind(id);
    let name = kind.sql_name().unwrap_or(kind.name());
    g.function_named(id, name);
}
