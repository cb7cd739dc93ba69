//! Rendering that differs from the base.

use super::{series, structs};
use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::functions::sorting::{ArrayOrder, Told};
use sqlectic_syntax::{
    dialect::Rewrite,
    generator::{expr, types, Generator},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    let g = &mut d.generator;
    g.add_types(&[
        ("BINARY", "VARBINARY"),
        ("BIT", "BOOLEAN"),
        ("DATETIME", "TIMESTAMP"),
        ("DATETIME64", "TIMESTAMP"),
        ("FLOAT", "REAL"),
        ("HLLSKETCH", "HYPERLOGLOG"),
        ("INT", "INTEGER"),
        ("STRUCT", "ROW"),
        ("TEXT", "VARCHAR"),
        ("TIMESTAMPNTZ", "TIMESTAMP"),
        ("TIMESTAMPTZ", "TIMESTAMP"),
        ("TIMETZ", "TIME"),
    ]);
    g.add_names(&[
        (Kind::AnyValue, "ARBITRARY"),
        (Kind::ArgMax, "MAX_BY"),
        (Kind::ArgMin, "MIN_BY"),
        (Kind::ArrayAny, "ANY_MATCH"),
        (Kind::ArrayOverlaps, "ARRAYS_OVERLAP"),
        (Kind::ArrayConcat, "CONCAT"),
        (Kind::ArrayContains, "CONTAINS"),
        (Kind::ArrayToString, "ARRAY_JOIN"),
        (Kind::ArrayUniqueAgg, "SET_AGG"),
        (Kind::BitwiseLeftShift, "BITWISE_LEFT_SHIFT"),
        (Kind::BitwiseNot, "BITWISE_NOT"),
        (Kind::BitwiseRightShift, "BITWISE_RIGHT_SHIFT"),
        (Kind::DayOfWeekIso, "DAY_OF_WEEK"),
        (Kind::FromISO8601Date, "FROM_ISO8601_DATE"),
        (Kind::FromISO8601Timestamp, "FROM_ISO8601_TIMESTAMP"),
        (Kind::GenerateDateArray, "SEQUENCE"),
        (Kind::Hex, "TO_HEX"),
        (Kind::LogicalAnd, "BOOL_AND"),
        (Kind::LogicalOr, "BOOL_OR"),
        (Kind::MD5Digest, "MD5"),
        (Kind::ParseJSON, "JSON_PARSE"),
        (Kind::SHA, "SHA1"),
        (Kind::SHA1Digest, "SHA1"),
        (Kind::StrToMap, "SPLIT_TO_MAP"),
        (Kind::Substring, "SUBSTR"),
        (Kind::TimeToUnix, "TO_UNIXTIME"),
        (Kind::Trunc, "TRUNCATE"),
        (Kind::Unhex, "FROM_HEX"),
        (Kind::VariancePop, "VAR_POP"),
    ]);
    g.add_renders(&[
        (Kind::ApproxQuantile, approx_quantile),
        (Kind::Array, shared::array_of_brackets),
        (Kind::ArraySlice, array_slice),
        (Kind::ArraySort, array_sort),
        (Kind::AtTimeZone, |g, id| {
            g.func_of(id, "AT_TIMEZONE", &[Arg::This, Arg::Zone]);
        }),
        (Kind::BitwiseAnd, |g, id| bitwise(g, id, "BITWISE_AND")),
        (Kind::BitwiseOr, |g, id| bitwise(g, id, "BITWISE_OR")),
        (Kind::BitwiseXor, |g, id| bitwise(g, id, "BITWISE_XOR")),
        (Kind::Bracket, bracket),
        (Kind::Cast, |g, id| epoch_or_cast(g, id, "")),
        (Kind::CurrentTime, |g, _| g.write("CURRENT_TIME")),
        (Kind::CurrentTimestamp, |g, _| g.write("CURRENT_TIMESTAMP")),
        (Kind::CurrentUser, |g, _| g.write("CURRENT_USER")),
        (Kind::DateAdd, |g, id| date_delta(g, id, false)),
        (Kind::DateDiff, date_diff),
        (Kind::DateStrToDate, shared::as_date),
        (Kind::DateSub, |g, id| date_delta(g, id, true)),
        (Kind::DateToDi, |g, id| {
            g.write("CAST(DATE_FORMAT(");
            g.arg(id, Arg::This);
            g.write(", '%Y%m%d') AS INT)");
        }),
        (Kind::DatetimeDiff, date_diff),
        (Kind::DayOfWeek, |g, id| {
            g.write("((DAY_OF_WEEK(");
            g.arg(id, Arg::This);
            g.write(") % 7) + 1)");
        }),
        (Kind::DPipe, concatenation),
        (Kind::DateTrunc, |g, id| {
            let args = [known_unit(g, id), g.tree.get(id, Arg::This)];
            g.func("DATE_TRUNC", &args);
        }),
        (Kind::Decode, |g, id| {
            expect_utf8(g, id);
            g.func_of(id, "FROM_UTF8", &[Arg::This, Arg::Replace]);
        }),
        (Kind::DiToDate, |g, id| {
            g.write("CAST(DATE_PARSE(CAST(");
            g.arg(id, Arg::This);
            g.write(" AS VARCHAR), '%Y%m%d') AS DATE)");
        }),
        (Kind::Encode, |g, id| {
            expect_utf8(g, id);
            g.func_of(id, "TO_UTF8", &[Arg::This]);
        }),
        (Kind::Exists, exists),
        (Kind::Extract, extract),
        (Kind::First, any_value_or_name),
        (Kind::FromTimeZone, |g, id| {
            g.func_of(id, "WITH_TIMEZONE", &[Arg::This, Arg::Zone]);
            g.write(" AT TIME ZONE 'UTC'");
        }),
        (Kind::GenerateSeries, series::sequence),
        (Kind::GroupConcat, group_concat),
        (Kind::ILike, shared::ilike_as_lower),
        (Kind::If, shared::if_function),
        (Kind::Initcap, |g, id| {
            if g.tree.has(id, Arg::Expression) {
                g.unsupported("INITCAP does not support custom delimiters");
            }
            g.write("REGEXP_REPLACE(");
            g.arg(id, Arg::This);
            g.write(", '(\\w)(\\w*)', x -> UPPER(x[1]) || LOWER(x[2]))");
        }),
        (Kind::Interval, interval),
        (Kind::JSONExtract, json_extract),
        (Kind::JSONFormat, json_format),
        (Kind::Last, any_value_or_name),
        (Kind::LastDay, |g, id| {
            if g.unit_name(id, "MONTH") != "MONTH" {
                g.unsupported("LAST_DAY_OF_MONTH is of months only");
            }
            g.func_of(id, "LAST_DAY_OF_MONTH", &[Arg::This]);
        }),
        (Kind::Levenshtein, |g, id| {
            g.unsupported_args(id, &[Arg::InsCost, Arg::DelCost, Arg::SubCost, Arg::MaxDist]);
            g.function_named(id, "LEVENSHTEIN_DISTANCE");
        }),
        (Kind::Left, |g, id| {
            let one = g.number_node(1);
            let args = [g.tree.get(id, Arg::This), one.into(), g.tree.get(id, Arg::Expression)];
            g.func("SUBSTR", &args);
        }),
        (Kind::MD5, md5),
        (Kind::Quantile, |g, id| {
            g.unsupported("Presto does not support exact quantiles");
            g.function_named(id, "APPROX_PERCENTILE");
        }),
        (Kind::RegexpExtract, regexp_extract),
        (Kind::RegexpExtractAll, regexp_extract),
        (Kind::Right, |g, id| {
            g.write("SUBSTR(");
            g.arg(id, Arg::This);
            g.write(", LENGTH(");
            g.arg(id, Arg::This);
            g.write(") - ");
            let length = g.as_operand(Kind::Sub, Arg::This, g.tree.get(id, Arg::Expression));
            g.paren(|g| {
                g.value(length);
                g.write(" - 1");
            });
            g.write(")");
        }),
        (Kind::SHA2, |g, id| {
            g.write("LOWER(TO_HEX(");
            sha2_digest(g, id);
            g.write("))");
        }),
        (Kind::SHA2Digest, sha2_digest),
        (Kind::StrPosition, str_position),
        (Kind::StrToDate, |g, id| {
            g.write("CAST(");
            str_to_time(g, id);
            g.write(" AS DATE)");
        }),
        (Kind::StrToTime, str_to_time),
        (Kind::Struct, structs::row),
        (Kind::StrToUnix, str_to_unix),
        (Kind::StructExtract, struct_extract),
        (Kind::TimeStrToDate, shared::as_timestamp),
        (Kind::TimeStrToTime, |g, id| {
            let to = if g.tree.has(id, Arg::Zone) { "TIMESTAMPTZ" } else { "TIMESTAMP" };
            let this = g.tree.get(id, Arg::This);
            if let Some(node) = this.node().filter(|node| types::is_cast_alike(g, *node, to)) {
                return g.node(node);
            }
            let cast = shared::cast(g, this, to);
            g.node(cast);
        }),
        (Kind::TimeStrToUnix, |g, id| {
            g.write("TO_UNIXTIME(DATE_PARSE(");
            g.arg(id, Arg::This);
            g.write(&format!(", {}))", g.dialect.time.time_format));
        }),
        (Kind::TimeToStr, time_to_str),
        (Kind::Timestamp, timestamp),
        (Kind::TimestampAdd, |g, id| date_delta(g, id, false)),
        (Kind::TimestampDiff, date_diff),
        (Kind::TimestampTrunc, |g, id| {
            let args = [known_unit(g, id), g.tree.get(id, Arg::This)];
            g.func("DATE_TRUNC", &args);
        }),
        (Kind::ToChar, |g, id| shared::to_char_as_time(g, id, time_to_str)),
        (Kind::TryCast, |g, id| epoch_or_cast(g, id, "TRY_")),
        (Kind::TsOrDiToDi, |g, id| {
            g.write("CAST(SUBSTR(REPLACE(CAST(");
            g.arg(id, Arg::This);
            g.write(" AS VARCHAR), '-', ''), 1, 8) AS INT)");
        }),
        (Kind::TsOrDsAdd, ts_or_ds_add),
        (Kind::TsOrDsDiff, ts_or_ds_diff),
        (Kind::TsOrDsToDate, ts_or_ds_to_date),
        (Kind::UnixToStr, |g, id| {
            g.write("DATE_FORMAT(FROM_UNIXTIME(");
            g.arg(id, Arg::This);
            g.write("), ");
            let format = g.format_time(id);
            g.value(format);
            g.write(")");
        }),
        (Kind::UnixToTime, unix_to_time),
        (Kind::UnixToTimeStr, |g, id| {
            g.write("CAST(FROM_UNIXTIME(");
            g.arg(id, Arg::This);
            g.write(") AS VARCHAR)");
        }),
        (Kind::WithinGroup, shared::percentile_or_within_group),
        (Kind::Xor, shared::exclusive_or),
    ]);
    d.rewrites.extend([
        sqlectic_rewrite::limit_by_to_qualify as Rewrite,
        sqlectic_rewrite::computed_fields_to_json,
        sqlectic_rewrite::days_to_date_add,
        sqlectic_rewrite::deletes_using_to_exists,
        sqlectic_rewrite::eliminate_window_clause,
        sqlectic_rewrite::eliminate_qualify,
        sqlectic_rewrite::eliminate_distinct_on,
        sqlectic_rewrite::explode_projections_to_unnest,
        sqlectic_rewrite::eliminate_semi_and_anti_joins,
        sqlectic_rewrite::add_recursive_cte_column_names,
        sqlectic_rewrite::move_partitions_to_columns,
        sqlectic_rewrite::inherit_struct_field_names,
    ]);
}

