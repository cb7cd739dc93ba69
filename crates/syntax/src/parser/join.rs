//! Joins.
//!
//! A condition may stand behind a chain of joins and belong to the first of them: `a JOIN b JOIN c ON x ON y` joins `a`
//! with `b JOIN c ON x`. `joins` reads a chain once and nests it with a stack.

use super::{relation, Parser, RuleArgs, R};
use crate::lexer::T;
use smallvec::SmallVec;
use sqlectic_ast::{args, Arg, Children, Kind, NodeId, Text, Value};

/// Flag of [`Parser::join`]: the joined thing may be an array or map in brackets.
pub const BRACKET: u32 = relation::BRACKET;
/// Flag of [`Parser::join`]: the alias of what is joined is one of a table of `UPDATE`.
pub const UPDATE_ALIAS: u32 = relation::UPDATE_ALIAS;
/// Flag of [`Parser::join`]: `JOIN` itself may be missing.
pub const WITHOUT_TOKEN: u32 = 1;

/// Hangs the joins that follow, as many as there are, on a table or query; the flags are those of the rule. False if none
/// follows.
#[inline]
pub(super) fn append(p: &mut Parser<'_>, source: NodeId, flags: u32) -> R<bool> {
    match p.join(flags)? {
        Some(first) => append_chain(p, source, first, flags).map(|()| true),
        None => Ok(false),
    }
}

fn append_chain(p: &mut Parser<'_>, source: NodeId, first: NodeId, flags: u32) -> R<()> {
    let chain = chain(p, first, flags)?;
    p.tree.append_all(source, Arg::Joins, &chain);
    Ok(())
}

/// The joins from the first on.
fn chain(p: &mut Parser<'_>, first: NodeId, flags: u32) -> R<Children> {
    let mut chain = Children::new();
    // Joins without a condition that one behind later joins may belong to, by their position in the chain.
    let mut open: SmallVec<[usize; 4]> = SmallVec::new();
    let mut next = Some(first);
    loop {
        if let Some(join) = next {
            if may_wait(p, join) {
                open.push(chain.len());
            }
            chain.push(join);
            next = p.join(flags)?;
            continue;
        }
        match open.last() {
            Some(at) if chain.len() > at + 1 && matches!(p.kind(), T::On | T::Using) => {
                let at = *at;
                open.pop();
                let nested: Children = chain.drain(at + 1..).collect();
                close(p, chain[at], &nested)?;
                next = p.join(flags)?;
            }
            _ => break,
        }
    }
    if p.dialect.parser.flags.add_join_on_true {
        for join in &chain {
            add_true(p, *join);
        }
    }
    Ok(chain)
}

/// Whether a join has no condition but could have.
fn may_wait(p: &Parser<'_>, join: NodeId) -> bool {
    let tree = &p.tree;
    !is_comma(p, join)
        && !tree.has(join, Arg::On)
        && !tree.has(join, Arg::Using)
        && !tree.has(join, Arg::Method)
        && !tree.has(join, Arg::Global)
        && !matches!(tree.text_of(join, Arg::Kind), "CROSS" | "ARRAY")
        && tree.this(join).is_some_and(|this| {
            tree.kind(this) != Kind::Unnest
                && !(tree.kind(this) == Kind::Lateral && tree.get(this, Arg::CrossApply) != Value::None)
        })
}

/// A comma join's node starts where its table does.
fn is_comma(p: &Parser<'_>, join: NodeId) -> bool {
    p.tree.this(join).is_some_and(|this| p.tree.span(this).start == p.tree.span(join).start)
}

/// Gives a join the condition at the cursor and the joins before it.
fn close(p: &mut Parser<'_>, join: NodeId, nested: &[NodeId]) -> R<()> {
    if p.dialect.parser.flags.add_join_on_true {
        for join in nested {
            add_true(p, *join);
        }
    }
    if let Some(this) = p.tree.this(join) {
        p.tree.set_list(this, Arg::Joins, nested);
    }
    let (on, using) = join_condition(p)?;
    p.tree.set(join, Arg::On, on);
    p.tree.set(join, Arg::Using, using);
    Ok(())
}

/// `ON TRUE` for a join without a condition, in dialects where every join has one.
fn add_true(p: &mut Parser<'_>, join: NodeId) {
    let tree = &p.tree;
    let complete = tree.has(join, Arg::On)
        || tree.has(join, Arg::Using)
        || tree.has(join, Arg::Method)
        || is_comma(p, join)
        || !matches!(tree.text_of(join, Arg::Kind), "" | "INNER" | "OUTER");
    if !complete {
        let yes = p.tree.make(Kind::Boolean, &args![This: true]);
        p.tree.set(join, Arg::On, yes);
    }
}

/// `ON ...` or `USING ...`.
fn join_condition(p: &mut Parser<'_>) -> R<(Value, Value)> {
    if p.accept(T::On) {
        return Ok((p.disjunction()?.into(), Value::None));
    }
    if p.accept(T::Using) {
        return Ok((Value::None, using_names(p)?));
    }
    Ok((Value::None, Value::None))
}

/// Names behind `USING`, in parentheses or not.
fn using_names(p: &mut Parser<'_>) -> R<Value> {
    let names = p.opt_wrapped_csv(|p| {
        let column = p.column()?;
        // A name and no column.
        Ok(column.map(|column| match p.tree.this(column) {
            Some(name) if p.tree.kind(column) == Kind::Column => name,
            _ => column,
        }))
    })?;
    Ok(p.opt_list(&names))
}

