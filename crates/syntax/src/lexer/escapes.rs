//! Backslash sequences in strings.

use super::tables::{LexerTables, NumericEscape};
use std::borrow::Cow;

/// What the backslash sequence at the start of `text` stands for and how long it is; nothing if it stands for itself.
pub(super) fn resolve<'a>(tables: &LexerTables, text: &'a str) -> Option<(Cow<'a, str>, usize)> {
    let next = text[1..].chars().next()?;
    if let Some((name, value)) = tables.escaped_sequences.iter().find(|(name, _)| *name == next) {
        return Some((Cow::Borrowed(*value), 1 + name.len_utf8()));
    }
    if let Some((text, length)) = numeric(tables, text) {
        return Some((Cow::Owned(text), length));
    }
    let dropped = tables.flags.drop_unknown_escapes;
    dropped.then(|| (Cow::Borrowed(&text[1..1 + next.len_utf8()]), 1 + next.len_utf8()))
}

/// A sequence with a number, or a run of such that are bytes of characters.
fn numeric(tables: &LexerTables, text: &str) -> Option<(String, usize)> {
    let bytes = tables.flags.numeric_escapes_are_bytes;
    let (number, mut length, is_byte) = number(tables, text)?;
    if !is_byte || !bytes {
        return character(tables, number, length, &text[length..]);
    }
    let mut run = vec![number as u8];
    while let Some((next, more, true)) = self::number(tables, &text[length..]) {
        run.push(next as u8);
        length += more;
    }
    let mut out = String::new();
    for chunk in run.utf8_chunks() {
        out.push_str(chunk.valid());
        // What is no UTF-8 stands for the character of that number.
        out.extend(chunk.invalid().iter().map(|byte| char::from(*byte)));
    }
    Some((out, length))
}

/// A character by its number; the first half of a surrogate pair is followed by the other.
fn character(tables: &LexerTables, number: u32, length: usize, rest: &str) -> Option<(String, usize)> {
    if let Some(c) = char::from_u32(number) {
        return Some((c.to_string(), length));
    }
    let (low, more, _) = self::number(tables, rest)?;
    let pair = [u16::try_from(number).ok()?, u16::try_from(low).ok()?];
    String::from_utf16(&pair).ok().map(|text| (text, length + more))
}

/// The number of the sequence at the start of `text`, the sequence's length, and whether the number may be a byte.
fn number(tables: &LexerTables, text: &str) -> Option<(u32, usize, bool)> {
    let rest = text.strip_prefix('\\')?;
    let first = rest.chars().next()?;
    let by_letter = tables.numeric_escapes.iter().find(|escape| escape.letter == first && first != '0');
    let octal = || tables.numeric_escapes.iter().find(|escape| escape.letter == '0');
    let (escape, digits) = match by_letter {
        Some(escape) => (escape, &rest[first.len_utf8()..]),
        None => (octal()?, rest),
    };
    let NumericEscape { radix, min, max, limit, .. } = *escape;
    let count = digits.chars().take(max).take_while(|c| c.is_digit(radix)).count();
    let number = u32::from_str_radix(&digits[..count], radix).ok()?;
    let length = text.len() - digits.len() + count;
    (count >= min && number <= limit).then_some((number, length, matches!(escape.letter, '0' | 'x' | 'X')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_bytes_or_characters() {
        let mut tables = LexerTables::default();
        tables.flags.numeric_escapes_are_bytes = true;
        tables.numeric_escapes = vec![
            NumericEscape { letter: 'x', radix: 16, min: 1, max: 2, limit: 255 },
            NumericEscape { letter: 'u', radix: 16, min: 4, max: 4, limit: 0xffff },
            NumericEscape { letter: '0', radix: 8, min: 1, max: 3, limit: 511 },
        ];
        let resolved = |text: &str| resolve(&tables, text).map(|(text, length)| (text.into_owned(), length));
        assert_eq!(resolved(r"\xc3\251z"), Some(("é".into(), 8)));
        assert_eq!(resolved(r"\ud83d\ude00"), Some(("😀".into(), 12)));
        assert_eq!(resolved(r"\1234"), Some(("S".into(), 4)));
        assert_eq!(resolved(r"\q"), None);
    }
}
