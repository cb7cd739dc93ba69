"""Methods and properties of node classes that are written in Python, by class."""

from __future__ import annotations

import typing as t


def members(name: str) -> t.Optional[dict[str, t.Any]]:
    """What is added to the class of that name when it is made."""
    return None
