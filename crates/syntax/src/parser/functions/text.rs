//! Calls on texts with a syntax of their own: `TRIM`, `SUBSTRING`, `POSITION`, `STRING_AGG` and the like.
//!
//! Each is called after the opening parenthesis and leaves the closing one to the caller.

use super::special::checked;
use crate::{
    lexer::T,
    parser::{types, Parser, RuleArgs, R},
};
use sqlectic_ast::{args, Children, Kind, NodeId, Value};

/// `SUBSTRING(x FROM n FOR m)`, `SUBSTRING(x, n, m)`.
pub fn substring(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mut items = p.csv(|p| p.disjunction())?;
    let (mut start, mut length) = (None, None);
    loop {
        if p.accept(T::From) {
            start = p.disjunction()?;
        } else if p.accept(T::For) {
            start = start.or_else(|| Some(p.tree.integer(1)));
            length = p.disjunction()?;
        } else {
            items.extend(start.into_iter().chain(length));
            return checked(p, Kind::Substring, &items).map(Some);
        }
    }
}

/// `TRIM(LEADING x FROM y)`, `TRIM(y, x)`.
pub fn trim(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let position = if p.accept_word(&["BOTH", "LEADING", "TRAILING"]) { p.prev_upper() } else { Value::None };
    let mut this = p.disjunction()?;
    // `LEADING FROM y`: the pattern is left out.
    if this.is_none() && p.accept(T::From) {
        this = p.disjunction()?;
        return finish_trim(p, this, position, None);
    }
    let mut pattern = None;
    if p.accept_any(&[T::From, T::Comma]) {
        let swapped = p.prev().kind == T::From || p.dialect.parser.flags.trim_pattern_first;
        pattern = p.disjunction()?;
        if swapped {
            std::mem::swap(&mut this, &mut pattern);
        }
    }
    finish_trim(p, this, position, pattern)
}

fn finish_trim(p: &mut Parser<'_>, this: Option<NodeId>, position: Value, pattern: Option<NodeId>) -> R {
    let collation = if p.accept(T::Collate) { p.bitwise()? } else { None };
    p.some(Kind::Trim, &args![This: this, Position: position, Expression: pattern, Collation: collation])
}

/// `OVERLAY(x PLACING y FROM n FOR m)`, `OVERLAY(x, y, n, m)`.
pub fn overlay(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.bitwise()?;
    let placing = if p.accept_words(&["PLACING"]) || p.accept(T::Comma) { p.bitwise()? } else { None };
    let from = if p.accept_any(&[T::From, T::Comma]) { p.bitwise()? } else { None };
    let length = if p.accept_any(&[T::For, T::Comma]) { p.bitwise()? } else { None };
    p.some(Kind::Overlay, &args![This: this, Expression: placing, From: from, For: length])
}

/// Flag of [`position`]: the text is named first.
pub const HAYSTACK_FIRST: u32 = 1;

/// `POSITION(x IN y)`, `POSITION(x, y, n)`: where `x` stands in `y`.
pub fn position(p: &mut Parser<'_>, a: RuleArgs) -> R {
    position_call(p, a.flags & HAYSTACK_FIRST != 0)
}

/// `POSITION(y, x, n)` of dialects that name the text first.
pub fn position_haystack_first(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    position_call(p, true)
}

fn position_call(p: &mut Parser<'_>, haystack_first: bool) -> R {
    let items = p.csv(|p| p.bitwise())?;
    let at = |i: usize| items.get(i).copied();
    if p.accept(T::In) {
        let this = p.bitwise()?;
        return p.some(Kind::StrPosition, &args![This: this, Substr: at(0)]);
    }
    let (this, part) = if haystack_first { (at(0), at(1)) } else { (at(1), at(0)) };
    p.some(Kind::StrPosition, &args![This: this, Substr: part, Position: at(2)])
}

/// `CHAR(n, m USING charset)`.
pub fn char(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let items = p.csv(|p| p.assignment())?;
    let charset: Value = if p.accept(T::Using) { p.charset_name()?.into() } else { Value::Bool(false) };
    let list = p.list(&items);
    let node = p.make(Kind::Chr, &args![Expressions: list, Charset: charset])?;
    super::validate(p, node, 0)?;
    Ok(Some(node))
}

/// `INITCAP(x, delimiters)`; the dialect's delimiters if there are none.
pub fn initcap(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let items = super::call_arguments(p, 0)?;
    let delimiters = match items.get(1) {
        Some(delimiters) => *delimiters,
        None => {
            let default = p.dialect.semantics.flags.initcap_default_delimiters.clone();
            p.tree.string(&default)
        }
    };
    p.some(Kind::Initcap, &args![This: items.first().copied(), Expression: delimiters])
}

/// `NORMALIZE(x, form)`.
pub fn normalize(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.bitwise()?;
    let form: Value = if p.accept(T::Comma) { p.var(0)?.into() } else { Value::Bool(false) };
    p.some(Kind::Normalize, &args![This: this, Form: form])
}

