//! A toy, to show how a dialect is made: names in backticks, `#` comments, a few spellings of its own, and one rule.

use crate::Definition;
use sqlectic_ast::{args, Arg, Kind, NodeId};
use sqlectic_syntax::{
    generator::Generator,
    lexer::T,
    parser::{Function, Parser, RuleArgs, RuleEntry, R},
    Dialect,
};

pub(crate) const DEFINITION: Definition =
    Definition { name: "toy", title: "Toy", extends: Some(""), aliases: &["plaything"], define };

fn define(d: &mut Dialect) {
    // Settings.
    d.lexer.identifiers = vec![('`', '`')];
    d.lexer.comments.push(("#".into(), None));
    d.generator.flags.star_except = "WITHOUT".into();
    // Tables: how functions are read, how kinds and types are written.
    d.parser.add_functions(&[("SIZE_OF", Function::Kind(Kind::Length))]);
    d.generator.add_names(&[(Kind::Length, "SIZE_OF")]);
    d.generator.add_types(&[("TEXT", "LETTERS"), ("INT", "WHOLE")]);
    d.lexer.keywords.set("LETTERS", T::Text);
    d.lexer.keywords.set("WHOLE", T::Int);
    // A hook where no setting will do: `THE MOMENT` is the current time.
    d.parser.no_paren_function_parsers.set("THE", RuleEntry::Native(the_moment));
    d.generator.add_renders(&[(Kind::CurrentTimestamp, current_timestamp)]);
}

/// `THE MOMENT`, after its first word.
fn the_moment(p: &mut Parser<'_>, _: RuleArgs) -> R {
    if !p.accept_words(&["MOMENT"]) {
        return Ok(None);
    }
    p.some(Kind::CurrentTimestamp, &args![])
}

/// `NOW(3)` -> `THE MOMENT`; the toy has no fractions of seconds.
fn current_timestamp(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::This) {
        g.unsupported("The moment has no precision");
    }
    g.write("THE MOMENT");
}
