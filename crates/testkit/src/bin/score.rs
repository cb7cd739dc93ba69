//! Scores the engine on recorded cases: `score DIR-or-FILE... [--only READ>WRITE] [--dialect NAME] [--grep TEXT] [--failures N]`.
//!
//! `--dialect` takes the cases that read or write that dialect.
//! Prints a row a file and dialect pair, and the first failures with what came out.

use sqlectic_testkit::read_cases;
use std::{collections::BTreeMap, path::PathBuf, process::ExitCode};

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|_| {}));
    let mut paths = Vec::new();
    let (mut only, mut failures, mut grep, mut dialect) = (None, 20usize, None, None);
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--only" => only = args.next(),
            "--dialect" => dialect = args.next(),
            "--grep" => grep = args.next(),
            "--failures" => failures = args.next().and_then(|n| n.parse().ok()).unwrap_or(failures),
            path => paths.push(PathBuf::from(path)),
        }
    }
    let mut files = Vec::new();
    for path in paths {
        match std::fs::read_dir(&path) {
            Ok(dir) => files.extend(dir.flatten().map(|entry| entry.path())),
            Err(_) => files.push(path),
        }
    }
    files.sort();
    let mut table: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut shown = 0;
    for file in files {
        let cases = match read_cases(&file) {
            Ok(cases) => cases,
            Err(message) => {
                eprintln!("{message}");
                return ExitCode::FAILURE;
            }
        };
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for case in cases {
            let pair = format!("{}>{}", case.read, case.write);
            if only.as_ref().is_some_and(|only| *only != pair)
                || dialect.as_ref().is_some_and(|name| *name != case.read && *name != case.write)
                || grep.as_ref().is_some_and(|text| !case.sql.contains(text.as_str()))
            {
                continue;
            }
            let (passed, got) = case.run();
            for key in [format!("{stem:16} {pair}"), format!("{stem:16} total"), "total".to_string()] {
                let row = table.entry(key).or_default();
                row.0 += usize::from(passed);
                row.1 += 1;
            }
            if !passed && shown < failures {
                shown += 1;
                let flags = if case.pretty { " pretty" } else { "" };
                println!("[{stem} {pair}{flags}] {}\n  expected {}\n  got      {got}", case.sql, case.expected);
            }
        }
    }
    for (key, (ok, all)) in table {
        println!("{key:48} {ok:6} / {all:6} {:7.2} %", 100.0 * ok as f64 / all as f64);
    }
    ExitCode::SUCCESS
}
