//! Dialects that programs define or change: a [`Draft`] starts as parts of dialects that exist and takes what differs.
//! What a dialect has can be read the same way: [`table`] gives its tables as Python values.

use crate::{
    analysis::leave_rewrites,
    classes::{class_of, kind_of},
    dialect::NativeDialect,
    generator::{
        around, function_render, method_binary, method_locate, method_part, method_render, method_report, method_time,
        same, Renderer,
    },
    parser::{function_builder, function_rule, method_rule, FunctionBuilder, Rule as PyRule, Style},
    rules, tokens,
};
use pyo3::{
    exceptions::{PyKeyError, PyTypeError, PyValueError},
    prelude::*,
    types::{PyBool, PyDict, PyList, PySet, PyString, PyType},
    IntoPyObjectExt,
};
use sqlectic::{
    syntax::{
        dialect::{Normalization, NullOrdering},
        generator::{functions, query, FunctionCase, GeneratorTables, Location, Part, Render},
        lexer::{Delimited, TokenSet, T},
        names::NameTable,
        parser::{Function, Infix, Level, ParserTables, Rule, RuleEntry, TokenSets, TokenTable},
        Setting,
    },
    Arg, Dialect, Kind,
};
use std::{
    collections::HashSet,
    sync::{Arc, LazyLock, Mutex},
};

/// Puts a piece of a time format before all others: it is what is written of those that stand for the same.
fn prefer(mapping: &mut Vec<(&'static str, &'static str)>, piece: &'static str, stands_for: &'static str) {
    mapping.retain(|(known, _)| *known != piece);
    mapping.insert(0, (piece, stands_for));
}

/// A text that lives as long as the process. Equal texts are kept once.
fn kept(text: &str) -> &'static str {
    static KEPT: LazyLock<Mutex<HashSet<&'static str>>> = LazyLock::new(Default::default);
    let mut all = KEPT.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    match all.get(text) {
        Some(known) => known,
        None => {
            let new: &'static str = Box::leak(text.to_string().into_boxed_str());
            all.insert(new);
            new
        }
    }
}

// ---- which table a name means -------------------------------------------------------------------------------------

macro_rules! tables {
    ($(#[$doc:meta])* $get:ident, $get_mut:ident, $tables:ty, $type:ty, { $($name:literal => $field:ident,)* }) => {
        $(#[$doc])*
        fn $get<'a>(tables: &'a $tables, name: &str) -> Option<&'a $type> {
            match name { $($name => Some(&tables.$field),)* _ => None }
        }

        fn $get_mut<'a>(tables: &'a mut $tables, name: &str) -> Option<&'a mut $type> {
            match name { $($name => Some(&mut tables.$field),)* _ => None }
        }
    };
}

tables! {
    /// Rules by token.
    by_token, by_token_mut, ParserTables, TokenTable<RuleEntry>, {
        "COLUMN_OPERATORS" => column_operators,
        "LAMBDAS" => lambdas,
        "PLACEHOLDER_PARSERS" => placeholders,
        "PRIMARY_PARSERS" => primary,
        "QUERY_MODIFIER_PARSERS" => query_modifiers,
        "RANGE_PARSERS" => range,
        "STATEMENT_PARSERS" => statements,
        "UNARY_PARSERS" => unary,
    }
}

tables! {
    /// Rules by words.
    by_words, by_words_mut, ParserTables, NameTable<RuleEntry>, {
        "ALTER_ALTER_PARSERS" => alter_alter_actions,
        "ALTER_PARSERS" => alter_actions,
        "CONSTRAINT_PARSERS" => constraints,
        "FUNCTION_PARSERS" => function_parsers,
        "NO_PAREN_FUNCTION_PARSERS" => no_paren_function_parsers,
        "PIPE_SYNTAX_TRANSFORM_PARSERS" => pipe_operators,
        "PROPERTY_PARSERS" => properties,
        "SET_PARSERS" => set_items,
        "SHOW_PARSERS" => show_items,
    }
}

tables! {
    /// Sets of words.
    words, words_mut, ParserTables, NameTable<()>, {
        "FUNCTIONS_WITH_ALIASED_ARGS" => functions_with_aliased_args,
        "JOIN_HINTS" => join_hints,
        "OPERATION_MODIFIERS" => operation_modifiers,
        "SCHEMA_UNNAMED_CONSTRAINTS" => schema_unnamed_constraints,
    }
}

tables! {
    /// Sets of token types.
    token_set, token_set_mut, TokenSets, TokenSet, {
        "AGGREGATE_TYPE_TOKENS" => aggregate_types,
        "ALIAS_TOKENS" => alias,
        "ALTERABLES" => alterables,
        "COLON_PLACEHOLDER_TOKENS" => colon_placeholder,
        "COMMENT_TABLE_ALIAS_TOKENS" => comment_table_alias,
        "CREATABLES" => creatables,
        "DB_CREATABLES" => db_creatables,
        "DDL_SELECT_TOKENS" => ddl_select,
        "DISTINCT_TOKENS" => distinct,
        "ENUM_TYPE_TOKENS" => enum_types,
        "FETCH_TOKENS" => fetch,
        "FUNC_TOKENS" => func,
        "ID_VAR_TOKENS" => id_var,
        "JOIN_KINDS" => join_kinds,
        "JOIN_METHODS" => join_methods,
        "JOIN_SIDES" => join_sides,
        "NESTED_TYPE_TOKENS" => nested_types,
        "RESERVED_TOKENS" => reserved,
        "STRUCT_TYPE_TOKENS" => struct_types,
        "TABLE_ALIAS_TOKENS" => table_alias,
        "TYPE_TOKENS" => types,
        "UPDATE_ALIAS_TOKENS" => update_alias,
        "WINDOW_ALIAS_TOKENS" => window_alias,
        "WINDOW_BEFORE_PAREN_TOKENS" => window_before_paren,
    }
}

