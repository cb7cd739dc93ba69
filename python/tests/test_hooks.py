"""Methods of generators and parsers that the engine calls where programs override them: as often as there, with the same."""

import importlib

import pytest
from conftest import module_of

QUERIES = (
    "SELECT a, b FROM t WHERE c",
    "WITH x AS (SELECT 1 AS a) SELECT a FROM x ORDER BY a LIMIT 1 OFFSET 2",
    "SELECT * FROM (SELECT a FROM t LIMIT 3) AS u JOIN v ON u.a = v.a GROUP BY 1 HAVING c > 1",
    "SELECT 1 UNION ALL SELECT 2 ORDER BY 1 LIMIT 1",
    "SELECT 1 UNION SELECT 2 EXCEPT SELECT 3",
    "(SELECT 1) INTERSECT (SELECT 2) LIMIT 3",
    "INSERT INTO t VALUES (1, 'a'), (2, 'b')",
    "SELECT a FROM t FETCH FIRST 3 ROWS ONLY",
)
CREATES = (
    "CREATE TABLE z (a INT) PARTITIONED BY (b INT) STORED AS ORC TBLPROPERTIES ('a'='1', 'b'='2') AS SELECT 1 AS x",
    "CREATE TABLE t (a INT, b TEXT COMMENT 'x')",
    "CREATE TEMPORARY FUNCTION f AS 'jar.F' USING JAR 's3://my.jar'",
    "CREATE TABLE t USING PARQUET AS SELECT 1",
)

# By method: the dialect, and statements.
METHODS = {
    "after_limit_modifiers": ("", QUERIES),
    "ceil_floor": ("", ("SELECT CEIL(a), FLOOR(b, 2), CEIL(FLOOR(c))",)),
    "column_parts": ("oracle", ("SELECT a, t.b, c.t.b (+), \"x\".y FROM t",)),
    "createable_sql": ("hive", CREATES),
    "escape_str": ("", ("SELECT 'a', 'it''s', '' || 'a\nb', 1",)),
    "get_put_sql": ("snowflake", ("PUT 'file:///a' @s PARALLEL=1 OVERWRITE=TRUE", "GET @s 'file:///a'")),
    "lateral_op": ("", ("SELECT * FROM t, LATERAL (SELECT 1) AS u",)),
    "locate_properties": ("hive", CREATES),
    "naked_property": ("", ("CREATE FUNCTION f(x INT) RETURNS INT LANGUAGE sql AS RETURN x + 1",)),
    "offset_limit_modifiers": ("", QUERIES),
    "options_modifier": ("tsql", (*QUERIES[:4], "SELECT a FROM t OPTION(MAXDOP 1)")),
    "partition_by_sql": (
        "snowflake",
        (
            "SELECT SUM(a) OVER (PARTITION BY b, c ORDER BY d), ROW_NUMBER() OVER (ORDER BY a), COUNT(*) OVER ()",
            "SELECT * FROM t MATCH_RECOGNIZE (PARTITION BY a ORDER BY b PATTERN (A+) DEFINE A AS x > 1)",
        ),
    ),
    "properties": ("hive", CREATES),
    "properties_sql": ("hive", CREATES),
    "property_name": ("hive", CREATES),
    "query_modifiers": ("", QUERIES),
    "root_properties": ("hive", CREATES),
    "schema_columns_sql": ("hive", CREATES),
    "set_operation": ("", QUERIES),
    "set_operations": ("", QUERIES),
    "table_parts": ("", ("SELECT 1 FROM a.b.c AS t, d TABLESAMPLE (1 PERCENT), f(x), (SELECT 2)", "DROP TABLE a.b")),
    "with_properties": ("hive", CREATES),
}


