//! Rendering that differs from the base.

mod aggregates;
mod collections;
mod definitions;
mod json;
mod statements;
mod tables;

use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    dialect::Rewrite,
    generator::{types, Generator, Location, FLAT},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    let g = &mut d.generator;
    g.bare_tables = vec!["DUAL"];
    // No `CLUSTER BY`, `DISTRIBUTE BY` and `SORT BY`.
    g.after_having.drain(..3);
    g.add_types(&[
        ("BIGDECIMAL", "DOUBLE"),
        ("JSON", "VARIANT"),
        ("NESTED", "OBJECT"),
        ("STRUCT", "OBJECT"),
        ("TEXT", "VARCHAR"),
    ]);
    g.add_names(NAMES);
    g.add_templates(TEMPLATES);
    renders(d);
    aggregates::define(d);
    collections::define(d);
    definitions::define(d);
    json::define(d);
    statements::define(d);
    tables::define(d);
    d.generator.add_locations(&[
        (Kind::InteractiveProperty, Location::PostCreate),
        (Kind::LocationProperty, Location::PostWith),
        (Kind::PartitionedByProperty, Location::PostSchema),
        (Kind::RowAccessProperty, Location::PostSchema),
        (Kind::SetProperty, Location::Unsupported),
        (Kind::VolatileProperty, Location::Unsupported),
        (Kind::CredentialsProperty, Location::PostWith),
    ]);
    d.rewrites.extend([
        sqlectic_rewrite::limit_by_to_qualify as Rewrite,
        sqlectic_rewrite::joined_deletes_to_exists,
        sqlectic_rewrite::now_to_current_timestamp,
        sqlectic_rewrite::joined_updates_to_from,
        sqlectic_rewrite::eliminate_window_clause,
        sqlectic_rewrite::eliminate_distinct_on,
        sqlectic_rewrite::explode_projections_to_unnest,
        sqlectic_rewrite::eliminate_semi_and_anti_joins,
        sqlectic_rewrite::inherit_struct_field_names,
        super::rewrites::qualify_unnested_fields,
        super::rewrites::flatten_date_arrays,
    ]);
}

fn flags(d: &mut Dialect) {
    let f = &mut d.generator.flags;
    f.alter_table_add_columns_wrapped = false;
    f.alter_table_include_column_keyword = false;
    f.array_concat_is_var_len = false;
    f.array_size_name = "ARRAY_SIZE".into();
    f.byte_string_function = "HEX_DECODE_BINARY".into();
    f.cast_to_int_rounds = true;
    f.collate_is_func = true;
    f.copy_params_are_wrapped = false;
    f.copy_params_eq_required = true;
    f.directed_joins = true;
    f.except_intersect_support_all_clause = false;
    f.insert_overwrite = " OVERWRITE INTO".into();
    f.is_bool_allowed = false;
    f.join_hints = false;
    f.json_key_value_pair_sep = ",".into();
    f.limit_only_literals = true;
    f.matched_by_source = false;
    f.merge_all_by_name = true;
    f.nested_type_close = ")".into();
    f.nested_type_open = "(".into();
    f.parameter_mode_behind_name = true;
    f.parameter_token = "$".into();
    f.query_hints = false;
    f.select_kinds = false;
    f.single_string_interval = true;
    f.star_except = "EXCLUDE".into();
    f.supports_convert_timezone = true;
    f.supports_exploding_projections = false;
    f.supports_table_copy = false;
    f.supports_uescape = false;
    f.table_hints = false;
    f.try_supported = false;
    f.with_properties_wrapped = false;
}

