//! Python classes of node kinds, made from the schema when they are first asked for.

use crate::{
    convert::{arg_of, name_of},
    imported,
    node::Expr,
};
use pyo3::{
    exceptions::PyAttributeError,
    intern,
    prelude::*,
    sync::PyOnceLock,
    types::{PyDict, PySet, PyString, PyTuple, PyType},
};
use rustc_hash::FxHashMap;
use sqlectic::{
    ast::{ArgRow, KindRow},
    Arg, Kind,
};
use std::{
    cell::{Cell, RefCell},
    sync::{LazyLock, RwLock},
};

/// What the package is called where classes say that they are from it.
static PACKAGE: RwLock<String> = RwLock::new(String::new());

/// The module that the class of a kind says it is from.
fn module_of(kind: Kind) -> String {
    let package = PACKAGE.read().expect("the lock is never poisoned");
    let package = if package.is_empty() { "sqlectic" } else { &package };
    format!("{package}.expressions.{}", kind.row().module)
}

/// Lets classes of nodes say that they are from a package of another name: the one that programs know them from.
#[pyfunction]
pub(crate) fn call_package(py: Python<'_>, name: &str) -> PyResult<()> {
    *PACKAGE.write().expect("the lock is never poisoned") = name.to_string();
    for kind in Kind::declared() {
        if let Some(class) = CLASSES[kind.0 as usize].get(py) {
            class.bind(py).setattr(intern!(py, "__module__"), module_of(kind))?;
        }
    }
    Ok(())
}

static CLASSES: LazyLock<Vec<PyOnceLock<Py<PyType>>>> =
    LazyLock::new(|| (0..Kind::DECLARED).map(|_| PyOnceLock::new()).collect());

/// What is known about a class.
#[derive(Clone, Copy)]
struct Class {
    kind: Kind,
    /// Whether programs gave it an initializer.
    initializes: bool,
}

/// Classes by address; they are never freed.
static KNOWN: LazyLock<RwLock<FxHashMap<usize, Class>>> = LazyLock::new(Default::default);

/// Classes of programs, by their kinds; kept forever, as kinds are.
static ADOPTED: LazyLock<RwLock<FxHashMap<Kind, &'static Py<PyType>>>> = LazyLock::new(Default::default);

thread_local! {
    /// Whether the class that is being made is one of the schema's.
    static MAKING: Cell<bool> = const { Cell::new(false) };
    /// What this thread looked up in [`KNOWN`]: every node that a program makes asks for it.
    static SEEN: RefCell<FxHashMap<usize, Class>> = RefCell::default();
}

/// The class of a kind.
pub(crate) fn class_of(py: Python<'_>, kind: Kind) -> PyResult<&Bound<'_, PyType>> {
    match CLASSES.get(kind.0 as usize) {
        Some(cell) => {
            if let Some(class) = cell.get(py) {
                return Ok(class.bind(py));
            }
            // Making it runs Python code, which may ask for the same class: the first one that is finished stays.
            let made = make(py, kind)?;
            let class = cell.get_or_init(py, || {
                note(made.bind(py), kind, false);
                made
            });
            Ok(class.bind(py))
        }
        None => {
            let adopted = ADOPTED.read().expect("the lock is never poisoned");
            let class: &'static Py<PyType> = adopted.get(&kind).expect("a kind beyond the schema's has a class");
            Ok(class.bind(py))
        }
    }
}

fn known(class: &Bound<'_, PyType>) -> Option<Class> {
    let address = class.as_ptr() as usize;
    if let Some(seen) = SEEN.with_borrow(|seen| seen.get(&address).copied()) {
        return Some(seen);
    }
    let known = *KNOWN.read().expect("the lock is never poisoned").get(&address)?;
    SEEN.with_borrow_mut(|seen| seen.insert(address, known));
    Some(known)
}

/// The kind of a class; none for classes that are not of nodes.
pub(crate) fn kind_of(class: &Bound<'_, PyType>) -> Option<Kind> {
    known(class).map(|class| class.kind)
}

/// The kind of a class, and whether a program gave it an initializer.
pub(crate) fn kind_to_make(class: &Bound<'_, PyType>) -> Option<(Kind, bool)> {
    known(class).map(|class| (class.kind, class.initializes))
}

/// Whether a program gave the class, or one that it derives from, an initializer.
pub(crate) fn has_initializer(class: &Bound<'_, PyType>) -> bool {
    known(class).is_some_and(|class| class.initializes)
}

/// Whether a program gave the class of that kind an initializer.
pub(crate) fn initializes(class: &Bound<'_, PyType>, kind: Kind) -> bool {
    kind.0 as usize >= Kind::DECLARED && has_initializer(class)
}

fn note(class: &Bound<'_, PyType>, kind: Kind, initializes: bool) {
    let mut known = KNOWN.write().expect("the lock is never poisoned");
    known.insert(class.as_ptr() as usize, Class { kind, initializes });
}

/// What the package's Python modules add to the classes, by class name.
fn members<'py>(py: Python<'py>, name: &str) -> PyResult<Option<Bound<'py, PyDict>>> {
    static MEMBERS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let members = imported(py, &MEMBERS, "sqlectic.expressions._members", "members")?;
    Ok(members.call1((name,))?.cast_into::<PyDict>().ok())
}

