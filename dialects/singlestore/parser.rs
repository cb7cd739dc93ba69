//! Grammar that differs from MySQL's.

use sqlectic_ast::{args, Kind};
use sqlectic_syntax::{
    parser::{add_rules, IsPrecedence, Parser, RuleArgs, R},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    p.flags.is_predicate_precedence = IsPrecedence::High;
    add_rules(&mut p.alter_actions, &[("CHANGE", change)]);
}

/// `CHANGE a b` only renames.
/// <https://docs.singlestore.com/cloud/reference/sql-reference/data-definition-language-ddl/alter-table/>
fn change(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let from = p.column()?;
    let to = p.column()?;
    p.some(Kind::RenameColumn, &args![This: from, To: to])
}
