//! Microsoft Fabric Data Warehouse: <https://learn.microsoft.com/en-us/fabric/data-warehouse/tsql-surface-area>.

use crate::Definition;
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree};
use sqlectic_syntax::{
    dialect::Normalization,
    generator::{types, Generator},
    lexer::T,
    parser::{Parser, RuleArgs, R},
    Dialect,
};

pub(crate) const DEFINITION: Definition =
    Definition { name: "fabric", title: "Fabric", extends: Some("tsql"), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.semantics.normalization = Normalization::CaseSensitive;
    d.lexer.keywords.set("TIMESTAMP", T::Timestamp);
    d.lexer.keywords.set("UTINYINT", T::Utinyint);
    d.parser.replace(sqlectic_syntax::parser::Rule::Create, create);
    let g = &mut d.generator;
    g.add_types(TYPES);
    g.add_renders(&[
        (Kind::AtTimeZone, at_time_zone),
        (Kind::Cast, |g, id| cast(g, id, "")),
        (Kind::DataType, data_type),
        (Kind::TryCast, |g, id| cast(g, id, "TRY_")),
        (Kind::UnixToTime, unix_to_time),
    ]);
    d.rewrites.insert(0, size_texts);
}

/// Canonical types that have another name here than in T-SQL, sorted.
/// <https://learn.microsoft.com/en-us/fabric/data-warehouse/data-types>
const TYPES: &[(&str, &str)] = &[
    ("DATETIME", "DATETIME2"),
    ("DECIMAL", "DECIMAL"),
    ("IMAGE", "VARBINARY(MAX)"),
    ("INT", "INT"),
    ("JSON", "VARCHAR(MAX)"),
    ("MONEY", "DECIMAL(19, 4)"),
    ("NCHAR", "CHAR"),
    ("NVARCHAR", "VARCHAR"),
    ("SMALLDATETIME", "DATETIME2"),
    ("SMALLMONEY", "DECIMAL(10, 4)"),
    ("TIMESTAMPTZ", "DATETIME2"),
    ("TINYINT", "SMALLINT"),
    ("UTINYINT", "SMALLINT"),
    ("XML", "VARCHAR(MAX)"),
];

// ---- texts in definitions --------------------------------------------------------------------------------------------

/// Texts of columns that are created hold one character if they don't say how many.
fn create(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(node) = crate::tsql::create(p, a)? else { return Ok(None) };
    for kind in unsized_texts(&p.tree, node) {
        let one = p.tree.integer(1);
        set_size(&mut p.tree, kind, one);
    }
    Ok(Some(node))
}

/// Where other dialects give no size there is no limit.
fn size_texts(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for kind in unsized_texts(tree, root) {
        let most = tree.text_value("MAX");
        let most = tree.make(Kind::Var, &[(Arg::This, most)]);
        set_size(tree, kind, most);
    }
    root
}

/// Types of text without a size in the columns of a `CREATE TABLE`.
fn unsized_texts(tree: &Tree, create: NodeId) -> Vec<NodeId> {
    let schema = tree.this(create).filter(|this| tree.kind(create) == Kind::Create && tree.kind(*this) == Kind::Schema);
    let columns = schema.map(|schema| tree.expressions(schema)).unwrap_or_default();
    let kinds = columns
        .into_iter()
        .filter(|column| tree.kind(*column) == Kind::ColumnDef)
        .filter_map(|column| tree.node(column, Arg::Kind));
    let is_unsized = |kind: &NodeId| {
        matches!(tree.text_of(*kind, Arg::This), "CHAR" | "VARCHAR") && tree.list_len(*kind, Arg::Expressions) == 0
    };
    kinds.filter(is_unsized).collect()
}

fn set_size(tree: &mut Tree, kind: NodeId, size: NodeId) {
    let nested = tree.take(kind, Arg::Nested);
    tree.set_list(kind, Arg::Expressions, &[size]);
    tree.set_raw(kind, Arg::Nested, nested);
}

// ---- times -----------------------------------------------------------------------------------------------------------

