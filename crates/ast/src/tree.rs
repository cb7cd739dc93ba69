//! The arena: nodes, their arguments, lists, text and comments.
//!
//! Conventions. Reading methods take a node and return `Copy` values, so that a caller can go on to change the tree.
//! A node is created once and never freed; what is detached is garbage until the tree goes or is cleared. Dropping a tree frees a
//! handful of vectors, whatever its depth.

use crate::{
    compare::Hashes,
    kinds::Noted,
    value::{ListId, Packed, Text, Value},
    Arg, Kind,
};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::{fmt, ops::Range};

/// A node of a [`Tree`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

impl fmt::Debug for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// A range of bytes of the source. Nodes that were made, not parsed, have [`Span::NONE`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// Past the last byte.
    pub end: u32,
}

impl Span {
    /// No place in the source.
    pub const NONE: Span = Span { start: u32::MAX, end: u32::MAX };

    /// Whether this is a place in the source.
    pub fn is_some(self) -> bool {
        self.start != u32::MAX
    }

    /// The same place of a text that starts at `start` of another one, in that one.
    pub fn within(self, start: u32) -> Span {
        match self.is_some() {
            true => Span { start: self.start + start, end: self.end + start },
            false => self,
        }
    }
}

/// The nodes of a list argument, copied out so that the tree stays free to change.
pub type Children = SmallVec<[NodeId; 8]>;

/// Names of arguments that a node may have: those that it has, and others that happen to share their bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ArgSet(u64);

impl ArgSet {
    #[inline]
    const fn bit(arg: Arg) -> u64 {
        1 << (arg.0 % 64)
    }

    /// The set of these.
    pub const fn of(args: &[Arg]) -> ArgSet {
        let (mut set, mut i) = (0, 0);
        while i < args.len() {
            set |= ArgSet::bit(args[i]);
            i += 1;
        }
        ArgSet(set)
    }

    #[inline]
    pub(crate) fn of_slots(slots: &[Slot]) -> ArgSet {
        ArgSet(slots.iter().fold(0, |set, slot| set | ArgSet::bit(slot.arg)))
    }

    /// Adds those of another node.
    #[inline]
    pub(crate) fn add(&mut self, args: ArgSet) {
        self.0 |= args.0;
    }

    /// Whether the node may have one of these arguments; if not, it certainly has none of them.
    #[inline]
    pub const fn may_have_any(self, args: ArgSet) -> bool {
        self.0 & args.0 != 0
    }

    /// Whether nothing is in the set.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the node may have the argument; if not, it certainly has it not.
    #[inline]
    pub const fn may_have(self, arg: Arg) -> bool {
        self.0 & ArgSet::bit(arg) != 0
    }
}

/// Bytes of a text for whose nodes room is made beforehand: a machine may refuse too large a room.
const MUCH_TEXT: usize = 64 << 20;
const NO_NODE: u32 = u32::MAX;
/// Indexes are stored as `i32`, since programs may count them down to below zero.
const NO_INDEX: u32 = i32::MIN as u32;

#[derive(Clone, Copy)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    arg: Arg,
    parent: u32,
    index: u32,
    span: Span,
    slots: u32,
    len: u16,
    capacity: u16,
}

impl Node {
    /// Records the parent; returns where the node starts.
    #[inline]
    fn hang(&mut self, parent: NodeId, arg: Arg, index: u32) -> u32 {
        self.parent = parent.0;
        self.arg = arg;
        self.index = index;
        self.span.start
    }

    /// Where its arguments are among all.
    #[inline]
    pub(crate) fn range(&self) -> Range<usize> {
        self.slots as usize..self.slots as usize + self.len as usize
    }
}

/// One argument of a node.
#[derive(Clone, Copy)]
pub(crate) struct Slot {
    pub(crate) arg: Arg,
    pub(crate) value: Packed,
}

#[derive(Clone, Copy)]
pub(crate) struct List {
    start: u32,
    len: u32,
    capacity: u32,
}

