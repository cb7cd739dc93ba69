"""Nodes and what is around them: processes, interpreters, signals, copies, weak references."""

import copy
import gc
import multiprocessing
import pickle
import subprocess
import sys
import textwrap
import threading
import weakref

import pytest

import sqlectic
from sqlectic import exp

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
SQL = "SELECT a, b + 1 /* why */ FROM t WHERE c"


def run(code: str, *options: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-X", "faulthandler", *options, "-c", textwrap.dedent(code)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


# ---- processes -------------------------------------------------------------------------------------------------------


def written(tree: exp.Expr) -> tuple[str, exp.Expr]:
    tree.selects[0].replace(exp.column("z"))
    return tree.sql("duckdb"), tree


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_trees_go_to_processes_and_come_back(method):
    trees = [sqlectic.parse_one(SQL) for _ in range(3)]
    list(trees[0].walk())
    with multiprocessing.get_context(method).Pool(2) as pool:
        done = pool.map(written, trees)
    for text, tree in done:
        assert text == "SELECT z, b + 1 /* why */ FROM t WHERE c" == tree.sql()
        assert tree.selects[0].parent is tree and tree.selects[1].expression.comments == [" why "]
    assert trees[0].sql() == SQL


@POSIX
def test_children_of_processes_with_threads_work():
    done = run("""
        import os, threading, sqlectic
        from sqlectic import exp
        tree = sqlectic.parse_one("SELECT a, b + 1 FROM t WHERE c")
        nodes = list(tree.walk())
        stop = threading.Event()
        def work():
            # Not the tree of the children: a thread that holds its lock is not there to let go of it.
            while not stop.is_set():
                sqlectic.transpile("SELECT " + "a, " * 500 + "b", write="duckdb")
        threads = [threading.Thread(target=work) for _ in range(3)]
        [thread.start() for thread in threads]
        failed = 0
        for i in range(20):
            child = os.fork()
            if not child:
                try:
                    tree.find(exp.Column).replace(exp.column(f"z{i}"))
                    assert list(tree.walk())[-1] is nodes[-1]
                    assert sqlectic.transpile("SELECT 1", write="tsql") == ["SELECT 1"]
                    os._exit(0 if tree.sql("snowflake").startswith(f"SELECT z{i}, ") else 1)
                finally:
                    os._exit(2)
            failed += os.waitpid(child, 0)[1] != 0
        stop.set()
        [thread.join() for thread in threads]
        print(failed, "failed", tree.sql())
        """)
    assert done.stdout == "0 failed SELECT a, b + 1 FROM t WHERE c\n", done.stderr


# ---- interpreters ----------------------------------------------------------------------------------------------------


def test_a_second_interpreter_is_refused_by_name():
    done = run("""
        import sqlectic
        try:
            import _interpreters as interpreters
        except ImportError:
            import _xxsubinterpreters as interpreters
        code = '''if True:
            try:
                import sqlectic
            except ImportError as error:
                print("refused:", error, flush=True)
            else:
                print(sqlectic.transpile("SELECT 1"), flush=True)
            '''
        made = interpreters.create()
        interpreters.run_string(made, code)
        interpreters.destroy(made)
        print(sqlectic.transpile("SELECT 2"))
        """)
    if "ModuleNotFoundError" in done.stderr:
        pytest.skip("this interpreter makes no others")
    first, last = done.stdout.splitlines()
    assert "subinterpreters" in first or "SELECT 1" in first, done.stderr
    assert last == "['SELECT 2']" and done.returncode == 0, done.stderr


def test_daemons_end_with_the_interpreter():
    # What they do when it ends is short: before 3.14 it ends them by unwinding, which the engine's own frames do not survive.
    done = run("""
        import threading, time, sqlectic
        tree = sqlectic.parse_one("SELECT a, b FROM t")
        list(tree.walk())
        def work():
            tree.sql()
            threading.Event().wait()
        for _ in range(4):
            threading.Thread(target=work, daemon=True).start()
        time.sleep(0.1)
        print("end")
        """)
    assert (done.returncode, done.stdout, done.stderr) == (0, "end\n", "")


# ---- signals ---------------------------------------------------------------------------------------------------------

INTERRUPTED = """
    import os, signal, sys, threading, time, sqlectic
    from sqlectic.dialects.dialect import Dialect
    from sqlectic.parser import Parser
    class Own(Dialect):
        class Parser(Parser):
            FUNCTIONS = {{**Parser.FUNCTIONS, "OWN": lambda args: sqlectic.exp.Anonymous(this="own", expressions=args)}}
    sql = "SELECT " + "f(a, b + 1), " * 40_000 + "1"
    texts = ["SELECT " + "f(a, b + 1), " * 2_000 + "1"] * 1000
    threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    try:
        while True:
            {work}
    except KeyboardInterrupt:
        print("interrupted")
    print(sqlectic.transpile("SELECT 1"))
    """


@POSIX
@pytest.mark.parametrize(
    "work",
    [
        "sqlectic.parse_one(sql)",
        "sqlectic.tokenize(sql)",
        "sqlectic.transpile(sql, write='duckdb')",
        "sqlectic.transpile_many(texts, read='duckdb', write='snowflake')",
        "sqlectic.parse_one(sql.replace('f(', 'OWN('), read=Own)",
    ],
)
def test_keyboard_interrupts_come_through(work):
    done = run(INTERRUPTED.format(work=work))
    assert done.stdout == "interrupted\n['SELECT 1']\n", done.stderr


# ---- copies and references -------------------------------------------------------------------------------------------


def test_copies_are_whole(glot):
    tree = glot.parse_one(SQL)
    for twin in (copy.copy(tree), copy.deepcopy(tree), tree.copy(), pickle.loads(pickle.dumps(tree))):
        assert twin == tree and twin is not tree and type(twin) is type(tree)
        assert twin.selects[0] is not tree.selects[0] and twin.selects[0].parent is twin
        assert twin.selects[1].expression.comments == tree.selects[1].expression.comments == [" why "]
    inner = copy.copy(tree.selects[1])
    assert inner == tree.selects[1] and inner.parent is None and inner.arg_key is None and inner.index is None
    assert tree.selects[1].parent is tree


def test_weak_references(glot):
    tree = glot.parse_one(SQL)
    root, inner = weakref.ref(tree), weakref.ref(tree.selects[0])
    assert root() is tree and inner() is tree.selects[0]
    kept = weakref.WeakValueDictionary({"root": tree})
    kept["where"] = tree.args["where"]
    assert len(kept) == 2 and kept["where"].parent is tree
    del tree
    gc.collect()
    assert root() is None and inner() is None and not kept


def test_a_weak_reference_tells_when_a_tree_is_gone(nodes_alive):
    seen = []

    def cycle():
        tree = sqlectic.parse_one(SQL)
        tree.meta["told"] = weakref.ref(tree, lambda _: seen.append("gone"))
        tree.meta["again"] = [tree, lambda: tree]
        weakref.finalize(tree, seen.append, "final")

    cycle()
    assert nodes_alive() == 0 and "final" in seen


def test_a_tree_can_be_dropped_by_any_thread():
    for _ in range(50):
        trees = [sqlectic.parse_one(SQL) for _ in range(4)]
        list(trees[0].walk())
        threads = [threading.Thread(target=lambda one: one.sql(), args=(trees.pop(),)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
