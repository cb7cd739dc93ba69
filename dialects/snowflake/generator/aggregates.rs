//! Aggregations: their order stands behind them, rows that don't count are null.

use super::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{generator::Generator, Dialect};

pub(super) fn define(d: &mut Dialect) {
    d.generator.add_renders(&[
        (Kind::ApproxQuantile, |g, id| {
            g.unsupported_args(id, &[Arg::Weight, Arg::Accuracy]);
            g.func_of(id, "APPROX_PERCENTILE", &[Arg::This, Arg::Quantile]);
        }),
        (Kind::ArrayAgg, |g, id| aggregate(g, id, "ARRAY_AGG")),
        (Kind::Filter, filter),
        (Kind::GroupConcat, |g, id| aggregate(g, id, "LISTAGG")),
        (Kind::IgnoreNulls, nulls),
        (Kind::Max, |g, id| {
            g.unsupported_args(id, &[Arg::Count]);
            shared::max_or_greatest(g, id);
        }),
        (Kind::Min, |g, id| {
            g.unsupported_args(id, &[Arg::Count]);
            shared::min_or_least(g, id);
        }),
        (Kind::PercentileCont, |g, id| percentile(g, id, "PERCENTILE_CONT")),
        (Kind::PercentileDisc, |g, id| percentile(g, id, "PERCENTILE_DISC")),
        (Kind::RespectNulls, nulls),
        (Kind::WithinGroup, within_group),
    ]);
}

/// The order of an aggregation stands behind it.
fn aggregate(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let separator = g.tree.get(id, Arg::Separator);
    let this = shared::without_limit(g, id);
    let order = this.filter(|this| g.tree.kind(*this) == Kind::Order);
    let Some(order) = order else { return g.func(name, &[this.into(), separator]) };
    let (this, keys) = (g.tree.get(order, Arg::This), g.tree.get(order, Arg::Expressions));
    let call = g.make(g.tree.kind(id), &args![This: this, Separator: separator]);
    let order = g.make(Kind::Order, &args![Expressions: keys]);
    let within = g.make(Kind::WithinGroup, &args![This: call, Expression: order]);
    g.node(within);
}

/// `ARRAY_AGG` leaves nulls out anyway, and can't be told otherwise.
fn nulls(g: &mut Generator<'_>, id: NodeId) {
    match g.tree.this(id).filter(|this| g.tree.kind(*this) == Kind::ArrayAgg) {
        Some(call) => {
            g.unsupported("RESPECT/IGNORE NULLS is not supported for arrayagg in Snowflake");
            g.node(call);
        }
        None => g.render_base(id),
    }
}

/// `PERCENTILE_CONT(x, q)` -> `PERCENTILE_CONT(q) WITHIN GROUP (ORDER BY x)`.
fn percentile(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let (this, fraction) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    if fraction == Value::None {
        return g.func(name, &[this]);
    }
    g.func(name, &[fraction]);
    g.write(" WITHIN GROUP (ORDER BY");
    g.block(|g| g.value(this));
    g.write(")");
}

/// `MODE() WITHIN GROUP (ORDER BY x)` -> `MODE(x)`.
fn within_group(g: &mut Generator<'_>, id: NodeId) {
    let mode = g.tree.this(id).filter(|call| g.tree.kind(*call) == Kind::Mode && !g.tree.has(*call, Arg::This));
    let key = mode.and_then(|_| ordered_value(g, id));
    match key {
        Some(key) => g.func("MODE", &[key.into()]),
        None => g.render_base(id),
    }
}

/// What `WITHIN GROUP (ORDER BY x DESC)` orders by.
fn ordered_value(g: &Generator<'_>, within: NodeId) -> Option<NodeId> {
    let order = g.tree.expression(within)?;
    let key = g.tree.expressions(order).first().copied()?;
    match g.tree.kind(key) {
        Kind::Ordered => g.tree.this(key),
        _ => Some(key),
    }
}

