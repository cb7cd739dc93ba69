//! Statements about the session: transactions, the catalog in use, caches, attached databases.

use super::{relation::SCHEMA, statements::as_command, Parser, RuleArgs, R};
use crate::lexer::T;
use sqlectic_ast::{args, Kind, Value};

/// Flag of [`Parser::attach_detach`]: the word was `DETACH`.
pub const DETACH: u32 = 1;

/// Words before what `USE` names.
const USABLES: &[(&str, &[&str])] =
    &[("CATALOG", &[]), ("DATABASE", &[]), ("ROLE", &[]), ("SCHEMA", &[]), ("WAREHOUSE", &[])];

// ---- transactions ----------------------------------------------------------------------------------------------------

/// `BEGIN ...`, `START TRANSACTION ...`, after the first word.
pub fn transaction(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let this = match p.accept_word(&["DEFERRED", "EXCLUSIVE", "IMMEDIATE"]) {
        true => p.prev_text(),
        false => Value::None,
    };
    p.accept_word(&["TRANSACTION", "WORK"]);
    let mut modes = Vec::new();
    loop {
        let mut mode = String::new();
        while p.accept_any(&[T::Var, T::Not]) {
            if !mode.is_empty() {
                mode.push(' ');
            }
            mode.push_str(p.prev_str());
        }
        if !mode.is_empty() {
            modes.push(p.text(&mode));
        }
        if !p.accept(T::Comma) {
            break;
        }
    }
    let modes = p.tree.list_of(&modes);
    p.make_from(mark, Kind::Transaction, &args![This: this, Modes: modes]).map(Some)
}

/// `COMMIT ...`, `ROLLBACK ...`, after the first word.
pub fn commit_or_rollback(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let is_rollback = p.prev().kind == T::Rollback;
    let (mut savepoint, mut chain) = (None, Value::None);
    p.accept_word(&["TRANSACTION", "WORK"]);
    if p.accept_words(&["TO"]) {
        p.accept_words(&["SAVEPOINT"]);
        savepoint = p.id_var(super::atom::ANY_TOKEN)?;
    }
    if p.accept(T::And) {
        chain = (!p.accept_words(&["NO"])).into();
        p.accept_words(&["CHAIN"]);
    }
    match is_rollback {
        true => p.make_from(mark, Kind::Rollback, &args![Savepoint: savepoint]).map(Some),
        false => p.make_from(mark, Kind::Commit, &args![Chain: chain]).map(Some),
    }
}

// ---- what is there ---------------------------------------------------------------------------------------------------

/// `USE [kind] name`, after its token.
pub fn use_(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let kind = p.option(USABLES, false)?;
    let this = p.table(0)?;
    p.make_from(mark, Kind::Use, &args![Kind: kind, This: this]).map(Some)
}

/// `SHOW ...`, after its token. What the dialect doesn't list is kept as text.
pub fn show(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let dialect = p.dialect;
    match p.keyed(&dialect.parser.show_items) {
        Some(entry) => entry.call(p, RuleArgs::default()),
        None => as_command(p, mark),
    }
}

/// `DESCRIBE ...`, after its token.
pub fn describe(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let dialect = p.dialect;
    let kind = match p.accept_set(&dialect.parser.sets.creatables) {
        true => p.prev_text(),
        false => Value::None,
    };
    let mut style = match p.accept_word(&["ANALYZE", "EXTENDED", "FORMATTED", "HISTORY"]) {
        true => p.prev_upper(),
        false => Value::None,
    };
    if p.at(T::Dot) && p.mark() > mark + 1 {
        // It is the first part of a name.
        style = Value::None;
        p.retreat(p.mark() - 1);
    }
    let format = match p.at(T::Format) {
        true => p.property()?,
        false => None,
    };
    let (mut expressions, mut partition) = (Value::None, None);
    let this = match dialect.parser.statements.get(p.kind()) {
        Some(_) => p.statement()?,
        None => p.table(SCHEMA)?,
    };
    if let Some(properties) = p.properties(0)? {
        let properties = p.tree.expressions(properties);
        expressions = p.list(&properties);
    }
    if this.is_some() {
        partition = p.partition()?;
    }
    let as_json = p.accept_words(&["AS", "JSON"]);
    p.make_from(
        mark,
        Kind::Describe,
        &args![
            This: this, Style: style, Kind: kind, Expressions: expressions, Partition: partition,
            Format: format, AsJson: as_json,
        ],
    )
    .map(Some)
}

