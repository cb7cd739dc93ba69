//! Data types and column definitions.
//!
//! A type is a name that the lexer knows, with parameters behind it, or the user's name. What looks like a type may be a
//! call (`DATE(x)`) or a column (`date`); callers that have to tell ask for [`CHECK_FUNC`].

use super::{atom, interval, Parser, RuleArgs, R};
use crate::lexer::{lex, Token, T};
use sqlectic_ast::{args, Arg, Children, Kind, NodeId, Value};

/// Flag of [`Parser::types`]: a type with parameters in parentheses counts only before a string.
pub const CHECK_FUNC: u32 = 1;
/// Flag of [`Parser::types`]: the type of a column in a schema, where brackets may hold sizes.
pub const SCHEMA: u32 = 2;
/// Flag of [`Parser::types`]: names of the user's types don't count.
pub const NO_IDENTIFIERS: u32 = 4;
/// Flag of [`Parser::types`]: `COLLATE` belongs to the type.
pub const WITH_COLLATION: u32 = 8;
/// Flag of [`Parser::struct_types`]: a name without a type is a type.
pub const TYPE_REQUIRED: u32 = 1;
/// Flag of [`Parser::column_def`]: `AS` after the type starts no computed column.
pub const WITHOUT_COMPUTED: u32 = 1;

/// Signed types and what `UNSIGNED` makes of them, sorted.
const UNSIGNED: &[(T, T)] = &[
    (T::Bigint, T::Ubigint),
    (T::Decimal, T::Udecimal),
    (T::Double, T::Udouble),
    (T::Int, T::Uint),
    (T::Mediumint, T::Umediumint),
    (T::Smallint, T::Usmallint),
    (T::Tinyint, T::Utinyint),
];

/// A data type.
pub fn types(p: &mut Parser<'_>, a: RuleArgs) -> R {
    p.deep(|p| any_type(p, a.flags))
}

fn any_type(p: &mut Parser<'_>, flags: u32) -> R {
    let mark = p.mark();
    let dialect = p.dialect;
    let this = if p.accept_set(&dialect.parser.sets.types) {
        let token = *p.prev();
        type_or_call(p, token, flags, mark)?
    } else if flags & NO_IDENTIFIERS == 0 {
        user_type(p, flags, mark)?
    } else {
        None
    };
    let Some(this) = this else {
        p.retreat(mark);
        return Ok(None);
    };
    let mut this = arrays(p, this, flags)?;
    while p.accept(T::List) {
        let (name, inner) = (p.text("LIST"), p.list(&[this]));
        this = p.node(Kind::DataType, &args![This: name, Expressions: inner, Nested: true])?;
    }
    if flags & WITH_COLLATION != 0 && p.accept(T::Collate) {
        let collation = match p.identifier()? {
            Some(name) => Some(name),
            None => p.column()?,
        };
        if let Some(collation) = collation {
            p.tree.set(this, Arg::Collate, collation);
        }
    }
    p.stretch(this, mark);
    Ok(Some(this))
}

// ---- the user's names ------------------------------------------------------------------------------------------------

/// A type by the user's name; in quotes also a known type.
fn user_type(p: &mut Parser<'_>, flags: u32, mark: usize) -> R {
    let preserved = p.at(T::Identifier) && p.dialect.parser.quoted_types_to_preserve.contains(&p.curr_str());
    match p.kind() {
        T::Identifier if !preserved => {
            if let Some(this) = quoted_type(p, flags, mark)? {
                return Ok(Some(this));
            }
        }
        T::Identifier | T::Var => {}
        _ => return Ok(None),
    }
    if !preserved && !p.dialect.semantics.flags.supports_user_defined_types {
        return Ok(None);
    }
    let name = match p.dialect.parser.flags.user_types_keep_quotes {
        true => path_of_names(p)?,
        false => path_as_text(p),
    };
    let sizes = if p.at(T::LParen) { Some(sizes(p)?) } else { None };
    if sizes.is_some() && flags & CHECK_FUNC != 0 && !p.at(T::String) {
        return Ok(None);
    }
    let udt = p.text("USER-DEFINED");
    p.node(Kind::DataType, &args![This: udt, Kind: name, Expressions: sizes]).map(Some)
}

