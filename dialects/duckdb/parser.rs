//! DuckDB's grammar where it differs: <https://duckdb.org/docs/stable/sql/introduction>.

use sqlectic_ast::{args, Arg, Kind, NodeId, Text, Value};
use sqlectic_syntax::{
    lexer::T,
    parser::{
        add_rules, add_token_rules, atom, column, expr, join, predicate, properties, query, relation, sample, session,
        set, statements, IsPrecedence, Level, Parser, Rule, RuleArgs, R,
    },
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    operators(d);
    statement_tables(d);
    let p = &mut d.parser;
    p.sets.join_kinds = p.sets.join_kinds.without(&[T::StraightJoin]);
    for (rule, entry) in RULES {
        p.replace(*rule, *entry);
    }
}

const RULES: &[(Rule, sqlectic_syntax::parser::RuleFn)] = &[
    (Rule::ColumnReference, column_reference),
    (Rule::Expression, expression),
    (Rule::FunctionProperties, function_properties),
    (Rule::Join, joined),
    (Rule::Lambda, lambda),
    (Rule::SelectQuery, select_query),
    (Rule::Table, table),
    (Rule::TableAlias, table_alias),
    (Rule::TableSample, table_sample),
    (Rule::TriggerExecute, |p, _| Ok(p.attempt(|p| p.statement()))),
];

fn flags(d: &mut Dialect) {
    let f = &mut d.parser.flags;
    f.is_predicate_precedence = IsPrecedence::Low;
    f.map_keys_are_arbitrary_expressions = true;
    f.pivot_column_naming = "agg_name_if_aliased_or_multiple".into();
    f.supports_directed_join = false;
    f.supports_table_query = true;
    d.parser.default_sampling_method = None;
}

fn operators(d: &mut Dialect) {
    let p = &mut d.parser;
    p.infix.remove(T::Caret);
    p.add_infix(Level::Exponent, &[(T::Caret, Kind::Pow), (T::Dstar, Kind::Pow)]);
    for arrow in [T::Arrow, T::Darrow] {
        p.column_operators.remove(arrow);
    }
    p.add_infix(Level::Bitwise, &[(T::Arrow, Kind::JSONExtract), (T::Darrow, Kind::JSONExtractScalar)]);
    add_token_rules(
        &mut p.range,
        &[(T::Damp, |p, a| predicate::binary(p, Kind::ArrayOverlaps, a.node)), (T::Tilde, regexp_match)],
    );
    add_token_rules(&mut p.placeholders, &[(T::Parameter, parameter)]);
    add_token_rules(&mut p.primary, &[(T::HeredocString, |p, _| atom::special_string(p, Kind::RawString))]);
}

fn statement_tables(d: &mut Dialect) {
    let p = &mut d.parser;
    add_token_rules(
        &mut p.statements,
        &[
            (T::Attach, |p, _| p.attach_detach(0)),
            (T::Connect, connect),
            (T::Detach, |p, _| p.attach_detach(session::DETACH)),
            (T::Disconnect, disconnect),
            (T::Force, force),
            (T::Install, |p, _| install(p, false)),
            (T::Show, |p, _| p.show()),
        ],
    );
    add_rules(&mut p.set_items, &[("VARIABLE", |p, _| p.set_item_assignment(set::KIND))]);
    add_rules(&mut p.show_items, &[("ALL TABLES", |p, _| show(p, "ALL TABLES")), ("TABLES", |p, _| show(p, "TABLES"))]);
}

// ---- expressions -----------------------------------------------------------------------------------------------------

/// `x ~ y`: part of the text has to match; before 2.0 all of it: <https://github.com/duckdb/duckdb/releases>.
fn regexp_match(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let comments = p.prev_comments();
    let right = p.bitwise()?;
    let full = (p.dialect.version() < (2, 0)).then_some(true);
    let node = p.node(Kind::RegexpLike, &args![This: a.node, Expression: right, FullMatch: full])?;
    p.add_comments(node, &comments);
    Ok(Some(node))
}

/// `$1`, `$name`, `$"a name"`, after the sign.
fn parameter(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let this: Value = match p.kind() {
        T::Identifier => p.identifier()?.into(),
        T::Number | T::Var => {
            p.advance();
            p.prev_text()
        }
        _ => match p.id_var(atom::ANY_TOKEN)? {
            Some(name) => p.tree.get(name, Arg::This),
            None => return Ok(None),
        },
    };
    p.some(Kind::Placeholder, &args![This: this])
}

/// `#1`, a column by its place.
fn column_reference(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if p.at(T::Hash) && p.next_kind() == T::Number {
        p.advance();
        let number = p.primary()?;
        return p.some(Kind::PositionalColumn, &args![This: number]);
    }
    column::column_reference(p, a)
}

