"""The generators of the dialects: `sqlectic.generators.duckdb.DuckDBGenerator`."""

from __future__ import annotations

from sqlectic.dialects import _modules

_modules.install()
