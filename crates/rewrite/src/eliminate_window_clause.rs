//! Named windows for dialects without `WINDOW`.

use crate::build::{self, selects_if};
use sqlectic_ast::{Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::Dialect;
use std::collections::HashMap;

/// ```sql
/// -- before
/// SELECT SUM(x) OVER (w ORDER BY y) FROM t WINDOW w AS (PARTITION BY z)
/// -- after
/// SELECT SUM(x) OVER (PARTITION BY z ORDER BY y) FROM t
/// ```
pub fn eliminate_window_clause(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for select in selects_if(tree, root, tree.may_have_kind_with(Kind::Select, Arg::Windows)) {
        let named = tree.children(select, Arg::Windows);
        if named.is_empty() {
            continue;
        }
        build::take(tree, select, Arg::Windows);
        // A named window may refer to one before it.
        let mut known = HashMap::new();
        for window in named {
            inline(tree, window, &known);
            known.entry(tree.name(window).to_lowercase()).or_insert(window);
        }
        for window in build::all_own(tree, select, Kind::Window) {
            inline(tree, window, &known);
        }
    }
    root
}

/// Takes over what the window that `window` refers to says.
fn inline(tree: &mut Tree, window: NodeId, named: &HashMap<String, NodeId>) {
    let Some(alias) = tree.node(window, Arg::Alias) else { return };
    let Some(&base) = named.get(&tree.name(alias).to_lowercase()) else { return };
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