/// Kinds that are functions of another name here, sorted.
const NAMES: &[(Kind, &str)] = &[
    (Kind::ApproxDistinct, "APPROX_COUNT_DISTINCT"),
    (Kind::ArgMax, "MAX_BY"),
    (Kind::ArgMin, "MIN_BY"),
    (Kind::BitwiseAnd, "BITAND"),
    (Kind::BitwiseAndAgg, "BITANDAGG"),
    (Kind::BitwiseNot, "BITNOT"),
    (Kind::BitwiseOr, "BITOR"),
    (Kind::BitwiseOrAgg, "BITORAGG"),
    (Kind::BitwiseXor, "BITXOR"),
    (Kind::BitwiseXorAgg, "BITXORAGG"),
    (Kind::ByteLength, "OCTET_LENGTH"),
    (Kind::CosineDistance, "VECTOR_COSINE_SIMILARITY"),
    (Kind::DayOfMonth, "DAYOFMONTH"),
    (Kind::DayOfWeek, "DAYOFWEEK"),
    (Kind::DayOfWeekIso, "DAYOFWEEKISO"),
    (Kind::DayOfYear, "DAYOFYEAR"),
    (Kind::DotProduct, "VECTOR_INNER_PRODUCT"),
    (Kind::EndsWith, "ENDSWITH"),
    (Kind::EuclideanDistance, "VECTOR_L2_DISTANCE"),
    (Kind::Explode, "FLATTEN"),
    (Kind::Flatten, "ARRAY_FLATTEN"),
    (Kind::GetExtract, "GET"),
    (Kind::Hex, "HEX_ENCODE"),
    (Kind::JSONFormat, "TO_JSON"),
    (Kind::JSONKeys, "OBJECT_KEYS"),
    (Kind::LogicalAnd, "BOOLAND_AGG"),
    (Kind::LogicalOr, "BOOLOR_AGG"),
    (Kind::LowerHex, "TO_CHAR"),
    (Kind::MD5Digest, "MD5_BINARY"),
    (Kind::MD5NumberLower64, "MD5_NUMBER_LOWER64"),
    (Kind::MD5NumberUpper64, "MD5_NUMBER_UPPER64"),
    (Kind::ManhattanDistance, "VECTOR_L1_DISTANCE"),
    (Kind::SHA, "SHA1"),
    (Kind::SHA1Digest, "SHA1_BINARY"),
    (Kind::Skewness, "SKEW"),
    (Kind::StPoint, "ST_MAKEPOINT"),
    (Kind::StarMap, "OBJECT_CONSTRUCT"),
    (Kind::StartsWith, "STARTSWITH"),
    (Kind::StringToArray, "STRTOK_TO_ARRAY"),
    (Kind::Stuff, "INSERT"),
    (Kind::ToArray, "TO_ARRAY"),
    (Kind::ToChar, "TO_CHAR"),
    (Kind::Unhex, "HEX_DECODE_BINARY"),
    (Kind::WeekOfYear, "WEEKISO"),
    (Kind::YearOfWeek, "YEAROFWEEK"),
    (Kind::YearOfWeekIso, "YEAROFWEEKISO"),
];

const TEMPLATES: &[(Kind, &str)] = &[
    (Kind::ArrayConcatAgg, "ARRAY_FLATTEN(ARRAY_AGG(this))"),
    (Kind::UtcDate, "CAST(CONVERT_TIMEZONE('UTC', CURRENT_TIMESTAMP()) AS DATE)"),
];

/// A function whose arguments are these of the node, in order.
macro_rules! call {
    ($name:literal: $($arg:ident),*) => {
        |g, id| {
            let items = [$(g.tree.get(id, Arg::$arg)),*];
            g.func($name, &items);
        }
    };
}

