//! Limits for dialects that know `FETCH` only behind `ORDER BY`.

use crate::build::all;
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// SELECT a FROM t FETCH FIRST 2 ROWS ONLY
/// -- after
/// SELECT a FROM t LIMIT 2
/// ```
pub fn limit_unordered_fetches(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for fetch in all(tree, root, Kind::Fetch) {
        let Some(query) = tree.parent(fetch).filter(|query| !tree.has(*query, Arg::Order)) else { continue };
        let count = match tree.take(fetch, Arg::Count) {
            Value::None => tree.integer(1).into(),
            count => count,
        };
        let limit = tree.make(Kind::Limit, &args![Expression: count]);
        tree.set(query, Arg::Limit, limit);
    }
    root
}
