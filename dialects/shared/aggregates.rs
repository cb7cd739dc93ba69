//! Renderers of aggregations.

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::{functions, Generator};

/// `COUNT_IF(x)` -> `SUM(CASE WHEN x THEN 1 ELSE 0 END)`.
pub(crate) fn count_if_as_sum(g: &mut Generator<'_>, id: NodeId) {
    let mut condition = g.tree.get(id, Arg::This);
    if let Some(distinct) = condition.node().filter(|node| g.tree.kind(*node) == Kind::Distinct) {
        g.unsupported("DISTINCT is not supported when converting COUNT_IF to SUM");
        condition = g.tree.expressions(distinct).first().copied().map_or(Value::None, Value::from);
    }
    let (one, zero) = (g.number_node(1), g.number_node(0));
    let choice = g.make(Kind::If, &[(Arg::This, condition), (Arg::True, one.into()), (Arg::False, zero.into())]);
    g.func("SUM", &[choice.into()]);
}

/// `MAX(a, b)` -> `GREATEST(a, b)`; with one argument it is the aggregation.
pub(crate) fn max_or_greatest(g: &mut Generator<'_>, id: NodeId) {
    let name = if g.tree.list_len(id, Arg::Expressions) > 0 { "GREATEST" } else { "MAX" };
    g.function_named(id, name);
}

/// `MIN(a, b)` -> `LEAST(a, b)`; with one argument it is the aggregation.
pub(crate) fn min_or_least(g: &mut Generator<'_>, id: NodeId) {
    let name = if g.tree.list_len(id, Arg::Expressions) > 0 { "LEAST" } else { "MIN" };
    g.function_named(id, name);
}

/// What is aggregated, in its order; how many values at most cannot be said.
pub(crate) fn without_limit(g: &mut Generator<'_>, id: NodeId) -> Option<NodeId> {
    let this = g.tree.this(id)?;
    if g.tree.kind(this) != Kind::Limit {
        return Some(this);
    }
    g.unsupported("LIMIT is not supported in an aggregation");
    g.tree.this(this)
}

/// `GROUP_CONCAT(x ORDER BY y, separator)` -> `LISTAGG(x, separator) WITHIN GROUP (ORDER BY y)`; the separator is a comma
/// if there is none.
pub(crate) fn listagg(g: &mut Generator<'_>, id: NodeId) {
    let separator = match g.tree.get(id, Arg::Separator) {
        Value::None => g.string_node(",").into(),
        separator => separator,
    };
    listagg_with(g, id, separator);
}

/// `LISTAGG` with this separator, or none.
pub(crate) fn listagg_with(g: &mut Generator<'_>, id: NodeId, separator: Value) {
    let this = without_limit(g, id);
    let order = this.filter(|this| g.tree.kind(*this) == Kind::Order);
    let this = order.map_or(this.into(), |order| g.tree.get(order, Arg::This));
    g.write_function_name("LISTAGG");
    g.write("(");
    g.value(this);
    g.prefixed(", ", |g| g.value(separator));
    g.arg_after(" ON OVERFLOW ", id, Arg::OnOverflow);
    g.write(")");
    if let Some(order) = order {
        g.write(" WITHIN GROUP (");
        functions::window::order_of_group(g, order);
        g.write(")");
    }
}

/// `NTH_VALUE(x, n) FROM LAST`.
pub(crate) fn nth_value_from(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "NTH_VALUE", &[Arg::This, Arg::Offset]);
    match g.tree.get(id, Arg::FromFirst) {
        Value::None => {}
        Value::Bool(false) => g.write(" FROM LAST"),
        _ => g.write(" FROM FIRST"),
    }
}

/// `PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x)` -> the approximate quantile of `x`.
pub(crate) fn percentile_or_within_group(g: &mut Generator<'_>, id: NodeId) {
    let percentile =
        g.tree.this(id).filter(|this| matches!(g.tree.kind(*this), Kind::PercentileCont | Kind::PercentileDisc));
    let order = g.tree.expression(id).and_then(|order| g.tree.expressions(order).first().copied());
    let (Some(percentile), Some(order)) = (percentile, order) else { return g.render_base(id) };
    let value = match g.tree.kind(order) {
        Kind::Ordered => g.tree.get(order, Arg::This),
        _ => order.into(),
    };
    let quantile = g.tree.get(percentile, Arg::This);
    let node = g.make(Kind::ApproxQuantile, &[(Arg::This, value), (Arg::Quantile, quantile)]);
    g.node(node);
}

