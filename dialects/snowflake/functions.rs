//! Functions of Snowflake by name: <https://docs.snowflake.com/en/sql-reference/functions-all>.

use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    parser::{
        functions::{self, builders::at},
        put, Function, Parser, R,
    },
    Dialect,
};
use Function::{Args, Build, Kind as Of};

pub(super) fn define(d: &mut Dialect) {
    d.parser.add_functions(FUNCTIONS);
    d.parser.add_functions(DATES);
    d.parser.functions.remove("PREDICT");
    d.parser.function_parsers.remove("TRIM");
}

const FUNCTIONS: &[(&str, Function)] = &[
    ("APPROX_PERCENTILE", Of(Kind::ApproxQuantile)),
    ("APPROX_TOP_K", Build(approx_top_k)),
    ("ARRAYS_OVERLAP", Build(|p, a| marked(p, Kind::ArrayOverlaps, a, &[Arg::NullSafe]))),
    ("ARRAY_APPEND", Build(|p, a| marked(p, Kind::ArrayAppend, a, &[Arg::NullPropagation]))),
    ("ARRAY_CAT", Build(array_concat)),
    ("ARRAY_CONCAT", Build(array_concat)),
    ("ARRAY_CONSTRUCT", Build(|p, a| functions::array_constructor(p, Kind::Array, a, false))),
    ("ARRAY_CONTAINS", Build(array_contains)),
    ("ARRAY_DISTINCT", Build(|p, a| marked(p, Kind::ArrayDistinct, a, &[Arg::CheckNull]))),
    ("ARRAY_EXCEPT", Build(|p, a| marked(p, Kind::ArrayExcept, a, &[Arg::IsMultiset]))),
    ("ARRAY_FLATTEN", Of(Kind::Flatten)),
    ("ARRAY_GENERATE_RANGE", Build(range)),
    ("ARRAY_INTERSECTION", Build(array_intersection)),
    ("ARRAY_POSITION", Build(array_position)),
    ("ARRAY_PREPEND", Build(|p, a| marked(p, Kind::ArrayPrepend, a, &[Arg::NullPropagation]))),
    ("ARRAY_REMOVE", Build(|p, a| marked(p, Kind::ArrayRemove, a, &[Arg::NullPropagation]))),
    ("ARRAY_SLICE", Build(array_slice)),
    ("ARRAY_SORT", Build(array_sort)),
    ("ARRAY_TO_STRING", Build(|p, a| marked(p, Kind::ArrayToString, a, &[Arg::NullIsEmpty, Arg::NullDelimIsNull]))),
    ("BITAND", Build(|p, a| bitwise(p, Kind::BitwiseAnd, a))),
    ("BITANDAGG", Of(Kind::BitwiseAndAgg)),
    ("BITAND_AGG", Of(Kind::BitwiseAndAgg)),
    ("BITNOT", Of(Kind::BitwiseNot)),
    ("BITOR", Build(|p, a| bitwise(p, Kind::BitwiseOr, a))),
    ("BITORAGG", Of(Kind::BitwiseOrAgg)),
    ("BITOR_AGG", Of(Kind::BitwiseOrAgg)),
    ("BITSHIFTLEFT", Build(|p, a| marked(p, Kind::BitwiseLeftShift, a, &[Arg::RequiresInt128]))),
    ("BITSHIFTRIGHT", Build(|p, a| marked(p, Kind::BitwiseRightShift, a, &[Arg::RequiresInt128]))),
    ("BITXOR", Build(|p, a| bitwise(p, Kind::BitwiseXor, a))),
    ("BITXORAGG", Of(Kind::BitwiseXorAgg)),
    ("BITXOR_AGG", Of(Kind::BitwiseXorAgg)),
    ("BIT_AND", Build(|p, a| bitwise(p, Kind::BitwiseAnd, a))),
    ("BIT_ANDAGG", Of(Kind::BitwiseAndAgg)),
    ("BIT_AND_AGG", Of(Kind::BitwiseAndAgg)),
    ("BIT_NOT", Of(Kind::BitwiseNot)),
    ("BIT_OR", Build(|p, a| bitwise(p, Kind::BitwiseOr, a))),
    ("BIT_ORAGG", Of(Kind::BitwiseOrAgg)),
    ("BIT_OR_AGG", Of(Kind::BitwiseOrAgg)),
    ("BIT_SHIFTLEFT", Build(|p, a| marked(p, Kind::BitwiseLeftShift, a, &[Arg::RequiresInt128]))),
    ("BIT_SHIFTRIGHT", Build(|p, a| marked(p, Kind::BitwiseRightShift, a, &[Arg::RequiresInt128]))),
    ("BIT_XOR", Build(|p, a| bitwise(p, Kind::BitwiseXor, a))),
    ("BIT_XORAGG", Of(Kind::BitwiseXorAgg)),
    ("BIT_XOR_AGG", Of(Kind::BitwiseXorAgg)),
    ("BOOLAND", Build(|p, a| marked(p, Kind::Booland, a, &[Arg::RoundInput]))),
    ("BOOLNOT", Build(|p, a| marked(p, Kind::Boolnot, a, &[Arg::RoundInput]))),
    ("BOOLOR", Build(|p, a| marked(p, Kind::Boolor, a, &[Arg::RoundInput]))),
    ("BOOLXOR", Build(|p, a| marked(p, Kind::Xor, a, &[Arg::RoundInput]))),
    ("CHARINDEX", Build(str_position)),
    ("CORR", Build(|p, a| marked(p, Kind::Corr, a, &[Arg::NullOnZeroVariance]))),
    ("COUNT_IF", Build(|p, a| marked(p, Kind::CountIf, a, &[Arg::ZeroOnAllNull]))),
    ("DIV0", Build(|p, a| div0(p, a, false))),
    ("DIV0NULL", Build(|p, a| div0(p, a, true))),
    ("EDITDISTANCE", Args(Kind::Levenshtein, &[Arg::This, Arg::Expression, Arg::MaxDist])),
    ("FLATTEN", Of(Kind::Explode)),
    ("GENERATE_UUID", Build(uuid)),
    ("GEN_RANDOM_UUID", Build(uuid)),
    ("GENERATOR", Build(generator)),
    ("GET", Of(Kind::GetExtract)),
    ("GET_PATH", Build(get_path)),
    ("GREATEST_IGNORE_NULLS", Build(|p, a| extreme(p, Kind::Greatest, a))),
    ("HEX_DECODE_BINARY", Of(Kind::Unhex)),
    ("HEX_ENCODE", Of(Kind::Hex)),
    ("IDENTIFIER", Of(Kind::DynamicIdentifier)),
    ("IFF", Of(Kind::If)),
    ("ILIKE", Build(|p, a| shared::like(p, Kind::ILike, a))),
    (
        "JAROWINKLER_SIMILARITY",
        Build(|p, a| marked(p, Kind::JarowinklerSimilarity, a, &[Arg::CaseInsensitive, Arg::IntegerScale])),
    ),
    ("LEAST_IGNORE_NULLS", Build(|p, a| extreme(p, Kind::Least, a))),
    ("LEFT", Build(|p, a| marked(p, Kind::Left, a, &[Arg::NegativeLengthReturnsEmpty]))),
    ("LEN", Build(|p, a| marked(p, Kind::Length, a, &[Arg::Binary]))),
    ("LENGTH", Build(|p, a| marked(p, Kind::Length, a, &[Arg::Binary]))),
    ("LIKE", Build(|p, a| shared::like(p, Kind::Like, a))),
    ("MD5_BINARY", Of(Kind::MD5Digest)),
    ("MD5_HEX", Of(Kind::MD5)),
    ("MD5_NUMBER_LOWER64", Of(Kind::MD5NumberLower64)),
    ("MD5_NUMBER_UPPER64", Of(Kind::MD5NumberUpper64)),
    ("NULLIFZERO", Build(null_if_zero)),
    ("OBJECT_CONSTRUCT", Build(object_construct)),
    ("OBJECT_KEYS", Of(Kind::JSONKeys)),
    ("OCTET_LENGTH", Of(Kind::ByteLength)),
    ("PARSE_URL", Args(Kind::ParseUrl, &[Arg::This, Arg::Permissive])),
    ("POSITION", Build(str_position)),
    ("RANDOM", Build(random)),
    ("REGEXP_EXTRACT_ALL", Build(|p, a| regexp(p, Kind::RegexpExtractAll, a))),
    ("REGEXP_LIKE", Build(|p, a| marked(p, Kind::RegexpLike, a, &[Arg::FullMatch]))),
    ("REGEXP_REPLACE", Build(regexp_replace)),
    ("REGEXP_SUBSTR", Build(|p, a| regexp(p, Kind::RegexpExtract, a))),
    ("REGEXP_SUBSTR_ALL", Build(|p, a| regexp(p, Kind::RegexpExtractAll, a))),
    ("REPLACE", Build(replace)),
    ("RIGHT", Build(|p, a| marked(p, Kind::Right, a, &[Arg::NegativeLengthReturnsEmpty]))),
    ("RLIKE", Build(|p, a| marked(p, Kind::RegexpLike, a, &[Arg::FullMatch]))),
    ("ROUND", Build(round)),
    ("SEARCH", Build(search)),
    ("SHA1_BINARY", Of(Kind::SHA1Digest)),
    ("SHA1_HEX", Of(Kind::SHA)),
    ("SHA2_BINARY", Of(Kind::SHA2Digest)),
    ("SHA2_HEX", Of(Kind::SHA2)),
    ("SKEW", Of(Kind::Skewness)),
    ("SPLIT", Build(|p, a| marked(p, Kind::Split, a, &[Arg::NullReturnsNull, Arg::EmptyDelimiterReturnsWhole]))),
    (
        "SPLIT_PART",
        Build(|p, a| marked(p, Kind::SplitPart, a, &[Arg::PartIndexZeroAsOne, Arg::EmptyDelimiterReturnsWhole])),
    ),
    ("SQUARE", Build(square)),
    ("STDDEV_SAMP", Of(Kind::Stddev)),
    ("STRTOK", Build(strtok)),
    ("STRTOK_TO_ARRAY", Build(strtok_to_array)),
    ("SUBSTR", Build(|p, a| marked(p, Kind::Substring, a, &[Arg::ZeroStart]))),
    ("SUBSTRING", Build(|p, a| marked(p, Kind::Substring, a, &[Arg::ZeroStart]))),
    ("TABLE", Of(Kind::TableFromRows)),
    ("TO_CHAR", Build(to_char)),
    ("TO_DECIMAL", Build(|p, a| to_number(p, a, false))),
    ("TO_GEOGRAPHY", Build(|p, a| to_geo(p, a, "TO_GEOGRAPHY", "GEOGRAPHY"))),
    ("TO_GEOMETRY", Build(|p, a| to_geo(p, a, "TO_GEOMETRY", "GEOMETRY"))),
    ("TO_JSON", Of(Kind::JSONFormat)),
    ("TO_NUMBER", Build(|p, a| to_number(p, a, false))),
    ("TO_NUMERIC", Build(|p, a| to_number(p, a, false))),
    ("TO_VARCHAR", Build(to_char)),
    ("TRUNC", Build(trunc)),
    ("TRUNCATE", Build(trunc)),
    ("TRY_DECRYPT", Build(|p, a| marked(p, Kind::Decrypt, a, &[Arg::Safe]))),
    ("TRY_DECRYPT_RAW", Build(|p, a| marked(p, Kind::DecryptRaw, a, &[Arg::Safe]))),
    ("TRY_PARSE_JSON", Build(|p, a| marked(p, Kind::ParseJSON, a, &[Arg::Safe]))),
    ("TRY_TO_BINARY", Build(|p, a| marked(p, Kind::ToBinary, a, &[Arg::Safe]))),
    ("TRY_TO_BOOLEAN", Build(|p, a| marked(p, Kind::ToBoolean, a, &[Arg::Safe]))),
    ("TRY_TO_DECIMAL", Build(|p, a| to_number(p, a, true))),
    ("TRY_TO_DOUBLE", Build(|p, a| marked(p, Kind::ToDouble, a, &[Arg::Safe]))),
    ("TRY_TO_FILE", Build(|p, a| marked(p, Kind::ToFile, a, &[Arg::Safe]))),
    ("TRY_TO_NUMBER", Build(|p, a| to_number(p, a, true))),
    ("TRY_TO_NUMERIC", Build(|p, a| to_number(p, a, true))),
    ("UNICODE", Build(|p, a| marked(p, Kind::Unicode, a, &[Arg::EmptyIsZero]))),
    ("UUID", Build(uuid)),
    ("UUID_STRING", Build(uuid)),
    ("VECTOR_COSINE_SIMILARITY", Of(Kind::CosineDistance)),
    ("VECTOR_INNER_PRODUCT", Of(Kind::DotProduct)),
    ("VECTOR_L1_DISTANCE", Of(Kind::ManhattanDistance)),
    ("VECTOR_L2_DISTANCE", Of(Kind::EuclideanDistance)),
    ("ZEROIFNULL", Build(zero_if_null)),
];

