//! `DROP`, `TRUNCATE`, `COMMENT ON`.

use super::super::{constraints::phrase, relation, statements, Parser, RuleArgs, R};
use super::{create::creatable_kind, if_exists, ACTION, IF_EXISTS};
use crate::lexer::T;
use sqlectic_ast::{args, Children, Kind, Value};

/// `DROP ...`.
pub fn drop(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let temporary = p.accept(T::Temporary);
    let materialized = p.accept_words(&["MATERIALIZED"]);
    let iceberg = p.accept_words(&["ICEBERG"]);
    let dialect = p.dialect;
    let kind = p.kind();
    if !p.accept_set(&dialect.parser.sets.creatables) || iceberg && kind != T::Table {
        return statements::as_command(p, mark);
    }
    let word = p.prev_upper();
    let word = creatable_kind(p, word);
    // Only the word of an index, and only before a name.
    let is_name = p.next().kind == T::On || at_end_of_names(p, 1);
    let concurrently = kind == T::Index && !is_name && p.accept_words(&["CONCURRENTLY"]);
    let exists = a.flags & IF_EXISTS != 0 || if_exists(p);
    let flags = relation::SCHEMA | if kind == T::Schema { relation::DB_REFERENCE } else { 0 };
    let tables = match kind {
        T::Column => columns(p, a.flags)?,
        T::Table | T::View => p.csv(|p| p.table_parts(flags))?,
        _ => p.table_parts(flags)?.into_iter().collect(),
    };
    let tables = p.list(&tables);
    let parts = Dropped { exists, tables, kind: word, temporary, materialized, concurrently, iceberg };
    finish(p, mark, matches!(kind, T::Index | T::Trigger), parts)
}

/// The columns of a `DROP COLUMN`: one, but for dialects where an action of `ALTER` lists several.
fn columns(p: &mut Parser<'_>, flags: u32) -> R<Children> {
    let mut all: Children = column(p)?.into_iter().collect();
    let several = flags & ACTION != 0 && !p.dialect.semantics.flags.alter_table_drop_required_for_each_column;
    while several && p.at(T::Comma) && p.next_kind() != T::Drop {
        p.advance();
        all.extend(column(p)?);
    }
    Ok(all)
}

/// Whether the names of a `DROP` end before the token at `n`.
fn at_end_of_names(p: &Parser<'_>, n: usize) -> bool {
    let token = p.peek(n);
    matches!(token.kind, T::Sentinel | T::Comma)
        || token.kind != T::Identifier
            && ["CASCADE", "RESTRICT"].iter().any(|word| p.str(token).eq_ignore_ascii_case(word))
}

/// A column; behind its keyword any word may be its name.
fn column(p: &mut Parser<'_>) -> R {
    if !at_end_of_names(p, 1) {
        if let Some(column) = p.column()? {
            return Ok(Some(column));
        }
    }
    match p.id_var(super::super::atom::ANY_TOKEN)? {
        Some(name) => p.some(Kind::Column, &args![This: name]),
        None => Ok(None),
    }
}

/// What stands before the end of a `DROP`.
struct Dropped {
    exists: bool,
    tables: Value,
    kind: Value,
    temporary: bool,
    materialized: bool,
    concurrently: bool,
    iceberg: bool,
}

/// What follows the names of a `DROP`; `of_table` tells that `ON` names a table.
fn finish(p: &mut Parser<'_>, mark: usize, of_table: bool, parts: Dropped) -> R {
    let cluster = match p.accept(T::On) {
        true if of_table => on_table(p)?,
        true => p.on_property()?,
        false => None,
    };
    let expressions = match p.at(T::LParen) {
        true => {
            let types = p.wrapped_csv(|p| p.types(0))?;
            p.list(&types)
        }
        false => Value::None,
    };
    let cascade = p.accept_words(&["CASCADE"]);
    let restrict = p.accept_words(&["RESTRICT"]);
    let constraints = p.accept_words(&["CONSTRAINTS"]);
    let purge = p.accept_words(&["PURGE"]);
    let sync = p.accept_words(&["SYNC"]);
    let force = p.accept_words(&["FORCE"]);
    let node = args![
        Exists: parts.exists,
        Tables: parts.tables,
        Expressions: expressions,
        Kind: parts.kind,
        Temporary: parts.temporary,
        Materialized: parts.materialized,
        Cascade: cascade,
        Restrict: restrict,
        Constraints: constraints,
        Purge: purge,
        Cluster: cluster,
        Concurrently: parts.concurrently,
        Sync: sync,
        Iceberg: parts.iceberg,
        Force: force,
    ];
    p.make_from(mark, Kind::Drop, &node).map(Some)
}

