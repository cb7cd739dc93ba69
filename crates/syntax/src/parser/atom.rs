//! What expressions are made of: literals, names, stars, placeholders, parentheses.

use super::{Parser, RuleArgs, R};
use crate::lexer::T;
use sqlectic_ast::{args, Arg, Children, Kind, NodeId, Value};

/// Flag of [`Parser::id_var`] and [`Parser::field`]: any token that is not reserved is a name.
pub const ANY_TOKEN: u32 = 1;
/// Flag of [`Parser::field`]: a call is of no known function.
pub const ANONYMOUS_FUNC: u32 = 2;
/// Flag of [`Parser::id_var`]: names that may be aliases.
pub const ALIAS_TOKENS: u32 = 4;
/// Flag of [`Parser::id_var`]: names that may be aliases of tables.
pub const TABLE_ALIAS_TOKENS: u32 = 8;
/// Flag of [`Parser::id_var`]: names that may be aliases of the table of `UPDATE`.
pub const UPDATE_ALIAS_TOKENS: u32 = 16;
/// Flag of [`Parser::id_var`]: names that may name a window.
pub const WINDOW_ALIAS_TOKENS: u32 = 32;
/// Flag of [`Parser::id_var`]: names that may be aliases of the table of `COMMENT ON`.
pub const COMMENT_TABLE_ALIAS_TOKENS: u32 = 64;
/// Flag of [`Parser::var`]: the word is put in upper case.
pub const UPPER: u32 = 2;

/// A primary, a function, or a name.
#[inline]
pub fn field(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let any_token = a.flags & ANY_TOKEN;
    let found = if a.flags & ANONYMOUS_FUNC != 0 {
        match p.function(super::functions::ANONYMOUS | (any_token * super::functions::ANY_TOKEN))? {
            Some(function) => Some(function),
            None => p.primary()?,
        }
    } else if p.at(T::Var)
        && p.next_kind() != T::LParen
        && p.rarely(&p.dialect.parser.no_paren_function_parsers, p.curr().text).is_none()
    {
        // The most frequent case: a plain name.
        None
    } else {
        match p.primary()? {
            Some(primary) => Some(primary),
            None => p.function(any_token * super::functions::ANY_TOKEN)?,
        }
    };
    match found {
        Some(found) => Ok(Some(found)),
        None => p.id_var(a.flags & !ANONYMOUS_FUNC),
    }
}

/// A literal, a parenthesis, a star.
pub fn primary(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let dialect = p.dialect;
    if let Some(rule) = dialect.parser.primary.get(p.kind()) {
        let is_string = p.at(T::String);
        p.advance();
        let first = rule.call(p, RuleArgs::default())?;
        return match first {
            Some(first)
                if is_string
                    && p.at(T::String)
                    && !(dialect.parser.flags.adjacent_strings_cannot_be_connected
                        && p.prev().span.end == p.peek(0).span.start) =>
            {
                adjacent_strings(p, first)
            }
            first => Ok(first),
        };
    }
    if p.at_pair(T::Dot, T::Number) {
        let mark = p.mark();
        p.advance_by(2);
        let text = format!("0.{}", p.prev_str());
        let text = p.text(&text);
        return p.make_from(mark, Kind::Literal, &args![This: text, IsString: false]).map(Some);
    }
    if p.at(T::LParen) {
        return p.paren();
    }
    Ok(None)
}

/// `'a' 'b'`, which is one string.
fn adjacent_strings(p: &mut Parser<'_>, first: NodeId) -> R {
    let mut strings = vec![first];
    while p.at(T::String) {
        p.advance();
        strings.push(literal(p, true));
    }
    let list = p.list(&strings);
    let coalesce = p.dialect.semantics.flags.concat_coalesce;
    p.some(Kind::Concat, &args![Expressions: list, Coalesce: coalesce])
}

/// The previous token as a literal.
fn literal(p: &mut Parser<'_>, is_string: bool) -> NodeId {
    let token = *p.prev();
    let node = p.tree.make_leaf(Kind::Literal, token.span, args![This: token.text, IsString: is_string]);
    p.take_comments(node);
    node
}

