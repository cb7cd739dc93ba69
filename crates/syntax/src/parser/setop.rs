//! Set operations: `UNION`, `EXCEPT`, `INTERSECT`.
//!
//! A chain is read in a loop and makes a tree that leans left. Where `INTERSECT` binds tighter, operands that it joins
//! become one operand in parentheses.

use super::{query, Parser, RuleArgs, R};
use crate::lexer::T;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

/// `UNION`, `EXCEPT`, `INTERSECT` after a query, as many as there are.
#[inline]
pub fn set_operations(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(left) = a.node else { return Ok(None) };
    match p.set_operation(left)? {
        Some(first) => all_operations(p, first).map(Some),
        None => Ok(Some(left)),
    }
}

/// The set operations behind the first.
fn all_operations(p: &mut Parser<'_>, first: NodeId) -> R<NodeId> {
    let mut this = first;
    while let Some(operation) = p.set_operation(this)? {
        this = operation;
    }
    if p.dialect.parser.flags.modifiers_attached_to_set_op {
        raise_modifiers(p, this);
    }
    Ok(this)
}

/// One set operation after a query; nothing if none follows.
#[inline]
pub fn set_operation(p: &mut Parser<'_>, a: RuleArgs) -> R {
    match a.node {
        Some(left) if may_start(p) => operation(p, left),
        _ => Ok(None),
    }
}

fn operation(p: &mut Parser<'_>, left: NodeId) -> R {
    let Some(operator) = operator(p)? else { return Ok(None) };
    let mut left = operand(p, left);
    let binds_tighter = p.dialect.semantics.flags.intersect_binds_tighter;
    if operator.kind == Kind::Intersect && !binds_tighter && matches!(p.tree.kind(left), Kind::Union | Kind::Except) {
        // Where all bind equally, `a UNION b INTERSECT c` is `(a UNION b) INTERSECT c`.
        left = p.tree.make(Kind::Subquery, &args![This: left]);
    }
    let mut right = right_operand(p)?;
    // `a UNION b INTERSECT c`: the right side is `b INTERSECT c`.
    if operator.kind != Kind::Intersect && binds_tighter {
        if let Some(first) = right {
            let mut all = first;
            while let Some(next) = intersection(p, all)? {
                all = next;
            }
            if all != first {
                // Without a place in the source: nobody wrote these parentheses.
                right = Some(p.tree.make(Kind::Subquery, &args![This: all]));
            }
        }
    }
    build(p, operator, left, right).map(Some)
}

/// Whether a set operation may start at the cursor; most often what stands there tells that none does.
#[inline]
fn may_start(p: &Parser<'_>) -> bool {
    p.at_set(&p.dialect.parser.set_operation_starts)
}

/// What stands between two operands.
#[derive(Clone)]
pub(super) struct Operator {
    kind: Kind,
    distinct: Value,
    by_name: bool,
    side: Value,
    join_kind: Value,
    on: Value,
    comments: Vec<sqlectic_ast::Text>,
}

/// `[LEFT] [OUTER] UNION [ALL] [BY NAME [ON (a)]]`; the cursor is unmoved if it isn't there.
pub(super) fn operator(p: &mut Parser<'_>) -> R<Option<Operator>> {
    let mark = p.mark();
    let sets = &p.dialect.parser.sets;
    p.accept_set(&sets.join_methods);
    let side = if p.accept_set(&sets.join_sides) { p.prev_upper() } else { Value::None };
    let mut join_kind = if p.accept_set(&sets.join_kinds) { p.prev_upper() } else { Value::None };
    let kind = match p.kind() {
        T::Union => Kind::Union,
        T::Except => Kind::Except,
        T::Intersect => Kind::Intersect,
        _ => {
            p.retreat(mark);
            return Ok(None);
        }
    };
    p.advance();
    let comments = p.prev_comments();
    p.drop_comments();
    let distinct = distinct(p, kind)?;
    let mut by_name = p.accept_words(&["BY", "NAME"]) || p.accept_words(&["STRICT", "CORRESPONDING"]);
    if p.accept_words(&["CORRESPONDING"]) {
        by_name = true;
        if side == Value::None && join_kind == Value::None {
            join_kind = p.text("INNER");
        }
    }
    let on = if by_name && p.accept_word(&["ON", "BY"]) {
        let columns = p.wrapped_csv(|p| p.column())?;
        p.list(&columns)
    } else {
        Value::None
    };
    Ok(Some(Operator { kind, distinct, by_name, side, join_kind, on, comments }))
}