/// `name: value`, an alias before its expression.
fn expression(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some((alias, mut comments)) = prefix_alias(p)? else { return expr::expression(p, a) };
    let this = p.assignment()?;
    if let Some(this) = this {
        comments.extend(p.tree.take_comments(this));
    }
    let node = p.node(Kind::Alias, &args![This: this, Alias: alias])?;
    p.add_comments(node, &comments);
    p.take_comments(node);
    Ok(Some(node))
}

/// A name and a colon, with the comments behind the colon.
fn prefix_alias(p: &mut Parser<'_>) -> R<Option<(NodeId, Vec<Text>)>> {
    if p.next_kind() != T::Colon {
        return Ok(None);
    }
    let mark = p.mark();
    let Some(alias) = p.id_var(0)? else { return Ok(None) };
    p.take_comments(alias);
    if !p.accept(T::Colon) {
        p.retreat(mark);
        return Ok(None);
    }
    let comments = p.prev_comments();
    p.drop_comments();
    Ok(Some((alias, comments)))
}

/// Whether an arrow follows that takes something out of a JSON value, and starts no lambda: behind a text, or before a path.
fn extracts(p: &Parser<'_>) -> bool {
    if p.next_kind() != T::Arrow {
        return false;
    }
    let path = p.peek(2);
    p.at(T::String) || path.kind == T::String && p.tree.str(path.text).starts_with(['$', '/'])
}

/// `LAMBDA x, y : body`.
fn lambda(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let extracts = if extracts(p) { expr::WITHOUT_ARROW } else { 0 };
    let others = RuleArgs { flags: a.flags | extracts, ..a };
    if !p.at_words(&["LAMBDA"]) || !matches!(p.next_kind(), T::Var | T::Identifier) {
        return expr::lambda(p, others);
    }
    let mark = p.mark();
    p.advance();
    let arguments = p.csv(|p| p.lambda_arg())?;
    if arguments.is_empty() || !p.accept(T::Colon) {
        p.retreat(mark);
        return expr::lambda(p, others);
    }
    let list = p.list(&arguments);
    let holder = p.tree.make(Kind::Tuple, &args![Expressions: list]);
    expr::lambda_body(p, RuleArgs { node: Some(holder), flags: 0 })
}

// ---- queries and tables ----------------------------------------------------------------------------------------------

/// `SUMMARIZE t` is a query too.
fn select_query(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let starts = p.at(T::Summarize)
        && !matches!(p.next_kind(), T::Sentinel | T::Comma | T::RParen | T::Dot | T::Eq | T::From | T::Alias);
    if !starts {
        return query::select_query(p, a);
    }
    let mark = p.mark();
    p.advance();
    let table = p.accept(T::Table);
    let this = match p.select(0)? {
        Some(query) => Some(query),
        None => match p.string()? {
            Some(path) => Some(path),
            None => p.table(0)?,
        },
    };
    p.make_from(mark, Kind::Summarize, &args![This: this, Table: table]).map(Some)
}

/// `name: t`, an alias before its table; a path in quotes is a table.
fn table(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some((alias, comments)) = prefix_alias(p)? else { return relation::table(p, a) };
    let Some(this) = relation::table(p, a)? else { return Ok(None) };
    let (before, behind) = (p.tree.take_comments(alias), p.tree.take_comments(this));
    let name = p.tree.make(Kind::TableAlias, &args![This: alias]);
    p.tree.set(this, Arg::Alias, name);
    for comments in [before, comments, behind] {
        p.add_comments(name, &comments);
    }
    Ok(Some(this))
}

/// Rows are drawn by reservoir, percentages by system: <https://duckdb.org/docs/stable/sql/query_syntax/sample>.
fn table_sample(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(node) = sample::table_sample(p, a)? else { return Ok(None) };
    if p.tree.get(node, Arg::Method) == Value::None {
        let method = if p.tree.has(node, Arg::Percent) { "SYSTEM" } else { "RESERVOIR" };
        let word = p.word_node(method);
        let given: Vec<(Arg, Value)> = p.tree.arguments(node).collect();
        for (arg, _) in &given {
            p.tree.take(node, *arg);
        }
        p.tree.set(node, Arg::Method, word);
        for (arg, value) in given {
            p.tree.set(node, arg, value);
        }
    }
    Ok(Some(node))
}

/// Kinds of joins that the optimizer makes, and their side and kind.
const JOIN_TYPES: &[(&str, &str, &str)] = &[
    ("ANTI", "", "ANTI"),
    ("FULL", "FULL", ""),
    ("INNER", "", "INNER"),
    ("LEFT", "LEFT", ""),
    ("MARK", "", "MARK"),
    ("RIGHT", "RIGHT", ""),
    ("RIGHT_ANTI", "RIGHT", "ANTI"),
    ("RIGHT_SEMI", "RIGHT", "SEMI"),
    ("SEMI", "", "SEMI"),
    ("SINGLE", "", "SINGLE"),
];

