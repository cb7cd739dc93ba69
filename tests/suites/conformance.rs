//! Recorded cases: at least as many pass as `tests/conformance.toml` says, and what is generated is read back as the same
//! tree.
//!
//! The cases are no part of the sources: they are looked for where `SQLECTIC_CONFORMANCE` says, else in
//! `../shared/conformance`. Without them these tests say that they are skipped, and pass. `BLESS=1` raises the counts.

use sqlectic::parallel;
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

/// `file read>write`, with the base dialect by name.
fn key(file: &str, case: &Case) -> String {
    let name = |dialect: &str| if dialect.is_empty() { "base".to_string() } else { dialect.to_string() };
    format!("{file} {}>{}", name(&case.read), name(&case.write))
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
    let wanted: BTreeSet<&str> = text.lines().filter_map(count).map(|(key, _)| key).collect();
    let all: Vec<(String, &Case)> = cases
        .iter()
        .flat_map(|(file, cases)| cases.iter().map(move |case| (key(file, case), case)))
        .filter(|(key, _)| wanted.contains(key.as_str()))
        .collect();
    let mut passed: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for ((key, _), ok) in all.iter().zip(parallel(&all, 0, |(_, case)| case.run().0)) {
        let row = passed.entry(key).or_default();
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
        blessed.push_str(&format!("{key:?} = {}\n", ok.max(minimum)));
        eprintln!("{key:40} {ok:5} of {of:5}");
    }
    if blessing() && blessed != text {
        fs::write(counts_path(), blessed).expect("tests/conformance.toml can be written");
    }
    assert!(fewer.is_empty(), "{}", fewer.join("\n"));
}
