//! `PIVOT` and `UNPIVOT`.

use super::{query::with_clause, Generator, ListStyle, RenderFn, FLAT};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

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
    let fields = ListStyle { dynamic: true, new_line: true, skip_first: true, sep: " ", ..ListStyle::default() };
    let named = fields_with_names(g, id);
    match named {
        Some(named) => g.nodes(&named, fields),
        None => g.list(id, Arg::Fields, fields),
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

/// The fields of a pivot with names for their strings, where this dialect would name those columns otherwise.
fn fields_with_names(g: &mut Generator<'_>, id: NodeId) -> Option<Vec<NodeId>> {
    let Value::Bool(quoted) = g.tree.get(id, Arg::IdentifyPivotStrings) else { return None };
    if quoted == g.dialect.parser.flags.identify_pivot_strings || g.tree.has(id, Arg::Unpivot) {
        return None;
    }
    let fields = g.tree.children(id, Arg::Fields);
    Some(fields.into_iter().map(|field| field_with_names(g, field, quoted)).collect())
}

fn field_with_names(g: &mut Generator<'_>, field: NodeId, quoted: bool) -> NodeId {
    let mut values = Vec::new();
    for value in g.tree.expressions(field) {
        if !g.tree.is_string(value) {
            values.push(Value::Node(value));
            continue;
        }
        let name = g.tree.name(value);
        let name = if quoted { format!("'{name}'") } else { name.to_string() };
        let name = g.tree.text_value(&name);
        let alias = g.make(Kind::Identifier, &args![This: name, Quoted: true]);
        values.push(g.make(Kind::PivotAlias, &args![This: value, Alias: alias]).into());
    }
    let values = g.tree.list_of(&values);
    let this = g.tree.get(field, Arg::This);
    g.make(Kind::In, &[(Arg::This, this), (Arg::Expressions, values)])
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
