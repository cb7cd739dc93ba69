//! Lists, maps and structs: <https://duckdb.org/docs/stable/sql/functions/list>.

use super::{call, cast_type};
use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::functions::sorting::{ArrayOrder, Told};
use sqlectic_syntax::generator::{expr, Generator, RenderFn};

/// Spelled in DuckDB's own words; a column stands for the argument of that name. Sorted by kind.
pub(super) const TEMPLATES: &[(Kind, &str)] = &[
    (Kind::ArrayCompact, "LIST_FILTER(this, LAMBDA _u : NOT _u IS NULL)"),
    (Kind::ArrayConcatAgg, "FLATTEN(ARRAY_AGG(this) FILTER(WHERE NOT this IS NULL))"),
    (Kind::ArrayUniqueAgg, "_LIST(DISTINCT this) FILTER(WHERE NOT this IS NULL)"),
    (
        Kind::MapCat,
        "CASE WHEN this IS NULL OR expression IS NULL THEN NULL ELSE MAP_FROM_ENTRIES(LIST_FILTER(LIST_TRANSFORM(\
         LIST_DISTINCT(LIST_CONCAT(MAP_KEYS(this), MAP_KEYS(expression))), LAMBDA __k : \
         _STRUCT_PACK(key := __k, value := COALESCE(expression[__k], this[__k]))), \
         LAMBDA __x : NOT __x.value IS NULL)) END",
    ),
    (Kind::MapContainsKey, "ARRAY_CONTAINS(MAP_KEYS(key), this)"),
];

/// Sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::Array, array),
    (Kind::ArrayAppend, |g, id| append(g, id, "LIST_APPEND")),
    (Kind::ArrayConcat, array_concat),
    (Kind::ArrayConcatAgg, array_concat_agg),
    (Kind::ArrayConstructCompact, array_construct_compact),
    (Kind::ArrayContains, array_contains),
    (Kind::ArrayDistinct, array_distinct),
    (Kind::ArrayExcept, array_except),
    (Kind::ArrayInsert, array_insert),
    (Kind::ArrayIntersect, array_intersect),
    (Kind::ArrayOverlaps, array_overlaps),
    (Kind::ArrayPosition, array_position),
    (Kind::ArrayPrepend, |g, id| append(g, id, "LIST_PREPEND")),
    (Kind::ArrayRemove, array_remove),
    (Kind::ArrayRemoveAt, array_remove_at),
    (Kind::ArraySlice, array_slice),
    (Kind::ArraySort, array_sort),
    (Kind::ArrayToString, array_to_string),
    (Kind::Bracket, bracket),
    (Kind::ArrayUniqueAgg, array_unique_agg),
    (Kind::ArraysZip, arrays_zip),
    (Kind::ExplodingGenerateSeries, exploding_series),
    (Kind::GenerateSeries, series),
    (Kind::Generator, generator),
    (Kind::MapDelete, |g, id| map_filter(g, id, true)),
    (Kind::MapInsert, map_insert),
    (Kind::MapPick, |g, id| map_filter(g, id, false)),
    (Kind::ObjectInsert, object_insert),
    (Kind::Posexplode, posexplode),
    (Kind::Reduce, reduce),
    (Kind::Struct, struct_),
    (Kind::StrtokToArray, strtok_to_array),
    (Kind::TableFromRows, table_from_rows),
    (Kind::ToArray, to_array),
    (Kind::ToMap, |g, id| g.arg_after("MAP ", id, Arg::This)),
    (Kind::VarMap, var_map),
];

// ---- making lists ----------------------------------------------------------------------------------------------------

/// `[1, 2]`; the rows of a query are `ARRAY(SELECT ...)`.
fn array(g: &mut Generator<'_>, id: NodeId) {
    let items = g.tree.expressions(id);
    let is_query = matches!(items[..], [only] if shared::is_limited_query(g, only));
    let items = g.tree.get(id, Arg::Expressions);
    if is_query && g.tree.get(id, Arg::ValueConstructor) == Value::None {
        return g.func("ARRAY", &[items]);
    }
    g.write("[");
    g.arguments(&[items]);
    g.write("]");
}

