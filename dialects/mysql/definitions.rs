//! Reading definitions: indexes among columns, keys and their options, partitions, actions of `ALTER`.
//!
//! <https://dev.mysql.com/doc/refman/8.4/en/create-table.html>,
//! <https://dev.mysql.com/doc/refman/8.4/en/alter-table.html>

use crate::shared;
use sqlectic_ast::{args, Arg, Kind, Value};
use sqlectic_syntax::{
    lexer::T,
    parser::{
        add_rules, atom::ANY_TOKEN, clauses, constraints as c, ddl, properties as props, types, Parser, Rule, RuleArgs,
        RuleFn, R,
    },
    Dialect,
};

/// Constraints by keyword, sorted.
const CONSTRAINTS: &[(&str, RuleFn)] = &[
    ("ASCII", |p, _| named_charset(p, "latin1")),
    ("BINARY", |p, _| props::marker(p, Kind::BinaryColumnConstraint)),
    ("FOREIGN KEY", foreign_key),
    ("FULLTEXT", |p, _| index(p, Some("FULLTEXT"))),
    ("GENERATED", generated),
    ("INDEX", |p, _| index(p, None)),
    ("INVISIBLE", |p, _| props::marker(p, Kind::InvisibleColumnConstraint)),
    ("KEY", |p, _| index(p, None)),
    ("SPATIAL", |p, _| index(p, Some("SPATIAL"))),
    ("UNICODE", |p, _| named_charset(p, "ucs2")),
    ("ZEROFILL", |p, _| props::marker(p, Kind::ZeroFillColumnConstraint)),
];

/// Actions of `ALTER TABLE` by keyword, sorted.
const ALTER_ACTIONS: &[(&str, RuleFn)] = &[
    ("CHANGE", |p, _| modify(p, true)),
    ("FORCE", |p, _| props::marker(p, Kind::ForceProperty)),
    ("MODIFY", |p, _| modify(p, false)),
    ("RENAME", rename),
];

/// Words behind `CONSTRAINT` that are never its name.
const RESERVED_CONSTRAINT_KINDS: &[&str] = &["CHECK", "FOREIGN KEY", "PRIMARY KEY", "UNIQUE"];

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    add_rules(&mut p.constraints, CONSTRAINTS);
    add_rules(&mut p.alter_actions, ALTER_ACTIONS);
    add_rules(&mut p.alter_alter_actions, &[("INDEX", alter_index)]);
    add_rules(
        &mut p.properties,
        &[("LOCK", |p, _| props::assignment(p, Kind::LockProperty)), ("PARTITION BY", partition_by)],
    );
    for word in ["FULLTEXT", "INDEX", "KEY", "SPATIAL"] {
        p.schema_unnamed_constraints.set(word, ());
    }
    p.add_constraint_words.extend(["FULLTEXT", "SPATIAL"]);
    p.replace(Rule::ColumnConstraint, column_constraint);
    p.replace(Rule::Constraint, constraint);
    p.replace(Rule::DropColumn, drop_column);
    p.replace(Rule::FunctionParameter, shared::mode_and_parameter);
    p.replace(Rule::PrimaryKey, primary_key);
    p.replace(Rule::PrimaryKeyPart, primary_key_part);
    p.replace(Rule::Types, signed_types);
    p.replace(Rule::Unique, unique);
}

/// In a definition `SIGNED`, the default, may stand behind any type.
fn signed_types(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let dtype = types::types(p, a)?;
    if dtype.is_some() && a.flags & types::SCHEMA != 0 {
        p.accept_words(&["SIGNED"]);
    }
    Ok(dtype)
}

// ---- constraints -----------------------------------------------------------------------------------------------------

/// Consumes a `CONSTRAINT` without a name.
fn skip_unnamed(p: &mut Parser<'_>) -> bool {
    let unnamed = p.at(T::Constraint) && RESERVED_CONSTRAINT_KINDS.iter().any(|word| p.is_word(1, word));
    if unnamed {
        p.advance();
    }
    unnamed
}

fn constraint(p: &mut Parser<'_>, a: RuleArgs) -> R {
    match skip_unnamed(p) {
        true => p.unnamed_constraint(c::SCHEMA),
        false => c::constraint(p, a),
    }
}

/// `KEY` behind a type is a primary key.
fn column_constraint(p: &mut Parser<'_>, a: RuleArgs) -> R {
    skip_unnamed(p);
    let kind = if p.accept_words(&["KEY"]) {
        let options = p.list(&[]);
        p.some(Kind::PrimaryKeyColumnConstraint, &args![Options: options])?
    } else if p.accept(T::CharacterSet) {
        let name = p.var_or_string(0)?;
        p.some(Kind::CharacterSetColumnConstraint, &args![This: name])?
    } else {
        return c::column_constraint(p, a);
    };
    p.some(Kind::ColumnConstraint, &args![Kind: kind])
}

