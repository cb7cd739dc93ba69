//! The scanner.

use super::{
    shape::Shape,
    tables::{is_blank, Compiled, Delimited, LexerTables, Longer, Symbol},
    token::{Token, T},
};
use crate::{
    error::LexError,
    limits::{Limit, LimitError, Limits, STRIDE},
};
use logos::Logos;
use smallvec::SmallVec;
use sqlectic_ast::{Span, Text};
use std::ops::Range;

/// Bytes of a text for whose tokens room is made beforehand.
const MUCH_TEXT: usize = 64 << 20;

/// What lexing returns. Texts are ranges of the arena that was lexed with `extra` appended to it.
#[derive(Debug, Default)]
pub struct Lexed {
    /// The tokens.
    pub tokens: Vec<Token>,
    /// Texts with escapes resolved; to be appended to the arena.
    pub extra: String,
    /// All comments, without their marks.
    comments: Vec<Text>,
    /// Which of them a token has, for those that have any.
    lists: Vec<Range<usize>>,
}

impl Lexed {
    /// Adds a token that was made and not read. A text that stands nowhere in the source is given by its place in
    /// `extra`, counted from the end of the source.
    pub fn push(&mut self, kind: T, span: Span, text: Text, comments: impl IntoIterator<Item = Text>) {
        let from = self.comments.len();
        self.comments.extend(comments);
        let comments = self.list(from);
        self.tokens.push(Token { kind, span, text, comments });
    }

    /// Whether tokens of `source` that were not read by [`lex_within`] are within its limits.
    pub fn check(&self, source: &str, limits: &Limits) -> Result<(), LexError> {
        within_bytes(source, limits)?;
        match self.tokens.get(limits.tokens) {
            Some(token) => Err(limits.error(Limit::Tokens, token.span).into()),
            None => Ok(()),
        }
    }

    /// Makes a list of the comments behind `from` for a token; returns what the token keeps of it.
    fn list(&mut self, from: usize) -> u32 {
        if from == self.comments.len() {
            return 0;
        }
        self.lists.push(from..self.comments.len());
        self.lists.len() as u32
    }

    /// The comments of a token, without their marks.
    pub fn comments(&self, token: &Token) -> &[Text] {
        match token.comments {
            0 => &[],
            i => &self.comments[self.lists[i as usize - 1].clone()],
        }
    }
}

/// Splits `source` into tokens.
pub fn lex(source: &str, tables: &LexerTables) -> Result<Lexed, LexError> {
    lex_within(source, tables, &Limits::default())
}

/// The same within limits.
pub fn lex_within(source: &str, tables: &LexerTables, limits: &Limits) -> Result<Lexed, LexError> {
    within_bytes(source, limits)?;
    lex_part(source, 0..source.len(), tables, limits)
}

/// Whether a text is not too long.
pub(crate) fn within_bytes(source: &str, limits: &Limits) -> Result<(), LexError> {
    // Whatever the limits say: lengths of texts are kept in 29 bits.
    let most = limits.bytes.min(Limits::default().bytes);
    if source.len() > most {
        let span = Span { start: most as u32, end: most as u32 + 1 };
        return Err(LimitError { limit: Limit::Bytes, max: most, span }.into());
    }
    Ok(())
}

/// What is wanted of a text of which one part after the other is split into tokens.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    /// How many tokens at least, if there are so many.
    pub(crate) tokens: usize,
    /// How many tokens the parts before this one had.
    pub(crate) before: usize,
    /// Bytes of the semicolon that the part starts with: it ended the part before this one and is not among the tokens of this
    /// one, but what a token is and to which one a comment goes depends on what stands before.
    pub(crate) semicolon: usize,
}

/// A part of a text: whole statements.
#[derive(Debug)]
pub(crate) struct Portion {
    pub(crate) lexed: Lexed,
    /// Bytes of the text that the part has; the arena is that and [`Lexed::extra`].
    pub(crate) length: usize,
    /// The semicolon that the part ends with, unless it ends with the text.
    pub(crate) semicolon: Option<Span>,
}