/// `a.b` as text, quotes left out.
fn path_as_text(p: &mut Parser<'_>) -> Value {
    p.advance();
    if !p.at(T::Dot) {
        return p.prev_text();
    }
    let mut path = p.prev_str().to_string();
    while p.accept(T::Dot) && !p.at_end() {
        p.advance();
        path.push('.');
        path.push_str(p.prev_str());
    }
    p.text(&path)
}

/// `a."b"` as names between dots.
fn path_of_names(p: &mut Parser<'_>) -> R<Value> {
    let mut path = p.id_var(atom::ANY_TOKEN)?;
    while p.accept(T::Dot) {
        let name = p.id_var(atom::ANY_TOKEN)?;
        path = p.some(Kind::Dot, &args![This: path, Expression: name])?;
    }
    Ok(path.into())
}

/// `"varchar"`, `"varchar(10)"`: a known type in quotes.
fn quoted_type(p: &mut Parser<'_>, flags: u32, mark: usize) -> R {
    let dialect = p.dialect;
    let text = p.curr_str().to_string();
    let Ok(lexed) = lex(&text, &dialect.lexer) else { return Ok(None) };
    let Some(first) = lexed.tokens.first().filter(|token| dialect.parser.sets.types.contains(token.kind)) else {
        return Ok(None);
    };
    if lexed.tokens.len() == 1 {
        p.advance();
        let token = Token { kind: first.kind, ..*p.prev() };
        return builtin(p, token, flags, mark);
    }
    let options = super::ParseOptions { error_level: crate::error::ErrorLevel::Immediate, limits: p.limits.clone() };
    let parsed = match super::parse_into(&text, dialect, &options, |p| p.types(0)) {
        Ok(parsed) => parsed,
        Err(crate::ParseError::Limit(error)) => return p.exceeds(error.limit),
        Err(_) => return Ok(None),
    };
    let Some(root) = parsed.roots.first().copied().flatten() else { return Ok(None) };
    p.advance();
    Ok(Some(p.tree.import(&parsed.tree, root)))
}

/// The sizes of a type in parentheses.
fn sizes(p: &mut Parser<'_>) -> R<Value> {
    let sizes = p.wrapped_csv(|p| p.type_size())?;
    Ok(p.list(&sizes))
}

// ---- known types -----------------------------------------------------------------------------------------------------

/// A type after its name. What stands in parentheses may nest, and each call inside could be taken for a type first: a
/// look behind the parentheses tells whether it is worth trying.
fn type_or_call(p: &mut Parser<'_>, token: Token, flags: u32, mark: usize) -> R {
    let (check, paren) = (flags & CHECK_FUNC != 0, p.mark());
    if !p.at(T::LParen) {
        return builtin(p, token, flags, mark);
    }
    if p.is_dead_end(paren) || check && p.is_dead_end(mark) {
        return Ok(None);
    }
    if check && token.kind != T::Nullable {
        let token = p.behind_parens();
        let behind = token.kind;
        let text = matches!(
            behind,
            T::String | T::RawString | T::HeredocString | T::NationalString | T::NationalRawString | T::UnicodeString
        );
        let may_be_type = text
            || behind == T::With
            || p.is_same_word(&token, "WITHOUT")
            || p.dialect.parser.placeholders.get(behind).is_some();
        if !may_be_type {
            return Ok(None);
        }
    }
    p.in_sizes += u32::from(!check);
    let read = builtin(p, token, flags, mark);
    p.in_sizes -= u32::from(!check);
    let read = read?;
    if read.is_none() {
        p.retreat_for_good(if check { mark } else { paren });
    }
    Ok(read)
}

