//! RisingWave: <https://docs.risingwave.com/sql/overview>.

use crate::{postgres::generator::definitions, Definition};
use sqlectic_ast::{args, Arg, Kind, NodeId};
use sqlectic_syntax::{
    generator::{types as types_of, Generator, Location, FLAT},
    lexer::T,
    parser::{add_rules, atom, types, Parser, Rule, RuleArgs, R},
    Dialect,
};

pub(crate) const DEFINITION: Definition =
    Definition { name: "risingwave", title: "RisingWave", extends: Some("postgres"), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.generator.functions = &[];
    d.semantics.flags.normalize_not_null = true;
    let l = &mut d.lexer;
    l.keywords.set("SINK", T::Sink);
    l.keywords.set("SOURCE", T::Source);
    l.escaped_sequences.retain(|(letter, _)| *letter != 'v');
    l.escaped_sequences.push(('v', "v"));
    let p = &mut d.parser;
    p.flags.wrapped_transform_column_constraint = false;
    add_rules(&mut p.constraints, &[("WATERMARK", watermark)]);
    // `WITH (` behind a table belongs to the sink that reads it.
    p.replace(Rule::TableHints, |_, _| Ok(None));
    p.schema_unnamed_constraints.set("WATERMARK", ());
    add_rules(
        &mut p.properties,
        &[("ENCODE", |p, _| encode(p, false)), ("INCLUDE", include), ("KEY", |p, _| key_encode(p))],
    );
    let g = &mut d.generator;
    g.flags.cast_to_int_rounds = true;
    g.flags.locking_reads_supported = false;
    g.flags.supports_between_flags = false;
    g.expression_precedes_properties.push("SINK");
    g.add_locations(&[(Kind::FileFormatProperty, Location::PostExpression)]);
    g.remove(Kind::IntDiv);
    g.add_renders(&[
        (Kind::Cast, |g, id| types_of::cast_with(g, id, "")),
        (Kind::ComputedColumnConstraint, |g, id| g.render_base(id)),
        (Kind::DataType, data_type),
        (Kind::FileFormatProperty, file_format),
    ]);
}

/// `WATERMARK FOR c AS c - INTERVAL '5 seconds'`, after the word.
/// <https://docs.risingwave.com/processing/watermarks>
fn watermark(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.accept_words(&["FOR"]);
    let column = p.column()?;
    p.accept(T::Alias);
    let expression = p.disjunction()?;
    p.some(Kind::WatermarkColumnConstraint, &args![This: column, Expression: expression])
}

/// `ENCODE JSON (...)`, after the word: <https://docs.risingwave.com/ingestion/formats-and-encoding-options>.
fn encode(p: &mut Parser<'_>, key: bool) -> R {
    let this = p.var(atom::ANY_TOKEN)?;
    let properties = match p.at(T::LParen) {
        true => {
            let options = p.wrapped_csv(|p| p.property())?;
            let list = p.list(&options);
            p.some(Kind::Properties, &args![Expressions: list])?
        }
        false => None,
    };
    p.some(Kind::EncodeProperty, &args![This: this, Properties: properties, Key: key.then_some(true)])
}

/// `KEY ENCODE ...`, after the first word.
fn key_encode(p: &mut Parser<'_>) -> R {
    match p.accept_words(&["ENCODE"]) {
        true => encode(p, true),
        false => Ok(None),
    }
}

/// `INCLUDE header 'name' type AS alias`, after the word: a column with what comes beside a message.
/// <https://docs.risingwave.com/ingestion/include-clause>
fn include(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.var(atom::ANY_TOKEN)?;
    let column = match p.at(T::Alias) {
        true => None,
        false => match p.field(0)? {
            Some(name) => p.column_def(name, types::WITHOUT_COMPUTED)?,
            None => None,
        },
    };
    let alias = if p.accept(T::Alias) { p.id_var(0)? } else { None };
    p.some(Kind::IncludeProperty, &args![This: this, Alias: alias, ColumnDef: column])
}

fn file_format(g: &mut Generator<'_>, id: NodeId) {
    g.write("FORMAT ");
    g.arg(id, Arg::This);
}

/// `MAP(VARCHAR, INT)`.
fn data_type(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.text_of(id, Arg::This) != "MAP" || g.tree.list_len(id, Arg::Expressions) != 2 {
        return definitions::data_type(g, id);
    }
    g.write("MAP(");
    g.expressions(id, FLAT);
    g.write(")");
}
