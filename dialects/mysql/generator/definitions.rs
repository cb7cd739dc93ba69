//! Writing definitions: places of properties, partitions, prefixes of columns, changes of columns.

use sqlectic_ast::{Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::foreign;
use sqlectic_syntax::{
    generator::{alter, expr, Generator, Location, RenderFn, FLAT},
    Dialect,
};

/// Where properties stand, sorted by kind.
const LOCATIONS: &[(Kind, Location)] = &[
    (Kind::PartitionByListProperty, Location::PostSchema),
    (Kind::PartitionByRangeProperty, Location::PostSchema),
    (Kind::PartitionedByProperty, Location::Unsupported),
    (Kind::Property, Location::PostSchema),
    (Kind::TransientProperty, Location::Unsupported),
    (Kind::VolatileProperty, Location::Unsupported),
];

/// Sorted by kind.
const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::AlterColumn, alter_column),
    (Kind::AlterRename, alter_rename),
    (Kind::ColumnPrefix, foreign::column_prefix),
    (Kind::Partition, partition),
    (Kind::PartitionByListProperty, |g, id| partition_by(g, id, "LIST")),
    (Kind::PartitionByRangeProperty, |g, id| partition_by(g, id, "RANGE")),
    (Kind::PartitionList, |g, id| bounds(g, id, "IN")),
    (Kind::PartitionRange, partition_range),
];

pub(super) fn define(d: &mut Dialect) {
    d.generator.add_locations(LOCATIONS);
    d.generator.add_renders(RENDERS);
    d.generator.alter_partition_options = vec![Kind::PartitionByListProperty, Kind::PartitionByRangeProperty];
    // https://dev.mysql.com/doc/refman/8.4/en/create-view.html
    d.generator.sql_security_of_view = Some(Location::PostCreate);
}

/// A new type is a new definition of the column.
fn alter_column(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::Dtype) {
        return alter::alter_column(g, id);
    }
    g.write("MODIFY COLUMN ");
    g.arg(id, Arg::This);
    g.write(" ");
    g.arg(id, Arg::Dtype);
    if !g.dialect.generator.flags.supports_alter_column_nullability {
        if g.tree.get(id, Arg::AllowNull) != Value::None {
            g.unsupported("ALTER COLUMN cannot set nullability along with a type");
        }
        return;
    }
    match g.tree.get(id, Arg::AllowNull) {
        Value::Bool(true) => g.write(" NULL"),
        Value::Bool(false) => g.write(" NOT NULL"),
        _ => {}
    }
}

/// `RENAME t`, `TO` left out.
fn alter_rename(g: &mut Generator<'_>, id: NodeId) {
    g.write("RENAME ");
    alter::renamed(g, id);
}

fn partition_by(g: &mut Generator<'_>, id: NodeId, method: &str) {
    g.write("PARTITION BY ");
    g.write(method);
    g.write(" (");
    g.list(id, Arg::PartitionExpressions, FLAT);
    g.write(") (");
    g.list(id, Arg::CreateExpressions, FLAT);
    g.write(")");
}

/// Partitions that are defined say so themselves; others are named in parentheses.
fn partition(g: &mut Generator<'_>, id: NodeId) {
    let parts = g.tree.expressions(id);
    match parts.first().map(|part| g.tree.kind(*part)) {
        Some(Kind::PartitionList | Kind::PartitionRange) => g.join(&parts, ", "),
        _ => g.render_base(id),
    }
}

/// `PARTITION p VALUES LESS THAN (1)`.
pub(crate) fn partition_range(g: &mut Generator<'_>, id: NodeId) {
    let last = g.tree.get(id, Arg::Expressions).list().and_then(|list| g.tree.items(list).next_back());
    if let Some(Value::List(upper)) = last {
        // The lower bound follows from the partition before.
        g.unsupported("Lower bounds of partitions are not supported");
        let values: Vec<NodeId> = g.tree.items(upper).filter_map(|value| value.node()).collect();
        g.write("PARTITION ");
        g.arg(id, Arg::This);
        g.write(" VALUES LESS THAN ");
        return g.parens(|g| g.join(&values, ", "));
    }
    bounds(g, id, "LESS THAN");
}

fn bounds(g: &mut Generator<'_>, id: NodeId, operator: &str) {
    if g.tree.has(id, Arg::Expression) {
        return expr::binary(g, id, "TO");
    }
    g.write("PARTITION ");
    g.arg(id, Arg::This);
    g.write(" VALUES ");
    g.write(operator);
    g.write(" ");
    g.parens(|g| g.expressions(id, FLAT));
}
