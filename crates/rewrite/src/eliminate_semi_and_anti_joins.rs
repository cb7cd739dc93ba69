//! Semi and anti joins for dialects without them.

use crate::build::{self, selects_if};
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// SELECT * FROM a LEFT ANTI JOIN b ON a.x = b.x
/// -- after
/// SELECT * FROM a WHERE NOT EXISTS(SELECT 1 FROM b WHERE a.x = b.x)
/// ```
pub fn eliminate_semi_and_anti_joins(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for select in selects_if(tree, root, tree.may_have_kind_with(Kind::Join, Arg::Kind)) {
        let joins = tree.children(select, Arg::Joins);
        let (filters, rest): (Vec<NodeId>, Vec<NodeId>) = joins.into_iter().partition(|join| is_filter(tree, *join));
        if filters.is_empty() {
            continue;
        }
        match rest.is_empty() {
            true => drop(tree.take(select, Arg::Joins)),
            false => tree.set_list(select, Arg::Joins, &rest),
        }
        for join in filters {
            tree.clear_parent(join);
            let Some(source) = tree.this(join) else { continue };
            let left = tree.node(select, Arg::From).and_then(|from| tree.this(from));
            let on = match tree.node(join, Arg::On) {
                Some(on) => Some(on),
                None => left.and_then(|left| build::using(tree, left, source, join)),
            };
            let Some(on) = on else { continue };
            let exists = exists(tree, source, on);
            let condition = if is(tree, join, "ANTI") { tree.make(Kind::Not, &args![This: exists]) } else { exists };
            build::and_where(tree, select, condition);
        }
    }
    root
}

fn is(tree: &Tree, join: NodeId, kind: &str) -> bool {
    tree.text_of(join, Arg::Kind).eq_ignore_ascii_case(kind)
}

/// Whether a join is a semi or anti join with a condition.
fn is_filter(tree: &Tree, join: NodeId) -> bool {
    let has_condition = tree.node(join, Arg::On).is_some() || tree.list_len(join, Arg::Using) > 0;
    (is(tree, join, "ANTI") || is(tree, join, "SEMI")) && has_condition
}

/// `EXISTS(SELECT 1 FROM source WHERE on)`.
fn exists(tree: &mut Tree, source: NodeId, on: NodeId) -> NodeId {
    let one = tree.integer(1);
    let list = tree.list(&[one]);
    let from = tree.make(Kind::From, &args![This: source]);
    let filter = tree.make(Kind::Where, &args![This: on]);
    let select = tree.make(Kind::Select, &args![Expressions: list, From: from, Where: filter]);
    tree.make(Kind::Exists, &args![This: select])
}
