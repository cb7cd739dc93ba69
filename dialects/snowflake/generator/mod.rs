//! Rendering that differs from the base.

mod definitions;
mod statements;
mod tables;

use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    dialect::Rewrite,
    generator::{json_path::path_text, types, Generator, Location, FLAT},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    let g = &mut d.generator;
    g.add_types(&[
        ("BIGDECIMAL", "DOUBLE"),
        ("JSON", "VARIANT"),
        ("NESTED", "OBJECT"),
        ("STRUCT", "OBJECT"),
        ("TEXT", "VARCHAR"),
    ]);
    g.json_path_parts = vec![Kind::JSONPathRoot, Kind::JSONPathKey, Kind::JSONPathSubscript];
    g.add_names(NAMES);
    g.add_templates(TEMPLATES);
    renders(d);
    definitions::define(d);
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
        sqlectic_rewrite::eliminate_window_clause as Rewrite,
        sqlectic_rewrite::eliminate_distinct_on,
        sqlectic_rewrite::eliminate_semi_and_anti_joins,
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
    (Kind::JSONExtractScalar, "JSON_EXTRACT_PATH_TEXT"),
    (Kind::JSONFormat, "TO_JSON"),
    (Kind::JSONKeys, "OBJECT_KEYS"),
    (Kind::Levenshtein, "EDITDISTANCE"),
    (Kind::Localtimestamp, "CURRENT_TIMESTAMP"),
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
    (Kind::VarMap, "OBJECT_CONSTRUCT"),
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
        (Kind::ApproxQuantile, call!("APPROX_PERCENTILE": This, Quantile)),
        (Kind::Array, shared::bracket_array),
        (Kind::ArrayAgg, |g, id| aggregate(g, id, "ARRAY_AGG")),
        (Kind::ArrayAppend, |g, id| array_grow(g, id, "ARRAY_APPEND")),
        (Kind::ArrayConcat, array_concat),
        (Kind::ArrayContains, array_contains),
        (Kind::ArrayDistinct, call!("ARRAY_DISTINCT": This)),
        (Kind::ArrayExcept, call!("ARRAY_EXCEPT": This, Expression)),
        (Kind::ArrayIntersect, call!("ARRAY_INTERSECTION": Expressions)),
        (Kind::ArrayOverlaps, call!("ARRAYS_OVERLAP": This, Expression)),
        (Kind::ArrayPosition, call!("ARRAY_POSITION": Expression, This)),
        (Kind::ArrayPrepend, |g, id| array_grow(g, id, "ARRAY_PREPEND")),
        (Kind::ArrayRemove, call!("ARRAY_REMOVE": This, Expression)),
        (Kind::ArraySlice, call!("ARRAY_SLICE": This, Start, End)),
        (Kind::ArraySort, array_sort),
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
        (Kind::DirectoryStage, call!("DIRECTORY": This)),
        (Kind::DynamicIdentifier, dynamic_identifier),
        (Kind::Extract, extract),
        (Kind::Filter, filter),
        (Kind::FromTimeZone, |g, id| {
            let (zone, this) = (g.tree.get(id, Arg::Zone), g.tree.get(id, Arg::This));
            let utc = g.string_node("UTC");
            g.func("CONVERT_TIMEZONE", &[zone, utc.into(), this]);
        }),
        (Kind::GenerateSeries, generate_series),
        (Kind::Generator, generator),
        (Kind::GroupConcat, |g, id| aggregate(g, id, "LISTAGG")),
        (Kind::Greatest, |g, id| extreme(g, id, "GREATEST")),
        (Kind::If, |g, id| {
            let null = g.make(Kind::Null, &[]);
            let otherwise = g.tree.node(id, Arg::False).unwrap_or(null);
            let items = [g.tree.get(id, Arg::This), g.tree.get(id, Arg::True), otherwise.into()];
            g.func("IFF", &items);
        }),
        (Kind::JSONArray, |g, id| {
            let items = g.tree.get(id, Arg::Expressions);
            g.write("TO_VARIANT(");
            g.func("ARRAY_CONSTRUCT", &[items]);
            g.write(")");
        }),
        (Kind::JSONExtract, json_extract),
        (Kind::JSONPath, json_path),
        (Kind::JSONObject, call!("OBJECT_CONSTRUCT_KEEP_NULL": Expressions)),
        (Kind::JarowinklerSimilarity, call!("JAROWINKLER_SIMILARITY": This, Expression)),
        (Kind::Least, |g, id| extreme(g, id, "LEAST")),
        (Kind::Left, call!("LEFT": This, Expression)),
        (Kind::Length, call!("LENGTH": This)),
        (Kind::Localtime, |g, id| match g.tree.get(id, Arg::This) {
            Value::None => g.write("CURRENT_TIME"),
            precision => g.func("CURRENT_TIME", &[precision]),
        }),
        (Kind::Log, |g, id| match g.tree.has(id, Arg::Expression) {
            true => g.render_base(id),
            false => g.function_named(id, "LN"),
        }),
        (Kind::Max, shared::max_or_greatest),
        (Kind::Min, shared::min_or_least),
        (Kind::ModelAttribute, |g, id| {
            g.arg(id, Arg::This);
            g.write("!");
            g.arg(id, Arg::Expression);
        }),
        (Kind::Monthname, call!("MONTHNAME": This)),
        (Kind::NthValue, shared::nth_value_from),
        (Kind::ParseJSON, |g, id| {
            let this = g.tree.get(id, Arg::This);
            tried(g, id, "PARSE_JSON", &[this]);
        }),
        (Kind::ParseUrl, call!("PARSE_URL": This, Permissive)),
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
        (Kind::StrPosition, call!("CHARINDEX": Substr, This, Position)),
        (Kind::StrToDate, |g, id| formatted(g, id, "DATE")),
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
        (Kind::Struct, struct_),
        (Kind::Substring, call!("SUBSTRING": This, Start, Length)),
        (Kind::TimeAdd, |g, id| date_delta(g, id, "TIMEADD", false)),
        (Kind::TimeFromParts, call!("TIME_FROM_PARTS": Hour, Min, Sec, Nano)),
        (Kind::TimeSlice, |g, id| {
            let unit = g.unit_to_string(id, "DAY");
            let items = [g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression), unit, g.tree.get(id, Arg::Kind)];
            g.func("TIME_SLICE", &items);
        }),
        (Kind::TimeStrToTime, |g, id| {
            let to = if g.tree.has(id, Arg::Zone) { "TIMESTAMPTZ" } else { "TIMESTAMP" };
            let this = g.tree.get(id, Arg::This);
            let cast = shared::cast(g, this, to);
            g.node(cast);
        }),
        (Kind::TimeToStr, |g, id| formatted(g, id, "TO_CHAR")),
        (Kind::TimeToUnix, |g, id| {
            g.write("EXTRACT(epoch_second FROM ");
            g.arg(id, Arg::This);
            g.write(")");
        }),
        (Kind::Timestamp, shared::as_timestamp),
        (Kind::TimestampAdd, |g, id| date_delta(g, id, "TIMESTAMPADD", false)),
        (Kind::TimestampDiff, |g, id| date_diff(g, id, "TIMESTAMPDIFF")),
        (Kind::TimestampSub, |g, id| date_delta(g, id, "TIMESTAMPADD", true)),
        (Kind::TimestampTrunc, |g, id| {
            let items = [g.unit_to_string(id, "DAY"), g.tree.get(id, Arg::This)];
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
        (Kind::TsOrDsAdd, ts_or_ds_add),
        (Kind::TsOrDsDiff, |g, id| date_diff(g, id, "DATEDIFF")),
        (Kind::TsOrDsToDate, |g, id| formatted(g, id, "TO_DATE")),
        (Kind::TsOrDsToTime, |g, id| formatted(g, id, "TO_TIME")),
        (Kind::Unicode, call!("UNICODE": This)),
        (Kind::UnixToTime, call!("TO_TIMESTAMP": This, Scale)),
        (Kind::Uuid, call!("UUID_STRING": This, Name)),
        (Kind::Window, window),
        (Kind::Xor, call!("BOOLXOR": This, Expression)),
    ]);
}

