//! `PIVOT` and `UNPIVOT`, as part of a table and as statements.

use super::{Parser, RuleArgs, R};
use crate::{
    generator::{generate, FunctionCase, GenerateOptions},
    lexer::T,
    limits::Limit,
};
use sqlectic_ast::{args, Arg, Children, Kind, NodeId, Value};

/// Pivots after a table, as many as there are.
#[inline]
pub(super) fn pivots(p: &mut Parser<'_>) -> R<Children> {
    match p.kind() {
        T::Pivot | T::Unpivot => chain(p),
        _ => Ok(Children::new()),
    }
}

fn chain(p: &mut Parser<'_>) -> R<Children> {
    let mut pivots = Children::new();
    while matches!(p.kind(), T::Pivot | T::Unpivot) {
        match p.pivot()? {
            Some(pivot) => pivots.push(pivot),
            None => break,
        }
    }
    Ok(pivots)
}

/// `PIVOT (...)` or `UNPIVOT (...)`; nothing if no parenthesis follows.
pub fn pivot(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark();
    let mut include_nulls = Value::None;
    let unpivot = if p.accept(T::Pivot) {
        false
    } else if p.accept(T::Unpivot) {
        if p.accept_words(&["INCLUDE", "NULLS"]) {
            include_nulls = Value::Bool(true);
        } else if p.accept_words(&["EXCLUDE", "NULLS"]) {
            include_nulls = Value::Bool(false);
        }
        true
    } else {
        return Ok(None);
    };
    if !p.accept(T::LParen) {
        p.retreat(mark);
        return Ok(None);
    }
    let values = if unpivot { p.csv(value_column)? } else { aggregations(p)? };
    if !p.accept(T::For) {
        p.error("Expecting FOR")?;
    }
    let mut fields = Vec::new();
    while let Some(field) = p.attempt(|p| field(p, unpivot)) {
        fields.push(field);
    }
    let default_on_null = match p.accept_words(&["DEFAULT", "ON", "NULL"]) {
        true => p.wrapped(|p| p.bitwise())?.into(),
        false => Value::Bool(false),
    };
    let group = p.group(0)?;
    p.r_paren()?;
    let first = if unpivot { Value::Bool(p.dialect.parser.flags.unpivot_value_columns_first) } else { Value::None };
    // The alias of several pivots stands behind the last.
    let comments = p.prev_comments();
    let alias = match p.kind() {
        T::Pivot | T::Unpivot if p.next_kind() == T::LParen => None,
        _ => p.table_alias(0)?,
    };
    let (values_list, fields_list) = (p.opt_list(&values), p.list(&fields));
    let node = p.node(
        Kind::Pivot,
        &args![
            Expressions: values_list, Fields: fields_list, Unpivot: unpivot, IncludeNulls: include_nulls,
            DefaultOnNull: default_on_null, Group: group, ValueColumnsFirst: first, Alias: alias
        ],
    )?;
    p.add_comments(node, &comments);
    if !unpivot {
        name_columns(p, node, &values, &fields)?;
    }
    p.stretch(node, mark);
    Ok(Some(node))
}

/// A name for the values of `UNPIVOT`, or several in parentheses.
fn value_column(p: &mut Parser<'_>) -> R {
    let column = p.column()?;
    Ok(column.map(|column| as_names(p, column)))
}

/// Columns that are new names: without the column around the name.
fn as_names(p: &mut Parser<'_>, node: NodeId) -> NodeId {
    match p.tree.kind(node) {
        Kind::Column => bare_name(p, node),
        Kind::Tuple => {
            let names: Vec<NodeId> = p.tree.expressions(node).iter().map(|item| bare_name(p, *item)).collect();
            p.tree.set_list(node, Arg::Expressions, &names);
            node
        }
        _ => node,
    }
}

/// The name of a column that is nothing but a name.
fn bare_name(p: &mut Parser<'_>, node: NodeId) -> NodeId {
    match p.tree.this(node) {
        Some(name) if p.tree.kind(node) == Kind::Column && !p.tree.has(node, Arg::Table) => {
            let comments = p.tree.take_comments(node);
            p.add_comments(name, &comments);
            p.tree.clear_parent(name);
            name
        }
        _ => node,
    }
}

/// The aggregations of `PIVOT`, each with an optional alias.
fn aggregations(p: &mut Parser<'_>) -> R<Children> {
    let aggregations = p.csv(|p| p.pivot_aggregation())?;
    if aggregations.is_empty() {
        p.error("Expecting an aggregation function in PIVOT")?;
    }
    Ok(aggregations)
}

