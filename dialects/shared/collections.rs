//! Renderers of arrays, structs and of sources made from them.

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::{Generator, FLAT};

/// `ARRAY(1, 2)` -> `ARRAY[1, 2]`.
pub(crate) fn array_of_brackets(g: &mut Generator<'_>, id: NodeId) {
    g.write("ARRAY[");
    g.expressions(id, FLAT);
    g.write("]");
}

/// `ARRAY(1, 2)` -> `[1, 2]`.
pub(crate) fn bracket_array(g: &mut Generator<'_>, id: NodeId) {
    let items = g.tree.get(id, Arg::Expressions);
    g.write("[");
    g.array_items(items);
    g.write("]");
}

/// `ARRAY_INSERT(x, place, item)`, where the first place is `first`. Places from the end count the one behind the last.
pub(crate) fn array_insert(g: &mut Generator<'_>, id: NodeId, first: i64) {
    let (this, mut position) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Position));
    let own = match g.tree.get(id, Arg::Offset) {
        Value::Int(offset) => offset,
        _ => 0,
    };
    let place = position.node().and_then(|place| sqlectic_syntax::parser::column::integer_constant(g.tree, place));
    match (first - own, place) {
        (0, _) => {}
        (_, None) => g.unsupported("ARRAY_INSERT position can only be converted if it's a literal"),
        (shift, Some(-1)) if shift < 0 => position = g.make(Kind::ArraySize, &args![This: this]).into(),
        (shift, Some(place)) if place < 0 => position = g.number_node(place.saturating_sub(shift)).into(),
        (shift, Some(place)) => position = g.number_node(place.saturating_add(shift)).into(),
    }
    let item = g.tree.get(id, Arg::Expression);
    g.func("ARRAY_INSERT", &[this, position, item]);
}

/// Whether an array is made of the rows of a query, maybe the first of them: `ARRAY((SELECT a FROM t) LIMIT 3)`.
pub(crate) fn is_limited_query(g: &Generator<'_>, node: NodeId) -> bool {
    let limited = g.tree.this(node).filter(|_| g.tree.kind(node) == Kind::Limit);
    g.tree.is(limited.unwrap_or(node), Kind::Query)
}

/// `GENERATE_SERIES(1, 3) AS t` as a table -> `UNNEST(SEQUENCE(1, 3)) AS _u(t)`; a column with a name keeps it.
pub(crate) fn series_as_unnest(g: &mut Generator<'_>, id: NodeId) -> Option<NodeId> {
    let series = g.tree.this(id)?;
    if !matches!(g.tree.kind(series), Kind::GenerateSeries | Kind::ExplodingGenerateSeries) {
        return None;
    }
    let args: Vec<(Arg, Value)> = g.tree.arguments(series).collect();
    let series = g.make(Kind::GenerateSeries, &args);
    let arrays = g.tree.list_of(&[series.into()]);
    let given = g.tree.node(id, Arg::Alias);
    let named = given.filter(|alias| g.tree.list_len(*alias, Arg::Columns) > 0);
    let column = given.and_then(|alias| g.tree.this(alias));
    let alias = named.or_else(|| {
        let column = column?;
        let columns = g.tree.list_of(&[column.into()]);
        let name = g.tree.text_value("_u");
        let name = g.make(Kind::Identifier, &[(Arg::This, name), (Arg::Quoted, Value::Bool(false))]);
        Some(g.make(Kind::TableAlias, &args![This: name, Columns: columns]))
    });
    Some(g.make(Kind::Unnest, &args![Expressions: arrays, Alias: alias]))
}

