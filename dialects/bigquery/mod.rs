//! BigQuery: <https://cloud.google.com/bigquery/docs/reference/standard-sql/query-syntax>.

mod functions;
mod generator;
mod known;
mod lexer;
mod models;
mod names;
mod parser;
mod words;

use crate::Definition;
use sqlectic_ast::Kind;
use sqlectic_syntax::{
    dialect::{Normalization, SetOpDistinct},
    generator::{FunctionCase, Location},
    Dialect,
};

pub(crate) const DEFINITION: Definition =
    Definition { name: "bigquery", title: "BigQuery", extends: Some(""), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.generator.functions = known::FUNCTIONS;
    d.generator.lacking.extend(known::LACKING);
    lexer::define(d);
    parser::define(d);
    functions::define(d);
    generator::define(d);
    semantics(d);
    for word in words::RESERVED {
        d.generator.reserved_keywords.set(word, ());
    }
    d.generator.add_locations(&[
        (Kind::PartitionedByProperty, Location::PostSchema),
        (Kind::VolatileProperty, Location::Unsupported),
    ]);
    // https://cloud.google.com/bigquery/docs/reference/standard-sql/format-elements#format_elements_date_time
    d.time.mapping = vec![
        ("%D", "%m/%d/%y"),
        ("%x", "%m/%d/%y"),
        ("%E6S", "%S.%f"),
        ("%e", "%-d"),
        ("%F", "%Y-%m-%d"),
        ("%T", "%H:%M:%S"),
        ("%c", "%a %b %e %H:%M:%S %Y"),
    ];
    // https://cloud.google.com/bigquery/docs/reference/standard-sql/format-elements#format_date_time_as_string
    d.time.cast_mapping = vec![
        ("DD", "%d"),
        ("dd", "%d"),
        ("MM", "%m"),
        ("mm", "%m"),
        ("MON", "%b"),
        ("mon", "%b"),
        ("MONTH", "%B"),
        ("month", "%B"),
        ("YYYY", "%Y"),
        ("yyyy", "%Y"),
        ("YY", "%y"),
        ("yy", "%y"),
        ("HH12", "%I"),
        ("HH", "%I"),
        ("HH24", "%H"),
        ("hh24", "%H"),
        ("MI", "%M"),
        ("mi", "%M"),
        ("SS", "%S"),
        ("ss", "%S"),
        ("SSSSS", "%f"),
        ("TZH", "%z"),
        ("tzh", "%z"),
    ];
    d.time.write_only = vec![("%H:%M:%S.%f", "%H:%M:%E6S")];
}

fn semantics(d: &mut Dialect) {
    d.semantics.normalization = Normalization::CaseInsensitive;
    d.semantics.normalize_functions = FunctionCase::Keep;
    d.semantics.set_op_distinct = SetOpDistinct { except: None, intersect: None, union: None };
    let f = &mut d.semantics.flags;
    f.alias_post_version = false;
    f.ascii_only_normalization = true;
    f.byte_string_is_bytes_type = true;
    f.hex_lowercase = true;
    f.hex_string_is_integer_type = true;
    f.case_sensitive_paths = true;
    f.initcap_default_delimiters = " \t\n\r\x0c\x0b\\[\\](){}/|<>!?@\"^#$&~_,.:;*%+\\-".into();
    f.json_extract_scalar_scalar_only = true;
    f.json_path_name_chars = "-".into();
    f.json_path_names_start_with_digit = true;
    f.json_path_numbers_are_names = true;
    f.json_path_single_dot_is_wildcard = true;
    f.least_greatest_ignores_nulls = false;
    f.log_base_first = Some(false);
    f.supports_user_defined_types = false;
    f.unnest_column_only = true;
    f.uuid_is_string_type = true;
    f.week_offset = -1;
}
