//! Iterators over nodes.

use crate::{
    classes::kind_of,
    doc::{Doc, Held, Spot},
    edit,
    node::Expr,
    sweep::Pin,
};
use pyo3::{
    exceptions::PyTypeError,
    gc::PyVisit,
    prelude::*,
    types::{PyTuple, PyType},
    PyTraverseError,
};
use sqlectic::{Kind, NodeId, Tree};
use std::collections::VecDeque;

/// Which nodes are wanted.
pub(crate) enum Wanted {
    All,
    /// Those of this kind, from which no declared kind derives.
    Only(Kind),
    /// Those of these kinds or derived from them.
    Any(Vec<Kind>),
}

impl Wanted {
    /// The nodes of these kinds or derived from them.
    pub(crate) fn of(kinds: Vec<Kind>) -> Wanted {
        match kinds[..] {
            [kind] if !kind.is_base() => Wanted::Only(kind),
            _ => Wanted::Any(kinds),
        }
    }

    fn has(&self, tree: &Tree, id: NodeId) -> bool {
        match self {
            Wanted::All => true,
            // Kinds of programs may derive from any.
            Wanted::Only(kind) => {
                let found = tree.kind(id);
                found == *kind || found.0 as usize >= Kind::DECLARED && found.is(*kind)
            }
            Wanted::Any(kinds) => is_any(tree, id, kinds),
        }
    }
}

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

/// The way through a tree that may change meanwhile, and even move into another document.
pub(crate) struct Trail {
    /// The document that the ids are of.
    doc: Py<Doc>,
    todo: VecDeque<NodeId>,
    /// The node that was returned last: what is below it is looked at only then.
    last: Option<NodeId>,
    breadth: bool,
    /// What was taken out of the tree is still gone through.
    _pin: Pin,
}

impl Trail {
    /// A way that starts at `root`, level by level or depth first.
    pub(crate) fn new(root: &Bound<'_, Expr>, breadth: bool) -> Trail {
        let ((id, pin), doc) = root.get().look(root.py(), |held, id| (id, held.pins.pin()));
        Trail { doc, todo: VecDeque::from([id]), last: None, breadth, _pin: pin }
    }

    /// The next node that is wanted, and what `look` sees there.
    pub(crate) fn next<R>(
        &mut self,
        py: Python<'_>,
        wanted: &Wanted,
        look: impl Fn(&Held, NodeId) -> R,
    ) -> Option<(Spot, R)> {
        loop {
            let doc = self.doc.clone_ref(py);
            let step = |held: &mut Held| self.advance(&held.tree, wanted).map(|id| (id, look(held, id)));
            match doc.get().try_with(py, step) {
                Ok(found) => return found.map(|(id, seen)| (Spot { doc, id }, seen)),
                Err(()) => self.follow(py),
            }
        }
    }

    /// Leaves out what is below the node that was returned last.
    pub(crate) fn prune(&mut self) {
        self.last = None;
    }

    /// The nodes moved into another document: goes on there.
    fn follow(&mut self, py: Python<'_>) {
        let Spot { doc, id: NodeId(by) } = Doc::locate(&self.doc, py, NodeId(0));
        self.doc = doc;
        self.todo.iter_mut().chain(&mut self.last).for_each(|id| id.0 += by);
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

    fn advance(&mut self, tree: &Tree, wanted: &Wanted) -> Option<NodeId> {
        loop {
            if let Some(last) = self.last.take() {
                self.expand(tree, last);
            }
            let id = self.todo.pop_front()?;
            self.last = Some(id);
            if wanted.has(tree, id) {
                return Some(id);
            }
        }
    }
}

/// Nodes below and with a node, level by level or depth first.
#[pyclass(module = "sqlectic._native")]
pub(crate) struct Walk {
    root: Py<Expr>,
    trail: Trail,
    /// Called with a node that was returned: if it says so, what is below is left out.
    prune: Option<Py<PyAny>>,
    wanted: Wanted,
}

impl Walk {
    /// A walk that starts at `root`.
    pub(crate) fn new(
        root: &Bound<'_, Expr>,
        breadth: bool,
        prune: Option<Py<PyAny>>,
        wanted: Wanted,
    ) -> PyResult<Walk> {
        // What is pruned may come to an end all the same.
        if prune.is_none() {
            edit::refuse_loops(root)?;
        }
        Ok(Walk { trail: Trail::new(root, breadth), root: root.clone().unbind(), prune, wanted })
    }
}

#[pymethods]
impl Walk {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__<'py>(&mut self, py: Python<'py>) -> PyResult<Option<Bound<'py, Expr>>> {
        let root = self.root.bind(py).clone();
        if let (Some(prune), Some(last)) = (&self.prune, self.trail.last) {
            let node = Expr::reach(&root, self.trail.doc.clone_ref(py), last)?;
            if prune.bind(py).call1((node,))?.is_truthy()? {
                self.trail.prune();
            }
        }
        let next = self.trail.next(py, &self.wanted, |held, id| held.known(py, id));
        next.map(|(spot, known)| Expr::reach_known(&root, spot, known)).transpose()
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.root)?;
        visit.call(&self.trail.doc)?;
        visit.call(&self.prune)
    }
}
