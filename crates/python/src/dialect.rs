//! Dialects as Python passes them: nothing, a name with settings, a class or an instance.

use pyo3::{
    exceptions::PyValueError,
    prelude::*,
    types::{PyString, PyType},
};
use sqlectic::{
    dialects::{self, DEFINITIONS},
    Dialect, DialectError,
};
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, RwLock},
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

    /// A name as the dialect compares it with others.
    fn normalized(&self, name: &str, quoted: bool) -> String {
        self.dialect.normalized(name, quoted).into_owned()
    }

    /// Settings by name.
    #[getter]
    fn settings(&self) -> HashMap<String, String> {
        self.dialect.settings.iter().cloned().collect()
    }
}

/// Name, class name and parent's name of every dialect, sorted by name.
#[pyfunction]
pub(crate) fn dialect_names() -> Vec<(&'static str, &'static str, Option<&'static str>)> {
    DEFINITIONS.iter().map(|d| (d.name, d.title, d.extends)).collect()
}

/// The dialect that a caller means.
pub(crate) fn resolve(dialect: Option<&Bound<'_, PyAny>>) -> PyResult<Arc<Dialect>> {
    let Some(object) = dialect else { return named("") };
    if let Ok(name) = object.cast::<PyString>() {
        // Members of the enumeration of names are strings.
        return named(&name.to_string_lossy());
    }
    if let Ok(instance) = object.cast::<NativeDialect>() {
        return Ok(instance.get().dialect.clone());
    }
    if let Ok(class) = object.cast::<PyType>() {
        if class.is_subclass_of::<NativeDialect>()? {
            return Ok(class.call0()?.cast::<NativeDialect>()?.get().dialect.clone());
        }
    }
    if object.is_none() {
        return named("");
    }
    Err(PyValueError::new_err(format!("Invalid dialect type for '{}': '{}'.", object.str()?, object.get_type().str()?)))
}
