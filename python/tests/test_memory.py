"""Memory: trees go when nobody holds them. `SQLECTIC_ROUNDS=1000000 pytest tests/test_memory.py` runs as many rounds."""

from __future__ import annotations

import gc
import os
import pathlib
import sys
import typing as t

import pytest

import sqlectic
from sqlectic import exp
from sqlectic.dialects.dialect import Dialect, rename_func
from sqlectic.generator import Generator
from sqlectic.parser import Parser

ROUNDS = int(os.environ.get("SQLECTIC_ROUNDS", "600"))
# Rounds before memory is looked at: caches fill, allocators take what they need.
WARM = 200
# What may come on top, in pages of 4 KiB: cycles that wait for the collector take some, but not more with every round.
SLACK = 60 + min(ROUNDS // 10, 400)
if not getattr(sys, "_is_gil_enabled", lambda: True)():
    # The allocator of an interpreter without a lock takes more before it gives back.
    SLACK += 400
SQL = "WITH c AS (SELECT a, SUM(b) AS s FROM t WHERE x IN (1, 2, 3) GROUP BY a) SELECT * FROM c JOIN u USING (a) ORDER BY s"

STATM = pathlib.Path("/proc/self/statm")


def resident() -> int:
    """Pages in memory."""
    return int(STATM.read_text(encoding="ascii").split()[1])


class Remembered(Dialect):
    """A dialect with functions of its own in both parts."""

    class Parser(Parser):
        FUNCTIONS = {**Parser.FUNCTIONS, "TWICE": lambda args: exp.Mul(this=args[0], expression=exp.Literal.number(2))}

        def _parse_where(self, skip_where_token: bool = False) -> t.Any:
            return super()._parse_where(skip_where_token)

    class Generator(Generator):
        TRANSFORMS = {**Generator.TRANSFORMS, exp.Sum: rename_func("TOTAL")}

        def join_sql(self, expression: exp.Join) -> str:
            return super().join_sql(expression)


def parse_and_write() -> None:
    sqlectic.parse_one(SQL).sql()


def walk() -> None:
    for node in sqlectic.parse_one(SQL).walk():
        assert node.key


def transform() -> None:
    tree = sqlectic.parse_one(SQL)
    tree.transform(lambda node: exp.column("z") if isinstance(node, exp.Column) else node).sql()
    tree.find(exp.Where).pop()
    tree.copy().set("limit", exp.Limit(expression=exp.Literal.number(1)))


def arguments() -> None:
    tree = sqlectic.parse_one(SQL)
    tree.expressions.append(exp.column("b"))
    tree.args["own"] = [object(), tree]


def build() -> None:
    exp.select("a").from_("t").where(exp.column("a") > 1).sql()


def own_dialect() -> None:
    tree = sqlectic.parse_one(SQL.replace("SUM(b)", "TWICE(b)"), read=Remembered)
    assert "b * 2" in tree.sql(Remembered)
    assert "TOTAL" in sqlectic.transpile(SQL, write=Remembered)[0]


def errors() -> None:
    for read in (None, Remembered):
        with pytest.raises(sqlectic.ParseError):
            sqlectic.parse_one("SELECT a FROM (SELECT WHERE", read=read)


NULL = exp.null()
QUERY = sqlectic.parse_one(SQL)


def constants() -> None:
    """A node that a program keeps hangs under one tree after another."""
    tree = sqlectic.parse_one(SQL)
    tree.set("limit", exp.Limit(expression=NULL))
    exp.Select(expressions=[NULL, *(exp.column(name) for name in "abcdefgh")])


def changed_in_place() -> None:
    """A tree that lives on gets other parts."""
    QUERY.set("where", sqlectic.parse_one(SQL).args.get("where"))
    QUERY.set("limit", exp.Limit(expression=exp.Literal.number(len(SQL))))
    QUERY.args["order"] = sqlectic.parse_one(SQL).args["order"]
    QUERY.find(exp.Column).replace(exp.column("b", table="t"))
    QUERY.set("comment", "text of no use" * 20)


WORK = [parse_and_write, walk, transform, arguments, build, own_dialect, errors, constants, changed_in_place]


@pytest.mark.skipif(not STATM.exists(), reason="memory is read from /proc")
@pytest.mark.parametrize("work", WORK)
def test_memory_stays(work: t.Callable[[], None]) -> None:
    for _ in range(WARM):
        work()
    gc.collect()
    before = resident()
    for _ in range(ROUNDS):
        work()
    gc.collect()
    assert resident() - before < SLACK


@pytest.mark.parametrize("work", [parse_and_write, lambda: sqlectic.transpile(SQL), lambda: sqlectic.parse(SQL)])
def test_parsing_and_writing_leaves_no_cycles(work: t.Callable[[], t.Any]) -> None:
    work()
    gc.collect()
    gc.disable()
    try:
        for _ in range(20):
            work()
        assert gc.collect() == 0
    finally:
        gc.enable()
