# mypy: ignore-errors
"""Queries and statements that change data, built clause by clause; tables, joins and what they give."""

from __future__ import annotations

import typing as t

from sqlectic import _native
from sqlectic import expressions as exp
from sqlectic.expressions.core import (
    ExpOrStr,
    QualifiedMembers,
    alias_,
    and_,
    convert,
    maybe_copy,
    maybe_parse,
    to_identifier,
)
from sqlectic.helper import ensure_list

if t.TYPE_CHECKING:
    from sqlectic.dialects.dialect import DialectType
    from sqlectic.expressions import (
        CTE,
        Create,
        DataType,
        Except,
        Expr,
        Identifier,
        In,
        Intersect,
        Query,
        Subquery,
        Union,
    )

# The class that a member is called on: clauses give back what they were set on.
_S = t.TypeVar("_S")

QUERY_MODIFIERS = {
    key: False
    for key in (
        "match",
        "laterals",
        "joins",
        "connect",
        "pivots",
        "prewhere",
        "where",
        "group",
        "having",
        "qualify",
        "windows",
        "distribute",
        "sort",
        "cluster",
        "order",
        "limit",
        "offset",
        "locks",
        "sample",
        "settings",
        "format",
        "options",
        "for_",
    )
}


def __getattr__(name: str) -> t.Any:
    return getattr(exp, name)


# ---- how clauses are set ------------------------------------------------------------------------------------------


def _set_one(
    node: t.Any, key: str, into: t.Any, expression: t.Any, inner: str, prefix: str, copy: bool, dialect: t.Any, opts: t.Any
) -> t.Any:
    """Sets a clause that holds a single expression, which may be the clause itself."""
    if isinstance(expression, exp.Expr) and not isinstance(expression, into):
        expression = into(**{inner: expression})
    node = maybe_copy(node, copy)
    node.set(key, maybe_parse(expression, prefix=prefix, into=into, dialect=dialect, **opts))
    return node


def _set_list(
    node: t.Any, key: str, into: t.Any, expressions: t.Any, append: bool, copy: bool, dialect: t.Any, opts: t.Any
) -> t.Any:
    """Sets an argument that holds a list of expressions."""
    node = maybe_copy(node, copy)
    new = [maybe_parse(item, into=into, dialect=dialect, copy=copy, **opts) for item in expressions if item is not None]
    node.set(key, [*(node.args.get(key) or []), *new] if append else new)
    return node


def _set_clause(
    node: t.Any,
    key: str,
    into: t.Any,
    expressions: t.Any,
    prefix: str,
    append: bool,
    copy: bool,
    dialect: t.Any,
    opts: t.Any,
) -> t.Any:
    """Sets a clause that holds a list; text is parsed as a clause, so that what is more than a list is kept."""
    node = maybe_copy(node, copy)
    items: list[t.Any] = []
    more: dict[str, t.Any] = {}
    for expression in expressions:
        if expression is None:
            continue
        if isinstance(expression, exp.Expr) and not isinstance(expression, into):
            expression = into(expressions=[expression])
        clause = maybe_parse(expression, into=into, prefix=prefix, dialect=dialect, copy=copy, **opts)
        for name, value in clause.args.items():
            if name == "expressions":
                items.extend(value)
            else:
                more[name] = value
    old = node.args.get(key)
    if append and old:
        items = [*old.expressions, *items]
    made = into(expressions=items)
    for name, value in more.items():
        made.set(name, value)
    node.set(key, made)
    return node


def _set_condition(
    node: t.Any, key: str, into: t.Any, expressions: t.Any, append: bool, copy: bool, dialect: t.Any, opts: t.Any
) -> t.Any:
    """Sets a condition, all of which have to hold; `into` is the clause around it, if there is one."""
    given = [expression for expression in expressions if expression is not None and expression != ""]
    if not given:
        return maybe_copy(node, copy) if copy else node
    node = maybe_copy(node, copy)
    old = node.args.get(key)
    if append and old is not None:
        given = [old.this if into else old, *given]
    # A clause stands for its condition.
    given = [item.this if into and isinstance(item, into) else item for item in given]
    made = and_(*given, dialect=dialect, copy=copy, **opts)
    node.set(key, into(this=made) if into else made)
    return node


