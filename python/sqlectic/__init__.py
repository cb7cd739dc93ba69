"""SQL transpiler, optimizer and analysis engine."""

from __future__ import annotations

from sqlectic import expressions as exp
from sqlectic._native import parse, parse_one, tokenize, transpile, transpile_many

# Importing `typing` and `enum` takes five times as long as importing this package without them.
TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing as _t

    from sqlectic.errors import ErrorLevel, ParseError, SqlecticError, TokenError, UnsupportedError

__version__: str

# Whether text is laid out on lines where nobody says.
pretty = False

# Where names are found that are imported only when they are asked for.
_LATER = {
    "Dialect": "sqlectic.dialects",
    "Dialects": "sqlectic.dialects",
    "ErrorLevel": "sqlectic.errors",
    "Expr": "sqlectic.expressions",
    "Expression": "sqlectic.expressions",
    "Generator": "sqlectic.generator",
    "ParseError": "sqlectic.errors",
    "Parser": "sqlectic.parser",
    "SqlecticError": "sqlectic.errors",
    "Token": "sqlectic.tokens",
    "TokenError": "sqlectic.errors",
    "TokenType": "sqlectic.tokens",
    "Tokenizer": "sqlectic.tokens",
    "UnsupportedError": "sqlectic.errors",
    "alias": ("sqlectic.expressions", "alias_"),
    "and_": "sqlectic.expressions",
    "case": "sqlectic.expressions",
    "cast": "sqlectic.expressions",
    "column": "sqlectic.expressions",
    "condition": "sqlectic.expressions",
    "delete": "sqlectic.expressions",
    "diff": "sqlectic.diff",
    "except_": "sqlectic.expressions",
    "find_tables": "sqlectic.expressions",
    "from_": "sqlectic.expressions",
    "func": "sqlectic.expressions",
    "insert": "sqlectic.expressions",
    "install_as_sqlglot": ("sqlectic.as_sqlglot", "install"),
    "intersect": "sqlectic.expressions",
    "logger": "sqlectic._log",
    "maybe_parse": "sqlectic.expressions",
    "merge": "sqlectic.expressions",
    "not_": "sqlectic.expressions",
    "or_": "sqlectic.expressions",
    "select": "sqlectic.expressions",
    "subquery": "sqlectic.expressions",
    "table": ("sqlectic.expressions", "table_"),
    "to_column": "sqlectic.expressions",
    "to_identifier": "sqlectic.expressions",
    "to_table": "sqlectic.expressions",
    "union": "sqlectic.expressions",
}

# Modules that are attributes of the package without being imported.
_MODULES = {
    "anonymize",
    "dialects",
    "errors",
    "generator",
    "helper",
    "jsonpath",
    "parser",
    "serde",
    "time",
    "tokens",
    "transforms",
    "trie",
}

__all__ = [
    "exp",
    "parse",
    "parse_one",
    "tokenize",
    "transpile",
    "transpile_many",
    *_LATER,
]


def __getattr__(name: str) -> _t.Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("sqlectic")
    if name not in _LATER and name not in _MODULES:
        raise AttributeError(f"module 'sqlectic' has no attribute '{name}'")
    from importlib import import_module

    if name in _MODULES:
        return import_module(f"sqlectic.{name}")
    place = _LATER[name]
    module, attribute = place if isinstance(place, tuple) else (place, name)
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_MODULES})
