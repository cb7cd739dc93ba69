//! Rendering that differs from the base.

use crate::{presto::series::sequence_or, shared};
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::generator::{expr, functions::sorting::ArrayOrder};
use sqlectic_syntax::{
    dialect::Rewrite,
    generator::{types, Generator},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    let g = &mut d.generator;
    g.add_types(&[
        ("BIT", "BOOLEAN"),
        ("BLOB", "BINARY"),
        ("DATETIME", "TIMESTAMP"),
        ("ROWVERSION", "BINARY"),
        ("TEXT", "STRING"),
        ("TIME", "TIMESTAMP"),
        ("TIMESTAMPNTZ", "TIMESTAMP"),
        ("TIMESTAMPTZ", "TIMESTAMP"),
        ("UTINYINT", "SMALLINT"),
        ("VARBINARY", "BINARY"),
    ]);
    g.json_path_parts = vec![Kind::JSONPathKey, Kind::JSONPathRoot, Kind::JSONPathSubscript, Kind::JSONPathWildcard];
    g.add_names(&[
        (Kind::AnyValue, "FIRST"),
        (Kind::ArrayConcat, "CONCAT"),
        (Kind::ArrayUniqueAgg, "COLLECT_SET"),
        (Kind::DayOfMonth, "DAYOFMONTH"),
        (Kind::DayOfWeek, "DAYOFWEEK"),
        (Kind::FromBase64, "UNBASE64"),
        (Kind::GenerateDateArray, "SEQUENCE"),
        (Kind::IsNan, "ISNAN"),
        (Kind::JSONFormat, "TO_JSON"),
        (Kind::NumberToStr, "FORMAT_NUMBER"),
        (Kind::Quantile, "PERCENTILE"),
        (Kind::StarMap, "MAP"),
        (Kind::TimeStrToDate, "TO_DATE"),
        (Kind::TimeStrToUnix, "UNIX_TIMESTAMP"),
        (Kind::TimeToUnix, "UNIX_TIMESTAMP"),
        (Kind::ToBase64, "BASE64"),
        (Kind::Unicode, "ASCII"),
        (Kind::UnixToTimeStr, "FROM_UNIXTIME"),
        (Kind::WeekOfYear, "WEEKOFYEAR"),
    ]);
    g.add_renders(&[
        (Kind::ApproxDistinct, approx_distinct),
        (Kind::ApproxQuantile, |g, id| {
            g.unsupported_args(id, &[Arg::Weight, Arg::ErrorTolerance]);
            g.func_of(id, "PERCENTILE_APPROX", &[Arg::This, Arg::Quantile, Arg::Accuracy]);
        }),
        (Kind::ArgMax, |g, id| shared::one_extreme_by(g, id, "MAX_BY")),
        (Kind::ArgMin, |g, id| shared::one_extreme_by(g, id, "MIN_BY")),
        (Kind::ArrayAgg, |g, id| {
            let this = match g.tree.this(id) {
                Some(order) if g.tree.kind(order) == Kind::Order => {
                    g.unsupported("COLLECT_LIST has no order");
                    g.tree.get(order, Arg::This)
                }
                _ => g.tree.get(id, Arg::This),
            };
            g.func("COLLECT_LIST", &[this]);
        }),
        (Kind::ArraySort, array_sort),
        (Kind::ArrayToString, |g, id| {
            g.func_of(id, "CONCAT_WS", &[Arg::Expression, Arg::This]);
        }),
        (Kind::Concat, |g, id| {
            let items = g.tree.expressions(id);
            let is_array =
                |item: &NodeId| sqlectic_types::infer(g.tree, *item).is_some_and(|to| to.starts_with("ARRAY"));
            if !items.iter().any(is_array) {
                return g.render_base(id);
            }
            let items = g.tree.get(id, Arg::Expressions);
            g.func("CONCAT", &[items]);
        }),
        (Kind::Constraint, constraint),
        (Kind::DataType, data_type),
        (Kind::DateAdd, date_add),
        (Kind::Levenshtein, |g, id| shared::levenshtein(g, id, "LEVENSHTEIN")),
        (Kind::DateDiff, date_diff),
        (Kind::DateStrToDate, shared::as_date),
        (Kind::DateSub, date_add),
        (Kind::DateToDi, |g, id| shared::date_to_di(g, id, "DATE_FORMAT")),
        (Kind::DiToDate, shared::di_to_date),
        (Kind::Exists, exists),
        (Kind::RegexpLike, |g, id| {
            if !g.tree.has(id, Arg::Flag) {
                shared::report_full_match(g, id);
                return expr::binary(g, id, "RLIKE");
            }
            g.arg(id, Arg::This);
            g.write(" RLIKE ");
            let pattern = shared::pattern_with_flags(g, id);
            g.value(pattern);
        }),
        (Kind::RegexpILike, |g, id| {
            g.arg(id, Arg::This);
            g.write(" RLIKE ");
            let pattern = shared::pattern_in_any_case(g, id);
            g.value(pattern);
        }),
        (Kind::JSONBExtract, shared::json_by_keys),
        (Kind::JSONBExtractScalar, shared::json_by_keys),
        (Kind::ExplodingGenerateSeries, exploded_series),
        (Kind::GenerateSeries, generate_series),
        (Kind::Heredoc, |g, id| {
            let [text, tag] = [Arg::This, Arg::Tag].map(|arg| g.tree.text_of(id, arg).to_string());
            g.write(&format!("${tag}${text}${tag}$"));
        }),
        (Kind::IgnoreNulls, ignore_nulls),
        (Kind::ILike, shared::ilike_as_lower),
        (Kind::If, shared::if_function),
        (Kind::JSONExtract, get_json_object),
        (Kind::JSONExtractScalar, get_json_object),
        (Kind::JSONPath, |g, id| {
            let path = known_path(g, id);
            g.render_base(path);
        }),
        (Kind::Lateral, |g, id| {
            let explode = g.tree.this(id).filter(|this| g.tree.kind(*this) == Kind::Explode);
            let columns = g.tree.node(id, Arg::Alias).map_or(0, |alias| g.tree.list_len(alias, Arg::Columns));
            if explode.is_some() && columns > 2 {
                g.unsupported("EXPLODE makes a column of an array and two of a map");
            }
            g.render_base(id);
        }),
        (Kind::Left, left),
        (Kind::Levenshtein, |g, id| {
            g.unsupported_args(id, &[Arg::InsCost, Arg::DelCost, Arg::SubCost, Arg::MaxDist]);
            shared::function(g, id);
        }),
        (Kind::MD5Digest, |g, id| {
            g.write("UNHEX(MD5(");
            g.arg(id, Arg::This);
            g.write("))");
        }),
        (Kind::Map, var_map),
        (Kind::Max, shared::max_or_greatest),
        (Kind::Min, shared::min_or_least),
        (Kind::MonthsBetween, |g, id| {
            g.func_of(id, "MONTHS_BETWEEN", &[Arg::This, Arg::Expression]);
        }),
        (Kind::MultitableInserts, |g, id| {
            if g.tree.find(id, Kind::Qualify).is_some() {
                g.unsupported("QUALIFY is not supported in a FROM-first multi-table INSERT branch");
            }
            g.render_base(id);
        }),
        (Kind::National, |g, id| {
            let text = g.tree.name(id).to_string();
            let text = g.string_node(&text);
            g.node(text);
        }),
        (Kind::Parameter, |g, id| {
            g.write("${");
            g.arg(id, Arg::This);
            g.arg_after(":", id, Arg::Expression);
            g.write("}");
        }),
        (Kind::RegexpExtract, regexp_extract),
        (Kind::RegexpExtractAll, regexp_extract),
        (Kind::RegexpReplace, |g, id| {
            g.unsupported_args(id, &[Arg::Position, Arg::Occurrence, Arg::Modifiers]);
            g.func_of(id, "REGEXP_REPLACE", &[Arg::This, Arg::Expression, Arg::Replacement]);
        }),
        (Kind::RegexpSplit, |g, id| shared::regexp_split(g, id, "SPLIT")),
        (Kind::Right, right),
        (Kind::Split, split),
        (Kind::SetItem, set_item),
        (Kind::StrPosition, |g, id| {
            shared::str_position_without_occurrence(g, id, "LOCATE");
        }),
        (Kind::StrToDate, |g, id| str_to(g, id, "DATE")),
        (Kind::StrToTime, |g, id| str_to(g, id, "TIMESTAMP")),
        (Kind::StrToUnix, |g, id| {
            let format = parsed_format(g, id);
            let default = g.dialect.time.time_format.trim_matches('\'');
            let is_default = format.node().is_some_and(|node| g.tree.is_string(node) && g.tree.name(node) == default);
            let args = [g.tree.get(id, Arg::This), if is_default { Value::None } else { format }];
            g.func("UNIX_TIMESTAMP", &args);
        }),
        (Kind::Struct, struct_),
        (Kind::StructExtract, |g, id| {
            g.arg(id, Arg::This);
            g.write(".");
            let field = g.tree.node(id, Arg::Expression);
            match field.filter(|field| g.tree.is_string(*field)) {
                Some(field) => {
                    let name = g.tree.name(field).to_string();
                    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
                        && !name.starts_with(|c: char| c.is_ascii_digit());
                    let name = shared::identifier(g, &name, !plain);
                    g.node(name);
                }
                None => g.arg(id, Arg::Expression),
            }
        }),
        (Kind::TimeStrToTime, shared::as_timestamp),
        (Kind::TimeToStr, time_to_str),
        (Kind::TimestampTrunc, |g, id| {
            let (this, unit) = (g.tree.get(id, Arg::This), shared::truncated_unit(g, id));
            g.func("TRUNC", &[this, unit]);
        }),
        (Kind::ToChar, |g, id| shared::to_char_as_time(g, id, |g, id| shared::cast_this(g, id, "TEXT"))),
        (Kind::Trim, shared::trim_from),
        (Kind::Trunc, |g, id| {
            g.unsupported_args(id, &[Arg::Decimals]);
            shared::cast_this(g, id, "BIGINT");
        }),
        (Kind::TryCast, shared::plain_cast),
        (Kind::TsOrDsAdd, date_add),
        (Kind::TsOrDsDiff, date_diff),
        (Kind::TsOrDsToDate, to_date),
        (Kind::TsOrDiToDi, |g, id| {
            g.write("CAST(SUBSTR(REPLACE(");
            shared::cast_this(g, id, "TEXT");
            g.write(", '-', ''), 1, 8) AS INT)");
        }),
        (Kind::UnixToStr, |g, id| with_format(g, id, "FROM_UNIXTIME")),
        (Kind::UnixToTime, unix_to_time),
        (Kind::Unnest, unnest),
        (Kind::VarMap, var_map),
        (Kind::Version, |g, id| {
            g.arg(id, Arg::This);
            g.write(" ");
            g.arg(id, Arg::Kind);
            g.arg_after(" ", id, Arg::Expression);
        }),
        (Kind::With, shared::with_without_recursive),
        (Kind::Xor, shared::exclusive_or),
    ]);
    g.add_operators(&[(Kind::IntDiv, "DIV")]);
    d.rewrites.extend([
        sqlectic_rewrite::limit_by_to_qualify as Rewrite,
        sqlectic_rewrite::computed_fields_to_json,
        sqlectic_rewrite::days_to_date_add,
        sqlectic_rewrite::now_to_current_timestamp,
        sqlectic_rewrite::deletes_using_to_exists,
        hoist_ctes,
        sqlectic_rewrite::eliminate_qualify,
        sqlectic_rewrite::eliminate_distinct_on,
        sqlectic_rewrite::unnest_one_to_explode,
        sqlectic_rewrite::any_to_exists,
        sqlectic_rewrite::inherit_struct_field_names,
        sqlectic_rewrite::remove_unique_constraints,
        sqlectic_rewrite::temporary_tables_to_views,
        sqlectic_rewrite::move_columns_to_partitions,
    ]);
}

