//! StarRocks: <https://docs.starrocks.io/docs/sql-reference/>.

mod functions;
pub(crate) mod generator;
mod parser;
mod words;

use crate::Definition;
use sqlectic_syntax::Dialect;

pub(crate) const DEFINITION: Definition =
    Definition { name: "starrocks", title: "StarRocks", extends: Some("mysql"), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.generator.functions = &[];
    // Full joins are known, unlike MySQL.
    d.generator.remove(sqlectic_ast::Kind::Join);
    words::define(d);
    functions::define(d);
    parser::define(d);
    generator::define(d);
    let f = &mut d.semantics.flags;
    f.index_offset = 1;
    f.strict_json_path_syntax = false;
}
