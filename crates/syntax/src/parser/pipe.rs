//! Pipe syntax: `FROM t |> WHERE a |> SELECT b`.
//!
//! Each operator changes the query so far, or makes it a common table expression that a new query reads. The names of
//! those that nobody named are `__tmp1`, `__tmp2`, ... through all statements.
//! Meaning: <https://cloud.google.com/bigquery/docs/reference/standard-sql/pipe-syntax>

use super::{clauses, join, query, setop, Parser, RuleArgs, R};
use crate::lexer::T;
use sqlectic_ast::{args, Arg, Children, Kind, NodeId, Value};

/// What `|>` pipes a query (the node given) through.
pub fn pipe_syntax_query(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(query) = a.node else { return Ok(None) };
    let mut query = as_source(p, query);
    let dialect = p.dialect;
    while p.accept(T::PipeGt) {
        let mark = p.mark();
        query = match dialect.parser.pipe_operators.get(p.curr_str()) {
            Some(rule) if !p.at_end() => {
                p.advance();
                rule.call(p, RuleArgs { node: Some(query), flags: 0 })?.unwrap_or(query)
            }
            _ => {
                p.retreat(mark);
                set_operation_or_join(p, query)?
            }
        };
    }
    Ok(Some(query))
}

/// A query that operators can change: a `SELECT` that reads something, else one that reads the query.
fn as_source(p: &mut Parser<'_>, query: NodeId) -> NodeId {
    match p.tree.kind(query) {
        Kind::Select if p.tree.has(query, Arg::From) => query,
        Kind::Subquery => query::select_star_from(p, query),
        _ => {
            let span = p.tree.span(query);
            let subquery = p.tree.make_at(Kind::Subquery, span, &args![This: query]);
            query::select_star_from(p, subquery)
        }
    }
}

fn set_operation_or_join(p: &mut Parser<'_>, query: NodeId) -> R<NodeId> {
    if let Some(query) = set_operation(p, query)? {
        return Ok(query);
    }
    if !join::append(p, query, 0)? {
        let word = p.curr_str().to_uppercase();
        p.error(&format!("Unsupported pipe syntax operator: '{word}'."))?;
        // Whatever stands up to the next operator is passed over.
        while !p.at_end() && !p.at(T::PipeGt) && !p.at(T::RParen) {
            p.advance();
        }
    }
    Ok(query)
}

/// Makes the query a common table expression and returns a query of all its columns. `name` is its alias; without one
/// it gets the next number.
fn as_cte(p: &mut Parser<'_>, query: NodeId, name: Option<NodeId>) -> NodeId {
    let with = p.tree.take(query, Arg::With);
    let (alias, source) = match name {
        Some(alias) => (alias, p.tree.copy(alias)),
        None => {
            p.counter += 1;
            let name = p.identifier_node(&format!("__tmp{}", p.counter), false);
            let alias = p.tree.make(Kind::TableAlias, &args![This: name]);
            let name = p.tree.copy(name);
            (alias, p.tree.make(Kind::Table, &args![This: name]))
        }
    };
    let cte = p.tree.make(Kind::CTE, &args![This: query, Alias: alias]);
    let select = query::select_star_from(p, source);
    let with = match with {
        Value::Node(with) => {
            p.tree.append(with, Arg::Expressions, cte);
            with
        }
        _ => {
            let list = p.list(&[cte]);
            p.tree.make(Kind::With, &args![Expressions: list])
        }
    };
    p.tree.set(select, Arg::With, with);
    select
}

/// `|> AS t`, after the word.
pub fn as_(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(query) = a.node else { return Ok(None) };
    let alias = p.table_alias(0)?;
    if alias.is_none() {
        p.error("Expected an alias")?;
    }
    Ok(Some(as_cte(p, query, alias)))
}

/// `|> SELECT a, b`, after the word.
pub fn select(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(query) = a.node else { return Ok(None) };
    let mark = p.mark() - 1;
    p.retreat(mark);
    let select = p.select(query::WITHOUT_PIPE)?;
    let projections = select.map(|select| p.tree.expressions(select)).unwrap_or_default();
    p.tree.set_list(query, Arg::Expressions, &projections);
    Ok(Some(as_cte(p, query, None)))
}

