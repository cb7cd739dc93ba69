//! Columns of `UNNEST` for dialects whose `UNNEST` makes a value and not a table.

use crate::build::{all, selects_with, source_tables};
use sqlectic_ast::{Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// SELECT u.x FROM t CROSS JOIN UNNEST(t.xs) AS u(x)
/// -- after
/// SELECT x FROM t CROSS JOIN UNNEST(t.xs) AS u(x)
/// ```
pub fn unqualify_unnest(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for select in selects_with(tree, root, Kind::Unnest) {
        let names: Vec<String> = source_tables(tree, select)
            .into_iter()
            .filter(|source| tree.kind(*source) == Kind::Unnest)
            .filter_map(|unnest| tree.node(unnest, Arg::Alias))
            .map(|alias| tree.name(alias).to_string())
            .filter(|name| !name.is_empty())
            .collect();
        if names.is_empty() {
            continue;
        }
        for column in all(tree, select, Kind::Column) {
            let outermost = [Arg::Catalog, Arg::Db, Arg::Table].into_iter().find(|part| tree.has(column, *part));
            let Some(part) = outermost else { continue };
            if tree.node(column, part).is_some_and(|name| names.iter().any(|n| *n == tree.name(name))) {
                tree.take(column, part);
            }
        }
    }
    root
}
