"""sqlectic and a peer in one process, in turns, on the same texts: `turns.py PEER [ROW ...]` prints a line of JSON for
each row (or those that begin so) and input.

Processor time is taken, so that other programs do not count. The garbage collector runs as it does in programs, but passes
over what the imports made, which is the other package's as well. Texts that
one of both refuses are left out.
"""

from __future__ import annotations

import gc
import json
import statistics
import sys
import time
import typing as t

import inputs
import packages
from packages import Operation

OURS = "sqlectic"
# What takes a peer minutes, as time there doubles with each level.
ENDLESS = {("polyglot-sql", "transpile postgres -> tsql", "nested subqueries")}
ROUNDS = (3, 9)
# What all rounds of a cell, and a turn, take at least, in seconds of both packages.
CELL, TURN = 0.2, 0.01


def turn(operation: Operation, texts: list[str], runs: int) -> float:
    """Seconds of a run over all texts."""
    prepared = [operation.prepare(text) for _ in range(runs) for text in texts]
    run = operation.run
    gc.collect()
    start = time.process_time()
    for one in prepared:
        run(one)
    return (time.process_time() - start) / runs


def runs_of(operation: Operation, texts: list[str]) -> int:
    """How many runs fill a turn, what is prepared for them included."""
    turn(operation, texts, 1)
    start = time.process_time()
    turn(operation, texts, 1)
    return max(1, min(1000, int(TURN / max(time.process_time() - start, 1e-6))))


def measure(ours: Operation, theirs: Operation, texts: list[str]) -> dict[str, float]:
    """Seconds of both, and how many times ours theirs is: median of the rounds, and the quartiles."""
    counts = runs_of(ours, texts), runs_of(theirs, texts)
    rounds: list[tuple[float, float]] = []
    end = time.perf_counter() + CELL
    while len(rounds) < ROUNDS[0] or len(rounds) < ROUNDS[1] and time.perf_counter() < end:
        rounds.append((turn(ours, texts, counts[0]), turn(theirs, texts, counts[1])))
    ratios = sorted(theirs / ours for ours, theirs in rounds)
    last = len(ratios) - 1
    return {
        "ours": statistics.median(ours for ours, _ in rounds),
        "theirs": statistics.median(theirs for _, theirs in rounds),
        "ratio": statistics.median(ratios),
        "low": ratios[last // 4],
        "high": ratios[last - last // 4],
    }


def accepts(operation: Operation, text: str) -> bool:
    try:
        operation.run(operation.prepare(text))
        return True
    except Exception:
        return False


def cells(peer: str, rows: list[str]) -> t.Iterator[dict[str, t.Any]]:
    texts_by_input, pairs = inputs.load()
    ours, theirs = packages.operations(OURS, pairs), packages.operations(peer, pairs)
    gc.collect()
    gc.freeze()
    for row in ours:
        if row not in theirs or rows and not row.startswith(tuple(rows)):
            continue
        for name, texts in {"20 columns": [""]}.items() if row == "build" else texts_by_input.items():
            if (peer, row, name) in ENDLESS:
                continue
            accepted = [text for text in texts if accepts(ours[row], text) and accepts(theirs[row], text)]
            if accepted:
                facts = {"row": f"Python: {row}", "peer": peer, "input": name, "accepted": len(accepted), "of": len(texts)}
                yield {**facts, **measure(ours[row], theirs[row], accepted)}


if __name__ == "__main__":
    sys.setrecursionlimit(10_000)
    for cell in cells(sys.argv[1], sys.argv[2:]):
        print(json.dumps(cell), flush=True)
