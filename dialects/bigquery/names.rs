//! Names of tables and columns: dashes, digits, wildcards, and quotes that span several parts.
//! <https://cloud.google.com/bigquery/docs/reference/standard-sql/lexical#path_expressions>

use sqlectic_ast::{args, Arg, Kind, NodeId, Span, Value};
use sqlectic_syntax::{
    lexer::T,
    parser::{column, relation, Parser, ParserTables, Rule, RuleArgs, R},
};

/// Fact about a table: its parts stood in one pair of quotes.
pub(super) const QUOTED_TABLE: &str = "quoted_table";
/// Fact about a column: several of its parts stood in one pair of quotes.
pub(super) const QUOTED_COLUMN: &str = "quoted_column";

pub(super) fn define(p: &mut ParserTables) {
    p.replace(Rule::Column, column_name);
    p.replace(Rule::TablePart, table_part);
    p.replace(Rule::TableParts, table_parts);
}

// ---- tables ---------------------------------------------------------------------------------------------------------

/// Names of projects may have dashes, names may start with digits, and the last may end in a wildcard:
/// `my-project.dataset.table_*`.
fn table_part(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let part = match p.at(T::Number) {
        true => Some(column::digit_prefixed_name(p)),
        false => relation::table_part(p, a)?,
    };
    let Some(this) = part else {
        return Ok(p.accept(T::Star).then(|| p.identifier_node("*", false)));
    };
    if p.tree.kind(this) != Kind::Identifier || p.prev().kind == T::Identifier {
        return Ok(Some(this));
    }
    let this = dashed(p, this);
    if p.is_connected() && p.accept(T::Star) {
        let name = format!("{}*", p.tree.name(this));
        p.tree.set_text(this, Arg::This, &name);
        p.tree.set(this, Arg::Quoted, false);
    }
    Ok(Some(this))
}

/// Goes on with words that follow each other without blanks. The lexer may have taken a dot into a number: the name then
/// has a dot, which [`table_parts`] splits at.
fn dashed(p: &mut Parser<'_>, this: NodeId) -> NodeId {
    let ends = |kind: T| matches!(kind, T::Dash | T::Dot | T::LParen | T::RParen | T::Semicolon | T::Sentinel);
    let mut name = p.tree.name(this).to_string();
    let length = name.len();
    while p.at(T::Dash) && p.is_connected() && !matches!(p.next_kind(), T::Dot | T::LParen | T::RParen | T::Sentinel) {
        p.advance();
        name.push('-');
        while p.is_connected() && !ends(p.kind()) && !matches!(p.kind(), T::Star | T::Comma) {
            p.advance();
            name.push_str(p.prev_str());
        }
    }
    if name.len() > length {
        p.tree.set_text(this, Arg::This, &name);
        p.tree.set(this, Arg::Quoted, false);
    }
    this
}

/// A quoted name may hold the dots of several parts: `` `project.dataset.table` ``.
fn table_parts(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(table) = relation::table_parts(p, a)? else { return Ok(None) };
    let Some(parts) = parts_of(p, table) else { return Ok(Some(table)) };
    let Some(last) = parts.last() else { return Ok(Some(table)) };
    let last = (p.tree.name(*last).to_string(), p.tree.has(*last, Arg::Quoted));
    let has_dot = |part: &&NodeId| p.tree.name(**part).contains('.');
    let mut names = parts.clone();
    if parts.iter().any(|part| has_dot(&part)) {
        let quoted = parts.iter().filter(has_dot).any(|part| p.tree.has(*part, Arg::Quoted));
        names = split(p, &parts, quoted);
        set_names(p, table, &names)?;
        if quoted {
            p.tree.set_meta(table, QUOTED_TABLE, Value::Bool(true));
        }
    }
    information_schema(p, table, &names, &last.0, last.1)?;
    Ok(Some(table))
}

/// The parts of a table's name, the project first; nothing if one of them is no name.
fn parts_of(p: &Parser<'_>, table: NodeId) -> Option<Vec<NodeId>> {
    let mut parts = Vec::new();
    let mut this = p.tree.this(table)?;
    while p.tree.kind(this) == Kind::Dot {
        parts.push(p.tree.expression(this)?);
        this = p.tree.this(this)?;
    }
    parts.push(this);
    parts.extend([Arg::Db, Arg::Catalog].iter().filter_map(|arg| p.tree.node(table, *arg)));
    parts.reverse();
    parts.iter().all(|part| p.tree.kind(*part) == Kind::Identifier).then_some(parts)
}

