//! Arrays as tables: `UNNEST` is `FLATTEN` here, <https://docs.snowflake.com/en/sql-reference/functions/flatten>.

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    generator::{query, relation, Generator},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    d.generator.add_renders(&[(Kind::Lateral, lateral), (Kind::Unnest, unnest), (Kind::Values, values)]);
}

/// Objects can't stand in the rows of `VALUES`: <https://docs.snowflake.com/en/sql-reference/constructs/values>.
fn values(g: &mut Generator<'_>, id: NodeId) {
    let objects = [Kind::Map, Kind::StarMap, Kind::Struct, Kind::VarMap];
    let in_from = g.tree.ancestors(id).any(|node| matches!(g.tree.kind(node), Kind::From | Kind::Join));
    match in_from && g.tree.walk(id).any(|node| objects.contains(&g.tree.kind(node))) {
        true => query::values_as_union(g, id),
        false => g.render_base(id),
    }
}

/// `UNNEST(x) AS t(a)` -> `TABLE(FLATTEN(INPUT => x)) AS t(seq, key, path, index, a, this)`.
fn unnest(g: &mut Generator<'_>, id: NodeId) {
    let Some(array) = g.tree.expressions(id).first().copied() else { return relation::unnest(g, id) };
    let parent = g.tree.parent(id).map(|parent| g.tree.kind(parent));
    let is_source = matches!(parent, Some(Kind::From | Kind::Join));
    let is_lateral = parent == Some(Kind::Lateral);
    if !is_source && !is_lateral {
        g.write("value FROM ");
    }
    let input = g.word_node("INPUT");
    let input = g.make(Kind::Kwarg, &args![This: input, Expression: array]);
    let open = if is_lateral { "FLATTEN(" } else { "TABLE(FLATTEN(" };
    g.write(open);
    g.node(input);
    g.write(if is_lateral { ")" } else { "))" });
    let alias = flattened(g, id, is_source);
    g.write(" AS ");
    g.node(alias);
}

/// The alias with all columns of `FLATTEN`; those that the source names keep their names.
fn flattened(g: &mut Generator<'_>, id: NodeId, is_source: bool) -> NodeId {
    let alias = g.tree.node(id, Arg::Alias);
    let value = alias.and_then(|alias| g.tree.children(alias, Arg::Columns).first().copied());
    let index = g.tree.node(id, Arg::Offset);
    let mut name = |own: Option<NodeId>, name: &str| own.unwrap_or_else(|| identifier(g, name));
    let columns = [
        name(None, "seq"),
        name(None, "key"),
        name(None, "path"),
        name(index, "index"),
        name(value, "value"),
        name(None, "this"),
    ];
    let name: Value = match alias {
        Some(alias) => g.tree.get(alias, Arg::This),
        None if is_source => Value::None,
        None => identifier(g, "_u").into(),
    };
    let columns = g.tree.list_of(&columns.map(Value::Node));
    g.make(Kind::TableAlias, &args![This: name, Columns: columns])
}

fn identifier(g: &mut Generator<'_>, name: &str) -> NodeId {
    let name = g.tree.text_value(name);
    g.tree.make(Kind::Identifier, &args![This: name, Quoted: false])
}

/// `LATERAL VIEW POSEXPLODE(x) t AS p, a` -> `CROSS JOIN LATERAL FLATTEN(INPUT => x) AS t(seq, key, path, p, a, this)`; views that keep
/// rows without elements say `OUTER`.
fn lateral(g: &mut Generator<'_>, id: NodeId) {
    let explode = g.tree.this(id).filter(|this| g.tree.is(*this, Kind::Explode) && g.tree.has(id, Arg::View));
    let alias = g.tree.node(id, Arg::Alias);
    let (Some(explode), Some(alias)) = (explode, alias) else { return crate::shared::lateral_without_views(g, id) };
    let columns: Vec<String> = g.tree.children(alias, Arg::Columns).iter().map(|column| g.sql(*column)).collect();
    let (key, index, value) = match (&columns[..], g.tree.is(explode, Kind::Posexplode)) {
        ([index, value], true) => ("key", index.as_str(), value.as_str()),
        ([key, value], false) => (key.as_str(), "index", value.as_str()),
        ([value], false) => ("key", "index", value.as_str()),
        _ => ("key", "index", "value"),
    };
    g.sep();
    g.write("CROSS JOIN LATERAL FLATTEN(INPUT => ");
    g.arg(explode, Arg::This);
    g.flag(id, Arg::Outer, ", OUTER => TRUE");
    g.write(") AS ");
    match g.tree.this(alias) {
        Some(name) => g.node(name),
        None => g.write("_u"),
    }
    g.write(&format!("(seq, {key}, path, {index}, {value}, this)"));
}
