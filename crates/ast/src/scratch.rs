//! Going back: forgetting what was made since a mark, or everything, and keeping the memory.

use crate::{
    kinds::Noted,
    tree::{NodeId, Tree},
    value::Value,
    Arg,
};
use smallvec::SmallVec;

/// A size of a [`Tree`] to go back to.
#[derive(Clone, Copy, Debug)]
pub struct TreeMark {
    nodes: usize,
    slots: usize,
    lists: usize,
    items: usize,
    text: usize,
}

impl Tree {
    /// How large the tree is, for [`Tree::reset`].
    pub fn mark(&self) -> TreeMark {
        TreeMark {
            nodes: self.nodes.len(),
            slots: self.slots.len(),
            lists: self.lists.len(),
            items: self.items.len(),
            text: self.text.len(),
        }
    }

    /// Forgets what was made since `mark` while the tree below `root` was only read: nodes made since may have taken its
    /// nodes as children, which is undone; no older node may hold one of them. Where a node hangs in two places, or looks up
    /// to another node than the one it hangs under, only [`Tree::places`] tells which it was.
    pub fn reset(&mut self, mark: TreeMark, root: NodeId) {
        if self.nodes.len() > mark.nodes {
            let made = |parent: Option<NodeId>| parent.is_some_and(|parent| parent.0 as usize >= mark.nodes);
            for id in self.each_below(root) {
                let mut lost: SmallVec<[Arg; 4]> = SmallVec::new();
                for (arg, value) in self.arguments(id) {
                    let takes = match value {
                        Value::Node(child) => made(self.parent(child)),
                        Value::List(list) => self.items(list).filter_map(Value::node).any(|c| made(self.parent(c))),
                        _ => false,
                    };
                    if takes {
                        lost.push(arg);
                    }
                }
                for arg in lost {
                    self.adopt_again(id, arg);
                }
            }
            self.comments.retain(|id, _| (id.0 as usize) < mark.nodes);
            self.meta.retain(|id, _| (id.0 as usize) < mark.nodes);
            self.types.retain(|id, _| (id.0 as usize) < mark.nodes);
            self.names.truncate(self.names.partition_point(|(id, _)| (id.0 as usize) < mark.nodes));
        }
        self.nodes.truncate(mark.nodes);
        self.noted.truncate(mark.nodes);
        if !self.hashes.is_empty() {
            self.hashes.retain(|id, _| (id.0 as usize) < mark.nodes);
        }
        self.slots.truncate(mark.slots);
        self.lists.truncate(mark.lists);
        self.items.truncate(mark.items);
        self.text.truncate(mark.text);
    }

    /// Forgets all nodes, and of the texts those that were added since it had so many bytes of them; their memory is kept for
    /// what is made next.
    pub fn clear(&mut self, text: usize) {
        self.nodes.clear();
        self.slots.clear();
        self.lists.clear();
        self.items.clear();
        self.text.truncate(text);
        self.comments.clear();
        self.meta.clear();
        self.noted = Noted::default();
        self.hashes.clear();
    }

    /// Begins again with other texts, as [`Tree::with_text`] does.
    pub fn restart(&mut self, text: &str, more: &str) {
        self.clear(0);
        self.text.push_str(text);
        self.text.push_str(more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{args, Kind};

    #[test]
    fn reset_takes_back_what_was_made_and_whom_it_adopted() {
        let mut tree = Tree::new();
        let (a, b) = (tree.make(Kind::Star, &[]), tree.make(Kind::Null, &[]));
        let list = tree.list(&[b]);
        let root = tree.make(Kind::Select, &args![Expressions: list, Limit: a]);
        let (mark, before) = (tree.mark(), tree.len());
        tree.make(Kind::Paren, &args![This: a]);
        let scratch = tree.make(Kind::Paren, &args![This: b]);
        let comment = tree.text("gone");
        tree.add_comments(scratch, [comment]);
        tree.reset(mark, root);
        assert_eq!((tree.len(), tree.has_comments()), (before, false));
        assert_eq!((tree.parent(a), tree.parent_arg(a)), (Some(root), Arg::Limit));
        assert_eq!((tree.parent(b), tree.index(b)), (Some(root), Some(0)));
    }
}
