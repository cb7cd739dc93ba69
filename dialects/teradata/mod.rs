//! Teradata: <https://docs.teradata.com/r/Enterprise_IntelliFlex_VMware/SQL-Fundamentals>.

mod generator;
mod parser;

use crate::Definition;
use sqlectic_syntax::{
    lexer::{Delimited, T},
    Dialect,
};

pub(crate) const DEFINITION: Definition =
    Definition { name: "teradata", title: "Teradata", extends: Some(""), aliases: &[], define };

fn define(d: &mut Dialect) {
    lexer(d);
    parser::define(d);
    generator::define(d);
    let f = &mut d.semantics.flags;
    f.initcap_supports_custom_delimiters = false;
    f.typed_division = true;
    time(d);
}

/// Words that differ from the base, sorted.
const KEYWORDS: &[(&str, T)] = &[
    ("**", T::Dstar),
    ("BYTEINT", T::Smallint),
    ("COLLECT", T::Command),
    ("DEL", T::Delete),
    ("EQ", T::Eq),
    ("GE", T::Gte),
    ("GT", T::Gt),
    ("HELP", T::Command),
    ("INS", T::Insert),
    ("LE", T::Lte),
    ("LOCKING", T::Lock),
    ("LT", T::Lt),
    ("MINUS", T::Except),
    ("MOD", T::Mod),
    ("NE", T::Neq),
    ("NOT=", T::Neq),
    ("SAMPLE", T::TableSample),
    ("SEL", T::Select),
    ("ST_GEOMETRY", T::Geometry),
    ("TOP", T::Top),
    ("UPD", T::Update),
    ("^=", T::Neq),
];

fn lexer(d: &mut Dialect) {
    let l = &mut d.lexer;
    for (word, kind) in KEYWORDS {
        l.keywords.set(word, *kind);
    }
    l.keywords.remove("/*+");
    l.singles.retain(|(sign, _)| *sign != '%');
    for (start, end) in [("X'", "'"), ("x'", "'"), ("0x", "")] {
        l.delimited.push(Delimited { start: start.into(), end: end.into(), kind: T::HexString });
    }
}

/// <https://docs.teradata.com/r/Enterprise_IntelliFlex_VMware/SQL-Data-Types-and-Literals/Data-Type-Formats-and-Format-Phrases/FORMAT-Phrase-and-DateTime-Formats>
fn time(d: &mut Dialect) {
    d.time.mapping = vec![
        ("YY", "%y"),
        ("YYYY", "%Y"),
        ("Y4", "%Y"),
        ("MMMM", "%B"),
        ("M4", "%B"),
        ("MMM", "%b"),
        ("M3", "%b"),
        ("M", "%-M"),
        ("MI", "%M"),
        ("MM", "%m"),
        ("D", "%-d"),
        ("DD", "%d"),
        ("DDD", "%j"),
        ("D3", "%j"),
        ("H", "%-H"),
        ("HH24", "%H"),
        ("HH", "%H"),
        ("S", "%-S"),
        ("SS", "%S"),
        ("SSSSSS", "%f"),
        ("EEE", "%a"),
        ("E", "%a"),
        ("EE", "%a"),
        ("E3", "%a"),
        ("EEEE", "%A"),
        ("E4", "%A"),
    ];
}
