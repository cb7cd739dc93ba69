//! Rendering that differs from the base.

mod aggregates;
mod tables;

use super::names;
use crate::shared;
use sqlectic_ast::{Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    dialect::Rewrite,
    generator::{clauses, json_path, strings, Generator, Part},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    types(d);
    names(d);
    templates(d);
    renders(d);
    d.generator.add_renders(aggregates::RENDERS);
    d.generator.add_renders(tables::RENDERS);
    d.rewrites.extend([
        sqlectic_rewrite::limit_by_to_qualify as Rewrite,
        sqlectic_rewrite::computed_fields_to_json,
        sqlectic_rewrite::now_to_current_timestamp,
        sqlectic_rewrite::deletes_using_to_exists,
        sqlectic_rewrite::joined_updates_to_from,
        sqlectic_rewrite::unnest_projected_series,
        sqlectic_rewrite::explode_projections_to_unnest,
        sqlectic_rewrite::unqualify_unnest,
        sqlectic_rewrite::eliminate_distinct_on,
        sqlectic_rewrite::group_by_aliases,
        sqlectic_rewrite::push_cte_column_names,
        sqlectic_rewrite::eliminate_semi_and_anti_joins,
    ]);
}

fn flags(d: &mut Dialect) {
    let f = &mut d.generator.flags;
    f.can_implement_array_any = true;
    f.cast_to_int_rounds = true;
    f.collate_is_func = true;
    f.declare_default_assignment = "DEFAULT".into();
    f.except_intersect_support_all_clause = false;
    f.hex_func = "TO_HEX".into();
    f.ignore_nulls_in_func = true;
    f.interval_allows_plural_form = false;
    f.join_hints = false;
    f.json_key_value_pair_sep = ",".into();
    f.json_path_single_quote_escape = true;
    f.limit_fetch = "LIMIT".into();
    f.limit_only_literals = true;
    f.named_placeholder_token = "@".into();
    f.null_ordering_supported = Some(false);
    f.nvl2_supported = false;
    f.query_hints = false;
    f.rename_table_with_db = false;
    f.supports_decode_case = false;
    f.supports_exploding_projections = false;
    f.supports_named_cte_columns = false;
    f.supports_table_alias_columns = false;
    f.supports_to_number = false;
    f.supports_uescape = false;
    f.supports_unix_seconds = true;
    f.table_hints = false;
    f.try_supported = false;
    f.unnest_with_ordinality = false;
    f.unpivot_aliases_are_identifiers = false;
    f.with_properties_prefix = "OPTIONS".into();
    let g = &mut d.generator;
    g.after_having = vec![clauses::QUALIFY, clauses::WINDOWS];
    g.window_functions_with_null_ordering = shared::WINDOW_FUNCTIONS.to_vec();
    g.parts.set_function(Part::InUnnest, |g, unnest| g.node(unnest));
    g.json_path_parts = vec![Kind::JSONPathKey, Kind::JSONPathRoot, Kind::JSONPathSubscript];
}

fn types(d: &mut Dialect) {
    d.generator.add_types(&[
        ("BIGDECIMAL", "BIGNUMERIC"),
        ("BIGINT", "INT64"),
        ("BINARY", "BYTES"),
        ("BLOB", "BYTES"),
        ("BOOLEAN", "BOOL"),
        ("CHAR", "STRING"),
        ("DECIMAL", "NUMERIC"),
        ("DOUBLE", "FLOAT64"),
        ("FLOAT", "FLOAT64"),
        ("INT", "INT64"),
        ("NCHAR", "STRING"),
        ("NVARCHAR", "STRING"),
        ("ROWVERSION", "BYTES"),
        ("SMALLINT", "INT64"),
        ("TEXT", "STRING"),
        ("TIMESTAMP", "DATETIME"),
        ("TIMESTAMPLTZ", "TIMESTAMP"),
        ("TIMESTAMPNTZ", "DATETIME"),
        ("TIMESTAMPTZ", "TIMESTAMP"),
        ("TINYINT", "INT64"),
        ("UUID", "STRING"),
        ("VARBINARY", "BYTES"),
        ("VARCHAR", "STRING"),
        ("VARIANT", "ANY TYPE"),
    ]);
}

