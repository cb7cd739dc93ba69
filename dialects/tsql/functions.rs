//! What T-SQL's functions mean: <https://learn.microsoft.com/en-us/sql/t-sql/functions/functions>.

use super::{formats, units};
use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::parser::functions::builders::at;
use sqlectic_syntax::{
    lexer::T,
    parser::{
        add_rules, atom,
        functions::{anonymous, builders, by_names, by_position, call_arguments},
        Function, Parser, RuleArgs, R,
    },
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    p.add_functions(FUNCTIONS);
    add_rules(
        &mut p.function_parsers,
        &[
            ("CONVERT", convert),
            ("DATEPART", date_part),
            ("HASHBYTES", hash_bytes),
            ("JSON_ARRAYAGG", json_array_agg),
            ("TRY_CONVERT", try_convert),
        ],
    );
}

/// Functions whose name or arguments differ from the kind's, sorted.
const FUNCTIONS: &[(&str, Function)] = &[
    ("ATN2", Function::Kind(Kind::Atan2)),
    ("COUNT", Function::Build(|p, items| count(p, items, false))),
    ("COUNT_BIG", Function::Build(|p, items| count(p, items, true))),
    ("DATEADD", Function::Build(date_add)),
    ("DATEDIFF", Function::Build(|p, items| date_diff(p, items, false))),
    ("DATEDIFF_BIG", Function::Build(|p, items| date_diff(p, items, true))),
    ("DATENAME", Function::Build(date_name)),
    ("DATETIMEFROMPARTS", Function::Args(Kind::TimestampFromParts, DATETIME_PARTS)),
    ("DATETRUNC", Function::Build(date_trunc)),
    ("DAY", Function::Build(|p, items| part_of_date(p, Kind::Day, items))),
    ("EOMONTH", Function::Build(end_of_month)),
    ("FORMAT", Function::Build(format)),
    ("GETDATE", Function::Kind(Kind::CurrentTimestamp)),
    ("ISNULL", Function::Build(is_null)),
    ("JSON_QUERY", Function::Build(json_query)),
    ("JSON_VALUE", Function::Build(builders::json_extract_scalar)),
    ("LEFT", Function::Build(|p, items| of_text(p, Kind::Left, items))),
    ("LEN", Function::Build(|p, items| of_text(p, Kind::Length, items))),
    ("MONTH", Function::Build(|p, items| part_of_date(p, Kind::Month, items))),
    ("NEWID", Function::Kind(Kind::Uuid)),
    ("PARSENAME", Function::Build(parse_name)),
    ("REPLICATE", Function::Kind(Kind::Repeat)),
    ("RIGHT", Function::Build(|p, items| of_text(p, Kind::Right, items))),
    ("SCHEMA_NAME", Function::Kind(Kind::CurrentSchema)),
    ("SQUARE", Function::Build(shared::square)),
    ("SUSER_NAME", Function::Kind(Kind::CurrentUser)),
    ("SUSER_SNAME", Function::Kind(Kind::CurrentUser)),
    ("SYSDATETIME", Function::Kind(Kind::CurrentTimestamp)),
    ("SYSDATETIMEOFFSET", Function::Kind(Kind::CurrentTimestampLTZ)),
    ("SYSTEM_USER", Function::Kind(Kind::CurrentUser)),
    ("TIMEFROMPARTS", Function::Args(Kind::TimeFromParts, TIME_PARTS)),
    ("YEAR", Function::Build(|p, items| part_of_date(p, Kind::Year, items))),
];

const DATETIME_PARTS: &[Arg] = &[Arg::Year, Arg::Month, Arg::Day, Arg::Hour, Arg::Min, Arg::Sec, Arg::Milli];
const TIME_PARTS: &[Arg] = &[Arg::Hour, Arg::Min, Arg::Sec, Arg::Fractions, Arg::Precision];

// ---- conversions -----------------------------------------------------------------------------------------------------

/// `CONVERT(type, x [, style])`: <https://learn.microsoft.com/en-us/sql/t-sql/functions/cast-and-convert-transact-sql>.
fn convert(p: &mut Parser<'_>, _: RuleArgs) -> R {
    conversion(p, Value::None)
}

fn try_convert(p: &mut Parser<'_>, _: RuleArgs) -> R {
    conversion(p, Value::Bool(true))
}

fn conversion(p: &mut Parser<'_>, safe: Value) -> R {
    let to = p.types(0)?;
    p.accept(T::Comma);
    let items = call_arguments(p, 0)?;
    // What is missing is not told.
    let args = args![This: to, Expression: at(&items, 0), Style: at(&items, 1), Safe: safe];
    let span = p.prev().span;
    Ok(Some(p.tree.make_at(Kind::Convert, span, &args)))
}

/// A value as text, unless it is a text literal.
fn text(p: &mut Parser<'_>, node: NodeId) -> NodeId {
    if p.tree.is_string(node) {
        return node;
    }
    cast(p, node, "TEXT")
}

