//! Rendering that differs from MySQL's.

use crate::shared;
use crate::{mysql, starrocks};
use sqlectic_ast::{Arg, Kind, NodeId};
use sqlectic_syntax::{
    generator::{Generator, Location, RenderFn, FLAT},
    Dialect,
};

/// Sorted by kind.
const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::CurrentDate, |g, _| g.func("CURRENT_DATE", &[])),
    (Kind::CurrentTimestamp, |g, _| g.func("NOW", &[])),
    (Kind::DataType, mysql::types::unsigned_data_type),
    (Kind::DateTrunc, date_trunc),
    (Kind::GroupConcat, group_concat),
    (Kind::JSONExtract, json_extract),
    (Kind::JSONExtractScalar, json_extract),
    (Kind::Lag, neighbor),
    (Kind::Lead, neighbor),
    (Kind::Match, word_operator),
    (Kind::PartitionByRangePropertyDynamic, dynamic_range),
    (Kind::PartitionRange, starrocks::generator::partition_range),
    (Kind::PartitionedByProperty, partitioned_by),
    (Kind::Property, starrocks::generator::property),
    (Kind::RefreshTriggerProperty, refresh_trigger),
    (Kind::RegexpSplit, |g, id| shared::regexp_split(g, id, "SPLIT_BY_STRING")),
    (Kind::SchemaCommentProperty, starrocks::generator::comment),
    (Kind::StrToUnix, |g, id| shared::formatted(g, id, "UNIX_TIMESTAMP")),
    (Kind::TimeStrToTime, time_str_to_time),
    (Kind::TimeToUnix, |g, id| g.func_of(id, "UNIX_TIMESTAMP", &[Arg::This])),
    (Kind::TimestampTrunc, date_trunc),
    (Kind::TsOrDsAdd, ts_or_ds_add),
    (Kind::TsOrDsToDate, |g, id| mysql::generator::time::to_date(g, id, "TO_DATE")),
    (Kind::UniqueKeyProperty, key),
    (Kind::UnixToStr, |g, id| shared::formatted(g, id, "FROM_UNIXTIME")),
    (Kind::UtcDate, |g, _| g.func("CURRENT_DATE", &[])),
];

pub(super) fn define(d: &mut Dialect) {
    let g = &mut d.generator;
    let f = &mut g.flags;
    f.rename_table_with_db = false;
    f.supports_alter_column_nullability = false;
    f.update_statement_supports_from = true;
    f.with_properties_prefix = "PROPERTIES".into();
    g.bare_table_aliases = vec![Kind::Delete, Kind::Update];
    g.add_types(&[("TEXT", "STRING"), ("TIMESTAMPTZ", "DATETIME")]);
    for kind in [Kind::ArrayAgg, Kind::Cast, Kind::UnixToTime] {
        g.remove(kind);
    }
    g.add_names(&[
        (Kind::AddMonths, "MONTHS_ADD"),
        (Kind::ApproxDistinct, "APPROX_COUNT_DISTINCT"),
        (Kind::ArgMax, "MAX_BY"),
        (Kind::ArgMin, "MIN_BY"),
        (Kind::ArrayAgg, "COLLECT_LIST"),
        (Kind::ArrayToString, "ARRAY_JOIN"),
        (Kind::ArrayUniqueAgg, "COLLECT_SET"),
        (Kind::EuclideanDistance, "L2_DISTANCE"),
        (Kind::Map, "ARRAY_MAP"),
        (Kind::RegexpLike, "REGEXP"),
        (Kind::Split, "SPLIT_BY_STRING"),
        (Kind::StringToArray, "SPLIT_BY_STRING"),
        (Kind::TimeStrToDate, "TO_DATE"),
        (Kind::UnixToTime, "FROM_UNIXTIME"),
    ]);
    g.add_renders(RENDERS);
    g.add_locations(&[
        (Kind::BuildProperty, Location::PostSchema),
        (Kind::PartitionedByProperty, Location::PostSchema),
        (Kind::Property, Location::PostWith),
        (Kind::UniqueKeyProperty, Location::PostSchema),
    ]);
}

// ---- functions -------------------------------------------------------------------------------------------------------

fn date_trunc(g: &mut Generator<'_>, id: NodeId) {
    let (this, unit) = (g.tree.get(id, Arg::This), g.unit_to_string(id, "DAY"));
    g.func("DATE_TRUNC", &[this, unit]);
}

fn time_str_to_time(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::Zone) {
        return mysql::generator::time::time_str_to_time(g, id);
    }
    let this = g.tree.get(id, Arg::This);
    g.write("CAST(");
    g.value(this);
    g.write(" AS DATETIME)");
}

/// Without a unit days are added.
fn ts_or_ds_add(g: &mut Generator<'_>, id: NodeId) {
    let (this, amount) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    g.func("DATE_ADD", &[this, amount]);
}

