//! Properties of objects.
//!
//! Rules of [`ParserTables::properties`](super::ParserTables) are called after their keyword, with the words that stood
//! before it as flags. A rule that stands for several properties returns a `Properties`.

mod dictionary;
mod routine;
mod storage;
mod warehouse;

pub use dictionary::{dict_property, dict_range, ttl};
pub use routine::{called_on_null, definer, no, parameter_style, returns, sql_access, sql_security, volatile};
pub use storage::{
    cluster_by, clustered_by, distributed_by, key_columns, partition_bound_spec, partitioned_by, partitioned_of, row,
    row_format, serde_properties, sort_key, stored,
};
pub use warehouse::{
    auto_refresh, block_compression, checksum, copy_grants, data_blocksize, data_deletion, fallback, freespace,
    journal, locking, log, merge_block_ratio, remote, system_versioning,
};

use super::{atom, constraints::phrase, relation, Parser, Rule, RuleArgs, R};
use crate::lexer::T;
use sqlectic_ast::{args, Arg, Children, Kind, NodeId, Value};

/// Flag of [`Parser::properties`]: properties that stand before the columns, between commas.
pub const BEFORE: u32 = 1;
/// Flag of [`Parser::properties`]: only properties with a keyword; `key = value` is something else here.
pub const KEYED: u32 = 2;

/// Flag of a property: `NO` stood before it.
pub const NO: u32 = 1;
/// Flag of a property: `DUAL` stood before it.
pub const DUAL: u32 = 2;
/// Flag of a property: `BEFORE` stood before it.
pub const BEFORE_IMAGE: u32 = 4;
/// Flag of a property: `DEFAULT` stood before it.
pub const DEFAULT: u32 = 8;
/// Flag of a property: `LOCAL` stood before it.
pub const LOCAL: u32 = 16;
/// Flag of a property: `NOT LOCAL` stood before it.
pub const NOT_LOCAL: u32 = 32;
/// Flag of a property: `AFTER` stood before it.
pub const AFTER_IMAGE: u32 = 64;
/// Flag of a property: `MIN` or `MINIMUM` stood before it.
pub const MINIMUM: u32 = 128;
/// Flag of a property: `MAX` or `MAXIMUM` stood before it.
pub const MAXIMUM: u32 = 256;
/// Flag of a property: `COMPOUND` stood before it.
pub const COMPOUND: u32 = 512;

/// Words before a property that stands before the columns, in order.
const PREFIXES: &[(&[&str], u32)] = &[
    (&["NO"], NO),
    (&["DUAL"], DUAL),
    (&["BEFORE"], BEFORE_IMAGE),
    (&["DEFAULT"], DEFAULT),
    (&["NOT", "LOCAL"], NOT_LOCAL),
    (&["LOCAL"], LOCAL),
    (&["AFTER"], AFTER_IMAGE),
    (&["MINIMUM"], MINIMUM),
    (&["MIN"], MINIMUM),
    (&["MAXIMUM"], MAXIMUM),
    (&["MAX"], MAXIMUM),
];

/// A list of properties; nothing if none follows.
pub fn properties(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mut all = Vec::new();
    loop {
        let mark = p.mark();
        let property = match a.flags {
            flags if flags & BEFORE != 0 => before(p)?,
            flags if flags & KEYED != 0 => keyed(p, 0)?,
            _ => p.property()?,
        };
        let Some(property) = property else { break };
        let count = all.len();
        flatten(p, property, &mut all);
        if all.len() == count || p.mark() == mark {
            break;
        }
        if p.accept(T::Comma) {
            p.take_comments(property);
        }
    }
    if all.is_empty() {
        return Ok(None);
    }
    let list = p.list(&all);
    p.some(Kind::Properties, &args![Expressions: list])
}

/// The properties of a function behind `AS`.
pub fn function_properties(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let properties = p.properties(KEYED)?;
    let dialect = p.dialect;
    let is_word = !matches!(p.kind(), T::String | T::Identifier | T::Sentinel);
    // The body of a function is no `COPY`, which goes on with `GRANTS` here.
    let begins_body =
        matches!(p.kind(), T::Select | T::With) || dialect.parser.statements.get(p.kind()).is_some() && !p.at(T::Copy);
    if is_word && !begins_body && dialect.parser.properties.get(p.curr_str()).is_some() {
        // Read as the body it would be another statement.
        let word = p.curr_str().to_uppercase();
        p.error(&format!("Failed to parse property '{word}'."))?;
    }
    Ok(properties)
}

