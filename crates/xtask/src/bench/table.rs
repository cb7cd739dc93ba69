//! What was measured, as tables: `benches/results.md`, and a summary in the README.

use serde_json::Value;
use std::{collections::BTreeSet, fmt::Write, fs, path::Path, process::Command};

const RESULTS: &str = "benches/results.md";
const README: &str = "README.md";
/// Between these lines the README quotes the summary.
const QUOTE: (&str, &str) = ("<!-- Written by `cargo xtask bench`. -->\n", "<!-- Written up to here. -->\n");

/// Rows, peers, and how many times ours theirs is to be at least.
const TARGETS: [(&str, &str, f64); 21] = [
    ("Rust: parse", "sqlparser", 6.0),
    ("Rust: parse", "polyglot-sql", 5.0),
    ("Rust: generate", "sqlparser", 1.0),
    ("Rust: transpile across dialects", "polyglot-sql", 8.0),
    ("Python: parse_one", "sqlglot[c]", 25.0),
    ("Python: parse_one", "sqlglot", 80.0),
    ("Python: parse_one", "polyglot-sql", 5.0),
    ("Python: transpile across dialects", "sqlglot[c]", 35.0),
    ("Python: transpile across dialects", "sqlglot", 80.0),
    ("Python: transpile across dialects", "polyglot-sql", 7.0),
    ("Python: walk, names of columns", "sqlglot[c]", 3.0),
    ("Python: transform, nothing", "sqlglot[c]", 2.0),
    ("Python: transform, columns", "sqlglot[c]", 2.0),
    ("Python: import", "sqlglot[c]", 4.0),
    ("Python: import", "sqlglot", 4.0),
    ("Python: first transpile", "sqlglot[c]", 5.0),
    ("Python: first transpile", "sqlglot", 5.0),
    ("Python: memory", "sqlglot[c]", 8.0),
    ("Rust: batch", "one thread", 1.8),
    ("Python: batch", "one thread", 1.8),
    ("Python: threads", "one thread", 1.8),
];

const ABOUT: &str = "\
Made by `cargo xtask bench`, which installs the peers, runs each in turns with ours on the same texts, and writes this page.
A number is how many times ours theirs is: processor time, save for memory (bytes) and threads (time on the clock). Of each
input it is the median of the rounds; the summary has the median over the inputs, and the least and the most.
`benches/README.md` tells more.
";
/// What valgrind counts: files, titles, and what there is to say.
const COUNTED: [(&str, &str, &str); 2] = [
    (
        "instructions.md",
        "Instructions per byte",
        "`cargo run --release -p sqlectic-benches --bin instructions`; valgrind counts the same in every run.",
    ),
    (
        "growth.md",
        "Growth",
        "Instructions for a generated input twice as large, as times those for the input: 2 is linear, up to 2.2 is met \
         (beyond that the figure is bold).",
    ),
];

/// A row, a peer and an input.
struct Cell {
    row: String,
    peer: String,
    input: String,
    ratio: f64,
    /// Half of what lies between the quartiles of the rounds, as a part of the ratio.
    spread: f64,
    /// How many of the input's texts were measured, if not all.
    some: Option<(u64, u64)>,
}

