//! PostgreSQL's names of data types: <https://www.postgresql.org/docs/current/datatype.html>.

use sqlectic_syntax::Dialect;

pub(super) fn define(d: &mut Dialect) {
    d.generator.add_types(TYPES);
}

/// Canonical names and PostgreSQL's, sorted.
const TYPES: &[(&str, &str)] = &[
    ("BINARY", "BYTEA"),
    ("BLOB", "BYTEA"),
    ("DATETIME", "TIMESTAMP"),
    ("DOUBLE", "DOUBLE PRECISION"),
    ("FLOAT", "REAL"),
    ("ROWVERSION", "BYTEA"),
    ("TIMESTAMPNTZ", "TIMESTAMP"),
    ("TINYINT", "SMALLINT"),
    ("VARBINARY", "BYTEA"),
];
