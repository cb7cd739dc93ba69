//! Sweeping: what no program can reach any more leaves a tree that goes on living.
//!
//! Trees that were attached to each other are one tree, and a node that programs keep and put under one parent after another
//! would keep all of them. When a tree has grown to twice the size that it had, what can be reached from handles that
//! programs hold is kept, by the same ways as in Python: down to children, up to parents. It moves into a document of its
//! own, and all else is dropped.
//!
//! A handle is held by a program if it has more references than its tree and the dicts of arguments that were shown account
//! for. That is counted while the interpreter is held and nothing runs in it, so that the count stays true.

use crate::{
    doc::{Doc, Held, State, Way},
    node::Expr,
};
use pyo3::{
    intern,
    prelude::*,
    sync::PyOnceLock,
    types::{PyDict, PyList},
};
use rustc_hash::FxHashMap;
use sqlectic::{
    ast::{NodeSet, Swept},
    NodeId, Tree,
};
use std::{
    mem,
    sync::{
        atomic::{AtomicUsize, Ordering},
        Arc,
    },
};

/// Trees of fewer bytes are not worth the time.
static LEAST: AtomicUsize = AtomicUsize::new(1 << 16);

/// Sets how many bytes a tree has at least before it is swept; returns what it was. For tests.
#[pyfunction]
pub(crate) fn sweep_from(least: usize) -> usize {
    LEAST.swap(least, Ordering::Relaxed)
}

/// When a tree is swept: as soon as it has more bytes than this; 0 before its size was looked at.
#[derive(Default)]
pub(crate) struct Due(usize);

impl Due {
    fn is_reached(&mut self, tree: &Tree) -> bool {
        let bytes = tree.bytes();
        if self.0 == 0 {
            *self = Due::after(bytes);
        }
        bytes > self.0
    }

    /// The next time, once that many bytes are left.
    fn after(bytes: usize) -> Due {
        Due(LEAST.load(Ordering::Relaxed).max(bytes * 2))
    }
}

/// Those who know nodes of a tree by their ids only, and keep it from being swept while they live.
#[derive(Default)]
pub(crate) struct Pins(Vec<Arc<()>>);

/// Keeps a tree from being swept.
pub(crate) type Pin = Arc<()>;

impl Pins {
    /// A new pin.
    pub(crate) fn pin(&mut self) -> Pin {
        if self.0.is_empty() {
            self.0.push(Arc::default());
        }
        self.0[0].clone()
    }

    /// Takes those of another tree over.
    pub(crate) fn absorb(&mut self, other: Pins) {
        self.0.extend(other.0.into_iter().filter(|pin| Arc::strong_count(pin) > 1));
    }

    fn hold(&self) -> bool {
        self.0.iter().any(|pin| Arc::strong_count(pin) > 1)
    }
}

/// Where the nodes of a document are, which is swept before if it is time.
pub(crate) fn at_home(mut doc: Py<Doc>, py: Python<'_>) -> Py<Doc> {
    loop {
        let due = match &mut *doc.get().lock(py) {
            State::Seed(_) => Some(false),
            State::Here(held) => Some(is_due(held)),
            State::Moved { .. } => None,
        };
        match due {
            Some(false) => return doc,
            Some(true) => return sweep(doc, py),
            None => doc = Doc::home(doc, py),
        }
    }
}

/// Whether a tree is going to be swept before it is united with another one.
pub(crate) fn is_due(held: &mut Held) -> bool {
    // A root whose handle is not known is all that there is of a tree without handles.
    held.due.is_reached(&held.tree) && !held.live && !held.pins.hold() && !held.handles.is_empty()
}

fn sweep(doc: Py<Doc>, py: Python<'_>) -> Py<Doc> {
    if !counts_references(py) {
        return doc;
    }
    // Made before any lock is taken. Nobody else knows it, so that to wait with its lock for another one is safe.
    let Ok(fresh) = Py::new(py, Doc::new(Tree::new())) else { return doc };
    let mut new = fresh.get().lock(py);
    let mut old = doc.get().lock(py);
    let State::Here(held) = &mut *old else { return doc.clone_ref(py) };
    if !is_due(held) {
        return doc.clone_ref(py);
    }
    let live = reachable(held, py);
    if live.len() * 2 > held.tree.len() {
        held.due = Due::after(held.tree.bytes());
        return doc.clone_ref(py);
    }
    let (kept, way, rest) = split(held, &live);
    let gone = mem::replace(&mut *old, State::Moved { to: fresh.clone_ref(py), way });
    let handles: Vec<Py<Expr>> = kept.handles.iter().flatten().map(|handle| handle.clone_ref(py)).collect();
    *new = State::Here(Box::new(kept));
    drop((old, new));
    // With no lock held, as any code may run.
    drop((gone, rest));
    for handle in handles {
        Doc::shorten(&handle.get().doc, py);
    }
    fresh
}

