//! Statements that have no area of their own.

use super::{Generator, RenderFn};
use sqlectic_ast::{Arg, Kind, NodeId, Value};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[(Kind::Command, command), (Kind::Semicolon, semicolon)];

fn command(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    let rest = match g.tree.get(id, Arg::Expression) {
        Value::Text(text) => g.tree.str(text).trim().to_string(),
        _ => g.tree.text_of(id, Arg::Expression).to_string(),
    };
    if !rest.is_empty() {
        g.write(" ");
        g.write(&rest);
    }
}

fn semicolon(_: &mut Generator<'_>, _: NodeId) {}
