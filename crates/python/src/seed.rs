//! Nodes that are going to be made.

use crate::{
    convert::Incoming,
    doc::{Doc, Held},
    edit,
    node::Expr,
};
use pyo3::prelude::*;
use smallvec::SmallVec;
use sqlectic::{Arg, Kind, NodeId};

/// A node of which only the arguments are there. One that holds nothing but flags, numbers and texts needs no tree: most of
/// them are attached to another node before anybody looks at them, and are made in the tree of that one.
pub(crate) struct Seed {
    /// What the node is going to be.
    pub(crate) kind: Kind,
    /// Its arguments, in order.
    pub(crate) args: SmallVec<[(Arg, Incoming); 2]>,
}

impl Seed {
    /// Whether the node needs no tree yet.
    pub(crate) fn is_alone(&self) -> bool {
        let plain = |value: &Incoming| {
            matches!(value, Incoming::None | Incoming::Bool(_) | Incoming::Int(_) | Incoming::Text(_))
        };
        self.args.iter().all(|(_, value)| plain(value))
    }

    /// The first node among the arguments.
    pub(crate) fn first_node(&self) -> Option<&Py<Expr>> {
        self.args.iter().find_map(|(_, value)| value.first_node())
    }

    /// The same node again.
    pub(crate) fn copy(&self, py: Python<'_>) -> Seed {
        let args = self.args.iter().map(|(arg, value)| (*arg, value.copy(py)));
        Seed { kind: self.kind, args: args.collect() }
    }

    /// The handle of the node, for which no tree is made yet.
    pub(crate) fn handle(self, py: Python<'_>) -> PyResult<Expr> {
        let doc = Py::new(py, Doc::seeded(self))?;
        Ok(Expr::new_handle(doc, NodeId(0), false))
    }

    /// The object of the node, for which no tree is made yet.
    pub(crate) fn stand_alone(self, py: Python<'_>) -> PyResult<Bound<'_, Expr>> {
        let kind = self.kind;
        let doc = Py::new(py, Doc::seeded(self))?;
        Expr::create(py, kind, doc, NodeId(0), false)
    }

    /// Makes the node in a tree.
    pub(crate) fn plant(&self, py: Python<'_>, held: &mut Held) -> NodeId {
        held.pristine = None;
        let node = held.tree.make(self.kind, &[]);
        for (arg, value) in &self.args {
            let value = value.store(py, held, self.kind, *arg);
            held.irregular |= held.tree.has_parents(value);
            edit::forget_place(&mut held.tree, value);
            held.tree.push_arg(*arg, value);
            held.irregular |= edit::is_twice(&held.tree, node, *arg);
        }
        node
    }

    /// Makes the node in a tree of its own.
    pub(crate) fn sprout(&self, py: Python<'_>) -> Held {
        let mut held = Held::default();
        let root = self.plant(py, &mut held);
        held.pristine = Some(root);
        held
    }
}
