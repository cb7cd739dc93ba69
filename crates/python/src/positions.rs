//! Where a node stands in the text that it was parsed from, and the facts that its comments note, as Python users know them.

use sqlectic::{syntax::places::Places, Kind, NodeId, Tree, Value};
use std::{
    mem,
    sync::{Arc, Mutex, PoisonError},
};

/// A text that nodes were parsed from, once they are in trees that do not start with it.
struct Source {
    text: String,
    places: Mutex<Places>,
}

/// Where the text is that nodes were parsed from.
#[derive(Clone)]
enum Origin {
    /// At the start of the tree's own text arena.
    Arena,
    Elsewhere(Arc<Source>),
}

/// The texts that the nodes of a tree were parsed from. Nodes that were made stand nowhere, whatever is said of them here.
#[derive(Default)]
pub(crate) struct Sources {
    /// The first node of each run of nodes from one text, and where that is.
    runs: Vec<(NodeId, Origin)>,
    /// What was counted of the tree's own arena.
    counted: Places,
}

impl Sources {
    /// Those of a tree that was parsed: its arena starts with the text.
    pub(crate) fn arena() -> Sources {
        Sources { runs: vec![(NodeId(0), Origin::Arena)], counted: Places::default() }
    }

    /// Those of a copy of the tree with all that is in it.
    pub(crate) fn of_clone(&self) -> Sources {
        Sources { runs: self.runs.clone(), counted: Places::default() }
    }

    /// Those of a tree that has some of the nodes: `ids` tells which, in the order of their ids there.
    pub(crate) fn of_nodes<I>(&mut self, tree: &Tree, ids: impl FnOnce() -> I) -> Sources
    where
        I: IntoIterator<Item = (NodeId, NodeId)>,
    {
        self.share(tree);
        let mut found = Sources::default();
        match &self.runs[..] {
            [] => {}
            [(_, origin)] => found.runs.push((NodeId(0), origin.clone())),
            _ => {
                let mut last = usize::MAX;
                for (old, new) in ids().into_iter().filter(|(old, _)| tree.span(*old).is_some()) {
                    let run = self.run(old);
                    if let (Some((_, origin)), true) = (self.runs.get(run), run != last) {
                        found.runs.push((new, origin.clone()));
                        last = run;
                    }
                }
            }
        }
        found
    }

    /// Forgets what was counted, as the arena is another one.
    pub(crate) fn recount(&mut self) {
        self.counted = Places::default();
    }

    /// The number of the run that a node is in.
    fn run(&self, id: NodeId) -> usize {
        self.runs.partition_point(|(first, _)| *first <= id).wrapping_sub(1)
    }

    /// Lets trees that start with another text have this one too.
    fn share(&mut self, tree: &Tree) {
        let own = |origin: &Origin| matches!(origin, Origin::Arena);
        if self.runs.iter().any(|(_, origin)| own(origin)) {
            let source = Source { text: tree.arena().to_string(), places: Mutex::new(mem::take(&mut self.counted)) };
            let shared = Origin::Elsewhere(Arc::new(source));
            self.runs.iter_mut().filter(|(_, origin)| own(origin)).for_each(|(_, origin)| *origin = shared.clone());
        }
    }

    /// Takes those of another tree over, whose ids moved by `by`.
    pub(crate) fn absorb(&mut self, mut other: Sources, tree: &Tree, by: u32) {
        other.share(tree);
        self.runs.extend(other.runs.into_iter().map(|(first, origin)| (NodeId(first.0 + by), origin)));
    }

    /// Where a node stands: the line and the column of its last character, from 1, and the offsets of its first and last
    /// character.
    pub(crate) fn facts(&mut self, tree: &Tree, id: NodeId) -> Option<Facts> {
        match self.runs.get(self.run(id))?.1.clone() {
            Origin::Arena => of(tree, tree.arena(), &mut self.counted, id),
            Origin::Elsewhere(source) => {
                let mut places = source.places.lock().unwrap_or_else(PoisonError::into_inner);
                of(tree, &source.text, &mut places, id)
            }
        }
    }
}

/// Names and values.
type Facts = [(&'static str, usize); 4];

/// The facts about a node's place. Only nodes of single tokens have them, and what was called by a name: those of the name.
fn of(tree: &Tree, text: &str, places: &mut Places, id: NodeId) -> Option<Facts> {
    let span = match is_token(tree.kind(id)) {
        true => tree.span(id),
        false => tree.name_span(id)?,
    };
    let (start, end) = (span.start as usize, span.end as usize);
    if !span.is_some() || end <= start {
        return None;
    }
    text.get(start..end)?;
    let first = places.of(text, start);
    let last = places.of(text, end - 1);
    Some([("line", last.line), ("col", last.column), ("start", first.characters), ("end", last.characters)])
}

/// Whether nodes of this kind are single tokens.
fn is_token(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::BitString
            | Kind::ByteString
            | Kind::HexString
            | Kind::Identifier
            | Kind::Literal
            | Kind::National
            | Kind::RawString
            | Kind::Star
            | Kind::UnicodeString
    )
}

/// What a comment begins with that holds facts about its node.
const FACTS: &str = "sqlglot.meta";

/// Names and values of the facts that the parser noted of a node, and of those in its comments: `sqlglot.meta name=value, flag`;
/// a flag's value is `true`.
pub(crate) fn noted(tree: &Tree, id: NodeId) -> Vec<(String, String)> {
    let of_parser = tree.metas(id).iter().filter_map(|(name, value)| match value {
        Value::Text(value) => Some((tree.str(*name), tree.str(*value))),
        Value::Bool(true) => Some((tree.str(*name), "true")),
        _ => None,
    });
    let comments = tree.comments(id).iter().filter_map(|text| tree.str(*text).split_once(FACTS));
    let pairs = comments.flat_map(|(_, facts)| facts.split(','));
    let in_comments = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "true")));
    of_parser.chain(in_comments).map(|(name, value)| (name.trim().to_string(), value.trim().to_string())).collect()
}