const DATES: &[(&str, Function)] = &[
    ("ADD_MONTHS", Build(|p, a| marked(p, Kind::AddMonths, a, &[Arg::PreserveEndOfMonth]))),
    ("CURRENT_TIME", Of(Kind::Localtime)),
    ("DATE", Build(|p, a| to_date(p, Kind::TsOrDsToDate, a, "DATE"))),
    ("DATEADD", Build(|p, a| date_add(p, Kind::DateAdd, a))),
    ("DATEDIFF", Build(date_diff)),
    ("DATEFROMPARTS", Build(|p, a| marked(p, Kind::DateFromParts, a, &[Arg::AllowOverflow]))),
    ("DATE_FROM_PARTS", Build(|p, a| marked(p, Kind::DateFromParts, a, &[Arg::AllowOverflow]))),
    ("DATE_TRUNC", Build(date_trunc)),
    ("DAYNAME", Build(|p, a| marked(p, Kind::Dayname, a, &[Arg::Abbreviated]))),
    ("DAYOFWEEKISO", Of(Kind::DayOfWeekIso)),
    ("GETDATE", Of(Kind::CurrentTimestamp)),
    ("LAST_DAY", Build(last_day)),
    ("LOCALTIMESTAMP", Of(Kind::CurrentTimestamp)),
    ("MONTHNAME", Build(|p, a| marked(p, Kind::Monthname, a, &[Arg::Abbreviated]))),
    ("SYSDATE", Build(|p, a| marked(p, Kind::CurrentTimestamp, a, &[Arg::Sysdate]))),
    ("SYSTIMESTAMP", Of(Kind::CurrentTimestamp)),
    ("TIMEADD", Build(|p, a| date_add(p, Kind::TimeAdd, a))),
    ("TIMEDIFF", Build(date_diff)),
    ("TIMESTAMPADD", Build(|p, a| date_add(p, Kind::DateAdd, a))),
    ("TIMESTAMPDIFF", Build(date_diff)),
    ("TIMESTAMPFROMPARTS", Build(timestamp_from_parts)),
    ("TIMESTAMPNTZFROMPARTS", Build(timestamp_from_parts)),
    ("TIMESTAMP_FROM_PARTS", Build(timestamp_from_parts)),
    ("TIMESTAMP_NTZ_FROM_PARTS", Build(timestamp_from_parts)),
    ("TIME_FROM_PARTS", Build(|p, a| marked(p, Kind::TimeFromParts, a, &[Arg::Overflow]))),
    ("TO_DATE", Build(|p, a| to_date(p, Kind::TsOrDsToDate, a, "TO_DATE"))),
    ("TO_TIME", Build(|p, a| to_date(p, Kind::TsOrDsToTime, a, "TO_TIME"))),
    ("TO_TIMESTAMP", Build(|p, a| to_timestamp(p, a, "TO_TIMESTAMP", "TIMESTAMP"))),
    ("TO_TIMESTAMP_LTZ", Build(|p, a| to_timestamp(p, a, "TO_TIMESTAMP_LTZ", "TIMESTAMPLTZ"))),
    ("TO_TIMESTAMP_NTZ", Build(|p, a| to_timestamp(p, a, "TO_TIMESTAMP_NTZ", "TIMESTAMPNTZ"))),
    ("TO_TIMESTAMP_TZ", Build(|p, a| to_timestamp(p, a, "TO_TIMESTAMP_TZ", "TIMESTAMPTZ"))),
    ("TRY_TO_DATE", Build(|p, a| to_date(p, Kind::TsOrDsToDate, a, "TRY_TO_DATE"))),
    ("TRY_TO_TIME", Build(|p, a| to_date(p, Kind::TsOrDsToTime, a, "TRY_TO_TIME"))),
    ("TRY_TO_TIMESTAMP", Build(|p, a| to_timestamp(p, a, "TRY_TO_TIMESTAMP", "TIMESTAMP"))),
    ("TRY_TO_TIMESTAMP_LTZ", Build(|p, a| to_timestamp(p, a, "TRY_TO_TIMESTAMP_LTZ", "TIMESTAMPLTZ"))),
    ("TRY_TO_TIMESTAMP_NTZ", Build(|p, a| to_timestamp(p, a, "TRY_TO_TIMESTAMP_NTZ", "TIMESTAMPNTZ"))),
    ("TRY_TO_TIMESTAMP_TZ", Build(|p, a| to_timestamp(p, a, "TRY_TO_TIMESTAMP_TZ", "TIMESTAMPTZ"))),
    ("WEEKISO", Of(Kind::WeekOfYear)),
    ("WEEKOFYEAR", Of(Kind::Week)),
];

