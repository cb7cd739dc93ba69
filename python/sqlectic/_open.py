# mypy: ignore-errors
"""Tokenizers, parsers and generators that programs derive from and change.

The classes of the engine's dialects show its tables and switches as class attributes. What programs put into classes of
their own, and what they change in these, is noted here; `compiled` makes an engine's dialect of it, in which only what
differs is Python.
"""

from __future__ import annotations

import threading
import typing as t

from sqlectic import _native
from sqlectic._upstream import ARGUMENTS, ENTRIES, WITHOUT_EFFECT

RULES = frozenset(_native.rule_methods())

# Tables by part, as the engine names them.
TABLES: dict[str, frozenset[str]] = {
    "parser": frozenset(
        """
        AGGREGATE_TYPE_TOKENS ALIAS_TOKENS ALTERABLES ALTER_ALTER_PARSERS ALTER_PARSERS ASSIGNMENT BITWISE
        COLON_PLACEHOLDER_TOKENS COLUMN_OPERATORS COMMENT_TABLE_ALIAS_TOKENS COMPARISON CONJUNCTION CONSTRAINT_PARSERS
        CREATABLES DB_CREATABLES DDL_SELECT_TOKENS DISJUNCTION DISTINCT_TOKENS ENUM_TYPE_TOKENS EQUALITY EXPONENT FACTOR
        FETCH_TOKENS FUNCTIONS FUNCTIONS_WITH_ALIASED_ARGS FUNCTION_PARSERS FUNC_TOKENS ID_VAR_TOKENS JOIN_HINTS
        JOIN_KINDS JOIN_METHODS JOIN_SIDES LAMBDAS NESTED_TYPE_TOKENS NO_PAREN_FUNCTIONS NO_PAREN_FUNCTION_PARSERS
        OPERATION_MODIFIERS PIPE_SYNTAX_TRANSFORM_PARSERS PLACEHOLDER_PARSERS PRIMARY_PARSERS PROPERTY_PARSERS
        QUERY_MODIFIER_PARSERS RANGE_PARSERS RESERVED_TOKENS SCHEMA_UNNAMED_CONSTRAINTS SET_PARSERS SHOW_PARSERS
        STATEMENT_PARSERS STRUCT_TYPE_TOKENS TABLE_ALIAS_TOKENS TERM TYPE_LITERAL_PARSERS TYPE_TOKENS UNARY_PARSERS
        UPDATE_ALIAS_TOKENS WINDOW_ALIAS_TOKENS WINDOW_BEFORE_PAREN_TOKENS
        """.split()
    ),
    "generator": frozenset(
        """
        ALTER_PARTITION_OPTIONS EXCLUDE_COMMENTS PROPERTIES_LOCATION RESERVED_KEYWORDS SUPPORTED_JSON_PATH_PARTS
        TIME_PART_SINGULARS TRANSFORMS TYPE_MAPPING UNSUPPORTED_TYPES UNWRAPPED_INTERVAL_VALUES
        WINDOW_FUNCS_WITH_NULL_ORDERING WITH_SEPARATED_COMMENTS
        """.split()
    ),
    "tokenizer": frozenset(
        """
        BIT_STRINGS BYTE_STRINGS BYTE_STRING_ESCAPES COMMANDS COMMAND_PREFIX_TOKENS COMMENTS HEREDOC_STRINGS HEX_STRINGS
        IDENTIFIERS IDENTIFIER_ESCAPES KEYWORDS NATIONAL_RAW_STRINGS NATIONAL_STRINGS NUMERIC_LITERALS QUOTES RAW_STRINGS
        SINGLE_TOKENS STRING_ESCAPES TOKENS_PRECEDING_HINT UNICODE_STRINGS VAR_SINGLE_TOKENS
        """.split()
    ),
    "dialect": frozenset(["FORMAT_MAPPING", "TIME_MAPPING", "UNESCAPED_SEQUENCES"]),
}

# Switches that the engine knows by another name.
OTHER_NAMES = {
    "INITCAP_DEFAULT_DELIMITER_CHARS": "initcap_default_delimiters",
    "INTERSECT_BINDS_TIGHTER_THAN_UNION_AND_EXCEPT": "intersect_binds_tighter",
}
_SHOWN = {engine: shown for shown, engine in OTHER_NAMES.items()}

# Switches of tokenizers that are set in the dialect's class.
_LEXICAL = {
    "dialect": (
        "byte_strings_support_escaped_sequences",
        "identifiers_can_start_with_digit",
        "numbers_can_be_underscore_separated",
        "strings_support_escaped_sequences",
    )
}

MEANINGS = ("NORMALIZATION_STRATEGY", "NORMALIZE_FUNCTIONS", "NULL_ORDERING", "TIME_FORMAT", "DATE_FORMAT", "DATEINT_FORMAT")

