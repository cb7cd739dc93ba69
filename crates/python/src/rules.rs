//! How the grammar's rules look as methods of a Python parser: their names, and what they are called with.

use crate::doc::Doc;
use crate::live;
use pyo3::{
    exceptions::PyTypeError,
    prelude::*,
    types::{PyDict, PyTuple},
};
use sqlectic::syntax::parser::{
    atom, clauses, column, constraints, ddl, expr, functions, interval, join, properties, query, relation, sample, set,
    types, with, Rule, RuleArgs, RuleEntry,
};

/// A parameter of a method, in order.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Param {
    /// The node before.
    Node(&'static str),
    /// A switch that is off unless it is given.
    Flag(&'static str, u32),
    /// A switch that is on unless it is given as false; the engine's is the opposite.
    Unless(&'static str, u32),
    /// A switch that is on unless it is given as false.
    Default(&'static str, u32),
    /// A text that is given if the switch is on.
    Word(&'static str, u32, &'static str),
    /// Something that the engine has no use for; the methods that take it in Python handle it.
    Other(&'static str),
}
use Param::*;

impl Param {
    fn name(self) -> &'static str {
        match self {
            Node(name) | Flag(name, _) | Unless(name, _) | Default(name, _) | Word(name, ..) | Other(name) => name,
        }
    }
}

const THIS: Param = Node("this");

/// Parameters of the rules that have any; sorted by area, as the grammar reads.
const PARAMS: &[(Rule, &[Param])] = &[
    (
        Rule::Type,
        &[Unless("parse_interval", column::WITHOUT_INTERVAL), Flag("fallback_to_identifier", column::OR_NAME)],
    ),
    (Rule::ColumnOps, &[THIS]),
    (Rule::Field, &[Flag("any_token", atom::ANY_TOKEN), Other("tokens"), Flag("anonymous_func", atom::ANONYMOUS_FUNC)]),
    (Rule::Bracket, &[THIS]),
    (Rule::Slice, &[THIS]),
    (Rule::VariantExtract, &[THIS]),
    (Rule::AtTimeZone, &[THIS]),
    (Rule::IdVar, &[Default("any_token", atom::ANY_TOKEN), Other("tokens")]),
    (Rule::Var, &[Flag("any_token", atom::ANY_TOKEN), Other("tokens"), Flag("upper", atom::UPPER)]),
    (Rule::VarOrString, &[Flag("upper", atom::UPPER)]),
    (Rule::SelectOrExpression, &[Flag("alias", expr::ALIASED)]),
    (Rule::IdVarList, &[Other("optional")]),
    (Rule::ArgumentList, &[Flag("alias", expr::ALIASED)]),
    (Rule::Alias, &[THIS, Flag("explicit", expr::EXPLICIT)]),
    (Rule::Lambda, &[Flag("alias", expr::ALIASED)]),
    (Rule::Is, &[THIS]),
    (Rule::In, &[THIS, Other("alias")]),
    (Rule::Between, &[THIS]),
    (Rule::Negated, &[THIS]),
    (Rule::Escape, &[THIS]),
    (Rule::Interval, &[Unless("require_interval", interval::WITHOUT_KEYWORD), Other("parse_function_unit")]),
    (Rule::Function, FUNCTION),
    (Rule::FunctionCall, FUNCTION),
    (Rule::Window, &[THIS, Flag("alias", functions::window::DEFINITION)]),
    (Rule::RespectOrIgnoreNulls, &[THIS]),
    (Rule::HavingMax, &[THIS]),
    (Rule::Per, &[THIS]),
    (Rule::FormatJson, &[THIS]),
    (
        Rule::Types,
        &[
            Flag("check_func", types::CHECK_FUNC),
            Flag("schema", types::SCHEMA),
            Unless("allow_identifiers", types::NO_IDENTIFIERS),
            Flag("with_collation", types::WITH_COLLATION),
        ],
    ),
    (Rule::StructTypes, &[Flag("type_required", types::TYPE_REQUIRED)]),
    (Rule::ColumnDef, &[THIS, Unless("computed_column", types::WITHOUT_COMPUTED)]),
    (
        Rule::Select,
        &[
            Flag("nested", query::NESTED),
            Flag("table", query::TABLE),
            Unless("parse_subquery_alias", query::WITHOUT_ALIAS),
            Unless("parse_set_operation", query::WITHOUT_SET_OPERATIONS),
            Unless("consume_pipe", query::WITHOUT_PIPE),
        ],
    ),
    (
        Rule::SelectQuery,
        &[
            Flag("nested", query::NESTED),
            Flag("table", query::TABLE),
            Unless("parse_subquery_alias", query::WITHOUT_ALIAS),
            Unless("parse_set_operation", query::WITHOUT_SET_OPERATIONS),
        ],
    ),
    (Rule::With, &[Flag("skip_with_token", with::AFTER_WITH)]),
    (Rule::QueryModifiers, &[THIS]),
    (Rule::SetOperations, &[THIS]),
    (Rule::SetOperation, &[THIS, Other("consume_pipe"), Other("intersect_only")]),
    (Rule::From, &[Flag("joins", relation::JOINS), Other("skip_from_token"), Flag("consume_pipe", relation::PIPE)]),
    (Rule::Subquery, &[THIS, Unless("parse_alias", relation::WITHOUT_ALIAS)]),
    (
        Rule::Table,
        &[
            Flag("schema", relation::SCHEMA),
            Flag("joins", relation::JOINS),
            Other("alias_tokens"),
            Flag("parse_bracket", relation::BRACKET),
            Flag("is_db_reference", relation::DB_REFERENCE),
            Flag("parse_partition", relation::PARTITION),
            Flag("consume_pipe", relation::PIPE),
        ],
    ),
    (
        Rule::TableParts,
        &[
            Flag("schema", relation::SCHEMA),
            Flag("is_db_reference", relation::DB_REFERENCE),
            Other("wildcard"),
            Other("fast"),
        ],
    ),
    (Rule::TablePart, &[Flag("schema", relation::SCHEMA)]),
    (Rule::TableAlias, &[Other("alias_tokens")]),
    (Rule::TableSample, &[Flag("as_modifier", sample::AS_MODIFIER)]),
    (
        Rule::Join,
        &[Flag("skip_join_token", join::WITHOUT_TOKEN), Flag("parse_bracket", join::BRACKET), Other("alias_tokens")],
    ),
    (Rule::Unnest, &[Unless("with_alias", query::WITHOUT_ALIAS)]),
    (Rule::DerivedTableValues, &[Other("allow_value_synonym")]),
    (Rule::ValueRow, &[Unless("values", relation::WITHOUT_VALUES)]),
    (Rule::Where, &[Flag("skip_where_token", clauses::AFTER_KEYWORD)]),
    (Rule::Prewhere, &[Other("skip_where_token")]),
    (Rule::Group, &[Flag("skip_group_by_token", clauses::AFTER_KEYWORD)]),
    (Rule::Having, &[Flag("skip_having_token", clauses::AFTER_KEYWORD)]),
    (Rule::Connect, &[Flag("skip_start_token", clauses::AFTER_KEYWORD)]),
    (Rule::Order, &[THIS, Flag("skip_order_token", clauses::AFTER_KEYWORD)]),
    (Rule::Ordered, &[Other("parse_method")]),
    (Rule::Limit, &[THIS, Flag("top", clauses::TOP), Flag("skip_limit_token", clauses::AFTER_KEYWORD)]),
    (Rule::Offset, &[THIS]),
    (Rule::PipeSyntaxQuery, &[Node("query")]),
    (Rule::Drop, &[Flag("exists", ddl::IF_EXISTS), Other("kind")]),
    (Rule::Schema, &[THIS]),
    (Rule::UserDefinedFunction, &[Other("kind")]),
    (Rule::DropPartition, &[Flag("exists", ddl::IF_EXISTS)]),
    (Rule::Comment, &[Other("allow_exists")]),
    (Rule::RowFormat, &[Other("match_row")]),
    (Rule::KeyValueProperty, &[Other("parse_value"), Other("optional")]),
    (Rule::Properties, &[Flag("before", properties::BEFORE)]),
    (Rule::UnnamedConstraint, &[Other("constraints")]),
    (Rule::References, &[Other("match")]),
    (
        Rule::PrimaryKey,
        &[
            Flag("wrapped_optional", constraints::OPTIONAL_PARENS),
            Flag("in_props", constraints::IN_PROPERTIES),
            Other("named_primary_key"),
        ],
    ),
    (Rule::Set, &[Flag("unset", set::UNSET), Flag("tag", set::TAG)]),
    (Rule::SetItemAssignment, &[Other("kind")]),
    (Rule::SetTransaction, &[Flag("global_", set::GLOBAL)]),
];

const FUNCTION: &[Param] = &[
    Other("functions"),
    Flag("anonymous", functions::ANONYMOUS),
    Unless("optional_parens", functions::NO_OPTIONAL_PARENS),
    Flag("any_token", functions::ANY_TOKEN),
];

const AFTER_NO: &[Param] = &[Flag("no", properties::NO)];
const AFTER_DEFAULT: &[Param] = &[Flag("default", properties::DEFAULT)];

/// Parameters of entries of tables that have any, by table and word.
const ENTRY_PARAMS: &[(&str, &str, &[Param])] = &[
    ("FUNCTION_PARSERS", "POSITION", &[Flag("haystack_first", functions::text::HAYSTACK_FIRST)]),
    ("PROPERTY_PARSERS", "CHARSET", AFTER_DEFAULT),
    ("PROPERTY_PARSERS", "COLLATE", AFTER_DEFAULT),
    (
        "PROPERTY_PARSERS",
        "DATABLOCKSIZE",
        &[
            Flag("default", properties::DEFAULT),
            Flag("minimum", properties::MINIMUM),
            Flag("maximum", properties::MAXIMUM),
        ],
    ),
    ("PROPERTY_PARSERS", "FALLBACK", AFTER_NO),
    (
        "PROPERTY_PARSERS",
        "JOURNAL",
        &[
            Flag("no", properties::NO),
            Flag("dual", properties::DUAL),
            Flag("before", properties::BEFORE_IMAGE),
            Word("local", properties::NOT_LOCAL, "NOT LOCAL"),
            Word("local", properties::LOCAL, "LOCAL"),
            Flag("after", properties::AFTER_IMAGE),
        ],
    ),
    ("PROPERTY_PARSERS", "LOG", AFTER_NO),
    ("PROPERTY_PARSERS", "MERGEBLOCKRATIO", &[Flag("no", properties::NO), Flag("default", properties::DEFAULT)]),
    ("PROPERTY_PARSERS", "SORTKEY", &[Flag("compound", properties::COMPOUND)]),
];

/// The parameters of an entry of a table.
pub(crate) fn entry_params(table: &str, word: &str) -> &'static [Param] {
    let found = ENTRY_PARAMS.iter().find(|(known, entry, _)| *known == table && entry.eq_ignore_ascii_case(word));
    found.map_or(&[THIS], |(_, _, params)| params)
}

/// Methods that are not called `_parse_` and the rule's name.
const NAMES: &[(Rule, &str)] = &[
    (Rule::VariantExtract, "_parse_colon_as_variant_extract"),
    (Rule::Negated, "_negate_range"),
    (Rule::ExpressionList, "_parse_expressions"),
    (Rule::IdVarList, "_parse_wrapped_id_vars"),
    (Rule::ArgumentList, "_parse_function_args"),
    (Rule::PartitionList, "_parse_partition_by"),
    (Rule::PropertyList, "_parse_wrapped_properties"),
    (Rule::CopyParameterList, "_parse_copy_parameters"),
    (Rule::LockList, "_parse_locks"),
    (Rule::NamespaceList, "_parse_xml_namespace"),
    (Rule::OptionList, "_parse_wrapped_options"),
    (Rule::Measure, "_parse_match_recognize_measure"),
    (Rule::RecursiveSearch, "_parse_recursive_with_search"),
    (Rule::SetOperation, "parse_set_operation"),
    (Rule::HintFunction, "_parse_hint_function_call"),
    (Rule::Star, "_parse_star_ops"),
    (Rule::DeclareItem, "_parse_declareitem"),
    (Rule::IfBlock, "_parse_ifblock"),
    (Rule::WhileBlock, "_parse_whileblock"),
];

/// The parameters of a rule.
pub(crate) fn params(rule: Rule) -> &'static [Param] {
    PARAMS.iter().find(|(known, _)| *known == rule).map_or(&[], |(_, params)| params)
}

/// The method that a rule is in Python.
pub(crate) fn method(rule: Rule) -> String {
    match NAMES.iter().find(|(known, _)| *known == rule) {
        Some((_, name)) => name.to_string(),
        None => format!("_parse_{}", rule.name().trim_end_matches('_')),
    }
}

/// Switches that have no parameter: what the engine calls a method with is what the method's rule is called with in turn.
pub(crate) fn hidden(params: &[Param], flags: u32) -> u32 {
    params.iter().fold(flags, |left, param| match param {
        Flag(_, bit) | Unless(_, bit) | Default(_, bit) | Word(_, bit, _) => left & !bit,
        Node(_) | Other(_) => left,
    })
}

/// What a method is called with for a call of its rule.
pub(crate) fn python_arguments<'py>(
    py: Python<'py>,
    params: &[Param],
    a: RuleArgs,
    doc: &Py<Doc>,
) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
    let named = PyDict::new(py);
    let mut positional = Vec::new();
    for param in params {
        let on = |bit: u32| a.flags & bit != 0;
        match *param {
            Node(_) => positional.push(a.node.map(|id| live::handle_of(py, doc, id)).transpose()?),
            Flag(name, bit) if on(bit) => named.set_item(name, true)?,
            Unless(name, bit) if on(bit) => named.set_item(name, false)?,
            Default(name, bit) if !on(bit) => named.set_item(name, false)?,
            Word(name, bit, word) if on(bit) => named.set_item(name, word)?,
            _ => {}
        }
    }
    Ok((PyTuple::new(py, positional)?, named))
}

