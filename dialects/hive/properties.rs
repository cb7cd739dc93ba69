//! Properties of tables, and changes of their columns.

use sqlectic_ast::{Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::foreign;
use sqlectic_syntax::{
    generator::{alter, properties, Generator, Location, Render, FLAT},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let g = &mut d.generator;
    g.add_locations(&[
        (Kind::FileFormatProperty, Location::PostSchema),
        (Kind::PartitionedByProperty, Location::PostSchema),
        (Kind::VolatileProperty, Location::Unsupported),
        (Kind::WithDataProperty, Location::Unsupported),
    ]);
    g.add_renders(&[
        (Kind::AlterColumn, alter_column),
        (Kind::AlterSet, alter_set),
        (Kind::FileFormatProperty, stored_as),
        (Kind::NotNullColumnConstraint, |g, id| {
            // Columns may be null unless they say otherwise.
            if !g.tree.has(id, Arg::AllowNull) {
                g.write("NOT NULL");
            }
        }),
        (Kind::PartitionByTruncate, |g, id| g.func_of(id, "TRUNCATE", &[Arg::Expression, Arg::This])),
        (Kind::PartitionedByBucket, |g, id| g.func_of(id, "BUCKET", &[Arg::Expression, Arg::This])),
        (Kind::Property, |g, id| {
            properties::property_name(g, id, true);
            g.write("=");
            g.arg(id, Arg::Value);
        }),
        (Kind::QueryTransform, foreign::query_transform),
        (Kind::RenameColumn, rename_column),
        (Kind::RowFormatSerdeProperty, |g, id| {
            g.write("ROW FORMAT SERDE ");
            g.arg(id, Arg::This);
            g.arg_after(" ", id, Arg::SerdeProperties);
        }),
        (Kind::SerdeProperties, |g, id| {
            g.flag(id, Arg::With, "WITH ");
            g.write("SERDEPROPERTIES (");
            g.expressions(id, FLAT);
            g.write(")");
        }),
        (Kind::UsingProperty, |g, id| {
            g.write("USING ");
            g.arg(id, Arg::Kind);
            g.arg_after(" ", id, Arg::This);
        }),
    ]);
    // Storage of other systems means nothing here.
    for kind in [Kind::NotForReplicationColumnConstraint, Kind::OnProperty] {
        g.set(kind, Render::Word(""));
    }
    for kind in [Kind::ClusteredColumnConstraint, Kind::NonClusteredColumnConstraint] {
        g.add_renders(&[(kind, super::generator::clustered)]);
    }
    g.set(Kind::PartitionedByProperty, Render::After("PARTITIONED BY"));
    g.set(Kind::PrimaryKeyColumnConstraint, Render::Word("PRIMARY KEY"));
    g.set(Kind::SchemaCommentProperty, Render::After("COMMENT"));
    g.set(Kind::StorageHandlerProperty, Render::After("STORED BY"));
}

/// `STORED AS PARQUET`, `STORED AS INPUTFORMAT 'a' OUTPUTFORMAT 'b'`.
pub(crate) fn stored_as(g: &mut Generator<'_>, id: NodeId) {
    g.write("STORED AS ");
    file_format(g, id);
}

/// The name of a format in capitals, or the classes that read and write it.
pub(crate) fn file_format(g: &mut Generator<'_>, id: NodeId) {
    match g.tree.this(id) {
        Some(this) if g.tree.kind(this) != Kind::InputOutputFormat => {
            let name = g.tree.name(this).to_uppercase();
            g.write(&name);
        }
        _ => g.arg(id, Arg::This),
    }
}

// ---- changes ---------------------------------------------------------------------------------------------------------

/// `CHANGE COLUMN a b INT COMMENT 'x'`: name and type are always said.
/// <https://cwiki.apache.org/confluence/display/Hive/LanguageManual+DDL#LanguageManualDDL-ChangeColumn>
fn alter_column(g: &mut Generator<'_>, id: NodeId) {
    let there = [Arg::Dtype, Arg::RenameTo, Arg::Comment].iter().any(|arg| g.tree.has(id, *arg));
    if g.tree.get(id, Arg::AllowNull) != Value::None
        || !there && (g.tree.has(id, Arg::Default) || g.tree.get(id, Arg::AllowNull) != Value::None)
    {
        g.unsupported("Unsupported CHANGE COLUMN syntax");
    }
    if !g.tree.has(id, Arg::Dtype) {
        g.unsupported("CHANGE COLUMN without a type is not supported");
    }
    g.write("CHANGE COLUMN ");
    g.arg(id, Arg::This);
    g.write(" ");
    let renamed = if g.tree.has(id, Arg::RenameTo) { Arg::RenameTo } else { Arg::This };
    g.arg(id, renamed);
    g.write(" ");
    g.arg(id, Arg::Dtype);
    g.arg_after(" COMMENT ", id, Arg::Comment);
}

fn rename_column(g: &mut Generator<'_>, _id: NodeId) {
    g.unsupported("Cannot rename columns without data type defined in Hive");
}

/// Properties that `SET` changes and the words before them.
const SET_PARTS: &[(&str, Arg)] =
    &[("LOCATION ", Arg::Location), ("FILEFORMAT ", Arg::FileFormat), ("SERDE ", Arg::Serde), ("TAGS ", Arg::Tag)];

fn alter_set(g: &mut Generator<'_>, id: NodeId) {
    alter::alter_set_with(g, id, SET_PARTS);
}
