"""Many threads at once: what one does is never lost, doubled or torn, with the interpreter's lock and without it."""

import random
import subprocess
import sys
import textwrap
import threading

import pytest

import sqlectic
from sqlectic import exp
from sqlectic.dialects.dialect import Dialect
from sqlectic.generator import Generator
from sqlectic.parser import Parser

THREADS = 4
SQL = "WITH c AS (SELECT 1 AS one) SELECT a, b + 1 /* why */ AS b1, f(x, y) FROM c JOIN t ON c.i = t.i WHERE d > 1 AND e IN (1, 2)"


@pytest.fixture(autouse=True)
def impatient():
    """Threads take turns as often as they can, where there is a lock to take."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def together(*works) -> list:
    """Lets threads start at once; returns what they return, and raises what one of them raises."""
    start, out, failures = threading.Barrier(len(works)), [None] * len(works), []

    def run(i, work):
        start.wait()
        try:
            out[i] = work()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=pair, daemon=True) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not any(thread.is_alive() for thread in threads), "they wait for each other"
    if failures:
        raise failures[0]
    return out


def given(node: exp.Expr) -> dict:
    return {key: value for key, value in node.args.items() if value is not None and value != []}


def in_step(tree: exp.Expr) -> None:
    """What nodes show of themselves is what the tree has, of which copies are made."""
    for node in tree.walk():
        assert given(node) == given(node.copy())
        for value in node.args.values():
            for item in value if isinstance(value, list) else [value]:
                assert not isinstance(item, exp.Expr) or item.parent is node


def test_a_shared_tree_looks_the_same_to_all():
    for _ in range(100):
        tree = sqlectic.parse_one(SQL)

        def look(tree=tree):
            nodes = list(tree.walk())
            shown = [part for node in nodes for part in (node, node.args, node.comments, node.meta, node.parent)]
            lists = [value for node in nodes for value in node.args.values() if isinstance(value, list)]
            return [id(one) for one in (*shown, *lists)], tree.sql("duckdb"), repr(tree), hash(tree), tree.copy() == tree

        seen = together(*[look] * THREADS)
        assert all(one == seen[0] for one in seen[1:])
        in_step(tree)


def test_trees_are_united_while_others_read_them():
    for seed in range(40):
        trees = [sqlectic.parse_one(f"a{i} + f(b{i}, 'x')") for i in range(12)]
        texts = [tree.sql() for tree in trees]
        done = threading.Event()

        def unite(trees=trees, done=done, seed=seed):
            order = random.Random(seed).sample(trees, len(trees))
            whole = order[0]
            for tree in order[1:]:
                whole = exp.And(this=whole, expression=exp.Paren(this=tree))
            done.set()
            return whole

        def read(trees=trees, texts=texts, done=done):
            while True:
                last = done.is_set()
                for tree, text in zip(trees, texts):
                    assert tree.sql() == text
                    assert tree == tree.copy() and tree != exp.null()
                    assert tree.find(exp.Literal).name == "x" and tree.this.parent is tree
                    assert tree.expression.expressions[0].root() is not None
                if last:
                    return

        whole = together(unite, *[read] * (THREADS - 1))[0]
        assert all(tree.root() is whole for tree in trees)
        assert sqlectic.parse_one(whole.sql()) == whole


def test_all_unite_with_one():
    for _ in range(15):
        lists = [exp.Tuple(expressions=[]) for _ in range(3)]

        def add(name, lists=lists):
            for i in range(20):
                for one in lists:
                    one.append("expressions", sqlectic.parse_one(f"{name} + {i}"))
            if name == "n0":
                exp.Paren(this=exp.And(this=lists[0], expression=lists[1]))

        together(*[lambda name=f"n{i}": add(name) for i in range(THREADS)])
        for one in lists:
            assert sorted(item.sql() for item in one.expressions) == sorted(f"n{n} + {i}" for n in range(THREADS) for i in range(20))
            assert all(item.parent is one and item.index == i for i, item in enumerate(one.expressions))
            in_step(one)


def test_changes_of_one_node_are_shown():
    for seed in range(100):
        tree = sqlectic.parse_one(SQL)
        tree.args

        def change(seed, tree=tree):
            chance = random.Random(seed)
            for i in range(30):
                kind = chance.randrange(6)
                if kind == 0:
                    tree.set("limit", exp.Limit(expression=exp.Literal.number(i)))
                elif kind == 1:
                    tree.set("limit", None)
                elif kind == 2:
                    tree.append("expressions", exp.column(f"c{i}"))
                elif kind == 3:
                    tree.set("expressions", exp.column(f"s{i}"), index=chance.randrange(6))
                elif kind == 4:
                    tree.set("expressions", None, index=chance.randrange(6))
                else:
                    tree.args["where"] = exp.Where(this=exp.column(f"w{i}"))

        together(*[lambda seed=100 * seed + i: change(seed) for i in range(THREADS)])
        assert given(tree) == given(tree.copy())
        assert sqlectic.parse_one(tree.sql()).sql() == tree.sql()


def test_everybody_works_alone():
    def work(seed):
        chance = random.Random(seed)
        for i in range(15):
            tree = sqlectic.parse_one(SQL)
            tree = tree.transform(lambda node: exp.column("z") if isinstance(node, exp.Column) and node.name == "a" else node)
            tree.find(exp.Where).replace(exp.Where(this=sqlectic.parse_one(f"q = {i}")))
            for dialect in chance.sample(["duckdb", "tsql", "bigquery", "snowflake", "clickhouse", "mysql"], 3):
                text = tree.sql(dialect)
                assert sqlectic.transpile(text, read=dialect, write=dialect) == [text]

    together(*[lambda seed=i: work(seed) for i in range(THREADS)])


def test_dialects_are_defined_and_patched_meanwhile():
    class Shared(Dialect):
        class Parser(Parser):
            pass

        class Generator(Generator):
            TRANSFORMS = {**Generator.TRANSFORMS, exp.Sum: lambda self, node: self.func("TOTAL", node.this)}

    def define(name):
        for i in range(15):
            own = type(f"Own{name}{i}", (Dialect,), {
                "Generator": type("Generator", (Generator,), {
                    "TRANSFORMS": {**Generator.TRANSFORMS, exp.Max: lambda self, node, i=i: f"M{name}{i}({self.sql(node, 'this')})"},
                }),
            })  # fmt: skip
            assert sqlectic.parse_one("SELECT MAX(a)").sql(own) == f"SELECT M{name}{i}(a)"

    def patch():
        for i in range(15):
            Shared.Parser.FUNCTIONS[f"FN_{i}"] = lambda args: exp.Sum(this=args[0])
            assert sqlectic.parse_one(f"SELECT FN_{i}(a)", read=Shared).sql(Shared) == "SELECT TOTAL(a)"

    shared = sqlectic.parse_one("SELECT SUM(a), b FROM t WHERE c")

    def parse():
        for _ in range(40):
            assert sqlectic.transpile("SELECT SUM(a) FROM t WHERE b", read=Shared, write=Shared) == ["SELECT TOTAL(a) FROM t WHERE b"]
            assert shared.sql(Shared) == "SELECT TOTAL(a), b FROM t WHERE c"
            assert sqlectic.transpile("SELECT SUM(a)", read="duckdb", write="snowflake") == ["SELECT SUM(a)"]

    together(lambda: define("x"), lambda: define("y"), patch, parse, parse)


def test_classes_are_made_once():
    code = """
        import sys, threading
        sys.setswitchinterval(1e-6)
        import sqlectic
        from sqlectic import exp, dialects, _native
        start, seen = threading.Barrier(4), []

        def touch():
            start.wait()
            found = [getattr(exp, name) for name in _native.class_names()]
            assert exp.Column(this=exp.to_identifier("a")).sql() == "a"
            for name in dialects.DIALECTS:
                dialect = getattr(dialects, name)
                parser, generator = dialect.Parser, dialect.Generator
                found += [dialect, parser, generator, dialect.Tokenizer, parser.FUNCTIONS, generator.TRANSFORMS]
            seen.append([id(one) for one in found])

        threads = [threading.Thread(target=touch) for _ in range(4)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        assert len(seen) == 4
        print(sum(len(set(ids)) != 1 for ids in zip(*seen)), "made twice")
        """
    command = [sys.executable, "-X", "faulthandler", "-c", textwrap.dedent(code)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.stdout.strip() == "0 made twice", done.stderr[-2000:]
