//! Where a node stands in the text that it was parsed from, as Python users know it.

use sqlectic::{Arg, Kind, NodeId, Tree};

/// Names and values of the facts about a node's place: the line and the column of its last character, from 1, and the
/// offsets of its first and last character. Only nodes of single tokens have them, and functions: those of their names.
pub(crate) fn of(tree: &Tree, id: NodeId) -> Option<[(&'static str, usize); 4]> {
    let span = tree.span(id);
    let (start, mut end) = (span.start as usize, span.end as usize);
    if !span.is_some() || end <= start {
        return None;
    }
    let text = tree.arena();
    match tree.kind(id) {
        Kind::Identifier | Kind::Literal | Kind::Star => {}
        kind if kind.is(Kind::Func) => {
            let name = text.get(start..end)?.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
            if name == 0 || tree.has(id, Arg::Quoted) {
                return None;
            }
            end = start + name;
        }
        _ => return None,
    }
    let before = text.get(..start)?;
    let token = text.get(start..end)?;
    let first = before.chars().count();
    let last = first + token.chars().count() - 1;
    let line = 1 + before.matches('\n').count() + token.matches('\n').count();
    let line_start = text.get(..end)?.rfind('\n').map_or(0, |at| at + 1);
    let column = text.get(line_start..end)?.chars().count();
    Some([("line", line), ("col", column), ("start", first), ("end", last)])
}
