//! Fields of unnested objects: `FLATTEN` gives the object as one column.

use super::{column, identifier};
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;
use std::collections::HashMap;

/// ```sql
/// -- before
/// SELECT x.a, b FROM UNNEST([STRUCT(1 AS a, 2 AS b)]) AS x
/// -- after
/// SELECT x['a'] AS a, x['b'] AS b FROM UNNEST([STRUCT(1 AS a, 2 AS b)]) AS x
/// ```
///
/// A column without a table belongs to the only source of a query; if there are several, to the one that is written out
/// with a field of that name.
pub(in crate::snowflake) fn qualify_unnested_fields(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    if !tree.may_have_kind(Kind::Unnest) {
        return root;
    }
    let selects: Vec<NodeId> = tree.find_all(root, Kind::Select).collect();
    for select in selects {
        rewrite(tree, select);
    }
    root
}

/// An `UNNEST` among the sources of a query.
struct Source {
    node: NodeId,
    /// The table's name; without one rows are known by the name of their value.
    table: Option<String>,
    value: String,
    /// Whether the value got its name here.
    unnamed: bool,
    /// Fields of the objects, as far as they are written out.
    fields: Vec<String>,
}

fn rewrite(tree: &mut Tree, select: NodeId) {
    let from = tree.node(select, Arg::From).and_then(|from| tree.this(from));
    let joins = tree.children(select, Arg::Joins);
    let all: Vec<NodeId> = from.into_iter().chain(joins.iter().filter_map(|join| tree.this(*join))).collect();
    let mut sources = Vec::new();
    for node in &all {
        if tree.kind(*node) == Kind::Unnest && !makes_dates(tree, *node) {
            let source = source(tree, *node, sources.len());
            sources.push(source);
        }
    }
    if sources.is_empty() {
        return;
    }
    let only = all.len() == 1;
    let sources = Sources::of(tree, sources);
    for column in columns(tree, select) {
        qualify(tree, select, column, &sources, only);
    }
}

/// The columns of a query, without those of queries in it.
fn columns(tree: &Tree, select: NodeId) -> Vec<NodeId> {
    let mut found = Vec::new();
    let mut walk = tree.walk(select);
    while let Some(node) = walk.next() {
        match tree.kind(node) {
            Kind::Column => found.push(node),
            Kind::Select if node != select => walk.prune(),
            _ => {}
        }
    }
    found
}

/// The sources of a query, by what columns may call them.
struct Sources {
    list: Vec<Source>,
    /// Those whose rows are known by the name of their value.
    by_value: HashMap<String, usize>,
    /// The same, by the names of their fields.
    by_field: HashMap<String, usize>,
    /// Columns in the array of a source.
    inside: HashMap<NodeId, usize>,
}

impl Sources {
    fn of(tree: &Tree, list: Vec<Source>) -> Sources {
        let (mut by_value, mut by_field, mut inside) = (HashMap::new(), HashMap::new(), HashMap::new());
        for (i, source) in list.iter().enumerate() {
            inside.extend(columns(tree, source.node).into_iter().map(|column| (column, i)));
            if source.table.is_none() {
                by_value.entry(source.value.clone()).or_insert(i);
                for field in &source.fields {
                    by_field.entry(field.clone()).or_insert(i);
                }
            }
        }
        Sources { list, by_value, by_field, inside }
    }

    /// The source that a column belongs to.
    fn owner(&self, column: NodeId, table: Option<&str>, name: &str, only: bool) -> Option<&Source> {
        let owner = match table {
            Some(table) => self.by_value.get(table).copied(),
            None if self.by_value.contains_key(name) => None,
            None if only => Some(0),
            None => self.by_field.get(name).copied(),
        }?;
        let source = self.list.get(owner)?;
        (source.unnamed || self.inside.get(&column) != Some(&owner)).then_some(source)
    }
}

fn makes_dates(tree: &Tree, unnest: NodeId) -> bool {
    tree.expressions(unnest).iter().any(|array| tree.kind(*array) == Kind::GenerateDateArray)
}

fn source(tree: &mut Tree, node: NodeId, count: usize) -> Source {
    let alias = tree.node(node, Arg::Alias);
    let table = alias.and_then(|alias| tree.this(alias)).map(|name| tree.name(name).to_string());
    let value = alias.and_then(|alias| tree.children(alias, Arg::Columns).first().copied());
    let unnamed = alias.is_none();
    let value = match value {
        Some(value) => tree.name(value).to_string(),
        None if count == 0 => "value".to_string(),
        None => format!("value_{}", count + 1),
    };
    if unnamed {
        let name = identifier(tree, &value);
        let columns = tree.list(&[name]);
        let alias = tree.make(Kind::TableAlias, &args![Columns: columns]);
        tree.set(node, Arg::Alias, alias);
    }
    Source { node, table, value, unnamed, fields: fields(tree, node) }
}

/// Names of the fields of the first object in an array that is written out.
fn fields(tree: &Tree, unnest: NodeId) -> Vec<String> {
    let array = tree.expressions(unnest).first().copied().filter(|array| tree.kind(*array) == Kind::Array);
    let first = array.and_then(|array| tree.expressions(array).first().copied());
    let Some(object) = first.filter(|first| tree.kind(*first) == Kind::Struct) else { return Vec::new() };
    let name = |field: &NodeId| match tree.kind(*field) {
        Kind::PropertyEQ => tree.this(*field).map(|name| tree.name(name).to_string()),
        _ => None,
    };
    tree.expressions(object).iter().filter_map(name).collect()
}

fn qualify(tree: &mut Tree, select: NodeId, node: NodeId, sources: &Sources, only: bool) {
    if tree.node(node, Arg::Db).is_some() || tree.this(node).is_none_or(|this| tree.kind(this) == Kind::Star) {
        return;
    }
    let name = tree.name(node).to_string();
    let table = tree.node(node, Arg::Table).map(|table| tree.name(table).to_string());
    let Some(owner) = sources.owner(node, table.as_deref(), &name, only) else { return };
    match &owner.table {
        Some(table) if *table != name => {
            let table = identifier(tree, table);
            tree.set(node, Arg::Table, table);
        }
        Some(_) => {}
        None => field(tree, select, node, &owner.value, &name),
    }
}

/// `x['a']`, under the field's name if it is a projection.
fn field(tree: &mut Tree, select: NodeId, node: NodeId, value: &str, name: &str) {
    let is_projection = tree.parent(node) == Some(select) && tree.parent_arg(node) == Arg::Expressions;
    let object = column(tree, value);
    let key = tree.string(name);
    let keys = tree.list(&[key]);
    let mut made = tree.make(Kind::Bracket, &args![This: object, Expressions: keys]);
    if is_projection {
        let alias = identifier(tree, name);
        made = tree.make(Kind::Alias, &args![This: made, Alias: alias]);
    }
    let comments = tree.take_comments(node);
    tree.add_comments(made, comments);
    tree.replace(node, made);
}
