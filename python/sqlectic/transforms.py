"""Rewrites of trees that dialects are made of, and what makes a renderer of them.

A rewrite changes the tree below a node in place and returns what stands there then: the node itself, or another one that
hangs under nothing yet.
"""

from __future__ import annotations

import typing as t

from sqlectic import _native
from sqlectic import expressions as exp

if t.TYPE_CHECKING:
    from sqlectic.expressions import Expr
    from sqlectic.generator import Generator

_E = t.TypeVar("_E", bound="Expr")


class SqlHandler(t.Protocol):
    """Something that writes a node."""

    def __call__(self, expression: Expr, *args: t.Any, **kwargs: t.Any) -> str: ...


def preprocess(
    transforms: list[t.Callable[[Expr], Expr]],
    generator: t.Optional[t.Callable[[Generator, Expr], str]] = None,
) -> t.Callable[[Generator, Expr], str]:
    """A renderer for `Generator.TRANSFORMS` that rewrites a node by all of these functions, one after the other, and writes
    what comes out: with `generator` if that is given, else as the generator writes nodes of the class.

    The renderer raises ValueError for a class that the generator has no other way to write.
    """

    def _to_sql(self: t.Any, expression: Expr) -> str:
        before = type(expression)
        result = transforms[0](expression)
        for transform in transforms[1:]:
            result = transform(result)
        if generator:
            return generator(self, result)
        if type(result) is not before:
            return t.cast(str, self.sql(result))
        handler = getattr(self, f"{result.key}_sql", None) or self.TRANSFORMS.get(before)
        if handler is None or handler is _to_sql:
            raise ValueError(f"Unsupported expression type {before.__name__}.")
        if getattr(handler, "__self__", None) is self:
            return t.cast(str, handler(result))
        return t.cast(str, handler(self, result))

    return _to_sql


def add_recursive_cte_column_names(expression: Expr) -> Expr:
    """Names the columns of recursive common table expressions."""
    return _native.rewrite("add_recursive_cte_column_names", expression)


def add_within_group_for_percentiles(expression: Expr) -> Expr:
    """`PERCENTILE_CONT(x, 0.5)` -> `PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x)`."""
    if isinstance(expression.parent, exp.WithinGroup):
        return expression
    return _native.rewrite("add_within_group_for_percentiles", expression)


def any_to_exists(expression: Expr) -> Expr:
    """`a > ANY(b)` -> `EXISTS(b, x -> a > x)`."""
    return _native.rewrite("any_to_exists", expression)


def ctas_with_tmp_tables_to_create_tmp_view(
    expression: Expr,
    tmp_storage_provider: t.Callable[[Expr], Expr] = lambda e: e,
) -> Expr:
    """`CREATE TEMPORARY TABLE ... AS` -> `CREATE TEMPORARY VIEW ... AS`; a temporary table without a query is what
    `tmp_storage_provider` makes of it."""
    assert isinstance(expression, exp.Create)
    properties = expression.args.get("properties")
    temporary = properties and any(isinstance(prop, exp.TemporaryProperty) for prop in properties.expressions)
    if not temporary or expression.args.get("kind") != "TABLE":
        return expression
    if expression.expression:
        return _native.rewrite("ctas_with_tmp_tables_to_create_tmp_view", expression)
    return tmp_storage_provider(expression)


def eliminate_distinct_on(expression: Expr) -> Expr:
    """`SELECT DISTINCT ON (...)` -> a query for the rows whose number in their group is 1."""
    return _native.rewrite("eliminate_distinct_on", expression)


def eliminate_full_outer_join(expression: Expr) -> Expr:
    """A full outer join -> a union of a left and a right one."""
    return _native.rewrite("eliminate_full_outer_join", expression)


def eliminate_join_marks(expression: Expr) -> Expr:
    """Columns marked by `(+)` -> `LEFT JOIN`. A table is joined behind those that its condition is about.

    Raises AssertionError if a condition has marks on more than one table, or on none that it could be joined with.
    """
    result = _native.rewrite("eliminate_join_marks", expression)
    for where in result.find_all(exp.Where):
        if any(column.args.get("join_mark") for column in where.find_all(exp.Column)):
            raise AssertionError("Cannot combine JOIN predicates from different tables")
    return result


def eliminate_qualify(expression: Expr) -> Expr:
    """`QUALIFY` -> a condition on a query around this one."""
    return _native.rewrite("eliminate_qualify", expression)