fn array_construct_compact(g: &mut Generator<'_>, id: NodeId) {
    let items = g.tree.get(id, Arg::Expressions);
    let list = g.make(Kind::Array, &[(Arg::Expressions, items)]);
    g.write_template("LIST_FILTER(list, LAMBDA _u : NOT _u IS NULL)", &[("list", list)]);
}

/// A value that is no list becomes one.
fn to_array(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id) else { return };
    if sqlectic_types::is_type(g.tree, this, &["ARRAY"]) {
        return g.node(this);
    }
    g.write_template("CASE WHEN this IS NULL THEN NULL ELSE [this] END", &[("this", this)]);
}

/// `RANGE` leaves the end out, `GENERATE_SERIES` doesn't.
fn series(g: &mut Generator<'_>, id: NodeId) {
    let name = if g.tree.has(id, Arg::IsEndExclusive) { "RANGE" } else { "GENERATE_SERIES" };
    g.func_of(id, name, &[Arg::Start, Arg::End, Arg::Step]);
}

fn exploding_series(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.parent(id).is_some_and(|parent| g.tree.kind(parent) == Kind::Table) {
        return series(g, id);
    }
    g.write(&g.function_name("UNNEST"));
    g.write("(");
    series(g, id);
    g.write(")");
}

fn generator(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Timelimit) {
        g.unsupported("GENERATOR(TIMELIMIT) is not supported in DuckDB.");
    }
    match g.tree.node(id, Arg::Rowcount) {
        Some(count) => g.func("RANGE", &[count.into()]),
        None => {
            let zero = g.number_node(0);
            g.func("RANGE", &[zero.into()]);
        }
    }
}

/// Rows of a generator are a table already.
fn table_from_rows(g: &mut Generator<'_>, id: NodeId) {
    let Some(rows) = g.tree.this(id).filter(|rows| g.tree.kind(*rows) == Kind::Generator) else {
        return g.render_base(id);
    };
    let rest = [Arg::Alias, Arg::Joins, Arg::Pivots, Arg::Sample].map(|arg| (arg, g.tree.get(id, arg)));
    let mut table = args![This: rows].to_vec();
    table.extend(rest);
    let table = g.make(Kind::Table, &table);
    g.node(table);
}

/// `POSEXPLODE(x)` -> `GENERATE_SUBSCRIPTS(x, 1) - 1 AS pos, UNNEST(x) AS col`.
fn posexplode(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id) else { return };
    let names: Vec<NodeId> = match g.tree.parent(id) {
        Some(parent) if g.tree.kind(parent) == Kind::Aliases => g.tree.expressions(parent).to_vec(),
        _ => Vec::new(),
    };
    let name = |g: &mut Generator<'_>, i: usize, default: &str| match names.get(i) {
        Some(name) => g.node(*name),
        None => g.write(default),
    };
    g.write_template("GENERATE_SUBSCRIPTS(this, 1) - 1", &[("this", this)]);
    g.write(" AS ");
    name(g, 0, "pos");
    g.write(", ");
    g.func("UNNEST", &[this.into()]);
    g.write(" AS ");
    name(g, 1, "col");
}

// ---- lists to lists --------------------------------------------------------------------------------------------------

/// `LIST_APPEND(x, v)`, `LIST_PREPEND(v, x)`; the empty list if the list is null, unless null is kept.
fn append(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let (Some(list), Some(value)) = (g.tree.this(id), g.tree.expression(id)) else { return };
    let items = if name == "LIST_PREPEND" { [value, list] } else { [list, value] };
    let node = call(g, name, &items);
    match g.tree.get(id, Arg::NullPropagation) {
        Value::Bool(true) => {
            g.write_template("CASE WHEN list IS NULL THEN NULL ELSE whole END", &[("list", list), ("whole", node)])
        }
        _ => g.node(node),
    }
}