/// What stands before `JOIN`.
struct Head {
    method: Value,
    side: Value,
    kind: Value,
    hint: Value,
    directed: Value,
    comments: Vec<Text>,
}

/// A join: `LEFT JOIN t ON ...`, `, t`, `CROSS APPLY f(x)`; a condition that stands behind further joins is left to
/// the caller.
#[inline]
pub fn join(p: &mut Parser<'_>, a: RuleArgs) -> R {
    match may_start(p, a.flags) {
        true => started(p, a),
        false => Ok(None),
    }
}

fn started(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if p.at(T::Comma) {
        return comma_join(p, a.flags & UPDATE_ALIAS);
    }
    let mark = p.mark();
    let Some(head) = head(p, a.flags) else { return Ok(None) };
    after(p, mark, head, a.flags)
}

/// Whether a join may start at the cursor.
#[inline]
fn may_start(p: &Parser<'_>, flags: u32) -> bool {
    let tables = &p.dialect.parser;
    p.at_set(&tables.join_starts) || flags & WITHOUT_TOKEN != 0 || tables.knows_join_words && may_start_with_word(p)
}

fn may_start_with_word(p: &Parser<'_>) -> bool {
    let tables = &p.dialect.parser;
    tables.flags.supports_directed_join && p.is_word(0, "DIRECTED")
        || !tables.join_hints.is_empty() && !p.at_end() && tables.join_hints.contains(p.curr_str())
}

/// What follows `JOIN`, of this side and kind, where they were not said in the usual place; the flags are those of the
/// rule.
pub fn after_head(p: &mut Parser<'_>, side: Value, kind: Value, flags: u32) -> R {
    let mark = p.mark().saturating_sub(1);
    let (method, hint, directed) = (Value::None, Value::None, Value::None);
    let head = Head { method, side, kind, hint, directed, comments: p.prev_comments() };
    p.drop_comments();
    after(p, mark, head, flags)
}

fn after(p: &mut Parser<'_>, mark: usize, head: Head, flags: u32) -> R {
    let this = p.table(flags & (BRACKET | UPDATE_ALIAS))?;
    let mut others = Vec::new();
    let is_array = matches!(head.kind, Value::Text(text) if p.tree.str(text) == "ARRAY");
    while is_array && p.accept(T::Comma) {
        others.extend(p.table(flags & BRACKET)?);
    }
    let match_condition = if p.accept(T::MatchCondition) { p.wrapped(|p| p.comparison())? } else { None };
    let (on, using) = join_condition(p)?;
    let pivots = super::pivot::pivots(p)?;
    let (others, pivots) = (p.opt_list(&others), p.opt_list(&pivots));
    let node = p.node(
        Kind::Join,
        &args![
            This: this, Expressions: others, Method: head.method, Side: head.side, Kind: head.kind, Hint: head.hint,
            MatchCondition: match_condition, On: on, Using: using, Pivots: pivots, Directed: head.directed
        ],
    )?;
    p.add_comments(node, &head.comments);
    p.stretch(node, mark);
    Ok(Some(node))
}

/// `, t`; a comma that no table follows is passed over. The node's span starts with the table.
fn comma_join(p: &mut Parser<'_>, flags: u32) -> R {
    p.advance();
    let Some(table) = p.attempt(|p| p.table(flags)) else { return Ok(None) };
    let kind = match p.dialect.parser.flags.joins_have_equal_precedence {
        true => p.text("CROSS"),
        false => Value::None,
    };
    let span = p.tree.span(table);
    Ok(Some(p.tree.make_at(Kind::Join, span, &args![This: table, Kind: kind])))
}

/// `NATURAL LEFT OUTER HASH JOIN`; the cursor is unmoved if no join starts here. `CROSS APPLY` is left for the table.
fn head(p: &mut Parser<'_>, flags: u32) -> Option<Head> {
    let mark = p.mark();
    let dialect = p.dialect;
    let sets = &dialect.parser.sets;
    let mut comments = Vec::new();
    let mut word = |p: &mut Parser<'_>, set| {
        if !p.accept_set(set) {
            return Value::None;
        }
        comments.extend(p.prev_comments());
        p.prev_upper()
    };
    let method = word(p, &sets.join_methods);
    let side = word(p, &sets.join_sides);
    let kind = word(p, &sets.join_kinds);
    let straight = kind.is_some() && p.prev().kind == T::StraightJoin;
    let directed = match dialect.parser.flags.supports_directed_join && p.accept_words(&["DIRECTED"]) {
        true => Value::Bool(true),
        false => Value::None,
    };
    let hint = match !p.at_end() && dialect.parser.join_hints.contains(p.curr_str()) {
        true => {
            p.advance();
            p.prev_upper()
        }
        false => Value::None,
    };
    if p.accept(T::Join) {
        comments.extend(p.prev_comments());
        p.drop_comments();
        return Some(Head { method, side, kind, hint, directed, comments });
    }
    if straight || flags & WITHOUT_TOKEN != 0 {
        return Some(Head { method, side, kind, hint, directed, comments });
    }
    p.retreat(mark);
    if p.at_pair(T::Cross, T::Apply) || p.at_pair(T::Outer, T::Apply) {
        let none = Value::None;
        let comments = Vec::new();
        return Some(Head { method: none, side: none, kind: none, hint: none, directed: none, comments });
    }
    None
}
