//! Grammar and functions: <https://docs.exasol.com/db/latest/sql_references/functions/alphabeticallistfunctions.htm>.

use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId};
use sqlectic_syntax::{
    lexer::T,
    parser::{
        add_rules, add_token_rules, column,
        functions::{self, builders::at},
        predicate, Function, Parser, Rule, RuleArgs, R,
    },
    Dialect,
};
use Function::{Args, Build, Kind as Of};

pub(super) fn define(d: &mut Dialect) {
    functions(d);
    let p = &mut d.parser;
    p.flags.supports_table_query = false;
    p.sets.func.extend(&[T::Systimestamp]);
    p.sets.table_alias.extend(&[T::Anti, T::Semi]);
    p.no_paren_functions.set(T::Systimestamp, Kind::Systimestamp);
    p.no_paren_functions.set(T::CurrentSchema, Kind::CurrentSchema);
    add_rules(
        &mut p.function_parsers,
        &[
            ("GROUP_CONCAT", functions::text::group_concat),
            ("JSON_EXTRACT", json_extract),
            ("JSON_VALUE", functions::json::json_value),
            ("LISTAGG", functions::text::string_agg),
        ],
    );
    add_rules(&mut p.constraints, &[("COMMENT", comment)]);
    add_token_rules(&mut p.range, &[(T::Rlike, regexp_like)]);
    p.replace(Rule::BraceLiteral, |p, _| shared::brace_literal(p, &[("d", Kind::Date), ("ts", Kind::Timestamp)]));
    p.replace(Rule::ColumnReference, column_reference);
    p.replace(Rule::Statement, statement);
}

fn functions(d: &mut Dialect) {
    let p = &mut d.parser;
    p.add_functions(&[
        ("ADD_DAYS", Build(|p, a| moved(p, a, "DAY"))),
        ("ADD_HOURS", Build(|p, a| moved(p, a, "HOUR"))),
        ("ADD_MINUTES", Build(|p, a| moved(p, a, "MINUTE"))),
        ("ADD_MONTHS", Build(|p, a| moved(p, a, "MONTH"))),
        ("ADD_SECONDS", Build(|p, a| moved(p, a, "SECOND"))),
        ("ADD_WEEKS", Build(|p, a| moved(p, a, "WEEK"))),
        ("ADD_YEARS", Build(|p, a| moved(p, a, "YEAR"))),
        ("APPROXIMATE_COUNT_DISTINCT", Of(Kind::ApproxDistinct)),
        ("BIT_AND", Args(Kind::BitwiseAnd, &[Arg::This, Arg::Expression])),
        ("BIT_LSHIFT", Args(Kind::BitwiseLeftShift, &[Arg::This, Arg::Expression])),
        ("BIT_NOT", Args(Kind::BitwiseNot, &[Arg::This])),
        ("BIT_OR", Args(Kind::BitwiseOr, &[Arg::This, Arg::Expression])),
        ("BIT_RSHIFT", Args(Kind::BitwiseRightShift, &[Arg::This, Arg::Expression])),
        ("BIT_XOR", Args(Kind::BitwiseXor, &[Arg::This, Arg::Expression])),
        ("CONVERT_TZ", Args(Kind::ConvertTimezone, &[Arg::Timestamp, Arg::SourceTz, Arg::TargetTz, Arg::Options])),
        ("CURDATE", Of(Kind::CurrentDate)),
        ("DATE_TRUNC", Build(date_trunc)),
        ("DAYS_BETWEEN", Build(|p, a| between(p, a, "DAY"))),
        ("DIV", Args(Kind::IntDiv, &[Arg::This, Arg::Expression])),
        ("EDIT_DISTANCE", Of(Kind::Levenshtein)),
        ("EVERY", Args(Kind::All, &[Arg::This])),
        ("FROM_POSIX_TIME", Of(Kind::UnixToTime)),
        ("HASHTYPE_MD5", Of(Kind::MD5Digest)),
        ("HASH_MD5", Of(Kind::MD5)),
        ("HASH_SHA", Of(Kind::SHA)),
        ("HASH_SHA1", Of(Kind::SHA)),
        ("HASH_SHA256", Build(|p, a| sha2(p, a, 256))),
        ("HASH_SHA512", Build(|p, a| sha2(p, a, 512))),
        ("HOURS_BETWEEN", Build(|p, a| between(p, a, "HOUR"))),
        ("MINUTES_BETWEEN", Build(|p, a| between(p, a, "MINUTE"))),
        ("MONTHS_BETWEEN", Build(|p, a| between(p, a, "MONTH"))),
        ("NOW", Of(Kind::CurrentTimestamp)),
        ("NULLIFZERO", Build(null_if_zero)),
        ("REGEXP_LIKE", Build(regexp_like_call)),
        ("REGEXP_SUBSTR", Of(Kind::RegexpExtract)),
        ("SECONDS_BETWEEN", Build(|p, a| between(p, a, "SECOND"))),
        ("TO_CHAR", Build(to_char)),
        ("TO_DATE", Build(|p, a| p.formatted_time_or(Kind::TsOrDsToDate, a, None))),
        ("TRUNC", Build(trunc)),
        ("TRUNCATE", Build(trunc)),
        ("USER", Of(Kind::CurrentUser)),
        ("WEEKS_BETWEEN", Build(|p, a| between(p, a, "WEEK"))),
        ("YEARS_BETWEEN", Build(|p, a| between(p, a, "YEAR"))),
        ("ZEROIFNULL", Build(zero_if_null)),
    ]);
}

