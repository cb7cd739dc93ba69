"""`Dialect`: how text is read and written."""

from __future__ import annotations

import typing as t
from enum import Enum

from sqlectic import _native

if t.TYPE_CHECKING:
    from sqlectic.expressions import Expr
    from sqlectic.tokens import Token

DialectType = t.Union[str, "Dialect", type["Dialect"], None]

_TITLES = {name: (title, parent) for name, title, parent in _native.dialect_names()}

Dialects = Enum(  # type: ignore[misc]
    "Dialects",
    {"DIALECT": "", **{name.upper(): name for name in _TITLES if name}},
    type=str,
    module=__name__,
)
Dialects.__doc__ = "Names of the dialects."


class _Dialects(type):
    """The type of dialect classes: finds them by name, and makes those of the engine when they are asked for."""

    _made: dict[str, type[Dialect]] = {}

    @property
    def classes(cls) -> dict[str, type[Dialect]]:
        """All dialects by name."""
        return {name: cls[name] for name in _TITLES}

    def get(cls, key: str, default: t.Any = None) -> t.Any:
        """The dialect of that name, or `default`."""
        return cls[key] if key in _TITLES else default

    def __getitem__(cls, key: str) -> type[Dialect]:
        key = key.value if isinstance(key, Enum) else key
        if key not in _Dialects._made:
            title, parent = _TITLES[key]
            base = cls[parent or ""]
            namespace = {"__module__": "sqlectic.dialects", "_name": key}
            _Dialects._made[key] = t.cast("type[Dialect]", type.__new__(_Dialects, title, (base,), namespace))
        return _Dialects._made[key]

    def __eq__(cls, other: object) -> bool:
        if isinstance(other, str):
            return cls is Dialect.get(other)
        if isinstance(other, Dialect):
            return cls is type(other)
        return cls is other

    def __hash__(cls) -> int:
        return type.__hash__(cls)


class Dialect(_native.NativeDialect, metaclass=_Dialects):
    """A dialect with its settings; most functions also take its name or its class.

    In this version dialects cannot be defined from Python: deriving a class from one raises.
    """

    _name = ""

    def __new__(cls, **settings: t.Any) -> Dialect:
        words = [cls._name, *(f"{key}={getattr(value, 'value', value)}" for key, value in settings.items())]
        return super().__new__(cls, ", ".join(words))

    def __init_subclass__(cls, **kwargs: t.Any) -> None:
        if cls.__dict__.get("_name") not in _TITLES:
            raise NotImplementedError("defining dialects from Python is not there yet")
        super().__init_subclass__(**kwargs)

    @classmethod
    def get_or_raise(cls, dialect: DialectType) -> Dialect:
        """The instance for a name with optional settings, a class or an instance; the base dialect for nothing.

        Raises ValueError for an unknown name, with the nearest one that is known.
        """
        if not dialect:
            return Dialect()
        if isinstance(dialect, Dialect):
            return dialect
        if isinstance(dialect, type) and issubclass(dialect, Dialect):
            return dialect()
        if not isinstance(dialect, str):
            raise ValueError(f"Invalid dialect type for '{dialect}': '{type(dialect)}'.")
        text = dialect.value if isinstance(dialect, Enum) else dialect
        native = _native.NativeDialect(text)
        return _native.NativeDialect.__new__(Dialect[native.name], text)

    def __eq__(self, other: object) -> bool:
        return type(self) == other

    def __hash__(self) -> int:
        return hash(type(self))

    def parse(self, sql: str, **opts: t.Any) -> list[t.Optional[Expr]]:
        """Parses all statements; see `sqlectic.parse`."""
        return _native.parse(sql, self, **opts)

    def parse_into(self, expression_type: t.Any, sql: str, **opts: t.Any) -> list[t.Optional[Expr]]:
        """Parses one statement into a node of a class; see `sqlectic.parse_one`."""
        return [_native.parse_one(sql, self, into=expression_type, **opts)]

    def generate(self, expression: Expr, copy: bool = True, **opts: t.Any) -> str:
        """Writes a node; see `Expression.sql`."""
        return expression.sql(self, copy=copy, **opts)

    def transpile(self, sql: str, **opts: t.Any) -> list[str]:
        """Reads and writes all statements in this dialect; see `sqlectic.transpile`."""
        return _native.transpile(sql, self, **opts)

    def normalize_identifier(self, expression: t.Any) -> t.Any:
        """Writes an identifier as the dialect compares it; other nodes stay as they are."""
        if expression.key == "identifier":
            name = self.normalized(expression.name, bool(expression.args.get("quoted")))
            if name != expression.name:
                expression.set("this", name)
        return expression

    def quote_identifier(self, expression: t.Any, identify: bool = True) -> t.Any:
        """Quotes an identifier: always, or else only if it would not be the same name without quotes."""
        if expression.key == "identifier" and not expression.args.get("quoted"):
            from sqlectic.expressions.core import SAFE_IDENTIFIER_RE

            name = expression.name
            safe = SAFE_IDENTIFIER_RE.match(name) and self.normalized(name, False) == name
            expression.set("quoted", identify or not safe)
        return expression

    def tokenize(self, sql: str) -> list[Token]:
        """Splits a text into tokens; see `sqlectic.tokenize`."""
        return _native.tokenize(sql, self)


_Dialects._made[""] = Dialect
