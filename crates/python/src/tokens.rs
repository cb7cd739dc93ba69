//! Tokens for Python: places are counted in characters, ends are inclusive.

use crate::{
    errors, imported,
    limits::{self, interruptible, released, Signals},
    options,
};
use pyo3::{
    exceptions::PyValueError,
    gc::PyVisit,
    intern,
    prelude::*,
    sync::{MutexExt, PyOnceLock},
    types::{PyDict, PyList},
    PyTraverseError,
};
use sqlectic::{
    ast::Text,
    syntax::{
        lexer::{lex_within, Lexed, Token as Lexeme, T, TOKEN_NAMES},
        places::{Place, Places},
    },
    Dialect, Limits, Span, Tree,
};
use std::sync::Mutex;

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

impl Token {
    /// The offset of its first character.
    pub(crate) fn start(&self) -> usize {
        self.start
    }

    /// The offset of its last character.
    pub(crate) fn end(&self) -> usize {
        self.end
    }
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

    fn __bool__(&self, py: Python<'_>) -> PyResult<bool> {
        Ok(!self.token_type.bind(py).is(type_of(py, T::Sentinel)?))
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

/// Token types of programs: any objects. They are numbered behind the engine's, and stay.
static CUSTOM: Mutex<Vec<Py<PyAny>>> = Mutex::new(Vec::new());

/// The engine's number of a token type.
pub(crate) fn kind_of(object: &Bound<'_, PyAny>) -> PyResult<T> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let py = object.py();
    if object.is_instance(imported(py, &CLASS, "sqlectic.tokens", "TokenType")?)? {
        // The enumeration counts from 1.
        return object.getattr(intern!(py, "value"))?.extract::<u16>().map(|value| T(value - 1));
    }
    let known = || CUSTOM.lock_py_attached(py).expect("the lock is never poisoned");
    let mut compared = 0;
    // Not with the lock: to compare objects may run any code.
    let mut known = loop {
        let objects: Vec<Py<PyAny>> = known()[compared..].iter().map(|known| known.clone_ref(py)).collect();
        for other in objects {
            if other.bind(py).eq(object)? {
                return Ok(T((T::DECLARED + compared) as u16));
            }
            compared += 1;
        }
        let known = known();
        if known.len() == compared {
            break known;
        }
    };
    if T::DECLARED + known.len() >= u16::MAX as usize {
        return Err(PyValueError::new_err("there are too many types of tokens"));
    }
    known.push(object.clone().unbind());
    Ok(T((T::DECLARED + known.len() - 1) as u16))
}

/// The token type of a number.
pub(crate) fn type_of(py: Python<'_>, kind: T) -> PyResult<Bound<'_, PyAny>> {
    if let Some(member) = token_types(py)?.get(kind.0 as usize) {
        return Ok(member.bind(py).clone());
    }
    let known = CUSTOM.lock_py_attached(py).expect("the lock is never poisoned");
    match known.get(kind.0 as usize - T::DECLARED) {
        Some(object) => Ok(object.bind(py).clone()),
        None => Err(PyValueError::new_err("no such type of tokens")),
    }
}

/// What stands behind the last token: it is false.
pub(crate) fn sentinel(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    let token_type = type_of(py, T::Sentinel)?.unbind();
    let text = "SENTINEL".to_string();
    Ok(Bound::new(py, Token { token_type, text, line: 1, col: 1, start: 0, end: 0, comments: None })?.into_any())
}

/// Tokens copied out of a parser, so that Python objects can be made of them later.
pub(crate) struct Parts(Vec<(T, Span, String, Vec<String>)>);

impl Parts {
    /// Copies the tokens of a text that is in a tree.
    pub(crate) fn of(tokens: &[Lexeme], lexed: &Lexed, tree: &Tree) -> Parts {
        let part = |token: &Lexeme| {
            let comments = lexed.comments(token).iter().map(|text| tree.str(*text).to_string()).collect();
            (token.kind, token.span, tree.str(token.text).to_string(), comments)
        };
        Parts(tokens.iter().map(part).collect())
    }
}

/// The Python objects of tokens that were copied.
pub(crate) fn list<'py>(
    py: Python<'py>,
    sql: &str,
    places: &mut Places,
    Parts(parts): Parts,
) -> PyResult<Bound<'py, PyList>> {
    let parts = parts.iter().map(|(kind, span, text, comments)| {
        (*kind, *span, text.as_str(), comments.iter().map(String::as_str).collect())
    });
    objects(py, sql, places, parts)
}

/// Tokens as Python objects, of their types, spans, texts and comments.
fn objects<'py, 's>(
    py: Python<'py>,
    sql: &str,
    places: &mut Places,
    parts: impl ExactSizeIterator<Item = (T, Span, &'s str, Vec<&'s str>)>,
) -> PyResult<Bound<'py, PyList>> {
    let mut made = Vec::with_capacity(parts.len());
    for (i, (kind, span, text, comments)) in parts.enumerate() {
        interruptible(py, i)?;
        let start = places.of(sql, span.start as usize).characters;
        let Place { characters, line, column, .. } = places.of(sql, span.end as usize);
        let (end, col) = (characters.saturating_sub(1).max(start), column - 1);
        let comments = match comments.is_empty() {
            true => None,
            false => Some(PyList::new(py, comments)?.unbind()),
        };
        let token_type = type_of(py, kind)?.unbind();
        made.push(Bound::new(py, Token { token_type, text: text.to_string(), line, col, start, end, comments })?);
    }
    PyList::new(py, made)
}

