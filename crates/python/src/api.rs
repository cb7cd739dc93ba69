//! The package's functions. The interpreter is released while the engine works.

use crate::{
    classes::{class_of, kind_of},
    dialect,
    doc::{Doc, Held},
    errors,
    limits::{self, released, Signals},
    node::Expr,
    objects,
    options::{self, Generating, Parsing},
    tokens,
};
use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    intern,
    prelude::*,
    pybacked::PyBackedStr,
    types::{PyDict, PyList, PyString, PyType},
};
use sqlectic::{
    args, generate as engine_generate,
    syntax::{
        generator::generate_part,
        parser::{self, entry_of, Entry},
    },
    Dialect, Error, ErrorLevel, Generated, Kind, LimitError, NodeId, ParseOptions, Parsed, Script, Transpiler, Tree,
    Value,
};

/// Parses with the engine; what did not stop it is logged.
fn run(sql: &Bound<'_, PyString>, dialect: &Dialect, options: &Parsing, entry: Entry) -> PyResult<Parsed> {
    let py = sql.py();
    let signals = Signals::default();
    let watched = ParseOptions { limits: signals.watch(&options.parse.limits), ..options.parse.clone() };
    // The tree keeps the text; where it is needed again, Python still has it.
    let text = parser::with_room(&sql.to_cow()?);
    let parsed = match signals.or(released(py, text.len(), || parser::parse_text(text, dialect, &watched, entry)))? {
        Ok(parsed) => parsed,
        Err(error) => return Err(errors::parse_error(py, &sql.to_cow()?, &error, options)),
    };
    let warned = options.parse.error_level == ErrorLevel::Warn && !parsed.issues.is_empty();
    errors::log_notes(py, &parsed.notes)?;
    if warned || !parsed.commands.is_empty() {
        let text = sql.to_cow()?;
        errors::log_commands(py, &text, &parsed.commands)?;
        if warned {
            errors::log_issues(py, &text, &parsed.issues, options.context)?;
        }
    }
    Ok(parsed)
}

/// Parses with the grammar rule of a node class, or of the first of several that fits.
fn run_into(
    sql: &Bound<'_, PyString>,
    dialect: &Dialect,
    options: &Parsing,
    into: &Bound<'_, PyAny>,
) -> PyResult<Parsed> {
    let py = sql.py();
    let several = !into.is_instance_of::<PyType>() && !into.is_instance_of::<PyString>();
    let classes: Vec<Bound<'_, PyAny>> = match several {
        true => into.try_iter()?.collect::<PyResult<_>>()?,
        false => vec![into.clone()],
    };
    let mut failures = Vec::new();
    for class in classes {
        let entry = class.cast::<PyType>().ok().and_then(kind_of).and_then(entry_of);
        let Some(entry) = entry else {
            return Err(PyTypeError::new_err(format!("No parser registered for {}", class.str()?)));
        };
        match run(sql, dialect, options, entry) {
            Ok(parsed) => return Ok(parsed),
            Err(error) if errors::is_parse_error(py, &error)? => failures.push((class, error)),
            Err(error) => return Err(error),
        }
    }
    Err(errors::into_error(py, &sql.to_cow()?, into, failures)?)
}

/// Parses all statements; an empty one is `None`.
#[pyfunction]
#[pyo3(signature = (sql, read=None, dialect=None, **opts))]
pub(crate) fn parse<'py>(
    py: Python<'py>,
    sql: &Bound<'py, PyString>,
    read: Option<&Bound<'py, PyAny>>,
    dialect: Option<&Bound<'py, PyAny>>,
    opts: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyList>> {
    let resolved = dialect::resolve(py, given(read).or(dialect))?;
    if let Some(instance) = resolved.programs(py, dialect::TOKENIZE | dialect::PARSE) {
        return Ok(instance.call_method(intern!(py, "parse"), (sql,), opts)?.cast_into::<PyList>()?);
    }
    let options = options::parse("parse", opts)?;
    let Parsed { tree, roots, .. } = run(sql, &resolved.dialect, &options, |p| p.statement())?;
    let kept = if roots.len() > 1 { roots.iter().flatten().copied().collect() } else { Vec::new() };
    let doc = Bound::new(py, Doc::of(Held { roots: kept, ..Held::parsed(tree) }))?;
    let nodes: Vec<_> = roots
        .into_iter()
        .map(|root| root.map(|root| Doc::root_handle(&doc, root)).transpose())
        .collect::<PyResult<_>>()?;
    PyList::new(py, nodes)
}

