//! Words, strings and comments of Snowflake.

use crate::shared;
use sqlectic_syntax::{
    lexer::{Delimited, NumericEscape, T},
    Dialect,
};

/// Keywords that differ from the base dialect's, sorted.
const KEYWORDS: &[(&str, T)] = &[
    ("(+)", T::JoinMarker),
    ("BYTEINT", T::Int),
    ("FILE FORMAT", T::FileFormat),
    ("FILE://", T::UriStart),
    ("FLOAT", T::Double),
    ("GET", T::Get),
    ("INTEGRATION", T::Integration),
    ("LS", T::List),
    ("MATCH_CONDITION", T::MatchCondition),
    ("MATCH_RECOGNIZE", T::MatchRecognize),
    ("MINUS", T::Except),
    ("NCHAR VARYING", T::Varchar),
    ("PACKAGE", T::Package),
    ("POLICY", T::Policy),
    ("POOL", T::Pool),
    ("PUT", T::Put),
    ("REMOVE", T::Command),
    ("RM", T::Command),
    ("ROLE", T::Role),
    ("RULE", T::Rule),
    ("SAMPLE", T::TableSample),
    ("SEMANTIC VIEW", T::SemanticView),
    ("SQL_DOUBLE", T::Double),
    ("SQL_VARCHAR", T::Varchar),
    ("STAGE", T::Stage),
    ("STORAGE INTEGRATION", T::StorageIntegration),
    ("STREAMLIT", T::Streamlit),
    ("TAG", T::Tag),
    ("TIMESTAMP_TZ", T::Timestamptz),
    ("TOP", T::Top),
    ("UNDROP", T::Undrop),
    ("VOLUME", T::Volume),
    ("WAREHOUSE", T::Warehouse),
];

pub(super) fn define(d: &mut Dialect) {
    let l = &mut d.lexer;
    for (word, kind) in KEYWORDS {
        l.keywords.set(word, *kind);
    }
    for word in ["/*+", "GLOB", "RETURNING"] {
        l.keywords.remove(word);
    }
    l.commands.remove(&[T::Show]);
    l.comments.push(("//".into(), None));
    l.flags.nested_comments = false;
    l.singles.extend([('!', T::Exclamation), ('$', T::Parameter)]);
    l.var_single_tokens.push('$');
    let delimited = |start: &str, end: &str, kind| Delimited { start: start.into(), end: end.into(), kind };
    l.delimited.push(delimited("x'", "'", T::HexString));
    l.delimited.push(delimited("0x", "", T::HexString));
    l.delimited.push(delimited("$$", "$$", T::RawString));
    escapes(d);
}

/// <https://docs.snowflake.com/en/sql-reference/data-types-text#escape-sequences-in-single-quoted-string-constants>
fn escapes(d: &mut Dialect) {
    let l = &mut d.lexer;
    l.string_escapes = vec!['\\', '\''];
    l.byte_string_escapes = l.string_escapes.clone();
    l.escaped_sequences = shared::LETTER_ESCAPES.to_vec();
    l.numeric_escapes = vec![
        NumericEscape { letter: 'x', radix: 16, min: 2, max: 2, limit: 255 },
        NumericEscape { letter: 'u', radix: 16, min: 4, max: 4, limit: 65535 },
        NumericEscape { letter: '0', radix: 8, min: 1, max: 3, limit: 255 },
    ];
    l.flags.strings_support_escaped_sequences = true;
    l.flags.byte_strings_support_escaped_sequences = true;
    l.flags.drop_unknown_escapes = true;
}