def _add_cte(
    node: t.Any,
    alias: t.Any,
    as_: t.Any,
    recursive: t.Any,
    materialized: t.Any,
    append: bool,
    dialect: t.Any,
    copy: bool,
    scalar: t.Any,
    opts: t.Any,
) -> t.Any:
    name = maybe_parse(alias, dialect=dialect, into=exp.TableAlias, **opts)
    query = maybe_parse(as_, dialect=dialect, copy=copy, **opts)
    if scalar and not isinstance(query, exp.Subquery):
        query = exp.Subquery(this=query)
    cte = exp.CTE(this=query, alias=name, materialized=materialized, scalar=scalar)
    node = maybe_copy(node, copy)
    old = node.args.get("with_")
    ctes = [*(old.expressions if append and old else []), cte]
    made = exp.With(expressions=ctes)
    if recursive or (append and old and old.args.get("recursive")):
        made.set("recursive", True)
    node.set("with_", made)
    return node


def _combine(
    expressions: t.Any, operation: t.Any, distinct: bool, dialect: t.Any, copy: bool, opts: t.Any
) -> t.Any:
    first, *rest = (maybe_parse(item, dialect=dialect, copy=copy, **opts) for item in expressions)
    for other in rest:
        first = operation(this=first, expression=other, distinct=distinct, **_no_reader(opts))
    return first


def _no_reader(opts: t.Mapping[str, t.Any]) -> dict[str, t.Any]:
    """What of the options is not for the parser: arguments of the operation."""
    known = {"error_level", "error_message_context", "max_errors", "max_bytes", "max_tokens", "max_nodes", "max_depth", "max_growth", "timeout"}
    return {key: value for key, value in opts.items() if key not in known}


def union(
    *expressions: ExpOrStr, distinct: bool = True, dialect: DialectType = None, copy: bool = True, **opts: t.Any
) -> Union:
    """The rows of any of the queries, each once unless told otherwise."""
    if len(expressions) < 2:
        raise AssertionError("At least two expressions are required by `union`.")
    return _combine(expressions, exp.Union, distinct, dialect, copy, opts)


def intersect(
    *expressions: ExpOrStr, distinct: bool = True, dialect: DialectType = None, copy: bool = True, **opts: t.Any
) -> Intersect:
    """The rows that all queries give, each once unless told otherwise."""
    if len(expressions) < 2:
        raise AssertionError("At least two expressions are required by `intersect`.")
    return _combine(expressions, exp.Intersect, distinct, dialect, copy, opts)


def except_(
    *expressions: ExpOrStr, distinct: bool = True, dialect: DialectType = None, copy: bool = True, **opts: t.Any
) -> Except:
    """The rows of the first query that the others don't give, each once unless told otherwise."""
    if len(expressions) < 2:
        raise AssertionError("At least two expressions are required by `except_`.")
    return _combine(expressions, exp.Except, distinct, dialect, copy, opts)


# ---- queries ------------------------------------------------------------------------------------------------------


class SelectableMembers:
    @property
    def selects(self) -> list[Expr]:
        """The projections."""
        raise NotImplementedError(f"{type(self).__name__} does not say what it gives")

    @property
    def named_selects(self) -> list[str]:
        """The names of the projections."""
        return [projection.output_name for projection in self.selects]


class DerivedTableMembers:
    @property
    def selects(self) -> list[Expr]:
        """The projections of the query inside."""
        return self.this.selects if isinstance(self.this, exp.Query) else []  # type: ignore[attr-defined]


class UDTFMembers:
    @property
    def selects(self) -> list[Expr]:
        """The columns that its alias names."""
        alias = self.args.get("alias")  # type: ignore[attr-defined]
        return alias.columns if alias else []