/// Splits the first statements of a text into tokens, for which there may be room already. The limit of bytes is not looked
/// at.
pub(crate) fn lex_portion(
    text: &str,
    wanted: Wanted,
    tables: &LexerTables,
    limits: &Limits,
    tokens: Vec<Token>,
) -> Result<Portion, LexError> {
    let mut scanner = Scanner::new(text, 0..text.len(), tables, limits);
    scanner.out.tokens = tokens;
    scanner.out.tokens.clear();
    scanner.make_room();
    if wanted.semicolon > 0 {
        scanner.position = wanted.semicolon;
        scanner.push_source(T::Semicolon, 0);
        scanner.searched = 1;
    }
    // The semicolon is one of both.
    scanner.before = wanted.before.saturating_sub(scanner.out.tokens.len());
    scanner.next_look = STRIDE.min(limits.tokens.saturating_sub(scanner.before));
    let end = scanner.run(wanted.tokens)?;
    let mut lexed = scanner.out;
    if wanted.semicolon > 0 {
        lexed.tokens.remove(0);
    }
    let Some(length) = end else { return Ok(Portion { lexed, length: text.len(), semicolon: None }) };
    // Texts that were added were to stand behind the whole text.
    if !lexed.extra.is_empty() {
        let (base, moved) = (text.len() as u32, (text.len() - length) as u32);
        lexed.tokens.iter_mut().filter(|token| token.text.start >= base).for_each(|token| token.text.start -= moved);
    }
    let semicolon = lexed.tokens.last().map(|token| token.span);
    Ok(Portion { lexed, length, semicolon })
}

/// Splits a part of an arena into tokens, for texts inside tokens (hints).
pub fn lex_range(arena: &str, range: Range<usize>, tables: &LexerTables) -> Result<Lexed, LexError> {
    lex_part(arena, range, tables, &Limits::default())
}

fn lex_part(arena: &str, range: Range<usize>, tables: &LexerTables, limits: &Limits) -> Result<Lexed, LexError> {
    within_bytes(arena, &Limits::default())?;
    let mut scanner = Scanner::new(arena, range, tables, limits);
    scanner.make_room();
    scanner.run(usize::MAX)?;
    Ok(scanner.out)
}

/// What closes a string whose delimiter is chosen: a bracket is closed by its counterpart, before a quote.
fn chosen_close(open: u8) -> Option<String> {
    let counterpart = match open {
        b'(' => b')',
        b'<' => b'>',
        b'[' => b']',
        b'{' => b'}',
        other => other,
    };
    open.is_ascii_graphic().then(|| format!("{}'", counterpart as char))
}

pub(super) struct Scanner<'a> {
    pub(super) source: &'a str,
    /// Finds where tokens start, and the shape of each.
    shapes: logos::Lexer<'a, Shape>,
    /// Where extra texts will start in the arena.
    base: u32,
    pub(super) tables: &'a LexerTables,
    compiled: &'a Compiled,
    limits: &'a Limits,
    /// How many tokens stand before those of this part of a text.
    before: usize,
    /// The number of tokens at which the limits are looked at again.
    next_look: usize,
    /// Up to which token a semicolon to end with was looked for.
    searched: usize,
    /// The end of what was consumed.
    pub(super) position: usize,
    out: Lexed,
    /// How many comments tokens have; those behind wait for the next token.
    handed: usize,
    /// How many tokens there were when the last comment was taken, and where it ended if that is on the last token's line.
    last_comment: (usize, Option<usize>),
    /// Whether a command's text is passed over.
    in_command: bool,
}

