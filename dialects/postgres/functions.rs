//! What PostgreSQL's functions mean: <https://www.postgresql.org/docs/current/functions.html>.

use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::parser::functions::builders::at;
use sqlectic_syntax::{
    lexer::T,
    parser::{
        add_rules,
        functions::{builders, by_position},
        put, Function, Parser, Rule, RuleArgs, RuleFn, R,
    },
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    p.add_functions(FUNCTIONS);
    add_rules(&mut p.function_parsers, FUNCTION_PARSERS);
    for (token, kind) in NO_PAREN_FUNCTIONS {
        p.no_paren_functions.set(*token, *kind);
    }
    add_rules(&mut p.no_paren_function_parsers, &[("VARIADIC", variadic)]);
}

/// Functions that are called by their name alone.
const NO_PAREN_FUNCTIONS: &[(T, Kind)] = &[
    (T::CurrentCatalog, Kind::CurrentCatalog),
    (T::CurrentSchema, Kind::CurrentSchema),
    (T::Localtime, Kind::Localtime),
    (T::Localtimestamp, Kind::Localtimestamp),
    (T::SessionUser, Kind::SessionUser),
];

/// Functions whose name or arguments differ from the kind's, sorted.
const FUNCTIONS: &[(&str, Function)] = &[
    ("ARRAY_PREPEND", Function::Args(Kind::ArrayPrepend, &[Arg::Expression, Arg::This])),
    ("BIT_AND", Function::Kind(Kind::BitwiseAndAgg)),
    ("BIT_OR", Function::Kind(Kind::BitwiseOrAgg)),
    ("BIT_XOR", Function::Kind(Kind::BitwiseXorAgg)),
    ("BTRIM", Function::Kind(Kind::Trim)),
    ("DATE_TRUNC", Function::Build(date_trunc)),
    ("DIV", Function::Build(div)),
    ("GENERATE_SERIES", Function::Build(generate_series)),
    ("GET_BIT", Function::Build(shared::get_bit)),
    ("JSONB_OBJECT_AGG", Function::Kind(Kind::JSONBObjectAgg)),
    ("JSON_EXTRACT_PATH", Function::Build(|p, items| json_extract_path(p, Kind::JSONExtract, items))),
    ("JSON_EXTRACT_PATH_TEXT", Function::Build(|p, items| json_extract_path(p, Kind::JSONExtractScalar, items))),
    ("JSON_OBJECT_AGG", Function::Build(json_object_agg)),
    ("LENGTH", Function::Args(Kind::Length, &[Arg::This, Arg::Encoding])),
    ("LEVENSHTEIN_LESS_EQUAL", Function::Build(levenshtein_less_equal)),
    ("MAKE_INTERVAL", Function::Build(make_interval)),
    ("MAKE_TIME", Function::Kind(Kind::TimeFromParts)),
    ("MAKE_TIMESTAMP", Function::Kind(Kind::TimestampFromParts)),
    ("NOW", Function::Kind(Kind::CurrentTimestamp)),
    ("REGEXP_REPLACE", Function::Build(regexp_replace)),
    ("SHA256", Function::Build(|p, items| shared::sha2_digest(p, items, 256))),
    ("SHA384", Function::Build(|p, items| shared::sha2_digest(p, items, 384))),
    ("SHA512", Function::Build(|p, items| shared::sha2_digest(p, items, 512))),
    ("TO_CHAR", Function::Build(|p, items| p.formatted_time_or(Kind::TimeToStr, items, None))),
    ("TO_DATE", Function::Build(|p, items| p.formatted_time_or(Kind::StrToDate, items, None))),
    ("TO_TIMESTAMP", Function::Build(to_timestamp)),
    ("UNNEST", Function::Kind(Kind::Explode)),
    ("UUID", Function::Build(uuid)),
    ("VERSION", Function::Kind(Kind::CurrentVersion)),
    ("WIDTH_BUCKET", Function::Build(width_bucket)),
];

/// Functions with a syntax of their own, sorted.
const FUNCTION_PARSERS: &[(&str, RuleFn)] =
    &[("DATE_PART", date_part), ("JSONB_EXISTS", jsonb_exists), ("JSON_AGG", json_agg), ("JSON_VALUE", json_value)];

// ---- times -----------------------------------------------------------------------------------------------------------

