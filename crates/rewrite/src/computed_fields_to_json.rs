//! Objects whose keys are computed, for dialects where fields of structs have fixed names.

use crate::build::all;
use sqlectic_ast::{args, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// SELECT OBJECT_CONSTRUCT('a', 1, k, v)
/// -- after
/// SELECT OBJECT_CONSTRUCT_KEEP_NULL('a', 1, k, v)
/// ```
pub fn computed_fields_to_json(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    if !tree.may_have_kind(Kind::Struct) {
        return root;
    }
    for fields in all(tree, root, Kind::Struct) {
        // The pairs of a map look the same, behind which an index may stand.
        let parents = tree.ancestors(fields).take(2);
        let of_map =
            parents.filter(|parent| tree.kind(*parent) != Kind::Bracket).any(|parent| tree.kind(parent) == Kind::ToMap);
        if !of_map && tree.expressions(fields).iter().any(|field| has_computed_key(tree, *field)) {
            tree.wrap(fields, as_object);
        }
    }
    root
}

fn has_computed_key(tree: &Tree, field: NodeId) -> bool {
    tree.kind(field) == Kind::PropertyEQ
        && tree.this(field).is_some_and(|key| !matches!(tree.kind(key), Kind::Identifier | Kind::Literal))
}

fn as_object(tree: &mut Tree, fields: NodeId) -> NodeId {
    let mut pairs = Vec::new();
    for field in tree.expressions(fields) {
        if tree.kind(field) == Kind::PropertyEQ {
            let (key, value) = (tree.this(field), tree.expression(field));
            pairs.push(tree.make(Kind::JSONKeyValue, &args![This: key, Expression: value]));
        }
    }
    let pairs = tree.list(&pairs);
    tree.make(Kind::JSONObject, &args![Expressions: pairs])
}
