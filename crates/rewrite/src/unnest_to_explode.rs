//! Rows of arrays for dialects that explode them by functions, in `FROM` or in views beside it.

use crate::build::{self, selects_with};
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// SELECT * FROM UNNEST(a, b) AS t(x, y) CROSS JOIN UNNEST(c) WITH ORDINALITY AS u(z, pos)
/// -- after
/// SELECT * FROM INLINE(ARRAYS_ZIP(a, b)) AS t(x, y) LATERAL VIEW POSEXPLODE(c) u AS pos, z
/// ```
pub fn unnest_to_explode(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    rewrite(tree, root, true)
}

/// The same where arrays cannot be zipped: several of them stay.
///
/// ```sql
/// -- before
/// SELECT * FROM UNNEST(a) AS t(x) CROSS JOIN UNNEST(b, c) AS u(y, z)
/// -- after
/// SELECT * FROM EXPLODE(a) AS t(x) CROSS JOIN UNNEST(b, c) AS u(y, z)
/// ```
pub fn unnest_one_to_explode(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    rewrite(tree, root, false)
}

fn rewrite(tree: &mut Tree, root: NodeId, zips: bool) -> NodeId {
    for select in selects_with(tree, root, Kind::Unnest) {
        if let Some(from) = tree.node(select, Arg::From) {
            explode_source(tree, from, zips);
        }
        move_joins(tree, select, zips);
    }
    root
}

/// `FROM UNNEST(x) AS t(y)` -> `FROM EXPLODE(x) AS t(y)`
fn explode_source(tree: &mut Tree, from: NodeId, zips: bool) {
    let Some(unnest) = tree.this(from).filter(|this| tree.kind(*this) == Kind::Unnest) else { return };
    let Some(function) = exploding(tree, unnest, zips) else { return };
    let alias = tree.node(unnest, Arg::Alias).map(|alias| alias_with_position(tree, unnest, alias));
    let joins = tree.take(unnest, Arg::Joins);
    let table = tree.make(Kind::Table, &args![This: function, Alias: alias]);
    if joins.is_some() {
        tree.set(table, Arg::Joins, joins);
    }
    tree.set(from, Arg::This, table);
}

/// `t CROSS JOIN UNNEST(x) AS u(y)` -> `t LATERAL VIEW EXPLODE(x) u AS y`
fn move_joins(tree: &mut Tree, select: NodeId, zips: bool) {
    let joins = tree.children(select, Arg::Joins);
    let mut rest = Vec::with_capacity(joins.len());
    let mut views = tree.children(select, Arg::Laterals).to_vec();
    let count = views.len();
    for join in joins {
        match view_of(tree, join, zips) {
            Some(view) => {
                views.push(view);
                if let Some(condition) = tree.node(join, Arg::On).filter(|on| !build::is_always(tree, Some(*on))) {
                    build::and_where(tree, select, condition);
                }
            }
            None => rest.push(join),
        }
    }
    if views.len() == count {
        return;
    }
    match rest.is_empty() {
        true => drop(build::take(tree, select, Arg::Joins)),
        false => tree.set_list(select, Arg::Joins, &rest),
    }
    tree.set_list(select, Arg::Laterals, &views);
}

/// The view that stands for a join with an array that has a name; an outer one has no condition.
fn view_of(tree: &mut Tree, join: NodeId, zips: bool) -> Option<NodeId> {
    let source = tree.this(join)?;
    let (unnest, alias) = match tree.kind(source) {
        Kind::Unnest => (source, tree.node(source, Arg::Alias)?),
        Kind::Lateral => {
            (tree.this(source).filter(|this| tree.kind(*this) == Kind::Unnest)?, tree.node(source, Arg::Alias)?)
        }
        _ => return None,
    };
    // A view has to name its columns.
    if tree.list_len(alias, Arg::Columns) == 0 {
        return None;
    }
    let outer = match tree.text_of(join, Arg::Side).to_ascii_uppercase().as_str() {
        "" => false,
        "LEFT" => true,
        _ => return None,
    };
    if tree.has(join, Arg::Using) || outer && !build::is_always(tree, tree.node(join, Arg::On)) {
        return None;
    }
    let function = exploding(tree, unnest, zips)?;
    let alias = alias_with_position(tree, unnest, alias);
    let outer = if outer { Value::Bool(true) } else { Value::None };
    Some(tree.make(Kind::Lateral, &args![This: function, View: true, Outer: outer, Alias: alias]))
}

/// The function that makes the rows; nothing if there are several arrays and no way to zip them.
fn exploding(tree: &mut Tree, unnest: NodeId, zips: bool) -> Option<NodeId> {
    let arrays = tree.expressions(unnest);
    let several = arrays.len() > 1;
    if several && !zips {
        return None;
    }
    let offset = tree.get(unnest, Arg::Offset);
    let array = match several {
        true => {
            let (name, list) = (tree.text_value("ARRAYS_ZIP"), tree.list(&arrays));
            tree.make(Kind::Anonymous, &args![This: name, Expressions: list])
        }
        false => *arrays.first()?,
    };
    let kind = if tree.truthy(offset) {
        Kind::Posexplode
    } else if several {
        Kind::Inline
    } else {
        Kind::Explode
    };
    Some(tree.make(kind, &args![This: array]))
}

/// The alias with the position as the first column.
fn alias_with_position(tree: &mut Tree, unnest: NodeId, alias: NodeId) -> NodeId {
    let offset = match tree.get(unnest, Arg::Offset) {
        Value::Node(name) => name,
        offset if tree.truthy(offset) => build::name(tree, "pos"),
        _ => return alias,
    };
    let mut columns = vec![offset];
    columns.extend(tree.children(alias, Arg::Columns));
    tree.set_list(alias, Arg::Columns, &columns);
    alias
}
