//! `cargo xtask compat`: the reference's own test-suite, unmodified, run against us under the alias.
//!
//! Prints passed and all tests by file, with their subtests, and writes the table to `python/tests/compat.md`.

use crate::{command::run, fixtures, venv};
use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const TABLE: &str = "python/tests/compat.md";
const HEAD: &str = "\
# The reference's own suite, run against us

Made by `cargo xtask compat`: the tests of `sqlglot` 30.30.0, unmodified, with `import sqlglot` meaning this package
(`python -m sqlectic.as_sqlglot`). Modules that are not there can be imported, but calling anything in them fails
(`compat_stubs.py`). What is all about the optimizer is left out:
test_optimizer, test_lineage, test_executor, test_schema, and test_sqlglotc, which tests the reference's compiled edition.

| file | tests passed | of | subtests passed | of |
|---|---:|---:|---:|---:|
";
/// Files that are about parts which are not there.
const LEFT_OUT: [&str; 7] = [
    "test_executor",
    "test_integration_loader",
    "test_lineage",
    "test_optimizer",
    "test_schema",
    "test_sqlglotc",
    "test_docs",
];

/// What came of a file, or of several.
#[derive(Default, Clone, Copy)]
struct Outcome {
    passed: usize,
    failed: usize,
    subtests_passed: usize,
    subtests_failed: usize,
}

/// Runs all files and writes the table.
pub fn run_suite(root: &Path, only: Option<&str>) -> Result<(), String> {
    let python = venv::python(root)?;
    venv::install_wheel(root, &python, venv::Profile::Dev)?;
    let suite = unpack(root, &python)?;
    let mut table = HEAD.to_string();
    let mut total = Outcome::default();
    for file in files(&suite.join("tests"))? {
        if only.is_some_and(|only| !file.contains(only)) {
            continue;
        }
        let outcome = run_file(root, &suite, &python, &file)?;
        row(&mut table, &file, outcome);
        print!("{}", table.lines().last().unwrap_or_default());
        println!();
        total.passed += outcome.passed;
        total.failed += outcome.failed;
        total.subtests_passed += outcome.subtests_passed;
        total.subtests_failed += outcome.subtests_failed;
    }
    row(&mut table, "all", total);
    match only {
        Some(_) => Ok(()),
        None => fs::write(root.join(TABLE), table).map_err(|error| format!("{TABLE}: {error}")),
    }
}

fn row(table: &mut String, name: &str, outcome: Outcome) {
    let Outcome { passed, failed, subtests_passed, subtests_failed } = outcome;
    let _ = writeln!(
        table,
        "| {name} | {passed} | {} | {subtests_passed} | {} |",
        passed + failed,
        subtests_passed + subtests_failed
    );
}

/// The unpacked source package.
fn unpack(root: &Path, python: &Path) -> Result<PathBuf, String> {
    let archive = fixtures::archive(root)?;
    let target = root.join("target/compat");
    let _ = fs::remove_dir_all(&target);
    fs::create_dir_all(&target).map_err(|error| error.to_string())?;
    run(Command::new(python).args(["-m", "tarfile", "-e"]).arg(&archive).arg(&target))?;
    let suite = target.join(archive.file_name().unwrap_or_default().to_string_lossy().trim_end_matches(".tar.gz"));
    // The package itself must not be found: only its tests are wanted.
    fs::remove_dir_all(suite.join("sqlglot")).map_err(|error| error.to_string())?;
    Ok(suite)
}

/// Test files by their path below `tests`, sorted.
fn files(tests: &Path) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    for (folder, prefix) in [(tests.to_path_buf(), ""), (tests.join("dialects"), "dialects/")] {
        for entry in fs::read_dir(&folder).map_err(|error| error.to_string())?.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let Some(stem) = name.strip_suffix(".py") else { continue };
            if stem.starts_with("test_") && !LEFT_OUT.contains(&stem) {
                found.push(format!("{prefix}{stem}"));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn run_file(root: &Path, suite: &Path, python: &Path, file: &str) -> Result<Outcome, String> {
    let mut command = Command::new(python);
    command.env("PYTHONPATH", root.join("python/tests"));
    command.args(["-m", "sqlectic.as_sqlglot", "-m", "pytest", "-q", "--tb=no", "-rfE", "-p", "no:cacheprovider"]);
    command.args(["-p", "compat_stubs"]);
    let output = command.arg(format!("tests/{file}.py")).current_dir(suite).output();
    let output = output.map_err(|error| error.to_string())?;
    Ok(outcome(&String::from_utf8_lossy(&output.stdout)))
}

/// Reads pytest's summary: `1 failed, 2 passed, 3 subtests passed in 0.1s`, and the lines of what failed.
fn outcome(text: &str) -> Outcome {
    let subtests_failed = text.lines().filter(|line| line.starts_with("SUBFAIL")).count();
    let mut outcome = Outcome { subtests_failed, ..Outcome::default() };
    let summary =
        text.lines().rev().find(|line| line.contains(" passed") || line.contains(" failed") || line.contains(" error"));
    for part in summary.unwrap_or_default().split(" in ").next().unwrap_or_default().split(", ") {
        let Some((number, what)) = part.trim().split_once(' ') else { continue };
        let Ok(number) = number.parse::<usize>() else { continue };
        match what {
            "passed" => outcome.passed = number,
            "failed" => outcome.failed += number,
            "error" | "errors" => outcome.failed += number,
            "subtests passed" => outcome.subtests_passed = number,
            _ => {}
        }
    }
    // Failed subtests are in the summary's failures; a test with some of them counts as passed unless it failed itself.
    outcome.failed = outcome.failed.saturating_sub(outcome.subtests_failed);
    outcome
}

#[cfg(test)]
mod tests {
    #[test]
    fn summaries_are_read() {
        let text = "SUBFAILED[a] tests/x.py::T::a\nFAILED tests/x.py::T::b - E\n2 failed, 3 passed, 10 subtests passed in 0.10s\n";
        let found = super::outcome(text);
        let numbers = (found.passed, found.failed, found.subtests_passed, found.subtests_failed);
        assert_eq!(numbers, (3, 1, 10, 1));
    }
}
