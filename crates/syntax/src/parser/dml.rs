//! Statements that add, change and remove rows: `INSERT`, `UPDATE`, `DELETE`, and their common clauses.

use super::{
    relation::{AFTER_VALUES, JOINS, PARTITION, SCHEMA, UPDATE_ALIAS},
    Parser, RuleArgs, R,
};
use crate::lexer::T;
use sqlectic_ast::{args, Arg, Kind, NodeId, Text, Value};

/// What an `INSERT OR ...` may do with a row that is there.
const ALTERNATIVES: &[&str] = &["ABORT", "FAIL", "IGNORE", "REPLACE", "ROLLBACK"];

/// What may be done with a row that is there, and the words that go on.
pub(super) const CONFLICT_ACTIONS: &[(&str, &[&str])] = &[
    ("ABORT", &[]),
    ("DO", &["NOTHING", "UPDATE"]),
    ("FAIL", &[]),
    ("IGNORE", &[]),
    ("REPLACE", &[]),
    ("ROLLBACK", &[]),
    ("UPDATE", &[]),
];

// ---- INSERT ----------------------------------------------------------------------------------------------------------

/// `INSERT ...`, after its token.
pub fn insert(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let hint = p.hint()?;
    let overwrite = p.accept(T::Overwrite);
    let ignore = p.accept(T::Ignore);
    let local = p.accept_words(&["LOCAL"]);
    let mut target = Target::default();
    if p.accept_words(&["DIRECTORY"]) {
        target.this = directory(p, local)?;
    } else {
        if p.accept_any(&[T::First, T::All]) {
            let kind = p.prev_upper();
            return multitable_inserts(p, mark, kind);
        }
        if p.at(T::When) {
            let kind = p.text("ALL");
            return multitable_inserts(p, mark, kind);
        }
        if p.accept(T::Or) {
            target.alternative = if p.accept_word(ALTERNATIVES) { p.prev_text() } else { Value::Bool(false) };
        }
        p.accept(T::Into);
        target.comments = p.prev_comments();
        p.accept(T::Table);
        let is_function = p.accept(T::Function);
        target.is_function = is_function.into();
        target.this = if is_function { p.function(0)? } else { p.insert_table()? };
    }
    let assigned = match p.accept(T::Set) {
        true => Some(assigned_columns(p, &mut target)?),
        false => None,
    };
    let returning = p.returning()?;
    let body = Body::parse(p, assigned)?;
    let conflict = p.on_conflict()?;
    let returning = match returning {
        Some(returning) => Some(returning),
        None => p.returning()?,
    };
    let source = value_if(p, T::Table, |p| p.table(0))?;
    let Target { this, is_function, alternative, comments } = target;
    let Body { stored, by_name, exists, replaced, using, partition, settings, default, expression } = body;
    let node = p.node(
        Kind::Insert,
        &args![
            Hint: hint, IsFunction: is_function, This: this, Stored: stored, ByName: by_name, Exists: exists,
            Where: replaced, Using: using, Partition: partition, Settings: settings, Default: default,
            Expression: expression, Conflict: conflict, Returning: returning, Overwrite: overwrite,
            Alternative: alternative, Ignore: ignore, Source: source,
        ],
    )?;
    finish(p, node, mark, &comments)
}

/// What rows go into.
#[derive(Default)]
struct Target {
    this: Option<NodeId>,
    is_function: Value,
    alternative: Value,
    comments: Vec<Text>,
}

/// What stands between the target of an `INSERT` and `ON CONFLICT`.
struct Body {
    stored: Value,
    by_name: bool,
    exists: bool,
    replaced: Value,
    using: Value,
    partition: Value,
    settings: Value,
    default: bool,
    expression: Option<NodeId>,
}