fn names(d: &mut Dialect) {
    d.generator.add_names(&[
        (Kind::AIEmbed, "EMBED"),
        (Kind::AIGenerate, "GENERATE"),
        (Kind::AISimilarity, "SIMILARITY"),
        (Kind::ApproxDistinct, "APPROX_COUNT_DISTINCT"),
        (Kind::ApproxTopK, "APPROX_TOP_COUNT"),
        (Kind::BitwiseAndAgg, "BIT_AND"),
        (Kind::BitwiseCount, "BIT_COUNT"),
        (Kind::BitwiseOrAgg, "BIT_OR"),
        (Kind::BitwiseXorAgg, "BIT_XOR"),
        (Kind::ByteLength, "BYTE_LENGTH"),
        (Kind::CountIf, "COUNTIF"),
        (Kind::DateFromParts, "DATE"),
        (Kind::DateFromUnixDate, "DATE_FROM_UNIX_DATE"),
        (Kind::Int64, "INT64"),
        (Kind::IntDiv, "DIV"),
        (Kind::JSONBool, "BOOL"),
        (Kind::JSONKeysAtDepth, "JSON_KEYS"),
        (Kind::JSONValueArray, "JSON_VALUE_ARRAY"),
        (Kind::MD5Digest, "MD5"),
        (Kind::SafeDivide, "SAFE_DIVIDE"),
        (Kind::SessionUser, "SESSION_USER"),
        (Kind::SHA, "SHA1"),
        (Kind::SHA1Digest, "SHA1"),
        (Kind::String, "STRING"),
        (Kind::TimeFromParts, "TIME"),
        (Kind::TimestampFromParts, "DATETIME"),
        (Kind::TsOrDsToDatetime, "DATETIME"),
        (Kind::TsOrDsToTime, "TIME"),
        (Kind::TsOrDsToTimestamp, "TIMESTAMP"),
        (Kind::Unhex, "FROM_HEX"),
        (Kind::UnixDate, "UNIX_DATE"),
        (Kind::UnixSeconds, "UNIX_SECONDS"),
        (Kind::VariancePop, "VAR_POP"),
    ]);
}

fn templates(d: &mut Dialect) {
    d.generator.add_templates(&[
        (Kind::ArrayRemove, "ARRAY(SELECT _u FROM UNNEST(this) AS _u WHERE _u <> expression)"),
        (Kind::ArrayContains, "EXISTS(SELECT 1 FROM UNNEST(this) AS _col WHERE _col = expression)"),
        (Kind::Day, "EXTRACT(DAY FROM this)"),
        (Kind::DayOfMonth, "EXTRACT(DAY FROM this)"),
        (Kind::DayOfWeek, "EXTRACT(DAYOFWEEK FROM this)"),
        (Kind::DayOfWeekIso, "(MOD(EXTRACT(DAYOFWEEK FROM this) + 5, 7) + 1)"),
        (Kind::DayOfYear, "EXTRACT(DAYOFYEAR FROM this)"),
        (Kind::Hour, "EXTRACT(HOUR FROM this)"),
        (Kind::Month, "EXTRACT(MONTH FROM this)"),
        (Kind::Quarter, "EXTRACT(QUARTER FROM this)"),
        (Kind::WeekOfYear, "EXTRACT(ISOWEEK FROM this)"),
        (Kind::Year, "EXTRACT(YEAR FROM this)"),
    ]);
}