/// `LATERAL VIEW EXPLODE(x) t AS c` -> `CROSS JOIN UNNEST(x) AS t(c)`, an outer one `LEFT JOIN .. ON TRUE`; positions count
/// from zero.
pub(crate) fn lateral_view_as_unnest(g: &mut Generator<'_>, id: NodeId) {
    let explode = g.tree.this(id).filter(|this| g.tree.is(*this, Kind::Explode) || g.tree.kind(*this) == Kind::Inline);
    let Some(explode) = explode.filter(|_| g.tree.has(id, Arg::View)) else { return g.render_base(id) };
    let alias = g.tree.node(id, Arg::Alias);
    let name = alias.map_or(Value::None, |alias| g.tree.get(alias, Arg::This));
    let mut columns = alias.map(|alias| g.tree.children(alias, Arg::Columns).to_vec()).unwrap_or_default();
    let with_position = g.tree.is(explode, Kind::Posexplode) && !columns.is_empty();
    let position = if with_position { Some(columns.remove(0)) } else { None };
    let array = g.tree.get(explode, Arg::This);
    let arrays = g.tree.list_of(&[array]);
    let inner = columns.iter().map(|column| Value::Node(*column)).collect::<Vec<_>>();
    let names = g.tree.list_of(&inner);
    let names = if columns.is_empty() { Value::None } else { names };
    let alias = alias.map(|_| g.make(Kind::TableAlias, &[(Arg::This, name), (Arg::Columns, names)]));
    let unnest = g.make(Kind::Unnest, &args![Expressions: arrays, Offset: position, Alias: alias]);
    let source = match position {
        Some(position) => positions_from_zero(g, unnest, position, &columns),
        None => unnest,
    };
    let join = if g.tree.has(id, Arg::Outer) {
        let (left, on) = (g.tree.text_value("LEFT"), g.make(Kind::Boolean, &args![This: true]));
        g.make(Kind::Join, &[(Arg::This, source.into()), (Arg::Side, left), (Arg::On, on.into())])
    } else {
        let cross = g.tree.text_value("CROSS");
        g.make(Kind::Join, &[(Arg::This, source.into()), (Arg::Kind, cross)])
    };
    g.node(join);
}

/// `LEFT JOIN UNNEST(x) AS t(a)` -> `LEFT JOIN UNNEST(x) AS t(a) ON TRUE`, where every such join has a condition.
pub(crate) fn join_with_condition(g: &mut Generator<'_>, id: NodeId) {
    g.render_base(id);
    let is_list = g.tree.this(id).is_some_and(|this| g.tree.kind(this) == Kind::Unnest);
    let bare = [Arg::On, Arg::Using, Arg::Method].iter().all(|arg| !g.tree.has(id, *arg));
    if is_list && bare && g.tree.has(id, Arg::Side) {
        g.block(|g| g.write("ON TRUE"));
    }
}

/// Lateral sources where Hive's views are not known.
pub(crate) fn lateral_without_views(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::View) {
        g.unsupported("LATERAL VIEW is not supported");
    }
    g.render_base(id);
}

/// `LATERAL (SELECT p - 1 AS p, a FROM UNNEST(x) WITH ORDINALITY AS t(a, p))`.
fn positions_from_zero(g: &mut Generator<'_>, unnest: NodeId, position: NodeId, columns: &[NodeId]) -> NodeId {
    let one = g.number_node(1);
    let less = g.make(Kind::Sub, &args![This: position, Expression: one]);
    let aliased = g.make(Kind::Alias, &args![This: less, Alias: position]);
    let projections: Vec<Value> = std::iter::once(aliased).chain(columns.iter().copied()).map(Value::Node).collect();
    let projections = g.tree.list_of(&projections);
    let from = g.make(Kind::From, &args![This: unnest]);
    let select = g.make(Kind::Select, &args![Expressions: projections, From: from]);
    let subquery = g.make(Kind::Subquery, &args![This: select]);
    g.make(Kind::Lateral, &args![This: subquery])
}

/// The value of a field of a struct.
pub(crate) fn field_value(g: &Generator<'_>, field: NodeId) -> NodeId {
    match g.tree.kind(field) {
        Kind::PropertyEQ => g.tree.expression(field).unwrap_or(field),
        _ => field,
    }
}
