//! Aggregations: conditions, quantiles, arrays of distinct and of sorted values.
//! <https://cloud.google.com/bigquery/docs/reference/standard-sql/aggregate_functions>

use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::generator::functions::sorting::{ArrayOrder, Told};
use sqlectic_syntax::generator::{Generator, RenderFn};

/// Sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::ApproxQuantile, approx_quantile),
    (Kind::ArgMax, |g, id| shared::one_extreme_by(g, id, "MAX_BY")),
    (Kind::ArgMin, |g, id| shared::one_extreme_by(g, id, "MIN_BY")),
    (Kind::ArrayDistinct, array_distinct),
    (Kind::ArraySort, array_sort),
    (Kind::Filter, shared::filter_as_if),
    (Kind::GroupConcat, group_concat),
];

/// The most parts that a quantile is one of.
const MAX_PARTS: u64 = 100_000;

/// `APPROX_QUANTILE(x, 0.75)` -> `APPROX_QUANTILES(x, 4)[3]`; there is no such window function.
/// <https://cloud.google.com/bigquery/docs/reference/standard-sql/approximate_aggregate_functions#approx_quantiles>
fn approx_quantile(g: &mut Generator<'_>, id: NodeId) {
    if is_windowed(g.tree, id) {
        g.unsupported("APPROX_QUANTILES does not support window functions");
        return g.render_base(id);
    }
    let quantile = g.tree.node(id, Arg::Quantile).filter(|quantile| g.tree.kind(*quantile) == Kind::Literal);
    let quantile = quantile.filter(|quantile| g.tree.is_number(*quantile));
    let fraction = quantile.and_then(|quantile| fraction(g.tree.name(quantile)));
    let is_weighted =
        g.tree.node(id, Arg::Weight).is_some_and(|weight| !g.tree.is_number(weight) || g.tree.name(weight) != "1");
    let Some((part, parts)) = fraction.filter(|_| !is_weighted) else {
        g.unsupported("APPROX_QUANTILE needs a literal quantile and no weight");
        return g.render_base(id);
    };
    let this = g.tree.get(id, Arg::This);
    g.func("APPROX_QUANTILES", &[this, Value::Int(parts as i64)]);
    g.write(&format!("[{part}]"));
}

/// Whether `OVER` stands behind an aggregate, or behind its filter.
fn is_windowed(tree: &Tree, id: NodeId) -> bool {
    let around = |id: NodeId, kind: Kind| tree.parent(id).filter(|parent| tree.kind(*parent) == kind);
    // A call that a filter has become hangs there under no argument.
    let outer = around(id, Kind::Filter).unwrap_or(id);
    tree.parent_arg(outer) == Arg::This && around(outer, Kind::Window).is_some()
}

/// A decimal number between 0 and 1 as a fraction in lowest terms.
fn fraction(text: &str) -> Option<(u64, u64)> {
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let part = part.trim_end_matches('0');
    let number: u64 = format!("0{whole}{part}").parse().ok()?;
    let places = i32::try_from(part.len()).ok()?.checked_sub(exponent)?;
    let (above, below) = match u32::try_from(places) {
        Ok(places) => (number, 10u64.checked_pow(places)?),
        Err(_) => (number.checked_mul(10u64.checked_pow(places.unsigned_abs())?)?, 1),
    };
    let divisor = greatest_common_divisor(above, below);
    let (above, below) = (above / divisor, below / divisor);
    (above <= below && below <= MAX_PARTS).then_some((above, below))
}

fn greatest_common_divisor(a: u64, b: u64) -> u64 {
    match b {
        0 => a.max(1),
        _ => greatest_common_divisor(b, a % b),
    }
}

// ---- arrays of values -------------------------------------------------------------------------------------------------

/// What is done to the values before they are an array.
#[derive(Default)]
struct Values {
    value: Option<NodeId>,
    distinct: bool,
    /// Whether nulls are left out because of `distinct`.
    without_nulls: bool,
    /// Whether values are sorted: descending, nulls first.
    sorted: Option<(bool, bool)>,
    aggregation: Option<NodeId>,
}

/// The values of `ARRAY_DISTINCT(ARRAY_SORT(ARRAY_AGG(x)))` and the like.
fn values(g: &Generator<'_>, mut node: NodeId) -> Option<Values> {
    let mut values = Values::default();
    loop {
        match g.tree.kind(node) {
            Kind::ArrayDistinct => {
                values.distinct = true;
                values.without_nulls = g.tree.get(node, Arg::CheckNull) == Value::Bool(false);
            }
            Kind::ArraySort if !g.tree.has(node, Arg::Expression) => {
                let order = ArrayOrder::of(g.tree, node);
                if order.is_open() {
                    return None;
                }
                let desc = order.is_descending();
                let nulls_first = match order.nulls_first {
                    Told::Constant(first) => first,
                    _ => !desc,
                };
                values.sorted.get_or_insert((desc, nulls_first));
            }
            Kind::ArrayAgg => break,
            _ => return None,
        }
        node = g.tree.this(node)?;
    }
    let mut value = g.tree.this(node)?;
    if g.tree.kind(value) == Kind::Distinct {
        let [only] = g.tree.expressions(value)[..] else { return None };
        value = only;
        values.distinct = true;
    }
    if matches!(g.tree.kind(value), Kind::Order | Kind::Limit | Kind::HavingMax) {
        return None;
    }
    Some(Values { value: Some(value), aggregation: Some(node), ..values })
}

