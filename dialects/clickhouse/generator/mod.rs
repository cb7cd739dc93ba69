//! Rendering that differs from the base.

mod definitions;

use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::foreign;
use sqlectic_syntax::{
    generator::{clauses, query, strings, types, Generator, Part, FLAT},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    definitions::define(d);
    d.rewrites.push(sqlectic_rewrite::limit_unordered_fetches);
    d.rewrites.push(sqlectic_rewrite::computed_fields_to_json);
    d.rewrites.push(sqlectic_rewrite::deletes_using_to_exists);
    let g = &mut d.generator;
    g.json_path_parts = vec![Kind::JSONPathKey, Kind::JSONPathRoot, Kind::JSONPathSubscript];
    g.add_names(NAMES);
    g.add_renders(&[
        (Kind::Apply, foreign::apply),
        (Kind::ArgMax, |g, id| shared::one_extreme_by(g, id, "argMax")),
        (Kind::ArgMin, |g, id| shared::one_extreme_by(g, id, "argMin")),
        (Kind::Array, shared::bracket_array),
        (Kind::ArrayFilter, |g, id| g.func_of(id, "arrayFilter", &[Arg::Expression, Arg::This])),
        (Kind::ArrayRemove, array_remove),
        (Kind::CTE, cte),
        (Kind::JSONBExtract, shared::json_by_keys),
        (Kind::JSONBExtractScalar, shared::json_by_keys),
        (Kind::Lateral, lateral),
        (Kind::Cast, cast),
        (Kind::CastToStrType, cast_to_text),
        (Kind::Contains, contains),
        (Kind::CurrentDate, |g, _| g.func("CURRENT_DATE", &[])),
        (Kind::DateAdd, |g, id| delta(g, id, "DATE_ADD")),
        (Kind::DateDiff, |g, id| delta(g, id, "DATE_DIFF")),
        (Kind::DateSub, |g, id| delta(g, id, "DATE_SUB")),
        (Kind::DateTrunc, date_trunc),
        (Kind::EQ, |g, id| compared(g, id, "=")),
        (Kind::Final, foreign::final_),
        (Kind::GroupConcat, group_concat),
        (Kind::HexString, hex_string),
        (Kind::JSONCast, json_cast),
        (Kind::JSONExtract, |g, id| json_extract(g, id, "JSONExtractRaw")),
        (Kind::JSONExtractScalar, |g, id| json_extract(g, id, "JSONExtractString")),
        (Kind::JSONPath, json_path),
        (Kind::JarowinklerSimilarity, jaro_winkler),
        (Kind::Length, shared::char_length),
        (Kind::Levenshtein, levenshtein),
        (Kind::MD5, md5),
        (Kind::Map, map),
        (Kind::NEQ, |g, id| compared(g, id, "<>")),
        (Kind::NestedJSONSelect, nested_json),
        (Kind::Not, not),
        (Kind::Offset, offset),
        (Kind::Pivot, |g, _| g.unsupported("PIVOT unsupported")),
        (Kind::ParseDatetime, |g, id| g.func_of(id, "parseDateTime", &[Arg::This, Arg::Format, Arg::Zone])),
        (Kind::Placeholder, placeholder),
        (Kind::PreWhere, prewhere),
        (Kind::Quantile, quantile),
        (Kind::RegexpCount, regexp_count),
        (Kind::RegexpILike, regexp_ilike),
        (Kind::RegexpLike, |g, id| {
            let args = [g.tree.get(id, Arg::This), shared::pattern_with_flags(g, id)];
            g.func("match", &args);
        }),
        (Kind::RegexpSplit, |g, id| split(g, id, "splitByRegexp")),
        (Kind::SHA2, sha2),
        (Kind::SHA2Digest, sha2),
        (Kind::Split, |g, id| split(g, id, "splitByString")),
        (Kind::StrPosition, str_position),
        (Kind::StrToDate, str_to_date),
        (Kind::TimeStrToTime, time_str_to_time),
        (Kind::TimeToStr, time_to_str),
        (Kind::TimestampAdd, |g, id| delta(g, id, "TIMESTAMP_ADD")),
        (Kind::TimestampSub, |g, id| delta(g, id, "TIMESTAMP_SUB")),
        (Kind::TimestampTrunc, date_trunc),
        (Kind::Transform, |g, id| g.func_of(id, "arrayMap", &[Arg::Expression, Arg::This])),
        (Kind::Trim, |g, id| shared::trim_side_from(g, id, "BOTH")),
        (Kind::TryCast, shared::plain_cast),
        (Kind::UnixToTime, unix_to_time),
        (Kind::Values, values),
        (Kind::VarMap, map),
        (Kind::WithinGroup, within_group),
    ]);
    g.after_having = vec![clauses::WINDOWS, clauses::QUALIFY];
    g.parts.set_function(Part::AfterLimit, after_limit);
}

