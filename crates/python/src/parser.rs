//! `ParserBase`: what `sqlectic.parser.Parser` derives from. Its methods move the cursor of the engine's parser and call the
//! rules of its grammar.

use crate::{
    convert::Incoming,
    dialect::NativeDialect,
    doc::{Doc, Docs, Held},
    edit, errors, imported,
    limits::Signals,
    live::{self, with_parser},
    node::Expr,
    options::{self, Parsing},
    rules::{self, Param},
    tokens::{self, Token},
};
use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    intern,
    prelude::*,
    sync::PyOnceLock,
    types::{PyDict, PyList, PyTuple, PyType},
};
use sqlectic::{
    syntax::{
        lexer::{lex_within, T},
        parser::{self, entry_of, functions, Abort, Function, Parser, RuleArgs, RuleEntry, R},
        places::Places,
        ParseError,
    },
    ErrorLevel, NodeId, ParseIssue, ParseOptions, Tree,
};
use std::sync::Arc;

/// The engine's side of a parser.
#[pyclass(subclass, module = "sqlectic._native")]
#[derive(Default)]
pub(crate) struct ParserBase {
    /// The tokens of the current statement, once somebody asks, and the places of the first and the last.
    tokens: Option<(Py<PyList>, (u32, u32))>,
    /// What was counted of the text.
    places: Places,
    sql: Arc<str>,
}

/// What the engine reported, as an exception; the parser tells how much of the text it shows.
fn error_of(slf: &Bound<'_, PyAny>, issues: &[ParseIssue]) -> PyErr {
    let py = slf.py();
    let context = slf.getattr(intern!(py, "error_message_context")).and_then(|n| n.extract()).unwrap_or(100);
    let max_errors = slf.getattr(intern!(py, "max_errors")).and_then(|n| n.extract()).unwrap_or(3);
    let sql = slf.cast::<ParserBase>().map(|base| base.borrow().sql.clone()).unwrap_or_default();
    let parsing = Parsing { parse: parser::ParseOptions::default(), context, max_errors };
    errors::parse_error(py, &sql, &ParseError::Syntax(issues.to_vec()), &parsing)
}

/// Calls the engine's parser. What it gives up with is raised.
pub(crate) fn run<V>(
    slf: &Bound<'_, PyAny>,
    work: impl FnOnce(&mut Parser<'_>) -> Result<V, Abort>,
) -> PyResult<(V, Py<Doc>)> {
    let py = slf.py();
    let (result, doc) = with_parser(slf, |p| {
        let before = p.issues.len();
        work(p).map_err(|Abort| p.issues.split_off(before))
    })?;
    match result {
        Ok(value) => Ok((value, doc)),
        Err(issues) => Err(live::give_up(py, issues, |issues| error_of(slf, issues))),
    }
}

/// Calls a rule: a node or `None`.
fn run_rule<'py>(
    slf: &Bound<'py, PyAny>,
    work: impl FnOnce(&mut Parser<'_>) -> R,
) -> PyResult<Option<Bound<'py, Expr>>> {
    let (found, doc) = run(slf, work)?;
    found.map(|id| live::handle_of(slf.py(), &doc, id)).transpose()
}

/// Looks at the parser.
fn look<V>(slf: &Bound<'_, PyAny>, work: impl FnOnce(&mut Parser<'_>) -> V) -> PyResult<V> {
    with_parser(slf, work).map(|(value, _)| value)
}

/// Gives the comments of the previous token to a node.
fn give_comments(slf: &Bound<'_, PyAny>, node: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
    let Some(node) = node.filter(|node| !node.is_none() && live::is_at_work(slf)) else { return Ok(()) };
    let Some(id) = live::node_in(slf, node)? else { return Ok(()) };
    look(slf, |p| p.take_comments(id))
}

