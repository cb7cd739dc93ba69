//! StarRocks: <https://docs.starrocks.io/docs/sql-reference/>.

mod functions;
pub(crate) mod generator;
mod parser;
mod words;

use crate::Definition;
use sqlectic_ast::Kind;
use sqlectic_syntax::Dialect;

pub(crate) const DEFINITION: Definition =
    Definition { name: "starrocks", title: "StarRocks", extends: Some("mysql"), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.generator.functions = &[];
    // Full joins and arrays are known, unlike MySQL.
    d.generator.remove(Kind::Join);
    d.generator.lacking.retain(|kind| !matches!(*kind, Kind::ArrayContainsAll | Kind::ArrayOverlaps));
    words::define(d);
    functions::define(d);
    parser::define(d);
    generator::define(d);
    let f = &mut d.semantics.flags;
    f.index_offset = 1;
    f.strict_json_path_syntax = false;
}