/// A type after its name.
fn builtin(p: &mut Parser<'_>, token: Token, flags: u32, mark: usize) -> R {
    match token.kind {
        T::PseudoType => return special(p, Kind::PseudoType),
        T::ObjectIdentifier => return special(p, Kind::ObjectIdentifier),
        T::Interval => return interval_type(p).map(Some),
        T::Map if p.at(T::LBracket) => return bracketed_map(p),
        _ => {}
    }
    let sets = &p.dialect.parser.sets;
    let nested = sets.nested_types.contains(token.kind);
    let mut maybe_func = false;
    let mut parameters = None;
    if p.accept(T::LParen) {
        let items = match parameters_in_parens(p, token.kind, flags)? {
            Some(items) if p.accept(T::RParen) => items,
            _ => return Ok(None),
        };
        if let ([inner], T::Nullable) = (&items[..], token.kind) {
            p.tree.set(*inner, Arg::Nullable, true);
            return Ok(Some(*inner));
        }
        parameters = Some(items);
        maybe_func = true;
    }
    let mut values = None;
    if nested && p.accept(T::Lt) {
        parameters = Some(nested_parameters(p, token.kind, flags)?);
        values = inline_values(p, token.kind)?;
    }
    let zoned = zone(p, token.kind);
    if zoned.is_some() {
        maybe_func = false;
    }
    if maybe_func && flags & CHECK_FUNC != 0 && p.string_follows()?.is_none() {
        p.retreat(mark);
        return Ok(None);
    }
    let kind = match zoned {
        Some(kind) if kind != token.kind => {
            let this = type_name(p, kind);
            let list = parameters.map(|items| p.list(&items));
            return p.node(Kind::DataType, &args![This: this, Expressions: list]).map(Some);
        }
        _ => unsigned(p, token.kind)?,
    };
    let this = type_name(p, kind);
    let node = match parameters {
        None => {
            let span = p.prev().span;
            p.tree.make_leaf(Kind::DataType, span, args![This: this, Nested: nested])
        }
        Some(items) => {
            let list = p.list(&items);
            p.node(Kind::DataType, &args![This: this, Expressions: list, Nested: nested])?
        }
    };
    match values {
        Some(values) => typed_values(p, node, token.kind, &values).map(Some),
        None => Ok(Some(node)),
    }
}

/// The name of a type, as the tree holds it.
fn type_name(p: &mut Parser<'_>, kind: T) -> Value {
    if kind == T::Userdefined {
        return p.text("USER-DEFINED");
    }
    if p.prev_str() == kind.name() {
        return p.prev_text();
    }
    p.text(kind.name())
}

/// A type that is only a word.
fn special(p: &mut Parser<'_>, kind: Kind) -> R {
    let this = p.prev_upper();
    p.some(kind, &args![This: this])
}

/// What stands in the parentheses of a type; nothing if it is no type.
fn parameters_in_parens(p: &mut Parser<'_>, kind: T, flags: u32) -> R<Option<Children>> {
    let dialect = p.dialect;
    let sets = &dialect.parser.sets;
    if kind == T::Ref {
        return Ok(p.table(0)?.map(|table| Children::from_slice(&[table])));
    }
    if p.at(T::RParen) {
        return Ok(Some(Children::new()));
    }
    let items = if sets.struct_types.contains(kind) {
        p.csv(|p| p.struct_types(TYPE_REQUIRED))?
    } else if sets.nested_types.contains(kind) {
        p.csv(|p| p.types(flags & !WITH_COLLATION))?
    } else if sets.enum_types.contains(kind) {
        p.csv(|p| p.equality())?
    } else if sets.aggregate_types.contains(kind) {
        aggregate_parameters(p, flags)?
    } else if kind == T::Vector && p.at_set(&sets.types) {
        vector_parameters(p)?
    } else if kind == T::Json {
        return Ok(Some(p.csv(json_parameter)?));
    } else {
        p.csv(|p| p.type_size())?
    };
    Ok((!items.is_empty()).then_some(items))
}

/// The function of an aggregate state, and the types of its arguments.
fn aggregate_parameters(p: &mut Parser<'_>, flags: u32) -> R<Children> {
    let function = match p.function(super::functions::ANONYMOUS)? {
        Some(call) => Some(call),
        None => p.id_var(0)?,
    };
    let mut items: Children = function.into_iter().collect();
    if !items.is_empty() && p.accept(T::Comma) {
        items.extend(p.csv(|p| p.types(flags & !WITH_COLLATION))?);
    }
    Ok(items)
}

/// The element type and the size of a vector.
fn vector_parameters(p: &mut Parser<'_>) -> R<Children> {
    let mut items: Children = p.types(0)?.into_iter().collect();
    if p.accept(T::Comma) {
        items.extend(p.csv(|p| p.type_size())?);
    }
    Ok(items)
}

