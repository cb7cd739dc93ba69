//! What Python knows of nodes beside their arguments: types, facts, lists of comments.

use pyo3::{
    gc::PyVisit,
    prelude::*,
    types::{PyDict, PyList},
    PyTraverseError,
};
use rustc_hash::FxHashMap;
use sqlectic::NodeId;

/// The facts of the nodes that have some.
#[derive(Default)]
pub(crate) struct Extras {
    nodes: FxHashMap<u32, Extra>,
}

/// The facts of a node.
#[derive(Default)]
pub(crate) struct Extra {
    /// `_type`: the data type that somebody gave the node.
    pub(crate) type_: Option<Py<PyAny>>,
    /// `_hash`: what programs remember of a node's hash; the engine has no use for it.
    pub(crate) hash: Option<Py<PyAny>>,
    /// `_meta`: free-form facts.
    pub(crate) meta: Option<Py<PyDict>>,
    /// The list that was shown as `comments`: from then on it is what counts, and the tree follows.
    pub(crate) comments: Option<Py<PyList>>,
}

impl Extras {
    /// Whether no node has any.
    pub(crate) fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Those of a node.
    pub(crate) fn get(&self, id: NodeId) -> Option<&Extra> {
        self.nodes.get(&id.0)
    }

    /// Those of a node, made if there are none.
    pub(crate) fn entry(&mut self, id: NodeId) -> &mut Extra {
        self.nodes.entry(id.0).or_default()
    }

    /// Takes those of a node away.
    pub(crate) fn take(&mut self, id: NodeId) -> Option<Extra> {
        self.nodes.remove(&id.0)
    }

    /// Takes those of a tree over whose ids moved by `by`.
    pub(crate) fn absorb(&mut self, other: Extras, by: u32) {
        self.nodes.extend(other.nodes.into_iter().map(|(id, extra)| (id + by, extra)));
    }

    /// The shown lists of comments with their nodes.
    pub(crate) fn comments(&self, py: Python<'_>) -> Vec<(NodeId, Py<PyList>)> {
        let shown = |(id, extra): (&u32, &Extra)| Some((NodeId(*id), extra.comments.as_ref()?.clone_ref(py)));
        self.nodes.iter().filter_map(shown).collect()
    }

    /// Visits all objects for the garbage collector.
    pub(crate) fn traverse(&self, visit: &PyVisit<'_>) -> Result<(), PyTraverseError> {
        self.nodes.values().try_for_each(|extra| {
            visit.call(&extra.type_)?;
            visit.call(&extra.hash)?;
            visit.call(&extra.meta)?;
            visit.call(&extra.comments)
        })
    }
}
