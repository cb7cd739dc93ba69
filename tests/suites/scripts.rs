//! A script that is translated a statement at a time becomes what it becomes if it is read as a whole.

use sqlectic::{
    generate, parse_with, Error, ErrorLevel, Limit, Limits, Note, ParseError, ParseIssue, Parsed, Span, Transpiler,
};
use std::collections::BTreeMap;

/// Statements of the fixtures, by dialect; those that take what follows them for a part of themselves only if `greedy`.
fn statements(greedy: bool) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, sql) in sqlectic_tests::statements() {
        let Ok(transpiler) = transpiler(&name, &name) else { continue };
        let count = |sql: &str| parse_with(sql, &transpiler.read, &transpiler.parse).ok().map(|p| p.roots.len());
        let Some(alone) = count(&sql) else { continue };
        if greedy || count(&format!("{sql}\n; SELECT 1")) == Some(alone + 1) {
            all.entry(name).or_default().push(sql);
        }
    }
    all
}

/// Goes on after all errors.
fn transpiler(read: &str, write: &str) -> Result<Transpiler, Error> {
    let mut transpiler = Transpiler::new(read, write)?;
    transpiler.parse.error_level = ErrorLevel::Warn;
    Ok(transpiler)
}

/// What comes of a script, places included.
#[derive(Debug, PartialEq, Default)]
struct Outcome {
    statements: Vec<(String, Span, Vec<(String, Span)>)>,
    issues: Vec<ParseIssue>,
    commands: Vec<Span>,
    notes: Vec<Note>,
    terminated: bool,
}

/// Reads the whole text, then writes statement by statement.
fn as_a_whole(sql: &str, transpiler: &Transpiler) -> Result<Outcome, Error> {
    let Parsed { mut tree, roots, issues, commands, mut notes, terminated } =
        parse_with(sql, &transpiler.read, &transpiler.parse)?;
    let mut statements = Vec::new();
    for root in roots {
        let Some(root) = root else {
            statements.push((String::new(), Span::NONE, Vec::new()));
            continue;
        };
        let span = tree.span(root);
        let root = transpiler.write.prepare_within(&mut tree, root, &transpiler.generate.limits)?;
        let mut written = generate(&mut tree, root, &transpiler.write, &transpiler.generate)?;
        notes.append(&mut written.notes);
        let raises = transpiler.generate.unsupported_level == ErrorLevel::Raise;
        if raises && !written.unsupported.is_empty() {
            return Err(Error::Unsupported(written.unsupported));
        }
        statements.push((written.sql, span, written.unsupported.into_iter().map(|u| (u.message, u.span)).collect()));
    }
    Ok(Outcome { statements, issues, commands, notes, terminated })
}

fn by_statement(sql: &str, transpiler: &Transpiler) -> Result<Outcome, Error> {
    let mut statements = Vec::new();
    let remarks = transpiler.run_each(sql, |one| {
        statements.push((one.sql, one.span, one.unsupported.into_iter().map(|u| (u.message, u.span)).collect()));
    })?;
    let sqlectic::Remarks { issues, commands, notes, terminated } = remarks;
    Ok(Outcome { statements, issues, commands, notes, terminated })
}

/// What is wrong, and where.
fn told(result: &Result<Outcome, Error>) -> (bool, Vec<ParseIssue>) {
    match result {
        Ok(outcome) => (true, outcome.issues.clone()),
        Err(error) => (matches!(error, Error::Parse(ParseError::Lex(_))), error.issues()),
    }
}

fn same(sql: &str, transpiler: &Transpiler, about: &str) {
    let (whole, one) = (as_a_whole(sql, transpiler), by_statement(sql, transpiler));
    match (whole, one) {
        (Ok(whole), Ok(one)) => {
            let pairs = whole.statements.iter().zip(&one.statements);
            if let Some((i, (whole, one))) = pairs.enumerate().find(|(_, (whole, one))| whole != one) {
                panic!("{about}, statement {i}:\n{whole:?}\n{one:?}");
            }
            assert!(whole == one, "{about}: {} and {} statements", whole.statements.len(), one.statements.len());
        }
        (whole, one) => assert_eq!(told(&whole), told(&one), "{about}"),
    }
}

/// The statements again and again, a different one first each time, up to so many bytes.
fn script(statements: &[String], bytes: usize, between: &str) -> String {
    let mut out = String::new();
    for turn in 0.. {
        for i in 0..statements.len() {
            if out.len() > bytes {
                return out;
            }
            out.push_str(&statements[(i + turn * 7) % statements.len()]);
            out.push_str(between);
        }
    }
    out
}

#[test]
fn of_every_dialect() {
    for (name, statements) in statements(false) {
        for (i, between) in
            ["\n;\n", "\n; -- and so on\n", "\n;\n/* next: */ ", "\n; /* done */\n/* none */;;\n"].iter().enumerate()
        {
            let sql = script(&statements, 150_000, between);
            let write = if i % 2 == 0 { "snowflake" } else { name.as_str() };
            let mut transpiler = transpiler(&name, write).expect("the dialects exist");
            transpiler.generate.pretty = i == 1;
            same(&sql, &transpiler, &format!("{name} to {write}, {between:?}"));
        }
    }
}

