//! Definitions for dialects without unique constraints.

use crate::build::all;
use sqlectic_ast::{Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// CREATE TABLE t (a INT UNIQUE, b INT, UNIQUE (b))
/// -- after
/// CREATE TABLE t (a INT, b INT)
/// ```
pub fn remove_unique_constraints(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for create in all(tree, root, Kind::Create) {
        for unique in all(tree, create, Kind::UniqueColumnConstraint) {
            let constraint = tree.parent(unique).filter(|parent| is_around_one(tree, *parent)).unwrap_or(unique);
            take_out(tree, constraint);
        }
    }
    root
}

/// Whether a node is a named constraint, or the constraint of a column, around nothing else.
fn is_around_one(tree: &Tree, node: NodeId) -> bool {
    tree.kind(node) == Kind::ColumnConstraint
        || tree.kind(node) == Kind::Constraint && tree.list_len(node, Arg::Expressions) == 1
}

/// Takes a node out of the list it stands in.
fn take_out(tree: &mut Tree, node: NodeId) {
    let Some(parent) = tree.parent(node) else { return };
    let arg = tree.parent_arg(node);
    let rest: Vec<NodeId> = tree.children(parent, arg).into_iter().filter(|child| *child != node).collect();
    tree.set_list(parent, arg, &rest);
}
