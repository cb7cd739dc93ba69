//! Tokens to tree: recursive descent over named rules.
//!
//! Conventions. A rule returns `Ok(None)` and leaves the cursor where it was if what it parses isn't there; it returns
//! `Err(Abort)` only when the error level is immediate or a caller tries alternatives. `accept...` consumes if it
//! matches, `at...` only looks. A rule that is called "after its token" finds the token in `prev`.

mod errors;
mod into;
mod matching;
mod rules;
mod script;
mod tables;

pub mod analyze;
pub mod atom;
pub mod clauses;
pub mod column;
pub mod constraints;
pub mod copy;
pub mod ddl;
pub mod dml;
pub mod expr;
pub mod functions;
pub mod grant;
mod grouping;
pub mod hint;
mod implicit_unnest;
pub mod index;
pub mod interval;
pub mod join;
pub mod json_path;
pub mod lateral;
mod lists;
pub mod match_recognize;
pub mod merge;
mod operand;
mod operator;
pub mod pipe;
pub mod pivot;
pub mod predicate;
pub mod procedural;
pub mod properties;
pub mod query;
pub mod relation;
pub mod sample;
pub mod session;
pub mod set;
pub mod setop;
pub mod statements;
mod time;
pub mod types;
pub mod variant;
pub mod with;

/// The areas of the grammar, for the table of rules.
mod areas {
    pub(super) use super::{
        analyze, atom, clauses, column, constraints, copy, ddl, dml, expr, functions, grant, hint, interval, join,
        lateral, lists, match_recognize, merge, pipe, pivot, predicate, procedural, properties, query, relation,
        sample, session, set, setop, statements, types, variant, with,
    };
}

pub use into::{entry_of, Entry};
pub use operand::PlainOperands;
pub use rules::{Rule, RuleArgs, RuleClosure, RuleEntry, RuleFn, RuleSet, R};
pub use script::{parse_each, Remarks};
pub use tables::{
    add_rules, add_token_rules, BuildFn, Function, Infix, IsPrecedence, Level, ParserFlags, ParserTables, TokenSets,
    TokenTable,
};
pub(crate) use time::is_word;

use crate::{
    dialect::Dialect,
    error::{ErrorLevel, Note, ParseError, ParseIssue},
    lexer::{lex_within, Lexed, Token, T},
    limits::{Limit, LimitError, Limits, STRIDE},
    names::NameTable,
};
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;
use sqlectic_ast::{Arg, Children, Kind, NodeId, Span, Text, Tree, Value};
use std::ops::Range;

/// Parsing was given up; the issue is in [`Parser::issues`].
#[derive(Debug, Clone, Copy)]
pub struct Abort;

/// Stack that must be left before a rule that recurses; below it the stack grows.
const RED_ZONE: usize = 256 * 1024;
/// By how much the stack grows.
const STACK_STEP: usize = 4 * 1024 * 1024;
/// Errors of one statement after which it is given up at every error level.
const MAX_ISSUES: usize = 1000;
/// Fewer tokens are not worth giving back.
const MANY_TOKENS: usize = 1 << 16;

/// Runs `f` with enough stack for one more level of recursion.
#[inline]
pub fn deep<V>(f: impl FnOnce() -> V) -> V {
    stacker::maybe_grow(RED_ZONE, STACK_STEP, f)
}

/// Options of parsing.
#[derive(Clone, Debug, Default)]
pub struct ParseOptions {
    /// What to do with errors.
    pub error_level: ErrorLevel,
    /// What a text may ask for.
    pub limits: Limits,
}

/// What parsing returns: the tree and the root of each statement (`None` for an empty one).
#[derive(Clone)]
pub struct Parsed {
    /// The tree that holds all statements.
    pub tree: Tree,
    /// Their roots.
    pub roots: Vec<Option<NodeId>>,
    /// Errors that did not stop parsing (levels `Warn` and `Ignore`), and notes such as statements kept as text.
    pub issues: Vec<ParseIssue>,
    /// Statements that were not understood and kept as text, by their place.
    pub commands: Vec<Span>,
    /// What is worth telling and no error.
    pub notes: Vec<Note>,
    /// Whether a semicolon follows the last statement.
    pub terminated: bool,
}

