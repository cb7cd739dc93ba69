//! Rendering that differs from MySQL's.

use crate::{mysql, shared};
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::{
    generator::{Generator, Location, RenderFn, FLAT},
    Dialect,
};

/// Sorted by kind.
const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::ApproxDistinct, |g, id| g.func_of(id, "APPROX_COUNT_DISTINCT", &[Arg::This])),
    (Kind::Array, shared::bracket_array),
    (Kind::ArrayContainedBy, |g, id| g.func_of(id, "ARRAY_CONTAINS_ALL", &[Arg::Expression, Arg::This])),
    (Kind::Between, between),
    (Kind::Cast, mysql::types::cast_of_instants),
    (Kind::ClusterProperty, order_of_rows),
    (Kind::DataType, mysql::types::unsigned_data_type),
    (Kind::DateDiff, date_diff),
    (Kind::IgnoreNulls, ignore_nulls),
    (Kind::JSONExtract, shared::arrow_json_extract),
    (Kind::Map, var_map),
    (Kind::PartitionByRangePropertyDynamic, dynamic_range),
    (Kind::PartitionRange, partition_range),
    (Kind::PartitionedByProperty, partitioned_by),
    (Kind::Pivot, pivot),
    (Kind::Property, property),
    (Kind::Refresh, refresh),
    (Kind::RefreshTriggerProperty, refresh_trigger),
    (Kind::RespectNulls, |g, id| g.arg(id, Arg::This)),
    (Kind::SchemaCommentProperty, comment),
    (Kind::SqlSecurityProperty, security),
    (Kind::StDistance, distance),
    (Kind::StrToUnix, |g, id| shared::formatted(g, id, "UNIX_TIMESTAMP")),
    (Kind::TimeSlice, time_slice),
    (Kind::TimestampTrunc, timestamp_trunc),
    (Kind::ToMap, to_map),
    (Kind::UnixToStr, |g, id| shared::formatted(g, id, "FROM_UNIXTIME")),
    (Kind::VarMap, var_map),
];

/// Kinds that are written as in the base dialect, not as in MySQL.
const AS_IN_BASE: &[Kind] =
    &[Kind::ArrayAgg, Kind::CurrentVersion, Kind::DateTrunc, Kind::ParseJSON, Kind::Trim, Kind::UnixToTime];

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    let g = &mut d.generator;
    g.add_types(&[("HLLSKETCH", "HLL"), ("INT128", "LARGEINT"), ("TEXT", "STRING"), ("TIMESTAMPTZ", "DATETIME")]);
    for kind in AS_IN_BASE {
        g.remove(*kind);
    }
    g.add_names(&[
        (Kind::ArgMax, "MAX_BY"),
        (Kind::ArgMin, "MIN_BY"),
        (Kind::ArrayContainsAll, "ARRAY_CONTAINS_ALL"),
        (Kind::ArrayFilter, "ARRAY_FILTER"),
        (Kind::ArrayToString, "ARRAY_JOIN"),
        (Kind::Flatten, "ARRAY_FLATTEN"),
        (Kind::RegexpLike, "REGEXP"),
        (Kind::TimeStrToDate, "TO_DATE"),
        (Kind::UnixToTime, "FROM_UNIXTIME"),
    ]);
    g.add_renders(RENDERS);
    g.add_locations(&[
        (Kind::PartitionedByProperty, Location::PostSchema),
        (Kind::Property, Location::PostWith),
        (Kind::RollupProperty, Location::PostSchema),
        (Kind::UniqueKeyProperty, Location::PostSchema),
    ]);
    g.alter_partition_options.extend([Kind::DistributedByProperty, Kind::PartitionedByProperty]);
    g.sql_security_of_view = Some(Location::PostSchema);
    d.rewrites = vec![
        primary_keys_to_properties as sqlectic_syntax::dialect::Rewrite,
        sqlectic_rewrite::eliminate_distinct_on,
        sqlectic_rewrite::generate_dates_by_recursion,
    ];
}

