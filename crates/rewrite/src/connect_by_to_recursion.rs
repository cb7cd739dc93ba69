//! Hierarchical queries for dialects that have recursive ones only.

use crate::build::{alias, all, column, name};
use sqlectic_ast::{args, view, Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// The rows found so far, by the name of the recursive query, in it, and a row below one of them.
const ROWS: &str = "_rootcte";
const PARENT: &str = "_parent_row";
const CHILD: &str = "_child_row";

/// ```sql
/// -- before
/// SELECT a, LEVEL, CONNECT_BY_ROOT a FROM t START WITH a = 1 CONNECT BY PRIOR a = b
/// -- after
/// WITH RECURSIVE _rootcte AS (
///   SELECT *, 1 AS level, a AS _connect_by_root_0 FROM t WHERE a = 1
///   UNION ALL
///   SELECT _child_row.*, _parent_row.level + 1 AS level, _parent_row._connect_by_root_0 AS _connect_by_root_0
///   FROM t AS _child_row JOIN _rootcte AS _parent_row ON _parent_row.a = _child_row.b
/// )
/// SELECT a, LEVEL, _connect_by_root_0 FROM _rootcte
/// ```
/// Queries of several sources, and those that make rows by counting levels, are left as they are.
pub fn connect_by_to_recursion(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for connect in all(tree, root, Kind::Connect) {
        let select = tree.parent(connect).filter(|select| tree.kind(*select) == Kind::Select);
        if let Some(select) = select {
            rewrite(tree, select, connect);
        }
    }
    root
}

fn rewrite(tree: &mut Tree, select: NodeId, connect: NodeId) -> Option<()> {
    let source = tree.node(select, Arg::From).and_then(|from| tree.this(from))?;
    let condition = tree.node(connect, Arg::Connect)?;
    tree.find(condition, Kind::Prior)?;
    let joined =
        |node: NodeId| !tree.children(node, Arg::Joins).is_empty() || !tree.children(node, Arg::Laterals).is_empty();
    if joined(select) || joined(source) {
        return None;
    }
    let roots = named_roots(tree, select);
    let start = tree.node(connect, Arg::Start);
    tree.take(select, Arg::Connect);
    let first = first_rows(tree, source, start, &roots);
    let next = next_rows(tree, source, condition, roots.len());
    let query = tree.make(Kind::Union, &args![This: first, Distinct: false, Expression: next]);
    let from = from(tree, ROWS);
    tree.set(select, Arg::From, from);
    unqualify(tree, select, roots.len());
    add_recursion(tree, select, query);
    Some(())
}

fn root_name(i: usize) -> String {
    format!("_connect_by_root_{i}")
}

/// The values that projections take of the first row, which are columns of the recursive query.
fn named_roots(tree: &mut Tree, select: NodeId) -> Vec<NodeId> {
    let projections = tree.expressions(select).to_vec();
    let found: Vec<NodeId> = projections
        .iter()
        .flat_map(|projection| tree.walk(*projection))
        .filter(|node| tree.kind(*node) == Kind::ConnectByRoot && is_own(tree, select, *node))
        .collect();
    let mut values = Vec::new();
    for node in found {
        let Some(value) = tree.this(node) else { continue };
        let reference = column(tree, &root_name(values.len()));
        tree.replace(node, reference);
        values.push(value);
    }
    values
}

/// Whether a node belongs to this query and to none in it.
fn is_own(tree: &Tree, select: NodeId, node: NodeId) -> bool {
    tree.find_ancestor(node, Kind::Select) == Some(select)
}

fn from(tree: &mut Tree, source: &str) -> NodeId {
    let source = name(tree, source);
    let table = view::Table::draft().this(source).make(tree);
    view::From::draft().this(table).make(tree)
}

/// `SELECT *, 1 AS level, roots FROM source WHERE start`.
fn first_rows(tree: &mut Tree, source: NodeId, start: Option<NodeId>, roots: &[NodeId]) -> NodeId {
    let (star, one) = (tree.make(Kind::Star, &[]), tree.integer(1));
    let mut projections = vec![star, named(tree, one, "level")];
    for (i, value) in roots.iter().enumerate() {
        projections.push(named(tree, *value, &root_name(i)));
    }
    let source = tree.copy(source);
    let from = view::From::draft().this(source).make(tree);
    let query = view::Select::draft().expressions(&projections).from_(from).make(tree);
    if let Some(start) = start {
        let filter = view::Where::draft().this(start).make(tree);
        tree.set(query, Arg::Where, filter);
    }
    query
}

fn named(tree: &mut Tree, value: NodeId, text: &str) -> NodeId {
    let name = name(tree, text);
    alias(tree, value, name)
}

fn column_of(tree: &mut Tree, table: &str, text: &str) -> NodeId {
    let (this, table) = (name(tree, text), name(tree, table));
    view::Column::draft().this(this).table(table).make(tree)
}

/// `SELECT child.*, parent.level + 1 AS level, parent.roots FROM source AS child JOIN rows AS parent ON condition`.
fn next_rows(tree: &mut Tree, source: NodeId, condition: NodeId, roots: usize) -> NodeId {
    let (star, table) = (tree.make(Kind::Star, &[]), name(tree, CHILD));
    let star = tree.make(Kind::Column, &args![This: star, Table: table]);
    let (level, one) = (column_of(tree, PARENT, "level"), tree.integer(1));
    let level = tree.make(Kind::Add, &args![This: level, Expression: one]);
    let mut projections = vec![star, named(tree, level, "level")];
    for text in (0..roots).map(root_name) {
        let value = column_of(tree, PARENT, &text);
        projections.push(named(tree, value, &text));
    }
    let source = tree.copy(source);
    let child = name(tree, CHILD);
    let child = view::TableAlias::draft().this(child).make(tree);
    tree.set(source, Arg::Alias, child);
    let from = view::From::draft().this(source).make(tree);
    let (rows, parent) = (name(tree, ROWS), name(tree, PARENT));
    let parent = view::TableAlias::draft().this(parent).make(tree);
    let rows = view::Table::draft().this(rows).alias(parent).make(tree);
    let query = view::Select::draft().expressions(&projections).from_(from).make(tree);
    let join = tree.make(Kind::Join, &args![This: rows, On: condition]);
    let joins = tree.list(&[join]);
    tree.set(query, Arg::Joins, joins);
    side_columns(tree, query, join);
    query
}

/// Columns under `PRIOR` are those of the parent, others those of the child.
fn side_columns(tree: &mut Tree, query: NodeId, join: NodeId) {
    for node in all(tree, join, Kind::Column) {
        if is_own(tree, query, node) {
            let prior =
                tree.ancestors(node).take_while(|above| *above != join).any(|above| tree.kind(above) == Kind::Prior);
            let table = name(tree, if prior { PARENT } else { CHILD });
            for arg in [Arg::Db, Arg::Catalog] {
                tree.take(node, arg);
            }
            tree.set(node, Arg::Table, table);
        }
    }
    for prior in all(tree, join, Kind::Prior) {
        if let Some(this) = tree.this(prior).filter(|_| is_own(tree, query, prior)) {
            tree.replace(prior, this);
        }
    }
}

/// The query reads one source under another name; its stars leave out what the recursion counts.
fn unqualify(tree: &mut Tree, select: NodeId, roots: usize) {
    for node in all(tree, select, Kind::Column) {
        if is_own(tree, select, node) {
            for arg in [Arg::Table, Arg::Db, Arg::Catalog] {
                tree.take(node, arg);
            }
            if let Some(star) = tree.this(node).filter(|this| tree.kind(*this) == Kind::Star) {
                tree.replace(node, star);
            }
        }
    }
    let projections = tree.expressions(select).to_vec();
    let is_level = |node: NodeId| tree.kind(node) == Kind::Column && tree.name(node).eq_ignore_ascii_case("level");
    if projections.iter().any(|projection| tree.walk(*projection).any(is_level)) {
        return;
    }
    for star in projections.into_iter().filter(|node| tree.kind(*node) == Kind::Star).collect::<Vec<_>>() {
        let mut names = tree.children(star, Arg::Except).to_vec();
        for text in std::iter::once("level".to_string()).chain((0..roots).map(root_name)) {
            names.push(column(tree, &text));
        }
        tree.set_list(star, Arg::Except, &names);
    }
}

/// The recursive query is the last of those that the statement begins with.
fn add_recursion(tree: &mut Tree, select: NodeId, query: NodeId) {
    let rows = name(tree, ROWS);
    let rows = view::TableAlias::draft().this(rows).make(tree);
    let cte = tree.make(Kind::CTE, &args![This: query, Alias: rows]);
    if let Some(with) = tree.node(select, Arg::With) {
        let mut ctes = tree.expressions(with).to_vec();
        ctes.push(cte);
        tree.set_list(with, Arg::Expressions, &ctes);
        return tree.set(with, Arg::Recursive, true);
    }
    let list = tree.list(&[cte]);
    let with = tree.make(Kind::With, &args![Expressions: list, Recursive: true]);
    tree.set(select, Arg::With, with);
}
