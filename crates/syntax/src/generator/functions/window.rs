//! Windows and what else follows a call: `FILTER`, `WITHIN GROUP`, `IGNORE NULLS`, `HAVING MAX`, `PER`.

use crate::generator::{Generator, Part, RenderFn, FLAT};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

/// Renderers of this family, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::Filter, filter),
    (Kind::HavingMax, having_max),
    (Kind::IgnoreNulls, |g, id| null_modifier(g, id, "IGNORE NULLS")),
    (Kind::NthValue, nth_value),
    (Kind::PartitionByExcluding, partition_by_excluding),
    (Kind::Per, per),
    (Kind::RespectNulls, |g, id| null_modifier(g, id, "RESPECT NULLS")),
    (Kind::Window, window),
    (Kind::WindowSpec, window_spec),
    (Kind::WithinGroup, within_group),
];

/// A window over a call, or a window's definition.
pub fn window(g: &mut Generator<'_>, id: NodeId) {
    let is_definition = g.tree.parent_arg(id) == Arg::Windows && g.tree.parent(id).is_some();
    g.arg(id, Arg::This);
    g.write(" ");
    if is_definition {
        g.write("AS");
    } else if g.tree.has(id, Arg::Over) {
        g.arg(id, Arg::Over);
    } else {
        g.write("OVER");
    }
    g.write(" ");
    let has_more = g.tree.list_len(id, Arg::PartitionBy) > 0 || g.tree.has(id, Arg::Order) || g.tree.has(id, Arg::Spec);
    if !has_more && !is_definition && g.tree.has(id, Arg::Alias) && g.tree.get(id, Arg::First) == Value::None {
        return g.arg(id, Arg::Alias);
    }
    g.write("(");
    clauses(g, id);
    g.write(")");
}

/// The clauses of a window: on one line, or a line each if they are too wide.
fn clauses(g: &mut Generator<'_>, id: NodeId) {
    let group = g.open_clauses();
    let (mut width, mut any) = (0, false);
    let mut clause = |g: &mut Generator<'_>, there: bool, write: &dyn Fn(&mut Generator<'_>)| {
        if !there {
            return;
        }
        let before = g.out.save();
        if any {
            g.group_blank();
        }
        let (measure, start) = (g.measure(), g.position());
        write(g);
        if g.position() == start {
            return g.out.restore(before);
        }
        any = true;
        width += g.width_since(measure);
    };
    clause(g, g.tree.has(id, Arg::Alias), &|g| g.arg(id, Arg::Alias));
    let first = g.tree.get(id, Arg::First);
    let word = if first == Value::Bool(true) { "FIRST" } else { "LAST" };
    clause(g, first != Value::None, &|g| g.write(word));
    clause(g, true, &|g| g.part(Part::PartitionBy, id));
    clause(g, g.tree.has(id, Arg::Order), &|g| {
        if let Some(order) = g.tree.node(id, Arg::Order) {
            flat_order(g, order);
        }
    });
    clause(g, g.tree.has(id, Arg::Spec), &|g| g.arg(id, Arg::Spec));
    let broken = width > g.options.max_text_width;
    g.close_group(group, broken);
}

/// `PARTITION BY a, b`.
pub fn partition_by(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.list_len(id, Arg::PartitionBy) > 0 {
        g.write("PARTITION BY ");
        g.list(id, Arg::PartitionBy, FLAT);
    }
}

/// `ORDER BY a, b` on one line.
pub fn flat_order(g: &mut Generator<'_>, order: NodeId) {
    if g.is_rendered_by_program(order) {
        g.flat = true;
        return g.node(order);
    }
    flat_order_text(g, order);
}

/// The same by the engine.
pub fn flat_order_text(g: &mut Generator<'_>, order: NodeId) {
    g.write("ORDER ");
    g.flag(order, Arg::Siblings, "SIBLINGS ");
    g.write("BY ");
    g.expressions(order, FLAT);
}

fn partition_by_excluding(g: &mut Generator<'_>, id: NodeId) {
    g.write("EXCLUDING ");
    g.expressions(id, FLAT);
}

/// The frame of a window.
fn window_spec(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::Kind);
    g.write(" BETWEEN ");
    let start = g.position();
    g.arg(id, Arg::Start);
    if g.tree.has(id, Arg::StartSide) {
        if g.position() > start {
            g.write(" ");
        }
        g.arg(id, Arg::StartSide);
    }
    g.write(" AND ");
    if g.tree.has(id, Arg::End) {
        g.arg(id, Arg::End);
        g.arg_after(" ", id, Arg::EndSide);
    } else {
        g.write("CURRENT ROW");
    }
    if !g.tree.has(id, Arg::Exclude) {
        return;
    }
    if g.dialect.generator.flags.supports_window_exclude {
        g.write(" EXCLUDE ");
        g.arg(id, Arg::Exclude);
    } else {
        g.unsupported("EXCLUDE clause is not supported in the WINDOW clause");
    }
}