fn renders(d: &mut Dialect) {
    let g = &mut d.generator;
    g.add_renders(&[
        (Kind::AddMonths, call!("ADD_MONTHS": This, Expression)),
        (Kind::ArrayExcept, call!("ARRAY_EXCEPT": This, Expression)),
        (Kind::ArrayIntersect, call!("ARRAY_INTERSECTION": Expressions)),
        (Kind::ArrayOverlaps, call!("ARRAYS_OVERLAP": This, Expression)),
        (Kind::ArrayPosition, call!("ARRAY_POSITION": Expression, This)),
        (Kind::ArrayRemove, call!("ARRAY_REMOVE": This, Expression)),
        (Kind::ArraySlice, call!("ARRAY_SLICE": This, Start, End)),
        (Kind::ArrayToString, call!("ARRAY_TO_STRING": This, Expression)),
        (Kind::AtTimeZone, call!("CONVERT_TIMEZONE": Zone, This)),
        (Kind::BitwiseLeftShift, call!("BITSHIFTLEFT": This, Expression)),
        (Kind::BitwiseRightShift, call!("BITSHIFTRIGHT": This, Expression)),
        (Kind::Booland, call!("BOOLAND": This, Expression)),
        (Kind::Boolnot, call!("BOOLNOT": This)),
        (Kind::Boolor, call!("BOOLOR": This, Expression)),
        (Kind::Cast, cast),
        (Kind::Corr, call!("CORR": This, Expression)),
        (Kind::CountIf, call!("COUNT_IF": This)),
        (Kind::CurrentDate, |g, id| match g.tree.node(id, Arg::This) {
            Some(zone) => {
                g.write_template("CAST(CONVERT_TIMEZONE(zone, CURRENT_TIMESTAMP()) AS DATE)", &[("zone", zone)]);
            }
            None => g.write("CURRENT_DATE"),
        }),
        (Kind::CurrentSchemas, |g, _| g.func("CURRENT_SCHEMAS", &[])),
        (Kind::CurrentTimestamp, |g, id| {
            let name = if g.tree.has(id, Arg::Sysdate) { "SYSDATE" } else { "CURRENT_TIMESTAMP" };
            let this = if name == "SYSDATE" { Value::None } else { g.tree.get(id, Arg::This) };
            g.func(name, &[this]);
        }),
        (Kind::DataType, data_type),
        (Kind::DateAdd, |g, id| date_delta(g, id, "DATEADD", false)),
        (Kind::DateDiff, |g, id| date_diff(g, id, "DATEDIFF")),
        (Kind::DateFromParts, call!("DATE_FROM_PARTS": Year, Month, Day)),
        (Kind::DateStrToDate, shared::as_date),
        (Kind::DateSub, |g, id| date_delta(g, id, "DATEADD", true)),
        (Kind::DatetimeAdd, |g, id| date_delta(g, id, "TIMESTAMPADD", false)),
        (Kind::DatetimeDiff, |g, id| date_diff(g, id, "TIMESTAMPDIFF")),
        (Kind::Dayname, call!("DAYNAME": This)),
        (Kind::Decrypt, |g, id| {
            let items = [Arg::This, Arg::Passphrase, Arg::Aad, Arg::EncryptionMethod].map(|arg| g.tree.get(id, arg));
            tried(g, id, "DECRYPT", &items);
        }),
        (Kind::DecryptRaw, |g, id| {
            let items = [Arg::This, Arg::Key, Arg::Iv, Arg::Aad, Arg::EncryptionMethod, Arg::Aead]
                .map(|arg| g.tree.get(id, arg));
            tried(g, id, "DECRYPT_RAW", &items);
        }),
        (Kind::DirectoryStage, sqlectic_syntax::generator::foreign::directory_stage),
        (Kind::DynamicIdentifier, dynamic_identifier),
        (Kind::Extract, extract),
        (Kind::Format, format),
        (Kind::FromTimeZone, |g, id| {
            let (zone, this) = (g.tree.get(id, Arg::Zone), g.tree.get(id, Arg::This));
            let utc = g.string_node("UTC");
            g.func("CONVERT_TIMEZONE", &[zone, utc.into(), this]);
        }),
        (Kind::Generator, generator),
        (Kind::Greatest, |g, id| extreme(g, id, "GREATEST")),
        (Kind::If, |g, id| {
            let null = g.make(Kind::Null, &[]);
            let otherwise = g.tree.node(id, Arg::False).unwrap_or(null);
            let items = [g.tree.get(id, Arg::This), g.tree.get(id, Arg::True), otherwise.into()];
            g.func("IFF", &items);
        }),
        (Kind::JarowinklerSimilarity, call!("JAROWINKLER_SIMILARITY": This, Expression)),
        (Kind::Least, |g, id| extreme(g, id, "LEAST")),
        (Kind::Left, call!("LEFT": This, Expression)),
        (Kind::Length, call!("LENGTH": This)),
        (Kind::Levenshtein, |g, id| {
            g.unsupported_args(id, &[Arg::InsCost, Arg::DelCost, Arg::SubCost]);
            g.function_named(id, "EDITDISTANCE");
        }),
        (Kind::Localtime, |g, id| match g.tree.get(id, Arg::This) {
            Value::None => g.write("CURRENT_TIME"),
            precision => g.func("CURRENT_TIME", &[precision]),
        }),
        (Kind::Log, |g, id| match g.tree.has(id, Arg::Expression) {
            true => g.render_base(id),
            false => g.function_named(id, "LN"),
        }),
        (Kind::ModelAttribute, |g, id| {
            g.arg(id, Arg::This);
            g.write("!");
            g.arg(id, Arg::Expression);
        }),
        (Kind::MakeInterval, make_interval),
        (Kind::Monthname, call!("MONTHNAME": This)),
        (Kind::NthValue, shared::nth_value_from),
        (Kind::Offset, |g, id| {
            // An offset needs a limit: <https://docs.snowflake.com/en/sql-reference/constructs/limit>.
            if g.tree.parent(id).is_some_and(|query| !g.tree.has(query, Arg::Limit)) {
                g.seg("LIMIT NULL");
            }
            g.render_base(id);
        }),
        (Kind::ParseJSON, |g, id| {
            let this = g.tree.get(id, Arg::This);
            tried(g, id, "PARSE_JSON", &[this]);
        }),
        (Kind::Localtimestamp, |g, id| match g.tree.has(id, Arg::This) {
            true => g.func_of(id, "CURRENT_TIMESTAMP", &[Arg::This]),
            false => g.write("CURRENT_TIMESTAMP"),
        }),
        (Kind::ParseUrl, |g, id| {
            // There the parts are in an object.
            g.unsupported_args(id, &[Arg::PartToExtract, Arg::Key]);
            g.func_of(id, "PARSE_URL", &[Arg::This, Arg::PartToExtract, Arg::Key, Arg::Permissive]);
        }),
        (Kind::Rand, call!("RANDOM": This)),
        (Kind::RegexpExtract, |g, id| regexp(g, id, "REGEXP_SUBSTR")),
        (Kind::RegexpExtractAll, |g, id| regexp(g, id, "REGEXP_SUBSTR_ALL")),
        (Kind::RegexpILike, |g, id| {
            let flag = g.string_node("i");
            let items = [g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression), flag.into()];
            g.func("REGEXP_LIKE", &items);
        }),
        (Kind::RegexpLike, call!("REGEXP_LIKE": This, Expression, Flag)),
        (Kind::RegexpReplace, call!("REGEXP_REPLACE": This, Expression, Replacement, Position, Occurrence, Modifiers)),
        (Kind::Right, call!("RIGHT": This, Expression)),
        (Kind::Round, call!("ROUND": This, Decimals, Truncate)),
        (Kind::SHA2Digest, |g, id| {
            let length = g.tree.node(id, Arg::Length).unwrap_or_else(|| g.tree.integer(256));
            let this = g.tree.get(id, Arg::This);
            g.func("SHA2_BINARY", &[this, length.into()]);
        }),
        (Kind::Search, call!("SEARCH": This, Expression, Analyzer, SearchMode)),
        (Kind::Split, call!("SPLIT": This, Expression)),
        (Kind::SplitPart, |g, id| {
            let delimiter = g.tree.node(id, Arg::Delimiter).unwrap_or_else(|| g.tree.string(" "));
            let index = g.tree.node(id, Arg::PartIndex).unwrap_or_else(|| g.tree.integer(1));
            let this = g.tree.get(id, Arg::This);
            g.func("SPLIT_PART", &[this, delimiter.into(), index.into()]);
        }),
        (Kind::StrPosition, |g, id| shared::str_position_without_occurrence(g, id, "CHARINDEX")),
        (Kind::StrToDate, |g, id| {
            // There is no `TRY_DATE`.
            let name = if g.tree.has(id, Arg::Safe) { "TO_DATE" } else { "DATE" };
            formatted(g, id, name);
        }),
        (Kind::StrToTime, |g, id| {
            let target = g.tree.node(id, Arg::TargetType).map(|to| g.tree.text_of(to, Arg::This).to_string());
            let name = match target.as_deref() {
                Some("TIMESTAMPLTZ") => "TO_TIMESTAMP_LTZ",
                Some("TIMESTAMPNTZ") => "TO_TIMESTAMP_NTZ",
                Some("TIMESTAMPTZ") => "TO_TIMESTAMP_TZ",
                _ => "TO_TIMESTAMP",
            };
            formatted(g, id, name);
        }),
        (Kind::Substring, call!("SUBSTRING": This, Start, Length)),
        (Kind::TimeAdd, |g, id| date_delta(g, id, "TIMEADD", false)),
        (Kind::TimeFromParts, call!("TIME_FROM_PARTS": Hour, Min, Sec, Nano)),
        (Kind::TimeSlice, |g, id| {
            let unit = g.unit_to_string(id, "DAY");
            let items = [g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression), unit, g.tree.get(id, Arg::Kind)];
            g.func("TIME_SLICE", &items);
        }),
        (Kind::TimeStrToTime, shared::as_timestamp_in_zone),
        (Kind::TimeToStr, |g, id| {
            // The format of a text is no format of times.
            let mut this = g.tree.get(id, Arg::This);
            if this.node().is_some_and(|this| g.tree.is_string(this)) {
                this = shared::cast(g, this, "TIMESTAMP").into();
            }
            let format = g.format_time(id);
            g.func("TO_CHAR", &[this, format]);
        }),
        (Kind::TimeToUnix, |g, id| {
            g.write("EXTRACT(epoch_second FROM ");
            g.arg(id, Arg::This);
            g.write(")");
        }),
        (Kind::Timestamp, timestamp),
        (Kind::TimestampAdd, |g, id| date_delta(g, id, "TIMESTAMPADD", false)),
        (Kind::TimestampDiff, |g, id| date_diff(g, id, "TIMESTAMPDIFF")),
        (Kind::TimestampFromParts, timestamp_from_parts),
        (Kind::TimestampSub, |g, id| date_delta(g, id, "TIMESTAMPADD", true)),
        (Kind::TimestampTrunc, |g, id| {
            let items = [shared::truncated_unit(g, id), g.tree.get(id, Arg::This)];
            g.func("DATE_TRUNC", &items);
        }),
        (Kind::ToBinary, |g, id| plain_tried(g, id, "TO_BINARY")),
        (Kind::ToBoolean, |g, id| plain_tried(g, id, "TO_BOOLEAN")),
        (Kind::ToDouble, |g, id| plain_tried(g, id, "TO_DOUBLE")),
        (Kind::ToFile, |g, id| {
            let items = [Arg::This, Arg::Path].map(|arg| g.tree.get(id, arg));
            tried(g, id, "TO_FILE", &items);
        }),
        (Kind::ToNumber, to_number),
        (Kind::Trunc, call!("TRUNC": This, Decimals)),
        (Kind::Try, |g, id| g.arg(id, Arg::This)),
        (Kind::TryCast, try_cast),
        (Kind::TsOrDsAdd, shared::ts_or_ds_add),
        (Kind::TsOrDsDiff, |g, id| date_diff(g, id, "DATEDIFF")),
        (Kind::TsOrDsToDate, |g, id| formatted(g, id, "TO_DATE")),
        (Kind::TsOrDsToTime, |g, id| formatted(g, id, "TO_TIME")),
        (Kind::Unicode, call!("UNICODE": This)),
        (Kind::Uniform, uniform),
        (Kind::UnixToTime, |g, id| {
            if !shared::unix_time_as_text(g, id) {
                g.func_of(id, "TO_TIMESTAMP", &[Arg::This, Arg::Scale]);
            }
        }),
        (Kind::Uuid, call!("UUID_STRING": This, Name)),
        (Kind::Window, window),
        (Kind::Xor, call!("BOOLXOR": This, Expression)),
    ]);
}

