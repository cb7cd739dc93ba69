"""The dialects: `Dialect.get_or_raise("duckdb")`, `sqlectic.dialects.DuckDB`."""

from __future__ import annotations

import typing as _t

from sqlectic._native import dialect_names as _dialect_names
from sqlectic.dialects.dialect import Dialect as Dialect
from sqlectic.dialects.dialect import Dialects as Dialects

# Class names of all dialects but the base.
DIALECTS: list[str] = [title for name, title, _ in _dialect_names() if name]

_NAMES = {title: name for name, title, _ in _dialect_names() if name}


def __getattr__(name: str) -> _t.Any:
    if name not in _NAMES:
        raise AttributeError(f"module 'sqlectic.dialects' has no attribute '{name}'")
    return Dialect[_NAMES[name]]


def __dir__() -> list[str]:
    return sorted({*globals(), *DIALECTS})
