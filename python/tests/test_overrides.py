"""What a program overrides is called, or a warning says that it is not: for every method of generators and parsers.

`overrides.json` has the methods' names, as introspected, and statements that call them on the reference."""

import importlib
import json
import logging
import pathlib
import random

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


def outcome(name, part, method, dialect, *rest):
    """Whether an override is called and whether it changes the text, though it only calls what it overrides.

    A statement is of the dialect that is read; the one that is written, if that is another one, stands between."""
    glot = module_of(name)
    source = glot.Dialect.get_or_raise("" if dialect == "base" else dialect)
    *target, sql = rest
    home, mine, calls = overriding(name, part, method, target[0] if target else dialect)
    read, write = (mine, home) if part == "parser" else (source, mine)
    text = [tree.sql(write) for tree in glot.parse(sql, read=read) if tree]
    usual = [tree.sql(home) for tree in glot.parse(sql, read=source) if tree]
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


# What showed differences between methods of a dialect and those of a class that derives from it, by dialect.
STATEMENTS = {
    "": [
        "SELECT a, b AS c FROM t JOIN u USING (x) WHERE a > 1 AND NOT b GROUP BY 1 HAVING COUNT(*) > 2 ORDER BY c LIMIT 3",
        "WITH a AS (SELECT 1 AS x /* one */) SELECT x[0], CASE WHEN x THEN 'its' END FROM a UNION ALL SELECT 2, NULL",
        "CREATE TABLE t (a INT PRIMARY KEY, b DECIMAL(5, 2) DEFAULT 0) WITH (c=1)",
        "INSERT INTO t (a) SELECT CAST(x AS TEXT) FROM u CROSS JOIN v",
        "MERGE INTO a USING b ON a.x = b.x WHEN MATCHED THEN UPDATE SET a.y = b.y WHEN NOT MATCHED THEN INSERT (x) VALUES (b.x)",
        "SELECT SUM(a) OVER (PARTITION BY b ORDER BY c ROWS BETWEEN 1 PRECEDING AND CURRENT ROW), a || b, -a FROM t",
    ],
    "athena": ["CREATE EXTERNAL TABLE t (a STRING COMMENT 'it\\'s') LOCATION 's3://b/'", "SELECT a FROM t"],
    "bigquery": ["SELECT x[0], y[ORDINAL(1)], ARRAY(SELECT AS STRUCT 1 AS a) FROM `p.d.t`"],
    "clickhouse": ["CREATE MATERIALIZED VIEW v ON CLUSTER c TO u (a Int32) AS SELECT lower(b)", "SELECT a[1] FROM t FINAL"],
    "duckdb": ["WITH a AS (SELECT 1 AS x) PIVOT a ON x USING SUM(x)", "SELECT {'a': 1}.a, [x + 1 FOR x IN y]"],
    "hive": ["WITH a AS (SELECT 1 AS x) FROM a INSERT INTO b SELECT x INSERT INTO c SELECT x", "SELECT 2.50BD, 3L"],
    "mysql": ["SELECT 1 | 2 << 3, a XOR b AND c", "CREATE SQL SECURITY INVOKER VIEW v AS SELECT 1",
              "CREATE TABLE t (a INT) DEFAULT CHARSET=utf8"],
    "redshift": ["CREATE TABLE t (a INT) DISTKEY(a) COMPOUND SORTKEY(a)"],
    "teradata": ["CREATE TABLE t, NO FALLBACK, DUAL JOURNAL, NOT LOCAL AFTER JOURNAL, NO LOG, NO MERGEBLOCKRATIO, "
                 "MINIMUM DATABLOCKSIZE (a INT)"],
    "tsql": ["SELECT a = 1, b", "WITH a AS (SELECT 1 AS x) SELECT x INTO b FROM a"],
}


def all_overridden(home, part, methods):
    """A dialect in which methods are overridden, and only call what they override."""
    base = getattr(home, f"{part}_class")
    own = type("Own", (base,), {})
    for method in methods:
        if hasattr(base, method):

            def called(self, *args, _method=method, **kwargs):
                return getattr(super(own, self), _method)(*args, **kwargs)

            setattr(own, method, called)
    return type("Mine", (type(home),), {part.capitalize(): own})


@pytest.mark.parametrize("part", ["parser", "generator"])
@pytest.mark.parametrize("dialect", STATEMENTS)
def test_overrides_that_only_call_what_they_override_change_nothing(dialect, part):
    glot = module_of("sqlectic")
    home = glot.Dialect.get_or_raise(dialect)
    methods = list(FACTS[part])
    # All of them at once, and few, since one may hide another.
    for chosen in (methods, *(methods[i::8] for i in range(8))):
        glot.Dialect._classes.pop("mine", None)
        mine = all_overridden(home, part, chosen)
        read, write = (mine, home) if part == "parser" else (home, mine)
        for sql in STATEMENTS[dialect] + STATEMENTS[""]:
            for pretty in (False, True):
                usual = glot.transpile(sql, read=home, write=home, pretty=pretty)
                assert glot.transpile(sql, read=read, write=write, pretty=pretty) == usual, chosen


