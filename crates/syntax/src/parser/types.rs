//! Grammar area: types.

use super::{Parser, RuleArgs, R};

/// Flag of [`Parser::types`]: a type with parameters counts only if it is no call.
pub const CHECK_FUNC: u32 = 1;
/// Flag of [`Parser::types`]: the type of a column in a schema.
pub const SCHEMA: u32 = 2;
/// Flag of [`Parser::types`]: names of the user's types count.
pub const IDENTIFIERS: u32 = 4;
/// Flag of [`Parser::column_def`]: `AS` after the type starts no computed column.
pub const WITHOUT_COMPUTED: u32 = 1;

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
