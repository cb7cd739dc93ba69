//! Columns behind `FOR` of a pivot, for dialects that don't qualify them there.

use crate::build::all;
use sqlectic_ast::{Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// SELECT * FROM t PIVOT(SUM(t.a) FOR t.b IN ('x'))
/// -- after
/// SELECT * FROM t PIVOT(SUM(t.a) FOR b IN ('x'))
/// ```
pub fn unqualify_pivot_columns(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for pivot in all(tree, root, Kind::Pivot) {
        for field in tree.children(pivot, Arg::Fields) {
            for column in all(tree, field, Kind::Column) {
                for arg in [Arg::Table, Arg::Db, Arg::Catalog] {
                    tree.take(column, arg);
                }
            }
        }
    }
    root
}

/// The same in aggregations, too.
///
/// ```sql
/// -- before
/// SELECT * FROM t PIVOT(SUM(t.a) FOR t.b IN ('x'))
/// -- after
/// SELECT * FROM t PIVOT(SUM(a) FOR b IN ('x'))
/// ```
pub fn unqualify_pivots(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for pivot in all(tree, root, Kind::Pivot) {
        for column in all(tree, pivot, Kind::Column) {
            for arg in [Arg::Table, Arg::Db, Arg::Catalog] {
                tree.take(column, arg);
            }
        }
    }
    root
}
