//! Depth and length: what is nested a hundred thousand times or a hundred thousand items long is read, written, copied,
//! compared and dropped on an ordinary thread, in time that grows with its size; chains may have a million items.

use sqlectic::{
    dialects, generate, parse, parse_with, syntax::generator::GenerateOptions, ErrorLevel, NodeId, ParseError,
    ParseOptions, Tree,
};
use sqlectic_tests::hostile::hostile;
use std::{
    hint::black_box,
    panic::{catch_unwind, AssertUnwindSafe},
    time::Instant,
};

const DEPTH: usize = 100_000;
const LENGTH: usize = 100_000;
/// Items of chains, which are read by loops.
const CHAIN: usize = 1_000_000;
/// What Rust gives to the threads that run tests.
const STACK: usize = 2 * 1024 * 1024;

/// `open` and `close` around `inner`, `n` times.
fn nested(open: &str, inner: &str, close: &str, n: usize) -> String {
    [&open.repeat(n), inner, &close.repeat(n)].concat()
}

/// `item` `n` times, with `separator` between.
fn repeated(item: &str, separator: &str, n: usize) -> String {
    vec![item; n].join(separator)
}

/// Statements that nest `n` deep, by name.
fn deep(n: usize) -> Vec<(&'static str, String)> {
    let select = |open: &str, inner: &str, close: &str| format!("SELECT {}", nested(open, inner, close, n));
    vec![
        ("parentheses", select("(", "1", ")")),
        ("functions", select("ABS(", "x", ")")),
        ("unknown functions", select("F(x, ", "1", ")")),
        ("scalar subqueries", select("(SELECT ", "1", ")")),
        ("derived tables", nested("SELECT * FROM (", "SELECT 1 AS a", ") AS t", n)),
        ("subqueries in parentheses", nested("(", "SELECT 1", ")", n)),
        ("cases", select("CASE WHEN x THEN ", "1", " ELSE 2 END")),
        ("cases in conditions", select("CASE WHEN ", "x", " THEN 1 END")),
        ("casts", select("CAST(", "x", " AS INT)")),
        ("negations", select("NOT ", "x", "")),
        ("minus signs", select("- ", "x", "")),
        ("arrays", select("ARRAY(", "1", ")")),
        ("arrays in brackets", select("ARRAY[", "1", "]")),
        ("brackets", select("[", "1", "]")),
        ("calls named like types", select("DATE(", "x", ")")),
        ("calls named like types with sizes", select("VARCHAR(", "x", ")")),
        ("structs", select("STRUCT(", "x", ")")),
        ("maps", select("MAP(x, ", "x", ")")),
        ("objects", select("{'a': ", "1", "}")),
        ("tuples", select("(x, ", "1", ")")),
        ("subscripts in subscripts", select("a[", "1", "]")),
        ("lists", select("x IN (", "1", ")")),
        ("exists", select("EXISTS(SELECT ", "1", ")")),
        ("types", format!("CREATE TABLE t (a {})", nested("ARRAY<", "INT", ">", n))),
        ("struct types", format!("CAST(a AS {})", nested("STRUCT<a ", "INT", ">", n))),
        ("joins in parentheses", format!("SELECT * FROM {}", nested("(a CROSS JOIN ", "b", ")", n))),
        ("queries with queries", nested("WITH t AS (", "SELECT 1", ") SELECT * FROM t", n)),
        ("lambdas", select("F(x -> ", "x", ")")),
        ("extracts", select("EXTRACT(DAY FROM ", "x", ")")),
        ("trims", select("TRIM(LEADING 'x' FROM ", "x", ")")),
        ("betweens", select("x BETWEEN (", "1", ") AND 2")),
        ("set operations to the right", nested("SELECT 1 UNION ALL (", "SELECT 1", ")", n)),
        ("windows", select("SUM(", "x", ") OVER (ORDER BY a)")),
    ]
}

