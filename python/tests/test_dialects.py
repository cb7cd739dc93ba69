"""Dialects by name, class and instance. Every test runs on both modules."""

import importlib

import pytest


def test_get_or_raise_gives_instances(glot):
    duckdb = glot.Dialect.get_or_raise("duckdb")
    assert isinstance(duckdb, glot.Dialect)
    assert type(duckdb).__name__ == "DuckDB"
    assert type(glot.Dialect.get_or_raise("postgres")).__name__ == "Postgres"
    for nothing in (None, ""):
        assert type(glot.Dialect.get_or_raise(nothing)) is glot.Dialect


def test_get_or_raise_takes_classes_instances_and_members(glot):
    duckdb = glot.Dialect.get_or_raise("duckdb")
    assert glot.Dialect.get_or_raise(duckdb) is duckdb
    assert type(glot.Dialect.get_or_raise(type(duckdb))) is type(duckdb)
    assert type(glot.Dialect.get_or_raise(glot.Dialects.DUCKDB)) is type(duckdb)
    assert type(glot.Dialect.get_or_raise("duckdb, version=1.0")) is type(duckdb)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("postgre", "Unknown dialect 'postgre'. Did you mean postgres?"),
        ("zzzzzzzz", "Unknown dialect 'zzzzzzzz'."),
        ("duckdb, loud=1", "Unknown setting 'loud'."),
        (3, "Invalid dialect type for '3': '<class 'int'>'."),
    ],
)
def test_what_is_unknown_raises(glot, name, message):
    with pytest.raises(ValueError) as caught:
        glot.Dialect.get_or_raise(name)
    assert str(caught.value) == message
    with pytest.raises(ValueError) as caught:
        glot.parse_one("1", read=name)
    assert str(caught.value) == message
    with pytest.raises(ValueError) as caught:
        glot.parse_one("1").sql(name)
    assert str(caught.value) == message


def test_classes_are_found_by_name(glot):
    dialects = importlib.import_module(f"{glot.__name__}.dialects")
    assert glot.Dialect["duckdb"] is dialects.DuckDB
    assert glot.Dialect.get("duckdb") is dialects.DuckDB
    assert glot.Dialect.get("nosuch") is None
    assert glot.Dialect.classes["duckdb"] is dialects.DuckDB
    assert "DuckDB" in dialects.DIALECTS
    assert glot.Dialects.DUCKDB.value == "duckdb"
    assert glot.Dialects.DIALECT.value == ""
    with pytest.raises(KeyError):
        glot.Dialect["nosuch"]


def test_equality_goes_by_class(glot):
    assert glot.Dialect.get_or_raise("duckdb") == glot.Dialect["duckdb"]
    assert glot.Dialect["duckdb"] == "duckdb"
    assert glot.Dialect["duckdb"] != "postgres"


def test_every_form_reads_and_writes(glot):
    for dialect in ("duckdb", glot.Dialect["duckdb"], glot.Dialect.get_or_raise("duckdb"), glot.Dialects.DUCKDB):
        assert glot.parse_one("SELECT [1]", read=dialect).sql(dialect) == "SELECT [1]"
        assert glot.transpile("SELECT [1]", read=dialect, write=dialect) == ["SELECT [1]"]
        assert glot.tokenize("1", dialect)[0].text == "1"


def test_instances_do_the_work_too(glot):
    dialect = glot.Dialect.get_or_raise("duckdb")
    (tree,) = dialect.parse("SELECT [1]")
    assert dialect.generate(tree) == "SELECT [1]"
    assert dialect.transpile("SELECT [1]") == ["SELECT [1]"]
    assert dialect.tokenize("1")[0].text == "1"
    (table,) = dialect.parse_into(glot.exp.Table, "a.b")
    assert isinstance(table, glot.exp.Table)


def test_settings_reach_the_engine(glot):
    tree = glot.parse_one('SELECT A, b, "c"')
    assert tree.sql(identify="safe") == 'SELECT A, "b", "c"'
    assert tree.sql(", normalization_strategy=uppercase", identify="safe") == 'SELECT "A", b, "c"'
    upper = glot.Dialect(normalization_strategy="uppercase")
    assert tree.sql(upper, identify="safe") == 'SELECT "A", b, "c"'
