//! Text to tokens.
//!
//! An automaton finds the coarse shape of a token (word, number, sign); what a word or sign means, and where strings,
//! comments and numbers end, is read from [`LexerTables`], which a dialect fills.

mod escapes;
mod portions;
mod scan;
mod shape;
mod strings;
mod tables;
mod token;

pub use portions::lex_each;
pub(crate) use portions::Portions;
pub use scan::{lex, lex_range, lex_within, Lexed};
pub(crate) use scan::{within_bytes, Portion};
pub use tables::{Delimited, LexerFlags, LexerTables, NumericEscape};
pub use token::{Token, TokenSet, T, TOKEN_NAMES};
