//! Exasol: <https://docs.exasol.com/db/latest/sql_references/sqlstandardcompliance.htm>.

mod generator;
mod parser;
mod reserved;
mod rewrites;

use crate::Definition;
use sqlectic_syntax::{
    dialect::{Normalization, NullOrdering},
    lexer::T,
    Dialect,
};

pub(crate) const DEFINITION: Definition =
    Definition { name: "exasol", title: "Exasol", extends: Some(""), aliases: &[], define };

fn define(d: &mut Dialect) {
    lexer(d);
    parser::define(d);
    generator::define(d);
    d.semantics.normalization = Normalization::Uppercase;
    d.semantics.null_ordering = NullOrdering::Last;
    let f = &mut d.semantics.flags;
    f.concat_coalesce = true;
    f.initcap_supports_custom_delimiters = false;
    f.supports_user_defined_types = false;
    time(d);
}

fn lexer(d: &mut Dialect) {
    let l = &mut d.lexer;
    for (word, kind) in [
        ("ENDIF", T::End),
        ("LONG VARCHAR", T::Text),
        ("MINUS", T::Except),
        ("REGEXP_LIKE", T::Rlike),
        ("SEPARATOR", T::Separator),
        ("SYSTIMESTAMP", T::Systimestamp),
        ("USER", T::CurrentUser),
    ] {
        l.keywords.set(word, kind);
    }
    l.keywords.remove("DIV");
    l.identifiers = vec![('"', '"'), ('[', ']')];
}

/// <https://docs.exasol.com/db/latest/sql_references/formatmodels.htm>
fn time(d: &mut Dialect) {
    d.time.mapping = vec![
        ("YYYY", "%Y"),
        ("yyyy", "%Y"),
        ("YY", "%y"),
        ("yy", "%y"),
        ("MM", "%m"),
        ("mm", "%m"),
        ("MONTH", "%B"),
        ("MON", "%b"),
        ("DD", "%d"),
        ("dd", "%d"),
        ("DAY", "%A"),
        ("DY", "%a"),
        ("H12", "%I"),
        ("HH", "%H"),
        ("H24", "%H"),
        ("ID", "%u"),
        ("IW", "%V"),
        ("vW", "%V"),
        ("IYYY", "%G"),
        ("vYYY", "%G"),
        ("MI", "%M"),
        ("SS", "%S"),
        ("uW", "%W"),
        ("UW", "%U"),
        ("Z", "%z"),
    ];
}
