//! The grammar where it differs: <https://cloud.google.com/bigquery/docs/reference/standard-sql/query-syntax>.

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    lexer::T,
    parser::{add_rules, add_token_rules, atom, column, functions, statements, Parser, Rule, RuleArgs, R},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    sets(d);
    let p = &mut d.parser;
    p.replace(Rule::Bracket, bracket);
    p.replace(Rule::ColumnOps, column_ops);
    super::names::define(p);
    p.function_parsers.remove("TRIM");
    p.no_paren_functions.set(T::CurrentDatetime, Kind::CurrentDatetime);
    p.range.remove(T::Overlaps);
    add_token_rules(&mut p.primary, &[(T::RawString, raw_string)]);
    add_rules(&mut p.constraints, &[("OPTIONS", options)]);
    add_rules(&mut p.properties, &[("CLUSTER BY", cluster_by), ("OPTIONS", options)]);
    add_token_rules(&mut p.statements, &[(T::Else, kept), (T::End, kept), (T::Export, export), (T::For, for_in)]);
    add_rules(&mut p.function_parsers, super::models::PARSERS);
    add_rules(&mut p.function_parsers, &[("JSON_OBJECT", json_object)]);
}

fn flags(d: &mut Dialect) {
    let f = &mut d.parser.flags;
    f.adjacent_strings_cannot_be_connected = true;
    f.joins_have_equal_precedence = true;
    f.log_defaults_to_ln = true;
    f.prefixed_pivot_columns = true;
    f.supports_digit_prefixed_field_names = true;
    f.supports_implicit_unnest = true;
    f.supports_table_query = false;
}

fn sets(d: &mut Dialect) {
    let s = &mut d.parser.sets;
    let plain = [T::Asc, T::Desc];
    s.alias = s.alias.without(&[T::Asc, T::Desc, T::Left, T::Full, T::Right]);
    s.alias.extend(&[T::Grant]);
    s.id_var = s.id_var.without(&plain);
    s.id_var.extend(&[T::Grant]);
    s.table_alias = s.table_alias.without(&plain);
    s.table_alias.extend(&[T::Anti, T::Grant, T::Semi]);
    s.update_alias = s.update_alias.without(&plain);
    s.update_alias.extend(&[T::Grant]);
    s.comment_table_alias = s.comment_table_alias.without(&plain);
    s.comment_table_alias.extend(&[T::Grant]);
    s.nested_types.extend(&[T::Table]);
}

/// `OPTIONS (name = value, ...)`, after its word.
fn options(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let items = p.wrapped_csv(|p| p.property())?;
    let list = p.list(&items);
    p.some(Kind::Properties, &args![Expressions: list])
}

/// `x[OFFSET(1)]`, `x[SAFE_ORDINAL(1)]`: the word says where counting starts and whether what is missing is null.
fn bracket(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let node = column::bracket(p, a)?;
    // The first struct of an array names the fields of all.
    if let Some(array) = node.filter(|node| Some(*node) != a.node && p.tree.kind(*node) == Kind::Array) {
        p.tree.set(array, Arg::StructNameInheritance, true);
    }
    let Some(bracket) = node.filter(|node| p.tree.kind(*node) == Kind::Bracket) else { return Ok(node) };
    let [item] = p.tree.expressions(bracket)[..] else { return Ok(node) };
    if p.tree.kind(item) != Kind::Anonymous {
        return Ok(node);
    }
    let (offset, safe) = match p.tree.text_of(item, Arg::This).to_ascii_uppercase().as_str() {
        "OFFSET" => (0, false),
        "ORDINAL" => (1, false),
        "SAFE_OFFSET" => (0, true),
        "SAFE_ORDINAL" => (1, true),
        _ => return Ok(node),
    };
    let items = p.tree.expressions(item).to_vec();
    p.tree.set_list(bracket, Arg::Expressions, &items);
    p.tree.set_raw(bracket, Arg::Offset, Value::Int(offset));
    p.tree.set_raw(bracket, Arg::Safe, Value::Bool(safe));
    Ok(node)
}

