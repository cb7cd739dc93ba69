//! Columns that a table is partitioned by: some dialects define them where they partition, some among the columns.

use crate::build::all;
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// CREATE TABLE t (a INT, b INT) PARTITIONED BY ARRAY('b')
/// -- after
/// CREATE TABLE t (a INT) PARTITIONED BY (b INT)
/// ```
pub fn move_columns_to_partitions(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for (create, property) in partitioned_tables(tree, root) {
        let Some(schema) = tree.this(create).filter(|this| tree.kind(*this) == Kind::Schema) else { continue };
        let Some(by) = tree.this(property).filter(|this| tree.kind(*this) != Kind::Schema) else { continue };
        let names: Vec<String> = tree.expressions(by).iter().map(|name| tree.name(*name).to_uppercase()).collect();
        let (moved, kept): (Vec<NodeId>, Vec<NodeId>) =
            tree.expressions(schema).into_iter().partition(|column| names.contains(&tree.name(*column).to_uppercase()));
        let list = tree.list(&moved);
        let partitions = tree.make(Kind::Schema, &args![Expressions: list]);
        tree.set(property, Arg::This, partitions);
        tree.set_list(schema, Arg::Expressions, &kept);
    }
    root
}

/// ```sql
/// -- before
/// CREATE TABLE t (a INT) PARTITIONED BY (b INT)
/// -- after
/// CREATE TABLE t (a INT, b INT) PARTITIONED BY (b)
/// ```
pub fn move_partitions_to_columns(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for (create, property) in partitioned_tables(tree, root) {
        let Some(by) = tree.this(property).filter(|this| tree.kind(*this) == Kind::Schema) else { continue };
        let columns = tree.expressions(by);
        let are_defined =
            columns.iter().all(|column| tree.kind(*column) == Kind::ColumnDef && tree.has(*column, Arg::Kind));
        if !are_defined {
            continue;
        }
        let names: Vec<NodeId> = columns.iter().filter_map(|column| tree.this(*column)).collect();
        let names: Vec<NodeId> = names.into_iter().map(|name| tree.copy(name)).collect();
        tree.set_list(by, Arg::Expressions, &names);
        if let Some(schema) = tree.this(create).filter(|this| tree.kind(*this) == Kind::Schema) {
            for column in columns {
                tree.append(schema, Arg::Expressions, column);
            }
        }
    }
    root
}

/// Tables that are created and how they are partitioned.
fn partitioned_tables(tree: &Tree, root: NodeId) -> Vec<(NodeId, NodeId)> {
    let mut found = Vec::new();
    for create in all(tree, root, Kind::Create) {
        let properties = tree.node(create, Arg::Properties);
        let properties = properties.map(|properties| tree.expressions(properties)).unwrap_or_default();
        let partitioned = properties.iter().find(|property| tree.kind(**property) == Kind::PartitionedByProperty);
        if let Some(property) = partitioned {
            found.push((create, *property));
        }
    }
    found
}
