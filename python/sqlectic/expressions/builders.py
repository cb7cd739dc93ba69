# mypy: ignore-errors
"""Functions that make nodes: statements, tables, columns, calls, values; and functions over whole trees."""

from __future__ import annotations

import re
import typing as t

from sqlectic import expressions as exp
from sqlectic._native import FunctionBuilder
from sqlectic.errors import ErrorLevel
from sqlectic.expressions.core import (
    ExpOrStr,
    Lazily,
    column,
    convert,
    maybe_copy,
    maybe_parse,
    to_identifier,
)
from sqlectic.helper import split_num_words

INTERVAL_STRING_RE = re.compile(r"\s*(-?[0-9]+(?:\.[0-9]+)?)\s*([a-zA-Z]+)\s*")
INTERVAL_DAY_TIME_RE = re.compile(r"\s*-?\s*\d+(?:\.\d+)?\s+(?:-?(?:\d+:)?\d+:\d+(?:\.\d+)?)\s*")

if t.TYPE_CHECKING:
    from sqlectic.dialects.dialect import DialectType
    from sqlectic.expressions import (
        Alter,
        Array,
        Boolean,
        Case,
        Cast,
        Column,
        DataType,
        Delete,
        Dot,
        DType,
        Expr,
        Func,
        Identifier,
        Insert,
        Interval,
        Literal,
        Merge,
        Null,
        Select,
        Table,
        Tuple,
        Update,
        Values,
        Var,
    )

_S = t.TypeVar("_S")
_E = t.TypeVar("_E", bound="Expr")


def __getattr__(name: str) -> t.Any:
    return getattr(exp, name)


# ---- statements ---------------------------------------------------------------------------------------------------


def select(*expressions: ExpOrStr, dialect: DialectType = None, copy: bool = True, **opts: t.Any) -> Select:
    """A query with these projections."""
    return exp.Select().select(*expressions, dialect=dialect, copy=copy, **opts)


def from_(expression: ExpOrStr, dialect: DialectType = None, copy: bool = True, **opts: t.Any) -> Select:
    """A query of a table or of another query."""
    return exp.Select().from_(expression, dialect=dialect, copy=copy, **opts)


def subquery(
    expression: ExpOrStr, alias: t.Union[Identifier, str, None] = None, dialect: DialectType = None, copy: bool = True, **opts: t.Any
) -> Select:
    """A query of the rows of another query."""
    inner = maybe_parse(expression, dialect=dialect, **opts).subquery(alias, copy=copy)
    return exp.Select().from_(inner, dialect=dialect, copy=copy, **opts)


def update(
    table: ExpOrStr,
    properties: t.Optional[t.Mapping[str, t.Any]] = None,
    where: t.Optional[ExpOrStr] = None,
    from_: t.Optional[ExpOrStr] = None,
    with_: t.Optional[t.Mapping[str, t.Any]] = None,
    dialect: DialectType = None,
    copy: bool = True,
    **opts: t.Any,
) -> Update:
    """`UPDATE table SET name = value, ...`."""
    node = exp.Update(this=maybe_parse(table, into=exp.Table, dialect=dialect, copy=copy))
    if properties:
        assignments = []
        for name, value in properties.items():
            target = maybe_parse(name, dialect=dialect, copy=copy, **opts)
            assignments.append(exp.EQ(this=target, expression=convert(value)))
        node.set("expressions", assignments)
    if from_:
        node.set("from_", maybe_parse(from_, into=exp.From, dialect=dialect, prefix="FROM", copy=copy, **opts))
    if isinstance(where, exp.Condition):
        where = exp.Where(this=where)
    if where:
        node.set("where", maybe_parse(where, into=exp.Where, dialect=dialect, prefix="WHERE", copy=copy, **opts))
    if with_:
        ctes = [
            alias_cte(maybe_parse(query, dialect=dialect, copy=copy, **opts), name) for name, query in with_.items()
        ]
        node.set("with_", exp.With(expressions=ctes))
    return node


def alias_cte(query: t.Any, name: t.Any) -> t.Any:
    """A named query of a WITH clause."""
    return exp.CTE(this=query, alias=exp.TableAlias(this=to_identifier(name)))


