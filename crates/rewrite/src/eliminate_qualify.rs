//! Filters on window functions for dialects without `QUALIFY`.

use crate::build::{self, all, is_star, output_name, root_of, selects_with};
use sqlectic_ast::{Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// SELECT a, b FROM t QUALIFY ROW_NUMBER() OVER (ORDER BY c) = 1
/// -- after
/// SELECT a, b FROM (SELECT a, b, ROW_NUMBER() OVER (ORDER BY c) AS _w FROM t) AS _t WHERE _w = 1
/// ```
pub fn eliminate_qualify(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    let mut last = root;
    for select in selects_with(tree, root, Kind::Qualify) {
        // A branch of an insert into several tables has no source that could be wrapped.
        let insert = tree.parent(select).filter(|parent| tree.kind(*parent) == Kind::Insert);
        if insert.and_then(|insert| tree.parent(insert)).is_some_and(|all| tree.kind(all) == Kind::MultitableInserts) {
            continue;
        }
        // A malformed query may have a clause without a condition.
        if let Some(condition) = tree.node(select, Arg::Qualify).and_then(|qualify| tree.this(qualify)) {
            last = tree.wrap(select, |tree, select| rewrite(tree, select, condition));
        }
    }
    root_of(tree, last)
}

fn rewrite(tree: &mut Tree, select: NodeId, condition: NodeId) -> NodeId {
    let mut taken: Vec<String> = tree.expressions(select).iter().map(|p| output_name(tree, *p)).collect();
    name_projections(tree, select, &mut taken);
    let outer = outer_projections(tree, select);
    build::take(tree, select, Arg::Qualify);
    let aliases: Vec<(String, NodeId)> = tree
        .expressions(select)
        .iter()
        .filter(|projection| tree.kind(**projection) == Kind::Alias)
        .filter_map(|projection| tree.this(*projection).map(|this| (output_name(tree, *projection), this)))
        .collect();
    tree.clear_parent(condition);
    let holder = tree.make(Kind::Where, &[(Arg::This, condition.into())]);
    expand_window_aliases(tree, holder, &aliases);
    move_windows(tree, select, holder, &mut taken);
    move_columns(tree, select, holder);
    let condition = tree.this(holder).unwrap_or(condition);
    build::select_from(tree, &outer, select, "_t", condition)
}

/// Names projections that have no name, so that the outer query can refer to them.
fn name_projections(tree: &mut Tree, select: NodeId, taken: &mut Vec<String>) {
    for projection in tree.expressions(select) {
        if is_star(tree, projection) || has_name(tree, projection) {
            continue;
        }
        let name = build::new_name(taken, "_c");
        tree.wrap(projection, |tree, projection| {
            let name = build::name(tree, &name);
            build::alias(tree, projection, name)
        });
    }
}

/// Whether the outer query can refer to a projection: a text has its own value as its name, which may be no word.
fn has_name(tree: &Tree, projection: NodeId) -> bool {
    let name = output_name(tree, projection);
    match tree.kind(projection) {
        Kind::Paren | Kind::Cast | Kind::TryCast | Kind::Literal => {
            build::is_plain(&name)
                || tree.is_number(projection)
                || name.bytes().all(|b| b.is_ascii_digit()) && !name.is_empty()
        }
        _ => !name.is_empty(),
    }
}

fn outer_projections(tree: &mut Tree, select: NodeId) -> Vec<NodeId> {
    let mut outer = Vec::new();
    for projection in tree.expressions(select) {
        if is_star(tree, projection) {
            outer.push(tree.make(Kind::Star, &[]));
            continue;
        }
        let (name, quoted) = (output_name(tree, projection), build::is_quoted(tree, projection));
        let name = build::identifier(tree, &name, quoted);
        outer.push(tree.make(Kind::Column, &[(Arg::This, name.into())]));
    }
    outer
}

/// Aliases inside window functions stand for their expressions: the inner query doesn't know them yet.
fn expand_window_aliases(tree: &mut Tree, condition: NodeId, aliases: &[(String, NodeId)]) {
    for window in all(tree, condition, Kind::Window) {
        for column in all(tree, window, Kind::Column) {
            if tree.node(column, Arg::Table).is_some() {
                continue;
            }
            let name = tree.name(column).to_string();
            if let Some((_, value)) = aliases.iter().find(|(alias, _)| *alias == name) {
                let copy = tree.copy(*value);
                tree.replace(column, copy);
            }
        }
    }
}

/// Window functions of the condition become projections of the inner query, each with what is inside of it.
fn move_windows(tree: &mut Tree, select: NodeId, condition: NodeId, taken: &mut Vec<String>) {
    for window in all(tree, condition, Kind::Window) {
        if tree.find_ancestor(window, Kind::Window).is_some() {
            continue;
        }
        let name = build::new_name(taken, "_w");
        let column = build::column(tree, &name);
        tree.replace(window, column);
        let alias = build::name(tree, &name);
        let projection = build::alias(tree, window, alias);
        tree.append(select, Arg::Expressions, projection);
    }
}

/// Columns of the condition that the inner query doesn't project are added to it.
fn move_columns(tree: &mut Tree, select: NodeId, condition: NodeId) {
    let mut known: Vec<String> = tree.expressions(select).iter().map(|p| output_name(tree, *p)).collect();
    let has_star = tree.expressions(select).iter().any(|projection| is_star(tree, *projection));
    let mut columns = all(tree, condition, Kind::Column);
    columns.reverse();
    for column in columns {
        let name = tree.name(column).to_string();
        if has_star || known.contains(&name) {
            continue;
        }
        known.push(name);
        let copy = tree.copy(column);
        tree.append(select, Arg::Expressions, copy);
    }
}
