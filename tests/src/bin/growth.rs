//! A search for what grows faster than its input: `growth [--stage parse|write|time|texts|deep]... [--read NAME] [--every N]`.
//!
//! Every function of every dialect, and every expression and query of the fixtures, is put into itself at each of its
//! places. Deeper ones are read, and written in all dialects; nodes made, nodes written and bytes are compared with those
//! of less deep ones, and the time of much deeper ones. What grows faster is printed, a line each.

use sqlectic::{
    dialects::{self, DEFINITIONS},
    generate, parse_with,
    syntax::lexer::{lex, T},
    Dialect, ErrorLevel, GenerateOptions, LimitError, Limits, NodeId, ParseError, ParseOptions, Tree,
};
use sqlectic_tests::{fuzz::WORDS, hostile::hostile};
use std::{
    collections::{BTreeSet, HashSet},
    io::Write as _,
    sync::{Arc, LazyLock, Mutex},
    thread,
    time::{Duration, Instant},
};

/// Levels at which nodes and bytes are compared, the second twice the first.
const LEVELS: [usize; 2] = [12, 24];
/// Levels at which reading in vain is told by its nodes, which then are more than [`FEW`] a token.
const DEEP: usize = 256;
const FEW: usize = 10;
/// Levels that a stack that does not grow has no room for.
const DEEPEST: usize = 3000;
/// Levels at which times are compared, the second four times the first, and how many times as long is too long.
const TIMED: [usize; 2] = [300, 1200];
const TOO_LONG: f64 = 9.0;
/// What takes longer is printed while it runs.
const STUCK: Duration = Duration::from_secs(5);
/// The longest statement that is put into itself.
const LONGEST: usize = 300;
/// Places of a statement that are tried.
const PLACES: usize = 16;
/// Dialects that write another language than SQL, or none.
const READ_ONLY: [&str; 2] = ["dax", "prql"];

/// A text with a place for itself.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Nest {
    read: &'static str,
    head: &'static str,
    before: String,
    after: String,
}

impl Nest {
    fn sql(&self, levels: usize) -> String {
        [self.head, &self.before.repeat(levels), "a", &self.after.repeat(levels)].concat()
    }
}

/// Calls of all functions of a dialect with up to five arguments, with a place at each.
fn calls(dialect: &Dialect, read: &'static str, out: &mut Vec<Nest>) {
    let tables = &dialect.parser;
    let names: BTreeSet<&str> = tables
        .functions
        .iter()
        .map(|(name, _)| name)
        .chain(tables.function_parsers.iter().map(|(name, _)| name))
        .collect();
    for name in names {
        for arity in 1..=5 {
            for place in 0..arity {
                let before = format!("{name}({}", ["b, ", "c, ", "d, ", "e, "][..place].concat());
                let after = format!("{})", [", b", ", c", ", d", ", e"][..arity - place - 1].concat());
                out.push(Nest { read, head: "SELECT ", before, after });
            }
        }
    }
}

/// A statement of the fixtures with a place at each of its words.
fn statement(dialect: &Dialect, read: &'static str, sql: &str, out: &mut Vec<Nest>) {
    if sql.len() > LONGEST {
        return;
    }
    let Ok(lexed) = lex(sql, &dialect.lexer) else { return };
    let Some(first) = lexed.tokens.first() else { return };
    if !matches!(first.kind, T::Select | T::With | T::From | T::Values) {
        return;
    }
    let clause = |kind: T| matches!(kind, T::From | T::Where | T::Semicolon | T::Union | T::Limit);
    let end = lexed.tokens.iter().position(|token| clause(token.kind)).unwrap_or(lexed.tokens.len());
    let semicolon = lexed.tokens.iter().position(|token| token.kind == T::Semicolon).unwrap_or(lexed.tokens.len());
    let words = lexed.tokens.iter().enumerate().filter(|(_, t)| matches!(t.kind, T::Var | T::Number | T::String));
    for (i, word) in words.take(PLACES) {
        let (start, stop) = (word.span.start as usize, word.span.end as usize);
        if i < end && first.kind == T::Select {
            let (from, to) = (lexed.tokens[1].span.start as usize, lexed.tokens[end - 1].span.end as usize);
            if let (Some(before), Some(after)) = (sql.get(from..start), sql.get(stop..to)) {
                out.push(Nest { read, head: "SELECT ", before: before.to_string(), after: after.to_string() });
            }
        }
        if i < semicolon {
            let to = lexed.tokens[semicolon - 1].span.end as usize;
            if let (Some(before), Some(after)) = (sql.get(..start), sql.get(stop..to)) {
                let (before, after) = (format!("({before}"), format!("{after})"));
                out.push(Nest { read, head: "SELECT ", before, after });
            }
        }
    }
}

