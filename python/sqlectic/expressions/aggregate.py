# mypy: ignore-errors
"""Classes of nodes for aggregates: those of `sqlectic.expressions`."""

from sqlectic.expressions import __getattr__ as __getattr__
