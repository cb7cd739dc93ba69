//! Texts and patterns: <https://www.postgresql.org/docs/current/functions-string.html>.

use crate::shared;
use sqlectic_ast::{Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::{expr, strings, Generator, RenderFn};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::ByteString, byte_string),
    (Kind::GroupConcat, group_concat),
    (Kind::IsAscii, is_ascii),
    (Kind::Levenshtein, levenshtein),
    (Kind::MatchAgainst, text_match),
    (Kind::RegexpILike, |g, id| expr::binary(g, id, "~*")),
    (Kind::RegexpLike, regexp_like),
    (Kind::RegexpReplace, regexp_replace),
    (Kind::SHA2, sha2),
    (Kind::SHA2Digest, |g, id| digest(g, id)),
    (Kind::StrPosition, position),
    (Kind::Substring, substring),
    (Kind::ToChar, to_char),
    (Kind::Trim, trim),
];

/// `e'text'`; bytes are decoded from their digits.
fn byte_string(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::IsBytes) {
        return strings::byte_string(g, id);
    }
    let digits = strings::hex_digits(g.tree.text_of(id, Arg::This));
    let (digits, hex) = (g.string_node(&digits), g.string_node("hex"));
    g.func("DECODE", &[digits.into(), hex.into()]);
}

/// `GROUP_CONCAT(DISTINCT x ORDER BY y, ';')` -> `STRING_AGG(DISTINCT x, ';' ORDER BY y)`.
fn group_concat(g: &mut Generator<'_>, id: NodeId) {
    let (this, modifiers) = shared::detached_modifiers(g, id);
    g.write_function_name("STRING_AGG");
    g.write("(");
    g.value(this.into());
    g.write(", ");
    match g.tree.get(id, Arg::Separator) {
        Value::None => g.write("','"),
        separator => g.value(separator),
    }
    shared::trailing_modifiers(g, modifiers);
    g.write(")");
}

fn is_ascii(g: &mut Generator<'_>, id: NodeId) {
    g.write("(");
    g.arg(id, Arg::This);
    g.write(" ~ '^[[:ascii:]]*$')");
}

fn levenshtein(g: &mut Generator<'_>, id: NodeId) {
    let name = if g.tree.has(id, Arg::MaxDist) { "LEVENSHTEIN_LESS_EQUAL" } else { "LEVENSHTEIN" };
    g.func_of(id, name, &[Arg::This, Arg::Expression, Arg::InsCost, Arg::DelCost, Arg::SubCost, Arg::MaxDist]);
}

/// `MATCH(a, b) AGAINST(q)` -> `(a @@ q OR b @@ q)`.
fn text_match(g: &mut Generator<'_>, id: NodeId) {
    let texts = g.tree.expressions(id);
    let several = texts.len() > 1;
    if several {
        g.write("(");
    }
    for (i, text) in texts.into_iter().enumerate() {
        if i > 0 {
            g.write(" OR ");
        }
        g.node(text);
        g.write(" @@ ");
        g.arg(id, Arg::This);
    }
    if several {
        g.write(")");
    }
}

/// `TO_CHAR(x, 'FM999')`; without a format it is a cast.
fn to_char(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Format) {
        return g.function_named(id, "TO_CHAR");
    }
    shared::cast_this(g, id, "TEXT");
}

// ---- regular expressions ---------------------------------------------------------------------------------------------

/// `x ~ pattern`; of the flags it can ignore case.
fn regexp_like(g: &mut Generator<'_>, id: NodeId) {
    shared::report_full_match(g, id);
    let flags = g.tree.node(id, Arg::Flag).map(|flags| g.tree.name(flags).to_string()).unwrap_or_default();
    let literal = g.tree.node(id, Arg::Flag).is_some_and(|flags| g.tree.is_string(flags));
    if g.tree.has(id, Arg::Flag) && !(literal && flags.chars().all(|flag| matches!(flag, 'c' | 'i'))) {
        g.unsupported("Only the case flags 'i' and 'c' are supported for ~ in Postgres");
    }
    // The last of them counts.
    let case = flags.chars().rev().find(|flag| matches!(flag, 'c' | 'i'));
    expr::binary(g, id, if case == Some('i') { "~*" } else { "~" });
}

