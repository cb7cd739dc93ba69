"""Statements that are run in the dialect they are written in and, translated, on the other engines: rows are the same.

The format of the cases is in the README beside this file.
"""

import pathlib
import re

import pytest
import sqlectic
from engines import ENGINES, rows
from sqlectic import ErrorLevel, UnsupportedError

HERE = pathlib.Path(__file__).parent
LINE = re.compile(r"(\w+): (.*)")
NOTE = re.compile(r"    (\w+) (differs|reports|varies): (.+)")


def cases():
    """Dialect, statement, and by target what is noted of it."""
    for path in sorted((HERE / "cases").glob("*.txt")):
        found = []
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line or line.startswith("#"):
                continue
            note = NOTE.fullmatch(line)
            if note:
                found[-1][3][note[1]] = (note[2], note[3])
                continue
            case = LINE.fullmatch(line)
            assert case, f"{path.name}:{number}: {line!r} is neither a case nor a note"
            found.append((f"{path.stem}:{number}", case[1], case[2], {}))
        yield from found


@pytest.fixture(scope="session")
def engines():
    """All engines that are there, with the data."""
    running = {}
    script = (HERE / "tables.sql").read_text(encoding="utf-8")
    for name, make in ENGINES.items():
        try:
            engine = make()
        except Exception as error:  # What is not installed, or does not start, is named where it is skipped.
            running[name] = error
            continue
        for statement in sqlectic.transpile(script, read="duckdb", write=name):
            engine.run(statement)
        running[name] = engine
    yield running
    for engine in running.values():
        if not isinstance(engine, Exception):
            engine.close()


def engine(engines, name):
    found = engines[name]
    if isinstance(found, Exception):
        pytest.skip(f"{name} is not there: {found}")
    return found


ALL = list(cases())


@pytest.mark.parametrize("target", ENGINES)
@pytest.mark.parametrize(("place", "source", "sql", "notes"), ALL, ids=[case[0] for case in ALL])
def test_rows_are_the_same(engines, place, source, sql, notes, target):
    expected = rows(engine(engines, source).run(sql))
    running = engine(engines, target)
    kind, reason = notes.get(target, (None, None))
    try:
        (translated,) = sqlectic.transpile(sql, read=source, write=target, unsupported_level=ErrorLevel.RAISE)
    except UnsupportedError as error:
        assert kind == "reports", f"{target} does not say that: {error}"
        return
    assert kind != "reports", f"{target} was to report it, but says {translated}"
    try:
        got = rows(running.run(translated))
    except Exception as error:
        got = f"{type(error).__name__}: {error}"
    if kind == "varies":
        return
    if kind == "differs":
        assert got != expected, f"the note is no longer true: {reason}"
        return
    if "ORDER BY" not in sql:
        expected, got = sorted(expected, key=repr), got if isinstance(got, str) else sorted(got, key=repr)
    assert got == expected, f"{translated}\n{got}\ninstead of\n{expected}"


def test_there_are_enough_cases():
    assert len(ALL) >= 300