/// Reads with at most so many nodes: the tree and its statement, or which way it failed.
fn read(nest: &Nest, levels: usize, nodes: usize) -> Result<(Tree, NodeId), bool> {
    let dialect = dialects::get(nest.read).expect("registered dialects exist");
    let mut options = ParseOptions::default();
    options.limits.nodes = nodes;
    match parse_with(&nest.sql(levels), &dialect, &options) {
        Ok(parsed) => parsed.roots.into_iter().flatten().next().map(|root| (parsed.tree, root)).ok_or(false),
        Err(ParseError::Limit(_)) => Err(true),
        Err(_) => Err(false),
    }
}

/// What a work took.
struct Taken {
    made: usize,
    bytes: usize,
    time: Duration,
}

fn write(tree: &Tree, root: NodeId, dialect: &Dialect, nodes: usize) -> Result<Taken, LimitError> {
    let mut tree = tree.clone();
    let limits = Limits { nodes, bytes: 1 << 24, ..Limits::default() };
    let (start, before) = (now(), tree.len());
    let root = dialect.prepare_within(&mut tree, root, &limits)?;
    let sql = generate(&mut tree, root, dialect, &GenerateOptions { limits, ..GenerateOptions::default() })?.sql;
    Ok(Taken { made: tree.len() - before, bytes: sql.len(), time: now() - start })
}

/// Reads and writes what is much deeper, for what needs more stack than there is.
fn goes_deep(nest: &Nest) {
    let dialect = dialects::get(nest.read).expect("registered dialects exist");
    if let Ok((tree, root)) = read(nest, DEEPEST, 1 << 20) {
        let _ = write(&tree, root, &dialect, 1 << 20);
    }
}

/// Whether a node hangs at two places: then each walk passes it twice.
fn hangs_twice(nest: &Nest) -> bool {
    let Ok((tree, root)) = read(nest, 2, 1 << 16) else { return false };
    let mut seen = HashSet::new();
    let twice = tree.walk(root).any(|node| !seen.insert(node));
    twice
}

/// Whether reading makes more nodes than the text has parts.
fn reads_too_much(nest: &Nest) -> Option<String> {
    let cap = 1 << 17;
    let nodes = |levels| match read(nest, levels, cap) {
        Ok((tree, _)) => Some(tree.len()),
        Err(true) => Some(cap),
        Err(false) => None,
    };
    if let (Some(few), Some(many)) = (nodes(LEVELS[0]), nodes(LEVELS[1])) {
        return (many > few * 5 / 2 + 64).then(|| format!("{few} nodes, then {many}"));
    }
    // It does not parse; how much was read is only told by a limit.
    let dialect = dialects::get(nest.read).expect("registered dialects exist");
    let tokens = lex(&nest.sql(DEEP), &dialect.lexer).ok()?.tokens.len();
    matches!(read(nest, DEEP, FEW * tokens + 500), Err(true)).then(|| format!("fails after {FEW} nodes a token"))
}

/// The dialects that take too much to write it.
fn writes_too_much(nest: &Nest, targets: &[Arc<Dialect>]) -> Vec<String> {
    let (Ok(small), Ok(large)) = (read(nest, LEVELS[0], 1 << 16), read(nest, LEVELS[1], 1 << 16)) else {
        return Vec::new();
    };
    let told = |dialect: &Arc<Dialect>| {
        enter(format!("{} > {}: {}", nest.read, dialect.name, nest.sql(2)));
        let most = 40 * large.0.len() + 4000;
        let few = write(&small.0, small.1, dialect, most);
        let many = write(&large.0, large.1, dialect, most);
        let told = match (few, many) {
            (_, Err(error)) => format!("{} more than {}", error.limit.name(), error.max),
            (Ok(few), Ok(many)) if many.made > few.made * 3 + 64 => {
                format!("{} nodes made, then {}", few.made, many.made)
            }
            (Ok(few), Ok(many)) if many.bytes > few.bytes * 3 + 64 => {
                format!("{} bytes, then {}", few.bytes, many.bytes)
            }
            (_, Ok(many)) if many.time > Duration::from_millis(100) => format!("{} ms", many.time.as_millis()),
            _ => return None,
        };
        Some(format!("> {}: {told}", dialect.name))
    };
    targets.iter().filter_map(told).collect()
}