/// Common table expressions stand before a statement, not inside of it.
/// <https://cwiki.apache.org/confluence/display/Hive/Common+Table+Expression>
pub(crate) fn hoist_ctes(tree: &mut Tree, root: NodeId, dialect: &Dialect) -> NodeId {
    match tree.kind(root) {
        Kind::Insert | Kind::Select | Kind::Subquery => sqlectic_rewrite::move_ctes_to_top_level(tree, root, dialect),
        _ => root,
    }
}

fn flags(d: &mut Dialect) {
    let f = &mut d.generator.flags;
    f.alter_set_type = "".into();
    f.array_size_name = "SIZE".into();
    f.byte_string_function = "UNHEX".into();
    f.extract_allows_quotes = false;
    f.index_on = "ON TABLE".into();
    f.join_hints = false;
    f.json_path_single_quote_escape = true;
    f.last_day_supports_date_part = false;
    f.limit_fetch = "LIMIT".into();
    f.nvl2_supported = false;
    f.pad_fill_pattern_is_required = true;
    f.query_hints = false;
    f.select_kinds = false;
    f.supports_decode_case = false;
    f.supports_grouping_sets_as_suffix = true;
    f.supports_median = false;
    f.supports_to_number = false;
    f.supports_uescape = false;
    f.table_hints = false;
    f.tablesample_with_method = false;
    f.try_supported = false;
    f.with_properties_prefix = "TBLPROPERTIES".into();
    f.struct_field_sep = ": ".into();
}

