# mypy: ignore-errors
"""Tables over all node classes; made when one of them is first asked for."""

from __future__ import annotations

import typing as t

from sqlectic import expressions as exp
from sqlectic._native import class_names

_CLASSES = [getattr(exp, name) for name in class_names()]

# By key.
EXPR_CLASSES: dict[str, t.Any] = {klass.key: klass for klass in _CLASSES if klass is not exp.Expr}

ALL_FUNCTIONS: list[t.Any] = [
    klass
    for klass in _CLASSES
    if issubclass(klass, exp.Func) and klass not in (exp.Func, exp.AggFunc, exp.Anonymous, exp.AnonymousAggFunc)
]

FUNCTION_BY_NAME: dict[str, t.Any] = {name: klass for klass in ALL_FUNCTIONS for name in klass.sql_names()}

PERCENTILES: tuple[t.Any, ...] = (exp.PercentileCont, exp.PercentileDisc)
UNWRAPPED_QUERIES: tuple[t.Any, ...] = (exp.Select, exp.SetOperation)
SET_RETURNING_FUNCTIONS: tuple[t.Any, ...] = (exp.Anonymous, exp.UDTF, exp.ExplodingGenerateSeries)
NONNULL_CONSTANTS: tuple[t.Any, ...] = (exp.Literal, exp.Boolean)
CONSTANTS: tuple[t.Any, ...] = (exp.Literal, exp.Boolean, exp.Null)
OPERATORS: tuple[t.Any, ...] = (exp.AtTimeZone, exp.Between, exp.Binary, exp.BitwiseNot, exp.In, exp.Neg, exp.Not)