/// An arena of nodes. Node ids are positions in it; a tree may hold several roots (the statements of a script).
#[derive(Clone, Default)]
pub struct Tree {
    pub(crate) nodes: Vec<Node>,
    pub(crate) slots: Vec<Slot>,
    pub(crate) lists: Vec<List>,
    pub(crate) items: Vec<Packed>,
    pub(crate) text: String,
    pub(crate) comments: FxHashMap<NodeId, Vec<Text>>,
    pub(crate) meta: FxHashMap<NodeId, Vec<(Text, Value)>>,
    /// The data types that nodes were told: trees of their own, which no node holds.
    pub(crate) types: FxHashMap<NodeId, NodeId>,
    /// Where the names of calls stand in the source, by node.
    pub(crate) names: Vec<(NodeId, Span)>,
    pub(crate) noted: Noted,
    /// Structural hashes that are still right.
    pub(crate) hashes: Hashes,
    /// See [`Tree::set_room`].
    pub(crate) room: Option<usize>,
}

impl Tree {
    /// An empty tree.
    pub fn new() -> Tree {
        Tree::default()
    }

    /// A tree whose text arena starts with `text` (a source, and what lexing added behind it).
    pub fn with_text(text: String) -> Tree {
        // Short texts have more nodes for their length.
        let nodes = text.len().min(MUCH_TEXT) / 6 + 8;
        Tree {
            nodes: Vec::with_capacity(nodes),
            slots: Vec::with_capacity(nodes * 2),
            items: Vec::with_capacity(nodes / 2),
            lists: Vec::with_capacity(nodes / 8),
            text,
            ..Tree::default()
        }
    }

    /// How many nodes were ever made in this tree.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the tree has no node.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Bytes in use, spare capacity left out.
    pub fn bytes(&self) -> usize {
        use std::mem::size_of_val;
        size_of_val(&self.nodes[..])
            + size_of_val(&self.slots[..])
            + size_of_val(&self.lists[..])
            + size_of_val(&self.items[..])
            + size_of_val(&self.names[..])
            + self.text.len()
    }

    // ---- making -------------------------------------------------------------------------------------------------

    /// Makes a node. Absent values are left out; children learn their parent.
    #[inline]
    pub fn make(&mut self, kind: Kind, args: &[(Arg, Value)]) -> NodeId {
        self.make_at(kind, Span::NONE, args)
    }

