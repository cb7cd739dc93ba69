//! Queries: `SELECT`, what else may start one, and what may stand around it.

use super::{lists, relation, statements::prepend_comments, Parser, Rule, RuleArgs, R};
use crate::lexer::T;
use sqlectic_ast::{args, Arg, Children, Kind, NodeId, Text, Value};

pub use super::relation::WITHOUT_ALIAS;

/// Flag of [`Parser::select`]: the query may stand in parentheses.
pub const NESTED: u32 = 2;
/// Flag of [`Parser::select`]: parentheses may also hold a table or a join.
pub const TABLE: u32 = 4;
/// Flag of [`Parser::select`]: `UNION` and the like behind the query are left to the caller.
pub const WITHOUT_SET_OPERATIONS: u32 = 8;
/// Flag of [`Parser::select`]: `|>` behind the query is left to the caller.
pub const WITHOUT_PIPE: u32 = 16;

/// How many clauses queries often have behind what they select.
const CLAUSES: u16 = 5;

/// A query: `SELECT`, `VALUES`, `WITH`, a parenthesised one, ...; applies what `|>` pipes it through.
#[inline]
pub fn select(p: &mut Parser<'_>, a: RuleArgs) -> R {
    match p.select_query(a.flags)? {
        Some(query) if p.at(T::PipeGt) && a.flags & WITHOUT_PIPE == 0 => piped(p, query, a.flags),
        query => Ok(query),
    }
}

/// A query and what `|>` pipes it through.
fn piped(p: &mut Parser<'_>, query: NodeId, flags: u32) -> R {
    if !p.tree.is(query, Kind::Query) {
        return Ok(Some(query));
    }
    let piped = p.pipe_syntax_query(query)?;
    match piped {
        Some(piped) if flags & TABLE != 0 => p.some(Kind::Subquery, &args![This: piped]),
        piped => Ok(piped),
    }
}

/// A query as an operand or in a statement: in parentheses or not, with set operations and modifiers.
pub fn select_with_modifiers(p: &mut Parser<'_>, flags: u32) -> R {
    let Some(query) = p.select(flags)? else { return Ok(None) };
    let query = p.set_operations(query)?.unwrap_or(query);
    p.query_modifiers(query)
}

/// A query without what `|>` pipes it through.
#[inline]
pub fn select_query(p: &mut Parser<'_>, a: RuleArgs) -> R {
    match p.kind() {
        T::Describe | T::From | T::LParen | T::Select | T::Table | T::Values | T::With => query(p, a),
        _ => Ok(None),
    }
}

fn query(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if p.at(T::With) {
        return match p.with(0)? {
            Some(with) => with_statement(p, with),
            None => Ok(None),
        };
    }
    let from = if p.at(T::From) { p.deep(|p| p.from(relation::JOINS | relation::PIPE))? } else { None };
    let mut laterals = Vec::new();
    while from.is_some() {
        match p.lateral()? {
            Some(lateral) => laterals.push(lateral),
            None => break,
        }
    }
    if let (Some(from), true) = (from, p.at(T::Insert)) {
        return inserts_from(p, from, &laterals);
    }
    let query = match p.kind() {
        T::Select => p.deep(|p| select_block(p, from))?,
        T::LParen if from.is_none() && a.flags & (NESTED | TABLE) != 0 => {
            return p.deep(|p| parenthesised(p, a.flags));
        }
        T::Values
            if from.is_none() && (p.next_kind() == T::LParen || !p.dialect.parser.flags.values_followed_by_paren) =>
        {
            p.derived_table_values(0)?
        }
        T::Describe if from.is_none() && starts_statement_of_its_own(p) => {
            p.advance();
            p.deep(|p| p.describe())?
        }
        T::Table if from.is_none() && a.flags & TABLE == 0 => table_query(p)?,
        _ => match from {
            Some(from) => Some(from_first(p, from)?),
            None => None,
        },
    };
    for lateral in laterals {
        query.iter().for_each(|query| p.tree.append(*query, Arg::Laterals, lateral));
    }
    match query {
        Some(query) if a.flags & WITHOUT_SET_OPERATIONS == 0 => p.set_operations(query),
        query => Ok(query),
    }
}