/// Parses one statement, or several into a block.
#[pyfunction]
#[pyo3(signature = (sql, read=None, dialect=None, into=None, **opts))]
pub(crate) fn parse_one<'py>(
    py: Python<'py>,
    sql: &Bound<'py, PyString>,
    read: Option<&Bound<'py, PyAny>>,
    dialect: Option<&Bound<'py, PyAny>>,
    into: Option<&Bound<'py, PyAny>>,
    opts: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, Expr>> {
    let resolved = dialect::resolve(py, given(read).or(dialect))?;
    if let Some(instance) = resolved.programs(py, dialect::TOKENIZE | dialect::PARSE) {
        let found = match given(into) {
            Some(into) => instance.call_method(intern!(py, "parse_into"), (into, sql), opts)?,
            None => instance.call_method(intern!(py, "parse"), (sql,), opts)?,
        };
        return single_of(sql, &found.cast_into::<PyList>()?);
    }
    let options = options::parse("parse_one", opts)?;
    let Parsed { mut tree, roots, .. } = match given(into) {
        Some(into) => run_into(sql, &resolved.dialect, &options, into)?,
        None => run(sql, &resolved.dialect, &options, |p| p.statement())?,
    };
    match single(&mut tree, &roots) {
        Some(root) => Doc::root_handle(&Bound::new(py, Doc::parsed(tree, root))?, root),
        None => Err(nothing(sql)),
    }
}

fn nothing(sql: &Bound<'_, PyString>) -> PyErr {
    errors::plain_parse_error(sql.py(), &format!("No expression was parsed from '{sql}'"))
}

/// The same of statements that a program's dialect parsed.
fn single_of<'py>(sql: &Bound<'py, PyString>, statements: &Bound<'py, PyList>) -> PyResult<Bound<'py, Expr>> {
    let py = statements.py();
    let found = match statements.len() {
        0 => return Err(nothing(sql)),
        1 => statements.get_item(0)?,
        _ => {
            let facts = PyDict::new(py);
            facts.set_item("expressions", statements)?;
            class_of(py, Kind::Block)?.call((), Some(&facts))?
        }
    };
    found.cast_into::<Expr>().map_err(|_| nothing(sql))
}

/// The root of a script's only statement, or of a block of several.
fn single(tree: &mut Tree, roots: &[Option<NodeId>]) -> Option<NodeId> {
    match roots {
        [root] => *root,
        [Some(_), ..] => {
            let statements: Vec<Value> = roots.iter().map(|root| Value::from(*root)).collect();
            let list = tree.list_of(&statements);
            Some(tree.make(Kind::Block, &args![Expressions: list]))
        }
        _ => None,
    }
}

/// An argument, unless it is `None` or empty.
fn given<'a, 'py>(argument: Option<&'a Bound<'py, PyAny>>) -> Option<&'a Bound<'py, PyAny>> {
    argument.filter(|object| !object.is_none() && object.len().map_or(true, |len| len > 0))
}