/// Whether the number of references to an object can be told: not if threads run without the interpreter's lock.
fn counts_references(py: Python<'_>) -> bool {
    static COUNTS: PyOnceLock<bool> = PyOnceLock::new();
    *COUNTS.get_or_init(py, || {
        let has_lock = || py.import("sys")?.getattr("_is_gil_enabled")?.call0()?.is_truthy();
        has_lock().unwrap_or(true)
    })
}

/// The nodes that programs can reach.
fn reachable(held: &Held, py: Python<'_>) -> NodeSet {
    let mut roots = held.roots.clone();
    let handles =
        || held.handles.iter().enumerate().filter_map(|(id, handle)| Some((NodeId(id as u32), handle.as_ref()?)));
    let ids: FxHashMap<usize, NodeId> = handles().map(|(id, handle)| (handle.as_ptr() as usize, id)).collect();
    let node_of = |object: &Bound<'_, PyAny>| ids.get(&(object.as_ptr() as usize)).copied();
    // References to each handle that are from inside.
    let mut inside: FxHashMap<NodeId, isize> = FxHashMap::default();
    let mut types: FxHashMap<NodeId, NodeId> = FxHashMap::default();
    for (id, handle) in handles() {
        if let Some(found) = held.extras.get(id).and_then(|extra| node_of(extra.type_.as_ref()?.bind(py))) {
            *inside.entry(found).or_default() += 1;
            types.insert(id, found);
        }
        *inside.entry(id).or_default() += 1;
        let Some(shown) = handle.get().shown(py) else { continue };
        // The dict looks back at the handle.
        *inside.entry(id).or_default() += 1;
        if shown.get_refcnt() > 1 || count(shown, id, &node_of, &mut inside) {
            roots.push(id);
        }
    }
    roots.extend(handles().filter(|(id, handle)| handle.get_refcnt(py) > inside[id]).map(|(id, _)| id));
    let mut seen = NodeSet::of(&held.tree);
    held.tree.reach(&mut seen, roots, |id| types.get(&id).copied());
    seen
}

/// Counts what the dict that was shown of a node refers to; returns whether a program holds a list in it.
fn count(
    shown: &Bound<'_, PyDict>,
    id: NodeId,
    node_of: &impl Fn(&Bound<'_, PyAny>) -> Option<NodeId>,
    inside: &mut FxHashMap<NodeId, isize>,
) -> bool {
    let mut is_held = false;
    for (_, value) in shown {
        if let Some(child) = node_of(&value) {
            *inside.entry(child).or_default() += 1;
        }
        let Ok(items) = value.cast::<PyList>() else { continue };
        // One reference is the dict's, one is this.
        is_held |= items.get_refcnt() > 2;
        // An exception must not be made here.
        if !items.is_exact_instance_of::<PyList>() {
            let owner = items.getattr(intern!(shown.py(), "_node")).ok();
            if owner.is_some_and(|owner| node_of(&owner) == Some(id)) {
                *inside.entry(id).or_default() += 1;
            }
        }
        items.iter().filter_map(|item| node_of(&item)).for_each(|child| *inside.entry(child).or_default() += 1);
    }
    is_held
}

/// What has to be dropped, with no lock held.
type Rest = (Vec<Option<Py<Expr>>>, Vec<Option<Py<PyAny>>>);

/// Splits what is live off: what is kept of the document, where its nodes went, and what is left over.
fn split(held: &mut Held, live: &NodeSet) -> (Held, Way, Rest) {
    let Swept { tree, ids, objects: numbers } = held.tree.swept(live);
    let mut kept =
        Held { irregular: held.irregular, looped: held.looped, changes: held.changes + 1, ..Held::default() };
    let mut handles = mem::take(&mut held.handles);
    kept.handles.resize_with(tree.len(), || None);
    for (old, new) in &ids {
        kept.handles[new.0 as usize] = handles.get_mut(old.0 as usize).and_then(Option::take);
        if let Some(extra) = held.extras.take(*old) {
            *kept.extras.entry(*new) = extra;
        }
    }
    let mut objects: Vec<_> = mem::take(&mut held.objects).into_iter().map(Some).collect();
    kept.objects = numbers.iter().filter_map(|n| objects.get_mut(*n as usize)?.take()).collect();
    kept.sources = held.sources.of_nodes(&held.tree, || ids.iter().copied());
    let way = Way::To(ids.into());
    kept.roots = held.roots.iter().map(|root| way.of(*root)).collect();
    kept.due = Due::after(tree.bytes());
    kept.tree = tree;
    (kept, way, (handles, objects))
}
