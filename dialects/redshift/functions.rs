//! What Redshift's functions mean: <https://docs.aws.amazon.com/redshift/latest/dg/c_SQL_functions.html>.

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::parser::functions::builders::at;
use sqlectic_syntax::{
    dialect::date_part,
    lexer::T,
    parser::{
        add_rules,
        functions::{builders, by_position},
        Function, Parser, RuleArgs, R,
    },
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    p.functions.remove("GET_BIT");
    p.add_functions(FUNCTIONS);
    add_rules(
        &mut p.function_parsers,
        &[("CONVERT", convert), ("OBJECT_TRANSFORM", object_transform), ("TRY_CONVERT", convert)],
    );
    p.no_paren_functions.set(T::CurrentUserId, Kind::CurrentUserId);
    add_rules(&mut p.no_paren_function_parsers, &[("APPROXIMATE", approximate), ("SYSDATE", sysdate)]);
}

/// Functions whose name or arguments differ from the kind's, sorted.
const FUNCTIONS: &[(&str, Function)] = &[
    ("ADD_MONTHS", Function::Build(add_months)),
    ("ARRAY_CONTAINS", Function::Args(Kind::ArrayContains, &[Arg::This, Arg::Expression, Arg::CheckNull])),
    ("CONVERT_TIMEZONE", Function::Build(convert_timezone)),
    ("DATEADD", Function::Build(date_add)),
    ("DATEDIFF", Function::Build(date_diff)),
    ("DATE_ADD", Function::Build(date_add)),
    ("DATE_DIFF", Function::Build(date_diff)),
    ("GETDATE", Function::Kind(Kind::CurrentTimestamp)),
    ("LISTAGG", Function::Build(listagg)),
    ("REGEXP_SUBSTR", Function::Args(Kind::RegexpExtract, REGEXP_SUBSTR)),
    ("SPLIT_TO_ARRAY", Function::Build(split_to_array)),
    ("STRTOL", Function::Kind(Kind::FromBase)),
    ("TEXTLEN", Function::Kind(Kind::Length)),
];

const REGEXP_SUBSTR: &[Arg] = &[Arg::This, Arg::Expression, Arg::Position, Arg::Occurrence, Arg::Parameters];

// ---- times -----------------------------------------------------------------------------------------------------------

/// A part of a date by any of its names.
fn part(p: &mut Parser<'_>, part: NodeId) -> NodeId {
    let unit = p.unit(part);
    match date_part(p.tree.name(unit)) {
        Some(name) if p.tree.kind(unit) == Kind::Var => {
            let span = p.tree.span(unit);
            let unit = p.word_node(name);
            p.tree.set_span(unit, span);
            unit
        }
        _ => unit,
    }
}

/// `DATEADD(part, n, x)`; text is taken as a timestamp.
fn date_add(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let unit = at(items, 0).map(|unit| part(p, unit));
    added(p, at(items, 2), at(items, 1), unit)
}

fn add_months(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let month = p.word_node("MONTH");
    added(p, at(items, 0), at(items, 1), Some(month))
}

fn added(p: &mut Parser<'_>, this: Option<NodeId>, amount: Option<NodeId>, unit: Option<NodeId>) -> R<NodeId> {
    let timestamp = builders::data_type(p, "TIMESTAMP");
    p.make(Kind::TsOrDsAdd, &args![This: this, Expression: amount, Unit: unit, ReturnType: timestamp])
}

/// `DATEDIFF(part, start, end)`.
fn date_diff(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let unit = at(items, 0).map(|unit| part(p, unit));
    p.make(Kind::TsOrDsDiff, &args![This: at(items, 2), Expression: at(items, 1), Unit: unit])
}

/// `CONVERT_TIMEZONE(target, x)` converts from UTC.
fn convert_timezone(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let [target, timestamp] = *items else { return by_position(p, Kind::ConvertTimezone, items) };
    let utc = p.tree.string("UTC");
    p.make(Kind::ConvertTimezone, &args![SourceTz: utc, TargetTz: target, Timestamp: timestamp])
}

/// `SYSDATE`, after the word: the time at which the transaction started.
fn sysdate(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.some(Kind::CurrentTimestamp, &args![Sysdate: true])
}

// ---- what has a syntax of its own ------------------------------------------------------------------------------------

/// `CONVERT(type, x)`.
fn convert(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let to = p.types(0)?;
    p.accept(T::Comma);
    let this = p.bitwise()?;
    p.some(Kind::Cast, &args![This: this, To: to])
}

/// `OBJECT_TRANSFORM(x KEEP path, ... SET path, value, ...)`.
/// <https://docs.aws.amazon.com/redshift/latest/dg/r_object_transform_function.html>
fn object_transform(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.bitwise()?;
    let [keep, set] = ["KEEP", "SET"].map(|word| match p.accept_words(&[word]) {
        true => p.csv(|p| p.bitwise()).map(|items| p.opt_list(&items)),
        false => Ok(Value::None),
    });
    p.some(Kind::ObjectTransform, &args![This: this, Keep: keep?, Set: set?])
}

/// `APPROXIMATE COUNT(DISTINCT x)`, `APPROXIMATE PERCENTILE_DISC(q) WITHIN GROUP (ORDER BY x)`, after the word.
/// <https://docs.aws.amazon.com/redshift/latest/dg/r_APPROXIMATE_PERCENTILE_DISC.html>
fn approximate(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mark = p.mark() - 1;
    if p.is_dead_end(mark) {
        p.retreat(mark);
        return Ok(None);
    }
    let Some(call) = p.function(0)? else {
        p.retreat(mark);
        return Ok(None);
    };
    let counted = p.tree.this(call).filter(|_| p.tree.kind(call) == Kind::Count);
    if let Some(distinct) = counted.filter(|this| p.tree.kind(*this) == Kind::Distinct) {
        let counted = at(&p.tree.expressions(distinct), 0);
        return p.some(Kind::ApproxDistinct, &args![This: counted]);
    }
    let percentile = p.tree.this(call).filter(|_| p.tree.kind(call) == Kind::WithinGroup);
    let order = p.tree.expression(call);
    if let (Some(percentile), Some(order)) = (percentile, order) {
        let ordered = at(&p.tree.expressions(order), 0).and_then(|ordered| p.tree.this(ordered));
        let quantile = p.tree.this(percentile);
        return p.some(Kind::ApproxQuantile, &args![This: ordered, Quantile: quantile]);
    }
    p.retreat_for_good(mark);
    Ok(None)
}

// ---- texts -----------------------------------------------------------------------------------------------------------

/// `SPLIT_TO_ARRAY(x)` splits at commas.
fn split_to_array(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let separator = at(items, 1).unwrap_or_else(|| p.tree.string(","));
    p.make(Kind::StringToArray, &args![This: at(items, 0), Expression: separator])
}

/// `LISTAGG(DISTINCT x, ',')`: only the values are distinct, the separator is none of them.
fn listagg(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let distinct = a.first().copied().filter(|first| a.len() == 1 && p.tree.kind(*first) == Kind::Distinct);
    let items = distinct.map(|distinct| p.tree.expressions(distinct)).unwrap_or_default();
    let (Some(distinct), [value, separator]) = (distinct, &items[..]) else {
        return sqlectic_syntax::parser::functions::by_position(p, Kind::GroupConcat, a);
    };
    let (value, separator) = (*value, *separator);
    p.tree.set_list(distinct, Arg::Expressions, &[value]);
    p.tree.clear_parent(separator);
    p.make(Kind::GroupConcat, &args![This: distinct, Separator: separator])
}