/// With null propagation, the result is null if one of the lists is.
fn array_concat(g: &mut Generator<'_>, id: NodeId) {
    let mut items: Vec<NodeId> = g.tree.this(id).into_iter().collect();
    items.extend(g.tree.expressions(id));
    let node = call(g, "LIST_CONCAT", &items);
    let starts_with_list = items.first().is_some_and(|first| g.tree.kind(*first) == Kind::Array);
    if starts_with_list || items.len() == 1 || !g.tree.has(id, Arg::NullPropagation) {
        return g.node(node);
    }
    let condition = super::any_null(g, &items);
    g.write_template("CASE WHEN is_null THEN NULL ELSE whole END", &[("is_null", condition), ("whole", node)]);
}

/// The order belongs to the aggregation, not to the test for null.
fn array_concat_agg(g: &mut Generator<'_>, id: NodeId) {
    let Some(mut this) = g.tree.this(id) else { return };
    if let (Kind::Limit, Some(inner)) = (g.tree.kind(this), g.tree.this(this)) {
        g.unsupported("A limit of aggregated arrays is not supported");
        this = inner;
    }
    let mut value = this;
    while matches!(g.tree.kind(value), Kind::Order | Kind::Limit | Kind::Distinct) {
        let inner = match g.tree.kind(value) {
            Kind::Distinct => g.tree.expressions(value).first().copied(),
            _ => g.tree.this(value),
        };
        match inner {
            Some(inner) => value = inner,
            None => break,
        }
    }
    g.write_template("FLATTEN(ARRAY_AGG(this) FILTER(WHERE NOT value IS NULL))", &[("this", this), ("value", value)]);
}

fn array_unique_agg(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id) else { return };
    g.write("LIST(DISTINCT ");
    g.node(this);
    g.write(") FILTER(WHERE");
    g.block(|g| {
        g.write("NOT ");
        g.node(this);
        g.write(" IS NULL)");
    });
}

/// `LIST_DISTINCT` drops null; where it counts as a value it is added again.
fn array_distinct(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id) else { return };
    if !g.tree.has(id, Arg::CheckNull) {
        return g.func("LIST_DISTINCT", &[this.into()]);
    }
    g.write_template(
        "CASE WHEN ARRAY_LENGTH(this) <> LIST_COUNT(this) THEN \
             LIST_APPEND(LIST_DISTINCT(LIST_FILTER(this, LAMBDA _u : NOT _u IS NULL)), NULL) \
             ELSE LIST_DISTINCT(this) END",
        &[("this", this)],
    );
}

/// How often an element of `a` may be kept: the n-th of its kind is compared with the count in `b`.
fn bag(g: &mut Generator<'_>, a: NodeId, b: NodeId, comparison: &str) {
    let sql = format!(
        "CASE WHEN a IS NULL OR b IS NULL THEN NULL ELSE LIST_TRANSFORM(LIST_FILTER(\
         LIST_ZIP(a, GENERATE_SERIES(1, LENGTH(a))), LAMBDA pair : \
         (LENGTH(LIST_FILTER(a[1:pair[2]], LAMBDA e : e IS NOT DISTINCT FROM pair[1])) {comparison} \
         LENGTH(LIST_FILTER(b, LAMBDA e : e IS NOT DISTINCT FROM pair[1])))), LAMBDA pair : pair[1]) END"
    );
    g.write_template(&sql, &[("a", a), ("b", b)]);
}

fn array_except(g: &mut Generator<'_>, id: NodeId) {
    let (Some(a), Some(b)) = (g.tree.this(id), g.tree.expression(id)) else { return };
    if g.tree.has(id, Arg::IsMultiset) {
        return bag(g, a, b, ">");
    }
    g.write_template(
        "CASE WHEN a IS NULL OR b IS NULL THEN NULL ELSE LIST_FILTER(LIST_DISTINCT(a), LAMBDA e : \
         LENGTH(LIST_FILTER(b, LAMBDA x : x IS NOT DISTINCT FROM e)) = 0) END",
        &[("a", a), ("b", b)],
    );
}

