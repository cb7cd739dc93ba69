//! Comments and facts of nodes, as programs see and set them. Where they are kept: `extras.rs`.

use crate::{
    doc::{Doc, Spot},
    edit::refuse_loops,
    node::Expr,
    positions,
};
use pyo3::{
    prelude::*,
    types::{PyDict, PyList},
};

/// See `Expr.comments`.
pub(crate) fn comments<'py>(node: &Bound<'py, Expr>) -> PyResult<Option<Bound<'py, PyList>>> {
    let py = node.py();
    let (shown, texts) = node.get().with(py, |held, id| {
        let shown = held.extras.get(id).and_then(|extra| extra.comments.as_ref()).map(|list| list.clone_ref(py));
        let texts: Vec<String> = held.tree.comments(id).iter().map(|t| held.tree.str(*t).to_string()).collect();
        (shown, texts)
    });
    if let Some(shown) = shown {
        return Ok(Some(shown.into_bound(py)));
    }
    if texts.is_empty() {
        return Ok(None);
    }
    Expr::make_known(node);
    let list = PyList::new(py, texts)?;
    let first = node.get().with(py, |held, id| {
        held.pristine = None;
        let comments = &mut held.extras.entry(id).comments;
        first_of(py, comments, &list)
    });
    Ok(Some(first))
}

/// What another thread has put there meanwhile, or this.
fn first_of<'py, T>(py: Python<'py>, place: &mut Option<Py<T>>, made: &Bound<'py, T>) -> Bound<'py, T> {
    place.get_or_insert_with(|| made.clone().unbind()).clone_ref(py).into_bound(py)
}

/// Makes a list the comments of a node.
fn show_comments(node: &Bound<'_, Expr>, list: Option<&Bound<'_, PyList>>) {
    Expr::make_known(node);
    let list = list.map(|list| list.clone().unbind());
    let old = node.get().with(node.py(), |held, id| {
        held.pristine = None;
        std::mem::replace(&mut held.extras.entry(id).comments, list)
    });
    drop(old);
}

pub(crate) fn set_comments(node: &Bound<'_, Expr>, comments: Option<Bound<'_, PyAny>>) -> PyResult<()> {
    let list = match comments {
        None => None,
        Some(comments) => match comments.cast_into::<PyList>() {
            Ok(list) => Some(list),
            Err(other) => Some(PyList::new(node.py(), other.into_inner().try_iter()?.collect::<PyResult<Vec<_>>>()?)?),
        },
    };
    if list.is_none() {
        node.get().with(node.py(), |held, id| held.tree.take_comments(id));
    }
    show_comments(node, list.as_ref());
    Ok(())
}

/// Makes the tree follow the lists of comments that were shown, and refuses one that has no end: before it is read as a whole.
pub(crate) fn follow_comments(node: &Bound<'_, Expr>) -> PyResult<()> {
    let py = node.py();
    refuse_loops(node)?;
    let (shown, doc) = node.get().look(py, |held, _| match held.extras.is_empty() {
        true => Vec::new(),
        false => held.extras.comments(py),
    });
    for (id, list) in shown {
        let texts: Vec<String> =
            list.bind(py).iter().map(|text| Ok(text.str()?.to_string_lossy().into_owned())).collect::<PyResult<_>>()?;
        let Spot { doc, id } = Doc::locate(&doc, py, id);
        let _ = doc.get().try_with(py, |held| {
            held.tree.take_comments(id);
            for text in &texts {
                let text = held.tree.text(text);
                held.tree.add_comments(id, [text]);
            }
        });
    }
    Ok(())
}

/// The dict of free-form facts of a node; with `make` also if there are none.
pub(crate) fn meta<'py>(node: &Bound<'py, Expr>, make: bool) -> PyResult<Option<Bound<'py, PyDict>>> {
    let py = node.py();
    let (known, position) = node.get().with(py, |held, id| {
        let known = held.extras.get(id).and_then(|extra| extra.meta.as_ref()).map(|meta| meta.bind(py).clone());
        (known, (held.sources.facts(&held.tree, id), positions::noted(&held.tree, id)))
    });
    let (position, noted) = position;
    if known.is_some() || position.is_none() && noted.is_empty() && !make {
        return Ok(known);
    }
    let meta = PyDict::new(py);
    for (name, value) in position.into_iter().flatten() {
        meta.set_item(name, value)?;
    }
    for (name, value) in noted {
        match value.to_ascii_lowercase().as_str() {
            "true" | "1" => meta.set_item(name, true)?,
            "false" | "0" => meta.set_item(name, false)?,
            _ => meta.set_item(name, value)?,
        }
    }
    Expr::make_known(node);
    Ok(Some(node.get().with(py, |held, id| {
        held.pristine = None;
        first_of(py, &mut held.extras.entry(id).meta, &meta)
    })))
}

pub(crate) fn set_meta(node: &Bound<'_, Expr>, meta: Option<Bound<'_, PyDict>>) {
    Expr::make_known(node);
    let old = node.get().with(node.py(), |held, id| {
        held.pristine = None;
        std::mem::replace(&mut held.extras.entry(id).meta, meta.map(Bound::unbind))
    });
    drop(old);
}
