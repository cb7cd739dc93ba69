//! Tree to text.
//!
//! Everything is written into one buffer. In pretty mode line breaks and indentation are not characters but [`Mark`]s
//! beside the buffer, so that a group can be broken after its items were written; the layout resolves them in
//! one pass. Renderers never change nodes that exist; they make new ones, which are dropped when generation ends.

pub(crate) mod binding;
mod calls;
mod comments;
mod layout;
mod parts;
mod quantified;
mod tables;
mod template;

pub mod alter;
pub mod analyze;
pub mod clauses;
pub mod constraints;
pub mod copy;
pub mod ddl;
pub mod dml;
pub mod expr;
pub mod foreign;
pub mod functions;
pub mod json_path;
pub mod merge;
pub mod pivot;
pub mod procedural;
pub mod properties;
pub mod query;
pub mod relation;
pub mod session;
pub mod statements;
pub mod strings;
mod time;
pub mod types;

pub use layout::{Mark, Measure};
pub use parts::{LocateFn, Part, PartFn, Parts, ReportFn, TimeFn};
pub use tables::{Clause, GeneratorFlags, GeneratorTables, Location, Render, RenderFn};

use crate::{
    dialect::Dialect,
    error::{ErrorLevel, Note, Unsupported},
    limits::{Limit, LimitError, Limits, Meter},
};
use layout::Layout;
use smallvec::SmallVec;
use sqlectic_ast::{Arg, Kind, NodeId, Text, Tree, Value};
use std::sync::Arc;

/// What stands for a line break that is no part of the layout, in texts that programs work on.
pub const LINE_BREAK: &str = "__SQLECTIC__LB__";

/// How function names are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum FunctionCase {
    /// In upper case.
    #[default]
    Upper,
    /// In lower case.
    Lower,
    /// As they stood in the source, where that is known.
    Keep,
}

/// Which identifiers are quoted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Identify {
    /// Those that were.
    #[default]
    Never,
    /// All.
    Always,
    /// Those that keep their meaning when quoted.
    Safe,
}

/// Options of generation.
#[derive(Clone, Debug)]
pub struct GenerateOptions {
    /// Whether to break lines and indent.
    pub pretty: bool,
    /// Which identifiers to quote.
    pub identify: Identify,
    /// Whether to write identifiers in lower case.
    pub normalize: bool,
    /// Columns that the items of a clause or list are indented by.
    pub pad: usize,
    /// Columns that a nested query is indented by.
    pub indent: usize,
    /// How to write function names; the dialect's way if absent.
    pub normalize_functions: Option<FunctionCase>,
    /// What to do with what the dialect cannot say.
    pub unsupported_level: ErrorLevel,
    /// Whether commas stand at the start of lines.
    pub leading_comma: bool,
    /// Width beyond which arguments of functions and the like are broken into lines.
    pub max_text_width: usize,
    /// Whether to write comments.
    pub comments: bool,
    /// What a tree may ask for.
    pub limits: Limits,
}

impl Default for GenerateOptions {
    fn default() -> Self {
        GenerateOptions {
            pretty: false,
            identify: Identify::Never,
            normalize: false,
            pad: 2,
            indent: 2,
            normalize_functions: None,
            unsupported_level: ErrorLevel::Warn,
            leading_comma: false,
            max_text_width: 80,
            comments: true,
            limits: Limits::default(),
        }
    }
}

/// What generation returns.
#[derive(Clone, Debug, Default)]
pub struct Generated {
    /// The text.
    pub sql: String,
    /// What the dialect could not say, in the order it was noticed.
    pub unsupported: Vec<Unsupported>,
    /// What is worth telling and no error.
    pub notes: Vec<Note>,
}

