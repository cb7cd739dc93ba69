//! Functions of dates and times.

use crate::generator::{types, Generator, RenderFn};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

/// Renderers of this family, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::ConvertTimezone, convert_timezone),
    (Kind::CurrentDate, current_date),
    (Kind::DateAdd, date_add),
    (Kind::DateFromUnixDate, date_from_unix_date),
    (Kind::DateTrunc, date_trunc),
    (Kind::FromISO8601Date, |g, id| cast(g, id, "DATE")),
    (Kind::FromISO8601Timestamp, |g, id| cast(g, id, "TIMESTAMPTZ")),
    (Kind::FromISO8601TimestampNanos, |g, id| cast(g, id, "TIMESTAMPTZ")),
    (Kind::LastDay, last_day),
    (Kind::Localtime, |g, id| local(g, id, "LOCALTIME")),
    (Kind::Localtimestamp, |g, id| local(g, id, "LOCALTIMESTAMP")),
    (Kind::ParseDatetime, |g, id| {
        // The year of formats without one has no place in a call.
        g.func_of(id, "PARSE_DATETIME", &[Arg::This, Arg::Format, Arg::Zone]);
    }),
    (Kind::StrToDate, |g, id| parsed(g, id, "STR_TO_DATE")),
    (Kind::StrToTime, |g, id| parsed(g, id, "STR_TO_TIME")),
    (Kind::TimeSlice, time_slice),
    (Kind::TsOrDsToDate, ts_or_ds_to_date),
    (Kind::TsOrDsToDatetime, |g, id| cast(g, id, "DATETIME")),
    (Kind::TsOrDsToTime, ts_or_ds_to_time),
    (Kind::TsOrDsToTimestamp, |g, id| cast(g, id, "TIMESTAMP")),
    (Kind::UnixDate, unix_date),
    (Kind::UnixSeconds, unix_seconds),
    (Kind::UtcDate, |g, _| in_utc(g, Kind::CurrentDate)),
    (Kind::UtcTime, |g, _| in_utc(g, Kind::CurrentTime)),
    (Kind::UtcTimestamp, |g, _| in_utc(g, Kind::CurrentTimestamp)),
    (Kind::WeekStart, week_start),
];

/// A cast, unless the operand is one to that type.
fn cast(g: &mut Generator<'_>, id: NodeId, name: &str) {
    match g.tree.this(id) {
        Some(this) if types::is_cast_alike(g, this, name) => g.node(this),
        _ => {
            let this = g.tree.get(id, Arg::This);
            let cast = types::cast_to(g, this, name);
            g.node(cast);
        }
    }
}

fn in_utc(g: &mut Generator<'_>, kind: Kind) {
    let utc = g.string_node("UTC");
    let now = g.make(kind, &args![This: utc]);
    g.node(now);
}

/// `DATE_TRUNC('MONTH', x)`.
fn date_trunc(g: &mut Generator<'_>, id: NodeId) {
    let mut unit = g.tree.get(id, Arg::Unit);
    if unit.node().is_some_and(|unit| g.tree.kind(unit) == Kind::WeekStart) {
        unit = g.unit_to_string(id, "WEEK");
    }
    let (this, zone) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Zone));
    g.func("DATE_TRUNC", &[unit, this, zone]);
}

/// `WEEK(MONDAY)`, where weeks start on a day of their own.
fn week_start(g: &mut Generator<'_>, id: NodeId) {
    let day = g.tree.text_of(id, Arg::This).to_uppercase();
    let default = if g.dialect.semantics.flags.week_offset < 0 { "SUNDAY" } else { "MONDAY" };
    if day != default {
        g.unsupported(&format!("WEEK({day}) is not supported; falling back to the default week start day"));
    }
    g.write("WEEK");
}

/// A function that is called by its name alone if it has no argument.
fn local(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let this = g.tree.get(id, Arg::This);
    if this == Value::None {
        return g.write(name);
    }
    g.func(name, &[this]);
}

fn current_date(g: &mut Generator<'_>, id: NodeId) {
    local(g, id, "CURRENT_DATE");
}

