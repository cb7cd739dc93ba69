//! Calls: functions by name, and those that are written in a way of their own.

pub mod json;
pub mod model;
pub mod sorting;
pub mod special;
pub mod time;
pub mod window;

use super::{types, Generator, ListStyle, RenderFn};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

/// Renderers of this area, by family; sorted by kind within each.
pub(super) const FAMILIES: &[&[(Kind, RenderFn)]] =
    &[CALLS, json::RENDERERS, model::RENDERERS, special::RENDERERS, time::RENDERERS, window::RENDERERS];

/// Calls of functions without a kind, predicates on queries, arrays.
const CALLS: &[(Kind, RenderFn)] = &[
    (Kind::All, all),
    (Kind::Anonymous, anonymous),
    (Kind::AnonymousAggFunc, anonymous_aggregate),
    (Kind::Any, any),
    (Kind::ArrayAgg, array_agg),
    (Kind::ArrayAny, array_any),
    (Kind::ArrayInsert, array_insert),
    (Kind::ArraySize, array_size),
    (Kind::ArraySort, sorting::array_sort),
    (Kind::Columns, columns),
    (Kind::CombinedAggFunc, anonymous_aggregate),
    (Kind::CombinedParameterizedAgg, parameterized_aggregate),
    (Kind::Exists, exists),
    (Kind::ExplodingGenerateSeries, exploding_series),
    (Kind::Median, median),
    (Kind::NetFunc, |g, id| prefixed_call(g, id, "NET.")),
    (Kind::ParameterizedAgg, parameterized_aggregate),
    (Kind::SafeFunc, |g, id| prefixed_call(g, id, "SAFE.")),
    (Kind::ScopeResolution, scope_resolution),
    (Kind::ToArray, to_array),
    (Kind::ToMap, to_map),
    (Kind::VarMap, var_map),
    (Kind::Variadic, variadic),
];

/// A function kind without a renderer: its SQL name, or the name it was read by where names are kept, and its arguments
/// by position.
pub fn function_fallback(g: &mut Generator<'_>, id: NodeId) {
    let kind = g.tree.kind(id);
    let key = &g.dialect.function_name_key;
    if let (false, Value::Text(name)) = (key.is_empty(), g.tree.meta(id, key)) {
        let name = g.tree.str(name).to_string();
        return g.function_named(id, &name);
    }
    let name = kind.sql_name().unwrap_or(kind.name());
    let known = g.dialect.generator.functions;
    if !known.is_empty() && known.binary_search(&name).is_err() {
        let dialect = &g.dialect.name;
        g.unsupported(&format!("{dialect} has no function {name}"));
    }
    g.function_named(id, name);
}

// ---- calls by name ---------------------------------------------------------------------------------------------------

/// A function that has no kind; behind a dot its name stays as it is.
fn anonymous(g: &mut Generator<'_>, id: NodeId) {
    let name = name_of(g, id);
    let items = g.tree.get(id, Arg::Expressions);
    let qualified = g
        .tree
        .parent(id)
        .filter(|parent| matches!(g.tree.kind(*parent), Kind::Dot | Kind::ScopeResolution))
        .is_some_and(|parent| g.tree.expression(parent) == Some(id));
    if !qualified {
        return g.func(&name, &[items]);
    }
    g.write(&name);
    g.write("(");
    g.arguments(&[items]);
    g.write(")");
}

/// An aggregation by its name, without the quotes it may have had.
fn anonymous_aggregate(g: &mut Generator<'_>, id: NodeId) {
    let name = match g.tree.this(id) {
        Some(name) => g.tree.name(name).to_string(),
        None => name_of(g, id),
    };
    let items = g.tree.get(id, Arg::Expressions);
    g.func(&name, &[items]);
}

/// The name of a call as it is written.
fn name_of(g: &mut Generator<'_>, id: NodeId) -> String {
    match g.tree.get(id, Arg::This) {
        Value::Text(text) => g.tree.str(text).to_string(),
        this => g.captured(|g| g.value(this)),
    }
}

