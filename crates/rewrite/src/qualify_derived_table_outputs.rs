//! Names for the projections of derived tables, for dialects that don't make up any.

use crate::build::{self, all};
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// WITH c AS (SELECT a, b + 1 FROM t) SELECT * FROM c
/// -- after
/// WITH c AS (SELECT a AS a, b + 1 AS _col_1 FROM t) SELECT * FROM c
/// ```
pub fn qualify_derived_table_outputs(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for kind in [Kind::CTE, Kind::Subquery] {
        // Outer ones first: a subquery that is a projection gets an alias, too.
        for derived in all(tree, root, kind).into_iter().rev() {
            let alias = tree.node(derived, Arg::Alias).filter(|alias| tree.kind(*alias) == Kind::TableAlias);
            let unnamed = alias.is_some_and(|alias| tree.list_len(alias, Arg::Columns) == 0);
            let query = tree.this(derived).filter(|query| tree.kind(*query) == Kind::Select);
            if let Some(query) = query.filter(|_| unnamed) {
                name_projections(tree, query);
            }
        }
    }
    root
}

/// Gives every projection without an alias its name, or one by its position.
fn name_projections(tree: &mut Tree, query: NodeId) {
    for (i, projection) in tree.expressions(query).into_iter().enumerate() {
        let named = matches!(tree.kind(projection), Kind::Alias | Kind::Aliases);
        if named || build::is_star(tree, projection) {
            continue;
        }
        let name = match build::output_name(tree, projection) {
            name if name.is_empty() => format!("_col_{i}"),
            name => name,
        };
        let column = tree.kind(projection) == Kind::Column;
        let quoted = if column { build::is_quoted(tree, projection) } else { !is_plain(&name) };
        let name = build::identifier(tree, &name, quoted);
        if tree.kind(projection) == Kind::Subquery {
            let alias = tree.make(Kind::TableAlias, &args![This: name]);
            tree.set(projection, Arg::Alias, alias);
        } else {
            tree.wrap(projection, |tree, this| tree.make(Kind::Alias, &args![This: this, Alias: name]));
        }
    }
}

/// Whether a name needs no quotes.
fn is_plain(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_ascii_digit()) && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}