/// How many digits a second may have, and has if a type doesn't say.
const MAX_PRECISION: i64 = 6;

/// The digits of a second of a type of time.
fn precision(g: &Generator<'_>, to: NodeId) -> i64 {
    let size = g.tree.expressions(to).first().copied();
    let digits = size.map(|size| match g.tree.this(size) {
        Some(inner) => g.tree.name(inner).to_string(),
        None => g.tree.name(size).to_string(),
    });
    digits.and_then(|digits| digits.parse().ok()).map_or(MAX_PRECISION, |digits: i64| digits.min(MAX_PRECISION))
}

/// Types of time say how many digits their seconds have.
fn data_type(g: &mut Generator<'_>, id: NodeId) {
    let name = types::canonical_name(g, id);
    let is_time = matches!(name.as_str(), "SMALLDATETIME" | "TIME" | "TIMETZ")
        || name.starts_with("DATETIME")
        || name.starts_with("TIMESTAMP");
    if !is_time {
        return types::data_type_node(g, id);
    }
    let own = g.dialect.generator.types.get(&name).copied().unwrap_or(&name);
    let digits = precision(g, id);
    g.write(&format!("{own}({digits})"));
}

/// The type of an instant that a node casts to, if it does.
fn instant(tree: &Tree, node: NodeId) -> Option<NodeId> {
    match tree.kind(node) {
        Kind::Cast | Kind::TryCast => {
            tree.node(node, Arg::To).filter(|to| tree.text_of(*to, Arg::This) == "TIMESTAMPTZ")
        }
        Kind::AtTimeZone | Kind::Paren => instant(tree, tree.this(node)?),
        _ => None,
    }
}

/// Instants exist only before `AT TIME ZONE`.
/// <https://learn.microsoft.com/en-us/fabric/data-warehouse/data-types#unsupported-data-types>
fn cast(g: &mut Generator<'_>, id: NodeId, prefix: &str) {
    let mut ancestors = g.tree.ancestors(id).map(|node| g.tree.kind(node));
    let zoned = ancestors.find(|kind| *kind != Kind::Paren) == Some(Kind::AtTimeZone);
    let Some(to) = instant(g.tree, id).filter(|_| zoned) else { return types::cast_with(g, id, prefix) };
    let digits = precision(g, to);
    g.write("CAST(");
    g.arg(id, Arg::This);
    g.write(&format!(" AS DATETIMEOFFSET({digits}))"));
}

/// What has a zone is cast to what has none, unless it is cast anyway.
fn at_time_zone(g: &mut Generator<'_>, id: NodeId) {
    let is_cast = g.tree.parent(id).is_some_and(|parent| types::says_type(g.tree, parent, &["DATETIME2"]));
    let Some(to) = instant(g.tree, id).filter(|_| !is_cast) else { return g.render_base(id) };
    let digits = precision(g, to);
    g.write("CAST(");
    g.render_base(id);
    g.write(&format!(" AS DATETIME2({digits}))"));
}

/// Seconds since 1970.
fn unix_to_time(g: &mut Generator<'_>, id: NodeId) {
    let scale = g.tree.text_of(id, Arg::Scale).to_string();
    if !matches!(scale.as_str(), "" | "0") {
        return g.unsupported(&format!("UnixToTime scale {scale} is not supported by Fabric"));
    }
    let text = g.tree.text_value("1e6");
    let million = g.make(Kind::Literal, &[(Arg::This, text), (Arg::IsString, false.into())]);
    let this = crate::shared::wrapped(g, id, Arg::This);
    let microseconds = g.make(Kind::Mul, &args![This: this, Expression: million]);
    let zero = g.number_node(0);
    let rounded = g.make(Kind::Round, &args![This: microseconds, Decimals: zero]);
    let count = crate::shared::cast(g, rounded.into(), "BIGINT");
    let epoch = g.string_node("1970-01-01");
    let epoch = crate::shared::cast(g, epoch.into(), "DATETIME2");
    let unit = g.word_node("MICROSECONDS");
    g.func("DATEADD", &[unit.into(), count.into(), epoch.into()]);
}
