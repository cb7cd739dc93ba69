//! `CREATE`, `DROP`, `TRUNCATE`, `COMMENT ON`, and the parts of definitions.

use super::{
    constraints::counting,
    properties::{properties_replaced, Located},
    Generator, ListStyle, Location, Part, Render, RenderFn, FLAT,
};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::Block, block),
    (Kind::Clone, clone),
    (Kind::ColumnPosition, column_position),
    (Kind::Comment, comment),
    (Kind::Create, create),
    (Kind::Drop, drop),
    (Kind::Index, index),
    (Kind::IndexParameters, index_parameters),
    (Kind::InputOutputFormat, input_output_format),
    (Kind::MacroOverload, macro_overload),
    (Kind::MacroOverloads, macro_overloads),
    (Kind::Opclass, opclass),
    (Kind::Schema, schema),
    (Kind::SequenceProperties, sequence_properties),
    (Kind::StoredProcedure, user_defined_function),
    (Kind::TimeseriesKey, timeseries_key),
    (Kind::TriggerEvent, trigger_event),
    (Kind::TriggerProperties, trigger_properties),
    (Kind::TriggerReferencing, trigger_referencing),
    (Kind::TruncateTable, truncate_table),
    (Kind::UserDefinedFunction, user_defined_function),
    (Kind::WithOperator, with_operator),
];

/// Kinds that are written as fixed words and what they hold, sorted by kind.
pub(super) const WORDS: &[(Kind, Render)] = &[
    (Kind::EndStatement, Render::Word("END")),
    (Kind::Return, Render::After("RETURN")),
    (Kind::TriggerExecute, Render::After("EXECUTE FUNCTION")),
];

/// Items one after another, in pretty mode one a line.
pub(super) const STACKED: ListStyle =
    ListStyle { flat: false, indent: false, dynamic: false, new_line: false, skip_first: false, sep: " ", prefix: "" };

// ---- CREATE ----------------------------------------------------------------------------------------------------------

/// `CREATE ...`.
pub fn create(g: &mut Generator<'_>, id: NodeId) {
    super::dml::ctes(g, id);
    let mut located = Located::of(g, id);
    let like = match g.dialect.generator.flags.supports_create_table_like {
        true => None,
        false => located.take_like(g),
    };
    g.write("CREATE");
    g.flag(id, Arg::Replace, " OR REPLACE");
    g.flag(id, Arg::Refresh, " OR REFRESH");
    g.flag(id, Arg::Unique, " UNIQUE");
    match g.tree.get(id, Arg::Clustered) {
        Value::Bool(true) => g.write(" CLUSTERED COLUMNSTORE"),
        Value::Bool(false) => g.write(" NONCLUSTERED COLUMNSTORE"),
        _ => {}
    }
    located.stacked(g, Location::PostCreate);
    let is_constraint_trigger =
        located.at(Location::PostExpression).iter().any(|property| g.tree.has(*property, Arg::Constraint));
    if is_constraint_trigger {
        g.write(" CONSTRAINT");
    }
    g.write(" ");
    creatable_kind(g, id);
    g.flag(id, Arg::Concurrently, " CONCURRENTLY");
    g.flag(id, Arg::Exists, " IF NOT EXISTS");
    g.write(" ");
    if !g.replaced(Part::Creatable, id, "") {
        name_and_columns(g, id, &located);
    }
    let expression_first = precedes_properties(g, id);
    if !expression_first {
        located.after_name(g);
    }
    match like {
        Some(table) => empty_copy(g, table),
        None => create_expression(g, id, &located),
    }
    if expression_first {
        located.after_name(g);
    }
    located.stacked(g, Location::PostExpression);
    if g.tree.list_len(id, Arg::Indexes) > 0 || !located.at(Location::PostIndex).is_empty() {
        g.prefixed(" ", |g| g.list(id, Arg::Indexes, STACKED));
        located.stacked(g, Location::PostIndex);
    }
    g.flag(id, Arg::NoSchemaBinding, " WITH NO SCHEMA BINDING");
    g.arg_after(" ", id, Arg::Clone);
}

