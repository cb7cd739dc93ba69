//! Oracle Database.

mod functions;
mod generator;
mod known;
mod lexer;
mod parser;

use crate::Definition;
use sqlectic_syntax::{
    dialect::{Normalization, NullOrdering},
    Dialect,
};

pub(crate) const DEFINITION: Definition =
    Definition { name: "oracle", title: "Oracle", extends: Some(""), aliases: &[], define };

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
    f.alias_post_tablesample = true;
    f.alter_table_add_required_for_each_column = false;
    f.initcap_supports_custom_delimiters = false;
    f.intersect_binds_tighter = false;
    f.on_condition_empty_before_error = false;
    f.supports_column_join_marks = true;
    f.tablesample_size_is_percent = true;
}

/// <https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Format-Models.html>
fn time(d: &mut Dialect) {
    d.time.mapping = vec![
        ("D", "%u"),
        ("DAY", "%A"),
        ("DD", "%d"),
        ("DDD", "%j"),
        ("DY", "%a"),
        ("HH12", "%I"),
        ("HH", "%I"),
        ("HH24", "%H"),
        ("IW", "%V"),
        ("IYYY", "%G"),
        ("MI", "%M"),
        ("MM", "%m"),
        ("MON", "%b"),
        ("MONTH", "%B"),
        ("SS", "%S"),
        ("WW", "%W"),
        ("YY", "%y"),
        ("YYYY", "%Y"),
        ("FF6", "%f"),
    ];
}
