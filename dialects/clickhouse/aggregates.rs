//! Aggregate functions: plain, combined (`sumIf`), with parameters (`quantile(0.5)(x)`).
//!
//! The vendor has some hundred aggregate functions and combinators that may follow any of them, in any number; names are
//! taken apart by the two tables here: <https://clickhouse.com/docs/sql-reference/aggregate-functions/combinators>.

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    lexer::T,
    parser::{functions, Parser, Rule, RuleArgs, R},
    Dialect,
};

/// Aggregate functions, sorted; their case matters.
const FUNCTIONS: &[&str] = &[
    "any",
    "anyHeavy",
    "anyLast",
    "approx_top_sum",
    "argMax",
    "argMin",
    "avg",
    "avgWeighted",
    "boundingRatio",
    "categoricalInformationValue",
    "contingency",
    "corr",
    "count",
    "covarPop",
    "covarSamp",
    "cramersV",
    "cramersVBiasCorrected",
    "deltaSum",
    "deltaSumTimestamp",
    "entropy",
    "exponentialMovingAverage",
    "exponentialTimeDecayedAvg",
    "first_value",
    "groupArray",
    "groupArrayInsertAt",
    "groupArrayLast",
    "groupArrayMovingAvg",
    "groupArrayMovingSum",
    "groupArraySample",
    "groupBitAnd",
    "groupBitOr",
    "groupBitXor",
    "groupBitmap",
    "groupBitmapAnd",
    "groupBitmapOr",
    "groupBitmapXor",
    "groupConcat",
    "groupUniqArray",
    "histogram",
    "intervalLengthSum",
    "kolmogorovSmirnovTest",
    "kurtPop",
    "kurtSamp",
    "largestTriangleThreeBuckets",
    "last_value",
    "mannWhitneyUTest",
    "max",
    "maxIntersections",
    "maxIntersectionsPosition",
    "maxMap",
    "meanZTest",
    "median",
    "min",
    "minMap",
    "quantile",
    "quantileBFloat16",
    "quantileBFloat16Weighted",
    "quantileDeterministic",
    "quantileExact",
    "quantileExactHigh",
    "quantileExactInclusive",
    "quantileExactLow",
    "quantileExactWeighted",
    "quantileGK",
    "quantileInterpolatedWeighted",
    "quantileTDigest",
    "quantileTDigestWeighted",
    "quantileTiming",
    "quantileTimingWeighted",
    "quantiles",
    "quantilesBFloat16",
    "quantilesBFloat16Weighted",
    "quantilesDeterministic",
    "quantilesExact",
    "quantilesExactExclusive",
    "quantilesExactHigh",
    "quantilesExactLow",
    "quantilesExactWeighted",
    "quantilesGK",
    "quantilesInterpolatedWeighted",
    "quantilesTDigest",
    "quantilesTDigestWeighted",
    "quantilesTiming",
    "quantilesTimingWeighted",
    "rankCorr",
    "retention",
    "sequenceCount",
    "sequenceMatch",
    "sequenceNextNode",
    "simpleLinearRegression",
    "skewPop",
    "skewSamp",
    "sparkBar",
    "stddevPop",
    "stddevSamp",
    "stochasticLinearRegression",
    "stochasticLogisticRegression",
    "studentTTest",
    "sum",
    "sumCount",
    "sumKahan",
    "sumMap",
    "sumWithOverflow",
    "theilsU",
    "topK",
    "topKWeighted",
    "uniq",
    "uniqCombined",
    "uniqCombined64",
    "uniqExact",
    "uniqHLL12",
    "uniqTheta",
    "uniqUpTo",
    "varPop",
    "varSamp",
    "welchTTest",
    "windowFunnel",
];

/// Combinators behind the name of a function; those that end like another one stand before it.
const COMBINATORS: &[&str] = &[
    "SimpleState",
    "MergeState",
    "OrDefault",
    "Distinct",
    "Resample",
    "ArrayIf",
    "ForEach",
    "OrNull",
    "ArgMin",
    "ArgMax",
    "Array",
    "State",
    "Merge",
    "Map",
    "If",
];

pub(super) fn define(d: &mut Dialect) {
    d.parser.replace(Rule::FunctionCall, function_call);
}

/// What the name of an aggregate function is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Shape {
    /// A function.
    Plain,
    /// A function and combinators.
    Combined,
}

/// Takes the name of an aggregate function apart; nothing if it isn't one.
fn shape(name: &str) -> Option<Shape> {
    let is_function = |name: &str| FUNCTIONS.binary_search(&name).is_ok();
    if is_function(name) {
        return Some(Shape::Plain);
    }
    let mut rest = name;
    loop {
        let combinator = COMBINATORS.iter().find(|combinator| rest.ends_with(**combinator))?;
        rest = &rest[..rest.len() - combinator.len()];
        if is_function(rest) {
            return Some(Shape::Combined);
        }
    }
}

/// A call; one of an aggregate function that has no kind of its own becomes one of the four general kinds.
fn function_call(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(node) = functions::function_call(p, a)? else { return Ok(None) };
    let call = match p.tree.kind(node) {
        Kind::Anonymous => node,
        Kind::Window => match p.tree.this(node) {
            Some(call) if p.tree.kind(call) == Kind::Anonymous => call,
            _ => return Ok(Some(node)),
        },
        _ => return Ok(Some(node)),
    };
    let name = match p.tree.this(call) {
        Some(name) => p.tree.name(name),
        None => p.tree.text_of(call, Arg::This),
    };
    let Some(shape) = shape(name) else { return Ok(Some(node)) };
    let aggregate = aggregate(p, call, shape)?;
    if call != node {
        p.tree.set(node, Arg::This, aggregate);
        return Ok(Some(node));
    }
    if p.tree.is(aggregate, Kind::ParameterizedAgg) {
        return p.window(aggregate, 0);
    }
    Ok(Some(aggregate))
}

/// The call as an aggregation; arguments behind its arguments make the latter its parameters.
fn aggregate(p: &mut Parser<'_>, call: NodeId, shape: Shape) -> R<NodeId> {
    let span = p.tree.span(call);
    let this = p.tree.get(call, Arg::This);
    let expressions = p.tree.get(call, Arg::Expressions);
    let comments = p.tree.take_comments(call);
    let node = if p.at(T::LParen) {
        let params = p.wrapped_csv(|p| p.lambda(0))?;
        let params = p.list(&params);
        let kind = if shape == Shape::Combined { Kind::CombinedParameterizedAgg } else { Kind::ParameterizedAgg };
        p.make(kind, &args![This: this, Expressions: expressions, Params: params])?
    } else {
        let kind = if shape == Shape::Combined { Kind::CombinedAggFunc } else { Kind::AnonymousAggFunc };
        let items = match expressions {
            Value::None => p.list(&[]),
            items => items,
        };
        p.tree.make_at(kind, span, &args![This: this, Expressions: items])
    };
    p.add_comments(node, &comments);
    Ok(node)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart() {
        assert!(FUNCTIONS.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(shape("sumMap"), Some(Shape::Plain));
        assert_eq!(shape("sumMapIfState"), Some(Shape::Combined));
        assert_eq!(shape("quantilesSimpleState"), Some(Shape::Combined));
        assert_eq!(shape("sumif"), None);
        assert_eq!(shape("If"), None);
    }
}
