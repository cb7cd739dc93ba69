//! Limits as keyword arguments, and the interpreter's signals while the engine works.

use pyo3::{exceptions::PyValueError, prelude::*};
use sqlectic::{Cancel, Limits};
use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

/// How long a signal may wait.
const PATIENCE: Duration = Duration::from_millis(50);

/// Names of the options of limits.
pub(crate) const NAMES: [&str; 6] = ["max_bytes", "max_tokens", "max_nodes", "max_depth", "max_growth", "timeout"];

/// Reads an option, if it is one of limits: `max_bytes`, `max_tokens`, `max_nodes`, `max_depth`, `max_growth`, and
/// `timeout` in seconds.
pub(crate) fn read(limits: &mut Limits, name: &str, value: &Bound<'_, PyAny>) -> PyResult<bool> {
    let limit = match name {
        "max_bytes" => &mut limits.bytes,
        "max_tokens" => &mut limits.tokens,
        "max_nodes" => &mut limits.nodes,
        "max_depth" => &mut limits.depth,
        "max_growth" => &mut limits.growth,
        "timeout" => {
            if !value.is_none() {
                let seconds: f64 = value.extract()?;
                let time = Duration::try_from_secs_f64(seconds).map_err(|e| PyValueError::new_err(e.to_string()))?;
                *limits = std::mem::take(limits).within(time);
            }
            return Ok(true);
        }
        _ => return Ok(false),
    };
    if !value.is_none() {
        *limit = value.extract()?;
    }
    Ok(true)
}

/// The bytes of a text from which on others may have the interpreter meanwhile: to hand it over and to wake who waits for it
/// takes longer than to read a shorter one.
const WORTH_RELEASING: usize = 1024;

/// Works on a text of so many bytes, which needs no interpreter.
pub(crate) fn released<R: Send>(py: Python<'_>, bytes: usize, work: impl FnOnce() -> R + Send) -> R {
    if bytes < WORTH_RELEASING {
        work()
    } else {
        py.detach(work)
    }
}

/// Lets signals raise something in the middle of long work in Python objects, of which so many are done.
pub(crate) fn interruptible(py: Python<'_>, done: usize) -> PyResult<()> {
    if done % 4096 == 4095 {
        py.check_signals()
    } else {
        Ok(())
    }
}

/// What a signal raised while the engine worked.
#[derive(Clone, Default)]
pub(crate) struct Signals(Arc<Mutex<Option<PyErr>>>);

impl Signals {
    /// These limits, and that work stops when a signal raises something. Not for work on a tree that others may wait for.
    pub(crate) fn watch(&self, limits: &Limits) -> Limits {
        let raised = self.0.clone();
        let last = Mutex::new(Instant::now());
        let check = move || {
            let Ok(mut last) = last.try_lock() else { return false };
            if last.elapsed() < PATIENCE {
                return false;
            }
            *last = Instant::now();
            Python::attach(|py| py.check_signals()).is_err_and(|error| {
                raised.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).get_or_insert(error);
                true
            })
        };
        Limits { cancel: Some(Cancel(Arc::new(check))), ..limits.clone() }
    }

    /// The result, unless a signal raised something.
    pub(crate) fn or<V>(self, result: V) -> PyResult<V> {
        match self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).take() {
            Some(error) => Err(error),
            None => Ok(result),
        }
    }
}