def delete(
    table: ExpOrStr, where: t.Optional[ExpOrStr] = None, returning: t.Optional[ExpOrStr] = None, dialect: DialectType = None, **opts: t.Any
) -> Delete:
    """`DELETE FROM table WHERE ...`."""
    node = exp.Delete().delete(table, dialect=dialect, copy=False, **opts)
    if where:
        node = node.where(where, dialect=dialect, copy=False, **opts)
    if returning:
        node = node.returning(returning, dialect=dialect, copy=False, **opts)
    return node


def insert(
    expression: ExpOrStr,
    into: ExpOrStr,
    columns: t.Optional[t.Sequence[t.Any]] = None,
    overwrite: t.Optional[bool] = None,
    returning: t.Optional[ExpOrStr] = None,
    dialect: DialectType = None,
    copy: bool = True,
    **opts: t.Any,
) -> Insert:
    """`INSERT INTO into (columns) expression`."""
    rows = maybe_parse(expression, dialect=dialect, copy=copy, **opts)
    this: t.Any = maybe_parse(into, into=exp.Table, dialect=dialect, copy=copy, **opts)
    if columns:
        this = exp.Schema(this=this, expressions=[to_identifier(name, copy=copy) for name in columns])
    node = exp.Insert(this=this, expression=rows, overwrite=overwrite)
    if returning:
        node = node.returning(returning, dialect=dialect, copy=False, **opts)
    return node


def merge(
    *when_exprs: ExpOrStr,
    into: ExpOrStr,
    using: ExpOrStr,
    on: ExpOrStr,
    returning: t.Optional[ExpOrStr] = None,
    dialect: DialectType = None,
    copy: bool = True,
    **opts: t.Any,
) -> Merge:
    """`MERGE INTO into USING using ON on WHEN ...`."""
    whens: list[t.Any] = []
    for when in when_exprs:
        parsed = maybe_parse(when, dialect=dialect, copy=copy, into=exp.Whens, **opts)
        whens.extend([parsed] if isinstance(parsed, exp.When) else parsed.expressions)
    node = exp.Merge(
        this=maybe_parse(into, dialect=dialect, copy=copy, **opts),
        using=maybe_parse(using, dialect=dialect, copy=copy, **opts),
        on=maybe_parse(on, dialect=dialect, copy=copy, **opts),
        whens=exp.Whens(expressions=whens),
    )
    if returning:
        node = node.returning(returning, dialect=dialect, copy=False, **opts)
    if isinstance(node.args["using"], exp.Alias):
        using_alias = node.args["using"]
        using_alias.replace(exp.alias_(using_alias.this, using_alias.args["alias"], table=True))
    return node


def rename_table(old_name: t.Any, new_name: t.Any, dialect: DialectType = None) -> Alter:
    """`ALTER TABLE old_name RENAME TO new_name`."""
    old, new = to_table(old_name, dialect=dialect), to_table(new_name, dialect=dialect)
    return exp.Alter(this=old, kind="TABLE", actions=[exp.AlterRename(this=new)])


def rename_column(
    table_name: t.Any,
    old_column_name: t.Any,
    new_column_name: t.Any,
    exists: t.Optional[bool] = None,
    dialect: DialectType = None,
) -> Alter:
    """`ALTER TABLE table_name RENAME COLUMN old_column_name TO new_column_name`."""
    table = to_table(table_name, dialect=dialect)
    old, new = to_column(old_column_name, dialect=dialect), to_column(new_column_name, dialect=dialect)
    return exp.Alter(this=table, kind="TABLE", actions=[exp.RenameColumn(this=old, to=new, exists=exists)])


# ---- parts --------------------------------------------------------------------------------------------------------


def parse_identifier(name: t.Any, dialect: DialectType = None) -> Identifier:
    """An identifier from its text in a dialect, quotes included; what is none gets quoted."""
    from sqlectic.errors import SqlecticError

    try:
        return maybe_parse(name, dialect=dialect, into=exp.Identifier)
    except SqlecticError:
        return to_identifier(name)


def to_interval(interval: t.Any) -> Interval:
    """An interval from text such as `1 day`, or from the literal of one. Raises ValueError for a number."""
    if isinstance(interval, exp.Literal):
        if not interval.is_string:
            raise ValueError("Invalid interval string.")
        interval = interval.this
    return maybe_parse(f"INTERVAL '{interval}'")


