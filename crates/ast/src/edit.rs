//! Changing a tree: set, append, replace, pop, copy.

use crate::{Arg, ListId, NodeId, Text, Tree, Value};

impl Tree {
    /// Sets an argument and makes its nodes children of `id`; an absent value removes the argument.
    pub fn set(&mut self, id: NodeId, arg: Arg, value: impl Into<Value>) {
        let value = value.into();
        self.set_raw(id, arg, value);
        self.adopt(id, arg, value);
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

    /// Copies the subtree below `id` (comments and meta included) inside this tree; the copy is a root.
    pub fn copy(&mut self, id: NodeId) -> NodeId {
        // Children are copied before their parents hold them: a work list of copies, top down.
        let root = self.copy_shallow(id);
        let mut work = vec![root];
        while let Some(parent) = work.pop() {
            for i in 0..self.slots(parent).len() {
                let slot = self.slots(parent)[i];
                let value = Value::from(slot.value);
                if matches!(value, Value::Node(_) | Value::List(_)) {
                    let copied = self.copy_value(value, &mut work);
                    self.set(parent, slot.arg, copied);
                }
            }
        }
        root
    }

    /// A copy of a value whose nodes still hold the children of the old ones; the new ones are added to `work`.
    fn copy_value(&mut self, value: Value, work: &mut Vec<NodeId>) -> Value {
        match value {
            Value::Node(child) => {
                let copy = self.copy_shallow(child);
                work.push(copy);
                Value::Node(copy)
            }
            Value::List(list) => {
                let items: Vec<Value> = self.items(list).collect();
                let copies: Vec<Value> = items.into_iter().map(|item| self.copy_value(item, work)).collect();
                self.list_of(&copies)
            }
            value => value,
        }
    }

    fn copy_shallow(&mut self, id: NodeId) -> NodeId {
        let args: smallvec::SmallVec<[(Arg, Value); 8]> = self.arguments(id).collect();
        let copy = self.make_orphan(self.kind(id), self.span(id), &args);
        if self.has_comments() {
            let comments = self.comments(id).to_vec();
            self.add_comments(copy, comments);
        }
        for (key, value) in self.metas(id).to_vec() {
            let name = self.str(key).to_string();
            self.set_meta(copy, &name, value);
        }
        copy
    }

    /// Copies the subtree below `id` of `other` into this tree; the copy is a root.
    pub fn import(&mut self, other: &Tree, id: NodeId) -> NodeId {
        fn shallow(into: &mut Tree, other: &Tree, id: NodeId) -> NodeId {
            // Values still point into `other`; the caller replaces them.
            let args: smallvec::SmallVec<[(Arg, Value); 8]> = other.arguments(id).collect();
            let copy = into.make_orphan(other.kind(id), other.span(id), &args);
            for comment in other.comments(id) {
                let text = into.text(other.str(*comment));
                into.add_comments(copy, [text]);
            }
            for (key, value) in other.metas(id) {
                let value = match value {
                    Value::Text(text) => into.text_value(other.str(*text)),
                    other => *other,
                };
                into.set_meta(copy, other.str(*key), value);
            }
            copy
        }
        /// A copy of a value whose nodes still hold the old children; pairs of old and new are added to `work`.
        fn copied(into: &mut Tree, other: &Tree, value: Value, work: &mut Vec<(NodeId, NodeId)>) -> Value {
            match value {
                Value::Text(text) => into.text_value(other.str(text)),
                Value::Node(child) => {
                    let copy = shallow(into, other, child);
                    work.push((child, copy));
                    Value::Node(copy)
                }
                Value::List(list) => {
                    let items: Vec<Value> = other.items(list).map(|item| copied(into, other, item, work)).collect();
                    into.list_of(&items)
                }
                value => value,
            }
        }
        let root = shallow(self, other, id);
        let mut work = vec![(id, root)];
        while let Some((source, copy)) = work.pop() {
            for (arg, value) in other.arguments(source).filter(|(_, value)| value.is_some()) {
                let value = copied(self, other, value, &mut work);
                self.set(copy, arg, value);
            }
        }
        root
    }

    /// Makes a node that holds `args` without becoming their parent.
    fn make_orphan(&mut self, kind: crate::Kind, span: crate::Span, args: &[(Arg, Value)]) -> NodeId {
        let id = self.make_at(kind, span, &[]);
        for (arg, value) in args {
            match value {
                Value::None => self.set_absent(id, *arg),
                value => self.set_raw(id, *arg, *value),
            }
        }
        id
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