/// Statements with chains and lists of `n` items, by name.
fn long(n: usize) -> Vec<(&'static str, String)> {
    let select = |item: &str, separator: &str| format!("SELECT {}", repeated(item, separator, n));
    vec![
        ("AND", format!("SELECT * FROM t WHERE {}", repeated("a = 1", " AND ", n))),
        ("OR", format!("SELECT * FROM t WHERE {}", repeated("a = 1", " OR ", n))),
        ("mixed connectors", format!("SELECT * FROM t WHERE {}", repeated("a AND b", " OR ", n / 2))),
        ("sums", select("a", " + ")),
        ("products", select("a", " * ")),
        ("concatenations", select("a", " || ")),
        ("comparisons", select("a", " = ")),
        ("UNION ALL", repeated("SELECT a FROM t", " UNION ALL ", n)),
        ("EXCEPT", repeated("SELECT a FROM t", " EXCEPT ", n)),
        ("IN", format!("SELECT a IN ({})", repeated("1", ", ", n))),
        ("VALUES", format!("INSERT INTO t VALUES {}", repeated("(1, 'a')", ", ", n))),
        ("columns", select("a AS b", ", ")),
        ("arguments", format!("SELECT COALESCE({})", repeated("a", ", ", n))),
        ("branches", format!("SELECT CASE {} END", repeated("WHEN a THEN 1", " ", n))),
        ("tables", format!("SELECT * FROM {}", repeated("t", ", ", n))),
        ("joins", format!("SELECT * FROM t {}", repeated("JOIN u ON a = b", " ", n))),
        ("order", format!("SELECT * FROM t ORDER BY {}", repeated("a DESC", ", ", n))),
        ("group", format!("SELECT 1 FROM t GROUP BY {}", repeated("a", ", ", n))),
        ("common tables", format!("WITH {} SELECT 1", repeated("t AS (SELECT 1)", ", ", n / 2))),
        ("column definitions", format!("CREATE TABLE t ({})", repeated("a INT NOT NULL", ", ", n))),
        ("assignments", format!("UPDATE t SET {}", repeated("a = 1", ", ", n))),
        ("casts", format!("SELECT a{}", "::INT".repeat(n))),
        ("subscripts", format!("SELECT a{}", "[1]".repeat(n))),
        ("members", format!("SELECT a{}", ".b".repeat(n))),
        ("arrows", format!("SELECT a{}", " -> 'b'".repeat(n))),
        ("statements", repeated("SELECT 1", "; ", n)),
        ("comments", repeated("/* c */ SELECT 1", "; ", n)),
        ("comments behind blanks", format!("SELECT 1{}{}", " ".repeat(n), repeated("/* c */", "\n", n))),
        ("a command's text", format!("SHOW {}", repeated("BEGIN SHOW x", " ", n))),
        ("one word", format!("SELECT {}", "a".repeat(n))),
        ("blanks", format!("SELECT{}1", " \t\n\u{a0}".repeat(n))),
        ("blanks in keywords", format!("SELECT 1 FROM t GROUP{}BY x", " ".repeat(n))),
        ("one text", format!("SELECT '{}'", "a''".repeat(n))),
        ("one comment", format!("SELECT 1 /* {} */", "c ".repeat(n))),
    ]
}

/// Runs on a thread with a stack of that many bytes.
fn on_a_stack(bytes: usize, f: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(bytes).spawn(f).expect("a thread can be started");
    thread.join().expect("nothing panics");
}

