//! Grammar area: dml.

use super::{Parser, RuleArgs, R};

/// `INSERT ...`.
pub fn insert(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `UPDATE ...`.
pub fn update(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `DELETE ...`.
pub fn delete(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `MERGE ...`.
pub fn merge(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `RETURNING ...`.
pub fn returning(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `ON CONFLICT ...`, `ON DUPLICATE KEY ...`.
pub fn on_conflict(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `COPY ...`.
pub fn copy(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `LOAD DATA ...`.
pub fn load(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `PARTITION (...)`.
pub fn partition(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}