tables! {
    /// Lists of kinds.
    kinds, kinds_mut, GeneratorTables, Vec<Kind>, {
        "ALTER_PARTITION_OPTIONS" => alter_partition_options,
        "EXCLUDE_COMMENTS" => excluded_comments,
        "SUPPORTED_JSON_PATH_PARTS" => json_path_parts,
        "UNWRAPPED_INTERVAL_VALUES" => unwrapped_interval_values,
        "WINDOW_FUNCS_WITH_NULL_ORDERING" => window_functions_with_null_ordering,
        "WITH_SEPARATED_COMMENTS" => separated_comments,
    }
}

/// The level of a table of infix operators.
fn level(name: &str) -> Option<Level> {
    Some(match name {
        "ASSIGNMENT" => Level::Assignment,
        "DISJUNCTION" => Level::Disjunction,
        "CONJUNCTION" => Level::Conjunction,
        "EQUALITY" => Level::Equality,
        "COMPARISON" => Level::Comparison,
        "BITWISE" => Level::Bitwise,
        "TERM" => Level::Term,
        "FACTOR" => Level::Factor,
        "EXPONENT" => Level::Exponent,
        _ => return None,
    })
}

/// How functions in a table are called.
fn style(table: &str, key: T) -> Style {
    match table {
        "COLUMN_OPERATORS" if matches!(key, T::Dcolon | T::Dotcolon) => Style::WithType,
        "COLUMN_OPERATORS" => Style::WithOperand,
        "LAMBDAS" => Style::WithList,
        "TYPE_LITERAL_PARSERS" => Style::WithValue,
        "PRIMARY_PARSERS" => Style::WithToken,
        "QUERY_MODIFIER_PARSERS" => Style::Modifier,
        "RANGE_PARSERS" | "PIPE_SYNTAX_TRANSFORM_PARSERS" => Style::WithNode,
        _ => Style::Alone,
    }
}

/// What common table expressions stand before.
const WITH_CTES: [Kind; 12] = [
    Kind::Create,
    Kind::Delete,
    Kind::Except,
    Kind::Insert,
    Kind::Intersect,
    Kind::Merge,
    Kind::MultitableInserts,
    Kind::Pivot,
    Kind::Select,
    Kind::Subquery,
    Kind::Union,
    Kind::Update,
];

/// The name of a place of properties.
pub(crate) fn location_name(place: Location) -> &'static str {
    LOCATIONS.iter().find(|(known, _)| *known == place).map_or("", |(_, name)| name)
}

const LOCATIONS: [(Location, &str); 9] = [
    (Location::PostCreate, "POST_CREATE"),
    (Location::PostName, "POST_NAME"),
    (Location::PostSchema, "POST_SCHEMA"),
    (Location::PostWith, "POST_WITH"),
    (Location::AfterWith, "AFTER_WITH"),
    (Location::PostAlias, "POST_ALIAS"),
    (Location::PostExpression, "POST_EXPRESSION"),
    (Location::PostIndex, "POST_INDEX"),
    (Location::Unsupported, "UNSUPPORTED"),
];

/// The kind of tokens of strings with a prefix that a table holds.
fn prefixed(table: &str) -> Option<T> {
    Some(match table {
        "BIT_STRINGS" => T::BitString,
        "BYTE_STRINGS" => T::ByteString,
        "HEREDOC_STRINGS" => T::HeredocString,
        "HEX_STRINGS" => T::HexString,
        "NATIONAL_RAW_STRINGS" => T::NationalRawString,
        "NATIONAL_STRINGS" => T::NationalString,
        "RAW_STRINGS" => T::RawString,
        "UNICODE_STRINGS" => T::UnicodeString,
        _ => return None,
    })
}

fn no_table(name: &str) -> PyErr {
    PyKeyError::new_err(format!("the engine has no table {name}"))
}

fn class_kind(object: &Bound<'_, PyAny>) -> PyResult<Kind> {
    let kind = object.cast::<PyType>().ok().and_then(kind_of);
    kind.ok_or_else(|| PyTypeError::new_err(format!("expected a node class, not {}", object.as_any())))
}

// ---- reading ------------------------------------------------------------------------------------------------------

fn rule_object(table: &str, name: &str, entry: &RuleEntry) -> PyRule {
    PyRule { name: name.to_string(), entry: entry.clone(), params: rules::entry_params(table, name) }
}

fn token_rules<'py>(py: Python<'py>, name: &str, table: &TokenTable<RuleEntry>) -> PyResult<Bound<'py, PyAny>> {
    let out = PyDict::new(py);
    for (kind, entry) in table.iter() {
        out.set_item(tokens::type_of(py, kind)?, Bound::new(py, rule_object(name, kind.name(), entry))?)?;
    }
    Ok(out.into_any())
}

fn set_of_tokens<'py>(py: Python<'py>, set: &TokenSet) -> PyResult<Bound<'py, PyAny>> {
    let types = set.iter().map(|kind| tokens::type_of(py, kind)).collect::<PyResult<Vec<_>>>()?;
    Ok(PySet::new(py, types)?.into_any())
}

