//! MySQL.

pub(crate) mod definitions;
pub(crate) mod functions;
pub(crate) mod generator;
mod known;
mod lexer;
pub(crate) mod parser;
pub(crate) mod show;
pub(crate) mod types;

use crate::Definition;
use sqlectic_syntax::{dialect::Normalization, Dialect};

pub(crate) const DEFINITION: Definition =
    Definition { name: "mysql", title: "MySQL", extends: Some(""), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.generator.functions = known::FUNCTIONS;
    d.generator.lacking.extend(known::LACKING);
    lexer::define(d);
    parser::define(d);
    definitions::define(d);
    functions::define(d);
    generator::define(d);
    show::define(d);
    types::define(d);
    semantics(d);
    time(d);
}

fn semantics(d: &mut Dialect) {
    d.semantics.normalization = Normalization::CaseSensitive;
    let f = &mut d.semantics.flags;
    f.concat_ws_coalesce = true;
    f.dpipe_is_string_concat = false;
    f.initcap_supports_custom_delimiters = false;
    f.json_path_names_start_with_digit = true;
    f.least_greatest_ignores_nulls = false;
    f.safe_division = true;
    f.supports_user_defined_types = false;
}

fn time(d: &mut Dialect) {
    d.time.time_format = "'%Y-%m-%d %T'";
    d.time.mapping = TIME_FORMATS.to_vec();
}

/// Pieces that differ from strftime's.
/// <https://dev.mysql.com/doc/refman/8.4/en/date-and-time-functions.html#function_date-format>
pub(crate) const TIME_FORMATS: &[(&str, &str)] = &[
    ("%M", "%B"),
    ("%T", "%H:%M:%S"),
    ("%W", "%A"),
    ("%c", "%-m"),
    ("%e", "%-d"),
    ("%h", "%I"),
    ("%i", "%M"),
    ("%k", "%-H"),
    ("%l", "%-I"),
    ("%r", "%I:%M:%S %p"),
    ("%s", "%S"),
    ("%u", "%W"),
    ("%x", "%G"),
];
