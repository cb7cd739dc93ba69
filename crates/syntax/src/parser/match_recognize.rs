//! `MATCH_RECOGNIZE`.

use super::{Parser, RuleArgs, R};
use crate::lexer::T;
use sqlectic_ast::{args, Children, Kind, NodeId, Value};

/// `MATCH_RECOGNIZE (...)`.
pub fn match_recognize(p: &mut Parser<'_>, _: RuleArgs) -> R {
    if !p.accept(T::MatchRecognize) {
        return Ok(None);
    }
    let mark = p.mark() - 1;
    p.l_paren()?;
    let partition = if p.accept(T::PartitionBy) { p.csv(|p| p.disjunction())? } else { Children::new() };
    let order = p.order(0)?;
    let measures = if p.accept_words(&["MEASURES"]) {
        let items = p.csv(|p| p.measure())?;
        p.opt_list(&items)
    } else {
        Value::None
    };
    let rows = rows_per_match(p)?;
    let after = after_match(p)?;
    let pattern = pattern(p)?;
    let define = if p.accept_words(&["DEFINE"]) {
        let items = p.csv(definition)?;
        p.opt_list(&items)
    } else {
        Value::None
    };
    p.r_paren()?;
    let partition = p.list(&partition);
    let alias = p.table_alias(0)?;
    p.make_from(
        mark,
        Kind::MatchRecognize,
        &args![
            PartitionBy: partition, Order: order, Measures: measures, Rows: rows, After: after, Pattern: pattern,
            Define: define, Alias: alias
        ],
    )
    .map(Some)
}

/// `FINAL LAST(a) AS b`
pub fn measure(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let frame = match p.accept_word(&["FINAL", "RUNNING"]) {
        true => p.prev_upper(),
        false => Value::Bool(false),
    };
    let this = p.expression()?;
    p.some(Kind::MatchRecognizeMeasure, &args![WindowFrame: frame, This: this])
}

/// `a AS condition`: here the name stands first.
fn definition(p: &mut Parser<'_>) -> R {
    let name = p.id_var(super::atom::ANY_TOKEN)?;
    p.accept(T::Alias);
    let this = p.disjunction()?;
    p.some(Kind::Alias, &args![Alias: name, This: this])
}

/// `ONE ROW PER MATCH`, `ALL ROWS PER MATCH ...`.
fn rows_per_match(p: &mut Parser<'_>) -> R {
    if p.accept_words(&["ONE", "ROW", "PER", "MATCH"]) {
        return Ok(Some(p.word_node("ONE ROW PER MATCH")));
    }
    if !p.accept_words(&["ALL", "ROWS", "PER", "MATCH"]) {
        return Ok(None);
    }
    const MODES: [(&[&str], &str); 3] = [
        (&["OMIT", "EMPTY", "MATCHES"], " OMIT EMPTY MATCHES"),
        (&["SHOW", "EMPTY", "MATCHES"], " SHOW EMPTY MATCHES"),
        (&["WITH", "UNMATCHED", "ROWS"], " WITH UNMATCHED ROWS"),
    ];
    let mode = MODES.iter().find(|(words, _)| p.accept_words(words)).map_or("", |(_, text)| text);
    Ok(Some(p.word_node(&format!("ALL ROWS PER MATCH{mode}"))))
}

/// `AFTER MATCH SKIP ...`.
fn after_match(p: &mut Parser<'_>) -> R {
    if !p.accept_words(&["AFTER", "MATCH", "SKIP"]) {
        return Ok(None);
    }
    let mut text = String::from("AFTER MATCH SKIP");
    if p.accept_words(&["PAST", "LAST", "ROW"]) {
        text.push_str(" PAST LAST ROW");
    } else if p.accept_words(&["TO", "NEXT", "ROW"]) {
        text.push_str(" TO NEXT ROW");
    } else if p.accept_words(&["TO", "FIRST"]) {
        text.push_str(" TO FIRST ");
        push_word(p, &mut text);
    } else if p.accept_words(&["TO", "LAST"]) {
        text.push_str(" TO LAST ");
        push_word(p, &mut text);
    }
    Ok(Some(p.word_node(&text)))
}

fn push_word(p: &mut Parser<'_>, text: &mut String) {
    text.push_str(p.curr_str());
    p.advance();
}

/// `PATTERN (...)`, whose inside is kept as text.
fn pattern(p: &mut Parser<'_>) -> R {
    if !p.accept_words(&["PATTERN"]) {
        return Ok(None);
    }
    p.l_paren()?;
    let mark = p.mark();
    let mut depth = 1;
    while !p.at_end() {
        match p.kind() {
            T::LParen => depth += 1,
            T::RParen => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        p.advance();
    }
    if p.at_end() {
        p.error("Expecting )")?;
        return Ok(None);
    }
    let text = if p.mark() > mark { p.source_since(mark).to_string() } else { String::new() };
    p.advance();
    let node: NodeId = p.word_node(&text);
    Ok(Some(node))
}
