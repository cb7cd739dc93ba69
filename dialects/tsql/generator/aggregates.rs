//! Aggregations: counts, filters, strings.

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::{functions, Generator, RenderFn};

/// Renderers, sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::Count, |g, id| {
        let name = if g.tree.has(id, Arg::BigInt) { "COUNT_BIG" } else { "COUNT" };
        g.function_named(id, name);
    }),
    (Kind::CountIf, |g, id| {
        let condition = g.tree.get(id, Arg::This);
        let one = g.number_node(1);
        let counted = choice(g, condition, one);
        g.func("COUNT", &[counted.into()]);
    }),
    (Kind::Filter, filter),
    (Kind::GroupConcat, group_concat),
];

/// `IIF(condition, value, NULL)`.
fn choice(g: &mut Generator<'_>, condition: Value, value: NodeId) -> NodeId {
    let null = g.make(Kind::Null, &[]);
    g.make(Kind::If, &args![This: condition, True: value, False: null])
}

/// `SUM(x) FILTER(WHERE c)` -> `SUM(IIF(c, x, NULL))`.
fn filter(g: &mut Generator<'_>, id: NodeId) {
    let condition = g.tree.expression(id).and_then(|where_| g.tree.this(where_));
    let (Some(aggregate), Some(condition)) = (g.tree.this(id), condition) else { return g.render_base(id) };
    let is_star = g.tree.this(aggregate).is_some_and(|this| is_star(g, this));
    if is_star {
        let one = g.number_node(1);
        let counted = choice(g, condition.into(), one);
        return g.func("COUNT", &[counted.into()]);
    }
    if g.tree.kind(aggregate) == Kind::CountIf {
        let counted = g.tree.get(aggregate, Arg::This);
        let both = [condition.into(), counted].map(|operand| in_parens(g, operand));
        let both = g.make(Kind::And, &[(Arg::This, both[0]), (Arg::Expression, both[1])]);
        let one = g.number_node(1);
        let counted = choice(g, both.into(), one);
        return g.func("COUNT", &[counted.into()]);
    }
    let copy = g.tree.copy(aggregate);
    g.tree.set_parent_only(copy, Some(id));
    for (parent, arg, index, value) in aggregated(g, copy).unwrap_or_default() {
        let condition = g.tree.copy(condition);
        let filtered = choice(g, condition.into(), value);
        match g.tree.get(parent, arg) {
            Value::List(list) => g.tree.set_item(parent, list, index, filtered.into()),
            _ => g.tree.set_raw(parent, arg, filtered.into()),
        }
        g.tree.set_parent(filtered, parent, arg, None);
    }
    g.node(copy);
    if g.tree.kind(aggregate) == Kind::ArrayAgg {
        g.write(" IGNORE NULLS");
    }
}

/// `*`, `t.*`.
fn is_star(g: &Generator<'_>, node: NodeId) -> bool {
    let is = |node: NodeId| g.tree.kind(node) == Kind::Star;
    is(node) || g.tree.kind(node) == Kind::Column && g.tree.this(node).is_some_and(is)
}

/// An operand of `AND`, in parentheses if it is an `OR`.
fn in_parens(g: &mut Generator<'_>, operand: Value) -> Value {
    match operand.node().filter(|node| matches!(g.tree.kind(*node), Kind::Or | Kind::Xor)) {
        Some(node) => g.make(Kind::Paren, &args![This: node]).into(),
        None => operand,
    }
}

/// A value of a node: of which one, where in it.
type Place = (NodeId, Arg, usize, NodeId);

/// Where the values that are aggregated hang.
fn aggregated(g: &Generator<'_>, aggregate: NodeId) -> Option<Vec<Place>> {
    let mut parent = aggregate;
    if g.tree.kind(aggregate) == Kind::WithinGroup {
        parent = g.tree.this(aggregate)?;
        // These aggregate what they order by.
        if matches!(g.tree.kind(parent), Kind::Mode | Kind::PercentileCont | Kind::PercentileDisc) {
            let order = g.tree.expression(aggregate)?;
            let first = *g.tree.expressions(order).first()?;
            return Some(vec![(first, Arg::This, 0, g.tree.this(first)?)]);
        }
        if g.tree.kind(parent) == Kind::Anonymous {
            return None;
        }
    }
    while let Some(this) = g.tree.this(parent) {
        match g.tree.kind(this) {
            Kind::Order | Kind::Limit | Kind::HavingMax => parent = this,
            Kind::Distinct => {
                let values = g.tree.expressions(this).into_iter().enumerate();
                return Some(values.map(|(index, value)| (this, Arg::Expressions, index, value)).collect());
            }
            _ => return Some(vec![(parent, Arg::This, 0, this)]),
        }
    }
    Some(vec![(parent, Arg::Expressions, 0, *g.tree.expressions(parent).first()?)])
}

/// `STRING_AGG(x, ',') WITHIN GROUP (ORDER BY y)`.
/// <https://learn.microsoft.com/en-us/sql/t-sql/functions/string-agg-transact-sql>
fn group_concat(g: &mut Generator<'_>, id: NodeId) {
    let mut this = g.tree.this(id);
    let ordered = |g: &Generator<'_>, this: Option<NodeId>| this.filter(|this| g.tree.kind(*this) == Kind::Order);
    let mut order = ordered(g, this);
    if let Some(order) = order {
        this = g.tree.this(order);
    }
    // Rows are not told apart here.
    if let Some(distinct) = this.and_then(|this| g.tree.find(this, Kind::Distinct)) {
        g.unsupported("T-SQL STRING_AGG doesn't support DISTINCT.");
        this = g.tree.expressions(distinct).first().copied();
    }
    if let Some(inner) = ordered(g, this) {
        order = Some(inner);
        this = g.tree.this(inner);
    }
    let mut separator = match g.tree.get(id, Arg::Separator) {
        Value::None => g.string_node(",").into(),
        separator => separator,
    };
    // Where the order stands behind the separator, it is of both.
    if let Some(ordered) = separator.node().filter(|node| g.tree.kind(*node) == Kind::Order) {
        order = Some(ordered);
        separator = g.tree.get(ordered, Arg::This);
    }
    g.func("STRING_AGG", &[this.into(), separator]);
    if let Some(order) = order {
        g.write(" WITHIN GROUP (");
        functions::window::order_of_group(g, order);
        g.write(")");
    }
}