/// Kinds whose call has another name, sorted.
const NAMES: &[(Kind, &str)] = &[
    (Kind::AnyValue, "any"),
    (Kind::ApproxDistinct, "uniq"),
    (Kind::ArrayConcat, "arrayConcat"),
    (Kind::ArrayContains, "has"),
    (Kind::ArrayDistinct, "arrayDistinct"),
    (Kind::ArrayMax, "arrayMax"),
    (Kind::ArrayMin, "arrayMin"),
    (Kind::ArrayReverse, "arrayReverse"),
    (Kind::ArraySlice, "arraySlice"),
    (Kind::ArraySum, "arraySum"),
    (Kind::BitwiseAndAgg, "groupBitAnd"),
    (Kind::BitwiseOrAgg, "groupBitOr"),
    (Kind::BitwiseXorAgg, "groupBitXor"),
    (Kind::Chr, "CHAR"),
    (Kind::CityHash64, "cityHash64"),
    (Kind::CosineDistance, "cosineDistance"),
    (Kind::CountIf, "countIf"),
    (Kind::CurrentDatabase, "CURRENT_DATABASE"),
    (Kind::CurrentSchemas, "CURRENT_SCHEMAS"),
    (Kind::CurrentVersion, "VERSION"),
    (Kind::DateStrToDate, "toDate"),
    (Kind::DayOfMonth, "toDayOfMonth"),
    (Kind::DayOfWeekIso, "toDayOfWeek"),
    (Kind::DayOfYear, "toDayOfYear"),
    (Kind::EndsWith, "endsWith"),
    (Kind::EuclideanDistance, "L2Distance"),
    (Kind::Explode, "arrayJoin"),
    (Kind::FarmFingerprint, "farmFingerprint64"),
    (Kind::IsInf, "isInfinite"),
    (Kind::IsNan, "isNaN"),
    (Kind::Lag, "lag"),
    (Kind::Lead, "lead"),
    (Kind::MD5Digest, "MD5"),
    (Kind::Median, "median"),
    (Kind::Nullif, "nullIf"),
    (Kind::Rand, "randCanonical"),
    (Kind::SHA, "SHA1"),
    (Kind::SHA1Digest, "SHA1"),
    (Kind::StartsWith, "startsWith"),
    (Kind::Stddev, "stddevSamp"),
    (Kind::Struct, "tuple"),
    (Kind::Trunc, "trunc"),
    (Kind::Typeof, "toTypeName"),
    (Kind::Variance, "varSamp"),
    (Kind::VariancePop, "varPop"),
    (Kind::WeekOfYear, "toISOWeek"),
    (Kind::Xor, "xor"),
    (Kind::YearOfWeekIso, "toISOYear"),
];

