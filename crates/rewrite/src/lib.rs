//! Tree rewrites that several dialects share, one file each. A rewrite takes a whole statement and returns its root.

mod add_recursive_cte_column_names;
mod build;
mod eliminate_distinct_on;
mod eliminate_full_outer_join;
mod eliminate_qualify;
mod eliminate_semi_and_anti_joins;
mod eliminate_window_clause;
mod ensure_bools;
mod generate_dates_by_recursion;
mod move_ctes_to_top_level;
mod remove_precision_parameterized_types;
mod remove_unique_constraints;
mod unqualify_columns;
mod unqualify_merge_targets;
mod unqualify_pivot_columns;
mod unqualify_unnest;

pub use add_recursive_cte_column_names::add_recursive_cte_column_names;
pub use eliminate_distinct_on::eliminate_distinct_on;
pub use eliminate_full_outer_join::eliminate_full_outer_join;
pub use eliminate_qualify::eliminate_qualify;
pub use eliminate_semi_and_anti_joins::eliminate_semi_and_anti_joins;
pub use eliminate_window_clause::eliminate_window_clause;
pub use ensure_bools::ensure_bools;
pub use generate_dates_by_recursion::generate_dates_by_recursion;
pub use move_ctes_to_top_level::move_ctes_to_top_level;
pub use remove_precision_parameterized_types::remove_precision_parameterized_types;
pub use remove_unique_constraints::remove_unique_constraints;
pub use unqualify_columns::unqualify_columns;
pub use unqualify_merge_targets::unqualify_merge_targets;
pub use unqualify_pivot_columns::unqualify_pivot_columns;
pub use unqualify_unnest::unqualify_unnest;