def test_templates_of_a_dialect_are_read_as_it_writes_below_methods_of_the_engine():
    """A renderer that a program calls for a node is of the dialect that has it; the nodes below are of the dialect."""
    glot = module_of("sqlectic")

    class Mine(type(glot.Dialect.get_or_raise("duckdb"))):
        class Generator(glot.Dialect.get_or_raise("duckdb").generator_class):
            def alias_sql(self, expression):
                return super().alias_sql(expression)

    sql = "SELECT ARRAY_TO_STRING(['a', NULL], '-', 'none') AS b"
    assert glot.transpile(sql, read="bigquery", write=Mine) == glot.transpile(sql, read="bigquery", write="duckdb")


def test_entries_are_told_the_words_before_them(glot):
    told = []

    class Mine(type(glot.Dialect.get_or_raise("teradata"))):
        class Parser(glot.Dialect.get_or_raise("teradata").parser_class):
            def _parse_journal(self, **words):
                told.append(words)
                return super()._parse_journal(**words)

            def _parse_datablocksize(self, default=None, minimum=None, maximum=None):
                return super()._parse_datablocksize(maximum=minimum)

    sql = "CREATE TABLE t, NO JOURNAL, NOT LOCAL AFTER JOURNAL, MINIMUM DATABLOCKSIZE (a INT)"
    assert glot.transpile(sql, read=Mine, write="teradata") == [sql.replace("MINIMUM", "MAXIMUM")]
    assert [{word: said for word, said in words.items() if said} for words in told] == [
        {"no": True},
        {"local": "NOT LOCAL", "after": True},
    ]


def test_what_programs_ask_of_all_nodes_is_asked(glot):
    """`sql`, `binary`, `unsupported` and `format_time` are asked wherever the engine writes such."""
    said = []

    class Mine(type(glot.Dialect.get_or_raise("duckdb"))):
        class Generator(glot.Dialect.get_or_raise("duckdb").generator_class):
            def sql(self, expression, key=None, comment=True):
                text = super().sql(expression, key, comment=comment)
                return f"<{text}>" if isinstance(expression, glot.exp.Literal) else text

            def binary(self, expression, op):
                return f"({super().binary(expression, op)})"

            def unsupported(self, message):
                said.append(message)
                super().unsupported(message)

            def format_time(self, expression, *tables):
                return super().format_time(expression, *tables).upper()

    texts = {
        "SELECT a + 1 * b /* c */": "SELECT (a + (<1> * b /* c */))",
        "SELECT STR_TO_TIME(a, '%y')": "SELECT STRPTIME(a, '%Y')",
    }
    for sql, text in texts.items():
        assert glot.transpile(sql, write=Mine)[0].replace("<'%Y'>", "'%Y'") == text
    tree = glot.parse_one("SELECT a FROM t FOR UPDATE")
    tree.sql(Mine, unsupported_level=glot.ErrorLevel.IGNORE)
    assert said


def test_renderers_without_an_entry_can_be_read(glot):
    """A program may take a renderer of one dialect into another one, whatever the table says of it."""
    snowflake = glot.Dialect.get_or_raise("snowflake").generator_class

    class Mine(type(glot.Dialect.get_or_raise("duckdb"))):
        class Generator(glot.Dialect.get_or_raise("duckdb").generator_class):
            TRANSFORMS = {
                **glot.Dialect.get_or_raise("duckdb").generator_class.TRANSFORMS,
                glot.exp.Union: snowflake.TRANSFORMS[glot.exp.Union],
            }

    sql = "SELECT 1 UNION ALL SELECT 2"
    assert glot.transpile(sql, write=Mine) == [sql]
    with pytest.raises(KeyError):
        snowflake.TRANSFORMS[int]


def switched(glot, dialect, part, name):
    """What the statements of a dialect are where one of its switches is turned, and where it is not."""
    home = glot.Dialect.get_or_raise(dialect)
    base = type(home) if part == "dialect" else getattr(home, f"{part}_class")
    turned = {name: not getattr(base, name)}
    glot.Dialect._classes.pop("mine", None)
    mine = type("Mine", (type(home),), turned if part == "dialect" else {part.capitalize(): type("Own", (base,), turned)})

    def texts(dialect):
        for sql in STATEMENTS[""]:
            try:
                yield glot.transpile(sql, read=dialect, write=dialect)
            except glot.errors.SqlglotError as error:
                yield type(error).__name__

    return list(zip(texts(home), texts(mine)))


def test_switches_do_what_they_do_there():
    """Some switches of some dialects, turned: the texts are the reference's, where they are when it is not turned."""
    there, here = module_of("sqlglot"), module_of("sqlectic")

    def switches(glot, dialect, part):
        home = glot.Dialect.get_or_raise(dialect)
        base = type(home) if part == "dialect" else getattr(home, f"{part}_class")
        return {name for name in dir(base) if name.isupper() and isinstance(getattr(base, name), bool)}

    chosen = random.Random(1)
    for _ in range(120):
        dialect = chosen.choice(sorted(STATEMENTS.keys() - {"athena"}))
        part = chosen.choice(["dialect", "parser", "generator"])
        name = chosen.choice(sorted(switches(there, dialect, part) & switches(here, dialect, part)))
        rows = zip(switched(there, dialect, part, name), switched(here, dialect, part, name))
        for (usual, text), (our_usual, our_text) in rows:
            assert usual != our_usual or text == our_text, (dialect, part, name)
