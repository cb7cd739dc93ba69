"""Engines that statements are run on, and what makes their rows comparable."""

import datetime
import decimal
import shutil
import sqlite3
import tempfile


class Engine:
    """A database with the data of all cases; `name` is its dialect."""

    name: str

    def run(self, sql):
        """Runs a query and returns its rows. What it changes is undone."""
        raise NotImplementedError

    def close(self):
        pass


class DuckDB(Engine):
    name = "duckdb"

    def __init__(self):
        import duckdb

        self.connection = duckdb.connect()
        self.connection.execute("SET TimeZone = 'UTC'")

    def run(self, sql):
        return self.connection.execute(sql).fetchall()

    def close(self):
        self.connection.close()


class SQLite(Engine):
    name = "sqlite"

    def __init__(self):
        self.connection = sqlite3.connect(":memory:")

    def run(self, sql):
        return self.connection.execute(sql).fetchall()

    def close(self):
        self.connection.close()


class Postgres(Engine):
    """A server of its own in a temporary folder, reached by a socket in it."""

    name = "postgres"

    def __init__(self):
        import pgserver
        import psycopg

        self.folder = tempfile.mkdtemp(prefix="sqlectic-postgres-")
        self.server = pgserver.get_server(self.folder, cleanup_mode="stop")
        self.connection = psycopg.connect(self.server.get_uri(), autocommit=True)
        self.connection.execute("SET TimeZone = 'UTC'")

    def run(self, sql):
        cursor = self.connection.execute(sql)
        return cursor.fetchall() if cursor.description else []

    def close(self):
        self.connection.close()
        self.server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)


ENGINES = {"duckdb": DuckDB, "sqlite": SQLite, "postgres": Postgres}


def comparable(value):
    """A value in a form that does not depend on the engine's types: numbers by their value, times as text."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (decimal.Decimal, float)):
        return number(float(value))
    if isinstance(value, datetime.datetime):
        text = value.replace(tzinfo=None).isoformat(sep=" ")
        return text[:10] if text.endswith(" 00:00:00") else text
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return number(value.total_seconds())
    if isinstance(value, (list, tuple)):
        return [comparable(item) for item in value]
    if isinstance(value, str):
        return value[:10] if len(value) == 19 and value.endswith(" 00:00:00") else value
    return value


def number(value):
    """A number with ten digits; a whole one as such."""
    if value != value or value in (float("inf"), float("-inf")):
        return repr(value)
    rounded = float(f"{value:.10g}")
    return int(rounded) if rounded.is_integer() else rounded


def rows(found):
    """Rows that can be compared."""
    return [tuple(comparable(value) for value in row) for row in found]
