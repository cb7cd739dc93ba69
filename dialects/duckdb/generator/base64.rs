//! Base64 with alphabets of one's own: <https://duckdb.org/docs/stable/sql/functions/blob>.

use super::{call, cast_type, TEXT};
use sqlectic_ast::{Arg, Kind, NodeId};
use sqlectic_syntax::{
    generator::{Generator, RenderFn},
    parser::column::integer_constant,
};

/// The last two signs of the usual alphabet and the sign of padding.
const USUAL: &str = "+/=";

/// Sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::Base64DecodeBinary, |g, id| {
        if let Some(node) = decoded(g, id) {
            g.node(node);
        }
    }),
    (Kind::Base64DecodeString, |g, id| {
        if let Some(bytes) = decoded(g, id) {
            g.func("DECODE", &[bytes.into()]);
        }
    }),
    (Kind::Base64Encode, encode),
];

fn encode(g: &mut Generator<'_>, id: NodeId) {
    let Some(mut this) = g.tree.this(id) else { return };
    if cast_type(g, this).is_some_and(|name| TEXT.contains(&name)) {
        this = g.template("ENCODE(this)", &[("this", this)]);
    }
    let mut node = call(g, "TO_BASE64", &[this]);
    if let Some((usual, own)) = alphabet(g, id) {
        node = translated(g, node, &usual, &own);
    }
    let width = g.tree.node(id, Arg::MaxLineLength).and_then(|node| integer_constant(g.tree, node));
    if let Some(width) = width.filter(|width| *width > 0) {
        node = g.template(
            &format!(r"RTRIM(REGEXP_REPLACE(encoded, '(.{{{width}}})', '\1' || CHR(10), 'g'), CHR(10))"),
            &[("encoded", node)],
        );
    }
    g.node(node);
}

/// `FROM_BASE64(x)`, the signs of another alphabet replaced before.
fn decoded(g: &mut Generator<'_>, id: NodeId) -> Option<NodeId> {
    let mut this = g.tree.this(id)?;
    if let Some((usual, own)) = alphabet(g, id) {
        this = translated(g, this, &own, &usual);
    }
    Some(call(g, "FROM_BASE64", &[this]))
}

/// The signs of the usual alphabet that a text replaces, and what by.
fn alphabet(g: &Generator<'_>, id: NodeId) -> Option<(String, String)> {
    let own = g.tree.node(id, Arg::Alphabet).filter(|node| g.tree.is_string(*node))?;
    let pairs = USUAL.chars().zip(g.tree.name(own).chars());
    let changed: (String, String) = pairs.filter(|(usual, own)| usual != own).unzip();
    Some(changed).filter(|(usual, _)| !usual.is_empty())
}

fn translated(g: &mut Generator<'_>, text: NodeId, from: &str, to: &str) -> NodeId {
    let (from, to) = (g.string_node(from), g.string_node(to));
    g.template("TRANSLATE(text_, from_, to_)", &[("text_", text), ("from_", from), ("to_", to)])
}
