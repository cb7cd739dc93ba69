//! Names of fields for dialects where each struct of an array has to name its own.

use crate::build::all;
use sqlectic_ast::{view, Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// Where the first struct of an array names the fields of all.
///
/// ```sql
/// -- before
/// SELECT [STRUCT(1 AS a), STRUCT(2)]
/// -- after
/// SELECT [STRUCT(1 AS a), STRUCT(2 AS a)]
/// ```
pub fn inherit_struct_field_names(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for array in all(tree, root, Kind::Array) {
        if tree.has(array, Arg::StructNameInheritance) {
            name_fields(tree, array);
        }
    }
    root
}

fn name_fields(tree: &mut Tree, array: NodeId) {
    let items = tree.expressions(array);
    let Some((first, others)) = items.split_first() else { return };
    if tree.kind(*first) != Kind::Struct {
        return;
    }
    let fields = tree.expressions(*first);
    if fields.is_empty() || !fields.iter().all(|field| tree.kind(*field) == Kind::PropertyEQ) {
        return;
    }
    for other in others {
        let values = tree.expressions(*other);
        if tree.kind(*other) != Kind::Struct || values.len() != fields.len() {
            continue;
        }
        for (field, value) in fields.iter().zip(values) {
            let Some(name) = tree.this(*field).filter(|_| tree.kind(value) != Kind::PropertyEQ) else { continue };
            let name = tree.copy(name);
            tree.wrap(value, |tree, value| view::PropertyEQ::draft().this(name).expression(value).make(tree));
        }
    }
}