fn array_sort(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Expression) {
        g.unsupported("Hive's SORT_ARRAY does not support a comparator.");
    } else if !ArrayOrder::of(g.tree, id).is_ascending_with(true) {
        g.unsupported("Hive's SORT_ARRAY only sorts ascending with NULLs first");
    }
    g.func_of(id, "SORT_ARRAY", &[Arg::This]);
}

fn approx_distinct(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Accuracy) {
        g.unsupported("APPROX_COUNT_DISTINCT does not support an accuracy");
    }
    g.func_of(id, "APPROX_COUNT_DISTINCT", &[Arg::This]);
}

/// Units of months and what they are in months.
const MONTHS: &[(&str, i64)] = &[("MONTH", 1), ("QUARTER", 3), ("YEAR", 12)];

/// `DATE_ADD(x, n)` adds days, `ADD_MONTHS(x, n)` months; both give dates. What is shorter than a day, or
/// added to the current time, is an interval.
pub(crate) fn date_add(g: &mut Generator<'_>, id: NodeId) {
    let negate = g.tree.kind(id) == Kind::DateSub;
    let unit = g.unit_name(id, "DAY");
    let of_time = g.tree.this(id).is_some_and(|this| g.tree.is(this, Kind::CurrentTimestamp));
    if of_time || SECONDS.iter().any(|(name, _)| *name == unit) {
        return shared::interval_arithmetic(g, id, if negate { "-" } else { "+" });
    }
    let this = g.tree.get(id, Arg::This);
    let mut amount = g.tree.get(id, Arg::Expression);
    let months = MONTHS.iter().find(|(name, _)| *name == unit).map(|(_, months)| *months);
    let (name, factor) = match (months, unit.as_str()) {
        (Some(months), _) => ("ADD_MONTHS", months),
        (None, "WEEK") => ("DATE_ADD", 7),
        _ => ("DATE_ADD", 1),
    };
    let factor = if negate { -factor } else { factor };
    let literal = amount.node().and_then(|node| literal_integer(g, node));
    if factor != 1 || literal.is_some() {
        amount = match literal {
            Some(number) => g.tree.integer(number.saturating_mul(factor)).into(),
            None => {
                let operand = shared::wrapped(g, id, Arg::Expression);
                let factor = g.tree.integer(factor);
                g.make(Kind::Mul, &[(Arg::This, operand), (Arg::Expression, factor.into())]).into()
            }
        };
    }
    g.func(name, &[this, amount]);
}

