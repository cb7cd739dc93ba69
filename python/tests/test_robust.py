"""Nothing crashes, hangs, leaks or loses: limits, depth, exceptions of programs, threads, collection, the end."""

import copy
import gc
import pickle
import random
import subprocess
import sys
import textwrap
import threading

import pytest

import sqlectic
from sqlectic import exp
from sqlectic.dialects.dialect import Dialect
from sqlectic.errors import LimitError, ParseError, SqlecticError
from sqlectic.generator import Generator
from sqlectic.parser import Parser

DEPTH = 100_000
SHAPES = {
    "parentheses": ("(", "1", ")"),
    "functions": ("F(", "x", ")"),
    "subqueries": ("(SELECT ", "1", ")"),
    "cases": ("CASE WHEN x THEN ", "1", " ELSE 2 END"),
    "casts": ("CAST(", "x", " AS INT)"),
    "arrays": ("ARRAY[", "1", "]"),
    "negations": ("NOT ", "x", ""),
    "minus signs": ("- ", "x", ""),
}


def run(code: str, *arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-X", "faulthandler", "-c", textwrap.dedent(code), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


# ---- limits ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "limit, options",
    [
        ("bytes", {"max_bytes": 20}),
        ("tokens", {"max_tokens": 10}),
        ("nodes", {"max_nodes": 10}),
        ("depth", {"max_depth": 5}),
        ("time", {"timeout": 0.0}),
    ],
)
def test_limits(limit, options):
    sql = "SELECT " + "a, " * 10_000 + "((((((((((1))))))))))"
    calls = [
        lambda: sqlectic.parse(sql, **options),
        lambda: sqlectic.parse_one(sql, **options),
        lambda: sqlectic.transpile(sql, write="duckdb", **options),
    ]
    if limit != "tokens":
        calls.append(lambda: sqlectic.parse_one(sql).sql(**options))
    for call in calls:
        with pytest.raises(LimitError) as raised:
            call()
        assert raised.value.limit == limit
        assert raised.value.maximum == next(iter(options.values()))
        assert isinstance(raised.value, ParseError) and isinstance(raised.value, SqlecticError)


class Programs(sqlectic.Dialect):
    """A dialect of which functions of a program tokenize, read and write."""

    class Tokenizer(sqlectic.tokens.Tokenizer):
        KEYWORDS = {**sqlectic.tokens.Tokenizer.KEYWORDS, "PICK": sqlectic.tokens.TokenType.SELECT}

    class Parser(sqlectic.parser.Parser):
        FUNCTIONS = {**sqlectic.parser.Parser.FUNCTIONS, "ONE": lambda args: sqlectic.exp.Literal.number(1)}

    class Generator(sqlectic.generator.Generator):
        TRANSFORMS = {**sqlectic.generator.Generator.TRANSFORMS, sqlectic.exp.Null: lambda self, e: "NONE"}


@pytest.mark.parametrize("dialect", [None, "duckdb", "athena", Programs])
@pytest.mark.parametrize("limit", ["max_bytes", "max_tokens", "max_nodes", "max_depth", "timeout"])
def test_limits_hold_wherever_they_are_given(dialect, limit):
    sql = "SELECT " + "a, " * 10_000 + "((((((((((1))))))))))"
    known = sqlectic.Dialect.get_or_raise(dialect)
    options = {limit: {"max_bytes": 20, "max_tokens": 10, "max_nodes": 10, "max_depth": 5, "timeout": 0.0}[limit]}
    tree = sqlectic.parse_one(sql)
    several = [f"SELECT {i};" + sql for i in range(5)]
    calls = {
        "parse": lambda: sqlectic.parse(sql, dialect, **options),
        "parse_one": lambda: sqlectic.parse_one(sql, dialect, **options),
        "parse_one into": lambda: sqlectic.parse_one(sql, dialect, into=sqlectic.exp.Select, **options),
        "transpile": lambda: sqlectic.transpile(sql, dialect, **options),
        "Dialect.parse": lambda: known.parse(sql, **options),
        "Dialect.parse_into": lambda: known.parse_into(sqlectic.exp.Select, sql, **options),
        "Dialect.transpile": lambda: known.transpile(sql, **options),
        "Parser": lambda: known.parser(**options).parse(known.tokenize(sql), sql),
    }
    if limit in ("max_bytes", "max_tokens", "timeout"):
        calls["tokenize"] = lambda: sqlectic.tokenize(sql, dialect, **options)
        calls["Dialect.tokenize"] = lambda: known.tokenize(sql, **options)
        calls["Tokenizer"] = lambda: known.tokenizer(**options).tokenize(sql)
    if limit != "max_tokens":
        calls["sql"] = lambda: tree.sql(dialect, **options)
        calls["Dialect.generate"] = lambda: known.generate(tree, **options)
        calls["Generator"] = lambda: known.generator(**options).generate(tree)
    name = {"timeout": "time"}.get(limit, limit.removeprefix("max_"))
    for call, function in calls.items():
        with pytest.raises(LimitError) as raised:
            function()
        assert (raised.value.limit, raised.value.maximum) == (name, options[limit]), call
    results, errors = sqlectic.transpile_many(several, dialect, **options)
    assert results == [None] * 5 and {error.limit for error in errors} == {name}


