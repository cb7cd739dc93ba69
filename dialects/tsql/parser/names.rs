//! Names: `#temporary`, `##global`, tables with hints that stand without `WITH`, `a::b`.

use sqlectic_ast::{args, Arg, Kind, NodeId};
use sqlectic_syntax::{
    lexer::T,
    parser::{add_token_rules, atom, column, functions, relation, Parser, Rule, RuleArgs, R},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    p.replace(Rule::IdVar, id_var);
    p.replace(Rule::Table, table);
    p.replace(Rule::TablePart, table_part);
    p.replace(Rule::TableParts, table_parts);
    p.replace(Rule::TableAlias, table_alias);
    add_token_rules(&mut p.column_operators, &[(T::Dcolon, double_colon)]);
    add_token_rules(&mut p.range, &[(T::Dcolon, double_colon)]);
    add_token_rules(&mut p.unary, &[(T::Dcolon, double_colon)]);
}

// ---- temporary objects -----------------------------------------------------------------------------------------------

/// A name, which may be marked as one of a temporary object.
/// <https://learn.microsoft.com/en-us/sql/t-sql/statements/create-table-transact-sql#temporary-tables>
fn id_var(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark();
    let marks = usize::from(p.accept(T::Hash)) + usize::from(p.prev().kind == T::Hash && p.accept(T::Hash));
    let Some(name) = atom::id_var(p, a)? else {
        p.retreat(mark);
        return Ok(None);
    };
    match marks {
        0 => {}
        1 => p.tree.set(name, Arg::Temporary, true),
        _ => p.tree.set(name, Arg::Global, true),
    }
    if marks > 0 {
        p.stretch(name, mark);
    }
    Ok(Some(name))
}

/// The marks of a temporary table may also stand inside of its quotes.
fn mark_temporary(p: &mut Parser<'_>, table: NodeId) {
    let name = p.tree.this(table).filter(|name| p.tree.kind(*name) == Kind::Identifier);
    let Some(name) = name.filter(|name| p.tree.has(*name, Arg::Quoted)) else { return };
    let text = p.tree.text_of(name, Arg::This).to_string();
    if let Some(rest) = text.strip_prefix("##") {
        p.tree.set_text(name, Arg::This, rest);
        p.tree.set(name, Arg::Global, true);
    } else if let Some(rest) = text.strip_prefix('#') {
        p.tree.set_text(name, Arg::This, rest);
        p.tree.set(name, Arg::Temporary, true);
    }
}

// ---- hints -----------------------------------------------------------------------------------------------------------

/// Flag of tables and their aliases: hints may stand behind the name.
const NAMED: u32 = 1 << 20;

/// Hints that may stand without `WITH`, sorted.
/// <https://learn.microsoft.com/en-us/sql/t-sql/queries/hints-transact-sql-table>
const BARE_HINTS: &[&str] = &[
    "NOEXPAND",
    "NOLOCK",
    "NOWAIT",
    "PAGLOCK",
    "READCOMMITTED",
    "READPAST",
    "READUNCOMMITTED",
    "REPEATABLEREAD",
    "ROWLOCK",
    "SERIALIZABLE",
    "SNAPSHOT",
    "TABLOCK",
    "TABLOCKX",
    "UPDLOCK",
    "XLOCK",
];

fn is_bare_hint(word: &str) -> bool {
    BARE_HINTS.binary_search(&word.to_ascii_uppercase().as_str()).is_ok()
}

/// Whether `(HINT)` stands `n` tokens after the current one.
fn at_bare_hint(p: &Parser<'_>, n: usize) -> bool {
    let [open, hint, close] = [n, n + 1, n + 2].map(|n| p.peek(n).kind);
    open == T::LParen
        && close == T::RParen
        && !matches!(hint, T::Identifier | T::String)
        && is_bare_hint(p.tree.str(p.peek(n + 1).text))
}

fn table(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if p.at_pair(T::LParen, T::Merge) {
        return merge(p);
    }
    let named = if a.flags & relation::SCHEMA == 0 { NAMED } else { 0 };
    let table = relation::table(p, RuleArgs { flags: a.flags | named, ..a })?;
    // Hints before an alias stand behind it.
    if let Some(table) = table.filter(|table| named != 0 && p.tree.has(*table, Arg::Alias)) {
        let hints = p.tree.take(table, Arg::Hints);
        p.tree.set(table, Arg::Hints, hints);
    }
    Ok(table)
}

