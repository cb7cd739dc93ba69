//! Updates of a table by what is joined to it, for dialects where `FROM` stands beside the table.

use crate::build;
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// Where the table stands in `FROM` again, it would be joined to itself without a condition.
///
/// ```sql
/// -- before
/// UPDATE t SET v = s.v FROM t JOIN s ON t.id = s.id WHERE s.x = 1
/// -- after
/// UPDATE t SET v = s.v FROM s WHERE s.x = 1 AND t.id = s.id
/// ```
pub fn joined_updates_to_from(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    if !tree.may_have_kind(Kind::Update) {
        return root;
    }
    for update in build::all(tree, root, Kind::Update) {
        if repeated_target(tree, update).is_none() {
            joined_target(tree, update);
        }
    }
    root
}

/// `UPDATE a SET .. FROM t AS a JOIN s ON ..`
fn repeated_target(tree: &mut Tree, update: NodeId) -> Option<()> {
    let target = tree.this(update).filter(|target| tree.kind(*target) == Kind::Table)?;
    let from = tree.node(update, Arg::From)?;
    let source = tree.this(from).filter(|source| tree.kind(*source) == Kind::Table)?;
    if tree.has(target, Arg::Alias) || !tree.name(target).eq_ignore_ascii_case(&build::source_name(tree, source)) {
        return None;
    }
    let joined = first_joined(tree, update, source)?;
    tree.set(update, Arg::This, source);
    tree.set(from, Arg::This, joined);
    Some(())
}

/// `UPDATE t JOIN s ON .. SET t.v = s.v`
fn joined_target(tree: &mut Tree, update: NodeId) -> Option<()> {
    let target = tree.this(update).filter(|target| tree.kind(*target) == Kind::Table)?;
    if tree.has(update, Arg::From) {
        return None;
    }
    let name = build::source_name(tree, target);
    let joined = first_joined(tree, update, target)?;
    let from = tree.make(Kind::From, &args![This: joined]);
    tree.set(update, Arg::From, from);
    for assignment in tree.expressions(update) {
        let column = tree.this(assignment).filter(|column| tree.kind(*column) == Kind::Column);
        if let Some(column) = column.filter(|column| tree.text_of(*column, Arg::Table).eq_ignore_ascii_case(&name)) {
            tree.take(column, Arg::Table);
        }
    }
    Some(())
}

/// What is joined first, by an inner join, with the other joins; the condition moves to the statement.
fn first_joined(tree: &mut Tree, update: NodeId, source: NodeId) -> Option<NodeId> {
    let joins = tree.children(source, Arg::Joins);
    let first = *joins.first()?;
    let inner = matches!(&*tree.text_of(first, Arg::Kind).to_ascii_uppercase(), "" | "INNER" | "CROSS");
    if !inner || tree.has(first, Arg::Side) || tree.list_len(first, Arg::Using) > 0 {
        return None;
    }
    let joined = tree.this(first)?;
    build::take(tree, source, Arg::Joins);
    if let Some(condition) = tree.node(first, Arg::On) {
        build::and_where(tree, update, condition);
    }
    if joins.len() > 1 {
        tree.set_list(joined, Arg::Joins, &joins[1..]);
    }
    tree.take(first, Arg::This);
    Some(joined)
}
