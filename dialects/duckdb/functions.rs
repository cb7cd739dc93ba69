//! Functions of DuckDB and the kinds that they are: <https://duckdb.org/docs/stable/sql/functions/overview>.

use crate::shared;
use sqlectic_ast::{args, Arg, Children, Kind, NodeId};
use sqlectic_syntax::{
    generator::types,
    lexer::T,
    parser::{
        add_rules,
        functions::{self, builders::at},
        Function, Parser, RuleArgs, RuleFn, R,
    },
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    p.add_functions(FUNCTIONS);
    add_rules(&mut p.function_parsers, PARSERS);
    for name in ["DATE_SUB", "GLOB"] {
        p.functions.remove(name);
    }
    p.function_parsers.remove("DECODE");
    p.functions_with_aliased_args.set("STRUCT_PACK", ());
    add_rules(&mut p.no_paren_function_parsers, &[("@", absolute), ("MAP", map)]);
    for (token, kind) in [
        (T::CurrentCatalog, Kind::CurrentCatalog),
        (T::Localtime, Kind::Localtime),
        (T::Localtimestamp, Kind::Localtimestamp),
        (T::SessionUser, Kind::SessionUser),
    ] {
        p.no_paren_functions.set(token, kind);
    }
}

/// Functions whose arguments are a list of expressions, sorted.
const FUNCTIONS: &[(&str, Function)] = &[
    ("ANY_VALUE", Function::Build(any_value)),
    ("ARRAY_CONCAT", Function::Build(array_concat)),
    ("ARRAY_DISTINCT", Function::Build(array_distinct)),
    ("ARRAY_INTERSECT", Function::Build(array_intersect)),
    ("ARRAY_PREPEND", Function::Args(Kind::ArrayPrepend, &[Arg::Expression, Arg::This])),
    ("ARRAY_REVERSE_SORT", Function::Build(|p, a| array_sort(p, a, "ARRAY_REVERSE_SORT"))),
    ("ARRAY_SLICE", Function::Build(array_slice)),
    ("ARRAY_SORT", Function::Build(|p, a| array_sort(p, a, "ARRAY_SORT"))),
    ("BIT_AND", Function::Kind(Kind::BitwiseAndAgg)),
    ("BIT_OR", Function::Kind(Kind::BitwiseOrAgg)),
    ("BIT_XOR", Function::Kind(Kind::BitwiseXorAgg)),
    ("CURRENT_LOCALTIMESTAMP", Function::Kind(Kind::Localtimestamp)),
    ("DATEDIFF", Function::Build(date_diff)),
    ("DATETRUNC", Function::Build(date_trunc)),
    ("DATE_DIFF", Function::Build(date_diff)),
    ("DATE_TRUNC", Function::Build(date_trunc)),
    ("DECODE", Function::Build(|p, a| utf8(p, Kind::Decode, a))),
    ("EDITDIST3", Function::Kind(Kind::Levenshtein)),
    ("ENCODE", Function::Build(|p, a| utf8(p, Kind::Encode, a))),
    ("EPOCH", Function::Kind(Kind::TimeToUnix)),
    ("EPOCH_MS", Function::Build(|p, a| unix_to_time(p, a, 3))),
    ("FROM_HEX", Function::Kind(Kind::Unhex)),
    ("GENERATE_SERIES", Function::Build(|p, a| series(p, a, false))),
    ("GET_BIT", Function::Build(shared::get_bit)),
    ("GET_CURRENT_TIME", Function::Kind(Kind::CurrentTime)),
    ("JARO_WINKLER_SIMILARITY", Function::Kind(Kind::JarowinklerSimilarity)),
    ("JSON", Function::Kind(Kind::ParseJSON)),
    ("JSON_ARRAY", Function::Build(json_array)),
    ("JSON_EXTRACT_PATH", Function::Build(functions::builders::json_extract)),
    ("JSON_EXTRACT_STRING", Function::Build(functions::builders::json_extract_scalar)),
    ("LIST", Function::Kind(Kind::ArrayAgg)),
    ("LIST_APPEND", Function::Kind(Kind::ArrayAppend)),
    ("LIST_CONCAT", Function::Build(array_concat)),
    ("LIST_CONTAINS", Function::Kind(Kind::ArrayContains)),
    ("LIST_COSINE_DISTANCE", Function::Kind(Kind::CosineDistance)),
    ("LIST_DISTANCE", Function::Kind(Kind::EuclideanDistance)),
    ("LIST_DISTINCT", Function::Build(array_distinct)),
    ("LIST_FILTER", Function::Kind(Kind::ArrayFilter)),
    ("LIST_HAS", Function::Kind(Kind::ArrayContains)),
    ("LIST_HAS_ANY", Function::Kind(Kind::ArrayOverlaps)),
    ("LIST_MAX", Function::Kind(Kind::ArrayMax)),
    ("LIST_MIN", Function::Kind(Kind::ArrayMin)),
    ("LIST_PREPEND", Function::Args(Kind::ArrayPrepend, &[Arg::Expression, Arg::This])),
    ("LIST_REVERSE_SORT", Function::Build(|p, a| array_sort(p, a, "LIST_REVERSE_SORT"))),
    ("LIST_SORT", Function::Build(|p, a| array_sort(p, a, "LIST_SORT"))),
    ("LIST_TRANSFORM", Function::Kind(Kind::Transform)),
    ("LIST_VALUE", Function::Build(|p, a| functions::array_constructor(p, Kind::Array, a, true))),
    ("MAKE_DATE", Function::Kind(Kind::DateFromParts)),
    ("MAKE_TIME", Function::Kind(Kind::TimeFromParts)),
    ("MAKE_TIMESTAMP", Function::Build(make_timestamp)),
    ("QUANTILE_CONT", Function::Kind(Kind::PercentileCont)),
    ("QUANTILE_DISC", Function::Kind(Kind::PercentileDisc)),
    ("RANGE", Function::Build(|p, a| series(p, a, true))),
    ("REGEXP_EXTRACT", Function::Build(|p, a| regexp_extract(p, Kind::RegexpExtract, a))),
    ("REGEXP_EXTRACT_ALL", Function::Build(|p, a| regexp_extract(p, Kind::RegexpExtractAll, a))),
    ("REGEXP_MATCHES", Function::Kind(Kind::RegexpLike)),
    ("REGEXP_REPLACE", Function::Build(regexp_replace)),
    ("SHA256", Function::Build(sha256)),
    ("STRFTIME", Function::Build(|p, a| p.formatted_time_or(Kind::TimeToStr, a, None))),
    ("STRING_SPLIT", Function::Kind(Kind::Split)),
    ("STRING_SPLIT_REGEX", Function::Kind(Kind::RegexpSplit)),
    ("STRING_TO_ARRAY", Function::Kind(Kind::Split)),
    ("STRPTIME", Function::Build(|p, a| p.formatted_time_or(Kind::StrToTime, a, None))),
    ("STRUCT_PACK", Function::Kind(Kind::Struct)),
    ("STR_SPLIT", Function::Kind(Kind::Split)),
    ("STR_SPLIT_REGEX", Function::Kind(Kind::RegexpSplit)),
    ("TIME_BUCKET", Function::Kind(Kind::DateBin)),
    ("TODAY", Function::Kind(Kind::CurrentDate)),
    ("TO_TIMESTAMP", Function::Kind(Kind::UnixToTime)),
    ("UNNEST", Function::Kind(Kind::Explode)),
    ("VERSION", Function::Kind(Kind::CurrentVersion)),
    ("XOR", Function::Args(Kind::BitwiseXor, &[Arg::This, Arg::Expression])),
];