/// A parameter of a JSON type: `a.b INT`, `SKIP a`, `SKIP REGEXP 'x'`, `max_dynamic_paths = 2`.
fn json_parameter(p: &mut Parser<'_>) -> R {
    if p.accept_words(&["SKIP"]) {
        let regexp = p.accept(T::Rlike);
        let path = if regexp { p.string()? } else { json_path_name(p)? };
        return p.some(Kind::SkipJSONColumn, &args![Regexp: regexp, Expression: path]);
    }
    if p.next_kind() == T::Eq {
        let name = p.var(atom::ANY_TOKEN)?;
        p.advance();
        let value = p.primary()?;
        return p.some(Kind::EQ, &args![This: name, Expression: value]);
    }
    if p.at(T::Number) {
        p.advance();
        return Ok(None);
    }
    let Some(name) = json_path_name(p)? else { return Ok(None) };
    let kind = p.types(0)?;
    p.some(Kind::ColumnDef, &args![This: name, Kind: kind])
}

/// `a.b.c`
fn json_path_name(p: &mut Parser<'_>) -> R {
    let mut this = p.id_var(0)?;
    while this.is_some() && p.accept(T::Dot) {
        let part = p.id_var(atom::ANY_TOKEN)?;
        this = p.some(Kind::Dot, &args![This: this, Expression: part])?;
    }
    Ok(this)
}

/// The types between angle brackets, and the closing one.
fn nested_parameters(p: &mut Parser<'_>, kind: T, flags: u32) -> R<Children> {
    let items = if p.dialect.parser.sets.struct_types.contains(kind) {
        p.csv(|p| p.struct_types(TYPE_REQUIRED))?
    } else {
        p.csv(|p| p.types(flags | WITH_COLLATION))?
    };
    if !p.accept(T::Gt) {
        p.error("Expecting >")?;
    }
    Ok(items)
}

/// Values behind a nested type: `ARRAY<INT>[1, 2]`, `STRUCT<INT>(1)`.
fn inline_values(p: &mut Parser<'_>, kind: T) -> R<Option<Children>> {
    let mark = p.mark();
    if !p.accept_any(&[T::LBracket, T::LParen]) {
        return Ok(None);
    }
    let values = p.csv(|p| p.disjunction())?;
    if values.is_empty() && p.dialect.parser.sets.struct_types.contains(kind) {
        p.retreat(mark);
        return Ok(None);
    }
    p.accept_any(&[T::RBracket, T::RParen]);
    Ok(Some(values))
}

fn typed_values(p: &mut Parser<'_>, to: NodeId, kind: T, values: &[NodeId]) -> R<NodeId> {
    let list = p.list(values);
    let kind = if kind == T::Struct { Kind::Struct } else { Kind::Array };
    let value = p.make(kind, &args![Expressions: list])?;
    p.make(Kind::Cast, &args![This: value, To: to])
}

/// `WITH TIME ZONE` and the like after a type of time: the type that is meant.
fn zone(p: &mut Parser<'_>, kind: T) -> Option<T> {
    let is_time = matches!(kind, T::Time | T::Timetz);
    let is_timestamp = matches!(kind, T::Timestamp | T::Timestampltz | T::Timestampntz | T::Timestamptz);
    if !is_time && !is_timestamp {
        return None;
    }
    if p.accept_words(&["WITH", "TIME", "ZONE"]) {
        return Some(if is_time { T::Timetz } else { T::Timestamptz });
    }
    if p.accept_words(&["WITH", "LOCAL", "TIME", "ZONE"]) {
        return Some(T::Timestampltz);
    }
    p.accept_words(&["WITHOUT", "TIME", "ZONE"]).then_some(kind)
}

/// `UNSIGNED` after a type.
fn unsigned(p: &mut Parser<'_>, kind: T) -> R<T> {
    if !p.accept_words(&["UNSIGNED"]) {
        return Ok(kind);
    }
    match UNSIGNED.iter().find(|(signed, _)| *signed == kind) {
        Some((_, unsigned)) => Ok(*unsigned),
        None => {
            p.error(&format!("Cannot convert {} to unsigned.", kind.name()))?;
            Ok(kind)
        }
    }
}

