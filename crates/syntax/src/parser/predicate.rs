//! Predicates: `IS`, `IN`, `BETWEEN`, `LIKE` and other operators between comparison and arithmetic.

use super::{Parser, RuleArgs, R};
use crate::lexer::T;
use sqlectic_ast::{args, Arg, Children, Kind, NodeId, Value};

/// Whether a node compares two values.
pub fn is_comparison(kind: Kind) -> bool {
    use Kind as K;
    matches!(kind, K::EQ | K::NEQ | K::GT | K::GTE | K::LT | K::LTE | K::NullSafeEQ | K::NullSafeNEQ)
}

/// A node in parentheses.
pub fn in_parens(p: &mut Parser<'_>, node: NodeId) -> NodeId {
    let span = p.tree.span(node);
    p.tree.make_at(Kind::Paren, span, &args![This: node])
}

/// The operands of a comparison: what other dialects would bind another way is put in parentheses.
#[inline]
pub(super) fn operands(p: &mut Parser<'_>, kind: Kind, left: NodeId, right: NodeId) -> (NodeId, NodeId) {
    let may_wrap = |node: NodeId| {
        matches!(p.tree.kind(node), Kind::Is | Kind::Not | Kind::NullSafeEQ | Kind::NullSafeNEQ)
            || kind == Kind::NullSafeEQ
    };
    if !may_wrap(left) && !may_wrap(right) {
        return (left, right);
    }
    let mut operand = |node: NodeId| {
        let wraps = match p.tree.kind(node) {
            Kind::Is | Kind::NullSafeEQ | Kind::NullSafeNEQ => true,
            Kind::Not => p.tree.this(node).is_some_and(|this| p.tree.kind(this) == Kind::Is),
            other => kind == Kind::NullSafeEQ && is_comparison(other),
        };
        if wraps {
            in_parens(p, node)
        } else {
            node
        }
    };
    (operand(left), operand(right))
}

/// The left side of a predicate, in parentheses if it is negated.
fn left_operand(p: &mut Parser<'_>, node: NodeId) -> NodeId {
    let wraps = match p.tree.kind(node) {
        Kind::Not => true,
        Kind::Is => false,
        _ => p.tree.has(node, Arg::Negate),
    };
    if wraps {
        in_parens(p, node)
    } else {
        node
    }
}

/// The left side of `IS`, in parentheses if dialects differ in what it would bind.
pub fn is_operand(p: &mut Parser<'_>, node: NodeId) -> NodeId {
    match is_comparison(p.tree.kind(node)) {
        true => in_parens(p, node),
        false => left_operand(p, node),
    }
}

/// The right side of `IS` and `IS DISTINCT FROM`, in parentheses if it is a predicate itself.
fn predicate_operand(p: &mut Parser<'_>, node: NodeId) -> NodeId {
    let kind = p.tree.kind(node);
    match matches!(kind, Kind::Escape | Kind::Not) || kind.is(Kind::Predicate) {
        true => in_parens(p, node),
        false => node,
    }
}

/// A predicate after its left side; nothing if none follows.
pub(super) fn after(p: &mut Parser<'_>, left: NodeId) -> R {
    let dialect = p.dialect;
    let mark = p.mark();
    let negated = p.at(T::Not);
    if negated {
        // `NOT` belongs to a predicate only if one follows.
        if dialect.parser.range.get(p.next_kind()).is_none() && p.next_kind() != T::Null {
            return Ok(None);
        }
        p.advance();
    }
    let this = match p.kind() {
        T::Isnull | T::Notnull => null_test(p, left)?,
        T::Null if negated => null_test(p, left)?,
        kind => {
            let Some(rule) = dialect.parser.range.get(kind) else {
                p.retreat(mark);
                return Ok(None);
            };
            p.advance();
            let left = left_operand(p, left);
            let args = RuleArgs { node: Some(left), flags: 0 };
            match p.deep(|p| rule.call(p, args))? {
                Some(node) => node,
                None => {
                    p.retreat(mark);
                    return Ok(None);
                }
            }
        }
    };
    if negated {
        return p.negated(this);
    }
    Ok(Some(this))
}

