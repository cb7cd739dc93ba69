//! Sorted arrays: which way, and where the nulls stand.

use super::Generator;
use sqlectic_ast::{Arg, Kind, NodeId, Tree, Value};

/// What a call says about one side of the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It is left to the dialect.
    No,
    /// A constant.
    Constant(bool),
    /// An expression, which only a run tells.
    Expression,
}

impl Told {
    fn of(tree: &Tree, id: NodeId, arg: Arg) -> Told {
        match tree.get(id, arg) {
            Value::None => Told::No,
            Value::Bool(flag) => Told::Constant(flag),
            Value::Node(node) if tree.kind(node) == Kind::Boolean => Told::Constant(tree.has(node, Arg::This)),
            _ => Told::Expression,
        }
    }

    /// Whether it may be that, where what is left out is.
    pub fn is(self, flag: bool) -> bool {
        matches!(self, Told::No) || self == Told::Constant(flag)
    }
}

/// The order of `ARRAY_SORT`.
#[derive(Clone, Copy, Debug)]
pub struct ArrayOrder {
    /// Whether it is ascending.
    pub ascending: Told,
    /// Whether nulls stand first.
    pub nulls_first: Told,
}

impl ArrayOrder {
    /// What a node of the kind says.
    pub fn of(tree: &Tree, id: NodeId) -> ArrayOrder {
        ArrayOrder { ascending: Told::of(tree, id, Arg::Asc), nulls_first: Told::of(tree, id, Arg::NullsFirst) }
    }

    /// Whether only a run tells the order.
    pub fn is_open(self) -> bool {
        self.ascending == Told::Expression || self.nulls_first == Told::Expression
    }

    /// Whether it is descending for sure.
    pub fn is_descending(self) -> bool {
        self.ascending == Told::Constant(false)
    }

    /// Whether it may be ascending with the nulls at this end.
    pub fn is_ascending_with(self, nulls_first: bool) -> bool {
        self.ascending.is(true) && self.nulls_first.is(nulls_first)
    }
}

/// `ARRAY_SORT(x)`, `ARRAY_SORT(x, (a, b) -> ...)`.
pub(super) fn array_sort(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::Expression) && !ArrayOrder::of(g.tree, id).is_ascending_with(false) {
        g.unsupported("ARRAY_SORT only sorts ascending with NULLs last");
    }
    g.func_of(id, "ARRAY_SORT", &[Arg::This, Arg::Expression]);
}
