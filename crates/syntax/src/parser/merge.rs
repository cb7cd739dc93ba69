//! `MERGE`.

use super::{
    dml::{update_assignments, using_identifiers, CONFLICT_ACTIONS},
    relation::{self, WITHOUT_VALUES},
    Parser, RuleArgs, R,
};
use crate::lexer::T;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

/// `MERGE ...`, after its token.
pub fn merge(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    p.accept(T::Into);
    let target = p.table(0)?;
    if let Some(target) = target {
        if p.accept(T::Alias) && !p.tree.has(target, Arg::Alias) {
            let alias = p.table_alias(0)?;
            p.tree.set(target, Arg::Alias, alias);
        }
    }
    p.accept(T::Using);
    let using = p.table(0)?;
    let on: Value = match p.accept(T::On) {
        true => p.disjunction()?.into(),
        false => false.into(),
    };
    let columns = match p.accept(T::Using) {
        true => using_identifiers(p)?,
        false => false.into(),
    };
    let whens = p.when_matched()?;
    let returning = p.returning()?;
    p.make_from(
        mark,
        Kind::Merge,
        &args![This: target, Using: using, On: on, UsingCond: columns, Whens: whens, Returning: returning],
    )
    .map(Some)
}

/// The branches of `MERGE`.
pub fn when_matched(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mut branches = Vec::new();
    while p.accept(T::When) {
        branches.extend(when(p)?);
    }
    let branches = p.list(&branches);
    p.some(Kind::Whens, &args![Expressions: branches])
}

/// `[NOT] MATCHED [BY SOURCE | BY TARGET] [AND a] THEN ...`, after `WHEN`.
fn when(p: &mut Parser<'_>) -> R {
    let mark = p.mark() - 1;
    let matched = !p.accept(T::Not);
    p.accept_words(&["MATCHED"]);
    let source = !p.accept_words(&["BY", "TARGET"]) && p.accept_words(&["BY", "SOURCE"]);
    let condition = match p.accept(T::And) {
        true => p.disjunction()?,
        false => None,
    };
    p.accept(T::Then);
    let then = if p.accept(T::Insert) {
        Some(insert(p)?)
    } else if p.accept(T::Update) {
        Some(update(p)?)
    } else if p.accept(T::Delete) {
        let word = p.prev_text();
        p.some(Kind::Var, &args![This: word])?
    } else {
        p.option(CONFLICT_ACTIONS, true)?
    };
    let node =
        p.make_from(mark, Kind::When, &args![Matched: matched, Source: source, Condition: condition, Then: then])?;
    Ok(Some(node))
}

/// `INSERT * | ROW | [(columns)] VALUES (...)`.
fn insert(p: &mut Parser<'_>) -> R<NodeId> {
    let mark = p.mark() - 1;
    if let Some(star) = all_columns(p)? {
        return p.make_from(mark, Kind::Insert, &args![This: star]);
    }
    let this = match p.accept_words(&["ROW"]) {
        true => Some(p.word_node("ROW")),
        false if relation::at_values(p) => None,
        false => p.value(WITHOUT_VALUES)?,
    };
    let values: Value = match relation::accept_values(p) {
        true => p.value(0)?.into(),
        false => false.into(),
    };
    let filter = p.where_(0)?;
    p.make_from(mark, Kind::Insert, &args![This: this, Expression: values, Where: filter])
}

/// `UPDATE * | SET ...`.
fn update(p: &mut Parser<'_>) -> R<NodeId> {
    let mark = p.mark() - 1;
    if p.accept(T::Star) {
        let star = super::atom::star(p, RuleArgs::default())?;
        return p.make_from(mark, Kind::Update, &args![Expressions: star]);
    }
    if let Some(star) = all_columns(p)? {
        let all = p.list(&[star]);
        return p.make_from(mark, Kind::Update, &args![Expressions: all]);
    }
    let assignments = match p.accept(T::Set) {
        true => update_assignments(p)?,
        false => false.into(),
    };
    let filter = p.where_(0)?;
    p.make_from(mark, Kind::Update, &args![Expressions: assignments, Where: filter])
}

/// `*`, `ALL BY NAME`: all columns that both sides have.
fn all_columns(p: &mut Parser<'_>) -> R {
    if p.accept_words(&["ALL", "BY", "NAME"]) {
        return p.some(Kind::Star, &[]);
    }
    match p.accept(T::Star) {
        true => super::atom::star(p, RuleArgs::default()),
        false => Ok(None),
    }
}
