//! Writing dates, times and their arithmetic.

use crate::shared;
use sqlectic_ast::{Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    generator::{types, Generator, RenderFn},
    Dialect,
};

/// Sorted by kind.
const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::AtTimeZone, at_time_zone),
    (Kind::ConvertTimezone, convert_timezone),
    (Kind::CurrentDate, shared::current_date_at),
    (Kind::DateAdd, |g, id| date_delta(g, id, "DATE_ADD")),
    (Kind::DateDiff, date_diff),
    (Kind::DateStrToDate, shared::as_date),
    (Kind::DateSub, |g, id| date_delta(g, id, "DATE_SUB")),
    (Kind::DateTrunc, date_trunc),
    (Kind::Extract, extract),
    (Kind::MakeInterval, make_interval),
    (Kind::StrToDate, str_to_date),
    (Kind::StrToTime, str_to_date),
    (Kind::TimeStrToTime, time_str_to_time),
    (Kind::TimeToStr, time_to_str),
    (Kind::TimestampAdd, |g, id| date_delta(g, id, "DATE_ADD")),
    (Kind::TimestampDiff, timestamp_diff),
    (Kind::TimestampSub, |g, id| date_delta(g, id, "DATE_SUB")),
    (Kind::TimestampTrunc, timestamp_trunc),
    (Kind::TsOrDsAdd, |g, id| date_delta(g, id, "DATE_ADD")),
    (Kind::TsOrDsDiff, date_diff),
    (Kind::TsOrDsToDate, ts_or_ds_to_date),
    (Kind::UnixToTime, unix_to_time),
    (Kind::UtcTime, |g, id| utc(g, id, "UTC_TIME")),
    (Kind::UtcTimestamp, |g, id| utc(g, id, "UTC_TIMESTAMP")),
];

pub(super) fn define(d: &mut Dialect) {
    d.generator.add_renders(RENDERS);
}

/// Values have no zones.
fn at_time_zone(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported("AT TIME ZONE is not supported by MySQL");
    g.arg(id, Arg::This);
}

fn convert_timezone(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "CONVERT_TZ", &[Arg::Timestamp, Arg::SourceTz, Arg::TargetTz]);
}

/// `INTERVAL 1 YEAR + INTERVAL 2 MONTH`.
fn make_interval(g: &mut Generator<'_>, id: NodeId) {
    // Each part is subtracted on its own.
    let subtracted = g
        .tree
        .parent(id)
        .is_some_and(|parent| g.tree.kind(parent) == Kind::Sub && g.tree.expression(parent) == Some(id));
    let mut any = false;
    for part in Kind::MakeInterval.row().args {
        let amount = match g.tree.get(id, part.arg) {
            Value::None => continue,
            Value::Node(node) if g.tree.kind(node) == Kind::Kwarg => g.tree.get(node, Arg::Expression),
            amount => amount,
        };
        let unit = g.word_node(&part.arg.name().to_uppercase());
        let interval = g.make(Kind::Interval, &[(Arg::This, amount), (Arg::Unit, unit.into())]);
        g.write(match (any, subtracted) {
            (false, _) => "",
            (true, false) => " + ",
            (true, true) => " - ",
        });
        g.node(interval);
        any = true;
    }
}

fn extract(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.text_of(id, Arg::This).eq_ignore_ascii_case("EPOCH") {
        let this = g.tree.get(id, Arg::Expression);
        return g.func("UNIX_TIMESTAMP", &[this]);
    }
    g.render_base(id);
}

/// Whole units since the year 0, added to it.
fn timestamp_trunc(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.get(id, Arg::This);
    let unit = g.unit_to_word(id, "DAY");
    let start = g.string_node("0000-01-01 00:00:00");
    let interval = |g: &mut Generator<'_>| {
        g.write("INTERVAL (");
        g.func("TIMESTAMPDIFF", &[unit, start.into(), this]);
        g.write(") ");
        g.value(unit);
    };
    g.call("DATE_ADD", &[&|g| g.node(start), &interval]);
}

fn utc(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let precision = g.tree.get(id, Arg::This);
    g.func(name, &[precision]);
}

/// `DATE_ADD(x, INTERVAL n unit)`.
pub(crate) fn date_delta(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let (this, amount) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let unit = g.unit_to_word(id, "DAY");
    let interval = g.make(Kind::Interval, &[(Arg::This, amount), (Arg::Unit, unit)]);
    g.func(name, &[this, interval.into()]);
}

