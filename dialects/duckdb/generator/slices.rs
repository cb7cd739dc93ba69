//! Longer spellings: slices by length, words, lists of texts.

use super::{call, cast_type};
use crate::shared::cast;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{generator::Generator, parser::column::integer_constant};

/// `ARRAY_SLICE(x, first, last, step)`; a length is turned into the last element, counted from the start of the list.
pub(super) fn array_slice(g: &mut Generator<'_>, id: NodeId) {
    let [this, start, end, step] = [Arg::This, Arg::Start, Arg::End, Arg::Step].map(|arg| g.tree.get(id, arg));
    let (Some(list), Some(first), Some(length), true) =
        (this.node(), start.node(), end.node(), g.tree.has(id, Arg::IsLength))
    else {
        let (start, end) = match g.tree.has(id, Arg::ZeroBased) {
            true => from_one(g, start, end),
            false => (start, end),
        };
        return g.func("ARRAY_SLICE", &[this, start, end, step]);
    };
    let constant = |g: &Generator<'_>, node: NodeId| integer_constant(g.tree, node);
    let (n, m) = (constant(g, first), constant(g, length));
    let first = match n {
        Some(n) if n >= 0 => first,
        _ => g.template(
            "CASE WHEN n < -ARRAY_LENGTH(list) THEN ARRAY_LENGTH(list) + 1 WHEN n < 0 THEN ARRAY_LENGTH(list) + n + 1 \
             ELSE n END",
            &[("list", list), ("n", first)],
        ),
    };
    let last = match (n, m) {
        (Some(n), Some(m)) if n >= 0 => g.number_node(n + m - 1),
        _ => g.template("(n + CAST(m AS BIGINT)) - 1", &[("n", first), ("m", length)]),
    };
    g.func("ARRAY_SLICE", &[list.into(), first.into(), last.into()]);
}

/// Bounds that count from zero, the last one excluded, as bounds that count from one.
fn from_one(g: &mut Generator<'_>, start: Value, end: Value) -> (Value, Value) {
    let mut bound = |value: Value, sql: &str| match value {
        Value::Node(n) => g.raw_template(sql, &[("n", n)]).into(),
        value => value,
    };
    (bound(start, "CASE WHEN n >= 0 THEN n + 1 ELSE n END"), bound(end, "CASE WHEN n < 0 THEN n - 1 ELSE n END"))
}

/// Lists among the arguments are part of the list that is joined.
pub(super) fn flattened_concat_ws(g: &mut Generator<'_>, separator: NodeId, items: &[NodeId]) {
    let is_list = |g: &Generator<'_>, node: NodeId| {
        sqlectic_types::is_type(g.tree, node, &["ARRAY"]) || cast_type(g, node) == Some("ARRAY")
    };
    if !items.iter().any(|item| is_list(g, *item)) {
        let mut all: Vec<Value> = vec![separator.into()];
        all.extend(items.iter().map(|item| Value::Node(*item)));
        return g.func("CONCAT_WS", &all);
    }
    if !items.iter().all(|item| crate::shared::shows_type(g, *item)) {
        g.unsupported("Cannot transpile CONCAT_WS with unknown argument types to DuckDB.");
    }
    let mut parts = Vec::new();
    for item in items {
        let part = match (is_list(g, *item), cast_type(g, *item)) {
            (true, Some(_)) => *item,
            (true, None) => g.template("CAST(item AS TEXT[])", &[("item", *item)]),
            (false, _) => {
                let text = cast(g, (*item).into(), "TEXT");
                g.template("[item]", &[("item", text)])
            }
        };
        parts.push(part);
    }
    let list = match parts[..] {
        [only] => only,
        _ => call(g, "LIST_CONCAT", &parts),
    };
    g.write_template(
        "CONCAT_WS(separator, ARRAY_TO_STRING(list, separator))",
        &[("separator", separator), ("list", list)],
    );
}

/// Words are cut at delimiters; the pieces at odd or even places are capitalized.
pub(super) fn initcap(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id) else { return };
    let given = g.tree.expression(id);
    let class = match given {
        None => {
            let ends = escape_class(&g.dialect.semantics.flags.initcap_default_delimiters);
            spelled(g, &ends)
        }
        Some(node) if g.tree.is_string(node) => {
            if g.tree.name(node).is_empty() {
                return g.write_template(
                    "CASE WHEN LENGTH(this) > 0 THEN UPPER(LEFT(this, 1)) || LOWER(SUBSTRING(this, 2)) ELSE this END",
                    &[("this", this)],
                );
            }
            let escaped = escape_class(g.tree.name(node));
            spelled(g, &escaped)
        }
        Some(node) => {
            let node = super::texts::as_text(g, node.into()).node().unwrap_or(node);
            g.template(
                r"REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(ends, '\', '\\'), '-', '\-'), '^', '\^'), '[', '\['), ']', '\]')",
                &[("ends", node)],
            )
        }
    };
    g.write_raw_template(
        "ARRAY_TO_STRING(CASE WHEN REGEXP_MATCHES(LEFT(this, 1), '[' || ends || ']') \
         THEN LIST_TRANSFORM(REGEXP_EXTRACT_ALL(this, '([' || ends || ']+|[^' || ends || ']+)'), \
         LAMBDA seg, idx : CASE WHEN idx % 2 = 0 THEN UPPER(LEFT(seg, 1)) || LOWER(SUBSTRING(seg, 2)) ELSE seg END) \
         ELSE LIST_TRANSFORM(REGEXP_EXTRACT_ALL(this, '([' || ends || ']+|[^' || ends || ']+)'), \
         LAMBDA seg, idx : CASE WHEN idx % 2 = 1 THEN UPPER(LEFT(seg, 1)) || LOWER(SUBSTRING(seg, 2)) ELSE seg END) \
         END, '')",
        &[("this", this), ("ends", class)],
    );
}

/// White space that functions trim from strings.
const TRIMMED: [char; 5] = ['\x0b', '\x1c', '\x1d', '\x1e', '\x1f'];

/// A text as a string, white space that is trimmed by its numbers: `'a' || CHR(11)`.
fn spelled(g: &mut Generator<'_>, text: &str) -> NodeId {
    let mut parts = Vec::new();
    for piece in text.split_inclusive(TRIMMED) {
        let plain = piece.trim_end_matches(TRIMMED);
        if !plain.is_empty() {
            parts.push(g.string_node(plain));
        }
        if let Some(c) = piece[plain.len()..].chars().next() {
            let number = g.number_node(i64::from(u32::from(c)));
            parts.push(call(g, "CHR", &[number]));
        }
    }
    let several = parts.len() > 1;
    let joined = parts.into_iter().reduce(|left, right| g.make(Kind::DPipe, &args![This: left, Expression: right]));
    match joined {
        Some(joined) if several => g.make(Kind::Paren, &args![This: joined]),
        Some(only) => only,
        None => g.string_node(""),
    }
}

/// Characters as the inside of a class of a pattern.
fn escape_class(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '-' | '^' | '[' | ']') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