/// Splits a text into tokens.
#[pyfunction]
#[pyo3(signature = (sql, read=None, dialect=None, **limits))]
pub(crate) fn tokenize<'py>(
    py: Python<'py>,
    sql: PyBackedStr,
    read: Option<&Bound<'py, PyAny>>,
    dialect: Option<&Bound<'py, PyAny>>,
    limits: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyList>> {
    let resolved = dialect::resolve(py, given(read).or(dialect))?;
    if let Some(instance) = resolved.programs(py, dialect::TOKENIZE) {
        return Ok(instance.call_method(intern!(py, "tokenize"), (sql,), limits)?.cast_into::<PyList>()?);
    }
    tokens::split(py, &sql, &resolved.dialect, limits)
}

/// Translates all statements from one dialect to another; an empty statement is an empty string.
#[pyfunction]
#[pyo3(signature = (sql, read=None, write=None, identity=true, error_level=None, **opts))]
pub(crate) fn transpile<'py>(
    py: Python<'py>,
    sql: PyBackedStr,
    read: Option<&Bound<'_, PyAny>>,
    write: Option<&Bound<'_, PyAny>>,
    identity: bool,
    error_level: Option<&Bound<'_, PyAny>>,
    opts: Option<&Bound<'_, PyDict>>,
) -> PyResult<Bound<'py, PyList>> {
    let Some(mut job) = Job::new(py, "transpile", read, write, identity, error_level, opts)? else {
        let statements = transpile_with_programs(py, &sql, read, written(read, write, identity), error_level, opts)?;
        return PyList::new(py, statements);
    };
    let text: &str = &sql;
    let signals = Signals::default();
    job.transpiler.limit(signals.watch(&job.transpiler.generate.limits));
    let script = signals.or(released(py, text.len(), || job.run(text)))?;
    PyList::new(py, job.tell(py, text, &script)?)
}

/// The dialect that is written: an empty name is the base dialect, and not the lack of one.
pub(crate) fn written<'a, 'py>(
    read: Option<&'a Bound<'py, PyAny>>,
    write: Option<&'a Bound<'py, PyAny>>,
    identity: bool,
) -> Option<&'a Bound<'py, PyAny>> {
    write.filter(|write| !write.is_none()).or(if identity { read } else { None })
}

/// Translation by the engine alone, with its options, and how its errors are told.
pub(crate) struct Job {
    transpiler: Transpiler,
    parsing: Parsing,
    max_unsupported: usize,
}

impl Job {
    /// Reads the arguments of `function`; none if functions of programs take part.
    pub(crate) fn new(
        py: Python<'_>,
        function: &str,
        read: Option<&Bound<'_, PyAny>>,
        write: Option<&Bound<'_, PyAny>>,
        identity: bool,
        error_level: Option<&Bound<'_, PyAny>>,
        opts: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Option<Job>> {
        let (read, write) = (dialect::resolve(py, read)?, dialect::resolve(py, written(read, write, identity))?);
        if read.programs(py, dialect::TOKENIZE | dialect::PARSE).or(write.programs(py, dialect::GENERATE)).is_some() {
            return Ok(None);
        }
        let Generating { generate, max_unsupported } = options::generate(py, function, opts)?;
        let mut parsing = options::parse(function, None)?;
        if let Some(level) = error_level.filter(|level| !level.is_none()) {
            parsing.parse.error_level = options::level(level)?;
        }
        parsing.parse.limits = generate.limits.clone();
        let parse = parsing.parse.clone();
        let transpiler = Transpiler { read: read.dialect, write: write.dialect, parse, generate };
        Ok(Some(Job { transpiler, parsing, max_unsupported }))
    }

    /// Translates a text; needs no interpreter.
    pub(crate) fn run(&self, text: &str) -> Result<Script, Error> {
        self.transpiler.run(text)
    }

    /// The statements that came of a text, after what is to be logged; or the exception.
    pub(crate) fn tell<'s>(
        &self,
        py: Python<'_>,
        text: &str,
        script: &'s Result<Script, Error>,
    ) -> PyResult<Vec<&'s str>> {
        let script = script.as_ref().map_err(|error| match error {
            Error::Dialect(error) => PyValueError::new_err(error.to_string()),
            Error::Limit(error) => errors::limit_error(py, text, error),
            Error::Parse(error) => errors::parse_error(py, text, error, &self.parsing),
            Error::Unsupported(all) => errors::unsupported_error(py, all, self.max_unsupported),
        })?;
        errors::log_commands(py, text, &script.commands)?;
        errors::log_notes(py, &script.notes)?;
        if self.parsing.parse.error_level == ErrorLevel::Warn {
            errors::log_issues(py, text, &script.issues, self.parsing.context)?;
        }
        if self.transpiler.generate.unsupported_level == ErrorLevel::Warn {
            for statement in &script.statements {
                errors::log_unsupported(py, &statement.unsupported)?;
            }
        }
        Ok(script.statements.iter().map(|statement| statement.sql.as_str()).collect())
    }
}

