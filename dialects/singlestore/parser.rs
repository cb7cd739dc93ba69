//! Grammar that differs from MySQL's.

use crate::mysql;
use sqlectic_ast::{args, Kind};
use sqlectic_syntax::{
    parser::{add_rules, IsPrecedence, Parser, RuleArgs, R},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    p.flags.is_predicate_precedence = IsPrecedence::High;
    add_rules(
        &mut p.constraints,
        &[("SHARD", |p, a| placing_key(p, a, "SHARD")), ("SORT", |p, a| placing_key(p, a, "SORT"))],
    );
    for word in ["SHARD", "SORT"] {
        p.schema_unnamed_constraints.set(word, ());
    }
    add_rules(&mut p.alter_actions, &[("CHANGE", change)]);
}

/// `CHANGE a b` only renames.
/// <https://docs.singlestore.com/cloud/reference/sql-reference/data-definition-language-ddl/alter-table/>
fn change(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let from = p.column()?;
    let to = p.column()?;
    p.some(Kind::RenameColumn, &args![This: from, To: to])
}

/// `SHARD KEY name (a, b)`, `SORT KEY (a DESC)`, after the first word, which is the name of a column if no key follows.
/// <https://docs.singlestore.com/cloud/reference/sql-reference/data-definition-language-ddl/create-table/>
fn placing_key(p: &mut Parser<'_>, _a: RuleArgs, kind: &str) -> R {
    match p.is_word(0, "KEY") {
        true => mysql::definitions::index(p, Some(kind)),
        false => Ok(None),
    }
}