/// Exercises all statements, and tells which of them fail.
fn exercise_all(statements: Vec<(&'static str, String)>, options: &GenerateOptions) {
    let failed: Vec<&str> = statements
        .iter()
        .filter(|(name, sql)| {
            let start = Instant::now();
            let failed = catch_unwind(AssertUnwindSafe(|| exercise(name, sql, options))).is_err();
            eprintln!("{name:32} {:6} ms", start.elapsed().as_millis());
            failed
        })
        .map(|(name, _)| *name)
        .collect();
    assert!(failed.is_empty(), "{} of {}: {failed:?}", failed.len(), statements.len());
}

/// Reads, writes, copies, compares, walks and drops a statement; what is written is read as the same tree.
fn exercise(name: &str, sql: &str, options: &GenerateOptions) {
    let mut parsed = parse(sql, "").unwrap_or_else(|error| panic!("{name}: {error}"));
    let roots: Vec<NodeId> = parsed.roots.iter().copied().flatten().collect();
    let tree = &mut parsed.tree;
    let nodes: usize = roots.iter().map(|root| tree.walk(*root).count()).sum();
    let mut text = String::new();
    for &root in &roots {
        let copy = tree.copy(root);
        assert!(tree.equal(root, tree, copy), "{name}: the copy differs");
        assert_eq!(tree.hash(root), tree.hash(copy), "{name}: the copy's hash differs");
        text.push_str(&written(tree, copy, options));
        text.push(';');
    }
    let mut again = parse(&text, "").unwrap_or_else(|error| panic!("{name}, read back: {error}"));
    let others: Vec<NodeId> = again.roots.iter().copied().flatten().collect();
    assert_eq!(roots.len(), others.len(), "{name}: another number of statements");
    for (root, other) in roots.iter().zip(&others) {
        assert!(tree.equal(*root, &again.tree, *other), "{name}: another tree is read back");
    }
    let second: String = others.iter().map(|other| written(&mut again.tree, *other, options) + ";").collect();
    assert_eq!(text.len(), second.len(), "{name}: written differently the second time");
    assert!(text == second, "{name}: written differently the second time");
    assert!(nodes > 0, "{name}");
}

fn written(tree: &mut Tree, root: NodeId, options: &GenerateOptions) -> String {
    let base = sqlectic::dialects::get("").expect("the base dialect exists");
    generate(tree, root, &base, options).expect("within limits").sql
}

/// Chains of one operator, by name.
fn chains(n: usize) -> Vec<(&'static str, String)> {
    const CHAINS: [&str; 8] = ["AND", "OR", "sums", "concatenations", "UNION ALL", "casts", "members", "joins"];
    long(n).into_iter().filter(|(name, _)| CHAINS.contains(name)).collect()
}

#[test]
fn chains_of_a_million_items_are_no_matter() {
    on_a_stack(STACK, || {
        exercise_all(chains(CHAIN), &GenerateOptions::default());
    });
}

#[test]
fn a_hundred_thousand_levels_are_no_matter() {
    on_a_stack(STACK, || {
        exercise_all(deep(DEPTH), &GenerateOptions::default());
    });
}

#[test]
fn a_thousand_levels_are_indented() {
    // Indentation is quadratic in the depth by its nature.
    on_a_stack(STACK, || {
        let options = GenerateOptions { pretty: true, ..GenerateOptions::default() };
        exercise_all(deep(DEPTH / 100), &options);
    });
}

#[test]
fn a_hundred_thousand_items_are_no_matter() {
    on_a_stack(STACK, || {
        exercise_all(long(LENGTH), &GenerateOptions::default());
    });
}

#[test]
fn a_hundred_thousand_items_are_broken_into_lines() {
    on_a_stack(STACK, || {
        let options = GenerateOptions { pretty: true, ..GenerateOptions::default() };
        // Arrows are written as nested calls, whose indentation is quadratic.
        let statements = long(LENGTH / 4).into_iter().filter(|(name, _)| *name != "arrows").collect();
        exercise_all(statements, &options);
    });
}

#[test]
fn a_dump_of_a_deep_tree_is_loaded_again() {
    on_a_stack(STACK, || {
        let (_, sql) = &deep(DEPTH)[0];
        let parsed = parse(sql, "").expect("parentheses nest");
        let root = parsed.roots[0].expect("there is a statement");
        let mut tree = Tree::new();
        let loaded = tree.load(&parsed.tree.dump(root)).expect("a dump can be loaded");
        assert!(parsed.tree.equal(root, &tree, loaded));
    });
}

/// Time that this thread has had a core, in nanoseconds: waiting for one does not count.
#[cfg(unix)]
fn core_time() -> u64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

/// Time that has passed, in nanoseconds.
#[cfg(not(unix))]
fn core_time() -> u64 {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    START.elapsed().as_nanos() as u64
}

/// Options of the stages that write.
fn layouts(pretty: bool) -> Vec<GenerateOptions> {
    let flat = GenerateOptions::default();
    let broken = GenerateOptions { pretty: true, ..GenerateOptions::default() };
    if pretty {
        vec![flat, broken]
    } else {
        vec![flat]
    }
}

const STAGES: [&str; 5] = ["parse", "copy", "compare", "write", "break into lines"];

/// What each stage takes, best of some runs.
fn stages(sql: &str, pretty: bool) -> Vec<u64> {
    let mut best = vec![u64::MAX; STAGES.len()];
    for _ in 0..3 {
        let mut times = vec![core_time()];
        let mut parsed = parse(sql, "").expect("the statement is read");
        times.push(core_time());
        let roots: Vec<NodeId> = parsed.roots.iter().copied().flatten().collect();
        let copies: Vec<NodeId> = roots.iter().map(|root| parsed.tree.copy(*root)).collect();
        times.push(core_time());
        for (root, copy) in roots.iter().zip(&copies) {
            assert!(parsed.tree.equal(*root, &parsed.tree, *copy));
            black_box(parsed.tree.hash(*copy));
        }
        times.push(core_time());
        for options in layouts(pretty) {
            for root in &roots {
                black_box(written(&mut parsed.tree, *root, &options));
            }
            times.push(core_time());
        }
        best.truncate(times.len() - 1);
        for (best, pair) in best.iter_mut().zip(times.windows(2)) {
            *best = (*best).min(pair[1] - pair[0]);
        }
    }
    best
}

/// Dialects that translation is measured to: what they rewrite and how they write differs most.
const TARGETS: [&str; 8] = ["bigquery", "clickhouse", "duckdb", "exasol", "mysql", "snowflake", "spark", "tsql"];

/// What translation to each of [`TARGETS`] takes, with and without line breaks.
fn translations(sql: &str, pretty: bool) -> Vec<u64> {
    let parsed = parse(sql, "").expect("the statement is read");
    let measured = |name: &str| {
        let dialect = sqlectic::dialects::get(name).expect("the dialect exists");
        let mut tree = parsed.tree.clone();
        let start = core_time();
        for root in parsed.roots.iter().copied().flatten() {
            let root = dialect.prepare(&mut tree, root);
            for options in layouts(pretty) {
                black_box(generate(&mut tree, root, &dialect, &options).expect("within the limits").sql);
            }
        }
        core_time() - start
    };
    TARGETS.iter().map(|name| measured(name)).collect()
}

/// By how much the text grows.
const GROWTH: usize = 16;
/// How many times as long it may take. Linear: 16, and up to 3 times that when it no longer fits a cache. Quadratic: 256.
const TOO_MUCH: f64 = 100.0;

/// The stages that take too long for a longer text, in each of four measurements: a machine that is busy with other
/// things may spoil one.
fn too_long(size: usize, names: &[&str], measure: &dyn Fn(usize) -> Vec<u64>) -> Option<String> {
    // What takes less than this is dominated by what does not grow.
    let floor = 200_000;
    let mut seen = String::new();
    for _ in 0..4 {
        let (small, large) = (measure(size), measure(size * GROWTH));
        let growth = small.iter().zip(&large).map(|(a, b)| *b as f64 / (*a).max(floor) as f64);
        let slow: Vec<String> = growth
            .zip(names)
            .filter(|(factor, _)| *factor >= TOO_MUCH)
            .map(|(factor, stage)| format!(" {stage} {factor:.0}"))
            .collect();
        if slow.is_empty() {
            return None;
        }
        seen.extend(slow);
    }
    Some(seen)
}

/// What measures the parts of a work on a text, with and without line breaks, and the names of the parts.
type Measured = (fn(&str, bool) -> Vec<u64>, &'static [&'static str]);

