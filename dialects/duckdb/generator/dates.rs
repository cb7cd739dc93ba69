//! Dates, times and intervals.

use super::{cast_type, kept_parens, operand, weeks, Operand};
use crate::shared::{as_timestamp_in_zone, cast, cast_unless};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::{expr, strings, Generator, RenderFn};

/// Spelled in DuckDB's own words; a column stands for the argument of that name. Sorted by kind.
pub(super) const TEMPLATES: &[(Kind, &str)] = &[
    (Kind::DateFromUnixDate, "CAST('1970-01-01' AS DATE) + INTERVAL this DAY"),
    (Kind::DateToDi, "CAST(STRFTIME(this, '%Y%m%d') AS INT)"),
    (Kind::DiToDate, "CAST(STRPTIME(CAST(this AS TEXT), '%Y%m%d') AS DATE)"),
    (Kind::TimeStrToUnix, "EPOCH(CAST(this AS TIMESTAMP))"),
    (Kind::TsOrDiToDi, "CAST(_SUBSTR(REPLACE(CAST(this AS TEXT), '-', ''), 1, 8) AS INT)"),
    (Kind::UnixDate, "DATE_DIFF('DAY', CAST('1970-01-01' AS DATE), this)"),
    (Kind::UnixToTimeStr, "CAST(TO_TIMESTAMP(this) AS TEXT)"),
    (Kind::UtcDate, "CAST(CURRENT_TIMESTAMP AT TIME ZONE 'UTC' AS DATE)"),
];

/// Sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::AddMonths, add_months),
    (Kind::ConvertTimezone, convert_timezone),
    (Kind::CurrentDate, current_date),
    (Kind::CurrentTime, |g, _| g.write("CURRENT_TIME")),
    (Kind::CurrentTimestamp, current_timestamp),
    (Kind::Date, date),
    (Kind::DateAdd, |g, id| date_delta(g, id, "+", "DATE")),
    (Kind::DateBin, date_bin),
    (Kind::DateDiff, date_diff),
    (Kind::DateFromParts, date_from_parts),
    (Kind::DateStrToDate, |g, id| written_cast(g, id, "DATE")),
    (Kind::DateSub, |g, id| date_delta(g, id, "-", "DATE")),
    (Kind::DateTrunc, date_trunc),
    (Kind::Datetime, datetime),
    (Kind::DatetimeAdd, |g, id| date_delta(g, id, "+", "TIMESTAMP")),
    (Kind::DatetimeDiff, date_diff),
    (Kind::DatetimeSub, |g, id| date_delta(g, id, "-", "TIMESTAMP")),
    (Kind::DatetimeTrunc, datetime_trunc),
    (Kind::Dayname, |g, id| name_of_day(g, id, "DAYNAME", "%a")),
    (Kind::Extract, extract),
    (Kind::GenerateDateArray, |g, id| time_series(g, id, "DATE")),
    (Kind::GenerateTimestampArray, |g, id| time_series(g, id, "TIMESTAMP")),
    (Kind::Interval, interval_literal),
    (Kind::LastDay, last_day),
    (Kind::Localtime, |g, id| {
        g.unsupported_args(id, &[Arg::This]);
        g.write("LOCALTIME");
    }),
    (Kind::MakeInterval, make_interval),
    (Kind::Monthname, |g, id| name_of_day(g, id, "MONTHNAME", "%b")),
    (Kind::MonthsBetween, months_between),
    (Kind::NextDay, |g, id| day_navigation(g, id, true)),
    (Kind::ParseDatetime, parse_datetime),
    (Kind::ParseTime, parse_time),
    (Kind::PreviousDay, |g, id| day_navigation(g, id, false)),
    (Kind::StrToDate, str_to_date),
    (Kind::StrToTime, str_to_time),
    (Kind::StrToUnix, str_to_unix),
    (Kind::Time, time),
    (Kind::TimeAdd, |g, id| date_delta(g, id, "+", "TIME")),
    (Kind::TimeDiff, time_diff),
    (Kind::TimeFromParts, time_from_parts),
    (Kind::TimeSlice, time_slice),
    (Kind::TimeStrToDate, |g, id| written_cast(g, id, "DATE")),
    (Kind::TimeStrToTime, as_timestamp_in_zone),
    (Kind::TimeSub, |g, id| date_delta(g, id, "-", "TIME")),
    (Kind::TimeToStr, time_to_str),
    (Kind::Timestamp, timestamp),
    (Kind::TimestampAdd, |g, id| date_delta(g, id, "+", "TIMESTAMP")),
    (Kind::TimestampDiff, timestamp_diff),
    (Kind::TimestampFromParts, timestamp_from_parts),
    (Kind::TimestampLtzFromParts, timestamp_ltz_from_parts),
    (Kind::TimestampSub, |g, id| date_delta(g, id, "-", "TIMESTAMP")),
    (Kind::TimestampTrunc, timestamp_trunc),
    (Kind::TimestampTzFromParts, timestamp_tz_from_parts),
    (Kind::TryCast, try_cast),
    (Kind::TsOrDsAdd, ts_or_ds_add),
    (Kind::TsOrDsDiff, ts_or_ds_diff),
    (Kind::TsOrDsToDate, ts_or_ds_to_date),
    (Kind::TsOrDsToDatetime, |g, id| written_cast(g, id, "TIMESTAMP")),
    (Kind::TsOrDsToTime, ts_or_ds_to_time),
    (Kind::UnixMicros, |g, id| epoch(g, id, "EPOCH_US")),
    (Kind::UnixMillis, |g, id| epoch(g, id, "EPOCH_MS")),
    (Kind::UnixSeconds, unix_seconds),
    (Kind::UnixToStr, unix_to_str),
    (Kind::UnixToTime, unix_to_time),
    (Kind::UtcTime, |g, id| current_utc(g, id, "CURRENT_TIME")),
    (Kind::UtcTimestamp, |g, id| current_utc(g, id, "CURRENT_TIMESTAMP")),
    (Kind::YearOfWeek, year_of_week),
    (Kind::YearOfWeekIso, year_of_week),
];

