//! `cargo xtask compat`: the reference's own test-suite, unmodified, run against us under the alias.
//!
//! Prints passed and all tests by file, with their subtests, and writes the table to `python/tests/compat.md`, with why
//! what fails does. A failure without a known reason is an error.

use crate::{command::run, fixtures, venv};
use std::{
    collections::{BTreeMap, BTreeSet},
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

const HEAD_OF_FAILURES: &str = "
## What does not pass, and why

| test | why |
|---|---|
";
/// Why tests fail that don't call what is not there, sorted.
const REASONS: &[(&str, &str)] = &[
    ("dialects/test_athena::test_tokenize_trino_fallback", "counts calls of the tokenizer inside of `parse_one`"),
    (
        "test_transforms::test_eliminate_join_marks",
        "expects a join whose condition names a table that is joined after it; databases refuse that (DuckDB: \
         `Referenced table \"c\" not found`), and ours joins that table first",
    ),
    ("test_typing::test_no_redundant_expression_metadata", "reads the source files of the optimizer's tables of types"),
];

/// A test that failed, and what it or its subtests said.
type Failures = BTreeMap<String, BTreeSet<String>>;

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
    let (mut total, mut failures) = (Outcome::default(), Failures::new());
    for file in files(&suite.join("tests"))? {
        if only.is_some_and(|only| !file.contains(only)) {
            continue;
        }
        let (outcome, failed) = run_file(root, &suite, &python, &file)?;
        failures.extend(failed);
        row(&mut table, &file, outcome);
        print!("{}", table.lines().last().unwrap_or_default());
        println!();
        total.passed += outcome.passed;
        total.failed += outcome.failed;
        total.subtests_passed += outcome.subtests_passed;
        total.subtests_failed += outcome.subtests_failed;
    }
    row(&mut table, "all", total);
    table.push_str(HEAD_OF_FAILURES);
    let mut unexplained = Vec::new();
    for (test, messages) in &failures {
        let why: BTreeSet<String> = messages.iter().filter_map(|message| reason(test, message)).collect();
        if why.is_empty() {
            unexplained.push(format!("{test}: {}", messages.iter().next().map_or("", String::as_str)));
        }
        let why: Vec<String> = match why.is_empty() {
            true => vec!["open".to_string()],
            false => why.into_iter().collect(),
        };
        let _ = writeln!(table, "| {test} | {} |", why.join("; "));
    }
    if only.is_none() {
        fs::write(root.join(TABLE), table).map_err(|error| format!("{TABLE}: {error}"))?;
    }
    match unexplained.is_empty() {
        true => Ok(()),
        false => Err(format!("tests fail without a known reason:\n{}", unexplained.join("\n"))),
    }
}

/// Why a test fails with that message, if it is known.
fn reason(test: &str, message: &str) -> Option<String> {
    if let Some((what, _)) = message.split_once(" is not there yet") {
        let what = what.rsplit(' ').next().unwrap_or(what);
        return Some(format!("needs the optimizer: `{what}`"));
    }
    REASONS.iter().find(|(known, _)| *known == test).map(|(_, why)| why.to_string())
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

fn run_file(root: &Path, suite: &Path, python: &Path, file: &str) -> Result<(Outcome, Failures), String> {
    let mut command = Command::new(python);
    let failures = suite.join("failures.txt");
    let _ = fs::remove_file(&failures);
    command.env("PYTHONPATH", root.join("python/tests")).env("COMPAT_FAILURES", &failures);
    command.args(["-m", "sqlectic.as_sqlglot", "-m", "pytest", "-q", "--tb=no", "-rfE", "-p", "no:cacheprovider"]);
    command.args(["-p", "compat_stubs"]);
    let output = command.arg(format!("tests/{file}.py")).current_dir(suite).output();
    let output = output.map_err(|error| error.to_string())?;
    let failed = fs::read_to_string(&failures).unwrap_or_default();
    Ok((outcome(&String::from_utf8_lossy(&output.stdout)), failed_tests(file, &failed)))
}

/// Reads what the plugin wrote of a file: a line of name and message for each failure.
fn failed_tests(file: &str, text: &str) -> Failures {
    let mut failures = Failures::new();
    for (test, message) in text.lines().filter_map(|line| line.split_once('\t')) {
        let name = test.rsplit("::").next().unwrap_or(test);
        failures.entry(format!("{file}::{name}")).or_default().insert(message.to_string());
    }
    failures
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

    #[test]
    fn failures_have_reasons() {
        let text = "tests/x.py::T::a\tNotImplementedError: qualify is not there yet\ntests/x.py::T::a\tE\n";
        let found = super::failed_tests("x", text);
        assert_eq!(found["x::a"].len(), 2);
        let why = super::reason("x::a", found["x::a"].last().map_or("", String::as_str));
        assert_eq!(why.as_deref(), Some("needs the optimizer: `qualify`"));
        assert!(super::REASONS.is_sorted());
    }
}
