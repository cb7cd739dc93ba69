//! Arrays as tables: `UNNEST` is `FLATTEN` here, <https://docs.snowflake.com/en/sql-reference/functions/flatten>.

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    generator::{query, relation, Generator},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    d.generator.add_renders(&[(Kind::Unnest, unnest), (Kind::Values, values)]);
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
