"""Modules of the reference that this version does not have."""

from __future__ import annotations

NAMES = ("executor", "lineage", "optimizer", "planner", "schema")


class MissingModuleError(ModuleNotFoundError):
    """A module that programs may expect is not there yet."""


def missing(module: str) -> MissingModuleError:
    """What to raise when a module is imported that is not there yet."""
    name = module.partition(".")[2]
    return MissingModuleError(f"sqlectic has no module {name!r} yet: the optimizer and what needs it are not built", name=module)