impl<'a> Scanner<'a> {
    fn new(arena: &'a str, range: Range<usize>, tables: &'a LexerTables, limits: &'a Limits) -> Scanner<'a> {
        let source = &arena[..range.end];
        Scanner {
            source,
            shapes: Shape::lexer(source.as_bytes()),
            base: arena.len() as u32,
            tables,
            compiled: tables.compiled(),
            limits,
            before: 0,
            next_look: STRIDE.min(limits.tokens),
            searched: 0,
            position: range.start,
            out: Lexed::default(),
            handed: 0,
            last_comment: (0, None),
            in_command: false,
        }
    }

    /// Makes room for more tokens than texts have: what is never filled is never taken from the machine, and what is copied to
    /// where there is more room costs as much as a third of reading it. A machine may refuse too large a room, though.
    fn make_room(&mut self) {
        if self.out.tokens.capacity() == 0 {
            let bytes = (self.source.len() - self.position).min(MUCH_TEXT);
            self.out.tokens.reserve_exact(bytes / 2 + 4);
        }
    }

    /// Takes all tokens; or, once there are enough, those up to a semicolon, and returns where the next statement starts.
    fn run(&mut self, enough: usize) -> Result<Option<usize>, LexError> {
        while self.token()? {
            if self.out.tokens.len() > self.next_look {
                self.look()?;
                if self.out.tokens.len() >= enough {
                    if let Some(next) = self.cut() {
                        return Ok(Some(next));
                    }
                }
            }
        }
        if !self.out.tokens.is_empty() {
            self.attach();
        }
        Ok(None)
    }

    /// Drops the tokens behind the last semicolon; returns where they start. There is one at least: which comments are the
    /// semicolon's is not known before.
    #[cold]
    fn cut(&mut self) -> Option<usize> {
        let last = self.out.tokens.len() - 1;
        let found = self.out.tokens[self.searched..last].iter().rposition(|token| token.kind == T::Semicolon);
        let next = found.map(|n| self.searched + n + 1);
        self.searched = last;
        let next = next?;
        let start = self.out.tokens[next].span.start as usize;
        self.out.tokens.truncate(next);
        Some(start)
    }

    #[cold]
    fn look(&mut self) -> Result<(), LexError> {
        let tokens = self.out.tokens.len();
        let most = self.limits.tokens.saturating_sub(self.before);
        self.next_look = (tokens + STRIDE).min(most);
        let exceeded = if tokens > most { Some(Limit::Tokens) } else { self.limits.overdue() };
        let place = self.out.tokens.last().map_or(Span::NONE, |token| token.span);
        exceeded.map_or(Ok(()), |limit| Err(self.limits.error(limit, place).into()))
    }

    /// Past spaces and lines, which may be half of a text: faster than the automaton, which knows the other blanks.
    #[inline(always)]
    fn indentation_end(&self, from: usize) -> usize {
        let bytes = self.source.as_bytes();
        let mut at = from;
        while let Some(byte @ (b' ' | b'\n')) = bytes.get(at) {
            at += 1;
            while *byte == b'\n' && bytes[at..].starts_with(b"        ") {
                at += 8;
            }
        }
        at
    }

    /// The end of the blanks at `from`.
    fn blanks_end(&self, from: usize) -> usize {
        let rest = &self.source[from..];
        from + rest.find(|c| !is_blank(c)).unwrap_or(rest.len())
    }

    /// Takes the next token, or blanks; returns whether there was anything.
    #[inline(always)]
    fn token(&mut self) -> Result<bool, LexError> {
        let bytes = self.source.as_bytes();
        let start = self.indentation_end(self.position);
        // Most signs are tokens alone.
        if let Some(kind) = bytes.get(start).and_then(|byte| self.compiled.signs[*byte as usize]) {
            if !self.compiled.goes_on_in_sign(bytes.get(start + 1)) {
                self.position = start + 1;
                self.push_source(kind, start);
                return Ok(true);
            }
        }
        self.shapes.bump(start - self.shapes.span().end);
        let Some(shape) = self.shapes.next() else { return Ok(false) };
        let Range { start, end } = self.shapes.span();
        self.position = start;
        match shape {
            Ok(Shape::Word) => {
                self.position = end;
                self.word(start)?;
            }
            Ok(Shape::Digit) => self.number(start)?,
            Ok(Shape::Sign) => self.symbol(start)?,
            Err(()) => {
                self.position = self.blanks_end(start);
                if self.position == start {
                    self.symbol(start)?;
                }
            }
        }
        Ok(true)
    }

    /// The source from the end of what was consumed.
    fn rest(&self) -> &'a str {
        &self.source[self.position..]
    }

