//! JSON: paths are keys and indexes as arguments, types are in the names of functions.
//!
//! <https://docs.singlestore.com/cloud/reference/sql-reference/json-functions/>

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    generator::{Generator, RenderFn},
    lexer::T,
    parser::{
        add_rules, add_token_rules,
        atom::ANY_TOKEN,
        functions::{self, builders::at},
        Function, Parser, RuleArgs, R,
    },
    Dialect,
};
use Function::{Build, Kind as Of};

/// Sorted by kind.
const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::JSONArrayAgg, array_agg),
    (Kind::JSONArrayContains, array_contains),
    (Kind::JSONBExists, |g, id| exists(g, id, "BSON_MATCH_ANY_EXISTS")),
    (Kind::JSONBExtract, |g, id| extract(g, id, "BSON_EXTRACT_BSON")),
    (Kind::JSONBExtractScalar, |g, id| extract_typed(g, id, "BSON")),
    (Kind::JSONExists, |g, id| exists(g, id, "JSON_MATCH_ANY_EXISTS")),
    (Kind::JSONExtract, |g, id| extract(g, id, "JSON_EXTRACT_JSON")),
    (Kind::JSONExtractScalar, |g, id| extract_typed(g, id, "JSON")),
    (Kind::JSONObject, object),
    (Kind::JSONPath, path),
    (Kind::JSONValue, value),
];

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    p.add_functions(&[
        ("JSON_ARRAY_CONTAINS_DOUBLE", Build(|p, a| containment(p, "DOUBLE", a))),
        ("JSON_ARRAY_CONTAINS_JSON", Build(|p, a| containment(p, "JSON", a))),
        ("JSON_ARRAY_CONTAINS_STRING", Build(|p, a| containment(p, "STRING", a))),
        ("JSON_BUILD_ARRAY", Of(Kind::JSONArray)),
        ("JSON_BUILD_OBJECT", Build(build_object)),
        ("JSON_EXTRACT_BIGINT", Build(|p, a| extraction(p, Kind::JSONExtractScalar, "BIGINT", a))),
        ("JSON_EXTRACT_DOUBLE", Build(|p, a| extraction(p, Kind::JSONExtractScalar, "DOUBLE", a))),
        ("JSON_EXTRACT_JSON", Build(|p, a| extraction(p, Kind::JSONExtract, "", a))),
        ("JSON_EXTRACT_STRING", Build(|p, a| extraction(p, Kind::JSONExtractScalar, "STRING", a))),
        ("JSON_KEYS", Build(keys)),
        ("JSON_PRETTY", Of(Kind::JSONFormat)),
    ]);
    add_rules(
        &mut p.function_parsers,
        &[
            ("BSON_EXTRACT_BIGINT", |p, _| of_bson(p, Kind::JSONBExtractScalar, "BIGINT")),
            ("BSON_EXTRACT_BSON", |p, _| of_bson(p, Kind::JSONBExtract, "")),
            ("BSON_EXTRACT_DOUBLE", |p, _| of_bson(p, Kind::JSONBExtractScalar, "DOUBLE")),
            ("BSON_EXTRACT_STRING", |p, _| of_bson(p, Kind::JSONBExtractScalar, "STRING")),
            ("JSON_AGG", aggregation),
        ],
    );
    for token in [T::Arrow, T::Darrow, T::HashArrow, T::DhashArrow, T::Placeholder] {
        p.column_operators.remove(token);
    }
    add_token_rules(
        &mut p.column_operators,
        &[
            (T::Dcolon, |p, a| step(p, a, Kind::JSONExtract, "")),
            (T::Dcolondollar, |p, a| step(p, a, Kind::JSONExtractScalar, "STRING")),
            (T::Dcolonpercent, |p, a| step(p, a, Kind::JSONExtractScalar, "DOUBLE")),
            (T::Dcolonqmark, existing),
        ],
    );
    let g = &mut d.generator;
    g.json_path_parts = vec![Kind::JSONPathRoot, Kind::JSONPathKey, Kind::JSONPathSubscript];
    g.add_names(&[(Kind::JSONArray, "JSON_BUILD_ARRAY"), (Kind::JSONFormat, "JSON_PRETTY")]);
    g.add_renders(RENDERS);
}