/// `quantile(0.5)(x)`.
fn parameterized_aggregate(g: &mut Generator<'_>, id: NodeId) {
    anonymous_aggregate(g, id);
    g.write("(");
    let params = g.tree.get(id, Arg::Params);
    g.arguments(&[params]);
    g.write(")");
}

fn prefixed_call(g: &mut Generator<'_>, id: NodeId, prefix: &str) {
    g.write(prefix);
    g.arg(id, Arg::This);
}

fn scope_resolution(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "SCOPE_RESOLUTION", &[Arg::This, Arg::Expression]);
}

fn variadic(g: &mut Generator<'_>, id: NodeId) {
    g.write("VARIADIC ");
    g.arg(id, Arg::This);
}

fn columns(g: &mut Generator<'_>, id: NodeId) {
    g.flag(id, Arg::Unpack, "*");
    g.func_of(id, "COLUMNS", &[Arg::This]);
}

// ---- predicates on queries -------------------------------------------------------------------------------------------

fn exists(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Expression) {
        return element_exists(g, id);
    }
    g.write("EXISTS");
    g.wrap(|g| g.arg(id, Arg::This));
}

/// `EXISTS(xs, x -> p)`, whether an element of an array matches.
fn element_exists(g: &mut Generator<'_>, id: NodeId) {
    let args = [g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression)];
    if !g.dialect.generator.flags.can_implement_array_any {
        if !g.dialect.ancestors.is_empty() {
            g.unsupported("EXISTS of the elements of an array is not supported");
        }
        return g.func("EXISTS", &args);
    }
    let matching = g.make(Kind::ArrayFilter, &[(Arg::This, args[0]), (Arg::Expression, args[1])]);
    let some = array_length_compared(g, matching.into(), Kind::NEQ);
    g.node(some);
}

fn any(g: &mut Generator<'_>, id: NodeId) {
    g.write("ANY");
    match g.tree.this(id).map(|this| g.tree.kind(this)) {
        Some(Kind::Paren) => g.arg(id, Arg::This),
        Some(kind) if is_plain_query(kind) => g.wrap(|g| g.arg(id, Arg::This)),
        _ => {
            g.write(" ");
            g.arg(id, Arg::This);
        }
    }
}

fn all(g: &mut Generator<'_>, id: NodeId) {
    g.write("ALL ");
    match g.tree.this(id).map(|this| g.tree.kind(this)) {
        Some(Kind::Paren | Kind::Tuple) => g.arg(id, Arg::This),
        _ => g.wrap(|g| g.arg(id, Arg::This)),
    }
}

/// Whether a kind is a query without parentheses.
fn is_plain_query(kind: Kind) -> bool {
    kind == Kind::Select || kind.is(Kind::SetOperation)
}

// ---- arrays and maps -------------------------------------------------------------------------------------------------

/// `ARRAY_AGG(x)`; where nulls were left out and the dialect keeps them, they are filtered.
fn array_agg(g: &mut Generator<'_>, id: NodeId) {
    function_fallback(g, id);
    let filtered = g.tree.parent(id).is_some_and(|parent| g.tree.kind(parent) == Kind::Filter);
    if filtered {
        return;
    }
    if let Some(value) = value_without_nulls(g, id) {
        filter_nulls(g, value);
    }
}

/// ` FILTER(WHERE x IS NOT NULL)`, behind an aggregation of the value.
pub fn filter_nulls(g: &mut Generator<'_>, value: NodeId) {
    let is_distinct = g.tree.parent(value).is_some_and(|parent| g.tree.kind(parent) == Kind::Distinct);
    let operand = g.as_operand(Kind::Is, Arg::This, value.into());
    g.write(" FILTER(WHERE ");
    // What is distinct is a list.
    if is_distinct {
        g.pad();
    }
    g.value(operand);
    g.write(" IS NOT NULL)");
}

