"""The parsers of the dialects: `sqlectic.parsers.duckdb.DuckDBParser`."""

from __future__ import annotations

from sqlectic.dialects import _modules

_modules.install()
