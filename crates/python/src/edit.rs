//! What changes nodes: making, setting, replacing, transforming, copying.
//!
//! Every change writes the tree first and then what Python was shown of it: the dict `args` of a node and the lists in it.

use crate::{
    classes,
    convert::{arg_of, list_view, name_of, Incoming, Loose},
    doc::{Doc, Docs, Held, Known, Spot},
    node::{args, Expr},
    notes, objects, repr,
    seed::Seed,
    sweep::{self, Pin},
    walk::{Trail, Wanted},
};
use pyo3::{
    exceptions::{PyAssertionError, PyRecursionError, PyTypeError},
    intern,
    prelude::*,
    types::{PyDict, PyList, PyTuple, PyType},
};
use smallvec::SmallVec;
use sqlectic::{
    ast::{ListId, Span},
    syntax::parser::functions::canonical_unit,
    Arg, Kind, NodeId, Tree, Value,
};

/// The tree of a document that is going to change.
pub(crate) fn changing(held: &mut Held) -> &mut Tree {
    held.pristine = None;
    held.changes += 1;
    &mut held.tree
}

/// The tree of a document in which a node is going to say that it hangs somewhere else.
pub(crate) fn moving(held: &mut Held) -> &mut Tree {
    held.irregular = true;
    changing(held)
}

// ---- making -----------------------------------------------------------------------------------------------------

/// What a class call makes.
pub(crate) enum Made {
    /// A handle, to become the object of the call.
    Handle(Expr),
    /// An object that its tree knows, as it has to before children look up to it.
    Object(Py<Expr>),
}

/// Makes a node with these arguments for a class call.
pub(crate) fn make<'py>(
    class: &Bound<'py, PyType>,
    args: &Bound<'py, PyTuple>,
    kwargs: Option<&Bound<'py, PyDict>>,
) -> PyResult<Made> {
    let py = class.py();
    let Some((kind, custom)) = classes::kind_to_make(class) else {
        return Err(PyTypeError::new_err(format!("{} is not a class of nodes", class.name()?)));
    };
    if !custom && !args.is_empty() {
        let message = format!("__init__() takes 1 positional argument but {} were given", args.len() + 1);
        return Err(PyTypeError::new_err(message));
    }
    let mut seed = Seed { kind, args: SmallVec::new() };
    let mut unabbreviate = true;
    for (key, value) in kwargs.into_iter().filter(|_| !custom).flatten() {
        if kind == Kind::DateTrunc && key.eq(intern!(py, "unabbreviate"))? {
            unabbreviate = value.is_truthy()?;
            continue;
        }
        seed.args.push((arg_of(&key)?, Incoming::of(&value)?));
    }
    if seed.is_alone() {
        return seed.handle(py).map(Made::Handle);
    }
    let has_children = seed.first_node().is_some();
    let (doc, (id, _pin)) = match plant_near(py, &mut seed, unabbreviate) {
        Some(planted) => planted,
        None => plant_anywhere(py, &mut seed, unabbreviate)?,
    };
    if !has_children {
        return Ok(Made::Handle(Expr::new_handle(doc, id, false)));
    }
    let node = Expr::create(py, kind, doc, id, false)?;
    Expr::make_known(&node);
    Ok(Made::Object(node.unbind()))
}

/// A node that has no handle yet.
type Planted = (NodeId, Pin);

fn plant(py: Python<'_>, held: &mut Held, seed: &Seed, unabbreviate: bool) -> Planted {
    let node = seed.plant(py, held);
    canonical_unit(&mut held.tree, node, unabbreviate);
    (node, held.pins.pin())
}

/// Makes a node where its first child is, if that one's tree can take the others in.
fn plant_near(py: Python<'_>, seed: &mut Seed, unabbreviate: bool) -> Option<(Py<Doc>, Planted)> {
    let home = seed.first_node()?.get().doc.clone_ref(py);
    let planted = Doc::taking_in(&home, py, |held| {
        let all = seed.args.iter_mut().all(|(_, value)| value.move_to(py, &home, held));
        all.then(|| plant(py, held, seed, unabbreviate))
    });
    planted.map(|planted| (home, planted))
}

/// Makes a node after the documents of its children were united.
fn plant_anywhere(py: Python<'_>, seed: &mut Seed, unabbreviate: bool) -> PyResult<(Py<Doc>, Planted)> {
    let mut docs = Docs::new();
    seed.args.iter().for_each(|(_, value)| value.docs(py, &mut docs));
    loop {
        let doc = match Doc::unite(py, docs.iter().map(|doc| doc.clone_ref(py))) {
            Some(doc) => doc,
            None => Py::new(py, Doc::new(Tree::new()))?,
        };
        seed.args.iter_mut().for_each(|(_, value)| value.resolve(py, &doc));
        // Where other threads moved it meanwhile, all ids are others.
        if let Ok(planted) = doc.get().try_with(py, |held| plant(py, held, seed, unabbreviate)) {
            return Ok((doc, planted));
        }
    }
}