/// ```sql
/// -- before
/// CREATE TABLE t (a INT, PRIMARY KEY (a)) ENGINE=OLAP
/// -- after
/// CREATE TABLE t (a INT) ENGINE=OLAP PRIMARY KEY (a)
/// ```
fn primary_keys_to_properties(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    let schema = tree.this(root).filter(|this| tree.kind(root) == Kind::Create && tree.kind(*this) == Kind::Schema);
    let Some(schema) = schema else { return root };
    let key = tree.expressions(schema).into_iter().find(|item| tree.kind(*item) == Kind::PrimaryKey);
    let Some(key) = key else { return root };
    tree.pop(key);
    let properties = match tree.node(root, Arg::Properties) {
        Some(properties) => properties,
        None => {
            let properties = tree.make(Kind::Properties, &[]);
            tree.set(root, Arg::Properties, properties);
            properties
        }
    };
    let mut all = tree.expressions(properties).to_vec();
    let engine = all.iter().position(|property| tree.kind(*property) == Kind::EngineProperty);
    all.insert(engine.map_or(0, |engine| engine + 1), key);
    tree.set_list(properties, Arg::Expressions, &all);
    root
}

fn flags(d: &mut Dialect) {
    let f = &mut d.generator.flags;
    f.cast_to_int_rounds = false;
    f.except_intersect_support_all_clause = false;
    f.insert_overwrite = " OVERWRITE".into();
    f.is_bool_allowed = false;
    f.json_type_required_for_extraction = false;
    f.parse_json_name = "PARSE_JSON".into();
    f.rename_table_with_db = false;
    f.update_statement_supports_from = true;
    f.with_properties_prefix = "PROPERTIES".into();
}

/// `DELETE` knows no `BETWEEN`: <https://docs.starrocks.io/docs/sql-reference/sql-statements/table_bucket_part_index/DELETE/>
fn between(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.find_ancestor(id, Kind::Delete).is_none() {
        return g.render_base(id);
    }
    let this = g.tree.get(id, Arg::This);
    let (low, high) = (g.tree.get(id, Arg::Low), g.tree.get(id, Arg::High));
    let low = g.make(Kind::GTE, &[(Arg::This, this), (Arg::Expression, low)]);
    let high = g.make(Kind::LTE, &[(Arg::This, this), (Arg::Expression, high)]);
    let and = g.make(Kind::And, &args![This: low, Expression: high]);
    g.node(and);
}

/// With a unit and without: whole days are counted by `DATEDIFF`.
fn date_diff(g: &mut Generator<'_>, id: NodeId) {
    let (this, other) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    if g.tree.has(id, Arg::DatePartBoundary) && g.unit_name(id, "DAY") == "DAY" {
        return g.func("DATEDIFF", &[this, other]);
    }
    let unit = g.unit_to_string(id, "DAY");
    g.func("DATE_DIFF", &[unit, this, other]);
}

fn timestamp_trunc(g: &mut Generator<'_>, id: NodeId) {
    let (unit, this) = (g.unit_to_string(id, "DAY"), g.tree.get(id, Arg::This));
    g.func("DATE_TRUNC", &[unit, this]);
}

/// `TIME_SLICE(x, INTERVAL 5 MINUTE, CEIL)`.
fn time_slice(g: &mut Generator<'_>, id: NodeId) {
    let (this, amount) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let unit = g.unit_to_word(id, "DAY");
    let interval = g.make(Kind::Interval, &[(Arg::This, amount), (Arg::Unit, unit)]);
    let bound = match g.tree.text_of(id, Arg::Kind).to_ascii_uppercase().as_str() {
        "END" => g.word_node("CEIL").into(),
        "START" => g.word_node("FLOOR").into(),
        _ => Value::None,
    };
    g.func("TIME_SLICE", &[this, interval.into(), bound]);
}

/// Distances on a sphere are between coordinates.
fn distance(g: &mut Generator<'_>, id: NodeId) {
    g.write_function_name("ST_DISTANCE_SPHERE");
    g.write("(");
    for (i, (function, arg)) in
        [("ST_X", Arg::This), ("ST_Y", Arg::This), ("ST_X", Arg::Expression), ("ST_Y", Arg::Expression)]
            .into_iter()
            .enumerate()
    {
        g.write(if i > 0 { ", " } else { "" });
        let point = g.tree.get(id, arg);
        g.func(function, &[point]);
    }
    g.write(")");
}

