//! Clauses of queries: `OFFSET ... FETCH`, `FOR XML`, `OPTION`, `INTO`.

use sqlectic_ast::{Arg, ArgSet, Kind, NodeId, Value};
use sqlectic_syntax::{
    generator::{clauses, expr, strings, Clause, Generator, ListStyle, Part, RenderFn, FLAT},
    Dialect,
};

/// Renderers, sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::Identifier, identifier),
    (Kind::Into, into),
    (Kind::Join, join),
    (Kind::Lateral, lateral),
    (Kind::Offset, |g, id| {
        g.seg("OFFSET ");
        g.arg(id, Arg::Expression);
        g.write(" ROWS");
    }),
    (Kind::Partition, |g, id| {
        g.write("WITH (PARTITIONS(");
        g.expressions(id, FLAT);
        g.write("))");
    }),
    (Kind::QueryOption, query_option),
    (Kind::Returning, returning),
    (Kind::ScopeResolution, |g, id| {
        g.arg(id, Arg::This);
        g.write("::");
        g.arg(id, Arg::Expression);
    }),
    (Kind::Version, version),
    (Kind::XMLKeyValueOption, |g, id| {
        g.arg(id, Arg::This);
        if g.tree.has(id, Arg::Expression) {
            g.parens(|g| g.arg(id, Arg::Expression));
        }
    }),
];

pub(super) fn define(d: &mut Dialect) {
    d.generator.after_having = vec![clauses::WINDOWS, clauses::QUALIFY];
    d.generator.after_limit = vec![clauses::AFTER_LIMIT, Clause::Of(Arg::For, for_clause), clauses::OPTIONS];
    d.generator.parts.set_function(Part::Options, options);
}

/// `#t`, `##t`: the marks stand inside of the quotes.
fn identifier(g: &mut Generator<'_>, id: NodeId) {
    const MARKS: ArgSet = ArgSet::of(&[Arg::Global, Arg::Temporary]);
    if !g.tree.arg_set(id).may_have_any(MARKS) {
        return expr::identifier(g, id);
    }
    let marks = match (g.tree.has(id, Arg::Global), g.tree.has(id, Arg::Temporary)) {
        _ if g.tree.text_of(id, Arg::This).starts_with('#') => return expr::identifier(g, id),
        (true, _) => "##",
        (_, true) => "#",
        _ => return g.render_base(id),
    };
    let name = format!("{marks}{}", g.tree.text_of(id, Arg::This));
    let text = g.tree.text_value(&name);
    let quoted = g.tree.get(id, Arg::Quoted);
    let marked = g.make(Kind::Identifier, &[(Arg::This, text), (Arg::Quoted, quoted)]);
    expr::identifier(g, marked);
}

/// `INTO #t`: a temporary table says so by its name.
fn into(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Expressions]);
    g.seg("INTO ");
    let name = g.tree.this(id).and_then(|table| g.tree.this(table));
    let unmarked = name.is_some_and(|name| g.tree.kind(name) == Kind::Identifier && !g.tree.has(name, Arg::Temporary));
    if g.tree.has(id, Arg::Temporary) && unmarked {
        g.write("#");
    }
    g.arg(id, Arg::This);
}

/// `CROSS JOIN LATERAL (..) AS x` -> `CROSS APPLY (..) AS x`, `LEFT JOIN LATERAL (..) AS x ON TRUE` -> `OUTER APPLY (..) AS x`.
/// <https://learn.microsoft.com/en-us/sql/t-sql/queries/from-transact-sql#left_table_source--cross--outer--apply-right_table_source>
fn join(g: &mut Generator<'_>, id: NodeId) {
    let lateral = g.tree.this(id).filter(|this| {
        g.tree.kind(*this) == Kind::Lateral
            && !g.tree.has(*this, Arg::View)
            && g.tree.this(*this).is_some_and(|source| g.tree.kind(source) != Kind::Unnest)
            && !is_bool(g.tree.get(*this, Arg::CrossApply))
    });
    let on = g.tree.node(id, Arg::On);
    let always = on.is_none_or(|on| g.tree.kind(on) == Kind::Boolean && g.tree.get(on, Arg::This) == Value::Bool(true));
    let outer = g.tree.text_of(id, Arg::Side).eq_ignore_ascii_case("LEFT");
    let Some(lateral) = lateral.filter(|_| always && (outer || !g.tree.has(id, Arg::Side))) else {
        return g.render_base(id);
    };
    g.sep();
    g.write(if outer { "OUTER APPLY " } else { "CROSS APPLY " });
    g.arg(lateral, Arg::This);
    g.arg_after(" AS ", lateral, Arg::Alias);
}