/// What a table of a dialect holds, as a value of its own.
pub(crate) fn table<'py>(py: Python<'py>, dialect: &Arc<Dialect>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    let Dialect { parser, generator, lexer, .. } = &**dialect;
    if let Some(table) = by_token(parser, name) {
        return token_rules(py, name, table);
    }
    if let Some(table) = by_words(parser, name) {
        let out = PyDict::new(py);
        for (words, entry) in table.iter() {
            out.set_item(words, Bound::new(py, rule_object(name, words, entry))?)?;
        }
        return Ok(out.into_any());
    }
    if let Some(set) = token_set(&parser.sets, name) {
        return set_of_tokens(py, set);
    }
    if let Some(table) = words(parser, name) {
        return Ok(PySet::new(py, table.iter().map(|(word, _)| word))?.into_any());
    }
    if let Some(list) = kinds(generator, name) {
        let classes = list.iter().map(|kind| class_of(py, *kind)).collect::<PyResult<Vec<_>>>()?;
        return Ok(PyList::new(py, classes)?.to_tuple().into_any());
    }
    if let Some(level) = level(name) {
        let out = PyDict::new(py);
        for (kind, infix) in parser.infix.iter().filter(|(_, infix)| infix.level == level) {
            out.set_item(tokens::type_of(py, kind)?, class_of(py, infix.kind)?)?;
        }
        return Ok(out.into_any());
    }
    if let Some(kind) = prefixed(name) {
        let strings = lexer.delimited.iter().filter(|string| string.kind == kind);
        let pairs: Vec<_> = strings.map(|string| (string.start.clone(), string.end.clone())).collect();
        return pairs.into_bound_py_any(py);
    }
    match name {
        "TYPE_LITERAL_PARSERS" => token_rules(py, name, &parser.type_literals),
        "FUNCTIONS" => {
            let out = PyDict::new(py);
            for (name, function) in parser.functions.iter() {
                let builder =
                    FunctionBuilder { name: name.to_string(), function: function.clone(), dialect: dialect.clone() };
                out.set_item(name, Bound::new(py, builder)?)?;
            }
            Ok(out.into_any())
        }
        "NO_PAREN_FUNCTIONS" => {
            let out = PyDict::new(py);
            for (kind, function) in parser.no_paren_functions.iter() {
                out.set_item(tokens::type_of(py, kind)?, class_of(py, *function)?)?;
            }
            Ok(out.into_any())
        }
        "TRANSFORMS" => {
            let out = PyDict::new(py);
            for (kind, render) in generator.own_renders() {
                let name = format!("{}_sql", kind.row().key);
                let renderer = Renderer { name, render: render.clone(), home: dialect.clone() };
                out.set_item(class_of(py, kind)?, Bound::new(py, renderer)?)?;
            }
            Ok(out.into_any())
        }
        "TYPE_MAPPING" => pairs(py, generator.types.iter().map(|(name, spelling)| (name, *spelling))),
        "UNSUPPORTED_TYPES" => Ok(PySet::new(py, generator.unsupported_types.iter().map(|(n, ())| n))?.into_any()),
        "TIME_PART_SINGULARS" => {
            pairs(py, generator.time_part_singulars.iter().map(|(name, spelling)| (name, *spelling)))
        }
        "RESERVED_KEYWORDS" => Ok(PySet::new(py, generator.reserved_keywords.iter().map(|(w, ())| w))?.into_any()),
        "PROPERTIES_LOCATION" => {
            let out = PyDict::new(py);
            for (kind, location) in &generator.property_locations {
                out.set_item(class_of(py, *kind)?, location_name(*location))?;
            }
            Ok(out.into_any())
        }
        "KEYWORDS" => {
            let out = PyDict::new(py);
            for (word, kind) in lexer.keywords.iter() {
                out.set_item(word, tokens::type_of(py, *kind)?)?;
            }
            Ok(out.into_any())
        }
        "SINGLE_TOKENS" => {
            let out = PyDict::new(py);
            for (c, kind) in &lexer.singles {
                out.set_item(c, tokens::type_of(py, *kind)?)?;
            }
            Ok(out.into_any())
        }
        "QUOTES" => strings(py, lexer.quotes.iter().map(|(open, close)| (open.clone(), close.clone()))),
        "IDENTIFIERS" => {
            strings(py, lexer.identifiers.iter().map(|(open, close)| (open.to_string(), close.to_string())))
        }
        "COMMENTS" => {
            let out = PyList::empty(py);
            for (open, close) in &lexer.comments {
                match close {
                    Some(close) => out.append((open, close))?,
                    None => out.append(open)?,
                }
            }
            Ok(out.into_any())
        }
        "STRING_ESCAPES" => Ok(PyList::new(py, lexer.string_escapes.iter())?.into_any()),
        "BYTE_STRING_ESCAPES" => Ok(PyList::new(py, lexer.byte_string_escapes.iter())?.into_any()),
        "IDENTIFIER_ESCAPES" => Ok(PyList::new(py, lexer.identifier_escapes.iter())?.into_any()),
        "VAR_SINGLE_TOKENS" => Ok(PySet::new(py, lexer.var_single_tokens.iter())?.into_any()),
        "NUMERIC_LITERALS" => pairs(py, lexer.numeric_literals.iter().map(|(a, b)| (a.as_str(), b.as_str()))),
        "COMMANDS" => set_of_tokens(py, &lexer.commands),
        "COMMAND_PREFIX_TOKENS" => set_of_tokens(py, &lexer.command_prefixes),
        "TOKENS_PRECEDING_HINT" => set_of_tokens(py, &lexer.tokens_preceding_hint),
        // Of several that stand for the same, Python writes the last one, and the engine the first.
        "FORMAT_MAPPING" => pairs(py, dialect.time.cast_mapping.iter().rev().copied()),
        "TIME_MAPPING" => pairs(py, dialect.time.mapping.iter().rev().copied()),
        "ESCAPED_SEQUENCES" | "UNESCAPED_SEQUENCES" => {
            let out = PyDict::new(py);
            for (letter, stands_for) in &lexer.escaped_sequences {
                out.set_item(format!("\\{letter}"), stands_for)?;
            }
            Ok(out.into_any())
        }
        _ => Err(no_table(name)),
    }
}