/// What is created: its name and columns, properties between them where the dialect has such.
fn name_and_columns(g: &mut Generator<'_>, id: NodeId, located: &Located) {
    let properties = located.at(Location::PostName);
    let this = g.tree.this(id);
    let Some(this) = this.filter(|_| !properties.is_empty() && g.dialect.generator.flags.name_properties) else {
        return g.arg(id, Arg::This);
    };
    let is_schema = g.tree.kind(this) == Kind::Schema;
    match is_schema {
        true => g.arg(this, Arg::This),
        false => g.node(this),
    }
    let sep = g.dialect.generator.flags.name_properties_sep.clone();
    if sep.is_empty() || !properties_replaced(g, &properties, &sep) {
        for (i, property) in properties.into_iter().enumerate() {
            g.write(&sep);
            match (i, sep.is_empty()) {
                (0, false) | (1.., true) => g.write(" "),
                _ => g.sep(),
            }
            g.node(property);
        }
    }
    if is_schema {
        g.sep();
        schema_columns(g, this);
    }
}

/// The same without knowing where properties stand.
pub(super) fn creatable(g: &mut Generator<'_>, id: NodeId) {
    let located = Located::again(g, id);
    name_and_columns(g, id, &located);
}

/// The word for the kind of object.
fn creatable_kind(g: &mut Generator<'_>, id: NodeId) {
    let dialect = g.dialect;
    let kind = g.tree.text_of(id, Arg::Kind);
    match dialect.semantics.creatable_kinds.iter().find(|(_, canonical)| *canonical == kind) {
        Some((own, _)) => g.write(own),
        None => g.arg(id, Arg::Kind),
    }
}

/// Whether the query or body stands before the properties, in this dialect for this kind of object.
fn precedes_properties(g: &Generator<'_>, id: NodeId) -> bool {
    let kind = g.tree.text_of(id, Arg::Kind);
    g.dialect.generator.expression_precedes_properties.contains(&kind)
}

/// `AS SELECT * FROM t LIMIT 0`: the columns of a table and none of its rows.
fn empty_copy(g: &mut Generator<'_>, table: NodeId) {
    let star = g.make(Kind::Star, &[]);
    let stars = g.tree.list(&[star]);
    let zero = g.number_node(0);
    let from = g.make(Kind::From, &args![This: table]);
    let limit = g.make(Kind::Limit, &args![Expression: zero]);
    let query = g.make(Kind::Select, &args![Expressions: stars, From: from, Limit: limit]);
    g.write(" AS");
    g.sep();
    g.node(query);
}

/// The query or body behind `AS`.
fn create_expression(g: &mut Generator<'_>, id: NodeId, located: &Located) {
    let Some(expression) = g.tree.expression(id) else { return };
    let before = g.out.save();
    let bare_return = g.tree.kind(expression) == Kind::Return && !g.dialect.generator.flags.create_function_return_as;
    let is_overloaded = g.tree.kind(expression) == Kind::MacroOverloads;
    if !bare_return && !is_overloaded {
        g.write(" AS");
    }
    g.flag(id, Arg::Begin, " BEGIN");
    located.after_alias(g);
    g.sep();
    let start = g.position();
    match g.tree.kind(expression) == Kind::DataType && g.tree.text_of(expression, Arg::This) == "ENUM" {
        true => enumeration(g, expression),
        false => g.node(expression),
    }
    if g.position() == start {
        // A body of nothing.
        g.out.restore(before);
    }
}

/// The values of a type that is defined.
fn enumeration(g: &mut Generator<'_>, id: NodeId) {
    g.write("ENUM (");
    g.expressions(id, FLAT);
    g.write(")");
}

/// A list in parentheses behind a name: columns and constraints.
pub fn schema(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    if g.tree.list_len(id, Arg::Expressions) == 0 {
        return;
    }
    if g.tree.has(id, Arg::This) {
        g.write(" ");
    }
    schema_columns(g, id);
}

/// Columns and constraints in parentheses.
pub fn schema_columns(g: &mut Generator<'_>, id: NodeId) {
    g.part(Part::SchemaColumns, id);
}

/// The usual way to write them.
pub(super) fn columns(g: &mut Generator<'_>, id: NodeId) {
    g.write("(");
    g.line();
    g.expressions(id, ListStyle::default());
    g.line();
    g.write(")");
}

fn column_position(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::Position);
    g.arg_after(" ", id, Arg::This);
}

fn clone(g: &mut Generator<'_>, id: NodeId) {
    g.flag(id, Arg::Shallow, "SHALLOW ");
    let copy = g.tree.has(id, Arg::Copy) && g.dialect.generator.flags.supports_table_copy;
    g.write(if copy { "COPY " } else { "CLONE " });
    g.arg(id, Arg::This);
}