/// `CONVERT_TIMEZONE(source, target, x)` by casts and `AT TIME ZONE`.
fn convert_timezone(g: &mut Generator<'_>, id: NodeId) {
    if g.dialect.generator.flags.supports_convert_timezone {
        return super::function_fallback(g, id);
    }
    let (source, target) = (g.tree.get(id, Arg::SourceTz), g.tree.get(id, Arg::TargetTz));
    let mut this = g.tree.get(id, Arg::Timestamp);
    if source.is_some() {
        let plain = types::cast_to(g, this, "TIMESTAMPNTZ");
        this = g.make(Kind::AtTimeZone, &[(Arg::This, plain.into()), (Arg::Zone, source)]).into();
    }
    let converted = g.make(Kind::AtTimeZone, &[(Arg::This, this), (Arg::Zone, target)]);
    g.node(converted);
}

fn date_add(g: &mut Generator<'_>, id: NodeId) {
    let (this, amount) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let unit = g.unit_to_string(id, "DAY");
    g.func("DATE_ADD", &[this, amount, unit]);
}

fn date_from_unix_date(g: &mut Generator<'_>, id: NodeId) {
    let epoch = g.string_node("1970-01-01");
    let epoch = types::cast_to(g, epoch, "DATE");
    let (amount, unit) = (g.tree.get(id, Arg::This), g.word_node("DAY"));
    let add = g.make(Kind::DateAdd, &args![This: epoch, Expression: amount, Unit: unit]);
    g.node(add);
}

fn last_day(g: &mut Generator<'_>, id: NodeId) {
    if g.dialect.generator.flags.last_day_supports_date_part {
        return super::function_fallback(g, id);
    }
    if g.unit_name(id, "MONTH") != "MONTH" {
        g.unsupported("Date parts are not supported in LAST_DAY.");
    }
    g.func_of(id, "LAST_DAY", &[Arg::This]);
}

/// A text parsed by a format.
fn parsed(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let (this, format) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Format));
    g.func(name, &[this, format]);
}

fn time_slice(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "TIME_SLICE", &[Arg::This, Arg::Expression, Arg::Unit, Arg::Kind]);
}

/// The text parsed by its format, if it has one other than the dialect's defaults.
fn by_format(g: &mut Generator<'_>, id: NodeId) -> Option<NodeId> {
    let format = g.tree.get(id, Arg::Format);
    if !format.is_some() || g.has_default_time_format(id) || g.has_default_date_format(id) {
        return None;
    }
    let this = g.tree.get(id, Arg::This);
    Some(g.make(Kind::StrToTime, &[(Arg::This, this), (Arg::Format, format)]))
}

fn ts_or_ds_to_date(g: &mut Generator<'_>, id: NodeId) {
    if let Some(time) = by_format(g, id) {
        let cast = types::cast_to(g, time, "DATE");
        return g.node(cast);
    }
    let inner = g.tree.this(id);
    if let Some(inner) = inner.filter(|inner| g.tree.kind(*inner) == Kind::TsOrDsToDate) {
        return g.node(inner);
    }
    if g.tree.has(id, Arg::Safe) {
        let is_date = |inner: &NodeId| types::is_cast_alike(g, *inner, "DATE") || g.tree.was_told(*inner, "DATE");
        if let Some(inner) = inner.filter(is_date) {
            return g.node(inner);
        }
        let (this, to) = (g.tree.get(id, Arg::This), types::data_type(g, "DATE"));
        let cast = g.make(Kind::TryCast, &args![This: this, To: to]);
        return g.node(cast);
    }
    cast(g, id, "DATE");
}

fn ts_or_ds_to_time(g: &mut Generator<'_>, id: NodeId) {
    if let Some(time) = by_format(g, id) {
        let cast = types::cast_to(g, time, "TIME");
        return g.node(cast);
    }
    cast(g, id, "TIME");
}

/// Days since the epoch.
fn unix_date(g: &mut Generator<'_>, id: NodeId) {
    let epoch = g.string_node("1970-01-01");
    let epoch = types::cast_to(g, epoch, "DATE");
    let (this, unit) = (g.tree.get(id, Arg::This), g.word_node("DAY"));
    let difference = g.make(Kind::DateDiff, &args![This: this, Expression: epoch, Unit: unit]);
    g.node(difference);
}

/// Seconds since the epoch.
fn unix_seconds(g: &mut Generator<'_>, id: NodeId) {
    if g.dialect.generator.flags.supports_unix_seconds {
        return super::function_fallback(g, id);
    }
    let epoch = g.string_node("1970-01-01 00:00:00+00");
    let epoch = types::cast_to(g, epoch, "TIMESTAMPTZ");
    let (this, unit) = (g.tree.get(id, Arg::This), g.word_node("SECONDS"));
    let difference = g.make(Kind::TimestampDiff, &args![This: this, Expression: epoch, Unit: unit]);
    g.node(difference);
}
