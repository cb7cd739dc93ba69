//! Statements put into themselves: whatever nests takes time and room that grow with its depth, and not with a power of it.

use super::texts::Input;
use sqlectic::{
    parse_with,
    syntax::lexer::{lex, T},
    Dialect, ParseError, ParseOptions, Transpiler,
};

/// Nodes that may be made without being counted against the depth.
const SLACK: usize = 64;
/// How many times as many nodes twice the depth may make: twice as many, and some.
const GROWTH: usize = 3;
/// Nodes at which reading is given up.
const NODES: usize = 1 << 20;
/// Levels that are written; what doubles at each would fill any machine.
const DEPTH: usize = 40;

pub(super) fn run(data: &[u8]) {
    let Some(input) = Input::of(data) else { return };
    let transpiler = input.transpiler(input.write);
    let Some(nest) = Nest::of(&input.sql, &transpiler.read, input.switches) else { return };
    let mut options = ParseOptions::default();
    options.limits.nodes = NODES;
    let nodes = |depth: usize| match parse_with(&nest.sql(depth), &transpiler.read, &options) {
        Ok(parsed) => Some(parsed.tree.len()),
        Err(ParseError::Limit(_)) => Some(NODES),
        Err(_) => None,
    };
    let (Some(few), Some(many)) = (nodes(8), nodes(16)) else { return };
    assert!(many <= GROWTH * few + SLACK, "{few} nodes at depth 8, {many} at depth 16:\n{}", nest.sql(2));
    written(transpiler, &nest);
}

/// Writing ends soon, if only because it is given up.
fn written(mut transpiler: Transpiler, nest: &Nest<'_>) {
    transpiler.generate.limits.bytes = 1 << 20;
    transpiler.generate.limits.nodes = 1 << 17;
    let _ = transpiler.run(&nest.sql(DEPTH));
}

/// An expression, and the word in it that it is put in place of.
struct Nest<'a> {
    before: &'a str,
    after: &'a str,
}

impl<'a> Nest<'a> {
    /// What stands behind `SELECT`, up to the next clause, and one of its words.
    fn of(sql: &'a str, dialect: &Dialect, pick: u8) -> Option<Nest<'a>> {
        if sql.len() > 300 {
            return None;
        }
        let tokens = lex(sql, &dialect.lexer).ok()?.tokens;
        let (first, rest) = tokens.split_first()?;
        let clause = |kind: T| matches!(kind, T::From | T::Where | T::Semicolon | T::Union | T::Limit);
        let end = rest.iter().position(|token| clause(token.kind)).unwrap_or(rest.len());
        let rest = &rest[..end];
        if first.kind != T::Select || rest.is_empty() {
            return None;
        }
        let words: Vec<_> = rest.iter().filter(|token| matches!(token.kind, T::Var | T::Number | T::String)).collect();
        let word = words.get(usize::from(pick) % words.len().max(1))?;
        let part = |from: u32, to: u32| sql.get(from as usize..to as usize);
        let (start, end) = (rest[0].span.start, rest[rest.len() - 1].span.end);
        Some(Nest { before: part(start, word.span.start)?, after: part(word.span.end, end)? })
    }

    fn sql(&self, depth: usize) -> String {
        ["SELECT ", &self.before.repeat(depth), "a", &self.after.repeat(depth)].concat()
    }
}
