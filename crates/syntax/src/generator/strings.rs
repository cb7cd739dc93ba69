//! Literals: strings of all kinds with their escapes, numbers.

use super::{Generator, RenderFn};
use crate::lexer::{Delimited, LexerTables, T};
use sqlectic_ast::{Arg, Kind, NodeId};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::BitString, bit_string),
    (Kind::ByteString, byte_string),
    (Kind::Heredoc, heredoc),
    (Kind::HexString, hex_string),
    (Kind::Literal, literal),
    (Kind::National, national),
    (Kind::RawString, raw_string),
    (Kind::UnicodeString, unicode_string),
];

fn literal(g: &mut Generator<'_>, id: NodeId) {
    let (Some(text), is_string) = g.tree.text_and_flag(id, Arg::This, Arg::IsString) else { return };
    if !is_string {
        return g.write_text(text);
    }
    let dialect = g.dialect;
    let (open, close) = quotes(&dialect.lexer);
    g.write(open);
    match escaped(&dialect.lexer, g.tree.str(text), STRING) {
        Some(escaped) => g.write(&escaped),
        None => g.out.push(g.tree.str(text)),
    }
    g.write(close);
}

/// The quotes of strings.
fn quotes(lexer: &LexerTables) -> (&str, &str) {
    lexer.quotes.first().map_or(("'", "'"), |(open, close)| (open, close))
}

/// Writes a text as a string literal.
pub fn write_string(g: &mut Generator<'_>, text: &str) {
    let dialect = g.dialect;
    let (open, close) = quotes(&dialect.lexer);
    g.write(open);
    match escaped(&dialect.lexer, text, STRING) {
        Some(escaped) => g.write(&escaped),
        None => g.write(text),
    }
    g.write(close);
}

// ---- escapes ---------------------------------------------------------------------------------------------------------

/// What of a text has to be escaped.
#[derive(Clone, Copy)]
struct Escaping {
    /// Whether it is a byte string.
    bytes: bool,
    /// Whether backslashes are plain and have to be escaped where they are not.
    backslash: bool,
    /// Whether characters below 256 are bytes.
    binary: bool,
}

const STRING: Escaping = Escaping { bytes: false, backslash: true, binary: false };
const BYTES: Escaping = Escaping { bytes: true, backslash: true, binary: false };

/// The inside of a string with quotes and control characters escaped; nothing if nothing has to be.
fn escaped(lexer: &LexerTables, text: &str, how: Escaping) -> Option<String> {
    let close = lexer.quotes.first().and_then(|(_, close)| close.chars().next()).unwrap_or('\'');
    // Most texts hold nothing that any dialect could want to escape; looking at all bytes is faster than stopping early.
    let quote = u8::try_from(close).unwrap_or(b'\'');
    let odd = |byte: u8| (byte == quote) | (byte == b'\\') | !(b' '..=b'~').contains(&byte);
    if !text.bytes().fold(false, |any, byte| any | odd(byte)) {
        return None;
    }
    let escapes = match (how.bytes, &lexer.byte_string_escapes[..]) {
        (false, _) | (true, []) => &lexer.string_escapes,
        (true, _) => &lexer.byte_string_escapes,
    };
    let sequences = match how.bytes {
        true => lexer.flags.byte_strings_support_escaped_sequences,
        false => lexer.flags.strings_support_escaped_sequences,
    };
    let backslash = how.backslash && (sequences || escapes.contains(&'\\'));
    let special = |c: char| c == close || backslash && c == '\\' || sequences && c.is_ascii_control();
    if !text.chars().any(|c| special(c) || how.binary && !c.is_ascii()) {
        return None;
    }
    let escape = escapes.first().copied().unwrap_or(close);
    let mut out = String::with_capacity(text.len() + 4);
    for c in text.chars() {
        match c {
            '\\' if backslash => out.push_str("\\\\"),
            '\\' => out.push(c),
            _ if c == close => out.extend([escape, c]),
            '\u{80}'..='\u{ff}' if how.binary => out.push_str(&format!("\\x{:02x}", c as u32)),
            _ if sequences => push_sequence(lexer, c, &mut out),
            _ => out.push(c),
        }
    }
    Some(out)
}

