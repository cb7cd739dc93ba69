//! Functions by name.

use sqlectic_ast::{Arg, Kind};
use sqlectic_syntax::{lexer::T, parser::Function, Dialect};
use Function::{Args, Kind as Of};

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    p.add_functions(&[
        ("APPROX_COUNT_DISTINCT", Of(Kind::Hll)),
        ("APPROX_PERCENTILE", Args(Kind::ApproxQuantile, &[Arg::This, Arg::Quantile, Arg::ErrorTolerance])),
        ("INSTR", Of(Kind::Contains)),
        ("REDUCE", Args(Kind::Reduce, &[Arg::Initial, Arg::This, Arg::Merge])),
        ("REGEXP_MATCH", Args(Kind::RegexpExtractAll, &[Arg::This, Arg::Expression, Arg::Parameters])),
        (
            "REGEXP_SUBSTR",
            Args(Kind::RegexpExtract, &[Arg::This, Arg::Expression, Arg::Position, Arg::Occurrence, Arg::Parameters]),
        ),
    ]);
    for (token, kind) in
        [(T::UtcDate, Kind::UtcDate), (T::UtcTime, Kind::UtcTime), (T::UtcTimestamp, Kind::UtcTimestamp)]
    {
        p.no_paren_functions.set(token, kind);
    }
}
