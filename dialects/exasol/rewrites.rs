//! Names that Exasol wants to be told more about: <https://docs.exasol.com/db/latest/sql/select.htm>.

use sqlectic_ast::{args, Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// All queries below a node, inner ones first.
fn selects(tree: &Tree, root: NodeId) -> Vec<NodeId> {
    let mut found = tree.all_of_kind(root, Kind::Select);
    found.reverse();
    found
}

/// `SELECT *, 1 FROM t, u` -> `SELECT t.*, u.*, 1 FROM t, u`: a star stands alone, or has a table.
pub(super) fn qualify_stars(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for select in selects(tree, root) {
        let projections = tree.expressions(select);
        let is_star = |tree: &Tree, node: NodeId| tree.kind(node) == Kind::Star;
        if projections.len() < 2 || !projections.iter().any(|projection| is_star(tree, *projection)) {
            continue;
        }
        let Some(names) = source_names(tree, select).filter(|names| !names.is_empty()) else { continue };
        let mut made = Vec::new();
        for projection in projections {
            if !is_star(tree, projection) {
                made.push(projection);
                continue;
            }
            for name in &names {
                let (star, table) = (tree.copy(projection), tree.copy(*name));
                made.push(tree.make(Kind::Column, &args![This: star, Table: table]));
            }
        }
        tree.set_list(select, Arg::Expressions, &made);
    }
    root
}

/// The names of all sources, if all have one.
fn source_names(tree: &Tree, select: NodeId) -> Option<Vec<NodeId>> {
    let from = tree.node(select, Arg::From).and_then(|from| tree.this(from));
    let joined = tree.children(select, Arg::Joins).into_iter().filter_map(|join| tree.this(join));
    from.into_iter()
        .chain(joined)
        .map(|source| {
            let alias = tree.node(source, Arg::Alias).and_then(|alias| tree.this(alias));
            let name = tree.this(source).filter(|name| tree.kind(*name) == Kind::Identifier);
            alias.or(name)
        })
        .collect()
}

/// `SELECT a, COUNT(*) FROM t GROUP BY ALL` -> `SELECT a, COUNT(*) FROM t GROUP BY 1`.
pub(super) fn group_by_positions(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for select in selects(tree, root) {
        let Some(group) = tree.node(select, Arg::Group) else { continue };
        let all = tree.get(group, Arg::All) == sqlectic_ast::Value::Bool(true);
        if !all || tree.list_len(group, Arg::Expressions) > 0 {
            continue;
        }
        let projections = tree.expressions(select);
        let has_star = projections
            .iter()
            .any(|projection| tree.find(*projection, Kind::Star).is_some_and(|star| plain_star(tree, star)));
        if has_star && projections.iter().any(|projection| aggregates(tree, *projection)) {
            // What the keys are is not known: the generator reports it.
            continue;
        }
        if has_star {
            tree.take(select, Arg::Group);
            let distinct = tree.make(Kind::Distinct, &[]);
            tree.set(select, Arg::Distinct, distinct);
            continue;
        }
        let keys: Vec<usize> = projections
            .iter()
            .enumerate()
            .filter(|(_, projection)| !aggregates(tree, **projection))
            .map(|(i, _)| i + 1)
            .collect();
        if keys.is_empty() {
            tree.take(select, Arg::Group);
            continue;
        }
        let keys: Vec<NodeId> = keys.into_iter().map(|key| tree.integer(key as i64)).collect();
        let keys = tree.list(&keys);
        let group = tree.make(Kind::Group, &args![Expressions: keys]);
        tree.set(select, Arg::Group, group);
    }
    root
}

/// Whether a star is one of columns, and not that of `COUNT(*)`.
fn plain_star(tree: &Tree, star: NodeId) -> bool {
    tree.parent(star).is_none_or(|parent| !tree.is(parent, Kind::Func))
}

/// Whether a projection aggregates rows.
fn aggregates(tree: &Tree, projection: NodeId) -> bool {
    let mut walk = tree.walk(projection);
    while let Some(node) = walk.next() {
        match tree.kind(node) {
            Kind::Subquery => walk.prune(),
            kind if kind.is(Kind::AggFunc) => return true,
            _ => {}
        }
    }
    false
}

/// `SELECT a + 1 AS b FROM t WHERE b > 1` -> `SELECT a + 1 AS b FROM t WHERE LOCAL.b > 1`.
pub(super) fn qualify_aliases(tree: &mut Tree, root: NodeId, dialect: &Dialect) -> NodeId {
    for select in selects(tree, root) {
        let mut aliases: Vec<(String, NodeId)> = Vec::new();
        for projection in tree.expressions(select) {
            let alias = tree.node(projection, Arg::Alias).filter(|_| tree.kind(projection) == Kind::Alias);
            let value = if alias.is_some() { tree.this(projection) } else { Some(projection) };
            if let Some(value) = value {
                qualify(tree, value, &aliases, dialect);
            }
            if let Some(alias) = alias {
                let name = normalized(tree, alias, dialect);
                aliases.push((name, alias));
            }
        }
        if aliases.is_empty() {
            continue;
        }
        for clause in [Arg::Where, Arg::Group, Arg::Having] {
            if let Some(clause) = tree.node(select, clause) {
                qualify(tree, clause, &aliases, dialect);
            }
        }
    }
    root
}

fn normalized(tree: &Tree, name: NodeId, dialect: &Dialect) -> String {
    dialect.normalized(tree.name(name), tree.has(name, Arg::Quoted)).into_owned()
}

fn qualify(tree: &mut Tree, node: NodeId, aliases: &[(String, NodeId)], dialect: &Dialect) {
    if aliases.is_empty() {
        return;
    }
    let columns: Vec<NodeId> =
        tree.walk(node).filter(|node| tree.kind(*node) == Kind::Column && !tree.has(*node, Arg::Table)).collect();
    for column in columns {
        let Some(name) = tree.this(column).filter(|name| tree.kind(*name) == Kind::Identifier) else { continue };
        let key = normalized(tree, name, dialect);
        let Some((_, alias)) = aliases.iter().rev().find(|(name, _)| *name == key) else { continue };
        let name = tree.copy(*alias);
        let local = tree.text_value("LOCAL");
        let local = tree.make(Kind::Var, &args![This: local]);
        tree.set(column, Arg::This, name);
        tree.set(column, Arg::Table, local);
    }
}
