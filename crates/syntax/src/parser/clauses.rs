//! The clauses behind the projections of a query, and the table that ties them to it.
//!
//! A modifier is a rule that is called before its token with the query; it sets the clause and returns the query, or
//! returns nothing and leaves the cursor.

use super::{grouping, join, Parser, Rule, RuleArgs, R};
use crate::{dialect::NullOrdering, lexer::T};
use sqlectic_ast::{args, Arg, Children, Kind, NodeId, Text, Value};

/// Flag of rules of clauses: the keyword was consumed.
pub const AFTER_KEYWORD: u32 = 1;
/// Flag of [`Parser::limit`]: `TOP` and not `LIMIT`.
pub const TOP: u32 = 2;

/// The clauses after the projections of a query, joins and laterals included.
pub fn query_modifiers(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(query) = a.node else { return Ok(None) };
    if !is_modifiable(p.tree.kind(query)) {
        return Ok(Some(query));
    }
    let dialect = p.dialect;
    loop {
        let before = p.mark();
        join::append(p, query, 0)?;
        while let Some(lateral) = p.lateral()? {
            p.tree.append(query, Arg::Laterals, lateral);
        }
        if let Some(rule) = dialect.parser.query_modifiers.get(p.kind()) {
            rule.call(p, a)?;
        } else if p.at_words(&["START", "WITH"]) {
            connect_modifier(p, a)?;
        }
        if p.mark() == before {
            break;
        }
    }
    if dialect.parser.flags.supports_implicit_unnest && p.tree.kind(query) == Kind::Select {
        super::implicit_unnest::make_explicit(p, query)?;
    }
    Ok(Some(query))
}

fn is_modifiable(kind: Kind) -> bool {
    kind == Kind::Select || kind.is(Kind::Query) || matches!(kind, Kind::Table | Kind::TableFromRows | Kind::Values)
}

/// Sets a clause that was parsed since `mark`; there must not be one yet.
fn set_clause(p: &mut Parser<'_>, query: NodeId, arg: Arg, mark: usize, clause: Value) -> R {
    if !p.tree.truthy(clause) {
        return Ok(None);
    }
    let old = p.tree.exchange(query, arg, clause);
    if p.tree.truthy(old) {
        repeated(p, mark)?;
    }
    Ok(Some(query))
}

#[cold]
fn repeated(p: &mut Parser<'_>, mark: usize) -> R<()> {
    let token = *p.peek_at(mark);
    let words = match p.str(&token).to_uppercase() {
        start if start == "START" => "START WITH".to_string(),
        word => word,
    };
    p.error_at(token.span, &format!("Found multiple '{words}' clauses"))
}