/// Moves on over what matched, or not.
fn matched(
    slf: &Bound<'_, PyAny>,
    advance: bool,
    node: Option<&Bound<'_, PyAny>>,
    matches: impl FnOnce(&mut Parser<'_>) -> Option<usize>,
) -> PyResult<Option<bool>> {
    let found = look(slf, |p| {
        let found = matches(p);
        if let (Some(n), true) = (found, advance) {
            p.advance_by(n);
        }
        found.is_some()
    })?;
    if found && advance {
        give_comments(slf, node)?;
    }
    Ok(found.then_some(true))
}

#[pymethods]
impl ParserBase {
    #[new]
    #[pyo3(signature = (*_args, **_kwargs))]
    fn new(_args: &Bound<'_, PyTuple>, _kwargs: Option<&Bound<'_, PyDict>>) -> ParserBase {
        ParserBase::default()
    }

    /// Parses a text, or tokens of it, statement by statement with `method`; one that is not given is the rule of `into`.
    #[pyo3(signature = (dialect, sql, raw_tokens, method, into, options))]
    fn _run<'py>(
        slf: &Bound<'py, Self>,
        dialect: &Bound<'py, NativeDialect>,
        sql: String,
        raw_tokens: Option<&Bound<'py, PyAny>>,
        method: Option<Bound<'py, PyAny>>,
        into: Option<&Bound<'py, PyType>>,
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyList>> {
        let py = slf.py();
        let options = options::parse("parse", options)?;
        let mut native = dialect.get().dialect.clone();
        let deputy = native.deputy.and_then(|deputy| (deputy.read)(&sql));
        let raw_tokens = match deputy {
            // What another dialect reads is split into tokens as that one does it.
            Some(deputy) => {
                native = deputy;
                None
            }
            None => raw_tokens,
        };
        {
            let mut this = slf.borrow_mut();
            this.sql = sql.as_str().into();
            this.tokens = None;
            this.places = Places::default();
        }
        let failed = |error: &ParseError| errors::parse_error(py, &sql, error, &options);
        let lexed = match raw_tokens {
            Some(raw) => {
                let lexed = tokens::lexed(&sql, raw)?;
                lexed.check(&sql, &options.parse.limits).map_err(|error| failed(&error.into()))?;
                lexed
            }
            None => lex_within(&sql, &native.lexer, &options.parse.limits).map_err(|error| failed(&error.into()))?,
        };
        let entry = match into {
            None => None,
            Some(class) => Some(
                crate::classes::kind_of(class)
                    .and_then(entry_of)
                    .ok_or_else(|| PyTypeError::new_err(format!("No parser registered for {class}")))?,
            ),
        };
        let doc = Py::new(py, Doc::of(Held::parsed(Tree::new())))?;
        let signals = Signals::default();
        let watched = ParseOptions { limits: signals.watch(&options.parse.limits), ..options.parse.clone() };
        let owner = slf.as_any();
        let mut step = |p: &mut Parser<'_>| match (&method, entry) {
            (Some(method), _) => called(p, |owner, doc| live::node_of(py, &method.call1((owner,))?, doc)),
            (None, Some(entry)) => entry(p),
            (None, None) => p.statement(),
        };
        let (result, failure) = live::session(py, owner, &doc, || {
            let mut parser = Parser::of_tokens(&sql, lexed, &native, &watched);
            let roots = parser.statements(&mut step);
            doc.get().give_back(py, std::mem::take(&mut parser.tree));
            let (commands, notes) = (parser.commands().to_vec(), std::mem::take(&mut parser.notes));
            match roots {
                Ok(roots) => Ok((roots, parser.issues, commands, notes)),
                Err(Abort) => Err(parser.failure()),
            }
        })?;
        signals.or(())?;
        let fatal = failure.as_ref().is_some_and(|error| !errors::is_parse_error(py, error).unwrap_or(false));
        let (roots, issues, commands, notes) = match (result, failure) {
            (_, Some(error)) if fatal => return Err(error),
            (Ok(parsed), _) => parsed,
            (Err(_), Some(error)) => return Err(error),
            (Err(error), None) => return Err(failed(&error)),
        };
        errors::log_commands(py, &sql, &commands)?;
        errors::log_notes(py, &notes)?;
        if options.parse.error_level == ErrorLevel::Warn {
            errors::log_issues(py, &sql, &issues, options.context)?;
        }
        if !issues.is_empty() {
            let error = failed(&ParseError::Syntax(issues));
            slf.getattr(intern!(py, "errors"))?.call_method1(intern!(py, "append"), (error.into_value(py),))?;
        }
        let nodes: Vec<_> = roots
            .into_iter()
            .map(|root| root.map(|root| live::handle_of(py, &doc, root)).transpose())
            .collect::<PyResult<_>>()?;
        PyList::new(py, nodes)
    }

    // ---- the cursor

    /// All tokens of the statement.
    #[getter]
    fn _tokens<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Ok(token_list(slf)?.into_any())
    }

    #[getter]
    fn _tokens_size(slf: &Bound<'_, Self>) -> PyResult<usize> {
        token_list(slf).map(|list| list.len())
    }

    /// The position of the cursor in the statement.
    #[getter]
    fn _index(slf: &Bound<'_, Self>) -> PyResult<usize> {
        look(slf.as_any(), |p| p.mark())
    }

    /// The current token; a falsy one at the end.
    #[getter]
    fn _curr<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        token_at(slf, 0)
    }

    /// The token behind the current one.
    #[getter]
    fn _next<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        token_at(slf, 1)
    }

    /// The token before the current one.
    #[getter]
    fn _prev<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        token_at(slf, -1)
    }

    /// The comments of the previous token that no node has yet.
    #[getter]
    fn _prev_comments(slf: &Bound<'_, Self>) -> PyResult<Vec<String>> {
        look(slf.as_any(), |p| p.prev_comments().iter().map(|text| p.tree.str(*text).to_string()).collect())
    }

    #[setter(_prev_comments)]
    fn drop_prev_comments(slf: &Bound<'_, Self>, comments: &Bound<'_, PyAny>) -> PyResult<()> {
        match comments.is_truthy()? {
            false => look(slf.as_any(), |p| p.drop_comments()),
            true => Err(PyValueError::new_err("comments of tokens can be taken, and not made")),
        }
    }

    /// Moves the cursor by so many tokens.
    #[pyo3(signature = (times=1))]
    fn _advance(slf: &Bound<'_, Self>, times: isize) -> PyResult<()> {
        look(slf.as_any(), |p| match usize::try_from(times) {
            Ok(times) => p.advance_by(times),
            Err(_) => p.retreat(p.mark().saturating_sub(times.unsigned_abs())),
        })
    }

    /// Moves the cursor to a position where it has been.
    fn _retreat(slf: &Bound<'_, Self>, index: usize) -> PyResult<()> {
        look(slf.as_any(), |p| match index.checked_sub(p.mark()) {
            Some(forward) => p.advance_by(forward),
            None => p.retreat(index),
        })
    }

    /// Whether nothing stands between the previous token and the current one.
    fn _is_connected(slf: &Bound<'_, Self>) -> PyResult<bool> {
        look(slf.as_any(), |p| p.is_connected())
    }

    /// The text from one token to another.
    fn _find_sql(slf: &Bound<'_, Self>, start: &Bound<'_, Token>, end: &Bound<'_, Token>) -> String {
        let (first, last) = (start.borrow().start(), end.borrow().end());
        slf.borrow().sql.chars().skip(first).take((last + 1).saturating_sub(first)).collect()
    }

    // ---- matching: true and the cursor behind it if it is there, else `None`

    /// A token of a type.
    #[pyo3(signature = (token_type, advance=true, expression=None))]
    fn _match(
        slf: &Bound<'_, Self>,
        token_type: &Bound<'_, PyAny>,
        advance: bool,
        expression: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Option<bool>> {
        let kind = tokens::kind_of(token_type)?;
        matched(slf.as_any(), advance, expression, |p| p.at(kind).then_some(1))
    }

    /// A token of one of several types.
    #[pyo3(signature = (types, advance=true))]
    fn _match_set(slf: &Bound<'_, Self>, types: &Bound<'_, PyAny>, advance: bool) -> PyResult<Option<bool>> {
        let current = look(slf.as_any(), |p| p.kind())?;
        if current == T::Sentinel {
            return Ok(None);
        }
        // A set answers by itself, however large it is.
        let found = types.contains(tokens::type_of(slf.py(), current)?)?;
        matched(slf.as_any(), advance, None, |_| found.then_some(1))
    }

    /// Two tokens of these types.
    #[pyo3(signature = (token_type_a, token_type_b, advance=true))]
    fn _match_pair(
        slf: &Bound<'_, Self>,
        token_type_a: &Bound<'_, PyAny>,
        token_type_b: &Bound<'_, PyAny>,
        advance: bool,
    ) -> PyResult<Option<bool>> {
        let (a, b) = (tokens::kind_of(token_type_a)?, tokens::kind_of(token_type_b)?);
        matched(slf.as_any(), advance, None, |p| p.at_pair(a, b).then_some(2))
    }

    /// One of these words, in any case.
    #[pyo3(signature = (texts, advance=true))]
    fn _match_texts(slf: &Bound<'_, Self>, texts: &Bound<'_, PyAny>, advance: bool) -> PyResult<Option<bool>> {
        let word = look(slf.as_any(), |p| {
            let word = p.curr_str().to_uppercase();
            p.is_word(0, p.curr_str()).then_some(word)
        })?;
        let found = word.is_some_and(|word| texts.contains(word).unwrap_or(false));
        matched(slf.as_any(), advance, None, |_| found.then_some(1))
    }

    /// These words one after the other, in any case.
    #[pyo3(signature = (*texts, advance=true))]
    fn _match_text_seq(slf: &Bound<'_, Self>, texts: Vec<String>, advance: bool) -> PyResult<Option<bool>> {
        let words: Vec<&str> = texts.iter().map(String::as_str).collect();
        matched(slf.as_any(), advance, None, |p| p.at_words(&words).then_some(words.len()))
    }

    /// An opening parenthesis; its lack is an error.
    #[pyo3(signature = (expression=None))]
    fn _match_l_paren(slf: &Bound<'_, Self>, expression: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
        run(slf.as_any(), |p| p.l_paren())?;
        give_comments(slf.as_any(), expression)
    }

    /// A closing parenthesis; its lack is an error.
    #[pyo3(signature = (expression=None))]
    fn _match_r_paren(slf: &Bound<'_, Self>, expression: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
        run(slf.as_any(), |p| p.r_paren())?;
        give_comments(slf.as_any(), expression)
    }

    /// Gives the comments of the previous token to a node.
    fn _add_comments(slf: &Bound<'_, Self>, expression: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
        give_comments(slf.as_any(), expression)
    }

    /// Whether it parses.
    fn _is_at_work(slf: &Bound<'_, Self>) -> bool {
        live::is_at_work(slf.as_any())
    }

    /// Reports an error at a token, or at the current one: at the level `IMMEDIATE` as an exception.
    #[pyo3(signature = (message, token=None))]
    fn _raise_at(slf: &Bound<'_, Self>, message: &str, token: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
        let span = token.and_then(|token| token.cast::<Token>().ok()).and_then(|token| {
            let token = token.borrow();
            tokens::span(&slf.borrow().sql, &token)
        });
        run(slf.as_any(), |p| match span {
            Some(span) => p.error_at(span, message),
            None => p.error(message),
        })
        .map(|_| ())
    }

    /// Notes that the statement is kept as text.
    fn _warn_unsupported(slf: &Bound<'_, Self>) -> PyResult<()> {
        look(slf.as_any(), |p| p.note_command())
    }

    /// What `method` parses; if it fails, the cursor is where it was, and nothing is returned.
    #[pyo3(signature = (parse_method, retreat=false))]
    fn _try_parse<'py>(
        slf: &Bound<'py, Self>,
        parse_method: &Bound<'py, PyAny>,
        retreat: bool,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let py = slf.py();
        let mark = look(slf.as_any(), |p| p.mark())?;
        let level = look(slf.as_any(), |p| p.set_error_level(ErrorLevel::Immediate))?;
        let result = parse_method.call0();
        look(slf.as_any(), |p| p.set_error_level(level))?;
        let value = match result {
            Ok(value) => Some(value),
            Err(error) if errors::is_parse_error(py, &error)? => None,
            Err(error) => return Err(error),
        };
        let found = value.as_ref().is_some_and(|value| value.is_truthy().unwrap_or(true));
        if !found || retreat {
            look(slf.as_any(), |p| p.retreat(mark))?;
        }
        Ok(value)
    }

    fn __traverse__(&self, visit: pyo3::gc::PyVisit<'_>) -> Result<(), pyo3::PyTraverseError> {
        visit.call(self.tokens.as_ref().map(|(list, _)| list))
    }
}

