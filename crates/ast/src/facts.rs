//! What is known of nodes beside their arguments: comments, free-form facts, types that they were told.

use crate::{
    tree::{Span, Tree},
    value::{Text, Value},
    Arg, Kind, NodeId,
};

/// What is told of nodes whose type nobody knows.
const UNKNOWN: &str = "UNKNOWN";

impl Tree {
    /// The comments that hang on a node.
    pub fn comments(&self, id: NodeId) -> &[Text] {
        if self.comments.is_empty() {
            return &[];
        }
        self.comments.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Whether any node has a comment.
    pub fn has_comments(&self) -> bool {
        !self.comments.is_empty()
    }

    /// Appends comments to a node.
    pub fn add_comments(&mut self, id: NodeId, comments: impl IntoIterator<Item = Text>) {
        let mut comments = comments.into_iter().peekable();
        if comments.peek().is_some() {
            self.comments.entry(id).or_default().extend(comments);
        }
    }

    /// Takes the comments off a node.
    pub fn take_comments(&mut self, id: NodeId) -> Vec<Text> {
        if self.comments.is_empty() {
            return Vec::new();
        }
        self.comments.remove(&id).unwrap_or_default()
    }

    /// Free-form facts about a node, by name.
    pub fn meta(&self, id: NodeId, name: &str) -> Value {
        let found = self.meta.get(&id).and_then(|all| all.iter().find(|(key, _)| self.str(*key) == name));
        found.map_or(Value::None, |(_, value)| *value)
    }

    /// Sets a free-form fact about a node.
    pub fn set_meta(&mut self, id: NodeId, name: &str, value: Value) {
        let key = self.text(name);
        let old = self.meta.get(&id).and_then(|all| all.iter().position(|(key, _)| self.str(*key) == name));
        let all = self.meta.entry(id).or_default();
        match old {
            Some(i) => all[i].1 = value,
            None => all.push((key, value)),
        }
    }

    /// All free-form facts about a node.
    pub fn metas(&self, id: NodeId) -> &[(Text, Value)] {
        self.meta.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The data type that a node was told; see [`Tree::set_type`].
    pub fn told_type(&self, id: NodeId) -> Option<NodeId> {
        match self.types.is_empty() {
            true => None,
            false => self.types.get(&id).copied(),
        }
    }

    /// Tells the data type of a node. It is no part of what the node is: walks and comparisons do not see it, copies keep it.
    pub fn set_type(&mut self, id: NodeId, type_: Option<NodeId>) {
        match type_ {
            Some(type_) => self.types.insert(id, type_),
            None => self.types.remove(&id),
        };
    }

    /// Where the name stands by which a node was called, `COUNT` in `COUNT(*)`.
    pub fn name_span(&self, id: NodeId) -> Option<Span> {
        let at = self.names.binary_search_by_key(&id, |(known, _)| *known).ok()?;
        Some(self.names[at].1)
    }

    /// Notes where the name of a call stands.
    pub fn set_name_span(&mut self, id: NodeId, span: Span) {
        // Calls are read in the order of their nodes, but for those that become a node that was there before.
        match self.names.last() {
            Some((last, _)) if *last >= id => match self.names.binary_search_by_key(&id, |(known, _)| *known) {
                Ok(at) => self.names[at].1 = span,
                Err(at) => self.names.insert(at, (id, span)),
            },
            _ => self.names.push((id, span)),
        }
    }

    /// Whether any node was told its type.
    pub fn has_types(&self) -> bool {
        !self.types.is_empty()
    }

    /// The name of the data type that a node says: the one it is cast to, or was told.
    pub fn said_type(&self, id: NodeId) -> Option<&str> {
        let type_ = match self.is(id, Kind::Cast) {
            true => self.node(id, Arg::To)?,
            false => self.told_type(id)?,
        };
        Some(self.text_of(type_, Arg::This)).filter(|name| *name != UNKNOWN || self.is(id, Kind::Cast))
    }

    /// Whether a node was told that it is of this type.
    pub fn was_told(&self, id: NodeId, name: &str) -> bool {
        self.told_type(id).is_some_and(|type_| self.text_of(type_, Arg::This) == name)
    }
}