/// Sets the arguments of a node that a class with its own initializer made.
pub(crate) fn initialize(node: &Bound<'_, Expr>, args: Option<&Bound<'_, PyDict>>) -> PyResult<()> {
    if !classes::has_initializer(&node.get_type()) {
        return Ok(());
    }
    for (key, value) in args.into_iter().flatten() {
        write(node, arg_of(&key)?, &value, true)?;
    }
    Ok(())
}

// ---- arguments --------------------------------------------------------------------------------------------------

/// Brings the nodes of a value into the document of a node, and works there; tells the node's id.
fn together<R>(
    node: &Bound<'_, Expr>,
    value: &mut Incoming,
    work: impl FnOnce(&mut Held, NodeId, &Incoming) -> R,
) -> R {
    let py = node.py();
    if value.first_node().is_none() {
        let ((done, due), doc) = node.get().look(py, |held, id| (work(held, id, value), sweep::is_due(held)));
        if due {
            sweep::at_home(doc, py);
        }
        return done;
    }
    Expr::make_known(node);
    let mut work = Some(work);
    let mut near = |Spot { doc, id }: Spot| {
        Doc::taking_in(&doc, py, |held| match value.move_to(py, &doc, held) {
            true => {
                held.looped |= may_loop(held, id, value);
                work.take().map(|work| work(held, id, value))
            }
            false => None,
        })
    };
    // Nearly always the nodes are few, and this one's tree takes them in.
    let here = Spot { doc: node.get().doc.clone_ref(py), id: node.get().id };
    if let Some(done) = near(here).or_else(|| near(node.get().spot(py))) {
        return done;
    }
    let mut docs = Docs::new();
    docs.push(node.get().doc.clone_ref(py));
    value.docs(py, &mut docs);
    loop {
        let home = Doc::unite(py, docs.iter().map(|doc| doc.clone_ref(py)));
        let home = home.expect("there is the node's document");
        value.resolve(py, &home);
        let id = node.get().id_in(py, &home);
        // Where other threads moved it meanwhile, all ids are others.
        let done = home.get().try_with(py, |held| {
            held.looped |= may_loop(held, id, value);
            work.take().map(|work| work(held, id, value))
        });
        if let Ok(Some(done)) = done {
            return done;
        }
    }
}

/// How many ancestors of a node are looked at.
const NEAR: usize = 64;

/// Whether a node that is going to hang below `id` may be above it.
fn may_loop(held: &Held, id: NodeId, value: &Incoming) -> bool {
    match value {
        Incoming::List(items) => items.iter().any(|item| may_loop(held, id, item)),
        Incoming::Node(_, new) if *new == id => true,
        // Nearly always there is nothing below it.
        Incoming::Node(_, new) if !repr::is_leaf(&held.tree, *new) => {
            let mut above = held.tree.ancestors(id);
            // Where nodes have two parents, only one of them is seen.
            above.by_ref().take(NEAR).any(|node| node == *new) || held.irregular || above.next().is_some()
        }
        _ => false,
    }
}

/// Refuses a tree that has no end.
pub(crate) fn refuse_loops(node: &Bound<'_, Expr>) -> PyResult<()> {
    match node.get().with(node.py(), |held, id| held.looped && held.tree.holds_itself(id)) {
        true => Err(PyRecursionError::new_err("a node is below itself")),
        false => Ok(()),
    }
}

/// Whether a node stands twice in the list under an argument, whose items were told just now where they stand.
pub(crate) fn is_twice(tree: &Tree, id: NodeId, arg: Arg) -> bool {
    let Value::List(list) = tree.get(id, arg) else { return false };
    let told = |item: Value| item.node().and_then(|child| tree.index(child));
    tree.items(list).enumerate().any(|(i, item)| told(item).is_some_and(|index| index != i))
}

/// Notes that nodes get under a second parent.
fn note_shared(held: &mut Held, value: &Incoming) {
    match value {
        Incoming::Node(_, id) => held.irregular |= held.tree.has_parents(Value::Node(*id)),
        Incoming::List(items) => items.iter().for_each(|item| note_shared(held, item)),
        _ => {}
    }
}

