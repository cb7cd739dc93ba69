//! Fixtures of blocks: a source, and sections that say what becomes of it.

use crate::{
    engine::{errors, outline, tokens, write, Options},
    identity::unstable,
    Report,
};

/// A block: what stands before the source, the source, and its sections.
#[derive(Default)]
struct Block<'a> {
    line: usize,
    head: Vec<&'a str>,
    source: Vec<&'a str>,
    sections: Vec<Section<'a>>,
}

/// `-- key: value`, and the lines behind it.
struct Section<'a> {
    key: &'a str,
    value: &'a str,
    body: Vec<&'a str>,
    /// What the target cannot say, of a section that writes.
    unsupported: Vec<&'a str>,
}

/// What sections there are; `-- unsupported: message` belongs to the section before it.
const SECTIONS: [&str; 6] = ["error", "once", "out", "tokens", "tree", "write"];

pub(crate) fn run(text: &str, dialect: &str) -> Report {
    let mut report = Report::default();
    for (i, block) in blocks(text).into_iter().enumerate() {
        if i > 0 {
            report.blessed.push('\n');
        }
        check(&block, dialect, &mut report);
    }
    report
}

/// The sources of all blocks, each with the dialect it is read in.
pub(crate) fn sources(text: &str, dialect: &str) -> Vec<(String, String)> {
    let all = blocks(text).into_iter().filter(|block| !block.source.is_empty());
    all.map(|block| (block.setting("read").unwrap_or(dialect).to_string(), block.source.join("\n"))).collect()
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut out: Vec<Block<'_>> = Vec::new();
    let mut open = false;
    for (i, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            open = false;
            continue;
        }
        if !open {
            out.push(Block { line: i + 1, ..Block::default() });
            open = true;
        }
        if let Some(block) = out.last_mut() {
            block.add(line);
        }
    }
    out
}

impl<'a> Block<'a> {
    fn add(&mut self, line: &'a str) {
        if self.source.is_empty() && line.starts_with("--") {
            self.head.push(line);
            return;
        }
        match (mark(line), self.sections.last_mut()) {
            (Some((key, value)), _) if SECTIONS.contains(&key) => {
                self.sections.push(Section { key, value, body: Vec::new(), unsupported: Vec::new() });
            }
            (Some(("unsupported", message)), Some(section)) => section.unsupported.push(message),
            (_, Some(section)) => section.body.push(line),
            _ => self.source.push(line),
        }
    }

    /// The value of `-- key: value` before the source.
    fn setting(&self, key: &str) -> Option<&'a str> {
        self.head.iter().filter_map(|line| mark(line)).find(|(name, _)| *name == key).map(|(_, value)| value)
    }
}

/// `-- key: value`
fn mark(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.strip_prefix("-- ")?.split_once(':')?;
    Some((key, value.trim()))
}

fn name(dialect: &str) -> &str {
    if dialect == "base" {
        return "";
    }
    dialect
}

fn check(block: &Block<'_>, dialect: &str, report: &mut Report) {
    for line in block.head.iter().chain(&block.source) {
        push_line(&mut report.blessed, line);
    }
    if block.source.is_empty() {
        return;
    }
    let sql = block.source.join("\n");
    let options = match Options::parse(block.setting("options").unwrap_or_default()) {
        Ok(options) if !block.sections.is_empty() => options,
        Ok(_) => return report.failures.push(format!("line {}: the block expects nothing", block.line)),
        Err(message) => return report.failures.push(format!("line {}: {message}", block.line)),
    };
    let case = Case {
        read: name(block.setting("read").unwrap_or(dialect)),
        stable: !block.sections.iter().any(|section| section.key == "once"),
        sql: &sql,
        options: &options,
    };
    for section in &block.sections {
        report.checks += 1;
        let mut failures = Vec::new();
        case.check(section, &mut failures, &mut report.blessed);
        report.failures.extend(failures.into_iter().map(|failure| format!("line {}: {sql}\n  {failure}", block.line)));
    }
}

/// A source and how it is read and written.
struct Case<'a> {
    sql: &'a str,
    read: &'a str,
    options: &'a Options,
    /// Whether results are read back and written again.
    stable: bool,
}

impl Case<'_> {
    fn check(&self, section: &Section<'_>, failures: &mut Vec<String>, blessed: &mut String) {
        let expected = section.body.join("\n");
        let mut unsupported = Vec::new();
        let got = match section.key {
            "out" => self.write(self.read, failures, &mut unsupported),
            "write" => self.write(name(section.value), failures, &mut unsupported),
            "error" => errors(self.sql, self.read, self.options),
            "tree" => outline(self.sql, self.read, self.options),
            "tokens" => tokens(self.sql, self.read),
            _ => Ok(expected.clone()),
        };
        let got = got.unwrap_or_else(|error| format!("failed: {error}"));
        if got != expected {
            failures.push(format!("expected\n{expected}\n  got\n{got}"));
        }
        if unsupported != section.unsupported {
            failures.push(format!("expected as unsupported {:?}\n  got {unsupported:?}", section.unsupported));
        }
        push_line(blessed, format!("-- {}: {}", section.key, section.value).trim_end());
        got.lines().for_each(|line| push_line(blessed, line));
        unsupported.iter().for_each(|message| push_line(blessed, &format!("-- unsupported: {message}")));
    }

    fn write(&self, target: &str, failures: &mut Vec<String>, unsupported: &mut Vec<String>) -> Result<String, String> {
        let written = write(self.sql, self.read, target, self.options)?;
        *unsupported = written.unsupported;
        if self.stable {
            // Within one dialect the result has to be the same tree, too.
            let original = if self.read == target { self.sql } else { &written.text };
            failures.extend(unstable(original, &written.text, target, self.options));
        }
        Ok(written.text)
    }
}

fn push_line(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}
