//! A tree that handles share, with the handles that were made for its nodes.
//!
//! A document is where its nodes are, until they are attached to a node of another one: then the smaller of the two trees
//! moves into the larger, and its document only tells where they went. Handles stay as they are and follow.

use crate::{extras::Extras, node::Expr};
use pyo3::{gc::PyVisit, prelude::*, sync::MutexExt, PyTraverseError};
use smallvec::SmallVec;
use sqlectic::{syntax::places::Places, Kind, NodeId, Tree};
use std::{
    mem,
    sync::{Mutex, MutexGuard},
};

/// An arena tree and its handles. Python sees it only as the thing that keeps nodes alive.
#[pyclass(frozen, name = "Tree", module = "sqlectic._native")]
pub(crate) struct Doc {
    state: Mutex<State>,
}

enum State {
    Here(Box<Held>),
    /// The nodes are in `to`, at ids that are larger by this much.
    Moved {
        to: Py<Doc>,
        by: u32,
    },
}

/// What a lock on a [`Doc`] gives. While it is held, no Python object may be made or dropped: either may run any code.
#[derive(Default)]
pub(crate) struct Held {
    /// The tree.
    pub(crate) tree: Tree,
    /// The registered handles by node; as long as the highest registered node.
    handles: Vec<Option<Py<Expr>>>,
    /// Python objects that arguments hold ([`sqlectic::Value::Opaque`]).
    pub(crate) objects: Vec<Py<PyAny>>,
    /// What Python knows of nodes beside their arguments.
    pub(crate) extras: Extras,
    /// The root of a tree in which nothing was changed since it was parsed or copied.
    pub(crate) pristine: Option<NodeId>,
    /// What was counted of the text behind the tree.
    pub(crate) places: Places,
    /// Whether a node may hang under two parents, or under one that it does not look up to.
    pub(crate) irregular: bool,
    /// The node that was compared last.
    pub(crate) compared: Option<NodeId>,
    /// Whether the engine works on the tree while programs look at it: ids must stay, and what was shown may be old.
    pub(crate) live: bool,
}

impl Held {
    /// A tree with one root.
    pub(crate) fn of(tree: Tree, root: NodeId) -> Held {
        Held { tree, pristine: Some(root), ..Held::default() }
    }

    /// The registered handle of a node, or what is needed to make it.
    pub(crate) fn known(&self, py: Python<'_>, id: NodeId) -> Known {
        match self.handles.get(id.0 as usize) {
            Some(Some(handle)) => Known::Handle(handle.clone_ref(py)),
            _ => Known::Kind(self.tree.kind(id)),
        }
    }

    /// All registered handles.
    pub(crate) fn handles(&self, py: Python<'_>) -> Vec<Py<Expr>> {
        self.handles.iter().flatten().map(|handle| handle.clone_ref(py)).collect()
    }

    /// Makes `handle` the one of its node, unless there is one: then that.
    fn register(&mut self, py: Python<'_>, id: NodeId, handle: &Py<Expr>) -> Py<Expr> {
        let at = id.0 as usize;
        if self.handles.len() <= at {
            self.handles.resize_with(self.tree.len().max(at + 1), || None);
        }
        self.handles[at].get_or_insert_with(|| handle.clone_ref(py)).clone_ref(py)
    }

    /// Takes all of another one over; returns how far its node ids moved.
    fn absorb(&mut self, other: Box<Held>) -> u32 {
        let by = self.tree.absorb(&other.tree, self.objects.len() as u32);
        self.pristine = None;
        self.irregular |= other.irregular;
        // In pieces: as a whole it would be moved out of its box first.
        let Held { handles, objects, extras, .. } = *other;
        if !handles.is_empty() {
            self.handles.resize_with(by as usize, || None);
            self.handles.extend(handles);
        }
        self.objects.extend(objects);
        self.extras.absorb(extras, by);
        by
    }
}

/// What a tree knows of the handle of a node.
pub(crate) enum Known {
    /// This is it.
    Handle(Py<Expr>),
    /// There is none yet; the node is of this kind.
    Kind(Kind),
}

/// Documents to unite.
pub(crate) type Docs = SmallVec<[Py<Doc>; 4]>;

/// What decides which of two documents takes the other's nodes over.
#[derive(Clone, Copy)]
struct Size {
    live: bool,
    len: usize,
}

