//! Queries in parentheses with clauses behind them, for dialects that take neither.

use crate::build::all;
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// Clauses that may stand behind a query in parentheses.
const CLAUSES: &[Arg] = &[Arg::Order, Arg::Limit, Arg::Offset];

/// ```sql
/// -- before
/// (SELECT 1 UNION SELECT 2) LIMIT 1;
/// (SELECT 1 LIMIT 2) LIMIT 1;
/// SELECT 1 UNION (SELECT 2 EXCEPT SELECT 3)
/// -- after
/// SELECT 1 UNION SELECT 2 LIMIT 1;
/// SELECT * FROM (SELECT 1 LIMIT 2) LIMIT 1;
/// SELECT 1 UNION SELECT * FROM (SELECT 2 EXCEPT SELECT 3)
/// ```
pub fn inline_parenthesized_queries(tree: &mut Tree, mut root: NodeId, _dialect: &Dialect) -> NodeId {
    for subquery in all(tree, root, Kind::Subquery) {
        if let Some(query) = inlined(tree, subquery) {
            if subquery == root {
                root = query;
            }
        }
    }
    if !tree.may_have(Kind::SetOperation) {
        return root;
    }
    let operations: Vec<NodeId> = tree.walk(root).filter(|node| tree.is(*node, Kind::SetOperation)).collect();
    for operation in operations {
        operands(tree, operation);
    }
    root
}

fn has_clauses(tree: &Tree, query: NodeId) -> bool {
    tree.has(query, Arg::With) || CLAUSES.iter().any(|arg| tree.has(query, *arg))
}

/// The query inside of parentheses that hold nothing else.
fn inner(tree: &Tree, mut query: NodeId) -> NodeId {
    while tree.kind(query) == Kind::Subquery && !tree.has(query, Arg::Alias) && !has_clauses(tree, query) {
        let Some(this) = tree.this(query) else { break };
        query = this;
    }
    query
}

/// `SELECT * FROM (query)`.
fn selected(tree: &mut Tree, query: NodeId) -> NodeId {
    let subquery = tree.make(Kind::Subquery, &args![This: query]);
    let from = tree.make(Kind::From, &args![This: subquery]);
    let star = tree.make(Kind::Star, &[]);
    let list = tree.list(&[star]);
    tree.make(Kind::Select, &args![Expressions: list, From: from])
}

/// Moves the clauses behind parentheses into them; returns what stands in the place of the parentheses.
fn inlined(tree: &mut Tree, subquery: NodeId) -> Option<NodeId> {
    if !has_clauses(tree, subquery) {
        return None;
    }
    let this = inner(tree, tree.this(subquery)?);
    if tree.kind(this) != Kind::Select && !tree.is(this, Kind::SetOperation) {
        return None;
    }
    let moved: Vec<Arg> = CLAUSES.iter().chain(&[Arg::With]).copied().filter(|arg| tree.has(subquery, *arg)).collect();
    let clash = moved.iter().any(|arg| tree.has(this, *arg));
    let query = if clash { selected(tree, this) } else { this };
    for arg in moved {
        let clause = tree.take(subquery, arg);
        tree.set(query, arg, clause);
    }
    if tree.has(subquery, Arg::Alias) {
        tree.set(subquery, Arg::This, query);
        return None;
    }
    tree.replace(subquery, query);
    if tree.parent(query) == Some(subquery) {
        tree.clear_parent(query);
    }
    Some(query)
}

/// The left side of a set operation needs no parentheses, the right side takes no set operation.
fn operands(tree: &mut Tree, operation: NodeId) {
    if let Some(left) = tree.this(operation) {
        let query = inner(tree, left);
        if tree.is(query, Kind::SetOperation) {
            let comments = if query == left { Default::default() } else { tree.take_comments(left) };
            let query = if has_clauses(tree, query) { selected(tree, query) } else { query };
            tree.set(operation, Arg::This, query);
            // The comments of a set operation stand before its word.
            tree.add_comments(query, comments);
        }
    }
    if let Some(right) = tree.expression(operation) {
        let query = inner(tree, right);
        if tree.is(query, Kind::SetOperation) {
            let query = selected(tree, query);
            tree.set(operation, Arg::Expression, query);
        }
    }
}