/// `INTERVAL`, `INTERVAL DAY`, `INTERVAL DAY TO SECOND` after the keyword.
fn interval_type(p: &mut Parser<'_>) -> R<NodeId> {
    if !(p.at(T::Var) || p.at_set(&p.dialect.parser.sets.id_var)) || !interval::at_unit(p) {
        let this = type_name(p, T::Interval);
        return p.node(Kind::DataType, &args![This: this]);
    }
    let mut unit = super::functions::upper_var(p)?;
    if p.accept_words(&["TO"]) {
        let end = super::functions::upper_var(p)?;
        unit = p.some(Kind::IntervalSpan, &args![This: unit, Expression: end])?;
    }
    let this = p.make(Kind::Interval, &args![Unit: unit])?;
    p.node(Kind::DataType, &args![This: this])
}

/// `MAP[INT => TEXT]`, after the keyword.
fn bracketed_map(p: &mut Parser<'_>) -> R {
    let this = type_name(p, T::Map);
    p.advance();
    let key = p.types(0)?;
    if key.is_none() || !p.accept(T::Farrow) {
        return Ok(None);
    }
    let value = p.types(0)?;
    if !p.accept(T::RBracket) {
        p.error("Expecting ]")?;
    }
    let both: Children = key.into_iter().chain(value).collect();
    let list = p.list(&both);
    p.node(Kind::DataType, &args![This: this, Expressions: list, Nested: true]).map(Some)
}

/// `[]`, `[3]`, `ARRAY` after a type.
fn arrays(p: &mut Parser<'_>, mut this: NodeId, flags: u32) -> R<NodeId> {
    let mut before = p.mark();
    let mut word = p.accept(T::Array);
    while !p.at_end() {
        let after_word = p.prev().kind == T::Array;
        let bracket = p.accept(T::LBracket);
        // `ARRAY[]` is an array of nothing, not one without a size.
        if (!bracket && !word) || after_word && p.accept(T::RBracket) {
            break;
        }
        let sized = !word || bracket;
        word = false;
        let in_schema = flags & SCHEMA != 0;
        let fixed = p.dialect.semantics.flags.supports_fixed_size_arrays;
        // What stands in the brackets or behind the word may nest: where it is no size, it is not read to find that out,
        // or only once.
        let no_size = bracket && !p.at(T::RBracket) && (!fixed || after_word);
        let alias = !sized && flags & OF_LITERAL != 0;
        if !in_schema && (no_size || alias || p.is_dead_end(before)) {
            p.retreat(before);
            break;
        }
        let values = if sized && p.at(T::RBracket) { Children::new() } else { p.csv(|p| p.disjunction())? };
        let may_have_size = in_schema || fixed && !after_word && p.at(T::RBracket);
        if !values.is_empty() && !may_have_size {
            p.retreat_for_good(before);
            break;
        }
        let name = p.text("ARRAY");
        let inner = p.list(&[this]);
        let values = p.opt_list(&values);
        this = p.node(Kind::DataType, &args![This: name, Expressions: inner, Values: values, Nested: true])?;
        p.accept(T::RBracket);
        before = p.mark();
    }
    Ok(this)
}

/// A size inside the parentheses of a type.
pub fn type_size(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    // A negative scale rounds before the point.
    if p.at(T::Dash) && p.next_kind() == T::Number {
        let this = p.unary()?;
        return p.some(Kind::DataTypeParam, &args![This: this]);
    }
    let Some(mut this) = p.type_(0)? else { return Ok(None) };
    if p.tree.kind(this) == Kind::Column && p.tree.get(this, Arg::Table) == Value::None {
        let name = p.tree.name(this).to_uppercase();
        let span = p.tree.span(this);
        this = p.word_node(&name);
        p.tree.set_span(this, span);
    }
    let unit = p.var(atom::ANY_TOKEN)?;
    p.some(Kind::DataTypeParam, &args![This: this, Expression: unit])
}

impl Parser<'_> {
    /// A string at the cursor, which stays.
    fn string_follows(&mut self) -> R {
        let mark = self.mark();
        let string = self.string()?;
        self.retreat(mark);
        Ok(string)
    }
}

// ---- fields and columns ----------------------------------------------------------------------------------------------