impl Body {
    /// Its parts, `values` being the rows if they are already known.
    fn parse(p: &mut Parser<'_>, values: Option<NodeId>) -> R<Body> {
        let stored = match p.accept_words(&["STORED"]) {
            true => property_value(p, "STORED")?,
            false => Value::Bool(false),
        };
        let by_name = p.accept_words(&["BY", "NAME"]);
        let exists = p.accept_words(&["IF", "EXISTS"]);
        let replaced = match p.accept_pair(T::Replace, T::Where) {
            true => p.disjunction()?.into(),
            false => Value::None,
        };
        let using = match p.accept_pair(T::Replace, T::Using) {
            true => using_identifiers(p)?,
            false => Value::None,
        };
        let partition = value_if(p, T::PartitionBy, |p| p.partitioned_by())?;
        let settings = match p.accept_words(&["SETTINGS"]) {
            true => property_value(p, "SETTINGS")?,
            false => Value::Bool(false),
        };
        let default = p.accept_words(&["DEFAULT", "VALUES"]);
        let expression = match values {
            Some(values) => Some(values),
            None => rows(p)?,
        };
        Ok(Body { stored, by_name, exists, replaced, using, partition, settings, default, expression })
    }
}

/// `VALUES ...`, `VALUE ...` or a query.
fn rows(p: &mut Parser<'_>) -> R {
    let flags = if p.accept_words(&["VALUE"]) { AFTER_VALUES } else { 0 };
    match p.derived_table_values(flags)? {
        Some(values) => Ok(Some(values)),
        None => p.ddl_select(),
    }
}

/// `SET a = 1, b = 2` -> `(a, b) VALUES (1, 2)`, after the word; the columns go to the target.
fn assigned_columns(p: &mut Parser<'_>, target: &mut Target) -> R<NodeId> {
    let (mut columns, mut values) = (Vec::new(), Vec::new());
    loop {
        let name =
            p.column()?.filter(|column| p.tree.kind(*column) == Kind::Column).and_then(|column| p.tree.this(column));
        let value = match (name, p.accept(T::Eq)) {
            (Some(_), true) => assigned_value(p)?,
            _ => None,
        };
        if value.is_none() {
            p.error("Expected column assignment in INSERT ... SET")?;
        }
        columns.extend(name);
        values.extend(value);
        if !p.accept(T::Comma) {
            break;
        }
    }
    let (columns, values) = (p.list(&columns), p.list(&values));
    target.this = p.some(Kind::Schema, &args![This: target.this, Expressions: columns])?;
    let row = p.make(Kind::Tuple, &args![Expressions: values])?;
    let row = p.list(&[row]);
    let alias = p.table_alias(0)?;
    p.make(Kind::Values, &args![Expressions: row, Alias: alias])
}

/// The right side of an assignment; `DEFAULT` is a word.
fn assigned_value(p: &mut Parser<'_>) -> R {
    match p.accept(T::Default) {
        true => {
            let word = p.prev_text();
            p.some(Kind::Var, &args![This: word])
        }
        false => p.disjunction(),
    }
}

/// Gives a statement its place and the comments that stood inside its first words.
fn finish(p: &mut Parser<'_>, node: NodeId, mark: usize, comments: &[Text]) -> R {
    if comments.is_empty() {
        p.take_comments(node);
    } else {
        p.add_comments(node, comments);
    }
    p.stretch(node, mark);
    Ok(Some(node))
}

/// What `parse` finds after a token, or false if the token isn't there.
fn value_if(p: &mut Parser<'_>, token: T, parse: impl FnOnce(&mut Parser<'_>) -> R) -> R<Value> {
    match p.accept(token) {
        true => Ok(parse(p)?.into()),
        false => Ok(Value::Bool(false)),
    }
}

/// A property after its keyword.
fn property_value(p: &mut Parser<'_>, keyword: &str) -> R<Value> {
    let dialect = p.dialect;
    match dialect.parser.properties.get(keyword) {
        Some(entry) => Ok(entry.call(p, RuleArgs::default())?.into()),
        None => Ok(Value::None),
    }
}

/// Names of columns, in parentheses or without.
pub(super) fn using_identifiers(p: &mut Parser<'_>) -> R<Value> {
    let names = p.opt_wrapped_csv(|p| match p.column()? {
        Some(column) if p.tree.kind(column) == Kind::Column => Ok(p.tree.this(column)),
        other => Ok(other),
    })?;
    Ok(p.list(&names))
}

