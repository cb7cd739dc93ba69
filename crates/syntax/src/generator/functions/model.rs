//! Functions of machine-learning models: `PREDICT(MODEL m, TABLE t, options)` and the like.

use crate::generator::{Generator, RenderFn};
use sqlectic_ast::{Arg, Kind, NodeId, Value};

/// Renderers of this family, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::AIForecast, ai_forecast),
    (Kind::FeaturesAtTime, features_at_time),
    (Kind::GenerateBool, |g, id| model_call(g, id, "GENERATE_BOOL")),
    (Kind::GenerateDouble, |g, id| model_call(g, id, "GENERATE_DOUBLE")),
    (Kind::GenerateEmbedding, generate_embedding),
    (Kind::GenerateInt, |g, id| model_call(g, id, "GENERATE_INT")),
    (Kind::GenerateTable, |g, id| model_call(g, id, "GENERATE_TABLE")),
    (Kind::GenerateText, |g, id| model_call(g, id, "GENERATE_TEXT")),
    (Kind::MLForecast, |g, id| model_call(g, id, "FORECAST")),
    (Kind::MLTranslate, |g, id| model_call(g, id, "TRANSLATE")),
    (Kind::Predict, |g, id| model_call(g, id, "PREDICT")),
    (Kind::VectorSearch, vector_search),
];

/// A call on a model under this name.
pub fn model_call(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let model = |g: &mut Generator<'_>| {
        g.write("MODEL ");
        g.arg(id, Arg::This);
    };
    let rows = |g: &mut Generator<'_>| table_or_query(g, id, Arg::Expression);
    g.call(name, &[&model, &rows, &|g| g.arg(id, Arg::ParamsStruct)]);
}

fn table_or_query(g: &mut Generator<'_>, id: NodeId, arg: Arg) {
    if g.tree.node(id, arg).is_some_and(|node| g.tree.kind(node) == Kind::Table) {
        g.write("TABLE ");
    }
    g.arg(id, arg);
}

fn generate_embedding(g: &mut Generator<'_>, id: NodeId) {
    let name = if g.tree.has(id, Arg::IsText) { "GENERATE_TEXT_EMBEDDING" } else { "GENERATE_EMBEDDING" };
    model_call(g, id, name);
}

fn features_at_time(g: &mut Generator<'_>, id: NodeId) {
    call_on_tables(g, id, "FEATURES_AT_TIME");
}

fn vector_search(g: &mut Generator<'_>, id: NodeId) {
    call_on_tables(g, id, "VECTOR_SEARCH");
}

fn ai_forecast(g: &mut Generator<'_>, id: NodeId) {
    call_on_tables(g, id, "FORECAST");
}

/// A call by position whose tables have their word before them.
fn call_on_tables(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let mut arguments = Vec::new();
    for row in g.tree.kind(id).row().args {
        match g.tree.get(id, row.arg) {
            Value::None | Value::Bool(_) => {}
            Value::Node(node) if g.tree.kind(node) == Kind::Table => {
                let text = g.captured(|g| {
                    g.write("TABLE ");
                    g.node(node);
                });
                arguments.push(g.word_node(&text).into());
            }
            value => arguments.push(value),
        }
    }
    g.func(name, &arguments);
}