class UnnestMembers:
    @property
    def selects(self) -> list[Expr]:
        """The columns that its alias names, and the one of the offset."""
        columns = exp.UDTF.selects.fget(self)
        offset = self.args.get("offset")  # type: ignore[attr-defined]
        if offset:
            columns = [*columns, to_identifier("offset") if offset is True else offset]
        return columns  # type: ignore[no-any-return]


class LateralMembers:
    @property
    def selects(self) -> list[Expr]:
        """The columns that its alias names."""
        alias = self.args.get("alias")  # type: ignore[attr-defined]
        return alias.columns if alias else []


class FilteredMembers:
    """What has a WHERE."""

    def where(
        self: _S,
        *expressions: t.Optional[ExpOrStr],
        append: bool = True,
        dialect: DialectType = None,
        copy: bool = True,
        **opts: t.Any,
    ) -> _S:
        """The rows for which all conditions hold."""
        return _set_condition(self, "where", exp.Where, expressions, append, copy, dialect, opts)


class CteMembers:
    """What has a WITH."""

    @property
    def ctes(self) -> list[CTE]:
        """The named queries of its WITH."""
        with_ = self.args.get("with_")  # type: ignore[attr-defined]
        return with_.expressions if with_ else []


class NamedQueriesMembers:
    """What a WITH is added to."""

    def with_(
        self: _S,
        alias: ExpOrStr,
        as_: ExpOrStr,
        recursive: t.Optional[bool] = None,
        materialized: t.Optional[bool] = None,
        append: bool = True,
        dialect: DialectType = None,
        copy: bool = True,
        **opts: t.Any,
    ) -> _S:
        """With a named query."""
        return _add_cte(self, alias, as_, recursive, materialized, append, dialect, copy, None, opts)


class QueryMembers(FilteredMembers, CteMembers):
    def subquery(self, alias: t.Optional[ExpOrStr] = None, copy: bool = True) -> Subquery:
        """The query in parentheses, with a name."""
        this = maybe_copy(self, copy)
        if not isinstance(alias, exp.Expr):
            alias = exp.TableAlias(this=to_identifier(alias)) if alias else None
        return exp.Subquery(this=this, alias=alias)

    def limit(self: _S, expression: t.Union[ExpOrStr, int], dialect: DialectType = None, copy: bool = True, **opts: t.Any) -> _S:
        """At most that many rows."""
        return _set_one(self, "limit", exp.Limit, expression, "expression", "LIMIT", copy, dialect, opts)

    def offset(self: _S, expression: t.Union[ExpOrStr, int], dialect: DialectType = None, copy: bool = True, **opts: t.Any) -> _S:
        """Without that many first rows."""
        return _set_one(self, "offset", exp.Offset, expression, "expression", "OFFSET", copy, dialect, opts)

    def order_by(
        self: _S,
        *expressions: t.Optional[ExpOrStr],
        append: bool = True,
        dialect: DialectType = None,
        copy: bool = True,
        **opts: t.Any,
    ) -> _S:
        """In this order."""
        return _set_clause(self, "order", exp.Order, expressions, "ORDER BY", append, copy, dialect, opts)

    def with_(
        self: _S,
        alias: ExpOrStr,
        as_: ExpOrStr,
        recursive: t.Optional[bool] = None,
        materialized: t.Optional[bool] = None,
        append: bool = True,
        dialect: DialectType = None,
        copy: bool = True,
        scalar: t.Optional[bool] = None,
        **opts: t.Any,
    ) -> _S:
        """With a named query."""
        return _add_cte(self, alias, as_, recursive, materialized, append, dialect, copy, scalar, opts)

    def union(
        self, *expressions: ExpOrStr, distinct: bool = True, dialect: DialectType = None, copy: bool = True, **opts: t.Any
    ) -> Union:
        """This and other queries' rows; see `union`."""
        return union(self, *expressions, distinct=distinct, dialect=dialect, copy=copy, **opts)

    def intersect(
        self, *expressions: ExpOrStr, distinct: bool = True, dialect: DialectType = None, copy: bool = True, **opts: t.Any
    ) -> Intersect:
        """The rows that the others give too; see `intersect`."""
        return intersect(self, *expressions, distinct=distinct, dialect=dialect, copy=copy, **opts)

    def except_(
        self, *expressions: ExpOrStr, distinct: bool = True, dialect: DialectType = None, copy: bool = True, **opts: t.Any
    ) -> Except:
        """The rows that the others don't give; see `except_`."""
        return except_(self, *expressions, distinct=distinct, dialect=dialect, copy=copy, **opts)


