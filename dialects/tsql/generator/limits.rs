//! Limits and offsets: `TOP` alone, `OFFSET ... FETCH` behind an order.
//! <https://learn.microsoft.com/en-us/sql/t-sql/queries/select-order-by-clause-transact-sql#using-offset-and-fetch-to-limit-the-rows-returned>

use sqlectic_ast::{args, Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// SELECT a FROM t LIMIT 3 OFFSET 1
/// -- after
/// SELECT a FROM t ORDER BY (SELECT NULL) OFFSET 1 FETCH FIRST 3 ROWS ONLY
/// ```
///
/// A set operation with a limit becomes a derived table.
pub(in crate::tsql) fn offset_and_fetch(tree: &mut Tree, mut root: NodeId, _dialect: &Dialect) -> NodeId {
    let nodes: Vec<NodeId> = tree.walk(root).filter(|node| tree.is(*node, Kind::Query)).collect();
    for node in nodes.into_iter().rev() {
        let limited = tree.node(node, Arg::Limit).is_some() || tree.node(node, Arg::Offset).is_some();
        if !limited {
            continue;
        }
        let query = match tree.is(node, Kind::SetOperation) {
            true => as_table(tree, node),
            false => node,
        };
        if node == root {
            root = query;
        }
        match tree.kind(query) {
            Kind::Select => paginate(tree, query),
            _ => fetch(tree, query),
        }
    }
    root
}

/// `SELECT * FROM (a UNION b) AS _l_0` with the clauses of the set operation.
fn as_table(tree: &mut Tree, union: NodeId) -> NodeId {
    let clauses = [Arg::With, Arg::Order, Arg::Limit, Arg::Offset, Arg::For, Arg::Options];
    let taken = clauses.map(|clause| (clause, tree.take(union, clause)));
    let name = tree.text_value("_l_0");
    let name = tree.make(Kind::Identifier, &[(Arg::This, name), (Arg::Quoted, Value::Bool(false))]);
    let alias = tree.make(Kind::TableAlias, &args![This: name]);
    let star = tree.make(Kind::Star, &[]);
    let stars = tree.list(&[star]);
    let select = tree.wrap(union, |tree, union| {
        let subquery = tree.make(Kind::Subquery, &args![This: union, Alias: alias]);
        let from = tree.make(Kind::From, &args![This: subquery]);
        tree.make(Kind::Select, &args![Expressions: stars, From: from])
    });
    for (clause, value) in taken {
        tree.set(select, clause, value);
    }
    select
}

/// Rows are passed over only in an order, and counted only behind an offset.
fn paginate(tree: &mut Tree, select: NodeId) {
    let is_fetch = tree.node(select, Arg::Limit).is_some_and(|limit| tree.kind(limit) == Kind::Fetch);
    if tree.node(select, Arg::Offset).is_none() {
        if !is_fetch {
            return;
        }
        let zero = tree.integer(0);
        let offset = tree.make(Kind::Offset, &args![Expression: zero]);
        tree.set(select, Arg::Offset, offset);
    }
    if tree.node(select, Arg::Order).is_none() {
        let order = no_order(tree);
        tree.set(select, Arg::Order, order);
    }
    fetch(tree, select);
}

/// `ORDER BY (SELECT NULL)`.
fn no_order(tree: &mut Tree) -> NodeId {
    let null = tree.make(Kind::Null, &[]);
    let nulls = tree.list(&[null]);
    let select = tree.make(Kind::Select, &args![Expressions: nulls]);
    let subquery = tree.make(Kind::Subquery, &args![This: select]);
    let ordered = tree.make(Kind::Ordered, &args![This: subquery, NullsFirst: true]);
    let terms = tree.list(&[ordered]);
    tree.make(Kind::Order, &args![Expressions: terms])
}

/// `LIMIT n` -> `FETCH FIRST n ROWS ONLY`.
fn fetch(tree: &mut Tree, query: NodeId) {
    let Some(limit) = tree.node(query, Arg::Limit).filter(|limit| tree.kind(*limit) == Kind::Limit) else { return };
    let count = tree.take(limit, Arg::Expression);
    let direction = tree.text_value("FIRST");
    let fetch = tree.make(Kind::Fetch, &args![Direction: direction, Count: count]);
    tree.replace(limit, fetch);
}
