//! Arrays and sets of rows: <https://www.postgresql.org/docs/current/functions-array.html>.

use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::generator::{expr, functions, relation, types, Generator, RenderFn};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::Array, array),
    (Kind::ArrayAppend, |g, id| element(g, id, "ARRAY_APPEND", [Arg::This, Arg::Expression])),
    (Kind::ArrayConcat, concatenation),
    (Kind::ArrayContains, contains),
    (Kind::ArrayFilter, filter),
    (Kind::ArrayPrepend, |g, id| element(g, id, "ARRAY_PREPEND", [Arg::Expression, Arg::This])),
    (Kind::Bracket, bracket),
    (Kind::GenerateSeries, series),
    (Kind::MapFromEntries, |g, _| g.unsupported("MAP_FROM_ENTRIES unsupported")),
    (Kind::Pivot, |g, _| g.unsupported("PIVOT unsupported")),
    (Kind::StructExtract, field),
    (Kind::Unnest, unnest),
];

/// `ARRAY[1, 2]`, `ARRAY(SELECT ...)`.
fn array(g: &mut Generator<'_>, id: NodeId) {
    let items = g.tree.expressions(id);
    let name = g.function_name("ARRAY").into_owned();
    let is_query = matches!(items[..], [only] if shared::is_limited_query(g, only));
    let list = g.tree.get(id, Arg::Expressions);
    if is_query {
        return g.func(&name, &[list]);
    }
    g.write(&name);
    g.write("[");
    g.array_items(list);
    g.write("]");
}

/// An element is taken of a name, a call or a parenthesis: `(ARRAY[1, 2])[1]`.
fn bracket(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id).filter(|this| g.tree.kind(*this) == Kind::Array) else {
        return expr::bracket(g, id);
    };
    let items = expr::bracket_items(g, id);
    g.paren(|g| g.node(this));
    g.write("[");
    g.join(&items, ", ");
    g.write("]");
}

/// A null array stays null only if the node says so; PostgreSQL takes it as an empty one.
fn element(g: &mut Generator<'_>, id: NodeId, name: &'static str, order: [Arg; 2]) {
    null_if_any(g, id, &[Arg::This], |g| g.func_of(id, name, &order));
}

/// `CASE WHEN x IS NULL THEN NULL ELSE ... END`, if null arrays stay null.
fn null_if_any(g: &mut Generator<'_>, id: NodeId, arrays: &[Arg], otherwise: impl FnOnce(&mut Generator<'_>)) {
    if !g.tree.has(id, Arg::NullPropagation) {
        return otherwise(g);
    }
    g.write("CASE WHEN ");
    let arrays: Vec<NodeId> = arrays.iter().flat_map(|arg| g.tree.children(id, *arg)).collect();
    for (i, array) in arrays.into_iter().enumerate() {
        g.write(if i > 0 { " OR " } else { "" });
        g.node(array);
        g.write(" IS NULL");
    }
    g.write(" THEN NULL ELSE ");
    otherwise(g);
    g.write(" END");
}

/// `ARRAY_CONCAT(a, b, c)` -> `ARRAY_CAT(a, ARRAY_CAT(b, c))`.
fn concatenation(g: &mut Generator<'_>, id: NodeId) {
    null_if_any(g, id, &[Arg::This, Arg::Expressions], |g| {
        let mut arrays: Vec<Value> = g.tree.this(id).into_iter().map(Value::Node).collect();
        arrays.extend(g.tree.expressions(id).into_iter().map(Value::Node));
        if arrays.len() == 1 {
            arrays.push(g.make(Kind::Array, &[]).into());
        }
        let name = g.function_name("ARRAY_CAT").into_owned();
        let last = arrays.len().saturating_sub(1);
        for (i, array) in arrays.into_iter().enumerate() {
            if i > 0 {
                g.write(", ");
            }
            if i < last {
                g.write(&name);
                g.write("(");
            }
            g.value(array);
        }
        g.write(&")".repeat(last));
    });
}

/// `ARRAY_CONTAINS(x, y)`: null only if `y` is.
fn contains(g: &mut Generator<'_>, id: NodeId) {
    let value = g.tree.get(id, Arg::Expression);
    let (tested, compared) = (g.as_operand(Kind::Is, Arg::This, value), functions::wrapped(g, value));
    g.write("CASE WHEN ");
    g.value(tested);
    g.write(" IS NULL THEN NULL ELSE COALESCE(");
    g.value(compared);
    g.write(" = ANY(");
    g.arg(id, Arg::This);
    g.write("), FALSE) END");
}

