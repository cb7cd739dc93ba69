//! Functions by name.

use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    dialect::TimeTable,
    generator::types,
    parser::{functions::builders::at, Function, Parser, R},
    Dialect,
};
use Function::{Args, Build, Kind as Of};

pub(super) fn define(d: &mut Dialect) {
    d.parser.add_functions(&[
        ("APPROX_PERCENTILE", Build(approx_percentile)),
        ("ARBITRARY", Of(Kind::AnyValue)),
        ("ARRAY_SORT", Build(shared::array_sort)),
        ("BITWISE_AND", Of(Kind::BitwiseAnd)),
        ("BITWISE_NOT", Of(Kind::BitwiseNot)),
        ("BITWISE_OR", Of(Kind::BitwiseOr)),
        ("BITWISE_XOR", Of(Kind::BitwiseXor)),
        ("CARDINALITY", Of(Kind::ArraySize)),
        ("CONTAINS", Of(Kind::ArrayContains)),
        ("DATE_ADD", Build(|p, a| with_unit(p, Kind::DateAdd, a))),
        ("DATE_DIFF", Build(|p, a| with_unit(p, Kind::DateDiff, a))),
        ("DATE_FORMAT", Build(|p, a| p.formatted_time_or(Kind::TimeToStr, a, None))),
        ("DATE_PARSE", Build(|p, a| p.formatted_time_or(Kind::StrToTime, a, None))),
        ("DATE_TRUNC", Build(date_trunc)),
        ("DAY_OF_WEEK", Of(Kind::DayOfWeekIso)),
        ("DOW", Of(Kind::DayOfWeekIso)),
        ("DOY", Of(Kind::DayOfYear)),
        ("ELEMENT_AT", Build(element_at)),
        ("FROM_HEX", Of(Kind::Unhex)),
        ("FROM_UNIXTIME", Build(from_unixtime)),
        ("FROM_UTF8", Build(|p, a| utf8(p, Kind::Decode, a))),
        ("JSON_FORMAT", Build(json_format)),
        ("LEVENSHTEIN_DISTANCE", Of(Kind::Levenshtein)),
        ("MD5", Of(Kind::MD5Digest)),
        ("NOW", Of(Kind::CurrentTimestamp)),
        ("REGEXP_EXTRACT", Build(regexp_extract)),
        ("REGEXP_EXTRACT_ALL", Build(regexp_extract_all)),
        ("REGEXP_REPLACE", Build(|p, a| replace(p, Kind::RegexpReplace, a))),
        ("REPLACE", Build(|p, a| replace(p, Kind::Replace, a))),
        ("ROW", Of(Kind::Struct)),
        ("SEQUENCE", Of(Kind::GenerateSeries)),
        ("SET_AGG", Of(Kind::ArrayUniqueAgg)),
        ("SHA256", Build(|p, a| shared::sha2_digest(p, a, 256))),
        ("SHA512", Build(|p, a| shared::sha2_digest(p, a, 512))),
        ("SLICE", Of(Kind::ArraySlice)),
        ("SPLIT_TO_MAP", Of(Kind::StrToMap)),
        ("STRPOS", Args(Kind::StrPosition, &[Arg::This, Arg::Substr, Arg::Occurrence])),
        ("TO_CHAR", Build(to_char)),
        ("TO_HEX", Of(Kind::Hex)),
        ("TO_UNIXTIME", Of(Kind::TimeToUnix)),
        ("TO_UTF8", Build(|p, a| utf8(p, Kind::Encode, a))),
        ("WEEK", Of(Kind::WeekOfYear)),
    ]);
}

/// With four arguments the second is a weight.
fn approx_percentile(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    match a {
        [this, weight, quantile, accuracy] => {
            p.make(Kind::ApproxQuantile, &args![This: *this, Weight: *weight, Quantile: *quantile, Accuracy: *accuracy])
        }
        _ => p.make(Kind::ApproxQuantile, &args![This: at(a, 0), Quantile: at(a, 1), Accuracy: at(a, 2)]),
    }
}

/// `F('unit', n, x)`.
fn with_unit(p: &mut Parser<'_>, kind: Kind, a: &[NodeId]) -> R<NodeId> {
    let unit = a.first().map(|unit| p.unit(*unit));
    p.make(kind, &args![This: at(a, 2), Expression: at(a, 1), Unit: unit])
}

