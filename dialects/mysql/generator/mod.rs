//! Rendering that differs from the base.

mod definitions;

use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{generator::Generator, Dialect};

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    types(d);
    definitions::define(d);
    let g = &mut d.generator;
    g.add_names(&[
        (Kind::BitwiseAndAgg, "BIT_AND"),
        (Kind::BitwiseCount, "BIT_COUNT"),
        (Kind::BitwiseOrAgg, "BIT_OR"),
        (Kind::BitwiseXorAgg, "BIT_XOR"),
        (Kind::Chr, "CHAR"),
        (Kind::DayOfMonth, "DAYOFMONTH"),
        (Kind::DayOfWeek, "DAYOFWEEK"),
        (Kind::DayOfYear, "DAYOFYEAR"),
        (Kind::LogicalAnd, "MIN"),
        (Kind::LogicalOr, "MAX"),
        (Kind::NumberToStr, "FORMAT"),
        (Kind::Stddev, "STDDEV_SAMP"),
        (Kind::Stuff, "INSERT"),
        (Kind::TimeFromParts, "MAKETIME"),
        (Kind::TimeStrToUnix, "UNIX_TIMESTAMP"),
        (Kind::Variance, "VAR_SAMP"),
        (Kind::VariancePop, "VAR_POP"),
        (Kind::WeekOfYear, "WEEKOFYEAR"),
    ]);
    g.add_renders(&[
        (Kind::CurrentDate, current_date),
        (Kind::CurrentSchema, |g, _| g.func("SCHEMA", &[])),
        (Kind::CurrentVersion, |g, _| g.func("VERSION", &[])),
        (Kind::DateAdd, |g, id| date_delta(g, id, "DATE_ADD")),
        (Kind::DateDiff, date_diff),
        (Kind::DateStrToDate, shared::as_date),
        (Kind::DateSub, |g, id| date_delta(g, id, "DATE_SUB")),
        (Kind::DateTrunc, date_trunc),
        (Kind::ILike, shared::ilike_as_lower),
        (Kind::If, shared::if_function),
        (Kind::JSONArrayContains, member_of),
        (Kind::JSONExtractScalar, shared::arrow_json_extract_scalar),
        (Kind::Length, length),
        (Kind::Max, shared::max_or_greatest),
        (Kind::Min, shared::min_or_least),
        (Kind::NullSafeNEQ, null_safe_neq),
        (Kind::ParseJSON, |g, id| g.arg(id, Arg::This)),
        (Kind::SessionUser, |g, _| g.func("SESSION_USER", &[])),
        (Kind::StrPosition, str_position),
        (Kind::StrToDate, str_to_date),
        (Kind::StrToTime, str_to_date),
        (Kind::TimeStrToTime, time_str_to_time),
        (Kind::TimeToStr, time_to_str),
        (Kind::TimestampAdd, |g, id| date_delta(g, id, "DATE_ADD")),
        (Kind::TimestampDiff, timestamp_diff),
        (Kind::TimestampSub, |g, id| date_delta(g, id, "DATE_SUB")),
        (Kind::Trunc, trunc),
        (Kind::TryCast, shared::plain_cast),
        (Kind::TsOrDsAdd, |g, id| date_delta(g, id, "DATE_ADD")),
        (Kind::TsOrDsDiff, date_diff),
        (Kind::TsOrDsToDate, ts_or_ds_to_date),
        (Kind::Unicode, unicode),
        (Kind::UnixToTime, unix_to_time),
    ]);
    g.add_operators(&[(Kind::NullSafeEQ, "<=>")]);
    d.rewrites.extend([
        sqlectic_rewrite::eliminate_distinct_on as sqlectic_syntax::dialect::Rewrite,
        sqlectic_rewrite::eliminate_semi_and_anti_joins,
        sqlectic_rewrite::eliminate_qualify,
        sqlectic_rewrite::eliminate_full_outer_join,
    ]);
}

