//! Function calls: the name, the arguments, and the node they make.
//!
//! A call whose name has a rule of its own (`CAST(x AS t)`) is left to that rule; any other call is a list of arguments
//! that fills the kind behind the name, or stays anonymous. What may follow a call is in [`mod@window`].

pub mod builders;
pub mod json;
pub mod special;
pub mod text;
pub mod window;
pub mod xml;

pub use json::{format_json, json_column_def, json_key_value, json_schema, on_condition};
pub use special::charset_name;
pub use window::{named_window, per, respect_or_ignore_nulls, window, window_spec};

use super::{atom, expr, Function, Parser, Rule, RuleArgs, R};
use crate::lexer::T;
use smallvec::SmallVec;
use sqlectic_ast::{args, Arg, Children, Kind, NodeId, Text, Tree, Value};

/// Flag of [`Parser::function`]: any token that is not reserved may name the function.
pub const ANY_TOKEN: u32 = 1;
/// Flag of [`Parser::function`]: the call is of no known function, and a name alone is none.
pub const ANONYMOUS: u32 = 2;
/// Flag of [`Parser::function`]: a name without parentheses is no call.
pub const NO_OPTIONAL_PARENS: u32 = 4;

/// A function call.
#[inline]
pub fn function(p: &mut Parser<'_>, a: RuleArgs) -> R {
    // `{fn f(x)}` is how call-level interfaces escape a call.
    if !(p.at_pair(T::LBrace, T::Var) && p.is_word(1, "FN")) {
        return p.function_call(a.flags);
    }
    p.advance_by(2);
    let node = p.function_call(a.flags)?;
    if !p.accept(T::RBrace) {
        p.error("Expected }")?;
    }
    Ok(node)
}

/// A function call, without the braces of the call escape.
pub fn function_call(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let dialect = p.dialect;
    let token = p.kind();
    let optional_parens = a.flags & (ANONYMOUS | NO_OPTIONAL_PARENS) == 0;
    if optional_parens && !matches!(token, T::Identifier | T::String) && dialect.parser.plain.is_special(p) {
        if let Some(rule) = p.rarely(&dialect.parser.no_paren_function_parsers, p.curr().text) {
            let mark = p.mark();
            p.advance();
            return match p.deep(|p| rule.call(p, RuleArgs::default()))? {
                Some(node) => p.window(node, 0),
                None => {
                    p.retreat(mark);
                    Ok(None)
                }
            };
        }
    }
    if p.next_kind() != T::LParen {
        return match dialect.parser.no_paren_functions.get(token) {
            Some(kind) if optional_parens => {
                p.advance();
                p.some(*kind, &[])
            }
            _ => Ok(None),
        };
    }
    let sets = &dialect.parser.sets;
    let may_be_name = if a.flags & ANY_TOKEN != 0 { !sets.reserved.contains(token) } else { sets.func.contains(token) };
    if !may_be_name {
        return Ok(None);
    }
    let anonymous = a.flags & ANONYMOUS != 0;
    if p.in_sizes == 0 && p.seen.calls.is_empty() {
        return p.deep(|p| call(p, anonymous));
    }
    call_among_sizes(p, anonymous)
}

/// A call that is read again if it is no size of a type after all.
#[cold]
fn call_among_sizes(p: &mut Parser<'_>, anonymous: bool) -> R {
    let mark = p.mark();
    if let Some((node, end)) = p.seen.calls.remove(&mark).filter(|_| !anonymous) {
        p.retreat(end);
        return Ok(Some(node));
    }
    let node = p.deep(|p| call(p, anonymous))?;
    if let Some(node) = node.filter(|_| p.in_sizes > 0 && !anonymous) {
        let end = p.mark();
        p.seen.calls.insert(mark, (node, end));
    }
    Ok(node)
}

/// A call from its name on.
fn call(p: &mut Parser<'_>, anonymous: bool) -> R {
    let dialect = p.dialect;
    let mark = p.mark();
    let token = p.kind();
    if let Some(kind) = subquery_predicate(token) {
        if let Some(predicate) = quantified(p, kind)? {
            return Ok(Some(predicate));
        }
    }
    p.advance();
    let comments = p.prev_comments();
    let name = p.prev().text;
    p.advance();
    let tables = &dialect.parser;
    let rule = p.rarely(&tables.function_parsers, name).filter(|_| !anonymous);
    let node = if let Some(rule) = rule {
        rule.call(p, RuleArgs::default())?
    } else {
        let function = tables.functions.get(p.tree.str(name)).filter(|_| !anonymous);
        let node = listed(p, name, token, function)?;
        p.tree.set_name_span(node, p.tokens[mark].span);
        Some(node)
    };
    if let Some(node) = node {
        super::statements::prepend_comments(p, node, &comments);
    }
    p.r_paren_of(node)?;
    let Some(node) = node else { return Ok(None) };
    p.stretch(node, mark);
    p.window(node, 0)
}