fn flags(d: &mut Dialect) {
    let f = &mut d.generator.flags;
    f.alter_set_type = "TYPE".into();
    f.array_size_name = "LENGTH".into();
    f.auto_refresh_bare_intervals = true;
    f.byte_string_function = "unhex".into();
    f.can_implement_array_any = true;
    f.groupings_sep = "".into();
    f.join_hints = false;
    f.last_day_supports_date_part = false;
    f.nvl2_supported = false;
    f.query_hints = false;
    f.select_kinds = false;
    f.set_op_limits = true;
    f.set_op_modifiers = false;
    f.supports_alter_column_if_exists = true;
    f.supports_decode_case = false;
    f.supports_to_number = false;
    f.supports_uescape = false;
    f.table_hints = false;
    f.tablesample_keywords = "SAMPLE".into();
    f.tablesample_requires_parens = false;
    f.tablesample_size_is_rows = false;
    f.try_supported = false;
    f.wrap_derived_values = false;
}

// ---- clauses ---------------------------------------------------------------------------------------------------------

/// What stands behind the limit of a query.
fn after_limit(g: &mut Generator<'_>, id: NodeId) {
    clauses::locks_and_sample(g, id);
    settings_clause(g, id);
    format_clause(g, id);
}

fn settings_clause(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.list_len(id, Arg::Settings) > 0 {
        g.seg("SETTINGS ");
        g.list(id, Arg::Settings, FLAT);
    }
}

fn format_clause(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Format) {
        g.seg("FORMAT ");
        g.arg(id, Arg::Format);
    }
}

fn prewhere(g: &mut Generator<'_>, id: NodeId) {
    g.seg("PREWHERE");
    g.block(|g| g.arg(id, Arg::This));
}

/// Before `FETCH` the offset counts `ROWS`.
fn offset(g: &mut Generator<'_>, id: NodeId) {
    g.render_base(id);
    let query = g.tree.parent(id);
    let limit = query.and_then(|query| g.tree.node(query, Arg::Limit));
    if limit.is_some_and(|limit| g.tree.kind(limit) == Kind::Fetch) {
        g.write(" ROWS");
    }
}

/// `(VALUES (1)) AS t(a)` -> `(SELECT 1 AS a) AS t`: the columns of a table function can't be named.
fn values(g: &mut Generator<'_>, id: NodeId) {
    let named = g.tree.node(id, Arg::Alias).is_some_and(|alias| g.tree.list_len(alias, Arg::Columns) > 0);
    let first = g.tree.expressions(id).first().copied();
    let last = first.and_then(|row| g.tree.expressions(row).last().copied());
    let nested = last.is_some_and(|item| g.tree.kind(item) == Kind::Tuple);
    let in_from = g.tree.ancestors(id).any(|node| matches!(g.tree.kind(node), Kind::From | Kind::Join));
    match named && !nested && in_from {
        true => query::values_as_union(g, id),
        false => g.render_base(id),
    }
}

/// `WITH expression AS name`.
fn cte(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::Scalar) {
        return g.render_base(id);
    }
    g.arg(id, Arg::This);
    g.write(" AS ");
    g.arg(id, Arg::Alias);
}

// ---- operators -------------------------------------------------------------------------------------------------------

fn nested_json(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(".^");
    g.arg(id, Arg::Expression);
}

/// A type with parameters stands in quotes.
fn json_cast(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(".:");
    let Some(to) = g.tree.node(id, Arg::To) else { return };
    if g.tree.list_len(to, Arg::Expressions) == 0 {
        return g.node(to);
    }
    let name = g.sql(to);
    g.write("\"");
    g.write(&name);
    g.write("\"");
}

fn placeholder(g: &mut Generator<'_>, id: NodeId) {
    let name = match g.tree.this(id) {
        Some(name) => g.tree.name(name).to_string(),
        None => g.tree.text_of(id, Arg::This).to_string(),
    };
    g.write("{");
    g.write(if name.is_empty() { "?" } else { &name });
    g.write(": ");
    g.arg(id, Arg::Kind);
    g.write("}");
}

