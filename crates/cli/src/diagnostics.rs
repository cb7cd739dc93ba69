//! Errors and warnings for people (excerpts of the source) and for machines (JSON).

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde_json::{json, Value as Json};
use sqlectic::{syntax::places, ParseIssue, Span};
use std::{cell::RefCell, ops::Range};

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Severity {
    Error,
    Warning,
}

/// Something to tell about an input.
#[derive(Clone, Debug)]
pub(crate) struct Diagnostic {
    pub(crate) severity: Severity,
    pub(crate) message: String,
    pub(crate) span: Span,
}

impl Diagnostic {
    pub(crate) fn error(issue: ParseIssue) -> Diagnostic {
        Diagnostic { severity: Severity::Error, message: issue.message, span: issue.span }
    }

    pub(crate) fn warning(message: impl Into<String>, span: Span) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, message: message.into(), span }
    }

    /// `{"message", "start", "end", "line", "column"}`; the places are null if it has none.
    pub(crate) fn json(&self, places: &Places<'_>) -> Json {
        match places.range(self.span) {
            Some(range) => {
                let (line, column) = places.line_and_column(range.start);
                json!({"message": self.message, "start": range.start, "end": range.end, "line": line, "column": column})
            }
            None => json!({"message": self.message, "start": null, "end": null, "line": null, "column": null}),
        }
    }

    /// For people: the message, the place and an excerpt.
    pub(crate) fn render(&self, name: &str, places: &Places<'_>, colors: bool) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let renderer = if colors { Renderer::styled() } else { Renderer::plain() };
        let title = level.primary_title(&self.message);
        let Some(range) = places.range(self.span) else {
            let place = Snippet::<annotate_snippets::Annotation<'_>>::source("").path(name);
            return renderer.render(&[title.element(place)]);
        };
        let excerpt = places.excerpt(&range);
        let (line, _) = places.line_and_column(excerpt.start);
        let inside = range.start - excerpt.start..range.end.min(excerpt.end) - excerpt.start;
        let snippet = Snippet::source(&places.source[excerpt])
            .path(name)
            .line_start(line)
            .annotation(AnnotationKind::Primary.span(inside));
        renderer.render(&[title.element(snippet)])
    }
}

/// Finds lines and columns in a source; it is not counted before the first is asked for.
pub(crate) struct Places<'a> {
    source: &'a str,
    counted: RefCell<places::Places>,
}

/// Lines that an excerpt shows at most.
const EXCERPT_LINES: usize = 4;

impl<'a> Places<'a> {
    pub(crate) fn new(source: &'a str) -> Places<'a> {
        Places { source, counted: RefCell::default() }
    }

    /// The bytes of a span, if it is a place in this source.
    pub(crate) fn range(&self, span: Span) -> Option<Range<usize>> {
        let range = span.start as usize..span.end as usize;
        let boundary = |mut i: usize| {
            while !self.source.is_char_boundary(i) {
                i += 1;
            }
            i
        };
        let fits = span.is_some() && range.start <= range.end && range.end <= self.source.len();
        fits.then(|| boundary(range.start)..boundary(range.end))
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    pub(crate) fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let place = self.counted.borrow_mut().of(self.source, offset);
        (place.line, place.column)
    }

    /// The end of the line that an offset stands on.
    fn line_end(&self, offset: usize) -> usize {
        self.source[offset..].find('\n').map_or(self.source.len(), |n| offset + n)
    }

    /// The lines that a range covers, the first few of them.
    fn excerpt(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.source[..range.start].rfind('\n').map_or(0, |n| n + 1);
        let last = range.end.saturating_sub(1).max(range.start);
        let mut end = self.line_end(range.start);
        for _ in 1..EXCERPT_LINES {
            if last <= end {
                break;
            }
            end = self.line_end(end + 1);
        }
        start..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let places = Places::new("SELECT é,\nß + x");
        assert_eq!(places.line_and_column(7), (1, 8));
        assert_eq!(places.line_and_column(9), (1, 9));
        assert_eq!(places.line_and_column(16), (2, 5));
        assert_eq!(places.line_and_column(7), (1, 8));
    }

    #[test]
    fn an_excerpt_shows_the_place() {
        let text = "SELECT a,\n  b +\nFROM t";
        let places = Places::new(text);
        let diagnostic = Diagnostic::warning("odd", Span { start: 14, end: 15 });
        let shown = diagnostic.render("x.sql", &places, false);
        assert!(
            shown.contains("warning: odd") && shown.contains("x.sql:2:5") && shown.contains("2 |   b +"),
            "{shown}"
        );
    }

    #[test]
    fn a_place_outside_is_no_place() {
        let places = Places::new("é");
        assert_eq!(places.range(Span { start: 0, end: 1 }), Some(0..2));
        assert_eq!(places.range(Span { start: 2, end: 9 }), None);
        assert_eq!(places.range(Span::NONE), None);
    }
}