/// A node and the document it is in now.
pub(crate) struct Spot {
    pub(crate) doc: Py<Doc>,
    pub(crate) id: NodeId,
}

impl Doc {
    /// A document of this tree without handles.
    pub(crate) fn new(tree: Tree) -> Doc {
        Doc::of(Held { tree, ..Held::default() })
    }

    /// A document of a tree with one root.
    pub(crate) fn parsed(tree: Tree, root: NodeId) -> Doc {
        Doc::of(Held::of(tree, root))
    }

    /// A document of a tree with objects and facts, without handles.
    pub(crate) fn of(held: Held) -> Doc {
        Doc { state: Mutex::new(State::Here(Box::new(held))) }
    }

    fn lock(&self, py: Python<'_>) -> MutexGuard<'_, State> {
        self.state.lock_py_attached(py).unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Works on the tree, if it is here.
    pub(crate) fn try_with<R>(&self, py: Python<'_>, f: impl FnOnce(&mut Held) -> R) -> Result<R, ()> {
        match &mut *self.lock(py) {
            State::Here(held) => Ok(f(held)),
            State::Moved { .. } => Err(()),
        }
    }

    /// The same from code that has released the interpreter.
    pub(crate) fn try_with_detached<R>(&self, f: impl FnOnce(&mut Held) -> R) -> Result<R, ()> {
        match &mut *self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) {
            State::Here(held) => Ok(f(held)),
            State::Moved { .. } => Err(()),
        }
    }

    /// Where a node is that was at `id` of this document.
    pub(crate) fn locate(this: &Py<Doc>, py: Python<'_>, id: NodeId) -> Spot {
        let (doc, by, ()) = Doc::follow(this, py, |_| ());
        Spot { doc, id: NodeId(id.0 + by) }
    }

    /// The id of a node that was at `id` of this document in `home`, where it is.
    pub(crate) fn id_in(this: &Py<Doc>, py: Python<'_>, id: NodeId, home: &Py<Doc>) -> NodeId {
        let by = match &*this.get().lock(py) {
            State::Moved { to, by } if to.is(home) => Some(*by),
            _ => None,
        };
        by.map_or_else(|| Doc::locate(this, py, id).id, |by| NodeId(id.0 + by))
    }

    /// Goes where the nodes of this document are: which document that is, how far their ids moved, and what `look` sees there.
    fn follow<R>(this: &Py<Doc>, py: Python<'_>, look: impl FnOnce(&Held) -> R) -> (Py<Doc>, u32, R) {
        let mut doc = this.clone_ref(py);
        let mut shift = 0;
        let seen = loop {
            let next = match &*doc.get().lock(py) {
                State::Here(held) => break look(held),
                State::Moved { to, by } => (to.clone_ref(py), *by),
            };
            shift += next.1;
            doc = next.0;
        };
        if shift > 0 && !doc.is(this) {
            // The next one to ask comes straight here.
            let old = match &mut *this.get().lock(py) {
                State::Here(_) => None,
                State::Moved { to, by } => {
                    *by = shift;
                    (!to.is(&doc)).then(|| mem::replace(to, doc.clone_ref(py)))
                }
            };
            drop(old);
        }
        (doc, shift, seen)
    }

    /// Brings nodes of several documents into one; what was at an id of another one is found by [`Doc::locate`].
    pub(crate) fn unite(py: Python<'_>, docs: impl IntoIterator<Item = Py<Doc>>) -> Option<Py<Doc>> {
        let mut united: Option<(Py<Doc>, Size)> = None;
        for doc in docs {
            if united.as_ref().is_some_and(|(one, _)| one.is(&doc)) {
                continue;
            }
            let (doc, _, size) = Doc::follow(&doc, py, |held| Size { live: held.live, len: held.tree.len() });
            united = Some(match united {
                Some((one, of_one)) if !one.is(&doc) => Doc::unite_two(py, (one, of_one), (doc, size)),
                Some(one) => one,
                None => (doc, size),
            });
        }
        united.map(|(doc, _)| doc)
    }

    fn unite_two(py: Python<'_>, a: (Py<Doc>, Size), b: (Py<Doc>, Size)) -> (Py<Doc>, Size) {
        let (x, y) = (a.1, b.1);
        let first = x.live || !y.live && x.len >= y.len;
        let ((large, mut size), (small, added)) = if first { (a, b) } else { (b, a) };
        let by = size.len as u32;
        size.len += added.len;
        // Never two locks at once: what is taken out is not yet where its document says that it is, and nobody looks for it
        // meanwhile, since the interpreter is held.
        let taken = mem::replace(&mut *small.get().lock(py), State::Moved { to: large.clone_ref(py), by });
        let State::Here(taken) = taken else { return (large, size) };
        let Ok(shift) = large.get().try_with(py, |held| held.absorb(taken)) else { return (large, size) };
        // Whoever had the interpreter while a lock was waited for may have made nodes.
        if shift != by {
            if let State::Moved { by, .. } = &mut *small.get().lock(py) {
                *by = shift;
            }
        }
        (large, size)
    }

    /// Takes the tree out, for the engine to work on; no node of it can be looked at until it is back.
    pub(crate) fn lend(&self, py: Python<'_>) -> Tree {
        self.try_with(py, |held| mem::take(&mut held.tree)).unwrap_or_default()
    }

    /// Puts the tree back that was lent.
    pub(crate) fn give_back(&self, py: Python<'_>, tree: Tree) {
        let _ = self.try_with(py, |held| {
            held.tree = tree;
            held.places = Places::default();
        });
    }

    /// The handles that were made for its nodes.
    pub(crate) fn handles(&self, py: Python<'_>) -> Vec<Py<Expr>> {
        let known =
            self.try_with(py, |held| held.handles.iter().flatten().map(|handle| handle.clone_ref(py)).collect());
        known.unwrap_or_default()
    }

    /// A handle for the root of a new statement. It stays unregistered, so that there is no reference cycle, until some
    /// other node is reached from it.
    pub(crate) fn root_handle<'py>(doc: &Bound<'py, Doc>, root: NodeId) -> PyResult<Bound<'py, Expr>> {
        let py = doc.py();
        let kind = doc.get().try_with(py, |held| held.tree.kind(root)).expect("a new document has not moved");
        Expr::create(py, kind, doc.clone().unbind(), root, false)
    }

    /// The handle of a node.
    pub(crate) fn handle<'py>(py: Python<'py>, spot: Spot) -> PyResult<Bound<'py, Expr>> {
        match spot.doc.get().try_with(py, |held| held.known(py, spot.id)) {
            Ok(known) => Doc::known_handle(py, spot, known),
            Err(()) => Doc::handle(py, Doc::locate(&spot.doc, py, spot.id)),
        }
    }

    /// The handle of a node of which this is known.
    pub(crate) fn known_handle<'py>(py: Python<'py>, spot: Spot, known: Known) -> PyResult<Bound<'py, Expr>> {
        match known {
            Known::Handle(handle) => Ok(handle.into_bound(py)),
            Known::Kind(kind) => {
                let made = Expr::create(py, kind, spot.doc.clone_ref(py), spot.id, true)?;
                // Making it may have run any code.
                Ok(Doc::register(py, spot, made.as_unbound()).into_bound(py))
            }
        }
    }

    /// Makes `handle` the one of its node, unless there is one: then that.
    pub(crate) fn register(py: Python<'_>, spot: Spot, handle: &Py<Expr>) -> Py<Expr> {
        match spot.doc.get().try_with(py, |held| held.register(py, spot.id, handle)) {
            Ok(known) => known,
            Err(()) => Doc::register(py, Doc::locate(&spot.doc, py, spot.id), handle),
        }
    }
}

#[pymethods]
impl Doc {
    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        // A locked tree is in use: not visiting its handles keeps them alive.
        let Ok(state) = self.state.try_lock() else { return Ok(()) };
        match &*state {
            State::Moved { to, .. } => visit.call(to),
            State::Here(held) => {
                held.handles.iter().flatten().try_for_each(|handle| visit.call(handle))?;
                held.objects.iter().try_for_each(|object| visit.call(object))?;
                held.extras.traverse(&visit)
            }
        }
    }

    fn __clear__(&self) {
        let lost = match self.state.try_lock() {
            Ok(mut state) => match &mut *state {
                State::Here(held) => {
                    (mem::take(&mut held.handles), mem::take(&mut held.objects), mem::take(&mut held.extras))
                }
                State::Moved { .. } => return,
            },
            Err(_) => return,
        };
        drop(lost);
    }
}