/// Arguments by position, and what is always so in Snowflake.
fn marked(p: &mut Parser<'_>, kind: Kind, items: &[NodeId], marks: &[Arg]) -> R<NodeId> {
    let node = functions::by_position(p, kind, items)?;
    for mark in marks {
        p.tree.set_raw(node, *mark, Value::Bool(true));
    }
    Ok(node)
}

fn anonymous(p: &mut Parser<'_>, name: &str, items: &[NodeId]) -> R<NodeId> {
    let (name, list) = (p.text(name), p.list(items));
    p.make(Kind::Anonymous, &args![This: name, Expressions: list])
}

// ---- arrays and objects ----------------------------------------------------------------------------------------------

fn array_concat(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let rest = p.list(a.get(1..).unwrap_or_default());
    p.make(Kind::ArrayConcat, &args![This: at(a, 0), Expressions: rest, NullPropagation: true])
}

/// The value comes first and has to be a VARIANT; the cast to it is implied elsewhere.
fn array_contains(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let mut value = at(a, 0);
    let mut ensure = false;
    if let Some(cast) = value.filter(|value| p.tree.kind(*value) == Kind::Cast) {
        let to = p.tree.node(cast, Arg::To);
        if to.is_some_and(|to| p.tree.text_of(to, Arg::This) == "VARIANT") {
            value = p.tree.this(cast);
            ensure = true;
        }
    }
    let ensure = if !ensure { Value::Bool(false) } else { Default::default() };
    p.make(Kind::ArrayContains, &args![This: at(a, 1), Expression: value, EnsureVariant: ensure, CheckNull: true])
}

