//! Tables: keys and numbered columns as SQLite declares them, virtual tables, and the properties it has.
//!
//! <https://www.sqlite.org/lang_createtable.html>

use sqlectic_ast::{args, Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::{
    dialect::Rewrite,
    generator::{Generator, Location, FLAT},
    Dialect,
};

/// Where the properties stand that exist, sorted by kind; there are no others.
const LOCATIONS: &[(Kind, Location)] = &[
    (Kind::LikeProperty, Location::PostSchema),
    (Kind::ModuleProperty, Location::PostSchema),
    (Kind::TemporaryProperty, Location::PostCreate),
    (Kind::VirtualProperty, Location::PostCreate),
];

pub(super) fn define(d: &mut Dialect) {
    d.generator.property_locations.clear();
    d.generator.add_locations(LOCATIONS);
    d.generator.add_renders(&[(Kind::ModuleProperty, module)]);
    d.rewrites.extend([primary_keys_to_columns as Rewrite, number_primary_keys, ignore_conflicts]);
}

/// `INSERT IGNORE` -> `INSERT OR IGNORE`
fn ignore_conflicts(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    if tree.kind(root) == Kind::Insert && tree.has(root, Arg::Ignore) {
        tree.take(root, Arg::Ignore);
        tree.set_text(root, Arg::Alternative, "IGNORE");
    }
    root
}

/// `USING fts5(a, b)`.
fn module(g: &mut Generator<'_>, id: NodeId) {
    g.write("USING ");
    g.arg(id, Arg::This);
    if g.tree.list_len(id, Arg::Expressions) > 0 {
        g.parens(|g| g.expressions(id, FLAT));
    }
}

/// ```sql
/// -- before
/// CREATE TABLE t (a INT, PRIMARY KEY (a))
/// -- after
/// CREATE TABLE t (a INT PRIMARY KEY)
/// ```
/// Only a column that is declared so can be numbered: <https://www.sqlite.org/autoinc.html>
fn primary_keys_to_columns(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    if tree.kind(root) != Kind::Create {
        return root;
    }
    let Some(schema) = tree.this(root).filter(|this| tree.kind(*this) == Kind::Schema) else { return root };
    let items = tree.expressions(schema);
    let keys: Vec<NodeId> = items.iter().copied().filter(|item| tree.kind(*item) == Kind::PrimaryKey).collect();
    for key in keys {
        let [part] = tree.expressions(key)[..] else { continue };
        let name = tree.name(part);
        let column = items.iter().copied().find(|item| tree.kind(*item) == Kind::ColumnDef && tree.name(*item) == name);
        let Some(column) = column else { continue };
        let constraint = constraint(tree, Kind::PrimaryKeyColumnConstraint);
        tree.append(column, Arg::Constraints, constraint);
        tree.pop(key);
    }
    root
}

/// A constraint of a column without arguments.
fn constraint(tree: &mut Tree, kind: Kind) -> NodeId {
    let kind = tree.make(kind, &[]);
    tree.make(Kind::ColumnConstraint, &args![Kind: kind])
}

/// ```sql
/// -- before
/// CREATE TABLE t (a INT AUTO_INCREMENT PRIMARY KEY, b INT AUTO_INCREMENT, c INT GENERATED ALWAYS AS IDENTITY NOT NULL)
/// -- after
/// CREATE TABLE t (a INT PRIMARY KEY AUTOINCREMENT, b INT AUTOINCREMENT, c INT AUTOINCREMENT)
/// ```
fn number_primary_keys(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for column in tree.all_of_kind(root, Kind::ColumnDef) {
        number(tree, column);
    }
    root
}

fn number(tree: &mut Tree, column: NodeId) {
    let mut constraints = tree.children(column, Arg::Constraints).to_vec();
    let kind = |tree: &Tree, node: NodeId| tree.node(node, Arg::Kind).map(|kind| tree.kind(kind));
    let is_identity = |tree: &Tree, node: NodeId| {
        let kind = tree.node(node, Arg::Kind);
        kind.is_some_and(|kind| {
            tree.kind(kind) == Kind::GeneratedAsIdentityColumnConstraint && tree.expression(kind).is_none()
        })
    };
    let is = |tree: &Tree, node: NodeId, wanted| kind(tree, node) == Some(wanted);
    let identity = constraints.iter().any(|node| is_identity(tree, *node));
    let position = |tree: &Tree, all: &[NodeId], wanted| all.iter().position(|node| is(tree, *node, wanted));
    if identity {
        constraints.retain(|node| !is_identity(tree, *node) && !is(tree, *node, Kind::NotNullColumnConstraint));
        let number = constraint(tree, Kind::AutoIncrementColumnConstraint);
        constraints.push(number);
    }
    let Some(at) = position(tree, &constraints, Kind::AutoIncrementColumnConstraint) else { return };
    match position(tree, &constraints, Kind::PrimaryKeyColumnConstraint) {
        Some(key) if key > at => {
            let number = constraints.remove(at);
            constraints.insert(key, number);
        }
        _ => {}
    }
    tree.set_list(column, Arg::Constraints, &constraints);
}

/// ```sql
/// -- before
/// SELECT 1 OFFSET 1
/// -- after
/// SELECT 1 LIMIT -1 OFFSET 1
/// ```
/// <https://www.sqlite.org/lang_select.html#the_limit_clause>
pub(super) fn limit_offsets(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    if !tree.may_have_kind(Kind::Limit) && !tree.may_have_kind(Kind::Offset) {
        return root;
    }
    let queries: Vec<NodeId> = tree.all_where(root, |node| tree.is(node, Kind::Query));
    for query in queries {
        let limit = tree.node(query, Arg::Limit);
        let all = limit.and_then(|limit| tree.expression(limit)).is_some_and(|count| {
            tree.kind(count) == Kind::Var && tree.text_of(count, Arg::This).eq_ignore_ascii_case("ALL")
        });
        if all {
            tree.take(query, Arg::Limit);
        }
        if tree.has(query, Arg::Offset) && tree.get(query, Arg::Limit) == Value::None {
            let unlimited = tree.integer(-1);
            let limit = tree.make(Kind::Limit, &args![Expression: unlimited]);
            tree.set(query, Arg::Limit, limit);
        }
    }
    root
}