fn input_output_format(g: &mut Generator<'_>, id: NodeId) {
    g.arg_after("INPUTFORMAT ", id, Arg::InputFormat);
    if g.tree.has(id, Arg::InputFormat) && g.tree.has(id, Arg::OutputFormat) {
        g.sep();
    }
    g.arg_after("OUTPUTFORMAT ", id, Arg::OutputFormat);
}

// ---- functions -------------------------------------------------------------------------------------------------------

/// Name and parameters of a function or procedure.
fn user_defined_function(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    parameters(g, id);
}

/// The parameters of a function, in parentheses if they stood in them.
fn parameters(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Wrapped) {
        g.wrap(|g| g.expressions(id, ListStyle::default()));
    } else {
        g.prefixed(" ", |g| g.expressions(id, ListStyle::default()));
    }
}

fn macro_overloads(g: &mut Generator<'_>, id: NodeId) {
    g.expressions(id, FLAT);
}

fn macro_overload(g: &mut Generator<'_>, id: NodeId) {
    g.parens(|g| g.expressions(id, FLAT));
    g.write(" AS ");
    g.flag(id, Arg::IsTable, "TABLE ");
    g.arg(id, Arg::This);
}

fn block(g: &mut Generator<'_>, id: NodeId) {
    let statements = g.tree.expressions(id);
    g.join(&statements, "; ");
}

// ---- indexes ---------------------------------------------------------------------------------------------------------

fn index(g: &mut Generator<'_>, id: NodeId) {
    g.flag(id, Arg::Unique, "UNIQUE ");
    g.flag(id, Arg::Primary, "PRIMARY ");
    g.flag(id, Arg::Amp, "AMP ");
    if g.tree.has(id, Arg::Table) {
        g.arg(id, Arg::This);
        if g.tree.has(id, Arg::This) {
            g.write(" ");
        }
        let on = g.dialect.generator.flags.index_on.clone();
        g.write(&on);
        g.write(" ");
        g.arg(id, Arg::Table);
    } else {
        g.write("INDEX ");
        if g.tree.has(id, Arg::This) {
            g.arg(id, Arg::This);
            g.write(" ");
        }
    }
    g.arg(id, Arg::Params);
}

fn index_parameters(g: &mut Generator<'_>, id: NodeId) {
    let in_index = g.tree.parent(id).is_some_and(|parent| g.tree.kind(parent) == Kind::Index);
    let mut space =
        if in_index && g.tree.parent(id).is_some_and(|index| g.tree.has(index, Arg::Table)) { " " } else { "" };
    if g.tree.has(id, Arg::Using) {
        g.write(space);
        g.arg_after("USING ", id, Arg::Using);
        space = " ";
    }
    if g.tree.list_len(id, Arg::Columns) > 0 {
        g.parens(|g| g.list(id, Arg::Columns, FLAT));
        space = " ";
    }
    let mut list = |g: &mut Generator<'_>, before: &str, arg: Arg, after: &str| {
        if g.tree.list_len(id, arg) > 0 {
            g.write(space);
            g.write(before);
            g.list(id, arg, FLAT);
            g.write(after);
            space = " ";
        }
    };
    list(g, "INCLUDE (", Arg::Include, ")");
    list(g, "WITH (", Arg::WithStorage, ")");
    if g.tree.has(id, Arg::Tablespace) {
        g.write(space);
        g.write(if in_index { "TABLESPACE " } else { "USING INDEX TABLESPACE " });
        g.arg(id, Arg::Tablespace);
        space = " ";
    }
    if g.tree.list_len(id, Arg::PartitionBy) > 0 {
        g.write(space);
        g.write("PARTITION BY ");
        g.list(id, Arg::PartitionBy, FLAT);
    }
    g.arg(id, Arg::Where);
    g.arg_after(" ON ", id, Arg::On);
}

fn opclass(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" ");
    g.arg(id, Arg::Expression);
}

fn with_operator(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" WITH ");
    g.arg(id, Arg::Op);
}

// ---- sequences and triggers ------------------------------------------------------------------------------------------

