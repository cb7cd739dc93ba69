//! Time formats, of which there are two: `TO_CHAR` and its kin have their own, the rest MySQL's; dates and times.

use crate::{mysql, shared};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    dialect::TimeFormats,
    generator::{Generator, RenderFn},
    parser::{functions::builders::at, Function, Parser, R},
    Dialect,
};
use std::sync::LazyLock;
use Function::Build;

/// <https://docs.singlestore.com/cloud/reference/sql-reference/date-and-time-functions/to-char/>
const FORMATS: &[(&str, &str)] = &[
    ("D", "%u"),
    ("DD", "%d"),
    ("DY", "%a"),
    ("FF6", "%f"),
    ("HH12", "%I"),
    ("HH", "%I"),
    ("HH24", "%H"),
    ("MI", "%M"),
    ("MM", "%m"),
    ("MON", "%b"),
    ("MONTH", "%B"),
    ("SS", "%S"),
    ("YY", "%y"),
    ("RR", "%y"),
    ("YYYY", "%Y"),
];

/// The formats of `DATE_FORMAT`, `STR_TO_DATE` and `FROM_UNIXTIME`.
static MYSQL: LazyLock<TimeFormats> = LazyLock::new(|| {
    let mut formats = TimeFormats { mapping: mysql::TIME_FORMATS.to_vec(), ..Default::default() };
    formats.compile();
    formats
});

/// Sorted by kind.
const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::CurrentDate, |g, id| now(g, id, "DATE")),
    (Kind::CurrentDatetime, current_datetime),
    (Kind::CurrentTime, |g, id| now(g, id, "TIME")),
    (Kind::CurrentTimestamp, |g, id| now(g, id, "TIMESTAMP")),
    (Kind::DateBin, date_bin),
    (Kind::DateDiff, date_diff),
    (Kind::DateToDi, days_as_number),
    (Kind::DatetimeAdd, |g, id| mysql::generator::time::date_delta(g, id, "DATE_ADD")),
    (Kind::DatetimeDiff, timestamp_diff),
    (Kind::DatetimeSub, |g, id| mysql::generator::time::date_delta(g, id, "DATE_SUB")),
    (Kind::DatetimeTrunc, trunc),
    (Kind::DayOfWeekIso, day_of_week_iso),
    (Kind::DiToDate, di_to_date),
    (Kind::FromTimeZone, from_time_zone),
    (Kind::StrToDate, |g, id| mysql_format(g, id, "STR_TO_DATE")),
    (Kind::StrToTime, |g, id| shared::formatted(g, id, "TO_TIMESTAMP")),
    (Kind::StrToUnix, str_to_unix),
    (Kind::Time, |g, id| {
        g.unsupported_args(id, &[Arg::Zone]);
        shared::cast_this(g, id, "TIME");
    }),
    (Kind::TimeStrToDate, |g, id| shared::cast_this(g, id, "DATE")),
    (Kind::TimeStrToTime, time_str_to_time),
    (Kind::TimeStrToUnix, |g, id| g.func_of(id, "UNIX_TIMESTAMP", &[Arg::This])),
    (Kind::TimeToStr, |g, id| mysql_format(g, id, "DATE_FORMAT")),
    (Kind::TimeToUnix, |g, id| g.func_of(id, "UNIX_TIMESTAMP", &[Arg::This])),
    (Kind::TimestampTrunc, trunc),
    (Kind::ToChar, |g, id| shared::formatted(g, id, "TO_CHAR")),
    (Kind::TsOrDiToDi, days_as_number),
    (Kind::TsOrDsDiff, date_diff),
    (Kind::TsOrDsToDate, ts_or_ds_to_date),
    (Kind::UnixSeconds, |g, id| g.func_of(id, "UNIX_TIMESTAMP", &[Arg::This])),
    (Kind::UnixToStr, |g, id| mysql_format(g, id, "FROM_UNIXTIME")),
    (Kind::UnixToTime, |g, id| {
        let (seconds, format) = (shared::unix_seconds(g, id), g.format_time_by(id, &MYSQL.write));
        g.func("FROM_UNIXTIME", &[seconds, format]);
    }),
    (Kind::UnixToTimeStr, unix_to_time_str),
    (Kind::UtcDate, |g, _| g.func("UTC_DATE", &[])),
];