/// Whether the keyword at the cursor is followed by something it could be about.
fn starts_statement_of_its_own(p: &Parser<'_>) -> bool {
    !matches!(
        p.next_kind(),
        T::Sentinel | T::Comma | T::RParen | T::Dot | T::Eq | T::From | T::Alias | T::LParen | T::Semicolon
    )
}

/// The statement behind `WITH`, with the common table expressions attached.
fn with_statement(p: &mut Parser<'_>, with: NodeId) -> R {
    let Some(mut statement) = p.deep(|p| p.statement())? else {
        p.error("Failed to parse any statement following CTE")?;
        return Ok(Some(with));
    };
    while is_wrapper(p, statement) {
        let Some(inner) = p.tree.this(statement) else { break };
        p.tree.clear_parent(inner);
        statement = inner;
    }
    let kind = p.tree.kind(statement);
    if !kind.row().args.iter().any(|row| row.arg == Arg::With) {
        p.error(&format!("{} does not support CTE", kind.row().key))?;
        return Ok(Some(with));
    }
    if let Some(inner) = p.tree.node(statement, Arg::With) {
        for cte in p.tree.expressions(inner) {
            p.tree.append(with, Arg::Expressions, cte);
        }
    }
    p.tree.set(statement, Arg::With, with);
    Ok(Some(statement))
}

/// Whether a node is a subquery that adds nothing but parentheses.
fn is_wrapper(p: &Parser<'_>, node: NodeId) -> bool {
    p.tree.kind(node) == Kind::Subquery
        && p.tree.arguments(node).all(|(arg, value)| arg == Arg::This || !p.tree.truthy(value))
}

/// `SELECT` up to the end of its clauses; `from` is a `FROM` that stood before it.
fn select_block(p: &mut Parser<'_>, from: Option<NodeId>) -> R {
    let mark = p.mark();
    p.advance();
    let comments = p.prev_comments();
    let hint = p.hint()?;
    // `SELECT distinct.a`: a name.
    let plain = matches!(p.next_kind(), T::Dot | T::Sentinel);
    let all = !plain && p.accept(T::All);
    let distinct = !plain && p.accept_set(&p.dialect.parser.sets.distinct);
    let distinct_comments = if distinct { p.prev_comments() } else { Vec::new() };
    let kind = select_kind(p);
    let distinct = if distinct { Some(distinct_clause(p, &distinct_comments)?) } else { None };
    if all && distinct.is_some() {
        p.error("Cannot specify both ALL and DISTINCT after SELECT")?;
    }
    let modifiers = operation_modifiers(p)?;
    let top = p.limit(super::clauses::TOP)?;
    let (projections, exclude) = projections(p)?;
    let list = p.list(&projections);
    let select = p.node(
        Kind::Select,
        &args![
            Kind: kind,
            Hint: hint,
            Distinct: distinct,
            Expressions: list,
            Limit: top,
            Exclude: exclude,
            OperationModifiers: modifiers,
        ],
    )?;
    p.tree.reserve_args(select, CLAUSES);
    p.add_comments(select, &comments);
    if let Some(into) = p.into()? {
        p.tree.set(select, Arg::Into, into);
    }
    let from = match from {
        Some(from) => Some(from),
        None => p.from(0)?,
    };
    if let Some(from) = from {
        p.tree.set(select, Arg::From, from);
    }
    let select = p.query_modifiers(select)?.unwrap_or(select);
    if top.is_none() && p.tree.node(select, Arg::Limit).is_some() {
        // A limit stands there among the arguments, wherever it was written.
        p.tree.move_behind(select, Arg::Limit, Arg::Expressions);
    }
    p.stretch(select, mark);
    Ok(Some(select))
}

/// One projection of a query: an expression with an optional alias.
pub fn projection(p: &mut Parser<'_>, _: RuleArgs) -> R {
    p.expression()
}