/// The state of parsing one text.
pub struct Parser<'d> {
    /// The dialect that is read.
    pub dialect: &'d Dialect,
    /// The tree that is made.
    pub tree: Tree,
    /// The tokens of the statement, with a sentinel behind them.
    tokens: Vec<Token>,
    /// The tokens of the text, without the first ones that were given back.
    all: Vec<Token>,
    /// How many were given back.
    released: usize,
    /// Where the statements stand among all tokens.
    chunks: SmallVec<[Range<usize>; 2]>,
    /// The statement after the current one.
    next_chunk: usize,
    /// How many statements were read before these.
    earlier_chunks: usize,
    /// Whether the text goes on behind these statements.
    goes_on: bool,
    /// Whether the text goes on and what follows was asked for.
    starved: bool,
    /// Where the current statement starts in `tokens`.
    statement_start: usize,
    /// Bytes of the text.
    source_len: u32,
    lexed: Lexed,
    pos: usize,
    /// The kind of the token at `pos`.
    kind: T,
    /// Comments of the previous token that no node has taken yet.
    prev_comments: u32,
    error_level: ErrorLevel,
    limits: Limits,
    /// How many levels of the grammar the cursor is in.
    depth: usize,
    /// How many nodes were made and forgotten.
    earlier_nodes: usize,
    /// The number of nodes at which the limits are looked at again.
    next_look: usize,
    /// The number of nodes that a text of so many tokens may become.
    most_nodes: usize,
    /// The limit that was exceeded: then nothing more is parsed.
    exceeded: Option<LimitError>,
    /// What went wrong so far.
    pub issues: Vec<ParseIssue>,
    commands: Vec<Span>,
    /// What is worth telling and no error.
    pub notes: Vec<Note>,
    /// What is known of the tokens.
    pub(crate) seen: Seen,
    /// How many lists of sizes of types, which may be no sizes, the cursor is in.
    pub(crate) in_sizes: u32,
    /// How many issues there were before the statement.
    earlier_issues: usize,
    /// How many lambdas the cursor is in.
    lambdas: u32,
    /// How many common table expressions pipes have named.
    pub(crate) counter: u32,
    /// Whether `PRIOR x` is an operator: inside of `CONNECT BY`.
    pub(crate) knows_prior: bool,
    /// Whether `AT TIME ZONE` behind the operand that comes next belongs to what is around it.
    pub(crate) leaves_zone: bool,
    /// At which level of the grammar `%` is a unit and no operator: that of a count of rows.
    pub(crate) leaves_percent: Option<usize>,
    /// The last `IGNORE NULLS` or `RESPECT NULLS` that was parsed.
    pub(crate) last_null_modifier: Option<NodeId>,
}

/// What reading found out about the tokens of a statement, so that it need not be found out again.
#[derive(Default)]
pub(crate) struct Seen {
    /// For each token from `first` on that opens a parenthesis, the position behind the one that closes it; made when first
    /// asked for.
    behind_parens: Vec<u32>,
    first: usize,
    /// From where on the last `THEN` was looked for, and its position, or 0.
    last_then: Option<(usize, usize)>,
    /// Tokens at which a rule found, after reading what may nest, that what it parses isn't there.
    dead_ends: FxHashSet<usize>,
    /// Where the last `DEFAULT x` was read for a handler that it is not of, its value, and where it ends.
    pub(crate) default: Option<(usize, NodeId, usize)>,
    /// Calls that were read among the sizes of a type, by where they start, and where they end: if those are no sizes, they
    /// stand elsewhere.
    pub(crate) calls: FxHashMap<usize, (NodeId, usize)>,
}

/// Tokens of the statement while those of a text inside of it are read.
struct SavedTokens {
    tokens: Vec<Token>,
    lexed: Lexed,
    pos: usize,
    seen: Seen,
}

/// Parses all statements of `source`.
pub fn parse(source: &str, dialect: &Dialect, options: &ParseOptions) -> Result<Parsed, ParseError> {
    parse_into(source, dialect, options, |p| p.statement())
}

/// Parses all statements of `source` with something else than [`Rule::Statement`].
pub fn parse_into(source: &str, dialect: &Dialect, options: &ParseOptions, entry: Entry) -> Result<Parsed, ParseError> {
    parse_text(with_room(source), dialect, options, entry)
}

