//! `ALTER` and its actions.

use super::{ddl::schema_columns, Generator, ListStyle, Part, Render, RenderFn, FLAT};
use sqlectic_ast::{Arg, Kind, NodeId, Value};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::AddConstraint, add_constraint),
    (Kind::AddPartition, add_partition),
    (Kind::Alter, alter),
    (Kind::AlterColumn, alter_column),
    (Kind::AlterDistStyle, alter_dist_style),
    (Kind::AlterIndex, alter_index),
    (Kind::AlterModifySqlSecurity, alter_modify_sql_security),
    (Kind::AlterRename, alter_rename),
    (Kind::AlterSession, alter_session),
    (Kind::AlterSet, alter_set),
    (Kind::AlterSortKey, alter_sort_key),
    (Kind::DropPartition, drop_partition),
    (Kind::ModifyColumn, modify_column),
    (Kind::RenameColumn, rename_column),
    (Kind::RenameIndex, rename_index),
    (Kind::ReplaceColumns, replace_columns),
];

/// Kinds that are written as fixed words and what they hold, sorted by kind.
pub(super) const WORDS: &[(Kind, Render)] =
    &[(Kind::DropPrimaryKey, Render::Word("DROP PRIMARY KEY")), (Kind::SwapTable, Render::After("SWAP WITH"))];

/// `ALTER ...`.
pub fn alter(g: &mut Generator<'_>, id: NodeId) {
    g.write("ALTER ");
    if g.dialect.generator.flags.supports_drop_alter_iceberg_property {
        g.flag(id, Arg::Iceberg, "ICEBERG ");
    }
    g.arg(id, Arg::Kind);
    g.flag(id, Arg::Exists, " IF EXISTS");
    g.flag(id, Arg::Only, " ONLY");
    g.arg_after(" ", id, Arg::This);
    g.arg_after(" ", id, Arg::Cluster);
    g.flag(id, Arg::Check, " WITH CHECK");
    g.sep();
    actions(g, id);
    g.flag(id, Arg::NotValid, " NOT VALID");
    options(g, id);
    if g.dialect.semantics.flags.alter_table_supports_cascade {
        g.flag(id, Arg::Cascade, " CASCADE");
    }
}

/// Options behind the actions; those that split the object up stand last, without a comma.
fn options(g: &mut Generator<'_>, id: NodeId) {
    let all = g.tree.children(id, Arg::Options);
    let (last, plain): (Vec<NodeId>, Vec<NodeId>) =
        all.into_iter().partition(|node| g.dialect.generator.alter_partition_options.contains(&g.tree.kind(*node)));
    let mut written = g.tree.list_len(id, Arg::Actions) > 0;
    if !plain.is_empty() {
        // An option that cannot be said leaves no comma behind.
        let sep = if written { ", " } else { "" };
        written |= g.prefixed(sep, |g| g.nodes(&plain, ListStyle::default()));
    }
    for node in last {
        g.write(if written { " " } else { "" });
        g.node(node);
        written = true;
    }
}

/// Actions between commas; in pretty mode one a line if they are too wide.
fn actions(g: &mut Generator<'_>, id: NodeId) {
    let actions = g.tree.children(id, Arg::Actions);
    // `ADD a INT, b INT`: one keyword for all columns.
    let one_add = !g.dialect.semantics.flags.alter_table_add_required_for_each_column;
    let group = g.out.open_group(g.options.pad, false, false);
    let mut width = 0;
    let mut previous = None;
    for each in actions {
        if previous.is_some() {
            g.write(",");
            g.group_blank();
        }
        let measure = g.measure();
        let kind = g.tree.kind(each);
        match kind {
            Kind::ColumnDef if one_add && previous == Some(Kind::ColumnDef) => g.node(each),
            Kind::ColumnDef | Kind::Schema => g.part(Part::AddColumn, each),
            kind if kind.is(Kind::Query) => {
                g.write("AS ");
                g.node(each);
            }
            _ => g.node(each),
        }
        previous = Some(kind);
        width += g.width_since(measure);
    }
    let broken = width > g.options.max_text_width;
    g.close_group(group, broken);
}

