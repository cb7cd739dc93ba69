//! Where a node stands in the text that it was parsed from, and the facts that its comments note, as Python users know them.

use sqlectic::{syntax::places::Places, Arg, Kind, NodeId, Tree};

/// Names and values of the facts about a node's place: the line and the column of its last character, from 1, and the
/// offsets of its first and last character. Only nodes of single tokens have them, and functions: those of their names.
pub(crate) fn of(tree: &Tree, places: &mut Places, id: NodeId) -> Option<[(&'static str, usize); 4]> {
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
    text.get(start..end)?;
    let first = places.of(text, start);
    let last = places.of(text, end - 1);
    Some([("line", last.line), ("col", last.column), ("start", first.characters), ("end", last.characters)])
}

/// What a comment begins with that holds facts about its node.
const FACTS: &str = "sqlglot.meta";

/// Names and values of the facts in the comments of a node: `sqlglot.meta name=value, flag`; a flag's value is `true`.
pub(crate) fn noted(tree: &Tree, id: NodeId) -> Vec<(String, String)> {
    let comments = tree.comments(id).iter().filter_map(|text| tree.str(*text).split_once(FACTS));
    let pairs = comments.flat_map(|(_, facts)| facts.split(','));
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, "true"));
            (name.trim().to_string(), value.trim().to_string())
        })
        .collect()
}
