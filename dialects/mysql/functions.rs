//! Functions by name.

use sqlectic_ast::{args, Arg, Kind, NodeId};
use sqlectic_syntax::{
    parser::{functions::builders::at, Function, Parser, R},
    Dialect,
};
use Function::{Args, Build, Kind as Of};

pub(super) fn define(d: &mut Dialect) {
    d.parser.add_functions(&[
        ("BIT_AND", Of(Kind::BitwiseAndAgg)),
        ("BIT_COUNT", Of(Kind::BitwiseCount)),
        ("BIT_OR", Of(Kind::BitwiseOrAgg)),
        ("BIT_XOR", Of(Kind::BitwiseXorAgg)),
        ("CONVERT_TZ", Args(Kind::ConvertTimezone, &[Arg::Timestamp, Arg::SourceTz, Arg::TargetTz])),
        ("CURDATE", Of(Kind::CurrentDate)),
        ("CURTIME", Of(Kind::CurrentTime)),
        ("DATABASE", Of(Kind::CurrentSchema)),
        ("DATE", Build(|p, a| p.make(Kind::TsOrDsToDate, &args![This: a.first().copied()]))),
        ("DATEDIFF", Build(date_diff)),
        ("DATE_ADD", Build(|p, a| with_interval(p, Kind::DateAdd, a))),
        ("DATE_FORMAT", Build(date_format)),
        ("DATE_SUB", Build(|p, a| with_interval(p, Kind::DateSub, a))),
        ("DAY", Build(|p, a| of_date(p, Kind::Day, a))),
        ("DAYOFMONTH", Build(|p, a| of_date(p, Kind::DayOfMonth, a))),
        ("DAYOFWEEK", Build(|p, a| of_date(p, Kind::DayOfWeek, a))),
        ("DAYOFYEAR", Build(|p, a| of_date(p, Kind::DayOfYear, a))),
        ("FORMAT", Of(Kind::NumberToStr)),
        ("FROM_UNIXTIME", Build(from_unixtime)),
        ("ISNULL", Build(is_null)),
        ("LENGTH", Build(|p, a| p.make(Kind::Length, &args![This: a.first().copied(), Binary: true]))),
        ("MAKETIME", Of(Kind::TimeFromParts)),
        ("MONTH", Build(|p, a| of_date(p, Kind::Month, a))),
        ("MONTHNAME", Build(month_name)),
        ("SCHEMA", Of(Kind::CurrentSchema)),
        ("STD", Of(Kind::StddevPop)),
        ("STDDEV", Of(Kind::StddevPop)),
        ("STR_TO_DATE", Build(str_to_date)),
        ("TIMESTAMPADD", Build(|p, a| with_unit(p, Kind::TimestampAdd, a))),
        ("TIMESTAMPDIFF", Build(|p, a| with_unit(p, Kind::TimestampDiff, a))),
        ("TO_DAYS", Build(to_days)),
        ("VARIANCE", Of(Kind::VariancePop)),
        ("VERSION", Of(Kind::CurrentVersion)),
        ("WEEK", Build(week)),
        ("WEEKOFYEAR", Build(|p, a| of_date(p, Kind::WeekOfYear, a))),
        ("YEAR", Build(|p, a| of_date(p, Kind::Year, a))),
    ]);
}

/// The first argument as a date.
fn date(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    match a.first() {
        Some(this) => p.make(Kind::TsOrDsToDate, &args![This: *this]),
        // Without an argument the call stands as it is.
        None => Ok(p.tree.make(Kind::TsOrDsToDate, &[])),
    }
}

fn of_date(p: &mut Parser<'_>, kind: Kind, a: &[NodeId]) -> R<NodeId> {
    let date = date(p, a)?;
    p.make(kind, &args![This: date])
}

/// Whole days between dates, whatever their times: the boundary counts.
fn date_diff(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    p.make(Kind::DateDiff, &args![This: at(a, 0), Expression: at(a, 1), DatePartBoundary: true])
}

/// `DATE_ADD(x, INTERVAL n unit)`, or a number of days where those are no error.
pub(crate) fn with_interval_or_days(p: &mut Parser<'_>, kind: Kind, a: &[NodeId]) -> R<NodeId> {
    match a {
        [this, days, ..] if p.tree.kind(*days) != Kind::Interval => {
            let day = p.word_node("DAY");
            p.make(kind, &args![This: *this, Expression: *days, Unit: day])
        }
        _ => with_interval(p, kind, a),
    }
}

