//! How T-SQL says it.

mod names;

use sqlectic_ast::Kind;
use sqlectic_syntax::{dialect::Rewrite, generator::Location, Dialect};

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    names::define(d);
    d.generator.json_path_parts = vec![Kind::JSONPathRoot, Kind::JSONPathKey, Kind::JSONPathSubscript];
    d.generator.add_locations(&[(Kind::VolatileProperty, Location::Unsupported)]);
    d.rewrites.extend([
        sqlectic_rewrite::eliminate_distinct_on as Rewrite,
        sqlectic_rewrite::eliminate_semi_and_anti_joins,
        sqlectic_rewrite::eliminate_qualify,
        sqlectic_rewrite::generate_dates_by_recursion,
        sqlectic_rewrite::move_ctes_to_top_level,
        sqlectic_rewrite::ensure_bools,
    ]);
}

fn flags(d: &mut Dialect) {
    let f = &mut d.generator.flags;
    f.alter_set_type = "".into();
    f.alter_set_wrapped = true;
    f.alter_table_add_columns_wrapped = false;
    f.alter_table_include_column_keyword = false;
    f.computed_column_with_type = false;
    f.copy_params_eq_required = true;
    f.cte_recursive_keyword_required = false;
    f.ensure_bools = true;
    f.except_intersect_support_all_clause = false;
    f.json_path_bracketed_key_supported = false;
    f.limit_fetch = "FETCH".into();
    f.limit_is_top = true;
    f.null_ordering_supported = None;
    f.nvl2_supported = false;
    f.parse_json_name = "".into();
    f.query_hints = false;
    f.returning_end = false;
    f.select_kinds = false;
    f.set_op_limits = true;
    f.supports_alter_column_nullability = true;
    f.supports_decode_case = false;
    f.supports_select_into = true;
    f.supports_single_arg_concat = false;
    f.supports_to_number = false;
    f.supports_uescape = false;
    f.tablesample_seed_keyword = "REPEATABLE".into();
    f.try_supported = false;
}