    #[inline(always)]
    pub(super) fn push(&mut self, kind: T, start: usize, text: Text) {
        let comments = match self.out.comments.len() == self.handed {
            true => 0,
            false => self.waiting_comments(kind),
        };
        let span = Span { start: start as u32, end: self.position as u32 };
        self.out.tokens.push(Token { kind, span, text, comments });
    }

    /// Hands the comments that wait to a token of that kind; returns what the token keeps of them.
    #[cold]
    fn waiting_comments(&mut self, kind: T) -> u32 {
        if kind == T::Semicolon && !self.out.tokens.is_empty() {
            // What stands before the end of a statement belongs to the statement.
            self.attach();
            return 0;
        }
        let comments = self.out.list(self.handed);
        self.handed = self.out.comments.len();
        comments
    }

    /// Hands the comments that wait to the last token.
    #[cold]
    fn attach(&mut self) {
        let (from, to) = (self.handed, self.out.comments.len());
        let Some(last) = self.out.tokens.len().checked_sub(1).filter(|_| from < to) else { return };
        self.handed = to;
        match self.out.lists.last_mut() {
            Some(list) if self.out.tokens[last].comments != 0 && list.end == from => list.end = to,
            _ => self.out.tokens[last].comments = self.out.list(from),
        }
    }

    pub(super) fn range(&self, start: usize, end: usize) -> Text {
        Text { start: start as u32, len: (end - start) as u32 }
    }

    #[inline(always)]
    pub(super) fn push_source(&mut self, kind: T, start: usize) {
        let text = self.range(start, self.position);
        self.push(kind, start, text);
    }

    pub(super) fn extra(&mut self, text: &str) -> Text {
        if self.out.extra.is_empty() {
            self.out.extra.reserve(128);
        }
        let start = self.base + self.out.extra.len() as u32;
        self.out.extra.push_str(text);
        Text { start, len: text.len() as u32 }
    }

    // ---- words --------------------------------------------------------------------------------------------------

    /// The end of the word that goes on at `from`.
    pub(super) fn word_end(&self, from: usize) -> usize {
        let rest = &self.source.as_bytes()[from..];
        match rest.iter().position(|byte| !self.compiled.in_word[*byte as usize]) {
            Some(length) if !rest[length].is_ascii() => self.wide_word_end(from + length),
            Some(length) => from + length,
            None => self.source.len(),
        }
    }

    /// The same for a word that goes on with something outside of ASCII.
    fn wide_word_end(&self, from: usize) -> usize {
        let goes_on = |c: char| match u8::try_from(c) {
            Ok(byte) if c.is_ascii() => self.compiled.in_word[byte as usize],
            _ => !c.is_whitespace() && !self.compiled.wide_singles.contains(&c),
        };
        from + self.source[from..].find(|c| !goes_on(c)).unwrap_or(self.source.len() - from)
    }

    /// A word of which the letters were consumed.
    #[inline(always)]
    fn word(&mut self, start: usize) -> Result<(), LexError> {
        let next = self.source.as_bytes().get(self.position);
        if next.is_some_and(|next| self.compiled.behind_letters[*next as usize]) {
            return self.longer_than_letters(start);
        }
        self.finish_word(start)
    }

    /// A word that goes on with a sign of the dialect, or that a sign behind it makes something else.
    #[inline(never)]
    fn longer_than_letters(&mut self, start: usize) -> Result<(), LexError> {
        self.position = self.word_end(self.position);
        self.marked_word(start)
    }