/// An operator that a program puts somewhere was not parsed there: it gets parentheses only if it brings them.
pub(crate) fn forget_place(tree: &mut Tree, value: Value) {
    if let Some(node) = value.node() {
        let kind = tree.kind(node);
        let is_operator = kind.is(Kind::Binary) && !kind.is(Kind::Func);
        if is_operator || kind.is(Kind::Connector) || matches!(kind, Kind::Between | Kind::In | Kind::Not) {
            tree.set_span(node, Span::NONE);
        }
    }
}

/// Writes an argument into the tree; with `adopt` the nodes in it become children. Returns how often the tree was changed.
pub(crate) fn store(node: &Bound<'_, Expr>, arg: Arg, value: &Bound<'_, PyAny>, adopt: bool) -> PyResult<u64> {
    let py = node.py();
    Ok(together(node, &mut Incoming::of(value)?, |held, id, incoming| {
        let value = incoming.store(py, held, held.tree.kind(id), arg);
        held.irregular |= held.tree.has_parents(value);
        forget_place(&mut held.tree, value);
        match adopt {
            true => {
                changing(held).set(id, arg, value);
                held.irregular |= is_twice(&held.tree, id, arg);
            }
            false => {
                held.irregular = true;
                match value {
                    Value::None => changing(held).set_absent(id, arg),
                    value => changing(held).set_raw(id, arg, value),
                }
            }
        }
        held.changes
    }))
}

/// Writes an argument into the tree and into the dict that was shown.
pub(crate) fn write(node: &Bound<'_, Expr>, arg: Arg, value: &Bound<'_, PyAny>, adopt: bool) -> PyResult<()> {
    let seen = store(node, arg, value, adopt)?;
    show_value(node, arg, value, seen)
}

/// Writes an argument into the dict that was shown, after the tree had been changed `seen` times.
fn show_value(node: &Bound<'_, Expr>, arg: Arg, value: &Bound<'_, PyAny>, seen: u64) -> PyResult<()> {
    let py = node.py();
    let Some(shown) = node.get().shown(py) else { return Ok(()) };
    let_go(shown, arg)?;
    match value.cast::<PyList>() {
        Ok(items) => shown.set_item(name_of(py, arg), list_view(items, node, arg)?)?,
        Err(_) => shown.set_item(name_of(py, arg), value)?,
    }
    catch_up(node, seen)
}

/// The list that was shown under an argument belongs to nobody from now on.
fn let_go(shown: &Bound<'_, PyDict>, arg: Arg) -> PyResult<()> {
    match shown.get_item(name_of(shown.py(), arg))? {
        Some(old) if old.is_instance_of::<PyList>() => old.setattr(intern!(old.py(), "_node"), old.py().None()),
        _ => Ok(()),
    }
}

/// Takes an argument away.
fn erase(node: &Bound<'_, Expr>, arg: Arg) -> PyResult<()> {
    let seen = node.get().with(node.py(), |held, id| {
        changing(held).set_raw(id, arg, Value::None);
        held.changes
    });
    show_gone(node, arg, seen)
}

/// Takes an argument out of the dict that was shown.
fn show_gone(node: &Bound<'_, Expr>, arg: Arg, seen: u64) -> PyResult<()> {
    let Some(shown) = node.get().shown(node.py()) else { return Ok(()) };
    let_go(shown, arg)?;
    let name = name_of(node.py(), arg);
    if shown.contains(&name)? {
        // It fails where another thread was first.
        let _ = shown.del_item(name);
    }
    catch_up(node, seen)
}

/// Whoever is last to write into the dict that was shown writes what the tree holds: other threads may have changed it since
/// it had been changed `seen` times.
pub(crate) fn catch_up(node: &Bound<'_, Expr>, mut seen: u64) -> PyResult<()> {
    loop {
        let changes = node.get().with(node.py(), |held, _| held.changes);
        if changes == seen {
            return Ok(());
        }
        seen = changes;
        refresh_all(node)?;
    }
}

/// Writes what the tree holds under an argument into the dict that was shown; a list stays the same object.
fn show(node: &Bound<'_, Expr>, arg: Arg) -> PyResult<()> {
    let py = node.py();
    let Some(shown) = node.get().shown(py) else { return Ok(()) };
    let (loose, doc) = node.get().look(py, |held, id| Loose::of(py, held, id, arg, held.tree.get(id, arg)));
    let is_list = matches!(loose, Loose::List(_));
    let value = loose.into_python(py, &doc)?;
    let old = shown.get_item(name_of(shown.py(), arg))?;
    match (is_list, value.cast::<PyList>(), old.as_ref().map(|old| old.cast::<PyList>())) {
        (true, Ok(items), Some(Ok(old))) => old.set_slice(0, old.len(), items.as_any()),
        (true, Ok(items), _) => shown.set_item(name_of(py, arg), list_view(items, node, arg)?),
        _ => shown.set_item(name_of(py, arg), value),
    }
}

