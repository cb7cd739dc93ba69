//! Shows what the engine makes of statements: `probe DIALECT [--to DIALECT] [--pretty] [--sql] [STATEMENT...]`.
//!
//! Statements are arguments or lines of standard input. For each: the tree on one line (arguments in order), and the
//! text it is written as, with what the target cannot say.

use sqlectic::{ast::*, dialects, generate, parse_with, ErrorLevel, GenerateOptions, ParseOptions};
use std::io::Read;

fn main() {
    let mut args = std::env::args().skip(1);
    let read = args.next().unwrap_or_default();
    let (mut write, mut pretty, mut sql_only, mut statements) = (None, false, false, Vec::new());
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--to" => write = args.next(),
            "--pretty" => pretty = true,
            "--sql" => sql_only = true,
            _ => statements.push(arg),
        }
    }
    if statements.is_empty() {
        let mut text = String::new();
        if std::io::stdin().read_to_string(&mut text).is_ok() {
            statements = text.lines().filter(|line| !line.is_empty()).map(str::to_string).collect();
        }
    }
    let write = write.unwrap_or_else(|| read.clone());
    for statement in statements {
        let (tree, sql) = show(&read, &write, &statement, pretty).unwrap_or_else(|message| (message, String::new()));
        println!(">> {statement}");
        if !sql_only {
            println!("   {tree}");
        }
        println!("   {sql}");
    }
}

fn show(read: &str, write: &str, sql: &str, pretty: bool) -> Result<(String, String), String> {
    let read = dialects::get(read).map_err(|e| e.to_string())?;
    let write = dialects::get(write).map_err(|e| e.to_string())?;
    let parsed = parse_with(sql, &read, &ParseOptions::default())
        .map_err(|e| format!("ERR {}", e.issues().first().map(|issue| issue.message.clone()).unwrap_or_default()))?;
    let mut tree = parsed.tree;
    let options = GenerateOptions { pretty, unsupported_level: ErrorLevel::Warn, ..Default::default() };
    let (mut trees, mut texts) = (Vec::new(), Vec::new());
    for root in parsed.roots {
        let Some(root) = root else {
            trees.push("null".to_string());
            texts.push(String::new());
            continue;
        };
        trees.push(outline(&tree, Value::Node(root)));
        let root = write.prepare(&mut tree, root);
        let written = generate(&mut tree, root, &write, &options).map_err(|error| error.to_string())?;
        let reports: String = written.unsupported.iter().map(|report| format!("   !! {}", report.message)).collect();
        texts.push(written.sql + &reports);
    }
    Ok((trees.join(" ;; "), texts.join(";; ")))
}

/// A value on one line; names and literals are shortened.
fn outline(tree: &Tree, value: Value) -> String {
    match value {
        Value::None | Value::Opaque(_) => "null".into(),
        Value::Bool(flag) => flag.to_string(),
        Value::Int(n) => n.to_string(),
        Value::Text(text) => format!("\"{}\"", tree.str(text)),
        Value::List(list) => {
            let items: Vec<String> = tree.items(list).map(|item| outline(tree, item)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Node(node) => {
            let comments: String =
                tree.comments(node).iter().map(|comment| format!("/*{}*/", tree.str(*comment))).collect();
            let text = tree.text_of(node, Arg::This);
            match tree.kind(node) {
                Kind::Identifier => {
                    format!("{comments}{}`{text}`", if tree.has(node, Arg::Quoted) { "Q" } else { "" })
                }
                Kind::Literal if tree.is_string(node) => format!("{comments}'{text}'"),
                Kind::Literal => format!("{comments}n{text}"),
                kind => {
                    let args: Vec<String> = tree
                        .arguments(node)
                        .map(|(arg, value)| format!("{}={}", arg.name(), outline(tree, value)))
                        .collect();
                    format!("{comments}{}({})", kind.name(), args.join(", "))
                }
            }
        }
    }
}