/// Functions that may pass over nulls: the modifier stands behind their first argument.
const PASSING_OVER_NULLS: &[Kind] = &[Kind::FirstValue, Kind::Lag, Kind::LastValue, Kind::Lead];

fn ignore_nulls(g: &mut Generator<'_>, id: NodeId) {
    let Some(call) = g.tree.this(id).filter(|call| PASSING_OVER_NULLS.contains(&g.tree.kind(*call))) else {
        g.unsupported("IGNORE NULLS is not supported here");
        return g.arg(id, Arg::This);
    };
    let name = g.tree.kind(call).sql_name().unwrap_or_default();
    let args = g.positional_args(call);
    g.write_function_name(name);
    g.write("(");
    for (i, arg) in args.into_iter().enumerate() {
        g.write(if i > 0 { ", " } else { "" });
        g.value(arg);
        g.write(if i == 0 { " IGNORE NULLS" } else { "" });
    }
    g.write(")");
}

fn pivot(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Unpivot) {
        return g.unsupported("UNPIVOT is not supported in StarRocks");
    }
    g.render_base(id);
}

/// `MAP{1:'a', 2:'b'}`.
fn to_map(g: &mut Generator<'_>, id: NodeId) {
    let Some(entries) = g.tree.this(id).filter(|this| g.tree.kind(*this) == Kind::Struct) else {
        return g.render_base(id);
    };
    g.write("MAP{");
    for (i, entry) in g.tree.expressions(entries).into_iter().enumerate() {
        g.write(if i > 0 { ", " } else { "" });
        g.arg(entry, Arg::This);
        g.write(":");
        g.arg(entry, Arg::Expression);
    }
    g.write("}");
}

/// Keys and values by turns.
fn var_map(g: &mut Generator<'_>, id: NodeId) {
    let lists = [Arg::Keys, Arg::Values].map(|arg| {
        let array = g.tree.node(id, arg).filter(|node| g.tree.kind(*node) == Kind::Array);
        array.map(|array| g.tree.expressions(array))
    });
    let [Some(keys), Some(values)] = lists else { return g.render_base(id) };
    let args: Vec<Value> = keys.iter().zip(&values).flat_map(|(key, value)| [(*key).into(), (*value).into()]).collect();
    g.func("MAP", &args);
}

// ---- definitions -----------------------------------------------------------------------------------------------------

/// `START (a) END (b) EVERY (INTERVAL 1 DAY)`: the number of the interval stands without quotes.
fn dynamic_range(g: &mut Generator<'_>, id: NodeId) {
    for (words, arg) in [("START (", Arg::Start), (") END (", Arg::End)] {
        g.write(words);
        g.arg(id, arg);
    }
    g.write(") EVERY (");
    let interval = g.tree.node(id, Arg::Every).filter(|every| g.tree.kind(*every) == Kind::Interval);
    let amount = interval.and_then(|interval| g.tree.this(interval)).filter(|amount| g.tree.is_string(*amount));
    match (interval, amount) {
        (Some(interval), Some(amount)) => {
            g.write("INTERVAL ");
            let amount = g.tree.name(amount).to_string();
            g.write(&amount);
            g.arg_after(" ", interval, Arg::Unit);
        }
        _ => g.arg(id, Arg::Every),
    }
    g.write(")");
}

/// Columns stand in parentheses, calls don't, save in views.
fn partitioned_by(g: &mut Generator<'_>, id: NodeId) {
    let Some(schema) = g.tree.this(id).filter(|this| g.tree.kind(*this) == Kind::Schema) else {
        g.write("PARTITION BY ");
        return g.arg(id, Arg::This);
    };
    let parts = g.tree.expressions(schema);
    let view = g.tree.find_ancestor(id, Kind::Create).is_some_and(|create| g.tree.text_of(create, Arg::Kind) == "VIEW");
    let columns = parts.iter().all(|part| matches!(g.tree.kind(*part), Kind::Column | Kind::Identifier));
    g.write("PARTITION BY ");
    if columns || view {
        g.parens(|g| g.join(&parts, ", "));
    } else {
        g.join(&parts, ", ");
    }
}

