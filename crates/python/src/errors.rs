//! The engine's errors as the package's exceptions, and its notes as log records.

use crate::{
    classes::class_of,
    imported,
    options::{Generating, Parsing},
};
use pyo3::{
    prelude::*,
    sync::PyOnceLock,
    types::{PyDict, PyList},
};
use sqlectic::{
    syntax::{
        places::{Place, Places},
        LexError,
    },
    ErrorLevel, Limit, LimitError, Note, ParseError, ParseIssue, Span, Unsupported,
};

/// How much of a text is shown before the place where its tokens end too early.
const TOKEN_CONTEXT: usize = 50;
/// How much is shown of a statement that is kept as text.
const COMMAND_CONTEXT: usize = 100;

fn exception<'py>(
    py: Python<'py>,
    cell: &'static PyOnceLock<Py<PyAny>>,
    name: &str,
) -> PyResult<&'py Bound<'py, PyAny>> {
    imported(py, cell, "sqlectic.errors", name)
}

/// The part of a text around an error.
struct Excerpt<'s> {
    before: &'s str,
    highlight: &'s str,
    after: &'s str,
}

/// Cuts a text so that `context` characters are left on both sides of the span.
fn excerpt(sql: &str, span: Span, context: usize) -> Excerpt<'_> {
    let bound = |at: u32| {
        let mut at = (at as usize).min(sql.len());
        while !sql.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (bound(span.start), bound(span.end).max(bound(span.start)));
    let before = match context {
        0 => &sql[start..start],
        n => &sql[sql[..start].char_indices().rev().nth(n - 1).map_or(0, |(i, _)| i)..start],
    };
    let after = &sql[end..];
    let after = &after[..after.char_indices().nth(context).map_or(after.len(), |(i, _)| i)];
    Excerpt { before, highlight: &sql[start..end], after }
}

/// The message of an issue: what is wrong, where, and the text around it with the place underlined.
fn message(py: Python<'_>, sql: &str, places: &mut Places, issue: &ParseIssue, context: usize) -> PyResult<String> {
    let Place { line, column, .. } = last_place(sql, places, issue.span);
    let Excerpt { before, highlight, after } = excerpt(sql, issue.span, context);
    let what = description(py, issue)?;
    let what = what.trim_end_matches('.');
    Ok(format!("{what}. Line {line}, Col: {column}.\n  {before}\u{1b}[4m{highlight}\u{1b}[0m{after}"))
}

/// What is wrong; a kind of node is told as its class.
fn description(py: Python<'_>, issue: &ParseIssue) -> PyResult<String> {
    match issue.kind.and_then(|kind| Some((kind, issue.message.strip_suffix(kind.name())?))) {
        Some((kind, message)) => Ok(format!("{message}{}", class_of(py, kind)?.repr()?)),
        None => Ok(issue.message.clone()),
    }
}

/// The place of the last character of a span.
fn last_place(sql: &str, places: &mut Places, span: Span) -> Place {
    places.of(sql, (span.end as usize).saturating_sub(1).max(span.start as usize))
}

fn facts<'py>(
    py: Python<'py>,
    sql: &str,
    places: &mut Places,
    issue: &ParseIssue,
    context: usize,
) -> PyResult<Bound<'py, PyDict>> {
    let Place { line, column, .. } = last_place(sql, places, issue.span);
    let Excerpt { before, highlight, after } = excerpt(sql, issue.span, context);
    let facts = PyDict::new(py);
    facts.set_item("description", description(py, issue)?)?;
    facts.set_item("line", line)?;
    facts.set_item("col", column)?;
    facts.set_item("start_context", before)?;
    facts.set_item("highlight", highlight)?;
    facts.set_item("end_context", after)?;
    facts.set_item("into_expression", py.None())?;
    Ok(facts)
}

/// Messages with blank lines between them; of many only the first `most`.
pub(crate) fn joined(messages: &[String], most: usize) -> String {
    let mut out = messages[..messages.len().min(most)].join("\n\n");
    if messages.len() > most {
        out.push_str(&format!("\n\n... and {} more", messages.len() - most));
    }
    out
}

