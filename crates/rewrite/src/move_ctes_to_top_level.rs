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
    let (moved, recursive) = lift(tree, root);
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

/// What is left to do of a walk.
enum Step {
    Enter(NodeId),
    /// All below a common table expression was seen.
    Leave(NodeId),
}

/// Takes the lists of all queries inside of a statement; returns all expressions, each behind those that stand inside of it
/// and the statement's own ones first, and whether one of the lists was recursive.
fn lift(tree: &mut Tree, root: NodeId) -> (Vec<NodeId>, bool) {
    let (mut moved, mut recursive) = (Vec::new(), false);
    let own = tree.node(root, Arg::With);
    let mut stack = vec![Step::Enter(root)];
    stack.extend(own.map(Step::Enter));
    while let Some(step) = stack.pop() {
        let node = match step {
            Step::Leave(cte) => {
                moved.push(cte);
                continue;
            }
            Step::Enter(node) => node,
        };
        let query = tree.parent(node).filter(|query| tree.node(*query, Arg::With) == Some(node));
        if let (Kind::With, Some(query)) = (tree.kind(node), query) {
            recursive |= tree.has(node, Arg::Recursive);
            if query != root {
                build::take(tree, query, Arg::With);
            }
            let ctes = tree.expressions(node);
            stack.extend(ctes.into_iter().rev().flat_map(|cte| [Step::Leave(cte), Step::Enter(cte)]));
            continue;
        }
        let start = stack.len();
        tree.each_child(node, |child| {
            // The statement's own list comes first.
            if node != root || Some(child) != own {
                stack.push(Step::Enter(child));
            }
        });
        stack[start..].reverse();
    }
    (moved, recursive)
}