macro_rules! modifiers {
    ($($(#[$doc:meta])* $name:ident = $arg:ident : $rule:expr;)*) => {
        $($(#[$doc])*
        pub fn $name(p: &mut Parser<'_>, a: RuleArgs) -> R {
            let Some(query) = a.node else { return Ok(None) };
            let mark = p.mark();
            let rule: fn(&mut Parser<'_>) -> R = $rule;
            let clause = rule(p)?;
            set_clause(p, query, Arg::$arg, mark, clause.into())
        })*
    };
}

modifiers! {
    /// `CLUSTER BY ...` of a query.
    cluster_modifier = Cluster: cluster;
    /// `START WITH ... CONNECT BY ...` of a query.
    connect_modifier = Connect: |p| p.connect(0);
    /// `DISTRIBUTE BY ...` of a query.
    distribute_modifier = Distribute: |p| sort(p, Kind::Distribute);
    /// `GROUP BY ...` of a query.
    group_modifier = Group: |p| p.group(0);
    /// `HAVING ...` of a query.
    having_modifier = Having: |p| p.having(0);
    /// `MATCH_RECOGNIZE (...)` of a query.
    match_modifier = Match: |p| p.match_recognize();
    /// `OFFSET ...` of a query.
    offset_modifier = Offset: |p| p.offset();
    /// `ORDER BY ...` of a query.
    order_modifier = Order: |p| p.order(0);
    /// `PREWHERE ...` of a query.
    prewhere_modifier = Prewhere: |p| p.prewhere();
    /// `QUALIFY ...` of a query.
    qualify_modifier = Qualify: |p| p.qualify();
    /// A sample clause of a query.
    sample_modifier = Sample: |p| p.table_sample(super::sample::AS_MODIFIER);
    /// `SORT BY ...` of a query.
    sort_modifier = Sort: |p| sort(p, Kind::Sort);
    /// `WHERE ...` of a query.
    where_modifier = Where: |p| p.where_(0);
}

/// `LIMIT ...` or `FETCH ...` of a query; `LIMIT a, b` has the offset first.
pub fn limit_modifier(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(query) = a.node.filter(|query| !has_top(p, *query)) else { return Ok(None) };
    let mark = p.mark();
    let Some(limit) = p.limit(0)? else { return Ok(None) };
    set_clause(p, query, Arg::Limit, mark, limit.into())?;
    if let Value::Node(expression) = p.tree.take(limit, Arg::Offset) {
        if p.tree.has(query, Arg::Offset) {
            let token = *p.peek_at(mark);
            p.error_at(token.span, "Found multiple 'OFFSET' clauses")?;
        }
        let by = match p.tree.take(limit, Arg::Expressions) {
            Value::None => p.list(&[]),
            by => by,
        };
        let span = p.tree.span(expression);
        let offset = p.tree.make_at(Kind::Offset, span, &args![Expression: expression, Expressions: by]);
        p.tree.set(query, Arg::Offset, offset);
    }
    Ok(Some(query))
}

/// Whether a query is limited by `TOP`: it stands before what is selected, if that was written.
pub(super) fn has_top(p: &Parser<'_>, query: NodeId) -> bool {
    let Some(limit) = p.tree.node(query, Arg::Limit) else { return false };
    let first = p.tree.expressions(query).first().copied();
    first.is_some_and(|first| p.tree.span(first).is_some() && p.tree.span(limit).start < p.tree.span(first).start)
}

/// `FOR UPDATE ...` and other locks of a query.
pub fn lock_modifier(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(query) = a.node else { return Ok(None) };
    let mark = p.mark();
    let locks = match p.replaces(Rule::LockList) {
        true => p.several(Rule::LockList, 0)?,
        false => locks(p)?,
    };
    let locks = p.opt_list(&locks);
    set_clause(p, query, Arg::Locks, mark, locks)
}

/// Locks one after the other.
pub(super) fn locks(p: &mut Parser<'_>) -> R<Children> {
    let mut locks = Children::new();
    while let Some(lock) = p.lock()? {
        locks.push(lock);
    }
    Ok(locks)
}

/// Whether `WINDOW name AS (` follows: a clause, and not an alias.
pub(super) fn at_window_clause(p: &Parser<'_>) -> bool {
    p.at(T::Window) && p.peek(2).kind == T::Alias && p.peek(3).kind == T::LParen
}

/// `WINDOW w AS (...), ...` of a query.
pub fn window_modifier(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(query) = a.node else { return Ok(None) };
    let mark = p.mark();
    p.advance();
    let windows = p.csv(|p| p.named_window())?;
    let windows = p.opt_list(&windows);
    set_clause(p, query, Arg::Windows, mark, windows)
}

/// A node with the comments of its keyword, or else with those of the previous token.
pub(super) fn commented(
    p: &mut Parser<'_>,
    kind: Kind,
    args: &[(Arg, Value)],
    mark: usize,
    comments: &[Text],
) -> R<NodeId> {
    let node = if comments.is_empty() { p.make(kind, args)? } else { p.node(kind, args)? };
    p.add_comments(node, comments);
    p.stretch(node, mark);
    Ok(node)
}

/// A condition behind its keyword.
fn condition(p: &mut Parser<'_>, kind: Kind, keyword: T, flags: u32) -> R {
    let consumed = flags & AFTER_KEYWORD != 0;
    if !consumed && !p.accept(keyword) {
        return Ok(None);
    }
    let mark = p.mark() - 1;
    let comments = p.prev_comments();
    let this = p.disjunction()?;
    let node = p.around(kind, this)?;
    if comments.is_empty() {
        p.take_comments(node);
    }
    p.add_comments(node, &comments);
    p.stretch(node, mark);
    Ok(Some(node))
}

/// `WHERE ...`.
pub fn where_(p: &mut Parser<'_>, a: RuleArgs) -> R {
    condition(p, Kind::Where, T::Where, a.flags)
}

/// `PREWHERE ...`.
pub fn prewhere(p: &mut Parser<'_>, _: RuleArgs) -> R {
    condition(p, Kind::PreWhere, T::Prewhere, 0)
}

/// `HAVING ...`.
pub fn having(p: &mut Parser<'_>, a: RuleArgs) -> R {
    condition(p, Kind::Having, T::Having, a.flags)
}

/// `QUALIFY ...`.
pub fn qualify(p: &mut Parser<'_>, _: RuleArgs) -> R {
    if !p.accept(T::Qualify) {
        return Ok(None);
    }
    let mark = p.mark() - 1;
    let this = p.disjunction()?;
    commented(p, Kind::Qualify, &args![This: this], mark, &[]).map(Some)
}

/// `GROUP BY ...`.
pub fn group(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if a.flags & AFTER_KEYWORD == 0 && !p.accept(T::GroupBy) {
        return Ok(None);
    }
    grouping::group(p)
}

/// `START WITH ... CONNECT BY ...`, the parts in either order.
pub fn connect(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mut start = None;
    if a.flags & AFTER_KEYWORD == 0 {
        if p.accept_words(&["START", "WITH"]) {
            start = p.disjunction()?;
        }
        if !p.accept(T::ConnectBy) {
            return match start {
                None => Ok(None),
                Some(_) => p.some(Kind::Connect, &args![Start: start, Connect: Value::None]),
            };
        }
    }
    let nocycle = p.accept_words(&["NOCYCLE"]);
    let prior = std::mem::replace(&mut p.knows_prior, true);
    let connect = p.disjunction();
    p.knows_prior = prior;
    let connect = connect?;
    if start.is_none() && p.accept_words(&["START", "WITH"]) {
        start = p.disjunction()?;
    }
    p.some(Kind::Connect, &args![Start: start, Connect: connect, Nocycle: nocycle])
}

/// `PRIOR x`, after the word; nothing outside of `CONNECT BY`.
pub fn prior(p: &mut Parser<'_>, _: RuleArgs) -> R {
    if !p.knows_prior {
        return Ok(None);
    }
    let this = p.bitwise()?;
    p.some(Kind::Prior, &args![This: this])
}

/// `ORDER BY ...`; a node given is what is ordered inside of an aggregation.
pub fn order(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mut siblings = Value::None;
    if a.flags & AFTER_KEYWORD == 0 && !p.accept(T::OrderBy) {
        if !p.accept(T::OrderSiblingsBy) {
            return Ok(a.node);
        }
        siblings = Value::Bool(true);
    }
    let mark = p.mark() - 1;
    let comments = p.prev_comments();
    let terms = p.csv(|p| p.ordered())?;
    let list = p.opt_list(&terms);
    let args = args![This: a.node, Expressions: list, Siblings: siblings];
    commented(p, Kind::Order, &args, mark, &comments).map(Some)
}

/// `SORT BY ...` or `DISTRIBUTE BY ...`.
pub(super) fn sort(p: &mut Parser<'_>, kind: Kind) -> R {
    let mark = p.mark();
    p.advance();
    let terms = p.csv(|p| p.ordered())?;
    let list = p.opt_list(&terms);
    commented(p, kind, &args![Expressions: list], mark, &[]).map(Some)
}

/// `CLUSTER BY ...`.
fn cluster(p: &mut Parser<'_>) -> R {
    let mark = p.mark();
    p.advance();
    let columns = p.csv(|p| p.column())?;
    let list = p.opt_list(&columns);
    commented(p, Kind::Cluster, &args![Expressions: list], mark, &[]).map(Some)
}

/// One term of `ORDER BY`.
pub fn ordered(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let Some(mut this) = p.disjunction()? else { return Ok(None) };
    if p.dialect.semantics.flags.supports_order_by_all && p.tree.name(this).eq_ignore_ascii_case("ALL") {
        let span = p.tree.span(this);
        this = p.word_node("ALL");
        p.tree.set_span(this, span);
    }
    ordered_term(p, this).map(Some)
}

/// What follows the expression in a term of `ORDER BY`. `nulls_first` is settled here, by the dialect's order of nulls if
/// it isn't written.
pub fn ordered_term(p: &mut Parser<'_>, this: NodeId) -> R<NodeId> {
    let desc = if p.accept(T::Asc) {
        Value::Bool(false)
    } else if p.accept(T::Desc) {
        Value::Bool(true)
    } else {
        Value::None
    };
    let nulls_first = if p.accept_words(&["NULLS", "FIRST"]) {
        true
    } else if p.accept_words(&["NULLS", "LAST"]) {
        false
    } else {
        match p.dialect.semantics.null_ordering {
            NullOrdering::Small => desc != Value::Bool(true),
            NullOrdering::Large => desc == Value::Bool(true),
            NullOrdering::Last => false,
        }
    };
    let fill = if p.accept_words(&["WITH", "FILL"]) { Some(with_fill(p)?) } else { None };
    p.make(Kind::Ordered, &args![This: this, Desc: desc, NullsFirst: nulls_first, WithFill: fill])
}

/// `[FROM a] [TO b] [STEP c] [INTERPOLATE (...)]` after `WITH FILL`.
fn with_fill(p: &mut Parser<'_>) -> R<NodeId> {
    let from = fill_part(p, "FROM")?;
    let to = fill_part(p, "TO")?;
    let step = fill_part(p, "STEP")?;
    let interpolate = if p.accept_words(&["INTERPOLATE"]) {
        let items = p.wrapped_csv(interpolation)?;
        p.opt_list(&items)
    } else {
        Value::None
    };
    p.make(Kind::WithFill, &args![From: from, To: to, Step: step, Interpolate: interpolate])
}

fn fill_part(p: &mut Parser<'_>, word: &str) -> R<Value> {
    if !p.accept_words(&[word]) {
        return Ok(Value::Bool(false));
    }
    Ok(p.bitwise()?.into())
}

/// `a AS expression`: here the name stands first.
fn interpolation(p: &mut Parser<'_>) -> R {
    let name = p.id_var(0)?;
    if !p.accept(T::Alias) {
        return Ok(name);
    }
    let this = p.disjunction()?;
    p.some(Kind::Alias, &args![Alias: name, This: this])
}

// ---- LIMIT, FETCH, OFFSET ---------------------------------------------------------------------------------------------

/// Whether `LIMIT` or `OFFSET` at the cursor starts a clause and isn't a name.
pub fn at_limit_or_offset(p: &Parser<'_>) -> bool {
    matches!(p.kind(), T::Limit | T::Offset | T::Fetch) && {
        let next = p.next_kind();
        let tables = &p.dialect.parser;
        matches!(next, T::LParen | T::LBracket | T::LBrace | T::Identifier)
            || tables.sets.id_var.contains(next)
            || tables.primary.get(next).is_some()
            || tables.placeholders.get(next).is_some()
            || tables.unary.get(next).is_some()
    }
}

/// `LIMIT ...`, `TOP ...` or `FETCH ...`; a node given is what is limited inside of an aggregation.
pub fn limit(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let top = a.flags & TOP != 0;
    if a.flags & AFTER_KEYWORD == 0 && !p.accept(if top { T::Top } else { T::Limit }) {
        return if !top && p.at(T::Fetch) { fetch(p) } else { Ok(a.node) };
    }
    let mark = p.mark() - 1;
    let comments = p.prev_comments();
    let mut expression = if top { top_count(p)? } else { limit_count(p)? };
    let options = p.limit_options()?;
    let mut offset = None;
    if !top && p.accept(T::Comma) {
        offset = expression;
        expression = p.term()?;
    }
    let by = limit_by(p)?;
    commented(
        p,
        Kind::Limit,
        &args![This: a.node, Expression: expression, Offset: offset, LimitOptions: options, Expressions: by],
        mark,
        &comments,
    )
    .map(Some)
}

/// `5` or `(expression)` behind `TOP`.
fn top_count(p: &mut Parser<'_>) -> R {
    if !p.accept(T::LParen) {
        return p.number();
    }
    let count = match p.at_any(&[T::Select, T::With]) {
        true => super::query::select_with_modifiers(p, 0)?,
        false => p.term()?,
    };
    p.r_paren()?;
    Ok(count)
}

/// The count behind `LIMIT`; a `%` is the unit of the count and no operator.
fn limit_count(p: &mut Parser<'_>) -> R {
    if p.dialect.semantics.flags.supports_limit_all && p.accept(T::All) {
        let text = p.text("ALL");
        return p.some(Kind::Var, &args![This: text]);
    }
    let outer = p.leaves_percent.replace(p.nesting());
    let count = p.term();
    p.leaves_percent = outer;
    count
}

/// `PERCENT`, `ROWS`, `ONLY`, `WITH TIES`; nothing if none of them is there.
pub fn limit_options(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let percent = p.accept_any(&[T::Percent, T::Mod]);
    let rows = p.accept_word(&["ROW", "ROWS"]);
    p.accept_words(&["ONLY"]);
    let ties = p.accept_words(&["WITH", "TIES"]);
    if !percent && !rows && !ties {
        return Ok(None);
    }
    p.some(Kind::LimitOptions, &args![Percent: percent, Rows: rows, WithTies: ties])
}

/// `BY a, b` behind a limit or offset.
fn limit_by(p: &mut Parser<'_>) -> R<Value> {
    if !p.accept_words(&["BY"]) {
        return Ok(Value::None);
    }
    let columns = p.csv(|p| p.bitwise())?;
    Ok(p.opt_list(&columns))
}

/// `FETCH FIRST 5 ROWS ONLY`.
fn fetch(p: &mut Parser<'_>) -> R {
    let mark = p.mark();
    p.advance();
    let direction = match p.accept_any(&[T::First, T::Next]) {
        true => p.prev_upper(),
        false => p.text("FIRST"),
    };
    let count = fetch_count(p)?;
    let options = p.limit_options()?;
    let args = args![Direction: direction, Count: count, LimitOptions: options];
    commented(p, Kind::Fetch, &args, mark, &[]).map(Some)
}

fn fetch_count(p: &mut Parser<'_>) -> R {
    if p.at_word(&["PERCENT", "ROW", "ROWS", "ONLY"]) {
        return Ok(None);
    }
    match p.primary()? {
        Some(count) => Ok(Some(count)),
        None => match p.function(0)? {
            Some(count) => Ok(Some(count)),
            None => p.id_var(0),
        },
    }
}

/// `OFFSET ...`; a node given is what is limited inside of an aggregation.
pub fn offset(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if !p.accept(T::Offset) {
        return Ok(a.node);
    }
    let mark = p.mark() - 1;
    let count = p.term()?;
    p.accept_word(&["ROW", "ROWS"]);
    let by = limit_by(p)?;
    commented(p, Kind::Offset, &args![This: a.node, Expression: count, Expressions: by], mark, &[]).map(Some)
}

/// `FOR UPDATE ...` and the like: one lock.
pub fn lock(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark();
    let (update, key) = if p.accept_words(&["FOR", "UPDATE"]) {
        (true, Value::None)
    } else if p.accept_words(&["FOR", "SHARE"]) || p.accept_words(&["LOCK", "IN", "SHARE", "MODE"]) {
        (false, Value::None)
    } else if p.accept_words(&["FOR", "KEY", "SHARE"]) {
        (false, Value::Bool(true))
    } else if p.accept_words(&["FOR", "NO", "KEY", "UPDATE"]) {
        (true, Value::Bool(true))
    } else {
        return Ok(None);
    };
    let tables = if p.accept_words(&["OF"]) {
        let tables = p.csv(|p| p.table(super::relation::SCHEMA))?;
        p.opt_list(&tables)
    } else {
        Value::None
    };
    let wait = if p.accept_words(&["NOWAIT"]) {
        Value::Bool(true)
    } else if p.accept_words(&["WAIT"]) {
        p.primary()?.into()
    } else if p.accept_words(&["SKIP", "LOCKED"]) {
        Value::Bool(false)
    } else {
        Value::None
    };
    let args = args![Update: update, Expressions: tables, Wait: wait, Key: key];
    commented(p, Kind::Lock, &args, mark, &[]).map(Some)
}
