//! `NOW()` for dialects that call it something else.

use crate::build::all;
use sqlectic_ast::{Arg, Kind, NodeId, Tree};
use sqlectic_syntax::Dialect;

/// ```sql
/// -- before
/// SELECT NOW()
/// -- after
/// SELECT CURRENT_TIMESTAMP()
/// ```
pub fn now_to_current_timestamp(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    if !tree.may_have_kind(Kind::Anonymous) {
        return root;
    }
    for call in all(tree, root, Kind::Anonymous) {
        let is_now = tree.text_of(call, Arg::This).eq_ignore_ascii_case("NOW");
        if is_now && tree.list_len(call, Arg::Expressions) == 0 && tree.parent(call).is_some() {
            let time = tree.make(Kind::CurrentTimestamp, &[]);
            tree.replace(call, time);
        }
    }
    root
}
