//! Dates, times and intervals: <https://www.postgresql.org/docs/current/functions-datetime.html>.

use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::{strings, types, Generator, RenderFn};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::CurrentDate, shared::current_date_at),
    (Kind::CurrentTimestamp, |g, _| g.write("CURRENT_TIMESTAMP")),
    (Kind::DateAdd, |g, id| add(g, id, "+")),
    (Kind::DateDiff, date_diff),
    (Kind::DateTrunc, truncated),
    (Kind::DateStrToDate, shared::as_date),
    (Kind::DateSub, |g, id| add(g, id, "-")),
    (Kind::DatetimeAdd, |g, id| add(g, id, "+")),
    (Kind::DatetimeSub, |g, id| add(g, id, "-")),
    (Kind::Day, |g, id| part(g, id, "DAY")),
    (Kind::Interval, interval),
    (Kind::LastDay, last_day),
    (Kind::Month, |g, id| part(g, id, "MONTH")),
    (Kind::StrToDate, |g, id| shared::formatted(g, id, "TO_DATE")),
    (Kind::StrToTime, |g, id| shared::formatted(g, id, "TO_TIMESTAMP")),
    (Kind::TimeStrToTime, shared::as_timestamp_in_zone),
    (Kind::TimeToStr, |g, id| shared::formatted(g, id, "TO_CHAR")),
    (Kind::TimeToUnix, epoch),
    (Kind::TimestampAdd, |g, id| add(g, id, "+")),
    (Kind::TimestampSub, |g, id| add(g, id, "-")),
    (Kind::TimestampTrunc, truncated),
    (Kind::TsOrDsAdd, |g, id| add(g, id, "+")),
    (Kind::TsOrDsDiff, date_diff),
    (Kind::UnixToTime, unix_time),
    (Kind::Year, |g, id| part(g, id, "YEAR")),
];

// ---- intervals -------------------------------------------------------------------------------------------------------

/// `INTERVAL '1 DAY'`; a span of units stands behind the text, a computed number before it.
fn interval(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id) else {
        g.write("INTERVAL ");
        return g.arg(id, Arg::Unit);
    };
    let unit = g.tree.node(id, Arg::Unit);
    // The difference of two moments is an interval, whose fields are named.
    if let Some(unit) = unit.filter(|unit| g.tree.kind(this) == Kind::Paren && g.tree.kind(*unit) == Kind::IntervalSpan)
    {
        g.write("CAST(");
        g.node(this);
        g.write(" AS INTERVAL ");
        g.node(unit);
        return g.write(")");
    }
    let of_column = unit.is_some() && g.tree.kind(this) == Kind::Column;
    let constant =
        !of_column && matches!(g.tree.kind(this), Kind::Literal | Kind::Column | Kind::Neg | Kind::Identifier);
    if !constant {
        return multiplied(g, id, this);
    }
    g.write("INTERVAL ");
    let amount = amount(g, this);
    if let Some(months) = quarters_as_months(g, &amount, unit) {
        return strings::write_string(g, &format!("{months} MONTH"));
    }
    match unit {
        Some(unit) if g.tree.kind(unit) == Kind::IntervalSpan => {
            strings::write_string(g, &amount);
            g.write(" ");
            g.node(unit);
        }
        Some(unit) => {
            let unit = g.sql(unit);
            strings::write_string(g, &format!("{amount} {unit}"));
        }
        None => strings::write_string(g, &amount),
    }
}

/// PostgreSQL's intervals have no quarters; a quarter is three months.
fn quarters_as_months(g: &mut Generator<'_>, amount: &str, unit: Option<NodeId>) -> Option<i64> {
    if !matches!(&*g.tree.name(unit?).to_uppercase(), "QUARTER" | "QUARTERS") {
        return None;
    }
    let whole = amount.strip_suffix(".0").unwrap_or(amount).parse::<i64>();
    if whole.is_err() {
        g.unsupported("Postgres intervals need a whole number of quarters");
    }
    whole.ok().map(|quarters| quarters.saturating_mul(3))
}

/// The number or text of an interval.
fn amount(g: &mut Generator<'_>, this: NodeId) -> String {
    match g.tree.kind(this) {
        Kind::Literal => g.tree.name(this).to_string(),
        _ => g.sql(this),
    }
}

/// `INTERVAL x + 1 DAY` -> `INTERVAL '1 DAY' * (x + 1)`.
fn multiplied(g: &mut Generator<'_>, id: NodeId, this: NodeId) {
    let unit = g.captured(|g| g.arg(id, Arg::Unit));
    g.write("INTERVAL ");
    strings::write_string(g, format!("1 {unit}").trim_end());
    g.write(" * ");
    let this = wrapped(g, this);
    g.node(this);
}

