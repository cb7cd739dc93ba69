# mypy: ignore-errors
"""Nodes and operators: making columns, names, literals and conditions, and what every node can do."""

from __future__ import annotations

import datetime
import math
import numbers
import re
import sys
import typing as t

from sqlectic import _native
from sqlectic import expressions as exp
from sqlectic._native import column as column
from sqlectic._native import to_identifier as to_identifier
from sqlectic.errors import ParseError
from sqlectic.helper import camel_to_snake_case, ensure_list, to_bool

if t.TYPE_CHECKING:
    from sqlectic.dialects.dialect import DialectType
    from sqlectic.expressions import (
        EQ,
        NEQ,
        Alias,
        Between,
        Column,
        Condition,
        DataType,
        Div,
        Dot,
        DType,
        Expr,
        Func,
        Identifier,
        ILike,
        In,
        Interval,
        Is,
        Like,
        Literal,
        Neg,
        Not,
        Ordered,
        Paren,
        RegexpLike,
    )

# Text that is parsed, or a node.
ExpOrStr = t.Union[str, "Expr"]

# The class that a member is called on.
_S = t.TypeVar("_S")
_E = t.TypeVar("_E", bound="Expr")

SQLGLOT_META = "sqlglot.meta"
SQLGLOT_ANONYMOUS = "sqlglot.anonymous"
TABLE_PARTS = ("this", "db", "catalog")
COLUMN_PARTS = ("this", "table", "db", "catalog")
POSITION_META_KEYS = ("line", "col", "start", "end")
# Whether a test runner is at work: then arguments that a class does not have are refused.
UNITTEST = "unittest" in sys.modules or "pytest" in sys.modules
SAFE_IDENTIFIER_RE = re.compile(r"^[_a-zA-Z][\w]*$")
TIMESTAMP_PARTS = {"year": False, "month": False, "day": False, "hour": False, "min": False, "sec": False, "nano": False}


def __getattr__(name: str) -> t.Any:
    return getattr(exp, name)


# ---- text and nodes -----------------------------------------------------------------------------------------------


def maybe_parse(
    sql_or_expression: ExpOrStr,
    *,
    into: t.Any = None,
    dialect: DialectType = None,
    prefix: t.Optional[str] = None,
    copy: bool = False,
    **opts: t.Any,
) -> Expr:
    """The node itself, or a copy of it; text is parsed, as `into` if that is given, behind `prefix`.

    Raises ParseError for text that does not fit, and for None.
    """
    if isinstance(sql_or_expression, exp.Expr):
        return sql_or_expression.copy() if copy else sql_or_expression
    if sql_or_expression is None:
        raise ParseError("SQL cannot be None")
    sql = str(sql_or_expression)
    return _native.parse_one(f"{prefix} {sql}" if prefix else sql, dialect, into=into, **opts)


def maybe_copy(instance: _S, copy: bool = True) -> _S:
    """A copy, or the node itself."""
    return instance.copy() if copy and instance else instance


def alias_(
    expression: t.Any,
    alias: t.Any,
    table: t.Any = False,
    quoted: t.Optional[bool] = None,
    dialect: DialectType = None,
    copy: bool = True,
    **opts: t.Any,
) -> Expr:
    """The expression with a name. `table`: whether it is a table that is named, or the names of its columns."""
    this = maybe_parse(expression, dialect=dialect, copy=copy, **opts)
    name = to_identifier(alias, quoted=quoted)
    if table:
        names = exp.TableAlias(this=name)
        this.set("alias", names)
        if not isinstance(table, bool):
            for part in table:
                names.append("columns", to_identifier(part, quoted=quoted))
        return this
    # A window function's own alias is the name of its window.
    if "alias" in this.arg_types and not isinstance(this, exp.Window):
        this.set("alias", name)
        return this
    return exp.Alias(this=this, alias=name)


def paren(expression: ExpOrStr, copy: bool = True) -> Paren:
    """The expression in parentheses."""
    return exp.Paren(this=maybe_parse(expression, copy=copy))


# ---- conditions ---------------------------------------------------------------------------------------------------


