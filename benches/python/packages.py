"""The packages that are compared: how each does what is measured."""

from __future__ import annotations

import importlib
import logging
import typing as t

# Labels and the modules behind them. The two editions of the reference are told apart by where they are imported from.
MODULES = {
    "sqlectic": "sqlectic",
    "sqlglot[c]": "sqlglot",
    "sqlglot": "sqlglot",
    "polyglot-sql": "polyglot_sql",
}


class Operation(t.NamedTuple):
    """Something to measure: `run` works on what `prepare`, which is not measured, makes of a text."""

    run: t.Callable[[t.Any], object]
    prepare: t.Callable[[str], t.Any] = str


def load(label: str) -> t.Any:
    """The module behind a label."""
    logging.disable(logging.CRITICAL)
    return importlib.import_module(MODULES[label])


def operations(label: str, pairs: list[list[str]]) -> dict[str, Operation]:
    """What a package can do, by row."""
    module = load(label)
    found = _polyglot(module) if label == "polyglot-sql" else _glot(module)
    for read, write in pairs:
        run = lambda text, read=read, write=write: module.transpile(text, read=read, write=write)
        found[f"transpile {read} -> {write}"] = Operation(run)
    return found


def _glot(glot: t.Any) -> dict[str, Operation]:
    """The operations of packages that share one interface."""
    exp, parse_one = glot.exp, glot.parse_one
    names = [f"column_{i}" for i in range(20)]

    def names_of_columns(tree: t.Any) -> list[tuple[str, str]]:
        return [(column.name, column.table) for column in tree.find_all(exp.Column)]

    def rename(node: t.Any) -> t.Any:
        return exp.column("renamed", table="t") if isinstance(node, exp.Column) else node

    def columns_and_names(text: str) -> list[tuple[t.Any, t.Any]]:
        return [(column, exp.to_identifier("renamed")) for column in parse_one(text).find_all(exp.Column)]

    def set_names(pairs: list[tuple[t.Any, t.Any]]) -> None:
        for column, name in pairs:
            column.set("this", name)

    return {
        "tokenize": Operation(glot.tokenize),
        "parse_one": Operation(parse_one),
        "generate": Operation(lambda tree: tree.sql(), parse_one),
        "walk, all nodes": Operation(lambda tree: sum(1 for _ in tree.walk()), parse_one),
        "walk, names of columns": Operation(names_of_columns, parse_one),
        "transform, nothing": Operation(lambda tree: tree.transform(lambda node: node), parse_one),
        "transform, columns": Operation(lambda tree: tree.transform(rename), parse_one),
        "copy": Operation(lambda tree: tree.copy(), parse_one),
        "equality": Operation(lambda pair: pair[0] == pair[1], lambda text: (parse_one(text), parse_one(text))),
        "hash": Operation(hash, parse_one),
        "set": Operation(set_names, columns_and_names),
        "build": Operation(lambda _: glot.select(*names).from_("t").where("column_0 > 1").limit(10)),
    }


def _polyglot(polyglot: t.Any) -> dict[str, Operation]:
    parse_one = polyglot.parse_one
    names = [f"column_{i}" for i in range(20)]

    def names_of_columns(tree: t.Any) -> list[tuple[str, t.Any]]:
        return [(column.name, column.arg("table")) for column in tree.find_all(polyglot.Column)]

    return {
        "tokenize": Operation(polyglot.tokenize),
        "parse_one": Operation(parse_one),
        "generate": Operation(polyglot.generate, parse_one),
        "walk, all nodes": Operation(lambda tree: sum(1 for _ in tree.walk()), parse_one),
        "walk, names of columns": Operation(names_of_columns, parse_one),
        "equality": Operation(lambda pair: pair[0] == pair[1], lambda text: (parse_one(text), parse_one(text))),
        "build": Operation(lambda _: polyglot.select(*names).from_("t").where("column_0 > 1").limit(10)),
    }