/// `DATE_TRUNC('day', x, zone)`.
fn date_trunc(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let unit = at(items, 0).map(|unit| p.unit(unit));
    p.make(Kind::TimestampTrunc, &args![This: at(items, 1), Unit: unit, Zone: at(items, 2)])
}

/// `DATE_PART('day', x)` is `EXTRACT(DAY FROM x)`; a part that is computed stays as it is.
fn date_part(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let part = p.type_(0)?;
    p.accept(T::Comma);
    let value = p.bitwise()?;
    let part = part.map(|part| p.unit(part));
    p.some(Kind::Extract, &args![This: part, Expression: value])
}

/// `TO_TIMESTAMP(text, format)`, or `TO_TIMESTAMP(seconds)`.
fn to_timestamp(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    match items {
        [_] => by_position(p, Kind::UnixToTime, items),
        _ => p.formatted_time_or(Kind::StrToTime, items, None),
    }
}

/// `GENERATE_SERIES(a, b, '1 day')`: a step in a string is an interval.
fn generate_series(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let step = at(items, 2).map(|step| match p.tree.is_string(step) {
        true => interval_of(p, step),
        false => step,
    });
    p.make(Kind::ExplodingGenerateSeries, &args![Start: at(items, 0), End: at(items, 1), Step: step])
}

/// `'  2   days  '` as an interval.
fn interval_of(p: &mut Parser<'_>, text: NodeId) -> NodeId {
    let name = p.tree.name(text).trim();
    let digits = name.find(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | '+' | '.')).unwrap_or(name.len());
    let (number, unit) = name.split_at(digits);
    let (number, unit) = (number.to_string(), unit.trim().to_uppercase());
    let span = p.tree.span(text);
    let is_word = !unit.is_empty() && unit.bytes().all(|byte| byte.is_ascii_alphabetic());
    if number.is_empty() || !is_word {
        return p.tree.make_at(Kind::Interval, span, &args![This: text]);
    }
    let (number, unit) = (p.tree.string(&number), p.word_node(&unit));
    p.tree.make_at(Kind::Interval, span, &args![This: number, Unit: unit])
}

/// `MAKE_INTERVAL(1, hours => 2)`: named arguments go where they belong.
fn make_interval(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    const PARTS: [(&str, Arg); 7] = [
        ("YEARS", Arg::Year),
        ("MONTHS", Arg::Month),
        ("WEEKS", Arg::Week),
        ("DAYS", Arg::Day),
        ("HOURS", Arg::Hour),
        ("MINS", Arg::Minute),
        ("SECS", Arg::Second),
    ];
    let mut arguments: Vec<(Arg, Value)> = Vec::new();
    for (i, item) in items.iter().enumerate() {
        let name = p.tree.this(*item).filter(|_| p.tree.kind(*item) == Kind::Kwarg).map(|name| p.tree.name(name));
        let named = |name: &str| PARTS.iter().find(|(part, _)| part.eq_ignore_ascii_case(name));
        if let Some((_, arg)) = name.and_then(named).or_else(|| PARTS.get(i)) {
            arguments.push((*arg, Value::Node(*item)));
        }
    }
    p.make(Kind::MakeInterval, &arguments)
}

// ---- JSON ------------------------------------------------------------------------------------------------------------

/// `JSON_EXTRACT_PATH(x, 'a', '0')`: constant steps are one path; a number is an index.
fn json_extract_path(p: &mut Parser<'_>, kind: Kind, items: &[NodeId]) -> R<NodeId> {
    let steps = items.get(1..).unwrap_or_default();
    if !steps.iter().all(|step| p.tree.kind(*step) == Kind::Literal) {
        let rest = steps.get(1..).map_or(Value::None, |rest| p.list(rest));
        return p.make(kind, &args![This: at(items, 0), Expression: at(steps, 0), Expressions: rest]);
    }
    let mut parts = vec![p.tree.make(Kind::JSONPathRoot, &[])];
    for step in steps {
        let part = match p.tree.name(*step).parse::<i64>() {
            Ok(index) => p.tree.make(Kind::JSONPathSubscript, &args![This: Value::Int(index)]),
            Err(_) => {
                let key = p.tree.get(*step, Arg::This);
                p.tree.make(Kind::JSONPathKey, &args![This: key])
            }
        };
        parts.push(part);
    }
    let parts = p.list(&parts);
    let path = p.tree.make(Kind::JSONPath, &args![Expressions: parts]);
    p.make(kind, &args![This: at(items, 0), Expression: path, OnlyJsonTypes: false])
}

