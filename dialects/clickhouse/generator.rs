//! Rendering that differs from the base.

use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    generator::{clauses, Generator},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    let g = &mut d.generator;
    g.add_names(NAMES);
    g.add_renders(&[
        (Kind::Apply, apply),
        (Kind::Array, shared::bracket_array),
        (Kind::ArrayFilter, |g, id| swapped(g, id, "arrayFilter")),
        (Kind::ArrayRemove, array_remove),
        (Kind::CTE, cte),
        (Kind::CastToStrType, cast_to_text),
        (Kind::CurrentDate, |g, _| g.func("CURRENT_DATE", &[])),
        (Kind::DateAdd, |g, id| delta(g, id, "DATE_ADD")),
        (Kind::DateDiff, |g, id| delta(g, id, "DATE_DIFF")),
        (Kind::DateSub, |g, id| delta(g, id, "DATE_SUB")),
        (Kind::DateTrunc, date_trunc),
        (Kind::EQ, |g, id| compared(g, id, "=")),
        (Kind::Final, final_),
        (Kind::GroupConcat, group_concat),
        (Kind::JSONCast, json_cast),
        (Kind::JarowinklerSimilarity, jaro_winkler),
        (Kind::Length, length),
        (Kind::MD5, md5),
        (Kind::Map, map),
        (Kind::NEQ, |g, id| compared(g, id, "<>")),
        (Kind::NestedJSONSelect, nested_json),
        (Kind::Not, not),
        (Kind::Placeholder, placeholder),
        (Kind::Quantile, quantile),
        (Kind::RegexpCount, regexp_count),
        (Kind::RegexpILike, regexp_ilike),
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
        (Kind::Transform, |g, id| swapped(g, id, "arrayMap")),
        (Kind::Trim, trim),
        (Kind::TryCast, shared::plain_cast),
        (Kind::UnixToTime, unix_to_time),
        (Kind::VarMap, map),
    ]);
    g.after_having = vec![clauses::windows_clause, clauses::qualify_clause];
    g.after_limit.extend([settings_clause as fn(&mut Generator<'_>, NodeId), format_clause]);
}

/// Kinds whose call has another name, sorted.
const NAMES: &[(Kind, &str)] = &[
    (Kind::AnyValue, "any"),
    (Kind::ApproxDistinct, "uniq"),
    (Kind::ArgMax, "argMax"),
    (Kind::ArgMin, "argMin"),
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
    (Kind::JSONExtract, "JSONExtractRaw"),
    (Kind::JSONExtractScalar, "JSONExtractString"),
    (Kind::Lag, "lag"),
    (Kind::Lead, "lead"),
    (Kind::Levenshtein, "editDistance"),
    (Kind::MD5Digest, "MD5"),
    (Kind::Median, "median"),
    (Kind::Nullif, "nullIf"),
    (Kind::ParseDatetime, "parseDateTime"),
    (Kind::Rand, "randCanonical"),
    (Kind::RegexpLike, "match"),
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

fn settings_clause(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.list_len(id, Arg::Settings) > 0 {
        g.seg("SETTINGS ");
        g.list(id, Arg::Settings, sqlectic_syntax::generator::FLAT);
    }
}

fn format_clause(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Format) {
        g.seg("FORMAT ");
        g.arg(id, Arg::Format);
    }
}

fn final_(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" FINAL");
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

fn apply(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" APPLY(");
    g.arg(id, Arg::Expression);
    g.write(")");
}

fn nested_json(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(".^");
    g.arg(id, Arg::Expression);
}

fn json_cast(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(".:");
    g.arg(id, Arg::To);
}

fn placeholder(g: &mut Generator<'_>, id: NodeId) {
    g.write("{");
    g.arg(id, Arg::This);
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
    let array = g.tree.get(any, Arg::This);
    g.func("has", &[array, value.into()]);
}

/// `NOT` stands inside of a global predicate.
fn not(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.this(id);
    let global = this.filter(|this| g.tree.kind(*this) == Kind::In && g.tree.has(*this, Arg::IsGlobal));
    let Some(inner) = global else { return g.render_base(id) };
    let text = g.sql(inner);
    g.write(&text.replacen("GLOBAL IN", "GLOBAL NOT IN", 1));
}

// ---- aggregations ----------------------------------------------------------------------------------------------------

fn quantile(g: &mut Generator<'_>, id: NodeId) {
    g.write("");
    let (level, this) = (g.tree.get(id, Arg::Quantile), g.tree.get(id, Arg::This));
    g.func("quantile", &[level]);
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

// ---- arrays and maps -------------------------------------------------------------------------------------------------

/// The function stands before the array.
fn swapped(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let args = [Arg::Expression, Arg::This].map(|arg| g.tree.get(id, arg));
    g.func(name, &args);
}

/// `ARRAY_REMOVE(a, b)` -> `arrayFilter(_u -> _u <> b, a)`.
fn array_remove(g: &mut Generator<'_>, id: NodeId) {
    let (this, value) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let name = g.tree.text_value("_u");
    let name = g.make(Kind::Identifier, &args![This: name, Quoted: false]);
    let differs = g.make(Kind::NEQ, &[(Arg::This, name.into()), (Arg::Expression, value)]);
    let list = g.tree.list(&[name]);
    let lambda = g.make(Kind::Lambda, &args![This: differs, Expressions: list]);
    let null_propagation = g.tree.has(id, Arg::NullPropagation);
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

/// `map(k, v, k, v)`; keys and values that are no literals can't be paired.
fn map(g: &mut Generator<'_>, id: NodeId) {
    let [keys, values] = [Arg::Keys, Arg::Values].map(|arg| g.tree.get(id, arg));
    let lists = [keys, values].map(|list| list.node().filter(|node| g.tree.kind(*node) == Kind::Array));
    let [Some(key_array), Some(value_array)] = lists else {
        if keys.is_some() || values.is_some() {
            g.unsupported("Cannot convert array columns into map.");
        }
        return g.func("map", &[keys, values]);
    };
    let (keys, values) = (g.tree.expressions(key_array), g.tree.expressions(value_array));
    let pairs: Vec<Value> = keys.into_iter().zip(values).flat_map(|(key, value)| [key.into(), value.into()]).collect();
    g.func("map", &pairs);
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

fn date_trunc(g: &mut Generator<'_>, id: NodeId) {
    let unit = g.unit_to_string(id, "DAY");
    let (this, zone) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Zone));
    g.func("dateTrunc", &[unit, this, zone]);
}

/// It makes a time here.
fn str_to_date(g: &mut Generator<'_>, id: NodeId) {
    let is_cast = g.tree.parent(id).is_some_and(|parent| {
        g.tree.kind(parent) == Kind::Cast
            && g.tree.node(parent, Arg::To).is_some_and(|to| g.tree.text_of(to, Arg::This) == "DATETIME")
    });
    if is_cast {
        return shared::function(g, id);
    }
    g.write("CAST(");
    shared::function(g, id);
    g.write(" AS Nullable(DATE))");
}

fn time_str_to_time(g: &mut Generator<'_>, id: NodeId) {
    g.write("CAST(");
    g.arg(id, Arg::This);
    g.write(" AS DateTime64(6");
    g.arg_after(", ", id, Arg::Zone);
    g.write("))");
}

fn time_to_str(g: &mut Generator<'_>, id: NodeId) {
    let (this, format, zone) = (g.tree.get(id, Arg::This), g.format_time(id), g.tree.get(id, Arg::Zone));
    g.func("formatDateTime", &[this, format, zone]);
}

fn unix_to_time(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.get(id, Arg::This);
    g.write("fromUnixTimestamp(CAST(");
    g.value(this);
    if g.tree.has(id, Arg::Scale) {
        g.write(" / POWER(10, ");
        g.arg(id, Arg::Scale);
        g.write(")");
    }
    g.write(" AS Nullable(Int64)))");
}

// ---- texts -----------------------------------------------------------------------------------------------------------

fn cast_to_text(g: &mut Generator<'_>, id: NodeId) {
    let args = [Arg::This, Arg::To].map(|arg| g.tree.get(id, arg));
    g.func("CAST", &args);
}

fn jaro_winkler(g: &mut Generator<'_>, id: NodeId) {
    let mut args = [Arg::This, Arg::Expression].map(|arg| g.tree.get(id, arg));
    if g.tree.has(id, Arg::CaseInsensitive) {
        args = args.map(|arg| g.make(Kind::Upper, &[(Arg::This, arg)]).into());
    }
    g.func("jaroWinklerSimilarity", &args);
}

/// `LENGTH` counts bytes here.
fn length(g: &mut Generator<'_>, id: NodeId) {
    let name = if g.tree.has(id, Arg::Binary) { "LENGTH" } else { "CHAR_LENGTH" };
    let this = g.tree.get(id, Arg::This);
    g.func(name, &[this]);
}

/// The function makes bytes here.
fn md5(g: &mut Generator<'_>, id: NodeId) {
    g.write("LOWER(HEX(MD5(");
    g.arg(id, Arg::This);
    g.write(")))");
}

fn sha2(g: &mut Generator<'_>, id: NodeId) {
    let length = g.tree.node(id, Arg::Length).map(|node| g.tree.name(node).to_string()).unwrap_or_default();
    let length = if length.is_empty() { "256" } else { &length };
    let this = g.tree.get(id, Arg::This);
    g.func(&format!("SHA{length}"), &[this]);
}

fn split(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let args = [Arg::Expression, Arg::This, Arg::Limit].map(|arg| g.tree.get(id, arg));
    g.func(name, &args);
}

fn str_position(g: &mut Generator<'_>, id: NodeId) {
    let args = [Arg::This, Arg::Substr, Arg::Position].map(|arg| g.tree.get(id, arg));
    g.func("POSITION", &args);
}

fn regexp_count(g: &mut Generator<'_>, id: NodeId) {
    let (this, pattern) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    if !g.tree.has(id, Arg::Position) {
        return g.func("countMatches", &[this, pattern]);
    }
    g.write("countMatches(substringUTF8(");
    g.value(this);
    g.write(", ");
    g.arg(id, Arg::Position);
    g.write("), ");
    g.value(pattern);
    g.write(")");
}

fn regexp_ilike(g: &mut Generator<'_>, id: NodeId) {
    g.write("match(");
    g.arg(id, Arg::This);
    g.write(", CONCAT('(?i)', ");
    g.arg(id, Arg::Expression);
    g.write("))");
}

/// `TRIM(LEADING 'a' FROM x)`; without a pattern there are functions for the sides.
fn trim(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::Expression) {
        return g.render_base(id);
    }
    g.write("TRIM(");
    match g.tree.has(id, Arg::Position) {
        true => g.arg(id, Arg::Position),
        false => g.write("BOTH"),
    }
    g.write(" ");
    g.arg(id, Arg::Expression);
    g.write(" FROM ");
    g.arg(id, Arg::This);
    g.arg_after(" COLLATE ", id, Arg::Collation);
    g.write(")");
}
