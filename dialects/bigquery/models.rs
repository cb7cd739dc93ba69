//! Functions of models: <https://cloud.google.com/bigquery/docs/reference/standard-sql/bigqueryml-syntax-predict>.

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    lexer::T,
    parser::{Parser, RuleArgs, RuleFn, R},
};

/// Parsers by name, sorted.
pub(super) const PARSERS: &[(&str, RuleFn)] = &[
    ("FEATURES_AT_TIME", features_at_time),
    ("FORECAST", forecast),
    ("GENERATE_BOOL", |p, _| generate(p, Kind::GenerateBool)),
    ("GENERATE_DOUBLE", |p, _| generate(p, Kind::GenerateDouble)),
    ("GENERATE_EMBEDDING", |p, _| on_model(p, Kind::GenerateEmbedding, None)),
    ("GENERATE_INT", |p, _| generate(p, Kind::GenerateInt)),
    ("GENERATE_TABLE", |p, _| generate(p, Kind::GenerateTable)),
    ("GENERATE_TEXT", |p, _| generate(p, Kind::GenerateText)),
    ("GENERATE_TEXT_EMBEDDING", |p, _| on_model(p, Kind::GenerateEmbedding, Some(true))),
    ("PREDICT", |p, _| on_model(p, Kind::Predict, None)),
    ("TRANSLATE", translate),
    ("VECTOR_SEARCH", vector_search),
];

/// A table, with or without its word, or a query in parentheses.
fn table_or_query(p: &mut Parser<'_>) -> R {
    p.accept(T::Table);
    p.table(0)
}

fn model(p: &mut Parser<'_>) -> R {
    p.accept_words(&["MODEL"]);
    p.table(0)
}

/// `F(MODEL m, TABLE t, options)`.
fn on_model(p: &mut Parser<'_>, kind: Kind, is_text: Option<bool>) -> R {
    let this = model(p)?;
    p.accept(T::Comma);
    let expression = table_or_query(p)?;
    let options = if p.accept(T::Comma) { p.bitwise()? } else { None };
    p.some(kind, &args![This: this, Expression: expression, ParamsStruct: options, IsText: is_text])
}

/// `F(MODEL m, input, options)`; the input is a table, a query or a prompt.
fn generate(p: &mut Parser<'_>, kind: Kind) -> R {
    let this = model(p)?;
    let expression = match p.accept(T::Comma) {
        true if p.at(T::Table) => table_or_query(p)?,
        true if p.at(T::String) => p.string()?,
        true => p.select_or_expression(0)?,
        false => None,
    };
    let options: Value = match p.accept(T::Comma) {
        true => p.bitwise()?.into(),
        false => Value::Bool(false),
    };
    p.some(kind, &args![This: this, Expression: expression, ParamsStruct: options])
}

fn translate(p: &mut Parser<'_>, _: RuleArgs) -> R {
    if p.at_words(&["MODEL"]) && p.next_kind() != T::Comma {
        return on_model(p, Kind::MLTranslate, None);
    }
    let items = p.csv(|p| p.assignment())?;
    sqlectic_syntax::parser::functions::by_position(p, Kind::Translate, &items).map(Some)
}

/// Arguments `name => value` as arguments of the node.
fn named(p: &mut Parser<'_>, node: NodeId) -> R {
    while p.accept(T::Comma) {
        let Some(item) = p.lambda(0)? else { break };
        let name = p.tree.this(item).map(|name| p.tree.name(name).to_ascii_lowercase()).unwrap_or_default();
        match Arg::find(&name) {
            Some(arg) if p.tree.kind(item) == Kind::Kwarg => p.tree.set(node, arg, item),
            _ => p.tree.set(node, Arg::QueryColumnToSearch, item),
        }
    }
    Ok(Some(node))
}

fn features_at_time(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let this = table_or_query(p)?;
    let node = p.make(Kind::FeaturesAtTime, &args![This: this])?;
    named(p, node)
}

/// `ML.FORECAST(MODEL m, ...)`, `AI.FORECAST(TABLE t, name => value, ...)`.
fn forecast(p: &mut Parser<'_>, _: RuleArgs) -> R {
    if !p.at_words(&["MODEL"]) {
        let this = table_or_query(p)?;
        let node = p.make(Kind::AIForecast, &args![This: this])?;
        return named(p, node);
    }
    let this = model(p)?;
    let mut expression = None;
    let mut options = None;
    if p.accept(T::Comma) {
        if p.at(T::Table) || p.at(T::LParen) {
            expression = table_or_query(p)?;
            options = if p.accept(T::Comma) { p.bitwise()? } else { None };
        } else {
            options = p.bitwise()?;
        }
    }
    p.some(Kind::MLForecast, &args![This: this, Expression: expression, ParamsStruct: options])
}

fn vector_search(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let base = table_or_query(p)?;
    p.accept(T::Comma);
    let column = p.bitwise()?;
    p.accept(T::Comma);
    let queries = table_or_query(p)?;
    let node = p.make(Kind::VectorSearch, &args![This: base, ColumnToSearch: column, QueryTable: queries])?;
    named(p, node)
}
