//! Plain operands: names and literals, which most operands are, read without the descent through all rules of operands.

use super::{atom, column, Parser, ParserTables, Rule, RuleArgs, R};
use crate::{
    lexer::{TokenSet, T},
    names::NameTable,
};
use sqlectic_ast::Kind;

/// The rules that the descent would go through, to no effect; where one of them is replaced there are no plain operands.
const PASSED: [Rule; 10] = [
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
];

/// Whether plain operands are read without a rule.
pub(super) fn passes_over(rule: Rule) -> bool {
    PASSED.contains(&rule)
}

/// What tells plain operands from others.
#[derive(Clone, Debug, Default)]
pub struct PlainOperands {
    /// Tokens that they are.
    starts: TokenSet,
    /// Tokens that go on with an operand.
    continues: TokenSet,
    /// Words that are more than names.
    words: NameTable<()>,
    /// By the last five bits of their first byte, how long those words are: which tells most others.
    lengths: [u32; 32],
}

impl PlainOperands {
    pub(super) fn of(tables: &ParserTables) -> PlainOperands {
        let is_free = |kind: &T| {
            !tables.sets.types.contains(*kind)
                && tables.unary.get(*kind).is_none()
                && tables.no_paren_functions.get(*kind).is_none()
        };
        let starts: Vec<T> = [T::Var, T::Identifier, T::Number, T::String].into_iter().filter(is_free).collect();
        let mut continues = TokenSet::new(&[T::Colon, T::Dot, T::JoinMarker, T::LBrace, T::LBracket, T::Var]);
        for (kind, _) in tables.column_operators.iter() {
            continues.extend(&[kind]);
        }
        let mut words = NameTable::default();
        let mut lengths = [0; 32];
        let functions = tables.no_paren_function_parsers.iter().map(|(word, _)| word);
        for word in functions.chain(tables.type_aliases.iter().map(|(word, _)| word)) {
            words.set(word, ());
            if let Some(first) = word.bytes().next() {
                lengths[first as usize % 32] |= 1 << word.len().min(31);
            }
        }
        PlainOperands { starts: TokenSet::new(&starts), continues, words, lengths }
    }

    /// Whether the word at the cursor is more than a name: starts a function without parentheses, or stands for a type.
    #[inline]
    pub(super) fn is_special(&self, p: &Parser<'_>) -> bool {
        let text = p.curr().text;
        let first = p.tree.arena().as_bytes().get(text.start as usize).map_or(0, |byte| *byte as usize % 32);
        self.lengths[first] >> text.len.min(31) & 1 != 0 && self.words.contains(p.curr_str())
    }
}

/// A name or literal with what may follow it; nothing if something else stands here, or more than meets the eye.
#[inline]
pub(super) fn plain(p: &mut Parser<'_>) -> R {
    let tables = &p.dialect.parser;
    if tables.descends || !tables.plain.starts.contains(p.kind()) {
        return Ok(None);
    }
    let this = match (p.kind(), p.next_kind()) {
        // A call, or strings that are one.
        (_, T::LParen | T::String) => return Ok(None),
        (T::Var, _) if tables.plain.is_special(p) => return Ok(None),
        (T::Var | T::Identifier, _) => {
            let name = atom::plain_name(p);
            column::dotted_column(p, name)?
        }
        (kind, _) => {
            let Some(rule) = tables.primary.get(kind) else { return Ok(None) };
            p.advance();
            match rule.call(p, RuleArgs::default())? {
                Some(name) if p.tree.kind(name) == Kind::Identifier => column::dotted_column(p, name)?,
                Some(literal) => literal,
                None => return Ok(None),
            }
        }
    };
    if !tables.plain.continues.contains(p.kind()) {
        return Ok(Some(this));
    }
    match column::with_operators(p, this)? {
        Some(this) => p.at_time_zone(this),
        None => Ok(None),
    }
}