/// A string, after its token.
pub fn string_literal(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(Some(literal(p, true)))
}

/// A number, after its token.
pub fn number_literal(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(Some(literal(p, false)))
}

/// A string of another kind, after its token.
pub fn special_string(p: &mut Parser<'_>, kind: Kind) -> R {
    let text = p.prev_text();
    p.some(kind, &args![This: text])
}

/// A byte string, after its token: bytes, or a text with escapes.
pub fn byte_string(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if !p.dialect.semantics.flags.byte_string_is_bytes_type {
        return special_string(p, Kind::ByteString);
    }
    // A character above 255 stands for the bytes of its UTF-8, one below for a byte if an escape gave it.
    let written = !p.source_since(p.mark() - 1).is_ascii();
    let text = match written {
        true => {
            let bytes: String = p.prev_str().bytes().map(char::from).collect();
            p.text(&bytes)
        }
        false => p.prev_text(),
    };
    p.some(Kind::ByteString, &args![This: text, IsBytes: true])
}

/// A string of hexadecimal digits, after its token: a number, or bytes.
pub fn hex_string(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let text = p.prev_text();
    let is_integer = p.dialect.semantics.flags.hex_string_is_integer_type.then_some(true);
    p.some(Kind::HexString, &args![This: text, IsInteger: is_integer])
}

/// A unicode string with its escape character, after its token.
pub fn unicode_string(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let text = p.prev_text();
    let escape = if p.accept_words(&["UESCAPE"]) { p.string()? } else { None };
    p.some(Kind::UnicodeString, &args![This: text, Escape: escape])
}

/// `NULL`, after its token.
pub fn null_literal(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.some(Kind::Null, &[])
}

/// `TRUE`, after its token.
pub fn true_literal(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.some(Kind::Boolean, &args![This: true])
}

/// `FALSE`, after its token.
pub fn false_literal(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.some(Kind::Boolean, &args![This: false])
}

/// `_charset 'text'`, after its first token.
pub fn introducer(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let (text, mark) = (p.prev_text(), p.mark() - 1);
    match p.primary()? {
        Some(value) => p.make_from(mark, Kind::Introducer, &args![This: text, Expression: value]).map(Some),
        None => p.some(Kind::Identifier, &args![This: text]),
    }
}

/// `@@name`, after its token.
pub fn session_parameter(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let mut this = match p.id_var(ANY_TOKEN)? {
        Some(name) => Some(name),
        None => p.primary()?,
    };
    let mut kind = Value::None;
    if p.accept(T::Dot) {
        kind = this.map(|first| p.tree.get(first, Arg::This)).unwrap_or(Value::None);
        this = match p.var(0)? {
            Some(name) => Some(name),
            None => p.primary()?,
        };
    }
    p.make_from(mark, Kind::SessionParameter, &args![This: this, Kind: kind]).map(Some)
}

/// `*` with its exceptions, after its token.
pub fn star(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let comments = p.prev_comments();
    let mark = p.mark() - 1;
    if p.is_word(0, "COLUMNS") && p.next_kind() == T::LParen {
        // `*COLUMNS(...)`
        let columns = p.function(0)?;
        if let Some(columns) = columns.filter(|node| p.tree.kind(*node) == Kind::Columns) {
            p.tree.set(columns, Arg::Unpack, true);
        }
        return Ok(columns);
    }
    let ilike = if p.accept(T::Ilike) { p.string()? } else { None };
    let except = star_op(p, &["EXCEPT", "EXCLUDE"])?;
    let replace = star_op(p, &["REPLACE"])?;
    let rename = star_op(p, &["RENAME"])?;
    let node = p.make_from(mark, Kind::Star, &args![Ilike: ilike, Except: except, Replace: replace, Rename: rename])?;
    if p.tree.comments(node).is_empty() {
        p.add_comments(node, &comments);
    }
    Ok(Some(node))
}

