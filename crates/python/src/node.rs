//! `Expr`: the handle of a node.

use crate::{
    api, classes,
    convert::{arg_called, arg_named, dict_view, is_type_member, list_view, name_of, Loose},
    dialect,
    doc::{Doc, Held, Known, Spot},
    edit::{self, Made},
    notes, options, repr,
    walk::{is_any, wanted, Walk, Wanted},
};
use pyo3::{
    exceptions::PyRecursionError,
    gc::PyVisit,
    prelude::*,
    types::{PyDict, PyList, PyString, PyTuple, PyType},
    PyTraverseError,
};
use sqlectic::{Arg, Kind, NodeId, Tree, Value};
use std::{
    cell::RefCell,
    sync::{
        atomic::{AtomicBool, Ordering},
        OnceLock,
    },
};

/// A handle: the document that the node was in when the handle was made, and the node's id there. It never changes; what it
/// shows is read from the tree.
#[pyclass(frozen, subclass, weakref, module = "sqlectic.expressions")]
pub(crate) struct Expr {
    pub(crate) doc: Py<Doc>,
    pub(crate) id: NodeId,
    /// Whether the tree knows this handle. A root's handle is registered when another node is reached from it.
    registered: AtomicBool,
    /// The dict that was shown as `args`.
    args: OnceLock<Py<PyAny>>,
}

thread_local! {
    /// The handle that the class call in progress is to return.
    static PENDING: RefCell<Option<Expr>> = const { RefCell::new(None) };
}

impl Expr {
    /// A handle that is no Python object yet.
    pub(crate) fn new_handle(doc: Py<Doc>, id: NodeId, registered: bool) -> Expr {
        Expr { doc, id, registered: AtomicBool::new(registered), args: OnceLock::new() }
    }

