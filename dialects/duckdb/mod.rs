//! DuckDB.

mod functions;
mod generator;
mod known;
mod lexer;
mod parser;
mod types;

use crate::Definition;
use sqlectic_syntax::{
    dialect::{Normalization, NullOrdering},
    Dialect,
};

pub(crate) const DEFINITION: Definition =
    Definition { name: "duckdb", title: "DuckDB", extends: Some(""), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.generator.functions = known::FUNCTIONS;
    d.generator.lacking.extend(known::LACKING);
    lexer::define(d);
    functions::define(d);
    parser::define(d);
    types::define(d);
    generator::define(d);
    d.semantics.normalization = Normalization::CaseInsensitive;
    d.semantics.null_ordering = NullOrdering::Last;
    let f = &mut d.semantics.flags;
    f.ascii_only_normalization = true;
    f.concat_coalesce = true;
    f.concat_ws_coalesce = true;
    f.index_offset = 1;
    f.initcap_supports_custom_delimiters = false;
    f.json_path_pointers = true;
    f.strict_json_path_syntax = false;
    f.supports_fixed_size_arrays = true;
    f.supports_limit_all = true;
    f.supports_order_by_all = true;
    time(d);
}

/// Formats are strftime's, but for some pieces that DuckDB doesn't know or writes another way:
/// <https://duckdb.org/docs/stable/sql/functions/dateformat>.
fn time(d: &mut Dialect) {
    d.time.write_only = vec![
        ("%e", "%-d"),
        ("%:z", "%z"),
        ("%-z", "%z"),
        ("%f_zero", "%n"),
        ("%f_one", "%n"),
        ("%f_two", "%n"),
        ("%f_three", "%g"),
        ("%f_four", "%n"),
        ("%f_five", "%n"),
        ("%f_seven", "%n"),
        ("%f_eight", "%n"),
        ("%f_nine", "%n"),
    ];
}