/// Of a date it is a date.
fn date_trunc(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let is_date = |node: NodeId| types::says_type(&p.tree, node, &["DATE"]);
    if let Some(this) = at(a, 1).filter(|this| is_date(*this)) {
        return p.make(Kind::DateTrunc, &args![Unit: at(a, 0), This: this]);
    }
    let unit = a.first().map(|unit| p.unit(*unit));
    p.make(Kind::TimestampTrunc, &args![This: at(a, 1), Unit: unit])
}

fn element_at(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let items: Vec<NodeId> = at(a, 1).into_iter().collect();
    let list = p.list(&items);
    p.make(Kind::Bracket, &args![This: at(a, 0), Expressions: list, Offset: Value::Int(1), Safe: true])
}

fn from_unixtime(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    match a {
        [this, scale, zone, hours, ..] => {
            p.make(Kind::UnixToTime, &args![This: *this, Scale: *scale, Zone: *zone, Hours: *hours])
        }
        [this, hours, minutes] => p.make(Kind::UnixToTime, &args![This: *this, Hours: *hours, Minutes: *minutes]),
        _ => p.make(Kind::UnixToTime, &args![This: at(a, 0), Zone: at(a, 1)]),
    }
}

fn utf8(p: &mut Parser<'_>, kind: Kind, a: &[NodeId]) -> R<NodeId> {
    let charset = p.tree.string("utf-8");
    let replace = if kind == Kind::Decode { at(a, 1) } else { None };
    p.make(kind, &args![This: at(a, 0), Replace: replace, Charset: charset])
}

fn json_format(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    p.make(Kind::JSONFormat, &args![This: at(a, 0), Options: at(a, 1), IsJson: true])
}

fn group(p: &mut Parser<'_>, a: &[NodeId]) -> NodeId {
    at(a, 2).unwrap_or_else(|| p.tree.integer(0))
}

fn regexp_extract(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let group = group(p, a);
    p.make(
        Kind::RegexpExtract,
        &args![
            This: at(a, 0),
            Expression: at(a, 1),
            Parameters: at(a, 3),
            Group: group,
            NullIfPosOverflow: true
        ],
    )
}

fn regexp_extract_all(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let group = group(p, a);
    let (this, pattern, parameters) = (at(a, 0), at(a, 1), at(a, 3));
    p.make(Kind::RegexpExtractAll, &args![This: this, Expression: pattern, Group: group, Parameters: parameters])
}

/// Without a replacement matches are removed.
fn replace(p: &mut Parser<'_>, kind: Kind, a: &[NodeId]) -> R<NodeId> {
    let replacement = at(a, 2).unwrap_or_else(|| p.tree.string(""));
    p.make(kind, &args![This: at(a, 0), Expression: at(a, 1), Replacement: replacement])
}

/// What Teradata's formats, which `TO_CHAR` takes, are for strftime; sorted.
/// <https://prestodb.io/docs/current/functions/teradata.html#date-functions>
const TERADATA_FORMATS: &[(&str, &str)] = &[
    ("D", "%-d"),
    ("D3", "%j"),
    ("DD", "%d"),
    ("DDD", "%j"),
    ("E", "%a"),
    ("E3", "%a"),
    ("E4", "%A"),
    ("EE", "%a"),
    ("EEE", "%a"),
    ("EEEE", "%A"),
    ("H", "%-H"),
    ("HH", "%H"),
    ("HH24", "%H"),
    ("M", "%-M"),
    ("M3", "%b"),
    ("M4", "%B"),
    ("MI", "%M"),
    ("MM", "%m"),
    ("MMM", "%b"),
    ("MMMM", "%B"),
    ("S", "%-S"),
    ("SS", "%S"),
    ("SSSSSS", "%f"),
    ("Y4", "%Y"),
    ("YY", "%y"),
    ("YYYY", "%Y"),
];

/// `TO_CHAR(x, format)`, the format in either case.
fn to_char(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let mut format = at(a, 1);
    if let Some(node) = format.filter(|node| p.tree.is_string(*node)) {
        let table = TimeTable::new(TERADATA_FORMATS.iter().copied());
        let text = table.apply(&p.tree.name(node).to_uppercase());
        format = Some(p.tree.string(&text));
    }
    p.make(Kind::TimeToStr, &args![This: at(a, 0), Format: format])
}