fn cast(p: &mut Parser<'_>, node: NodeId, name: &str) -> NodeId {
    let span = p.tree.span(node);
    let to = builders::data_type(p, name);
    p.tree.make_at(Kind::Cast, span, &args![This: node, To: to])
}

/// Functions of texts take any value as its text.
fn of_text(p: &mut Parser<'_>, kind: Kind, items: &[NodeId]) -> R<NodeId> {
    let this = at(items, 0).map(|this| text(p, this));
    p.make(kind, &args![This: this, Expression: at(items, 1)])
}

// ---- times -----------------------------------------------------------------------------------------------------------

/// Abbreviations of units that adding and subtracting know; sorted.
const UNITS: &[(&str, &str)] = &[
    ("D", "DAY"),
    ("DD", "DAY"),
    ("M", "MONTH"),
    ("MM", "MONTH"),
    ("Q", "QUARTER"),
    ("QQ", "QUARTER"),
    ("WK", "WEEK"),
    ("WW", "WEEK"),
    ("YY", "YEAR"),
    ("YYYY", "YEAR"),
];

/// The unit that a name stands for; a day if it is left out.
fn unit(p: &mut Parser<'_>, node: NodeId) -> NodeId {
    let (name, span) = (p.tree.name(node).to_string(), p.tree.span(node));
    let upper = name.to_uppercase();
    let full = UNITS.binary_search_by_key(&upper.as_str(), |(short, _)| short).map(|i| UNITS[i].1);
    let word = p.word_node(full.unwrap_or(&name));
    p.tree.set_span(word, span);
    word
}

/// `DATEADD(unit, n, x)`.
fn date_add(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    if items.len() != 3 {
        let day = p.word_node("DAY");
        return p.make(Kind::DateAdd, &args![This: at(items, 0), Expression: at(items, 1), Unit: day]);
    }
    let unit = unit(p, items[0]);
    p.make(Kind::DateAdd, &args![This: items[2], Expression: items[1], Unit: unit])
}

/// `DATEDIFF(unit, start, end)`; a number at the start counts days from 1900.
/// <https://learn.microsoft.com/en-us/sql/t-sql/functions/datediff-transact-sql>
fn date_diff(p: &mut Parser<'_>, items: &[NodeId], big: bool) -> R<NodeId> {
    let unit = at(items, 0).map(|name| unit(p, name));
    let mut start = at(items, 1);
    if let Some(number) = start.filter(|start| p.tree.is_number(*start)) {
        let Some(date) = day_of_number(p, number) else {
            return p.make(Kind::DateDiff, &args![This: at(items, 2), Expression: number, Unit: unit, BigInt: big]);
        };
        start = Some(date);
    }
    let end = p.tree.make(Kind::TimeStrToTime, &args![This: at(items, 2)]);
    let start = p.tree.make(Kind::TimeStrToTime, &args![This: start]);
    p.make(Kind::DateDiff, &args![This: end, Expression: start, Unit: unit, BigInt: big])
}

/// The day that a whole number stands for, as a text.
fn day_of_number(p: &mut Parser<'_>, number: NodeId) -> Option<NodeId> {
    let (digits, sign) = match p.tree.kind(number) {
        Kind::Neg => (p.tree.this(number)?, -1),
        _ => (number, 1),
    };
    let days = p.tree.name(digits).parse::<i64>().ok()?;
    let day = formats::day_after_1900(days * sign)?;
    Some(p.tree.string(&day))
}

/// `DATENAME(part, x)`.
fn date_name(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let format = at(items, 0).map(|part| {
        let format = formats::name_of_part(p.dialect, p.tree.name(part));
        p.tree.string(&format)
    });
    let this = at(items, 1).map(|this| cast(p, this, "DATETIME2"));
    p.make(Kind::TimeToStr, &args![This: this, Format: format])
}

/// `DATEPART(part, x)`, after the parenthesis.
fn date_part(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let part = if p.at(T::String) { None } else { p.var(atom::ANY_TOKEN)? };
    let part = match part {
        Some(part) => match units::canonical(&p.tree.name(part).to_uppercase()) {
            Some(name) => Some(p.word_node(name)),
            None => Some(part),
        },
        None => None,
    };
    let this: Value = match p.accept(T::Comma) {
        true => p.bitwise()?.into(),
        false => false.into(),
    };
    p.some(Kind::Extract, &args![This: part, Expression: this])
}

/// `DATETRUNC(unit, x)`; a text is taken as a time.
fn date_trunc(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let unit = at(items, 0);
    let this = at(items, 1).map(|this| match p.tree.is_string(this) {
        true => cast(p, this, "DATETIME2"),
        false => this,
    });
    p.make(Kind::TimestampTrunc, &args![This: this, Unit: unit])
}

/// `DAY(x)`: numbers count days from 1900.
fn part_of_date(p: &mut Parser<'_>, kind: Kind, items: &[NodeId]) -> R<NodeId> {
    let zero = p.tree.string("1900-01-01");
    let date = p.tree.make(Kind::TsOrDsToDate, &args![This: at(items, 0), DefaultDate: zero]);
    p.make(kind, &args![This: date])
}

