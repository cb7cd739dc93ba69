"""What has to be done to a tree to make it another.

    diff(parse_one("SELECT a + b"), parse_one("SELECT a - b"))

gives a list of edits: what is only in the first tree is removed, what is only in the second is inserted, and what is in
both is kept, updated or moved. The algorithm is Change Distiller (Fluri et al., IEEE Transactions on Software Engineering
33(11), 2007).
"""

from __future__ import annotations

import sys
import types
import typing as t
from dataclasses import dataclass

from sqlectic import _native

if t.TYPE_CHECKING:
    from sqlectic.dialects.dialect import DialectType
    from sqlectic.expressions import Expr

__all__ = ["ChangeDistiller", "Edit", "Insert", "Keep", "Move", "Remove", "Update", "diff"]


@dataclass(frozen=True)
class Insert:
    """A node is only in the target."""

    expression: Expr


@dataclass(frozen=True)
class Remove:
    """A node is only in the source."""

    expression: Expr


@dataclass(frozen=True)
class Move:
    """A node of the source hangs elsewhere in the target."""

    source: Expr
    target: Expr


@dataclass(frozen=True)
class Update:
    """A node of the source says something else in the target."""

    source: Expr
    target: Expr


@dataclass(frozen=True)
class Keep:
    """A node is in both."""

    source: Expr
    target: Expr


Edit = t.Union[Insert, Remove, Move, Update, Keep]

_ONE: dict[str, t.Callable[[Expr], Edit]] = {"Insert": Insert, "Remove": Remove}
_TWO: dict[str, t.Callable[[Expr, Expr], Edit]] = {"Keep": Keep, "Move": Move, "Update": Update}


def diff(
    source: Expr,
    target: Expr,
    matchings: t.Optional[list[tuple[Expr, Expr]]] = None,
    delta_only: bool = False,
    **kwargs: t.Any,
) -> list[Edit]:
    """The edits that make `source` into `target`; their nodes are the very nodes of the two trees.

    `matchings` are pairs of nodes that are known to belong together. With `delta_only` what is kept is left out. Other
    arguments are those of `ChangeDistiller`.
    """
    return ChangeDistiller(**kwargs).diff(source, target, matchings=matchings, delta_only=delta_only)


class ChangeDistiller:
    """Compares trees: leaves by their texts, inner nodes by their leaves.

    `f` is the similarity of texts, between 0 and 1, from which on leaves are taken for the same; `t` the share of leaves
    that two inner nodes must have in common; `dialect` the one that texts are written in.
    """

    def __init__(self, f: float = 0.6, t: float = 0.6, dialect: DialectType = None) -> None:
        self.f = f
        self.t = t
        self.dialect = dialect

    def diff(
        self,
        source: Expr,
        target: Expr,
        matchings: t.Optional[list[tuple[Expr, Expr]]] = None,
        delta_only: bool = False,
    ) -> list[Edit]:
        """See the function `diff`."""
        found = _native.diff(source, target, list(matchings or ()), self.f, self.t, self.dialect, delta_only)
        return [_ONE[name](first) if second is None else _TWO[name](first, second) for name, first, second in found]


def __getattr__(name: str) -> t.Any:
    from sqlectic import expressions as exp

    if name == "UPDATABLE_EXPRESSION_TYPES":
        kinds = (exp.Alias, exp.Boolean, exp.Column, exp.DataType, exp.Lambda, exp.Literal, exp.Table, exp.Window)
        return kinds
    if name == "IGNORED_LEAF_EXPRESSION_TYPES":
        return (exp.Identifier,)
    raise AttributeError(f"module 'sqlectic.diff' has no attribute '{name}'")


class _Module(types.ModuleType):
    """The package has a function of the module's name: importing the module hides it, so the module can be called like it."""

    def __call__(self, *args: t.Any, **kwargs: t.Any) -> list[Edit]:
        return diff(*args, **kwargs)


sys.modules[__name__].__class__ = _Module
