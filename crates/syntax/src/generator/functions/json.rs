//! JSON and XML functions with a syntax of their own.

use crate::generator::{types, Generator, ListStyle, RenderFn};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

/// Renderers of this family, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::FormatJson, format_json),
    (Kind::GetExtract, get_extract),
    (Kind::JSONArray, json_array),
    (Kind::JSONArrayAgg, json_array_agg),
    (Kind::JSONColumnDef, json_column),
    (Kind::JSONExists, json_exists),
    (Kind::JSONExtractQuote, json_extract_quote),
    (Kind::JSONKeyValue, json_key_value),
    (Kind::JSONObject, |g, id| json_object(g, id, "JSON_OBJECT")),
    (Kind::JSONObjectAgg, |g, id| json_object(g, id, "JSON_OBJECTAGG")),
    (Kind::JSONSchema, json_schema),
    (Kind::JSONTable, json_table),
    (Kind::JSONValue, json_value),
    (Kind::OnCondition, on_condition),
    (Kind::OpenJSON, open_json),
    (Kind::OpenJSONColumnDef, open_json_column),
    (Kind::ParseJSON, parse_json),
    (Kind::SkipJSONColumn, skip_json_column),
    (Kind::XMLElement, xml_element),
    (Kind::XMLKeyValueOption, xml_key_value_option),
    (Kind::XMLNamespace, xml_namespace),
    (Kind::XMLTable, xml_table),
];

fn format_json(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" FORMAT JSON");
}

fn parse_json(g: &mut Generator<'_>, id: NodeId) {
    let name = g.dialect.generator.flags.parse_json_name.clone();
    let (this, option) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    if name.is_empty() {
        return g.value(this);
    }
    g.func(&name, &[this, option]);
}

/// `GET(x, k)` of a semi-structured value is an extraction by path.
fn get_extract(g: &mut Generator<'_>, id: NodeId) {
    let (this, key) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    if this.node().is_some_and(|this| is_collection(g, this)) {
        let keys = g.tree.list_of(&[key]);
        let element = g.make(Kind::Bracket, &args![This: this, Expressions: keys, Offset: Value::Int(0)]);
        return g.node(element);
    }
    let path = match key.node() {
        Some(node) if g.tree.kind(node) == Kind::Literal => path_of_one_step(g, node).into(),
        _ => key,
    };
    let extract = g.make(Kind::JSONExtract, &[(Arg::This, this), (Arg::Expression, path)]);
    g.node(extract);
}

/// Whether a value is known to be an array or a map, and no JSON.
fn is_collection(g: &Generator<'_>, node: NodeId) -> bool {
    g.tree.kind(node) == Kind::Array || types::says_type(g.tree, node, &["ARRAY", "MAP"])
}

/// A constant key or index as a path.
fn path_of_one_step(g: &mut Generator<'_>, step: NodeId) -> NodeId {
    let index = if g.tree.is_string(step) { None } else { g.tree.name(step).parse::<i64>().ok() };
    let text = g.tree.get(step, Arg::This);
    let part = match index {
        Some(index) => g.tree.make(Kind::JSONPathSubscript, &args![This: Value::Int(index)]),
        None => g.tree.make(Kind::JSONPathKey, &args![This: text]),
    };
    let root = g.tree.make(Kind::JSONPathRoot, &[]);
    let parts = g.tree.list(&[root, part]);
    g.tree.make(Kind::JSONPath, &args![Expressions: parts])
}

// ---- objects and arrays ----------------------------------------------------------------------------------------------

/// A JSON object or its aggregation under this name.
pub fn json_object(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let items = g.tree.get(id, Arg::Expressions);
    g.write_function_name(name);
    g.write("(");
    g.arguments(&[items]);
    g.arg_after(" ", id, Arg::NullHandling);
    match g.tree.get(id, Arg::UniqueKeys) {
        Value::Bool(true) => g.write(" WITH UNIQUE KEYS"),
        Value::Bool(false) => g.write(" WITHOUT UNIQUE KEYS"),
        _ => {}
    }
    g.arg_after(" RETURNING ", id, Arg::ReturnType);
    g.arg_after(" ENCODING ", id, Arg::Encoding);
    g.write(")");
}