/// `JSON_AGG(x ORDER BY y)`.
fn json_agg(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.lambda(0)?;
    p.some(Kind::JSONArrayAgg, &args![This: this])
}

fn json_object_agg(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let pair = p.list(items);
    p.make(Kind::JSONObjectAgg, &args![Expressions: pair])
}

/// `JSONB_EXISTS(x, 'key')`.
fn jsonb_exists(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.bitwise()?;
    p.accept(T::Comma);
    let path = match p.bitwise()? {
        Some(path) => Some(p.to_json_path(path)?),
        None => None,
    };
    p.some(Kind::JSONBExists, &args![This: this, Path: path])
}

/// `JSON_VALUE(x, 'strict $[1]' RETURNING t)`: the path is a language of its own and stays text.
fn json_value(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.bitwise()?;
    p.accept(T::Comma);
    let path = p.bitwise()?;
    let returning: Value = if p.accept_words(&["RETURNING"]) { p.types(0)?.into() } else { Value::Bool(false) };
    let on_condition = p.on_condition()?;
    p.some(Kind::JSONValue, &args![This: this, Path: path, Returning: returning, OnCondition: on_condition])
}

// ---- texts, bits, numbers --------------------------------------------------------------------------------------------

/// `REGEXP_REPLACE(text, pattern, replacement, flags)`, `REGEXP_REPLACE(text, pattern, replacement, start, n, flags)`:
/// one replacement unless the flags say `g`.
fn regexp_replace(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let is_text = |p: &Parser<'_>, node| sqlectic_types::is_type(&p.tree, node, sqlectic_types::TEXT_TYPES);
    let mut items = items.to_vec();
    let flags = match items.last() {
        Some(last) if items.len() > 3 && is_text(p, *last) => items.pop(),
        _ => None,
    };
    let names = [Arg::This, Arg::Expression, Arg::Replacement, Arg::Position, Arg::Occurrence, Arg::Modifiers];
    let mut arguments: Vec<(Arg, Value)> = names.into_iter().zip(items.into_iter().map(Value::Node)).collect();
    if let Some(flags) = flags {
        put(&mut arguments, Arg::Modifiers, flags);
    }
    arguments.push((Arg::SingleReplace, Value::Bool(true)));
    p.make(Kind::RegexpReplace, &arguments)
}

/// `LEVENSHTEIN_LESS_EQUAL(a, b, max)`, `LEVENSHTEIN_LESS_EQUAL(a, b, ins, del, sub, max)`.
fn levenshtein_less_equal(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let (last, costs) = match items {
        [costs @ .., last] => (Some(*last), costs),
        [] => (None, items),
    };
    let (this, other) = (at(costs, 0), at(costs, 1));
    p.make(
        Kind::Levenshtein,
        &args![
            This: this,
            Expression: other,
            InsCost: at(costs, 2),
            DelCost: at(costs, 3),
            SubCost: at(costs, 4),
            MaxDist: last,
        ],
    )
}

/// `WIDTH_BUCKET(x, thresholds)`, `WIDTH_BUCKET(x, low, high, count)`.
fn width_bucket(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    if let [this, threshold] = *items {
        return p.make(Kind::WidthBucket, &args![This: this, Threshold: threshold]);
    }
    by_position(p, Kind::WidthBucket, items)
}

/// `DIV(a, b)` is a whole `NUMERIC`.
fn div(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let quotient = by_position(p, Kind::IntDiv, items)?;
    let to = builders::data_type(p, "DECIMAL");
    p.make(Kind::Cast, &args![This: quotient, To: to])
}

/// `UUID()`; with an argument it is a cast.
fn uuid(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    match items {
        [value, ..] => {
            let to = builders::data_type(p, "UUID");
            p.make(Kind::Cast, &args![This: *value, To: to])
        }
        [] => builders::uuid(p, items),
    }
}

/// `VARIADIC x`, after the word.
fn variadic(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.rule(Rule::Bitwise, RuleArgs::default())?;
    p.some(Kind::Variadic, &args![This: this])
}