pub(super) fn define(d: &mut Dialect) {
    d.time.mapping = FORMATS.to_vec();
    d.parser.add_functions(&[
        ("DATE", Function::Kind(Kind::Date)),
        ("DATE_FORMAT", Build(|p, a| with_mysql_format(p, Kind::TimeToStr, a))),
        ("DAYNAME", Build(|p, a| named_part(p, a, "%A"))),
        ("FROM_UNIXTIME", Build(|p, a| with_mysql_format(p, Kind::UnixToTime, a))),
        ("HOUR", Build(|p, a| time_part(p, a, "%-H"))),
        ("MICROSECOND", Build(|p, a| time_part(p, a, "%f"))),
        ("MINUTE", Build(|p, a| time_part(p, a, "%M"))),
        ("MONTHNAME", Build(|p, a| named_part(p, a, "%B"))),
        ("SECOND", Build(|p, a| time_part(p, a, "%S"))),
        ("STR_TO_DATE", Build(|p, a| with_mysql_format(p, Kind::StrToDate, a))),
        ("TIME_BUCKET", Function::Args(Kind::DateBin, &[Arg::This, Arg::Expression, Arg::Origin])),
        ("TIME_FORMAT", Build(time_format)),
        ("TO_CHAR", Build(|p, a| p.formatted_time_or(Kind::ToChar, a, None))),
        ("TO_DATE", Build(|p, a| p.formatted_time_or(Kind::TsOrDsToDate, a, None))),
        ("TO_TIMESTAMP", Build(|p, a| p.formatted_time_or(Kind::StrToTime, a, None))),
        ("UNIX_TIMESTAMP", Function::Kind(Kind::StrToUnix)),
        ("WEEKDAY", Build(weekday)),
    ]);
    let g = &mut d.generator;
    for kind in [Kind::Date, Kind::DateTrunc] {
        g.remove(kind);
    }
    g.add_names(&[(Kind::DayOfMonth, "DAY")]);
    g.add_renders(RENDERS);
}

// ---- reading ---------------------------------------------------------------------------------------------------------

fn with_mysql_format(p: &mut Parser<'_>, kind: Kind, a: &[NodeId]) -> R<NodeId> {
    let format = a.get(1).map(|format| p.format_by(&MYSQL.read, *format));
    p.make(kind, &args![This: at(a, 0), Format: format])
}

fn named_part(p: &mut Parser<'_>, a: &[NodeId], format: &str) -> R<NodeId> {
    let format = p.tree.string(format);
    p.make(Kind::TimeToStr, &args![This: at(a, 0), Format: format])
}

fn number(p: &mut Parser<'_>, text: &str) -> NodeId {
    let text = p.text(text);
    p.tree.make(Kind::Literal, &args![This: text, IsString: false])
}

/// `x :> TIME(6)`.
fn as_time(p: &mut Parser<'_>, this: Option<NodeId>) -> R<NodeId> {
    let six = number(p, "6");
    let size = p.make(Kind::DataTypeParam, &args![This: six])?;
    let sizes = p.list(&[size]);
    let name = p.text("TIME");
    let to = p.make(Kind::DataType, &args![This: name, Expressions: sizes])?;
    p.make(Kind::Cast, &args![This: this, To: to])
}

/// A part of a time as a number.
fn time_part(p: &mut Parser<'_>, a: &[NodeId], format: &str) -> R<NodeId> {
    let this = as_time(p, at(a, 0))?;
    let part = named_part(p, &[this], format)?;
    let name = p.text("INT");
    let to = p.make(Kind::DataType, &args![This: name])?;
    p.make(Kind::Cast, &args![This: part, To: to])
}

fn time_format(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let this = as_time(p, at(a, 0))?;
    let format = a.get(1).map(|format| p.format_by(&MYSQL.read, *format));
    p.make(Kind::TimeToStr, &args![This: this, Format: format])
}

/// Days from Monday, which is 0: `(DAYOFWEEK(x) + 5) % 7`.
fn weekday(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let day = p.make(Kind::DayOfWeek, &args![This: at(a, 0)])?;
    let five = number(p, "5");
    let sum = p.make(Kind::Add, &args![This: day, Expression: five])?;
    let sum = p.make(Kind::Paren, &args![This: sum])?;
    let seven = number(p, "7");
    p.make(Kind::Mod, &args![This: sum, Expression: seven])
}

// ---- writing ---------------------------------------------------------------------------------------------------------

fn mysql_format(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let (this, format) = (g.tree.get(id, Arg::This), g.format_time_by(id, &MYSQL.write));
    g.func(name, &[this, format]);
}