/// The tokens of the statement as Python objects.
fn token_list<'py>(slf: &Bound<'py, ParserBase>) -> PyResult<Bound<'py, PyList>> {
    let py = slf.py();
    let places = look(slf.as_any(), |p| {
        let tokens = p.statement_tokens();
        (tokens.first().map_or(0, |token| token.span.start), tokens.last().map_or(0, |token| token.span.end))
    })?;
    if let Some((list, known)) = &slf.borrow().tokens {
        if *known == places {
            return Ok(list.bind(py).clone());
        }
    }
    let parts = look(slf.as_any(), |p| tokens::Parts::of(p.statement_tokens(), p.lexed(), &p.tree))?;
    // Whatever runs while objects are made may look at the parser.
    let sql = slf.borrow().sql.clone();
    let mut counted = std::mem::take(&mut slf.borrow_mut().places);
    let list = tokens::list(py, &sql, &mut counted, parts)?;
    let mut this = slf.borrow_mut();
    this.tokens = Some((list.clone().unbind(), places));
    this.places = counted;
    Ok(list)
}

/// The token so far from the cursor.
fn token_at<'py>(slf: &Bound<'py, ParserBase>, offset: isize) -> PyResult<Bound<'py, PyAny>> {
    let list = token_list(slf)?;
    let position = look(slf.as_any(), |p| p.mark())? as isize + offset;
    match usize::try_from(position).ok().filter(|position| *position < list.len()) {
        Some(position) => list.get_item(position),
        None => tokens::sentinel(slf.py()),
    }
}

