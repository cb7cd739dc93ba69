//! Renderers of JSON.

use super::wrapped;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::Generator;

/// `JSON_EXTRACT(x, path, ...)` without what only some dialects can say.
pub(crate) fn json_extract_call(g: &mut Generator<'_>, id: NodeId) {
    let mut values = vec![g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression)];
    values.extend(g.tree.expressions(id).into_iter().map(Value::Node));
    g.func("JSON_EXTRACT", &values);
}

/// `JSON_EXTRACT(x, path)` -> `x -> path`.
pub(crate) fn arrow_json_extract(g: &mut Generator<'_>, id: NodeId) {
    arrow(g, id, "->");
}

/// `JSON_EXTRACT_SCALAR(x, path)` -> `x ->> path`.
pub(crate) fn arrow_json_extract_scalar(g: &mut Generator<'_>, id: NodeId) {
    arrow(g, id, "->>");
}

/// An operator whose right side is no operator.
fn arrow(g: &mut Generator<'_>, id: NodeId, op: &str) {
    if g.tree.list_len(id, Arg::Expressions) > 0 {
        g.unsupported_args(id, &[Arg::Expressions]);
    }
    let mut path = wrapped(g, id, Arg::Expression);
    // A call that is written with `||`, because that passes nulls on.
    let joined = path.node().filter(|node| g.tree.kind(*node) == Kind::Concat && !g.tree.has(*node, Arg::Coalesce));
    if let Some(joined) = joined.filter(|_| g.dialect.semantics.flags.concat_coalesce) {
        path = g.make(Kind::Paren, &args![This: joined]).into();
    }
    if let Some(operand) = path.node().filter(|node| is_weaker_than_arrow(g.tree.kind(*node))) {
        path = g.make(Kind::Paren, &args![This: operand]).into();
    }
    g.arg(id, Arg::This);
    g.write(" ");
    g.write(op);
    g.write(" ");
    g.value(path);
}

/// Notes what an extraction says besides its paths, where only those can be said.
pub(crate) fn paths_only(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Emits, Arg::Option, Arg::Quote, Arg::OnCondition]);
}

/// An extraction whose operands are all in one list; what it emits as columns cannot be said.
pub(crate) fn json_extract_of_list(g: &mut Generator<'_>, id: NodeId, name: &str) {
    g.unsupported_args(id, &[Arg::Emits]);
    g.func_of(id, name, &[Arg::This, Arg::Expressions]);
}

/// Whether a condition that is no binary operator, or is written as a call elsewhere, needs parentheses behind `->`.
pub(crate) fn is_weaker_than_arrow(kind: Kind) -> bool {
    matches!(kind, Kind::Between | Kind::In | Kind::Not) || kind.is(Kind::Connector)
}

/// `j #>> '{a,0}'` as the extraction by a path, where the keys are a constant; else the call that it is in other words.
pub(crate) fn json_by_keys(g: &mut Generator<'_>, id: NodeId) {
    let keys = g.tree.expression(id).filter(|keys| g.tree.is_string(*keys)).map(|keys| g.tree.name(keys).to_string());
    let keys = keys.as_deref().and_then(|keys| keys.strip_prefix('{')?.strip_suffix('}'));
    let plain = |key: &str| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let Some(keys) = keys.filter(|keys| keys.split(',').all(plain)) else { return g.render_base(id) };
    let mut parts = vec![Value::Node(g.make(Kind::JSONPathRoot, &[]))];
    for key in keys.split(',') {
        let part = match key.parse::<i64>() {
            Ok(index) => g.make(Kind::JSONPathSubscript, &[(Arg::This, Value::Int(index))]),
            Err(_) => {
                let key = g.tree.text_value(key);
                g.make(Kind::JSONPathKey, &[(Arg::This, key)])
            }
        };
        parts.push(part.into());
    }
    let parts = g.tree.list_of(&parts);
    let path = g.make(Kind::JSONPath, &[(Arg::Expressions, parts)]);
    let this = g.tree.get(id, Arg::This);
    let kind = if g.tree.kind(id) == Kind::JSONBExtract { Kind::JSONExtract } else { Kind::JSONExtractScalar };
    let extraction = g.make(kind, &[(Arg::This, this), (Arg::Expression, path.into())]);
    g.node(extraction);
}