/// A character as the sequence that stands for it, if there is one: by name, else by number if it is a control character.
pub fn push_sequence(lexer: &LexerTables, c: char, out: &mut String) {
    let mut buffer = [0; 4];
    let text = c.encode_utf8(&mut buffer);
    if let Some((name, _)) = lexer.escaped_sequences.iter().find(|(name, value)| *value == text && *name != c) {
        return out.extend(['\\', *name]);
    }
    let known = |letter: char| lexer.numeric_escapes.iter().any(|escape| escape.letter == letter);
    match c as u32 {
        number if !c.is_ascii_control() => {
            debug_assert!(number > 31);
            out.push(c);
        }
        number if known('x') => out.push_str(&format!("\\x{number:02x}")),
        number if known('0') => out.push_str(&format!("\\{number:03o}")),
        number if known('u') => out.push_str(&format!("\\u{number:04x}")),
        _ => out.push(c),
    }
}

// ---- strings with a prefix -------------------------------------------------------------------------------------------

/// How the dialect writes strings of a kind, if it has them.
fn delimiters(lexer: &LexerTables, kind: T) -> Option<&Delimited> {
    lexer.delimited.iter().find(|string| string.kind == kind)
}

/// Writes a string with the prefix that the dialect has for its kind; false if it has none.
pub fn delimited(g: &mut Generator<'_>, kind: T, text: &str) -> bool {
    let dialect = g.dialect;
    let Some(string) = delimiters(&dialect.lexer, kind) else { return false };
    g.write(&string.start);
    g.write(text);
    g.write(&string.end);
    true
}

fn national(g: &mut Generator<'_>, id: NodeId) {
    g.write("N");
    let text = g.tree.text_of(id, Arg::This).to_string();
    write_string(g, &text);
}

fn heredoc(g: &mut Generator<'_>, id: NodeId) {
    let text = g.tree.text_of(id, Arg::This).to_string();
    match delimiters(&g.dialect.lexer, T::HeredocString) {
        Some(_) => {
            let tag = g.tree.text_of(id, Arg::Tag).to_string();
            g.write(&format!("${tag}${text}${tag}$"));
        }
        None => write_string(g, &text),
    }
}

/// Backslashes are plain in it; where they escape they are doubled.
fn raw_string(g: &mut Generator<'_>, id: NodeId) {
    let text = g.tree.text_of(id, Arg::This).to_string();
    write_string(g, &text);
}

/// Hexadecimal digits by their prefix; a number where the dialect's own are bytes, or where it has none.
pub fn hex_string(g: &mut Generator<'_>, id: NodeId) {
    let text = g.tree.text_of(id, Arg::This).to_string();
    let fits = !g.tree.has(id, Arg::IsInteger) || g.dialect.semantics.flags.hex_string_is_integer_type;
    if fits && delimited(g, T::HexString, &text) {
        return;
    }
    match decimal(&text) {
        Some(number) => g.write(&number),
        None => {
            g.unsupported("Hexadecimal strings are not supported");
            write_string(g, &text);
        }
    }
}

/// How many hexadecimal digits are turned into a decimal number.
const MAX_HEX_DIGITS: usize = 3500;

/// A hexadecimal number in decimal digits.
pub fn decimal(digits: &str) -> Option<String> {
    const LIMB: u64 = 1_000_000_000_000_000_000;
    if digits.is_empty() || digits.len() > MAX_HEX_DIGITS {
        return None;
    }
    let mut limbs = vec![0u64];
    for digit in digits.chars() {
        let mut carry = u128::from(digit.to_digit(16)?);
        for limb in &mut limbs {
            let value = u128::from(*limb) * 16 + carry;
            *limb = (value % u128::from(LIMB)) as u64;
            carry = value / u128::from(LIMB);
        }
        if carry > 0 {
            limbs.push(carry as u64);
        }
    }
    let mut limbs = limbs.into_iter().rev();
    let mut out = limbs.next()?.to_string();
    limbs.for_each(|limb| out.push_str(&format!("{limb:018}")));
    Some(out)
}

