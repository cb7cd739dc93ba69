//! Grammar area: functions.

use super::{Parser, RuleArgs, R};

/// A function call.
pub fn function(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A function call, without the braces of the call escape.
pub fn function_call(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// What may follow a call: `FILTER`, `WITHIN GROUP`, `OVER`.
pub fn window(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A named window: `w AS (...)`.
pub fn named_window(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// The inside of `OVER (...)`.
pub fn window_spec(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// `IGNORE NULLS` or `RESPECT NULLS` after a node.
pub fn respect_or_ignore_nulls(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}
