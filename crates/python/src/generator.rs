//! `GeneratorBase`: what `sqlectic.generator.Generator` derives from. It writes nodes with the engine's generator, and its
//! renderers as texts of their own.

use crate::{
    dialect::NativeDialect,
    doc::Doc,
    draft::location_name,
    errors,
    live::{self, with_generator},
    node::Expr,
    notes, objects, options,
    parser::bound,
};
use pyo3::{
    intern,
    prelude::*,
    types::{PyDict, PyList, PyString, PyTuple},
};
use sqlectic::{
    generate as engine_generate,
    syntax::generator::{
        functions, properties::Located, Generator, LocateFn, Location, PartFn, Render, ReportFn, TimeFn,
    },
    Dialect, Generated, NodeId,
};
use std::sync::Arc;

/// The engine's side of a generator.
#[pyclass(subclass, module = "sqlectic._native")]
#[derive(Default)]
pub(crate) struct GeneratorBase;

/// Calls the engine's generator for a text of its own. What a function below it raised is raised.
fn captured(slf: &Bound<'_, PyAny>, work: impl FnOnce(&mut Generator<'_>)) -> PyResult<String> {
    let (text, _) = with_generator(slf, |g| g.captured_lines(work))?;
    match live::is_fatal() {
        true => {
            Err(live::give_up(slf.py(), Vec::new(), |_| pyo3::exceptions::PyRuntimeError::new_err("generation failed")))
        }
        false => Ok(text),
    }
}

#[pymethods]
impl GeneratorBase {
    #[new]
    #[pyo3(signature = (*_args, **_kwargs))]
    fn new(_args: &Bound<'_, PyTuple>, _kwargs: Option<&Bound<'_, PyDict>>) -> GeneratorBase {
        GeneratorBase
    }

    /// Writes a node, which programs' functions may change meanwhile; what is not supported is returned with it.
    fn _run(
        slf: &Bound<'_, Self>,
        dialect: &Bound<'_, NativeDialect>,
        expression: &Bound<'_, Expr>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<(String, Vec<String>)> {
        let py = slf.py();
        let generating = options::generate(py, "generate", options)?;
        let native = dialect.get().dialect.clone();
        notes::follow_comments(expression)?;
        let expression = objects::gone_through(expression)?;
        Expr::make_known(&expression);
        let spot = expression.get().spot(py);
        let doc = spot.doc;
        let (generated, failure) = live::session(py, slf.as_any(), &doc, || {
            let mut tree = doc.get().lend(py);
            let limits = &generating.generate.limits;
            let generated = native
                .prepare_within(&mut tree, spot.id, limits)
                .and_then(|root| engine_generate(&mut tree, root, &native, &generating.generate));
            doc.get().give_back(py, tree);
            generated
        })?;
        if let Some(error) = failure {
            return Err(error);
        }
        let Generated { sql, unsupported, notes } = generated.map_err(|error| errors::limit_error(py, "", &error))?;
        errors::log_notes(py, &notes)?;
        let messages = unsupported.iter().map(|one| one.message.clone()).collect();
        errors::tell_unsupported(py, &unsupported, &generating)?;
        Ok((sql, messages))
    }