/// The rows that a `MERGE` gives out, as a table.
/// <https://learn.microsoft.com/en-us/sql/t-sql/statements/insert-transact-sql#dml_table_source>
fn merge(p: &mut Parser<'_>) -> R {
    let mark = p.mark();
    p.advance_by(2);
    let merge = p.merge()?;
    p.r_paren()?;
    let Some(merge) = merge else { return Ok(None) };
    let subquery = p.subquery(merge, 0)?;
    if let Some(subquery) = subquery {
        p.stretch(subquery, mark);
    }
    Ok(subquery)
}

/// A name before a hint is no call.
fn table_part(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if a.flags & relation::SCHEMA == 0 && at_bare_hint(p, 1) {
        if let Some(name) = p.id_var(0)? {
            return Ok(Some(name));
        }
    }
    relation::table_part(p, a)
}

/// A name that a hint may follow.
fn table_parts(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(table) = relation::table_parts(p, a)? else { return Ok(None) };
    mark_temporary(p, table);
    let is_name = p.tree.this(table).is_some_and(|this| p.tree.kind(this) == Kind::Identifier);
    if a.flags & NAMED != 0 && is_name && at_bare_hint(p, 0) {
        bare_hint(p, table)?;
    }
    Ok(Some(table))
}

fn bare_hint(p: &mut Parser<'_>, table: NodeId) -> R<()> {
    let mark = p.mark();
    let hints = p.wrapped_csv(|p| p.var(atom::ANY_TOKEN))?;
    let list = p.list(&hints);
    let hint = p.make_from(mark, Kind::WithTableHint, &args![Expressions: list])?;
    p.tree.set_list(table, Arg::Hints, &[hint]);
    Ok(())
}

/// A hint behind an alias is no column.
fn table_alias(p: &mut Parser<'_>, a: RuleArgs) -> R {
    // Behind a call it is one.
    let named = a.flags & NAMED != 0 && p.prev().kind != T::RParen;
    let alias = relation::table_alias(p, RuleArgs { flags: a.flags & !NAMED, ..a })?;
    let Some(alias) = alias.filter(|_| named) else { return Ok(alias) };
    let [column] = p.tree.children(alias, Arg::Columns)[..] else { return Ok(Some(alias)) };
    let plain = p.tree.kind(column) == Kind::Identifier && !p.tree.has(column, Arg::Quoted);
    if plain && p.tree.has(alias, Arg::This) && is_bare_hint(p.tree.name(column)) {
        p.tree.take(alias, Arg::Columns);
        p.retreat(p.mark() - 3);
    }
    Ok(Some(alias))
}

/// Hints behind the alias of a table: with `WITH`, or one without.
pub(super) fn table_hints(p: &mut Parser<'_>) -> R {
    if !at_bare_hint(p, 0) {
        return Ok(None);
    }
    let mark = p.mark();
    let hints = p.wrapped_csv(|p| p.var(atom::ANY_TOKEN))?;
    let list = p.list(&hints);
    let hint = p.make_from(mark, Kind::WithTableHint, &args![Expressions: list])?;
    let list = p.list(&[hint]);
    p.node(Kind::Tuple, &args![Expressions: list]).map(Some)
}

// ---- double colons ---------------------------------------------------------------------------------------------------

/// `x::INT` is a cast, `geography::Point(1)` a method of a type.
fn double_colon(p: &mut Parser<'_>, a: RuleArgs) -> R {
    // A word that is no type names a method.
    let call = if p.at_set(&p.dialect.parser.sets.types) { None } else { p.function(functions::ANY_TOKEN)? };
    let to = match call {
        Some(call) => Some(call),
        None => p.types(0)?,
    };
    let is_type =
        to.is_some_and(|to| p.tree.kind(to) == Kind::DataType && p.tree.text_of(to, Arg::This) != "USER-DEFINED");
    if is_type {
        return p.some(Kind::Cast, &args![This: a.node, To: to]);
    }
    let this = a.node.map(|this| column::beside_call(p, this, to));
    p.some(Kind::ScopeResolution, &args![This: this, Expression: to])
}
