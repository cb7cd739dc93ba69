//! How PostgreSQL says it.

mod collections;
pub(crate) mod definitions;
pub(crate) mod json;
mod texts;
mod time;

use crate::shared;
use sqlectic_ast::{Arg, Kind, NodeId};
use sqlectic_syntax::{
    generator::{Generator, Location, RenderFn},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    let g = &mut d.generator;
    // No `CLUSTER BY`, `DISTRIBUTE BY` and `SORT BY`.
    g.after_having.drain(..3);
    g.add_renders(RENDERS);
    for area in [collections::RENDERS, definitions::RENDERS, json::RENDERS, texts::RENDERS, time::RENDERS] {
        g.add_renders(area);
    }
    g.add_names(NAMES);
    g.add_operators(&[(Kind::BitwiseXor, "#")]);
    g.add_locations(LOCATIONS);
    g.json_path_parts = vec![Kind::JSONPathKey, Kind::JSONPathRoot, Kind::JSONPathSubscript];
    d.rewrites = vec![
        sqlectic_rewrite::limit_by_to_qualify,
        sqlectic_rewrite::computed_fields_to_json,
        sqlectic_rewrite::joined_deletes_to_exists,
        sqlectic_rewrite::joined_updates_to_from,
        sqlectic_rewrite::eliminate_semi_and_anti_joins,
        sqlectic_rewrite::eliminate_qualify,
        sqlectic_rewrite::unqualify_merge_targets,
    ];
}

fn flags(d: &mut Dialect) {
    let f = &mut d.generator.flags;
    f.alter_set_wrapped = true;
    f.array_concat_is_var_len = false;
    f.array_size_dim_required = Some(true);
    f.can_implement_array_any = true;
    f.copy_has_into_keyword = false;
    f.inout_separator = "".into();
    f.join_hints = false;
    f.json_type_required_for_extraction = true;
    f.like_property_inside_schema = true;
    f.locking_reads_supported = true;
    f.multi_arg_distinct = false;
    f.named_placeholder_token = "%".into();
    f.nvl2_supported = false;
    f.parameter_token = "$".into();
    f.query_hints = false;
    f.rename_table_with_db = false;
    f.select_kinds = false;
    f.single_string_interval = true;
    f.supports_between_flags = true;
    f.supports_decode_case = false;
    f.supports_median = false;
    f.supports_select_into = true;
    f.supports_unlogged_tables = true;
    f.supports_window_exclude = true;
    f.table_hints = false;
    f.tablesample_seed_keyword = "REPEATABLE".into();
    f.tablesample_size_is_rows = false;
    f.try_supported = false;
}

/// Functions that PostgreSQL calls otherwise, sorted.
const NAMES: &[(Kind, &str)] = &[
    (Kind::BitwiseAndAgg, "BIT_AND"),
    (Kind::BitwiseOrAgg, "BIT_OR"),
    (Kind::BitwiseXorAgg, "BIT_XOR"),
    (Kind::CurrentVersion, "VERSION"),
    (Kind::Explode, "UNNEST"),
    (Kind::ExplodingGenerateSeries, "GENERATE_SERIES"),
    (Kind::JSONBObjectAgg, "JSONB_OBJECT_AGG"),
    (Kind::LogicalAnd, "BOOL_AND"),
    (Kind::LogicalOr, "BOOL_OR"),
    (Kind::Rand, "RANDOM"),
    (Kind::TimeFromParts, "MAKE_TIME"),
    (Kind::TimestampFromParts, "MAKE_TIMESTAMP"),
    (Kind::Unicode, "ASCII"),
    (Kind::Variance, "VAR_SAMP"),
    (Kind::VariancePop, "VAR_POP"),
];

/// Where properties stand, sorted.
const LOCATIONS: &[(Kind, Location)] = &[
    (Kind::FileFormatProperty, Location::PostSchema),
    (Kind::OnCommitProperty, Location::AfterWith),
    (Kind::PartitionedByProperty, Location::PostSchema),
    (Kind::TableSpaceProperty, Location::AfterWith),
    (Kind::TransientProperty, Location::Unsupported),
    (Kind::VolatileProperty, Location::Unsupported),
];

