# mypy: ignore-errors
"""The dict that is a node's `args`, and the lists in it: what is done to them is done to the tree.

Neither makes a node the parent of what is put into it; `Expression.set` and `append` do.
"""

from __future__ import annotations

import operator
import typing as t

_MISSING = object()


class Args(dict[str, t.Any]):
    """The arguments of a node by name."""

    __slots__ = ("_node",)

    _node: t.Any

    def __missing__(self, key: str) -> None:
        # Programs ask so for what rules set to None, and are not to know which rules do.
        if key not in self._node.arg_types:
            raise KeyError(key)

    def __setitem__(self, key: str, value: t.Any) -> None:
        self._node._write(key, value)

    def __delitem__(self, key: str) -> None:
        _let_go(self.get(key))
        super().__delitem__(key)
        self._node._erase(key)

    def pop(self, key: str, default: t.Any = _MISSING) -> t.Any:
        if key not in self:
            if default is _MISSING:
                raise KeyError(key)
            return default
        value = self[key]
        del self[key]
        return value

    def popitem(self) -> tuple[str, t.Any]:
        if not self:
            raise KeyError("popitem(): dictionary is empty")
        key = next(reversed(self))
        return key, self.pop(key)

    def clear(self) -> None:
        for key in list(self):
            del self[key]

    def setdefault(self, key: str, default: t.Any = None) -> t.Any:
        if key not in self:
            self[key] = default
        return self[key]

    def update(self, *args: t.Any, **kwargs: t.Any) -> None:
        for key, value in dict(*args, **kwargs).items():
            self[key] = value

    def __ior__(self, other: t.Any) -> Args:  # type: ignore[override,misc]
        self.update(other)
        return self

    def copy(self) -> dict[str, t.Any]:
        return dict(self)

    def __copy__(self) -> dict[str, t.Any]:
        return dict(self)

    def __reduce__(self) -> tuple[t.Any, ...]:
        return dict, (dict(self),)


def _let_go(value: t.Any) -> None:
    if isinstance(value, Items):
        value._node = None


def _from_start(index: t.Any, size: int) -> int:
    index = operator.index(index)
    return index + size if index < 0 else index


class Items(list[t.Any]):
    """The items of a list argument."""

    __slots__ = ("_node", "_key")

    # Nothing, once something else took the place of the list.
    _node: t.Any
    _key: str

    def append(self, value: t.Any) -> None:
        super().append(value)
        if self._node is not None:
            self._node._push(self._key, value)

    def _changed(self) -> None:
        if self._node is not None:
            self._node._sync(self._key, self)

    def _spliced(self, start: int, removed: int, added: int) -> None:
        if self._node is not None:
            self._node._splice(self._key, start, removed, added, self)

    def __setitem__(self, index: t.Any, value: t.Any) -> None:
        super().__setitem__(index, value)
        if isinstance(index, slice):
            self._changed()
        else:
            self._spliced(_from_start(index, len(self)), 1, 1)

    def __delitem__(self, index: t.Any) -> None:
        size = len(self)
        super().__delitem__(index)
        if isinstance(index, slice):
            self._changed()
        else:
            self._spliced(_from_start(index, size), 1, 0)

    def __iadd__(self, other: t.Any) -> Items:  # type: ignore[misc,override]
        self.extend(other)
        return self

    def __imul__(self, times: t.Any) -> Items:
        super().__imul__(times)
        self._changed()
        return self

    def clear(self) -> None:
        super().clear()
        self._changed()

    def extend(self, values: t.Iterable[t.Any]) -> None:
        size = len(self)
        super().extend(values)
        self._spliced(size, 0, len(self) - size)

    def insert(self, index: t.Any, value: t.Any) -> None:
        size = len(self)
        super().insert(index, value)
        self._spliced(min(max(_from_start(index, size), 0), size), 0, 1)

    def pop(self, index: t.Any = -1) -> t.Any:
        size = len(self)
        value = super().pop(index)
        self._spliced(_from_start(index, size), 1, 0)
        return value

    def remove(self, value: t.Any) -> None:
        index = self.index(value)
        super().__delitem__(index)
        self._spliced(index, 1, 0)

    def reverse(self) -> None:
        super().reverse()
        self._changed()

    def sort(self, **options: t.Any) -> None:
        super().sort(**options)
        self._changed()

    def copy(self) -> list[t.Any]:
        return list(self)

    def __copy__(self) -> list[t.Any]:
        return list(self)

    def __reduce__(self) -> tuple[t.Any, ...]:
        return list, (list(self),)