/// The predicate on a query that a name starts.
#[inline]
fn subquery_predicate(name: T) -> Option<Kind> {
    match name {
        T::All => Some(Kind::All),
        T::Any | T::Some => Some(Kind::Any),
        T::Exists => Some(Kind::Exists),
        _ => None,
    }
}

/// A predicate on a query, or on the patterns of `x LIKE ALL (a, b)`, from its name on; nothing if it is a call.
fn quantified(p: &mut Parser<'_>, kind: Kind) -> R {
    let mark = p.mark();
    let is_pattern = mark > 0 && matches!(p.prev().kind, T::Like | T::Ilike);
    if starts_query(p.peek(2).kind) {
        p.advance();
        let comments = p.prev_comments();
        p.advance();
        let query = p.select_or_expression(0)?;
        let node = p.node(kind, &args![This: query])?;
        p.add_comments(node, &comments);
        p.r_paren_of(Some(node))?;
        p.stretch(node, mark);
        return Ok(Some(node));
    }
    if is_pattern {
        p.advance();
        let patterns = p.paren()?;
        return p.make_from(mark, kind, &args![This: patterns]).map(Some);
    }
    Ok(None)
}

fn starts_query(kind: T) -> bool {
    matches!(kind, T::Select | T::With | T::From)
}

/// A call with a list of arguments.
fn listed(p: &mut Parser<'_>, name: Text, token: T, function: Option<&Function>) -> R<NodeId> {
    let aliased = function.is_none() || p.rarely(&p.dialect.parser.functions_with_aliased_args, name).is_some();
    let items = call_arguments(p, if aliased { expr::ALIASED } else { 0 })?;
    let Some(function) = function.filter(|_| !is_marked_anonymous(p)) else {
        return anonymous(p, name, token == T::Identifier, &items);
    };
    let items = if aliased { named_properties(p, items)? } else { items };
    let node = apply(p, function, &items)?;
    note_name(p, node, name);
    Ok(node)
}

/// Where functions keep their names, notes one that differs from the usual name of the function.
fn note_name(p: &mut Parser<'_>, node: NodeId, name: Text) {
    let key = &p.dialect.function_name_key;
    let kind = p.tree.kind(node);
    if key.is_empty() || !kind.is(Kind::Func) || kind.sql_name() == Some(p.tree.str(name)) {
        return;
    }
    if p.tree.meta(node, key) == Value::None {
        p.tree.set_meta(node, key, Value::Text(name));
    }
}

/// Whether a comment at the end of a call says that it is none of the known functions.
fn is_marked_anonymous(p: &Parser<'_>) -> bool {
    let marks = |comment: &Text| matches!(p.tree.str(*comment).trim(), "sqlglot.anonymous" | "sqlectic.anonymous");
    p.at(T::RParen) && p.curr_comments().iter().any(marks)
}

/// The arguments of a call.
pub fn call_arguments(p: &mut Parser<'_>, flags: u32) -> R<Children> {
    if p.replaces(Rule::ArgumentList) {
        return p.several(Rule::ArgumentList, flags);
    }
    if p.at(T::RParen) {
        return Ok(Children::new());
    }
    p.csv(|p| p.lambda(flags))
}

/// A call of a function that has no kind.
pub fn anonymous(p: &mut Parser<'_>, name: Text, quoted: bool, items: &[NodeId]) -> R<NodeId> {
    let this = if quoted {
        Value::Node(p.tree.make(Kind::Identifier, &args![This: name, Quoted: true]))
    } else {
        Value::Text(name)
    };
    let list = p.list(items);
    p.make(Kind::Anonymous, &args![This: this, Expressions: list])
}

/// The node that a known function makes of its arguments.
pub fn apply(p: &mut Parser<'_>, function: &Function, items: &[NodeId]) -> R<NodeId> {
    let node = build(p, function, items)?;
    validate(p, node, items.len())?;
    Ok(node)
}

/// The same, whether or not arguments are missing.
pub fn build(p: &mut Parser<'_>, function: &Function, items: &[NodeId]) -> R<NodeId> {
    let node = match function {
        Function::Kind(kind) => by_position(p, *kind, items)?,
        Function::Args(kind, names) => by_names(p, *kind, names, items)?,
        Function::Build(build) => build(p, items)?,
        Function::Dynamic(build) => build(p, items)?,
    };
    canonical_unit(&mut p.tree, node, true);
    Ok(node)
}