// ---- functions of time -----------------------------------------------------------------------------------------------

fn moved(p: &mut Parser<'_>, a: &[NodeId], unit: &str) -> R<NodeId> {
    let unit = p.word_node(unit);
    p.make(Kind::DateAdd, &args![This: at(a, 0), Expression: at(a, 1), Unit: unit])
}

fn between(p: &mut Parser<'_>, a: &[NodeId], unit: &str) -> R<NodeId> {
    let unit = p.word_node(unit);
    p.make(Kind::DateDiff, &args![This: at(a, 0), Expression: at(a, 1), Unit: unit])
}

/// The unit stands first.
fn date_trunc(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let unit = a.first().map(|unit| p.unit(*unit));
    p.make(Kind::TimestampTrunc, &args![This: at(a, 1), Unit: unit])
}

/// Of a time with a format, or of a number.
/// <https://docs.exasol.com/db/latest/sql_references/functions/alphabeticallistfunctions/trunc%5Bate%5D(datetime).htm>
fn trunc(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let of_time = a.get(1).is_some_and(|unit| p.tree.is_string(*unit));
    let is_number = |node: Option<&NodeId>| {
        node.is_some_and(|node| {
            let types = [sqlectic_types::INTEGER_TYPES, sqlectic_types::REAL_TYPES].concat();
            sqlectic_types::is_type(&p.tree, *node, &types)
        })
    };
    if of_time {
        return p.make(Kind::DateTrunc, &args![This: at(a, 0), Unit: at(a, 1)]);
    }
    if is_number(a.first()) || is_number(a.get(1)) {
        return p.make(Kind::Trunc, &args![This: at(a, 0), Decimals: at(a, 1), FractionsSupported: false]);
    }
    let name = p.text("TRUNC");
    let items = p.list(a);
    p.make(Kind::Anonymous, &args![This: name, Expressions: items])
}

/// Of what is known to be a time, the format is one of times.
fn to_char(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    if let [this, format] = a {
        if sqlectic_types::is_type(&p.tree, *this, sqlectic_types::TEMPORAL_TYPES) {
            let format = p.format_time(*format);
            return p.make(Kind::TimeToStr, &args![This: *this, Format: format]);
        }
    }
    functions::by_position(p, Kind::ToChar, a)
}

// ---- other functions ---------------------------------------------------------------------------------------------------

