//! Comparisons with the elements of an array for dialects that say them by a lambda.

use crate::build::{self, all};
use sqlectic_ast::{args, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// Names that the element may have.
const NAMES: &[&str] = &["x", "y", "z", "_x"];

/// ```sql
/// -- before
/// SELECT a > ANY(b) FROM t
/// -- after
/// SELECT EXISTS(b, x -> a > x) FROM t
/// ```
pub fn any_to_exists(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for any in all(tree, root, Kind::Any) {
        if tree.find_ancestor(any, Kind::Select).is_some() {
            replace(tree, any);
        }
    }
    root
}

fn replace(tree: &mut Tree, any: NodeId) {
    let Some(comparison) = tree.parent(any) else { return };
    let Some(mut array) = tree.this(any) else { return };
    let kind = tree.kind(comparison);
    let is_pattern = matches!(kind, Kind::Like | Kind::ILike | Kind::SimilarTo);
    if is_pattern || !kind.is(Kind::Binary) || tree.is(array, Kind::Query) {
        return;
    }
    if tree.kind(array) == Kind::Paren {
        array = tree.this(array).unwrap_or(array);
    }
    let array = tree.copy(array);
    let taken: Vec<String> =
        all(tree, comparison, Kind::Column).into_iter().map(|column| tree.name(column).to_string()).collect();
    let name = NAMES.iter().find(|name| !taken.iter().any(|column| column == *name)).unwrap_or(&"_element");
    let element = build::name(tree, name);
    tree.replace(any, element);
    let body = tree.copy(comparison);
    let argument = build::name(tree, name);
    let arguments = tree.list(&[argument]);
    let lambda = tree.make(Kind::Lambda, &args![This: body, Expressions: arguments]);
    let exists = tree.make(Kind::Exists, &args![This: array, Expression: lambda]);
    tree.replace(comparison, exists);
}