fn this(g: &Generator<'_>, id: NodeId) -> Value {
    g.tree.get(id, Arg::This)
}

fn written_cast(g: &mut Generator<'_>, id: NodeId, to: &str) {
    let this = this(g, id);
    let node = cast(g, this, to);
    g.node(node);
}

/// A text literal as a value of time; other operands stay.
fn typed(g: &mut Generator<'_>, value: Value, to: &str) -> Value {
    match value.node() {
        Some(node) if g.tree.is_string(node) => cast(g, value, to).into(),
        _ => value,
    }
}

// ---- plus and minus --------------------------------------------------------------------------------------------------

/// What is added: an interval of `amount` units; a fraction is rounded first.
pub(super) fn interval(g: &mut Generator<'_>, amount: Value, unit: Value) -> Value {
    let Some(node) = amount.node() else { return amount };
    if g.tree.kind(node) == Kind::Interval {
        return amount;
    }
    let amount = match cast_type(g, node) {
        Some("DECIMAL" | "DOUBLE" | "FLOAT") => g.template("CAST(ROUND(n) AS INT)", &[("n", node)]),
        _ => node,
    };
    g.make(Kind::Interval, &args![This: amount, Unit: unit]).into()
}

/// `DATE_ADD(x, n, unit)` -> `x + INTERVAL n unit`, in parentheses where another operator is around.
fn date_delta(g: &mut Generator<'_>, id: NodeId, op: &str, literal: &str) {
    let literal = if literal == "TIME" { "DATE" } else { literal };
    let this = this(g, id);
    let is_nanoseconds = g.tree.node(id, Arg::Unit).is_some_and(|unit| g.tree.name(unit) == "NANOSECOND");
    match this.node().filter(|_| is_nanoseconds) {
        Some(this) => nanoseconds_later(g, id, this, op),
        None => {
            let this = typed(g, this, literal);
            delta(g, id, this, op);
        }
    }
}

/// Intervals have no nanoseconds.
fn nanoseconds_later(g: &mut Generator<'_>, id: NodeId, this: NodeId, op: &str) {
    let Some(mut amount) = g.tree.expression(id) else { return };
    if g.tree.kind(amount) == Kind::Interval {
        amount = g.tree.this(amount).unwrap_or(amount);
    }
    let this = cast(g, this.into(), "TIMESTAMP_NS");
    let sql = format!("MAKE_TIMESTAMP_NS(EPOCH_NS(this) {op} amount)");
    g.write_template(&sql, &[("this", this), ("amount", amount)]);
}

fn delta(g: &mut Generator<'_>, id: NodeId, this: Value, op: &str) {
    let unit = g.unit_to_word(id, "DAY");
    let amount = g.tree.get(id, Arg::Expression);
    let interval = interval(g, amount, unit);
    let kind = if op == "+" { Kind::Add } else { Kind::Sub };
    let left = operand(g, this, if op == "+" { Operand::Sum } else { Operand::Difference });
    kept_parens(g, id, |g| {
        let sum = g.make(kind, &[(Arg::This, left), (Arg::Expression, interval)]);
        g.node(sum);
    });
}

/// The operand is taken as a date, or as what is returned.
fn ts_or_ds_add(g: &mut Generator<'_>, id: NodeId) {
    let this = this(g, id);
    let to = g.tree.node(id, Arg::ReturnType).map(|to| g.tree.text_of(to, Arg::This).to_string());
    let this = cast(g, this, to.as_deref().unwrap_or("DATE")).into();
    delta(g, id, this, "+");
}

/// `ADD_MONTHS(x, n)`: the type of `x` is kept; with `preserve_end_of_month` a last day stays one.
fn add_months(g: &mut Generator<'_>, id: NodeId) {
    let Some(mut this) = g.tree.this(id) else { return };
    let kept = match sqlectic_types::infer(g.tree, this) {
        Some("DATE") => Some("DATE"),
        Some("TIMESTAMPTZ") => Some("TIMESTAMPTZ"),
        _ => None,
    };
    if g.tree.is_string(this) || cast_type(g, this).is_some_and(|name| super::TEXT.contains(&name)) {
        this = cast(g, this.into(), "TIMESTAMP");
    }
    let Some(months) = g.tree.expression(id) else { return };
    let is_fraction = matches!(cast_type(g, months), Some("DECIMAL" | "DOUBLE" | "FLOAT"))
        || matches!(sqlectic_types::infer(g.tree, months), Some("DECIMAL" | "DOUBLE" | "FLOAT"));
    let interval = match is_fraction {
        true => g.template("TO_MONTHS(CAST(ROUND(n) AS INT))", &[("n", months)]),
        _ => {
            let unit = g.word_node("MONTH");
            g.make(Kind::Interval, &args![This: months, Unit: unit])
        }
    };
    let left = operand(g, this.into(), Operand::Sum);
    let mut node = g.make(Kind::Add, &args![This: left, Expression: interval]);
    if g.tree.has(id, Arg::PreserveEndOfMonth) {
        node = g.template(
            "CASE WHEN LAST_DAY(this) = this THEN LAST_DAY(moved) ELSE moved END",
            &[("this", this), ("moved", node)],
        );
    }
    if let Some(kept) = kept {
        node = cast(g, node.into(), kept);
    }
    g.node(node);
}

