//! What the next tokens are: `at...` looks, `accept...` consumes if it matches.

use super::{is_quoted, Parser, R};
use crate::lexer::{Token, TokenSet, T};
use sqlectic_ast::NodeId;

impl Parser<'_> {
    /// Whether the current token is of `kind`.
    #[inline]
    pub fn at(&self, kind: T) -> bool {
        self.kind() == kind
    }

    /// Whether the current token is of one of these kinds.
    #[inline]
    pub fn at_any(&self, kinds: &[T]) -> bool {
        kinds.contains(&self.kind())
    }

    /// Whether the current token is in `set`.
    #[inline]
    pub fn at_set(&self, set: &TokenSet) -> bool {
        set.contains(self.kind())
    }

    /// Whether the current token and the next are of these kinds.
    #[inline]
    pub fn at_pair(&self, first: T, second: T) -> bool {
        self.kind() == first && self.next_kind() == second
    }

    /// Consumes the current token if it is of `kind`.
    #[inline]
    pub fn accept(&mut self, kind: T) -> bool {
        let matches = self.kind() == kind;
        if matches {
            self.advance();
        }
        matches
    }

    /// Consumes the current token if it is of one of these kinds.
    #[inline]
    pub fn accept_any(&mut self, kinds: &[T]) -> bool {
        let matches = kinds.contains(&self.kind());
        if matches {
            self.advance();
        }
        matches
    }

    /// Consumes the current token if it is in `set`.
    #[inline]
    pub fn accept_set(&mut self, set: &TokenSet) -> bool {
        let matches = set.contains(self.kind());
        if matches {
            self.advance();
        }
        matches
    }

    /// Consumes two tokens if they are of these kinds.
    #[inline]
    pub fn accept_pair(&mut self, first: T, second: T) -> bool {
        let matches = self.at_pair(first, second);
        if matches {
            self.advance_by(2);
        }
        matches
    }

    /// Whether the token at `n` is the word; strings and quoted identifiers are no words.
    #[inline]
    pub fn is_word(&self, n: usize, word: &str) -> bool {
        let token = self.peek(n);
        // The length alone tells most words.
        token.text.len as usize == word.len() && self.is_same_word(token, word)
    }

    fn is_same_word(&self, token: &Token, word: &str) -> bool {
        self.tree.str(token.text).eq_ignore_ascii_case(word) && !is_quoted(token.kind) && token.kind != T::Sentinel
    }

    /// Whether these words follow. A keyword of several words is one token: `["ORDER BY"]`.
    #[inline(always)] // Which words is known where it is called.
    pub fn at_words(&self, words: &[&str]) -> bool {
        // The length of the first word settles it most often.
        words.first().is_none_or(|word| self.curr().text.len as usize == word.len()) && self.follow(words)
    }

    fn follow(&self, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(i, word)| self.is_word(i, word))
    }

    /// Consumes these words if they follow; a keyword of several words is one token.
    #[inline(always)] // Which words is known where it is called.
    pub fn accept_words(&mut self, words: &[&str]) -> bool {
        let matches = self.at_words(words);
        if matches {
            self.advance_by(words.len());
        }
        matches
    }

    /// Consumes the current token if it is one of these words.
    #[inline]
    pub fn accept_word(&mut self, words: &[&str]) -> bool {
        let matches = self.at_word(words);
        if matches {
            self.advance();
        }
        matches
    }

    /// Whether the current token is one of these words.
    #[inline]
    pub fn at_word(&self, words: &[&str]) -> bool {
        let token = self.curr();
        words.iter().any(|word| token.text.len as usize == word.len() && self.is_same_word(token, word))
    }

    /// Consumes `(` or reports it as missing.
    #[inline]
    pub fn l_paren(&mut self) -> R<()> {
        if self.accept(T::LParen) {
            return Ok(());
        }
        self.error("Expecting (")
    }

    /// Consumes `)` or reports it as missing.
    #[inline]
    pub fn r_paren(&mut self) -> R<()> {
        if self.accept(T::RParen) {
            return Ok(());
        }
        self.error("Expecting )")
    }

    /// Consumes `)` or reports it as missing; its comments go to `node`.
    #[inline]
    pub fn r_paren_of(&mut self, node: Option<NodeId>) -> R<()> {
        self.r_paren()?;
        if let Some(node) = node {
            self.take_comments(node);
        }
        Ok(())
    }
}
