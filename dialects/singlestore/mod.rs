//! SingleStore: <https://docs.singlestore.com/cloud/reference/sql-reference/>.

mod functions;
mod generator;
mod json;
mod parser;
mod show;
mod time;
mod types;
mod words;

use crate::Definition;
use sqlectic_syntax::Dialect;

pub(crate) const DEFINITION: Definition =
    Definition { name: "singlestore", title: "SingleStore", extends: Some("mysql"), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.generator.functions = &[];
    // Full joins are known, unlike MySQL.
    d.generator.remove(sqlectic_ast::Kind::Join);
    words::define(d);
    functions::define(d);
    parser::define(d);
    generator::define(d);
    json::define(d);
    show::define(d);
    time::define(d);
    types::define(d);
    let f = &mut d.semantics.flags;
    f.supports_order_by_all = true;
}