/// `x = ANY (array)` -> `has(array, x)`.
fn compared(g: &mut Generator<'_>, id: NodeId, operator: &str) {
    let operands = [Arg::This, Arg::Expression].map(|arg| g.tree.node(id, arg));
    let [Some(left), Some(right)] = operands else {
        return sqlectic_syntax::generator::expr::binary(g, id, operator);
    };
    let (any, value) = match (g.tree.kind(left), g.tree.kind(right)) {
        (Kind::Any, _) => (left, right),
        (_, Kind::Any) => (right, left),
        _ => return sqlectic_syntax::generator::expr::binary(g, id, operator),
    };
    if operator != "=" {
        g.write("NOT ");
    }
    let array = shared::unwrapped(g, any, Arg::This);
    g.func("has", &[array, value.into()]);
}

/// A negated `IN` or `IS` stands in parentheses; `NOT` stands inside of a global one.
fn not(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.this(id);
    let Some(inner) = this.filter(|this| matches!(g.tree.kind(*this), Kind::In | Kind::Is)) else {
        return g.render_base(id);
    };
    if g.tree.has(inner, Arg::IsGlobal) {
        let text = g.captured_lines(|g| g.node(inner));
        return g.write_lines(&text.replacen("GLOBAL IN", "GLOBAL NOT IN", 1));
    }
    g.write("NOT ");
    g.paren(|g| g.node(inner));
}

/// Kinds whose operands need no parentheses around a comparison.
const LOOSE: &[Kind] = &[Kind::Connector, Kind::Not, Kind::Paren];

/// `CONTAINS(a, b)` -> `POSITION(a, b) > 0`.
fn contains(g: &mut Generator<'_>, id: NodeId) {
    let parent = g.tree.parent(id).map(|parent| g.tree.kind(parent));
    let wraps = parent.is_some_and(|parent| {
        let is_operator = parent.is(Kind::Binary) || parent.is(Kind::Predicate) || parent.is(Kind::Unary);
        (is_operator || parent == Kind::Bracket) && !LOOSE.iter().any(|loose| parent.is(*loose))
    });
    let args = [Arg::This, Arg::Expression].map(|arg| g.tree.get(id, arg));
    let write = |g: &mut Generator<'_>| {
        g.func("POSITION", &args);
        g.write(" > 0");
    };
    match wraps {
        true => g.paren(write),
        false => write(g),
    }
}

// ---- aggregations ----------------------------------------------------------------------------------------------------

/// `quantile(level)(x)`; several levels are another function.
fn quantile(g: &mut Generator<'_>, id: NodeId) {
    let (level, this) = (g.tree.get(id, Arg::Quantile), g.tree.get(id, Arg::This));
    match level.node() {
        Some(levels) if g.tree.kind(levels) == Kind::Array => {
            let levels = g.tree.get(levels, Arg::Expressions);
            g.func("quantiles", &[levels]);
        }
        _ => g.func("quantile", &[level]),
    }
    g.parens(|g| g.value(this));
}

/// `groupConcat(separator, limit)(x)`.
fn group_concat(g: &mut Generator<'_>, id: NodeId) {
    let mut this = g.tree.get(id, Arg::This);
    let separator = g.tree.get(id, Arg::Separator);
    let mut limit = Value::None;
    if let Some(node) = this.node().filter(|node| g.tree.kind(*node) == Kind::Limit) {
        limit = g.tree.get(node, Arg::Expression);
        this = g.tree.get(node, Arg::This);
    }
    if separator == Value::None && limit == Value::None {
        return g.func("groupConcat", &[this]);
    }
    g.func("groupConcat", &[separator, limit]);
    g.parens(|g| g.value(this));
}