fn range(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    p.make(Kind::GenerateSeries, &args![Start: at(a, 0), End: at(a, 1), Step: at(a, 2), IsEndExclusive: true])
}

fn array_intersection(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let list = p.list(a);
    p.make(Kind::ArrayIntersect, &args![Expressions: list, IsMultiset: true])
}

fn array_position(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    p.make(Kind::ArrayPosition, &args![This: at(a, 1), Expression: at(a, 0), ZeroBased: true])
}

fn array_slice(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    p.make(Kind::ArraySlice, &args![This: at(a, 0), Start: at(a, 1), End: at(a, 2), ZeroBased: true])
}

/// Nulls are the largest values, unless a third argument says where they stand.
fn array_sort(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let nulls_first = match *a {
        [_] => Some(p.tree.make(Kind::Boolean, &args![This: false])),
        [_, ascending] if p.tree.kind(ascending) == Kind::Boolean => {
            let ascending = p.tree.has(ascending, Arg::This);
            Some(p.tree.make(Kind::Boolean, &args![This: !ascending]))
        }
        _ => at(a, 2),
    };
    p.make(Kind::ArraySort, &args![This: at(a, 0), Asc: at(a, 1), NullsFirst: nulls_first])
}

fn get_path(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let path = match a.get(1) {
        Some(path) => Some(p.to_json_path(*path)?),
        None => None,
    };
    p.make(Kind::JSONExtract, &args![This: at(a, 0), Expression: path, RequiresJson: true])
}