/// The same of a text that is given away: the tree keeps it, and a large one is not copied.
pub fn parse_text(
    source: String,
    dialect: &Dialect,
    options: &ParseOptions,
    entry: Entry,
) -> Result<Parsed, ParseError> {
    if let Some(deputy) = dialect.deputy.and_then(|deputy| (deputy.read)(&source)) {
        return parse_text(source, &deputy, options, entry);
    }
    let lexed = lex_within(&source, &dialect.lexer, &options.limits)?;
    let terminated = lexed.tokens.last().is_some_and(|token| token.kind == T::Semicolon);
    let mut parser = Parser::of_text(source, lexed, dialect, options);
    match parser.statements(&mut |p| entry(p)) {
        Ok(roots) => {
            let Parser { tree, issues, commands, notes, .. } = parser;
            Ok(Parsed { tree, roots, issues, commands, notes, terminated })
        }
        Err(Abort) => Err(parser.failure()),
    }
}

/// A copy with room for the first texts that are added by parsing, and by changes of the tree.
pub fn with_room(source: &str) -> String {
    let mut text = String::with_capacity(source.len() + 64);
    text.push_str(source);
    text
}

/// Statements: tokens between semicolons. A semicolon with comments is a statement of its own.
fn chunks(tokens: &[Token]) -> SmallVec<[Range<usize>; 2]> {
    let mut out = SmallVec::new();
    let mut start = 0;
    while let Some(n) = semicolon(&tokens[start..]) {
        let end = start + n;
        out.push(start..end);
        if tokens[end].comments != 0 {
            out.push(end..end + 1);
        }
        start = end + 1;
    }
    if start < tokens.len() || out.is_empty() {
        out.push(start..tokens.len());
    }
    out
}

/// Where the first semicolon is. Most texts have none but at the end: eight tokens at a time are passed over.
fn semicolon(tokens: &[Token]) -> Option<usize> {
    let is_semicolon = |token: &Token| token.kind == T::Semicolon;
    let eights = tokens.chunks_exact(8).take_while(|eight| !eight.iter().any(is_semicolon)).count();
    tokens[eights * 8..].iter().position(is_semicolon).map(|n| eights * 8 + n)
}