class SelectMembers:
    def from_(self: _S, expression: ExpOrStr, dialect: DialectType = None, copy: bool = True, **opts: t.Any) -> _S:
        """From a table or a query."""
        return _set_one(self, "from_", exp.From, expression, "this", "FROM", copy, dialect, opts)

    def group_by(
        self: _S,
        *expressions: t.Optional[ExpOrStr],
        append: bool = True,
        dialect: DialectType = None,
        copy: bool = True,
        **opts: t.Any,
    ) -> _S:
        """Rows with equal keys made one; without keys nothing changes."""
        if not expressions:
            return maybe_copy(self, copy) if copy else self
        return _set_clause(self, "group", exp.Group, expressions, "GROUP BY", append, copy, dialect, opts)

    def sort_by(
        self: _S,
        *expressions: t.Optional[ExpOrStr],
        append: bool = True,
        dialect: DialectType = None,
        copy: bool = True,
        **opts: t.Any,
    ) -> _S:
        """In this order within each worker."""
        return _set_clause(self, "sort", exp.Sort, expressions, "SORT BY", append, copy, dialect, opts)

    def cluster_by(
        self: _S,
        *expressions: t.Optional[ExpOrStr],
        append: bool = True,
        dialect: DialectType = None,
        copy: bool = True,
        **opts: t.Any,
    ) -> _S:
        """Distributed and sorted by these."""
        return _set_clause(self, "cluster", exp.Cluster, expressions, "CLUSTER BY", append, copy, dialect, opts)

    def select(
        self: _S,
        *expressions: t.Optional[ExpOrStr],
        append: bool = True,
        dialect: DialectType = None,
        copy: bool = True,
        **opts: t.Any,
    ) -> _S:
        """With these projections too, or only these."""
        return _set_list(self, "expressions", exp.Expr, expressions, append, copy, dialect, opts)

    def lateral(
        self: _S,
        *expressions: t.Optional[ExpOrStr],
        append: bool = True,
        dialect: DialectType = None,
        copy: bool = True,
        **opts: t.Any,
    ) -> _S:
        """With lateral views."""
        node = maybe_copy(self, copy)
        new = [
            maybe_parse(item, into=exp.Lateral, prefix="LATERAL VIEW", dialect=dialect, copy=copy, **opts)
            for item in expressions
            if item is not None
        ]
        node.set("laterals", [*(node.args.get("laterals") or []), *new] if append else new)
        return node

    def join(
        self: _S,
        expression: ExpOrStr,
        on: t.Union[ExpOrStr, list[ExpOrStr], None] = None,
        using: t.Union[ExpOrStr, list[ExpOrStr], None] = None,
        append: bool = True,
        join_type: t.Optional[str] = None,
        join_alias: t.Union[Identifier, str, None] = None,
        dialect: DialectType = None,
        copy: bool = True,
        **opts: t.Any,
    ) -> _S:
        """Joined with a table or a query. `join_type` is as in `left outer`; `on` and `using` may be lists."""
        join = _join_of(expression, dialect, copy, opts)
        if isinstance(join.this, exp.Select):
            join.this.replace(join.this.subquery())
        if join_type:
            typed = _native.parse_one(f"FROM _ {join_type} JOIN _", dialect, into=exp.From, **opts).this.args["joins"][0]
            for key in ("method", "side", "kind"):
                if typed.args.get(key):
                    join.set(key, typed.args[key])
        if on:
            join.set("on", and_(*ensure_list(on), dialect=dialect, copy=copy, **opts))
        if using:
            join = join.using(*ensure_list(using), append=append, dialect=dialect, copy=False, **opts)
        if join_alias:
            join.set("this", alias_(join.this, join_alias, table=True, copy=False))
        node = maybe_copy(self, copy)
        node.set("joins", [*(node.args.get("joins") or []), join] if append else [join])
        return node

    def having(
        self: _S,
        *expressions: t.Optional[ExpOrStr],
        append: bool = True,
        dialect: DialectType = None,
        copy: bool = True,
        **opts: t.Any,
    ) -> _S:
        """The groups for which all conditions hold."""
        return _set_condition(self, "having", exp.Having, expressions, append, copy, dialect, opts)

    def window(
        self: _S,
        *expressions: t.Optional[ExpOrStr],
        append: bool = True,
        dialect: DialectType = None,
        copy: bool = True,
        **opts: t.Any,
    ) -> _S:
        """With named windows."""
        return _set_list(self, "windows", exp.Window, expressions, append, copy, dialect, opts)

    def qualify(
        self: _S,
        *expressions: t.Optional[ExpOrStr],
        append: bool = True,
        dialect: DialectType = None,
        copy: bool = True,
        **opts: t.Any,
    ) -> _S:
        """The rows for which all conditions on windows hold."""
        return _set_condition(self, "qualify", exp.Qualify, expressions, append, copy, dialect, opts)

    def distinct(self: _S, *ons: t.Optional[ExpOrStr], distinct: bool = True, copy: bool = True) -> _S:
        """Each row once, or the first of those with equal keys."""
        node = maybe_copy(self, copy)
        on = exp.Tuple(expressions=[maybe_parse(item, copy=copy) for item in ons if item]) if ons else None
        node.set("distinct", exp.Distinct(on=on) if distinct else None)
        return node

    def ctas(
        self,
        table: ExpOrStr,
        properties: t.Optional[t.Mapping[str, t.Any]] = None,
        dialect: DialectType = None,
        copy: bool = True,
        **opts: t.Any,
    ) -> Create:
        """A table of what the query gives."""
        node = maybe_copy(self, copy)
        this = maybe_parse(table, into=exp.Table, dialect=dialect, **opts)
        facts = exp.Properties.from_dict(properties) if properties else None
        return exp.Create(this=this, kind="TABLE", expression=node, properties=facts)

    def lock(self: _S, update: bool = True, copy: bool = True) -> _S:
        """With its rows locked, for changes or for reading."""
        node = maybe_copy(self, copy)
        node.set("locks", [exp.Lock(update=update)])
        return node

    def hint(self: _S, *hints: ExpOrStr, dialect: DialectType = None, copy: bool = True) -> _S:
        """With hints for the optimizer."""
        node = maybe_copy(self, copy)
        node.set("hint", exp.Hint(expressions=[maybe_parse(hint, copy=copy, dialect=dialect) for hint in hints]))
        return node

    @property
    def selects(self) -> list[Expr]:
        """The projections."""
        return self.expressions  # type: ignore[attr-defined,no-any-return]

    @property
    def named_selects(self) -> list[str]:
        """The names of the projections; those of all that an alias for several names."""
        names = []
        for projection in self.expressions:  # type: ignore[attr-defined]
            if projection.alias_or_name:
                names.append(projection.output_name)
            elif isinstance(projection, exp.Aliases):
                names.extend(alias.name for alias in projection.aliases)
        return names