/// `LISTAGG(a, ',') WITHIN GROUP (ORDER BY b)` -> `groupConcat(',')(a ORDER BY b)`.
fn within_group(g: &mut Generator<'_>, id: NodeId) {
    let (this, order) = (g.tree.this(id), g.tree.expression(id));
    let (Some(call), Some(order)) = (this.filter(|this| g.tree.kind(*this) == Kind::GroupConcat), order) else {
        return g.render_base(id);
    };
    let value = g.tree.get(call, Arg::This);
    let terms = g.tree.get(order, Arg::Expressions);
    let ordered = g.make(Kind::Order, &[(Arg::This, value), (Arg::Expressions, terms)]);
    let separator = g.tree.get(call, Arg::Separator);
    let call = g.make(Kind::GroupConcat, &args![This: ordered, Separator: separator]);
    g.node(call);
}

// ---- arrays and maps -------------------------------------------------------------------------------------------------

/// `ARRAY_REMOVE(a, b)` -> `arrayFilter(_u -> _u <> b, a)`.
fn array_remove(g: &mut Generator<'_>, id: NodeId) {
    let (this, value) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let name = g.tree.text_value("_u");
    let name = g.make(Kind::Identifier, &args![This: name, Quoted: false]);
    let differs = g.make(Kind::NEQ, &[(Arg::This, name.into()), (Arg::Expression, value)]);
    let list = g.tree.list(&[name]);
    let lambda = g.make(Kind::Lambda, &args![This: differs, Expressions: list]);
    let is_constant = value.node().is_some_and(|node| matches!(g.tree.kind(node), Kind::Array | Kind::Literal));
    let null_propagation = g.tree.has(id, Arg::NullPropagation) && !is_constant;
    if null_propagation {
        g.write("CASE WHEN ");
        g.value(value);
        g.write(" IS NULL THEN NULL ELSE ");
    }
    g.func("arrayFilter", &[lambda.into(), this]);
    if null_propagation {
        g.write(" END");
    }
}

/// `map(k, v, k, v)`; keys and values that are no literals can't be paired. Values of settings stand in braces.
fn map(g: &mut Generator<'_>, id: NodeId) {
    let [keys, values] = [Arg::Keys, Arg::Values].map(|arg| g.tree.get(id, arg));
    let lists = [keys, values].map(|list| list.node().filter(|node| g.tree.kind(*node) == Kind::Array));
    let [Some(key_array), Some(value_array)] = lists else {
        if keys.is_some() || values.is_some() {
            g.unsupported("Cannot convert array columns into map.");
        }
        return g.func("map", &[keys, values]);
    };
    let pairs = g.tree.expressions(key_array).into_iter().zip(g.tree.expressions(value_array));
    if !is_setting(g, id) {
        let pairs: Vec<Value> = pairs.flat_map(|(key, value)| [key.into(), value.into()]).collect();
        return g.func("map", &pairs);
    }
    g.write("{");
    for (i, (key, value)) in pairs.enumerate() {
        g.write(if i > 0 { ", " } else { "" });
        g.node(key);
        g.write(": ");
        g.node(value);
    }
    g.write("}");
}

/// How many nodes may lie between a map in a setting and its query: values of settings hardly nest, while maps elsewhere may.
const SETTING_LEVELS: usize = 64;

/// Whether a node is the value of a setting of a query.
fn is_setting(g: &Generator<'_>, id: NodeId) -> bool {
    g.tree.ancestors(id).take(SETTING_LEVELS).any(|node| g.tree.parent_arg(node) == Arg::Settings)
}

// ---- dates and times -------------------------------------------------------------------------------------------------

/// `F(unit, n, x)`, or `F(x, interval)`.
fn delta(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let (this, amount) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    if !g.tree.has(id, Arg::Unit) {
        return g.func(name, &[this, amount]);
    }
    let unit = g.unit_to_word(id, "DAY");
    let zone = g.tree.get(id, Arg::Zone);
    g.func(name, &[unit, amount, this, zone]);
}

/// The version from which on units are in upper case: <https://github.com/ClickHouse/ClickHouse/releases>.
const UPPER_CASE_UNITS: (u32, u32) = (23, 12);

