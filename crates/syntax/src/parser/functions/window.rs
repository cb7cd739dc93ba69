//! What may follow a call: `FILTER`, `WITHIN GROUP`, `IGNORE NULLS`, `OVER`, `PER`; and windows by name.

use crate::{
    lexer::T,
    parser::{atom, Parser, Rule, RuleArgs, R},
};
use sqlectic_ast::{args, Arg, Children, Kind, NodeId, Value};

/// Flag of [`Parser::window`]: the node is a name that a window definition follows: `w AS (...)`.
pub const DEFINITION: u32 = 1;

/// What may follow a call: `FILTER`, `WITHIN GROUP`, `OVER`.
#[inline]
pub fn window(p: &mut Parser<'_>, a: RuleArgs) -> R {
    // A modifier of nulls inside of an aggregation is raised, whatever follows.
    match a.flags & DEFINITION == 0 && !may_follow_call(p) && p.last_null_modifier.is_none() {
        true => Ok(a.node),
        false => after_call(p, a),
    }
}

fn after_call(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(mut this) = a.node else { return Ok(None) };
    if a.flags & DEFINITION != 0 {
        p.accept(T::Alias);
        return over(p, this, Value::None).map(Some);
    }
    if !may_follow_call(p) && !p.tree.is(this, Kind::AggFunc) {
        return Ok(Some(this));
    }
    if p.accept_words(&["WITHIN", "GROUP"]) {
        let order = p.wrapped(|p| p.order(0))?;
        this = p.make(Kind::WithinGroup, &args![This: this, Expression: order])?;
    }
    if p.at_pair(T::Filter, T::LParen) {
        this = filter(p, this)?;
    }
    this = nth_value_from(p, this);
    this = nulls_around(p, this)?;
    if let Some(node) = p.respect_or_ignore_nulls(this)? {
        this = node;
    }
    while p.at_set(&p.dialect.parser.sets.window_before_paren) {
        p.advance();
        let keyword = p.prev_upper();
        this = over(p, this, keyword)?;
    }
    p.per(this)
}

/// Whether the current token may go on after a call; most don't.
fn may_follow_call(p: &Parser<'_>) -> bool {
    match p.kind() {
        T::Comma | T::RParen | T::Alias | T::Sentinel => false,
        T::Var | T::Filter | T::From => true,
        kind => p.dialect.parser.sets.window_before_paren.contains(kind),
    }
}

/// `FILTER (WHERE condition)`.
fn filter(p: &mut Parser<'_>, this: NodeId) -> R<NodeId> {
    p.advance();
    let condition = p.wrapped(|p| {
        p.accept(T::Where);
        let condition = p.disjunction()?;
        p.make(Kind::Where, &args![This: condition])
    })?;
    p.make(Kind::Filter, &args![This: this, Expression: condition])
}

/// `NTH_VALUE(x, n) FROM FIRST`.
fn nth_value_from(p: &mut Parser<'_>, this: NodeId) -> NodeId {
    if p.dialect.parser.flags.supports_nth_value_from_modifier && p.tree.kind(this) == Kind::NthValue {
        if p.accept_words(&["FROM", "FIRST"]) {
            p.tree.set(this, Arg::FromFirst, true);
        } else if p.accept_words(&["FROM", "LAST"]) {
            p.tree.set(this, Arg::FromFirst, false);
        }
    }
    this
}

/// `SUM(x IGNORE NULLS)` is `SUM(x) IGNORE NULLS`.
fn nulls_around(p: &mut Parser<'_>, this: NodeId) -> R<NodeId> {
    // Only a modifier that was parsed inside this call can be below it.
    let inside = p.last_null_modifier.is_some_and(|modifier| p.tree.span(modifier).start >= p.tree.span(this).start);
    if !inside || !p.tree.is(this, Kind::AggFunc) {
        return Ok(this);
    }
    let Some(modifier) = modifier_of(p, this) else { return Ok(this) };
    let kind = p.tree.kind(modifier);
    if let Some(inner) = p.tree.this(modifier) {
        p.tree.replace(modifier, inner);
    }
    let node = p.node(kind, &args![This: this])?;
    p.last_null_modifier = Some(node);
    Ok(node)
}

/// The modifier of nulls among the arguments of a call, and not among those of calls and queries in it.
fn modifier_of(p: &Parser<'_>, call: NodeId) -> Option<NodeId> {
    let tree = &p.tree;
    let of_call = |node: NodeId| tree.this(node).is_some_and(|this| tree.is(this, Kind::AggFunc));
    let mut walk = tree.walk_breadth(call);
    while let Some(node) = walk.next() {
        match tree.kind(node) {
            Kind::IgnoreNulls | Kind::RespectNulls if !of_call(node) => return Some(node),
            Kind::IgnoreNulls | Kind::RespectNulls | Kind::Window => walk.prune(),
            kind if node != call && (kind.is(Kind::AggFunc) || kind.is(Kind::Query)) => walk.prune(),
            _ => {}
        }
    }
    None
}

/// `IGNORE NULLS` or `RESPECT NULLS` after a node.
pub fn respect_or_ignore_nulls(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(this) = a.node.filter(|_| p.at(T::Var)) else { return Ok(a.node) };
    let kind = if p.accept_words(&["IGNORE", "NULLS"]) {
        Kind::IgnoreNulls
    } else if p.accept_words(&["RESPECT", "NULLS"]) {
        Kind::RespectNulls
    } else {
        return Ok(Some(this));
    };
    let node = p.make(kind, &args![This: this])?;
    p.last_null_modifier = Some(node);
    Ok(Some(node))
}