/// `JOIN BY (TYPE left) t`, and `JOIN t NEAREST 2 BY DISTANCE x`.
fn joined(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let by_type = p.at(T::Join) && p.is_word(1, "BY") && p.peek(2).kind == T::LParen && p.is_word(3, "TYPE");
    let (mut side, mut kind) = (Value::None, Value::None);
    if by_type {
        let word = p.str(p.peek(4)).to_uppercase();
        let word = word.strip_suffix("_JOIN").unwrap_or(&word);
        if let Some((_, s, k)) = JOIN_TYPES.iter().find(|(name, ..)| *name == word) {
            let close = p.peek(5).kind == T::RParen;
            if close {
                side = if s.is_empty() { Value::None } else { p.text(s) };
                kind = if k.is_empty() { Value::None } else { p.text(k) };
                p.advance_by(6);
            }
        }
    }
    let node = match side.is_some() || kind.is_some() {
        true => join::after_head(p, Value::None, Value::None, 0)?,
        false => join::join(p, a)?,
    };
    let Some(node) = node else { return Ok(None) };
    for (arg, value) in [(Arg::Side, side), (Arg::Kind, kind)] {
        if value.is_some() {
            p.tree.set(node, arg, value);
        }
    }
    if let Some(nearest) = nearest(p)? {
        p.tree.set(node, Arg::Nearest, nearest);
    }
    Ok(Some(node))
}

/// An alias of a table; not the words of a join to the nearest.
fn table_alias(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let words = usize::from(p.is_word(0, "APPROX"));
    match p.is_word(words, "NEAREST") && p.peek(words + 1).kind == T::Number {
        true => Ok(None),
        false => relation::table_alias(p, a),
    }
}

/// `[APPROX] NEAREST n BY [DISTANCE | SIMILARITY] x`.
fn nearest(p: &mut Parser<'_>) -> R {
    let mark = p.mark();
    let approximate = p.accept_words(&["APPROX"]);
    if !p.accept_words(&["NEAREST"]) {
        p.retreat(mark);
        return Ok(None);
    }
    let count = p.primary()?;
    let by = p.accept_words(&["BY"]);
    if !by || !p.accept_word(&["DISTANCE", "SIMILARITY"]) {
        p.retreat(mark);
        return Ok(None);
    }
    let similarity = p.prev_str().eq_ignore_ascii_case("SIMILARITY");
    let this = p.disjunction()?;
    p.make_from(mark, Kind::Nearest, &args![This: this, Count: count, Approximate: approximate, Similarity: similarity])
        .map(Some)
}

// ---- statements ------------------------------------------------------------------------------------------------------

/// `CONNECT name`, after the word.
fn connect(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let this = match p.string()? {
        Some(path) => Some(path),
        None => p.id_var(atom::ANY_TOKEN)?,
    };
    p.make_from(mark, Kind::ConnectTo, &args![This: this]).map(Some)
}

fn disconnect(p: &mut Parser<'_>, _: RuleArgs) -> R {
    p.some(Kind::Disconnect, &[])
}

/// `FORCE INSTALL ...`; what else is forced stays text.
fn force(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let mark = p.mark() - 1;
    match p.accept(T::Install) {
        true => install(p, true),
        false => statements::as_command(p, mark),
    }
}

/// `INSTALL name FROM source`, after the word.
fn install(p: &mut Parser<'_>, force: bool) -> R {
    let mark = p.mark() - 1;
    let this = p.id_var(0)?;
    let from = match p.accept(T::From) {
        true => match p.string()? {
            Some(path) => Some(path),
            None => p.var(atom::ANY_TOKEN)?,
        },
        false => None,
    };
    p.make_from(mark, Kind::Install, &args![This: this, From: from, Force: force]).map(Some)
}

/// `SHOW TABLES FROM a.b`.
fn show(p: &mut Parser<'_>, this: &str) -> R {
    let mark = p.mark();
    let this = p.text(this);
    let from = if p.accept(T::From) { p.table_parts(0)? } else { None };
    p.make_from(mark.saturating_sub(1), Kind::Show, &args![This: this, From: from]).map(Some)
}

/// `AS TABLE SELECT ...`: the macro returns a table.
fn function_properties(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if !p.accept(T::Table) {
        return properties::function_properties(p, a);
    }
    let word = p.text("TABLE");
    let word = p.make(Kind::Var, &args![This: word])?;
    let table = p.make(Kind::Schema, &args![This: word])?;
    let returns = p.make(Kind::ReturnsProperty, &args![This: table, IsTable: true])?;
    let all = p.list(&[returns]);
    p.some(Kind::Properties, &args![Expressions: all])
}
