//! The documentation of every rewrite shows what becomes of a statement: here that is tried.

use sqlectic::{ast::*, dialects, generate, parse_with, Dialect, GenerateOptions, ParseOptions};
use sqlectic_rewrite as rewrite;
use std::{collections::BTreeMap, fs, path::Path};

type Rewrite = fn(&mut Tree, NodeId, &Dialect) -> NodeId;

/// Every rewrite by its name, and the dialect of its example; sorted.
const REWRITES: &[(&str, Rewrite, &str)] = &[
    ("add_recursive_cte_column_names", rewrite::add_recursive_cte_column_names, ""),
    ("add_within_group_for_percentiles", rewrite::add_within_group_for_percentiles, "postgres"),
    ("any_to_exists", rewrite::any_to_exists, "spark"),
    ("computed_fields_to_json", rewrite::computed_fields_to_json, "snowflake"),
    ("connect_by_to_recursion", rewrite::connect_by_to_recursion, "snowflake"),
    ("days_to_date_add", rewrite::days_to_date_add, "presto"),
    ("deletes_using_to_exists", rewrite::deletes_using_to_exists, "postgres"),
    ("eliminate_distinct_on", rewrite::eliminate_distinct_on, ""),
    ("eliminate_full_outer_join", rewrite::eliminate_full_outer_join, ""),
    ("eliminate_join_marks", rewrite::eliminate_join_marks, "oracle"),
    ("eliminate_qualify", rewrite::eliminate_qualify, ""),
    ("eliminate_semi_and_anti_joins", rewrite::eliminate_semi_and_anti_joins, ""),
    ("eliminate_window_clause", rewrite::eliminate_window_clause, ""),
    ("ensure_bools", rewrite::ensure_bools, ""),
    ("epoch_cast_to_timestamp", rewrite::epoch_cast_to_timestamp, ""),
    ("explode_projections_to_unnest", rewrite::explode_projections_to_unnest, "presto"),
    ("generate_dates_by_recursion", rewrite::generate_dates_by_recursion, ""),
    ("group_by_aliases", rewrite::group_by_aliases, ""),
    ("inherit_struct_field_names", rewrite::inherit_struct_field_names, "bigquery"),
    ("inline_parenthesized_queries", rewrite::inline_parenthesized_queries, ""),
    ("joined_deletes_to_exists", rewrite::joined_deletes_to_exists, "mysql"),
    ("joined_updates_to_from", rewrite::joined_updates_to_from, "tsql"),
    ("limit_by_to_qualify", rewrite::limit_by_to_qualify, ""),
    ("limit_unordered_fetches", rewrite::limit_unordered_fetches, ""),
    ("move_columns_to_partitions", rewrite::move_columns_to_partitions, ""),
    ("move_ctes_to_top_level", rewrite::move_ctes_to_top_level, ""),
    ("move_partitions_to_columns", rewrite::move_partitions_to_columns, ""),
    ("name_format_of_temporary_tables", rewrite::name_format_of_temporary_tables, "spark"),
    ("now_to_current_timestamp", rewrite::now_to_current_timestamp, "mysql"),
    ("push_cte_column_names", rewrite::push_cte_column_names, ""),
    ("qualify_derived_table_outputs", rewrite::qualify_derived_table_outputs, ""),
    ("remove_precision_parameterized_types", rewrite::remove_precision_parameterized_types, ""),
    ("remove_unique_constraints", rewrite::remove_unique_constraints, ""),
    ("remove_within_group_for_percentiles", rewrite::remove_within_group_for_percentiles, ""),
    ("struct_fields_to_aliases", rewrite::struct_fields_to_aliases, ""),
    ("temporary_tables_to_views", rewrite::temporary_tables_to_views, "spark"),
    ("unnest_one_to_explode", rewrite::unnest_one_to_explode, "spark"),
    ("unnest_projected_series", rewrite::unnest_projected_series, "postgres"),
    ("unnest_series_source", rewrite::unnest_series_source, ""),
    ("unnest_to_explode", rewrite::unnest_to_explode, "spark"),
    ("unqualify_columns", rewrite::unqualify_columns, ""),
    ("unqualify_merge_targets", rewrite::unqualify_merge_targets, ""),
    ("unqualify_pivot_columns", rewrite::unqualify_pivot_columns, ""),
    ("unqualify_pivots", rewrite::unqualify_pivots, ""),
    ("unqualify_unnest", rewrite::unqualify_unnest, ""),
    ("wrap_aliased_pivots", rewrite::wrap_aliased_pivots, ""),
];