fn flags(d: &mut Dialect) {
    let f = &mut d.generator.flags;
    f.array_size_name = "CARDINALITY".into();
    f.cast_to_int_rounds = true;
    f.except_intersect_support_all_clause = false;
    f.hex_func = "TO_HEX".into();
    f.interval_allows_plural_form = false;
    f.is_bool_allowed = false;
    f.join_hints = false;
    f.like_property_inside_schema = true;
    f.limit_only_literals = true;
    f.multi_arg_distinct = false;
    f.nested_type_close = ")".into();
    f.nested_type_open = "(".into();
    f.nvl2_supported = false;
    f.offset_before_limit = true;
    f.pad_fill_pattern_is_required = true;
    f.parse_json_name = "JSON_PARSE".into();
    f.query_hints = false;
    f.select_kinds = false;
    f.supports_decode_case = false;
    f.supports_median = false;
    f.supports_single_arg_concat = false;
    f.supports_to_number = false;
    f.table_hints = false;
    f.tz_to_with_time_zone = true;
}

fn approx_quantile(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "APPROX_PERCENTILE", &[Arg::This, Arg::Weight, Arg::Quantile, Arg::Accuracy]);
}

/// Both numbers are as long.
fn bitwise(g: &mut Generator<'_>, id: NodeId, name: &str) {
    g.func_of(id, name, &[Arg::This, Arg::Expression]);
}

