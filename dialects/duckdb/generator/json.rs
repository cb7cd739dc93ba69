//! JSON: <https://duckdb.org/docs/stable/data/json/overview>.

use super::{call, cast_type};
use crate::shared::{cast, is_weaker_than_arrow, paths_only};
use sqlectic_ast::{args, Arg, Kind, NodeId};
use sqlectic_syntax::{
    generator::{Generator, RenderFn},
    parser::column::integer_constant,
};

/// Spelled in DuckDB's own words; a column stands for the argument of that name. Sorted by kind.
pub(super) const TEMPLATES: &[(Kind, &str)] = &[
    (Kind::CheckJson, "CASE WHEN this IS NULL OR this = '' OR JSON_VALID(this) THEN NULL ELSE 'Invalid JSON' END"),
    (Kind::IsArray, "JSON_TYPE(this) = 'ARRAY'"),
    (Kind::IsNullValue, "JSON_TYPE(this) = 'NULL'"),
    (Kind::StripNullValue, "CASE WHEN JSON_TYPE(this) = 'NULL' THEN NULL ELSE this END"),
    (Kind::ToVariant, "CAST(this AS VARIANT)"),
];

/// Sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::GetExtract, get_extract),
    (Kind::JSONArray, json_array),
    (Kind::JSONExtract, json_extract),
    (Kind::JSONExtractArray, |g, id| values(g, id, "JSON[]")),
    (Kind::JSONBExtract, crate::shared::json_by_keys),
    (Kind::JSONBExtractScalar, crate::shared::json_by_keys),
    (Kind::JSONExtractScalar, json_extract_scalar),
    (Kind::JSONFormat, json_format),
    (Kind::JSONObject, json_object),
    (Kind::JSONValueArray, |g, id| values(g, id, "TEXT[]")),
    (Kind::ParseJSON, parse_json),
];

/// An element of a list or a map, or else a part of JSON.
fn get_extract(g: &mut Generator<'_>, id: NodeId) {
    let (Some(this), Some(key)) = (g.tree.this(id), g.tree.expression(id)) else { return };
    let type_ = cast_type(g, this).map(str::to_string);
    let list = g.tree.kind(this) == Kind::Array || type_.as_deref() == Some("ARRAY");
    if list || type_.as_deref() == Some("MAP") {
        let index = integer_constant(g.tree, key).filter(|_| list).map(|index| g.number_node(index + 1));
        g.node(this);
        g.write("[");
        g.node(index.unwrap_or(key));
        return g.write("]");
    }
    let path = match g.tree.kind(key) == Kind::Literal {
        true if g.tree.is_string(key) => {
            let name = g.tree.name(key).to_string();
            let plain = name.starts_with(|c: char| c == '_' || c.is_ascii_alphabetic())
                && name.chars().all(|c| c == '_' || c.is_ascii_alphanumeric());
            g.string_node(&if plain { format!("$.{name}") } else { format!("$.\"{name}\"") })
        }
        true => {
            let index = g.tree.name(key).to_string();
            g.string_node(&format!("$[{index}]"))
        }
        false => key,
    };
    let node = g.make(Kind::JSONExtract, &args![This: this, Expression: path]);
    arrow(g, node, "->");
}

/// `x -> path`, in parentheses where another operator is around.
fn arrow(g: &mut Generator<'_>, id: NodeId, op: &str) {
    let wraps = g.tree.parent(id).is_some_and(|parent| {
        let kind = g.tree.kind(parent);
        match kind {
            Kind::JSONExtract | Kind::JSONExtractScalar => kind != g.tree.kind(id),
            Kind::Bracket | Kind::In | Kind::Not => true,
            kind => kind.is(Kind::Binary) && !kind.is(Kind::Func) || kind.is(Kind::Condition) && kind == Kind::Is,
        }
    });
    match wraps {
        true => g.paren(|g| arrow_and_path(g, id, op)),
        false => arrow_and_path(g, id, op),
    }
}

