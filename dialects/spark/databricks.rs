//! Databricks.

use super::{spark2::cast_json, spark3};
use crate::{hive, shared, Definition};
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::{
    dialect::Rewrite,
    generator::{types, Generator, FLAT},
    lexer::T,
    parser::{
        add_rules, add_token_rules, constraints, functions::builders::at, properties, relation, Function, Parser, Rule,
        RuleArgs, R,
    },
    Dialect,
};
use Function::{Args, Build, Kind as Of};

pub(crate) const DEFINITION: Definition =
    Definition { name: "databricks", title: "Databricks", extends: Some("spark"), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.generator.functions = super::known::DATABRICKS;
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
    add_rules(&mut p.alter_actions, &[("CLUSTER BY", cluster_by)]);
    add_rules(&mut p.no_paren_function_parsers, &[("CURDATE", curdate)]);
    add_rules(&mut p.properties, &[("CLUSTER BY", cluster_by)]);
    add_rules(
        &mut p.function_parsers,
        &[
            ("REGR_AVGX", |p, _| regression(p, Kind::RegrAvgx)),
            ("REGR_AVGY", |p, _| regression(p, Kind::RegrAvgy)),
            ("REGR_SXX", |p, _| regression(p, Kind::RegrSxx)),
            ("REGR_SXY", |p, _| regression(p, Kind::RegrSxy)),
            ("REGR_SYY", |p, _| regression(p, Kind::RegrSyy)),
        ],
    );
    p.replace(Rule::PrimaryKeyPart, primary_key_part);
    p.replace(Rule::Table, table);
    p.replace(Rule::Types, types_of_nothing);
    p.add_functions(&[
        ("DATEDIFF", Build(date_diff)),
        ("DATE_DIFF", Build(date_diff)),
        ("GETDATE", Of(Kind::CurrentTimestamp)),
        ("IFF", Of(Kind::If)),
        ("NOW", Of(Kind::CurrentTimestamp)),
        ("TO_DATE", Build(to_date)),
        ("UNIFORM", Args(Kind::Uniform, &[Arg::This, Arg::Expression, Arg::Seed])),
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
    d.rewrites = vec![
        hive::generator::hoist_ctes as Rewrite,
        sqlectic_rewrite::limit_by_to_qualify,
        sqlectic_rewrite::computed_fields_to_json,
        sqlectic_rewrite::deletes_using_to_exists,
    ];
    d.rewrites.extend(spark3::REWRITES);
    d.rewrites.push(return_tables);
    let g = &mut d.generator;
    g.add_types(&[("NULL", "VOID")]);
    g.add_renders(&[(Kind::RegexpLike, |g, id| {
        let args = [g.tree.get(id, Arg::This), shared::pattern_with_flags(g, id)];
        g.func("REGEXP_LIKE", &args);
    })]);
    g.remove(Kind::MultitableInserts);
    g.remove(Kind::ParseJSON);
    g.add_renders(&[
        (Kind::ClusterProperty, |g, id| {
            g.write("CLUSTER BY ");
            if g.tree.has(id, Arg::This) {
                return g.arg(id, Arg::This);
            }
            g.write("(");
            g.expressions(id, FLAT);
            g.write(")");
        }),
        (Kind::ColumnDef, column_def),
        (Kind::CurrentCatalog, |g, _| g.func("CURRENT_CATALOG", &[])),
        (Kind::CurrentVersion, |g, _| g.func("CURRENT_VERSION", &[])),
        (Kind::DataType, data_type),
        (Kind::DateAdd, |g, id| date_delta(g, id, "DATEADD")),
        (Kind::DateDiff, |g, id| date_delta(g, id, "DATEDIFF")),
        (Kind::DatetimeAdd, |g, id| date_delta(g, id, "TIMESTAMPADD")),
        (Kind::DatetimeSub, |g, id| {
            let (unit, amount) = (g.unit_to_word(id, "DAY"), shared::wrapped(g, id, Arg::Expression));
            let minus = g.tree.integer(-1);
            let amount = g.make(Kind::Mul, &[(Arg::This, amount), (Arg::Expression, minus.into())]);
            let this = g.tree.get(id, Arg::This);
            g.func("TIMESTAMPADD", &[unit, amount.into(), this]);
        }),
        (Kind::DatetimeTrunc, |g, id| {
            let args = [g.unit_to_string(id, "DAY"), g.tree.get(id, Arg::This)];
            g.func("DATE_TRUNC", &args);
        }),
        (Kind::JSONExtract, variant_extract),
        (Kind::JSONPath, |g, id| {
            let path = path_text(g, id);
            let path = g.string_node(&path);
            g.node(path);
        }),
        (Kind::RegrAvgx, |g, id| regression_call(g, id, "REGR_AVGX")),
        (Kind::RegrAvgy, |g, id| regression_call(g, id, "REGR_AVGY")),
        (Kind::RegrSxx, |g, id| regression_call(g, id, "REGR_SXX")),
        (Kind::RegrSxy, |g, id| regression_call(g, id, "REGR_SXY")),
        (Kind::RegrSyy, |g, id| regression_call(g, id, "REGR_SYY")),
        (Kind::Stream, sqlectic_syntax::generator::foreign::stream),
        (Kind::Uniform, uniform),
        (Kind::TimeseriesKey, |g, id| {
            g.arg(id, Arg::This);
            g.write(" TIMESERIES");
        }),
        (Kind::ToChar, |g, id| match g.tree.has(id, Arg::IsNumeric) {
            true => shared::cast_this(g, id, "TEXT"),
            false => shared::function(g, id),
        }),
        (Kind::Uniform, |g, id| {
            let [low, high, mut seed] = [Arg::This, Arg::Expression, Arg::Seed].map(|arg| g.tree.get(id, arg));
            if let Some(random) = g.tree.node(id, Arg::Gen) {
                let is_call = g.tree.kind(random) == Kind::Rand;
                seed = if is_call { g.tree.get(random, Arg::This) } else { random.into() };
            }
            g.func("UNIFORM", &[low, high, seed]);
        }),
        (Kind::TryCast, |g, id| cast_json(g, id, "TRY_")),
    ]);
}

/// `CREATE FUNCTION f() RETURNS TABLE AS SELECT 1` -> `CREATE FUNCTION f() RETURNS TABLE RETURN SELECT 1`
/// <https://docs.databricks.com/en/sql/language-manual/sql-ref-syntax-ddl-create-sql-function.html>
fn return_tables(tree: &mut Tree, root: NodeId, _dialect: &Dialect) -> NodeId {
    let Some(body) = tree.expression(root).filter(|_| tree.kind(root) == Kind::Create) else { return root };
    let properties = tree.node(root, Arg::Properties).map(|all| tree.expressions(all)).unwrap_or_default();
    let returns_table = properties.iter().any(|property| tree.has(*property, Arg::IsTable));
    if returns_table && tree.kind(body) != Kind::Return {
        let returned = tree.make(Kind::Return, &args![This: body]);
        tree.set(root, Arg::Expression, returned);
    }
    root
}

/// `x?::T`.
fn try_cast(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let to = p.types(0)?;
    p.some(Kind::TryCast, &args![This: a.node, To: to])
}

/// `CLUSTER BY AUTO`, `CLUSTER BY NONE`, `CLUSTER BY (a)`.
/// <https://docs.databricks.com/en/sql/language-manual/sql-ref-syntax-ddl-cluster-by.html>
fn cluster_by(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if p.accept_word(&["AUTO", "NONE"]) {
        let mode = p.prev_upper();
        return p.some(Kind::ClusterProperty, &args![This: mode]);
    }
    properties::cluster_by(p, a)
}

/// `CURDATE`, with or without parentheses.
fn curdate(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.accept_pair(T::LParen, T::RParen);
    p.some(Kind::CurrentDate, &[])
}

/// `REGR_SXX(DISTINCT y, x)`
fn regression(p: &mut Parser<'_>, kind: Kind) -> R {
    let distinct = p.accept(T::Distinct);
    if !distinct {
        p.accept(T::All);
    }
    let items = p.csv(|p| p.lambda(0))?;
    let mut x = items.get(1).copied();
    if distinct {
        let list = p.list(x.as_slice());
        x = p.some(Kind::Distinct, &args![Expressions: list])?;
    }
    let arguments = [(Arg::This, items.first().copied()), (Arg::Expression, x)];
    let arguments: Vec<(Arg, Value)> =
        arguments.into_iter().filter_map(|(arg, item)| item.map(|item| (arg, item.into()))).collect();
    p.some(kind, &arguments)
}

/// `ts TIMESERIES` of a primary key.
fn primary_key_part(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let part = constraints::primary_key_part(p, a)?;
    match part.is_some() && p.accept_words(&["TIMESERIES"]) {
        true => p.some(Kind::TimeseriesKey, &args![This: part]),
        false => Ok(part),
    }
}

/// A table, or what is read from one as rows arrive: `STREAM t`.
/// <https://docs.databricks.com/en/sql/language-manual/sql-ref-syntax-qry-select-table-reference.html>
fn table(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if p.at(T::Stream) {
        let streamed = p.attempt(|p| {
            p.advance();
            p.table(a.flags)
        });
        if let Some(this) = streamed {
            return p.some(Kind::Stream, &args![This: this]);
        }
    }
    relation::table(p, a)
}

/// Of three arguments the first is the unit.
fn date_diff(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let (unit, start, end) = match *a {
        [unit, start, end, ..] => (p.unit(unit), Some(start), Some(end)),
        _ => (p.word_node("DAY"), at(a, 1), at(a, 0)),
    };
    p.make(Kind::DateDiff, &args![This: end, Expression: start, Unit: unit])
}

fn to_date(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let format = a.get(1).map(|format| p.format_time(*format));
    p.make(Kind::TsOrDsToDate, &args![This: at(a, 0), Format: format])
}

fn date_delta(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let unit = g.unit_to_word(id, "DAY");
    let args = [unit, g.tree.get(id, Arg::Expression), g.tree.get(id, Arg::This)];
    g.func(name, &args);
}

/// `REGR_SXX(DISTINCT y, x)`: `DISTINCT` stands first whichever argument it belongs to.
fn regression_call(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let [y, x] = [Arg::This, Arg::Expression].map(|arg| g.tree.node(id, arg));
    let plain = |g: &Generator<'_>, node: Option<NodeId>| match node {
        Some(node) if g.tree.kind(node) == Kind::Distinct => g.tree.expressions(node).first().copied(),
        node => node,
    };
    let (plain_y, plain_x) = (plain(g, y), plain(g, x));
    g.write_function_name(name);
    g.write("(");
    if plain_y != y || plain_x != x {
        g.write("DISTINCT ");
    }
    g.arguments(&[plain_y.into(), plain_x.into()]);
    g.write(")");
}

/// The text of a path.
fn path_text(g: &mut Generator<'_>, path: NodeId) -> String {
    let path = hive::generator::known_path(g, path);
    sqlectic_syntax::generator::json_path::path_text(g, path)
}

/// `x:a.b[0]`
/// <https://docs.databricks.com/en/sql/language-manual/functions/colonsign.html>
fn variant_extract(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(":");
    let Some(path) = g.tree.expression(id) else { return };
    if g.tree.kind(path) != Kind::JSONPath {
        return g.node(path);
    }
    let text = path_text(g, path);
    let steps = text.strip_prefix('$').unwrap_or(&text);
    g.write(steps.strip_prefix('.').unwrap_or(steps));
}

/// Identities are of one type.
/// <https://docs.databricks.com/en/sql/language-manual/sql-ref-syntax-ddl-create-table-using.html>
fn column_def(g: &mut Generator<'_>, id: NodeId) {
    let is_identity = g.tree.children(id, Arg::Constraints).iter().any(|constraint| {
        let kind = g.tree.node(*constraint, Arg::Kind);
        kind.is_some_and(|kind| g.tree.kind(kind) == Kind::GeneratedAsIdentityColumnConstraint)
    });
    let to = g.tree.node(id, Arg::Kind).map(|to| g.tree.text_of(to, Arg::This).to_string());
    let is_small = matches!(to.as_deref(), Some("INT" | "SMALLINT" | "TINYINT" | "MEDIUMINT"));
    if !is_identity || !is_small {
        return types::column_def(g, id);
    }
    let bigint = types::data_type(g, "BIGINT");
    let arguments: Vec<(Arg, Value)> = g
        .tree
        .arguments(id)
        .map(|(arg, value)| if arg == Arg::Kind { (arg, bigint.into()) } else { (arg, value) })
        .collect();
    let column = g.make(Kind::ColumnDef, &arguments);
    types::column_def(g, column);
}

/// Times are precise to between a microsecond and a nanosecond.
/// <https://docs.databricks.com/en/sql/language-manual/data-types/timestamp-type.html>
fn data_type(g: &mut Generator<'_>, id: NodeId) {
    let name = types::canonical_name(g, id);
    let digits = match g.tree.expressions(id)[..] {
        [size] if name.starts_with("TIMESTAMP") || name == "DATETIME" => g.tree.name(size).parse::<u8>().ok(),
        _ => None,
    };
    match digits {
        Some(6..=9) => types::data_type_node(g, id),
        _ => spark3::data_type(g, id),
    }
}

/// The last argument is a seed: the one of a generator, if that is what is called.
fn uniform(g: &mut Generator<'_>, id: NodeId) {
    let seed = match g.tree.node(id, Arg::Gen) {
        Some(source) if g.tree.kind(source) == Kind::Rand => g.tree.get(source, Arg::This),
        Some(source) => source.into(),
        None => g.tree.get(id, Arg::Seed),
    };
    let items = [g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression), seed];
    g.func("UNIFORM", &items);
}

/// `VOID` is the type of `NULL`.
/// <https://docs.databricks.com/en/sql/language-manual/data-types/null-type.html>
fn types_of_nothing(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let this = hive::parser::text_types(p, a)?;
    if let Some(this) = this.filter(|this| p.tree.text_of(*this, Arg::This) == "VOID") {
        p.tree.set_text(this, Arg::This, "NULL");
        p.tree.take(this, Arg::Nested);
    }
    Ok(this)
}
