//! Common table expressions of inner queries for dialects that allow them only at the top.

use crate::build;
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// SELECT * FROM (WITH x AS (SELECT 1) SELECT * FROM x) AS y
/// -- after
/// WITH x AS (SELECT 1) SELECT * FROM (SELECT * FROM x) AS y
/// ```
pub fn move_ctes_to_top_level(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    if !tree.all_of_kind(root, Kind::With).into_iter().any(|with| tree.parent(with) != Some(root)) {
        return root;
    }
    let mut moved = Vec::new();
    let mut recursive = false;
    if let Some(with) = tree.node(root, Arg::With) {
        recursive |= tree.has(with, Arg::Recursive);
        for cte in tree.expressions(with) {
            recursive |= lift(tree, cte, &mut moved);
            moved.push(cte);
        }
    }
    recursive |= lift(tree, root, &mut moved);
    let list = tree.list(&moved);
    match tree.node(root, Arg::With) {
        Some(with) => tree.set(with, Arg::Expressions, list),
        None => {
            let with = tree.make(Kind::With, &args![Expressions: list]);
            tree.set(root, Arg::With, with);
        }
    }
    if let Some(with) = tree.node(root, Arg::With).filter(|_| recursive) {
        tree.set(with, Arg::Recursive, true);
    }
    root
}

/// Takes the expressions out of everything below a node; what one refers to comes before it. Whether one of the lists was
/// recursive.
fn lift(tree: &mut Tree, node: NodeId, moved: &mut Vec<NodeId>) -> bool {
    let mut recursive = false;
    let lists: Vec<NodeId> = tree.all_of_kind(node, Kind::With);
    for with in lists {
        let Some(query) = tree.parent(with).filter(|query| *query != node) else {
            continue;
        };
        // Lifted with the list around it.
        if tree.node(query, Arg::With) != Some(with) || !tree.ancestors(with).any(|ancestor| ancestor == node) {
            continue;
        }
        recursive |= tree.has(with, Arg::Recursive);
        build::take(tree, query, Arg::With);
        for cte in tree.expressions(with) {
            recursive |= lift(tree, cte, moved);
            moved.push(cte);
        }
    }
    recursive
}
