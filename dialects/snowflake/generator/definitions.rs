//! Definitions of objects: properties, constraints, actions of `ALTER`.

use sqlectic_ast::{Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    generator::{alter, ddl, Generator, ListStyle, FLAT},
    Dialect,
};

/// Options between blanks.
const SPACED: ListStyle = ListStyle { sep: " ", ..FLAT };

pub(super) fn define(d: &mut Dialect) {
    d.generator.add_renders(&[
        (Kind::AlterSet, alter_set),
        (Kind::AutoIncrementColumnConstraint, |g, _| g.write("AUTOINCREMENT")),
        (Kind::CopyGrantsProperty, |g, id| grants(g, id, "COPY GRANTS")),
        (Kind::FileFormatProperty, file_format),
        (Kind::GeneratedAsIdentityColumnConstraint, auto_increment),
        (Kind::HandlerProperty, |g, id| assigned(g, "HANDLER = ", id)),
        (Kind::IgnoreGrantsProperty, |g, id| grants(g, id, "IGNORE GRANTS")),
        (Kind::InteractiveProperty, |g, _| g.write("INTERACTIVE")),
        (Kind::LocationProperty, |g, id| assigned(g, "LOCATION=", id)),
        (Kind::PartitionedByProperty, partitioned_by),
        (Kind::RowAccessProperty, row_access),
        (Kind::Schema, schema),
        (Kind::TemporaryProperty, |g, id| {
            g.flag(id, Arg::Scoped, "SCOPED ");
            g.write("TEMPORARY");
        }),
    ]);
}

fn assigned(g: &mut Generator<'_>, words: &str, id: NodeId) {
    g.write(words);
    g.arg(id, Arg::This);
}

/// `SET STAGE_FILE_FORMAT = (TYPE=CSV)`, `SET TAG a = 'x'`.
fn alter_set(g: &mut Generator<'_>, id: NodeId) {
    let lists = [("STAGE_FILE_FORMAT", Arg::FileFormat), ("STAGE_COPY_OPTIONS", Arg::CopyOptions)];
    let Some((words, arg)) = lists.into_iter().find(|(_, arg)| g.tree.has(id, *arg)) else {
        return alter::alter_set_with(g, id, &[("TAG ", Arg::Tag)]);
    };
    g.write("SET ");
    g.write(words);
    g.write(" = (");
    g.list(id, arg, SPACED);
    g.write(")");
}

/// An identity, as a column that counts by itself.
fn auto_increment(g: &mut Generator<'_>, id: NodeId) {
    g.write("AUTOINCREMENT");
    g.arg_after(" START ", id, Arg::Start);
    g.arg_after(" INCREMENT ", id, Arg::Increment);
    match g.tree.get(id, Arg::Order) {
        Value::Bool(true) => g.write(" ORDER"),
        Value::Bool(false) => g.write(" NOORDER"),
        _ => {}
    }
}

/// Of the options of a file, or its name.
fn file_format(g: &mut Generator<'_>, id: NodeId) {
    g.write("FILE_FORMAT=");
    if g.tree.list_len(id, Arg::Expressions) == 0 {
        return g.arg(id, Arg::This);
    }
    g.write("(");
    g.pad();
    g.list(id, Arg::Expressions, ListStyle { sep: " ", skip_first: true, ..ListStyle::default() });
    g.write(")");
}

fn partitioned_by(g: &mut Generator<'_>, id: NodeId) {
    g.write("PARTITION BY ");
    g.arg(id, Arg::This);
}

/// Without a policy it is a kind of policy: `DESCRIBE ROW ACCESS POLICY`.
fn row_access(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::This) {
        return g.write("ROW ACCESS");
    }
    g.write("WITH ROW ACCESS POLICY ");
    g.arg(id, Arg::This);
    if !g.tree.has(id, Arg::Expressions) {
        return;
    }
    g.write(" ON (");
    g.expressions(id, FLAT);
    g.write(")");
}

// ---- materialized views ----------------------------------------------------------------------------------------------

/// Properties that stand before the columns of a materialized view, with their words:
/// <https://docs.snowflake.com/en/sql-reference/sql/create-materialized-view>.
const BEFORE_COLUMNS: &[(Kind, &str)] =
    &[(Kind::CopyGrantsProperty, "COPY GRANTS"), (Kind::IgnoreGrantsProperty, "IGNORE GRANTS")];

/// The properties that stand before the columns of a schema.
fn before_columns(g: &Generator<'_>, schema: NodeId) -> Vec<&'static str> {
    let create = g.tree.parent(schema).filter(|create| g.tree.kind(*create) == Kind::Create);
    let Some(properties) = create.and_then(|create| g.tree.node(create, Arg::Properties)) else { return Vec::new() };
    let kinds: Vec<Kind> = g.tree.expressions(properties).iter().map(|property| g.tree.kind(*property)).collect();
    if !kinds.contains(&Kind::MaterializedProperty) {
        return Vec::new();
    }
    kinds
        .iter()
        .filter_map(|kind| BEFORE_COLUMNS.iter().find(|(known, _)| known == kind))
        .map(|(_, words)| *words)
        .collect()
}

fn schema(g: &mut Generator<'_>, id: NodeId) {
    let properties = before_columns(g, id);
    if properties.is_empty() {
        return g.render_base(id);
    }
    g.arg(id, Arg::This);
    for words in properties {
        g.seg(words);
    }
    g.sep();
    ddl::schema_columns(g, id);
}

/// `COPY GRANTS` and the like, unless they stand before the columns.
fn grants(g: &mut Generator<'_>, id: NodeId, words: &str) {
    let create = g.tree.parent(id).and_then(|properties| g.tree.parent(properties));
    let schema = create.and_then(|create| g.tree.this(create)).filter(|this| g.tree.kind(*this) == Kind::Schema);
    if schema.is_none_or(|schema| before_columns(g, schema).is_empty()) {
        g.write(words);
    }
}
