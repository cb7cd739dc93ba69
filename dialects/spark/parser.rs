//! Grammar of Spark that Hive doesn't have.

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    lexer::T,
    parser::{
        add_rules, add_token_rules, atom, constraints, ddl, functions::text, properties, set, IsPrecedence, Parser,
        Rule, RuleArgs, R,
    },
    Dialect,
};

/// Hints about joins, which name tables.
/// <https://spark.apache.org/docs/latest/sql-ref-syntax-qry-select-hints.html>
macro_rules! join_hints {
    ($($name:literal),*) => { &[$(($name, |p, _| join_hint(p, $name))),*] };
}

/// What Spark 2 adds.
pub(super) fn spark2(d: &mut Dialect) {
    let p = &mut d.parser;
    p.flags.change_column_alter_syntax = true;
    p.flags.is_predicate_precedence = IsPrecedence::Low;
    p.flags.negative_decimal_scale = true;
    p.flags.normalize_decimal_literals = false;
    p.flags.pivot_column_naming = "agg_name_if_multiple".into();
    p.flags.trim_pattern_first = true;
    p.sets.func.extend(&[T::And, T::Or, T::Div]);
    add_rules(&mut p.properties, &[("OPTIONS", options)]);
    add_rules(
        &mut p.function_parsers,
        &[
            ("AND", |p, _| connective(p, Kind::And)),
            ("APPROX_PERCENTILE", |p, _| crate::hive::parser::with_distinct(p, Kind::ApproxQuantile)),
            ("OR", |p, _| connective(p, Kind::Or)),
        ],
    );
    add_rules(
        &mut p.function_parsers,
        join_hints![
            "BROADCAST",
            "BROADCASTJOIN",
            "MAPJOIN",
            "MERGE",
            "MERGEJOIN",
            "SHUFFLEMERGE",
            "SHUFFLE_HASH",
            "SHUFFLE_REPLICATE_NL"
        ],
    );
    p.replace(Rule::DropColumn, drop_column);
}

/// What Spark 3 adds.
pub(super) fn spark3(d: &mut Dialect) {
    let p = &mut d.parser;
    p.no_paren_functions.set(T::SessionUser, Kind::SessionUser);
    add_token_rules(&mut p.statements, &[(T::Declare, |p, _| p.declare())]);
    add_token_rules(&mut p.placeholders, &[(T::LBrace, widget)]);
    add_rules(&mut p.function_parsers, &[("LISTAGG", text::string_agg), ("SUBSTR", text::substring)]);
    add_rules(&mut p.constraints, &[("GENERATED", generated)]);
    add_rules(&mut p.set_items, &[("VAR", set_variable), ("VARIABLE", set_variable)]);
    p.replace(Rule::FieldDef, field_def);
    p.replace(Rule::PivotAggregation, pivot_aggregation);
}

// ---- Spark 2 ---------------------------------------------------------------------------------------------------------

/// `OPTIONS (a = 'b', 'c' 'd', e TRUE)`, after the keyword; elsewhere it is a key.
/// <https://spark.apache.org/docs/latest/sql-ref-syntax-ddl-create-table-datasource.html>
fn options(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    match p.at(T::LParen) {
        true => properties::listed(p, Kind::OptionsProperty, option),
        false => Ok(None),
    }
}

fn option(p: &mut Parser<'_>) -> R {
    let mark = p.mark();
    let key = match p.at(T::String) {
        true => p.string()?,
        false => p.column()?.map(|key| properties::name_of_key(p, key)),
    };
    p.accept(T::Eq);
    let value = match p.bitwise()? {
        Some(value) => Some(properties::word_of_column(p, value)),
        None => p.var(atom::ANY_TOKEN)?,
    };
    p.make_from(mark, Kind::Property, &args![This: key, Value: value]).map(Some)
}

/// `AND(a, b, c)`
fn connective(p: &mut Parser<'_>, kind: Kind) -> R {
    let items = p.csv(|p| p.assignment())?;
    let Some((first, rest)) = items.split_first() else {
        p.error("Expected at least one argument")?;
        return Ok(None);
    };
    let mut node = *first;
    for item in rest {
        node = p.make(kind, &args![This: node, Expression: *item])?;
    }
    p.some(Kind::Paren, &args![This: node])
}

fn join_hint(p: &mut Parser<'_>, name: &str) -> R {
    let tables = p.csv(|p| p.table(0))?;
    let (name, tables) = (p.text(name), p.list(&tables));
    p.some(Kind::JoinHint, &args![This: name, Expressions: tables])
}

/// `COLUMNS (a, b)`, `COLUMNS IF EXISTS a, b` of `DROP`.
fn drop_column(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if !p.accept_words(&["COLUMNS"]) {
        return ddl::drop_column(p, a);
    }
    let exists = p.accept_words(&["IF", "EXISTS"]).then_some(true);
    let columns = p.opt_wrapped_csv(|p| p.field_def())?;
    let columns = p.list(&columns);
    let schema = p.make(Kind::Schema, &args![Expressions: columns])?;
    let (kind, tables) = (p.text("COLUMNS"), p.list(&[schema]));
    p.some(Kind::Drop, &args![Kind: kind, Tables: tables, Exists: exists])
}

// ---- Spark 3 ---------------------------------------------------------------------------------------------------------

/// `{df}`: a value that a program passes, after the brace.
/// <https://spark.apache.org/docs/latest/api/python/reference/pyspark.sql/api/pyspark.sql.SparkSession.sql.html>
fn widget(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.id_var(0)?;
    if !p.accept(T::RBrace) {
        return Ok(None);
    }
    p.some(Kind::Placeholder, &args![This: this, Widget: true])
}

/// `SET VAR x = 1`, after the second word.
fn set_variable(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let item = p.set_item_assignment(set::KIND)?;
    if let Some(item) = item {
        p.tree.set_text(item, Arg::Kind, "VARIABLE");
    }
    Ok(item)
}

/// A column definition, which may be one of a field: `a.b INT`.
fn field_def(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let Some(mut name) = p.field(atom::ANY_TOKEN)? else { return Ok(None) };
    while p.accept(T::Dot) {
        let part = p.field(atom::ANY_TOKEN)?;
        name = p.make(Kind::Dot, &args![This: name, Expression: part])?;
    }
    p.column_def(name, 0)
}

/// An aggregation of `PIVOT`: a call, or any column or literal.
fn pivot_aggregation(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this: Option<NodeId> = match p.function(0)? {
        Some(call) => Some(call),
        None => p.column()?,
    };
    match this {
        Some(this) => p.alias(this, 0),
        None => Ok(None),
    }
}

/// `GENERATED ALWAYS AS (a + 1)`: what is no identity is computed.
fn generated(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(node) = constraints::generated(p, a)? else { return Ok(None) };
    let expression = p.tree.get(node, Arg::Expression);
    let is_other = p.tree.kind(node) != Kind::GeneratedAsIdentityColumnConstraint || expression == Value::None;
    match is_other {
        true => Ok(Some(node)),
        false => p.some(Kind::ComputedColumnConstraint, &args![This: expression]),
    }
}