/// Functions with a syntax of their own, sorted.
const PARSERS: &[(&str, RuleFn)] = &[
    ("APPROX_QUANTILE", |p, _| quantile(p, Kind::ApproxQuantile, Arg::Quantile)),
    ("GROUP_CONCAT", functions::text::string_agg),
    ("LISTAGG", functions::text::string_agg),
    ("MAX", |p, _| quantile(p, Kind::Max, Arg::Count)),
    ("MIN", |p, _| quantile(p, Kind::Min, Arg::Count)),
    ("QUANTILE", |p, _| quantile(p, Kind::Quantile, Arg::Quantile)),
    ("QUANTILE_CONT", |p, _| quantile(p, Kind::PercentileCont, Arg::Expression)),
    ("QUANTILE_DISC", |p, _| quantile(p, Kind::PercentileDisc, Arg::Expression)),
    ("STRINGAGG", functions::text::string_agg),
];

// ---- aggregations ----------------------------------------------------------------------------------------------------

/// `ANY_VALUE(x)` passes over nulls.
fn any_value(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let value = p.make(Kind::AnyValue, &args![This: at(items, 0)])?;
    p.make(Kind::IgnoreNulls, &args![This: value])
}

/// `MAX(DISTINCT x, n ORDER BY y)`: a value and one more argument.
fn quantile(p: &mut Parser<'_>, kind: Kind, second: Arg) -> R {
    let mut items = Vec::new();
    if p.accept(T::Distinct) {
        let item = p.lambda(0)?;
        let list = p.list(item.as_slice());
        items.push(p.make(Kind::Distinct, &args![Expressions: list])?);
        if p.accept(T::Comma) {
            items.extend(functions::call_arguments(p, 0)?);
        }
    } else {
        items.extend(functions::call_arguments(p, 0)?);
    }
    if items.len() > 2 {
        p.error(&format!("Expected at most 2 arguments for {}.", kind.name()))?;
    }
    p.some(kind, &[(Arg::This, at(&items, 0).into()), (second, at(&items, 1).into())])
}