fn date_trunc(g: &mut Generator<'_>, id: NodeId) {
    let mut unit = shared::full_truncated_unit(g, id, "DAY");
    if g.dialect.version() < UPPER_CASE_UNITS {
        if let Some(name) = unit.node().filter(|node| g.tree.is_string(*node)) {
            let name = g.tree.name(name).to_lowercase();
            unit = g.string_node(&name).into();
        }
    }
    let (this, zone) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Zone));
    g.func("dateTrunc", &[unit, this, zone]);
}

/// The vendor's function makes a time.
fn str_to_date(g: &mut Generator<'_>, id: NodeId) {
    g.write("CAST(");
    shared::function(g, id);
    g.write(" AS Nullable(DATE))");
}

/// With a zone, the offset in the text is left out.
fn time_str_to_time(g: &mut Generator<'_>, id: NodeId) {
    g.write("CAST(");
    let text = g.tree.this(id).filter(|this| g.tree.is_string(*this) && g.tree.has(id, Arg::Zone));
    match text.and_then(|text| local_time(g.tree.name(text))) {
        Some(time) => {
            let time = g.string_node(&time);
            g.node(time);
        }
        None => g.arg(id, Arg::This),
    }
    g.write(" AS DateTime64(6");
    g.arg_after(", ", id, Arg::Zone);
    g.write("))");
}

/// `2020-01-01T12:13:14.5-08:00` -> `2020-01-01 12:13:14.500000`; nothing if the text is no time.
fn local_time(text: &str) -> Option<String> {
    let text = text.trim();
    let is_digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    if !(0..10).all(|i| is_digit(i) != matches!(i, 4 | 7)) {
        return None;
    }
    let (date, rest) = text.split_at_checked(10)?;
    let time = rest.get(1..).unwrap_or_default();
    let time = &time[..time.find(['+', '-', 'Z', ' ']).unwrap_or(time.len())];
    let (clock, fraction) = time.split_once('.').unwrap_or((time, ""));
    let clock = match clock.len() {
        0 => "00:00:00".to_string(),
        2 => format!("{clock}:00:00"),
        5 => format!("{clock}:00"),
        8 => clock.to_string(),
        _ => return None,
    };
    let micros: String = fraction.chars().chain("000000".chars()).take(6).collect();
    Some(match micros.as_str() {
        "000000" => format!("{date} {clock}"),
        _ => format!("{date} {clock}.{micros}"),
    })
}

fn time_to_str(g: &mut Generator<'_>, id: NodeId) {
    let this = match g.tree.this(id) {
        Some(time) if g.tree.kind(time) == Kind::TsOrDsToTimestamp => g.tree.get(time, Arg::This),
        _ => g.tree.get(id, Arg::This),
    };
    let (format, zone) = (g.format_time(id), g.tree.get(id, Arg::Zone));
    g.func("formatDateTime", &[this, format, zone]);
}

/// Functions of times in parts of a second, by the power of ten.
const UNIX_TIMES: &[(&str, &str)] = &[
    ("", "fromUnixTimestamp"),
    ("0", "fromUnixTimestamp"),
    ("3", "fromUnixTimestamp64Milli"),
    ("6", "fromUnixTimestamp64Micro"),
    ("9", "fromUnixTimestamp64Nano"),
];

fn unix_to_time(g: &mut Generator<'_>, id: NodeId) {
    if shared::unix_time_as_text(g, id) {
        return;
    }
    let scale = g.tree.node(id, Arg::Scale).map(|scale| g.tree.name(scale).to_string()).unwrap_or_default();
    let found = UNIX_TIMES.iter().find(|(power, _)| *power == scale);
    let name = found.map_or("fromUnixTimestamp", |(_, name)| name);
    let this = g.tree.get(id, Arg::This);
    let this = if found.is_none() { g.as_operand(Kind::Div, Arg::This, this) } else { this };
    g.write(name);
    g.write("(CAST(");
    g.value(this);
    if found.is_none() {
        g.write(" / POWER(10, ");
        g.arg(id, Arg::Scale);
        g.write(")");
    }
    g.write(" AS Nullable(Int64)))");
}