fn json_key_value(g: &mut Generator<'_>, id: NodeId) {
    let sep = g.dialect.generator.flags.json_key_value_pair_sep.clone();
    g.arg(id, Arg::This);
    g.write(&sep);
    g.write(" ");
    g.arg(id, Arg::Expression);
}

fn json_array(g: &mut Generator<'_>, id: NodeId) {
    let name = g.function_name("JSON_ARRAY").into_owned();
    let items = g.tree.get(id, Arg::Expressions);
    g.write(&name);
    g.write("(");
    g.arguments(&[items]);
    array_end(g, id);
}

fn json_array_agg(g: &mut Generator<'_>, id: NodeId) {
    g.write_function_name("JSON_ARRAYAGG");
    g.write("(");
    g.arg(id, Arg::This);
    g.arg(id, Arg::Order);
    array_end(g, id);
}

fn array_end(g: &mut Generator<'_>, id: NodeId) {
    g.arg_after(" ", id, Arg::NullHandling);
    g.arg_after(" RETURNING ", id, Arg::ReturnType);
    g.flag(id, Arg::Strict, " STRICT");
    g.write(")");
}

// ---- parts of JSON values --------------------------------------------------------------------------------------------

fn json_value(g: &mut Generator<'_>, id: NodeId) {
    let path = |g: &mut Generator<'_>| {
        g.arg(id, Arg::Path);
        g.arg_after(" RETURNING ", id, Arg::Returning);
        g.arg_after(" ", id, Arg::OnCondition);
    };
    g.call("JSON_VALUE", &[&|g| g.arg(id, Arg::This), &path]);
}

fn json_exists(g: &mut Generator<'_>, id: NodeId) {
    let path = |g: &mut Generator<'_>| {
        g.arg(id, Arg::Path);
        if g.tree.has(id, Arg::Passing) {
            g.write(" PASSING ");
            super::trailing_list(g, id, Arg::Passing);
        }
        g.arg_after(" ", id, Arg::OnCondition);
    };
    g.call("JSON_EXISTS", &[&|g| g.arg(id, Arg::This), &path]);
}

fn json_extract_quote(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::Option);
    g.write(" QUOTES");
    g.flag(id, Arg::Scalar, " ON SCALAR STRING");
}

/// `NULL ON EMPTY DEFAULT 1 ON ERROR`, in the dialect's order.
fn on_condition(g: &mut Generator<'_>, id: NodeId) {
    let empty_first = g.dialect.semantics.flags.on_condition_empty_before_error;
    let both = [(Arg::Empty, "EMPTY"), (Arg::Error, "ERROR")];
    let order = if empty_first { both } else { [both[1], both[0]] };
    let mut any = false;
    for (arg, word) in order {
        if !g.tree.has(id, arg) {
            continue;
        }
        if any {
            g.write(" ");
        }
        any = true;
        if g.tree.node(id, arg).is_some() {
            g.write("DEFAULT ");
            g.arg(id, arg);
            g.write(" ON ");
            g.write(word);
        } else {
            g.arg(id, arg);
        }
    }
    g.arg(id, Arg::Null);
}

// ---- tables ----------------------------------------------------------------------------------------------------------

fn json_table(g: &mut Generator<'_>, id: NodeId) {
    g.write_function_name("JSON_TABLE");
    g.write("(");
    g.arg(id, Arg::This);
    g.arg_after(", ", id, Arg::Path);
    g.arg_after(" ", id, Arg::ErrorHandling);
    g.arg_after(" ", id, Arg::EmptyHandling);
    g.write(" ");
    g.arg(id, Arg::Schema);
    g.write(")");
}

