//! What we depend on: every licence is one that we may ship, and lock files and pinned requirements name all of it.
//!
//! `deny.toml` says the same to `cargo deny`, which knows advisories, too, and is run where it is installed.

use crate::command::{cargo, run, succeeds};
use serde_json::Value as Json;
use std::{fs, path::Path};

/// Licences that ask for no more than that they are named; sorted.
const ALLOWED: [&str; 9] = [
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "MIT",
    "NCSA",
    "Unicode-3.0",
    "Zlib",
];
/// Workspaces with lock files of their own; sorted.
const MANIFESTS: [&str; 3] = ["Cargo.toml", "benches/peers/Cargo.toml", "fuzz/Cargo.toml"];
/// Python packages that tests and benches install; sorted. The package itself needs none.
const REQUIREMENTS: [&str; 3] =
    ["benches/python/requirements.txt", "python/requirements-programs.txt", "python/requirements-test.txt"];

/// Fails with all packages that may not be shipped.
pub fn check(root: &Path) -> Result<(), String> {
    let mut complaints = Vec::new();
    for manifest in MANIFESTS {
        if root.join(manifest).is_file() {
            check_licences(&metadata(root, manifest)?, &mut complaints);
        }
    }
    for file in REQUIREMENTS {
        check_pins(file, &fs::read_to_string(root.join(file)).unwrap_or_default(), &mut complaints);
    }
    if !complaints.is_empty() {
        return Err(complaints.join("\n"));
    }
    if succeeds(cargo(root).args(["deny", "--version"])) {
        run(cargo(root).args(["deny", "--offline", "check", "bans", "licenses", "sources"]))?;
    }
    Ok(())
}

/// What cargo knows of all packages; fails if the lock file would have to change.
pub(crate) fn metadata(root: &Path, manifest: &str) -> Result<Json, String> {
    let mut command = cargo(root);
    command.args(["metadata", "--locked", "--format-version", "1", "--manifest-path", manifest]);
    let output = command.output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(format!("{manifest}: {}", String::from_utf8_lossy(&output.stderr).trim()));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())
}

/// Requirements name one version each: `name[extra]==1.2.3`, perhaps with a condition behind `;`.
fn check_pins(file: &str, text: &str, complaints: &mut Vec<String>) {
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let requirement = line.split(';').next().unwrap_or_default().trim();
        let version = requirement.split_once("==").map_or("", |(_, version)| version);
        if version.is_empty() || !version.chars().all(|c| c.is_ascii_alphanumeric() || c == '.') {
            complaints.push(format!("{file}: `{line}` is not pinned to a version"));
        }
    }
}

fn check_licences(metadata: &Json, complaints: &mut Vec<String>) {
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let name = package["name"].as_str().unwrap_or_default();
        match package["license"].as_str() {
            Some(licence) if is_allowed(licence) => {}
            Some(licence) => complaints.push(format!("{name}: the licence {licence} is not among those allowed")),
            // What is not published and ours needs none.
            None if package["source"].is_null() => {}
            None => complaints.push(format!("{name}: no licence is given")),
        }
    }
}

/// Whether an expression such as `(MIT OR Apache-2.0) AND Unicode-3.0` can be met with what is allowed.
fn is_allowed(expression: &str) -> bool {
    let expression = expression.trim();
    let parts = |word: &str| split_outside(expression, word);
    // An old spelling of OR.
    for or in [" OR ", "/"] {
        let parts = parts(or);
        if parts.len() > 1 {
            return parts.iter().any(|part| is_allowed(part));
        }
    }
    let all = parts(" AND ");
    if all.len() > 1 {
        return all.iter().all(|part| is_allowed(part));
    }
    match expression.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) => is_allowed(inner),
        None => ALLOWED.contains(&expression),
    }
}

/// The parts between a separator, where that stands outside of parentheses.
fn split_outside<'a>(text: &'a str, separator: &str) -> Vec<&'a str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 && at >= start && text[at..].starts_with(separator) {
            parts.push(&text[start..at]);
            start = at + separator.len();
        }
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_understood() {
        assert!(ALLOWED.is_sorted());
        for good in ["MIT", "MIT/Apache-2.0", "GPL-3.0 OR MIT", "(MIT OR Apache-2.0) AND Unicode-3.0", "((MIT))"] {
            assert!(is_allowed(good), "{good}");
        }
        for bad in ["GPL-3.0", "MIT AND GPL-3.0", "(GPL-2.0 OR GPL-3.0) AND MIT", "", "LGPL-2.1"] {
            assert!(!is_allowed(bad), "{bad}");
        }
    }

    #[test]
    fn packages_without_a_licence_are_found() {
        let metadata = serde_json::json!({"packages": [
            {"name": "ours", "license": null, "source": null},
            {"name": "theirs", "license": null, "source": "registry"},
            {"name": "strict", "license": "GPL-3.0", "source": "registry"},
        ]});
        let mut complaints = Vec::new();
        check_licences(&metadata, &mut complaints);
        assert_eq!(complaints.len(), 2, "{complaints:?}");
    }

    #[test]
    fn requirements_without_a_version_are_found() {
        let text = "# Why.\na==1.0\nb[c]==2.0rc1; python_version < \"3.10\"\n\nd\ne>=1\nf==1.*\n";
        let mut complaints = Vec::new();
        check_pins("r.txt", text, &mut complaints);
        assert_eq!(complaints.len(), 3, "{complaints:?}");
    }
}
