//! JSON paths: the text of a path to its parts.

use super::{Parser, R};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

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
        let made = if number { self.numeric_path(&text) } else { parse_json_path(self, &text) };
        match made {
            Ok(node) => {
                self.tree.set_span(node, span);
                Ok(node)
            }
            Err(message) => {
                if self.dialect.semantics.flags.strict_json_path_syntax && !text.trim_start().starts_with(['l', 's']) {
                    self.issues_note(&format!("Invalid JSON path syntax. {message}"));
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

    /// Keeps a remark that is no error.
    fn issues_note(&mut self, _message: &str) {}
}

/// Parses a path such as `$.a[0].*['b']` into a `JSONPath` node.
///
/// A key without quotes goes up to the next sign, blanks included. What signs and digits a key may have differs by
/// dialect; a path with others is no path.
pub fn parse_json_path(p: &mut Parser<'_>, text: &str) -> Result<NodeId, String> {
    let mut path = Path { p, text, at: 0 };
    let mut parts = vec![path.p.tree.make(Kind::JSONPathRoot, &[])];
    if path.sign() == Some('$') {
        path.take_sign();
    }
    while let Some(part) = path.part()? {
        parts.extend(part);
    }
    let list = path.p.list(&parts);
    Ok(path.p.tree.make(Kind::JSONPath, &args![Expressions: list]))
}

struct Path<'p, 'd, 't> {
    p: &'p mut Parser<'d>,
    text: &'t str,
    at: usize,
}

/// Signs that end a key.
const SIGNS: &[char] = &['.', '[', ']', ':', ',', '(', ')', '?', '@', '$', '*', '"', '\'', '-'];

impl<'t> Path<'_, '_, 't> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn is_sign(&self, c: char) -> bool {
        SIGNS.contains(&c) && !self.p.dialect.semantics.flags.json_path_name_chars.contains(c)
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

    fn unexpected<V>(&self) -> Result<V, String> {
        Err(match self.rest().chars().next() {
            Some(c) => format!("Unexpected {c:?} at {}", self.at),
            None => "Unexpected end".to_string(),
        })
    }

    fn wildcard(&mut self) -> NodeId {
        self.p.tree.make(Kind::JSONPathWildcard, &[])
    }

    /// The next part: the outer `None` is the end, the inner one a dot without a key.
    fn part(&mut self) -> Result<Option<Option<NodeId>>, String> {
        if self.rest().trim_start().is_empty() {
            return Ok(None);
        }
        let part = if self.accept('.') || self.accept(':') {
            if self.accept('.') {
                let this = self.key_or_star()?;
                Some(self.p.tree.make(Kind::JSONPathRecursive, &args![This: this]))
            } else {
                match self.key_or_star()? {
                    Value::None if self.p.dialect.semantics.flags.json_path_single_dot_is_wildcard => None,
                    Value::None => return self.unexpected(),
                    this => Some(self.p.tree.make(Kind::JSONPathKey, &args![This: this])),
                }
            }
        } else if self.accept('[') {
            Some(self.bracket()?)
        } else if self.accept('*') {
            Some(self.wildcard())
        } else {
            match self.key()? {
                Value::None => return self.unexpected(),
                this => Some(self.p.tree.make(Kind::JSONPathKey, &args![This: this])),
            }
        };
        Ok(Some(part))
    }

    fn key_or_star(&mut self) -> Result<Value, String> {
        if self.accept('*') {
            return Ok(Value::Node(self.wildcard()));
        }
        self.key()
    }

    /// A key, with or without double quotes; nothing if none comes next.
    fn key(&mut self) -> Result<Value, String> {
        if self.sign() == Some('"') {
            let key = self.quoted('"')?;
            return Ok(self.p.text(&key));
        }
        let end = self.rest().find(|c| self.is_sign(c)).unwrap_or(self.rest().len());
        let key = &self.rest()[..end];
        if key.trim().is_empty() {
            return Ok(Value::None);
        }
        let flags = &self.p.dialect.semantics.flags;
        for word in key.split(|c: char| c.is_whitespace() || c == '-') {
            let starts_with_digit = word.starts_with(|c: char| c.is_ascii_digit());
            let allowed = if is_number(word) {
                flags.json_path_numbers_are_names
            } else {
                !starts_with_digit || flags.json_path_names_start_with_digit
            };
            if !allowed {
                return Err(format!("Unexpected number {word:?} at {}", self.at));
            }
        }
        self.at += end;
        Ok(self.p.text(key))
    }

    /// A text between quotes, which a backslash escapes, or the quotes of keys a second one.
    fn quoted(&mut self, quote: char) -> Result<String, String> {
        self.take_sign();
        let mut out = String::new();
        let mut chars = self.rest().char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            let next = chars.peek().map(|(_, next)| *next);
            match (c, next) {
                ('\\', Some(next)) if next == quote || next == '\\' => {
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
        Err(format!("Missing {quote}"))
    }

    /// `[0]`, `[*]`, `['key']`, `[0:2]`, `[0, 1]`, `[?(...)]`, `[(...)]`.
    fn bracket(&mut self) -> Result<NodeId, String> {
        if self.accept('?') {
            return self.script(Kind::JSONPathFilter);
        }
        if self.accept('(') {
            return self.script(Kind::JSONPathScript);
        }
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
            let kind = if matches!(item, Value::Text(_)) { Kind::JSONPathKey } else { Kind::JSONPathSubscript };
            return Ok(self.p.tree.make(kind, &args![This: item]));
        }
        let list = self.p.tree.list_of(&items);
        Ok(self.p.tree.make(Kind::JSONPathUnion, &args![Expressions: list]))
    }

    /// What stands in the brackets of a filter or script, kept as text.
    fn script(&mut self, kind: Kind) -> Result<NodeId, String> {
        let (mut depth, mut quote) = (0usize, None);
        for (i, c) in self.rest().char_indices() {
            match (c, quote) {
                (c, Some(open)) => quote = Some(open).filter(|open| *open != c),
                ('"' | '\'', None) => quote = Some(c),
                ('[', None) => depth += 1,
                (']', None) if depth == 0 => {
                    let inner = self.p.text(&self.rest()[..i]);
                    self.at += i + 1;
                    let this = self.p.tree.make(kind, &args![This: inner]);
                    return Ok(self.p.tree.make(Kind::JSONPathSelector, &args![This: this]));
                }
                (']', None) => depth -= 1,
                _ => {}
            }
        }
        Err("Missing ]".into())
    }

    /// An index, a key, a star, or a slice of bounds.
    fn slice(&mut self) -> Result<Value, String> {
        let start = self.item()?;
        if !self.accept(':') {
            return Ok(start);
        }
        let or_false = |value: Value| if value == Value::None { Value::Bool(false) } else { value };
        let end = self.item()?;
        let step = if self.accept(':') { self.item()? } else { Value::None };
        let arguments = [(Arg::Start, or_false(start)), (Arg::End, or_false(end)), (Arg::Step, step)];
        Ok(Value::Node(self.p.tree.make(Kind::JSONPathSlice, &arguments)))
    }

    /// An index, a key in quotes, or a star; nothing if none comes next.
    fn item(&mut self) -> Result<Value, String> {
        match self.sign() {
            Some('*') => {
                self.take_sign();
                return Ok(Value::Node(self.wildcard()));
            }
            Some(quote @ ('"' | '\'')) => {
                let key = self.quoted(quote)?;
                return Ok(self.p.text(&key));
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
        let number: i64 = digits[..count].parse().map_err(|_| format!("{} is no index", &digits[..count]))?;
        self.at = self.text.len() - digits.len() + count;
        Ok(Value::Int(if negative { -number } else { number }))
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
