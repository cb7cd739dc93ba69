//! Oracle's grammar where it differs: <https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/>.

use crate::shared;
use sqlectic_ast::{args, Arg, Kind, Value};
use sqlectic_syntax::{
    lexer::T,
    parser::{
        add_rules, add_token_rules, atom, column, constraints, interval, properties, relation, sample, IsPrecedence,
        Parser, Rule, RuleArgs, RuleFn, R,
    },
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let p = &mut d.parser;
    let f = &mut p.flags;
    f.is_predicate_precedence = IsPrecedence::Low;
    f.supports_nth_value_from_modifier = true;
    f.supports_partition_selection = true;
    f.values_followed_by_paren = false;
    p.sets.alias.extend(&[T::MatchRecognize, T::TableSample]);
    p.sets.id_var.extend(&[T::MatchRecognize, T::TableSample]);
    p.sets.distinct.extend(&[T::Unique]);
    p.sets.window_before_paren.extend(&[T::Keep]);
    add_rules(&mut p.properties, PROPERTIES);
    add_token_rules(&mut p.query_modifiers, &[(T::With, restriction)]);
    p.type_literals.remove(T::Json);
    add_token_rules(&mut p.type_literals, &[(T::Date, date_literal), (T::Timestamp, timestamp_literal)]);
    p.replace(Rule::ColumnOps, column_ops);
    // https://docs.oracle.com/en/database/oracle/oracle-database/23/lnpls/formal-parameter-declaration.html
    p.replace(Rule::FunctionParameter, shared::parameter_with_mode);
    p.replace(Rule::HintFunction, hint_function);
    p.replace(Rule::InsertTable, insert_table);
    p.replace(Rule::Into, into);
    p.replace(Rule::Version, version);
}

/// Properties by keyword, sorted.
const PROPERTIES: &[(&str, RuleFn)] = &[
    ("FORCE", |p, _| properties::marker(p, Kind::ForceProperty)),
    ("GLOBAL", |p, _| temporary(p, "GLOBAL")),
    ("INITRANS", physical_property),
    ("LOGGING", physical_property),
    ("MAXTRANS", physical_property),
    ("NOLOGGING", physical_property),
    ("PCTFREE", physical_property),
    ("PCTUSED", physical_property),
    ("PRIVATE", |p, _| temporary(p, "PRIVATE")),
    ("STORAGE", storage),
    ("TABLESPACE", |p, _| constraints::of(p, Kind::TableSpaceProperty, |p| p.id_var(atom::ANY_TOKEN))),
];

// ---- definitions -----------------------------------------------------------------------------------------------------

/// `GLOBAL TEMPORARY`, `PRIVATE TEMPORARY`, after the first word.
fn temporary(p: &mut Parser<'_>, scope: &str) -> R {
    if !p.accept(T::Temporary) {
        return Ok(None);
    }
    let scope = p.text(scope);
    p.some(Kind::TemporaryProperty, &args![This: scope])
}

/// `PCTFREE 10`, `LOGGING`: attributes of segments, after their word.
fn physical_property(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let name = p.prev_upper();
    if p.prev_str().to_ascii_uppercase().ends_with("LOGGING") {
        return p.some(Kind::PhysicalProperty, &args![This: name]);
    }
    let value = p.number()?;
    if value.is_none() {
        let word = p.prev_str().to_uppercase();
        p.error(&format!("Expected value for {word}"))?;
    }
    p.some(Kind::PhysicalProperty, &args![This: name, Value: value])
}

/// What `STORAGE` sets, sorted.
/// <https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/storage_clause.html>
const STORAGE_OPTIONS: &[&str] = &[
    "BUFFER_POOL",
    "CELL_FLASH_CACHE",
    "FLASH_CACHE",
    "FREELIST",
    "FREELISTS",
    "INITIAL",
    "MAXEXTENTS",
    "MAXSIZE",
    "MINEXTENTS",
    "NEXT",
    "PCTINCREASE",
];

/// `STORAGE (INITIAL 64K NEXT 1M)`, after the word.
fn storage(p: &mut Parser<'_>, _: RuleArgs) -> R {
    p.l_paren()?;
    let mut options = Vec::new();
    while p.accept_word(STORAGE_OPTIONS) {
        let mut name = p.prev_upper();
        if p.prev_str().eq_ignore_ascii_case("FREELIST") {
            if !p.accept_words(&["GROUPS"]) {
                p.error("Expected GROUPS after FREELIST")?;
            }
            name = p.text("FREELIST GROUPS");
        }
        let value = storage_value(p)?;
        if value.is_none() {
            p.error("Expected a value behind a storage option")?;
        }
        options.push(p.make(Kind::PhysicalProperty, &args![This: name, Value: value])?);
    }
    p.r_paren()?;
    let list = p.list(&options);
    p.some(Kind::StorageProperty, &args![Expressions: list])
}