/// Lets the engine change the tree below a node; returns what stands there then. That is done as if the node had no parent.
pub(crate) fn in_place<'py>(
    node: &Bound<'py, Expr>,
    change: impl FnOnce(&mut Tree, NodeId) -> NodeId,
) -> PyResult<Bound<'py, Expr>> {
    let py = node.py();
    Expr::make_known(node);
    notes::follow_comments(node)?;
    let (made, doc) = node.get().look(py, |held, id| {
        let tree = changing(held);
        let place = tree.parent(id).map(|parent| (parent, tree.parent_arg(id), tree.index(id)));
        tree.clear_parent(id);
        let made = change(tree, id);
        if let Some((parent, arg, index)) = place.filter(|_| made == id) {
            tree.set_parent(id, parent, arg, index.map(|index| index as u32));
        }
        held.irregular = true;
        made
    });
    let known = doc.get().try_with(py, |held| held.handles(py)).unwrap_or_default();
    for handle in known {
        refresh_all(handle.bind(py))?;
    }
    Expr::reach(node, doc, made)
}

/// Brings the whole dict that was shown up to date.
pub(crate) fn refresh_all(node: &Bound<'_, Expr>) -> PyResult<()> {
    let py = node.py();
    let Some(shown) = node.get().shown(py) else { return Ok(()) };
    let present: Vec<Arg> = node.get().read(py, |tree, id| tree.arguments(id).map(|(arg, _)| arg).collect());
    for key in shown.keys() {
        let gone = arg_of(&key).is_ok_and(|arg| !present.contains(&arg));
        if gone && shown.get_item(&key)?.is_some_and(|value| !value.is_none()) {
            // It fails where another thread was first.
            let _ = shown.del_item(key);
        }
    }
    present.into_iter().try_for_each(|arg| show(node, arg))
}

/// See `Expr.set`.
pub(crate) fn set(
    node: &Bound<'_, Expr>,
    arg: Arg,
    value: &Bound<'_, PyAny>,
    index: Option<isize>,
    overwrite: bool,
) -> PyResult<()> {
    match index {
        Some(index) => set_at(node, arg, value, index, overwrite),
        None if value.is_none() => erase(node, arg),
        None => write(node, arg, value, true),
    }
}

/// What became of the items of a list.
enum Items {
    /// A node took the place of the item there.
    Overwritten(usize),
    /// The item there is gone, and so many are left.
    Removed(usize, usize),
    Changed,
}

fn set_at(node: &Bound<'_, Expr>, arg: Arg, value: &Bound<'_, PyAny>, asked: isize, overwrite: bool) -> PyResult<()> {
    let py = node.py();
    let mut incoming = Incoming::of(value)?;
    let done = together(node, &mut incoming, |held, id, incoming| {
        let len = held.tree.list_len(id, arg);
        let (index, list) = (position(asked, len)?, held.tree.get(id, arg));
        let Value::List(list) = list else { return None };
        note_shared(held, incoming);
        let rest = rest(asked, index, len);
        let items = match incoming {
            Incoming::Node(_, child) if overwrite => overwrite_at(held, (id, arg), list, index, *child),
            Incoming::None => remove_at(held, id, list, index, rest),
            _ => splice_at(py, held, (id, arg), (index, rest), incoming, overwrite),
        };
        Some((items, held.changes))
    });
    let Some((items, seen)) = done else { return Ok(()) };
    show_items(node, arg, items, value, seen)
}

/// Makes the list that was shown follow the tree's.
fn show_items(node: &Bound<'_, Expr>, arg: Arg, items: Items, value: &Bound<'_, PyAny>, seen: u64) -> PyResult<()> {
    match (items, shown_list(node, arg)?) {
        (Items::Overwritten(index), Some(items)) if index < items.len() => items.set_item(index, value)?,
        (Items::Overwritten(_), _) => {}
        (Items::Removed(index, len), Some(items)) if items.len() == len + 1 => {
            items.set_slice(index, index + 1, PyList::empty(node.py()).as_any())?
        }
        _ => show(node, arg)?,
    }
    catch_up(node, seen)
}

/// From where on nodes move up when the item at `index` goes: an index from the end counts in what is left, as with
/// Python's slices.
fn rest(asked: isize, index: usize, len: usize) -> usize {
    match asked < 0 {
        true => (len as isize - 1 + asked).max(0) as usize,
        false => index,
    }
}

