//! Data types, casts and column definitions.

use super::{Generator, ListStyle, RenderFn, FLAT};
use sqlectic_ast::{args, Arg, ArgSet, Kind, NodeId, Tree, Value};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::Cast, cast),
    (Kind::ColumnDef, column_def),
    (Kind::Convert, convert),
    (Kind::DataType, data_type_node),
    (Kind::DataTypeParam, data_type_param),
    (Kind::JSONCast, cast),
    (Kind::ObjectIdentifier, this_only),
    (Kind::Try, try_),
    (Kind::TryCast, try_cast),
];

/// Types of integers.
pub const INTEGER_TYPES: &[&str] = &["BIGINT", "INT", "INT128", "INT256", "MEDIUMINT", "SMALLINT", "TINYINT"];
/// Types of numbers with a fraction: their division is exact everywhere.
pub const REAL_TYPES: &[&str] = &[
    "BIGDECIMAL",
    "DECFLOAT",
    "DECIMAL",
    "DECIMAL128",
    "DECIMAL256",
    "DECIMAL32",
    "DECIMAL64",
    "DOUBLE",
    "FLOAT",
    "MONEY",
    "SMALLMONEY",
    "UDECIMAL",
    "UDOUBLE",
];

/// A list of parameters of a nested type: on lines of its own if it is too wide.
const PARAMETERS: ListStyle =
    ListStyle { flat: false, indent: true, dynamic: true, new_line: true, skip_first: true, sep: ", ", prefix: "" };

/// A data type that lives until generation ends.
pub fn data_type(g: &mut Generator<'_>, name: &str) -> NodeId {
    let text = g.tree.text_value(name);
    g.tree.make(Kind::DataType, &args![This: text, Nested: false])
}

/// A cast that lives until generation ends; what is one to that type stays as it is.
pub fn cast_to(g: &mut Generator<'_>, this: impl Into<Value>, name: &str) -> NodeId {
    let this = this.into();
    if let Some(node) = this.node().filter(|node| g.tree.is(*node, Kind::Cast) && says_type(g.tree, *node, &[name])) {
        return node;
    }
    let to = data_type(g, name);
    g.make(Kind::Cast, &args![This: this, To: to])
}

/// Whether a node says that it is of one of these types: it is cast to it, or was told.
pub fn says_type(tree: &Tree, node: NodeId, types: &[&str]) -> bool {
    tree.said_type(node).is_some_and(|name| types.contains(&name))
}

/// Whether the node is a cast to a type that the dialect calls by the same name.
pub fn is_cast_alike(g: &Generator<'_>, node: NodeId, name: &str) -> bool {
    let spelling =
        |name: &str| g.dialect.generator.types.get(name).map_or_else(|| name.to_string(), ToString::to_string);
    // A zone may be told by words behind a name that both share.
    let with_zone = |name: &str| g.dialect.generator.flags.tz_to_with_time_zone && name == "TIMESTAMPTZ";
    matches!(g.tree.kind(node), Kind::Cast | Kind::TryCast)
        && g.tree.node(node, Arg::To).is_some_and(|to| {
            let other = g.tree.text_of(to, Arg::This);
            spelling(other) == spelling(name) && with_zone(other) == with_zone(name)
        })
}

fn this_only(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
}

// ---- types -----------------------------------------------------------------------------------------------------------

/// A data type in the dialect's spelling.
pub fn data_type_node(g: &mut Generator<'_>, id: NodeId) {
    type_with(g, id, |g| g.expressions(id, if g.tree.has(id, Arg::Nested) { PARAMETERS } else { FLAT }));
}