def condition(expression: ExpOrStr, dialect: DialectType = None, copy: bool = True, **opts: t.Any) -> Expr:
    """A condition from text or a node."""
    return maybe_parse(expression, into=exp.Condition, dialect=dialect, copy=copy, **opts)


def wrapped(expression: t.Any, kind: t.Any) -> t.Any:
    """The expression, in parentheses if it is of that kind."""
    return exp.Paren(this=expression) if isinstance(expression, kind) else expression


def _connect(expressions: t.Any, operator: t.Any, dialect: t.Any, copy: bool, wrap: bool, opts: t.Any) -> t.Any:
    first, *rest = (
        condition(expression, dialect=dialect, copy=copy, **opts)
        for expression in expressions
        if expression is not None
    )
    if rest and wrap:
        first = wrapped(first, exp.Connector)
    for other in rest:
        first = operator(this=first, expression=wrapped(other, exp.Connector) if wrap else other)
    return first


def and_(
    *expressions: t.Optional[ExpOrStr], dialect: DialectType = None, copy: bool = True, wrap: bool = True, **opts: t.Any
) -> Condition:
    """All conditions by AND; those that are connected ones get parentheses unless told otherwise."""
    return _connect(expressions, exp.And, dialect, copy, wrap, opts)


def or_(
    *expressions: t.Optional[ExpOrStr], dialect: DialectType = None, copy: bool = True, wrap: bool = True, **opts: t.Any
) -> Condition:
    """All conditions by OR; those that are connected ones get parentheses unless told otherwise."""
    return _connect(expressions, exp.Or, dialect, copy, wrap, opts)


def xor(
    *expressions: t.Optional[ExpOrStr], dialect: DialectType = None, copy: bool = True, wrap: bool = True, **opts: t.Any
) -> Condition:
    """All conditions by XOR; those that are connected ones get parentheses unless told otherwise."""
    return _connect(expressions, exp.Xor, dialect, copy, wrap, opts)


def not_(expression: ExpOrStr, dialect: DialectType = None, copy: bool = True, **opts: t.Any) -> Not:
    """The negation of a condition."""
    return exp.Not(this=wrapped(condition(expression, dialect=dialect, copy=copy, **opts), exp.Connector))


# ---- values of Python ---------------------------------------------------------------------------------------------


def convert(value: t.Any, copy: bool = False) -> Expr:
    """A Python value as a node: text, numbers, dates and times, None, lists, tuples, dicts, objects by their fields.

    Raises ValueError for others.
    """
    if isinstance(value, exp.Expr):
        return maybe_copy(value, copy)
    if isinstance(value, str):
        return exp.Literal.string(value)
    if isinstance(value, bool):
        return exp.Boolean(this=value)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return exp.Null()
    # The abstract class is slow to ask.
    if isinstance(value, (int, float, numbers.Number)):
        return exp.Literal.number(value)
    if isinstance(value, bytes):
        return exp.HexString(this=value.hex())
    if isinstance(value, datetime.datetime):
        zone = value.tzinfo and (getattr(value.tzinfo, "zone", None) or str(value.tzinfo))
        text = exp.Literal.string(value.isoformat(sep=" "))
        return exp.TimeStrToTime(this=text, zone=exp.Literal.string(zone) if zone else None)
    if isinstance(value, datetime.date):
        return exp.DateStrToDate(this=exp.Literal.string(value.strftime("%Y-%m-%d")))
    if isinstance(value, datetime.time):
        return exp.TsOrDsToTime(this=exp.Literal.string(value.isoformat()))
    if isinstance(value, tuple):
        if hasattr(value, "_fields"):
            return _struct(((name, getattr(value, name)) for name in value._fields), copy)
        return exp.Tuple(expressions=[convert(item, copy=copy) for item in value])
    if isinstance(value, list):
        return exp.Array(expressions=[convert(item, copy=copy) for item in value])
    if isinstance(value, dict):
        return exp.Map(
            keys=exp.Array(expressions=[convert(key, copy=copy) for key in value]),
            values=exp.Array(expressions=[convert(item, copy=copy) for item in value.values()]),
        )
    if hasattr(value, "__dict__"):
        return _struct(value.__dict__.items(), copy)
    raise ValueError(f"Cannot convert {value}")


