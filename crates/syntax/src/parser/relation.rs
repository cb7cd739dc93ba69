//! What stands in `FROM`: tables and their names, subqueries, `VALUES`.

use super::{atom, functions, join, pivot, query, Parser, Rule, RuleArgs, R};
use crate::lexer::T;
use sqlectic_ast::{args, Arg, Kind, NodeId, Text, Value};

// Flags of the rules of this area and of [`Parser::select`] share one number space, since they are handed on.

/// Flag of [`Parser::subquery`], [`Parser::unnest`] and [`Parser::select`]: no alias is parsed.
pub const WITHOUT_ALIAS: u32 = 1;
/// Flag of [`Parser::table`]: columns may follow the name, as in `CREATE` and `INSERT`; nothing else may.
pub const SCHEMA: u32 = 1 << 5;
/// Flag of [`Parser::table`]: joins after a table belong to it.
pub const JOINS: u32 = 1 << 6;
/// Flag of [`Parser::table`]: `|>` after a subquery belongs to it.
pub const PIPE: u32 = 1 << 7;
/// Flag of [`Parser::table`] and [`Parser::table_parts`]: the name is that of a database, not of a table.
pub const DB_REFERENCE: u32 = 1 << 8;
/// Flag of [`Parser::table`]: `PARTITION (...)` may follow the name.
pub const PARTITION: u32 = 1 << 9;
/// Flag of [`Parser::table`] and [`Parser::table_alias`]: names that may be aliases in `UPDATE`.
pub const UPDATE_ALIAS: u32 = 1 << 10;
/// Flag of [`Parser::table`] and [`Parser::table_alias`]: names that may be aliases in `COMMENT ON`.
pub const COMMENT_ALIAS: u32 = 1 << 11;
/// Flag of [`Parser::table_alias`]: any name may be an alias.
pub const CTE_ALIAS: u32 = 1 << 12;
/// Flag of [`Parser::table`]: an array or map in brackets may stand for a table.
pub const BRACKET: u32 = 1 << 13;
/// Flag of [`Parser::value`]: a tuple that is no row of `VALUES`, so `DEFAULT` is a name.
pub const WITHOUT_VALUES: u32 = 1;
/// Flag of [`Parser::derived_table_values`]: `VALUES` was consumed.
pub const AFTER_VALUES: u32 = 1;

/// A table, subquery, function or join in `FROM`.
pub fn table(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if !p.at(T::Identifier) && (!p.at(T::Var) || at_values_word(p)) {
        if let Some(source) = other_source(p, a.flags)? {
            if a.flags & JOINS != 0 && p.tree.kind(source) == Kind::Subquery {
                join::append(p, source, a.flags & UPDATE_ALIAS)?;
            }
            return Ok(Some(source));
        }
    }
    let mark = p.mark();
    let Some(this) = named_source(p, a.flags)? else { return Ok(None) };
    if a.flags & PARTITION != 0 || p.dialect.parser.flags.supports_partition_selection {
        if let (true, Some(partition)) = (p.at(T::Partition), p.partition()?) {
            p.tree.set(this, Arg::Partition, partition);
        }
    }
    if a.flags & SCHEMA != 0 {
        return p.rule(Rule::Schema, RuleArgs { node: Some(this), flags: 0 });
    }
    decorate(p, this, a.flags)?;
    if let Some(position) = at_index(p, this)? {
        return Ok(Some(position));
    }
    if a.flags & JOINS != 0 {
        join::append(p, this, a.flags & UPDATE_ALIAS)?;
    }
    if p.accept_pair(T::With, T::Ordinality) {
        p.tree.set(this, Arg::Ordinality, true);
        let alias = p.table_alias(a.flags)?;
        p.tree.set(this, Arg::Alias, alias);
    }
    p.stretch(this, mark);
    Ok(Some(this))
}