fn sequence_properties(g: &mut Generator<'_>, id: NodeId) {
    let mut space = "";
    counting(g, id, &mut space);
    match g.tree.get(id, Arg::Cache) {
        Value::None => {}
        cache => {
            g.write(space);
            g.write("CACHE");
            if let Value::Node(size) = cache {
                g.write(" ");
                g.node(size);
            }
            space = " ";
        }
    }
    for option in g.tree.children(id, Arg::Options) {
        g.write(space);
        g.node(option);
        space = " ";
    }
    if g.tree.has(id, Arg::Owned) {
        g.write(space);
        g.arg_after("OWNED BY ", id, Arg::Owned);
    }
}

fn trigger_properties(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::Timing);
    g.write(" ");
    let events = g.tree.children(id, Arg::Events);
    g.join(&events, " OR ");
    g.seg("ON");
    g.sep();
    g.arg(id, Arg::Table);
    if g.tree.has(id, Arg::ReferencedTable) {
        g.seg("FROM");
        g.sep();
        g.arg(id, Arg::ReferencedTable);
    }
    for (words, arg) in
        [("", Arg::Deferrable), ("INITIALLY ", Arg::Initially), ("", Arg::Referencing), ("FOR EACH ", Arg::ForEach)]
    {
        if g.tree.has(id, arg) {
            g.sep();
            g.arg_after(words, id, arg);
        }
    }
    if g.tree.has(id, Arg::When) {
        g.seg("WHEN (");
        g.arg(id, Arg::When);
        g.write(")");
    }
    g.sep();
    g.arg(id, Arg::Execute);
}

fn trigger_event(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    if g.tree.list_len(id, Arg::Columns) > 0 {
        g.write(" OF ");
        g.list(id, Arg::Columns, FLAT);
    }
}

fn trigger_referencing(g: &mut Generator<'_>, id: NodeId) {
    g.write("REFERENCING");
    g.arg_after(" OLD TABLE AS ", id, Arg::Old);
    g.arg_after(" NEW TABLE AS ", id, Arg::New);
}

// ---- other statements ------------------------------------------------------------------------------------------------

/// `DROP ...`.
pub fn drop(g: &mut Generator<'_>, id: NodeId) {
    g.write("DROP");
    g.flag(id, Arg::Temporary, " TEMPORARY");
    g.flag(id, Arg::Materialized, " MATERIALIZED");
    if g.dialect.generator.flags.supports_drop_alter_iceberg_property {
        g.flag(id, Arg::Iceberg, " ICEBERG");
    }
    g.write(" ");
    creatable_kind(g, id);
    g.flag(id, Arg::Concurrently, " CONCURRENTLY");
    g.flag(id, Arg::Exists, " IF EXISTS");
    g.prefixed(" ", |g| g.list(id, Arg::Tables, FLAT));
    g.arg_after(" ", id, Arg::Cluster);
    if g.tree.list_len(id, Arg::Expressions) > 0 {
        g.write(" (");
        g.expressions(id, FLAT);
        g.write(")");
    }
    g.flag(id, Arg::Cascade, " CASCADE");
    g.flag(id, Arg::Restrict, " RESTRICT");
    g.flag(id, Arg::Constraints, " CONSTRAINTS");
    g.flag(id, Arg::Purge, " PURGE");
    g.flag(id, Arg::Sync, " SYNC");
    g.flag(id, Arg::Force, " FORCE");
}

fn truncate_table(g: &mut Generator<'_>, id: NodeId) {
    g.write("TRUNCATE ");
    g.write(if g.tree.has(id, Arg::IsDatabase) { "DATABASE " } else { "TABLE " });
    g.flag(id, Arg::Exists, "IF EXISTS ");
    g.expressions(id, ListStyle::default());
    g.arg_after(" ", id, Arg::Cluster);
    if g.tree.has(id, Arg::Identity) {
        g.write(" ");
        g.arg(id, Arg::Identity);
        g.write(" IDENTITY");
    }
    g.arg_after(" ", id, Arg::Option);
    g.arg_after(" ", id, Arg::Partition);
}

fn comment(g: &mut Generator<'_>, id: NodeId) {
    g.write("COMMENT ");
    g.flag(id, Arg::Exists, "IF EXISTS ");
    g.write("ON ");
    g.flag(id, Arg::Materialized, "MATERIALIZED ");
    g.arg(id, Arg::Kind);
    g.write(" ");
    g.arg(id, Arg::This);
    g.write(" IS ");
    g.arg(id, Arg::Expression);
}

/// A part of a key that is a column like others here.
fn timeseries_key(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported("TIMESERIES primary key columns are not supported");
    g.arg(id, Arg::This);
}
