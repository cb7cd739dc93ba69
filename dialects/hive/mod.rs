//! Hive, and through it the Spark family.

pub(crate) mod functions;
pub(crate) mod generator;
mod known;
pub(crate) mod parser;
pub(crate) mod properties;

use crate::shared;
use crate::Definition;
use sqlectic_syntax::{
    dialect::Normalization,
    lexer::{Delimited, NumericEscape, T},
    Dialect,
};

pub(crate) const DEFINITION: Definition =
    Definition { name: "hive", title: "Hive", extends: Some(""), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.generator.functions = known::FUNCTIONS;
    d.generator.lacking.extend(known::LACKING);
    lexer(d);
    parser::define(d);
    functions::define(d);
    generator::define(d);
    properties::define(d);
    semantics(d);
    time(d);
}

fn lexer(d: &mut Dialect) {
    let l = &mut d.lexer;
    for word in ["ADD ARCHIVE", "ADD ARCHIVES", "ADD FILE", "ADD FILES", "ADD JAR", "ADD JARS", "MSCK REPAIR"] {
        l.keywords.set(word, T::Command);
    }
    l.keywords.set("MINUS", T::Except);
    l.keywords.set("REFRESH", T::Refresh);
    l.keywords.set("SERDEPROPERTIES", T::SerdeProperties);
    l.singles.push(('$', T::Parameter));
    l.quotes = vec![("'".into(), "'".into()), ("\"".into(), "\"".into())];
    l.identifiers = vec![('`', '`')];
    l.string_escapes = vec!['\\'];
    l.byte_string_escapes = vec!['\\'];
    l.escaped_sequences = shared::WILDCARD_ESCAPES.to_vec();
    l.numeric_escapes = vec![
        NumericEscape { letter: 'u', radix: 16, min: 4, max: 4, limit: 0xffff },
        NumericEscape { letter: '0', radix: 8, min: 3, max: 3, limit: 127 },
    ];
    l.flags.strings_support_escaped_sequences = true;
    l.flags.byte_strings_support_escaped_sequences = true;
    l.flags.drop_unknown_escapes = true;
    l.flags.identifiers_can_start_with_digit = true;
    l.delimited.push(Delimited { start: "N\"".into(), end: "\"".into(), kind: T::NationalString });
    // https://cwiki.apache.org/confluence/display/hive/languagemanual+types#LanguageManualTypes-IntegralTypes
    l.numeric_literals =
        [("BD", "DECIMAL"), ("D", "DOUBLE"), ("F", "FLOAT"), ("L", "BIGINT"), ("S", "SMALLINT"), ("Y", "TINYINT")]
            .map(|(suffix, name)| (suffix.to_string(), name.to_string()))
            .to_vec();
}

fn semantics(d: &mut Dialect) {
    d.semantics.normalization = Normalization::CaseInsensitive;
    let f = &mut d.semantics.flags;
    f.alias_post_tablesample = true;
    f.alter_table_supports_cascade = true;
    f.array_agg_includes_nulls = None;
    f.concat_ws_coalesce = true;
    f.initcap_default_delimiters = " \t\n\r\x0c\x0b\x1c\x1d\x1e\x1f".into();
    f.initcap_supports_custom_delimiters = false;
    f.intersect_binds_tighter = false;
    f.json_path_name_chars = "-".into();
    f.regexp_extract_default_group = 1;
    f.safe_division = true;
    f.supports_user_defined_types = false;
}

/// Letters of Java's date formats; two letters demand two digits, which Hive checks.
/// <https://docs.oracle.com/javase/8/docs/api/java/text/SimpleDateFormat.html>
fn time(d: &mut Dialect) {
    d.time.time_format = "'yyyy-MM-dd HH:mm:ss'";
    d.time.date_format = "'yyyy-MM-dd'";
    d.time.dateint_format = "'yyyyMMdd'";
    d.time.mapping = vec![
        ("yyyy", "%Y"),
        ("y", "%Y"),
        ("Y", "%Y"),
        ("YYYY", "%Y"),
        ("yy", "%y"),
        ("YY", "%y"),
        ("MMMM", "%B"),
        ("MMM", "%b"),
        ("MM", "%mstrict"),
        ("M", "%-m"),
        ("dd", "%dstrict"),
        ("d", "%-d"),
        ("HH", "%Hstrict"),
        ("H", "%-H"),
        ("hh", "%Istrict"),
        ("h", "%-I"),
        ("mm", "%Mstrict"),
        ("m", "%-M"),
        ("ss", "%Sstrict"),
        ("s", "%-S"),
        ("SSSSSS", "%f"),
        ("a", "%p"),
        ("DD", "%j"),
        ("D", "%-j"),
        ("EEE", "%a"),
        ("E", "%a"),
        ("EE", "%a"),
        ("EEEE", "%A"),
        ("z", "%Z"),
        ("Z", "%z"),
    ];
    d.time.write_only = vec![("%m", "MM"), ("%d", "dd"), ("%H", "HH"), ("%I", "hh"), ("%M", "mm"), ("%S", "ss")];
}