/// Keys and values in turn, or a star.
fn object_construct(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    if let [star] = *a {
        return p.make(Kind::StarMap, &args![This: star]);
    }
    let mut fields = Vec::new();
    for pair in a.chunks(2) {
        fields.push(p.make(Kind::PropertyEQ, &args![This: at(pair, 0), Expression: at(pair, 1)])?);
    }
    let list = p.list(&fields);
    p.make(Kind::Struct, &args![Expressions: list])
}

// ---- numbers and conditions ------------------------------------------------------------------------------------------

fn bitwise(p: &mut Parser<'_>, kind: Kind, a: &[NodeId]) -> R<NodeId> {
    let node = p.make(kind, &args![This: at(a, 0), Expression: at(a, 1)])?;
    if let [_, _, side] = *a {
        p.tree.set_raw(node, Arg::Padside, side.into());
    }
    Ok(node)
}

/// Operators as operands of an operator stand in parentheses.
fn operand(p: &mut Parser<'_>, node: Option<NodeId>) -> Option<NodeId> {
    node.map(|node| match p.tree.is(node, Kind::Binary) {
        true => p.tree.make(Kind::Paren, &args![This: node]),
        false => node,
    })
}

/// A copy: the tree has each node once.
fn again(p: &mut Parser<'_>, node: Option<NodeId>) -> Option<NodeId> {
    node.map(|node| p.tree.copy(node))
}

/// `DIV0(a, b)`: 0 where `b` is 0 and `a` isn't null; `DIV0NULL`: also where `b` is null.
fn div0(p: &mut Parser<'_>, a: &[NodeId], nulls: bool) -> R<NodeId> {
    let (this, by) = (operand(p, at(a, 0)), operand(p, at(a, 1)));
    let (zero, null) = (p.tree.integer(0), p.tree.make(Kind::Null, &[]));
    let (divisor, tested) = (again(p, by), again(p, if nulls { by } else { this }));
    let is_zero = p.tree.make(Kind::EQ, &args![This: divisor, Expression: zero]);
    let is_null = p.tree.make(Kind::Is, &args![This: tested, Expression: null]);
    let condition = match nulls {
        true => p.tree.make(Kind::Or, &args![This: is_zero, Expression: is_null]),
        false => {
            let not = p.tree.make(Kind::Not, &args![This: is_null]);
            p.tree.make(Kind::And, &args![This: is_zero, Expression: not])
        }
    };
    let (zero, quotient) = (p.tree.integer(0), p.tree.make(Kind::Div, &args![This: this, Expression: by]));
    p.make(Kind::If, &args![This: condition, True: zero, False: quotient])
}