/// `SUM(x) FILTER(WHERE y)`.
fn filter(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    let condition = g.tree.expression(id).and_then(|node| g.tree.this(node));
    let aggregation = g.tree.this(id).filter(|node| g.tree.kind(*node) == Kind::ArrayAgg);
    let not_null = aggregation.and_then(|node| super::nulls_filter(g, node));
    let condition = match (condition, not_null) {
        (Some(condition), Some(not_null)) => Some(g.make(Kind::And, &args![This: condition, Expression: not_null])),
        (condition, _) => condition,
    };
    g.write(" FILTER(WHERE");
    g.block(|g| {
        if let Some(condition) = condition {
            g.node(condition);
        }
    });
    g.write(")");
}

/// `LISTAGG(x) WITHIN GROUP (ORDER BY y)`.
fn within_group(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" WITHIN GROUP (");
    if let Some(order) = g.tree.expression(id) {
        order_of_group(g, order);
    }
    g.write(")");
}

/// `ORDER BY a, b` in the parentheses of `WITHIN GROUP`; in pretty mode an item a line.
pub fn order_of_group(g: &mut Generator<'_>, order: NodeId) {
    g.write("ORDER ");
    g.flag(order, Arg::Siblings, "SIBLINGS ");
    g.write("BY");
    g.block(|g| g.expressions(order, crate::generator::ListStyle { indent: false, ..Default::default() }));
}

fn per(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" PER (");
    g.expressions(id, FLAT);
    g.write(")");
}

fn having_max(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(if g.tree.has(id, Arg::Max) { " HAVING MAX " } else { " HAVING MIN " });
    g.arg(id, Arg::Expression);
}

fn nth_value(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.get(id, Arg::FromFirst) == Value::Bool(false) {
        g.unsupported("NTH_VALUE FROM LAST is not supported");
    }
    super::function_fallback(g, id);
}

/// Set on an `IGNORE NULLS` that stands inside of a call.
const INLINE: &str = "inline";

/// `IGNORE NULLS` after a call, or inside of it.
fn null_modifier(g: &mut Generator<'_>, id: NodeId, words: &str) {
    let is_inline = g.tree.meta(id, INLINE) != Value::None;
    if g.dialect.generator.flags.ignore_nulls_in_func && !is_inline {
        if let Some(call) = with_modifier_inside(g, id) {
            return g.node(call);
        }
    }
    g.arg(id, Arg::This);
    g.write(" ");
    g.write(words);
}

/// The argument that a call is written with last.
fn last_argument(g: &Generator<'_>, call: NodeId) -> Option<NodeId> {
    let rows = g.tree.kind(call).row().args;
    rows.iter().rev().find_map(|row| match g.tree.get(call, row.arg) {
        Value::Node(node) => Some(node),
        Value::List(list) => g.tree.items(list).next_back().and_then(Value::node),
        _ => None,
    })
}

/// A copy of the call below a modifier, with the modifier around its last argument; nothing if there is no call.
fn with_modifier_inside(g: &mut Generator<'_>, id: NodeId) -> Option<NodeId> {
    let this = g.tree.this(id)?;
    let aggregation = g.tree.find(this, Kind::AggFunc)?;
    let copy = g.tree.copy(this);
    // The aggregation stands at the same place in the copy.
    let place = g.tree.walk_breadth(this).position(|node| node == aggregation)?;
    let aggregation = g.tree.walk_breadth(copy).nth(place)?;
    let before_order = g.dialect.generator.flags.ignore_nulls_before_order;
    let modified = g.tree.arguments(aggregation).filter_map(|(_, value)| value.node());
    let modified = modified
        .filter(|_| before_order)
        .find(|node| matches!(g.tree.kind(*node), Kind::Limit | Kind::Order | Kind::HavingMax));
    let mut target = modified.or_else(|| last_argument(g, aggregation))?;
    while matches!(g.tree.kind(target), Kind::Limit | Kind::Order | Kind::HavingMax) && before_order {
        target = g.tree.this(target)?;
    }
    let kind = g.tree.kind(id);
    let inner = g.tree.copy(target);
    let modifier = g.tree.make(kind, &args![This: inner]);
    g.tree.replace(target, modifier);
    g.tree.set_meta(modifier, INLINE, Value::Bool(true));
    Some(copy)
}
