//! Values of the tree as Python objects.

use crate::{doc::Doc, imported, node::Expr};
use pyo3::{
    prelude::*,
    sync::PyOnceLock,
    types::{PyBool, PyList, PyString},
};
use sqlectic::{Arg, Kind, NodeId, Tree, Value};

/// A value copied out of the tree, so that Python objects can be made of it without a lock.
pub(crate) enum Loose {
    None,
    Bool(bool),
    Int(i64),
    Text(String),
    /// A member of the enumeration of types.
    Type(String),
    Node(NodeId),
    List(Vec<Loose>),
}

impl Loose {
    /// Copies the value of an argument out.
    pub(crate) fn of(tree: &Tree, id: NodeId, arg: Arg, value: Value) -> Loose {
        match value {
            Value::Text(text) if is_type_member(tree, id, arg) => Loose::Type(tree.str(text).to_string()),
            Value::List(list) => Loose::List(tree.items(list).map(|item| Loose::of(tree, id, arg, item)).collect()),
            Value::None | Value::Opaque(_) => Loose::None,
            Value::Bool(flag) => Loose::Bool(flag),
            Value::Int(n) => Loose::Int(n),
            Value::Text(text) => Loose::Text(tree.str(text).to_string()),
            Value::Node(node) => Loose::Node(node),
        }
    }

    /// Makes the Python object, for the node that `from` is a handle of.
    pub(crate) fn into_python<'py>(self, from: &Bound<'py, Expr>) -> PyResult<Bound<'py, PyAny>> {
        let py = from.py();
        Ok(match self {
            Loose::None => py.None().into_bound(py),
            Loose::Bool(flag) => PyBool::new(py, flag).to_owned().into_any(),
            Loose::Int(n) => n.into_pyobject(py)?.into_any(),
            Loose::Text(text) => PyString::new(py, &text).into_any(),
            Loose::Type(name) => type_member(py, &name)?,
            Loose::Node(id) => Doc::handle(from, id)?.into_any(),
            Loose::List(items) => {
                let items: Vec<_> = items.into_iter().map(|item| item.into_python(from)).collect::<PyResult<_>>()?;
                list_view(py, PyList::new(py, items)?)?
            }
        })
    }
}

/// Whether a text under this argument stands for a member of the enumeration of types.
pub(crate) fn is_type_member(tree: &Tree, id: NodeId, arg: Arg) -> bool {
    arg == Arg::This && tree.kind(id) == Kind::DataType
}

/// `DType.INT` of `INT`; a name that is none of them stays a string.
fn type_member<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    static DTYPE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let members = imported(py, &DTYPE, "sqlectic.expressions.datatypes", "MEMBERS")?;
    match members.get_item(name) {
        Ok(member) => Ok(member),
        Err(_) => Ok(PyString::new(py, name).into_any()),
    }
}

fn list_view<'py>(py: Python<'py>, items: Bound<'py, PyList>) -> PyResult<Bound<'py, PyAny>> {
    static ITEMS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    imported(py, &ITEMS, "sqlectic._views", "Items")?.call1((items,))
}

/// The dict that users see as `args`.
pub(crate) fn dict_view<'py>(py: Python<'py>, pairs: Bound<'py, PyList>) -> PyResult<Bound<'py, PyAny>> {
    static ARGS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    imported(py, &ARGS, "sqlectic._views", "Args")?.call1((pairs,))
}