/// `x ISNULL`, `x NOTNULL`, and the `NULL` of `x NOT NULL`.
fn null_test(p: &mut Parser<'_>, left: NodeId) -> R<NodeId> {
    let not = p.at(T::Notnull);
    p.advance();
    let left = is_operand(p, left);
    let null = p.node(Kind::Null, &[])?;
    match not {
        true => is_not(p, Some(left), null),
        false => p.make(Kind::Is, &args![This: left, Expression: null]),
    }
}

/// `left IS NOT right`: a negation around it, or of its own where `NULL` is asked for and the dialect tells them apart.
fn is_not(p: &mut Parser<'_>, left: Option<NodeId>, right: NodeId) -> R<NodeId> {
    if p.tree.kind(right) == Kind::Null && !p.dialect.semantics.flags.normalize_not_null {
        return p.make(Kind::Is, &args![This: left, Expression: right, Negate: true]);
    }
    let is = p.make(Kind::Is, &args![This: left, Expression: right])?;
    p.make(Kind::Not, &args![This: is])
}

/// `NOT` before a predicate: kinds that carry the negation do so, others are wrapped.
pub fn negated(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(this) = a.node else { return Ok(None) };
    let mut like = this;
    if p.tree.kind(like) == Kind::Escape {
        like = p.tree.this(like).unwrap_or(like);
    }
    if p.tree.kind(like).row().args.iter().any(|row| row.arg == Arg::Negate) && p.tree.kind(like) != Kind::Is {
        p.tree.set(like, Arg::Negate, true);
        return Ok(Some(this));
    }
    p.some(Kind::Not, &args![This: this])
}

/// A predicate of two operands; the rows of the base dialect name it with the kind.
pub fn binary(p: &mut Parser<'_>, kind: Kind, left: Option<NodeId>) -> R {
    let comments = p.prev_comments();
    let right = p.bitwise()?;
    let node = p.node(kind, &args![This: left, Expression: right])?;
    p.add_comments(node, &comments);
    p.escape(node)
}

/// The same with the operands the other way round.
pub fn reversed(p: &mut Parser<'_>, kind: Kind, left: Option<NodeId>) -> R {
    let right = p.bitwise()?;
    let node = p.make(kind, &args![This: right, Expression: left])?;
    p.escape(node)
}

/// `ESCAPE` after a pattern.
pub fn escape(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if !p.accept(T::Escape) {
        return Ok(a.node);
    }
    let character = match p.string()? {
        Some(character) => Some(character),
        None => p.unary()?,
    };
    p.some(Kind::Escape, &args![This: a.node, Expression: character])
}

/// `IS` and its right side, after the keyword.
pub fn is(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let negated = p.accept(T::Not);
    if p.accept_words(&["DISTINCT", "FROM"]) {
        let kind = if negated { Kind::NullSafeEQ } else { Kind::NullSafeNEQ };
        let right =
            super::operator::right_operand(p, p.dialect.parser.flags.is_predicate_precedence.operand_level() as u8)?;
        let (left, right) = (a.node.map(|node| is_operand(p, node)), right.map(|node| predicate_operand(p, node)));
        return p.some(kind, &args![This: left, Expression: right]);
    }
    let right = if p.at_words(&["JSON"]) {
        p.advance();
        Some(json_predicate(p)?)
    } else if p.accept(T::Unknown) {
        Some(p.node(Kind::Null, &[])?)
    } else {
        match p.null()? {
            Some(null) => Some(null),
            None => p.bitwise()?.map(|node| predicate_operand(p, node)),
        }
    };
    let Some(right) = right else {
        p.retreat(mark);
        return Ok(None);
    };
    let left = a.node.map(|node| is_operand(p, node));
    let node = match negated {
        true => is_not(p, left, right)?,
        false => p.make(Kind::Is, &args![This: left, Expression: right])?,
    };
    p.column_ops(node)
}

/// `[VALUE | ARRAY | OBJECT | SCALAR] [WITH | WITHOUT UNIQUE [KEYS]]` after `IS JSON`.
fn json_predicate(p: &mut Parser<'_>) -> R<NodeId> {
    let kind = if p.accept_word(&["VALUE", "SCALAR", "OBJECT", "ARRAY"]) { p.prev_upper() } else { Value::Bool(false) };
    let with = if p.accept_word(&["WITH"]) {
        Value::Bool(true)
    } else if p.accept_word(&["WITHOUT"]) {
        Value::Bool(false)
    } else {
        Value::None
    };
    let unique = p.accept(T::Unique);
    p.accept_word(&["KEYS"]);
    p.make(Kind::JSON, &args![This: kind, With: with, Unique: unique])
}