/// The difference in days, of timestamps and texts, too; `TIMESTAMPDIFF` counts whole units where others count the
/// starts of units between.
fn date_diff(g: &mut Generator<'_>, id: NodeId) {
    let [this, other] = [Arg::This, Arg::Expression].map(|arg| match g.tree.node(id, arg) {
        Some(date) if g.tree.kind(date) == Kind::TsOrDsToDate => g.tree.get(date, Arg::This),
        _ => g.tree.get(id, arg),
    });
    let unit = g.unit_name(id, "DAY");
    let of_starts = g.tree.has(id, Arg::DatePartBoundary);
    match unit.as_str() {
        "DAY" | "DAYS" => g.func("DATEDIFF", &[this, other]),
        "MONTH" if of_starts => {
            g.write("PERIOD_DIFF(EXTRACT(YEAR_MONTH FROM ");
            g.value(this);
            g.write("), EXTRACT(YEAR_MONTH FROM ");
            g.value(other);
            g.write("))");
        }
        "YEAR" if of_starts => {
            g.write("(");
            g.func("YEAR", &[this]);
            g.write(" - ");
            g.func("YEAR", &[other]);
            g.write(")");
        }
        _ => {
            if of_starts {
                g.unsupported(&format!("TIMESTAMPDIFF counts whole units of {unit}, not their starts"));
            }
            let unit = g.word_node(&unit);
            g.func("TIMESTAMPDIFF", &[unit.into(), other, this]);
        }
    }
}

fn timestamp_diff(g: &mut Generator<'_>, id: NodeId) {
    let (this, other) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let unit = g.unit_to_word(id, "DAY");
    g.func("TIMESTAMPDIFF", &[unit, other, this]);
}

/// The start of the period, put together of its parts.
fn date_trunc(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.get(id, Arg::This);
    if let Some(start) = g.tree.node(id, Arg::Unit).filter(|unit| g.tree.kind(*unit) == Kind::WeekStart) {
        // Says that weeks can't start on any day.
        g.sql(start);
    }
    let unit = g.unit_name(id, "DAY");
    let (part, behind, format) = match unit.as_str() {
        "DAY" => return g.func("DATE", &[this]),
        "WEEK" => ("WEEK(", ", 1), ' 1'", "%Y %u %w"),
        "MONTH" => ("MONTH(", "), ' 1'", "%Y %c %e"),
        "QUARTER" => ("QUARTER(", ") * 3 - 2, ' 1'", "%Y %c %e"),
        "YEAR" => ("", "' 1 1'", "%Y %c %e"),
        _ => {
            g.unsupported(&format!("Unexpected interval unit: {unit}"));
            return g.func("DATE", &[this]);
        }
    };
    g.write("STR_TO_DATE(CONCAT(");
    g.func("YEAR", &[this]);
    g.write(", ");
    if !part.is_empty() {
        g.write("' ', ");
        g.write(part);
        g.value(this);
    }
    g.write(behind);
    g.write(&format!("), '{format}')"));
}

fn str_to_date(g: &mut Generator<'_>, id: NodeId) {
    shared::formatted(g, id, "STR_TO_DATE");
}

/// A zone makes it an instant, which a cast can't express.
pub(crate) fn time_str_to_time(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.get(id, Arg::This);
    if g.tree.has(id, Arg::Zone) {
        return g.func("TIMESTAMP", &[this]);
    }
    if let Some(cast) = this.node().filter(|node| types::is_cast_alike(g, *node, "TIMESTAMP")) {
        return g.node(cast);
    }
    g.write("CAST(");
    g.value(this);
    g.write(match fraction_digits(g, this) {
        0 => " AS DATETIME)",
        1..=3 => " AS DATETIME(3))",
        _ => " AS DATETIME(6))",
    });
}

/// How many digits a literal time has behind its seconds.
fn fraction_digits(g: &Generator<'_>, time: Value) -> usize {
    let Some(literal) = time.node().filter(|node| g.tree.is_string(*node)) else { return 0 };
    let Some((_, fraction)) = g.tree.name(literal).split_once('.') else { return 0 };
    fraction.bytes().take_while(u8::is_ascii_digit).count()
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

fn ts_or_ds_to_date(g: &mut Generator<'_>, id: NodeId) {
    match g.tree.has(id, Arg::Format) {
        true => str_to_date(g, id),
        false => to_date(g, id, "DATE"),
    }
}

/// A timestamp or text as a date, which functions of dates take as it is.
pub(crate) fn to_date(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let this = g.tree.get(id, Arg::This);
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
    g.func(name, &[this]);
}

fn unix_to_time(g: &mut Generator<'_>, id: NodeId) {
    let (seconds, format) = (shared::unix_seconds(g, id), g.format_time(id));
    g.func("FROM_UNIXTIME", &[seconds, format]);
}
