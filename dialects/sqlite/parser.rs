//! Grammar and functions that differ from the base.

use sqlectic_ast::{args, Children, Kind, NodeId};
use sqlectic_syntax::{
    lexer::T,
    parser::{
        add_rules, add_token_rules, atom, constraints,
        functions::{self, builders::at},
        predicate, properties, Function, IsPrecedence, Level, Parser, Rule, RuleArgs, R,
    },
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
    // https://www.sqlite.org/lang_expr.html#operators_and_parse_affecting_attributes
    p.flags.is_predicate_precedence = IsPrecedence::Equality;
    p.concat_level = Level::Concat;
    p.add_infix(Level::Concat, &[(T::Arrow, Kind::JSONExtract), (T::Darrow, Kind::JSONExtractScalar)]);
    p.add_infix(Level::Collate, &[(T::Collate, Kind::Collate)]);
    for token in [T::Arrow, T::Darrow] {
        p.column_operators.remove(token);
    }
    p.flags.supports_table_query = false;
    add_token_rules(&mut p.primary, &[(T::HexString, hexadecimal)]);
    add_rules(&mut p.constraints, &[("GENERATED", generated)]);
    add_rules(&mut p.function_parsers, &[("GROUP_CONCAT", functions::text::string_agg)]);
    add_rules(&mut p.properties, &[("USING", using), ("VIRTUAL", |p, _| properties::marker(p, Kind::VirtualProperty))]);
    p.replace(Rule::Is, is);
    p.add_functions(&[
        ("DATE", Build(date)),
        ("DATETIME", Build(|p, a| anonymous(p, "DATETIME", a))),
        ("EDITDIST3", Of(Kind::Levenshtein)),
        ("JSON_EXTRACT", Build(json_extract)),
        ("JSON_GROUP_ARRAY", Of(Kind::JSONArrayAgg)),
        ("JSON_GROUP_OBJECT", Build(json_group_object)),
        ("MAX", Build(|p, a| scalar_or_aggregate(p, Kind::Greatest, Kind::Max, a))),
        ("MIN", Build(|p, a| scalar_or_aggregate(p, Kind::Least, Kind::Min, a))),
        ("SQLITE_VERSION", Of(Kind::CurrentVersion)),
        ("STRFTIME", Build(strftime)),
        ("TIME", Build(|p, a| anonymous(p, "TIME", a))),
    ]);
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

/// Keys and values.
fn json_group_object(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let items = p.list(a);
    p.make(Kind::JSONObjectAgg, &args![Expressions: items])
}

/// Several paths make an array, one a scalar.
fn json_extract(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let [this, path, others @ ..] = a else { return anonymous(p, "JSON_EXTRACT", a) };
    let (this, path) = (*this, p.to_json_path(*path)?);
    if !others.is_empty() {
        let others = p.list(others);
        return p.make(Kind::JSONExtract, &args![This: this, Expression: path, Expressions: others]);
    }
    p.make(Kind::JSONExtractScalar, &args![This: this, Expression: path, ScalarOnly: false, JsonSubtype: true])
}

/// `MAX(a, b)` is the greater of two, null if one is null.
fn scalar_or_aggregate(p: &mut Parser<'_>, scalar: Kind, aggregate: Kind, a: &[NodeId]) -> R<NodeId> {
    match a {
        [first, rest @ ..] if !rest.is_empty() => {
            let list = p.list(rest);
            p.make(scalar, &args![This: *first, Expressions: list, IgnoreNulls: false])
        }
        _ => {
            let rest = p.list(&[]);
            p.make(aggregate, &args![This: at(a, 0), Expressions: rest])
        }
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

/// `0x1F` is an integer of 64 bits with a sign, `x'1F'` are bytes.
fn hexadecimal(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let token = *p.prev();
    let is_integer = p.tree.arena()[token.span.start as usize..].starts_with('0');
    let number = i128::from_str_radix(p.prev_str(), 16).ok().filter(|_| is_integer);
    let Some(number) = number else { return atom::hex_string(p, a) };
    let bits = if number > i128::from(i64::MAX) { number - (1 << 64) } else { number };
    let text = p.text(&bits.unsigned_abs().to_string());
    let literal = p.make(Kind::Literal, &args![This: text, IsString: false])?;
    match bits < 0 {
        true => p.some(Kind::Neg, &args![This: literal]),
        false => Ok(Some(literal)),
    }
}

/// `GENERATED ALWAYS AS (a + b)` is computed, stored or not.
fn generated(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let node = constraints::generated(p, a)?;
    constraints::stored_or_virtual(p, node, true)
}

/// `USING fts5(a, b)` of a virtual table.
fn using(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.id_var(atom::ANY_TOKEN)?;
    let columns = if p.at(T::LParen) { p.wrapped_id_vars()? } else { Children::new() };
    let columns = p.opt_list(&columns);
    p.some(Kind::ModuleProperty, &args![This: this, Expressions: columns])
}

/// `a IS b` compares any values; with `NULL`, `TRUE` or `FALSE` it is the predicate of other dialects.
fn is(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark();
    let negated = p.accept(T::Not);
    let distinct = p.accept_words(&["DISTINCT", "FROM"]);
    let Some(right) = compared(p)? else {
        p.retreat(mark);
        return Ok(None);
    };
    let inner = p.tree.unnested(right);
    let left = a.node.map(|node| predicate::is_operand(p, node));
    if !distinct && matches!(p.tree.kind(inner), Kind::Boolean | Kind::Null) {
        let is = p.make(Kind::Is, &args![This: left, Expression: inner])?;
        return if negated { p.some(Kind::Not, &args![This: is]) } else { Ok(Some(is)) };
    }
    let right = if predicate::is_comparison(p.tree.kind(right)) { predicate::in_parens(p, right) } else { right };
    let kind = if negated != distinct { Kind::NullSafeNEQ } else { Kind::NullSafeEQ };
    p.some(kind, &args![This: left, Expression: right])
}

/// What binds tighter than `IS`: comparisons by order.
fn compared(p: &mut Parser<'_>) -> R {
    let Some(mut left) = p.bitwise()? else { return Ok(None) };
    while let Some(infix) = p.dialect.parser.infix.get(p.kind()).filter(|infix| infix.level == Level::Comparison) {
        p.advance();
        let right = p.bitwise()?;
        left = p.make(infix.kind, &args![This: left, Expression: right])?;
    }
    Ok(Some(left))
}