/// The value whose nulls an aggregation has to leave out.
fn value_without_nulls(g: &Generator<'_>, id: NodeId) -> Option<NodeId> {
    if g.dialect.semantics.flags.array_agg_includes_nulls != Some(true) || !g.tree.has(id, Arg::NullsExcluded) {
        return None;
    }
    let this = aggregated(g, id)?;
    // What is no column is never null.
    g.tree.find(this, Kind::Column)?;
    Some(this)
}

/// The value that is aggregated, below its order and limit.
pub fn aggregated(g: &Generator<'_>, id: NodeId) -> Option<NodeId> {
    let mut this = g.tree.this(id)?;
    while matches!(g.tree.kind(this), Kind::Order | Kind::Limit | Kind::HavingMax | Kind::Distinct) {
        this = match g.tree.kind(this) {
            Kind::Distinct => g.tree.expressions(this).first().copied()?,
            _ => g.tree.this(this)?,
        };
    }
    Some(this)
}

/// `x IS NOT NULL`, where an aggregation has to leave nulls out.
pub(super) fn nulls_filter(g: &mut Generator<'_>, id: NodeId) -> Option<NodeId> {
    let this = value_without_nulls(g, id)?;
    let null = g.make(Kind::Null, &[]);
    let is = g.make(Kind::Is, &args![This: this, Expression: null]);
    Some(g.make(Kind::Not, &args![This: is]))
}

fn array_any(g: &mut Generator<'_>, id: NodeId) {
    if !g.dialect.generator.flags.can_implement_array_any {
        if !g.dialect.ancestors.is_empty() {
            g.unsupported("ARRAY_ANY is unsupported");
        }
        return function_fallback(g, id);
    }
    let (this, predicate) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let matching = g.make(Kind::ArrayFilter, &[(Arg::This, this), (Arg::Expression, predicate)]);
    let empty = array_length_compared(g, this, Kind::EQ);
    let some = array_length_compared(g, matching.into(), Kind::NEQ);
    let or = g.make(Kind::Or, &args![This: empty, Expression: some]);
    let paren = g.make(Kind::Paren, &args![This: or]);
    g.node(paren);
}

fn array_length_compared(g: &mut Generator<'_>, array: Value, operator: Kind) -> NodeId {
    let length = g.make(Kind::ArraySize, &[(Arg::This, array)]);
    let zero = g.number_node(0);
    g.make(operator, &args![This: length, Expression: zero])
}

fn array_insert(g: &mut Generator<'_>, id: NodeId) {
    let [this, mut position, element] = [Arg::This, Arg::Position, Arg::Expression].map(|arg| g.tree.get(id, arg));
    let number = position.node().and_then(|node| crate::parser::column::integer_constant(g.tree, node));
    if g.tree.get(id, Arg::Offset) == Value::Int(1) {
        // Places that count from one at either end.
        position = match number {
            Some(-1) => g.make(Kind::ArraySize, &[(Arg::This, this)]).into(),
            Some(number) if number < 0 => g.tree.integer(number + 1).into(),
            Some(number) => g.tree.integer(number - 1).into(),
            None => {
                g.unsupported("ARRAY_INSERT position can only be converted if it's a literal");
                position
            }
        };
    }
    g.func("ARRAY_INSERT", &[this, position, element]);
}

fn array_size(g: &mut Generator<'_>, id: NodeId) {
    let flags = &g.dialect.generator.flags;
    let (name, required) = (flags.array_size_name.clone(), flags.array_size_dim_required);
    let (this, mut dimension) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    match required {
        None => {
            if dimension.node().is_some_and(|node| g.tree.name(node) != "1") {
                g.unsupported("Cannot transpile dimension argument for ARRAY_LENGTH");
            }
            dimension = Value::None;
        }
        Some(true) if dimension == Value::None => dimension = g.number_node(1).into(),
        Some(_) => {}
    }
    g.func(&name, &[this, dimension]);
}