fn array_intersect(g: &mut Generator<'_>, id: NodeId) {
    match (g.tree.expressions(id)[..].to_vec(), g.tree.has(id, Arg::IsMultiset)) {
        (items, true) if items.len() == 2 => bag(g, items[0], items[1], "<="),
        (items, _) => {
            let items: Vec<Value> = items.into_iter().map(Value::Node).collect();
            g.func("ARRAY_INTERSECT", &items);
        }
    }
}

/// A position that is no literal is not known to be inside the list.
fn position_of(g: &Generator<'_>, id: NodeId) -> Option<i64> {
    let node = g.tree.node(id, Arg::Position)?;
    sqlectic_syntax::parser::column::integer_constant(g.tree, node)
}

fn array_insert(g: &mut Generator<'_>, id: NodeId) {
    let (Some(list), Some(position), Some(value)) =
        (g.tree.this(id), g.tree.node(id, Arg::Position), g.tree.expression(id))
    else {
        return;
    };
    let Some(at) = position_of(g, id) else {
        g.unsupported("ARRAY_INSERT can only be transpiled with a literal position");
        return g.func("ARRAY_INSERT", &[list.into(), position.into(), value.into()]);
    };
    let item = g.tree.list(&[value]);
    let item = g.make(Kind::Array, &[(Arg::Expressions, item)]);
    // From 0 on; negative positions count from the end.
    let offset = match g.tree.get(id, Arg::Offset) {
        Value::Int(offset) if offset != 0 => Some(offset),
        _ => None,
    };
    let slots = |at: NodeId| [("items", list), ("item", item), ("at", at)];
    let (at, sql) = match (at, offset) {
        (at, None) if at < 0 => (
            at,
            "CASE WHEN items IS NULL THEN NULL ELSE LIST_CONCAT(items[1:LENGTH(items) + at], item, \
             items[LENGTH(items) + at + 1:]) END",
        ),
        (at, Some(offset)) if at < 0 && at + offset == 0 => {
            (0, "CASE WHEN items IS NULL THEN NULL ELSE LIST_CONCAT(items, item) END")
        }
        (at, Some(offset)) if at < 0 => (
            at + offset,
            "CASE WHEN items IS NULL THEN NULL ELSE LIST_CONCAT(items[1:LENGTH(items) + at], item, \
             items[LENGTH(items) + at + 1:]) END",
        ),
        (at, offset) if at - offset.unwrap_or(0) == 0 => {
            (0, "CASE WHEN items IS NULL THEN NULL ELSE LIST_CONCAT(item, items) END")
        }
        (at, offset) => {
            let at = at - offset.unwrap_or(0);
            let node = g.number_node(at);
            let next = g.number_node(at + 1);
            return g.write_template(
                "CASE WHEN items IS NULL THEN NULL ELSE LIST_CONCAT(items[1:at], item, items[next:]) END",
                &[("items", list), ("item", item), ("at", node), ("next", next)],
            );
        }
    };
    let at = g.tree.integer(at);
    g.write_template(sql, &slots(at));
}

fn array_remove_at(g: &mut Generator<'_>, id: NodeId) {
    let (Some(list), Some(position)) = (g.tree.this(id), g.tree.node(id, Arg::Position)) else { return };
    let Some(at) = position_of(g, id) else {
        g.unsupported("ARRAY_REMOVE_AT can only be transpiled with a literal position");
        return g.func("ARRAY_REMOVE_AT", &[list.into(), position.into()]);
    };
    let sql = match at {
        0 => "items[2:]".to_string(),
        -1 => "items[1:LENGTH(items) + -1]".to_string(),
        at if at < 0 => format!("LIST_CONCAT(items[1:LENGTH(items) + {at}], items[LENGTH(items) + {at} + 2:])"),
        at => format!("LIST_CONCAT(items[1:{at}], items[{}:])", at + 2),
    };
    g.write_template(&format!("CASE WHEN items IS NULL THEN NULL ELSE {sql} END"), &[("items", list)]);
}