fn null_if_zero(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let value = again(p, at(a, 0));
    let this = operand(p, at(a, 0));
    let (zero, null) = (p.tree.integer(0), p.tree.make(Kind::Null, &[]));
    let condition = p.tree.make(Kind::EQ, &args![This: this, Expression: zero]);
    p.make(Kind::If, &args![This: condition, True: null, False: value])
}

fn zero_if_null(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let value = again(p, at(a, 0));
    let this = operand(p, at(a, 0));
    let (zero, null) = (p.tree.integer(0), p.tree.make(Kind::Null, &[]));
    let condition = p.tree.make(Kind::Is, &args![This: this, Expression: null]);
    p.make(Kind::If, &args![This: condition, True: zero, False: value])
}

fn extreme(p: &mut Parser<'_>, kind: Kind, a: &[NodeId]) -> R<NodeId> {
    let rest = p.list(a.get(1..).unwrap_or_default());
    p.make(kind, &args![This: at(a, 0), Expressions: rest, IgnoreNulls: true])
}

/// Arguments of `ROUND` by name: <https://docs.snowflake.com/en/sql-reference/functions/round>.
const ROUND_NAMES: &[(&str, Arg)] = &[("EXPR", Arg::This), ("SCALE", Arg::Decimals), ("ROUNDING_MODE", Arg::Truncate)];

/// `ROUND(EXPR => x, SCALE => 1)`: arguments by name or by position.
fn round(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let mut node = Vec::new();
    for (i, item) in a.iter().take(ROUND_NAMES.len()).enumerate() {
        match named(p, *item) {
            Some((name, value)) => {
                let found = ROUND_NAMES.iter().find(|(known, _)| *known == name);
                node.extend(found.map(|(_, arg)| (*arg, value)));
            }
            None => node.push((ROUND_NAMES[i].1, (*item).into())),
        }
    }
    node.push((Arg::CastsNonIntegerDecimals, true.into()));
    p.make(Kind::Round, &node)
}

/// The name, in upper case, and the value of `name => value`.
fn named(p: &Parser<'_>, node: NodeId) -> Option<(String, Value)> {
    let name = p.tree.this(node).filter(|_| p.tree.kind(node) == Kind::Kwarg)?;
    Some((p.tree.name(name).to_uppercase(), p.tree.get(node, Arg::Expression)))
}

/// Any 64-bit integer.
fn random(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let number = |p: &mut Parser<'_>, text: &str| {
        let text = p.text(text);
        p.tree.make(Kind::Literal, &args![This: text, IsString: false])
    };
    let lower = number(p, "9.223372036854776E+18");
    let lower = p.tree.make(Kind::Neg, &args![This: lower]);
    let upper = number(p, "9.223372036854776e+18");
    p.make(Kind::Rand, &args![This: at(a, 0), Lower: lower, Upper: upper])
}

fn square(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let two = p.tree.integer(2);
    p.make(Kind::Pow, &args![This: at(a, 0), Expression: two])
}

fn to_number(p: &mut Parser<'_>, a: &[NodeId], safe: bool) -> R<NodeId> {
    // The format may be left out; then the sizes follow at once.
    let has_format = a.get(1).is_some_and(|format| !p.tree.is_number(*format));
    let (format, sizes) = match has_format {
        true => (at(a, 1), a.get(2..).unwrap_or_default()),
        false => (None, a.get(1..).unwrap_or_default()),
    };
    let precision = sizes.first().copied().unwrap_or_else(|| p.tree.integer(38));
    let scale = sizes.get(1).copied().unwrap_or_else(|| p.tree.integer(0));
    p.make(Kind::ToNumber, &args![This: at(a, 0), Format: format, Precision: precision, Scale: scale, Safe: safe])
}

/// Of numbers; of dates it takes a unit.
fn trunc(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let (this, second) = (at(a, 0), at(a, 1));
    let temporal = this.is_some_and(|node| sqlectic_types::is_type(&p.tree, node, sqlectic_types::TEMPORAL_TYPES));
    match second {
        Some(unit) if temporal => {
            let unit = p.unit(unit);
            p.make(Kind::DateTrunc, &args![This: this, Unit: unit, InputTypePreserved: true])
        }
        Some(decimals) if !p.tree.is_number(decimals) && sqlectic_types::infer(&p.tree, decimals).is_none() => {
            anonymous(p, "TRUNC", a)
        }
        _ => p.make(Kind::Trunc, &args![This: this, Decimals: second, FractionsSupported: true]),
    }
}

// ---- texts -----------------------------------------------------------------------------------------------------------

fn type_named(p: &mut Parser<'_>, name: &str) -> NodeId {
    let name = p.text(name);
    p.tree.make(Kind::DataType, &args![This: name])
}

