//! Statements about the session, transactions, privileges, the catalog and caches.

use super::{
    ddl::STACKED,
    dml::{loose_list, node_after},
    Generator, RenderFn, FLAT,
};
use sqlectic_ast::{Arg, Kind, NodeId, Value};

/// Renderers of this area, sorted by kind.
pub(super) const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::Attach, attach),
    (Kind::AttachOption, attach_option),
    (Kind::Cache, cache),
    (Kind::Commit, commit),
    (Kind::ConnectTo, |g, id| word_and_this(g, "CONNECT", id)),
    (Kind::Describe, describe),
    (Kind::Detach, detach),
    (Kind::Disconnect, |g, _| g.write("DISCONNECT")),
    (Kind::Grant, grant),
    (Kind::GrantPrincipal, grant_principal),
    (Kind::GrantPrivilege, grant_privilege),
    (Kind::Get, get),
    (Kind::Install, |g, _| g.unsupported("Unsupported INSTALL statement")),
    (Kind::Kill, kill),
    (Kind::ListStage, list_stage),
    (Kind::LockingStatement, locking_statement),
    (Kind::Pragma, |g, id| word_and_this(g, "PRAGMA", id)),
    (Kind::Put, put),
    (Kind::QueryBand, query_band),
    (Kind::Refresh, refresh),
    (Kind::Revoke, revoke),
    (Kind::Rollback, rollback),
    (Kind::Set, set),
    (Kind::SetItem, set_item),
    (Kind::Show, |g, _| g.unsupported("Unsupported SHOW statement")),
    (Kind::Summarize, summarize),
    (Kind::Transaction, transaction),
    (Kind::Uncache, uncache),
    (Kind::Use, use_),
];

fn word_and_this(g: &mut Generator<'_>, word: &str, id: NodeId) {
    g.write(word);
    g.arg_after(" ", id, Arg::This);
}

// ---- transactions ----------------------------------------------------------------------------------------------------

fn transaction(g: &mut Generator<'_>, id: NodeId) {
    g.write("BEGIN");
    if g.tree.has(id, Arg::Modes) {
        g.write(" ");
        loose_list(g, id, Arg::Modes);
    }
}

fn commit(g: &mut Generator<'_>, id: NodeId) {
    g.write("COMMIT");
    match g.tree.get(id, Arg::Chain) {
        Value::Bool(true) => g.write(" AND CHAIN"),
        Value::Bool(false) => g.write(" AND NO CHAIN"),
        _ => {}
    }
}

fn rollback(g: &mut Generator<'_>, id: NodeId) {
    g.write("ROLLBACK");
    g.arg_after(" TO ", id, Arg::Savepoint);
}

// ---- settings --------------------------------------------------------------------------------------------------------

fn set(g: &mut Generator<'_>, id: NodeId) {
    g.write(if g.tree.has(id, Arg::Unset) { "UNSET" } else { "SET" });
    g.flag(id, Arg::Tag, " TAG");
    g.write(" ");
    g.expressions(id, FLAT);
}

fn set_item(g: &mut Generator<'_>, id: NodeId) {
    g.flag(id, Arg::Global, "GLOBAL ");
    let kind = g.tree.text_of(id, Arg::Kind).to_string();
    if !kind.is_empty() && (kind != "VARIABLE" || g.dialect.generator.flags.set_assignment_requires_variable_keyword) {
        g.write(&kind);
        g.write(" ");
    }
    g.arg(id, Arg::This);
    if g.tree.has(id, Arg::Expressions) {
        loose_list(g, id, Arg::Expressions);
    }
    g.arg_after(" COLLATE ", id, Arg::Collate);
}

fn use_(g: &mut Generator<'_>, id: NodeId) {
    g.write("USE");
    g.arg_after(" ", id, Arg::Kind);
    if g.tree.has(id, Arg::This) {
        g.arg_after(" ", id, Arg::This);
    } else if g.tree.has(id, Arg::Expressions) {
        g.write(" ");
        g.expressions(id, FLAT);
    }
}

// ---- the catalog -----------------------------------------------------------------------------------------------------

fn describe(g: &mut Generator<'_>, id: NodeId) {
    g.write("DESCRIBE");
    g.arg_after(" ", id, Arg::Style);
    node_after(g, " ", id, Arg::Format);
    g.arg_after(" ", id, Arg::This);
    g.arg_after(" ", id, Arg::Partition);
    g.flag(id, Arg::AsJson, " AS JSON");
}

fn summarize(g: &mut Generator<'_>, id: NodeId) {
    g.write("SUMMARIZE");
    g.flag(id, Arg::Table, " TABLE");
    g.arg_after(" ", id, Arg::This);
}

fn kill(g: &mut Generator<'_>, id: NodeId) {
    g.write("KILL");
    g.arg_after(" ", id, Arg::Kind);
    g.arg_after(" ", id, Arg::This);
}