/// A function kind whose arguments are filled in the order of its row.
pub fn by_position(p: &mut Parser<'_>, kind: Kind, items: &[NodeId]) -> R<NodeId> {
    let mut filled: SmallVec<[(Arg, Value); 4]> = SmallVec::new();
    let mut rest = items.iter();
    for row in kind.row().args {
        if row.var_len {
            filled.push((row.arg, p.list(rest.as_slice())));
            break;
        }
        match rest.next() {
            Some(item) => filled.push((row.arg, Value::Node(*item))),
            None => continue,
        }
    }
    p.make(kind, &filled)
}

/// A function kind whose arguments are filled in another order.
pub fn by_names(p: &mut Parser<'_>, kind: Kind, names: &[Arg], items: &[NodeId]) -> R<NodeId> {
    // The order of the row is the order in which arguments are walked.
    let place = |arg: Arg| kind.row().args.iter().position(|row| row.arg == arg);
    let mut filled: Vec<(Arg, Value)> =
        names.iter().copied().zip(items.iter().map(|item| Value::Node(*item))).collect();
    filled.sort_by_key(|(arg, _)| place(*arg));
    p.make(kind, &filled)
}

/// Reports arguments that are missing, or too many.
pub fn validate(p: &mut Parser<'_>, node: NodeId, given: usize) -> R<()> {
    let kind = p.tree.kind(node);
    for arg in kind.row().required {
        let there = match p.tree.get(node, *arg) {
            Value::None => false,
            Value::List(list) => p.tree.item_count(list) > 0,
            _ => true,
        };
        if !there {
            p.missing(kind, *arg)?;
        }
    }
    match kind.is(Kind::Func) {
        true => check_number(p, kind, given),
        false => Ok(()),
    }
}

/// Reports more arguments than a function's kind has.
pub(super) fn check_number(p: &mut Parser<'_>, kind: Kind, given: usize) -> R<()> {
    let row = kind.row();
    let most = row.args.len();
    if given <= most || row.args.iter().any(|arg| arg.var_len) {
        return Ok(());
    }
    p.error(&format!(
        "The number of provided arguments ({given}) is greater than the maximum number of supported arguments ({most})"
    ))
}

// ---- arguments -------------------------------------------------------------------------------------------------------

/// What may follow an argument of a call: `IGNORE NULLS`, `HAVING MAX`, `ORDER BY`, `LIMIT`.
pub fn argument_modifiers(p: &mut Parser<'_>, this: Option<NodeId>) -> R {
    if matches!(p.kind(), T::Comma | T::RParen) {
        return Ok(this);
    }
    let this = nulls_of(p, this)?;
    let this = p.having_max(this)?;
    let this = p.rule(Rule::Order, RuleArgs { node: this, flags: 0 })?;
    let this = nulls_of(p, this)?;
    p.rule(Rule::Limit, RuleArgs { node: this, flags: 0 })
}

fn nulls_of(p: &mut Parser<'_>, this: Option<NodeId>) -> R {
    match this {
        Some(this) => p.respect_or_ignore_nulls(this),
        None => Ok(None),
    }
}

/// `HAVING MAX x`, `HAVING MIN x` after an argument.
pub fn having_max(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let this = a.node;
    if !p.accept(T::Having) {
        return Ok(this);
    }
    let max = p.accept_words(&["MAX"]) || !p.accept_words(&["MIN"]);
    let by = p.column()?;
    p.some(Kind::HavingMax, &args![This: this, Expression: by, Max: max])
}

// ---- named values ----------------------------------------------------------------------------------------------------

/// The node of `ARRAY[...]`, `LIST[...]`; `bracketed` tells it from a call.
pub fn array_constructor(p: &mut Parser<'_>, kind: Kind, items: &[NodeId], bracketed: bool) -> R<NodeId> {
    let list = p.list(items);
    if kind != Kind::Array {
        return p.make(kind, &args![Expressions: list]);
    }
    let notation = p.dialect.semantics.flags.has_distinct_array_constructors.then_some(bracketed);
    // One query in parentheses is a value here, and not the rows of the array.
    let is_value = matches!(items, [item] if p.tree.kind(*item) == Kind::Subquery);
    let constructor = bracketed.then_some(is_value);
    p.make(kind, &args![Expressions: list, BracketNotation: notation, ValueConstructor: constructor])
}

/// The fields of a struct: `x AS k`, `k = x` and the like become `k := x`.
pub fn named_properties(p: &mut Parser<'_>, items: Children) -> R<Children> {
    items.into_iter().map(|item| named_property(p, item)).collect()
}