/// What a query selects and, in some dialects, `EXCLUDE (a, b)` behind it.
fn projections(p: &mut Parser<'_>) -> R<(Children, Value)> {
    let mut projections = match p.replaces(Rule::ExpressionList) {
        true => p.several(Rule::ExpressionList, lists::PROJECTIONS)?,
        false => p.csv(|p| p.projection())?,
    };
    if !p.dialect.parser.flags.supports_exclude_after_projections {
        return Ok((projections, Value::None));
    }
    let last = projections.last_mut().filter(|last| p.tree.kind(**last) == Kind::Alias);
    // The word may have looked like an alias.
    let alias = last.filter(|_| p.prev_str().eq_ignore_ascii_case("EXCLUDE"));
    if alias.is_none() && !p.accept_words(&["EXCLUDE"]) {
        return Ok((projections, Value::None));
    }
    let columns = p.opt_wrapped_csv(|p| p.column())?;
    if let (Some(alias), false) = (alias, columns.is_empty()) {
        let comments = p.tree.take_comments(*alias);
        *alias = p.tree.this(*alias).unwrap_or(*alias);
        p.tree.clear_parent(*alias);
        p.add_comments(*alias, &comments);
    }
    Ok((projections, p.opt_list(&columns)))
}

/// `AS STRUCT` or `AS VALUE` behind `SELECT`.
fn select_kind(p: &mut Parser<'_>) -> Value {
    if !p.accept(T::Alias) {
        return Value::None;
    }
    match p.accept_word(&["STRUCT", "VALUE"]) {
        true => p.prev_upper(),
        false => Value::None,
    }
}

/// `DISTINCT`, after its token: `[ON (...)]`.
fn distinct_clause(p: &mut Parser<'_>, comments: &[Text]) -> R<NodeId> {
    let on = if p.accept(T::On) { p.value(relation::WITHOUT_VALUES)? } else { None };
    let node = p.node(Kind::Distinct, &args![On: on])?;
    p.add_comments(node, comments);
    Ok(node)
}

/// Words such as `HIGH_PRIORITY`, if the dialect knows any.
fn operation_modifiers(p: &mut Parser<'_>) -> R<Value> {
    let dialect = p.dialect;
    let mut words = Vec::new();
    let known = &dialect.parser.operation_modifiers;
    while !known.is_empty() && known.contains(p.curr_str()) && p.is_word(0, p.curr_str()) {
        p.advance();
        let text = p.prev_upper();
        words.push(p.make(Kind::Var, &args![This: text])?);
    }
    Ok(p.opt_list(&words))
}

/// `FROM t` without a `SELECT`: all columns.
fn from_first(p: &mut Parser<'_>, from: NodeId) -> R<NodeId> {
    let select = select_star(p, from);
    Ok(p.query_modifiers(select)?.unwrap_or(select))
}

/// `FROM t INSERT INTO a SELECT b INSERT INTO c SELECT d`.
fn inserts_from(p: &mut Parser<'_>, from: NodeId, laterals: &[NodeId]) -> R {
    let mut inserts = Vec::new();
    while p.accept(T::Insert) {
        let comments = p.prev_comments();
        let Some(insert) = p.deep(|p| p.insert())? else { break };
        super::statements::prepend_comments(p, insert, &comments);
        inserts.push(insert);
    }
    let source = p.tree.this(from);
    if let Some(source) = source.filter(|_| !laterals.is_empty()) {
        p.tree.set_list(source, Arg::Laterals, laterals);
    }
    let comments = p.tree.take_comments(from);
    let list = p.list(&inserts);
    let node = p.node(Kind::MultitableInserts, &args![Expressions: list, Source: source])?;
    p.add_comments(node, &comments);
    Ok(Some(node))
}

/// `SELECT *` from a `From`.
pub(super) fn select_star(p: &mut Parser<'_>, from: NodeId) -> NodeId {
    let star = p.tree.make(Kind::Star, &[]);
    let list = p.list(&[star]);
    let span = p.tree.span(from);
    p.tree.make_at(Kind::Select, span, &args![Expressions: list, From: from])
}

/// `SELECT *` from a table, subquery or other source.
pub(super) fn select_star_from(p: &mut Parser<'_>, source: NodeId) -> NodeId {
    let span = p.tree.span(source);
    let from = p.tree.make_at(Kind::From, span, &args![This: source]);
    select_star(p, from)
}

