//! Aliases in `GROUP BY` for dialects that order groups only by what they are grouped by, word for word.

use crate::build::selects_with;
use sqlectic_ast::{view, Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;
use std::collections::HashMap;

/// ```sql
/// -- before
/// SELECT a + 1 AS b FROM t GROUP BY a + 1 ORDER BY b
/// -- after
/// SELECT a + 1 AS b FROM t GROUP BY b ORDER BY b
/// ```
pub fn group_by_aliases(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for select in selects_with(tree, root, Kind::Group) {
        let (Some(group), true) = (tree.node(select, Arg::Group), tree.has(select, Arg::Order)) else { continue };
        let mut aliases = HashMap::new();
        for projection in tree.expressions(select) {
            if let (Kind::Alias, Some(value)) = (tree.kind(projection), tree.this(projection)) {
                aliases.insert(tree.hash_kept(value), tree.node(projection, Arg::Alias));
            }
        }
        for key in tree.expressions(group) {
            // A number is the place of a projection.
            if tree.kind(key) == Kind::Literal && !tree.is_string(key) {
                continue;
            }
            if let Some(alias) = aliases.get(&tree.hash_kept(key)).copied().flatten() {
                let name = tree.copy(alias);
                let column = view::Column::draft().this(name).make(tree);
                tree.replace(key, column);
            }
        }
    }
    root
}
