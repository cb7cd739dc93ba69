//! What Python modules ask of the engine beside parsing and writing: JSON paths, differences, rewrites, facts of a dialect.

use crate::{
    dialect,
    doc::{Doc, Spot},
    edit, errors,
    node::Expr,
    objects,
    sweep::Pin,
    tokens,
};
use pyo3::{
    exceptions::PyValueError,
    prelude::*,
    pybacked::PyBackedStr,
    types::{PyList, PyString},
};
use sqlectic::{
    analysis::{self, DiffOptions, Edit},
    rewrite as rewrites,
    syntax::{dialect::Rewrite, error::LexError, lexer::lex, parser::json_path},
    Dialect, Kind, NodeId, Tree,
};
use std::collections::HashMap;

/// Parses a JSON path.
#[pyfunction]
#[pyo3(signature = (path, dialect=None))]
pub(crate) fn parse_json_path<'py>(
    py: Python<'py>,
    path: PyBackedStr,
    dialect: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, Expr>> {
    let dialect = dialect::resolve(py, dialect)?.dialect;
    let mut tree = Tree::new();
    let root = match json_path::parse_json_path(&mut tree, &dialect, &path) {
        Ok(root) => root,
        Err(error) => {
            return Err(match error.unterminated {
                Some((quote, start)) => {
                    errors::token_error(py, &path, &LexError::Unterminated { close: quote.to_string(), start })?
                }
                None => errors::plain_parse_error(py, &format!("{}: {}", error.message, &*path)),
            })
        }
    };
    Doc::root_handle(&Bound::new(py, Doc::made(tree, root))?, root)
}

// ---- differences ------------------------------------------------------------------------------------------------

/// A subtree in a tree of its own, and where its nodes came from.
struct Copied {
    tree: Tree,
    root: NodeId,
    /// By node of the copy: the node that it is a copy of.
    origins: Vec<NodeId>,
    origin: Py<Doc>,
    /// The origins are known by their ids.
    _pin: Pin,
}

impl Copied {
    fn of(node: &Bound<'_, Expr>) -> PyResult<Copied> {
        let py = node.py();
        let shown = objects::shown(node)?;
        let ((tree, root, origins, pin), origin) = node.get().look(py, |held, id| {
            let (tree, root) = shown.unwrap_or_else(|| {
                let mut tree = Tree::new();
                let root = tree.import(&held.tree, id);
                (tree, root)
            });
            let mut origins = vec![id; tree.len()];
            held.tree.walk(id).zip(tree.walk(root)).for_each(|(original, copy)| origins[copy.0 as usize] = original);
            (tree, root, origins, held.pins.pin())
        });
        Ok(Copied { tree, root, origins, origin, _pin: pin })
    }

    /// The handle of the node that one is a copy of.
    fn handle<'py>(&self, py: Python<'py>, copy: NodeId) -> PyResult<Bound<'py, Expr>> {
        Doc::handle(py, Spot { doc: self.origin.clone_ref(py), id: self.origins[copy.0 as usize] })
    }

    /// The copies of nodes of the subtree, by their place in the original.
    fn copies(&self) -> HashMap<NodeId, NodeId> {
        self.tree.walk(self.root).map(|copy| (self.origins[copy.0 as usize], copy)).collect()
    }

    /// Where a node is in the tree that was copied, if it is there.
    fn place(&self, py: Python<'_>, node: &Bound<'_, Expr>) -> Option<NodeId> {
        let (spot, moved) = (node.get().spot(py), Doc::locate(&self.origin, py, NodeId(0)));
        spot.doc.is(&moved.doc).then(|| NodeId(spot.id.0.wrapping_sub(moved.id.0)))
    }
}

/// Where a node hangs, to be compared.
fn place(node: &Bound<'_, Expr>) -> Option<(usize, NodeId)> {
    let spot = node.get().spot(node.py());
    let parent = node.get().read(node.py(), |tree, id| tree.parent(id))?;
    Some((spot.doc.as_ptr() as usize, parent))
}