/// The value of an integer in quotes or not.
fn literal_integer(g: &Generator<'_>, node: NodeId) -> Option<i64> {
    match g.tree.kind(node) {
        Kind::Literal => g.tree.name(node).parse().ok(),
        _ => sqlectic_syntax::parser::column::integer_constant(g.tree, node),
    }
}

/// What the seconds between two times are multiplied or divided by, by unit.
const SECONDS: &[(&str, &str)] = &[
    ("HOUR", " / 3600"),
    ("MICROSECOND", " * 1000000"),
    ("MILLISECOND", " * 1000"),
    ("MINUTE", " / 60"),
    ("SECOND", ""),
];

pub(crate) fn date_diff(g: &mut Generator<'_>, id: NodeId) {
    let unit = g.unit_name(id, "DAY");
    if let Some((_, factor)) = SECONDS.iter().find(|(name, _)| *name == unit) {
        return seconds_between(g, id, factor);
    }
    let (this, other) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let months = MONTHS.iter().find(|(name, _)| *name == unit).map(|(_, months)| *months);
    let (name, divisor) = match (months, unit.as_str()) {
        (Some(months), _) => ("MONTHS_BETWEEN", months),
        (None, "WEEK") => ("DATEDIFF", 7),
        _ => ("DATEDIFF", 1),
    };
    let whole = name == "MONTHS_BETWEEN" || divisor > 1;
    if whole {
        g.write("CAST(");
    }
    g.func(name, &[this, other]);
    if divisor > 1 {
        g.write(&format!(" / {divisor}"));
    }
    if whole {
        g.write(" AS INT)");
    }
}

