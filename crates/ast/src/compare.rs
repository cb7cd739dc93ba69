//! Structural equality and hash: absent, false and empty arguments don't count, strings compare without case except in
//! identifiers and literals, and the order of arguments doesn't matter.

use crate::{Arg, NodeId, Tree, Value};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{DefaultHasher, Hash, Hasher};

/// A structural hash, wide enough that equal hashes mean equal trees in practice.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Hash128(pub u64, pub u64);

impl Tree {
    /// Whether `a` here and `b` in `other` are the same tree.
    pub fn equal(&self, a: NodeId, other: &Tree, b: NodeId) -> bool {
        let mut work = vec![(a, b)];
        while let Some((a, b)) = work.pop() {
            if self.kind(a) != other.kind(b) {
                return false;
            }
            let exact = self.kind(a).row().exact;
            let mut others = other.significant(b);
            for (arg, value) in self.significant(a) {
                // Mostly the arguments of both stand in the same order.
                let found = match others.next() {
                    Some((same, found)) if same == arg => found,
                    Some(_) => other.get(b, arg),
                    None => return false,
                };
                if !self.equal_values(value, other, found, exact, &mut work) {
                    return false;
                }
            }
            if others.next().is_some() {
                return false;
            }
        }
        true
    }

    fn equal_values(&self, a: Value, other: &Tree, b: Value, exact: bool, work: &mut Vec<(NodeId, NodeId)>) -> bool {
        match (a, b) {
            (Value::Node(a), Value::Node(b)) => {
                work.push((a, b));
                true
            }
            (Value::List(a), Value::List(b)) => {
                self.items(a).len() == other.items(b).len()
                    && self.items(a).zip(other.items(b)).all(|(a, b)| self.equal_values(a, other, b, exact, work))
            }
            (Value::Text(a), Value::Text(b)) => {
                let (a, b) = (self.str(a), other.str(b));
                a == b || !exact && a.to_lowercase() == b.to_lowercase()
            }
            (a, b) => a == b,
        }
    }

    fn significant(&self, id: NodeId) -> impl Iterator<Item = (Arg, Value)> + '_ {
        self.arguments(id).filter(|(_, value)| match *value {
            Value::None | Value::Bool(false) => false,
            Value::List(list) => self.items(list).len() > 0,
            _ => true,
        })
    }

    /// The structural hash of the tree below `id`: equal trees have equal hashes.
    pub fn hash(&self, id: NodeId) -> Hash128 {
        self.hash_into(id, &mut Hashes::default())
    }

    /// The structural hashes of a node and of all below it.
    pub fn hashes(&self, id: NodeId) -> FxHashMap<NodeId, Hash128> {
        let mut known = Hashes::default();
        self.hash_into(id, &mut known);
        known
    }

    /// The same, kept until something below `id` changes. Every node of the tree must look up to the only one that holds it.
    pub fn hash_kept(&mut self, id: NodeId) -> Hash128 {
        let mut known = std::mem::take(&mut self.hashes);
        let hash = self.hash_into(id, &mut known);
        self.hashes = known;
        hash
    }

    /// The hash that was kept, if nothing changed since.
    pub fn kept_hash(&self, id: NodeId) -> Option<Hash128> {
        self.hashes.get(&id).copied()
    }

    /// Forgets the hashes that a change of a node changes: its own and those above it.
    #[inline] // Most trees have none.
    pub(crate) fn forget_hashes(&mut self, id: NodeId) {
        if !self.hashes.is_empty() {
            self.forget_kept_hashes(id);
        }
    }

    #[inline(never)]
    fn forget_kept_hashes(&mut self, id: NodeId) {
        // A node whose hash is not known is below none whose hash is.
        let mut next = Some(id);
        while let Some(node) = next.filter(|node| self.hashes.remove(node).is_some()) {
            next = self.parent(node);
        }
    }

    /// Adds the hashes of all nodes below `id` to those that are known.
    fn hash_into(&self, id: NodeId, known: &mut Hashes) -> Hash128 {
        if let Some(hash) = known.get(&id) {
            return *hash;
        }
        // Parents before children over an explicit stack, then the other way round.
        let mut order = Vec::new();
        let mut stack = vec![id];
        while let Some(node) = stack.pop() {
            order.push(node);
            for (_, value) in self.arguments(node) {
                self.each_node(value, &mut |child| {
                    if !known.contains_key(&child) {
                        stack.push(child);
                    }
                });
            }
        }
        known.reserve(order.len());
        for node in order.into_iter().rev() {
            let hash = self.hash_one(node, known);
            known.insert(node, hash);
        }
        known[&id]
    }

    /// Calls `f` for the nodes of a value, those of lists in lists included, which walks leave out.
    fn each_node(&self, value: Value, f: &mut impl FnMut(NodeId)) {
        match value {
            Value::Node(id) => f(id),
            Value::List(list) => self.items(list).for_each(|item| self.each_node(item, f)),
            _ => {}
        }
    }

    fn hash_one(&self, id: NodeId, known: &Hashes) -> Hash128 {
        let kind = self.kind(id);
        let exact = kind.row().exact;
        let mut total = Hash128(0, 0);
        for (arg, value) in self.significant(id) {
            let Hash128(a, b) = self.hash_value(value, exact, known);
            // Arguments are a set: their order doesn't count.
            total.0 = total.0.wrapping_add(mixed(&(0u8, arg, a)));
            total.1 = total.1.wrapping_add(mixed(&(1u8, arg, b)));
        }
        Hash128(mixed(&(2u8, kind, total.0)), mixed(&(3u8, kind, total.1)))
    }

    fn hash_value(&self, value: Value, exact: bool, known: &Hashes) -> Hash128 {
        match value {
            Value::Node(id) => known[&id],
            Value::List(list) => {
                let count = self.item_count(list) as u64;
                self.items(list).fold(Hash128(count, count), |Hash128(a, b), item| {
                    let Hash128(c, d) = self.hash_value(item, exact, known);
                    Hash128(mixed(&(4u8, a, c)), mixed(&(5u8, b, d)))
                })
            }
            Value::Text(text) if exact => hash_text(self.str(text)),
            Value::Text(text) => match self.str(text) {
                text if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_uppercase()) => hash_text(text),
                text => hash_text(&text.to_lowercase()),
            },
            // A copy has other numbers.
            Value::Opaque(_) => Hash128(8, 9),
            value => Hash128(mixed(&(6u8, value)), mixed(&(7u8, value))),
        }
    }
}

