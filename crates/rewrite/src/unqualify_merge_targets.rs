//! `MERGE` for dialects in which an action names columns of the target without saying so.

use crate::build::all;
use sqlectic_ast::{view, Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN UPDATE SET t.b = s.b
/// -- after
/// MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN UPDATE SET b = s.b
/// ```
///
/// The names that are compared for it, the target's and the qualifiers', are left as the dialect compares them.
pub fn unqualify_merge_targets(tree: &mut Tree, root: NodeId, dialect: &Dialect) -> NodeId {
    for merge in all(tree, root, Kind::Merge) {
        let targets = target_names(tree, merge, dialect);
        let whens = view::Merge { tree, id: merge }.whens().map(|whens| tree.expressions(whens));
        for when in whens.unwrap_or_default() {
            let Some(then) = view::When::of(tree, when).and_then(view::When::then) else { continue };
            for column in changed_columns(tree, then) {
                if is_of(tree, column, &targets, dialect) {
                    for arg in [Arg::Table, Arg::Db, Arg::Catalog] {
                        tree.take(column, arg);
                    }
                }
            }
        }
    }
    root
}

/// The names that the target goes by: its own and its alias.
fn target_names(tree: &mut Tree, merge: NodeId, dialect: &Dialect) -> Vec<String> {
    let Some(target) = tree.this(merge) else { return Vec::new() };
    let alias = tree.node(target, Arg::Alias).and_then(|alias| tree.this(alias));
    let names = [tree.this(target), alias];
    names.into_iter().flatten().filter_map(|name| normalized(tree, name, dialect)).collect()
}

/// The columns that an action sets or fills.
fn changed_columns(tree: &Tree, then: NodeId) -> Vec<NodeId> {
    let columns = match tree.kind(then) {
        Kind::Update => tree.expressions(then).iter().filter_map(|assignment| tree.this(*assignment)).collect(),
        Kind::Insert => tree.this(then).map_or(Vec::new(), |columns| tree.expressions(columns).to_vec()),
        _ => Vec::new(),
    };
    columns.into_iter().filter(|column| tree.kind(*column) == Kind::Column).collect()
}

/// Whether a column is qualified by one of these names.
fn is_of(tree: &mut Tree, column: NodeId, names: &[String], dialect: &Dialect) -> bool {
    let table = tree.node(column, Arg::Table);
    table.and_then(|table| normalized(tree, table, dialect)).is_some_and(|table| names.contains(&table))
}

/// A name as it is compared with others, which it becomes.
fn normalized(tree: &mut Tree, name: NodeId, dialect: &Dialect) -> Option<String> {
    if tree.kind(name) != Kind::Identifier {
        return None;
    }
    let text = tree.text_of(name, Arg::This);
    let normal = dialect.normalized(text, tree.has(name, Arg::Quoted)).into_owned();
    if normal != text {
        tree.set_text(name, Arg::This, &normal);
    }
    Some(normal)
}
