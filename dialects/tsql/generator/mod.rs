//! How T-SQL says it.

mod aggregates;
mod definitions;
mod limits;
mod names;
mod queries;
mod statements;
mod times;
mod values;

use sqlectic_ast::Kind;
use sqlectic_syntax::{dialect::Rewrite, generator::Location, Dialect};

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    names::define(d);
    let g = &mut d.generator;
    g.add_renders(aggregates::RENDERS);
    g.add_renders(definitions::RENDERS);
    g.add_renders(queries::RENDERS);
    g.add_renders(statements::RENDERS);
    g.add_renders(times::RENDERS);
    g.add_renders(values::RENDERS);
    g.add_operators(&[(Kind::DPipe, "+")]);
    g.json_path_parts = vec![Kind::JSONPathRoot, Kind::JSONPathKey, Kind::JSONPathSubscript];
    g.add_locations(&[(Kind::VolatileProperty, Location::Unsupported)]);
    queries::define(d);
    d.rewrites.extend([
        sqlectic_rewrite::limit_by_to_qualify as Rewrite,
        sqlectic_rewrite::computed_fields_to_json,
        sqlectic_rewrite::days_to_date_add,
        sqlectic_rewrite::now_to_current_timestamp,
        definitions::select_into,
        limits::offset_and_fetch,
        definitions::hoist_ctes,
        sqlectic_rewrite::ensure_bools,
        sqlectic_rewrite::eliminate_distinct_on,
        sqlectic_rewrite::eliminate_semi_and_anti_joins,
        sqlectic_rewrite::eliminate_qualify,
        sqlectic_rewrite::generate_dates_by_recursion,
        sqlectic_rewrite::qualify_derived_table_outputs,
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
