//! Tables: rows given by value, names that were quoted as one, versions, functions that return tables.
//! <https://cloud.google.com/bigquery/docs/reference/standard-sql/query-syntax#from_clause>

use super::super::names;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::{Generator, RenderFn};

/// Sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::Create, create),
    (Kind::JSONBExtract, crate::shared::json_by_keys),
    (Kind::JSONBExtractScalar, crate::shared::json_by_keys),
    (Kind::Lateral, lateral),
    (Kind::RegexpILike, regexp_ilike),
    (Kind::RegexpLike, regexp_like),
    (Kind::Table, table),
    (Kind::Values, values),
    (Kind::Version, version),
];

/// The flag of a pattern stands in it.
fn regexp_ilike(g: &mut Generator<'_>, id: NodeId) {
    let args = [g.tree.get(id, Arg::This), crate::shared::pattern_in_any_case(g, id)];
    g.func("REGEXP_CONTAINS", &args);
}

fn regexp_like(g: &mut Generator<'_>, id: NodeId) {
    let args = [g.tree.get(id, Arg::This), crate::shared::pattern_with_flags(g, id)];
    g.func("REGEXP_CONTAINS", &args);
}

/// Views of arrays are joins; positions would need a lateral query, which there is none of.
fn lateral(g: &mut Generator<'_>, id: NodeId) {
    let positions = g.tree.this(id).is_some_and(|this| g.tree.is(this, Kind::Posexplode));
    let pairs = g.tree.node(id, Arg::Alias).is_some_and(|alias| g.tree.list_len(alias, Arg::Columns) > 1);
    if positions || pairs || !g.tree.has(id, Arg::View) {
        g.unsupported("There are no lateral queries");
        return g.render_base(id);
    }
    crate::shared::lateral_view_as_unnest(g, id);
}

/// What was one quoted name stays one.
fn table(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.this(id).is_some_and(|this| {
        g.tree.kind(this) == Kind::GenerateSeries || g.tree.kind(this) == Kind::ExplodingGenerateSeries
    }) {
        return series(g, id);
    }
    if !g.tree.meta(id, names::QUOTED_TABLE).is_some() {
        return g.render_base(id);
    }
    let parts: Vec<String> = [Arg::Catalog, Arg::Db, Arg::This]
        .iter()
        .filter_map(|arg| g.tree.node(id, *arg))
        .flat_map(|part| dotted(g, part))
        .collect();
    let name = g.tree.text(&parts.join("."));
    let name = g.make(Kind::Identifier, &[(Arg::This, Value::Text(name)), (Arg::Quoted, Value::Bool(true))]);
    let args: Vec<(Arg, Value)> = g
        .tree
        .arguments(id)
        .filter(|(arg, _)| !matches!(*arg, Arg::Catalog | Arg::Db))
        .map(|(arg, value)| if arg == Arg::This { (arg, name.into()) } else { (arg, value) })
        .collect();
    let table = g.make(Kind::Table, &args);
    g.render_base(table);
}

/// `GENERATE_SERIES(1, 3) AS t` -> `UNNEST(GENERATE_ARRAY(1, 3)) AS t`: its alias names the values, so that a column with a
/// name of its own needs a query: `(SELECT i FROM UNNEST(...) AS i) AS t`.
fn series(g: &mut Generator<'_>, id: NodeId) {
    let arrays = g.tree.list_of(&[g.tree.get(id, Arg::This)]);
    let alias = g.tree.node(id, Arg::Alias);
    let column = alias.and_then(|alias| g.tree.children(alias, Arg::Columns).first().copied());
    let named = column.or_else(|| alias.and_then(|alias| g.tree.this(alias)));
    let values = named.map(|name| {
        let columns = g.tree.list_of(&[name.into()]);
        g.make(Kind::TableAlias, &args![Columns: columns])
    });
    let unnest = g.make(Kind::Unnest, &args![Expressions: arrays, Alias: values]);
    let (Some(alias), Some(column)) = (alias, column) else { return g.node(unnest) };
    let from = g.make(Kind::From, &args![This: unnest]);
    let column = g.make(Kind::Column, &args![This: column]);
    let columns = g.tree.list_of(&[column.into()]);
    let select = g.make(Kind::Select, &args![Expressions: columns, From: from]);
    let source = g.tree.get(alias, Arg::This);
    let name = source.is_some().then(|| g.make(Kind::TableAlias, &args![This: source]));
    let query = g.make(Kind::Subquery, &args![This: select, Alias: name]);
    g.node(query);
}