/// The edits that make one tree into another: the name of each, and its one or two nodes.
#[pyfunction]
#[pyo3(signature = (source, target, matchings, f, t, dialect, delta_only))]
#[expect(clippy::too_many_arguments, reason = "Python's wrapper names them")]
#[expect(clippy::type_complexity, reason = "a row of three that lives for a moment")]
pub(crate) fn diff<'py>(
    py: Python<'py>,
    source: &Bound<'py, Expr>,
    target: &Bound<'py, Expr>,
    matchings: Vec<(Bound<'py, Expr>, Bound<'py, Expr>)>,
    f: f64,
    t: f64,
    dialect: Option<&Bound<'py, PyAny>>,
    delta_only: bool,
) -> PyResult<Vec<(&'static str, Bound<'py, Expr>, Option<Bound<'py, Expr>>)>> {
    let dialect = dialect::resolve(py, dialect)?.dialect;
    // Nodes that are going to be reached from the roots.
    Expr::make_known(source);
    Expr::make_known(target);
    let roots_apart = place(source) != place(target);
    let (a, b) = (Copied::of(source)?, Copied::of(target)?);
    let mut matched = Vec::new();
    if !matchings.is_empty() {
        let (ours, theirs) = (a.copies(), b.copies());
        let pair = |(x, y): &(Bound<'_, Expr>, Bound<'_, Expr>)| {
            Some((*ours.get(&a.place(py, x)?)?, *theirs.get(&b.place(py, y)?)?))
        };
        matched.extend(matchings.iter().filter_map(pair));
    }
    let options = DiffOptions { text_similarity: f, leaf_similarity: t, dialect: &dialect, roots_apart, delta_only };
    let edits = py.detach(|| analysis::diff((&a.tree, a.root), (&b.tree, b.root), &matched, &options));
    let both = |name, x, y| PyResult::Ok((name, a.handle(py, x)?, Some(b.handle(py, y)?)));
    edits
        .into_iter()
        .map(|edit| match edit {
            Edit::Insert(node) => Ok(("Insert", b.handle(py, node)?, None)),
            Edit::Remove(node) => Ok(("Remove", a.handle(py, node)?, None)),
            Edit::Move { source, target } => both("Move", source, target),
            Edit::Update { source, target } => both("Update", source, target),
            Edit::Keep { source, target } => both("Keep", source, target),
        })
        .collect()
}

// ---- rewrites ---------------------------------------------------------------------------------------------------

/// The engine's rewrites by the names that Python knows them by; sorted.
const REWRITES: &[(&str, Rewrite)] = &[
    ("add_recursive_cte_column_names", rewrites::add_recursive_cte_column_names),
    ("add_within_group_for_percentiles", rewrites::add_within_group_for_percentiles),
    ("any_to_exists", rewrites::any_to_exists),
    ("ctas_with_tmp_tables_to_create_tmp_view", rewrites::temporary_tables_to_views),
    ("eliminate_distinct_on", rewrites::eliminate_distinct_on),
    ("eliminate_full_outer_join", rewrites::eliminate_full_outer_join),
    ("eliminate_join_marks", rewrites::eliminate_join_marks),
    ("eliminate_qualify", rewrites::eliminate_qualify),
    ("eliminate_semi_and_anti_joins", rewrites::eliminate_semi_and_anti_joins),
    ("eliminate_window_clause", rewrites::eliminate_window_clause),
    ("ensure_bools", rewrites::ensure_bools),
    ("epoch_cast_to_ts", rewrites::epoch_cast_to_timestamp),
    ("explode_projection_to_unnest", rewrites::explode_projections_to_unnest),
    ("inherit_struct_field_names", rewrites::inherit_struct_field_names),
    ("move_ctes_to_top_level", rewrites::move_ctes_to_top_level),
    ("move_partitioned_by_to_schema_columns", rewrites::move_partitions_to_columns),
    ("move_schema_columns_to_partitioned_by", rewrites::move_columns_to_partitions),
    ("remove_precision_parameterized_types", rewrites::remove_precision_parameterized_types),
    ("remove_unique_constraints", rewrites::remove_unique_constraints),
    ("remove_within_group_for_percentiles", rewrites::remove_within_group_for_percentiles),
    ("struct_kv_to_alias", rewrites::struct_fields_to_aliases),
    ("unnest_generate_date_array_using_recursive_cte", rewrites::generate_dates_by_recursion),
    ("unnest_generate_series", rewrites::unnest_series_source),
    ("unnest_one_to_explode", rewrites::unnest_one_to_explode),
    ("unnest_to_explode", rewrites::unnest_to_explode),
    ("unqualify_columns", rewrites::unqualify_columns),
    ("unqualify_pivot_fields", rewrites::unqualify_pivot_columns),
    ("unqualify_unnest", rewrites::unqualify_unnest),
];

