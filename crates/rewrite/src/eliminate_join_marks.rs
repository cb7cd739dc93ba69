//! Outer joins by marks on columns, for dialects that know only `LEFT JOIN`.

use crate::build::{self, all};
use sqlectic_ast::{args, view, Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::Dialect;

/// Conditions whose marked columns are of more than one table, or of none that is known, stay as they are.
///
/// ```sql
/// -- before
/// SELECT * FROM a, b WHERE a.x = b.x (+) AND b.y (+) > 5 AND a.z = 1
/// -- after
/// SELECT * FROM a LEFT JOIN b ON a.x = b.x AND b.y > 5 WHERE a.z = 1
/// ```
pub fn eliminate_join_marks(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for select in all(tree, root, Kind::Select) {
        rewrite(tree, select);
    }
    root
}

/// A source whose rows are optional, and on what condition.
struct Optional {
    name: String,
    source: NodeId,
    conditions: Vec<NodeId>,
    /// The sources that the conditions are about, besides this one.
    others: Vec<String>,
}

fn rewrite(tree: &mut Tree, select: NodeId) {
    let Some(filter) = tree.node(select, Arg::Where) else { return };
    let Some(condition) = tree.this(filter) else { return };
    let Some(from) = tree.node(select, Arg::From) else { return };
    let mut required = required_sources(tree, select, from);
    let (mut optional, mut kept) = (Vec::<Optional>::new(), Vec::new());
    for conjunct in tree.chain(condition, Kind::And) {
        let Some(name) = marked_source(tree, select, conjunct) else {
            kept.push(conjunct);
            continue;
        };
        let at = match optional.iter().position(|known| known.name == name) {
            Some(at) => at,
            None => {
                let at = required.iter().position(|(source, _)| *source == name).filter(|_| required.len() > 1);
                let Some(at) = at else {
                    kept.push(conjunct);
                    continue;
                };
                let (_, source) = required.remove(at);
                optional.push(Optional { name, source, conditions: Vec::new(), others: Vec::new() });
                optional.len() - 1
            }
        };
        take_condition(tree, select, conjunct, &mut optional[at]);
    }
    if optional.is_empty() {
        return;
    }
    set_conditions(tree, select, &kept);
    let first = required.remove(0);
    tree.set(from, Arg::This, first.1);
    let joins = joins(tree, select, first.0, &mut required.into_iter(), optional);
    tree.set_list(select, Arg::Joins, &joins);
}

/// The sources that are not joined on a condition, by name.
fn required_sources(tree: &Tree, select: NodeId, from: NodeId) -> Vec<(String, NodeId)> {
    let joins = tree.children(select, Arg::Joins);
    let free = joins.into_iter().filter(|join| is_free(tree, *join));
    let sources = [from].into_iter().chain(free).filter_map(|holder| tree.this(holder));
    sources.map(|source| (tree.alias_or_name(source).to_lowercase(), source)).collect()
}

fn is_free(tree: &Tree, join: NodeId) -> bool {
    let kind = tree.text_of(join, Arg::Kind);
    ![Arg::On, Arg::Using, Arg::Side, Arg::Method].iter().any(|arg| tree.has(join, *arg))
        && (kind.is_empty() || kind == "CROSS")
}

/// Columns of a condition that belong to this query and not to one in it.
fn own_columns(tree: &Tree, select: NodeId, condition: NodeId) -> Vec<NodeId> {
    let columns = all(tree, condition, Kind::Column);
    columns.into_iter().filter(|column| build::inside_own_query(tree, *column, select)).collect()
}

fn source_of(tree: &Tree, column: NodeId) -> String {
    tree.text_of(column, Arg::Table).to_lowercase()
}

/// The one source that marked columns of a condition are of.
fn marked_source(tree: &Tree, select: NodeId, condition: NodeId) -> Option<String> {
    let columns = own_columns(tree, select, condition);
    let mut names: Vec<String> =
        columns.into_iter().filter(|column| tree.has(*column, Arg::JoinMark)).map(|c| source_of(tree, c)).collect();
    names.dedup();
    match &mut names[..] {
        [only] if !only.is_empty() => Some(std::mem::take(only)),
        _ => None,
    }
}

/// Adds a condition, without its marks.
fn take_condition(tree: &mut Tree, select: NodeId, condition: NodeId, optional: &mut Optional) {
    for column in own_columns(tree, select, condition) {
        tree.set_raw(column, Arg::JoinMark, Value::None);
        let source = source_of(tree, column);
        if !source.is_empty() && source != optional.name {
            optional.others.push(source);
        }
    }
    optional.conditions.push(condition);
}

fn conjunction(tree: &mut Tree, conditions: &[NodeId]) -> Option<NodeId> {
    let (first, rest) = conditions.split_first()?;
    Some(rest.iter().fold(*first, |all, next| tree.make(Kind::And, &args![This: all, Expression: *next])))
}

fn set_conditions(tree: &mut Tree, select: NodeId, conditions: &[NodeId]) {
    match conjunction(tree, conditions) {
        Some(condition) => {
            let filter = view::Where::draft().this(condition).make(tree);
            tree.set(select, Arg::Where, filter);
        }
        None => drop(build::take(tree, select, Arg::Where)),
    }
}

/// The joins anew: each optional source as soon as all that its condition is about are there.
fn joins(
    tree: &mut Tree,
    select: NodeId,
    first: String,
    required: &mut dyn Iterator<Item = (String, NodeId)>,
    mut optional: Vec<Optional>,
) -> Vec<NodeId> {
    let bound: Vec<NodeId> =
        tree.children(select, Arg::Joins).into_iter().filter(|join| !is_free(tree, *join)).collect();
    let (mut there, mut joins) = (vec![first], Vec::new());
    let mut bound = Some(bound);
    loop {
        let ready = optional.iter().position(|one| one.others.iter().all(|other| there.contains(other)));
        if let Some(i) = ready {
            let one = optional.remove(i);
            joins.push(left_join(tree, &one));
            there.push(one.name);
        } else if let Some((name, source)) = required.next() {
            let cross = tree.text_value("CROSS");
            joins.push(tree.make(Kind::Join, &args![This: source, Kind: cross]));
            there.push(name);
        } else if let Some(bound) = bound.take() {
            there
                .extend(bound.iter().filter_map(|join| tree.this(*join)).map(|s| tree.alias_or_name(s).to_lowercase()));
            joins.extend(bound);
        } else if !optional.is_empty() {
            // What refers to each other in a circle, or to a query around this one.
            let one = optional.remove(0);
            joins.push(left_join(tree, &one));
            there.push(one.name);
        } else {
            return joins;
        }
    }
}

fn left_join(tree: &mut Tree, one: &Optional) -> NodeId {
    let on = match one.conditions[..] {
        [only] if tree.kind(only) == Kind::Paren => tree.this(only),
        _ => conjunction(tree, &one.conditions),
    };
    let side = tree.text_value("LEFT");
    tree.make(Kind::Join, &args![This: one.source, Side: side, On: on])
}