/// A data type whose parameters are written by `interior`.
pub fn type_with(g: &mut Generator<'_>, id: NodeId, interior: impl FnOnce(&mut Generator<'_>)) {
    let flags = &g.dialect.generator.flags;
    let there = g.tree.arg_set(id);
    type_name(g, id);
    // Programs give nothing for parameters that are left out.
    let is_given = |list| g.tree.items(list).any(Value::is_some);
    if there.may_have(Arg::Expressions) && g.tree.get(id, Arg::Expressions).list().is_some_and(is_given) {
        let nested = g.tree.has(id, Arg::Nested);
        let (open, close) = match nested {
            true => (&*flags.nested_type_open, &*flags.nested_type_close),
            false if canonical(g.tree, id) == "INTERVAL" => (" ", ""),
            false => ("(", ")"),
        };
        g.write(open);
        interior(g);
        g.write(close);
        if nested {
            sizes(g, id);
        }
    }
    if there.may_have(Arg::Kind) && canonical(g.tree, id) == "CHARACTER_SET" {
        g.arg_after(" CHARACTER SET ", id, Arg::Kind);
    }
    if flags.tz_to_with_time_zone && matches!(canonical(g.tree, id), "TIMETZ" | "TIMESTAMPTZ") {
        g.write(" WITH TIME ZONE");
    }
    if there.may_have(Arg::Collate) {
        g.arg_after(" COLLATE ", id, Arg::Collate);
    }
}

/// The canonical name of a type; empty for an interval with units.
pub fn canonical_name(g: &Generator<'_>, id: NodeId) -> String {
    canonical(g.tree, id).to_string()
}

/// The same, borrowed.
fn canonical(tree: &Tree, id: NodeId) -> &str {
    match tree.get(id, Arg::This) {
        Value::Text(text) => tree.str(text),
        _ => "",
    }
}

/// Writes the name of a type.
fn type_name(g: &mut Generator<'_>, id: NodeId) {
    let Value::Text(text) = g.tree.get(id, Arg::This) else { return g.arg(id, Arg::This) };
    let name = g.tree.str(text);
    match name {
        "" => return,
        "USER-DEFINED" if g.tree.has(id, Arg::Kind) => return g.arg(id, Arg::Kind),
        "CHARACTER_SET" => return g.write("CHAR"),
        _ => {}
    }
    let tables = &g.dialect.generator;
    let spelling = tables.types.get(name).copied();
    if !tables.unsupported_types.is_empty() && tables.unsupported_types.contains(name) {
        let dialect = &g.dialect.title;
        g.unsupported(&format!("Data type {name} is not supported when targeting {dialect}"));
    }
    match spelling {
        Some(spelling) => g.write(spelling),
        None => g.write_text(text),
    }
}

/// The sizes of an array, or the values of a struct.
fn sizes(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.list_len(id, Arg::Values) == 0 {
        return;
    }
    let (open, close) = if canonical(g.tree, id) == "ARRAY" { ("[", "]") } else { ("(", ")") };
    g.write(open);
    g.list(id, Arg::Values, FLAT);
    g.write(close);
}

fn data_type_param(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    if g.dialect.generator.flags.data_type_specifiers_allowed {
        g.arg_after(" ", id, Arg::Expression);
    }
}

// ---- casts -----------------------------------------------------------------------------------------------------------

fn cast(g: &mut Generator<'_>, id: NodeId) {
    cast_with(g, id, "");
}

fn try_cast(g: &mut Generator<'_>, id: NodeId) {
    cast_with(g, id, "TRY_");
}

/// What few casts have besides a value and a type.
const RARE: ArgSet = ArgSet::of(&[Arg::Action, Arg::Default, Arg::Format]);

/// A cast under a name with this prefix.
pub fn cast_with(g: &mut Generator<'_>, id: NodeId, prefix: &str) {
    g.write(prefix);
    g.write("CAST(");
    g.arg(id, Arg::This);
    g.write(" AS");
    g.arg_after(" ", id, Arg::To);
    if g.tree.arg_set(id).may_have_any(RARE) {
        if g.tree.has(id, Arg::Default) {
            g.write(" DEFAULT ");
            g.arg(id, Arg::Default);
            g.write(" ON CONVERSION ERROR");
        }
        g.arg_after(" FORMAT ", id, Arg::Format);
        g.arg_after(" ", id, Arg::Action);
    }
    g.write(")");
}

/// Types of text whose size is 30 where a conversion leaves it out.
const SIZED_TEXT_TYPES: &[&str] = &["CHAR", "NCHAR", "NVARCHAR", "VARCHAR"];
/// How long a text is that a conversion gives no size.
const DEFAULT_TEXT_SIZE: i64 = 30;

