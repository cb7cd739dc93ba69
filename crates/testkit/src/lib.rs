//! Runs recorded cases: parse in one dialect, generate in another, compare.

use serde_json::Value as Json;
use sqlectic::{dialects, generate, parse_with, ErrorLevel, GenerateOptions, NodeId, ParseOptions, Tree};
use std::path::Path;

/// A recorded case.
#[derive(Debug, Clone)]
pub struct Case {
    /// `identity`, `transpile` or `unsupported`.
    pub kind: String,
    /// The dialect it is read in.
    pub read: String,
    /// The dialect it is written in.
    pub write: String,
    /// The statement.
    pub sql: String,
    /// What it becomes.
    pub expected: String,
    /// Whether lines are broken.
    pub pretty: bool,
    /// Whether all identifiers are quoted.
    pub identify: bool,
}

/// Reads cases, one JSON object a line.
pub fn read_cases(path: &Path) -> Result<Vec<Case>, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(i, line)| {
            let json: Json = serde_json::from_str(line).map_err(|e| format!("{}:{}: {e}", path.display(), i + 1))?;
            let text = |key: &str| json.get(key).and_then(Json::as_str).unwrap_or_default().to_string();
            let flag = |key: &str| json.get(key).and_then(Json::as_bool).unwrap_or(false);
            Ok(Case {
                kind: text("kind"),
                read: text("read"),
                write: text("write"),
                sql: text("sql"),
                expected: text("expected"),
                pretty: flag("pretty"),
                identify: flag("identify"),
            })
        })
        .collect()
}

impl Case {
    /// Runs the case: whether it passed, and what came out.
    pub fn run(&self) -> (bool, String) {
        let out = std::panic::catch_unwind(|| self.outcome());
        match out {
            Ok(Ok(sql)) => (self.kind == "unsupported" && sql == "UnsupportedError" || sql == self.expected, sql),
            Ok(Err(message)) => (false, message),
            Err(_) => (false, "panic".to_string()),
        }
    }

    fn outcome(&self) -> Result<String, String> {
        let read = dialects::get(&self.read).map_err(|e| e.to_string())?;
        let write = dialects::get(&self.write).map_err(|e| e.to_string())?;
        let parsed = parse_with(&self.sql, &read, &ParseOptions::default()).map_err(|e| e.to_string())?;
        let mut tree = parsed.tree;
        let root = parsed.roots.first().copied().flatten().ok_or("no statement")?;
        let root = write.prepare(&mut tree, root);
        let options = GenerateOptions {
            pretty: self.pretty,
            identify: if self.identify { sqlectic::syntax::generator::Identify::Always } else { Default::default() },
            unsupported_level: ErrorLevel::Ignore,
            ..Default::default()
        };
        let generated = generate(&mut tree, root, &write, &options).map_err(|e| e.to_string())?;
        if self.kind == "unsupported" && !generated.unsupported.is_empty() {
            return Ok("UnsupportedError".into());
        }
        Ok(generated.sql)
    }
}

/// Whether what is generated from a statement is a fixpoint of its dialect: it parses to a tree that is generated and
/// parsed again to the same tree. (The first generation may write a construct another way, as `IF` by `CASE`.)
/// Statements that don't parse are passed over (`None`).
pub fn fixpoint(sql: &str, dialect: &str) -> Option<Result<(), String>> {
    let dialect = dialects::get(dialect).ok()?;
    let parse = |sql: &str| {
        let parsed = parse_with(sql, &dialect, &ParseOptions::default()).ok()?;
        let root = parsed.roots.first().copied().flatten()?;
        Some((parsed.tree, root))
    };
    let write = |tree: &Tree, root: NodeId| {
        let mut tree = tree.clone();
        let root = dialect.prepare(&mut tree, root);
        generate(&mut tree, root, &dialect, &GenerateOptions::default())
            .map(|generated| generated.sql)
            .unwrap_or_default()
    };
    let (tree, root) = parse(sql)?;
    let once = write(&tree, root);
    let Some((first, first_root)) = parse(&once) else {
        return Some(Err(format!("{once:?} does not parse")));
    };
    let twice = write(&first, first_root);
    let Some((second, second_root)) = parse(&twice) else {
        return Some(Err(format!("{twice:?} does not parse")));
    };
    if first.equal(first_root, &second, second_root) {
        return Some(Ok(()));
    }
    let (a, b) = (first.outline(first_root), second.outline(second_root));
    let difference = a.lines().zip(b.lines()).find(|(a, b)| a != b).unwrap_or(("", ""));
    Some(Err(format!("{once:?} became {twice:?}: {:?}, then {:?}", difference.0.trim(), difference.1.trim())))
}
