//! Grammar that differs from MySQL's: kinds of keys, partitions, rollups, materialized views, unnested arrays.

use crate::mysql::definitions::{partition, partition_by as partition_by_list_or_range};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    generator::GenerateOptions,
    lexer::T,
    parser::{
        add_rules,
        atom::{ANY_TOKEN, UPPER},
        ddl, functions, lateral, pivot, properties as props, relation, session, statements, Parser, Rule, RuleArgs,
        RuleFn, R,
    },
    Dialect,
};

/// How values of a column are aggregated in a table with an aggregate key, sorted.
const AGGREGATIONS: &[&str] = &["HLL_UNION", "MAX", "MIN", "REPLACE", "REPLACE_IF_NOT_NULL", "SUM"];

/// Properties by keyword, sorted.
const PROPERTIES: &[(&str, RuleFn)] = &[
    ("AGGREGATE", |p, _| props::key_columns(p, Kind::AggregateKeyProperty)),
    ("PARTITION BY", partition_by),
    ("PROPERTIES", props::wrapped_list),
    ("REFRESH", refresh_trigger),
    ("ROLLUP", rollup),
    ("UNIQUE", |p, _| props::key_columns(p, Kind::UniqueKeyProperty)),
];

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    p.flags.alter_drop_requires_column = true;
    p.flags.identify_pivot_strings = true;
    p.flags.map_keys_are_arbitrary_expressions = true;
    p.flags.pivot_column_naming = "agg_name_if_multiple".into();
    p.sets.table_alias.remove(&[T::Anti, T::Semi]);
    for word in AGGREGATIONS {
        p.constraints.set(word, sqlectic_syntax::parser::RuleEntry::Native(aggregation));
    }
    add_rules(&mut p.properties, PROPERTIES);
    add_rules(&mut p.no_paren_function_parsers, &[("MAP", map)]);
    p.replace(Rule::Create, create);
    p.replace(Rule::Lateral, lateral);
    p.replace(Rule::Pivot, pivot);
    p.replace(Rule::Refresh, refresh);
    p.replace(Rule::Table, table);
    p.replace(Rule::Unnest, unnest);
}

fn aggregation(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let word = p.prev_upper();
    p.some(Kind::Var, &args![This: word])
}

/// `MAP{1: 'a', 2: 'b'}` or `MAP(1, 'a', 2, 'b')`, after the word, which is a name else.
/// <https://docs.starrocks.io/docs/sql-reference/data-types/semi_structured/Map/>
fn map(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if p.accept(T::LParen) {
        let items = functions::call_arguments(p, 0)?;
        p.r_paren()?;
        return functions::builders::var_map(p, &items).map(Some);
    }
    if !p.accept(T::LBrace) {
        p.retreat(p.mark() - 1);
        return Ok(None);
    }
    let mut entries = Vec::new();
    while !p.at(T::RBrace) {
        let key = p.bitwise()?;
        let Some(key) = key.filter(|_| p.accept(T::Colon)) else { break };
        let value = p.assignment()?;
        entries.push(p.node(Kind::PropertyEQ, &args![This: key, Expression: value])?);
        if !p.accept(T::Comma) {
            break;
        }
    }
    if !p.accept(T::RBrace) {
        p.error("Expected }")?;
    }
    let entries = p.list(&entries);
    let entries = p.node(Kind::Struct, &args![Expressions: entries])?;
    p.some(Kind::ToMap, &args![This: entries])
}

/// A primary key behind the columns is a constraint among them.
fn create(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let created = ddl::create(p, a)?;
    let Some(node) = created.filter(|node| p.tree.kind(*node) == Kind::Create) else { return Ok(created) };
    let schema = p.tree.this(node).filter(|this| p.tree.kind(*this) == Kind::Schema);
    let (Some(schema), Some(properties)) = (schema, p.tree.node(node, Arg::Properties)) else { return Ok(created) };
    let keys: Vec<_> = p.tree.expressions(properties).into_iter().collect();
    for key in keys.into_iter().filter(|key| p.tree.kind(*key) == Kind::PrimaryKey).collect::<Vec<_>>() {
        p.tree.pop(key);
        p.tree.append(schema, Arg::Expressions, key);
    }
    Ok(created)
}

// ---- properties ------------------------------------------------------------------------------------------------------

