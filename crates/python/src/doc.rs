//! A tree that handles share, with the handles that were made for its nodes.
//!
//! A document is where its nodes are, until they are attached to a node of another one: then the smaller of the two trees
//! moves into the larger, and its document only tells where they went. Handles stay as they are and follow. A tree that is
//! swept (`sweep.rs`) moves in the same way.

use crate::{
    extras::Extras,
    node::Expr,
    positions::Sources,
    seed::Seed,
    sweep::{self, Due, Pins},
};
use pyo3::{gc::PyVisit, prelude::*, sync::MutexExt, PyTraverseError};
use smallvec::SmallVec;
use sqlectic::{Kind, NodeId, Tree};
use std::{
    mem,
    sync::{Mutex, MutexGuard, TryLockError},
    thread::{self, ThreadId},
    time::Duration,
};

/// An arena tree and its handles. Python sees it only as the thing that keeps nodes alive.
#[pyclass(frozen, name = "Tree", module = "sqlectic._native")]
pub(crate) struct Doc {
    state: Mutex<State>,
}

/// How often a thread looks whether a tree is back that another one's engine has taken out. That is rare: engines do so only
/// where programs take part, on trees of their own.
const LENT: Duration = Duration::from_micros(100);

pub(crate) enum State {
    /// A single node that nobody looked at yet.
    Seed(Seed),
    Here(Box<Held>),
    Moved {
        to: Py<Doc>,
        way: Way,
    },
}

/// Which ids nodes have after they moved into another document.
#[derive(Clone)]
pub(crate) enum Way {
    /// The first `len` ids are larger by `by`.
    By { by: u32, len: u32 },
    /// These ids, in rising order, became these; what is not among them is gone.
    To(Box<[(NodeId, NodeId)]>),
}

impl Way {
    /// The id of what was at `id`; 0, which is an empty node, if it is gone.
    pub(crate) fn of(&self, id: NodeId) -> NodeId {
        match self {
            Way::By { by, .. } => NodeId(id.0 + by),
            Way::To(ids) => ids.binary_search_by_key(&id, |(old, _)| *old).map_or(NodeId(0), |at| ids[at].1),
        }
    }

    /// The way that goes on with `next`.
    fn then(&self, next: &Way) -> Way {
        match (self, next) {
            (Way::By { by, len }, Way::By { by: more, .. }) => Way::By { by: by + more, len: *len },
            (Way::By { by, len }, Way::To(ids)) => {
                let start = ids.partition_point(|(old, _)| old.0 < *by);
                let end = ids.partition_point(|(old, _)| old.0 < by + len);
                Way::To(ids[start..end].iter().map(|(old, new)| (NodeId(old.0 - by), *new)).collect())
            }
            (Way::To(ids), next) => {
                let ids = ids.iter().map(|(old, new)| (*old, next.of(*new)));
                Way::To(ids.filter(|(_, new)| new.0 > 0).collect())
            }
        }
    }
}

impl State {
    /// The tree, if it is here.
    fn held(&mut self, py: Python<'_>) -> Option<&mut Held> {
        if let State::Seed(seed) = self {
            let sprouted = Box::new(seed.sprout(py));
            *self = State::Here(sprouted);
        }
        match self {
            State::Here(held) => Some(held),
            _ => None,
        }
    }

    /// Whether the engine has taken the tree out on another thread.
    fn is_lent_elsewhere(&self) -> bool {
        matches!(self, State::Here(held) if held.lent.is_some_and(|thread| thread != thread::current().id()))
    }
}

/// What a lock on a [`Doc`] gives. While it is held, no Python object may be made or dropped: either may run any code.
#[derive(Default)]
pub(crate) struct Held {
    /// The tree.
    pub(crate) tree: Tree,
    /// The registered handles by node; as long as the highest registered node.
    pub(crate) handles: Vec<Option<Py<Expr>>>,
    /// Python objects that arguments hold ([`sqlectic::Value::Opaque`]).
    pub(crate) objects: Vec<Py<PyAny>>,
    /// What Python knows of nodes beside their arguments.
    pub(crate) extras: Extras,
    /// The root of a tree in which nothing was changed since it was parsed or copied.
    pub(crate) pristine: Option<NodeId>,
    /// The texts that its nodes were parsed from.
    pub(crate) sources: Sources,
    /// Whether a node may hang under two parents, or under one that it does not look up to.
    pub(crate) irregular: bool,
    /// Whether a node may hang below itself.
    pub(crate) looped: bool,
    /// The node that was compared last.
    pub(crate) compared: Option<NodeId>,
    /// Whether the engine works on the tree while programs look at it: ids must stay, and what was shown may be old.
    pub(crate) live: bool,
    /// Roots whose handles it may not know.
    pub(crate) roots: Vec<NodeId>,
    /// Who keeps it from being swept.
    pub(crate) pins: Pins,
    /// When it is going to be swept.
    pub(crate) due: Due,
    /// The thread whose engine has taken the tree out.
    pub(crate) lent: Option<ThreadId>,
    /// How often arguments were changed.
    pub(crate) changes: u64,
}

