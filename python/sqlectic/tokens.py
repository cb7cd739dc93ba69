"""Tokens and their types."""

from __future__ import annotations

import typing as t
from enum import IntEnum

from sqlectic import _native
from sqlectic._native import Token, token_names
from sqlectic._open import TABLES, Lazy, Open, flags
from sqlectic.errors import TokenError

__all__ = ["Token", "TokenType", "Tokenizer"]

# Made from the engine's list, so that there is only one.
TokenType = IntEnum("TokenType", token_names(), module=__name__)  # type: ignore[misc]
TokenType.__doc__ = "What a token is."

# By the engine's numbers, which start at 0.
MEMBERS = list(TokenType)

# Limits that splitting a text into tokens looks at.
LIMITS = ("max_bytes", "max_tokens", "timeout")

_COMMON = _native.NativeDialect.common()


class Tokenizer(metaclass=Open):
    """Splits texts into tokens, as a dialect does.

    Classes that derive from it change how: keywords, quotes, comments, and what its other class attributes say.
    """

    _native = _COMMON

    for _name in TABLES["tokenizer"]:
        locals()[_name] = Lazy()
    locals().update(flags(_COMMON, "tokenizer"))
    del _name

    _limits: dict[str, t.Any] = {}

    def __init__(self, dialect: t.Any = None, **options: t.Any) -> None:
        from sqlectic.dialects.dialect import Dialect

        # Other options have no meaning here.
        self._limits = {name: options[name] for name in LIMITS if name in options}

        self.dialect = Dialect.get_or_raise(dialect)
        self.tokens: list[Token] = []
        self.sql = ""

    @property
    def size(self) -> int:
        """The number of characters of the text."""
        return len(self.sql)

    def tokenize(self, sql: str) -> list[Token]:
        """The tokens of a text; raises TokenError where it does not fit."""
        from sqlectic.dialects.dialect import compiled

        self.sql = sql
        klass = type(self)
        dialect = self.dialect
        # A plain tokenizer does what its dialect says.
        parts = dialect.tokenizer_class if klass is Tokenizer else klass
        native = compiled(dialect, tokenizer=parts).native
        self.tokens = []
        try:
            self.tokens = native.split(sql, **self._limits)
        except TokenError:
            # What is before the error can be looked at.
            self.tokens = _native.tokenize_part(sql, native)[0]
            raise
        return self.tokens
