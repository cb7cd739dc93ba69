# mypy: ignore-errors
"""`Dialect`: how text is read and written."""

from __future__ import annotations

import difflib
import sys
import typing as t
from enum import Enum
from importlib.metadata import entry_points

from sqlectic import _native
from sqlectic._open import (
    GENERATE,
    MEANINGS,
    OTHER_NAMES,
    PARSE,
    TABLES,
    TOKENIZE,
    Derived,
    Lazy,
    Open,
    changed,
    changes,
    flags,
    follow,
    touched,
)
from sqlectic.trie import new_trie

if t.TYPE_CHECKING:
    from sqlectic.expressions import Expr
    from sqlectic.tokens import Token

DialectType = t.Union[str, "Dialect", type["Dialect"], None]

# Where installed packages announce dialects.
PLUGIN_GROUP_NAME = "sqlglot.dialects"

# Title and parent of the engine's dialects by name.
TITLES = {name: (title, parent) for name, title, parent in _native.dialect_names()}

Dialects = Enum(  # type: ignore[misc]
    "Dialects",
    {"DIALECT": "", **{name.upper(): name for name in TITLES if name}},
    type=str,
    module=__name__,
)
Dialects.__doc__ = "Names of the dialects."


class NormalizationStrategy(str, Enum):
    """How names without quotes are compared."""

    LOWERCASE = "LOWERCASE"
    UPPERCASE = "UPPERCASE"
    CASE_SENSITIVE = "CASE_SENSITIVE"
    CASE_INSENSITIVE = "CASE_INSENSITIVE"
    CASE_INSENSITIVE_UPPERCASE = "CASE_INSENSITIVE_UPPERCASE"

    def __str__(self) -> str:
        return f"NormalizationStrategy.{self.name}"


# What a dialect's class may bring along, and the attribute that tells which is used.
PARTS = {
    "Tokenizer": "tokenizer_class",
    "JSONPathTokenizer": "jsonpath_tokenizer_class",
    "Parser": "parser_class",
    "Generator": "generator_class",
}
_NESTED = {attribute: name for name, attribute in PARTS.items()}


# Attributes that tell what opens and closes names and strings, by the table of the tokenizer that they are read from.
_DELIMITERS = {
    f"{name}_{side}": (table, i)
    for name, table in (
        ("IDENTIFIER", "IDENTIFIERS"),
        ("QUOTE", "QUOTES"),
        ("BIT", "BIT_STRINGS"),
        ("HEX", "HEX_STRINGS"),
        ("BYTE", "BYTE_STRINGS"),
        ("UNICODE", "UNICODE_STRINGS"),
    )
    for i, side in enumerate(("START", "END"))
}


def _delimiter(tokenizer: t.Any, table: str, side: int) -> t.Optional[str]:
    """What opens (0) or closes (1) the first kind of strings of a table; None if there is none."""
    for pair in getattr(tokenizer, table):
        return pair if isinstance(pair, str) else pair[side]
    return None


def _native_attributes(native: t.Any, parent: t.Any = None) -> dict[str, t.Any]:
    """Class attributes of one of the engine's dialects that differ from those of its parent."""
    found: dict[str, t.Any] = flags(native, "dialect", parent)
    for name in MEANINGS:
        value = native.meaning(name)
        if parent is None or value != parent.meaning(name):
            found[name] = NormalizationStrategy[value] if name == "NORMALIZATION_STRATEGY" else value
    if parent is None or native.setting_names != parent.setting_names:
        found["SUPPORTED_SETTINGS"] = set(native.setting_names)
    found.update({name: Lazy() for name in TABLES["dialect"]})
    return found


