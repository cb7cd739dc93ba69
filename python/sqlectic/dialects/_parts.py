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
        # Another thread may be first.
        _made.setdefault(key, _make(name, part))
    return _made[key]


# Types that a cast writes by another name, by that name.
_CASTS = {
    "CHAR_CAST_MAPPING": (
        "CHAR",
        ("LONGBLOB", "LONGTEXT", "MEDIUMBLOB", "MEDIUMTEXT", "TEXT", "TINYBLOB", "TINYTEXT", "VARCHAR"),
    ),
    "SIGNED_CAST_MAPPING": ("SIGNED", ("BIGINT", "BOOLEAN", "INT", "MEDIUMINT", "SMALLINT", "TINYINT")),
}
# Functions that take `IGNORE NULLS` with a window only.
_WITH_NULLS = ("FirstValue", "Lag", "LastValue", "Lead", "NthValue")
# Words before the kind of an object in `DESCRIBE`.
_QUALIFIERS = (
    "API", "APPLICATION", "CATALOG", "COMPUTE", "DATABASE", "DYNAMIC", "EXTERNAL", "HYBRID", "ICEBERG", "MASKING",
    "MATERIALIZED", "NETWORK", "ROW", "SECURITY",
)  # fmt: skip


def _shown(name: str, part: str) -> dict[str, t.Any]:
    """Tables that programs read; what is changed in them has no effect (`_upstream.WITHOUT_EFFECT`)."""
    from sqlectic import expressions as exp

    if (name, part) == ("mysql", "Generator"):
        return {table: {exp.DType[word]: spelled for word in words} for table, (spelled, words) in _CASTS.items()}
    if (name, part) == ("duckdb", "Generator"):
        return {"IGNORE_RESPECT_NULLS_WINDOW_FUNCTIONS": tuple(getattr(exp, word) for word in _WITH_NULLS)}
    if (name, part) == ("snowflake", "Parser"):
        return {"DESCRIBE_QUALIFIER_PARSERS": dict.fromkeys(_QUALIFIERS)}
    return {}


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
    own.update({table: Lazy() for table in TABLES[part.lower()]})
    own.update(_shown(name, part))
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
