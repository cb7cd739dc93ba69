//! Functions and procedures: their names, parameters and bodies.

use super::super::{atom, query, relation, statements, types, Parser, RuleArgs, R};
use super::create::Parts;
use crate::lexer::T;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

/// Flag of [`Parser::user_defined_function`] and [`Parser::user_defined_function_body`]: it is a procedure.
pub const PROCEDURE: u32 = 1;

/// What follows `CREATE FUNCTION` or `CREATE PROCEDURE`.
pub(super) fn routine(p: &mut Parser<'_>, parts: &mut Parts, kind: T) -> R<()> {
    let flags = if kind == T::Procedure { PROCEDURE } else { 0 };
    parts.this = p.user_defined_function(flags)?;
    parts.properties(p, 0)?;
    if p.accept(T::Alias) {
        parts.expression = macro_overloads(p, parts.this);
        if parts.expression.is_some() {
            return Ok(());
        }
        parts.expression = p.heredoc()?;
    }
    let more = p.function_properties()?;
    parts.add_properties(p, more);
    if parts.expression.is_some() {
        return Ok(());
    }
    if p.accept(T::Command) {
        let mark = p.mark() - 1;
        parts.expression = statements::as_command(p, mark)?;
        return Ok(());
    }
    parts.begin = Some(p.accept(T::Begin));
    let mark = p.mark();
    let returns = p.accept_words(&["RETURN"]);
    if p.at(T::String) {
        parts.expression = p.string()?;
        parts.properties(p, 0)?;
    } else {
        parts.expression = p.user_defined_function_body(flags)?;
    }
    if returns {
        parts.expression = Some(p.make_from(mark, Kind::Return, &args![This: parts.expression])?);
    }
    Ok(())
}

/// A body between dollar signs.
pub fn heredoc(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if !p.accept(T::HeredocString) {
        return Ok(None);
    }
    let text = p.prev_text();
    p.some(Kind::Heredoc, &args![This: text])
}

/// The body of a function or procedure that is no string: one statement, or for a procedure all that follow.
pub fn user_defined_function_body(p: &mut Parser<'_>, a: RuleArgs) -> R {
    match a.flags & PROCEDURE {
        0 => p.statement(),
        _ => block(p),
    }
}

// ---- macros with several signatures ----------------------------------------------------------------------------------

/// `(a) AS a + 1, (a, b) AS a + b`, after the first `AS`: the first signature is taken from `this`. Nothing if there is
/// only one.
fn macro_overloads(p: &mut Parser<'_>, this: Option<NodeId>) -> Option<NodeId> {
    let function = this.filter(|this| p.tree.kind(*this) == Kind::UserDefinedFunction)?;
    if !has_second_signature(p) {
        return None;
    }
    let overloads = p.attempt(|p| {
        let parameters = p.tree.get(function, Arg::Expressions);
        let mut all = vec![macro_overload(p, parameters)?];
        while p.accept(T::Comma) {
            let parameters = p.wrapped_csv(|p| p.function_parameter())?;
            if !p.accept(T::Alias) {
                return Ok(None);
            }
            let parameters = p.opt_list(&parameters);
            all.push(macro_overload(p, parameters)?);
        }
        let all = p.list(&all);
        Ok(Some(p.make(Kind::MacroOverloads, &args![Expressions: all])?).filter(|_| p.at_end()))
    })?;
    p.tree.take(function, Arg::Expressions);
    p.tree.set(function, Arg::Wrapped, false);
    Some(overloads)
}

/// Whether `, (` follows outside of parentheses.
fn has_second_signature(p: &Parser<'_>) -> bool {
    let mut depth = 0usize;
    let mut n = 0;
    loop {
        match p.peek(n).kind {
            T::LParen => depth += 1,
            T::RParen => depth = depth.saturating_sub(1),
            T::Comma if depth == 0 && p.peek(n + 1).kind == T::LParen => return true,
            T::Sentinel => return false,
            _ => {}
        }
        n += 1;
    }
}

/// The body of one signature: an expression, or `TABLE` and a query in parentheses.
fn macro_overload(p: &mut Parser<'_>, parameters: Value) -> R<NodeId> {
    let is_table = p.accept(T::Table);
    let this = match is_table {
        true => p.select(query::NESTED | relation::WITHOUT_ALIAS)?,
        false => p.assignment()?,
    };
    let parameters = if p.tree.truthy(parameters) { parameters } else { Value::None };
    p.make(Kind::MacroOverload, &args![This: this, Expressions: parameters, IsTable: is_table])
}

// ---- bodies ----------------------------------------------------------------------------------------------------------

/// All statements to the end of the text.
fn block(p: &mut Parser<'_>) -> R {
    let start = p.mark();
    let mut body: Vec<NodeId> = Vec::new();
    let mut mark = start;
    let mut first = true;
    loop {
        let mut statement = p.statement()?;
        // What is left of the only statement is no part of the body.
        let is_only = first && !p.has_next_statement();
        if !p.at_end() && !is_only {
            p.retreat(mark);
            p.advance();
            statement = statements::as_command(p, mark)?;
        }
        body.extend(statement);
        if !p.at_end() || !p.next_statement() {
            break;
        }
        first = false;
        mark = p.mark();
    }
    if body.is_empty() {
        return Ok(None);
    }
    let body = p.list(&body);
    p.some(Kind::Block, &args![Expressions: body])
}

/// The name and parameters of a function or procedure.
pub fn user_defined_function(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mark = p.mark();
    let this = p.table_parts(relation::SCHEMA)?;
    if !p.accept(T::LParen) {
        return Ok(this);
    }
    let parameters = p.csv(|p| p.function_parameter())?;
    p.r_paren()?;
    let parameters = p.list(&parameters);
    p.make_from(mark, Kind::UserDefinedFunction, &args![This: this, Expressions: parameters, Wrapped: true]).map(Some)
}

/// One parameter of a function: a name, or a name with a type.
pub fn function_parameter(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    match p.id_var(atom::ANY_TOKEN)? {
        Some(name) => p.column_def(name, types::WITHOUT_COMPUTED),
        None => Ok(None),
    }
}