fn flags(d: &mut Dialect) {
    let f = &mut d.generator.flags;
    f.byte_string_function = "UNHEX".into();
    f.cast_to_int_rounds = true;
    f.duplicate_key_update_with_set = false;
    f.interval_allows_plural_form = false;
    f.join_hints = false;
    f.json_key_value_pair_sep = ",".into();
    f.json_path_bracketed_key_supported = false;
    f.json_type_required_for_extraction = true;
    f.last_day_supports_date_part = false;
    f.limit_fetch = "LIMIT".into();
    f.limit_only_literals = true;
    f.locking_reads_supported = true;
    f.null_ordering_supported = None;
    f.nvl2_supported = false;
    f.pad_fill_pattern_is_required = true;
    f.parse_json_name = "".into();
    f.query_hint_sep = " ".into();
    f.supports_alter_column_nullability = true;
    f.supports_change_column = true;
    f.supports_decode_case = false;
    f.supports_median = false;
    f.supports_modify_column = true;
    f.supports_to_number = false;
    f.supports_uescape = false;
    f.try_supported = false;
    f.update_statement_supports_from = false;
    f.values_as_table = false;
    f.wrap_derived_values = false;
}

fn types(d: &mut Dialect) {
    d.generator.add_types(&[
        ("DATETIME2", "DATETIME"),
        ("SMALLDATETIME", "DATETIME"),
        ("TIMESTAMP", "DATETIME"),
        ("TIMESTAMPLTZ", "TIMESTAMP"),
        ("TIMESTAMPNTZ", "DATETIME"),
        ("TIMESTAMPTZ", "TIMESTAMP"),
        ("UBIGINT", "BIGINT"),
        ("UDECIMAL", "DECIMAL"),
        ("UDOUBLE", "DOUBLE"),
        ("UINT", "INT"),
        ("UMEDIUMINT", "MEDIUMINT"),
        ("USMALLINT", "SMALLINT"),
        ("UTINYINT", "TINYINT"),
    ]);
}

fn current_date(g: &mut Generator<'_>, id: NodeId) {
    g.write("CURRENT_DATE");
    g.arg_after(" AT TIME ZONE ", id, Arg::This);
}

/// `DATE_ADD(x, INTERVAL n unit)`.
fn date_delta(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let (this, amount) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let unit = g.unit_to_word(id, "DAY");
    let interval = g.make(Kind::Interval, &[(Arg::This, amount), (Arg::Unit, unit)]);
    g.func(name, &[this, interval.into()]);
}

/// Whole days are a function of their own.
fn date_diff(g: &mut Generator<'_>, id: NodeId) {
    let (this, other) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    if g.unit_name(id, "DAY") == "DAY" {
        return g.func("DATEDIFF", &[this, other]);
    }
    timestamp_diff(g, id);
}

fn timestamp_diff(g: &mut Generator<'_>, id: NodeId) {
    let (this, other) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let unit = g.unit_to_word(id, "DAY");
    g.func("TIMESTAMPDIFF", &[unit, other, this]);
}

fn date_trunc(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.get(id, Arg::This);
    let unit = g.unit_name(id, "DAY");
    let (text, format) = match unit.as_str() {
        "DAY" => return g.func("DATE", &[this]),
        "WEEK" => (vec!["YEAR", "WEEK1"], "%Y %u %w"),
        "MONTH" => (vec!["YEAR", "MONTH", "'1'"], "%Y %c %e"),
        "QUARTER" => (vec!["YEAR", "QUARTER", "'1'"], "%Y %c %e"),
        "YEAR" => (vec!["YEAR", "'1'", "'1'"], "%Y %c %e"),
        _ => {
            g.unsupported(&format!("Unexpected interval unit: {unit}"));
            return g.func("DATE", &[this]);
        }
    };
    g.write("STR_TO_DATE(CONCAT(");
    for (i, part) in text.iter().enumerate() {
        if i > 0 {
            g.write(", ' ', ");
        }
        match *part {
            "WEEK1" => {
                g.write("WEEK(");
                g.value(this);
                g.write(", 1), ' 1'");
            }
            "QUARTER" => {
                g.write("QUARTER(");
                g.value(this);
                g.write(") * 3 - 2");
            }
            "'1'" => g.write("1"),
            name => {
                g.write(name);
                g.write("(");
                g.value(this);
                g.write(")");
            }
        }
    }
    g.write(&format!("), '{format}')"));
}

