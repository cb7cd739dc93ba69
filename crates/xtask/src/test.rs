//! `cargo xtask test`: every test there is, after setting up what they need.

use crate::{
    command::{cargo, run, succeeds},
    fixtures, venv,
};
use std::{path::Path, process::Command};

/// Rust: unit tests, fixtures, robustness, examples in the docs.
pub fn rust(root: &Path) -> Result<(), String> {
    fixtures::fetch(root)?;
    if succeeds(cargo(root).args(["nextest", "--version"])) {
        run(cargo(root).args(["nextest", "run", "--workspace"]))?;
        run(cargo(root).args(["test", "--workspace", "--doc"]))
    } else {
        run(cargo(root).args(["test", "--workspace"]))
    }
}

/// Python: the wheel is built into an environment of its own and tested there.
pub fn python(root: &Path) -> Result<(), String> {
    if !venv::has_package(root) {
        eprintln!("skipped: there is no Python package");
        return Ok(());
    }
    fixtures::fetch(root)?;
    let python = venv::python(root)?;
    venv::install_wheel(root, &python, venv::Profile::Dev)?;
    let fixtures = fixtures::fetch(root)?;
    // From the tests' folders, so that the installed package is tested and not the sources.
    for folder in ["python/tests", "tests/execution"] {
        let mut pytest = Command::new(&python);
        pytest.args(["-m", "pytest", "-q", "-p", "no:cacheprovider", "."]).env("SQLECTIC_FIXTURES", &fixtures);
        run(pytest.current_dir(root.join(folder)))?;
    }
    Ok(())
}