/// The separator is an argument: `GROUP_CONCAT(x, ',')`.
/// <https://doris.apache.org/docs/sql-manual/sql-functions/aggregate-functions/group-concat>
fn group_concat(g: &mut Generator<'_>, id: NodeId) {
    let (this, mut separator) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Separator));
    if !separator.is_some() {
        separator = g.string_node(",").into();
    }
    g.func("GROUP_CONCAT", &[this, separator]);
}

fn json_extract(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "JSON_EXTRACT", &[Arg::This, Arg::Expression, Arg::Expressions]);
}

/// `REFRESH AUTO ON SCHEDULE EVERY 1 DAY`: what another dialect refreshes asynchronously happens by a schedule, if there is
/// one, or with each commit.
fn refresh_trigger(g: &mut Generator<'_>, id: NodeId) {
    let method = g.tree.text_of(id, Arg::Method).to_string();
    let kind = g.tree.text_of(id, Arg::Kind).to_string();
    if method == "DEFERRED" {
        g.unsupported("Doris defers the first refresh by BUILD DEFERRED");
    }
    g.write("REFRESH ");
    g.write(if matches!(&*method, "" | "DEFERRED" | "IMMEDIATE") { "AUTO" } else { &method });
    let every = g.tree.has(id, Arg::Every);
    match &*kind {
        "" if every => g.write(" ON SCHEDULE"),
        "" => {}
        "ASYNC" => g.write(if every { " ON SCHEDULE" } else { " ON COMMIT" }),
        kind => g.write(&format!(" ON {kind}")),
    }
    if every {
        g.arg_after(" EVERY ", id, Arg::Every);
        g.arg_after(" ", id, Arg::Unit);
    }
    g.arg_after(" STARTS ", id, Arg::Starts);
}

/// The distance and the default must be given.
/// <https://doris.apache.org/docs/sql-manual/sql-functions/window-functions/lag>
fn neighbor(g: &mut Generator<'_>, id: NodeId) {
    let name = if g.tree.kind(id) == Kind::Lag { "LAG" } else { "LEAD" };
    let [this, mut offset, mut default] = [Arg::This, Arg::Offset, Arg::Default].map(|arg| g.tree.get(id, arg));
    if !offset.is_some() {
        offset = g.number_node(1).into();
    }
    if !default.is_some() {
        default = g.make(Kind::Null, &[]).into();
    }
    g.func(name, &[this, offset, default]);
}

/// `x MATCH_PHRASE 'some words' USING ANALYZER a`.
fn word_operator(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" MATCH");
    g.arg_after("_", id, Arg::Kind);
    g.arg_after(" ", id, Arg::Expression);
    g.arg_after(" USING ANALYZER ", id, Arg::Analyzer);
}

// ---- definitions -----------------------------------------------------------------------------------------------------

/// The key of a materialized view is `KEY (a)`, that of a table `UNIQUE KEY (a)`.
fn key(g: &mut Generator<'_>, id: NodeId) {
    let create = g.tree.find_ancestor(id, Kind::Create);
    let view = create.is_some_and(|create| g.tree.text_of(create, Arg::Kind) == "VIEW");
    g.write(if view { "KEY (" } else { "UNIQUE KEY (" });
    g.expressions(id, FLAT);
    g.write(")");
}

/// Columns and calls stand in parentheses.
fn partitioned_by(g: &mut Generator<'_>, id: NodeId) {
    g.write("PARTITION BY ");
    match g.tree.this(id).filter(|this| g.tree.kind(*this) == Kind::Schema) {
        Some(schema) => g.parens(|g| g.expressions(schema, FLAT)),
        None => g.parens(|g| g.arg(id, Arg::This)),
    }
}

/// `FROM ('2024-01-01') TO ('2025-01-01') INTERVAL 1 MONTH`.
fn dynamic_range(g: &mut Generator<'_>, id: NodeId) {
    for (words, arg) in [("FROM (", Arg::Start), (") TO (", Arg::End)] {
        g.write(words);
        g.arg(id, arg);
    }
    g.write(") ");
    match g.tree.node(id, Arg::Every).filter(|every| g.tree.kind(*every) == Kind::Interval) {
        Some(interval) => {
            g.write("INTERVAL");
            // A number stands without quotes.
            if let Some(amount) = g.tree.this(interval).filter(|amount| g.tree.kind(*amount) == Kind::Literal) {
                let text = g.tree.name(amount).to_string();
                g.write(" ");
                g.write(&text);
            } else {
                g.arg_after(" ", interval, Arg::This);
            }
            g.arg_after(" ", interval, Arg::Unit);
        }
        None => g.arg(id, Arg::Every),
    }
}
