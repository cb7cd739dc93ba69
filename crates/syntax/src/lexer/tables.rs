//! What a dialect tells the lexer.

use super::{TokenSet, T};
use crate::names::NameTable;

/// A kind of string that is opened by a prefix: `x'ff'`, `N'text'`, `$$text$$`, `r"raw"`.
#[derive(Clone, Debug)]
pub struct Delimited {
    /// What opens it, quote included; letters match in either case.
    pub start: String,
    /// What closes it.
    pub end: String,
    /// The kind of its token.
    pub kind: T,
}

/// A backslash sequence that gives a character by its number: `\x41`, `\101`, `\u0041`.
#[derive(Clone, Copy, Debug)]
pub struct NumericEscape {
    /// The letter after the backslash; `0` for none: the digits follow at once.
    pub letter: char,
    /// The base of the number.
    pub radix: u32,
    /// How few digits there may be.
    pub min: usize,
    /// How many digits there may be.
    pub max: usize,
    /// The largest number.
    pub limit: u32,
}

crate::settings! {
    /// Switches of the lexer.
    pub struct LexerFlags {
        /// Whether block comments nest.
        nested_comments: bool = true,
        /// Whether `1_000` is a number.
        numbers_can_be_underscore_separated: bool = false,
        /// Whether a number may have a fraction.
        numbers_can_have_decimals: bool = true,
        /// Whether a word may start with a digit.
        identifiers_can_start_with_digit: bool = false,
        /// Whether backslash sequences in strings stand for control characters.
        strings_support_escaped_sequences: bool = false,
        /// Whether backslash sequences in byte strings stand for control characters.
        byte_strings_support_escaped_sequences: bool = false,
        /// Whether escapes are also resolved in raw strings.
        string_escapes_allowed_in_raw_strings: bool = true,
        /// Whether the tag of a heredoc has to be an identifier.
        heredoc_tag_is_identifier: bool = false,
        /// Whether `--` starts a comment only before a blank.
        dash_comment_requires_boundary: bool = false,
        /// Whether a backslash before a character that is no escape is dropped.
        drop_unknown_escapes: bool = false,
        /// Whether numbers in octal and `\x` sequences are bytes of UTF-8 and not characters.
        numeric_escapes_are_bytes: bool = false,
    }
}

