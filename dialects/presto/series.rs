//! Series of values, which are arrays: <https://prestodb.io/docs/current/functions/array.html>.

use crate::shared;
use sqlectic_ast::{Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::Generator;

/// `SEQUENCE(a, b, step)`: both ends are of one type.
pub(super) fn sequence(g: &mut Generator<'_>, id: NodeId) {
    sequence_or(g, id, "ARRAY[]");
}

/// The same where `empty` is the array of nothing.
pub(crate) fn sequence_or(g: &mut Generator<'_>, id: NodeId, empty: &str) {
    let [mut start, mut end, step] = [Arg::Start, Arg::End, Arg::Step].map(|arg| g.tree.get(id, arg));
    let cast_type = |g: &Generator<'_>, value: Value| {
        let node = value.node().filter(|node| g.tree.kind(*node) == Kind::Cast)?;
        let to = g.tree.node(node, Arg::To).map(|to| g.tree.text_of(to, Arg::This).to_string())?;
        matches!(to.as_str(), "DATE" | "TIMESTAMP").then_some(to)
    };
    if let Some(to) = cast_type(g, start).or_else(|| cast_type(g, end)) {
        for bound in [&mut start, &mut end] {
            *bound = shared::cast_unless_cast(g, *bound, &to);
        }
    }
    match g.tree.has(id, Arg::IsEndExclusive) {
        true => exclusive(g, start, end, step, empty),
        false => g.func("SEQUENCE", &[start, end, step]),
    }
}

/// A bound as text, and its number if it is a constant.
struct Bound {
    text: String,
    number: Option<i64>,
}

impl Bound {
    fn of(g: &mut Generator<'_>, value: Value) -> Bound {
        let number = value.node().and_then(|node| sqlectic_syntax::parser::column::integer_constant(g.tree, node));
        Bound { text: g.captured(|g| g.value(value)), number }
    }
}

/// The end is left out: the series ends a step earlier, and is empty if that is behind its start.
fn exclusive(g: &mut Generator<'_>, start: Value, end: Value, step: Value, empty: &str) {
    let has_step = step.is_some();
    let start = Bound::of(g, start);
    let end = Bound::of(g, end);
    let step = match has_step {
        true => Bound::of(g, step),
        false => Bound { text: "1".into(), number: Some(1) },
    };
    let last = match (end.number, step.number) {
        (Some(end), Some(step)) => {
            let last = end.saturating_sub(step);
            Bound { text: last.to_string(), number: Some(last) }
        }
        _ => Bound { text: format!("({} - {})", end.text, step.text), number: None },
    };
    let series = match has_step {
        true => format!("SEQUENCE({}, {}, {})", start.text, last.text, step.text),
        false => format!("SEQUENCE({}, {})", start.text, last.text),
    };
    let text = match (step.number, start.number, last.number) {
        (Some(0), _, _) => empty.to_string(),
        (Some(step), Some(start), Some(last)) if (step > 0 && last < start) || (step < 0 && last > start) => {
            empty.to_string()
        }
        (Some(_), Some(_), Some(_)) => series,
        (Some(step), _, _) => format!("IF({}, {empty}, {series})", behind(&start, &last, step > 0)),
        (None, _, _) => format!("IF({}, {empty}, {series})", behind_by(&start, &last, &step.text)),
    };
    g.write(&text);
}

/// Whether the end stands before the start of a series that goes up, or behind that of one that goes down. A constant
/// stands on the right.
fn behind(start: &Bound, last: &Bound, up: bool) -> String {
    match (start.number.is_some(), up) {
        (true, true) => format!("{} < {}", last.text, start.text),
        (true, false) => format!("{} > {}", last.text, start.text),
        (false, true) => format!("{} > {}", start.text, last.text),
        (false, false) => format!("{} < {}", start.text, last.text),
    }
}

/// The same for a step whose sign isn't known.
fn behind_by(start: &Bound, last: &Bound, step: &str) -> String {
    let up = format!("({} AND {step} > 0)", behind(start, last, true));
    let down = format!("({} AND {step} < 0)", behind(start, last, false));
    let (first, second) = if start.number.is_some() { (up, down) } else { (down, up) };
    format!("{first} OR {second} OR {step} = 0")
}