def to_table(sql_path: t.Any, dialect: DialectType = None, copy: bool = True, **kwargs: t.Any) -> Table:
    """A table from its path, `catalog.db.table`."""
    if isinstance(sql_path, exp.Table):
        return maybe_copy(sql_path, copy)
    try:
        table = maybe_parse(sql_path, into=exp.Table, dialect=dialect)
    except Exception:
        catalog, db, this = split_num_words(sql_path, ".", 3)
        if not this:
            raise
        table = table_(this, db=db, catalog=catalog)
    for key, value in kwargs.items():
        table.set(key, to_table_alias(value) if key == "alias" else value)
    return table


def to_table_alias(alias: t.Any) -> t.Any:
    """The alias of a table, if it is not one yet."""
    if isinstance(alias, exp.TableAlias) or alias is None:
        return alias
    return exp.TableAlias(this=to_identifier(alias))


def to_column(
    sql_path: t.Any, quoted: t.Optional[bool] = None, dialect: DialectType = None, copy: bool = True, **kwargs: t.Any
) -> t.Union[Column, Dot]:
    """A column from its path, `table.column`; `quoted` says that of all its parts."""
    if isinstance(sql_path, exp.Column):
        return maybe_copy(sql_path, copy)
    try:
        col = maybe_parse(sql_path, into=exp.Column, dialect=dialect)
    except Exception:
        return column(*reversed(sql_path.split(".")), quoted=quoted, **kwargs)
    for key, value in kwargs.items():
        col.set(key, value)
    if quoted is not None:
        for part in col.find_all(exp.Identifier):
            part.set("quoted", quoted)
    return col


def table_(
    table: t.Any,
    db: t.Any = None,
    catalog: t.Any = None,
    quoted: t.Optional[bool] = None,
    alias: t.Any = None,
) -> Table:
    """A table by its parts."""
    return exp.Table(
        this=to_identifier(table, quoted=quoted) if table else None,
        db=to_identifier(db, quoted=quoted) if db else None,
        catalog=to_identifier(catalog, quoted=quoted) if catalog else None,
        alias=to_table_alias(alias) if alias else None,
    )


def values(values: t.Iterable[t.Any], alias: t.Optional[str] = None, columns: t.Any = None) -> Values:
    """`VALUES (...), ...`, with names for it and its columns."""
    if columns and not alias:
        raise ValueError("Alias is required when providing columns")
    names = exp.TableAlias(this=to_identifier(alias)) if alias else None
    if names and columns:
        names.set("columns", [to_identifier(name) for name in columns])
    return exp.Values(expressions=[convert(row) for row in values], alias=names)


def var(name: t.Any) -> Var:
    """A word as it is. Raises ValueError for an empty one."""
    if not name:
        raise ValueError("Cannot convert empty name into var.")
    return exp.Var(this=name.name if isinstance(name, exp.Expr) else name)


def cast(expression: ExpOrStr, to: t.Union[str, DataType, DType], copy: bool = True, dialect: DialectType = None, **opts: t.Any) -> Cast:
    """A value as another type; what is cast to that type already stays as it is."""
    value = maybe_parse(expression, copy=copy, dialect=dialect, **opts)
    wanted = exp.DataType.build(to, copy=copy, dialect=dialect, **opts)
    if isinstance(value, exp.Cast) and _are_alike(value.to.this, wanted.this, dialect):
        return value
    return exp.Cast(this=value, to=wanted)


def _are_alike(one: t.Any, other: t.Any, dialect: DialectType) -> bool:
    """Whether the dialect writes two types the same way."""
    if one == other:
        return True
    if not isinstance(one, exp.DType) or not isinstance(other, exp.DType):
        return False
    from sqlectic.dialects.dialect import Dialect

    names = Dialect.get_or_raise(dialect).generator_class.TYPE_MAPPING
    return names.get(one, one.value) == names.get(other, other.value)


def case(expression: t.Any = None, copy: bool = True, **opts: t.Any) -> Case:
    """`CASE expression END`, to go on with `when` and `else_`."""
    this = maybe_parse(expression, copy=copy, **opts) if expression is not None else None
    return exp.Case(this=this, ifs=[])


def tuple_(*expressions: ExpOrStr, copy: bool = True, dialect: DialectType = None, **kwargs: t.Any) -> Tuple:
    """`(a, b)`."""
    return exp.Tuple(expressions=[maybe_parse(item, copy=copy, dialect=dialect, **kwargs) for item in expressions])


