"""The texts that are measured, as the program `inputs` of the benches prints them, and what is made of them."""

from __future__ import annotations

import itertools
import json
import os
import typing as t

SCRIPT_BYTES = 10_000_000
BATCH = 10_000


class Inputs(t.NamedTuple):
    texts: dict[str, list[str]]
    pairs: list[list[str]]


def load() -> Inputs:
    """Everything that is measured; `SQLECTIC_INPUTS` names the file."""
    with open(os.environ["SQLECTIC_INPUTS"], encoding="utf-8") as file:
        found = json.load(file)
    return Inputs({one["name"]: one["texts"] for one in found["inputs"]}, found["pairs"])


def script() -> str:
    """A script of 10 MB: the TPC-DS queries again and again."""
    queries = load().texts["tpc-ds"]
    times = SCRIPT_BYTES // sum(map(len, queries)) + 1
    return ";\n".join(queries * times)


def batch() -> list[str]:
    """Many statements: short ones and the TPC-H queries in turns."""
    texts = load().texts
    return list(itertools.islice(itertools.cycle(texts["short queries"] + texts["tpc-h"]), BATCH))


def scripts() -> list[str]:
    """The same statements in scripts."""
    statements = batch()
    return [";\n".join(statements[i : i + 100]) for i in range(0, BATCH, 100)]
