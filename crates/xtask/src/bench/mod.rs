//! `cargo xtask bench`: the benches against the peers, and their table.
//!
//! Every part leaves what it measured in `target/bench` once it is through, so that a run that was interrupted goes on with
//! the parts that are left; the last one makes `benches/results.md` and the summary in the README of it.

mod table;

use crate::{
    command::{cargo, run},
    fixtures, venv,
};
use std::{
    collections::BTreeSet,
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

const REQUIREMENTS: &str = "benches/python/requirements.txt";
const PURE: &str = "sqlglot==30.30.0";

/// What the parts work with.
struct Place<'a> {
    root: &'a Path,
    /// Where results are left.
    folder: PathBuf,
}

/// What has to be there before something is measured; the programs of the benches for most.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Needs {
    Nothing,
    Programs,
    Crates,
    Packages,
}

/// A part of the benches.
struct Part {
    name: &'static str,
    needs: Needs,
    measure: fn(&Place<'_>) -> Result<(), String>,
}

/// The parts, in their order.
const PARTS: [Part; 8] = [
    Part { name: "rust", needs: Needs::Crates, measure: rust },
    Part { name: "sqlglot[c]", needs: Needs::Packages, measure: |place| python(place, "sqlglot[c]") },
    Part { name: "sqlglot", needs: Needs::Packages, measure: |place| python(place, "sqlglot") },
    Part { name: "polyglot-sql", needs: Needs::Packages, measure: |place| python(place, "polyglot-sql") },
    Part { name: "threads", needs: Needs::Packages, measure: |place| python(place, "threads") },
    Part { name: "instructions", needs: Needs::Programs, measure: instructions },
    Part { name: "growth", needs: Needs::Programs, measure: growth },
    Part { name: "table", needs: Needs::Nothing, measure: |place| table::write(place.root, &place.folder) },
];

/// Runs these parts, or all; of `build` everything that they need is made, and nothing measured.
pub fn bench(root: &Path, names: &[&str]) -> Result<(), String> {
    if let Some(name) = names.iter().find(|name| **name != "build" && PARTS.iter().all(|part| part.name != **name)) {
        let known = PARTS.map(|part| part.name).join(", ");
        return Err(format!("no part {name}; there are build, {known}"));
    }
    let place = Place { root, folder: root.join("target/bench") };
    fs::create_dir_all(&place.folder).map_err(|error| error.to_string())?;
    let wanted = |part: &&Part| matches!(names, [] | ["build"]) || names.contains(&part.name);
    let parts: Vec<&Part> = PARTS.iter().filter(wanted).collect();
    let needed: BTreeSet<Needs> = parts.iter().map(|part| part.needs).collect();
    if needed.iter().any(|needs| *needs != Needs::Nothing) {
        programs(&place)?;
    }
    if needed.contains(&Needs::Crates) {
        crates(&place)?;
    }
    if needed.contains(&Needs::Packages) {
        packages(&place)?;
    }
    if names == ["build"] {
        return Ok(());
    }
    // What fails is no reason not to measure the rest.
    let failed: Vec<String> = parts.iter().filter_map(|part| (part.measure)(&place).err()).collect();
    if failed.is_empty() {
        Ok(())
    } else {
        Err(failed.join("; "))
    }
}

/// Our programs, and the file with everything that is measured.
fn programs(place: &Place<'_>) -> Result<(), String> {
    fixtures::fetch(place.root)?;
    run(cargo(place.root).args(["build", "--release", "-p", "sqlectic-benches", "--bins"]))?;
    into_file(&mut program(place, "inputs"), &place.folder.join("inputs.json"))
}

/// The other crates are a workspace of their own, which takes minutes to compile, once.
fn crates(place: &Place<'_>) -> Result<(), String> {
    let build = ["build", "--release", "--manifest-path", "benches/peers/Cargo.toml", "--target-dir"];
    run(cargo(place.root).args(build).arg(place.root.join("target/peers")))
}

/// The packages, the wheel, and facts about both.
fn packages(place: &Place<'_>) -> Result<(), String> {
    let python = interpreter(place)?;
    let pure = pure(place);
    if !pure.is_dir() {
        let pip = ["-m", "pip", "install", "--quiet", "--no-deps", "--target"];
        run(Command::new(&python).args(pip).arg(&pure).arg(PURE))?;
    }
    venv::install_wheel(place.root, &python, venv::Profile::Release)?;
    into_file(&mut script(place, "machine.py")?, &place.folder.join("machine.json"))
}

/// A program of the benches, which is built.
fn program(place: &Place<'_>, name: &str) -> Command {
    let mut program = Command::new(place.root.join(format!("target/release/{name}{}", std::env::consts::EXE_SUFFIX)));
    program.current_dir(place.root);
    program
}

fn interpreter(place: &Place<'_>) -> Result<PathBuf, String> {
    venv::environment(place.root, &place.folder.join("venv"), REQUIREMENTS)
}

/// A script of the benches.
fn script(place: &Place<'_>, name: &str) -> Result<Command, String> {
    let mut command = Command::new(interpreter(place)?);
    command.arg(place.root.join("benches/python").join(name)).current_dir(&place.folder);
    command.env("SQLECTIC_INPUTS", place.folder.join("inputs.json"));
    Ok(command)
}

/// The folder of the reference without its compiled edition, which cannot be imported from there.
fn pure(place: &Place<'_>) -> PathBuf {
    place.folder.join("pure")
}

fn rust(place: &Place<'_>) -> Result<(), String> {
    let peers = place.root.join(format!("target/peers/release/sqlectic-peers{}", std::env::consts::EXE_SUFFIX));
    let mut compare = program(place, "compare");
    into_file(compare.arg(peers).arg(place.folder.join("inputs.json")), &measured(place, "rust"))
}

/// What is measured against a peer, or one thread.
fn python(place: &Place<'_>, against: &str) -> Result<(), String> {
    into_file(script(place, "compare.py")?.arg(pure(place)).arg(against), &measured(place, against))
}

/// The file of a part.
fn measured(place: &Place<'_>, part: &str) -> PathBuf {
    place.folder.join(format!("{part}.jsonl"))
}

fn instructions(place: &Place<'_>) -> Result<(), String> {
    into_file(&mut program(place, "instructions"), &place.folder.join("instructions.md"))
}

fn growth(place: &Place<'_>) -> Result<(), String> {
    into_file(program(place, "instructions").arg("growth"), &place.folder.join("growth.md"))
}

/// Runs a command; what it prints goes into a file, which is there only if all went well.
fn into_file(command: &mut Command, path: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    let unfinished = path.with_extension("part");
    run(command.stdout(Stdio::from(File::create(&unfinished).map_err(failed)?)))?;
    fs::rename(unfinished, path).map_err(failed)
}