/// Puts values into a list: in the place of an item, or before it.
fn splice_at(
    py: Python<'_>,
    held: &mut Held,
    (id, arg): (NodeId, Arg),
    (index, rest): (usize, usize),
    incoming: &Incoming,
    overwrite: bool,
) -> Items {
    let Value::List(list) = held.tree.get(id, arg) else { return Items::Changed };
    let mut items: Vec<Value> = held.tree.items(list).collect();
    let kind = held.tree.kind(id);
    match incoming {
        Incoming::List(new) => {
            let new: Vec<Value> = new.iter().map(|item| item.store(py, held, kind, arg)).collect();
            items.remove(index);
            items.splice(rest..rest, new);
        }
        other => {
            let new = other.store(py, held, kind, arg);
            items.splice(index..index + usize::from(overwrite), [new]);
        }
    }
    let items = held.tree.list_of(&items);
    changing(held).set(id, arg, items);
    held.irregular |= is_twice(&held.tree, id, arg);
    Items::Changed
}

/// Takes an item out of a list; the nodes from `rest` on move up by one.
fn remove_at(held: &mut Held, id: NodeId, list: ListId, index: usize, rest: usize) -> Items {
    changing(held).splice_items(id, list, index..index + 1, &[]);
    let len = held.tree.item_count(list);
    for at in rest..len {
        if let Value::Node(child) = held.tree.item(list, at) {
            let (arg, index) = (held.tree.parent_arg(child), held.tree.told_index(child));
            held.tree.set_place(child, arg, index.map(|index| index.saturating_sub(1)));
        }
    }
    Items::Removed(index, len)
}

/// Puts a node in the place of an item, in constant time unless other items may look up to another parent.
fn overwrite_at(held: &mut Held, (id, arg): (NodeId, Arg), list: ListId, index: usize, child: NodeId) -> Items {
    changing(held).set_item(id, list, index, Value::Node(child));
    match held.irregular {
        true => held.tree.adopt_again(id, arg),
        false => held.tree.set_parent(child, id, arg, Some(index as u32)),
    }
    Items::Overwritten(index)
}

/// An index of Python in a list of this length.
fn position(index: isize, len: usize) -> Option<usize> {
    let index = if index < 0 { index + len as isize } else { index };
    usize::try_from(index).ok().filter(|index| *index < len)
}

/// The list that was shown under an argument.
fn shown_list<'py>(node: &Bound<'py, Expr>, arg: Arg) -> PyResult<Option<Bound<'py, PyList>>> {
    let Some(shown) = node.get().shown(node.py()) else { return Ok(None) };
    Ok(shown.get_item(name_of(shown.py(), arg))?.and_then(|items| items.cast_into::<PyList>().ok()))
}

/// See `Expr.append`.
pub(crate) fn append(node: &Bound<'_, Expr>, arg: Arg, value: &Bound<'_, PyAny>) -> PyResult<()> {
    let py = node.py();
    let mut incoming = Incoming::of(value)?;
    let (is_new, seen) = together(node, &mut incoming, |held, id, incoming| {
        let is_new = !matches!(held.tree.get(id, arg), Value::List(_));
        let value = incoming.store(py, held, held.tree.kind(id), arg);
        match is_new {
            true => {
                held.irregular |= held.tree.has_parents(value);
                let list = held.tree.list_of(&[value]);
                changing(held).set(id, arg, list);
            }
            false => {
                held.irregular |= matches!(value, Value::List(_)) || held.tree.has_parents(value);
                push_item(held, id, arg, value);
                if let Value::Node(child) = value {
                    let last = held.tree.list_len(id, arg).saturating_sub(1);
                    held.tree.set_parent(child, id, arg, Some(last as u32));
                }
            }
        }
        (is_new, held.changes)
    });
    match shown_list(node, arg)? {
        Some(items) if !is_new => items.append(value)?,
        _ if is_new => show(node, arg)?,
        _ => {}
    }
    catch_up(node, seen)
}

fn push_item(held: &mut Held, id: NodeId, arg: Arg, value: Value) {
    let list = changing(held).list_at(id, arg);
    held.tree.push_item(id, list, value);
}

/// Appends to a list of the tree only.
pub(crate) fn push(node: &Bound<'_, Expr>, arg: Arg, value: &Bound<'_, PyAny>) -> PyResult<()> {
    let py = node.py();
    let mut incoming = Incoming::of(value)?;
    together(node, &mut incoming, |held, id, incoming| {
        let value = incoming.store(py, held, held.tree.kind(id), arg);
        held.irregular = true;
        push_item(held, id, arg, value);
    });
    Ok(())
}

