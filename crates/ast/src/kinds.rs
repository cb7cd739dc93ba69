//! Which kinds of nodes a tree has, so that nobody looks for what is not there.

use crate::{tree::ArgSet, Arg, Kind, NodeId, Tree};

/// Enough bits for all declared kinds; kinds that are registered share some.
const WORDS: usize = 32;

/// A set of kinds; no memory until one is added, since trees are moved around while they are made.
#[derive(Clone, Default)]
struct Kinds(Vec<u64>);

impl Kinds {
    #[inline]
    fn place(kind: Kind) -> (usize, u64) {
        let number = kind.0 as usize % (WORDS * 64);
        (number / 64, 1 << (number % 64))
    }

    #[inline]
    fn contains(&self, kind: Kind) -> bool {
        let (word, bit) = Kinds::place(kind);
        self.0.get(word).is_some_and(|bits| bits & bit != 0)
    }

    fn add(&mut self, kind: Kind) {
        let (word, bit) = Kinds::place(kind);
        self.0.resize(WORDS, 0);
        self.0[word] |= bit;
    }
}

/// Kinds that nearly every tree has, of whose nodes few have what a rewrite looks for: their arguments are noted too.
const DETAILED: [Kind; 3] = [Kind::Distinct, Kind::Join, Kind::Select];

/// The kinds of a tree's first nodes; see [`Tree::note_kinds`].
#[derive(Clone, Default)]
pub(crate) struct Noted {
    nodes: usize,
    /// Those of which there is nothing more to note: all but the ones in [`DETAILED`].
    kinds: Kinds,
    /// Arguments of nodes of the kinds in [`DETAILED`].
    detailed: [Option<ArgSet>; DETAILED.len()],
    /// All of them with the kinds that they derive from.
    families: Kinds,
}

#[inline]
fn detailed(kind: Kind) -> Option<usize> {
    DETAILED.iter().position(|detailed| *detailed == kind)
}

impl Noted {
    #[inline]
    pub(crate) fn add(&mut self, kind: Kind, args: impl FnOnce() -> ArgSet) {
        if !self.kinds.contains(kind) {
            self.add_unknown(kind, args());
        }
    }

    #[inline(never)]
    fn add_unknown(&mut self, kind: Kind, args: ArgSet) {
        match detailed(kind) {
            Some(i) => self.detailed[i].get_or_insert_default().add(args),
            None => self.kinds.add(kind),
        }
        if !self.families.contains(kind) {
            self.families.add(kind);
            kind.row().ancestors.iter().for_each(|base| self.families.add(*base));
        }
    }

    #[inline]
    fn contains(&self, kind: Kind) -> bool {
        match detailed(kind) {
            Some(i) => self.detailed[i].is_some(),
            None => self.kinds.contains(kind),
        }
    }

    /// Takes notice of an argument that a node got.
    #[inline]
    pub(crate) fn add_arg(&mut self, id: NodeId, kind: Kind, arg: Arg) {
        if (id.0 as usize) < self.nodes {
            self.add(kind, || ArgSet::of(&[arg]));
        }
    }

    /// Forgets that nodes behind the first `count` were noted.
    pub(crate) fn truncate(&mut self, count: usize) {
        self.nodes = self.nodes.min(count);
    }
}

impl Tree {
    /// Notes the kinds of nodes that were made since the last time: what [`Tree::may_have`] answers by.
    pub fn note_kinds(&mut self) {
        for node in &self.nodes[self.noted.nodes..] {
            self.noted.add(node.kind, || ArgSet::of_slots(&self.slots[node.range()]));
        }
        self.noted.nodes = self.nodes.len();
    }

    /// Whether a node of exactly this kind may be somewhere in the tree; it certainly is not if not.
    #[inline]
    pub fn may_have_kind(&self, kind: Kind) -> bool {
        self.noted.nodes < self.nodes.len() || self.noted.contains(kind)
    }

    /// Whether a node of exactly this kind that has this argument may be somewhere in the tree.
    pub fn may_have_kind_with(&self, kind: Kind, arg: Arg) -> bool {
        let noted = &self.noted;
        noted.nodes < self.nodes.len()
            || match detailed(kind) {
                Some(i) => noted.detailed[i].is_some_and(|args| args.may_have(arg)),
                None => noted.kinds.contains(kind),
            }
    }

    /// Whether a node of this kind, or of one derived from it, may be somewhere in the tree.
    #[inline]
    pub fn may_have(&self, kind: Kind) -> bool {
        self.noted.nodes < self.nodes.len() || self.noted.families.contains(kind)
    }

    /// All nodes of exactly `kind` below and with `id`, parents before children, depth first.
    pub fn all_of_kind(&self, id: NodeId, kind: Kind) -> Vec<NodeId> {
        match self.may_have_kind(kind) {
            true => self.all_where(id, |node| self.kind(node) == kind),
            false => Vec::new(),
        }
    }

    /// All wanted nodes below and with `id`, parents before children, depth first.
    #[inline]
    pub fn all_where(&self, id: NodeId, wanted: impl Fn(NodeId) -> bool) -> Vec<NodeId> {
        let mut found = Vec::new();
        let mut stack = Vec::with_capacity(64);
        stack.push(id);
        while let Some(node) = stack.pop() {
            if wanted(node) {
                found.push(node);
            }
            self.push_children(node, &mut stack);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args;

    #[test]
    fn what_is_not_noted_may_be_there() {
        let mut tree = Tree::new();
        let one = tree.integer(1);
        assert!(tree.may_have_kind(Kind::Select));
        tree.note_kinds();
        assert!(!tree.may_have_kind(Kind::Select) && tree.may_have_kind(Kind::Literal));
        assert!(tree.may_have(Kind::Condition) && !tree.may_have_kind(Kind::Condition));
        let mark = tree.mark();
        let cast = tree.make(Kind::TryCast, &args![This: one]);
        assert_eq!(tree.find(cast, Kind::Cast), Some(cast));
        tree.note_kinds();
        assert_eq!(tree.all_of_kind(cast, Kind::Cast), []);
        tree.set_kind(cast, Kind::Cast);
        assert_eq!(tree.all_of_kind(cast, Kind::Cast), [cast]);
        let join = tree.make(Kind::Join, &[]);
        tree.note_kinds();
        assert!(tree.may_have_kind(Kind::Join) && !tree.may_have_kind_with(Kind::Join, Arg::Side));
        tree.set_text(join, Arg::Side, "LEFT");
        assert!(tree.may_have_kind_with(Kind::Join, Arg::Side) && !tree.may_have_kind_with(Kind::Select, Arg::Side));
        tree.reset(mark, one);
        tree.make(Kind::Select, &[]);
        assert!(tree.may_have_kind(Kind::Select));
    }
}