/// The names between dots, all quoted if one was. A project may have a domain, whose dots are its own:
/// `domain.com:project.dataset`.
fn split(p: &mut Parser<'_>, parts: &[NodeId], quoted: bool) -> Vec<NodeId> {
    let mut names = Vec::new();
    for part in parts {
        let name = p.tree.name(*part).to_string();
        if !quoted && !name.contains('.') {
            names.push(*part);
            continue;
        }
        let domain = name.find(':').unwrap_or(0);
        let first = name[domain..].find('.').map_or(name.len(), |dot| domain + dot);
        let rest = name[first..].split('.').skip(1);
        for piece in std::iter::once(&name[..first]).chain(rest) {
            let text = p.text(piece);
            names.push(p.tree.make_at(Kind::Identifier, p.tree.span(*part), &args![This: text, Quoted: quoted]));
        }
    }
    names
}

/// A view of the information schema is one name with it, known by the name that was written last.
/// <https://cloud.google.com/bigquery/docs/information-schema-intro>
fn information_schema(p: &mut Parser<'_>, table: NodeId, names: &[NodeId], last: &str, quoted: bool) -> R<()> {
    let [before @ .., schema, view] = names else { return Ok(()) };
    if before.len() > 2 || !p.tree.name(*schema).eq_ignore_ascii_case("INFORMATION_SCHEMA") {
        return Ok(());
    }
    let name = format!("{}.{}", p.tree.name(*schema), p.tree.name(*view));
    let text = p.text(&name);
    let this = p.make(Kind::Identifier, &args![This: text, Quoted: true])?;
    let (first, second) = (p.tree.span(*schema), p.tree.span(*view));
    p.tree.set_span(this, Span { start: first.start, end: second.end });
    p.tree.take(table, Arg::Catalog);
    p.tree.take(table, Arg::Db);
    p.tree.set(table, Arg::This, this);
    for (part, arg) in before.iter().rev().zip([Arg::Db, Arg::Catalog]) {
        p.tree.set(table, arg, *part);
    }
    let text = p.text(last);
    let name = p.make(Kind::Identifier, &args![This: text, Quoted: quoted])?;
    let alias = p.make(Kind::TableAlias, &args![This: name])?;
    p.tree.set(table, Arg::Alias, alias);
    Ok(())
}

/// The last names are the table and its dataset, the first is the project; more make the table's name a path.
fn set_names(p: &mut Parser<'_>, table: NodeId, names: &[NodeId]) -> R<()> {
    let (before, rest) = names.split_at(if names.len() > 3 { 2 } else { names.len() - 1 });
    let this = path(p, rest)?;
    p.tree.set(table, Arg::This, this);
    for (name, arg) in before.iter().rev().zip([Arg::Db, Arg::Catalog]) {
        p.tree.set(table, arg, *name);
    }
    Ok(())
}

/// `a.b.c`; there is at least one name.
fn path(p: &mut Parser<'_>, names: &[NodeId]) -> R<NodeId> {
    let mut this = names[0];
    for next in &names[1..] {
        this = p.make(Kind::Dot, &args![This: this, Expression: *next])?;
    }
    Ok(this)
}

// ---- columns --------------------------------------------------------------------------------------------------------

/// How many names stand before a column's own.
const QUALIFIERS: usize = 3;

/// Quotes of a column may span its table too: `` `project.dataset.table`.column ``.
fn column_name(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(node) = column::column(p, a)? else { return Ok(None) };
    if p.tree.kind(node) != Kind::Column {
        return Ok(Some(node));
    }
    let parts = column::column_parts(p, node);
    if !parts.iter().any(|part| p.tree.kind(*part) == Kind::Identifier && p.tree.name(*part).contains('.')) {
        return Ok(Some(node));
    }
    let star = p.tree.this(node).filter(|this| p.tree.kind(*this) == Kind::Star);
    let own = parts.len() - usize::from(star.is_some());
    let mut names = split(p, &parts[..own], true);
    names.extend(star);
    let (before, rest) = names.split_at(QUALIFIERS.min(names.len() - 1));
    let this = path(p, rest)?;
    let mut arguments = args![This: this].to_vec();
    let qualifiers = before.iter().rev().map(|name| Value::Node(*name));
    arguments.extend([Arg::Table, Arg::Db, Arg::Catalog].into_iter().zip(qualifiers));
    let made = p.tree.make_at(Kind::Column, p.tree.span(node), &arguments);
    let comments = p.tree.take_comments(node);
    p.add_comments(made, &comments);
    p.tree.set_meta(made, QUOTED_COLUMN, Value::Bool(true));
    Ok(Some(made))
}
