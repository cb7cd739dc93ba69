//! What the base dialect knows of queries: clauses, pipe operators, statements that are sources.

use sqlectic_ast::Arg;
use sqlectic_syntax::{
    generator,
    lexer::T,
    parser::{add_rules, add_token_rules, clauses, pipe, pivot, RuleFn},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    add_token_rules(&mut p.query_modifiers, MODIFIERS);
    add_rules(&mut p.pipe_operators, PIPE_OPERATORS);
    add_rules(&mut p.no_paren_function_parsers, &[("PRIOR", clauses::prior)]);
    add_token_rules(
        &mut p.statements,
        &[(T::Pivot, |p, _| pivot::statement(p, false)), (T::Unpivot, |p, _| pivot::statement(p, false))],
    );
    p.set_op_modifiers = vec![Arg::Cluster, Arg::Distribute, Arg::Sort, Arg::Order, Arg::Limit, Arg::Offset];
    let g = &mut d.generator;
    g.after_having = vec![
        generator::clauses::CLUSTER,
        generator::clauses::DISTRIBUTE,
        generator::clauses::SORT,
        generator::clauses::WINDOWS,
        generator::clauses::QUALIFY,
    ];
    g.after_limit = vec![generator::clauses::AFTER_LIMIT, generator::clauses::NO_FOR, generator::clauses::OPTIONS];
}

/// Clauses behind the projections by their first token, sorted.
const MODIFIERS: &[(T, RuleFn)] = &[
    (T::ClusterBy, clauses::cluster_modifier),
    (T::ConnectBy, clauses::connect_modifier),
    (T::DistributeBy, clauses::distribute_modifier),
    (T::Fetch, clauses::limit_modifier),
    (T::For, clauses::lock_modifier),
    (T::GroupBy, clauses::group_modifier),
    (T::Having, clauses::having_modifier),
    (T::Limit, clauses::limit_modifier),
    (T::Lock, clauses::lock_modifier),
    (T::MatchRecognize, clauses::match_modifier),
    (T::Offset, clauses::offset_modifier),
    (T::OrderBy, clauses::order_modifier),
    (T::OrderSiblingsBy, clauses::order_modifier),
    (T::Prewhere, clauses::prewhere_modifier),
    (T::Qualify, clauses::qualify_modifier),
    (T::SortBy, clauses::sort_modifier),
    (T::TableSample, clauses::sample_modifier),
    (T::Using, clauses::sample_modifier),
    (T::Where, clauses::where_modifier),
    (T::Window, clauses::window_modifier),
];

/// Pipe operators by keyword, sorted; set operations and joins come without one.
const PIPE_OPERATORS: &[(&str, RuleFn)] = &[
    ("AGGREGATE", pipe::aggregate),
    ("AS", pipe::as_),
    ("DISTINCT", pipe::distinct),
    ("EXTEND", pipe::extend),
    ("LIMIT", pipe::limit),
    ("ORDER BY", pipe::order_by),
    ("PIVOT", pipe::pivot),
    ("SELECT", pipe::select),
    ("TABLESAMPLE", pipe::table_sample),
    ("UNPIVOT", pipe::pivot),
    ("WHERE", pipe::where_),
];