fn make(py: Python<'_>, kind: Kind) -> PyResult<Py<PyType>> {
    let row = kind.row();
    let added = members(py, row.name)?;
    let class = if kind == Kind::Expr {
        let class = py.get_type::<Expr>();
        for (name, member) in added.into_iter().flatten() {
            class.setattr(name.cast::<PyString>()?, member)?;
        }
        class.setattr(intern!(py, "__module__"), module_of(kind))?;
        class
    } else {
        let bases: Vec<_> = row.bases.iter().map(|base| class_of(py, *base)).collect::<PyResult<_>>()?;
        let facts = PyDict::new(py);
        facts.set_item("__slots__", PyTuple::empty(py))?;
        facts.set_item("__module__", module_of(kind))?;
        facts.set_item("__doc__", row.doc)?;
        facts.set_item("key", row.key)?;
        let types = arg_types(py, kind)?;
        facts.set_item("required_args", required(&types)?)?;
        facts.set_item("arg_types", types)?;
        if row.exact {
            facts.set_item("_hash_raw_args", true)?;
        }
        facts.set_item("is_var_len_args", row.args.iter().any(|arg| arg.var_len))?;
        if let Some(last) = row.args.iter().find(|arg| arg.var_len) {
            facts.set_item("var_len_arg_key", last.arg.name())?;
        }
        if kind.is(Kind::Func) && !row.sql_names.is_empty() {
            facts.set_item("_sql_names", row.sql_names.to_vec())?;
        }
        if let Some(added) = added {
            facts.update(added.as_mapping())?;
        }
        MAKING.set(true);
        let class = py.get_type::<PyType>().call1((row.name, PyTuple::new(py, bases)?, facts));
        MAKING.set(false);
        class?.cast_into::<PyType>()?
    };
    Ok(class.unbind())
}

/// The names of the arguments that a node needs.
fn required<'py>(types: &Bound<'py, PyDict>) -> PyResult<Bound<'py, PySet>> {
    let needed = PySet::empty(types.py())?;
    for (name, required) in types {
        if required.is_truthy()? {
            needed.add(name)?;
        }
    }
    Ok(needed)
}

/// Makes a class that a program derived from a node class a kind of its own.
pub(crate) fn adopt(class: &Bound<'_, PyType>) -> PyResult<()> {
    if MAKING.get() {
        return Ok(());
    }
    let py = class.py();
    let name: String = class.name()?.extract()?;
    let bases: Vec<Kind> = class.bases().iter().filter_map(|base| kind_of(base.cast::<PyType>().ok()?)).collect();
    let own = |name: &str| class.getattr("__dict__")?.contains(name);
    if !own("key")? {
        class.setattr("key", name.to_lowercase())?;
    }
    let types = class.getattr("arg_types")?.cast_into::<PyDict>()?;
    if !own("required_args")? {
        class.setattr("required_args", required(&types)?)?;
    }
    let initializer = class.getattr(intern!(py, "__init__"))?;
    let initializes = !initializer.is(&py.get_type::<PyAny>().getattr(intern!(py, "__init__"))?)
        && !initializer.is(&py.get_type::<Expr>().getattr(intern!(py, "__init__"))?);
    if initializes {
        // Theirs calls the one above, which is the plain object's unless there is another.
        let expr = py.get_type::<Expr>();
        let above = expr.getattr("_init")?;
        expr.setattr("__init__", above)?;
    }
    let kind = Kind::register(row(class, &name, &types, bases)?);
    note(class, kind, initializes);
    let class: &'static Py<PyType> = Box::leak(Box::new(class.clone().unbind()));
    ADOPTED.write().expect("the lock is never poisoned").insert(kind, class);
    Ok(())
}