fn array_remove(g: &mut Generator<'_>, id: NodeId) {
    let (Some(list), Some(value)) = (g.tree.this(id), g.tree.expression(id)) else { return };
    let slots = [("list", list), ("value", value)];
    let filtered = "LIST_FILTER(list, LAMBDA _u : _u <> value)";
    let is_plain = g.tree.kind(value) == Kind::Literal;
    match g.tree.get(id, Arg::NullPropagation) == Value::Bool(true) && !is_plain {
        true => g.write_template(&format!("CASE WHEN value IS NULL THEN NULL ELSE {filtered} END"), &slots),
        false => g.write_template(filtered, &slots),
    }
}

/// DuckDB names the last element, others the number of elements.
fn array_slice(g: &mut Generator<'_>, id: NodeId) {
    super::slices::array_slice(g, id);
}

/// `LIST_SORT(x, 'DESC', 'NULLS FIRST')`; ascending with nulls last is the default.
fn array_sort(g: &mut Generator<'_>, id: NodeId) {
    let order = ArrayOrder::of(g.tree, id);
    let comparator = g.tree.has(id, Arg::Expression);
    if comparator || order.is_open() {
        let what = if comparator {
            "DuckDB's LIST_SORT does not support a comparator."
        } else {
            "LIST_SORT only takes literal orders"
        };
        g.unsupported(what);
        return g.func_of(id, "LIST_SORT", &[Arg::This]);
    }
    let ascending = !order.is_descending();
    // Nulls are the largest values where the order is told and their place isn't.
    let nulls_first = match order.nulls_first {
        Told::Constant(first) => first,
        _ => !ascending,
    };
    sorted(g, id, ascending, nulls_first);
}

fn sorted(g: &mut Generator<'_>, id: NodeId, ascending: bool, nulls_first: bool) {
    let this = g.tree.get(id, Arg::This);
    match (ascending, nulls_first) {
        (true, false) => g.func("LIST_SORT", &[this]),
        (false, false) => g.func("ARRAY_REVERSE_SORT", &[this]),
        (_, true) => {
            let order = g.string_node(if ascending { "ASC" } else { "DESC" });
            let nulls = g.string_node("NULLS FIRST");
            g.func("LIST_SORT", &[this, order.into(), nulls.into()]);
        }
    }
}

fn reduce(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Finish) {
        g.unsupported("DuckDB does not support the FINISH argument of REDUCE");
    }
    g.func_of(id, "LIST_REDUCE", &[Arg::This, Arg::Merge, Arg::Initial]);
}

/// Structs of the n-th elements.
fn arrays_zip(g: &mut Generator<'_>, id: NodeId) {
    let lists = g.tree.expressions(id);
    if lists.is_empty() {
        return g.write("[MAP([], [])]");
    }
    let names: Vec<String> = (1..=lists.len()).map(|i| format!("list{i}")).collect();
    let slots: Vec<(&str, NodeId)> = names.iter().map(String::as_str).zip(lists.iter().copied()).collect();
    let each = |form: &dyn Fn(&str, usize) -> String, sep: &str| -> String {
        names.iter().enumerate().map(|(i, name)| form(name, i + 1)).collect::<Vec<_>>().join(sep)
    };
    let most = match names.len() {
        1 => "LENGTH(list1)".to_string(),
        _ => format!(
            "CASE WHEN {} THEN NULL ELSE GREATEST({}) END",
            each(&|name, _| format!("LENGTH({name}) IS NULL"), " OR "),
            each(&|name, _| format!("LENGTH({name})"), ", ")
        ),
    };
    let sql = format!(
        "CASE WHEN {} THEN NULL WHEN {} THEN [{{{}}}] ELSE LIST_TRANSFORM(RANGE(0, {most}), LAMBDA __i : {{{}}}) END",
        each(&|name, _| format!("{name} IS NULL"), " OR "),
        each(&|name, _| format!("LENGTH({name}) = 0"), " AND "),
        each(&|_, i| format!("'${i}': NULL"), ", "),
        each(&|name, i| format!("'${i}': COALESCE({name}, [])[__i + 1]"), ", ")
    );
    g.write_template(&sql, &slots);
}

