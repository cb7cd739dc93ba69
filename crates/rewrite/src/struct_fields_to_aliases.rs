//! Fields of structs for dialects that name them by aliases.

use crate::build;
use sqlectic_ast::{Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// Of the node itself.
///
/// ```sql
/// -- before
/// STRUCT(a := 1)
/// -- after
/// STRUCT(1 AS a)
/// ```
pub fn struct_fields_to_aliases(tree: &mut Tree, node: NodeId, _dialect: &Dialect) -> NodeId {
    if tree.kind(node) != Kind::Struct {
        return node;
    }
    let fields: Vec<NodeId> = tree.expressions(node).iter().map(|field| aliased(tree, *field)).collect();
    tree.set_list(node, Arg::Expressions, &fields);
    node
}

fn aliased(tree: &mut Tree, field: NodeId) -> NodeId {
    let (Kind::PropertyEQ, Some(key), Some(value)) = (tree.kind(field), tree.this(field), tree.expression(field))
    else {
        return field;
    };
    let name = match tree.kind(key) {
        Kind::Identifier => key,
        _ => {
            let name = tree.name(key).to_string();
            build::name(tree, &name)
        }
    };
    build::alias(tree, value, name)
}
