//! Grammar area: session.

use super::{Parser, RuleArgs, R};

/// `SET ...`.
pub fn set(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// One item of `SET`.
pub fn set_item(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `SHOW ...`.
pub fn show(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `USE ...`.
pub fn use_(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `DESCRIBE ...`.
pub fn describe(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `BEGIN ...`, `START TRANSACTION`.
pub fn transaction(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `COMMIT`, `ROLLBACK`.
pub fn commit_or_rollback(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `GRANT ...`.
pub fn grant(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `REVOKE ...`.
pub fn revoke(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `CACHE TABLE ...`.
pub fn cache(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `UNCACHE TABLE ...`.
pub fn uncache(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `REFRESH ...`.
pub fn refresh(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `KILL ...`.
pub fn kill(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `ANALYZE ...`.
pub fn analyze(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `DECLARE ...`.
pub fn declare(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `PRAGMA ...`.
pub fn pragma(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `ATTACH ...`, `DETACH ...`.
pub fn attach_detach(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}
