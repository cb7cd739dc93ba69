//! `cargo xtask check`: what is checked besides tests.

use crate::{
    codegen,
    command::{self, cargo, succeeds},
    supply, tidy, venv,
};
use std::{path::Path, process::Command};

/// All checks: every one runs, and all that fail are named.
pub fn run(root: &Path) -> Result<(), String> {
    let checks: [(&str, fn(&Path) -> Result<(), String>); 8] = [
        ("formatting", formatting),
        ("generated files", codegen::check),
        ("tidiness", tidy::run),
        ("lints", lints),
        ("docs", docs),
        ("dependencies", supply::check),
        ("fuzz targets", fuzz),
        ("stubs", stubs),
    ];
    let failed = |(name, check): (&str, fn(&Path) -> Result<(), String>)| {
        let error = check(root).err()?;
        eprintln!("{error}");
        Some(name.to_string())
    };
    let failed: Vec<String> = checks.into_iter().filter_map(failed).collect();
    if failed.is_empty() {
        eprintln!("all checks passed");
        return Ok(());
    }
    Err(format!("failed: {}", failed.join(", ")))
}

fn formatting(root: &Path) -> Result<(), String> {
    component(root, "fmt", "rustfmt")?;
    command::run(cargo(root).args(["fmt", "--all", "--check"]))
}

fn lints(root: &Path) -> Result<(), String> {
    component(root, "clippy", "clippy")?;
    command::run(cargo(root).args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn docs(root: &Path) -> Result<(), String> {
    command::run(cargo(root).args(["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))
}

/// How many inputs each claim is tried with: a minute in all. Numbers, not times: what is tried must not depend on the machine.
const FUZZ_RUNS: &[(&str, &[&str])] =
    &[("30000", &["handles"]), ("1000000", &["nesting", "parse", "repetition", "roundtrip", "transpile"])];

/// The fuzz targets are a workspace of their own and are only looked at here; their claims are tried.
fn fuzz(root: &Path) -> Result<(), String> {
    let manifest = root.join("fuzz/Cargo.toml");
    if !manifest.is_file() {
        return Ok(());
    }
    let target = root.join("target/fuzz");
    command::run(cargo(root).arg("check").arg("--manifest-path").arg(manifest).arg("--target-dir").arg(target))?;
    FUZZ_RUNS.iter().try_for_each(|(inputs, targets)| {
        let fuzz = ["run", "--quiet", "--package", "sqlectic-tests", "--bin", "fuzz", "--", "--inputs", inputs];
        command::run(cargo(root).args(fuzz).args(*targets))
    })
}

/// The stubs of the Python package say what the package has.
fn stubs(root: &Path) -> Result<(), String> {
    if !venv::has_package(root) {
        return Ok(());
    }
    let python = venv::python(root)?;
    if !succeeds(Command::new(&python).args(["-c", "import sqlectic"]).current_dir(root.join("target"))) {
        venv::install_wheel(root, &python, venv::Profile::Dev)?;
    }
    let mut stubtest = Command::new(&python);
    stubtest.args(["-m", "mypy.stubtest", "sqlectic", "--ignore-missing-stub"]);
    let allowed = root.join("python/stubtest-allowed.txt");
    if allowed.is_file() {
        stubtest.arg("--allowlist").arg(allowed);
    }
    command::run(stubtest.current_dir(root.join("target")))
}

/// Installs a component of the toolchain if it is absent and can be had.
fn component(root: &Path, subcommand: &str, name: &str) -> Result<(), String> {
    if succeeds(cargo(root).args([subcommand, "--version"])) {
        return Ok(());
    }
    command::run(Command::new("rustup").args(["component", "add", name]))
        .map_err(|error| format!("{name} is not installed: {error}"))
}
