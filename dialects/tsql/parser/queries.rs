//! Clauses of queries: `alias = x`, `FOR XML`, `OPTION(...)`.

use sqlectic_ast::{args, Arg, Kind, Value};
use sqlectic_syntax::{
    lexer::T,
    parser::{add_token_rules, atom::ANY_TOKEN, expr, query, sample, Parser, Rule, RuleArgs, R},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    add_token_rules(&mut p.query_modifiers, &[(T::For, for_modifier), (T::Option, option_modifier)]);
    p.set_op_modifiers = vec![Arg::Order, Arg::Limit, Arg::Offset, Arg::For, Arg::Options];
    p.replace(Rule::Projection, projection);
    p.replace(Rule::Into, into);
    p.replace(Rule::TableHints, |p, a| match super::names::table_hints(p)? {
        Some(hints) => Ok(Some(hints)),
        None => sample::table_hints(p, a),
    });
}

/// `alias = x`: <https://learn.microsoft.com/en-us/sql/t-sql/queries/select-clause-transact-sql>.
fn projection(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(node) = expr::expression(p, a)? else { return Ok(None) };
    if p.tree.kind(node) != Kind::EQ {
        return Ok(Some(node));
    }
    let (left, value) = (p.tree.this(node), p.tree.expression(node));
    let name = left.filter(|left| p.tree.kind(*left) == Kind::Column).and_then(|column| p.tree.this(column));
    let (Some(name), Some(value)) = (name, value) else { return Ok(Some(node)) };
    let span = p.tree.span(node);
    let comments = p.tree.take_comments(node);
    let alias = p.tree.make_at(Kind::Alias, span, &args![This: value, Alias: name]);
    p.add_comments(alias, &comments);
    Ok(Some(alias))
}

/// `INTO #t` makes a temporary table.
fn into(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(into) = query::into(p, a)? else { return Ok(None) };
    let name = p.tree.this(into).and_then(|table| p.tree.this(table));
    if name.is_some_and(|name| p.tree.kind(name) == Kind::Identifier && p.tree.has(name, Arg::Temporary)) {
        p.tree.set(into, Arg::Temporary, true);
    }
    Ok(Some(into))
}

// ---- FOR -------------------------------------------------------------------------------------------------------------

/// Words of `FOR XML`: <https://learn.microsoft.com/en-us/sql/relational-databases/xml/for-xml-sql-server>.
const XML_OPTIONS: &[(&str, &[&str])] =
    &[("AUTO", &[]), ("BINARY", &["BASE64"]), ("ELEMENTS", &["XSINIL", "ABSENT"]), ("EXPLICIT", &[]), ("TYPE", &[])];

/// Words of `FOR JSON`: <https://learn.microsoft.com/en-us/sql/t-sql/queries/select-for-clause-transact-sql#for-json>.
const JSON_OPTIONS: &[(&str, &[&str])] =
    &[("AUTO", &[]), ("INCLUDE_NULL_VALUES", &[]), ("PATH", &[]), ("WITHOUT_ARRAY_WRAPPER", &[])];

fn for_modifier(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(query) = a.node else { return Ok(None) };
    let mark = p.mark();
    p.advance();
    let options = match p.curr_str().to_ascii_uppercase().as_str() {
        "XML" => Some(XML_OPTIONS),
        "JSON" => Some(JSON_OPTIONS),
        "BROWSE" => None,
        _ => {
            p.retreat(mark);
            return Ok(None);
        }
    };
    p.advance();
    let kind = p.prev_upper();
    let items = match options {
        Some(options) => {
            let items = p.csv(|p| for_option(p, options))?;
            p.list(&items)
        }
        None => Value::None,
    };
    let clause = p.make_from(mark, Kind::ForClause, &args![Kind: kind, Expressions: items])?;
    p.tree.set(query, Arg::For, clause);
    Ok(Some(query))
}

/// `PATH`, `ROOT('x')`: a word, or any word with a text.
fn for_option(p: &mut Parser<'_>, options: &[(&str, &[&str])]) -> R {
    if let Some(option) = p.option(options, false)? {
        return p.some(Kind::QueryOption, &args![This: option]);
    }
    let word = primary_or_var(p)?;
    let value = if p.at(T::LParen) { p.wrapped(|p| p.string())? } else { None };
    // It may be empty.
    let this = p.tree.make(Kind::XMLKeyValueOption, &args![This: word, Expression: value]);
    p.some(Kind::QueryOption, &args![This: this])
}

/// A literal, or any word.
fn primary_or_var(p: &mut Parser<'_>) -> R {
    match p.primary()? {
        Some(primary) => Ok(Some(primary)),
        None => p.var(ANY_TOKEN),
    }
}

// ---- OPTION ----------------------------------------------------------------------------------------------------------

/// Hints of queries: <https://learn.microsoft.com/en-us/sql/t-sql/queries/hints-transact-sql-query>.
const QUERY_HINTS: &[(&str, &[&str])] = &[
    ("CONCAT", &["UNION"]),
    ("DISABLE", &["EXTERNALPUSHDOWN", "SCALEOUTEXECUTION"]),
    ("DISABLE_OPTIMIZED_PLAN_FORCING", &[]),
    ("EXPAND", &["VIEWS"]),
    ("FAST", &[]),
    ("FORCE", &["EXTERNALPUSHDOWN", "ORDER", "SCALEOUTEXECUTION"]),
    ("HASH", &["GROUP", "JOIN", "UNION"]),
    ("IGNORE_NONCLUSTERED_COLUMNSTORE_INDEX", &[]),
    ("KEEP", &["PLAN"]),
    ("KEEPFIXED", &["PLAN"]),
    ("LABEL", &[]),
    ("LOOP", &["JOIN"]),
    ("MAXDOP", &[]),
    ("MAXRECURSION", &[]),
    ("MAX_GRANT_PERCENT", &[]),
    ("MERGE", &["JOIN", "UNION"]),
    ("MIN_GRANT_PERCENT", &[]),
    ("NO_PERFORMANCE_SPOOL", &[]),
    ("OPTIMIZE", &["FOR UNKNOWN"]),
    ("ORDER", &["GROUP"]),
    ("PARAMETERIZATION", &["FORCED", "SIMPLE"]),
    ("QUERYTRACEON", &[]),
    ("RECOMPILE", &[]),
    ("ROBUST", &["PLAN"]),
    ("USE", &["PLAN"]),
];

fn option_modifier(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(query) = a.node else { return Ok(None) };
    let options = options(p)?;
    p.tree.set(query, Arg::Options, options);
    Ok(Some(query))
}

/// `OPTION(hint, ...)`; nothing if it isn't there.
pub(super) fn options(p: &mut Parser<'_>) -> R<Value> {
    if !p.accept(T::Option) {
        return Ok(Value::None);
    }
    let items = p.wrapped_csv(|p| {
        let Some(hint) = p.option(QUERY_HINTS, true)? else { return Ok(None) };
        p.accept(T::Eq);
        let value = primary_or_var(p)?;
        p.some(Kind::QueryOption, &args![This: hint, Expression: value])
    })?;
    Ok(p.opt_list(&items))
}