/// `EOMONTH(x [, months])`.
fn end_of_month(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let date = p.tree.make(Kind::TsOrDsToDate, &args![This: at(items, 0)]);
    if items.len() < 2 {
        return p.make(Kind::LastDay, &args![This: date]);
    }
    let month = p.word_node("MONTH");
    let date = p.node(Kind::DateAdd, &args![This: date, Expression: items[1], Unit: month])?;
    p.make(Kind::LastDay, &args![This: date])
}

/// `FORMAT(x, format [, culture])`: of a number, or of a time.
/// <https://learn.microsoft.com/en-us/sql/t-sql/functions/format-transact-sql>
fn format(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let Some(format) = at(items, 1) else { return by_position(p, Kind::NumberToStr, items) };
    let text = p.tree.name(format).to_string();
    if formats::is_of_numbers(&text) {
        return by_position(p, Kind::NumberToStr, items);
    }
    let span = p.tree.span(format);
    let text = formats::read(p.dialect, &text);
    let format = p.tree.string(&text);
    p.tree.set_span(format, span);
    let items: Vec<NodeId> = items.iter().enumerate().map(|(i, item)| if i == 1 { format } else { *item }).collect();
    by_names(p, Kind::TimeToStr, &[Arg::This, Arg::Format, Arg::Culture], &items)
}

// ---- texts and bytes -------------------------------------------------------------------------------------------------

/// `HASHBYTES('SHA2_256', x)`: <https://learn.microsoft.com/en-us/sql/t-sql/functions/hashbytes-transact-sql>.
fn hash_bytes(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let items = call_arguments(p, 0)?;
    let [algorithm, this] = *items else {
        p.error("HASHBYTES takes an algorithm and a value")?;
        return named(p, "HASHBYTES", &items).map(Some);
    };
    let name = match p.tree.is_string(algorithm) {
        true => p.tree.name(algorithm).to_uppercase(),
        false => String::new(),
    };
    match name.as_str() {
        "MD5" => p.some(Kind::MD5, &args![This: this]),
        "SHA" | "SHA1" => p.some(Kind::SHA, &args![This: this]),
        "SHA2_256" | "SHA2_512" => {
            let length = p.tree.integer(if name.ends_with("256") { 256 } else { 512 });
            p.some(Kind::SHA2, &args![This: this, Length: length])
        }
        _ => named(p, "HASHBYTES", &items).map(Some),
    }
}

/// A call that stays as it is.
fn named(p: &mut Parser<'_>, name: &str, items: &[NodeId]) -> R<NodeId> {
    let text = p.tree.text(name);
    anonymous(p, text, false, items)
}

/// `PARSENAME('a.b.c', 1)`: parts are counted from the right.
fn parse_name(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let [this, part] = *items else { return named(p, "PARSENAME", items) };
    let number = p.tree.name(part).parse::<i64>().ok().filter(|_| p.tree.is_number(part));
    let Some(number) = number.filter(|_| p.tree.is_string(this)) else { return named(p, "PARSENAME", items) };
    let parts = p.tree.name(this).split('.').count() as i64;
    let index = p.tree.integer(parts - number + 1);
    let dot = p.tree.string(".");
    p.make(Kind::SplitPart, &args![This: this, Delimiter: dot, PartIndex: index])
}

// ---- other -----------------------------------------------------------------------------------------------------------

fn count(p: &mut Parser<'_>, items: &[NodeId], big: bool) -> R<NodeId> {
    let rest = p.opt_list(items.get(1..).unwrap_or_default());
    p.make(Kind::Count, &args![This: at(items, 0), Expressions: rest, BigInt: big])
}

/// `ISNULL(x, y)` takes the type of its first argument.
fn is_null(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let rest = p.opt_list(items.get(1..).unwrap_or_default());
    p.make(Kind::Coalesce, &args![This: at(items, 0), Expressions: rest, IsNull: true])
}

/// `JSON_QUERY(x [, path])`.
fn json_query(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let path = match at(items, 1) {
        Some(path) => path,
        None => p.tree.string("$"),
    };
    let path = p.to_json_path(path)?;
    let rest = p.opt_list(items.get(2..).unwrap_or_default());
    p.make(Kind::JSONExtract, &args![This: at(items, 0), Expression: path, Expressions: rest, JsonQuery: true])
}

/// `JSON_ARRAYAGG(x ORDER BY y ABSENT ON NULL)`.
/// <https://learn.microsoft.com/en-us/sql/t-sql/functions/json-arrayagg-transact-sql>
fn json_array_agg(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let this = p.bitwise()?;
    let order = p.order(0)?;
    let nulls = ["NULL ON NULL", "ABSENT ON NULL"].into_iter().find(|words| {
        let words: Vec<&str> = words.split(' ').collect();
        p.accept_words(&words)
    });
    let nulls = nulls.map(|words| p.text(words));
    p.some(Kind::JSONArrayAgg, &args![This: this, Order: order, NullHandling: nulls])
}