def shown(value, exp):
    """What a method is called with or returns, in a way that both modules share."""
    if isinstance(value, exp.Expr):
        return type(value).__name__
    if isinstance(value, dict):
        return {getattr(key, "name", key): shown(item, exp) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        items = [shown(item, exp) for item in value]
        # Pieces of a text may be cut differently.
        return "".join(items) if all(isinstance(item, str) for item in items) else items
    return value


def calls_of(name, method, dialect, statements, **opts):
    """The calls of a method while statements are written, and what is written."""
    glot = module_of(name)
    dialects = importlib.import_module(f"{name}.dialects.dialect")
    home = dialects.Dialect.get_or_raise(dialect)
    calls = []

    class Writer(home.generator_class):
        pass

    def recorded(self, expression, *args, **kwargs):
        text = getattr(super(Writer, self), method)(expression, *args, **kwargs)
        texts = [arg for arg in args if isinstance(arg, str)]
        named = sorted(kwargs.items())
        calls.append((shown(expression, glot.exp), shown(texts, glot.exp), named, shown(text, glot.exp)))
        return text

    setattr(Writer, method, recorded)

    class Mine(type(home)):
        Generator = Writer

    dialects.Dialect._classes.pop("mine", None)
    written = [glot.parse_one(sql, read=dialect).sql(Mine, **opts) for sql in statements]
    return calls, written


@pytest.mark.parametrize("pretty", [False, True])
@pytest.mark.parametrize("method", METHODS)
def test_methods_are_called_with_the_same(method, pretty):
    dialect, statements = METHODS[method]
    ours, theirs = (calls_of(name, method, dialect, statements, pretty=pretty) for name in ("sqlectic", "sqlglot"))
    assert ours[1] == theirs[1]
    if method in ("locate_properties", "createable_sql") or not pretty:
        assert sorted(map(repr, ours[0])) == sorted(map(repr, theirs[0]))
    assert len(ours[0]) == len(theirs[0])


COMMENTED = (
    "SELECT a /* x */, b /* y */ FROM t /* z */ WHERE a /* p */ + b /* q */ > 1 /* end */",
    "WITH c AS (SELECT 1 /* one */) /* head */ SELECT * FROM c",
    "/* before */ SELECT 1 /* in */ UNION /* op */ SELECT 2",
    "SELECT a, -- first\nb -- second\nFROM t",
)


@pytest.mark.parametrize("pretty", [False, True])
def test_comments_are_left_out_by_a_method(glot, pretty):
    class Mine(glot.Dialect):
        class Generator(importlib.import_module(f"{glot.__name__}.generator").Generator):
            def maybe_comment(self, sql, *args, **kwargs):
                return sql

    for sql in COMMENTED:
        tree = glot.parse_one(sql)
        assert tree.sql(Mine, pretty=pretty) == tree.sql(pretty=pretty, comments=False)


@pytest.mark.parametrize("pretty", [False, True])
def test_comments_are_written_by_a_method(pretty):
    def written(name):
        glot = module_of(name)

        class Mine(glot.Dialect):
            class Generator(importlib.import_module(f"{name}.generator").Generator):
                def maybe_comment(self, sql, *args, **kwargs):
                    return super().maybe_comment(sql, *args, **kwargs).replace("/* ", "/*! ")

        return [glot.parse_one(sql).sql(Mine, pretty=pretty) for sql in COMMENTED]

    assert written("sqlectic") == written("sqlglot")


def test_methods_change_what_is_written(glot):
    class Mine(glot.Dialect):
        class Generator(importlib.import_module(f"{glot.__name__}.generator").Generator):
            def query_modifiers(self, expression, *sqls):
                return super().query_modifiers(expression, *sqls) + " /* seen */"

            def after_limit_modifiers(self, expression):
                return [*super().after_limit_modifiers(expression), self.seg("SETTINGS x")]

            def set_operation(self, expression):
                return super().set_operation(expression).replace("UNION", "PLUS")

            def options_modifier(self, expression):
                return " OPTION"

            def escape_str(self, text, *args, **kwargs):
                return super().escape_str(text.upper(), *args, **kwargs)

    tree = glot.parse_one("SELECT 'it''s' UNION ALL SELECT b FROM t LIMIT 1")
    assert tree.sql(Mine) == (
        "SELECT 'IT''S' SETTINGS x OPTION /* seen */ PLUS ALL SELECT b FROM t SETTINGS x OPTION /* seen */"
        " LIMIT 1 SETTINGS x OPTION /* seen */"
    )


def test_properties_are_written_by_a_program(glot):
    exp = glot.exp
    hive = glot.Dialect["hive"]

    class Mine(hive):
        class Generator(hive.Generator):
            def properties_sql(self, expression):
                own = [one for one in expression.expressions if type(one) is exp.Property and isinstance(one.this, exp.Var)]
                rest = exp.Properties(expressions=[one for one in expression.expressions if one not in own])
                rest.parent = expression.parent
                text = super().properties_sql(rest) if rest.expressions else ""
                return " ".join([text, *(one.name + " " + self.sql(one, "value") for one in own)]).strip()

    tree = glot.parse_one("CREATE TABLE t (a INT) STORED AS ORC TBLPROPERTIES ('x'='1')", read="hive")
    tree.args["properties"].append("expressions", exp.Property(this=exp.var("LIFECYCLE"), value=exp.Literal.number(30)))
    assert tree.sql(Mine) == "CREATE TABLE t (a INT) STORED AS ORC TBLPROPERTIES ('x'='1') LIFECYCLE 30"


def test_a_program_writes_create_without_the_rewrites_of_the_engine(glot):
    hive = glot.Dialect["hive"]
    transforms = importlib.import_module(f"{glot.__name__}.transforms")

    class Mine(hive):
        class Generator(hive.Generator):
            TRANSFORMS = {**hive.Generator.TRANSFORMS, glot.exp.Create: transforms.preprocess([lambda node: node])}

    tree = glot.parse_one("CREATE TABLE t (a INT, b INT) WITH (PARTITIONED_BY=ARRAY['b'])", read="presto")
    assert tree.sql("hive") == "CREATE TABLE t (a INT) PARTITIONED BY (b INT)"
    assert tree.sql(Mine) == "CREATE TABLE t (a INT, b INT) PARTITIONED BY ARRAY('b')"


# By method of parsers: the dialect, and statements.
RULES = {
    "_parse_copy_parameters": ("snowflake", ("COPY INTO t FROM @s FILE_FORMAT = (TYPE=CSV) ON_ERROR = CONTINUE",)),
    "_parse_expressions": ("", ("SELECT a AS x, b FROM t", "(1, 2)", "SELECT (SELECT 1), (a) FROM t")),
    "_parse_function_args": ("", ("SELECT f(a, b), SUM(c), g(), STRUCT(1 AS x)",)),
    "_parse_partition_by": ("", ("SELECT SUM(a) OVER (PARTITION BY b, c ORDER BY d), COUNT(*) OVER ()",)),
    "_parse_select_or_expression": ("", ("SELECT f(SELECT 1), a IN (1, 2), CASE WHEN b THEN c END",)),
    "_parse_var_or_string": ("", ("SELECT EXTRACT(day FROM a)",)),
    "_parse_wrapped_id_vars": ("", ("CREATE TABLE t (a INT, FOREIGN KEY (a) REFERENCES u (b, c))",)),
    "_parse_wrapped_properties": ("hive", ("CREATE TABLE t (a INT) TBLPROPERTIES ('x'='1', 'y'='2')",)),
}


def results_of(name, method, dialect, statements):
    """What a method of a parser returns while statements are parsed, and what is parsed."""
    glot = module_of(name)
    dialects = importlib.import_module(f"{name}.dialects.dialect")
    home = dialects.Dialect.get_or_raise(dialect)
    results = []

    class Reader(home.parser_class):
        pass

    def recorded(self, *args, **kwargs):
        found = getattr(super(Reader, self), method)(*args, **kwargs)
        results.append([node.sql(dialect) for node in found or ()] if not hasattr(found, "sql") else found.sql(dialect))
        return found

    setattr(Reader, method, recorded)

    class Mine(type(home)):
        Parser = Reader

    dialects.Dialect._classes.pop("mine", None)
    parsed = [glot.parse_one(sql, read=Mine).sql(dialect) for sql in statements]
    return results, parsed


@pytest.mark.parametrize("method", RULES)
def test_rules_are_called_and_return_the_same(method):
    dialect, statements = RULES[method]
    ours, theirs = (results_of(name, method, dialect, statements) for name in ("sqlectic", "sqlglot"))
    assert ours == theirs


def test_rules_of_several_nodes_change_what_is_parsed(glot):
    exp = glot.exp

    class Mine(glot.Dialect):
        class Parser(importlib.import_module(f"{glot.__name__}.parser").Parser):
            def _parse_expressions(self):
                return [*super()._parse_expressions(), exp.column("added")]

            def _parse_function_args(self, *args, **kwargs):
                return super()._parse_function_args(*args, **kwargs)[::-1]

            def _parse_partition_by(self):
                return super()._parse_partition_by() or [exp.column("tenant")]

    tree = glot.parse_one("SELECT f(a, b), SUM(c) OVER (ORDER BY d) FROM t", read=Mine)
    assert tree.sql() == "SELECT F(b, a), SUM(c) OVER (PARTITION BY tenant ORDER BY d), added FROM t"
    assert [node.parent for node in tree.expressions] == [tree] * 3