/// `WEIGHT_STRING(x AS CHAR(n))`.
pub fn weight_string(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let word = *p.peek_at(p.mark() - 2);
    let this = p.bitwise()?;
    if this.is_none() || p.at(T::Comma) {
        // The other form has no syntax of its own.
        let mut items: Children = this.into_iter().collect();
        while p.accept(T::Comma) {
            items.extend(p.lambda(0)?);
        }
        let name = p.str(&word).to_string();
        let name = p.tree.text(&name);
        return super::anonymous(p, name, false, &items).map(Some);
    }
    let to: Value = if p.accept(T::Alias) { p.types(types::WITH_COLLATION)?.into() } else { Value::Bool(false) };
    p.some(Kind::WeightString, &args![This: this, To: to])
}

/// `MATCH(a, b) AGAINST ('x' IN BOOLEAN MODE)`.
pub fn match_against(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let columns = if p.accept(T::Table) { p.table(0)?.into_iter().collect() } else { p.csv(|p| p.column())? };
    if p.at(T::RParen) && p.is_word(1, "AGAINST") && p.peek(2).kind == T::LParen {
        p.advance_by(3);
    }
    let this = match p.string()? {
        Some(text) => Some(text),
        None => p.placeholder()?,
    };
    let modifier = match_modifier(p);
    let list = p.list(&columns);
    p.some(Kind::MatchAgainst, &args![This: this, Expressions: list, Modifier: modifier])
}

/// The mode of a full-text search.
fn match_modifier(p: &mut Parser<'_>) -> Value {
    if p.accept_words(&["IN", "NATURAL", "LANGUAGE", "MODE"]) {
        if p.accept_words(&["WITH", "QUERY", "EXPANSION"]) {
            return p.text("IN NATURAL LANGUAGE MODE WITH QUERY EXPANSION");
        }
        return p.text("IN NATURAL LANGUAGE MODE");
    }
    if p.accept_words(&["IN", "BOOLEAN", "MODE"]) {
        return p.text("IN BOOLEAN MODE");
    }
    if p.accept_words(&["WITH", "QUERY", "EXPANSION"]) {
        return p.text("WITH QUERY EXPANSION");
    }
    Value::None
}

/// `STRING_AGG(DISTINCT x, sep ORDER BY y)`, `STRING_AGG(x, sep) WITHIN GROUP (ORDER BY y)`.
pub fn string_agg(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mut items = if p.accept(T::Distinct) {
        let item = p.disjunction()?;
        let list = p.list(item.as_slice());
        let mut items = Children::from_slice(&[p.make(Kind::Distinct, &args![Expressions: list])?]);
        if p.accept(T::Comma) {
            items.extend(p.csv(|p| p.disjunction())?);
        }
        items
    } else {
        p.accept(T::All);
        p.csv(|p| p.disjunction())?
    };
    let on_overflow = overflow(p)?;
    if !p.at(T::RParen) && !items.is_empty() {
        // The order behind the separator is the order of the values.
        let first = super::argument_modifiers(p, Some(items[0]))?;
        items[0] = first.unwrap_or(items[0]);
        return checked(p, Kind::GroupConcat, &items).map(Some);
    }
    let within = p.at(T::RParen) && p.is_word(1, "WITHIN") && p.is_word(2, "GROUP");
    if !within || items.is_empty() {
        return checked(p, Kind::GroupConcat, &items).map(Some);
    }
    p.advance_by(3);
    p.l_paren()?;
    let first = super::argument_modifiers(p, Some(items[0]))?;
    let separator = items.get(1).copied();
    p.some(Kind::GroupConcat, &args![This: first, Separator: separator, OnOverflow: on_overflow])
}

/// `ON OVERFLOW ERROR`, `ON OVERFLOW TRUNCATE '...' WITH COUNT`.
fn overflow(p: &mut Parser<'_>) -> R {
    if !p.accept_words(&["ON", "OVERFLOW"]) {
        return Ok(None);
    }
    if p.accept_words(&["ERROR"]) {
        return Ok(Some(p.word_node("ERROR")));
    }
    p.accept_words(&["TRUNCATE"]);
    let this = p.string()?;
    let with_count = p.accept_words(&["WITH", "COUNT"]) || !p.accept_words(&["WITHOUT", "COUNT"]);
    p.some(Kind::OverflowTruncateBehavior, &args![This: this, WithCount: with_count])
}

/// `GROUP_CONCAT(DISTINCT a, b ORDER BY c SEPARATOR 'x')`; several values are joined first.
pub fn group_concat(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mut this = if p.accept(T::Distinct) {
        let items = p.csv(|p| p.disjunction())?;
        let joined = joined(p, &items)?;
        let list = p.list(joined.as_slice());
        p.some(Kind::Distinct, &args![Expressions: list])?
    } else {
        let items = p.csv(|p| p.disjunction())?;
        joined(p, &items)?
    };
    this = super::argument_modifiers(p, this)?;
    let separator = if p.accept_words(&["SEPARATOR"]) { p.field(0)? } else { None };
    p.some(Kind::GroupConcat, &args![This: this, Separator: separator])
}

/// Several values as one text.
fn joined(p: &mut Parser<'_>, items: &[NodeId]) -> R {
    if items.len() < 2 {
        return Ok(items.first().copied());
    }
    super::builders::concat(p, items).map(Some)
}
