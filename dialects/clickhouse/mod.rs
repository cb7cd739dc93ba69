//! ClickHouse: <https://clickhouse.com/docs/sql-reference>.

mod aggregates;
mod ddl;
mod functions;
mod generator;
mod known;
mod lexer;
mod parser;
mod sources;
mod types;

use crate::Definition;
use sqlectic_ast::{Arg, Kind};
use sqlectic_syntax::{
    dialect::{Normalization, NullOrdering, SetOpDistinct},
    generator::{FunctionCase, Location},
    Dialect,
};

pub(crate) const DEFINITION: Definition =
    Definition { name: "clickhouse", title: "ClickHouse", extends: Some(""), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.generator.functions = known::FUNCTIONS;
    d.generator.lacking.extend(known::LACKING);
    lexer::define(d);
    parser::define(d);
    sources::define(d);
    functions::define(d);
    aggregates::define(d);
    types::define(d);
    ddl::define(d);
    generator::define(d);
    semantics(d);
    d.parser.set_op_modifiers = vec![Arg::Settings, Arg::Format];
    d.generator.add_locations(&[
        (Kind::AutoRefreshProperty, Location::PostName),
        (Kind::DefinerProperty, Location::PostSchema),
        (Kind::OnCluster, Location::PostName),
        (Kind::PartitionedByProperty, Location::PostSchema),
        (Kind::ToTableProperty, Location::PostName),
        (Kind::UuidProperty, Location::PostName),
        (Kind::VolatileProperty, Location::Unsupported),
    ]);
}

fn semantics(d: &mut Dialect) {
    d.semantics.normalization = Normalization::CaseSensitive;
    d.semantics.null_ordering = NullOrdering::Last;
    d.semantics.normalize_functions = FunctionCase::Keep;
    d.semantics.set_op_distinct = SetOpDistinct { except: Some(false), intersect: Some(false), union: None };
    d.semantics.creatable_kinds = vec![("DATABASE", "SCHEMA")];
    let f = &mut d.semantics.flags;
    f.hex_string_is_integer_type = true;
    f.index_offset = 1;
    f.initcap_supports_custom_delimiters = false;
    f.log_base_first = None;
    f.supports_user_defined_types = false;
}