fn arrow_and_path(g: &mut Generator<'_>, id: NodeId, op: &str) {
    g.arg(id, Arg::This);
    g.write(&format!(" {op}"));
    g.own_comments(id);
    g.write(" ");
    match g.tree.expression(id) {
        Some(path) if needs_parens(g, path) => g.paren(|g| g.node(path)),
        _ => g.arg(id, Arg::Expression),
    }
}

/// Whether the right side of an arrow is written with an operator.
fn needs_parens(g: &Generator<'_>, path: NodeId) -> bool {
    let kind = g.tree.kind(path);
    kind.is(Kind::Binary) || kind == Kind::Concat || is_weaker_than_arrow(kind)
}

/// `JSON_VALUE` gives null for what is no scalar.
fn json_extract_scalar(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::ScalarOnly) {
        return arrow(g, id, "->>");
    }
    let items: Vec<NodeId> = [g.tree.this(id), g.tree.expression(id)].into_iter().flatten().collect();
    let value = call(g, "JSON_VALUE", &items);
    let root = g.string_node("$");
    let text = g.make(Kind::JSONExtractScalar, &args![This: value, Expression: root]);
    if let Some(parent) = g.tree.parent(id) {
        g.tree.set_parent_only(text, Some(parent));
    }
    arrow(g, text, "->>");
}

/// Several paths give a list, which others take as JSON.
fn json_extract(g: &mut Generator<'_>, id: NodeId) {
    paths_only(g, id);
    let more = g.tree.expressions(id);
    if more.is_empty() {
        return arrow(g, id, "->");
    }
    let (Some(this), Some(first)) = (g.tree.this(id), g.tree.expression(id)) else {
        return g.function_named(id, "JSON_EXTRACT");
    };
    let mut paths = vec![first];
    paths.extend(more);
    let list = g.tree.list(&paths);
    let list = g.make(Kind::Array, &[(Arg::Expressions, list)]);
    let inner = call(g, "JSON_EXTRACT", &[this, list]);
    g.func("TO_JSON", &[inner.into()]);
}

fn values(g: &mut Generator<'_>, id: NodeId, to: &str) {
    let (this, path) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    g.write("CAST(");
    let node = g.make(Kind::JSONExtract, &[(Arg::This, this), (Arg::Expression, path)]);
    g.node(node);
    g.write(&format!(" AS {to})"));
}

fn json_format(g: &mut Generator<'_>, id: NodeId) {
    let items: Vec<NodeId> = [Arg::This, Arg::Options].iter().filter_map(|arg| g.tree.node(id, *arg)).collect();
    let node = call(g, "TO_JSON", &items);
    let node = cast(g, node.into(), "TEXT");
    g.node(node);
}

/// `JSON(x)`, or null for what is no JSON.
fn parse_json(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id) else { return };
    if !g.tree.has(id, Arg::Safe) {
        return g.func("JSON", &[this.into()]);
    }
    let value = crate::shared::cast_unless(g, this.into(), "JSON").node().unwrap_or(this);
    g.write_template("CASE WHEN JSON_VALID(this) THEN value ELSE NULL END", &[("this", this), ("value", value)]);
}

fn json_array(g: &mut Generator<'_>, id: NodeId) {
    let items = g.tree.get(id, Arg::Expressions);
    g.func("JSON_ARRAY", &[items]);
}

/// `JSON_OBJECT('a', 1)`.
fn json_object(g: &mut Generator<'_>, id: NodeId) {
    let mut items = Vec::new();
    for pair in g.tree.expressions(id) {
        match g.tree.kind(pair) {
            Kind::JSONKeyValue => {
                items.push(g.tree.get(pair, Arg::This));
                items.push(g.tree.get(pair, Arg::Expression));
            }
            _ => items.push(pair.into()),
        }
    }
    g.func("JSON_OBJECT", &items);
}