/// What is no call of another name and belongs to no area, sorted.
const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::AnyValue, any_value),
    (Kind::CountIf, shared::count_if_as_sum),
    (Kind::CurrentSchema, |g, id| bare(g, id, "CURRENT_SCHEMA")),
    (Kind::CurrentUser, |g, _| g.write("CURRENT_USER")),
    (Kind::Getbit, get_bit),
    (Kind::IgnoreNulls, |g, id| without_null_handling(g, id, "IGNORE NULLS")),
    (Kind::IntDiv, |g, id| g.func_of(id, "DIV", &[Arg::This, Arg::Expression])),
    (Kind::Max, |g, id| extreme(g, id, shared::max_or_greatest)),
    (Kind::Min, |g, id| extreme(g, id, shared::min_or_least)),
    (Kind::PercentileCont, |g, id| percentile(g, id, "PERCENTILE_CONT")),
    (Kind::PercentileDisc, |g, id| percentile(g, id, "PERCENTILE_DISC")),
    (Kind::Placeholder, placeholder),
    (Kind::RespectNulls, |g, id| without_null_handling(g, id, "RESPECT NULLS")),
    (Kind::Round, round),
    (Kind::Uuid, |g, _| g.func("GEN_RANDOM_UUID", &[])),
    (Kind::Xor, shared::exclusive_or),
];

/// A function without parentheses.
fn bare(g: &mut Generator<'_>, id: NodeId, name: &str) {
    g.unsupported_args(id, &[Arg::This]);
    g.write(name);
}

/// The version of PostgreSQL that is written, if the dialect's settings tell it: `postgres, version=15`.
fn major_version(g: &Generator<'_>) -> u32 {
    let version = g.dialect.setting("version").and_then(|version| version.split('.').next());
    version.and_then(|major| major.trim().parse().ok()).unwrap_or(u32::MAX)
}

/// `ANY_VALUE` exists since version 16; any of the values is as good.
/// <https://www.postgresql.org/docs/16/release-16.html>
fn any_value(g: &mut Generator<'_>, id: NodeId) {
    let name = if major_version(g) < 16 { "MAX" } else { "ANY_VALUE" };
    g.function_named(id, name);
}

/// `MAX(a, b)` -> `GREATEST(a, b)`; the highest few values are no aggregation here.
fn extreme(g: &mut Generator<'_>, id: NodeId, render: RenderFn) {
    g.unsupported_args(id, &[Arg::Count]);
    render(g, id);
}

/// PostgreSQL counts bits from the left.
fn get_bit(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "GET_BIT", &[Arg::This, Arg::Expression]);
}

fn without_null_handling(g: &mut Generator<'_>, id: NodeId, words: &str) {
    g.unsupported(&format!("PostgreSQL does not support {words}."));
    g.arg(id, Arg::This);
}

/// `PERCENTILE_CONT(x, p)` -> `PERCENTILE_CONT(p) WITHIN GROUP (ORDER BY x)`.
fn percentile(g: &mut Generator<'_>, id: NodeId, name: &str) {
    if !g.tree.has(id, Arg::Expression) {
        return g.function_named(id, name);
    }
    g.func_of(id, name, &[Arg::Expression]);
    g.write(" WITHIN GROUP (ORDER BY");
    g.block(|g| g.arg(id, Arg::This));
    g.write(")");
}

/// `?` stays; any other placeholder is written as drivers for Python read it.
fn placeholder(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Jdbc) {
        return g.write("?");
    }
    g.write("%");
    if g.tree.has(id, Arg::This) {
        // Drivers take the name as it stands.
        let name = g.tree.node(id, Arg::This).filter(|name| g.tree.kind(*name) == Kind::Identifier);
        let name = name.map(|name| g.tree.name(name).to_string());
        g.parens(|g| match name {
            Some(name) => g.write(&name),
            None => g.arg(id, Arg::This),
        });
    }
    g.write("s");
}

/// Only a `NUMERIC` rounds to a number of digits: <https://www.postgresql.org/docs/current/functions-math.html>.
fn round(g: &mut Generator<'_>, id: NodeId) {
    let (mut this, decimals) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Decimals));
    let is_double = |g: &Generator<'_>, node| sqlectic_types::is_type(g.tree, node, &["DOUBLE"]);
    if decimals.is_some() && this.node().is_some_and(|node| is_double(g, node)) {
        this = shared::cast(g, this, "DECIMAL").into();
    }
    g.func("ROUND", &[this, decimals]);
}
