//! Statements that differ from the base: `ATTACH`, `DETACH`, `PRAGMA`, `BEGIN`.

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    generator::Generator,
    lexer::T,
    parser::{add_token_rules, atom::ANY_TOKEN, Parser, Rule, RuleArgs, R},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    add_token_rules(
        &mut d.parser.statements,
        &[(T::Attach, attach), (T::Detach, detach), (T::Pragma, |p, _| p.pragma())],
    );
    d.parser.replace(Rule::Pragma, pragma);
    d.generator.add_renders(&[(Kind::Transaction, transaction)]);
}

/// The file may be any expression.
fn attach(p: &mut Parser<'_>, _: RuleArgs) -> R {
    what_is_attached(p, Kind::Attach)
}

fn detach(p: &mut Parser<'_>, _: RuleArgs) -> R {
    what_is_attached(p, Kind::Detach)
}

fn what_is_attached(p: &mut Parser<'_>, kind: Kind) -> R {
    let mark = p.mark() - 1;
    p.accept(T::Database);
    let this = p.expression()?;
    p.make_from(mark, kind, &args![This: this]).map(Some)
}

/// `PRAGMA [schema.]name [= value | (value)]`: <https://www.sqlite.org/pragma.html>. Both ways to give a value are one.
fn pragma(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let mut this = p.var(ANY_TOKEN)?;
    if p.accept(T::Dot) {
        let name = p.var(ANY_TOKEN)?;
        this = p.some(Kind::Dot, &args![This: this, Expression: name])?;
    }
    let value = match p.accept(T::LParen) {
        true => {
            let value = pragma_value(p)?;
            p.r_paren()?;
            value
        }
        false => {
            p.accept(T::Eq);
            pragma_value(p)?
        }
    };
    if value.is_some() {
        this = p.some(Kind::EQ, &args![This: this, Expression: value])?;
    }
    p.make_from(mark, Kind::Pragma, &args![This: this]).map(Some)
}

/// A number with a sign, a string, or any word.
fn pragma_value(p: &mut Parser<'_>) -> R {
    match p.unary()? {
        Some(value) => Ok(Some(value)),
        None => p.var(ANY_TOKEN),
    }
}

/// `BEGIN IMMEDIATE TRANSACTION`.
fn transaction(g: &mut Generator<'_>, id: NodeId) {
    g.write("BEGIN");
    if let Value::Text(_) = g.tree.get(id, Arg::This) {
        g.write(" ");
        g.arg(id, Arg::This);
    }
    g.write(" TRANSACTION");
}