/// A range with both bounds is `VALUES [(1), (2))`.
pub(crate) fn partition_range(g: &mut Generator<'_>, id: NodeId) {
    let bounds: Vec<Value> = match g.tree.get(id, Arg::Expressions) {
        Value::List(list) => g.tree.items(list).collect(),
        _ => Vec::new(),
    };
    if !bounds.iter().any(|bound| matches!(bound, Value::List(_))) {
        return mysql::generator::definitions::partition_range(g, id);
    }
    g.write("PARTITION ");
    g.arg(id, Arg::This);
    g.write(" VALUES [");
    for (i, bound) in bounds.iter().enumerate() {
        g.write(if i > 0 { ", " } else { "" });
        let values: Vec<NodeId> = match bound {
            Value::List(list) => g.tree.items(*list).filter_map(|value| value.node()).collect(),
            other => other.node().into_iter().collect(),
        };
        g.parens(|g| g.join(&values, ", "));
    }
    g.write(")");
}

/// `'key'='value'`.
pub(crate) fn property(g: &mut Generator<'_>, id: NodeId) {
    sqlectic_syntax::generator::properties::property_name(g, id, true);
    g.write("=");
    let value = g.tree.node(id, Arg::Value);
    match value.filter(|value| matches!(g.tree.kind(*value), Kind::Literal)) {
        Some(value) if !g.tree.is_string(value) => {
            let text = g.tree.name(value).to_string();
            let text = g.string_node(&text);
            g.node(text);
        }
        _ => g.arg(id, Arg::Value),
    }
}

/// `COMMENT 'text'`.
pub(crate) fn comment(g: &mut Generator<'_>, id: NodeId) {
    g.write("COMMENT ");
    g.arg(id, Arg::This);
}

fn security(g: &mut Generator<'_>, id: NodeId) {
    g.write("SECURITY ");
    g.arg(id, Arg::This);
}

fn refresh(g: &mut Generator<'_>, id: NodeId) {
    g.write("REFRESH");
    g.arg_after(" ", id, Arg::Kind);
    g.arg_after(" ", id, Arg::This);
    if g.tree.has(id, Arg::PartitionStart) {
        g.write(" PARTITION START (");
        g.arg(id, Arg::PartitionStart);
        g.write(") END (");
        g.arg(id, Arg::PartitionEnd);
        g.write(")");
    }
    g.flag(id, Arg::Force, " FORCE");
    if g.tree.has(id, Arg::Mode) {
        g.arg_after(" WITH ", id, Arg::Mode);
        g.write(" MODE");
    }
}

fn refresh_trigger(g: &mut Generator<'_>, id: NodeId) {
    g.write("REFRESH");
    let (method, kind) = (g.tree.text_of(id, Arg::Method).to_string(), g.tree.text_of(id, Arg::Kind).to_string());
    if matches!(&*method, "DEFERRED" | "IMMEDIATE") {
        g.write(&format!(" {method}"));
    }
    // Other dialects tell schedules and commits apart, which both do not wait.
    match &*kind {
        "COMMIT" | "SCHEDULE" => g.write(" ASYNC"),
        "" => {}
        kind => g.write(&format!(" {kind}")),
    }
    if g.tree.has(id, Arg::Starts) {
        g.write(" START (");
        g.arg(id, Arg::Starts);
        g.write(")");
    }
    if g.tree.has(id, Arg::Every) {
        g.write(" EVERY (INTERVAL ");
        g.arg(id, Arg::Every);
        g.arg_after(" ", id, Arg::Unit);
        g.write(")");
    }
}

/// `CLUSTER BY (a, b)` -> `ORDER BY (a, b)`.
/// <https://docs.starrocks.io/docs/table_design/data_distribution/#sort-key>
fn order_of_rows(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.list_len(id, Arg::Expressions) == 0 {
        return g.render_base(id);
    }
    g.write("ORDER BY (");
    g.expressions(id, FLAT);
    g.write(")");
}