    /// Makes the Python object of a handle of a node of this kind.
    pub(crate) fn create(
        py: Python<'_>,
        kind: Kind,
        doc: Py<Doc>,
        id: NodeId,
        registered: bool,
    ) -> PyResult<Bound<'_, Expr>> {
        let handle = Expr::new_handle(doc, id, registered);
        if kind == Kind::Expr {
            return Bound::new(py, handle);
        }
        let class = classes::class_of(py, kind)?;
        PENDING.set(Some(handle));
        let object = match classes::initializes(class, kind) {
            false => class.call0(),
            // What programs initialize is for the nodes that they make.
            true => class.call_method1(pyo3::intern!(py, "__new__"), (class,)),
        };
        PENDING.take();
        Ok(object?.cast_into::<Expr>()?)
    }

    /// Makes sure that the tree knows a handle; before any other node is reached from it.
    pub(crate) fn make_known(this: &Bound<'_, Expr>) {
        let handle = this.get();
        if !handle.is_known() {
            let spot = Spot { doc: handle.doc.clone_ref(this.py()), id: handle.id };
            Doc::register(this.py(), spot, this.as_unbound());
            // Other threads go on only now.
            handle.note_known();
        }
    }

    /// Whether the tree knows the handle.
    pub(crate) fn is_known(&self) -> bool {
        self.registered.load(Ordering::Acquire)
    }

    /// Notes that the tree knows the handle.
    pub(crate) fn note_known(&self) {
        self.registered.store(true, Ordering::Release);
    }

    /// The id of the node in the document that it was united into.
    pub(crate) fn id_in(&self, py: Python<'_>, home: &Py<Doc>) -> NodeId {
        match self.doc.is(home) {
            true => self.id,
            false => Doc::id_in(&self.doc, py, self.id, home),
        }
    }

    /// Where the node is now.
    pub(crate) fn spot(&self, py: Python<'_>) -> Spot {
        Doc::locate(&self.doc, py, self.id)
    }

    /// Works on the tree.
    pub(crate) fn with<R>(&self, py: Python<'_>, f: impl FnOnce(&mut Held, NodeId) -> R) -> R {
        let mut work = Some(f);
        let here = self.doc.get().try_with(py, |held| work.take().map(|work| work(held, self.id)));
        match (here, work) {
            (Ok(Some(result)), _) => result,
            (_, Some(work)) => self.look(py, work).0,
            _ => unreachable!("work is done where the nodes are, or left over"),
        }
    }

    /// Works on the tree, and tells which document it is in.
    pub(crate) fn look<R>(&self, py: Python<'_>, f: impl FnOnce(&mut Held, NodeId) -> R) -> (R, Py<Doc>) {
        let mut work = Some(f);
        let mut spot = Spot { doc: self.doc.clone_ref(py), id: self.id };
        loop {
            let done = spot.doc.get().try_with(py, |held| work.take().map(|work| work(held, spot.id)));
            match done {
                Ok(Some(result)) => return (result, spot.doc),
                _ => spot = Doc::locate(&spot.doc, py, spot.id),
            }
        }
    }

    /// Reads the tree.
    pub(crate) fn read<R>(&self, py: Python<'_>, f: impl FnOnce(&Tree, NodeId) -> R) -> R {
        self.with(py, |held, id| f(&held.tree, id))
    }

    /// The dict that was shown as `args`, if it was.
    pub(crate) fn shown<'py>(&self, py: Python<'py>) -> Option<&Bound<'py, PyDict>> {
        self.args.get().and_then(|args| args.bind(py).cast::<PyDict>().ok())
    }

    /// The handle of another node of the same tree.
    pub(crate) fn reach<'py>(slf: &Bound<'py, Expr>, doc: Py<Doc>, id: NodeId) -> PyResult<Bound<'py, Expr>> {
        match Expr::is_at(slf, &doc, id) {
            true => Ok(slf.clone()),
            false => Doc::handle(slf.py(), Spot { doc, id }),
        }
    }

    /// The same of a node of which this is known.
    pub(crate) fn reach_known<'py>(slf: &Bound<'py, Expr>, spot: Spot, known: Known) -> PyResult<Bound<'py, Expr>> {
        match Expr::is_at(slf, &spot.doc, spot.id) {
            true => Ok(slf.clone()),
            false => Doc::known_handle(slf.py(), spot, known),
        }
    }

    /// Whether this is the handle of that node; if not, it is going to be known.
    fn is_at(slf: &Bound<'_, Expr>, doc: &Py<Doc>, id: NodeId) -> bool {
        let handle = slf.get();
        if handle.id == id && handle.doc.is(doc) {
            return true;
        }
        Expr::make_known(slf);
        false
    }

    /// The handle of a node that is found in the tree.
    fn found<'py>(
        slf: &Bound<'py, Expr>,
        find: impl FnOnce(&Tree, NodeId) -> Option<NodeId>,
    ) -> PyResult<Option<Bound<'py, Expr>>> {
        let py = slf.py();
        let (found, doc) = slf.get().look(py, |held, id| find(&held.tree, id).map(|id| (id, held.known(py, id))));
        found.map(|(id, known)| Expr::reach_known(slf, Spot { doc, id }, known)).transpose()
    }
}

/// Reads the tree and turns what comes back into an object.
fn value_of<'py>(slf: &Bound<'py, Expr>, arg: Arg) -> PyResult<Bound<'py, PyAny>> {
    let py = slf.py();
    let (loose, doc) = slf.get().look(py, |held, id| match held.tree.get(id, arg) {
        // Lists and objects have to be the very ones in `args`.
        Value::List(_) | Value::Opaque(_) => None,
        value => Some(Loose::of(py, held, id, arg, value)),
    });
    match loose {
        Some(Loose::Node(id, known)) => Expr::reach_known(slf, Spot { doc, id }, known).map(Bound::into_any),
        Some(loose) => loose.into_python(py, &doc),
        None => args(slf)?.get_item(name_of(py, arg)),
    }
}

/// The dict that users see as `args`.
pub(crate) fn args<'py>(slf: &Bound<'py, Expr>) -> PyResult<Bound<'py, PyAny>> {
    let py = slf.py();
    if let Some(made) = slf.get().args.get() {
        if slf.get().with(py, |held, _| held.live) {
            edit::refresh_all(slf)?;
        }
        return Ok(made.bind(py).clone());
    }
    Expr::make_known(slf);
    let ((pairs, seen), doc) = slf.get().look(py, |held, id| {
        let loose = |(arg, value): (Arg, Value)| (arg, Loose::of(py, held, id, arg, value));
        (held.tree.arguments(id).map(loose).collect::<Vec<_>>(), held.changes)
    });
    let made = dict_view(slf)?;
    for (arg, value) in pairs {
        let is_list = matches!(value, Loose::List(_));
        let mut value = value.into_python(py, &doc)?;
        if let (true, Ok(items)) = (is_list, value.cast::<PyList>()) {
            value = list_view(items, slf, arg)?;
        }
        // Not what the class does with it: the tree has it.
        made.set_item(name_of(py, arg), value)?;
    }
    let made = made.into_any().unbind();
    // Another thread may have been first.
    let shown = slf.get().args.get_or_init(|| made).bind(py).clone();
    edit::catch_up(slf, seen)?;
    Ok(shown)
}

