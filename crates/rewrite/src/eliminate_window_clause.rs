//! Named windows for dialects without `WINDOW`.

use crate::build::{self, all, selects_with};
use sqlectic_ast::{Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// SELECT SUM(x) OVER (w ORDER BY y) FROM t WINDOW w AS (PARTITION BY z)
/// -- after
/// SELECT SUM(x) OVER (PARTITION BY z ORDER BY y) FROM t
/// ```
pub fn eliminate_window_clause(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for select in selects_with(tree, root, Kind::Window) {
        let named = tree.children(select, Arg::Windows);
        if named.is_empty() {
            continue;
        }
        build::take(tree, select, Arg::Windows);
        // A named window may refer to one before it.
        for i in 0..named.len() {
            inline(tree, named[i], &named[..i]);
        }
        for window in all(tree, select, Kind::Window) {
            if build::inside_own_query(tree, window, select) {
                inline(tree, window, &named);
            }
        }
    }
    root
}

/// Takes over what the window that `window` refers to says.
fn inline(tree: &mut Tree, window: NodeId, named: &[NodeId]) {
    let Some(alias) = tree.node(window, Arg::Alias) else { return };
    let name = tree.name(alias).to_lowercase();
    let Some(base) = named.iter().find(|base| tree.name(**base).to_lowercase() == name) else { return };
    let base = *base;
    tree.take(window, Arg::Alias);
    for arg in [Arg::PartitionBy, Arg::Order, Arg::Spec] {
        if tree.has(window, arg) {
            continue;
        }
        match tree.get(base, arg) {
            Value::Node(node) => {
                let copy = tree.copy(node);
                tree.set(window, arg, copy);
            }
            Value::List(_) => {
                let nodes: Vec<NodeId> = tree.children(base, arg).iter().map(|node| tree.copy(*node)).collect();
                tree.set_list(window, arg, &nodes);
            }
            _ => {}
        }
    }
}
