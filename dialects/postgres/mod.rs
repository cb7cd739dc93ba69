//! PostgreSQL: <https://www.postgresql.org/docs/current/>.

mod functions;
pub(crate) mod generator;
mod known;
mod lexer;
mod parser;
mod types;

use crate::Definition;
use sqlectic_syntax::{dialect::NullOrdering, Dialect};

pub(crate) const DEFINITION: Definition =
    Definition { name: "postgres", title: "Postgres", extends: Some(""), aliases: &[], define };

fn define(d: &mut Dialect) {
    lexer::define(d);
    semantics(d);
    parser::define(d);
    functions::define(d);
    types::define(d);
    generator::define(d);
    d.generator.functions = known::FUNCTIONS;
    d.generator.lacking.extend(known::LACKING);
}

fn semantics(d: &mut Dialect) {
    d.semantics.null_ordering = NullOrdering::Large;
    let f = &mut d.semantics.flags;
    f.ascii_only_normalization = true;
    f.concat_coalesce = true;
    f.concat_ws_coalesce = true;
    f.index_offset = 1;
    f.initcap_supports_custom_delimiters = false;
    f.normalize_not_null = false;
    f.supports_limit_all = true;
    f.tablesample_size_is_percent = true;
    f.typed_division = true;
    d.time.time_format = "'YYYY-MM-DD HH24:MI:SS'";
    d.time.mapping = TIME.to_vec();
}

/// Template patterns and strftime's, what is written first:
/// <https://www.postgresql.org/docs/current/functions-formatting.html>.
const TIME: &[(&str, &str)] = &[
    ("D", "%u"),
    ("d", "%u"),
    ("DD", "%d"),
    ("dd", "%d"),
    ("DDD", "%j"),
    ("ddd", "%j"),
    ("FMDD", "%-d"),
    ("FMDDD", "%-j"),
    ("FMHH12", "%-I"),
    ("FMHH24", "%-H"),
    ("FMMI", "%-M"),
    ("FMMM", "%-m"),
    ("FMSS", "%-S"),
    ("HH12", "%I"),
    ("HH24", "%H"),
    ("IW", "%V"),
    ("iw", "%V"),
    ("IYYY", "%G"),
    ("iyyy", "%G"),
    ("MI", "%M"),
    ("mi", "%M"),
    ("MM", "%m"),
    ("mm", "%m"),
    ("OF", "%z"),
    ("SS", "%S"),
    ("ss", "%S"),
    ("TMDay", "%A"),
    ("TMDy", "%a"),
    ("TMMon", "%b"),
    ("TMMonth", "%B"),
    ("TZ", "%Z"),
    ("US", "%f"),
    ("WW", "%U"),
    ("ww", "%U"),
    ("YY", "%y"),
    ("yy", "%y"),
    ("YYY", "%Ythree"),
    ("yyy", "%Ythree"),
    ("YYYY", "%Y"),
    ("yyyy", "%Y"),
    ("day", "%Aenlower"),
    ("dy", "%aenlower"),
];
