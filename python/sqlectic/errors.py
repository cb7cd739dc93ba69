"""What can go wrong, and how much of it is told."""

from __future__ import annotations

import typing as t
from enum import Enum

ANSI_UNDERLINE = "\033[4m"
ANSI_RESET = "\033[0m"
ERROR_MESSAGE_CONTEXT_DEFAULT = 100


class ErrorLevel(Enum):
    """What to do with errors and with what a target dialect cannot say."""

    IGNORE = "IGNORE"
    """Pass over them."""
    WARN = "WARN"
    """Log them."""
    RAISE = "RAISE"
    """Collect them and raise one exception with all."""
    IMMEDIATE = "IMMEDIATE"
    """Raise an exception at the first."""


class SqlecticError(Exception):
    """Base of all exceptions of this package."""


# The name that programs know it by.
SqlglotError = SqlecticError


class UnsupportedError(SqlecticError):
    """The target dialect cannot say something."""


class ParseError(SqlecticError):
    """The text does not fit the grammar.

    `errors` has a dict for each thing that is wrong: `description`, `line` and `col` (of the last character of the
    token, from 1), `start_context`, `highlight` and `end_context` (the text before, the token, the text after) and
    `into_expression` (the class that the text was to become, if one was asked for).
    """

    def __init__(self, message: str, errors: t.Optional[list[dict[str, t.Any]]] = None) -> None:
        super().__init__(message)
        self.errors: list[dict[str, t.Any]] = errors or []

    @classmethod
    def new(
        cls,
        message: str,
        description: t.Optional[str] = None,
        line: t.Optional[int] = None,
        col: t.Optional[int] = None,
        start_context: t.Optional[str] = None,
        highlight: t.Optional[str] = None,
        end_context: t.Optional[str] = None,
        into_expression: t.Any = None,
    ) -> ParseError:
        """An exception with one entry in `errors`."""
        return cls(
            message,
            [
                {
                    "description": description,
                    "line": line,
                    "col": col,
                    "start_context": start_context,
                    "highlight": highlight,
                    "end_context": end_context,
                    "into_expression": into_expression,
                }
            ],
        )


class LimitError(ParseError):
    """A text or a tree asks for more than the limits allow: `max_bytes`, `max_tokens`, `max_nodes`, `max_depth`, `max_growth`,
    `timeout`.

    `limit` is `"bytes"`, `"tokens"`, `"nodes"`, `"depth"`, `"growth"`, `"time"` or `"cancelled"`, `maximum` its value,
    `place` the line and the column, from 1, if there is one.
    """

    def __init__(
        self, message: str, limit: str = "", maximum: int = 0, place: t.Optional[tuple[int, int]] = None
    ) -> None:
        super().__init__(message)
        self.limit = limit
        self.maximum = maximum
        self.place = place


class TokenError(SqlecticError):
    """The text could not be split into tokens. `start` and `end` bound the part that the message shows."""

    def __init__(self, message: str, start: t.Optional[int] = None, end: t.Optional[int] = None) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


class OptimizeError(SqlecticError):
    """A query could not be optimized."""


class SchemaError(SqlecticError):
    """A schema does not hold together."""


class ExecuteError(SqlecticError):
    """A query could not be run."""


def highlight_sql(
    sql: str, positions: list[tuple[int, int]], context_length: int = ERROR_MESSAGE_CONTEXT_DEFAULT
) -> tuple[str, str, str, str]:
    """Underlines parts of a text for a terminal.

    `positions` are first and last character of each part. Returns the underlined text with `context_length` characters
    around it, and what of it is before, from the first to the last part, and after, without underlines.
    """
    if not positions:
        raise ValueError("positions must contain at least one (start, end) tuple")
    parts = sorted(positions)
    first, last = parts[0][0], max(end for _, end in parts) + 1
    before, after = sql[max(0, first - context_length) : first], sql[last : last + context_length]
    shown, at = [], first
    for start, end in parts:
        start = max(start, at)
        if end < start:
            continue
        shown += [sql[at:start], ANSI_UNDERLINE, sql[start : end + 1], ANSI_RESET]
        at = end + 1
    return "".join([before, *shown, after]), before, sql[first:last], after


def concat_messages(errors: t.Sequence[t.Any], maximum: int) -> str:
    """Messages with blank lines between them; of many only the first `maximum`, and how many more there are."""
    messages = [str(error) for error in errors[:maximum]]
    if len(errors) > maximum:
        messages.append(f"... and {len(errors) - maximum} more")
    return "\n\n".join(messages)


def merge_errors(errors: t.Sequence[ParseError]) -> list[dict[str, t.Any]]:
    """The entries of all exceptions in one list."""
    return [dict(entry) for error in errors for entry in error.errors]