class _Dialect(Open):
    """The type of dialect classes: registers them by name, and makes those of the engine when they are asked for."""

    _classes: dict[str, type[Dialect]] = {}
    # The engine's, which stay what they are whatever is registered.
    _made: dict[str, type[Dialect]] = {}

    def __new__(mcs, name: str, bases: tuple[type, ...], namespace: dict[str, t.Any], **kwargs: t.Any) -> t.Any:
        for part, attribute in PARTS.items():
            if namespace.get(part) is not None and attribute not in namespace:
                namespace[attribute] = namespace[part]
        klass = super().__new__(mcs, name, bases, namespace, **kwargs)
        if "_native" not in namespace:
            known = Dialects.__members__.get(name.upper())
            mcs._classes[known.value if known is not None else name.lower()] = klass
        return klass

    @property
    def classes(cls) -> dict[str, type[Dialect]]:
        """All dialects by name."""
        for name in TITLES:
            cls._find(name)
        return _Dialect._classes

    def _find(cls, key: t.Any) -> t.Optional[type[Dialect]]:
        key = key.value if isinstance(key, Enum) else key
        if key not in _Dialect._classes:
            if key in TITLES:
                _Dialect._classes.setdefault(key, cls._built_in(key))
            else:
                cls._try_load(key)
        return _Dialect._classes.get(key)

    def _built_in(cls, key: str) -> type[Dialect]:
        made = _Dialect._made.get(key)
        if made is None:
            title, parent = TITLES[key]
            base = cls._built_in(parent or "")
            native = _native.NativeDialect(key)
            namespace = {
                "__doc__": f"The dialect {title}.",
                "__module__": f"sqlectic.dialects.{key}",
                "_native": native,
                "_name": key,
                **_native_attributes(native, base._native),
            }
            # Another thread may have been first.
            made = _Dialect._made.setdefault(key, _Dialect(title, (base,), namespace))
        return made

    def _try_load(cls, key: str) -> None:
        """Registers the dialect of that name that an installed package announces."""
        found = entry_points()
        if hasattr(found, "select"):
            announced = found.select(group=PLUGIN_GROUP_NAME, name=key)
        else:
            announced = [point for point in found.get(PLUGIN_GROUP_NAME, []) if point.name == key]
        for point in announced:
            loaded = point.load()
            if isinstance(loaded, type) and issubclass(loaded, Dialect) and key not in _Dialect._classes:
                _Dialect._classes[key] = loaded
            return

    def get(cls, key: t.Any, default: t.Any = None) -> t.Any:
        """The dialect of that name, or `default`."""
        return cls._find(key) or default

    def __getitem__(cls, key: t.Any) -> type[Dialect]:
        found = cls._find(key)
        if found is None:
            raise KeyError(key)
        return found

    def __getattr__(cls, name: str) -> t.Any:
        if name in _DELIMITERS:
            return _delimiter(cls.tokenizer_class, *_DELIMITERS[name])
        # Parts of the engine's dialects are made when they are asked for.
        part = _NESTED.get(name, name)
        if part not in PARTS or part == name and cls._name == "":
            raise AttributeError(f"type object '{cls.__name__}' has no attribute '{name}'")
        from sqlectic.dialects._parts import part_of

        return part_of(cls._name, part)

    def __eq__(cls, other: object) -> bool:
        if isinstance(other, str):
            return cls is Dialect.get(other)
        if isinstance(other, Dialect):
            return cls is type(other)
        return cls is other

    def __hash__(cls) -> int:
        # A class is found in sets of names, too.
        return hash(cls.__name__.lower())


class Compiled(t.NamedTuple):
    """A dialect as the engine runs it."""

    native: t.Any
    # In what functions of programs take part.
    work: int


# How often programs had changed something when these were compiled.
_compiled: tuple[int, dict[t.Any, Compiled]] = (0, {})
# More are made by programs that define dialects all the time.
_MOST_COMPILED = 512

_OWN_WAY = {
    "parse": PARSE,
    "parse_into": PARSE,
    "parser": PARSE,
    "generate": GENERATE,
    "generator": GENERATE,
    "tokenize": TOKENIZE,
    "tokenizer": TOKENIZE,
}


def _limits(opts: dict[str, t.Any], more: tuple[str, ...] = ()) -> dict[str, t.Any]:
    """Those of some options that limit how a text is split into tokens, and more."""
    from sqlectic.tokens import LIMITS

    return {name: opts[name] for name in (*LIMITS, *more) if opts.get(name) is not None}


def compiled(
    dialect: Dialect,
    parser: t.Optional[type] = None,
    generator: t.Optional[type] = None,
    tokenizer: t.Optional[type] = None,
) -> Compiled:
    """The engine's form of a dialect with its settings, or of it with other parts."""
    global _compiled
    klass = type(dialect)
    count = changes()
    if not count and parser is generator is tokenizer is None:
        return Compiled(dialect, 0)
    counted, known = _compiled
    if counted != count or len(known) > _MOST_COMPILED:
        known = {}
        _compiled = (count, known)
    # A class at the address of one that is gone has been counted as a change.
    key = (id(klass), id(parser), id(generator), id(tokenizer), dialect._words)
    found = known.get(key)
    if found is None:
        parts = (
            parser or dialect.parser_class,
            generator or dialect.generator_class,
            tokenizer or dialect.tokenizer_class,
        )
        found = known[key] = _compile(dialect, klass, *parts)
    return found


