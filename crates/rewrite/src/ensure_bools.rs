//! Conditions for dialects whose conditions have to be predicates.

use sqlectic_ast::{args, Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// SELECT * FROM t WHERE a AND b = 1
/// -- after
/// SELECT * FROM t WHERE a <> 0 AND b = 1
/// ```
pub fn ensure_bools(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    let conditions: Vec<NodeId> = tree.all_where(root, |node| holds_conditions(tree, node));
    for node in conditions {
        compare(tree, node, Arg::This);
        if matches!(tree.kind(node), Kind::And | Kind::Or | Kind::Xor) {
            compare(tree, node, Arg::Expression);
        }
    }
    root
}

fn holds_conditions(tree: &Tree, node: NodeId) -> bool {
    match tree.kind(node) {
        Kind::And | Kind::Having | Kind::Not | Kind::Or | Kind::Where | Kind::Xor => true,
        Kind::If => {
            // `CASE x WHEN 1`: a value that is compared.
            let case = tree.parent(node).filter(|parent| tree.kind(*parent) == Kind::Case);
            !case.is_some_and(|case| tree.has(case, Arg::This))
        }
        _ => false,
    }
}

/// Compares an operand with zero if it is a bare value.
fn compare(tree: &mut Tree, parent: NodeId, arg: Arg) {
    let Some(operand) = tree.node(parent, arg) else { return };
    let number = match tree.kind(operand) {
        Kind::Column if tree.said_type(operand).is_none() => true,
        Kind::Column | Kind::Cast | Kind::TryCast => {
            let numbers = [sqlectic_types::INTEGER_TYPES, sqlectic_types::REAL_TYPES];
            numbers.into_iter().any(|types| sqlectic_types::is_type(tree, operand, types))
        }
        _ => tree.is_number(operand),
    };
    if number {
        tree.wrap(operand, |tree, operand| {
            let zero = tree.integer(0);
            tree.make(Kind::NEQ, &args![This: operand, Expression: zero])
        });
    }
}
