"""The classes of all node kinds, made when they are first asked for, and the functions that make nodes."""

from __future__ import annotations

from sqlectic._native import class_names as _class_names
from sqlectic._native import expression_class as _expression_class

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing as _t

# Where functions and constants live; the first that has a name gives it.
_MODULES = ("core", "query", "properties", "builders", "datatypes", "_tables")


def __getattr__(name: str) -> _t.Any:
    if name.startswith("__"):
        raise AttributeError(f"module 'sqlectic.expressions' has no attribute '{name}'")
    try:
        value = _expression_class(name)
    except AttributeError:
        value = _find(name)
    globals()[name] = value
    return value


def _find(name: str) -> _t.Any:
    from importlib import import_module

    for module in _MODULES:
        found = vars(import_module(f"sqlectic.expressions.{module}"))
        if name in found:
            return found[name]
    raise AttributeError(f"module 'sqlectic.expressions' has no attribute '{name}'")


def __dir__() -> list[str]:
    from importlib import import_module

    names = {*globals(), *_class_names()}
    for module in _MODULES:
        names.update(name for name in vars(import_module(f"sqlectic.expressions.{module}")) if not name.startswith("_"))
    return sorted(names)
