"""Exceptions of parsing: messages, places, levels. Every test runs on both modules."""

import importlib
import logging

import pytest

KEYS = ["description", "line", "col", "start_context", "highlight", "end_context", "into_expression"]


def failure(glot, sql, **options):
    with pytest.raises(glot.ParseError) as caught:
        glot.parse(sql, **options)
    return caught.value


def test_the_message_shows_the_place_underlined(glot):
    error = failure(glot, "SELECT * FROM x + 1")
    assert str(error) == "Invalid expression / Unexpected token. Line 1, Col: 17.\n  SELECT * FROM x \x1b[4m+\x1b[0m 1"
    assert error.args == (str(error),)


def test_errors_are_dicts(glot):
    (error,) = failure(glot, "select 1 +\n foo(  é bar").errors
    assert list(error) == KEYS
    assert error == {
        "description": "Expecting )",
        "line": 2,
        "col": 12,
        "start_context": "select 1 +\n foo(  é ",
        "highlight": "bar",
        "end_context": "",
        "into_expression": None,
    }


def test_the_text_around_is_cut(glot):
    sql = f"SELECT {'a' * 300}, b c d, {'e' * 300}"
    error = failure(glot, sql)
    assert [len(error.errors[0][key]) for key in ("start_context", "highlight", "end_context")] == [100, 1, 100]
    (entry,) = failure(glot, sql, error_message_context=3).errors
    assert (entry["start_context"], entry["highlight"], entry["end_context"]) == ("b c"[-2:] + " ", "d", ", e")


def test_raise_collects_what_is_wrong(glot):
    error = failure(glot, "SELECT (1, FOO(2 AS, b", error_level=glot.ErrorLevel.RAISE)
    assert [entry["description"] for entry in error.errors] == ["Expecting )"] * 2
    assert str(error) == "\n\n".join(["Expecting ). Line 1, Col: 22.\n  SELECT (1, FOO(2 AS, \x1b[4mb\x1b[0m"] * 2)


def test_only_some_of_many_are_told(glot):
    sql = "SELECT ((((1"
    error = failure(glot, sql, error_level=glot.ErrorLevel.RAISE)
    assert len(error.errors) == 4
    assert str(error).endswith("\n\n... and 1 more")
    error = failure(glot, sql, error_level=glot.ErrorLevel.RAISE, max_errors=2)
    assert str(error).endswith("\n\n... and 2 more")


def test_immediate_is_the_default(glot):
    assert len(failure(glot, "SELECT ((((1").errors) == 1
    assert len(failure(glot, "SELECT ((((1", error_level=None).errors) == 1


def test_warn_logs_and_goes_on(glot, caplog):
    with caplog.at_level(logging.WARNING, glot.__name__):
        (tree,) = glot.parse("SELECT 1 1 2", error_level=glot.ErrorLevel.WARN)
    assert tree.sql() == "SELECT 1"
    (record,) = caplog.records
    assert (record.name, record.levelname) == (glot.__name__, "ERROR")
    assert record.getMessage() == (
        "Invalid expression / Unexpected token. Line 1, Col: 10.\n  SELECT 1 \x1b[4m1\x1b[0m 2"
    )


def test_ignore_is_silent(glot, caplog):
    with caplog.at_level(logging.DEBUG, glot.__name__):
        (tree,) = glot.parse("SELECT 1 1 2", error_level=glot.ErrorLevel.IGNORE)
    assert tree.sql() == "SELECT 1"
    assert not caplog.records


def test_levels(glot):
    assert [level.name for level in glot.ErrorLevel] == ["IGNORE", "WARN", "RAISE", "IMMEDIATE"]
    assert [level.value for level in glot.ErrorLevel] == ["IGNORE", "WARN", "RAISE", "IMMEDIATE"]


def test_exceptions_have_one_base(glot):
    errors = importlib.import_module(f"{glot.__name__}.errors")
    for name in ("ExecuteError", "OptimizeError", "ParseError", "SchemaError", "TokenError", "UnsupportedError"):
        assert issubclass(getattr(errors, name), errors.SqlglotError)


def test_exceptions_can_be_made(glot):
    errors = importlib.import_module(f"{glot.__name__}.errors")
    error = errors.ParseError.new("what", description="why", line=3)
    assert (str(error), list(error.errors[0]), error.errors[0]["line"]) == ("what", KEYS, 3)
    assert errors.ParseError("what").errors == []
    assert errors.merge_errors([error, error]) == error.errors * 2
    assert errors.concat_messages(["a", "b", "c"], 2) == "a\n\nb\n\n... and 1 more"


@pytest.mark.parametrize(
    ("positions", "context"),
    [([(2, 4)], 100), ([(11, 11), (2, 4)], 3), ([(0, 0), (13, 13)], 0), ([(1, 3), (2, 5)], 1), ([(1, 2), (3, 4)], 2)],
)
def test_highlighting(positions, context):
    import sqlglot.errors

    import sqlectic.errors

    sql = "abcdefghij klm"
    ours = sqlectic.errors.highlight_sql(sql, positions, context)
    assert ours == sqlglot.errors.highlight_sql(sql, positions, context)
    with pytest.raises(ValueError, match="positions"):
        sqlectic.errors.highlight_sql(sql, [])