// ---- reading ---------------------------------------------------------------------------------------------------------

/// `JSON_EXTRACT_STRING(x, 'key', 2)`: literal keys are a path.
fn extraction(p: &mut Parser<'_>, kind: Kind, name: &str, a: &[NodeId]) -> R<NodeId> {
    let this = at(a, 0);
    let steps = a.get(1..).unwrap_or_default();
    if !steps.iter().all(|step| p.tree.kind(*step) == Kind::Literal) {
        let rest = a.get(2..).unwrap_or_default().to_vec();
        let rest = if rest.is_empty() { Value::None } else { p.list(&rest) };
        return p.make(kind, &args![This: this, Expression: at(a, 1), Expressions: rest]);
    }
    let steps: Vec<String> = steps.iter().map(|step| p.tree.name(*step).to_string()).collect();
    extraction_by(p, kind, name, this, &steps)
}

/// The same with any number of keys.
fn of_bson(p: &mut Parser<'_>, kind: Kind, name: &str) -> R {
    let arguments = functions::call_arguments(p, 0)?;
    extraction(p, kind, name, &arguments).map(Some)
}

/// `JSON_AGG(x ORDER BY y)`.
fn aggregation(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.bitwise()?;
    let order = p.order(0)?;
    p.some(Kind::JSONArrayAgg, &args![This: this, Order: order])
}

fn build_object(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let items = p.list(a);
    p.make(Kind::JSONObject, &args![Expressions: items])
}

fn extraction_by(p: &mut Parser<'_>, kind: Kind, name: &str, this: Option<NodeId>, steps: &[String]) -> R<NodeId> {
    let mut parts = vec![p.tree.make(Kind::JSONPathRoot, &[])];
    for step in steps {
        parts.push(match step.parse::<i64>() {
            Ok(index) => p.tree.make(Kind::JSONPathSubscript, &args![This: Value::Int(index)]),
            Err(_) => {
                let key = p.text(step);
                p.tree.make(Kind::JSONPathKey, &args![This: key])
            }
        });
    }
    let parts = p.list(&parts);
    let path = p.tree.make(Kind::JSONPath, &args![Expressions: parts]);
    let only =
        if matches!(kind, Kind::JSONExtract | Kind::JSONExtractScalar) { Value::Bool(false) } else { Value::None };
    let json_type = if name.is_empty() { Value::None } else { p.text(name) };
    p.make(kind, &args![This: this, Expression: path, OnlyJsonTypes: only, JsonType: json_type])
}

/// What stands behind an operator: a name or a number.
fn step_name(p: &mut Parser<'_>) -> R<Option<String>> {
    let step = match p.at(T::Number) {
        true => p.number()?,
        false => p.id_var(ANY_TOKEN)?,
    };
    Ok(step.map(|step| p.tree.name(step).to_string()))
}

/// `x::key`, `x::$key`, `x::%key`.
fn step(p: &mut Parser<'_>, a: RuleArgs, kind: Kind, name: &str) -> R {
    let Some(step) = step_name(p)? else { return Ok(None) };
    extraction_by(p, kind, name, a.node, &[step]).map(Some)
}

/// `x::?key`: whether there is any, in `JSON_MATCH_ANY`.
fn existing(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(step) = step_name(p)? else { return Ok(None) };
    let key = p.text(&step);
    p.some(Kind::JSONExists, &args![This: a.node, Path: key, FromDcolonqmark: true])
}

fn containment(p: &mut Parser<'_>, name: &str, a: &[NodeId]) -> R<NodeId> {
    let name = p.text(name);
    p.make(Kind::JSONArrayContains, &args![This: at(a, 1), Expression: at(a, 0), JsonType: name])
}

fn keys(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let rest = a.get(1..).unwrap_or_default();
    let rest = p.list(rest);
    p.make(Kind::JSONKeys, &args![This: at(a, 0), Expressions: rest])
}

// ---- writing ---------------------------------------------------------------------------------------------------------