/// A rule that is a method of the Python parser: it is looked up when it is called.
pub(crate) fn method_rule(method: &'static str, params: &'static [Param]) -> RuleEntry {
    RuleEntry::Dynamic(Arc::new(move |p, a| {
        called(p, |owner, doc| {
            let py = owner.py();
            let (positional, named) = rules::python_arguments(py, params, a, doc)?;
            live::wait_for(method, rules::hidden(params, a.flags));
            let found = owner.getattr(method).and_then(|method| method.call(positional, Some(&named)));
            live::waited();
            live::node_of(py, &found?, doc)
        })
    }))
}

/// Calls a function of a program as a rule.
pub(crate) fn called(p: &mut Parser<'_>, f: impl FnOnce(&Bound<'_, PyAny>, &Py<Doc>) -> PyResult<Option<NodeId>>) -> R {
    Python::attach(|py| live::callback(py, p, f)).ok_or(Abort)
}

/// How a function that is an entry of a table is called.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// With the parser.
    Alone,
    /// With the parser and the node before it.
    WithNode,
    /// With the parser and the token before the cursor.
    WithToken,
    /// With the parser, the node before, and what follows as a part of a column.
    WithOperand,
    /// With the parser, the node before, and the type that follows.
    WithType,
    /// With the parser; it returns a clause's name and the clause of the query.
    Modifier,
    /// With the parser and the list of nodes before it.
    WithList,
    /// With the parser, and the value and the type that the node before it holds.
    WithValue,
}

