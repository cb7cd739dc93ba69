//! Common table expressions.

use super::{Parser, RuleArgs, R};
use crate::lexer::T;
use sqlectic_ast::{args, Arg, Kind, Value};

/// Flag of [`Parser::with`]: `WITH` was consumed.
pub const AFTER_WITH: u32 = 1;

/// `WITH ...`.
pub fn with(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if a.flags & AFTER_WITH == 0 && !p.accept(T::With) {
        return Ok(None);
    }
    let mark = p.mark() - 1;
    let comments = p.prev_comments();
    p.drop_comments();
    let mut recursive = Value::None;
    let mut ctes = Vec::new();
    let mut before = Vec::new();
    loop {
        if p.accept(T::Recursive) {
            recursive = Value::Bool(true);
        }
        if let Some(cte) = p.cte()? {
            ctes.push(cte);
            p.add_comments(cte, &before);
        }
        // `, WITH` and `WITH` between two of them are read as a comma.
        let comma = p.accept(T::Comma);
        if !p.accept(T::With) && !comma {
            break;
        }
        before = p.prev_comments();
    }
    let search = if p.accept_word(&["SEARCH"]) || p.at_word(&["CYCLE"]) { p.recursive_search()? } else { None };
    let cycle = if search.is_some() { p.recursive_search()? } else { None };
    let list = p.opt_list(&ctes);
    let args = args![Expressions: list, Recursive: recursive, Search: search, Cycle: cycle];
    let node = if comments.is_empty() { p.make(Kind::With, &args)? } else { p.node(Kind::With, &args)? };
    p.add_comments(node, &comments);
    p.stretch(node, mark);
    Ok(Some(node))
}

/// One common table expression.
pub fn cte(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark();
    let alias = p.table_alias(super::relation::CTE_ALIAS)?;
    if alias.is_none_or(|alias| !p.tree.has(alias, Arg::This)) {
        p.error("Expected CTE to have alias")?;
    }
    let keys = if p.accept_words(&["USING", "KEY"]) {
        let keys = p.wrapped_id_vars()?;
        p.list(&keys)
    } else {
        Value::None
    };
    let explicit = p.accept(T::Alias);
    if !explicit && !p.dialect.parser.flags.optional_alias_token_cte {
        p.retreat(mark);
        return Ok(None);
    }
    let comments = if explicit { p.prev_comments() } else { Vec::new() };
    p.drop_comments();
    let materialized = if p.accept_words(&["NOT", "MATERIALIZED"]) {
        Value::Bool(false)
    } else if p.accept_words(&["MATERIALIZED"]) {
        Value::Bool(true)
    } else {
        Value::None
    };
    let this = p.wrapped(|p| p.deep(|p| p.statement()))?;
    let args = args![This: this, Alias: alias, Materialized: materialized, KeyExpressions: keys];
    let node = if comments.is_empty() { p.make(Kind::CTE, &args)? } else { p.node(Kind::CTE, &args)? };
    p.add_comments(node, &comments);
    if let Some(values) = this.filter(|this| p.tree.kind(*this) == Kind::Values) {
        let query = super::setop::values_query(p, values);
        p.tree.set(node, Arg::This, query);
    }
    p.stretch(node, mark);
    Ok(Some(node))
}

/// `SEARCH DEPTH FIRST BY a SET b`, `CYCLE a SET b USING c`.
pub fn recursive_search(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if !p.accept_word(&["BREADTH", "CYCLE", "DEPTH"]) {
        return Ok(None);
    }
    let kind = p.prev_upper();
    p.accept_words(&["FIRST"]);
    p.accept_words(&["BY"]);
    let this = p.id_var(0)?;
    let expression = clause(p, "SET", |p| p.id_var(0))?;
    let to = clause(p, "TO", |p| p.column())?;
    let default = clause(p, "DEFAULT", |p| p.column())?;
    let using = clause(p, "USING", |p| p.id_var(0))?;
    p.some(
        Kind::RecursiveWithSearch,
        &args![Kind: kind, This: this, Expression: expression, To: to, Default: default, Using: using],
    )
}

/// What stands behind a word; `false` without it.
fn clause(p: &mut Parser<'_>, word: &str, value: impl FnOnce(&mut Parser<'_>) -> R) -> R<Value> {
    if !p.accept_words(&[word]) {
        return Ok(Value::Bool(false));
    }
    Ok(value(p)?.into())
}
