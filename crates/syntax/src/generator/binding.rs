//! Operands that need parentheses: those that the target would read as a part of something else.
//!
//! A tree tells by its shape what belongs together, a text by how tightly operators bind, and dialects differ in that;
//! functions of one dialect are operators of another. Operands that were parsed inside of their operator, and those that
//! a renderer puts there, keep together. What programs put together by hand is written as it is.

use super::{Generator, Render};
use crate::parser::{Level, ParserTables};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

/// How tightly kinds bind that are written as operators, twice their [`Level`]; zero for all others.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bindings(Vec<u8>);

/// `NOT` takes in what binds tighter than `AND`.
const NOT: u8 = Level::Conjunction as u8 * 2 + 1;
const PREDICATE: u8 = Level::Range as u8 * 2;
/// Prefixes and suffixes bind tighter than all operators between two operands.
const TIGHTEST: u8 = Level::Collate as u8 * 2 + 1;

/// Predicates that are no operators of two operands, or have no row among those.
const PREDICATES: [Kind; 12] = [
    Kind::Between,
    Kind::Glob,
    Kind::ILike,
    Kind::In,
    Kind::Is,
    Kind::Like,
    Kind::Match,
    Kind::NullSafeEQ,
    Kind::NullSafeNEQ,
    Kind::Overlaps,
    Kind::SimilarTo,
    Kind::Escape,
];

impl Bindings {
    pub(crate) fn of(tables: &ParserTables) -> Bindings {
        let mut found = Bindings::default();
        for (_, infix) in
            tables.infix.iter().filter(|(_, infix)| !infix.kind.is(Kind::Func) || infix.kind.is(Kind::Connector))
        {
            found.set(infix.kind, infix.level as u8 * 2);
        }
        for kind in PREDICATES {
            found.set(kind, PREDICATE);
        }
        found.set(Kind::PropertyEQ, 0);
        found.set(Kind::Not, NOT);
        found.set(Kind::DPipe, tables.concat_level as u8 * 2);
        for kind in [Kind::BitwiseLeftShift, Kind::BitwiseRightShift] {
            found.set(kind, tables.shift_level as u8 * 2);
        }
        found
    }

    fn set(&mut self, kind: Kind, level: u8) {
        let index = kind.0 as usize;
        if index >= self.0.len() {
            self.0.resize(index + 1, 0);
        }
        self.0[index] = level;
    }

    #[inline]
    fn get(&self, kind: Kind) -> u8 {
        self.0.get(kind.0 as usize).copied().unwrap_or(0)
    }

    /// How tightly a kind binds what it is applied to.
    fn outer(&self, kind: Kind) -> u8 {
        match kind {
            Kind::Neg | Kind::BitwiseNot | Kind::Bracket | Kind::AtTimeZone | Kind::FromTimeZone => TIGHTEST,
            Kind::Pow => Level::Exponent as u8 * 2,
            Kind::Escape => 0,
            _ => match self.get(kind) {
                0 if kind.is(Kind::Binary) && kind.is(Kind::Predicate) => PREDICATE,
                level => level,
            },
        }
    }

    /// Whether an operand of a kind would be torn apart.
    fn tears(&self, outer: Kind, arg: Arg, inner: Kind) -> bool {
        let (outer_level, level) = (self.outer(outer), self.get(inner));
        let is_left = arg == Arg::This;
        if level == 0 || outer_level == 0 || inner == Kind::Not && !is_left && outer_level != TIGHTEST {
            return false;
        }
        let is_predicate = |level: u8| level >= Level::Is as u8 * 2 && level <= PREDICATE;
        if is_predicate(level) && is_predicate(outer_level) {
            return outer.is(Kind::Func) && (!is_left || level < PREDICATE);
        }
        level < outer_level || level == outer_level && !is_left && !is_associative(outer, inner)
    }
}

/// Whether `a outer (b inner c)` is `(a outer b) inner c`.
fn is_associative(outer: Kind, inner: Kind) -> bool {
    let alone = matches!(
        outer,
        Kind::And
            | Kind::BitwiseAnd
            | Kind::BitwiseOr
            | Kind::BitwiseXor
            | Kind::DPipe
            | Kind::Mul
            | Kind::Or
            | Kind::Xor
    );
    alone && outer == inner || outer == Kind::Add && matches!(inner, Kind::Add | Kind::Sub)
}

impl Generator<'_> {
    /// Writes an operand of an operator.
    #[inline]
    pub fn operand(&mut self, id: NodeId, arg: Arg) {
        match self.tree.node(id, arg) {
            Some(operand) => self.operand_node(id, arg, operand),
            None => self.arg(id, arg),
        }
    }

    /// Writes what stands in the place of an operand.
    #[inline]
    pub fn operand_node(&mut self, id: NodeId, arg: Arg, operand: NodeId) {
        match self.stands_apart(id, arg, operand) {
            true => self.paren(|g| g.node(operand)),
            false => self.node(operand),
        }
    }

    /// Whether an operand that was parsed inside of its operator needs parentheses in the target.
    #[inline]
    pub(super) fn stands_apart(&self, id: NodeId, arg: Arg, operand: NodeId) -> bool {
        let kind = self.tree.kind(operand);
        if self.dialect.parser.bindings.get(kind) == 0 || !self.tears(self.tree.kind(id), arg, kind) {
            return false;
        }
        // What is assigned may be any condition: `SET a = b OR c`.
        let is_assigned = arg == Arg::Expression && self.tree.kind(id) == Kind::EQ;
        !is_assigned && {
            let (outer, inner) = (self.tree.span(id), self.tree.span(operand));
            outer.is_some() && inner.is_some() && outer.start <= inner.start && inner.end <= outer.end
        }
    }

    /// An operand of an operator that a renderer writes, in parentheses where it needs some.
    pub fn as_operand(&mut self, outer: Kind, arg: Arg, operand: Value) -> Value {
        match operand.node() {
            Some(node) if self.tears(outer, arg, self.tree.kind(node)) => {
                self.make(Kind::Paren, &args![This: node]).into()
            }
            _ => operand,
        }
    }

    /// Whether a node is written as an operator.
    pub fn is_operator(&self, id: NodeId) -> bool {
        let kind = self.tree.kind(id);
        self.dialect.parser.bindings.get(kind) != 0 && self.is_written_as_operator(kind)
    }

    fn tears(&self, outer: Kind, arg: Arg, inner: Kind) -> bool {
        self.dialect.parser.bindings.tears(outer, arg, inner) && self.is_written_as_operator(inner)
    }

    /// Renderers of dialects may write calls, if not of all kinds; an integer division is a cast by itself.
    fn is_written_as_operator(&self, kind: Kind) -> bool {
        let tables = &self.dialect.generator;
        let always = kind.is(Kind::Predicate)
            || matches!(kind, Kind::Add | Kind::And | Kind::Div | Kind::Mul | Kind::Not | Kind::Or | Kind::Sub);
        always
            || tables.rendered_operators.contains(&kind)
            || matches!(tables.render(kind), Some(Render::Operator(_)))
            || !tables.is_written_otherwise(kind) && kind != Kind::IntDiv
    }
}