// ---- names, types, casts ---------------------------------------------------------------------------------------------

/// `IDENTIFIER('f')(x)`.
fn dynamic_identifier(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "IDENTIFIER", &[Arg::This]);
    if g.tree.get(id, Arg::Expressions) != Value::None {
        g.write("(");
        g.expressions(id, FLAT);
        g.write(")");
    }
}

/// The numbers of a vector are `FLOAT`s; fields of an object have names.
fn data_type(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.text_of(id, Arg::This) == "STRUCT" {
        let fields = g.tree.expressions(id);
        if fields.iter().any(|field| g.tree.kind(*field) == Kind::DataType) {
            return g.write("OBJECT");
        }
    }
    let in_vector = g
        .tree
        .parent(id)
        .is_some_and(|outer| g.tree.kind(outer) == Kind::DataType && g.tree.text_of(outer, Arg::This) == "VECTOR");
    match in_vector && g.tree.text_of(id, Arg::This) == "DOUBLE" {
        true => g.write("FLOAT"),
        false => g.render_base(id),
    }
}

/// Places on earth have conversions of their own.
fn cast(g: &mut Generator<'_>, id: NodeId) {
    let to = g.tree.node(id, Arg::To).map(|to| g.tree.text_of(to, Arg::This).to_string()).unwrap_or_default();
    match to.as_str() {
        "GEOGRAPHY" | "GEOMETRY" => {
            g.func_of(id, &format!("TO_{to}"), &[Arg::This]);
        }
        _ => types::cast_with(g, id, ""),
    }
}