/// `DATE_ADD(x, INTERVAL n unit)`.
fn with_interval(p: &mut Parser<'_>, kind: Kind, a: &[NodeId]) -> R<NodeId> {
    let Some(interval) = at(a, 1).filter(|node| p.tree.kind(*node) == Kind::Interval) else {
        p.error("INTERVAL expression expected")?;
        return p.make(kind, &args![This: at(a, 0), Expression: at(a, 1)]);
    };
    let amount = p.tree.this(interval);
    let unit = match p.tree.node(interval, Arg::Unit) {
        Some(unit) => unit,
        None => p.word_node("DAY"),
    };
    p.make(kind, &args![This: at(a, 0), Expression: amount, Unit: unit])
}

fn date_format(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let this = p.make(Kind::TsOrDsToTimestamp, &args![This: at(a, 0)])?;
    let format = a.get(1).map(|format| p.format_time(*format));
    p.make(Kind::TimeToStr, &args![This: this, Format: format])
}

fn from_unixtime(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let format = a.get(1).map(|format| p.format_time(*format));
    p.make(Kind::UnixToTime, &args![This: at(a, 0), Format: format])
}

fn is_null(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let null = p.node(Kind::Null, &[])?;
    let this = a.first().map(|this| match needs_parens(p.tree.kind(*this)) {
        true => p.tree.make(Kind::Paren, &args![This: *this]),
        false => *this,
    });
    let is = p.make(Kind::Is, &args![This: this, Expression: null])?;
    p.make(Kind::Paren, &args![This: is])
}

/// Whether an operand would be split up by an `IS` behind it.
fn needs_parens(kind: Kind) -> bool {
    kind == Kind::Not || kind.is(Kind::Connector) || kind.is(Kind::Predicate)
}

fn month_name(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let this = date(p, a)?;
    let format = p.tree.string("%B");
    p.make(Kind::TimeToStr, &args![This: this, Format: format])
}

/// A format with time parts makes a timestamp.
fn str_to_date(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let format = a.get(1).map(|format| p.format_time(*format));
    let has_time = format.is_some_and(|format| {
        let text = p.tree.name(format);
        ["%H", "%I", "%M", "%S", "%f", "%p", "%T", "%r", "%-H", "%-I"].iter().any(|part| text.contains(part))
    });
    let kind = if has_time { Kind::StrToTime } else { Kind::StrToDate };
    p.make(kind, &args![This: at(a, 0), Format: format])
}

/// `F(unit, n, x)`.
fn with_unit(p: &mut Parser<'_>, kind: Kind, a: &[NodeId]) -> R<NodeId> {
    if let [unit, amount, this] = a[..] {
        if kind == Kind::TimestampAdd {
            strip_prefix(p, unit);
        }
        let unit = p.unit(unit);
        return p.make(kind, &args![This: this, Expression: amount, Unit: unit]);
    }
    let day = p.word_node("DAY");
    p.make(kind, &args![This: at(a, 0), Expression: at(a, 1), Unit: day])
}

/// `SQL_TSI_DAY` -> `DAY`.
fn strip_prefix(p: &mut Parser<'_>, unit: NodeId) {
    let name = match p.tree.kind(unit) {
        Kind::Column => p.tree.this(unit),
        _ => Some(unit),
    };
    let Some(name) = name else { return };
    let text = p.tree.text_of(name, Arg::This).to_ascii_uppercase();
    if let Some(rest) = text.strip_prefix("SQL_TSI_") {
        p.tree.set_text(name, Arg::This, rest);
    }
}

/// Days since the year 0, which had a first of January.
fn to_days(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let this = date(p, a)?;
    let zero = p.tree.string("0000-01-01");
    let zero = p.make(Kind::TsOrDsToDate, &args![This: zero])?;
    let day = p.word_node("DAY");
    let days = p.make(Kind::DateDiff, &args![This: this, Expression: zero, Unit: day])?;
    let one = p.tree.integer(1);
    let sum = p.make(Kind::Add, &args![This: days, Expression: one])?;
    p.make(Kind::Paren, &args![This: sum])
}

fn week(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let this = date(p, a)?;
    p.make(Kind::Week, &args![This: this, Mode: at(a, 1)])
}