fn pairs<'py, 'a>(py: Python<'py>, rows: impl Iterator<Item = (&'a str, &'a str)>) -> PyResult<Bound<'py, PyAny>> {
    let out = PyDict::new(py);
    for (key, value) in rows {
        out.set_item(key, value)?;
    }
    Ok(out.into_any())
}

/// Strings that open and close the same way stand for themselves.
fn strings<'py>(py: Python<'py>, rows: impl Iterator<Item = (String, String)>) -> PyResult<Bound<'py, PyAny>> {
    let out = PyList::empty(py);
    for (open, close) in rows {
        match open == close {
            true => out.append(open)?,
            false => out.append((open, close))?,
        }
    }
    Ok(out.into_any())
}

fn setting_to_python(py: Python<'_>, setting: Setting) -> PyResult<Bound<'_, PyAny>> {
    match setting {
        Setting::Bool(flag) => flag.into_bound_py_any(py),
        Setting::Text(text) => text.into_bound_py_any(py),
        Setting::Int(n) => n.into_bound_py_any(py),
        Setting::Maybe(flag) => flag.into_bound_py_any(py),
    }
}

/// A switch of a part of a dialect (`parser`, `generator`, `tokenizer`, `dialect`).
pub(crate) fn flag<'py>(
    py: Python<'py>,
    dialect: &Dialect,
    part: &str,
    name: &str,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    let found = match part {
        "parser" => dialect.parser.flags.get(name),
        "generator" => dialect.generator.flags.get(name),
        "tokenizer" => dialect.lexer.flags.get(name),
        _ => dialect.semantics.flags.get(name).or_else(|| dialect.lexer.flags.get(name)),
    };
    found.map(|setting| setting_to_python(py, setting)).transpose()
}

/// Names of the switches of a part.
#[pyfunction]
pub(crate) fn flag_names(part: &str) -> Vec<&'static str> {
    use sqlectic::syntax::{dialect::SemanticFlags, generator::GeneratorFlags, lexer::LexerFlags, parser::ParserFlags};
    match part {
        "parser" => ParserFlags::NAMES.to_vec(),
        "generator" => GeneratorFlags::NAMES.to_vec(),
        "tokenizer" => LexerFlags::NAMES.to_vec(),
        _ => SemanticFlags::NAMES.to_vec(),
    }
}

/// Methods that are rules of the grammar.
#[pyfunction]
pub(crate) fn rule_methods() -> Vec<String> {
    Rule::ALL.iter().map(|rule| rules::method(*rule)).collect()
}

fn rule_of(method: &str) -> Option<Rule> {
    Rule::ALL.iter().copied().find(|rule| rules::method(*rule) == method)
}

/// The rules of a dialect that are not those of another one: pairs of method names and callables.
#[pyfunction]
#[pyo3(signature = (dialect, parent=None))]
pub(crate) fn rules_of(dialect: &NativeDialect, parent: Option<&NativeDialect>) -> Vec<(String, PyRule)> {
    let own = &dialect.dialect.parser;
    let differs = |rule: &Rule| match parent {
        None => true,
        Some(parent) => !rules::same(own.entry(*rule), parent.dialect.parser.entry(*rule)),
    };
    let object = |rule: &Rule| {
        let name = rules::method(*rule);
        (name.clone(), PyRule { name, entry: own.entry(*rule).clone(), params: rules::params(*rule) })
    };
    Rule::ALL.iter().filter(|rule| differs(rule)).map(object).collect()
}

/// The renderers of a dialect that are not those of another one, by method name.
#[pyfunction]
#[pyo3(signature = (dialect, parent=None))]
pub(crate) fn renderers_of(dialect: &NativeDialect, parent: Option<&NativeDialect>) -> Vec<(String, Renderer)> {
    let own = &dialect.dialect.generator;
    let object = |kind: Kind| {
        let above = parent.and_then(|parent| parent.dialect.generator.render(kind));
        let render = match (own.render(kind), above) {
            (Some(render), Some(above)) if same(render, above) => return None,
            (Some(render), _) => render.clone(),
            // What the parent has its own way for is written as any other function.
            (None, Some(_)) if kind.is(Kind::Func) => Render::Native(functions::function_fallback),
            (None, _) => return None,
        };
        let name = format!("{}_sql", kind.row().key);
        Some((name.clone(), Renderer { name, render, home: dialect.dialect.clone() }))
    };
    let part = |part: &Part| {
        let (own, above) = (own.parts.get(*part), parent.and_then(|parent| parent.dialect.generator.parts.get(*part)));
        let render = match (own, above) {
            (Some(own), Some(above)) if Arc::ptr_eq(own, above) => return None,
            (Some(own), _) => {
                let own = own.clone();
                Render::Dynamic(Arc::new(move |g, id| own(g, id, "")))
            }
            (None, None) if parent.is_some() => return None,
            (None, _) => Render::Native(part.usual()?),
        };
        let name = format!("_usual_{}", part.name());
        Some((name.clone(), Renderer { name, render, home: dialect.dialect.clone() }))
    };
    Kind::declared().filter_map(object).chain(Part::ALL.iter().filter_map(part)).collect()
}

