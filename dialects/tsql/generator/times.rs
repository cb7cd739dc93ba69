//! Dates and times.

use crate::shared;
use sqlectic_ast::{Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::{types, Generator, RenderFn};

/// Renderers, sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::CurrentDate, |g, id| {
        if g.tree.has(id, Arg::This) {
            g.unsupported("The current date is the server's, in no other time zone");
        }
        g.write("CAST(GETDATE() AS DATE)");
    }),
    (Kind::CurrentTimestampLTZ, |g, _| g.func("SYSDATETIMEOFFSET", &[])),
    (Kind::DateAdd, |g, id| by_unit(g, id, "DATEADD")),
    (Kind::DateDiff, |g, id| {
        let name = if g.tree.has(id, Arg::BigInt) { "DATEDIFF_BIG" } else { "DATEDIFF" };
        by_unit(g, id, name);
    }),
    (Kind::DateStrToDate, shared::as_date),
    (Kind::Day, |g, id| part_of_date(g, id, "DAY")),
    (Kind::Extract, extract),
    (Kind::LastDay, |g, id| {
        if g.unit_name(id, "MONTH") != "MONTH" {
            g.unsupported("EOMONTH is the last day of months only");
        }
        g.func_of(id, "EOMONTH", &[Arg::This]);
    }),
    (Kind::Month, |g, id| part_of_date(g, id, "MONTH")),
    (Kind::TimeFromParts, time_from_parts),
    (Kind::TimeStrToTime, time_str_to_time),
    (Kind::TimeToStr, time_to_str),
    (Kind::TimestampAdd, |g, id| by_unit(g, id, "DATEADD")),
    (Kind::TimestampFromParts, timestamp_from_parts),
    (Kind::TimestampTrunc, |g, id| {
        g.unsupported_args(id, &[Arg::Zone]);
        let unit = g.unit_to_word(id, "DAY");
        let this = g.tree.get(id, Arg::This);
        g.func("DATETRUNC", &[unit, this]);
    }),
    (Kind::TsOrDsAdd, shared::ts_or_ds_add),
    (Kind::TsOrDsDiff, |g, id| by_unit(g, id, "DATEDIFF")),
    (Kind::Year, |g, id| part_of_date(g, id, "YEAR")),
];

/// `DATEADD(unit, n, x)`, `DATEDIFF(unit, start, end)`.
fn by_unit(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let unit: Value = g.unit_to_word(id, "DAY");
    let (this, other) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    g.func(name, &[unit, other, this]);
}

/// `DAY(x)` takes any value as a date.
fn part_of_date(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let mut this = g.tree.get(id, Arg::This);
    if let Some(date) = this.node().filter(|node| g.tree.kind(*node) == Kind::TsOrDsToDate) {
        this = g.tree.get(date, Arg::This);
    }
    g.func(name, &[this]);
}

/// Parts that have another name here, sorted.
const PARTS: &[(&str, &str)] = &[("DAYOFWEEK", "WEEKDAY"), ("TIMEZONE_MINUTE", "TZOFFSET"), ("WEEKISO", "ISO_WEEK")];

/// `DATEPART(part, x)`.
fn extract(g: &mut Generator<'_>, id: NodeId) {
    let mut part = g.tree.get(id, Arg::This);
    if let Some(word) = part.node().filter(|node| g.tree.kind(*node) == Kind::Var) {
        let name = g.tree.name(word).to_uppercase();
        if let Some((_, own)) = PARTS.iter().find(|(canonical, _)| *canonical == name) {
            part = g.word_node(own).into();
        }
    }
    let this = g.tree.node(id, Arg::Expression);
    g.func("DATEPART", &[part, this.into()]);
}

/// `FORMAT(x, format, culture)`.
fn time_to_str(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.get(id, Arg::This);
    let format = match g.tree.node(id, Arg::Format).filter(|format| !g.tree.is_string(*format)) {
        Some(format) => spelled(g, id, format).into(),
        None => g.format_time(id),
    };
    let culture = g.tree.get(id, Arg::Culture);
    g.func("FORMAT", &[this, format, culture]);
}

/// A format that is computed, with its texts in the dialect's spelling.
fn spelled(g: &mut Generator<'_>, id: NodeId, format: NodeId) -> NodeId {
    let copy = g.tree.copy(format);
    g.tree.set_parent_only(copy, Some(id));
    let texts: Vec<NodeId> = g.tree.walk(copy).filter(|node| g.tree.is_string(*node)).collect();
    for text in texts {
        let own = g.dialect.time.write.apply(g.tree.name(text));
        g.tree.set_text(text, Arg::This, &own);
    }
    copy
}

/// Types that are one here.
const TIMESTAMPS: &[&str] = &["DATETIME2", "TIMESTAMP", "TIMESTAMPNTZ"];

fn time_str_to_time(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.get(id, Arg::This);
    if !g.tree.has(id, Arg::Zone) {
        if this.node().is_some_and(|node| types::says_type(g.tree, node, TIMESTAMPS)) {
            return g.value(this);
        }
        let cast = shared::cast(g, this, "TIMESTAMP");
        return g.node(cast);
    }
    let cast = shared::cast(g, this, "TIMESTAMPTZ");
    g.node(cast);
    g.write(" AT TIME ZONE 'UTC'");
}

/// `TIMEFROMPARTS(h, m, s, fractions, precision)`.
fn time_from_parts(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Nano) {
        g.unsupported("Specifying nanoseconds is not supported in TIMEFROMPARTS.");
    }
    let parts = [Arg::Hour, Arg::Min, Arg::Sec].map(|arg| g.tree.get(id, arg));
    let [fractions, precision] = [Arg::Fractions, Arg::Precision].map(|arg| match g.tree.get(id, arg) {
        Value::None => g.number_node(0).into(),
        value => value,
    });
    let [hour, minute, second] = parts;
    g.func("TIMEFROMPARTS", &[hour, minute, second, fractions, precision]);
}

/// `DATETIMEFROMPARTS(y, m, d, h, m, s, milliseconds)`.
fn timestamp_from_parts(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Zone) {
        g.unsupported("Time zone is not supported in DATETIMEFROMPARTS.");
    }
    if g.tree.has(id, Arg::Nano) {
        g.unsupported("Specifying nanoseconds is not supported in DATETIMEFROMPARTS.");
    }
    let parts = [Arg::This, Arg::Expression, Arg::Year, Arg::Month, Arg::Day, Arg::Hour, Arg::Min, Arg::Sec];
    let mut items: Vec<Value> =
        parts.map(|arg| g.tree.get(id, arg)).into_iter().filter(|item| *item != Value::None).collect();
    items.push(match g.tree.get(id, Arg::Milli) {
        Value::None => g.number_node(0).into(),
        value => value,
    });
    g.func("DATETIMEFROMPARTS", &items);
}
