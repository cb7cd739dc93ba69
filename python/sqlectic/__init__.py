"""SQL transpiler, optimizer and analysis engine."""

from __future__ import annotations

import importlib as _importlib
import typing as _t

from sqlectic import expressions as exp
from sqlectic._native import parse, parse_one, tokenize, transpile
from sqlectic.errors import (
    ErrorLevel,
    ParseError,
    SqlecticError,
    TokenError,
    UnsupportedError,
)
from sqlectic.expressions import Expr as Expr
from sqlectic.expressions import Expression as Expression

__all__ = [
    "Dialect",
    "Dialects",
    "ErrorLevel",
    "Expr",
    "Expression",
    "ParseError",
    "SqlecticError",
    "Token",
    "TokenError",
    "TokenType",
    "UnsupportedError",
    "exp",
    "parse",
    "parse_one",
    "tokenize",
    "transpile",
]

# Where names are found that most programs never ask for: they are imported when they are.
_LATER = {
    "Dialect": "sqlectic.dialects",
    "Dialects": "sqlectic.dialects",
    "Token": "sqlectic.tokens",
    "TokenType": "sqlectic.tokens",
}


def __getattr__(name: str) -> _t.Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("sqlectic")
    if name not in _LATER:
        raise AttributeError(f"module 'sqlectic' has no attribute '{name}'")
    value = getattr(_importlib.import_module(_LATER[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
