//! SQL transpiler, optimizer and analysis engine.

pub use sqlectic_ast as ast;
pub use sqlectic_ast::{args, Arg, Kind, NodeId, Span, Tree, Value};
pub use sqlectic_dialects as dialects;
pub use sqlectic_dialects::DialectError;
pub use sqlectic_syntax as syntax;
pub use sqlectic_syntax::{
    generator::{generate, GenerateOptions, Generated},
    parser::{parse as parse_with, ParseOptions, Parsed},
    Dialect, ErrorLevel, ParseError, Unsupported,
};

/// Why a text could not be transpiled.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    /// A dialect is not known.
    #[error(transparent)]
    Dialect(#[from] DialectError),
    /// The text could not be parsed.
    #[error(transparent)]
    Parse(#[from] ParseError),
    /// The target cannot say something, and the level is to fail.
    #[error("{}", .0.iter().map(|u| u.message.as_str()).collect::<Vec<_>>().join("\n"))]
    Unsupported(Vec<Unsupported>),
}

/// Parses all statements of `sql`, written in the dialect of that name (empty for the base).
pub fn parse(sql: &str, dialect: &str) -> Result<Parsed, Error> {
    let dialect = dialects::get(dialect)?;
    Ok(parse_with(sql, &dialect, &ParseOptions::default())?)
}

/// Translates all statements of `sql` from one dialect to another, one text a statement.
pub fn transpile(sql: &str, read: &str, write: &str, options: &GenerateOptions) -> Result<Vec<String>, Error> {
    let (read, write) = (dialects::get(read)?, dialects::get(write)?);
    let Parsed { mut tree, roots, .. } = parse_with(sql, &read, &ParseOptions::default())?;
    let mut out = Vec::with_capacity(roots.len());
    for root in roots {
        let Some(root) = root else {
            out.push(String::new());
            continue;
        };
        let root = write.prepare(&mut tree, root);
        let generated = generate(&mut tree, root, &write, options);
        let fails = matches!(options.unsupported_level, ErrorLevel::Raise | ErrorLevel::Immediate);
        if fails && !generated.unsupported.is_empty() {
            return Err(Error::Unsupported(generated.unsupported));
        }
        out.push(generated.sql);
    }
    Ok(out)
}
