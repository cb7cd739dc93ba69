//! SQLite.

mod definitions;
mod generator;
mod known;
mod parser;
mod statements;

use crate::Definition;
use sqlectic_syntax::{
    dialect::Normalization,
    lexer::{Delimited, T},
    Dialect,
};

pub(crate) const DEFINITION: Definition =
    Definition { name: "sqlite", title: "SQLite", extends: Some(""), aliases: &[], define };

fn define(d: &mut Dialect) {
    lexer(d);
    parser::define(d);
    generator::define(d);
    known::define(d);
    definitions::define(d);
    statements::define(d);
    d.semantics.normalization = Normalization::CaseInsensitive;
    let f = &mut d.semantics.flags;
    f.ascii_only_normalization = true;
    f.concat_coalesce = true;
    f.concat_ws_coalesce = true;
    f.initcap_supports_custom_delimiters = false;
    f.intersect_binds_tighter = false;
    f.safe_division = true;
    f.typed_division = true;
}

fn lexer(d: &mut Dialect) {
    let l = &mut d.lexer;
    for (word, kind) in [
        ("ATTACH", T::Attach),
        ("DETACH", T::Detach),
        ("FLOAT", T::Double),
        ("INDEXED BY", T::IndexedBy),
        ("MATCH", T::Match),
        ("REAL", T::Double),
    ] {
        l.keywords.set(word, kind);
    }
    // No hints: `/*+` is a comment.
    l.keywords.remove("/*+");
    l.identifiers = vec![('"', '"'), ('[', ']'), ('`', '`')];
    let delimited = |start: &str, end: &str| Delimited { start: start.into(), end: end.into(), kind: T::HexString };
    l.delimited.extend([delimited("x'", "'"), delimited("0x", "")]);
    l.flags.nested_comments = false;
    l.commands.extend(&[T::Replace]);
}
