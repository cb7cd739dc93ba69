//! `FROM t, t.items AS item`: a column of a source before it among the sources is unnested.

use super::{Parser, R};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};

/// Turns tables of a query's joins that are columns of sources before them into `UNNEST`.
pub(super) fn make_explicit(p: &mut Parser<'_>, select: NodeId) -> R<()> {
    let joins = p.tree.children(select, Arg::Joins);
    let from = p.tree.node(select, Arg::From).and_then(|from| p.tree.this(from));
    let Some(first) = from.filter(|_| !joins.is_empty()) else { return Ok(()) };
    let mut sources = vec![source_name(p, first)];
    for join in joins {
        let Some(this) = p.tree.this(join) else { continue };
        let conditional = p.tree.has(join, Arg::On) || p.tree.has(join, Arg::Using);
        let name = source_name(p, this);
        if !conditional && p.tree.kind(this) == Kind::Table {
            if let Some(unnest) = unnest(p, this, &sources)? {
                p.tree.set(join, Arg::This, unnest);
            }
        }
        sources.push(name);
    }
    Ok(())
}

/// The name that columns are qualified with, as names are compared.
fn source_name(p: &Parser<'_>, source: NodeId) -> String {
    let alias = p.tree.node(source, Arg::Alias).map_or("", |alias| p.tree.name(alias));
    let name = if alias.is_empty() { p.tree.name(source) } else { alias };
    p.dialect.normalized(name, false).into_owned()
}

/// `UNNEST(t.items)` for what looks like a table `items` of a schema `t`, if `t` is a source.
fn unnest(p: &mut Parser<'_>, table: NodeId, sources: &[String]) -> R {
    let parts = parts(p, table);
    let outermost = parts.first().map(|part| p.dialect.normalized(p.tree.name(*part), false));
    // What was quoted as one name is that of a table.
    let as_one = parts.windows(2).any(|pair| p.tree.span(pair[0]) == p.tree.span(pair[1]));
    if as_one || parts.len() < 2 || !outermost.is_some_and(|name| sources.iter().any(|source| *source == name)) {
        return Ok(None);
    }
    let column = column_of(p, &parts)?;
    let alias = p.tree.node(table, Arg::Alias).and_then(|alias| p.tree.this(alias));
    let alias = match alias {
        Some(alias) => {
            let names = p.list(&[alias]);
            Some(p.node(Kind::TableAlias, &args![Columns: names])?)
        }
        None => None,
    };
    let list = p.list(&[column]);
    Ok(Some(p.node(Kind::Unnest, &args![Expressions: list, Alias: alias])?))
}

/// The parts of a table's name, the outermost first.
fn parts(p: &Parser<'_>, table: NodeId) -> Vec<NodeId> {
    let mut parts: Vec<NodeId> = Vec::new();
    let mut this = p.tree.this(table);
    while let Some(dot) = this.filter(|node| p.tree.kind(*node) == Kind::Dot) {
        parts.extend(p.tree.expression(dot));
        this = p.tree.this(dot);
    }
    parts.extend(this);
    parts.extend(p.tree.node(table, Arg::Db));
    parts.extend(p.tree.node(table, Arg::Catalog));
    parts.reverse();
    parts
}

/// A column of that name; what doesn't fit into a column's name are fields.
fn column_of(p: &mut Parser<'_>, parts: &[NodeId]) -> R<NodeId> {
    const QUALIFIERS: [Arg; 4] = [Arg::This, Arg::Table, Arg::Db, Arg::Catalog];
    let (own, fields) = parts.split_at(parts.len().min(QUALIFIERS.len()));
    let arguments: Vec<(Arg, Value)> =
        QUALIFIERS.into_iter().zip(own.iter().rev().map(|part| Value::Node(*part))).collect();
    let mut node = p.node(Kind::Column, &arguments)?;
    for field in fields {
        node = p.node(Kind::Dot, &args![This: node, Expression: *field])?;
    }
    Ok(node)
}