def eliminate_semi_and_anti_joins(expression: Expr) -> Expr:
    """Semi and anti joins -> `EXISTS` and `NOT EXISTS`."""
    return _native.rewrite("eliminate_semi_and_anti_joins", expression)


def eliminate_window_clause(expression: Expr) -> Expr:
    """The windows that `WINDOW` names -> in the places where they are used."""
    return _native.rewrite("eliminate_window_clause", expression)


def ensure_bools(expression: Expr) -> Expr:
    """Numbers as conditions -> comparisons with 0."""
    return _native.rewrite("ensure_bools", expression)


def epoch_cast_to_ts(expression: Expr) -> Expr:
    """`CAST('epoch' AS TIMESTAMP)` -> the time that the word stands for."""
    return _native.rewrite("epoch_cast_to_ts", expression)


def explode_projection_to_unnest(index_offset: int = 0, unnest_map: bool = False) -> t.Callable[[Expr], Expr]:
    """A rewrite: arrays that are exploded among the projections -> `UNNEST` in `FROM`.

    `index_offset` is the position of an array's first item. Maps are read as arrays are, `unnest_map` makes no difference.
    """

    def _explode_projection_to_unnest(expression: Expr) -> Expr:
        return _native.rewrite("explode_projection_to_unnest", expression, index_offset)

    return _explode_projection_to_unnest


def inherit_struct_field_names(expression: Expr) -> Expr:
    """Gives the structs of an array the field names of the first one."""
    return _native.rewrite("inherit_struct_field_names", expression)


def move_ctes_to_top_level(expression: _E) -> _E:
    """Moves common table expressions of inner queries to the outermost one."""
    return t.cast(_E, _native.rewrite("move_ctes_to_top_level", expression))


def move_partitioned_by_to_schema_columns(expression: Expr) -> Expr:
    """Puts the columns that a table is partitioned by among its columns."""
    return _native.rewrite("move_partitioned_by_to_schema_columns", expression)


def move_schema_columns_to_partitioned_by(expression: Expr) -> Expr:
    """Takes the columns that a table is partitioned by out of its columns."""
    return _native.rewrite("move_schema_columns_to_partitioned_by", expression)


def remove_precision_parameterized_types(expression: Expr) -> Expr:
    """`DECIMAL(10, 2)` -> `DECIMAL`, and so with all types of numbers in parentheses."""
    return _native.rewrite("remove_precision_parameterized_types", expression)


def remove_unique_constraints(expression: Expr) -> Expr:
    """Takes `UNIQUE` out of the definition of a table."""
    return _native.rewrite("remove_unique_constraints", expression)


def remove_within_group_for_percentiles(expression: Expr) -> Expr:
    """`PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x)` -> `APPROX_QUANTILE(x, 0.5)`."""
    return _native.rewrite("remove_within_group_for_percentiles", expression)


def struct_kv_to_alias(expression: Expr) -> Expr:
    """`STRUCT(a := 1)` -> `STRUCT(1 AS a)`."""
    return _native.rewrite("struct_kv_to_alias", expression)


def unnest_generate_date_array_using_recursive_cte(expression: Expr) -> Expr:
    """`UNNEST(GENERATE_DATE_ARRAY(...))` -> a recursive common table expression."""
    return _native.rewrite("unnest_generate_date_array_using_recursive_cte", expression)


def unnest_generate_series(expression: Expr) -> Expr:
    """A series that is read as a table -> `UNNEST` of it."""
    return _native.rewrite("unnest_generate_series", expression)


def unnest_to_explode(expression: Expr, unnest_using_arrays_zip: bool = True) -> Expr:
    """`UNNEST` in `FROM` and joins -> `EXPLODE` there and in `LATERAL VIEW`.

    Several arrays side by side are zipped; without `unnest_using_arrays_zip` they stay.
    """
    return _native.rewrite("unnest_to_explode" if unnest_using_arrays_zip else "unnest_one_to_explode", expression)


def unqualify_columns(expression: Expr) -> Expr:
    """`t.a` -> `a`."""
    return _native.rewrite("unqualify_columns", expression)


def unqualify_pivot_fields(expression: Expr) -> Expr:
    """`FOR t.a IN (...)` in a pivot -> `FOR a IN (...)`."""
    return _native.rewrite("unqualify_pivot_fields", expression)


def unqualify_unnest(expression: Expr) -> Expr:
    """`u.x`, where `u` is an `UNNEST`, -> `x`."""
    return _native.rewrite("unqualify_unnest", expression)
