//! Apache Doris: <https://doris.apache.org/docs/sql-manual/basic-element/sql-data-types/data-type-overview>.

mod functions;
mod generator;
mod parser;
mod words;

use crate::Definition;
use sqlectic_ast::Kind;
use sqlectic_syntax::Dialect;

pub(crate) const DEFINITION: Definition =
    Definition { name: "doris", title: "Doris", extends: Some("mysql"), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.generator.functions = &[];
    // Full joins and arrays are known, unlike MySQL.
    d.generator.remove(Kind::Join);
    d.generator.lacking.retain(|kind| !matches!(*kind, Kind::ArrayContainsAll | Kind::ArrayOverlaps));
    words::define(d);
    functions::define(d);
    parser::define(d);
    generator::define(d);
    d.time.date_format = "'yyyy-MM-dd'";
    d.time.dateint_format = "'yyyyMMdd'";
    d.time.time_format = "'yyyy-MM-dd HH:mm:ss'";
}