/// Writes the tables of what is in `folder`.
pub(super) fn write(root: &Path, folder: &Path) -> Result<(), String> {
    let mut cells = Vec::new();
    for part in ["rust", "sqlglot[c]", "sqlglot", "polyglot-sql", "threads"] {
        cells.extend(self::cells(&folder.join(format!("{part}.jsonl")))?);
    }
    let machine = machine(folder)?;
    let (all, quoted) = (summary(&cells, false), summary(&cells, true));

    print!("{all}");
    let mut text = format!("# Results\n\n{ABOUT}\n{machine}\n## Summary\n\n{all}\n{}", details(&cells));
    for (file, title, about) in COUNTED {
        if let Ok(table) = fs::read_to_string(folder.join(file)) {
            let _ = writeln!(text, "## {title}\n\n{about}\n\n{}\n", table.trim_end());
        }
    }
    let text = format!("{}\n", text.trim_end());
    fs::write(root.join(RESULTS), text).map_err(|error| format!("{RESULTS}: {error}"))?;
    quote(root, &format!("{machine}\n{quoted}"))
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn cells(path: &Path) -> Result<Vec<Cell>, String> {
    read(path)?.lines().map(|line| cell(line).ok_or_else(|| format!("not a measurement: {line}"))).collect()
}

fn cell(line: &str) -> Option<Cell> {
    let found: Value = serde_json::from_str(line).ok()?;
    let text = |key: &str| Some(found.get(key)?.as_str()?.to_string());
    let number = |key: &str| found.get(key)?.as_f64();
    let (accepted, of) = (found.get("accepted")?.as_u64()?, found.get("of")?.as_u64()?);
    let ratio = number("ratio")?;
    Some(Cell {
        row: text("row")?,
        peer: text("peer")?,
        input: text("input")?,
        ratio,
        spread: (number("high")? - number("low")?) / 2.0 / ratio,
        some: (accepted < of).then_some((accepted, of)),
    })
}

/// Facts about the machine and the versions, as a list.
fn machine(folder: &Path) -> Result<String, String> {
    let facts: Value = serde_json::from_str(&read(&folder.join("machine.json"))?).map_err(|error| error.to_string())?;
    let mut out = String::new();
    for (name, fact) in facts.as_object().into_iter().flatten() {
        let _ = writeln!(out, "- {name}: {}", fact.as_str().unwrap_or_default());
    }
    let rustc = Command::new("rustc").arg("--version").output().map_err(|error| format!("rustc: {error}"))?;
    let _ = writeln!(out, "- Rust: {}", String::from_utf8_lossy(&rustc.stdout).trim());
    Ok(out)
}

/// The row of the summary that a row belongs to: all pairs of dialects are one.
fn group(row: &str) -> String {
    let Some((what, (from, to))) = row.split_once("transpile ").and_then(|(a, b)| Some((a, b.split_once(" -> ")?)))
    else {
        return row.to_string();
    };
    format!("{what}transpile {}", if from == to { "within a dialect" } else { "across dialects" })
}

/// A line for each row and peer, or only for those with a target.
fn summary(cells: &[Cell], targets: bool) -> String {
    let mut out = String::from("| what | against | times | least to most | to reach | |\n|---|---|--:|---|--:|---|\n");
    let mut seen = BTreeSet::new();
    for Cell { row, peer, .. } in cells {
        let row = group(row);
        if !seen.insert((row.clone(), peer)) {
            continue;
        }
        let target = TARGETS.iter().find(|(name, against, _)| *name == row && against == peer).map(|target| target.2);
        if targets && target.is_none() {
            continue;
        }
        let mut ratios: Vec<f64> =
            cells.iter().filter(|cell| cell.peer == *peer && group(&cell.row) == row).map(|cell| cell.ratio).collect();
        ratios.sort_by(f64::total_cmp);
        let (least, most, median) = (ratios[0], ratios[ratios.len() - 1], median(&ratios));
        let range = if ratios.len() > 1 { format!("{least:.2} to {most:.2}") } else { String::new() };
        let (reach, met) = match target {
            Some(target) => (format!("{target}"), if median >= target { "met" } else { "**not met**" }),
            None => (String::new(), ""),
        };
        let _ = writeln!(out, "| {row} | {peer} | {median:.2} | {range} | {reach} | {met} |");
    }
    out
}

/// Of sorted numbers.
fn median(numbers: &[f64]) -> f64 {
    let half = numbers.len() / 2;
    if numbers.len() % 2 == 1 {
        numbers[half]
    } else {
        (numbers[half - 1] + numbers[half]) / 2.0
    }
}

/// A table for each side and peer: a line an input, a column a row.
fn details(cells: &[Cell]) -> String {
    let mut out = String::new();
    for (side, peer) in unique(cells.iter().map(|cell| (surface(&cell.row).0, cell.peer.as_str()))) {
        let of_peer: Vec<&Cell> =
            cells.iter().filter(|cell| cell.peer == peer && surface(&cell.row).0 == side).collect();
        let rows = unique(of_peer.iter().map(|cell| cell.row.as_str()));
        let names: Vec<&str> = rows.iter().map(|row| surface(row).1).collect();
        let _ = writeln!(out, "## {side}, against {peer}\n\n| input | {} |", names.join(" | "));
        let _ = writeln!(out, "|---|{}", "--:|".repeat(rows.len()));
        for input in unique(of_peer.iter().map(|cell| cell.input.as_str())) {
            let _ = write!(out, "| {input} |");
            for row in &rows {
                let found = of_peer.iter().find(|cell| cell.input == input && cell.row == *row);
                let _ = write!(out, " {} |", found.map_or(String::new(), |cell| shown(cell)));
            }
            out.push('\n');
        }
        out.push('\n');
    }
    out
}

/// `12.3 ±4%`, and how many of the texts were measured if not all.
fn shown(Cell { ratio, spread, some, .. }: &Cell) -> String {
    let some = some.map_or(String::new(), |(accepted, of)| format!(" ({accepted}/{of})"));
    format!("{ratio:.2} ±{:.0}%{some}", spread * 100.0)
}

/// `Rust: parse` -> `Rust` and `parse`.
fn surface(row: &str) -> (&str, &str) {
    row.split_once(": ").unwrap_or(("", row))
}

/// Without repetitions, in the order of first appearance.
fn unique<T: Ord + Copy>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = BTreeSet::new();
    items.filter(|item| seen.insert(*item)).collect()
}

/// Puts the summary between the marks in the README.
fn quote(root: &Path, summary: &str) -> Result<(), String> {
    let path = root.join(README);
    let text = read(&path)?;
    let parts = text.split_once(QUOTE.0).and_then(|(before, rest)| Some((before, rest.split_once(QUOTE.1)?.1)));
    let (before, after) = parts.ok_or_else(|| format!("{README} has no place for the summary"))?;
    let text = format!("{before}{}\n{summary}\n{}{after}", QUOTE.0, QUOTE.1);
    fs::write(path, text).map_err(|error| format!("{README}: {error}"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn pairs_of_dialects_are_one_row() {
        assert_eq!(super::group("Rust: transpile a -> b"), "Rust: transpile across dialects");
        assert_eq!(super::group("Rust: transpile a -> a"), "Rust: transpile within a dialect");
        assert_eq!(super::group("Rust: parse"), "Rust: parse");
    }
}
