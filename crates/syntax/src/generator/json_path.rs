//! JSON paths: their parts to the text of a path.

use super::{Generator, Render, RenderFn};
use sqlectic_ast::{Arg, Kind, NodeId, Value};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::JSONPath, json_path),
    (Kind::JSONPathFilter, json_path_part),
    (Kind::JSONPathKey, json_path_part),
    (Kind::JSONPathRecursive, json_path_part),
    (Kind::JSONPathRoot, json_path_part),
    (Kind::JSONPathScript, json_path_part),
    (Kind::JSONPathSelector, json_path_part),
    (Kind::JSONPathSlice, json_path_part),
    (Kind::JSONPathSubscript, json_path_part),
    (Kind::JSONPathUnion, json_path_part),
    (Kind::JSONPathWildcard, json_path_part),
];

/// A part on its own, for programs that write paths their own way.
fn json_path_part(g: &mut Generator<'_>, id: NodeId) {
    let mut out = String::new();
    part_text(g, id, &mut out);
    g.write(&out);
}

fn json_path(g: &mut Generator<'_>, id: NodeId) {
    let text = path_text(g, id);
    if g.dialect.generator.flags.quote_json_path {
        super::strings::write_string(g, &text);
    } else {
        g.write(&text);
    }
}

/// The text of a path.
pub fn path_text(g: &mut Generator<'_>, id: NodeId) -> String {
    path_text_with(g, id, key_text)
}

/// Writes a key of a path.
pub type WriteKey = fn(&Generator<'_>, &str, &mut String);

/// The text of a path whose keys are written another way.
pub fn path_text_with(g: &mut Generator<'_>, id: NodeId, write_key: WriteKey) -> String {
    let mut out = String::new();
    for part in g.tree.expressions(id) {
        let kind = g.tree.kind(part);
        let known = &g.dialect.generator.json_path_parts;
        let inner = g.tree.this(part).map(|inner| g.tree.kind(inner));
        let unknown = [Some(kind), inner].into_iter().flatten().find(|kind| !known.contains(kind));
        if let Some(unknown) = unknown.filter(|_| !known.is_empty()) {
            let what = if unknown == kind { "JSONPath expression:" } else { "JSONPathPart type" };
            g.unsupported(&format!("Unsupported {what} {}", unknown.name()));
            continue;
        }
        if let Some(Render::Dynamic(_)) = g.dialect.generator.render(kind) {
            out.push_str(&g.sql(part));
            continue;
        }
        match (kind, g.tree.get(part, Arg::This)) {
            (Kind::JSONPathKey, Value::Text(name)) if is_bracketed(g, part) => {
                out.push('[');
                quoted_key(g, g.tree.str(name), &mut out);
                out.push(']');
            }
            (Kind::JSONPathKey, Value::Text(name)) => write_key(g, g.tree.str(name), &mut out),
            _ => part_text(g, part, &mut out),
        }
    }
    out
}

/// Whether a key stands in brackets because it was quoted.
fn is_bracketed(g: &Generator<'_>, key: NodeId) -> bool {
    g.dialect.generator.flags.json_path_key_quoted_forces_brackets && g.tree.has(key, Arg::Quoted)
}

fn part_text(g: &Generator<'_>, part: NodeId, out: &mut String) {
    let this = g.tree.get(part, Arg::This);
    match g.tree.kind(part) {
        Kind::JSONPathRoot => out.push('$'),
        Kind::JSONPathKey => key(g, this, out),
        Kind::JSONPathSubscript => {
            out.push('[');
            item(g, this, out);
            out.push(']');
        }
        Kind::JSONPathWildcard => out.push('*'),
        Kind::JSONPathRecursive => {
            out.push_str("..");
            match this {
                Value::Text(text) => out.push_str(g.tree.str(text)),
                Value::Node(node) => part_text(g, node, out),
                _ => {}
            }
        }
        Kind::JSONPathSlice => item(g, Value::Node(part), out),
        Kind::Literal => out.push_str(g.tree.name(part)),
        Kind::JSONPathUnion => {
            out.push('[');
            if let Value::List(list) = g.tree.get(part, Arg::Expressions) {
                for (i, value) in g.tree.items(list).enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    item(g, value, out);
                }
            }
            out.push(']');
        }
        Kind::JSONPathFilter => text_after(g, '?', this, out),
        Kind::JSONPathScript => text_after(g, '(', this, out),
        Kind::JSONPathSelector => {
            out.push('[');
            if let Value::Node(node) = this {
                part_text(g, node, out);
            }
            out.push(']');
        }
        _ => {}
    }
}

fn text_after(g: &Generator<'_>, open: char, this: Value, out: &mut String) {
    out.push(open);
    if let Value::Text(text) = this {
        out.push_str(g.tree.str(text));
    }
}

fn key(g: &Generator<'_>, this: Value, out: &mut String) {
    let Value::Text(text) = this else {
        return out.push_str(".*");
    };
    key_text(g, g.tree.str(text), out);
}

fn key_text(g: &Generator<'_>, name: &str, out: &mut String) {
    let flags = &g.dialect.generator.flags;
    let bracketed = flags.json_path_key_quoted_forces_brackets;
    let signs = if bracketed { "" } else { &g.dialect.semantics.flags.json_path_name_chars };
    if is_safe_key(name, signs) {
        out.push('.');
        return out.push_str(name);
    }
    if flags.json_path_bracketed_key_supported {
        out.push('[');
        quoted_key(g, name, out);
        out.push(']');
    } else {
        out.push('.');
        quoted_key(g, name, out);
    }
}

/// Whether a key needs no quotes, where names may have these signs.
fn is_safe_key(name: &str, signs: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        // A dollar sign would be the root.
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c != '$' && signs.contains(c))
}

fn quoted_key(g: &Generator<'_>, name: &str, out: &mut String) {
    let single = g.dialect.generator.flags.json_path_single_quote_escape;
    let quote = if single { '\'' } else { '"' };
    out.push(quote);
    for c in name.chars() {
        if c == quote {
            out.push('\\');
        }
        out.push(c);
    }
    out.push(quote);
}

fn item(g: &Generator<'_>, value: Value, out: &mut String) {
    match value {
        Value::Int(n) => out.push_str(&n.to_string()),
        Value::Text(text) => quoted_key(g, g.tree.str(text), out),
        Value::Node(node) if g.tree.kind(node) == Kind::JSONPathSlice => {
            for (i, arg) in [Arg::Start, Arg::End, Arg::Step].into_iter().enumerate() {
                let bound = g.tree.get(node, arg);
                if i == 1 || i == 2 && bound != Value::None {
                    out.push(':');
                }
                item(g, bound, out);
            }
        }
        Value::Node(node) => part_text(g, node, out),
        _ => {}
    }
}
