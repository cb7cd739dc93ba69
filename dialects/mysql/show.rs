//! `SHOW`: one grammar for all its kinds, of which the reading keeps a name, a target and the filters behind it.
//!
//! <https://dev.mysql.com/doc/refman/8.4/en/show.html>

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    generator::{Generator, RenderFn},
    lexer::T,
    parser::{add_rules, atom::ANY_TOKEN, Parser, RuleFn, R},
    Dialect,
};

/// What a kind of `SHOW` is about besides its name.
#[derive(Clone, Copy, Default)]
pub(crate) struct Item {
    /// Its canonical name.
    pub name: &'static str,
    /// Whether it names an object, and the word that may stand before it.
    pub target: Option<&'static str>,
    /// Whether it was asked for in full.
    pub full: bool,
    /// Whether it is of the server and not of the session.
    pub global: bool,
}

/// Rows that differ in nothing but their name.
macro_rules! named {
    ($name:literal) => {
        |p, _| $crate::mysql::show::item(p, $crate::mysql::show::Item { name: $name, ..Default::default() })
    };
    ($name:literal of $word:literal) => {
        |p, _| {
            $crate::mysql::show::item(
                p,
                $crate::mysql::show::Item { name: $name, target: Some($word), ..Default::default() },
            )
        }
    };
    (full $name:literal) => {
        |p, _| $crate::mysql::show::item(p, $crate::mysql::show::Item { name: $name, full: true, ..Default::default() })
    };
    (full $name:literal of $word:literal) => {
        |p, _| {
            $crate::mysql::show::item(
                p,
                $crate::mysql::show::Item { name: $name, target: Some($word), full: true, ..Default::default() },
            )
        }
    };
    (global $name:literal) => {
        |p, _| {
            $crate::mysql::show::item(p, $crate::mysql::show::Item { name: $name, global: true, ..Default::default() })
        }
    };
}

pub(crate) use named;

/// By the words behind `SHOW`, sorted.
const ITEMS: &[(&str, RuleFn)] = &[
    ("BINARY LOGS", named!("BINARY LOGS")),
    ("BINLOG EVENTS", named!("BINLOG EVENTS")),
    ("CHARACTER SET", named!("CHARACTER SET")),
    ("CHARSET", named!("CHARACTER SET")),
    ("COLLATION", named!("COLLATION")),
    ("COLUMNS", named!("COLUMNS" of "FROM")),
    ("CREATE DATABASE", named!("CREATE DATABASE" of "")),
    ("CREATE EVENT", named!("CREATE EVENT" of "")),
    ("CREATE FUNCTION", named!("CREATE FUNCTION" of "")),
    ("CREATE PROCEDURE", named!("CREATE PROCEDURE" of "")),
    ("CREATE TABLE", named!("CREATE TABLE" of "")),
    ("CREATE TRIGGER", named!("CREATE TRIGGER" of "")),
    ("CREATE VIEW", named!("CREATE VIEW" of "")),
    ("DATABASES", named!("DATABASES")),
    ("ENGINE", named!("ENGINE" of "")),
    ("ENGINES", named!("ENGINES")),
    ("ERRORS", named!("ERRORS")),
    ("EVENTS", named!("EVENTS")),
    ("FULL COLUMNS", named!(full "COLUMNS" of "FROM")),
    ("FULL PROCESSLIST", named!(full "PROCESSLIST")),
    ("FULL TABLES", named!(full "TABLES")),
    ("FUNCTION CODE", named!("FUNCTION CODE" of "")),
    ("FUNCTION STATUS", named!("FUNCTION STATUS")),
    ("GLOBAL STATUS", named!(global "STATUS")),
    ("GLOBAL VARIABLES", named!(global "VARIABLES")),
    ("GRANTS", named!("GRANTS" of "FOR")),
    ("INDEX", named!("INDEX" of "FROM")),
    ("MASTER LOGS", named!("BINARY LOGS")),
    ("MASTER STATUS", named!("MASTER STATUS")),
    ("OPEN TABLES", named!("OPEN TABLES")),
    ("PLUGINS", named!("PLUGINS")),
    ("PRIVILEGES", named!("PRIVILEGES")),
    ("PROCEDURE CODE", named!("PROCEDURE CODE" of "")),
    ("PROCEDURE STATUS", named!("PROCEDURE STATUS")),
    ("PROCESSLIST", named!("PROCESSLIST")),
    ("PROFILE", named!("PROFILE")),
    ("PROFILES", named!("PROFILES")),
    ("RELAYLOG EVENTS", named!("RELAYLOG EVENTS")),
    ("REPLICA STATUS", named!("REPLICA STATUS")),
    ("REPLICAS", named!("REPLICAS")),
    ("SCHEMAS", named!("DATABASES")),
    ("SESSION STATUS", named!("STATUS")),
    ("SESSION VARIABLES", named!("VARIABLES")),
    ("SLAVE HOSTS", named!("REPLICAS")),
    ("SLAVE STATUS", named!("REPLICA STATUS")),
    ("STATUS", named!("STATUS")),
    ("STORAGE ENGINES", named!("ENGINES")),
    ("TABLE STATUS", named!("TABLE STATUS")),
    ("TABLES", named!("TABLES")),
    ("TRIGGERS", named!("TRIGGERS")),
    ("VARIABLES", named!("VARIABLES")),
    ("WARNINGS", named!("WARNINGS")),
];

