//! Functions by name.

use sqlectic_ast::{args, Arg, Kind, NodeId};
use sqlectic_syntax::{
    parser::{
        functions::builders::{array_agg, at},
        Function, Parser, R,
    },
    Dialect,
};
use Function::{Args, Build, Kind as Of};

pub(super) fn define(d: &mut Dialect) {
    d.parser.add_functions(&[
        ("BASE64", Of(Kind::ToBase64)),
        ("COLLECT_LIST", Build(array_agg)),
        ("COLLECT_SET", Of(Kind::ArrayUniqueAgg)),
        ("CONCAT_WS", Build(concat_ws)),
        ("DATEDIFF", Build(date_diff)),
        ("DATE_ADD", Build(|p, a| ts_or_ds_add(p, a, false))),
        ("DATE_FORMAT", Build(date_format)),
        ("DATE_SUB", Build(|p, a| ts_or_ds_add(p, a, true))),
        ("DAY", Build(|p, a| of_date(p, Kind::Day, a))),
        ("FIRST", Build(|p, a| ignore_nulls(p, Kind::First, a))),
        ("FIRST_VALUE", Build(|p, a| ignore_nulls(p, Kind::FirstValue, a))),
        ("FROM_UNIXTIME", Build(|p, a| p.formatted_time(Kind::UnixToStr, a))),
        ("GET_JSON_OBJECT", Build(get_json_object)),
        ("LAST", Build(|p, a| ignore_nulls(p, Kind::Last, a))),
        ("LAST_VALUE", Build(|p, a| ignore_nulls(p, Kind::LastValue, a))),
        ("MAP", Build(map)),
        ("MONTH", Build(|p, a| of_date(p, Kind::Month, a))),
        ("NAMED_STRUCT", Build(named_struct)),
        ("REGEXP_EXTRACT", Build(regexp_extract)),
        ("REGEXP_EXTRACT_ALL", Build(regexp_extract_all)),
        ("SEQUENCE", Of(Kind::GenerateSeries)),
        ("SIZE", Of(Kind::ArraySize)),
        ("SPLIT", Of(Kind::RegexpSplit)),
        ("STRUCT", Build(struct_)),
        ("STR_TO_MAP", Build(str_to_map)),
        ("TO_DATE", Build(to_date)),
        ("TO_JSON", Of(Kind::JSONFormat)),
        ("TRUNC", Build(trunc)),
        ("UNBASE64", Of(Kind::FromBase64)),
        ("UNIX_TIMESTAMP", Build(unix_timestamp)),
        ("YEAR", Build(|p, a| of_date(p, Kind::Year, a))),
        ("LOCATE", Args(Kind::StrPosition, &[Arg::Substr, Arg::This, Arg::Position])),
        ("INSTR", Args(Kind::StrPosition, &[Arg::This, Arg::Substr])),
    ]);
}

/// The first argument as a date.
pub(crate) fn date(p: &mut Parser<'_>, this: Option<NodeId>) -> R<NodeId> {
    match this {
        Some(this) => p.make(Kind::TsOrDsToDate, &args![This: this]),
        None => p.make(Kind::TsOrDsToDate, &[]),
    }
}

/// A function of a date, which may be given as text.
pub(crate) fn of_date(p: &mut Parser<'_>, kind: Kind, a: &[NodeId]) -> R<NodeId> {
    let this = date(p, at(a, 0))?;
    p.make(kind, &args![This: this])
}

fn concat_ws(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let list = p.list(a);
    p.make(Kind::ConcatWs, &args![Expressions: list, Safe: true, Coalesce: true, Flatten: true])
}

fn date_diff(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let end = date(p, at(a, 0))?;
    let start = date(p, at(a, 1))?;
    p.make(Kind::DateDiff, &args![This: end, Expression: start])
}

/// `DATE_ADD(x, n)`; `DATE_SUB` adds the negation.
pub(crate) fn ts_or_ds_add(p: &mut Parser<'_>, a: &[NodeId], negate: bool) -> R<NodeId> {
    let mut amount = at(a, 1);
    if negate {
        if let Some(node) = amount {
            let one = p.tree.integer(1);
            let minus = p.tree.make(Kind::Neg, &args![This: one]);
            let node = parenthesised(p, node);
            amount = Some(p.make(Kind::Mul, &args![This: node, Expression: minus])?);
        }
    }
    let day = p.word_node("DAY");
    p.make(Kind::TsOrDsAdd, &args![This: at(a, 0), Expression: amount, Unit: day])
}

/// An operator in parentheses, so that it may become an operand.
fn parenthesised(p: &mut Parser<'_>, node: NodeId) -> NodeId {
    match p.tree.is(node, Kind::Binary) && !p.tree.is(node, Kind::Func) {
        true => p.tree.make(Kind::Paren, &args![This: node]),
        false => node,
    }
}

