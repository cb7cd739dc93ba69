//! Statements inside of routines and scripts: variables, blocks, branches, loops.

use super::{statements::as_command, Parser, RuleArgs, R};
use crate::lexer::T;
use sqlectic_ast::{args, Kind, Value};

// ---- variables -------------------------------------------------------------------------------------------------------

/// `DECLARE ...`, after its token. What the grammar doesn't know is kept as text.
pub fn declare(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let replace = p.accept_words(&["OR", "REPLACE"]);
    let items = p.attempt(|p| {
        let items = p.csv(|p| p.declare_item())?;
        Ok((!items.is_empty()).then_some(items))
    });
    let Some(items) = items else { return as_command(p, mark) };
    if !p.at_end() {
        return as_command(p, mark);
    }
    let items = p.list(&items);
    p.make_from(mark, Kind::Declare, &args![Expressions: items, Replace: replace]).map(Some)
}

/// `[VAR | VARIABLE] name, ... [AS] type [DEFAULT | =] value`.
pub fn declare_item(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark();
    p.accept_word(&["VAR", "VARIABLE"]);
    let names = p.csv(|p| p.id_var(super::atom::ANY_TOKEN))?;
    if names.is_empty() {
        return Ok(None);
    }
    p.accept(T::Alias);
    let kind = match p.accept(T::Table) {
        true => p.schema(None)?,
        false => p.types(0)?,
    };
    let default: Value = match p.accept_any(&[T::Default, T::Eq]) {
        true => p.bitwise()?.into(),
        false => false.into(),
    };
    let names = p.list(&names);
    p.make_from(mark, Kind::DeclareItem, &args![This: names, Kind: kind, Default: default]).map(Some)
}

// ---- blocks ----------------------------------------------------------------------------------------------------------

/// Statements up to an `ELSE` that starts one, or to the end of the script.
pub fn block(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark();
    let mut statements = vec![Value::from(p.statement()?)];
    while p.at_end() && p.next_statement() {
        if p.at(T::Else) {
            break;
        }
        statements.push(p.statement()?.into());
    }
    let statements = p.tree.list_of(&statements);
    p.make_from(mark, Kind::Block, &args![Expressions: statements]).map(Some)
}

/// A condition; the parentheses around it are no part of it.
fn condition(p: &mut Parser<'_>) -> R {
    let condition = p.expression()?;
    let Some(paren) = condition.filter(|node| p.tree.kind(*node) == Kind::Paren) else { return Ok(condition) };
    let inner = p.tree.this(paren);
    if let Some(inner) = inner {
        p.tree.clear_parent(inner);
    }
    Ok(inner)
}

/// `WHILE condition [BEGIN] ...`, after its token.
pub fn while_block(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let condition = condition(p)?;
    p.accept(T::Begin);
    let body = p.block()?;
    p.make_from(mark, Kind::WhileBlock, &args![This: condition, Body: body]).map(Some)
}

/// `IF condition [BEGIN] ... [ELSE [BEGIN] ...]`, after its token.
pub fn if_block(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let condition = condition(p)?;
    p.accept(T::Begin);
    let then = p.block()?;
    let otherwise: Value = match p.accept(T::Else) {
        true => {
            p.accept(T::Begin);
            p.block()?.into()
        }
        false => false.into(),
    };
    p.make_from(mark, Kind::IfBlock, &args![This: condition, True: then, False: otherwise]).map(Some)
}