// ---- names, types, casts ---------------------------------------------------------------------------------------------

/// `IDENTIFIER('f')(x)`.
fn dynamic_identifier(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.get(id, Arg::This);
    g.func("IDENTIFIER", &[this]);
    if g.tree.get(id, Arg::Expressions) != Value::None {
        g.write("(");
        g.expressions(id, FLAT);
        g.write(")");
    }
}

/// The numbers of a vector are `FLOAT`s.
fn data_type(g: &mut Generator<'_>, id: NodeId) {
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
            let this = g.tree.get(id, Arg::This);
            g.func(&format!("TO_{to}"), &[this]);
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

fn date_delta(g: &mut Generator<'_>, id: NodeId, name: &str, negate: bool) {
    let unit = g.unit_to_word(id, "DAY");
    let mut amount = g.tree.get(id, Arg::Expression);
    if negate {
        let amount_in_parens = shared::wrapped(g, id, Arg::Expression);
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

fn ts_or_ds_add(g: &mut Generator<'_>, id: NodeId) {
    let unit = g.unit_to_word(id, "DAY");
    let this = shared::ts_or_ds_operand(g, id);
    let amount = g.tree.get(id, Arg::Expression);
    g.func("DATEADD", &[unit, amount, this]);
}

// ---- arrays, objects, texts ------------------------------------------------------------------------------------------

/// An array that counts as empty where it is null, unless null is what comes of it.
fn not_null(g: &mut Generator<'_>, array: Value, propagates: bool) -> Value {
    if propagates {
        return array;
    }
    let empty = g.make(Kind::Array, &[]);
    let list = g.tree.list(&[empty]);
    g.make(Kind::Coalesce, &args![This: array, Expressions: list]).into()
}

fn array_grow(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let (this, propagates) = (g.tree.get(id, Arg::This), g.tree.has(id, Arg::NullPropagation));
    let this = not_null(g, this, propagates);
    let item = g.tree.get(id, Arg::Expression);
    g.func(name, &[this, item]);
}

/// `ARRAY_CAT` takes two arrays.
fn array_concat(g: &mut Generator<'_>, id: NodeId) {
    let propagates = g.tree.has(id, Arg::NullPropagation);
    let mut arrays = vec![g.tree.get(id, Arg::This)];
    arrays.extend(g.tree.expressions(id).into_iter().map(Value::Node));
    if arrays.len() == 1 {
        let empty = g.make(Kind::Array, &[]);
        return g.func("ARRAY_CAT", &[arrays[0], empty.into()]);
    }
    let arrays: Vec<Value> = arrays.into_iter().map(|array| not_null(g, array, propagates)).collect();
    let last = arrays.len() - 1;
    for array in &arrays[..last] {
        g.write("ARRAY_CAT(");
        g.value(*array);
        g.write(", ");
    }
    g.value(arrays[last]);
    g.write(&")".repeat(last));
}

fn array_contains(g: &mut Generator<'_>, id: NodeId) {
    let mut value = g.tree.get(id, Arg::Expression);
    if g.tree.get(id, Arg::EnsureVariant) != Value::Bool(false) {
        value = shared::cast_unless(g, value, "VARIANT");
    }
    let this = g.tree.get(id, Arg::This);
    g.func("ARRAY_CONTAINS", &[value, this]);
}

fn array_sort(g: &mut Generator<'_>, id: NodeId) {
    let ascending = g.tree.get(id, Arg::Asc);
    let nulls = if ascending == Value::None { Value::None } else { g.tree.get(id, Arg::NullsFirst) };
    let this = g.tree.get(id, Arg::This);
    g.func("ARRAY_SORT", &[this, ascending, nulls]);
}

/// The end of `ARRAY_GENERATE_RANGE` is excluded.
fn generate_series(g: &mut Generator<'_>, id: NodeId) {
    let mut end = g.tree.get(id, Arg::End);
    if !g.tree.has(id, Arg::IsEndExclusive) {
        let one = g.number_node(1);
        let last = shared::wrapped(g, id, Arg::End);
        end = g.make(Kind::Add, &args![This: last, Expression: one]).into();
    }
    let items = [g.tree.get(id, Arg::Start), end, g.tree.get(id, Arg::Step)];
    g.func("ARRAY_GENERATE_RANGE", &items);
}

fn json_extract(g: &mut Generator<'_>, id: NodeId) {
    let mut this = g.tree.get(id, Arg::This);
    let parsed = this.node().is_some_and(|node| g.tree.kind(node) == Kind::ParseJSON);
    let typed = g.tree.has(id, Arg::VariantExtract) || g.tree.has(id, Arg::RequiresJson);
    if !parsed && !typed {
        this = g.make(Kind::ParseJSON, &args![This: this]).into();
    }
    let path = g.tree.get(id, Arg::Expression);
    g.func("GET_PATH", &[this, path]);
}

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

fn struct_(g: &mut Generator<'_>, id: NodeId) {
    if let [only] = g.tree.expressions(id)[..] {
        let is_star = g.tree.kind(only) == Kind::Star
            || g.tree.kind(only) == Kind::Column
                && g.tree.this(only).is_some_and(|this| g.tree.kind(this) == Kind::Star);
        if is_star {
            g.write("{");
            g.node(only);
            return g.write("}");
        }
    }
    let mut items = Vec::new();
    for (i, field) in g.tree.expressions(id).into_iter().enumerate() {
        let (key, value) = match g.tree.kind(field) {
            Kind::PropertyEQ | Kind::Alias => {
                let key = match g.tree.kind(field) {
                    Kind::Alias => g.tree.node(field, Arg::Alias),
                    _ => g.tree.this(field),
                };
                let value =
                    if g.tree.kind(field) == Kind::Alias { g.tree.this(field) } else { g.tree.expression(field) };
                (key, value)
            }
            _ => (None, Some(field)),
        };
        let key = match key {
            Some(key) if g.tree.kind(key) == Kind::Identifier => {
                let name = g.tree.name(key).to_string();
                g.string_node(&name)
            }
            Some(key) => key,
            None => g.string_node(&format!("_{i}")),
        };
        items.push(Value::Node(key));
        items.push(value.into());
    }
    g.func("OBJECT_CONSTRUCT", &items);
}

/// Paths start without a root: `a.b[0]`.
fn json_path(g: &mut Generator<'_>, id: NodeId) {
    let text = path_text(g, id);
    let text = text.strip_prefix('$').unwrap_or(&text);
    let path = g.string_node(text.strip_prefix('.').unwrap_or(text));
    g.node(path);
}

/// The order of an aggregation stands behind it.
fn aggregate(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let separator = g.tree.get(id, Arg::Separator);
    let order = g.tree.this(id).filter(|this| g.tree.kind(*this) == Kind::Order);
    let Some(order) = order else {
        let items = [g.tree.get(id, Arg::This), separator];
        return g.func(name, &items);
    };
    let (this, keys) = (g.tree.get(order, Arg::This), g.tree.get(order, Arg::Expressions));
    let call = g.make(g.tree.kind(id), &args![This: this, Separator: separator]);
    let order = g.make(Kind::Order, &args![Expressions: keys]);
    let within = g.make(Kind::WithinGroup, &args![This: call, Expression: order]);
    g.node(within);
}

/// `SUM(x) FILTER(WHERE c)` -> `SUM(IFF(c, x, NULL))`; rows that don't count are null.
fn filter(g: &mut Generator<'_>, id: NodeId) {
    let condition = g.tree.expression(id).and_then(|clause| g.tree.this(clause));
    let (Some(call), Some(condition)) = (g.tree.this(id), condition) else { return };
    let counts = g.tree.kind(call) == Kind::Count;
    if counts && g.tree.this(call).is_some_and(|this| g.tree.kind(this) == Kind::Star) {
        return g.func("COUNT_IF", &[condition.into()]);
    }
    let call = g.tree.copy(call);
    let mut holder = call;
    while let Some(inner) = g.tree.this(holder) {
        if !matches!(g.tree.kind(inner), Kind::Order | Kind::WithinGroup) && !g.tree.is(inner, Kind::AggFunc) {
            break;
        }
        holder = inner;
    }
    let target = g.tree.this(holder);
    let Some(target) = target.filter(|_| g.tree.is(call, Kind::AggFunc) || g.tree.kind(call) == Kind::WithinGroup)
    else {
        g.unsupported("FILTER is only supported on aggregations");
        return g.node(call);
    };
    let null = g.make(Kind::Null, &[]);
    match g.tree.kind(target) {
        Kind::Distinct => {
            if let [only] = g.tree.expressions(target)[..] {
                let choice = g.make(Kind::If, &args![This: condition, True: only, False: null]);
                g.tree.set_list(target, Arg::Expressions, &[choice]);
            }
        }
        _ => {
            let choice = g.make(Kind::If, &args![This: condition, True: target, False: null]);
            g.tree.set_raw(holder, Arg::This, choice.into());
        }
    }
    g.node(call);
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
