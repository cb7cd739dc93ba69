//! Reads the schema: `crates/ast/schema/*.nodes` into rows.

use std::{collections::BTreeMap, fs, path::Path};

/// One argument of a kind, as the row declares it.
#[derive(Debug, Clone)]
pub struct Arg {
    /// The argument's name, with its trailing underscore if it has one.
    pub name: String,
    /// Whether a tree without it is malformed.
    pub required: bool,
    /// Whether it holds a list.
    pub list: bool,
    /// Whether it takes all remaining positional arguments of a call.
    pub var_len: bool,
    /// What it holds.
    pub holds: Holds,
}

/// What an argument holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A node.
    Node,
    /// Nodes.
    List,
    /// A text that is no node.
    Text,
    /// True or false.
    Flag,
}

/// One node kind.
#[derive(Debug, Clone)]
pub struct Row {
    /// Class name.
    pub name: String,
    /// Name of the Rust constant, if it has to differ.
    pub rust: String,
    /// Lower-case key.
    pub key: String,
    /// Arguments in positional order.
    pub args: Vec<Arg>,
    /// Names of the direct bases, as the Python class lists them.
    pub bases: Vec<String>,
    /// SQL names; the first is written.
    pub sql_names: Vec<String>,
    /// The data type of its value: a name, or the arguments whose common type it is (`this+expression`).
    pub returns: String,
    /// Whether its texts compare with case.
    pub exact: bool,
    /// Whether it has a typed view in Rust.
    pub view: bool,
    /// What the kind means.
    pub doc: String,
    /// The module of `expressions` in Python that the class says it is from.
    pub module: String,
    /// The file the row stands in.
    pub family: String,
}

/// Reads all families below `root`; rows come back sorted by name.
pub fn read(root: &Path) -> Result<Vec<Row>, String> {
    let mut rows = BTreeMap::new();
    let dir = root.join("crates/ast/schema");
    let mut paths: Vec<_> = fs::read_dir(&dir)
        .map_err(|e| format!("{}: {e}", dir.display()))?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.extension().is_some_and(|ext| ext == "nodes"))
        .collect();
    paths.sort();
    for path in paths {
        let family = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        for row in family_rows(&text, &family).map_err(|e| format!("{}:{e}", path.display()))? {
            let name = row.name.clone();
            if rows.insert(name.clone(), row).is_some() {
                return Err(format!("{}: {name} is declared twice", path.display()));
            }
        }
    }
    Ok(rows.into_values().collect())
}

/// Reads the rows of one family; what is wrong is told with its line.
pub fn family_rows(text: &str, family: &str) -> Result<Vec<Row>, String> {
    let mut rows: Vec<Row> = Vec::new();
    let mut module = "";
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix("@module ") {
            module = name;
            continue;
        }
        if !line.starts_with("    ") {
            rows.push(header(line, family, module).map_err(|e| format!("{}: {e}", number + 1))?);
            continue;
        }
        let row = rows.last_mut().ok_or_else(|| format!("{}: text before a row", number + 1))?;
        if !row.doc.is_empty() {
            row.doc.push(' ');
        }
        row.doc.push_str(line.trim());
    }
    Ok(rows)
}

fn header(line: &str, family: &str, module: &str) -> Result<Row, String> {
    let (line, marks) = match line.split_once(" [") {
        Some((line, marks)) => (line, marks.trim_end_matches(']')),
        None => (line, ""),
    };
    let (line, names) = line.split_once(" = ").unwrap_or((line, ""));
    let (head, args_and_bases) = line.split_once('(').ok_or("a row starts `Name(`")?;
    let (args, bases) = args_and_bases.split_once(')').ok_or("missing `)`")?;
    let words = |text: &str| -> Vec<String> {
        text.split(',').map(str::trim).filter(|w| !w.is_empty()).map(String::from).collect()
    };
    let bases = match bases.trim().split_at_checked(1) {
        None | Some(("", _)) => vec!["Expression".to_string()],
        Some((":", rest)) => {
            let mut all = vec!["Expression".to_string()];
            all.extend(words(rest));
            all
        }
        Some(("<", rest)) => words(rest).into_iter().filter(|base| base != "object").collect(),
        Some(_) => return Err(format!("`: Base` or `< Base` expected, not `{bases}`")),
    };
    let mut key = head.to_lowercase();
    let mut rust = head.to_string();
    let mut returns = String::new();
    let mut module = module.to_string();
    let mut exact = false;
    let mut view = false;
    for mark in words(marks) {
        match mark.split_once('=') {
            Some(("key", value)) => key = value.to_string(),
            Some(("module", value)) => module = value.to_string(),
            Some(("returns", value)) => returns = value.to_string(),
            Some(("rust", value)) => rust = value.to_string(),
            None if mark == "exact" => exact = true,
            None if mark == "view" => view = true,
            _ => return Err(format!("unknown mark `{mark}`")),
        }
    }
    Ok(Row {
        name: head.to_string(),
        rust,
        key,
        args: words(args).iter().map(|text| argument(text)).collect::<Result<_, _>>()?,
        bases,
        sql_names: words(names),
        returns,
        exact,
        view,
        doc: String::new(),
        module,
        family: family.to_string(),
    })
}

fn argument(text: &str) -> Result<Arg, String> {
    let (text, word) = match text.split_once(':') {
        Some((text, word)) => (text, Some(word)),
        None => (text, None),
    };
    let (text, var_len) = match text.strip_suffix("...") {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let (text, star) = match text.strip_suffix('*') {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let (name, required) = match text.strip_suffix('?') {
        Some(rest) => (rest, false),
        None => (text, true),
    };
    let list = star || var_len;
    let holds = match word {
        None if list => Holds::List,
        None => Holds::Node,
        Some("flag") if !list => Holds::Flag,
        Some("text") if !list => Holds::Text,
        Some(word) => return Err(format!("`{name}` cannot hold `{word}`")),
    };
    Ok(Arg { name: name.to_string(), required, list, var_len, holds })
}