def _struct(fields: t.Iterable[tuple[str, t.Any]], copy: bool) -> t.Any:
    pairs = [exp.PropertyEQ(this=to_identifier(name), expression=convert(item, copy=copy)) for name, item in fields]
    return exp.Struct(expressions=pairs)


# ---- members of classes -------------------------------------------------------------------------------------------


class Lazily:
    """A class attribute that is made when it is first asked for."""

    def __init__(self, make: t.Callable[[], t.Any]) -> None:
        self.make = make
        self.made: list[t.Any] = []

    def __get__(self, instance: t.Any, owner: t.Any = None) -> t.Any:
        if not self.made:
            self.made.append(self.make())
        # The first one, if several threads made one.
        return self.made[0]


def _operation(klass: t.Callable[[], t.Type[_E]], reverse: bool = False) -> t.Callable[[t.Any, t.Any], _E]:
    def operate(self: t.Any, other: t.Any) -> t.Any:
        return self._binop(klass(), other, reverse=reverse)

    return operate


class ExprMembers:
    """What every node can do."""

    is_var_len_args = False
    var_len_arg_key = "expressions"
    is_cast = False
    is_data_type = False
    is_primitive = False
    is_subquery = False
    _hash_raw_args = False
    required_args = {"this"}

    @property
    def type(self) -> t.Optional[DataType]:
        """The data type that the node was given."""
        return self._type

    @type.setter
    def type(self, dtype: t.Union[DataType, DType, str, None]) -> None:
        if dtype and not isinstance(dtype, exp.DataType):
            dtype = exp.DataType.build(dtype)
        self._type = dtype

    def is_type(self, *dtypes: t.Any) -> bool:
        """Whether the node was given one of these types."""
        return self._type is not None and self._type.is_type(*dtypes)

    def to_py(self) -> t.Any:
        """The Python value of a literal; raises ValueError for other nodes."""
        raise ValueError(f"{self} cannot be converted to a Python object.")

    def meta_get(self, key: str, default: t.Any = None) -> t.Any:
        """A free-form fact."""
        return (self._meta or {}).get(key, default)

    def add_comments(self, comments: t.Optional[list[str]] = None, prepend: bool = False) -> None:
        """Adds comments. Facts in them, `sqlglot.meta key=value`, go to `meta`."""
        if self.comments is None:
            self.comments = []
        if not comments:
            return
        for comment in comments:
            _, *facts = comment.split(SQLGLOT_META)
            for pair in "".join(facts).split(",") if facts else ():
                key, *value = pair.split("=")
                self.meta[key.strip()] = to_bool(value[0].strip() if value else True)
        if prepend:
            self.comments = [*comments, *self.comments]
        else:
            self.comments.extend(comments)

    def pop_comments(self) -> list[str]:
        """Takes the comments off."""
        comments = self.comments or []
        self.comments = None
        return comments

    @property
    def same_parent(self) -> bool:
        """Whether the parent is of the same class."""
        return type(self.parent) is self.__class__

    def flatten(self, unnest: bool = True) -> t.Iterator[Expr]:
        """The operands of a chain of one operator, without their parentheses unless told otherwise."""
        for node in self.dfs(prune=lambda node: bool(node.parent and type(node) is not self.__class__)):
            if type(node) is not self.__class__:
                yield node.unnest() if unnest and not isinstance(node, exp.Subquery) else node

    def unnest_operands(self) -> tuple[Expr, ...]:
        """The nodes directly below, without their parentheses."""
        return tuple(node.unnest() for node in self.iter_expressions())

    def assert_is(self, type_: t.Type[_E]) -> _E:
        """The node itself, if it is of that class; else raises AssertionError."""
        if not isinstance(self, type_):
            raise AssertionError(f"{self} is not {type_}.")
        return self

    def error_messages(self, args: t.Optional[t.Sequence[t.Any]] = None) -> list[str]:
        """What is wrong with the arguments: required ones that are missing, positional ones that are too many."""
        errors = []
        unknown = next((key for key in self.args if key not in self.arg_types), None) if UNITTEST else None
        if unknown:
            raise TypeError(f"Unexpected keyword: '{unknown}' for {self.__class__}")
        for key, mandatory in self.arg_types.items():
            value = self.args.get(key)
            if mandatory and (value is None or (isinstance(value, list) and not value)):
                errors.append(f"Required keyword: '{key}' missing for {self.__class__}")
        if args and isinstance(self, exp.Func) and len(args) > len(self.arg_types) and not self.is_var_len_args:
            errors.append(
                f"The number of provided arguments ({len(args)}) is greater than the maximum number of supported"
                f" arguments ({len(self.arg_types)})"
            )
        return errors

    def dump(self) -> list[dict[str, t.Any]]:
        """The tree as plain data; see `sqlectic.serde`."""
        from sqlectic.serde import dump

        return dump(self)

    @classmethod
    def load(cls, obj: t.Any) -> Expr:
        """Reads what `dump` made."""
        from sqlectic.serde import load

        return load(obj)

    def __reduce__(self) -> tuple[t.Any, ...]:
        from sqlectic.serde import dump, load

        return load, (dump(self),)

    def to_s(self) -> str:
        """`repr` with all arguments and facts."""
        return repr(self)

    def pipe(self, func: t.Any, *args: t.Any, **kwargs: t.Any) -> t.Any:
        """`func(self, ...)`."""
        return func(self, *args, **kwargs)

    def apply(self, func: t.Any, *args: t.Any, **kwargs: t.Any) -> t.Any:
        """Calls `func(self, ...)` and returns the node itself."""
        func(self, *args, **kwargs)
        return self

    def set_kwargs(self: _S, kwargs: t.Mapping[str, t.Any]) -> _S:
        """Sets several arguments."""
        for key, value in kwargs.items():
            self.set(key, value)
        return self

    def _set_parent(self, arg_key: str, value: t.Any, index: t.Optional[int] = None) -> None:
        if isinstance(value, exp.Expr):
            value.parent = self
            value.arg_key = arg_key
            value.index = index
        elif isinstance(value, list):
            for i, item in enumerate(value):
                if isinstance(item, exp.Expr):
                    self._set_parent(arg_key, item, i)

    def update_positions(
        self,
        other: t.Any = None,
        line: t.Optional[int] = None,
        col: t.Optional[int] = None,
        start: t.Optional[int] = None,
        end: t.Optional[int] = None,
    ) -> t.Any:
        """Takes the place of a token or another node, or the one that is given."""
        if isinstance(other, exp.Expr):
            facts = other._meta or {}
            self.meta.update({key: facts[key] for key in POSITION_META_KEYS if key in facts})
        elif other is not None:
            self.meta.update({key: getattr(other, key) for key in POSITION_META_KEYS})
        else:
            self.meta.update(line=line, col=col, start=start, end=end)
        return self

    # ---- conditions

    def and_(
        self,
        *expressions: t.Optional[ExpOrStr],
        dialect: DialectType = None,
        copy: bool = True,
        wrap: bool = True,
        **opts: t.Any,
    ) -> Condition:
        """This AND all others."""
        return and_(self, *expressions, dialect=dialect, copy=copy, wrap=wrap, **opts)

    def or_(
        self,
        *expressions: t.Optional[ExpOrStr],
        dialect: DialectType = None,
        copy: bool = True,
        wrap: bool = True,
        **opts: t.Any,
    ) -> Condition:
        """This OR any other."""
        return or_(self, *expressions, dialect=dialect, copy=copy, wrap=wrap, **opts)

    def not_(self, copy: bool = True) -> Not:
        """The negation."""
        return not_(self, copy=copy)

    def as_(
        self,
        alias: t.Any,
        quoted: t.Optional[bool] = None,
        dialect: DialectType = None,
        copy: bool = True,
        table: t.Any = False,
        **opts: t.Any,
    ) -> Alias:
        """With a name; see `alias_`."""
        return alias_(self, alias, quoted=quoted, dialect=dialect, copy=copy, table=table, **opts)

    def _binop(self, klass: t.Any, other: t.Any, reverse: bool = False) -> t.Any:
        this, other = self.copy(), convert(other, copy=True)
        if not isinstance(this, klass) and not isinstance(other, klass):
            this, other = wrapped(this, exp.Binary), wrapped(other, exp.Binary)
        return klass(this=other, expression=this) if reverse else klass(this=this, expression=other)

    def isin(
        self,
        *expressions: t.Any,
        query: t.Any = None,
        unnest: t.Any = None,
        dialect: DialectType = None,
        copy: bool = True,
        **opts: t.Any,
    ) -> In:
        """Whether it is one of the values, of the rows of a query, or of the items of an array."""
        subquery: t.Any = maybe_parse(query, dialect=dialect, copy=copy, **opts) if query else None
        if subquery is not None and not isinstance(subquery, exp.Subquery):
            subquery = subquery.subquery(copy=False)
        items = unnest and exp.Unnest(
            expressions=[maybe_parse(item, dialect=dialect, copy=copy, **opts) for item in ensure_list(unnest)]
        )
        return exp.In(
            this=maybe_copy(self, copy),
            expressions=[convert(item, copy=copy) for item in expressions],
            query=subquery,
            unnest=items or None,
        )

    def between(self, low: t.Any, high: t.Any, copy: bool = True, symmetric: t.Optional[bool] = None) -> Between:
        """Whether it is from `low` to `high`, both included."""
        between = exp.Between(this=maybe_copy(self, copy), low=convert(low, copy=copy), high=convert(high, copy=copy))
        if symmetric is not None:
            between.set("symmetric", symmetric)
        return between

    def is_(self, other: t.Any) -> Is:
        """`self IS other`."""
        return self._binop(exp.Is, other)

    def like(self, other: t.Any) -> Like:
        """`self LIKE other`."""
        return self._binop(exp.Like, other)

    def ilike(self, other: t.Any) -> ILike:
        """`self ILIKE other`."""
        return self._binop(exp.ILike, other)

    def eq(self, other: t.Any) -> EQ:
        """`self = other`."""
        return self._binop(exp.EQ, other)

    def neq(self, other: t.Any) -> NEQ:
        """`self <> other`."""
        return self._binop(exp.NEQ, other)

    def rlike(self, other: t.Any) -> RegexpLike:
        """Whether a regular expression matches."""
        return self._binop(exp.RegexpLike, other)

    def div(self, other: t.Any, typed: bool = False, safe: bool = False) -> Div:
        """The quotient. `typed`: of integers it is an integer; `safe`: by zero it is null."""
        quotient = self._binop(exp.Div, other)
        quotient.set("typed", typed)
        quotient.set("safe", safe)
        return quotient

    def asc(self, nulls_first: bool = True) -> Ordered:
        """Ascending order by this."""
        return exp.Ordered(this=self.copy(), nulls_first=nulls_first)

    def desc(self, nulls_first: bool = False) -> Ordered:
        """Descending order by this."""
        return exp.Ordered(this=self.copy(), desc=True, nulls_first=nulls_first)

    def __iter__(self) -> t.Iterator[t.Any]:
        if "expressions" in self.arg_types:
            return iter(self.args.get("expressions") or [])
        # Without this, `in` and unpacking would try indexes forever.
        raise TypeError(f"'{self.__class__.__name__}' object is not iterable")

    def __getitem__(self, other: t.Any) -> t.Any:
        return exp.Bracket(this=self.copy(), expressions=[convert(item, copy=True) for item in ensure_list(other)])

    __lt__ = _operation(lambda: exp.LT)
    __le__ = _operation(lambda: exp.LTE)
    __gt__ = _operation(lambda: exp.GT)
    __ge__ = _operation(lambda: exp.GTE)
    __add__ = _operation(lambda: exp.Add)
    __radd__ = _operation(lambda: exp.Add, reverse=True)
    __sub__ = _operation(lambda: exp.Sub)
    __rsub__ = _operation(lambda: exp.Sub, reverse=True)
    __mul__ = _operation(lambda: exp.Mul)
    __rmul__ = _operation(lambda: exp.Mul, reverse=True)
    __truediv__ = _operation(lambda: exp.Div)
    __rtruediv__ = _operation(lambda: exp.Div, reverse=True)
    __floordiv__ = _operation(lambda: exp.IntDiv)
    __rfloordiv__ = _operation(lambda: exp.IntDiv, reverse=True)
    __mod__ = _operation(lambda: exp.Mod)
    __rmod__ = _operation(lambda: exp.Mod, reverse=True)
    __pow__ = _operation(lambda: exp.Pow)
    __rpow__ = _operation(lambda: exp.Pow, reverse=True)
    __and__ = _operation(lambda: exp.And)
    __rand__ = _operation(lambda: exp.And, reverse=True)
    __or__ = _operation(lambda: exp.Or)
    __ror__ = _operation(lambda: exp.Or, reverse=True)

    def __neg__(self) -> t.Any:
        return exp.Neg(this=wrapped(self.copy(), exp.Binary))

    def __invert__(self) -> t.Any:
        return not_(self.copy())