// ---- searching -------------------------------------------------------------------------------------------------------

/// `ARRAY_CONTAINS(x, v)`; with `check_null` null is found too.
fn array_contains(g: &mut Generator<'_>, id: NodeId) {
    let (Some(list), Some(mut value)) = (g.tree.this(id), g.tree.expression(id)) else { return };
    if g.tree.has(id, Arg::EnsureVariant) && g.tree.kind(value) == Kind::Cast {
        let is_variant = g.tree.node(value, Arg::To).is_some_and(|to| g.tree.text_of(to, Arg::This) == "VARIANT");
        value = g.tree.this(value).filter(|_| is_variant).unwrap_or(value);
    }
    let slots = [("list", list), ("value", value)];
    match g.tree.has(id, Arg::CheckNull) {
        true => g.write_template(
            "CASE WHEN value IS NULL THEN NULLIF(ARRAY_LENGTH(list) <> LIST_COUNT(list), FALSE) \
             ELSE ARRAY_CONTAINS(list, value) END",
            &slots,
        ),
        false => g.func("ARRAY_CONTAINS", &[list.into(), value.into()]),
    }
}

fn array_overlaps(g: &mut Generator<'_>, id: NodeId) {
    let (Some(a), Some(b)) = (g.tree.this(id), g.tree.expression(id)) else { return };
    if g.tree.has(id, Arg::NullSafe) {
        return g.write_template(
            "(a && b) OR (ARRAY_LENGTH(a) <> LIST_COUNT(a) AND ARRAY_LENGTH(b) <> LIST_COUNT(b))",
            &[("a", a), ("b", b)],
        );
    }
    expr::binary(g, id, "&&");
}

/// Positions are counted from 1 here.
fn array_position(g: &mut Generator<'_>, id: NodeId) {
    let (Some(this), Some(value)) = (g.tree.this(id), g.tree.expression(id)) else { return };
    let (list, value) = (this, value);
    let node = call(g, "ARRAY_POSITION", &[list, value]);
    match g.tree.has(id, Arg::ZeroBased) {
        true => g.write_template("found - 1", &[("found", node)]),
        false => g.node(node),
    }
}

/// Nulls are left out, unless there is something to write for them.
fn array_to_string(g: &mut Generator<'_>, id: NodeId) {
    let (Some(list), Some(delimiter)) = (g.tree.this(id), g.tree.expression(id)) else { return };
    let null = match (g.tree.node(id, Arg::Null), g.tree.has(id, Arg::NullIsEmpty)) {
        (_, true) => Some(g.string_node("")),
        (null, false) => null,
    };
    let list = match null {
        Some(null) => g.template(
            "LIST_TRANSFORM(list, LAMBDA x : COALESCE(CAST(x AS TEXT), instead))",
            &[("list", list), ("instead", null)],
        ),
        None => list,
    };
    if g.tree.has(id, Arg::NullDelimIsNull) {
        return g.write_template(
            "CASE WHEN delimiter IS NULL THEN NULL ELSE ARRAY_TO_STRING(list, delimiter) END",
            &[("list", list), ("delimiter", delimiter)],
        );
    }
    g.func("ARRAY_TO_STRING", &[list.into(), delimiter.into()]);
}

