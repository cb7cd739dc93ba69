//! Data types of DuckDB: <https://duckdb.org/docs/stable/sql/data_types/overview>.

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    generator::{types, Generator},
    parser::{types as grammar, Parser, Rule, RuleArgs, R},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    d.parser.replace(Rule::Types, parse);
    d.generator.add_types(TYPES);
    d.generator.add_renders(&[(Kind::DataType, data_type)]);
}

/// Canonical types that have another name here, sorted.
const TYPES: &[(&str, &str)] = &[
    ("BIGDECIMAL", "DECIMAL"),
    ("BINARY", "BLOB"),
    ("BPCHAR", "TEXT"),
    ("CHAR", "TEXT"),
    ("DATETIME", "TIMESTAMP"),
    ("DECFLOAT", "DECIMAL"),
    ("FLOAT", "REAL"),
    ("JSONB", "JSON"),
    ("NCHAR", "TEXT"),
    ("NVARCHAR", "TEXT"),
    ("ROWVERSION", "BLOB"),
    ("TIMESTAMPLTZ", "TIMESTAMPTZ"),
    ("TIMESTAMPNTZ", "TIMESTAMP"),
    ("UINT", "UINTEGER"),
    ("VARBINARY", "BLOB"),
    ("VARCHAR", "TEXT"),
];

// ---- reading ---------------------------------------------------------------------------------------------------------

/// `DECIMAL` without sizes has those of the vendor's default; the length of a text means nothing.
fn parse(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(node) = grammar::types(p, a)? else { return Ok(None) };
    let mut inner = node;
    while p.tree.text_of(inner, Arg::This) == "ARRAY" {
        match p.tree.expressions(inner)[..] {
            [only] if p.tree.kind(only) == Kind::DataType => inner = only,
            _ => break,
        }
    }
    match p.tree.text_of(inner, Arg::This) {
        "DECIMAL" if p.tree.list_len(inner, Arg::Expressions) == 0 => {
            let sizes = [18, 3].map(|size| {
                let size = p.tree.integer(size);
                p.tree.make(Kind::DataTypeParam, &args![This: size])
            });
            let nested = p.tree.take(inner, Arg::Nested);
            p.tree.set_list(inner, Arg::Expressions, &sizes);
            p.tree.set_raw(inner, Arg::Nested, nested);
        }
        "TEXT" if p.tree.list_len(inner, Arg::Expressions) > 0 => {
            p.tree.take(inner, Arg::Expressions);
        }
        _ => {}
    }
    Ok(Some(node))
}

// ---- writing ---------------------------------------------------------------------------------------------------------

/// `INT[]`, `INT[3]`, `STRUCT(a INT)`; sizes of types of time are dropped.
fn data_type(g: &mut Generator<'_>, id: NodeId) {
    let name = types::canonical_name(g, id);
    match name.as_str() {
        "ARRAY" => {
            if let Some(inner) = g.tree.expressions(id).first().copied() {
                g.node(inner);
                g.write("[");
                g.list(id, Arg::Values, sqlectic_syntax::generator::FLAT);
                return g.write("]");
            }
            types::data_type_node(g, id);
        }
        "TIME" | "TIMETZ" | "TIMESTAMPLTZ" | "TIMESTAMPTZ" => {
            let this = g.tree.get(id, Arg::This);
            let bare = g.make(Kind::DataType, &[(Arg::This, this), (Arg::Nested, Value::Bool(false))]);
            types::data_type_node(g, bare);
        }
        "BIGDECIMAL" | "DECFLOAT" => decimal(g, id),
        _ => types::data_type_node(g, id),
    }
}

/// The largest decimal that fits: at most 38 digits.
fn decimal(g: &mut Generator<'_>, id: NodeId) {
    let sizes: Vec<i64> = g
        .tree
        .expressions(id)
        .iter()
        .filter_map(|size| g.tree.this(*size))
        .filter_map(|size| g.tree.name(size).parse::<f64>().ok())
        .map(|size| size as i64)
        .collect();
    for size in g.tree.expressions(id) {
        let size = g.tree.this(size).map(|size| g.tree.name(size).to_string()).unwrap_or_default();
        if size.parse::<f64>().is_ok_and(|size| size > 38.0) {
            let name = g.tree.text_of(id, Arg::This).to_string();
            g.unsupported(&format!("{name} parameter {size} exceeds DuckDB's maximum of 38; capping"));
        }
    }
    let (precision, scale) = match sizes[..] {
        [] => (38, 5),
        [precision] => (precision.min(38), 0),
        [precision, scale, ..] => (precision.min(38), scale.min(38)),
    };
    match sizes.len() {
        1 => g.write(&format!("DECIMAL({precision})")),
        _ => g.write(&format!("DECIMAL({precision}, {scale})")),
    }
}