/// `SUM(x) PER (y)`: the level at which an inner aggregate is computed.
pub fn per(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if !(p.at_pair(T::Var, T::LParen) && p.accept_words(&["PER"])) {
        return Ok(a.node);
    }
    let columns = p.wrapped_csv(|p| p.column())?;
    let list = p.list(&columns);
    p.some(Kind::Per, &args![This: a.node, Expressions: list])
}

/// A named window: `w AS (...)`.
pub fn named_window(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    match p.id_var(0)? {
        Some(name) => p.window(name, DEFINITION),
        None => Ok(None),
    }
}

/// What stands behind `OVER`: a window's name, or its definition.
fn over(p: &mut Parser<'_>, this: NodeId, keyword: Value) -> R<NodeId> {
    // Comments of the call go to the whole; those of the keyword go nowhere.
    let comments = p.tree.take_comments(this);
    p.drop_comments();
    let node = if p.accept(T::LParen) {
        p.drop_comments();
        p.deep(|p| definition(p, this, keyword))?
    } else {
        let name = p.id_var(0)?;
        p.node(Kind::Window, &args![This: this, Alias: name, Over: keyword])?
    };
    p.add_comments(node, &comments);
    Ok(node)
}

/// The inside of `OVER (...)` and its closing parenthesis.
fn definition(p: &mut Parser<'_>, this: NodeId, keyword: Value) -> R<NodeId> {
    let alias = p.id_var(atom::WINDOW_ALIAS_TOKENS)?;
    let first = if p.accept(T::First) {
        Value::Bool(true)
    } else if p.accept_words(&["LAST"]) {
        Value::Bool(false)
    } else {
        Value::None
    };
    let (partition, order) = partition_and_order(p)?;
    let spec = p.window_spec()?;
    p.r_paren()?;
    p.node(
        Kind::Window,
        &args![
            This: this,
            PartitionBy: partition,
            Order: order,
            Spec: spec,
            Alias: alias,
            Over: keyword,
            First: first,
        ],
    )
}

/// `PARTITION BY a ORDER BY b`, both optional.
pub fn partition_and_order(p: &mut Parser<'_>) -> R<(Value, Option<NodeId>)> {
    let items = partition_by(p)?;
    let list = p.list(&items);
    if p.dialect.parser.flags.windows_distribute_and_sort && p.accept(T::SortBy) {
        let terms = p.csv(|p| p.ordered())?;
        let terms = p.list(&terms);
        return Ok((list, p.some(Kind::Order, &args![Expressions: terms])?));
    }
    let order = p.order(0)?;
    Ok((list, order))
}

/// `PARTITION BY a, b`; nothing if it isn't there.
pub fn partition_by(p: &mut Parser<'_>) -> R<Children> {
    match p.replaces(Rule::PartitionList) {
        true => p.several(Rule::PartitionList, 0),
        false => partition_items(p),
    }
}

/// The usual way to read it.
pub(in crate::parser) fn partition_items(p: &mut Parser<'_>) -> R<Children> {
    if p.dialect.parser.flags.windows_distribute_and_sort && p.accept(T::DistributeBy) {
        return p.csv(|p| p.disjunction());
    }
    if !p.accept(T::PartitionBy) {
        return Ok(Children::new());
    }
    let mark = p.mark();
    if p.accept_words(&["EXCLUDING"]) {
        let columns = if p.at(T::Comma) { Children::new() } else { p.csv(|p| p.column())? };
        if !columns.is_empty() {
            let list = p.list(&columns);
            return Ok(Children::from_slice(&[p.make(Kind::PartitionByExcluding, &args![Expressions: list])?]));
        }
        // A column of that name.
        p.retreat(mark);
    }
    p.csv(|p| p.disjunction())
}

/// The frame of a window: `ROWS BETWEEN 1 PRECEDING AND CURRENT ROW`.
pub fn window_spec(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if !p.accept_any(&[T::Range, T::Rows]) && !p.accept_words(&["GROUPS"]) {
        return Ok(None);
    }
    let kind = p.prev_text();
    p.accept(T::Between);
    let (start, start_side) = bound(p)?;
    let (end, end_side) = if p.accept(T::And) { bound(p)? } else { (Value::None, Value::None) };
    let exclude = exclusion(p)?;
    p.some(
        Kind::WindowSpec,
        &args![Kind: kind, Start: start, StartSide: start_side, End: end, EndSide: end_side, Exclude: exclude],
    )
}

/// One end of a frame and its side.
fn bound(p: &mut Parser<'_>) -> R<(Value, Value)> {
    let value = if p.accept_words(&["UNBOUNDED"]) {
        p.text("UNBOUNDED")
    } else if p.accept_words(&["CURRENT", "ROW"]) {
        p.text("CURRENT ROW")
    } else {
        p.bitwise()?.into()
    };
    let side = if p.accept_word(&["PRECEDING", "FOLLOWING"]) { p.prev_text() } else { Value::None };
    Ok((value, side))
}

/// `EXCLUDE TIES` and the like.
fn exclusion(p: &mut Parser<'_>) -> R {
    if !p.accept_words(&["EXCLUDE"]) {
        return Ok(None);
    }
    for words in [&["NO", "OTHERS"][..], &["CURRENT", "ROW"], &["GROUP"], &["TIES"]] {
        if p.accept_words(words) {
            return Ok(Some(p.word_node(&words.join(" "))));
        }
    }
    p.error("Unknown option")?;
    Ok(None)
}
