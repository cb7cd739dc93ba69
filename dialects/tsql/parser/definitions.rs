//! Definitions: temporary tables, routines and their parameters, keys, options of tables.

use sqlectic_ast::{args, Arg, Children, Kind, NodeId};
use sqlectic_syntax::{
    lexer::T,
    parser::{add_rules, constraints, ddl, properties, types, Parser, Rule, RuleArgs, R},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    p.replace(Rule::Create, create);
    p.replace(Rule::UserDefinedFunction, routine_head);
    p.replace(Rule::ColumnDef, column_def);
    p.replace(Rule::PrimaryKeyPart, |p, _| p.ordered());
    p.replace(Rule::Unique, unique);
    p.replace(Rule::Partition, partition);
    p.replace(Rule::WithProperty, with_property);
    add_rules(&mut p.properties, &[("RETURNS", returns)]);
    add_rules(&mut p.constraints, &[("WITH", with_constraint)]);
    add_rules(&mut p.alter_actions, &[("ALTER", alter_alter), ("SET", alter_set)]);
}

/// `CREATE TABLE #t` creates a temporary table.
pub(crate) fn create(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(node) = ddl::create(p, a)? else { return Ok(None) };
    if p.tree.kind(node) != Kind::Create {
        return Ok(Some(node));
    }
    let mut table = p.tree.this(node);
    if let Some(schema) = table.filter(|this| p.tree.kind(*this) == Kind::Schema) {
        table = p.tree.this(schema);
    }
    let name = table.filter(|table| p.tree.kind(*table) == Kind::Table).and_then(|table| p.tree.this(table));
    if !name.is_some_and(|name| p.tree.kind(name) == Kind::Identifier && p.tree.has(name, Arg::Temporary)) {
        return Ok(Some(node));
    }
    let temporary = p.tree.make(Kind::TemporaryProperty, &[]);
    match p.tree.node(node, Arg::Properties) {
        Some(all) => p.tree.append(all, Arg::Expressions, temporary),
        None => {
            let list = p.list(&[temporary]);
            let all = p.tree.make(Kind::Properties, &args![Expressions: list]);
            p.tree.set(node, Arg::Properties, all);
        }
    }
    Ok(Some(node))
}

// ---- routines --------------------------------------------------------------------------------------------------------

/// A name with parameters; those of a procedure may stand without parentheses.
/// <https://learn.microsoft.com/en-us/sql/t-sql/statements/create-procedure-transact-sql>
fn routine_head(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark();
    let Some(this) = ddl::user_defined_function(p, a)? else { return Ok(None) };
    if a.flags & ddl::PROCEDURE == 0 || p.tree.kind(this) == Kind::UserDefinedFunction {
        return Ok(Some(this));
    }
    let parameters = match p.at_any(&[T::Alias, T::With]) {
        true => Children::new(),
        false => p.csv(|p| p.function_parameter())?,
    };
    let parameters = p.opt_list(&parameters);
    p.make_from(mark, Kind::StoredProcedure, &args![This: this, Expressions: parameters]).map(Some)
}

/// `@x INT = 1 OUTPUT`: a parameter may have a default and a mode.
fn column_def(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if a.flags & types::WITHOUT_COMPUTED != 0 {
        p.accept(T::Alias);
    }
    let Some(node) = types::column_def(p, a)? else { return Ok(None) };
    if p.accept(T::Eq) {
        let default = p.disjunction()?;
        p.tree.set(node, Arg::Default, default);
    }
    if p.accept_word(&["OUT", "OUTPUT", "READONLY"]) {
        let mode = p.prev_text();
        p.tree.set(node, Arg::Output, mode);
    }
    Ok(Some(node))
}

/// `RETURNS @t TABLE (a INT)`.
fn returns(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let variable = if p.at(T::Parameter) { p.placeholder()? } else { None };
    let node = properties::returns(p, a)?;
    if let (Some(node), Some(variable)) = (node, variable) {
        p.tree.set(node, Arg::Table, variable);
    }
    Ok(node)
}

/// Options of routines that stand in a list of their own.
const LISTED_OPTIONS: &[&str] = &["EXECUTE", "NATIVE_COMPILATION", "RECOMPILE"];
/// Options of routines.
const ROUTINE_OPTIONS: &[&str] = &["ENCRYPTION", "NATIVE_COMPILATION", "RECOMPILE", "SCHEMABINDING"];