fn flatten(p: &mut Parser<'_>, property: NodeId, all: &mut Vec<NodeId>) {
    match p.tree.kind(property) {
        Kind::Properties => all.extend(p.tree.expressions(property)),
        _ => all.push(property),
    }
}

/// A property by its keyword, called with `flags`.
fn keyed(p: &mut Parser<'_>, flags: u32) -> R<Option<NodeId>> {
    let dialect = p.dialect;
    if matches!(p.kind(), T::String | T::Identifier | T::Sentinel) {
        return Ok(None);
    }
    let Some(entry) = dialect.parser.properties.get(p.curr_str()) else { return Ok(None) };
    let mark = p.mark();
    p.advance();
    let node = entry.call(p, RuleArgs { node: None, flags })?;
    match node {
        Some(node) if p.tree.kind(node) != Kind::Properties => p.stretch(node, mark),
        Some(_) => {}
        None => p.retreat(mark),
    }
    Ok(node)
}

/// The property of a keyword behind other words that say the same.
fn in_other_words(p: &mut Parser<'_>, word: &str, flags: u32) -> R {
    let dialect = p.dialect;
    match dialect.parser.properties.get(word) {
        Some(entry) => entry.call(p, RuleArgs { node: None, flags }),
        None => Ok(None),
    }
}

/// A property before the columns: words, then the property.
fn before(p: &mut Parser<'_>) -> R {
    let mark = p.mark();
    p.accept(T::Comma);
    let mut flags = 0;
    for (words, flag) in PREFIXES {
        if p.accept_words(words) {
            flags |= flag;
        }
    }
    let word = p.curr_str().to_string();
    match keyed(p, flags)? {
        Some(property) if flags != 0 && !takes_prefix(p.tree.kind(property)) => {
            p.error(&format!("Cannot parse property '{word}'"))?;
            Ok(Some(property))
        }
        Some(property) => Ok(Some(property)),
        None => {
            p.retreat(mark);
            Ok(None)
        }
    }
}

/// Whether words such as `NO` may stand before a property of this kind.
fn takes_prefix(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::CharacterSetProperty
            | Kind::CollateProperty
            | Kind::DataBlocksizeProperty
            | Kind::FallbackProperty
            | Kind::JournalProperty
            | Kind::LogProperty
            | Kind::MergeBlockRatioProperty
    )
}

/// One property of an object.
pub fn property(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if let Some(property) = keyed(p, 0)? {
        return Ok(Some(property));
    }
    let mark = p.mark();
    let default = p.accept(T::Default);
    if default {
        if let Some(property) = keyed(p, DEFAULT)? {
            return Ok(Some(property));
        }
    }
    if p.accept_pair(T::Char, T::Set) {
        return in_other_words(p, "CHARSET", if default { DEFAULT } else { 0 });
    }
    if p.accept_words(&["COMPOUND", "SORTKEY"]) {
        return in_other_words(p, "SORTKEY", COMPOUND);
    }
    if p.accept_words(&["PARAMETER", "STYLE"]) {
        return parameter_style(p);
    }
    if p.accept_words(&["NOT", "DETERMINISTIC"]) {
        return stability(p, "VOLATILE");
    }
    if let Some(sequence) = p.sequence_properties()? {
        return Ok(Some(sequence));
    }
    let property = p.key_value_property()?;
    if property.is_none() {
        p.retreat(mark);
    }
    Ok(property)
}

/// `key = value`, where no kind of its own exists.
pub fn key_value_property(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mark = p.mark();
    let key = p.column()?;
    if !p.accept(T::Eq) {
        p.retreat(mark);
        return Ok(None);
    }
    let key = key.map(|key| name_of_key(p, key));
    let value = match p.bitwise()? {
        Some(value) => Some(word_of_column(p, value)),
        None => p.var(atom::ANY_TOKEN)?,
    };
    p.make_from(mark, Kind::Property, &args![This: key, Value: value]).map(Some)
}

/// A key as a word, or as dotted names.
pub fn name_of_key(p: &mut Parser<'_>, key: NodeId) -> NodeId {
    if p.tree.kind(key) != Kind::Column {
        return key;
    }
    let parts = super::column::column_parts(p, key);
    let [first, rest @ ..] = &parts[..] else { return key };
    if rest.is_empty() {
        return word_of_column(p, key);
    }
    rest.iter().fold(*first, |left, right| p.tree.make(Kind::Dot, &args![This: left, Expression: *right]))
}