/// `ADD COLUMN a INT`, `ADD COLUMNS (a INT)`.
pub fn add_column(g: &mut Generator<'_>, column: NodeId) {
    let flags = &g.dialect.generator.flags;
    let (keyword, wrapped) = (flags.alter_table_include_column_keyword, flags.alter_table_add_columns_wrapped);
    g.write("ADD ");
    if g.tree.kind(column) != Kind::Schema {
        g.write(if keyword { "COLUMN " } else { "" });
        return g.node(column);
    }
    g.write(if keyword { "COLUMNS " } else { "" });
    match wrapped {
        true => g.node(column),
        false => g.expressions(column, FLAT),
    }
}

fn add_constraint(g: &mut Generator<'_>, id: NodeId) {
    g.write("ADD ");
    g.expressions(id, ListStyle { indent: false, ..ListStyle::default() });
}

fn add_partition(g: &mut Generator<'_>, id: NodeId) {
    g.write("ADD ");
    g.flag(id, Arg::Exists, "IF NOT EXISTS ");
    g.arg(id, Arg::This);
    if let Value::Node(location) = g.tree.get(id, Arg::Location) {
        g.write(" ");
        g.node(location);
    }
}

fn drop_partition(g: &mut Generator<'_>, id: NodeId) {
    g.write("DROP");
    g.flag(id, Arg::Exists, " IF EXISTS");
    g.write(" ");
    g.expressions(id, ListStyle::default());
}

/// `ALTER COLUMN a ...`.
pub fn alter_column(g: &mut Generator<'_>, id: NodeId) {
    g.write("ALTER COLUMN ");
    if g.dialect.generator.flags.supports_alter_column_if_exists {
        g.flag(id, Arg::Exists, "IF EXISTS ");
    }
    g.arg(id, Arg::This);
    if g.tree.has(id, Arg::Dtype) {
        let set_type = g.dialect.generator.flags.alter_set_type.clone();
        g.write(" ");
        if !set_type.is_empty() {
            g.write(&set_type);
            g.write(" ");
        }
        g.arg(id, Arg::Dtype);
        g.arg_after(" COLLATE ", id, Arg::Collate);
        g.arg_after(" USING ", id, Arg::Using);
        if !g.dialect.generator.flags.supports_alter_column_nullability {
            if g.tree.get(id, Arg::AllowNull) != Value::None {
                g.unsupported("ALTER COLUMN cannot set nullability along with a type");
            }
        } else {
            match g.tree.get(id, Arg::AllowNull) {
                Value::Bool(true) => g.write(" NULL"),
                Value::Bool(false) => g.write(" NOT NULL"),
                _ => {}
            }
        }
        return;
    }
    for (words, arg) in [(" SET DEFAULT ", Arg::Default), (" COMMENT ", Arg::Comment), (" SET ", Arg::Visible)] {
        if g.tree.has(id, arg) {
            g.arg_after(words, id, arg);
            return;
        }
    }
    match (g.tree.get(id, Arg::AllowNull), g.tree.has(id, Arg::Drop)) {
        (Value::None, _) => g.write(" DROP DEFAULT"),
        (_, true) => g.write(" DROP NOT NULL"),
        (_, false) => g.write(" SET NOT NULL"),
    }
}

fn alter_index(g: &mut Generator<'_>, id: NodeId) {
    g.write("ALTER INDEX ");
    g.arg(id, Arg::This);
    g.write(if g.tree.has(id, Arg::Visible) { " VISIBLE" } else { " INVISIBLE" });
}

fn alter_modify_sql_security(g: &mut Generator<'_>, id: NodeId) {
    g.write("MODIFY ");
    g.expressions(id, ListStyle { sep: " ", ..ListStyle::default() });
}

fn alter_dist_style(g: &mut Generator<'_>, id: NodeId) {
    g.write("ALTER DISTSTYLE ");
    let is_mode = g.tree.this(id).is_some_and(|this| g.tree.kind(this) == Kind::Var);
    if !is_mode {
        g.write("KEY DISTKEY ");
    }
    g.arg(id, Arg::This);
}