def _compile(dialect: Dialect, klass: type, parser: type, generator: type, tokenizer: type) -> Compiled:
    parts = {"parser": parser, "generator": generator, "tokenizer": tokenizer}
    own = touched(klass)
    theirs = {part: touched(its_class) for part, its_class in parts.items()}
    usual = "_native" in vars(klass) and all(getattr(klass, f"{part}_class") is parts[part] for part in parts)
    if usual and not own and not any(theirs.values()):
        return Compiled(dialect, 0)
    name = next((key for key, known in list(_Dialect._classes.items()) if known is klass), klass.__name__.lower())
    draft = _native.Draft(name, klass.__name__, klass._native, *(its_class._native for its_class in parts.values()))
    work = 0
    for part, its_class in parts.items():
        work |= follow(draft, part, its_class, theirs[part])
    for key, value in own.items():
        if key in TABLES["dialect"]:
            draft.table(key, value)
        elif key in MEANINGS:
            draft.meaning(key, value)
        elif key.isupper():
            draft.flag("dialect", OTHER_NAMES.get(key, key).lower(), value)
        else:
            work |= _OWN_WAY.get(key, 0)
    settings = list(dialect._words)
    return Compiled(draft.finish(settings), work)


def current(dialect: DialectType) -> tuple[t.Any, Dialect, int]:
    """What the engine runs for a dialect; the dialect; and in what functions of programs take part."""
    instance = Dialect.get_or_raise(dialect)
    native, work = compiled(instance)
    return native, instance, work


def _setting(value: str) -> t.Any:
    """A setting's text as a switch, if it is one."""
    return {"true": True, "1": True, "false": False, "0": False}.get(value.lower(), value)


def _words_of(text: str) -> tuple[str, dict[str, t.Any]]:
    """A name, and the settings behind it."""
    name, *rest = (word.strip() for word in text.split(","))
    settings: dict[str, t.Any] = {}
    for word in rest:
        key, *value = (part.strip() for part in word.split("="))
        if len(value) > 1 or not key or value == [""]:
            raise ValueError(
                f"Invalid dialect format: '{text}'. Please use the correct format: "
                "'dialect [, k1 = v2 [, ...]]'."
            )
        settings[key] = value[0] if value else True
    return name, settings


# Settings of all dialects.
_ENGINE_SETTINGS = ("normalization_strategy", "version")


