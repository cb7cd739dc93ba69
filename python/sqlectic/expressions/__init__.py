"""The classes of all node kinds, made when they are first asked for."""

from __future__ import annotations

import typing as _t

from sqlectic._native import class_names as _class_names
from sqlectic._native import expression_class as _expression_class


def __getattr__(name: str) -> _t.Any:
    if name == "DType":
        from sqlectic.expressions.datatypes import DType as value
    else:
        value = _expression_class(name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_class_names(), "DType"})
