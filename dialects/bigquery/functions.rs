//! Functions by name: <https://cloud.google.com/bigquery/docs/reference/standard-sql/functions-all>.

use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    parser::{functions::builders::at, Function, Parser, R},
    Dialect,
};
use Function::{Args, Build, Kind as Of};

pub(super) fn define(d: &mut Dialect) {
    texts(d);
    times(d);
    json(d);
    d.parser.functions.remove("SEARCH");
}

fn texts(d: &mut Dialect) {
    d.parser.add_functions(&[
        ("ARRAY", Build(array)),
        ("APPROX_TOP_COUNT", Of(Kind::ApproxTopK)),
        ("BIT_AND", Of(Kind::BitwiseAndAgg)),
        ("BIT_COUNT", Of(Kind::BitwiseCount)),
        ("BIT_OR", Of(Kind::BitwiseOrAgg)),
        ("BIT_XOR", Of(Kind::BitwiseXorAgg)),
        ("CONTAINS_SUBSTR", Build(contains_substr)),
        ("DIV", Args(Kind::IntDiv, &[Arg::This, Arg::Expression])),
        ("EDIT_DISTANCE", Build(edit_distance)),
        ("EMBED", Of(Kind::AIEmbed)),
        ("FROM_HEX", Of(Kind::Unhex)),
        ("GENERATE", Of(Kind::AIGenerate)),
        ("GENERATE_ARRAY", Of(Kind::GenerateSeries)),
        ("LENGTH", Build(length)),
        ("MAKE_INTERVAL", Build(make_interval)),
        ("MD5", Of(Kind::MD5Digest)),
        ("NORMALIZE_AND_CASEFOLD", Build(normalize_and_casefold)),
        ("OCTET_LENGTH", Of(Kind::ByteLength)),
        ("REGEXP_CONTAINS", Of(Kind::RegexpLike)),
        ("REGEXP_EXTRACT", Build(regexp_extract)),
        ("REGEXP_EXTRACT_ALL", Build(regexp_extract_all)),
        ("REGEXP_SUBSTR", Build(regexp_extract)),
        ("SHA1", Of(Kind::SHA1Digest)),
        ("SHA256", Build(|p, a| shared::sha2_digest(p, a, 256))),
        ("SHA512", Build(|p, a| shared::sha2_digest(p, a, 512))),
        ("SIMILARITY", Of(Kind::AISimilarity)),
        ("SPLIT", Build(split)),
        ("TO_HEX", Build(to_hex)),
    ]);
}

fn times(d: &mut Dialect) {
    d.parser.add_functions(&[
        ("DATE", Build(date)),
        ("DATETIME", Build(datetime)),
        ("DATETIME_ADD", Build(|p, a| delta(p, Kind::DatetimeAdd, a))),
        ("DATETIME_DIFF", Build(|p, a| diff(p, Kind::DatetimeDiff, a))),
        ("DATETIME_TRUNC", Build(|p, a| with_unit(p, Kind::DatetimeTrunc, a))),
        ("DATETIME_SUB", Build(|p, a| delta(p, Kind::DatetimeSub, a))),
        ("DATE_ADD", Build(|p, a| delta(p, Kind::DateAdd, a))),
        ("DATE_DIFF", Build(|p, a| diff(p, Kind::DateDiff, a))),
        ("DATE_SUB", Build(|p, a| delta(p, Kind::DateSub, a))),
        ("DATE_TRUNC", Build(date_trunc)),
        ("FORMAT_DATE", Build(|p, a| format(p, Kind::TsOrDsToDate, a))),
        ("FORMAT_DATETIME", Build(|p, a| format(p, Kind::TsOrDsToDatetime, a))),
        ("FORMAT_TIME", Build(|p, a| format(p, Kind::TsOrDsToTime, a))),
        ("FORMAT_TIMESTAMP", Build(|p, a| format(p, Kind::TsOrDsToTimestamp, a))),
        ("LAST_DAY", Build(|p, a| with_unit(p, Kind::LastDay, a))),
        ("PARSE_DATE", Build(|p, a| parsed(p, Kind::StrToDate, a))),
        ("PARSE_DATETIME", Build(|p, a| parsed(p, Kind::ParseDatetime, a))),
        ("PARSE_TIME", Build(|p, a| parsed(p, Kind::ParseTime, a))),
        ("PARSE_TIMESTAMP", Build(|p, a| parsed(p, Kind::StrToTime, a))),
        ("TIME", Build(time)),
        ("TIMESTAMP", Build(timestamp)),
        ("TIMESTAMP_ADD", Build(|p, a| delta(p, Kind::TimestampAdd, a))),
        ("TIMESTAMP_MICROS", Build(|p, a| unix(p, a, Some(6)))),
        ("TIMESTAMP_MILLIS", Build(|p, a| unix(p, a, Some(3)))),
        ("TIMESTAMP_SECONDS", Build(|p, a| unix(p, a, None))),
        ("TIMESTAMP_SUB", Build(|p, a| delta(p, Kind::TimestampSub, a))),
        ("TIMESTAMP_TRUNC", Build(|p, a| with_unit(p, Kind::TimestampTrunc, a))),
        ("TIME_ADD", Build(|p, a| delta(p, Kind::TimeAdd, a))),
        ("TIME_SUB", Build(|p, a| delta(p, Kind::TimeSub, a))),
        ("WEEK", Build(week)),
    ]);
}

