"""Tokens and their types."""

from __future__ import annotations

import typing as t
from enum import IntEnum

from sqlectic import _native
from sqlectic._native import Token, token_names

__all__ = ["Token", "TokenType", "Tokenizer"]

# Made from the engine's list, so that there is only one.
TokenType = IntEnum("TokenType", token_names(), module=__name__)  # type: ignore[misc]
TokenType.__doc__ = "What a token is."

# By the engine's numbers, which start at 0.
MEMBERS = list(TokenType)


class Tokenizer:
    """Splits texts into tokens, as a dialect does."""

    def __init__(self, dialect: t.Any = None, **_options: t.Any) -> None:
        self.dialect = dialect
        self.tokens: list[Token] = []

    def tokenize(self, sql: str) -> list[Token]:
        """The tokens of a text; raises TokenError where it does not fit."""
        self.tokens = _native.tokenize(sql, self.dialect)
        return self.tokens
