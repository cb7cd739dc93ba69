//! `Expr`: the handle of a node.

use crate::{
    api, classes,
    convert::{dict_view, is_type_member, Loose},
    dialect,
    doc::Doc,
    options, repr,
    walk::{is_any, wanted, Walk},
};
use pyo3::{
    exceptions::{PyNotImplementedError, PyTypeError},
    gc::PyVisit,
    prelude::*,
    types::{PyDict, PyList, PyTuple, PyType},
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

/// A handle: which tree, which node. It never changes; what it shows is read from the tree.
#[pyclass(frozen, subclass, module = "sqlectic.expressions")]
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
    /// Makes the Python object of a handle.
    pub(crate) fn create<'py>(
        py: Python<'py>,
        class: &Bound<'py, PyType>,
        doc: Py<Doc>,
        id: NodeId,
        registered: bool,
    ) -> PyResult<Bound<'py, Expr>> {
        let handle = Expr { doc, id, registered: AtomicBool::new(registered), args: OnceLock::new() };
        if class.is(py.get_type::<Expr>()) {
            return Bound::new(py, handle);
        }
        PENDING.set(Some(handle));
        let object = class.call0();
        PENDING.take();
        Ok(object?.cast_into::<Expr>()?)
    }

    /// Notes that the handle gets registered now; whether it was not before.
    pub(crate) fn first_register(&self) -> bool {
        !self.registered.swap(true, Ordering::Relaxed)
    }

    /// Reads the tree.
    pub(crate) fn read<R>(&self, py: Python<'_>, f: impl FnOnce(&Tree, NodeId) -> R) -> R {
        f(&self.doc.get().lock(py).tree, self.id)
    }
}

/// Reads the tree and turns what comes back into an object.
fn value_of<'py>(slf: &Bound<'py, Expr>, arg: Arg) -> PyResult<Bound<'py, PyAny>> {
    let loose = slf.get().read(slf.py(), |tree, id| match tree.get(id, arg) {
        // A list has to be the very one in `args`.
        Value::List(_) => None,
        value => Some(Loose::of(tree, id, arg, value)),
    });
    match loose {
        Some(loose) => loose.into_python(slf),
        None => args(slf)?.get_item(arg.name()),
    }
}

fn args<'py>(slf: &Bound<'py, Expr>) -> PyResult<Bound<'py, PyAny>> {
    let py = slf.py();
    if let Some(made) = slf.get().args.get() {
        return Ok(made.bind(py).clone());
    }
    let pairs: Vec<(&str, Loose)> = slf.get().read(py, |tree, id| {
        tree.arguments(id).map(|(arg, value)| (arg.name(), Loose::of(tree, id, arg, value))).collect()
    });
    let list = PyList::empty(py);
    for (name, value) in pairs {
        list.append((name, value.into_python(slf)?))?;
    }
    let made = dict_view(py, list)?.unbind();
    // Another thread may have been first.
    Ok(slf.get().args.get_or_init(|| made).bind(py).clone())
}

/// A name, unless it would be the member of an enumeration, which is no text.
fn named(tree: &Tree, id: NodeId, name: impl Fn(&Tree, NodeId) -> &str) -> String {
    if is_type_member(tree, id, Arg::This) {
        return String::new();
    }
    name(tree, id).to_string()
}

fn handle_of<'py>(slf: &Bound<'py, Expr>, id: Option<NodeId>) -> PyResult<Option<Bound<'py, Expr>>> {
    id.map(|id| Doc::handle(slf, id)).transpose()
}