/// `INTERVAL '1.5 DAY'`: a fraction stays in the text that it came in.
fn interval_literal(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::FractionInString) {
        return expr::interval(g, id);
    }
    let unit = g.captured(|g| g.arg(id, Arg::Unit));
    let text = format!("{} {unit}", g.tree.text_of(id, Arg::This));
    g.write("INTERVAL ");
    strings::write_string(g, &text);
}

/// `INTERVAL '1 year 2 month'`.
fn make_interval(g: &mut Generator<'_>, id: NodeId) {
    let mut parts = Vec::new();
    let given: Vec<(Arg, Value)> = g.tree.arguments(id).collect();
    for (row, value) in given {
        let Some(mut part) = value.node() else { continue };
        if g.tree.kind(part) == Kind::Kwarg {
            part = g.tree.expression(part).unwrap_or(part);
        }
        let amount = if g.tree.is_string(part) { g.tree.name(part).to_string() } else { g.sql(part) };
        parts.push(format!("{amount} {}", row.name()));
    }
    g.write("INTERVAL ");
    let text = g.string_node(&parts.join(" "));
    g.node(text);
}

// ---- differences -----------------------------------------------------------------------------------------------------

/// `DATE_DIFF(a, b, unit)` -> `DATE_DIFF('unit', b, a)`.
fn date_diff(g: &mut Generator<'_>, id: NodeId) {
    let sides = [this(g, id), g.tree.get(id, Arg::Expression)];
    let unit = g.unit_to_string(id, "DAY");
    let name = unit.node().map(|unit| g.tree.name(unit).to_uppercase()).unwrap_or_default();
    if name == "NANOSECOND" {
        let [end, start] = sides.map(|value| value.node().map(|node| cast(g, node.into(), "TIMESTAMP_NS")));
        let (Some(end), Some(start)) = (end, start) else { return };
        return g.write_template("EPOCH_NS(end_) - EPOCH_NS(start_)", &[("start_", start), ("end_", end)]);
    }
    let [end, start] = sides.map(|value| typed_as_written(g, value, "DATE"));
    let weeks = weeks::shift(g, id).or((name == "WEEK").then_some(0));
    match weeks.filter(|_| g.tree.has(id, Arg::DatePartBoundary)) {
        Some(days) => weeks::difference(g, start, end, days),
        None => g.func("DATE_DIFF", &[unit, start, end]),
    }
}

/// A text literal as a value of time, by what is in it: a date, a time too, a zone too.
fn typed_as_written(g: &mut Generator<'_>, value: Value, to: &str) -> Value {
    let text = value.node().filter(|node| g.tree.is_string(*node)).map(|node| g.tree.name(node));
    let time = text.and_then(|text| text.find(':').map(|colon| &text[colon..]));
    let to = match time {
        Some(time) if to == "DATE" => match time.contains(['+', '-', 'Z']) {
            true => "TIMESTAMPTZ",
            false => "TIMESTAMP",
        },
        _ => to,
    };
    typed(g, value, to)
}

/// The unit's text, whatever it is.
fn unit_text(g: &mut Generator<'_>, id: NodeId, default: &str) -> NodeId {
    let text = match g.tree.node(id, Arg::Unit) {
        None => default.to_string(),
        Some(unit) => match g.tree.name(unit) {
            "" => g.sql(unit),
            name => name.to_string(),
        },
    };
    g.string_node(&text)
}

fn timestamp_diff(g: &mut Generator<'_>, id: NodeId) {
    let unit = unit_text(g, id, "None");
    let (start, end) = (g.tree.get(id, Arg::Expression), this(g, id));
    g.func("DATE_DIFF", &[unit.into(), start, end]);
}

fn ts_or_ds_diff(g: &mut Generator<'_>, id: NodeId) {
    let unit = unit_text(g, id, "DAY");
    let (start, end) = (g.tree.get(id, Arg::Expression), this(g, id));
    let (start, end) = (cast_unless(g, start, "TIMESTAMP"), cast_unless(g, end, "TIMESTAMP"));
    g.func("DATE_DIFF", &[unit.into(), start, end]);
}

fn time_diff(g: &mut Generator<'_>, id: NodeId) {
    let unit = g.unit_to_string(id, "DAY");
    let (start, end) = (g.tree.get(id, Arg::Expression), this(g, id));
    let (start, end) = (cast_unless(g, start, "TIME"), cast_unless(g, end, "TIME"));
    g.func("DATE_DIFF", &[unit, start, end]);
}

fn months_between(g: &mut Generator<'_>, id: NodeId) {
    let (end, start) = (this(g, id), g.tree.get(id, Arg::Expression));
    let (end, start) = (cast_unless(g, end, "DATE"), cast_unless(g, start, "DATE"));
    let (Some(end), Some(start)) = (end.node(), start.node()) else { return };
    g.write_template(
        "DATE_DIFF('MONTH', start_date, end_date) + CASE WHEN DAY(end_date) = DAY(LAST_DAY(end_date)) \
         AND DAY(start_date) = DAY(LAST_DAY(start_date)) THEN 0 \
         ELSE (DAY(end_date) - DAY(start_date)) / 31.0 END",
        &[("start_date", start), ("end_date", end)],
    );
}

// ---- now -------------------------------------------------------------------------------------------------------------

fn current_date(g: &mut Generator<'_>, id: NodeId) {
    match g.tree.this(id) {
        Some(zone) => g.write_template("CAST(CURRENT_TIMESTAMP AT TIME ZONE zone AS DATE)", &[("zone", zone)]),
        None => g.write("CURRENT_DATE"),
    }
}

fn current_timestamp(g: &mut Generator<'_>, id: NodeId) {
    g.write("CURRENT_TIMESTAMP");
    g.flag(id, Arg::Sysdate, " AT TIME ZONE 'UTC'");
}

