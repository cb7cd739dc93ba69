//! PRQL: <https://prql-lang.org/book/>. Queries are read; they are written as SQL.

use crate::Definition;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    lexer::T,
    parser::{
        expr,
        functions::{self, builders::at},
        statements, Function, Level, Parser, Rule, RuleArgs, R,
    },
    Dialect,
};

pub(crate) const DEFINITION: Definition =
    Definition { name: "prql", title: "PRQL", extends: Some(""), aliases: &[], define };

fn define(d: &mut Dialect) {
    let l = &mut d.lexer;
    l.identifiers = vec![('`', '`')];
    l.quotes.push(("\"".into(), "\"".into()));
    l.keywords.remove("=");
    l.singles.retain(|(sign, _)| *sign != '=');
    l.singles.push(('=', T::Alias));
    let f = &mut d.semantics.flags;
    f.dpipe_is_string_concat = false;
    f.initcap_supports_custom_delimiters = false;
    let p = &mut d.parser;
    p.flags.supports_table_query = false;
    p.add_infix(Level::Conjunction, &[(T::Damp, Kind::And)]);
    p.add_infix(Level::Disjunction, &[(T::Dpipe, Kind::Or)]);
    p.add_functions(&[("AVERAGE", Function::Kind(Kind::Avg)), ("SUM", Function::Build(sum))]);
    p.replace(Rule::Equality, equality);
    p.replace(Rule::Statement, statement);
    d.generator.after_having.drain(..3);
}

/// The sum of nothing is 0.
fn sum(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let sum = p.make(Kind::Sum, &args![This: at(items, 0)])?;
    let zero = p.tree.integer(0);
    let more = p.list(&[zero]);
    p.make(Kind::Coalesce, &args![This: sum, Expressions: more])
}

/// `a == null` asks whether there is a value.
fn equality(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(node) = expr::equality(p, a)? else { return Ok(None) };
    let kind = p.tree.kind(node);
    let (Kind::EQ | Kind::NEQ, Some(left), Some(right)) = (kind, p.tree.this(node), p.tree.expression(node)) else {
        return Ok(Some(node));
    };
    let value = match (p.tree.kind(left), p.tree.kind(right)) {
        (_, Kind::Null) => left,
        (Kind::Null, _) => right,
        _ => return Ok(Some(node)),
    };
    let null = p.make(Kind::Null, &[])?;
    let is = p.make(Kind::Is, &args![This: value, Expression: null])?;
    match kind {
        Kind::NEQ => p.some(Kind::Not, &args![This: is]),
        _ => Ok(Some(is)),
    }
}

/// `from t` with its transforms; expressions are statements, too.
fn statement(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if p.at(T::From) {
        return pipeline(p);
    }
    match p.at_any(&[T::Select, T::With]) {
        true => p.expression(),
        false => statements::statement(p, a),
    }
}

/// Transforms change the query that stands before them:
/// <https://prql-lang.org/book/reference/stdlib/transforms/>.
fn pipeline(p: &mut Parser<'_>) -> R {
    let mark = p.mark();
    let mut query = source(p)?;
    while !p.at_end() {
        let word = p.curr_str().to_uppercase();
        let before = p.mark();
        p.advance();
        match word.as_str() {
            "AGGREGATE" => aggregate(p, query)?,
            "APPEND" => query = combined(p, query, Kind::Union)?,
            "DERIVE" => select(p, query, true)?,
            "FILTER" => filter(p, query)?,
            "INTERSECT" => query = combined(p, query, Kind::Intersect)?,
            "REMOVE" => query = combined(p, query, Kind::Except)?,
            "SELECT" => select(p, query, false)?,
            "SORT" => sort(p, query)?,
            "TAKE" => {
                let count = p.number()?;
                let limit = p.make(Kind::Limit, &args![Expression: count])?;
                p.tree.set(query, Arg::Limit, limit);
            }
            _ => {
                p.retreat(before);
                break;
            }
        }
    }
    p.stretch(query, mark);
    Ok(Some(query))
}

/// `from t` -> `SELECT * FROM t`.
fn source(p: &mut Parser<'_>) -> R<NodeId> {
    p.accept(T::From);
    let table = p.table_parts(0)?;
    all_of(p, table)
}

fn all_of(p: &mut Parser<'_>, table: Option<NodeId>) -> R<NodeId> {
    let star = p.make(Kind::Star, &[])?;
    let star = p.list(&[star]);
    let from = p.make(Kind::From, &args![This: table])?;
    p.make(Kind::Select, &args![Expressions: star, From: from])
}

/// `append t`, `remove t`, `intersect t`.
fn combined(p: &mut Parser<'_>, query: NodeId, kind: Kind) -> R<NodeId> {
    let table = p.table_parts(0)?;
    let other = all_of(p, table)?;
    p.make(kind, &args![This: query, Expression: other, Distinct: false])
}

