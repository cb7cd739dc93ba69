"""Differences of large trees take no long time."""

import time

import pytest

import sqlectic
from sqlectic.diff import diff

N = 2000
# No two of the same pairs of characters.
NAMES = [f"c{chr(0x4E00 + i)}" for i in range(N)]


@pytest.mark.parametrize(
    ("source", "target", "edits"),
    [
        (" AND ".join(f"a{i} = {i}" for i in range(N)), " AND ".join(f"a{i} = {i}" for i in range(N)), 0),
        (" AND ".join(["a"] * N), " AND ".join(["a"] * N), 0),
        ("SELECT " + ", ".join(NAMES), "SELECT " + ", ".join(reversed(NAMES)), N - 1),
    ],
)
def test_large_trees(source, target, edits):
    source, target = sqlectic.parse_one(source), sqlectic.parse_one(target)
    start = time.perf_counter()
    assert len(diff(source, target, delta_only=True)) == edits
    assert time.perf_counter() - start < 60
