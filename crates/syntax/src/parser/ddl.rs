//! Grammar area: ddl.

use super::{Parser, RuleArgs, R};

/// `CREATE ...`.
pub fn create(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `DROP ...`.
pub fn drop(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `ALTER ...`.
pub fn alter(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A table's columns and constraints in parentheses.
pub fn schema(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A query in a DDL statement.
pub fn ddl_select(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// The name and parameters of a function or procedure.
pub fn user_defined_function(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `CREATE INDEX` after its keywords.
pub fn index(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `TRUNCATE ...`.
pub fn truncate_table(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `COMMENT ON ...`.
pub fn comment(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}
