//! Time formats and units in calls: strftime's spelling to the dialect's, units to words or strings.

use super::Generator;
use crate::{dialect::TimeTable, parser::is_word};
use sqlectic_ast::{Arg, Kind, NodeId, Value};

impl Generator<'_> {
    /// The `format` of a node in the dialect's spelling; what is no string literal stays.
    pub fn format_time(&mut self, id: NodeId) -> Value {
        let dialect = self.dialect;
        let Some(own) = &dialect.generator.parts.time else { return self.usual_format_time(id) };
        let Some(sql) = own(self, id) else { return Value::None };
        let usual = self.usual_format_time(id);
        match self.captured_lines(|g| g.value(usual)) == sql {
            true => usual,
            false => self.word_node(&sql).into(),
        }
    }

    /// The same by the dialect's table.
    pub fn usual_format_time(&mut self, id: NodeId) -> Value {
        let format = self.tree.get(id, Arg::Format);
        let Some(node) = format.node() else { return format };
        if !self.tree.is_string(node) {
            return self.format_time_of(node, str::to_string);
        }
        let text = self.dialect.time.write.apply(self.tree.name(node));
        self.report_left_pieces(&text);
        self.string_node(&text).into()
    }

    /// Pieces of strftime's that a dialect with formats of another kind has no spelling for.
    fn report_left_pieces(&mut self, text: &str) {
        let own = &self.dialect.time.mapping;
        if own.is_empty() || own.iter().any(|(spelling, _)| spelling.starts_with('%')) {
            return;
        }
        let left = text.find('%').and_then(|at| text[at + 1..].chars().next()).filter(char::is_ascii_alphabetic);
        if let Some(letter) = left {
            self.unsupported(&format!("The format has no piece for %{letter}"));
        }
    }

    /// The `format` of a node as another table spells it; what is no string literal stays.
    pub fn format_time_by(&mut self, id: NodeId, table: &TimeTable) -> Value {
        match self.tree.node(id, Arg::Format) {
            Some(node) if self.tree.is_string(node) => {
                let text = table.apply(self.tree.name(node));
                self.string_node(&text).into()
            }
            _ => self.tree.get(id, Arg::Format),
        }
    }

    /// An expression that makes a format, its literals in the dialect's spelling after `change`.
    pub fn format_time_of(&mut self, node: NodeId, change: fn(&str) -> String) -> Value {
        if self.tree.find(node, Kind::Literal).is_none() {
            return node.into();
        }
        let copy = self.tree.copy(node);
        let literals: Vec<NodeId> = self.tree.walk(copy).filter(|literal| self.tree.is_string(*literal)).collect();
        for literal in literals {
            let text = self.dialect.time.write.apply(&change(self.tree.name(literal)));
            self.tree.set_text(literal, Arg::This, &text);
        }
        copy.into()
    }

    /// Whether the `format` of a node is the dialect's default for timestamps.
    pub fn has_default_time_format(&self, id: NodeId) -> bool {
        self.has_format(id, self.dialect.time.time_format)
    }

    /// Whether the `format` of a node is the dialect's default for dates.
    pub fn has_default_date_format(&self, id: NodeId) -> bool {
        self.has_format(id, self.dialect.time.date_format)
    }

    fn has_format(&self, id: NodeId, format: &str) -> bool {
        let Some(node) = self.tree.node(id, Arg::Format).filter(|node| self.tree.is_string(*node)) else {
            return false;
        };
        self.dialect.time.write.apply(self.tree.name(node)) == format.trim_matches('\'')
    }

    /// The unit of a node as a string literal; `default` if it has none.
    pub fn unit_to_string(&mut self, id: NodeId, default: &str) -> Value {
        match self.tree.node(id, Arg::Unit) {
            None if default.is_empty() => Value::None,
            None => self.string_node(default).into(),
            Some(unit) if matches!(self.tree.kind(unit), Kind::Var | Kind::Identifier) => {
                let name = self.tree.name(unit).to_uppercase();
                self.string_node(&name).into()
            }
            Some(unit) if self.tree.kind(unit) == Kind::WeekStart => {
                let name = self.sql(unit);
                self.string_node(&name).into()
            }
            Some(unit) => unit.into(),
        }
    }

    /// The unit of a node as a word; `default` if it has none.
    pub fn unit_to_word(&mut self, id: NodeId, default: &str) -> Value {
        match self.tree.node(id, Arg::Unit) {
            None if default.is_empty() => Value::None,
            None => self.word_node(default).into(),
            Some(unit) if self.tree.is_string(unit) && is_word(self.tree.name(unit)) => {
                let name = self.tree.name(unit).to_uppercase();
                let name = crate::parser::functions::full_unit(&name).to_string();
                self.word_node(&name).into()
            }
            Some(unit) if self.tree.kind(unit) == Kind::Var => {
                let name = self.tree.name(unit);
                match crate::parser::functions::full_unit(name) {
                    full if full != name => {
                        let full = full.to_string();
                        self.word_node(&full).into()
                    }
                    _ => unit.into(),
                }
            }
            Some(unit) => unit.into(),
        }
    }

    /// The name of a node's unit in upper case; `default` if it has none.
    pub fn unit_name(&self, id: NodeId, default: &str) -> String {
        match self.tree.text_of(id, Arg::Unit) {
            _ if self.tree.node(id, Arg::Unit).is_some_and(|unit| self.tree.kind(unit) == Kind::WeekStart) => {
                "WEEK".into()
            }
            "" => default.to_string(),
            name => name.to_uppercase(),
        }
    }
}