/// `UNIX_TIMESTAMP(a) - UNIX_TIMESTAMP(b)`, in another unit if there is a factor.
fn seconds_between(g: &mut Generator<'_>, id: NodeId, factor: &str) {
    let [this, other] = [Arg::This, Arg::Expression].map(|arg| g.tree.get(id, arg));
    g.write(if factor.is_empty() { "" } else { "(" });
    g.func("UNIX_TIMESTAMP", &[this]);
    g.write(" - ");
    g.func("UNIX_TIMESTAMP", &[other]);
    g.write(if factor.is_empty() { "" } else { ")" });
    g.write(factor);
}

/// Text without a size has a type of its own; times have no precision; a float has the size that it needs.
/// <https://cwiki.apache.org/confluence/display/hive/languagemanual+types>
pub(crate) fn data_type(g: &mut Generator<'_>, id: NodeId) {
    let name = types::canonical_name(g, id);
    let sizes = g.tree.expressions(id);
    let to = match (name.as_str(), sizes.is_empty()) {
        ("CHAR" | "NCHAR" | "NVARCHAR" | "VARCHAR", true) => "TEXT",
        ("NVARCHAR" | "VARCHAR", false) if g.tree.name(sizes[0]).eq_ignore_ascii_case("MAX") => {
            return without_sizes(g, id, "TEXT");
        }
        ("NVARCHAR" | "TEXT" | "VARCHAR", false) => "VARCHAR",
        ("NCHAR", false) => "CHAR",
        (name, false) if TEMPORAL.contains(&name) => return without_sizes(g, id, name),
        ("FLOAT", false) => {
            let bits = g.tree.name(sizes[0]).parse().unwrap_or(0);
            return without_sizes(g, id, if bits <= 32 { "FLOAT" } else { "DOUBLE" });
        }
        _ => return types::data_type_node(g, id),
    };
    let rest: Vec<(Arg, Value)> = g.tree.arguments(id).filter(|(arg, _)| *arg != Arg::This).collect();
    let named = types::data_type(g, to);
    for (arg, value) in rest {
        g.tree.set_raw(named, arg, value);
    }
    types::data_type_node(g, named);
}

/// Types of times; none has a precision.
const TEMPORAL: &[&str] = &[
    "DATETIME",
    "DATETIME2",
    "DATETIME64",
    "SMALLDATETIME",
    "TIME",
    "TIMESTAMP",
    "TIMESTAMPLTZ",
    "TIMESTAMPNTZ",
    "TIMESTAMPTZ",
    "TIMETZ",
];

/// A type without its sizes.
fn without_sizes(g: &mut Generator<'_>, _id: NodeId, name: &str) {
    let plain = types::data_type(g, name);
    types::data_type_node(g, plain);
}

/// Constraints with a name; how their indexes are stored is left out, and so is the usual order.
fn constraint(g: &mut Generator<'_>, id: NodeId) {
    g.write("CONSTRAINT ");
    g.arg(id, Arg::This);
    for part in g.tree.expressions(id) {
        if matches!(g.tree.kind(part), Kind::Properties | Kind::OnProperty) {
            continue;
        }
        g.write(" ");
        g.node(part);
    }
}