/// One item, or several in braces.
fn items(p: &mut Parser<'_>, mut item: impl FnMut(&mut Parser<'_>) -> R) -> R<Vec<NodeId>> {
    if !p.accept(T::LBrace) {
        return Ok(item(p)?.into_iter().collect());
    }
    let mut items = Vec::new();
    while !p.at(T::RBrace) && !p.at_end() {
        items.extend(item(p)?);
        if !p.accept(T::Comma) {
            break;
        }
    }
    if !p.accept(T::RBrace) {
        p.error("Expecting }")?;
    }
    Ok(items)
}

/// `x`, `name = x`.
fn named(p: &mut Parser<'_>, mut value: impl FnMut(&mut Parser<'_>) -> R) -> R {
    let name = if p.next_kind() == T::Alias { p.id_var(0)? } else { None };
    if name.is_some() {
        p.accept(T::Alias);
    }
    let this = value(p)?;
    match name {
        Some(_) => p.some(Kind::Alias, &args![This: this, Alias: name]),
        None => Ok(this),
    }
}

/// `derive {x = a + 1}` adds to what is selected, `select {x}` replaces it. Names stand for what was derived before.
fn select(p: &mut Parser<'_>, query: NodeId, adds: bool) -> R<()> {
    let mut selected = p.tree.expressions(query);
    let known: Vec<(String, NodeId)> = selected
        .iter()
        .filter(|node| p.tree.kind(**node) == Kind::Alias)
        .filter_map(|node| Some((p.tree.text_of(*node, Arg::Alias).to_string(), p.tree.this(*node)?)))
        .collect();
    let new = items(p, |p| named(p, |p| p.assignment()))?;
    let new: Vec<NodeId> = new.into_iter().map(|node| resolved(p, node, &known)).collect();
    if !adds {
        selected.clear();
    }
    selected.extend(new);
    let selected = p.list(&selected);
    p.tree.set(query, Arg::Expressions, selected);
    Ok(())
}

/// An expression with what was derived in place of its names.
fn resolved(p: &mut Parser<'_>, root: NodeId, known: &[(String, NodeId)]) -> NodeId {
    let columns: Vec<NodeId> =
        p.tree.walk(root).filter(|node| p.tree.kind(*node) == Kind::Column && !p.tree.has(*node, Arg::Table)).collect();
    for column in columns {
        let Some((_, value)) = known.iter().find(|(alias, _)| *alias == p.tree.name(column)) else { continue };
        let copy = p.tree.copy(*value);
        if column == root {
            return copy;
        }
        p.tree.replace(column, copy);
    }
    root
}

/// `aggregate {average x, n = count y}`.
fn aggregate(p: &mut Parser<'_>, query: NodeId) -> R<()> {
    let aggregations = items(p, |p| named(p, aggregation))?;
    let aggregations = p.list(&aggregations);
    p.tree.set(query, Arg::Expressions, aggregations);
    Ok(())
}

/// `average x`: a function and its argument.
fn aggregation(p: &mut Parser<'_>) -> R {
    let name = p.curr_str().to_uppercase();
    let Some(function) = p.dialect.parser.functions.get(&name).cloned() else {
        p.error(&format!("Unsupported aggregation function {name}"))?;
        return Ok(None);
    };
    p.advance();
    let argument = p.column()?;
    let arguments: Vec<NodeId> = argument.into_iter().collect();
    functions::apply(p, &function, &arguments).map(Some)
}

/// Conditions of several filters hold together.
fn filter(p: &mut Parser<'_>, query: NodeId) -> R<()> {
    let mut condition = p.disjunction()?;
    let before = p.tree.node(query, Arg::Where).and_then(|node| p.tree.this(node));
    if let (Some(before), Some(this)) = (before, condition) {
        let left = wrapped(p, before)?;
        let right = wrapped(p, this)?;
        condition = p.some(Kind::And, &args![This: left, Expression: right])?;
    }
    let node = p.make(Kind::Where, &args![This: condition])?;
    p.tree.set(query, Arg::Where, node);
    Ok(())
}

fn wrapped(p: &mut Parser<'_>, node: NodeId) -> R<NodeId> {
    match p.tree.kind(node) {
        Kind::And | Kind::Or => p.make(Kind::Paren, &args![This: node]),
        _ => Ok(node),
    }
}

/// `sort {-a, +b}`: a minus is descending.
fn sort(p: &mut Parser<'_>, query: NodeId) -> R<()> {
    let terms = items(p, |p| {
        let descends = p.accept(T::Dash);
        if !descends {
            p.accept(T::Plus);
        }
        let Some(this) = p.assignment()? else { return Ok(None) };
        let desc = if descends { Value::Bool(true) } else { Value::None };
        p.some(Kind::Ordered, &args![This: this, Desc: desc, NullsFirst: !descends])
    })?;
    let terms = p.list(&terms);
    let order = p.make(Kind::Order, &args![Expressions: terms])?;
    p.tree.set(query, Arg::Order, order);
    Ok(())
}
