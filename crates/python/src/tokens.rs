//! Tokens for Python: places are counted in characters, ends are inclusive.

use pyo3::{gc::PyVisit, prelude::*, sync::PyOnceLock, types::PyList, PyTraverseError};
use sqlectic::{
    syntax::lexer::{Lexed, Token as Lexeme, T, TOKEN_NAMES},
    Span,
};

/// A token: its type, its text without quotes, and where it stands.
#[pyclass(module = "sqlectic.tokens")]
pub(crate) struct Token {
    #[pyo3(get, set)]
    token_type: Py<PyAny>,
    #[pyo3(get, set)]
    text: String,
    /// The line of its last character, from 1.
    #[pyo3(get, set)]
    line: usize,
    /// The column of its last character, from 1.
    #[pyo3(get, set)]
    col: usize,
    /// The offset of its first character.
    #[pyo3(get, set)]
    start: usize,
    /// The offset of its last character.
    #[pyo3(get, set)]
    end: usize,
    /// The comments that hang on it, once somebody asks; most tokens have none, and nobody asks.
    comments: Option<Py<PyList>>,
}

#[pymethods]
impl Token {
    #[new]
    #[pyo3(signature = (token_type, text, line=1, col=1, start=0, end=0, comments=None))]
    fn new(
        token_type: Py<PyAny>,
        text: String,
        line: usize,
        col: usize,
        start: usize,
        end: usize,
        comments: Option<Py<PyList>>,
    ) -> Token {
        Token { token_type, text, line, col, start, end, comments }
    }

    /// The comments that hang on it, without their marks.
    #[getter]
    fn comments(&mut self, py: Python<'_>) -> Py<PyList> {
        self.comments.get_or_insert_with(|| PyList::empty(py).unbind()).clone_ref(py)
    }

    #[setter]
    fn set_comments(&mut self, comments: Py<PyList>) {
        self.comments = Some(comments);
    }

    fn __repr__(&mut self, py: Python<'_>) -> PyResult<String> {
        let comments = self.comments(py).bind(py).repr()?;
        let Token { text, line, col, start, end, .. } = self;
        // The class name is part of it whatever the version of Python writes for members of number enumerations.
        let name = match self.token_type.bind(py).getattr("name") {
            Ok(name) => format!("TokenType.{}", name.str()?),
            Err(_) => self.token_type.bind(py).str()?.to_string(),
        };
        Ok(format!(
            "<Token token_type: {name}, text: {text}, line: {line}, col: {col}, start: {start}, end: {end}, comments: {comments}>"
        ))
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.token_type)?;
        visit.call(&self.comments)
    }
}

/// The names of all kinds of tokens, in order.
#[pyfunction]
pub(crate) fn token_names() -> Vec<&'static str> {
    TOKEN_NAMES.to_vec()
}

/// The members of the Python enumeration of token types, by the engine's numbers.
fn token_types(py: Python<'_>) -> PyResult<&Vec<Py<PyAny>>> {
    static MEMBERS: PyOnceLock<Vec<Py<PyAny>>> = PyOnceLock::new();
    MEMBERS.get_or_try_init(py, || py.import("sqlectic.tokens")?.getattr("MEMBERS")?.extract())
}

/// Counts characters and lines while going on through a text.
struct Counter<'s> {
    sql: &'s str,
    at: usize,
    characters: usize,
    line: usize,
    column: usize,
}

impl Counter<'_> {
    /// Goes on to a byte offset, never back.
    fn move_to(&mut self, offset: usize) {
        // Most of SQL is ASCII: a part without line breaks is as many characters as bytes.
        let part = self.sql.as_bytes().get(self.at..offset).unwrap_or_default();
        if part.iter().all(|byte| byte.is_ascii() && *byte != b'\n') {
            self.at += part.len();
            self.characters += part.len();
            self.column += part.len();
            return;
        }
        while self.at < offset {
            let Some(c) = self.sql[self.at..].chars().next() else { return };
            self.at += c.len_utf8();
            self.characters += 1;
            if c == '\n' {
                self.line += 1;
                self.column = 0;
            } else {
                self.column += 1;
            }
        }
    }
}

/// Tokens as Python objects.
pub(crate) fn tokens<'py>(py: Python<'py>, sql: &str, lexed: &Lexed) -> PyResult<Bound<'py, PyList>> {
    let mut counter = Counter { sql, at: 0, characters: 0, line: 1, column: 0 };
    let types = token_types(py)?;
    let mut list = Vec::with_capacity(lexed.tokens.len());
    for lexeme in &lexed.tokens {
        let Span { start, end } = lexeme.span;
        counter.move_to(start as usize);
        let start = counter.characters;
        counter.move_to(end as usize);
        let (text, comments) = text_and_comments(sql, lexed, lexeme);
        let comments = match comments.is_empty() {
            true => None,
            false => Some(PyList::new(py, comments)?.unbind()),
        };
        let token = Token {
            token_type: types[lexeme.kind.0 as usize].clone_ref(py),
            text: text.to_string(),
            line: counter.line,
            col: counter.column,
            start,
            end: counter.characters.saturating_sub(1).max(start),
            comments,
        };
        list.push(Bound::new(py, token)?);
    }
    PyList::new(py, list)
}

/// A hint's text includes its marks, and what is between them is its comment.
fn text_and_comments<'s>(sql: &'s str, lexed: &'s Lexed, lexeme: &Lexeme) -> (&'s str, Vec<&'s str>) {
    let text = |range: sqlectic::ast::Text| {
        let (start, end) = (range.start as usize, (range.start + range.len) as usize);
        if start >= sql.len() { lexed.extra.get(start - sql.len()..end - sql.len()) } else { sql.get(start..end) }
            .unwrap_or_default()
    };
    let comments = lexed.comments(lexeme).iter().map(|range| text(*range));
    if lexeme.kind == T::Hint {
        let whole = &sql[lexeme.span.start as usize..lexeme.span.end as usize];
        return (whole, std::iter::once(text(lexeme.text)).chain(comments).collect());
    }
    (text(lexeme.text), comments.collect())
}