/// The dialects that take too long to write it, and whether reading does.
fn takes_too_long(nest: &Nest, targets: &[Arc<Dialect>]) -> Vec<String> {
    let timed = |levels| {
        let mut best = Duration::MAX;
        for _ in 0..2 {
            let start = now();
            drop(read(nest, levels, 1 << 22));
            best = best.min(now() - start);
        }
        best
    };
    let ratio = |few: Duration, many: Duration| many.as_secs_f64() / few.as_secs_f64().max(0.000_5);
    let mut out = Vec::new();
    enter(format!("{}: {}", nest.read, nest.sql(2)));
    if (0..3).all(|_| ratio(timed(TIMED[0]), timed(TIMED[1])) > TOO_LONG) {
        out.push(format!("reading: {:?}, then {:?}", timed(TIMED[0]), timed(TIMED[1])));
    }
    let (Ok(small), Ok(large)) = (read(nest, TIMED[0], 1 << 20), read(nest, TIMED[1], 1 << 20)) else { return out };
    for dialect in targets {
        enter(format!("{} > {}: {}", nest.read, dialect.name, nest.sql(2)));
        let both = || {
            let few = write(&small.0, small.1, dialect, 1 << 20).ok()?.time;
            let many = write(&large.0, large.1, dialect, 1 << 20).ok()?.time;
            Some((few, many))
        };
        let slow = || both().filter(|(few, many)| ratio(*few, *many) > TOO_LONG);
        if let (Some(_), Some(_), Some((few, many))) = (slow(), slow(), slow()) {
            out.push(format!("> {}: {few:?}, then {many:?}", dialect.name));
        }
    }
    out
}

/// Parts of the shorter text, and how many times as many the longer one has.
const PARTS: usize = 1000;
const TIMES: usize = 16;

/// What takes too long of a text with many parts, in a dialect.
fn text_takes_too_long(i: usize, name: &str, read: &'static str, small: &str, large: &str) -> Vec<String> {
    let dialect = dialects::get(read).expect("registered dialects exist");
    let work = |stage: usize, sql: &str| {
        enter(format!("{read} {name} ({i}), stage {stage}"));
        let error_level = if stage == 1 { ErrorLevel::Ignore } else { ErrorLevel::Immediate };
        let options = ParseOptions { error_level, ..ParseOptions::default() };
        let start = now();
        let Ok(mut parsed) = parse_with(sql, &dialect, &options) else { return now() - start };
        if stage < 2 {
            return now() - start;
        }
        let start = now();
        for root in parsed.roots.into_iter().flatten() {
            let limits = Limits { bytes: 1 << 26, ..Limits::default() };
            let Ok(root) = dialect.prepare_within(&mut parsed.tree, root, &limits) else { continue };
            let options = GenerateOptions { limits, pretty: stage == 3, ..GenerateOptions::default() };
            let _ = generate(&mut parsed.tree, root, &dialect, &options);
        }
        now() - start
    };
    let mut out = Vec::new();
    for stage in 0..4 {
        let slow = || {
            let (few, many) = (work(stage, small), work(stage, large));
            // Time is told every few milliseconds.
            let ratio = many.as_secs_f64() / few.as_secs_f64().max(0.004);
            (ratio > 5.0 * TIMES as f64).then(|| format!("{few:?}, then {many:?}"))
        };
        if let (Some(_), Some(_), Some(told)) = (slow(), slow(), slow()) {
            out.push(format!("{name}, {}: {told}", ["read", "read on", "written", "laid out"][stage]));
        }
    }
    out
}

/// How long this thread has had a core, where that is told, or else the time.
fn now() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// What is being done, and since when.
static NOW: Mutex<Option<(Instant, String)>> = Mutex::new(None);

fn enter(what: String) {
    *NOW.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some((Instant::now(), what));
}

fn watch() {
    loop {
        thread::sleep(STUCK);
        let now = NOW.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some((since, what)) = now.as_ref().filter(|(since, _)| since.elapsed() > STUCK) {
            println!("STUCK {} s: {what}", since.elapsed().as_secs());
        }
    }
}

fn main() {
    let stack = std::env::args().skip_while(|argument| argument != "--stack").nth(1);
    // A stack that need not grow, unless told otherwise: the time it takes to get one does not count.
    let stack = stack.and_then(|bytes| bytes.parse().ok()).unwrap_or(1 << 30);
    let search = thread::Builder::new().stack_size(stack).spawn(search).expect("a thread can be started");
    search.join().expect("nothing panics");
}