fn cast(p: &mut Parser<'_>, a: &[NodeId], to: &str) -> R<NodeId> {
    let to = type_named(p, to);
    p.make(Kind::Cast, &args![This: at(a, 0), To: to])
}

/// A value of a place on earth; with further arguments it is no cast.
fn to_geo(p: &mut Parser<'_>, a: &[NodeId], name: &str, to: &str) -> R<NodeId> {
    match a {
        [_] => cast(p, a, to),
        _ => anonymous(p, name, a),
    }
}

/// By default the one most frequent value.
fn approx_top_k(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let count = at(a, 1).unwrap_or_else(|| p.tree.integer(1));
    p.make(Kind::ApproxTopK, &args![This: at(a, 0), Expression: count, Counters: at(a, 2)])
}

/// `GENERATOR(ROWCOUNT => n, TIMELIMIT => s)`: arguments by name or by position.
fn generator(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let by_name = |p: &Parser<'_>, wanted: &str| {
        let values = a.iter().filter_map(|item| named(p, *item));
        values.filter(|(name, _)| name == wanted).map(|(_, value)| value).next()
    };
    let plain = |i: usize| a.get(i).copied().filter(|node| p.tree.kind(*node) != Kind::Kwarg).map(Value::Node);
    let rows = by_name(p, "ROWCOUNT").or(plain(0)).unwrap_or_default();
    let seconds = by_name(p, "TIMELIMIT").or(plain(1)).unwrap_or_default();
    p.make(Kind::Generator, &args![Rowcount: rows, Timelimit: seconds])
}

/// The searched text is the first argument.
fn str_position(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    p.make(Kind::StrPosition, &args![This: at(a, 1), Substr: at(a, 0), Position: at(a, 2), ClampPosition: true])
}

/// Without a group the whole match.
fn regexp(p: &mut Parser<'_>, kind: Kind, a: &[NodeId]) -> R<NodeId> {
    let group = at(a, 5).unwrap_or_else(|| p.tree.integer(0));
    let node = match kind {
        Kind::RegexpExtractAll => p.make(
            kind,
            &args![
                This: at(a, 0), Expression: at(a, 1), Position: at(a, 2), Occurrence: at(a, 3), Parameters: at(a, 4),
                Group: group,
            ],
        )?,
        _ => p.make(
            kind,
            &args![
                This: at(a, 0), Expression: at(a, 1), Position: at(a, 2), Occurrence: at(a, 3), Parameters: at(a, 4),
                Group: group, NullIfPosOverflow: true, NullIfNoMatch: true, EmptyIfGroupMissing: true,
            ],
        )?,
    };
    Ok(node)
}

fn regexp_replace(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let node = functions::by_names(
        p,
        Kind::RegexpReplace,
        &[Arg::This, Arg::Expression, Arg::Replacement, Arg::Position, Arg::Occurrence, Arg::Modifiers],
        a,
    )?;
    if a.len() == 2 {
        let empty = p.tree.string("");
        p.tree.set_raw(node, Arg::Replacement, empty.into());
    }
    Ok(node)
}

fn replace(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let replacement = at(a, 2).unwrap_or_else(|| p.tree.string(""));
    p.make(Kind::Replace, &args![This: at(a, 0), Expression: at(a, 1), Replacement: replacement])
}

/// `SEARCH(x, 'text', ANALYZER => 'a', SEARCH_MODE => 'b')`: options by name.
fn search(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let mut node = args![This: at(a, 0), Expression: at(a, 1)].to_vec();
    for item in a.iter().skip(2) {
        match named(p, *item) {
            Some((name, _)) if name == "ANALYZER" => put(&mut node, Arg::Analyzer, *item),
            Some((name, _)) if name == "SEARCH_MODE" => put(&mut node, Arg::SearchMode, *item),
            _ => {}
        }
    }
    p.make(Kind::Search, &node)
}

fn strtok(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let delimiter = at(a, 1).unwrap_or_else(|| p.tree.string(" "));
    let index = at(a, 2).unwrap_or_else(|| p.tree.integer(1));
    p.make(Kind::Strtok, &args![This: at(a, 0), Delimiter: delimiter, PartIndex: index])
}

fn strtok_to_array(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let delimiter = at(a, 1).unwrap_or_else(|| p.tree.string(" "));
    p.make(Kind::StrtokToArray, &args![This: at(a, 0), Expression: delimiter])
}

/// The format is one of times if the value is known to be one.
fn to_char(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    if let [this, format] = *a {
        if sqlectic_types::is_type(&p.tree, this, sqlectic_types::TEMPORAL_TYPES) {
            let format = p.format_time(format);
            return p.make(Kind::TimeToStr, &args![This: this, Format: format]);
        }
    }
    functions::by_position(p, Kind::ToChar, a)
}