/// `FILTER(x, y -> y > 1)` -> `ARRAY(SELECT y FROM UNNEST(x) AS _t0(y) WHERE y > 1)`.
fn filter(g: &mut Generator<'_>, id: NodeId) {
    let lambda = g.tree.expression(id).filter(|lambda| g.tree.kind(*lambda) == Kind::Lambda);
    let arguments = lambda.map(|lambda| g.tree.expressions(lambda));
    let (Some(lambda), Some([name])) = (lambda, arguments.as_deref()) else {
        return g.unsupported("Unsupported filter condition");
    };
    let (name, table) = (*name, g.next_name());
    let table = g.tree.text_value(&table);
    let table = g.make(Kind::Identifier, &args![This: table, Quoted: false]);
    let names = g.tree.list_of(&[name.into()]);
    let alias = g.make(Kind::TableAlias, &args![This: table, Columns: names]);
    let array = g.tree.get(id, Arg::This);
    let arrays = g.tree.list_of(&[array]);
    let rows = g.make(Kind::Unnest, &args![Expressions: arrays, Alias: alias]);
    let from = g.make(Kind::From, &args![This: rows]);
    g.tree.set_parent(rows, from, Arg::This, None);
    g.write("ARRAY(SELECT ");
    g.node(name);
    g.write(" FROM ");
    g.node(rows);
    g.write(" WHERE ");
    g.arg(lambda, Arg::This);
    g.write(")");
}

/// `GENERATE_SERIES(a, b)`; an end that is left out is one less.
fn series(g: &mut Generator<'_>, id: NodeId) {
    let (start, mut end, step) = (g.tree.get(id, Arg::Start), g.tree.get(id, Arg::End), g.tree.get(id, Arg::Step));
    if g.tree.has(id, Arg::IsEndExclusive) {
        let one = g.number_node(1);
        let down = step.node().is_some_and(|step| g.tree.kind(step) == Kind::Neg);
        end =
            g.make(if down { Kind::Add } else { Kind::Sub }, &[(Arg::This, end), (Arg::Expression, one.into())]).into();
    }
    g.func("GENERATE_SERIES", &[start, end, step]);
}

/// `STRUCT_EXTRACT(x, 'a')` -> `x.a`.
fn field(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(".");
    match g.tree.expression(id) {
        Some(name) if g.tree.is_string(name) => {
            let text = g.tree.get(name, Arg::This);
            let word = g.tree.name(name).bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            let identifier = g.make(Kind::Identifier, &args![This: text, Quoted: !word]);
            g.node(identifier);
        }
        Some(name) => g.node(name),
        None => {}
    }
}

/// `UNNEST(GENERATE_DATE_ARRAY(a, b, step))` is a query on a series of timestamps.
fn unnest(g: &mut Generator<'_>, id: NodeId) {
    let items = g.tree.expressions(id);
    let dates = matches!(items[..], [only] if g.tree.kind(only) == Kind::GenerateDateArray);
    if let Some(array) = items.first().copied().filter(|first| items.len() == 1 && is_array_of_json(g.tree, *first)) {
        return json_elements(g, id, array);
    }
    if !dates {
        return relation::unnest(g, id);
    }
    let (array, alias) = (items[0], g.tree.node(id, Arg::Alias));
    let series = [Arg::Start, Arg::End, Arg::Step].map(|arg| (arg, g.tree.get(array, arg)));
    let series = g.make(Kind::GenerateSeries, &series);
    g.write("(SELECT CAST(value AS DATE) FROM ");
    g.node(series);
    g.write(" AS _t(value)) AS ");
    match alias.filter(|alias| g.tree.node(*alias, Arg::This).is_some() || g.tree.list_len(*alias, Arg::Columns) > 0) {
        Some(alias) => g.node(alias),
        None => g.write("_unnested_generate_series"),
    }
}

/// Whether a value is made an array of JSON.
fn is_array_of_json(tree: &Tree, value: NodeId) -> bool {
    let value = tree.unnested(value);
    let to = tree.node(value, Arg::To).filter(|_| tree.kind(value).is(Kind::Cast));
    let elements = to.filter(|to| tree.text_of(*to, Arg::This) == "ARRAY").map(|to| tree.expressions(to));
    matches!(elements.as_deref(), Some([element]) if tree.text_of(*element, Arg::This) == "JSON")
}

/// `UNNEST(CAST(x AS ARRAY<JSON>))` -> `JSON_ARRAY_ELEMENTS(CAST(x AS JSON))`: the elements of an array in JSON.
/// <https://www.postgresql.org/docs/current/functions-json.html>
fn json_elements(g: &mut Generator<'_>, id: NodeId, array: NodeId) {
    if g.tree.has(id, Arg::Offset) {
        g.unsupported("Unsupported JSON_ARRAY_ELEMENTS with offset");
    }
    let value = match g.tree.kind(array) {
        Kind::Paren => array,
        _ => g.tree.this(array).unwrap_or(array),
    };
    let json = types::cast_to(g, value, "JSON");
    g.func("JSON_ARRAY_ELEMENTS", &[json.into()]);
    g.arg_after(" AS ", id, Arg::Alias);
}