/// Whether the cursor is at `TABLE t`, and not at a name or call.
pub(super) fn at_table_query(p: &Parser<'_>) -> bool {
    let next = p.next_kind();
    let known = p.dialect.parser.flags.supports_table_query;
    let is_name = matches!(next, T::Identifier | T::Only | T::Var) || p.dialect.parser.sets.id_var.contains(next);
    known && p.at(T::Table) && is_name
}

/// `TABLE t`, which is `SELECT * FROM t`; nothing if no name follows.
fn table_query(p: &mut Parser<'_>) -> R {
    if !at_table_query(p) {
        return Ok(None);
    }
    p.advance();
    let comments = p.prev_comments();
    let wrapped = p.at_pair(T::Only, T::LParen);
    if wrapped {
        p.advance_by(2);
    }
    let Some(table) = p.table(WITHOUT_ALIAS)? else { return Ok(None) };
    if wrapped {
        p.tree.set(table, Arg::Only, true);
        p.r_paren()?;
    }
    let select = select_star_from(p, table);
    p.add_comments(select, &comments);
    p.query_modifiers(select)
}

/// A parenthesis in which a query (or with [`TABLE`] a table or join) stands; set operations behind it are left to the
/// caller.
fn parenthesised(p: &mut Parser<'_>, flags: u32) -> R {
    let mark = p.mark();
    p.advance();
    let comments = p.prev_comments();
    p.drop_comments();
    let inner = match p.kind() {
        T::Pivot | T::Unpivot if p.next_kind() != T::LParen => {
            p.advance();
            super::pivot::statement(p, true)?
        }
        T::From => p.select(0)?,
        T::Table if at_table_query(p) => p.select(WITHOUT_SET_OPERATIONS)?,
        _ if flags & TABLE != 0 => p.table(relation::PIPE)?,
        _ => p.select(NESTED | WITHOUT_SET_OPERATIONS)?,
    };
    let inner = match inner {
        Some(inner) => {
            let inner = values_as_table(p, inner, flags);
            prepend_comments(p, inner, &comments);
            let inner = p.set_operations(inner)?.unwrap_or(inner);
            p.query_modifiers(inner)?
        }
        None => None,
    };
    p.r_paren()?;
    let Some(inner) = inner else { return Ok(None) };
    let subquery = p.subquery(inner, flags & (WITHOUT_ALIAS | TABLE))?;
    if let Some(subquery) = subquery {
        p.stretch(subquery, mark);
    }
    Ok(subquery)
}

/// `VALUES` with an alias inside a parenthesis may be followed by joins: a table carries them.
fn values_as_table(p: &mut Parser<'_>, inner: NodeId, flags: u32) -> NodeId {
    if flags & TABLE == 0 || p.tree.kind(inner) != Kind::Values {
        return inner;
    }
    let Value::Node(alias) = p.tree.take(inner, Arg::Alias) else { return inner };
    let span = p.tree.span(inner);
    p.tree.make_at(Kind::Table, span, &args![This: inner, Alias: alias])
}

/// `FROM ...`; the flags are those of [`Parser::table`].
pub fn from(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if !p.accept(T::From) {
        return Ok(None);
    }
    let mark = p.mark() - 1;
    let comments = p.prev_comments();
    p.drop_comments();
    let table = p.table(a.flags)?;
    let from = p.around(Kind::From, table)?;
    p.add_comments(from, &comments);
    p.stretch(from, mark);
    Ok(Some(from))
}

/// `INTO ...` of a query.
#[inline]
pub fn into(p: &mut Parser<'_>, _: RuleArgs) -> R {
    match p.accept(T::Into) {
        true => target(p),
        false => Ok(None),
    }
}

/// The target of `INTO`, after its token.
fn target(p: &mut Parser<'_>) -> R {
    let temporary = p.accept(T::Temporary);
    let unlogged = p.accept_word(&["UNLOGGED"]);
    p.accept(T::Table);
    let table = p.table(relation::SCHEMA)?;
    p.some(Kind::Into, &args![This: table, Temporary: temporary, Unlogged: unlogged])
}