def array(*expressions: ExpOrStr, copy: bool = True, dialect: DialectType = None, **kwargs: t.Any) -> Array:
    """`ARRAY(a, b)`."""
    return exp.Array(expressions=[maybe_parse(item, copy=copy, dialect=dialect, **kwargs) for item in expressions])


def true() -> Boolean:
    """`TRUE`."""
    return exp.Boolean(this=True)


def false() -> Boolean:
    """`FALSE`."""
    return exp.Boolean(this=False)


def null() -> Null:
    """`NULL`."""
    return exp.Null()


def func(name: str, *args: t.Any, copy: bool = True, dialect: DialectType = None, **kwargs: t.Any) -> Func:
    """A call, as the dialect reads it; arguments are positional or named, not both for a function that is known.

    Raises ValueError for arguments that the function does not have.
    """
    if args and kwargs:
        raise ValueError("Can't use both args and kwargs to instantiate a function.")
    given: list[t.Any] = [maybe_parse(arg, dialect=dialect, copy=copy) if isinstance(arg, (str, exp.Expr)) else convert(arg) for arg in args]
    named = {
        key: maybe_parse(value, dialect=dialect, copy=copy) if isinstance(value, (str, exp.Expr)) else convert(value)
        for key, value in kwargs.items()
    }
    node = _call(name, given, named, dialect)
    for message in node.error_messages(given):
        raise ValueError(message)
    return node


def _call(name: str, arguments: list[t.Any], named: dict[str, t.Any], dialect: DialectType) -> t.Any:
    """A call as the dialect's table of functions has it; without positional arguments, of the class of that name."""
    from sqlectic.dialects.dialect import Dialect

    instance = Dialect.get_or_raise(dialect)
    build = instance.parser_class.FUNCTIONS.get(name.upper())
    if build is None and not named:
        return exp.Anonymous(this=name, expressions=arguments)
    if arguments:
        takes_dialect = "dialect" in getattr(getattr(build, "__code__", None), "co_varnames", ())
        return build(arguments, dialect=instance) if takes_dialect else build(arguments)
    known = exp.FUNCTION_BY_NAME.get(name.upper())
    if not known and not named and isinstance(build, FunctionBuilder):
        return build([])
    if not known:
        raise ValueError(f"Unable to convert '{name}' into a Func. Either manually construct the Func expression of interest or parse the function call.")
    return known(**named)


def apply_index_offset(this: t.Any, expressions: list[t.Any], offset: int, dialect: DialectType = None) -> list[t.Any]:
    """Shifts the only index of a list by `offset`, if it is known to be a number."""
    if not offset or len(expressions) != 1:
        return expressions
    index = expressions[0]
    if isinstance(index, exp.Literal) or index.is_number:
        if not index.is_int:
            return expressions
        shifted = index.to_py() + offset
        return [exp.Literal.number(shifted)]
    value = _integer(index)
    if value is not None:
        return [exp.Literal.number(value + offset)]
    if isinstance(index, exp.Cast) and index.is_type(*exp.DataType.INTEGER_TYPES):
        number = exp.Literal.number(abs(offset))
        operation = exp.Add if offset > 0 else exp.Sub
        return [operation(this=index.copy(), expression=number)]
    return expressions


def _integer(node: t.Any) -> t.Optional[int]:
    """The value of an expression of integers, if it is one."""
    if isinstance(node, exp.Paren):
        return _integer(node.this)
    if node.is_int:
        return node.to_py()  # type: ignore[no-any-return]
    if isinstance(node, (exp.Add, exp.Sub, exp.Mul)):
        left, right = _integer(node.this), _integer(node.expression)
        if left is not None and right is not None:
            if isinstance(node, exp.Add):
                return left + right
            return left - right if isinstance(node, exp.Sub) else left * right
    return None


# ---- whole trees --------------------------------------------------------------------------------------------------


def replace_children(expression: t.Any, fun: t.Any, *args: t.Any, **kwargs: t.Any) -> None:
    """Puts what `fun(child, ...)` returns, a node or several, in the place of each child."""
    for key, value in list(expression.args.items()):
        is_list = isinstance(value, list)
        made: list[t.Any] = []
        for child in value if is_list else [value]:
            if isinstance(child, exp.Expr):
                new = fun(child, *args, **kwargs)
                made.extend(new if isinstance(new, list) else [new])
            else:
                made.append(child)
        expression.set(key, made if is_list else (made[0] if made else None))