/// The exception for a text that could not be parsed.
pub(crate) fn parse_error(py: Python<'_>, sql: &str, error: &ParseError, options: &Parsing) -> PyErr {
    let made = match error {
        ParseError::Lex(error) => token_error(py, sql, error),
        ParseError::Syntax(issues) => syntax_error(py, sql, issues, options),
        ParseError::Limit(error) => return limit_error(py, sql, error),
    };
    made.unwrap_or_else(|failed| failed)
}

/// The exception for a limit that was exceeded, with its place if the text is at hand.
pub(crate) fn limit_error(py: Python<'_>, sql: &str, error: &LimitError) -> PyErr {
    let place = (!sql.is_empty() && error.span.is_some()).then(|| {
        let Place { line, column, .. } = Places::default().of(sql, error.span.start as usize);
        (line, column)
    });
    // A number of nodes that is exceeded is told in the words that programs look for.
    let what = match error.limit {
        Limit::Nodes => format!("Maximum number of AST nodes ({}) exceeded", error.max),
        _ => error.to_string(),
    };
    let message = match place {
        Some((line, column)) => format!("{what}. Line {line}, Col: {column}."),
        None => what,
    };
    let made = limit_error_class(py).and_then(|class| class.call1((message, error.limit.name(), error.max, place)));
    made.map_or_else(|failed| failed, PyErr::from_value)
}

fn parse_error_class(py: Python<'_>) -> PyResult<&Bound<'_, PyAny>> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    exception(py, &CLASS, "ParseError")
}

fn syntax_error(py: Python<'_>, sql: &str, issues: &[ParseIssue], options: &Parsing) -> PyResult<PyErr> {
    let mut places = Places::default();
    let messages: Vec<String> =
        issues.iter().map(|issue| message(py, sql, &mut places, issue, options.context)).collect::<PyResult<_>>()?;
    let errors = PyList::empty(py);
    for issue in issues {
        errors.append(facts(py, sql, &mut places, issue, options.context)?)?;
    }
    let value = parse_error_class(py)?.call1((joined(&messages, options.max_errors), errors))?;
    Ok(PyErr::from_value(value))
}

/// A `ParseError` without a place.
pub(crate) fn plain_parse_error(py: Python<'_>, message: &str) -> PyErr {
    let made = parse_error_class(py).and_then(|class| class.call1((message,)));
    made.map_or_else(|failed| failed, PyErr::from_value)
}

fn limit_error_class(py: Python<'_>) -> PyResult<&Bound<'_, PyAny>> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    exception(py, &CLASS, "LimitError")
}

/// Whether an exception is a `ParseError` after which something else may be tried: not one of limits.
pub(crate) fn is_parse_error(py: Python<'_>, error: &PyErr) -> PyResult<bool> {
    let error = error.value(py);
    Ok(error.is_instance(parse_error_class(py)?)? && !error.is_instance(limit_error_class(py)?)?)
}

