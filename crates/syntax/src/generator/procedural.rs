//! Statements inside of routines and scripts.

use super::{Generator, ListStyle, RenderFn, FLAT};
use sqlectic_ast::{Arg, Kind, NodeId};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::Block, block),
    (Kind::CaseStatement, |g, _| g.unsupported("Unsupported Case statement syntax")),
    (Kind::Declare, declare),
    (Kind::DeclareItem, declare_item),
    (Kind::EndStatement, |g, _| g.write("END")),
    (Kind::Execute, |g, _| g.unsupported("Unsupported Execute syntax")),
    (Kind::ExecuteSql, |g, _| g.unsupported("Unsupported Execute syntax")),
    (Kind::ForIn, for_in),
    (Kind::FunctionSpecification, |g, _| g.unsupported("Unsupported Inline UDFs syntax")),
    (Kind::IfBlock, |g, _| g.unsupported("Unsupported If block syntax")),
    (Kind::Iterate, |g, _| g.unsupported("Unsupported Iterate syntax")),
    (Kind::Leave, |g, _| g.unsupported("Unsupported Leave syntax")),
    (Kind::LoopBlock, |g, _| g.unsupported("Unsupported Loop block syntax")),
    (Kind::RepeatBlock, |g, _| g.unsupported("Unsupported Repeat block syntax")),
    (Kind::Return, return_),
    (Kind::WhileBlock, |g, _| g.unsupported("Unsupported While block syntax")),
];

/// Statements one after the other.
fn block(g: &mut Generator<'_>, id: NodeId) {
    g.flag(id, Arg::Begin, "BEGIN ");
    let statements = g.tree.expressions(id);
    g.join(&statements, "; ");
}

fn declare(g: &mut Generator<'_>, id: NodeId) {
    g.write("DECLARE ");
    g.flag(id, Arg::Replace, "OR REPLACE ");
    g.expressions(id, FLAT);
}

fn declare_item(g: &mut Generator<'_>, id: NodeId) {
    g.list(id, Arg::This, ListStyle::default());
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
