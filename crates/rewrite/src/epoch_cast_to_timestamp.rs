//! The word for the start of Unix time, for dialects without it.

use sqlectic_ast::{Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// Of the node itself.
///
/// ```sql
/// -- before
/// CAST('epoch' AS TIMESTAMP)
/// -- after
/// CAST('1970-01-01 00:00:00' AS TIMESTAMP)
/// ```
pub fn epoch_cast_to_timestamp(tree: &mut Tree, node: NodeId, _dialect: &Dialect) -> NodeId {
    let is_cast = matches!(tree.kind(node), Kind::Cast | Kind::TryCast);
    let is_epoch = is_cast && tree.name(node).eq_ignore_ascii_case("epoch");
    if is_epoch && sqlectic_types::is_type(tree, node, sqlectic_types::TEMPORAL_TYPES) {
        let start = tree.string("1970-01-01 00:00:00");
        tree.set(node, Arg::This, start);
    }
    node
}