def _join_of(expression: t.Any, dialect: t.Any, copy: bool, opts: t.Any) -> t.Any:
    """A join from text, with or without the word, from a join or from what is joined."""
    if isinstance(expression, exp.Join):
        return maybe_copy(expression, copy)
    if not isinstance(expression, exp.Expr):
        from sqlectic.errors import ParseError

        try:
            return maybe_parse(expression, into=exp.Join, prefix="JOIN", dialect=dialect, **opts)
        except ParseError:
            expression = maybe_parse(expression, into=(exp.Join, exp.Expression), dialect=dialect, **opts)
    if isinstance(expression, exp.Join):
        return expression
    return exp.Join(this=maybe_copy(expression, copy))


class SetOperationMembers:
    def select(
        self: _S,
        *expressions: t.Optional[ExpOrStr],
        append: bool = True,
        dialect: DialectType = None,
        copy: bool = True,
        **opts: t.Any,
    ) -> _S:
        """With these projections too in all queries, or only these."""
        node = maybe_copy(self, copy)
        for query in (node.this, node.expression):
            query.unnest().select(*expressions, append=append, dialect=dialect, copy=False, **opts)
        return node

    @property
    def selects(self) -> list[Expr]:
        """The projections of the first query."""
        return _first_query(self).selects  # type: ignore[no-any-return]

    @property
    def named_selects(self) -> list[str]:
        """The names of the projections: of the first query, or by name those of all queries, each once."""
        names: list[str] = []
        stack: list[t.Any] = [self]
        while stack:
            query = stack.pop().unnest()
            if not isinstance(query, exp.SetOperation):
                names.extend(query.named_selects)
            elif query.args.get("by_name"):
                stack += [query.expression, query.this]
            elif isinstance(query.this.unnest(), exp.SetOperation):
                stack.append(query.this)
            else:
                names.extend(projection.output_name for projection in query.this.unnest().selects)
        return list(dict.fromkeys(names)) if self.args.get("by_name") else names  # type: ignore[attr-defined]

    @property
    def left(self) -> Query:
        """The first query."""
        return self.this

    @property
    def right(self) -> Query:
        """The second query."""
        return self.expression

    @property
    def kind(self) -> str:
        """`INNER`, `OUTER` or nothing."""
        return self.text("kind").upper()

    @property
    def side(self) -> str:
        """`LEFT`, `FULL` or nothing."""
        return self.text("side").upper()


