//! Clauses, sources and what stands around calls.

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::foreign;
use sqlectic_syntax::generator::{expr, functions, relation, Generator, RenderFn};

/// Sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::Aliases, aliases),
    (Kind::IgnoreNulls, |g, id| nulls(g, id, " IGNORE NULLS")),
    (Kind::In, in_),
    (Kind::Join, join),
    (Kind::Lambda, lambda),
    (Kind::Lateral, lateral),
    (Kind::LimitOptions, limit_options),
    (Kind::Pivot, pivot),
    (Kind::Placeholder, placeholder),
    (Kind::PositionalColumn, foreign::positional_column),
    (Kind::PropertyEQ, |g, id| expr::binary(g, id, ":=")),
    (Kind::RespectNulls, |g, id| nulls(g, id, " RESPECT NULLS")),
    (Kind::Select, select),
    (Kind::Table, table),
    (Kind::TableSample, table_sample),
];

/// `SELECT AS STRUCT 1 AS a` -> `SELECT {'a': 1}`.
fn select(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.text_of(id, Arg::Kind) != "STRUCT" {
        return g.render_base(id);
    }
    let mut fields = Vec::new();
    for item in g.tree.expressions(id) {
        let name = g.tree.output_name(item).to_string();
        let value = if g.tree.kind(item) == Kind::Alias { g.tree.this(item).unwrap_or(item) } else { item };
        fields.push(match name.is_empty() || g.tree.kind(item) == Kind::Star {
            true => value,
            false => {
                let name = g.tree.text_value(&name);
                let name = g.make(Kind::Identifier, &[(Arg::This, name), (Arg::Quoted, Value::Bool(false))]);
                g.make(Kind::PropertyEQ, &args![This: name, Expression: value])
            }
        });
    }
    let fields = g.tree.list(&fields);
    let row = g.make(Kind::Struct, &args![Expressions: fields]);
    let items = g.tree.list(&[row]);
    let given: Vec<(Arg, Value)> = g
        .tree
        .arguments(id)
        .filter(|(arg, _)| *arg != Arg::Kind)
        .map(|(arg, value)| if arg == Arg::Expressions { (arg, items) } else { (arg, value) })
        .collect();
    let node = g.make(Kind::Select, &given);
    g.render_base(node);
}

/// Names of both outputs of a list with positions are written beside them.
fn aliases(g: &mut Generator<'_>, id: NodeId) {
    match g.tree.this(id).filter(|this| g.tree.kind(*this) == Kind::Posexplode) {
        Some(this) => g.node(this),
        None => g.render_base(id),
    }
}

/// `POSEXPLODE(x) AS (a, b)` -> `(SELECT GENERATE_SUBSCRIPTS(x, 1) - 1 AS a, UNNEST(x) AS b)`.
fn table(g: &mut Generator<'_>, id: NodeId) {
    let Some(explode) = g.tree.this(id).filter(|this| g.tree.kind(*this) == Kind::Posexplode) else {
        return g.render_base(id);
    };
    let alias = g.tree.node(id, Arg::Alias);
    let columns = alias.map_or(Value::None, |alias| g.tree.get(alias, Arg::Columns));
    let explode = g.tree.copy(explode);
    let names = g.tree.make(Kind::Aliases, &args![This: explode, Expressions: columns]);
    let items = g.tree.list(&[names]);
    let query = g.make(Kind::Select, &args![Expressions: items]);
    let alias = alias.map_or(Value::None, |alias| g.tree.get(alias, Arg::This));
    let alias = alias.node().map(|name| g.make(Kind::TableAlias, &args![This: name]));
    let source = g.make(Kind::Subquery, &args![This: query, Alias: alias]);
    g.node(source);
}

/// Views of exploded lists are joins; the rows of a list of structs are spread over columns.
fn lateral(g: &mut Generator<'_>, id: NodeId) {
    let inline = g.tree.this(id).filter(|this| g.tree.kind(*this) == Kind::Inline && g.tree.has(id, Arg::View));
    let Some(list) = inline.and_then(|inline| g.tree.this(inline)) else {
        return crate::shared::lateral_view_as_unnest(g, id);
    };
    g.sep();
    g.write("CROSS JOIN LATERAL ");
    super::rows::unnested_deeply(g, list, false);
    g.write(" AS ");
    let alias = g.tree.node(id, Arg::Alias);
    match alias.and_then(|alias| g.tree.this(alias)) {
        Some(name) => g.node(name),
        None => {
            // The place of the view among all of its query.
            let place = g.tree.index(id).unwrap_or(0);
            g.write(&format!("_u_{place}"));
        }
    }
    let columns = alias.map(|alias| g.tree.children(alias, Arg::Columns)).unwrap_or_default();
    if !columns.is_empty() {
        g.write("(");
        g.join(&columns, ", ");
        g.write(")");
    }
}

/// Columns in a pivot are not qualified.
fn pivot(g: &mut Generator<'_>, id: NodeId) {
    let qualified = |g: &Generator<'_>, id: NodeId| {
        let columns = g.tree.walk(id).filter(|node| g.tree.kind(*node) == Kind::Column);
        columns.filter(|column| g.tree.has(*column, Arg::Table)).collect::<Vec<_>>()
    };
    if qualified(g, id).is_empty() {
        return g.render_base(id);
    }
    let copy = g.tree.copy(id);
    for column in qualified(g, copy) {
        for arg in [Arg::Table, Arg::Db, Arg::Catalog] {
            g.tree.take(column, arg);
        }
    }
    g.render_base(copy);
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
    if g.dialect.version() < (1, 3) {
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
        g.node(this);
        // Inside of a call it belongs to the function around.
        match g.tree.meta(id, "inline") {
            Value::None => g.unsupported(&format!("{} is not supported for non-window functions.", words.trim())),
            _ => g.write(words),
        }
        return;
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
            functions::filter_nulls(g, value);
        }
        return;
    }
    if !KNOW_NULLS.contains(&kind) {
        g.unsupported(&format!("{} is not supported for non-window functions.", words.trim()));
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
    if g.tree.has(id, Arg::WithTies) {
        g.unsupported("Limits WITH TIES are not supported");
    }
}

/// Samples of a query and of a table have other words.
fn table_sample(g: &mut Generator<'_>, id: NodeId) {
    let method = g.tree.text_of(id, Arg::Method).to_uppercase();
    let of_query = g.tree.parent(id).is_some_and(|parent| g.tree.kind(parent) == Kind::Select);
    let keyword = if of_query { "USING SAMPLE" } else { "TABLESAMPLE" };
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
    if !has_condition && g.tree.this(id).is_some_and(|this| relation::is_applied(g, this)) {
        g.render_base(id);
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
