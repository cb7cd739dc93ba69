//! How Redshift says it.

use crate::{
    postgres::generator::{definitions, json},
    shared,
};
use sqlectic_ast::{Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    generator::{strings, types, Generator, RenderFn, FLAT},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    let g = &mut d.generator;
    for kind in AS_CALLED {
        g.remove(*kind);
    }
    g.add_renders(RENDERS);
    g.add_names(&[
        (Kind::FarmFingerprint, "FARMFINGERPRINT64"),
        (Kind::FromBase, "STRTOL"),
        (Kind::RegexpExtract, "REGEXP_SUBSTR"),
        (Kind::StringToArray, "SPLIT_TO_ARRAY"),
    ]);
    g.add_types(&[
        ("BINARY", "VARBYTE"),
        ("BLOB", "VARBYTE"),
        ("INT", "INTEGER"),
        ("ROWVERSION", "VARBYTE"),
        ("TIMESTAMPTZ", "TIMESTAMP"),
        ("TIMETZ", "TIME"),
        ("VARBINARY", "VARBYTE"),
    ]);
    d.rewrites = vec![
        sqlectic_rewrite::limit_by_to_qualify,
        sqlectic_rewrite::computed_fields_to_json,
        sqlectic_rewrite::now_to_current_timestamp,
        sqlectic_rewrite::joined_deletes_to_exists,
        sqlectic_rewrite::joined_updates_to_from,
        sqlectic_rewrite::eliminate_window_clause,
        sqlectic_rewrite::eliminate_distinct_on,
        sqlectic_rewrite::eliminate_semi_and_anti_joins,
        sqlectic_rewrite::unqualify_unnest,
        sqlectic_rewrite::generate_dates_by_recursion,
        sqlectic_rewrite::unqualify_merge_targets,
    ];
}

fn flags(d: &mut Dialect) {
    let f = &mut d.generator.flags;
    f.alter_set_type = "TYPE".into();
    f.can_implement_array_any = false;
    f.cast_to_int_rounds = true;
    f.copy_params_are_wrapped = false;
    f.except_intersect_support_all_clause = false;
    f.hex_func = "TO_HEX".into();
    f.last_day_supports_date_part = false;
    f.limit_fetch = "LIMIT".into();
    f.locking_reads_supported = false;
    f.multi_arg_distinct = true;
    f.nvl2_supported = true;
    f.parse_json_name = "JSON_PARSE".into();
    f.star_except = "EXCLUDE".into();
    f.star_exclude_requires_derived_table = false;
    f.supports_between_flags = false;
    f.supports_convert_timezone = true;
    f.supports_decode_case = true;
    f.supports_median = true;
    f.tz_to_with_time_zone = true;
    f.values_as_table = false;
    f.with_properties_prefix = " ".into();
}

/// What PostgreSQL writes another way, but Redshift by its own name.
const AS_CALLED: &[Kind] =
    &[Kind::AnyValue, Kind::Getbit, Kind::IntDiv, Kind::LastDay, Kind::ParseJSON, Kind::Pivot, Kind::Round, Kind::SHA2];

