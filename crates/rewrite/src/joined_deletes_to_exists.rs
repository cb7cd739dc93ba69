//! Deletions of rows that others match, for dialects whose `DELETE` is of one table.

use crate::build;
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// DELETE t FROM t JOIN s ON t.id = s.id WHERE s.x = 1
/// -- after
/// DELETE FROM t WHERE EXISTS(SELECT 1 FROM s WHERE s.x = 1 AND t.id = s.id)
/// ```
pub fn joined_deletes_to_exists(tree: &mut Tree, root: NodeId, dialect: &Dialect) -> NodeId {
    rewrite(tree, root, dialect, false)
}

/// The same for `DELETE FROM t USING s WHERE ..`, too.
///
/// ```sql
/// -- before
/// DELETE FROM t USING s WHERE t.id = s.id
/// -- after
/// DELETE FROM t WHERE EXISTS(SELECT 1 FROM s WHERE t.id = s.id)
/// ```
pub fn deletes_using_to_exists(tree: &mut Tree, root: NodeId, dialect: &Dialect) -> NodeId {
    rewrite(tree, root, dialect, true)
}

fn rewrite(tree: &mut Tree, root: NodeId, _dialect: &Dialect, using: bool) -> NodeId {
    if !tree.may_have_kind(Kind::Delete) {
        return root;
    }
    for delete in build::all(tree, root, Kind::Delete) {
        joined(tree, delete);
        if using && tree.list_len(delete, Arg::Using) > 0 && tree.list_len(delete, Arg::Tables) == 0 {
            let sources = tree.children(delete, Arg::Using);
            tree.take(delete, Arg::Using);
            exist(tree, delete, &sources);
        }
    }
    root
}

/// `DELETE t FROM t JOIN s ..`: what is deleted from comes first, and is matched by an inner join.
fn joined(tree: &mut Tree, delete: NodeId) -> Option<()> {
    let tables = tree.children(delete, Arg::Tables);
    let ([deleted], from) = (&tables[..], tree.this(delete)?) else { return None };
    let same = tree.name(*deleted).eq_ignore_ascii_case(&build::source_name(tree, from));
    let joins = tree.children(from, Arg::Joins);
    let first = *joins.first()?;
    let inner = matches!(&*tree.text_of(first, Arg::Kind).to_ascii_uppercase(), "" | "INNER" | "CROSS");
    if !same || !inner || tree.has(first, Arg::Side) || tree.list_len(first, Arg::Using) > 0 {
        return None;
    }
    tree.take(delete, Arg::Tables);
    tree.take(from, Arg::Joins);
    if let Some(condition) = tree.node(first, Arg::On) {
        build::and_where(tree, delete, condition);
    }
    let source = tree.this(first)?;
    if joins.len() > 1 {
        tree.set_list(source, Arg::Joins, &joins[1..]);
    }
    exist(tree, delete, &[source]);
    Some(())
}

/// Moves the condition into a query of the sources.
fn exist(tree: &mut Tree, delete: NodeId, sources: &[NodeId]) {
    let Some(first) = sources.first() else { return };
    let others: Vec<NodeId> =
        sources[1..].iter().map(|source| tree.make(Kind::Join, &args![This: Value::Node(*source)])).collect();
    let filter = build::take(tree, delete, Arg::Where);
    let one = tree.integer(1);
    let projections = tree.list(&[one]);
    let from = tree.make(Kind::From, &args![This: Value::Node(*first)]);
    let query = tree.make(Kind::Select, &args![Expressions: projections, From: from]);
    if !others.is_empty() {
        tree.set_list(query, Arg::Joins, &others);
    }
    if filter.is_some() {
        tree.set(query, Arg::Where, filter);
    }
    let exists = tree.make(Kind::Exists, &args![This: query]);
    let filter = tree.make(Kind::Where, &args![This: exists]);
    tree.set(delete, Arg::Where, filter);
}
