//! Trino: <https://trino.io/docs/current/language.html>.

use super::routines;
use crate::{shared, Definition};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    dialect::Rewrite,
    generator::{types, Generator, Location, RenderFn},
    lexer::T,
    parser::{
        add_rules, add_token_rules,
        functions::{json, text},
        Function, Parser, RuleArgs, RuleFn, R,
    },
    Dialect,
};

pub(crate) const DEFINITION: Definition =
    Definition { name: "trino", title: "Trino", extends: Some("presto"), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.generator.functions = super::known::TRINO;
    d.lexer.keywords.set("DECLARE", T::Declare);
    d.lexer.keywords.set("REFRESH", T::Refresh);
    d.lexer.keywords.remove("SQL SECURITY");
    let f = &mut d.semantics.flags;
    f.concat_ws_coalesce = true;
    f.log_base_first = Some(true);
    f.supports_user_defined_types = false;
    parser(d);
    generator(d);
    routines::define(d);
}

// ---- parsing ---------------------------------------------------------------------------------------------------------

fn parser(d: &mut Dialect) {
    let p = &mut d.parser;
    p.no_paren_functions.set(T::CurrentCatalog, Kind::CurrentCatalog);
    p.add_functions(&[
        ("APPROX_PERCENTILE", Function::Build(approx_percentile)),
        ("VERSION", Function::Kind(Kind::CurrentVersion)),
    ]);
    add_rules(&mut p.function_parsers, FUNCTION_PARSERS);
    add_token_rules(&mut p.statements, &[(T::Declare, |p, _| p.declare()), (T::Refresh, |p, _| p.refresh())]);
    for token in [T::Time, T::Timetz, T::Timestamp, T::Timestamptz] {
        add_token_rules(&mut p.type_literals, &[(token, time_literal)]);
    }
}

/// Functions with a syntax of their own, sorted.
const FUNCTION_PARSERS: &[(&str, RuleFn)] = &[
    ("JSON_QUERY", json_query),
    ("JSON_VALUE", json::json_value),
    ("LISTAGG", text::string_agg),
    ("TRIM", text::trim),
];

/// With three arguments the second is a weight.
fn approx_percentile(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let at = |i: usize| a.get(i).copied();
    match a.len() {
        0..=2 => p.make(Kind::ApproxQuantile, &args![This: at(0), Quantile: at(1)]),
        _ => p.make(Kind::ApproxQuantile, &args![This: at(0), Weight: at(1), Quantile: at(2), Accuracy: at(3)]),
    }
}

/// How `JSON_QUERY` wraps what it finds; the words behind `WITH` and `WITHOUT`.
const WRAPPERS: &[&str] = &[
    "WRAPPER",
    "ARRAY WRAPPER",
    "CONDITIONAL WRAPPER",
    "CONDITIONAL ARRAY WRAPPED",
    "UNCONDITIONAL WRAPPER",
    "UNCONDITIONAL ARRAY WRAPPER",
];

/// `JSON_QUERY(x, path WITH WRAPPER OMIT QUOTES NULL ON ERROR)`.
/// <https://trino.io/docs/current/functions/json.html#json-query>
fn json_query(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let this = p.bitwise()?;
    let path: Value = if p.accept(T::Comma) { p.bitwise()?.into() } else { Value::Bool(false) };
    let wrapper = p.option(&[("WITH", WRAPPERS), ("WITHOUT", WRAPPERS)], false)?;
    let quote = quotes(p)?;
    let on_condition = p.on_condition()?;
    p.some(
        Kind::JSONExtract,
        &args![
            This: this, Expression: path, Option: wrapper, JsonQuery: true, Quote: quote, OnCondition: on_condition
        ],
    )
}

/// `KEEP QUOTES`, `OMIT QUOTES ON SCALAR STRING`.
fn quotes(p: &mut Parser<'_>) -> R {
    for option in ["KEEP", "OMIT"] {
        if p.accept_words(&[option, "QUOTES"]) {
            let option = p.text(option);
            let scalar = p.accept_words(&["ON", "SCALAR", "STRING"]).then_some(true);
            return p.some(Kind::JSONExtractQuote, &args![Option: option, Scalar: scalar]);
        }
    }
    Ok(None)
}

