//! `cargo xtask programs`: the test-suites of programs that use the reference, run on it and on us.
//!
//! Source packages are fetched by pip, pinned, and run unmodified: once as they are, and once with `import sqlglot` meaning
//! this package. The outcomes are compared test by test; the table is written to `python/tests/programs.md`.

use crate::{command::run, venv};
use std::{
    collections::BTreeMap,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const TABLE: &str = "python/tests/programs.md";
const REQUIREMENTS: &str = "python/requirements-programs.txt";

/// Programs with tests in their source packages, sorted: name and version. sql-metadata 3.0.1 and splink 5.0.0 have none there.
const PROGRAMS: &[(&str, &str)] = &[
    ("agent-sql-guard", "0.2.0"),
    ("db2-sqlglot-dialect", "1.1.0"),
    ("ibmdb2-sqlglot-plugin", "0.0.4"),
    ("schema-preflight", "2.0.0"),
    ("sqlglot-maxcompute", "0.4.0"),
];

const HEAD: &str = "\
# Programs, run on the reference and on us

Made by `cargo xtask programs`: the tests of public programs that use `sqlglot`, unmodified, on `sqlglot` 30.30.0 and with
`import sqlglot` meaning this package (`python -m sqlectic.as_sqlglot -m pytest`). A test counts as the same if it passes,
fails or is skipped on both; subtests that fail count as tests of their own.

| program | version | tests | passed on the reference | passed on us | same outcome |
|---|---|---:|---:|---:|---:|
";

/// Outcomes by test.
type Outcomes = BTreeMap<String, String>;

/// Runs all programs, or those whose names hold `only`, and writes the table.
pub fn run_programs(root: &Path, only: Option<&str>) -> Result<(), String> {
    let home = root.join("target/programs");
    let python = venv::environment(root, &home.join("venv"), REQUIREMENTS)?;
    venv::install_wheel(root, &python, venv::Profile::Dev)?;
    let (mut table, mut differing) = (HEAD.to_string(), String::new());
    for (name, version) in PROGRAMS.iter().filter(|(name, _)| only.is_none_or(|only| name.contains(only))) {
        let folder = unpacked(&home, &python, name, version)?;
        let theirs = outcomes(&python, &folder, &[])?;
        let ours = outcomes(&python, &folder, &["-m", "sqlectic.as_sqlglot"])?;
        let row = compared(name, version, &theirs, &ours, &mut differing);
        println!("{row}");
        let _ = writeln!(table, "{row}");
    }
    print!("{differing}");
    if !differing.is_empty() {
        let _ = write!(table, "\n## Tests with another outcome\n\n{differing}");
    }
    match only {
        Some(_) => Ok(()),
        None => fs::write(root.join(TABLE), table).map_err(|error| format!("{TABLE}: {error}")),
    }
}

/// The folder of a program, which is fetched, unpacked and installed without what it depends on.
fn unpacked(home: &Path, python: &Path, name: &str, version: &str) -> Result<PathBuf, String> {
    let stem = format!("{}-{version}", name.replace('-', "_"));
    let folder = home.join(&stem);
    if folder.is_dir() {
        return Ok(folder);
    }
    let pip = ["-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", name, "--dest"];
    run(Command::new(python).args(pip).arg(home).arg(format!("{name}=={version}")))?;
    run(Command::new(python).args(["-m", "tarfile", "-e"]).arg(home.join(format!("{stem}.tar.gz"))).arg(home))?;
    run(Command::new(python).args(["-m", "pip", "install", "--quiet", "--no-deps"]).arg(&folder))?;
    Ok(folder)
}

fn outcomes(python: &Path, folder: &Path, alias: &[&str]) -> Result<Outcomes, String> {
    let mut command = Command::new(python);
    command.args(alias).args(["-m", "pytest", "-q", "--tb=no", "-rA", "-p", "no:cacheprovider"]);
    // Collecting goes on where one file needs something that is not installed.
    command.args(["--continue-on-collection-errors", "tests"]).env("COLUMNS", "1000");
    let output = command.current_dir(folder).output().map_err(|error| error.to_string())?;
    Ok(read_outcomes(&String::from_utf8_lossy(&output.stdout)))
}

/// Reads pytest's summary, a line for a test: `FAILED tests/x.py::test_a - AssertionError`.
fn read_outcomes(text: &str) -> Outcomes {
    const WORDS: [&str; 6] = ["PASSED", "FAILED", "ERROR", "SKIPPED", "XFAIL", "XPASS"];
    let mut found = Outcomes::new();
    for line in text.lines() {
        let name = |rest: &str| rest.split(" - ").next().unwrap_or_default().trim().to_string();
        if let Some(rest) = line.strip_prefix("SUBFAILED") {
            // The subtest's label stands before the test's name.
            found.insert(name(rest), "FAILED".to_string());
        } else if let Some((word, rest)) = line.split_once(' ').filter(|(word, _)| WORDS.contains(word)) {
            found.insert(name(rest), word.to_string());
        }
    }
    found
}

/// A row of the table; what differs is told in lines of its own.
fn compared(name: &str, version: &str, theirs: &Outcomes, ours: &Outcomes, differing: &mut String) -> String {
    let passed = |outcomes: &Outcomes| outcomes.values().filter(|outcome| *outcome == "PASSED").count();
    let mut tests: Vec<&String> = theirs.keys().chain(ours.keys()).collect();
    tests.sort();
    tests.dedup();
    let mut same = 0;
    for test in &tests {
        let (before, now) = (theirs.get(*test), ours.get(*test));
        if before == now {
            same += 1;
            continue;
        }
        let shown = |outcome: Option<&String>| outcome.map_or("none", String::as_str).to_lowercase();
        let _ = writeln!(differing, "- {name}: `{test}`: {}, on us {}", shown(before), shown(now));
    }
    let all = tests.len();
    format!("| {name} | {version} | {all} | {} | {} | {same} |", passed(theirs), passed(ours))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_are_read_and_compared() {
        let theirs = read_outcomes("PASSED tests/x.py::test_a\nPASSED tests/x.py::test_b\n2 passed in 0.1s\n");
        let ours = read_outcomes("PASSED tests/x.py::test_a\nFAILED tests/x.py::test_b - KeyError: 'x'\n1 failed\n");
        let mut differing = String::new();
        let row = compared("p", "1.0", &theirs, &ours, &mut differing);
        assert_eq!(row, "| p | 1.0 | 2 | 2 | 1 | 1 |");
        assert_eq!(differing, "- p: `tests/x.py::test_b`: passed, on us failed\n");
    }
}
