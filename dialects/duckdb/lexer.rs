//! Words, symbols and strings of DuckDB.

use crate::shared;
use sqlectic_syntax::{
    lexer::{Delimited, NumericEscape, T},
    Dialect,
};

/// Keywords that differ from the base dialect's, sorted.
const KEYWORDS: &[(&str, T)] = &[
    ("**", T::Dstar),
    ("//", T::Div),
    ("<@", T::LtAt),
    ("@>", T::AtGt),
    ("ATTACH", T::Attach),
    ("BINARY", T::Varbinary),
    ("BITSTRING", T::Bit),
    ("BPCHAR", T::Text),
    ("CHAR", T::Text),
    ("CONNECT", T::Connect),
    ("DATETIME", T::Timestampntz),
    ("DETACH", T::Detach),
    ("DISCONNECT", T::Disconnect),
    ("FORCE", T::Force),
    ("INSTALL", T::Install),
    ("INT8", T::Bigint),
    ("LOGICAL", T::Boolean),
    ("MACRO", T::Function),
    ("ONLY", T::Only),
    ("PIVOT_WIDER", T::Pivot),
    ("POSITIONAL", T::Positional),
    ("RESET", T::Command),
    ("ROW", T::Struct),
    ("SIGNED", T::Int),
    ("SUMMARIZE", T::Summarize),
    ("TIMESTAMP", T::Timestampntz),
    ("TIMESTAMP_MS", T::TimestampMs),
    ("TIMESTAMP_NS", T::TimestampNs),
    ("TIMESTAMP_S", T::TimestampS),
    ("TIMESTAMP_US", T::Timestamp),
    ("UBIGINT", T::Ubigint),
    ("UINTEGER", T::Uint),
    ("USMALLINT", T::Usmallint),
    ("UTINYINT", T::Utinyint),
    ("VARCHAR", T::Text),
    ("^@", T::CaretAt),
];

pub(super) fn define(d: &mut Dialect) {
    let l = &mut d.lexer;
    for (spelling, kind) in KEYWORDS {
        l.keywords.set(spelling, *kind);
    }
    // Hints are comments, and rows are not sorted within partitions.
    l.keywords.remove("/*+");
    l.keywords.remove("SORT BY");
    l.commands.remove(&[T::Show]);
    l.singles.push(('$', T::Parameter));
    l.var_single_tokens.push('$');
    l.heredoc_alternative = Some(T::Parameter);
    l.flags.heredoc_tag_is_identifier = true;
    l.flags.numbers_can_be_underscore_separated = true;
    escapes(d);
}

/// Backslashes escape only in `e'...'`: <https://duckdb.org/docs/stable/sql/data_types/literal_types#escape-string-literals>.
fn escapes(d: &mut Dialect) {
    let l = &mut d.lexer;
    let delimited = |start: &str, end: &str, kind| Delimited { start: start.into(), end: end.into(), kind };
    l.delimited.push(delimited("e'", "'", T::ByteString));
    l.delimited.push(delimited("$", "$", T::HeredocString));
    l.byte_string_escapes = vec!['\'', '\\'];
    l.escaped_sequences = shared::LETTER_ESCAPES.to_vec();
    l.numeric_escapes = vec![
        NumericEscape { letter: 'x', radix: 16, min: 1, max: 2, limit: 255 },
        NumericEscape { letter: '0', radix: 8, min: 1, max: 3, limit: 511 },
    ];
    l.flags.byte_strings_support_escaped_sequences = true;
    l.flags.drop_unknown_escapes = true;
    l.flags.numeric_escapes_are_bytes = true;
}
