//! Names that Exasol wants to be told more about: <https://docs.exasol.com/db/latest/sql/select.htm>.

use sqlectic_ast::{args, Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;
use std::collections::{HashMap, HashSet};

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
    if !tree.may_have_kind(Kind::Group) {
        return root;
    }
    let stars = tree.all_of_kind(root, Kind::Star).into_iter().filter(|star| plain_star(tree, *star)).collect();
    let stars = above(tree, stars, |_| true);
    let aggregates = tree.find_all(root, Kind::AggFunc).collect();
    let aggregates = above(tree, aggregates, |node| tree.kind(node) != Kind::Subquery);
    for select in selects(tree, root) {
        let Some(group) = tree.node(select, Arg::Group) else { continue };
        let all = tree.get(group, Arg::All) == sqlectic_ast::Value::Bool(true);
        if !all || tree.list_len(group, Arg::Expressions) > 0 {
            continue;
        }
        let projections = tree.expressions(select);
        let has_star = projections.iter().any(|projection| stars.contains(projection));
        if has_star && projections.iter().any(|projection| aggregates.contains(projection)) {
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
            .filter(|(_, projection)| !aggregates.contains(*projection))
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

/// These nodes and all that they stand in, up to where `within` ends.
fn above(tree: &Tree, nodes: Vec<NodeId>, within: impl Fn(NodeId) -> bool) -> HashSet<NodeId> {
    let mut found = HashSet::new();
    for node in nodes {
        // What is above one that was found was found, too.
        let _ = std::iter::once(node).chain(tree.ancestors(node)).find(|node| !within(*node) || !found.insert(*node));
    }
    found
}

/// `SELECT a + 1 AS b FROM t WHERE b > 1` -> `SELECT a + 1 AS b FROM t WHERE LOCAL.b > 1`.
///
/// A column is the nearest alias of its name: that of the innermost query, and there the last one before it.
pub(super) fn qualify_aliases(tree: &mut Tree, root: NodeId, dialect: &Dialect) -> NodeId {
    if !tree.may_have_kind(Kind::Alias) {
        return root;
    }
    let mut aliases = Aliases::default();
    let mut steps = vec![Step::Visit(root)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Visit(node) if tree.kind(node) == Kind::Select => select_steps(tree, node, &aliases, &mut steps),
            Step::Visit(node) => {
                if !(tree.kind(node) == Kind::Column && qualify(tree, node, &aliases, dialect)) {
                    tree.each_child(node, |child| steps.push(Step::Visit(child)));
                }
            }
            Step::Bind(alias) => aliases.bind(normalized(tree, alias, dialect), alias),
            Step::Unbind(count) => aliases.unbind(count),
        }
    }
    root
}

/// What is next on the way through a tree.
enum Step {
    Visit(NodeId),
    /// From here on columns may be this alias.
    Bind(NodeId),
    /// No more aliases than so many are left.
    Unbind(usize),
}

/// Clauses that see a query's aliases.
const SEEING: [Arg; 3] = [Arg::Where, Arg::Group, Arg::Having];

/// Puts the steps through a query on the stack, the first one on top: its projections in order, the clauses that see all
/// its aliases, and the rest, which sees none.
fn select_steps(tree: &Tree, select: NodeId, aliases: &Aliases, steps: &mut Vec<Step>) {
    let sees = |child: NodeId| SEEING.contains(&tree.parent_arg(child));
    let is_projection = |child: NodeId| tree.parent_arg(child) == Arg::Expressions;
    tree.each_child(select, |child| {
        if !sees(child) && !is_projection(child) {
            steps.push(Step::Visit(child));
        }
    });
    steps.push(Step::Unbind(aliases.order.len()));
    steps.extend(SEEING.iter().filter_map(|clause| tree.node(select, *clause)).map(Step::Visit));
    for projection in tree.expressions(select).into_iter().rev() {
        let alias = tree.node(projection, Arg::Alias).filter(|_| tree.kind(projection) == Kind::Alias);
        steps.extend(alias.map(Step::Bind));
        let value = if alias.is_some() { tree.this(projection) } else { Some(projection) };
        steps.extend(value.map(Step::Visit));
    }
}

/// Aliases that columns may be, by name.
#[derive(Default)]
struct Aliases {
    by_name: HashMap<String, Vec<NodeId>>,
    /// Their names in the order in which they were bound.
    order: Vec<String>,
}

impl Aliases {
    fn bind(&mut self, name: String, alias: NodeId) {
        self.by_name.entry(name.clone()).or_default().push(alias);
        self.order.push(name);
    }

    fn unbind(&mut self, count: usize) {
        for name in self.order.drain(count..) {
            self.by_name.get_mut(&name).and_then(Vec::pop);
        }
    }

    fn nearest(&self, name: &str) -> Option<NodeId> {
        self.by_name.get(name)?.last().copied()
    }
}

fn normalized(tree: &Tree, name: NodeId, dialect: &Dialect) -> String {
    dialect.normalized(tree.name(name), tree.has(name, Arg::Quoted)).into_owned()
}

/// Whether a column is an alias; if it is, it says so from now on.
fn qualify(tree: &mut Tree, column: NodeId, aliases: &Aliases, dialect: &Dialect) -> bool {
    if aliases.order.is_empty() || tree.has(column, Arg::Table) {
        return false;
    }
    let Some(name) = tree.this(column).filter(|name| tree.kind(*name) == Kind::Identifier) else { return false };
    let Some(alias) = aliases.nearest(&normalized(tree, name, dialect)) else { return false };
    let name = tree.copy(alias);
    let local = tree.text_value("LOCAL");
    let local = tree.make(Kind::Var, &args![This: local]);
    tree.set(column, Arg::This, name);
    tree.set(column, Arg::Table, local);
    true
}