/// Renderers, sorted by kind.
const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::AlterSet, alter_set),
    (Kind::ApproxDistinct, approximate_count),
    (Kind::ApproxQuantile, approximate_percentile),
    (Kind::Array, array),
    (Kind::ArrayAppend, |g, id| element(g, id, "ARRAY_APPEND", false)),
    (Kind::ArrayConcat, array_concat),
    (Kind::ArrayContains, |g, id| g.func_of(id, "ARRAY_CONTAINS", &[Arg::This, Arg::Expression])),
    (Kind::ArrayPrepend, |g, id| element(g, id, "ARRAY_PREPEND", true)),
    (Kind::ByteString, byte_string),
    (Kind::Cast, cast),
    (Kind::Concat, |g, id| concatenated(g, id, false)),
    (Kind::ConcatWs, |g, id| concatenated(g, id, true)),
    (Kind::CurrentTimestamp, |g, id| match g.tree.has(id, Arg::Sysdate) {
        true => g.write("SYSDATE"),
        false => g.func("GETDATE", &[]),
    }),
    (Kind::CurrentUserId, |g, _| g.write("CURRENT_USER_ID")),
    (Kind::DataType, data_type),
    (Kind::DateAdd, |g, id| by_unit(g, id, "DATEADD")),
    (Kind::DateDiff, |g, id| by_unit(g, id, "DATEDIFF")),
    (Kind::DistKeyProperty, dist_key),
    (Kind::DistStyleProperty, dist_style),
    (Kind::Explode, |g, _| g.unsupported("Unsupported EXPLODE() function")),
    (Kind::GeneratedAsIdentityColumnConstraint, identity),
    (Kind::GroupConcat, |g, id| shared::listagg_with(g, id, g.tree.get(id, Arg::Separator))),
    (Kind::Hex, hex),
    (Kind::IgnoreNulls, |g, id| with_words(g, id, " IGNORE NULLS")),
    (Kind::JSONExtract, |g, id| json::extraction(g, id, "JSON_EXTRACT_PATH_TEXT", None)),
    (Kind::JSONExtractScalar, |g, id| json::extraction(g, id, "JSON_EXTRACT_PATH_TEXT", None)),
    (Kind::Lateral, |g, id| {
        shared::lateral_without_views(g, id);
        // Every join has a condition here.
        if g.tree.get(id, Arg::CrossApply) != Value::None {
            g.write(" ON TRUE");
        }
    }),
    (Kind::LowerHex, |g, id| g.func_of(id, "TO_HEX", &[Arg::This])),
    (Kind::ObjectTransform, object_transform),
    (Kind::RespectNulls, |g, id| with_words(g, id, " RESPECT NULLS")),
    (Kind::SHA2Digest, sha2),
    (Kind::SortKeyProperty, sort_key),
    (Kind::StPoint, point),
    (Kind::StartsWith, starts_with),
    (Kind::TableSample, |g, _| g.unsupported("TABLESAMPLE unsupported")),
    (Kind::TryCast, try_cast),
    (Kind::TsOrDsAdd, |g, id| by_unit(g, id, "DATEADD")),
    (Kind::TsOrDsDiff, |g, id| by_unit(g, id, "DATEDIFF")),
    (Kind::UnixToTime, unix_time),
    (Kind::Unnest, unnest),
];

fn with_words(g: &mut Generator<'_>, id: NodeId, words: &str) {
    g.arg(id, Arg::This);
    g.write(words);
}

// ---- times -----------------------------------------------------------------------------------------------------------

/// `DATEADD(unit, n, x)`, `DATEDIFF(unit, start, end)`.
fn by_unit(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let (unit, amount) = shared::unit_and_amount(g, id);
    let this = g.tree.get(id, Arg::This);
    g.func(name, &[unit, amount, this]);
}

/// `UNIX_TO_TIME(x, 3)` -> `(TIMESTAMP 'epoch' + (x / POWER(10, 3)) * INTERVAL '1 SECOND')`.
fn unix_time(g: &mut Generator<'_>, id: NodeId) {
    if shared::unix_time_as_text(g, id) {
        return;
    }
    let scale = g.tree.node(id, Arg::Scale).filter(|scale| g.tree.name(*scale) != "0");
    let this = g.tree.get(id, Arg::This);
    g.write("(TIMESTAMP 'epoch' + ");
    match scale {
        Some(scale) => {
            let this = g.as_operand(Kind::Div, Arg::This, this);
            g.write("(");
            g.value(this);
            g.write(" / POWER(10, ");
            g.node(scale);
            g.write("))");
        }
        None => {
            let this = g.as_operand(Kind::Mul, Arg::This, this);
            g.value(this);
        }
    }
    g.write(" * INTERVAL '1 SECOND')");
}

// ---- texts and bytes -------------------------------------------------------------------------------------------------

/// `a || b || c`, or with the first argument between the others.
fn concatenated(g: &mut Generator<'_>, id: NodeId, separated: bool) {
    let mut parts = g.tree.expressions(id).to_vec();
    let separator = if separated && !parts.is_empty() { Some(parts.remove(0)) } else { None };
    for (i, part) in parts.into_iter().enumerate() {
        if i > 0 {
            g.write(" || ");
            if let Some(separator) = separator {
                g.node(separator);
                g.write(" || ");
            }
        }
        g.node(part);
    }
}

