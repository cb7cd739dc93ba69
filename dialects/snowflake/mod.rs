//! Snowflake.

mod functions;
mod generator;
mod known;
mod lexer;
mod parser;
mod rewrites;

use crate::Definition;
use sqlectic_syntax::{
    dialect::{Normalization, NullOrdering},
    Dialect,
};

pub(crate) const DEFINITION: Definition =
    Definition { name: "snowflake", title: "Snowflake", extends: Some(""), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.generator.functions = known::FUNCTIONS;
    d.generator.lacking.extend(known::LACKING);
    lexer::define(d);
    functions::define(d);
    parser::define(d);
    generator::define(d);
    semantics(d);
    time(d);
}

fn semantics(d: &mut Dialect) {
    d.semantics.normalization = Normalization::Uppercase;
    d.semantics.null_ordering = NullOrdering::Large;
    let f = &mut d.semantics.flags;
    f.alter_table_add_required_for_each_column = false;
    f.alter_table_drop_required_for_each_column = false;
    f.array_agg_includes_nulls = None;
    f.array_funcs_propagates_nulls = true;
    f.copy_params_are_csv = false;
    f.initcap_default_delimiters = " \t\n\r\x0c\x0b!?@\"^#$&~_,.:;+\\-*%/|\\[\\](){}<>".into();
    f.json_path_name_chars = "$".into();
    f.least_greatest_ignores_nulls = false;
    f.prefer_cte_alias_column = true;
    f.supports_column_join_marks = true;
    f.supports_positional_column_refs = true;
    f.supports_user_defined_types = false;
    f.tablesample_size_is_percent = true;
    f.try_cast_requires_string = true;
    f.uuid_is_string_type = true;
}

/// Letters in either case: <https://docs.snowflake.com/en/sql-reference/date-time-input-output>.
fn time(d: &mut Dialect) {
    d.time.any_case = true;
    d.time.time_format = "'YYYY-MM-DD HH24:MI:SS'";
    d.time.mapping = vec![
        ("yyyy", "%Y"),
        ("yy", "%y"),
        ("mmmm", "%B"),
        ("mon", "%b"),
        ("mm", "%m"),
        ("dd", "%d"),
        ("dy", "%a"),
        ("hh24", "%H"),
        ("hh12", "%I"),
        ("mi", "%M"),
        ("ss", "%S"),
        ("ff9", "%f_nine"),
        ("ff", "%f_nine"),
        ("ff0", "%f_zero"),
        ("ff1", "%f_one"),
        ("ff2", "%f_two"),
        ("ff3", "%f_three"),
        ("ff4", "%f_four"),
        ("ff5", "%f_five"),
        ("ff6", "%f"),
        ("ff7", "%f_seven"),
        ("ff8", "%f_eight"),
        ("tzhtzm", "%z"),
        ("tzh:tzm", "%:z"),
        ("tzh", "%-z"),
        ("pm", "%p"),
        ("am", "%p"),
        ("\"t\"", "T"),
    ];
    d.time.write_only = vec![("%d", "DD"), ("%a", "DY"), ("T", "T"), ("%-d", "DD")];
}

/// The usual name of a part of a date by one of its other names, in upper case.
fn date_part(name: &str) -> Option<&'static str> {
    match name {
        "EPOCH_SECOND" | "EPOCH_SECONDS" => Some("EPOCH_SECOND"),
        "ISOWEEK" => Some("WEEKISO"),
        name => sqlectic_syntax::dialect::date_part(name),
    }
}
