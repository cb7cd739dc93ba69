//! Parts of renderers that are replaced one by one: by dialects, and by programs that override what writes them.

use super::{
    alter, clauses, ddl, expr, functions::window, layout::Saved, properties, query, relation, Generator, Location,
    Render, RenderFn,
};
use sqlectic_ast::NodeId;
use std::sync::Arc;

macro_rules! parts {
    ($($(#[$doc:meta])* $part:ident $name:literal $(=> $usual:path)?,)*) => {
        /// A part of how nodes are written.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Part {
            $($(#[$doc])* $part,)*
        }

        impl Part {
            /// All of them.
            pub const ALL: &'static [Part] = &[$(Part::$part,)*];

            /// The name that programs know it by.
            pub const fn name(self) -> &'static str {
                match self { $(Part::$part => $name,)* }
            }

            /// What writes it where it is not replaced; none if that needs more than the node.
            pub const fn usual(self) -> Option<RenderFn> {
                match self { $(Part::$part => parts!(@usual $($usual)?),)* }
            }
        }
    };
    (@usual $usual:path) => { Some($usual as RenderFn) };
    (@usual) => { None };
}

parts! {
    /// A column that is added to a table.
    AddColumn "add_column_sql" => alter::add_column,
    /// Locks and sample of a query.
    AfterLimit "after_limit_modifiers" => clauses::locks_and_sample,
    /// A node's text with its comments.
    Comment "comment",
    /// A node's text with its comments before it.
    CommentBefore "comment_before",
    /// The comments behind an operator or a name.
    CommentBehind "comment_behind",
    /// The name and the columns of what is created.
    Creatable "createable_sql" => ddl::creatable,
    /// What an operand may be among, if that is the items of a list.
    InUnnest "in_unnest_op" => expr::in_unnest,
    /// The words before a lateral source.
    LateralOp "lateral_op" => relation::lateral_op,
    /// Limit and offset of a query.
    Limits "offset_limit_modifiers" => clauses::limit_and_offset,
    /// Options of a query.
    Options "options_modifier" => clauses::options,
    /// A statement's text with its common table expressions before it.
    Ctes "prepend_ctes",
    /// What a window is partitioned by.
    PartitionBy "partition_by_sql" => window::partition_by,
    /// Properties of one place in `CREATE`, behind what their text is to begin with.
    Properties "properties",
    /// The key of a property, as a string if that is what its text is to be.
    PropertyName "property_name",
    /// A query's text with its clauses behind it.
    QueryModifiers "query_modifiers" => query::modifiers,
    /// Properties that stand on their own behind the columns.
    RootProperties "root_properties" => properties::root,
    /// Columns and constraints in parentheses.
    SchemaColumns "schema_columns_sql" => ddl::columns,
    /// The operator of a set operation.
    SetOperation "set_operation" => query::operator,
    /// Properties in `WITH (...)`.
    WithProperties "with_properties" => properties::with,
}

/// What writes a part instead, given the node and the text that the part is put to.
pub type PartFn = Arc<dyn Fn(&mut Generator<'_>, NodeId, &str) + Send + Sync>;

/// What finds the places of the properties below a node.
pub type LocateFn = Arc<dyn Fn(&mut Generator<'_>, NodeId) -> Vec<(Location, NodeId)> + Send + Sync>;

/// What hears of what the dialect cannot say.
pub type ReportFn = Arc<dyn Fn(&mut Generator<'_>, &str) + Send + Sync>;

/// What spells the time format of a node, as SQL; nothing if it leaves it.
pub type TimeFn = Arc<dyn Fn(&mut Generator<'_>, NodeId) -> Option<String> + Send + Sync>;

/// The parts that a dialect writes in its own way: few or none.
#[derive(Clone, Default)]
pub struct Parts {
    replaced: Vec<(Part, PartFn)>,
    /// How the places of properties are found, if not by their kinds.
    pub locate: Option<LocateFn>,
    /// What hears of what cannot be said, before it is recorded.
    pub report: Option<ReportFn>,
    /// How time formats are spelled, if not by the dialect's table.
    pub time: Option<TimeFn>,
}

impl std::fmt::Debug for Parts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.replaced.iter().map(|(part, _)| part)).finish()
    }
}

impl Parts {
    /// What writes a part, if it is not the usual.
    #[inline]
    pub fn get(&self, part: Part) -> Option<&PartFn> {
        self.replaced.iter().find(|(known, _)| *known == part).map(|(_, own)| own)
    }

    /// Replaces a part.
    pub fn set(&mut self, part: Part, own: PartFn) {
        self.replaced.retain(|(known, _)| *known != part);
        self.replaced.push((part, own));
    }

    /// Replaces a part by a function of the node.
    pub fn set_function(&mut self, part: Part, own: RenderFn) {
        self.set(part, Arc::new(move |g, id, _| own(g, id)));
    }
}

impl Generator<'_> {
    /// Writes a part of a node.
    #[inline]
    pub fn part(&mut self, part: Part, id: NodeId) {
        if !self.replaced(part, id, "") {
            if let Some(usual) = part.usual() {
                usual(self, id);
            }
        }
    }

    /// Whether a part was written by something else than the usual, which is put to `text`.
    #[inline]
    pub(super) fn replaced(&mut self, part: Part, id: NodeId, text: &str) -> bool {
        let dialect = self.dialect;
        match dialect.generator.parts.get(part) {
            Some(own) => {
                own(self, id, text);
                true
            }
            None => false,
        }
    }

    /// The same for a part that is put to what was written since `start`, and writes it too.
    #[inline]
    pub(super) fn replaced_since(&mut self, part: Part, id: NodeId, start: Saved) -> bool {
        let dialect = self.dialect;
        match dialect.generator.parts.get(part) {
            Some(own) => {
                let text = self.taken_since(start);
                own(self, id, &text);
                true
            }
            None => false,
        }
    }

    /// Writes a node by a renderer, and a part that is put to all that this wrote.
    pub fn render_with(&mut self, part: Part, render: &Render, id: NodeId) {
        let start = self.out.save();
        self.render_as(render, id);
        self.replaced_since(part, id, start);
    }

    /// Whether a part is replaced.
    pub(super) fn replaces(&self, part: Part) -> bool {
        self.dialect.generator.parts.get(part).is_some()
    }
}
