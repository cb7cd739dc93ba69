//! Days added to dates, for dialects where days are no numbers.

use crate::build::all;
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// SELECT CURRENT_DATE - 7
/// -- after
/// SELECT DATE_ADD('DAY', -7, CURRENT_DATE)
/// ```
pub fn days_to_date_add(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    let mut last = root;
    for kind in [Kind::Add, Kind::Sub] {
        if !tree.may_have_kind(kind) {
            continue;
        }
        for sum in all(tree, root, kind) {
            if let (Some(date), Some(days)) = (tree.this(sum), tree.expression(sum)) {
                if is_whole(tree, days) && is_date(tree, date) {
                    last = tree.wrap(sum, |tree, _| added(tree, date, days, kind));
                }
            }
        }
    }
    tree.root(last)
}

fn is_whole(tree: &Tree, days: NodeId) -> bool {
    tree.is_number(days) && tree.name(days).bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a value says by itself that it is a date.
fn is_date(tree: &Tree, date: NodeId) -> bool {
    match tree.kind(date) {
        Kind::CurrentDate => true,
        kind if kind.is(Kind::Cast) => tree.node(date, Arg::To).is_some_and(|to| tree.text_of(to, Arg::This) == "DATE"),
        _ => false,
    }
}

fn added(tree: &mut Tree, date: NodeId, mut days: NodeId, kind: Kind) -> NodeId {
    if kind == Kind::Sub {
        days = tree.make(Kind::Neg, &args![This: days]);
    }
    let day = tree.text_value("DAY");
    let unit = tree.make(Kind::Var, &[(Arg::This, day)]);
    tree.make(Kind::DateAdd, &args![This: date, Expression: days, Unit: unit])
}