/// Only of texts: <https://docs.snowflake.com/en/sql-reference/functions/try_cast>.
fn try_cast(g: &mut Generator<'_>, id: NodeId) {
    let to = g.tree.node(id, Arg::To).map(|to| g.tree.text_of(to, Arg::This).to_string()).unwrap_or_default();
    let of_text = g.tree.has(id, Arg::RequiresString)
        || g.tree.this(id).is_some_and(|this| sqlectic_types::is_type(g.tree, this, sqlectic_types::TEXT_TYPES));
    match of_text && !matches!(to.as_str(), "GEOGRAPHY" | "GEOMETRY") {
        true => types::cast_with(g, id, "TRY_"),
        false => cast(g, id),
    }
}

/// The sizes of an integer of 38 digits are left out.
fn to_number(g: &mut Generator<'_>, id: NodeId) {
    let given = |g: &Generator<'_>, arg: Arg, default: &str| match g.tree.get(id, arg) {
        Value::Node(node) if g.tree.is_number(node) && g.tree.name(node) == default => Value::None,
        value => value,
    };
    let scale = given(g, Arg::Scale, "0");
    let precision = match scale {
        Value::None => given(g, Arg::Precision, "38"),
        _ => g.tree.get(id, Arg::Precision),
    };
    let items = [g.tree.get(id, Arg::This), g.tree.get(id, Arg::Format), precision, scale];
    tried(g, id, "TO_NUMBER", &items);
}

