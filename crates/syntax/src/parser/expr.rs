//! Grammar area: expr.

use super::{Parser, RuleArgs, R};

/// An expression with an optional alias.
pub fn expression(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// An expression without an alias: everything from assignment down.
pub fn assignment(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `a OR b` and what binds tighter.
pub fn disjunction(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `a AND b` and what binds tighter.
pub fn conjunction(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `a = b` and what binds tighter.
pub fn equality(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `a < b` and what binds tighter.
pub fn comparison(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `a BETWEEN b AND c` and what binds tighter.
pub fn range(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `a & b`, `a || b` and what binds tighter.
pub fn bitwise(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `a + b` and what binds tighter.
pub fn term(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `a * b` and what binds tighter.
pub fn factor(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `a ** b` and what binds tighter.
pub fn exponent(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `-a`, `NOT a`, or what binds tighter.
pub fn unary(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A literal with a type before it, a cast, an interval, or a column.
pub fn type_(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A column with its postfix operators.
pub fn column(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// What a column may start with: a field that becomes a column.
pub fn column_reference(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// The postfix operators of a column: `.x`, `::T`, `[i]`, `->`.
pub fn column_ops(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A primary, a function, or a name.
pub fn field(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A literal, a parenthesis, a star.
pub fn primary(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A parenthesised expression, tuple or query.
pub fn paren(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `x[...]`, `{...}`, `[...]` after or without a node.
pub fn bracket(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `AT TIME ZONE` after a node.
pub fn at_time_zone(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A name: quoted, or any token that may be one.
pub fn id_var(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A quoted identifier.
pub fn identifier(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A string literal, or a placeholder.
pub fn string(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A string as an identifier.
pub fn string_as_identifier(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A number, or a placeholder.
pub fn number(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// An unquoted word.
pub fn var(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `NULL`, or a placeholder.
pub fn null(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `TRUE` or `FALSE`, or a placeholder.
pub fn boolean(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `*` with its exceptions.
pub fn star(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `?`, `:name`, `@name`.
pub fn placeholder(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// What follows `@`.
pub fn parameter(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// An alias after an expression.
pub fn alias(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// An expression or a lambda, as an argument of a function.
pub fn lambda(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// One argument of a lambda.
pub fn lambda_arg(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `IS` and its right side.
pub fn is(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `IN` and its right side.
pub fn in_(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `BETWEEN` and its right side.
pub fn between(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `ESCAPE` after a pattern.
pub fn escape(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// An interval literal.
pub fn interval(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A `CASE` expression.
pub fn case(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// An `IF` function or expression.
pub fn if_(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A slice inside brackets: `a:b`.
pub fn slice(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// Flag of [`Parser::id_var`]: any token that is not reserved is a name.
pub const ANY_TOKEN: u32 = 1;