// ---- JSON ------------------------------------------------------------------------------------------------------------

/// The steps of a path are arguments; indexes start at 1.
fn json_extract(g: &mut Generator<'_>, id: NodeId, name: &str) {
    if g.tree.kind(id) == Kind::JSONExtract {
        shared::paths_only(g, id);
    }
    let mut args = vec![g.tree.get(id, Arg::This)];
    match g.tree.expression(id) {
        Some(path) if g.tree.kind(path) == Kind::JSONPath => steps(g, path, &mut args),
        _ => args.extend([Arg::Expression, Arg::Expressions].map(|arg| g.tree.get(id, arg))),
    }
    g.func(name, &args);
}

fn steps(g: &mut Generator<'_>, path: NodeId, args: &mut Vec<Value>) {
    for part in g.tree.expressions(path) {
        let this = g.tree.get(part, Arg::This);
        match (g.tree.kind(part), this) {
            (Kind::JSONPathRoot, _) => {}
            (Kind::JSONPathKey, Value::Text(key)) if key.len == 0 => {}
            (Kind::JSONPathKey, Value::Text(key)) => {
                let key = g.tree.str(key).to_string();
                args.push(g.string_node(&key).into());
            }
            (Kind::JSONPathSubscript, Value::Int(index)) => {
                args.push(g.number_node(index.saturating_add(1)).into());
            }
            (Kind::JSONPathSubscript, Value::Node(inner)) => {
                g.unsupported(&format!("Unsupported JSONPathPart type {}", g.tree.kind(inner).name()));
            }
            (kind, _) => g.unsupported(&format!("Unsupported JSONPath expression: {}", kind.name())),
        }
    }
}

/// Steps of a path where no function takes them apart.
fn json_path(g: &mut Generator<'_>, id: NodeId) {
    let mut args = Vec::new();
    steps(g, id, &mut args);
    let text: String = args.iter().filter_map(|arg| arg.node()).map(|arg| g.tree.name(arg).to_string()).collect();
    let text = g.string_node(&text);
    g.node(text);
}

/// Kinds of texts that a JSON value may be cast to.
const TEXT_TYPES: &[&str] = &["CHAR", "NCHAR", "NVARCHAR", "TEXT", "VARCHAR"];

/// A text in a variant loses its quotes when it is cast to a text.
fn cast(g: &mut Generator<'_>, id: NodeId) {
    let mut this = g.tree.this(id);
    while let Some(inner) = this.filter(|this| g.tree.kind(*this) == Kind::Paren) {
        this = g.tree.this(inner);
    }
    let is_variant =
        this.is_some_and(|this| g.tree.kind(this) == Kind::JSONExtract && g.tree.has(this, Arg::RequiresJson));
    let to = g.tree.node(id, Arg::To);
    let is_text = to.is_some_and(|to| TEXT_TYPES.contains(&g.tree.text_of(to, Arg::This)));
    let is_time = this.is_some_and(|this| g.tree.kind(this) == Kind::StrToDate)
        && to.is_some_and(|to| g.tree.text_of(to, Arg::This) == "DATETIME");
    match (this, to) {
        (Some(this), _) if is_time => shared::function(g, this),
        (Some(this), Some(to)) if is_variant && is_text => {
            let to = g.sql(to);
            let to = g.string_node(&to);
            g.func("JSONExtract", &[this.into(), to.into()]);
        }
        _ => types::cast_with(g, id, ""),
    }
}

// ---- texts -----------------------------------------------------------------------------------------------------------

fn cast_to_text(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "CAST", &[Arg::This, Arg::To]);
}

