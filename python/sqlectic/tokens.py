"""Tokens and their types."""

from __future__ import annotations

from enum import IntEnum

from sqlectic._native import Token, token_names

__all__ = ["Token", "TokenType"]

# Made from the engine's list, so that there is only one.
TokenType = IntEnum("TokenType", token_names(), module=__name__)  # type: ignore[misc]
TokenType.__doc__ = "What a token is."

# By the engine's numbers, which start at 0.
MEMBERS = list(TokenType)
