//! Definitions and their properties: <https://prestodb.io/docs/current/sql/create-table.html>.

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    generator::{ddl, types, Generator, Location, RenderFn},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let g = &mut d.generator;
    g.add_renders(RENDERS);
    g.add_locations(&[
        (Kind::LocationProperty, Location::Unsupported),
        (Kind::VolatileProperty, Location::Unsupported),
    ]);
}

/// Renderers of this area, sorted by kind.
const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::Create, create),
    (Kind::DataType, data_type),
    (Kind::FileFormatProperty, file_format),
    (Kind::Schema, schema),
    (Kind::SchemaCommentProperty, |g, id| property(g, id, "COMMENT ")),
    (Kind::SqlSecurityProperty, |g, id| property(g, id, "SECURITY ")),
    (Kind::Transaction, transaction),
];

fn property(g: &mut Generator<'_>, id: NodeId, words: &str) {
    g.write(words);
    g.arg(id, Arg::This);
}

/// A view doesn't name its columns.
fn create(g: &mut Generator<'_>, id: NodeId) {
    let schema = g.tree.this(id).filter(|this| {
        g.tree.kind(*this) == Kind::Schema && g.tree.text_of(id, Arg::Kind).eq_ignore_ascii_case("VIEW")
    });
    let Some(name) = schema.and_then(|schema| g.tree.this(schema)) else { return ddl::create(g, id) };
    let args: Vec<(Arg, Value)> = g
        .tree
        .arguments(id)
        .map(|(arg, value)| if arg == Arg::This { (arg, name.into()) } else { (arg, value) })
        .collect();
    let view = g.make(Kind::Create, &args);
    ddl::create(g, view);
}

/// Times have no precision: it is that of milliseconds.
fn data_type(g: &mut Generator<'_>, id: NodeId) {
    let name = types::canonical_name(g, id);
    let timed = matches!(name.as_str(), "TIME" | "TIMETZ") || sqlectic_types::TEMPORAL_TYPES.contains(&name.as_str());
    if !timed || g.tree.list_len(id, Arg::Expressions) == 0 {
        return types::data_type_node(g, id);
    }
    let digits = g.tree.expressions(id).first().and_then(|param| g.tree.this(*param)).map(|digits| g.tree.name(digits));
    if digits.is_some_and(|digits| digits != "3") {
        g.unsupported("Presto only supports millisecond precision for temporal types");
    }
    let args: Vec<(Arg, Value)> = g.tree.arguments(id).filter(|(arg, _)| *arg != Arg::Expressions).collect();
    let plain = g.make(Kind::DataType, &args);
    types::data_type_node(g, plain);
}

/// `format='PARQUET'`.
fn file_format(g: &mut Generator<'_>, id: NodeId) {
    g.write("format=");
    let name = g.tree.text_of(id, Arg::This).to_string();
    let name = g.string_node(&name);
    g.node(name);
}

/// A node as text, names as they are.
fn without_quotes(g: &mut Generator<'_>, id: NodeId) -> String {
    let copy = g.tree.copy(id);
    let names: Vec<NodeId> = g.tree.walk(copy).filter(|node| g.tree.kind(*node) == Kind::Identifier).collect();
    for name in names {
        let text = g.tree.get(name, Arg::This);
        let word = g.make(Kind::Var, &args![This: text]);
        g.tree.replace(name, word);
    }
    g.sql(copy)
}

/// Columns by which a table is partitioned are an array of their names.
fn schema(g: &mut Generator<'_>, id: NodeId) {
    let in_partition = g.tree.parent(id).is_some_and(|parent| g.tree.kind(parent) == Kind::PartitionedByProperty);
    if !in_partition {
        return ddl::schema(g, id);
    }
    let names: Vec<Value> = g
        .tree
        .expressions(id)
        .into_iter()
        .map(|column| {
            let name = match g.tree.kind(column) {
                kind if kind.is(Kind::Func) || kind.is(Kind::Property) => without_quotes(g, column),
                _ => g.tree.name(column).to_string(),
            };
            Value::Node(g.string_node(&name))
        })
        .collect();
    g.write("ARRAY[");
    g.arguments(&names);
    g.write("]");
}

fn transaction(g: &mut Generator<'_>, id: NodeId) {
    g.write("START TRANSACTION");
    if g.tree.has(id, Arg::Modes) {
        g.write(" ");
        g.arg(id, Arg::Modes);
    }
}
