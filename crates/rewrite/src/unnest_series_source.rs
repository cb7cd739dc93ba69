//! Series in `FROM` for dialects that read only arrays there.

use crate::build;
use sqlectic_ast::{args, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// Of the node itself.
///
/// ```sql
/// -- before
/// SELECT * FROM GENERATE_SERIES(1, 3) AS t
/// -- after
/// SELECT * FROM UNNEST(GENERATE_SERIES(1, 3)) AS _u(t)
/// ```
pub fn unnest_series_source(tree: &mut Tree, node: NodeId, _dialect: &Dialect) -> NodeId {
    let is_series = |tree: &Tree, this: NodeId| tree.is(this, Kind::GenerateSeries);
    let source = (tree.kind(node) == Kind::Table).then(|| tree.this(node)).flatten();
    let Some(series) = source.filter(|this| is_series(tree, *this)) else { return node };
    let alias = tree.alias(node).to_string();
    let alias = (!alias.is_empty()).then(|| {
        let (source, column) = (build::name(tree, "_u"), build::name(tree, &alias));
        let columns = tree.list(&[column]);
        tree.make(Kind::TableAlias, &args![This: source, Columns: columns])
    });
    let arrays = tree.list(&[series]);
    let unnest = tree.make(Kind::Unnest, &args![Expressions: arrays, Alias: alias]);
    tree.replace(node, unnest);
    unnest
}