fn bit_string(g: &mut Generator<'_>, id: NodeId) {
    let text = g.tree.text_of(id, Arg::This).to_string();
    if delimited(g, T::BitString, &text) {
        return;
    }
    match i128::from_str_radix(&text, 2) {
        Ok(number) => g.write(&number.to_string()),
        Err(_) => write_string(g, &text),
    }
}

/// A byte string by its prefix, or by the function that makes one.
pub fn byte_string(g: &mut Generator<'_>, id: NodeId) {
    let text = g.tree.text_of(id, Arg::This).to_string();
    let dialect = g.dialect;
    if let Some(string) = delimiters(&dialect.lexer, T::ByteString) {
        g.write(&string.start);
        let binary = dialect.semantics.flags.byte_string_is_bytes_type;
        g.write(&escaped(&dialect.lexer, &text, Escaping { binary, ..BYTES }).unwrap_or(text));
        return g.write(&string.end);
    }
    let function = &dialect.generator.flags.byte_string_function;
    if function.is_empty() {
        g.unsupported(&format!("Byte strings are not supported for {}", dialect.name));
    } else if g.tree.has(id, Arg::IsBytes) {
        let digits = g.string_node(&hex_digits(&text));
        g.func(function, &[digits.into()]);
    } else {
        write_string(g, &text);
    }
}

/// The bytes of a byte string as hexadecimal digits: a character below 256 is a byte, any other its UTF-8.
pub fn hex_digits(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        match u8::try_from(c as u32) {
            Ok(byte) => out.push_str(&format!("{byte:02x}")),
            Err(_) => c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| out.push_str(&format!("{byte:02x}"))),
        }
    }
    out
}

/// `U&'d\0061ta'`; without such strings `\XXXX` is written `\uXXXX`.
fn unicode_string(g: &mut Generator<'_>, id: NodeId) {
    let dialect = g.dialect;
    let text = g.tree.text_of(id, Arg::This).to_string();
    let quotes_only = Escaping { bytes: false, backslash: false, binary: false };
    let mut inside = escaped(&dialect.lexer, &text, quotes_only).unwrap_or(text);
    let escape = g.tree.node(id, Arg::Escape).map_or("\\", |escape| g.tree.name(escape)).to_string();
    let names_escape = dialect.generator.flags.supports_uescape;
    if delimiters(&dialect.lexer, T::UnicodeString).is_none() {
        let (open, close) = quotes(&dialect.lexer);
        g.write(open);
        g.write(&with_prefix(&inside, &escape, "\\u"));
        g.write(close);
    } else {
        if !names_escape {
            inside = with_prefix(&inside, &escape, "\\");
        }
        delimited(g, T::UnicodeString, &inside);
    }
    if names_escape {
        g.arg_after(" UESCAPE ", id, Arg::Escape);
    }
}

/// `!0061` -> `\u0061`, with that prefix: a code starts with a digit.
fn with_prefix(text: &str, escape: &str, prefix: &str) -> String {
    if escape.is_empty() {
        return text.to_string();
    }
    let mut parts = text.split(escape);
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        out.push_str(if part.starts_with(|c: char| c.is_ascii_digit()) { prefix } else { escape });
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_written_as_the_dialect_reads_them() {
        let mut lexer = LexerTables::default();
        lexer.string_escapes = vec!['\\'];
        lexer.quotes = vec![("'".into(), "'".into())];
        assert_eq!(escaped(&lexer, "plain", STRING), None);
        lexer.flags.strings_support_escaped_sequences = true;
        lexer.escaped_sequences = vec![('n', "\n"), ('N', ""), ('%', "\\%")];
        assert_eq!(escaped(&lexer, "a\n'\\%", STRING).as_deref(), Some(r"a\n\'\\%"));
        assert_eq!(decimal("1F00FF1F00FF1F00FF1F").as_deref(), Some("146411744382258688098079"));
        assert_eq!(with_prefix("d!0061!x", "!", "\\u"), r"d\u0061!x");
    }
}
