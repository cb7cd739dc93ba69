//! Changing a tree: set, append, replace, pop, copy.

use crate::{value::Packed, Arg, ListId, NodeId, Text, Tree, Value};
use smallvec::SmallVec;

/// Where a copy hangs: under which node and argument, at which position of a list.
type Place = (NodeId, Arg, Option<u32>);

/// Nodes to copy; the copies get ids in this order.
struct Queue {
    first: NodeId,
    places: Vec<(NodeId, Option<Place>)>,
}

impl Queue {
    fn push(&mut self, node: NodeId, place: Option<Place>) -> NodeId {
        self.places.push((node, place));
        NodeId(self.first.0 + self.places.len() as u32 - 1)
    }
}

impl Tree {
    /// Sets an argument and makes its nodes children of `id`; an absent value removes the argument.
    pub fn set(&mut self, id: NodeId, arg: Arg, value: impl Into<Value>) {
        let value = value.into();
        self.set_raw(id, arg, value);
        self.adopt(id, arg, value);
    }

    /// Sets an argument to a value that is there, as [`Tree::set`] does; returns what it held.
    pub fn exchange(&mut self, id: NodeId, arg: Arg, value: Value) -> Value {
        let old = self.store(id, arg, value);
        self.adopt(id, arg, value);
        old.into()
    }

    /// Sets an argument to a copy of `text`.
    pub fn set_text(&mut self, id: NodeId, arg: Arg, text: &str) {
        let text = self.text(text);
        self.set_raw(id, arg, Value::Text(text));
    }

    /// Sets an argument to a list of nodes.
    pub fn set_list(&mut self, id: NodeId, arg: Arg, nodes: &[NodeId]) {
        let list = self.list(nodes);
        self.set(id, arg, list);
    }

    /// Appends a node to the list under `arg`, which is made if it is absent.
    pub fn append(&mut self, id: NodeId, arg: Arg, child: NodeId) {
        let Value::List(list) = self.get(id, arg) else {
            self.set_list(id, arg, &[child]);
            return;
        };
        let index = self.items(list).len() as u32;
        self.push_item(id, list, Value::Node(child));
        self.set_parent(child, id, arg, Some(index));
    }

    /// Appends nodes to the list under `arg`, which is made if it is absent.
    pub fn append_all(&mut self, id: NodeId, arg: Arg, children: &[NodeId]) {
        match self.get(id, arg) {
            Value::List(_) => children.iter().for_each(|child| self.append(id, arg, *child)),
            _ => self.set_list(id, arg, children),
        }
    }

    /// Takes an argument away and returns what it held.
    pub fn take(&mut self, id: NodeId, arg: Arg) -> Value {
        let value = self.get(id, arg);
        self.set_raw(id, arg, Value::None);
        value
    }

    /// Puts `new` where `old` hangs; `old` becomes a root. Without a parent nothing happens but that.
    pub fn replace(&mut self, old: NodeId, new: NodeId) {
        if old == new {
            return;
        }
        let Some(parent) = self.parent(old) else { return };
        let (arg, index) = (self.parent_arg(old), self.index(old));
        match (self.get(parent, arg), index) {
            (Value::List(list), Some(index)) if index < self.items(list).len() => {
                self.set_item(parent, list, index, Value::Node(new));
                self.set_parent(new, parent, arg, Some(index as u32));
            }
            (Value::List(_), _) => return,
            _ => self.set(parent, arg, new),
        }
        self.clear_parent(old);
    }

    /// Replaces `old` by what `make` makes of it, which may hold `old` itself; returns the new node.
    pub fn wrap(&mut self, old: NodeId, make: impl FnOnce(&mut Tree, NodeId) -> NodeId) -> NodeId {
        let place = self.parent(old).map(|parent| (parent, self.parent_arg(old), self.index(old)));
        self.clear_parent(old);
        let new = make(self, old);
        match place {
            None => self.clear_parent(new),
            Some((parent, arg, Some(index))) => {
                if let Value::List(list) = self.get(parent, arg) {
                    if index < self.items(list).len() {
                        self.set_item(parent, list, index, Value::Node(new));
                        self.set_parent(new, parent, arg, Some(index as u32));
                    }
                }
            }
            Some((parent, arg, None)) => self.set(parent, arg, new),
        }
        new
    }