/// `t.array AS item AT position`: what looked like a table is a column that is unnested.
fn at_index(p: &mut Parser<'_>, table: NodeId) -> R {
    if p.tree.kind(table) != Kind::Table || !p.accept_words(&["AT"]) {
        return Ok(None);
    }
    let position = p.id_var(0)?;
    let parts = [Arg::This, Arg::Db, Arg::Catalog].map(|part| p.tree.get(table, part));
    let column = p.node(Kind::Column, &args![This: parts[0], Table: parts[1], Db: parts[2]])?;
    let alias = p.tree.node(table, Arg::Alias).and_then(|alias| p.tree.this(alias));
    let this = match alias {
        Some(alias) => p.node(Kind::Alias, &args![This: column, Alias: alias])?,
        None => column,
    };
    p.some(Kind::AtIndex, &args![This: this, Expression: position])
}

/// Everything in `FROM` that doesn't start with a name.
fn other_source(p: &mut Parser<'_>, flags: u32) -> R {
    if let Some(lateral) = p.lateral()? {
        return Ok(Some(lateral));
    }
    if let Some(unnest) = p.unnest(0)? {
        return Ok(Some(unnest));
    }
    if let Some(values) = p.derived_table_values(0)? {
        set_pivots(p, values)?;
        return Ok(Some(values));
    }
    let pipe = if flags & PIPE != 0 { 0 } else { query::WITHOUT_PIPE };
    p.select(query::TABLE | pipe)
}

/// A name or function call, or one of the things that stand for it.
fn named_source(p: &mut Parser<'_>, flags: u32) -> R {
    if flags & BRACKET != 0 && matches!(p.kind(), T::LBracket | T::LBrace) {
        if let Some(bracket) = p.bracket(None)? {
            return p.some(Kind::Table, &args![This: bracket]);
        }
    }
    if p.accept_words(&["ROWS", "FROM"]) {
        let functions = p.wrapped_csv(|p| p.deep(|p| p.table(0)))?;
        let list = p.list(&functions);
        return p.some(Kind::Table, &args![RowsFrom: list]);
    }
    let only = p.accept(T::Only);
    let Some(mut this) = p.table_parts(flags)? else { return Ok(None) };
    if matches!(p.kind(), T::LBracket | T::LBrace) {
        this = p.bracket(Some(this))?.unwrap_or(this);
    }
    if only {
        p.tree.set(this, Arg::Only, true);
    }
    // `t *`: with the tables that inherit from it, which is the default.
    p.accept(T::Star);
    Ok(Some(this))
}

/// The rules of what stands behind the alias of a table.
const DECORATIONS: [Rule; 3] = [Rule::TableHints, Rule::TableSample, Rule::Version];

/// Version, alias, hints, pivots and sample behind a table.
fn decorate(p: &mut Parser<'_>, this: NodeId, flags: u32) -> R<()> {
    let semantics = &p.dialect.semantics.flags;
    let (alias_post_version, alias_post_sample) = (semantics.alias_post_version, semantics.alias_post_tablesample);
    if alias_post_version {
        version_of(p, this)?;
    }
    if alias_post_sample {
        sample_of(p, this)?;
        if alias_post_version && !p.tree.has(this, Arg::Version) {
            version_of(p, this)?;
        }
    }
    let stops = flags & WITHOUT_ALIAS != 0 || starts_kind_of_join(p, this, flags);
    let alias = if stops { None } else { p.table_alias(flags)? };
    if let Some(alias) = alias {
        p.tree.set(this, Arg::Alias, alias);
    }
    if is_complete(p) && DECORATIONS.iter().all(|rule| !p.dialect.parser.replaced.contains(*rule)) {
        return Ok(());
    }
    if !p.tree.has(this, Arg::When) {
        if let Some(when) = p.historical_data()? {
            p.tree.set(this, Arg::When, when);
        }
    }
    if p.accept_words(&["INDEXED BY"]) || p.accept_words(&["INDEXED", "BY"]) {
        let index = p.table_parts(0)?;
        p.tree.set(this, Arg::Indexed, index);
    } else if p.accept_words(&["NOT", "INDEXED"]) {
        p.tree.set(this, Arg::Indexed, false);
    }
    super::sample::hints(p, this)?;
    if !p.tree.has(this, Arg::Pivots) {
        set_pivots(p, this)?;
    }
    if !alias_post_sample {
        sample_of(p, this)?;
    }
    if !alias_post_version {
        version_of(p, this)?;
    }
    Ok(())
}