/// A number with a unit of size, or a word.
fn storage_value(p: &mut Parser<'_>) -> R {
    let Some(number) = p.number()? else { return p.var(atom::ANY_TOKEN | atom::UPPER) };
    if !p.accept_word(&["K", "M", "G", "T", "P", "E"]) {
        return Ok(Some(number));
    }
    let size = format!("{}{}", p.tree.name(number), p.prev_str().to_uppercase());
    Ok(Some(p.word_node(&size)))
}

// ---- literals --------------------------------------------------------------------------------------------------------

/// `DATE '2020-01-01'`.
fn date_literal(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let value = a.node.and_then(|holder| p.tree.this(holder));
    p.some(Kind::DateStrToDate, &args![This: value])
}

/// `TIMESTAMP '2020-01-01 00:00:00.0'`.
fn timestamp_literal(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let value = a.node.and_then(|holder| p.tree.this(holder));
    let format = p.tree.string("%Y-%m-%d %H:%M:%S.%f");
    p.some(Kind::StrToTime, &args![This: value, Format: format])
}

/// `(a - b) DAY TO SECOND`: the interval between two times.
/// <https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Interval-Expressions.html>
fn column_ops(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let this = column::column_ops(p, a)?;
    let Some(node) = this else { return Ok(None) };
    let may_span = !matches!(p.tree.kind(node), Kind::Column | Kind::Literal);
    if !may_span || p.at(T::Identifier) || !interval::is_unit(p.curr_str()) {
        return Ok(this);
    }
    match interval::unit_span(p)? {
        Some(span) => p.some(Kind::Interval, &args![This: node, Unit: span]),
        None => Ok(this),
    }
}

// ---- queries ---------------------------------------------------------------------------------------------------------

/// `WITH READ ONLY`, `WITH CHECK OPTION` behind the query of a view.
fn restriction(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(query) = a.node else { return Ok(None) };
    let mut option = None;
    for words in [["READ", "ONLY"], ["CHECK", "OPTION"]] {
        if p.is_word(1, words[0]) && p.is_word(2, words[1]) {
            p.advance_by(3);
            option = Some(p.word_node(&format!("WITH {} {}", words[0], words[1])));
        }
    }
    let Some(option) = option else { return Ok(None) };
    let name: Value = match p.accept(T::Constraint) {
        true => p.id_var(atom::ANY_TOKEN)?.into(),
        false => Value::Bool(false),
    };
    let option = p.make(Kind::QueryOption, &args![This: option, Expression: name])?;
    p.tree.set_list(query, Arg::Options, &[option]);
    Ok(Some(query))
}

/// `INTO a, b`, `BULK COLLECT INTO a, b`: variables.
fn into(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let bulk = p.accept(T::BulkCollectInto);
    if !bulk && !p.accept(T::Into) {
        return Ok(None);
    }
    let mark = p.mark();
    // What stands in parentheses is no variable, and may nest.
    let variables = if p.at(T::LParen) { None } else { Some(p.expressions()?) };
    let Some(variables) = variables.filter(|variables| variables.len() != 1) else {
        p.retreat(mark);
        let table = p.table(relation::SCHEMA)?;
        return p.some(Kind::Into, &args![This: table, BulkCollect: bulk]);
    };
    let list = p.list(&variables);
    p.some(Kind::Into, &args![BulkCollect: bulk, Expressions: list])
}

/// `AS OF SCN 1`, `AS OF TIMESTAMP x`.
fn version(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark();
    for what in ["SCN", "TIMESTAMP"] {
        if p.accept_words(&["AS", "OF", what]) {
            let this = p.text(what);
            let point = p.bitwise()?;
            let kind = p.text("AS OF");
            return p.make_from(mark, Kind::Version, &args![This: this, Expression: point, Kind: kind]).map(Some);
        }
    }
    sample::version(p, a)
}

/// `INSERT INTO t s (a)`: an alias stands without `AS`.
fn insert_table(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let Some(table) = p.table(relation::SCHEMA | relation::PARTITION)? else { return Ok(None) };
    if p.tree.kind(table) == Kind::Table {
        p.accept(T::Alias);
        if let Some(name) = p.id_var(atom::TABLE_ALIAS_TOKENS)? {
            let alias = p.some(Kind::TableAlias, &args![This: name])?;
            p.tree.set(table, Arg::Alias, alias);
        }
        return p.schema(Some(table));
    }
    Ok(Some(table))
}

/// `LEADING(a b)`: arguments of hints are words between blanks.
fn hint_function(p: &mut Parser<'_>, _: RuleArgs) -> R {
    if p.next_kind() != T::LParen {
        return Ok(None);
    }
    p.advance();
    let name = p.prev_text();
    p.advance();
    let mut words = Vec::new();
    while let Some(word) = p.var(0)? {
        words.push(word);
    }
    p.r_paren()?;
    let list = p.list(&words);
    p.some(Kind::Anonymous, &args![This: name, Expressions: list])
}