/// `|> EXTEND a AS b`, after the word.
pub fn extend(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(query) = a.node else { return Ok(None) };
    let mut projections = vec![p.tree.make(Kind::Star, &[])];
    projections.extend(p.expressions()?);
    p.tree.set_list(query, Arg::Expressions, &projections);
    Ok(Some(as_cte(p, query, None)))
}

/// `|> WHERE a`, after the word.
pub fn where_(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(query) = a.node else { return Ok(None) };
    let Some(condition) = p.where_(clauses::AFTER_KEYWORD)? else { return Ok(None) };
    let old = p.tree.node(query, Arg::Where).and_then(|old| p.tree.this(old));
    if let (Some(old), Some(new)) = (old, p.tree.this(condition)) {
        let (left, right) = (in_parentheses(p, old), in_parentheses(p, new));
        let and = p.tree.make(Kind::And, &args![This: left, Expression: right]);
        p.tree.set(condition, Arg::This, and);
    }
    p.tree.set(query, Arg::Where, condition);
    Ok(Some(query))
}

/// `a OR b` and the like in parentheses.
fn in_parentheses(p: &mut Parser<'_>, node: NodeId) -> NodeId {
    match p.tree.is(node, Kind::Connector) {
        true => p.tree.make(Kind::Paren, &args![This: node]),
        false => node,
    }
}

/// `|> ORDER BY a`, after the words.
pub fn order_by(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(query) = a.node else { return Ok(None) };
    let order = p.order(clauses::AFTER_KEYWORD)?;
    p.tree.set(query, Arg::Order, order);
    Ok(Some(query))
}

/// `|> LIMIT a OFFSET b`, after the word: the smaller limit, the sum of the offsets.
pub fn limit(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(query) = a.node else { return Ok(None) };
    let Some(limit) = p.limit(clauses::AFTER_KEYWORD)? else { return Ok(None) };
    let offset = p.offset()?;
    let number = |p: &Parser<'_>, clause: Option<NodeId>| {
        let expression = clause.and_then(|clause| p.tree.expression(clause))?;
        p.tree.name(expression).parse::<i64>().ok().filter(|_| p.tree.is_number(expression))
    };
    let old = p.tree.node(query, Arg::Limit);
    let keeps = matches!((number(p, old), number(p, Some(limit))), (Some(old), Some(new)) if old <= new);
    if !keeps {
        p.tree.set(query, Arg::Limit, limit);
    }
    if let Some(offset) = offset {
        let old = p.tree.node(query, Arg::Offset);
        if let (Some(old), Some(new)) = (number(p, old), number(p, Some(offset))) {
            let sum = p.text(&old.saturating_add(new).to_string());
            let sum = p.tree.make(Kind::Literal, &args![This: sum, IsString: false]);
            p.tree.set(offset, Arg::Expression, sum);
        }
        p.tree.set(query, Arg::Offset, offset);
    }
    Ok(Some(query))
}

/// `|> DISTINCT`, after the word.
pub fn distinct(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(query) = a.node else { return Ok(None) };
    let distinct = p.node(Kind::Distinct, &[])?;
    p.tree.set(query, Arg::Distinct, distinct);
    Ok(Some(query))
}

/// `|> PIVOT (...)` and `|> UNPIVOT (...)`, after the word.
pub fn pivot(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(query) = a.node else { return Ok(None) };
    let mark = p.mark() - 1;
    p.retreat(mark);
    let pivots = super::pivot::pivots(p)?;
    let source = p.tree.node(query, Arg::From).and_then(|from| p.tree.this(from));
    match source {
        Some(source) if !pivots.is_empty() => {
            for pivot in pivots {
                p.tree.append(source, Arg::Pivots, pivot);
            }
        }
        _ => p.error("Failed to parse PIVOT")?,
    }
    if p.mark() == mark {
        p.advance();
    }
    Ok(Some(as_cte(p, query, None)))
}

