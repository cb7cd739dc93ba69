//! Rows, whose fields are named by a cast: <https://prestodb.io/docs/current/language/types.html#row>.

use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::{types, Generator};

/// `STRUCT(1 AS a)` -> `CAST(ROW(1) AS ROW(a INTEGER))`, if the types of all fields are known.
pub(super) fn row(g: &mut Generator<'_>, id: NodeId) {
    let fields = g.tree.expressions(id);
    let values: Vec<Value> = fields.iter().map(|field| Value::Node(shared::field_value(g, *field))).collect();
    let named = fields.iter().any(|field| g.tree.kind(*field) == Kind::PropertyEQ);
    let to = if named { struct_type(g, id) } else { None };
    let Some(to) = to else {
        g.func("ROW", &values);
        if named {
            g.unsupported("Cannot convert untyped key-value definitions (try annotate_types).");
        }
        return;
    };
    g.write("CAST(");
    g.func("ROW", &values);
    g.write(" AS ");
    g.node(to);
    g.write(")");
}

/// The type of a struct whose fields all have names and known types.
fn struct_type(g: &mut Generator<'_>, id: NodeId) -> Option<NodeId> {
    let mut fields = Vec::new();
    for field in g.tree.expressions(id) {
        let name = g.tree.this(field).filter(|_| g.tree.kind(field) == Kind::PropertyEQ)?;
        let value = shared::field_value(g, field);
        let kind = type_of(g, value)?;
        fields.push(Value::Node(g.make(Kind::ColumnDef, &args![This: name, Kind: kind])));
    }
    if fields.is_empty() {
        return None;
    }
    nested(g, "STRUCT", &fields)
}

fn nested(g: &mut Generator<'_>, name: &str, parameters: &[Value]) -> Option<NodeId> {
    let list = g.tree.list_of(parameters);
    let name = g.tree.text_value(name);
    Some(g.make(Kind::DataType, &[(Arg::This, name), (Arg::Expressions, list), (Arg::Nested, Value::Bool(true))]))
}

/// The type of a map by that of its first key and value.
fn map_type(g: &mut Generator<'_>, key: NodeId, value: NodeId) -> Option<NodeId> {
    let key = sqlectic_syntax::parser::deep(|| type_of(g, key))?;
    let value = sqlectic_syntax::parser::deep(|| type_of(g, value))?;
    nested(g, "MAP", &[key.into(), value.into()])
}

/// The type of a value, if it tells it.
fn type_of(g: &mut Generator<'_>, value: NodeId) -> Option<NodeId> {
    match g.tree.kind(value) {
        Kind::Cast | Kind::TryCast => g.tree.node(value, Arg::To),
        Kind::Struct => sqlectic_syntax::parser::deep(|| struct_type(g, value)),
        Kind::Array => {
            let first = g.tree.expressions(value).first().copied()?;
            if g.tree.is(first, Kind::Query) {
                return None;
            }
            let element = sqlectic_syntax::parser::deep(|| type_of(g, first))?;
            nested(g, "ARRAY", &[element.into()])
        }
        Kind::Map | Kind::VarMap => {
            let arrays = [Arg::Keys, Arg::Values].map(|arg| g.tree.node(value, arg));
            let first = arrays.map(|array| array.and_then(|array| g.tree.expressions(array).first().copied()));
            map_type(g, first[0]?, first[1]?)
        }
        Kind::ToMap => {
            let pairs = g.tree.this(value)?;
            let first = g.tree.expressions(pairs).first().copied()?;
            let (key, value) = (g.tree.this(first)?, g.tree.expression(first)?);
            map_type(g, key, value)
        }
        Kind::Null => None,
        Kind::Bracket => {
            let array = g.tree.this(value).filter(|this| g.tree.kind(*this) == Kind::Array)?;
            let first = g.tree.expressions(array).first().copied()?;
            sqlectic_syntax::parser::deep(|| type_of(g, first))
        }
        _ => {
            let name = sqlectic_types::infer(g.tree, value)?.to_string();
            if matches!(name.as_str(), "ARRAY" | "MAP" | "STRUCT") {
                return None;
            }
            Some(types::data_type(g, &name))
        }
    }
}