/// `PARTITION BY RANGE (a) (START (x) END (y) EVERY (z))`, `PARTITION BY f(a), b`, or as in MySQL.
fn partition_by(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if p.at_words(&["LIST"]) && p.next_kind() == T::LParen {
        return partition_by_list_or_range(p, a);
    }
    if !p.at_words(&["RANGE"]) || p.next_kind() != T::LParen {
        let by = p.opt_wrapped_csv(|p| p.assignment())?;
        let by = p.list(&by);
        let schema = p.make(Kind::Schema, &args![Expressions: by])?;
        return p.some(Kind::PartitionedByProperty, &args![This: schema]);
    }
    p.advance();
    let by = p.wrapped_csv(|p| p.assignment())?;
    let by = p.list(&by);
    let parts = p.wrapped_csv(|p| match p.at_words(&["START"]) {
        true => dynamic_range(p),
        false => partition(p, true),
    })?;
    let parts = p.list(&parts);
    p.some(Kind::PartitionByRangeProperty, &args![PartitionExpressions: by, CreateExpressions: parts])
}

/// `START ('2024-01-01') END ('2024-02-01') EVERY (INTERVAL 1 DAY)`.
fn dynamic_range(p: &mut Parser<'_>) -> R {
    p.accept_words(&["START"]);
    let start = p.wrapped(|p| p.string())?;
    p.accept_words(&["END"]);
    let end = p.wrapped(|p| p.string())?;
    p.accept_words(&["EVERY"]);
    let every = p.wrapped(|p| match p.interval(0)? {
        Some(interval) => Ok(Some(interval)),
        None => p.number(),
    })?;
    p.some(Kind::PartitionByRangePropertyDynamic, &args![Start: start, End: end, Every: every])
}

/// `ROLLUP (r1(a, b) FROM base PROPERTIES ('k'='v'), r2(a))`.
fn rollup(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let indexes = p.wrapped_csv(|p| {
        let this = p.id_var(0)?;
        let columns = p.wrapped_id_vars()?;
        let columns = p.list(&columns);
        let from = if p.accept(T::From) { p.id_var(0)? } else { None };
        let properties =
            if p.accept_words(&["PROPERTIES"]) { props::wrapped_list(p, RuleArgs::default())? } else { None };
        p.some(Kind::RollupIndex, &args![This: this, Expressions: columns, FromIndex: from, Properties: properties])
    })?;
    let indexes = p.list(&indexes);
    p.some(Kind::RollupProperty, &args![Expressions: indexes])
}

/// `REFRESH DEFERRED ASYNC START ('x') EVERY (INTERVAL 5 MINUTE)`.
fn refresh_trigger(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let method = word(p, &["DEFERRED", "IMMEDIATE"]);
    let kind = word(p, &["ASYNC", "MANUAL"]);
    let starts = match p.accept_words(&["START"]) {
        true => p.wrapped(|p| p.string())?.into(),
        false => Value::Bool(false),
    };
    let (mut every, mut unit) = (None, None);
    if p.accept_words(&["EVERY"]) {
        p.l_paren()?;
        p.accept(T::Interval);
        every = p.number()?;
        unit = p.var(ANY_TOKEN | UPPER)?;
        p.r_paren()?;
    }
    p.some(Kind::RefreshTriggerProperty, &args![Method: method, Kind: kind, Starts: starts, Every: every, Unit: unit])
}

fn word(p: &mut Parser<'_>, words: &[&str]) -> Value {
    match p.accept_word(words) {
        true => p.prev_upper(),
        false => Value::Bool(false),
    }
}

// ---- statements ------------------------------------------------------------------------------------------------------

/// `REFRESH EXTERNAL TABLE t PARTITION ('a')`,
/// `REFRESH MATERIALIZED VIEW v PARTITION START ('a') END ('b') FORCE WITH SYNC MODE`.
fn refresh(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark() - 1;
    if p.accept_words(&["EXTERNAL", "TABLE"]) {
        let kind = p.text("EXTERNAL TABLE");
        let table = p.table_parts(0)?;
        let partition = p.partition()?;
        if let (Some(table), Some(partition)) = (table, partition) {
            p.tree.set(table, Arg::Partition, partition);
        }
        return p.make_from(mark, Kind::Refresh, &args![This: table, Kind: kind]).map(Some);
    }
    if !p.accept_words(&["MATERIALIZED", "VIEW"]) {
        return match p.at(T::Table) || p.at(T::String) {
            true => session::refresh(p, a),
            false => statements::as_command(p, mark),
        };
    }
    let kind = p.text("MATERIALIZED VIEW");
    let this = p.table_parts(0)?;
    let (mut start, mut end) = (None, None);
    if p.accept_words(&["PARTITION", "START"]) {
        start = p.wrapped(|p| p.string())?;
        p.accept_words(&["END"]);
        end = p.wrapped(|p| p.string())?;
    }
    let force = p.accept_words(&["FORCE"]);
    let mode = match ["ASYNC", "SYNC"].into_iter().find(|mode| p.accept_words(&["WITH", mode, "MODE"])) {
        Some(mode) => p.text(mode),
        None => Value::None,
    };
    p.make_from(
        mark,
        Kind::Refresh,
        &args![This: this, Kind: kind, PartitionStart: start, PartitionEnd: end, Force: force, Mode: mode],
    )
    .map(Some)
}