/// The `ParseError` for a text that none of the node classes `into` fits: with the errors of each.
pub(crate) fn into_error(
    py: Python<'_>,
    sql: &str,
    into: &Bound<'_, PyAny>,
    failures: Vec<(Bound<'_, PyAny>, PyErr)>,
) -> PyResult<PyErr> {
    let errors = PyList::empty(py);
    for (class, error) in &failures {
        for facts in error.value(py).getattr("errors")?.try_iter()? {
            let facts = facts?;
            facts.set_item("into_expression", class)?;
            errors.append(facts)?;
        }
    }
    let message = format!("Failed to parse '{sql}' into {}", into.str()?);
    let made = PyErr::from_value(parse_error_class(py)?.call1((message, errors))?);
    made.set_cause(py, failures.into_iter().next_back().map(|(_, error)| error));
    Ok(made)
}

/// The exception for a text that could not be split into tokens.
pub(crate) fn token_error(py: Python<'_>, sql: &str, error: &LexError) -> PyResult<PyErr> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let class = exception(py, &CLASS, "TokenError")?;
    let (close, start) = match error {
        LexError::Unterminated { close, start } => (close, start),
        LexError::Limit(error) => return Ok(limit_error(py, sql, error)),
    };
    let Place { line, characters: start, .. } = Places::default().of(sql, *start);
    let cause = class.call1((format!("Missing {close} from {line}:{start}"),))?;
    let size = sql.chars().count();
    let (from, to) = (size.saturating_sub(TOKEN_CONTEXT), size.saturating_sub(1));
    let shown: String = sql.chars().skip(from).take(to.saturating_sub(from)).collect();
    let made = PyErr::from_value(class.call1((format!("Error tokenizing '{shown}'"), from, to))?);
    made.set_cause(py, Some(PyErr::from_value(cause)));
    Ok(made)
}

/// The exception for what the target cannot say.
pub(crate) fn unsupported_error(py: Python<'_>, all: &[Unsupported], most: usize) -> PyErr {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let messages: Vec<String> = all.iter().map(|one| one.message.clone()).collect();
    let made = exception(py, &CLASS, "UnsupportedError").and_then(|class| class.call1((joined(&messages, most),)));
    made.map_or_else(|failed| failed, PyErr::from_value)
}

// ---- the log --------------------------------------------------------------------------------------------------------

/// Logs by the logger that a module has now: programs put others there.
fn log(py: Python<'_>, module: &str, level: &str, message: &str) -> PyResult<()> {
    py.import(module)?.getattr("logger")?.call_method1(level, (message,)).map(drop)
}

const PARSER: &str = "sqlectic.parser";
const GENERATOR: &str = "sqlectic.generator";
const HELPER: &str = "sqlectic.helper";

/// Logs the statements that were kept as text.
pub(crate) fn log_commands(py: Python<'_>, sql: &str, commands: &[Span]) -> PyResult<()> {
    for span in commands {
        let text = sql.get(span.start as usize..span.end as usize).unwrap_or_default();
        let text: String = text.chars().take(COMMAND_CONTEXT).collect();
        let message = format!("'{text}' contains unsupported syntax. Falling back to parsing as a 'Command'.");
        log(py, PARSER, "warning", &message)?;
    }
    Ok(())
}

/// Logs what is wrong with a text that was parsed all the same.
pub(crate) fn log_issues(py: Python<'_>, sql: &str, issues: &[ParseIssue], context: usize) -> PyResult<()> {
    let mut places = Places::default();
    issues.iter().try_for_each(|issue| log(py, PARSER, "error", &message(py, sql, &mut places, issue, context)?))
}

/// Logs what is worth telling and no error.
pub(crate) fn log_notes(py: Python<'_>, notes: &[Note]) -> PyResult<()> {
    let level = |note: &Note| if note.is_warning() { "warning" } else { "info" };
    notes.iter().try_for_each(|note| log(py, HELPER, level(note), &note.to_string()))
}

/// Logs what the target cannot say.
pub(crate) fn log_unsupported(py: Python<'_>, all: &[Unsupported]) -> PyResult<()> {
    all.iter().try_for_each(|one| log(py, GENERATOR, "warning", &one.message))
}

/// Logs or raises what the target cannot say, as the options want it.
pub(crate) fn tell_unsupported(py: Python<'_>, all: &[Unsupported], options: &Generating) -> PyResult<()> {
    match (options.generate.unsupported_level, all) {
        (ErrorLevel::Ignore, _) | (_, []) => Ok(()),
        (ErrorLevel::Warn, _) => log_unsupported(py, all),
        (ErrorLevel::Raise, _) => Err(unsupported_error(py, all, options.max_unsupported)),
        (ErrorLevel::Immediate, [first, ..]) => Err(unsupported_error(py, std::slice::from_ref(first), 1)),
    }
}
