//! Data types: which of them may hold nulls, and their names: <https://clickhouse.com/docs/sql-reference/data-types>.

use sqlectic_ast::{Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    generator::{types, Generator},
    parser::{types as grammar, Parser, Rule, RuleArgs, R},
    Dialect,
};

/// Canonical types that have another name here, sorted.
const TYPES: &[(&str, &str)] = &[
    ("AGGREGATEFUNCTION", "AggregateFunction"),
    ("ARRAY", "Array"),
    ("BIGINT", "Int64"),
    ("BLOB", "String"),
    ("BOOLEAN", "Bool"),
    ("CHAR", "String"),
    ("DATE32", "Date32"),
    ("DATETIME", "DateTime"),
    ("DATETIME2", "DateTime"),
    ("DATETIME64", "DateTime64"),
    ("DECIMAL", "Decimal"),
    ("DECIMAL128", "Decimal128"),
    ("DECIMAL256", "Decimal256"),
    ("DECIMAL32", "Decimal32"),
    ("DECIMAL64", "Decimal64"),
    ("DOUBLE", "Float64"),
    ("DYNAMIC", "Dynamic"),
    ("ENUM", "Enum"),
    ("ENUM16", "Enum16"),
    ("ENUM8", "Enum8"),
    ("FIXEDSTRING", "FixedString"),
    ("FLOAT", "Float32"),
    ("INT", "Int32"),
    ("INT128", "Int128"),
    ("INT256", "Int256"),
    ("IPV4", "IPv4"),
    ("IPV6", "IPv6"),
    ("LINESTRING", "LineString"),
    ("LONGBLOB", "String"),
    ("LONGTEXT", "String"),
    ("LOWCARDINALITY", "LowCardinality"),
    ("MAP", "Map"),
    ("MEDIUMBLOB", "String"),
    ("MEDIUMINT", "Int32"),
    ("MEDIUMTEXT", "String"),
    ("MULTILINESTRING", "MultiLineString"),
    ("MULTIPOLYGON", "MultiPolygon"),
    ("NESTED", "Nested"),
    ("NOTHING", "Nothing"),
    ("POINT", "Point"),
    ("POLYGON", "Polygon"),
    ("RING", "Ring"),
    ("SIMPLEAGGREGATEFUNCTION", "SimpleAggregateFunction"),
    ("SMALLDATETIME", "DateTime"),
    ("SMALLINT", "Int16"),
    ("STRUCT", "Tuple"),
    ("TEXT", "String"),
    ("TIMESTAMP", "DateTime"),
    ("TIMESTAMPNTZ", "DateTime"),
    ("TIMESTAMPTZ", "DateTime"),
    ("TINYBLOB", "String"),
    ("TINYINT", "Int8"),
    ("TINYTEXT", "String"),
    ("UBIGINT", "UInt64"),
    ("UINT", "UInt32"),
    ("UINT128", "UInt128"),
    ("UINT256", "UInt256"),
    ("USMALLINT", "UInt16"),
    ("UTINYINT", "UInt8"),
    ("VARBINARY", "String"),
    ("VARCHAR", "String"),
];

/// Types that can't hold nulls: <https://clickhouse.com/docs/sql-reference/data-types/nullable>.
const NEVER_NULLABLE: &[&str] =
    &["ARRAY", "LINESTRING", "MAP", "MULTILINESTRING", "MULTIPOLYGON", "POINT", "POLYGON", "RING", "STRUCT"];

pub(super) fn define(d: &mut Dialect) {
    d.parser.replace(Rule::Types, parse);
    let g = &mut d.generator;
    g.add_types(TYPES);
    g.add_renders(&[(Kind::DataType, data_type)]);
    g.flags.nested_type_open = "(".into();
    g.flags.nested_type_close = ")".into();
}

/// A type that doesn't say `Nullable` holds no nulls; in other dialects any type does.
fn parse(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let node = grammar::types(p, a)?;
    if let Some(node) = node.filter(|node| p.tree.kind(*node) == Kind::DataType) {
        if p.tree.get(node, Arg::Nullable) != Value::Bool(true) {
            p.tree.set(node, Arg::Nullable, false);
        }
    }
    Ok(node)
}

/// Whether a type is written as `Nullable(...)`: unless it says that it isn't, can't be, or is the type of a map's keys.
fn is_nullable(g: &Generator<'_>, id: NodeId, name: &str) -> bool {
    match g.tree.get(id, Arg::Nullable) {
        Value::Bool(false) => return false,
        Value::Bool(true) => {}
        _ => {
            let is_key = g.tree.index(id) == Some(0)
                && g.tree.parent(id).is_some_and(|parent| {
                    g.tree.kind(parent) == Kind::DataType && g.tree.text_of(parent, Arg::This) == "MAP"
                });
            if is_key {
                return false;
            }
        }
    }
    !NEVER_NULLABLE.contains(&name)
}

fn data_type(g: &mut Generator<'_>, id: NodeId) {
    let name = types::canonical_name(g, id);
    let nullable = is_nullable(g, id, &name);
    if nullable {
        g.write("Nullable(");
    }
    // A text has any length here.
    match TYPES.iter().find(|(canonical, _)| *canonical == name) {
        Some((_, "String")) => g.write("String"),
        _ => types::data_type_node(g, id),
    }
    if nullable {
        g.write(")");
    }
}