fn version_of(p: &mut Parser<'_>, this: NodeId) -> R<()> {
    if let Some(version) = p.version()? {
        p.tree.set(this, Arg::Version, version);
    }
    Ok(())
}

fn sample_of(p: &mut Parser<'_>, this: NodeId) -> R<()> {
    if let Some(sample) = p.table_sample(0)? {
        p.tree.set(this, Arg::Sample, sample);
    }
    Ok(())
}

// ---- names ------------------------------------------------------------------------------------------------------------

/// The dotted name of a table.
pub fn table_parts(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark();
    let table = match at_plain_name(p, a.flags) {
        true => Some(atom::plain_named(p, Kind::Table)),
        false => dotted_table(p, a.flags)?,
    };
    let Some(table) = table else { return Ok(None) };
    // For the alias.
    p.tree.reserve_args(table, 1);
    if !is_complete(p) {
        if let Some(changes) = p.changes()? {
            p.tree.set(table, Arg::Changes, changes);
        }
        if let Some(when) = p.historical_data()? {
            p.tree.set(table, Arg::When, when);
        }
        set_pivots(p, table)?;
    }
    p.stretch(table, mark);
    Ok(Some(table))
}

/// Whether the cursor is at a name alone, and none that a dialect reads in its own way.
fn at_plain_name(p: &Parser<'_>, flags: u32) -> bool {
    let tables = &p.dialect.parser;
    matches!(p.kind(), T::Var | T::Identifier)
        && !matches!(p.next_kind(), T::Dot | T::LParen)
        && flags & DB_REFERENCE == 0
        && !tables.descends
        && !tables.replaced.contains(Rule::TablePart)
}

/// Names between dots as a table, or as a database.
fn dotted_table(p: &mut Parser<'_>, flags: u32) -> R {
    let mut comments = Vec::new();
    let (mut catalog, mut db) = (Value::None, Value::None);
    let mut table: Value = part(p, flags, &mut comments)?.into();
    while p.accept(T::Dot) {
        if catalog.is_some() {
            // More parts than a table has: the rest is one name.
            let next = part(p, flags, &mut comments)?;
            table = p.node(Kind::Dot, &args![This: table, Expression: next])?.into();
        } else {
            catalog = std::mem::replace(&mut db, table);
            // `a..b` leaves the schema to the server.
            table = match part(p, flags, &mut comments)? {
                Some(next) => next.into(),
                None => p.text(""),
            };
        }
    }
    if flags & DB_REFERENCE != 0 {
        catalog = std::mem::replace(&mut db, std::mem::replace(&mut table, Value::None));
        if !p.tree.truthy(db) {
            expected(p, "database")?;
        }
    } else if !p.tree.truthy(table) {
        expected(p, "table")?;
        return Ok(None);
    }
    let node = match (table, db) {
        (Value::Node(table), Value::None) => {
            let node = p.over(Kind::Table, [(Arg::This, table)]);
            p.take_comments(node);
            node
        }
        _ => p.make(Kind::Table, &args![This: table, Db: db, Catalog: catalog])?,
    };
    p.add_comments(node, &comments);
    Ok(Some(node))
}

/// Whether what follows a table is none of the things that decorate it; most often the next clause or table.
#[inline]
fn is_complete(p: &Parser<'_>) -> bool {
    matches!(p.kind(), T::Comma | T::GroupBy | T::Inner | T::Join | T::Left | T::On | T::OrderBy)
        || matches!(p.kind(), T::RParen | T::Sentinel | T::Where)
}