    /// Takes a node out of its parent; the node becomes a root.
    pub fn pop(&mut self, id: NodeId) -> NodeId {
        if let Some(parent) = self.parent(id) {
            let arg = self.parent_arg(id);
            match self.get(parent, arg) {
                Value::List(list) => {
                    let rest: Vec<Value> = self.items(list).filter(|item| *item != Value::Node(id)).collect();
                    let value = self.list_of(&rest);
                    self.set(parent, arg, value);
                }
                _ => self.set_raw(parent, arg, Value::None),
            }
            self.clear_parent(id);
        }
        id
    }

    /// Copies the subtree below `id` (comments, meta and types included) inside this tree; the copy is a root.
    pub fn copy(&mut self, id: NodeId) -> NodeId {
        if self.room.is_some_and(|room| self.nodes.len() > room) {
            return self.make(self.kind(id), &[]);
        }
        self.copy_from(None, id)
    }

    /// Sets how many nodes there may be before [`Tree::copy`] copies a node without its arguments, so that copying copies
    /// of copies ends. Whoever sets it has to look afterwards whether there are more. Returns what it was.
    pub fn set_room(&mut self, nodes: Option<usize>) -> Option<usize> {
        std::mem::replace(&mut self.room, nodes)
    }

    /// A copy of a node alone, which has the node's own children; they keep their parents. The copy is a root.
    pub fn copy_above_children(&mut self, id: NodeId) -> NodeId {
        let new = NodeId(self.nodes.len() as u32);
        let start = self.slots.len();
        for i in 0..self.slots(id).len() {
            let slot = self.slots(id)[i];
            self.slots.push(slot);
        }
        self.push_node(self.kind(id), self.span(id), start);
        self.copy_facts(None, id, new);
        new
    }

    /// Copies the subtree below `id` of `other` into this tree; the copy is a root.
    pub fn import(&mut self, other: &Tree, id: NodeId) -> NodeId {
        self.copy_from(Some(other), id)
    }

    /// Copies from another tree, or from this one, with the types that nodes were told.
    fn copy_from(&mut self, other: Option<&Tree>, id: NodeId) -> NodeId {
        let (root, copied) = self.copy_nodes(other, id);
        if other.unwrap_or(self).has_types() {
            for (i, (old, _)) in copied.iter().enumerate() {
                if let Some(type_) = other.unwrap_or(self).told_type(*old) {
                    let type_ = self.copy_nodes(other, type_).0;
                    self.set_type(NodeId(root.0 + i as u32), Some(type_));
                }
            }
        }
        root
    }

    /// Copies nodes level by level: where a copy will stand is known when it is queued. Tells what was copied, in order.
    fn copy_nodes(&mut self, other: Option<&Tree>, id: NodeId) -> (NodeId, Vec<(NodeId, Option<Place>)>) {
        let root = NodeId(self.nodes.len() as u32);
        let mut queue = Queue { first: root, places: vec![(id, None)] };
        let mut next = 0;
        while let Some(&(old, place)) = queue.places.get(next) {
            let new = NodeId(root.0 + next as u32);
            next += 1;
            let start = self.slots.len();
            for i in 0..other.unwrap_or(self).slots(old).len() {
                let mut slot = other.unwrap_or(self).slots(old)[i];
                slot.value = self.copied(other, slot.value, Some((new, slot.arg, None)), &mut queue);
                self.slots.push(slot);
            }
            let (kind, span) = (other.unwrap_or(self).kind(old), other.unwrap_or(self).span(old));
            self.push_node(kind, span, start);
            if let Some((parent, arg, index)) = place {
                self.set_parent(new, parent, arg, index);
            }
            self.copy_facts(other, old, new);
        }
        (root, queue.places)
    }

