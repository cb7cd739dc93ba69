//! What an argument holds, in 8 bytes.

use crate::NodeId;

/// A range of the tree's text arena.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct Text {
    /// Byte offset.
    pub start: u32,
    /// Length in bytes, below 2^29.
    pub len: u32,
}

/// A list in the tree's list pool.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ListId(pub u32);

/// The value of an argument.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Value {
    /// Nothing: the argument is absent.
    #[default]
    None,
    /// A flag.
    Bool(bool),
    /// A whole number, between -2^60 and 2^60.
    Int(i64),
    /// A text.
    Text(Text),
    /// A node.
    Node(NodeId),
    /// A list of values, most often nodes.
    List(ListId),
    /// A number of an object that the tree's owner keeps.
    Opaque(u32),
}

/// A [`Value`] in 8 bytes: 3 bits say what it is, the rest is the payload.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Packed {
    low: u32,
    high: u32,
}

impl Packed {
    pub(crate) const NONE: Packed = Packed { low: 0, high: 0 };

    /// The node, if it is one.
    #[inline]
    pub(crate) fn node(self) -> Option<NodeId> {
        (self.low & 7 == 4).then_some(NodeId(self.high))
    }

    /// Whether it counts as true, if it is no list.
    #[inline]
    pub(crate) fn is_true(self) -> bool {
        // Flags and texts have more than their tag in the lower half if they count; else nodes and others count, and
        // numbers if there is something in the upper half.
        self.low > 7 || self.low & 1 == 0 && (self.low > 2 || self.high != 0)
    }

    /// The text, if it is one.
    #[inline]
    pub(crate) fn text(self) -> Option<Text> {
        (self.low & 7 == 3).then_some(Text { start: self.high, len: self.low >> 3 })
    }

    /// The list, if it is one.
    #[inline]
    pub(crate) fn list(self) -> Option<ListId> {
        (self.low & 7 == 5).then_some(ListId(self.high))
    }
}

impl From<Value> for Packed {
    #[inline]
    fn from(value: Value) -> Packed {
        let pack = |tag: u32, small: u32, high: u32| Packed { low: tag | small << 3, high };
        match value {
            Value::None => Packed::NONE,
            Value::Bool(flag) => pack(1, flag as u32, 0),
            Value::Int(n) => pack(2, (n as u64 >> 32) as u32 & 0x1fff_ffff, n as u32),
            Value::Text(text) => pack(3, text.len, text.start),
            Value::Node(id) => pack(4, 0, id.0),
            Value::List(id) => pack(5, 0, id.0),
            Value::Opaque(n) => pack(6, 0, n),
        }
    }
}

impl From<Packed> for Value {
    #[inline]
    fn from(packed: Packed) -> Value {
        // Most values are nodes; asked first, what is done with one follows at once.
        if let Some(node) = packed.node() {
            return Value::Node(node);
        }
        let small = packed.low >> 3;
        match packed.low & 7 {
            0 => Value::None,
            1 => Value::Bool(small != 0),
            // The sign sits in the top bit of the 61 bits that are kept.
            2 => Value::Int((((small as u64) << 35 | (packed.high as u64) << 3) as i64) >> 3),
            3 => Value::Text(Text { start: packed.high, len: small }),
            5 => Value::List(ListId(packed.high)),
            _ => Value::Opaque(packed.high),
        }
    }
}

impl Value {
    /// Whether there is a value.
    #[inline]
    pub fn is_some(self) -> bool {
        self != Value::None
    }

    /// The node, if it is one.
    #[inline]
    pub fn node(self) -> Option<NodeId> {
        match self {
            Value::Node(id) => Some(id),
            _ => None,
        }
    }

    /// The list, if it is one.
    pub fn list(self) -> Option<ListId> {
        match self {
            Value::List(id) => Some(id),
            _ => None,
        }
    }
}

impl From<NodeId> for Value {
    #[inline]
    fn from(id: NodeId) -> Value {
        Value::Node(id)
    }
}

impl From<ListId> for Value {
    fn from(id: ListId) -> Value {
        Value::List(id)
    }
}

impl From<Text> for Value {
    fn from(text: Text) -> Value {
        Value::Text(text)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Value {
        Value::Bool(flag)
    }
}

impl From<i64> for Value {
    fn from(n: i64) -> Value {
        Value::Int(n)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    #[inline]
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::None, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_survive_packing() {
        for value in [
            Value::None,
            Value::Bool(true),
            Value::Bool(false),
            Value::Int(0),
            Value::Int(-1),
            Value::Int(1 << 59),
            Value::Int(-(1 << 59)),
            Value::Text(Text { start: u32::MAX, len: (1 << 29) - 1 }),
            Value::Node(NodeId(7)),
            Value::List(ListId(u32::MAX)),
            Value::Opaque(9),
        ] {
            assert_eq!(Value::from(Packed::from(value)), value);
        }
        assert_eq!(std::mem::size_of::<Packed>(), 8);
    }
}