/// `SAFE.f(x)` is null where `f` fails, `NET.f(x)` is a function of network addresses, `ML.f(x)` and `AI.f(x)` of models.
/// <https://cloud.google.com/bigquery/docs/reference/standard-sql/functions-reference#safe_prefix>
fn column_ops(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let name = a.node.filter(|node| p.tree.kind(*node) == Kind::Column && !p.tree.has(*node, Arg::Table));
    let kind = match name.map(|name| p.tree.name(name)) {
        Some(name) if name.eq_ignore_ascii_case("SAFE") => Kind::SafeFunc,
        Some(name) if name.eq_ignore_ascii_case("NET") => Kind::NetFunc,
        Some(name) if name.eq_ignore_ascii_case("AI") || name.eq_ignore_ascii_case("ML") => Kind::Dot,
        _ => return column::column_ops(p, a),
    };
    let mark = p.mark();
    if p.accept(T::Dot) && p.next_kind() == T::LParen {
        if let Some(call) = p.function(functions::ANY_TOKEN)? {
            let prefix = name.and_then(|name| p.tree.this(name)).filter(|_| kind == Kind::Dot);
            let node = prefixed(p, kind, prefix, call)?;
            return column::column_ops(p, RuleArgs { node: Some(node), flags: a.flags });
        }
    }
    p.retreat(mark);
    column::column_ops(p, a)
}

/// A window belongs to the whole call.
fn prefixed(p: &mut Parser<'_>, kind: Kind, prefix: Option<NodeId>, call: NodeId) -> R<NodeId> {
    let inner = p.tree.this(call).filter(|_| p.tree.kind(call) == Kind::Window);
    let call_only = inner.unwrap_or(call);
    let node = match prefix {
        Some(prefix) => p.make(kind, &args![This: prefix, Expression: call_only])?,
        None => p.make(kind, &args![This: call_only])?,
    };
    if inner.is_none() {
        return Ok(node);
    }
    p.tree.set(call, Arg::This, node);
    Ok(call)
}

/// `CLUSTER BY a, b`, after its words.
fn cluster_by(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let columns = p.csv(|p| p.column())?;
    let list = p.list(&columns);
    p.some(Kind::ClusterProperty, &args![Expressions: list])
}

/// `EXPORT DATA [WITH CONNECTION x] OPTIONS (...) AS query`, after its first word.
/// <https://cloud.google.com/bigquery/docs/reference/standard-sql/export-statements>
fn export(p: &mut Parser<'_>, _: RuleArgs) -> R {
    p.accept_words(&["DATA"]);
    let connection = if p.accept_words(&["WITH", "CONNECTION"]) { p.table_parts(0)? } else { None };
    let options = p.properties(0)?;
    p.accept_words(&["AS"]);
    let this = p.select_or_expression(0)?;
    p.some(Kind::Export, &args![Connection: connection, Options: options, This: this])
}

/// `ELSE ...`, `END IF` and the like, after their first word: what goes on or ends a statement of several is kept as text.
fn kept(p: &mut Parser<'_>, _: RuleArgs) -> R {
    statements::as_command(p, p.mark() - 1)
}

/// `FOR r IN (query) DO statement`, after its first word.
/// <https://cloud.google.com/bigquery/docs/reference/standard-sql/procedural-language#for-in>
fn for_in(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let this = p.range()?;
    p.accept_words(&["DO"]);
    if p.at(T::Command) {
        // A block, or a call: what is text as a statement of its own is text with its loop.
        return statements::as_command(p, mark);
    }
    let statement = p.statement()?;
    p.some(Kind::ForIn, &args![This: this, Expression: statement])
}

/// Arrays of keys and values are pairs.
/// <https://cloud.google.com/bigquery/docs/reference/standard-sql/json_functions#json_object>
fn json_object(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let Some(node) = functions::json::json_object(p, Kind::JSONObject)? else { return Ok(None) };
    let [pair] = p.tree.expressions(node)[..] else { return Ok(Some(node)) };
    let (Some(keys), Some(values)) = (p.tree.this(pair), p.tree.expression(pair)) else { return Ok(Some(node)) };
    if p.tree.kind(keys) != Kind::Array || p.tree.kind(values) != Kind::Array {
        return Ok(Some(node));
    }
    let keys = p.tree.expressions(keys).to_vec();
    let values = p.tree.expressions(values).to_vec();
    let mut pairs = Vec::new();
    for (key, value) in keys.into_iter().zip(values) {
        pairs.push(p.make(Kind::JSONKeyValue, &args![This: key, Expression: value])?);
    }
    p.tree.set_list(node, Arg::Expressions, &pairs);
    Ok(Some(node))
}

/// `r'\n'`, after its token; `rb'\n'` and `br'\n'` are bytes.
/// <https://cloud.google.com/bigquery/docs/reference/standard-sql/lexical#string_and_bytes_literals>
fn raw_string(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let prefix = p.source_since(p.mark() - 1).bytes().take(2);
    match prefix.filter(|byte| byte.eq_ignore_ascii_case(&b'b')).count() {
        0 => atom::special_string(p, Kind::RawString),
        _ => atom::byte_string(p, a),
    }
}