/// A function of a program as an entry of a table.
pub(crate) fn function_rule(function: Py<PyAny>, style: Style, params: &'static [Param]) -> RuleEntry {
    RuleEntry::Dynamic(Arc::new(move |p, a| {
        called(p, |owner, doc| {
            let py = owner.py();
            let function = function.bind(py);
            let before = a.node.map(|id| live::handle_of(py, doc, id)).transpose()?;
            let found = match style {
                Style::Alone => {
                    let (_, named) = rules::python_arguments(py, params, RuleArgs { node: None, ..a }, doc)?;
                    function.call((owner,), Some(&named))?
                }
                Style::WithNode => function.call1((owner, before))?,
                Style::WithToken => function.call1((owner, owner.getattr(intern!(py, "_prev"))?))?,
                Style::WithOperand => {
                    let operand = owner.call_method0(intern!(py, "_parse_operand"))?;
                    function.call1((owner, before, operand))?
                }
                Style::WithType => {
                    let type_ = owner.call_method0(intern!(py, "_parse_dcolon"))?;
                    function.call1((owner, before, type_))?
                }
                Style::WithList => {
                    let list = before.as_ref().map(|node| node.getattr(intern!(py, "expressions"))).transpose()?;
                    function.call1((owner, list))?
                }
                Style::WithValue => {
                    let held = |name| before.as_ref().map(|node| node.getattr("args")?.get_item(name)).transpose();
                    function.call1((owner, held("this")?, held("to")?))?
                }
                Style::Modifier => {
                    let pair = function.call1((owner,))?;
                    return set_modifier(before.as_ref(), &pair).map(|()| a.node);
                }
            };
            live::node_of(py, &found, doc)
        })
    }))
}

