//! Functions and the kinds that they are: <https://clickhouse.com/docs/sql-reference/functions>.

use sqlectic_ast::{args, Arg, Children, Kind, NodeId, Value};
use sqlectic_syntax::{
    lexer::T,
    parser::{
        add_rules,
        functions::{self, builders::at},
        Function, Parser, RuleArgs, RuleFn, R,
    },
    Dialect,
};
use Function::{Args, Build, Kind as Of};

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    p.add_functions(FUNCTIONS);
    for name in ["APPROX_TOP_SUM", "TRANSFORM"] {
        p.functions.remove(name);
    }
    add_rules(&mut p.function_parsers, PARSERS);
    p.function_parsers.remove("MATCH");
    p.no_paren_function_parsers.remove("ANY");
    p.no_paren_functions.remove(T::CurrentTimestamp);
}

/// Functions whose arguments are a list of expressions, sorted.
const FUNCTIONS: &[(&str, Function)] = &[
    ("ANY", Of(Kind::AnyValue)),
    ("ARRAYCOMPACT", Of(Kind::ArrayCompact)),
    ("ARRAYCONCAT", Of(Kind::ArrayConcat)),
    ("ARRAYDISTINCT", Of(Kind::ArrayDistinct)),
    ("ARRAYEXCEPT", Of(Kind::ArrayExcept)),
    ("ARRAYFILTER", Build(|p, a| lambda_first(p, Kind::ArrayFilter, a, "arrayFilter"))),
    ("ARRAYMAP", Build(|p, a| lambda_first(p, Kind::Transform, a, "arrayMap"))),
    ("ARRAYMAX", Of(Kind::ArrayMax)),
    ("ARRAYMIN", Of(Kind::ArrayMin)),
    ("ARRAYREVERSE", Of(Kind::ArrayReverse)),
    ("ARRAYSLICE", Args(Kind::ArraySlice, &[Arg::This, Arg::Start, Arg::End, Arg::Step])),
    ("ARRAYSUM", Of(Kind::ArraySum)),
    ("CITYHASH64", Of(Kind::CityHash64)),
    ("COSINEDISTANCE", Of(Kind::CosineDistance)),
    ("COUNTIF", Build(count_if)),
    ("COUNTMATCHES", Of(Kind::RegexpCount)),
    ("CURRENTDATABASE", Of(Kind::CurrentDatabase)),
    ("CURRENTSCHEMAS", Of(Kind::CurrentSchemas)),
    ("DATEADD", Build(|p, a| delta(p, Kind::DateAdd, a))),
    ("DATEDIFF", Build(|p, a| delta(p, Kind::DateDiff, a))),
    ("DATESUB", Build(|p, a| delta(p, Kind::DateSub, a))),
    ("DATETRUNC", Of(Kind::DateTrunc)),
    ("DATE_ADD", Build(|p, a| delta(p, Kind::DateAdd, a))),
    ("DATE_DIFF", Build(|p, a| delta(p, Kind::DateDiff, a))),
    ("DATE_FORMAT", Build(|p, a| zoned(p, Kind::TimeToStr, a))),
    ("DATE_SUB", Build(|p, a| delta(p, Kind::DateSub, a))),
    ("EDITDISTANCE", Of(Kind::Levenshtein)),
    ("FORMATDATETIME", Build(|p, a| zoned(p, Kind::TimeToStr, a))),
    ("GROUPBITAND", Of(Kind::BitwiseAndAgg)),
    ("GROUPBITOR", Of(Kind::BitwiseOrAgg)),
    ("GROUPBITXOR", Of(Kind::BitwiseXorAgg)),
    ("HAS", Of(Kind::ArrayContains)),
    ("ILIKE", Build(|p, a| like(p, Kind::ILike, a))),
    ("ISINFINITE", Of(Kind::IsInf)),
    ("JAROWINKLERSIMILARITY", Of(Kind::JarowinklerSimilarity)),
    ("JSONEXTRACTRAW", Build(|p, a| json_extract(p, Kind::JSONExtract, a))),
    ("JSONEXTRACTSTRING", Build(|p, a| json_extract(p, Kind::JSONExtractScalar, a))),
    ("LENGTH", Build(|p, a| p.make(Kind::Length, &args![This: at(a, 0), Binary: true]))),
    ("LEVENSHTEINDISTANCE", Of(Kind::Levenshtein)),
    ("LIKE", Build(|p, a| like(p, Kind::Like, a))),
    ("LOG", Build(logarithm)),
    ("MAP", Build(map)),
    ("MATCH", Of(Kind::RegexpLike)),
    ("MD5", Of(Kind::MD5Digest)),
    ("NOTLIKE", Build(not_like)),
    ("PARSEDATETIME", Build(|p, a| zoned(p, Kind::ParseDatetime, a))),
    ("RANDCANONICAL", Of(Kind::Rand)),
    ("REGEXPEXTRACT", Build(regexp_extract)),
    ("REGEXP_EXTRACT", Build(regexp_extract)),
    ("REGEXP_SUBSTR", Build(regexp_extract)),
    ("SHA256", Build(|p, a| sha2(p, 256, a))),
    ("SHA512", Build(|p, a| sha2(p, 512, a))),
    ("SPLITBYCHAR", Build(split_by_char)),
    ("SPLITBYREGEXP", Build(|p, a| split(p, Kind::RegexpSplit, a))),
    ("SPLITBYSTRING", Build(|p, a| split(p, Kind::Split, a))),
    ("STR_TO_DATE", Build(str_to_date)),
    ("SUBSTRINGINDEX", Of(Kind::SubstringIndex)),
    ("TIMESTAMPADD", Build(|p, a| delta(p, Kind::TimestampAdd, a))),
    ("TIMESTAMPSUB", Build(|p, a| delta(p, Kind::TimestampSub, a))),
    ("TIMESTAMP_ADD", Build(|p, a| delta(p, Kind::TimestampAdd, a))),
    ("TIMESTAMP_SUB", Build(|p, a| delta(p, Kind::TimestampSub, a))),
    ("TODAYOFWEEK", Build(|p, a| single(p, Kind::DayOfWeekIso, a, "toDayOfWeek"))),
    ("TOISOWEEK", Build(|p, a| single(p, Kind::WeekOfYear, a, "toISOWeek"))),
    ("TOISOYEAR", Build(|p, a| single(p, Kind::YearOfWeekIso, a, "toISOYear"))),
    ("TOMONDAY", Build(|p, a| start_of(p, "WEEK", a))),
    ("TOSTARTOFDAY", Build(|p, a| start_of(p, "DAY", a))),
    ("TOSTARTOFHOUR", Build(|p, a| start_of(p, "HOUR", a))),
    ("TOSTARTOFMICROSECOND", Build(|p, a| start_of(p, "MICROSECOND", a))),
    ("TOSTARTOFMILLISECOND", Build(|p, a| start_of(p, "MILLISECOND", a))),
    ("TOSTARTOFMINUTE", Build(|p, a| start_of(p, "MINUTE", a))),
    ("TOSTARTOFMONTH", Build(|p, a| start_of(p, "MONTH", a))),
    ("TOSTARTOFQUARTER", Build(|p, a| start_of(p, "QUARTER", a))),
    ("TOSTARTOFSECOND", Build(|p, a| start_of(p, "SECOND", a))),
    ("TOSTARTOFYEAR", Build(|p, a| start_of(p, "YEAR", a))),
    ("TOTYPENAME", Of(Kind::Typeof)),
    ("TRIMBOTH", Build(|p, a| trim(p, None, a))),
    ("TRIMLEFT", Build(|p, a| trim(p, Some("LEADING"), a))),
    ("TRIMRIGHT", Build(|p, a| trim(p, Some("TRAILING"), a))),
    ("UNIQ", Of(Kind::ApproxDistinct)),
    ("UTCTIMESTAMP", Of(Kind::UtcTimestamp)),
    ("VERSION", Of(Kind::CurrentVersion)),
];