#[test]
fn with_bodies_of_any_length() {
    for (name, statements) in statements(true) {
        let mut sql = script(&statements[statements.len() / 2..], 60_000, "\n;\n");
        sql.push_str(&script(&statements, 60_000, "\n;\n"));
        same(&sql, &transpiler(&name, "").expect("the dialects exist"), &name);
    }
}

/// Blocks at all places around the ends of portions.
#[test]
fn with_blocks_anywhere() {
    let cases = [
        ("tsql", "CREATE PROCEDURE p AS BEGIN SELECT 1; SELECT 2; END"),
        ("tsql", "BEGIN SELECT 1; SELECT 2; END"),
        ("bigquery", "CREATE FUNCTION f(x INT64) AS (x + 1)"),
        ("snowflake", "BEGIN; SELECT 1; END"),
        ("presto", "CREATE FUNCTION f() RETURNS INT BEGIN SET x = 1; RETURN x; END"),
        ("", "SELECT 1; END"),
        ("", "SELECT a FROM t |> SELECT b |> WHERE c"),
    ];
    for (name, block) in cases {
        let transpiler = transpiler(name, name).expect("the dialects exist");
        for shift in 0..12 {
            let filler = |n: usize| "SELECT a, b FROM t;\n".repeat(n);
            let sql = [filler(600 + shift), [block, ";\n"].concat().repeat(10), filler(700)].concat();
            same(&sql, &transpiler, &format!("{name}: {block}, {shift}"));
        }
        let sql = [block, ";"].concat().repeat(3_000);
        same(&sql, &transpiler, &format!("{name}: {block}"));
    }
}

#[test]
fn errors_are_told_in_the_same_order() {
    let good = "SELECT a, b AS c FROM t;\n".repeat(3_000);
    let (wrong, lossy) = ("SELECT (a FROM t;\n", "SELECT APPROX_DISTINCT(a, 0.1) FROM t TABLESAMPLE (5 ROWS);\n");
    let scripts = [
        [good.as_str(), wrong, &good, wrong].concat(),
        [good.as_str(), wrong, &good, "SELECT 'a"].concat(),
        [good.as_str(), lossy, &good, wrong, &good].concat(),
        [good.as_str(), lossy, &good, "SELECT 'a"].concat(),
        [good.as_str(), lossy, &good, lossy].concat(),
        [good.as_str(), "SHOW x 'a';\n", &good, "/* a"].concat(),
    ];
    for level in [ErrorLevel::Immediate, ErrorLevel::Raise, ErrorLevel::Warn, ErrorLevel::Ignore] {
        for unsupported in [ErrorLevel::Raise, ErrorLevel::Warn] {
            let mut transpiler = transpiler("", "mysql").expect("the dialects exist");
            transpiler.parse.error_level = level;
            transpiler.generate.unsupported_level = unsupported;
            for (i, sql) in scripts.iter().enumerate() {
                same(sql, &transpiler, &format!("script {i}, {level:?}, {unsupported:?}"));
            }
        }
    }
}

/// Pieces of statements, put together at random; each can be split into tokens.
#[test]
fn of_mutated_statements() {
    let all = statements(false);
    let separators = [";", " ; ", ";\n", "; -- c\n", "/* a */ ; /* b */\n/* c */", "\n", ";;", "\n-- d\n;", " ;\n\n"];
    let mut state = 11usize;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for (name, statements) in &all {
        let transpiler = transpiler(name, "").expect("the dialects exist");
        let mut sql = String::new();
        while sql.len() < 60_000 {
            let text = &statements[random(statements.len())];
            let cut = |at: usize| (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
            let (from, to) = (cut(random(text.len() + 1)), cut(random(text.len() + 1)));
            let piece = if random(3) == 0 { &text[from.min(to)..from.max(to)] } else { text.as_str() };
            let separator = separators[random(separators.len())];
            if sqlectic::syntax::lexer::lex(&[piece, separator].concat(), &transpiler.read.lexer).is_ok() {
                sql.push_str(piece);
                sql.push_str(separator);
            }
        }
        same(&sql, &transpiler, name);
    }
}

/// Limits of tokens and nodes are those of the whole text.
#[test]
fn limits_count_all_statements() {
    let sql = "SELECT a;\n".repeat(20_000);
    let limit = |set: &dyn Fn(&mut Limits)| {
        let mut transpiler = Transpiler::new("", "").expect("the base dialect exists");
        set(&mut transpiler.parse.limits);
        match transpiler.run(&sql) {
            Err(Error::Limit(error)) => Some((error.limit, error.max, error.span.start)),
            Err(other) => panic!("another error: {other}"),
            Ok(_) => None,
        }
    };
    assert_eq!(limit(&|limits| limits.tokens = 60_000), None);
    let (exceeded, max, start) = limit(&|limits| limits.tokens = 50_000).expect("there are more");
    assert_eq!((exceeded, max), (Limit::Tokens, 50_000));
    assert!((160_000..170_000).contains(&start), "{start}");
    assert_eq!(limit(&|limits| limits.tokens = 59_999).map(|error| error.0), Some(Limit::Tokens));
    let (exceeded, max, start) = limit(&|limits| limits.nodes = 30_000).expect("there are more");
    assert_eq!((exceeded, max), (Limit::Nodes, 30_000));
    assert!((95_000..105_000).contains(&start), "{start}");
    assert_eq!(limit(&|limits| limits.nodes = 60_001), None);
}