/// `DATE_ADD('unit', n, x)`; the number has to be a BIGINT.
fn date_delta(g: &mut Generator<'_>, id: NodeId, negate: bool) {
    let unit = g.unit_to_string(id, "DAY");
    let mut amount = bigint(g, id);
    if negate {
        let minus = g.tree.integer(-1);
        amount = sqlectic_syntax::generator::functions::wrapped(g, amount);
        amount = g.make(Kind::Mul, &[(Arg::This, amount), (Arg::Expression, minus.into())]).into();
    }
    let this = g.tree.get(id, Arg::This);
    g.func("DATE_ADD", &[unit, amount, this]);
}

fn bigint(g: &mut Generator<'_>, id: NodeId) -> Value {
    let amount = g.tree.get(id, Arg::Expression);
    let Some(node) = amount.node() else { return amount };
    match sqlectic_types::is_type(g.tree, node, sqlectic_types::INTEGER_TYPES) {
        true => amount,
        false => shared::cast(g, amount, "BIGINT").into(),
    }
}

/// `DATE_DIFF(unit, b, a)`; where boundaries between units count and not whole units, both are cut to the unit.
fn date_diff(g: &mut Generator<'_>, id: NodeId) {
    let [mut this, mut other] = [Arg::This, Arg::Expression].map(|arg| g.tree.get(id, arg));
    let unit = match g.unit_name(id, "DAY").as_str() {
        "WEEK" | "ISOWEEK" => g.string_node("WEEK").into(),
        _ => g.unit_to_string(id, "DAY"),
    };
    if let Some(days) = boundary_days(g, id) {
        this = cut(g, this, unit, days);
        other = cut(g, other, unit, days);
    }
    g.func("DATE_DIFF", &[unit, other, this]);
}