/// `SUM(x) FILTER(WHERE c)` -> `SUM(IF(c, x, NULL))`; rows are counted by their condition.
pub(crate) fn filter_as_if(g: &mut Generator<'_>, id: NodeId) {
    let condition = g.tree.expression(id).and_then(|filter| g.tree.this(filter));
    let (Some(call), Some(condition)) = (g.tree.this(id), condition) else { return };
    let copy = g.tree.copy(call);
    let target = match g.tree.kind(copy) {
        Kind::WithinGroup => match g.tree.this(copy).filter(|call| g.tree.kind(*call) == Kind::GroupConcat) {
            Some(call) => g.tree.this(call),
            None => g.tree.expression(copy).and_then(|order| g.tree.expressions(order).first().copied()),
        },
        Kind::Anonymous => g.tree.expressions(copy).first().copied(),
        _ => g.tree.this(copy),
    };
    match (g.tree.kind(copy), target.map(|target| g.tree.kind(target))) {
        (Kind::Count, None | Some(Kind::Star)) => {
            let count = g.make(Kind::CountIf, &args![This: condition]);
            return g.node(count);
        }
        (Kind::CountIf, Some(_)) => {
            let both = g.make(Kind::And, &args![This: condition, Expression: target]);
            let count = g.make(Kind::CountIf, &args![This: both]);
            return g.node(count);
        }
        _ => {}
    }
    for value in filtered_values(g, target) {
        let condition = g.tree.copy(condition);
        let null = g.tree.make(Kind::Null, &[]);
        g.tree.wrap(value, |tree, value| tree.make(Kind::If, &args![This: condition, True: value, False: null]));
    }
    let node = match g.tree.kind(copy) {
        // Values that don't meet the condition are null now, and must not be in the array.
        Kind::ArrayAgg => {
            g.tree.set(copy, Arg::NullsExcluded, false);
            g.make(Kind::IgnoreNulls, &args![This: copy])
        }
        _ => copy,
    };
    g.tree.set_parent_only(node, Some(id));
    g.node(node);
}

/// The values below an order, limit or `DISTINCT`.
fn filtered_values(g: &Generator<'_>, target: Option<NodeId>) -> Vec<NodeId> {
    let Some(mut target) = target else { return Vec::new() };
    while matches!(g.tree.kind(target), Kind::Order | Kind::Ordered | Kind::Limit | Kind::HavingMax) {
        let Some(this) = g.tree.this(target) else { break };
        target = this;
    }
    match g.tree.kind(target) {
        Kind::Distinct => g.tree.expressions(target).to_vec(),
        _ => vec![target],
    }
}

/// `MAX_BY(x, y)`: one value, not the first few.
pub(crate) fn one_extreme_by(g: &mut Generator<'_>, id: NodeId, name: &str) {
    g.unsupported_args(id, &[Arg::Count]);
    g.func_of(id, name, &[Arg::This, Arg::Expression]);
}

/// `GROUP_CONCAT(x) WITHIN GROUP (ORDER BY y)`: the order goes into the call.
pub(crate) fn within_group(
    g: &mut Generator<'_>,
    id: NodeId,
    group_concat: fn(&mut Generator<'_>, NodeId, Option<NodeId>),
) {
    match g.tree.this(id).filter(|this| g.tree.kind(*this) == Kind::GroupConcat) {
        Some(call) => group_concat(g, call, g.tree.expression(id)),
        None => g.render_base(id),
    }
}

/// Takes orders and limits off the operand of an aggregation: what they stood around, and them, the outermost first.
pub(crate) fn detached_modifiers(g: &Generator<'_>, aggregate: NodeId) -> (Option<NodeId>, Vec<NodeId>) {
    let mut this = g.tree.this(aggregate);
    let mut modifiers = Vec::new();
    while let Some(node) = this.filter(|node| matches!(g.tree.kind(*node), Kind::Limit | Kind::Order)) {
        modifiers.push(node);
        this = g.tree.this(node);
    }
    (this, modifiers)
}

/// Writes modifiers behind the last argument of an aggregation, the innermost first.
pub(crate) fn trailing_modifiers(g: &mut Generator<'_>, modifiers: Vec<NodeId>) {
    for modifier in modifiers.into_iter().rev() {
        let arguments: Vec<(Arg, Value)> = g.tree.arguments(modifier).filter(|(arg, _)| *arg != Arg::This).collect();
        let kind = g.tree.kind(modifier);
        let modifier = g.make(kind, &arguments);
        g.node(modifier);
    }
}

/// Functions over a window that are no aggregations, sorted.
pub(crate) const WINDOW_FUNCTIONS: &[Kind] = &[
    Kind::CumeDist,
    Kind::DenseRank,
    Kind::FirstValue,
    Kind::Lag,
    Kind::LastValue,
    Kind::Lead,
    Kind::NthValue,
    Kind::Ntile,
    Kind::PercentRank,
    Kind::Rank,
    Kind::RowNumber,
];