/// `EXTRACT(WK FROM x)` -> `DATE_PART(WEEK, x)`.
fn extract(g: &mut Generator<'_>, id: NodeId) {
    let mut part = g.tree.get(id, Arg::This);
    if let Some(word) = part.node().filter(|word| g.tree.kind(*word) == Kind::Var) {
        if let Some(full) = super::date_part(&g.tree.name(word).to_uppercase()) {
            part = g.word_node(full).into();
        }
    }
    let this = g.tree.get(id, Arg::Expression);
    g.func("DATE_PART", &[part, this]);
}

// ---- helpers ---------------------------------------------------------------------------------------------------------

/// A function or the one of it that gives null instead of failing.
fn tried(g: &mut Generator<'_>, id: NodeId, name: &str, items: &[Value]) {
    match g.tree.has(id, Arg::Safe) {
        true => g.func(&format!("TRY_{name}"), items),
        false => g.func(name, items),
    }
}

fn plain_tried(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let items = [Arg::This, Arg::Format].map(|arg| g.tree.get(id, arg));
    tried(g, id, name, &items);
}

fn formatted(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let items = [g.tree.get(id, Arg::This), g.format_time(id)];
    tried(g, id, name, &items);
}

fn extreme(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let items = [Arg::This, Arg::Expressions].map(|arg| g.tree.get(id, arg));
    match g.tree.has(id, Arg::IgnoreNulls) {
        true => g.func(&format!("{name}_IGNORE_NULLS"), &items),
        false => g.func(name, &items),
    }
}

