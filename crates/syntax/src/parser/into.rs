//! Which rule parses a text that is to be a node of one kind.

use super::{atom, clauses, hint, relation, types, Parser, R};
use crate::lexer::T;
use sqlectic_ast::{args, Kind};

/// What parses a whole statement.
pub type Entry = fn(&mut Parser<'_>) -> R;

/// Sorted by the kind's name.
const ENTRIES: &[(Kind, Entry)] = &[
    (Kind::Cluster, |p| if p.at(T::ClusterBy) { clauses::sort(p, Kind::Cluster) } else { Ok(None) }),
    (Kind::Column, |p| p.column()),
    (Kind::ColumnDef, |p| p.field_def()),
    (Kind::Condition, |p| p.disjunction()),
    (Kind::DataType, |p| p.types(types::NO_IDENTIFIERS | types::SCHEMA)),
    (Kind::Expr, |p| p.expression()),
    (Kind::From, |p| p.from(relation::JOINS)),
    (Kind::GrantPrincipal, |p| p.grant_principal()),
    (Kind::GrantPrivilege, |p| p.grant_privilege()),
    (Kind::Group, |p| p.group(0)),
    (Kind::Having, |p| p.having(0)),
    (Kind::Hint, |p| {
        let hints = hint::body(p)?;
        let list = p.list(&hints);
        p.some(Kind::Hint, &args![Expressions: list])
    }),
    (Kind::Identifier, |p| p.id_var(atom::ANY_TOKEN)),
    (Kind::Join, |p| p.join(0)),
    (Kind::Lambda, |p| p.lambda(0)),
    (Kind::Lateral, |p| p.lateral()),
    (Kind::Limit, |p| p.limit(0)),
    (Kind::Offset, |p| p.offset()),
    (Kind::Order, |p| p.order(0)),
    (Kind::Ordered, |p| p.ordered()),
    (Kind::PartitionedByProperty, |p| p.partitioned_by()),
    (Kind::Properties, |p| p.properties(0)),
    (Kind::Qualify, |p| p.qualify()),
    (Kind::Returning, |p| p.returning()),
    (Kind::Select, |p| p.select(0)),
    (Kind::Sort, |p| if p.at(T::SortBy) { clauses::sort(p, Kind::Sort) } else { Ok(None) }),
    (Kind::Table, |p| p.table_parts(0)),
    (Kind::TableAlias, |p| p.table_alias(0)),
    (Kind::Tuple, |p| p.value(0)),
    (Kind::Whens, |p| p.when_matched()),
    (Kind::Where, |p| p.where_(0)),
    (Kind::Window, |p| p.named_window()),
    (Kind::With, |p| p.with(0)),
];

/// What parses a text that is to be a node of this kind.
pub fn entry_of(kind: Kind) -> Option<Entry> {
    ENTRIES.iter().find(|(known, _)| *known == kind).map(|(_, entry)| *entry)
}

#[cfg(test)]
mod tests {
    #[test]
    fn kinds_are_sorted() {
        assert!(super::ENTRIES.windows(2).all(|pair| pair[0].0.name() < pair[1].0.name()));
    }
}
