//! Errors with places; rendering for people happens at the edge.

use crate::limits::LimitError;
use sqlectic_ast::{NodeId, Span};

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
            ParseError::Lex(error) => vec![ParseIssue { message: error.to_string(), span: error.span() }],
            ParseError::Limit(error) => vec![ParseIssue { message: error.to_string(), span: error.span }],
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

/// Line and column of a byte offset, both from 1; the column counts characters.
pub fn line_and_column(source: &str, offset: usize) -> (usize, usize) {
    let mut offset = offset.min(source.len());
    while !source.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &source[..offset];
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    (line, before[start..].chars().count() + 1)
}
