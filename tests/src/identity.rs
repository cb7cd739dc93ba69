//! Fixtures of statements that come out as they went in, one a line.

use crate::{
    engine::{same_tree, write, Options, Written},
    Report,
};
use std::iter::Peekable;

/// A statement and what is said about it.
#[derive(Default)]
struct Case<'a> {
    line: usize,
    sql: &'a str,
    out: Option<&'a str>,
    once: Option<&'a str>,
}

pub(crate) fn run(text: &str, dialect: &str) -> Report {
    let mut report = Report::default();
    let mut lines = text.lines().enumerate().peekable();
    while let Some((i, line)) = lines.next() {
        if line.trim().is_empty() || line.starts_with("--") {
            report.blessed.push_str(line);
            report.blessed.push('\n');
            continue;
        }
        let case = Case { line: i + 1, sql: line, ..Case::default() };
        check(marks(case, &mut lines), dialect, &mut report);
    }
    report
}

/// Reads `-- out:` and `-- once:` behind a statement.
fn marks<'a>(mut case: Case<'a>, lines: &mut Peekable<impl Iterator<Item = (usize, &'a str)>>) -> Case<'a> {
    while let Some((_, line)) = lines.peek() {
        if let Some(out) = line.strip_prefix("-- out: ") {
            case.out = Some(out);
        } else if let Some(why) = line.strip_prefix("-- once: ") {
            case.once = Some(why);
        } else {
            break;
        }
        lines.next();
    }
    case
}

fn check(case: Case<'_>, dialect: &str, report: &mut Report) {
    let Case { line, sql, out, once } = case;
    let options = Options::default();
    let expected = out.unwrap_or(sql);
    report.checks += 1;
    let mut blessed = out;
    let got = write(sql, dialect, dialect, &options);
    match &got {
        Ok(Written { text, .. }) => {
            if text != expected {
                report.failures.push(format!("line {line}: {sql}\n  expected {expected}\n  got      {text}"));
            }
            // A text of several lines cannot stand behind the mark.
            if !text.contains('\n') {
                blessed = Some(text.as_str()).filter(|text| *text != sql);
            }
        }
        Err(error) => report.failures.push(format!("line {line}: {sql}\n  {error}")),
    }
    if let (Ok(Written { text, .. }), None) = (&got, once) {
        if let Some(failure) = unstable(sql, text, dialect, &options) {
            report.failures.push(format!("line {line}: {sql}\n  {failure}"));
        }
    }
    report.blessed.push_str(sql);
    report.blessed.push('\n');
    for (mark, value) in [("out", blessed), ("once", once)] {
        if let Some(value) = value {
            report.blessed.push_str(&format!("-- {mark}: {value}\n"));
        }
    }
}

/// Why the result is not the same statement, read once more.
pub(crate) fn unstable(sql: &str, result: &str, dialect: &str, options: &Options) -> Option<String> {
    match write(result, dialect, dialect, options) {
        Ok(again) if again.text != result => Some(format!("is no fixpoint: {result}\n  becomes {}", again.text)),
        Err(error) => Some(format!("cannot read what it wrote: {result}\n  {error}")),
        Ok(_) => match same_tree(sql, result, dialect, options) {
            Ok(true) => None,
            Ok(false) => Some(format!("becomes another tree: {result}")),
            Err(error) => Some(error),
        },
    }
}
