//! Rendering of definitions: <https://clickhouse.com/docs/sql-reference/statements/create>.

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    generator::{ddl, Generator, Render, FLAT},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let g = &mut d.generator;
    g.add_renders(&[
        (Kind::AssumeColumnConstraint, |g, id| condition(g, id, "ASSUME (")),
        (Kind::AutoRefreshProperty, refresh),
        (Kind::CheckColumnConstraint, |g, id| condition(g, id, "CHECK (")),
        (Kind::CompressColumnConstraint, codec),
        (Kind::ComputedColumnConstraint, computed),
        (Kind::Create, create),
        (Kind::DefinerProperty, definer),
        (Kind::IndexColumnConstraint, index),
        (Kind::LikeProperty, |g, id| g.arg_after("AS ", id, Arg::This)),
        (Kind::Partition, partition),
        (Kind::ProjectionDef, projection),
        (Kind::ReplacePartition, replace_partition),
    ]);
    g.set(Kind::OnCluster, Render::After("ON CLUSTER"));
    g.set(Kind::PartitionId, Render::After("ID"));
    g.set(Kind::PartitionedByProperty, Render::After("PARTITION BY"));
    g.set(Kind::SchemaCommentProperty, Render::After("COMMENT"));
    g.set(Kind::ToTableProperty, Render::After("TO"));
    g.flags.name_properties = true;
    g.flags.name_properties_sep = "".into();
}

/// A comment stands behind the query of a table, which needs parentheses then.
fn create(g: &mut Generator<'_>, id: NodeId) {
    let query = g.tree.expression(id).filter(|query| g.tree.is(*query, Kind::Query));
    let properties = g.tree.node(id, Arg::Properties).map(|all| g.tree.expressions(all)).unwrap_or_default();
    let is_comment = |g: &Generator<'_>, node: &NodeId| g.tree.kind(*node) == Kind::SchemaCommentProperty;
    let comment = properties.iter().copied().find(|node| is_comment(g, node));
    let (Some(query), Some(comment)) = (query, comment) else { return ddl::create(g, id) };
    let rest: Vec<Value> =
        properties.iter().filter(|node| !is_comment(g, node)).map(|node| Value::Node(*node)).collect();
    let rest = g.tree.list_of(&rest);
    let rest = g.make(Kind::Properties, &[(Arg::Expressions, rest)]);
    let query = match g.tree.kind(query) {
        Kind::Subquery => query,
        _ => g.make(Kind::Subquery, &args![This: query]),
    };
    let given: Vec<(Arg, Value)> = g.tree.arguments(id).collect();
    let args: Vec<(Arg, Value)> = given
        .into_iter()
        .map(|(arg, value)| match arg {
            Arg::Expression => (arg, query.into()),
            Arg::Properties => (arg, rest.into()),
            _ => (arg, value),
        })
        .collect();
    let plain = g.make(Kind::Create, &args);
    ddl::create(g, plain);
    g.sep();
    g.node(comment);
}

// ---- properties ------------------------------------------------------------------------------------------------------

fn definer(g: &mut Generator<'_>, id: NodeId) {
    g.write("DEFINER=");
    g.arg(id, Arg::This);
}

/// `REFRESH EVERY 1 HOUR OFFSET 5 MINUTE ...`; its intervals are bare.
fn refresh(g: &mut Generator<'_>, id: NodeId) {
    g.write("REFRESH");
    g.arg_after(" ", id, Arg::Cadence);
    span_after(g, " ", id, Arg::This);
    span_after(g, " OFFSET ", id, Arg::Offset);
    span_after(g, " RANDOMIZE FOR ", id, Arg::Randomize);
    if g.tree.list_len(id, Arg::Expressions) > 0 {
        g.write(" DEPENDS ON ");
        g.expressions(id, FLAT);
    }
    g.arg_after(" ", id, Arg::Settings);
    g.flag(id, Arg::Append, " APPEND");
}

fn span_after(g: &mut Generator<'_>, before: &str, id: NodeId, arg: Arg) {
    let Some(span) = g.tree.node(id, arg) else { return };
    g.write(before);
    bare(g, span);
}

/// `1 HOUR`, or several of those one after another.
fn bare(g: &mut Generator<'_>, span: NodeId) {
    if g.tree.kind(span) == Kind::Add {
        for (i, side) in [Arg::This, Arg::Expression].into_iter().enumerate() {
            if i > 0 {
                g.write(" ");
            }
            if let Some(side) = g.tree.node(span, side) {
                bare(g, side);
            }
        }
        return;
    }
    match g.tree.this(span) {
        Some(amount) if g.tree.kind(amount) == Kind::Literal => {
            let amount = g.tree.name(amount).to_string();
            g.write(&amount);
        }
        _ => g.arg(span, Arg::This),
    }
    g.arg_after(" ", span, Arg::Unit);
}

// ---- columns and constraints -----------------------------------------------------------------------------------------

fn condition(g: &mut Generator<'_>, id: NodeId, open: &str) {
    g.write(open);
    g.arg(id, Arg::This);
    g.write(")");
}

fn codec(g: &mut Generator<'_>, id: NodeId) {
    g.write("CODEC(");
    g.arg(id, Arg::This);
    g.write(")");
}

fn computed(g: &mut Generator<'_>, id: NodeId) {
    g.write(if g.tree.has(id, Arg::Persisted) { "MATERIALIZED " } else { "ALIAS " });
    g.arg(id, Arg::This);
}

fn index(g: &mut Generator<'_>, id: NodeId) {
    g.write("INDEX");
    for (words, arg) in
        [(" ", Arg::This), (" ", Arg::Expression), (" TYPE ", Arg::IndexType), (" GRANULARITY ", Arg::Granularity)]
    {
        g.arg_after(words, id, arg);
    }
}

fn projection(g: &mut Generator<'_>, id: NodeId) {
    g.write("PROJECTION ");
    g.arg(id, Arg::This);
    g.write(" ");
    g.wrap(|g| g.arg(id, Arg::Expression));
}

// ---- partitions ------------------------------------------------------------------------------------------------------

fn partition(g: &mut Generator<'_>, id: NodeId) {
    g.write("PARTITION ");
    g.expressions(id, FLAT);
}

fn replace_partition(g: &mut Generator<'_>, id: NodeId) {
    g.write("REPLACE ");
    g.arg(id, Arg::Expression);
    g.write(" FROM ");
    g.arg(id, Arg::Source);
}