fn attach(g: &mut Generator<'_>, id: NodeId) {
    g.write("ATTACH");
    g.flag(id, Arg::Exists, " IF NOT EXISTS");
    g.arg_after(" ", id, Arg::This);
    if g.tree.has(id, Arg::Expressions) {
        g.write(" (");
        loose_list(g, id, Arg::Expressions);
        g.write(")");
    }
}

fn attach_option(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.arg_after(" ", id, Arg::Expression);
}

fn detach(g: &mut Generator<'_>, id: NodeId) {
    g.write("DETACH");
    let exists = g.tree.has(id, Arg::Exists);
    match g.tree.has(id, Arg::Kind) {
        true => g.arg_after(" ", id, Arg::Kind),
        // `IF EXISTS` needs to know of what.
        false if exists => g.write(" DATABASE"),
        false => {}
    }
    if exists {
        g.write(" IF EXISTS");
    }
    g.arg_after(" ", id, Arg::This);
    node_after(g, " ", id, Arg::Cluster);
    g.flag(id, Arg::Permanent, " PERMANENTLY");
    g.flag(id, Arg::Sync, " SYNC");
}

// ---- what only one dialect has ---------------------------------------------------------------------------------------

fn put(g: &mut Generator<'_>, id: NodeId) {
    g.write("PUT ");
    g.arg(id, Arg::This);
    g.arg_after(" ", id, Arg::Target);
    options(g, id);
}

/// Options of a transfer, which are properties: on the same line up to the first.
fn options(g: &mut Generator<'_>, id: NodeId) {
    let options = g.tree.node(id, Arg::Properties).map(|list| g.tree.expressions(list)).unwrap_or_default();
    g.prefixed(" ", |g| g.nodes(&options, STACKED));
}

fn get(g: &mut Generator<'_>, id: NodeId) {
    g.write("GET ");
    g.arg(id, Arg::Target);
    g.arg_after(" ", id, Arg::This);
    options(g, id);
}

fn list_stage(g: &mut Generator<'_>, id: NodeId) {
    word_and_this(g, "LIST", id);
    g.arg_after(" PATTERN = ", id, Arg::Pattern);
}

fn query_band(g: &mut Generator<'_>, id: NodeId) {
    g.write("QUERY_BAND = ");
    g.arg(id, Arg::This);
    g.flag(id, Arg::Update, " UPDATE");
    g.arg_after(" FOR ", id, Arg::Scope);
}

fn locking_statement(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported("LOCKING request modifier is not supported");
    g.arg(id, Arg::Expression);
}

// ---- caches ----------------------------------------------------------------------------------------------------------

fn cache(g: &mut Generator<'_>, id: NodeId) {
    g.write("CACHE");
    g.flag(id, Arg::Lazy, " LAZY");
    g.write(" TABLE ");
    g.arg(id, Arg::This);
    if let [name, value] = g.tree.children(id, Arg::Options)[..] {
        g.write(" OPTIONS(");
        g.node(name);
        g.write(" = ");
        g.node(value);
        g.write(")");
    }
    if g.tree.has(id, Arg::Expression) {
        g.write(" AS");
        g.sep();
        g.arg(id, Arg::Expression);
    }
}

fn uncache(g: &mut Generator<'_>, id: NodeId) {
    g.write("UNCACHE TABLE");
    g.flag(id, Arg::Exists, " IF EXISTS");
    g.arg_after(" ", id, Arg::This);
}

fn refresh(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::PartitionStart, Arg::PartitionEnd, Arg::Force, Arg::Mode]);
    g.write("REFRESH");
    g.arg_after(" ", id, Arg::Kind);
    g.arg_after(" ", id, Arg::This);
}

// ---- privileges ------------------------------------------------------------------------------------------------------

fn grant(g: &mut Generator<'_>, id: NodeId) {
    g.write("GRANT ");
    privileges(g, id, " TO ");
    g.flag(id, Arg::GrantOption, " WITH GRANT OPTION");
}

fn revoke(g: &mut Generator<'_>, id: NodeId) {
    g.write("REVOKE ");
    g.flag(id, Arg::GrantOption, "GRANT OPTION FOR ");
    privileges(g, id, " FROM ");
    g.arg_after(" ", id, Arg::Cascade);
}

/// `privileges ON kind name`, and whom they concern after `to`.
fn privileges(g: &mut Generator<'_>, id: NodeId, to: &str) {
    g.list(id, Arg::Privileges, FLAT);
    g.write(" ON");
    g.arg_after(" ", id, Arg::Kind);
    g.arg_after(" ", id, Arg::Securable);
    g.write(to);
    g.list(id, Arg::Principals, FLAT);
}

fn grant_privilege(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    if g.tree.has(id, Arg::Expressions) {
        g.write("(");
        g.expressions(id, FLAT);
        g.write(")");
    }
}

fn grant_principal(g: &mut Generator<'_>, id: NodeId) {
    if let Value::Text(kind) = g.tree.get(id, Arg::Kind) {
        g.write_text(kind);
        g.write(" ");
    }
    g.arg(id, Arg::This);
}