/// The facts about a program's class, kept for the life of the process as the class is.
fn row(class: &Bound<'_, PyType>, name: &str, types: &Bound<'_, PyDict>, bases: Vec<Kind>) -> PyResult<KindRow> {
    let var_len = class.getattr("is_var_len_args")?.is_truthy()?;
    let mut args = Vec::new();
    for (i, (name, required)) in types.iter().enumerate() {
        let last = var_len && i + 1 == types.len();
        let arg = arg_of(&name)?;
        args.push(ArgRow { arg, required: required.is_truthy()?, list: last, var_len: last });
    }
    let mut ancestors: Vec<Kind> = bases.iter().flat_map(|base| base.row().ancestors).copied().collect();
    ancestors.extend(&bases);
    ancestors.sort();
    ancestors.dedup();
    let names: Vec<String> = match class.getattr("__dict__")?.get_item("_sql_names") {
        Ok(names) => names.extract()?,
        Err(_) => vec![snake(name)],
    };
    let leak = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
    let names: Vec<&'static str> = names.into_iter().map(leak).collect();
    let required: Vec<Arg> = args.iter().filter(|arg| arg.required).map(|arg| arg.arg).collect();
    Ok(KindRow {
        name: leak(name.to_string()),
        key: leak(class.getattr("key")?.extract()?),
        args: args.leak(),
        required: required.leak(),
        bases: bases.leak(),
        ancestors: ancestors.leak(),
        sql_names: names.leak(),
        returns: "",
        exact: class.getattr("_hash_raw_args")?.is_truthy()?,
        doc: "",
        module: "",
        family: "",
    })
}

/// `FooBar` -> `FOO_BAR`.
fn snake(name: &str) -> String {
    let mut out = String::new();
    for (i, c) in name.chars().enumerate() {
        if i > 0 && c.is_uppercase() {
            out.push('_');
        }
        out.extend(c.to_uppercase());
    }
    out
}

/// Arguments in positional order, each with whether it is required.
pub(crate) fn arg_types(py: Python<'_>, kind: Kind) -> PyResult<Bound<'_, PyDict>> {
    let types = PyDict::new(py);
    for arg in kind.row().args {
        types.set_item(name_of(py, arg.arg), arg.required)?;
    }
    Ok(types)
}

/// The class of a node kind by its name.
#[pyfunction]
pub(crate) fn expression_class<'py>(py: Python<'py>, name: &str) -> PyResult<&'py Bound<'py, PyType>> {
    match Kind::find(name).filter(|kind| (kind.0 as usize) < Kind::DECLARED) {
        Some(kind) => class_of(py, kind),
        None => Err(PyAttributeError::new_err(format!("module 'sqlectic.expressions' has no attribute '{name}'"))),
    }
}

/// The names of all node kinds.
#[pyfunction]
pub(crate) fn class_names() -> Vec<&'static str> {
    Kind::declared().map(Kind::name).collect()
}

/// The class whose `key` that is; of several, the one that was made last.
#[pyfunction]
pub(crate) fn class_by_key<'py>(py: Python<'py>, key: &str) -> PyResult<Option<&'py Bound<'py, PyType>>> {
    let adopted: Vec<Kind> = ADOPTED.read().expect("the lock is never poisoned").keys().copied().collect();
    let last = adopted.into_iter().filter(|kind| kind.row().key == key).max();
    let kind = last.or_else(|| Kind::declared().find(|kind| kind.row().key == key));
    kind.map(|kind| class_of(py, kind)).transpose()
}
