//! Columns that `PIVOT` makes: <https://duckdb.org/docs/stable/sql/statements/pivot>.

use sqlectic_ast::{args, Arg, Kind, NodeId};
use sqlectic_syntax::generator::{Generator, RenderFn};

/// Sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[(Kind::In, in_)];

/// `FOR a IN ('x')` -> `FOR a IN ('x' AS "'x'")`, if the quotes are part of the column's name at the source.
fn in_(g: &mut Generator<'_>, id: NodeId) {
    let pivot = g.tree.parent(id).filter(|pivot| g.tree.kind(*pivot) == Kind::Pivot);
    let names_quotes =
        pivot.is_some_and(|pivot| g.tree.has(pivot, Arg::IdentifyPivotStrings) && !g.tree.has(pivot, Arg::Unpivot));
    let values = g.tree.expressions(id);
    if !names_quotes || !values.iter().any(|value| g.tree.is_string(*value)) {
        return g.render_base(id);
    }
    let named: Vec<NodeId> = values.into_iter().map(|value| with_name(g, value)).collect();
    g.arg(id, Arg::This);
    g.write(" IN (");
    g.join(&named, ", ");
    g.write(")");
}

fn with_name(g: &mut Generator<'_>, value: NodeId) -> NodeId {
    if !g.tree.is_string(value) {
        return value;
    }
    let name = g.sql(value);
    let name = g.tree.text_value(&name);
    let name = g.make(Kind::Identifier, &args![This: name, Quoted: true]);
    g.make(Kind::PivotAlias, &args![This: value, Alias: name])
}