# Notes that a program defined or changed something; what was compiled before is compiled again when it is used.
changed = _native.note_change

# How often that happened.
changes = _native.changes


def _watched(kind: type, method: str) -> t.Callable[..., t.Any]:
    plain_method = getattr(kind, method)

    def change(self: t.Any, *args: t.Any, **kwargs: t.Any) -> t.Any:
        try:
            return plain_method(self, *args, **kwargs)
        finally:
            # Behind the change, for other threads may compile meanwhile.
            self.dirty = True
            changed()

    change.__name__ = method
    return change


class Table(dict):
    """A table of a class: a dict that tells when it is changed."""

    __slots__ = ("dirty",)

    for _method in ("__setitem__", "__delitem__", "__ior__", "clear", "pop", "popitem", "setdefault", "update"):
        locals()[_method] = _watched(dict, _method)


class Transforms(Table):
    """Renderers by class. What the engine writes without an entry can be read all the same."""

    __slots__ = ("generator",)

    def __missing__(self, node: t.Any) -> t.Any:
        found = getattr(self.generator, f"{getattr(node, 'key', '')}_sql", None)
        if isinstance(found, _native.Renderer):
            return found
        raise KeyError(node)


class Words(set):
    """A set of a class that tells when it is changed."""

    __slots__ = ("dirty",)

    for _method in (
        "__iand__ __ior__ __isub__ __ixor__ add clear difference_update discard intersection_update pop remove "
        "symmetric_difference_update update"
    ).split():
        locals()[_method] = _watched(set, _method)


class Items(list):
    """A list of a class that tells when it is changed."""

    __slots__ = ("dirty",)

    for _method in (
        "__delitem__ __iadd__ __imul__ __setitem__ append clear extend insert pop remove reverse sort"
    ).split():
        locals()[_method] = _watched(list, _method)


_WATCHED = {dict: Table, set: Words, list: Items}


def watched(value: t.Any) -> t.Any:
    """A plain dict, set or list as one that tells when it is changed; anything else as it is."""
    kind = _WATCHED.get(type(value))
    if kind is None:
        return value
    made = kind(value)
    made.dirty = False
    return made


_first = threading.Lock()


class Lazy:
    """A table of one of the engine's dialects that is read when somebody asks for it."""

    def __set_name__(self, home: t.Any, name: str) -> None:
        self.home, self.name = home, name

    def __get__(self, instance: t.Any, owner: type) -> t.Any:
        home, name = self.home, self.name
        value = shown_table(home._native.table(name), name)
        # A table that is the parent's is one and the same object.
        above = getattr(home.__mro__[1], name, None)
        if above == value:
            value = above
        elif self.name == "TRANSFORMS":
            value = Transforms(value)
            value.dirty, value.generator = False, home
        else:
            value = watched(value)
        with _first:
            # Another thread may have been first, and a program may have changed its table.
            found = vars(home).get(name, value)
            if found is self:
                type.__setattr__(home, name, value)
                found = value
        return found


class Derived:
    """An attribute that is read off others."""

    def __init__(self, read: t.Callable[[t.Any], t.Any]) -> None:
        self.read = read

    def __get__(self, instance: t.Any, owner: type) -> t.Any:
        return self.read(owner)


def shown_table(value: t.Any, name: str) -> t.Any:
    """What the engine holds, as programs know it."""
    if name == "TYPE_MAPPING":
        from sqlectic.expressions.datatypes import BY_NAME

        return {BY_NAME.get(key, key): spelling for key, spelling in value.items()}
    if name == "UNSUPPORTED_TYPES":
        from sqlectic.expressions.datatypes import BY_NAME

        return {BY_NAME.get(key, key) for key in value}
    if name == "PROPERTIES_LOCATION":
        from sqlectic.expressions import Properties

        return {klass: Properties.Location[place] for klass, place in value.items()}
    return value


def flags(native: t.Any, part: str, parent: t.Any = None) -> dict[str, t.Any]:
    """The switches of a part that differ from the parent's, as class attributes."""
    found = {}
    for name in (*_native.flag_names(part), *_LEXICAL.get(part, ())):
        value = native.flag(part, name)
        if parent is None or value != parent.flag(part, name):
            found[_SHOWN.get(name, name.upper())] = value
    return found


class Open(type):
    """The type of classes whose attributes the engine follows."""

    def __new__(mcs, name: str, bases: tuple[type, ...], namespace: dict[str, t.Any], **kwargs: t.Any) -> t.Any:
        for key, value in list(namespace.items()):
            if key.isupper():
                namespace[key] = watched(value)
        made = super().__new__(mcs, name, bases, namespace, **kwargs)
        if "_native" not in namespace:
            changed()
        return made

    def __setattr__(cls, name: str, value: t.Any) -> None:
        super().__setattr__(name, watched(value) if name.isupper() else value)
        if "_native" in vars(cls):
            touched = vars(cls).get("_touched") or set()
            type.__setattr__(cls, "_touched", touched | {name})
        changed()

    def __delattr__(cls, name: str) -> None:
        super().__delattr__(name)
        changed()