/// `WITH RECOMPILE, EXECUTE AS OWNER` of a routine.
fn with_property(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if !p.at_word(LISTED_OPTIONS) {
        return properties::with_property(p, a);
    }
    let options = p.csv(|p| match p.at(T::Execute) {
        true => p.property(),
        false => match p.accept_word(ROUTINE_OPTIONS) {
            true => {
                let word = p.prev_upper();
                p.some(Kind::Var, &args![This: word])
            }
            false => Ok(None),
        },
    })?;
    let options = p.list(&options);
    p.some(Kind::WithProcedureOptions, &args![Expressions: options])
}

/// `WITH (PAD_INDEX = ON)` of a key; behind a parameter the word starts the options of the routine.
fn with_constraint(p: &mut Parser<'_>, a: RuleArgs) -> R {
    match p.at(T::LParen) {
        true => properties::wrapped_list(p, a),
        false => Ok(None),
    }
}

// ---- keys ------------------------------------------------------------------------------------------------------------

/// `UNIQUE [CLUSTERED] (a ASC)`, after the keyword.
fn unique(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let kind = match p.accept_word(&["CLUSTERED", "NONCLUSTERED"]) {
        true if p.prev_str().eq_ignore_ascii_case("CLUSTERED") => Some(Kind::ClusteredColumnConstraint),
        true => Some(Kind::NonClusteredColumnConstraint),
        false => None,
    };
    let this = match kind {
        Some(kind) => constraints::clustered(p, kind)?,
        None => {
            let name = p.unique_key()?;
            p.schema(name)?
        }
    };
    p.some(Kind::UniqueColumnConstraint, &args![This: this])
}

/// `WITH (PARTITIONS(1, 2 TO 5))`.
/// <https://learn.microsoft.com/en-us/sql/t-sql/statements/truncate-table-transact-sql>
fn partition(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark();
    if !p.accept_words(&["WITH", "(", "PARTITIONS"]) {
        return Ok(None);
    }
    let ranges = p.wrapped_csv(|p| {
        let low = p.bitwise()?;
        match p.accept_words(&["TO"]) {
            true => {
                let high = p.bitwise()?;
                p.some(Kind::PartitionRange, &args![This: low, Expression: high])
            }
            false => Ok(low),
        }
    })?;
    p.r_paren()?;
    let ranges = p.list(&ranges);
    p.make_from(mark, Kind::Partition, &args![Expressions: ranges]).map(Some)
}

/// `ALTER COLUMN a INT NOT NULL`.
fn alter_alter(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(node) = ddl::alter_alter(p, a)? else { return Ok(None) };
    if p.tree.kind(node) == Kind::AlterColumn && p.tree.has(node, Arg::Dtype) {
        if p.accept(T::Null) {
            p.tree.set(node, Arg::AllowNull, true);
        } else if p.accept_pair(T::Not, T::Null) {
            p.tree.set(node, Arg::AllowNull, false);
        }
        if let Some(collation) = p.tree.node(node, Arg::Collate) {
            plain_word(p, collation);
        }
    }
    Ok(Some(node))
}

/// The name of a collation is a word and no object.
fn plain_word(p: &mut Parser<'_>, collation: NodeId) {
    let Some(name) = p.tree.this(collation).filter(|name| p.tree.kind(*name) == Kind::Identifier) else { return };
    if !p.tree.has(name, Arg::Quoted) {
        let (text, span) = (p.tree.get(name, Arg::This), p.tree.span(name));
        let word = p.tree.make_at(Kind::Var, span, &args![This: text]);
        p.tree.set(collation, Arg::This, word);
    }
}

// ---- options of tables -----------------------------------------------------------------------------------------------

/// `SET (SYSTEM_VERSIONING = ON (...))`.
/// <https://learn.microsoft.com/en-us/sql/t-sql/statements/alter-table-transact-sql>
fn alter_set(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let is_property = matches!(p.peek(0).kind, T::LParen) && {
        let word = p.tree.str(p.peek(1).text).to_ascii_uppercase();
        matches!(word.as_str(), "DATA_DELETION" | "SYSTEM_VERSIONING")
    };
    if !is_property {
        return ddl::alter_set(p, a);
    }
    let properties = p.wrapped(|p| p.properties(0))?;
    let list = p.list(properties.as_slice());
    p.some(Kind::AlterSet, &args![Expressions: list])
}