/// `TIMESTAMP '2020-01-01 00:00:00.123'`: the digits of the fraction are the type's precision.
fn time_literal(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(holder) = a.node else { return Ok(None) };
    let (Some(value), Some(to)) = (p.tree.this(holder), p.tree.node(holder, Arg::To)) else { return Ok(None) };
    if !p.tree.has(to, Arg::Expressions) {
        let precision = fraction_digits(p.tree.name(value)) as i64;
        let precision = p.tree.integer(precision);
        let param = p.tree.make(Kind::DataTypeParam, &args![This: precision]);
        let params = p.list(&[param]);
        let this = p.tree.get(to, Arg::This);
        let nested = p.tree.get(to, Arg::Nested);
        let to = p.tree.make(Kind::DataType, &args![This: this, Expressions: params, Nested: nested]);
        return p.some(Kind::Cast, &args![This: value, To: to]);
    }
    p.some(Kind::Cast, &args![This: value, To: to])
}

/// How many digits stand behind the seconds, or the minutes: `12:00:00.123`.
fn fraction_digits(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    text.match_indices(':')
        .map(|(colon, _)| &text[colon + 1..])
        .filter(|rest| digits(rest) > 0)
        .find_map(|rest| rest[digits(rest)..].strip_prefix('.'))
        .map_or(0, digits)
}

// ---- rendering -------------------------------------------------------------------------------------------------------

fn generator(d: &mut Dialect) {
    let g = &mut d.generator;
    g.flags.declare_default_assignment = "DEFAULT".into();
    g.flags.except_intersect_support_all_clause = true;
    g.json_path_parts = vec![Kind::JSONPathKey, Kind::JSONPathRoot, Kind::JSONPathSubscript];
    g.add_locations(&[(Kind::LocationProperty, Location::PostWith)]);
    g.add_names(&[(Kind::FromISO8601TimestampNanos, "FROM_ISO8601_TIMESTAMP_NANOS")]);
    // Times have a precision.
    g.remove(Kind::DataType);
    g.add_renders(RENDERS);
    d.rewrites = vec![
        sqlectic_rewrite::limit_by_to_qualify as Rewrite,
        sqlectic_rewrite::computed_fields_to_json,
        sqlectic_rewrite::days_to_date_add,
        sqlectic_rewrite::deletes_using_to_exists,
        sqlectic_rewrite::eliminate_qualify,
        sqlectic_rewrite::eliminate_distinct_on,
        sqlectic_rewrite::explode_projections_to_unnest,
        sqlectic_rewrite::eliminate_semi_and_anti_joins,
        sqlectic_rewrite::add_recursive_cte_column_names,
        sqlectic_rewrite::move_partitions_to_columns,
        sqlectic_rewrite::inherit_struct_field_names,
        sqlectic_rewrite::unqualify_merge_targets,
    ];
}

/// Renderers, sorted by kind.
const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::ArraySum, |g, id| {
        g.write("REDUCE(");
        g.arg(id, Arg::This);
        g.write(", 0, (acc, x) -> acc + x, acc -> acc)");
    }),
    (Kind::ArrayUniqueAgg, |g, id| {
        g.write("ARRAY_AGG(DISTINCT ");
        g.arg(id, Arg::This);
        g.write(")");
    }),
    (Kind::ConcatWs, concat_ws),
    (Kind::CurrentVersion, |g, _| g.func("VERSION", &[])),
    (Kind::GroupConcat, shared::listagg),
    (Kind::JSONExtract, json_extract),
    (Kind::LocationProperty, |g, id| {
        g.write("LOCATION=");
        g.arg(id, Arg::This);
    }),
    (Kind::StabilityProperty, |g, id| {
        let immutable = g.tree.text_of(id, Arg::This) == "IMMUTABLE";
        g.write(if immutable { "DETERMINISTIC" } else { "NOT DETERMINISTIC" });
    }),
    (Kind::TimeStrToTime, time_str_to_time),
    (Kind::Trim, shared::trim_from),
];