/// Bytes are decoded from their digits.
fn byte_string(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::IsBytes) {
        let text = g.tree.text_of(id, Arg::This).to_string();
        return strings::write_string(g, &text);
    }
    let digits = strings::hex_digits(g.tree.text_of(id, Arg::This));
    let digits = g.string_node(&digits);
    g.func("FROM_HEX", &[digits.into()]);
}

fn hex(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.get(id, Arg::This);
    let digits = g.make(Kind::LowerHex, &[(Arg::This, this)]);
    g.func("UPPER", &[digits.into()]);
}

fn sha2(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.get(id, Arg::This);
    let length = match g.tree.get(id, Arg::Length) {
        Value::None => g.number_node(256).into(),
        length => length,
    };
    g.func("SHA2", &[this, length]);
}

fn starts_with(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" LIKE ");
    g.arg(id, Arg::Expression);
    g.write(" || '%'");
}

// ---- arrays and objects ----------------------------------------------------------------------------------------------

/// Both spellings make an array: `ARRAY(1, 2)`, `ARRAY[1, 2]`.
fn array(g: &mut Generator<'_>, id: NodeId) {
    let items = g.tree.get(id, Arg::Expressions);
    if !g.tree.has(id, Arg::BracketNotation) {
        return g.func("ARRAY", &[items]);
    }
    g.write_function_name("ARRAY");
    g.write("[");
    g.array_items(items);
    g.write("]");
}

/// An array whose null counts as an empty one where the node says so; Redshift gives null.
fn array_operand(g: &mut Generator<'_>, id: NodeId, array: Value) -> Value {
    if g.tree.has(id, Arg::NullPropagation) {
        return array;
    }
    let (empty, list) = (g.make(Kind::Array, &[]), array.node());
    let rest = g.tree.list(&[empty]);
    match list {
        Some(_) => g.make(Kind::Coalesce, &[(Arg::This, array), (Arg::Expressions, rest)]).into(),
        None => empty.into(),
    }
}

fn element(g: &mut Generator<'_>, id: NodeId, name: &str, element_first: bool) {
    let (array, element) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let array = array_operand(g, id, array);
    match element_first {
        true => g.func(name, &[element, array]),
        false => g.func(name, &[array, element]),
    }
}

/// `ARRAY_CONCAT(a, b, c)` -> `ARRAY_CONCAT(a, ARRAY_CONCAT(b, c))`.
fn array_concat(g: &mut Generator<'_>, id: NodeId) {
    let mut arrays: Vec<Value> = vec![g.tree.get(id, Arg::This)];
    arrays.extend(g.tree.expressions(id).into_iter().map(Value::Node));
    let is_list = g.tree.this(id).is_some_and(|first| g.tree.kind(first) == Kind::Array);
    match arrays.len() {
        1 => arrays.push(g.make(Kind::Array, &[]).into()),
        _ if is_list => {}
        _ => arrays.iter_mut().for_each(|array| *array = array_operand(g, id, *array)),
    }
    let name = g.function_name("ARRAY_CONCAT").into_owned();
    let last = arrays.len() - 1;
    for (i, array) in arrays.into_iter().enumerate() {
        g.write(if i > 0 { ", " } else { "" });
        if i < last {
            g.write(&name);
            g.write("(");
        }
        g.value(array);
    }
    g.write(&")".repeat(last));
}

/// `UNNEST(t.items) AS u(item)` -> `t.items AS item`.
/// <https://docs.aws.amazon.com/redshift/latest/dg/query-super.html#unnest>
fn unnest(g: &mut Generator<'_>, id: NodeId) {
    let items = g.tree.expressions(id);
    let [array] = items[..] else {
        return g.unsupported(&format!("Unsupported number of arguments in UNNEST: {}", items.len()));
    };
    let is_source =
        g.tree.parent(id).is_some_and(|parent| matches!(g.tree.kind(parent), Kind::From | Kind::Join | Kind::Lateral));
    if !is_source {
        return g.unsupported("Unsupported UNNEST when not used in FROM/JOIN clauses");
    }
    g.node(array);
    let names = g.tree.node(id, Arg::Alias).map(|alias| g.tree.children(alias, Arg::Columns)).unwrap_or_default();
    for (i, name) in names.into_iter().enumerate() {
        g.write(if i > 0 { ", " } else { " AS " });
        g.node(name);
    }
}

