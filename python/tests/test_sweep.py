"""What no program holds leaves trees that live on; what one holds stays what it is."""

from __future__ import annotations

import copy
import threading
import typing as t

import pytest

import sqlectic
from sqlectic import exp

SQL = "SELECT a, b + 1 AS c, 'x' AS d FROM t AS u JOIN v ON u.i = v.i WHERE a > 1 /* why */ AND b IN (1, 2, 3)"


@pytest.fixture(autouse=True)
def sweep_often() -> t.Iterator[None]:
    least = sqlectic._native.sweep_from(0)
    yield
    sqlectic._native.sweep_from(least)


def churn(node: exp.Expression, rounds: int = 50) -> None:
    """Lets a node hang under many trees in turn, so that its tree is swept many times."""
    for _ in range(rounds):
        tree = sqlectic.parse_one(SQL)
        tree.set("extra", node)
    node.pop()


def test_what_is_held_stays_the_same_object() -> None:
    tree = sqlectic.parse_one(SQL)
    where = tree.args["where"]
    columns = list(tree.find_all(exp.Column))
    churn(tree)
    assert tree.sql() == sqlectic.parse_one(SQL).sql()
    assert tree.args["where"] is where and where.parent is tree
    assert all(one is other for one, other in zip(columns, tree.find_all(exp.Column)))
    assert "/* why */" in where.sql()


def test_a_part_holds_its_tree() -> None:
    column = sqlectic.parse_one(SQL).find(exp.Column)
    assert column is not None
    shared = exp.null()
    for _ in range(50):
        tree = sqlectic.parse_one(SQL)
        tree.set("extra", shared)
        tree.set("more", column)
    root = column.root()
    assert root.sql() == sqlectic.parse_one(SQL).sql()
    assert column.parent is root and root.args["more"] is column


def test_a_dict_or_a_list_holds_its_node() -> None:
    shared = exp.null()
    first, second = sqlectic.parse_one(SQL), sqlectic.parse_one(SQL)
    first.set("extra", shared)
    second.set("extra", shared)
    args, items = first.args, second.args["expressions"]
    del first, second
    churn(shared)
    assert args["where"].sql() == sqlectic.parse_one(SQL).args["where"].sql()
    items.append(exp.column("z"))
    assert items[0].parent.sql().startswith("SELECT a, b + 1 AS c, 'x' AS d, z FROM t AS u")
    args["limit"] = exp.Limit(expression=exp.Literal.number(3))
    assert args["where"].parent.sql().endswith("LIMIT 3")


def test_statements_of_a_script_hold_each_other() -> None:
    first, second = sqlectic.parse("SELECT a FROM t; SELECT b FROM u")
    shared = exp.null()
    first.set("extra", shared)
    del first
    churn(shared)
    assert second.sql() == "SELECT b FROM u"


def test_a_walk_goes_on() -> None:
    tree = sqlectic.parse_one(SQL)
    seen = []
    for node in tree.walk(bfs=False):
        seen.append(node.key)
        if isinstance(node, (exp.Where, exp.Join)):
            node.pop()
            churn(exp.null(), 5)
            tree.set("extra", exp.null())
    assert seen == [node.key for node in sqlectic.parse_one(SQL).walk(bfs=False)]


def test_objects_types_and_facts_stay() -> None:
    tree = sqlectic.parse_one(SQL)
    column = tree.find(exp.Column)
    assert column is not None
    column.type = "int"
    column.meta["owner"] = "me"
    column.comments = ["noted"]
    tree.args["thing"] = ("any", tree)
    told = column.type
    churn(tree)
    assert column.type is told and column.meta == {"owner": "me"} and column.comments == ["noted"]
    assert tree.args["thing"] == ("any", tree)
    assert "/* noted */" in tree.sql()


@pytest.mark.parametrize("how", [lambda tree: tree, lambda tree: tree.copy(), copy.deepcopy, lambda tree: tree.find(exp.From)])
def test_places_in_the_text_stay(how: t.Callable[[exp.Expression], exp.Expression]) -> None:
    """Whatever other text the tree is united with, and however it is copied."""
    tree = sqlectic.parse_one("SELECT x,\n  yy\nFROM läng.tab")
    other = sqlectic.parse_one("SELECT é FROM a_much_longer_text_than_the_other_one, with_another_table")
    other.set("from_", tree.args["from_"])
    tree.set("from_", other.args["from_"].copy())
    for node in (how(other), how(tree)):
        name = node.find(exp.Table)
        assert name is not None
        assert name.this.meta == {"line": 3, "col": 13, "start": 25, "end": 27}


def test_threads_share_a_node() -> None:
    shared = exp.null()
    wrong = []

    def work() -> None:
        for _ in range(200):
            tree = sqlectic.parse_one(SQL)
            mine = tree.copy()
            tree.set("limit", exp.Limit(expression=shared))
            tree.find(exp.Column).replace(exp.column("a"))
            if not (tree.sql().startswith(mine.sql()) and tree.sql().endswith("LIMIT NULL") and tree != mine):
                wrong.append(tree.sql())

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
