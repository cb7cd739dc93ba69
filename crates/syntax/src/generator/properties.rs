//! Area: properties.

use super::{Generator, RenderFn};
use sqlectic_ast::{Kind, NodeId};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[];

/// A property without a renderer.
pub fn property(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, sqlectic_ast::Arg::This);
}