/// What `SHOW PROFILE` can be asked for.
const PROFILE_TYPES: &[(&str, &[&str])] = &[
    ("ALL", &[]),
    ("BLOCK", &["IO"]),
    ("CONTEXT", &["SWITCHES"]),
    ("CPU", &[]),
    ("IPC", &[]),
    ("MEMORY", &[]),
    ("PAGE", &["FAULTS"]),
    ("SOURCE", &[]),
    ("SWAPS", &[]),
];

/// Words between what is shown and its target; what they are written as is the same.
const TARGET_WORDS: &[(&str, &str)] = &[
    ("COLUMNS", "FROM"),
    ("GRANTS", "FOR"),
    ("INDEX", "FROM"),
    ("LINKS", "ON"),
    ("PARTITIONS", "ON"),
    ("PROJECTIONS", "ON TABLE"),
];

pub(super) const RENDERS: &[(Kind, RenderFn)] = &[(Kind::Show, show)];

pub(super) fn define(d: &mut Dialect) {
    add_rules(&mut d.parser.show_items, ITEMS);
    d.parser.statements.set(T::Show, sqlectic_syntax::parser::RuleEntry::Native(|p, _| p.show()));
    d.generator.add_renders(RENDERS);
}

/// One kind of `SHOW`, after its words.
pub(crate) fn item(p: &mut Parser<'_>, item: Item) -> R {
    let start = p.mark();
    let json = p.accept_words(&["JSON"]);
    let mut target = None;
    if let Some(word) = item.target {
        let words: Vec<&str> = word.split_whitespace().collect();
        let _ = !words.is_empty() && p.accept_words(&words);
        target = p.id_var(ANY_TOKEN)?;
    }
    let log = match p.at(T::In) && p.next_kind() == T::String {
        true => {
            p.advance();
            p.string()?
        }
        false => None,
    };
    let (mut position, mut db) = (None, None);
    if matches!(item.name, "BINLOG EVENTS" | "RELAYLOG EVENTS") {
        if p.accept(T::From) {
            position = p.number()?;
        }
    } else if p.accept_any(&[T::From, T::In]) {
        db = p.id_var(ANY_TOKEN)?;
    } else if p.accept(T::Dot) {
        db = target;
        target = p.id_var(ANY_TOKEN)?;
    }
    let channel = if p.accept_words(&["FOR", "CHANNEL"]) { p.id_var(ANY_TOKEN)? } else { None };
    let like = if p.accept(T::Like) { p.string()? } else { None };
    let where_ = p.where_(0)?;
    let (mut types, mut query) = (Value::None, None);
    let (offset, limit) = match item.name == "PROFILE" {
        true => {
            let items = p.csv(|p| p.option(PROFILE_TYPES, true))?;
            types = p.list(&items);
            query = number_after(p, &["FOR", "QUERY"])?;
            (number_after(p, &["OFFSET"])?, number_after(p, &["LIMIT"])?)
        }
        false => offset_and_limit(p)?,
    };
    let mutex = match (p.accept_words(&["MUTEX"]), p.at_words(&["STATUS"])) {
        (true, _) => Value::Bool(true),
        (false, true) => {
            p.advance();
            Value::Bool(false)
        }
        _ => Value::None,
    };
    let for_table = if p.accept_words(&["FOR", "TABLE"]) { p.id_var(ANY_TOKEN)? } else { None };
    let for_group = string_after(p, &["FOR", "GROUP"])?;
    let for_user = string_after(p, &["FOR", "USER"])?;
    let for_role = string_after(p, &["FOR", "ROLE"])?;
    let into_outfile = string_after(p, &["INTO", "OUTFILE"])?;
    let this = p.text(item.name);
    let flag = |set: bool| if set { Value::Bool(true) } else { Value::None };
    p.make_from(
        start.saturating_sub(1),
        Kind::Show,
        &args![
            This: this, Target: target, Full: flag(item.full), Log: log, Position: position, Db: db, Channel: channel,
            Like: like, Where: where_, Types: types, Query: query, Offset: offset, Limit: limit, Mutex: mutex,
            ForTable: for_table, ForGroup: for_group, ForUser: for_user, ForRole: for_role,
            IntoOutfile: into_outfile, Json: json, Global: flag(item.global),
        ],
    )
    .map(Some)
}

