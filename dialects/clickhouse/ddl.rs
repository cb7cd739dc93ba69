//! Statements that define: tables, views, dictionaries: <https://clickhouse.com/docs/sql-reference/statements>.

use sqlectic_syntax::Dialect;

pub(super) fn define(_d: &mut Dialect) {}