/// By how many days times are moved before they are cut to a unit, if boundaries count: weeks start on Monday here.
fn boundary_days(g: &Generator<'_>, id: NodeId) -> Option<i64> {
    if !g.tree.has(id, Arg::DatePartBoundary) {
        return None;
    }
    const DAYS: [&str; 7] = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];
    let unit = g.tree.node(id, Arg::Unit);
    if let Some(start) = unit.filter(|unit| g.tree.kind(*unit) == Kind::WeekStart) {
        let name = g.tree.text_of(start, Arg::This).to_uppercase();
        let day = DAYS.iter().position(|day| *day == name).unwrap_or(0) as i64;
        return Some(if day == 6 { 1 } else { -day });
    }
    Some(0)
}

fn cut(g: &mut Generator<'_>, this: Value, unit: Value, days: i64) -> Value {
    let mut this = this;
    if days != 0 {
        let (amount, day) = (g.string_node(&days.to_string()), g.word_node("DAY"));
        let interval = g.make(Kind::Interval, &args![This: amount, Unit: day]);
        this = g.make(Kind::Add, &[(Arg::This, this), (Arg::Expression, interval.into())]).into();
    }
    g.make(Kind::TimestampTrunc, &[(Arg::This, this), (Arg::Unit, unit)]).into()
}