def replace_tree(
    expression: Expr, fun: t.Callable[[Expr], Expr], prune: t.Optional[t.Callable[[Expr], bool]] = None
) -> Expr:
    """Puts what `fun(node)` returns in the place of each node, children first; returns the root."""
    stack = list(expression.dfs(prune=prune))
    node = expression
    while stack:
        node = stack.pop()
        new = fun(node)
        if new is not node:
            node.replace(new)
            if isinstance(new, exp.Expr):
                node = new
    return node


def find_tables(expression: t.Any) -> set[Table]:
    """All tables that a query reads, without the named queries of WITH."""
    ctes = {cte.alias for cte in expression.find_all(exp.CTE)}
    return {table for table in expression.find_all(exp.Table) if table.name and not (table.name in ctes and not table.db)}


def column_table_names(expression: t.Any, exclude: str = "") -> set[str]:
    """The tables that columns are qualified by."""
    names = (col.table for col in expression.find_all(exp.Column))
    return {name for name in names if name and name != exclude}


def table_name(table: t.Any, dialect: DialectType = None, identify: bool = False) -> str:
    """The path of a table as text; parts are quoted where that is needed, or all."""
    parsed = maybe_parse(table, into=exp.Table, dialect=dialect)
    if not parsed:
        raise ValueError(f"Cannot parse {table}")
    return ".".join(
        part.sql(dialect=dialect, identify=True, copy=False, comments=False)
        if identify or not exp.SAFE_IDENTIFIER_RE.match(part.name)
        else part.name
        for part in parsed.parts
    )


def normalize_table_name(table: t.Any, dialect: DialectType = None, copy: bool = True) -> str:
    """The path of a table as the dialect compares it, without quotes."""
    from sqlectic.dialects.dialect import Dialect

    instance = Dialect.get_or_raise(dialect)
    # How a name compares may depend on where it stands.
    parsed = to_table(table, dialect=dialect).copy()
    return ".".join(instance.normalize_identifier(part).name for part in parsed.parts)


def replace_tables(expression: _E, mapping: t.Mapping[str, str], dialect: DialectType = None, copy: bool = True) -> _E:
    """Puts other tables in the place of those that are named; a comment keeps the old name."""
    names = {normalize_table_name(name, dialect=dialect): new for name, new in mapping.items()}

    def change(node: t.Any) -> t.Any:
        if not isinstance(node, exp.Table) or node.meta.get("replace") is False:
            return node
        if isinstance(node.this, exp.Func) and not isinstance(node.this, exp.Anonymous):
            return node
        original = normalize_table_name(node, dialect=dialect)
        new = names.get(original)
        if not new:
            return node
        kept = {key: value for key, value in node.args.items() if key not in exp.TABLE_PARTS}
        table = to_table(new, dialect=dialect)
        if isinstance(node.this, exp.Anonymous) and isinstance(table.this, exp.Identifier):
            # A call stays one: it gets another name.
            name = table.this
            call = maybe_copy(node.this, copy)
            call.set("this", name if name.args.get("quoted") else name.name)
            table.set("this", call)
        for key, value in kept.items():
            table.set(key, value)
        table.add_comments([original])
        return table

    return expression.transform(change, copy=copy)


def replace_placeholders(expression: _E, *args: t.Any, **kwargs: t.Any) -> _E:
    """Puts values in the place of `?`, in order, and of `:name`."""
    rest = iter(args)

    def change(node: t.Any) -> t.Any:
        if not isinstance(node, exp.Placeholder):
            return node
        if node.this:
            return _fitted(convert(kwargs[node.name]), node) if node.name in kwargs else node
        try:
            return _fitted(convert(next(rest)), node)
        except StopIteration:
            return node

    return expression.transform(change)


def _fitted(value: t.Any, place: t.Any) -> t.Any:
    """A value with the parentheses that it needs in a place: queries always, operators as operands of others."""
    parent = place.parent
    if isinstance(value, exp.UNWRAPPED_QUERIES):
        bracketed = (exp.CTE, exp.DDL, exp.DML, exp.Paren, exp.SetOperation, exp.Subquery, exp.SubqueryPredicate)
        alone = isinstance(parent, exp.In) and len(parent.expressions) == 1 and place.arg_key == "expressions"
        in_call = isinstance(parent, exp.Func) and len(list(parent.iter_expressions())) == 1
        in_call = in_call and not isinstance(parent, exp.Cast)
        # A placeholder where a table could stand is one.
        as_table = isinstance(parent, exp.Table) and isinstance(parent.parent, bracketed)
        if parent is None or isinstance(parent, bracketed) or alone or in_call or as_table:
            return value
        return exp.Subquery(this=value.copy())
    is_operand = isinstance(parent, (*exp.OPERATORS, exp.Bracket)) and place.arg_key != "expressions"
    is_operator = isinstance(value, exp.OPERATORS) and not isinstance(value, exp.Dot)
    return exp.Paren(this=value.copy()) if is_operand and is_operator else value