/// Functions with a syntax of their own, sorted.
const PARSERS: &[(&str, RuleFn)] = &[
    ("AND", |p, _| connector(p, Kind::And)),
    ("ARRAYJOIN", array_join),
    ("COLUMNS", columns),
    ("EXTRACT", extract),
    ("GROUPCONCAT", group_concat),
    ("MEDIAN", quantile),
    ("OR", |p, _| connector(p, Kind::Or)),
    ("POSITION", functions::text::position_haystack_first),
    ("QUANTILE", quantile),
    ("TUPLE", tuple),
    ("VIEW", view),
    ("XOR", |p, _| connector(p, Kind::Xor)),
];

/// A call that stays what it is.
fn anonymous(p: &mut Parser<'_>, name: &str, items: &[NodeId]) -> R<NodeId> {
    let name = p.text(name);
    let list = p.list(items);
    p.make(Kind::Anonymous, &args![This: name, Expressions: list])
}

// ---- arrays and maps -------------------------------------------------------------------------------------------------

/// `arrayMap(x -> y, array)`; with several arrays it has no kind.
fn lambda_first(p: &mut Parser<'_>, kind: Kind, items: &[NodeId], name: &str) -> R<NodeId> {
    match items.len() {
        0..=2 => p.make(kind, &args![This: at(items, 1), Expression: at(items, 0)]),
        _ => anonymous(p, name, items),
    }
}

