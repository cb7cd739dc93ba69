//! Which rule parses a text that is to be a node of one kind.

use super::Rule;
use sqlectic_ast::Kind;

/// Sorted by the kind's name.
const RULES: &[(Kind, Rule)] = &[
    (Kind::Column, Rule::Column),
    (Kind::ColumnDef, Rule::ColumnDef),
    (Kind::Condition, Rule::Disjunction),
    (Kind::DataType, Rule::Types),
    (Kind::Expr, Rule::Expression),
    (Kind::From, Rule::From),
    (Kind::Group, Rule::Group),
    (Kind::Having, Rule::Having),
    (Kind::Identifier, Rule::IdVar),
    (Kind::Join, Rule::Join),
    (Kind::Lambda, Rule::Lambda),
    (Kind::Lateral, Rule::Lateral),
    (Kind::Limit, Rule::Limit),
    (Kind::Offset, Rule::Offset),
    (Kind::Order, Rule::Order),
    (Kind::Ordered, Rule::Ordered),
    (Kind::PartitionedByProperty, Rule::PartitionedBy),
    (Kind::Properties, Rule::Properties),
    (Kind::Qualify, Rule::Qualify),
    (Kind::Returning, Rule::Returning),
    (Kind::Select, Rule::Select),
    (Kind::Table, Rule::TableParts),
    (Kind::TableAlias, Rule::TableAlias),
    (Kind::Tuple, Rule::ValueRow),
    (Kind::Where, Rule::Where),
    (Kind::Window, Rule::NamedWindow),
    (Kind::With, Rule::With),
];

impl Rule {
    /// The rule that parses nodes of this kind.
    pub fn of_kind(kind: Kind) -> Option<Rule> {
        RULES.iter().find(|(known, _)| *known == kind).map(|(_, rule)| *rule)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn kinds_are_sorted() {
        assert!(super::RULES.windows(2).all(|pair| pair[0].0.name() < pair[1].0.name()));
    }
}