fn json(d: &mut Dialect) {
    d.parser.add_functions(&[
        ("BOOL", Of(Kind::JSONBool)),
        ("JSON_ARRAY", Of(Kind::JSONArray)),
        ("JSON_EXTRACT_ARRAY", Build(|p, a| extract_array(p, a, "JSON_EXTRACT_ARRAY"))),
        ("JSON_EXTRACT_SCALAR", Build(|p, a| json_value(p, a, "JSON_EXTRACT_SCALAR"))),
        ("JSON_EXTRACT_STRING_ARRAY", Build(|p, a| at_path(p, Kind::JSONValueArray, a))),
        ("JSON_KEYS", Of(Kind::JSONKeysAtDepth)),
        ("JSON_QUERY", Build(json_query)),
        ("JSON_STRIP_NULLS", Build(json_strip_nulls)),
        ("JSON_QUERY_ARRAY", Build(|p, a| extract_array(p, a, "JSON_QUERY_ARRAY"))),
        ("JSON_VALUE", Build(|p, a| json_value(p, a, "JSON_VALUE"))),
        ("JSON_VALUE_ARRAY", Build(|p, a| at_path(p, Kind::JSONValueArray, a))),
        ("TO_JSON", Build(to_json)),
        ("TO_JSON_STRING", Of(Kind::JSONFormat)),
    ]);
}

// ---- texts ----------------------------------------------------------------------------------------------------------

/// `ARRAY(SELECT ...)`.
fn array(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let node = sqlectic_syntax::parser::functions::array_constructor(p, Kind::Array, a, false)?;
    p.tree.set(node, Arg::StructNameInheritance, true);
    Ok(node)
}

/// Case doesn't matter here.
fn contains_substr(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let this = p.make(Kind::Lower, &args![This: at(a, 0)])?;
    let other = p.make(Kind::Lower, &args![This: at(a, 1)])?;
    p.make(Kind::Contains, &args![This: this, Expression: other, JsonScope: at(a, 2)])
}

/// `EDIT_DISTANCE(a, b, max_distance => n)`.
fn edit_distance(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let most = a.get(2).filter(|most| p.tree.kind(**most) == Kind::Kwarg).and_then(|most| p.tree.expression(*most));
    p.make(Kind::Levenshtein, &args![This: at(a, 0), Expression: at(a, 1), MaxDist: most])
}

fn length(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    p.make(Kind::Length, &args![This: at(a, 0), Binary: true])
}

fn normalize_and_casefold(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    p.make(Kind::Normalize, &args![This: at(a, 0), Form: at(a, 1), IsCasefold: true])
}

/// A pattern with a group gives the group.
fn group(p: &Parser<'_>, pattern: Option<&NodeId>) -> Option<i64> {
    let pattern = *pattern?;
    let text = match p.tree.kind(pattern) {
        Kind::Literal | Kind::RawString => p.tree.name(pattern),
        _ => return None,
    };
    let mut groups = 0;
    let mut chars = text.chars().peekable();
    let mut class = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' => drop(chars.next()),
            '[' => class = true,
            ']' => class = false,
            '(' if !class && chars.peek() != Some(&'?') => groups += 1,
            _ => {}
        }
    }
    (groups == 1).then_some(1)
}

fn regexp_extract(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let group = group(p, a.get(1)).map(|group| p.tree.integer(group));
    p.make(
        Kind::RegexpExtract,
        &args![
            This: at(a, 0), Expression: at(a, 1), Position: at(a, 2),
            Occurrence: at(a, 3), Group: group, NullIfPosOverflow: true, NullIfNoMatch: true,
            EmptyIfGroupMissing: false
        ],
    )
}