/// `|> TABLESAMPLE ...`, after the word.
pub fn table_sample(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(query) = a.node else { return Ok(None) };
    let mark = p.mark() - 1;
    p.retreat(mark);
    let sample = p.table_sample(0)?;
    // The rows of the last common table expression are those that came so far.
    let last = p.tree.node(query, Arg::With).and_then(|with| p.tree.expressions(with).last().copied());
    let target = last.and_then(|cte| p.tree.this(cte)).unwrap_or(query);
    p.tree.set(target, Arg::Sample, sample);
    if p.mark() == mark {
        p.advance();
    }
    Ok(Some(query))
}

// ---- AGGREGATE ------------------------------------------------------------------------------------------------------------

/// `|> AGGREGATE SUM(a) AS s GROUP BY b`, after the word.
pub fn aggregate(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(query) = a.node else { return Ok(None) };
    let (mut projections, mut orders) = elements(p)?;
    if !orders.is_empty() {
        set_order(p, query, &orders);
    }
    if p.accept(T::GroupBy) || p.accept_words(&["GROUP", "AND", "ORDER BY"]) {
        let (mut groups, group_orders) = elements(p)?;
        orders = group_orders;
        let keys: Vec<NodeId> = groups.iter().map(|group| reference(p, *group)).collect();
        let list = p.list(&keys);
        let group = p.tree.make(Kind::Group, &args![Expressions: list]);
        p.tree.set(query, Arg::Group, group);
        if !orders.is_empty() {
            set_order(p, query, &orders);
        }
        groups.append(&mut projections);
        projections = groups;
    }
    p.tree.set_list(query, Arg::Expressions, &projections);
    Ok(Some(as_cte(p, query, None)))
}

fn set_order(p: &mut Parser<'_>, query: NodeId, terms: &[NodeId]) {
    let list = p.list(terms);
    let order = p.tree.make(Kind::Order, &args![Expressions: list]);
    p.tree.set(query, Arg::Order, order);
}

/// Expressions between commas, and by which of them to order.
fn elements(p: &mut Parser<'_>) -> R<(Children, Children)> {
    let mut orders = Children::new();
    let items = p.csv(|p| {
        let Some(mut item) = p.disjunction()? else { return Ok(None) };
        if !p.at_words(&["GROUP", "AND"]) {
            item = p.alias(item, 0)?.unwrap_or(item);
        }
        if matches!(p.kind(), T::Asc | T::Desc) || p.at_word(&["NULLS"]) {
            let this = reference(p, item);
            orders.push(clauses::ordered_term(p, this)?);
        }
        Ok(Some(item))
    })?;
    Ok((items, orders))
}

/// What another clause calls a projection: its alias, or the same again.
fn reference(p: &mut Parser<'_>, projection: NodeId) -> NodeId {
    let name = match p.tree.kind(projection) {
        Kind::Alias => p.tree.node(projection, Arg::Alias),
        _ => None,
    };
    p.tree.copy(name.unwrap_or(projection))
}

// ---- set operations -------------------------------------------------------------------------------------------------------

/// `|> UNION ALL (...), (...)`; nothing if no set operation starts at the cursor.
fn set_operation(p: &mut Parser<'_>, query: NodeId) -> R {
    let Some(operator) = setop::operator(p)? else { return Ok(None) };
    let operands = p.csv(|p| p.select(query::NESTED | query::WITHOUT_SET_OPERATIONS | query::WITHOUT_PIPE))?;
    let mut left = as_cte(p, query, None);
    let with = p.tree.take(left, Arg::With);
    for operand in operands {
        let mut right = operand;
        while let (Kind::Subquery, Some(inner)) = (p.tree.kind(right), p.tree.this(right)) {
            p.tree.clear_parent(inner);
            right = inner;
        }
        left = operator.made(p, left, right);
    }
    p.tree.set(left, Arg::With, with);
    Ok(Some(as_cte(p, left, None)))
}
