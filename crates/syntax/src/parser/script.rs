//! Scripts: the statements of a long text one after the other, so that no more is held than the longest of them takes.
//!
//! A text is split into tokens portion by portion; a portion ends with a semicolon. Which semicolons end a statement (the body
//! of a routine has some of its own) only the statement's rule knows: if it asks for what follows at the end of a portion,
//! the statement is read again, with a portion that is twice as long.

use super::{chunks, with_room, Abort, ParseOptions, Parser, MANY_TOKENS};
use crate::{
    dialect::Dialect,
    error::{Note, ParseError, ParseIssue},
    lexer::{within_bytes, Lexed, Portion, Portions, T},
};
use sqlectic_ast::{NodeId, Span, Tree};

/// What reading a script tells besides its statements.
#[derive(Clone, Debug, Default)]
pub struct Remarks {
    /// Errors that did not stop parsing (levels `Warn` and `Ignore`).
    pub issues: Vec<ParseIssue>,
    /// Statements that were not understood and kept as text, by their place.
    pub commands: Vec<Span>,
    /// What is worth telling and no error.
    pub notes: Vec<Note>,
    /// Whether a semicolon follows the last statement.
    pub terminated: bool,
}

/// Parses the statements of `source` one after the other. `take` is given each, the tree that holds nothing else, and where in
/// the source the tree's places are counted from; then the tree is emptied. An error is the one of [`super::parse`], which
/// reads the whole text before anything is done with it: then what was taken is nothing worth.
pub fn parse_each<E: From<ParseError>>(
    source: &str,
    dialect: &Dialect,
    options: &ParseOptions,
    mut take: impl FnMut(&mut Tree, Option<NodeId>, u32) -> Result<(), E>,
) -> Result<Remarks, E> {
    if let Some(deputy) = dialect.deputy.and_then(|deputy| (deputy.read)(source)) {
        return parse_each(source, &deputy, options, take);
    }
    within_bytes(source, &options.limits).map_err(ParseError::from)?;
    let mut reader = Portions::new(source, &dialect.lexer, &options.limits);
    let mut parser = Parser::new(dialect, Tree::new(), Lexed::default(), 0, options);
    loop {
        let Portion { lexed, length, semicolon } =
            reader.portion(std::mem::take(&mut parser.all)).map_err(ParseError::from)?;
        let (start, count) = (reader.start(), lexed.tokens.len());
        let terminated = lexed.tokens.last().is_some_and(|token| token.kind == T::Semicolon);
        parser.begin(&source[start..start + length], lexed, semicolon.is_some());
        let end = parser.portion(start as u32, &mut take);
        match end {
            Ok(End::Starved { semicolon, tokens }) => reader.read_again(semicolon, tokens, 2 * (count - tokens)),
            Ok(End::Reached) if reader.go_on(semicolon, count) => {}
            Ok(End::Reached) => {
                let Parser { issues, commands, notes, .. } = parser;
                return Ok(Remarks { issues, commands, notes, terminated });
            }
            Err(Stop::Taker(error)) => return Err(error),
            Err(Stop::Parser) => {
                // What is wrong with tokens is told first, wherever it is.
                if parser.exceeded.is_none() && reader.go_on(semicolon, count) {
                    reader.each(|_, _, _| ()).map_err(ParseError::from)?;
                }
                return Err(parser.failure().into());
            }
        }
    }
}

/// How reading a portion ends.
enum End {
    /// All its statements were read.
    Reached,
    /// The statement behind so many tokens, of which the last is this semicolon, needs a longer portion.
    Starved { semicolon: Option<Span>, tokens: usize },
}

/// Why reading stops.
enum Stop<E> {
    /// See [`Parser::failure`].
    Parser,
    /// Who takes the statements says so.
    Taker(E),
}

/// What was known before a statement.
struct Before {
    next_chunk: usize,
    semicolon: Option<Span>,
    tokens: usize,
    issues: usize,
    commands: usize,
    notes: usize,
    counter: u32,
}

impl Parser<'_> {
    /// Begins with a portion of a text.
    fn begin(&mut self, text: &str, mut lexed: Lexed, goes_on: bool) {
        if self.tree.arena().is_empty() {
            let mut arena = with_room(text);
            arena.push_str(&lexed.extra);
            self.tree = Tree::with_text(arena);
        } else {
            self.tree.restart(text, &lexed.extra);
        }
        self.all = std::mem::take(&mut lexed.tokens);
        self.most_nodes = self.limits.grown(self.all.len()).saturating_add(self.earlier_nodes);
        self.chunks = chunks(&self.all);
        self.lexed = lexed;
        self.released = 0;
        self.next_chunk = 0;
        self.source_len = text.len() as u32;
        self.goes_on = goes_on;
    }

    /// Reads the statements of a portion that starts at `start` of the text.
    fn portion<E>(
        &mut self,
        start: u32,
        take: &mut impl FnMut(&mut Tree, Option<NodeId>, u32) -> Result<(), E>,
    ) -> Result<End, Stop<E>> {
        let (text, issues, commands) = (self.tree.arena().len(), self.issues.len(), self.commands.len());
        let end = self.portion_statements(text, |tree, root| take(tree, root, start));
        self.issues[issues..].iter_mut().for_each(|issue| issue.span = issue.span.within(start));
        self.commands[commands..].iter_mut().for_each(|span| *span = span.within(start));
        if let Some(error) = &mut self.exceeded {
            error.span = error.span.within(start);
        }
        end
    }

    fn portion_statements<E>(
        &mut self,
        text: usize,
        mut take: impl FnMut(&mut Tree, Option<NodeId>) -> Result<(), E>,
    ) -> Result<End, Stop<E>> {
        while self.next_chunk < self.chunks.len() {
            let before = self.before_statement();
            let root = self.chunk(&mut |p| p.statement());
            if self.starved && self.exceeded.is_none() {
                self.tree.clear(text);
                return Ok(self.go_back(before));
            }
            let root = self.checked(root).map_err(|Abort| Stop::Parser)?;
            let made = self.tree.len();
            self.drop_tokens();
            take(&mut self.tree, root).map_err(Stop::Taker)?;
            self.tree.clear(text);
            self.last_null_modifier = None;
            self.earlier_nodes += made;
            self.next_look = self.next_look.saturating_sub(made);
        }
        self.earlier_chunks += self.next_chunk;
        Ok(End::Reached)
    }

    /// Gives the memory of the tokens of a long statement back, which are not needed once it was read.
    fn drop_tokens(&mut self) {
        if self.tokens.len() > MANY_TOKENS {
            self.tokens = Vec::new();
        }
    }

    fn before_statement(&self) -> Before {
        let tokens = self.chunks[self.next_chunk].start;
        let semicolon = tokens.checked_sub(self.released + 1).map(|index| self.all[index].span);
        Before {
            next_chunk: self.next_chunk,
            semicolon,
            tokens,
            issues: self.issues.len(),
            commands: self.commands.len(),
            notes: self.notes.len(),
            counter: self.counter,
        }
    }

    /// Forgets a statement for which the portion was too short.
    fn go_back(&mut self, before: Before) -> End {
        self.starved = false;
        self.issues.truncate(before.issues);
        self.commands.truncate(before.commands);
        self.notes.truncate(before.notes);
        self.counter = before.counter;
        self.earlier_chunks += before.next_chunk;
        self.last_null_modifier = None;
        End::Starved { semicolon: before.semicolon, tokens: before.tokens }
    }
}
