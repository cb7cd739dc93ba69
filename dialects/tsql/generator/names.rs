//! Functions and types by other names.

use sqlectic_ast::Kind;
use sqlectic_syntax::Dialect;

pub(super) fn define(d: &mut Dialect) {
    d.generator.add_names(NAMES);
    d.generator.add_types(TYPES);
}

/// Kinds that are functions of another name here, sorted.
const NAMES: &[(Kind, &str)] = &[
    (Kind::AnyValue, "MAX"),
    (Kind::ArrayToString, "STRING_AGG"),
    (Kind::Atan2, "ATN2"),
    (Kind::Ceil, "CEILING"),
    (Kind::CurrentSchema, "SCHEMA_NAME"),
    (Kind::ApproxDistinct, "APPROX_COUNT_DISTINCT"),
    (Kind::CurrentTimestamp, "GETDATE"),
    (Kind::DateFromParts, "DATEFROMPARTS"),
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
