//! Grammar area: types.

use super::{Parser, RuleArgs, R};

/// A data type.
pub fn types(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A field of a struct type.
pub fn struct_types(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A size inside the parentheses of a type.
pub fn type_size(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A column definition or a name in a schema.
pub fn field_def(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}

/// A type after a column name, with constraints.
pub fn column_def(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}