/// The end as a length, where both ends are constants.
fn array_slice(g: &mut Generator<'_>, id: NodeId) {
    let [start, end] = [Arg::Start, Arg::End].map(|arg| {
        let node =
            g.tree.node(id, arg).filter(|node| g.tree.kind(*node) == Kind::Literal && g.tree.is_number(*node))?;
        g.tree.name(node).parse::<i64>().ok()
    });
    let inclusive = g.tree.get(id, Arg::IsLength) == Value::Bool(false) && !g.tree.has(id, Arg::Step);
    let (Some(start), Some(end), true) = (start, end, inclusive) else {
        return g.function_named(id, "SLICE");
    };
    let start = start.max(1);
    let this = g.tree.get(id, Arg::This);
    let (start, length) = (g.number_node(start), g.number_node((end - start + 1).max(0)));
    g.func("SLICE", &[this, start.into(), length.into()]);
}

fn timestamp(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.get(id, Arg::This);
    if let Value::Node(zone) = g.tree.get(id, Arg::Zone) {
        if !g.tree.is_string(zone) || !crate::zones::is_zone(g.tree.name(zone)) {
            return g.render_base(id);
        }
        let timestamp = shared::cast_unless_cast(g, this, "TIMESTAMP");
        return g.func("AT_TIMEZONE", &[timestamp, zone.into()]);
    }
    let name = if g.tree.has(id, Arg::WithTz) { "TIMESTAMPTZ" } else { "TIMESTAMP" };
    let cast = shared::cast(g, this, name);
    g.node(cast);
}

/// `START` of rows in `MATCH_RECOGNIZE` is told from the last one; elsewhere any value will do.
fn any_value_or_name(g: &mut Generator<'_>, id: NodeId) {
    let in_match = g.tree.ancestors(id).any(|node| g.tree.kind(node) == Kind::MatchRecognize);
    match in_match {
        true => shared::function(g, id),
        false if g.tree.has(id, Arg::Expression) => {
            g.unsupported("ARBITRARY takes one argument");
            g.func_of(id, "ARBITRARY", &[Arg::This]);
        }
        false => g.function_named(id, "ARBITRARY"),
    }
}

/// Descending order is the reverse of the ascending one.
fn array_sort(g: &mut Generator<'_>, id: NodeId) {
    let (this, comparator) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    if comparator.is_some() {
        return g.func("ARRAY_SORT", &[this, comparator]);
    }
    let order = ArrayOrder::of(g.tree, id);
    let descending = order.is_descending() && !order.is_open();
    if order.is_open() || (order.nulls_first == Told::Constant(true)) != descending {
        g.unsupported("ARRAY_SORT can't sort ascending with NULLs first or descending with NULLs last");
    }
    if descending {
        g.write("REVERSE(");
    }
    g.func("ARRAY_SORT", &[this]);
    if descending {
        g.write(")");
    }
}

/// `x[1]` fails behind the end, `ELEMENT_AT` is null there.
/// <https://prestodb.io/docs/current/functions/array.html>
fn bracket(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::Safe) {
        return expr::bracket(g, id);
    }
    let items = expr::bracket_items(g, id);
    let this = g.tree.get(id, Arg::This);
    g.func("ELEMENT_AT", &[this, items.first().copied().into()]);
}

/// `'epoch'` is no time here.
fn epoch_or_cast(g: &mut Generator<'_>, id: NodeId, prefix: &str) {
    let is_epoch =
        g.tree.this(id).is_some_and(|this| g.tree.is_string(this) && g.tree.name(this).eq_ignore_ascii_case("epoch"));
    let to = g.tree.node(id, Arg::To).map(|to| g.tree.text_of(to, Arg::This).to_string()).unwrap_or_default();
    if !is_epoch || !sqlectic_types::TEMPORAL_TYPES.contains(&to.as_str()) {
        return types::cast_with(g, id, prefix);
    }
    let mut args: Vec<(Arg, Value)> = g.tree.arguments(id).collect();
    let start = g.string_node("1970-01-01 00:00:00");
    if let Some(this) = args.iter_mut().find(|(arg, _)| *arg == Arg::This) {
        this.1 = start.into();
    }
    let kind = g.tree.kind(id);
    let cast = g.make(kind, &args);
    types::cast_with(g, cast, prefix);
}

