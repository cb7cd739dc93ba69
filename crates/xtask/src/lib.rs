//! The project's own tasks, as a library so that tests can call them.

#![allow(missing_docs, reason = "an internal tool")]

pub mod bench;
pub mod bless;
pub mod check;
pub mod codegen;
pub mod command;
pub mod compat;
pub mod fixtures;
pub mod programs;
pub mod sbom;
pub mod supply;
pub mod test;
pub mod tidy;
pub mod venv;

use std::path::{Path, PathBuf};

/// The project's root.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}