fn renders(d: &mut Dialect) {
    let g = &mut d.generator;
    g.add_renders(&[
        (Kind::Array, array),
        (Kind::ArrayFilter, aggregates::array_filter),
        (Kind::AtTimeZone, at_time_zone),
        (Kind::Bracket, bracket),
        (Kind::ByteString, byte_string),
        (Kind::Cast, cast),
        (Kind::Column, column),
        (Kind::ClusterProperty, |g, id| {
            let columns = g.tree.expressions(id).to_vec();
            if columns.is_empty() {
                return g.render_base(id);
            }
            g.write("CLUSTER BY ");
            g.join(&columns, ", ");
        }),
        (Kind::JSONExtract, |g, id| json_function(g, id, "JSON_EXTRACT")),
        (Kind::JSONExtractArray, |g, id| json_function(g, id, "JSON_EXTRACT_ARRAY")),
        (Kind::JSONExtractScalar, |g, id| json_function(g, id, "JSON_EXTRACT_SCALAR")),
        (Kind::CollateProperty, |g, id| {
            g.flag(id, Arg::Default, "DEFAULT ");
            g.arg_after("COLLATE ", id, Arg::This);
        }),
        (Kind::ParseJSON, parse_json),
        (Kind::PartitionedByProperty, |g, id| g.arg_after("PARTITION BY ", id, Arg::This)),
        (Kind::ReturnsProperty, returns),
        (Kind::StabilityProperty, |g, id| match g.tree.text_of(id, Arg::This) {
            "IMMUTABLE" => g.write("DETERMINISTIC"),
            _ => g.write("NOT DETERMINISTIC"),
        }),
        (Kind::WeekStart, week_start),
        (Kind::Xor, shared::exclusive_or),
        (Kind::Commit, |g, _| g.write("COMMIT TRANSACTION")),
        (Kind::Contains, contains),
        (Kind::DateAdd, |g, id| delta(g, id, "DATE_ADD")),
        (Kind::DateDiff, |g, id| diff(g, id, "DATE_DIFF")),
        (Kind::DateStrToDate, shared::as_date),
        (Kind::DateSub, |g, id| delta(g, id, "DATE_SUB")),
        (Kind::DateTrunc, |g, id| trunc(g, id, "DATE_TRUNC")),
        (Kind::DatetimeAdd, |g, id| delta(g, id, "DATETIME_ADD")),
        (Kind::DatetimeDiff, |g, id| {
            let [this, other] = [Arg::This, Arg::Expression].map(|arg| g.tree.get(id, arg));
            let unit = g.unit_to_word(id, "");
            g.func("DATETIME_DIFF", &[this, other, unit]);
        }),
        (Kind::DatetimeSub, |g, id| delta(g, id, "DATETIME_SUB")),
        (Kind::EQ, equals),
        (Kind::Fetch, |g, id| {
            clauses::counts_only(g, id);
            g.seg("LIMIT ");
            match g.tree.has(id, Arg::Count) {
                true => g.arg(id, Arg::Count),
                false => g.write("1"),
            }
        }),
        (Kind::ExplodingGenerateSeries, generate_series),
        (Kind::FromBase, from_base),
        (Kind::FromTimeZone, |g, id| {
            let [this, zone] = [Arg::This, Arg::Zone].map(|arg| g.tree.get(id, arg));
            g.write("DATETIME(");
            g.func("TIMESTAMP", &[this, zone]);
            g.write(", 'UTC')");
        }),
        (Kind::JSONPath, json_path),
        (Kind::StrPosition, str_position),
        (Kind::DatetimeTrunc, |g, id| trunc(g, id, "DATETIME_TRUNC")),
        (Kind::GenerateSeries, generate_series),
        (Kind::Hex, |g, id| {
            let this = g.tree.get(id, Arg::This);
            g.write("UPPER(");
            g.func("TO_HEX", &[this]);
            g.write(")");
        }),
        (Kind::HexString, |g, id| shared::hex_string(g, id, "FROM_HEX")),
        (Kind::Identifier, identifier),
        (Kind::ILike, shared::ilike_as_lower),
        (Kind::If, if_function),
        (Kind::JSONFormat, json_format),
        (Kind::Levenshtein, levenshtein),
        (Kind::LowerHex, |g, id| {
            g.func_of(id, "TO_HEX", &[Arg::This]);
        }),
        (Kind::MD5, |g, id| {
            let this = g.tree.get(id, Arg::This);
            g.write("TO_HEX(");
            g.func("MD5", &[this]);
            g.write(")");
        }),
        (Kind::Max, shared::max_or_greatest),
        (Kind::Min, shared::min_or_least),
        (Kind::Mod, shared::mod_function),
        (Kind::Normalize, |g, id| {
            let name = if g.tree.has(id, Arg::IsCasefold) { "NORMALIZE_AND_CASEFOLD" } else { "NORMALIZE" };
            let args = [g.tree.get(id, Arg::This), g.tree.node(id, Arg::Form).into()];
            g.func(name, &args);
        }),
        (Kind::ParseDatetime, |g, id| parsed(g, id, "PARSE_DATETIME")),
        (Kind::ParseTime, |g, id| parsed(g, id, "PARSE_TIME")),
        (Kind::RegexpExtract, |g, id| regexp(g, id, "REGEXP_EXTRACT")),
        (Kind::RegexpExtractAll, |g, id| {
            for arg in [Arg::Position, Arg::Occurrence] {
                if g.tree.node(id, arg).is_some_and(|start| g.tree.name(start) != "1") {
                    g.unsupported_args(id, &[arg]);
                }
            }
            g.func_of(id, "REGEXP_EXTRACT_ALL", &[Arg::This, Arg::Expression]);
        }),
        (Kind::RegexpReplace, |g, id| {
            g.unsupported_args(id, &[Arg::Position, Arg::Occurrence, Arg::Modifiers]);
            g.func_of(id, "REGEXP_REPLACE", &[Arg::This, Arg::Expression, Arg::Replacement]);
        }),
        (Kind::Rollback, |g, _| g.write("ROLLBACK TRANSACTION")),
        (Kind::SHA2, sha2),
        (Kind::SHA2Digest, sha2),
        (Kind::StrToDate, |g, id| str_to(g, id, "PARSE_DATE", "DATE")),
        (Kind::StrToTime, |g, id| str_to(g, id, "PARSE_TIMESTAMP", "TIMESTAMPTZ")),
        (Kind::TimeAdd, |g, id| delta(g, id, "TIME_ADD")),
        (Kind::TimeStrToTime, shared::as_timestamp_in_zone),
        (Kind::TimeSub, |g, id| delta(g, id, "TIME_SUB")),
        (Kind::TimeToStr, time_to_str),
        (Kind::TimeTrunc, |g, id| trunc(g, id, "TIME_TRUNC")),
        (Kind::TimestampAdd, |g, id| delta(g, id, "TIMESTAMP_ADD")),
        (Kind::TimestampDiff, |g, id| {
            let args = [Arg::This, Arg::Expression].map(|arg| g.tree.get(id, arg));
            let unit = g.unit_to_word(id, "");
            g.func("TIMESTAMP_DIFF", &[args[0], args[1], unit]);
        }),
        (Kind::TimestampSub, |g, id| delta(g, id, "TIMESTAMP_SUB")),
        (Kind::TimestampTrunc, |g, id| trunc(g, id, "TIMESTAMP_TRUNC")),
        (Kind::Transaction, |g, _| g.write("BEGIN TRANSACTION")),
        (Kind::TryCast, |g, id| sqlectic_syntax::generator::types::cast_with(g, id, "SAFE_")),
        (Kind::TsOrDsAdd, ts_or_ds_add),
        (Kind::TsOrDsDiff, |g, id| {
            let [this, other] = [Arg::This, Arg::Expression].map(|arg| g.tree.get(id, arg));
            let (this, other) = (shared::cast(g, this, "TIMESTAMP"), shared::cast(g, other, "TIMESTAMP"));
            let unit = g.unit_to_word(id, "DAY");
            g.func("DATE_DIFF", &[this.into(), other.into(), unit]);
        }),
        (Kind::TsOrDsToDate, ts_or_ds_to_date),
        (Kind::UnixToTime, unix_to_time),
        (Kind::Uuid, |g, _| g.func("GENERATE_UUID", &[])),
    ]);
}

