//! Properties of dictionaries, and the lifetime of rows.

use super::super::{atom, Parser, RuleArgs, R};
use crate::lexer::T;
use sqlectic_ast::{args, Kind, Value};

/// `SOURCE(CLICKHOUSE(TABLE 't'))`.
pub fn dict_property(p: &mut Parser<'_>, name: &str) -> R {
    p.l_paren()?;
    let kind = p.id_var(atom::ANY_TOKEN)?;
    let kind = kind.map_or(Value::None, |kind| p.tree.get(kind, sqlectic_ast::Arg::This));
    let mut settings = Vec::new();
    if p.accept(T::LParen) {
        loop {
            let key = p.id_var(atom::ANY_TOKEN)?;
            let value = match p.primary()? {
                Some(value) => Some(value),
                None => match p.function(0)? {
                    Some(call) => Some(call),
                    None => p.var(0)?,
                },
            };
            if key.is_none() && value.is_none() {
                break;
            }
            settings.push(p.make(Kind::DictSubProperty, &args![This: key, Value: value])?);
        }
        p.r_paren()?;
    }
    p.r_paren()?;
    let (this, settings) = (p.text(name), p.list(&settings));
    p.some(Kind::DictProperty, &args![This: this, Kind: kind, Settings: settings])
}

/// `LIFETIME(MIN 1 MAX 10)`, `LIFETIME(10)`.
pub fn dict_range(p: &mut Parser<'_>, name: &str) -> R {
    p.l_paren()?;
    let min = match p.accept_words(&["MIN"]) {
        true => {
            let min = bound(p)?;
            p.accept_words(&["MAX"]);
            min
        }
        false => {
            let zero = p.text("0");
            Some(p.tree.make(Kind::Literal, &args![This: zero, IsString: false]))
        }
    };
    let max = bound(p)?;
    p.r_paren()?;
    let this = p.text(name);
    p.some(Kind::DictRange, &args![This: this, Min: min, Max: max])
}

fn bound(p: &mut Parser<'_>) -> R {
    match p.var(0)? {
        Some(word) => Ok(Some(word)),
        None => p.primary(),
    }
}

/// `TTL d + INTERVAL 1 DAY DELETE WHERE a`.
pub fn ttl(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let actions = p.csv(ttl_action)?;
    let where_ = p.where_(0)?;
    let group = p.group(0)?;
    let aggregates = match group.is_some() && p.accept(T::Set) {
        true => {
            let items = p.csv(|p| p.set_item())?;
            p.list(&items)
        }
        false => Value::None,
    };
    let actions = p.list(&actions);
    p.some(Kind::MergeTreeTTL, &args![Expressions: actions, Where: where_, Group: group, Aggregates: aggregates])
}

fn ttl_action(p: &mut Parser<'_>) -> R {
    let this = p.bitwise()?;
    let action = if p.accept(T::Delete) {
        args![This: this, Delete: true]
    } else if p.accept_words(&["RECOMPRESS"]) {
        args![This: this, Recompress: p.bitwise()?]
    } else if p.accept_words(&["TO", "DISK"]) {
        args![This: this, ToDisk: p.string()?]
    } else if p.accept_words(&["TO", "VOLUME"]) {
        args![This: this, ToVolume: p.string()?]
    } else {
        return Ok(this);
    };
    p.some(Kind::MergeTreeTTLAction, &action)
}
