//! Temporary tables for dialects that have temporary views instead.

use crate::build::all;
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// CREATE OR REPLACE TEMPORARY TABLE a AS SELECT 1
/// -- after
/// CREATE TEMPORARY VIEW a AS SELECT 1
/// ```
pub fn temporary_tables_to_views(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for create in all(tree, root, Kind::Create) {
        if tree.has(create, Arg::Expression) && is_temporary_table(tree, create) {
            let this = tree.get(create, Arg::This);
            let with = tree.take(create, Arg::With);
            let expression = tree.get(create, Arg::Expression);
            let kind = tree.text_value("VIEW");
            let temporary = tree.make(Kind::TemporaryProperty, &[]);
            let list = tree.list(&[temporary]);
            let properties = tree.make(Kind::Properties, &args![Expressions: list]);
            let view = args![With: with, This: this, Kind: kind, Expression: expression, Properties: properties];
            let view = tree.make(Kind::Create, &view);
            if create == root {
                return view;
            }
            tree.replace(create, view);
        }
    }
    root
}

/// ```sql
/// -- before
/// CREATE TEMPORARY TABLE a (b INT)
/// -- after
/// CREATE TEMPORARY TABLE a (b INT) USING PARQUET
/// ```
///
/// Without a format the table is one of Hive, which cannot be temporary.
pub fn name_format_of_temporary_tables(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for create in all(tree, root, Kind::Create) {
        let Some(properties) = tree.node(create, Arg::Properties) else { continue };
        let has_format =
            tree.expressions(properties).iter().any(|property| tree.kind(*property) == Kind::FileFormatProperty);
        if has_format || tree.has(create, Arg::Expression) || !is_temporary_table(tree, create) {
            continue;
        }
        let name = tree.text_value("parquet");
        let name = tree.make(Kind::Var, &args![This: name]);
        let format = tree.make(Kind::FileFormatProperty, &args![This: name]);
        tree.append(properties, Arg::Expressions, format);
    }
    root
}

fn is_temporary_table(tree: &Tree, create: NodeId) -> bool {
    let properties = tree.node(create, Arg::Properties);
    let properties = properties.map(|properties| tree.expressions(properties)).unwrap_or_default();
    tree.text_of(create, Arg::Kind) == "TABLE"
        && properties.iter().any(|property| tree.kind(*property) == Kind::TemporaryProperty)
}
