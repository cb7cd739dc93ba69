//! Columns, typed literals and the operators behind them: dots, brackets, casts, arrows.

use super::{atom, Parser, Rule, RuleArgs, R};
use crate::{error::Note, lexer::T};
use sqlectic_ast::{args, Arg, Children, Kind, NodeId, Tree, Value};

/// Flag of [`Parser::type_`]: an interval may stand here only behind its keyword's own rule.
pub const WITHOUT_INTERVAL: u32 = 1;
/// Flag of [`Parser::type_`]: what is no type and no column is a name.
pub const OR_NAME: u32 = 2;

/// A literal with a type before it, a cast, an interval, or a column.
#[inline]
pub fn type_(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if a.flags & WITHOUT_INTERVAL == 0 && (p.at(T::Interval) || p.replaces(Rule::Interval)) {
        if let Some(interval) = p.interval(0)? {
            return match p.column_ops(interval)? {
                Some(interval) => super::interval::sum(p, interval).map(Some),
                None => Ok(None),
            };
        }
    }
    if may_start_type(p) || p.replaces(Rule::Types) {
        if let Some(node) = typed_literal(p)? {
            return Ok(Some(node));
        }
    }
    if a.flags & OR_NAME != 0 {
        return p.id_var(atom::ANY_TOKEN);
    }
    p.column()
}

/// Whether the current token names a type; a name alone is a column.
fn may_start_type(p: &Parser<'_>) -> bool {
    let tables = &p.dialect.parser;
    p.at_set(&tables.sets.types)
        || p.at(T::Var) && tables.plain.is_special(p) && tables.type_aliases.contains(p.curr_str())
}

/// `DATE 'x'`, or a type with parameters as an expression; nothing if it is neither.
fn typed_literal(p: &mut Parser<'_>) -> R {
    let mark = p.mark();
    // Without a literal or parameters behind it, the word is a column or function.
    let Some(to) = p.types(super::types::OF_LITERAL)? else { return Ok(None) };
    let after = p.mark();
    let literal = match p.kind() {
        T::String | T::Number | T::RawString | T::NationalString | T::HeredocString => p.primary()?,
        // `INT .5`
        T::Dot if p.next_kind() == T::Number => p.primary()?,
        _ => None,
    };
    if let Some(literal) = literal.filter(|node| matches!(p.tree.kind(*node), Kind::Literal)) {
        let value = p.column_ops(literal)?;
        return typed(p, value.unwrap_or(literal), to, mark).map(Some);
    }
    p.retreat(after);
    if p.tree.kind(to) == Kind::Cast {
        // `ARRAY<INT>[1, 2]`
        return p.column_ops(to);
    }
    if p.tree.has(to, Arg::Expressions) && after - mark > 1 {
        return p.column_ops(to);
    }
    p.retreat(mark);
    Ok(None)
}

fn typed(p: &mut Parser<'_>, value: NodeId, mut to: NodeId, mark: usize) -> R<NodeId> {
    let dialect = p.dialect;
    if dialect.parser.flags.zone_aware_timestamp_constructor && p.tree.is_string(value) && has_zone(p.tree.name(value))
    {
        let zoned = match p.tree.text_of(to, Arg::This) {
            "TIME" => Some("TIMETZ"),
            "TIMESTAMP" => Some("TIMESTAMPTZ"),
            _ => None,
        };
        if let Some(zoned) = zoned {
            let (this, span) = (p.text(zoned), p.tree.span(to));
            to = p.tree.make_at(Kind::DataType, span, &args![This: this]);
        }
    }
    let token = crate::lexer::T::find(p.tree.text_of(to, Arg::This));
    if let Some(rule) = token.and_then(|token| dialect.parser.type_literals.get(token)) {
        let holder = p.tree.make(Kind::Tuple, &args![This: value, To: to]);
        if let Some(node) = rule.call(p, RuleArgs { node: Some(holder), flags: 0 })? {
            return Ok(node);
        }
    }
    p.make_from(mark, Kind::Cast, &args![This: value, To: to])
}

/// Whether the text of a time names a zone or an offset: `11:22:29 Europe/Prague`, `11:22:29+01`.
fn has_zone(text: &str) -> bool {
    let time = text.find(':').map_or("", |colon| &text[colon + 1..]);
    time.contains(|c: char| c.is_ascii_alphabetic() || matches!(c, '+' | '-'))
}

/// A column with its postfix operators.
#[inline]
pub fn column(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = match p.column_reference()? {
        Some(this) => Some(this),
        None => bracket_of(p, None)?,
    };
    match this {
        Some(this) => with_operators(p, this),
        None => Ok(None),
    }
}

