//! Python classes of node kinds, made from the schema when they are first asked for.

use crate::node::Expr;
use pyo3::{
    exceptions::PyAttributeError,
    prelude::*,
    sync::PyOnceLock,
    types::{PyDict, PyTuple, PyType},
};
use sqlectic::Kind;
use std::collections::HashMap;
use std::sync::{LazyLock, RwLock};

/// Where the classes say they live.
const MODULE: &str = "sqlectic.expressions";

static CLASSES: LazyLock<Vec<PyOnceLock<Py<PyType>>>> =
    LazyLock::new(|| (0..Kind::DECLARED).map(|_| PyOnceLock::new()).collect());

/// Kinds by the address of their class; classes are never freed.
static KINDS: LazyLock<RwLock<HashMap<usize, Kind>>> = LazyLock::new(Default::default);

/// The class of a kind.
pub(crate) fn class_of(py: Python<'_>, kind: Kind) -> PyResult<&Bound<'_, PyType>> {
    let cell = &CLASSES[kind.0 as usize];
    cell.get_or_try_init(py, || make(py, kind)).map(|class| class.bind(py))
}

/// The kind of a class; none for classes that programs made.
pub(crate) fn kind_of(class: &Bound<'_, PyType>) -> Option<Kind> {
    KINDS.read().expect("the lock is never poisoned").get(&(class.as_ptr() as usize)).copied()
}

fn make(py: Python<'_>, kind: Kind) -> PyResult<Py<PyType>> {
    let row = kind.row();
    let class = if kind == Kind::Expr {
        py.get_type::<Expr>()
    } else {
        let bases: Vec<_> = row.bases.iter().map(|base| class_of(py, *base)).collect::<PyResult<_>>()?;
        let facts = PyDict::new(py);
        facts.set_item("__slots__", PyTuple::empty(py))?;
        facts.set_item("__module__", MODULE)?;
        facts.set_item("__doc__", row.doc)?;
        facts.set_item("key", row.key)?;
        facts.set_item("arg_types", arg_types(py, kind)?)?;
        facts.set_item("is_var_len_args", row.args.iter().any(|arg| arg.var_len))?;
        if kind.is(Kind::Func) && !row.sql_names.is_empty() {
            facts.set_item("_sql_names", row.sql_names.to_vec())?;
        }
        let class = py.get_type::<PyType>().call1((row.name, PyTuple::new(py, bases)?, facts))?;
        class.cast_into::<PyType>()?
    };
    KINDS.write().expect("the lock is never poisoned").insert(class.as_ptr() as usize, kind);
    Ok(class.unbind())
}

/// Arguments in positional order, each with whether it is required.
pub(crate) fn arg_types(py: Python<'_>, kind: Kind) -> PyResult<Bound<'_, PyDict>> {
    let types = PyDict::new(py);
    for arg in kind.row().args {
        types.set_item(arg.arg.name(), arg.required)?;
    }
    Ok(types)
}

/// The class of a node kind by its name.
#[pyfunction]
pub(crate) fn expression_class<'py>(py: Python<'py>, name: &str) -> PyResult<&'py Bound<'py, PyType>> {
    match Kind::find(name).filter(|kind| (kind.0 as usize) < Kind::DECLARED) {
        Some(kind) => class_of(py, kind),
        None => Err(PyAttributeError::new_err(format!("module '{MODULE}' has no attribute '{name}'"))),
    }
}

/// The names of all node kinds.
#[pyfunction]
pub(crate) fn class_names() -> Vec<&'static str> {
    Kind::declared().map(Kind::name).collect()
}