impl<'d> Parser<'d> {
    fn new(dialect: &'d Dialect, tree: Tree, mut lexed: Lexed, source_len: u32, options: &ParseOptions) -> Parser<'d> {
        let all = std::mem::take(&mut lexed.tokens);
        let most_nodes = options.limits.grown(all.len()).saturating_add(tree.len());
        Parser {
            dialect,
            tree,
            tokens: Vec::new(),
            chunks: chunks(&all),
            released: 0,
            all,
            next_chunk: 0,
            earlier_chunks: 0,
            goes_on: false,
            starved: false,
            statement_start: 0,
            source_len,
            lexed,
            pos: 0,
            kind: T::Sentinel,
            prev_comments: 0,
            error_level: options.error_level,
            limits: options.limits.clone(),
            depth: 0,
            earlier_nodes: 0,
            next_look: STRIDE.min(options.limits.nodes),
            most_nodes,
            exceeded: None,
            issues: Vec::new(),
            commands: Vec::new(),
            notes: Vec::new(),
            seen: Seen::default(),
            in_sizes: 0,
            earlier_issues: 0,
            lambdas: 0,
            counter: 0,
            knows_prior: false,
            leaves_zone: false,
            leaves_percent: None,
            last_null_modifier: None,
        }
    }

    /// A parser at the start of a text that was split into tokens.
    pub fn of_tokens(source: &str, lexed: Lexed, dialect: &'d Dialect, options: &ParseOptions) -> Parser<'d> {
        Parser::of_text(with_room(source), lexed, dialect, options)
    }

    fn of_text(source: String, lexed: Lexed, dialect: &'d Dialect, options: &ParseOptions) -> Parser<'d> {
        let (len, mut text) = (source.len() as u32, source);
        text.push_str(&lexed.extra);
        Parser::new(dialect, Tree::with_text(text), lexed, len, options)
    }

    /// Parses all statements; of an empty one there is no root. What is wrong is in [`Parser::issues`].
    pub fn statements(&mut self, entry: &mut dyn FnMut(&mut Parser<'_>) -> R) -> R<Vec<Option<NodeId>>> {
        let mut roots = Vec::new();
        while self.has_next_statement() {
            let root = self.chunk(entry);
            roots.push(self.checked(root)?);
        }
        Ok(roots)
    }

    /// What a statement was read as, unless reading ends here.
    fn checked(&self, root: R) -> R {
        let failed = self.error_level == ErrorLevel::Raise && !self.issues.is_empty();
        match self.exceeded.is_some() || failed {
            true => Err(Abort),
            false => root,
        }
    }

    /// Why parsing was given up.
    pub fn failure(self) -> ParseError {
        match self.exceeded {
            Some(error) => ParseError::Limit(error),
            None => ParseError::Syntax(self.issues),
        }
    }

    /// Places of statements that are kept as text.
    pub fn commands(&self) -> &[Span] {
        &self.commands
    }

    /// A parser at the end of an empty text: what builds nodes out of others, and reads no tokens, can run with it.
    pub fn at_nothing(dialect: &'d Dialect, tree: Tree) -> Parser<'d> {
        let mut parser = Parser::new(dialect, tree, Lexed::default(), 0, &ParseOptions::default());
        parser.push_chunk();
        parser
    }

    /// The tokens of the current statement.
    pub fn statement_tokens(&self) -> &[Token] {
        &self.tokens[..self.tokens.len() - 1]
    }

    /// What is done with errors from now on; returns what was done before.
    pub fn set_error_level(&mut self, level: ErrorLevel) -> ErrorLevel {
        std::mem::replace(&mut self.error_level, level)
    }

    /// The comments and texts of tokens.
    pub fn lexed(&self) -> &Lexed {
        &self.lexed
    }

    /// Parses the next statement of the text.
    fn chunk(&mut self, entry: &mut dyn FnMut(&mut Parser<'_>) -> R) -> R {
        self.tokens.clear();
        self.lambdas = 0;
        self.depth = 0;
        self.pos = 0;
        self.push_chunk();
        self.earlier_issues = self.issues.len();
        let root = entry(self)?;
        if self.pos + 1 < self.tokens.len() {
            self.error("Invalid expression / Unexpected token")?;
        }
        Ok(root)
    }

    /// Puts the tokens of the next statement, and a sentinel, behind those that are there.
    fn push_chunk(&mut self) {
        self.release();
        let Range { start, end } = self.chunks[self.next_chunk];
        let range = start - self.released..end - self.released;
        self.next_chunk += 1;
        self.seen = Seen::default();
        self.statement_start = self.tokens.len();
        if self.chunks.len() == 1 {
            // The only statement needs no copy of its tokens.
            self.tokens = std::mem::take(&mut self.all);
            self.tokens.truncate(range.end);
        } else {
            self.tokens.extend_from_slice(&self.all[range]);
        }
        let end = self.tokens.last().map_or(self.source_len, |token| token.span.end);
        let span = Span { start: end, end };
        self.tokens.push(Token { kind: T::Sentinel, span, text: Text { start: 0, len: 0 }, comments: 0 });
        self.seek(self.pos);
        self.prev_comments = 0;
    }

    /// Gives the memory of tokens back whose statements are done, once they are the larger part of a long text: tokens
    /// and tree need not be there as a whole at the same time.
    fn release(&mut self) {
        let done = self.chunks[self.next_chunk].start - self.released;
        if done > MANY_TOKENS && done > self.all.len() / 2 {
            self.all.drain(..done);
            self.all.shrink_to_fit();
            self.released += done;
        }
    }

    /// At the end of a statement, goes on with the next one as a part of the same node; false if there is none.
    pub fn next_statement(&mut self) -> bool {
        if !self.at_end() || !self.has_next_statement() {
            return false;
        }
        self.tokens.pop();
        self.push_chunk();
        true
    }

    /// Whether another statement follows this one.
    pub fn has_next_statement(&mut self) -> bool {
        let has = self.next_chunk < self.chunks.len();
        self.starved |= !has && self.goes_on;
        has
    }

    /// Whether the statement is only the `END` of statements before it.
    pub fn at_block_end(&self) -> bool {
        self.earlier_chunks + self.next_chunk > 1
            && self.pos == self.statement_start
            && self.at_words(&["END"])
            && self.next_kind() == T::Sentinel
    }

    // ---- the cursor ---------------------------------------------------------------------------------------------

    /// The kind of the current token; `Sentinel` past the last one.
    #[inline]
    pub fn kind(&self) -> T {
        self.kind
    }

    /// The current token.
    #[inline]
    pub fn curr(&self) -> &Token {
        &self.tokens[self.pos]
    }

    /// The token after the current one.
    #[inline]
    pub fn next(&self) -> &Token {
        self.peek(1)
    }

    /// The kind of the token after the current one.
    #[inline]
    pub fn next_kind(&self) -> T {
        self.tokens.get(self.pos + 1).map_or(T::Sentinel, |token| token.kind)
    }

    /// The token `n` after the current one.
    #[inline]
    pub fn peek(&self, n: usize) -> &Token {
        &self.tokens[(self.pos + n).min(self.tokens.len() - 1)]
    }

    /// The token at a mark.
    pub fn peek_at(&self, mark: usize) -> &Token {
        &self.tokens[mark.min(self.tokens.len() - 1)]
    }

    /// The previous token; the current one at the start.
    #[inline]
    pub fn prev(&self) -> &Token {
        &self.tokens[self.pos.saturating_sub(1)]
    }

    /// Whether all tokens are consumed.
    #[inline]
    pub fn at_end(&self) -> bool {
        self.kind() == T::Sentinel
    }

    /// The position of the cursor, for [`Parser::retreat`].
    #[inline]
    pub fn mark(&self) -> usize {
        self.pos
    }

    /// Moves over one token.
    #[inline]
    pub fn advance(&mut self) {
        if let [current, next, ..] = &self.tokens[self.pos..] {
            self.prev_comments = current.comments;
            self.kind = next.kind;
            self.pos += 1;
        }
    }

    /// Puts the cursor at a token.
    #[inline]
    fn seek(&mut self, pos: usize) {
        self.pos = pos;
        self.kind = self.tokens[pos].kind;
    }

    /// Moves over `n` tokens.
    pub fn advance_by(&mut self, n: usize) {
        for _ in 0..n {
            self.advance();
        }
    }

    /// Moves back to a mark.
    #[inline]
    pub fn retreat(&mut self, mark: usize) {
        if mark != self.pos {
            self.seek(mark);
            self.prev_comments = if mark == 0 { 0 } else { self.tokens[mark - 1].comments };
        }
    }

    /// The text of a token.
    #[inline]
    pub fn str(&self, token: &Token) -> &str {
        self.tree.str(token.text)
    }

    /// The text of the previous token.
    #[inline]
    pub fn prev_str(&self) -> &str {
        self.tree.str(self.prev().text)
    }

    /// The text of the previous token as a value.
    #[inline]
    pub fn prev_text(&self) -> Value {
        Value::Text(self.prev().text)
    }

    /// The text of the previous token in upper case as a value.
    pub fn prev_upper(&mut self) -> Value {
        let text = self.prev().text;
        Value::Text(self.tree.upper(text))
    }

    /// The text of the current token.
    #[inline]
    pub fn curr_str(&self) -> &str {
        self.tree.str(self.curr().text)
    }

    /// What a table has under a text, where it has something under few texts.
    #[inline(always)] // Asked for every name.
    pub(crate) fn rarely<'t, V>(&self, table: &'t NameTable<V>, text: Text) -> Option<&'t V> {
        let start = text.start as usize;
        table.get_rarely(self.tree.arena(), start..start + text.len as usize)
    }

    /// A new text.
    pub fn text(&mut self, text: &str) -> Value {
        self.tree.text_value(text)
    }

    /// Whether nothing stands between the previous and the current token.
    pub fn is_connected(&self) -> bool {
        self.pos > 0 && self.prev().span.end == self.curr().span.start
    }

    // ---- texts inside tokens -------------------------------------------------------------------------------------

    /// Goes on with the tokens of a text inside of a token that ends at `end`, until [`Parser::restore_tokens`].
    fn replace_tokens(&mut self, mut lexed: Lexed, end: u32) -> SavedTokens {
        self.tree.text(&lexed.extra);
        let mut tokens = std::mem::take(&mut lexed.tokens);
        tokens.push(hint::sentinel(end));
        let saved = SavedTokens {
            tokens: std::mem::replace(&mut self.tokens, tokens),
            lexed: std::mem::replace(&mut self.lexed, lexed),
            pos: self.pos,
            seen: std::mem::take(&mut self.seen),
        };
        self.seek(0);
        self.prev_comments = 0;
        saved
    }

    /// Goes back to the tokens that were replaced.
    fn restore_tokens(&mut self, saved: SavedTokens) {
        self.seen = saved.seen;
        self.tokens = saved.tokens;
        self.lexed = saved.lexed;
        self.seek(saved.pos);
        self.prev_comments = 0;
    }

    /// Whether a `THEN` stands anywhere behind the cursor.
    fn then_follows(&mut self) -> bool {
        let known = self.seen.last_then.filter(|(from, _)| *from <= self.pos);
        let (_, last) = known.unwrap_or_else(|| {
            // Not from the start: in a block of many statements each asks again.
            let behind = &self.tokens[self.pos..];
            let last = behind.iter().rposition(|token| token.kind == T::Then);
            (self.pos, last.map_or(0, |i| self.pos + i))
        });
        self.seen.last_then = known.or(Some((self.pos, last)));
        last > self.pos
    }

    /// The token behind the parenthesis that closes the one at the cursor; the last one if none does.
    fn behind_parens(&mut self) -> Token {
        let seen = &mut self.seen;
        if seen.behind_parens.is_empty() || self.pos < seen.first {
            let mut open = Vec::new();
            seen.first = self.statement_start.min(self.pos);
            let tokens = &self.tokens[seen.first..];
            seen.behind_parens = vec![self.tokens.len() as u32; tokens.len()];
            for (i, token) in tokens.iter().enumerate() {
                match token.kind {
                    T::LParen => open.push(i),
                    T::RParen => {
                        if let Some(start) = open.pop() {
                            seen.behind_parens[start] = (seen.first + i) as u32 + 1;
                        }
                    }
                    _ => {}
                }
            }
        }
        let behind = seen.behind_parens[self.pos - seen.first] as usize;
        self.tokens[behind.min(self.tokens.len() - 1)]
    }

    // ---- comments -----------------------------------------------------------------------------------------------

    /// The comments of the previous token, if no node has taken them yet.
    #[inline]
    pub fn prev_comments(&self) -> Vec<Text> {
        match self.prev_comments {
            0 => Vec::new(),
            _ => self.copied_comments(),
        }
    }

    #[cold]
    fn copied_comments(&self) -> Vec<Text> {
        self.lexed.comments(&self.tokens[self.pos - 1]).to_vec()
    }

    /// The comments of the current token.
    pub fn curr_comments(&self) -> &[Text] {
        self.lexed.comments(self.curr())
    }

    /// Whether the previous token has comments that no node has taken.
    #[inline]
    pub fn has_prev_comments(&self) -> bool {
        self.prev_comments != 0
    }

    /// Gives the comments of the previous token to `node`.
    #[inline]
    pub fn take_comments(&mut self, node: NodeId) {
        if self.prev_comments != 0 {
            self.hand_comments(node);
        }
    }

    #[cold]
    fn hand_comments(&mut self, node: NodeId) {
        let comments = self.prev_comments();
        self.tree.add_comments(node, comments);
        self.prev_comments = 0;
    }

    /// Gives the comments of the token at a mark to `node`, whoever took them.
    #[inline]
    pub fn copy_comments(&mut self, mark: usize, node: NodeId) {
        if self.tokens[mark].comments != 0 {
            self.copy_all_comments(mark, node);
        }
    }

    #[cold]
    fn copy_all_comments(&mut self, mark: usize, node: NodeId) {
        let comments = self.lexed.comments(&self.tokens[mark]).to_vec();
        self.add_comments(node, &comments);
    }

    /// Gives these comments to `node`.
    #[inline]
    pub fn add_comments(&mut self, node: NodeId, comments: &[Text]) {
        if !comments.is_empty() {
            self.tree.add_comments(node, comments.iter().copied());
        }
    }

    /// Forgets the comments of the previous token.
    pub fn drop_comments(&mut self) {
        self.prev_comments = 0;
    }

    // ---- making nodes -------------------------------------------------------------------------------------------

    /// Makes a node that spans its children and the previous token, and takes the previous token's comments.
    #[inline]
    pub fn make(&mut self, kind: Kind, args: &[(Arg, Value)]) -> R<NodeId> {
        let node = self.node(kind, args)?;
        self.take_comments(node);
        Ok(node)
    }

    /// Makes a node and returns it as a rule does.
    #[inline]
    pub fn some(&mut self, kind: Kind, args: &[(Arg, Value)]) -> R {
        self.make(kind, args).map(Some)
    }

    /// Makes a node that spans its children and the previous token; comments stay with the previous token.
    pub fn node(&mut self, kind: Kind, args: &[(Arg, Value)]) -> R<NodeId> {
        self.within_limits()?;
        let last = self.prev().span;
        let (node, absent) = self.tree.make_spanning(kind, last, args);
        if !absent.is_empty() && kind.row().required.iter().any(|arg| absent.may_have(*arg)) {
            self.check_required(kind, args)?;
        }
        Ok(node)
    }

    /// Makes a node of nodes that spans them and the previous token; comments stay with the previous token.
    #[inline(always)] // What the arguments are is known where it is called.
    pub fn over<const N: usize>(&mut self, kind: Kind, children: [(Arg, NodeId); N]) -> NodeId {
        let last = self.prev().span;
        self.tree.make_over(kind, last, children)
    }

    /// Whether parsing may go on. Asked wherever something is made that there may be any number of.
    #[inline]
    pub fn within_limits(&mut self) -> R<()> {
        if self.tree.len() >= self.next_look {
            return self.look();
        }
        Ok(())
    }

    #[cold]
    fn look(&mut self) -> R<()> {
        let nodes = self.earlier_nodes + self.tree.len();
        if nodes >= self.limits.nodes {
            return self.exceeds(Limit::Nodes);
        }
        if nodes >= self.most_nodes {
            return self.exceeds(Limit::Growth);
        }
        self.next_look = (nodes + STRIDE).min(self.limits.nodes) - self.earlier_nodes;
        self.limits.overdue().map_or(Ok(()), |limit| self.exceeds(limit))
    }

    /// Gives parsing up, whatever the error level is and whoever tries alternatives.
    #[cold]
    pub fn exceeds<V>(&mut self, limit: Limit) -> R<V> {
        let error = self.limits.error(limit, self.curr().span);
        self.stop(error);
        Err(Abort)
    }

    /// Lets everything that follows fail at once.
    #[cold]
    fn stop(&mut self, error: LimitError) {
        self.exceeded.get_or_insert(error);
        (self.limits.nodes, self.next_look, self.limits.depth) = (0, 0, 0);
    }

    /// Runs `f` one level of the grammar further down, with enough stack for that.
    #[inline]
    pub fn deep<V>(&mut self, f: impl FnOnce(&mut Self) -> R<V>) -> R<V> {
        if self.depth >= self.limits.depth {
            return self.exceeds(Limit::Depth);
        }
        self.depth += 1;
        let result = deep(|| f(self));
        self.depth -= 1;
        result
    }

    /// How many levels of the grammar the cursor is in.
    pub(crate) fn nesting(&self) -> usize {
        self.depth
    }

    /// Makes a node of one node, which has to be there, as [`Parser::node`] does.
    #[inline]
    pub fn around(&mut self, kind: Kind, this: Option<NodeId>) -> R<NodeId> {
        match this {
            Some(this) => Ok(self.over(kind, [(Arg::This, this)])),
            None => self.node(kind, &[(Arg::This, Value::None)]),
        }
    }

    /// Reports required arguments that were given as absent or as empty lists.
    #[cold]
    fn check_required(&mut self, kind: Kind, args: &[(Arg, Value)]) -> R<()> {
        let required = kind.row().required;
        for (arg, value) in args {
            let absent = match *value {
                Value::None => true,
                Value::List(list) => self.tree.item_count(list) == 0,
                _ => false,
            };
            if absent && required.contains(arg) {
                self.missing(kind, *arg)?;
            }
        }
        Ok(())
    }

    /// Makes a node that starts at the token at `mark`.
    pub fn make_from(&mut self, mark: usize, kind: Kind, args: &[(Arg, Value)]) -> R<NodeId> {
        let node = self.make(kind, args)?;
        let span = self.tree.span(node);
        self.tree.set_span(node, Span { start: self.tokens[mark].span.start.min(span.start), end: span.end });
        Ok(node)
    }

    /// Stretches a node's span over what was consumed since `mark`.
    #[inline]
    pub fn stretch(&mut self, node: NodeId, mark: usize) {
        let span = Span { start: self.tokens[mark].span.start, end: self.prev().span.end };
        self.tree.set_span(node, span);
    }

    /// Reports that a node lacks an argument.
    #[cold]
    pub(super) fn missing(&mut self, kind: Kind, arg: Arg) -> R<()> {
        let at = self.issue_place();
        self.report(ParseIssue::lacking(arg, kind, at))
    }

    /// A list value of nodes.
    pub fn list(&mut self, nodes: &[NodeId]) -> Value {
        self.tree.list(nodes)
    }

    /// A list value of nodes, or nothing if there is none.
    pub fn opt_list(&mut self, nodes: &[NodeId]) -> Value {
        if nodes.is_empty() {
            return Value::None;
        }
        self.tree.list(nodes)
    }

    /// An unquoted word as a node.
    pub fn word_node(&mut self, word: &str) -> NodeId {
        let text = self.text(word);
        self.tree.make(Kind::Var, &[(Arg::This, text)])
    }

    /// An identifier that was not parsed.
    pub fn identifier_node(&mut self, name: &str, quoted: bool) -> NodeId {
        let text = self.text(name);
        self.tree.make(Kind::Identifier, &[(Arg::This, text), (Arg::Quoted, Value::Bool(quoted))])
    }

    // ---- combinators --------------------------------------------------------------------------------------------

    /// Items between commas.
    pub fn csv(&mut self, item: impl FnMut(&mut Self) -> R) -> R<Children> {
        self.separated(T::Comma, item)
    }

    /// Items between separators; comments after an item go to it.
    pub fn separated(&mut self, separator: T, mut item: impl FnMut(&mut Self) -> R) -> R<Children> {
        let mut items = Children::new();
        loop {
            let last = item(self)?;
            if let Some(node) = last {
                items.push(node);
            }
            if !self.accept(separator) {
                return Ok(items);
            }
            self.within_limits()?;
            if let Some(node) = last {
                self.take_comments(node);
            }
        }
    }

    /// Something in parentheses.
    pub fn wrapped<V>(&mut self, inner: impl FnOnce(&mut Self) -> R<V>) -> R<V> {
        self.l_paren()?;
        let value = inner(self)?;
        self.r_paren()?;
        Ok(value)
    }

    /// Something that may stand in parentheses.
    pub fn opt_wrapped<V>(&mut self, inner: impl FnOnce(&mut Self) -> R<V>) -> R<V> {
        if !self.accept(T::LParen) {
            return inner(self);
        }
        let value = inner(self)?;
        self.r_paren()?;
        Ok(value)
    }

    /// Items between commas in parentheses.
    pub fn wrapped_csv(&mut self, item: impl FnMut(&mut Self) -> R) -> R<Children> {
        self.wrapped(|p| p.csv(item))
    }

    /// Items between commas that may stand in parentheses.
    pub fn opt_wrapped_csv(&mut self, item: impl FnMut(&mut Self) -> R) -> R<Children> {
        self.opt_wrapped(|p| p.csv(item))
    }

    /// Names between commas in parentheses.
    pub fn wrapped_id_vars(&mut self) -> R<Children> {
        if self.replaces(Rule::IdVarList) {
            return self.several(Rule::IdVarList, 0);
        }
        self.wrapped_csv(|p| p.id_var(atom::ANY_TOKEN))
    }

    /// Expressions (with optional aliases) between commas.
    pub fn expressions(&mut self) -> R<Children> {
        if self.replaces(Rule::ExpressionList) {
            return self.several(Rule::ExpressionList, 0);
        }
        self.csv(|p| p.expression())
    }

    /// The source between a mark and the cursor.
    pub fn source_since(&self, mark: usize) -> &str {
        let start = self.tokens[mark].span.start as usize;
        let end = self.prev().span.end as usize;
        &self.tree.arena()[start..end.max(start)]
    }
}

/// Gives an argument to what will be a node: of one that is given twice, the second counts.
pub fn put(arguments: &mut Vec<(Arg, Value)>, arg: Arg, value: impl Into<Value>) {
    match arguments.iter_mut().find(|(known, _)| *known == arg) {
        Some((_, old)) => *old = value.into(),
        None => arguments.push((arg, value.into())),
    }
}
