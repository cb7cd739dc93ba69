"""parse, parse_one, transpile: arguments, results, options. Every test runs on both modules."""

import logging

import pytest


def test_parse_gives_a_node_for_each_statement(glot):
    trees = glot.parse("SELECT 1; SELECT 2")
    assert [tree.sql() for tree in trees] == ["SELECT 1", "SELECT 2"]
    assert [type(tree) for tree in trees] == [glot.exp.Select] * 2


@pytest.mark.parametrize(
    ("sql", "kinds"),
    [
        ("", [None]),
        ("SELECT 1;", ["Select"]),
        ("SELECT 1; ;", ["Select", None]),
        (";;", [None, None]),
        ("SELECT 1; -- note", ["Select", "Semicolon"]),
        ("/* note */; SELECT 1", [None, "Semicolon", "Select"]),
    ],
)
def test_empty_statements_are_none_and_semicolons_keep_comments(glot, sql, kinds):
    assert [tree and type(tree).__name__ for tree in glot.parse(sql)] == kinds


def test_parse_one_takes_one_statement(glot):
    assert glot.parse_one("SELECT a FROM b").sql() == "SELECT a FROM b"
    assert glot.parse_one("a + 1").sql() == "a + 1"


def test_parse_one_makes_a_block_of_several(glot):
    block = glot.parse_one("SELECT 1; SELECT 2")
    assert isinstance(block, glot.exp.Block)
    assert block.sql() == "SELECT 1; SELECT 2"


@pytest.mark.parametrize("sql", ["", ";", ";SELECT 1", "-- note\n;SELECT 1"])
def test_parse_one_wants_a_statement(glot, sql):
    with pytest.raises(glot.ParseError) as caught:
        glot.parse_one(sql)
    assert str(caught.value) == f"No expression was parsed from '{sql}'"
    assert caught.value.errors == []


def test_dialects_are_given_by_either_name(glot):
    for keywords in ({"read": "duckdb"}, {"dialect": "duckdb"}, {"read": None, "dialect": "duckdb"}):
        assert glot.parse_one("SELECT [1]", **keywords).sql("duckdb") == "SELECT [1]"
    assert glot.parse_one("SELECT 1", "duckdb").sql() == "SELECT 1"


@pytest.mark.parametrize(
    ("into", "sql"),
    [
        ("Select", "SELECT a FROM t"),
        ("Table", "a.b.c"),
        ("Column", "a.b"),
        ("Condition", "a = 1 AND b > 2"),
        ("DataType", "DECIMAL(10, 2)"),
        ("From", "FROM a"),
        ("Where", "WHERE a = 1"),
        ("Group", "GROUP BY a, b"),
        ("Having", "HAVING COUNT(*) > 1"),
        ("Order", "ORDER BY a DESC, b"),
        ("Limit", "LIMIT 10"),
        ("Offset", "OFFSET 10"),
        ("Join", "JOIN b ON a.x = b.x"),
        ("With", "WITH a AS (SELECT 1)"),
        ("Identifier", "a"),
        ("Ordered", "a DESC"),
        ("Lateral", "LATERAL VIEW EXPLODE(x) t AS y"),
    ],
)
def test_parse_one_into_a_class(glot, into, sql):
    kind = getattr(glot.exp, into)
    tree = glot.parse_one(sql, into=kind)
    if into != "Condition":
        assert isinstance(tree, kind)
    assert tree.sql().strip() == sql


def test_parse_one_into_the_first_class_that_fits(glot):
    exp = glot.exp
    assert isinstance(glot.parse_one("FROM a", into=[exp.Where, exp.From]), exp.From)


def test_parse_one_into_something_else_fails(glot):
    exp = glot.exp
    with pytest.raises(glot.ParseError) as caught:
        glot.parse_one("a + 1", into=exp.Select)
    assert str(caught.value) == f"Failed to parse 'a + 1' into {exp.Select}"
    (error,) = caught.value.errors
    assert error["into_expression"] is exp.Select
    assert (error["line"], error["col"], error["highlight"]) == (1, 1, "a")
    with pytest.raises(glot.ParseError) as caught:
        glot.parse_one("1 = 2 3", into=[exp.From, exp.Where])
    assert [error["into_expression"] for error in caught.value.errors] == [exp.From, exp.Where]
    with pytest.raises(TypeError, match="No parser registered for"):
        glot.parse_one("a", into=exp.Sum)


def test_transpile(glot):
    assert glot.transpile("SELECT 1;; SELECT 2 -- a\n; -- b") == ["SELECT 1", "", "SELECT 2 /* a */", "/* b */"]
    assert glot.transpile("select a", identify=True) == ['SELECT "a"']
    assert glot.transpile("SELECT [1]", read="duckdb") == ["SELECT [1]"]
    assert glot.transpile("SELECT [1]", read="duckdb", identity=False) == ["SELECT ARRAY(1)"]
    assert glot.transpile("SELECT [1]", "duckdb", "") == ["SELECT ARRAY(1)"]


