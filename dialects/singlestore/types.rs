//! Types and casts: <https://docs.singlestore.com/cloud/reference/sql-reference/data-types/>.

use crate::mysql;
use sqlectic_ast::{Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    generator::{types, Generator, FLAT},
    lexer::T,
    parser::{add_token_rules, types as reading, Parser, Rule, RuleArgs, R},
    Dialect,
};

/// Types and what they are here.
const TYPES: &[(&str, &str)] = &[
    ("BIGDECIMAL", "DECIMAL"),
    ("BIT", "BOOLEAN"),
    ("DATE32", "DATE"),
    ("DATETIME64", "DATETIME"),
    ("DECIMAL128", "DECIMAL"),
    ("DECIMAL256", "DECIMAL"),
    ("DECIMAL32", "DECIMAL"),
    ("DECIMAL64", "DECIMAL"),
    ("ENUM16", "ENUM"),
    ("ENUM8", "ENUM"),
    ("FIXEDSTRING", "TEXT"),
    ("GEOMETRY", "GEOGRAPHY"),
    ("JSONB", "BSON"),
    ("LINESTRING", "GEOGRAPHY"),
    ("MULTIPOLYGON", "GEOGRAPHY"),
    ("POINT", "GEOGRAPHYPOINT"),
    ("POLYGON", "GEOGRAPHY"),
    ("RING", "GEOGRAPHY"),
    ("STRUCT", "RECORD"),
    ("TIMESTAMP", "TIMESTAMP"),
    ("TIMESTAMP_MS", "TIMESTAMP"),
    ("TIMESTAMP_S", "TIMESTAMP"),
];

/// Types that there are none for.
const UNSUPPORTED: &[&str] = &[
    "AGGREGATEFUNCTION",
    "ARRAY",
    "BIGSERIAL",
    "BPCHAR",
    "DATEMULTIRANGE",
    "DATERANGE",
    "DYNAMIC",
    "HLLSKETCH",
    "HSTORE",
    "IMAGE",
    "INET",
    "INT128",
    "INT256",
    "INT4MULTIRANGE",
    "INT4RANGE",
    "INT8MULTIRANGE",
    "INT8RANGE",
    "INTERVAL",
    "IPADDRESS",
    "IPPREFIX",
    "IPV4",
    "IPV6",
    "LIST",
    "LOWCARDINALITY",
    "MAP",
    "MONEY",
    "MULTILINESTRING",
    "NAME",
    "NESTED",
    "NOTHING",
    "NULL",
    "NUMMULTIRANGE",
    "NUMRANGE",
    "OBJECT",
    "RANGE",
    "ROWVERSION",
    "SERIAL",
    "SIMPLEAGGREGATEFUNCTION",
    "SMALLMONEY",
    "SMALLSERIAL",
    "SUPER",
    "TDIGEST",
    "TIMESTAMPLTZ",
    "TIMESTAMPNTZ",
    "TIMESTAMPTZ",
    "TIMESTAMP_NS",
    "TIMETZ",
    "TSMULTIRANGE",
    "TSRANGE",
    "TSTZMULTIRANGE",
    "TSTZRANGE",
    "UINT128",
    "UINT256",
    "UNION",
    "UNKNOWN",
    "USER-DEFINED",
    "UUID",
    "VARIANT",
    "XML",
];

/// Element types of vectors.
const ELEMENTS: &[(&str, &str)] =
    &[("BIGINT", "I64"), ("DOUBLE", "F64"), ("FLOAT", "F32"), ("INT", "I32"), ("SMALLINT", "I16"), ("TINYINT", "I8")];

/// Digits of decimals by their name.
const DIGITS: &[(&str, &str)] = &[("DECIMAL128", "38"), ("DECIMAL256", "65"), ("DECIMAL32", "9"), ("DECIMAL64", "18")];

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    p.replace(Rule::Types, vector);
    add_token_rules(
        &mut p.column_operators,
        &[(T::ColonGt, |p, a| cast_to(p, a, Kind::Cast)), (T::NcolonGt, |p, a| cast_to(p, a, Kind::TryCast))],
    );
    let g = &mut d.generator;
    g.add_types(TYPES);
    for name in UNSUPPORTED {
        g.unsupported_types.set(name, ());
    }
    g.flags.nested_type_open = "(".into();
    g.flags.nested_type_close = ")".into();
    g.add_renders(&[
        (Kind::Cast, |g, id| cast(g, id, ":>")),
        (Kind::CastToStrType, cast_to_text),
        (Kind::Collate, collate),
        (Kind::DataType, data_type),
        (Kind::TryCast, |g, id| cast(g, id, "!:>")),
    ]);
}

// ---- reading ---------------------------------------------------------------------------------------------------------

