//! `cargo xtask bench`: the benches against the peers, and their table.
//!
//! Every step leaves what it measured in `target/bench`; the last one makes `benches/results.md` and the summary in the
//! README of it.

mod table;

use crate::{
    command::{cargo, run},
    fixtures, venv,
};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

const REQUIREMENTS: &str = "benches/python/requirements.txt";
const PURE: &str = "sqlglot==30.30.0";

/// A part of the benches.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Our crate and other crates.
    Rust,
    /// Our Python package and others.
    Python,
    /// Instructions per byte, and how they grow with the input; needs valgrind.
    Instructions,
    /// The tables of what was measured last.
    Table,
}

/// Runs all parts, or one.
pub fn bench(root: &Path, only: Option<Part>) -> Result<(), String> {
    let folder = root.join("target/bench");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let wanted = |part: Part| only.is_none_or(|only| only == part);
    if wanted(Part::Rust) {
        fixtures::fetch(root)?;
        rust(root, &folder)?;
    }
    if wanted(Part::Python) {
        fixtures::fetch(root)?;
        python(root, &folder)?;
    }
    if wanted(Part::Instructions) {
        fixtures::fetch(root)?;
        instructions(root, &folder)?;
    }
    match wanted(Part::Table) {
        true => table::write(root, &folder),
        false => Ok(()),
    }
}

/// The other crates are a workspace of their own, which takes minutes to compile, once.
fn rust(root: &Path, folder: &Path) -> Result<(), String> {
    let target = root.join("target/peers");
    let build = ["build", "--release", "--manifest-path", "benches/peers/Cargo.toml", "--target-dir"];
    run(cargo(root).args(build).arg(&target))?;
    let inputs = inputs(root, folder)?;
    let mut compare = cargo(root);
    compare.args(["run", "--release", "-p", "sqlectic-benches", "--bin", "compare", "--"]);
    let program = target.join("release").join(format!("sqlectic-peers{}", std::env::consts::EXE_SUFFIX));
    into_file(compare.arg(program).arg(inputs), &folder.join("rust.jsonl"))
}

/// The file with everything that is measured.
fn inputs(root: &Path, folder: &Path) -> Result<PathBuf, String> {
    let inputs = folder.join("inputs.json");
    into_file(cargo(root).args(["run", "--release", "-p", "sqlectic-benches", "--bin", "inputs"]), &inputs)?;
    Ok(inputs)
}

fn python(root: &Path, folder: &Path) -> Result<(), String> {
    let inputs = inputs(root, folder)?;
    let python = venv::environment(root, &folder.join("venv"), REQUIREMENTS)?;
    let pure = pure(folder, &python)?;
    venv::install_wheel(root, &python, venv::Profile::Release)?;
    let script = |name: &str| {
        let mut command = Command::new(&python);
        command.arg(root.join("benches/python").join(name)).env("SQLECTIC_INPUTS", &inputs).current_dir(folder);
        command
    };
    into_file(&mut script("machine.py"), &folder.join("machine.json"))?;
    into_file(script("compare.py").arg(pure), &folder.join("python.jsonl"))
}

/// The folder of the reference without its compiled edition, which cannot be imported from there.
fn pure(folder: &Path, python: &Path) -> Result<PathBuf, String> {
    let pure = folder.join("pure");
    if !pure.is_dir() {
        let pip = ["-m", "pip", "install", "--quiet", "--no-deps", "--target"];
        run(Command::new(python).args(pip).arg(&pure).arg(PURE))?;
    }
    Ok(pure)
}

fn instructions(root: &Path, folder: &Path) -> Result<(), String> {
    let program = ["run", "--release", "-p", "sqlectic-benches", "--bin", "instructions"];
    into_file(cargo(root).args(program), &folder.join("instructions.md"))?;
    into_file(cargo(root).args(program).args(["--", "growth"]), &folder.join("growth.md"))
}

/// Runs a command; what it prints goes into a file.
fn into_file(command: &mut Command, path: &Path) -> Result<(), String> {
    let file = File::create(path).map_err(|error| format!("{}: {error}", path.display()))?;
    run(command.stdout(Stdio::from(file)))
}
