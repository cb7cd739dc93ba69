"""What is ours alone: memory, threads, and what says that it is not there yet."""

import gc
import json
import os
import pickle
import subprocess
import sys
import threading
import time

import pytest

import sqlectic
from sqlectic import exp

DEEP = 20_000


def test_parsing_and_generating_leaves_no_reference_cycle(nodes_alive):
    gc.collect()
    gc.disable()
    try:
        for _ in range(100):
            sqlectic.parse_one("SELECT a, b FROM t WHERE x = 1").sql("duckdb", pretty=True)
            [tree.sql() for tree in sqlectic.parse("SELECT 1; SELECT 2") if tree]
            sqlectic.parse_one("SELECT a").find(exp.Window)
        assert nodes_alive(collect=False) == 0
    finally:
        gc.enable()


def test_trees_that_were_looked_at_are_collected(nodes_alive):
    def look() -> None:
        for node in sqlectic.parse_one("SELECT a, b FROM t WHERE x = 1").walk():
            assert node.args is not None

    for _ in range(100):
        look()
    assert nodes_alive() == 0


def test_a_part_keeps_its_tree():
    column = sqlectic.parse_one("SELECT a FROM t").find(exp.Column)
    gc.collect()
    assert column.root().sql() == "SELECT a FROM t"


def test_other_threads_run_while_the_engine_works():
    sql = "SELECT " + ", ".join(f"f(a{i}, {i})" for i in range(60_000))
    counted, done = 0, threading.Event()

    def work():
        try:
            sqlectic.transpile(sql, write="duckdb", pretty=True)
        finally:
            done.set()

    thread = threading.Thread(target=work)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(10)
    try:
        thread.start()
        while not done.is_set():
            counted += 1
            time.sleep(0.0005)
    finally:
        sys.setswitchinterval(interval)
        thread.join()
    assert counted > 5


def test_threads_share_a_tree():
    tree = sqlectic.parse_one("SELECT " + ", ".join(f"a{i} + b{i} AS c{i}" for i in range(200)))
    expected, failures = tree.sql(), []

    def work():
        for _ in range(20):
            nodes = list(tree.walk())
            if tree.sql() != expected or any(node.root() is not tree for node in nodes[:50]):
                failures.append(1)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert len({id(node) for node in tree.walk()}) == len(list(tree.walk()))


def test_depth_is_no_danger():
    sql = "(" * DEEP + "1" + ")" * DEEP
    tree = sqlectic.parse_one(sql)
    assert tree.sql() == sql
    assert tree.copy() == tree
    assert hash(tree.copy()) == hash(tree)
    assert sum(1 for _ in tree.walk()) == DEEP + 1
    assert len(repr(sqlectic.parse_one("(" * 1000 + "1" + ")" * 1000))) > 1000


def test_what_is_not_there_yet_says_so():
    with pytest.raises(AttributeError):
        sqlectic.optimize


def test_initializers_of_programs_run_for_their_nodes_only():
    class Named(exp.Func):
        arg_types = {"this": True, "expressions": False}
        is_var_len_args = True

        def __init__(self, name, *items):
            super().__init__(this=exp.to_identifier(name), expressions=list(items))

    node = Named("a", exp.column("b"))
    assert node.sql() == "NAMED(a, b)"
    assert node.this.parent is node
    assert node.copy().sql() == "NAMED(a, b)"
    assert [type(found) for found in exp.select(node).find_all(Named)] == [Named]


def test_trees_are_pickled_with_their_facts():
    import pickle

    tree = sqlectic.parse_one("SELECT a /* x */, CAST(b AS INT) FROM t")
    tree.meta["mine"] = 1
    tree.selects[0].type = "int"
    again = pickle.loads(pickle.dumps(tree))
    assert again == tree
    assert again.sql() == tree.sql()
    assert again.meta["mine"] == 1
    assert again.selects[0].type.sql() == "INT"


