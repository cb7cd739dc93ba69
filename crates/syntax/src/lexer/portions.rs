//! Long texts to tokens, portion by portion: whole statements, as far as semicolons tell.

use super::{
    scan::{lex_portion, within_bytes, Portion, Wanted},
    tables::LexerTables,
    Lexed, Token,
};
use crate::{error::LexError, limits::Limits};
use sqlectic_ast::Span;

/// Tokens of a portion: as many as stay in a processor's cache with what is made of them.
const TOKENS: usize = 1 << 12;

/// Splits `source` into tokens, and gives them away a few thousand at a time: with the arena that their texts stand in, and
/// where in the source their places are counted from.
pub fn lex_each(
    source: &str,
    tables: &LexerTables,
    limits: &Limits,
    each: impl FnMut(&Lexed, &str, usize),
) -> Result<(), LexError> {
    within_bytes(source, limits)?;
    Portions::new(source, tables, limits).each(each)
}

/// A text that is split into tokens, portion by portion.
pub(crate) struct Portions<'a> {
    source: &'a str,
    tables: &'a LexerTables,
    limits: &'a Limits,
    /// Where the next portion starts.
    start: usize,
    wanted: Wanted,
}

impl<'a> Portions<'a> {
    pub(crate) fn new(source: &'a str, tables: &'a LexerTables, limits: &'a Limits) -> Portions<'a> {
        Portions { source, tables, limits, start: 0, wanted: Wanted { tokens: TOKENS, before: 0, semicolon: 0 } }
    }

    /// Where the next portion starts.
    pub(crate) fn start(&self) -> usize {
        self.start
    }

    /// The next portion. There may be room for its tokens already.
    pub(crate) fn portion(&self, tokens: Vec<Token>) -> Result<Portion, LexError> {
        let rest = &self.source[self.start..];
        lex_portion(rest, self.wanted, self.tables, self.limits, tokens)
            .map_err(|error| error.within(self.start as u32))
    }

    /// Goes to the portion behind one of so many tokens that ends with a semicolon; false if it ends with the text.
    pub(crate) fn go_on(&mut self, semicolon: Option<Span>, tokens: usize) -> bool {
        if semicolon.is_some() {
            self.read_again(semicolon, tokens, TOKENS);
        }
        semicolon.is_some()
    }

    /// Goes to the token behind the first ones of a portion, of which the last is a semicolon if there are any.
    pub(crate) fn read_again(&mut self, semicolon: Option<Span>, tokens: usize, wanted: usize) {
        self.wanted.tokens = wanted.max(TOKENS);
        if let Some(Span { start, end }) = semicolon {
            self.start += start as usize;
            self.wanted.before += tokens;
            self.wanted.semicolon = (end - start) as usize;
        }
    }

    /// Splits what is left.
    pub(crate) fn each(&mut self, mut each: impl FnMut(&Lexed, &str, usize)) -> Result<(), LexError> {
        let mut tokens = Vec::new();
        loop {
            let Portion { lexed, length, semicolon } = self.portion(tokens)?;
            let text = &self.source[self.start..self.start + length];
            match lexed.extra.is_empty() {
                true => each(&lexed, text, self.start),
                false => each(&lexed, &[text, &lexed.extra].concat(), self.start),
            }
            tokens = lexed.tokens;
            if !self.go_on(semicolon, tokens.len()) {
                return Ok(());
            }
        }
    }
}