    /// A word before a sign that may make it something else: the prefix of a string, a keyword with signs.
    fn marked_word(&mut self, start: usize) -> Result<(), LexError> {
        let rest = &self.source.as_bytes()[start..];
        let opens = |spelling: &[u8]| {
            spelling.len() > self.position - start
                && rest.get(..spelling.len()).is_some_and(|bytes| bytes.eq_ignore_ascii_case(spelling))
        };
        if let Some(string) = self.compiled.prefixes.iter().find(|string| opens(string.start.as_bytes())) {
            self.position = start + string.start.len();
            return self.delimited(start, &string.end, string.kind);
        }
        if let Some((prefix, kind)) = self.tables.chosen_delimiters.iter().find(|(prefix, _)| opens(prefix.as_bytes()))
        {
            if let Some(close) = rest.get(prefix.len()).and_then(|open| chosen_close(*open)) {
                self.position = start + prefix.len() + 1;
                return self.delimited(start, &close, *kind);
            }
        }
        if let Some((spelling, kind)) = self.compiled.marked_words.iter().find(|(spelling, _)| opens(spelling)) {
            self.position = start + spelling.len();
            self.push_source(*kind, start);
            return Ok(());
        }
        self.finish_word(start)
    }

    #[inline(always)]
    fn finish_word(&mut self, start: usize) -> Result<(), LexError> {
        let Some(word) = self.compiled.words.get_bytes(&self.source.as_bytes()[start..self.position]) else {
            self.push_source(T::Var, start);
            return Ok(());
        };
        if !word.longer.is_empty() {
            if let Some(kind) = self.longer_word(start, &word.longer) {
                return self.command(kind);
            }
        }
        let behind_parameter = |t: &Token| t.kind == T::Parameter && t.span.end as usize == start;
        match word.kind {
            Some(kind) if !self.out.tokens.last().is_some_and(behind_parameter) => {
                self.push_source(kind, start);
                match word.command {
                    true => self.command(kind),
                    false => Ok(()),
                }
            }
            _ => {
                self.push_source(T::Var, start);
                Ok(())
            }
        }
    }

    /// Takes one of the keywords of several words whose first was consumed; returns its kind.
    fn longer_word(&mut self, start: usize, longer: &[Longer]) -> Option<T> {
        let found = longer.iter().find_map(|longer| Some((longer, self.more_words(&longer.rest)?)));
        let (longer, (end, exact)) = found?;
        self.position = end;
        let text = match exact && self.source[start..end] == *longer.spelling {
            true => self.range(start, end),
            false => self.extra(&longer.spelling),
        };
        self.push(longer.kind, start, text);
        Some(longer.kind)
    }

    /// Where `words` end if they follow, blanks between; and whether the blanks are single.
    fn more_words(&self, words: &[Box<str>]) -> Option<(usize, bool)> {
        let mut at = self.position;
        let mut exact = true;
        for word in words {
            let from = self.blanks_end(at);
            if from == at || !self.source.as_bytes().get(from..from + word.len())?.eq_ignore_ascii_case(word.as_bytes())
            {
                return None;
            }
            exact &= self.source.as_bytes()[at] == b' ' && from == at + 1;
            at = from + word.len();
        }
        (self.word_end(at) == at).then_some((at, exact))
    }

    /// After a statement that is kept as text: takes all up to the semicolon as one string.
    fn command(&mut self, kind: T) -> Result<(), LexError> {
        if !self.tables.commands.contains(kind) || self.in_command || self.rest().starts_with(';') {
            return Ok(());
        }
        let tokens = &self.out.tokens;
        let first = tokens.len() == 1 || self.tables.command_prefixes.contains(tokens[tokens.len() - 2].kind);
        match first {
            true => self.command_text(),
            false => Ok(()),
        }
    }

    fn command_text(&mut self) -> Result<(), LexError> {
        let from = self.position;
        let count = self.out.tokens.len();
        // Lexing finds the semicolon that is in no string or comment.
        self.in_command = true;
        loop {
            self.position = self.blanks_end(self.position);
            if self.rest().starts_with(';') || !self.token()? {
                break;
            }
        }
        self.in_command = false;
        self.out.tokens.truncate(count);
        self.out.comments.truncate(self.handed);
        self.last_comment = (count, None);
        let to = self.position;
        let body = &self.source[from..to];
        let trimmed = body.trim();
        if !trimmed.is_empty() {
            let start = from + (body.len() - body.trim_start().len());
            self.position = start + trimmed.len();
            self.push_source(T::String, start);
        }
        self.position = to;
        if to < self.source.len() {
            self.position += 1;
            self.push_source(T::Semicolon, to);
        }
        Ok(())
    }

