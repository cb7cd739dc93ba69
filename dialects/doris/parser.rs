//! Grammar that differs from MySQL's: full-text search by operators, partitions, materialized views.

use crate::mysql::definitions::{partition as partition_of, partition_by as partition_by_list_or_range};
use sqlectic_ast::{args, Kind, Value};
use sqlectic_syntax::{
    lexer::T,
    parser::{
        add_rules, add_token_rules,
        atom::{ANY_TOKEN, UPPER},
        properties as props, Parser, RuleArgs, RuleFn, R,
    },
    Dialect,
};

/// What a search must find, sorted.
/// <https://doris.apache.org/docs/sql-manual/basic-element/operators/conditional-operators/full-text-search-operators>
const SEARCHES: &[&str] = &["ALL", "ANY", "PHRASE", "PHRASE_EDGE", "PHRASE_PREFIX", "REGEXP"];

/// Properties by keyword, sorted.
const PROPERTIES: &[(&str, RuleFn)] = &[
    ("BUILD", build),
    ("KEY", |p, _| props::key_columns(p, Kind::UniqueKeyProperty)),
    ("PARTITION BY", partition_by),
    ("PROPERTIES", props::wrapped_list),
    ("REFRESH", refresh_trigger),
    ("UNIQUE", |p, _| props::key_columns(p, Kind::UniqueKeyProperty)),
];

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    p.flags.alter_drop_requires_column = true;
    add_rules(&mut p.properties, PROPERTIES);
    add_token_rules(&mut p.range, &[(T::Var, word_operator)]);
}

/// `x MATCH_PHRASE 'some words' USING ANALYZER a`. The words are no keywords: they may name columns.
fn word_operator(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let word = p.prev_str().to_ascii_uppercase();
    let kind = match word.strip_prefix("MATCH") {
        Some("") => Value::None,
        Some(kind) if kind.strip_prefix('_').is_some_and(|kind| SEARCHES.binary_search(&kind).is_ok()) => {
            p.text(&kind[1..])
        }
        _ => return crate::mysql::parser::sounds_like(p, a),
    };
    let Some(words) = p.bitwise()? else { return Ok(None) };
    let analyzer = match p.accept_words(&["USING", "ANALYZER"]) {
        true => {
            let name = if p.at(T::String) { p.string()? } else { p.id_var(0)? };
            if name.is_none() {
                p.error("Expected an analyzer name after USING ANALYZER")?;
            }
            name
        }
        false => None,
    };
    p.some(Kind::Match, &args![This: a.node, Expression: words, Kind: kind, Analyzer: analyzer])
}

// ---- properties ------------------------------------------------------------------------------------------------------

/// `PARTITION BY RANGE (a) (...)`, `PARTITION BY LIST (a) (...)`, `PARTITION BY (f(a), b)`.
fn partition_by(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if p.at_words(&["LIST"]) && p.next_kind() == T::LParen {
        return partition_by_list_or_range(p, a);
    }
    if !p.at_words(&["RANGE"]) || p.next_kind() != T::LParen {
        return props::partitioned_by(p, a);
    }
    p.advance();
    let by = p.wrapped_csv(|p| p.assignment())?;
    let by = p.list(&by);
    let parts = p.wrapped_csv(|p| match p.at(T::From) {
        true => dynamic_range(p),
        false => partition(p),
    })?;
    let parts = p.list(&parts);
    p.some(Kind::PartitionByRangeProperty, &args![PartitionExpressions: by, CreateExpressions: parts])
}

/// `FROM ('2024-01-01') TO ('2025-01-01') INTERVAL 1 MONTH`.
fn dynamic_range(p: &mut Parser<'_>) -> R {
    p.accept(T::From);
    let start = p.wrapped(|p| p.string())?;
    p.accept_words(&["TO"]);
    let end = p.wrapped(|p| p.string())?;
    p.accept(T::Interval);
    let amount = p.number()?;
    let unit = p.var(ANY_TOKEN | UPPER)?;
    let every = p.node(Kind::Interval, &args![This: amount, Unit: unit])?;
    p.some(Kind::PartitionByRangePropertyDynamic, &args![Start: start, End: end, Every: every])
}

/// `PARTITION p VALUES [(1, 'a'), (2, 'b'))`, `PARTITION p VALUES LESS THAN (1)`.
fn partition(p: &mut Parser<'_>) -> R {
    let mark = p.mark();
    let mut named = None;
    if p.accept(T::Partition) {
        named = p.id_var(ANY_TOKEN)?;
    }
    if !p.accept_words(&["VALUES"]) || !p.accept(T::LBracket) {
        p.retreat(mark);
        return partition_of(p, true);
    }
    let mut bounds = Vec::new();
    loop {
        let bound = p.wrapped_csv(|p| p.assignment())?;
        bounds.push(p.list(&bound));
        if !p.accept(T::Comma) {
            break;
        }
    }
    // The end of the range is not part of it.
    p.r_paren()?;
    let bounds = p.tree.list_of(&bounds);
    let range = p.make(Kind::PartitionRange, &args![This: named, Expressions: bounds])?;
    let list = p.list(&[range]);
    p.make_from(mark, Kind::Partition, &args![Expressions: list]).map(Some)
}

/// `BUILD IMMEDIATE`.
fn build(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let when = p.var(ANY_TOKEN | UPPER)?;
    p.some(Kind::BuildProperty, &args![This: when])
}

/// `REFRESH COMPLETE ON SCHEDULE EVERY 1 DAY STARTS '2025-01-01 00:00:00'`.
/// <https://doris.apache.org/docs/sql-manual/sql-statements/table-and-view/async-materialized-view/CREATE-ASYNC-MATERIALIZED-VIEW>
fn refresh_trigger(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let method = p.var(UPPER)?;
    let kind = match p.accept(T::On) && p.accept_word(&["COMMIT", "MANUAL", "SCHEDULE"]) {
        true => p.prev_upper(),
        false => Value::None,
    };
    let (mut every, mut unit) = (Value::Bool(false), None);
    if p.accept_words(&["EVERY"]) {
        every = p.number()?.into();
        unit = p.var(ANY_TOKEN)?;
    }
    let starts = match p.accept_words(&["STARTS"]) {
        true => p.string()?.into(),
        false => Value::Bool(false),
    };
    p.some(Kind::RefreshTriggerProperty, &args![Method: method, Kind: kind, Every: every, Unit: unit, Starts: starts])
}
