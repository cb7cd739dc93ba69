"""What a program overrides is called, or a warning says that it is not: for every method of generators and parsers.

`overrides.json` has the methods' names, as introspected, and statements of the fixtures that call them on the reference."""

import importlib
import json
import logging
import pathlib

import pytest
from conftest import module_of

FACTS = json.loads((pathlib.Path(__file__).parent / "overrides.json").read_text(encoding="utf-8"))


class Heard(logging.Handler):
    """Keeps what is logged."""

    def __init__(self):
        super().__init__()
        self.messages = []

    def emit(self, record):
        self.messages.append(record.getMessage())


def overriding(name, part, method, dialect):
    """A dialect in which one method is overridden and calls the one it overrides; and its calls."""
    dialects = importlib.import_module(f"{name}.dialects.dialect")
    home = dialects.Dialect.get_or_raise("" if dialect == "base" else dialect)
    base = getattr(home, f"{part}_class")
    calls = []

    class Own(base):
        pass

    def called(self, *args, **kwargs):
        calls.append(method)
        return getattr(super(Own, self), method)(*args, **kwargs)

    setattr(Own, method, called)
    dialects.Dialect._classes.pop("mine", None)
    return home, type("Mine", (type(home),), {part.capitalize(): Own}), calls


def outcome(name, part, method, dialect, sql):
    """Whether an override is called and whether it changes the text, though it only calls what it overrides."""
    glot = module_of(name)
    home, mine, calls = overriding(name, part, method, dialect)
    read, write = (mine, home) if part == "parser" else (home, mine)
    text = [tree.sql(write) for tree in glot.parse(sql, read=read) if tree]
    usual = [tree.sql(home) for tree in glot.parse(sql, read=home) if tree]
    return bool(calls), text == usual


@pytest.fixture
def heard(monkeypatch):
    """What sqlectic logs, warnings that were given before included."""
    from sqlectic import _open

    monkeypatch.setattr(_open, "_without_effect", set())
    handler = Heard()
    logger = logging.getLogger("sqlectic")
    logger.addHandler(handler)
    yield handler.messages
    logger.removeHandler(handler)


def cases(part):
    return [pytest.param(part, method, id=method) for method in FACTS[part]]


@pytest.mark.parametrize("part, method", [*cases("parser"), *cases("generator")])
def test_what_is_overridden_is_called_or_warned_of(part, method, heard):
    from sqlectic.dialects.dialect import compiled

    statements = FACTS[part][method]
    results = [outcome("sqlectic", part, method, *statement) for statement in statements]
    if not statements:
        _, mine, _ = overriding("sqlectic", part, method, "base")
        compiled(mine())
    warned = any(f" {method} of " in message for message in heard)
    if warned:
        assert not any(called for called, _ in results), "called, and a warning says that it is not"
        return
    assert all(called for called, _ in results), "neither called nor warned of"
    assert all(same for _, same in results)


@pytest.mark.parametrize("part", ["parser", "generator"])
def test_the_reference_calls_them(part):
    module_of("sqlglot")
    for method, statements in FACTS[part].items():
        for statement in statements:
            assert outcome("sqlglot", part, method, *statement) == (True, True), (method, statement)


def test_entries_are_called_with_what_they_are_called_with_there(glot):
    """Methods that entries of tables share are told by their arguments which one they are called for."""

    class Mine(glot.Dialect):
        class Parser(importlib.import_module(f"{glot.__name__}.parser").Parser):
            def _parse_cast(self, strict, safe=None):
                node = super()._parse_cast(strict, safe)
                node.set("note", (strict, safe))
                return node

            def _parse_ceil_floor(self, expr_type):
                return self.expression(glot.exp.Anonymous(this=expr_type.__name__, expressions=[self._parse_lambda()]))

            def _parse_json_object(self, agg=False):
                node = super()._parse_json_object(agg=agg)
                node.set("note", agg)
                return node

    tree = glot.parse_one(
        "SELECT CAST(a AS INT), TRY_CAST(a AS INT), CEIL(a), FLOOR(b), JSON_OBJECT('a': b), JSON_OBJECTAGG('a': b)", read=Mine
    )
    cast, other, ceil, floor, json_object, json_agg = tree.expressions
    assert (type(cast), cast.args["note"]) == (glot.exp.Cast, (True, None))
    assert (type(other), other.args["note"]) == (glot.exp.TryCast, (False, True))
    assert [ceil.name, floor.name] == ["Ceil", "Floor"]
    assert (type(json_object), json_object.args["note"]) == (glot.exp.JSONObject, False)
    assert (type(json_agg), json_agg.args["note"]) == (glot.exp.JSONObjectAgg, True)


