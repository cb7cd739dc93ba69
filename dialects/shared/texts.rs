//! Renderers of texts.

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::{functions, strings, Generator};

/// `x ILIKE y` -> `LOWER(x) LIKE LOWER(y)`.
pub(crate) fn ilike_as_lower(g: &mut Generator<'_>, id: NodeId) {
    let (this, pattern) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let this = g.make(Kind::Lower, &[(Arg::This, this)]);
    let pattern = g.make(Kind::Lower, &[(Arg::This, pattern)]);
    let negate = g.tree.get(id, Arg::Negate);
    let like = g.make(Kind::Like, &args![This: this, Expression: pattern, Negate: negate]);
    g.node(like);
}

/// `INSTR(x, part, position, occurrence)`.
pub(crate) fn instr(g: &mut Generator<'_>, id: NodeId) {
    let [this, part, mut position, occurrence] =
        [Arg::This, Arg::Substr, Arg::Position, Arg::Occurrence].map(|arg| g.tree.get(id, arg));
    if position == Value::None && occurrence.is_some() {
        position = g.number_node(1).into();
    }
    g.func("INSTR", &[this, part, position, occurrence]);
}

/// `LOCATE(part, x, position)`: the first occurrence.
pub(crate) fn str_position_without_occurrence(g: &mut Generator<'_>, id: NodeId, name: &str) {
    if g.tree.has(id, Arg::Occurrence) {
        g.unsupported(&format!("{name} does not support the occurrence parameter."));
    }
    g.func_of(id, name, &[Arg::Substr, Arg::This, Arg::Position]);
}

/// A position that is searched for from another one on: in the rest of the text, counted from its start; 0 if there is none.
pub(crate) fn str_position_in_rest(g: &mut Generator<'_>, id: NodeId) {
    let (this, part, occurrence) =
        (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Substr), g.tree.get(id, Arg::Occurrence));
    let from = g.tree.get(id, Arg::Position);
    let rest = g.make(Kind::Substring, &args![This: this, Start: from]);
    let found = g.make(Kind::StrPosition, &args![This: rest, Substr: part, Occurrence: occurrence]);
    let zero = g.number_node(0);
    let none = g.make(Kind::EQ, &args![This: found, Expression: zero]);
    let start = functions::wrapped(g, from);
    let sum = g.make(Kind::Add, &args![This: found, Expression: start]);
    let one = g.number_node(1);
    let moved = g.make(Kind::Sub, &args![This: sum, Expression: one]);
    let choice = g.make(Kind::If, &args![This: none, True: zero, False: moved]);
    g.node(choice);
}

/// `x'1F'` -> `FROM_HEX('1F')`, for dialects whose own hexadecimal literals are numbers.
pub(crate) fn hex_string(g: &mut Generator<'_>, id: NodeId, function: &str) {
    if g.tree.has(id, Arg::IsInteger) {
        return strings::hex_string(g, id);
    }
    let digits = g.tree.text_of(id, Arg::This).to_string();
    let digits = g.string_node(&digits);
    g.func(function, &[digits.into()]);
}

/// An edit distance, where costs and a limit are not known.
pub(crate) fn levenshtein(g: &mut Generator<'_>, id: NodeId, name: &str) {
    g.unsupported_args(id, &[Arg::InsCost, Arg::DelCost, Arg::SubCost, Arg::MaxDist]);
    g.function_named(id, name);
}

/// Characters by their numbers are written as they are.
pub(crate) fn unicode_as_string(g: &mut Generator<'_>, id: NodeId) {
    let escape = g.tree.node(id, Arg::Escape).map_or("\\", |escape| g.tree.name(escape));
    let text = unescaped(g.tree.text_of(id, Arg::This), escape);
    strings::write_string(g, &text);
}