/// `ASCII` and `UNICODE` stand for character sets.
fn named_charset(p: &mut Parser<'_>, name: &str) -> R {
    let name = p.word_node(name);
    p.some(Kind::CharacterSetColumnConstraint, &args![This: name])
}

fn generated(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let node = c::generated(p, a)?;
    c::stored_or_virtual(p, node, false)
}

/// `INDEX [name] [USING type] (key_part, ...) [option ...]`.
pub(crate) fn index(p: &mut Parser<'_>, kind: Option<&str>) -> R {
    let kind = match kind {
        Some(kind) => {
            p.accept_word(&["INDEX", "KEY"]);
            p.text(kind)
        }
        None => Value::None,
    };
    let name = if matches!(p.kind(), T::LParen | T::Using) { None } else { p.id_var(0)? };
    let index_type = match using(p) {
        Value::None => Value::Bool(false),
        index_type => index_type,
    };
    let parts = p.wrapped_csv(key_part)?;
    let parts = p.list(&parts);
    let options = index_options(p)?;
    p.some(
        Kind::IndexColumnConstraint,
        &args![This: name, Expressions: parts, Kind: kind, IndexType: index_type, Options: options],
    )
}

/// `USING BTREE`.
fn using(p: &mut Parser<'_>) -> Value {
    if !p.accept(T::Using) {
        return Value::None;
    }
    p.advance();
    p.prev_text()
}

/// A column, the first characters of one, or an expression in parentheses, with its order.
fn key_part(p: &mut Parser<'_>) -> R {
    let part = match column_prefix(p)? {
        Some(prefix) => Some(prefix),
        None => p.column()?,
    };
    match part {
        Some(part) if p.at_any(&[T::Asc, T::Desc]) => clauses::ordered_term(p, part).map(Some),
        part => Ok(part),
    }
}

/// `a(16)`.
fn column_prefix(p: &mut Parser<'_>) -> R {
    let mark = p.mark();
    if p.next_kind() != T::LParen || p.at(T::LParen) {
        return Ok(None);
    }
    let Some(name) = p.id_var(0)? else { return Ok(None) };
    if !p.accept(T::LParen) {
        p.retreat(mark);
        return Ok(None);
    }
    let length = p.number()?;
    p.r_paren()?;
    p.some(Kind::ColumnPrefix, &args![This: name, Expression: length])
}

/// Options behind an index or a key.
fn index_options(p: &mut Parser<'_>) -> R<Value> {
    let mut options = Vec::new();
    while let Some(option) = index_option(p)? {
        options.push(option);
    }
    Ok(p.list(&options))
}

fn index_option(p: &mut Parser<'_>) -> R {
    let option = if p.accept_words(&["KEY_BLOCK_SIZE"]) {
        p.accept(T::Eq);
        args![KeyBlockSize: p.number()?]
    } else if p.at(T::Using) {
        args![Using: using(p)]
    } else if p.accept_words(&["WITH", "PARSER"]) {
        args![Parser: p.var(ANY_TOKEN)?]
    } else if p.accept(T::Comment) {
        args![Comment: p.string()?]
    } else if p.accept_words(&["VISIBLE"]) {
        args![Visible: true]
    } else if p.accept_words(&["INVISIBLE"]) {
        args![Visible: false]
    } else if p.accept_words(&["ENGINE_ATTRIBUTE"]) {
        p.accept(T::Eq);
        args![EngineAttr: p.string()?]
    } else if p.accept_words(&["SECONDARY_ENGINE_ATTRIBUTE"]) {
        p.accept(T::Eq);
        args![SecondaryEngineAttr: p.string()?]
    } else {
        return Ok(None);
    };
    p.some(Kind::IndexConstraintOption, &option)
}

/// `UNIQUE [INDEX] [name] [USING type] (key_part, ...) [option ...]`; of a column it stands alone.
fn unique(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.accept_word(&["INDEX", "KEY"]);
    let name = p.unique_key()?;
    let mut index_type = using(p);
    if !p.at(T::LParen) {
        return p.some(Kind::UniqueColumnConstraint, &args![This: name, IndexType: index_type]);
    }
    let mark = p.mark();
    let parts = p.wrapped_csv(key_part)?;
    let parts = p.list(&parts);
    let schema = p.make_from(mark, Kind::Schema, &args![This: name, Expressions: parts])?;
    if index_type == Value::None {
        index_type = using(p);
    }
    let options = index_options(p)?;
    p.some(Kind::UniqueColumnConstraint, &args![This: schema, IndexType: index_type, Options: options])
}