fn to_array(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id) else { return };
    if g.tree.kind(this) == Kind::Array || types::says_type(g.tree, this, &["ARRAY"]) {
        return g.node(this);
    }
    let null = g.make(Kind::Null, &[]);
    let operand = wrapped(g, this.into());
    let is_null = g.make(Kind::Is, &[(Arg::This, operand), (Arg::Expression, null.into())]);
    let null = g.make(Kind::Null, &[]);
    let list = g.tree.list_of(&[this.into()]);
    let array = g.tree.make(Kind::Array, &[]);
    g.tree.set_raw(array, Arg::Expressions, list);
    let choice = g.make(Kind::If, &args![This: is_null, True: null, False: array]);
    g.node(choice);
}

/// `MAP {k: v}` -> `MAP(ARRAY(k), ARRAY(v))`: rows of keys and values are two arrays to dialects without a literal for them.
fn to_map(g: &mut Generator<'_>, id: NodeId) {
    let entries = g.tree.this(id).filter(|this| g.tree.kind(*this) == Kind::Struct);
    let entries = entries.map(|entries| g.tree.expressions(entries)).unwrap_or_default();
    let are_rows = entries.iter().all(|entry| g.tree.kind(*entry) == Kind::PropertyEQ);
    if are_rows && !entries.is_empty() {
        let [keys, values] = [Arg::This, Arg::Expression].map(|arg| {
            let items: Vec<Value> = entries.iter().map(|entry| g.tree.get(*entry, arg)).collect();
            let items = g.tree.list_of(&items);
            g.make(Kind::Array, &args![Expressions: items])
        });
        let map = g.make(Kind::Map, &args![Keys: keys, Values: values]);
        return g.node(map);
    }
    g.write("MAP ");
    g.arg(id, Arg::This);
}

fn var_map(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "MAP", &[Arg::Keys, Arg::Values]);
}

fn exploding_series(g: &mut Generator<'_>, id: NodeId) {
    let arguments = [Arg::Start, Arg::End, Arg::Step].map(|arg| (arg, g.tree.get(id, arg)));
    let series = g.make(Kind::GenerateSeries, &arguments);
    // As a table it makes rows by itself.
    let makes_rows = |kind: Kind| matches!(kind, Kind::Table | Kind::Unnest);
    match g.tree.parent(id).is_some_and(|parent| makes_rows(g.tree.kind(parent))) {
        true => g.node(series),
        false => g.func("UNNEST", &[series.into()]),
    }
}

/// `MEDIAN(x)`, or the percentile in the middle.
fn median(g: &mut Generator<'_>, id: NodeId) {
    if g.dialect.generator.flags.supports_median {
        return function_fallback(g, id);
    }
    let this = g.tree.get(id, Arg::This);
    let half = g.tree.make(Kind::Literal, &[]);
    let text = g.tree.text_value("0.5");
    g.tree.set_raw(half, Arg::This, text);
    g.tree.set_raw(half, Arg::IsString, Value::Bool(false));
    let percentile = g.make(Kind::PercentileCont, &[(Arg::This, this), (Arg::Expression, half.into())]);
    g.node(percentile);
}

// ---- shared ----------------------------------------------------------------------------------------------------------

/// An operator in parentheses; anything else as it is.
pub fn wrapped(g: &mut Generator<'_>, value: Value) -> Value {
    match value.node() {
        Some(node) if g.tree.is(node, Kind::Binary) || g.is_operator(node) => {
            g.make(Kind::Paren, &args![This: node]).into()
        }
        _ => value,
    }
}

/// A list that goes on behind what was written: in pretty mode an item a line, the first one indented where it is.
pub fn trailing_list(g: &mut Generator<'_>, id: NodeId, arg: Arg) {
    g.pad();
    g.list(id, arg, ListStyle { skip_first: true, ..ListStyle::default() });
}
