//! Text to tokens.
//!
//! [logos] finds the coarse shape of the next token (space, word, digits, symbol); what a word or symbol means, and where
//! strings, comments and numbers end, is read from [`LexerTables`], which a dialect fills.

mod escapes;
mod scan;
mod tables;
mod token;

pub use scan::{lex, lex_range, lex_within, Lexed};
pub use tables::{Delimited, LexerFlags, LexerTables, NumericEscape};
pub use token::{Token, TokenSet, T, TOKEN_NAMES};
