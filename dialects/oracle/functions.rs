//! What Oracle's functions mean: <https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Functions.html>.

use crate::shared;
use sqlectic_ast::{args, Arg, Children, Kind, NodeId, Value};
use sqlectic_syntax::parser::functions::builders::at;
use sqlectic_syntax::{
    lexer::T,
    parser::{
        add_rules,
        functions::{self, builders, json, special, text},
        Function, Parser, RuleArgs, RuleFn, R,
    },
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    p.add_functions(FUNCTIONS);
    p.functions.remove("TO_BOOLEAN");
    p.function_parsers.remove("CONVERT");
    add_rules(&mut p.function_parsers, FUNCTION_PARSERS);
    add_rules(&mut p.no_paren_function_parsers, NO_PAREN_FUNCTION_PARSERS);
    p.no_paren_functions.set(T::Localtimestamp, Kind::Localtimestamp);
    p.no_paren_functions.set(T::Systimestamp, Kind::Systimestamp);
}

/// Functions whose name or arguments differ from the kind's, sorted.
const FUNCTIONS: &[(&str, Function)] = &[
    ("ADD_MONTHS", Function::Build(add_months)),
    ("CONVERT", Function::Kind(Kind::ConvertToCharset)),
    ("L2_DISTANCE", Function::Kind(Kind::EuclideanDistance)),
    ("NVL", Function::Build(nvl)),
    ("SQUARE", Function::Build(shared::square)),
    ("TO_CHAR", Function::Build(to_char)),
    ("TO_DATE", Function::Build(|p, items| parsed_time(p, Kind::StrToDate, items))),
    ("TO_TIMESTAMP", Function::Build(to_timestamp)),
];

/// Functions with a syntax of their own, sorted.
const FUNCTION_PARSERS: &[(&str, RuleFn)] = &[
    ("JSON_ARRAY", json::json_array),
    ("JSON_ARRAYAGG", json::json_array_agg),
    ("JSON_EXISTS", json::json_exists),
    ("JSON_VALUE", json::json_value),
    ("LISTAGG", text::string_agg),
    ("TO_NUMBER", to_number),
    ("TRUNC", trunc),
];

/// Functions without parentheses, sorted.
const NO_PAREN_FUNCTION_PARSERS: &[(&str, RuleFn)] = &[
    ("DBMS_RANDOM", dbms_random),
    ("NEXT", special::next_value_for),
    ("PRIOR", prior),
    ("SYSDATE", |p, _| p.some(Kind::CurrentTimestamp, &args![Sysdate: true])),
];

// ---- numbers ---------------------------------------------------------------------------------------------------------

/// `DBMS_RANDOM.VALUE(low, high)`, after the package's name.
/// <https://docs.oracle.com/en/database/oracle/oracle-database/23/arpls/DBMS_RANDOM.html>
fn dbms_random(p: &mut Parser<'_>, _: RuleArgs) -> R {
    if !(p.at(T::Dot) && p.is_word(1, "VALUE")) {
        return Ok(None);
    }
    p.advance_by(2);
    let mut bounds = Children::new();
    if p.accept(T::LParen) {
        bounds = p.csv(|p| p.bitwise())?;
        p.r_paren()?;
    }
    match bounds[..] {
        [lower, upper] => p.some(Kind::Rand, &args![Lower: lower, Upper: upper]),
        _ => p.some(Kind::Rand, &[]),
    }
}

/// `TO_NUMBER(x DEFAULT 0 ON CONVERSION ERROR, format, nlsparam)`.
fn to_number(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let this = p.bitwise()?;
    let mut default = None;
    if p.accept(T::Default) {
        default = p.bitwise()?;
        p.accept_words(&["ON", "CONVERSION", "ERROR"]);
    }
    let format = if p.accept(T::Comma) { p.bitwise()? } else { None };
    let nlsparam = if p.accept(T::Comma) { p.bitwise()? } else { None };
    p.some(Kind::ToNumber, &args![This: this, Format: format, Nlsparam: nlsparam, Default: default])
}

/// `TRUNC` cuts dates and numbers; a unit, or what the value is, tells which.
fn trunc(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let items = functions::call_arguments(p, 0)?;
    let (this, second) = (at(&items, 0), at(&items, 1));
    let of = |p: &Parser<'_>, node: Option<NodeId>, types: &[&str]| {
        node.is_some_and(|node| sqlectic_types::is_type(&p.tree, node, types))
    };
    let numeric = |p: &Parser<'_>, node: Option<NodeId>| {
        of(p, node, sqlectic_types::INTEGER_TYPES) || of(p, node, sqlectic_types::REAL_TYPES)
    };
    if of(p, this, sqlectic_types::TEMPORAL_TYPES) || of(p, second, sqlectic_types::TEXT_TYPES) {
        let unit = match second {
            Some(unit) => upper_unit(p, unit),
            None => p.tree.string("DD"),
        };
        return p.some(Kind::DateTrunc, &args![This: this, Unit: unit]);
    }
    if numeric(p, this) || numeric(p, second) {
        return p.some(Kind::Trunc, &args![This: this, Decimals: second, FractionsSupported: false]);
    }
    let name = p.tree.text("TRUNC");
    functions::anonymous(p, name, false, &items).map(Some)
}

/// A unit as an upper-case text; what is computed stays.
fn upper_unit(p: &mut Parser<'_>, unit: NodeId) -> NodeId {
    let is_name = match p.tree.kind(unit) {
        Kind::Column => p.tree.get(unit, Arg::Table) == Value::None,
        kind => matches!(kind, Kind::Literal | Kind::Var),
    };
    if !is_name {
        return unit;
    }
    let name = p.tree.name(unit).to_uppercase();
    p.tree.string(&name)
}

// ---- times -----------------------------------------------------------------------------------------------------------

/// The last day of a month stays a last day.
fn add_months(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    p.make(Kind::AddMonths, &args![This: at(items, 0), Expression: at(items, 1), PreserveEndOfMonth: true])
}

/// `TO_DATE(x, format, nlsparam)`.
fn parsed_time(p: &mut Parser<'_>, kind: Kind, items: &[NodeId]) -> R<NodeId> {
    let format = at(items, 1).map(|format| p.format_time(format));
    p.make(kind, &args![This: at(items, 0), Format: format, Nlsparam: at(items, 2)])
}

/// Without a format it depends on the session.
fn to_timestamp(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    if items.len() == 1 {
        let name = p.tree.text("TO_TIMESTAMP");
        return functions::anonymous(p, name, false, items);
    }
    parsed_time(p, Kind::StrToTime, items)
}

/// `TO_CHAR(x, format, nlsparam)`; the format of what is known to be a time is understood.
fn to_char(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    if let [this, format] = items {
        if sqlectic_types::is_type(&p.tree, *this, sqlectic_types::TEMPORAL_TYPES) {
            let format = p.format_time(*format);
            return p.make(Kind::TimeToStr, &args![This: *this, Format: format]);
        }
    }
    p.make(Kind::ToChar, &args![This: at(items, 0), Format: at(items, 1), Nlsparam: at(items, 2)])
}

// ---- other -----------------------------------------------------------------------------------------------------------

fn nvl(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let node = builders::coalesce(p, items)?;
    p.tree.set(node, Arg::IsNvl, true);
    Ok(node)
}

/// `PRIOR x`, also outside of `CONNECT BY`: in the projections of a hierarchical query.
fn prior(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let this = p.bitwise()?;
    p.some(Kind::Prior, &args![This: this])
}