impl Held {
    /// A tree that was parsed.
    pub(crate) fn parsed(tree: Tree) -> Held {
        Held { tree, sources: Sources::arena(), ..Held::default() }
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
    fn register(&mut self, py: Python<'_>, id: NodeId, handle: &Py<Expr>) -> &Py<Expr> {
        let at = id.0 as usize;
        if self.handles.len() <= at {
            let len = self.tree.len().max(at + 1);
            if self.handles.is_empty() {
                // The first nodes that are attached find room.
                self.handles.reserve(len + len / 8 + 8);
            }
            self.handles.resize_with(len, || None);
        }
        self.handles[at].get_or_insert_with(|| handle.clone_ref(py))
    }

    /// Takes all of another one over.
    fn absorb(&mut self, other: Box<Held>) {
        let by = self.tree.absorb(&other.tree, self.objects.len() as u32);
        self.pristine = None;
        self.irregular |= other.irregular;
        self.looped |= other.looped;
        self.changes = self.changes.max(other.changes) + 1;
        // In pieces: as a whole it would be moved out of its box first.
        let Held { tree, handles, objects, extras, sources, roots, pins, .. } = *other;
        self.sources.absorb(sources, &tree, by);
        self.roots.extend(roots.into_iter().map(|root| NodeId(root.0 + by)));
        self.pins.absorb(pins);
        if !handles.is_empty() {
            self.handles.resize_with(by as usize, || None);
            self.handles.extend(handles);
        }
        self.objects.extend(objects);
        self.extras.absorb(extras, by);
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

    /// A document of a tree with this root that was made.
    pub(crate) fn made(tree: Tree, root: NodeId) -> Doc {
        Doc::of(Held { tree, pristine: Some(root), ..Held::default() })
    }

    /// A document of a statement that was parsed.
    pub(crate) fn parsed(tree: Tree, root: NodeId) -> Doc {
        Doc::of(Held { pristine: Some(root), ..Held::parsed(tree) })
    }

    /// A document of a tree with objects and facts, without handles.
    pub(crate) fn of(held: Held) -> Doc {
        Doc { state: Mutex::new(State::Here(Box::new(held))) }
    }

    /// A document of a single node, whose id is 0.
    pub(crate) fn seeded(seed: Seed) -> Doc {
        Doc { state: Mutex::new(State::Seed(seed)) }
    }

    /// The single node again, if nobody looked at it yet.
    pub(crate) fn seed(&self, py: Python<'_>) -> Option<Seed> {
        match &*self.lock(py) {
            State::Seed(seed) => Some(seed.copy(py)),
            _ => None,
        }
    }

    fn lock_now(&self, py: Python<'_>) -> MutexGuard<'_, State> {
        self.state.lock_py_attached(py).unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    pub(crate) fn lock(&self, py: Python<'_>) -> MutexGuard<'_, State> {
        loop {
            let state = self.lock_now(py);
            if !state.is_lent_elsewhere() {
                return state;
            }
            drop(state);
            py.detach(|| thread::sleep(LENT));
        }
    }

    fn lock_detached(&self) -> MutexGuard<'_, State> {
        loop {
            let state = self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            if !state.is_lent_elsewhere() {
                return state;
            }
            drop(state);
            thread::sleep(LENT);
        }
    }

    /// Locks two documents. All threads lock in the order of addresses, so that none waits for another one, and none waits for a
    /// lent tree with a lock in hand.
    fn lock_both<'a>(py: Python<'_>, a: &'a Py<Doc>, b: &'a Py<Doc>) -> (MutexGuard<'a, State>, MutexGuard<'a, State>) {
        let (first, second) = if a.as_ptr() < b.as_ptr() { (a, b) } else { (b, a) };
        loop {
            let one = first.get().lock(py);
            let other = second.get().lock_now(py);
            if other.is_lent_elsewhere() {
                drop((one, other));
                drop(second.get().lock(py));
                continue;
            }
            return if first.is(a) { (one, other) } else { (other, one) };
        }
    }

    /// Works on two trees, if both are here.
    pub(crate) fn try_with_both<R>(
        py: Python<'_>,
        (a, b): (&Py<Doc>, &Py<Doc>),
        f: impl FnOnce(&mut Held, &mut Held) -> R,
    ) -> Result<R, ()> {
        let (mut one, mut other) = Doc::lock_both(py, a, b);
        match (one.held(py), other.held(py)) {
            (Some(one), Some(other)) => Ok(f(one, other)),
            _ => Err(()),
        }
    }

    /// Works on the tree, if it is here.
    pub(crate) fn try_with<R>(&self, py: Python<'_>, f: impl FnOnce(&mut Held) -> R) -> Result<R, ()> {
        self.lock(py).held(py).map(f).ok_or(())
    }

    /// The same from code that has released the interpreter; [`Doc::locate`] tells where the tree is.
    pub(crate) fn try_with_detached<R>(&self, f: impl FnOnce(&mut Held) -> R) -> Result<R, ()> {
        match &mut *self.lock_detached() {
            State::Here(held) => Ok(f(held)),
            _ => Err(()),
        }
    }

    /// Where a node is that was at `id` of this document.
    pub(crate) fn locate(this: &Py<Doc>, py: Python<'_>, id: NodeId) -> Spot {
        let mut spot = Spot { doc: this.clone_ref(py), id };
        let mut hops = 0;
        loop {
            let next = match &mut *spot.doc.get().lock(py) {
                State::Moved { to, way } => Spot { doc: to.clone_ref(py), id: way.of(spot.id) },
                here => {
                    here.held(py);
                    break;
                }
            };
            spot = next;
            hops += 1;
        }
        if hops > 1 {
            Doc::shorten(this, py);
        }
        spot
    }

    /// The id of a node that was at `id` of this document in `home`, where it is.
    pub(crate) fn id_in(this: &Py<Doc>, py: Python<'_>, id: NodeId, home: &Py<Doc>) -> NodeId {
        let near = match &*this.get().lock(py) {
            State::Moved { to, way } if to.is(home) => Some(way.of(id)),
            _ => None,
        };
        near.unwrap_or_else(|| Doc::locate(this, py, id).id)
    }

    /// Lets whoever asks this document next come straight to where its nodes are.
    pub(crate) fn shorten(this: &Py<Doc>, py: Python<'_>) {
        let (first, mut way) = match &*this.get().lock(py) {
            State::Moved { to, way } => (to.clone_ref(py), way.clone()),
            _ => return,
        };
        let mut last = first.clone_ref(py);
        loop {
            let step = match &*last.get().lock(py) {
                State::Moved { to, way: next } => Some((to.clone_ref(py), way.then(next))),
                _ => None,
            };
            match step {
                Some(step) => (last, way) = step,
                None => break,
            }
        }
        let old = match &mut *this.get().lock(py) {
            State::Moved { to, way: old } if to.is(&first) && !to.is(&last) => {
                *old = way;
                Some(mem::replace(to, last))
            }
            _ => None,
        };
        drop(old);
    }

    /// The document where the nodes of this one are.
    pub(crate) fn home(mut doc: Py<Doc>, py: Python<'_>) -> Py<Doc> {
        while let Some(next) = doc.get().next(py) {
            doc = next;
        }
        doc
    }

    /// Where the nodes of this document went.
    fn next(&self, py: Python<'_>) -> Option<Py<Doc>> {
        match &*self.lock(py) {
            State::Moved { to, .. } => Some(to.clone_ref(py)),
            _ => None,
        }
    }

    /// Brings nodes of several documents into one; what was at an id of another one is found by [`Doc::locate`].
    pub(crate) fn unite(py: Python<'_>, docs: impl IntoIterator<Item = Py<Doc>>) -> Option<Py<Doc>> {
        // While every one of them knows who holds its nodes.
        let docs: Docs = docs.into_iter().map(|doc| sweep::at_home(doc, py)).collect();
        docs.into_iter().reduce(|one, other| Doc::unite_two(py, one, other))
    }

    fn unite_two(py: Python<'_>, mut a: Py<Doc>, mut b: Py<Doc>) -> Py<Doc> {
        loop {
            if a.is(&b) {
                return a;
            }
            if let Some(home) = Doc::try_unite(py, &a, &b) {
                return home;
            }
            (a, b) = (Doc::home(a, py), Doc::home(b, py));
        }
    }

    /// Brings the nodes of the smaller of two documents into the other one, unless they are elsewhere.
    fn try_unite(py: Python<'_>, a: &Py<Doc>, b: &Py<Doc>) -> Option<Py<Doc>> {
        let (mut one, mut other) = Doc::lock_both(py, a, b);
        if one.held(py).is_none() || other.held(py).is_none() {
            return None;
        }
        let (State::Here(x), State::Here(y)) = (&*one, &*other) else { return None };
        let is_larger = x.live || !y.live && x.tree.len() >= y.tree.len();
        let (large, small, to) = match is_larger {
            true => (&mut *one, &mut *other, a),
            false => (&mut *other, &mut *one, b),
        };
        let (State::Here(held), State::Here(added)) = (large, &mut *small) else { return None };
        let way = Way::By { by: held.tree.len() as u32, len: added.tree.len() as u32 };
        held.absorb(mem::take(added));
        *small = State::Moved { to: to.clone_ref(py), way };
        Some(to.clone_ref(py))
    }

    /// Works on the tree, if it is here and not going to be swept before it takes other nodes in.
    pub(crate) fn taking_in<R>(this: &Py<Doc>, py: Python<'_>, f: impl FnOnce(&mut Held) -> Option<R>) -> Option<R> {
        let mut state = this.get().lock(py);
        let held = state.held(py)?;
        if sweep::is_due(held) {
            return None;
        }
        f(held)
    }

    /// Lets the tree `held` of `home` take the nodes in that hang together with `child`, unless they are there, and get to
    /// know it; returns its id. None if they are many, or elsewhere: then [`Doc::unite`] does it.
    pub(crate) fn take_in(home: &Py<Doc>, py: Python<'_>, held: &mut Held, child: &Bound<'_, Expr>) -> Option<NodeId> {
        let handle = child.get();
        let id = match handle.doc.is(home) {
            true => handle.id,
            false => handle.doc.get().move_to(py, home, held)?.of(handle.id),
        };
        if !handle.is_known() {
            held.register(py, id, child.as_unbound());
            handle.note_known();
        }
        Some(id)
    }

    /// Lets the tree `held` of `home` take all nodes over, if they are here, few, and nobody works on them; returns where
    /// they went, also if that was before.
    fn move_to(&self, py: Python<'_>, home: &Py<Doc>, held: &mut Held) -> Option<Way> {
        // Only tried, so that two locks do not wait for each other.
        let mut state = match self.state.try_lock() {
            Ok(state) => state,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return None,
        };
        let len = match &mut *state {
            State::Seed(_) => 1,
            State::Here(other) => {
                let is_busy = other.live || other.lent.is_some();
                if is_busy || other.tree.len() > held.tree.len() || sweep::is_due(other) {
                    return None;
                }
                other.tree.len()
            }
            State::Moved { to, way: Way::By { by, len } } if to.is(home) => {
                return Some(Way::By { by: *by, len: *len })
            }
            State::Moved { .. } => return None,
        };
        let way = Way::By { by: held.tree.len() as u32, len: len as u32 };
        match mem::replace(&mut *state, State::Moved { to: home.clone_ref(py), way: way.clone() }) {
            State::Seed(seed) => drop(seed.plant(py, held)),
            State::Here(other) => held.absorb(other),
            State::Moved { .. } => {}
        }
        Some(way)
    }

    /// Takes the tree out, for the engine to work on, if it is here; no node of it can be looked at until it is back. Other
    /// threads wait for it.
    pub(crate) fn try_lend(&self, py: Python<'_>) -> Result<Tree, ()> {
        self.try_with(py, |held| {
            held.lent = Some(thread::current().id());
            mem::take(&mut held.tree)
        })
    }

    /// The same of a document that does not move: one that is live.
    pub(crate) fn lend(&self, py: Python<'_>) -> Tree {
        self.try_lend(py).unwrap_or_default()
    }

    /// Puts the tree back that was lent.
    pub(crate) fn give_back(&self, py: Python<'_>, tree: Tree) {
        let _ = self.try_with(py, |held| {
            held.tree = tree;
            held.sources.recount();
            held.lent = None;
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
        match spot.doc.get().try_with(py, |held| held.register(py, spot.id, handle).clone_ref(py)) {
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
            // Texts hold nothing.
            State::Seed(_) => Ok(()),
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
                _ => return,
            },
            Err(_) => return,
        };
        drop(lost);
    }
}