/// Follows a list that was shown: of its items, `added` from `start` on are new, where `removed` others stood.
pub(crate) fn splice(
    node: &Bound<'_, Expr>,
    arg: Arg,
    (start, removed, added): (usize, usize, usize),
    items: &Bound<'_, PyList>,
) -> PyResult<()> {
    let py = node.py();
    let size = items.len();
    let mut incoming = Incoming::of(items.get_slice(start, start + added).as_any())?;
    let followed = together(node, &mut incoming, |held, id, incoming| {
        let len = held.tree.list_len(id, arg);
        if len + added != size + removed || start + removed > len {
            return false;
        }
        let new = incoming.store(py, held, held.tree.kind(id), arg);
        let Value::List(new) = new else { return false };
        let new: Vec<Value> = held.tree.items(new).collect();
        let list = changing(held).list_at(id, arg);
        held.irregular = true;
        held.tree.splice_items(id, list, start..start + removed, &new);
        true
    });
    match followed {
        true => Ok(()),
        // The list and the tree had gone different ways.
        false => store(node, arg, items.as_any(), false).map(|_| ()),
    }
}

/// Sets all arguments: those of the dict, and no others.
pub(crate) fn set_args(node: &Bound<'_, Expr>, given: &Bound<'_, PyDict>) -> PyResult<()> {
    let pairs: Vec<_> = given.iter().collect();
    let shown = args(node)?.cast_into::<PyDict>()?;
    for key in shown.keys() {
        erase(node, arg_of(&key)?)?;
    }
    for (key, value) in pairs {
        write(node, arg_of(&key)?, &value, false)?;
    }
    Ok(())
}

/// Sets the node that a node looks up to, without changing that one.
pub(crate) fn set_parent(node: &Bound<'_, Expr>, parent: Option<&Bound<'_, Expr>>) {
    let py = node.py();
    let Some(parent) = parent else {
        node.get().with(py, |held, id| moving(held).set_parent_only(id, None));
        return;
    };
    let mut incoming = Incoming::Node(parent.clone().unbind(), parent.get().id);
    together(node, &mut incoming, |held, id, incoming| {
        note_shared(held, incoming);
        if let Incoming::Node(_, parent) = incoming {
            moving(held).set_parent_only(id, Some(*parent));
        }
    });
}

// ---- places -----------------------------------------------------------------------------------------------------

/// Where a node hangs: its parent, the argument, and the position in a list.
type Place = (NodeId, Arg, Option<i32>);

fn place(tree: &Tree, id: NodeId) -> Option<Place> {
    tree.parent(id).map(|parent| (parent, tree.parent_arg(id), tree.told_index(id)))
}

/// What has to be shown of a change: the parent if it was reached, the argument, what became of the list if it holds one,
/// and how often the tree was changed.
type Changed = (Known, Arg, Option<Items>, u64);

/// See `Expr.replace`. A parent that was not reached yet is not reached for this: nobody was shown what it holds.
pub(crate) fn replace<'py>(node: &Bound<'py, Expr>, new: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let py = node.py();
    let mut incoming = match new.cast::<Expr>() {
        Ok(child) => Incoming::Node(child.clone().unbind(), child.get().id),
        Err(_) if new.is_none() => Incoming::None,
        Err(_) => return replace_by_value(node, new),
    };
    if !node.get().read(py, |tree, id| tree.parent(id).is_some()) {
        return Ok(new.clone());
    }
    let changed = together(node, &mut incoming, |held, id, incoming| {
        let (parent, arg, items) = put_in_place(held, id, incoming)?;
        Some((held.known(py, parent), arg, items, held.changes))
    });
    if let Some((Known::Handle(parent), arg, items, seen)) = changed as Option<Changed> {
        let parent = parent.bind(py);
        match items {
            Some(items) => show_items(parent, arg, items, new, seen)?,
            None if new.is_none() => show_gone(parent, arg, seen)?,
            None => show_value(parent, arg, new, seen)?,
        }
    }
    Ok(new.clone())
}

/// Puts a node, unless it is the parent, or nothing in the place of another node; tells where that was, and what became of
/// the list if it stood in one.
fn put_in_place(held: &mut Held, id: NodeId, incoming: &Incoming) -> Option<(NodeId, Arg, Option<Items>)> {
    let (parent, arg, asked) = place(&held.tree, id)?;
    let new = match incoming {
        Incoming::Node(_, new) => Some(*new).filter(|new| *new != parent).map(Some)?,
        _ => None,
    };
    note_shared(held, incoming);
    let done = match asked {
        None => {
            let value = new.map_or(Value::None, Value::Node);
            forget_place(&mut held.tree, value);
            changing(held).set(parent, arg, value);
            Some(None)
        }
        Some(asked) => put_at(held, (parent, arg), asked as isize, new).map(Some),
    };
    if new != Some(id) {
        held.tree.clear_parent(id);
    }
    done.map(|items| (parent, arg, items))
}