def _first_query(node: t.Any) -> t.Any:
    while isinstance(node, exp.SetOperation):
        node = node.this.unnest()
    return node


class SubqueryMembers:
    is_subquery = True

    def unnest(self) -> Query:
        """The query inside all parentheses."""
        this = self
        while isinstance(this, exp.Subquery):
            this = this.this
        return this

    def unwrap(self) -> Subquery:
        """The outermost of parentheses around parentheses that add nothing."""
        this: t.Any = self
        while this.same_parent and this.is_wrapper:
            this = this.parent
        return this

    def select(
        self: _S,
        *expressions: t.Optional[ExpOrStr],
        append: bool = True,
        dialect: DialectType = None,
        copy: bool = True,
        **opts: t.Any,
    ) -> _S:
        """With these projections too in the query inside, or only these."""
        node = maybe_copy(self, copy)
        node.unnest().select(*expressions, append=append, dialect=dialect, copy=False, **opts)
        return node

    @property
    def is_wrapper(self) -> bool:
        """Whether it is nothing but parentheses: no name, no clause."""
        return not any(value is not None for key, value in self.args.items() if key != "this" and value != [])  # type: ignore[attr-defined]


class TableMembers(QualifiedMembers):
    @property
    def selects(self) -> list[Expr]:
        """Nothing: what a table gives is not in the query."""
        return []

    @property
    def named_selects(self) -> list[str]:
        """Nothing: what a table gives is not in the query."""
        return []

    @property
    def parts(self) -> list[Expr]:
        """The identifiers, from catalog to table."""
        parts: list[t.Any] = []
        for key in ("catalog", "db", "this"):
            part = self.args.get(key)  # type: ignore[attr-defined]
            if isinstance(part, exp.Dot):
                parts.extend(part.flatten())
            elif isinstance(part, exp.Expr):
                parts.append(part)
        return parts

    def to_column(self, copy: bool = True) -> Expr:
        """The same parts as a column; with the table's alias if it has one."""
        parts = self.parts
        last = parts[-1]
        if isinstance(last, exp.Identifier):
            col = exp.column(*reversed(parts[:4]), fields=parts[4:], copy=copy)
        else:
            col = last
        alias = self.args.get("alias")  # type: ignore[attr-defined]
        return alias_(col, alias.this, copy=copy) if alias else col


