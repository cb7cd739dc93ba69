//! Types for dialects whose types have no parameters.

use crate::build::all;
use sqlectic_ast::{Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// CAST(x AS DECIMAL(10, 2))
/// -- after
/// CAST(x AS DECIMAL)
/// ```
pub fn remove_precision_parameterized_types(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for type_ in all(tree, root, Kind::DataType) {
        let nodes = tree.expressions(type_);
        if nodes.iter().any(|node| tree.kind(*node) == Kind::DataTypeParam) {
            let kept: Vec<NodeId> = nodes.into_iter().filter(|node| tree.kind(*node) != Kind::DataTypeParam).collect();
            if kept.is_empty() {
                tree.take(type_, Arg::Expressions);
            } else {
                tree.set_list(type_, Arg::Expressions, &kept);
            }
        }
    }
    root
}
