//! Infix operators: precedence is climbed in one loop for all levels, by a table of what tokens do behind an operand.
//!
//! Each level is also a rule of its own; if a dialect replaces one of them, `layered` calls level by level instead.

use super::{operand, predicate, Infix, Level, Parser, ParserTables, Rule, RuleArgs, R};
use crate::lexer::T;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

/// What a token does behind an operand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Operator {
    /// How tightly it binds: the number of its [`Level`], 0 if the token is no operator.
    level: u8,
    does: Does,
    /// The kind of the node, where operators make one of two operands.
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Does {
    /// Makes a node of two operands.
    Infix,
    /// The same for two values that are compared.
    Comparison,
    /// The same for operands or nodes that need some care.
    Special,
    /// `||`, which joins texts.
    Concat,
    /// `??`
    Coalesce,
    /// A predicate.
    Predicate,
    /// What it does is told by more than the token.
    Depends,
}

impl Operator {
    const NONE: Operator = Operator { level: 0, does: Does::Predicate, kind: Kind::Expression };

    fn new(level: Level, does: Does) -> Operator {
        Operator { level: level as u8, does, ..Operator::NONE }
    }

    fn infix(infix: Infix, concat_level: Level) -> Operator {
        let does = match (infix.level, infix.kind) {
            (Level::Equality | Level::Comparison, _) => Does::Comparison,
            (_, Kind::Collate | Kind::Div | Kind::JSONExtract | Kind::JSONExtractScalar) => Does::Special,
            _ if concat_level == Level::Concat => Does::Special,
            _ => Does::Infix,
        };
        Operator { level: infix.level as u8, does, kind: infix.kind }
    }
}

/// What tokens do behind an operand, by their kinds; derived from the tables of a dialect.
#[derive(Clone, Debug, Default)]
pub(super) struct Operators(Vec<Operator>);

impl Operators {
    pub(super) fn of(tables: &ParserTables) -> Operators {
        let mut operators = Operators::default();
        for (kind, _) in tables.range.iter() {
            operators.set(kind, Operator::new(Level::Range, Does::Predicate));
        }
        let is = Operator::new(tables.flags.is_predicate_precedence.level(), Does::Predicate);
        for kind in [T::Is, T::Isnull, T::Notnull] {
            operators.set(kind, is);
        }
        operators.set(T::Dqmark, Operator::new(Level::Bitwise, Does::Coalesce));
        for kind in [T::Dpipe, T::Gt, T::Lt, T::Not] {
            operators.set(kind, Operator::new(Level::Range, Does::Depends));
        }
        for (kind, infix) in tables.infix.iter().filter(|(kind, _)| !matches!(*kind, T::Gt | T::Lt | T::Mod)) {
            operators.set(kind, Operator::infix(*infix, tables.concat_level));
        }
        if tables.infix.get(T::Mod).is_some() {
            operators.set(T::Mod, Operator::new(Level::Factor, Does::Depends));
        }
        operators
    }

    fn set(&mut self, kind: T, operator: Operator) {
        let index = kind.0 as usize;
        if index >= self.0.len() {
            self.0.resize(index + 1, Operator::NONE);
        }
        self.0[index] = operator;
    }

    #[inline]
    fn get(&self, kind: T) -> Operator {
        self.0.get(kind.0 as usize).copied().unwrap_or(Operator::NONE)
    }
}

/// The levels and the rules that they are, loosest first.
const LEVELS: [(Level, Rule); 15] = [
    (Level::Disjunction, Rule::Disjunction),
    (Level::Xor, Rule::Conjunction),
    (Level::Conjunction, Rule::Conjunction),
    (Level::Is, Rule::Equality),
    (Level::Equality, Rule::Equality),
    (Level::Comparison, Rule::Comparison),
    (Level::Range, Rule::Range),
    (Level::Bitwise, Rule::Bitwise),
    (Level::BitwiseAnd, Rule::Bitwise),
    (Level::Shift, Rule::Bitwise),
    (Level::Term, Rule::Term),
    (Level::Factor, Rule::Factor),
    (Level::Exponent, Rule::Exponent),
    (Level::Concat, Rule::Exponent),
    (Level::Collate, Rule::Exponent),
];

/// The levels that a rule is, loosest and tightest, of which this level is one; and the rule of what binds tighter than
/// all of them.
fn ruled(level: u8) -> (u8, u8, Option<Rule>) {
    let rule = LEVELS.iter().find(|(known, _)| *known as u8 == level).map(|(_, rule)| *rule);
    let same = || LEVELS.iter().filter(|(_, other)| Some(*other) == rule).map(|(known, _)| *known as u8);
    let tightest = same().next_back().unwrap_or(level);
    let tighter = LEVELS.iter().find(|(known, _)| *known as u8 > tightest).map(|(_, rule)| *rule);
    (same().next().unwrap_or(level), tightest, tighter)
}

