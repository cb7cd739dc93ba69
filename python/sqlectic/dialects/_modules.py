# mypy: ignore-errors
"""Modules of single dialects (`sqlectic.dialects.duckdb`, `sqlectic.parsers.duckdb`, `sqlectic.generators.duckdb`): they hold
nothing but classes that are made when they are asked for, so that there are no files."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import re
import sys
import typing as t
from types import ModuleType

from sqlectic.dialects.dialect import TITLES, Dialect

_PARTS = {"sqlectic.parsers": "Parser", "sqlectic.generators": "Generator"}


# What else programs import from modules of dialects.
_MORE: dict[str, dict[str, t.Any]] = {
    # White space that strings of functions trim, by the number that it is written with.
    "sqlectic.dialects.duckdb": {"WS_CONTROL_CHARS_TO_DUCK": {chr(code): code for code in (11, 28, 29, 30, 31)}},
    # Units that have an `ADD_` and a `_BETWEEN` function.
    "sqlectic.dialects.exasol": {"DATE_UNITS": {"DAY", "HOUR", "MINUTE", "MONTH", "SECOND", "WEEK", "YEAR"}},
    "sqlectic.generators.hive": {
        # Parts of time formats, those with a mark included.
        "CANONICAL_TIME_FORMAT": re.compile("%(?:[mdHIMS]strict|[-:].|.)"),
        # Parts that are read with and without a leading zero, and their form without one.
        "LAX_TO_NON_PADDED_FORMATS": {f"%{part}": f"%-{part}" for part in "mdHIMS"},
    },
}


class Modules(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the modules of dialects."""

    def find_spec(self, fullname: str, path: t.Any = None, target: t.Any = None) -> t.Any:
        package, _, name = fullname.rpartition(".")
        known = package == "sqlectic.dialects" and name in TITLES
        known = known or package in _PARTS and (name in TITLES or name == "base" and package == "sqlectic.parsers")
        return importlib.machinery.ModuleSpec(fullname, self) if known and name else None

    def create_module(self, spec: t.Any) -> t.Optional[ModuleType]:
        return None

    def exec_module(self, module: ModuleType) -> None:
        from sqlectic.dialects._parts import part_of

        package, _, name = module.__name__.rpartition(".")
        key = "" if name == "base" else name
        if package == "sqlectic.dialects":
            shown = Dialect[key]
            module.__doc__ = f"The dialect {shown.__name__}."
        else:
            shown = part_of(key, _PARTS[package])
            module.__doc__ = shown.__doc__
        setattr(module, shown.__name__, shown)
        vars(module).update(_MORE.get(module.__name__, {}))
        if module.__name__ == "sqlectic.generators.bigquery":
            # The one whose logger programs replace.
            from sqlectic.helper import logger

            module.logger = logger


def install() -> None:
    """Makes these modules importable."""
    if not any(isinstance(finder, Modules) for finder in sys.meta_path):
        sys.meta_path.append(Modules())
