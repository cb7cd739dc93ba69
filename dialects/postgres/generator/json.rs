//! JSON: <https://www.postgresql.org/docs/current/functions-json.html>.

use crate::shared;
use sqlectic_ast::{Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::{strings, Generator, RenderFn};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::JSONArrayAgg, array_agg),
    (Kind::JSONBExists, |g, id| exists(g, id)),
    (Kind::JSONBExtract, |g, id| by_path(g, id, "#>")),
    (Kind::JSONBExtractScalar, |g, id| by_path(g, id, "#>>")),
    (Kind::JSONExtract, |g, id| extraction(g, id, "JSON_EXTRACT_PATH", Some("->"))),
    (Kind::JSONExtractScalar, |g, id| extraction(g, id, "JSON_EXTRACT_PATH_TEXT", Some("->>"))),
    (Kind::JSONObjectAgg, object_agg),
    (Kind::ParseJSON, parsed),
];

/// `JSON_EXTRACT(x, '$.a[0]')` -> `JSON_EXTRACT_PATH(x, 'a', '0')`; what came from an arrow goes back to one, and so does
/// a step that is computed; without an arrow it is always a call.
pub(crate) fn extraction(g: &mut Generator<'_>, id: NodeId, name: &str, arrow: Option<&str>) {
    g.unsupported_args(id, &[Arg::Option, Arg::Quote, Arg::OnCondition]);
    let Some(path) = g.tree.expression(id) else { return shared::json_extract_of_list(g, id, name) };
    let computed = g.tree.kind(path) != Kind::JSONPath;
    match arrow {
        Some(arrow) if computed && g.tree.kind(path) != Kind::Variadic && !g.tree.has(id, Arg::Expressions) => {
            return operator(g, id, arrow);
        }
        _ => {}
    }
    if computed {
        return g.func_of(id, name, &[Arg::This, Arg::Expression, Arg::Expressions]);
    }
    let steps = steps(g, path);
    if let (Some(arrow), true) = (arrow, g.tree.has(id, Arg::OnlyJsonTypes)) {
        g.arg(id, Arg::This);
        for step in steps {
            g.write(&format!(" {arrow} "));
            step.write(g);
        }
        return;
    }
    g.write_function_name(name);
    g.write("(");
    g.arg(id, Arg::This);
    if arrow.is_some() && steps.is_empty() && g.tree.expressions(path).len() <= 1 {
        g.write(", VARIADIC '{}'");
    }
    for step in steps {
        g.write(", ");
        Step::Key(step.text()).write(g);
    }
    g.write(")");
}

/// One step of a path.
enum Step {
    Key(String),
    Index(i64),
}

impl Step {
    fn text(self) -> String {
        match self {
            Step::Key(key) => key,
            Step::Index(index) => index.to_string(),
        }
    }

    fn write(self, g: &mut Generator<'_>) {
        match self {
            Step::Key(key) => strings::write_string(g, &key),
            Step::Index(index) => g.write(&index.to_string()),
        }
    }
}

/// The steps of a path; what is neither a key nor an index cannot be said.
fn steps(g: &mut Generator<'_>, path: NodeId) -> Vec<Step> {
    let mut steps = Vec::new();
    for part in g.tree.expressions(path) {
        match (g.tree.kind(part), g.tree.get(part, Arg::This)) {
            (Kind::JSONPathRoot, _) => {}
            (Kind::JSONPathKey, Value::Text(key)) => steps.push(Step::Key(g.tree.str(key).to_string())),
            (Kind::JSONPathSubscript, Value::Int(index)) => steps.push(Step::Index(index)),
            (Kind::JSONPathSubscript, Value::Text(index)) => steps.push(Step::Key(g.tree.str(index).to_string())),
            (Kind::JSONPathSubscript, Value::Node(inner)) => {
                g.unsupported(&format!("Unsupported JSONPathPart type {}", g.tree.kind(inner).name()));
            }
            (Kind::JSONPathKey | Kind::JSONPathSubscript, _) => {
                g.unsupported("Unsupported wildcard in JSONPathKey expression");
            }
            (kind, _) => g.unsupported(&format!("Unsupported JSONPathPart type {}", kind.name())),
        }
    }
    steps
}

/// `x #> '{a,b}'`: a constant text is no JSON yet.
fn by_path(g: &mut Generator<'_>, id: NodeId, sign: &str) {
    if let Some(path) = g.tree.expression(id).filter(|path| g.tree.kind(*path) == Kind::JSONPath) {
        let keys: Vec<String> = steps(g, path).into_iter().map(|step| array_element(&step.text())).collect();
        let keys = g.string_node(&format!("{{{}}}", keys.join(",")));
        let (this, kind) = (g.tree.get(id, Arg::This), g.tree.kind(id));
        let extraction = g.make(kind, &[(Arg::This, this), (Arg::Expression, keys.into())]);
        return operator(g, extraction, sign);
    }
    let Some(text) = g.tree.this(id).filter(|this| g.tree.is_string(*this)) else { return operator(g, id, sign) };
    let (cast, path) = (shared::cast(g, text.into(), "JSON"), g.tree.get(id, Arg::Expression));
    let kind = g.tree.kind(id);
    let extraction = g.make(kind, &[(Arg::This, cast.into()), (Arg::Expression, path)]);
    operator(g, extraction, sign);
}

/// An operator; its right side is a call, a name, a literal, or stands in parentheses.
fn operator(g: &mut Generator<'_>, id: NodeId, operator: &str) {
    // A text before an operator has no type yet.
    match g.tree.this(id).filter(|this| g.tree.is_string(*this)) {
        Some(this) => {
            let json = shared::cast(g, this.into(), "JSON");
            g.node(json);
        }
        None => g.arg(id, Arg::This),
    }
    g.write(&format!(" {operator} "));
    let Some(right) = g.tree.expression(id) else { return };
    let kind = g.tree.kind(right);
    let binary = kind.is(Kind::Binary) && !kind.is(Kind::Func) && kind != Kind::Dot;
    // A call that is written with `||`.
    let joined = kind == Kind::Concat && !g.tree.has(right, Arg::Coalesce);
    match binary || joined || shared::is_weaker_than_arrow(kind) {
        true => g.paren(|g| g.node(right)),
        false => g.node(right),
    }
}

/// A text as an element of an array's literal: <https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO>.
fn array_element(text: &str) -> String {
    match !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_') {
        true => text.to_string(),
        false => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

fn exists(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.get(id, Arg::This);
    let mut path = g.tree.get(id, Arg::Path);
    if let Some(node) = path.node().filter(|node| g.tree.kind(*node) == Kind::JSONPath) {
        let keys: Vec<String> = steps(g, node).into_iter().map(Step::text).collect();
        path = g.string_node(&keys.join(".")).into();
    }
    g.func("JSONB_EXISTS", &[this, path]);
}

fn array_agg(g: &mut Generator<'_>, id: NodeId) {
    g.write_function_name("JSON_AGG");
    g.write("(");
    g.arg(id, Arg::This);
    g.arg(id, Arg::Order);
    g.write(")");
}

/// `JSON_OBJECT_AGG(k, v)`.
fn object_agg(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "JSON_OBJECT_AGG", &[Arg::Expressions]);
}

/// `PARSE_JSON(x)` -> `CAST(x AS JSON)`.
fn parsed(g: &mut Generator<'_>, id: NodeId) {
    shared::cast_this(g, id, "JSON");
}
