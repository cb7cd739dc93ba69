//! The project's own tasks, as a library so that tests can call them.

#![allow(missing_docs, reason = "an internal tool")]

pub mod codegen;

use std::path::{Path, PathBuf};

/// The project's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
