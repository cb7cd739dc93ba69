//! The grammar where it differs: <https://cloud.google.com/bigquery/docs/reference/standard-sql/query-syntax>.

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    lexer::T,
    parser::{add_rules, add_token_rules, column, expr, functions, relation, Parser, Rule, RuleArgs, R},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    sets(d);
    let p = &mut d.parser;
    p.replace(Rule::Bracket, bracket);
    p.replace(Rule::TablePart, table_part);
    p.replace(Rule::TableParts, table_parts);
    p.function_parsers.remove("TRIM");
    p.no_paren_functions.set(T::CurrentDatetime, Kind::CurrentDatetime);
    for token in [T::Localtime, T::Localtimestamp, T::CurrentCatalog, T::SessionUser] {
        p.no_paren_functions.remove(token);
    }
    p.range.remove(T::Overlaps);
    add_rules(&mut p.constraints, &[("OPTIONS", options)]);
    add_rules(&mut p.properties, &[("CLUSTER BY", cluster_by), ("OPTIONS", options)]);
    add_token_rules(&mut p.statements, &[(T::Export, export), (T::For, for_in)]);
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
    s.id_var.extend(&[T::Grant, T::StraightJoin]);
    s.table_alias = s.table_alias.without(&plain);
    s.table_alias.extend(&[T::Anti, T::Grant, T::Semi, T::StraightJoin]);
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

/// Names of projects may have dashes: `my-project.dataset.table`.
fn table_part(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark();
    let this = match relation::table_part(p, a)? {
        Some(this) => Some(this),
        None => p.number()?,
    };
    let Some(this) = this else { return Ok(None) };
    match p.tree.kind(this) {
        Kind::Identifier if !p.tree.has(this, Arg::Quoted) => dashed(p, this, mark),
        Kind::Literal if !p.tree.is_string(this) => dashed(p, this, mark),
        _ => Ok(Some(this)),
    }
}

/// Goes on with words that follow each other without blanks.
fn dashed(p: &mut Parser<'_>, this: NodeId, _mark: usize) -> R {
    let mut name = p.tree.name(this).to_string();
    let mut longer = p.tree.kind(this) == Kind::Literal;
    while p.at(T::Dash) && adjacent(p) && !matches!(p.next_kind(), T::Dot | T::LParen | T::RParen) {
        p.advance();
        name.push('-');
        longer = true;
        while adjacent(p) && !p.at_end() && !matches!(p.kind(), T::Dash | T::Dot | T::LParen | T::RParen | T::Semicolon)
        {
            p.advance();
            name.push_str(p.prev_str());
            if p.prev_str().ends_with('.') {
                break;
            }
        }
    }
    if !longer {
        return Ok(Some(this));
    }
    let text = p.text(&name);
    p.some(Kind::Identifier, &args![This: text, Quoted: false])
}

/// Whether the token before touches this one.
fn adjacent(p: &Parser<'_>) -> bool {
    p.prev().span.end == p.peek(0).span.start
}

/// A quoted name may hold the dots of several parts: `` `project.dataset.table` ``.
fn table_parts(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(table) = relation::table_parts(p, a)? else { return Ok(None) };
    let parts: Vec<NodeId> =
        [Arg::Catalog, Arg::Db, Arg::This].iter().filter_map(|arg| p.tree.node(table, *arg)).collect();
    if parts.iter().any(|part| p.tree.kind(*part) != Kind::Identifier) {
        return Ok(Some(table));
    }
    let last = parts.last().map(|part| (p.tree.name(*part).to_string(), p.tree.has(*part, Arg::Quoted)));
    let mut names = parts.clone();
    if parts.iter().any(|part| p.tree.name(*part).contains('.')) {
        names = split(p, &parts);
        set_names(p, table, names.clone())?;
        p.tree.set_meta(table, "quoted_table", Value::Bool(true));
    }
    if let Some((name, quoted)) = last {
        information_schema(p, table, &names, &name, quoted)?;
    }
    Ok(Some(table))
}

fn split(p: &mut Parser<'_>, parts: &[NodeId]) -> Vec<NodeId> {
    let mut names = Vec::new();
    for part in parts {
        let pieces: Vec<String> = p.tree.name(*part).split('.').map(str::to_string).collect();
        for piece in pieces {
            let text = p.text(&piece);
            names.push(p.tree.make_at(Kind::Identifier, p.tree.span(*part), &args![This: text, Quoted: true]));
        }
    }
    names
}

/// A view of the information schema is one name with it, known by the name that was written last.
/// <https://cloud.google.com/bigquery/docs/information-schema-intro>
fn information_schema(p: &mut Parser<'_>, table: NodeId, names: &[NodeId], last: &str, quoted: bool) -> R<()> {
    let [before @ .., schema, view] = names else { return Ok(()) };
    if before.len() > 2 || !p.tree.name(*schema).eq_ignore_ascii_case("INFORMATION_SCHEMA") {
        return Ok(());
    }
    let name = format!("{}.{}", p.tree.name(*schema), p.tree.name(*view));
    let text = p.text(&name);
    let this = p.make(Kind::Identifier, &args![This: text, Quoted: true])?;
    p.tree.take(table, Arg::Catalog);
    p.tree.take(table, Arg::Db);
    p.tree.set(table, Arg::This, this);
    for (part, arg) in before.iter().rev().zip([Arg::Db, Arg::Catalog]) {
        p.tree.set(table, arg, *part);
    }
    let text = p.text(last);
    let name = p.make(Kind::Identifier, &args![This: text, Quoted: quoted])?;
    let alias = p.make(Kind::TableAlias, &args![This: name])?;
    p.tree.set(table, Arg::Alias, alias);
    Ok(())
}

/// The last names are the table and its dataset, the first is the project; more make the table's name a path.
fn set_names(p: &mut Parser<'_>, table: NodeId, mut names: Vec<NodeId>) -> R<()> {
    let rest = if names.len() > 3 { names.split_off(2) } else { names.split_off(names.len() - 1) };
    let mut this = rest[0];
    for next in &rest[1..] {
        this = p.make(Kind::Dot, &args![This: this, Expression: *next])?;
    }
    p.tree.set(table, Arg::This, this);
    if let Some(db) = names.pop() {
        p.tree.set(table, Arg::Db, db);
    }
    if let Some(catalog) = names.pop() {
        p.tree.set(table, Arg::Catalog, catalog);
    }
    Ok(())
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
    let this = expr::select_or_expression(p, false)?;
    p.some(Kind::Export, &args![Connection: connection, Options: options, This: this])
}

/// `FOR r IN (query) DO statement`, after its first word.
/// <https://cloud.google.com/bigquery/docs/reference/standard-sql/procedural-language#for-in>
fn for_in(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let this = p.range()?;
    p.accept_words(&["DO"]);
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