/// `CONVERT(t, x, style)` as a cast, or between texts and times by the format that the style stands for.
fn convert(g: &mut Generator<'_>, id: NodeId) {
    let (Some(to), mut this) = (g.tree.node(id, Arg::This), g.tree.get(id, Arg::Expression)) else { return };
    let name = canonical_name(g, to);
    let style = g.tree.node(id, Arg::Style).filter(|style| g.tree.is_number(*style));
    let format = style.map(|style| g.tree.name(style).to_string());
    // An unknown style has a format of its own, which nothing knows.
    let format = format.map(|style| crate::dialect::convert_style(&style).unwrap_or("None"));
    let is_text = name == "TEXT" || SIZED_TEXT_TYPES.contains(&name.as_str());
    if let Some(format) = format {
        let kind = match name.as_str() {
            "DATE" => Some(Kind::StrToDate),
            "DATETIME" | "DATETIME2" => Some(Kind::StrToTime),
            _ if is_text => Some(Kind::TimeToStr),
            _ => None,
        };
        if let Some(kind) = kind {
            let format = g.string_node(format);
            let converted = g.make(kind, &args![This: this, Format: format]);
            if !is_text || name == "TEXT" {
                return g.node(converted);
            }
            this = converted.into();
        }
    }
    let to = with_default_size(g, to, &name);
    let safe = g.tree.get(id, Arg::Safe);
    let cast = g.make(Kind::TryCast, &args![This: this, To: to, Safe: safe]);
    g.node(cast);
}

/// A type of text with the size that it has in a conversion.
fn with_default_size(g: &mut Generator<'_>, to: NodeId, name: &str) -> NodeId {
    if !SIZED_TEXT_TYPES.contains(&name) || g.tree.list_len(to, Arg::Expressions) > 0 {
        return to;
    }
    let size = g.number_node(DEFAULT_TEXT_SIZE);
    let size = g.make(Kind::DataTypeParam, &args![This: size]);
    let sizes = g.tree.list(&[size]);
    let name = g.tree.text_value(name);
    g.make(Kind::DataType, &args![This: name, Expressions: sizes, Nested: false])
}

fn try_(g: &mut Generator<'_>, id: NodeId) {
    if g.dialect.generator.flags.try_supported {
        return super::functions::function_fallback(g, id);
    }
    g.unsupported("Unsupported TRY function");
    g.arg(id, Arg::This);
}

// ---- columns ---------------------------------------------------------------------------------------------------------

/// A column's name, type and constraints.
pub fn column_def(g: &mut Generator<'_>, id: NodeId) {
    g.flag(id, Arg::Exists, "IF NOT EXISTS ");
    let constraints = g.tree.children(id, Arg::Constraints);
    let is_mode = |g: &Generator<'_>, node: NodeId| g.tree.kind(node) == Kind::InOutColumnConstraint;
    let mode = constraints.iter().copied().find(|node| is_mode(g, *node));
    let behind = g.dialect.generator.flags.parameter_mode_behind_name;
    if let Some(mode) = mode.filter(|_| !behind) {
        g.node(mode);
        g.write(" ");
    }
    g.arg(id, Arg::This);
    if let Some(mode) = mode.filter(|_| behind) {
        g.write(" ");
        g.node(mode);
    }
    let hides_type = !g.dialect.generator.flags.computed_column_with_type && is_computed(g, id);
    if !hides_type {
        let in_struct = g.tree.parent(id).is_some_and(|parent| g.tree.is(parent, Kind::DataType));
        let sep = if in_struct { g.dialect.generator.flags.struct_field_sep.clone() } else { " ".into() };
        g.arg_after(&sep, id, Arg::Kind);
    }
    for constraint in constraints {
        if !is_mode(g, constraint) {
            g.prefixed(" ", |g| g.node(constraint));
        }
    }
    g.arg_after(" ", id, Arg::Position);
}

fn is_computed(g: &Generator<'_>, id: NodeId) -> bool {
    let constraints = g.tree.children(id, Arg::Constraints);
    constraints.iter().any(|constraint| {
        g.tree.node(*constraint, Arg::Kind).is_some_and(|kind| g.tree.kind(kind) == Kind::ComputedColumnConstraint)
    })
}