class BinaryMembers:
    @property
    def left(self) -> Expr:
        """The first operand."""
        return self.this

    @property
    def right(self) -> Expr:
        """The second operand."""
        return self.expression


class AliasesMembers:
    @property
    def aliases(self) -> list[Expr]:
        """The names of all."""
        return self.expressions  # type: ignore[attr-defined,no-any-return]


class BooleanMembers:
    is_primitive = True

    def to_py(self) -> t.Any:
        """True or False."""
        return self.this  # type: ignore[attr-defined]


class NullMembers:
    def to_py(self) -> None:
        """None."""
        return None


class NegMembers:
    def to_py(self) -> t.Any:
        """The negative number."""
        if self.is_number:  # type: ignore[attr-defined]
            return self.this.to_py() * -1  # type: ignore[attr-defined]
        return exp.Expr.to_py(self)  # type: ignore[arg-type]


class LiteralMembers:
    is_primitive = True

    @classmethod
    def number(cls, number: t.Any) -> t.Union[Literal, Neg]:
        """The literal of a number; that of a negative one is the negation of another."""
        text = str(number)
        if "-" in text:
            from decimal import Decimal, InvalidOperation

            try:
                value = Decimal(text)
            except InvalidOperation:
                value = Decimal()
            if value < 0:
                return exp.Neg(this=cls(this=str(value.copy_abs()), is_string=False))  # type: ignore[call-arg]
        return cls(this=text, is_string=False)  # type: ignore[call-arg]

    @classmethod
    def string(cls, string: t.Any) -> Literal:
        """The literal of a text."""
        return cls(this=str(string), is_string=True)  # type: ignore[call-arg]

    def to_py(self) -> t.Any:
        """The number or the text."""
        from decimal import Decimal, InvalidOperation

        if not self.is_number:  # type: ignore[attr-defined]
            return self.this  # type: ignore[attr-defined]
        try:
            return int(self.this)  # type: ignore[attr-defined]
        except ValueError:
            try:
                return Decimal(self.this)  # type: ignore[attr-defined]
            except InvalidOperation:
                raise ValueError(f"{self} cannot be converted to a Python object.") from None


