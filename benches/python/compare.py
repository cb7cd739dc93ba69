"""sqlectic beside its peers in Python: prints a line of JSON for each row, peer and input.

    SQLECTIC_INPUTS=inputs.json python compare.py FOLDER

FOLDER holds sqlglot without its compiled edition; all other packages are those of the interpreter. `cargo xtask bench`
sets all of it up and makes a table of the lines.
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


def main() -> None:
    pure = sys.argv[1]
    once = lambda what, package, *rest: float(python(pure, package, "once.py", what, package, *rest))
    for peer, rows in PEERS.items():
        print(python(pure, peer, "turns.py", peer, *rows), end="", flush=True)
        for row in ("import", "first transpile"):
            cell(row, peer, "", [(once(row, OURS), once(row, peer)) for _ in range(REPEATS)])
        cell("memory", peer, "10 MB", [(once("memory", OURS), once("memory", peer))])
    for row in ("batch", "threads"):
        pairs = [(once(row, OURS, "2"), once(row, OURS, "1")) for _ in range(5)]
        cell(row, "one thread", "10,000 statements", pairs)


if __name__ == "__main__":
    main()
