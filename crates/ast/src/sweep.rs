//! Taking what nobody needs any more out of a tree.

use crate::{value::Packed, Kind, ListId, NodeId, Text, Tree, Value};

/// A set of the nodes of a tree.
#[derive(Clone, Debug, Default)]
pub struct NodeSet {
    words: Vec<u64>,
    len: usize,
}

impl NodeSet {
    /// An empty set that has room for the nodes of `tree`.
    pub fn of(tree: &Tree) -> NodeSet {
        NodeSet { words: vec![0; tree.len() / 64 + 1], len: 0 }
    }

    /// Adds a node; returns whether it was not there yet.
    pub fn insert(&mut self, id: NodeId) -> bool {
        let (word, bit) = (&mut self.words[id.0 as usize / 64], 1 << (id.0 % 64));
        let is_new = *word & bit == 0;
        *word |= bit;
        self.len += usize::from(is_new);
        is_new
    }

    /// Takes a node out.
    pub fn remove(&mut self, id: NodeId) {
        let (word, bit) = (&mut self.words[id.0 as usize / 64], 1 << (id.0 % 64));
        self.len -= usize::from(*word & bit != 0);
        *word &= !bit;
    }

    /// Whether a node is in the set.
    pub fn contains(&self, id: NodeId) -> bool {
        self.words.get(id.0 as usize / 64).is_some_and(|word| word & (1 << (id.0 % 64)) != 0)
    }

    /// How many nodes are in the set.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether no node is in the set.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Its nodes, by their ids.
    pub fn iter(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.words.iter().enumerate().flat_map(|(i, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(NodeId(i as u32 * 64 + bit))
            })
        })
    }
}

/// What [`Tree::swept`] keeps of a tree.
pub struct Swept {
    /// The tree that is left. Its node 0 is an empty one, for whoever asks for what is gone.
    pub tree: Tree,
    /// The nodes that are left: their ids before, in rising order, and now.
    pub ids: Vec<(NodeId, NodeId)>,
    /// The numbers of the opaque values that are left; they are numbered anew in this order.
    pub objects: Vec<u32>,
}

impl Tree {
    /// Adds all nodes to `seen` that can be reached from `roots`: what is below them, and what they look up to. `more` says
    /// what else a node leads to.
    pub fn reach(&self, seen: &mut NodeSet, roots: Vec<NodeId>, more: impl Fn(NodeId) -> Option<NodeId>) {
        let mut stack = roots;
        while let Some(id) = stack.pop() {
            if !seen.insert(id) {
                continue;
            }
            stack.extend(self.parent(id));
            stack.extend(self.told_type(id));
            stack.extend(more(id));
            self.slots(id).iter().for_each(|slot| self.push_nodes(slot.value, &mut stack));
        }
    }

    /// Puts the nodes of a value on a stack, those of lists in lists too.
    fn push_nodes(&self, value: Packed, stack: &mut Vec<NodeId>) {
        if let Some(child) = value.node() {
            stack.push(child);
        } else if let Some(list) = value.list() {
            self.packed_items(list).iter().for_each(|item| self.push_nodes(*item, stack));
        }
    }

    /// A tree of the nodes in `live` alone, in the same order; whatever a node of it holds or looks up to has to be in `live`.
    pub fn swept(&self, live: &NodeSet) -> Swept {
        let mut tree = Tree::new();
        tree.make(Kind::Expr, &[]);
        let ids: Vec<_> = live.iter().enumerate().map(|(i, old)| (old, NodeId(i as u32 + 1))).collect();
        let mut numbers = vec![NodeId(0); self.len()];
        ids.iter().for_each(|(old, new)| numbers[old.0 as usize] = *new);
        let mut sweep = Sweep { old: self, numbers, tree, objects: Vec::new() };
        ids.iter().for_each(|(old, new)| sweep.copy(*old, *new));
        Swept { tree: sweep.tree, ids, objects: sweep.objects }
    }
}