/// `d\0061ta`, `d\+000061ta` -> `data`; a doubled escape stands for itself.
fn unescaped(text: &str, escape: &str) -> String {
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    let mut buffer = [0; 2];
    while let Some(c) = rest.chars().next() {
        let after = rest.strip_prefix(escape).filter(|_| !escape.is_empty());
        if let Some(doubled) = after.and_then(|after| after.strip_prefix(escape)) {
            units.extend(escape.encode_utf16());
            rest = doubled;
            continue;
        }
        let (digits, skip) = match after {
            Some(after) if after.starts_with('+') => (after.get(1..7), 7),
            Some(after) => (after.get(..4), 4),
            None => (None, 0),
        };
        let coded = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match (after, coded) {
            (Some(after), Some(number)) => {
                match (u16::try_from(number), char::from_u32(number)) {
                    (Ok(unit), _) => units.push(unit),
                    (Err(_), Some(c)) => units.extend(c.encode_utf16(&mut buffer).iter()),
                    (Err(_), None) => {}
                }
                rest = &after[skip..];
            }
            _ => {
                units.extend(c.encode_utf16(&mut buffer).iter());
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    String::from_utf16_lossy(&units)
}

/// `LENGTH` counts bytes here.
pub(crate) fn char_length(g: &mut Generator<'_>, id: NodeId) {
    let name = if g.tree.has(id, Arg::Binary) { "LENGTH" } else { "CHAR_LENGTH" };
    g.func_of(id, name, &[Arg::This]);
}

/// `TRIM(x, y)` -> `TRIM(y FROM x)`; without characters to take off it stays.
pub(crate) fn trim_from(g: &mut Generator<'_>, id: NodeId) {
    trim_side_from(g, id, "");
}

/// `TRIM(x, y)` -> `TRIM(BOTH y FROM x)`, where `side` is what stands there if no side is told.
pub(crate) fn trim_side_from(g: &mut Generator<'_>, id: NodeId, side: &str) {
    if !g.tree.has(id, Arg::Expression) {
        return g.render_base(id);
    }
    g.write("TRIM(");
    match g.tree.has(id, Arg::Position) {
        true => g.arg(id, Arg::Position),
        false => g.write(side),
    }
    if g.tree.has(id, Arg::Position) || !side.is_empty() {
        g.write(" ");
    }
    g.arg(id, Arg::Expression);
    g.write(" FROM ");
    g.arg(id, Arg::This);
    g.arg_after(" COLLATE ", id, Arg::Collation);
    g.write(")");
}

/// A text split by a pattern; of the modes that say which parts are wanted, that of all is what there is without one.
pub(crate) fn regexp_split(g: &mut Generator<'_>, id: NodeId, name: &str) {
    match g.tree.node(id, Arg::Mode).map(|mode| g.tree.name(mode).eq_ignore_ascii_case("ALL")) {
        None => return g.func_of(id, name, &[Arg::This, Arg::Expression, Arg::Limit]),
        Some(true) => {}
        Some(false) => g.unsupported_args(id, &[Arg::Mode]),
    }
    g.func_of(id, name, &[Arg::This, Arg::Expression]);
}

/// `x ~* p` as a function of a text, a pattern and the flag `i`.
pub(crate) fn regexp_like_in_any_case(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let flag = g.string_node("i");
    let args = [g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression), flag.into()];
    g.func(name, &args);
}

/// The pattern of `x ~* p` with the flag in itself, `(?i)p`.
pub(crate) fn pattern_in_any_case(g: &mut Generator<'_>, id: NodeId) -> Value {
    match g.tree.expression(id) {
        Some(pattern) if g.tree.is_string(pattern) => {
            let pattern = format!("(?i){}", g.tree.name(pattern));
            g.string_node(&pattern).into()
        }
        pattern => {
            let flag = g.string_node("(?i)");
            g.make(Kind::DPipe, &args![This: flag, Expression: pattern]).into()
        }
    }
}

/// Patterns that have to match the whole text, where a match of a part will do.
pub(crate) fn report_full_match(g: &mut Generator<'_>, id: NodeId) {
    let pattern = g.tree.expression(id).filter(|pattern| g.tree.is_string(*pattern));
    let pattern = pattern.map(|pattern| g.tree.name(pattern)).unwrap_or_default();
    let both = |at: &str, end: &str| pattern.starts_with(at) && pattern.ends_with(end);
    if g.tree.has(id, Arg::FullMatch) && !both("^", "$") && !both(".*", ".*") {
        g.unsupported("The pattern has to match the whole text, here a part of it will do");
    }
}

/// `REGEXP_LIKE(x, p, flags)` of dialects where a match of a part will do.
pub(crate) fn regexp_like(g: &mut Generator<'_>, id: NodeId) {
    report_full_match(g, id);
    g.func_of(id, "REGEXP_LIKE", &[Arg::This, Arg::Expression, Arg::Flag]);
}

/// The pattern of `REGEXP_LIKE(x, p, flags)`, the flags in itself: `(?i)p`.
pub(crate) fn pattern_with_flags(g: &mut Generator<'_>, id: NodeId) -> Value {
    report_full_match(g, id);
    let flags = g.tree.node(id, Arg::Flag).filter(|flags| g.tree.is_string(*flags));
    let flags = flags.map(|flags| g.tree.name(flags).replace('c', "")).unwrap_or_default();
    match g.tree.expression(id) {
        Some(pattern) if !flags.is_empty() && g.tree.is_string(pattern) => {
            let pattern = format!("(?{flags}){}", g.tree.name(pattern));
            g.string_node(&pattern).into()
        }
        pattern => {
            g.unsupported_args(id, &[Arg::Flag]);
            pattern.into()
        }
    }
}
