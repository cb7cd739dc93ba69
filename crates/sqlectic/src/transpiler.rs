//! From one dialect to another, script by script.

use crate::{
    dialects, generate, parse_with, Dialect, DialectError, Error, ErrorLevel, GenerateOptions, Kind, Limits, NodeId,
    Note, ParseIssue, ParseOptions, Parsed, Span, Tree, Unsupported,
};
use std::sync::Arc;

/// Two dialects and the options between them; cheap to clone, shared freely by threads.
#[derive(Clone)]
pub struct Transpiler {
    /// The dialect that is read.
    pub read: Arc<Dialect>,
    /// The dialect that is written.
    pub write: Arc<Dialect>,
    /// Options of parsing.
    pub parse: ParseOptions,
    /// Options of generation.
    pub generate: GenerateOptions,
}

/// A statement in the target dialect.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Its text, without a semicolon; empty if there was nothing between two semicolons.
    pub sql: String,
    /// Where it stood in the source.
    pub span: Span,
    /// What the target cannot say.
    pub unsupported: Vec<Unsupported>,
    /// Whether it is no statement but the comments of a semicolon.
    comment: bool,
}

/// What a source became.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Script {
    /// Its statements.
    pub statements: Vec<Statement>,
    /// Errors that did not stop parsing (levels [`ErrorLevel::Warn`] and [`ErrorLevel::Ignore`]).
    pub issues: Vec<ParseIssue>,
    /// Statements that were not understood and kept as text, by their place.
    pub commands: Vec<Span>,
    /// What is worth telling and no error.
    pub notes: Vec<Note>,
    /// Whether a semicolon follows the last statement.
    pub terminated: bool,
}

impl Transpiler {
    /// From the dialect `read` to the dialect `write`, with default options.
    pub fn new(read: &str, write: &str) -> Result<Transpiler, DialectError> {
        Ok(Transpiler {
            read: dialects::get(read)?,
            write: dialects::get(write)?,
            parse: ParseOptions::default(),
            generate: GenerateOptions::default(),
        })
    }

    /// Sets what a text may ask for, of reading and of writing.
    pub fn limit(&mut self, limits: Limits) {
        self.generate.limits = limits.clone();
        self.parse.limits = limits;
    }

    /// Translates all statements of `sql`.
    pub fn run(&self, sql: &str) -> Result<Script, Error> {
        let Parsed { mut tree, roots, issues, commands, mut notes, terminated } =
            parse_with(sql, &self.read, &self.parse)?;
        let mut statements = Vec::with_capacity(roots.len());
        for root in roots {
            statements.push(self.statement(&mut tree, root, &mut notes)?);
        }
        Ok(Script { statements, issues, commands, notes, terminated })
    }

    fn statement(&self, tree: &mut Tree, root: Option<NodeId>, notes: &mut Vec<Note>) -> Result<Statement, Error> {
        let Some(root) = root else {
            return Ok(Statement { sql: String::new(), span: Span::NONE, unsupported: Vec::new(), comment: false });
        };
        let (span, comment) = (tree.span(root), tree.kind(root) == Kind::Semicolon);
        let root = self.write.prepare_within(tree, root, &self.generate.limits)?;
        let mut generated = generate(tree, root, &self.write, &self.generate)?;
        notes.append(&mut generated.notes);
        let level = self.generate.unsupported_level;
        if !generated.unsupported.is_empty() && matches!(level, ErrorLevel::Raise | ErrorLevel::Immediate) {
            if level == ErrorLevel::Immediate {
                generated.unsupported.truncate(1);
            }
            return Err(Error::Unsupported(generated.unsupported));
        }
        Ok(Statement { sql: generated.sql, span, unsupported: generated.unsupported, comment })
    }
}

impl Script {
    /// The script as a file: statements end in a semicolon and a line break (the last one in a semicolon only if it did
    /// in the source), `gap` further line breaks stand between them, and empty statements are left out.
    pub fn text(&self, gap: usize) -> String {
        let statements: Vec<&Statement> = self.statements.iter().filter(|s| !s.sql.is_empty()).collect();
        let mut out = String::with_capacity(statements.iter().map(|s| s.sql.len() + 2 + gap).sum());
        for (i, statement) in statements.iter().enumerate() {
            if i > 0 {
                out.extend(std::iter::repeat_n('\n', if statement.comment { 0 } else { gap }));
            }
            out.push_str(&statement.sql);
            // A comment behind the last statement must not hide the semicolon of the one before it.
            if !statement.comment && (i + 1 < statements.len() || self.terminated) {
                out.push(';');
            }
            out.push('\n');
        }
        out
    }
}