fn regexp_extract_all(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let group = group(p, a.get(1)).unwrap_or(0);
    let group = p.tree.integer(group);
    p.make(
        Kind::RegexpExtractAll,
        &args![
            This: at(a, 0), Expression: at(a, 1), Position: at(a, 2),
            Occurrence: at(a, 3), Group: group
        ],
    )
}

/// Parts of a text are separated by commas unless said otherwise.
fn split(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let separator = at(a, 1).unwrap_or_else(|| p.tree.string(","));
    p.make(Kind::Split, &args![This: at(a, 0), Expression: separator])
}

/// Hexadecimal digits of a digest are the function that gives them at once.
fn to_hex(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    match a.first() {
        Some(digest) if p.tree.kind(*digest) == Kind::MD5Digest => {
            let this = p.tree.this(*digest);
            p.make(Kind::MD5, &args![This: this])
        }
        this => p.make(Kind::LowerHex, &args![This: this.copied()]),
    }
}

// ---- times ----------------------------------------------------------------------------------------------------------

fn date(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    match a {
        [year, month, day] => p.make(Kind::DateFromParts, &args![Year: *year, Month: *month, Day: *day]),
        _ => sqlectic_syntax::parser::functions::by_position(p, Kind::Date, a),
    }
}

fn datetime(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    match a {
        [this] => p.make(Kind::TsOrDsToDatetime, &args![This: *this]),
        [this, zone] => p.make(Kind::Datetime, &args![This: *this, Expression: *zone]),
        _ => sqlectic_syntax::parser::functions::by_position(p, Kind::TimestampFromParts, a),
    }
}

fn time(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    match a {
        [this] => p.make(Kind::TsOrDsToTime, &args![This: *this]),
        [this, zone] => p.make(Kind::Time, &args![This: *this, Zone: *zone]),
        _ => sqlectic_syntax::parser::functions::by_position(p, Kind::TimeFromParts, a),
    }
}

fn timestamp(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    p.make(Kind::Timestamp, &args![This: at(a, 0), Zone: at(a, 1), WithTz: true])
}

/// `F(x, INTERVAL n unit)`.
fn delta(p: &mut Parser<'_>, kind: Kind, a: &[NodeId]) -> R<NodeId> {
    let Some(interval) = at(a, 1).filter(|node| p.tree.kind(*node) == Kind::Interval) else {
        p.error("INTERVAL expression expected")?;
        return sqlectic_syntax::parser::functions::by_position(p, kind, a);
    };
    let (amount, unit) = (p.tree.this(interval), p.tree.node(interval, Arg::Unit));
    let unit = unit.map(|unit| p.unit(unit));
    p.make(kind, &args![This: a[0], Expression: amount, Unit: unit])
}

/// A unit; weeks start on Sunday unless said otherwise.
/// <https://cloud.google.com/bigquery/docs/reference/standard-sql/date_functions#date_trunc>
fn unit(p: &mut Parser<'_>, unit: NodeId) -> R<NodeId> {
    let unit = p.unit(unit);
    if p.tree.kind(unit) != Kind::Var || p.tree.name(unit) != "WEEK" {
        return Ok(unit);
    }
    let day = p.word_node("SUNDAY");
    p.make(Kind::WeekStart, &args![This: day])
}

fn opt_unit(p: &mut Parser<'_>, node: Option<&NodeId>) -> R {
    node.map(|node| unit(p, *node)).transpose()
}

fn diff(p: &mut Parser<'_>, kind: Kind, a: &[NodeId]) -> R<NodeId> {
    let unit = opt_unit(p, a.get(2))?;
    p.make(kind, &args![This: at(a, 0), Expression: at(a, 1), Unit: unit, DatePartBoundary: true])
}

fn date_trunc(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let unit = match opt_unit(p, a.get(1))? {
        Some(unit) if p.tree.kind(unit) == Kind::Var => {
            let name = p.tree.name(unit).to_string();
            Some(p.tree.string(&name))
        }
        unit => unit,
    };
    p.make(Kind::DateTrunc, &args![Unit: unit, This: at(a, 0), Zone: at(a, 2)])
}

/// `TIMESTAMP_TRUNC(x, unit, zone)`, `LAST_DAY(x, unit)`.
fn with_unit(p: &mut Parser<'_>, kind: Kind, a: &[NodeId]) -> R<NodeId> {
    let unit = opt_unit(p, a.get(1))?;
    p.make(kind, &args![This: at(a, 0), Unit: unit, Zone: at(a, 2)])
}

