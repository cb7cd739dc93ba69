//! `cargo xtask bless`: takes what comes out now for what is expected.

use crate::{
    codegen,
    command::{self, cargo},
};
use std::path::Path;

/// Rewrites generated files, fixtures and the minimum counts of conformance; what cannot be blessed still fails.
pub fn run(root: &Path) -> Result<(), String> {
    codegen::write(root)?;
    let tests =
        ["test", "--package", "sqlectic-tests", "--test", "fixtures", "--test", "conformance", "--no-fail-fast"];
    command::run(cargo(root).args(tests).env("BLESS", "1"))
}