/// The list behind one of these words.
pub fn star_op(p: &mut Parser<'_>, words: &[&str]) -> R<Value> {
    if !p.at_word(words) {
        return Ok(Value::None);
    }
    let mark = p.mark();
    p.advance();
    if p.at(T::LParen) {
        let items = p.wrapped_csv(|p| p.expression())?;
        return Ok(p.list(&items));
    }
    let item = match p.deep(|p| p.column())? {
        Some(column) => p.alias(column, super::expr::EXPLICIT)?,
        None => None,
    };
    match item {
        Some(item) => Ok(p.list(&[item])),
        None => {
            p.retreat(mark);
            Ok(Value::None)
        }
    }
}

// ---- parentheses -----------------------------------------------------------------------------------------------------

/// A parenthesised expression, tuple or query.
pub fn paren(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if !p.accept(T::LParen) {
        return Ok(None);
    }
    p.deep(|p| paren_body(p))
}

fn paren_body(p: &mut Parser<'_>) -> R {
    let mark = p.mark() - 1;
    let comments = p.prev_comments();
    p.drop_comments();
    let mut trailing_comma = false;
    let items = match p.select(0)? {
        Some(query) => Children::from_slice(&[query]),
        None if p.at(T::RParen) => Children::new(),
        None => {
            let items = p.expressions()?;
            trailing_comma = p.prev().kind == T::Comma;
            items
        }
    };
    let first = items.first().copied();
    let node = match first {
        None if p.at(T::RParen) => p.node(Kind::Tuple, &[])?,
        Some(query) if items.len() == 1 && is_query(p.tree.kind(query)) && !trailing_comma => {
            let query = p.set_operations(query)?.unwrap_or(query);
            let query = p.query_modifiers(query)?.unwrap_or(query);
            p.subquery(query, super::relation::WITHOUT_ALIAS)?.unwrap_or(query)
        }
        first if items.len() > 1 || trailing_comma => {
            let _ = first;
            let list = p.list(&items);
            p.node(Kind::Tuple, &args![Expressions: list])?
        }
        first => p.around(Kind::Paren, first)?,
    };
    p.add_comments(node, &comments);
    p.r_paren_of(Some(node))?;
    p.stretch(node, mark);
    let inner_is_aggregate =
        p.tree.kind(node) == Kind::Paren && p.tree.this(node).is_some_and(|this| p.tree.is(this, Kind::AggFunc));
    if inner_is_aggregate {
        return p.window(node, 0);
    }
    Ok(Some(node))
}

fn is_query(kind: Kind) -> bool {
    kind.is(Kind::Query) || kind == Kind::Values
}

// ---- names -----------------------------------------------------------------------------------------------------------

/// A name: quoted, or any token that may be one.
pub fn id_var(p: &mut Parser<'_>, a: RuleArgs) -> R {
    match p.kind() {
        T::Identifier => return p.identifier(),
        T::Var => return Ok(Some(plain_name(p))),
        kind if p.dialect.parser.placeholders.get(kind).is_some() => {
            if let Some(placeholder) = p.placeholder()? {
                return Ok(Some(placeholder));
            }
        }
        _ => {}
    }
    let sets = &p.dialect.parser.sets;
    let kind = p.kind();
    let is_name = if a.flags & ANY_TOKEN != 0 {
        kind != T::Sentinel && (!sets.reserved.contains(kind) || sets.id_var.contains(kind))
    } else {
        let set = match a.flags {
            f if f & ALIAS_TOKENS != 0 => &sets.alias,
            f if f & TABLE_ALIAS_TOKENS != 0 => &sets.table_alias,
            f if f & UPDATE_ALIAS_TOKENS != 0 => &sets.update_alias,
            f if f & WINDOW_ALIAS_TOKENS != 0 => &sets.window_alias,
            f if f & COMMENT_TABLE_ALIAS_TOKENS != 0 => &sets.comment_table_alias,
            _ => &sets.id_var,
        };
        set.contains(kind)
    };
    if !is_name {
        return Ok(None);
    }
    Ok(Some(plain_name(p)))
}

/// The current token as a name, whatever it is.
#[inline(always)] // Every second node is one.
pub(super) fn plain_name(p: &mut Parser<'_>) -> NodeId {
    let token = *p.curr();
    p.advance();
    let quoted = matches!(token.kind, T::Identifier | T::String);
    let node = p.tree.make_leaf(Kind::Identifier, token.span, args![This: token.text, Quoted: quoted]);
    p.take_comments(node);
    node
}

