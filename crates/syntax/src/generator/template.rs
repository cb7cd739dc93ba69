//! Expressions that are spelled as text with places to fill: what a function is in a dialect that lacks it.

use super::Generator;
use crate::{
    parser::{parse, ParseOptions},
    Dialect,
};
use rustc_hash::FxHashMap;
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree, Value};
use std::{
    fmt,
    sync::{Arc, RwLock},
};

/// How many templates are kept: more than a dialect has, save those that are put together for a statement.
const MOST: usize = 1000;

/// An expression that a template spells; nothing if it does not parse.
type Template = Option<Arc<(Tree, NodeId)>>;

/// The templates that were read as a dialect reads them. A copy of the dialect, which may be changed, begins anew.
#[derive(Default)]
pub(super) struct Templates(RwLock<FxHashMap<Box<str>, Template>>);

impl Clone for Templates {
    fn clone(&self) -> Self {
        Templates::default()
    }
}

impl fmt::Debug for Templates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("templates")
    }
}

impl Templates {
    /// The template that `sql` spells, by `read` if it was not read yet.
    fn get(&self, sql: &str, read: impl FnOnce() -> Template) -> Template {
        if let Some(known) = self.0.read().ok().and_then(|known| known.get(sql).cloned()) {
            return known;
        }
        let template = read();
        if let Ok(mut known) = self.0.write() {
            if known.len() >= MOST {
                known.clear();
            }
            known.insert(sql.into(), template.clone());
        }
        template
    }
}

/// Reads a template.
fn read(sql: &str, dialect: &Dialect) -> Template {
    let mut parsed = parse(sql, dialect, &ParseOptions::default()).ok()?;
    let root = parsed.roots.first().copied().flatten()?;
    let tree = &mut parsed.tree;
    // The parentheses of `INTERVAL (a + b) DAY` belong to the interval.
    for interval in tree.walk(root).filter(|node| tree.kind(*node) == Kind::Interval).collect::<Vec<_>>() {
        let paren = tree.this(interval).filter(|this| tree.kind(*this) == Kind::Paren);
        if let Some(inside) = paren.and_then(|paren| tree.this(paren)).filter(|inside| tree.is(*inside, Kind::Binary)) {
            tree.set(interval, Arg::This, inside);
        }
    }
    Some(Arc::new((parsed.tree, root)))
}

impl Generator<'_> {
    /// The expression that `sql` spells in the target's own dialect, with nodes in the place of the columns named by
    /// `slots`. A name that a lambda of the template binds is no column. An operator that becomes the operand
    /// of another one stands in parentheses. `_NAME(...)` is a call of `NAME` as it is spelled, whatever kind the dialect
    /// reads it as.
    pub fn template(&mut self, sql: &str, slots: &[(&str, NodeId)]) -> NodeId {
        self.filled(sql, slots, true)
    }

    /// The same without parentheses.
    pub fn raw_template(&mut self, sql: &str, slots: &[(&str, NodeId)]) -> NodeId {
        self.filled(sql, slots, false)
    }

    /// Writes what a template stands for; see [`Generator::template`].
    pub fn write_template(&mut self, sql: &str, slots: &[(&str, NodeId)]) {
        let node = self.template(sql, slots);
        self.node(node);
    }

    /// Writes what a template stands for; see [`Generator::raw_template`].
    pub fn write_raw_template(&mut self, sql: &str, slots: &[(&str, NodeId)]) {
        let node = self.raw_template(sql, slots);
        self.node(node);
    }

    /// Writes a node as a template whose columns are named after the node's arguments.
    pub(super) fn write_template_of(&mut self, id: NodeId, sql: &str) {
        let arguments: Vec<(Arg, Value)> = self.tree.arguments(id).collect();
        let slots: Vec<(&str, NodeId)> =
            arguments.iter().filter_map(|(arg, value)| Some((arg.name(), value.node()?))).collect();
        self.write_template(sql, &slots);
    }

    /// Runs a renderer of another dialect, whose templates are spelled as that one reads them. Those of the nodes below are
    /// the target's again.
    pub fn with_templates_of<V>(&mut self, home: &Arc<Dialect>, f: impl FnOnce(&mut Self) -> V) -> V {
        let outer = self.templates.replace((home.clone(), self.current));
        let value = f(self);
        self.templates = outer;
        value
    }

    fn filled(&mut self, sql: &str, slots: &[(&str, NodeId)], parens: bool) -> NodeId {
        let home = match &self.templates {
            Some((home, node)) if *node == self.current => home,
            _ => self.dialect,
        };
        let Some(template) = home.generator.read_templates.get(sql, || read(sql, home)) else {
            debug_assert!(false, "the template does not parse: {sql}");
            return self.word_node(sql);
        };
        let root = self.tree.import(&template.0, template.1);
        let span = self.tree.span(self.current);
        let nodes: Vec<NodeId> = self.tree.walk(root).collect();
        let mut filled = root;
        for node in nodes {
            self.tree.set_span(node, span);
            self.keep_spelling(node);
            let Some(value) = self.slot_of(node, slots) else { continue };
            // The children of what stands there are not copied: time would grow with the square of the depth.
            let value = self.tree.copy_above_children(value);
            if node == root {
                filled = value;
                continue;
            }
            let wraps = parens && self.needs_parens(node, value);
            if let Some(bracket) = self.tree.parent(node).filter(|parent| self.tree.kind(*parent) == Kind::Bracket) {
                // The index counts as the dialect does already.
                if self.tree.parent_arg(node) == Arg::Expressions {
                    let offset = self.dialect.semantics.flags.index_offset;
                    self.tree.set(bracket, Arg::Offset, Value::Int(offset));
                }
            }
            let value = if wraps { self.tree.make(Kind::Paren, &args![This: value]) } else { value };
            self.tree.replace(node, value);
        }
        if self.tree.parent(filled).is_none() {
            self.tree.set_parent_only(filled, Some(self.current));
        }
        filled
    }

    /// `_NAME(...)` -> `NAME(...)`.
    fn keep_spelling(&mut self, node: NodeId) {
        if self.tree.kind(node) != Kind::Anonymous {
            return;
        }
        if let Some(name) = self.tree.text_of(node, Arg::This).strip_prefix('_').map(str::to_string) {
            self.tree.set_text(node, Arg::This, &name);
        }
    }

    /// Whether what stands in the place of `slot` would bind otherwise there.
    fn needs_parens(&self, slot: NodeId, value: NodeId) -> bool {
        let is_operator =
            |kind: Kind| kind.is(Kind::Connector) || kind.is(Kind::Binary) && !kind.is(Kind::Func) && kind != Kind::Dot;
        let Some(parent) = self.tree.parent(slot) else { return false };
        let (outer, inner) = (self.tree.kind(parent), self.tree.kind(value));
        is_operator(inner)
            && (is_operator(outer) || outer == Kind::Not)
            && outer != Kind::DPipe
            && !(outer == Kind::Add && inner == Kind::Add)
    }

    fn slot_of(&self, node: NodeId, slots: &[(&str, NodeId)]) -> Option<NodeId> {
        if self.tree.kind(node) != Kind::Column || self.tree.get(node, Arg::Table) != Value::None {
            return None;
        }
        let name = self.tree.name(node);
        slots.iter().find(|(slot, _)| *slot == name).map(|(_, value)| *value)
    }
}
