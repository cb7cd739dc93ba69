//! Arrays, objects and maps.

use super::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::functions::sorting::ArrayOrder;
use sqlectic_syntax::{generator::Generator, Dialect};

pub(super) fn define(d: &mut Dialect) {
    d.generator.add_renders(&[
        (Kind::Array, array),
        (Kind::ArrayAppend, |g, id| array_grow(g, id, "ARRAY_APPEND")),
        (Kind::ArrayConcat, array_concat),
        (Kind::ArrayContains, array_contains),
        (Kind::ArrayDistinct, array_distinct),
        (Kind::ArrayInsert, |g, id| shared::array_insert(g, id, 0)),
        (Kind::ArrayPrepend, |g, id| array_grow(g, id, "ARRAY_PREPEND")),
        (Kind::ArraySort, array_sort),
        (Kind::GenerateSeries, generate_series),
        (Kind::ExplodingGenerateSeries, generate_series),
        (Kind::Map, map),
        (Kind::Struct, struct_),
        (Kind::VarMap, map),
    ]);
}

// ---- arrays ----------------------------------------------------------------------------------------------------------

/// An array that counts as empty where it is null, unless null is what comes of it.
fn not_null(g: &mut Generator<'_>, array: Value, propagates: bool) -> Value {
    if propagates {
        return array;
    }
    let empty = g.make(Kind::Array, &[]);
    let list = g.tree.list(&[empty]);
    g.make(Kind::Coalesce, &args![This: array, Expressions: list]).into()
}

/// `ARRAY(SELECT AS STRUCT a FROM t)` -> `(SELECT ARRAY_AGG(OBJECT_CONSTRUCT('a', a)) FROM t)`.
fn array(g: &mut Generator<'_>, id: NodeId) {
    let rows = match g.tree.expressions(id)[..] {
        [query] if g.tree.kind(query) == Kind::Select && is_struct(g, query) => Some(query),
        _ => None,
    };
    let Some(query) = rows else { return shared::bracket_array(g, id) };
    let projections = g.tree.expressions(query);
    let mut items = Vec::new();
    for projection in projections {
        let name = g.tree.alias_or_name(projection).to_string();
        items.push(Value::Node(g.string_node(&name)));
        let value = match g.tree.kind(projection) {
            Kind::Alias => g.tree.get(projection, Arg::This),
            _ => projection.into(),
        };
        items.push(value);
    }
    let rest: Vec<(Arg, Value)> =
        g.tree.arguments(query).filter(|(arg, _)| ![Arg::Expressions, Arg::Kind].contains(arg)).collect();
    let list = g.tree.list_of(&items);
    let name = g.tree.text_value("OBJECT_CONSTRUCT");
    let object = g.make(Kind::Anonymous, &args![This: name, Expressions: list]);
    let all = g.make(Kind::ArrayAgg, &args![This: object]);
    let list = g.tree.list_of(&[all.into()]);
    let mut select = args![Expressions: list].to_vec();
    select.extend(rest);
    let select = g.make(Kind::Select, &select);
    let subquery = g.make(Kind::Subquery, &args![This: select]);
    g.node(subquery);
}

fn is_struct(g: &Generator<'_>, query: NodeId) -> bool {
    g.tree.text_of(query, Arg::Kind).eq_ignore_ascii_case("STRUCT")
}

fn array_grow(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let (this, propagates) = (g.tree.get(id, Arg::This), g.tree.has(id, Arg::NullPropagation));
    let this = not_null(g, this, propagates);
    let item = g.tree.get(id, Arg::Expression);
    g.func(name, &[this, item]);
}

/// `ARRAY_CAT` takes two arrays.
fn array_concat(g: &mut Generator<'_>, id: NodeId) {
    let starts_with_literal = g.tree.this(id).is_some_and(|this| g.tree.kind(this) == Kind::Array);
    let propagates = g.tree.has(id, Arg::NullPropagation) || starts_with_literal;
    let mut arrays = vec![g.tree.get(id, Arg::This)];
    arrays.extend(g.tree.expressions(id).into_iter().map(Value::Node));
    if arrays.len() == 1 {
        let empty = g.make(Kind::Array, &[]);
        return g.func("ARRAY_CAT", &[arrays[0], empty.into()]);
    }
    let arrays: Vec<Value> = arrays.into_iter().map(|array| not_null(g, array, propagates)).collect();
    let last = arrays.len() - 1;
    for array in &arrays[..last] {
        g.write("ARRAY_CAT(");
        g.value(*array);
        g.write(", ");
    }
    g.value(arrays[last]);
    g.write(&")".repeat(last));
}