fn set_pivots(p: &mut Parser<'_>, source: NodeId) -> R<()> {
    let pivots = pivot::pivots(p)?;
    if !pivots.is_empty() {
        p.tree.set_list(source, Arg::Pivots, &pivots);
    }
    Ok(())
}

#[cold]
fn expected(p: &mut Parser<'_>, what: &str) -> R<()> {
    let token = if p.at_end() { "the end".to_string() } else { format!("'{}'", p.curr_str()) };
    p.error(&format!("Expected {what} name but got {token}"))
}

/// One part of a name; its comments go to the table.
#[inline]
fn part(p: &mut Parser<'_>, flags: u32, comments: &mut Vec<Text>) -> R {
    let part = p.table_part(flags & SCHEMA)?;
    if p.tree.has_comments() {
        if let Some(part) = part.filter(|part| p.tree.kind(*part) == Kind::Identifier) {
            comments.extend(p.tree.take_comments(part));
        }
    }
    Ok(part)
}

/// One part of the dotted name of a table; in a [`SCHEMA`] parentheses hold columns and make no call.
#[inline]
pub fn table_part(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if a.flags & SCHEMA == 0 && !(matches!(p.kind(), T::Var | T::Identifier) && p.next_kind() != T::LParen) {
        if let Some(function) = p.function(functions::NO_OPTIONAL_PARENS)? {
            return Ok(Some(function));
        }
    }
    if let Some(name) = p.id_var(0)? {
        return Ok(Some(name));
    }
    match p.string_as_identifier()? {
        Some(name) => Ok(Some(name)),
        None => p.placeholder(),
    }
}

/// Whether a word behind a name in `FROM` is one of a join, even where it may be an alias of anything else.
fn starts_kind_of_join(p: &Parser<'_>, table: NodeId, flags: u32) -> bool {
    flags & (JOINS | PIPE) == 0
        && matches!(p.kind(), T::Anti | T::Semi | T::StraightJoin)
        && p.tree.this(table).is_some_and(|this| !p.tree.is(this, Kind::Func))
}

/// The alias of a table, with names (or definitions) of its columns.
#[inline] // Most tables have none.
pub fn table_alias(p: &mut Parser<'_>, a: RuleArgs) -> R {
    match p.kind() {
        T::Comma | T::RParen | T::Sentinel => Ok(None),
        _ => alias(p, a),
    }
}

fn alias(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark();
    let explicit = p.accept(T::Alias);
    if !explicit && a.flags & CTE_ALIAS == 0 && starts_clause(p) {
        return Ok(None);
    }
    let tokens = match a.flags {
        flags if flags & CTE_ALIAS != 0 => 0,
        flags if flags & UPDATE_ALIAS != 0 => atom::UPDATE_ALIAS_TOKENS,
        flags if flags & COMMENT_ALIAS != 0 => atom::COMMENT_TABLE_ALIAS_TOKENS,
        _ => atom::TABLE_ALIAS_TOKENS,
    };
    let any = if explicit { atom::ANY_TOKEN } else { 0 };
    let name = match p.id_var(tokens | any)? {
        Some(name) => Some(name),
        None => p.string_as_identifier()?,
    };
    let parenthesis = p.mark();
    let mut columns = Value::None;
    if p.accept(T::LParen) {
        let items = p.csv(alias_column)?;
        columns = p.list(&items);
        if items.is_empty() {
            p.retreat(parenthesis);
        } else {
            p.r_paren()?;
        }
    }
    if name.is_none() && !p.tree.truthy(columns) {
        p.retreat(mark);
        return Ok(None);
    }
    let comments = match name.filter(|name| p.tree.has_comments() && p.tree.kind(*name) == Kind::Identifier) {
        Some(name) => p.tree.take_comments(name),
        None => Vec::new(),
    };
    let alias = p.make(Kind::TableAlias, &args![This: name, Columns: columns])?;
    p.add_comments(alias, &comments);
    Ok(Some(alias))
}