fn json_schema(g: &mut Generator<'_>, id: NodeId) {
    let items = g.tree.get(id, Arg::Expressions);
    g.func("COLUMNS", &[items]);
}

fn json_column(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::NestedSchema) {
        g.write("NESTED");
        g.arg_after(" PATH ", id, Arg::Path);
        g.write(" ");
        return g.arg(id, Arg::NestedSchema);
    }
    g.arg(id, Arg::This);
    g.arg_after(" ", id, Arg::Kind);
    g.flag(id, Arg::FormatJson, " FORMAT JSON");
    g.arg_after(" PATH ", id, Arg::Path);
    g.flag(id, Arg::Ordinality, " FOR ORDINALITY");
}

/// `SKIP a.b`, `SKIP REGEXP 'x'` in a JSON type.
fn skip_json_column(g: &mut Generator<'_>, id: NodeId) {
    g.write("SKIP ");
    g.flag(id, Arg::Regexp, "REGEXP ");
    g.arg(id, Arg::Expression);
}

fn open_json(g: &mut Generator<'_>, id: NodeId) {
    let arguments = [Arg::This, Arg::Path].map(|arg| g.tree.get(id, arg));
    let arguments = arguments.map(|value| if value == Value::Bool(false) { Value::None } else { value });
    g.func("OPENJSON", &arguments);
    if g.tree.list_len(id, Arg::Expressions) == 0 {
        return;
    }
    g.write(" WITH (");
    g.indented(|g| {
        g.indented(|g| {
            g.line();
            g.expressions(id, ListStyle { indent: false, ..ListStyle::default() });
        });
    });
    g.line();
    g.write(")");
}

fn open_json_column(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" ");
    g.arg(id, Arg::Kind);
    g.arg_after(" ", id, Arg::Path);
    g.flag(id, Arg::AsJson, " AS JSON");
}

// ---- XML -------------------------------------------------------------------------------------------------------------

fn xml_element(g: &mut Generator<'_>, id: NodeId) {
    let word = if g.tree.has(id, Arg::Evalname) { "EVALNAME " } else { "NAME " };
    let name = g.captured(|g| {
        g.write(word);
        g.arg(id, Arg::This);
    });
    let content = match g.tree.get(id, Arg::Expressions) {
        Value::Bool(_) => Value::None,
        content => content,
    };
    // The name with its word is one argument.
    let name = g.word_node(&name);
    g.func("XMLELEMENT", &args![This: name, Expressions: content].map(|(_, value)| value));
}

fn xml_key_value_option(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    if g.tree.has(id, Arg::Expression) {
        g.write("(");
        g.arg(id, Arg::Expression);
        g.write(")");
    }
}

fn xml_namespace(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.this(id).is_none_or(|this| g.tree.kind(this) != Kind::Alias) {
        g.write("DEFAULT ");
    }
    g.arg(id, Arg::This);
}

fn xml_table(g: &mut Generator<'_>, id: NodeId) {
    g.write("XMLTABLE(");
    g.indented(|g| {
        g.line();
        if g.tree.list_len(id, Arg::Namespaces) > 0 {
            g.write("XMLNAMESPACES(");
            super::trailing_list(g, id, Arg::Namespaces);
            g.write("), ");
        }
        g.arg(id, Arg::This);
        if g.tree.list_len(id, Arg::Passing) > 0 {
            g.seg("PASSING");
            g.block(|g| g.list(id, Arg::Passing, ListStyle { indent: false, ..ListStyle::default() }));
        }
        if g.tree.has(id, Arg::ByRef) {
            g.seg("RETURNING SEQUENCE BY REF");
        }
        if g.tree.list_len(id, Arg::Columns) > 0 {
            g.seg("COLUMNS");
            g.block(|g| g.list(id, Arg::Columns, ListStyle { indent: false, ..ListStyle::default() }));
        }
    });
    g.line();
    g.write(")");
}
