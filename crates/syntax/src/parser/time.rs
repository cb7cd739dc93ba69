//! Time formats and units in calls: the dialect's spelling to strftime's, words to units.

use super::{Parser, R};
use crate::dialect::TimeTable;
use sqlectic_ast::{args, Arg, Kind, NodeId};

impl Parser<'_> {
    /// A format in the dialect's spelling as strftime spells it; what is no string literal stays.
    pub fn format_time(&mut self, format: NodeId) -> NodeId {
        self.format_by(&self.dialect.time.read, format)
    }

    /// The format of a cast, which may be spelled another way.
    pub fn format_time_of_cast(&mut self, format: NodeId) -> NodeId {
        let time = &self.dialect.time;
        self.format_by(if time.cast_read.is_empty() { &time.read } else { &time.cast_read }, format)
    }

    /// A format spelled as another table says; what is no string literal stays.
    pub fn format_by(&mut self, table: &TimeTable, format: NodeId) -> NodeId {
        if !self.tree.is_string(format) || table.is_empty() {
            return format;
        }
        let text = table.apply(self.tree.name(format));
        let (text, span) = (self.text(&text), self.tree.span(format));
        self.tree.make_at(Kind::Literal, span, &args![This: text, IsString: true])
    }

    /// A call with a value and a time format, which may be left out: then it is the default of the dialect.
    pub fn formatted_time(&mut self, kind: Kind, arguments: &[NodeId]) -> R<NodeId> {
        let default = self.dialect.time.time_format;
        self.formatted_time_or(kind, arguments, Some(default))
    }

    /// The same with another default (quotes included), or none.
    pub fn formatted_time_or(&mut self, kind: Kind, arguments: &[NodeId], default: Option<&str>) -> R<NodeId> {
        let format = match (arguments.get(1), default) {
            (Some(format), _) => Some(self.format_time(*format)),
            (None, Some(default)) => {
                let text = self.dialect.time.read.apply(default.trim_matches('\''));
                Some(self.tree.string(&text))
            }
            (None, None) => None,
        };
        self.make(kind, &args![This: arguments.first().copied(), Format: format])
    }

    /// A unit given as a string, column or word, as an upper-case word.
    pub fn unit(&mut self, unit: NodeId) -> NodeId {
        let name = match self.tree.kind(unit) {
            Kind::Literal | Kind::Var | Kind::Identifier => self.tree.name(unit),
            Kind::Column if self.tree.node(unit, Arg::Table).is_none() => self.tree.name(unit),
            _ => return unit,
        };
        if !is_word(name) {
            return unit;
        }
        let (name, span) = (name.to_uppercase(), self.tree.span(unit));
        let word = self.word_node(&name);
        self.tree.set_span(word, span);
        word
    }
}

/// Whether a text may stand as a unit without quotes: `WEEK(MONDAY)`, but not `a b`.
pub(crate) fn is_word(unit: &str) -> bool {
    !unit.is_empty() && unit.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '(' | ')'))
}
