"""The TPC-H and TPC-DS queries: as trees, and as what DuckDB answers before and after translation."""

import logging
import pathlib

import duckdb
import pytest

import sqlectic

QUERIES = [("tpc-h", number) for number in range(1, 23)] + [("tpc-ds", number) for number in range(1, 100)]

# Columns that the queries use otherwise than the tables' digits suggest.
TEXT_COLUMNS = {
    "call_center": ["cc_zip"],
    "customer_address": ["ca_zip"],
    "store": ["s_zip"],
    "warehouse": ["w_zip"],
    "web_site": ["web_zip"],
}
# A column that one query calls by the name it had in earlier versions of the benchmark.
RENAMED = {"customer": [("c_last_review_date_sk", "c_last_review_date")]}




@pytest.fixture(scope="module")
def databases(fixtures: pathlib.Path) -> dict:
    """A DuckDB for each suite, with its tables."""
    out = {}
    for suite in ("tpc-h", "tpc-ds"):
        out[suite] = connection = duckdb.connect()
        for path in sorted((fixtures / suite).glob("*.csv.gz")):
            table = path.name.split(".")[0]
            types = {column: "VARCHAR" for column in TEXT_COLUMNS.get(table, [])}
            renamed = [f", {old} AS {new}" for old, new in RENAMED.get(table, []) if suite == "tpc-ds"]
            connection.execute(
                f"CREATE TABLE {table} AS SELECT *{''.join(renamed)} "
                f"FROM read_csv('{path}', delim = '|', header = true, types = {types})"
            )
    yield out
    for connection in out.values():
        connection.close()


def query(fixtures: pathlib.Path, suite: str, number: int) -> str:
    return (fixtures / suite / f"{number:02}.sql").read_text()


def rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list:
    """The rows in an order of their own: queries without a total order may return theirs in any."""
    return sorted(map(repr, connection.execute(sql).fetchall()))


@pytest.mark.parametrize(("suite", "number"), QUERIES)
@pytest.mark.parametrize("pretty", [False, True])
def test_generated_text_parses_to_the_same_tree(
    fixtures: pathlib.Path, suite: str, number: int, pretty: bool, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "sqlectic"):
        tree = sqlectic.parse_one(query(fixtures, suite, number))
        again = sqlectic.parse_one(tree.sql(pretty=pretty))
    assert again == tree
    assert again.sql(pretty=pretty) == tree.sql(pretty=pretty)
    assert repr(again.copy()) == repr(again)
    assert not caplog.records, "nothing is kept as text"


@pytest.mark.parametrize(("suite", "number"), QUERIES)
@pytest.mark.parametrize("read", ["duckdb", "postgres"])
def test_duckdb_gives_the_same_rows(
    fixtures: pathlib.Path, databases: dict, suite: str, number: int, read: str
) -> None:
    sql = query(fixtures, suite, number)
    (translated,) = sqlectic.transpile(sql, read=read, write="duckdb", unsupported_level=sqlectic.ErrorLevel.RAISE)
    assert rows(databases[suite], translated) == rows(databases[suite], sql)


@pytest.mark.parametrize("suite", ["tpc-h", "tpc-ds"])
def test_the_tables_hold_rows_for_a_good_part_of_the_queries(
    fixtures: pathlib.Path, databases: dict, suite: str
) -> None:
    answered = [number for s, number in QUERIES if s == suite and rows(databases[s], query(fixtures, s, number))]
    assert len(answered) >= {"tpc-h": 19, "tpc-ds": 28}[suite]