/// `a || b` takes only texts; where it took anything, the operands become texts.
fn concatenation(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::Safe) {
        return expr::binary(g, id, "||");
    }
    let mut stack = vec![id];
    let mut operands = Vec::new();
    while let Some(node) = stack.pop() {
        if g.tree.kind(node) == Kind::DPipe {
            stack.extend(g.tree.expression(node));
            stack.extend(g.tree.this(node));
            continue;
        }
        let operand = g.tree.unnested(node);
        operands.push(Value::Node(types::cast_to(g, operand, "TEXT")));
    }
    g.func("CONCAT", &operands);
}

fn expect_utf8(g: &mut Generator<'_>, id: NodeId) {
    let Some(charset) = g.tree.node(id, Arg::Charset) else { return };
    if !matches!(g.tree.name(charset).to_ascii_lowercase().as_str(), "utf-8" | "utf8") {
        let charset = g.sql(charset);
        g.unsupported(&format!("Expected utf-8 character set, got {charset}."));
    }
}

fn extract(g: &mut Generator<'_>, id: NodeId) {
    let scale = match g.tree.text_of(id, Arg::This).to_ascii_uppercase().as_str() {
        "EPOCH" | "EPOCH_SECOND" | "EPOCH_SECONDS" => "",
        "EPOCH_MILLISECOND" | "EPOCH_MILLISECONDS" => " * 1000",
        "EPOCH_MICROSECOND" | "EPOCH_MICROSECONDS" => " * 1000000",
        "EPOCH_NANOSECOND" | "EPOCH_NANOSECONDS" => " * 1000000000",
        _ => return g.render_base(id),
    };
    let value = g.tree.get(id, Arg::Expression);
    let value = shared::cast_unless_cast(g, value, "TIMESTAMP");
    g.func("TO_UNIXTIME", &[value]);
    g.write(scale);
}

/// Weeks are no unit of intervals.
/// <https://prestodb.io/docs/current/language/types.html#interval-day-to-second>
fn interval(g: &mut Generator<'_>, id: NodeId) {
    let is_week = matches!(g.unit_name(id, "").as_str(), "WEEK" | "WEEKS");
    let is_amount = |this: &NodeId| !g.tree.is_string(*this) || g.tree.name(*this).parse::<f64>().is_ok();
    let Some(this) = g.tree.this(id).filter(|this| is_week && is_amount(this)) else { return g.render_base(id) };
    g.write("(");
    match g.tree.is_string(this) {
        true => {
            let number = g.tree.name(this).to_string();
            g.write(&number);
        }
        false => g.node(this),
    }
    g.write(" * INTERVAL '7' DAY)");
}

/// The text is parsed as a text of that format, or as a time that is written in it.
fn str_to_unix(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::This) {
        return g.write("TO_UNIXTIME(NOW())");
    }
    let (this, format) = (g.tree.get(id, Arg::This), g.format_time(id));
    let text = types::cast_to(g, this, "TEXT");
    g.write("TO_UNIXTIME(COALESCE(TRY(");
    g.func("DATE_PARSE", &[text.into(), format]);
    g.write("), PARSE_DATETIME(");
    let is_text = this.node().is_some_and(|node| g.tree.is_string(node));
    let time = if is_text { shared::cast(g, this, "TIMESTAMP").into() } else { this };
    g.func("DATE_FORMAT", &[time, format]);
    if let Some(mut pattern) = g.tree.node(id, Arg::Format) {
        if g.tree.is_string(pattern) {
            let java = shared::java_time_format(g.tree.name(pattern));
            pattern = g.string_node(&java);
        }
        g.write(", ");
        g.node(pattern);
    }
    g.write(")))");
}

