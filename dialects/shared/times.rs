//! Renderers of times and dates.

use super::{cast, cast_this, cast_unless};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::{functions, Generator};

/// How many digits a type needs for the fraction of a second in a text: none, three or six.
pub(crate) fn subsecond_precision(text: &str) -> i64 {
    let fraction = text.rsplit_once('.').map_or("", |(_, fraction)| fraction);
    let digits: String = fraction.chars().take_while(char::is_ascii_digit).take(6).collect();
    match digits.trim_end_matches('0').len() {
        0 => 0,
        1..=3 => 3,
        _ => 6,
    }
}

/// What `TS_OR_DS_ADD` adds to: a date by way of a timestamp, or what the node says is returned.
pub(crate) fn ts_or_ds_operand(g: &mut Generator<'_>, id: NodeId) -> Value {
    let this = g.tree.get(id, Arg::This);
    let to = g.tree.node(id, Arg::ReturnType).map(|to| g.tree.text_of(to, Arg::This).to_string());
    if let Some(to) = to.filter(|to| to != "DATE") {
        return cast_unless(g, this, &to);
    }
    let timestamp = cast_unless(g, this, "TIMESTAMP");
    cast(g, timestamp, "DATE").into()
}

/// `x % y`, `x + INTERVAL n unit`: a date function as an operator with an interval.
pub(crate) fn interval_arithmetic(g: &mut Generator<'_>, id: NodeId, op: &str) {
    let unit = g.unit_to_word(id, "DAY");
    let amount = g.tree.get(id, Arg::Expression);
    let interval = match amount.node() {
        Some(node) if g.tree.kind(node) == Kind::Interval => node,
        _ => g.make(Kind::Interval, &[(Arg::This, amount), (Arg::Unit, unit)]),
    };
    let this = functions::wrapped(g, g.tree.get(id, Arg::This));
    g.value(this);
    g.write(&format!(" {op} "));
    g.node(interval);
}

/// The unit and the number of `DATE_ADD(x, n, unit)`, where `n` may be an interval with a unit of its own.
pub(crate) fn unit_and_amount(g: &mut Generator<'_>, id: NodeId) -> (Value, Value) {
    let amount = g.tree.get(id, Arg::Expression);
    let interval = amount.node().filter(|node| g.tree.kind(*node) == Kind::Interval);
    let Some(interval) = interval else { return (g.unit_to_word(id, "DAY"), amount) };
    let unit = if g.tree.has(id, Arg::Unit) { id } else { interval };
    let unit = g.unit_to_word(unit, "DAY");
    let number = g.tree.this(interval).and_then(|number| g.tree.name(number).parse::<i64>().ok());
    let amount = match number {
        Some(number) => g.number_node(number).into(),
        None => g.tree.get(interval, Arg::This),
    };
    (unit, amount)
}

/// strftime's format as a pattern of Java's, which Hive's are.
pub(crate) fn java_time_format(format: &str) -> String {
    crate::get("hive").map_or_else(|_| format.to_string(), |hive| hive.time.write.apply(format))
}

/// A call of a time and a format, in the dialect's letters.
pub(crate) fn formatted(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let (this, format) = (g.tree.get(id, Arg::This), g.format_time(id));
    g.func(name, &[this, format]);
}

/// `TS_OR_DS_ADD(x, n, unit)` -> `DATEADD(unit, n, x)`.
pub(crate) fn ts_or_ds_add(g: &mut Generator<'_>, id: NodeId) {
    let unit = g.unit_to_word(id, "DAY");
    let this = ts_or_ds_operand(g, id);
    let amount = g.tree.get(id, Arg::Expression);
    g.func("DATEADD", &[unit, amount, this]);
}

/// The unit of a truncation, where weeks start on Monday and times are truncated in the session's zone.
pub(crate) fn truncated_unit(g: &mut Generator<'_>, id: NodeId) -> Value {
    g.unsupported_args(id, &[Arg::Zone]);
    truncated_unit_in_zone(g, id, "DAY")
}

/// The same where the zone is said.
fn truncated_unit_in_zone(g: &mut Generator<'_>, id: NodeId, default: &str) -> Value {
    match g.unit_name(id, default).as_str() {
        "ISOWEEK" => g.string_node("WEEK").into(),
        _ => g.unit_to_string(id, default),
    }
}

/// Units of truncation as Oracle and Spark abbreviate them: `TRUNC(x, 'MM')`.
const TRUNCATED: &[(&str, &str)] = &[
    ("DD", "DAY"),
    ("DDD", "DAY"),
    ("HH", "HOUR"),
    ("HH24", "HOUR"),
    ("ISOWEEK", "WEEK"),
    ("IW", "WEEK"),
    ("MI", "MINUTE"),
    ("MM", "MONTH"),
    ("MON", "MONTH"),
    ("Q", "QUARTER"),
    ("YY", "YEAR"),
    ("YYYY", "YEAR"),
];

