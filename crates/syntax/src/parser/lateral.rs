//! Sources that may refer to earlier ones: `LATERAL`, `LATERAL VIEW`, `CROSS APPLY`; and `UNNEST`.

use super::{atom, query, Parser, RuleArgs, R};
use crate::lexer::T;
use sqlectic_ast::{args, Arg, Children, Kind, NodeId, Value};

/// `LATERAL ...`, `CROSS APPLY ...`, `OUTER APPLY ...`.
#[inline]
pub fn lateral(p: &mut Parser<'_>, _: RuleArgs) -> R {
    match p.kind() {
        T::Cross | T::Lateral | T::Outer => lateral_source(p),
        _ => Ok(None),
    }
}

fn lateral_source(p: &mut Parser<'_>) -> R {
    let mark = p.mark();
    let cross_apply = if p.accept_pair(T::Cross, T::Apply) {
        Value::Bool(true)
    } else if p.accept_pair(T::Outer, T::Apply) {
        Value::Bool(false)
    } else if p.accept(T::Lateral) {
        Value::None
    } else {
        return Ok(None);
    };
    let mut this = p.select(query::TABLE | query::WITHOUT_PIPE)?;
    let (mut view, mut outer) = (Value::None, Value::None);
    if cross_apply == Value::None {
        view = Value::Bool(p.accept(T::View));
        outer = Value::Bool(p.accept(T::Outer));
    }
    if this.is_none() {
        this = lateral_function(p)?;
    }
    let mut ordinality = Value::None;
    let alias = if view == Value::Bool(true) {
        Some(view_alias(p)?)
    } else {
        match child_alias(p, this) {
            Some(alias) => Some(alias),
            None => {
                ordinality = Value::Bool(p.accept_pair(T::With, T::Ordinality));
                p.table_alias(0)?
            }
        }
    };
    let node = p.make(
        Kind::Lateral,
        &args![
            This: this, View: view, Outer: outer, Alias: alias, CrossApply: cross_apply, Ordinality: ordinality
        ],
    )?;
    p.stretch(node, mark);
    Ok(Some(node))
}

/// `UNNEST(...)`, `f(x)` or `a.b.f(x)`.
fn lateral_function(p: &mut Parser<'_>) -> R {
    let mut this = match p.unnest(0)? {
        Some(unnest) => Some(unnest),
        None => function_or_name(p)?,
    };
    while p.accept(T::Dot) {
        let part = function_or_name(p)?;
        this = p.some(Kind::Dot, &args![This: this, Expression: part])?;
    }
    Ok(this)
}

fn function_or_name(p: &mut Parser<'_>) -> R {
    match p.function(0)? {
        Some(function) => Ok(Some(function)),
        None => p.id_var(0),
    }
}

/// `t AS a, b` behind a lateral view.
fn view_alias(p: &mut Parser<'_>) -> R<NodeId> {
    let name = p.id_var(0)?;
    let columns = if p.accept(T::Alias) { p.csv(|p| p.id_var(0))? } else { Children::new() };
    let list = p.list(&columns);
    p.make(Kind::TableAlias, &args![This: name, Columns: list])
}

/// The alias that a subquery or `UNNEST` took is the lateral's.
fn child_alias(p: &mut Parser<'_>, child: Option<NodeId>) -> Option<NodeId> {
    let child = child.filter(|child| matches!(p.tree.kind(*child), Kind::Subquery | Kind::Unnest))?;
    let alias = p.tree.node(child, Arg::Alias)?;
    p.tree.take(child, Arg::Alias);
    Some(alias)
}

/// `UNNEST(...)`.
#[inline]
pub fn unnest(p: &mut Parser<'_>, a: RuleArgs) -> R {
    match p.at_pair(T::Unnest, T::LParen) {
        true => unnest_call(p, a),
        false => Ok(None),
    }
}

fn unnest_call(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark();
    p.advance();
    let expressions = p.wrapped_csv(|p| p.deep(|p| p.equality()))?;
    let mut offset = Value::Bool(p.accept_pair(T::With, T::Ordinality));
    let alias = if a.flags & query::WITHOUT_ALIAS == 0 { p.table_alias(0)? } else { None };
    if let Some(alias) = alias {
        alias_of_unnest(p, alias, expressions.len(), &mut offset)?;
    }
    if offset == Value::Bool(false) && p.accept_pair(T::With, T::Offset) {
        p.accept(T::Alias);
        // `SEMI` and the like start a join here, whatever else they may name.
        let name = match p.at_set(&p.dialect.parser.sets.join_kinds) {
            true => None,
            false => p.id_var(atom::TABLE_ALIAS_TOKENS)?,
        };
        let name = name.unwrap_or_else(|| p.identifier_node("offset", false));
        offset = name.into();
    }
    let list = p.opt_list(&expressions);
    let node = p.make(Kind::Unnest, &args![Expressions: list, Alias: alias, Offset: offset])?;
    p.stretch(node, mark);
    Ok(Some(node))
}

/// Tells the names of columns, of the table and of the ordinality apart.
fn alias_of_unnest(p: &mut Parser<'_>, alias: NodeId, arrays: usize, offset: &mut Value) -> R<()> {
    let mut columns = p.tree.children(alias, Arg::Columns).to_vec();
    if p.dialect.semantics.flags.unnest_column_only {
        if !columns.is_empty() {
            p.error("Unexpected extra column alias in unnest.")?;
        }
        if let Value::Node(name) = p.tree.take(alias, Arg::This) {
            p.tree.set_list(alias, Arg::Columns, &[name]);
        }
        columns = p.tree.children(alias, Arg::Columns).to_vec();
    }
    if *offset == Value::Bool(true) && arrays < columns.len() {
        if let Some(name) = columns.pop() {
            *offset = name.into();
            p.tree.clear_parent(name);
            p.tree.set_list(alias, Arg::Columns, &columns);
        }
    }
    Ok(())
}