// ---- dates -----------------------------------------------------------------------------------------------------------

/// `MAKE_INTERVAL(1, day => 2)` -> `INTERVAL '1 year, 2 day'`.
fn make_interval(g: &mut Generator<'_>, id: NodeId) {
    let parts: Vec<(Arg, Value)> = g.tree.arguments(id).collect();
    let mut text = Vec::new();
    for (arg, value) in parts {
        let named = value.node().filter(|named| g.tree.kind(*named) == Kind::Kwarg);
        let unit = match named.and_then(|named| g.tree.this(named)) {
            Some(name) => {
                let name = g.tree.name(name).to_uppercase();
                super::date_part(&name).unwrap_or(&name).to_lowercase()
            }
            None => arg.name().to_string(),
        };
        let value = named.map_or(value, |named| g.tree.get(named, Arg::Expression));
        let amount = match value.node() {
            Some(literal) if g.tree.kind(literal) == Kind::Literal => g.tree.name(literal).to_string(),
            _ => g.captured(|g| g.value(value)),
        };
        text.push(format!("{amount} {unit}"));
    }
    let text = g.string_node(&text.join(", "));
    g.write("INTERVAL ");
    g.node(text);
}

/// Milliseconds as nanoseconds.
fn timestamp_from_parts(g: &mut Generator<'_>, id: NodeId) {
    let date = [Arg::This, Arg::Expression].map(|arg| g.tree.get(id, arg));
    if date[0] != Value::None {
        return g.func("TIMESTAMP_FROM_PARTS", &date);
    }
    let mut items = [Arg::Year, Arg::Month, Arg::Day, Arg::Hour, Arg::Min, Arg::Sec, Arg::Nano, Arg::Zone]
        .map(|arg| g.tree.get(id, arg));
    if g.tree.has(id, Arg::Milli) {
        let million = g.number_node(1_000_000);
        let milli = shared::wrapped(g, id, Arg::Milli);
        items[6] = g.make(Kind::Mul, &args![This: milli, Expression: million]).into();
    }
    g.func("TIMESTAMP_FROM_PARTS", &items);
}

/// `FORMAT('%s', x)` is a text of `x`.
fn format(g: &mut Generator<'_>, id: NodeId) {
    let plain =
        g.tree.this(id).is_some_and(|this| g.tree.is_string(this) && g.tree.name(this).eq_ignore_ascii_case("%s"));
    match g.tree.expressions(id)[..] {
        [only] if plain => g.func("TO_CHAR", &[only.into()]),
        _ => shared::function(g, id),
    }
}

/// In a zone, or as an instant.
fn timestamp(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.get(id, Arg::This);
    let zone = g.tree.get(id, Arg::Zone);
    if zone != Value::None {
        let cast = shared::cast(g, this, "TIMESTAMP");
        return g.func("CONVERT_TIMEZONE", &[zone, cast.into()]);
    }
    let to = if g.tree.has(id, Arg::WithTz) { "TIMESTAMPTZ" } else { "TIMESTAMP" };
    let cast = shared::cast(g, this, to);
    g.node(cast);
}