/// `map(k, v, k, v)`.
fn map(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    if items.len() % 2 == 1 {
        p.error("Expected a value for each key")?;
    }
    let keys: Vec<NodeId> = items.iter().copied().step_by(2).collect();
    let values: Vec<NodeId> = items.iter().copied().skip(1).step_by(2).collect();
    var_map(p, &keys, &values)
}

/// A map of these keys and values.
pub(super) fn var_map(p: &mut Parser<'_>, keys: &[NodeId], values: &[NodeId]) -> R<NodeId> {
    let keys = p.list(keys);
    let keys = p.node(Kind::Array, &args![Expressions: keys])?;
    let values = p.list(values);
    let values = p.node(Kind::Array, &args![Expressions: values])?;
    p.make(Kind::VarMap, &args![Keys: keys, Values: values])
}

/// `arrayJoin(array AS name)`, after the parenthesis.
fn array_join(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let this = p.expression()?;
    p.some(Kind::Explode, &args![This: this])
}

/// `tuple(1 AS a, 2)`, after the parenthesis.
fn tuple(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let items = functions::call_arguments(p, sqlectic_syntax::parser::expr::ALIASED)?;
    let list = p.list(&items);
    p.some(Kind::Struct, &args![Expressions: list])
}

// ---- aggregations ----------------------------------------------------------------------------------------------------

fn count_if(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    if let [condition] = items {
        return p.make(Kind::CountIf, &args![This: *condition]);
    }
    let name = p.text("countIf");
    let list = p.list(items);
    p.make(Kind::CombinedAggFunc, &args![This: name, Expressions: list])
}

/// The arguments behind the arguments of a call that stand for what it is applied to; the last parenthesis stays.
fn applied_to(p: &mut Parser<'_>) -> R<Option<Children>> {
    if !p.accept_pair(T::RParen, T::LParen) {
        return Ok(None);
    }
    functions::call_arguments(p, 0).map(Some)
}

/// `quantile(level)(x)`, `median(x)`, after the parenthesis.
fn quantile(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let this = p.lambda(0)?;
    match applied_to(p)? {
        Some(items) => p.some(Kind::Quantile, &args![This: at(&items, 0), Quantile: this]),
        None => {
            let half = p.text("0.5");
            let half = p.tree.make(Kind::Literal, &args![This: half, IsString: false]);
            p.some(Kind::Quantile, &args![This: this, Quantile: half])
        }
    }
}