/// A field of a struct type.
pub fn struct_types(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark();
    let dialect = p.dialect;
    let types = &dialect.parser.sets.types;
    let (at_type, before_type) = (p.at_set(types), types.contains(p.next_kind()));
    // A type without a name, unless another type follows: `STRUCT<INT>`, but `STRUCT<date DATE>`.
    if at_type && !before_type && p.next_kind() != T::Colon && a.flags & TYPE_REQUIRED != 0 {
        return p.types(0);
    }
    let name = match p.kind() {
        T::String => p.string_as_identifier()?,
        _ => p.id_var(atom::ANY_TOKEN)?,
    };
    let Some(name) = name else { return p.types(0) };
    p.accept(T::Colon);
    if a.flags & TYPE_REQUIRED != 0 && !p.at_set(types) {
        p.retreat(mark);
        return p.types(0);
    }
    p.column_def(name, 0)
}

/// A column definition or a name in a schema.
pub fn field_def(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    match p.field(atom::ANY_TOKEN)? {
        Some(name) => p.column_def(name, 0),
        None => Ok(None),
    }
}

/// A type after a column name, with constraints.
pub fn column_def(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(mut this) = a.node else { return Ok(None) };
    if p.tree.kind(this) == Kind::Column {
        this = p.tree.this(this).unwrap_or(this);
    }
    if matches!(p.kind(), T::Comma | T::RParen) {
        return Ok(Some(this));
    }
    let is_check = p.at_words(&["CHECK"]) && p.next_kind() == T::LParen;
    let kind = if is_check { None } else { p.types(SCHEMA)? };
    if p.accept_words(&["FOR", "ORDINALITY"]) {
        return p.some(Kind::ColumnDef, &args![This: this, Ordinality: true]);
    }
    let computed = if a.flags & WITHOUT_COMPUTED == 0 { computed(p, kind.is_some())? } else { None };
    let mut constraints: Children = computed.into_iter().collect();
    while let Some(constraint) = p.column_constraint()? {
        constraints.push(constraint);
    }
    if kind.is_none() && constraints.is_empty() {
        return Ok(Some(this));
    }
    let list = p.list(&constraints);
    let position = column_position(p)?;
    p.some(Kind::ColumnDef, &args![This: this, Kind: kind, Constraints: list, Position: position])
}

/// What a column is computed of: `AS a + b`, `ALIAS a + b`, `MATERIALIZED a + b`, `INT AS (a + b) STORED`.
fn computed(p: &mut Parser<'_>, typed: bool) -> R {
    let constraint = if !typed && p.accept(T::Alias) || p.accept_word(&["ALIAS", "MATERIALIZED"]) {
        let materialized = p.prev_str().eq_ignore_ascii_case("MATERIALIZED");
        let this = p.disjunction()?;
        let persisted = materialized || p.accept_word(&["PERSISTED", "STORED"]);
        let data_type = if p.accept_words(&["AUTO"]) { Some(p.word_node("AUTO")) } else { p.types(NO_IDENTIFIERS)? };
        let not_null = p.accept_pair(T::Not, T::Null);
        p.make(
            Kind::ComputedColumnConstraint,
            &args![This: this, Persisted: persisted, DataType: data_type, NotNull: not_null],
        )?
    } else if typed && at_computed(p) {
        p.advance();
        let this = p.disjunction()?;
        let persisted = p.accept_word(&["STORED", "VIRTUAL"]) && p.prev_str().eq_ignore_ascii_case("STORED");
        p.make(Kind::ComputedColumnConstraint, &args![This: this, Persisted: persisted])?
    } else {
        return Ok(None);
    };
    p.some(Kind::ColumnConstraint, &args![Kind: constraint])
}

/// `AS (`; in some dialects the parenthesis may be missing.
fn at_computed(p: &Parser<'_>) -> bool {
    p.at_pair(T::Alias, T::LParen) || p.at(T::Alias) && !p.dialect.parser.flags.wrapped_transform_column_constraint
}

/// `FIRST`, `AFTER x` behind a column definition.
pub fn column_position(p: &mut Parser<'_>) -> R {
    if !p.accept_word(&["FIRST", "AFTER"]) {
        return Ok(None);
    }
    let position = p.prev_text();
    let this = p.column()?;
    p.some(Kind::ColumnPosition, &args![This: this, Position: position])
}

/// Flags of the types that literals may have before them.
pub const OF_LITERAL: u32 = CHECK_FUNC | NO_IDENTIFIERS;

/// The value `'{}'` of `JSON '{}'`, parsed.
pub fn json_literal(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let value = a.node.and_then(|holder| p.tree.this(holder));
    p.some(Kind::ParseJSON, &args![This: value, IsLiteral: true])
}