// ---- collections ----------------------------------------------------------------------------------------------------

/// `ARRAY(SELECT ...)`, and not a list that holds a query.
fn is_array_of_query(g: &Generator<'_>, id: NodeId) -> bool {
    let [item] = g.tree.expressions(id)[..] else { return false };
    let is_query = g.tree.is(item, Kind::Query) || g.tree.kind(item) == Kind::Limit;
    is_query && !g.tree.has(id, Arg::ValueConstructor)
}

/// Of a query it is a call, of values brackets.
fn array(g: &mut Generator<'_>, id: NodeId) {
    match is_array_of_query(g, id) {
        true => g.func("ARRAY", &[g.tree.get(id, Arg::Expressions)]),
        false => shared::bracket_array(g, id),
    }
}

fn generate_series(g: &mut Generator<'_>, id: NodeId) {
    let [start, mut end, step] = [Arg::Start, Arg::End, Arg::Step].map(|arg| g.tree.get(id, arg));
    if g.tree.has(id, Arg::IsEndExclusive) {
        let down = step.node().is_some_and(|step| g.tree.kind(step) == Kind::Neg);
        let one = g.number_node(1);
        let before = if down { Kind::Add } else { Kind::Sub };
        end = g.make(before, &[(Arg::This, end), (Arg::Expression, one.into())]).into();
    }
    g.func("GENERATE_ARRAY", &[start, end, step]);
}

fn if_function(g: &mut Generator<'_>, id: NodeId) {
    let [this, true_, false_] = [Arg::This, Arg::True, Arg::False].map(|arg| g.tree.get(id, arg));
    let false_ = if false_.is_some() { false_ } else { g.make(Kind::Null, &[]).into() };
    g.func("IF", &[this, true_, false_]);
}

// ---- texts ----------------------------------------------------------------------------------------------------------

/// The vendor's function passes over case by itself.
fn contains(g: &mut Generator<'_>, id: NodeId) {
    let [this, other] = [Arg::This, Arg::Expression].map(|arg| match g.tree.get(id, arg) {
        Value::Node(node) if g.tree.kind(node) == Kind::Lower => g.tree.get(node, Arg::This),
        value => value,
    });
    let scope = g.tree.get(id, Arg::JsonScope);
    g.func("CONTAINS_SUBSTR", &[this, other, scope]);
}

