"""`transpile_many`: lists and Arrow arrays, errors by position, threads."""

import threading
import time

import pytest

import sqlectic
from sqlectic import ErrorLevel, ParseError, UnsupportedError

TEXTS = [
    "SELECT a::TEXT FROM t",
    "SELECT (",
    None,
    "SELECT 1; SELECT 2",
    "",
    "SELECT 'a string that is longer than a view' AS é",
]
RESULTS = [
    ["SELECT CAST(a AS TEXT) FROM t"],
    None,
    None,
    ["SELECT 1", "SELECT 2"],
    [""],
    ["SELECT 'a string that is longer than a view' AS é"],
]


def check(found):
    results, errors = found
    assert results == RESULTS
    assert [type(error) for error in errors] == [ParseError if i == 1 else type(None) for i in range(len(TEXTS))]
    assert errors[1].errors[0]["line"] == 1


@pytest.mark.parametrize("threads", [0, 1, 3])
def test_results_and_errors_stand_where_the_texts_do(threads):
    check(sqlectic.transpile_many(TEXTS, read="postgres", write="duckdb", threads=threads))
    check(sqlectic.transpile_many(iter(TEXTS), "postgres", "duckdb", threads=threads))


def test_results_are_those_of_transpile(fixtures):
    texts = [path.read_text() for path in sorted((fixtures / "tpc-h").glob("[0-9]*.sql"))]
    results, errors = sqlectic.transpile_many(texts, read="duckdb", write="snowflake", pretty=True)
    assert results == [sqlectic.transpile(text, read="duckdb", write="snowflake", pretty=True) for text in texts]
    assert errors == [None] * len(texts)


def test_levels_and_wrong_arguments():
    texts = ["SELECT 1"]
    unsaid = ["SELECT * FROM t TABLESAMPLE (10 PERCENT)", "SELECT 1"]
    _, errors = sqlectic.transpile_many(unsaid, write="sqlite", unsupported_level=ErrorLevel.RAISE)
    assert [isinstance(error, UnsupportedError) for error in errors] == [True, False]
    assert sqlectic.transpile_many([]) == ([], [])
    with pytest.raises(ValueError, match="Unknown dialect"):
        sqlectic.transpile_many(texts, read="nonsense")
    with pytest.raises(TypeError, match="unexpected keyword argument 'colour'"):
        sqlectic.transpile_many(texts, colour=True)
    for wrong in ("SELECT 1", 1, [1], [b"SELECT 1"]):
        with pytest.raises(TypeError):
            sqlectic.transpile_many(wrong)


def test_arrow_arrays():
    pa = pytest.importorskip("pyarrow")
    for kind in (pa.string(), pa.large_string(), pa.string_view()):
        array = pa.array(TEXTS, kind)
        check(sqlectic.transpile_many(array, "postgres", "duckdb"))
        padded = pa.array(["SELECT -1", None, *TEXTS, "SELECT 9"], kind)
        check(sqlectic.transpile_many(padded[2:-1], "postgres", "duckdb"))
        chunked = pa.chunked_array([TEXTS[:2], [], TEXTS[2:]], kind)
        check(sqlectic.transpile_many(chunked, "postgres", "duckdb"))
        assert sqlectic.transpile_many(pa.array([], kind)) == ([], [])
    for wrong in (pa.array([1]), pa.array(["a"]).dictionary_encode(), pa.table({"a": ["SELECT 1"]})):
        with pytest.raises(TypeError, match="array of strings"):
            sqlectic.transpile_many(wrong)


def test_series_of_polars():
    polars = pytest.importorskip("polars")
    check(sqlectic.transpile_many(polars.Series(TEXTS, dtype=polars.String), "postgres", "duckdb"))


def test_other_threads_run_meanwhile(fixtures):
    texts = [path.read_text() for path in sorted((fixtures / "tpc-ds").glob("[0-9]*.sql"))] * 20
    counted, over = [], threading.Event()

    def count() -> None:
        while not over.is_set():
            counted.append(time.perf_counter())
            time.sleep(0.0005)

    other = threading.Thread(target=count)
    other.start()
    try:
        start = time.perf_counter()
        sqlectic.transpile_many(texts, threads=1)
        end = time.perf_counter()
    finally:
        over.set()
        other.join()
    assert sum(start < moment < end for moment in counted) > 3