/// Gives a query the clause that a function found.
fn set_modifier(query: Option<&Bound<'_, Expr>>, pair: &Bound<'_, PyAny>) -> PyResult<()> {
    let (key, clause): (String, Bound<'_, PyAny>) = pair.extract()?;
    match query {
        Some(query) if clause.is_truthy()? => edit::write(query, crate::convert::arg_named(&key)?, &clause, true),
        _ => Ok(()),
    }
}

/// A function of a program that makes a node of a call's arguments.
pub(crate) fn function_builder(builder: Py<PyAny>, takes_dialect: bool) -> Function {
    Function::Dynamic(Arc::new(move |p, arguments| {
        let made = called(p, |owner, doc| {
            let py = owner.py();
            let nodes: Vec<_> =
                arguments.iter().map(|id| live::handle_of(py, doc, *id)).collect::<PyResult<Vec<_>>>()?;
            let list = PyList::new(py, nodes)?;
            let options = PyDict::new(py);
            if takes_dialect {
                options.set_item(intern!(py, "dialect"), owner.getattr(intern!(py, "dialect"))?)?;
            }
            live::node_of(py, &builder.bind(py).call((list,), Some(&options))?, doc)
        })?;
        match made {
            Some(node) => Ok(node),
            None => {
                p.error("A function's builder made no node")?;
                p.node(sqlectic::Kind::Null, &[])
            }
        }
    }))
}

/// What `__get__` of a function returns: a method of `owner`, or the function itself where there is none.
pub(crate) fn bound<'py, F>(
    function: &Bound<'py, F>,
    owner: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    static METHOD: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    match owner {
        Some(owner) => imported(owner.py(), &METHOD, "types", "MethodType")?.call1((function, owner)),
        None => Ok(function.clone().into_any()),
    }
}

/// An entry of the engine's, as programs see it: a function that is called with the parser.
#[pyclass(frozen, module = "sqlectic._native")]
pub(crate) struct Rule {
    #[pyo3(get, name = "__name__")]
    pub(crate) name: String,
    pub(crate) entry: RuleEntry,
    pub(crate) params: &'static [Param],
}

