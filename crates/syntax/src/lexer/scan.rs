//! The scanner.

use super::{
    tables::{LexerTables, Symbol},
    token::{Token, T},
};
use crate::error::LexError;
use logos::Logos;
use smallvec::SmallVec;
use sqlectic_ast::{Span, Text};
use std::ops::Range;

/// The coarse shape of what comes next.
#[derive(Logos, Debug, Clone, Copy, PartialEq)]
#[logos(skip r"[\p{White_Space}\x1c-\x1f]+")]
enum Raw {
    #[regex(r"([A-Za-z_]|[\u{80}-\u{10FFFF}--\p{White_Space}])([A-Za-z0-9_]|[\u{80}-\u{10FFFF}--\p{White_Space}])*")]
    Word,
    #[regex(r"[0-9]+")]
    Digits,
    #[regex(r"[\x00-\x08\x0e-\x1b!-/:-@\[-\^`\{-\x7f]")]
    Symbol,
}

/// What lexing returns. Texts are ranges of the arena that was lexed with `extra` appended to it.
#[derive(Debug, Default)]
pub struct Lexed {
    /// The tokens.
    pub tokens: Vec<Token>,
    /// Texts with escapes resolved; to be appended to the arena.
    pub extra: String,
    comments: Vec<SmallVec<[Text; 1]>>,
}

impl Lexed {
    /// Adds a token that was made and not read. A text that stands nowhere in the source is given by its place in
    /// `extra`, counted from the end of the source.
    pub fn push(&mut self, kind: T, span: Span, text: Text, comments: impl IntoIterator<Item = Text>) {
        let comments: SmallVec<[Text; 1]> = comments.into_iter().collect();
        let mut number = 0;
        if !comments.is_empty() {
            self.comments.push(comments);
            number = self.comments.len() as u32;
        }
        self.tokens.push(Token { kind, span, text, comments: number });
    }

    /// The comments of a token, without their marks.
    pub fn comments(&self, token: &Token) -> &[Text] {
        match token.comments {
            0 => &[],
            i => &self.comments[i as usize - 1],
        }
    }
}

/// Splits `source` into tokens.
pub fn lex(source: &str, tables: &LexerTables) -> Result<Lexed, LexError> {
    lex_range(source, 0..source.len(), tables)
}

/// Splits a part of an arena into tokens, for texts inside tokens (hints).
pub fn lex_range(arena: &str, range: Range<usize>, tables: &LexerTables) -> Result<Lexed, LexError> {
    if arena.len() >= 1 << 29 {
        return Err(LexError::TooLong { bytes: arena.len() });
    }
    let source = &arena[..range.end];
    let mut lexer = Raw::lexer(source);
    lexer.bump(range.start);
    let mut scanner = Scanner {
        source,
        base: arena.len() as u32,
        tables,
        lexer,
        out: Lexed { tokens: Vec::with_capacity(range.len() / 4 + 4), ..Lexed::default() },
        pending: SmallVec::new(),
        previous_end: None,
    };
    scanner.run()?;
    Ok(scanner.out)
}

struct Scanner<'a> {
    source: &'a str,
    /// Where extra texts will start in the arena.
    base: u32,
    tables: &'a LexerTables,
    lexer: logos::Lexer<'a, Raw>,
    out: Lexed,
    /// Comments that wait for the next token.
    pending: SmallVec<[Text; 1]>,
    /// Where the last token or attached comment ended: a comment on the same line belongs to that token.
    previous_end: Option<usize>,
}

impl<'a> Scanner<'a> {
    fn run(&mut self) -> Result<(), LexError> {
        while let Some(raw) = self.lexer.next() {
            let start = self.lexer.span().start;
            match raw {
                Ok(Raw::Word) => self.word(start)?,
                Ok(Raw::Digits) => self.number(start)?,
                _ => self.symbol(start)?,
            }
        }
        if !self.pending.is_empty() && !self.out.tokens.is_empty() {
            let comments = std::mem::take(&mut self.pending);
            self.attach(comments);
        }
        Ok(())
    }