/// `PRIMARY KEY [name] (part, ...) [option ...]`.
fn primary_key(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let named = p.next_kind() == T::LParen && !p.at(T::LParen) && !p.at(T::Using);
    let name = if named { p.id_var(ANY_TOKEN)? } else { None };
    let Some(key) = c::primary_key(p, a)? else { return Ok(None) };
    if p.tree.kind(key) != Kind::PrimaryKey {
        return Ok(Some(key));
    }
    let options = index_options(p)?;
    let (parts, include) = (p.tree.get(key, Arg::Expressions), p.tree.get(key, Arg::Include));
    let options = if p.tree.truthy(options) { options } else { p.tree.get(key, Arg::Options) };
    p.some(Kind::PrimaryKey, &args![This: name, Expressions: parts, Include: include, Options: options])
}

fn primary_key_part(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    match column_prefix(p)? {
        Some(prefix) => Ok(Some(prefix)),
        None => p.id_var(0),
    }
}

/// `FOREIGN KEY [name] (a) REFERENCES ...`.
fn foreign_key(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let name = if p.at(T::LParen) { None } else { p.id_var(ANY_TOKEN)? };
    let key = c::foreign_key(p, a)?;
    if let (Some(key), Some(name)) = (key, name) {
        p.tree.set(key, Arg::This, name);
    }
    Ok(key)
}

// ---- partitions ------------------------------------------------------------------------------------------------------

/// `PARTITION BY RANGE (a) (PARTITION p VALUES LESS THAN (10), ...)`, `BY LIST (a) (PARTITION p VALUES IN (1), ...)`.
pub(crate) fn partition_by(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let kind = if p.accept_words(&["RANGE"]) {
        Kind::PartitionByRangeProperty
    } else if p.accept_words(&["LIST"]) {
        Kind::PartitionByListProperty
    } else {
        return Ok(None);
    };
    let by = p.wrapped_csv(|p| p.assignment())?;
    let by = p.list(&by);
    let partitions = p.wrapped_csv(|p| partition(p, kind == Kind::PartitionByRangeProperty))?;
    let partitions = p.list(&partitions);
    p.some(kind, &args![PartitionExpressions: by, CreateExpressions: partitions])
}

/// `PARTITION p VALUES LESS THAN (10)`, `PARTITION p VALUES IN (1)`.
pub(crate) fn partition(p: &mut Parser<'_>, range: bool) -> R {
    let mark = p.mark();
    if !p.accept(T::Partition) {
        return Ok(None);
    }
    let name = p.id_var(ANY_TOKEN)?;
    let (words, kind): (&[&str], _) = match range {
        true => (&["VALUES", "LESS", "THAN"], Kind::PartitionRange),
        false => (&["VALUES", "IN"], Kind::PartitionList),
    };
    if !p.accept_words(words) {
        return Ok(None);
    }
    let values = p.wrapped_csv(partition_bound)?;
    let values = p.list(&values);
    let inner = p.make(kind, &args![This: name, Expressions: values])?;
    let list = p.list(&[inner]);
    p.make_from(mark, Kind::Partition, &args![Expressions: list]).map(Some)
}

fn partition_bound(p: &mut Parser<'_>) -> R {
    if p.accept_words(&["MAXVALUE"]) {
        let word = p.word_node("MAXVALUE");
        return Ok(Some(word));
    }
    p.assignment()
}

// ---- ALTER -----------------------------------------------------------------------------------------------------------

/// `MODIFY [COLUMN] a INT`, `CHANGE [COLUMN] a b INT`.
fn modify(p: &mut Parser<'_>, change: bool) -> R {
    p.accept(T::Column);
    let from = if change { p.id_var(ANY_TOKEN)? } else { None };
    let Some(column) = p.field_def()?.filter(|node| p.tree.kind(*node) == Kind::ColumnDef) else {
        return Ok(None);
    };
    p.some(Kind::ModifyColumn, &args![This: column, RenameFrom: from])
}

/// `RENAME INDEX a TO b`.
fn rename(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if !p.accept_word(&["INDEX", "KEY"]) {
        return ddl::alter_rename(p, a);
    }
    let this = p.id_var(ANY_TOKEN)?;
    p.accept_words(&["TO"]);
    let to = p.id_var(ANY_TOKEN)?;
    p.some(Kind::RenameIndex, &args![This: this, To: to])
}

/// `ALTER INDEX i VISIBLE`.
fn alter_index(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.id_var(ANY_TOKEN)?;
    let visible = match p.accept_words(&["VISIBLE"]) {
        true => Some(true),
        false => p.accept_words(&["INVISIBLE"]).then_some(false),
    };
    p.some(Kind::AlterIndex, &args![This: this, Visible: visible])
}

/// `DROP PRIMARY KEY`; `DROP KEY i` is `DROP INDEX i`.
fn drop_column(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if p.accept(T::PrimaryKey) {
        return p.some(Kind::DropPrimaryKey, &[]);
    }
    let named = !matches!(p.next_kind(), T::Comma | T::Sentinel);
    if named && p.accept_words(&["KEY"]) {
        return ddl::drop_part(p, "INDEX");
    }
    if named && p.accept_words(&["CHECK"]) {
        return ddl::drop_part(p, "CHECK");
    }
    ddl::drop_column(p, a)
}