/// The last name of a column as a word; other expressions stay.
pub fn word_of_column(p: &mut Parser<'_>, node: NodeId) -> NodeId {
    if p.tree.kind(node) != Kind::Column {
        return node;
    }
    let Some(name) = p.tree.this(node).filter(|name| p.tree.kind(*name) == Kind::Identifier) else { return node };
    let (text, span) = (p.tree.get(name, Arg::This), p.tree.span(node));
    p.tree.make_at(Kind::Var, span, &args![This: text])
}

/// Properties between commas in parentheses.
pub fn wrapped(p: &mut Parser<'_>) -> R<Children> {
    match p.replaces(Rule::PropertyList) {
        true => p.several(Rule::PropertyList, 0),
        false => wrapped_items(p),
    }
}

/// The usual way to read them.
pub(super) fn wrapped_items(p: &mut Parser<'_>) -> R<Children> {
    let properties = p.wrapped_csv(|p| p.property())?;
    let mut all = Vec::with_capacity(properties.len());
    for property in properties {
        flatten(p, property, &mut all);
    }
    Ok(all.into())
}

/// `TBLPROPERTIES (...)`: properties in parentheses, as what a rule returns.
pub fn wrapped_list(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let mark = p.mark();
    let properties = wrapped(p)?;
    let list = p.list(&properties);
    // There may be none.
    let node = p.tree.make(Kind::Properties, &args![Expressions: list]);
    p.stretch(node, mark);
    Ok(Some(node))
}

/// `= (TYPE=CSV SKIP_HEADER=1)`: options in parentheses, with or without commas.
pub fn wrapped_options(p: &mut Parser<'_>) -> R<Vec<NodeId>> {
    p.accept(T::Eq);
    p.l_paren()?;
    let mut options = Vec::new();
    while !matches!(p.kind(), T::RParen | T::Sentinel) {
        let Some(option) = p.property()? else { break };
        flatten(p, option, &mut options);
        p.accept(T::Comma);
    }
    p.r_paren()?;
    Ok(options)
}

// ---- what many properties are like -----------------------------------------------------------------------------------

/// A property without arguments.
pub fn marker(p: &mut Parser<'_>, kind: Kind) -> R {
    p.some(kind, &[])
}

/// `KEYWORD = value`, `KEYWORD AS value`, `KEYWORD value`.
pub fn assignment(p: &mut Parser<'_>, kind: Kind) -> R {
    let this = assigned(p)?;
    p.some(kind, &args![This: this])
}

/// The value behind a keyword, `=` and `AS` left out: a plain name is a word.
pub fn assigned(p: &mut Parser<'_>) -> R {
    p.accept(T::Eq);
    p.accept(T::Alias);
    let Some(field) = p.field(0)? else { return Ok(None) };
    if p.tree.kind(field) != Kind::Identifier || p.tree.has(field, Arg::Quoted) {
        return Ok(Some(field));
    }
    let (text, span) = (p.tree.get(field, Arg::This), p.tree.span(field));
    let word = p.tree.make_at(Kind::Var, span, &args![This: text]);
    let comments = p.tree.take_comments(field);
    p.add_comments(word, &comments);
    Ok(Some(word))
}

/// A property whose list stands in parentheses.
pub fn listed(p: &mut Parser<'_>, kind: Kind, item: impl FnMut(&mut Parser<'_>) -> R) -> R {
    let items = p.wrapped_csv(item)?;
    let items = p.list(&items);
    p.some(kind, &args![Expressions: items])
}

/// How a function depends on its arguments.
pub fn stability(p: &mut Parser<'_>, word: &str) -> R {
    let text = p.text(word);
    let word = p.make(Kind::Literal, &args![This: text, IsString: true])?;
    p.some(Kind::StabilityProperty, &args![This: word])
}

/// `CHARACTER SET = x`, after the keywords.
pub fn character_set(p: &mut Parser<'_>, a: RuleArgs) -> R {
    p.accept(T::Eq);
    let this = p.var_or_string(0)?;
    p.some(Kind::CharacterSetProperty, &args![This: this, Default: a.flags & DEFAULT != 0])
}

/// `COLLATE = x`.
pub fn collate(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let this = assigned(p)?;
    let default = (a.flags & DEFAULT != 0).then_some(true);
    p.some(Kind::CollateProperty, &args![This: this, Default: default])
}