class IdentifierMembers:
    is_primitive = True
    @property
    def quoted(self) -> bool:
        """Whether the name stands in quotes."""
        return bool(self.args.get("quoted"))


class QualifiedMembers:
    """What names of tables and of columns have in common: the names of the schema and of the catalog."""

    db: str = _native.Expr._db
    catalog: str = _native.Expr._catalog


class ColumnMembers(QualifiedMembers):
    # The name of the table.
    table: str = _native.Expr._table

    @property
    def parts(self) -> list[Expr]:
        """The identifiers, from catalog to column."""
        return [self.args[key] for key in ("catalog", "db", "table", "this") if self.args.get(key)]  # type: ignore[attr-defined]

    def to_dot(self, include_dots: bool = True) -> t.Union[Dot, Identifier]:
        """The same parts as a chain of dots; with those that go on behind the column, unless told otherwise."""
        parts = self.parts
        parent = self.parent  # type: ignore[attr-defined]
        if include_dots:
            while isinstance(parent, exp.Dot):
                parts.append(parent.expression)
                parent = parent.parent
        return exp.Dot.build([part.copy() for part in parts]) if len(parts) > 1 else parts[0]


class DotMembers:
    @classmethod
    def build(cls, expressions: t.Sequence[Expr]) -> Dot:
        """A chain of dots; raises ValueError for fewer than two parts."""
        if len(expressions) < 2:
            raise ValueError("Dot requires >= 2 expressions.")
        first, *rest = expressions
        for part in rest:
            first = exp.Dot(this=first, expression=part)
        return first

    @property
    def parts(self) -> list[Expr]:
        """What the dots connect, from catalog on."""
        this, *parts = self.flatten()  # type: ignore[attr-defined]
        parts.reverse()
        for key in COLUMN_PARTS:
            part = this.args.get(key)
            if isinstance(part, exp.Expr):
                parts.append(part)
        parts.reverse()
        return parts