    /// A node as a text, with its comments unless `comment` is false; with `key` an argument of it.
    #[pyo3(signature = (expression, key=None, comment=true))]
    fn sql<'py>(
        slf: &Bound<'py, Self>,
        expression: Option<&Bound<'py, PyAny>>,
        key: Option<&str>,
        comment: bool,
    ) -> PyResult<String> {
        let Some(object) = expression.filter(|object| object.is_truthy().unwrap_or(true)) else {
            return Ok(String::new());
        };
        if let Ok(text) = object.cast::<PyString>() {
            return Ok(text.to_string_lossy().into_owned());
        }
        if let Some(key) = key {
            let value = object.getattr(intern!(slf.py(), "args"))?.call_method1(intern!(slf.py(), "get"), (key,))?;
            return match value.is_truthy()? {
                // Through the method, which a program may override.
                true => slf.call_method1(intern!(slf.py(), "sql"), (value,))?.extract(),
                false => Ok(String::new()),
            };
        }
        let node = match object.cast::<Expr>() {
            Ok(_) => live::node_in(slf.as_any(), object)?,
            Err(_) => {
                return Err(pyo3::exceptions::PyValueError::new_err(format!(
                    "Expected an Expr. Received {}: {}",
                    object.get_type().str()?,
                    object.str()?
                )))
            }
        };
        let Some(id) = node else { return Ok(String::new()) };
        captured(slf.as_any(), |g| {
            g.usual_once(id);
            match comment {
                true => g.node(id),
                false => g.node_only(id),
            }
        })
    }

    /// Notes what the dialect cannot say.
    fn unsupported(slf: &Bound<'_, Self>, message: &str) -> PyResult<()> {
        with_generator(slf.as_any(), |g| g.record_unsupported(message)).map(|_| ())
    }

    /// A call of the function that a node is, by the function's own name and arguments in order.
    fn function_fallback_sql(slf: &Bound<'_, Self>, expression: &Bound<'_, PyAny>) -> PyResult<String> {
        match live::node_in(slf.as_any(), expression)? {
            Some(id) => captured(slf.as_any(), |g| functions::function_fallback(g, id)),
            None => Ok(String::new()),
        }
    }

    /// The properties below a node with the names of the places that the dialect has for them.
    fn _usual_places<'py>(
        slf: &Bound<'py, Self>,
        properties: &Bound<'py, PyAny>,
    ) -> PyResult<Vec<(&'static str, Bound<'py, Expr>)>> {
        let Some(id) = live::node_in(slf.as_any(), properties)? else { return Ok(Vec::new()) };
        let (found, doc) = with_generator(slf.as_any(), |g| Located::usual(g, id))?;
        let pair = |(place, node)| Ok((location_name(place), live::handle_of(slf.py(), &doc, node)?));
        found.into_iter().map(pair).collect()
    }

    /// The spelling of a time format that a node holds; nothing if it is no literal.
    fn _format_time(slf: &Bound<'_, Self>, expression: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
        let Some(id) = live::node_in(slf.as_any(), expression)? else { return Ok(None) };
        let text = captured(slf.as_any(), |g| {
            let format = g.usual_format_time(id);
            g.value(format);
        })?;
        Ok(Some(text).filter(|text| !text.is_empty()))
    }
}

/// Calls a function of a program as a renderer.
fn rendered(g: &mut Generator<'_>, id: NodeId, f: impl FnOnce(&Bound<'_, PyAny>, Bound<'_, Expr>) -> PyResult<String>) {
    let text =
        Python::attach(|py| live::callback(py, g, |owner, doc: &Py<Doc>| f(owner, live::handle_of(py, doc, id)?)));
    if let Some(text) = text {
        g.write_lines(&text);
    }
}

/// The text that a function returned, as one or in pieces; nothing stands for an empty one.
fn text_of(object: &Bound<'_, PyAny>) -> PyResult<String> {
    if object.is_none() {
        return Ok(String::new());
    }
    match object.cast::<PyList>() {
        Ok(pieces) => pieces.iter().map(|piece| text_of(&piece)).collect(),
        Err(_) => Ok(object.str()?.to_string_lossy().into_owned()),
    }
}

/// A renderer that is a method of the Python generator.
pub(crate) fn method_render(method: &'static str) -> Render {
    Render::Dynamic(Arc::new(move |g, id| {
        let flat = std::mem::take(&mut g.flat);
        rendered(g, id, |owner, node| {
            let options = PyDict::new(owner.py());
            if flat {
                options.set_item(intern!(owner.py(), "flat"), true)?;
            }
            text_of(&owner.call_method(method, (node,), Some(&options))?)
        });
    }))
}

/// A renderer that gives its node to the method `sql` of the Python generator, and is what that calls in turn.
pub(crate) fn around(render: Render) -> Render {
    Render::Dynamic(Arc::new(move |g, id| {
        if g.is_usual(id) {
            return g.render_as(&render, id);
        }
        rendered(g, id, |owner, node| {
            let options = PyDict::new(owner.py());
            options.set_item(intern!(owner.py(), "comment"), false)?;
            text_of(&owner.call_method(intern!(owner.py(), "sql"), (node,), Some(&options))?)
        });
    }))
}

/// A renderer that gives its node and its operator to the method `binary` of the Python generator.
pub(crate) fn method_binary(operator: &'static str) -> Render {
    Render::Dynamic(Arc::new(move |g, id| {
        rendered(g, id, |owner, node| text_of(&owner.call_method1(intern!(owner.py(), "binary"), (node, operator))?));
    }))
}

/// Tells the Python generator's method `unsupported` what cannot be said.
pub(crate) fn method_report() -> ReportFn {
    Arc::new(|g, message| {
        Python::attach(|py| {
            live::callback(py, g, |owner, _| owner.call_method1(intern!(py, "unsupported"), (message,)).map(|_| ()))
        });
    })
}

