"""Small functions that programs use beside trees."""

from __future__ import annotations

import typing as t

from sqlectic._log import logger as logger

T = t.TypeVar("T")


def seq_get(seq: t.Sequence[T], index: int) -> t.Optional[T]:
    """The item at an index, or None if there is none."""
    try:
        return seq[index]
    except IndexError:
        return None


def ensure_list(value: t.Any) -> list[t.Any]:
    """A list or tuple as a list; None as an empty one; anything else as a list of one."""
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def ensure_collection(value: t.Any) -> t.Collection[t.Any]:
    """A collection itself; None as an empty one; text and all else as a list of one."""
    if value is None:
        return []
    return value if isinstance(value, t.Collection) and not isinstance(value, (str, bytes)) else [value]


def camel_to_snake_case(name: str) -> str:
    """`FooBar` -> `FOO_BAR`."""
    return "".join(f"_{c}" if c.isupper() and i else c for i, c in enumerate(name)).upper()


def camel_to_underscore(name: str) -> str:
    """`FooBar` -> `foo_bar`."""
    return camel_to_snake_case(name).lower()


def to_bool(value: t.Any) -> t.Any:
    """`"true"`, `"1"` -> True; `"false"`, `"0"` -> False; others stay."""
    if isinstance(value, bool) or value is None:
        return value
    text = str(value).lower()
    if text in ("true", "1"):
        return True
    if text in ("false", "0"):
        return False
    return value


def csv(*args: str, sep: str = ", ") -> str:
    """Joins what is not empty."""
    return sep.join(arg for arg in args if arg)


def flatten(values: t.Iterable[t.Any]) -> t.Iterator[t.Any]:
    """The items of nested collections, one after the other; texts and nodes are single items."""
    for value in values:
        if is_iterable(value):
            yield from flatten(value)
        else:
            yield value


def find_new_name(taken: t.Collection[str], base: str) -> str:
    """`base`, or `base_2`, `base_3`, ...: the first that is not taken."""
    if base not in taken:
        return base
    i = 2
    while f"{base}_{i}" in taken:
        i += 1
    return f"{base}_{i}"


def split_num_words(
    value: str, sep: str, min_num_words: int, fill_from_start: bool = True
) -> list[t.Optional[str]]:
    """Splits a text into at least that many words; None fills up, from the start unless told otherwise.

    `split_num_words("db.table", ".", 3)` gives `[None, "db", "table"]`.
    """
    words: list[t.Optional[str]] = list(value.split(sep))
    missing: list[t.Optional[str]] = [None] * (min_num_words - len(words))
    return missing + words if fill_from_start else words + missing


def is_iterable(value: t.Any) -> bool:
    """Whether a value can be iterated; text and nodes count as single values."""
    from sqlectic import expressions as exp

    return hasattr(value, "__iter__") and not isinstance(value, (str, bytes, exp.Expr))


def is_int(text: str) -> bool:
    """Whether a text is a whole number."""
    try:
        int(text)
        return True
    except ValueError:
        return False


def to_int(value: t.Any, max_digits: int = 1000) -> t.Optional[int]:
    """A whole number from a number or its text; None for what is none, or has more digits."""
    from decimal import Decimal, InvalidOperation

    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    # The exponent is looked at first: written out, the number might fill the memory.
    if not number.is_finite() or abs(number.adjusted()) >= max_digits or number != number.to_integral_value():
        return None
    return int(number)


def is_float(text: str) -> bool:
    """Whether a text is a number."""
    try:
        float(text)
        return True
    except ValueError:
        return False


def name_sequence(prefix: str) -> t.Callable[[], str]:
    """A function that gives `prefix0`, `prefix1`, ... one after the other."""
    from itertools import count

    numbers = count()
    return lambda: f"{prefix}{next(numbers)}"


def object_to_dict(obj: t.Any, **kwargs: t.Any) -> dict[str, t.Any]:
    """The fields of an object, and more."""
    return {**{key: value for key, value in vars(obj).items()}, **kwargs}


def apply_index_offset(
    this: t.Any, expressions: list[t.Any], offset: int, dialect: t.Any = None
) -> list[t.Any]:
    """Shifts an index; see `sqlectic.expressions.apply_index_offset`."""
    from sqlectic import expressions as exp

    return exp.apply_index_offset(this, expressions, offset, dialect=dialect)


def merge_ranges(ranges: list[tuple[t.Any, t.Any]]) -> list[tuple[t.Any, t.Any]]:
    """Ranges in order, those that overlap made one."""
    if not ranges:
        return []
    first, *rest = sorted(ranges)
    merged = [first]
    for start, end in rest:
        last_start, last_end = merged[-1]
        if start <= last_end:
            merged[-1] = (last_start, max(last_end, end))
        else:
            merged.append((start, end))
    return merged


def first(it: t.Iterable[T]) -> T:
    """The first item."""
    return next(iter(it))


def while_changing(expression: t.Any, func: t.Callable[[t.Any], t.Any]) -> t.Any:
    """Applies a function until the tree stays the same."""
    while True:
        before = hash(expression)
        expression = func(expression)
        if hash(expression) == before:
            return expression


def tsort(dag: dict[T, set[T]]) -> list[T]:
    """Keys behind all that they depend on. Raises ValueError for a cycle."""
    result: list[T] = []
    waiting = {key: set(needs) for key, needs in dag.items()}
    for needs in list(waiting.values()):
        for need in needs:
            waiting.setdefault(need, set())
    while waiting:
        ready = {key for key, needs in waiting.items() if not needs}
        if not ready:
            raise ValueError("Cycle error")
        result.extend(sorted(ready))  # type: ignore[type-var]
        waiting = {key: needs - ready for key, needs in waiting.items() if key not in ready}
    return result


def subclasses(
    module_name: str, classes: t.Any, exclude: t.Any = ()
) -> list[t.Any]:
    """The classes in a module that derive from these."""
    import inspect
    import sys

    def wanted(obj: t.Any) -> bool:
        return inspect.isclass(obj) and issubclass(obj, classes) and obj not in ensure_list(exclude)

    return [obj for _, obj in inspect.getmembers(sys.modules[module_name], wanted)]


def dict_depth(d: t.Any) -> int:
    """How deep dicts are nested, told by their first items; 0 for what is none."""
    depth = 0
    while hasattr(d, "keys"):
        depth += 1
        d = next(iter(d.values()), None)
    return depth