// ---- unnested arrays -------------------------------------------------------------------------------------------------

/// Without names, rows and their column are called `unnest`.
/// <https://docs.starrocks.io/docs/sql-reference/sql-functions/array-functions/unnest/>
fn named(p: &mut Parser<'_>, unnest: NodeId, holder: NodeId) {
    let name = p.identifier_node("unnest", false);
    let alias = match p.tree.node(holder, Arg::Alias) {
        Some(alias) => alias,
        None => {
            let alias = p.tree.make(Kind::TableAlias, &args![This: name]);
            p.tree.set(holder, Arg::Alias, alias);
            alias
        }
    };
    if p.tree.list_len(alias, Arg::Columns) == 0 && p.tree.list_len(unnest, Arg::Expressions) == 1 {
        let column = p.identifier_node("unnest", false);
        p.tree.set_list(alias, Arg::Columns, &[column]);
    }
}

fn unnest(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let unnest = lateral::unnest(p, a)?;
    if let Some(unnest) = unnest.filter(|_| a.flags & relation::WITHOUT_ALIAS == 0) {
        // The alias stands before what follows it.
        let offset = p.tree.take(unnest, Arg::Offset);
        named(p, unnest, unnest);
        p.tree.set(unnest, Arg::Offset, offset);
    }
    Ok(unnest)
}

/// `TABLE(f(x)) AS t(a)`: the call is the table.
fn table(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let table = relation::table(p, a)?;
    let Some(node) = table.filter(|table| p.tree.kind(*table) == Kind::Table) else { return Ok(table) };
    let Some(rows) = p.tree.this(node).filter(|this| p.tree.kind(*this) == Kind::TableFromRows) else {
        return Ok(table);
    };
    let moved: Vec<(Arg, Value)> = p.tree.arguments(node).filter(|(arg, _)| *arg != Arg::This).collect();
    for (arg, value) in moved {
        p.tree.set(rows, arg, value);
    }
    p.tree.clear_parent(rows);
    Ok(Some(rows))
}

fn lateral(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let lateral = lateral::lateral(p, a)?;
    if let Some(node) = lateral {
        let unnest = p.tree.this(node).filter(|this| p.tree.kind(*this) == Kind::Unnest);
        if let Some(unnest) = unnest {
            named(p, unnest, node);
        }
    }
    Ok(lateral)
}

/// `PIVOT (...)`: the columns are known only if all of several aggregations have names; tuples are written in braces.
/// <https://docs.starrocks.io/docs/sql-reference/sql-statements/table_bucket_part_index/SELECT/SELECT_PIVOT/>
fn pivot(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(node) = pivot::pivot(p, a)? else { return Ok(None) };
    let aggregations = p.tree.expressions(node);
    if aggregations.len() > 1 && aggregations.iter().any(|aggregation| p.tree.alias(*aggregation).is_empty()) {
        p.tree.set_list(node, Arg::Columns, &[]);
        return Ok(Some(node));
    }
    for field in p.tree.children(node, Arg::Fields).to_vec() {
        for value in p.tree.expressions(field) {
            if p.tree.kind(value) == Kind::Tuple {
                name_in_braces(p, node, value)?;
            }
        }
    }
    Ok(Some(node))
}

/// `('a', 1)_x` -> `{'a',1}_x` in the names of columns.
fn name_in_braces(p: &mut Parser<'_>, pivot: NodeId, tuple: NodeId) -> R<()> {
    let mut items = Vec::new();
    for item in p.tree.expressions(tuple) {
        items.push(pivot::written(p, item, GenerateOptions::default())?);
    }
    let before = pivot::written(p, tuple, GenerateOptions::default())?;
    let after = format!("{{{}}}", items.join(","));
    for column in p.tree.children(pivot, Arg::Columns).to_vec() {
        let name = p.tree.name(column).replace(&before, &after);
        p.tree.set_text(column, Arg::This, &name);
    }
    Ok(())
}