/// Every match is replaced only with the flag `g`: <https://www.postgresql.org/docs/current/functions-matching.html>.
fn regexp_replace(g: &mut Generator<'_>, id: NodeId) {
    let mut flags = g.tree.get(id, Arg::Modifiers);
    let one = g.tree.node(id, Arg::Occurrence).is_some_and(|occurrence| g.tree.name(occurrence) != "0");
    if !one && !g.tree.has(id, Arg::SingleReplace) {
        let literal = flags.node().filter(|node| g.tree.is_string(*node));
        let text = literal.map(|node| g.tree.name(node).to_string()).unwrap_or_default();
        if (flags == Value::None || literal.is_some()) && !text.contains('g') {
            flags = g.string_node(&format!("{text}g")).into();
        }
    }
    let names = [Arg::This, Arg::Expression, Arg::Replacement, Arg::Position, Arg::Occurrence];
    let mut values: Vec<Value> = names.iter().map(|arg| g.tree.get(id, *arg)).collect();
    values.push(flags);
    g.func("REGEXP_REPLACE", &values);
}

// ---- digests ---------------------------------------------------------------------------------------------------------

/// `SHA2(x, 512)` -> `ENCODE(SHA512(x), 'hex')`.
fn sha2(g: &mut Generator<'_>, id: NodeId) {
    let arguments: Vec<(Arg, Value)> = g.tree.arguments(id).collect();
    let (digest, hex) = (g.make(Kind::SHA2Digest, &arguments), g.string_node("hex"));
    g.func("ENCODE", &[digest.into(), hex.into()]);
}

fn digest(g: &mut Generator<'_>, id: NodeId) {
    let length = g.tree.node(id, Arg::Length).map_or("256", |length| g.tree.name(length));
    let known = matches!(length, "224" | "256" | "384" | "512");
    let name = format!("SHA{}", if known { length } else { "256" });
    g.func_of(id, &name, &[Arg::This]);
}

// ---- parts of texts --------------------------------------------------------------------------------------------------

/// `STR_POSITION(x, y, 2)`: PostgreSQL searches from the start, so the rest of the text is searched.
fn position(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Occurrence]);
    let Some(start) = g.tree.node(id, Arg::Position) else {
        return position_in(g, id, |g| g.arg(id, Arg::This));
    };
    let (Some(this), Some(part)) = (g.tree.this(id), g.tree.node(id, Arg::Substr)) else { return };
    g.write_raw_template(
        "CASE WHEN POSITION(part IN SUBSTRING(this FROM n)) = 0 THEN 0 ELSE POSITION(part IN SUBSTRING(this FROM n)) + n - 1 END",
        &[("this", this), ("part", part), ("n", start)],
    );
}

fn position_in(g: &mut Generator<'_>, id: NodeId, text: impl FnOnce(&mut Generator<'_>)) {
    g.write_function_name("POSITION");
    g.write("(");
    g.arg(id, Arg::Substr);
    g.write(" IN ");
    text(g);
    g.write(")");
}

/// `SUBSTRING(x FROM 1 FOR 2)`.
fn substring(g: &mut Generator<'_>, id: NodeId) {
    g.write("SUBSTRING(");
    g.arg(id, Arg::This);
    g.arg_after(" FROM ", id, Arg::Start);
    g.arg_after(" FOR ", id, Arg::Length);
    g.write(")");
}

/// `TRIM(LEADING 'x' FROM y)`; without characters to remove it is `LTRIM` or `RTRIM`.
fn trim(g: &mut Generator<'_>, id: NodeId) {
    let side = g.tree.text_of(id, Arg::Position).to_uppercase();
    if !g.tree.has(id, Arg::Expression) {
        let name = match &*side {
            "LEADING" => "LTRIM",
            "TRAILING" => "RTRIM",
            _ => "TRIM",
        };
        return trimmed(g, id, name, "");
    }
    trimmed(g, id, "TRIM", &side);
}

fn trimmed(g: &mut Generator<'_>, id: NodeId, name: &str, side: &str) {
    g.write_function_name(name);
    g.write("(");
    g.write(side);
    if g.tree.has(id, Arg::Expression) {
        g.write(if side.is_empty() { "" } else { " " });
        g.arg(id, Arg::Expression);
        g.write(" FROM ");
    }
    g.arg(id, Arg::This);
    g.arg_after(" COLLATE ", id, Arg::Collation);
    g.write(")");
}