fn strtok_to_array(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id) else { return };
    let delimiter = match g.tree.expression(id) {
        Some(delimiter) => delimiter,
        None => g.string_node(" "),
    };
    g.write_template(
        r"CASE WHEN delimiter IS NULL THEN NULL ELSE LIST_FILTER(REGEXP_SPLIT_TO_ARRAY(this, CASE WHEN delimiter = '' THEN '.^' ELSE '[' || REGEXP_REPLACE(delimiter, '([\[\]^.\-*+?(){}|$\\])', '\\\1', 'g') || ']' END), LAMBDA x : NOT x = '') END",
        &[("this", this), ("delimiter", delimiter)],
    );
}

// ---- maps and structs ------------------------------------------------------------------------------------------------

fn var_map(g: &mut Generator<'_>, id: NodeId) {
    let keys = map_side(g, id, Arg::Keys);
    let values = map_side(g, id, Arg::Values);
    g.func("MAP", &[keys, values]);
}

/// The keys or values of a map as a list.
fn map_side(g: &mut Generator<'_>, id: NodeId, arg: Arg) -> Value {
    match g.tree.get(id, arg) {
        Value::None => {
            let list = g.tree.list(&[]);
            g.make(Kind::Array, &[(Arg::Expressions, list)]).into()
        }
        value => value,
    }
}

/// The entries with some keys, or those without them.
fn map_filter(g: &mut Generator<'_>, id: NodeId, without: bool) {
    let Some(this) = g.tree.this(id) else { return };
    let keys = g.tree.expressions(id);
    let sql = match keys[..] {
        [keys] if !without && sqlectic_types::is_type(g.tree, keys, &["ARRAY"]) && cast_type(g, keys).is_some() => {
            return g.write_template(
                "MAP_FROM_ENTRIES(LIST_FILTER(MAP_ENTRIES(this), LAMBDA x : ARRAY_CONTAINS(chosen, x.key)))",
                &[("this", this), ("chosen", keys)],
            );
        }
        _ => {
            let names: Vec<String> = (0..keys.len()).map(|i| format!("key{i}")).collect();
            let not = if without { "NOT " } else { "" };
            format!("MAP_FROM_ENTRIES(LIST_FILTER(MAP_ENTRIES(this), LAMBDA x : {not}x.key IN ({})))", names.join(", "))
        }
    };
    let names: Vec<String> = (0..keys.len()).map(|i| format!("key{i}")).collect();
    let mut slots = vec![("this", this)];
    slots.extend(names.iter().map(String::as_str).zip(keys.iter().copied()));
    g.write_template(&sql, &slots);
}

/// The value takes the type of the map's values.
fn map_insert(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::UpdateFlag]);
    let (Some(this), Some(key), Some(mut value)) =
        (g.tree.this(id), g.tree.node(id, Arg::Key), g.tree.node(id, Arg::Value))
    else {
        return;
    };
    let to = g.tree.node(this, Arg::To).filter(|_| g.tree.is(this, Kind::Cast));
    if let Some(to) = to.filter(|to| g.tree.text_of(*to, Arg::This) == "MAP") {
        if let [_, of] = g.tree.expressions(to)[..] {
            value = g.make(Kind::Cast, &args![This: value, To: of]);
        }
    }
    g.write_template(
        "MAP_CONCAT(this, MAP {entry_key: entry_value})",
        &[("this", this), ("entry_key", key), ("entry_value", value)],
    );
}

/// `STRUCT_INSERT(x, key := value)`.
fn object_insert(g: &mut Generator<'_>, id: NodeId) {
    let (Some(this), Some(key), Some(value)) =
        (g.tree.this(id), g.tree.node(id, Arg::Key), g.tree.node(id, Arg::Value))
    else {
        return;
    };
    let name = match g.tree.name(key) {
        "" => String::new(),
        name => name.to_string(),
    };
    let name = g.word_node(&name);
    let field = g.make(Kind::PropertyEQ, &args![This: name, Expression: value]);
    let is_empty = g.tree.kind(this) == Kind::Struct && g.tree.expressions(this).is_empty();
    if is_empty {
        return g.func("STRUCT_PACK", &[field.into()]);
    }
    g.func("STRUCT_INSERT", &[this.into(), field.into()]);
}

