"""Rewrites by name: ours and the reference's."""

import inspect

import pytest

# Rewrite, dialect, before, after.
REWRITES = [
    ("eliminate_qualify", None, "SELECT a FROM t QUALIFY ROW_NUMBER() OVER (ORDER BY b) = 1",
     "SELECT a FROM (SELECT a, ROW_NUMBER() OVER (ORDER BY b) AS _w FROM t) AS _t WHERE _w = 1"),
    ("eliminate_semi_and_anti_joins", None, "SELECT * FROM a LEFT ANTI JOIN b ON a.x = b.x",
     "SELECT * FROM a WHERE NOT EXISTS(SELECT 1 FROM b WHERE a.x = b.x)"),
    ("eliminate_window_clause", None, "SELECT SUM(x) OVER (w ORDER BY y) FROM t WINDOW w AS (PARTITION BY z)",
     "SELECT SUM(x) OVER (PARTITION BY z ORDER BY y) FROM t"),
    ("eliminate_join_marks", "oracle", "SELECT * FROM a, b WHERE a.x = b.x (+) AND b.y (+) > 5 AND a.z = 1",
     "SELECT * FROM a LEFT JOIN b ON a.x = b.x AND b.y > 5 WHERE a.z = 1"),
    ("eliminate_join_marks", "oracle", "SELECT * FROM a, b WHERE a.id (+) = b.id",
     "SELECT * FROM b LEFT JOIN a ON a.id = b.id"),
    ("eliminate_join_marks", "oracle", "SELECT * FROM a x, b y, c z WHERE x.id = y.id (+) AND x.v = z.v (+) AND x.k = 1",
     "SELECT * FROM a AS x LEFT JOIN b AS y ON x.id = y.id LEFT JOIN c AS z ON x.v = z.v WHERE x.k = 1"),
    ("eliminate_join_marks", "oracle", "SELECT * FROM a, b WHERE a.id = b.id", "SELECT * FROM a, b WHERE a.id = b.id"),
    ("epoch_cast_to_ts", None, "CAST('epoch' AS TIMESTAMP)", "CAST('1970-01-01 00:00:00' AS TIMESTAMP)"),
    ("move_ctes_to_top_level", None, "SELECT * FROM (WITH x AS (SELECT 1) SELECT * FROM x) AS y",
     "WITH x AS (SELECT 1) SELECT * FROM (SELECT * FROM x) AS y"),
    ("remove_unique_constraints", None, "CREATE TABLE t (a INT UNIQUE)", "CREATE TABLE t (a INT)"),
    ("struct_kv_to_alias", None, "STRUCT(a := 1, 2)", "STRUCT(1 AS a, 2)"),
    ("unqualify_columns", None, "SELECT t.a FROM t", "SELECT a FROM t"),
    ("ctas_with_tmp_tables_to_create_tmp_view", None, "CREATE TEMPORARY TABLE a AS SELECT 1",
     "CREATE TEMPORARY VIEW a AS SELECT 1"),
    ("ctas_with_tmp_tables_to_create_tmp_view", None, "CREATE TEMPORARY TABLE a (b INT)", "CREATE TEMPORARY TABLE a (b INT)"),
]  # fmt: skip

# The same for every node of a tree.
EVERYWHERE = [
    ("add_within_group_for_percentiles", "SELECT PERCENTILE_CONT(x, 0.5) FROM t",
     "SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x NULLS LAST) FROM t"),
    ("remove_within_group_for_percentiles", "SELECT PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY x) OVER (PARTITION BY y)",
     "SELECT APPROX_QUANTILE(x, 0.5) OVER (PARTITION BY y)"),
    ("unnest_generate_series", "SELECT * FROM GENERATE_SERIES(1, 3) AS t", "SELECT * FROM UNNEST(GENERATE_SERIES(1, 3)) AS _u(t)"),
    ("unqualify_columns", "SELECT t.a, (SELECT u.b FROM u) FROM t", "SELECT a, (SELECT b FROM u) FROM t"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "dialect", "before", "after"), REWRITES)
def test_rewrites(glot, part, name, dialect, before, after):
    assert getattr(part("transforms"), name)(glot.parse_one(before, read=dialect)).sql() == after


@pytest.mark.parametrize(("name", "before", "after"), EVERYWHERE)
def test_rewrites_of_every_node(glot, part, name, before, after):
    read = "postgres" if "SERIES" in before else None
    assert glot.parse_one(before, read=read).transform(getattr(part("transforms"), name)).sql() == after


def test_trees_are_changed_in_place(glot, part):
    tree = glot.parse_one("SELECT t.a FROM t")
    column, shown = tree.selects[0], tree.selects[0].args
    assert part("transforms").unqualify_columns(tree) is tree
    assert tree.selects[0] is column
    assert column.table == ""
    assert shown.get("table") is None
    tree = glot.parse_one("SELECT a FROM t QUALIFY ROW_NUMBER() OVER (ORDER BY b) = 1")
    shown = tree.args
    outer = part("transforms").eliminate_qualify(tree)
    assert outer is not tree
    assert tree.parent.parent.parent is outer
    assert not shown.get("qualify")


def test_other_storage(glot, part):
    tree = glot.parse_one("CREATE TEMPORARY TABLE a (b INT)")
    rewrite = part("transforms").ctas_with_tmp_tables_to_create_tmp_view
    assert rewrite(tree, lambda create: glot.exp.column("x")).sql() == "x"
    with pytest.raises(AssertionError):
        rewrite(glot.parse_one("SELECT 1"))


def test_positions_start_where_they_are_told_to(glot, part):
    explode = part("transforms").explode_projection_to_unnest
    sql = "SELECT EXPLODE(x) AS y FROM t"
    assert "SEQUENCE(0," in explode()(glot.parse_one(sql, read="spark")).sql("presto")
    assert "SEQUENCE(1," in explode(1)(glot.parse_one(sql, read="spark")).sql("presto")


def test_the_same_functions(part):
    import importlib

    ours = importlib.import_module("sqlectic.transforms")
    theirs = part("transforms")
    for name, function in vars(theirs).items():
        if inspect.isfunction(function) and function.__module__ == theirs.__name__:
            expected = list(inspect.signature(function).parameters)
            assert list(inspect.signature(getattr(ours, name)).parameters) == expected, name


def test_what_a_program_writes_itself_is_not_rewritten_before(glot, part):
    exp, dialects, preprocess = glot.exp, part("dialects"), part("transforms").preprocess

    class Mine(dialects.Hive):
        class Generator(dialects.Hive.Generator):
            TRANSFORMS = {
                **dialects.Hive.Generator.TRANSFORMS,
                exp.Create: preprocess([lambda node: node]),
                exp.Select: preprocess([lambda node: node]),
            }

    create = "CREATE TABLE t (a INT UNIQUE)"
    assert glot.transpile(create, write="hive") == ["CREATE TABLE t (a INT)"]
    assert glot.transpile(create, write=Mine) == [create]
    select = "SELECT a FROM t QUALIFY ROW_NUMBER() OVER (ORDER BY b NULLS LAST) = 1"
    assert "_w" in glot.transpile(select, write="hive")[0]
    assert glot.transpile(select, write=Mine) == [select]