/// A name, unless it would be the member of an enumeration, which is no text.
fn named(tree: &Tree, id: NodeId, name: impl Fn(&Tree, NodeId) -> &str) -> String {
    if is_type_member(tree, id, Arg::This) {
        return String::new();
    }
    name(tree, id).to_string()
}

#[pymethods]
impl Expr {
    #[new]
    #[classmethod]
    #[pyo3(signature = (*args, **kwargs))]
    fn new<'py>(
        cls: &Bound<'py, PyType>,
        args: &Bound<'py, PyTuple>,
        kwargs: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<PyClassInitializer<Expr>> {
        match PENDING.take() {
            Some(handle) => Ok(handle.into()),
            None => Ok(match edit::make(cls, args, kwargs)? {
                Made::Handle(handle) => handle.into(),
                Made::Object(object) => object.into(),
            }),
        }
    }

    /// Sets the arguments of a node whose class has an initializer of its own; others got them when they were made.
    #[pyo3(signature = (**args))]
    fn _init(slf: &Bound<'_, Self>, args: Option<&Bound<'_, PyDict>>) -> PyResult<()> {
        edit::initialize(slf, args)
    }

    /// Makes a class of a program known as a kind of nodes.
    #[classmethod]
    #[pyo3(signature = (**_kwargs))]
    fn __init_subclass__(cls: &Bound<'_, PyType>, _kwargs: Option<&Bound<'_, PyDict>>) -> PyResult<()> {
        classes::adopt(cls)
    }