/// A column with what may follow it: postfix operators, a join mark.
#[inline]
pub(super) fn with_operators(p: &mut Parser<'_>, this: NodeId) -> R {
    let this = p.column_ops(this)?;
    if let Some(node) = this {
        if p.dialect.semantics.flags.supports_column_join_marks && p.accept(T::JoinMarker) {
            p.tree.set(node, Arg::JoinMark, true);
        }
    }
    Ok(this)
}

/// What a column may start with: a field that becomes a column.
#[inline]
pub fn column_reference(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mut this = p.field(0)?;
    if this.is_none()
        && p.at(T::Values)
        && p.dialect.parser.flags.values_followed_by_paren
        && p.next_kind() != T::LParen
    {
        this = p.id_var(atom::ANY_TOKEN)?;
    }
    match this {
        Some(name) if p.tree.kind(name) == Kind::Identifier => dotted_column(p, name).map(Some),
        this => Ok(this),
    }
}

/// `a`, `a.b`, `a.b.c`, `a.b.c.d` as one column; other operators come later.
#[inline(always)] // Most columns have one name.
pub(super) fn dotted_column(p: &mut Parser<'_>, first: NodeId) -> R<NodeId> {
    if p.at(T::Dot) {
        return qualified_column(p, first);
    }
    let column = p.over(Kind::Column, [(Arg::This, first)]);
    Ok(with_comments(p, column, &[first]))
}

/// A column of a name and those that follow.
fn qualified_column(p: &mut Parser<'_>, first: NodeId) -> R<NodeId> {
    let Some(second) = plain_part(p)? else {
        let column = p.over(Kind::Column, [(Arg::This, first)]);
        return Ok(with_comments(p, column, &[first]));
    };
    if !p.at(T::Dot) {
        let column = p.over(Kind::Column, [(Arg::This, second), (Arg::Table, first)]);
        return Ok(with_comments(p, column, &[first, second]));
    }
    longer_column(p, first, second)
}

/// A column of two names and those that follow.
fn longer_column(p: &mut Parser<'_>, first: NodeId, second: NodeId) -> R<NodeId> {
    let Some(third) = plain_part(p)? else {
        let column = p.over(Kind::Column, [(Arg::This, second), (Arg::Table, first)]);
        return Ok(with_comments(p, column, &[first, second]));
    };
    let Some(fourth) = plain_part(p)? else {
        let column = p.over(Kind::Column, [(Arg::This, third), (Arg::Table, second), (Arg::Db, first)]);
        return Ok(with_comments(p, column, &[first, second, third]));
    };
    let parts = [(Arg::This, fourth), (Arg::Table, third), (Arg::Db, second), (Arg::Catalog, first)];
    let column = p.over(Kind::Column, parts);
    Ok(with_comments(p, column, &[first, second, third, fourth]))
}

/// A column takes the comments of its dots and parts.
#[inline(always)] // There are rarely any.
fn with_comments(p: &mut Parser<'_>, column: NodeId, parts: &[NodeId]) -> NodeId {
    if p.tree.has_comments() || p.has_prev_comments() {
        take_comments(p, column, parts);
    }
    column
}

#[cold]
fn take_comments(p: &mut Parser<'_>, column: NodeId, parts: &[NodeId]) {
    for part in parts {
        let comments = p.tree.take_comments(*part);
        p.add_comments(column, &comments);
    }
    p.take_comments(column);
}

/// A dot and a plain name; nothing if something else stands behind the dot.
#[inline]
fn plain_part(p: &mut Parser<'_>) -> R {
    if !p.at(T::Dot) || !is_plain_part(p) {
        return Ok(None);
    }
    p.advance();
    match p.dialect.parser.descends {
        true => p.id_var(atom::ANY_TOKEN),
        false => Ok(Some(atom::plain_name(p))),
    }
}

/// Whether the token behind the dot is a plain name and no call.
fn is_plain_part(p: &Parser<'_>) -> bool {
    let next = p.peek(1).kind;
    matches!(next, T::Var | T::Identifier) && p.peek(2).kind != T::LParen
}

/// The names of a column, outermost first.
pub fn column_parts(p: &Parser<'_>, column: NodeId) -> Vec<NodeId> {
    [Arg::Catalog, Arg::Db, Arg::Table, Arg::This].iter().filter_map(|arg| p.tree.node(column, *arg)).collect()
}

