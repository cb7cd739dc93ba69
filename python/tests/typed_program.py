"""A program whose types a checker has to know; see `test_types.py`."""

from __future__ import annotations

import typing as t

from typing_extensions import assert_type

import sqlectic
from sqlectic import exp, parse_one, select
from sqlectic.diff import Insert, Keep, Move, Remove, Update, diff
from sqlectic.tokens import TokenType


def queries() -> None:
    query = select("a", exp.column("b")).from_("t").where("a > 1", None).limit(10)
    assert_type(query, exp.Select)
    assert_type(query.group_by("a").having("COUNT(*) > 1").order_by("a").join("u", on="t.i = u.i"), exp.Select)
    assert_type(query.subquery("x"), exp.Subquery)
    assert_type(query.union(query), exp.Union)
    assert_type(query.ctas("t"), exp.Create)
    assert_type(query.copy(), exp.Select)
    assert_type(query.selects, list[exp.Expr])
    assert_type(query.named_selects, list[str])
    assert_type(query.sql(dialect="duckdb", pretty=True), str)
    assert_type(exp.delete("t").where("a"), exp.Delete)
    assert_type(exp.update("t", {"a": 1}).where("a").from_("u"), exp.Update)


def nodes() -> None:
    tree = parse_one("SELECT 1")
    assert_type(tree, exp.Expr)
    assert_type(parse_one("a", into=exp.Column), exp.Column)
    assert_type(tree.find(exp.Table), t.Optional[exp.Table])
    assert_type(list(tree.find_all(exp.Column)), list[exp.Column])
    assert_type(tree.find_ancestor(exp.With), t.Optional[exp.With])
    assert_type(tree.assert_is(exp.Select), exp.Select)
    assert_type(exp.to_identifier("a"), exp.Identifier)
    assert_type(exp.to_identifier(None), None)
    assert_type(exp.to_table("a.b"), exp.Table)
    assert_type(exp.DataType.build("int"), exp.DataType)
    assert_type(exp.Literal.string("a"), exp.Literal)
    assert_type(exp.column("a") + 1, exp.Add)
    assert_type(exp.column("a").eq(1), exp.EQ)
    assert_type(exp.column("a").isin(1, 2), exp.In)
    assert_type(exp.and_("a", "b"), exp.Condition)
    assert_type(exp.case().when("a", "1").else_("2"), exp.Case)
    assert_type(exp.cast("a", "int"), exp.Cast)


def others() -> None:
    assert_type(sqlectic.transpile("SELECT 1"), list[str])
    assert_type(sqlectic.tokenize("SELECT 1")[0].token_type, TokenType)
    assert_type(diff(parse_one("a"), parse_one("b")), list[t.Union[Insert, Remove, Move, Update, Keep]])
