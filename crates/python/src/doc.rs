//! A tree that handles share, with the handles that were made for its nodes.

use crate::{classes::class_of, node::Expr};
use pyo3::{gc::PyVisit, prelude::*, sync::MutexExt, PyTraverseError};
use sqlectic::{NodeId, Tree};
use std::sync::{Mutex, MutexGuard};

/// An arena tree and its handles. Python sees it only as the thing that keeps nodes alive.
#[pyclass(frozen, name = "Tree", module = "sqlectic._native")]
pub(crate) struct Doc {
    held: Mutex<Held>,
}

/// What a lock on a [`Doc`] gives. While it is held, no Python object may be made or dropped: either may run any code.
#[derive(Default)]
pub(crate) struct Held {
    /// The tree.
    pub(crate) tree: Tree,
    /// The registered handles by node; as long as the highest registered node.
    handles: Vec<Option<Py<Expr>>>,
}

impl Held {
    /// Makes `handle` the one of its node, unless there is one: then that.
    fn register(&mut self, py: Python<'_>, id: NodeId, handle: &Py<Expr>) -> Py<Expr> {
        let at = id.0 as usize;
        if self.handles.len() <= at {
            self.handles.resize_with(self.tree.len().max(at + 1), || None);
        }
        self.handles[at].get_or_insert_with(|| handle.clone_ref(py)).clone_ref(py)
    }
}

impl Doc {
    /// A document of this tree without handles.
    pub(crate) fn new(tree: Tree) -> Doc {
        Doc { held: Mutex::new(Held { tree, handles: Vec::new() }) }
    }

    /// Locks, letting other threads run Python code while it waits.
    pub(crate) fn lock(&self, py: Python<'_>) -> MutexGuard<'_, Held> {
        self.held.lock_py_attached(py).unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Locks from code that has released the interpreter.
    pub(crate) fn lock_detached(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// A handle for the root of a new statement. It stays unregistered, so that there is no reference cycle, until some
    /// other node is reached from it.
    pub(crate) fn root_handle<'py>(doc: &Bound<'py, Doc>, root: NodeId) -> PyResult<Bound<'py, Expr>> {
        let py = doc.py();
        let kind = doc.get().lock(py).tree.kind(root);
        Expr::create(py, class_of(py, kind)?, doc.clone().unbind(), root, false)
    }

    /// The handle of node `id`, reached from the handle `from` of the same tree.
    pub(crate) fn handle<'py>(from: &Bound<'py, Expr>, id: NodeId) -> PyResult<Bound<'py, Expr>> {
        let py = from.py();
        let origin = from.get();
        if id == origin.id {
            return Ok(from.clone());
        }
        let doc = origin.doc.get();
        if origin.first_register() {
            doc.lock(py).register(py, origin.id, from.as_unbound());
        }
        let kind = {
            let held = doc.lock(py);
            if let Some(Some(handle)) = held.handles.get(id.0 as usize) {
                return Ok(handle.clone_ref(py).into_bound(py));
            }
            held.tree.kind(id)
        };
        let made = Expr::create(py, class_of(py, kind)?, origin.doc.clone_ref(py), id, true)?;
        // Another thread may have been first.
        let known = doc.lock(py).register(py, id, made.as_unbound());
        Ok(known.into_bound(py))
    }
}

#[pymethods]
impl Doc {
    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        // A locked tree is in use: not visiting its handles keeps them alive.
        let Ok(held) = self.held.try_lock() else { return Ok(()) };
        held.handles.iter().flatten().try_for_each(|handle| visit.call(handle))
    }

    fn __clear__(&self) {
        let handles = match self.held.try_lock() {
            Ok(mut held) => std::mem::take(&mut held.handles),
            Err(_) => return,
        };
        drop(handles);
    }
}
