//! Iterators over nodes.

use crate::{classes::kind_of, doc::Doc, node::Expr};
use pyo3::{
    exceptions::PyTypeError,
    gc::PyVisit,
    prelude::*,
    types::{PyTuple, PyType},
    PyTraverseError,
};
use sqlectic::{Kind, NodeId, Tree};
use std::collections::VecDeque;

/// Which nodes are wanted: those of these kinds or derived from them; all if absent.
pub(crate) type Wanted = Option<Vec<Kind>>;

/// The kinds of these classes. Classes that are no node kinds match nothing.
pub(crate) fn wanted(types: &Bound<'_, PyTuple>) -> PyResult<Vec<Kind>> {
    let mut kinds = Vec::with_capacity(types.len());
    for item in types {
        match item.cast::<PyType>() {
            Ok(class) => kinds.extend(kind_of(class)),
            Err(_) => return Err(PyTypeError::new_err("expected node classes such as exp.Column")),
        }
    }
    Ok(kinds)
}

/// Whether a node is of one of these kinds.
pub(crate) fn is_any(tree: &Tree, id: NodeId, kinds: &[Kind]) -> bool {
    kinds.iter().any(|kind| tree.is(id, *kind))
}

/// Nodes below and with a node, level by level or depth first.
#[pyclass(module = "sqlectic._native")]
pub(crate) struct Walk {
    root: Py<Expr>,
    todo: VecDeque<NodeId>,
    /// The node that was returned last: what is below it is looked at only then.
    last: Option<NodeId>,
    breadth: bool,
    /// Called with a node that was returned: if it says so, what is below is left out.
    prune: Option<Py<PyAny>>,
    /// Absent if `prune` is there.
    wanted: Wanted,
}

impl Walk {
    /// A walk that starts at `root`.
    pub(crate) fn new(root: &Bound<'_, Expr>, breadth: bool, prune: Option<Py<PyAny>>, wanted: Wanted) -> Walk {
        let todo = VecDeque::from([root.get().id]);
        Walk { root: root.clone().unbind(), todo, last: None, breadth, prune, wanted }
    }

    fn expand(&mut self, tree: &Tree, id: NodeId) {
        if self.breadth {
            tree.each_child(id, |child| self.todo.push_back(child));
            return;
        }
        let mut children: smallvec::SmallVec<[NodeId; 8]> = Default::default();
        tree.each_child(id, |child| children.push(child));
        children.into_iter().rev().for_each(|child| self.todo.push_front(child));
    }

    /// Goes on to the next node that is wanted.
    fn advance(&mut self, tree: &Tree) -> Option<NodeId> {
        loop {
            if let Some(last) = self.last.take() {
                self.expand(tree, last);
            }
            let id = self.todo.pop_front()?;
            self.last = Some(id);
            if self.wanted.as_ref().is_none_or(|kinds| is_any(tree, id, kinds)) {
                return Some(id);
            }
        }
    }
}

#[pymethods]
impl Walk {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__<'py>(&mut self, py: Python<'py>) -> PyResult<Option<Bound<'py, Expr>>> {
        let root = self.root.bind(py).clone();
        if let (Some(prune), Some(last)) = (&self.prune, self.last) {
            let node = Doc::handle(&root, last)?;
            if prune.bind(py).call1((node,))?.is_truthy()? {
                self.last = None;
            }
        }
        let next = {
            let held = root.get().doc.get().lock(py);
            self.advance(&held.tree)
        };
        next.map(|id| Doc::handle(&root, id)).transpose()
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.root)?;
        visit.call(&self.prune)
    }
}