fn struct_extract(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(".");
    let Some(field) = g.tree.expression(id).filter(|field| g.tree.is_string(*field)) else {
        return g.arg(id, Arg::Expression);
    };
    let name = g.tree.name(field).to_string();
    let quoted = !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') || name.is_empty();
    let text = g.tree.text_value(&name);
    let field = g.make(Kind::Identifier, &[(Arg::This, text), (Arg::Quoted, Value::Bool(quoted))]);
    g.node(field);
}

fn group_concat(g: &mut Generator<'_>, id: NodeId) {
    g.write("ARRAY_JOIN(ARRAY_AGG(");
    g.arg(id, Arg::This);
    g.write(")");
    g.arg_after(", ", id, Arg::Separator);
    g.write(")");
}

/// The setting that tells whether values of a variant type are JSON here; else they are rows.
pub(super) const VARIANT_AS_JSON: &str = "variant_extract_is_json_extract";

/// `JSON_EXTRACT(x, path)`; where variants are rows, `x.a.b` for what reads one.
pub(super) fn json_extract(g: &mut Generator<'_>, id: NodeId) {
    let rows = g.dialect.setting(VARIANT_AS_JSON).is_some_and(|setting| setting.eq_ignore_ascii_case("false"));
    let path = g.tree.expression(id).filter(|_| rows && g.tree.has(id, Arg::VariantExtract));
    let Some(path) = path else { return shared::json_extract_call(g, id) };
    g.arg(id, Arg::This);
    for part in g.tree.expressions(path) {
        let key = g.tree.name(part).to_string();
        if g.tree.kind(part) == Kind::JSONPathKey {
            let word = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            let text = g.tree.text_value(&key);
            let name = g.make(Kind::Identifier, &args![This: text, Quoted: !word]);
            g.write(".");
            g.node(name);
        }
    }
}

fn json_format(g: &mut Generator<'_>, id: NodeId) {
    let mut this = g.tree.get(id, Arg::This);
    let is_parsed = this.node().is_some_and(|this| g.tree.kind(this) == Kind::ParseJSON);
    if !is_parsed && !g.tree.has(id, Arg::IsJson) {
        this = shared::cast(g, this, "JSON").into();
    }
    let options = g.tree.get(id, Arg::Options);
    g.func("JSON_FORMAT", &[this, options]);
}

fn regexp_extract(g: &mut Generator<'_>, id: NodeId) {
    let name = if g.tree.kind(id) == Kind::RegexpExtract { "REGEXP_EXTRACT" } else { "REGEXP_EXTRACT_ALL" };
    g.unsupported_args(id, &[Arg::Position, Arg::Occurrence, Arg::Parameters]);
    let group = match g.tree.get(id, Arg::Group) {
        Value::Node(node) if g.tree.is_number(node) && g.tree.name(node) == "0" => Value::None,
        group => group,
    };
    let args = [g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression), group];
    g.func(name, &args);
}

/// Hashes are of bytes: what is known to be a text becomes some.
fn md5(g: &mut Generator<'_>, id: NodeId) {
    let mut this = g.tree.get(id, Arg::This);
    let is_text = |node| sqlectic_types::is_type(g.tree, node, sqlectic_types::TEXT_TYPES);
    if this.node().is_some_and(is_text) {
        this = g.make(Kind::Encode, &[(Arg::This, this)]).into();
    }
    g.write("LOWER(TO_HEX(");
    g.func("MD5", &[this]);
    g.write("))");
}

fn sha2_digest(g: &mut Generator<'_>, id: NodeId) {
    let length = g.tree.text_of(id, Arg::Length).to_string();
    let length = match g.tree.node(id, Arg::Length) {
        Some(node) if g.tree.kind(node) == Kind::Literal => length,
        _ => "256".to_string(),
    };
    let mut this = g.tree.get(id, Arg::This);
    if this.node().is_some_and(|node| types::says_type(g.tree, node, sqlectic_types::TEXT_TYPES)) {
        this = g.make(Kind::Encode, &[(Arg::This, this)]).into();
    }
    if !matches!(length.as_str(), "256" | "512") {
        g.unsupported(&format!("SHA{length} is not supported in Presto"));
    }
    g.func(&format!("SHA{length}"), &[this]);
}

