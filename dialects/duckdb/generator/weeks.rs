//! Weeks that start on a day of their own: DuckDB's start on Monday.

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::Generator;

/// Days of the week, and by how many days a date is moved so that a week that starts on one starts on Monday.
const SHIFTS: &[(&str, i64)] = &[
    ("MONDAY", 0),
    ("TUESDAY", -1),
    ("WEDNESDAY", -2),
    ("THURSDAY", -3),
    ("FRIDAY", -4),
    ("SATURDAY", -5),
    ("SUNDAY", 1),
];

/// By how many days the unit `WEEK(FRIDAY)` or `ISOWEEK` of a node is moved; nothing if it is another unit.
pub(super) fn shift(g: &Generator<'_>, id: NodeId) -> Option<i64> {
    let unit = g.tree.node(id, Arg::Unit)?;
    match g.tree.kind(unit) {
        Kind::WeekStart => {
            let day = g.tree.text_of(unit, Arg::This).to_ascii_uppercase();
            SHIFTS.iter().find(|(name, _)| *name == day).map(|(_, days)| *days)
        }
        _ if g.tree.name(unit).eq_ignore_ascii_case("ISOWEEK") => Some(0),
        _ => None,
    }
}

/// `x + INTERVAL '1' DAY`; nothing is added for no days.
fn moved(g: &mut Generator<'_>, this: NodeId, days: i64) -> NodeId {
    if days == 0 {
        return this;
    }
    let amount = g.string_node(&days.to_string());
    let unit = g.word_node("DAY");
    let interval = g.make(Kind::Interval, &args![This: amount, Unit: unit]);
    g.make(Kind::Add, &args![This: this, Expression: interval])
}

/// `DATE_TRUNC('WEEK', x)` of a moved value.
pub(super) fn start(g: &mut Generator<'_>, this: NodeId, days: i64) -> NodeId {
    let this = moved(g, this, days);
    let week = g.string_node("WEEK");
    super::call(g, "DATE_TRUNC", &[week, this])
}

/// The start of the week that `this` is in.
pub(super) fn truncated(g: &mut Generator<'_>, this: NodeId, days: i64) -> NodeId {
    let start = start(g, this, days);
    moved(g, start, -days)
}

/// How many starts of weeks lie between two values.
pub(super) fn difference(g: &mut Generator<'_>, from: Value, to: Value, days: i64) {
    let [from, to] = [from, to].map(|value| value.node().map_or(value, |node| start(g, node, days).into()));
    let week = g.string_node("WEEK");
    g.func("DATE_DIFF", &[week.into(), from, to]);
}
