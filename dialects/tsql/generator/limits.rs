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
    let pages = [Kind::Fetch, Kind::Limit, Kind::Offset].into_iter().any(|clause| tree.may_have_kind(clause));
    let ordered = tree.may_have(Kind::SetOperation) && tree.may_have_kind(Kind::Order);
    if !pages && !ordered {
        return root;
    }
    let is_query = |node| tree.is(node, Kind::Query) || tree.kind(node) == Kind::Values;
    let nodes: Vec<NodeId> = tree.all_where(root, is_query);
    for node in nodes.into_iter().rev() {
        let query = match tree.is(node, Kind::SetOperation) && needs_query(tree, node) {
            true => as_table(tree, node),
            false => node,
        };
        if node == root {
            root = query;
        }
        match tree.kind(query) {
            Kind::Subquery | Kind::Values => fetch(tree, query),
            Kind::Select => {
                paginate(tree, query);
                derive_operand(tree, query);
            }
            Kind::Union | Kind::Except | Kind::Intersect => paginate(tree, query),
            _ => {}
        }
    }
    root
}

/// Whether the clauses of a set operation are such that only a query can have them: `TOP`, an order of no matter, or one
/// by anything but columns.
fn needs_query(tree: &Tree, union: NodeId) -> bool {
    let limit = tree.node(union, Arg::Limit);
    let offset = tree.node(union, Arg::Offset);
    let is_top = offset.is_none() && limit.is_some_and(|limit| tree.kind(limit) == Kind::Limit);
    match tree.node(union, Arg::Order) {
        Some(order) => is_top || tree.expressions(order).into_iter().any(|term| !is_plain(tree, union, term)),
        None => limit.is_some() || offset.is_some(),
    }
}

/// Whether a term of an order is a column, a projection or a position, with nulls where they stand anyway.
fn is_plain(tree: &Tree, union: NodeId, term: NodeId) -> bool {
    let Some(this) = tree.this(term).map(|this| unwrapped(tree, this)) else { return true };
    let nulls_first = tree.has(term, Arg::NullsFirst);
    let usual = nulls_first != (tree.get(term, Arg::Desc) == Value::Bool(true));
    let is_column = matches!(tree.kind(this), Kind::Column | Kind::Identifier);
    tree.is_number(this) || usual && (is_column || is_projected(tree, union, this))
}

/// A node without the parentheses and the alias around it.
fn unwrapped(tree: &Tree, mut node: NodeId) -> NodeId {
    while matches!(tree.kind(node), Kind::Alias | Kind::Paren) {
        match tree.this(node) {
            Some(inner) => node = inner,
            None => break,
        }
    }
    node
}

/// Whether an expression is a projection of the first operand.
fn is_projected(tree: &Tree, union: NodeId, expression: NodeId) -> bool {
    let mut first = union;
    while matches!(tree.kind(first), Kind::Except | Kind::Intersect | Kind::Subquery | Kind::Union) {
        match tree.this(first) {
            Some(operand) => first = operand,
            None => return false,
        }
    }
    tree.expressions(first).into_iter().any(|projection| tree.equal(unwrapped(tree, projection), tree, expression))
}

/// An operand of a set operation that fetches rows becomes a derived table.
fn derive_operand(tree: &mut Tree, select: NodeId) {
    let is_operand = tree.parent(select).is_some_and(|parent| tree.is(parent, Kind::SetOperation));
    let fetches = tree.node(select, Arg::Limit).is_some_and(|limit| tree.kind(limit) == Kind::Fetch);
    if is_operand && fetches {
        derived(tree, select);
    }
}

/// `SELECT * FROM (a UNION b) AS _l_0` with the clauses of the set operation.
fn as_table(tree: &mut Tree, union: NodeId) -> NodeId {
    let clauses = [Arg::With, Arg::Order, Arg::Limit, Arg::Offset, Arg::For, Arg::Options];
    let taken = clauses.map(|clause| (clause, tree.take(union, clause)));
    let select = derived(tree, union);
    for (clause, value) in taken {
        tree.set(select, clause, value);
    }
    select
}

/// `SELECT * FROM (query) AS _l_0` in place of a query.
fn derived(tree: &mut Tree, query: NodeId) -> NodeId {
    let name = tree.text_value("_l_0");
    let name = tree.make(Kind::Identifier, &[(Arg::This, name), (Arg::Quoted, Value::Bool(false))]);
    let alias = tree.make(Kind::TableAlias, &args![This: name]);
    let star = tree.make(Kind::Star, &[]);
    let stars = tree.list(&[star]);
    tree.wrap(query, |tree, query| {
        let subquery = tree.make(Kind::Subquery, &args![This: query, Alias: alias]);
        let from = tree.make(Kind::From, &args![This: subquery]);
        tree.make(Kind::Select, &args![Expressions: stars, From: from])
    })
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