fn assert_all_linear(
    statements: fn(usize) -> Vec<(&'static str, String)>,
    size: usize,
    (measure, parts): Measured,
    pretty: fn(&str) -> bool,
) {
    let failures: Vec<String> = statements(1)
        .iter()
        .enumerate()
        .filter_map(|(i, (name, _))| {
            let failure = too_long(size, parts, &|n| measure(&statements(n).swap_remove(i).1, pretty(name)))?;
            Some(format!("{name}:{failure}"))
        })
        .collect();
    assert!(
        failures.is_empty(),
        "{GROWTH} times the text takes more than {TOO_MUCH} times as long:\n{}",
        failures.join("\n")
    );
}

/// Texts that are not closed, by dialect.
fn unclosed(n: usize) -> Vec<(&'static str, String)> {
    vec![
        ("", "'a''".repeat(n)),
        ("", "/* ".repeat(n)),
        ("", format!("'{}", "a".repeat(n))),
        ("", format!("SELECT \"{}", "a\"\"".repeat(n))),
        ("bigquery", format!("r'''{}", "\\'".repeat(n))),
        ("clickhouse", "$a$b".repeat(n)),
        ("duckdb", "$1 $".repeat(n)),
        ("mysql", format!("'{}", "\\'".repeat(n))),
        ("oracle", format!("q'[{}", "]".repeat(n))),
    ]
}

#[test]
fn what_is_not_closed_is_found_out_in_linear_time() {
    let time = |(dialect, sql): &(&str, String)| {
        let start = core_time();
        let _ = black_box(parse(sql, dialect));
        core_time() - start
    };
    for (small, large) in unclosed(1_000).iter().zip(&unclosed(1_000 * GROWTH)) {
        let growth = || time(large) as f64 / time(small).max(200_000) as f64;
        assert!((0..4).any(|_| growth() < TOO_MUCH), "{} {}...", small.0, &small.1[..8]);
    }
}

/// Words before themselves, mostly malformed: each was a level of the native stack.
const WORDS: [&str; 7] = ["* EXCEPT ", "@ ", "DESCRIBE ", "FROM ", "FROM LATERAL ", "INTERVAL ", "LATERAL FROM "];

#[test]
fn words_before_themselves_take_no_stack() {
    on_a_stack(STACK, || {
        for words in WORDS {
            for head in ["", "SELECT ", "SELECT * FROM "] {
                let _ = black_box(parse(&[head, &words.repeat(DEPTH)].concat(), ""));
            }
        }
    });
}

/// Reads texts of many parts, and writes those that can be read; the names of both works.
fn read_and_written(sql: &str, _: bool) -> Vec<u64> {
    let start = core_time();
    let parsed = parse(sql, "");
    let read = core_time() - start;
    let Ok(mut parsed) = parsed else { return vec![read, 0] };
    let start = core_time();
    for root in parsed.roots.into_iter().flatten() {
        black_box(written(&mut parsed.tree, root, &GenerateOptions::default()));
    }
    vec![read, core_time() - start]
}

#[test]
fn what_looks_for_weak_points_takes_linear_time() {
    on_a_stack(1 << 30, || assert_all_linear(hostile, 500, (read_and_written, &["read", "written"]), |_| false));
}

#[test]
fn what_is_no_size_of_an_array_is_read_at_most_twice() {
    let mut options = ParseOptions { error_level: ErrorLevel::Ignore, ..ParseOptions::default() };
    options.limits.nodes = 1 << 14;
    let sql = ["SELECT ", &"VARCHAR [ a = ".repeat(40)].concat();
    let read = parse_with(&sql, &dialects::get("duckdb").unwrap(), &options);
    assert!(!matches!(read, Err(ParseError::Limit(_))));
}

#[test]
fn time_grows_with_length() {
    // Arrows are written as nested calls, whose indentation is quadratic by its nature.
    on_a_stack(STACK, || assert_all_linear(long, 1_000, (stages, &STAGES), |name| name != "arrows"));
}

#[test]
fn time_grows_with_depth() {
    // On a stack that need not grow, so that the time it takes to get one does not count.
    on_a_stack(1 << 30, || assert_all_linear(deep, 1_000, (stages, &STAGES), |_| false));
}

#[test]
fn time_of_translation_grows_with_length() {
    // Arrows are written as nested calls, whose indentation is quadratic by its nature.
    on_a_stack(STACK, || assert_all_linear(long, 250, (translations, &TARGETS), |name| name != "arrows"));
}

/// Statements that dialects rewrite, with `n` things to rewrite, by name.
fn rewritten(n: usize) -> Vec<(&'static str, String)> {
    let select = |item: &str, separator: &str| format!("SELECT {}", repeated(item, separator, n));
    vec![
        ("aliases", select("a AS a", ", ") + " FROM t"),
        ("aliases of nested queries", nested("SELECT 1 AS b, b + (", "SELECT 1", ") AS a", n)),
        ("arrays of rows", format!("SELECT a FROM t {}", repeated("CROSS JOIN UNNEST([STRUCT(1 AS a)])", " ", n))),
        ("columns of arrays of rows", select("a", ", ") + " FROM UNNEST([STRUCT(1 AS a)])"),
        ("nested arrays of rows", nested("SELECT a FROM UNNEST([STRUCT((", "SELECT 1", ") AS a)])", n)),
        ("nested columns of arrays", nested("SELECT u.a, (", "SELECT 1", ") FROM UNNEST(x) AS u(a)", n)),
        ("nested windows", nested("SELECT SUM(x) OVER w, (", "SELECT 1", ") FROM t WINDOW w AS (PARTITION BY a)", n)),
        ("nested groups", nested("SELECT EXISTS(", "SELECT 1", "), COUNT(*) FROM t GROUP BY ALL", n)),
        ("sums of arrays of rows", select("a", " + ") + " FROM UNNEST([STRUCT(1 AS a)])"),
        ("unnested columns", format!("SELECT * FROM t {}", repeated("CROSS JOIN UNNEST(t.a) AS u(b)", " ", n))),
    ]
}

#[test]
fn time_of_rewriting_grows_with_size() {
    on_a_stack(1 << 30, || assert_all_linear(rewritten, 250, (translations, &TARGETS), |_| false));
}

#[test]
fn time_of_translation_grows_with_depth() {
    on_a_stack(1 << 30, || assert_all_linear(deep, 250, (translations, &TARGETS), |_| false));
}
