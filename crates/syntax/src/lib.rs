//! The engine: lexer, parser and generator, driven by a [`Dialect`] value. No dialect is named here.

mod derived;
pub mod dialect;
pub mod error;
pub mod generator;
pub mod lexer;
pub mod limits;
pub mod names;
pub mod parser;
pub mod places;
mod settings;

pub use dialect::Dialect;
pub use error::{ErrorLevel, LexError, Note, ParseError, ParseIssue, Unsupported};
pub use limits::{Cancel, Limit, LimitError, Limits};
pub use settings::{Setting, SettingType};
