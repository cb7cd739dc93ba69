//! Grammar area: properties.

use super::{Parser, RuleArgs, R};

/// One property of an object.
pub fn property(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A list of properties.
pub fn properties(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `PARTITIONED BY ...`.
pub fn partitioned_by(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}