/// The names of the parts of renderers that can be replaced.
#[pyfunction]
pub(crate) fn renderer_parts() -> Vec<&'static str> {
    Part::ALL.iter().map(|part| part.name()).collect()
}

/// The place of properties of that name.
fn location(name: &str) -> PyResult<Location> {
    let found = LOCATIONS.iter().find(|(_, known)| *known == name).map(|(location, _)| *location);
    found.ok_or_else(|| PyValueError::new_err(format!("no such place: {name}")))
}

// ---- making -------------------------------------------------------------------------------------------------------

/// A dialect in the making.
#[pyclass(module = "sqlectic._native")]
pub(crate) struct Draft {
    dialect: Dialect,
    /// Where its renderers are from.
    generator: Arc<Dialect>,
}

fn text(object: &Bound<'_, PyAny>) -> PyResult<String> {
    // Members of enumerations of words stand for their values.
    let object = match object.cast::<PyString>() {
        Ok(_) => object.clone(),
        Err(_) => object.getattr("value").unwrap_or_else(|_| object.clone()),
    };
    object.extract()
}

fn character(object: &Bound<'_, PyAny>) -> PyResult<char> {
    let text = text(object)?;
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(c), None) => Ok(c),
        _ => Err(PyValueError::new_err(format!("expected one character, not '{text}'"))),
    }
}

/// What opens and what closes.
fn open_and_close(object: &Bound<'_, PyAny>) -> PyResult<(String, String)> {
    match object.extract::<(String, String)>() {
        Ok(pair) => Ok(pair),
        Err(_) => text(object).map(|text| (text.clone(), text)),
    }
}

fn setting(value: &Bound<'_, PyAny>) -> PyResult<Vec<Setting>> {
    if value.is_none() {
        return Ok(vec![Setting::Maybe(None), Setting::Text(String::new())]);
    }
    if let Ok(flag) = value.cast::<PyBool>() {
        return Ok(vec![Setting::Bool(flag.is_true()), Setting::Maybe(Some(flag.is_true()))]);
    }
    if let Ok(n) = value.extract::<i64>() {
        return Ok(vec![Setting::Int(n)]);
    }
    match value.getattr("name") {
        // A member of an enumeration.
        Ok(name) if value.cast::<PyString>().is_err() => Ok(vec![Setting::Text(name.extract()?)]),
        _ => Ok(vec![Setting::Text(text(value)?)]),
    }
}

fn takes_dialect(builder: &Bound<'_, PyAny>) -> bool {
    let names = builder.getattr("__code__").and_then(|code| code.getattr("co_varnames"));
    names.and_then(|names| names.contains("dialect")).unwrap_or(false)
}

impl Draft {
    /// Has statements written without their common table expressions, which are a part of their own then.
    fn write_ctes_apart(&mut self) {
        self.dialect.generator.compile();
        for kind in WITH_CTES {
            if let Some(render) = self.dialect.generator.render(kind).cloned() {
                let whole = Render::Dynamic(Arc::new(move |g, id| match g.tree.kind(id) {
                    // Behind a table, and no statement.
                    Kind::Pivot if !g.tree.has(id, Arg::With) => g.render_as(&render, id),
                    Kind::Select if query::creates_table(g, id) => g.render_as(&render, id),
                    _ => g.render_with(Part::Ctes, &render, id),
                }));
                self.dialect.generator.set(kind, whole);
            }
        }
    }

    /// Writes a kind in a way that the dialect then has.
    fn render(&mut self, kind: Kind, render: Render) {
        if matches!(render, Render::Dynamic(_)) {
            self.dialect.generator.lacking.retain(|lacking| *lacking != kind);
        }
        self.dialect.generator.set(kind, render);
    }

    /// Replaces renderers, of all kinds.
    fn rerender(&mut self, by: impl Fn(Kind, Option<&Render>) -> Option<Render>) {
        self.dialect.generator.compile();
        for kind in Kind::declared() {
            if let Some(render) = by(kind, self.dialect.generator.render(kind)) {
                self.dialect.generator.set(kind, render);
            }
        }
    }

    fn render_of(&self, renderer: &Renderer) -> Render {
        match Arc::ptr_eq(&renderer.home, &self.generator) {
            true => renderer.render.clone(),
            false => renderer.abroad(),
        }
    }