fn member_of(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" MEMBER OF(");
    g.arg(id, Arg::Expression);
    g.write(")");
}

/// `LENGTH` counts bytes here.
fn length(g: &mut Generator<'_>, id: NodeId) {
    let name = if g.tree.has(id, Arg::Binary) { "LENGTH" } else { "CHAR_LENGTH" };
    let this = g.tree.get(id, Arg::This);
    g.func(name, &[this]);
}

fn null_safe_neq(g: &mut Generator<'_>, id: NodeId) {
    let (this, other) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let equal = g.make(Kind::NullSafeEQ, &[(Arg::This, this), (Arg::Expression, other)]);
    let not = g.make(Kind::Not, &args![This: equal]);
    g.node(not);
}

fn str_position(g: &mut Generator<'_>, id: NodeId) {
    let args = [Arg::Substr, Arg::This, Arg::Position].map(|arg| g.tree.get(id, arg));
    g.func("LOCATE", &args);
}

fn str_to_date(g: &mut Generator<'_>, id: NodeId) {
    let (this, format) = (g.tree.get(id, Arg::This), g.format_time(id));
    g.func("STR_TO_DATE", &[this, format]);
}

/// A zone makes it an instant, which a cast can't express.
fn time_str_to_time(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.get(id, Arg::This);
    if g.tree.has(id, Arg::Zone) {
        return g.func("TIMESTAMP", &[this]);
    }
    let cast = shared::cast(g, this, "DATETIME");
    g.node(cast);
}

fn time_to_str(g: &mut Generator<'_>, id: NodeId) {
    let mut this = g.tree.get(id, Arg::This);
    if let Some(node) = this.node() {
        if matches!(g.tree.kind(node), Kind::TsOrDsToTimestamp | Kind::TsOrDsToDate) {
            this = g.tree.get(node, Arg::This);
        }
    }
    let format = g.format_time(id);
    g.func("DATE_FORMAT", &[this, format]);
}

fn trunc(g: &mut Generator<'_>, id: NodeId) {
    let decimals = match g.tree.get(id, Arg::Decimals) {
        Value::None => g.number_node(0).into(),
        decimals => decimals,
    };
    let this = g.tree.get(id, Arg::This);
    g.func("TRUNCATE", &[this, decimals]);
}

fn ts_or_ds_to_date(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Format) && !g.has_default_date_format(id) {
        return str_to_date(g, id);
    }
    let this = g.tree.get(id, Arg::This);
    // Functions of dates take timestamps and strings too.
    let parent = g.tree.parent(id).map(|parent| g.tree.kind(parent));
    let takes_any = [
        Kind::Day,
        Kind::DayOfMonth,
        Kind::DayOfWeek,
        Kind::DayOfYear,
        Kind::Month,
        Kind::Week,
        Kind::WeekOfYear,
        Kind::Year,
    ];
    if parent.is_some_and(|kind| takes_any.contains(&kind)) {
        return g.value(this);
    }
    g.func("DATE", &[this]);
}

fn unicode(g: &mut Generator<'_>, id: NodeId) {
    g.write("ORD(CONVERT(");
    g.arg(id, Arg::This);
    g.write(" USING utf32))");
}

fn unix_to_time(g: &mut Generator<'_>, id: NodeId) {
    let scale = g.tree.node(id, Arg::Scale);
    let mut this = g.tree.get(id, Arg::This);
    if let Some(scale) = scale.filter(|scale| g.tree.name(*scale) != "0") {
        let ten = g.number_node(10);
        let power = g.make(Kind::Pow, &args![This: ten, Expression: scale]);
        let divided = g.make(Kind::Div, &[(Arg::This, this), (Arg::Expression, power.into())]);
        this = divided.into();
    }
    let format = g.format_time(id);
    g.func("FROM_UNIXTIME", &[this, format]);
}