/// The state of generating one text.
pub struct Generator<'a> {
    /// The dialect that is written.
    pub dialect: &'a Dialect,
    /// The tree that is read; new nodes may be added, existing ones are not changed.
    pub tree: &'a mut Tree,
    /// Options.
    pub options: &'a GenerateOptions,
    /// What was written so far, line breaks left out in pretty mode.
    pub(crate) out: Layout,
    /// What the dialect cannot say.
    pub unsupported: Vec<Unsupported>,
    /// What is worth telling and no error.
    pub notes: Vec<Note>,
    /// Whether the sample clause of the query that is rendered stands elsewhere.
    pub(crate) sample_written: bool,
    /// Whether the clause that is rendered next stays on one line, inside of something else.
    pub flat: bool,
    /// How many tables without a name got one.
    names: usize,
    /// What is written as a whole.
    root: NodeId,
    /// The node that is rendered.
    current: NodeId,
    function_case: FunctionCase,
    /// Whether names without quotes are written as they are unless the dialect needs quotes.
    names_stay: bool,
    meter: Meter<'a>,
    /// The dialect that the templates of a node are spelled in, where it is not the one that is written.
    templates: Option<(Arc<Dialect>, NodeId)>,
    /// The node that is to be written past what is put around all nodes; see [`Generator::usual_once`].
    usual: Option<NodeId>,
}

/// Writes a node as if it had no parent, and leaves the tree as it was: what generation makes is taken back.
pub fn generate_part(
    tree: &mut Tree,
    id: NodeId,
    dialect: &Dialect,
    options: &GenerateOptions,
) -> Result<Generated, LimitError> {
    let place = tree.parent(id).map(|parent| (parent, tree.parent_arg(id), tree.index(id)));
    let mark = tree.mark();
    tree.clear_parent(id);
    let generated = generate(tree, id, dialect, options);
    tree.reset(mark, id);
    if let Some((parent, arg, index)) = place {
        tree.set_parent(id, parent, arg, index.map(|index| index as u32));
    }
    generated
}

/// Writes the tree below `root` as text. The tree must already be in the target's shape (see [`Dialect::prepare`]).
pub fn generate(
    tree: &mut Tree,
    root: NodeId,
    dialect: &Dialect,
    options: &GenerateOptions,
) -> Result<Generated, LimitError> {
    if let Some(deputy) = dialect.deputy.and_then(|deputy| (deputy.write)(tree, root)) {
        return generate(tree, root, &deputy, options);
    }
    let room = tree.set_room(Some(options.limits.grown(tree.len()).saturating_add(tree.len())));
    let generated = written(tree, root, dialect, options);
    tree.set_room(room);
    generated
}

fn written(
    tree: &mut Tree,
    root: NodeId,
    dialect: &Dialect,
    options: &GenerateOptions,
) -> Result<Generated, LimitError> {
    let mut generator = Generator {
        out: Layout::new(options.pretty, likely_length(tree, root)),
        meter: Meter::new(&options.limits, tree.len()),
        root,
        dialect,
        tree,
        options,
        unsupported: Vec::new(),
        notes: Vec::new(),
        sample_written: false,
        flat: false,
        names: 0,
        current: root,
        function_case: options.normalize_functions.unwrap_or(dialect.semantics.normalize_functions),
        names_stay: options.identify == Identify::Never && !options.normalize,
        templates: None,
        usual: None,
    };
    generator.node(root);
    generator.check_size(root);
    generator.check_growth(root);
    let Generator { out, unsupported, notes, meter, .. } = generator;
    if let Some(error) = meter.error {
        return Err(error);
    }
    let mut sql = out.finish();
    sql.truncate(sql.trim_end().len());
    // A clause on its own begins with the space that parts it from what is before.
    if sql.starts_with(char::is_whitespace) {
        sql = sql.trim_start().to_string();
    }
    Ok(Generated { sql, unsupported, notes })
}

/// About as long as the text is where a node stands; of a node that was made, as all that was read.
fn likely_length(tree: &Tree, id: NodeId) -> usize {
    let span = tree.span(id);
    match span.is_some() {
        true => span.end.saturating_sub(span.start) as usize + 64,
        false => tree.arena().len(),
    }
}

/// How [`Generator::expressions`] lays a list out.
#[derive(Clone, Copy, Debug)]
pub struct ListStyle {
    /// Whether it stays on one line even in pretty mode.
    pub flat: bool,
    /// Whether its lines are indented.
    pub indent: bool,
    /// Whether it is broken only if it is too wide.
    pub dynamic: bool,
    /// Whether a line break stands before the first and after the last item, if it is broken.
    pub new_line: bool,
    /// Whether the first item keeps the indentation of what is before it.
    pub skip_first: bool,
    /// What separates items.
    pub sep: &'static str,
    /// What stands before each item.
    pub prefix: &'static str,
}

