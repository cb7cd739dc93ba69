//! Triggers.

use super::super::{atom, constraints::phrase, properties::upper_text, Parser, RuleArgs, R};
use crate::lexer::T;
use sqlectic_ast::{args, Kind, NodeId, Value};

/// What follows `CREATE TRIGGER`: the name and all the rest as a property; nothing if the grammar doesn't know it.
pub fn create_trigger(p: &mut Parser<'_>, constraint: bool) -> R<Option<(NodeId, NodeId)>> {
    let Some(name) = p.id_var(atom::ANY_TOKEN)? else { return Ok(None) };
    let Some(timing) = phrase(p, &["AFTER", "BEFORE", "INSTEAD OF"]) else { return Ok(None) };
    let timing = p.text(timing);
    let events = p.separated(T::Or, event)?;
    let events = p.opt_list(&events);
    if !p.accept(T::On) {
        p.error("Expected ON in trigger definition")?;
    }
    let table = p.table_parts(0)?;
    let referenced = if p.accept(T::From) { p.table_parts(0)? } else { None };
    let deferrable = upper_text(p, &["DEFERRABLE", "NOT DEFERRABLE"]);
    let initially = match p.accept_words(&["INITIALLY"]) {
        true => upper_text(p, &["DEFERRED", "IMMEDIATE"]),
        false => Value::None,
    };
    let referencing = p.trigger_referencing()?;
    let for_each = match p.accept_words(&["FOR", "EACH"]) {
        true => upper_text(p, &["ROW", "STATEMENT"]),
        false => Value::None,
    };
    let when = match p.accept(T::When) {
        true => p.opt_wrapped(|p| p.disjunction())?.into(),
        false => Value::Bool(false),
    };
    let Some(execute) = p.trigger_execute()? else { return Ok(None) };
    let properties = p.make(
        Kind::TriggerProperties,
        &args![
            Table: table,
            Timing: timing,
            Events: events,
            Execute: execute,
            Constraint: constraint,
            ReferencedTable: referenced,
            Deferrable: deferrable,
            Initially: initially,
            Referencing: referencing,
            ForEach: for_each,
            When: when,
        ],
    )?;
    let list = p.list(&[properties]);
    Ok(Some((name, p.make(Kind::Properties, &args![Expressions: list])?)))
}

/// What fires a trigger.
fn event(p: &mut Parser<'_>) -> R {
    if !p.accept_any(&[T::Delete, T::Insert, T::Truncate, T::Update]) {
        p.error("Expected trigger event (INSERT, UPDATE, DELETE, TRUNCATE)")?;
        return Ok(None);
    }
    let update = p.prev().kind == T::Update;
    let this = p.prev_upper();
    let columns = match update && p.accept_words(&["OF"]) {
        true => {
            let columns = p.csv(|p| p.column())?;
            p.list(&columns)
        }
        false => Value::None,
    };
    p.some(Kind::TriggerEvent, &args![This: this, Columns: columns])
}

/// `REFERENCING OLD TABLE AS o NEW TABLE AS n`.
pub fn trigger_referencing(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if !p.accept_words(&["REFERENCING"]) {
        return Ok(None);
    }
    let (mut old, mut new) = (None, None);
    while p.accept_word(&["NEW", "OLD"]) {
        let which = p.prev_str().to_ascii_uppercase();
        if !p.accept(T::Table) {
            p.error(&format!("Expected TABLE after {which} in REFERENCING clause"))?;
        }
        p.accept(T::Alias);
        let name = p.id_var(atom::ANY_TOKEN)?;
        match which.as_str() {
            "OLD" => old = name,
            _ => new = name,
        }
    }
    p.some(Kind::TriggerReferencing, &args![Old: old, New: new])
}

/// What a trigger does: `EXECUTE FUNCTION f()`.
pub fn trigger_execute(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if !p.accept(T::Execute) {
        return Ok(None);
    }
    if !p.accept_any(&[T::Function, T::Procedure]) {
        p.error("Expected FUNCTION or PROCEDURE after EXECUTE")?;
    }
    let this = p.column()?;
    p.some(Kind::TriggerExecute, &args![This: this])
}