/// `groupConcat(separator, limit)(x)`, `groupConcat(x)`, after the parenthesis.
fn group_concat(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let items = functions::call_arguments(p, 0)?;
    let Some(values) = applied_to(p)? else {
        return p.some(Kind::GroupConcat, &args![This: at(&items, 0)]);
    };
    let mut this = at(&values, 0);
    if let Some(limit) = items.get(1) {
        this = p.make(Kind::Limit, &args![This: this, Expression: *limit])?.into();
    }
    p.some(Kind::GroupConcat, &args![This: this, Separator: at(&items, 0)])
}

// ---- logic -----------------------------------------------------------------------------------------------------------

/// `and(a, b, c)`, after the parenthesis: the operator, whose operands are put in parentheses if they are such, too.
fn connector(p: &mut Parser<'_>, kind: Kind) -> R {
    let items = functions::call_arguments(p, 0)?;
    let mut operands = Vec::with_capacity(items.len());
    for item in items {
        let wraps = p.tree.is(item, Kind::Connector);
        operands.push(if wraps { p.make(Kind::Paren, &args![This: item])? } else { item });
    }
    let Some((first, rest)) = operands.split_first() else {
        p.error("Expected at least one argument")?;
        return Ok(None);
    };
    let mut node = *first;
    for operand in rest {
        node = p.make(kind, &args![This: node, Expression: *operand])?;
    }
    match kind {
        Kind::Xor => Ok(Some(node)),
        _ => p.some(Kind::Paren, &args![This: node]),
    }
}

/// `like(x, pattern)`; a third argument escapes.
fn like(p: &mut Parser<'_>, kind: Kind, items: &[NodeId]) -> R<NodeId> {
    let node = p.make(kind, &args![This: at(items, 0), Expression: at(items, 1)])?;
    match items.get(2) {
        Some(escape) => p.make(Kind::Escape, &args![This: node, Expression: *escape]),
        None => Ok(node),
    }
}

fn not_like(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let node = like(p, Kind::Like, items)?;
    p.make(Kind::Not, &args![This: node])
}

/// `log(x)` is the natural logarithm.
fn logarithm(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    match items.len() {
        0 | 1 => p.make(Kind::Ln, &args![This: at(items, 0)]),
        _ => p.make(Kind::Log, &args![This: at(items, 1), Expression: at(items, 0)]),
    }
}

// ---- dates and times -------------------------------------------------------------------------------------------------

/// `F(unit, n, x)`, or `F(x, interval)`.
fn delta(p: &mut Parser<'_>, kind: Kind, items: &[NodeId]) -> R<NodeId> {
    let [unit, amount, this, ..] = *items else {
        return functions::by_position(p, kind, items);
    };
    let unit = p.unit(unit);
    let zone = if kind == Kind::DateDiff { at(items, 3) } else { None };
    p.make(kind, &args![This: this, Expression: amount, Unit: unit, Zone: zone])
}

/// `F(x, format, zone)`.
fn zoned(p: &mut Parser<'_>, kind: Kind, items: &[NodeId]) -> R<NodeId> {
    p.make(kind, &args![This: at(items, 0), Format: at(items, 1), Zone: at(items, 2)])
}

/// A function of a date; with a mode or zone it has no kind.
fn single(p: &mut Parser<'_>, kind: Kind, items: &[NodeId], name: &str) -> R<NodeId> {
    match items {
        [this] => p.make(kind, &args![This: *this]),
        _ => anonymous(p, name, items),
    }
}

/// `toStartOfDay(x, zone)`.
fn start_of(p: &mut Parser<'_>, unit: &str, items: &[NodeId]) -> R<NodeId> {
    let unit = p.word_node(unit);
    p.make(Kind::TimestampTrunc, &args![This: at(items, 0), Unit: unit, Zone: at(items, 1)])
}

