//! The shapes of tokens, as far as all dialects agree.

use logos::Logos;

/// What a token may be, by its first characters; the tables of the dialect tell the rest. What is outside of ASCII has none.
#[derive(Logos, Clone, Copy, PartialEq, Eq, Debug)]
#[logos(source = [u8], skip r"[\t-\r\x1c-\x1f ]+")]
pub(super) enum Shape {
    /// Letters and digits: a word, which a dialect's signs may prolong.
    #[regex("[A-Za-z_][A-Za-z0-9_]*")]
    Word,
    /// The first digit of a number.
    #[regex("[0-9]")]
    Digit,
    /// The first of the signs.
    #[regex(r"[\x00-\x08\x0e-\x1b!-/:-@\[-\^`\{-\x7f]")]
    Sign,
}