fn current_utc(g: &mut Generator<'_>, _id: NodeId, word: &str) {
    g.write(word);
}

// ---- conversions -----------------------------------------------------------------------------------------------------

/// `DATE(x, zone)`: a moment's date in that zone.
fn date(g: &mut Generator<'_>, id: NodeId) {
    match (g.tree.this(id), g.tree.node(id, Arg::Zone)) {
        (Some(this), Some(zone)) => g.write_template(
            "CAST(CAST(this AS TIMESTAMP) AT TIME ZONE 'UTC' AT TIME ZONE zone AS DATE)",
            &[("this", this), ("zone", zone)],
        ),
        _ => written_cast(g, id, "DATE"),
    }
}

/// `DATETIME(x, time)` or `DATETIME(x, zone)`.
fn datetime(g: &mut Generator<'_>, id: NodeId) {
    let (Some(this), Some(second)) = (g.tree.this(id), g.tree.expression(id)) else {
        return written_cast(g, id, "TIMESTAMP");
    };
    let is_zone = g.tree.is_string(second) && crate::zones::is_zone(g.tree.name(second));
    let sql = match is_zone {
        true => "CAST(CAST(this AS TIMESTAMPTZ) AT TIME ZONE second AS TIMESTAMP)",
        false => "CAST(CAST(this AS DATE) + second AS TIMESTAMP)",
    };
    let second = if is_zone { second } else { cast_unless(g, second.into(), "TIME").node().unwrap_or(second) };
    g.write_template(sql, &[("this", this), ("second", second)]);
}

fn time(g: &mut Generator<'_>, id: NodeId) {
    match (g.tree.this(id), g.tree.node(id, Arg::Zone)) {
        (Some(this), Some(zone)) => g.write_template(
            "CAST(CAST(this AS TIMESTAMPTZ) AT TIME ZONE zone AS TIME)",
            &[("this", this), ("zone", zone)],
        ),
        _ => written_cast(g, id, "TIME"),
    }
}

fn timestamp(g: &mut Generator<'_>, id: NodeId) {
    let zone = g.tree.node(id, Arg::Zone);
    match (g.tree.this(id), zone, g.tree.has(id, Arg::WithTz)) {
        (Some(_), None, false) => written_cast(g, id, "TIMESTAMP"),
        (Some(_), None, true) => written_cast(g, id, "TIMESTAMPTZ"),
        (Some(this), Some(zone), _) if g.tree.is_string(zone) && crate::zones::is_zone(g.tree.name(zone)) => {
            g.write_template("CAST(this AS TIMESTAMP) AT TIME ZONE zone", &[("this", this), ("zone", zone)])
        }
        (this, zone, _) => g.func("TIMESTAMP", &[this.into(), zone.into()]),
    }
}

/// `CONVERT_TIMEZONE(from, to, x)`; without `from` a moment is shown in another zone.
fn convert_timezone(g: &mut Generator<'_>, id: NodeId) {
    let [source, target, time] = [Arg::SourceTz, Arg::TargetTz, Arg::Timestamp].map(|arg| g.tree.node(id, arg));
    let (Some(target), Some(time)) = (target, time) else { return };
    match source {
        Some(source) => {
            let time = cast_unless(g, time.into(), "TIMESTAMP").node().unwrap_or(time);
            g.write_template(
                "time AT TIME ZONE source AT TIME ZONE target",
                &[("time", time), ("source", source), ("target", target)],
            );
        }
        None => g.write_template("time AT TIME ZONE target", &[("time", time), ("target", target)]),
    }
}

// ---- texts to times and back -----------------------------------------------------------------------------------------

/// `STRPTIME(x, format)`, or the one that gives null; a format without a year is read in `default_year`.
fn strptime(g: &mut Generator<'_>, id: NodeId, name: &str) -> NodeId {
    let (mut this, mut format) = (this(g, id), g.format_time(id));
    if let Some(year) = g.tree.node(id, Arg::DefaultYear) {
        let prefix = format!("{} ", g.tree.name(year));
        let prefix = g.string_node(&prefix);
        this = g.make(Kind::DPipe, &args![This: prefix, Expression: this]).into();
        let prefix = g.string_node("%Y ");
        format = g.make(Kind::DPipe, &args![This: prefix, Expression: format]).into();
    }
    let mut items = Vec::new();
    items.extend(this.node());
    items.extend(format.node());
    super::call(g, name, &items)
}

fn str_to_time(g: &mut Generator<'_>, id: NodeId) {
    let target = g.tree.node(id, Arg::TargetType).map(|to| g.tree.text_of(to, Arg::This).to_string());
    let target = target.unwrap_or_else(|| "TIMESTAMP".to_string());
    let safe = g.tree.has(id, Arg::Safe);
    let call = strptime(g, id, if safe { "TRY_STRPTIME" } else { "STRPTIME" });
    let node = match safe || matches!(&*target, "TIMESTAMPLTZ" | "TIMESTAMPTZ") {
        true => cast(g, call.into(), &target),
        false => call,
    };
    g.node(node);
}

fn str_to_date(g: &mut Generator<'_>, id: NodeId) {
    let name = if g.tree.has(id, Arg::Safe) { "TRY_STRPTIME" } else { "STRPTIME" };
    let call = strptime(g, id, name);
    let node = cast(g, call.into(), "DATE");
    g.node(node);
}

fn str_to_unix(g: &mut Generator<'_>, id: NodeId) {
    let call = strptime(g, id, "STRPTIME");
    g.func("EPOCH", &[call.into()]);
}

fn parse_datetime(g: &mut Generator<'_>, id: NodeId) {
    let call = strptime(g, id, "STRPTIME");
    g.node(call);
}