def expand(expression: _E, sources: t.Mapping[str, t.Any], dialect: DialectType = None, copy: bool = True) -> _E:
    """Puts queries in the place of the tables of that name, again and again."""
    queries = {normalize_table_name(name, dialect=dialect): query for name, query in sources.items()}

    def change(node: t.Any) -> t.Any:
        if not isinstance(node, exp.Table):
            return node
        name = normalize_table_name(node, dialect=dialect)
        source = queries.get(name)
        if not source:
            return node
        query = source() if callable(source) else source
        inner = query.subquery(node.alias or name)
        inner.comments = [f"source: {name}"]
        return inner.transform(change, copy=False)

    return expression.transform(change, copy=copy)


class CaseMembers:
    def when(self: _S, condition: ExpOrStr, then: ExpOrStr, copy: bool = True, **opts: t.Any) -> _S:
        """With another branch."""
        node = maybe_copy(self, copy)
        test, value = (maybe_parse(item, copy=copy, **opts) for item in (condition, then))
        node.append("ifs", exp.If(this=test, true=value))
        return node

    def else_(self: _S, condition: ExpOrStr, copy: bool = True, **opts: t.Any) -> _S:
        """With the value for all other cases."""
        node = maybe_copy(self, copy)
        node.set("default", maybe_parse(condition, copy=copy, **opts))
        return node


class CastMembers:
    is_cast = True
    @property
    def type(self) -> t.Optional[DataType]:
        """The data type that the node was given, or else the one it is cast to."""
        return self._type if self._type is not None else self.to

    @type.setter
    def type(self, dtype: t.Any) -> None:
        exp.Expr.type.fset(self, dtype)

    @property
    def to(self) -> DataType:
        """The type."""
        return self.args["to"]

    def is_type(self, *dtypes: t.Any) -> bool:
        """Whether the type is one of these."""
        return self.to.is_type(*dtypes)  # type: ignore[no-any-return]


class DateTruncMembers:
    @property
    def unit(self) -> t.Any:
        """The unit."""
        return self.args["unit"]


class MapMembers:
    @property
    def keys(self) -> list[t.Any]:
        """The keys, where they are listed."""
        keys = self.args.get("keys")  # type: ignore[attr-defined]
        return keys.expressions if keys else []

    @property
    def values(self) -> list[t.Any]:
        """The values, where they are listed."""
        found = self.args.get("values")  # type: ignore[attr-defined]
        return found.expressions if found else []


class VarMapMembers:
    var_len_arg_key = "values"
    @property
    def keys(self) -> t.Any:
        """The keys."""
        return self.args["keys"].expressions

    @property
    def values(self) -> t.Any:
        """The values."""
        return self.args["values"].expressions


class TsOrDsAddMembers:
    @property
    def return_type(self) -> t.Any:
        """The type of the result."""
        return exp.DataType.build(self.args.get("return_type") or exp.DType.DATE)  # type: ignore[attr-defined]


def _scale(digits: int) -> Lazily:
    return Lazily(lambda: exp.Literal.number(digits))


class UnixToTimeMembers:
    SECONDS: Literal = _scale(0)
    DECIS: Literal = _scale(1)
    CENTIS: Literal = _scale(2)
    MILLIS: Literal = _scale(3)
    DECIMILLIS: Literal = _scale(4)
    CENTIMILLIS: Literal = _scale(5)
    MICROS: Literal = _scale(6)
    DECIMICROS: Literal = _scale(7)
    CENTIMICROS: Literal = _scale(8)
    NANOS: Literal = _scale(9)


MEMBERS: dict[str, type] = {
    "Case": CaseMembers,
    "Cast": CastMembers,
    "DateTrunc": DateTruncMembers,
    "Map": MapMembers,
    "TsOrDsAdd": TsOrDsAddMembers,
    "UnixToTime": UnixToTimeMembers,
    "VarMap": VarMapMembers,
}