fn json_format(g: &mut Generator<'_>, id: NodeId) {
    let name = if g.tree.has(id, Arg::ToJson) { "TO_JSON" } else { "TO_JSON_STRING" };
    g.func_of(id, name, &[Arg::This, Arg::Options]);
}

fn levenshtein(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::InsCost, Arg::DelCost, Arg::SubCost]);
    let [this, other, most] = [Arg::This, Arg::Expression, Arg::MaxDist].map(|arg| g.tree.get(id, arg));
    let most = match most.is_some() {
        true => {
            let name = g.word_node("max_distance");
            g.make(Kind::Kwarg, &[(Arg::This, name.into()), (Arg::Expression, most)]).into()
        }
        false => most,
    };
    g.func("EDIT_DISTANCE", &[this, other, most]);
}

fn regexp(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let [this, pattern, mut position, occurrence] =
        [Arg::This, Arg::Expression, Arg::Position, Arg::Occurrence].map(|arg| g.tree.get(id, arg));
    if occurrence.is_some() && !position.is_some() {
        position = g.number_node(1).into();
    }
    g.func(name, &[this, pattern, position, occurrence]);
}

fn sha2(g: &mut Generator<'_>, id: NodeId) {
    let name = match g.tree.text_of(id, Arg::Length) {
        "" | "0" => "SHA256".to_owned(),
        length => format!("SHA{length}"),
    };
    g.func_of(id, &name, &[Arg::This]);
}

/// `STR_POSITION(x, y, 1, n)`: an occurrence needs a position.
fn str_position(g: &mut Generator<'_>, id: NodeId) {
    let [this, part, mut position, occurrence] =
        [Arg::This, Arg::Substr, Arg::Position, Arg::Occurrence].map(|arg| g.tree.get(id, arg));
    if occurrence.is_some() && !position.is_some() {
        position = g.number_node(1).into();
    }
    g.func("INSTR", &[this, part, position, occurrence]);
}

/// Hexadecimal digits are read by a cast if they start with `0x`.
/// <https://cloud.google.com/bigquery/docs/reference/standard-sql/conversion_functions#cast_as_integer>
fn from_base(g: &mut Generator<'_>, id: NodeId) {
    let base = g.tree.expression(id).filter(|base| g.tree.is_number(*base)).map(|base| g.tree.name(base).to_string());
    if base.as_deref() != Some("16") {
        g.unsupported("FROM_BASE is only supported for base 16");
        return g.render_base(id);
    }
    g.write("CAST(REGEXP_REPLACE(");
    g.arg(id, Arg::This);
    g.write(r", '^([+-]?)', '\\10x') AS INT64)");
}

/// What is compared with a null is null.
fn equals(g: &mut Generator<'_>, id: NodeId) {
    let is_null = |arg: Arg| g.tree.node(id, arg).is_some_and(|node| g.tree.kind(node) == Kind::Null);
    // In `UPDATE` it is an assignment.
    let is_assignment = g.tree.parent(id).is_some_and(|parent| g.tree.kind(parent) == Kind::Update);
    if !is_assignment && (is_null(Arg::This) || is_null(Arg::Expression)) {
        return g.write("NULL");
    }
    g.render_base(id);
}

// ---- times ----------------------------------------------------------------------------------------------------------

/// `F(x, INTERVAL n unit)`.
fn delta(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let amount = g.tree.get(id, Arg::Expression);
    let interval = match amount.node() {
        Some(node) if g.tree.kind(node) == Kind::Interval => node,
        _ => {
            let unit = g.unit_to_word(id, "DAY");
            g.make(Kind::Interval, &[(Arg::This, amount), (Arg::Unit, unit)])
        }
    };
    let this = g.tree.get(id, Arg::This);
    g.func(name, &[this, interval.into()]);
}

fn diff(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let args = [Arg::This, Arg::Expression].map(|arg| g.tree.get(id, arg));
    let unit = g.unit_to_word(id, "DAY");
    g.func(name, &[args[0], args[1], unit]);
}

fn trunc(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let mut unit = g.unit_to_word(id, "DAY");
    if let Some(full) = shared::full_truncated_name(&g.unit_name(id, "DAY")).filter(|full| *full != "WEEK") {
        unit = g.word_node(full).into();
    }
    let [this, zone] = [Arg::This, Arg::Zone].map(|arg| g.tree.get(id, arg));
    g.func(name, &[this, unit, zone]);
}

