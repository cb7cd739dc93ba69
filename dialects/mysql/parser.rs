//! Grammar that differs from the base.

use sqlectic_ast::{args, Arg, Kind, NodeId};
use sqlectic_syntax::{
    lexer::T,
    parser::{
        add_rules, add_token_rules, atom, expr, functions, set, IsPrecedence, Level, Parser, RuleArgs, RuleFn, R,
    },
    Dialect,
};

/// Units of intervals that span several.
/// <https://dev.mysql.com/doc/refman/8.4/en/expressions.html#temporal-intervals>
const INTERVAL_UNITS: &[&str] = &[
    "DAY_HOUR",
    "DAY_MICROSECOND",
    "DAY_MINUTE",
    "DAY_SECOND",
    "HOUR_MICROSECOND",
    "HOUR_MINUTE",
    "HOUR_SECOND",
    "MINUTE_MICROSECOND",
    "MINUTE_SECOND",
    "SECOND_MICROSECOND",
    "YEAR_MONTH",
];

/// Items of `SET` by keywords, sorted.
const SET_ITEMS: &[(&str, RuleFn)] = &[
    ("CHARACTER SET", |p, _| set_charset(p, "CHARACTER SET")),
    ("CHARSET", |p, _| set_charset(p, "CHARACTER SET")),
    ("NAMES", |p, _| set_charset(p, "NAMES")),
    ("PERSIST", |p, _| p.set_item_assignment(set::KIND)),
    ("PERSIST_ONLY", |p, _| p.set_item_assignment(set::KIND)),
];

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
    p.flags.is_predicate_precedence = IsPrecedence::Comparison;
    for word in INTERVAL_UNITS {
        p.interval_units.set(word, ());
    }
    // https://dev.mysql.com/doc/refman/8.4/en/operator-precedence.html
    p.add_infix(Level::Xor, &[(T::Xor, Kind::Xor)]);
    p.add_infix(Level::Conjunction, &[(T::Damp, Kind::And)]);
    p.add_infix(Level::BitwiseAnd, &[(T::Amp, Kind::BitwiseAnd)]);
    p.shift_level = Level::Shift;
    p.add_infix(Level::Disjunction, &[(T::Dpipe, Kind::Or)]);
    p.add_infix(Level::Exponent, &[(T::Caret, Kind::BitwiseXor)]);
    p.sets.enum_types.extend(&[T::Set]);
    p.sets.types.extend(&[T::Set]);
    p.sets.func.extend(&[T::CharacterSet, T::Database, T::Mod, T::Schema, T::Values]);
    p.sets.table_alias.extend(&[T::Anti, T::Semi]);
    p.sets.table_alias.remove(&[T::StraightJoin, T::Use]);
    p.sets.id_var.remove(&[T::StraightJoin]);
    add_token_rules(&mut p.range, &[(T::MemberOf, member_of), (T::Var, sounds_like)]);
    add_token_rules(&mut p.unary, &[(T::Binary, binary), (T::Not, not)]);
    add_rules(
        &mut p.function_parsers,
        &[
            ("CAST", cast),
            ("GROUP_CONCAT", functions::text::group_concat),
            ("JSON_VALUE", functions::json::json_value),
            ("SUBSTR", functions::text::substring),
            ("VALUES", values),
        ],
    );
    add_rules(&mut p.set_items, SET_ITEMS);
    p.no_paren_functions.set(T::Localtime, Kind::Localtime);
    p.no_paren_functions.set(T::Localtimestamp, Kind::Localtimestamp);
}

/// `SET NAMES utf8 COLLATE utf8_bin`, `SET CHARACTER SET utf8`.
fn set_charset(p: &mut Parser<'_>, kind: &str) -> R {
    let this = p.var_or_string(0)?;
    let collate = if kind == "NAMES" && p.accept(T::Collate) { p.var_or_string(0)? } else { None };
    let kind = p.text(kind);
    p.some(Kind::SetItem, &args![This: this, Collate: collate, Kind: kind])
}

/// `BINARY x` -> `CAST(x AS BINARY)`; elsewhere the word is a type or a name.
fn binary(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let is_operator = !matches!(p.kind(), T::LParen | T::Dot | T::Alias | T::Dash | T::Plus | T::Star);
    let operand = if is_operator { p.unary()? } else { None };
    let Some(this) = operand else {
        p.retreat(mark);
        return p.type_(0);
    };
    let to = p.text("BINARY");
    let to = p.make(Kind::DataType, &args![This: to, Nested: false])?;
    p.make_from(mark, Kind::Cast, &args![This: this, To: to]).map(Some)
}

/// `a SOUNDS LIKE b` -> `SOUNDEX(a) = SOUNDEX(b)`.
pub(crate) fn sounds_like(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if !p.prev_str().eq_ignore_ascii_case("SOUNDS") || !p.accept(T::Like) {
        return Ok(None);
    }
    let pattern = p.bitwise()?;
    let soundex = |p: &mut Parser<'_>, this: Option<NodeId>| p.make(Kind::Soundex, &args![This: this]);
    let left = soundex(p, a.node)?;
    let right = soundex(p, pattern)?;
    p.some(Kind::EQ, &args![This: left, Expression: right])
}

/// `!x` binds tighter than `NOT x`.
fn not(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if p.prev_str() != "!" {
        return expr::not(p, a);
    }
    let mark = p.mark() - 1;
    let this = p.unary()?;
    let not = p.make_from(mark, Kind::Not, &args![This: this])?;
    p.make_from(mark, Kind::Paren, &args![This: not]).map(Some)
}

/// `x MEMBER OF(json)`.
fn member_of(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let array = p.wrapped(|p| p.assignment())?;
    p.some(Kind::JSONArrayContains, &args![This: a.node, Expression: array])
}

/// `VALUES(column)` of `ON DUPLICATE KEY UPDATE`.
fn values(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let name = p.text("VALUES");
    let column = p.id_var(atom::ANY_TOKEN)?;
    let list = p.opt_list(column.as_slice());
    p.some(Kind::Anonymous, &args![This: name, Expressions: list])
}

/// `CAST(x AS CHAR)` is a text of any length, where a `CHAR` of others has one character.
/// <https://dev.mysql.com/doc/refman/8.4/en/cast-functions.html#function_cast>
fn cast(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let cast = sqlectic_syntax::parser::functions::special::cast(p, a)?;
    let to = cast.filter(|cast| p.tree.kind(*cast) == Kind::Cast).and_then(|cast| p.tree.node(cast, Arg::To));
    let plain = to.filter(|to| p.tree.kind(*to) == Kind::DataType && p.tree.list_len(*to, Arg::Expressions) == 0);
    if let Some(to) = plain.filter(|to| p.tree.text_of(*to, Arg::This) == "CHAR" && p.dialect.name == "mysql") {
        p.tree.set_text(to, Arg::This, "TEXT");
    }
    Ok(cast)
}
