//! The first row of each group for dialects without `DISTINCT ON`.

use crate::build::{self, output_name, root_of, selects_if};
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// SELECT DISTINCT ON (a) a, b FROM t ORDER BY c
/// -- after
/// SELECT a, b
/// FROM (SELECT a AS a, b AS b, ROW_NUMBER() OVER (PARTITION BY a ORDER BY c) AS _row_number FROM t) AS _t
/// WHERE _row_number = 1
/// ```
pub fn eliminate_distinct_on(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    let mut last = root;
    for select in selects_if(tree, root, tree.may_have_kind_with(Kind::Distinct, Arg::On)) {
        let on = tree.node(select, Arg::Distinct).and_then(|distinct| tree.node(distinct, Arg::On));
        if on.is_some_and(|on| tree.kind(on) == Kind::Tuple) {
            last = tree.wrap(select, rewrite);
        }
    }
    root_of(tree, last)
}

fn rewrite(tree: &mut Tree, select: NodeId) -> NodeId {
    let distinct = build::take(tree, select, Arg::Distinct).node();
    let keys =
        distinct.and_then(|distinct| tree.node(distinct, Arg::On)).map(|on| tree.expressions(on)).unwrap_or_default();
    let mut taken = Vec::new();
    let window = row_number(tree, select, &keys);
    let mut outer = Vec::new();
    for projection in tree.expressions(select) {
        if build::is_star(tree, projection) {
            outer.push(tree.make(Kind::Star, &[]));
            continue;
        }
        outer.push(name_projection(tree, projection, &mut taken));
    }
    let number = build::new_name(&mut taken, "_row_number");
    let name = build::name(tree, &number);
    let numbered = build::alias(tree, window, name);
    tree.append(select, Arg::Expressions, numbered);
    let column = build::column(tree, &number);
    let one = tree.integer(1);
    let condition = tree.make(Kind::EQ, &args![This: column, Expression: one]);
    build::select_from(tree, &outer, select, "_t", condition)
}

/// `ROW_NUMBER() OVER (PARTITION BY keys ORDER BY ...)`; the query's order becomes the window's.
fn row_number(tree: &mut Tree, select: NodeId, keys: &[NodeId]) -> NodeId {
    let order = match build::take(tree, select, Arg::Order) {
        Value::Node(order) => order,
        _ => {
            let terms: Vec<NodeId> = keys.iter().map(|key| tree.copy(*key)).collect();
            let terms = tree.list(&terms);
            tree.make(Kind::Order, &args![Expressions: terms])
        }
    };
    let partition = tree.list(keys);
    let call = tree.make(Kind::RowNumber, &[]);
    let over = tree.text_value("OVER");
    tree.make(Kind::Window, &args![This: call, PartitionBy: partition, Order: order, Over: over])
}

/// Gives a projection an alias that none before it has, and returns the column that refers to it.
fn name_projection(tree: &mut Tree, projection: NodeId, taken: &mut Vec<String>) -> NodeId {
    let mut name = output_name(tree, projection);
    let quoted = build::is_quoted(tree, projection) || !name.is_empty() && !build::is_plain(&name);
    if tree.kind(projection) == Kind::Alias {
        taken.push(name.clone());
    } else {
        name = build::new_name(taken, if name.is_empty() { "_col" } else { &name });
        tree.wrap(projection, |tree, projection| {
            let alias = build::identifier(tree, &name, quoted);
            build::alias(tree, projection, alias)
        });
    }
    let reference = build::identifier(tree, &name, quoted);
    tree.make(Kind::Column, &args![This: reference])
}
