//! Full outer joins for dialects without them.

use crate::build::{self, root_of, selects_if};
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// SELECT * FROM a FULL JOIN b ON a.x = b.x
/// -- after
/// SELECT * FROM a LEFT JOIN b ON a.x = b.x
/// UNION ALL
/// SELECT * FROM a RIGHT JOIN b ON a.x = b.x WHERE NOT EXISTS(SELECT 1 FROM a WHERE a.x = b.x)
/// ```
pub fn eliminate_full_outer_join(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    let mut last = root;
    for select in selects_if(tree, root, tree.may_have_kind_with(Kind::Join, Arg::Side)) {
        let full: Vec<NodeId> = tree
            .children(select, Arg::Joins)
            .into_iter()
            .filter(|join| tree.text_of(*join, Arg::Side).eq_ignore_ascii_case("FULL"))
            .collect();
        // More than one can't be written as one union, and what is unmatched is known by a condition only.
        if let [join] = full[..] {
            if !tree.has(join, Arg::On) && tree.list_len(join, Arg::Using) == 0 {
                continue;
            }
            last = tree.wrap(select, |tree, select| rewrite(tree, select, join));
        }
    }
    root_of(tree, last)
}

fn rewrite(tree: &mut Tree, left: NodeId, join: NodeId) -> NodeId {
    let limit = build::take(tree, left, Arg::Limit);
    let offset = build::take(tree, left, Arg::Offset);
    let order = build::take(tree, left, Arg::Order);
    let with = build::take(tree, left, Arg::With);
    let right = tree.copy(left);
    let index = tree.index(join).unwrap_or(0);
    tree.set_text(join, Arg::Side, "LEFT");
    // Where a limit is exceeded the copy has nothing.
    if let Some(right_join) = tree.children(right, Arg::Joins).get(index).copied() {
        tree.set_text(right_join, Arg::Side, "RIGHT");
        if let Some(condition) = unmatched(tree, right, right_join) {
            build::and_where(tree, right, condition);
        }
    }
    tree.make(
        Kind::Union,
        &args![With: with, This: left, Expression: right, Distinct: false, Order: order, Limit: limit, Offset: offset],
    )
}

/// `NOT EXISTS(SELECT 1 FROM left WHERE on)`.
fn unmatched(tree: &mut Tree, select: NodeId, join: NodeId) -> Option<NodeId> {
    let source = tree.node(select, Arg::From).and_then(|from| tree.this(from))?;
    let joined = tree.this(join)?;
    let condition = match tree.node(join, Arg::On) {
        Some(on) => tree.copy(on),
        None => build::using(tree, source, joined, join)?,
    };
    let source = tree.copy(source);
    let one = tree.integer(1);
    let list = tree.list(&[one]);
    let from = tree.make(Kind::From, &args![This: source]);
    let filter = tree.make(Kind::Where, &args![This: condition]);
    let inner = tree.make(Kind::Select, &args![Expressions: list, From: from, Where: filter]);
    let exists = tree.make(Kind::Exists, &args![This: inner]);
    Some(tree.make(Kind::Not, &args![This: exists]))
}
