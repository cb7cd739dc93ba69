//! JSON paths: the text of a path to its parts.

use super::{Parser, R};
use crate::{error::Note, Dialect};
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree, Value};

impl Parser<'_> {
    /// The parts of a path in a string or number literal; a path that is no path stays the literal.
    pub fn to_json_path(&mut self, path: NodeId) -> R<NodeId> {
        if self.tree.kind(path) != Kind::Literal {
            return Ok(path);
        }
        let text = self.tree.name(path).to_string();
        let number = self.tree.is_number(path);
        if !number && self.dialect.semantics.flags.json_path_pointers && text.starts_with('/') {
            return Ok(path);
        }
        let span = self.tree.span(path);
        let made = if number {
            self.numeric_path(&text)
        } else {
            parse_json_path(&mut self.tree, self.dialect, &text).map_err(|error| error.message)
        };
        match made {
            Ok(node) => {
                self.tree.set_span(node, span);
                Ok(node)
            }
            Err(message) => {
                if self.dialect.semantics.flags.strict_json_path_syntax && !text.trim_start().starts_with(['l', 's']) {
                    self.notes.push(Note::InvalidPath(message));
                }
                Ok(path)
            }
        }
    }

    /// `x -> 0`: an index.
    fn numeric_path(&mut self, text: &str) -> Result<NodeId, String> {
        let index = text.parse::<i64>().map_err(|_| format!("{text} is no index"))?;
        let root = self.tree.make(Kind::JSONPathRoot, &[]);
        let part = self.tree.make(Kind::JSONPathSubscript, &args![This: Value::Int(index)]);
        let list = self.list(&[root, part]);
        Ok(self.tree.make(Kind::JSONPath, &args![Expressions: list]))
    }
}

/// Parses a path such as `$.a[0].*['b']` into a `JSONPath` node.
///
/// A key without quotes goes up to the next sign, blanks included. What signs and digits a key may have differs by
/// dialect; a path with others is no path.
pub fn parse_json_path(tree: &mut Tree, dialect: &Dialect, text: &str) -> Result<NodeId, PathError> {
    let mut path = Path { tree, dialect, text, at: 0 };
    let mut parts = vec![path.tree.make(Kind::JSONPathRoot, &[])];
    if path.sign() == Some('$') {
        path.take_sign();
    }
    while let Some(part) = path.part()? {
        parts.extend(part);
    }
    let list = path.tree.list(&parts);
    Ok(path.tree.make(Kind::JSONPath, &args![Expressions: list]))
}

/// Why a text is no path.
#[derive(Clone, Debug, PartialEq)]
pub struct PathError {
    /// What is wrong.
    pub message: String,
    /// A quote that is not closed, and the offset where it opened.
    pub unterminated: Option<(char, usize)>,
}

impl PathError {
    fn new(message: String) -> PathError {
        PathError { message, unterminated: None }
    }
}

struct Path<'p, 't> {
    tree: &'p mut Tree,
    dialect: &'p Dialect,
    text: &'t str,
    at: usize,
}

/// Indexes from here on have no place in a [`Value`].
const LARGEST: i64 = 1 << 60;

/// Signs that end a key.
const SIGNS: &[char] = &['.', '[', ']', ':', ',', '(', ')', '?', '@', '$', '*', '"', '\'', '-'];

