//! The nodes that programs make most: identifiers, and columns of their names.

use crate::{
    classes::class_of,
    convert::{self, Incoming},
    doc::Doc,
    edit,
    node::Expr,
    seed::Seed,
};
use pyo3::{
    exceptions::PyValueError,
    intern,
    prelude::*,
    types::{PyBool, PyDict, PyList, PyString},
};
use smallvec::smallvec;
use sqlectic::{args, Arg, Kind, NodeId, Tree};

type Object<'a, 'py> = Option<&'a Bound<'py, PyAny>>;

/// An identifier of a name; quoted if told so, or if the name would not be one without. `None` stays `None`.
#[pyfunction]
#[pyo3(signature = (name, quoted=None, copy=true))]
pub(crate) fn to_identifier<'py>(
    name: &Bound<'py, PyAny>,
    quoted: Object<'_, 'py>,
    copy: bool,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    let py = name.py();
    if name.is_none() {
        return Ok(None);
    }
    if let Some(name) = plain(name) {
        if let Some(quoted) = quotes(&name, quoted)? {
            let args = smallvec![(Arg::This, Incoming::Text(name.unbind())), (Arg::Quoted, Incoming::Bool(quoted))];
            let made = Seed { kind: Kind::Identifier, args }.stand_alone(py)?;
            return Ok(Some(made.into_any()));
        }
    }
    if let Ok(node) = name.cast::<Expr>() {
        if node.get().read(py, |tree, id| tree.is(id, Kind::Identifier)) {
            return if copy { edit::copy(node) } else { Ok(name.clone()) }.map(Some);
        }
    }
    let Ok(text) = name.cast::<PyString>() else {
        let message = format!("Name needs to be a string or an Identifier, got: {}", name.get_type().str()?);
        return Err(PyValueError::new_err(message));
    };
    let parts = PyDict::new(py);
    parts.set_item(intern!(py, "this"), name)?;
    match quoted.filter(|quoted| !quoted.is_none()) {
        Some(quoted) => parts.set_item(intern!(py, "quoted"), quoted)?,
        None => parts.set_item(intern!(py, "quoted"), !is_safe(text)?)?,
    }
    class_of(py, Kind::Identifier)?.call((), Some(&parts)).map(Some)
}

/// A column by its parts; with `fields` what they lead to inside of it.
#[pyfunction]
#[pyo3(signature = (col, table=None, db=None, catalog=None, *, fields=None, quoted=None, copy=true))]
pub(crate) fn column<'py>(
    col: &Bound<'py, PyAny>,
    table: Object<'_, 'py>,
    db: Object<'_, 'py>,
    catalog: Object<'_, 'py>,
    fields: Object<'_, 'py>,
    quoted: Object<'_, 'py>,
    copy: bool,
) -> PyResult<Bound<'py, PyAny>> {
    let py = col.py();
    let parts = [(Arg::This, Some(col)), (Arg::Table, table), (Arg::Db, db), (Arg::Catalog, catalog)];
    let column = match column_of_names(&parts, quoted)? {
        Some((tree, root)) => root_of(py, tree, root)?,
        None => {
            let made = PyDict::new(py);
            for (arg, part) in parts {
                let part = match part {
                    Some(part) if arg == Arg::This && part.cast::<Expr>().is_ok() => Some(match copy {
                        true => edit::copy(part.cast::<Expr>()?)?,
                        false => part.clone(),
                    }),
                    Some(part) => to_identifier(part, quoted, copy)?,
                    None => None,
                };
                made.set_item(convert::name_of(py, arg), part)?;
            }
            class_of(py, Kind::Column)?.call((), Some(&made))?
        }
    };
    let Some(fields) = fields.filter(|fields| fields.is_truthy().unwrap_or(true)) else { return Ok(column) };
    let path = PyList::new(py, [column])?;
    for field in fields.try_iter()? {
        path.append(to_identifier(&field?, quoted, copy)?)?;
    }
    class_of(py, Kind::Dot)?.call_method1(intern!(py, "build"), (path,))
}

/// The column of a tree of its own, if all its parts are plain names.
fn column_of_names<'py>(
    parts: &[(Arg, Object<'_, 'py>); 4],
    quoted: Object<'_, 'py>,
) -> PyResult<Option<(Tree, NodeId)>> {
    let mut tree = Tree::new();
    let mut found = [None; 4];
    for (place, (_, part)) in found.iter_mut().zip(parts) {
        let Some(part) = part.filter(|part| !part.is_none()) else { continue };
        let Some(name) = plain(part) else { return Ok(None) };
        let Some(quoted) = quotes(&name, quoted)? else { return Ok(None) };
        *place = Some(identifier(&mut tree, &name.to_cow()?, quoted));
    }
    let root = tree.make(Kind::Column, &[]);
    for ((arg, _), part) in parts.iter().zip(found) {
        match part {
            Some(part) => tree.set(root, *arg, part),
            None => tree.set_absent(root, *arg),
        }
    }
    Ok(Some((tree, root)))
}

fn root_of(py: Python<'_>, tree: Tree, root: NodeId) -> PyResult<Bound<'_, PyAny>> {
    Ok(Doc::root_handle(&Bound::new(py, Doc::made(tree, root))?, root)?.into_any())
}

fn identifier(tree: &mut Tree, name: &str, quoted: bool) -> NodeId {
    let text = tree.text_value(name);
    tree.make(Kind::Identifier, &args![This: text, Quoted: quoted])
}

/// A string that a tree can hold; of others, nodes hold the object itself.
fn plain<'py>(name: &Bound<'py, PyAny>) -> Option<Bound<'py, PyString>> {
    name.cast_exact::<PyString>().ok().filter(|name| name.to_cow().is_ok()).cloned()
}

/// Whether the identifier of a name is quoted, unless that is told by something other than a bool.
fn quotes(name: &Bound<'_, PyString>, quoted: Object<'_, '_>) -> PyResult<Option<bool>> {
    match quoted.filter(|quoted| !quoted.is_none()) {
        Some(quoted) => Ok(quoted.cast_exact::<PyBool>().ok().map(|quoted| quoted.is_true())),
        None => is_safe(name).map(|safe| Some(!safe)),
    }
}

/// Whether a name needs no quotes: the pattern `SAFE_IDENTIFIER_RE`.
fn is_safe(name: &Bound<'_, PyString>) -> PyResult<bool> {
    let name_text = name.to_string_lossy();
    let text = name_text.strip_suffix('\n').unwrap_or(&name_text);
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if !text.bytes().next().is_some_and(|byte| word(byte) && !byte.is_ascii_digit()) {
        return Ok(false);
    }
    match text.is_ascii() {
        true => Ok(text.bytes().all(word)),
        // What letters are beyond ASCII, Python decides.
        false => {
            PyString::new(name.py(), &text.replace('_', "a")).call_method0(intern!(name.py(), "isalnum"))?.is_truthy()
        }
    }
}
