//! DAX queries of tables: <https://learn.microsoft.com/en-us/dax/dax-queries>.

use crate::Definition;
use sqlectic_ast::{args, Arg, Kind, NodeId};
use sqlectic_syntax::{
    lexer::T,
    parser::{column, Level, Parser, Rule, RuleArgs, R},
    Dialect,
};

pub(crate) const DEFINITION: Definition =
    Definition { name: "dax", title: "DAX", extends: Some(""), aliases: &[], define };

fn define(d: &mut Dialect) {
    let l = &mut d.lexer;
    l.comments.push(("//".into(), None));
    l.identifiers = vec![('\'', '\''), ('[', ']')];
    l.quotes = vec![("\"".into(), "\"".into())];
    l.string_escapes = vec!['"'];
    l.byte_string_escapes = vec!['"'];
    l.delimited.retain(|string| !string.start.ends_with('\''));
    d.semantics.flags.dpipe_is_string_concat = false;
    d.semantics.flags.initcap_supports_custom_delimiters = false;
    let p = &mut d.parser;
    p.flags.supports_table_query = false;
    p.add_infix(Level::Conjunction, &[(T::Damp, Kind::And)]);
    p.add_infix(Level::Disjunction, &[(T::Dpipe, Kind::Or)]);
    p.replace(Rule::Statement, evaluate);
    p.replace(Rule::ColumnReference, column_reference);
    d.generator.after_having.drain(..3);
}

/// `EVALUATE table ORDER BY a`: all rows and columns of a table.
fn evaluate(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark();
    if !p.accept_words(&["EVALUATE"]) {
        return Ok(None);
    }
    let (table, condition) = table(p)?;
    let from = p.make(Kind::From, &args![This: table])?;
    let condition = match condition {
        Some(condition) => Some(p.make(Kind::Where, &args![This: condition])?),
        None => None,
    };
    let order = p.order(0)?;
    let star = p.make(Kind::Star, &[])?;
    let projections = p.list(&[star]);
    let parts = args![Expressions: projections, From: from, Where: condition, Order: order];
    p.make_from(mark, Kind::Select, &parts).map(Some)
}

/// A table, or `FILTER(table, condition)`; conditions of filters in each other hold together.
fn table(p: &mut Parser<'_>) -> R<(Option<NodeId>, Option<NodeId>)> {
    if !p.at_pair(T::Filter, T::LParen) {
        return Ok((p.table_parts(0)?, None));
    }
    p.advance_by(2);
    let (table, inner) = p.deep(|p| table(p))?;
    let outer = if p.accept(T::Comma) { p.disjunction()? } else { None };
    p.r_paren()?;
    let condition = match (inner, outer) {
        (Some(inner), Some(outer)) => {
            let (inner, outer) = (operand(p, inner)?, operand(p, outer)?);
            Some(p.make(Kind::And, &args![This: inner, Expression: outer])?)
        }
        (inner, outer) => inner.or(outer),
    };
    Ok((table, condition))
}

/// A condition as an operand of another one.
fn operand(p: &mut Parser<'_>, condition: NodeId) -> R<NodeId> {
    match p.tree.is(condition, Kind::Connector) {
        true => p.make(Kind::Paren, &args![This: condition]),
        false => Ok(condition),
    }
}

/// `table[column]`, `'a table'[a column]`, `[measure]`.
fn column_reference(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let node = column::column_reference(p, a)?;
    let Some(table) = node.filter(|node| p.at(T::Identifier) && p.tree.kind(*node) == Kind::Column) else {
        return Ok(node);
    };
    let table = p.tree.take(table, Arg::This);
    let name = p.id_var(0)?;
    p.some(Kind::Column, &args![This: name, Table: table])
}
