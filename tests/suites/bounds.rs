//! Limits that callers set: which one is exceeded, and where, is told at every error level.

use sqlectic::{
    ast::args, dialects, generate, parse_with, Cancel, Error, ErrorLevel, GenerateOptions, Kind, Limit, LimitError,
    Limits, ParseError, ParseOptions, Span, Transpiler, Tree,
};
use std::{
    sync::{
        atomic::{AtomicUsize, Ordering},
        Arc,
    },
    time::Duration,
};

fn within(set: impl FnOnce(&mut Limits)) -> Limits {
    let mut limits = Limits::default();
    set(&mut limits);
    limits
}

/// What reading ends with, which is the same at all error levels.
fn exceeded(sql: &str, limits: Limits) -> LimitError {
    let base = dialects::get("").expect("the base dialect exists");
    let levels = [ErrorLevel::Immediate, ErrorLevel::Raise, ErrorLevel::Warn, ErrorLevel::Ignore];
    let all = levels.map(|error_level| {
        let options = ParseOptions { error_level, limits: limits.clone() };
        match parse_with(sql, &base, &options) {
            Err(ParseError::Limit(error)) => error,
            Err(other) => panic!("another error: {other}"),
            Ok(_) => panic!("it is read"),
        }
    });
    assert!(all.iter().all(|error| *error == all[0]));
    all[0]
}

#[test]
fn bytes() {
    let error = exceeded("SELECT 12345", within(|limits| limits.bytes = 8));
    assert_eq!((error.limit, error.max, error.span), (Limit::Bytes, 8, Span { start: 8, end: 9 }));
    assert_eq!(error.to_string(), "The text is longer than the limit of 8 bytes");
}

#[test]
fn tokens() {
    let error = exceeded("SELECT a, b, c", within(|limits| limits.tokens = 4));
    assert_eq!((error.limit, error.max, error.span.start), (Limit::Tokens, 4, 11));
}

#[test]
fn nodes() {
    let error = exceeded("SELECT a, b, c, d", within(|limits| limits.nodes = 4));
    assert_eq!((error.limit, error.max), (Limit::Nodes, 4));
    assert!(error.span.start >= 10);
    let chain = format!("SELECT a{}", " + a".repeat(1000));
    assert_eq!(exceeded(&chain, within(|limits| limits.nodes = 100)).limit, Limit::Nodes);
}

#[test]
fn depth() {
    let sql = format!("SELECT {}1{}", "(".repeat(100), ")".repeat(100));
    let error = exceeded(&sql, within(|limits| limits.depth = 50));
    assert_eq!((error.limit, error.max), (Limit::Depth, 50));
    assert!(error.span.start > 10 && error.span.start < 60, "{error:?}");
}

#[test]
fn time() {
    let sql = format!("SELECT {}", "a, ".repeat(20_000) + "a");
    assert_eq!(exceeded(&sql, Limits::default().within(Duration::ZERO)).limit, Limit::Time);
}

#[test]
fn cancelling() {
    let sql = format!("SELECT {}", "a, ".repeat(50_000) + "a");
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let cancel = Cancel(Arc::new(move || count.fetch_add(1, Ordering::Relaxed) % 10 == 9));
    let error = exceeded(&sql, within(|limits| limits.cancel = Some(cancel)));
    assert_eq!((error.limit, error.to_string().as_str()), (Limit::Cancelled, "Cancelled"));
    assert_eq!(asked.load(Ordering::Relaxed) % 10, 0);
}

/// What writing ends with.
fn not_written(sql: &str, dialect: &str, limits: Limits) -> LimitError {
    let mut transpiler = Transpiler::new("", dialect).expect("the dialects exist");
    transpiler.generate.limits = limits;
    transpiler.generate.unsupported_level = ErrorLevel::Ignore;
    match transpiler.run(sql) {
        Err(Error::Limit(error)) => error,
        Err(other) => panic!("another error: {other}"),
        Ok(_) => panic!("it is written"),
    }
}

#[test]
fn writing() {
    let sql = "SELECT a + b, COALESCE(c, ((d))) FROM t";
    assert_eq!(not_written(sql, "", within(|limits| limits.depth = 3)).limit, Limit::Depth);
    assert_eq!(not_written(sql, "", within(|limits| limits.nodes = 5)).limit, Limit::Nodes);
    assert_eq!(not_written(sql, "", within(|limits| limits.bytes = 10)).limit, Limit::Bytes);
    let cancel = within(|limits| limits.cancel = Some(Cancel(Arc::new(|| true))));
    let long = format!("SELECT {}", "a, ".repeat(5_000) + "a");
    assert_eq!(not_written(&long, "", cancel).limit, Limit::Cancelled);
    assert_eq!(not_written(&long, "", Limits::default().within(Duration::ZERO)).limit, Limit::Time);
}

#[test]
fn rewriting() {
    // Each of the expressions is copied to where its alias stands.
    let sql = "SELECT DISTINCT ON (a) a + 1 AS b, c FROM t";
    let spent = within(|limits| limits.nodes = 5);
    let dialect = dialects::get("mysql").expect("the dialect exists");
    let mut parsed = parse_with(sql, &dialects::get("").expect("the base dialect exists"), &ParseOptions::default())
        .expect("the statement is read");
    let root = parsed.roots[0].expect("there is a statement");
    let rewritten = |tree: &mut Tree, limits: Limits| dialect.prepare_within(tree, root, &limits);
    let error = rewritten(&mut parsed.tree.clone(), spent).expect_err("a query around it is made");
    assert_eq!((error.limit, error.max, error.span), (Limit::Nodes, 5, parsed.tree.span(root)));
    let cancel = within(|limits| limits.cancel = Some(Cancel(Arc::new(|| true))));
    assert_eq!(rewritten(&mut parsed.tree.clone(), cancel).expect_err("it is cancelled").limit, Limit::Cancelled);
    let late = Limits::default().within(Duration::ZERO);
    assert_eq!(rewritten(&mut parsed.tree.clone(), late).expect_err("the time is up").limit, Limit::Time);
    assert!(rewritten(&mut parsed.tree, Limits::default()).is_ok());
}