fn parse_time(g: &mut Generator<'_>, id: NodeId) {
    let call = strptime(g, id, "STRPTIME");
    let node = cast(g, call.into(), "TIME");
    g.node(node);
}

fn ts_or_ds_to_date(g: &mut Generator<'_>, id: NodeId) {
    let is_date = |this: &NodeId| g.tree.kind(*this) == Kind::TsOrDsToDate || g.tree.was_told(*this, "DATE");
    if let Some(inner) = g.tree.this(id).filter(is_date) {
        return g.node(inner);
    }
    if !g.tree.has(id, Arg::Format) || g.has_default_time_format(id) || g.has_default_date_format(id) {
        let safe = g.tree.has(id, Arg::Safe);
        let this = this(g, id);
        let to = sqlectic_syntax::generator::types::data_type(g, "DATE");
        let node = match safe {
            true => g.make(Kind::TryCast, &[(Arg::This, this), (Arg::To, to.into())]),
            false => cast(g, this, "DATE"),
        };
        return g.node(node);
    }
    if g.tree.has(id, Arg::Safe) {
        let call = strptime(g, id, "TRY_STRPTIME");
        let node = cast(g, call.into(), "TIMESTAMP");
        let node = cast(g, node.into(), "DATE");
        return g.node(node);
    }
    let call = strptime(g, id, "STRPTIME");
    let node = cast(g, call.into(), "DATE");
    g.node(node);
}

/// A date in one of several notations.
fn try_cast(g: &mut Generator<'_>, id: NodeId) {
    match g.tree.this(id).filter(|_| g.tree.has(id, Arg::ProbeDateFormat)) {
        Some(this) => g.write_template(
            "CASE WHEN CONTAINS(this, '/') THEN CAST(TRY_STRPTIME(this, '%m/%d/%Y') AS DATE) \
             WHEN REGEXP_MATCHES(this, '[A-Za-z]') THEN CAST(TRY_STRPTIME(this, '%d-%b-%Y') AS DATE) \
             ELSE TRY_CAST(this AS DATE) END",
            &[("this", this)],
        ),
        None => g.render_base(id),
    }
}

fn ts_or_ds_to_time(g: &mut Generator<'_>, id: NodeId) {
    let (name, kind) = match g.tree.has(id, Arg::Safe) {
        true => ("TRY_STRPTIME", Kind::TryCast),
        false => ("STRPTIME", Kind::Cast),
    };
    let time = match g.tree.has(id, Arg::Format) {
        true => strptime(g, id, name).into(),
        false if kind == Kind::Cast => return written_cast(g, id, "TIME"),
        false => this(g, id),
    };
    let to = sqlectic_syntax::generator::types::data_type(g, "TIME");
    let node = g.make(kind, &args![This: time, To: to]);
    g.node(node);
}

fn time_to_str(g: &mut Generator<'_>, id: NodeId) {
    let (this, format) = (this(g, id), g.format_time(id));
    g.func("STRFTIME", &[this, format]);
}

fn unix_to_str(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id) else { return };
    let time = super::call(g, "TO_TIMESTAMP", &[this]);
    let format = g.format_time(id);
    g.func("STRFTIME", &[time.into(), format]);
}

/// Seconds since 1970, or smaller units by `scale`.
fn unix_to_time(g: &mut Generator<'_>, id: NodeId) {
    if crate::shared::unix_time_as_text(g, id) {
        return;
    }
    let Some(this) = g.tree.this(id) else { return };
    let target = g.tree.node(id, Arg::TargetType);
    let scale = g.tree.node(id, Arg::Scale);
    let name = scale.map(|scale| g.tree.name(scale).to_string()).unwrap_or_default();
    let call = match (&*name, scale) {
        ("" | "0", None) | ("0", _) => super::call(g, "TO_TIMESTAMP", &[this]),
        ("3", _) => super::call(g, "EPOCH_MS", &[this]),
        ("6", _) => super::call(g, "MAKE_TIMESTAMP", &[this]),
        (_, scale) => {
            let this = operand(g, this.into(), Operand::Product).node().unwrap_or(this);
            let scale = scale.unwrap_or(this);
            let seconds = g.template("this / POWER(10, scale)", &[("this", this), ("scale", scale)]);
            super::call(g, "TO_TIMESTAMP", &[seconds])
        }
    };
    // What counts seconds has a zone; other units have none.
    let with_zone = target.is_none_or(|to| matches!(g.tree.text_of(to, Arg::This), "TIMESTAMPLTZ" | "TIMESTAMPTZ"));
    let has_zone = !matches!(&*name, "3" | "6");
    g.node(call);
    if has_zone && !with_zone {
        g.write(" AT TIME ZONE 'UTC'");
    }
}

/// What counts from 1970 takes a moment: a text is one with its zone.
fn moment(g: &mut Generator<'_>, id: NodeId) -> Value {
    let this = this(g, id);
    typed_as_written(g, this, "DATE")
}

fn epoch(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let this = moment(g, id);
    g.func(name, &[this]);
}

fn unix_seconds(g: &mut Generator<'_>, id: NodeId) {
    if let Some(this) = moment(g, id).node() {
        g.write_template("CAST(EPOCH(this) AS BIGINT)", &[("this", this)]);
    }
}

fn name_of_day(g: &mut Generator<'_>, id: NodeId, name: &str, format: &str) {
    let this = this(g, id);
    if g.tree.has(id, Arg::Abbreviated) {
        let format = g.string_node(format);
        return g.func("STRFTIME", &[this, format.into()]);
    }
    g.func(name, &[this]);
}

// ---- parts -----------------------------------------------------------------------------------------------------------

