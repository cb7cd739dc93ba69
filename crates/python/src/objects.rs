//! Python objects among the arguments of nodes, as the engine sees them.
//!
//! The tree has their numbers only. What the engine writes or compares is a copy: tuples and what else can be gone through
//! are lists there, as they are for whoever writes SQL of them, and the other objects are texts. As in Python, nodes in a tuple
//! look up to nobody.

use crate::{
    doc::{Doc, Held},
    node::Expr,
};
use pyo3::{
    exceptions::PyMemoryError,
    prelude::*,
    types::{PyBool, PyBytes, PyDict, PyInt, PyString},
};
use sqlectic::{syntax::parser::deep, NodeId, Tree, Value};

/// Nodes beyond which tuples in tuples are not gone through.
const MOST: usize = 1 << 26;

/// A copy of a node's subtree with the objects in it.
pub(crate) struct Snapshot {
    pub(crate) tree: Tree,
    pub(crate) root: NodeId,
    /// By their numbers in the copy.
    pub(crate) objects: Vec<Py<PyAny>>,
}

/// The subtree of a node; none if there are no objects in it.
pub(crate) fn snapshot(node: &Bound<'_, Expr>) -> Option<Snapshot> {
    let py = node.py();
    node.get().with(py, |held, id| {
        if held.objects.is_empty() || !held.tree.has_opaque(id) {
            return None;
        }
        let mut tree = Tree::new();
        let root = tree.import(&held.tree, id);
        let mut objects = Vec::new();
        tree.replace_opaque(root, |_, n| number(&mut objects, held.objects.get(n as usize), py));
        Some(Snapshot { tree, root, objects })
    })
}

/// Adds an object to those that have numbers.
pub(crate) fn number(objects: &mut Vec<Py<PyAny>>, object: Option<&Py<PyAny>>, py: Python<'_>) -> Value {
    let Some(object) = object else { return Value::None };
    objects.push(object.clone_ref(py));
    Value::Opaque(objects.len() as u32 - 1)
}

/// The subtree of a node as it is written, without objects; none if there are none in it.
pub(crate) fn written(node: &Bound<'_, Expr>) -> PyResult<Option<(Tree, NodeId)>> {
    let py = node.py();
    let found =
        snapshot(node).map(|found| found.with_lists(py, &mut Vec::new())?.with_texts(py, |object| object.str()));
    found.transpose()
}

/// A node for programs' functions to write: if there are objects below it that can be gone through, one of a copy that has lists
/// in their places.
pub(crate) fn gone_through<'py>(node: &Bound<'py, Expr>) -> PyResult<Bound<'py, Expr>> {
    let py = node.py();
    let Some(found) = snapshot(node) else { return Ok(node.clone()) };
    let Snapshot { tree, root, objects } = found.with_lists(py, &mut Vec::new())?;
    let held = Held { tree, objects, ..Held::default() };
    Doc::root_handle(&Bound::new(py, Doc::of(held))?, root)
}

/// The subtree of a node with what `repr` says of the objects in it; none if there are none.
pub(crate) fn shown(node: &Bound<'_, Expr>) -> PyResult<Option<(Tree, NodeId)>> {
    snapshot(node).map(|found| found.with_texts(node.py(), |object| object.repr())).transpose()
}

impl Snapshot {
    /// Puts what `text_of` says of the objects in their places.
    fn with_texts<'py>(
        mut self,
        py: Python<'py>,
        text_of: impl Fn(&Bound<'py, PyAny>) -> PyResult<Bound<'py, PyString>>,
    ) -> PyResult<(Tree, NodeId)> {
        let text = |object: &Py<PyAny>| Ok(text_of(object.bind(py))?.to_string_lossy().into_owned());
        let texts: Vec<String> = self.objects.iter().map(text).collect::<PyResult<_>>()?;
        self.tree
            .replace_opaque(self.root, |tree, n| tree.text_value(texts.get(n as usize).map_or("", String::as_str)));
        Ok((self.tree, self.root))
    }

    /// Puts lists in the places of what can be gone through. `around` has the objects that are being gone through: what holds
    /// itself is left out inside of itself.
    pub(crate) fn with_lists(mut self, py: Python<'_>, around: &mut Vec<usize>) -> PyResult<Snapshot> {
        let mut values = Vec::new();
        let mut rest = Vec::new();
        for object in std::mem::take(&mut self.objects) {
            let value = match items_of(object.bind(py)) {
                Some(items) => {
                    around.push(object.as_ptr() as usize);
                    let list = deep(|| self.list(items?, around, &mut rest));
                    around.pop();
                    list?
                }
                None => number(&mut rest, Some(&object), py),
            };
            values.push(value);
        }
        self.tree.replace_opaque(self.root, |_, n| values.get(n as usize).copied().unwrap_or_default());
        Ok(Snapshot { objects: rest, ..self })
    }

    /// A list of these items; those that stay objects are added to `rest`.
    fn list(
        &mut self,
        items: Vec<Bound<'_, PyAny>>,
        around: &mut Vec<usize>,
        rest: &mut Vec<Py<PyAny>>,
    ) -> PyResult<Value> {
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            if self.tree.len() > MOST {
                return Err(PyMemoryError::new_err("tuples in tuples hold too many nodes"));
            }
            values.push(self.item(&item, around, rest)?);
        }
        Ok(self.tree.list_of(&values))
    }

    fn item(&mut self, item: &Bound<'_, PyAny>, around: &mut Vec<usize>, rest: &mut Vec<Py<PyAny>>) -> PyResult<Value> {
        let py = item.py();
        if around.contains(&(item.as_ptr() as usize)) {
            return Ok(Value::None);
        }
        if let Ok(node) = item.cast::<Expr>() {
            let Some(inner) = snapshot(node) else {
                return Ok(Value::Node(node.get().read(py, |tree, id| self.tree.import(tree, id))));
            };
            around.push(item.as_ptr() as usize);
            let inner = inner.with_lists(py, around);
            around.pop();
            let Snapshot { tree, root, objects } = inner?;
            let by = self.tree.absorb(&tree, rest.len() as u32);
            rest.extend(objects);
            return Ok(Value::Node(NodeId(root.0 + by)));
        }
        Ok(match item {
            _ if item.is_none() => Value::None,
            _ if item.is_exact_instance_of::<PyBool>() => Value::Bool(item.is_truthy()?),
            _ => match (item.cast_exact::<PyString>(), item.cast_exact::<PyInt>()) {
                (Ok(text), _) => self.tree.text_value(&text.to_string_lossy()),
                (_, Ok(number)) => self.tree.text_value(&number.to_string()),
                _ => number(rest, Some(item.as_unbound()), py),
            },
        })
    }
}

/// The items of a tuple, of values of a dict and of what else has a length and is no text; nothing of other objects.
fn items_of<'py>(object: &Bound<'py, PyAny>) -> Option<PyResult<Vec<Bound<'py, PyAny>>>> {
    let is_single = object.is_instance_of::<PyString>()
        || object.is_instance_of::<PyBytes>()
        || object.is_instance_of::<PyDict>()
        || object.is_instance_of::<Expr>();
    if is_single || object.len().is_err() {
        return None;
    }
    Some(object.try_iter().ok()?.collect())
}
