//! `MERGE`.

use super::{
    dml::{ctes, loose_list},
    Generator, ListStyle, RenderFn,
};
use sqlectic_ast::{Arg, Kind, NodeId, Value};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[(Kind::Merge, merge), (Kind::When, when), (Kind::Whens, whens)];

fn merge(g: &mut Generator<'_>, id: NodeId) {
    ctes(g, id);
    g.write("MERGE INTO ");
    target(g, id);
    g.seg("USING ");
    g.arg(id, Arg::Using);
    g.sep();
    if g.tree.has(id, Arg::On) {
        g.write("ON ");
        g.arg(id, Arg::On);
    } else if g.tree.has(id, Arg::UsingCond) {
        g.write("USING (");
        loose_list(g, id, Arg::UsingCond);
        g.write(")");
    }
    g.sep();
    g.arg(id, Arg::Whens);
    g.arg(id, Arg::Returning);
}

/// The table that is merged into; its hints stand before its alias.
fn target(g: &mut Generator<'_>, id: NodeId) {
    let table = g.tree.this(id).filter(|table| {
        let hint = g.tree.children(*table, Arg::Hints).first().copied();
        hint.is_some_and(|hint| g.tree.kind(hint) == Kind::WithTableHint) && g.tree.has(*table, Arg::Alias)
    });
    let Some(table) = table else { return g.arg(id, Arg::This) };
    let plain: Vec<(Arg, Value)> = g.tree.arguments(table).filter(|(arg, _)| *arg != Arg::Alias).collect();
    let plain = g.make(Kind::Table, &plain);
    g.node(plain);
    g.write(" AS ");
    g.arg(table, Arg::Alias);
}

fn whens(g: &mut Generator<'_>, id: NodeId) {
    g.expressions(id, ListStyle { sep: " ", indent: false, ..ListStyle::default() });
}

fn when(g: &mut Generator<'_>, id: NodeId) {
    g.write(if g.tree.has(id, Arg::Matched) { "WHEN MATCHED" } else { "WHEN NOT MATCHED" });
    if g.dialect.generator.flags.matched_by_source {
        g.flag(id, Arg::Source, " BY SOURCE");
    }
    g.arg_after(" AND ", id, Arg::Condition);
    g.write(" THEN ");
    let Some(then) = g.tree.node(id, Arg::Then) else { return g.arg(id, Arg::Then) };
    match g.tree.kind(then) {
        Kind::Insert => insert(g, then),
        Kind::Update => update(g, then),
        _ => g.node(then),
    }
}

fn insert(g: &mut Generator<'_>, id: NodeId) {
    g.write("INSERT");
    let all = g.tree.this(id).is_some_and(|this| g.tree.kind(this) == Kind::Star);
    if all && g.dialect.generator.flags.merge_all_by_name {
        g.write(" ALL BY NAME");
    } else {
        g.arg_after(" ", id, Arg::This);
    }
    if g.tree.has(id, Arg::Expression) {
        g.write(" VALUES ");
        g.arg(id, Arg::Expression);
    }
    filter(g, id, "INSERT");
}

fn update(g: &mut Generator<'_>, id: NodeId) {
    g.write("UPDATE");
    let assignments = g.tree.children(id, Arg::Expressions);
    let all = matches!(assignments[..], [only] if g.tree.kind(only) == Kind::Star);
    if all && g.dialect.generator.flags.merge_all_by_name {
        g.write(" ALL BY NAME");
    } else if g.tree.node(id, Arg::Expressions).is_some() {
        g.arg_after(" ", id, Arg::Expressions);
    } else if !assignments.is_empty() {
        g.write(" SET");
        g.block(|g| g.expressions(id, ListStyle { indent: false, ..ListStyle::default() }));
    }
    filter(g, id, "UPDATE");
}

/// The condition of an action.
fn filter(g: &mut Generator<'_>, id: NodeId, action: &str) {
    if !g.tree.has(id, Arg::Where) {
        return;
    }
    match g.dialect.generator.flags.supports_merge_where {
        true => g.arg(id, Arg::Where),
        false => g.unsupported(&format!("WHERE clause in MERGE {action} is not supported")),
    }
}