/// An operand in parentheses if it is an operator itself.
fn wrapped(g: &mut Generator<'_>, node: NodeId) -> NodeId {
    let is_call = g.tree.is(node, Kind::Func) && !g.tree.is(node, Kind::Connector);
    match g.tree.is(node, Kind::Binary) && !is_call || g.is_operator(node) {
        true => g.make(Kind::Paren, &args![This: node]),
        false => node,
    }
}

/// `DATE_ADD(x, 1, DAY)` -> `x + INTERVAL '1 DAY'`; a computed number multiplies an interval of one.
fn add(g: &mut Generator<'_>, id: NodeId, operator: &str) {
    match needs_parens(g, id) {
        true => g.paren(|g| sum(g, id, operator)),
        false => sum(g, id, operator),
    }
}

/// Whether what stands around a call would bind the operator that replaces it another way.
fn needs_parens(g: &Generator<'_>, id: NodeId) -> bool {
    let Some(parent) = g.tree.parent(id) else { return false };
    let kind = g.tree.kind(parent);
    match kind {
        Kind::Add | Kind::Sub => g.tree.this(parent) != Some(id),
        Kind::AtTimeZone => g.tree.this(parent) == Some(id),
        _ => {
            !kind.is(Kind::Func) && (kind.is(Kind::Binary) || matches!(kind, Kind::BitwiseNot | Kind::Neg | Kind::Not))
        }
    }
}

fn sum(g: &mut Generator<'_>, id: NodeId, operator: &str) {
    let this = summand(g, id);
    g.value(this);
    g.write(&format!(" {operator} "));
    let Some(amount) = g.tree.expression(id) else { return };
    if g.tree.kind(amount) == Kind::Interval {
        return g.node(amount);
    }
    let unit = g.unit_to_word(id, "");
    if let Some(text) = constant(g, amount) {
        let text = g.string_node(&text);
        let interval = g.make(Kind::Interval, &[(Arg::This, text.into()), (Arg::Unit, unit)]);
        return g.node(interval);
    }
    let one = g.string_node("1");
    let interval = g.make(Kind::Interval, &[(Arg::This, one.into()), (Arg::Unit, unit)]);
    let amount = wrapped(g, amount);
    g.paren(|g| {
        g.node(interval);
        g.write(" * ");
        g.node(amount);
    });
}

/// What the interval is added to.
fn summand(g: &mut Generator<'_>, id: NodeId) -> Value {
    let this = g.tree.get(id, Arg::This);
    if g.tree.kind(id) == Kind::TsOrDsAdd {
        return shared::ts_or_ds_operand(g, id);
    }
    match this.node() {
        Some(node) if !matches!(g.tree.kind(node), Kind::Add | Kind::Sub | Kind::Mul | Kind::Div) => {
            wrapped(g, node).into()
        }
        _ => this,
    }
}

/// The text of a literal, of its negation or of its product with minus one.
fn constant(g: &Generator<'_>, node: NodeId) -> Option<String> {
    match g.tree.kind(node) {
        Kind::Literal => Some(g.tree.name(node).to_string()),
        Kind::Neg => g.tree.this(node).filter(|this| g.tree.is_number(*this)).map(|n| format!("-{}", g.tree.name(n))),
        // What is subtracted elsewhere: `7 * -1`.
        Kind::Mul if g.tree.expression(node).and_then(|factor| constant(g, factor)).as_deref() == Some("-1") => {
            g.tree.this(node).filter(|this| g.tree.is_number(*this)).map(|n| format!("-{}", g.tree.name(n)))
        }
        _ => None,
    }
}

// ---- differences -----------------------------------------------------------------------------------------------------

/// What turns seconds into a unit, sorted.
const SECONDS: &[(&str, &str)] = &[
    ("DAY", " / 86400"),
    ("HOUR", " / 3600"),
    ("MICROSECOND", " * 1000000"),
    ("MILLISECOND", " * 1000"),
    ("MINUTE", " / 60"),
    ("SECOND", ""),
];

