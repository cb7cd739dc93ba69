//! Materialize: <https://materialize.com/docs/sql/>.

use crate::{postgres::generator::definitions, Definition};
use sqlectic_ast::{args, Arg, Kind, NodeId};
use sqlectic_syntax::{
    generator::{types, Generator, RenderFn, FLAT},
    lexer::T,
    parser::{add_rules, Parser, RuleArgs, R},
    Dialect,
};

pub(crate) const DEFINITION: Definition =
    Definition { name: "materialize", title: "Materialize", extends: Some("postgres"), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.generator.functions = &[];
    d.semantics.flags.normalize_not_null = true;
    let l = &mut d.lexer;
    l.numeric_escapes.retain(|escape| matches!(escape.letter, 'U' | 'u'));
    l.escaped_sequences.retain(|(letter, _)| *letter != 'v');
    l.escaped_sequences.push(('v', "v"));
    d.parser.flags.typed_lambda_args = true;
    add_rules(&mut d.parser.no_paren_function_parsers, &[("MAP", map)]);
    let g = &mut d.generator;
    g.flags.cast_to_int_rounds = true;
    g.flags.supports_between_flags = false;
    g.flags.supports_create_table_like = false;
    g.remove(Kind::IntDiv);
    g.add_renders(RENDERS);
    d.rewrites.push(sqlectic_rewrite::remove_unique_constraints);
}

/// Renderers, sorted by kind. What counts up or is unique cannot be asked for.
const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::AutoIncrementColumnConstraint, |_, _| {}),
    (Kind::Cast, |g, id| types::cast_with(g, id, "")),
    (Kind::DataType, data_type),
    (Kind::GeneratedAsIdentityColumnConstraint, |_, _| {}),
    (Kind::List, list),
    (Kind::OnConflict, |_, _| {}),
    (Kind::PrimaryKeyColumnConstraint, |_, _| {}),
    (Kind::PropertyEQ, entry),
    (Kind::ToMap, map_of),
];

/// `MAP[key => value, ...]` or `MAP(query)`, after the word.
/// <https://materialize.com/docs/sql/types/map/>
fn map(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if p.accept(T::LParen) {
        let query = p.select(0)?;
        p.r_paren()?;
        return p.some(Kind::ToMap, &args![This: query]);
    }
    if !p.accept(T::LBracket) {
        // A name.
        p.retreat(p.mark() - 1);
        return Ok(None);
    }
    let mut entries = Vec::new();
    while !p.at(T::RBracket) {
        let key = p.bitwise()?;
        let Some(key) = key.filter(|_| p.accept(T::Farrow)) else { break };
        let value = p.bitwise()?;
        entries.push(p.node(Kind::PropertyEQ, &args![This: key, Expression: value])?);
        if !p.accept(T::Comma) {
            break;
        }
    }
    if !p.accept(T::RBracket) {
        p.error("Expecting ]")?;
    }
    let entries = p.opt_list(&entries);
    let entries = p.node(Kind::Struct, &args![Expressions: entries])?;
    p.some(Kind::ToMap, &args![This: entries])
}

fn map_of(g: &mut Generator<'_>, id: NodeId) {
    let Some(entries) = g.tree.this(id) else { return };
    g.write("MAP");
    if g.tree.is(entries, Kind::Query) {
        return g.wrap(|g| g.node(entries));
    }
    g.write("[");
    let items = g.tree.get(entries, Arg::Expressions);
    g.array_items(items);
    g.write("]");
}

fn entry(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" => ");
    g.arg(id, Arg::Expression);
}

/// `LIST[1, 2]`, `LIST(query)`: <https://materialize.com/docs/sql/types/list/>.
fn list(g: &mut Generator<'_>, id: NodeId) {
    let items = g.tree.expressions(id);
    g.write("LIST");
    if let [query] = items[..] {
        if g.tree.is(query, Kind::Query) {
            return g.wrap(|g| g.node(query));
        }
    }
    g.write("[");
    let items = g.tree.get(id, Arg::Expressions);
    g.array_items(items);
    g.write("]");
}

/// `INT LIST`, `MAP[TEXT => INT]`.
fn data_type(g: &mut Generator<'_>, id: NodeId) {
    let items = g.tree.expressions(id);
    match (g.tree.text_of(id, Arg::This), &items[..]) {
        ("LIST", [_, ..]) => {
            g.expressions(id, FLAT);
            g.write(" LIST");
        }
        ("MAP", [key, value]) => {
            g.write("MAP[");
            g.node(*key);
            g.write(" => ");
            g.node(*value);
            g.write("]");
        }
        _ => definitions::data_type(g, id),
    }
}
