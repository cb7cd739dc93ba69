//! Hint comments: `/*+ BROADCAST(t) */`. The inside of the comment is one token; it is read as tokens of its own.

use super::{atom, functions, Parser, RuleArgs, R};
use crate::lexer::{lex_range, Token, T};
use sqlectic_ast::{args, Kind, NodeId, Span, Text, Value};

/// A hint comment.
pub fn hint(p: &mut Parser<'_>, _: RuleArgs) -> R {
    if !p.accept(T::Hint) {
        return Ok(None);
    }
    let text = p.prev().text;
    let outer = enter(p, text);
    let hints = match outer.is_some() {
        true => p.attempt(|p| body(p).map(Some)),
        false => None,
    };
    if let Some(outer) = outer {
        p.restore_tokens(outer);
    }
    let list = match hints {
        Some(hints) => p.list(&hints),
        // What isn't understood is kept as text.
        None => {
            let text = trimmed(p, text);
            p.tree.list_of(&[Value::Text(text)])
        }
    };
    p.some(Kind::Hint, &args![Expressions: list])
}

/// Puts the tokens of a text in place of the statement's; nothing if it has no tokens of its own.
fn enter(p: &mut Parser<'_>, text: Text) -> Option<super::SavedTokens> {
    let range = text.start as usize..(text.start + text.len) as usize;
    let lexed = lex_range(p.tree.arena(), range, &p.dialect.lexer).ok()?;
    Some(p.replace_tokens(lexed, text.start + text.len))
}

fn trimmed(p: &Parser<'_>, text: Text) -> Text {
    let inside = p.tree.str(text);
    let start = inside.len() - inside.trim_start().len();
    Text { start: text.start + start as u32, len: inside.trim().len() as u32 }
}

/// Hints between commas or blanks, up to the end of the text.
pub(super) fn body(p: &mut Parser<'_>) -> R<Vec<NodeId>> {
    let mut hints = Vec::new();
    loop {
        let before = p.mark();
        hints.extend(p.csv(one)?);
        if p.mark() == before {
            break;
        }
    }
    match p.at_end() {
        true => Ok(hints),
        false => Err(super::Abort),
    }
}

/// A call, or a word in upper case.
fn one(p: &mut Parser<'_>) -> R {
    match p.hint_function()? {
        Some(function) => Ok(Some(function)),
        None => p.var(atom::UPPER),
    }
}

/// A call inside a hint.
pub fn hint_function(p: &mut Parser<'_>, _: RuleArgs) -> R {
    p.function(functions::NO_OPTIONAL_PARENS)
}

/// The sentinel behind the tokens of a text.
pub(super) fn sentinel(end: u32) -> Token {
    Token { kind: T::Sentinel, span: Span { start: end, end }, text: Text { start: 0, len: 0 }, comments: 0 }
}
