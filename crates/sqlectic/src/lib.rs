//! SQL transpiler, optimizer and analysis engine.

mod batch;
mod transpiler;

pub use batch::{parallel, transpile_many};
pub use sqlectic_analysis as analysis;
pub use sqlectic_ast as ast;
pub use sqlectic_ast::{args, Arg, Kind, NodeId, Span, Tree, Value};
pub use sqlectic_dialects as dialects;
pub use sqlectic_dialects::DialectError;
pub use sqlectic_rewrite as rewrite;
pub use sqlectic_syntax as syntax;
pub use sqlectic_syntax::{
    generator::{generate, GenerateOptions, Generated},
    parser::{parse as parse_with, parse_each, ParseOptions, Parsed, Remarks},
    Cancel, Dialect, ErrorLevel, Limit, LimitError, Limits, Note, ParseError, ParseIssue, Unsupported,
};
pub use transpiler::{Lines, Script, Statement, Transpiler};

/// Why a text could not be transpiled.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    /// A dialect is not known.
    #[error(transparent)]
    Dialect(#[from] DialectError),
    /// A limit of reading or writing was exceeded.
    #[error(transparent)]
    Limit(#[from] LimitError),
    /// The text could not be parsed.
    #[error(transparent)]
    Parse(ParseError),
    /// The target cannot say something, and the level is to fail.
    #[error("{}", .0.iter().map(|u| u.message.as_str()).collect::<Vec<_>>().join("\n"))]
    Unsupported(Vec<Unsupported>),
}

impl From<ParseError> for Error {
    fn from(error: ParseError) -> Error {
        match error {
            ParseError::Limit(error) => Error::Limit(error),
            error => Error::Parse(error),
        }
    }
}

impl Error {
    /// What is wrong, each with its place in the source ([`Span::NONE`] if it has none).
    pub fn issues(&self) -> Vec<ParseIssue> {
        match self {
            Error::Dialect(error) => vec![ParseIssue::new(error.to_string(), Span::NONE)],
            Error::Limit(error) => vec![ParseIssue::new(error.to_string(), error.span)],
            Error::Parse(error) => error.issues(),
            Error::Unsupported(all) => all.iter().map(|u| ParseIssue::new(u.message.clone(), u.span)).collect(),
        }
    }
}

/// Parses all statements of `sql`, written in the dialect of that name (empty for the base).
pub fn parse(sql: &str, dialect: &str) -> Result<Parsed, Error> {
    let dialect = dialects::get(dialect)?;
    Ok(parse_with(sql, &dialect, &ParseOptions::default())?)
}

/// Translates all statements of `sql` from one dialect to another, one text a statement (empty for an empty one).
pub fn transpile(sql: &str, read: &str, write: &str, options: &GenerateOptions) -> Result<Vec<String>, Error> {
    let mut transpiler = Transpiler::new(read, write)?;
    transpiler.generate = options.clone();
    Ok(transpiler.run(sql)?.statements.into_iter().map(|statement| statement.sql).collect())
}

/// The examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
