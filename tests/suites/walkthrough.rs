//! The walk-throughs of `dialects/README.md` are true: the files they show are these, and what they tell to write works.

// The toy's file reads as it would in `dialects/`.
use sqlectic::dialects::Definition;

#[path = "../toy/toy.rs"]
mod toy;

use sqlectic::{dialects, parse, Arg, Dialect, Kind};
use std::{fs, path::Path};
use xtask::codegen::schema::family_rows;

fn read(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The text of the first fence with this opening line.
fn fence(opening: &str) -> String {
    let manual = read("dialects/README.md");
    let start = manual.find(&format!("```{opening}\n")).unwrap_or_else(|| panic!("no fence {opening}"));
    let body = manual[start..].split_once('\n').map_or("", |(_, rest)| rest);
    body.split_once("\n```").map_or(body, |(body, _)| body).to_string() + "\n"
}

fn add_toy() {
    let toy: Dialect = toy::DEFINITION.build().expect("the toy's parent exists");
    dialects::add(toy);
}

#[test]
fn the_manual_shows_the_toy() {
    assert_eq!(fence("rust dialects/toy.rs"), read("tests/toy/toy.rs"));
    assert_eq!(fence("sql tests/fixtures/identity/toy/basics.sql"), read("tests/toy/identity.sql"));
    assert_eq!(fence("sql tests/fixtures/transpile/toy.sql"), read("tests/toy/transpile.sql"));
}

#[test]
fn a_dialect_is_one_file_one_line_one_fixture() {
    add_toy();
    for (path, file) in [("identity/toy/basics.sql", "identity.sql"), ("transpile/toy.sql", "transpile.sql")] {
        let report = sqlectic_tests::run(Path::new(path), &read(&format!("tests/toy/{file}")));
        assert!(report.failures.is_empty(), "{}", report.failures.join("\n"));
        assert!(report.checks > 0);
    }
    assert_eq!(dialects::get("toy").expect("it was added").ancestors, [""]);
}

#[test]
fn a_function_is_one_row() {
    let rows = family_rows(&fence("text crates/ast/schema/functions_string.nodes"), "functions_string").expect("a row");
    let [row] = &rows[..] else { panic!("one row is shown, not {}", rows.len()) };
    assert_eq!((row.name.as_str(), row.sql_names.join(" ").as_str()), ("Sparkle", "SPARKLE"));
    assert!(row.bases.contains(&"Func".to_string()));
    // A kind of functions that stands in the schema like that one and in no table of the engine is read and written.
    let alone = Kind::Soundex;
    assert_eq!(alone.row().family, "functions_string");
    let parsed = parse("SELECT SOUNDEX(a)", "").expect("a call");
    let root = parsed.roots[0].expect("a statement");
    let call = parsed.tree.expressions(root)[0];
    assert_eq!(parsed.tree.kind(call), alone);
    assert!(parsed.tree.has(call, Arg::This));
}

/// Every function that has nothing but its row is read by its names, and written by the first.
#[test]
fn rows_are_enough_for_functions() {
    let base = dialects::get("").expect("the base dialect exists");
    let mut failures = Vec::new();
    let mut alone = 0;
    for kind in Kind::declared().filter(|kind| kind.is(Kind::Func)) {
        let row = kind.row();
        let Some(name) = row.sql_names.first().filter(|name| base.parser.functions.get(name).is_some()) else {
            continue;
        };
        // Keywords have a syntax of their own, and units of time are words and not expressions.
        let special = base.lexer.keywords.get(name).is_some() || row.args.iter().any(|row| row.arg == Arg::Unit);
        let plain =
            !special && base.generator.render(kind).is_none() && base.parser.function_parsers.get(name).is_none();
        if !plain || !matches!(base.parser.functions.get(name), Some(sqlectic::syntax::parser::Function::Kind(_))) {
            continue;
        }
        alone += 1;
        let arguments: Vec<String> = (0..row.args.len()).map(|i| format!("a{i}")).collect();
        let sql = format!("SELECT {name}({})", arguments.join(", "));
        let again = sqlectic::transpile(&sql, "", "", &Default::default()).map_err(|error| error.to_string());
        if again != Ok(vec![sql.clone()]) {
            failures.push(format!("{sql}\n  becomes {again:?}"));
        }
    }
    assert!(failures.is_empty() && alone > 100, "{} of {alone}:\n{}", failures.len(), failures.join("\n"));
}