/// `DATEDIFF(a, b, unit)`: units that passed or, where the node says so, boundaries that were crossed.
fn date_diff(g: &mut Generator<'_>, id: NodeId) {
    let unit = g.unit_name(id, "DAY");
    let boundary = g.tree.has(id, Arg::DatePartBoundary);
    if unit == "DAY" && boundary {
        let [end, start] = [Arg::This, Arg::Expression].map(|arg| {
            let value = g.tree.get(id, arg);
            shared::cast(g, value, "DATE")
        });
        return g.paren(|g| {
            g.node(end);
            g.write(" - ");
            g.node(start);
        });
    }
    let seconds = SECONDS.iter().find(|(name, _)| *name == unit).map(|(_, factor)| *factor);
    let truncates = seconds.is_some() || matches!(&*unit, "MONTH" | "QUARTER" | "YEAR");
    let [end, start] = [Arg::This, Arg::Expression].map(|arg| {
        let value = g.tree.get(id, arg);
        let time = types::cast_to(g, value, "TIMESTAMP");
        match boundary && truncates {
            true => format!("DATE_TRUNC('{unit}', {})", g.sql(time)),
            false => g.sql(time),
        }
    });
    let age = |part: &str| format!("EXTRACT({part} FROM AGE({end}, {start}))");
    let value = match (seconds, &*unit) {
        (Some(factor), _) => format!("EXTRACT(epoch FROM {end} - {start}){factor}"),
        (None, "WEEK") => format!("EXTRACT(days FROM ({end} - {start})) / 7"),
        (None, "MONTH") => format!("{} * 12 + {}", age("year"), age("month")),
        (None, "QUARTER") => format!("{} * 4 + {} / 3", age("year"), age("month")),
        (None, "YEAR") => age("year"),
        _ => format!("AGE({end}, {start})"),
    };
    g.write(&format!("CAST({value} AS BIGINT)"));
}

// ---- parts -----------------------------------------------------------------------------------------------------------

fn part(g: &mut Generator<'_>, id: NodeId, unit: &str) {
    g.write(&format!("EXTRACT({unit} FROM "));
    let this = g.tree.this(id).map(|date| days_after(g, date).unwrap_or(date));
    g.value(this.into());
    g.write(")");
}

/// A number of days that is a date -> `CAST('1900-01-01' AS DATE) + x`.
fn days_after(g: &mut Generator<'_>, date: NodeId) -> Option<NodeId> {
    let (first, days) = (g.tree.node(date, Arg::DefaultDate)?, g.tree.this(date)?);
    if g.tree.kind(date) != Kind::TsOrDsToDate || !types::says_type(g.tree, days, types::INTEGER_TYPES) {
        return None;
    }
    let first = shared::cast(g, first.into(), "DATE");
    Some(g.make(Kind::Add, &args![This: first, Expression: days]))
}

/// `LAST_DAY(x)` -> `CAST(DATE_TRUNC('MONTH', x) + INTERVAL '1 MONTH' - INTERVAL '1 DAY' AS DATE)`.
fn last_day(g: &mut Generator<'_>, id: NodeId) {
    if !matches!(&*g.unit_name(id, "MONTH"), "MONTH") {
        g.unsupported("Date parts are not supported in LAST_DAY.");
    }
    g.write("CAST(DATE_TRUNC('MONTH', ");
    g.arg(id, Arg::This);
    g.write(") + INTERVAL '1 MONTH' - INTERVAL '1 DAY' AS DATE)");
}

fn truncated(g: &mut Generator<'_>, id: NodeId) {
    let unit = shared::full_truncated_unit(g, id, "");
    let (this, zone) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Zone));
    g.func("DATE_TRUNC", &[unit, this, zone]);
}

// ---- texts and numbers -----------------------------------------------------------------------------------------------

fn epoch(g: &mut Generator<'_>, id: NodeId) {
    let (epoch, this) = (g.string_node("epoch"), g.tree.get(id, Arg::This));
    g.func("DATE_PART", &[epoch.into(), this]);
}

/// `UNIX_TO_TIME(x, 3)` -> `TO_TIMESTAMP(CAST(x AS DOUBLE PRECISION) / POWER(10, 3))`.
fn unix_time(g: &mut Generator<'_>, id: NodeId) {
    if shared::unix_time_as_text(g, id) {
        return;
    }
    let Some(scale) = g.tree.node(id, Arg::Scale).filter(|scale| g.tree.name(*scale) != "0") else {
        return g.func_of(id, "TO_TIMESTAMP", &[Arg::This]);
    };
    let this = g.tree.get(id, Arg::This);
    let (number, ten) = (shared::cast(g, this, "DOUBLE"), g.number_node(10));
    let power = g.make(Kind::Pow, &args![This: ten, Expression: scale]);
    let seconds = g.make(Kind::Div, &args![This: number, Expression: power, Typed: true]);
    g.func("TO_TIMESTAMP", &[seconds.into()]);
}
