"""Options of writing. Every test runs on both modules."""

import pytest

# From, to, options, and the text that is written.
WRITTEN = [
    (
        ("", ""),
        {"normalize_functions": "lower"},
        "SELECT CAST(A AS INT), EXTRACT(DAY FROM B), COUNT(C)",
        [
            "SELECT CAST(A AS INT), EXTRACT(DAY FROM B), count(C)",
        ],
    ),
    (
        ("", "tsql"),
        {"identify": "safe"},
        "SELECT Id, b FROM T",
        [
            "SELECT [Id], [b] FROM [T]",
        ],
    ),
    (
        ("", "mysql"),
        {"identify": "safe"},
        "SELECT Id, b FROM T",
        [
            "SELECT Id, `b` FROM T",
        ],
    ),
    (
        ("", "snowflake"),
        {"identify": "safe"},
        "SELECT Id, B FROM T",
        [
            'SELECT Id, "B" FROM "T"',
        ],
    ),
    (
        ("", ""),
        {"identify": True},
        "CREATE FUNCTION f(x INT) RETURNS INT AS RETURN x + 1",
        [
            'CREATE FUNCTION "f"(x INT) RETURNS INT AS RETURN "x" + 1',
        ],
    ),
    (
        ("bigquery", "bigquery"),
        {"identify": True},
        "SELECT a FROM t, UNNEST(b) AS c WITH OFFSET AS d",
        [
            "SELECT `a` FROM `t` CROSS JOIN UNNEST(`b`) AS `c` WITH OFFSET AS d",
        ],
    ),
    (
        ("spark", "spark"),
        {"pretty": True, "leading_comma": True},
        "CREATE TABLE t (a INT, b INT) USING parquet LOCATION 's'",
        [
            "CREATE TABLE t (",
            "  a INT",
            "  , b INT",
            ")",
            "USING PARQUET",
            " LOCATION 's'",
        ],
    ),
    (
        ("trino", "trino"),
        {"pretty": True},
        "SELECT LISTAGG(a, ',') WITHIN GROUP (ORDER BY b)",
        [
            "SELECT",
            "  LISTAGG(a, ',') WITHIN GROUP (ORDER BY",
            "    b)",
        ],
    ),
    (
        ("bigquery", "bigquery"),
        {"pretty": True},
        "SELECT [(SELECT 1), 2]",
        [
            "SELECT",
            "  [(",
            "      SELECT",
            "        1",
            "  ), 2]",
        ],
    ),
    (
        ("trino", "trino"),
        {"pretty": True, "max_text_width": 20},
        "SELECT JSON_QUERY(a, 'strict $.b' WITH WRAPPER)",
        [
            "SELECT",
            "  JSON_QUERY(",
            "    a,",
            "    'strict $.b' WITH WRAPPER",
            "  )",
        ],
    ),
    (
        ("clickhouse", "clickhouse"),
        {"pretty": True},
        "SELECT a WHERE x NOT IN (1, 2)",
        [
            "SELECT",
            "  a",
            "WHERE",
            "  NOT (",
            "    x IN (1, 2)",
            "  )",
        ],
    ),
    (
        ("snowflake", "duckdb"),
        {"pretty": True},
        "SELECT NEXT_DAY(a, 'Friday')",
        [
            "SELECT",
            "  CAST(a + INTERVAL ((",
            "    (",
            "      (",
            "        5 - ISODOW(a)",
            "      ) + 6",
            "    ) % 7",
            "  ) + 1) DAY AS DATE)",
        ],
    ),
    (
        ("", ""),
        {"pretty": True, "pad": 0},
        f"SELECT SUM(x) OVER (PARTITION BY {'a' * 40} ORDER BY {'b' * 40})",
        [
            "SELECT",
            "SUM(x) OVER (",
            f"PARTITION BY {'a' * 40}",
            f"ORDER BY {'b' * 40}",
            ")",
        ],
    ),
]


@pytest.mark.parametrize("dialects, options, sql, lines", WRITTEN)
def test_text_with_options(glot, dialects, options, sql, lines):
    source, target = dialects
    assert glot.transpile(sql, source, target, **options)[0].split("\n") == lines
