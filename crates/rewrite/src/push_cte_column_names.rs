//! Names of a common table expression's columns for dialects that name them only in its query.

use crate::build::{self, all, is_star};
use sqlectic_ast::{Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// WITH t(a) AS (SELECT 1 UNION ALL SELECT 2) SELECT a FROM t
/// -- after
/// WITH t AS (SELECT 1 AS a UNION ALL SELECT 2) SELECT a FROM t
/// ```
///
/// The columns of a star are not known: there the names stay, for the generator to report.
pub fn push_cte_column_names(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for cte in all(tree, root, Kind::CTE) {
        let Some(alias) = tree.node(cte, Arg::Alias) else { continue };
        let names = tree.children(alias, Arg::Columns);
        if names.is_empty() {
            continue;
        }
        let Some(select) = tree.this(cte).and_then(|query| first_select(tree, query)) else { continue };
        let projections = tree.expressions(select);
        if projections.iter().any(|projection| is_star(tree, *projection)) {
            continue;
        }
        tree.take(alias, Arg::Columns);
        for (projection, name) in projections.into_iter().zip(names) {
            let name = tree.name(name).to_string();
            let name = build::name(tree, &name);
            match tree.kind(projection) {
                Kind::Alias => tree.set(projection, Arg::Alias, name),
                _ => drop(tree.wrap(projection, |tree, projection| build::alias(tree, projection, name))),
            }
        }
    }
    root
}

/// The query that names the columns of a query.
fn first_select(tree: &Tree, mut query: NodeId) -> Option<NodeId> {
    while tree.kind(query) != Kind::Select {
        query =
            tree.this(query).filter(|_| tree.is(query, Kind::SetOperation) || tree.kind(query) == Kind::Subquery)?;
    }
    Some(query)
}