fn number_after(p: &mut Parser<'_>, words: &[&str]) -> R {
    if p.accept_words(words) {
        p.number()
    } else {
        Ok(None)
    }
}

fn string_after(p: &mut Parser<'_>, words: &[&str]) -> R {
    if p.accept_words(words) {
        p.string()
    } else {
        Ok(None)
    }
}

/// `LIMIT [offset,] count`.
fn offset_and_limit(p: &mut Parser<'_>) -> R<(Option<NodeId>, Option<NodeId>)> {
    if !p.accept(T::Limit) {
        return Ok((None, None));
    }
    let first = p.number()?;
    match p.accept(T::Comma) {
        true => Ok((first, p.number()?)),
        false => Ok((None, first)),
    }
}

fn show(g: &mut Generator<'_>, id: NodeId) {
    let name = g.tree.text_of(id, Arg::This).to_string();
    g.write("SHOW ");
    g.flag(id, Arg::Full, "FULL ");
    g.flag(id, Arg::Global, "GLOBAL ");
    g.write(&name);
    g.flag(id, Arg::Json, " JSON");
    target(g, id, &name);
    g.arg_after(" FOR TABLE ", id, Arg::ForTable);
    for (words, arg) in [(" FOR GROUP ", Arg::ForGroup), (" FOR USER ", Arg::ForUser), (" FOR ROLE ", Arg::ForRole)] {
        g.arg_after(words, id, arg);
    }
    g.arg_after(" ", id, Arg::Types);
    if !(name.starts_with("CREATE ") && g.tree.has(id, Arg::Target)) {
        g.arg_after(" FROM ", id, Arg::Db);
    }
    g.arg_after(" FOR QUERY ", id, Arg::Query);
    g.arg_after(" IN ", id, Arg::Log);
    g.arg_after(" FROM ", id, Arg::Position);
    g.arg_after(" FOR CHANNEL ", id, Arg::Channel);
    if name == "ENGINE" {
        g.write(if g.tree.has(id, Arg::Mutex) { " MUTEX" } else { " STATUS" });
    }
    g.arg_after(" LIKE ", id, Arg::Like);
    g.arg(id, Arg::Where);
    limits(g, id, name == "PROFILE");
    g.arg_after(" INTO OUTFILE ", id, Arg::IntoOutfile);
}

fn target(g: &mut Generator<'_>, id: NodeId, name: &str) {
    if !g.tree.has(id, Arg::Target) {
        return;
    }
    if let Some((_, word)) = TARGET_WORDS.iter().find(|(of, _)| *of == name) {
        g.write(" ");
        g.write(word);
    }
    g.write(" ");
    if name.starts_with("CREATE ") && g.tree.has(id, Arg::Db) {
        g.arg(id, Arg::Db);
        g.write(".");
    }
    g.arg(id, Arg::Target);
}

fn limits(g: &mut Generator<'_>, id: NodeId, apart: bool) {
    if apart {
        g.arg_after(" OFFSET ", id, Arg::Offset);
        return g.arg_after(" LIMIT ", id, Arg::Limit);
    }
    if g.tree.has(id, Arg::Limit) {
        g.write(" LIMIT ");
        if g.tree.has(id, Arg::Offset) {
            g.arg(id, Arg::Offset);
            g.write(", ");
        }
        g.arg(id, Arg::Limit);
    }
}