fn parsed(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let (format, this, mut zone) = (g.format_time(id), g.tree.get(id, Arg::This), g.tree.get(id, Arg::Zone));
    if g.tree.kind(id) == Kind::ParseDatetime {
        // Only instants are in a zone.
        g.unsupported_args(id, &[Arg::Zone]);
        zone = Value::None;
    }
    g.func(name, &[format, this, zone]);
}

/// What may fail is a cast with a format, in the elements that casts know.
fn str_to(g: &mut Generator<'_>, id: NodeId, name: &str, to: &str) {
    if !g.tree.has(id, Arg::Safe) {
        return parsed(g, id, name);
    }
    let this = g.tree.get(id, Arg::This);
    let format = match g.tree.node(id, Arg::Format).filter(|format| g.tree.is_string(*format)) {
        Some(format) => {
            let text = g.dialect.time.cast_write.apply(g.tree.name(format));
            g.string_node(&text).into()
        }
        None => g.tree.get(id, Arg::Format),
    };
    let to = sqlectic_syntax::generator::types::data_type(g, to);
    let cast = g.make(Kind::TryCast, &[(Arg::This, this), (Arg::To, to.into()), (Arg::Format, format)]);
    g.node(cast);
}

/// A time in a zone is a time without one, which is that of an instant.
fn at_time_zone(g: &mut Generator<'_>, id: NodeId) {
    let [this, zone] = [Arg::This, Arg::Zone].map(|arg| g.tree.get(id, arg));
    let is_cast_to_text = g.tree.parent(id).is_some_and(|parent| {
        let to = g.tree.node(parent, Arg::To).map(|to| g.tree.text_of(to, Arg::This).to_string());
        g.tree.is(parent, Kind::Cast) && to.as_deref() == Some("TEXT")
    });
    if is_cast_to_text {
        return g.render_base(id);
    }
    g.write("TIMESTAMP(");
    g.func("DATETIME", &[this, zone]);
    g.write(")");
}

/// The function is that of the value's type.
fn time_to_str(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.get(id, Arg::This);
    let kind = this.node().map(|node| g.tree.kind(node));
    let name = match kind {
        Some(Kind::TsOrDsToDatetime) => "FORMAT_DATETIME",
        Some(Kind::TsOrDsToTimestamp) => "FORMAT_TIMESTAMP",
        Some(Kind::TsOrDsToTime) => "FORMAT_TIME",
        _ => "FORMAT_DATE",
    };
    let wraps = [Kind::TsOrDsToDate, Kind::TsOrDsToDatetime, Kind::TsOrDsToTimestamp, Kind::TsOrDsToTime];
    let value = match this.node() {
        Some(node) if wraps.contains(&g.tree.kind(node)) => g.tree.get(node, Arg::This),
        _ => this,
    };
    let format = g.format_time(id);
    let zone = g.tree.get(id, Arg::Zone);
    g.func(name, &[format, value, zone]);
}

fn ts_or_ds_add(g: &mut Generator<'_>, id: NodeId) {
    // BigQuery's TIMESTAMP has a zone.
    let this = shared::ts_or_ds_operand(g, id);
    let unit = g.unit_to_word(id, "DAY");
    let amount = g.tree.get(id, Arg::Expression);
    let interval = g.make(Kind::Interval, &[(Arg::This, amount), (Arg::Unit, unit)]);
    g.func("DATE_ADD", &[this, interval.into()]);
}

/// A text with a format is a time first.
fn ts_or_ds_to_date(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::Format) || !g.tree.has(id, Arg::Safe) {
        return g.render_base(id);
    }
    let [this, format] = [Arg::This, Arg::Format].map(|arg| g.tree.get(id, arg));
    let time = g.make(Kind::StrToTime, &[(Arg::This, this), (Arg::Format, format), (Arg::Safe, Value::Bool(true))]);
    let cast = shared::cast(g, time.into(), "DATE");
    g.node(cast);
}

fn unix_to_time(g: &mut Generator<'_>, id: NodeId) {
    if shared::unix_time_as_text(g, id) {
        return;
    }
    let this = g.tree.get(id, Arg::This);
    let scale = g.tree.node(id, Arg::Scale).map(|scale| g.tree.name(scale).to_string()).unwrap_or_default();
    match scale.as_str() {
        "" | "0" => g.func("TIMESTAMP_SECONDS", &[this]),
        "3" => g.func("TIMESTAMP_MILLIS", &[this]),
        "6" => g.func("TIMESTAMP_MICROS", &[this]),
        _ => {
            let this = g.as_operand(Kind::Div, Arg::This, this);
            g.write("TIMESTAMP_SECONDS(CAST(");
            g.value(this);
            g.write(" / POWER(10, ");
            g.arg(id, Arg::Scale);
            g.write(") AS INT64))");
        }
    }
}

