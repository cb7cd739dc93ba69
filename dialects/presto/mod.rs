//! Presto and Trino.

mod definitions;
mod functions;
mod generator;
mod known;
mod queries;
mod routines;
pub(crate) mod series;
mod structs;
mod trino;

use crate::{mysql, Definition};
use sqlectic_syntax::{
    dialect::{Normalization, NullOrdering},
    lexer::{Delimited, T},
    Dialect,
};

pub(crate) use trino::DEFINITION as TRINO;

pub(crate) const DEFINITION: Definition =
    Definition { name: "presto", title: "Presto", extends: Some(""), aliases: &[], define };

/// Words that have to be quoted as names.
/// <https://prestodb.io/docs/current/language/reserved.html>
const RESERVED: &[&str] = &[
    "alter",
    "and",
    "as",
    "between",
    "by",
    "case",
    "cast",
    "constraint",
    "create",
    "cross",
    "current_time",
    "current_timestamp",
    "deallocate",
    "delete",
    "describe",
    "distinct",
    "drop",
    "else",
    "end",
    "escape",
    "except",
    "execute",
    "exists",
    "extract",
    "false",
    "for",
    "from",
    "full",
    "group",
    "having",
    "in",
    "inner",
    "insert",
    "intersect",
    "into",
    "is",
    "join",
    "left",
    "like",
    "natural",
    "not",
    "null",
    "on",
    "or",
    "order",
    "outer",
    "prepare",
    "right",
    "select",
    "table",
    "then",
    "true",
    "union",
    "using",
    "values",
    "when",
    "where",
    "with",
];

fn define(d: &mut Dialect) {
    d.generator.functions = known::FUNCTIONS;
    d.generator.lacking.extend(known::LACKING);
    d.setting_names.push(generator::VARIANT_AS_JSON);
    lexer(d);
    parser(d);
    functions::define(d);
    generator::define(d);
    definitions::define(d);
    queries::define(d);
    semantics(d);
    for word in RESERVED {
        d.generator.reserved_keywords.set(word, ());
    }
    // https://prestodb.io/docs/current/functions/datetime.html#mysql-date-functions
    d.time.time_format = "'%Y-%m-%d %T'";
    d.time.mapping = mysql::TIME_FORMATS.to_vec();
}

fn lexer(d: &mut Dialect) {
    let l = &mut d.lexer;
    for (word, kind) in [
        ("DEALLOCATE PREPARE", T::Command),
        ("DESCRIBE INPUT", T::Command),
        ("DESCRIBE OUTPUT", T::Command),
        ("HYPERLOGLOG", T::Hllsketch),
        ("IPADDRESS", T::Ipaddress),
        ("IPPREFIX", T::Ipprefix),
        ("MATCH_RECOGNIZE", T::MatchRecognize),
        ("RESET SESSION", T::Command),
        ("ROW", T::Struct),
        ("START", T::Begin),
        ("TDIGEST", T::Tdigest),
    ] {
        l.keywords.set(word, kind);
    }
    l.keywords.remove("/*+");
    l.keywords.remove("QUALIFY");
    l.flags.nested_comments = false;
    let delimited = |start: &str, end: &str, kind| Delimited { start: start.into(), end: end.into(), kind };
    l.delimited.extend([
        delimited("x'", "'", T::HexString),
        delimited("0x", "", T::HexString),
        delimited("U&'", "'", T::UnicodeString),
    ]);
}

fn parser(d: &mut Dialect) {
    let p = &mut d.parser;
    p.flags.supports_table_query = true;
    p.flags.values_followed_by_paren = false;
    p.flags.zone_aware_timestamp_constructor = true;
    p.no_paren_functions.set(T::Localtime, sqlectic_ast::Kind::Localtime);
    p.no_paren_functions.set(T::Localtimestamp, sqlectic_ast::Kind::Localtimestamp);
    p.function_parsers.remove("TRIM");
    p.sets.table_alias.extend(&[T::Anti, T::Semi]);
}

fn semantics(d: &mut Dialect) {
    d.semantics.normalization = Normalization::CaseInsensitive;
    d.semantics.null_ordering = NullOrdering::Last;
    let f = &mut d.semantics.flags;
    f.index_offset = 1;
    f.initcap_supports_custom_delimiters = false;
    f.least_greatest_ignores_nulls = false;
    f.log_base_first = None;
    f.strict_string_concat = true;
    f.supports_limit_all = true;
    f.supports_values_default = false;
    f.tablesample_size_is_percent = true;
    f.typed_division = true;
}