    fn set_row(&mut self, table: &str, key: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let entry = |kind: T, params| match value.cast::<PyRule>() {
            Ok(rule) => rule.get().entry.clone(),
            Err(_) => function_rule(value.clone().unbind(), style(table, kind), params),
        };
        if let Some(rows) = by_token_mut(&mut self.dialect.parser, table) {
            let kind = tokens::kind_of(key)?;
            match value.is_none() {
                true => rows.remove(kind),
                false => rows.set(kind, entry(kind, &[])),
            }
            return Ok(());
        }
        if let Some(rows) = by_words_mut(&mut self.dialect.parser, table) {
            let word = text(key)?;
            rows.set(&word, entry(T::Sentinel, rules::entry_params(table, &word)));
            return Ok(());
        }
        if let Some(level) = level(table) {
            let infix = Infix { level, kind: class_kind(value)? };
            self.dialect.parser.infix.set(tokens::kind_of(key)?, infix);
            return Ok(());
        }
        match table {
            "FUNCTIONS" => self.dialect.parser.functions.set(&text(key)?, function(value)?),
            "NO_PAREN_FUNCTIONS" => {
                self.dialect.parser.no_paren_functions.set(tokens::kind_of(key)?, class_kind(value)?)
            }
            "TRANSFORMS" => {
                let render = match value.cast::<Renderer>() {
                    Ok(renderer) => self.render_of(renderer.get()),
                    Err(_) => {
                        leave_rewrites(&mut self.dialect, class_kind(key)?);
                        function_render(value.clone().unbind())
                    }
                };
                self.render(class_kind(key)?, render);
            }
            "TYPE_MAPPING" => self.dialect.generator.types.set(&text(key)?, kept(&text(value)?)),
            "TIME_PART_SINGULARS" => {
                self.dialect.generator.time_part_singulars.set(&text(key)?, kept(&text(value)?));
            }
            "PROPERTIES_LOCATION" => {
                self.dialect.generator.property_locations.insert(class_kind(key)?, location(&text(value)?)?);
            }
            "TYPE_LITERAL_PARSERS" => {
                self.dialect.parser.type_literals.set(tokens::kind_of(key)?, entry(T::Sentinel, &[]));
            }
            "UNESCAPED_SEQUENCES" => {
                let sequence = text(key)?;
                if let Some(letter) = sequence.strip_prefix('\\').and_then(|rest| rest.chars().next()) {
                    self.dialect.lexer.escaped_sequences.push((letter, kept(&text(value)?)));
                }
            }
            "KEYWORDS" => self.dialect.lexer.keywords.set(&text(key)?, tokens::kind_of(value)?),
            "SINGLE_TOKENS" => self.dialect.lexer.singles.push((character(key)?, tokens::kind_of(value)?)),
            "NUMERIC_LITERALS" => self.dialect.lexer.numeric_literals.push((text(key)?, text(value)?)),
            "FORMAT_MAPPING" => prefer(&mut self.dialect.time.cast_mapping, kept(&text(key)?), kept(&text(value)?)),
            "TIME_MAPPING" => prefer(&mut self.dialect.time.mapping, kept(&text(key)?), kept(&text(value)?)),
            _ => return Err(no_table(table)),
        }
        Ok(())
    }

    fn remove_all(&mut self, table: &str) -> PyResult<()> {
        let dialect = &mut self.dialect;
        if let Some(rows) = by_token_mut(&mut dialect.parser, table) {
            *rows = TokenTable::default();
        } else if let Some(rows) = by_words_mut(&mut dialect.parser, table) {
            *rows = NameTable::default();
        } else if let Some(level) = level(table) {
            let infix = &mut dialect.parser.infix;
            let gone: Vec<T> = infix.iter().filter(|(_, infix)| infix.level == level).map(|(kind, _)| kind).collect();
            gone.into_iter().for_each(|kind| infix.remove(kind));
        } else {
            match table {
                "FUNCTIONS" => dialect.parser.functions = NameTable::default(),
                "NO_PAREN_FUNCTIONS" => dialect.parser.no_paren_functions = TokenTable::default(),
                "TRANSFORMS" => dialect.generator.clear_renders(),
                "TYPE_LITERAL_PARSERS" => dialect.parser.type_literals = TokenTable::default(),
                "TYPE_MAPPING" => dialect.generator.types = NameTable::default(),
                "UNESCAPED_SEQUENCES" => dialect.lexer.escaped_sequences.clear(),
                "TIME_PART_SINGULARS" => dialect.generator.time_part_singulars = NameTable::default(),
                "PROPERTIES_LOCATION" => dialect.generator.property_locations.clear(),
                "KEYWORDS" => dialect.lexer.keywords = NameTable::default(),
                "SINGLE_TOKENS" => dialect.lexer.singles.clear(),
                "NUMERIC_LITERALS" => dialect.lexer.numeric_literals.clear(),
                "FORMAT_MAPPING" => dialect.time.cast_mapping.clear(),
                "TIME_MAPPING" => dialect.time.mapping.clear(),
                _ => return Err(no_table(table)),
            }
        }
        Ok(())
    }