    /// A copy of a value; nodes are queued to be copied. Those of lists in lists look up to nobody, as their originals.
    fn copied(&mut self, other: Option<&Tree>, value: Packed, place: Option<Place>, queue: &mut Queue) -> Packed {
        if let Some(child) = value.node() {
            return Value::Node(queue.push(child, place)).into();
        }
        if let Some(list) = value.list() {
            let mut items: SmallVec<[Packed; 8]> = SmallVec::from_slice(other.unwrap_or(self).packed_items(list));
            for (i, item) in items.iter_mut().enumerate() {
                let inner = place.filter(|(_, _, index)| index.is_none());
                let inner = inner.map(|(node, arg, _)| (node, arg, Some(i as u32)));
                *item = self.copied(other, *item, inner, queue);
            }
            return self.packed_list(&items).into();
        }
        match (value.into(), other) {
            (Value::Text(text), Some(other)) => self.text_value(other.str(text)).into(),
            _ => value,
        }
    }

    /// Gives a copy the comments and the meta of its original.
    fn copy_facts(&mut self, other: Option<&Tree>, old: NodeId, new: NodeId) {
        if other.unwrap_or(self).has_comments() {
            let mut comments = other.unwrap_or(self).comments(old).to_vec();
            if let Some(other) = other {
                comments.iter_mut().for_each(|text| *text = self.text(other.str(*text)));
            }
            self.add_comments(new, comments);
        }
        if let Some(span) = other.unwrap_or(self).name_span(old) {
            self.set_name_span(new, span);
        }
        for (key, value) in other.unwrap_or(self).metas(old).to_vec() {
            let name = other.unwrap_or(self).str(key).to_string();
            let value = match (value, other) {
                (Value::Text(text), Some(other)) => self.text_value(other.str(text)),
                _ => value,
            };
            self.set_meta(new, &name, value);
        }
    }

    /// The list under `arg`, made empty if it is absent.
    pub fn list_at(&mut self, id: NodeId, arg: Arg) -> ListId {
        if let Value::List(list) = self.get(id, arg) {
            return list;
        }
        let Value::List(list) = self.list(&[]) else { unreachable!("list() makes lists") };
        self.set_raw(id, arg, Value::List(list));
        list
    }

    /// The upper-cased text, copied only if it has lower-case ASCII letters.
    pub fn upper(&mut self, text: Text) -> Text {
        if self.str(text).bytes().any(|byte| byte.is_ascii_lowercase()) || !self.str(text).is_ascii() {
            let upper = self.str(text).to_uppercase();
            return self.text(&upper);
        }
        text
    }
}

/// Where nodes say that they hang: the parent, the argument, the index.
pub struct Places(Vec<(NodeId, Option<NodeId>, Arg, Option<i32>)>);

impl Tree {
    /// Where the nodes below and with `root` say that they hang.
    pub fn places(&self, root: NodeId) -> Places {
        let place = |id| (id, self.parent(id), self.parent_arg(id), self.told_index(id));
        Places(self.each_below(root).into_iter().map(place).collect())
    }

    /// Lets nodes say again where they hang, whatever was changed since.
    pub fn put_back(&mut self, places: &Places) {
        for (id, parent, arg, index) in &places.0 {
            self.set_parent_only(*id, *parent);
            self.set_place(*id, *arg, *index);
        }
    }
}

/// Literals.
impl Tree {
    /// An integer literal; a negative number is the negation of one.
    pub fn integer(&mut self, n: i64) -> NodeId {
        let text = self.text_value(&n.unsigned_abs().to_string());
        let literal = self.make(crate::Kind::Literal, &crate::args![This: text, IsString: false]);
        match n < 0 {
            true => self.make(crate::Kind::Neg, &crate::args![This: literal]),
            false => literal,
        }
    }

    /// A string literal.
    pub fn string(&mut self, text: &str) -> NodeId {
        let text = self.text_value(text);
        self.make(crate::Kind::Literal, &crate::args![This: text, IsString: true])
    }
}