// ---- FILTER ----------------------------------------------------------------------------------------------------------

/// `SUM(x) FILTER(WHERE c)` -> `SUM(IFF(c, x, NULL))`; rows that don't count are null.
fn filter(g: &mut Generator<'_>, id: NodeId) {
    let condition = g.tree.expression(id).and_then(|clause| g.tree.this(clause));
    let (Some(call), Some(condition)) = (g.tree.this(id), condition) else { return };
    if counts_rows(g, call) {
        return g.func("COUNT_IF", &[condition.into()]);
    }
    let counted = g.tree.this(call).filter(|this| g.tree.kind(*this) != Kind::Distinct);
    if let Some(counted) = counted.filter(|_| g.tree.kind(call) == Kind::CountIf) {
        let sides = [condition, counted].map(|side| match g.tree.is(side, Kind::Connector) {
            true => g.make(Kind::Paren, &args![This: side]),
            false => side,
        });
        let both = g.make(Kind::And, &args![This: sides[0], Expression: sides[1]]);
        return g.func("COUNT_IF", &[both.into()]);
    }
    let call = g.tree.copy(call);
    g.tree.set_parent_only(call, Some(id));
    match filtered(g, call) {
        Filtered::One(value) => {
            let choice = choice(g, condition, value);
            g.tree.replace(value, choice);
        }
        Filtered::All(list) => {
            let choices: Vec<NodeId> =
                g.tree.expressions(list).into_iter().map(|value| choice(g, condition, value)).collect();
            g.tree.set_list(list, Arg::Expressions, &choices);
        }
        Filtered::Unknown => g.unsupported("FILTER is only supported on known aggregations"),
    }
    g.node(call);
}

/// `COUNT(*)`, `COUNT(t.*)`.
fn counts_rows(g: &Generator<'_>, call: NodeId) -> bool {
    let counted = g.tree.this(call).filter(|_| g.tree.kind(call) == Kind::Count);
    counted.is_some_and(|this| {
        let inner = g.tree.this(this).filter(|_| g.tree.kind(this) == Kind::Column);
        g.tree.kind(inner.unwrap_or(this)) == Kind::Star
    })
}

/// A copy of the value, or null where the condition doesn't hold.
fn choice(g: &mut Generator<'_>, condition: NodeId, value: NodeId) -> NodeId {
    let null = g.make(Kind::Null, &[]);
    let value = g.tree.copy(value);
    g.make(Kind::If, &args![This: condition, True: value, False: null])
}

/// What of a call a filter concerns.
enum Filtered {
    One(NodeId),
    /// All items of a list.
    All(NodeId),
    Unknown,
}

fn filtered(g: &Generator<'_>, call: NodeId) -> Filtered {
    let mut node = call;
    if g.tree.kind(node) == Kind::WithinGroup {
        let inner = g.tree.this(node);
        let orders = inner.is_some_and(|inner| {
            matches!(g.tree.kind(inner), Kind::PercentileCont | Kind::PercentileDisc | Kind::Mode)
        });
        if orders {
            return ordered_value(g, node).map_or(Filtered::Unknown, Filtered::One);
        }
        let Some(inner) = inner else { return Filtered::Unknown };
        if g.tree.kind(inner) == Kind::Anonymous {
            return Filtered::Unknown;
        }
        node = inner;
    }
    if g.tree.kind(node) == Kind::Anonymous {
        return g.tree.expressions(node).first().map_or(Filtered::Unknown, |first| Filtered::One(*first));
    }
    loop {
        let Some(inner) = g.tree.this(node) else { return Filtered::Unknown };
        match g.tree.kind(inner) {
            Kind::Distinct => return Filtered::All(inner),
            Kind::Order | Kind::WithinGroup => node = inner,
            kind if kind.is(Kind::AggFunc) => node = inner,
            _ => return Filtered::One(inner),
        }
    }
}
