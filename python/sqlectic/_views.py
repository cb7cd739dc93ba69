"""What `Expression.args` shows: a real dict, and real lists in it.

In this version they can only be read: what is done to them would not reach the tree, so that changing them raises.
"""

from __future__ import annotations

import typing as t


def _closed(self: t.Any, *_args: t.Any, **_kwargs: t.Any) -> t.NoReturn:
    raise NotImplementedError("changing a tree from Python is not there yet: its args can only be read")


class Args(dict[str, t.Any]):
    """The arguments of a node by name."""

    __slots__ = ()
    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _closed


class Items(list[t.Any]):
    """The items of a list argument."""

    __slots__ = ()
    __setitem__ = __delitem__ = __iadd__ = __imul__ = append = clear = extend = insert = _closed
    pop = remove = reverse = sort = _closed
