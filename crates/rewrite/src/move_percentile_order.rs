//! Percentiles: some dialects take the values as an argument, some behind `WITHIN GROUP`.

use crate::build;
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// Of the node itself.
///
/// ```sql
/// -- before
/// PERCENTILE_CONT(x, 0.5)
/// -- after
/// PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x)
/// ```
pub fn add_within_group_for_percentiles(tree: &mut Tree, node: NodeId, _dialect: &Dialect) -> NodeId {
    let (true, Some(values), Some(fraction)) = (is_percentile(tree, node), tree.this(node), tree.expression(node))
    else {
        return node;
    };
    build::take(tree, node, Arg::Expression);
    tree.set(node, Arg::This, fraction);
    let key = tree.make(Kind::Ordered, &args![This: values]);
    let keys = tree.list(&[key]);
    let order = tree.make(Kind::Order, &args![Expressions: keys]);
    tree.wrap(node, |tree, node| tree.make(Kind::WithinGroup, &args![This: node, Expression: order]))
}

/// Of the node itself.
///
/// ```sql
/// -- before
/// PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x)
/// -- after
/// APPROX_QUANTILE(x, 0.5)
/// ```
pub fn remove_within_group_for_percentiles(tree: &mut Tree, node: NodeId, _dialect: &Dialect) -> NodeId {
    if tree.kind(node) != Kind::WithinGroup {
        return node;
    }
    let order = tree.expression(node).filter(|order| tree.kind(*order) == Kind::Order);
    let key = order.and_then(|order| tree.expressions(order).first().copied());
    let (Some(call), Some(key)) = (tree.this(node).filter(|call| is_percentile(tree, *call)), key) else { return node };
    let (values, fraction) = (tree.this(key), tree.this(call));
    let quantile = tree.make(Kind::ApproxQuantile, &args![This: values, Quantile: fraction]);
    tree.replace(node, quantile);
    quantile
}

fn is_percentile(tree: &Tree, node: NodeId) -> bool {
    matches!(tree.kind(node), Kind::PercentileCont | Kind::PercentileDisc)
}
