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
pub fn parse_json_path(p: &mut Parser<'_>, text: &str) -> Result<NodeId, String> {
    let mut path = Path { p, text, at: 0 };
    let mut parts = Vec::new();
    parts.push(path.p.tree.make(Kind::JSONPathRoot, &[]));
    path.blank();
    if path.peek() == Some('$') {
        path.at += 1;
    } else if path.rest().is_empty() {
        return Ok(path.finish(&parts));
    } else if !matches!(path.peek(), Some('.' | '[')) {
        // `a.b` without a root.
        let part = path.key()?;
        parts.push(part);
    }
    while let Some(c) = path.peek() {
        match c {
            '.' => {
                path.at += 1;
                parts.extend(path.after_dot()?);
            }
            '[' => {
                let part = path.bracket()?;
                parts.push(part);
            }
            c if c.is_whitespace() => path.blank(),
            ':' => {
                path.at += 1;
                let part = path.key()?;
                parts.push(part);
            }
            c => return Err(format!("Unexpected {c:?} at {}", path.at)),
        }
    }
    Ok(path.finish(&parts))
}

struct Path<'p, 'd, 't> {
    p: &'p mut Parser<'d>,
    text: &'t str,
    at: usize,
}

impl<'t> Path<'_, '_, 't> {
    fn finish(&mut self, parts: &[NodeId]) -> NodeId {
        let list = self.p.list(parts);
        self.p.tree.make(Kind::JSONPath, &args![Expressions: list])
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn blank(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn make_text(&mut self, kind: Kind, text: &str) -> NodeId {
        let text = self.p.text(text);
        self.p.tree.make(kind, &args![This: text])
    }

    /// `..x`, `.*`, `.key`, `."key"`.
    fn after_dot(&mut self) -> Result<Vec<NodeId>, String> {
        if self.peek() == Some('.') {
            self.at += 1;
            let this = match self.peek() {
                Some('*') => {
                    self.at += 1;
                    Value::Node(self.p.tree.make(Kind::JSONPathWildcard, &[]))
                }
                Some('[') | None => Value::None,
                _ => Value::Text({
                    let word = self.word()?;
                    self.p.tree.text(&word)
                }),
            };
            return Ok(vec![self.p.tree.make(Kind::JSONPathRecursive, &args![This: this])]);
        }
        if self.peek() == Some('*') {
            self.at += 1;
            let star = self.p.tree.make(Kind::JSONPathWildcard, &[]);
            return Ok(vec![self.p.tree.make(Kind::JSONPathKey, &args![This: star])]);
        }
        if self.rest().is_empty() || self.peek() == Some('[') {
            if self.p.dialect.semantics.flags.json_path_single_dot_is_wildcard {
                let star = self.p.tree.make(Kind::JSONPathWildcard, &[]);
                return Ok(vec![self.p.tree.make(Kind::JSONPathKey, &args![This: star])]);
            }
            if self.rest().is_empty() {
                return Err("a key is missing after the dot".into());
            }
            return Ok(Vec::new());
        }
        Ok(vec![self.key()?])
    }

    fn key(&mut self) -> Result<NodeId, String> {
        let word = self.word()?;
        Ok(self.make_text(Kind::JSONPathKey, &word))
    }

    /// A quoted key, or all up to the next dot, bracket or colon.
    fn word(&mut self) -> Result<String, String> {
        if let Some(quote @ ('"' | '\'')) = self.peek() {
            return self.quoted(quote);
        }
        let end = self.rest().find(['.', '[', ':']).unwrap_or(self.rest().len());
        let word = &self.rest()[..end];
        if word.is_empty() {
            return Err(format!("a key is missing at {}", self.at));
        }
        self.at += end;
        Ok(word.trim_end().to_string())
    }

    fn quoted(&mut self, quote: char) -> Result<String, String> {
        let mut out = String::new();
        let mut chars = self.rest().char_indices().skip(1);
        while let Some((i, c)) = chars.next() {
            if c == '\\' {
                match chars.next() {
                    Some((_, next)) if next == quote || next == '\\' => out.push(next),
                    Some((_, next)) => {
                        out.push(c);
                        out.push(next);
                    }
                    None => break,
                }
            } else if c == quote {
                self.at += i + 1;
                return Ok(out);
            } else {
                out.push(c);
            }
        }
        Err(format!("Missing {quote}"))
    }

    /// `[0]`, `[*]`, `['key']`, `[0:2]`, `[0, 1]`, `[?(...)]`, `[(...)]`.
    fn bracket(&mut self) -> Result<NodeId, String> {
        self.at += 1;
        self.blank();
        if let Some(kind) = match self.peek() {
            Some('(') => Some(Kind::JSONPathScript),
            Some('?') => Some(Kind::JSONPathFilter),
            _ => None,
        } {
            return self.script(kind);
        }
        let mut items: Vec<Value> = Vec::new();
        loop {
            items.push(self.item()?);
            self.blank();
            match self.peek() {
                Some(',') => self.at += 1,
                Some(']') => break,
                _ => return Err("Missing ]".into()),
            }
            self.blank();
        }
        self.at += 1;
        if let [item] = items[..] {
            return Ok(match item {
                Value::Text(_) => self.p.tree.make(Kind::JSONPathKey, &args![This: item]),
                item => self.p.tree.make(Kind::JSONPathSubscript, &args![This: item]),
            });
        }
        let list = self.p.tree.list_of(&items);
        Ok(self.p.tree.make(Kind::JSONPathUnion, &args![Expressions: list]))
    }

    fn script(&mut self, kind: Kind) -> Result<NodeId, String> {
        let from = self.at + usize::from(kind == Kind::JSONPathFilter);
        let mut depth = 0usize;
        for (i, c) in self.text[from..].char_indices() {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                ']' if depth == 0 => {
                    let inner = &self.text[from..from + i];
                    self.at = from + i + 1;
                    return Ok(self.make_text(kind, inner));
                }
                _ => {}
            }
        }
        Err("Missing ]".into())
    }

    /// An index, a slice, a star, or a key.
    fn item(&mut self) -> Result<Value, String> {
        match self.peek() {
            Some('*') => {
                self.at += 1;
                Ok(Value::Node(self.p.tree.make(Kind::JSONPathWildcard, &[])))
            }
            Some(quote @ ('"' | '\'')) => {
                let word = self.quoted(quote)?;
                Ok(Value::Text(self.p.tree.text(&word)))
            }
            _ => self.index_or_slice(),
        }
    }

    fn index_or_slice(&mut self) -> Result<Value, String> {
        let start = self.integer();
        self.blank();
        if self.peek() != Some(':') {
            if let Some(index) = start {
                return Ok(Value::Int(index));
            }
            // A name without quotes.
            let end = self.rest().find([']', ',']).ok_or("Missing ]")?;
            let word = self.rest()[..end].trim();
            if word.is_empty() {
                return Err(format!("a key is missing at {}", self.at));
            }
            self.at += end;
            return Ok(Value::Text(self.p.tree.text(word)));
        }
        let mut bounds = [start, None, None];
        for bound in &mut bounds[1..] {
            if self.peek() == Some(':') {
                self.at += 1;
                self.blank();
                *bound = self.integer();
                self.blank();
            }
        }
        let [start, end, step] = bounds.map(|bound| bound.map_or(Value::None, Value::Int));
        Ok(Value::Node(self.p.tree.make(Kind::JSONPathSlice, &args![Start: start, End: end, Step: step])))
    }

    fn integer(&mut self) -> Option<i64> {
        let rest = self.rest();
        let sign = usize::from(rest.starts_with('-'));
        let digits = rest[sign..].bytes().take_while(u8::is_ascii_digit).count();
        let value = rest[..sign + digits].parse().ok()?;
        self.at += sign + digits;
        Some(value)
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
