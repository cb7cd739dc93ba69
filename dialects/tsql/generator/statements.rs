//! Statements: transactions, `EXECUTE`, branches and loops.

use sqlectic_ast::{Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::{Generator, ListStyle, RenderFn};

/// Renderers, sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::Commit, commit),
    (Kind::Execute, execute),
    (Kind::ExecuteSql, execute),
    (Kind::IfBlock, if_block),
    (Kind::Rollback, |g, id| {
        g.write("ROLLBACK TRANSACTION");
        g.arg_after(" ", id, Arg::This);
    }),
    (Kind::SetItem, set_item),
    (Kind::Transaction, |g, id| {
        g.write("BEGIN TRANSACTION");
        g.arg_after(" ", id, Arg::This);
        g.arg_after(" WITH MARK ", id, Arg::Mark);
    }),
    (Kind::WhileBlock, |g, id| {
        g.write("WHILE ");
        g.arg(id, Arg::This);
        g.write(" BEGIN ");
        g.arg(id, Arg::Body);
    }),
];

fn commit(g: &mut Generator<'_>, id: NodeId) {
    g.write("COMMIT TRANSACTION");
    g.arg_after(" ", id, Arg::This);
    match g.tree.get(id, Arg::Durability) {
        Value::Bool(true) => g.write(" WITH (DELAYED_DURABILITY = ON)"),
        Value::Bool(false) => g.write(" WITH (DELAYED_DURABILITY = OFF)"),
        _ => {}
    }
}

fn execute(g: &mut Generator<'_>, id: NodeId) {
    g.write("EXECUTE ");
    if g.tree.has(id, Arg::ReturnStatus) {
        g.arg(id, Arg::ReturnStatus);
        g.write(" = ");
    }
    g.arg(id, Arg::This);
    g.prefixed(" ", |g| g.expressions(id, ListStyle::default()));
}

/// `SET NOCOUNT ON`; only variables are assigned to with `=`.
/// <https://learn.microsoft.com/en-us/sql/t-sql/statements/set-statements-transact-sql>
fn set_item(g: &mut Generator<'_>, id: NodeId) {
    let assignment = g.tree.this(id).filter(|this| g.tree.kind(*this) == Kind::EQ);
    let name = assignment.and_then(|assignment| g.tree.this(assignment));
    let (Some(assignment), Some(name)) = (assignment, name) else { return g.render_base(id) };
    if g.tree.kind(name) == Kind::Parameter {
        return g.render_base(id);
    }
    g.node(name);
    g.write(" ");
    g.arg(assignment, Arg::Expression);
}

/// `IF condition BEGIN ...; ELSE BEGIN ...`.
fn if_block(g: &mut Generator<'_>, id: NodeId) {
    g.write("IF ");
    g.arg(id, Arg::This);
    g.write(" BEGIN ");
    g.arg(id, Arg::True);
    if g.tree.node(id, Arg::False).is_some() {
        g.write("; ELSE BEGIN ");
        g.arg(id, Arg::False);
    }
}
