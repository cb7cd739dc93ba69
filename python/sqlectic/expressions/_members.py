# mypy: ignore-errors
"""Methods and properties of node classes that are written in Python, by class."""

from __future__ import annotations

import typing as t
from importlib import import_module

_MODULES = ("core", "query", "properties", "builders", "datatypes")

# What a class statement adds by itself.
_OWN = ("__dict__", "__module__", "__weakref__", "__doc__", "__annotations__", "__static_attributes__", "__firstlineno__")


def members(name: str) -> t.Optional[dict[str, t.Any]]:
    """What is added to the class of that name when it is made."""
    for module in _MODULES:
        found = import_module(f"sqlectic.expressions.{module}").MEMBERS.get(name)
        if found:
            # Members that several classes share are written down once, in a base.
            parts = [vars(part) for part in reversed(found.__mro__[:-1])]
            return {key: value for part in parts for key, value in part.items() if key not in _OWN}
    return None