fn object_transform(g: &mut Generator<'_>, id: NodeId) {
    g.write_function_name("OBJECT_TRANSFORM");
    g.write("(");
    g.arg(id, Arg::This);
    for (words, arg) in [(" KEEP ", Arg::Keep), (" SET ", Arg::Set)] {
        if g.tree.list_len(id, arg) > 0 {
            g.write(words);
            g.list(id, arg, FLAT);
        }
    }
    g.write(")");
}

fn point(g: &mut Generator<'_>, id: NodeId) {
    let name = if g.tree.has(id, Arg::Z) { "ST_MAKEPOINT" } else { "ST_POINT" };
    g.function_named(id, name);
}

// ---- aggregations ----------------------------------------------------------------------------------------------------

fn approximate_count(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Accuracy]);
    g.write("APPROXIMATE COUNT(DISTINCT ");
    g.arg(id, Arg::This);
    g.write(")");
}

fn approximate_percentile(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Accuracy, Arg::Weight]);
    g.write("APPROXIMATE PERCENTILE_DISC(");
    g.arg(id, Arg::Quantile);
    g.write(") WITHIN GROUP (ORDER BY ");
    g.arg(id, Arg::This);
    g.write(")");
}

// ---- types -----------------------------------------------------------------------------------------------------------

/// There is no JSON type: JSON is text. <https://docs.aws.amazon.com/redshift/latest/dg/json-functions.html>
fn cast(g: &mut Generator<'_>, id: NodeId) {
    match is_to_json(g, id) {
        true => g.arg(id, Arg::This),
        false => types::cast_with(g, id, ""),
    }
}

fn try_cast(g: &mut Generator<'_>, id: NodeId) {
    match is_to_json(g, id) {
        true => g.arg(id, Arg::This),
        false => g.render_base(id),
    }
}

fn is_to_json(g: &Generator<'_>, id: NodeId) -> bool {
    g.tree.node(id, Arg::To).is_some_and(|to| g.tree.text_of(to, Arg::This) == "JSON")
}

/// `TEXT` would be `VARCHAR(256)`: <https://docs.aws.amazon.com/redshift/latest/dg/r_Character_types.html>.
fn data_type(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.text_of(id, Arg::This) != "TEXT" {
        return definitions::data_type(g, id);
    }
    g.write("VARCHAR");
    match g.tree.list_len(id, Arg::Expressions) {
        0 => g.write("(MAX)"),
        _ => g.parens(|g| g.expressions(id, FLAT)),
    }
}

// ---- definitions -----------------------------------------------------------------------------------------------------

fn dist_key(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "DISTKEY", &[Arg::This]);
}

fn dist_style(g: &mut Generator<'_>, id: NodeId) {
    g.write("DISTSTYLE ");
    g.arg(id, Arg::This);
}

fn sort_key(g: &mut Generator<'_>, id: NodeId) {
    g.flag(id, Arg::Compound, "COMPOUND ");
    g.write("SORTKEY(");
    g.arg(id, Arg::This);
    g.write(")");
}

/// `GENERATED BY DEFAULT AS IDENTITY (START WITH 0 INCREMENT BY 1)` -> `IDENTITY(0, 1)`.
fn identity(g: &mut Generator<'_>, id: NodeId) {
    let [start, step] = [Arg::Start, Arg::Increment].map(|arg| g.tree.get(id, arg));
    g.write("IDENTITY(");
    match start {
        Value::None => g.write("1"),
        start => g.value(start),
    }
    g.write(", ");
    match step {
        Value::None => g.write("1"),
        step => g.value(step),
    }
    g.write(")");
}

/// `SET TABLE PROPERTIES (...)`.
fn alter_set(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.list_len(id, Arg::Expressions) == 0 {
        return g.render_base(id);
    }
    g.write("SET TABLE PROPERTIES ");
    g.parens(|g| g.expressions(id, FLAT));
}
