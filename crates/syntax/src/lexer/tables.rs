//! What a dialect tells the lexer.

use super::{TokenSet, T};
use crate::{derived::Derived, names::NameTable};

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

    pub(super) compiled: Derived<Compiled>,
}

/// What is derived from the tables for speed.
#[derive(Debug)]
pub(super) struct Compiled {
    /// For each byte: its token, if it is one alone.
    pub(super) signs: [Option<T>; 256],
    /// For each byte of ASCII: whether it goes on in a word.
    pub(super) in_word: [bool; 256],
    /// For each byte: whether letters before it are not all of a word, or may be more than a word, as those of `prefixes`
    /// and `marked_words`.
    pub(super) behind_letters: [bool; 256],
    /// Words with their kind and the keywords of several words that start with them.
    pub(super) words: NameTable<Word>,
    /// For the first byte: symbols, longest first.
    pub(super) symbols: Vec<Vec<(Box<[u8]>, Symbol)>>,
    /// For each byte: whether it is the second of a symbol.
    pub(super) in_symbol: [bool; 256],
    /// Single characters outside of ASCII that are tokens.
    pub(super) wide_singles: Vec<char>,
    /// Keywords that start with a letter and have signs, `FILE://`.
    pub(super) marked_words: Vec<(Box<[u8]>, T)>,
    /// Prefixes of delimited strings that start with a letter, longest first.
    pub(super) prefixes: Vec<Delimited>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Word {
    pub(super) kind: Option<T>,
    /// Whether that is one of the commands.
    pub(super) command: bool,
    /// Keywords of several words that start with this one, longest first.
    pub(super) longer: Vec<Longer>,
}

/// A keyword of several words.
#[derive(Clone, Debug)]
pub(super) struct Longer {
    /// The words behind the first.
    pub(super) rest: Vec<Box<str>>,
    pub(super) spelling: Box<str>,
    pub(super) kind: T,
}

/// What a symbol at the start of a token opens.
#[derive(Clone, Debug)]
pub(super) enum Symbol {
    Token(T),
    /// A token, unless it starts a keyword.
    TokenOrWord(T),
    /// Up to what closes it, or the end of the line; if it is bounded, a blank has to follow.
    Comment {
        close: Option<Box<str>>,
        bounded: bool,
    },
    String(Box<str>),
    Delimited(Box<str>, T),
    Identifier(char),
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// What parts tokens: what is white in Unicode, and the separators of ASCII.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\x1c'..='\x1f')
}

impl LexerTables {
    /// Forgets what was derived from the tables; to be called after any change.
    pub fn compile(&mut self) {
        self.compiled = Derived::default();
    }

    pub(super) fn compiled(&self) -> &Compiled {
        self.compiled.get(|| Compiled::new(self))
    }

    /// Whether a sign goes on in a word: what is no token of its own and opens nothing does.
    fn is_word_sign(&self, byte: u8) -> bool {
        let c = byte as char;
        let taken = matches!(c, '\'' | '"' | '`')
            || self.singles.iter().any(|(single, _)| *single == c)
            || self.quotes.iter().any(|(open, _)| open.starts_with(c))
            || self.identifiers.iter().any(|(open, _)| *open == c);
        byte.is_ascii_graphic() && (!taken || self.var_single_tokens.contains(&c))
    }
}

impl Compiled {
    /// Whether a sign before `next` may be the first of a longer symbol.
    #[inline(always)]
    pub(super) fn goes_on_in_sign(&self, next: Option<&u8>) -> bool {
        next.is_some_and(|next| self.in_symbol[*next as usize])
    }

