//! Clauses, sources and what stands around calls.

use sqlectic_ast::{Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::{expr, functions, relation, Generator, RenderFn};

/// Sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::IgnoreNulls, |g, id| nulls(g, id, " IGNORE NULLS")),
    (Kind::In, in_),
    (Kind::Join, join),
    (Kind::Lambda, lambda),
    (Kind::LimitOptions, limit_options),
    (Kind::Placeholder, placeholder),
    (Kind::PositionalColumn, positional_column),
    (Kind::PropertyEQ, |g, id| expr::binary(g, id, ":=")),
    (Kind::RespectNulls, |g, id| nulls(g, id, " RESPECT NULLS")),
    (Kind::TableSample, table_sample),
];

/// `#1`.
fn positional_column(g: &mut Generator<'_>, id: NodeId) {
    g.write("#");
    g.arg(id, Arg::This);
}

/// `$name`, `$"a name"`, `?`.
fn placeholder(g: &mut Generator<'_>, id: NodeId) {
    match g.tree.get(id, Arg::This) {
        Value::None => g.write("?"),
        this => {
            g.write("$");
            g.value(this);
        }
    }
}

/// `LAMBDA x, y : body`; the arrow is deprecated since 1.3:
/// <https://duckdb.org/docs/stable/sql/functions/lambda>.
fn lambda(g: &mut Generator<'_>, id: NodeId) {
    if super::version(g) < (1, 3) {
        return expr::lambda_with(g, id, "->");
    }
    g.write("LAMBDA ");
    let arguments = g.tree.expressions(id);
    g.join(&arguments, ", ");
    g.write(" : ");
    g.arg(id, Arg::This);
}

/// Functions that know `IGNORE NULLS`.
const KNOW_NULLS: &[Kind] = &[Kind::FirstValue, Kind::Lag, Kind::LastValue, Kind::Lead, Kind::NthValue];

/// `IGNORE NULLS` stands inside of the call; for other functions it is dropped.
fn nulls(g: &mut Generator<'_>, id: NodeId, words: &str) {
    let Some(this) = g.tree.this(id) else { return };
    let mut function = this;
    while matches!(g.tree.kind(function), Kind::Order | Kind::Limit | Kind::HavingMax) {
        match g.tree.this(function) {
            Some(inner) => function = inner,
            None => break,
        }
    }
    let kind = g.tree.kind(function);
    if !kind.is(Kind::AggFunc) {
        // Inside of a call: it belongs to the function around.
        g.node(this);
        return g.write(words);
    }
    if kind == Kind::AnyValue {
        return g.node(this);
    }
    if kind == Kind::First && words == " IGNORE NULLS" {
        let value = g.tree.get(function, Arg::This);
        return g.func("ANY_VALUE", &[value]);
    }
    if kind == Kind::ArrayAgg && words == " IGNORE NULLS" {
        g.node(this);
        if let Some(value) = functions::aggregated(g, function) {
            g.write(" FILTER(WHERE ");
            g.node(value);
            g.write(" IS NOT NULL)");
        }
        return;
    }
    if !KNOW_NULLS.contains(&kind) {
        g.unsupported(&format!("{}does not support{words}", kind.name()));
        return g.node(this);
    }
    g.render_base(id);
}

/// `x IN UNNEST(y)` with its three answers.
fn in_(g: &mut Generator<'_>, id: NodeId) {
    let (Some(this), Some(unnest)) = (g.tree.this(id), g.tree.node(id, Arg::Unnest)) else {
        return g.render_base(id);
    };
    let Some(list) = g.tree.expressions(unnest).first().copied() else { return g.render_base(id) };
    g.write_template(
        "CASE WHEN list IS NULL OR ARRAY_LENGTH(list) = 0 THEN FALSE WHEN ARRAY_CONTAINS(list, this) THEN TRUE \
         WHEN this IS NULL OR ARRAY_LENGTH(list) <> LIST_COUNT(list) THEN NULL ELSE FALSE END",
        &[("list", list), ("this", this)],
    );
}

/// A `LIMIT` of a percentage.
fn limit_options(g: &mut Generator<'_>, id: NodeId) {
    g.flag(id, Arg::Percent, " PERCENT");
}

/// Samples of a query and of a table have other words.
fn table_sample(g: &mut Generator<'_>, id: NodeId) {
    let method = g.tree.text_of(id, Arg::Method).to_uppercase();
    let in_table = g.tree.parent(id).is_some_and(|parent| g.tree.kind(parent) != Kind::Select);
    let keyword = if in_table { "TABLESAMPLE" } else { "USING SAMPLE" };
    if g.tree.has(id, Arg::Size) && method != "RESERVOIR" {
        if !method.is_empty() {
            g.unsupported(&format!(
                "Sampling method {method} is not supported with a discrete sample count, defaulting to reservoir sampling"
            ));
        }
        let word = g.word_node("RESERVOIR");
        let mut arguments: Vec<(Arg, Value)> = g.tree.arguments(id).filter(|(arg, _)| *arg != Arg::Method).collect();
        arguments.push((Arg::Method, word.into()));
        let sample = g.make(Kind::TableSample, &arguments);
        return relation::table_sample_as(g, sample, keyword);
    }
    relation::table_sample_as(g, id, keyword);
}

/// Joins of a list without a condition need one; kinds that have no words of their own are named by type.
fn join(g: &mut Generator<'_>, id: NodeId) {
    let side = g.tree.text_of(id, Arg::Side).to_uppercase();
    let kind = g.tree.text_of(id, Arg::Kind).to_uppercase();
    let by_type = match (&*side, &*kind) {
        ("RIGHT", "ANTI") => Some("RIGHT_ANTI"),
        ("RIGHT", "SEMI") => Some("RIGHT_SEMI"),
        (_, "MARK") => Some("MARK"),
        (_, "SINGLE") => Some("SINGLE"),
        _ => None,
    };
    if let Some(name) = by_type {
        g.sep();
        g.write(&format!("JOIN BY (TYPE {name}) "));
        return relation::joined_with_condition(g, id);
    }
    let is_list = g.tree.this(id).is_some_and(|this| is_unnest(g, this));
    let has_condition = g.tree.has(id, Arg::On) || g.tree.has(id, Arg::Using);
    let needs_condition =
        is_list && !has_condition && !g.tree.has(id, Arg::Method) && matches!(&*kind, "" | "INNER" | "OUTER");
    if needs_condition {
        g.sep();
        for word in [&side, &kind] {
            if !word.is_empty() {
                g.write(word);
                g.write(" ");
            }
        }
        g.write("JOIN ");
        g.arg(id, Arg::This);
        return g.block(|g| g.write("ON TRUE"));
    }
    let is_bare = !has_condition
        && !g.tree.has(id, Arg::Method)
        && !g.tree.has(id, Arg::Nearest)
        && matches!(&*kind, "" | "INNER" | "OUTER");
    if is_bare {
        g.write(", ");
        return relation::joined(g, id);
    }
    g.render_base(id);
}

/// Whether a source is `UNNEST(...)`.
fn is_unnest(g: &Generator<'_>, this: NodeId) -> bool {
    match g.tree.kind(this) {
        Kind::Unnest | Kind::Explode => true,
        Kind::Table => {
            g.tree.this(this).is_some_and(|inner| matches!(g.tree.kind(inner), Kind::Explode | Kind::Unnest))
        }
        _ => false,
    }
}
