//! Functions by name.

use crate::mysql::functions::with_interval_or_days;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::parser::functions::builders::at;
use sqlectic_syntax::{
    parser::{functions::builders, Function, Parser, R},
    Dialect,
};
use Function::{Build, Kind as Of};

pub(super) fn define(d: &mut Dialect) {
    d.parser.add_functions(&[
        ("ADDDATE", Build(|p, a| with_interval_or_days(p, Kind::DateAdd, a))),
        ("ARRAY_FLATTEN", Of(Kind::Flatten)),
        ("DATE_ADD", Build(|p, a| with_interval_or_days(p, Kind::DateAdd, a))),
        ("DATE_DIFF", Build(date_diff)),
        ("DATE_SUB", Build(|p, a| with_interval_or_days(p, Kind::DateSub, a))),
        ("DATE_TRUNC", Build(date_trunc)),
        ("LIKE", Build(|p, a| crate::shared::like(p, Kind::Like, a))),
        ("MAP", Build(builders::var_map)),
        ("REGEXP", Of(Kind::RegexpLike)),
        ("SUBDATE", Build(|p, a| with_interval_or_days(p, Kind::DateSub, a))),
        ("TABLE", Build(|p, a| p.make(Kind::TableFromRows, &args![This: a.first().copied()]))),
        ("TIME_SLICE", Build(time_slice)),
        ("TO_DAYS", Of(Kind::ToDays)),
    ]);
}

/// `DATE_DIFF(unit, a, b)`.
fn date_diff(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let unit = a.first().map(|unit| p.unit(*unit));
    p.make(Kind::DateDiff, &args![This: at(a, 1), Expression: at(a, 2), Unit: unit])
}

/// `DATE_TRUNC(unit, x)`.
fn date_trunc(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let unit = a.first().map(|unit| p.unit(*unit));
    p.make(Kind::TimestampTrunc, &args![This: at(a, 1), Unit: unit, Zone: at(a, 2)])
}

/// `TIME_SLICE(x, INTERVAL 5 MINUTE, CEIL)`, `TIME_SLICE(x, 5, 'minute', 'ceil')`: slices are counted from the year 1.
/// <https://docs.starrocks.io/docs/sql-reference/sql-functions/date-time-functions/time_slice/>
fn time_slice(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let amount = at(a, 1);
    let interval = amount.filter(|node| p.tree.kind(*node) == Kind::Interval);
    let (amount, unit, bound) = match interval {
        Some(interval) => {
            let amount = p.tree.this(interval).map(|amount| number(p, amount));
            (amount, p.tree.node(interval, Arg::Unit), at(a, 2))
        }
        None => (amount, a.get(2).map(|unit| p.unit(*unit)), at(a, 3)),
    };
    let bound = bound.map(|bound| {
        let ceil = p.tree.name(bound).eq_ignore_ascii_case("CEIL");
        p.tree.string(if ceil { "END" } else { "START" })
    });
    let origin = p.tree.string("0001-01-01");
    p.make(Kind::TimeSlice, &args![This: at(a, 0), Expression: amount, Unit: unit, Kind: bound, Origin: origin])
}

/// The number in a text.
fn number(p: &mut Parser<'_>, node: NodeId) -> NodeId {
    if !p.tree.is_string(node) || p.tree.name(node).parse::<i64>().is_err() {
        return node;
    }
    let (text, span): (Value, _) = (p.tree.get(node, Arg::This), p.tree.span(node));
    p.tree.make_at(Kind::Literal, span, &args![This: text, IsString: false])
}