// ---- lists -----------------------------------------------------------------------------------------------------------

fn array_concat(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let rest = p.list(items.get(1..).unwrap_or_default());
    p.make(Kind::ArrayConcat, &args![This: at(items, 0), Expressions: rest, NullPropagation: false])
}

fn array_distinct(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    p.make(Kind::ArrayDistinct, &args![This: at(items, 0), CheckNull: false])
}

fn array_intersect(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let list = p.list(items);
    p.make(Kind::ArrayIntersect, &args![Expressions: list])
}

fn array_slice(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    p.make(
        Kind::ArraySlice,
        &args![This: at(items, 0), Start: at(items, 1), End: at(items, 2), Step: at(items, 3), IsLength: false],
    )
}

/// `LIST_SORT(x, 'DESC', 'NULLS FIRST')`; with other arguments than these literals the call stays as it is.
fn array_sort(p: &mut Parser<'_>, items: &[NodeId], name: &str) -> R<NodeId> {
    let reverse = name.ends_with("REVERSE_SORT");
    let word = |p: &Parser<'_>, i: usize| match items.get(i) {
        Some(item) if p.tree.is_string(*item) => Some(p.tree.name(*item).to_uppercase()),
        Some(_) => None,
        None => Some(String::new()),
    };
    let (order, nulls) = if reverse { (Some(String::new()), word(p, 1)) } else { (word(p, 1), word(p, 2)) };
    let ascending = match order.as_deref() {
        Some("" | "ASC") => Some(!reverse),
        Some("DESC") => Some(false),
        _ => None,
    };
    let nulls_first = match nulls.as_deref() {
        Some("" | "NULLS LAST") => Some(false),
        Some("NULLS FIRST") => Some(true),
        _ => None,
    };
    let (Some(ascending), Some(nulls_first), true) = (ascending, nulls_first, !items.is_empty()) else {
        let text = p.text(name);
        let list = p.list(items);
        return p.make(Kind::Anonymous, &args![This: text, Expressions: list]);
    };
    let nulls_first = p.tree.make(Kind::Boolean, &args![This: nulls_first]);
    let descending = (!ascending).then(|| p.tree.make(Kind::Boolean, &args![This: false]));
    p.make(Kind::ArraySort, &args![This: at(items, 0), Asc: descending, NullsFirst: nulls_first])
}

/// `RANGE(n)` starts at 0; its end is excluded, that of `GENERATE_SERIES` isn't.
fn series(p: &mut Parser<'_>, items: &[NodeId], exclusive: bool) -> R<NodeId> {
    let (start, end) = match items {
        [end] => (Some(p.tree.integer(0)), Some(*end)),
        _ => (at(items, 0), at(items, 1)),
    };
    p.make(Kind::GenerateSeries, &args![Start: start, End: end, Step: at(items, 2), IsEndExclusive: exclusive])
}

// ---- dates and times -------------------------------------------------------------------------------------------------

/// `DATE_DIFF('unit', start, end)` counts the boundaries between both.
fn date_diff(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let [unit, start, end, ..] = *items else {
        return functions::by_position(p, Kind::DateDiff, items);
    };
    // Weeks are counted as full ones.
    let is_week = matches!(p.tree.name(unit).to_ascii_uppercase().as_str(), "W" | "WEEK" | "WEEKS");
    let boundary = (p.tree.is_string(unit) && !is_week).then_some(true);
    let unit = p.unit(unit);
    p.make(Kind::DateDiff, &args![This: end, Expression: start, Unit: unit, DatePartBoundary: boundary])
}