/// The names of a path.
fn dotted(g: &Generator<'_>, mut node: NodeId) -> Vec<String> {
    let mut names = Vec::new();
    while g.tree.kind(node) == Kind::Dot {
        if let Some(last) = g.tree.expression(node) {
            names.push(g.tree.name(last).to_string());
        }
        let Some(this) = g.tree.this(node) else { break };
        node = this;
    }
    names.push(g.tree.name(node).to_string());
    names.reverse();
    names
}

fn version(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.text_of(id, Arg::This) != "TIMESTAMP" {
        return g.render_base(id);
    }
    g.write("FOR SYSTEM_TIME ");
    g.arg(id, Arg::Kind);
    g.arg_after(" ", id, Arg::Expression);
}

/// `(VALUES (1, 2)) AS t(a, b)` -> `UNNEST([STRUCT(1 AS a, 2 AS b)]) AS t`.
fn values(g: &mut Generator<'_>, id: NodeId) {
    let is_source = g.tree.ancestors(id).any(|node| matches!(g.tree.kind(node), Kind::From | Kind::Join));
    if !is_source {
        return g.render_base(id);
    }
    let alias = g.tree.node(id, Arg::Alias);
    let names = alias.map(|alias| g.tree.children(alias, Arg::Columns)).unwrap_or_default();
    let mut rows = Vec::new();
    for row in g.tree.expressions(id) {
        let items = g.tree.expressions(row);
        let mut names: Vec<NodeId> = names.iter().copied().take(items.len()).collect();
        if names.is_empty() {
            for i in 0..items.len() {
                let name = g.tree.text_value(&format!("_c{i}"));
                names.push(g.make(Kind::Identifier, &args![This: name, Quoted: false]));
            }
        }
        let fields: Vec<NodeId> = names
            .into_iter()
            .zip(items)
            .map(|(name, value)| g.make(Kind::PropertyEQ, &args![This: name, Expression: value]))
            .collect();
        let fields = g.tree.list(&fields);
        rows.push(g.make(Kind::Struct, &args![Expressions: fields]));
    }
    let rows = g.tree.list(&rows);
    let rows = g.make(Kind::Array, &args![Expressions: rows]);
    g.func("UNNEST", &[rows.into()]);
    if let Some(name) = alias.and_then(|alias| g.tree.this(alias)) {
        g.write(" AS ");
        g.node(name);
    }
}

// ---- functions that return tables ---------------------------------------------------------------------------------------

/// Whether a statement makes a function that says that it returns a table.
fn returns_table(g: &Generator<'_>, create: NodeId) -> bool {
    let properties = g.tree.node(create, Arg::Properties).map(|properties| g.tree.expressions(properties));
    properties.is_some_and(|properties| {
        properties
            .iter()
            .any(|property| g.tree.kind(*property) == Kind::ReturnsProperty && g.tree.has(*property, Arg::IsTable))
    })
}

/// `CREATE TABLE FUNCTION`; its body is a query and no text.
/// <https://cloud.google.com/bigquery/docs/reference/standard-sql/data-definition-language#create_table_function_statement>
fn create(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.text_of(id, Arg::Kind) != "FUNCTION" || !returns_table(g, id) {
        return g.render_base(id);
    }
    let kind = g.tree.text_value("TABLE FUNCTION");
    let body = g.tree.expression(id).filter(|body| g.tree.is_string(*body)).map(|body| g.tree.name(body).to_string());
    let body = body.map(|body| g.word_node(&body));
    let arguments: Vec<(Arg, Value)> = g
        .tree
        .arguments(id)
        .map(|(arg, value)| match (arg, body) {
            (Arg::Kind, _) => (arg, kind),
            (Arg::Expression, Some(body)) => (arg, body.into()),
            _ => (arg, value),
        })
        .collect();
    let node = g.make(Kind::Create, &arguments);
    g.render_base(node);
}