    fn new(tables: &LexerTables) -> Compiled {
        let mut out = Compiled {
            signs: [None; 256],
            in_word: [false; 256],
            behind_letters: [false; 256],
            in_symbol: [false; 256],
            words: NameTable::default(),
            symbols: vec![Vec::new(); 256],
            wide_singles: tables.singles.iter().map(|(c, _)| *c).filter(|c| !c.is_ascii()).collect(),
            marked_words: Vec::new(),
            prefixes: Vec::new(),
        };
        for byte in 0..128u8 {
            out.in_word[byte as usize] = is_word_byte(byte) || tables.is_word_sign(byte);
        }
        for (spelling, kind) in tables.keywords.iter() {
            out.add_keyword(spelling, *kind, tables.commands.contains(*kind));
        }
        out.add_symbols(tables);
        out.prefixes.sort_by_key(|string| std::cmp::Reverse(string.start.len()));
        for symbols in &mut out.symbols {
            symbols.sort_by_key(|(start, _)| std::cmp::Reverse(start.len()));
        }
        for byte in 0..=255 {
            out.signs[byte as usize] = out.sign(byte);
            let letter = byte.is_ascii_alphanumeric() || byte == b'_';
            out.behind_letters[byte as usize] = !letter && (out.in_word[byte as usize] || !byte.is_ascii());
        }
        let prefixes = out.prefixes.iter().map(|string| string.start.as_bytes());
        let chosen = tables.chosen_delimiters.iter().map(|(prefix, _)| prefix.as_bytes());
        let marked = out.marked_words.iter().map(|(spelling, _)| &**spelling);
        for spelling in prefixes.chain(chosen).chain(marked) {
            if let Some(sign) = spelling.iter().find(|byte| byte.is_ascii() && !out.in_word[**byte as usize]) {
                out.behind_letters[*sign as usize] = true;
            }
        }
        out
    }

    /// The token of a byte alone, if nothing else is to be asked.
    fn sign(&self, byte: u8) -> Option<T> {
        let symbols = &self.symbols[byte as usize];
        match symbols.iter().find(|(spelling, _)| spelling.len() == 1) {
            Some((_, Symbol::Token(kind))) if byte.is_ascii_punctuation() && byte != b'_' => Some(*kind),
            _ => None,
        }
    }

    fn add_symbol(&mut self, start: &str, symbol: Symbol) {
        let Some(first) = start.bytes().next() else { return };
        self.symbols[first as usize].push((start.as_bytes().into(), symbol));
        if let Some(next) = start.as_bytes().get(1) {
            self.in_symbol[next.to_ascii_lowercase() as usize] = true;
            self.in_symbol[next.to_ascii_uppercase() as usize] = true;
        }
    }

    fn add_symbols(&mut self, tables: &LexerTables) {
        for (start, end) in &tables.comments {
            let bounded = start == "--" && tables.flags.dash_comment_requires_boundary;
            self.add_symbol(start, Symbol::Comment { close: end.as_deref().map(Into::into), bounded });
        }
        for (start, end) in &tables.quotes {
            self.add_symbol(start, Symbol::String(end.as_str().into()));
        }
        for (start, end) in &tables.identifiers {
            self.add_symbol(start.encode_utf8(&mut [0; 4]), Symbol::Identifier(*end));
        }
        for string in &tables.delimited {
            if string.start.bytes().next().is_some_and(is_word_byte) {
                self.prefixes.push(string.clone());
            } else {
                self.add_symbol(&string.start, Symbol::Delimited(string.end.as_str().into(), string.kind));
            }
        }
        // The last row of a character counts.
        for (c, kind) in tables.singles.iter().rev() {
            let symbol = match tables.var_single_tokens.contains(c) {
                true => Symbol::TokenOrWord(*kind),
                false => Symbol::Token(*kind),
            };
            self.add_symbol(c.encode_utf8(&mut [0; 4]), symbol);
        }
    }

    fn add_keyword(&mut self, spelling: &str, kind: T, command: bool) {
        if !spelling.bytes().next().is_some_and(is_word_byte) {
            return self.add_symbol(spelling, Symbol::Token(kind));
        }
        if !spelling.bytes().all(|byte| is_word_byte(byte) || byte == b' ') {
            return self.marked_words.push((spelling.as_bytes().into(), kind));
        }
        let mut words = spelling.split(' ');
        let Some(first) = words.next() else { return };
        let rest: Vec<Box<str>> = words.map(Into::into).collect();
        let word = self.words.get_or_add(first);
        if rest.is_empty() {
            word.kind = Some(kind);
            word.command = command;
        } else {
            word.longer.push(Longer { rest, spelling: spelling.into(), kind });
            word.longer.sort_by_key(|longer| std::cmp::Reverse(longer.rest.len()));
        }
    }
}