/// One aggregation of `PIVOT` with an optional alias.
pub fn pivot_aggregation(p: &mut Parser<'_>, _: RuleArgs) -> R {
    match p.function(0)? {
        Some(function) => p.alias(function, 0),
        None => Ok(None),
    }
}

/// `a IN (1, 2 AS b)` behind `FOR`.
fn field(p: &mut Parser<'_>, unpivot: bool) -> R {
    let Some(mut this) = p.column()? else { return Ok(None) };
    if unpivot {
        this = bare_name(p, this);
    }
    if !p.accept(T::In) {
        p.error("Expecting IN")?;
    }
    if !p.accept(T::LParen) {
        let name = p.id_var(0)?;
        return p.some(Kind::In, &args![This: this, Field: name]);
    }
    let values = if p.accept(T::Any) {
        let order = p.order(0)?;
        Children::from_slice(&[p.make(Kind::PivotAny, &args![This: order])?])
    } else {
        p.csv(aliased_value)?
    };
    let list = p.list(&values);
    let node = p.node(Kind::In, &args![This: this, Expressions: list])?;
    p.r_paren_of(Some(node))?;
    Ok(Some(node))
}

/// A value with an alias, which may be any expression.
fn aliased_value(p: &mut Parser<'_>) -> R {
    let this = match p.select(0)? {
        Some(query) => Some(query),
        None => p.assignment()?,
    };
    let Some(this) = this else { return Ok(None) };
    p.accept(T::Alias);
    let Some(mut alias) = p.bitwise()? else { return Ok(Some(this)) };
    if p.tree.kind(alias) == Kind::Column && !p.tree.has(alias, Arg::Db) {
        alias = p.tree.this(alias).unwrap_or(alias);
    }
    p.some(Kind::PivotAlias, &args![This: this, Alias: alias])
}

/// Columns that a `PIVOT` may name: the numbers of values of its fields multiply.
const MAX_COLUMNS: usize = 1_000_000;

// ---- names of columns ---------------------------------------------------------------------------------------------------

/// Sets the names of the columns that `PIVOT` makes, and by which rules they were made.
fn name_columns(p: &mut Parser<'_>, pivot: NodeId, aggregations: &[NodeId], fields: &[NodeId]) -> R<()> {
    let aggregations = aggregation_names(p, aggregations)?;
    let mut names: Vec<String> = Vec::new();
    if fields.iter().all(|field| is_static(p, *field)) {
        for (i, field) in fields.iter().enumerate() {
            let values = value_names(p, *field)?;
            if i > 0 && names.len().saturating_mul(values.len()) > MAX_COLUMNS {
                return p.exceeds(Limit::Nodes);
            }
            names = match i {
                0 => values,
                _ => names.iter().flat_map(|name| values.iter().map(move |value| format!("{name}_{value}"))).collect(),
            };
        }
    }
    let flags = &p.dialect.parser.flags;
    let (prefixed, identify) = (flags.prefixed_pivot_columns, flags.identify_pivot_strings);
    let naming = flags.pivot_column_naming.clone();
    let mut columns = Vec::new();
    for name in &names {
        if aggregations.is_empty() {
            columns.push(column_name(p, name));
        }
        for aggregation in &aggregations {
            let name = if prefixed { format!("{aggregation}_{name}") } else { format!("{name}_{aggregation}") };
            columns.push(column_name(p, &name));
        }
    }
    p.tree.set_list(pivot, Arg::Columns, &columns);
    p.tree.set(pivot, Arg::IdentifyPivotStrings, identify);
    p.tree.set(pivot, Arg::PrefixedPivotColumns, prefixed);
    p.tree.set_text(pivot, Arg::PivotColumnNaming, &naming);
    Ok(())
}

/// Whether the values of a field are written out.
fn is_static(p: &Parser<'_>, field: NodeId) -> bool {
    !p.tree.expressions(field).iter().any(|value| p.tree.kind(*value) == Kind::PivotAny)
}

