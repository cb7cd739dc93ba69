//! Rewrites that only Snowflake needs.

mod flatten_date_arrays;
mod qualify_unnested_fields;

pub(super) use flatten_date_arrays::flatten_date_arrays;
pub(super) use qualify_unnested_fields::qualify_unnested_fields;

use sqlectic_ast::{args, Kind, NodeId, Tree};

/// A column without a table.
fn column(tree: &mut Tree, name: &str) -> NodeId {
    let name = identifier(tree, name);
    tree.make(Kind::Column, &args![This: name])
}

fn identifier(tree: &mut Tree, name: &str) -> NodeId {
    let text = tree.text_value(name);
    tree.make(Kind::Identifier, &args![This: text, Quoted: false])
}
