//! `PIVOT` and `UNPIVOT`.

use super::{query::with_clause, Generator, ListStyle, RenderFn, FLAT};
use sqlectic_ast::{Arg, Kind, NodeId, Value};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::Pivot, pivot),
    (Kind::PivotAlias, pivot_alias),
    (Kind::PivotAny, pivot_any),
    (Kind::UnpivotColumns, unpivot_columns),
];

fn pivot(g: &mut Generator<'_>, id: NodeId) {
    with_clause(g, id);
    let direction = if g.tree.has(id, Arg::Unpivot) { "UNPIVOT" } else { "PIVOT" };
    if g.tree.has(id, Arg::This) {
        return pivot_statement(g, id, direction);
    }
    g.seg(direction);
    match g.tree.get(id, Arg::IncludeNulls) {
        Value::Bool(true) => g.write(" INCLUDE NULLS "),
        Value::Bool(false) => g.write(" EXCLUDE NULLS "),
        _ => {}
    }
    g.write("(");
    g.expressions(id, FLAT);
    g.write(" FOR ");
    let style = ListStyle { dynamic: true, new_line: true, skip_first: true, sep: " ", ..ListStyle::default() };
    match with_names_of_columns(g, id) {
        Some(field) => g.nodes(&[field], style),
        None => g.list(id, Arg::Fields, style),
    }
    if g.tree.has(id, Arg::DefaultOnNull) {
        g.write(" DEFAULT ON NULL (");
        g.arg(id, Arg::DefaultOnNull);
        g.write(")");
    }
    g.arg(id, Arg::Group);
    g.write(")");
    let keyword = if g.dialect.generator.flags.pivot_alias_with_as { " AS " } else { " " };
    g.arg_after(keyword, id, Arg::Alias);
}

/// The only field of a pivot with the names of its columns, where the quotes of strings are part of names in one of
/// both dialects: `FOR a IN ('x')` -> `FOR a IN ('x' AS "'x'")`.
fn with_names_of_columns(g: &mut Generator<'_>, id: NodeId) -> Option<NodeId> {
    let Value::Bool(quotes) = g.tree.get(id, Arg::IdentifyPivotStrings) else { return None };
    let same = quotes == g.dialect.parser.flags.identify_pivot_strings;
    let [field] = g.tree.children(id, Arg::Fields)[..] else { return None };
    let values = g.tree.expressions(field);
    let first_named = values.first().is_some_and(|first| g.tree.kind(*first) == Kind::PivotAlias);
    let strings = values.iter().any(|value| g.tree.is_string(*value));
    if same || !strings || g.tree.has(id, Arg::Unpivot) || quotes && first_named || has_prefixes(g, id) {
        return None;
    }
    let named: Vec<Value> = values.into_iter().map(|value| named_value(g, value, quotes).into()).collect();
    let named = g.tree.list_of(&named);
    let args: Vec<(Arg, Value)> = g.tree.arguments(field).filter(|(arg, _)| *arg != Arg::Expressions).collect();
    let kind = g.tree.kind(field);
    let made = g.make(kind, &args);
    g.tree.set_raw(made, Arg::Expressions, named);
    Some(made)
}

/// Whether names of columns start with those of aggregations.
fn has_prefixes(g: &Generator<'_>, id: NodeId) -> bool {
    g.tree.has(id, Arg::PrefixedPivotColumns)
        && g.tree.expressions(id).iter().any(|aggregation| g.tree.kind(*aggregation) == Kind::Alias)
}

fn named_value(g: &mut Generator<'_>, value: NodeId, quotes: bool) -> NodeId {
    if !g.tree.is_string(value) {
        return value;
    }
    let name = if quotes { g.sql(value) } else { g.tree.name(value).to_string() };
    let name = g.tree.text_value(&name);
    let name = g.make(Kind::Identifier, &[(Arg::This, name), (Arg::Quoted, Value::Bool(true))]);
    g.make(Kind::PivotAlias, &[(Arg::This, value.into()), (Arg::Alias, name.into())])
}

/// `PIVOT t ON a USING SUM(b) GROUP BY c`.
fn pivot_statement(g: &mut Generator<'_>, id: NodeId, direction: &str) {
    if g.tree.list_len(id, Arg::Expressions) == 0 {
        g.write("UNPIVOT ");
        return g.arg(id, Arg::This);
    }
    g.write(direction);
    g.write(" ");
    g.arg(id, Arg::This);
    g.seg("ON ");
    g.expressions(id, FLAT);
    if g.tree.has(id, Arg::Into) {
        g.seg("INTO ");
        g.arg(id, Arg::Into);
    }
    if g.tree.list_len(id, Arg::Using) > 0 {
        g.seg("USING ");
        g.list(id, Arg::Using, FLAT);
    }
    g.arg(id, Arg::Group);
}

fn unpivot_columns(g: &mut Generator<'_>, id: NodeId) {
    g.write("NAME ");
    g.arg(id, Arg::This);
    g.write(" VALUE ");
    g.expressions(id, FLAT);
}

fn pivot_any(g: &mut Generator<'_>, id: NodeId) {
    g.write("ANY");
    g.arg(id, Arg::This);
}

/// `a AS b`; in `UNPIVOT` the alias is a name or a string, whichever the target takes.
fn pivot_alias(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" AS ");
    let Some(alias) = g.tree.node(id, Arg::Alias) else { return };
    let unpivot = g.tree.find_ancestor(id, Kind::Pivot).is_some_and(|pivot| g.tree.has(pivot, Arg::Unpivot));
    let wants_names = g.dialect.generator.flags.unpivot_aliases_are_identifiers;
    match g.tree.kind(alias) {
        Kind::Identifier if unpivot && !wants_names => {
            let name = g.tree.name(alias).to_string();
            let string = g.string_node(&name);
            g.node(string);
        }
        Kind::Literal if unpivot && wants_names => {
            let name = g.tree.name(alias).to_string();
            let quoted = !is_plain(&name);
            let text = g.tree.text_value(&name);
            let name = g.make(Kind::Identifier, &[(Arg::This, text), (Arg::Quoted, Value::Bool(quoted))]);
            g.node(name);
        }
        _ => g.node(alias),
    }
}

/// Whether a name needs no quotes.
fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c == '_' || c.is_ascii_alphabetic())
        && name.chars().all(|c| c == '_' || c.is_ascii_alphanumeric())
}
