"""What can be measured only once in a process: `once.py WHAT PACKAGE` prints a number.

`import` and `first transpile`: seconds of processor time; `memory`: bytes that parsing a script of 10 MB adds at its peak;
`batch N`: seconds that a batch of statements takes with N threads; `threads N`: the same with N threads of Python's and a
call for each script of many statements; `threads, short texts N`: with a call for each statement; `threads, at most N`: those
of work that needs neither memory nor the interpreter.
"""

from __future__ import annotations

import sys
import time
import typing as t

SQL = "SELECT a, COUNT(*) AS n FROM t WHERE b > 1 GROUP BY a"


def started(package: str, transpiles: bool) -> float:
    module = {"sqlglot[c]": "sqlglot", "polyglot-sql": "polyglot_sql"}.get(package, package)
    start = time.process_time()
    found = __import__(module)
    if transpiles:
        found.transpile(SQL, read="duckdb", write="snowflake")
    return time.process_time() - start


def peak() -> int:
    """The most memory that this process had so far, in bytes."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def memory(package: str) -> int:
    import inputs
    import packages

    module, script = packages.load(package), inputs.script()
    options = {}
    if package == "polyglot-sql":
        options["complexity_guard"] = {"maxTokens": None, "maxAstNodes": None, "maxInputBytes": None}
    module.parse("SELECT 1", **options)
    before = peak()
    trees = module.parse(script, **options)
    return (peak() - before) if trees else 0


def batch(package: str, threads: int) -> float:
    """One call with all statements."""
    import inputs
    import packages

    module, statements = packages.load(package), inputs.batch()
    work = lambda: module.transpile_many(statements, read="duckdb", write="snowflake", threads=threads)
    work()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def scripts(package: str, count: int) -> float:
    """A call for each script, from threads of Python's."""
    import inputs

    return calls(package, inputs.scripts(), count)


def statements(package: str, count: int) -> float:
    """A call for each statement, from threads of Python's."""
    import inputs

    return calls(package, inputs.batch(), count)


def calls(package: str, texts: list[str], count: int) -> float:
    import packages

    module = packages.load(package)
    work = lambda part: [module.transpile(sql, read="duckdb", write="snowflake") for sql in part]
    return in_threads(work, [texts[i::count] for i in range(count)])


def most(package: str, count: int) -> float:
    """Hashes upon hashes, without the interpreter."""
    from hashlib import pbkdf2_hmac

    work = lambda rounds: pbkdf2_hmac("sha256", b"password", b"salt", rounds)
    return in_threads(work, [1_000_000 // count] * count)


def in_threads(work: t.Callable[[t.Any], object], parts: list[t.Any]) -> float:
    """Seconds on the clock that a thread for each part takes, the second time."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(len(parts)) as pool:
        list(pool.map(work, parts))
        start = time.perf_counter()
        list(pool.map(work, parts))
        return time.perf_counter() - start


THREADED = {"batch": batch, "threads": scripts, "threads, short texts": statements, "threads, at most": most}

if __name__ == "__main__":
    what, package, *rest = sys.argv[1:]
    if what == "memory":
        print(memory(package))
    elif what in THREADED:
        print(THREADED[what](package, int(rest[0])))
    else:
        print(started(package, what == "first transpile"))