impl Default for ListStyle {
    fn default() -> Self {
        ListStyle {
            flat: false,
            indent: true,
            dynamic: false,
            new_line: false,
            skip_first: false,
            sep: ", ",
            prefix: "",
        }
    }
}

/// A list on one line.
pub const FLAT: ListStyle =
    ListStyle { flat: true, indent: true, dynamic: false, new_line: false, skip_first: false, sep: ", ", prefix: "" };

/// Writes a node by what the dialect's tables say of its kind.
fn render_by_table(g: &mut Generator<'_>, id: NodeId) {
    let kind = g.tree.kind(id);
    let dialect = g.dialect;
    let row = dialect.generator.row(kind);
    if row.lacking {
        g.unsupported(&format!("{} has no {}", dialect.name, kind.name()));
    }
    match &row.render {
        Some(render) => g.render_as(render, id),
        None if kind.is(Kind::Func) => functions::function_fallback(g, id),
        None if kind.is(Kind::Property) => properties::property(g, id),
        None => g.unsupported(&format!("Unsupported expression type {}", kind.name())),
    }
}

impl<'a> Generator<'a> {
    // ---- writing ------------------------------------------------------------------------------------------------

    /// Writes text.
    #[inline]
    pub fn write(&mut self, text: &str) {
        self.out.push(text);
    }

    /// Writes a character.
    pub fn write_char(&mut self, c: char) {
        self.out.push(c.encode_utf8(&mut [0; 4]));
    }

    /// Writes text of the tree.
    #[inline]
    pub fn write_text(&mut self, text: Text) {
        self.out.push(self.tree.str(text));
    }

    /// Whether lines are broken.
    pub fn pretty(&self) -> bool {
        self.options.pretty
    }

    /// A line break in pretty mode, else a blank.
    #[inline]
    pub fn sep(&mut self) {
        self.out.line_or(" ");
    }

    /// A line break in pretty mode, else nothing.
    pub fn line(&mut self) {
        self.out.line_or("");
    }

    /// A line break or blank, then text: the start of a clause.
    pub fn seg(&mut self, text: &str) {
        self.sep();
        self.write(text);
    }

    /// Indents what `f` writes like the items of a clause.
    pub fn indented(&mut self, f: impl FnOnce(&mut Self)) {
        let pad = self.options.pad as i16;
        self.out.indent(pad);
        f(self);
        self.out.indent(-pad);
    }

    /// In pretty mode starts a line and indents what `f` writes; else a blank before it.
    pub fn block(&mut self, f: impl FnOnce(&mut Self)) {
        let pad = self.options.pad as i16;
        self.out.indent(pad);
        self.sep();
        f(self);
        self.out.indent(-pad);
    }

    /// The indentation of an item, in pretty mode: before a list that goes on behind what was written.
    pub fn pad(&mut self) {
        if self.pretty() {
            let blanks = " ".repeat(self.options.pad);
            self.write(&blanks);
        }
    }

    /// Parentheses around what `f` writes; in pretty mode on lines of its own, indented like a nested query.
    pub fn wrap(&mut self, f: impl FnOnce(&mut Self)) {
        let indent = self.options.indent as i16;
        self.write("(");
        self.out.indent(indent);
        self.line();
        let start = self.position();
        f(self);
        self.out.indent(-indent);
        if self.position() == start {
            // Nothing inside: no line either.
            self.out.drop_last_line();
        } else {
            self.line();
        }
        self.write(")");
    }

    /// Parentheses around what `f` writes.
    pub fn parens(&mut self, f: impl FnOnce(&mut Self)) {
        self.write("(");
        f(self);
        self.write(")");
    }

    /// Parentheses around an operand, laid out as those that a text has: the inside stands on a line of its own.
    pub fn paren(&mut self, f: impl FnOnce(&mut Self)) {
        self.write("(");
        self.indented(|g| {
            g.line();
            f(g);
        });
        self.line();
        self.write(")");
    }

    /// Where the next character goes; equal positions mean that nothing was written between.
    pub fn position(&self) -> usize {
        self.out.len()
    }