class FuncMembers:
    @classmethod
    def from_arg_list(cls: t.Type[_S], args: t.Sequence[t.Any]) -> _S:
        """A call with positional arguments."""
        names = list(cls.arg_types)  # type: ignore[attr-defined]
        if cls.is_var_len_args:  # type: ignore[attr-defined]
            # Fixed ones first; this one takes the rest.
            rest = cls.var_len_arg_key  # type: ignore[attr-defined]
            names = names[: names.index(rest)]
            given = dict(zip(names, args))
            given[rest] = list(args[len(names) :])
            return cls(**given)
        return cls(**dict(zip(names, args)))

    @classmethod
    def sql_names(cls) -> list[str]:
        """The names that the function is read by; the first is written."""
        if cls is exp.Func:
            raise NotImplementedError("SQL name is only supported by concrete function implementations")
        if "_sql_names" not in cls.__dict__:
            cls._sql_names = [camel_to_snake_case(cls.__name__)]
        return cls._sql_names  # type: ignore[attr-defined,no-any-return]

    @classmethod
    def sql_name(cls) -> str:
        """The name that is written."""
        return cls.sql_names()[0]

    @classmethod
    def default_parser_mappings(cls) -> dict[str, t.Any]:
        """What makes a node of a call, by name."""
        return {name: cls.from_arg_list for name in cls.sql_names()}