/// `ALLOWED_VALUES 'a', 'b'`.
pub fn allowed_values(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let values = p.csv(|p| p.string())?;
    let values = p.list(&values);
    p.some(Kind::AllowedValuesProperty, &args![Expressions: values])
}

/// `SETTINGS a = 1, b = 2`.
pub fn settings(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let settings = p.csv(|p| p.assignment())?;
    let settings = p.list(&settings);
    p.some(Kind::SettingsProperty, &args![Expressions: settings])
}

/// `SAMPLE BY a`, after `SAMPLE`.
pub fn sample(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    p.accept_words(&["BY"]);
    let this = p.bitwise()?;
    p.some(Kind::SampleProperty, &args![This: this])
}

/// `ORDER BY a, b`, after the keyword.
pub fn order(p: &mut Parser<'_>) -> R {
    let terms = p.csv(|p| p.ordered())?;
    let terms = p.list(&terms);
    p.some(Kind::Order, &args![Expressions: terms])
}

/// `SET` and `MULTISET`: whether a table may hold equal rows.
pub fn set(p: &mut Parser<'_>, multi: bool) -> R {
    p.some(Kind::SetProperty, &args![Multi: multi])
}

/// `TO t`.
pub fn to_table(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    let this = p.table(0)?;
    p.some(Kind::ToTableProperty, &args![This: this])
}

// ---- ON and WITH -----------------------------------------------------------------------------------------------------

/// `ON COMMIT ...`, or a place: `ON fg`.
pub fn on_property(p: &mut Parser<'_>, _a: RuleArgs) -> R {
    if p.accept_words(&["COMMIT", "PRESERVE", "ROWS"]) {
        return p.some(Kind::OnCommitProperty, &[]);
    }
    if p.accept_words(&["COMMIT", "DELETE", "ROWS"]) {
        return p.some(Kind::OnCommitProperty, &args![Delete: true]);
    }
    let name = p.id_var(atom::ANY_TOKEN)?;
    let this = super::ddl::schema_of(p, name)?;
    p.some(Kind::OnProperty, &args![This: this])
}

/// What follows `WITH`.
pub fn with_property(p: &mut Parser<'_>, a: RuleArgs) -> R {
    if p.at(T::LParen) {
        return wrapped_list(p, a);
    }
    if p.accept_words(&["JOURNAL"]) {
        p.accept(T::Table);
        p.accept(T::Eq);
        let table = p.table_parts(relation::SCHEMA)?;
        return p.some(Kind::WithJournalTableProperty, &args![This: table]);
    }
    if let Some(attribute) = phrase(p, &["ENCRYPTION", "SCHEMABINDING", "VIEW_METADATA"]) {
        let attribute = p.text(attribute);
        return p.some(Kind::ViewAttributeProperty, &args![This: attribute]);
    }
    if let Some(data) = phrase(p, &["DATA", "NO DATA"]) {
        let statistics = phrase(p, &["AND STATISTICS", "AND NO STATISTICS"]).map(|words| words == "AND STATISTICS");
        return p.some(Kind::WithDataProperty, &args![No: data == "NO DATA", Statistics: statistics]);
    }
    if p.at(T::SerdeProperties) {
        return serde_properties(p, true);
    }
    if p.accept(T::Schema) {
        let mode = phrase(p, &["BINDING", "COMPENSATION", "EVOLUTION", "TYPE EVOLUTION"]);
        let this = mode.map(|mode| p.word_node(mode));
        return p.some(Kind::WithSchemaBindingProperty, &args![This: this]);
    }
    if p.at(T::Execute) {
        return p.property();
    }
    isolated_loading(p)
}

/// `WITH NO CONCURRENT ISOLATED LOADING FOR ALL`.
fn isolated_loading(p: &mut Parser<'_>) -> R {
    let no = p.accept_words(&["NO"]);
    let concurrent = p.accept_words(&["CONCURRENT"]);
    if !p.accept_words(&["ISOLATED", "LOADING"]) {
        return Ok(None);
    }
    let target = phrase(p, &["FOR ALL", "FOR INSERT", "FOR NONE"]).map(|target| p.word_node(target));
    p.some(Kind::IsolatedLoadingProperty, &args![No: no, Concurrent: concurrent, Target: target])
}

/// A word in upper case as a value.
pub(crate) fn upper_text(p: &mut Parser<'_>, phrases: &[&'static str]) -> Value {
    match phrase(p, phrases) {
        Some(phrase) => p.text(phrase),
        None => Value::None,
    }
}