impl<'t> Path<'_, 't> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn is_sign(&self, c: char) -> bool {
        SIGNS.contains(&c) && !self.dialect.semantics.flags.json_path_name_chars.contains(c)
    }

    /// The sign behind blanks, if one comes next.
    fn sign(&self) -> Option<char> {
        self.rest().trim_start().chars().next().filter(|c| self.is_sign(*c))
    }

    /// Moves over blanks and one sign.
    fn take_sign(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len() + 1;
    }

    fn accept(&mut self, sign: char) -> bool {
        let matches = self.sign() == Some(sign);
        if matches {
            self.take_sign();
        }
        matches
    }

    fn unexpected<V>(&self) -> Result<V, PathError> {
        Err(PathError::new(match self.rest().chars().next() {
            Some(c) => format!("Unexpected {c:?} at {}", self.at),
            None => "Unexpected end".to_string(),
        }))
    }

    fn wildcard(&mut self) -> NodeId {
        self.tree.make(Kind::JSONPathWildcard, &[])
    }

    /// The next part: the outer `None` is the end, the inner one a dot without a key.
    fn part(&mut self) -> Result<Option<Option<NodeId>>, PathError> {
        if self.rest().trim_start().is_empty() {
            return Ok(None);
        }
        let part = if self.accept('.') || self.accept(':') {
            if self.accept('.') {
                let this = self.key_or_star()?;
                Some(self.tree.make(Kind::JSONPathRecursive, &args![This: this]))
            } else {
                match self.key_or_star()? {
                    Value::None if self.dialect.semantics.flags.json_path_single_dot_is_wildcard => None,
                    Value::None => return self.unexpected(),
                    this => Some(self.tree.make(Kind::JSONPathKey, &args![This: this])),
                }
            }
        } else if self.accept('[') {
            Some(self.bracket()?)
        } else if self.accept('*') {
            Some(self.wildcard())
        } else {
            match self.key()? {
                Value::None => return self.unexpected(),
                this => Some(self.tree.make(Kind::JSONPathKey, &args![This: this])),
            }
        };
        Ok(Some(part))
    }

    fn key_or_star(&mut self) -> Result<Value, PathError> {
        if self.accept('*') {
            return Ok(Value::Node(self.wildcard()));
        }
        self.key()
    }

    /// A key, with or without double quotes; nothing if none comes next.
    fn key(&mut self) -> Result<Value, PathError> {
        if self.sign() == Some('"') {
            let key = self.quoted('"')?;
            return Ok(self.tree.text_value(&key));
        }
        let end = self.rest().find(|c| self.is_sign(c)).unwrap_or(self.rest().len());
        let key = &self.rest()[..end];
        if key.trim().is_empty() {
            return Ok(Value::None);
        }
        let flags = &self.dialect.semantics.flags;
        for word in key.split(|c: char| c.is_whitespace() || c == '-') {
            let starts_with_digit = word.starts_with(|c: char| c.is_ascii_digit());
            let allowed = if is_number(word) {
                flags.json_path_numbers_are_names
            } else {
                !starts_with_digit || flags.json_path_names_start_with_digit
            };
            if !allowed {
                return Err(PathError::new(format!("Unexpected number {word:?} at {}", self.at)));
            }
        }
        self.at += end;
        Ok(self.tree.text_value(key))
    }

    /// A text between quotes, which a backslash escapes, or the quotes of keys a second one.
    fn quoted(&mut self, quote: char) -> Result<String, PathError> {
        self.take_sign();
        let start = self.at - 1;
        let mut out = String::new();
        let mut chars = self.rest().char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            let next = chars.peek().map(|(_, next)| *next);
            match (c, next) {
                ('\\', Some('\\')) => {
                    out.push_str("\\\\");
                    chars.next();
                }
                ('\\', Some(next)) if next == quote => {
                    out.push(next);
                    chars.next();
                }
                ('"', Some('"')) if quote == '"' => {
                    out.push('"');
                    chars.next();
                }
                (c, _) if c == quote => {
                    self.at += i + 1;
                    return Ok(out);
                }
                (c, _) => out.push(c),
            }
        }
        Err(PathError { message: format!("Missing {quote}"), unterminated: Some((quote, start)) })
    }

    /// `[0]`, `[*]`, `['key']`, `[0:2]`, `[0, 1]`, `[?(...)]`, `[(...)]`.
    fn bracket(&mut self) -> Result<NodeId, PathError> {
        let mut items = Vec::new();
        loop {
            match self.slice()? {
                Value::None => break,
                item => items.push(item),
            }
            if !self.accept(',') {
                break;
            }
        }
        if items.is_empty() || !self.accept(']') {
            return self.unexpected();
        }
        if let [item] = items[..] {
            let kind = match item {
                Value::Text(_) => Kind::JSONPathKey,
                Value::Node(node) if self.tree.kind(node) == Kind::JSONPathFilter => Kind::JSONPathSelector,
                Value::Node(node) if self.tree.kind(node) == Kind::JSONPathScript => Kind::JSONPathSelector,
                _ => Kind::JSONPathSubscript,
            };
            return Ok(self.tree.make(kind, &args![This: item]));
        }
        let list = self.tree.list_of(&items);
        Ok(self.tree.make(Kind::JSONPathUnion, &args![Expressions: list]))
    }

    /// A filter or script, kept as text up to the bracket that closes.
    fn script(&mut self, kind: Kind) -> Result<Value, PathError> {
        self.at = self.text.len() - self.rest().trim_start().len();
        let (mut depth, mut quote) = (0usize, None);
        for (i, c) in self.rest().char_indices() {
            match (c, quote) {
                (c, Some(open)) => quote = Some(open).filter(|open| *open != c),
                ('"' | '\'', None) => quote = Some(c),
                ('[', None) => depth += 1,
                (']', None) if depth == 0 => {
                    let inner = self.tree.text_value(&self.rest()[..i]);
                    self.at += i;
                    return Ok(Value::Node(self.tree.make(kind, &args![This: inner])));
                }
                (']', None) => depth -= 1,
                _ => {}
            }
        }
        Err(PathError::new("Missing ]".into()))
    }

    /// An index, a key, a star, or a slice of bounds.
    fn slice(&mut self) -> Result<Value, PathError> {
        let start = self.item()?;
        if !self.accept(':') {
            return Ok(start);
        }
        let or_false = |value: Value| if value == Value::None { Value::Bool(false) } else { value };
        let end = self.item()?;
        let step = if self.accept(':') { or_false(self.item()?) } else { Value::None };
        let arguments = [(Arg::Start, or_false(start)), (Arg::End, or_false(end)), (Arg::Step, step)];
        Ok(Value::Node(self.tree.make(Kind::JSONPathSlice, &arguments)))
    }

    /// An index, a key in quotes, a star, a filter or a script; nothing if none comes next.
    fn item(&mut self) -> Result<Value, PathError> {
        if self.accept('?') {
            return self.script(Kind::JSONPathFilter);
        }
        if self.accept('(') {
            return self.script(Kind::JSONPathScript);
        }
        match self.sign() {
            Some('*') => {
                self.take_sign();
                return Ok(Value::Node(self.wildcard()));
            }
            Some(quote @ ('"' | '\'')) => {
                let key = self.quoted(quote)?;
                return Ok(self.tree.text_value(&key));
            }
            _ => {}
        }
        let rest = self.rest().trim_start();
        let (negative, digits) = match rest.strip_prefix('-') {
            Some(digits) => (true, digits.trim_start()),
            None => (false, rest),
        };
        let count = digits.bytes().take_while(u8::is_ascii_digit).count();
        if count == 0 {
            return Ok(Value::None);
        }
        self.at = self.text.len() - digits.len() + count;
        let digits = &digits[..count];
        match digits.parse::<i64>() {
            Ok(number) if number < LARGEST => Ok(Value::Int(if negative { -number } else { number })),
            // No array is as long; the number is kept as it is written.
            _ => {
                let this = self.tree.text_value(&format!("{}{digits}", if negative { "-" } else { "" }));
                Ok(Value::Node(self.tree.make(Kind::Literal, &args![This: this, IsString: false])))
            }
        }
    }
}

/// Whether a word is a number: `12`, `1e5`.
fn is_number(word: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match word.split_once(['e', 'E']) {
        Some((base, exponent)) => digits(base) && digits(exponent),
        None => digits(word),
    }
}

/// Whether a node is a JSON path that consists of the root and keys and indexes only.
pub fn is_simple(tree: &sqlectic_ast::Tree, path: NodeId) -> bool {
    tree.children(path, Arg::Expressions).iter().all(|part| match tree.kind(*part) {
        Kind::JSONPathRoot => true,
        Kind::JSONPathKey | Kind::JSONPathSubscript => !matches!(tree.get(*part, Arg::This), Value::Node(_)),
        _ => false,
    })
}
