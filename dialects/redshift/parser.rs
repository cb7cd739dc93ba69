//! Redshift's grammar, where it differs: <https://docs.aws.amazon.com/redshift/latest/dg/c_SQL_commands.html>.

use sqlectic_ast::{args, Kind};
use sqlectic_syntax::{
    lexer::T,
    parser::{relation, IsPrecedence, Parser, Rule, RuleArgs, R},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    p.flags.is_predicate_precedence = IsPrecedence::High;
    p.flags.supports_exclude_after_projections = true;
    p.flags.supports_implicit_unnest = true;
    p.sets.id_var.extend(&[T::Qualify]);
    p.replace(Rule::Table, table);
}

/// `UNPIVOT t.object AS value AT key`: the keys and values of an object.
/// <https://docs.aws.amazon.com/redshift/latest/dg/query-super.html#unpivoting>
fn table(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let unpivot = p.accept(T::Unpivot);
    let table = relation::table(p, a)?;
    match table {
        Some(table) if unpivot => p.some(Kind::Pivot, &args![This: table, Unpivot: true]),
        table => Ok(table),
    }
}
