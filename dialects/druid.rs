//! Apache Druid: <https://druid.apache.org/docs/latest/querying/sql>.

use crate::{shared, Definition};
use sqlectic_ast::Kind;
use sqlectic_syntax::{
    parser::{add_rules, functions::json},
    Dialect,
};

pub(crate) const DEFINITION: Definition =
    Definition { name: "druid", title: "Druid", extends: Some(""), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.semantics.flags.initcap_supports_custom_delimiters = false;
    let p = &mut d.parser;
    add_rules(&mut p.function_parsers, &[("JSON_VALUE", json::json_value)]);
    let g = &mut d.generator;
    g.flags.select_kinds = false;
    g.flags.supports_decode_case = false;
    g.flags.supports_uescape = false;
    g.flags.try_supported = false;
    g.after_having.drain(..3);
    g.add_types(&[("NCHAR", "STRING"), ("NVARCHAR", "STRING"), ("TEXT", "STRING"), ("UUID", "STRING")]);
    g.add_renders(&[
        (Kind::Array, shared::array_of_brackets),
        (Kind::CurrentTimestamp, |g, _| g.write("CURRENT_TIMESTAMP")),
        (Kind::Mod, shared::mod_call),
    ]);
}
