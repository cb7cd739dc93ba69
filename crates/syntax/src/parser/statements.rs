//! Grammar area: statements.

use super::{Parser, RuleArgs, R};

/// One statement.
pub fn statement(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A statement that is kept as text.
pub fn command(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}
