//! Rules that give several nodes. What replaces one gives a tuple of them; as long as nobody does, there is no tuple.

use super::{atom, clauses, copy, expr, functions, properties, Parser, Rule, RuleArgs, R};
use sqlectic_ast::{args, Children, Kind, NodeId};

/// Flag of a list of expressions: it is what a query selects.
pub(super) const PROJECTIONS: u32 = 1;

/// Expressions between commas, as what a rule returns.
pub(super) fn expression_list(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let items = match a.flags & PROJECTIONS != 0 {
        true => p.csv(|p| p.projection())?,
        false => p.csv(|p| p.expression())?,
    };
    tuple(p, &items)
}

/// The arguments of a call, as what a rule returns.
pub(super) fn argument_list(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let items = p.csv(|p| p.lambda(a.flags & expr::ALIASED))?;
    tuple(p, &items)
}

/// What a window is partitioned by, as what a rule returns.
pub(super) fn partition_list(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let items = functions::window::partition_items(p)?;
    tuple(p, &items)
}

/// Names between commas in parentheses, as what a rule returns.
pub(super) fn id_var_list(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let items = p.wrapped_csv(|p| p.id_var(atom::ANY_TOKEN))?;
    tuple(p, &items)
}

/// Properties between commas in parentheses, as what a rule returns.
pub(super) fn property_list(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let items = properties::wrapped_items(p)?;
    tuple(p, &items)
}

/// Locks of a query, as what a rule returns.
pub(super) fn lock_list(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let items = clauses::locks(p)?;
    tuple(p, &items)
}

/// Namespaces of XML, as what a rule returns.
pub(super) fn namespace_list(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let items = functions::xml::namespaces_of(p)?;
    tuple(p, &items)
}

/// Options in parentheses, as what a rule returns.
pub(super) fn option_list(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let items = copy::options(p)?;
    tuple(p, &items)
}

/// Parameters of `COPY`, as what a rule returns.
pub(super) fn copy_parameter_list(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let items = copy::parameters(p)?;
    tuple(p, &items)
}

fn tuple(p: &mut Parser<'_>, items: &[NodeId]) -> R {
    let list = p.list(items);
    Ok(Some(p.tree.make(Kind::Tuple, &args![Expressions: list])))
}

impl Parser<'_> {
    /// Whether a rule is replaced.
    #[inline]
    pub(super) fn replaces(&self, rule: Rule) -> bool {
        self.dialect.parser.replaced.contains(rule)
    }

    /// What a rule that gives several nodes is replaced by gives.
    #[cold]
    pub(super) fn several(&mut self, rule: Rule, flags: u32) -> R<Children> {
        let found = self.rule(rule, RuleArgs { node: None, flags })?;
        Ok(found.map_or_else(Children::new, |tuple| self.tree.expressions(tuple)))
    }
}
