//! Semi and anti joins for dialects without them.

use crate::build::{self, selects_with};
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// SELECT * FROM a LEFT ANTI JOIN b ON a.x = b.x
/// -- after
/// SELECT * FROM a WHERE NOT EXISTS(SELECT 1 FROM b WHERE a.x = b.x)
/// ```
pub fn eliminate_semi_and_anti_joins(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    for select in selects_with(tree, root, Kind::Join) {
        for join in tree.children(select, Arg::Joins) {
            let kind = tree.text_of(join, Arg::Kind);
            let anti = kind.eq_ignore_ascii_case("ANTI");
            if !anti && !kind.eq_ignore_ascii_case("SEMI") {
                continue;
            }
            let Some(on) = tree.node(join, Arg::On) else { continue };
            tree.pop(join);
            if tree.list_len(select, Arg::Joins) == 0 {
                tree.take(select, Arg::Joins);
            }
            let Some(source) = tree.this(join) else { continue };
            let exists = exists(tree, source, on);
            let condition = if anti { tree.make(Kind::Not, &args![This: exists]) } else { exists };
            build::and_where(tree, select, condition);
        }
    }
    root
}

/// `EXISTS(SELECT 1 FROM source WHERE on)`.
fn exists(tree: &mut Tree, source: NodeId, on: NodeId) -> NodeId {
    let one = tree.integer(1);
    let list = tree.list(&[one]);
    let from = tree.make(Kind::From, &args![This: source]);
    let filter = tree.make(Kind::Where, &args![This: on]);
    let select = tree.make(Kind::Select, &args![Expressions: list, From: from, Where: filter]);
    tree.make(Kind::Exists, &args![This: select])
}
