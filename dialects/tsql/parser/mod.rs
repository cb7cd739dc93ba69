//! T-SQL's grammar where it differs: <https://learn.microsoft.com/en-us/sql/t-sql/language-reference>.

mod definitions;
mod names;
mod queries;
mod statements;

pub(crate) use definitions::create;

use sqlectic_ast::{args, Kind};
use sqlectic_syntax::{
    lexer::T,
    parser::{add_rules, functions::special, Parser, Rule, RuleArgs, R},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    sets(d);
    names::define(d);
    queries::define(d);
    statements::define(d);
    definitions::define(d);
    let p = &mut d.parser;
    add_rules(&mut p.no_paren_function_parsers, &[("IF", |p, _| p.if_block()), ("NEXT", special::next_value_for)]);
    p.no_paren_functions.set(T::SessionUser, Kind::SessionUser);
    p.replace(Rule::BraceLiteral, brace_literal);
}

fn flags(d: &mut Dialect) {
    let f = &mut d.parser.flags;
    f.log_defaults_to_ln = true;
    f.no_paren_if_commands = false;
    f.set_requires_assignment_delimiter = false;
    f.string_aliases = true;
    f.unpivot_value_columns_first = true;
}

fn sets(d: &mut Dialect) {
    let s = &mut d.parser.sets;
    s.id_var.extend(&[T::Returning, T::StraightJoin]);
    s.alias.extend(&[T::Returning]);
    s.table_alias.extend(&[T::Anti, T::Semi, T::StraightJoin]);
    for set in [&mut s.id_var, &mut s.alias, &mut s.table_alias, &mut s.comment_table_alias, &mut s.update_alias] {
        *set = set.without(&[T::Begin]);
    }
    for hint in ["HASH", "LOOP", "MERGE", "REMOTE"] {
        d.parser.join_hints.set(hint, ());
    }
}

/// `{d '2020-01-01'}`, `{t ...}`, `{ts ...}`, after the brace.
/// <https://learn.microsoft.com/en-us/sql/t-sql/data-types/datetime-transact-sql#supported-string-literal-formats-for-datetime>
fn brace_literal(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let kind = match p.curr_str() {
        "d" => Kind::Date,
        "t" => Kind::Time,
        "ts" => Kind::Timestamp,
        _ => return Ok(None),
    };
    if !p.at(T::Var) || p.next_kind() != T::String {
        return Ok(None);
    }
    p.advance();
    let this = p.string()?;
    let node = p.node(kind, &args![This: this])?;
    if !p.accept(T::RBrace) {
        p.error("Expected }")?;
    }
    Ok(Some(node))
}