#[pymethods]
impl Rule {
    #[pyo3(signature = (parser, *args, **kwargs))]
    fn __call__<'py>(
        &self,
        parser: &Bound<'py, PyAny>,
        args: &Bound<'py, PyTuple>,
        kwargs: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Option<Bound<'py, Expr>>> {
        let (mut given, node) = rules::engine_arguments(&self.name, self.params, args, kwargs)?;
        given.flags |= live::hidden_of(&self.name);
        let node = match node {
            Some(node) => live::node_in(parser, &node)?,
            None => None,
        };
        run_rule(parser, |p| self.entry.call(p, RuleArgs { node, ..given }))
    }

    fn __get__<'py>(
        slf: &Bound<'py, Self>,
        owner: Option<&Bound<'py, PyAny>>,
        _class: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        bound(slf, owner)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Rule>().is_ok_and(|other| rules::same(&self.entry, &other.get().entry))
    }

    fn __hash__(&self) -> isize {
        0
    }

    fn __repr__(&self) -> String {
        format!("<rule {}>", self.name)
    }
}

/// What a function's name stands for, as programs see it: a function of the list of arguments.
#[pyclass(frozen, module = "sqlectic._native")]
pub(crate) struct FunctionBuilder {
    #[pyo3(get, name = "__name__")]
    pub(crate) name: String,
    pub(crate) function: Function,
    pub(crate) dialect: Arc<sqlectic::Dialect>,
}

#[pymethods]
impl FunctionBuilder {
    #[pyo3(signature = (args, dialect=None))]
    fn __call__<'py>(
        &self,
        py: Python<'py>,
        args: &Bound<'py, PyAny>,
        dialect: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, Expr>> {
        let native = match dialect.and_then(|dialect| dialect.cast::<NativeDialect>().ok()) {
            Some(dialect) => dialect.get().dialect.clone(),
            None => self.dialect.clone(),
        };
        let mut arguments: Vec<Incoming> =
            args.try_iter()?.map(|node| Incoming::of(&node?)).collect::<PyResult<_>>()?;
        let mut docs = Docs::new();
        arguments.iter().for_each(|argument| argument.docs(py, &mut docs));
        let (doc, tree) = loop {
            let doc = match Doc::unite(py, docs.iter().map(|doc| doc.clone_ref(py))) {
                Some(doc) => doc,
                None => Py::new(py, Doc::new(Tree::new()))?,
            };
            arguments.iter_mut().for_each(|argument| argument.resolve(py, &doc));
            // Where other threads moved it meanwhile, all ids are others.
            let lent = doc.get().try_lend(py);
            if let Ok(tree) = lent {
                break (doc, tree);
            }
        };
        let nodes: Vec<NodeId> = arguments
            .iter()
            .filter_map(|argument| match argument {
                Incoming::Node(_, id) => Some(*id),
                _ => None,
            })
            .collect();
        let mut p = Parser::at_nothing(&native, tree);
        let made = functions::build(&mut p, &self.function, &nodes);
        let issues = std::mem::take(&mut p.issues);
        doc.get().give_back(py, p.tree);
        match made {
            Ok(node) => live::handle_of(py, &doc, node),
            Err(Abort) => Err(errors::parse_error(py, "", &ParseError::Syntax(issues), &options::parse("", None)?)),
        }
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<FunctionBuilder>().is_ok_and(|other| match (&self.function, &other.get().function) {
            (Function::Kind(a), Function::Kind(b)) => a == b,
            (Function::Args(a, one), Function::Args(b, other)) => a == b && one == other,
            (Function::Build(a), Function::Build(b)) => std::ptr::fn_addr_eq(*a, *b),
            _ => false,
        })
    }

    fn __hash__(&self) -> isize {
        self.name.len() as isize
    }

    fn __repr__(&self) -> String {
        format!("<builder of {}>", self.name)
    }
}
