//! Words and strings of Oracle.

use sqlectic_syntax::{
    lexer::{Delimited, T},
    Dialect,
};

/// Keywords that differ from the base dialect's, sorted.
const KEYWORDS: &[(&str, T)] = &[
    ("(+)", T::JoinMarker),
    ("BINARY_DOUBLE", T::Double),
    ("BINARY_FLOAT", T::Float),
    ("BULK COLLECT INTO", T::BulkCollectInto),
    ("COLUMNS", T::Column),
    ("MATCH_RECOGNIZE", T::MatchRecognize),
    ("MINUS", T::Except),
    ("ORDER SIBLINGS BY", T::OrderSiblingsBy),
    ("SAMPLE", T::TableSample),
    ("START", T::Begin),
    ("SUBPARTITION", T::Partition),
    ("SYSTIMESTAMP", T::Systimestamp),
    ("TOP", T::Top),
    ("^=", T::Neq),
];

pub(super) fn define(d: &mut Dialect) {
    let l = &mut d.lexer;
    for (word, kind) in KEYWORDS {
        l.keywords.set(word, *kind);
    }
    l.flags.nested_comments = false;
    l.flags.string_escapes_allowed_in_raw_strings = false;
    l.var_single_tokens.extend(['#', '$', '@']);
    l.delimited.push(Delimited { start: "U'".into(), end: "'".into(), kind: T::UnicodeString });
    // https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Literals.html
    l.chosen_delimiters = vec![("nq'".into(), T::NationalRawString), ("q'".into(), T::RawString)];
}