/// What stands in a piece of documentation.
struct Example {
    before: String,
    after: String,
}

/// The examples of all rewrites by name, from the comments above the functions.
fn examples() -> BTreeMap<String, Option<Example>> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/rewrite/src");
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(sources).expect("the rewrites are there").flatten() {
        let text = fs::read_to_string(entry.path()).expect("a source can be read");
        let mut comment = String::new();
        for line in text.lines() {
            if let Some(words) = line.strip_prefix("///") {
                comment += words.strip_prefix(' ').unwrap_or(words);
                comment.push('\n');
                continue;
            }
            if let Some(name) = line.strip_prefix("pub fn ").and_then(|rest| rest.split('(').next()) {
                found.insert(name.to_string(), example(&comment));
            }
            comment.clear();
        }
    }
    found
}

fn example(comment: &str) -> Option<Example> {
    let (_, block) = comment.split_once("```sql\n-- before\n")?;
    let (block, _) = block.split_once("```")?;
    let (before, after) = block.split_once("-- after\n")?;
    Some(Example { before: before.to_string(), after: after.to_string() })
}

/// The statements of a text as they are written in a dialect, after a rewrite of each statement or of each of its nodes.
fn written(dialect: &Dialect, sql: &str, rewrite: Option<Rewrite>) -> Vec<String> {
    let parsed = parse_with(sql, dialect, &ParseOptions::default()).unwrap_or_else(|error| panic!("{sql}: {error}"));
    let mut tree = parsed.tree;
    let mut texts = Vec::new();
    for mut root in parsed.roots.into_iter().flatten() {
        if let Some(rewrite) = rewrite {
            root = rewritten(&mut tree, root, rewrite, dialect);
        }
        let generated = generate(&mut tree, root, dialect, &GenerateOptions::default());
        texts.push(generated.unwrap_or_else(|error| panic!("{sql}: {error}")).sql);
    }
    texts
}

/// A rewrite of the whole statement; one that looks at single nodes may be meant for its tables.
fn rewritten(tree: &mut Tree, root: NodeId, rewrite: Rewrite, dialect: &Dialect) -> NodeId {
    let new_root = rewrite(tree, root, dialect);
    let nodes: Vec<NodeId> = tree.walk(new_root).skip(1).collect();
    for node in nodes {
        if tree.kind(node) == Kind::Table {
            rewrite(tree, node, dialect);
        }
    }
    new_root
}

#[test]
fn examples_of_rewrites_are_true() {
    let examples = examples();
    let mut wrong = Vec::new();
    for (name, rewrite, dialect) in REWRITES {
        let Some(Some(example)) = examples.get(*name) else {
            wrong.push(format!("{name}: no example with `-- before` and `-- after`"));
            continue;
        };
        let dialect = dialects::get(dialect).expect("the dialect exists");
        let got = written(&dialect, &example.before, Some(*rewrite));
        let expected = written(&dialect, &example.after, None);
        if got != expected {
            wrong.push(format!("{name}\n  expected {expected:#?}\n  got {got:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn all_rewrites_are_tried() {
    let listed: Vec<&str> = REWRITES.iter().map(|(name, ..)| *name).collect();
    assert!(listed.is_sorted());
    let missing: Vec<String> = examples().into_keys().filter(|name| !listed.contains(&name.as_str())).collect();
    assert!(missing.is_empty(), "not in the list of this file: {missing:?}");
}
