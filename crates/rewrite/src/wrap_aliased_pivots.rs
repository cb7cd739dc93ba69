//! Pivoted sources with a name for dialects where a pivot has none.

use crate::build::{self, all};
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// SELECT p.a FROM t PIVOT(SUM(x) FOR y IN (1)) AS p
/// -- after
/// SELECT p.a FROM (SELECT * FROM t PIVOT(SUM(x) FOR y IN (1))) AS p
/// ```
pub fn wrap_aliased_pivots(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for from in all(tree, root, Kind::From) {
        wrap(tree, from);
    }
    root
}

/// `FROM t PIVOT(...) AS p` -> `FROM (SELECT * FROM t PIVOT(...)) AS p`
fn wrap(tree: &mut Tree, from: NodeId) {
    let Some(source) = tree.this(from) else { return };
    let Some(pivot) = tree.children(source, Arg::Pivots).last().copied() else { return };
    let Some(alias) = build::take(tree, pivot, Arg::Alias).node() else { return };
    let star = tree.make(Kind::Star, &[]);
    let stars = tree.list(&[star]);
    tree.clear_parent(source);
    let inner = tree.make(Kind::From, &args![This: source]);
    let query = tree.make(Kind::Select, &args![Expressions: stars, From: inner]);
    let subquery = tree.make(Kind::Subquery, &args![This: query, Alias: alias]);
    tree.set(from, Arg::This, subquery);
}