/// The postfix operators of a column: `.x`, `::T`, `[i]`, `->`.
#[inline]
pub fn column_ops(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mut this = bracket_of(p, a.node)?;
    let dialect = p.dialect;
    while let Some(node) = this {
        let rule = match p.kind() {
            T::Dot => None,
            kind => match dialect.parser.column_operators.get(kind) {
                Some(rule) => Some(rule),
                None => break,
            },
        };
        let mark = p.mark();
        p.advance();
        let made = match rule {
            Some(rule) => rule.call(p, RuleArgs { node: Some(node), flags: 0 })?,
            None => dot(p, node)?,
        };
        if made.is_none() {
            p.retreat(mark);
            break;
        }
        this = bracket_of(p, made)?;
    }
    match this {
        Some(node) if dialect.parser.flags.colon_is_variant_extract && p.at(T::Colon) => p.variant_extract(node),
        this => Ok(this),
    }
}

/// What stands behind a dot.
fn dot(p: &mut Parser<'_>, this: NodeId) -> R {
    let field = match p.kind() {
        // Behind a dot they are names.
        T::False | T::Null | T::True if p.next_kind() != T::LParen => p.id_var(atom::ANY_TOKEN)?,
        T::Number if p.dialect.parser.flags.supports_digit_prefixed_field_names => Some(digit_prefixed_name(p)),
        _ => p.field(atom::ANY_TOKEN | atom::ANONYMOUS_FUNC)?,
    };
    let Some(field) = field else {
        p.error("Expecting a name after the dot")?;
        return Ok(None);
    };
    let kind = p.tree.kind(field);
    let comments = p.tree.take_comments(field);
    let is_call = kind.is(Kind::Func) || kind == Kind::Window;
    // `a.b.f(x)`: the names before a call are a path, not a column.
    let this = if is_call { columns_to_dots(p, this) } else { this };
    let node = match p.tree.kind(this) {
        Kind::Column
            if !is_call
                && p.tree.get(this, Arg::Catalog) == Value::None
                && p.tree.get(this, Arg::JoinMark) == Value::None =>
        {
            let [old, table, db] = [Arg::This, Arg::Table, Arg::Db].map(|arg| p.tree.get(this, arg));
            let node = p.node(Kind::Column, &args![This: field, Table: old, Db: table, Catalog: db])?;
            let kept = p.tree.take_comments(this);
            p.add_comments(node, &kept);
            node
        }
        _ if kind == Kind::Window => {
            // The window applies to the whole call.
            let call = p.tree.this(field);
            let dot = p.node(Kind::Dot, &args![This: this, Expression: call])?;
            p.tree.set(field, Arg::This, dot);
            field
        }
        _ => p.node(Kind::Dot, &args![This: this, Expression: field])?,
    };
    p.add_comments(node, &comments);
    p.take_comments(node);
    Ok(Some(node))
}

/// A name that starts with a digit: the number at the cursor and the words that touch it.
pub fn digit_prefixed_name(p: &mut Parser<'_>) -> NodeId {
    let mark = p.mark();
    p.advance();
    let mut name = p.prev_str().to_string();
    while p.is_connected() && p.curr_str().starts_with(|c: char| c == '_' || c.is_alphanumeric()) {
        if matches!(p.kind(), T::Identifier | T::String | T::Sentinel) {
            break;
        }
        p.advance();
        name.push_str(p.prev_str());
    }
    let node = p.identifier_node(&name, true);
    p.stretch(node, mark);
    node
}

/// Turns the columns below a node into dotted names.
fn columns_to_dots(p: &mut Parser<'_>, node: NodeId) -> NodeId {
    let columns: Vec<NodeId> = {
        let mut walk = p.tree.walk(node);
        let mut found = Vec::new();
        while let Some(node) = walk.next() {
            if p.tree.kind(node) == Kind::Column {
                found.push(node);
                walk.prune();
            }
        }
        found
    };
    let mut root = node;
    for column in columns {
        let parts = column_parts(p, column);
        let Some(first) = parts.first() else { continue };
        let mut path = *first;
        for part in &parts[1..] {
            path = p.tree.make(Kind::Dot, &args![This: path, Expression: *part]);
        }
        if parts.len() > 1 {
            let span = p.tree.span(column);
            p.tree.set_span(path, span);
        }
        if column == root {
            root = path;
            p.tree.clear_parent(path);
        } else {
            p.tree.replace(column, path);
        }
    }
    root
}

// ---- operators of the table ------------------------------------------------------------------------------------------

/// `x::T`.
pub fn cast(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(to) = p.dcolon()? else {
        p.error("Expected type")?;
        return Ok(None);
    };
    let kind = if p.dialect.parser.flags.strict_cast { Kind::Cast } else { Kind::TryCast };
    p.some(kind, &args![This: a.node, To: to])
}