fn alter_sort_key(g: &mut Generator<'_>, id: NodeId) {
    g.write("ALTER ");
    g.flag(id, Arg::Compound, "COMPOUND ");
    g.write("SORTKEY ");
    if g.tree.has(id, Arg::Expressions) {
        g.parens(|g| g.expressions(id, FLAT));
    } else {
        g.arg(id, Arg::This);
    }
}

/// `RENAME TO t`.
pub fn alter_rename(g: &mut Generator<'_>, id: NodeId) {
    g.write("RENAME TO ");
    renamed(g, id);
}

/// The new name, without its schema where the dialect takes none.
pub fn renamed(g: &mut Generator<'_>, id: NodeId) {
    let table = g.tree.this(id);
    match table {
        Some(table) if !g.dialect.generator.flags.rename_table_with_db && g.tree.kind(table) == Kind::Table => {
            g.arg(table, Arg::This);
        }
        _ => g.arg(id, Arg::This),
    }
}

fn alter_session(g: &mut Generator<'_>, id: NodeId) {
    g.write(if g.tree.has(id, Arg::Unset) { "UNSET " } else { "SET " });
    g.expressions(id, FLAT);
}

/// Properties that `SET` changes and the words before them.
const SET_PARTS: &[(&str, Arg)] = &[
    ("", Arg::Option),
    ("TABLESPACE ", Arg::Tablespace),
    ("ACCESS METHOD ", Arg::AccessMethod),
    ("LOCATION ", Arg::Location),
    ("SERDE ", Arg::Serde),
    ("FILE FORMAT ", Arg::FileFormat),
    ("TAG ", Arg::Tag),
];

fn alter_set(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::CopyOptions) {
        g.unsupported_args(id, &[Arg::CopyOptions]);
    }
    alter_set_with(g, id, SET_PARTS);
}

/// `SET ...`, these arguments behind these words; lists of options have blanks between.
pub fn alter_set_with(g: &mut Generator<'_>, id: NodeId, parts: &[(&str, Arg)]) {
    g.write("SET");
    for (words, arg) in parts {
        if g.tree.has(id, *arg) {
            let sep = if *arg == Arg::Tag { ", " } else { " " };
            g.write(" ");
            g.write(words);
            g.list(id, *arg, ListStyle { sep, ..FLAT });
        }
    }
    if g.tree.list_len(id, Arg::Expressions) > 0 {
        g.write(" ");
        if g.dialect.generator.flags.alter_set_wrapped {
            g.parens(|g| {
                // Properties stand on the line of the parenthesis.
                let items = g.tree.expressions(id);
                match items[..] {
                    [all] if g.tree.kind(all) == Kind::Properties => {
                        let properties = g.tree.expressions(all);
                        g.join(&properties, ", ");
                    }
                    _ => g.expressions(id, FLAT),
                }
            });
        } else {
            g.expressions(id, FLAT);
        }
    }
}

fn modify_column(g: &mut Generator<'_>, id: NodeId) {
    let renames = g.tree.has(id, Arg::RenameFrom);
    let flags = &g.dialect.generator.flags;
    let (words, known) = match renames {
        true => ("CHANGE COLUMN", flags.supports_change_column),
        false => ("MODIFY COLUMN", flags.supports_modify_column),
    };
    if !known {
        g.unsupported(&format!("{words} is not supported in this dialect"));
    }
    g.write(words);
    g.write(" ");
    if renames {
        g.arg(id, Arg::RenameFrom);
        g.write(" ");
    }
    g.arg(id, Arg::This);
}

fn rename_column(g: &mut Generator<'_>, id: NodeId) {
    g.write("RENAME COLUMN ");
    g.flag(id, Arg::Exists, "IF EXISTS ");
    g.arg(id, Arg::This);
    g.write(" TO ");
    g.arg(id, Arg::To);
}

fn rename_index(g: &mut Generator<'_>, id: NodeId) {
    g.write("RENAME INDEX ");
    g.arg(id, Arg::This);
    g.write(" TO ");
    g.arg(id, Arg::To);
}

fn replace_columns(g: &mut Generator<'_>, id: NodeId) {
    g.write("REPLACE COLUMNS ");
    schema_columns(g, id);
}
