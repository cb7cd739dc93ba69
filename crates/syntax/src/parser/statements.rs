//! Statements: which rule reads one, and what is kept as text.

use super::{Parser, RuleArgs, R};
use crate::lexer::T;
use sqlectic_ast::{args, Arg, Kind, NodeId, Span, Text, Value};

/// One statement: by its first token, else an expression or a query.
pub fn statement(p: &mut Parser<'_>, _: RuleArgs) -> R {
    if p.at_end() {
        return Ok(None);
    }
    if p.at_block_end() {
        p.advance();
        return p.some(Kind::EndStatement, &[]);
    }
    let dialect = p.dialect;
    if let Some(entry) = dialect.parser.statements.get(p.kind()) {
        p.advance();
        let comments = p.prev_comments();
        let node = p.deep(|p| entry.call(p, RuleArgs::default()))?;
        if let Some(node) = node {
            prepend_comments(p, node, &comments);
        }
        return Ok(node);
    }
    if p.accept_set(&dialect.lexer.commands) {
        return p.command();
    }
    if p.accept_words(&["WHILE"]) {
        return p.while_block();
    }
    // `TABLE t` could be read as a column with an alias.
    let node = if p.at(T::Table) { p.select(0)? } else { None };
    let node = match node {
        Some(node) => Some(node),
        None => match p.expression()? {
            Some(node) => p.set_operations(node)?,
            None if p.at(T::Alias) => alias_of_nothing(p)?,
            None => p.select(0)?,
        },
    };
    let Some(node) = node else { return Ok(None) };
    let node = p.query_modifiers(node)?.unwrap_or(node);
    match p.at(T::PipeGt) && p.tree.is(node, Kind::Query) {
        true => p.pipe_syntax_query(node),
        false => Ok(Some(node)),
    }
}

/// `AS x`: an alias that lacks what it is the name of.
fn alias_of_nothing(p: &mut Parser<'_>) -> R {
    let mark = p.mark();
    p.advance();
    match p.id_var(super::atom::ANY_TOKEN)? {
        Some(alias) => p.node(Kind::Alias, &args![This: Value::None, Alias: alias]).map(Some),
        None => {
            p.retreat(mark);
            Ok(None)
        }
    }
}

/// A statement that is kept as text; called after its first token.
pub fn command(p: &mut Parser<'_>, _: RuleArgs) -> R {
    p.note_command();
    let comments = p.prev_comments();
    p.drop_comments();
    let this = p.prev_upper();
    let expression = p.string()?;
    let node = p.make(Kind::Command, &args![This: this, Expression: expression])?;
    prepend_comments(p, node, &comments);
    Ok(Some(node))
}

/// Keeps the statement that starts at the token at `mark` as text, because the grammar doesn't know it; takes all
/// tokens that are left.
pub fn as_command(p: &mut Parser<'_>, mark: usize) -> R {
    p.note_command();
    while !p.at_end() {
        p.advance();
    }
    let start = p.peek_at(mark).span;
    let end = p.prev().span.end.max(start.end);
    let this = Text { start: start.start, len: start.end - start.start };
    let rest = Text { start: start.end, len: end - start.end };
    p.drop_comments();
    let node = p.node(Kind::Command, &[(Arg::This, Value::Text(this)), (Arg::Expression, Value::Text(rest))])?;
    p.tree.set_span(node, Span { start: start.start, end });
    Ok(Some(node))
}

/// Puts comments before those that `node` has.
pub fn prepend_comments(p: &mut Parser<'_>, node: NodeId, comments: &[Text]) {
    if comments.is_empty() {
        return;
    }
    let own = p.tree.take_comments(node);
    p.add_comments(node, comments);
    p.add_comments(node, &own);
}

/// A semicolon that is kept for its comments; called after it.
pub fn semicolon(p: &mut Parser<'_>, _: RuleArgs) -> R {
    p.drop_comments();
    p.some(Kind::Semicolon, &[])
}
