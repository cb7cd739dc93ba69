//! Fixture files: text that says what the engine does, and that is checked and rewritten by it.
//!
//! The formats are described in `tests/README.md`, whose examples are run like any other fixture.

mod block;
mod engine;
pub mod fuzz;
pub mod hostile;
mod identity;

pub use engine::Options;

use std::{
    fs,
    path::{Path, PathBuf},
};

/// What running a fixture gives.
#[derive(Debug, Default)]
pub struct Report {
    /// What differs, each with its line.
    pub failures: Vec<String>,
    /// The fixture with what came out as what is expected.
    pub blessed: String,
    /// How many expectations it has.
    pub checks: usize,
}

/// Runs the text of a fixture that stands at `path` below the folder of fixtures.
pub fn run(path: &Path, text: &str) -> Report {
    let mut folders = path.parent().into_iter().flat_map(Path::iter).filter_map(|part| part.to_str());
    let suite = folders.next().unwrap_or_default();
    let dialect = match folders.next() {
        None | Some("base") => "",
        Some(name) => name,
    };
    match suite {
        "identity" => identity::run(text, dialect),
        _ => block::run(text, dialect),
    }
}

/// The folder of fixtures.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// All fixture files below the folder of fixtures, sorted, by their paths below it.
pub fn files() -> Vec<PathBuf> {
    let root = folder();
    let mut out = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "sql") {
                out.extend(path.strip_prefix(&root).map(Path::to_path_buf));
            }
        }
    }
    out.sort();
    out
}

/// All statements of all fixtures, each with the dialect it is read in.
pub fn statements() -> Vec<(String, String)> {
    let mut out = Vec::new();
    for path in files() {
        let text = fs::read_to_string(folder().join(&path)).unwrap_or_default();
        let mut parts = path.iter().filter_map(|part| part.to_str());
        let (suite, dialect) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let dialect = if dialect == "base" || dialect.ends_with(".sql") { "" } else { dialect };
        if suite == "identity" {
            let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("--"));
            out.extend(lines.map(|line| (dialect.to_string(), line.to_string())));
        } else {
            out.extend(block::sources(&text, dialect));
        }
    }
    out
}

/// Whether expectations are rewritten instead of compared.
pub fn blessing() -> bool {
    std::env::var_os("BLESS").is_some_and(|value| value == "1")
}