/// Byte offsets of a text's characters, and of its end.
fn offsets(sql: &str) -> Vec<u32> {
    sql.char_indices().map(|(at, _)| at as u32).chain([sql.len() as u32]).collect()
}

fn span_in(offsets: &[u32], token: &Token) -> Option<Span> {
    Some(Span { start: *offsets.get(token.start)?, end: *offsets.get(token.end + 1)? })
}

/// The place of a token in its text.
pub(crate) fn span(sql: &str, token: &Token) -> Option<Span> {
    span_in(&offsets(sql), token)
}

/// Tokens of a text, made by the engine or by programs, for the parser.
pub(crate) fn lexed(sql: &str, tokens: &Bound<'_, PyAny>) -> PyResult<Lexed> {
    let offsets = offsets(sql);
    let mut out = Lexed::default();
    let py = tokens.py();
    for (i, token) in tokens.try_iter()?.enumerate() {
        interruptible(py, i)?;
        let token = token?.cast_into::<Token>()?;
        let token = token.borrow();
        let kind = kind_of(token.token_type.bind(py))?;
        let span = span_in(&offsets, &token).unwrap_or(NOWHERE);
        let mut comments: Vec<String> = match &token.comments {
            Some(list) => list.bind(py).extract()?,
            None => Vec::new(),
        };
        let mut text = token.text.clone();
        if kind == T::Hint && !comments.is_empty() {
            text = comments.remove(0);
        }
        let text = place(sql, span, &text, &mut out.extra);
        let comments: Vec<Text> = comments.iter().map(|comment| place(sql, NOWHERE, comment, &mut out.extra)).collect();
        out.push(kind, span, text, comments);
    }
    Ok(out)
}

const NOWHERE: Span = Span { start: 0, end: 0 };

/// Where a token's text stands: in its place in the source, inside of the quotes there, or in `extra`.
fn place(sql: &str, span: Span, text: &str, extra: &mut String) -> Text {
    let (start, end) = (span.start as usize, span.end as usize);
    let inside = [(start, end), (start + 1, end.saturating_sub(1))];
    let found = inside.into_iter().find(|(start, end)| start < end && sql.get(*start..*end) == Some(text));
    let start = found.map_or(sql.len() + extra.len(), |(start, _)| start);
    if found.is_none() {
        extra.push_str(text);
    }
    Text { start: start as u32, len: text.len() as u32 }
}

/// Splits a text into tokens, within limits that are given as keyword arguments of `tokenize`.
pub(crate) fn split<'py>(
    py: Python<'py>,
    sql: &str,
    dialect: &Dialect,
    opts: Option<&Bound<'_, PyDict>>,
) -> PyResult<Bound<'py, PyList>> {
    let mut limits = Limits::default();
    for (key, value) in opts.into_iter().flatten() {
        let key: String = key.extract()?;
        if !limits::read(&mut limits, &key, &value)? {
            return Err(options::unexpected("tokenize", &key));
        }
    }
    let signals = Signals::default();
    let limits = signals.watch(&limits);
    let deputy = dialect.deputy.and_then(|deputy| (deputy.read)(sql));
    let lexer = deputy.as_ref().map_or(&dialect.lexer, |deputy| &deputy.lexer);
    match signals.or(released(py, sql.len(), || lex_within(sql, lexer, &limits)))? {
        Ok(lexed) => tokens(py, sql, &lexed),
        Err(error) => Err(errors::token_error(py, sql, &error)?),
    }
}

/// Tokens as Python objects.
pub(crate) fn tokens<'py>(py: Python<'py>, sql: &str, lexed: &Lexed) -> PyResult<Bound<'py, PyList>> {
    let parts = lexed.tokens.iter().map(|lexeme| {
        let (text, comments) = text_and_comments(sql, lexed, lexeme);
        (lexeme.kind, lexeme.span, text, comments)
    });
    objects(py, sql, &mut Places::default(), parts)
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
