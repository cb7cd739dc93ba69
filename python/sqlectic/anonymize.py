"""Queries without their secrets: names, strings, numbers and comments replaced, the shape kept.

    sql = "SELECT name FROM users WHERE age > 42 -- ours"
    render(sql, anonymize(sql))

gives `SELECT aaaa FROM aaaab WHERE aac > 13 -- ....`: the same name gets the same replacement, of the same length, so that
places in the one text are places in the other.
"""

from __future__ import annotations

import re
import typing as t

from sqlectic import _native
from sqlectic.tokens import Token, TokenType

if t.TYPE_CHECKING:
    from sqlectic.dialects.dialect import DialectType

__all__ = ["ANONYMIZED_TYPES", "QUOTED_TYPES", "REWRITTEN_TYPES", "anonymize", "render"]

ALPHABET = "abcdefghijklmnopqrstuvwxyz"
ALPHABET_SIZE = len(ALPHABET)

# Tokens that stand between quotes.
QUOTED_TYPES = {
    TokenType.BIT_STRING,
    TokenType.BYTE_STRING,
    TokenType.HEREDOC_STRING,
    TokenType.HEX_STRING,
    TokenType.IDENTIFIER,
    TokenType.NATIONAL_RAW_STRING,
    TokenType.NATIONAL_STRING,
    TokenType.RAW_STRING,
    TokenType.STRING,
    TokenType.UNICODE_STRING,
}
# Tokens that get another text.
ANONYMIZED_TYPES = {*QUOTED_TYPES, TokenType.NUMBER, TokenType.VAR}
# Tokens whose signs become dots.
REWRITTEN_TYPES = {TokenType.HINT, TokenType.UNKNOWN}

_Comments = list[tuple[str, t.Optional[str]]]
_Quotes = list[tuple[str, str]]


def anonymize(sql_or_tokens: t.Union[list[Token], str], dialect: DialectType = None) -> list[Token]:
    """The tokens of a query, with other names, strings, numbers and comments; given tokens are changed themselves.

    Keywords and names of functions that the dialect knows stay. What cannot be split into tokens becomes one of type
    UNKNOWN, of which the first two characters are left.
    """
    comments, nested, _ = _marks(dialect)
    tokens = _tokens(sql_or_tokens, dialect) if isinstance(sql_or_tokens, str) else sql_or_tokens
    counters: dict[tuple[bool, str], int] = {}
    for token, following in zip(tokens, [*tokens[1:], None]):
        if token.comments:
            token.comments = [_blank(comment) for comment in token.comments]
        if token.token_type == TokenType.HINT:
            token.text = _redact(token.text, comments, nested)
        if not token.text or token.token_type not in ANONYMIZED_TYPES or _is_call(token, following, dialect):
            continue
        is_number = token.token_type == TokenType.NUMBER
        counter = counters.setdefault((is_number, token.text), len(counters))
        token.text = (_number_alias if is_number else _alias)(counter, token.text)
    return tokens


def render(sql: str, tokens: list[Token], dialect: DialectType = None) -> str:
    """The text of a query with the texts of these tokens at their places, and dots for all other signs."""
    comments, nested, quotes = _marks(dialect)
    parts: list[str] = []
    at = 0
    for token in tokens:
        # A suffix of a number stands for tokens that are not in the text.
        if token.start < at:
            continue
        span = sql[token.start : token.end + 1]
        changed = token.token_type in ANONYMIZED_TYPES or token.token_type in REWRITTEN_TYPES
        parts.append(_redact(sql[at : token.start], comments, nested))
        parts.append(_fit(span, token.text, quotes, token.token_type) if changed else span)
        at = token.end + 1
    parts.append(_redact(sql[at:], comments, nested))
    return "".join(parts)


def _marks(dialect: DialectType) -> tuple[_Comments, bool, _Quotes]:
    comments, nested, quotes = _native.lexer_marks(dialect)
    # A hint where none is read is a comment.
    return [("/*+", "*/"), *comments], nested, quotes


def _tokens(sql: str, dialect: DialectType) -> list[Token]:
    tokens, failed = _native.tokenize_part(sql, dialect)
    if failed:
        start = tokens[-1].end + 1 if tokens else 0
        rest = sql[start:].lstrip()
        start = len(sql) - len(rest)
        line, col = sql.count("\n", 0, start) + 1, start - sql.rfind("\n", 0, start)
        text = rest[:2] + "." * (len(rest) - 2)
        tokens.append(Token(TokenType.UNKNOWN, text, line, col, start, len(sql) - 1))
    return tokens