fn date_format(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let this = p.make(Kind::TimeStrToTime, &args![This: at(a, 0)])?;
    let format = a.get(1).map(|format| p.format_time(*format));
    p.make(Kind::TimeToStr, &args![This: this, Format: format])
}

/// `FIRST(x, TRUE)` passes over nulls.
fn ignore_nulls(p: &mut Parser<'_>, kind: Kind, a: &[NodeId]) -> R<NodeId> {
    let node = p.make(kind, &args![This: at(a, 0)])?;
    let ignores = a.get(1).is_some_and(|flag| p.tree.kind(*flag) == Kind::Boolean && p.tree.has(*flag, Arg::This));
    match ignores {
        true => p.make(Kind::IgnoreNulls, &args![This: node]),
        false => Ok(node),
    }
}

fn get_json_object(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let path = match a.get(1) {
        Some(path) => Some(p.to_json_path(*path)?),
        None => None,
    };
    p.make(Kind::JSONExtractScalar, &args![This: at(a, 0), Expression: path])
}

/// `MAP(k, v, k, v ...)`, or of a star.
fn map(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    if let [star] = a[..] {
        if p.tree.kind(star) == Kind::Star {
            return p.make(Kind::StarMap, &args![This: star]);
        }
    }
    let keys: Vec<NodeId> = a.iter().step_by(2).copied().collect();
    let values: Vec<NodeId> = a.iter().skip(1).step_by(2).copied().collect();
    let mut array = |items: &[NodeId]| {
        let list = p.list(items);
        p.tree.make(Kind::Array, &args![Expressions: list])
    };
    let (keys, values) = (array(&keys), array(&values));
    p.make(Kind::VarMap, &args![Keys: keys, Values: values])
}

fn named_struct(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let mut fields = Vec::new();
    for pair in a.chunks_exact(2) {
        let name = sqlectic_syntax::parser::functions::property_name(p, pair[0]);
        fields.push(p.make(Kind::PropertyEQ, &args![This: name, Expression: pair[1]])?);
    }
    let list = p.list(&fields);
    p.make(Kind::Struct, &args![Expressions: list])
}

/// Fields without a name get that of their column, or one by their place: `col2`.
/// <https://spark.apache.org/docs/latest/api/sql/index.html#struct>
fn struct_(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let mut fields = Vec::with_capacity(a.len());
    for (i, item) in a.iter().enumerate() {
        let name = match p.tree.kind(*item) {
            Kind::PropertyEQ | Kind::Star => {
                fields.push(*item);
                continue;
            }
            Kind::Column => p.tree.this(*item).map(|name| p.tree.copy(name)),
            _ => None,
        };
        let name = match name {
            Some(name) => name,
            None => {
                let name = p.text(&format!("col{}", i + 1));
                p.tree.make(Kind::Identifier, &args![This: name, Quoted: false])
            }
        };
        fields.push(p.make(Kind::PropertyEQ, &args![This: name, Expression: *item])?);
    }
    let list = p.list(&fields);
    p.make(Kind::Struct, &args![Expressions: list])
}

fn group(p: &mut Parser<'_>, a: &[NodeId]) -> NodeId {
    let default = p.dialect.semantics.flags.regexp_extract_default_group;
    at(a, 2).unwrap_or_else(|| p.tree.integer(default))
}

fn regexp_extract(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let group = group(p, a);
    p.make(
        Kind::RegexpExtract,
        &args![
            This: at(a, 0), Expression: at(a, 1), Group: group, Parameters: at(a, 3),
            NullIfPosOverflow: true
        ],
    )
}

fn regexp_extract_all(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let group = group(p, a);
    p.make(Kind::RegexpExtractAll, &args![This: at(a, 0), Expression: at(a, 1), Group: group])
}

fn str_to_map(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let pair = at(a, 1).unwrap_or_else(|| p.tree.string(","));
    let key = at(a, 2).unwrap_or_else(|| p.tree.string(":"));
    p.make(Kind::StrToMap, &args![This: at(a, 0), PairDelim: pair, KeyValueDelim: key])
}

fn to_date(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let format = a.get(1).map(|format| p.format_time(*format));
    p.make(Kind::TsOrDsToDate, &args![This: at(a, 0), Format: format, Safe: true])
}

/// With a unit it cuts dates, without it numbers.
fn trunc(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let [this, unit, ..] = a[..] else {
        return p.make(Kind::Trunc, &args![This: at(a, 0)]);
    };
    if p.tree.is_number(unit) {
        return p.make(Kind::Trunc, &args![This: this, Decimals: unit]);
    }
    let unit = p.unit(unit);
    p.make(Kind::TimestampTrunc, &args![This: this, Unit: unit])
}

fn unix_timestamp(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let now;
    let arguments = match a {
        [] => {
            now = [p.make(Kind::CurrentTimestamp, &[])?];
            &now[..]
        }
        a => a,
    };
    p.formatted_time(Kind::StrToUnix, arguments)
}
