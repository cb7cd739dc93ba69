//! Common table expressions of inner queries for dialects that allow them only at the top.

use crate::build::{self, all};
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// SELECT * FROM (WITH x AS (SELECT 1) SELECT * FROM x) AS y
/// -- after
/// WITH x AS (SELECT 1) SELECT * FROM (SELECT * FROM x) AS y
/// ```
pub fn move_ctes_to_top_level(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    let inner: Vec<NodeId> = {
        let mut withs: Vec<NodeId> = tree.walk(root).filter(|node| tree.kind(*node) == Kind::With).collect();
        withs.retain(|with| tree.parent(*with) != Some(root));
        withs
    };
    if inner.is_empty() {
        return root;
    }
    // Inner ones first: an outer one may refer to them.
    let mut moved = Vec::new();
    let mut recursive = false;
    let mut top: Vec<NodeId> = Vec::new();
    if let Some(with) = tree.node(root, Arg::With) {
        recursive |= tree.has(with, Arg::Recursive);
        top = tree.expressions(with).to_vec();
    }
    for cte in &top {
        for with in all(tree, *cte, Kind::With) {
            recursive |= tree.has(with, Arg::Recursive);
            moved.extend(tree.expressions(with));
            detach(tree, with);
        }
        moved.push(*cte);
    }
    for with in
        all(tree, root, Kind::With).into_iter().filter(|with| tree.parent(*with) != Some(root)).collect::<Vec<_>>()
    {
        recursive |= tree.has(with, Arg::Recursive);
        moved.extend(tree.expressions(with));
        detach(tree, with);
    }
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

fn detach(tree: &mut Tree, with: NodeId) {
    if let Some(parent) = tree.parent(with) {
        build::take(tree, parent, Arg::With);
    }
}
