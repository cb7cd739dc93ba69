//! `cargo xtask tidy`: the project's own rules about its sources.
//!
//! - The engine names no dialect: no word in `crates/{ast,syntax,rewrite}/src`, outside comments and tests, is the stem of
//!   a file or folder of `dialects/`.
//! - No source file has more than 1,000 lines, save those that are generated.
//! - Every source file opens with a sentence that says what it is.
//! - Nothing is left to be done later.
//! - `unsafe` stands nowhere but where a reason is given.
//! - Wherever the parser goes back, a page says how far: `crates/syntax/src/parser/BACKTRACKING.md`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Folders with Rust sources.
const SOURCES: [&str; 5] = ["crates", "dialects", "tests", "benches", "fuzz"];
/// Sources of the engine.
const ENGINE: [&str; 3] = ["crates/ast/src", "crates/syntax/src", "crates/rewrite/src"];
const MAX_LINES: usize = 1000;
/// Longer files, with reasons; sorted.
const LONG: &[(&str, &str)] = &[];
/// Dialect names that the engine may say, with reasons; sorted.
const SAID: &[(&str, &str, &str)] = &[
    ("crates/syntax/src/lexer/token.rs", "hive", "a token kind whose name programs see begins with it"),
    ("crates/syntax/src/parser/properties/storage.rs", "hive", "an argument whose name programs see begins with it"),
];
/// Macros that mark what is left to be done.
const LEFT: [&str; 3] = ["dbg", "todo", "unimplemented"];
/// Files with unsafe code, how often the word stands there, and why.
const UNSAFE: &[(&str, usize, &str)] = &[];
/// The page that says how far the parser goes back, and calls that do.
const BACKTRACKING: &str = "crates/syntax/src/parser/BACKTRACKING.md";
const GOES_BACK: [&str; 3] = [".retreat(", ".retreat_for_good(", ".attempt("];
/// Stems in `dialects/` that are no dialects.
const NO_DIALECT: [&str; 5] = ["Cargo", "README", "base", "lib", "shared"];

/// Fails with all that is untidy.
pub fn run(root: &Path) -> Result<(), String> {
    let mut complaints = Vec::new();
    for folder in SOURCES {
        for path in files(&root.join(folder), "rs") {
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            check_file(&name, &text, &mut complaints);
        }
    }
    let dialects = dialects(root);
    for folder in ENGINE {
        for path in files(&root.join(folder), "rs") {
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            if !name.contains("/generated/") {
                check_names(&name, &text, &dialects, &mut complaints);
            }
        }
    }
    check_backtracking(root, &mut complaints);
    if complaints.is_empty() {
        return Ok(());
    }
    Err(complaints.join("\n"))
}

/// All files with an extension below a folder, sorted; build folders left out.
pub(crate) fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                if !path.ends_with("target") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|e| e == extension) {
                out.push(path);
            }
        }
    }
    out.sort();
    out
}

fn check_file(name: &str, text: &str, complaints: &mut Vec<String>) {
    let generated = text.starts_with("// Generated");
    let lines = text.lines().count();
    if lines > MAX_LINES && !generated && !LONG.iter().any(|(long, _)| *long == name) {
        complaints.push(format!("{name}: {lines} lines; look for a table or for a second concept"));
    }
    if !generated && !text.trim().is_empty() && !text.starts_with("//!") {
        complaints.push(format!("{name}: does not open with a sentence that says what it is"));
    }
    let allowed = UNSAFE.iter().find(|(file, ..)| *file == name).map_or(0, |(_, count, _)| *count);
    let unsafe_lines = unsafe_lines(text);
    if unsafe_lines != allowed {
        complaints.push(format!("{name}: {unsafe_lines} lines are unsafe, {allowed} of them with a reason"));
    }
    for (i, line) in text.lines().enumerate() {
        let code = without_comment(line);
        for left in LEFT {
            if code.contains(&format!("{left}!(")) {
                complaints.push(format!("{name}:{}: {left}", i + 1));
            }
        }
    }
}