fn array_contains(g: &mut Generator<'_>, id: NodeId) {
    let mut value = g.tree.get(id, Arg::Expression);
    if g.tree.get(id, Arg::EnsureVariant) != Value::Bool(false) {
        value = shared::cast_unless(g, value, "VARIANT");
    }
    let this = g.tree.get(id, Arg::This);
    g.func("ARRAY_CONTAINS", &[value, this]);
}

/// Nulls are kept here; elsewhere they may be left out.
fn array_distinct(g: &mut Generator<'_>, id: NodeId) {
    let mut this = g.tree.get(id, Arg::This);
    if !g.tree.has(id, Arg::CheckNull) {
        this = g.make(Kind::ArrayCompact, &args![This: this]).into();
    }
    g.func("ARRAY_DISTINCT", &[this]);
}

fn array_sort(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Expression) {
        g.unsupported("Snowflake's ARRAY_SORT does not support a comparator.");
    }
    let (mut ascending, mut nulls) = (g.tree.get(id, Arg::Asc), g.tree.get(id, Arg::NullsFirst));
    let order = ArrayOrder::of(g.tree, id);
    if order.is_descending() && order.nulls_first.is(true) {
        nulls = Value::None;
    }
    if ascending == Value::None {
        // Nulls are last unless the call says otherwise, which takes the direction, too.
        match nulls.node().is_some_and(|nulls| g.tree.has(nulls, Arg::This)) {
            true => ascending = g.make(Kind::Boolean, &args![This: true]).into(),
            false => nulls = Value::None,
        }
    }
    let this = g.tree.get(id, Arg::This);
    g.func("ARRAY_SORT", &[this, ascending, nulls]);
}

/// The end of `ARRAY_GENERATE_RANGE` is excluded.
fn generate_series(g: &mut Generator<'_>, id: NodeId) {
    let mut end = g.tree.get(id, Arg::End);
    if !g.tree.has(id, Arg::IsEndExclusive) {
        let one = g.number_node(1);
        let last = shared::wrapped(g, id, Arg::End);
        end = g.make(Kind::Add, &args![This: last, Expression: one]).into();
    }
    let items = [g.tree.get(id, Arg::Start), end, g.tree.get(id, Arg::Step)];
    g.func("ARRAY_GENERATE_RANGE", &items);
}

// ---- objects and maps ------------------------------------------------------------------------------------------------

fn struct_(g: &mut Generator<'_>, id: NodeId) {
    if let [only] = g.tree.expressions(id)[..] {
        let inner = g.tree.this(only).filter(|_| g.tree.kind(only) == Kind::Column);
        if g.tree.kind(inner.unwrap_or(only)) == Kind::Star {
            g.write("{");
            g.node(only);
            return g.write("}");
        }
    }
    let mut items = Vec::new();
    for (i, field) in g.tree.expressions(id).into_iter().enumerate() {
        let (key, value) = match g.tree.kind(field) {
            Kind::Alias => (g.tree.node(field, Arg::Alias), g.tree.this(field)),
            Kind::PropertyEQ => (g.tree.this(field), g.tree.expression(field)),
            _ => (None, Some(field)),
        };
        let key = match key {
            Some(key) if g.tree.kind(key) == Kind::Identifier => {
                let name = g.tree.name(key).to_string();
                g.string_node(&name)
            }
            Some(key) => key,
            None => g.string_node(&format!("_{i}")),
        };
        items.push(Value::Node(key));
        items.push(value.into());
    }
    g.func("OBJECT_CONSTRUCT", &items);
}

/// `MAP([a, b], [c, d])` -> `OBJECT_CONSTRUCT(a, c, b, d)`.
fn map(g: &mut Generator<'_>, id: NodeId) {
    let (keys, values) = (g.tree.get(id, Arg::Keys), g.tree.get(id, Arg::Values));
    let arrays = [keys, values].map(|array| array.node().filter(|array| g.tree.kind(*array) == Kind::Array));
    let [Some(keys_of), Some(values_of)] = arrays else {
        g.unsupported("Cannot convert array columns into map.");
        return g.func("OBJECT_CONSTRUCT", &[keys, values]);
    };
    let pairs = g.tree.expressions(keys_of).into_iter().zip(g.tree.expressions(values_of));
    let items: Vec<Value> = pairs.flat_map(|(key, value)| [Value::Node(key), Value::Node(value)]).collect();
    g.func("OBJECT_CONSTRUCT", &items);
}