def test_programs_can_import_it_as_the_other():
    code = "import sqlglot, sqlglot.expressions as e; print(sqlglot.parse_one('select 1').sql(), sqlglot.__name__, e.Select)"
    command = [sys.executable, "-m", "sqlectic.as_sqlglot", "-m", "timeit", "-n", "1", "-r", "1", code]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "SELECT 1 sqlectic <class 'sqlglot.expressions.query.Select'>" in out


def test_the_alias_is_in_subprocesses_and_workers(tmp_path):
    check = "import subprocess, sys, sqlglot, sqlectic; assert sqlglot is sqlectic and sqlglot.exp.Select is sqlectic.exp.Select"
    again = f"assert subprocess.run([sys.executable, '-c', {check!r}]).returncode == 0"
    body = "".join(f"def test_{i}():\n    {check}\n    {again}\n" for i in range(4))
    tmp_path.joinpath("test_alias.py").write_text(body, encoding="utf-8")
    command = [sys.executable, "-m", "sqlectic.as_sqlglot", "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider"]
    out = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert "4 passed" in out.stdout, out.stdout + out.stderr


def test_the_alias_is_where_a_variable_says_so(tmp_path):
    import sqlectic.as_sqlglot as alias

    # What stands there otherwise is still run.
    tmp_path.joinpath("sitecustomize.py").write_text("import os; os.environ['OTHER'] = 'ran'", encoding="utf-8")
    folder = subprocess.run(
        [sys.executable, "-m", "sqlectic.as_sqlglot", "--path"], check=True, capture_output=True, text=True
    ).stdout.strip()
    assert folder == alias.site_folder()
    paths = [folder, str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])]
    code = "import sqlglot, sqlectic, os; print(sqlglot is sqlectic, os.environ['OTHER'])"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment)
    assert out.stdout == "True ran\n", out.stderr


def test_classes_say_where_programs_find_them():
    assert repr(exp.Select) == "<class 'sqlectic.expressions.query.Select'>"
    assert pickle.loads(pickle.dumps(exp.Column)) is exp.Column
    code = (
        "import sqlectic; before = sqlectic.exp.Select\n"
        "import sqlectic.as_sqlglot as a; a.install()\n"
        "import sqlglot, pickle; from sqlglot import exp\n"
        "assert before is exp.Select and before.__module__ == 'sqlglot.expressions.query'\n"
        "tree = sqlglot.parse_one('SELECT a')\n"
        "assert pickle.loads(pickle.dumps(tree)) == tree and pickle.loads(pickle.dumps(exp.Column)) is exp.Column\n"
        "print(tree.dump()[0]['c'])"
    )
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert out.strip() == "sqlglot.expressions.query.Select"
    # What was dumped under either name can be read.
    assert exp.Expression.load(json.loads(json.dumps([{"c": "sqlglot.expressions.query.Select"}]))) == exp.Select()


def test_notes_are_logged(caplog):
    with caplog.at_level("INFO", logger="sqlectic"):
        assert sqlectic.transpile("SELECT x[1]", read="presto", write="spark") == ["SELECT x[0]"]
        sqlectic.parse_one("SELECT a -> 'it''s' FROM t", read="sqlite")
    assert [record.levelname for record in caplog.records] == ["INFO", "WARNING"]
    assert caplog.messages[0] == "Applying array index offset (-1)"
    assert caplog.messages[1].startswith("Invalid JSON path syntax.")


def test_declared_arguments_can_be_asked_for():
    query = sqlectic.parse_one("SELECT a FROM t")
    assert query.args["limit"] is None and "limit" not in query.args
    with pytest.raises(KeyError):
        query.args["no such argument"]


def test_importing_is_cheap():
    """Classes, enumerations and dialects are made when they are asked for."""
    code = "import sys, sqlectic; sqlectic.transpile('SELECT 1'); print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert not {"sqlectic.tokens", "sqlectic.dialects", "sqlectic.expressions.datatypes"} & set(modules)


def test_all_public_names_are_there():
    for name in sqlectic.__all__:
        assert getattr(sqlectic, name) is not None
    assert sqlectic.__version__
    assert set(sqlectic.__all__) <= set(dir(sqlectic))
    assert len([name for name in dir(exp) if not name.startswith("__")]) > 1000