    // ---- numbers ------------------------------------------------------------------------------------------------

    #[inline(never)]
    fn number(&mut self, start: usize) -> Result<(), LexError> {
        if self.source.as_bytes()[start] == b'0' && self.prefixed_number(start) {
            return Ok(());
        }
        let end = self.number_end(start);
        let word_end = self.word_end(end);
        if word_end > end {
            let suffix = &self.source[end..word_end];
            let literal = self.tables.numeric_literals.iter().find(|(name, _)| name.eq_ignore_ascii_case(suffix));
            if let Some((_, type_name)) = literal {
                self.position = end;
                self.push_source(T::Number, start);
                self.position = word_end;
                let cast = self.extra("::");
                self.push(T::Dcolon, end, cast);
                let kind = self.compiled.words.get(type_name).and_then(|w| w.kind).unwrap_or(T::Var);
                let text = self.extra(type_name);
                self.push(kind, end, text);
                return Ok(());
            }
            if self.tables.flags.identifiers_can_start_with_digit {
                self.position = word_end;
                self.push_source(T::Var, start);
                return Ok(());
            }
        }
        self.position = end;
        if self.source[start..end].contains('_') {
            let plain = self.source[start..end].replace('_', "");
            let text = self.extra(&plain);
            self.push(T::Number, start, text);
        } else {
            self.push_source(T::Number, start);
        }
        Ok(())
    }