fn sha2(p: &mut Parser<'_>, a: &[NodeId], length: i64) -> R<NodeId> {
    let length = p.tree.integer(length);
    p.make(Kind::SHA2, &args![This: at(a, 0), Length: length])
}

/// `NULLIFZERO(x)` -> `IF x = 0 THEN NULL ELSE x ENDIF`.
fn null_if_zero(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let zero = p.tree.integer(0);
    let condition = p.node(Kind::EQ, &args![This: at(a, 0), Expression: zero])?;
    let null = p.node(Kind::Null, &[])?;
    let value = a.first().map(|value| p.tree.copy(*value));
    p.make(Kind::If, &args![This: condition, True: null, False: value])
}

/// `ZEROIFNULL(x)` -> `IF x IS NULL THEN 0 ELSE x ENDIF`.
fn zero_if_null(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let null = p.node(Kind::Null, &[])?;
    let condition = p.node(Kind::Is, &args![This: at(a, 0), Expression: null])?;
    let zero = p.tree.integer(0);
    let value = a.first().map(|value| p.tree.copy(*value));
    p.make(Kind::If, &args![This: condition, True: zero, False: value])
}

fn regexp_like_call(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let [this, pattern, flag] = [0, 1, 2].map(|i| a.get(i).copied());
    p.make(Kind::RegexpLike, &args![This: this, Expression: pattern, Flag: flag, FullMatch: true])
}

/// `x REGEXP_LIKE pattern`, after its word; the pattern is that of the whole text.
fn regexp_like(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let node = predicate::binary(p, Kind::RegexpLike, a.node)?;
    let call = node.map(|node| match p.tree.kind(node) {
        Kind::Escape => p.tree.this(node).unwrap_or(node),
        _ => node,
    });
    if let Some(call) = call {
        p.tree.set(call, Arg::FullMatch, true);
    }
    Ok(node)
}

/// `JSON_EXTRACT(x, path, ...) EMITS (a INT, ...)`: all arguments are in one list.
/// <https://docs.exasol.com/db/latest/sql_references/functions/alphabeticallistfunctions/json_extract.htm>
fn json_extract(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let items = p.csv(|p| p.bitwise())?;
    let list = p.list(&items);
    let node = p.make(Kind::JSONExtract, &args![Expressions: list])?;
    let emits = p.at(T::RParen) && p.is_word(1, "EMITS");
    if emits {
        // The caller takes the parenthesis behind the columns.
        p.advance_by(2);
        p.l_paren()?;
        let columns = p.csv(|p| p.field_def())?;
        let list = p.list(&columns);
        let schema = p.make(Kind::Schema, &args![Expressions: list])?;
        p.tree.set(node, Arg::Emits, schema);
    }
    Ok(Some(node))
}

// ---- names and statements ------------------------------------------------------------------------------------------------

/// `LOCAL.x` is the alias `x` of a projection; unquoted it is no table.
/// <https://docs.exasol.com/db/latest/sql/select.htm#UsageNotes>
fn column_reference(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let node = column::column_reference(p, a)?;
    let local = node.filter(|node| p.tree.kind(*node) == Kind::Column && !p.tree.has(*node, Arg::Db));
    let table = local.and_then(|node| p.tree.node(node, Arg::Table));
    if let (Some(node), Some(table)) = (local, table) {
        if !p.tree.has(table, Arg::Quoted) && p.tree.name(table).eq_ignore_ascii_case("LOCAL") {
            p.tree.take(node, Arg::Table);
        }
    }
    Ok(node)
}

/// `COMMENT IS 'text'`, after its first word.
fn comment(p: &mut Parser<'_>, _: RuleArgs) -> R {
    p.accept_words(&["IS"]);
    let this = p.string()?;
    p.some(Kind::CommentColumnConstraint, &args![This: this])
}

/// `OPEN SCHEMA s` is `USE s`.
fn statement(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if p.accept_words(&["OPEN", "SCHEMA"]) {
        let this = p.table(0)?;
        return p.some(Kind::Use, &args![This: this]);
    }
    sqlectic_syntax::parser::statements::statement(p, a)
}