class Dialect(_native.NativeDialect, metaclass=_Dialect):
    """A dialect with its settings; most functions also take its name or its class.

    Classes that derive from it are dialects too, found by their names in lower case: `Tokenizer`, `Parser` and `Generator`
    inside of them derive from those of the dialect that they extend.
    """

    # Names of parts of dates, and the usual ones.
    DATE_PART_MAPPING = dict(_native.date_parts())

    _native = _native.NativeDialect("")
    _name = ""

    INVERSE_TIME_MAPPING: dict[str, str] = Derived(lambda dialect: {value: key for key, value in dialect.TIME_MAPPING.items()})
    TIME_TRIE: dict[t.Any, t.Any] = Derived(lambda dialect: new_trie(dialect.TIME_MAPPING))
    INVERSE_TIME_TRIE: dict[t.Any, t.Any] = Derived(lambda dialect: new_trie(dialect.INVERSE_TIME_MAPPING))
    ESCAPED_SEQUENCES: dict[str, str] = Derived(lambda dialect: {value: key for key, value in dialect.UNESCAPED_SEQUENCES.items()})

    locals().update(_native_attributes(_native))

    def __new__(cls, *_args: t.Any, **settings: t.Any) -> Dialect:
        # What only has a name is no strategy and no version.
        given = {key: value for key, value in settings.items() if key not in _ENGINE_SETTINGS or not isinstance(value, bool)}
        names = [key for key in cls._native.setting_names if given.get(key) is not None]
        known = [f"{key}={getattr(given[key], 'value', given[key])}" for key in names]
        return super().__new__(cls, ", ".join([cls._name, *known]))

    def __init__(self, **settings: t.Any) -> None:
        version = str(settings.pop("version", f"{sys.maxsize}"))
        words = {**settings, **({} if version == f"{sys.maxsize}" else {"version": version})}
        # Settings as they follow the name, which tell instances of one class apart.
        self._words = tuple(sorted((key, str(getattr(value, "value", value))) for key, value in words.items()))
        self.version = tuple(([int(part) for part in version.split(".")] + [0, 0])[:3])
        strategy = settings.pop("normalization_strategy", None)
        self.normalization_strategy = (
            self.NORMALIZATION_STRATEGY if strategy is None else NormalizationStrategy(strategy.upper())
        )
        self.settings = {key: _setting(value) if isinstance(value, str) else value for key, value in settings.items()}

    def __getattr__(self, name: str) -> t.Any:
        if name in _NESTED or name in PARTS or name in _DELIMITERS:
            return getattr(type(self), name)
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def __eq__(self, other: object) -> bool:
        return type(self) == other

    def __hash__(self) -> int:
        return hash(type(self))

    @classmethod
    def get_or_raise(cls, dialect: DialectType) -> Dialect:
        """The instance for a name with optional settings, a class or an instance; the base dialect for nothing.

        Raises ValueError for an unknown name, with the nearest one that is known.
        """
        if not dialect:
            return cls()
        if isinstance(dialect, Dialect):
            return dialect
        if isinstance(dialect, type) and issubclass(dialect, Dialect):
            return dialect()
        if not isinstance(dialect, str):
            raise ValueError(f"Invalid dialect type for '{dialect}': '{type(dialect)}'.")
        name, settings = _words_of(dialect.value if isinstance(dialect, Enum) else dialect)
        found = cls.get(name)
        if found is None:
            raise ValueError(f"Unknown dialect '{name}'.{_nearest(name, {*TITLES, *_Dialect._classes})}")
        for key in settings:
            if key not in found.SUPPORTED_SETTINGS:
                raise ValueError(f"Unknown setting '{key}'.{_nearest(key, found.SUPPORTED_SETTINGS)}")
        return found(**settings)

    @classmethod
    def format_time(cls, expression: t.Any) -> t.Any:
        """A time format of this dialect as strftime's: a text as a literal, a literal as another one, others as they are."""
        from sqlectic import exp
        from sqlectic.time import format_time

        if isinstance(expression, str):
            return exp.Literal.string(format_time(expression.strip("'"), cls.TIME_MAPPING))
        if expression is not None and expression.is_string:
            return exp.Literal.string(format_time(expression.this, cls.TIME_MAPPING))
        return expression

    # ---- the way from text to tree and back

    def parse(self, sql: str, **opts: t.Any) -> list[t.Optional[Expr]]:
        """Parses all statements; see `sqlectic.parse`."""
        native, work = compiled(self)
        if not work & (TOKENIZE | PARSE):
            return _native.parse(sql, native, **opts)
        return self.parser(**opts).parse(self.tokenize(sql, **_limits(opts)), sql)

    def parse_into(self, expression_type: t.Any, sql: str, **opts: t.Any) -> list[t.Optional[Expr]]:
        """Parses text into a node of a class; see `sqlectic.parse_one`."""
        native, work = compiled(self)
        if not work & (TOKENIZE | PARSE):
            return [_native.parse_one(sql, native, into=expression_type, **opts)]
        return self.parser(**opts).parse_into(expression_type, self.tokenize(sql, **_limits(opts)), sql)

    def generate(self, expression: Expr, copy: bool = True, **opts: t.Any) -> str:
        """Writes a node; see `Expression.sql`."""
        native, work = compiled(self)
        if not work & GENERATE:
            return _native.Expr.sql(expression, native, copy=copy, **opts)
        return self.generator(**opts).generate(expression, copy=copy)

    def transpile(self, sql: str, **opts: t.Any) -> list[str]:
        """Reads and writes all statements in this dialect; see `sqlectic.transpile`."""
        return [self.generate(node, copy=False, **opts) if node else "" for node in self.parse(sql, **_limits(opts, ("max_nodes", "max_depth", "max_growth")))]

    def tokenize(self, sql: str, dialect: DialectType = None, **limits: t.Any) -> list[Token]:
        """Splits a text into tokens; see `sqlectic.tokenize`."""
        native, work = compiled(self)
        if not work & TOKENIZE:
            return native.split(sql, **limits)
        return self.tokenizer(dialect, **limits).tokenize(sql)

    def tokenizer(self, dialect: DialectType = None, **limits: t.Any) -> t.Any:
        """A tokenizer of this dialect."""
        return self.tokenizer_class(dialect=dialect or self, **limits)

    def jsonpath_tokenizer(self, dialect: DialectType = None) -> t.Any:
        """A tokenizer of the paths into JSON of this dialect."""
        return self.jsonpath_tokenizer_class(dialect=dialect or self)

    def parser(self, **opts: t.Any) -> t.Any:
        """A parser of this dialect."""
        return self.parser_class(dialect=self, **opts)

    def generator(self, **opts: t.Any) -> t.Any:
        """A generator of this dialect."""
        return self.generator_class(dialect=self, **opts)

    def to_json_path(self, path: t.Any) -> t.Any:
        """A path into JSON as a node of its own; a text that is none, and anything else, as it is."""
        from sqlectic.errors import ParseError
        from sqlectic.jsonpath import parse

        if path is None or not path.is_string and not path.is_number:
            return path
        try:
            return parse(f"[{path.name}]" if path.is_number else path.name, self)
        except ParseError:
            return path

    # ---- names

    def normalize_identifier(self, expression: t.Any) -> t.Any:
        """Writes an identifier as the dialect compares it; other nodes stay as they are."""
        if expression.key == "identifier" and not self._keeps_case(expression):
            native, _ = compiled(self)
            name = native.normalized(expression.name, bool(expression.args.get("quoted")))
            if name != expression.name:
                expression.set("this", name)
        return expression

    def _keeps_case(self, identifier: t.Any) -> bool:
        """Whether a name is part of a path that compares with case where other names do not."""
        if not self.CASE_SENSITIVE_PATHS or self.normalization_strategy is not NormalizationStrategy.CASE_INSENSITIVE:
            return False
        parent = identifier.parent
        while parent is not None and parent.key == "dot":
            parent = parent.parent
        return parent is not None and (parent.key == "userdefinedfunction" or parent.key == "table" and bool(parent.db))

    def case_sensitive(self, text: str) -> bool:
        """Whether a name without quotes would be another one than this."""
        native, _ = compiled(self)
        return self.normalization_strategy is not NormalizationStrategy.CASE_INSENSITIVE and any(
            native.normalized(letter, False) != letter for letter in text
        )

    def can_quote(self, identifier: t.Any, identify: t.Union[str, bool] = "safe") -> bool:
        """Whether a name may be quoted: always, or only if it stays the same name ("safe", "unsafe" for the opposite)."""
        if identifier.args.get("quoted"):
            return True
        if not identify:
            return False
        if isinstance(identify, bool) or identify == "always":
            return True
        from sqlectic.expressions.core import SAFE_IDENTIFIER_RE

        name = identifier.this
        safe = not self.case_sensitive(name) and bool(SAFE_IDENTIFIER_RE.match(name))
        if identify == "safe":
            return safe
        if identify == "unsafe":
            return not safe
        raise ValueError(f"Unexpected argument for identify: '{identify}'")

    def quote_identifier(self, expression: t.Any, identify: bool = True) -> t.Any:
        """Quotes an identifier: always, or else only if it would not be the same name without quotes."""
        if expression.key == "identifier" and not expression.args.get("quoted"):
            from sqlectic.expressions.core import SAFE_IDENTIFIER_RE

            native, _ = compiled(self)
            name = expression.name
            safe = SAFE_IDENTIFIER_RE.match(name) and native.normalized(name, False) == name
            expression.set("quoted", identify or not safe)
        return expression


def _nearest(word: str, known: t.Iterable[str]) -> str:
    """A question for the known word that is most like this one, if any is."""
    found = difflib.get_close_matches(word, list(known), n=1)
    return f" Did you mean {found[0]}?" if found else ""


_Dialect._made[""] = _Dialect._classes[""] = Dialect


def __getattr__(name: str) -> t.Any:
    # Helpers for generators and parsers are imported when somebody asks for one.
    if name.startswith("_"):
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    from sqlectic.dialects import _helpers

    try:
        return getattr(_helpers, name)
    except AttributeError:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'") from None