/// It makes a time, not a date: <https://clickhouse.com/docs/sql-reference/functions/type-conversion-functions#str_to_date>.
fn str_to_date(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    if items.len() == 3 {
        return anonymous(p, "STR_TO_DATE", items);
    }
    let date = functions::by_position(p, Kind::StrToDate, items)?;
    let name = p.text("DATETIME");
    let to = p.node(Kind::DataType, &args![This: name])?;
    p.make(Kind::Cast, &args![This: date, To: to])
}

/// `EXTRACT(YEAR FROM x)`, or `extract(text, pattern)`, after the parenthesis.
fn extract(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if p.next_kind() == T::From {
        return functions::special::extract(p, a);
    }
    let mut items: Vec<NodeId> = p.bitwise()?.into_iter().collect();
    if p.accept(T::Comma) {
        items.extend(p.bitwise()?);
    }
    anonymous(p, "extract", &items).map(Some)
}

// ---- texts -----------------------------------------------------------------------------------------------------------

fn trim(p: &mut Parser<'_>, position: Option<&str>, items: &[NodeId]) -> R<NodeId> {
    let Some(position) = position else { return functions::by_position(p, Kind::Trim, items) };
    let position = p.text(position);
    p.make(Kind::Trim, &args![This: at(items, 0), Expression: at(items, 1), Position: position])
}

fn regexp_extract(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    p.make(Kind::RegexpExtract, &args![This: at(items, 0), Expression: at(items, 1), Group: at(items, 2)])
}

fn split(p: &mut Parser<'_>, kind: Kind, items: &[NodeId]) -> R<NodeId> {
    p.make(kind, &args![This: at(items, 1), Expression: at(items, 0), Limit: at(items, 2)])
}

/// A separator of one character makes it the same as a split by a text.
fn split_by_char(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let is_char = items.first().is_some_and(|item| p.tree.is_string(*item) && p.tree.name(*item).chars().count() == 1);
    match is_char && items.len() > 1 {
        true => split(p, Kind::Split, items),
        false => anonymous(p, "splitByChar", items),
    }
}

fn sha2(p: &mut Parser<'_>, length: i64, items: &[NodeId]) -> R<NodeId> {
    let length = p.tree.integer(length);
    p.make(Kind::SHA2, &args![This: at(items, 0), Length: length])
}

// ---- JSON ------------------------------------------------------------------------------------------------------------

/// `JSONExtractRaw(json, key, index)`: literals are a path; indexes start at 1.
fn json_extract(p: &mut Parser<'_>, kind: Kind, items: &[NodeId]) -> R<NodeId> {
    let steps = items.get(1..).unwrap_or_default();
    if let Some((first, rest)) = steps.split_first().filter(|_| steps.iter().any(|s| p.tree.kind(*s) != Kind::Literal))
    {
        let rest = p.opt_list(rest);
        return p.make(kind, &args![This: at(items, 0), Expression: *first, Expressions: rest]);
    }
    let mut parts = vec![p.tree.make(Kind::JSONPathRoot, &[])];
    for step in steps {
        let (text, span) = (p.tree.get(*step, Arg::This), p.tree.span(*step));
        let index = if p.tree.is_string(*step) { None } else { p.tree.name(*step).parse::<i64>().ok() };
        parts.push(match index {
            Some(index) => p.tree.make_at(Kind::JSONPathSubscript, span, &args![This: Value::Int(index - 1)]),
            None => p.tree.make_at(Kind::JSONPathKey, span, &args![This: text]),
        });
    }
    let parts = p.list(&parts);
    let path = p.node(Kind::JSONPath, &args![Expressions: parts])?;
    p.make(kind, &args![This: at(items, 0), Expression: path, OnlyJsonTypes: true])
}

// ---- columns and tables ----------------------------------------------------------------------------------------------

/// `COLUMNS('pattern')`, after the parenthesis.
fn columns(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let this = p.lambda(0)?;
    p.some(Kind::Columns, &args![This: this])
}

/// `view(SELECT ...)`, after the parenthesis.
fn view(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let query = p.select(0)?;
    anonymous(p, "view", query.as_slice()).map(Some)
}
