"""Tries: dicts in dicts, by the items of keys."""

from __future__ import annotations

import typing as t
from enum import Enum

_END = 0


class TrieResult(Enum):
    """What a key is in a trie."""

    FAILED = 1
    """Nothing begins with it."""
    PREFIX = 2
    """It is the beginning of a key."""
    EXISTS = 3
    """It is a key."""


def new_trie(
    keywords: t.Iterable[t.Sequence[t.Hashable]], trie: t.Optional[dict[t.Any, t.Any]] = None
) -> dict[t.Any, t.Any]:
    """A trie of these keys; those of `trie` too, if it is given. The end of a key is the item 0, which is True."""
    root: dict[t.Any, t.Any] = {} if trie is None else trie
    for key in keywords:
        node = root
        for item in key:
            node = node.setdefault(item, {})
        node[_END] = True
    return root


def in_trie(trie: dict[t.Any, t.Any], key: t.Sequence[t.Hashable]) -> tuple[TrieResult, dict[t.Any, t.Any]]:
    """What a key is, and the part of the trie that it leads to."""
    if not key:
        return TrieResult.FAILED, trie
    node = trie
    for item in key:
        if item not in node:
            return TrieResult.FAILED, node
        node = node[item]
    return (TrieResult.EXISTS if _END in node else TrieResult.PREFIX), node