/// `ALL`, `DISTINCT`, or what the dialect means without either.
fn distinct(p: &mut Parser<'_>, kind: Kind) -> R<Value> {
    if p.accept(T::Distinct) {
        return Ok(Value::Bool(true));
    }
    if p.accept(T::All) {
        return Ok(Value::Bool(false));
    }
    let default = p.dialect.semantics.set_op_distinct.default_of(kind);
    if default.is_none() {
        p.error(&format!("Expected DISTINCT or ALL for {}", kind.name()))?;
    }
    Ok(default.into())
}

fn right_operand(p: &mut Parser<'_>) -> R {
    let right = p.select(query::NESTED | query::WITHOUT_SET_OPERATIONS | query::WITHOUT_PIPE)?;
    Ok(right.map(|right| operand(p, right)))
}

fn build(p: &mut Parser<'_>, operator: Operator, left: NodeId, right: Option<NodeId>) -> R<NodeId> {
    let Operator { kind, distinct, by_name, side, join_kind, on, comments } = operator;
    let by_name = if by_name { Value::Bool(true) } else { Value::None };
    let node = p.node(
        kind,
        &args![
            This: left, Distinct: distinct, ByName: by_name, Expression: right, Side: side, Kind: join_kind, On: on
        ],
    )?;
    p.add_comments(node, &comments);
    Ok(node)
}

impl Operator {
    /// An operation that was not written this way, for pipes.
    pub(super) fn made(&self, p: &mut Parser<'_>, left: NodeId, right: NodeId) -> NodeId {
        let by_name = if self.by_name { Value::Bool(true) } else { Value::None };
        p.tree.make(
            self.kind,
            &args![
                This: left, Expression: right, Distinct: self.distinct, ByName: by_name, Side: self.side,
                Kind: self.join_kind, On: self.on
            ],
        )
    }
}

/// `INTERSECT` and its right side after a query; nothing if none follows.
fn intersection(p: &mut Parser<'_>, left: NodeId) -> R {
    let mark = p.mark();
    match operator(p)? {
        Some(operator) if operator.kind == Kind::Intersect => {
            let right = right_operand(p)?;
            build(p, operator, left, right).map(Some)
        }
        _ => {
            p.retreat(mark);
            Ok(None)
        }
    }
}

/// A query that can be an operand: `VALUES` becomes a `SELECT`, an alias belongs to its subquery.
fn operand(p: &mut Parser<'_>, node: NodeId) -> NodeId {
    match p.tree.kind(node) {
        Kind::Values => values_query(p, node),
        Kind::Subquery => {
            if let Some(values) = p.tree.this(node).filter(|this| p.tree.kind(*this) == Kind::Values) {
                let query = values_query(p, values);
                p.tree.set(node, Arg::This, query);
            }
            node
        }
        Kind::Alias => match p.tree.this(node) {
            Some(subquery) if p.tree.kind(subquery) == Kind::Subquery => {
                let name = p.tree.get(node, Arg::Alias);
                let alias = p.tree.make(Kind::TableAlias, &[(Arg::This, name)]);
                p.tree.set(subquery, Arg::Alias, alias);
                p.tree.clear_parent(subquery);
                operand(p, subquery)
            }
            _ => node,
        },
        _ => node,
    }
}

/// `SELECT * FROM (VALUES ...) AS _values`; clauses of the values are those of the query.
pub(super) fn values_query(p: &mut Parser<'_>, values: NodeId) -> NodeId {
    if !p.tree.has(values, Arg::Alias) {
        let name = p.identifier_node("_values", false);
        let alias = p.tree.make(Kind::TableAlias, &args![This: name]);
        p.tree.set(values, Arg::Alias, alias);
    }
    let [order, limit, offset] = [Arg::Order, Arg::Limit, Arg::Offset].map(|arg| p.tree.take(values, arg));
    let span = p.tree.span(values);
    let from = p.tree.make_at(Kind::From, span, &args![This: values]);
    let star = p.tree.make(Kind::Star, &[]);
    let list = p.list(&[star]);
    let args = args![Expressions: list, Order: order, Limit: limit, Offset: offset, From: from];
    p.tree.make_at(Kind::Select, span, &args)
}

/// Clauses behind the last operand belong to the whole chain.
fn raise_modifiers(p: &mut Parser<'_>, operation: NodeId) {
    let Some(mut last) = p.tree.expression(operation) else { return };
    if p.tree.kind(last) == Kind::Subquery && !p.tree.span(last).is_some() {
        // `a UNION b INTERSECT c ORDER BY d`
        let inner = p.tree.this(last).and_then(|intersection| p.tree.expression(intersection));
        last = inner.unwrap_or(last);
    }
    let dialect = p.dialect;
    for arg in &dialect.parser.set_op_modifiers {
        if *arg == Arg::Limit && super::clauses::has_top(p, last) {
            continue;
        }
        let clause = p.tree.take(last, *arg);
        if p.tree.truthy(clause) {
            p.tree.set(operation, *arg, clause);
        }
    }
}