fn is_bool(value: Value) -> bool {
    matches!(value, Value::Bool(_))
}

/// `CROSS APPLY f(x) AS t`.
fn lateral(g: &mut Generator<'_>, id: NodeId) {
    g.write(match g.tree.get(id, Arg::CrossApply) {
        Value::Bool(true) => "CROSS APPLY ",
        Value::Bool(false) => "OUTER APPLY ",
        _ => return crate::shared::lateral_without_views(g, id),
    });
    g.arg(id, Arg::This);
    g.arg_after(" AS ", id, Arg::Alias);
}

/// `FOR SYSTEM_TIME BETWEEN a AND b`.
/// <https://learn.microsoft.com/en-us/sql/relational-databases/tables/querying-data-in-a-system-versioned-temporal-table>
fn version(g: &mut Generator<'_>, id: NodeId) {
    let kind = g.tree.text_of(id, Arg::Kind).to_uppercase();
    match g.tree.text_of(id, Arg::This) {
        "TIMESTAMP" => g.write("FOR SYSTEM_TIME "),
        _ => {
            g.write("FOR ");
            g.arg(id, Arg::This);
            g.write(" ");
        }
    }
    g.write(&kind);
    let between = match kind.as_str() {
        "FROM" => " TO ",
        "BETWEEN" => " AND ",
        _ => return g.arg_after(" ", id, Arg::Expression),
    };
    let bounds = g.tree.expression(id).map(|tuple| g.tree.expressions(tuple)).unwrap_or_default();
    g.write(" ");
    g.join(&bounds, between);
}

/// `FOR JSON PATH, ROOT('a')`.
pub(super) fn for_clause(g: &mut Generator<'_>, query: NodeId) {
    let Some(clause) = g.tree.node(query, Arg::For) else { return };
    let kind = g.tree.text_of(clause, Arg::Kind).to_string();
    if kind == "BROWSE" {
        return g.seg("FOR BROWSE");
    }
    let options = g.tree.expressions(clause);
    let named = |option: &NodeId| g.tree.this(*option).is_some_and(|this| g.tree.get(this, Arg::This) != Value::None);
    if !options.iter().any(named) {
        return;
    }
    g.seg(&format!("FOR {kind}"));
    g.block(|g| g.expressions(clause, ListStyle { indent: false, ..ListStyle::default() }));
}

/// `OPTION(MAXDOP 1)`.
fn options(g: &mut Generator<'_>, query: NodeId) {
    if g.tree.list_len(query, Arg::Options) > 0 {
        g.write(" OPTION");
        g.wrap(|g| g.list(query, Arg::Options, ListStyle::default()));
    }
}

/// Options whose value needs `=`, sorted.
const WITH_EQUALS: &[&str] = &["LABEL", "MAX_GRANT_PERCENT", "MIN_GRANT_PERCENT"];

fn query_option(g: &mut Generator<'_>, id: NodeId) {
    let name = g.tree.text_of(id, Arg::This).to_uppercase();
    g.arg(id, Arg::This);
    let sep = if WITH_EQUALS.contains(&name.as_str()) { " = " } else { " " };
    g.arg_after(sep, id, Arg::Expression);
}

/// `OUTPUT a, b INTO t`.
/// <https://learn.microsoft.com/en-us/sql/t-sql/queries/output-clause-transact-sql>
fn returning(g: &mut Generator<'_>, id: NodeId) {
    g.seg("OUTPUT ");
    g.expressions(id, FLAT);
    if matches!(g.tree.get(id, Arg::Into), Value::Node(_)) {
        g.seg("INTO ");
        g.arg(id, Arg::Into);
    }
}

/// A text as a literal.
pub(super) fn literal(g: &mut Generator<'_>, text: &str) {
    strings::write_string(g, text);
}
