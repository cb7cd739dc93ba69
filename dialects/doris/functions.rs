//! Functions by name.

use crate::mysql::functions::with_interval_or_days;
use sqlectic_ast::{args, Kind, NodeId};
use sqlectic_syntax::{
    lexer::T,
    parser::{Function, Parser, R},
    Dialect,
};
use Function::{Build, Kind as Of};

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    p.add_functions(&[
        ("ADDDATE", Build(|p, a| with_interval_or_days(p, Kind::DateAdd, a))),
        ("COLLECT_SET", Of(Kind::ArrayUniqueAgg)),
        ("DATE_ADD", Build(|p, a| with_interval_or_days(p, Kind::DateAdd, a))),
        ("DATE_SUB", Build(|p, a| with_interval_or_days(p, Kind::DateSub, a))),
        ("DATE_TRUNC", Build(date_trunc)),
        ("L2_DISTANCE", Of(Kind::EuclideanDistance)),
        ("MONTHS_ADD", Of(Kind::AddMonths)),
        ("REGEXP", Of(Kind::RegexpLike)),
        ("SUBDATE", Build(|p, a| with_interval_or_days(p, Kind::DateSub, a))),
        ("TO_DATE", Of(Kind::TsOrDsToDate)),
    ]);
    p.function_parsers.remove("GROUP_CONCAT");
    // It is called with parentheses only.
    p.no_paren_functions.remove(T::CurrentDate);
}

/// `DATE_TRUNC(x, 'month')`, or the other way around.
/// <https://doris.apache.org/docs/sql-manual/sql-functions/scalar-functions/date-time-functions/date-trunc>
fn date_trunc(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let unit_first = matches!(a, [unit, other, ..] if p.tree.is_string(*unit) && !p.tree.is_string(*other));
    let (this, unit) = if unit_first { (a.get(1), a.first()) } else { (a.first(), a.get(1)) };
    let unit = unit.map(|unit| p.unit(*unit));
    p.make(Kind::TimestampTrunc, &args![This: this.copied(), Unit: unit])
}