def test_options_that_are_no_limits_are_refused():
    for function in (sqlectic.tokenize, sqlectic.parse, sqlectic.parse_one, sqlectic.transpile):
        with pytest.raises(TypeError, match="max_time"):
            function("SELECT 1", max_time=1)
    with pytest.raises(TypeError, match="max_time"):
        sqlectic.generator.Generator(max_time=1)


def test_a_long_script_goes_by_statement():
    sql = "SELECT a, b AS c FROM t WHERE x = 1; -- one\n" * 20_000
    out = sqlectic.transpile(sql, "duckdb", "snowflake")
    assert len(out) == 40_000 and set(out) == {"SELECT a, b AS c FROM t WHERE x = 1", "/* one */"}
    with pytest.raises(ParseError) as raised:
        sqlectic.transpile(sql + "SELECT (1")
    assert raised.value.errors[0]["line"] == 20_001
    with pytest.raises(LimitError) as raised:
        sqlectic.transpile(sql, max_tokens=100_000)
    assert raised.value.place[0] > 5_000


@pytest.mark.parametrize(
    "read, write, function", [("snowflake", "snowflake", "ZEROIFNULL("), ("", "sqlite", "SAFE_DIVIDE(b, ")]
)
def test_what_repeats_itself_is_given_up(read, write, function):
    sql = "SELECT " + function * 60 + "a" + ")" * 60
    calls = [
        lambda: sqlectic.transpile(sql, read=read, write=write, max_growth=2),
        lambda: sqlectic.parse_one(sql, read=read).sql(write),
    ]
    for call, maximum in zip(calls, (2, 256)):
        with pytest.raises(LimitError, match=f"larger than the limit of {maximum} times its size") as raised:
            call()
        assert (raised.value.limit, raised.value.maximum) == ("growth", maximum)


def test_limits_have_places_and_defaults():
    with pytest.raises(LimitError, match=r"deeper than the limit of 10 levels\. Line 2, Col: \d+\.") as raised:
        sqlectic.parse_one("SELECT\n" + "(" * 50 + "1" + ")" * 50, max_depth=10)
    assert raised.value.place[0] == 2
    assert pickle.loads(pickle.dumps(raised.value)).args == raised.value.args
    for name in ("max_bytes", "max_tokens", "max_nodes", "max_depth", "max_growth", "timeout"):
        assert sqlectic.transpile("SELECT 1", **{name: None}) == ["SELECT 1"]
    with pytest.raises((TypeError, OverflowError)):
        sqlectic.parse_one("SELECT 1", max_depth=-1)
    with pytest.raises(ValueError):
        sqlectic.parse_one("SELECT 1", timeout=-1.0)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent by POSIX")
def test_signals_interrupt_the_engine():
    done = run("""
        import os, signal, sys, threading, time, sqlectic
        sql = "SELECT " + "f(a, b + 1), " * 3_000_000 + "1"
        threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
        start = time.monotonic()
        try:
            sqlectic.parse_one(sql)
        except KeyboardInterrupt:
            print("interrupted", time.monotonic() - start < 30)
        """)
    assert done.stdout.strip() == "interrupted True", done.stderr