fn uuid(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    p.make(Kind::Uuid, &args![This: at(a, 0), Name: at(a, 1), IsString: true])
}

// ---- dates -----------------------------------------------------------------------------------------------------------

/// A unit of time under its usual name.
fn unit(p: &mut Parser<'_>, node: NodeId) -> NodeId {
    let unit = p.unit(node);
    let full = match p.tree.kind(unit) {
        Kind::Var => super::date_part(&p.tree.name(unit).to_uppercase()),
        _ => None,
    };
    full.map_or(unit, |full| p.word_node(full))
}

/// `F(unit, n, x)`.
fn date_add(p: &mut Parser<'_>, kind: Kind, a: &[NodeId]) -> R<NodeId> {
    let unit = a.first().map(|node| unit(p, *node));
    p.make(kind, &args![This: at(a, 2), Expression: at(a, 1), Unit: unit])
}

/// `F(unit, start, end)` counts the boundaries between both.
fn date_diff(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let unit = a.first().map(|node| unit(p, *node));
    p.make(Kind::DateDiff, &args![This: at(a, 2), Expression: at(a, 1), Unit: unit, DatePartBoundary: true])
}

/// Of dates that are cast to be such the result is a date, too.
fn date_trunc(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let unit = a.first().map(|node| unit(p, *node));
    let to = a.get(1).filter(|this| p.tree.kind(**this) == Kind::Cast).and_then(|cast| p.tree.node(*cast, Arg::To));
    let is_date = to.is_some_and(|to| p.tree.text_of(to, Arg::This) == "DATE");
    match unit.filter(|unit| is_date && p.tree.kind(*unit) == Kind::Var) {
        Some(unit) => {
            let name = p.tree.name(unit).to_string();
            let unit = p.tree.string(&name);
            p.make(Kind::DateTrunc, &args![Unit: unit, This: at(a, 1), InputTypePreserved: true])
        }
        None => p.make(Kind::TimestampTrunc, &args![This: at(a, 1), Unit: unit, InputTypePreserved: true]),
    }
}

fn last_day(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let unit = a.get(1).map(|node| unit(p, *node));
    p.make(Kind::LastDay, &args![This: at(a, 0), Unit: unit])
}

fn timestamp_from_parts(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    match *a {
        [date, time] => p.make(Kind::TimestampFromParts, &args![This: date, Expression: time]),
        _ => functions::by_position(p, Kind::TimestampFromParts, a),
    }
}

/// Whether a text is a whole number.
fn is_whole(text: &str) -> bool {
    text.parse::<i64>().is_ok()
}

fn to_date(p: &mut Parser<'_>, kind: Kind, a: &[NodeId], name: &str) -> R<NodeId> {
    let safe = name.starts_with("TRY");
    let is_date = kind == Kind::TsOrDsToDate;
    if let [this] = *a {
        let number = p.tree.kind(this) == Kind::Literal && is_whole(p.tree.name(this));
        if number {
            // Seconds and the like since 1970.
            return anonymous(p, name, a);
        }
        if p.tree.is_string(this) {
            return text_cast(p, a, if is_date { "DATE" } else { "TIME" }, safe);
        }
    }
    let format = a.get(1).map(|format| p.format_time(*format));
    p.make(kind, &args![This: at(a, 0), Format: format, Safe: safe])
}

/// A cast of a text that fails as the call does.
fn text_cast(p: &mut Parser<'_>, a: &[NodeId], to: &str, safe: bool) -> R<NodeId> {
    if !safe {
        return cast(p, a, to);
    }
    let probes = (to == "DATE").then_some(true);
    let to = type_named(p, to);
    p.make(Kind::TryCast, &args![This: at(a, 0), To: to, RequiresString: true, ProbeDateFormat: probes])
}

/// Of a literal a cast or a number of seconds, with a format a conversion.
fn to_timestamp(p: &mut Parser<'_>, a: &[NodeId], name: &str, to: &str) -> R<NodeId> {
    let safe = name.starts_with("TRY");
    let since_1970 = |p: &mut Parser<'_>| {
        let type_ = type_named(p, to);
        p.make(Kind::UnixToTime, &args![This: at(a, 0), Scale: at(a, 1), TargetType: type_])
    };
    match *a {
        [_, second] if p.tree.is_number(second) => since_1970(p),
        [this, format, ..] => {
            let format = p.format_time(format);
            let type_ = type_named(p, to);
            p.make(Kind::StrToTime, &args![This: this, Format: format, Safe: safe, TargetType: type_])
        }
        [this] if p.tree.is_string(this) && !is_whole(p.tree.name(this)) => text_cast(p, a, to, safe),
        [this] if p.tree.kind(this) == Kind::Literal && !safe => since_1970(p),
        _ => anonymous(p, name, a),
    }
}
