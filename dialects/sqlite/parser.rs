//! Grammar and functions that differ from the base.

use sqlectic_ast::{args, Kind, NodeId};
use sqlectic_syntax::{
    lexer::T,
    parser::{add_token_rules, atom, column, predicate, Function, Parser, RuleArgs, R},
    Dialect,
};
use Function::{Build, Kind as Of};

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    p.flags.add_join_on_true = true;
    p.flags.alter_rename_requires_column = false;
    p.flags.joins_have_equal_precedence = true;
    p.flags.string_aliases = true;
    p.sets.table_alias.extend(&[T::Anti, T::Semi]);
    add_token_rules(&mut p.range, &[(T::Match, |p, a| predicate::binary(p, Kind::Match, a.node))]);
    add_token_rules(
        &mut p.column_operators,
        &[(T::Arrow, column::json_extract), (T::Darrow, column::json_extract_scalar)],
    );
    add_token_rules(&mut p.primary, &[(T::HexString, hexadecimal)]);
    p.add_functions(&[
        ("DATE", Build(date)),
        ("DATETIME", Build(|p, a| anonymous(p, "DATETIME", a))),
        ("EDITDIST3", Of(Kind::Levenshtein)),
        ("JSON_EXTRACT", Build(json_extract)),
        ("JSON_GROUP_ARRAY", Of(Kind::JSONArrayAgg)),
        ("JSON_GROUP_OBJECT", Of(Kind::JSONObjectAgg)),
        ("MAX", Build(|p, a| scalar_or_aggregate(p, Kind::Greatest, Kind::Max, a))),
        ("MIN", Build(|p, a| scalar_or_aggregate(p, Kind::Least, Kind::Min, a))),
        ("SQLITE_VERSION", Of(Kind::CurrentVersion)),
        ("STRFTIME", Build(strftime)),
        ("TIME", Build(|p, a| anonymous(p, "TIME", a))),
    ]);
}

/// `0xCC` is a number, `x'CC'` bytes: <https://www.sqlite.org/lang_expr.html#literal_values_constants_>.
fn hexadecimal(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let is_number = p.source_since(p.mark() - 1).starts_with('0');
    match sqlectic_syntax::generator::strings::decimal(p.prev_str()).filter(|_| is_number) {
        Some(number) => {
            let number = p.text(&number);
            p.some(Kind::Literal, &args![This: number, IsString: false])
        }
        None => atom::hex_string(p, a),
    }
}

fn anonymous(p: &mut Parser<'_>, name: &str, a: &[NodeId]) -> R<NodeId> {
    let name = p.text(name);
    let list = p.opt_list(a);
    p.make(Kind::Anonymous, &args![This: name, Expressions: list])
}

/// With modifiers it is more than a date.
fn date(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    match a {
        [this] => p.make(Kind::Date, &args![This: *this]),
        _ => anonymous(p, "DATE", a),
    }
}

/// Several paths make an array, one a scalar.
fn json_extract(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let [this, path] = a[..] else { return anonymous(p, "JSON_EXTRACT", a) };
    let path = p.to_json_path(path)?;
    p.make(Kind::JSONExtractScalar, &args![This: this, Expression: path, ScalarOnly: false, JsonSubtype: true])
}

/// `MAX(a, b)` is the greater of two, null if one is null.
fn scalar_or_aggregate(p: &mut Parser<'_>, scalar: Kind, aggregate: Kind, a: &[NodeId]) -> R<NodeId> {
    match a {
        [first, rest @ ..] if !rest.is_empty() => {
            let list = p.list(rest);
            p.make(scalar, &args![This: *first, Expressions: list, IgnoreNulls: false])
        }
        _ => p.make(aggregate, &args![This: a.first().copied()]),
    }
}

/// `STRFTIME(format [, x])`: now without `x`.
fn strftime(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let format = a.first().map(|format| p.format_time(*format));
    let this = match a {
        [_, this] => *this,
        [_] => p.make(Kind::CurrentTimestamp, &[])?,
        _ => return anonymous(p, "STRFTIME", a),
    };
    let this = p.make(Kind::TsOrDsToTimestamp, &args![This: this])?;
    p.make(Kind::TimeToStr, &args![This: this, Format: format])
}
