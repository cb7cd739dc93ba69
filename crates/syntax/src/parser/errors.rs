//! Issues, and going on after them: alternatives that are tried, and places that are not tried again.

use super::{Abort, Parser, MAX_ISSUES, R};
use crate::error::{ErrorLevel, ParseIssue};
use sqlectic_ast::Span;

impl Parser<'_> {
    /// Records an issue at the current token (the previous one at the end).
    #[cold]
    pub fn error(&mut self, message: &str) -> R<()> {
        let span = self.issue_place();
        self.error_at(span, message)
    }

    /// The current token, at the end the previous one.
    pub(super) fn issue_place(&self) -> Span {
        match self.at_end() && self.pos > 0 {
            true => self.prev().span,
            false => self.curr().span,
        }
    }

    /// Records an issue at a place.
    #[cold]
    pub fn error_at(&mut self, span: Span, message: &str) -> R<()> {
        self.report(ParseIssue::new(message, span))
    }

    /// Records an issue.
    #[cold]
    pub(super) fn report(&mut self, issue: ParseIssue) -> R<()> {
        self.issues.push(issue);
        // Going on after errors, alternatives are tried that would not have been reached.
        let many = self.issues.len().saturating_sub(self.earlier_issues) > MAX_ISSUES;
        match self.error_level {
            ErrorLevel::Immediate => Err(Abort),
            _ if many => Err(Abort),
            _ => Ok(()),
        }
    }

    /// Notes that the statement starting at the current chunk is kept as text.
    pub fn note_command(&mut self) {
        let (first, last) = (self.tokens[0].span, self.tokens[self.tokens.len().saturating_sub(2)].span);
        self.commands.push(Span { start: first.start, end: last.end });
    }

    /// Goes back to a mark for a rule that must not read the same a second time: [`Parser::is_dead_end`] tells it.
    pub fn retreat_for_good(&mut self, mark: usize) {
        self.seen.dead_ends.insert(mark);
        self.retreat(mark);
    }

    /// Whether a rule has gone back to a mark with [`Parser::retreat_for_good`].
    pub fn is_dead_end(&self, mark: usize) -> bool {
        !self.seen.dead_ends.is_empty() && self.seen.dead_ends.contains(&mark)
    }

    /// Tries a rule: if it fails, or returns nothing, the cursor and what was reported are as before.
    pub fn attempt<V>(&mut self, f: impl FnOnce(&mut Self) -> R<Option<V>>) -> Option<V> {
        let (mark, issues, notes, level) = (self.pos, self.issues.len(), self.notes.len(), self.error_level);
        self.error_level = ErrorLevel::Immediate;
        let result = f(self);
        self.error_level = level;
        match result {
            Ok(Some(value)) => Some(value),
            _ => {
                self.issues.truncate(issues);
                self.notes.truncate(notes);
                self.retreat(mark);
                None
            }
        }
    }
}
