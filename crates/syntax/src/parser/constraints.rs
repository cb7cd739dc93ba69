//! Grammar area: constraints.

use super::{Parser, RuleArgs, R};

/// A named or unnamed constraint of a table.
pub fn constraint(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A constraint without a name.
pub fn unnamed_constraint(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A constraint of a column.
pub fn column_constraint(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `REFERENCES ...`.
pub fn references(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}
