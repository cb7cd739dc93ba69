//! Values of the tree as Python objects, and back.

use crate::{
    doc::{Doc, Docs, Held, Known, Spot},
    imported,
    node::Expr,
};
use pyo3::{
    exceptions::PyValueError,
    intern,
    prelude::*,
    sync::PyOnceLock,
    types::{PyBool, PyDict, PyInt, PyList, PyString},
};
use rustc_hash::FxHashMap;
use sqlectic::{Arg, Kind, NodeId, Tree, Value};
use std::cell::RefCell;

/// A value copied out of the tree, so that Python objects can be made of it without a lock.
pub(crate) enum Loose {
    None,
    Bool(bool),
    Int(i64),
    Text(String),
    /// A member of the enumeration of types.
    Type(String),
    Node(NodeId, Known),
    List(Vec<Loose>),
    Object(Py<PyAny>),
}

impl Loose {
    /// Copies the value of an argument out.
    pub(crate) fn of(py: Python<'_>, held: &Held, id: NodeId, arg: Arg, value: Value) -> Loose {
        let tree = &held.tree;
        match value {
            Value::Text(text) if is_type_member(tree, id, arg) => Loose::Type(tree.str(text).to_string()),
            Value::List(list) => Loose::List(tree.items(list).map(|item| Loose::of(py, held, id, arg, item)).collect()),
            Value::None => Loose::None,
            Value::Bool(flag) => Loose::Bool(flag),
            Value::Int(n) => Loose::Int(n),
            Value::Text(text) => Loose::Text(tree.str(text).to_string()),
            Value::Node(node) => Loose::Node(node, held.known(py, node)),
            Value::Opaque(n) => match held.objects.get(n as usize) {
                Some(object) => Loose::Object(object.clone_ref(py)),
                None => Loose::None,
            },
        }
    }

