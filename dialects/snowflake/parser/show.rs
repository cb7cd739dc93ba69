//! `SHOW`: <https://docs.snowflake.com/en/sql-reference/sql/show>.

use sqlectic_ast::{args, Kind, Value};
use sqlectic_syntax::{
    lexer::T,
    parser::{functions, Parser, Rule, RuleArgs, RuleEntry, R},
    Dialect,
};
use std::sync::Arc;

/// Kinds of objects that are shown, sorted.
const OBJECTS: &[&str] = &[
    "COLUMNS",
    "DATABASES",
    "FILE FORMATS",
    "FUNCTIONS",
    "IMPORTED KEYS",
    "OBJECTS",
    "PRIMARY KEYS",
    "PROCEDURES",
    "SCHEMAS",
    "SEQUENCES",
    "STAGES",
    "TABLES",
    "UNIQUE KEYS",
    "USERS",
    "VIEWS",
    "WAREHOUSES",
];

/// Those that are listed tersely, too, sorted. For keys the word is read and nothing else.
const TERSE: &[&str] = &[
    "DATABASES",
    "IMPORTED KEYS",
    "OBJECTS",
    "PRIMARY KEYS",
    "SCHEMAS",
    "SEQUENCES",
    "TABLES",
    "UNIQUE KEYS",
    "USERS",
    "VIEWS",
];

/// Those that live in a schema: a name behind `IN` is one, sorted. Others live in a table.
const IN_SCHEMA: &[&str] = &["IMPORTED KEYS", "OBJECTS", "SEQUENCES", "TABLES", "UNIQUE KEYS", "VIEWS"];

pub(super) fn define(d: &mut Dialect) {
    let mut add = |words: String, what: &'static str, terse: bool, iceberg: bool| {
        let rule = move |p: &mut Parser<'_>, _: RuleArgs| show(p, what, terse, iceberg);
        d.parser.show_items.set(&words, RuleEntry::Dynamic(Arc::new(rule)));
    };
    for what in OBJECTS {
        add(what.to_string(), what, false, false);
    }
    for what in TERSE {
        add(format!("TERSE {what}"), what, !what.ends_with("KEYS"), false);
    }
    add("ICEBERG TABLES".into(), "TABLES", false, true);
    add("TERSE ICEBERG TABLES".into(), "TABLES", true, true);
}

/// `[HISTORY] [LIKE 'x'] [IN kind name] [STARTS WITH 'x'] [LIMIT n] [FROM 'x'] [WITH PRIVILEGES a, b]`.
fn show(p: &mut Parser<'_>, what: &str, terse: bool, iceberg: bool) -> R {
    let mark = p.mark();
    let history = p.accept_words(&["HISTORY"]);
    let like = if p.accept(T::Like) { p.string()? } else { None };
    let (scope, scope_kind) = scope(p, what)?;
    let starts_with = match p.accept_words(&["STARTS", "WITH"]) {
        true => p.string()?.into(),
        false => Value::Bool(false),
    };
    let limit = p.rule(Rule::Limit, RuleArgs::default())?;
    let from = if p.accept(T::From) { p.string()? } else { None };
    let privileges = match p.accept_words(&["WITH", "PRIVILEGES"]) {
        true => {
            let privileges = p.csv(functions::upper_var)?;
            p.list(&privileges)
        }
        false => Value::Bool(false),
    };
    let what = p.text(what);
    let node = args![
        Terse: terse,
        Iceberg: iceberg,
        This: what,
        History: history,
        Like: like,
        Scope: scope,
        ScopeKind: scope_kind,
        StartsWith: starts_with,
        Limit: limit,
        From: from,
        Privileges: privileges,
    ];
    p.make_from(mark, Kind::Show, &node).map(Some)
}

/// `IN ACCOUNT`, `IN SCHEMA s`, `IN s`: the place and its kind.
fn scope(p: &mut Parser<'_>, what: &str) -> R<(Value, Value)> {
    if !p.accept(T::In) {
        return Ok((Value::None, Value::None));
    }
    if p.accept_words(&["ACCOUNT"]) {
        return Ok((Value::None, p.text("ACCOUNT")));
    }
    if p.accept_word(&["DATABASE", "SCHEMA", "TABLE", "VIEW"]) {
        let kind = p.prev_upper();
        let place = if p.at_end() { None } else { p.table_parts(0)? };
        return Ok((place.into(), kind));
    }
    let kind = if p.accept_words(&["CLASS"]) {
        "CLASS"
    } else if p.accept_words(&["APPLICATION", "PACKAGE"]) {
        "APPLICATION PACKAGE"
    } else if p.accept_words(&["APPLICATION"]) {
        "APPLICATION"
    } else if IN_SCHEMA.contains(&what) {
        "SCHEMA"
    } else {
        "TABLE"
    };
    let place = p.table_parts(0)?;
    Ok((place.into(), p.text(kind)))
}
