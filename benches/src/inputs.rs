//! The texts that are measured: TPC-H and TPC-DS, and texts that are made by a rule and a size.
//!
//! This is the one place that knows them: the programs of this crate use it, the comparison with other crates
//! (`benches/peers`) too, and Python reads what `inputs` prints.

use std::{fs, path::PathBuf};

/// Texts that are measured together.
pub struct Input {
    /// What it is called.
    pub name: &'static str,
    /// The texts, one statement each.
    pub texts: Vec<String>,
}

impl Input {
    /// How many bytes all texts have.
    pub fn bytes(&self) -> usize {
        self.texts.iter().map(String::len).sum()
    }
}

/// Folders of the fixtures.
pub const SUITES: [&str; 2] = ["tpc-h", "tpc-ds"];

/// Dialects that are read and written: one and the same, then across.
pub const PAIRS: [(&str, &str); 5] = [
    ("duckdb", "duckdb"),
    ("duckdb", "snowflake"),
    ("bigquery", "spark"),
    ("snowflake", "duckdb"),
    ("postgres", "tsql"),
];

/// A text that is made by a rule.
pub struct Rule {
    /// What it is called.
    pub name: &'static str,
    /// How large it is made for comparisons.
    pub size: usize,
    make: fn(usize) -> String,
}

impl Rule {
    /// The input of some size.
    pub fn input(&self, size: usize) -> Input {
        Input { name: self.name, texts: vec![(self.make)(size)] }
    }
}

/// The rules; short queries are none, since they have no size.
pub const RULES: [Rule; 14] = [
    Rule { name: "deep arithmetic", size: 500, make: deep_arithmetic },
    Rule { name: "IN list", size: 20_000, make: in_list },
    Rule { name: "VALUES", size: 2_000, make: values },
    Rule { name: "joins", size: 200, make: joins },
    Rule { name: "unions", size: 500, make: unions },
    Rule { name: "nested subqueries", size: 20, make: nested_subqueries },
    Rule { name: "columns", size: 1_000, make: columns },
    Rule { name: "CASE", size: 1_000, make: case },
    Rule { name: "complex WHERE", size: 200, make: complex_where },
    Rule { name: "CTEs", size: 200, make: ctes },
    Rule { name: "windows", size: 200, make: windows },
    Rule { name: "nested functions", size: 20, make: nested_functions },
    Rule { name: "long strings", size: 500, make: long_strings },
    Rule { name: "numbers", size: 10_000, make: numbers },
];

const SHORT: [&str; 8] = [
    "SELECT 1",
    "SELECT * FROM orders",
    "SELECT a, b AS c FROM t WHERE a > 10",
    "SELECT COUNT(*) FROM users AS u WHERE u.active AND NOT u.deleted",
    "SELECT name, SUM(amount) AS total FROM sales GROUP BY name ORDER BY total DESC LIMIT 10",
    "INSERT INTO t (a, b) VALUES (1, 'x')",
    "UPDATE t SET a = a + 1 WHERE id = 7",
    "DELETE FROM t WHERE created < CAST('2024-01-01' AS DATE)",
];

/// Everything that is measured: the suites, short queries, and each rule at its size.
pub fn all() -> Result<Vec<Input>, String> {
    let mut inputs = SUITES.map(suite).into_iter().collect::<Result<Vec<_>, _>>()?;
    inputs.push(Input { name: "short queries", texts: SHORT.map(String::from).to_vec() });
    inputs.extend(RULES.iter().map(|rule| rule.input(rule.size)));
    Ok(inputs)
}

/// Ten thousand statements: short ones and the TPC-H queries in turns.
pub fn batch() -> Result<Vec<String>, String> {
    let queries = suite(SUITES[0])?.texts;
    Ok(SHORT.iter().map(|text| text.to_string()).chain(queries).cycle().take(10_000).collect())
}

/// The queries of a suite, which `cargo xtask fixtures` fetches.
pub fn suite(name: &'static str) -> Result<Input, String> {
    let folder = match std::env::var_os("SQLECTIC_FIXTURES") {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/fixtures"),
    };
    let folder = folder.join(name);
    let error = |e: std::io::Error| format!("{}: {e}; `cargo xtask fixtures` fetches it", folder.display());
    let mut queries = Vec::new();
    for entry in fs::read_dir(&folder).map_err(error)? {
        let path = entry.map_err(error)?.path();
        if path.file_stem().is_some_and(|stem| stem.to_string_lossy().parse::<u32>().is_ok()) {
            queries.push((path.clone(), fs::read_to_string(path).map_err(error)?));
        }
    }
    queries.sort();
    Ok(Input { name, texts: queries.into_iter().map(|(_, query)| query).collect() })
}

