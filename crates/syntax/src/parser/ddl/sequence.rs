//! Properties of sequences.

use super::super::{constraints::phrase, Parser, RuleArgs, R};
use crate::lexer::T;
use sqlectic_ast::{Arg, Kind, NodeId, Value};

const OPTIONS: &[&str] = &[
    "CYCLE",
    "GLOBAL",
    "KEEP",
    "NO CACHE",
    "NO CYCLE",
    "NO MAXVALUE",
    "NO MINVALUE",
    "NOCACHE",
    "NOCYCLE",
    "NOKEEP",
    "NOMAXVALUE",
    "NOMINVALUE",
    "NOORDER",
    "NOSCALE",
    "NOSHARD",
    "ORDER",
    "SCALE EXTEND",
    "SCALE NOEXTEND",
    "SESSION",
    "SHARD EXTEND",
    "SHARD NOEXTEND",
];

/// `START WITH 1 INCREMENT BY 1 ...`; commas may stand between.
pub fn sequence_properties(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mark = p.mark();
    let mut args: Vec<(Arg, Value)> = Vec::new();
    let mut options: Vec<NodeId> = Vec::new();
    if p.at(T::With) && ["START", "INCREMENT", "MINVALUE", "MAXVALUE"].iter().any(|word| p.is_word(1, word)) {
        p.advance();
    }
    while !p.at_end() {
        p.accept(T::Comma);
        let Some((arg, value)) = property(p)? else {
            match phrase(p, OPTIONS) {
                Some(option) => options.push(p.word_node(option)),
                None => break,
            }
            continue;
        };
        args.retain(|(known, _)| *known != arg);
        args.push((arg, value));
    }
    if p.mark() == mark {
        return Ok(None);
    }
    args.push((Arg::Options, p.opt_list(&options)));
    p.make_from(mark, Kind::SequenceProperties, &args).map(Some)
}

/// One property with a value.
fn property(p: &mut Parser<'_>) -> R<Option<(Arg, Value)>> {
    let arg = if p.accept_words(&["INCREMENT"]) {
        p.accept_words(&["BY"]);
        Arg::Increment
    } else if p.accept_words(&["MINVALUE"]) {
        return Ok(Some((Arg::Minvalue, p.term()?.into())));
    } else if p.accept_words(&["MAXVALUE"]) {
        return Ok(Some((Arg::Maxvalue, p.term()?.into())));
    } else if p.accept_words(&["START"]) {
        p.accept(T::With);
        Arg::Start
    } else if p.accept_words(&["CACHE"]) {
        let size = p.number()?;
        return Ok(Some((Arg::Cache, size.map_or(Value::Bool(true), Value::Node))));
    } else if p.accept_words(&["OWNED", "BY"]) {
        let owner = if p.accept_words(&["NONE"]) { None } else { p.column()? };
        return Ok(Some((Arg::Owned, owner.into())));
    } else {
        return Ok(None);
    };
    p.accept(T::Eq);
    Ok(Some((arg, p.term()?.into())))
}