    fn set_items(&mut self, table: &str, items: &Bound<'_, PyAny>) -> PyResult<()> {
        let dialect = &mut self.dialect;
        let all: Vec<Bound<'_, PyAny>> = items.try_iter()?.collect::<PyResult<_>>()?;
        let token_kinds = || all.iter().map(tokens::kind_of).collect::<PyResult<Vec<T>>>();
        let characters = || all.iter().map(character).collect::<PyResult<Vec<char>>>();
        if let Some(set) = token_set_mut(&mut dialect.parser.sets, table) {
            *set = TokenSet::new(&token_kinds()?);
        } else if let Some(names) = words_mut(&mut dialect.parser, table) {
            *names = NameTable::default();
            for word in &all {
                names.set(&text(word)?, ());
            }
        } else if let Some(list) = kinds_mut(&mut dialect.generator, table) {
            *list = all.iter().map(class_kind).collect::<PyResult<_>>()?;
        } else if let Some(kind) = prefixed(table) {
            dialect.lexer.delimited.retain(|string| string.kind != kind);
            for string in &all {
                let (start, end) = open_and_close(string)?;
                dialect.lexer.delimited.push(Delimited { start, end, kind });
            }
        } else {
            let lexer = &mut dialect.lexer;
            match table {
                "RESERVED_KEYWORDS" | "UNSUPPORTED_TYPES" => {
                    let names = match table {
                        "RESERVED_KEYWORDS" => &mut dialect.generator.reserved_keywords,
                        _ => &mut dialect.generator.unsupported_types,
                    };
                    *names = NameTable::default();
                    for word in &all {
                        names.set(&text(word)?, ());
                    }
                }
                "QUOTES" => lexer.quotes = all.iter().map(open_and_close).collect::<PyResult<_>>()?,
                "IDENTIFIERS" => {
                    lexer.identifiers.clear();
                    for pair in &all {
                        let (open, close) = open_and_close(pair)?;
                        let one = |text: &str| text.chars().next().ok_or_else(|| PyValueError::new_err("empty quote"));
                        lexer.identifiers.push((one(&open)?, one(&close)?));
                    }
                }
                "COMMENTS" => {
                    let comment = |object: &Bound<'_, PyAny>| match object.extract::<(String, String)>() {
                        Ok((open, close)) => Ok((open, Some(close))),
                        Err(_) => text(object).map(|open| (open, None)),
                    };
                    // What marks the blocks of templates stays a comment.
                    let templates = lexer.comments.iter().filter(|(open, _)| open.starts_with('{')).cloned();
                    let templates: Vec<_> = templates.collect();
                    lexer.comments = all.iter().map(comment).collect::<PyResult<_>>()?;
                    for template in templates {
                        if !lexer.comments.iter().any(|(open, _)| *open == template.0) {
                            lexer.comments.push(template);
                        }
                    }
                }
                "STRING_ESCAPES" => lexer.string_escapes = characters()?,
                "BYTE_STRING_ESCAPES" => lexer.byte_string_escapes = characters()?,
                "IDENTIFIER_ESCAPES" => lexer.identifier_escapes = characters()?,
                "VAR_SINGLE_TOKENS" => lexer.var_single_tokens = characters()?,
                "COMMANDS" => lexer.commands = TokenSet::new(&token_kinds()?),
                "COMMAND_PREFIX_TOKENS" => lexer.command_prefixes = TokenSet::new(&token_kinds()?),
                "TOKENS_PRECEDING_HINT" => lexer.tokens_preceding_hint = TokenSet::new(&token_kinds()?),
                _ => return Err(no_table(table)),
            }
        }
        Ok(())
    }
}

/// What a function's name stands for.
fn function(value: &Bound<'_, PyAny>) -> PyResult<Function> {
    if let Ok(builder) = value.cast::<FunctionBuilder>() {
        return Ok(builder.get().function.clone());
    }
    Ok(function_builder(value.clone().unbind(), takes_dialect(value)))
}

#[pymethods]
impl Draft {
    /// Starts with the meanings of `dialect`, and with the parser, the generator and the tokenizer of others.
    #[new]
    fn new(
        name: &str,
        title: &str,
        dialect: &NativeDialect,
        parser: &NativeDialect,
        generator: &NativeDialect,
        tokenizer: &NativeDialect,
    ) -> Draft {
        let mut draft = dialect.dialect.extend(name);
        draft.title = title.to_string();
        draft.parser = parser.dialect.parser.clone();
        draft.generator = generator.dialect.generator.clone();
        draft.rewrites = generator.dialect.rewrites.clone();
        draft.lexer = tokenizer.dialect.lexer.clone();
        Draft { dialect: draft, generator: generator.dialect.clone() }
    }

    /// Makes a rule the method of that name of the Python parser, or an entry of the engine's.
    #[pyo3(signature = (method, entry=None))]
    fn rule(&mut self, method: &str, entry: Option<&PyRule>) -> bool {
        let Some(rule) = rule_of(method) else { return false };
        let entry = match entry {
            Some(native) => native.entry.clone(),
            None => method_rule(kept(method), rules::params(rule)),
        };
        self.dialect.parser.replace_entry(rule, entry);
        true
    }

    /// Writes a kind by the method of that name of the Python generator, or in a way of the engine's.
    #[pyo3(signature = (class, method, entry=None))]
    fn renderer(&mut self, class: &Bound<'_, PyAny>, method: &str, entry: Option<&Renderer>) -> PyResult<()> {
        let render = entry.map_or_else(|| method_render(kept(method)), |entry| self.render_of(entry));
        self.render(class_kind(class)?, render);
        Ok(())
    }

    /// Writes a part of renderers by a method of the Python generator; false if there is none of that name.
    fn part(&mut self, name: &str, method: &str) -> bool {
        let Some(part) = Part::ALL.iter().find(|part| part.name() == name) else { return false };
        let takes_text = part.usual().is_none() || *part == Part::QueryModifiers;
        self.dialect.generator.parts.set(*part, method_part(kept(method), takes_text));
        if *part == Part::Ctes {
            self.write_ctes_apart();
        }
        true
    }

    /// Writes functions that have no way of their own by a method of the Python generator.
    fn fallback(&mut self, method: &str) {
        self.dialect.generator.compile();
        for kind in Kind::declared().filter(|kind| kind.is(Kind::Func)) {
            if self.dialect.generator.render(kind).is_none() {
                self.render(kind, method_render(kept(method)));
            }
        }
    }