/// Puts a node, or nothing, in the place of an item.
fn put_at(held: &mut Held, (id, arg): (NodeId, Arg), asked: isize, new: Option<NodeId>) -> Option<Items> {
    let Value::List(list) = held.tree.get(id, arg) else { return None };
    let len = held.tree.item_count(list);
    let index = position(asked, len)?;
    Some(match new {
        Some(child) => overwrite_at(held, (id, arg), list, index, child),
        None => remove_at(held, id, list, index, rest(asked, index, len)),
    })
}

/// Puts several nodes, or what is no node, where one hangs.
fn replace_by_value<'py>(node: &Bound<'py, Expr>, new: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let (place, doc) = node.get().look(node.py(), |held, id| place(&held.tree, id));
    let Some((parent, arg, index)) = place else { return Ok(new.clone()) };
    let parent = Expr::reach(node, doc, parent)?;
    let alone = parent.get().read(node.py(), |tree, id| tree.node(id, arg).is_some());
    if new.is_instance_of::<PyList>() && alone {
        // They have no place under a single argument: they go where the parent is.
        replace(&parent, new)?;
    } else {
        set(&parent, arg, new, index.map(|index| index as isize), true)?;
    }
    node.get().with(node.py(), |held, id| held.tree.clear_parent(id));
    Ok(new.clone())
}

/// See `Expr.transform`.
pub(crate) fn transform<'py>(
    node: &Bound<'py, Expr>,
    fun: &Bound<'py, PyAny>,
    args: &Bound<'py, PyTuple>,
    copied: bool,
    kwargs: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = node.py();
    let start = match copied {
        true => copy(node)?.cast_into::<Expr>()?,
        false => {
            refuse_loops(node)?;
            node.clone()
        }
    };
    let plain = args.is_empty() && kwargs.is_none_or(|kwargs| kwargs.is_empty());
    let mut root: Option<Bound<'py, PyAny>> = None;
    let mut trail = Trail::new(&start, false);
    while let Some((spot, (known, place))) =
        trail.next(py, &Wanted::All, |held, id| (held.known(py, id), place(&held.tree, id)))
    {
        let doc = spot.doc.clone_ref(py);
        let found = Expr::reach_known(&start, spot, known)?;
        let new = match plain {
            true => fun.call1((&found,))?,
            false => {
                let mut all = vec![found.clone().into_any()];
                all.extend(args.iter());
                fun.call(PyTuple::new(py, all)?, kwargs)?
            }
        };
        let same = new.is(&found);
        match (&root, place) {
            (None, _) => root = new.is_truthy()?.then(|| new.clone()),
            (Some(_), Some((parent, arg, index))) if !same => {
                let parent = Doc::handle(py, Spot { doc, id: parent })?;
                set(&parent, arg, &new, index.map(|index| index as isize), true)?;
            }
            _ => {}
        }
        if !same {
            trail.prune();
        }
    }
    root.ok_or_else(|| PyAssertionError::new_err("nothing is left of the tree"))
}

// ---- copies and comparison --------------------------------------------------------------------------------------

/// A copy, as the class makes it.
pub(crate) fn copy<'py>(node: &Bound<'py, Expr>) -> PyResult<Bound<'py, PyAny>> {
    let own = node.get_type().getattr(intern!(node.py(), "__deepcopy__"))?;
    match own.is(&node.py().get_type::<Expr>().getattr(intern!(node.py(), "__deepcopy__"))?) {
        true => deepcopy(node).map(Bound::into_any),
        false => own.call1((node, PyDict::new(node.py()))),
    }
}

/// The subtree of a node in a document of its own, with what Python knows of it; where numbers of objects stand in the tree
/// they are those of the copy.
pub(crate) fn deepcopy<'py>(node: &Bound<'py, Expr>) -> PyResult<Bound<'py, Expr>> {
    let py = node.py();
    if let Some(seed) = node.get().doc.get().seed(py) {
        return seed.stand_alone(py);
    }
    notes::follow_comments(node)?;
    let mut spot = node.get().spot(py);
    let (mut copied, root, facts) = loop {
        let (doc, id) = (spot.doc.get(), spot.id);
        let copied = py.detach(|| doc.try_with_detached(|held| (copied(held, id), held.changes)));
        let Ok(((mut copied, root), seen)) = copied else {
            spot = Doc::locate(&spot.doc, py, spot.id);
            continue;
        };
        let facts = doc.try_with(py, |held| {
            if !held.objects.is_empty() {
                let all = &held.objects;
                copied.tree.replace_opaque(root, |_, n| objects::number(&mut copied.objects, all.get(n as usize), py));
            }
            (held.changes == seen).then(|| match held.extras.is_empty() {
                true => Vec::new(),
                false => facts(py, held, id, &copied.tree, root),
            })
        });
        // Else another thread changed or moved the tree meanwhile.
        if let Ok(Some(facts)) = facts {
            break (copied, root, facts);
        }
    };
    for (id, type_, meta) in facts {
        let extra = copied.extras.entry(id);
        extra.type_ = match type_ {
            Some(found) => Some(match found.bind(py).cast::<Expr>() {
                Ok(found) => copy(found)?.unbind(),
                Err(_) => found,
            }),
            None => None,
        };
        extra.meta = match meta {
            Some(meta) => Some(meta.bind(py).copy()?.unbind()),
            None => None,
        };
    }
    Doc::root_handle(&Bound::new(py, Doc::of(copied))?, root)
}