/// `x.:T`, a cast of a JSON value.
pub fn json_cast(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let to = p.types(0)?;
    p.some(Kind::JSONCast, &args![This: a.node, To: to])
}

/// The type behind `::`.
pub fn dcolon(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.types(0)
}

/// The operand of an arrow: a column, a literal, a parenthesis.
fn arrow_operand(p: &mut Parser<'_>) -> R {
    match p.column_reference()? {
        // A qualified name takes the operators behind it.
        Some(node) if p.tree.kind(node) == Kind::Column && p.tree.node(node, Arg::Table).is_some() => {
            p.deep(|p| p.column_ops(node))
        }
        Some(node) => Ok(Some(node)),
        None => match p.at(T::Dash) {
            true => p.unary(),
            false => bracket_of(p, None),
        },
    }
}

/// `x -> path`.
pub fn json_extract(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let path = arrow_operand(p)?;
    let this = a.node.map(|this| beside_call(p, this, path));
    json_extraction(p, Kind::JSONExtract, this, path).map(Some)
}

/// `x ->> path`.
pub fn json_extract_scalar(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let path = arrow_operand(p)?;
    let this = a.node.map(|this| beside_call(p, this, path));
    json_extraction(p, Kind::JSONExtractScalar, this, path).map(Some)
}

/// Names to the left of a call are a path.
pub fn beside_call(p: &mut Parser<'_>, this: NodeId, right: Option<NodeId>) -> NodeId {
    match right {
        Some(right) if p.tree.is(right, Kind::Func) => columns_to_dots(p, this),
        _ => this,
    }
}

/// An extraction by an arrow; a literal becomes a path.
pub fn json_extraction(p: &mut Parser<'_>, kind: Kind, this: Option<NodeId>, path: Option<NodeId>) -> R<NodeId> {
    let only = p.dialect.parser.flags.json_arrows_require_json_type;
    let path = match path {
        Some(path) if only => Some(one_step(p, path)),
        Some(path) => Some(p.to_json_path(path)?),
        None => None,
    };
    let only = only && path.is_some_and(|path| p.tree.kind(path) == Kind::JSONPath);
    if kind == Kind::JSONExtract {
        return p.make(kind, &args![This: this, Expression: path, OnlyJsonTypes: only]);
    }
    let scalar = p.dialect.semantics.flags.json_extract_scalar_scalar_only;
    p.make(kind, &args![This: this, Expression: path, OnlyJsonTypes: only, ScalarOnly: scalar])
}

/// A path of one step: a text is a key, whatever is in it, a whole number an index.
fn one_step(p: &mut Parser<'_>, step: NodeId) -> NodeId {
    if p.tree.kind(step) != Kind::Literal {
        return step;
    }
    let index = if p.tree.is_string(step) { None } else { p.tree.name(step).parse::<i64>().ok() };
    let text = p.tree.get(step, Arg::This);
    let part = match index {
        Some(index) => p.tree.make(Kind::JSONPathSubscript, &args![This: Value::Int(index)]),
        None => p.tree.make(Kind::JSONPathKey, &args![This: text]),
    };
    let root = p.tree.make(Kind::JSONPathRoot, &[]);
    let (parts, span) = (p.list(&[root, part]), p.tree.span(step));
    p.tree.make_at(Kind::JSONPath, span, &args![Expressions: parts])
}

/// An operator of two operands behind a column, such as `#>`.
pub fn operator(p: &mut Parser<'_>, kind: Kind, left: Option<NodeId>) -> R {
    let right = arrow_operand(p)?;
    p.some(kind, &args![This: left, Expression: right])
}

// ---- brackets --------------------------------------------------------------------------------------------------------

/// `x[...]`, `{...}`, `[...]` after or without a node.
pub fn bracket(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mut this = a.node;
    while matches!(p.kind(), T::LBracket | T::LBrace) {
        let opened = p.kind();
        p.advance();
        let comments = p.prev_comments();
        let is_map = opened == T::LBrace;
        if is_map && this.is_none() {
            if let Some(node) = p.brace_literal()? {
                return Ok(Some(node));
            }
        }
        let close = if is_map { T::RBrace } else { T::RBracket };
        let items = match p.at(close) {
            true => Children::new(),
            false => p.deep(|p| p.csv(|p| bracket_item(p, is_map)))?,
        };
        if !p.accept(close) {
            p.error(if is_map { "Expected }" } else { "Expected ]" })?;
        }
        let node = match (this, is_map) {
            (_, true) => p.node_struct(&items)?,
            (None, _) => super::functions::array_constructor(p, Kind::Array, &items, true)?,
            (Some(this), _) => subscript(p, this, items)?,
        };
        p.add_comments(node, &comments);
        p.take_comments(node);
        this = Some(node);
    }
    Ok(this)
}

