//! Strings and quoted identifiers: where they end, and what their escapes stand for.

use super::{scan::Scanner, token::T};
use crate::error::LexError;

impl Scanner<'_> {
    pub(super) fn delimited(&mut self, start: usize, close: &str, kind: T) -> Result<(), LexError> {
        let tables = self.tables;
        match kind {
            T::HeredocString => self.heredoc(start, close),
            T::RawString | T::NationalRawString if !tables.flags.string_escapes_allowed_in_raw_strings => {
                self.string(start, close, kind, &[], false)
            }
            T::RawString | T::NationalRawString => self.raw_string(start, close, kind),
            T::HexString | T::BitString => self.string(start, close, kind, &[], false),
            T::ByteString => {
                let escapes = match tables.byte_string_escapes.as_slice() {
                    [] => &tables.string_escapes,
                    _ => &tables.byte_string_escapes,
                };
                self.string(start, close, kind, escapes, tables.flags.byte_strings_support_escaped_sequences)
            }
            _ => {
                self.string(start, close, kind, &tables.string_escapes, tables.flags.strings_support_escaped_sequences)
            }
        }
    }

    /// `$tag$ ... $tag$`; what opens none is a parameter.
    fn heredoc(&mut self, start: usize, close: &str) -> Result<(), LexError> {
        let from = self.position;
        let tag_end = self.source[from..].find(close).map(|i| from + i);
        let tag = tag_end.map(|end| &self.source[from..end]);
        let is_tag = |tag: &str| {
            !tag.chars().any(char::is_whitespace)
                && !tag.contains(['\'', '"', ',', '(', ')', ';', '.'])
                && (tag.is_empty()
                    || !self.tables.flags.heredoc_tag_is_identifier
                    || !tag.as_bytes()[0].is_ascii_digit())
        };
        let Some(tag) = tag.filter(|tag| is_tag(tag)) else {
            let kind = self.tables.heredoc_alternative.unwrap_or(T::Var);
            if kind == T::Var {
                let end = self.word_end(from);
                self.position = end;
            }
            self.push_source(kind, start);
            return Ok(());
        };
        let body = from + tag.len() + close.len();
        let end_mark = format!("{}{tag}{close}", &self.source[start..from]);
        let Some(length) = self.source[body..].find(&end_mark) else {
            return Err(LexError::Unterminated { close: end_mark, start });
        };
        self.position = body + length + end_mark.len();
        let text = self.range(body, body + length);
        self.push(T::HeredocString, start, text);
        Ok(())
    }

    /// A raw string: a backslash keeps the quote after it from closing the string and stays itself.
    fn raw_string(&mut self, start: usize, close: &str, kind: T) -> Result<(), LexError> {
        let from = self.position;
        let bytes = self.source.as_bytes();
        // Other marks than quotes have no escapes.
        let backslash = self.tables.string_escapes.contains(&'\\') && close.starts_with(['\'', '"']);
        let mut at = from;
        while at < bytes.len() {
            if bytes[at] == b'\\' && backslash && at + 1 < bytes.len() {
                at += 1 + self.source[at + 1..].chars().next().map_or(1, char::len_utf8);
            } else if self.source[at..].starts_with(close) {
                self.position = at + close.len();
                let text = self.range(from, at);
                self.push(kind, start, text);
                return Ok(());
            } else {
                at += self.source[at..].chars().next().map_or(1, char::len_utf8);
            }
        }
        Err(LexError::Unterminated { close: close.to_string(), start })
    }

    /// A string that goes on at the current position up to `close`, with escapes resolved.
    #[inline]
    pub(super) fn string(
        &mut self,
        start: usize,
        close: &str,
        kind: T,
        escapes: &[char],
        sequences: bool,
    ) -> Result<(), LexError> {
        let from = self.position;
        let bytes = self.source.as_bytes();
        // Most strings end at the first quote, without escapes.
        if let [quote] = close.as_bytes() {
            let end = from + memchr::memchr2(*quote, b'\\', &bytes[from..]).unwrap_or_default();
            if bytes.get(end) == Some(quote) && bytes.get(end + 1) != Some(quote) {
                let text = self.range(from, end);
                self.position = end + 1;
                self.push(kind, start, text);
                return Ok(());
            }
        }
        self.escaped_string(start, close, kind, escapes, sequences)
    }

    /// The same for any string.
    #[inline(never)]
    fn escaped_string(
        &mut self,
        start: usize,
        close: &str,
        kind: T,
        escapes: &[char],
        sequences: bool,
    ) -> Result<(), LexError> {
        let from = self.position;
        let bytes = self.source.as_bytes();
        let Some(&first) = close.as_bytes().first() else {
            return Err(LexError::Unterminated { close: close.to_string(), start });
        };
        let backslash = sequences || escapes.contains(&'\\');
        let find = |at: usize| match backslash {
            true => memchr::memchr2(first, b'\\', &bytes[at..]),
            false => memchr::memchr(first, &bytes[at..]),
        };
        // The text so far, once it differs from the source.
        let mut owned: Option<String> = None;
        let mut copied = from;
        let mut at = from;
        loop {
            let Some(found) = find(at) else {
                return Err(LexError::Unterminated { close: close.to_string(), start });
            };
            at += found;
            let here = bytes[at] as char;
            // A quote outside of ASCII goes on with a part of a character.
            let next = self.source.get(at + 1..).and_then(|rest| rest.chars().next());
            let mut replace = |with: &str, length: usize, at: &mut usize| {
                let owned = owned.get_or_insert_with(String::new);
                owned.push_str(&self.source[copied..*at]);
                owned.push_str(with);
                *at += length;
                copied = *at;
            };
            // A doubled quote, or a backslash before a quote or itself.
            if escapes.contains(&here) && bytes[at..].len() > 1 {
                // A backslash escapes one character, and not all of quotes that are several.
                let quote = close.get(..1).filter(|_| here == '\\').unwrap_or(close);
                let next_is_quote = bytes[at + 1..].starts_with(quote.as_bytes());
                let escapes_it =
                    next_is_quote || next.is_some_and(|c| c == here || escapes.contains(&c)) && here == '\\';
                if escapes_it && (here as u8 == first || here == '\\') {
                    if here == '\\' && !next_is_quote && next == Some('\\') && !sequences && !self.resolves_backslash()
                    {
                        at += 2;
                        continue;
                    }
                    let with =
                        if next_is_quote { quote.to_string() } else { next.map(String::from).unwrap_or_default() };
                    replace(&with, 1 + with.len(), &mut at);
                    continue;
                }
            }
            if self.source[at..].starts_with(close) {
                break;
            }
            if here == '\\' && sequences {
                if let Some((with, length)) = super::escapes::resolve(self.tables, &self.source[at..]) {
                    replace(&with, length, &mut at);
                    continue;
                }
            }
            at += 1;
        }
        self.position = at + close.len();
        let text = match owned {
            None => self.range(from, at),
            Some(mut owned) => {
                owned.push_str(&self.source[copied..at]);
                self.extra(&owned)
            }
        };
        self.push(kind, start, text);
        Ok(())
    }

    /// Whether `\\` in a string stands for one backslash.
    fn resolves_backslash(&self) -> bool {
        self.tables.string_escapes.contains(&'\\')
    }
}
