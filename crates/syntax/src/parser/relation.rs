//! Grammar area: what stands in FROM: tables, subqueries, joins, pivots.

use super::{Parser, RuleArgs, R};

/// Flag of [`Parser::subquery`] and [`Parser::unnest`]: no alias is parsed.
pub const WITHOUT_ALIAS: u32 = 1;
/// Flag of [`Parser::table`] and [`Parser::table_parts`]: the name of something that is being defined or changed; a list
/// of columns may follow.
pub const SCHEMA: u32 = 2;
/// Flag of [`Parser::table`] and [`Parser::table_parts`]: the name is that of a schema.
pub const DB_REFERENCE: u32 = 4;
/// Flag of [`Parser::table`]: the alias is one of a table of `COMMENT ON`.
pub const COMMENT_ALIAS: u32 = 8;
/// Flag of [`Parser::table`]: partitions may be selected.
pub const PARTITION: u32 = 16;
/// Flag of [`Parser::table`]: the alias is one of the table of `UPDATE`.
pub const UPDATE_ALIAS: u32 = 32;
/// Flag of [`Parser::table`] and [`Parser::from`]: joins behind the table belong to it.
pub const JOINS: u32 = 64;

/// A subquery: a parenthesised query with an alias.
pub fn subquery(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A table, subquery, function or join in `FROM`.
pub fn table(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// The dotted name of a table.
pub fn table_parts(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// One part of the dotted name of a table.
pub fn table_part(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// The alias of a table.
pub fn table_alias(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// Hints after a table.
pub fn table_hints(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A sample clause.
pub fn table_sample(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A point in time or version of a table.
pub fn version(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A join.
pub fn join(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `LATERAL ...`, `OUTER APPLY ...`.
pub fn lateral(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `UNNEST(...)`.
pub fn unnest(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `VALUES ...` as a table.
pub fn derived_table_values(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A row of `VALUES`.
pub fn value(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `PIVOT` or `UNPIVOT`.
pub fn pivot(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `MATCH_RECOGNIZE (...)`.
pub fn match_recognize(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}