/// `ARRAY_DISTINCT(ARRAY_AGG(x))` -> `ARRAY_AGG(DISTINCT x)`. Where no null is left, an array without values stays one,
/// and there is none without rows.
fn array_distinct(g: &mut Generator<'_>, id: NodeId) {
    let Some(values) = values(g, id) else { return of_aggregation_only(g, id, "ARRAY_DISTINCT") };
    aggregated(g, &values);
}

/// `ARRAY_SORT(ARRAY_AGG(x))` -> `ARRAY_AGG(x ORDER BY x)`.
fn array_sort(g: &mut Generator<'_>, id: NodeId) {
    let Some(values) = values(g, id) else { return of_aggregation_only(g, id, "ARRAY_SORT") };
    aggregated(g, &values);
}

/// There is no such function; only in an aggregation it can be said.
fn of_aggregation_only(g: &mut Generator<'_>, id: NodeId, name: &str) {
    g.unsupported(&format!(
        "{name} is only supported on an ARRAY_AGG without ORDER BY or LIMIT and with a literal order"
    ));
    g.func_of(id, name, &[Arg::This, Arg::Expression]);
}

fn aggregated(g: &mut Generator<'_>, values: &Values) {
    let (Some(value), Some(aggregation)) = (values.value, values.aggregation) else { return };
    let leaves_nulls_out = values.distinct && values.without_nulls;
    if leaves_nulls_out {
        g.write("IF(COUNT(*) = 0, NULL, COALESCE(");
    }
    g.write("ARRAY_AGG(");
    g.write(if values.distinct { "DISTINCT " } else { "" });
    g.node(value);
    g.write(if leaves_nulls_out { " IGNORE NULLS" } else { "" });
    if let Some((desc, nulls_first)) = values.sorted {
        g.write(" ORDER BY ");
        // Nulls are the smallest values.
        let moved = desc == nulls_first && !leaves_nulls_out;
        if moved && values.distinct {
            g.unsupported("ARRAY_AGG(DISTINCT) only puts NULLs first when ascending");
        } else if moved {
            g.node(value);
            g.write(if nulls_first { " IS NULL DESC, " } else { " IS NULL, " });
        }
        g.node(value);
        g.write(if desc { " DESC" } else { "" });
    }
    g.write(")");
    if leaves_nulls_out {
        g.write(", []))");
    } else if g.tree.has(aggregation, Arg::NullsExcluded) {
        g.write(" FILTER(WHERE ");
        g.node(value);
        g.write(" IS NOT NULL)");
    }
}

// ---- texts ------------------------------------------------------------------------------------------------------------

/// An order or limit of the values stands behind the separator.
fn group_concat(g: &mut Generator<'_>, id: NodeId) {
    let (inner, modifiers) = shared::detached_modifiers(g, id);
    let separator = g.tree.get(id, Arg::Separator);
    if modifiers.is_empty() || !separator.is_some() {
        let this = g.tree.get(id, Arg::This);
        return g.func("STRING_AGG", &[this, separator]);
    }
    g.write_function_name("STRING_AGG");
    g.write("(");
    g.value(inner.into());
    g.write(", ");
    g.value(separator);
    shared::trailing_modifiers(g, modifiers);
    g.write(")");
}

/// `ARRAY_FILTER(xs, x -> c)` -> `ARRAY(SELECT x FROM UNNEST(xs) AS x WHERE c)`.
pub(super) fn array_filter(g: &mut Generator<'_>, id: NodeId) {
    let lambda = g.tree.expression(id).filter(|lambda| g.tree.kind(*lambda) == Kind::Lambda);
    let name = lambda.and_then(|lambda| g.tree.expressions(lambda).first().copied());
    let (Some(lambda), Some(name)) = (lambda, name) else {
        g.unsupported("An array is filtered by a lambda only");
        return g.render_base(id);
    };
    let names = g.tree.list(&[name]);
    let alias = g.make(Kind::TableAlias, &args![Columns: names]);
    let arrays = g.tree.get(id, Arg::This).node().map(|array| g.tree.list(&[array]));
    let unnest = g.make(Kind::Unnest, &args![Expressions: arrays.unwrap_or(Value::None), Alias: alias]);
    let from = g.make(Kind::From, &args![This: unnest]);
    let condition = g.tree.get(lambda, Arg::This);
    let filter = g.make(Kind::Where, &args![This: condition]);
    let column = g.make(Kind::Column, &args![This: name]);
    let projections = g.tree.list(&[column]);
    let select = g.make(Kind::Select, &args![Expressions: projections, From: from, Where: filter]);
    g.func("ARRAY", &[select.into()]);
}

#[cfg(test)]
mod tests {
    use super::fraction;

    #[test]
    fn quantiles_are_fractions_in_lowest_terms() {
        assert_eq!(fraction("0.75"), Some((3, 4)));
        assert_eq!(fraction("1e-1"), Some((1, 10)));
        assert_eq!(fraction("1.0"), Some((1, 1)));
        assert_eq!(fraction("0"), Some((0, 1)));
        assert_eq!(fraction("1.5"), None);
        assert_eq!(fraction("0.12345678"), None);
    }
}