    /// Makes the Python object; nodes are in `doc`. Lists are plain ones.
    pub(crate) fn into_python<'py>(self, py: Python<'py>, doc: &Py<Doc>) -> PyResult<Bound<'py, PyAny>> {
        Ok(match self {
            Loose::None => py.None().into_bound(py),
            Loose::Bool(flag) => PyBool::new(py, flag).to_owned().into_any(),
            Loose::Int(n) => n.into_pyobject(py)?.into_any(),
            Loose::Text(text) => PyString::new(py, &text).into_any(),
            Loose::Type(name) => type_member(py, &name)?,
            Loose::Node(id, known) => Doc::known_handle(py, Spot { doc: doc.clone_ref(py), id }, known)?.into_any(),
            Loose::List(items) => {
                let items: Vec<_> = items.into_iter().map(|item| item.into_python(py, doc)).collect::<PyResult<_>>()?;
                PyList::new(py, items)?.into_any()
            }
            Loose::Object(object) => object.into_bound(py),
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
    let members = imported(py, &DTYPE, "sqlectic.expressions.datatypes", "BY_NAME")?;
    match members.get_item(name) {
        Ok(member) => Ok(member),
        Err(_) => Ok(PyString::new(py, name).into_any()),
    }
}

/// What the tree writes for a member of the enumeration of types; nothing for other objects.
fn type_name(object: &Bound<'_, PyAny>) -> PyResult<Option<Py<PyString>>> {
    static DTYPE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let class = imported(object.py(), &DTYPE, "sqlectic.expressions.datatypes", "DType")?;
    if !object.is_instance(class)? {
        return Ok(None);
    }
    Ok(Some(object.getattr(intern!(object.py(), "value"))?.cast_into::<PyString>()?.unbind()))
}

/// How deep lists in lists become lists of the tree; deeper ones stay Python's.
const MOST_NESTED: usize = 32;

/// The name of an argument as Python's string, the same object each time.
pub(crate) fn name_of(py: Python<'_>, arg: Arg) -> Bound<'_, PyString> {
    static NAMES: [PyOnceLock<Py<PyString>>; Arg::DECLARED] = [const { PyOnceLock::new() }; Arg::DECLARED];
    let made = || PyString::intern(py, arg.name());
    NAMES.get(arg.0 as usize).map_or_else(made, |cell| cell.get_or_init(py, || made().unbind()).bind(py).clone())
}

/// The argument that a key of `args` stands for.
pub(crate) fn arg_of(key: &Bound<'_, PyAny>) -> PyResult<Arg> {
    arg_called(key.cast::<PyString>()?)
}

thread_local! {
    /// Arguments by the addresses of their names' objects, which are kept forever.
    static BY_ADDRESS: RefCell<FxHashMap<usize, Arg>> = RefCell::default();
}

/// The argument that a string of Python names. Names in programs are interned, and nearly always the very objects of
/// [`name_of`]: these are known by their addresses.
pub(crate) fn arg_called(name: &Bound<'_, PyString>) -> PyResult<Arg> {
    let address = name.as_ptr() as usize;
    if let Some(arg) = BY_ADDRESS.with_borrow(|known| known.get(&address).copied()) {
        return Ok(arg);
    }
    let arg = arg_named(&name.to_cow()?)?;
    if (arg.0 as usize) < Arg::DECLARED && name_of(name.py(), arg).is(name) {
        BY_ADDRESS.with_borrow_mut(|known| known.insert(address, arg));
    }
    Ok(arg)
}

/// The argument of that name.
pub(crate) fn arg_named(name: &str) -> PyResult<Arg> {
    Arg::intern(name).map_err(|error| PyValueError::new_err(error.to_string()))
}

/// A Python object on its way into a tree.
pub(crate) enum Incoming {
    None,
    Bool(bool),
    Int(i64),
    /// A string without lone surrogates.
    Text(Py<PyString>),
    /// A member of the enumeration of types.
    Type(Py<PyString>, Py<PyAny>),
    /// A node, and its id once all documents are one.
    Node(Py<Expr>, NodeId),
    List(Vec<Incoming>),
    Object(Py<PyAny>),
}

impl Incoming {
    /// Looks at an object.
    pub(crate) fn of(object: &Bound<'_, PyAny>) -> PyResult<Incoming> {
        Incoming::nested(object, MOST_NESTED)
    }

    fn nested(object: &Bound<'_, PyAny>, depth: usize) -> PyResult<Incoming> {
        if let Ok(node) = object.cast::<Expr>() {
            return Ok(Incoming::Node(node.clone().unbind(), node.get().id));
        }
        if object.is_none() {
            return Ok(Incoming::None);
        }
        if let Ok(text) = object.cast_exact::<PyString>() {
            // Lone surrogates have no place in a tree; Python keeps such a string.
            return Ok(match text.to_cow() {
                Ok(_) => Incoming::Text(text.clone().unbind()),
                Err(_) => Incoming::Object(object.clone().unbind()),
            });
        }
        if let Ok(flag) = object.cast_exact::<PyBool>() {
            return Ok(Incoming::Bool(flag.is_true()));
        }
        if object.is_exact_instance_of::<PyInt>() {
            return Ok(match object.extract::<i64>() {
                Ok(n) if n.unsigned_abs() < 1 << 60 => Incoming::Int(n),
                _ => Incoming::Object(object.clone().unbind()),
            });
        }
        if let (Ok(list), true) = (object.cast::<PyList>(), depth > 0) {
            let items = list.iter().map(|item| Incoming::nested(&item, depth - 1));
            return items.collect::<PyResult<_>>().map(Incoming::List);
        }
        Ok(match type_name(object)? {
            Some(name) => Incoming::Type(name, object.clone().unbind()),
            None => Incoming::Object(object.clone().unbind()),
        })
    }

    /// The same value again; nodes are the same nodes.
    pub(crate) fn copy(&self, py: Python<'_>) -> Incoming {
        match self {
            Incoming::None => Incoming::None,
            Incoming::Bool(flag) => Incoming::Bool(*flag),
            Incoming::Int(n) => Incoming::Int(*n),
            Incoming::Text(text) => Incoming::Text(text.clone_ref(py)),
            Incoming::Type(name, object) => Incoming::Type(name.clone_ref(py), object.clone_ref(py)),
            Incoming::Node(node, id) => Incoming::Node(node.clone_ref(py), *id),
            Incoming::List(items) => Incoming::List(items.iter().map(|item| item.copy(py)).collect()),
            Incoming::Object(object) => Incoming::Object(object.clone_ref(py)),
        }
    }

    /// The first node in it.
    pub(crate) fn first_node(&self) -> Option<&Py<Expr>> {
        match self {
            Incoming::Node(node, _) => Some(node),
            Incoming::List(items) => items.iter().find_map(Incoming::first_node),
            _ => None,
        }
    }

    /// Lets the tree `held` of `home` take its nodes in, and finds their ids there; whether that was possible for all of them.
    pub(crate) fn move_to(&mut self, py: Python<'_>, home: &Py<Doc>, held: &mut Held) -> bool {
        match self {
            Incoming::Node(node, id) => {
                let found = Doc::take_in(home, py, held, node.bind(py));
                found.map(|found| *id = found).is_some()
            }
            Incoming::List(items) => items.iter_mut().all(|item| item.move_to(py, home, held)),
            _ => true,
        }
    }

    /// Notes the documents of the nodes in it, which get to know their handles: the nodes are going to be reached from others.
    pub(crate) fn docs(&self, py: Python<'_>, into: &mut Docs) {
        match self {
            Incoming::Node(node, _) => {
                Expr::make_known(node.bind(py));
                into.push(node.get().doc.clone_ref(py));
            }
            Incoming::List(items) => items.iter().for_each(|item| item.docs(py, into)),
            _ => {}
        }
    }

    /// Finds the ids of its nodes, after their documents were united into `home`.
    pub(crate) fn resolve(&mut self, py: Python<'_>, home: &Py<Doc>) {
        match self {
            Incoming::Node(node, id) => *id = node.get().id_in(py, home),
            Incoming::List(items) => items.iter_mut().for_each(|item| item.resolve(py, home)),
            _ => {}
        }
    }

    /// Puts it into the tree, for an argument of a node.
    pub(crate) fn store(&self, py: Python<'_>, held: &mut Held, kind: Kind, arg: Arg) -> Value {
        match self {
            Incoming::None => Value::None,
            Incoming::Bool(flag) => Value::Bool(*flag),
            Incoming::Int(n) => Value::Int(*n),
            Incoming::Text(text) => held.tree.text_value(&text.bind(py).to_string_lossy()),
            Incoming::Type(name, _) if arg == Arg::This && kind == Kind::DataType => {
                held.tree.text_value(&name.bind(py).to_string_lossy())
            }
            Incoming::Node(_, id) => Value::Node(*id),
            Incoming::List(items) => {
                let items: Vec<Value> = items.iter().map(|item| item.store(py, held, kind, arg)).collect();
                held.tree.list_of(&items)
            }
            Incoming::Type(_, object) | Incoming::Object(object) => {
                held.objects.push(object.clone_ref(py));
                Value::Opaque(held.objects.len() as u32 - 1)
            }
        }
    }
}

/// The list that users see in `args` of `node` under `key`.
pub(crate) fn list_view<'py>(
    items: &Bound<'py, PyList>,
    node: &Bound<'py, Expr>,
    key: Arg,
) -> PyResult<Bound<'py, PyAny>> {
    static ITEMS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let py = node.py();
    let view = imported(py, &ITEMS, "sqlectic._views", "Items")?.call1((items,))?;
    view.setattr(intern!(py, "_node"), node)?;
    view.setattr(intern!(py, "_key"), name_of(py, key))?;
    Ok(view)
}

/// The dict that users see as `args` of `node`, still empty.
pub(crate) fn dict_view<'py>(node: &Bound<'py, Expr>) -> PyResult<Bound<'py, PyDict>> {
    static ARGS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let py = node.py();
    let view = imported(py, &ARGS, "sqlectic._views", "Args")?.call0()?;
    view.setattr(intern!(py, "_node"), node)?;
    Ok(view.cast_into::<PyDict>()?)
}
