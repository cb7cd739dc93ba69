//! Statements about the session and the catalog.

use sqlectic_ast::{Arg, Kind, NodeId};
use sqlectic_syntax::{
    generator::{Generator, ListStyle, FLAT},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    d.generator.add_renders(&[(Kind::Describe, describe), (Kind::Show, show), (Kind::Undrop, undrop)]);
}

fn describe(g: &mut Generator<'_>, id: NodeId) {
    g.write("DESCRIBE ");
    if let Some(properties) = g.tree.node(id, Arg::Properties) {
        let properties = g.tree.expressions(properties);
        g.pad();
        g.nodes(&properties, ListStyle { sep: " ", skip_first: true, ..ListStyle::default() });
        g.write(" ");
    }
    if !g.tree.has(id, Arg::Kind) {
        g.write("TABLE");
    }
    g.arg(id, Arg::Kind);
    g.write(" ");
    g.arg(id, Arg::This);
    if g.tree.has(id, Arg::Expressions) {
        g.write(" ");
        g.expressions(id, FLAT);
    }
}

fn show(g: &mut Generator<'_>, id: NodeId) {
    g.write("SHOW ");
    g.flag(id, Arg::Terse, "TERSE ");
    g.flag(id, Arg::Iceberg, "ICEBERG ");
    g.arg(id, Arg::This);
    g.flag(id, Arg::History, " HISTORY");
    g.arg_after(" LIKE ", id, Arg::Like);
    g.arg_after(" IN ", id, Arg::ScopeKind);
    g.arg_after(" ", id, Arg::Scope);
    g.arg_after(" STARTS WITH ", id, Arg::StartsWith);
    if let Some(limit) = g.tree.node(id, Arg::Limit) {
        g.seg("LIMIT");
        g.arg_after(" ", limit, Arg::Expression);
    }
    g.arg_after(" FROM ", id, Arg::From);
    if g.tree.has(id, Arg::Privileges) {
        g.write(" WITH PRIVILEGES ");
        g.list(id, Arg::Privileges, FLAT);
    }
}

fn undrop(g: &mut Generator<'_>, id: NodeId) {
    g.write("UNDROP ");
    g.arg(id, Arg::Kind);
    g.write(" ");
    g.arg(id, Arg::This);
    g.arg_after(" RENAME TO ", id, Arg::Rename);
}