/// The names that the aggregations have in names of columns; none if they don't appear.
fn aggregation_names(p: &mut Parser<'_>, aggregations: &[NodeId]) -> R<Vec<String>> {
    let naming = p.dialect.parser.flags.pivot_column_naming.clone();
    let several = aggregations.len() > 1;
    let spelled = several && matches!(&*naming, "agg_name_if_multiple" | "agg_name_if_aliased_or_multiple");
    if !several && naming == "agg_name_if_multiple" {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for aggregation in aggregations {
        match p.tree.alias(*aggregation) {
            "" if spelled => names.push(spelling(p, *aggregation)?),
            "" => {}
            alias => names.push(alias.to_string()),
        }
    }
    Ok(names)
}

/// An aggregation as text: functions in lower case, names without quotes.
fn spelling(p: &mut Parser<'_>, aggregation: NodeId) -> R<String> {
    let copy = p.tree.copy(aggregation);
    let names: Vec<NodeId> = p.tree.walk(copy).filter(|node| p.tree.kind(*node) == Kind::Identifier).collect();
    for name in names {
        p.tree.set(name, Arg::Quoted, false);
    }
    let options = GenerateOptions { normalize_functions: Some(FunctionCase::Lower), ..GenerateOptions::default() };
    written(p, copy, options)
}

/// A node as text.
pub fn written(p: &mut Parser<'_>, node: NodeId, options: GenerateOptions) -> R<String> {
    let options = GenerateOptions { limits: p.limits.clone(), ..options };
    match generate(&mut p.tree, node, p.dialect, &options) {
        Ok(generated) => Ok(generated.sql),
        Err(error) => p.exceeds(error.limit),
    }
}

/// The names that the values of a field have in names of columns.
fn value_names(p: &mut Parser<'_>, field: NodeId) -> R<Vec<String>> {
    let identify = p.dialect.parser.flags.identify_pivot_strings;
    let values = p.tree.expressions(field);
    let mut names = Vec::with_capacity(values.len());
    for value in values {
        if identify && p.tree.kind(value) != Kind::PivotAlias {
            names.push(written(p, value, GenerateOptions::default())?);
        } else {
            names.push(value_name(p, value));
        }
    }
    Ok(names)
}

fn value_name(p: &Parser<'_>, value: NodeId) -> String {
    match p.tree.kind(value) {
        // The sign is no part of the name.
        Kind::Neg => p.tree.this(value).map(|this| p.tree.name(this)).unwrap_or_default().to_string(),
        _ => p.tree.alias_or_name(value).to_string(),
    }
}

/// A name, quoted unless it is a plain word.
fn column_name(p: &mut Parser<'_>, name: &str) -> NodeId {
    let starts = name.chars().next().is_some_and(|c| c == '_' || c.is_ascii_alphabetic());
    let plain = starts && name.chars().all(|c| c == '_' || c.is_alphanumeric());
    p.identifier_node(name, !plain)
}

// ---- statements ---------------------------------------------------------------------------------------------------------

/// `PIVOT t ON a USING SUM(b)` and `UNPIVOT t ON a, b`, after the keyword; `nested` in parentheses in `FROM`.
pub fn statement(p: &mut Parser<'_>, nested: bool) -> R {
    let mark = p.mark() - 1;
    let unpivot = p.prev().kind == T::Unpivot;
    let this = p.table(0)?;
    let expressions = match p.accept(T::On) {
        true => {
            let items = p.csv(pivot_column)?;
            p.opt_list(&items)
        }
        false => Value::Bool(false),
    };
    let into = if p.accept_words(&["INTO", "NAME"]) { p.unpivot_columns()? } else { None };
    let using = match p.accept(T::Using) {
        true => {
            let items = p.csv(|p| match p.column()? {
                Some(aggregation) => p.alias(aggregation, 0),
                None => Ok(None),
            })?;
            p.opt_list(&items)
        }
        false => Value::Bool(false),
    };
    let group = p.group(0)?;
    let is_unpivot = if unpivot || nested { Value::Bool(unpivot) } else { Value::None };
    p.make_from(
        mark,
        Kind::Pivot,
        &args![This: this, Expressions: expressions, Using: using, Group: group, Unpivot: is_unpivot, Into: into],
    )
    .map(Some)
}

/// `a`, `a IN (1, 2)`, `(a, b) AS c` behind `ON`.
fn pivot_column(p: &mut Parser<'_>) -> R {
    let Some(this) = p.bitwise()? else { return Ok(None) };
    if p.accept(T::In) {
        return p.in_(this);
    }
    if p.at(T::Alias) {
        return p.alias(this, super::expr::EXPLICIT);
    }
    Ok(Some(this))
}

/// `n VALUE v, w` behind `INTO NAME`.
pub fn unpivot_columns(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.column()?;
    let values = if p.accept_words(&["VALUE"]) { p.csv(|p| p.column())? } else { Children::new() };
    let list = p.opt_list(&values);
    p.some(Kind::UnpivotColumns, &args![This: this, Expressions: list])
}