/// How many lines say `unsafe`.
pub(crate) fn unsafe_lines(text: &str) -> usize {
    text.lines().filter(|line| without_comment(line).split_whitespace().any(|word| word == "unsafe")).count()
}

/// The page lists every file that goes back, with the number of its places.
fn check_backtracking(root: &Path, complaints: &mut Vec<String>) {
    let page = fs::read_to_string(root.join(BACKTRACKING)).unwrap_or_default();
    let listed: BTreeMap<&str, &str> = page.lines().filter_map(row).collect();
    let mut found = BTreeSet::new();
    for path in files(&root.join("crates/syntax/src"), "rs").into_iter().chain(files(&root.join("dialects"), "rs")) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let places: usize = text
            .lines()
            .map(|line| GOES_BACK.iter().map(|call| without_comment(line).matches(call).count()).sum::<usize>())
            .sum();
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        if places == 0 {
            continue;
        }
        if listed.get(name.as_str()) != Some(&places.to_string().as_str()) {
            complaints.push(format!("{name}: goes back in {places} places; {BACKTRACKING} has to say how far"));
        }
        found.insert(name);
    }
    let gone = listed.keys().filter(|name| !found.contains(**name));
    complaints.extend(gone.map(|name| format!("{BACKTRACKING}: {name} does not go back any more")));
}

/// The file and the number of a row ``| `file` | 3 | ... |``.
fn row(line: &str) -> Option<(&str, &str)> {
    let mut cells = line.strip_prefix("| `")?.split('|');
    let name = cells.next()?.trim().strip_suffix('`')?;
    Some((name, cells.next()?.trim()))
}

fn check_names(name: &str, text: &str, dialects: &BTreeSet<String>, complaints: &mut Vec<String>) {
    for (i, line) in text.lines().enumerate() {
        // Tests stand at the end of a file.
        if line.trim_start().starts_with("#[cfg(test)]") {
            break;
        }
        for word in words(without_comment(line)) {
            let allowed = SAID.iter().any(|(file, said, _)| *file == name && *said == word);
            if dialects.contains(&word) && !allowed {
                complaints.push(format!("{name}:{}: names the dialect {word}", i + 1));
            }
        }
    }
}

/// The stems in `dialects/`.
fn dialects(root: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(root.join("dialects")).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| Some(entry.path().file_stem()?.to_string_lossy().into_owned()))
        .filter(|stem| !NO_DIALECT.contains(&stem.as_str()))
        .collect()
}

fn without_comment(line: &str) -> &str {
    line.split_once("//").map_or(line, |(code, _)| code)
}

/// The lower-cased words of a line of code; `HiveTokenStream` and `HIVE_TOKEN_STREAM` have three.
fn words(code: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut previous = ' ';
    for c in code.chars() {
        let starts = !previous.is_alphanumeric() || c.is_uppercase() && previous.is_lowercase();
        if c.is_alphanumeric() {
            if starts {
                out.push(String::new());
            }
            if let Some(word) = out.last_mut() {
                word.extend(c.to_lowercase());
            }
        }
        previous = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sources_are_tidy() {
        run(&crate::root()).expect("tidy");
    }

    #[test]
    fn words_end_at_case_and_marks() {
        assert_eq!(words("T::HiveTokenStream \"HIVE_TOKEN\""), ["t", "hive", "token", "stream", "hive", "token"]);
    }

    #[test]
    fn a_dialect_in_the_engine_is_found() {
        let mut complaints = Vec::new();
        let text = "let a = 1; // duckdb\nif name == \"duckdb\" {}\n#[cfg(test)]\nlet duckdb = 1;\n";
        check_names("x.rs", text, &BTreeSet::from(["duckdb".to_string()]), &mut complaints);
        assert_eq!(complaints, ["x.rs:2: names the dialect duckdb"]);
    }
}
