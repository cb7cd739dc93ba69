//! Columns of `UNNEST` for dialects whose `UNNEST` makes a value and not a table.

use crate::build::source_tables;
use sqlectic_ast::{Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;
use std::collections::HashMap;

/// ```sql
/// -- before
/// SELECT u.x FROM t CROSS JOIN UNNEST(t.xs) AS u(x)
/// -- after
/// SELECT x FROM t CROSS JOIN UNNEST(t.xs) AS u(x)
/// ```
///
/// The columns of queries inside of the query are meant as well.
pub fn unqualify_unnest(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    if !tree.may_have_kind(Kind::Unnest) {
        return root;
    }
    // How many of the queries around have a source of that name.
    let mut active: HashMap<String, usize> = HashMap::new();
    let mut steps = vec![Step::Visit(root)];
    while let Some(step) = steps.pop() {
        let node = match step {
            Step::Visit(node) => node,
            Step::Leave(names) => {
                for name in names {
                    active.entry(name).and_modify(|count| *count -= 1);
                }
                continue;
            }
        };
        if tree.kind(node) == Kind::Select {
            let names = unnested_names(tree, node);
            for name in &names {
                *active.entry(name.clone()).or_default() += 1;
            }
            steps.push(Step::Leave(names));
        }
        if tree.kind(node) == Kind::Column {
            unqualify(tree, node, &active);
        }
        tree.each_child(node, |child| steps.push(Step::Visit(child)));
    }
    root
}

/// What is next on the way through a tree.
enum Step {
    Visit(NodeId),
    /// The query with sources of these names is over.
    Leave(Vec<String>),
}

/// The names of the sources of a query that are arrays.
fn unnested_names(tree: &Tree, select: NodeId) -> Vec<String> {
    source_tables(tree, select)
        .into_iter()
        .filter(|source| tree.kind(*source) == Kind::Unnest)
        .filter_map(|unnest| tree.node(unnest, Arg::Alias))
        .map(|alias| tree.name(alias).to_string())
        .filter(|name| !name.is_empty())
        .collect()
}

fn unqualify(tree: &mut Tree, column: NodeId, names: &HashMap<String, usize>) {
    let outermost = [Arg::Catalog, Arg::Db, Arg::Table].into_iter().find(|part| tree.has(column, *part));
    let Some((part, name)) = outermost.and_then(|part| Some((part, tree.node(column, part)?))) else { return };
    if names.get(tree.name(name)).is_some_and(|count| *count > 0) {
        tree.take(column, part);
    }
}