/// Parts that only a format gives: the part, the format, the type.
const FORMATTED_PARTS: &[(&str, &str, &str)] = &[
    ("NANOSECOND", "%n", "BIGINT"),
    ("WEEKISO", "%V", "INT"),
    ("YEAROFWEEK", "%G", "INT"),
    ("YEAROFWEEKISO", "%G", "INT"),
];

/// Parts that are functions of their own.
const EPOCHS: &[(&str, &str)] = &[
    ("EPOCH_MICROSECOND", "EPOCH_US"),
    ("EPOCH_MILLISECOND", "EPOCH_MS"),
    ("EPOCH_NANOSECOND", "EPOCH_NS"),
    ("EPOCH_SECOND", "EPOCH"),
];

fn year_of_week(g: &mut Generator<'_>, id: NodeId) {
    g.write("EXTRACT(ISOYEAR FROM ");
    g.arg(id, Arg::This);
    g.write(")");
}

fn extract(g: &mut Generator<'_>, id: NodeId) {
    let (Some(part), Some(this)) = (g.tree.this(id), g.tree.expression(id)) else { return };
    let name = match g.tree.kind(part) {
        Kind::Var => date_part(g.tree.name(part)),
        _ => String::new(),
    };
    if let Some((_, format, to)) = FORMATTED_PARTS.iter().find(|(known, _, _)| *known == name) {
        let this = if name == "NANOSECOND" { cast(g, this.into(), "TIMESTAMP_NS") } else { this };
        let format = g.string_node(format);
        let call = super::call(g, "STRFTIME", &[this, format]);
        let node = cast(g, call.into(), to);
        return g.node(node);
    }
    if let Some((_, function)) = EPOCHS.iter().find(|(known, _)| *known == name) {
        let call = super::call(g, function, &[this]);
        if *function != "EPOCH" {
            return g.node(call);
        }
        let node = cast(g, call.into(), "BIGINT");
        return g.node(node);
    }
    g.write("EXTRACT(");
    match name.is_empty() || name.eq_ignore_ascii_case(g.tree.name(part)) {
        true => g.node(part),
        false => g.write(&name),
    }
    g.write(" FROM ");
    g.node(this);
    g.write(")");
}

/// The usual name of a part of a date.
fn date_part(name: &str) -> String {
    let upper = name.to_uppercase();
    if upper == "EPOCH_SECOND" {
        return upper;
    }
    match sqlectic_syntax::dialect::date_part(&upper).or((upper == "DAYOFWEEKISO").then_some("DAYOFWEEKISO")) {
        Some("DAYOFWEEKISO") => "ISODOW".to_string(),
        Some(_) if upper == "WEEKDAY" => upper,
        Some(known) => known.to_string(),
        None if sqlectic_syntax::parser::interval::is_unit(&upper) || upper.contains('_') => upper,
        None => name.to_string(),
    }
}

fn last_day(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id) else { return };
    if let Some(days) = weeks::shift(g, id) {
        let last = if days > 0 { 14 - days } else { 7 - days };
        let last = g.number_node(last);
        return g.write_template(
            "CAST(this + INTERVAL ((last_ - EXTRACT(DAYOFWEEK FROM this)) % 7) DAY AS DATE)",
            &[("this", this), ("last_", last)],
        );
    }
    let unit = g.tree.node(id, Arg::Unit);
    let name = match unit.map(|unit| (g.tree.kind(unit), unit)) {
        Some((Kind::Var, unit)) => g.tree.name(unit).to_uppercase(),
        _ => String::new(),
    };
    let sql = match &*name {
        "" | "MONTH" => return g.func("LAST_DAY", &[this.into()]),
        "YEAR" => "MAKE_DATE(EXTRACT(YEAR FROM this), 12, 31)",
        "QUARTER" => "LAST_DAY(MAKE_DATE(EXTRACT(YEAR FROM this), EXTRACT(QUARTER FROM this) * 3, 1))",
        "WEEK" => "CAST(this + INTERVAL ((7 - EXTRACT(DAYOFWEEK FROM this)) % 7) DAY AS DATE)",
        _ => {
            g.unsupported(&format!("Unsupported date part '{name}' in LAST_DAY function"));
            let unit = unit.into();
            return g.func("LAST_DAY", &[this.into(), unit]);
        }
    };
    g.write_template(sql, &[("this", this)]);
}

// ---- truncation and buckets ------------------------------------------------------------------------------------------

fn date_trunc(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id) else { return };
    if let Some(days) = weeks::shift(g, id) {
        let node = weeks::truncated(g, this, days);
        let node = if days == 0 { node } else { cast(g, node.into(), "DATE") };
        return g.node(node);
    }
    let unit = crate::shared::full_truncated_unit(g, id, "DAY");
    truncated(g, id, unit, this);
}

/// `DATE_TRUNC('unit', x)`; where the type of the argument has to stay, the result is cast back.
fn truncated(g: &mut Generator<'_>, id: NodeId, unit: Value, this: NodeId) {
    let kept = match g.tree.has(id, Arg::InputTypePreserved) {
        true => cast_type(g, this).filter(|name| {
            matches!(
                *name,
                "DATE" | "TIME" | "TIMESTAMP" | "TIMESTAMPTZ" | "TIMESTAMPLTZ" | "TIMESTAMPNTZ" | "DATETIME"
            )
        }),
        false => None,
    };
    let Some(kept) = kept.map(str::to_string) else {
        return g.func("DATE_TRUNC", &[unit, this.into()]);
    };
    let of = match &*kept {
        "TIME" => g.template("CAST('1970-01-01' AS DATE) + this", &[("this", this)]),
        _ => this,
    };
    let items: Vec<NodeId> = unit.node().into_iter().chain([of]).collect();
    let call = super::call(g, "DATE_TRUNC", &items);
    let node = cast(g, call.into(), &kept);
    g.node(node);
}

