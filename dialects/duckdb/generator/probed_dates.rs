//! Dates read from texts of unknown format: <https://duckdb.org/docs/stable/sql/functions/dateformat>.

use sqlectic_ast::{Arg, Kind, NodeId};
use sqlectic_syntax::generator::{types, Generator, RenderFn};

/// Sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[(Kind::TryCast, try_cast)];

/// The format of a date follows from the signs in its text, where the source finds it out so.
fn try_cast(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id).filter(|_| g.tree.has(id, Arg::ProbeDateFormat)) else {
        return types::cast_with(g, id, "TRY_");
    };
    g.write_template(
        "CASE WHEN CONTAINS(text_, '/') THEN CAST(TRY_STRPTIME(text_, '%m/%d/%Y') AS DATE) \
         WHEN REGEXP_MATCHES(text_, '[A-Za-z]') THEN CAST(TRY_STRPTIME(text_, '%d-%b-%Y') AS DATE) \
         ELSE TRY_CAST(text_ AS DATE) END",
        &[("text_", this)],
    );
}
