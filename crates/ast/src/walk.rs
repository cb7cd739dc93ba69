//! Walking a tree. Children come in the insertion order of their arguments; none of it recurses.

use crate::{Kind, NodeId, NodeSet, Tree};
use smallvec::SmallVec;
use std::collections::VecDeque;

impl Tree {
    /// Calls `f` with every child in order.
    #[inline]
    pub fn each_child(&self, id: NodeId, mut f: impl FnMut(NodeId)) {
        for slot in self.slots(id) {
            if let Some(child) = slot.value.node() {
                f(child);
            } else if let Some(list) = slot.value.list() {
                self.packed_items(list).iter().filter_map(|item| item.node()).for_each(&mut f);
            }
        }
    }

    /// Puts the children on a stack, the last one first, so that the first one is on top.
    #[inline]
    pub(crate) fn push_children(&self, id: NodeId, stack: &mut Vec<NodeId>) {
        for slot in self.slots(id).iter().rev() {
            if let Some(child) = slot.value.node() {
                stack.push(child);
            } else if let Some(list) = slot.value.list() {
                stack.extend(self.packed_items(list).iter().rev().filter_map(|item| item.node()));
            }
        }
    }

    /// All nodes below and with `id`, parents before children, depth first.
    pub fn walk(&self, id: NodeId) -> DepthFirst<'_> {
        DepthFirst { tree: self, stack: vec![id], pruned: false, last: None }
    }

    /// All nodes below and with `id`, level by level.
    pub fn walk_breadth(&self, id: NodeId) -> BreadthFirst<'_> {
        BreadthFirst { tree: self, queue: VecDeque::from([id]), last: None }
    }

    /// All nodes below and with `id`, each of them once, however often it hangs there, and also in a tree that holds itself.
    pub fn each_below(&self, id: NodeId) -> Vec<NodeId> {
        let mut seen = NodeSet::of(self);
        let (mut found, mut stack) = (Vec::new(), vec![id]);
        while let Some(id) = stack.pop() {
            if seen.insert(id) {
                found.push(id);
                self.push_children(id, &mut stack);
            }
        }
        found
    }

    /// Whether `id`, or a node below it, is below itself: whoever walks there comes to no end.
    pub fn holds_itself(&self, id: NodeId) -> bool {
        let (mut seen, mut around) = (NodeSet::of(self), NodeSet::of(self));
        let mut stack = vec![(id, false)];
        while let Some((id, is_done)) = stack.pop() {
            if is_done {
                around.remove(id);
            } else if seen.insert(id) {
                around.insert(id);
                stack.push((id, true));
                self.each_child(id, |child| stack.push((child, false)));
            } else if around.contains(id) {
                return true;
            }
        }
        false
    }

    /// All nodes of `kind` (or derived from it) below and with `id`, level by level.
    pub fn find_all(&self, id: NodeId, kind: Kind) -> impl Iterator<Item = NodeId> + '_ {
        // Nothing to walk if there is no such node at all.
        let queue = if self.may_have(kind) { VecDeque::from([id]) } else { VecDeque::new() };
        BreadthFirst { tree: self, queue, last: None }.filter(move |node| self.is(*node, kind))
    }

    /// The first node of [`Tree::find_all`].
    pub fn find(&self, id: NodeId, kind: Kind) -> Option<NodeId> {
        self.find_all(id, kind).next()
    }

    /// Parent, its parent, and so on.
    pub fn ancestors(&self, id: NodeId) -> Ancestors<'_> {
        Ancestors { tree: self, next: self.parent(id), left: self.len() }
    }

    /// The nearest ancestor of `kind` (or derived from it).
    pub fn find_ancestor(&self, id: NodeId, kind: Kind) -> Option<NodeId> {
        self.ancestors(id).find(|node| self.is(*node, kind))
    }

    /// The topmost ancestor.
    pub fn root(&self, id: NodeId) -> NodeId {
        self.ancestors(id).last().unwrap_or(id)
    }
}

/// See [`Tree::walk`].
pub struct DepthFirst<'a> {
    tree: &'a Tree,
    stack: Vec<NodeId>,
    last: Option<NodeId>,
    pruned: bool,
}

impl DepthFirst<'_> {
    /// Leaves out what is below the node that was returned last.
    pub fn prune(&mut self) {
        self.pruned = true;
    }
}

impl Iterator for DepthFirst<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        if let Some(last) = self.last.take() {
            if !std::mem::take(&mut self.pruned) {
                self.tree.push_children(last, &mut self.stack);
            }
        }
        self.last = self.stack.pop();
        self.last
    }
}

/// See [`Tree::walk_breadth`].
pub struct BreadthFirst<'a> {
    tree: &'a Tree,
    queue: VecDeque<NodeId>,
    last: Option<NodeId>,
}

impl Iterator for BreadthFirst<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        if let Some(last) = self.last.take() {
            self.tree.each_child(last, |child| self.queue.push_back(child));
        }
        self.last = self.queue.pop_front();
        self.last
    }
}

impl BreadthFirst<'_> {
    /// Leaves out what is below the node that was returned last.
    pub fn prune(&mut self) {
        self.last = None;
    }
}

/// See [`Tree::ancestors`].
pub struct Ancestors<'a> {
    tree: &'a Tree,
    next: Option<NodeId>,
    /// How many there can be, unless a node is above itself.
    left: usize,
}

impl Iterator for Ancestors<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let id = self.next?;
        self.left = self.left.checked_sub(1)?;
        self.next = self.tree.parent(id);
        Some(id)
    }
}

/// The leaves of a left-deep chain of one kind, left to right: `a AND b AND c` -> a, b, c.
impl Tree {
    /// Operands of a chain of binary nodes of exactly `kind`, left to right; works on chains of any length.
    pub fn chain(&self, id: NodeId, kind: Kind) -> Vec<NodeId> {
        let mut out = Vec::new();
        let mut stack: SmallVec<[NodeId; 8]> = SmallVec::from_slice(&[id]);
        while let Some(node) = stack.pop() {
            if self.kind(node) == kind {
                stack.extend(self.expression(node));
                stack.extend(self.this(node));
            } else {
                out.push(node);
            }
        }
        out
    }
}
