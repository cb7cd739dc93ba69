# mypy: ignore-errors
"""Functions that parsers and generators of programs are made of; found in `sqlectic.dialects.dialect`."""

from __future__ import annotations

import typing as t

from sqlectic import exp


def rename_func(name: str) -> t.Callable[[t.Any, exp.Expr], str]:
    """A renderer that writes a function by another name, with its arguments in order."""
    return lambda self, expression: self.func(name, *exp.flatten_args(expression))