fn str_to_unix(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Format]);
    mysql_format(g, id, "UNIX_TIMESTAMP");
}

/// The current moment in the zone of the session or in UTC.
/// <https://docs.singlestore.com/cloud/reference/sql-reference/date-and-time-functions/utc-timestamp/>
fn now(g: &mut Generator<'_>, id: NodeId, what: &str) {
    let current = format!("CURRENT_{what}");
    let Some(zone) = g.tree.this(id) else { return g.func(&current, &[]) };
    if g.tree.is_string(zone) && g.tree.name(zone).eq_ignore_ascii_case("utc") {
        return g.func(&format!("UTC_{what}"), &[]);
    }
    // Any number is a precision.
    if what != "DATE" && g.tree.is_number(zone) {
        return g.func(&current, &[zone.into()]);
    }
    let kind = g.tree.kind(id).name();
    g.unsupported(&format!("{kind} with timezone is not supported in SingleStore"));
    g.func(&current, &[]);
}

/// With microseconds, as `DATETIME(6)`.
fn current_datetime(g: &mut Generator<'_>, id: NodeId) {
    let zone = g.tree.get(id, Arg::This);
    if zone.is_some() {
        g.unsupported("CurrentDatetime with timezone is not supported in SingleStore");
    }
    g.write("CURRENT_TIMESTAMP(6) :> DATETIME(6)");
}

fn date_bin(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Unit, Arg::Zone]);
    g.func_of(id, "TIME_BUCKET", &[Arg::This, Arg::Expression, Arg::Origin]);
}

/// Whole days without a unit, otherwise `TIMESTAMPDIFF`.
fn date_diff(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Unit) {
        return timestamp_diff(g, id);
    }
    let (this, other) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    g.func("DATEDIFF", &[this, other]);
}

fn timestamp_diff(g: &mut Generator<'_>, id: NodeId) {
    let (this, other) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let unit = g.unit_to_word(id, "DAY");
    let unit = if g.tree.has(id, Arg::Unit) { unit } else { Value::None };
    g.func("TIMESTAMPDIFF", &[unit, other, this]);
}

fn trunc(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Zone]);
    let (unit, this) = (g.unit_to_string(id, "DAY"), g.tree.get(id, Arg::This));
    g.func("DATE_TRUNC", &[unit, this]);
}

/// Days from Monday, which is 1.
fn day_of_week_iso(g: &mut Generator<'_>, id: NodeId) {
    g.write("((");
    g.func_of(id, "DAYOFWEEK", &[Arg::This]);
    g.write(" % 7) + 1)");
}

fn di_to_date(g: &mut Generator<'_>, id: NodeId) {
    let (this, format) = (g.tree.get(id, Arg::This), g.string_node("%Y%m%d"));
    g.func("STR_TO_DATE", &[this, format.into()]);
}

/// A date as a number such as 20240131.
fn days_as_number(g: &mut Generator<'_>, id: NodeId) {
    let (this, format) = (g.tree.get(id, Arg::This), g.string_node("%Y%m%d"));
    g.write("(");
    g.func("DATE_FORMAT", &[this, format.into()]);
    g.write(" :> INT)");
}

fn from_time_zone(g: &mut Generator<'_>, id: NodeId) {
    let (this, zone) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Zone));
    let utc = g.string_node("UTC");
    g.func("CONVERT_TZ", &[this, zone, utc.into()]);
}

fn time_str_to_time(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Zone) {
        g.unsupported("Data type TIMESTAMPTZ is not supported when targeting SingleStore");
    }
    let text = g.tree.this(id).filter(|this| g.tree.is_string(*this)).map(|this| g.tree.name(this).to_string());
    if text.is_none_or(|text| shared::subsecond_precision(&text) == 0) {
        return shared::cast_this(g, id, "TIMESTAMP");
    }
    // A type has six digits or none.
    // <https://docs.singlestore.com/cloud/reference/sql-reference/data-types/time-and-date/>
    g.arg(id, Arg::This);
    g.write(" :> TIMESTAMP(6)");
}

fn ts_or_ds_to_date(g: &mut Generator<'_>, id: NodeId) {
    match g.tree.has(id, Arg::Format) {
        true => shared::formatted(g, id, "TO_DATE"),
        false => mysql::generator::time::to_date(g, id, "DATE"),
    }
}

fn unix_to_time_str(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "FROM_UNIXTIME", &[Arg::This]);
    g.write(" :> TEXT");
}