fn jaro_winkler(g: &mut Generator<'_>, id: NodeId) {
    let mut args = [Arg::This, Arg::Expression].map(|arg| g.tree.get(id, arg));
    if g.tree.has(id, Arg::CaseInsensitive) {
        args = args.map(|arg| g.make(Kind::Upper, &[(Arg::This, arg)]).into());
    }
    g.func("jaroWinklerSimilarity", &args);
}

fn levenshtein(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::InsCost, Arg::DelCost, Arg::SubCost, Arg::MaxDist]);
    g.function_named(id, "editDistance");
}

/// Its own are numbers.
fn hex_string(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::IsInteger) {
        g.unsupported("Unsupported transpilation from BINARY/BLOB hex string");
    }
    strings::hex_string(g, id);
}

/// The function makes bytes here.
fn md5(g: &mut Generator<'_>, id: NodeId) {
    g.write("LOWER(HEX(MD5(");
    g.arg(id, Arg::This);
    g.write(")))");
}

fn sha2(g: &mut Generator<'_>, id: NodeId) {
    let length = g.tree.node(id, Arg::Length).filter(|node| g.tree.kind(*node) == Kind::Literal);
    let length = length.map_or("256".to_string(), |node| g.tree.name(node).to_string());
    g.func_of(id, &format!("SHA{length}"), &[Arg::This]);
}

fn split(g: &mut Generator<'_>, id: NodeId, name: &str) {
    g.func_of(id, name, &[Arg::Expression, Arg::This, Arg::Limit]);
}

fn str_position(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "POSITION", &[Arg::This, Arg::Substr, Arg::Position]);
}

/// A start and flags are said by the arguments.
fn regexp_count(g: &mut Generator<'_>, id: NodeId) {
    let parameters = g.tree.node(id, Arg::Parameters).filter(|node| g.tree.is_string(*node));
    let mut flags = String::new();
    for flag in parameters.map(|node| g.tree.name(node)).unwrap_or_default().chars() {
        match flag {
            // Of these two the last one counts.
            'c' => flags.retain(|flag| flag != 'i'),
            'i' | 'm' | 's' if !flags.contains(flag) => flags.push(flag),
            _ => {}
        }
    }
    g.write_function_name("countMatches");
    g.write("(");
    let this = [Arg::This, Arg::Position].map(|arg| g.tree.get(id, arg));
    match this[1] {
        Value::None => g.value(this[0]),
        _ => g.func("substringUTF8", &this),
    }
    g.write(", ");
    if !flags.is_empty() {
        g.write(&format!("CONCAT('(?{flags})', "));
    }
    g.arg(id, Arg::Expression);
    g.write(if flags.is_empty() { ")" } else { "))" });
}

fn regexp_ilike(g: &mut Generator<'_>, id: NodeId) {
    g.write("match(");
    g.arg(id, Arg::This);
    g.write(", CONCAT('(?i)', ");
    g.arg(id, Arg::Expression);
    g.write("))");
}

/// `LATERAL VIEW EXPLODE(x) t AS a` -> `ARRAY JOIN x AS a`, an outer one `LEFT ARRAY JOIN`.
/// <https://clickhouse.com/docs/sql-reference/statements/select/array-join>
fn lateral(g: &mut Generator<'_>, id: NodeId) {
    let array = g.tree.this(id).filter(|this| g.tree.kind(*this) == Kind::Explode && g.tree.has(id, Arg::View));
    let columns = g.tree.node(id, Arg::Alias).map(|alias| g.tree.children(alias, Arg::Columns)).unwrap_or_default();
    let (Some(array), [column]) = (array, &columns[..]) else { return shared::lateral_without_views(g, id) };
    let column = *column;
    g.seg(if g.tree.has(id, Arg::Outer) { "LEFT ARRAY JOIN " } else { "ARRAY JOIN " });
    g.arg(array, Arg::This);
    g.write(" AS ");
    g.node(column);
}