def _is_call(token: Token, following: t.Optional[Token], dialect: DialectType) -> bool:
    """Whether a word is the name of a known function that is called."""
    return (
        token.token_type == TokenType.VAR
        and following is not None
        and following.token_type == TokenType.L_PAREN
        and _native.knows_function(token.text, dialect)
    )


def _alias(counter: int, text: str) -> str:
    """The number in letters, in the places of all that is no space."""
    letters = ""
    number = counter
    while number or not letters:
        number, digit = divmod(number, ALPHABET_SIZE)
        letters = ALPHABET[digit] + letters
    return _fill(text, letters, lambda c: not c.isspace(), ALPHABET[0])


def _fill(text: str, filling: str, is_place: t.Callable[[str], bool], padding: str) -> str:
    size = sum(map(is_place, text))
    rest = iter(filling.rjust(size, padding)[:size])
    return "".join(next(rest) if is_place(c) else c for c in text)


_EXPONENT = re.compile(r"([^eE]*)([eE][+-]?)([0-9]*)")


def _number_alias(counter: int, text: str) -> str:
    """The number counted on from the smallest of as many digits; what does not fit is counted on in the exponent."""
    found = _EXPONENT.fullmatch(text)
    mantissa, sign, exponent = found.groups() if found else (text, "", "")
    digits = sum(c != "." for c in mantissa)
    if not digits:
        return text
    more, number = _counted_on(counter, digits)
    filled = _fill(mantissa, number, lambda c: c != ".", "0") + sign
    return filled + _counted_on(more, len(exponent))[1] if exponent else filled


def _counted_on(counter: int, digits: int) -> tuple[int, str]:
    """The number of so many digits that comes so far behind the smallest, and how often that went past the largest."""
    # More digits than a counter ever has are not worth to be a number.
    if digits > 100:
        return 0, "1" + str(counter).rjust(digits - 1, "0")
    smallest = 10 ** (digits - 1)
    more, less = divmod(counter, 9 * smallest)
    return more, str(smallest + less)


def _blank(sql: str) -> str:
    return "".join(c if c.isspace() else "." for c in sql)


def _redact(sql: str, comments: _Comments, nested: bool) -> str:
    """Dots for all signs but the marks of comments."""
    out: list[str] = []
    at = 0
    starts = sorted(comments, key=lambda comment: -len(comment[0]))
    while at < len(sql):
        found = next((comment for comment in starts if sql.startswith(comment[0], at)), None)
        if found is None:
            out.append(_blank(sql[at]))
            at += 1
        else:
            text, at = _blank_comment(sql, at, *found, nested)
            out.append(text)
    return "".join(out)


def _blank_comment(sql: str, i: int, start: str, end: t.Optional[str], nested: bool) -> tuple[str, int]:
    """The comment at a place with dots for what it says, and the place behind it."""
    inner = at = i + len(start)
    if end is None:
        while at < len(sql) and sql[at] not in "\r\n":
            at += 1
        return start + _blank(sql[inner:at]), at
    depth = 1
    while at < len(sql):
        if sql.startswith(end, at):
            depth -= 1
            if not depth:
                return start + _blank(sql[inner:at]) + end, at + len(end)
            at += len(end)
        elif nested and sql.startswith(start, at):
            depth += 1
            at += len(start)
        else:
            at += 1
    return start + _blank(sql[inner:]), len(sql)


_DOLLARS = re.compile(r"\$\w*\$")
_CHOSEN = re.compile(r"[A-Za-z]+'.")


def _fit(span: str, alias: str, quotes: _Quotes, token_type: TokenType) -> str:
    """The alias between the quotes of a piece of text, and as long."""
    start = end = ""
    if token_type in QUOTED_TYPES:
        start, end = _quotes_of(span, quotes, token_type)
    size = len(span) - len(start) - len(end)
    padding = "0" if token_type == TokenType.NUMBER else ALPHABET[0]
    return start + alias[:size].rjust(size, padding) + end


def _quotes_of(span: str, quotes: _Quotes, token_type: TokenType) -> tuple[str, str]:
    """What a piece of text opens and closes with."""
    dollars = _DOLLARS.match(span) if token_type == TokenType.HEREDOC_STRING else None
    if dollars:
        return dollars[0], dollars[0]
    folded = span.lower()
    for start, end in sorted(quotes, key=lambda pair: -len(pair[0])):
        if len(span) >= len(start) + len(end) and folded.startswith(start.lower()) and span.endswith(end):
            return span[: len(start)], end
    chosen = _CHOSEN.match(span)
    return (chosen[0], span[-2:]) if chosen and len(span) >= len(chosen[0]) + 2 else ("", "")
