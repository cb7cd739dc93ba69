"""sqlectic beside its peers in Python: prints a line of JSON for each row, peer and input.

    SQLECTIC_INPUTS=inputs.json python compare.py FOLDER PEER

FOLDER holds sqlglot without its compiled edition; all other packages are those of the interpreter. Beside the peers there is
`threads`: two of them against one. `cargo xtask bench` sets all of it up and makes a table of the lines.
"""

from __future__ import annotations

import json
import os
import pathlib
import statistics
import subprocess
import sys
import typing as t

HERE = pathlib.Path(__file__).resolve().parent
# Peers and the rows that are measured of them, all if there are none: of what both editions do alike the faster one will do.
PEERS = {"sqlglot[c]": [], "sqlglot": ["tokenize", "parse_one", "generate", "transpile"], "polyglot-sql": []}
OURS = "sqlectic"
REPEATS = 11
# What is done by one thread and by two; the last shows what the machine gives, as its threads share nothing.
THREADS = {
    "batch": "10,000 statements",
    "threads": "scripts of 100 statements",
    "threads, short texts": "10,000 statements",
    "threads, at most": "a key derived from a password",
}


def python(pure: str, peer: str, program: str, *args: str) -> str:
    """What a program prints, run with the right edition."""
    env = {**os.environ, "PYTHONPATH": pure} if peer == "sqlglot" else os.environ
    command = [sys.executable, str(HERE / program), *args]
    return subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout


def cell(row: str, peer: str, input: str, pairs: list[tuple[float, float]]) -> None:
    """Prints a line: what of each pair the first is, and how many times that the second one is."""
    ratios = sorted(theirs / ours for ours, theirs in pairs)
    last = len(ratios) - 1
    line: dict[str, t.Any] = {"row": f"Python: {row}", "peer": peer, "input": input, "accepted": 1, "of": 1}
    line["ours"] = statistics.median(ours for ours, _ in pairs)
    line["theirs"] = statistics.median(theirs for _, theirs in pairs)
    line.update(ratio=statistics.median(ratios), low=ratios[last // 4], high=ratios[last - last // 4])
    print(json.dumps(line), flush=True)


def against(pure: str, peer: str) -> None:
    once = lambda what, package, *rest: float(python(pure, package, "once.py", what, package, *rest))
    print(python(pure, peer, "turns.py", peer, *PEERS[peer]), end="", flush=True)
    for row in ("import", "first transpile"):
        cell(row, peer, "", [(once(row, OURS), once(row, peer)) for _ in range(REPEATS)])
    cell("memory", peer, "10 MB", [(once("memory", OURS), once("memory", peer))])


def threads() -> None:
    once = lambda row, count: float(python("", OURS, "once.py", row, OURS, str(count)))
    for row, work in THREADS.items():
        cell(row, "one thread", work, [(once(row, 2), once(row, 1)) for _ in range(REPEATS)])


if __name__ == "__main__":
    folder, peer = sys.argv[1:]
    threads() if peer == "threads" else against(folder, peer)
