//! Words, quotes and comments: <https://clickhouse.com/docs/sql-reference/syntax>.

use sqlectic_syntax::{
    lexer::{Delimited, NumericEscape, T},
    Dialect,
};

/// Keywords that differ from the base dialect's, sorted.
const KEYWORDS: &[(&str, T)] = &[
    (".:", T::Dotcolon),
    (".^", T::Dotcaret),
    ("AGGREGATEFUNCTION", T::Aggregatefunction),
    ("ATTACH", T::Command),
    ("DATE32", T::Date32),
    ("DATETIME64", T::Datetime64),
    ("DETACH", T::Detach),
    ("DICTIONARY", T::Dictionary),
    ("DYNAMIC", T::Dynamic),
    ("ENUM16", T::Enum16),
    ("ENUM8", T::Enum8),
    ("EXCHANGE", T::Command),
    ("FINAL", T::Final),
    ("FIXEDSTRING", T::Fixedstring),
    ("FLOAT32", T::Float),
    ("FLOAT64", T::Double),
    ("GLOBAL", T::Global),
    ("IPV4", T::Ipv4),
    ("IPV6", T::Ipv6),
    ("LINESTRING", T::Linestring),
    ("LOWCARDINALITY", T::Lowcardinality),
    ("MULTILINESTRING", T::Multilinestring),
    ("MULTIPOLYGON", T::Multipolygon),
    ("NESTED", T::Nested),
    ("NOTHING", T::Nothing),
    ("PASTE", T::Paste),
    ("POINT", T::Point),
    ("POLYGON", T::Polygon),
    ("PREWHERE", T::Prewhere),
    ("PROJECTION", T::Projection),
    ("RING", T::Ring),
    ("SAMPLE", T::TableSample),
    ("SIMPLEAGGREGATEFUNCTION", T::Simpleaggregatefunction),
    ("SYSTEM", T::Command),
    ("TUPLE", T::Struct),
    ("UINT16", T::Usmallint),
    ("UINT32", T::Uint),
    ("UINT64", T::Ubigint),
    ("UINT8", T::Utinyint),
];

/// What a backslash and a letter stand for: <https://clickhouse.com/docs/sql-reference/syntax#string>.
const ESCAPES: &[(char, &str)] = &[
    ('"', "\""),
    ('/', "/"),
    ('0', "\0"),
    ('=', "="),
    ('N', ""),
    ('\\', "\\"),
    ('`', "`"),
    ('a', "\u{7}"),
    ('b', "\u{8}"),
    ('e', "\u{1b}"),
    ('f', "\u{c}"),
    ('n', "\n"),
    ('r', "\r"),
    ('t', "\t"),
    ('v', "\u{b}"),
];

pub(super) fn define(d: &mut Dialect) {
    let l = &mut d.lexer;
    for (word, kind) in KEYWORDS {
        l.keywords.set(word, *kind);
    }
    l.keywords.remove("/*+");
    l.identifiers.push(('`', '`'));
    l.identifier_escapes = vec!['\\'];
    l.string_escapes.push('\\');
    l.byte_string_escapes = l.string_escapes.clone();
    l.escaped_sequences = ESCAPES.to_vec();
    l.numeric_escapes = vec![NumericEscape { letter: 'x', radix: 16, min: 2, max: 2, limit: 0xff }];
    l.heredoc_alternative = Some(T::Var);
    l.comments.extend([("#".into(), None), ("#!".into(), None)]);
    let delimited = |start: &str, end: &str, kind| Delimited { start: start.into(), end: end.into(), kind };
    l.delimited.extend([
        delimited("0b", "", T::BitString),
        delimited("0x", "", T::HexString),
        delimited("$", "$", T::HeredocString),
    ]);
    let f = &mut l.flags;
    f.byte_strings_support_escaped_sequences = true;
    f.identifiers_can_start_with_digit = true;
    f.numbers_can_be_underscore_separated = true;
    f.numeric_escapes_are_bytes = true;
    f.strings_support_escaped_sequences = true;
}
