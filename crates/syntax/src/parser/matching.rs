//! What the next tokens are: `at...` looks, `accept...` consumes if it matches, as do words of a table.

use super::{Parser, R};
use crate::{
    lexer::{Token, TokenSet, T},
    names::NameTable,
};
use smallvec::SmallVec;
use sqlectic_ast::{Arg, Kind, NodeId};

/// How many words the key of a table of clauses may have.
const KEY_WORDS: usize = 5;

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

    pub(super) fn is_same_word(&self, token: &Token, word: &str) -> bool {
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

    // ---- words of a table ---------------------------------------------------------------------------------------

    /// One of these words, with one of the words that go on after it (several are separated by blanks; none if the first
    /// word stands alone), as an upper-case word. Anything else is an error if `required`; nothing is, at the end.
    pub fn option(&mut self, options: &[(&str, &[&str])], required: bool) -> R {
        if self.at_end() {
            return Ok(None);
        }
        let mark = self.mark();
        self.advance();
        let found = options.iter().find(|(word, _)| self.prev_str().eq_ignore_ascii_case(word));
        let found = found.filter(|_| !is_quoted(self.prev().kind));
        let ending = found.and_then(|(_, endings)| match endings {
            [] => Some(""),
            _ => endings.iter().copied().find(|words| {
                let words: SmallVec<[&str; 4]> = words.split(' ').collect();
                self.accept_words(&words)
            }),
        });
        let (Some((word, _)), Some(ending)) = (found, ending) else {
            if required {
                let message = format!("Unknown option {}", self.prev_str().to_uppercase());
                self.error(&message)?;
            }
            self.retreat(mark);
            return Ok(None);
        };
        let text = if ending.is_empty() { self.text(word) } else { self.text(&format!("{word} {ending}")) };
        let node = self.node(Kind::Var, &[(Arg::This, text)])?;
        self.stretch(node, mark);
        Ok(Some(node))
    }

    /// The entry of the first words that are in a table, which are consumed.
    pub fn keyed<'t, V>(&mut self, table: &'t NameTable<V>) -> Option<&'t V> {
        let mark = self.mark();
        let mut words = String::new();
        for _ in 0..KEY_WORDS {
            if self.at_end() {
                break;
            }
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(self.curr_str());
            self.advance();
            if let Some(value) = table.get(&words) {
                return Some(value);
            }
        }
        self.retreat(mark);
        None
    }
}

/// Whether a token's text is the inside of quotes.
fn is_quoted(kind: T) -> bool {
    matches!(
        kind,
        T::String
            | T::Identifier
            | T::HeredocString
            | T::RawString
            | T::NationalString
            | T::NationalRawString
            | T::UnicodeString
            | T::ByteString
            | T::BitString
            | T::HexString
    )
}
