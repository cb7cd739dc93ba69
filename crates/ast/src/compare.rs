//! Structural equality and hash: absent, false and empty arguments don't count, strings compare without case except in
//! identifiers and literals, and the order of arguments doesn't matter.

use crate::{Arg, NodeId, Tree, Value};
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// A structural hash, wide enough that equal hashes mean equal trees in practice.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Hash128(pub u64, pub u64);

impl Tree {
    /// Whether `a` here and `b` in `other` are the same tree.
    pub fn equal(&self, a: NodeId, other: &Tree, b: NodeId) -> bool {
        let mut work = vec![(a, b)];
        while let Some((a, b)) = work.pop() {
            if self.kind(a) != other.kind(b) || self.significant(a).count() != other.significant(b).count() {
                return false;
            }
            let exact = self.kind(a).row().exact;
            for (arg, value) in self.significant(a) {
                if !self.equal_values(value, other, other.get(b, arg), exact, &mut work) {
                    return false;
                }
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
        // Post-order over an explicit stack; `done` holds the hashes of finished children.
        let mut order = Vec::new();
        let mut stack = vec![id];
        while let Some(node) = stack.pop() {
            order.push(node);
            for (_, value) in self.arguments(node) {
                self.each_node(value, &mut |child| stack.push(child));
            }
        }
        let mut done: rustc_hash::FxHashMap<NodeId, Hash128> = Default::default();
        for node in order.into_iter().rev() {
            let hash = self.hash_one(node, &done);
            done.insert(node, hash);
        }
        done[&id]
    }

    /// Calls `f` for the nodes of a value, those of lists in lists included, which walks leave out.
    fn each_node(&self, value: Value, f: &mut impl FnMut(NodeId)) {
        match value {
            Value::Node(id) => f(id),
            Value::List(list) => self.items(list).for_each(|item| self.each_node(item, f)),
            _ => {}
        }
    }

    fn hash_one(&self, id: NodeId, done: &rustc_hash::FxHashMap<NodeId, Hash128>) -> Hash128 {
        let kind = self.kind(id);
        let exact = kind.row().exact;
        let mut total = Hash128(0, 0);
        for (arg, value) in self.significant(id) {
            for (half, seed) in [(&mut total.0, 0u8), (&mut total.1, 1)] {
                let mut hasher = FxHasher::default();
                (seed, arg).hash(&mut hasher);
                self.hash_value(value, exact, seed, done, &mut hasher);
                // Arguments are a set: their order doesn't count.
                *half = half.wrapping_add(hasher.finish());
            }
        }
        let mix = |half: u64, seed: u8| {
            let mut hasher = FxHasher::default();
            (seed, kind, half).hash(&mut hasher);
            hasher.finish()
        };
        Hash128(mix(total.0, 0), mix(total.1, 1))
    }

    fn hash_value(
        &self,
        value: Value,
        exact: bool,
        seed: u8,
        done: &rustc_hash::FxHashMap<NodeId, Hash128>,
        hasher: &mut FxHasher,
    ) {
        match value {
            Value::Node(id) => {
                let Hash128(a, b) = done[&id];
                if seed == 0 { a } else { b }.hash(hasher);
            }
            Value::List(list) => {
                for item in self.items(list) {
                    self.hash_value(item, exact, seed, done, hasher);
                }
            }
            Value::Text(text) if exact => self.str(text).hash(hasher),
            Value::Text(text) => self.str(text).to_lowercase().hash(hasher),
            value => value.hash(hasher),
        }
    }
}
