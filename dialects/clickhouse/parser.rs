//! Expressions and clauses that differ: <https://clickhouse.com/docs/sql-reference/operators>.

use super::functions::var_map;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    lexer::T,
    parser::{add_token_rules, atom, column, expr, predicate, IsPrecedence, Parser, Rule, RuleArgs, RuleFn, R},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    let p = &mut d.parser;
    let s = &mut p.sets;
    s.alias.remove(&[T::Format, T::Settings]);
    s.table_alias.remove(&[T::All, T::Any, T::Array, T::Final, T::Format, T::Paste, T::Settings]);
    s.func.extend(&[T::And, T::File, T::Or, T::Paste, T::Set, T::View]);
    s.id_var.extend(&[T::Like]);
    s.reserved.remove(&[T::Select]);
    s.join_kinds.extend(&[T::All, T::Any, T::Array, T::Asof, T::Paste]);
    p.column_operators.remove(T::Placeholder);
    add_token_rules(
        &mut p.column_operators,
        &[(T::Dotcaret, |p, a| column::operator(p, Kind::NestedJSONSelect, a.node))],
    );
    add_token_rules(&mut p.placeholders, &[(T::LBrace, query_parameter)]);
    add_token_rules(&mut p.query_modifiers, &[(T::Format, format), (T::Settings, settings)]);
    add_token_rules(&mut p.range, &[(T::Global, global_in)]);
    for (rule, entry) in RULES {
        p.replace(*rule, *entry);
    }
}

const RULES: &[(Rule, RuleFn)] = &[(Rule::Alias, alias), (Rule::Assignment, assignment), (Rule::Bracket, bracket)];

fn flags(d: &mut Dialect) {
    let f = &mut d.parser.flags;
    f.interval_spans = false;
    f.is_predicate_precedence = IsPrecedence::Low;
    f.joins_have_equal_precedence = true;
    f.log_defaults_to_ln = true;
    f.optional_alias_token_cte = false;
    f.supports_table_query = false;
}

/// `a ? b : c`.
fn assignment(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark();
    let this = expr::assignment(p, a)?;
    if this.is_none() || !p.accept(T::Placeholder) {
        return Ok(this);
    }
    let yes = p.assignment()?;
    let no = if p.accept(T::Colon) { p.assignment()? } else { None };
    p.make_from(mark, Kind::If, &args![This: this, True: yes, False: no]).map(Some)
}

/// `x APPLY(f) APPLY(g)`; without parentheses the word is an alias.
fn alias(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(this) = a.node else { return Ok(None) };
    let this = applied(p, this)?;
    if p.at_pair(T::Apply, T::LParen) {
        return Ok(Some(this));
    }
    match expr::alias(p, RuleArgs { node: Some(this), flags: a.flags })? {
        Some(node) => applied(p, node).map(Some),
        None => Ok(None),
    }
}

fn applied(p: &mut Parser<'_>, mut this: NodeId) -> R<NodeId> {
    while p.accept_pair(T::Apply, T::LParen) {
        let function = p.var(atom::ANY_TOKEN)?;
        this = p.node(Kind::Apply, &args![This: this, Expression: function])?;
        p.r_paren_of(Some(this))?;
    }
    Ok(this)
}

/// `x[]`, `x[][]`: a path in a JSON value that is an array:
/// <https://clickhouse.com/docs/sql-reference/data-types/newjson#handling-arrays-of-json-objects>.
fn json_array(p: &mut Parser<'_>, this: NodeId) -> R<NodeId> {
    let name = p.text("JSON");
    let mut to = p.node(Kind::DataType, &args![This: name, Nested: false, Nullable: false])?;
    while p.accept_pair(T::LBracket, T::RBracket) {
        let (array, inner) = (p.text("ARRAY"), p.list(&[to]));
        to = p.node(Kind::DataType, &args![This: array, Expressions: inner, Nested: true, Nullable: false])?;
    }
    p.make(Kind::JSONCast, &args![This: this, To: to])
}

/// `{'a': 1}` is a map.
fn bracket(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if let Some(this) = a.node.filter(|_| p.at_pair(T::LBracket, T::RBracket)) {
        return json_array(p, this).map(Some);
    }
    let is_map = a.node.is_none() && p.at(T::LBrace);
    let node = column::bracket(p, a)?;
    let Some(node) = node.filter(|node| is_map && p.tree.kind(*node) == Kind::Struct) else { return Ok(node) };
    let (mut keys, mut values) = (Vec::new(), Vec::new());
    for item in p.tree.expressions(node) {
        let Some(key) = p.tree.this(item) else { continue };
        let (text, span) = (p.tree.get(key, Arg::This), p.tree.span(key));
        let key = match p.tree.kind(key) {
            Kind::Identifier => p.tree.make_at(Kind::Literal, span, &args![This: text, IsString: true]),
            _ => key,
        };
        keys.push(key);
        values.extend(p.tree.expression(item));
    }
    var_map(p, &keys, &values).map(Some)
}

/// `{name: Type}`, after the brace: <https://clickhouse.com/docs/sql-reference/syntax#defining-and-using-query-parameters>.
fn query_parameter(p: &mut Parser<'_>, _: RuleArgs) -> R {
    if p.peek(1).kind != T::Colon {
        return Ok(None);
    }
    let Some(name) = p.id_var(0)? else { return Ok(None) };
    p.accept(T::Colon);
    let kind: Value = match p.types(0)? {
        Some(kind) => kind.into(),
        None if p.accept_words(&["IDENTIFIER"]) => p.text("Identifier"),
        None => return Ok(None),
    };
    if !p.at(T::RBrace) {
        return Ok(None);
    }
    p.advance();
    let (text, span) = (p.tree.get(name, Arg::This), p.tree.span(name));
    let this = p.tree.make_at(Kind::Var, span, &args![This: text]);
    p.some(Kind::Placeholder, &args![This: this, Kind: kind])
}

/// `x GLOBAL IN (...)`, `x GLOBAL NOT IN (...)`, after the word.
fn global_in(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let negated = p.accept(T::Not);
    let Some(this) = a.node.filter(|_| p.accept(T::In)) else { return Ok(None) };
    let Some(node) = predicate::in_(p, RuleArgs { node: Some(this), flags: 0 })? else { return Ok(None) };
    p.tree.set(node, Arg::IsGlobal, true);
    match negated {
        true => p.some(Kind::Not, &args![This: node]),
        false => Ok(Some(node)),
    }
}

// ---- clauses ---------------------------------------------------------------------------------------------------------

/// `SETTINGS a = 1, b = 2` of a query.
fn settings(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(query) = a.node else { return Ok(None) };
    p.advance();
    let items = p.csv(|p| p.assignment())?;
    let list = p.opt_list(&items);
    p.tree.set(query, Arg::Settings, list);
    Ok(Some(query))
}

/// `FORMAT name` of a query.
fn format(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(query) = a.node else { return Ok(None) };
    p.advance();
    let name = p.id_var(0)?;
    p.tree.set(query, Arg::Format, name);
    Ok(Some(query))
}