/// Translates statement by statement, where functions of programs take part.
pub(crate) fn transpile_with_programs(
    py: Python<'_>,
    sql: &str,
    read: Option<&Bound<'_, PyAny>>,
    write: Option<&Bound<'_, PyAny>>,
    error_level: Option<&Bound<'_, PyAny>>,
    opts: Option<&Bound<'_, PyDict>>,
) -> PyResult<Vec<String>> {
    let parsing = PyDict::new(py);
    if let Some(level) = error_level {
        parsing.set_item("error_level", level)?;
    }
    for (key, value) in opts.into_iter().flatten() {
        if limits::NAMES.contains(&&*key.extract::<PyBackedStr>()?) {
            parsing.set_item(key, value)?;
        }
    }
    let statements = parse(py, &PyString::new(py, sql), read, None, Some(&parsing))?;
    let write_one = |node: Bound<'_, PyAny>| match node.cast::<Expr>() {
        Ok(node) => Expr::sql(node, write, false, opts),
        Err(_) => Ok(String::new()),
    };
    statements.iter().map(write_one).collect()
}

/// Writes the node of a handle.
pub(crate) fn generate_node(handle: &Bound<'_, Expr>, dialect: &Dialect, options: &Generating) -> PyResult<String> {
    let py = handle.py();
    let generated = match objects::written(handle)? {
        Some((mut tree, root)) => py.detach(|| {
            let root = dialect.prepare_within(&mut tree, root, &options.generate.limits)?;
            engine_generate(&mut tree, root, dialect, &options.generate)
        }),
        None => {
            let mut spot = handle.get().spot(py);
            loop {
                let (doc, id) = (spot.doc.get(), spot.id);
                match py.detach(|| generate_at(doc, id, dialect, options)) {
                    Ok(generated) => break generated,
                    Err(()) => spot = Doc::locate(&spot.doc, py, spot.id),
                }
            }
        }
    };
    let Generated { sql, unsupported, notes } = generated.map_err(|error| errors::limit_error(py, "", &error))?;
    errors::log_notes(py, &notes)?;
    errors::tell_unsupported(py, &unsupported, options)?;
    Ok(sql)
}

/// What generation gives.
type Written = Result<Generated, LimitError>;

/// Writes a node of a document, if its nodes have not moved into another one.
fn generate_at(doc: &Doc, id: NodeId, dialect: &Dialect, options: &Generating) -> Result<Written, ()> {
    let copy = doc.try_with_detached(|held| match dialect.rewrites.is_empty() {
        true => {
            let places = held.irregular.then(|| held.tree.places(id));
            let generated = generate_part(&mut held.tree, id, dialect, &options.generate);
            places.iter().for_each(|places| held.tree.put_back(places));
            Ok(generated)
        }
        false => {
            let mut copy = Tree::new();
            let root = copy.import(&held.tree, id);
            Err(Box::new((copy, root)))
        }
    })?;
    Ok(copy.unwrap_or_else(|copied| {
        let (mut copy, root) = *copied;
        let root = dialect.prepare_within(&mut copy, root, &options.generate.limits)?;
        engine_generate(&mut copy, root, dialect, &options.generate)
    }))
}