/// `KILL ...`, after its token.
pub fn kill(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let kind = match p.accept_word(&["CONNECTION", "QUERY"]) {
        true => {
            let word = p.prev_text();
            p.some(Kind::Var, &args![This: word])?
        }
        false => None,
    };
    let this = p.primary()?;
    p.make_from(mark, Kind::Kill, &args![This: this, Kind: kind]).map(Some)
}

/// `PRAGMA ...`, after its token.
pub fn pragma(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let this = p.expression()?;
    p.make_from(mark, Kind::Pragma, &args![This: this]).map(Some)
}

/// `ATTACH ...`, `DETACH ...`, after the word.
pub fn attach_detach(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark() - 1;
    p.accept(T::Database);
    let is_attach = a.flags & DETACH == 0;
    let exists = match is_attach {
        true => p.accept_words(&["IF", "NOT", "EXISTS"]),
        false => p.accept_words(&["IF", "EXISTS"]),
    };
    let this = match p.primary()? {
        Some(primary) => Some(primary),
        None => p.var(super::atom::ANY_TOKEN)?,
    };
    let this = match this {
        Some(this) => p.alias(this, super::expr::EXPLICIT)?,
        None => None,
    };
    if !is_attach {
        return p.make_from(mark, Kind::Detach, &args![This: this, Exists: exists]).map(Some);
    }
    let options = match p.at(T::LParen) {
        true => {
            let options = p.wrapped_csv(attach_option)?;
            p.list(&options)
        }
        false => Value::None,
    };
    p.make_from(mark, Kind::Attach, &args![This: this, Exists: exists, Expressions: options]).map(Some)
}

/// An option of `ATTACH`: a word, and a value.
fn attach_option(p: &mut Parser<'_>) -> R {
    let this = p.var(super::atom::ANY_TOKEN)?;
    let value = p.field(super::atom::ANY_TOKEN)?;
    p.some(Kind::AttachOption, &args![This: this, Expression: value])
}

// ---- caches ----------------------------------------------------------------------------------------------------------

/// `CACHE [LAZY] TABLE ...`, after its token.
pub fn cache(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let lazy = p.accept_words(&["LAZY"]);
    p.accept(T::Table);
    let table = p.table(SCHEMA)?;
    let mut options = Vec::new();
    if p.accept_words(&["OPTIONS"]) {
        p.l_paren()?;
        options.extend(p.string()?);
        p.accept(T::Eq);
        options.extend(p.string()?);
        p.r_paren()?;
    }
    p.accept(T::Alias);
    let query = p.select(super::query::NESTED)?;
    let options = p.list(&options);
    p.make_from(mark, Kind::Cache, &args![This: table, Lazy: lazy, Options: options, Expression: query]).map(Some)
}

/// `UNCACHE TABLE ...`, after its token.
pub fn uncache(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    if !p.accept(T::Table) {
        p.error("Expecting TABLE after UNCACHE")?;
    }
    let exists = p.accept_words(&["IF", "EXISTS"]);
    let table = p.table(SCHEMA)?;
    p.make_from(mark, Kind::Uncache, &args![Exists: exists, This: table]).map(Some)
}

/// `REFRESH ...`, after its token. What the grammar doesn't know is kept as text.
pub fn refresh(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let kind = if p.accept(T::Table) {
        "TABLE"
    } else if p.accept_words(&["MATERIALIZED", "VIEW"]) {
        "MATERIALIZED VIEW"
    } else {
        ""
    };
    let this = match p.string()? {
        Some(path) => Some(path),
        None => p.table(0)?,
    };
    if kind.is_empty() && this.is_none_or(|this| !p.tree.is_string(this)) {
        return as_command(p, mark);
    }
    let kind = p.text(kind);
    p.make_from(mark, Kind::Refresh, &args![This: this, Kind: kind]).map(Some)
}