/// `x :> t`, `x !:> t`.
fn cast_to(p: &mut Parser<'_>, a: RuleArgs, kind: Kind) -> R {
    let Some(to) = p.types(0)? else {
        p.error("Expected type")?;
        return Ok(None);
    };
    p.some(kind, &sqlectic_ast::args![This: a.node, To: to])
}

/// `VECTOR(10, I32)`: the element type comes first in the tree.
fn vector(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let dtype = reading::types(p, a)?;
    let Some(node) = dtype.filter(|node| p.tree.text_of(*node, Arg::This) == "VECTOR") else { return Ok(dtype) };
    let [size, element] = p.tree.expressions(node)[..] else { return Ok(dtype) };
    let name = p.tree.this(element).map(|this| p.tree.name(this).to_ascii_uppercase()).unwrap_or_default();
    if let Some((canonical, _)) = ELEMENTS.iter().find(|(_, short)| *short == name) {
        let canonical = p.text(canonical);
        let nested = Value::Bool(false);
        let element = p.tree.make(Kind::DataType, &sqlectic_ast::args![This: canonical, Nested: nested]);
        p.tree.set_list(node, Arg::Expressions, &[element, size]);
    }
    Ok(dtype)
}

// ---- writing ---------------------------------------------------------------------------------------------------------

/// Whether an operator has to stand in parentheses before a cast, which binds tighter.
fn splits(g: &Generator<'_>, node: NodeId) -> bool {
    let kind = g.tree.kind(node);
    let operator = kind.is(Kind::Binary) || kind.is(Kind::Unary) || kind.is(Kind::Predicate);
    let tight = kind.is(Kind::Func) || matches!(kind, Kind::Collate | Kind::DPipe | Kind::Dot | Kind::Paren);
    kind.is(Kind::Connector) || operator && !tight
}

fn operand(g: &mut Generator<'_>, id: NodeId) {
    match g.tree.this(id).filter(|this| splits(g, *this)) {
        Some(this) => g.paren(|g| g.node(this)),
        None => g.arg(id, Arg::This),
    }
}

/// `x :> t`: <https://docs.singlestore.com/cloud/reference/sql-reference/data-types/cast-operators/>
fn cast(g: &mut Generator<'_>, id: NodeId, operator: &str) {
    g.unsupported_args(id, &[Arg::Format, Arg::Action, Arg::Default]);
    operand(g, id);
    g.write(" ");
    g.write(operator);
    g.write(" ");
    g.arg(id, Arg::To);
}

/// The type is a text.
fn cast_to_text(g: &mut Generator<'_>, id: NodeId) {
    operand(g, id);
    g.write(" :> ");
    match g.tree.node(id, Arg::To).filter(|to| g.tree.is_string(*to)) {
        Some(to) => {
            let name = g.tree.name(to).to_string();
            g.write(&name);
        }
        None => g.arg(id, Arg::To),
    }
}

/// A collation needs a text.
fn collate(g: &mut Generator<'_>, id: NodeId) {
    let is_text = |g: &Generator<'_>, node: NodeId| {
        types::says_type(g.tree, node, &["LONGTEXT", "MEDIUMTEXT", "TEXT", "TINYTEXT", "VARCHAR"])
    };
    operand(g, id);
    if !g.tree.this(id).is_some_and(|this| g.tree.kind(this) == Kind::Collate || is_text(g, this)) {
        g.write(" :> LONGTEXT");
    }
    g.arg_after(" COLLATE ", id, Arg::Expression);
}

fn data_type(g: &mut Generator<'_>, id: NodeId) {
    let name = types::canonical_name(g, id);
    let parameters = g.tree.expressions(id).to_vec();
    if g.tree.has(id, Arg::Nested) && name != "STRUCT" {
        g.unsupported(&format!("Argument 'nested' is not supported for representation of '{name}' in SingleStore"));
    }
    match (name.as_str(), &parameters[..]) {
        ("VARBINARY", []) => g.write("BLOB"),
        ("TIMESTAMP_MS", []) => g.write("TIMESTAMP(6)"),
        ("VECTOR", [element, size]) => {
            let canonical = types::canonical_name(g, *element);
            let short = ELEMENTS.iter().find(|(name, _)| *name == canonical).map(|(_, short)| *short);
            g.write("VECTOR(");
            g.node(*size);
            g.write(", ");
            match short {
                Some(short) => g.write(short),
                None => g.node(*element),
            }
            g.write(")");
        }
        (name, [_]) if DIGITS.iter().any(|(decimal, _)| *decimal == name) => {
            let digits = DIGITS.iter().find(|(decimal, _)| *decimal == name).map_or("", |(_, digits)| *digits);
            g.write("DECIMAL(");
            g.write(digits);
            g.write(", ");
            g.expressions(id, FLAT);
            g.write(")");
        }
        _ => mysql::types::data_type(g, id),
    }
}