// ---- names and types -------------------------------------------------------------------------------------------------

/// Quotes and control characters inside of names are escaped as in strings.
/// <https://cloud.google.com/bigquery/docs/reference/standard-sql/lexical#quoted_identifiers>
fn identifier(g: &mut Generator<'_>, id: NodeId) {
    let special = |c: char| c == '`' || c.is_ascii_control();
    if !g.tree.text_of(id, Arg::This).contains(special) {
        return g.render_base(id);
    }
    let mut name = String::from("`");
    for c in g.tree.text_of(id, Arg::This).chars() {
        match c {
            '`' | '\\' => name.extend(['\\', c]),
            c => strings::push_sequence(&g.dialect.lexer, c, &mut name),
        }
    }
    name.push('`');
    g.write(&name);
}

/// A text that another dialect writes with escapes is a text here.
fn byte_string(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::IsBytes) {
        return g.render_base(id);
    }
    let bytes: String = g.tree.text_of(id, Arg::This).bytes().map(char::from).collect();
    let bytes = g.tree.text_value(&bytes);
    let bytes = g.make(Kind::ByteString, &[(Arg::This, bytes), (Arg::IsBytes, Value::Bool(true))]);
    let cast = shared::cast(g, bytes.into(), "VARCHAR");
    g.node(cast);
}

/// Qualifiers that stood in one pair of quotes do so again.
fn column(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.meta(id, names::QUOTED_COLUMN).is_some() {
        return g.render_base(id);
    }
    let qualifiers: Vec<&str> = [Arg::Catalog, Arg::Db, Arg::Table]
        .iter()
        .filter_map(|arg| g.tree.node(id, *arg))
        .map(|part| g.tree.name(part))
        .collect();
    let name = g.tree.text(&qualifiers.join("."));
    let name = g.make(Kind::Identifier, &[(Arg::This, Value::Text(name)), (Arg::Quoted, Value::Bool(true))]);
    g.node(name);
    g.arg_after(".", id, Arg::This);
}

/// Weeks start on Sunday unless said otherwise.
fn week_start(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.text_of(id, Arg::This).eq_ignore_ascii_case("SUNDAY") {
        return g.write("WEEK");
    }
    let day = g.tree.get(id, Arg::This);
    g.func("WEEK", &[day]);
}

/// An array of a type has it before its brackets; sizes of types are for columns only.
/// <https://cloud.google.com/bigquery/docs/reference/standard-sql/data-types#parameterized_data_types>
fn cast(g: &mut Generator<'_>, id: NodeId) {
    let array = g.tree.this(id).filter(|this| g.tree.kind(*this) == Kind::Array);
    let array = array.filter(|array| !is_array_of_query(g, *array));
    let to = g.tree.node(id, Arg::To).filter(|to| g.tree.text_of(*to, Arg::This) == "ARRAY");
    match (array, to) {
        (Some(array), Some(to)) if g.tree.list_len(to, Arg::Expressions) > 0 => {
            g.node(to);
            g.node(array);
        }
        _ => cast_without_sizes(g, id),
    }
}

fn cast_without_sizes(g: &mut Generator<'_>, id: NodeId) {
    let to = g.tree.node(id, Arg::To);
    let sized = to.filter(|to| g.tree.walk(*to).any(|node| g.tree.kind(node) == Kind::DataTypeParam));
    let Some(to) = sized else { return sqlectic_syntax::generator::types::cast_with(g, id, "") };
    let plain = g.tree.copy(to);
    let types: Vec<NodeId> = g.tree.walk(plain).filter(|node| g.tree.kind(*node) == Kind::DataType).collect();
    for node in types {
        let sizes = g.tree.expressions(node);
        if sizes.is_empty() || !sizes.iter().all(|size| g.tree.kind(*size) == Kind::DataTypeParam) {
            continue;
        }
        if g.tree.text_of(node, Arg::This) == "DECIMAL" && !is_numeric(g, &sizes) {
            g.tree.set_text(node, Arg::This, "BIGDECIMAL");
        }
        g.tree.take(node, Arg::Expressions);
    }
    let args: Vec<(Arg, Value)> = g
        .tree
        .arguments(id)
        .map(|(arg, value)| if arg == Arg::To { (arg, plain.into()) } else { (arg, value) })
        .collect();
    let node = g.make(Kind::Cast, &args);
    sqlectic_syntax::generator::types::cast_with(g, node, "");
}

