//! Microsoft SQL Server: <https://learn.microsoft.com/en-us/sql/t-sql/language-reference>.

mod formats;
mod functions;
mod generator;
mod known;
mod lexer;
mod parser;
mod units;

pub(crate) use parser::create;

use crate::Definition;
use sqlectic_syntax::{dialect::Normalization, Dialect};

pub(crate) const DEFINITION: Definition =
    Definition { name: "tsql", title: "TSQL", extends: Some(""), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.generator.functions = known::FUNCTIONS;
    d.generator.lacking.extend(known::LACKING);
    lexer::define(d);
    functions::define(d);
    parser::define(d);
    generator::define(d);
    semantics(d);
    formats::define(d);
}

fn semantics(d: &mut Dialect) {
    d.semantics.normalization = Normalization::CaseInsensitive;
    let f = &mut d.semantics.flags;
    f.alter_table_add_required_for_each_column = false;
    f.alter_table_drop_required_for_each_column = false;
    f.concat_coalesce = true;
    f.concat_ws_coalesce = true;
    f.initcap_supports_custom_delimiters = false;
    f.json_extract_scalar_scalar_only = true;
    f.log_base_first = Some(false);
    f.typed_division = true;
    f.week_offset = -1;
}