/// Time formats as the Python generator's method `format_time` spells them.
pub(crate) fn method_time() -> TimeFn {
    Arc::new(|g, id| {
        Python::attach(|py| {
            live::callback(py, g, |owner, doc| {
                let text = owner.call_method1(intern!(py, "format_time"), (live::handle_of(py, doc, id)?,))?;
                text.extract::<Option<String>>()
            })
        })
        .flatten()
    })
}

/// A part of renderers that is a method of the Python generator: of the node, and of the text that it is put to.
pub(crate) fn method_part(method: &'static str, takes_text: bool) -> PartFn {
    Arc::new(move |g, id, text| {
        rendered(g, id, |owner, node| {
            let found = match takes_text {
                true => owner.call_method1(method, (node, text))?,
                false => owner.call_method1(method, (node,))?,
            };
            text_of(&found)
        });
    })
}

/// The places of properties as a method of the Python generator finds them: pairs of a place and a node.
pub(crate) fn method_locate(method: &'static str, place: fn(&str) -> PyResult<Location>) -> LocateFn {
    Arc::new(move |g, id| {
        let found = Python::attach(|py| {
            live::callback(py, g, |owner, doc| {
                let pairs = owner.call_method1(method, (live::handle_of(py, doc, id)?,))?;
                let mut located = Vec::new();
                for pair in pairs.try_iter()? {
                    let (name, node): (String, Bound<'_, PyAny>) = pair?.extract()?;
                    located.extend(live::node_of(py, &node, doc)?.map(|node| Ok((place(&name)?, node))));
                }
                located.into_iter().collect::<PyResult<_>>()
            })
        });
        found.unwrap_or_default()
    })
}

/// A renderer that is a function of the generator and the node.
pub(crate) fn function_render(function: Py<PyAny>) -> Render {
    Render::Dynamic(Arc::new(move |g, id| {
        rendered(g, id, |owner, node| text_of(&function.bind(owner.py()).call1((owner, node))?));
    }))
}

/// A renderer of the engine's, as programs see it: a function of a generator and a node.
#[pyclass(frozen, module = "sqlectic._native")]
pub(crate) struct Renderer {
    #[pyo3(get, name = "__name__")]
    pub(crate) name: String,
    pub(crate) render: Render,
    /// The dialect it was read from.
    pub(crate) home: Arc<Dialect>,
}

impl Renderer {
    /// What another dialect writes with it.
    pub(crate) fn abroad(&self) -> Render {
        if let Render::Native(_) | Render::Template(_) = self.render {
            let (home, render) = (self.home.clone(), self.render.clone());
            return Render::Dynamic(Arc::new(move |g, id| g.with_templates_of(&home, |g| g.render_as(&render, id))));
        }
        self.render.clone()
    }
}

#[pymethods]
impl Renderer {
    #[pyo3(signature = (generator, expression, *_args, flat=false, **_kwargs))]
    fn __call__(
        &self,
        generator: &Bound<'_, PyAny>,
        expression: &Bound<'_, PyAny>,
        _args: &Bound<'_, PyTuple>,
        flat: bool,
        _kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<String> {
        match live::node_in(generator, expression)? {
            Some(id) => captured(generator, |g| {
                g.flat = flat;
                g.with_templates_of(&self.home, |g| g.render_as(&self.render, id));
                g.flat = false;
            }),
            None => Ok(String::new()),
        }
    }

    fn __get__<'py>(
        slf: &Bound<'py, Self>,
        owner: Option<&Bound<'py, PyAny>>,
        _class: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        bound(slf, owner)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Renderer>().is_ok_and(|other| same(&self.render, &other.get().render))
    }

    fn __hash__(&self) -> isize {
        self.name.len() as isize
    }

    fn __repr__(&self) -> String {
        format!("<renderer {}>", self.name)
    }
}

/// Whether two ways of writing are the same.
pub(crate) fn same(a: &Render, b: &Render) -> bool {
    match (a, b) {
        (Render::Native(a), Render::Native(b)) => std::ptr::fn_addr_eq(*a, *b),
        (Render::Dynamic(a), Render::Dynamic(b)) => Arc::ptr_eq(a, b),
        (Render::Native(_) | Render::Dynamic(_), _) | (_, Render::Native(_) | Render::Dynamic(_)) => false,
        _ => std::mem::discriminant(a) == std::mem::discriminant(b) && format!("{a:?}") == format!("{b:?}"),
    }
}
