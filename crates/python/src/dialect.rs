//! Dialects as Python passes them: nothing, a name with settings, a class or an instance.

use crate::{draft, imported, tokens};
use pyo3::{
    exceptions::PyValueError,
    prelude::*,
    pybacked::PyBackedStr,
    sync::PyOnceLock,
    types::{PyDict, PyList, PyString},
};
use sqlectic::{
    dialects::{self, Definition, DEFINITIONS},
    syntax::dialect::PARTS,
    Dialect, DialectError,
};
use std::{
    collections::HashMap,
    sync::{
        atomic::{AtomicU64, Ordering},
        Arc, LazyLock, RwLock,
    },
};

/// Dialects whose names have settings, built before. Small: programs use few.
static WITH_SETTINGS: LazyLock<RwLock<HashMap<String, Arc<Dialect>>>> = LazyLock::new(Default::default);
const MOST_KEPT: usize = 256;

/// The dialect of a name with optional settings.
pub(crate) fn named(name: &str) -> PyResult<Arc<Dialect>> {
    if !name.contains(',') {
        return dialects::get(name).map_err(error);
    }
    if let Some(known) = WITH_SETTINGS.read().expect("the lock is never poisoned").get(name) {
        return Ok(known.clone());
    }
    let dialect = dialects::get(name).map_err(error)?;
    let mut kept = WITH_SETTINGS.write().expect("the lock is never poisoned");
    if kept.len() >= MOST_KEPT {
        kept.clear();
    }
    kept.insert(name.to_string(), dialect.clone());
    Ok(dialect)
}

fn error(error: DialectError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// The engine's side of a `Dialect` instance.
#[pyclass(frozen, subclass, name = "NativeDialect", module = "sqlectic._native")]
pub(crate) struct NativeDialect {
    pub(crate) dialect: Arc<Dialect>,
}

#[pymethods]
impl NativeDialect {
    #[new]
    #[pyo3(signature = (name="", **_settings))]
    fn new(name: &str, _settings: Option<&Bound<'_, PyAny>>) -> PyResult<NativeDialect> {
        Ok(NativeDialect { dialect: named(name)? })
    }

    /// The name that the engine knows the dialect by; empty for the base.
    #[getter]
    fn name(&self) -> &str {
        &self.dialect.name
    }

    /// What may follow the dialect's name as a setting.
    #[getter]
    fn setting_names(&self) -> Vec<&'static str> {
        self.dialect.setting_names.clone()
    }

    /// A name as the dialect compares it with others.
    fn normalized(&self, name: &str, quoted: bool) -> String {
        self.dialect.normalized(name, quoted).into_owned()
    }

    /// The tokens of a text, within limits.
    #[pyo3(signature = (sql, **limits))]
    fn split<'py>(
        &self,
        py: Python<'py>,
        sql: PyBackedStr,
        limits: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyList>> {
        tokens::split(py, &sql, &self.dialect, limits)
    }

    /// What a table holds, as a value of its own.
    fn table<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        draft::table(py, &self.dialect, name)
    }

    /// A switch of `parser`, `generator`, `tokenizer` or `dialect`; `None` if it has none of that name.
    fn flag<'py>(&self, py: Python<'py>, part: &str, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        draft::flag(py, &self.dialect, part, name)
    }

    /// What the dialect means by constructs, where it is no switch.
    fn meaning<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        draft::meaning(py, &self.dialect, name)
    }

    /// What dialects that extend the base start with.
    #[staticmethod]
    fn common() -> PyResult<NativeDialect> {
        let definition = Definition { name: "", title: "", extends: Some(""), aliases: &[], define: |_| () };
        Ok(NativeDialect { dialect: Arc::new(definition.build().map_err(error)?) })
    }
}

/// Name, class name and parent's name of every dialect, sorted by name.
#[pyfunction]
pub(crate) fn dialect_names() -> Vec<(&'static str, &'static str, Option<&'static str>)> {
    DEFINITIONS.iter().map(|d| (d.name, d.title, d.extends)).collect()
}

/// Names of parts of dates, in upper case, and the usual ones.
#[pyfunction]
pub(crate) fn date_parts() -> Vec<(&'static str, &'static str)> {
    PARTS.to_vec()
}

/// How often programs changed classes that dialects are made of. While it is 0, names stand for the engine's dialects.
static CHANGES: AtomicU64 = AtomicU64::new(0);

/// Notes that programs defined or changed a dialect.
#[pyfunction]
pub(crate) fn note_change() {
    CHANGES.fetch_add(1, Ordering::Release);
}

/// How often that happened.
#[pyfunction]
pub(crate) fn changes() -> u64 {
    CHANGES.load(Ordering::Acquire)
}

/// The dialect that a caller means, and who does its work.
pub(crate) struct Resolved {
    pub(crate) dialect: Arc<Dialect>,
    /// The Python dialect, if functions of programs take part.
    pub(crate) instance: Option<Py<PyAny>>,
    /// In what they take part.
    work: u8,
}

/// Functions of programs take part in splitting texts into tokens,
pub(crate) const TOKENIZE: u8 = 1;
/// in parsing,
pub(crate) const PARSE: u8 = 2;
/// in generation.
pub(crate) const GENERATE: u8 = 4;

impl Resolved {
    fn native(dialect: Arc<Dialect>) -> Resolved {
        Resolved { dialect, instance: None, work: 0 }
    }

    /// The Python dialect, if programs take part in any of this.
    pub(crate) fn programs<'py>(&self, py: Python<'py>, work: u8) -> Option<&Bound<'py, PyAny>> {
        self.instance.as_ref().filter(|_| self.work & work != 0).map(|instance| instance.bind(py))
    }
}

/// The dialect that a caller means.
pub(crate) fn resolve(py: Python<'_>, dialect: Option<&Bound<'_, PyAny>>) -> PyResult<Resolved> {
    static CURRENT: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let changed = CHANGES.load(Ordering::Relaxed) > 0;
    let Some(object) = dialect.filter(|object| !object.is_none()) else {
        return match changed {
            false => Ok(Resolved::native(named("")?)),
            true => current(imported(py, &CURRENT, "sqlectic.dialects.dialect", "current")?, ""),
        };
    };
    if object.is_exact_instance_of::<NativeDialect>() {
        return Ok(Resolved::native(object.cast::<NativeDialect>()?.get().dialect.clone()));
    }
    if !changed {
        if let Ok(name) = object.cast::<PyString>() {
            // Members of the enumeration of names are strings. What the engine does not know, others may.
            if let Ok(native) = named(&name.to_string_lossy()) {
                return Ok(Resolved::native(native));
            }
        }
        if let Ok(instance) = object.cast::<NativeDialect>() {
            return Ok(Resolved::native(instance.get().dialect.clone()));
        }
    }
    current(imported(py, &CURRENT, "sqlectic.dialects.dialect", "current")?, object)
}

/// Asks the Python side, which knows what programs defined.
fn current<'py>(function: &Bound<'py, PyAny>, dialect: impl IntoPyObject<'py>) -> PyResult<Resolved> {
    let (native, instance, work): (Bound<'_, NativeDialect>, Py<PyAny>, u8) = function.call1((dialect,))?.extract()?;
    Ok(Resolved { dialect: native.get().dialect.clone(), instance: Some(instance), work })
}