fn search() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let values = |name: &str| -> Vec<&str> {
        arguments.windows(2).filter(|pair| pair[0] == name).map(|pair| pair[1].as_str()).collect()
    };
    let stage = |name: &str| values("--stage").is_empty() || values("--stage").contains(&name);
    let only = values("--read");
    let targets_only = values("--write");
    let every: usize = values("--every").first().and_then(|n| n.parse().ok()).unwrap_or(1);
    let first: usize = values("--first").first().and_then(|n| n.parse().ok()).unwrap_or(0);
    let from = values("--from");
    let mut nests = Vec::new();
    for definition in DEFINITIONS.iter().filter(|d| only.is_empty() || only.contains(&d.name)) {
        let dialect = dialects::get(definition.name).expect("registered dialects exist");
        if from.is_empty() || from.contains(&"calls") {
            calls(&dialect, definition.name, &mut nests);
        }
    }
    if from.is_empty() || from.contains(&"statements") {
        for (name, sql) in sqlectic_tests::statements() {
            let Some(definition) = DEFINITIONS.iter().find(|d| d.name == name) else { continue };
            if only.is_empty() || only.contains(&definition.name) {
                let dialect = dialects::get(definition.name).expect("registered dialects exist");
                statement(&dialect, definition.name, &sql, &mut nests);
            }
        }
    }
    if from.contains(&"words") {
        let words: Vec<&str> = WORDS.split_whitespace().collect();
        for definition in DEFINITIONS.iter().filter(|d| only.is_empty() || only.contains(&d.name)) {
            for head in ["", "SELECT ", "SELECT a FROM t ", "SELECT * FROM ", "CREATE TABLE t (a ", "ALTER TABLE t "] {
                for before in words.iter().flat_map(|a| words.iter().map(move |b| format!("{a} {b} "))) {
                    nests.push(Nest { read: definition.name, head, before, after: String::new() });
                }
            }
        }
    }
    let mut seen = HashSet::new();
    nests.retain(|nest| seen.insert(nest.clone()));
    let targets: Vec<Arc<Dialect>> = DEFINITIONS
        .iter()
        .filter(|d| !READ_ONLY.contains(&d.name) && (targets_only.is_empty() || targets_only.contains(&d.name)))
        .map(|d| dialects::get(d.name).expect("registered dialects exist"))
        .collect();
    println!("{} texts, {} targets", nests.len(), targets.len());
    thread::spawn(watch);
    if stage("texts") {
        let (small, large) = (hostile(PARTS), hostile(PARTS * TIMES));
        for definition in DEFINITIONS.iter().filter(|d| only.is_empty() || only.contains(&d.name)) {
            for (i, ((name, small), (_, large))) in small.iter().zip(&large).enumerate().skip(first) {
                eprintln!("{i} {name}");
                for line in text_takes_too_long(i, name, definition.name, small, large) {
                    println!("{} {line}", definition.name);
                }
            }
            let _ = std::io::stdout().flush();
        }
    }
    let (mut shapes, mut timed) = (HashSet::new(), HashSet::new());
    let mut found = 0;
    for (i, nest) in nests.iter().enumerate().filter(|(i, _)| i % every == 0 && *i >= first) {
        if stage("deep") {
            eprintln!("{i} {} {}", nest.read, nest.sql(1));
            goes_deep(nest);
            continue;
        }
        enter(format!("{}: {}", nest.read, nest.sql(2)));
        let mut said: Vec<String> = Vec::new();
        if stage("parse") {
            said.extend(reads_too_much(nest));
            said.extend(hangs_twice(nest).then(|| "a node at two places".to_string()));
        }
        let shape = || read(nest, 2, 1 << 16).ok().map(|(tree, root)| tree.hash(root));
        if stage("write") && said.is_empty() && shape().is_some_and(|shape| shapes.insert(shape)) {
            said.extend(writes_too_much(nest, &targets));
        }
        if stage("time") && said.is_empty() && shape().is_some_and(|shape| timed.insert(shape)) {
            said.extend(takes_too_long(nest, &targets));
        }
        for line in said {
            println!("{} {line}: {:?}", nest.read, nest.sql(1));
            found += 1;
        }
        if i % 20_000 == 0 {
            eprintln!("{i}");
            let _ = std::io::stdout().flush();
        }
    }
    println!("{found} found");
}
