//! Words, quotes and comments.

use crate::shared;
use sqlectic_syntax::{
    lexer::{Delimited, T},
    Dialect,
};

const KEYWORDS: &[(&str, T)] = &[
    ("@@", T::SessionParameter),
    ("BLOB", T::Blob),
    ("CHARSET", T::CharacterSet),
    ("DISTINCTROW", T::Distinct),
    ("EXPLAIN", T::Describe),
    ("FORCE", T::Force),
    ("IGNORE", T::Ignore),
    ("INOUT", T::Inout),
    ("KEY", T::Key),
    ("LOCK TABLES", T::Command),
    ("MEMBER OF", T::MemberOf),
    ("MOD", T::Mod),
    ("SEPARATOR", T::Separator),
    ("SERIAL", T::Serial),
    ("SIGNED", T::Bigint),
    ("SIGNED INTEGER", T::Bigint),
    ("START", T::Begin),
    ("TIMESTAMP", T::Timestamptz),
    ("UNLOCK TABLES", T::Command),
    ("UNSIGNED", T::Ubigint),
    ("UNSIGNED INTEGER", T::Ubigint),
    ("YEAR", T::Year),
];

/// Character sets that introduce a string: `_utf8mb4'text'`.
const INTRODUCERS: &[&str] = &[
    "_ARMSCII8",
    "_ASCII",
    "_BIG5",
    "_BINARY",
    "_CP1250",
    "_CP1251",
    "_CP1256",
    "_CP1257",
    "_CP850",
    "_CP852",
    "_CP866",
    "_CP932",
    "_DEC8",
    "_EUCJPMS",
    "_EUCKR",
    "_GB18030",
    "_GB2312",
    "_GBK",
    "_GEOSTD8",
    "_GREEK",
    "_HEBREW",
    "_HP8",
    "_KEYBCS2",
    "_KOI8R",
    "_KOI8U",
    "_LATIN1",
    "_LATIN2",
    "_LATIN5",
    "_LATIN7",
    "_MACCE",
    "_MACROMAN",
    "_SJIS",
    "_SWE7",
    "_TIS620",
    "_UCS2",
    "_UJIS",
    "_UTF16",
    "_UTF16LE",
    "_UTF32",
    "_UTF8",
    "_UTF8MB3",
    "_UTF8MB4",
];

pub(super) fn define(d: &mut Dialect) {
    let l = &mut d.lexer;
    for (word, kind) in KEYWORDS {
        l.keywords.set(word, *kind);
    }
    for word in INTRODUCERS {
        l.keywords.set(word, T::Introducer);
    }
    l.quotes = vec![("'".into(), "'".into()), ("\"".into(), "\"".into())];
    l.identifiers = vec![('`', '`')];
    l.string_escapes = vec!['\'', '"', '\\'];
    l.byte_string_escapes = l.string_escapes.clone();
    // https://dev.mysql.com/doc/refman/8.4/en/string-literals.html#character-escape-sequences
    l.escaped_sequences = shared::WILDCARD_ESCAPES.to_vec();
    l.flags.strings_support_escaped_sequences = true;
    l.flags.byte_strings_support_escaped_sequences = true;
    l.flags.drop_unknown_escapes = true;
    l.flags.identifiers_can_start_with_digit = true;
    l.flags.nested_comments = false;
    l.flags.dash_comment_requires_boundary = true;
    l.comments.push(("#".into(), None));
    let delimited = |start: &str, end: &str, kind| Delimited { start: start.into(), end: end.into(), kind };
    l.delimited = vec![
        delimited("b'", "'", T::BitString),
        delimited("0b", "", T::BitString),
        delimited("x'", "'", T::HexString),
        delimited("0x", "", T::HexString),
        delimited("N'", "'", T::NationalString),
        delimited("N\"", "\"", T::NationalString),
    ];
    l.commands.remove(&[T::Show]);
    l.commands.extend(&[T::Replace]);
}