fn named_property(p: &mut Parser<'_>, item: NodeId) -> R<NodeId> {
    let (name, value) = match p.tree.kind(item) {
        Kind::Alias => (p.tree.node(item, Arg::Alias), p.tree.this(item)),
        Kind::EQ | Kind::PropertyEQ | Kind::Slice => {
            (p.tree.this(item).map(|key| property_name(p, key)), p.tree.expression(item))
        }
        _ => return Ok(item),
    };
    let (Some(name), Some(value)) = (name, value) else { return Ok(item) };
    let span = p.tree.span(item);
    let node = p.tree.make_at(Kind::PropertyEQ, span, &args![This: name, Expression: value]);
    let comments = p.tree.take_comments(item);
    p.add_comments(node, &comments);
    Ok(node)
}

/// The name of a field: what has a name is an identifier, quoted only if it has to be.
pub fn property_name(p: &mut Parser<'_>, key: NodeId) -> NodeId {
    let name = p.tree.name(key);
    if name.is_empty() {
        return key;
    }
    let (name, quoted) = (name.to_string(), !is_plain(name));
    let span = p.tree.span(key);
    let text = p.text(&name);
    p.tree.make_at(Kind::Identifier, span, &args![This: text, Quoted: quoted])
}

/// Whether a name needs no quotes.
fn is_plain(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c == '_' || c.is_ascii_alphabetic())
        && chars.all(|c| c == '_' || c.is_ascii_alphanumeric())
}

// ---- units of time ---------------------------------------------------------------------------------------------------

/// Units of one or two letters and what they stand for.
const SHORT_UNITS: &[(&str, &str)] = &[
    ("D", "DAY"),
    ("H", "HOUR"),
    ("M", "MINUTE"),
    ("MS", "MILLISECOND"),
    ("NS", "NANOSECOND"),
    ("Q", "QUARTER"),
    ("S", "SECOND"),
    ("US", "MICROSECOND"),
    ("W", "WEEK"),
    ("Y", "YEAR"),
];

/// Brings the unit of a function of time to its usual form: an upper-case word, or a text for `DATE_TRUNC`, whose short
/// words are written out if `unabbreviate`.
#[inline] // Most functions have none.
pub fn canonical_unit(tree: &mut Tree, node: NodeId, unabbreviate: bool) {
    if let Some(unit) = tree.node(node, Arg::Unit) {
        set_unit(tree, node, unit, unabbreviate);
    }
}

fn set_unit(tree: &mut Tree, node: NodeId, unit: NodeId, unabbreviate: bool) {
    let kind = tree.kind(node);
    if kind == Kind::DateTrunc {
        return text_unit(tree, node, unit, unabbreviate);
    }
    if !kind.is(Kind::TimeUnit) {
        return;
    }
    match tree.kind(unit) {
        Kind::Column if tree.get(unit, Arg::Table) != Value::None => {}
        Kind::Column | Kind::Literal | Kind::Var => {
            let name = full_unit(tree.name(unit)).to_uppercase();
            let word = word_at(tree, unit, &name);
            tree.set(node, Arg::Unit, word);
        }
        Kind::Week => {
            let Some(day) = tree.this(unit) else { return };
            let name = tree.name(day).to_uppercase();
            let word = word_at(tree, day, &name);
            tree.set(unit, Arg::This, word);
        }
        _ => {}
    }
}

fn text_unit(tree: &mut Tree, node: NodeId, unit: NodeId, unabbreviate: bool) {
    let is_name = match tree.kind(unit) {
        Kind::Column => tree.get(unit, Arg::Table) == Value::None,
        kind => matches!(kind, Kind::Literal | Kind::Var),
    };
    if is_name {
        let name = tree.name(unit).to_uppercase();
        let text = tree.text(if unabbreviate { full_unit(&name) } else { &name });
        let span = tree.span(unit);
        let literal = tree.make_at(Kind::Literal, span, &args![This: text, IsString: true]);
        tree.set(node, Arg::Unit, literal);
    }
}

/// `D` is `DAY`; other words stay.
pub fn full_unit(name: &str) -> &str {
    SHORT_UNITS.iter().find(|(short, _)| *short == name).map_or(name, |(_, full)| full)
}

fn word_at(tree: &mut Tree, place: NodeId, word: &str) -> NodeId {
    let (span, text) = (tree.span(place), tree.text(word));
    tree.make_at(Kind::Var, span, &args![This: text])
}

/// A name of any token, in upper case, as a word.
pub fn upper_var(p: &mut Parser<'_>) -> R {
    p.var(atom::ANY_TOKEN | atom::UPPER)
}