def touched(klass: type) -> dict[str, t.Any]:
    """What programs defined in a class or those it derives from, or changed in those of the engine; by attribute."""
    names: dict[str, t.Any] = {}
    for home in klass.__mro__:
        if not isinstance(home, Open):
            continue
        # Other threads may ask for further tables meanwhile.
        own = vars(home).copy()
        if "_native" in own:
            changed_here = set(own.get("_touched") or ())
            changed_here.update(key for key, value in own.items() if getattr(value, "dirty", False))
        else:
            changed_here = {key for key in own if not key.startswith("__") or key == "__init__"}
        for name in changed_here:
            names.setdefault(name, None)
    return {name: _still(getattr(klass, name)) for name in names if hasattr(klass, name)}


def _still(value: t.Any) -> t.Any:
    """A table as it is now: other threads may go on changing it."""
    return next((kind(value) for kind in _WATCHED if isinstance(value, kind)), value)


TOKENIZE, PARSE, GENERATE = 1, 2, 4

# Methods that write parts of nodes, with these parts.
RENDERER_PARTS = {
    **{name: (name,) for name in _native.renderer_parts() if not name.startswith("comment")},
    "maybe_comment": ("comment", "comment_before", "comment_behind"),
    "sanitize_comment": ("comment", "comment_before", "comment_behind"),
}

# Methods that the engine asks while it writes, the one around all renderers last.
HOOKS = ("binary", "format_time", "unsupported", "sql")

_METHODS = {
    "parser": frozenset("__init__ parse parse_into _parse reset".split()),
    "generator": frozenset("__init__ generate preprocess".split()),
    "tokenizer": frozenset("__init__ tokenize".split()),
}
_WORK = {"parser": PARSE, "generator": GENERATE, "tokenizer": TOKENIZE}

_without_effect: set[str] = set()


def _warn(part: str, name: str) -> None:
    """Tells once that the engine does not follow something that a program defined."""
    from sqlectic._log import logger

    if name not in _without_effect:
        _without_effect.add(name)
        logger.warning("sqlectic does not follow %s of %ss: defining it has no effect", name, part)


def follow(draft: t.Any, part: str, klass: type, own: dict[str, t.Any]) -> int:
    """Brings into a draft what is `touched` in a class; tells in what programs take part by it."""
    work = 0
    for name, value in own.items():
        if part == "parser" and name in RULES:
            if isinstance(value, _native.Rule):
                draft.rule(name, value)
            else:
                draft.rule(name)
                work |= PARSE
        elif name in TABLES[part]:
            draft.table(name, _engine_table(name, value))
            work |= _calls(value) and _WORK[part]
        elif name == "STRUCT_DELIMITER":
            for flag, sign in zip(("nested_type_open", "nested_type_close"), value):
                draft.flag(part, flag, sign)
        elif part == "generator" and name in RENDERER_PARTS and name != "prepend_ctes":
            for piece in RENDERER_PARTS[name]:
                # What the engine tells of a part, as the method takes it.
                writer = f"_write_{piece}"
                draft.part(piece, writer if hasattr(klass, writer) else name)
            work |= GENERATE
        elif part == "generator" and name == "locate_properties":
            draft.locate("_located_properties")
            work |= GENERATE
        elif part == "generator" and name in HOOKS:
            work |= GENERATE
        elif name in WITHOUT_EFFECT[part]:
            _warn(part, name)
        elif name.isupper():
            draft.flag(part, OTHER_NAMES.get(name, name).lower(), value)
        elif name in _METHODS[part]:
            work |= _WORK[part]
        elif part in _WORK and hasattr(plain(part), name) and not _is_called(part, name):
            # Only methods in Python call it.
            work |= _WORK[part]
            _warn(part, name)
    if part == "parser":
        # Behind tables that are replaced.
        work |= _follow_entries(draft, klass, own)
    if part == "generator":
        # Behind `TRANSFORMS`, which replaces all renderers.
        work |= _follow_renderers(draft, klass.TRANSFORMS, own)
        work |= _follow_modifiers(draft, klass.AFTER_HAVING_MODIFIER_TRANSFORMS)
        if "prepend_ctes" in own:
            # Around whatever writes the statements.
            draft.part("prepend_ctes", "prepend_ctes")
            work |= GENERATE
        if "function_fallback_sql" in own:
            draft.fallback("function_fallback_sql")
            work |= GENERATE
        for name in HOOKS:
            if name in own:
                draft.hook(name)
    return work


