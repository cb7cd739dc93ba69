//! Values that only the tree's owner knows: [`Value::Opaque`].

use crate::{Arg, ListId, NodeId, Tree, Value};
use smallvec::SmallVec;

impl Tree {
    /// Whether an opaque value stands below and with `id`.
    pub fn has_opaque(&self, id: NodeId) -> bool {
        self.each_below(id).into_iter().any(|id| self.arguments(id).any(|(_, value)| self.is_opaque(value)))
    }

    fn is_opaque(&self, value: Value) -> bool {
        match value {
            Value::Opaque(_) => true,
            Value::List(list) => self.items(list).any(|item| self.is_opaque(item)),
            _ => false,
        }
    }

    /// Replaces the opaque values below and with `id` by what `value` makes of their numbers, without changing any back
    /// reference.
    pub fn replace_opaque(&mut self, id: NodeId, mut value: impl FnMut(&mut Tree, u32) -> Value) {
        for id in self.each_below(id) {
            for (arg, old) in self.arguments(id).collect::<SmallVec<[(Arg, Value); 8]>>() {
                match old {
                    Value::Opaque(n) => {
                        let new = value(self, n);
                        self.set_raw(id, arg, new);
                    }
                    Value::List(list) if self.is_opaque(old) => self.replace_items(id, list, &mut value),
                    _ => {}
                }
            }
        }
    }

    fn replace_items(&mut self, id: NodeId, list: ListId, value: &mut impl FnMut(&mut Tree, u32) -> Value) {
        for index in 0..self.item_count(list) {
            match self.item(list, index) {
                Value::Opaque(n) => {
                    let new = value(self, n);
                    self.set_item(id, list, index, new);
                }
                Value::List(inner) => self.replace_items(id, inner, value),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{args, Kind};

    #[test]
    fn opaque_values_are_replaced_wherever_they_stand() {
        let mut tree = Tree::new();
        let inner = tree.list_of(&[Value::Opaque(1)]);
        let list = tree.list_of(&[Value::Opaque(0), inner]);
        let root = tree.make(Kind::Tuple, &args![Expressions: list, This: Value::Opaque(2)]);
        assert!(tree.has_opaque(root));
        let mut seen = Vec::new();
        tree.replace_opaque(root, |tree, n| {
            seen.push(n);
            match n {
                2 => Value::Node(tree.integer(7)),
                n => Value::Int(i64::from(n)),
            }
        });
        assert_eq!(seen, [0, 1, 2]);
        assert!(!tree.has_opaque(root));
        let seven = tree.this(root).expect("a node took its place");
        let list = tree.list_at(root, Arg::Expressions);
        assert_eq!((tree.parent(seven), tree.item(list, 0)), (None, Value::Int(0)));
    }
}
