//! Trino.

use crate::Definition;
use sqlectic_ast::{Arg, Kind, Value};
use sqlectic_syntax::{
    generator::Location,
    lexer::T,
    parser::{add_token_rules, Function},
    Dialect,
};

pub(crate) const DEFINITION: Definition =
    Definition { name: "trino", title: "Trino", extends: Some("presto"), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.lexer.keywords.set("DECLARE", T::Declare);
    d.lexer.keywords.set("REFRESH", T::Refresh);
    d.lexer.keywords.remove("SQL SECURITY");
    let f = &mut d.semantics.flags;
    f.concat_ws_coalesce = true;
    f.log_base_first = Some(true);
    f.supports_user_defined_types = false;
    d.parser.no_paren_functions.set(T::CurrentCatalog, Kind::CurrentCatalog);
    d.parser.add_functions(&[
        ("LISTAGG", Function::Kind(Kind::GroupConcat)),
        ("VERSION", Function::Kind(Kind::CurrentVersion)),
    ]);
    add_token_rules(&mut d.parser.statements, &[(T::Declare, |p, _| p.declare()), (T::Refresh, |p, _| p.refresh())]);
    let g = &mut d.generator;
    g.flags.declare_default_assignment = "DEFAULT".into();
    g.flags.except_intersect_support_all_clause = true;
    g.json_path_parts = vec![Kind::JSONPathKey, Kind::JSONPathRoot, Kind::JSONPathSubscript];
    g.add_locations(&[(Kind::LocationProperty, Location::PostWith)]);
    g.add_names(&[(Kind::FromISO8601TimestampNanos, "FROM_ISO8601_TIMESTAMP_NANOS")]);
    g.add_renders(&[
        (Kind::ArraySum, |g, id| {
            g.write("REDUCE(");
            g.arg(id, Arg::This);
            g.write(", 0, (acc, x) -> acc + x, acc -> acc)");
        }),
        (Kind::ArrayUniqueAgg, |g, id| {
            g.write("ARRAY_AGG(DISTINCT ");
            g.arg(id, Arg::This);
            g.write(")");
        }),
        (Kind::CurrentVersion, |g, _| g.func("VERSION", &[])),
        (Kind::GroupConcat, |g, id| {
            let separator = match g.tree.get(id, Arg::Separator) {
                Value::None => g.string_node(",").into(),
                separator => separator,
            };
            g.write("LISTAGG(");
            g.arg(id, Arg::This);
            g.write(", ");
            g.value(separator);
            g.arg_after(" ON OVERFLOW ", id, Arg::OnOverflow);
            g.write(")");
        }),
    ]);
}
