//! Indexes of arrays: the tree counts from 0, dialects count from where they do.

use super::deep;
use crate::Dialect;
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree};

/// An index moved by `offset`, if it is known to be an integer and what it is of may be an array.
pub fn moved(tree: &mut Tree, dialect: &Dialect, this: NodeId, item: NodeId, offset: i64) -> NodeId {
    let infer = dialect.infer;
    if infer(tree, this).is_some_and(|name| name != "ARRAY") {
        return item;
    }
    let moved = match constant(tree, item, MAX_DEPTH) {
        Some(index) => tree.integer(index.saturating_add(offset)),
        None if infer(tree, item).is_some_and(|name| INTEGERS.contains(&name)) => sum(tree, item, offset),
        None => return item,
    };
    let span = tree.span(item);
    tree.set_span(moved, span);
    moved
}

/// Types of indexes, sorted.
const INTEGERS: &[&str] =
    &["BIGINT", "INT", "INT128", "SMALLINT", "TINYINT", "UBIGINT", "UINT", "UINT128", "USMALLINT", "UTINYINT"];

/// How deep sums of constants are looked into.
const MAX_DEPTH: u32 = 32;

/// The value of an integer literal, or of negations, sums, differences and products of such, nested up to `depth` deep.
pub(crate) fn constant(tree: &Tree, node: NodeId, depth: u32) -> Option<i64> {
    let depth = depth.checked_sub(1)?;
    let operand = |arg| deep(|| constant(tree, tree.node(node, arg)?, depth));
    match tree.kind(node) {
        Kind::Literal if tree.is_number(node) => tree.name(node).parse().ok(),
        Kind::Neg => operand(Arg::This)?.checked_neg(),
        Kind::Paren => operand(Arg::This),
        Kind::Add => operand(Arg::This)?.checked_add(operand(Arg::Expression)?),
        Kind::Sub => operand(Arg::This)?.checked_sub(operand(Arg::Expression)?),
        Kind::Mul => operand(Arg::This)?.checked_mul(operand(Arg::Expression)?),
        _ => None,
    }
}

/// `x` -> `x + 1`, `x + 1` -> `x + 2`.
fn sum(tree: &mut Tree, item: NodeId, offset: i64) -> NodeId {
    let mut item = item;
    while let (Kind::Paren, Some(inner)) = (tree.kind(item), tree.this(item)) {
        item = inner;
    }
    let (mut left, mut offset) = (item, offset);
    if let (Kind::Add, Some(this), Some(added)) = (tree.kind(item), tree.this(item), tree.expression(item)) {
        if let Some(added) = constant(tree, added, MAX_DEPTH) {
            (left, offset) = (this, offset.saturating_add(added));
        }
    }
    if matches!(tree.kind(left), Kind::Sub | Kind::Mod | Kind::IntDiv) {
        left = tree.make(Kind::Paren, &args![This: left]);
    }
    let offset = tree.integer(offset);
    tree.make(Kind::Add, &args![This: left, Expression: offset])
}