/// The unit of a truncation in full, where abbreviations are not known.
pub(crate) fn full_truncated_unit(g: &mut Generator<'_>, id: NodeId, default: &str) -> Value {
    match full_truncated_name(&g.unit_name(id, default)) {
        Some(full) => g.string_node(full).into(),
        None => g.unit_to_string(id, default),
    }
}

/// The unit that an abbreviation stands for.
pub(crate) fn full_truncated_name(unit: &str) -> Option<&'static str> {
    TRUNCATED.iter().find(|(short, _)| *short == unit).map(|(_, full)| *full)
}

/// `CURRENT_DATE AT TIME ZONE x`.
pub(crate) fn current_date_at(g: &mut Generator<'_>, id: NodeId) {
    g.write("CURRENT_DATE");
    g.arg_after(" AT TIME ZONE ", id, Arg::This);
}

/// `20240131` of a date, written by a function of a date and a format.
pub(crate) fn date_to_di(g: &mut Generator<'_>, id: NodeId, function: &str) {
    g.write("CAST(");
    g.write(function);
    g.write("(");
    g.arg(id, Arg::This);
    g.write(&format!(", {}) AS INT)", g.dialect.time.dateint_format));
}

/// The date behind `20240131`.
pub(crate) fn di_to_date(g: &mut Generator<'_>, id: NodeId) {
    g.write("TO_DATE(");
    cast_this(g, id, "TEXT");
    g.write(&format!(", {})", g.dialect.time.dateint_format));
}

/// The seconds of `UNIX_TO_TIME`: `x / POWER(10, scale)`.
pub(crate) fn unix_seconds(g: &mut Generator<'_>, id: NodeId) -> Value {
    let this = g.tree.get(id, Arg::This);
    let Some(scale) = g.tree.node(id, Arg::Scale).filter(|scale| g.tree.name(*scale) != "0") else { return this };
    let ten = g.number_node(10);
    let power = g.make(Kind::Pow, &args![This: ten, Expression: scale]);
    g.make(Kind::Div, &[(Arg::This, this), (Arg::Expression, power.into())]).into()
}

/// `UNIX_TO_TIME(x, format)` -> `TIME_TO_STR(UNIX_TO_TIME(x), format)`, for functions that make no texts; whether there was
/// a format.
pub(crate) fn unix_time_as_text(g: &mut Generator<'_>, id: NodeId) -> bool {
    let [this, scale, format] = [Arg::This, Arg::Scale, Arg::Format].map(|arg| g.tree.get(id, arg));
    if !format.is_some() {
        return false;
    }
    let time = g.make(Kind::UnixToTime, &args![This: this, Scale: scale]);
    let text = g.make(Kind::TimeToStr, &args![This: time, Format: format]);
    g.node(text);
    true
}

/// `TO_CHAR(x, 'YYYY-MM-DD')` with a format of dates, as Oracle and those after it spell it, as a time that is formatted;
/// nothing if the format is none, not a constant, or of numbers.
pub(crate) fn dates_to_char(g: &mut Generator<'_>, id: NodeId) -> Option<NodeId> {
    let format = g.tree.node(id, Arg::Format).filter(|format| g.tree.is_string(*format))?;
    let text = g.tree.name(format).to_string();
    let upper = text.to_ascii_uppercase();
    let of_dates = ["YY", "MM", "DD", "HH", "SS", "MON", "DAY", "DY", "WW", "IW", "AM", "PM"];
    if text.contains('"') || g.tree.has(id, Arg::IsNumeric) || !of_dates.iter().any(|piece| upper.contains(piece)) {
        return None;
    }
    let pieces = crate::get("oracle").ok()?.time.read.apply(&upper);
    // What is left of letters is no piece that is known.
    let known =
        pieces.split('%').skip(1).all(|rest| !rest[1..].bytes().any(|byte| byte.is_ascii_alphabetic() && byte != b'T'));
    if !known || pieces.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let this = g.tree.get(id, Arg::This);
    let format = g.string_node(&pieces);
    Some(g.make(Kind::TimeToStr, &args![This: this, Format: format]))
}

/// `TO_CHAR` where it is no function of formats: dates are formatted, the format of anything else is lost.
pub(crate) fn to_char_as_time(g: &mut Generator<'_>, id: NodeId, otherwise: fn(&mut Generator<'_>, NodeId)) {
    if let Some(formatted) = dates_to_char(g, id) {
        return g.node(formatted);
    }
    g.unsupported_args(id, &[Arg::Format]);
    otherwise(g, id);
}