class IntervalOpMembers:
    def interval(self) -> Interval:
        """What is added or taken away, as an interval."""
        unit = self.args.get("unit")  # type: ignore[attr-defined]
        return exp.Interval(this=self.expression.copy(), unit=unit.copy() if unit else None)  # type: ignore[attr-defined]


# Short names of units of time.
UNITS = {
    "D": "DAY",
    "H": "HOUR",
    "M": "MINUTE",
    "MS": "MILLISECOND",
    "NS": "NANOSECOND",
    "Q": "QUARTER",
    "S": "SECOND",
    "US": "MICROSECOND",
    "W": "WEEK",
    "Y": "YEAR",
}


class TimeUnitMembers:
    UNABBREVIATED_UNIT_NAME = UNITS
    VAR_LIKE: tuple[t.Type[Expr], ...] = Lazily(lambda: (exp.Column, exp.Literal, exp.Var))
    @property
    def unit(self) -> t.Optional[Expr]:
        """The unit."""
        return self.args.get("unit")


class PrimitiveMembers:
    is_primitive = True


MEMBERS: dict[str, type] = {
    "Aliases": AliasesMembers,
    "Binary": BinaryMembers,
    "BitString": PrimitiveMembers,
    "Boolean": BooleanMembers,
    "ByteString": PrimitiveMembers,
    "Column": ColumnMembers,
    "Dot": DotMembers,
    "Expr": ExprMembers,
    "Func": FuncMembers,
    "HexString": PrimitiveMembers,
    "Identifier": IdentifierMembers,
    "IntervalOp": IntervalOpMembers,
    "Literal": LiteralMembers,
    "National": PrimitiveMembers,
    "Neg": NegMembers,
    "Null": NullMembers,
    "RawString": PrimitiveMembers,
    "TimeUnit": TimeUnitMembers,
    "Var": PrimitiveMembers,
}
