//! Statements that define, change and drop objects.

mod alter;
mod create;
mod drop;
mod function;
mod index;
mod sequence;
mod trigger;

pub use alter::{
    add_column, alter, alter_add, alter_alter, alter_delete, alter_dist_style, alter_drop, alter_query, alter_rename,
    alter_set, alter_sort_key, alter_swap, alter_table_alter_column, drop_column, drop_partition,
};
pub use create::{create, ddl_select, schema, schema_of};
pub use drop::{comment, drop, drop_part, truncate_table};
pub use function::{function_parameter, heredoc, user_defined_function, user_defined_function_body, PROCEDURE};
pub use index::{create_index, index, index_column, index_params, indexed_expression};
pub use sequence::sequence_properties;
pub use trigger::{create_trigger, trigger_execute, trigger_referencing};

/// Flag of [`Parser::drop`](super::Parser::drop): `IF EXISTS` was consumed.
pub const IF_EXISTS: u32 = 1;
/// Flag of [`Parser::drop`](super::Parser::drop): it is an action of `ALTER`.
pub const ACTION: u32 = 2;

use super::Parser;

/// Consumes `IF EXISTS`.
pub fn if_exists(p: &mut Parser<'_>) -> bool {
    p.accept_words(&["IF", "EXISTS"])
}

/// Consumes `IF NOT EXISTS`.
pub fn if_not_exists(p: &mut Parser<'_>) -> bool {
    p.accept_words(&["IF", "NOT", "EXISTS"])
}