    #[classattr]
    fn key() -> &'static str {
        Kind::Expr.key()
    }

    #[classattr]
    fn arg_types(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
        classes::arg_types(py, Kind::Expr)
    }

    #[classattr]
    fn is_var_len_args() -> bool {
        false
    }

    /// The value under `this`.
    #[getter]
    fn this<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        value_of(slf, Arg::This)
    }

    /// The value under `expression`.
    #[getter]
    fn expression<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        value_of(slf, Arg::Expression)
    }

    /// The list under `expressions`; an empty one if there is none.
    #[getter]
    fn expressions<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let found = value_of(slf, Arg::Expressions)?;
        Ok(if found.is_none() { PyList::empty(slf.py()).into_any() } else { found })
    }

    /// The arguments by name, in the order they were given.
    #[getter]
    fn args<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        args(slf)
    }

    /// The text under an argument: a string, or the name of an identifier, literal, variable, star or null.
    fn text(&self, py: Python<'_>, key: &str) -> String {
        let arg = Arg::find(key);
        self.read(py, |tree, id| match arg {
            Some(arg) if !is_type_member(tree, id, arg) => tree.text_of(id, arg).to_string(),
            _ => String::new(),
        })
    }

    /// The name: of a column, table or variable its own, of most others the text under `this`.
    #[getter]
    fn name(&self, py: Python<'_>) -> String {
        self.read(py, |tree, id| named(tree, id, Tree::name))
    }

    /// The text under `table`; columns have it as `table`, as tables and columns have the two below. In Python they would
    /// take twice the time.
    #[getter]
    fn _table(&self, py: Python<'_>) -> String {
        self.read(py, |tree, id| tree.text_of(id, Arg::Table).to_string())
    }

    /// The text under `db`.
    #[getter]
    fn _db(&self, py: Python<'_>) -> String {
        self.read(py, |tree, id| tree.text_of(id, Arg::Db).to_string())
    }

    /// The text under `catalog`.
    #[getter]
    fn _catalog(&self, py: Python<'_>) -> String {
        self.read(py, |tree, id| tree.text_of(id, Arg::Catalog).to_string())
    }

    /// The alias; empty if there is none.
    #[getter]
    fn alias(&self, py: Python<'_>) -> String {
        self.read(py, |tree, id| tree.alias(id).to_string())
    }

    /// The alias if there is one, else the name.
    #[getter]
    fn alias_or_name(&self, py: Python<'_>) -> String {
        self.read(py, |tree, id| named(tree, id, Tree::alias_or_name))
    }

    /// The name of the column that a projection makes; empty if the database makes one up.
    #[getter]
    fn output_name(&self, py: Python<'_>) -> String {
        self.read(py, |tree, id| tree.output_name(id).to_string())
    }

    /// The names of the columns that an alias such as `AS t(a, b)` gives.
    #[getter]
    fn alias_column_names(&self, py: Python<'_>) -> Vec<String> {
        self.read(py, |tree, id| match tree.node(id, Arg::Alias) {
            Some(alias) => tree.children(alias, Arg::Columns).iter().map(|c| tree.name(*c).to_string()).collect(),
            None => Vec::new(),
        })
    }

    /// Whether it is a string literal.
    #[getter]
    fn is_string(&self, py: Python<'_>) -> bool {
        self.read(py, Tree::is_string)
    }

    /// Whether it is a number, or minus one.
    #[getter]
    fn is_number(&self, py: Python<'_>) -> bool {
        self.read(py, Tree::is_number)
    }

    /// Whether it is an integer, or minus one.
    #[getter]
    fn is_int(&self, py: Python<'_>) -> bool {
        self.read(py, Tree::is_int)
    }

    /// Whether it stands for all columns.
    #[getter]
    fn is_star(&self, py: Python<'_>) -> bool {
        self.read(py, Tree::is_star)
    }

    /// The comments that hang on the node; `None` if there are none. The list is the node's own: what is done to it counts.
    #[getter]
    fn comments<'py>(slf: &Bound<'py, Self>) -> PyResult<Option<Bound<'py, PyList>>> {
        notes::comments(slf)
    }

    #[setter]
    fn set_comments(slf: &Bound<'_, Self>, comments: Option<Bound<'_, PyAny>>) -> PyResult<()> {
        notes::set_comments(slf, comments)
    }

    /// The data type that was given to the node.
    #[getter]
    fn _type<'py>(slf: &Bound<'py, Self>) -> Option<Bound<'py, PyAny>> {
        let py = slf.py();
        slf.get().with(py, |held, id| held.extras.get(id)?.type_.as_ref().map(|found| found.bind(py).clone()))
    }

    #[setter(_type)]
    fn set_given_type(slf: &Bound<'_, Self>, found: Option<Py<PyAny>>) {
        Expr::make_known(slf);
        // The engine sees a copy: types are shared by programs, and trees that share a node would become one.
        let type_ = found.as_ref().and_then(|found| found.bind(slf.py()).cast::<Expr>().ok()).map(|type_| {
            let mut copy = Tree::new();
            let root = type_.get().read(slf.py(), |tree, id| copy.import(tree, id));
            (copy, root)
        });
        let old = slf.get().with(slf.py(), |held, id| {
            let type_ = type_.map(|(tree, root)| held.tree.import(&tree, root));
            held.tree.set_type(id, type_);
            std::mem::replace(&mut held.extras.entry(id).type_, found)
        });
        drop(old);
    }

    /// What was remembered of the node's hash; the engine does not use it.
    #[getter]
    fn _hash<'py>(slf: &Bound<'py, Self>) -> Option<Bound<'py, PyAny>> {
        let py = slf.py();
        slf.get().with(py, |held, id| held.extras.get(id)?.hash.as_ref().map(|found| found.bind(py).clone()))
    }

    #[setter(_hash)]
    fn set_given_hash(slf: &Bound<'_, Self>, found: Option<Py<PyAny>>) {
        Expr::make_known(slf);
        let old = slf.get().with(slf.py(), |held, id| std::mem::replace(&mut held.extras.entry(id).hash, found));
        drop(old);
    }

    /// Free-form facts about the node; `None` if there are none.
    #[getter]
    fn _meta<'py>(slf: &Bound<'py, Self>) -> PyResult<Option<Bound<'py, PyDict>>> {
        notes::meta(slf, false)
    }

    #[setter(_meta)]
    fn set_given_meta(slf: &Bound<'_, Self>, meta: Option<Bound<'_, PyDict>>) {
        notes::set_meta(slf, meta);
    }

    /// Free-form facts about the node. Of those that were parsed from a token: its `line` and `col`, and the offsets of its
    /// first and last character, `start` and `end`.
    #[getter]
    fn meta<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyDict>> {
        Ok(notes::meta(slf, true)?.unwrap_or_else(|| PyDict::new(slf.py())))
    }

    // ---- above --------------------------------------------------------------------------------------------------

    /// The node that this one hangs under.
    #[getter]
    fn parent<'py>(slf: &Bound<'py, Self>) -> PyResult<Option<Bound<'py, Expr>>> {
        Expr::found(slf, Tree::parent)
    }

    /// The argument of the parent that holds this node.
    #[getter]
    fn arg_key(&self, py: Python<'_>) -> Option<&'static str> {
        self.read(py, |tree, id| Some(tree.parent_arg(id)).filter(|arg| *arg != Arg::NONE).map(Arg::name))
    }

    /// The position in the parent's list, if a list holds this node.
    #[getter]
    fn index(&self, py: Python<'_>) -> Option<i32> {
        self.read(py, Tree::told_index)
    }

    #[setter]
    fn set_parent(slf: &Bound<'_, Self>, parent: Option<&Bound<'_, Expr>>) {
        edit::set_parent(slf, parent);
    }

    #[setter]
    fn set_arg_key(slf: &Bound<'_, Self>, key: Option<&str>) -> PyResult<()> {
        let arg = key.map(arg_named).transpose()?.unwrap_or(Arg::NONE);
        slf.get().with(slf.py(), |held, id| {
            let index = held.tree.told_index(id);
            edit::moving(held).set_place(id, arg, index);
        });
        Ok(())
    }

    #[setter]
    fn set_index(slf: &Bound<'_, Self>, index: Option<i32>) {
        slf.get().with(slf.py(), |held, id| {
            let arg = held.tree.parent_arg(id);
            edit::moving(held).set_place(id, arg, index);
        });
    }

    #[setter]
    fn set_args(slf: &Bound<'_, Self>, args: &Bound<'_, PyDict>) -> PyResult<()> {
        edit::set_args(slf, args)
    }

    /// How many nodes are above this one.
    #[getter]
    fn depth(&self, py: Python<'_>) -> PyResult<usize> {
        let (above, nodes) = self.read(py, |tree, id| (tree.ancestors(id).count(), tree.len()));
        match above < nodes {
            true => Ok(above),
            false => Err(PyRecursionError::new_err("a node is above itself")),
        }
    }

    /// The topmost node.
    fn root<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, Expr>> {
        slf.get().depth(slf.py())?;
        let (root, doc) = slf.get().look(slf.py(), |held, id| held.tree.root(id));
        Expr::reach(slf, doc, root)
    }

    /// The nearest `SELECT` above.
    #[getter]
    fn parent_select<'py>(slf: &Bound<'py, Self>) -> PyResult<Option<Bound<'py, Expr>>> {
        Expr::found(slf, |tree, id| tree.find_ancestor(id, Kind::Select))
    }

    /// The nearest node above that is an instance of one of these classes.
    #[pyo3(signature = (*expression_types))]
    fn find_ancestor<'py>(
        slf: &Bound<'py, Self>,
        expression_types: &Bound<'py, PyTuple>,
    ) -> PyResult<Option<Bound<'py, Expr>>> {
        let kinds = wanted(expression_types)?;
        Expr::found(slf, |tree, id| tree.ancestors(id).find(|node| is_any(tree, *node, &kinds)))
    }

    // ---- below --------------------------------------------------------------------------------------------------

    /// Whether there are no nodes below.
    fn is_leaf(&self, py: Python<'_>) -> bool {
        self.read(py, repr::is_leaf)
    }

    /// This node and all below: level by level, or depth first. `prune(node)` says whether to leave out what is below.
    #[pyo3(signature = (bfs=true, prune=None))]
    fn walk(slf: &Bound<'_, Self>, bfs: bool, prune: Option<Py<PyAny>>) -> PyResult<Walk> {
        Walk::new(slf, bfs, prune, Wanted::All)
    }

    /// This node and all below, level by level.
    #[pyo3(signature = (prune=None))]
    fn bfs(slf: &Bound<'_, Self>, prune: Option<Py<PyAny>>) -> PyResult<Walk> {
        Walk::new(slf, true, prune, Wanted::All)
    }

    /// This node and all below, depth first.
    #[pyo3(signature = (prune=None))]
    fn dfs(slf: &Bound<'_, Self>, prune: Option<Py<PyAny>>) -> PyResult<Walk> {
        Walk::new(slf, false, prune, Wanted::All)
    }

    /// All nodes below and with this one that are instances of one of these classes.
    #[pyo3(signature = (*expression_types, bfs=true))]
    fn find_all(slf: &Bound<'_, Self>, expression_types: &Bound<'_, PyTuple>, bfs: bool) -> PyResult<Walk> {
        Walk::new(slf, bfs, None, Wanted::of(wanted(expression_types)?))
    }

    /// The first of `find_all`.
    #[pyo3(signature = (*expression_types, bfs=true))]
    fn find<'py>(
        slf: &Bound<'py, Self>,
        expression_types: &Bound<'py, PyTuple>,
        bfs: bool,
    ) -> PyResult<Option<Bound<'py, Expr>>> {
        let kinds = wanted(expression_types)?;
        edit::refuse_loops(slf)?;
        Expr::found(slf, |tree, id| match bfs {
            true => tree.walk_breadth(id).find(|node| is_any(tree, *node, &kinds)),
            false => tree.walk(id).find(|node| is_any(tree, *node, &kinds)),
        })
    }

    /// The nodes directly below.
    #[pyo3(signature = (reverse=false))]
    fn iter_expressions<'py>(slf: &Bound<'py, Self>, reverse: bool) -> PyResult<Bound<'py, PyAny>> {
        let mut children = Vec::new();
        let ((), doc) = slf.get().look(slf.py(), |held, id| held.tree.each_child(id, |child| children.push(child)));
        if reverse {
            children.reverse();
        }
        let nodes = children.into_iter().map(|id| Expr::reach(slf, doc.clone_ref(slf.py()), id));
        PyList::new(slf.py(), nodes.collect::<PyResult<Vec<_>>>()?)?.call_method0("__iter__")
    }

    /// What is inside the parentheses, if these are parentheses.
    fn unnest<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, Expr>> {
        let (inner, doc) = slf.get().look(slf.py(), |held, id| held.tree.unnested(id));
        Expr::reach(slf, doc, inner)
    }

    /// What has the alias, if this is one.
    fn unalias<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, Expr>> {
        let (inner, doc) = slf.get().look(slf.py(), |held, id| match held.tree.kind(id) {
            Kind::Alias => held.tree.this(id).unwrap_or(id),
            _ => id,
        });
        Expr::reach(slf, doc, inner)
    }

    // ---- changing -----------------------------------------------------------------------------------------------

    /// Sets an argument, or the item at `index` of the list under it, and makes the nodes in `value` children of this one.
    /// `None` takes the argument or the item away; a list takes the place of an item; without `overwrite` the value gets
    /// before the item.
    #[pyo3(signature = (arg_key, value, index=None, overwrite=true))]
    fn set(
        slf: &Bound<'_, Self>,
        arg_key: &Bound<'_, PyString>,
        value: &Bound<'_, PyAny>,
        index: Option<isize>,
        overwrite: bool,
    ) -> PyResult<()> {
        edit::set(slf, arg_called(arg_key)?, value, index, overwrite)
    }

    /// Appends to the list under an argument, which is made if there is none.
    fn append(slf: &Bound<'_, Self>, arg_key: &Bound<'_, PyString>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        edit::append(slf, arg_called(arg_key)?, value)
    }

    /// Puts another node, or several, where this one hangs, and returns that. This one becomes a root. Without a parent
    /// nothing happens.
    fn replace<'py>(slf: &Bound<'py, Self>, expression: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        edit::replace(slf, expression)
    }

    /// Takes the node out of its parent, and returns it.
    fn pop<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, Expr>> {
        let nothing = slf.py().None().into_bound(slf.py());
        edit::replace(slf, &nothing)?;
        Ok(slf.clone())
    }

    /// Calls `fun(node, ...)` for all nodes, parents first, and puts what it returns in their places; below a node that was
    /// replaced it does not go on. Works on a copy unless told otherwise, and returns the root.
    #[pyo3(signature = (fun, *args, copy=true, **kwargs))]
    fn transform<'py>(
        slf: &Bound<'py, Self>,
        fun: &Bound<'py, PyAny>,
        args: &Bound<'py, PyTuple>,
        copy: bool,
        kwargs: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        edit::transform(slf, fun, args, copy, kwargs)
    }

    /// Writes an argument without making anything a child: what `args[key] = value` does.
    fn _write(slf: &Bound<'_, Self>, key: &Bound<'_, PyString>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        edit::write(slf, arg_called(key)?, value, false)
    }

    /// Takes an argument out of the tree: what `del args[key]` does beside.
    fn _erase(slf: &Bound<'_, Self>, key: &str) {
        if let Some(arg) = Arg::find(key) {
            slf.get().with(slf.py(), |held, id| edit::changing(held).set_raw(id, arg, Value::None));
        }
    }

    /// Writes a list that was changed without making anything a child: what changes of `args[key]` do beside.
    fn _sync(slf: &Bound<'_, Self>, key: &str, items: &Bound<'_, PyList>) -> PyResult<()> {
        edit::store(slf, arg_named(key)?, items.as_any(), false).map(|_| ())
    }

    /// The same where only some items changed: at `start`, where `removed` items stood, `added` new ones do.
    fn _splice(
        slf: &Bound<'_, Self>,
        key: &str,
        start: usize,
        removed: usize,
        added: usize,
        items: &Bound<'_, PyList>,
    ) -> PyResult<()> {
        edit::splice(slf, arg_named(key)?, (start, removed, added), items)
    }

    /// Appends to a list of the tree without making anything a child: what `args[key].append` does beside.
    fn _push(slf: &Bound<'_, Self>, key: &str, value: &Bound<'_, PyAny>) -> PyResult<()> {
        edit::push(slf, arg_named(key)?, value)
    }

    // ---- whole trees --------------------------------------------------------------------------------------------

    /// A copy of this node and all below, in a tree of its own.
    fn copy<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        edit::copy(slf)
    }

    fn __copy__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, Expr>> {
        edit::deepcopy(slf)
    }

    fn __deepcopy__<'py>(slf: &Bound<'py, Self>, _memo: &Bound<'py, PyAny>) -> PyResult<Bound<'py, Expr>> {
        edit::deepcopy(slf)
    }

    fn __eq__(slf: &Bound<'_, Self>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        other.cast::<Expr>().map_or(Ok(false), |other| edit::equal(slf, other))
    }

    fn __hash__(slf: &Bound<'_, Self>) -> PyResult<isize> {
        edit::refuse_loops(slf)?;
        Ok(slf.get().with(slf.py(), |held, id| edit::hash_of(held, id).0 as isize))
    }

    /// Raises `RecursionError` if a node is below itself.
    fn _refuse_loops(slf: &Bound<'_, Self>) -> PyResult<()> {
        edit::refuse_loops(slf)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        notes::follow_comments(slf)?;
        repr::of(slf)
    }

    fn __str__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Expr::sql(slf, None, true, None)
    }

    /// The node as SQL of a dialect.
    #[pyo3(signature = (dialect=None, copy=true, **opts))]
    pub(crate) fn sql(
        slf: &Bound<'_, Self>,
        dialect: Option<&Bound<'_, PyAny>>,
        copy: bool,
        opts: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<String> {
        let py = slf.py();
        let resolved = dialect::resolve(py, dialect)?;
        if let Some(instance) = resolved.programs(py, dialect::GENERATE) {
            let options = opts.map_or_else(|| Ok(PyDict::new(py)), |opts| opts.copy())?;
            options.set_item("copy", copy)?;
            return instance.call_method("generate", (slf,), Some(&options))?.extract();
        }
        // The engine's generation never changes what it is given, so that there is nothing to copy.
        let options = options::generate(py, "sql", opts)?;
        notes::follow_comments(slf)?;
        api::generate_node(slf, &resolved.dialect, &options)
    }

    /// The tree below as an indented outline, one node a line.
    fn outline(slf: &Bound<'_, Self>) -> PyResult<String> {
        edit::refuse_loops(slf)?;
        Ok(slf.get().read(slf.py(), Tree::outline))
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.doc)?;
        self.args.get().map_or(Ok(()), |args| visit.call(args))
    }
}
