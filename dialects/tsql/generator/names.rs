//! Functions and types by other names.

use crate::shared;
use sqlectic_ast::{Arg, Kind, NodeId, Value};
use sqlectic_syntax::{generator::Generator, Dialect};

pub(super) fn define(d: &mut Dialect) {
    let g = &mut d.generator;
    g.add_names(NAMES);
    g.add_types(TYPES);
    g.add_renders(&[
        (Kind::Chr, |g, id| {
            let items = [Arg::Expressions, Arg::Charset].map(|arg| g.tree.get(id, arg));
            g.func("CHAR", &items);
        }),
        (Kind::Convert, convert),
        (Kind::CountIf, count_if),
        (Kind::CurrentTimestampLTZ, |g, _| g.func("SYSDATETIMEOFFSET", &[])),
        (Kind::DateAdd, |g, id| by_unit(g, id, "DATEADD")),
        (Kind::DateDiff, |g, id| {
            let name = if g.tree.has(id, Arg::BigInt) { "DATEDIFF_BIG" } else { "DATEDIFF" };
            by_unit(g, id, name);
        }),
        (Kind::DateStrToDate, shared::as_date),
        (Kind::Max, shared::max_or_greatest),
        (Kind::Min, shared::min_or_least),
        (Kind::SHA, |g, id| hash(g, id, "SHA1")),
        (Kind::SHA1Digest, |g, id| hash(g, id, "SHA1")),
        (Kind::SHA2, |g, id| {
            let length = match g.tree.text_of(id, Arg::Length) {
                "" => "256".to_string(),
                length => length.to_string(),
            };
            hash(g, id, &format!("SHA2_{length}"));
        }),
        (Kind::MD5, |g, id| hash(g, id, "MD5")),
        (Kind::StrPosition, |g, id| {
            let items = [Arg::Substr, Arg::This, Arg::Position].map(|arg| g.tree.get(id, arg));
            g.func("CHARINDEX", &items);
        }),
        (Kind::TimestampAdd, |g, id| by_unit(g, id, "DATEADD")),
        (Kind::TsOrDsDiff, |g, id| by_unit(g, id, "DATEDIFF")),
        (Kind::Uuid, |g, _| g.func("NEWID", &[])),
    ]);
}

/// Kinds that are functions of another name here, sorted.
const NAMES: &[(Kind, &str)] = &[
    (Kind::AnyValue, "MAX"),
    (Kind::ArrayToString, "STRING_AGG"),
    (Kind::Atan2, "ATN2"),
    (Kind::Ceil, "CEILING"),
    (Kind::CurrentDate, "GETDATE"),
    (Kind::CurrentSchema, "SCHEMA_NAME"),
    (Kind::CurrentTimestamp, "GETDATE"),
    (Kind::DateFromParts, "DATEFROMPARTS"),
    (Kind::LastDay, "EOMONTH"),
    (Kind::Length, "LEN"),
    (Kind::Ln, "LOG"),
    (Kind::NumberToStr, "FORMAT"),
    (Kind::Repeat, "REPLICATE"),
    (Kind::Stddev, "STDEV"),
];

/// Canonical types that have another name here, sorted.
/// <https://learn.microsoft.com/en-us/sql/t-sql/data-types/data-types-transact-sql>
const TYPES: &[(&str, &str)] = &[
    ("BOOLEAN", "BIT"),
    ("DATETIME2", "DATETIME2"),
    ("DECIMAL", "NUMERIC"),
    ("DOUBLE", "FLOAT"),
    ("INT", "INTEGER"),
    ("NCHAR", "NCHAR"),
    ("NVARCHAR", "NVARCHAR"),
    ("ROWVERSION", "ROWVERSION"),
    ("SMALLDATETIME", "SMALLDATETIME"),
    ("TEXT", "VARCHAR(MAX)"),
    ("TIMESTAMP", "DATETIME2"),
    ("TIMESTAMPNTZ", "DATETIME2"),
    ("TIMESTAMPTZ", "DATETIMEOFFSET"),
    ("UTINYINT", "TINYINT"),
    ("UUID", "UNIQUEIDENTIFIER"),
    ("VARIANT", "SQL_VARIANT"),
];

fn hash(g: &mut Generator<'_>, id: NodeId, algorithm: &str) {
    let algorithm = g.string_node(algorithm);
    let this = g.tree.get(id, Arg::This);
    g.func("HASHBYTES", &[algorithm.into(), this]);
}

fn convert(g: &mut Generator<'_>, id: NodeId) {
    let items = [Arg::This, Arg::Expression, Arg::Style].map(|arg| g.tree.get(id, arg));
    let name = if g.tree.has(id, Arg::Safe) { "TRY_CONVERT" } else { "CONVERT" };
    g.func(name, &items);
}

fn count_if(g: &mut Generator<'_>, id: NodeId) {
    g.function_named(id, "COUNT_IF");
}

/// `DATEADD(unit, n, x)`, `DATEDIFF(unit, start, end)`.
fn by_unit(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let unit: Value = g.unit_to_word(id, "DAY");
    let (this, other) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    g.func(name, &[unit, other, this]);
}
