//! Recorded cases: at least as many pass as `tests/conformance.toml` says, and what is generated is read back as the same
//! tree.
//!
//! The cases are no part of the sources: they are looked for where `SQLECTIC_CONFORMANCE` says, else in
//! `../shared/conformance`. Without them these tests say that they are skipped, and pass. `BLESS=1` raises the counts.

use sqlectic::{
    dialects, generate, parallel, parse_with, Dialect, GenerateOptions, NodeId, ParseOptions, Parsed, Tree,
};
use sqlectic_testkit::{read_cases, Case};
use sqlectic_tests::blessing;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The folder of recorded cases, if there is one.
fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("SQLECTIC_CONFORMANCE").map(PathBuf::from);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = named.unwrap_or_else(|| root.join("../shared/conformance"));
    [folder.join("cases"), folder].into_iter().find(|folder| folder.join("base_identity.jsonl").is_file())
}

/// The cases of all files, by the file's stem.
fn cases() -> Option<BTreeMap<String, Vec<Case>>> {
    let Some(folder) = folder() else {
        eprintln!("skipped: no recorded cases; name their folder in SQLECTIC_CONFORMANCE");
        return None;
    };
    let mut out = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("the folder can be read").flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            out.insert(stem, read_cases(&path).expect("cases are JSON lines"));
        }
    }
    Some(out)
}

fn counts_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance.toml")
}

/// A line `"key" = count`.
fn count(line: &str) -> Option<(&str, usize)> {
    let (key, count) = line.split_once('=')?;
    Some((key.trim().trim_matches('"'), count.trim().parse().ok()?))
}

#[test]
fn as_many_cases_pass_as_before() {
    let Some(cases) = cases() else { return };
    let text = fs::read_to_string(counts_path()).expect("tests/conformance.toml can be read");
    let all: Vec<(&str, &Case)> =
        cases.iter().flat_map(|(file, cases)| cases.iter().map(move |case| (file.as_str(), case))).collect();
    let mut passed: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for ((key, _), ok) in all.iter().zip(parallel(&all, 0, |(_, case)| case.run().0)) {
        let row = passed.entry(*key).or_default();
        row.0 += usize::from(ok);
        row.1 += 1;
    }
    let mut blessed = String::new();
    let mut fewer = Vec::new();
    for line in text.lines() {
        let Some((key, minimum)) = count(line) else {
            blessed.push_str(&format!("{line}\n"));
            continue;
        };
        let (ok, of) = passed.get(key).copied().unwrap_or_default();
        if ok < minimum {
            fewer.push(format!("{key}: {ok} of {of} pass; it were {minimum}"));
        }
        blessed.push_str(&format!("{key} = {}\n", ok.max(minimum)));
        eprintln!("{key:40} {ok:5} of {of:5}");
    }
    if blessing() && blessed != text {
        fs::write(counts_path(), blessed).expect("tests/conformance.toml can be written");
    }
    assert!(fewer.is_empty(), "{}", fewer.join("\n"));
}

/// What becomes of a statement that is written and read again.
enum Again {
    /// The same tree.
    Same,
    /// Another tree, which is written as the same text.
    OtherTree(String),
    /// Another text, or none.
    OtherText(String),
}

fn changes_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixpoint.txt")
}

/// The lines of `tests/fixpoint.txt` that are no remarks.
fn known_changes(text: &str) -> BTreeSet<String> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_string).collect()
}

/// Dialects that are only read.
const READ_ONLY: [&str; 2] = ["dax", "prql"];

/// Dialects whose statements are the same trees, too, when they are read again; sorted. In others it is the text that stays.
const COMPLETE: [&str; 15] = [
    "",
    "athena",
    "doris",
    "drill",
    "druid",
    "duckdb",
    "dune",
    "hive",
    "materialize",
    "postgres",
    "risingwave",
    "solr",
    "tableau",
    "teradata",
    "trino",
];

/// All statements of the cases in the dialect that they are in.
fn statements(cases: &BTreeMap<String, Vec<Case>>) -> BTreeSet<(&str, &str)> {
    let all = cases.values().flatten();
    all.flat_map(|case| [(case.read.as_str(), case.sql.as_str()), (case.write.as_str(), case.expected.as_str())])
        .filter(|(dialect, _)| !READ_ONLY.contains(dialect))
        .collect()
}

#[test]
fn what_is_generated_is_read_back_as_the_same_tree() {
    let Some(cases) = cases() else { return };
    let statements: Vec<(&str, &str)> = statements(&cases).into_iter().collect();
    let text = fs::read_to_string(changes_path()).expect("tests/fixpoint.txt can be read");
    let mut gone = known_changes(&text);
    let results = parallel(&statements, 0, |(dialect, sql)| again(dialect, sql));
    let mut unexpected = Vec::new();
    for ((dialect, sql), result) in statements.iter().zip(&results) {
        let line = format!("{}: {}", if dialect.is_empty() { "base" } else { dialect }, sql.replace('\n', " "));
        let (line, became) = match result {
            Again::Same => continue,
            Again::OtherTree(_) if !COMPLETE.contains(dialect) => continue,
            Again::OtherTree(text) => (line, text),
            Again::OtherText(text) => (format!("! {line}"), text),
        };
        if !gone.remove(&line) {
            unexpected.push((line, became));
        }
    }
    for line in &gone {
        eprintln!("the same tree, or no longer recorded (BLESS=1 takes it off tests/fixpoint.txt): {line}");
    }
    if blessing() && !gone.is_empty() {
        let kept: String = text.lines().filter(|line| !gone.contains(*line)).map(|line| format!("{line}\n")).collect();
        fs::write(changes_path(), kept).expect("tests/fixpoint.txt can be written");
    }
    let report: Vec<String> = unexpected.iter().map(|(line, text)| format!("{line}\n#   {text}")).collect();
    let (failed, all) = (unexpected.len(), statements.len());
    assert!(
        unexpected.is_empty(),
        "{failed} of {all} statements become something else; mend it, or list them with the reason in \
         tests/fixpoint.txt:\n{}",
        report.join("\n")
    );
}

/// Writes a statement and reads it again. One that cannot be read is no matter of this test.
fn again(dialect: &str, sql: &str) -> Again {
    let dialect = dialects::get(dialect).expect("the dialect exists");
    let Ok(Parsed { mut tree, roots, .. }) = parse_with(sql, &dialect, &ParseOptions::default()) else {
        return Again::Same;
    };
    let mut result = Again::Same;
    for root in roots.into_iter().flatten() {
        let copy = tree.copy(root);
        let text = written(&mut tree, copy, &dialect);
        let mut second = match parse_with(&text, &dialect, &ParseOptions::default()) {
            Ok(parsed) => parsed,
            Err(error) => return Again::OtherText(format!("{text} is not read back: {error}")),
        };
        let Some(other) = second.roots.first().copied().flatten() else { return Again::OtherText(text) };
        if !tree.equal(root, &second.tree, other) {
            let third = written(&mut second.tree, other, &dialect);
            if third != text {
                return Again::OtherText(format!("{text} becomes {third}"));
            }
            result = Again::OtherTree(text);
        }
    }
    result
}

fn written(tree: &mut Tree, root: NodeId, dialect: &Dialect) -> String {
    let root = dialect.prepare(tree, root);
    generate(tree, root, dialect, &GenerateOptions::default()).expect("within limits").sql
}