/// What a rule is called with for a call of its method: switches, and the node before.
pub(crate) fn engine_arguments<'py>(
    method: &str,
    params: &[Param],
    args: &Bound<'py, PyTuple>,
    kwargs: Option<&Bound<'py, PyDict>>,
) -> PyResult<(RuleArgs, Option<Bound<'py, PyAny>>)> {
    let mut out = RuleArgs::default();
    let mut node = None;
    for param in params {
        if let Default(_, bit) = param {
            out.flags |= bit;
        }
    }
    let mut take = |param: Option<&Param>, value: Bound<'py, PyAny>| {
        let switch = |flags: u32, bit: u32, on: bool| if on { flags | bit } else { flags & !bit };
        match param {
            Some(Node(_)) => node = Some(value),
            Some(Flag(_, bit) | Default(_, bit)) => out.flags = switch(out.flags, *bit, value.is_truthy()?),
            Some(Unless(_, bit)) => out.flags = switch(out.flags, *bit, !value.is_truthy()?),
            Some(Word(name, ..)) => {
                for param in params {
                    if let Word(other, bit, word) = param {
                        out.flags = switch(out.flags, *bit, other == name && value.eq(*word)?);
                    }
                }
            }
            // A node before, where the rule needs none.
            None | Some(Other(_)) => {}
        }
        Ok::<(), PyErr>(())
    };
    for (i, value) in args.iter().enumerate() {
        take(params.get(i), value)?;
    }
    for (name, value) in kwargs.into_iter().flatten() {
        let name: String = name.extract()?;
        let param = params.iter().find(|param| param.name() == name);
        if param.is_none() {
            return Err(PyTypeError::new_err(format!("{method}() got an unexpected keyword argument '{name}'")));
        }
        take(param, value)?;
    }
    Ok((out, node.filter(|node| !node.is_none())))
}

/// Whether two entries are the same function.
pub(crate) fn same(a: &RuleEntry, b: &RuleEntry) -> bool {
    match (a, b) {
        (RuleEntry::Native(a), RuleEntry::Native(b)) => std::ptr::fn_addr_eq(*a, *b),
        (RuleEntry::Dynamic(a), RuleEntry::Dynamic(b)) => std::sync::Arc::ptr_eq(a, b),
        _ => false,
    }
}
