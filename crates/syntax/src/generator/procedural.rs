//! Statements inside of routines and scripts.

use super::{Generator, RenderFn, FLAT};
use sqlectic_ast::{Arg, Kind, NodeId};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::Declare, declare),
    (Kind::DeclareItem, declare_item),
    (Kind::EndStatement, |g, _| g.write("END")),
    (Kind::ForIn, for_in),
    (Kind::Return, return_),
];

fn declare(g: &mut Generator<'_>, id: NodeId) {
    g.write("DECLARE ");
    g.flag(id, Arg::Replace, "OR REPLACE ");
    g.expressions(id, FLAT);
}

fn declare_item(g: &mut Generator<'_>, id: NodeId) {
    g.list(id, Arg::This, FLAT);
    if let Some(kind) = g.tree.node(id, Arg::Kind) {
        g.write(if g.tree.kind(kind) == Kind::Schema { " TABLE " } else { " " });
        g.node(kind);
    }
    if let Some(default) = g.tree.node(id, Arg::Default) {
        let dialect = g.dialect;
        g.write(" ");
        g.write(&dialect.generator.flags.declare_default_assignment);
        g.write(" ");
        g.node(default);
    }
}

fn for_in(g: &mut Generator<'_>, id: NodeId) {
    g.write("FOR ");
    g.arg(id, Arg::This);
    g.write(" DO ");
    g.arg(id, Arg::Expression);
}

fn return_(g: &mut Generator<'_>, id: NodeId) {
    g.write("RETURN ");
    g.arg(id, Arg::This);
}
