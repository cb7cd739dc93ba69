"""JSON paths: `$.a[0]['b c'].*`."""

from __future__ import annotations

import typing as t

from sqlectic import _native

if t.TYPE_CHECKING:
    from sqlectic.dialects.dialect import DialectType
    from sqlectic.expressions import JSONPath

__all__ = ["ALL_JSON_PATH_PARTS", "JSONPathTokenizer", "parse"]


def parse(path: str, dialect: DialectType = None) -> JSONPath:
    """The path as a tree. What a key without quotes may be made of differs by dialect.

    Raises ParseError for what is no path, and TokenError for a quote that is not closed.
    """
    return t.cast("JSONPath", _native.parse_json_path(path, dialect))


def _parts() -> t.Any:
    from sqlectic import expressions as exp

    names = ("Filter", "Key", "Recursive", "Root", "Script", "Selector", "Slice", "Subscript", "Union", "Wildcard")
    return {getattr(exp, f"JSONPath{name}") for name in names}


def _tokenizer() -> t.Any:
    from sqlectic.tokens import Tokenizer, TokenType

    signs = {
        "$": TokenType.DOLLAR,
        "'": TokenType.QUOTE,
        "(": TokenType.L_PAREN,
        ")": TokenType.R_PAREN,
        "*": TokenType.STAR,
        ",": TokenType.COMMA,
        "-": TokenType.DASH,
        ".": TokenType.DOT,
        ":": TokenType.COLON,
        "?": TokenType.PLACEHOLDER,
        "@": TokenType.PARAMETER,
        "[": TokenType.L_BRACKET,
        "]": TokenType.R_BRACKET,
        '"': TokenType.QUOTE,
    }
    tables = {
        "__doc__": "Splits paths into tokens.",
        "__module__": __name__,
        "IDENTIFIER_ESCAPES": ["\\"],
        "KEYWORDS": {"..": TokenType.DOT},
        "NUMBERS_CAN_HAVE_DECIMALS": False,
        "SINGLE_TOKENS": signs,
        "STRING_ESCAPES": ["\\"],
    }
    return t.cast(t.Any, type(Tokenizer))("JSONPathTokenizer", (Tokenizer,), tables)


# Made when they are first asked for: parsing needs neither.
_LATER: dict[str, t.Callable[[], t.Any]] = {"ALL_JSON_PATH_PARTS": _parts, "JSONPathTokenizer": _tokenizer}


def __getattr__(name: str) -> t.Any:
    if name not in _LATER:
        raise AttributeError(f"module 'sqlectic.jsonpath' has no attribute '{name}'")
    made = globals()[name] = _LATER[name]()
    return made