/// Whether a precision and a scale are those of a `NUMERIC`: 29 digits before the point, 9 behind it.
/// <https://cloud.google.com/bigquery/docs/reference/standard-sql/data-types#decimal_types>
fn is_numeric(g: &Generator<'_>, sizes: &[NodeId]) -> bool {
    let size = |i: usize| sizes.get(i).and_then(|size| g.tree.this(*size)).map(|size| g.tree.name(size).parse::<i64>());
    match (size(0), size(1).unwrap_or(Ok(0))) {
        (Some(Ok(precision)), Ok(scale)) => precision - scale <= 29 && scale <= 9,
        _ => true,
    }
}

// ---- subscripts ------------------------------------------------------------------------------------------------------

fn bracket(g: &mut Generator<'_>, id: NodeId) {
    if let [key] = g.tree.expressions(id)[..] {
        let is_struct = g.tree.this(id).is_some_and(|this| g.tree.said_type(this) == Some("STRUCT"));
        if is_struct && g.tree.is_string(key) {
            let name = g.tree.name(key).to_string();
            g.arg(id, Arg::This);
            return g.write(&format!(".{name}"));
        }
    }
    let name = match (g.tree.get(id, Arg::Offset), g.tree.has(id, Arg::Safe)) {
        (Value::Int(0), false) => "OFFSET",
        (Value::Int(0), true) => "SAFE_OFFSET",
        (Value::Int(1), false) => "ORDINAL",
        (Value::Int(1), true) => "SAFE_ORDINAL",
        _ => return g.render_base(id),
    };
    g.arg(id, Arg::This);
    g.write("[");
    let items = g.tree.expressions(id).to_vec();
    g.write(name);
    g.write("(");
    g.join(&items, ", ");
    g.write(")]");
}

// ---- JSON ------------------------------------------------------------------------------------------------------------

/// Under the name that was written, if one was.
fn json_function(g: &mut Generator<'_>, id: NodeId, name: &'static str) {
    let noted = match g.tree.meta(id, "bigquery_name") {
        Value::Text(noted) => Some(g.tree.str(noted).to_string()),
        _ => None,
    };
    if g.tree.kind(id) == Kind::JSONExtract {
        shared::paths_only(g, id);
    }
    g.func_of(id, noted.as_deref().unwrap_or(name), &[Arg::This, Arg::Expression, Arg::Expressions]);
}

/// Newer functions quote keys of paths with dots, older ones with brackets.
/// <https://cloud.google.com/bigquery/docs/reference/standard-sql/json_functions#differences_json_and_string>
fn json_path(g: &mut Generator<'_>, id: NodeId) {
    let name = g.tree.parent(id).map_or(Value::None, |parent| g.tree.meta(parent, "bigquery_name"));
    let is_new = match name {
        Value::Text(name) => matches!(g.tree.str(name), "JSON_QUERY" | "JSON_QUERY_ARRAY" | "JSON_VALUE"),
        _ => false,
    };
    let text = json_path::path_text_with(g, id, if is_new { dotted_key } else { bracketed_key });
    strings::write_string(g, &text);
}

fn is_plain_key(key: &str) -> bool {
    key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

fn dotted_key(_: &Generator<'_>, key: &str, out: &mut String) {
    match is_plain_key(key) {
        true => out.extend([".", key]),
        false => out.push_str(&format!(".\"{}\"", key.replace('"', "\\\""))),
    }
}

fn bracketed_key(_: &Generator<'_>, key: &str, out: &mut String) {
    match is_plain_key(key) {
        true => out.extend([".", key]),
        false => out.push_str(&format!("['{}']", key.replace('\'', "\\'"))),
    }
}

fn parse_json(g: &mut Generator<'_>, id: NodeId) {
    match g.tree.has(id, Arg::IsLiteral) {
        true => g.arg_after("JSON ", id, Arg::This),
        false => g.render_base(id),
    }
}

// ---- definitions -----------------------------------------------------------------------------------------------------

/// `RETURNS TABLE <a INT64>`.
fn returns(g: &mut Generator<'_>, id: NodeId) {
    let columns = g.tree.this(id).filter(|this| g.tree.kind(*this) == Kind::Schema && g.tree.has(id, Arg::IsTable));
    let Some(columns) = columns else { return g.render_base(id) };
    g.write("RETURNS TABLE <");
    let columns = g.tree.expressions(columns);
    g.join(&columns, ", ");
    g.write(">");
}