class TableAliasMembers:
    @property
    def columns(self) -> list[Expr]:
        """The names of the columns."""
        return self.args.get("columns") or []


class WithMembers:
    @property
    def recursive(self) -> bool:
        """Whether queries may name themselves."""
        return bool(self.args.get("recursive"))


class JoinMembers:
    @property
    def method(self) -> str:
        """`NATURAL`, `ASOF` or nothing."""
        return self.text("method").upper()

    @property
    def kind(self) -> str:
        """`INNER`, `CROSS`, `SEMI` ... or nothing."""
        return self.text("kind").upper()

    @property
    def side(self) -> str:
        """`LEFT`, `RIGHT`, `FULL` or nothing."""
        return self.text("side").upper()

    @property
    def hint(self) -> str:
        """A hint for the optimizer, or nothing."""
        return self.text("hint").upper()

    @property
    def is_semi_or_anti_join(self) -> bool:
        """Whether it only filters."""
        return self.kind in ("SEMI", "ANTI")

    def on(
        self: _S,
        *expressions: t.Optional[ExpOrStr],
        append: bool = True,
        dialect: DialectType = None,
        copy: bool = True,
        **opts: t.Any,
    ) -> _S:
        """On these conditions too, or only these."""
        return _set_condition(self, "on", None, expressions, append, copy, dialect, opts)

    def using(
        self: _S,
        *expressions: t.Optional[ExpOrStr],
        append: bool = True,
        dialect: DialectType = None,
        copy: bool = True,
        **opts: t.Any,
    ) -> _S:
        """On equal values of these columns too, or only these."""
        node = _set_list(self, "using", None, expressions, append, copy, dialect, opts)
        # Plain names.
        node.set("using", [item.this if isinstance(item, exp.Column) and not item.table else item for item in node.args["using"]])
        return node


class LimitMembers:
    @property
    def is_limit_all(self) -> bool:
        """Whether it is no limit."""
        return isinstance(self.expression, exp.Column) and self.expression.name.upper() == "ALL"


class PivotMembers:
    @property
    def unpivot(self) -> bool:
        """Whether columns become rows."""
        return bool(self.args.get("unpivot"))

    @property
    def fields(self) -> list[Expr]:
        """What is pivoted."""
        return self.args.get("fields") or []


class TupleMembers:
    def isin(
        self,
        *expressions: t.Any,
        query: t.Optional[ExpOrStr] = None,
        unnest: t.Union[ExpOrStr, list[ExpOrStr], None] = None,
        copy: bool = True,
        **opts: t.Any,
    ) -> In:
        """Whether it is one of the values, of the rows of a query, or of the items of an array."""
        items = unnest and exp.Unnest(expressions=[maybe_parse(item, copy=copy, **opts) for item in ensure_list(unnest)])
        return exp.In(
            this=maybe_copy(self, copy),
            expressions=[convert(item, copy=copy) for item in expressions],
            query=maybe_parse(query, copy=copy, **opts) if query else None,
            unnest=items or None,
        )


class ColumnDefMembers:
    @property
    def kind(self) -> t.Optional[DataType]:
        """The data type."""
        return self.args.get("kind")

    @property
    def constraints(self) -> list[Expr]:
        """The constraints."""
        return self.args.get("constraints") or []


class ColumnConstraintMembers:
    @property
    def kind(self) -> t.Any:
        """What is required."""
        return self.args["kind"]