def test_parts_of_statements_are_written_by_a_program(glot):
    class Mine(glot.Dialect):
        class Generator(importlib.import_module(f"{glot.__name__}.generator").Generator):
            def prepend_ctes(self, expression, sql):
                text = super().prepend_ctes(expression, sql)
                return f"BEGIN {text}" if expression.parent is None else text

            def in_unnest_op(self, unnest):
                return f"ITEMS OF {self.sql(unnest.expressions[0])}"

            def add_column_sql(self, expression):
                return super().add_column_sql(expression).replace("ADD COLUMN", "ADD")

            def connector_sql(self, expression, op, stack=None):
                return f"{op}({self.sql(expression, 'this')}, {self.sql(expression, 'expression')})"

            def token_sql(self, token_type):
                return super().token_sql(token_type).lower()

            def function_fallback_sql(self, expression):
                return super().function_fallback_sql(expression) + "!"

    texts = {
        "WITH a AS (WITH b AS (SELECT 1) SELECT 2) SELECT 3": "BEGIN WITH a AS (WITH b AS (SELECT 1) SELECT 2) SELECT 3",
        "WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a": "BEGIN WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a",
        "WITH a AS (SELECT 1) SELECT 1 UNION SELECT 2": "BEGIN WITH a AS (SELECT 1) SELECT 1 UNION SELECT 2",
        "SELECT a IN UNNEST(b)": "BEGIN SELECT a IN ITEMS OF b",
        "ALTER TABLE t ADD COLUMN a INT": "ALTER TABLE t ADD a INT",
        "SELECT a AND b OR c": "BEGIN SELECT OR(AND(a, b), c)",
        "CREATE TABLE t (a INT AUTO_INCREMENT)": "BEGIN CREATE TABLE t (a INT auto_increment)",
        "SELECT SUM(a)": "BEGIN SELECT SUM(a)!",
    }
    assert {sql: glot.parse_one(sql).sql(Mine) for sql in texts} == texts


def test_types_and_intervals_of_a_program_are_asked_for(glot):
    """Rules of operands that are overridden are called wherever their operands may begin, and for lists of locks."""
    asked = []

    class Mine(glot.Dialect):
        class Parser(importlib.import_module(f"{glot.__name__}.parser").Parser):
            def _parse_interval(self, *args, **kwargs):
                asked.append("interval")
                return super()._parse_interval(*args, **kwargs)

            def _parse_types(self, *args, **kwargs):
                asked.append("types")
                return super()._parse_types(*args, **kwargs)

            def _parse_locks(self):
                return [*super()._parse_locks(), glot.exp.Lock(update=False)]

    tree = glot.parse_one("SELECT 1 FOR UPDATE", read=Mine)
    assert tree.sql("postgres") == "SELECT 1 FOR UPDATE FOR SHARE"
    assert set(asked) == {"interval", "types"}


def test_names_of_functions_stay_as_written_in_what_derives_from_a_dialect(glot):
    home = type(glot.Dialect.get_or_raise("clickhouse"))

    class Mine(home):
        class Generator(home.Generator):
            def paren_sql(self, expression):
                return super().paren_sql(expression)

    assert glot.transpile("SELECT lower(a), (UPPER(b))", read=Mine, write=Mine) == ["SELECT lower(a), (UPPER(b))"]


def test_tables_can_be_set_to_what_they_are(glot):
    """A copy of a table is the table."""
    for name in ("", "duckdb", "mysql", "snowflake"):
        home = glot.Dialect.get_or_raise(name)
        parser, generator = home.parser_class, home.generator_class
        parts = {
            "Parser": type("P", (parser,), {"TYPE_LITERAL_PARSERS": dict(parser.TYPE_LITERAL_PARSERS)}),
            "Generator": type("G", (generator,), {"UNWRAPPED_INTERVAL_VALUES": generator.UNWRAPPED_INTERVAL_VALUES}),
        }
        mine = type("Mine", (type(home),), {**parts, "UNESCAPED_SEQUENCES": dict(type(home).UNESCAPED_SEQUENCES)})
        sql = "SELECT 'a\\nb', DATE '2020-01-01', INTERVAL '1' DAY, TIMESTAMP '2020-01-01 00:00:00'"
        assert glot.transpile(sql, read=mine, write=mine) == glot.transpile(sql, read=home, write=home)
