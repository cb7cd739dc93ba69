//! Names of the columns of recursive common table expressions, for dialects that need them.

use crate::build::{self, all, output_name};
use sqlectic_ast::{Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT * FROM t
/// -- after
/// WITH RECURSIVE t(n) AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT * FROM t
/// ```
pub fn add_recursive_cte_column_names(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    let mut taken = Vec::new();
    for with in
        all(tree, root, Kind::With).into_iter().filter(|with| tree.has(*with, Arg::Recursive)).collect::<Vec<_>>()
    {
        for cte in tree.expressions(with) {
            let Some(alias) = tree.node(cte, Arg::Alias) else { continue };
            if tree.list_len(alias, Arg::Columns) > 0 {
                continue;
            }
            let mut query = tree.this(cte);
            while let Some(union) = query.filter(|query| tree.is(*query, Kind::SetOperation)) {
                query = tree.this(union);
            }
            let Some(query) = query else { continue };
            let names: Vec<NodeId> = tree
                .expressions(query)
                .iter()
                .map(|projection| {
                    let mut name = output_name(tree, *projection);
                    if name.is_empty() {
                        name = build::new_name(&mut taken, "_c_0");
                    }
                    build::name(tree, &name)
                })
                .collect();
            tree.set_list(alias, Arg::Columns, &names);
        }
    }
    root
}
