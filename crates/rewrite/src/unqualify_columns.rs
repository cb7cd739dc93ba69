//! Columns for dialects that don't qualify them.

use crate::build::all;
use sqlectic_ast::{Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// SELECT t.a FROM t
/// -- after
/// SELECT a FROM t
/// ```
pub fn unqualify_columns(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for column in all(tree, root, Kind::Column) {
        for arg in [Arg::Table, Arg::Db, Arg::Catalog] {
            tree.take(column, arg);
        }
    }
    root
}