    /// Lets the method of that name of the Python generator take part where the engine asks it: `binary`, `format_time`,
    /// `sql`, `unsupported`; behind all renderers.
    fn hook(&mut self, method: &str) {
        let generator = &mut self.dialect.generator;
        match method {
            "binary" => self.rerender(|_, render| match render {
                Some(Render::Operator(operator)) => Some(method_binary(operator)),
                _ => None,
            }),
            "format_time" => generator.parts.time = Some(method_time()),
            "unsupported" => generator.parts.report = Some(method_report()),
            _ => self.rerender(|kind, render| match render {
                // Text of the path that they are in.
                _ if kind.is(Kind::JSONPathPart) => None,
                Some(render) => Some(around(render.clone())),
                None => kind.is(Kind::Func).then(|| around(Render::Native(functions::function_fallback))),
            }),
        }
    }

    /// Finds the places of properties by a method of the Python generator.
    fn locate(&mut self, method: &str) {
        self.dialect.generator.parts.locate = Some(method_locate(kept(method), location));
    }

    /// Sets a switch of a part; false if there is none of that name and type.
    fn flag(&mut self, part: &str, name: &str, value: &Bound<'_, PyAny>) -> PyResult<bool> {
        let dialect = &mut self.dialect;
        for setting in setting(value).unwrap_or_default() {
            let done = match part {
                "parser" => dialect.parser.flags.set(name, setting),
                "generator" => dialect.generator.flags.set(name, setting),
                "tokenizer" => dialect.lexer.flags.set(name, setting),
                _ => dialect.semantics.flags.set(name, setting.clone()) || dialect.lexer.flags.set(name, setting),
            };
            if done {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Sets one entry of a table.
    fn row(&mut self, table: &str, key: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        self.set_row(table, key, value)
    }

    /// Replaces what a table holds: a dict, or any items.
    fn table(&mut self, name: &str, content: &Bound<'_, PyAny>) -> PyResult<()> {
        let Ok(rows) = content.cast::<PyDict>() else { return self.set_items(name, content) };
        self.remove_all(name)?;
        for (key, value) in rows {
            self.set_row(name, &key, &value)?;
        }
        Ok(())
    }

    /// Sets what the dialect means by constructs, where it is no switch.
    fn meaning(&mut self, name: &str, value: &Bound<'_, PyAny>) -> PyResult<bool> {
        let semantics = &mut self.dialect.semantics;
        match name {
            "NORMALIZATION_STRATEGY" => semantics.normalization = normalization(&text(value)?)?,
            "NULL_ORDERING" => {
                semantics.null_ordering = match text(value)?.as_str() {
                    "nulls_are_large" => NullOrdering::Large,
                    "nulls_are_last" => NullOrdering::Last,
                    _ => NullOrdering::Small,
                }
            }
            "NORMALIZE_FUNCTIONS" => {
                semantics.normalize_functions = match value.extract::<String>() {
                    Ok(case) if case == "lower" => FunctionCase::Lower,
                    Ok(_) => FunctionCase::Upper,
                    Err(_) if value.is_truthy()? => FunctionCase::Upper,
                    Err(_) => FunctionCase::Keep,
                }
            }
            "TIME_FORMAT" => self.dialect.time.time_format = kept(&text(value)?),
            "DATE_FORMAT" => self.dialect.time.date_format = kept(&text(value)?),
            "DATEINT_FORMAT" => self.dialect.time.dateint_format = kept(&text(value)?),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The dialect, with settings as they follow its name.
    fn finish(&mut self, settings: Vec<(String, String)>) -> PyResult<NativeDialect> {
        let mut dialect = self.dialect.clone();
        for (key, value) in settings {
            if key == "normalization_strategy" {
                dialect.semantics.normalization = normalization(&value)?;
            }
            dialect.settings.push((key, value));
        }
        dialect.compile();
        Ok(NativeDialect { dialect: Arc::new(dialect) })
    }
}

/// What a dialect means by constructs, where it is no switch.
pub(crate) fn meaning<'py>(py: Python<'py>, dialect: &Dialect, name: &str) -> PyResult<Bound<'py, PyAny>> {
    let semantics = &dialect.semantics;
    let word = match name {
        "NORMALIZATION_STRATEGY" => match semantics.normalization {
            Normalization::Lowercase => "LOWERCASE",
            Normalization::Uppercase => "UPPERCASE",
            Normalization::CaseSensitive => "CASE_SENSITIVE",
            Normalization::CaseInsensitive => "CASE_INSENSITIVE",
            Normalization::CaseInsensitiveUppercase => "CASE_INSENSITIVE_UPPERCASE",
        },
        "NULL_ORDERING" => match semantics.null_ordering {
            NullOrdering::Small => "nulls_are_small",
            NullOrdering::Large => "nulls_are_large",
            NullOrdering::Last => "nulls_are_last",
        },
        "NORMALIZE_FUNCTIONS" => match semantics.normalize_functions {
            FunctionCase::Upper => "upper",
            FunctionCase::Lower => "lower",
            FunctionCase::Keep => return false.into_bound_py_any(py),
        },
        "TIME_FORMAT" => dialect.time.time_format,
        "DATE_FORMAT" => dialect.time.date_format,
        "DATEINT_FORMAT" => dialect.time.dateint_format,
        _ => return Err(no_table(name)),
    };
    word.into_bound_py_any(py)
}

fn normalization(name: &str) -> PyResult<Normalization> {
    sqlectic::dialects::normalization(name).map_err(|error| PyValueError::new_err(error.to_string()))
}
