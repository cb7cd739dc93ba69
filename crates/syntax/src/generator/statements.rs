//! Area: statements.

use super::{Generator, RenderFn};
use sqlectic_ast::{Kind, NodeId};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[];