/// `DATE_TRUNC('unit', x)` makes a date of a date, else a timestamp.
fn date_trunc(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let (unit, this) = (at(items, 0), at(items, 1));
    let is_date = this.is_some_and(|node| types::says_type(&p.tree, node, &["DATE"]));
    if is_date {
        return p.make(Kind::DateTrunc, &args![Unit: unit, This: this]);
    }
    let unit = unit.map(|unit| p.unit(unit));
    p.make(Kind::TimestampTrunc, &args![This: this, Unit: unit])
}

/// Seconds since 1970, times ten to the power of `scale`.
fn unix_to_time(p: &mut Parser<'_>, items: &[NodeId], scale: i64) -> R<NodeId> {
    let scale = p.tree.integer(scale);
    p.make(Kind::UnixToTime, &args![This: at(items, 0), Scale: scale])
}

/// `MAKE_TIMESTAMP(microseconds)`, or of the parts.
fn make_timestamp(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    if items.len() == 1 {
        return unix_to_time(p, items, 6);
    }
    functions::by_position(p, Kind::TimestampFromParts, items)
}

// ---- texts and bytes -------------------------------------------------------------------------------------------------

fn utf8(p: &mut Parser<'_>, kind: Kind, items: &[NodeId]) -> R<NodeId> {
    let charset = p.tree.string("utf-8");
    p.make(kind, &args![This: at(items, 0), Charset: charset])
}

fn json_array(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let list = p.list(items);
    p.make(Kind::JSONArray, &args![Expressions: list])
}

fn sha256(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let length = p.tree.integer(256);
    p.make(Kind::SHA2, &args![This: at(items, 0), Length: length])
}

/// `REGEXP_EXTRACT(x, pattern, group, options)`; group 0 is the whole match.
fn regexp_extract(p: &mut Parser<'_>, kind: Kind, items: &[NodeId]) -> R<NodeId> {
    let group = at(items, 2).unwrap_or_else(|| p.tree.integer(0));
    let overflow = (kind == Kind::RegexpExtract).then_some(true);
    p.make(
        kind,
        &args![
            This: at(items, 0),
            Expression: at(items, 1),
            Group: group,
            Parameters: at(items, 3),
            NullIfPosOverflow: overflow,
        ],
    )
}

/// Only the first match is replaced, unless the options say `g`.
fn regexp_replace(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    p.make(
        Kind::RegexpReplace,
        &args![
            This: at(items, 0),
            Expression: at(items, 1),
            Replacement: at(items, 2),
            Modifiers: at(items, 3),
            SingleReplace: true,
        ],
    )
}

// ---- without parentheses ---------------------------------------------------------------------------------------------

/// `@x`, the absolute value; binds looser than arithmetic.
fn absolute(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.bitwise()?;
    p.some(Kind::Abs, &args![This: this])
}

/// `MAP {k: v}`, `MAP(keys, values)` after the word.
fn map(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if p.accept(T::LBrace) {
        let entries = if p.at(T::RBrace) { Children::new() } else { p.csv(map_entry)? };
        if !p.accept(T::RBrace) {
            p.error("Expected }")?;
        }
        let entries = p.list(&entries);
        let mut fields = Some(p.make(Kind::Struct, &args![Expressions: entries])?);
        // `MAP {...}[key]` is read as the map of an element, and written the same.
        while let (Some(inner), T::LBracket) = (fields, p.kind()) {
            fields = p.bracket(Some(inner))?;
        }
        return p.some(Kind::ToMap, &args![This: fields]);
    }
    let items = p.wrapped(|p| functions::call_arguments(p, 0))?;
    p.some(Kind::Map, &args![Keys: at(&items, 0), Values: at(&items, 1)])
}

/// `key: value` in a map; keys are any expressions.
fn map_entry(p: &mut Parser<'_>) -> R {
    let mark = p.mark();
    let Some(key) = p.assignment()? else { return Ok(None) };
    if !p.accept(T::Colon) {
        return Ok(Some(key));
    }
    let value = p.assignment()?;
    p.make_from(mark, Kind::PropertyEQ, &args![This: key, Expression: value]).map(Some)
}