    /// Writes `text` if `f` wrote something after it; else takes it back. Returns whether it did.
    pub fn prefixed(&mut self, text: &str, f: impl FnOnce(&mut Self)) -> bool {
        let before = self.out.save();
        self.write(text);
        let start = self.position();
        f(self);
        let written = self.position() > start;
        if !written {
            self.out.restore(before);
        }
        written
    }

    /// What `f` writes, as a text of its own.
    pub fn captured(&mut self, f: impl FnOnce(&mut Self)) -> String {
        let layout = Layout::new(self.options.pretty, 64);
        let outer = std::mem::replace(&mut self.out, layout);
        f(self);
        self.check_size(self.current);
        let inner = std::mem::replace(&mut self.out, outer);
        if self.meter.error.is_some() {
            return String::new();
        }
        inner.finish()
    }

    /// Gives writing up if more nodes are made or visited than may be.
    fn check_growth(&mut self, id: NodeId) {
        let (tree, root) = (&*self.tree, self.root);
        // A tree that programs made may hold itself.
        if self.meter.outgrows(tree.len(), |most| tree.walk(root).take(most).count()) {
            self.exceeds(Limit::Growth, id);
        }
    }

    /// Gives writing up if the text would be longer than it may be.
    fn check_size(&mut self, id: NodeId) {
        if self.out.size() > self.options.limits.bytes {
            self.exceeds(Limit::Bytes, id);
        }
    }

    /// The same for programs that work on the text and give it to [`Generator::write_lines`]: line breaks inside of
    /// strings and comments are [`LINE_BREAK`]s in pretty mode, so that they can be told from those of the layout.
    pub fn captured_lines(&mut self, f: impl FnOnce(&mut Self)) -> String {
        let layout = Layout::new(self.options.pretty, 64);
        let outer = std::mem::replace(&mut self.out, layout);
        f(self);
        let inner = std::mem::replace(&mut self.out, outer);
        if self.options.pretty {
            inner.finish_with(LINE_BREAK)
        } else {
            inner.finish()
        }
    }

    /// Takes back what was written since, as a text for programs.
    fn taken_since(&mut self, start: layout::Saved) -> String {
        let taken = self.out.take_since(start);
        match self.options.pretty {
            true => taken.finish_with(LINE_BREAK),
            false => taken.finish(),
        }
    }

