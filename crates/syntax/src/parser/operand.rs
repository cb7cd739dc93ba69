//! Plain operands: names and literals, which most operands are, read without the descent through all rules of operands.

use super::{atom, column, Parser, ParserTables, Rule, RuleArgs, R};
use crate::{
    lexer::{TokenSet, T},
    names::NameTable,
};
use sqlectic_ast::Kind;

/// The rules that the descent would go through, to no effect; where one of them is replaced there are no plain operands.
const PASSED: [Rule; 12] = [
    Rule::Unary,
    Rule::Type,
    Rule::Column,
    Rule::ColumnReference,
    Rule::ColumnOps,
    Rule::Field,
    Rule::Primary,
    Rule::IdVar,
    Rule::Identifier,
    Rule::AtTimeZone,
    Rule::Interval,
    Rule::Types,
];

/// Whether plain operands are read without a rule.
pub(super) fn passes_over(rule: Rule) -> bool {
    PASSED.contains(&rule)
}

/// What an operand is, by its first token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Start {
    /// Anything: left to the descent.
    #[default]
    Other,
    /// A name, or a call.
    Name,
    /// What the table of primaries has.
    Primary,
    /// A call, if a parenthesis follows.
    Call,
    /// What stands in parentheses.
    Parenthesis,
}

/// What tells plain operands from others.
#[derive(Clone, Debug, Default)]
pub struct PlainOperands {
    /// What operands are, by the kind of their first token; nothing is plain where a rule of those passed over is replaced.
    starts: Vec<Start>,
    /// Tokens that go on with an operand.
    continues: TokenSet,
    /// Words that are more than names.
    words: NameTable<()>,
}

impl PlainOperands {
    pub(super) fn of(tables: &ParserTables) -> PlainOperands {
        let mut continues = TokenSet::new(&[T::Colon, T::Dot, T::JoinMarker, T::LBrace, T::LBracket]);
        for (kind, _) in tables.column_operators.iter() {
            continues.extend(&[kind]);
        }
        let mut words = NameTable::default();
        let functions = tables.no_paren_function_parsers.iter().map(|(word, _)| word);
        for word in functions.chain(tables.type_aliases.iter().map(|(word, _)| word)) {
            words.set(word, ());
        }
        PlainOperands { starts: starts(tables), continues, words }
    }

    #[inline]
    fn start(&self, kind: T) -> Start {
        self.starts.get(kind.0 as usize).copied().unwrap_or_default()
    }

    /// Whether the word at the cursor is more than a name: starts a function without parentheses, or stands for a type.
    #[inline(always)] // Asked for every name.
    pub(super) fn is_special(&self, p: &Parser<'_>) -> bool {
        p.rarely(&self.words, p.curr().text).is_some()
    }
}

/// What operands are, by the kind of their first token.
fn starts(tables: &ParserTables) -> Vec<Start> {
    if tables.descends {
        return Vec::new();
    }
    let start = |kind: T| match kind {
        T::Interval => Start::Other,
        _ if tables.sets.types.contains(kind) || tables.unary.get(kind).is_some() => Start::Other,
        _ if tables.primary.get(kind).is_some() => Start::Primary,
        T::LParen => Start::Parenthesis,
        _ if tables.no_paren_functions.get(kind).is_some() => Start::Other,
        T::Var | T::Identifier => Start::Name,
        _ if tables.sets.func.contains(kind) => Start::Call,
        _ => Start::Other,
    };
    (0..T::DECLARED as u16).map(T).map(start).collect()
}

/// A name, literal, call or parenthesis with what may follow it; nothing if something else stands here, or more than
/// meets the eye.
#[inline(always)] // All operands begin here, from one place.
pub(super) fn plain(p: &mut Parser<'_>) -> R {
    let tables = &p.dialect.parser;
    let this = match (tables.plain.start(p.kind()), p.next_kind()) {
        (Start::Other, _) => return Ok(None),
        (Start::Parenthesis, _) => p.paren()?,
        (Start::Name | Start::Call, _) if !p.at(T::Identifier) && tables.plain.is_special(p) => return Ok(None),
        (Start::Name | Start::Call, T::LParen) => p.function(0)?,
        // A name that is a type, or strings that are one.
        (_, T::String | T::LParen) | (Start::Call, _) => return Ok(None),
        (Start::Name, T::Dot) => {
            let name = atom::plain_name(p);
            Some(column::dotted_column(p, name)?)
        }
        (Start::Name, _) => Some(atom::plain_named(p, Kind::Column)),
        (Start::Primary, _) => primary(p)?,
    };
    let Some(this) = this else { return Ok(None) };
    if !tables.plain.continues.contains(p.kind()) {
        return p.at_time_zone(this);
    }
    match column::with_operators(p, this)? {
        Some(this) => p.at_time_zone(this),
        None => Ok(None),
    }
}

/// What the table of primaries has at the cursor; a name is a column.
fn primary(p: &mut Parser<'_>) -> R {
    let tables = &p.dialect.parser;
    let Some(rule) = tables.primary.get(p.kind()) else { return Ok(None) };
    p.advance();
    match rule.call(p, RuleArgs::default())? {
        Some(name) if p.tree.kind(name) == Kind::Identifier => column::dotted_column(p, name).map(Some),
        primary => Ok(primary),
    }
}