/// `SET @x = 1` -> `SET x = 1`: variables have no mark.
fn set_item(g: &mut Generator<'_>, id: NodeId) {
    let assignment = g.tree.this(id).filter(|this| g.tree.kind(*this) == Kind::EQ);
    let left = assignment.and_then(|assignment| g.tree.this(assignment));
    let (Some(assignment), Some(left)) = (assignment, left.filter(|left| g.tree.kind(*left) == Kind::Parameter)) else {
        return g.render_base(id);
    };
    let (name, value) = (g.tree.get(left, Arg::This), g.tree.get(assignment, Arg::Expression));
    let assignment = g.make(Kind::EQ, &[(Arg::This, name), (Arg::Expression, value)]);
    g.node(assignment);
}

/// The columns of a clustered key, in the usual order without saying so.
pub(super) fn clustered(g: &mut Generator<'_>, id: NodeId) {
    g.write("(");
    for (i, column) in g.tree.children(id, Arg::This).into_iter().enumerate() {
        if i > 0 {
            g.write(", ");
        }
        let ascending = g.tree.kind(column) == Kind::Ordered && g.tree.get(column, Arg::Desc) != Value::Bool(true);
        match ascending {
            true => g.arg(column, Arg::This),
            false => g.node(column),
        }
    }
    g.write(")");
}

/// `EXISTS(query)`, or the function on arrays: `EXISTS(array, x -> x > 1)`.
fn exists(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::Expression) {
        return g.render_base(id);
    }
    g.func_of(id, "EXISTS", &[Arg::This, Arg::Expression]);
}

/// Functions that pass over nulls by a second argument.
const IGNORING_NULLS: &[(Kind, &str)] =
    &[(Kind::First, "FIRST"), (Kind::FirstValue, "FIRST_VALUE"), (Kind::Last, "LAST"), (Kind::LastValue, "LAST_VALUE")];

/// `FIRST(x) IGNORE NULLS` -> `FIRST(x, TRUE)`.
fn ignore_nulls(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id) else { return };
    let kind = g.tree.kind(this);
    match IGNORING_NULLS.iter().find(|(function, _)| *function == kind) {
        Some((_, name)) => {
            let yes = g.make(Kind::Boolean, &args![This: true]);
            let operand = g.tree.get(this, Arg::This);
            g.func(name, &[operand, yes.into()]);
        }
        None => g.render_base(id),
    }
}

/// Rows of arrays: what is left of a relation that could not be rewritten is a call of everything.
fn unnest(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.list_len(id, Arg::Expressions) > 1 || g.tree.has(id, Arg::Alias) {
        g.unsupported("Only one array with names for its columns can be exploded");
    }
    let offset = g.tree.node(id, Arg::Offset).into();
    let items = [g.tree.get(id, Arg::Expressions), g.tree.get(id, Arg::Alias), offset];
    let function = if g.tree.has(id, Arg::Offset) { "POSEXPLODE" } else { "EXPLODE" };
    g.func(function, &items);
}

fn get_json_object(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "GET_JSON_OBJECT", &[Arg::This, Arg::Expression]);
}

/// A path without the keys that may be any.
pub(crate) fn known_path(g: &mut Generator<'_>, id: NodeId) -> NodeId {
    let parts = g.tree.expressions(id);
    let any = |g: &Generator<'_>, part: &NodeId| {
        g.tree.kind(*part) == Kind::JSONPathKey && matches!(g.tree.get(*part, Arg::This), Value::Node(_))
    };
    if !parts.iter().any(|part| any(g, part)) {
        return id;
    }
    g.unsupported("Unsupported wildcard in JSONPathKey expression");
    let known: Vec<Value> = parts.iter().filter(|part| !any(g, part)).map(|part| Value::Node(*part)).collect();
    let known = g.tree.list_of(&known);
    g.make(Kind::JSONPath, &[(Arg::Expressions, known)])
}

fn left(g: &mut Generator<'_>, id: NodeId) {
    let one = g.number_node(1);
    let (this, length) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    g.func("SUBSTRING", &[this, one.into(), length]);
}

fn right(g: &mut Generator<'_>, id: NodeId) {
    g.write("SUBSTRING(");
    g.arg(id, Arg::This);
    g.write(", LENGTH(");
    g.arg(id, Arg::This);
    let length = g.as_operand(Kind::Sub, Arg::This, g.tree.get(id, Arg::Expression));
    g.write(") - (");
    g.value(length);
    g.write(" - 1))");
}