    /// Makes a node that stands at `span` in the source.
    #[inline]
    pub fn make_at(&mut self, kind: Kind, span: Span, args: &[(Arg, Value)]) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        let slots = self.slots.len();
        for &(arg, value) in args {
            if value == Value::None {
                continue;
            }
            self.slots.push(Slot { arg, value: value.into() });
            self.adopt(id, arg, value);
        }
        self.push_node(kind, span, slots)
    }

    /// Makes a node that stands from its first child, or from `last` if that comes first, to the end of `last`. Also
    /// tells which values were absent or empty lists.
    #[inline]
    pub fn make_spanning(&mut self, kind: Kind, last: Span, args: &[(Arg, Value)]) -> (NodeId, ArgSet) {
        let id = NodeId(self.nodes.len() as u32);
        let slots = self.slots.len();
        let mut start = last.start;
        let mut absent = 0;
        for &(arg, value) in args {
            // Packed in each arm, where it is known what the value is.
            let value = match value {
                Value::None => {
                    absent |= ArgSet::bit(arg);
                    continue;
                }
                Value::Node(child) => {
                    start = start.min(self.adopt_node(child, id, arg, NO_INDEX));
                    Packed::from(Value::Node(child))
                }
                Value::List(list) => {
                    if self.lists[list.0 as usize].len == 0 {
                        absent |= ArgSet::bit(arg);
                    }
                    start = start.min(self.adopt_list(list, id, arg));
                    Packed::from(Value::List(list))
                }
                Value::Text(text) => Packed::from(Value::Text(text)),
                value => Packed::from(value),
            };
            self.slots.push(Slot { arg, value });
        }
        (self.push_node(kind, Span { start, end: last.end }, slots), ArgSet(absent))
    }

    /// Makes a node whose arguments are no nodes, no lists and not absent: a name, a literal.
    #[inline(always)] // What the arguments are is known where it is called.
    pub fn make_leaf<const N: usize>(&mut self, kind: Kind, span: Span, args: [(Arg, Value); N]) -> NodeId {
        let slots = self.slots.len();
        self.slots.extend_from_slice(&args.map(|(arg, value)| Slot { arg, value: value.into() }));
        self.push_node(kind, span, slots)
    }

    /// Gives the node that was made last another argument, absent or not, which it does not have.
    pub fn push_arg(&mut self, arg: Arg, value: Value) {
        let id = NodeId(self.nodes.len() as u32 - 1);
        let node = &mut self.nodes[id.0 as usize];
        debug_assert_eq!(node.slots as usize + node.len as usize, self.slots.len(), "something was made since");
        node.len += 1;
        node.capacity = node.len;
        self.slots.push(Slot { arg, value: value.into() });
        self.adopt(id, arg, value);
    }

    /// Makes a leaf and a node that holds nothing else, as the name that is a column; they stand at the same place.
    #[inline(always)] // What the arguments are is known where it is called.
    pub fn make_around_leaf<const N: usize>(
        &mut self,
        (kind, leaf): (Kind, Kind),
        span: Span,
        args: [(Arg, Value); N],
    ) -> NodeId {
        let leaf = self.make_leaf(leaf, span, args);
        let slots = self.slots.len();
        self.slots.push(Slot { arg: Arg::This, value: Value::Node(leaf).into() });
        if let Some(made) = self.nodes.last_mut() {
            (made.parent, made.arg) = (leaf.0 + 1, Arg::This);
        }
        self.push_node(kind, span, slots)
    }

    /// Makes a node whose arguments are nodes; it stands where [`Tree::make_spanning`] puts it.
    #[inline(always)] // What the arguments are is known where it is called.
    pub fn make_over<const N: usize>(&mut self, kind: Kind, last: Span, children: [(Arg, NodeId); N]) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        let slots = self.slots.len();
        let mut start = last.start;
        for (arg, child) in children {
            start = start.min(self.adopt_node(child, id, arg, NO_INDEX));
        }
        self.slots.extend_from_slice(&children.map(|(arg, child)| Slot { arg, value: Value::Node(child).into() }));
        self.push_node(kind, Span { start, end: last.end }, slots)
    }

    /// Adds a node that owns the arguments from `slots` on.
    #[inline]
    pub(crate) fn push_node(&mut self, kind: Kind, span: Span, slots: usize) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        let len = (self.slots.len() - slots) as u16;
        self.nodes.push(Node {
            kind,
            arg: Arg::NONE,
            parent: NO_NODE,
            index: NO_INDEX,
            span,
            slots: slots as u32,
            len,
            capacity: len,
        });
        id
    }

    /// Records the parent of a node; returns where the node starts.
    #[inline]
    fn adopt_node(&mut self, id: NodeId, parent: NodeId, arg: Arg, index: u32) -> u32 {
        self.nodes[id.0 as usize].hang(parent, arg, index)
    }

    /// Records the parent of the nodes of a list; returns where the first item starts (at the end of all if it is no node).
    fn adopt_list(&mut self, list: ListId, parent: NodeId, arg: Arg) -> u32 {
        let List { start, len, .. } = self.lists[list.0 as usize];
        let mut first = u32::MAX;
        for (i, item) in self.items[start as usize..(start + len) as usize].iter().enumerate() {
            if let Some(child) = item.node() {
                let place = self.nodes[child.0 as usize].hang(parent, arg, i as u32);
                if i == 0 {
                    first = place;
                }
            }
        }
        first
    }

    /// Makes a list of values as they are stored.
    pub(crate) fn packed_list(&mut self, values: &[Packed]) -> Value {
        let start = self.items.len() as u32;
        self.items.extend_from_slice(values);
        self.new_list(start)
    }

    /// Makes a list of nodes.
    pub fn list(&mut self, nodes: &[NodeId]) -> Value {
        let start = self.items.len() as u32;
        self.items.extend(nodes.iter().map(|id| Packed::from(Value::Node(*id))));
        self.new_list(start)
    }

    /// Makes a list of any values.
    pub fn list_of(&mut self, values: &[Value]) -> Value {
        let start = self.items.len() as u32;
        self.items.extend(values.iter().map(|value| Packed::from(*value)));
        self.new_list(start)
    }

    fn new_list(&mut self, start: u32) -> Value {
        let len = self.items.len() as u32 - start;
        self.lists.push(List { start, len, capacity: len });
        Value::List(ListId(self.lists.len() as u32 - 1))
    }

    /// Copies `text` into the arena.
    pub fn text(&mut self, text: &str) -> Text {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        Text { start, len: text.len() as u32 }
    }

    /// A text value; see [`Tree::text`].
    pub fn text_value(&mut self, text: &str) -> Value {
        Value::Text(self.text(text))
    }

    /// Records that `value`, held under `arg` of `parent`, is its child.
    #[inline]
    pub(crate) fn adopt(&mut self, parent: NodeId, arg: Arg, value: Value) {
        match value {
            Value::Node(child) => {
                self.adopt_node(child, parent, arg, NO_INDEX);
            }
            Value::List(list) => {
                self.adopt_list(list, parent, arg);
            }
            _ => {}
        }
    }

    // ---- reading ------------------------------------------------------------------------------------------------

    /// What the node is.
    #[inline]
    pub fn kind(&self, id: NodeId) -> Kind {
        self.nodes[id.0 as usize].kind
    }

    /// Whether the node is of `kind` or of a kind derived from it.
    #[inline]
    pub fn is(&self, id: NodeId, kind: Kind) -> bool {
        self.kind(id).is(kind)
    }

    /// Where the node stands in the source.
    pub fn span(&self, id: NodeId) -> Span {
        self.nodes[id.0 as usize].span
    }

    /// The node it was last attached to.
    #[inline]
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        match self.nodes[id.0 as usize].parent {
            NO_NODE => None,
            parent => Some(NodeId(parent)),
        }
    }

    /// The argument of the parent that holds the node; [`Arg::NONE`] if there is no parent.
    pub fn parent_arg(&self, id: NodeId) -> Arg {
        self.nodes[id.0 as usize].arg
    }

    /// The node's position in its parent's list, if a list holds it.
    pub fn index(&self, id: NodeId) -> Option<usize> {
        self.told_index(id).and_then(|index| usize::try_from(index).ok())
    }

    /// The position that the node was last told to have, which may be one that no list has.
    pub fn told_index(&self, id: NodeId) -> Option<i32> {
        match self.nodes[id.0 as usize].index {
            NO_INDEX => None,
            index => Some(index as i32),
        }
    }

    #[inline]
    pub(crate) fn slots(&self, id: NodeId) -> &[Slot] {
        &self.slots[self.nodes[id.0 as usize].range()]
    }

    /// The value of an argument.
    #[inline]
    pub fn get(&self, id: NodeId, arg: Arg) -> Value {
        self.packed(id, arg).into()
    }

    /// The values of several arguments, found in one pass.
    #[inline]
    pub fn values<const N: usize>(&self, id: NodeId, args: [Arg; N]) -> [Value; N] {
        let mut values = [Value::None; N];
        for slot in self.slots(id) {
            if let Some((_, value)) = args.iter().zip(&mut values).find(|(arg, _)| **arg == slot.arg) {
                *value = slot.value.into();
            }
        }
        values
    }

    /// Which arguments the node may hold; asking it is cheaper than looking each of them up.
    #[inline]
    pub fn arg_set(&self, id: NodeId) -> ArgSet {
        ArgSet::of_slots(self.slots(id))
    }

    /// The node under an argument.
    #[inline]
    pub fn node(&self, id: NodeId, arg: Arg) -> Option<NodeId> {
        self.packed(id, arg).node()
    }

    /// The text that is directly under an argument.
    #[inline]
    pub fn text_under(&self, id: NodeId, arg: Arg) -> Option<Text> {
        self.packed(id, arg).text()
    }

    /// The node under an argument, if that is the only argument.
    #[inline]
    pub fn sole_node(&self, id: NodeId, arg: Arg) -> Option<NodeId> {
        match self.slots(id) {
            [slot] if slot.arg == arg => slot.value.node(),
            _ => None,
        }
    }

    /// A text and a flag that a node holds directly, as names and literals do, found in one pass.
    #[inline(always)] // Which ones is known where it is called.
    pub fn text_and_flag(&self, id: NodeId, text: Arg, flag: Arg) -> (Option<Text>, bool) {
        let slots = self.slots(id);
        // Nearly always they are all there is.
        if let [first, second] = slots {
            if first.arg == text && second.arg == flag {
                return (first.value.text(), second.value.is_true());
            }
        }
        let mut found = (None, false);
        for slot in slots {
            if slot.arg == text {
                found.0 = slot.value.text();
            } else if slot.arg == flag {
                found.1 = slot.value.is_true();
            }
        }
        found
    }

    /// The value of an argument as it is stored: what is asked for one kind of value need not look at the others.
    #[inline]
    fn packed(&self, id: NodeId, arg: Arg) -> Packed {
        for slot in self.slots(id) {
            if slot.arg == arg {
                return slot.value;
            }
        }
        Packed::NONE
    }

    /// What is inside the parentheses, if the node is parentheses, however many.
    pub fn unnested(&self, mut id: NodeId) -> NodeId {
        for _ in self.steps() {
            match (self.kind(id), self.this(id)) {
                (Kind::Paren, Some(this)) => id = this,
                _ => break,
            }
        }
        id
    }

    /// The node under `this`.
    #[inline]
    pub fn this(&self, id: NodeId) -> Option<NodeId> {
        self.node(id, Arg::This)
    }

    /// The node under `expression`.
    pub fn expression(&self, id: NodeId) -> Option<NodeId> {
        self.node(id, Arg::Expression)
    }

    /// The nodes of the list under an argument; a single node counts as a list of one.
    pub fn children(&self, id: NodeId, arg: Arg) -> Children {
        match self.get(id, arg) {
            Value::List(list) => self.items(list).filter_map(Value::node).collect(),
            Value::Node(child) => SmallVec::from_slice(&[child]),
            _ => SmallVec::new(),
        }
    }

    /// The nodes of the list under `expressions`.
    pub fn expressions(&self, id: NodeId) -> Children {
        self.children(id, Arg::Expressions)
    }

    /// How many items the list under an argument has; 0 if there is none.
    #[inline]
    pub fn list_len(&self, id: NodeId, arg: Arg) -> usize {
        self.packed(id, arg).list().map_or(0, |list| self.item_count(list))
    }

    /// The values of a list.
    pub fn items(&self, list: ListId) -> impl DoubleEndedIterator<Item = Value> + ExactSizeIterator + '_ {
        self.packed_items(list).iter().map(|packed| Value::from(*packed))
    }

    #[inline]
    pub(crate) fn packed_items(&self, list: ListId) -> &[Packed] {
        let List { start, len, .. } = self.lists[list.0 as usize];
        &self.items[start as usize..(start + len) as usize]
    }

    /// How many values a list has.
    #[inline]
    pub fn item_count(&self, list: ListId) -> usize {
        self.lists[list.0 as usize].len as usize
    }

    /// A value of a list, by its position.
    #[inline]
    pub fn item(&self, list: ListId, index: usize) -> Value {
        self.packed_items(list)[index].into()
    }

    /// Whether an argument holds something that counts as true: a node, a text or list that is not empty, `true`.
    #[inline]
    pub fn has(&self, id: NodeId, arg: Arg) -> bool {
        let packed = self.packed(id, arg);
        packed.list().map_or(packed.is_true(), |list| self.item_count(list) > 0)
    }

    /// Whether a node, or one of a list, has a parent.
    pub fn has_parents(&self, value: Value) -> bool {
        match value {
            Value::Node(id) => self.parent(id).is_some(),
            Value::List(list) => self.items(list).any(|item| self.has_parents(item)),
            _ => false,
        }
    }

    /// Whether a value counts as true; see [`Tree::has`].
    #[inline]
    pub fn truthy(&self, value: Value) -> bool {
        match value {
            Value::List(list) => self.item_count(list) > 0,
            value => Packed::from(value).is_true(),
        }
    }

    /// The characters of a text.
    #[inline]
    pub fn str(&self, text: Text) -> &str {
        &self.text[text.start as usize..(text.start + text.len) as usize]
    }

    /// The arguments in insertion order.
    pub fn arguments(&self, id: NodeId) -> impl DoubleEndedIterator<Item = (Arg, Value)> + ExactSizeIterator + '_ {
        self.slots(id).iter().map(|slot| (slot.arg, slot.value.into()))
    }

    /// The whole text arena; a parsed tree's starts with the source.
    pub fn arena(&self) -> &str {
        &self.text
    }

    // ---- changing (the vocabulary that users see is in edit.rs) ---------------------------------------------------

    /// Sets what the node is, keeping its arguments.
    pub fn set_kind(&mut self, id: NodeId, kind: Kind) {
        self.nodes[id.0 as usize].kind = kind;
        let args = self.arg_set(id);
        self.noted.add(kind, || args);
        self.forget_hashes(id);
    }

    /// Sets where the node stands in the source.
    pub fn set_span(&mut self, id: NodeId, span: Span) {
        self.nodes[id.0 as usize].span = span;
    }

    /// Sets the back reference of a node, without touching the parent's arguments.
    #[inline]
    pub fn set_parent(&mut self, id: NodeId, parent: NodeId, arg: Arg, index: Option<u32>) {
        self.adopt_node(id, parent, arg, index.unwrap_or(NO_INDEX));
    }

    /// Sets under which argument, at which position, a node says that it hangs; nothing else changes.
    pub fn set_place(&mut self, id: NodeId, arg: Arg, index: Option<i32>) {
        let node = &mut self.nodes[id.0 as usize];
        node.arg = arg;
        node.index = index.map_or(NO_INDEX, |index| index as u32);
    }

    /// Sets only which node a node looks up to: neither where it hangs there nor the arguments of either.
    pub fn set_parent_only(&mut self, id: NodeId, parent: Option<NodeId>) {
        self.nodes[id.0 as usize].parent = parent.map_or(NO_NODE, |parent| parent.0);
    }

    /// Forgets where a node hangs, without touching the parent's arguments.
    pub fn clear_parent(&mut self, id: NodeId) {
        let node = &mut self.nodes[id.0 as usize];
        node.parent = NO_NODE;
        node.arg = Arg::NONE;
        node.index = NO_INDEX;
    }

    /// Stores a value under an argument without changing any back reference; an absent value removes the argument.
    pub fn set_raw(&mut self, id: NodeId, arg: Arg, value: Value) {
        if value != Value::None {
            self.store(id, arg, value);
            return;
        }
        self.forget_hashes(id);
        let node = self.nodes[id.0 as usize];
        let (start, end) = (node.slots as usize, node.slots as usize + node.len as usize);
        if let Some(i) = self.slots[start..end].iter().position(|slot| slot.arg == arg) {
            self.slots.copy_within(start + i + 1..end, start + i);
            self.nodes[id.0 as usize].len -= 1;
        }
    }

    /// Keeps that an argument was named without a value: it is among the arguments, and else as if it were not there.
    pub fn set_absent(&mut self, id: NodeId, arg: Arg) {
        self.store(id, arg, Value::None);
    }

    /// Stores a value, absent or not, under an argument; returns what was there.
    pub(crate) fn store(&mut self, id: NodeId, arg: Arg, value: Value) -> Packed {
        self.forget_hashes(id);
        let node = self.nodes[id.0 as usize];
        let (start, end) = (node.slots as usize, node.slots as usize + node.len as usize);
        if let Some(slot) = self.slots[start..end].iter_mut().find(|slot| slot.arg == arg) {
            return std::mem::replace(&mut slot.value, value.into());
        }
        self.noted.add_arg(id, node.kind, arg);
        let slot = Slot { arg, value: value.into() };
        match node.len < node.capacity {
            true => self.slots[end] = slot,
            false => self.push_slot(id, slot),
        }
        self.nodes[id.0 as usize].len += 1;
        Packed::NONE
    }

    /// Adds a slot behind those of a node that has no room left: at the end of the pool, where the others move to.
    #[inline(never)]
    fn push_slot(&mut self, id: NodeId, slot: Slot) {
        let node = &mut self.nodes[id.0 as usize];
        let slots = node.range();
        if slots.end == self.slots.len() {
            self.slots.push(slot);
            node.capacity += 1;
            return;
        }
        let moved = self.slots.len();
        node.slots = moved as u32;
        // With room to spare.
        node.capacity = node.capacity.saturating_mul(2).max(4);
        let end = moved + node.capacity as usize;
        self.slots.extend_from_within(slots);
        self.slots.push(slot);
        self.slots.resize(end, slot);
    }

    /// Moves an argument to the place behind another one that stands before it.
    pub fn move_behind(&mut self, id: NodeId, arg: Arg, other: Arg) {
        let node = &self.nodes[id.0 as usize];
        let slots = &mut self.slots[node.slots as usize..node.slots as usize + node.len as usize];
        let place = |arg: Arg| slots.iter().position(|slot| slot.arg == arg);
        if let (Some(from), Some(to)) = (place(arg), place(other)) {
            if to < from {
                slots[to + 1..=from].rotate_right(1);
            }
        }
    }

    /// Sets one item of a list of a node without changing any back reference.
    pub fn set_item(&mut self, id: NodeId, list: ListId, index: usize, value: Value) {
        self.forget_hashes(id);
        let List { start, len, .. } = self.lists[list.0 as usize];
        assert!(index < len as usize, "list index out of range");
        self.items[start as usize + index] = value.into();
    }

    /// Appends to a list of a node without changing any back reference.
    pub fn push_item(&mut self, id: NodeId, list: ListId, value: Value) {
        self.forget_hashes(id);
        let List { start, len, capacity } = self.lists[list.0 as usize];
        if len < capacity {
            self.items[(start + len) as usize] = value.into();
        } else if (start + len) as usize == self.items.len() {
            self.items.push(value.into());
            self.lists[list.0 as usize].capacity += 1;
        } else {
            let moved = self.items.len() as u32;
            let capacity = (capacity * 2).max(4);
            self.items.extend_from_within(start as usize..(start + len) as usize);
            self.items.push(value.into());
            self.items.resize((moved + capacity) as usize, Packed::NONE);
            self.lists[list.0 as usize] = List { start: moved, len, capacity };
        }
        self.lists[list.0 as usize].len += 1;
    }

    /// Puts values in the place of a range of a list of a node, as [`Vec::splice`], without changing any back reference.
    pub fn splice_items(&mut self, id: NodeId, list: ListId, range: Range<usize>, values: &[Value]) {
        let len = self.item_count(list);
        let range = range.start.min(len)..range.end.min(len);
        self.forget_hashes(id);
        for _ in range.len()..values.len() {
            self.push_item(id, list, Value::None);
        }
        let List { start, .. } = self.lists[list.0 as usize];
        let at = |index: usize| start as usize + index;
        self.items.copy_within(at(range.end)..at(len), at(range.start + values.len()));
        for (index, value) in values.iter().enumerate() {
            self.items[at(range.start + index)] = (*value).into();
        }
        self.lists[list.0 as usize].len = (len - range.len() + values.len()) as u32;
    }

    /// Makes room for more arguments of a node that was just made.
    pub fn reserve_args(&mut self, id: NodeId, more: u16) {
        let node = &mut self.nodes[id.0 as usize];
        if node.slots as usize + node.len as usize == self.slots.len() {
            node.capacity += more;
            let free = Slot { arg: Arg(0), value: Packed::NONE };
            self.slots.resize(self.slots.len() + more as usize, free);
        }
    }

    /// Renumbers: records every item of the list under `arg` as a child at its position.
    pub fn adopt_again(&mut self, id: NodeId, arg: Arg) {
        let value = self.get(id, arg);
        self.adopt(id, arg, value);
    }

    // ---- whole trees --------------------------------------------------------------------------------------------

    /// Appends all of `other`, whose opaque values get numbers larger by `objects`; returns how far its node ids moved.
    pub fn absorb(&mut self, other: &Tree, objects: u32) -> u32 {
        let nodes = self.nodes.len() as u32;
        let (slots, lists, items) = (self.slots.len() as u32, self.lists.len() as u32, self.items.len() as u32);
        let text = self.text.len() as u32;
        self.text.push_str(&other.text);
        let shift_text = |t: Text| Text { start: t.start + text, len: t.len };
        let shift = |packed: Packed| -> Packed {
            match Value::from(packed) {
                Value::Node(id) => Value::Node(NodeId(id.0 + nodes)).into(),
                Value::List(id) => Value::List(ListId(id.0 + lists)).into(),
                Value::Text(t) => Value::Text(shift_text(t)).into(),
                Value::Opaque(n) => Value::Opaque(n + objects).into(),
                _ => packed,
            }
        };
        self.slots.extend(other.slots.iter().map(|slot| Slot { arg: slot.arg, value: shift(slot.value) }));
        self.items.extend(other.items.iter().map(|packed| shift(*packed)));
        self.lists.extend(other.lists.iter().map(|list| List { start: list.start + items, ..*list }));
        self.nodes.extend(other.nodes.iter().map(|node| Node {
            parent: if node.parent == NO_NODE { NO_NODE } else { node.parent + nodes },
            slots: node.slots + slots,
            ..*node
        }));
        for (id, comments) in &other.comments {
            self.comments.insert(NodeId(id.0 + nodes), comments.iter().map(|t| shift_text(*t)).collect());
        }
        for (id, meta) in &other.meta {
            let meta = meta.iter().map(|(key, value)| (shift_text(*key), shift((*value).into()).into())).collect();
            self.meta.insert(NodeId(id.0 + nodes), meta);
        }
        let shift_id = |id: &NodeId| NodeId(id.0 + nodes);
        self.names.extend(other.names.iter().map(|(id, span)| (shift_id(id), *span)));
        self.types.extend(other.types.iter().map(|(id, type_)| (shift_id(id), shift_id(type_))));
        nodes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args;

    #[test]
    fn lists_are_spliced_as_vectors_are() {
        let mut tree = Tree::new();
        let list = tree.list(&[]);
        let root = tree.make(Kind::Select, &args![Expressions: list]);
        let list = tree.list_at(root, Arg::Expressions);
        let mut model: Vec<Value> = Vec::new();
        for step in 0..500usize {
            let start = step * 7 % (model.len() + 1);
            let end = (start + step % 4).min(model.len());
            let new: Vec<Value> = (0..step * 5 % 6).map(|i| Value::Int((step + i) as i64)).collect();
            tree.splice_items(root, list, start..end, &new);
            model.splice(start..end, new);
            assert_eq!(tree.items(list).collect::<Vec<_>>(), model, "{step}");
        }
    }
}