struct Sweep<'a> {
    old: &'a Tree,
    /// The new ids by the old ones.
    numbers: Vec<NodeId>,
    tree: Tree,
    objects: Vec<u32>,
}

impl Sweep<'_> {
    fn copy(&mut self, old: NodeId, new: NodeId) {
        let start = self.tree.slots.len();
        for slot in self.old.slots(old) {
            let mut slot = *slot;
            slot.value = self.value(slot.value);
            self.tree.slots.push(slot);
        }
        self.tree.push_node(self.old.kind(old), self.old.span(old), start);
        let parent = self.old.parent(old).map(|parent| self.numbers[parent.0 as usize]);
        self.tree.set_parent_only(new, parent);
        self.tree.set_place(new, self.old.parent_arg(old), self.old.told_index(old));
        let comments: Vec<Text> = self.old.comments(old).iter().map(|text| self.text(*text)).collect();
        self.tree.add_comments(new, comments);
        if let Some(type_) = self.old.told_type(old) {
            self.tree.set_type(new, Some(self.numbers[type_.0 as usize]));
        }
        if let Some(span) = self.old.name_span(old) {
            self.tree.set_name_span(new, span);
        }
        for (name, value) in self.old.metas(old) {
            let value = self.value(Packed::from(*value));
            self.tree.set_meta(new, self.old.str(*name), value.into());
        }
    }

    fn text(&mut self, text: Text) -> Text {
        self.tree.text(self.old.str(text))
    }

    fn value(&mut self, value: Packed) -> Packed {
        let moved = match value.into() {
            Value::Node(id) => Value::Node(self.numbers[id.0 as usize]),
            Value::Text(text) => Value::Text(self.text(text)),
            Value::List(list) => self.list(list),
            Value::Opaque(n) => {
                self.objects.push(n);
                Value::Opaque(self.objects.len() as u32 - 1)
            }
            other => other,
        };
        moved.into()
    }

    fn list(&mut self, list: ListId) -> Value {
        let items: Vec<Packed> = self.old.packed_items(list).iter().map(|item| self.value(*item)).collect();
        self.tree.packed_list(&items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{args, Arg};

    #[test]
    fn a_swept_tree_has_what_can_be_reached_and_nothing_else() {
        let mut tree = Tree::new();
        let names: Vec<NodeId> = ["a", "b", "lost", "shared"].iter().map(|name| tree.string(name)).collect();
        let list = tree.list(&[names[0], names[3]]);
        let root = tree.make(Kind::Select, &args![Expressions: list, Limit: Value::Opaque(2)]);
        let lost = tree.make(Kind::Paren, &args![This: names[2], Expression: Value::Opaque(1)]);
        let other = tree.make(Kind::Paren, &args![This: names[3]]);
        let comment = tree.text("kept");
        tree.add_comments(names[0], [comment]);
        tree.set_parent(names[3], root, Arg::Expressions, Some(1));

        let mut live = NodeSet::of(&tree);
        tree.reach(&mut live, vec![other], |_| None);
        assert_eq!(live.iter().collect::<Vec<_>>(), [names[0], names[3], root, other]);
        assert_eq!((live.len(), live.contains(lost)), (4, false));

        let swept = tree.swept(&live);
        let new = |old: NodeId| swept.ids.iter().find(|(id, _)| *id == old).expect("it is live").1;
        assert_eq!(swept.objects, [2]);
        assert_eq!(swept.tree.outline(new(root)), tree.outline(root));
        assert_eq!(swept.tree.outline(new(other)), tree.outline(other));
        assert_eq!((swept.tree.parent(new(names[3])), swept.tree.index(new(names[3]))), (Some(new(root)), Some(1)));
        assert_eq!(swept.tree.comments(new(names[0])).iter().map(|t| swept.tree.str(*t)).collect::<Vec<_>>(), ["kept"]);
        assert_eq!(swept.tree.kind(NodeId(0)), Kind::Expr);
    }
}
