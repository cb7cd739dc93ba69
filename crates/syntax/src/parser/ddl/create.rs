//! `CREATE`.

use super::super::{atom, properties, query, relation, statements, Parser, RuleArgs, R};
use super::{create_index, create_trigger, if_not_exists};
use crate::lexer::T;
use sqlectic_ast::{args, Children, Kind, NodeId};

/// What was read of a `CREATE`, in the order of the node's arguments.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) this: Option<NodeId>,
    replace: bool,
    refresh: bool,
    unique: bool,
    pub(super) expression: Option<NodeId>,
    exists: bool,
    pub(super) properties: Option<NodeId>,
    indexes: Option<Vec<NodeId>>,
    no_schema_binding: Option<bool>,
    pub(super) begin: Option<bool>,
    clone: Option<NodeId>,
    concurrently: bool,
    clustered: Option<bool>,
}

impl Parts {
    /// Adds properties that follow.
    pub(super) fn properties(&mut self, p: &mut Parser<'_>, flags: u32) -> R<()> {
        let more = p.properties(flags)?;
        self.add_properties(p, more);
        Ok(())
    }

    pub(super) fn add_properties(&mut self, p: &mut Parser<'_>, more: Option<NodeId>) {
        let Some(more) = more else { return };
        match self.properties {
            None => self.properties = Some(more),
            Some(all) => {
                for property in p.tree.expressions(more) {
                    p.tree.append(all, sqlectic_ast::Arg::Expressions, property);
                }
            }
        }
    }
}

/// `CREATE ...`.
pub fn create(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let mut parts = Parts::default();
    let Some(kind) = head(p, &mut parts)? else { return statements::as_command(p, mark) };
    let word = p.prev_upper();
    let mut word = creatable_kind(p, word);
    // What is no index may have that name.
    let is_name = kind != T::Index && !matches!(p.next().kind, T::Var | T::Identifier);
    parts.concurrently = !is_name && p.accept_words(&["CONCURRENTLY"]);
    let constraint = kind == T::Constraint && p.accept(T::Trigger);
    parts.exists = if_not_exists(p);
    let db_creatables = &p.dialect.parser.sets.db_creatables;
    match kind {
        T::Function | T::Procedure => super::function::routine(p, &mut parts, kind)?,
        T::Index => parts.this = named_index(p)?,
        T::Constraint | T::Trigger if constraint || kind == T::Trigger => {
            word = p.text("TRIGGER");
            let Some((name, properties)) = create_trigger(p, constraint)? else {
                return statements::as_command(p, mark);
            };
            parts.this = Some(name);
            parts.add_properties(p, Some(properties));
        }
        T::Type => {
            parts.expression = {
                parts.this = p.table_parts(relation::SCHEMA)?;
                type_definition(p)?
            }
        }
        kind if db_creatables.contains(kind) => object(p, &mut parts, kind)?,
        _ => return statements::as_command(p, mark),
    }
    if !matches!(p.kind(), T::Sentinel | T::RParen | T::Comma) || kind == T::Type && parts.expression.is_none() {
        return statements::as_command(p, mark);
    }
    let indexes = parts.indexes.map(|indexes| p.list(&indexes));
    let node = p.make_from(
        mark,
        Kind::Create,
        &args![
            This: parts.this,
            Kind: word,
            Replace: parts.replace,
            Refresh: parts.refresh,
            Unique: parts.unique,
            Expression: parts.expression,
            Exists: parts.exists,
            Properties: parts.properties,
            Indexes: indexes,
            NoSchemaBinding: parts.no_schema_binding,
            Begin: parts.begin,
            Clone: parts.clone,
            Concurrently: parts.concurrently,
            Clustered: parts.clustered,
        ],
    )?;
    Ok(Some(node))
}

/// What stands before the kind of object, and the kind; nothing if the grammar doesn't know it.
fn head(p: &mut Parser<'_>, parts: &mut Parts) -> R<Option<T>> {
    parts.replace = p.prev().kind == T::Replace || p.accept_pair(T::Or, T::Replace) || p.accept_pair(T::Or, T::Alter);
    parts.refresh = p.accept_pair(T::Or, T::Refresh);
    parts.unique = p.accept(T::Unique);
    parts.clustered = if p.accept_words(&["CLUSTERED", "COLUMNSTORE"]) {
        Some(true)
    } else if p.accept_words(&["NONCLUSTERED", "COLUMNSTORE"]) || p.accept_words(&["COLUMNSTORE"]) {
        Some(false)
    } else {
        None
    };
    if p.at_pair(T::Table, T::Function) {
        p.advance();
    }
    let dialect = p.dialect;
    let creatables = &dialect.parser.sets.creatables;
    if !p.at_set(creatables) {
        parts.properties(p, 0)?;
        if parts.properties.is_none() {
            return Ok(None);
        }
    }
    let kind = p.kind();
    Ok(p.accept_set(creatables).then_some(kind))
}