SQL = 'SELECT Foo(a, B) AS "c d", COUNT(*) FROM t AS x WHERE a = 1 -- why\nAND b IN (1, 2)'


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, 'SELECT Foo(a, B) AS "c d", COUNT(*) FROM t AS x WHERE a = 1 /* why */ AND b IN (1, 2)'),
        ({"comments": False}, 'SELECT FOO(a, B) AS "c d", COUNT(*) FROM t AS x WHERE a = 1 AND b IN (1, 2)'),
        (
            {"identify": True},
            'SELECT FOO("a", "B") AS "c d", COUNT(*) FROM "t" AS "x" WHERE "a" = 1 /* why */ AND "b" IN (1, 2)',
        ),
        (
            {"identify": "safe"},
            'SELECT FOO("a", B) AS "c d", COUNT(*) FROM "t" AS "x" WHERE "a" = 1 /* why */ AND "b" IN (1, 2)',
        ),
        ({"normalize": True}, 'SELECT FOO(a, b) AS "c d", COUNT(*) FROM t AS x WHERE a = 1 /* why */ AND b IN (1, 2)'),
        (
            {"normalize_functions": False},
            'SELECT Foo(a, B) AS "c d", COUNT(*) FROM t AS x WHERE a = 1 /* why */ AND b IN (1, 2)',
        ),
        (
            {"normalize_functions": "lower"},
            'SELECT foo(a, B) AS "c d", count(*) FROM t AS x WHERE a = 1 /* why */ AND b IN (1, 2)',
        ),
        (
            {"pretty": True},
            'SELECT\n  FOO(a, B) AS "c d",\n  COUNT(*)\nFROM t AS x\nWHERE\n  a = 1 /* why */ AND b IN (1, 2)',
        ),
        (
            {"pretty": True, "leading_comma": True, "pad": 4},
            'SELECT\n    FOO(a, B) AS "c d"\n    , COUNT(*)\nFROM t AS x\nWHERE\n    a = 1 /* why */ AND b IN (1, 2)',
        ),
        (
            {"pretty": True, "max_text_width": 3},
            'SELECT\n  FOO(a, B) AS "c d",\n  COUNT(*)\nFROM t AS x\nWHERE\n'
            '  a = 1 /* why */\n  AND b IN (\n    1,\n    2\n  )',
        ),
    ],
)
def test_options_of_generation(glot, options, expected):
    expected = expected if options else expected.replace("Foo", "FOO")
    assert glot.parse_one(SQL).sql(**options) == expected
    assert glot.transpile(SQL, **options) == [expected]
    assert glot.parse_one(SQL).sql(copy=False, **options) == expected


def test_indent_is_for_nested_queries_and_pad_for_items(glot):
    tree = glot.parse_one("SELECT * FROM (SELECT 1)")
    assert tree.sql(pretty=True, indent=6) == "SELECT\n  *\nFROM (\n      SELECT\n        1\n)"
    assert tree.sql(pretty=True, pad=6) == "SELECT\n      *\nFROM (\n  SELECT\n        1\n)"


@pytest.mark.parametrize("call", ["parse_one", "transpile", "sql"])
def test_unknown_options_are_refused(glot, call):
    with pytest.raises(TypeError, match="unexpected keyword argument 'bogus'"):
        if call == "sql":
            glot.parse_one("1").sql(bogus=1)
        else:
            getattr(glot, call)("1", bogus=1)


def test_statements_that_are_not_understood_are_kept_and_logged(glot, caplog):
    with caplog.at_level(logging.WARNING, glot.__name__):
        tree = glot.parse_one("CREATE FOO BAR baz")
    assert isinstance(tree, glot.exp.Command)
    assert tree.sql() == "CREATE FOO BAR baz"
    (record,) = caplog.records
    assert (record.name, record.levelname) == (glot.__name__, "WARNING")
    message = "'CREATE FOO BAR baz' contains unsupported syntax. Falling back to parsing as a 'Command'."
    assert record.getMessage() == message


def test_of_a_long_statement_only_the_start_is_logged(glot, caplog):
    sql = "CREATE FOO " + "x" * 200
    with caplog.at_level(logging.WARNING, glot.__name__):
        glot.transpile(sql)
    assert [record.getMessage()[:102] for record in caplog.records] == [f"'{sql[:100]}'"]



def test_what_a_target_cannot_say_is_logged_or_raised_as_asked(glot, caplog):
    tree = glot.parse_one("SELECT a FROM t FOR UPDATE")
    with caplog.at_level(logging.WARNING, glot.__name__):
        assert tree.sql("duckdb") == tree.sql("duckdb", unsupported_level=glot.ErrorLevel.IGNORE)
    (record,) = caplog.records
    assert (record.name, record.levelname) == (glot.__name__, "WARNING")
    for level in (glot.ErrorLevel.RAISE, glot.ErrorLevel.IMMEDIATE):
        with pytest.raises(glot.UnsupportedError) as caught:
            tree.sql("duckdb", unsupported_level=level)
        assert str(caught.value) == record.getMessage()
        with pytest.raises(glot.UnsupportedError):
            glot.transpile("SELECT a FROM t FOR UPDATE", write="duckdb", unsupported_level=level)
