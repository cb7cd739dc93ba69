//! Grammar that differs from the base.

use sqlectic_ast::{args, Kind};
use sqlectic_syntax::{
    lexer::T,
    parser::{add_rules, add_token_rules, expr, Level, Parser, RuleArgs, R},
    Dialect,
};

/// Words between `SELECT` and the projections.
const OPERATION_MODIFIERS: &[&str] = &[
    "HIGH_PRIORITY",
    "SQL_BIG_RESULT",
    "SQL_BUFFER_RESULT",
    "SQL_CALC_FOUND_ROWS",
    "SQL_NO_CACHE",
    "SQL_SMALL_RESULT",
    "STRAIGHT_JOIN",
];

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    p.flags.alter_drop_requires_column = false;
    p.flags.alter_table_mixed_actions = true;
    p.flags.alter_table_requires_action = false;
    p.flags.log_defaults_to_ln = true;
    p.flags.string_aliases = true;
    p.flags.supports_partition_selection = true;
    p.flags.supports_table_query = true;
    p.flags.values_followed_by_paren = false;
    for word in OPERATION_MODIFIERS {
        p.operation_modifiers.set(word, ());
    }
    p.add_infix(Level::Conjunction, &[(T::Damp, Kind::And), (T::Xor, Kind::Xor)]);
    p.add_infix(Level::Disjunction, &[(T::Dpipe, Kind::Or)]);
    p.add_infix(Level::Exponent, &[(T::Caret, Kind::BitwiseXor)]);
    p.sets.enum_types.extend(&[T::Set]);
    p.sets.types.extend(&[T::Set]);
    p.sets.func.extend(&[T::CharacterSet, T::Database, T::Mod, T::Schema, T::Values]);
    p.sets.table_alias.extend(&[T::Anti, T::Semi]);
    p.sets.table_alias.remove(&[T::StraightJoin, T::Use]);
    p.sets.id_var.remove(&[T::StraightJoin]);
    add_token_rules(&mut p.range, &[(T::MemberOf, member_of)]);
    add_token_rules(&mut p.unary, &[(T::Not, not)]);
    add_rules(&mut p.function_parsers, &[("VALUES", values)]);
    p.no_paren_functions.set(T::Localtime, Kind::Localtime);
    p.no_paren_functions.set(T::Localtimestamp, Kind::Localtimestamp);
}

/// `!x` binds tighter than `NOT x`.
fn not(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if p.prev_str() != "!" {
        return expr::not(p, a);
    }
    let mark = p.mark() - 1;
    let this = p.unary()?;
    p.make_from(mark, Kind::Not, &args![This: this]).map(Some)
}

/// `x MEMBER OF(json)`.
fn member_of(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let array = p.wrapped(|p| p.assignment())?;
    p.some(Kind::JSONArrayContains, &args![This: a.node, Expression: array])
}

/// `VALUES(column)` of `ON DUPLICATE KEY UPDATE`.
fn values(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let name = p.text("VALUES");
    let column = p.id_var(sqlectic_syntax::parser::atom::ANY_TOKEN)?;
    let list = p.opt_list(column.as_slice());
    p.some(Kind::Anonymous, &args![This: name, Expressions: list])
}