/// `IN` and its right side, after the keyword.
pub fn in_(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if p.at(T::Unnest) {
        if let Some(unnest) = p.unnest(super::relation::WITHOUT_ALIAS)? {
            return p.some(Kind::In, &args![This: a.node, Unnest: unnest]);
        }
    }
    if !p.accept_any(&[T::LParen, T::LBracket]) {
        let field = p.column()?;
        return p.some(Kind::In, &args![This: a.node, Field: field]);
    }
    let wrapped = p.prev().kind == T::LParen;
    let items = if p.at(T::RParen) { Children::new() } else { p.csv(|p| p.deep(|p| p.select_or_expression(0)))? };
    let node = match items[..] {
        [query] if p.tree.is(query, Kind::Query) => {
            let query = p.query_modifiers(query)?.unwrap_or(query);
            let query = p.subquery(query, super::relation::WITHOUT_ALIAS)?.unwrap_or(query);
            p.node(Kind::In, &args![This: a.node, Query: query])?
        }
        _ => {
            let list = p.list(&items);
            p.node(Kind::In, &args![This: a.node, Expressions: list])?
        }
    };
    if wrapped {
        p.r_paren_of(Some(node))?;
    } else if !p.accept(T::RBracket) {
        p.error("Expecting ]")?;
    }
    Ok(Some(node))
}

/// `BETWEEN` and its right side, after the keyword.
pub fn between(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let symmetric = if p.accept_words(&["SYMMETRIC"]) {
        Value::Bool(true)
    } else if p.accept_words(&["ASYMMETRIC"]) {
        Value::Bool(false)
    } else {
        Value::None
    };
    let this = a.node.map(|node| match p.tree.kind(node) {
        Kind::Is | Kind::NullSafeEQ | Kind::NullSafeNEQ => in_parens(p, node),
        _ => node,
    });
    let low = p.bitwise()?;
    p.accept(T::And);
    let high = p.bitwise()?;
    p.some(Kind::Between, &args![This: this, Low: low, High: high, Symmetric: symmetric])
}

/// `x FOR y IN z [IF c]`, a list comprehension; nothing if `FOR` starts something else.
pub fn comprehension(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let variable = p.csv(|p| p.column_reference())?;
    if variable.is_empty() || !p.accept(T::In) {
        return Ok(None);
    }
    let mut names: Vec<Value> = variable
        .iter()
        .map(|node| match p.tree.kind(*node) {
            Kind::Column => p.tree.get(*node, Arg::This),
            _ => Value::Node(*node),
        })
        .collect();
    let position = if names.len() > 1 { names.pop().unwrap_or(Value::None) } else { Value::None };
    let expression = names.first().copied().unwrap_or(Value::None);
    let iterator = p.column()?;
    let condition = if p.accept_word(&["IF"]) { p.disjunction()? } else { None };
    p.some(
        Kind::Comprehension,
        &args![This: a.node, Expression: expression, Position: position, Iterator: iterator, Condition: condition],
    )
}

/// `a OPERATOR(schema.+) b`, after the keyword.
pub fn operator(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mut left = a.node;
    loop {
        if !p.accept(T::LParen) {
            return Ok(left.filter(|node| Some(*node) != a.node));
        }
        let from = p.mark();
        while !p.at(T::RParen) && !p.at_end() {
            p.advance();
        }
        let text = p.source_since(from).split_whitespace().collect::<String>();
        let text = p.text(&text);
        p.r_paren()?;
        let comments = p.prev_comments();
        let right = p.bitwise()?;
        let node = p.node(Kind::Operator, &args![This: left, Operator: text, Expression: right])?;
        p.add_comments(node, &comments);
        left = Some(node);
        // Without a parenthesis the word is an alias.
        if !p.at_pair(T::Operator, T::LParen) {
            return Ok(left);
        }
        p.advance();
    }
}
