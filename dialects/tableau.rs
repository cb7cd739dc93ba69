//! Tableau's expressions: <https://help.tableau.com/current/pro/desktop/en-us/functions_all_alphabetical.htm>.

use crate::{shared, Definition};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    dialect::Rewrite,
    generator::{Generator, Location, RenderFn},
    parser::{Function, Parser, R},
    Dialect,
};

pub(crate) const DEFINITION: Definition =
    Definition { name: "tableau", title: "Tableau", extends: Some(""), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.lexer.identifiers = vec![('[', ']')];
    d.lexer.quotes = ["'", "\""].map(|quote| (quote.to_string(), quote.to_string())).to_vec();
    d.semantics.flags.initcap_supports_custom_delimiters = false;
    d.semantics.flags.log_base_first = Some(false);
    let p = &mut d.parser;
    p.flags.no_paren_if_commands = false;
    p.add_functions(&[
        ("COUNTD", Function::Build(countd)),
        ("FIND", Function::Kind(Kind::StrPosition)),
        ("FINDNTH", Function::Build(findnth)),
    ]);
    generator(d);
    d.rewrites = vec![sqlectic_rewrite::eliminate_distinct_on as Rewrite];
}

/// `COUNTD(x)`: how many values are distinct.
fn countd(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let items = p.tree.list(items);
    let distinct = p.make(Kind::Distinct, &args![Expressions: items])?;
    p.make(Kind::Count, &args![This: distinct])
}

/// `FINDNTH(text, part, n)`: where a part stands for the n-th time.
fn findnth(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let at = |i: usize| items.get(i).copied();
    p.make(Kind::StrPosition, &args![This: at(0), Substr: at(1), Occurrence: at(2)])
}

// ---- rendering -------------------------------------------------------------------------------------------------------

fn generator(d: &mut Dialect) {
    let g = &mut d.generator;
    let f = &mut g.flags;
    f.join_hints = false;
    f.query_hints = false;
    f.select_kinds = false;
    f.supports_decode_case = false;
    f.supports_uescape = false;
    f.table_hints = false;
    f.try_supported = false;
    g.after_having.drain(..3);
    g.add_names(&[(Kind::Coalesce, "IFNULL")]);
    g.add_renders(RENDERS);
    g.add_locations(&[(Kind::VolatileProperty, Location::Unsupported)]);
}

/// Renderers, sorted by kind.
const RENDERS: &[(Kind, RenderFn)] = &[(Kind::Count, count), (Kind::If, if_block), (Kind::StrPosition, find)];

fn count(g: &mut Generator<'_>, id: NodeId) {
    match g.tree.this(id).filter(|this| g.tree.kind(*this) == Kind::Distinct) {
        Some(distinct) => {
            let items = g.tree.get(distinct, Arg::Expressions);
            g.func("COUNTD", &[items]);
        }
        None => {
            g.func_of(id, "COUNT", &[Arg::This]);
        }
    }
}

/// `IF a THEN b ELSE c END`.
fn if_block(g: &mut Generator<'_>, id: NodeId) {
    g.write("IF ");
    g.arg(id, Arg::This);
    g.arg_after(" THEN ", id, Arg::True);
    g.arg_after(" ELSE ", id, Arg::False);
    g.write(" END");
}

fn find(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Position) {
        return shared::str_position_in_rest(g, id);
    }
    let [this, part, occurrence] = [Arg::This, Arg::Substr, Arg::Occurrence].map(|arg| g.tree.get(id, arg));
    let name = if occurrence == Value::None { "FIND" } else { "FINDNTH" };
    g.func(name, &[this, part, occurrence]);
}
