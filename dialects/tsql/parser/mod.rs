//! T-SQL's grammar where it differs: <https://learn.microsoft.com/en-us/sql/t-sql/language-reference>.

mod definitions;
mod names;
mod queries;
mod statements;

pub(crate) use definitions::create;

use crate::shared;
use sqlectic_ast::Kind;
use sqlectic_syntax::{
    lexer::T,
    parser::{add_rules, functions::special, Rule},
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
    // https://learn.microsoft.com/en-us/sql/t-sql/data-types/datetime-transact-sql#supported-string-literal-formats-for-datetime
    p.replace(Rule::BraceLiteral, |p, _| {
        shared::brace_literal(p, &[("d", Kind::Date), ("t", Kind::Time), ("ts", Kind::Timestamp)])
    });
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
    s.id_var.extend(&[T::Returning]);
    s.alias.extend(&[T::Returning]);
    s.table_alias.extend(&[T::Anti, T::Semi]);
    for set in [&mut s.id_var, &mut s.alias, &mut s.table_alias, &mut s.comment_table_alias, &mut s.update_alias] {
        *set = set.without(&[T::Begin]);
    }
    for hint in ["HASH", "LOOP", "MERGE", "REMOTE"] {
        d.parser.join_hints.set(hint, ());
    }
}
