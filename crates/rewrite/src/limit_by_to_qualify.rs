//! Limits of groups for dialects without `LIMIT .. BY`.

use crate::build::selects_if;
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// SELECT a FROM t ORDER BY b LIMIT 2 OFFSET 1 BY c
/// -- after
/// SELECT a FROM t QUALIFY ROW_NUMBER() OVER (PARTITION BY c ORDER BY b) > 1
/// AND ROW_NUMBER() OVER (PARTITION BY c ORDER BY b) <= 1 + 2 ORDER BY b
/// ```
pub fn limit_by_to_qualify(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    let any = [Kind::Limit, Kind::Offset].iter().any(|kind| tree.may_have_kind_with(*kind, Arg::Expressions));
    for select in selects_if(tree, root, any) {
        if !tree.has(select, Arg::Qualify) {
            rewrite(tree, select);
        }
    }
    root
}

fn rewrite(tree: &mut Tree, select: NodeId) {
    let Some(limit) = tree.node(select, Arg::Limit).filter(|limit| tree.kind(*limit) == Kind::Limit) else { return };
    let offset = tree.node(select, Arg::Offset);
    let groups = [Some(limit), offset].into_iter().flatten().find(|node| tree.list_len(*node, Arg::Expressions) > 0);
    let (Some(groups), Some(most)) = (groups, tree.expression(limit)) else { return };
    let groups = tree.expressions(groups);
    let first = offset.and_then(|offset| tree.expression(offset));
    let mut last = most;
    if let Some(first) = first {
        let first = tree.copy(first);
        last = tree.make(Kind::Add, &args![This: first, Expression: most]);
    }
    let number = row_number(tree, select, &groups);
    let mut condition = tree.make(Kind::LTE, &args![This: number, Expression: last]);
    if let Some(first) = first {
        let number = row_number(tree, select, &groups);
        let behind = tree.make(Kind::GT, &args![This: number, Expression: first]);
        condition = tree.make(Kind::And, &args![This: Value::Node(behind), Expression: condition]);
    }
    let qualify = tree.make(Kind::Qualify, &args![This: condition]);
    tree.take(select, Arg::Limit);
    tree.take(select, Arg::Offset);
    tree.set(select, Arg::Qualify, qualify);
}

/// `ROW_NUMBER() OVER (PARTITION BY groups ORDER BY ..)`, in the order of the query.
fn row_number(tree: &mut Tree, select: NodeId, groups: &[NodeId]) -> NodeId {
    let groups: Vec<NodeId> = groups.iter().map(|group| tree.copy(*group)).collect();
    let groups = tree.list(&groups);
    let order = tree.node(select, Arg::Order).map(|order| tree.copy(order));
    let number = tree.make(Kind::RowNumber, &[]);
    let over = tree.text_value("OVER");
    tree.make(Kind::Window, &args![This: number, PartitionBy: groups, Order: order, Over: over])
}