/// A moment is cut in its zone if days matter.
fn timestamp_trunc(g: &mut Generator<'_>, id: NodeId) {
    let (Some(this), zone) = (g.tree.this(id), g.tree.node(id, Arg::Zone)) else { return };
    let weeks = weeks::shift(g, id);
    let unit = match weeks {
        Some(_) => g.string_node("WEEK").into(),
        None => g.unit_to_string(id, "DAY"),
    };
    let is_day = weeks.is_some()
        || unit
            .node()
            .is_some_and(|unit| matches!(g.tree.name(unit), "DAY" | "ISOYEAR" | "MONTH" | "QUARTER" | "WEEK" | "YEAR"));
    if let (Some(zone), Some(unit), true) = (zone, unit.node(), is_day) {
        let there = g.make(Kind::AtTimeZone, &args![This: this, Zone: zone]);
        let node = match weeks {
            Some(days) => weeks::truncated(g, there, days),
            None => super::call(g, "DATE_TRUNC", &[unit, there]),
        };
        let wraps = g.tree.kind(node) == Kind::Add;
        let node = if wraps { super::parens(g, node) } else { node };
        let node = g.make(Kind::AtTimeZone, &args![This: node, Zone: zone]);
        return g.node(node);
    }
    if let Some(days) = weeks {
        let node = weeks::truncated(g, this, days);
        return g.node(node);
    }
    truncated(g, id, unit, this);
}

fn datetime_trunc(g: &mut Generator<'_>, id: NodeId) {
    let unit = g.unit_to_string(id, "DAY");
    let this = this(g, id);
    if let (Some(days), Some(node)) = (weeks::shift(g, id), this.node()) {
        let to = sqlectic_syntax::generator::types::data_type(g, "TIMESTAMP");
        let moment = g.make(Kind::Cast, &args![This: node, To: to]);
        let node = weeks::truncated(g, moment, days);
        return g.node(node);
    }
    let this = sqlectic_syntax::generator::types::cast_to(g, this, "TIMESTAMP");
    g.func("DATE_TRUNC", &[unit, this.into()]);
}

fn date_bin(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "TIME_BUCKET", &[Arg::This, Arg::Expression, Arg::Unit, Arg::Zone, Arg::Origin]);
}

/// Buckets are counted from 1970, those of weeks from a Monday.
fn time_slice(g: &mut Generator<'_>, id: NodeId) {
    let (Some(this), amount) = (g.tree.this(id), g.tree.get(id, Arg::Expression)) else { return };
    let unit = g.unit_to_word(id, "DAY");
    let name = unit.node().map(|unit| date_part(g.tree.name(unit))).unwrap_or_default();
    let is_week = name == "WEEK";
    let unit = if unit.node().is_some() && name != "WEEKS" { g.word_node(&name).into() } else { unit };
    let interval = g.make(Kind::Interval, &args![This: amount, Unit: unit]);
    let origin = if is_week { "1969-12-29" } else { "1970-01-01" };
    let origin = match g.tree.node(id, Arg::Origin) {
        Some(origin) => origin,
        None => g.string_node(origin),
    };
    let is_end = g.tree.text_of(id, Arg::Kind).eq_ignore_ascii_case("END");
    let slots = [("width", interval), ("this", this), ("origin", origin)];
    let sql = match is_end {
        true => "TIME_BUCKET(width, this, CAST(origin AS DATE)) + width",
        false => "TIME_BUCKET(width, this, CAST(origin AS DATE))",
    };
    let mut node = g.template(sql, &slots);
    if is_end && cast_type(g, this) == Some("DATE") {
        node = cast(g, node.into(), "DATE");
    }
    g.node(node);
}

fn time_series(g: &mut Generator<'_>, id: NodeId, of: &str) {
    let [start, end] = [Arg::Start, Arg::End].map(|arg| {
        let value = g.tree.get(id, arg);
        typed(g, value, of)
    });
    let step = g.tree.get(id, Arg::Step);
    if of == "TIMESTAMP" {
        return g.func("GENERATE_SERIES", &[start, end, step]);
    }
    let items: Vec<NodeId> = [start, end, step].into_iter().filter_map(Value::node).collect();
    let series = super::call(g, "GENERATE_SERIES", &items);
    g.write_template("CAST(series AS DATE[])", &[("series", series)]);
}

// ---- from parts ------------------------------------------------------------------------------------------------------

fn date_from_parts(g: &mut Generator<'_>, id: NodeId) {
    let [year, month, day] = [Arg::Year, Arg::Month, Arg::Day].map(|arg| g.tree.node(id, arg));
    match (year, month, day) {
        (Some(year), month, day) if g.tree.has(id, Arg::AllowOverflow) && (month.is_none() || day.is_none()) => {
            let sql = match month {
                None => "CAST(MAKE_DATE(year, 1, 1) AS DATE)",
                Some(_) => "CAST(MAKE_DATE(year, 1, 1) + INTERVAL (month - 1) MONTH AS DATE)",
            };
            let mut slots = vec![("year", year)];
            slots.extend(month.map(|month| ("month", month)));
            g.write_template(sql, &slots);
        }
        (Some(year), Some(month), Some(day)) if g.tree.has(id, Arg::AllowOverflow) => {
            let [month, day] =
                [month, day].map(|part| operand(g, part.into(), Operand::Product).node().unwrap_or(part));
            g.write_template(
                "CAST(MAKE_DATE(year, 1, 1) + INTERVAL (month - 1) MONTH + INTERVAL (day - 1) DAY AS DATE)",
                &[("year", year), ("month", month), ("day", day)],
            );
        }
        _ => g.func("MAKE_DATE", &[year.into(), month.into(), day.into()]),
    }
}

