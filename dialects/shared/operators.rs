//! Operators, their operands, and small nodes.

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::{functions, Generator};

/// `a % b` -> `MOD(a, b)`.
pub(crate) fn mod_function(g: &mut Generator<'_>, id: NodeId) {
    let operands = [Arg::This, Arg::Expression].map(|arg| unwrapped(g, id, arg));
    g.func("MOD", &operands);
}

/// `a % b` -> `MOD(a, b)`, operands as they are.
pub(crate) fn mod_call(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "MOD", &[Arg::This, Arg::Expression]);
}

/// An operand without the parentheses that an operator needs and a call doesn't.
pub(crate) fn unwrapped(g: &Generator<'_>, id: NodeId, arg: Arg) -> Value {
    let mut value = g.tree.get(id, arg);
    while let Some(paren) = value.node().filter(|node| g.tree.kind(*node) == Kind::Paren) {
        value = g.tree.get(paren, Arg::This);
    }
    value
}

/// An operator's operand in parentheses if it is an operator itself.
pub(crate) fn wrapped(g: &mut Generator<'_>, id: NodeId, arg: Arg) -> Value {
    match g.tree.node(id, arg) {
        Some(node) if g.tree.is(node, Kind::Binary) && !g.tree.is(node, Kind::Func) || g.is_operator(node) => {
            g.make(Kind::Paren, &args![This: node]).into()
        }
        _ => g.tree.get(id, arg),
    }
}

/// `a XOR b` -> `(a AND (NOT b)) OR ((NOT a) AND b)`; of several, `(NOT a) <> (NOT b)`, which names each operand once.
pub(crate) fn exclusive_or(g: &mut Generator<'_>, id: NodeId) {
    exclusive_or_of(g, id, sides(g, id));
}

/// The same of operands that are not the node's own.
pub(crate) fn exclusive_or_of(g: &mut Generator<'_>, id: NodeId, operands: [Value; 2]) {
    if !operands.iter().any(|operand| is_exclusive_or(g, *operand)) {
        return conditions(g, id, operands);
    }
    let [a, b] = operands.map(|operand| grouped(g, operand));
    in_operator(g, id, |g| {
        negated(g, a);
        g.write(" <> ");
        negated(g, b);
    });
}

/// The same where conditions are no values that could be compared.
pub(crate) fn exclusive_or_of_conditions(g: &mut Generator<'_>, id: NodeId) {
    conditions(g, id, sides(g, id));
}

fn sides(g: &Generator<'_>, id: NodeId) -> [Value; 2] {
    [Arg::This, Arg::Expression].map(|arg| g.tree.get(id, arg))
}

fn conditions(g: &mut Generator<'_>, id: NodeId, operands: [Value; 2]) {
    let [a, b] = operands.map(|operand| grouped(g, operand));
    in_operator(g, id, |g| {
        g.write("(");
        g.value(a);
        g.write(" AND ");
        negated(g, b);
        g.write(") OR (");
        negated(g, a);
        g.write(" AND ");
        g.value(b);
        g.write(")");
    });
}

/// `(NOT x)`.
fn negated(g: &mut Generator<'_>, value: Value) {
    g.write("(NOT ");
    g.value(value);
    g.write(")");
}

fn is_exclusive_or(g: &Generator<'_>, operand: Value) -> bool {
    operand.node().is_some_and(|node| g.tree.kind(g.tree.unnested(node)) == Kind::Xor)
}

/// Conditions that are connected stand in parentheses.
fn grouped(g: &mut Generator<'_>, operand: Value) -> Value {
    match operand.node() {
        Some(node) if g.tree.kind(node).is(Kind::Connector) && g.tree.kind(node) != Kind::Xor => {
            g.make(Kind::Paren, &args![This: node]).into()
        }
        _ => operand,
    }
}

/// What `OR` joins, in parentheses where an operator around it binds tighter.
fn in_operator(g: &mut Generator<'_>, id: NodeId, write: impl FnOnce(&mut Generator<'_>)) {
    let binds_tighter = g.tree.parent(id).is_some_and(|parent| match g.tree.kind(parent) {
        Kind::Or | Kind::Paren => false,
        Kind::In => g.tree.parent_arg(id) == Arg::This,
        kind if kind.is(Kind::Connector) => true,
        kind if kind.is(Kind::Func) && !kind.is(Kind::Binary) => false,
        kind => kind.is(Kind::Binary) || kind.is(Kind::Unary) || kind.is(Kind::Predicate),
    });
    match binds_tighter {
        true => g.parens(write),
        false => write(g),
    }
}

/// `IF(a, b, c)` as a function of that name.
pub(crate) fn if_function(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "IF", &[Arg::This, Arg::True, Arg::False]);
}

/// A function kind under its SQL name, whatever a parent dialect does.
pub(crate) fn function(g: &mut Generator<'_>, id: NodeId) {
    functions::function_fallback(g, id);
}

/// A name.
pub(crate) fn identifier(g: &mut Generator<'_>, name: &str, quoted: bool) -> NodeId {
    let name = g.tree.text_value(name);
    g.make(Kind::Identifier, &args![This: name, Quoted: quoted])
}

/// `WITH RECURSIVE` where there is no recursion.
pub(crate) fn with_without_recursive(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::Recursive) {
        return g.render_base(id);
    }
    g.unsupported("Recursive CTEs are unsupported");
    let rest: Vec<(Arg, Value)> = g.tree.arguments(id).filter(|(arg, _)| *arg != Arg::Recursive).collect();
    let with = g.make(Kind::With, &rest);
    g.render_base(with);
}