/// Whether a rule is a level of its own.
pub(super) fn is_level(rule: Rule) -> bool {
    LEVELS.iter().any(|(_, level)| *level == rule)
}

/// Everything that binds at least as tightly as `level`.
#[inline]
pub(super) fn level(p: &mut Parser<'_>, level: Level) -> R {
    if p.dialect.parser.layered {
        return layered(p, level);
    }
    binary(p, level as u8)
}

/// All operators from the level of this number on.
pub(super) fn binary(p: &mut Parser<'_>, loosest: u8) -> R {
    let left = match operand::plain(p)? {
        None => p.unary()?,
        plain => plain,
    };
    match left {
        Some(left) => climb(p, left, loosest, Level::Collate as u8).map(Some),
        None => Ok(None),
    }
}

/// The same behind an operand that was parsed before, up to a level.
#[inline]
fn climb(p: &mut Parser<'_>, mut left: NodeId, loosest: u8, mut tightest: u8) -> R<NodeId> {
    loop {
        let operator = next(p);
        // Behind a finished predicate nothing goes on that binds tighter: it would have been part of its right side.
        if operator.level < loosest || operator.level > tightest {
            return Ok(left);
        }
        let Some(node) = apply(p, left, operator)? else { return Ok(left) };
        left = node;
        tightest = behind(operator.level);
    }
}

/// The tightest level that goes on behind an operator of `level`: behind an `IS` that took a comparison in, predicates do.
#[inline]
fn behind(level: u8) -> u8 {
    if level == Level::Is as u8 {
        return Level::Range as u8;
    }
    level
}

/// The same level by level, each through its rule.
pub(super) fn layered(p: &mut Parser<'_>, level: Level) -> R {
    let (loosest, tightest, tighter) = ruled(level as u8);
    operand_and_behind(p, tighter, loosest, tightest)
}

/// An operand that is a rule, or the tightest there is; and operators of these levels behind it.
fn operand_and_behind(p: &mut Parser<'_>, rule: Option<Rule>, loosest: u8, tightest: u8) -> R {
    let operand = match rule {
        Some(rule) => p.rule(rule, RuleArgs::default())?,
        None => p.unary()?,
    };
    match operand {
        Some(operand) => climb(p, operand, loosest, tightest).map(Some),
        None => Ok(None),
    }
}

/// What follows an operator of the level of this number: everything that binds tighter.
#[inline]
pub(super) fn right_operand(p: &mut Parser<'_>, level: u8) -> R {
    if !p.dialect.parser.layered {
        return binary(p, level + 1);
    }
    let (_, tightest, tighter) = ruled(level);
    operand_and_behind(p, tighter, level + 1, tightest)
}

/// The operator at the cursor.
#[inline(always)] // Asked behind every operand.
fn next(p: &Parser<'_>) -> Operator {
    let operator = p.dialect.parser.operators.get(p.kind());
    match operator.does {
        Does::Depends => depending(p),
        _ => operator,
    }
}

/// An operator that more than its token tells.
fn depending(p: &Parser<'_>) -> Operator {
    let tables = &p.dialect.parser;
    let (kind, next) = (p.kind(), p.next_kind());
    match kind {
        T::Gt | T::Lt if next == kind => {
            let kind = if kind == T::Lt { Kind::BitwiseLeftShift } else { Kind::BitwiseRightShift };
            Operator { kind, ..Operator::new(tables.shift_level, Does::Special) }
        }
        T::Mod if p.leaves_percent == Some(p.nesting()) => Operator::NONE,
        T::Gt | T::Lt | T::Mod => {
            tables.infix.get(kind).map_or(Operator::NONE, |infix| Operator::infix(*infix, tables.concat_level))
        }
        T::Dpipe if p.dialect.semantics.flags.dpipe_is_string_concat => {
            Operator::new(tables.concat_level, Does::Concat)
        }
        T::Not if next == T::Null => Operator::new(tables.flags.is_predicate_precedence.level(), Does::Predicate),
        _ => Operator::new(Level::Range, Does::Predicate),
    }
}

/// The node of an operator at the cursor; nothing if it turns out to be none.
#[inline]
fn apply(p: &mut Parser<'_>, left: NodeId, operator: Operator) -> R {
    match operator.does {
        Does::Infix | Does::Comparison => infix(p, left, operator),
        Does::Special => special(p, left, operator),
        Does::Concat => concatenation(p, left, operator),
        Does::Coalesce => coalesce(p, left, operator),
        Does::Predicate | Does::Depends => predicate::after(p, left),
    }
}

fn infix(p: &mut Parser<'_>, left: NodeId, operator: Operator) -> R {
    p.within_limits()?;
    let mark = p.mark();
    p.advance();
    let Some(right) = right_operand(p, operator.level)? else {
        return without_right_side(p, mark, left, operator);
    };
    let (left, right) = match operator.does {
        Does::Comparison => predicate::operands(p, operator.kind, left, right),
        _ => (left, right),
    };
    let node = p.over(operator.kind, [(Arg::This, left), (Arg::Expression, right)]);
    p.copy_comments(mark, node);
    Ok(Some(node))
}