#[pymethods]
impl Expr {
    #[new]
    #[pyo3(signature = (*_args, **_kwargs))]
    fn new(_args: &Bound<'_, PyTuple>, _kwargs: Option<&Bound<'_, PyDict>>) -> PyResult<Expr> {
        PENDING.take().ok_or_else(|| {
            PyNotImplementedError::new_err("making nodes from Python is not there yet: parse them with parse_one")
        })
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

    /// The comments that hang on the node; `None` if there are none.
    #[getter]
    fn comments(&self, py: Python<'_>) -> Option<Vec<String>> {
        self.read(py, |tree, id| match tree.comments(id) {
            [] => None,
            comments => Some(comments.iter().map(|text| tree.str(*text).to_string()).collect()),
        })
    }

    // ---- above --------------------------------------------------------------------------------------------------

    /// The node that this one hangs under.
    #[getter]
    fn parent<'py>(slf: &Bound<'py, Self>) -> PyResult<Option<Bound<'py, Expr>>> {
        let parent = slf.get().read(slf.py(), Tree::parent);
        handle_of(slf, parent)
    }

    /// The argument of the parent that holds this node.
    #[getter]
    fn arg_key(&self, py: Python<'_>) -> Option<&'static str> {
        self.read(py, |tree, id| tree.parent(id).map(|_| tree.parent_arg(id).name()))
    }

    /// The position in the parent's list, if a list holds this node.
    #[getter]
    fn index(&self, py: Python<'_>) -> Option<usize> {
        self.read(py, |tree, id| tree.parent(id).and(tree.index(id)))
    }

    /// How many nodes are above this one.
    #[getter]
    fn depth(&self, py: Python<'_>) -> usize {
        self.read(py, |tree, id| tree.ancestors(id).count())
    }

    /// The topmost node.
    fn root<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, Expr>> {
        let root = slf.get().read(slf.py(), Tree::root);
        Doc::handle(slf, root)
    }

    /// The nearest `SELECT` above.
    #[getter]
    fn parent_select<'py>(slf: &Bound<'py, Self>) -> PyResult<Option<Bound<'py, Expr>>> {
        let found = slf.get().read(slf.py(), |tree, id| tree.find_ancestor(id, Kind::Select));
        handle_of(slf, found)
    }

    /// The nearest node above that is an instance of one of these classes.
    #[pyo3(signature = (*expression_types))]
    fn find_ancestor<'py>(
        slf: &Bound<'py, Self>,
        expression_types: &Bound<'py, PyTuple>,
    ) -> PyResult<Option<Bound<'py, Expr>>> {
        let kinds = wanted(expression_types)?;
        let found = slf.get().read(slf.py(), |tree, id| tree.ancestors(id).find(|node| is_any(tree, *node, &kinds)));
        handle_of(slf, found)
    }

    // ---- below --------------------------------------------------------------------------------------------------

    /// Whether there are no nodes below.
    fn is_leaf(&self, py: Python<'_>) -> bool {
        self.read(py, repr::is_leaf)
    }

    /// This node and all below: level by level, or depth first. `prune(node)` says whether to leave out what is below.
    #[pyo3(signature = (bfs=true, prune=None))]
    fn walk(slf: &Bound<'_, Self>, bfs: bool, prune: Option<Py<PyAny>>) -> Walk {
        Walk::new(slf, bfs, prune, None)
    }

    /// This node and all below, level by level.
    #[pyo3(signature = (prune=None))]
    fn bfs(slf: &Bound<'_, Self>, prune: Option<Py<PyAny>>) -> Walk {
        Walk::new(slf, true, prune, None)
    }

    /// This node and all below, depth first.
    #[pyo3(signature = (prune=None))]
    fn dfs(slf: &Bound<'_, Self>, prune: Option<Py<PyAny>>) -> Walk {
        Walk::new(slf, false, prune, None)
    }

    /// All nodes below and with this one that are instances of one of these classes.
    #[pyo3(signature = (*expression_types, bfs=true))]
    fn find_all(slf: &Bound<'_, Self>, expression_types: &Bound<'_, PyTuple>, bfs: bool) -> PyResult<Walk> {
        Ok(Walk::new(slf, bfs, None, Some(wanted(expression_types)?)))
    }

    /// The first of `find_all`.
    #[pyo3(signature = (*expression_types, bfs=true))]
    fn find<'py>(
        slf: &Bound<'py, Self>,
        expression_types: &Bound<'py, PyTuple>,
        bfs: bool,
    ) -> PyResult<Option<Bound<'py, Expr>>> {
        let kinds = wanted(expression_types)?;
        let found = slf.get().read(slf.py(), |tree, id| match bfs {
            true => tree.walk_breadth(id).find(|node| is_any(tree, *node, &kinds)),
            false => tree.walk(id).find(|node| is_any(tree, *node, &kinds)),
        });
        handle_of(slf, found)
    }

    /// The nodes directly below.
    #[pyo3(signature = (reverse=false))]
    fn iter_expressions<'py>(slf: &Bound<'py, Self>, reverse: bool) -> PyResult<Bound<'py, PyAny>> {
        let mut children = Vec::new();
        slf.get().read(slf.py(), |tree, id| tree.each_child(id, |child| children.push(child)));
        if reverse {
            children.reverse();
        }
        let nodes: Vec<_> = children.into_iter().map(|id| Doc::handle(slf, id)).collect::<PyResult<_>>()?;
        PyList::new(slf.py(), nodes)?.call_method0("__iter__")
    }

    /// What is inside the parentheses, if these are parentheses.
    fn unnest<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, Expr>> {
        let inner = slf.get().read(slf.py(), |tree, mut id| {
            while let (Kind::Paren, Some(this)) = (tree.kind(id), tree.this(id)) {
                id = this;
            }
            id
        });
        Doc::handle(slf, inner)
    }

    /// What has the alias, if this is one.
    fn unalias<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, Expr>> {
        let inner = slf.get().read(slf.py(), |tree, id| match tree.kind(id) {
            Kind::Alias => tree.this(id).unwrap_or(id),
            _ => id,
        });
        Doc::handle(slf, inner)
    }

    // ---- whole trees --------------------------------------------------------------------------------------------

    /// A copy of this node and all below, in a tree of its own.
    fn copy<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, Expr>> {
        let py = slf.py();
        let this = slf.get();
        let (tree, root) = py.detach(|| {
            let mut copy = Tree::new();
            let root = copy.import(&this.doc.get().lock_detached().tree, this.id);
            (copy, root)
        });
        Doc::root_handle(&Bound::new(py, Doc::new(tree))?, root)
    }

    fn __copy__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, Expr>> {
        Expr::copy(slf)
    }

    fn __deepcopy__<'py>(slf: &Bound<'py, Self>, _memo: &Bound<'py, PyAny>) -> PyResult<Bound<'py, Expr>> {
        Expr::copy(slf)
    }

    fn __eq__(slf: &Bound<'_, Self>, other: &Bound<'_, PyAny>) -> bool {
        let Ok(other) = other.cast::<Expr>() else { return false };
        let (py, a, b) = (slf.py(), slf.get(), other.get());
        if a.doc.is(&b.doc) {
            return a.read(py, |tree, id| tree.equal(id, tree, b.id));
        }
        // Two locks: always in the same order, so that threads cannot wait for each other.
        let (first, second) = if a.doc.as_ptr() < b.doc.as_ptr() { (a, b) } else { (b, a) };
        let first_held = first.doc.get().lock(py);
        let second_held = second.doc.get().lock(py);
        first_held.tree.equal(first.id, &second_held.tree, second.id)
    }

    fn __hash__(&self, py: Python<'_>) -> isize {
        self.read(py, |tree, id| tree.hash(id).0 as isize)
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        self.read(py, repr::repr)
    }

    fn __str__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Expr::sql(slf, None, true, None)
    }

    /// The node as SQL of a dialect.
    #[pyo3(signature = (dialect=None, copy=true, **opts))]
    fn sql(
        slf: &Bound<'_, Self>,
        dialect: Option<&Bound<'_, PyAny>>,
        copy: bool,
        opts: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<String> {
        // Generation never changes what it is given, so that there is nothing to copy.
        let _ = copy;
        let options = options::generate("sql", opts)?;
        let dialect = dialect::resolve(dialect)?;
        api::generate_node(slf, &dialect, &options)
    }

    /// The tree below as an indented outline, one node a line.
    fn outline(&self, py: Python<'_>) -> String {
        self.read(py, Tree::outline)
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.doc)?;
        self.args.get().map_or(Ok(()), |args| visit.call(args))
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err("pickling nodes is not there yet"))
    }
}
