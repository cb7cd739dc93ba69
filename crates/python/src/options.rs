//! Keyword arguments as options of parsing and generation.

use crate::{imported, limits};
use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    intern,
    prelude::*,
    sync::PyOnceLock,
    types::{PyBool, PyDict, PyString},
};
use sqlectic::{
    syntax::generator::{FunctionCase, Identify},
    ErrorLevel, GenerateOptions, ParseOptions,
};

/// Options of parsing, and of how its errors are told.
pub(crate) struct Parsing {
    pub(crate) parse: ParseOptions,
    /// How many characters of SQL are shown around an error.
    pub(crate) context: usize,
    /// How many errors a message tells.
    pub(crate) max_errors: usize,
}

/// Options of generation, and of how its errors are told.
pub(crate) struct Generating {
    pub(crate) generate: GenerateOptions,
    /// How many things that are not supported a message tells.
    pub(crate) max_unsupported: usize,
}

/// A member of the Python enumeration `ErrorLevel`.
pub(crate) fn level(object: &Bound<'_, PyAny>) -> PyResult<ErrorLevel> {
    let name = object.getattr("name").and_then(|name| name.extract::<String>()).unwrap_or_default();
    Ok(match name.as_str() {
        "IGNORE" => ErrorLevel::Ignore,
        "WARN" => ErrorLevel::Warn,
        "RAISE" => ErrorLevel::Raise,
        "IMMEDIATE" => ErrorLevel::Immediate,
        _ => return Err(PyTypeError::new_err(format!("expected an ErrorLevel, not {}", object.repr()?))),
    })
}

/// That `function` has no such keyword argument.
pub(crate) fn unexpected(function: &str, name: &str) -> PyErr {
    PyTypeError::new_err(format!("{function}() got an unexpected keyword argument '{name}'"))
}

/// Reads options of parsing for `function`.
pub(crate) fn parse(function: &str, opts: Option<&Bound<'_, PyDict>>) -> PyResult<Parsing> {
    let mut out = Parsing { parse: ParseOptions::default(), context: 100, max_errors: 3 };
    for (key, value) in opts.into_iter().flatten() {
        let key: String = key.extract()?;
        match key.as_str() {
            name if limits::read(&mut out.parse.limits, name, &value)? => {}
            "error_level" if value.is_none() => {}
            "error_level" => out.parse.error_level = level(&value)?,
            "error_message_context" => out.context = value.extract()?,
            "max_errors" => out.max_errors = value.extract()?,
            _ => return Err(unexpected(function, &key)),
        }
    }
    Ok(out)
}

/// Reads options of generation for `function`.
pub(crate) fn generate(py: Python<'_>, function: &str, opts: Option<&Bound<'_, PyDict>>) -> PyResult<Generating> {
    let mut out = Generating { generate: GenerateOptions::default(), max_unsupported: 3 };
    out.generate.pretty = pretty_by_default(py)?;
    for (key, value) in opts.into_iter().flatten() {
        let key: String = key.extract()?;
        // `None` asks for the default everywhere.
        if value.is_none() && NAMES.contains(&key.as_str()) {
            continue;
        }
        let options = &mut out.generate;
        match key.as_str() {
            name if limits::read(&mut options.limits, name, &value)? => {}
            "comments" => options.comments = value.is_truthy()?,
            "identify" => options.identify = identify(&value)?,
            "indent" => options.indent = value.extract()?,
            "leading_comma" => options.leading_comma = value.is_truthy()?,
            "max_text_width" => options.max_text_width = value.extract()?,
            "max_unsupported" => out.max_unsupported = value.extract()?,
            "normalize" => options.normalize = value.is_truthy()?,
            "normalize_functions" => options.normalize_functions = Some(function_case(&value)?),
            "pad" => options.pad = value.extract()?,
            "pretty" => options.pretty = value.is_truthy()?,
            "unsupported_level" => options.unsupported_level = level(&value)?,
            _ => return Err(unexpected(function, &key)),
        }
    }
    Ok(out)
}

/// What programs set as `sqlectic.pretty`.
fn pretty_by_default(py: Python<'_>) -> PyResult<bool> {
    static PACKAGE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let names = imported(py, &PACKAGE, "sqlectic", "__dict__")?.cast::<PyDict>()?;
    names.get_item(intern!(py, "pretty"))?.map_or(Ok(false), |pretty| pretty.is_truthy())
}

/// Names of the options of generation, sorted.
const NAMES: [&str; 11] = [
    "comments",
    "identify",
    "indent",
    "leading_comma",
    "max_text_width",
    "max_unsupported",
    "normalize",
    "normalize_functions",
    "pad",
    "pretty",
    "unsupported_level",
];

fn identify(value: &Bound<'_, PyAny>) -> PyResult<Identify> {
    if let Ok(word) = value.cast::<PyString>() {
        return match &*word.to_string_lossy() {
            "safe" => Ok(Identify::Safe),
            "always" => Ok(Identify::Always),
            other => Err(PyValueError::new_err(format!("identify is a bool, 'safe' or 'always', not '{other}'"))),
        };
    }
    Ok(if value.is_truthy()? { Identify::Always } else { Identify::Never })
}

fn function_case(value: &Bound<'_, PyAny>) -> PyResult<FunctionCase> {
    if let Ok(flag) = value.cast::<PyBool>() {
        return Ok(if flag.is_true() { FunctionCase::Upper } else { FunctionCase::Keep });
    }
    match &*value.str()?.to_string_lossy() {
        "upper" => Ok(FunctionCase::Upper),
        "lower" => Ok(FunctionCase::Lower),
        other => Err(PyValueError::new_err(format!("normalize_functions is 'upper', 'lower' or False, not '{other}'"))),
    }
}
