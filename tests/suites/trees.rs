//! What holds of every parsed tree: places, parents, required arguments; a dump is loaded as the same tree.
//!
//! The texts are the fixtures, and the TPC-H and TPC-DS queries if they were fetched (`cargo xtask fixtures`).

use sqlectic::{dialects, generate, parse_with, Arg, GenerateOptions, Kind, NodeId, ParseOptions, Parsed, Tree, Value};
use std::{fs, path::Path};

/// Dialects and texts.
fn texts() -> Vec<(String, String)> {
    let mut out = sqlectic_tests::statements();
    out.extend(tpc().into_iter().map(|(_, sql)| (String::new(), sql)));
    out
}

/// The TPC queries, by name.
fn tpc() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/fixtures");
    let mut out = Vec::new();
    for suite in ["tpc-h", "tpc-ds"] {
        for entry in fs::read_dir(folder.join(suite)).into_iter().flatten().flatten() {
            let path = entry.path();
            let numbered = path.file_stem().is_some_and(|stem| stem.to_string_lossy().parse::<u32>().is_ok());
            if numbered && path.extension().is_some_and(|extension| extension == "sql") {
                out.push((path.display().to_string(), fs::read_to_string(&path).expect("a query can be read")));
            }
        }
    }
    out.sort();
    if out.is_empty() {
        eprintln!("skipped: no TPC queries; run `cargo xtask fixtures`");
    }
    out
}

fn parsed(dialect: &str, sql: &str) -> Option<Parsed> {
    let dialect = dialects::get(dialect).ok()?;
    parse_with(sql, &dialect, &ParseOptions::default()).ok()
}

/// The nodes below a root, which is known to be a tree.
fn nodes(parsed: &Parsed) -> Vec<(NodeId, NodeId)> {
    let roots = parsed.roots.iter().copied().flatten();
    roots.flat_map(|root| parsed.tree.walk(root).map(move |node| (root, node))).collect()
}

fn each_tree(check: impl Fn(&Parsed, NodeId, NodeId, &str) -> Option<String>) {
    let mut failures = Vec::new();
    for (dialect, sql) in texts() {
        let Some(parsed) = parsed(&dialect, &sql) else { continue };
        let failure = nodes(&parsed).into_iter().find_map(|(root, node)| {
            Some(format!("{}: {}", parsed.tree.kind(node).name(), check(&parsed, root, node, &sql)?))
        });
        failures.extend(failure.map(|failure| format!("{sql}\n  {failure}")));
    }
    assert!(failures.is_empty(), "{}:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_node_knows_its_parent() {
    each_tree(|parsed, root, node, _| {
        let tree = &parsed.tree;
        if node == root {
            return tree.parent(node).map(|parent| format!("a root with the parent {}", tree.kind(parent).name()));
        }
        let Some(parent) = tree.parent(node) else { return Some("no parent".into()) };
        let held = match (tree.get(parent, tree.parent_arg(node)), tree.index(node)) {
            (Value::Node(held), None) => held == node,
            (Value::List(list), Some(i)) => tree.items(list).nth(i) == Some(Value::Node(node)),
            _ => false,
        };
        let arg = tree.parent_arg(node).name();
        (!held).then(|| format!("its parent {} does not hold it under {arg}", tree.kind(parent).name()))
    });
}

#[test]
fn every_place_is_in_the_source() {
    each_tree(|parsed, _, node, sql| {
        let span = parsed.tree.span(node);
        let inside =
            !span.is_some() || span.start <= span.end && sql.get(span.start as usize..span.end as usize).is_some();
        (!inside).then(|| format!("its place {span:?} is not in the source"))
    });
}

#[test]
fn required_arguments_are_there() {
    each_tree(|parsed, _, node, _| {
        let kind = parsed.tree.kind(node);
        // The argument is declared for constraints in general; this one is a word.
        let is_word = kind == Kind::AutoIncrementColumnConstraint;
        // An extraction of several paths has all arguments in one list.
        if is_word || kind == Kind::JSONExtract && parsed.tree.has(node, Arg::Expressions) {
            return None;
        }
        let row = kind.row();
        let missing = row.args.iter().find(|row| row.required && parsed.tree.get(node, row.arg) == Value::None)?;
        Some(format!("without {}", missing.arg.name()))
    });
}

#[test]
fn a_dump_is_the_same_tree() {
    for (dialect, sql) in texts() {
        let Some(parsed) = parsed(&dialect, &sql) else { continue };
        for root in parsed.roots.iter().copied().flatten() {
            let mut other = Tree::new();
            let loaded = other.load(&parsed.tree.dump(root)).unwrap_or_else(|error| panic!("{sql}: {error}"));
            assert!(parsed.tree.equal(root, &other, loaded), "{sql}");
            assert_eq!(parsed.tree.hash(root), other.hash(loaded), "{sql}");
            assert_eq!(parsed.tree.outline(root), other.outline(loaded), "{sql}");
        }
    }
}

#[test]
fn tpc_queries_are_read_back_as_the_same_trees() {
    for (name, sql) in tpc() {
        for dialect in ["", "duckdb", "postgres"] {
            let Ok(dialect) = dialects::get(dialect) else { continue };
            let read = |sql: &str| parse_with(sql, &dialect, &ParseOptions::default());
            let mut first = read(&sql).unwrap_or_else(|error| panic!("{name}: {error}"));
            let root = first.roots[0].unwrap_or_else(|| panic!("{name}: no statement"));
            for pretty in [false, true] {
                let options = GenerateOptions { pretty, ..GenerateOptions::default() };
                let copy = first.tree.copy(root);
                let copy = dialect.prepare(&mut first.tree, copy);
                let text = generate(&mut first.tree, copy, &dialect, &options).expect("within limits").sql;
                let second = read(&text).unwrap_or_else(|error| panic!("{name}: {text}: {error}"));
                let again = second.roots[0].unwrap_or_else(|| panic!("{name}: no statement"));
                assert!(first.tree.equal(root, &second.tree, again), "{name}, {}: {text}", dialect.name);
            }
        }
    }
}

/// The budget of a node, with its share of arguments and lists.
#[test]
fn a_node_takes_at_most_64_bytes() {
    let (mut bytes, mut nodes) = (0, 0);
    for (_, sql) in texts() {
        let Some(parsed) = parsed("", &sql) else { continue };
        bytes += parsed.tree.bytes() - parsed.tree.arena().len();
        nodes += parsed.tree.len();
    }
    eprintln!("{nodes} nodes, {:.1} bytes a node", bytes as f64 / nodes as f64);
    assert!(bytes <= 64 * nodes, "{:.1} bytes a node", bytes as f64 / nodes as f64);
}

#[test]
fn statements_of_a_long_script_stay_in_their_order() {
    let names: Vec<String> = (0..30_000).map(|i| format!("a{i}")).collect();
    let script: String = names.iter().map(|name| format!("SELECT {name} FROM t;")).collect();
    let Parsed { tree, roots, .. } = parsed("", &script).expect("it parses");
    let found: Vec<&str> = roots
        .iter()
        .flatten()
        .filter_map(|root| tree.find(*root, Kind::Column))
        .map(|column| tree.name(column))
        .collect();
    assert_eq!(found, names);
}
