//! From one dialect to another, script by script.

use crate::{
    dialects, generate, parse_each, Dialect, DialectError, Error, ErrorLevel, GenerateOptions, Generated, Kind,
    LimitError, Limits, NodeId, Note, ParseIssue, ParseOptions, Remarks, Span, Tree, Unsupported,
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
        let mut statements = Vec::new();
        let Remarks { issues, commands, notes, terminated } = self.run_each(sql, |one| statements.push(one))?;
        Ok(Script { statements, issues, commands, notes, terminated })
    }

    /// The same a statement at a time: no more is held than one of them takes. If there is an error, what was taken before
    /// is nothing worth.
    pub fn run_each(&self, sql: &str, mut take: impl FnMut(Statement)) -> Result<Remarks, Error> {
        let mut notes = Vec::new();
        let mut refused = None;
        let mut remarks = parse_each(sql, &self.read, &self.parse, |tree, root, start| {
            // What is wrong with the text is told first, wherever it is.
            if refused.is_none() {
                match self.statement(tree, root, start, &mut notes) {
                    Ok(statement) => take(statement),
                    Err(Error::Limit(error)) => return Err(Error::Limit(error)),
                    Err(error) => refused = Some(error),
                }
            }
            Ok(())
        })?;
        remarks.notes.append(&mut notes);
        refused.map_or(Ok(remarks), Err)
    }

    /// Writes a statement of which the places are counted from `start`.
    fn statement(
        &self,
        tree: &mut Tree,
        root: Option<NodeId>,
        start: u32,
        notes: &mut Vec<Note>,
    ) -> Result<Statement, Error> {
        let Some(root) = root else {
            return Ok(Statement { sql: String::new(), span: Span::NONE, unsupported: Vec::new(), comment: false });
        };
        let (span, comment) = (tree.span(root).within(start), tree.kind(root) == Kind::Semicolon);
        let Generated { sql, mut unsupported, notes: mut more } =
            self.generated(tree, root).map_err(|error| LimitError { span: error.span.within(start), ..error })?;
        notes.append(&mut more);
        unsupported.iter_mut().for_each(|one| one.span = one.span.within(start));
        let level = self.generate.unsupported_level;
        if !unsupported.is_empty() && matches!(level, ErrorLevel::Raise | ErrorLevel::Immediate) {
            if level == ErrorLevel::Immediate {
                unsupported.truncate(1);
            }
            return Err(Error::Unsupported(unsupported));
        }
        Ok(Statement { sql, span, unsupported, comment })
    }

    fn generated(&self, tree: &mut Tree, root: NodeId) -> Result<Generated, LimitError> {
        let root = self.write.prepare_within(tree, root, &self.generate.limits)?;
        generate(tree, root, &self.write, &self.generate)
    }
}

impl Script {
    /// The script as a file; see [`Lines`].
    pub fn text(&self, gap: usize) -> String {
        let mut out = String::with_capacity(self.statements.iter().map(|s| s.sql.len() + 2 + gap).sum());
        let mut lines = Lines::new(gap);
        let mut push = |text: &str| out.push_str(text);
        self.statements.iter().for_each(|statement| lines.add(statement.clone(), &mut push));
        lines.finish(self.terminated, &mut push);
        out
    }
}

/// Makes a file of statements: they end in a semicolon and a line break (the last one in a semicolon only if it did in the
/// source), `gap` further line breaks stand between them, and empty statements are left out.
#[derive(Debug)]
pub struct Lines {
    gap: usize,
    /// The last statement: what stands behind it is not known yet.
    last: Option<Statement>,
}

impl Lines {
    /// With so many empty lines between statements.
    pub fn new(gap: usize) -> Lines {
        Lines { gap, last: None }
    }

    /// Adds a statement; `push` is given what is certain.
    pub fn add(&mut self, statement: Statement, push: &mut impl FnMut(&str)) {
        if statement.sql.is_empty() {
            return;
        }
        let gap = if statement.comment { 0 } else { self.gap };
        if let Some(last) = self.last.replace(statement) {
            last.write(true, push);
            (0..gap).for_each(|_| push("\n"));
        }
    }

    /// Gives what is left; a semicolon stands behind it if the script is `terminated`.
    pub fn finish(self, terminated: bool, push: &mut impl FnMut(&str)) {
        if let Some(last) = self.last {
            last.write(terminated, push);
        }
    }
}

impl Statement {
    fn write(&self, terminated: bool, push: &mut impl FnMut(&str)) {
        push(&self.sql);
        // A comment behind the last statement must not hide the semicolon of the one before it.
        push(if terminated && !self.comment { ";\n" } else { "\n" });
    }
}
