//! Series that projections make rows of, for dialects that make rows only in `FROM`.

use crate::build::{self, selects_with};
use sqlectic_ast::{args, view, Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// SELECT a, GENERATE_SERIES(1, 3) AS x FROM t
/// -- after
/// SELECT a, x FROM t CROSS JOIN UNNEST(GENERATE_SERIES(1, 3)) AS _t0(x)
/// ```
pub fn unnest_projected_series(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for select in selects_with(tree, root, Kind::ExplodingGenerateSeries) {
        for projection in tree.expressions(select) {
            let (value, alias) = match tree.kind(projection) {
                Kind::Alias => (tree.this(projection).unwrap_or(projection), tree.node(projection, Arg::Alias)),
                _ => (projection, None),
            };
            if tree.kind(value) == Kind::ExplodingGenerateSeries {
                unnest(tree, select, projection, value, alias);
            }
        }
    }
    root
}

fn unnest(tree: &mut Tree, select: NodeId, projection: NodeId, series: NodeId, alias: Option<NodeId>) {
    let name = match alias {
        Some(alias) => tree.copy(alias),
        None => build::name(tree, "_gen_series_value"),
    };
    let column_name = tree.copy(name);
    let column = view::Column::draft().this(column_name).make(tree);
    tree.replace(projection, column);
    let plain: Vec<(Arg, Value)> = tree.arguments(series).collect();
    let series = tree.make(Kind::GenerateSeries, &plain);
    let (arrays, names) = (tree.list(&[series]), tree.list(&[name]));
    let alias = tree.make(Kind::TableAlias, &args![Columns: names]);
    let source = tree.make(Kind::Unnest, &args![Expressions: arrays, Alias: alias]);
    if !tree.has(select, Arg::From) {
        let from = view::From::draft().this(source).make(tree);
        return tree.set(select, Arg::From, from);
    }
    let cross = tree.text_value("CROSS");
    let join = tree.make(Kind::Join, &args![This: source, Kind: cross]);
    tree.append(select, Arg::Joins, join);
}