# ---- definitions and changes ----------------------------------------------------------------------------------------


class DDLMembers(CteMembers):
    @property
    def selects(self) -> list[Expr]:
        """The projections of its query."""
        return self.expression.selects if isinstance(self.expression, exp.Query) else []  # type: ignore[attr-defined]

    @property
    def named_selects(self) -> list[str]:
        """The names of the projections of its query."""
        return self.expression.named_selects if isinstance(self.expression, exp.Query) else []  # type: ignore[attr-defined]


class KindMembers:
    @property
    def kind(self) -> t.Optional[str]:
        """What is made, changed or dropped."""
        return self.args.get("kind") and self.args["kind"].upper()


class AlterMembers:
    @property
    def kind(self) -> t.Optional[str]:
        """What is changed."""
        return self.args.get("kind") and self.args["kind"].upper()

    @property
    def actions(self) -> list[Expr]:
        """What is done to it."""
        return self.args.get("actions") or []


class DMLMembers:
    def returning(self: _S, expression: ExpOrStr, dialect: DialectType = None, copy: bool = True, **opts: t.Any) -> _S:
        """Giving back what was changed."""
        return _set_one(self, "returning", exp.Returning, expression, "this", "RETURNING", copy, dialect, opts)


class DeleteMembers(FilteredMembers):
    def delete(self: _S, table: ExpOrStr, dialect: DialectType = None, copy: bool = True, **opts: t.Any) -> _S:
        """From this table."""
        node = maybe_copy(self, copy)
        node.set("this", maybe_parse(table, into=exp.Table, dialect=dialect, **opts))
        return node


class InsertMembers(NamedQueriesMembers):
    """What inserts can do."""

class UpdateMembers(FilteredMembers, NamedQueriesMembers):
    def table(self: _S, expression: ExpOrStr, dialect: DialectType = None, copy: bool = True, **opts: t.Any) -> _S:
        """In this table."""
        node = maybe_copy(self, copy)
        node.set("this", maybe_parse(expression, into=exp.Table, dialect=dialect, **opts))
        return node

    def set_(
        self: _S,
        *expressions: t.Optional[ExpOrStr],
        append: bool = True,
        dialect: DialectType = None,
        copy: bool = True,
        **opts: t.Any,
    ) -> _S:
        """With these assignments too, or only these."""
        return _set_list(self, "expressions", exp.Expr, expressions, append, copy, dialect, opts)

    def from_(
        self: _S,
        expression: t.Optional[ExpOrStr] = None,
        dialect: DialectType = None,
        copy: bool = True,
        **opts: t.Any,
    ) -> _S:
        """With values from a table or a query."""
        if not expression:
            return maybe_copy(self, copy)
        return _set_one(self, "from_", exp.From, expression, "this", "FROM", copy, dialect, opts)


MEMBERS: dict[str, type] = {
    "Alter": AlterMembers,
    "ColumnConstraint": ColumnConstraintMembers,
    "ColumnDef": ColumnDefMembers,
    "Create": KindMembers,
    "DDL": DDLMembers,
    "DML": DMLMembers,
    "Delete": DeleteMembers,
    "DerivedTable": DerivedTableMembers,
    "Drop": KindMembers,
    "Insert": InsertMembers,
    "Join": JoinMembers,
    "Lateral": LateralMembers,
    "Limit": LimitMembers,
    "Pivot": PivotMembers,
    "Query": QueryMembers,
    "Select": SelectMembers,
    "Selectable": SelectableMembers,
    "SetOperation": SetOperationMembers,
    "Subquery": SubqueryMembers,
    "Table": TableMembers,
    "TableAlias": TableAliasMembers,
    "Tuple": TupleMembers,
    "UDTF": UDTFMembers,
    "Undrop": KindMembers,
    "Unnest": UnnestMembers,
    "Update": UpdateMembers,
    "With": WithMembers,
}