/// The current token, a word or a quoted name, as a column or table of that name.
#[inline(always)] // Most operands and sources are such.
pub(super) fn plain_named(p: &mut Parser<'_>, kind: Kind) -> NodeId {
    let token = *p.curr();
    p.advance();
    let quoted = token.kind == T::Identifier;
    let name = args![This: token.text, Quoted: quoted];
    let node = p.tree.make_around_leaf((kind, Kind::Identifier), token.span, name);
    p.take_comments(node);
    node
}

/// A quoted identifier.
pub fn identifier(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    match p.at(T::Identifier) {
        true => Ok(Some(plain_name(p))),
        false => p.placeholder(),
    }
}

/// A string, or a word.
pub fn var_or_string(p: &mut Parser<'_>, a: RuleArgs) -> R {
    match p.string()? {
        Some(string) => Ok(Some(string)),
        None => p.var(ANY_TOKEN | a.flags),
    }
}

/// An unquoted word.
pub fn var(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let kind = p.kind();
    let is_word = kind == T::Var
        || a.flags & ANY_TOKEN != 0 && kind != T::Sentinel && !p.dialect.parser.sets.reserved.contains(kind);
    if !is_word {
        return p.placeholder();
    }
    p.advance();
    let text = if a.flags & UPPER != 0 { p.prev_upper() } else { p.prev_text() };
    p.some(Kind::Var, &args![This: text])
}

/// A string literal, or a placeholder.
pub fn string(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if matches!(
        p.kind(),
        T::String | T::RawString | T::HeredocString | T::NationalString | T::NationalRawString | T::UnicodeString
    ) {
        let dialect = p.dialect;
        if let Some(rule) = dialect.parser.primary.get(p.kind()) {
            p.advance();
            return rule.call(p, RuleArgs::default());
        }
    }
    p.placeholder()
}

/// A string as an identifier.
pub fn string_as_identifier(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    match p.at(T::String) {
        true => Ok(Some(plain_name(p))),
        false => Ok(None),
    }
}

/// A number, or a placeholder.
pub fn number(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if p.accept(T::Number) {
        return Ok(Some(literal(p, false)));
    }
    p.placeholder()
}

/// `NULL`, or a placeholder.
pub fn null(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if p.accept(T::Null) {
        return p.some(Kind::Null, &[]);
    }
    p.placeholder()
}

/// `TRUE` or `FALSE`, or a placeholder.
pub fn boolean(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if p.accept_any(&[T::True, T::False]) {
        let flag = p.prev().kind == T::True;
        return p.some(Kind::Boolean, &args![This: flag]);
    }
    p.placeholder()
}

// ---- placeholders ----------------------------------------------------------------------------------------------------

/// `?`, `:name`, `@name`.
pub fn placeholder(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let dialect = p.dialect;
    let Some(rule) = dialect.parser.placeholders.get(p.kind()) else { return Ok(None) };
    let mark = p.mark();
    p.advance();
    match p.deep(|p| rule.call(p, RuleArgs::default()))? {
        Some(node) => {
            p.stretch(node, mark);
            Ok(Some(node))
        }
        None => {
            p.retreat(mark);
            Ok(None)
        }
    }
}

/// `?`, after its token.
pub fn positional_placeholder(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.some(Kind::Placeholder, &[])
}

/// `:name`, after the colon; nothing if no name follows.
pub fn named_placeholder(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if !p.at_set(&p.dialect.parser.sets.colon_placeholder) {
        return Ok(None);
    }
    p.advance();
    let text = p.prev_text();
    p.some(Kind::Placeholder, &args![This: text])
}

/// What follows `@`, after it.
pub fn parameter(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = match p.identifier()? {
        Some(name) => Some(name),
        None => match p.primary()? {
            Some(primary) => Some(primary),
            None => p.var(ANY_TOKEN)?,
        },
    };
    p.some(Kind::Parameter, &args![This: this])
}
