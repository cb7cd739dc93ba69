"""What programs import from `generator`: its logger. Classes to derive dialects from are not there yet."""

from __future__ import annotations

import typing as t

from sqlectic._log import logger as logger


def __getattr__(name: str) -> t.Any:
    raise AttributeError(f"sqlectic.generator has no {name} yet: dialects cannot be defined from Python in this version")
