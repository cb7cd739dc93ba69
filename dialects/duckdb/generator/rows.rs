//! Rows made of lists, and literals of bytes.

use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId};
use sqlectic_syntax::generator::{relation, Generator, RenderFn};

/// Sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::ByteString, byte_string),
    (Kind::HexString, |g, id| shared::hex_string(g, id, "UNHEX")),
    (Kind::Unnest, unnest),
];

/// The rows of a list of structs, spread over columns.
pub(super) fn unnested_deeply(g: &mut Generator<'_>, list: NodeId, counted: bool) {
    g.wrap(|g| {
        g.write("SELECT");
        g.block(|g| {
            g.write("UNNEST(");
            g.node(list);
            g.write(", max_depth => 2)");
            g.write(if counted { " WITH ORDINALITY" } else { "" });
        });
    });
}

/// A list of structs is a table of their fields only if it is unnested one level deeper:
/// <https://duckdb.org/docs/stable/sql/query_syntax/unnest#recursive-unnest>.
fn unnest(g: &mut Generator<'_>, id: NodeId) {
    let list = match g.tree.expressions(id)[..] {
        [only] => only,
        _ => return relation::unnest(g, id),
    };
    if g.tree.list_len(id, Arg::Expressions) != 1 || !is_list_of_structs(g, list) || !is_source(g, id) {
        return relation::unnest(g, id);
    }
    unnested_deeply(g, list, g.tree.has(id, Arg::Offset));
    let alias = g.tree.node(id, Arg::Alias);
    // Names of the fields are the columns of a table.
    if let Some(alias) =
        alias.filter(|alias| g.tree.has(*alias, Arg::This) && g.tree.list_len(*alias, Arg::Columns) > 1)
    {
        g.write(" AS ");
        return g.node(alias);
    }
    let column = alias.and_then(|alias| g.tree.children(alias, Arg::Columns).first().copied());
    if let Some(name) = column.or_else(|| alias.and_then(|alias| g.tree.this(alias))) {
        g.write(" AS ");
        g.node(name);
    }
}

fn is_source(g: &Generator<'_>, id: NodeId) -> bool {
    g.tree.parent(id).is_some_and(|parent| matches!(g.tree.kind(parent), Kind::From | Kind::Join))
}

/// Whether a list is known to hold structs, by its first item or its type.
fn is_list_of_structs(g: &Generator<'_>, list: NodeId) -> bool {
    match g.tree.kind(list) {
        Kind::Array => g.tree.expressions(list).first().is_some_and(|item| g.tree.kind(*item) == Kind::Struct),
        Kind::Cast | Kind::TryCast => {
            let to = g.tree.node(list, Arg::To);
            let item = to.and_then(|to| g.tree.expressions(to).first().copied());
            item.is_some_and(|item| g.tree.text_of(item, Arg::This) == "STRUCT")
        }
        _ => false,
    }
}

/// `b'a'` -> `CAST('a' AS BLOB)`; what is no printable character is a number:
/// <https://duckdb.org/docs/stable/sql/data_types/blob>.
fn byte_string(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::IsBytes) {
        return g.render_base(id);
    }
    let mut text = String::new();
    for c in g.tree.text_of(id, Arg::This).chars() {
        match c {
            ' '..='~' if c != '\\' => text.push(c),
            c if (c as u32) < 256 => text.push_str(&format!("\\x{:02x}", c as u32)),
            c => c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| text.push_str(&format!("\\x{byte:02x}"))),
        }
    }
    let text = g.string_node(&text);
    let to = sqlectic_syntax::generator::types::data_type(g, "BLOB");
    let cast = g.make(Kind::Cast, &args![This: text, To: to]);
    g.node(cast);
}
