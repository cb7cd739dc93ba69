//! What PostgreSQL tells the lexer.

use sqlectic_syntax::{
    lexer::{Delimited, NumericEscape, T},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let l = &mut d.lexer;
    for word in ["/*+", "DIV"] {
        l.keywords.remove(word);
    }
    for (spelling, kind) in KEYWORDS {
        l.keywords.set(spelling, *kind);
    }
    for (start, end, kind) in DELIMITED {
        l.delimited.push(Delimited { start: (*start).into(), end: (*end).into(), kind: *kind });
    }
    l.heredoc_alternative = Some(T::Parameter);
    l.flags.heredoc_tag_is_identifier = true;
    l.var_single_tokens.push('$');
    l.commands.extend(&[T::Lock]);
    byte_strings(d);
}

/// Strings with escapes: <https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-STRINGS-ESCAPE>.
fn byte_strings(d: &mut Dialect) {
    let l = &mut d.lexer;
    l.flags.byte_strings_support_escaped_sequences = true;
    l.flags.drop_unknown_escapes = true;
    l.flags.numeric_escapes_are_bytes = true;
    l.byte_string_escapes = vec!['\'', '\\'];
    l.escaped_sequences = vec![
        ('a', "a"),
        ('b', "\x08"),
        ('f', "\x0c"),
        ('n', "\n"),
        ('r', "\r"),
        ('t', "\t"),
        ('v', "\x0b"),
        ('\\', "\\"),
    ];
    l.numeric_escapes = vec![
        NumericEscape { letter: '0', radix: 8, min: 1, max: 3, limit: 0o777 },
        NumericEscape { letter: 'U', radix: 16, min: 8, max: 8, limit: 0x0010_ffff },
        NumericEscape { letter: 'u', radix: 16, min: 4, max: 4, limit: 0xffff },
        NumericEscape { letter: 'x', radix: 16, min: 1, max: 2, limit: 0xff },
    ];
}

/// Strings that are opened by a prefix.
const DELIMITED: &[(&str, &str, T)] = &[
    ("$", "$", T::HeredocString),
    ("U&'", "'", T::UnicodeString),
    ("b'", "'", T::BitString),
    ("e'", "'", T::ByteString),
    ("x'", "'", T::HexString),
    ("0x", "", T::HexString),
    ("0b", "", T::BitString),
];

/// Keywords and symbols, sorted.
const KEYWORDS: &[(&str, T)] = &[
    ("#-", T::HashDash),
    ("<@", T::LtAt),
    ("?&", T::QmarkAmp),
    ("?|", T::QmarkPipe),
    ("@>", T::AtGt),
    ("@?", T::AtQmark),
    ("@@", T::Dat),
    ("BIGSERIAL", T::Bigserial),
    ("CSTRING", T::PseudoType),
    ("DECLARE", T::Command),
    ("DO", T::Command),
    ("EXEC", T::Command),
    ("FLOAT", T::Double),
    ("HSTORE", T::Hstore),
    ("INOUT", T::Inout),
    ("INT8", T::Bigint),
    ("MONEY", T::Money),
    ("NAME", T::Name),
    ("OID", T::ObjectIdentifier),
    ("ONLY", T::Only),
    ("POINT", T::Point),
    ("REFRESH", T::Command),
    ("REGCLASS", T::ObjectIdentifier),
    ("REGCOLLATION", T::ObjectIdentifier),
    ("REGCONFIG", T::ObjectIdentifier),
    ("REGDICTIONARY", T::ObjectIdentifier),
    ("REGNAMESPACE", T::ObjectIdentifier),
    ("REGOPER", T::ObjectIdentifier),
    ("REGOPERATOR", T::ObjectIdentifier),
    ("REGPROC", T::ObjectIdentifier),
    ("REGPROCEDURE", T::ObjectIdentifier),
    ("REGROLE", T::ObjectIdentifier),
    ("REGTYPE", T::ObjectIdentifier),
    ("REINDEX", T::Command),
    ("RESET", T::Command),
    ("SERIAL", T::Serial),
    ("SMALLSERIAL", T::Smallserial),
    ("TYPE", T::Type),
    ("VARIADIC", T::Variadic),
    ("XML", T::Xml),
    ("^@", T::CaretAt),
    ("|/", T::PipeSlash),
    ("||/", T::DpipeSlash),
    ("~", T::Rlike),
];
