//! Programs' code inside of the engine's work.
//!
//! Rules and renderers may be Python functions. While one runs, the engine's state waits in a thread local, and its tree is
//! in the document that handles look into; when that function calls the engine in turn, the tree goes back to it for the
//! time of the call. [`callback`] is the way out, [`with_parser`] and [`with_generator`] are the ways in.

use crate::{classes::class_of, convert::Incoming, doc::Doc, doc::Spot, edit, node::Expr, notes, parser::ParserBase};
use pyo3::{
    exceptions::PyRuntimeError,
    prelude::*,
    types::{PyDict, PyList},
};
use scoped_tls_hkt::scoped_thread_local;
use sqlectic::{
    syntax::{generator::Generator, parser::Parser},
    Kind, NodeId, ParseIssue, Tree,
};
use std::cell::RefCell;

/// Declares where an engine waits, whatever its lifetime, and the way in to it.
macro_rules! way_in {
    ($(#[$doc:meta])* $with:ident, $engine:ident, $any:ident, $slot:ident) => {
        trait $any {
            fn run(&mut self, work: &mut dyn FnMut(&mut $engine<'_>));
        }

        impl $any for $engine<'_> {
            fn run(&mut self, work: &mut dyn FnMut(&mut $engine<'_>)) {
                work(self);
            }
        }

        scoped_thread_local!(static mut $slot: for<'a> &'a mut (dyn $any + 'a));

        $(#[$doc])*
        pub(crate) fn $with<V>(
            owner: &Bound<'_, PyAny>,
            f: impl FnOnce(&mut $engine<'_>) -> V,
        ) -> PyResult<(V, Py<Doc>)> {
            let py = owner.py();
            let doc = owned(owner).filter(|_| $slot.is_set()).ok_or_else(|| idle(owner))?;
            let (mut work, mut out) = (Some(f), None);
            $slot.with(|slot| {
                slot.run(&mut |engine| {
                    *engine.tree() = doc.get().lend(py);
                    out = work.take().map(|work| work(engine));
                    doc.get().give_back(py, std::mem::take(engine.tree()));
                })
            });
            out.map(|out| (out, doc)).ok_or_else(|| idle(owner))
        }
    };
}

way_in! {
    /// The way in for parsers: works with the parser whose Python object is `owner`. Nodes are in the document that is
    /// returned before and after the call, and in the parser meanwhile.
    with_parser, Parser, AnyParser, PARSER
}

way_in! {
    /// The same for generators.
    with_generator, Generator, AnyGenerator, GENERATOR
}

/// One run of the engine that programs take part in.
struct Session {
    /// The Python parser or generator.
    owner: Py<PyAny>,
    /// Where its nodes are looked at.
    doc: Py<Doc>,
    /// The engine's parser or generator, by its address, once it has called a function; a second one inside of it, for
    /// a text inside of the text, gets a session of its own.
    engine: usize,
    /// Methods that rules wait for, with the switches that they are not told.
    waiting: Vec<(&'static str, u32)>,
    /// What a function raised; the engine gives up, or tries something else.
    failure: Option<Failure>,
    /// What the engine reported when it raised an exception of its own.
    reported: Option<(Py<PyAny>, Vec<ParseIssue>)>,
}

struct Failure {
    error: PyErr,
    /// Whether it says that the text doesn't fit, so that another way of reading it may be tried.
    is_parse_error: bool,
}

thread_local! {
    static SESSIONS: RefCell<Vec<Session>> = const { RefCell::new(Vec::new()) };
}

fn top<V>(f: impl FnOnce(&mut Session) -> V) -> Option<V> {
    SESSIONS.with_borrow_mut(|sessions| sessions.last_mut().map(f))
}

/// Runs `f` as the work of `owner` on the nodes of `doc`, which it leaves there; what a function raised comes out.
pub(crate) fn session<V>(
    py: Python<'_>,
    owner: &Bound<'_, PyAny>,
    doc: &Py<Doc>,
    f: impl FnOnce() -> V,
) -> PyResult<(V, Option<PyErr>)> {
    doc.get().try_with(py, |held| held.live = true).map_err(|()| moved())?;
    let session = Session {
        owner: owner.clone().unbind(),
        doc: doc.clone_ref(py),
        engine: 0,
        waiting: Vec::new(),
        failure: None,
        reported: None,
    };
    SESSIONS.with_borrow_mut(|sessions| sessions.push(session));
    let out = f();
    let session = SESSIONS.with_borrow_mut(|sessions| sessions.pop());
    let _ = doc.get().try_with(py, |held| held.live = false);
    for handle in doc.get().handles(py) {
        edit::refresh_all(handle.bind(py))?;
    }
    let failure = session.and_then(|session| session.failure);
    Ok((out, failure.map(|failure| failure.error)))
}

fn moved() -> PyErr {
    PyRuntimeError::new_err("the tree is elsewhere")
}

/// Whether the failure of the last function was an exception that ends all work.
pub(crate) fn is_fatal() -> bool {
    top(|session| session.failure.as_ref().is_some_and(|failure| !failure.is_parse_error)).unwrap_or(false)
}

/// Engine state whose tree can be lent.
pub(crate) trait Lends {
    fn tree(&mut self) -> &mut Tree;
    /// Runs `f` while others can find the way in to this state.
    fn wait<V>(&mut self, f: impl FnOnce() -> V) -> V;
    /// What was reported so far and is put aside when an exception is raised of it.
    fn issues(&mut self) -> Option<&mut Vec<ParseIssue>> {
        None
    }
}

impl Lends for Parser<'_> {
    fn tree(&mut self) -> &mut Tree {
        &mut self.tree
    }
    fn wait<V>(&mut self, f: impl FnOnce() -> V) -> V {
        PARSER.set(self, f)
    }
    fn issues(&mut self) -> Option<&mut Vec<ParseIssue>> {
        Some(&mut self.issues)
    }
}

impl Lends for Generator<'_> {
    fn tree(&mut self) -> &mut Tree {
        self.tree
    }
    fn wait<V>(&mut self, f: impl FnOnce() -> V) -> V {
        GENERATOR.set(self, f)
    }
}

/// The way out: calls a Python function in the middle of the engine's work. Nothing is returned if it raised, or if one
/// before it ended all work.
pub(crate) fn callback<E: Lends, V>(
    py: Python<'_>,
    engine: &mut E,
    f: impl FnOnce(&Bound<'_, PyAny>, &Py<Doc>) -> PyResult<V>,
) -> Option<V> {
    if is_fatal() {
        return None;
    }
    let address = std::ptr::from_mut(engine).addr();
    let (owner, doc) = top(|session| {
        session.failure = None;
        if session.engine == 0 {
            session.engine = address;
        }
        (session.owner.clone_ref(py), (session.engine == address).then(|| session.doc.clone_ref(py)))
    })?;
    let Some(doc) = doc else { return callback_of_inner(py, engine, owner.bind(py), f) };
    doc.get().give_back(py, std::mem::take(engine.tree()));
    let result = engine.wait(|| f(owner.bind(py), &doc));
    *engine.tree() = doc.get().lend(py);
    match result {
        Ok(value) => Some(value),
        Err(error) => {
            fail(py, engine, error);
            None
        }
    }
}

/// Calls a function for an engine that works inside of the session's one.
fn callback_of_inner<E: Lends, V>(
    py: Python<'_>,
    engine: &mut E,
    owner: &Bound<'_, PyAny>,
    f: impl FnOnce(&Bound<'_, PyAny>, &Py<Doc>) -> PyResult<V>,
) -> Option<V> {
    let doc = Py::new(py, Doc::new(Tree::new())).ok()?;
    let done = session(py, owner, &doc, || {
        let value = callback(py, engine, f);
        // Programs may keep handles; the engine goes on with a tree of its own.
        doc.get().give_back(py, engine.tree().clone());
        value
    });
    match done {
        Ok((value, None)) => value,
        Ok((_, Some(error))) | Err(error) => {
            fail(py, engine, error);
            None
        }
    }
}

fn fail<E: Lends>(py: Python<'_>, engine: &mut E, error: PyErr) {
    let is_parse_error = crate::errors::is_parse_error(py, &error).unwrap_or(false);
    let reported = top(|session| session.reported.take()).flatten();
    if let (Some((raised, issues)), Some(all)) = (reported, engine.issues()) {
        if error.value(py).is(raised.bind(py)) {
            all.extend(issues);
        }
    }
    top(|session| session.failure = Some(Failure { error, is_parse_error }));
}

/// The node that a function returned, in the document of the session.
pub(crate) fn node_of(py: Python<'_>, object: &Bound<'_, PyAny>, doc: &Py<Doc>) -> PyResult<Option<NodeId>> {
    let Ok(node) = object.cast::<Expr>() else {
        if let Some(nodes) = object.cast::<PyList>().ok().filter(|nodes| !nodes.is_empty()) {
            // Several nodes are what a rule returns as a tuple.
            let facts = PyDict::new(py);
            facts.set_item("expressions", nodes)?;
            return node_of(py, &class_of(py, Kind::Tuple)?.call((), Some(&facts))?, doc);
        }
        return match object.is_none() || !object.is_truthy()? {
            true => Ok(None),
            false => Err(pyo3::exceptions::PyTypeError::new_err(format!("expected a node, not {}", object.repr()?))),
        };
    };
    let mut incoming = Incoming::of(object)?;
    notes::follow_comments(node)?;
    if let Some(home) = Doc::unite(py, [doc.clone_ref(py), node.get().doc.clone_ref(py)]) {
        incoming.resolve(py, &home);
    }
    Ok(match incoming {
        Incoming::Node(_, id) => Some(id),
        _ => None,
    })
}

/// The handle of a node of the session.
pub(crate) fn handle_of<'py>(py: Python<'py>, doc: &Py<Doc>, id: NodeId) -> PyResult<Bound<'py, Expr>> {
    Doc::handle(py, Spot { doc: doc.clone_ref(py), id })
}

/// The node of a handle in the tree of the session.
pub(crate) fn node_in(owner: &Bound<'_, PyAny>, node: &Bound<'_, PyAny>) -> PyResult<Option<NodeId>> {
    let doc = owned(owner).ok_or_else(|| idle(owner))?;
    node_of(owner.py(), node, &doc)
}

fn idle(owner: &Bound<'_, PyAny>) -> PyErr {
    let what = if owner.is_instance_of::<ParserBase>() { "parser" } else { "generator" };
    PyRuntimeError::new_err(format!(
        "the {what} is not at work on a text: its cursor and its rules can be used by functions that it calls"
    ))
}

/// Whether `owner` is at work, and the document of its nodes.
fn owned(owner: &Bound<'_, PyAny>) -> Option<Py<Doc>> {
    top(|session| session.owner.is(owner).then(|| session.doc.clone_ref(owner.py()))).flatten()
}

/// Notes that a rule waits for its method, which is not told these switches.
pub(crate) fn wait_for(method: &'static str, hidden: u32) {
    top(|session| session.waiting.push((method, hidden)));
}

/// The method has returned.
pub(crate) fn waited() {
    top(|session| session.waiting.pop());
}

/// Switches that the method was not told if a rule waits for it.
pub(crate) fn hidden_of(method: &str) -> u32 {
    top(|session| session.waiting.last().filter(|(name, _)| *name == method).map_or(0, |(_, hidden)| *hidden))
        .unwrap_or(0)
}

/// Whether the engine works for this Python object.
pub(crate) fn is_at_work(owner: &Bound<'_, PyAny>) -> bool {
    owned(owner).is_some()
}

/// What a function of the engine that was called from Python gives up with: the exception of a function below it, or one
/// made by `make` of what was reported since there were `before` issues.
pub(crate) fn give_up(py: Python<'_>, issues: Vec<ParseIssue>, make: impl FnOnce(&[ParseIssue]) -> PyErr) -> PyErr {
    if let Some(failure) = top(|session| session.failure.take()).flatten() {
        let error = failure.error.clone_ref(py);
        top(|session| session.reported = Some((error.value(py).clone().into_any().unbind(), issues)));
        return error;
    }
    let error = make(&issues);
    top(|session| session.reported = Some((error.value(py).clone().into_any().unbind(), issues)));
    error
}