/// Functions that repeat an argument double their text with each level that they are nested in themselves.
#[test]
fn what_repeats_itself_is_given_up() {
    let nested = |open: &str, close: &str, n: usize| ["SELECT ", &open.repeat(n), "a", &close.repeat(n)].concat();
    let towers = [
        ("", "sqlite", nested("SAFE_DIVIDE(b, ", ")", 100)),
        ("", "duckdb", nested("ARRAYS_ZIP(", ", b)", 100)),
        ("", "duckdb", nested("ARRAY_EXCEPT(", ", b)", 100)),
        // Reading repeats it, and the statement is large besides.
        ("snowflake", "snowflake", nested("ZEROIFNULL(", ")", 100)),
        ("spark", "spark", nested("SORT_ARRAY(b, ", ")", 100) + &", c".repeat(10_000)),
        // A rewrite does.
        ("", "mysql", nested("(SELECT * FROM a FULL OUTER JOIN (SELECT ", ") ON a.id = b.id)", 100)),
    ];
    for (read, write, sql) in towers {
        let transpiler = Transpiler::new(read, write).expect("the dialects exist");
        let Err(Error::Limit(error)) = transpiler.run(&sql) else { panic!("{read} > {write}: it is written") };
        assert_eq!((error.limit, error.max), (Limit::Growth, Limits::default().growth), "{read} {write}");
        assert_eq!(error.to_string(), "The statement becomes larger than the limit of 256 times its size");
    }
}

#[test]
fn a_tree_that_holds_itself_is_too_deep() {
    let mut tree = Tree::new();
    let inner = tree.make(Kind::Paren, &[]);
    let outer = tree.make(Kind::Add, &args![This: inner, Expression: inner]);
    tree.set(inner, sqlectic::Arg::This, outer);
    let base = dialects::get("").expect("the base dialect exists");
    let options = GenerateOptions { limits: within(|limits| limits.depth = 1000), ..GenerateOptions::default() };
    let error = generate(&mut tree, outer, &base, &options).expect_err("there is no end to it");
    assert_eq!(error.limit, Limit::Depth);
}

#[test]
fn columns_of_pivots_multiply() {
    let fields = " FOR a IN (1, 2, 3, 4, 5, 6, 7, 8, 9)".replace(" FOR", "");
    let sql = format!("SELECT * FROM t PIVOT(SUM(x) FOR {})", vec![fields.trim(); 30].join(" "));
    assert_eq!(exceeded(&sql, Limits::default()).limit, Limit::Nodes);
}

#[test]
fn lines_of_deep_nesting_are_bounded() {
    let sql = format!("SELECT {}1{}", "(".repeat(100_000), ")".repeat(100_000));
    let mut transpiler = Transpiler::new("", "").expect("the base dialect exists");
    transpiler.generate.pretty = true;
    match transpiler.run(&sql) {
        Err(Error::Limit(error)) => assert_eq!(error.limit, Limit::Bytes),
        _ => panic!("its indentation alone has ten billion bytes"),
    }
}

#[test]
fn defaults_refuse_nothing_that_is_used() {
    let limits = Limits::default();
    // ClickHouse reads 1,000 levels unless told otherwise (max_parser_depth).
    assert!(limits.depth >= 100_000);
    assert!(limits.bytes >= 512 * 1024 * 1024 - 1);
    assert!(limits.deadline.is_none() && limits.cancel.is_none());
}

/// Found by fuzzing: each of these was read twice at each level.
#[test]
fn what_is_read_in_vain_is_not_read_again() {
    let nested =
        |open: &str, inner: &str, close: &str| ["SELECT ", &open.repeat(30), inner, &close.repeat(30)].concat();
    let statements = [
        ("", nested("ARRAY[", "1", "]")),
        ("", nested("IF - ", "a", "")),
        ("", nested("- IF ", "a", "")),
        ("mysql", nested("WEIGHT_STRING(", "a", ", b)")),
        ("oracle", nested("JSON_VALUE(a, 'b' DEFAULT ", "1", " ON EMPTY)")),
        ("oracle", nested("JSON_VALUE(a, 'b' DEFAULT ", "1", ")")),
        ("duckdb", nested("NULL [ a ( ( ( ", "a", "")),
        ("postgres", nested("INT [ IF [ a ( ( ", "a", "")),
        ("redshift", nested("APPROXIMATE SUM(", "a", ")")),
        ("drill", nested("DATE(INTERVAL ", "1", " D)")),
        ("", nested("TIMESTAMP(", "a", ") WITH ")),
        ("tsql", nested("CONVERT(CHAR(", "0", "), x, 0), C = V")),
        ("tsql", nested("IF ARRAY ARRAY ", "a", "")),
        ("tsql", nested("IF a::INT ARRAY ", "a", "")),
    ];
    for (dialect, sql) in statements {
        let dialect = dialects::get(dialect).expect("the dialects exist");
        for error_level in [ErrorLevel::Immediate, ErrorLevel::Ignore] {
            let options = ParseOptions { error_level, limits: within(|limits| limits.nodes = 20_000) };
            let result = parse_with(&sql, &dialect, &options);
            assert!(!matches!(result, Err(ParseError::Limit(_))), "{} {sql}", dialect.name);
        }
    }
}