def _is_called(part: str, name: str) -> bool:
    """Whether the engine calls a method where programs override it."""
    if part == "parser":
        return name in ENTRIES
    if name in RENDERER_PARTS or name == "function_fallback_sql":
        return True
    return name in _SHARED or name.endswith("_sql") and _native.class_by_key(name[: -len("_sql")]) is not None


def _follow_entries(draft: t.Any, klass: type, own: dict[str, t.Any]) -> int:
    """Methods that are entries of tables, but for entries that are functions of programs themselves."""
    work = 0
    for name in own.keys() & ENTRIES:
        places = [(table, word) for table, words in ENTRIES[name].items() for word in words]
        rows = [(place, getattr(klass, place[0]).get(place[1])) for place in places]
        for (table, word), row in rows:
            if isinstance(row, (_native.Rule, _native.FunctionBuilder)):
                draft.row(table, word, _method(name, (table, word)))
                work |= PARSE
        if not any(row for _, row in rows):
            _warn("parser", name)
    return work


def _method(name: str, place: tuple[str, str]) -> t.Callable[..., t.Any]:
    """An entry of a table that is a method of the parser."""
    arguments = ARGUMENTS.get(name)

    def entry(parser: t.Any, *node: t.Any, **switches: t.Any) -> t.Any:
        parser._places[name] = place
        return getattr(parser, name)(*node, **(arguments(parser, place[1]) if arguments else switches))

    return entry


def plain(part: str) -> type:
    """The class that all of a part derive from."""
    if part == "parser":
        from sqlectic.parser import Parser as found
    elif part == "generator":
        from sqlectic.generator import Generator as found
    else:
        from sqlectic.tokens import Tokenizer as found
    return found


def _calls(table: t.Any) -> bool:
    """Whether a table has functions of programs in it."""
    if not isinstance(table, dict):
        return False
    native = (_native.Rule, _native.FunctionBuilder, _native.Renderer, type)
    return any(callable(value) and not isinstance(value, native) for value in table.values())


def _engine_table(name: str, value: t.Any) -> t.Any:
    """A table as the engine takes it."""
    if name == "PROPERTIES_LOCATION":
        return {klass: place.name for klass, place in value.items()}
    return value


_MODIFIERS = {"cluster": "Cluster", "distribute": "Distribute", "qualify": "Qualify", "sort": "Sort"}


def _follow_modifiers(draft: t.Any, functions: t.Any) -> int:
    """Clauses behind `HAVING` that a program leaves out, or writes its own way."""
    from sqlectic import expressions as exp

    work = 0
    usual = plain("generator").AFTER_HAVING_MODIFIER_TRANSFORMS
    for key, node in _MODIFIERS.items():
        if functions.get(key) is not usual[key]:
            draft.renderer(getattr(exp, node), f"_{key}_of_query")
            work |= GENERATE
    return work


# Methods that write nodes of several classes, by the keys of these; and those that do it under another name.
_SHARED = {
    "ceil_floor": ("ceil", "floor"),
    "anonymousaggfunc_sql": ("combinedaggfunc",),
    "bracket_offset_expressions": ("bracket",),
    "column_parts": ("column",),
    "connector_sql": ("and", "or", "xor"),
    "escape_str": ("literal", "rawstring"),
    "get_put_sql": ("get", "put"),
    "naked_property": ("executeasproperty", "languageproperty", "locationproperty", "returnsproperty"),
    "scope_resolution": ("scoperesolution",),
    "set_operations": ("except", "intersect", "union"),
    "table_parts": ("table",),
    "token_sql": ("autoincrementcolumnconstraint",),
}
_WRITERS = {
    "bracket_offset_expressions": "_write_bracket",
    "column_parts": "_write_column",
    "connector_sql": "_write_connector",
    "escape_str": "_write_escaped",
    "scope_resolution": "_write_scope_resolution",
    "table_parts": "_write_table",
    "token_sql": "_write_token",
}


def _follow_renderers(draft: t.Any, transforms: dict[t.Any, t.Any], own: dict[str, t.Any]) -> int:
    """Methods named after nodes write them, unless a function of a program in `TRANSFORMS` does."""
    work = 0
    methods = {name: method for name, method in own.items() if name.endswith("_sql") and callable(method)}
    for name in own.keys() & _SHARED:
        for key in _SHARED[name]:
            methods.setdefault(f"{key}_sql", _WRITERS.get(name, name))
    for name, method in methods.items():
        node = _native.class_by_key(name[: -len("_sql")])
        if node is None:
            continue
        function = transforms.get(node)
        if function is not None and not isinstance(function, _native.Renderer):
            continue
        if isinstance(method, _native.Renderer):
            draft.renderer(node, name, method)
        else:
            draft.renderer(node, method if isinstance(method, str) else name)
            work |= GENERATE
    return work