/// `DROP a` in an `ALTER TABLE`, where the keyword `COLUMN` may be left out: a name and nothing but its fate.
pub(super) fn drop_unnamed(p: &mut Parser<'_>) -> R {
    let mark = p.mark();
    let exists = if_exists(p);
    let is_name = match p.kind() {
        T::Column | T::Constraint => false,
        T::Identifier => true,
        kind => p.dialect.parser.sets.id_var.contains(kind),
    };
    if !is_name || !at_end_of_names(p, 1) {
        p.retreat(mark);
        return Ok(None);
    }
    let column = p.column()?;
    let tables = p.list(column.as_slice());
    let word = p.text("COLUMN");
    let parts = Dropped {
        exists,
        tables,
        kind: word,
        temporary: false,
        materialized: false,
        concurrently: false,
        iceberg: false,
    };
    finish(p, mark - 1, false, parts)
}

/// An object of the kind `word`, after the keyword of that kind, in an `ALTER TABLE`.
pub fn drop_part(p: &mut Parser<'_>, word: &str) -> R {
    let mark = p.mark() - 1;
    let exists = if_exists(p);
    let table = p.table_parts(relation::SCHEMA)?;
    let (tables, kind) = (p.list(table.as_slice()), p.text(word));
    let parts =
        Dropped { exists, tables, kind, temporary: false, materialized: false, concurrently: false, iceberg: false };
    finish(p, mark, false, parts)
}

/// The table that a dropped trigger or index belongs to, after `ON`.
fn on_table(p: &mut Parser<'_>) -> R {
    let this = p.table_parts(relation::SCHEMA)?;
    p.some(Kind::OnProperty, &args![This: this])
}

/// `TRUNCATE ...`.
pub fn truncate_table(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mark = p.mark() - 1;
    if p.at(T::LParen) {
        p.retreat(mark);
        return p.function(0);
    }
    let is_database = p.accept(T::Database);
    p.accept(T::Table);
    let exists = if_exists(p);
    let flags = relation::SCHEMA | if is_database { relation::DB_REFERENCE } else { 0 };
    let tables = p.csv(|p| p.table(flags))?;
    let cluster = match p.accept(T::On) {
        true => p.on_property()?,
        false => None,
    };
    let identity = text_of(p, &["CONTINUE IDENTITY", "RESTART IDENTITY"]);
    let option = text_of(p, &["CASCADE", "RESTRICT"]);
    let partition = p.partition()?;
    if !p.at_end() {
        return statements::as_command(p, mark);
    }
    let tables = p.opt_list(&tables);
    let node = args![
        Expressions: tables,
        IsDatabase: is_database,
        Exists: exists,
        Cluster: cluster,
        Identity: identity,
        Option: option,
        Partition: partition,
    ];
    p.make_from(mark, Kind::TruncateTable, &node).map(Some)
}

/// The first word of one of these phrases, if one follows.
fn text_of(p: &mut Parser<'_>, phrases: &[&'static str]) -> Value {
    match phrase(p, phrases) {
        Some(phrase) => p.text(phrase.split(' ').next().unwrap_or(phrase)),
        None => Value::None,
    }
}

/// `COMMENT ON ...`.
pub fn comment(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let exists = if_exists(p);
    p.accept(T::On);
    let materialized = p.accept_words(&["MATERIALIZED"]);
    let dialect = p.dialect;
    let kind = p.kind();
    if !p.accept_set(&dialect.parser.sets.creatables) {
        return statements::as_command(p, mark);
    }
    let word = p.prev_upper();
    let this = match kind {
        T::Function | T::Procedure => p.user_defined_function(0)?,
        T::Table => p.table(relation::COMMENT_ALIAS)?,
        T::Column => p.column()?,
        _ => p.table_parts(relation::SCHEMA)?,
    };
    p.accept(T::Is);
    let text = p.string()?;
    let node = args![This: this, Kind: word, Expression: text, Exists: exists, Materialized: materialized];
    p.make_from(mark, Kind::Comment, &node).map(Some)
}