/// `CONCAT_WS` takes texts, or one array of them.
fn concat_ws(g: &mut Generator<'_>, id: NodeId) {
    let items = g.tree.expressions(id);
    let is_array = |g: &Generator<'_>, node: NodeId| {
        g.tree.kind(node) == Kind::Array || types::says_type(g.tree, node, &["ARRAY"])
    };
    // Elsewhere arrays of anything may stand among texts.
    let flattens = g.tree.has(id, Arg::Flatten);
    if flattens && !items.iter().skip(1).all(|item| shared::shows_type(g, *item)) {
        g.unsupported("Cannot transpile CONCAT_WS with unknown argument types to Trino.");
    }
    let mixed = |rest: &[NodeId]| flattens && rest.iter().any(|item| is_array(g, *item));
    let Some((separator, rest)) = items.split_first().filter(|(_, rest)| mixed(rest)) else {
        return g.render_base(id);
    };
    let arrays: Vec<Value> = rest
        .iter()
        .map(|item| match is_array(g, *item) {
            true => filled_array(g, *item),
            false => {
                let text = types::cast_to(g, *item, "VARCHAR");
                array_of(g, &[text.into()])
            }
        })
        .map(Value::Node)
        .collect();
    let joined = match arrays[..] {
        [only] => only,
        _ => {
            let rest = g.tree.list_of(&arrays[1..]);
            g.make(Kind::ArrayConcat, &[(Arg::This, arrays[0]), (Arg::Expressions, rest)]).into()
        }
    };
    g.func("CONCAT_WS", &[(*separator).into(), joined]);
}

fn array_of(g: &mut Generator<'_>, items: &[Value]) -> NodeId {
    let list = g.tree.list_of(items);
    g.make(Kind::Array, &[(Arg::Expressions, list)])
}

/// `COALESCE(CAST(x AS ARRAY(VARCHAR)), ARRAY[])`.
fn filled_array(g: &mut Generator<'_>, array: NodeId) -> NodeId {
    let texts = match g.tree.kind(array) {
        Kind::Array => {
            let element = types::data_type(g, "VARCHAR");
            let elements = g.tree.list_of(&[element.into()]);
            let name = g.tree.text_value("ARRAY");
            let to = g.make(Kind::DataType, &args![This: name, Expressions: elements, Nested: true]);
            g.make(Kind::Cast, &args![This: array, To: to])
        }
        _ => array,
    };
    let empty = array_of(g, &[]);
    let rest = g.tree.list_of(&[empty.into()]);
    g.make(Kind::Coalesce, &args![This: texts, Expressions: rest])
}

/// `JSON_QUERY(x, path WITH WRAPPER ...)`, or `JSON_EXTRACT(x, path)`.
fn json_extract(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::JsonQuery) {
        return super::generator::json_extract(g, id);
    }
    let path = |g: &mut Generator<'_>| {
        match g.tree.expression(id).filter(|path| g.tree.kind(*path) == Kind::JSONPath) {
            // Other dialects are lax without saying so.
            Some(path) => {
                let path = g.sql(path);
                g.write("'lax ");
                g.write(path.trim_start_matches('\''));
            }
            None => g.arg(id, Arg::Expression),
        }
        for arg in [Arg::Option, Arg::Quote, Arg::OnCondition] {
            g.arg_after(" ", id, arg);
        }
    };
    g.call("JSON_QUERY", &[&|g| g.arg(id, Arg::This), &path]);
}

/// The type has the precision that the text needs.
fn time_str_to_time(g: &mut Generator<'_>, id: NodeId) {
    let name = if g.tree.has(id, Arg::Zone) { "TIMESTAMPTZ" } else { "TIMESTAMP" };
    let this = g.tree.get(id, Arg::This);
    let text = this.node().filter(|node| g.tree.is_string(*node)).map(|node| g.tree.name(node).to_string());
    let precision = text.map_or(0, |text| shared::subsecond_precision(&text));
    if let Some(node) = this.node().filter(|node| types::is_cast_alike(g, *node, name)) {
        return g.node(node);
    }
    let cast = shared::cast(g, this, name);
    if let (true, Some(to)) = (precision > 0, g.tree.node(cast, Arg::To)) {
        let precision = g.number_node(precision);
        let param = g.tree.make(Kind::DataTypeParam, &args![This: precision]);
        let params = g.tree.list_of(&[param.into()]);
        g.tree.set_raw(to, Arg::Expressions, params);
    }
    g.node(cast);
}