/// `{'a': 1}`; as the argument of a cast to a struct type it may be a row.
fn struct_(g: &mut Generator<'_>, id: NodeId) {
    let fields = g.tree.expressions(id);
    let to = g.tree.parent(id).and_then(|parent| super::cast_type(g, parent));
    if fields.is_empty() && to == Some("MAP") {
        return g.write("MAP()");
    }
    if is_row(g, id, &fields) {
        let values: Vec<Value> = fields.iter().map(|field| Value::Node(shared::field_value(g, *field))).collect();
        return g.func("ROW", &values);
    }
    g.write("{");
    for (i, field) in fields.into_iter().enumerate() {
        if i > 0 {
            g.write(", ");
        }
        let (key, value) = field_parts(g, field, i);
        g.value(key);
        g.write(": ");
        g.node(value);
    }
    g.write("}");
}

/// Whether a struct without names stands for a row of a struct type.
fn is_row(g: &Generator<'_>, id: NodeId, fields: &[NodeId]) -> bool {
    if fields.is_empty() || fields.iter().any(|field| g.tree.kind(*field) == Kind::PropertyEQ) {
        return false;
    }
    let cast =
        g.tree.ancestors(id).find(|node| matches!(g.tree.kind(*node), Kind::Cast | Kind::Select | Kind::TryCast));
    let is_struct = |to: NodeId| g.tree.walk(to).any(|node| g.tree.text_of(node, Arg::This) == "STRUCT");
    cast.filter(|node| g.tree.is(*node, Kind::Cast)).and_then(|node| g.tree.node(node, Arg::To)).is_some_and(is_struct)
}

/// The key of a field as text, or as it is in a map, and its value. A field without a name has its place as name.
fn field_parts(g: &mut Generator<'_>, field: NodeId, i: usize) -> (Value, NodeId) {
    // An element of a map stands between both.
    let above = g.tree.parent(field).into_iter().flat_map(|fields| g.tree.ancestors(fields));
    let in_map = above.map(|node| g.tree.kind(node)).find(|kind| *kind != Kind::Bracket) == Some(Kind::ToMap);
    if g.tree.kind(field) == Kind::PropertyEQ {
        let (Some(key), Some(value)) = (g.tree.this(field), g.tree.expression(field)) else {
            return (Value::None, field);
        };
        if in_map {
            return (key.into(), value);
        }
        // A name that is an expression stays one.
        if matches!(g.tree.kind(key), Kind::Column | Kind::Dot) {
            return (key.into(), value);
        }
        let name = g.tree.name(key).to_string();
        return (g.string_node(&name).into(), value);
    }
    let name = match g.tree.output_name(field) {
        "" => format!("_{i}"),
        name if g.tree.kind(field) == Kind::Column && name != "*" => name.to_string(),
        _ => format!("_{i}"),
    };
    let value = match g.tree.kind(field) {
        Kind::Alias => g.tree.this(field).unwrap_or(field),
        _ => field,
    };
    (g.string_node(&name).into(), value)
}

/// Before 1.2 lists made in place stood in parentheses, and the value of a key was a list of it.
/// <https://duckdb.org/2025/02/05/announcing-duckdb-120.html#breaking-changes>
fn bracket(g: &mut Generator<'_>, id: NodeId) {
    let made = g.tree.this(id).filter(|_| g.dialect.version() < (1, 2)).map(|this| g.tree.kind(this));
    match made {
        Some(Kind::Array) => {
            let list = g.tree.this(id);
            let list = g.make(Kind::Paren, &args![This: list]);
            let items = expr::bracket_items(g, id);
            g.node(list);
            g.write("[");
            g.join(&items, ", ");
            g.write("]");
        }
        Some(Kind::Map | Kind::VarMap) => {
            g.parens(|g| expr::bracket(g, id));
            g.write("[1]");
        }
        _ => expr::bracket(g, id),
    }
}