/// Brackets after a node, if any.
#[inline]
fn bracket_of(p: &mut Parser<'_>, this: Option<NodeId>) -> R {
    if !matches!(p.kind(), T::LBracket | T::LBrace) {
        return Ok(this);
    }
    p.bracket(this)
}

fn bracket_item(p: &mut Parser<'_>, is_map: bool) -> R {
    if is_map {
        return key_value(p);
    }
    if p.at(T::Colon) {
        return p.slice(None);
    }
    let item = match p.assignment()? {
        Some(item) => p.alias(item, super::expr::EXPLICIT)?,
        None => None,
    };
    match p.at(T::Colon) {
        true => p.slice(item),
        false => Ok(item),
    }
}

/// `key: value` inside braces.
fn key_value(p: &mut Parser<'_>) -> R {
    let mark = p.mark();
    let key = match p.dialect.parser.flags.colon_is_variant_extract && p.at_pair(T::String, T::Colon) {
        true => p.primary()?,
        false => p.assignment()?,
    };
    let Some(key) = key else { return Ok(None) };
    if !p.accept(T::Colon) {
        return p.alias(key, super::expr::EXPLICIT);
    }
    let value = p.assignment()?;
    let key = super::functions::property_name(p, key);
    p.make_from(mark, Kind::PropertyEQ, &args![This: key, Expression: value]).map(Some)
}

impl Parser<'_> {
    /// A struct of `key: value` items.
    fn node_struct(&mut self, items: &[NodeId]) -> R<NodeId> {
        let list = self.list(items);
        self.node(Kind::Struct, &args![Expressions: list])
    }
}

/// A slice inside brackets: `a:b`.
pub fn slice(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if !p.accept(T::Colon) {
        return Ok(a.node);
    }
    if p.at_pair(T::Dash, T::Colon) {
        // `a:-:step`: an open end.
        p.advance();
        p.advance();
        let step = p.unary()?;
        return p.some(Kind::Slice, &args![This: a.node, Step: step]);
    }
    let end = p.assignment()?;
    let step = if p.accept(T::Colon) { p.unary()? } else { None };
    p.some(Kind::Slice, &args![This: a.node, Expression: end, Step: step])
}

/// `this[items]`: an array constructor, or an element with its index from 0.
fn subscript(p: &mut Parser<'_>, this: NodeId, items: Children) -> R<NodeId> {
    let name = match p.tree.kind(this) {
        Kind::Identifier => Some(this),
        Kind::Column if p.tree.get(this, Arg::Table) == Value::None => p.tree.this(this),
        _ => None,
    };
    if let Some(name) = name {
        let quoted = p.tree.has(name, Arg::Quoted);
        let constructor = match p.tree.name(name) {
            name if name.eq_ignore_ascii_case("ARRAY") => Some(Kind::Array),
            name if name.eq_ignore_ascii_case("LIST") => Some(Kind::List),
            _ => None,
        };
        if let Some(kind) = constructor.filter(|_| !quoted) {
            let node = super::functions::array_constructor(p, kind, &items, true)?;
            return Ok(node);
        }
    }
    let offset = p.dialect.semantics.flags.index_offset;
    let items = match items[..] {
        [item] if offset != 0 => {
            let moved = super::index::moved(&mut p.tree, p.dialect, this, item, -offset);
            if moved != item {
                p.notes.push(Note::IndexMoved(-offset));
            }
            Children::from_slice(&[moved])
        }
        _ => items,
    };
    let comments = p.tree.take_comments(this);
    let list = p.list(&items);
    let node = p.node(Kind::Bracket, &args![This: this, Expressions: list])?;
    p.add_comments(node, &comments);
    Ok(node)
}

/// The value of an integer literal, or of negations of such.
pub fn integer_constant(tree: &Tree, node: NodeId) -> Option<i64> {
    let mut sign = 1;
    let mut node = node;
    loop {
        match tree.kind(node) {
            Kind::Literal if tree.is_number(node) => return tree.name(node).parse::<i64>().ok().map(|n| sign * n),
            Kind::Neg => {
                sign = -sign;
                node = tree.this(node)?;
            }
            Kind::Paren => node = tree.this(node)?,
            _ => return None,
        }
    }
}

/// What braces hold besides `key: value`: the escapes of call-level interfaces.
pub fn brace_literal(_p: &mut Parser<'_>, _a: RuleArgs) -> R {
    Ok(None)
}
