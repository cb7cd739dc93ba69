//! T-SQL's grammar where it differs: <https://learn.microsoft.com/en-us/sql/t-sql/language-reference>.

use sqlectic_syntax::{lexer::T, Dialect};

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    sets(d);
}

fn flags(d: &mut Dialect) {
    let f = &mut d.parser.flags;
    f.log_defaults_to_ln = true;
    f.no_paren_if_commands = false;
    f.set_requires_assignment_delimiter = false;
    f.string_aliases = true;
    f.unpivot_value_columns_first = true;
}

fn sets(d: &mut Dialect) {
    let s = &mut d.parser.sets;
    s.id_var.extend(&[T::Returning, T::StraightJoin]);
    s.alias.extend(&[T::Returning]);
    s.table_alias.extend(&[T::Anti, T::Semi, T::StraightJoin]);
    for set in [&mut s.id_var, &mut s.alias, &mut s.table_alias, &mut s.comment_table_alias, &mut s.update_alias] {
        *set = set.without(&[T::Begin]);
    }
    for hint in ["HASH", "LOOP", "MERGE", "REMOTE"] {
        d.parser.join_hints.set(hint, ());
    }
}