/// The subtree of a node with what the engine knows of it, and its root there.
fn copied(held: &mut Held, id: NodeId) -> (Held, NodeId) {
    if held.pristine == Some(id) {
        let sources = held.sources.of_clone();
        return (Held { tree: held.tree.clone(), sources, pristine: Some(id), ..Held::default() }, id);
    }
    let mut tree = Tree::new();
    let root = tree.import(&held.tree, id);
    let pairs = || {
        let mut pairs: Vec<_> = held.tree.walk(id).zip(tree.walk(root)).collect();
        pairs.sort_unstable_by_key(|(_, new)| *new);
        pairs
    };
    let sources = held.sources.of_nodes(&held.tree, pairs);
    (Held { tree, sources, pristine: Some(root), ..Held::default() }, root)
}

/// Types and facts of the nodes below `id`, by the ids that they have in a copy.
#[expect(clippy::type_complexity, reason = "a row of three that lives for a moment")]
fn facts(
    py: Python<'_>,
    held: &Held,
    id: NodeId,
    copy: &Tree,
    root: NodeId,
) -> Vec<(NodeId, Option<Py<PyAny>>, Option<Py<PyDict>>)> {
    let pairs = held.tree.walk(id).zip(copy.walk(root));
    pairs
        .filter_map(|(old, new)| {
            let extra = held.extras.get(old)?;
            let type_ = extra.type_.as_ref().map(|found| found.clone_ref(py));
            Some((new, type_, extra.meta.as_ref().map(|meta| meta.clone_ref(py))))
        })
        .collect()
}

/// Whether two nodes are the same tree.
pub(crate) fn equal(a: &Bound<'_, Expr>, b: &Bound<'_, Expr>) -> PyResult<bool> {
    let py = a.py();
    if a.is(b) {
        return Ok(true);
    }
    refuse_loops(a)?;
    refuse_loops(b)?;
    if let (Ok(x), Ok(y)) = (objects::shown(a), objects::shown(b)) {
        match (x, y) {
            (Some((x, i)), Some((y, j))) => return Ok(x.equal(i, &y, j)),
            (Some((x, i)), None) => return Ok(b.get().read(py, |tree, id| x.equal(i, tree, id))),
            (None, Some((y, j))) => return Ok(a.get().read(py, |tree, id| tree.equal(id, &y, j))),
            (None, None) => {}
        }
    }
    loop {
        let (one, other) = (a.get().spot(py), b.get().spot(py));
        let (x, y) = (one.id, other.id);
        let result = match one.doc.is(&other.doc) {
            true => one.doc.get().try_with(py, |held| match by_hash(held, x) {
                true => hash_of(held, x) == hash_of(held, y),
                false => held.tree.equal(x, &held.tree, y),
            }),
            false => {
                Doc::try_with_both(py, (&one.doc, &other.doc), |held, also| match by_hash(held, x) & by_hash(also, y) {
                    true => hash_of(held, x) == hash_of(also, y),
                    false => held.tree.equal(x, &also.tree, y),
                })
            }
        };
        // Another thread may have moved one of them meanwhile.
        if let Ok(result) = result {
            return Ok(result);
        }
    }
}

/// Whether a node is compared by its hash: if that is kept, or will be since the node was the last to be compared before. To
/// look at two trees once is faster than their hashes.
fn by_hash(held: &mut Held, id: NodeId) -> bool {
    let again = held.compared.replace(id) == Some(id);
    !held.irregular && (again || held.tree.kept_hash(id).is_some())
}

/// The hash of a node, kept until something below the node changes.
pub(crate) fn hash_of(held: &mut Held, id: NodeId) -> sqlectic::ast::Hash128 {
    match held.irregular {
        true => held.tree.hash(id),
        false => held.tree.hash_kept(id),
    }
}