/// A generator is needed: `UNIFORM(a, b, RANDOM(seed))`.
fn uniform(g: &mut Generator<'_>, id: NodeId) {
    let mut source = g.tree.get(id, Arg::Gen);
    let seed = g.tree.get(id, Arg::Seed);
    if source == Value::None || seed != Value::None {
        source = g.make(Kind::Rand, &args![This: seed]).into();
    }
    let items = [g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression), source];
    g.func("UNIFORM", &items);
}

fn date_delta(g: &mut Generator<'_>, id: NodeId, name: &str, negate: bool) {
    let (unit, mut amount) = shared::unit_and_amount(g, id);
    if negate {
        let amount_in_parens = match amount == g.tree.get(id, Arg::Expression) {
            true => shared::wrapped(g, id, Arg::Expression),
            false => amount,
        };
        let minus = g.number_node(-1);
        amount = g.make(Kind::Mul, &args![This: amount_in_parens, Expression: minus]).into();
    }
    let this = g.tree.get(id, Arg::This);
    g.func(name, &[unit, amount, this]);
}

fn date_diff(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let unit = g.unit_to_word(id, "DAY");
    let items = [unit, g.tree.get(id, Arg::Expression), g.tree.get(id, Arg::This)];
    g.func(name, &items);
}

// ---- arrays, objects, texts ------------------------------------------------------------------------------------------

/// Arguments up to the last that is given, with defaults between.
fn regexp(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let group = match g.tree.get(id, Arg::Group) {
        Value::Node(node) if g.tree.is_number(node) && g.tree.name(node) == "0" => Value::None,
        group => group,
    };
    let mut parameters = g.tree.get(id, Arg::Parameters);
    let mut occurrence = g.tree.get(id, Arg::Occurrence);
    let mut position = g.tree.get(id, Arg::Position);
    if group != Value::None && parameters == Value::None {
        parameters = g.string_node("c").into();
    }
    if parameters != Value::None && occurrence == Value::None {
        occurrence = g.number_node(1).into();
    }
    if occurrence != Value::None && position == Value::None {
        position = g.number_node(1).into();
    }
    let items = [g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression), position, occurrence, parameters, group];
    g.func(name, &items);
}

fn generator(g: &mut Generator<'_>, id: NodeId) {
    let mut items = Vec::new();
    for (arg, name) in [(Arg::Rowcount, "ROWCOUNT"), (Arg::Timelimit, "TIMELIMIT")] {
        let Some(value) = g.tree.node(id, arg) else { continue };
        if g.tree.kind(value) == Kind::Kwarg {
            items.push(value.into());
            continue;
        }
        let name = g.word_node(name);
        items.push(g.make(Kind::Kwarg, &args![This: name, Expression: value]).into());
    }
    g.func("GENERATOR", &items);
}

/// The whole partition is what functions of a value at a place look at anyway.
fn window(g: &mut Generator<'_>, id: NodeId) {
    let mut call = g.tree.this(id);
    while let Some(inner) = call.filter(|call| matches!(g.tree.kind(*call), Kind::IgnoreNulls | Kind::RespectNulls)) {
        call = g.tree.this(inner);
    }
    let positional =
        call.is_some_and(|call| matches!(g.tree.kind(call), Kind::FirstValue | Kind::LastValue | Kind::NthValue));
    let whole = g.tree.node(id, Arg::Spec).is_some_and(|spec| {
        let part = |arg| g.tree.text_of(spec, arg);
        [Arg::Kind, Arg::Start, Arg::StartSide, Arg::End, Arg::EndSide].map(part)
            == ["ROWS", "UNBOUNDED", "PRECEDING", "UNBOUNDED", "FOLLOWING"]
    });
    if !positional || !whole {
        return g.render_base(id);
    }
    let rest: Vec<(Arg, Value)> = g.tree.arguments(id).filter(|(arg, _)| *arg != Arg::Spec).collect();
    let bare = g.make(Kind::Window, &rest);
    g.node(bare);
}
