//! Semi-structured values: <https://docs.snowflake.com/en/sql-reference/functions/get_path>.

use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId};
use sqlectic_syntax::{
    generator::{json_path::path_text, Generator},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    d.generator.json_path_parts = vec![Kind::JSONPathRoot, Kind::JSONPathKey, Kind::JSONPathSubscript];
    d.generator.add_renders(&[
        (Kind::Dot, dot),
        (Kind::JSONArray, |g, id| {
            let items = g.tree.get(id, Arg::Expressions);
            g.write("TO_VARIANT(");
            g.func("ARRAY_CONSTRUCT", &[items]);
            g.write(")");
        }),
        (Kind::JSONExtract, json_extract),
        (Kind::JSONBExtract, shared::json_by_keys),
        (Kind::JSONBExtractScalar, shared::json_by_keys),
        (Kind::JSONExtractScalar, |g, id| g.func_of(id, "JSON_EXTRACT_PATH_TEXT", &[Arg::This, Arg::Expression])),
        (Kind::JSONExtractArray, |g, id| elements(g, id, "PARSE_JSON(TO_JSON(x))")),
        (Kind::JSONObject, |g, id| {
            let items = g.tree.get(id, Arg::Expressions);
            g.func("OBJECT_CONSTRUCT_KEEP_NULL", &[items]);
        }),
        (Kind::JSONPath, json_path),
        (Kind::JSONValueArray, |g, id| elements(g, id, "CAST(x AS VARCHAR)")),
    ]);
}

fn json_extract(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Option, Arg::Quote, Arg::OnCondition]);
    if !g.tree.has(id, Arg::Expression) {
        g.unsupported("An extraction of several paths is not supported");
        return crate::shared::json_extract_of_list(g, id, "GET_PATH");
    }
    let mut this = g.tree.get(id, Arg::This);
    let is_json = this.node().is_some_and(|node| matches!(g.tree.kind(node), Kind::JSONExtract | Kind::ParseJSON));
    if !is_json && !g.tree.has(id, Arg::RequiresJson) {
        this = g.make(Kind::ParseJSON, &args![This: this]).into();
    }
    let path = g.tree.get(id, Arg::Expression);
    g.func("GET_PATH", &[this, path]);
}

/// Paths start without a root: `a.b[0]`.
fn json_path(g: &mut Generator<'_>, id: NodeId) {
    let text = path_text(g, id);
    let text = text.strip_prefix('$').unwrap_or(&text);
    let path = g.string_node(text.strip_prefix('.').unwrap_or(text));
    g.node(path);
}

/// `JSON_VALUE_ARRAY(x, path)` -> `TRANSFORM(GET_PATH(PARSE_JSON(x), path), x -> ...)`.
fn elements(g: &mut Generator<'_>, id: NodeId, body: &str) {
    let (this, path) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let array = g.make(Kind::JSONExtract, &args![This: this, Expression: path]);
    g.call("TRANSFORM", &[&|g| g.node(array), &|g| g.write(&format!("x -> {body}"))]);
}

/// Fields of an object that is no column stand behind a colon: `CAST(x AS OBJECT(a INT)):a`.
fn dot(g: &mut Generator<'_>, id: NodeId) {
    let (mut object, mut fields) = (id, Vec::new());
    while let Some(inner) = g.tree.this(object).filter(|_| g.tree.kind(object) == Kind::Dot) {
        fields.push(g.tree.get(object, Arg::Expression));
        object = inner;
    }
    let is_object = match g.tree.kind(object) {
        Kind::Struct => true,
        Kind::Cast => g.tree.node(object, Arg::To).is_some_and(|to| g.tree.text_of(to, Arg::This) == "STRUCT"),
        _ => false,
    };
    if !is_object {
        return g.render_base(id);
    }
    g.node(object);
    for (i, field) in fields.into_iter().rev().enumerate() {
        g.write(if i == 0 { ":" } else { "." });
        g.value(field);
    }
}