    /// Writes a text whose line breaks are the layout's.
    pub fn write_lines(&mut self, text: &str) {
        if !self.options.pretty {
            return self.write(text);
        }
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                self.line();
            }
            self.write(&line.replace(LINE_BREAK, "\n"));
        }
    }

    /// A node as a text of its own.
    pub fn sql(&mut self, node: NodeId) -> String {
        self.captured(|g| g.node(node))
    }

    // ---- nodes --------------------------------------------------------------------------------------------------

    /// Writes a node with its comments.
    #[inline]
    pub fn node(&mut self, id: NodeId) {
        if self.tree.has_comments() && self.options.comments {
            return self.node_with_comments(id);
        }
        self.node_only(id);
    }

    /// Writes a node without its comments.
    pub fn node_only(&mut self, id: NodeId) {
        if !self.meter.enter() {
            return self.node_after_look(id);
        }
        let outer = std::mem::replace(&mut self.current, id);
        let render = self.dialect.generator.row(self.tree.kind(id)).native;
        render(self, id);
        self.current = outer;
        self.meter.leave();
    }

    /// The same where limits and stack have to be looked at.
    #[cold]
    fn node_after_look(&mut self, id: NodeId) {
        self.check_growth(id);
        match self.meter.look(self.out.size()) {
            Ok(next) => {
                crate::parser::deep(|| self.node_only(id));
                self.meter.looked(next);
            }
            Err(limit) => self.exceeds(limit, id),
        }
    }

    /// Whether a function of a program writes a node.
    pub fn is_rendered_by_program(&self, id: NodeId) -> bool {
        matches!(self.dialect.generator.render(self.tree.kind(id)), Some(Render::Dynamic(_)))
    }

    /// Writes a node in a way that need not be its kind's.
    #[inline]
    pub fn render_as(&mut self, render: &Render, id: NodeId) {
        match render {
            Render::Native(render) => render(self, id),
            Render::Name(name) => self.function_named(id, name),
            Render::Operator(op) => expr::operators(self, id, op),
            Render::Word(words) => self.write(words),
            Render::After(words) => self.words_and_this(id, words),
            Render::Template(sql) => self.write_template_of(id, sql),
            Render::Dynamic(render) => render(self, id),
        }
    }

    /// Gives writing up: what is written from now on counts for nothing.
    #[cold]
    fn exceeds(&mut self, limit: Limit, id: NodeId) {
        let span = self.tree.span(id);
        self.meter.fail(limit, span);
    }

    /// Writes the value of an argument: a node, a text, a number; a list between commas.
    pub fn arg(&mut self, id: NodeId, arg: Arg) {
        match self.tree.get(id, arg) {
            Value::Node(node) => self.node(node),
            Value::None | Value::Bool(false) => {}
            value => self.plain_value(value),
        }
    }

    /// Writes a value; see [`Generator::arg`].
    #[inline(always)] // Nearly always it is a node, which is known where it is called.
    pub fn value(&mut self, value: Value) {
        match value {
            Value::Node(node) => self.node(node),
            value => self.plain_value(value),
        }
    }

    fn plain_value(&mut self, value: Value) {
        match value {
            Value::Node(node) => self.node(node),
            Value::Text(text) => self.write_text(text),
            Value::Int(n) => self.write(&n.to_string()),
            Value::Bool(flag) => self.write(if flag { "TRUE" } else { "FALSE" }),
            Value::List(list) => {
                for i in 0..self.tree.item_count(list) {
                    if i > 0 {
                        self.write(", ");
                    }
                    self.value(self.tree.item(list, i));
                }
            }
            Value::None | Value::Opaque(_) => {}
        }
    }

    /// Writes `before` and an argument, if there is one.
    pub fn arg_after(&mut self, before: &str, id: NodeId, arg: Arg) {
        let value = self.tree.get(id, arg);
        self.value_after(before, value);
    }

    /// Writes `before` and a value, if it counts as true.
    pub fn value_after(&mut self, before: &str, value: Value) {
        if self.tree.truthy(value) {
            self.prefixed(before, |g| g.value(value));
        }
    }

    /// Writes the items of the list under an argument, with nothing between them.
    pub fn each(&mut self, id: NodeId, arg: Arg) {
        match self.tree.get(id, arg) {
            Value::List(list) => {
                for i in 0..self.tree.item_count(list) {
                    self.value(self.tree.item(list, i));
                }
            }
            value => self.value(value),
        }
    }

    /// Writes `text` if an argument counts as true.
    pub fn flag(&mut self, id: NodeId, arg: Arg, text: &str) {
        if self.tree.has(id, arg) {
            self.write(text);
        }
    }

    /// Writes nodes between separators on one line.
    pub fn join(&mut self, nodes: &[NodeId], sep: &str) {
        for (i, node) in nodes.iter().enumerate() {
            if i > 0 {
                self.write(sep);
            }
            self.node(*node);
        }
    }

    /// Writes words and, after a blank, what the node holds.
    fn words_and_this(&mut self, id: NodeId, words: &str) {
        self.write(words);
        if !words.is_empty() && self.tree.get(id, Arg::This) != Value::None {
            self.write(" ");
        }
        self.arg(id, Arg::This);
    }

    /// Has a node written as usual where its renderer asks [`Generator::is_usual`].
    pub fn usual_once(&mut self, id: NodeId) {
        self.usual = Some(id);
    }

    /// Whether a node is to be written as usual now; asked once.
    pub fn is_usual(&mut self, id: NodeId) -> bool {
        self.usual == Some(id) && self.usual.take().is_some()
    }

    /// The rendering of this kind below the current one, for renderers that wrap it: the base engine's.
    pub fn render_base(&mut self, id: NodeId) {
        let kind = self.tree.kind(id);
        match tables::base_render(kind) {
            Some(Render::Native(render)) => render(self, id),
            Some(Render::Operator(op)) => expr::binary(self, id, op),
            Some(Render::Word(words)) => self.write(words),
            Some(Render::After(words)) => self.words_and_this(id, words),
            _ => functions::function_fallback(self, id),
        }
    }

    // ---- lists --------------------------------------------------------------------------------------------------

    /// Writes the list under `expressions`; see [`Generator::list`].
    pub fn expressions(&mut self, id: NodeId, style: ListStyle) {
        self.list(id, Arg::Expressions, style);
    }

    /// Writes the list under an argument: in pretty mode an item a line, unless the style says otherwise.
    pub fn list(&mut self, id: NodeId, arg: Arg, style: ListStyle) {
        match self.tree.get(id, arg) {
            Value::List(list) => self.items(self.tree.item_count(list), |g, i| g.tree.item(list, i), &style),
            Value::None => {}
            value => self.items(1, |_, _| value, &style),
        }
    }

    /// Writes nodes as [`Generator::list`] does.
    pub fn nodes(&mut self, nodes: &[NodeId], style: ListStyle) {
        self.items(nodes.len(), |_, i| Value::Node(nodes[i]), &style);
    }

    fn items(&mut self, count: usize, item: impl Fn(&Self, usize) -> Value, style: &ListStyle) {
        match style.flat || !self.pretty() {
            true => self.flat_items(count, item, style),
            false => self.broken_items(count, item, style),
        }
    }

    /// Items on one line; those that write nothing are left out.
    fn flat_items(&mut self, count: usize, item: impl Fn(&Self, usize) -> Value, style: &ListStyle) {
        let mut any = false;
        for i in 0..count {
            let before = self.out.save();
            if any {
                self.write(style.sep);
            }
            let start = self.position();
            if !style.prefix.is_empty() {
                self.write(style.prefix);
            }
            self.value(item(self, i));
            if self.position() == start {
                self.out.restore(before);
            } else {
                any = true;
            }
        }
    }

    /// An item a line, if the style doesn't say that they fit on one.
    fn broken_items(&mut self, count: usize, item: impl Fn(&Self, usize) -> Value, style: &ListStyle) {
        let leading = self.options.leading_comma;
        let sep = style.sep.trim_end();
        let pad = if style.indent { self.options.pad } else { 0 };
        let mut group = self.out.open_group(pad, style.new_line, style.skip_first);
        group.keep_edges = style.dynamic && style.skip_first;
        let mut width = 0;
        let mut any = false;
        // On one line, a comment behind a comma stands close to the next item.
        let mut after_comment = false;
        let last = count.saturating_sub(1);
        for i in 0..count {
            let item = item(self, i);
            let before = self.out.save();
            if any {
                if leading {
                    self.out.group_break("", "");
                    self.write(sep);
                    self.write(" ");
                } else {
                    let blank = style.sep.ends_with(' ') && !std::mem::take(&mut after_comment);
                    self.out.group_break("", if blank { " " } else { "" });
                }
            }
            let measure = self.out.measure();
            let start = self.position();
            self.write(style.prefix);
            let comments = match item {
                // Comments of an item stand behind its comma.
                Value::Node(node) if self.options.comments => {
                    let comments = self.tree.comments(node).to_vec();
                    let kind = self.tree.kind(node);
                    if comments.is_empty() || self.dialect.generator.separates_comments(kind) {
                        self.node(node);
                        Vec::new()
                    } else {
                        self.node_only(node);
                        if self.dialect.generator.excludes_comments(kind) {
                            Vec::new()
                        } else {
                            comments
                        }
                    }
                }
                item => {
                    self.value(item);
                    Vec::new()
                }
            };
            if self.position() == start {
                self.out.restore(before);
                continue;
            }
            width += self.out.width_since(measure) + if any { style.sep.len() } else { 0 };
            any = true;
            if !leading && i < last {
                self.write(sep);
            }
            if let (Value::Node(node), false) = (item, comments.is_empty()) {
                let start = self.out.save();
                if !self.replaced(Part::Comment, node, "") {
                    self.comment_since(start, &comments, false);
                }
                after_comment = !leading;
            }
        }
        let broken = any && (!style.dynamic || width > self.options.max_text_width);
        self.out.close_group(group, broken);
    }

    // ---- groups: lists with separators of their own ----------------------------------------------------------------

    /// Starts a group whose breaks keep the indentation.
    pub(crate) fn open_flat_group(&mut self) -> layout::Group {
        self.out.open_group(0, false, true)
    }

    /// Starts a group whose breaks are indented.
    pub(crate) fn open_indented_group(&mut self) -> layout::Group {
        self.out.open_group(self.options.pad, false, true)
    }

    /// Starts a group whose content stands on lines of its own if it is broken.
    pub(crate) fn open_clauses(&mut self) -> layout::Group {
        self.out.open_group(self.options.pad, true, true)
    }

    /// A break of the innermost group: a blank, or a line if the group is broken.
    #[inline]
    pub(crate) fn group_blank(&mut self) {
        match self.pretty() {
            true => self.out.group_break("", " "),
            false => self.write(" "),
        }
    }

    /// Ends a group.
    pub(crate) fn close_group(&mut self, group: layout::Group, broken: bool) {
        if self.pretty() {
            self.out.close_group(group, broken);
        }
    }

    /// A line break if `broken` in pretty mode, else a blank.
    pub(crate) fn sep_if(&mut self, broken: bool) {
        match broken {
            true => self.sep(),
            false => self.write(" "),
        }
    }

    /// Where to measure a width from.
    pub(crate) fn measure(&self) -> Measure {
        self.out.measure()
    }

    /// Characters written since.
    pub(crate) fn width_since(&self, from: Measure) -> usize {
        self.out.width_since(from)
    }

    /// A name for a table without one, new in this text.
    pub fn next_name(&mut self) -> String {
        let name = format!("_t{}", self.names);
        self.names += 1;
        name
    }

    // ---- new nodes ----------------------------------------------------------------------------------------------

    /// Makes a node that lives until generation ends.
    pub fn make(&mut self, kind: Kind, args: &[(Arg, Value)]) -> NodeId {
        let args: SmallVec<[(Arg, Value); 4]> =
            args.iter().map(|(arg, value)| (*arg, self.as_operand(kind, *arg, *value))).collect();
        // Children keep their parents: the new node only borrows them.
        let parents: SmallVec<[(NodeId, Option<NodeId>, Arg, Option<usize>); 4]> = args
            .iter()
            .filter_map(|(_, value)| value.node())
            .map(|child| (child, self.tree.parent(child), self.tree.parent_arg(child), self.tree.index(child)))
            .collect();
        let node = self.tree.make(kind, &args);
        for (child, parent, arg, index) in parents {
            if let Some(parent) = parent {
                self.tree.set_parent(child, parent, arg, index.map(|i| i as u32));
            }
        }
        self.tree.set_parent_only(node, Some(self.current));
        node
    }

    /// A string literal that lives until generation ends.
    pub fn string_node(&mut self, text: &str) -> NodeId {
        let text = self.tree.text_value(text);
        self.tree.make(Kind::Literal, &[(Arg::This, text), (Arg::IsString, Value::Bool(true))])
    }

    /// A number that lives until generation ends.
    pub fn number_node(&mut self, number: i64) -> NodeId {
        let text = self.tree.text_value(&number.to_string());
        self.tree.make(Kind::Literal, &[(Arg::This, text), (Arg::IsString, Value::Bool(false))])
    }

    /// A word that lives until generation ends.
    pub fn word_node(&mut self, word: &str) -> NodeId {
        let text = self.tree.text_value(word);
        self.tree.make(Kind::Var, &[(Arg::This, text)])
    }

    // ---- what cannot be said ------------------------------------------------------------------------------------

    /// Records that the dialect cannot say something about the node that is rendered.
    pub fn unsupported(&mut self, message: &str) {
        let dialect = self.dialect;
        match &dialect.generator.parts.report {
            Some(own) => own(self, message),
            None => self.record_unsupported(message),
        }
    }

    /// The same without a word to whoever hears of it.
    pub fn record_unsupported(&mut self, message: &str) {
        let (node, span) = (self.current, self.tree.span(self.current));
        self.unsupported.push(Unsupported { message: message.to_string(), node, span });
    }

    /// Records that the dialect knows none of these arguments, for those that are there.
    pub fn unsupported_args(&mut self, id: NodeId, args: &[Arg]) {
        for arg in args {
            if self.tree.has(id, *arg) {
                let kind = self.tree.kind(id).name();
                let dialect = &self.dialect.title;
                self.unsupported(&format!(
                    "Argument '{}' is not supported for expression '{kind}' when targeting {dialect}.",
                    arg.name()
                ));
            }
        }
    }
}