pub(crate) fn regexp_extract(g: &mut Generator<'_>, id: NodeId) {
    let name = if g.tree.kind(id) == Kind::RegexpExtract { "REGEXP_EXTRACT" } else { "REGEXP_EXTRACT_ALL" };
    g.unsupported_args(id, &[Arg::Position, Arg::Occurrence, Arg::Parameters]);
    let default = g.dialect.semantics.flags.regexp_extract_default_group.to_string();
    let group = match g.tree.get(id, Arg::Group) {
        Value::Node(node) if g.tree.is_number(node) && g.tree.name(node) == default => Value::None,
        group => group,
    };
    let args = [g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression), group];
    g.func(name, &args);
}

/// `SPLIT` takes a pattern: the text is quoted.
fn split(g: &mut Generator<'_>, id: NodeId) {
    g.write("SPLIT(");
    g.arg(id, Arg::This);
    g.write(", CONCAT('\\\\Q', ");
    g.arg(id, Arg::Expression);
    g.write(", '\\\\E'))");
}

/// A cast where the format is the default, else through a Unix timestamp.
fn str_to(g: &mut Generator<'_>, id: NodeId, to: &str) {
    let mut this = g.tree.get(id, Arg::This);
    if !g.has_default_time_format(id) && !g.has_default_date_format(id) && g.tree.has(id, Arg::Format) {
        let format = parsed_format(g, id);
        let unix = g.make(Kind::Anonymous, &[]);
        let name = g.tree.text_value("UNIX_TIMESTAMP");
        let list = g.tree.list_of(&[this, format]);
        g.tree.set_raw(unix, Arg::This, name);
        g.tree.set_raw(unix, Arg::Expressions, list);
        let from = g.make(Kind::UnixToTime, &args![This: unix]);
        this = from.into();
    }
    let cast = shared::cast(g, this, to);
    g.node(cast);
}

/// A call with a format that is left out if it is the default.
pub(crate) fn with_format(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let format = if g.has_default_time_format(id) { Value::None } else { g.format_time(id) };
    let this = g.tree.get(id, Arg::This);
    g.func(name, &[this, format]);
}

/// Pieces of formats that take one digit or two, and how they are said to take one.
const LENIENT: &str = "mdHIMS";

/// The format that text is parsed by. Two letters demand two digits where strftime takes one, too: one letter stands for
/// such a piece unless digits or another piece stand next to it.
pub(crate) fn parsed_format(g: &mut Generator<'_>, id: NodeId) -> Value {
    let format = g.tree.get(id, Arg::Format);
    let Some(node) = format.node() else { return format };
    let demands_two_digits = g.dialect.time.mapping.iter().any(|(_, piece)| *piece == "%mstrict");
    if !demands_two_digits {
        return g.format_time(id);
    }
    if !g.tree.is_string(node) {
        return g.format_time_of(node, one_digit_where_alone);
    }
    let text = one_digit_where_alone(g.tree.name(node));
    let text = g.dialect.time.write.apply(&text);
    g.string_node(&text).into()
}

/// `%Y-%m-%d` -> `%Y-%-m-%-d`, but `%Y%m%d` stays.
fn one_digit_where_alone(format: &str) -> String {
    let bytes = format.as_bytes();
    let mut out = String::with_capacity(format.len() + 4);
    let mut i = 0;
    let mut after_piece = false;
    while i < bytes.len() {
        if bytes[i] != b'%' {
            let c = format[i..].chars().next().unwrap_or_default();
            after_piece = c.is_ascii_digit();
            out.push(c);
            i += c.len_utf8();
            continue;
        }
        let letter = bytes.get(i + 1).copied().unwrap_or(b'%') as char;
        let strict = format[i..].get(2..).is_some_and(|rest| rest.starts_with("strict"));
        let end = match letter {
            '-' => i + 3,
            _ if strict => i + 2 + "strict".len(),
            _ => i + 2,
        };
        // What stands behind the sign may be a character of several bytes.
        let end = (end..bytes.len()).find(|end| format.is_char_boundary(*end)).unwrap_or(bytes.len());
        let next = bytes.get(end).copied().unwrap_or(b' ');
        let alone = !after_piece && next != b'%' && !next.is_ascii_digit();
        match LENIENT.contains(letter) && !strict && alone {
            true => out.extend(['%', '-', letter]),
            false => out.push_str(format.get(i..end).unwrap_or_default()),
        }
        after_piece = true;
        i = end;
    }
    out
}