/// The steps of a path as arguments.
fn path(g: &mut Generator<'_>, id: NodeId) {
    let mut first = true;
    for part in g.tree.expressions(id) {
        let step = match (g.tree.kind(part), g.tree.get(part, Arg::This)) {
            (Kind::JSONPathRoot, _) => continue,
            (Kind::JSONPathKey, Value::Text(key)) => g.tree.str(key).to_string(),
            (Kind::JSONPathSubscript, Value::Int(index)) => index.to_string(),
            (Kind::JSONPathKey | Kind::JSONPathSubscript, _) => {
                g.unsupported(&format!("Unsupported wildcard in {} expression", g.tree.kind(part).name()));
                continue;
            }
            (kind, _) => {
                g.unsupported(&format!("Unsupported JSONPath expression: {}", kind.name()));
                continue;
            }
        };
        g.write(if first { "" } else { ", " });
        first = false;
        let step = g.string_node(&step);
        g.node(step);
    }
}

/// A value, then the steps to what is in it.
fn extract(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let (this, mut path) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    // The whole value has no steps.
    let whole = path.node().is_some_and(|path| g.tree.kind(path) == Kind::JSONPath && g.sql(path).is_empty());
    if whole {
        path = Value::None;
    }
    let mut others = g.tree.get(id, Arg::Expressions);
    // Behind a path stand more paths, behind a key its next steps.
    if others.is_some() && path.node().is_some_and(|path| g.tree.kind(path) == Kind::JSONPath) {
        g.unsupported_args(id, &[Arg::Expressions]);
        others = Value::None;
    }
    g.func(name, &[this, path, others]);
}

fn extract_typed(g: &mut Generator<'_>, id: NodeId, family: &str) {
    let json_type = match g.tree.text_of(id, Arg::JsonType) {
        "" => family.to_string(),
        name => name.to_ascii_uppercase(),
    };
    extract(g, id, &format!("{family}_EXTRACT_{json_type}"));
}

fn exists(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let this = g.tree.get(id, Arg::This);
    if g.tree.has(id, Arg::FromDcolonqmark) {
        g.value(this);
        g.write("::?");
        let key = g.tree.text_of(id, Arg::Path).to_string();
        return g.write(&key);
    }
    let path = g.tree.get(id, Arg::Path);
    g.func(name, &[this, path]);
}

fn array_agg(g: &mut Generator<'_>, id: NodeId) {
    g.write("JSON_AGG(");
    g.arg(id, Arg::This);
    g.arg(id, Arg::Order);
    g.write(")");
}

fn array_contains(g: &mut Generator<'_>, id: NodeId) {
    let (value, array) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let json_type = g.tree.text_of(id, Arg::JsonType).to_ascii_uppercase();
    if !json_type.is_empty() {
        return g.func(&format!("JSON_ARRAY_CONTAINS_{json_type}"), &[array, value]);
    }
    let name = g.tree.text_value("TO_JSON");
    let list = match value.node() {
        Some(value) => g.tree.list(&[value]),
        None => Value::None,
    };
    let value = g.make(Kind::Anonymous, &args![This: name, Expressions: list]);
    g.func("JSON_ARRAY_CONTAINS_JSON", &[array, value.into()]);
}

/// Keys and values are arguments by turns.
fn object(g: &mut Generator<'_>, id: NodeId) {
    g.write("JSON_BUILD_OBJECT(");
    for (i, item) in g.tree.expressions(id).into_iter().enumerate() {
        g.write(if i > 0 { ", " } else { "" });
        if g.tree.kind(item) == Kind::JSONKeyValue {
            g.arg(item, Arg::This);
            g.write(", ");
            g.arg(item, Arg::Expression);
        } else {
            g.node(item);
        }
    }
    g.write(")");
}

/// `JSON_VALUE(x, path RETURNING t)`.
fn value(g: &mut Generator<'_>, id: NodeId) {
    let (this, path) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Path));
    g.func("JSON_EXTRACT_STRING", &[this, path]);
    g.arg_after(" :> ", id, Arg::Returning);
}