#[cold]
fn without_right_side(p: &mut Parser<'_>, mark: usize, left: NodeId, operator: Operator) -> R {
    if is_name(p, mark, operator) {
        p.retreat(mark);
        return Ok(None);
    }
    let node = p.node(operator.kind, &args![This: left, Expression: Value::None])?;
    p.copy_comments(mark, node);
    Ok(Some(node))
}

/// Whether an operator without a right side is a name after all: `SELECT a div`.
fn is_name(p: &Parser<'_>, mark: usize, operator: Operator) -> bool {
    let is_word = || p.str(p.peek_at(mark)).as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    operator.level == Level::Factor as u8 && is_word()
}

fn coalesce(p: &mut Parser<'_>, left: NodeId, operator: Operator) -> R {
    p.advance();
    let right = right_operand(p, operator.level)?;
    let list = p.opt_list(right.as_slice());
    p.some(Kind::Coalesce, &args![This: left, Expressions: list])
}

fn concatenation(p: &mut Parser<'_>, left: NodeId, operator: Operator) -> R {
    p.advance();
    let comments = p.prev_comments();
    let right = right_operand(p, operator.level)?;
    let safe = !p.dialect.semantics.flags.strict_string_concat;
    let node = p.node(Kind::DPipe, &args![This: left, Expression: right, Safe: safe])?;
    p.add_comments(node, &comments);
    Ok(Some(node))
}

/// Two operands of an operator that makes more than a node of them.
fn special(p: &mut Parser<'_>, left: NodeId, operator: Operator) -> R {
    let kind = operator.kind;
    p.within_limits()?;
    let mark = p.mark();
    p.advance();
    if is_shift(kind) {
        p.advance();
    }
    let sign = p.mark() - 1;
    let right = match kind {
        Kind::Collate => collation(p)?,
        _ => right_operand(p, operator.level)?,
    };
    if right.is_none() && is_name(p, mark, operator) {
        p.retreat(mark);
        return Ok(None);
    }
    let (left, right) = concat_operands(p, operator, left, right);
    let flags = &p.dialect.semantics.flags;
    let node = match kind {
        Kind::JSONExtract | Kind::JSONExtractScalar => super::column::json_extraction(p, kind, Some(left), right)?,
        Kind::Div => {
            let (typed, safe) = (flags.typed_division, flags.safe_division);
            p.node(kind, &args![This: left, Expression: right, Typed: typed, Safe: safe])?
        }
        _ => p.node(kind, &args![This: left, Expression: right])?,
    };
    p.copy_comments(sign, node);
    Ok(Some(node))
}

fn is_shift(kind: Kind) -> bool {
    matches!(kind, Kind::BitwiseLeftShift | Kind::BitwiseRightShift)
}

/// The operands of an operator where `||` and `->` bind tighter than in other dialects: in parentheses if those would
/// split them up.
fn concat_operands(
    p: &mut Parser<'_>,
    operator: Operator,
    left: NodeId,
    right: Option<NodeId>,
) -> (NodeId, Option<NodeId>) {
    if p.dialect.parser.concat_level != Level::Concat {
        return (left, right);
    }
    let levels = Level::Bitwise as u8..=Level::Exponent as u8;
    let arithmetic = levels.contains(&operator.level) && !is_shift(operator.kind);
    let arrow = operator.level == Level::Concat as u8;
    let mut operand = |node: NodeId| {
        let splits = match p.tree.kind(node) {
            Kind::DPipe => arithmetic || arrow,
            // Not a call.
            Kind::JSONExtract | Kind::JSONExtractScalar => {
                arithmetic && p.tree.get(node, Arg::OnlyJsonTypes) != Value::None
            }
            _ => false,
        };
        let span = p.tree.span(node);
        if splits {
            p.tree.make_at(Kind::Paren, span, &args![This: node])
        } else {
            node
        }
    };
    (operand(left), right.map(operand))
}

/// The name of a collation: a word, a quoted name, a string.
fn collation(p: &mut Parser<'_>) -> R {
    let level = p.dialect.parser.infix.get(T::Collate).map_or(Level::Term, |infix| infix.level);
    let right = right_operand(p, level as u8)?;
    let Some(column) = right.filter(|node| p.tree.kind(*node) == Kind::Column) else { return Ok(right) };
    let Some(name) = p.tree.this(column).filter(|_| p.tree.get(column, Arg::Table) == Value::None) else {
        return Ok(right);
    };
    if p.tree.has(name, Arg::Quoted) {
        return Ok(Some(name));
    }
    let text = p.tree.get(name, Arg::This);
    let span = p.tree.span(name);
    Ok(Some(p.tree.make_at(Kind::Var, span, &args![This: text])))
}
