"""Formats of dates and times."""

from __future__ import annotations

import re
import typing as t

from sqlectic.trie import TrieResult, in_trie, new_trie


def format_time(
    string: t.Optional[str], mapping: t.Mapping[str, str], trie: t.Optional[dict[t.Any, t.Any]] = None
) -> t.Optional[str]:
    """Replaces the longest parts of a format that the mapping knows; None for no format.

    `format_time("%Y", {"%Y": "YYYY"})` gives `"YYYY"`.
    """
    if not string:
        return None
    known = trie or new_trie(mapping)
    out: list[str] = []
    at = 0
    while at < len(string):
        node, longest = known, 0
        for length in range(1, len(string) - at + 1):
            result, node = in_trie(node, string[at + length - 1])
            if result is TrieResult.FAILED:
                break
            if result is TrieResult.EXISTS:
                longest = length
        part = string[at : at + longest] if longest else string[at]
        out.append(mapping.get(part, part))
        at += max(longest, 1)
    return "".join(out)


_FRACTION = re.compile(r"\.(\d+)")


def subsecond_precision(timestamp_literal: str) -> int:
    """How many digits of a second a timestamp needs: 0, 3 or 6; 0 for what is none."""
    import datetime

    try:
        datetime.datetime.fromisoformat(timestamp_literal.strip().replace("Z", "+00:00"))
    except ValueError:
        return 0
    found = _FRACTION.search(timestamp_literal)
    if not found:
        return 0
    digits = len(found[1].ljust(6, "0")[:6].rstrip("0"))
    return 0 if digits == 0 else 3 if digits <= 3 else 6