fn format(p: &mut Parser<'_>, kind: Kind, a: &[NodeId]) -> R<NodeId> {
    let this = p.make(kind, &args![This: at(a, 1)])?;
    let format = a.first().map(|format| p.format_time(*format));
    p.make(Kind::TimeToStr, &args![This: this, Format: format, Zone: at(a, 2)])
}

/// `PARSE_X(format, text)`; a date without a year is one of 1970.
fn parsed(p: &mut Parser<'_>, kind: Kind, a: &[NodeId]) -> R<NodeId> {
    let format = a.first().map(|format| p.format_time(*format));
    let zone = at(a, 2).filter(|_| kind == Kind::StrToTime);
    let year = (kind != Kind::ParseTime).then(|| p.tree.integer(1970));
    p.make(kind, &args![This: at(a, 1), Format: format, Zone: zone, DefaultYear: year])
}

fn unix(p: &mut Parser<'_>, a: &[NodeId], scale: Option<i64>) -> R<NodeId> {
    let scale = scale.map(|scale| p.tree.integer(scale));
    p.make(Kind::UnixToTime, &args![This: at(a, 0), Scale: scale])
}

/// `WEEK(MONDAY)`, a unit.
fn week(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let day = a.first().map(|day| {
        let name = p.tree.name(*day).to_string();
        p.word_node(&name)
    });
    p.make(Kind::WeekStart, &args![This: day])
}

/// `MAKE_INTERVAL(1, 2, minute => 5)`: what has no name is a year, a month and so on.
fn make_interval(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    const UNITS: [Arg; 6] = [Arg::Year, Arg::Month, Arg::Day, Arg::Hour, Arg::Minute, Arg::Second];
    let mut arguments = Vec::new();
    for (i, item) in a.iter().enumerate() {
        let name = p.tree.this(*item).filter(|_| p.tree.kind(*item) == Kind::Kwarg);
        let unit = match name.map(|name| p.tree.name(name).to_ascii_lowercase()) {
            Some(name) => UNITS.iter().find(|unit| unit.name() == name),
            None => UNITS.get(i),
        };
        match unit {
            Some(unit) => arguments.push((*unit, Value::Node(*item))),
            None => p.error("Expected a unit of time")?,
        }
    }
    p.make(Kind::MakeInterval, &arguments)
}

// ---- JSON -----------------------------------------------------------------------------------------------------------

fn path(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let path = at(a, 1).unwrap_or_else(|| p.tree.string("$"));
    p.to_json_path(path)
}

fn at_path(p: &mut Parser<'_>, kind: Kind, a: &[NodeId]) -> R<NodeId> {
    let path = path(p, a)?;
    p.make(kind, &args![This: at(a, 0), Expression: path])
}

/// Notes the name that was written: the vendor has an older and a newer one.
fn noted(p: &mut Parser<'_>, node: NodeId, name: &str) -> NodeId {
    let name = p.text(name);
    p.tree.set_meta(node, "bigquery_name", name);
    node
}

fn extract_array(p: &mut Parser<'_>, a: &[NodeId], name: &str) -> R<NodeId> {
    let node = at_path(p, Kind::JSONExtractArray, a)?;
    Ok(noted(p, node, name))
}

fn json_value(p: &mut Parser<'_>, a: &[NodeId], name: &str) -> R<NodeId> {
    let path = path(p, a)?;
    let node = p.make(Kind::JSONExtractScalar, &args![This: at(a, 0), Expression: path, ScalarOnly: true])?;
    Ok(noted(p, node, name))
}

fn json_query(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let path = path(p, a)?;
    let rest = p.opt_list(a.get(2..).unwrap_or_default());
    let node = p.make(Kind::JSONExtract, &args![This: at(a, 0), Expression: path, Expressions: rest])?;
    Ok(noted(p, node, "JSON_QUERY"))
}

/// `JSON_STRIP_NULLS(x, path, include_arrays => b, remove_empty => b)`.
fn json_strip_nulls(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let node = p.make(Kind::JSONStripNulls, &args![This: at(a, 0)])?;
    for item in a.iter().skip(1) {
        let name = p.tree.this(*item).filter(|_| p.tree.kind(*item) == Kind::Kwarg).map(|name| p.tree.name(name));
        let arg = match name.map(str::to_ascii_lowercase).as_deref() {
            Some("include_arrays") => Arg::IncludeArrays,
            Some("remove_empty") => Arg::RemoveEmpty,
            _ => Arg::Expression,
        };
        p.tree.set(node, arg, *item);
    }
    Ok(node)
}

fn to_json(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    p.make(Kind::JSONFormat, &args![This: at(a, 0), Options: at(a, 1), ToJson: true])
}