/// Rewrites that the reference has in what writes nodes of a kind, so that a function of a program that writes them is instead
/// of them; sorted.
const REWRITES_OF: &[(Kind, &[Rewrite])] = &[
    (Kind::Array, &[rewrites::inherit_struct_field_names]),
    (
        Kind::Create,
        &[
            rewrites::move_columns_to_partitions,
            rewrites::move_partitions_to_columns,
            rewrites::remove_unique_constraints,
            rewrites::temporary_tables_to_views,
        ],
    ),
    (
        Kind::Select,
        &[
            rewrites::any_to_exists,
            rewrites::connect_by_to_recursion,
            rewrites::eliminate_distinct_on,
            rewrites::eliminate_full_outer_join,
            rewrites::eliminate_qualify,
            rewrites::eliminate_semi_and_anti_joins,
            rewrites::eliminate_window_clause,
            rewrites::explode_projections_to_unnest,
            rewrites::generate_dates_by_recursion,
            rewrites::group_by_aliases,
            rewrites::unnest_one_to_explode,
            rewrites::unnest_projected_series,
            rewrites::unnest_to_explode,
            rewrites::unqualify_unnest,
        ],
    ),
    (Kind::With, &[rewrites::add_recursive_cte_column_names]),
];

/// Takes the rewrites out that a program does in its own way of writing nodes of a kind, or does without.
pub(crate) fn leave_rewrites(dialect: &mut Dialect, kind: Kind) {
    let Some((_, all)) = REWRITES_OF.iter().find(|(of, _)| *of == kind) else { return };
    dialect.rewrites.retain(|rewrite| !all.iter().any(|other| std::ptr::fn_addr_eq(*rewrite, *other)));
}

/// Rewrites the tree below a node in place; returns what stands there then, which hangs under nothing if it is another node.
#[pyfunction]
#[pyo3(signature = (name, node, index_offset=0))]
pub(crate) fn rewrite<'py>(name: &str, node: &Bound<'py, Expr>, index_offset: i64) -> PyResult<Bound<'py, Expr>> {
    let Ok(at) = REWRITES.binary_search_by_key(&name, |(name, _)| name) else {
        return Err(PyValueError::new_err(format!("no rewrite is called {name}")));
    };
    let mut dialect = Dialect::empty();
    dialect.semantics.flags.index_offset = index_offset;
    edit::in_place(node, |tree, id| REWRITES[at].1(tree, id, &dialect))
}

// ---- facts of a dialect -----------------------------------------------------------------------------------------

/// Splits a text into tokens, up to where it cannot be split; whether that is before its end.
#[pyfunction]
#[pyo3(signature = (sql, dialect=None))]
pub(crate) fn tokenize_part<'py>(
    py: Python<'py>,
    sql: PyBackedStr,
    dialect: Option<&Bound<'py, PyAny>>,
) -> PyResult<(Bound<'py, PyList>, bool)> {
    let dialect = dialect::resolve(py, dialect)?.dialect;
    let text: &str = &sql;
    let first = lex(text, &dialect.lexer);
    let LexError::Unterminated { start, .. } = (match first {
        Ok(lexed) => return Ok((tokens::tokens(py, text, &lexed)?, false)),
        Err(error) => error,
    }) else {
        return Err(PyValueError::new_err("the text is too long"));
    };
    let part = text.get(..start).unwrap_or_default();
    match lex(part, &dialect.lexer) {
        Ok(lexed) => Ok((tokens::tokens(py, part, &lexed)?, true)),
        Err(_) => Ok((PyList::empty(py), true)),
    }
}

/// What opens and closes comments, whether they nest, and what opens and closes strings and quoted names.
#[pyfunction]
#[pyo3(signature = (dialect=None))]
#[expect(clippy::type_complexity, reason = "a row of three that lives for a moment")]
pub(crate) fn lexer_marks(
    py: Python<'_>,
    dialect: Option<&Bound<'_, PyAny>>,
) -> PyResult<(Vec<(String, Option<String>)>, bool, Vec<(String, String)>)> {
    let dialect = dialect::resolve(py, dialect)?.dialect;
    let lexer = &dialect.lexer;
    let delimited = lexer.delimited.iter().map(|d| (d.start.clone(), d.end.clone()));
    let identifiers = lexer.identifiers.iter().map(|(open, close)| (open.to_string(), close.to_string()));
    let quotes = lexer.quotes.iter().cloned().chain(identifiers).chain(delimited).collect();
    Ok((lexer.comments.clone(), lexer.flags.nested_comments, quotes))
}

/// Whether a dialect knows a function of that name.
#[pyfunction]
#[pyo3(signature = (name, dialect=None))]
pub(crate) fn knows_function(name: &Bound<'_, PyString>, dialect: Option<&Bound<'_, PyAny>>) -> PyResult<bool> {
    let dialect = dialect::resolve(name.py(), dialect)?.dialect;
    let parser = &dialect.parser;
    let name = name.to_string_lossy();
    Ok(parser.functions.get(&name).is_some()
        || parser.function_parsers.get(&name).is_some()
        || parser.no_paren_function_parsers.get(&name).is_some())
}
