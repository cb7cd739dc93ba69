"""The dialects: `Dialect.get_or_raise("duckdb")`, `sqlectic.dialects.DuckDB`, `sqlectic.dialects.duckdb`."""

from __future__ import annotations

import importlib as _importlib
import typing as _t

from sqlectic.dialects import _modules
from sqlectic.dialects.dialect import TITLES as _TITLES
from sqlectic.dialects.dialect import Dialect as Dialect
from sqlectic.dialects.dialect import Dialects as Dialects

_modules.install()

# Class names of all dialects but the base.
DIALECTS: list[str] = [title for name, (title, _) in _TITLES.items() if name]

_NAMES = {title: name for name, (title, _) in _TITLES.items() if name}

# Names of the modules of the dialects.
MODULE_BY_DIALECT: dict[str, str] = dict(_NAMES)
DIALECT_MODULE_NAMES = MODULE_BY_DIALECT.values()


def __getattr__(name: str) -> _t.Any:
    if name not in _NAMES:
        raise AttributeError(f"module 'sqlectic.dialects' has no attribute '{name}'")
    found = getattr(_importlib.import_module(f"sqlectic.dialects.{_NAMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *DIALECTS})