/// `DIRECTORY 'x'` with the format of its rows, after the word.
fn directory(p: &mut Parser<'_>, local: bool) -> R {
    let mark = p.mark() - 1;
    let this = p.var_or_string(0)?;
    let row_format = match p.accept_words(&["ROW"]) {
        true => property_value(p, "ROW")?,
        false => Value::None,
    };
    let node = p.make_from(mark, Kind::Directory, &args![This: this, Local: local, RowFormat: row_format])?;
    Ok(Some(node))
}

/// The table of an `INSERT` with its columns; or `SET a = 1`, which says the same.
pub fn insert_table(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let Some(table) = p.table(SCHEMA | PARTITION)? else { return Ok(None) };
    if p.tree.kind(table) == Kind::Table && p.accept(T::Alias) {
        // Names in parentheses are columns of the table, not of the alias.
        if let Some(name) = p.id_var(super::atom::TABLE_ALIAS_TOKENS)? {
            let alias = p.some(Kind::TableAlias, &args![This: name])?;
            p.tree.set(table, Arg::Alias, alias);
        }
        return p.schema(Some(table));
    }
    Ok(Some(table))
}

/// `INSERT ALL ...`, `INSERT FIRST ...`: rows of one query for several tables; after the word, which is `ALL` if it is
/// left out before `WHEN`.
fn multitable_inserts(p: &mut Parser<'_>, mark: usize, kind: Value) -> R {
    let comments = p.prev_comments();
    let mut inserts = Vec::new();
    while let Some(insert) = conditional_insert(p)? {
        inserts.push(insert);
    }
    let source = p.table(0)?;
    let inserts = p.list(&inserts);
    let node = p.node(Kind::MultitableInserts, &args![Kind: kind, Expressions: inserts, Source: source])?;
    finish(p, node, mark, &comments)
}

/// `[WHEN a THEN | ELSE] INTO t [(columns)] [VALUES (...)]`.
fn conditional_insert(p: &mut Parser<'_>) -> R {
    let mut condition = None;
    if p.accept(T::When) {
        condition = p.disjunction()?;
        p.accept(T::Then);
    }
    let otherwise = p.accept(T::Else);
    if !p.accept(T::Into) {
        return Ok(None);
    }
    let this = p.table(SCHEMA)?;
    let values = p.derived_table_values(0)?;
    let insert = p.make(Kind::Insert, &args![This: this, Expression: values])?;
    p.some(Kind::ConditionalInsert, &args![This: insert, Expression: condition, Else: otherwise])
}

/// `ON CONFLICT ...`, `ON DUPLICATE KEY ...`.
pub fn on_conflict(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark();
    let conflict = p.accept_words(&["ON", "CONFLICT"]);
    let duplicate = !conflict && p.accept_words(&["ON", "DUPLICATE", "KEY"]);
    if !conflict && !duplicate {
        return Ok(None);
    }
    let (mut constraint, mut keys) = (None, Value::None);
    if conflict {
        if p.accept_words(&["ON", "CONSTRAINT"]) {
            constraint = p.id_var(super::atom::ANY_TOKEN)?;
        } else if p.accept(T::LParen) {
            let columns = p.csv(|p| p.index_column())?;
            keys = p.list(&columns);
            p.r_paren()?;
        }
    }
    let index_predicate = p.where_(0)?;
    let action = p.option(CONFLICT_ACTIONS, true)?;
    let mut assignments = Value::None;
    if p.prev().kind == T::Update {
        p.accept(T::Set);
        assignments = update_assignments(p)?;
    }
    let filter = p.where_(0)?;
    let node = p.make_from(
        mark,
        Kind::OnConflict,
        &args![
            Duplicate: duplicate, Expressions: assignments, Action: action, ConflictKeys: keys,
            IndexPredicate: index_predicate, Constraint: constraint, Where: filter,
        ],
    )?;
    Ok(Some(node))
}

