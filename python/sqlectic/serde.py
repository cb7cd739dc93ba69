# mypy: ignore-errors
"""Trees as plain data that JSON can hold, and back.

A dump is a flat list, parents first. An entry has `c`, the class of a node, or `v`, a plain value; `i`, the position of its
parent, `k`, the argument it is under, and `a`, whether that holds a list; `t`, the dump of the node's data type; `o`, its
comments; `m`, its facts.
"""

from __future__ import annotations

import typing as t

from sqlectic import expressions as exp

_TYPE = "DataType.Type"


def dump(expression: t.Any) -> list[dict[str, t.Any]]:
    """The tree below a node as plain data."""
    if isinstance(expression, exp.Expr):
        expression._refuse_loops()
    entries: list[dict[str, t.Any]] = []
    stack: list[tuple[t.Any, t.Optional[int], t.Optional[str], bool]] = [(expression, None, None, False)]
    while stack:
        value, parent, key, in_list = stack.pop()
        entry: dict[str, t.Any] = {}
        if parent is not None:
            entry["i"] = parent
            entry["k"] = key
        if in_list:
            entry["a"] = True
        if isinstance(value, exp.Expr):
            _dump_node(value, entry, len(entries), stack)
        elif isinstance(value, exp.DType):
            entry["c"], entry["v"] = _TYPE, value.value
        else:
            entry["v"] = value
        entries.append(entry)
    return entries


def _dump_node(node: t.Any, entry: dict[str, t.Any], position: int, stack: list[t.Any]) -> None:
    entry["c"] = f"{node.__class__.__module__}.{node.__class__.__qualname__}"
    if node.type is not None:
        entry["t"] = dump(node.type)
    if node.comments:
        entry["o"] = list(node.comments)
    if node._meta:
        entry["m"] = dict(node._meta)
    children: list[t.Any] = []
    for key, value in node.args.items():
        if isinstance(value, list):
            children.extend((item, position, key, True) for item in value)
        elif value is not None:
            children.append((value, position, key, False))
    stack.extend(reversed(children))


def load(payload: t.Optional[list[dict[str, t.Any]]]) -> t.Any:
    """The tree that `dump` made data of."""
    if not payload:
        return None
    made: list[t.Any] = []
    lists: dict[tuple[int, str], list[t.Any]] = {}
    for entry in payload:
        value = _load_value(entry)
        made.append(value)
        if "i" not in entry:
            continue
        parent, key = made[entry["i"]], entry["k"]
        if not entry.get("a"):
            parent.set(key, value)
        elif (entry["i"], key) in lists:
            parent.append(key, value)
        else:
            lists[entry["i"], key] = []
            parent.set(key, [value])
    return made[0]


def _load_value(entry: dict[str, t.Any]) -> t.Any:
    path = entry.get("c")
    if path is None:
        return entry.get("v")
    if path == _TYPE:
        return exp.DType(entry["v"])
    node = _class(path)()
    if entry.get("t"):
        node._type = load(entry["t"])
    if entry.get("o"):
        node.comments = list(entry["o"])
    if entry.get("m"):
        node._meta = dict(entry["m"])
    return node


def _class(path: str) -> t.Any:
    """A class from its module and name; those of the other package mean ours."""
    module, name = path.rsplit(".", 1)
    if module.split(".")[:2] in (["sqlectic", "expressions"], ["sqlglot", "expressions"]):
        return getattr(exp, name)
    from importlib import import_module

    return getattr(import_module(module), name)