/// Seconds with the nanoseconds added.
fn with_nanos(g: &mut Generator<'_>, seconds: Value, nanos: Value) -> Value {
    match (seconds.node(), nanos.node()) {
        (Some(seconds), Some(nanos)) => {
            g.template("seconds + (nanos / 1000000000.0)", &[("seconds", seconds), ("nanos", nanos)]).into()
        }
        _ => seconds,
    }
}

fn time_from_parts(g: &mut Generator<'_>, id: NodeId) {
    let [hour, minute, second, nano] = [Arg::Hour, Arg::Min, Arg::Sec, Arg::Nano].map(|arg| g.tree.get(id, arg));
    let fits = |value: Value, most: i64| {
        let n = value.node().and_then(|node| sqlectic_syntax::parser::column::integer_constant(g.tree, node));
        n.is_some_and(|n| (0..=most).contains(&n))
    };
    let in_range = fits(hour, 23) && fits(minute, 59) && fits(second, 59) && nano == Value::None;
    if g.tree.has(id, Arg::Overflow) && !in_range {
        let parts = [("hour", hour), ("minute", minute), ("second", second), ("nano", nano)];
        let slots: Vec<(&str, NodeId)> =
            parts.iter().filter_map(|(name, value)| value.node().map(|node| (*name, node))).collect();
        let rest = if nano == Value::None { "" } else { " + (nano / 1000000000.0)" };
        let sql = format!("CAST('00:00:00' AS TIME) + INTERVAL ((hour * 3600) + (minute * 60) + second{rest}) SECOND");
        return g.write_template(&sql, &slots);
    }
    let second = with_nanos(g, second, nano);
    g.func("MAKE_TIME", &[hour, minute, second]);
}

const PARTS: [Arg; 6] = [Arg::Year, Arg::Month, Arg::Day, Arg::Hour, Arg::Min, Arg::Sec];

fn timestamp_from_parts(g: &mut Generator<'_>, id: NodeId) {
    if let (Some(date), Some(time)) = (g.tree.this(id), g.tree.expression(id)) {
        return g.write_template("day + hour", &[("day", date), ("hour", time)]);
    }
    let call = make_timestamp(g, id, Arg::Nano);
    match g.tree.node(id, Arg::Zone) {
        Some(zone) => g.write_template("time AT TIME ZONE zone", &[("time", call), ("zone", zone)]),
        None => g.node(call),
    }
}

fn make_timestamp(g: &mut Generator<'_>, id: NodeId, nano: Arg) -> NodeId {
    let mut parts = PARTS.map(|arg| g.tree.get(id, arg));
    let nano = g.tree.get(id, nano);
    parts[5] = with_nanos(g, parts[5], nano);
    if let (Some(second), Some(milli)) = (parts[5].node(), g.tree.node(id, Arg::Milli)) {
        parts[5] = g.template("second + (milli / 1000.0)", &[("second", second), ("milli", milli)]).into();
    }
    let parts: Vec<NodeId> = parts.into_iter().filter_map(Value::node).collect();
    super::call(g, "MAKE_TIMESTAMP", &parts)
}

fn timestamp_ltz_from_parts(g: &mut Generator<'_>, id: NodeId) {
    let call = make_timestamp(g, id, Arg::Zone);
    let node = cast(g, call.into(), "TIMESTAMPTZ");
    g.node(node);
}

fn timestamp_tz_from_parts(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Nano]);
    let zone = g.tree.node(id, Arg::Zone);
    let parts: Vec<NodeId> = PARTS.iter().filter_map(|arg| g.tree.node(id, *arg)).collect();
    let call = super::call(g, "MAKE_TIMESTAMP", &parts);
    match zone {
        Some(zone) => g.write_template("time AT TIME ZONE zone", &[("time", call), ("zone", zone)]),
        None => g.node(call),
    }
}

// ---- the next Monday -------------------------------------------------------------------------------------------------

/// Days of the week by the first two letters of their names.
const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/// The same in full.
const FULL_DAYS: [&str; 7] = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];

/// `NEXT_DAY(x, 'Monday')`, `PREVIOUS_DAY(x, 'Monday')`.
fn day_navigation(g: &mut Generator<'_>, id: NodeId, next: bool) {
    let (Some(this), Some(day)) = (g.tree.this(id), g.tree.expression(id)) else { return };
    let number = if g.tree.kind(day) == Kind::Literal {
        let name = g.tree.name(day).to_uppercase();
        let Some(number) = FULL_DAYS.iter().position(|known| known.starts_with(&*name)) else {
            let name = if next { "NEXT_DAY" } else { "PREVIOUS_DAY" };
            return g.func(name, &[this.into(), day.into()]);
        };
        g.number_node(number as i64 + 1)
    } else {
        let branches: Vec<String> = DAYS
            .iter()
            .enumerate()
            .map(|(i, name)| format!("WHEN STARTS_WITH(UPPER(day), '{name}') THEN {}", i + 1))
            .collect();
        g.template(&format!("CASE {} END", branches.join(" ")), &[("day", day)])
    };
    let left = operand(g, this.into(), Operand::Difference).node().unwrap_or(this);
    let sql = match next {
        true => "CAST(date_ + INTERVAL ((((target - ISODOW(this)) + 6) % 7) + 1) DAY AS DATE)",
        false => "CAST(date_ - INTERVAL ((((ISODOW(this) - target) + 6) % 7) + 1) DAY AS DATE)",
    };
    g.write_template(sql, &[("date_", left), ("this", this), ("target", number)]);
}
