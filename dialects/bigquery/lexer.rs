//! Words, quotes and comments: <https://cloud.google.com/bigquery/docs/reference/standard-sql/lexical>.

use sqlectic_syntax::{
    lexer::{Delimited, NumericEscape, T},
    Dialect,
};

const KEYWORDS: &[(&str, T)] = &[
    ("ANY TYPE", T::Variant),
    ("BEGIN", T::Command),
    ("BEGIN TRANSACTION", T::Begin),
    ("BYTEINT", T::Int),
    ("BYTES", T::Binary),
    ("CURRENT_DATETIME", T::CurrentDatetime),
    ("DATETIME", T::Timestamp),
    ("DECLARE", T::Declare),
    ("ELSEIF", T::Command),
    ("EXCEPTION", T::Command),
    ("EXPORT", T::Export),
    ("FLOAT64", T::Double),
    ("LOOP", T::Command),
    ("MODEL", T::Model),
    ("RECORD", T::Struct),
    ("REPEAT", T::Command),
    ("TIMESTAMP", T::Timestamptz),
    ("WHILE", T::Command),
];

pub(super) fn define(d: &mut Dialect) {
    let l = &mut d.lexer;
    for (word, kind) in KEYWORDS {
        l.keywords.set(word, *kind);
    }
    for word in ["/*+", "DIV", "ISNULL"] {
        l.keywords.remove(word);
    }
    l.quotes = ["'", "\"", "\"\"\"", "'''"].map(|quote| (quote.to_string(), quote.to_string())).to_vec();
    l.identifiers = vec![('`', '`')];
    l.string_escapes = vec!['\\'];
    l.byte_string_escapes = vec!['\\'];
    l.identifier_escapes = vec!['\\'];
    l.comments.push(("#".into(), None));
    escapes(d);
    delimited(d);
}

fn escapes(d: &mut Dialect) {
    let l = &mut d.lexer;
    l.escaped_sequences = vec![
        ('a', "\u{7}"),
        ('b', "\u{8}"),
        ('f', "\u{c}"),
        ('n', "\n"),
        ('r', "\r"),
        ('t', "\t"),
        ('v', "\u{b}"),
        ('\\', "\\"),
    ];
    let escape = |letter, radix, digits, limit| NumericEscape { letter, radix, min: digits, max: digits, limit };
    l.numeric_escapes = vec![
        escape('x', 16, 2, 0xff),
        escape('X', 16, 2, 0xff),
        escape('u', 16, 4, 0xffff),
        escape('U', 16, 8, 0x10ffff),
        escape('0', 8, 3, 0xff),
    ];
    l.flags.nested_comments = false;
    l.flags.drop_unknown_escapes = true;
    l.flags.strings_support_escaped_sequences = true;
    l.flags.byte_strings_support_escaped_sequences = true;
}

fn delimited(d: &mut Dialect) {
    let l = &mut d.lexer;
    // The parser makes raw strings with a `b` bytes.
    let prefixes = [
        ("b", T::ByteString),
        ("br", T::RawString),
        ("r", T::RawString),
        ("rb", T::RawString),
        ("N", T::NationalString),
    ];
    for (prefix, kind) in prefixes {
        for quote in ["'", "\"", "\"\"\"", "'''"] {
            if kind == T::NationalString && quote == "'" {
                continue;
            }
            l.delimited.push(Delimited { start: format!("{prefix}{quote}"), end: quote.into(), kind });
        }
    }
    l.delimited.push(Delimited { start: "0x".into(), end: "".into(), kind: T::HexString });
}