/// Everything a dialect tells the lexer. Change it, then call [`LexerTables::compile`].
#[derive(Clone, Debug, Default)]
pub struct LexerTables {
    /// Switches.
    pub flags: LexerFlags,
    /// Words, several words, and symbols with their kinds; words match in either case.
    pub keywords: NameTable<T>,
    /// Single characters that are tokens.
    pub singles: Vec<(char, T)>,
    /// Quotes of strings: what opens, what closes.
    pub quotes: Vec<(String, String)>,
    /// Quotes of identifiers: what opens, what closes.
    pub identifiers: Vec<(char, char)>,
    /// Characters that escape the closing quote of a string, or themselves.
    pub string_escapes: Vec<char>,
    /// The same for byte strings; string escapes if empty.
    pub byte_string_escapes: Vec<char>,
    /// The same for identifiers, besides doubling the quote.
    pub identifier_escapes: Vec<char>,
    /// What a backslash sequence stands for: `n` -> newline.
    pub escaped_sequences: Vec<(char, &'static str)>,
    /// Backslash sequences that give a character by its number.
    pub numeric_escapes: Vec<NumericEscape>,
    /// Strings that are opened by a prefix.
    pub delimited: Vec<Delimited>,
    /// Prefixes of strings, with their kinds, that the character behind closes too, before a quote: `q'[text]'`.
    /// A bracket is closed by its counterpart.
    pub chosen_delimiters: Vec<(String, T)>,
    /// Comments: what opens, what closes (the end of the line if nothing).
    pub comments: Vec<(String, Option<String>)>,
    /// Single characters that are also part of words.
    pub var_single_tokens: Vec<char>,
    /// Suffixes of numbers and the type that each casts to: `L` -> `BIGINT`.
    pub numeric_literals: Vec<(String, String)>,
    /// Statements whose rest is taken as one string.
    pub commands: TokenSet,
    /// Tokens after which such a statement may start.
    pub command_prefixes: TokenSet,
    /// Tokens after which `/*+` is a hint and not a comment.
    pub tokens_preceding_hint: TokenSet,
    /// The kind of a `$` that opens no heredoc.
    pub heredoc_alternative: Option<T>,

    pub(super) compiled: Compiled,
}

/// What is derived from the tables for speed.
#[derive(Clone, Debug, Default)]
pub(super) struct Compiled {
    /// Words with their kind and whether several-word keywords start with them.
    pub(super) words: NameTable<Word>,
    /// For the first byte: symbols, longest first.
    pub(super) symbols: Vec<Vec<(Box<[u8]>, Symbol)>>,
    /// For each ASCII byte: whether it goes on in a word besides letters, digits and `_`.
    pub(super) word_bytes: Vec<bool>,
    pub(super) single: Vec<Option<T>>,
    pub(super) other_singles: Vec<(char, T)>,
    /// Keywords that start with a letter and have signs, `FILE://`.
    pub(super) marked_words: Vec<(Box<[u8]>, T)>,
    /// Prefixes of delimited strings that start with a letter, longest first.
    pub(super) prefixes: Vec<Delimited>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Word {
    pub(super) kind: Option<T>,
    /// Keywords of several words that start with this one, longest first: the other words and the kind.
    pub(super) longer: Vec<(Vec<Box<str>>, Box<str>, T)>,
}

/// What a symbol at the start of a token opens.
#[derive(Clone, Debug)]
pub(super) enum Symbol {
    Token(T),
    Comment(Option<Box<str>>),
    String(Box<str>),
    Delimited(Box<str>, T),
    Identifier(char),
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

impl LexerTables {
    /// Derives the look-up tables; to be called after any change.
    pub fn compile(&mut self) {
        let mut out = Compiled {
            symbols: vec![Vec::new(); 256],
            single: vec![None; 128],
            word_bytes: vec![false; 128],
            ..Compiled::default()
        };
        for (c, kind) in &self.singles {
            match u8::try_from(*c) {
                Ok(byte) if byte < 128 => out.single[byte as usize] = Some(*kind),
                _ => out.other_singles.push((*c, *kind)),
            }
        }
        let quoted = |c: u8| {
            self.quotes.iter().any(|(open, _)| open.as_bytes()[0] == c)
                || self.identifiers.iter().any(|(open, _)| *open as u32 == c as u32)
        };
        for byte in 33..127u8 {
            // What is no token of its own and opens nothing is part of a word.
            let plain = !is_word_byte(byte) && out.single[byte as usize].is_none() && !quoted(byte);
            let plain = plain && !matches!(byte, b'\'' | b'"' | b'`');
            out.word_bytes[byte as usize] = plain || self.var_single_tokens.contains(&(byte as char));
        }
        for (spelling, kind) in self.keywords.iter() {
            self.add_keyword(spelling, *kind, &mut out);
        }
        let mut add = |start: &str, symbol: Symbol| {
            out.symbols[start.as_bytes()[0] as usize].push((start.to_ascii_lowercase().into_bytes().into(), symbol));
        };
        for (start, end) in &self.comments {
            add(start, Symbol::Comment(end.as_deref().map(Into::into)));
        }
        for (start, end) in &self.quotes {
            add(start, Symbol::String(end.as_str().into()));
        }
        for (start, end) in &self.identifiers {
            add(&start.to_string(), Symbol::Identifier(*end));
        }
        for string in &self.delimited {
            if is_word_byte(string.start.as_bytes()[0]) {
                out.prefixes.push(string.clone());
            } else {
                add(&string.start, Symbol::Delimited(string.end.as_str().into(), string.kind));
            }
        }
        out.prefixes.sort_by_key(|string| std::cmp::Reverse(string.start.len()));
        for symbols in &mut out.symbols {
            symbols.sort_by_key(|(start, _)| std::cmp::Reverse(start.len()));
        }
        self.compiled = out;
    }

    fn add_keyword(&self, spelling: &str, kind: T, out: &mut Compiled) {
        let first = spelling.as_bytes()[0];
        if !is_word_byte(first) {
            out.symbols[first as usize].push((spelling.as_bytes().into(), Symbol::Token(kind)));
            return;
        }
        if !spelling.bytes().all(|byte| is_word_byte(byte) || byte == b' ') {
            out.marked_words.push((spelling.as_bytes().into(), kind));
            return;
        }
        let mut words = spelling.split(' ');
        let Some(first) = words.next() else { return };
        let mut entry = out.words.get(first).cloned().unwrap_or_default();
        let rest: Vec<Box<str>> = words.map(Into::into).collect();
        if rest.is_empty() {
            entry.kind = Some(kind);
        } else {
            entry.longer.push((rest, spelling.into(), kind));
            entry.longer.sort_by_key(|(rest, _, _)| std::cmp::Reverse(rest.len()));
        }
        out.words.set(first, entry);
    }
}