/// The hashes of nodes.
pub(crate) type Hashes = FxHashMap<NodeId, Hash128>;

fn mixed(value: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Two independent hashes: texts are what somebody could choose to make two trees look the same.
fn hash_text(text: &str) -> Hash128 {
    let half = |seed: u8| {
        let mut hasher = DefaultHasher::new();
        (seed, text).hash(&mut hasher);
        hasher.finish()
    };
    Hash128(half(0), half(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{args, Kind};

    #[test]
    fn kept_hashes_follow_changes() {
        let mut tree = Tree::new();
        let (one, two) = (tree.integer(1), tree.integer(2));
        let list = tree.list(&[one, two]);
        let tuple = tree.make(Kind::Tuple, &args![Expressions: list]);
        let paren = tree.make(Kind::Paren, &args![This: tuple]);
        let before = tree.hash_kept(paren);
        assert_eq!(before, tree.hash(paren));
        let three = tree.integer(3);
        tree.replace(two, three);
        assert_ne!(tree.hash_kept(paren), before);
        tree.set_text(three, Arg::This, "2");
        assert_eq!((tree.hash_kept(paren), tree.hash(paren)), (before, before));
        let four = tree.integer(4);
        tree.append(tuple, Arg::Expressions, four);
        assert_eq!(tree.hash_kept(paren), tree.hash(paren));
        tree.pop(four);
        tree.set_kind(four, Kind::Null);
        assert_eq!((tree.hash_kept(paren), tree.hash_kept(four)), (before, tree.hash(four)));
    }

    #[test]
    fn lists_of_lists_differ_by_their_shape() {
        let mut tree = Tree::new();
        let mut tuple = |shape: &[&[i64]]| {
            let inner: Vec<Value> = shape
                .iter()
                .map(|items| tree.list_of(&items.iter().map(|n| Value::Int(*n)).collect::<Vec<_>>()))
                .collect();
            let list = tree.list_of(&inner);
            let tuple = tree.make(Kind::Tuple, &args![Expressions: list]);
            tree.hash(tuple)
        };
        assert_ne!(tuple(&[&[1, 2], &[3]]), tuple(&[&[1], &[2, 3]]));
        assert_eq!(tuple(&[&[1, 2], &[3]]), tuple(&[&[1, 2], &[3]]));
    }
}