# ---- depth -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", SHAPES)
def test_depth_on_the_main_thread_and_on_a_small_one(shape):
    done = run(
        """
        import sys, copy, pickle, threading, sqlectic
        opening, inner, closing = sys.argv[1:4]
        n = int(sys.argv[4])
        def work():
            tree = sqlectic.parse_one("SELECT " + opening * n + inner + closing * n)
            text = tree.sql()
            again = sqlectic.parse_one(text)
            assert again == tree and hash(again) == hash(tree) and again.sql() == text
            twin = tree.copy()
            assert twin == tree and copy.deepcopy(tree) == tree
            assert sum(1 for _ in tree.walk()) == sum(1 for _ in tree.dfs()) > n
            last = list(tree.bfs())[-1]
            assert last.root() is tree and last.depth >= n
            assert pickle.loads(pickle.dumps(tree)) == tree
            assert len(repr(tree)) > n
            assert tree.transform(lambda node: node) == tree
            print("survived")
        work()
        threading.stack_size(64 * 1024)
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        """,
        *SHAPES[shape],
        str(DEPTH // 10),
    )
    assert done.stdout.split() == ["survived"] * 2, done.stderr[-2000:]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_hundred_thousand_levels(shape):
    opening, inner, closing = SHAPES[shape]
    tree = sqlectic.parse_one("SELECT " + opening * DEPTH + inner + closing * DEPTH)
    assert tree.copy() == tree
    assert sqlectic.parse_one(tree.sql()) == tree
    assert sum(1 for _ in tree.walk()) > DEPTH


def test_chains_of_a_million():
    for item, separator in (("a", " AND "), ("a", " + "), ("a", " || ")):
        tree = sqlectic.parse_one("SELECT " + separator.join([item] * 1_000_000))
        assert len(tree.sql()) >= 1_000_000
        assert tree.copy() == tree


def test_trees_that_hold_themselves_end():
    node = exp.Paren(this=exp.column("a"))
    other = exp.Add(this=node, expression=exp.column("b"))
    node.set("this", other)
    with pytest.raises(RecursionError):
        other.sql()


# ---- what programs raise ---------------------------------------------------------------------------------------------


class Odd(Exception):
    pass


def test_exceptions_of_callbacks_come_through_unchanged():
    tree = sqlectic.parse_one("SELECT a, b + 1 FROM t WHERE c")
    before = tree.copy()
    raised = Odd("mine")

    def fail(node):
        if isinstance(node, exp.Add):
            raise raised
        return node

    def fail_to_prune(node):
        raise raised

    for call in (
        lambda: tree.transform(fail),
        lambda: list(tree.walk(prune=fail_to_prune)),
        lambda: list(tree.bfs(prune=fail_to_prune)),
        lambda: list(tree.dfs(prune=fail_to_prune)),
    ):
        with pytest.raises(Odd) as seen:
            call()
        assert seen.value is raised
        assert tree == before and tree.sql() == before.sql()
    for odd in (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):

        def fail_oddly(node):
            raise odd()

        with pytest.raises(odd):
            tree.transform(fail_oddly)


def test_arguments_with_odd_methods():
    class Loud:
        def __str__(self):
            raise Odd("str")

        __repr__ = __str__

    node = exp.Anonymous(this="f", expressions=[exp.column("a")])
    node.set("thing", Loud())
    for call in (node.sql, node.copy, lambda: repr(node)):
        try:
            call()
        except Odd:
            pass
    again = exp.Anonymous(this="f", expressions=[exp.column("a")])
    assert again.sql() == "F(a)"


# ---- threads ---------------------------------------------------------------------------------------------------------


def test_threads_change_and_unite_trees():
    trees = [sqlectic.parse_one("SELECT a, b + 1, f(x) FROM t WHERE c > 1") for _ in range(8)]
    failures = []

    def work(seed):
        chance = random.Random(seed)
        try:
            for _ in range(300):
                tree, other = chance.choice(trees), chance.choice(trees)
                kind = chance.randrange(6)
                if kind == 0:
                    tree.select(other.selects[0].copy(), copy=False)
                elif kind == 1:
                    tree.set("where", exp.Where(this=sqlectic.parse_one("d = 2")))
                elif kind == 2:
                    tree.sql(chance.choice(["duckdb", "tsql", "bigquery"]))
                elif kind == 3:
                    tree.copy().transform(lambda node: node)
                elif kind == 4:
                    [node.sql() for node in list(tree.walk())[:20]]
                else:
                    tree.set("limit", exp.Limit(expression=exp.Literal.number(chance.randrange(9))))
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not any(thread.is_alive() for thread in threads), "they wait for each other"
    assert not failures
    for tree in trees:
        assert sqlectic.parse_one(tree.sql()).sql() == tree.sql()


# ---- collection ------------------------------------------------------------------------------------------------------


def test_cycles_through_callbacks_and_arguments_are_collected(nodes_alive):
    def cycle():
        tree = sqlectic.parse_one("SELECT a, b FROM t")
        holder = {"tree": tree}
        tree.set("thing", holder)
        holder["walk"] = tree.walk(prune=lambda node: node is holder)
        next(holder["walk"])
        tree.meta["again"] = tree

    for _ in range(50):
        cycle()
    assert nodes_alive() == 0


def resident() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096


class Own(Dialect):
    """A dialect with functions of its own in both parts, some of which raise."""

    class Parser(Parser):
        FUNCTIONS = {**Parser.FUNCTIONS, "FAIL": lambda args: 1 / 0}

        def _parse_where(self, *args, **kwargs):
            return super()._parse_where(*args, **kwargs)

    class Generator(Generator):
        TRANSFORMS = {**Generator.TRANSFORMS, exp.Sum: lambda self, node: self.func("TOTAL", node.this), exp.Max: lambda *_: 1 / 0}


def own_dialect_round(i: int) -> None:
    """Overridden parsing and writing, and errors out of both."""
    assert sqlectic.transpile(f"SELECT SUM(a) FROM t WHERE b > {i}", read=Own, write=Own)[0].startswith("SELECT TOTAL(a)")
    for call in (
        lambda: sqlectic.parse_one("SELECT FAIL(a) FROM t WHERE b", read=Own),
        lambda: sqlectic.parse_one("SELECT a, MAX(b) FROM t").sql(Own),
    ):
        try:
            call()
        except ZeroDivisionError:
            continue
        raise AssertionError("it was to raise")


def rounds(n: int) -> None:
    """What programs do all day: parse, fail, transform, write, pickle, use dialects of their own."""
    for i in range(n):
        tree = sqlectic.parse_one(f"SELECT a{i % 7}, b + 1 FROM t /* c */ WHERE f(x) > {i}")
        tree.transform(lambda node: exp.column("z") if isinstance(node, exp.Column) else node).sql("duckdb")
        list(tree.find_all(exp.Column))
        try:
            sqlectic.parse_one("SELECT (1")
        except ParseError:
            pass
        try:
            tree.transform(lambda node: 1 / 0)
        except ZeroDivisionError:
            pass
        copy.deepcopy(tree)
        sqlectic.transpile("SELECT a FROM t", read="mysql", write="bigquery")
        sqlectic.tokenize("SELECT 'a'")
        if i % 10 == 0:
            pickle.loads(pickle.dumps(tree))
            own_dialect_round(i)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
def test_memory_stays_flat():
    rounds(1500)
    gc.collect()
    before = resident()
    rounds(3000)
    gc.collect()
    assert resident() - before < 8 * 1024 * 1024


# ---- the end ---------------------------------------------------------------------------------------------------------


def test_the_interpreter_ends_cleanly():
    done = run("""
        import atexit, threading, sqlectic
        from sqlectic import exp
        tree = sqlectic.parse_one("SELECT a, b FROM t")
        list(tree.walk())
        tree.meta["me"] = tree
        walk = tree.walk(prune=lambda node: False)
        next(walk)
        class Late:
            def __del__(self):
                tree.sql()
        late = Late()
        tree.set("late", late)
        atexit.register(lambda: print(tree.copy().find(exp.Column).sql()))
        def work():
            for _ in range(20):
                sqlectic.transpile("SELECT " + "a, " * 1000 + "b", write="duckdb")
        for _ in range(2):
            # Not daemons: before 3.14 the interpreter ends those by unwinding foreign frames, which aborts the process.
            threading.Thread(target=work).start()
        """)
    assert (done.returncode, done.stdout) == (0, "a\n"), done.stderr
    assert "panicked" not in done.stderr and "Fatal" not in done.stderr


if __name__ == "__main__":
    # The long run: `python test_robust.py 1000000` prints how memory goes.
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    step = max(1, total // 20)
    for done in range(0, total, step):
        rounds(step)
        gc.collect()
        print(done + step, resident() // 1024, "KiB", flush=True)
