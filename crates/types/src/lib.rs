//! Data types of expressions, as far as the expression itself tells: literals, casts, functions whose type stands in their
//! schema row, and nodes that were told their type. Other columns are unknown here; a schema of tables is the optimizer's
//! business.

use sqlectic_ast::{Arg, Kind, NodeId, Tree, Value};

/// How far inference looks into an expression.
const MAX_DEPTH: u32 = 64;

/// The canonical name of an expression's data type (`INT`, `VARCHAR`, `ARRAY` ...), if the expression tells it.
pub fn infer(tree: &Tree, id: NodeId) -> Option<&str> {
    infer_below(tree, id, MAX_DEPTH)
}

/// Whether an expression is known to be of one of these types.
pub fn is_type(tree: &Tree, id: NodeId, types: &[&str]) -> bool {
    infer(tree, id).is_some_and(|name| types.contains(&name))
}

/// Types of whole numbers.
pub const INTEGER_TYPES: &[&str] = &[
    "BIGINT",
    "BIT",
    "INT",
    "INT128",
    "INT256",
    "MEDIUMINT",
    "SMALLINT",
    "TINYINT",
    "UBIGINT",
    "UINT",
    "UINT128",
    "UINT256",
    "UMEDIUMINT",
    "USMALLINT",
    "UTINYINT",
];
/// Types of numbers with a fraction of no fixed size.
pub const REAL_TYPES: &[&str] = &["BIGDECIMAL", "DECIMAL", "DOUBLE", "FLOAT", "MONEY", "SMALLMONEY", "UDECIMAL"];
/// Types of text.
pub const TEXT_TYPES: &[&str] = &["CHAR", "NCHAR", "NVARCHAR", "TEXT", "VARCHAR", "LONGTEXT", "MEDIUMTEXT", "TINYTEXT"];
/// Types of a point in time.
pub const TEMPORAL_TYPES: &[&str] = &[
    "DATE",
    "DATE32",
    "DATETIME",
    "DATETIME2",
    "DATETIME64",
    "SMALLDATETIME",
    "TIMESTAMP",
    "TIMESTAMPLTZ",
    "TIMESTAMPNTZ",
    "TIMESTAMPTZ",
    "TIMESTAMP_MS",
    "TIMESTAMP_NS",
    "TIMESTAMP_S",
];
/// Types of an instant of a time zone.
pub const ZONED_TYPES: &[&str] = &["TIMESTAMPLTZ", "TIMESTAMPTZ"];

/// Numeric types from narrow to wide: the common type of two is the later one.
const WIDTH: &[&str] = &["TINYINT", "SMALLINT", "MEDIUMINT", "INT", "BIGINT", "INT128", "DECIMAL", "FLOAT", "DOUBLE"];

fn infer_below(tree: &Tree, id: NodeId, depth: u32) -> Option<&str> {
    let depth = depth.checked_sub(1)?;
    if let Some(told) = tree.told_type(id) {
        return type_name(tree, told).filter(|name| *name != "UNKNOWN");
    }
    let kind = tree.kind(id);
    match kind {
        Kind::Cast | Kind::TryCast | Kind::JSONCast => type_name(tree, tree.node(id, Arg::To)?),
        Kind::DataType => type_name(tree, id),
        Kind::Literal => Some(literal_type(tree, id)),
        Kind::Case => {
            let branches = tree.children(id, Arg::Ifs);
            let mut values: Vec<NodeId> = branches.iter().filter_map(|branch| tree.node(*branch, Arg::True)).collect();
            values.extend(tree.node(id, Arg::Default));
            common_of(tree, &values, depth)
        }
        Kind::Array | Kind::ArrayAgg | Kind::List => Some("ARRAY"),
        Kind::Struct => Some("STRUCT"),
        Kind::Map | Kind::VarMap | Kind::ToMap => Some("MAP"),
        Kind::Subquery => infer_below(tree, tree.this(id)?, depth),
        Kind::Select => match tree.expressions(id)[..] {
            [only] => infer_below(tree, only, depth),
            _ => None,
        },
        _ => returned(tree, id, kind, depth),
    }
}

/// What the schema row says.
fn returned(tree: &Tree, id: NodeId, kind: Kind, depth: u32) -> Option<&str> {
    let returns = kind.row().returns;
    if returns.is_empty() {
        return None;
    }
    if returns.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase()) {
        return Some(returns);
    }
    let mut operands = Vec::new();
    for name in returns.split('+') {
        if let Some(arg) = Arg::find(name) {
            operands.extend(tree.children(id, arg));
        }
    }
    common_of(tree, &operands, depth)
}

/// The common type of several expressions; unknown if one of them is unknown.
fn common_of<'t>(tree: &'t Tree, nodes: &[NodeId], depth: u32) -> Option<&'t str> {
    let mut found: Option<&str> = None;
    for node in nodes {
        let name = infer_below(tree, *node, depth)?;
        found = Some(match found {
            None | Some("NULL") => name,
            Some(other) if name == "NULL" => other,
            Some(other) => common(other, name)?,
        });
    }
    found
}

/// The common type of two.
pub fn common<'t>(a: &'t str, b: &'t str) -> Option<&'t str> {
    if a == b {
        return Some(a);
    }
    if b == "INTERVAL" && TEMPORAL_TYPES.contains(&a) || TEMPORAL_TYPES.contains(&a) && INTEGER_TYPES.contains(&b) {
        return Some(a);
    }
    if a == "INTERVAL" && TEMPORAL_TYPES.contains(&b) {
        return Some(b);
    }
    if TEXT_TYPES.contains(&a) && TEXT_TYPES.contains(&b) {
        return Some("VARCHAR");
    }
    let width = |name: &str| WIDTH.iter().position(|other| *other == name);
    match (width(a), width(b)) {
        (Some(x), Some(y)) => Some(if x >= y { a } else { b }),
        _ => None,
    }
}

fn literal_type(tree: &Tree, id: NodeId) -> &'static str {
    if tree.is_string(id) {
        return "VARCHAR";
    }
    let digits = tree.name(id);
    match digits.parse::<i128>() {
        Ok(n) if i32::try_from(n).is_ok() => "INT",
        Ok(_) => "BIGINT",
        Err(_) => "DOUBLE",
    }
}

fn type_name(tree: &Tree, id: NodeId) -> Option<&str> {
    match tree.get(id, Arg::This) {
        Value::Text(text) => Some(tree.str(text)),
        Value::Node(node) => Some(tree.name(node)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlectic_ast::args;

    #[test]
    fn types_of_literals_and_operators() {
        let mut tree = Tree::new();
        let one = tree.integer(1);
        let text = tree.string("a");
        let half = tree.text_value("0.5");
        let half = tree.make(Kind::Literal, &args![This: half, IsString: false]);
        let sum = tree.make(Kind::Add, &args![This: one, Expression: half]);
        let mixed = tree.make(Kind::Add, &args![This: one, Expression: text]);
        assert_eq!(infer(&tree, one), Some("INT"));
        assert_eq!(infer(&tree, text), Some("VARCHAR"));
        assert_eq!(infer(&tree, sum), Some("DOUBLE"));
        assert_eq!(infer(&tree, mixed), None);
        let name = tree.text_value("TIMESTAMP");
        let told = tree.make(Kind::DataType, &args![This: name]);
        tree.set_type(mixed, Some(told));
        assert_eq!(infer(&tree, mixed), Some("TIMESTAMP"));
        let copy = tree.copy(mixed);
        assert_eq!(infer(&tree, copy), Some("TIMESTAMP"));
    }
}