/// Fields by their values; names are lost.
fn struct_(g: &mut Generator<'_>, id: NodeId) {
    let mut named = false;
    let values: Vec<Value> = g
        .tree
        .expressions(id)
        .into_iter()
        .map(|field| {
            let is_named = g.tree.kind(field) == Kind::PropertyEQ;
            named |= is_named;
            if is_named {
                g.tree.get(field, Arg::Expression)
            } else {
                Value::Node(field)
            }
        })
        .collect();
    if named {
        g.unsupported("Hive does not support named structs.");
    }
    g.func("STRUCT", &values);
}

fn time_to_str(g: &mut Generator<'_>, id: NodeId) {
    let mut this = g.tree.get(id, Arg::This);
    // What takes text and timestamps alike needs no cast.
    if let Some(node) = this.node().filter(|node| matches!(g.tree.kind(*node), Kind::TimeStrToTime)) {
        this = g.tree.get(node, Arg::This);
    }
    let format = g.format_time(id);
    g.func("DATE_FORMAT", &[this, format]);
}

fn to_date(g: &mut Generator<'_>, id: NodeId) {
    let parent = g.tree.parent(id).map(|parent| g.tree.kind(parent));
    let takes_any = [
        Kind::DateDiff,
        Kind::Day,
        Kind::DayOfMonth,
        Kind::DayOfWeek,
        Kind::DayOfYear,
        Kind::Month,
        Kind::WeekOfYear,
        Kind::Year,
    ];
    let this = g.tree.get(id, Arg::This);
    let plain = !g.tree.has(id, Arg::Format) || g.has_default_time_format(id) || g.has_default_date_format(id);
    if plain && parent.is_some_and(|kind| takes_any.contains(&kind)) {
        return g.value(this);
    }
    let format = if plain { Value::None } else { parsed_format(g, id) };
    g.func("TO_DATE", &[this, format]);
}

/// A series is an array, whose elements are rows only if they are exploded.
fn generate_series(g: &mut Generator<'_>, id: NodeId) {
    let is_source = g.tree.parent(id).is_some_and(|parent| g.tree.kind(parent) == Kind::Table);
    match is_source {
        true => exploded_series(g, id),
        false => sequence_or(g, id, "ARRAY()"),
    }
}

fn exploded_series(g: &mut Generator<'_>, id: NodeId) {
    g.call("EXPLODE", &[&|g| sequence_or(g, id, "ARRAY()")]);
}

fn unix_to_time(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.get(id, Arg::This);
    let scale = g.tree.node(id, Arg::Scale).map(|scale| g.tree.name(scale).to_string()).unwrap_or_default();
    if matches!(scale.as_str(), "" | "0") {
        let format = g.format_time(id);
        return g.func("FROM_UNIXTIME", &[this, format]);
    }
    let this = g.as_operand(Kind::Div, Arg::This, this);
    g.write("FROM_UNIXTIME(");
    g.value(this);
    g.write(" / POW(10, ");
    g.arg(id, Arg::Scale);
    g.write("))");
}

/// `MAP(k, v, k, v ...)` of two array literals.
pub(crate) fn var_map(g: &mut Generator<'_>, id: NodeId) {
    let [keys, values] = [Arg::Keys, Arg::Values].map(|arg| g.tree.get(id, arg));
    let is_array = |value: Value| value.node().is_some_and(|node| g.tree.kind(node) == Kind::Array);
    if !is_array(keys) || !is_array(values) {
        g.unsupported("Cannot convert array columns into map.");
        return g.func("MAP", &[keys, values]);
    }
    let items =
        |g: &Generator<'_>, arg: Arg| g.tree.node(id, arg).map(|array| g.tree.expressions(array)).unwrap_or_default();
    let (keys, values) = (items(g, Arg::Keys), items(g, Arg::Values));
    let pairs: Vec<Value> =
        keys.iter().zip(&values).flat_map(|(key, value)| [Value::Node(*key), Value::Node(*value)]).collect();
    g.func("MAP", &pairs);
}