/// Whether a word that could be an alias starts a clause or a join.
fn starts_clause(p: &Parser<'_>) -> bool {
    match p.kind() {
        T::Limit => true,
        T::Offset => super::clauses::at_limit_or_offset(p),
        T::Begin | T::Var => p.at_words(&["START", "WITH"]),
        _ => false,
    }
}

/// A column in the alias of a table: a name, which may be any token, or a definition.
fn alias_column(p: &mut Parser<'_>) -> R {
    match p.id_var(atom::ANY_TOKEN)? {
        Some(name) if matches!(p.kind(), T::Comma | T::RParen) => Ok(Some(name)),
        Some(name) => {
            // A type may follow, but nothing is computed.
            p.accept(T::Alias);
            p.column_def(name, super::types::WITHOUT_COMPUTED)
        }
        None => Ok(None),
    }
}

// ---- subqueries and VALUES --------------------------------------------------------------------------------------------

/// A subquery: a parenthesised query (the node given), after its parenthesis, with pivots, alias and sample.
pub fn subquery(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(this) = a.node else { return Ok(None) };
    let mut pivots = pivot::pivots(p)?;
    let alias = if a.flags & WITHOUT_ALIAS == 0 { p.table_alias(0)? } else { None };
    let sample = p.table_sample(0)?;
    if pivots.is_empty() && a.flags & query::TABLE != 0 {
        pivots = pivot::pivots(p)?;
    }
    let pivots = p.opt_list(&pivots);
    p.some(Kind::Subquery, &args![This: this, Pivots: pivots, Alias: alias, Sample: sample])
}

/// `VALUES ...` as a table, in parentheses or not.
pub fn derived_table_values(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark();
    let consumed = a.flags & AFTER_VALUES != 0;
    let wrapped = !consumed && p.accept_pair(T::LParen, T::Values);
    if !consumed && !wrapped && !accept_values(p) && !p.accept_words(&["FORMAT", "VALUES"]) {
        return Ok(None);
    }
    let rows = p.csv(|p| p.value(0))?;
    let mut alias = p.table_alias(0)?;
    if wrapped {
        p.r_paren()?;
    }
    if alias.is_none() {
        alias = p.table_alias(0)?;
    }
    let list = p.opt_list(&rows);
    let node = p.make(Kind::Values, &args![Expressions: list, Alias: alias])?;
    p.stretch(node, mark);
    Ok(Some(node))
}

/// Whether `VALUES` is next.
pub(super) fn at_values(p: &Parser<'_>) -> bool {
    p.at(T::Values) || at_values_word(p)
}

/// Consumes `VALUES`.
pub(super) fn accept_values(p: &mut Parser<'_>) -> bool {
    let here = at_values(p);
    if here {
        p.advance();
    }
    here
}

/// `VALUES (`, where `VALUES` is no keyword.
#[inline]
fn at_values_word(p: &Parser<'_>) -> bool {
    p.next_kind() == T::LParen && p.at(T::Var) && p.curr_str().eq_ignore_ascii_case("VALUES")
}

/// A row of `VALUES`; without parentheses a row of one column.
pub fn value(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let default = a.flags & WITHOUT_VALUES == 0 && p.dialect.semantics.flags.supports_values_default;
    if !p.accept(T::LParen) {
        let Some(expression) = p.expression()? else { return Ok(None) };
        let list = p.list(&[expression]);
        return p.some(Kind::Tuple, &args![Expressions: list]);
    }
    let mark = p.mark() - 1;
    let items = p.csv(|p| {
        if default && p.accept(T::Default) {
            let text = p.prev_upper();
            return p.some(Kind::Var, &args![This: text]);
        }
        p.deep(|p| p.expression())
    })?;
    p.r_paren()?;
    let list = p.list(&items);
    p.make_from(mark, Kind::Tuple, &args![Expressions: list]).map(Some)
}
