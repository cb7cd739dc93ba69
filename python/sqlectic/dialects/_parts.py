# mypy: ignore-errors
"""Tokenizers, parsers and generators of the engine's dialects, made when they are asked for."""

from __future__ import annotations

import typing as t

from sqlectic import _native
from sqlectic._open import TABLES, Lazy, Open, flags, plain
from sqlectic.dialects.dialect import TITLES, Dialect

_made: dict[tuple[str, str], type] = {}


def part_of(name: str, part: str) -> type:
    """The class of a part (`Parser`, `Generator`, `Tokenizer`, `JSONPathTokenizer`) of one of the engine's dialects."""
    key = (name, part)
    if key not in _made:
        _made[key] = _make(name, part)
    return _made[key]


def _make(name: str, part: str) -> type:
    if part == "JSONPathTokenizer":
        from sqlectic.jsonpath import JSONPathTokenizer

        return JSONPathTokenizer
    title, parent = TITLES[name]
    if name == "" and part != "Parser":
        return plain(part.lower())
    base = part_of(parent, part) if parent else plain(part.lower())
    native, above = Dialect[name]._native, base._native
    own = flags(native, part.lower(), above)
    own.update({table: Lazy(table) for table in TABLES[part.lower()]})
    if part == "Parser":
        own.update(_native.rules_of(native, above))
        shown = f"{title if name else 'Base'}Parser", f"sqlectic.parsers.{name or 'base'}", None
    elif part == "Generator":
        own.update(_native.renderers_of(native, above))
        shown = f"{title}Generator", f"sqlectic.generators.{name}", None
    else:
        shown = part, f"sqlectic.dialects.{name}", f"{title}.{part}"
    class_name, module, qualified = shown
    namespace: dict[str, t.Any] = {**own, "_native": native, "__module__": module, "__doc__": f"The {part.lower()} of {title}."}
    if qualified:
        namespace["__qualname__"] = qualified
    return Open(class_name, (base,), namespace)
