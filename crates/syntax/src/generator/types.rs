//! Area: types.

use super::{Generator, RenderFn};
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[];

/// Types of integers.
pub const INTEGER_TYPES: &[&str] = &["BIGINT", "INT", "INT128", "INT256", "MEDIUMINT", "SMALLINT", "TINYINT"];
/// Types of numbers with a fraction of no fixed size.
pub const REAL_TYPES: &[&str] = &["DOUBLE", "FLOAT"];

/// A data type that lives until generation ends.
pub fn data_type(g: &mut Generator<'_>, name: &str) -> NodeId {
    let text = g.tree.text_value(name);
    g.tree.make(Kind::DataType, &args![This: text, Nested: false])
}

/// Whether a node is a cast to one of these types.
pub fn is_cast_to(tree: &Tree, node: NodeId, types: &[&str]) -> bool {
    matches!(tree.kind(node), Kind::Cast | Kind::TryCast)
        && tree.node(node, Arg::To).is_some_and(|to| types.contains(&tree.text_of(to, Arg::This)))
}