/// What this dialect's word for a kind of object stands for.
pub(super) fn creatable_kind(p: &mut Parser<'_>, word: sqlectic_ast::Value) -> sqlectic_ast::Value {
    let dialect = p.dialect;
    let sqlectic_ast::Value::Text(text) = word else { return word };
    let found = dialect.semantics.creatable_kinds.iter().find(|(own, _)| p.tree.str(text) == *own);
    match found {
        Some((_, canonical)) => p.text(canonical),
        None => word,
    }
}

/// What a type is: `AS ENUM (...)` or `AS (a INT)`.
fn type_definition(p: &mut Parser<'_>) -> R {
    if !p.accept(T::Alias) {
        return Ok(None);
    }
    match p.kind() {
        T::Enum => {
            p.advance();
            let names = match p.at_pair(T::LParen, T::RParen) {
                true => p.wrapped(|_| Ok(Children::new()))?,
                false => p.wrapped_csv(|p| p.string())?,
            };
            let (this, names) = (p.text("ENUM"), p.list(&names));
            p.some(Kind::DataType, &args![This: this, Expressions: names])
        }
        T::LParen => schema_of(p, None),
        _ => Ok(None),
    }
}

/// An index with a name or without one.
fn named_index(p: &mut Parser<'_>) -> R {
    let name = match p.accept(T::On) {
        true => None,
        false => p.id_var(atom::ANY_TOKEN)?,
    };
    create_index(p, name)
}

/// A table, view, schema or another object that lives in a catalog.
fn object(p: &mut Parser<'_>, parts: &mut Parts, kind: T) -> R<()> {
    let flags = relation::SCHEMA | if kind == T::Schema { relation::DB_REFERENCE } else { 0 };
    let name = p.table_parts(flags)?;
    p.accept(T::Comma);
    parts.properties(p, properties::BEFORE)?;
    parts.this = schema_of(p, name)?;
    parts.properties(p, 0)?;
    let alias = p.accept(T::Alias);
    if !p.at_set(&p.dialect.parser.sets.ddl_select) {
        parts.properties(p, 0)?;
    }
    if kind == T::Sequence {
        parts.expression = p.types(0)?;
        parts.properties(p, 0)?;
    } else {
        // `WITH` here is a property that the grammar doesn't know, unless `AS` came before it.
        if alias || !p.at(T::With) {
            parts.expression = p.ddl_select()?;
        }
        if parts.expression.is_none() && alias {
            parts.expression = p.attempt(|p| p.table_parts(0));
        }
    }
    match kind {
        T::Table => table_tail(p, parts)?,
        T::View => {
            parts.no_schema_binding = p.accept_words(&["WITH", "NO", "SCHEMA", "BINDING"]).then_some(true);
        }
        T::Sink | T::Source => parts.properties(p, 0)?,
        _ => {}
    }
    let shallow = p.accept_words(&["SHALLOW"]);
    if p.accept_word(&["CLONE", "COPY"]) {
        let copy = p.prev_str().eq_ignore_ascii_case("COPY");
        let source = p.table(relation::SCHEMA)?;
        parts.clone = p.some(Kind::Clone, &args![This: source, Shallow: shallow, Copy: copy])?;
    }
    Ok(())
}

/// Properties and indexes behind a table's query.
fn table_tail(p: &mut Parser<'_>, parts: &mut Parts) -> R<()> {
    parts.properties(p, 0)?;
    let mut indexes = Vec::new();
    loop {
        let index = p.index()?;
        parts.properties(p, 0)?;
        let Some(index) = index else { break };
        p.accept(T::Comma);
        indexes.push(index);
    }
    parts.indexes = Some(indexes);
    Ok(())
}

/// A query in a DDL statement.
pub fn ddl_select(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let Some(query) = p.select(query::NESTED | relation::WITHOUT_ALIAS)? else {
        return Ok(None);
    };
    match p.set_operations(query)? {
        Some(query) => p.query_modifiers(query),
        None => Ok(None),
    }
}

/// A table's columns and constraints in parentheses.
pub fn schema(p: &mut Parser<'_>, a: RuleArgs) -> R {
    schema_of(p, a.node)
}

/// Columns and constraints in parentheses after a name; the name alone if none follow.
pub fn schema_of(p: &mut Parser<'_>, this: Option<NodeId>) -> R {
    let mark = p.mark();
    // A query may stand there, too.
    if !p.at(T::LParen) || matches!(p.next_kind(), T::LParen | T::Select | T::With) {
        return Ok(this);
    }
    p.advance();
    if crate::parser::query::at_table_query(p) {
        p.retreat(mark);
        return Ok(this);
    }
    let items = p.csv(|p| match p.constraint()? {
        Some(constraint) => Ok(Some(constraint)),
        None => p.field_def(),
    })?;
    p.r_paren()?;
    let items = p.list(&items);
    p.make_from(mark, Kind::Schema, &args![This: this, Expressions: items]).map(Some)
}
