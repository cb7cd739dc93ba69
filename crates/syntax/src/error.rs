//! Errors with places; rendering for people happens at the edge.

use crate::limits::LimitError;
use sqlectic_ast::{Arg, Kind, NodeId, Span};
use std::fmt;

/// Why a text could not be split into tokens.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum LexError {
    /// A string or quoted identifier without its end.
    #[error("Missing {close}")]
    Unterminated {
        /// What should have closed it.
        close: String,
        /// Where it opened.
        start: usize,
    },
    /// More than the limits allow.
    #[error(transparent)]
    Limit(#[from] LimitError),
}

impl LexError {
    /// The same of a text that starts at `start` of another one, in that one.
    pub(crate) fn within(self, start: u32) -> LexError {
        match self {
            LexError::Unterminated { close, start: at } => LexError::Unterminated { close, start: at + start as usize },
            LexError::Limit(error) => LexError::Limit(LimitError { span: error.span.within(start), ..error }),
        }
    }

    /// Where it is wrong: the character that opens what is not closed.
    pub fn span(&self) -> Span {
        match self {
            LexError::Unterminated { start, .. } => Span { start: *start as u32, end: *start as u32 + 1 },
            LexError::Limit(error) => error.span,
        }
    }
}

/// One thing that is wrong with a statement.
#[derive(Debug, Clone, PartialEq)]
pub struct ParseIssue {
    /// What is wrong.
    pub message: String,
    /// The token at which it was noticed.
    pub span: Span,
    /// The kind of the node that lacks an argument, if it is that: the message ends in its name.
    pub kind: Option<Kind>,
}

impl ParseIssue {
    /// An issue at a place.
    pub fn new(message: impl Into<String>, span: Span) -> ParseIssue {
        ParseIssue { message: message.into(), span, kind: None }
    }

    /// That a node lacks an argument.
    pub fn lacking(arg: Arg, kind: Kind, span: Span) -> ParseIssue {
        let message = format!("Required keyword: '{}' missing for {}", arg.name(), kind.name());
        ParseIssue { message, span, kind: Some(kind) }
    }
}

/// Something worth telling that is no error.
#[derive(Debug, Clone, PartialEq)]
pub enum Note {
    /// An index was moved by that much, because arrays are counted from another number.
    IndexMoved(i64),
    /// A text that should be a JSON path is none, and why.
    InvalidPath(String),
    /// Names of columns behind a common table expression could not be given to a query that says `*`.
    StarColumns,
}

impl Note {
    /// Whether it may matter for what comes out.
    pub fn is_warning(&self) -> bool {
        !matches!(self, Note::IndexMoved(_))
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Note::IndexMoved(by) => write!(f, "Applying array index offset ({by})"),
            Note::InvalidPath(reason) => write!(f, "Invalid JSON path syntax. {reason}"),
            Note::StarColumns => f.write_str(
                "Can't push down CTE column names for star queries. Name the columns in the query instead of `*`.",
            ),
        }
    }
}

/// Why a text could not be parsed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ParseError {
    /// The text could not be split into tokens.
    #[error(transparent)]
    Lex(LexError),
    /// The statement does not fit the grammar; at least one issue.
    #[error("{}", .0.iter().map(|issue| issue.message.as_str()).collect::<Vec<_>>().join("\n"))]
    Syntax(Vec<ParseIssue>),
    /// More than the limits allow.
    #[error(transparent)]
    Limit(LimitError),
}

impl From<LexError> for ParseError {
    fn from(error: LexError) -> ParseError {
        match error {
            LexError::Limit(error) => ParseError::Limit(error),
            error => ParseError::Lex(error),
        }
    }
}

impl ParseError {
    /// What is wrong, each with its place; at least one.
    pub fn issues(&self) -> Vec<ParseIssue> {
        match self {
            ParseError::Syntax(issues) => issues.clone(),
            ParseError::Lex(error) => vec![ParseIssue::new(error.to_string(), error.span())],
            ParseError::Limit(error) => vec![ParseIssue::new(error.to_string(), error.span)],
        }
    }
}

/// What to do with errors and with what a target cannot say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ErrorLevel {
    /// Pass over them.
    Ignore,
    /// Keep them for the caller to log.
    Warn,
    /// Collect them, fail at the end.
    Raise,
    /// Fail at the first.
    #[default]
    Immediate,
}

/// Something that the target dialect cannot say.
#[derive(Debug, Clone, PartialEq)]
pub struct Unsupported {
    /// What it is.
    pub message: String,
    /// The node, in the tree that was generated.
    pub node: NodeId,
    /// Where the node stood in the source.
    pub span: Span,
}