fn str_position(g: &mut Generator<'_>, id: NodeId) {
    match g.tree.node(id, Arg::Position) {
        Some(_) => shared::str_position_in_rest(g, id),
        None => g.func_of(id, "STRPOS", &[Arg::This, Arg::Substr, Arg::Occurrence]),
    }
}

fn str_to_time(g: &mut Generator<'_>, id: NodeId) {
    shared::formatted(g, id, "DATE_PARSE");
}

fn time_to_str(g: &mut Generator<'_>, id: NodeId) {
    shared::formatted(g, id, "DATE_FORMAT");
}

fn as_date_of_timestamp(g: &mut Generator<'_>, this: Value) -> NodeId {
    let timestamp = shared::cast_unless_cast(g, this, "TIMESTAMP");
    shared::cast(g, timestamp, "DATE")
}

fn ts_or_ds_add(g: &mut Generator<'_>, id: NodeId) {
    let unit = g.unit_to_string(id, "DAY");
    let this = g.tree.get(id, Arg::This);
    let this = match g.tree.has(id, Arg::ReturnType) {
        true => shared::ts_or_ds_operand(g, id),
        false => as_date_of_timestamp(g, this).into(),
    };
    let amount = g.tree.get(id, Arg::Expression);
    g.func("DATE_ADD", &[unit, amount, this]);
}

fn ts_or_ds_diff(g: &mut Generator<'_>, id: NodeId) {
    let unit = g.unit_to_string(id, "DAY");
    let [this, other] = [Arg::This, Arg::Expression].map(|arg| g.tree.get(id, arg));
    let [this, other] = [this, other].map(|value| match value.node() {
        Some(node) if types::is_cast_alike(g, node, "TIMESTAMP") => value,
        _ => shared::cast_unless_cast(g, value, "TIMESTAMP"),
    });
    g.func("DATE_DIFF", &[unit, other, this]);
}

fn ts_or_ds_to_date(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.get(id, Arg::This);
    if g.tree.has(id, Arg::Format) && !g.has_default_time_format(id) && !g.has_default_date_format(id) {
        g.write("CAST(");
        str_to_time(g, id);
        return g.write(" AS DATE)");
    }
    let date = as_date_of_timestamp(g, this);
    g.node(date);
}

fn unix_to_time(g: &mut Generator<'_>, id: NodeId) {
    if shared::unix_time_as_text(g, id) {
        return;
    }
    let scale = g.tree.node(id, Arg::Scale).map(|scale| g.tree.name(scale).to_string()).unwrap_or_default();
    let this = g.tree.get(id, Arg::This);
    if matches!(scale.as_str(), "" | "0") {
        let mut values = vec![this];
        let args = [Arg::Zone, Arg::Hours, Arg::Minutes];
        values.extend(args.map(|arg| g.tree.get(id, arg)));
        return g.func("FROM_UNIXTIME", &values);
    }
    g.write("FROM_UNIXTIME(CAST(");
    g.value(this);
    g.write(" AS DOUBLE) / POW(10, ");
    g.arg(id, Arg::Scale);
    g.write("))");
}

/// `EXISTS(xs, x -> p)` -> `ANY_MATCH(xs, x -> p)`.
fn exists(g: &mut Generator<'_>, id: NodeId) {
    match g.tree.has(id, Arg::Expression) {
        true => g.func_of(id, "ANY_MATCH", &[Arg::This, Arg::Expression]),
        false => g.render_base(id),
    }
}

/// The unit of a truncation; abbreviations are reported.
fn known_unit(g: &mut Generator<'_>, id: NodeId) -> Value {
    let unit = g.unit_name(id, "DAY");
    if unit != "ISOWEEK" && shared::full_truncated_name(&unit).is_some() {
        g.unsupported(&format!("DATE_TRUNC has no unit {unit}"));
    }
    shared::truncated_unit(g, id)
}
