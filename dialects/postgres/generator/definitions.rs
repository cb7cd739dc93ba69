//! Definitions, types and casts: <https://www.postgresql.org/docs/current/ddl.html>.

use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::{types, Generator, RenderFn, FLAT};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::Cast, cast),
    (Kind::ColumnDef, column_def),
    (Kind::CommentColumnConstraint, |g, _| g.unsupported("Column comments are not supported in the CREATE statement")),
    (Kind::ComputedColumnConstraint, computed),
    (Kind::DataType, data_type),
    (Kind::FileFormatProperty, |g, id| property(g, id, "USING")),
    (Kind::Join, shared::join_with_condition),
    (Kind::Lateral, |g, id| {
        if g.tree.has(id, Arg::View) {
            return shared::lateral_view_as_unnest(g, id);
        }
        g.render_base(id);
        // Every join has a condition here.
        if g.tree.get(id, Arg::CrossApply) != Value::None {
            g.write(" ON TRUE");
        }
    }),
    (Kind::PartitionedByProperty, |g, id| property(g, id, "PARTITION BY")),
    (Kind::SchemaCommentProperty, |g, _| g.unsupported("Table comments are not supported in the CREATE statement")),
    (Kind::TableSpaceProperty, |g, id| property(g, id, "TABLESPACE")),
    (Kind::TryCast, |g, id| types::cast_with(g, id, "")),
];

fn property(g: &mut Generator<'_>, id: NodeId, words: &str) {
    g.write(words);
    g.write(" ");
    g.arg(id, Arg::This);
}

fn computed(g: &mut Generator<'_>, id: NodeId) {
    g.write("GENERATED ALWAYS AS (");
    g.arg(id, Arg::This);
    g.write(") STORED");
}

// ---- types -----------------------------------------------------------------------------------------------------------

/// Arrays are written behind the type of their elements; a float with a precision keeps its name.
pub(crate) fn data_type(g: &mut Generator<'_>, id: NodeId) {
    let items = g.tree.expressions(id);
    match g.tree.text_of(id, Arg::This) {
        "ARRAY" if !items.is_empty() => {
            g.node(items[0]);
            g.write("[");
            g.list(id, Arg::Values, FLAT);
            g.write("]");
        }
        "ENUM" => {
            g.write("ENUM (");
            g.expressions(id, FLAT);
            g.write(")");
        }
        "DOUBLE" | "FLOAT" if !items.is_empty() => {
            g.write("FLOAT(");
            g.expressions(id, FLAT);
            g.write(")");
        }
        _ => types::data_type_node(g, id),
    }
}

/// `DIV(a, b)` is a `NUMERIC` without a cast.
fn cast(g: &mut Generator<'_>, id: NodeId) {
    let quotient = g.tree.this(id).filter(|this| g.tree.kind(*this) == Kind::IntDiv);
    let to = g.tree.node(id, Arg::To);
    let plain =
        to.is_some_and(|to| g.tree.text_of(to, Arg::This) == "DECIMAL" && g.tree.list_len(to, Arg::Expressions) == 0);
    match quotient {
        Some(quotient) if plain => g.node(quotient),
        _ => types::cast_with(g, id, ""),
    }
}

// ---- columns ---------------------------------------------------------------------------------------------------------

/// Integers that count up by themselves, and their serial types.
const SERIAL: &[(&str, &str)] = &[("BIGINT", "BIGSERIAL"), ("INT", "SERIAL"), ("SMALLINT", "SMALLSERIAL")];

/// A column that counts up is an identity: <https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_serial>.
fn column_def(g: &mut Generator<'_>, id: NodeId) {
    let Some(kind) = g.tree.node(id, Arg::Kind) else { return types::column_def(g, id) };
    if let Some(mode) = parameter_mode(g, id) {
        g.node(mode);
        g.write(" ");
        let rest: Vec<NodeId> =
            g.tree.children(id, Arg::Constraints).into_iter().filter(|node| *node != mode).collect();
        return column_with(g, id, kind, &rest);
    }
    let all = g.tree.children(id, Arg::Constraints);
    let constraint_kind = |g: &Generator<'_>, node| g.tree.node(node, Arg::Kind).map(|kind| g.tree.kind(kind));
    let is = |g: &Generator<'_>, node, wanted| constraint_kind(g, node) == Some(wanted);
    let kept: Vec<NodeId> =
        all.iter().copied().filter(|node| !is(g, *node, Kind::AutoIncrementColumnConstraint)).collect();
    let counts = kept.len() < all.len();
    let name = g.tree.text_of(kind, Arg::This);
    let integer = SERIAL.iter().find(|(integer, serial)| *serial == name || counts && *integer == name);
    let Some((integer, _)) = integer.copied().filter(|_| counts || name.ends_with("SERIAL")) else {
        if !counts {
            return types::column_def(g, id);
        }
        return column_with(g, id, kind, &kept);
    };
    let mut constraints = Vec::new();
    let generated = g.make(Kind::GeneratedAsIdentityColumnConstraint, &args![This: false]);
    constraints.push(g.make(Kind::ColumnConstraint, &args![Kind: generated]));
    if !kept.iter().any(|node| is(g, *node, Kind::NotNullColumnConstraint)) {
        let not_null = g.make(Kind::NotNullColumnConstraint, &[]);
        constraints.push(g.make(Kind::ColumnConstraint, &args![Kind: not_null]));
    }
    constraints.extend(kept);
    let kind = types::data_type(g, integer);
    column_with(g, id, kind, &constraints);
}

/// The mode of a parameter, which stands before its name.
fn parameter_mode(g: &Generator<'_>, id: NodeId) -> Option<NodeId> {
    g.tree.children(id, Arg::Constraints).into_iter().find(|node| g.tree.kind(*node) == Kind::InOutColumnConstraint)
}

/// The column with another type and other constraints.
fn column_with(g: &mut Generator<'_>, id: NodeId, kind: NodeId, constraints: &[NodeId]) {
    let mut arguments: Vec<(Arg, Value)> = g.tree.arguments(id).collect();
    let list = g.tree.list_of(&constraints.iter().map(|node| Value::Node(*node)).collect::<Vec<_>>());
    for (arg, value) in &mut arguments {
        match *arg {
            Arg::Kind => *value = kind.into(),
            Arg::Constraints => *value = Value::None,
            _ => {}
        }
    }
    let column = g.make(Kind::ColumnDef, &arguments);
    g.tree.set_raw(column, Arg::Constraints, list);
    types::column_def(g, column);
}
