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
        Some(node) if g.tree.is(node, Kind::Binary) && !g.tree.is(node, Kind::Func) => {
            g.make(Kind::Paren, &args![This: node]).into()
        }
        _ => g.tree.get(id, arg),
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
