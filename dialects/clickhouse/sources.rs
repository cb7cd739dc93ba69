//! What stands in `FROM` and `WITH`: joins, `FINAL`, expressions with names:
//! <https://clickhouse.com/docs/sql-reference/statements/select>.

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    lexer::T,
    parser::{join, relation, with, Parser, Rule, RuleArgs, R},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    p.replace(Rule::Cte, cte);
    p.replace(Rule::Join, joined);
    p.replace(Rule::Table, table);
    p.replace(Rule::ValueRow, value);
}

/// `WITH expression AS name`; where that is none, `WITH name AS (query)`.
fn cte(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark();
    // An expression may hold what was tried as a list of columns.
    if !p.is_dead_end(mark) {
        if let Some(cte) = p.attempt(|p| with::cte(p, a)) {
            return Ok(Some(cte));
        }
        p.retreat_for_good(mark);
    }
    let this = p.assignment()?;
    if !p.accept(T::Alias) {
        p.error("Expected AS in CTE")?;
    }
    let alias = p.table_alias(0)?;
    p.make_from(mark, Kind::CTE, &args![This: this, Alias: alias, Scalar: true]).map(Some)
}

/// `t FINAL`.
fn table(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let this = relation::table(p, a)?;
    if let Some(this) = this {
        name_series(p, this);
    }
    match this {
        Some(this) if p.accept(T::Final) => p.some(Kind::Final, &args![This: this]),
        this => Ok(this),
    }
}

/// The column of `generate_series` has its name.
fn name_series(p: &mut Parser<'_>, table: NodeId) {
    let is_series = p.tree.kind(table) == Kind::Table
        && p.tree.this(table).is_some_and(|this| p.tree.kind(this) == Kind::GenerateSeries);
    let alias = p.tree.node(table, Arg::Alias).filter(|alias| is_series && !p.tree.has(*alias, Arg::Columns));
    if let Some(alias) = alias {
        let name = p.identifier_node("generate_series", false);
        p.tree.set_list(alias, Arg::Columns, &[name]);
    }
}

/// A row of `VALUES`: its items are rows themselves, as the vendor takes `VALUES (1), (2)` and `VALUES ((1), (2))`.
fn value(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(row) = relation::value(p, a)? else { return Ok(None) };
    let items = p.tree.expressions(row);
    if a.flags & relation::WITHOUT_VALUES != 0 || items.last().is_none_or(|last| p.tree.kind(*last) == Kind::Tuple) {
        return Ok(Some(row));
    }
    let mut rows = Vec::with_capacity(items.len());
    for item in items {
        let mut inner = item;
        while matches!(p.tree.kind(inner), Kind::Paren | Kind::Subquery) {
            match p.tree.this(inner) {
                Some(this) => inner = this,
                None => break,
            }
        }
        let (list, span) = (p.list(&[inner]), p.tree.span(item));
        rows.push(p.tree.make_at(Kind::Tuple, span, &args![Expressions: list]));
    }
    p.tree.set_list(row, Arg::Expressions, &rows);
    Ok(Some(row))
}

/// `GLOBAL ANY LEFT JOIN t`, `LEFT ARRAY JOIN a AS b`: kind and side in either order.
fn joined(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark();
    let global = p.accept(T::Global).then(|| p.prev_text());
    let dialect = p.dialect;
    let sets = &dialect.parser.sets;
    let word = |p: &mut Parser<'_>, set| if p.accept_set(set) { p.prev_upper() } else { Value::None };
    let first = word(p, &sets.join_kinds);
    let mut side = word(p, &sets.join_sides);
    let mut kind = word(p, &sets.join_kinds);
    if first.is_some() {
        side = if side.is_some() { side } else { kind };
        kind = first;
    }
    if p.mark() == mark || !p.accept(T::Join) {
        p.retreat(mark);
        return join::join(p, a);
    }
    let is_array = matches!(kind, Value::Text(text) if p.tree.str(text) == "ARRAY");
    let Some(node) = join::after_head(p, side, kind, a.flags | join::BRACKET)? else { return Ok(None) };
    if let Some(global) = global {
        p.tree.set(node, Arg::Global, global);
    }
    if is_array {
        tables_to_columns(p, node);
    }
    p.stretch(node, mark);
    Ok(Some(node))
}

/// What `ARRAY JOIN` joins are expressions.
fn tables_to_columns(p: &mut Parser<'_>, join: NodeId) {
    if let Some(this) = p.tree.this(join) {
        let column = to_column(p, this);
        p.tree.set(join, Arg::This, column);
    }
    let rest: Vec<NodeId> = p.tree.expressions(join).into_iter().map(|item| to_column(p, item)).collect();
    if !rest.is_empty() {
        p.tree.set_list(join, Arg::Expressions, &rest);
    }
}

fn to_column(p: &mut Parser<'_>, table: NodeId) -> NodeId {
    if p.tree.kind(table) != Kind::Table {
        return table;
    }
    let span = p.tree.span(table);
    let [this, db, catalog, alias] = [Arg::This, Arg::Db, Arg::Catalog, Arg::Alias].map(|arg| p.tree.get(table, arg));
    let is_name = this.node().is_some_and(|node| p.tree.kind(node) == Kind::Identifier);
    let column: Value = match is_name {
        true => p.tree.make_at(Kind::Column, span, &args![This: this, Table: db, Db: catalog]).into(),
        false => this,
    };
    let name = alias.node().map(|alias| p.tree.get(alias, Arg::This));
    match (column.node(), name) {
        (Some(_), Some(name)) => p.tree.make_at(Kind::Alias, span, &args![This: column, Alias: name]),
        (Some(column), None) => column,
        _ => table,
    }
}
