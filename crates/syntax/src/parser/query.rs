//! Grammar area: queries and their clauses.

use super::{Parser, RuleArgs, R};

/// Flag of [`Parser::select`]: parentheses around the query count as one.
pub const NESTED: u32 = 1;
/// Flag of [`Parser::select`]: a query in parentheses has no alias.
pub const WITHOUT_ALIAS: u32 = 2;

/// A query: `SELECT`, `VALUES`, `WITH`, a parenthesised one, ...
pub fn select(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A query without its common table expressions.
pub fn select_query(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `WITH ...`.
pub fn with(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// One common table expression.
pub fn cte(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// The clauses after the projections of a query.
pub fn query_modifiers(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `UNION`, `EXCEPT`, `INTERSECT` after a query.
pub fn set_operations(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// One set operation after a query.
pub fn set_operation(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `FROM ...`.
pub fn from(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `INTO ...` of a query.
pub fn into(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A hint comment.
pub fn hint(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `WHERE ...`.
pub fn where_(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `PREWHERE ...`.
pub fn prewhere(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `GROUP BY ...`.
pub fn group(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `HAVING ...`.
pub fn having(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `QUALIFY ...`.
pub fn qualify(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `CONNECT BY ...`.
pub fn connect(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `ORDER BY ...`.
pub fn order(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// One term of `ORDER BY`.
pub fn ordered(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `LIMIT ...`, `TOP ...` or `FETCH ...`.
pub fn limit(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `OFFSET ...`.
pub fn offset(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `FOR UPDATE ...` and the like: one lock.
pub fn lock(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// What a `FROM`-first pipe query applies: `|> ...`.
pub fn pipe_syntax_query(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}
