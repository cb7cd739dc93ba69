"""The TPC queries through Python modules, side by side: best of many runs, as ratios to the first module.

    python compare.py sqlectic sqlglot
    python compare.py sqlectic sqlglot sqlglot[c]:sqlglot=/path/to/another/environment/bin/python

Each module is measured in a process of its own, by the interpreter behind `=` if there is one; a label may stand before
it. The processes take
turns, so that noise of the machine meets all of them.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import logging
import os
import pathlib
import subprocess
import sys
import time
import typing as t

HERE = pathlib.Path(__file__).resolve().parent
ROUNDS = 5


def queries(suite: str) -> list[str]:
    folder = pathlib.Path(os.environ.get("SQLECTIC_FIXTURES") or HERE.parents[1] / "target" / "fixtures") / suite
    found = sorted(folder.glob("[0-9]*.sql"))
    if not found:
        sys.exit(f"no queries in {folder}: run `cargo xtask fixtures`")
    return [path.read_text() for path in found]


def best(work: t.Callable[[], object], seconds: float) -> float:
    """The shortest of as many runs as fit into the time, in milliseconds."""
    work()
    gc.collect()
    gc.disable()
    times, end = [], time.perf_counter() + seconds
    while len(times) < 3 or time.perf_counter() < end:
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
        gc.enable()
        gc.collect()
        gc.disable()
    gc.enable()
    return min(times) * 1000


def measure(module: str, seconds: float) -> dict[str, float]:
    """Milliseconds by task."""
    logging.disable(logging.CRITICAL)
    glot = importlib.import_module(module)
    quiet = {"unsupported_level": glot.ErrorLevel.IGNORE}
    out = {}
    for suite in ("tpc-h", "tpc-ds"):
        texts = queries(suite)
        trees = [glot.parse_one(text) for text in texts]
        tasks: dict[str, t.Callable[[], object]] = {
            "tokenize": lambda: [glot.tokenize(text) for text in texts],
            "parse_one": lambda: [glot.parse_one(text) for text in texts],
            "sql": lambda: [tree.sql(**quiet) for tree in trees],
            "transpile": lambda: [glot.transpile(text, "duckdb", "postgres", **quiet) for text in texts],
            "parse_one, all nodes": lambda: [sum(1 for _ in glot.parse_one(text).walk()) for text in texts],
            "find_all, name": lambda: [[c.name for c in tree.find_all(glot.exp.Column)] for tree in trees],
            "copy": lambda: [tree.copy() for tree in trees],
            "== (again and again)": lambda: [tree == other for tree, other in zip(trees, others)],
        }
        others = [glot.parse_one(text) for text in texts]
        for task, work in tasks.items():
            try:
                out[f"{suite}: {task}"] = best(work, seconds)
            except Exception as error:  # a figure that cannot be had is left out
                print(f"{module}: {suite}: {task}: {error!r}"[:200], file=sys.stderr)
    return out


def started(python: str, module: str) -> float:
    """Milliseconds that importing and a first translation add to the interpreter's own start."""
    code = f"import {module}; {module}.transpile('SELECT a FROM b')"

    def run(code: str) -> float:
        start = time.perf_counter()
        subprocess.run([python, "-c", code], check=True)
        return time.perf_counter() - start

    return (min(run(code) for _ in range(10)) - min(run("pass") for _ in range(10))) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="+", metavar="[LABEL:]MODULE[=PYTHON]")
    parser.add_argument("--seconds", type=float, default=0.3, help="for each task and round")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        print(json.dumps(measure(args.modules[0], args.seconds)))
        return
    labels, figures = list(args.modules), {label: {} for label in args.modules}
    for _ in range(ROUNDS):
        for label in labels:
            module, _, python = label.rpartition(":")[2].partition("=")
            python = python or sys.executable
            command = [python, __file__, "--measure", "--seconds", str(args.seconds), module]
            result = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            for task, milliseconds in json.loads(result.stdout).items():
                figures[label].setdefault(task, []).append(milliseconds)
            figures[label].setdefault("import, first transpile", []).append(started(python, module))
    first = figures[labels[0]]
    shown = [label.partition("=")[0].partition(":")[0] for label in labels]
    print(f"| ms, and times the first | {' | '.join(shown)} |")
    print("|---" * (len(labels) + 1) + "|")
    for task in first:
        cells = [f"{min(first[task]):.2f}"]
        for label in labels[1:]:
            if task not in figures[label]:
                cells.append("-")
                continue
            shortest = min(figures[label][task])
            cells.append(f"{shortest:.2f} ({shortest / min(first[task]):.1f}x)")
        print(f"| {task} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
