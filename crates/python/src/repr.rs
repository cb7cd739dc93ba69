//! `repr` of a node: its class with its arguments, one node a line, as people know it from the existing Python API.

use crate::{convert::is_type_member, node::Expr, objects};
use pyo3::prelude::*;
use sqlectic::{ast::MAX_INDENT, syntax::parser::deep, Arg, Kind, NodeId, Tree, Value};
use std::collections::HashMap;

/// Bytes beyond which nodes are left out: types of casts are shown twice, and casts may nest in sizes of types.
const MOST: usize = 1 << 28;

/// Whether no argument holds a node.
pub(crate) fn is_leaf(tree: &Tree, id: NodeId) -> bool {
    tree.arguments(id).all(|(_, value)| match value {
        Value::Node(_) => false,
        Value::List(list) => tree.items(list).len() == 0,
        _ => true,
    })
}

/// The node and all below; arguments that are empty are left out.
pub(crate) fn of(handle: &Bound<'_, Expr>) -> PyResult<String> {
    let py = handle.py();
    let given = handle.get().with(py, |held, id| match held.extras.is_empty() {
        true => Vec::new(),
        false => {
            let type_of = |id| Some(held.extras.get(id)?.type_.as_ref()?.clone_ref(py));
            held.tree.walk(id).enumerate().filter_map(|(i, id)| Some((i, type_of(id)?))).collect()
        }
    });
    // By their nodes' turns on a walk: it may be a copy that is written.
    let mut types = HashMap::new();
    for (i, found) in given {
        types.insert(i, found.bind(py).repr()?.to_string());
    }
    let write = |tree: &Tree, id: NodeId| {
        let mut out = String::new();
        let types = match types.is_empty() {
            true => HashMap::new(),
            false => tree.walk(id).enumerate().filter_map(|(i, id)| Some((id, types.get(&i)?.as_str()))).collect(),
        };
        Writer { tree, types: &types }.node(id, 0, &mut out);
        out
    };
    match objects::shown(handle)? {
        Some((tree, root)) => Ok(write(&tree, root)),
        None => Ok(handle.get().read(py, write)),
    }
}

/// A tree, and the types that were given to its nodes, written out.
struct Writer<'a> {
    tree: &'a Tree,
    types: &'a HashMap<NodeId, &'a str>,
}

fn line(level: usize, out: &mut String) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", level.min(MAX_INDENT)));
}

impl Writer<'_> {
    fn node(&self, id: NodeId, level: usize, out: &mut String) {
        let tree = self.tree;
        let kind = tree.kind(id);
        if out.len() > MOST {
            return out.push_str("...");
        }
        let leaf = is_leaf(tree, id);
        let exact = tree.is_string(id) || kind == Kind::Identifier && tree.has(id, Arg::Quoted);
        out.push_str(kind.name());
        out.push('(');
        let mut first = true;
        let mut start = |name: &str, out: &mut String| {
            if !std::mem::replace(&mut first, false) {
                out.push_str(if leaf { ", " } else { "," });
            }
            if !leaf {
                line(level + 1, out);
            }
            out.push_str(name);
            out.push('=');
        };
        let mut cast_type = None;
        for (arg, item) in tree.arguments(id) {
            match item {
                Value::None => continue,
                Value::List(list) if tree.items(list).len() == 0 => continue,
                _ => {}
            }
            start(arg.name(), out);
            if let (true, Value::Text(name)) = (is_type_member(tree, id, arg), item) {
                // The one member whose name has no hyphen while its value has.
                out.push_str("DType.");
                out.push_str(&tree.str(name).replace('-', ""));
            } else {
                self.value(item, level + 1, exact, out);
            }
            if arg == Arg::To && kind.is(Kind::Cast) {
                cast_type = Some(item);
            }
        }
        if let Some(given) = self.types.get(&id) {
            start("_type", out);
            given.split('\n').enumerate().for_each(|(i, part)| {
                if i > 0 {
                    line(level + 1, out);
                }
                out.push_str(part);
            });
        } else if let Some(item) = cast_type {
            start("_type", out);
            self.value(item, level + 1, false, out);
        }
        if !tree.comments(id).is_empty() {
            start("_comments", out);
            out.push('[');
            for (i, comment) in tree.comments(id).iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                line(level + 2, out);
                text(tree.str(*comment), level + 2, out);
            }
            out.push(']');
        }
        out.push(')');
    }

    fn value(&self, item: Value, level: usize, exact: bool, out: &mut String) {
        let tree = self.tree;
        match item {
            Value::Node(id) => deep(|| self.node(id, level, out)),
            Value::List(list) => {
                out.push('[');
                for (i, item) in tree.items(list).enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    line(level + 1, out);
                    self.value(item, level + 1, false, out);
                }
                out.push(']');
            }
            Value::Text(found) if exact => quoted(tree.str(found), out),
            Value::Text(found) => text(tree.str(found), level, out),
            Value::Bool(flag) => out.push_str(if flag { "True" } else { "False" }),
            Value::Int(n) => out.push_str(&n.to_string()),
            Value::None | Value::Opaque(_) => out.push_str("None"),
        }
    }
}

/// Text without quotes: line breaks around it and the indentation that its lines share are dropped, and its lines are
/// indented like what is around them.
fn text(found: &str, level: usize, out: &mut String) {
    let lines: Vec<&str> = found.trim_matches('\n').lines().collect();
    let blank = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let common = lines.iter().filter(|l| !l.trim().is_empty()).map(|l| blank(l)).min().unwrap_or(0);
    for (i, found) in lines.iter().enumerate() {
        if i > 0 {
            line(level + 1, out);
        }
        if !found.trim().is_empty() {
            out.push_str(found.get(common..).unwrap_or(found));
        }
    }
}

/// A string as Python writes it: in single quotes, unless it has some and no double ones.
fn quoted(found: &str, out: &mut String) {
    let quote = if found.contains('\'') && !found.contains('"') { '"' } else { '\'' };
    out.push(quote);
    for c in found.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            c if c == quote => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\x{:02x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push(quote);
}