/// `0..n`, each made into a text, with `between` between them.
fn joined(n: usize, between: &str, each: impl Fn(usize) -> String) -> String {
    (0..n).map(each).collect::<Vec<_>>().join(between)
}

fn deep_arithmetic(n: usize) -> String {
    let terms: String = (1..n).map(|i| format!(" {} c{i}", ["+", "-", "*", "/"][i % 4])).collect();
    format!("SELECT 1{terms} AS result FROM t")
}

fn in_list(n: usize) -> String {
    let texts = joined(n, ", ", |i| format!("'s{i}'"));
    let numbers = joined(n, ", ", |i| i.to_string());
    format!("SELECT * FROM t WHERE x IN ({texts}) OR y IN ({numbers})")
}

fn values(n: usize) -> String {
    let row = |i: usize| joined(20, ", ", |j| if j % 2 == 0 { (i * j).to_string() } else { format!("'v{i}_{j}'") });
    format!("INSERT INTO t VALUES {}", joined(n, ", ", |i| format!("({})", row(i))))
}

fn joins(n: usize) -> String {
    let joins = joined(n, " ", |i| format!("JOIN t{} ON t{i}.id = t{}.parent_id", i + 1, i + 1));
    format!("SELECT * FROM t0 {joins}")
}

fn unions(n: usize) -> String {
    joined(n, " UNION ALL ", |i| format!("SELECT a, b FROM t{i} WHERE c = {i}"))
}

fn nested_subqueries(n: usize) -> String {
    let head = joined(n, "", |i| format!("SELECT a, b AS b{i} FROM ("));
    let tail = joined(n, "", |i| format!(") AS s{i} WHERE s{i}.a > {i}"));
    format!("{head}SELECT a, b FROM t{tail}")
}

fn columns(n: usize) -> String {
    format!("SELECT {} FROM t", joined(n, ", ", |i| format!("t.column_{i} AS c{i}")))
}

fn case(n: usize) -> String {
    let branches = joined(n, " ", |i| format!("WHEN x = {i} THEN 'result {i}'"));
    format!("SELECT CASE {branches} ELSE 'none' END AS kind FROM t")
}

fn complex_where(n: usize) -> String {
    let group =
        |i| format!("(a{i} = {i} OR b{i} LIKE '%x{i}%' AND c{i} BETWEEN {i} AND {} OR NOT d{i} IS NULL)", i + 9);
    format!("SELECT * FROM t WHERE {}", joined(n, " AND ", group))
}

fn ctes(n: usize) -> String {
    let tables = joined(n, ", ", |i| match i {
        0 => "t0 AS (SELECT a, b FROM base)".to_string(),
        _ => format!("t{i} AS (SELECT a, b + {i} AS b FROM t{} WHERE a > {i})", i - 1),
    });
    format!("WITH {tables} SELECT * FROM t{}", n - 1)
}

fn windows(n: usize) -> String {
    let window =
        |i| format!("SUM(v{i}) OVER (PARTITION BY p{i} ORDER BY o{i} ROWS BETWEEN {i} PRECEDING AND CURRENT ROW)");
    format!("SELECT {} FROM t", joined(n, ", ", |i| format!("{} AS w{i}", window(i))))
}

fn nested_functions(n: usize) -> String {
    let heads = joined(n, "", |i| format!("{}(", ["COALESCE", "UPPER", "TRIM", "CONCAT"][i % 4]));
    let tails = joined(n, "", |i| [", 'x')", ")", ")", ", 'y')"][(n - 1 - i) % 4].to_string());
    format!("SELECT {heads}name{tails} AS name FROM t")
}

fn long_strings(n: usize) -> String {
    let text = "lorem ipsum dolor sit amet ".repeat(8);
    format!("SELECT {} FROM t", joined(n, ", ", |i| format!("'{text}{i}' AS s{i}")))
}

fn numbers(n: usize) -> String {
    format!("SELECT {}", joined(n, ", ", |i| if i % 2 == 0 { i.to_string() } else { format!("{i}.{i}") }))
}