    /// The source from the end of what was consumed.
    fn rest(&self) -> &'a str {
        self.lexer.remainder()
    }

    fn position(&self) -> usize {
        self.lexer.span().end
    }

    fn move_to(&mut self, position: usize) {
        self.lexer.bump(position - self.position());
    }

    fn push(&mut self, kind: T, start: usize, text: Text) {
        let end = self.position();
        if kind == T::Semicolon && !self.pending.is_empty() {
            // What stands before the end of a statement belongs to the statement.
            let comments = std::mem::take(&mut self.pending);
            self.attach(comments);
        }
        let comments = if self.pending.is_empty() {
            0
        } else {
            self.out.comments.push(std::mem::take(&mut self.pending));
            self.out.comments.len() as u32
        };
        self.previous_end = Some(end);
        self.out.tokens.push(Token { kind, span: Span { start: start as u32, end: end as u32 }, text, comments });
    }

    fn range(&self, start: usize, end: usize) -> Text {
        Text { start: start as u32, len: (end - start) as u32 }
    }

    fn push_source(&mut self, kind: T, start: usize) {
        let text = self.range(start, self.position());
        self.push(kind, start, text);
    }

    fn extra(&mut self, text: &str) -> Text {
        let start = self.base + self.out.extra.len() as u32;
        self.out.extra.push_str(text);
        Text { start, len: text.len() as u32 }
    }

    // ---- words --------------------------------------------------------------------------------------------------

    fn is_word_byte(&self, byte: u8) -> bool {
        byte.is_ascii_alphanumeric() || byte == b'_' || byte < 128 && self.tables.compiled.word_bytes[byte as usize]
    }

    /// The end of the word that goes on at `from`.
    fn word_end(&self, from: usize) -> usize {
        for (i, c) in self.source[from..].char_indices() {
            let goes_on = if c.is_ascii() { self.is_word_byte(c as u8) } else { !c.is_whitespace() };
            if !goes_on {
                return from + i;
            }
        }
        self.source.len()
    }

    fn word(&mut self, start: usize) -> Result<(), LexError> {
        let end = self.position();
        if let Some(next) = self.source.as_bytes().get(end) {
            // `$`, `@` and the like may be part of words.
            if *next < 128 && self.tables.compiled.word_bytes[*next as usize] {
                let end = self.word_end(end);
                self.move_to(end);
                return self.finish_word(start);
            }
            if matches!(next, b'\'' | b'"' | b'&' | b'`' | b'[' | b'$') && end - start <= 3 {
                for string in &self.tables.compiled.prefixes {
                    let opens = self.source.as_bytes()[start..].get(..string.start.len());
                    if opens.is_some_and(|bytes| bytes.eq_ignore_ascii_case(string.start.as_bytes())) {
                        self.move_to(start + string.start.len());
                        return self.delimited(start, &string.end, string.kind);
                    }
                }
                if let Some((from, close, kind)) = self.chosen_delimiter(start) {
                    self.move_to(from);
                    return self.delimited(start, &close, kind);
                }
            }
        }
        let marked = self.tables.compiled.marked_words.iter().find(|(spelling, _)| {
            let bytes = self.source.as_bytes().get(start..start + spelling.len());
            spelling.len() > end - start && bytes.is_some_and(|bytes| bytes.eq_ignore_ascii_case(spelling))
        });
        if let Some((spelling, kind)) = marked {
            self.move_to(start + spelling.len());
            self.push_source(*kind, start);
            return Ok(());
        }
        self.finish_word(start)
    }

    /// Where a string begins whose delimiter stands behind its prefix, and what closes it.
    fn chosen_delimiter(&self, start: usize) -> Option<(usize, String, T)> {
        let rest = &self.source.as_bytes()[start..];
        let opened = |prefix: &str| rest.get(..prefix.len()).is_some_and(|b| b.eq_ignore_ascii_case(prefix.as_bytes()));
        let (prefix, kind) = self.tables.chosen_delimiters.iter().find(|(prefix, _)| opened(prefix))?;
        let delimiter = *rest.get(prefix.len())?;
        if !delimiter.is_ascii_graphic() {
            return None;
        }
        let counterpart = match delimiter {
            b'(' => b')',
            b'<' => b'>',
            b'[' => b']',
            b'{' => b'}',
            other => other,
        };
        Some((start + prefix.len() + 1, format!("{}'", counterpart as char), *kind))
    }

    fn finish_word(&mut self, start: usize) -> Result<(), LexError> {
        let end = self.position();
        let after_parameter =
            self.out.tokens.last().is_some_and(|t| t.kind == T::Parameter && t.span.end as usize == start);
        let Some(word) = self.tables.compiled.words.get(&self.source[start..end]) else {
            self.push_source(T::Var, start);
            return Ok(());
        };
        for (rest, spelling, kind) in &word.longer {
            if let Some((end, exact)) = self.more_words(end, rest) {
                self.move_to(end);
                let same = exact && self.source[start..end] == **spelling;
                let text = if same { self.range(start, end) } else { self.extra(spelling) };
                self.push(*kind, start, text);
                return self.command(*kind);
            }
        }
        let kind = match word.kind {
            Some(kind) if !after_parameter => kind,
            _ => T::Var,
        };
        self.push_source(kind, start);
        self.command(kind)
    }

    /// Whether `words` follow at `from`, blanks between; where they end, and whether single blanks separate them.
    fn more_words(&self, from: usize, words: &[Box<str>]) -> Option<(usize, bool)> {
        let mut at = from;
        let mut exact = true;
        for word in words {
            let rest = &self.source[at..];
            let blank = rest.len() - rest.trim_start().len();
            exact &= blank == 1 && rest.starts_with(' ');
            let next = rest.as_bytes().get(blank..blank + word.len())?;
            if blank == 0 || !next.eq_ignore_ascii_case(word.as_bytes()) {
                return None;
            }
            at += blank + word.len();
        }
        let goes_on = self.source[at..].chars().next().is_some_and(|c| {
            if c.is_ascii() {
                self.is_word_byte(c as u8)
            } else {
                !c.is_whitespace()
            }
        });
        (!goes_on).then_some((at, exact))
    }

    /// After a statement that is kept as text: takes all up to the semicolon as one string.
    fn command(&mut self, kind: T) -> Result<(), LexError> {
        if !self.tables.commands.contains(kind) || self.rest().starts_with(';') {
            return Ok(());
        }
        let tokens = &self.out.tokens;
        let first = tokens.len() == 1 || self.tables.command_prefixes.contains(tokens[tokens.len() - 2].kind);
        if !first {
            return Ok(());
        }
        let from = self.position();
        let count = self.out.tokens.len();
        // Lexing finds the semicolon that is in no string or comment.
        while let Some(raw) = self.lexer.next() {
            let start = self.lexer.span().start;
            if matches!(raw, Ok(Raw::Symbol)) && self.source.as_bytes()[start] == b';' {
                break;
            }
            match raw {
                Ok(Raw::Word) => self.word(start)?,
                Ok(Raw::Digits) => self.number(start)?,
                _ => self.symbol(start)?,
            }
        }
        self.out.tokens.truncate(count);
        self.pending.clear();
        let ended = self.source[..self.position()].ends_with(';') && self.lexer.slice() == ";";
        let to = if ended { self.position() - 1 } else { self.position() };
        let body = &self.source[from..to];
        let trimmed = body.trim();
        if !trimmed.is_empty() {
            let start = from + (body.len() - body.trim_start().len());
            let text = self.range(start, start + trimmed.len());
            let span = Span { start: start as u32, end: (start + trimmed.len()) as u32 };
            self.out.tokens.push(Token { kind: T::String, span, text, comments: 0 });
            self.previous_end = Some(start + trimmed.len());
        }
        if ended {
            self.push_source(T::Semicolon, to);
        }
        Ok(())
    }

    // ---- numbers ------------------------------------------------------------------------------------------------

    fn number(&mut self, start: usize) -> Result<(), LexError> {
        let bytes = self.source.as_bytes();
        let flags = &self.tables.flags;
        if bytes[start] == b'0' && self.position() == start + 1 {
            let opens = bytes.get(start..start + 2);
            for string in &self.tables.compiled.prefixes {
                // `0x` and `0b` literals: no closing mark.
                if string.end.is_empty() && opens.is_some_and(|o| o.eq_ignore_ascii_case(string.start.as_bytes())) {
                    let end = self.word_end(start + 2);
                    let is_digit = |byte: &u8| match string.kind {
                        T::BitString => matches!(byte, b'0' | b'1'),
                        _ => byte.is_ascii_hexdigit(),
                    };
                    if end > start + 2 {
                        self.move_to(end);
                        // With other characters it is a name.
                        let (kind, from) = match bytes[start + 2..end].iter().all(is_digit) {
                            true => (string.kind, start + 2),
                            false => (T::Identifier, start),
                        };
                        let text = self.range(from, end);
                        self.push(kind, start, text);
                        return Ok(());
                    }
                }
            }
        }
        let end = self.number_end(start);
        let word_end = self.word_end(end);
        if word_end > end {
            let suffix = &self.source[end..word_end];
            let literal = self.tables.numeric_literals.iter().find(|(name, _)| name.eq_ignore_ascii_case(suffix));
            if let Some((_, type_name)) = literal {
                self.move_to(end);
                self.push_source(T::Number, start);
                self.move_to(word_end);
                let cast = self.extra("::");
                self.push(T::Dcolon, end, cast);
                let kind = self.tables.compiled.words.get(type_name).and_then(|w| w.kind).unwrap_or(T::Var);
                let text = self.extra(type_name);
                self.push(kind, end, text);
                return Ok(());
            }
            if flags.identifiers_can_start_with_digit {
                self.move_to(word_end);
                self.push_source(T::Var, start);
                return Ok(());
            }
        }
        self.move_to(end);
        if self.source[start..end].contains('_') {
            let plain = self.source[start..end].replace('_', "");
            let text = self.extra(&plain);
            self.push(T::Number, start, text);
        } else {
            self.push_source(T::Number, start);
        }
        Ok(())
    }

    /// Past the digits, the fraction and the exponent of a number; an exponent may be empty.
    fn number_end(&self, start: usize) -> usize {
        let bytes = self.source.as_bytes();
        let flags = &self.tables.flags;
        // Behind a dot it is a name, behind the mark of a parameter it may have fields: `$1.a`.
        let named = self
            .out
            .tokens
            .last()
            .is_some_and(|t| matches!(t.kind, T::Dot | T::Parameter) && t.span.end as usize == start);
        let mut dot_fits = flags.numbers_can_have_decimals && !named;
        let mut exponent_fits = true;
        let mut at = self.position();
        while let Some(byte) = bytes.get(at) {
            let next = bytes.get(at + 1);
            match byte {
                b'0'..=b'9' => {}
                b'_' if flags.numbers_can_be_underscore_separated
                    && next.is_some_and(u8::is_ascii_digit)
                    && bytes[at - 1].is_ascii_digit() => {}
                b'.' if dot_fits => dot_fits = false,
                b'e' | b'E' if exponent_fits => {
                    if flags.numbers_can_be_underscore_separated && next == Some(&b'_') {
                        break;
                    }
                    exponent_fits = false;
                    let signed = matches!(next, Some(b'+' | b'-'));
                    at += usize::from(signed && bytes.get(at + 2).is_some_and(u8::is_ascii_digit));
                }
                _ => break,
            }
            at += 1;
        }
        at
    }

    // ---- symbols ------------------------------------------------------------------------------------------------

    fn symbol(&mut self, start: usize) -> Result<(), LexError> {
        let bytes = self.source.as_bytes();
        let tables = self.tables;
        // Most symbols are one character that starts nothing longer.
        let first = bytes[start] as usize;
        if tables.compiled.symbols[first].is_empty() && first < 128 && !tables.compiled.word_bytes[first] {
            if let Some(kind) = tables.compiled.single[first] {
                self.push_source(kind, start);
                return Ok(());
            }
        }
        for (spelling, symbol) in &tables.compiled.symbols[bytes[start] as usize] {
            let matches = spelling.len() == 1
                || bytes.get(start..start + spelling.len()).is_some_and(|b| b.eq_ignore_ascii_case(spelling));
            if !matches {
                continue;
            }
            let end = start + spelling.len();
            match symbol {
                Symbol::Token(T::Hint) => {
                    if self.out.tokens.last().is_some_and(|t| tables.tokens_preceding_hint.contains(t.kind)) {
                        // The token's text is what stands between the marks.
                        let close = self.comment_end(end, "/*", "*/").unwrap_or(self.source.len() + 2);
                        self.move_to(close.min(self.source.len()));
                        let text = self.range(end, (close - 2).min(self.source.len()).max(end));
                        self.push(T::Hint, start, text);
                    } else {
                        self.move_to(end);
                        self.comment(start, end, Some("*/"))?;
                    }
                    return Ok(());
                }
                Symbol::Token(kind) => {
                    // A symbol that ends in a letter must not cut a word.
                    self.move_to(end);
                    self.push_source(*kind, start);
                    return Ok(());
                }
                Symbol::Comment(close) => {
                    if &**spelling == b"--" && tables.flags.dash_comment_requires_boundary {
                        if bytes.get(end).is_some_and(|b| !b.is_ascii_whitespace()) {
                            continue;
                        }
                    }
                    self.move_to(end);
                    return self.comment(start, end, close.as_deref());
                }
                Symbol::String(close) => {
                    self.move_to(end);
                    let escapes = &tables.string_escapes;
                    let sequences = tables.flags.strings_support_escaped_sequences;
                    return self.string(start, close, T::String, escapes, sequences);
                }
                Symbol::Delimited(close, kind) => {
                    self.move_to(end);
                    return self.delimited(start, close, *kind);
                }
                Symbol::Identifier(close) => {
                    self.move_to(end);
                    let mut escapes: SmallVec<[char; 2]> = SmallVec::from_slice(&tables.identifier_escapes);
                    escapes.push(*close);
                    let mut buffer = [0; 4];
                    let close: &str = close.encode_utf8(&mut buffer);
                    // Where a backslash escapes in names, it does as in strings.
                    let sequences = tables.flags.strings_support_escaped_sequences && escapes.contains(&'\\');
                    return self.string(start, close, T::Identifier, &escapes, sequences);
                }
            }
        }
        let Some(c) = self.source[start..].chars().next() else { return Ok(()) };
        if c.is_ascii() {
            if self.is_word_byte(c as u8) && tables.compiled.single[c as usize].is_none() {
                let end = self.word_end(start);
                self.move_to(end);
                return self.finish_word(start);
            }
            // A character that is a token and may start a word does so only if a word follows.
            if self.is_word_byte(c as u8) {
                let end = self.word_end(start);
                if end > start + 1 && self.tables.var_single_tokens.contains(&c) {
                    if tables.compiled.words.get(&self.source[start..end]).is_some() {
                        self.move_to(end);
                        return self.finish_word(start);
                    }
                }
            }
            if let Some(kind) = tables.compiled.single[c as usize] {
                self.push_source(kind, start);
                return Ok(());
            }
        } else if let Some((_, kind)) = tables.compiled.other_singles.iter().find(|(single, _)| *single == c) {
            self.move_to(start + c.len_utf8());
            self.push_source(*kind, start);
            return Ok(());
        }
        // Control characters and the like are words of their own.
        if c.is_whitespace() || c.is_control() {
            return Ok(());
        }
        self.move_to((start + c.len_utf8()).max(self.position()));
        self.push_source(T::Var, start);
        Ok(())
    }

    fn comment(&mut self, start: usize, from: usize, close: Option<&str>) -> Result<(), LexError> {
        let (text, end) = match close {
            None => {
                let end = memchr::memchr2(b'\n', b'\r', &self.source.as_bytes()[from..])
                    .map_or(self.source.len(), |i| from + i);
                (self.range(from, end), end)
            }
            Some(close) => {
                let open = &self.source[start..from];
                let Some(end) = self.comment_end(from, open, close) else {
                    return Err(LexError::Unterminated { close: close.to_string(), start });
                };
                (self.range(from, end - close.len()), end)
            }
        };
        self.move_to(end);
        self.pending.push(text);
        // A comment on the line of the previous token belongs to it, any other to the next token.
        if let Some(previous) = self.previous_end {
            if !self.source[previous..start].contains('\n') {
                let comments = std::mem::take(&mut self.pending);
                self.attach(comments);
                self.previous_end = Some(end);
            }
        }
        Ok(())
    }

    /// Past the end of a comment that goes on at `from`.
    fn comment_end(&self, from: usize, open: &str, close: &str) -> Option<usize> {
        let bytes = self.source.as_bytes();
        let nested = self.tables.flags.nested_comments;
        let first = *close.as_bytes().first()?;
        let other = open.as_bytes().first().filter(|_| nested).copied().unwrap_or(first);
        let mut depth = 1;
        let mut at = from;
        loop {
            at += memchr::memchr2(first, other, &bytes[at..])?;
            if bytes[at..].starts_with(close.as_bytes()) {
                depth -= 1;
                at += close.len();
                if depth == 0 {
                    return Some(at);
                }
            } else if nested && bytes[at..].starts_with(open.as_bytes()) {
                depth += 1;
                at += open.len();
            } else {
                at += 1;
            }
        }
    }

    /// Hangs comments on the last token.
    fn attach(&mut self, comments: SmallVec<[Text; 1]>) {
        let Some(token) = self.out.tokens.last_mut() else {
            self.pending = comments;
            return;
        };
        match token.comments {
            0 => {
                self.out.comments.push(comments);
                token.comments = self.out.comments.len() as u32;
            }
            i => self.out.comments[i as usize - 1].extend(comments),
        }
    }

    // ---- strings ------------------------------------------------------------------------------------------------

    fn delimited(&mut self, start: usize, close: &str, kind: T) -> Result<(), LexError> {
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
        let from = self.position();
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
                self.move_to(end);
            }
            self.push_source(kind, start);
            return Ok(());
        };
        let body = from + tag.len() + close.len();
        let end_mark = format!("{}{tag}{close}", &self.source[start..from]);
        let Some(length) = self.source[body..].find(&end_mark) else {
            return Err(LexError::Unterminated { close: end_mark, start });
        };
        self.move_to(body + length + end_mark.len());
        let text = self.range(body, body + length);
        self.push(T::HeredocString, start, text);
        Ok(())
    }

    /// A raw string: a backslash keeps the quote after it from closing the string and stays itself.
    fn raw_string(&mut self, start: usize, close: &str, kind: T) -> Result<(), LexError> {
        let from = self.position();
        let bytes = self.source.as_bytes();
        // Other marks than quotes have no escapes.
        let backslash = self.tables.string_escapes.contains(&'\\') && close.starts_with(['\'', '"']);
        let mut at = from;
        while at < bytes.len() {
            if bytes[at] == b'\\' && backslash && at + 1 < bytes.len() {
                at += 1 + self.source[at + 1..].chars().next().map_or(1, char::len_utf8);
            } else if self.source[at..].starts_with(close) {
                self.move_to(at + close.len());
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
    fn string(
        &mut self,
        start: usize,
        close: &str,
        kind: T,
        escapes: &[char],
        sequences: bool,
    ) -> Result<(), LexError> {
        let from = self.position();
        let bytes = self.source.as_bytes();
        let first = close.as_bytes()[0];
        // The text so far, once it differs from the source.
        let mut owned: Option<String> = None;
        let mut copied = from;
        let mut at = from;
        loop {
            let backslash = sequences || escapes.contains(&'\\');
            let found = if backslash {
                memchr::memchr2(first, b'\\', &bytes[at..])
            } else {
                memchr::memchr(first, &bytes[at..])
            };
            let Some(found) = found else {
                return Err(LexError::Unterminated { close: close.to_string(), start });
            };
            at += found;
            let here = bytes[at] as char;
            let next = self.source[at + 1..].chars().next();
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
                let quote = if here == '\\' { &close[..1] } else { close };
                let next_is_quote = self.source[at + 1..].starts_with(quote);
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
        self.move_to(at + close.len());
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
