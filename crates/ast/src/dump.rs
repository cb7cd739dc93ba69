//! A tree as JSON and back, and as an indented outline.

use crate::{arg::TooManyNames, Arg, Kind, NodeId, Tree, Value};
use serde_json::{json, Map, Value as Json};
use std::fmt::Write;

/// Why a dump could not be loaded.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum DumpError {
    /// The dump isn't a list of nodes.
    #[error("a dump is a list of nodes, each with a kind `k`")]
    Shape,
    /// A kind that is not declared or registered.
    #[error("unknown kind {0:?}")]
    UnknownKind(String),
    /// A node that refers to one that doesn't stand before it.
    #[error("node {0} has no parent before it")]
    BadParent(usize),
    /// Too many names of arguments that are not declared.
    #[error(transparent)]
    TooManyNames(#[from] TooManyNames),
}

/// Levels that outlines are indented by: what is below has the same indentation, so that they grow with the tree and not
/// with its square.
pub const MAX_INDENT: usize = 500;

impl Tree {
    /// The tree below `id` as a flat JSON list, parents first. A node is `{"k": kind, "i": parent's position,
    /// "a": argument, "l": true if in a list, "c": comments}`; a plain value has "v" in place of "k". Items of a list in a list refer to it.
    pub fn dump(&self, id: NodeId) -> Json {
        let mut out = Vec::new();
        let mut stack: Vec<(Value, Option<(usize, Arg, bool)>)> = vec![(Value::Node(id), None)];
        while let Some((value, place)) = stack.pop() {
            let mut entry = Map::new();
            if let Some((parent, arg, in_list)) = place {
                entry.insert("i".into(), json!(parent));
                entry.insert("a".into(), json!(arg.name()));
                if in_list {
                    entry.insert("l".into(), json!(true));
                }
            }
            let position = out.len();
            match value {
                Value::Node(node) => {
                    entry.insert("k".into(), json!(self.kind(node).name()));
                    let comments: Vec<&str> = self.comments(node).iter().map(|text| self.str(*text)).collect();
                    if !comments.is_empty() {
                        entry.insert("c".into(), json!(comments));
                    }
                    let first = stack.len();
                    for (arg, value) in self.arguments(node) {
                        match value {
                            Value::List(list) if self.items(list).len() > 0 => {
                                stack.extend(self.items(list).map(|item| (item, Some((position, arg, true)))));
                            }
                            value => stack.push((value, Some((position, arg, false)))),
                        }
                    }
                    stack[first..].reverse();
                }
                Value::Text(text) => drop(entry.insert("v".into(), json!(self.str(text)))),
                Value::Bool(flag) => drop(entry.insert("v".into(), json!(flag))),
                Value::Int(n) => drop(entry.insert("v".into(), json!(n))),
                Value::List(list) => {
                    // A list in a list: its items refer to it.
                    entry.insert("v".into(), json!([]));
                    if let Some((_, arg, _)) = place {
                        let items: Vec<Value> = self.items(list).collect();
                        stack.extend(items.into_iter().rev().map(|item| (item, Some((position, arg, true)))));
                    }
                }
                Value::None | Value::Opaque(_) => drop(entry.insert("v".into(), Json::Null)),
            }
            out.push(Json::Object(entry));
        }
        Json::Array(out)
    }

    /// Reads what [`Tree::dump`] wrote; returns the root.
    pub fn load(&mut self, dump: &Json) -> Result<NodeId, DumpError> {
        let entries = dump.as_array().ok_or(DumpError::Shape)?;
        let mut made: Vec<Value> = Vec::with_capacity(entries.len());
        let mut root = None;
        for (position, entry) in entries.iter().enumerate() {
            let value = match entry.get("k").and_then(Json::as_str) {
                Some(name) => {
                    let kind = Kind::find(name).ok_or_else(|| DumpError::UnknownKind(name.to_string()))?;
                    let node = self.make(kind, &[]);
                    for comment in entry.get("c").and_then(Json::as_array).into_iter().flatten() {
                        let text = self.text(comment.as_str().unwrap_or_default());
                        self.add_comments(node, [text]);
                    }
                    Value::Node(node)
                }
                None => match entry.get("v").ok_or(DumpError::Shape)? {
                    Json::String(text) => self.text_value(text),
                    Json::Bool(flag) => Value::Bool(*flag),
                    Json::Number(n) => Value::Int(n.as_i64().ok_or(DumpError::Shape)?),
                    Json::Array(_) => self.list(&[]),
                    _ => Value::None,
                },
            };
            made.push(value);
            if position == 0 {
                root = Some(value.node().ok_or(DumpError::Shape)?);
                continue;
            }
            let parent = entry.get("i").and_then(Json::as_u64).filter(|i| (*i as usize) < position);
            let parent = match parent.and_then(|i| made.get(i as usize)) {
                Some(Value::Node(parent)) => *parent,
                Some(Value::List(list)) => {
                    // Of which new node the list is makes no difference.
                    self.push_item(root.ok_or(DumpError::Shape)?, *list, value);
                    continue;
                }
                _ => return Err(DumpError::BadParent(position)),
            };
            let arg = Arg::intern(entry.get("a").and_then(Json::as_str).ok_or(DumpError::Shape)?)?;
            match (entry.get("l").is_some(), value) {
                (true, Value::Node(node)) => self.append(parent, arg, node),
                (true, value) => {
                    let list = self.list_at(parent, arg);
                    self.push_item(parent, list, value);
                }
                (false, value) => self.set(parent, arg, value),
            }
        }
        root.ok_or(DumpError::Shape)
    }

    /// The tree below `id` as an indented outline, one node or value a line.
    pub fn outline(&self, id: NodeId) -> String {
        let mut out = String::new();
        let mut stack = vec![(0usize, None, Value::Node(id))];
        while let Some((depth, arg, value)) = stack.pop() {
            let label = |arg: Option<Arg>| arg.map_or(String::new(), |arg| format!("{}: ", arg.name()));
            out.extend(std::iter::repeat_n("  ", depth.min(MAX_INDENT)));
            out.push_str(&label(arg));
            match value {
                Value::Node(node) => {
                    out.push_str(self.kind(node).name());
                    let first = stack.len();
                    for (arg, value) in self.arguments(node) {
                        match value {
                            Value::List(list) if self.items(list).any(|item| item.node().is_some()) => {
                                stack.extend(self.items(list).map(|item| (depth + 1, Some(arg), item)));
                            }
                            Value::Node(_) => stack.push((depth + 1, Some(arg), value)),
                            value => {
                                let _ = write!(out, " {}=", arg.name());
                                self.write_plain(value, &mut out);
                            }
                        }
                    }
                    stack[first..].reverse();
                    for comment in self.comments(node) {
                        let _ = write!(out, " /*{}*/", self.str(*comment));
                    }
                }
                value => self.write_plain(value, &mut out),
            }
            out.push('\n');
        }
        out
    }

    fn write_plain(&self, value: Value, out: &mut String) {
        let _ = match value {
            Value::Text(text) => write!(out, "{:?}", self.str(text)),
            Value::Bool(flag) => write!(out, "{flag}"),
            Value::Int(n) => write!(out, "{n}"),
            Value::List(list) => {
                out.push('[');
                for (i, item) in self.items(list).enumerate() {
                    if i > 0 {
                        out.push_str(", ");
                    }
                    self.write_plain(item, out);
                }
                out.push(']');
                Ok(())
            }
            Value::Node(node) => write!(out, "{}", self.kind(node).name()),
            Value::None | Value::Opaque(_) => write!(out, "null"),
        };
    }
}
