//! Words put before themselves again and again, well-formed or not: nothing is tried so often that it adds up to a power.

use sqlectic::{dialects, dialects::DEFINITIONS, parse_with, ErrorLevel, Limit, ParseError, ParseOptions};
use std::{collections::BTreeSet, sync::LazyLock};

/// How often the words stand one behind the other: what doubles each time is found out.
const TIMES: usize = 24;
/// Nodes of all that is read, and of all that is given up; a linear grammar makes a tenth of it.
const NODES: usize = 40_000;

/// Words and signs: those of the fuzzer, and those of the fixtures.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let statements = crate::statements();
    let parts = |sql: &str| -> Vec<String> {
        sql.split(|c: char| !(c.is_alphanumeric() || c == '_')).map(str::to_ascii_uppercase).collect()
    };
    let found: BTreeSet<String> = statements.iter().flat_map(|(_, sql)| parts(sql)).filter(|w| w.len() > 1).collect();
    super::mutate::WORDS.split_whitespace().map(String::from).chain(found).collect()
});

pub(super) fn run(data: &[u8]) {
    let Some((&[dialect, switches, shape], picks)) = data.split_first_chunk() else { return };
    let mut picks = picks.chunks_exact(2).map(|pair| usize::from(u16::from_le_bytes([pair[0], pair[1]])));
    let mut word = || {
        let pick = picks.next().unwrap_or(0);
        // Signs and keywords half of the time.
        let known = if pick % 2 == 0 { super::mutate::WORDS.split_whitespace().count() } else { WORDS.len() };
        WORDS[pick / 2 % known].as_str()
    };
    let before: Vec<&str> = (0..1 + shape % 4).map(|_| word()).collect();
    let after: Vec<&str> = (0..shape / 4 % 4).map(|_| word()).collect();
    let (before, after) = (before.join(" ") + " ", " ".to_string() + &after.join(" "));
    let start = if switches & 4 == 0 { "SELECT " } else { "" };
    let sql = [start, &before.repeat(TIMES), "a", &after.repeat(TIMES)].concat();
    let name = DEFINITIONS[usize::from(dialect) % DEFINITIONS.len()].name;
    let level = if switches & 1 == 0 { ErrorLevel::Immediate } else { ErrorLevel::Ignore };
    let mut options = ParseOptions { error_level: level, ..ParseOptions::default() };
    options.limits.nodes = NODES;
    let dialect = dialects::get(name).expect("registered dialects exist");
    if let Err(ParseError::Limit(error)) = parse_with(&sql, &dialect, &options) {
        assert_ne!(error.limit, Limit::Nodes, "{name}: too much work: {before}a{after}");
    }
}
