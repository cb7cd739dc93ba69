//! Databricks.

use super::spark3;
use crate::{shared, Definition};
use sqlectic_ast::{args, Arg, Kind, NodeId};
use sqlectic_syntax::{
    lexer::T,
    parser::{add_token_rules, Function, Parser, RuleArgs, R},
    Dialect,
};
use Function::{Build, Kind as Of};

pub(crate) const DEFINITION: Definition =
    Definition { name: "databricks", title: "Databricks", extends: Some("spark"), aliases: &[], define };

fn define(d: &mut Dialect) {
    for (word, kind) in
        [("?::", T::Qdcolon), ("MATCH_RECOGNIZE", T::MatchRecognize), ("STREAM", T::Stream), ("VOID", T::Void)]
    {
        d.lexer.keywords.set(word, kind);
    }
    d.semantics.flags.copy_params_are_csv = false;
    d.semantics.flags.safe_division = false;
    let p = &mut d.parser;
    p.flags.colon_chain_is_single_extract = false;
    p.flags.colon_is_variant_extract = true;
    p.flags.strict_cast = true;
    add_token_rules(&mut p.column_operators, &[(T::Qdcolon, try_cast)]);
    p.add_functions(&[
        ("DATEDIFF", Build(date_diff)),
        ("DATE_DIFF", Build(date_diff)),
        ("GETDATE", Of(Kind::CurrentTimestamp)),
        ("IFF", Of(Kind::If)),
        ("NOW", Of(Kind::CurrentTimestamp)),
        ("TO_DATE", Build(to_date)),
    ]);
    let f = &mut d.generator.flags;
    f.copy_params_are_wrapped = false;
    f.copy_params_eq_required = true;
    f.json_path_key_quoted_forces_brackets = true;
    f.json_path_single_quote_escape = false;
    f.parse_json_name = "PARSE_JSON".into();
    f.quote_json_path = false;
    f.tablesample_seed_keyword = "REPEATABLE".into();
    // https://docs.databricks.com/en/sql/language-manual/sql-ref-syntax-qry-select-qualify.html
    d.rewrites = spark3::REWRITES.to_vec();
    let g = &mut d.generator;
    g.add_types(&[("NULL", "VOID")]);
    g.remove(Kind::RegexpLike);
    g.remove(Kind::ParseJSON);
    g.add_operators(&[(Kind::RegexpLike, "RLIKE")]);
    g.add_renders(&[
        (Kind::CurrentVersion, |g, _| g.write("CURRENT_VERSION().dbsql_version")),
        (Kind::DateAdd, |g, id| date_delta(g, id, "DATEADD")),
        (Kind::DateDiff, |g, id| date_delta(g, id, "DATEDIFF")),
        (Kind::DatetimeAdd, |g, id| date_delta(g, id, "DATEADD")),
        (Kind::ToChar, shared::function),
    ]);
}

/// `x?::T`.
fn try_cast(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let to = p.types(0)?;
    p.some(Kind::TryCast, &args![This: a.node, To: to])
}

/// Of three arguments the first is the unit.
fn date_diff(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let [unit, start, end] = a[..] else { return spark3::date_diff(p, a) };
    let unit = p.unit(unit);
    p.make(Kind::DateDiff, &args![This: end, Expression: start, Unit: unit])
}

fn to_date(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let format = a.get(1).map(|format| p.format_time(*format));
    p.make(Kind::TsOrDsToDate, &args![This: a.first().copied(), Format: format])
}

fn date_delta(g: &mut sqlectic_syntax::generator::Generator<'_>, id: NodeId, name: &str) {
    let unit = g.unit_to_word(id, "DAY");
    let args = [unit, g.tree.get(id, Arg::Expression), g.tree.get(id, Arg::This)];
    g.func(name, &args);
}