/// `RETURNING ...`.
pub fn returning(p: &mut Parser<'_>, _: RuleArgs) -> R {
    if !p.accept(T::Returning) {
        return Ok(None);
    }
    let mark = p.mark() - 1;
    let expressions = p.expressions()?;
    let expressions = p.list(&expressions);
    let into = value_if(p, T::Into, |p| p.table_part(0))?;
    p.make_from(mark, Kind::Returning, &args![Expressions: expressions, Into: into]).map(Some)
}

/// `PARTITION (...)` or `SUBPARTITION (...)`.
pub fn partition(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark();
    if !p.accept_word(&["PARTITION", "SUBPARTITION"]) {
        return Ok(None);
    }
    let subpartition = p.prev_str().eq_ignore_ascii_case("SUBPARTITION");
    let expressions = p.wrapped_csv(|p| p.disjunction())?;
    let expressions = p.list(&expressions);
    p.make_from(mark, Kind::Partition, &args![Subpartition: subpartition, Expressions: expressions]).map(Some)
}

// ---- UPDATE ----------------------------------------------------------------------------------------------------------

/// `UPDATE ...`, after its token. The clauses may stand in any order.
pub fn update(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let hint = p.hint()?;
    let this = p.table(JOINS | UPDATE_ALIAS)?;
    let node = p.make_from(mark, Kind::Update, &args![Hint: hint, This: this])?;
    loop {
        let (arg, value) = match p.kind() {
            T::Set => {
                p.advance();
                (Arg::Expressions, update_assignments(p)?)
            }
            T::Returning => (Arg::Returning, p.returning()?.into()),
            T::From => (Arg::From, p.from(JOINS)?.into()),
            T::Where => (Arg::Where, p.where_(0)?.into()),
            T::OrderBy => (Arg::Order, p.order(0)?.into()),
            T::Limit | T::Fetch => (Arg::Limit, p.limit(0)?.into()),
            _ => break,
        };
        if value == Value::None {
            break;
        }
        p.tree.set(node, arg, value);
    }
    p.stretch(node, mark);
    Ok(Some(node))
}

/// Assignments between commas.
pub fn update_assignments(p: &mut Parser<'_>) -> R<Value> {
    let assignments = p.csv(|p| p.update_assignment())?;
    Ok(p.list(&assignments))
}

/// One assignment of `SET`: the right side may hold `=` and connectives.
pub fn update_assignment(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let this = p.comparison()?;
    if this.is_none() || !p.accept(T::Eq) {
        return Ok(this);
    }
    let comments = p.prev_comments();
    let value = p.disjunction()?;
    let node = p.node(Kind::EQ, &args![This: this, Expression: value])?;
    p.add_comments(node, &comments);
    Ok(Some(node))
}

// ---- DELETE ----------------------------------------------------------------------------------------------------------

/// `DELETE ...`, after its token.
pub fn delete(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let hint = p.hint()?;
    let mut tables = Value::None;
    if !p.at(T::From) {
        let targets = p.csv(|p| p.table(0))?;
        tables = p.opt_list(&targets);
    }
    let returning = p.returning()?;
    let this = value_if(p, T::From, |p| p.table(JOINS))?;
    let using = match p.accept(T::Using) {
        true => {
            let sources = p.csv(|p| p.table(JOINS))?;
            p.list(&sources)
        }
        false => Value::Bool(false),
    };
    let cluster = match p.accept(T::On) {
        true => property_value(p, "ON")?,
        false => Value::Bool(false),
    };
    let filter = p.where_(0)?;
    let returning = match returning {
        Some(returning) => Some(returning),
        None => p.returning()?,
    };
    let order = p.order(0)?;
    let limit = p.limit(0)?;
    p.make_from(
        mark,
        Kind::Delete,
        &args![
            Hint: hint, Tables: tables, This: this, Using: using, Cluster: cluster, Where: filter,
            Returning: returning, Order: order, Limit: limit,
        ],
    )
    .map(Some)
}
