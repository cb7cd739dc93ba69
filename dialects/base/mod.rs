//! The base dialect: what dialects share, and a superset of what they read.

mod ddl;
mod expressions;
mod functions;
mod keywords;
mod parser;
mod queries;
mod token_sets;

use crate::Definition;
use sqlectic_ast::{Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    generator::Generator,
    lexer::{Delimited, TokenSet, T},
    Dialect,
};
use std::sync::LazyLock;

pub(crate) const DEFINITION: Definition =
    Definition { name: "", title: "Dialect", extends: None, aliases: &["sqlglot", "sqlectic"], define };

/// What every dialect starts from.
static COMMON: LazyLock<Dialect> = LazyLock::new(|| {
    let mut dialect = Dialect::empty();
    define_common(&mut dialect);
    dialect
});

fn define(d: &mut Dialect) {
    d.clone_from(&COMMON);
    parser::define_own(d);
    d.generator.add_renders(&[(Kind::TimeSlice, time_slice)]);
}

/// Only here slices are counted from a time that the call names, which stands behind the bound.
fn time_slice(g: &mut Generator<'_>, id: NodeId) {
    let [this, amount, unit, mut bound, origin] =
        [Arg::This, Arg::Expression, Arg::Unit, Arg::Kind, Arg::Origin].map(|arg| g.tree.get(id, arg));
    if bound == Value::None && origin.is_some() {
        bound = g.string_node("START").into();
    }
    g.func("TIME_SLICE", &[this, amount, unit, bound, origin]);
}

/// What every dialect starts from, under the name of one that extends the base.
pub(crate) fn common(name: &str) -> Dialect {
    COMMON.extend(name)
}

fn define_common(d: &mut Dialect) {
    lexer(d);
    parser::define(d);
    ddl::define(d);
    queries::define(d);
    generator(d);
    d.infer = sqlectic_types::infer;
    d.time.time_format = "'%Y-%m-%d %H:%M:%S'";
    d.time.date_format = "'%Y-%m-%d'";
    d.time.dateint_format = "'%Y%m%d'";
}

fn lexer(d: &mut Dialect) {
    let l = &mut d.lexer;
    for (spelling, kind) in keywords::KEYWORDS {
        l.keywords.set(spelling, *kind);
    }
    l.singles = keywords::SINGLES.to_vec();
    l.quotes = vec![("'".into(), "'".into())];
    l.identifiers = vec![('"', '"')];
    l.string_escapes = vec!['\''];
    l.delimited = vec![Delimited { start: "N'".into(), end: "'".into(), kind: T::NationalString }];
    l.comments = vec![("--".into(), None), ("/*".into(), Some("*/".into())), ("{#".into(), Some("#}".into()))];
    l.commands = TokenSet::new(&[T::Command, T::Execute, T::Fetch, T::Rename, T::Show]);
    l.command_prefixes = TokenSet::new(&[T::Begin, T::Semicolon]);
    l.tokens_preceding_hint = TokenSet::new(&[T::Delete, T::Insert, T::Select, T::Update]);
}

/// Plural units of intervals and what dialects without them say, sorted.
const TIME_PART_SINGULARS: &[(&str, &str)] = &[
    ("DAYS", "DAY"),
    ("HOURS", "HOUR"),
    ("MICROSECONDS", "MICROSECOND"),
    ("MINUTES", "MINUTE"),
    ("MONTHS", "MONTH"),
    ("QUARTERS", "QUARTER"),
    ("SECONDS", "SECOND"),
    ("WEEKS", "WEEK"),
    ("YEARS", "YEAR"),
];

fn generator(d: &mut Dialect) {
    let g = &mut d.generator;
    for (plural, singular) in TIME_PART_SINGULARS {
        g.time_part_singulars.set(plural, *singular);
    }
    g.add_types(&[
        ("BLOB", "VARBINARY"),
        ("DATETIME2", "TIMESTAMP"),
        ("LONGBLOB", "BLOB"),
        ("LONGTEXT", "TEXT"),
        ("MEDIUMBLOB", "BLOB"),
        ("MEDIUMTEXT", "TEXT"),
        ("NCHAR", "CHAR"),
        ("NVARCHAR", "VARCHAR"),
        ("ROWVERSION", "VARBINARY"),
        ("SMALLDATETIME", "TIMESTAMP"),
        ("TINYBLOB", "BLOB"),
        ("TINYTEXT", "TEXT"),
    ]);
    // What stands after INTERVAL without parentheses.
    g.unwrapped_interval_values = vec![Kind::Column, Kind::Literal, Kind::Neg, Kind::Paren];
    g.separated_comments = vec![
        Kind::Command,
        Kind::Create,
        Kind::Delete,
        Kind::Describe,
        Kind::Drop,
        Kind::From,
        Kind::Group,
        Kind::Having,
        Kind::Insert,
        Kind::Join,
        Kind::MultitableInserts,
        Kind::Order,
        Kind::Select,
        Kind::SetOperation,
        Kind::Update,
        Kind::Where,
        Kind::With,
    ];
    g.excluded_comments = vec![Kind::Binary, Kind::CTE, Kind::SetOperation];
}