    /// Takes `0xff` or `0b11`, which no mark closes, if the dialect has such.
    fn prefixed_number(&mut self, start: usize) -> bool {
        let bytes = self.source.as_bytes();
        let Some(opens) = bytes.get(start..start + 2) else { return false };
        let fits = |string: &&Delimited| string.end.is_empty() && opens.eq_ignore_ascii_case(string.start.as_bytes());
        let Some(string) = self.compiled.prefixes.iter().find(fits) else { return false };
        let from = start + 2;
        let end = self.word_end(from);
        let is_digit = |byte: &u8| match string.kind {
            T::BitString => matches!(byte, b'0' | b'1'),
            _ => byte.is_ascii_hexdigit(),
        };
        if end > from {
            self.position = end;
            // With other characters it is a name.
            let (kind, from) = match bytes[from..end].iter().all(is_digit) {
                true => (string.kind, from),
                false => (T::Identifier, start),
            };
            let text = self.range(from, end);
            self.push(kind, start, text);
        }
        end > from
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
        let mut at = start + 1;
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

    #[inline(never)]
    fn symbol(&mut self, start: usize) -> Result<(), LexError> {
        let rest = &self.source.as_bytes()[start..];
        let opens = |spelling: &[u8]| match rest.get(..spelling.len()) {
            Some(bytes) => bytes.eq_ignore_ascii_case(spelling),
            None => false,
        };
        let symbols = &self.compiled.symbols[rest[0] as usize];
        let bounded = |symbol: &Symbol, end: usize| {
            !matches!(symbol, Symbol::Comment { bounded: true, .. })
                || rest.get(end).is_none_or(u8::is_ascii_whitespace)
        };
        let longer = self.compiled.goes_on_in_sign(rest.get(1));
        for (spelling, symbol) in symbols.iter().filter(|(spelling, _)| spelling.len() == 1 || longer) {
            if (spelling.len() == 1 || opens(spelling)) && bounded(symbol, spelling.len()) {
                self.position = start + spelling.len();
                return self.opened(start, symbol);
            }
        }
        match self.source[start..].chars().next() {
            Some(_) if self.word_end(start) > start => self.longer_than_letters(start),
            // What is left is a word of its own, save control characters and the like.
            Some(c) => {
                self.position = start + c.len_utf8();
                if !c.is_control() {
                    self.push_source(T::Var, start);
                }
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Takes what a symbol opens that was consumed.
    #[inline]
    fn opened(&mut self, start: usize, symbol: &'a Symbol) -> Result<(), LexError> {
        let tables = self.tables;
        match symbol {
            Symbol::Token(T::Hint) => self.hint(start),
            Symbol::Token(kind) => {
                self.push_source(*kind, start);
                Ok(())
            }
            Symbol::TokenOrWord(kind) => {
                let end = self.word_end(start);
                if end > start + 1 && self.compiled.words.get(&self.source[start..end]).is_some() {
                    self.position = end;
                    return self.finish_word(start);
                }
                self.push_source(*kind, start);
                Ok(())
            }
            Symbol::Comment { close, .. } => self.comment(start, self.position, close.as_deref()),
            Symbol::String(close) => {
                let sequences = tables.flags.strings_support_escaped_sequences;
                self.string(start, close, T::String, &tables.string_escapes, sequences)
            }
            Symbol::Delimited(close, kind) => self.delimited(start, close, *kind),
            Symbol::Identifier(close) => {
                let mut escapes: SmallVec<[char; 2]> = SmallVec::from_slice(&tables.identifier_escapes);
                escapes.push(*close);
                // Where a backslash escapes in names, it does as in strings.
                let sequences = tables.flags.strings_support_escaped_sequences && escapes.contains(&'\\');
                self.string(start, close.encode_utf8(&mut [0; 4]), T::Identifier, &escapes, sequences)
            }
        }
    }

    /// A hint, or a comment where there can be none.
    fn hint(&mut self, start: usize) -> Result<(), LexError> {
        let from = self.position;
        if !self.out.tokens.last().is_some_and(|t| self.tables.tokens_preceding_hint.contains(t.kind)) {
            return self.comment(start, from, Some("*/"));
        }
        // The token's text is what stands between the marks.
        let Some(close) = self.comment_end(from, "/*", "*/") else {
            return Err(LexError::Unterminated { close: "*/".to_string(), start });
        };
        self.position = close;
        let text = self.range(from, close - 2);
        self.push(T::Hint, start, text);
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
        self.position = end;
        self.out.comments.push(text);
        // A comment on the line of the last token belongs to it, any other to the next token.
        let count = self.out.tokens.len();
        let previous = match self.last_comment {
            (tokens, end) if tokens == count => end,
            _ => self.out.tokens.last().map(|token| token.span.end as usize),
        };
        let same_line = previous.is_some_and(|previous| !self.source[previous..start].contains('\n'));
        self.last_comment = (count, same_line.then_some(end));
        if same_line {
            self.attach();
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
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kinds and texts of tokens where signs, quotes and comments are outside of ASCII, or empty.
    fn wide(source: &str) -> Result<Vec<(T, String)>, LexError> {
        let mut tables = LexerTables {
            singles: vec![('→', T::Arrow), ('.', T::Dot)],
            quotes: vec![("«".into(), "»".into()), (String::new(), String::new()), ("?".into(), String::new())],
            identifiers: vec![('“', '”')],
            string_escapes: vec!['\\'],
            comments: vec![("※".into(), None)],
            ..LexerTables::default()
        };
        tables.keywords.set("", T::Select);
        tables.keywords.set("≤≤", T::Lte);
        let lexed = lex(source, &tables)?;
        let arena = source.to_string() + &lexed.extra;
        let text = |text: Text| arena[text.start as usize..(text.start + text.len) as usize].to_string();
        Ok(lexed.tokens.iter().map(|token| (token.kind, text(token.text))).collect())
    }

    #[test]
    fn signs_may_be_outside_of_ascii() {
        let some = |tokens: &[(T, &str)]| Ok(tokens.iter().map(|(kind, text)| (*kind, text.to_string())).collect());
        assert_eq!(
            wide("é→b\u{2003}≤≤\u{a0}ü ※ a"),
            some(&[(T::Var, "é"), (T::Arrow, "→"), (T::Var, "b"), (T::Lte, "≤≤"), (T::Var, "ü")])
        );
        assert_eq!(wide("“a“b”.«c\\»´»"), some(&[(T::Identifier, "a“b"), (T::Dot, "."), (T::String, "c»´")]));
        assert!(wide("«a“").is_err());
        assert!(wide("? a").is_err());
    }
}
