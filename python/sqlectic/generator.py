# mypy: ignore-errors
"""`Generator`: writes trees as text. Programs derive from it to change how a dialect is written.

Nodes are written by the engine, unless a program says otherwise: by a function in `TRANSFORMS`, or by a method named after
the node (`select_sql`). Such functions return text; the methods here help to make it.
"""

from __future__ import annotations

import typing as t
from collections import defaultdict

import sqlectic
from sqlectic import _native
from sqlectic._log import logger as logger
from sqlectic._open import TABLES, Derived, Lazy, Open, flags
from sqlectic.errors import ErrorLevel, UnsupportedError
from sqlectic.tokens import _COMMON, TokenType

if t.TYPE_CHECKING:
    from sqlectic import exp

__all__ = ["Generator", "unsupported_args"]


def unsupported_args(*args: t.Union[str, t.Tuple[str, str]]) -> t.Callable[[t.Any], t.Any]:
    """Makes a renderer report arguments that it does not write: names, or names with messages."""
    messages = dict((arg, None) if isinstance(arg, str) else arg for arg in args)

    def decorate(render: t.Callable[..., str]) -> t.Callable[..., str]:
        import functools

        @functools.wraps(render)
        def wrapper(self: t.Any, expression: t.Any, *rest: t.Any, **named: t.Any) -> str:
            for name, message in messages.items():
                if expression.args.get(name):
                    said = message or f"Argument '{name}' is not supported for expression '{type(expression).__name__}' when targeting {type(self.dialect).__name__}."
                    self.unsupported(said)
            return render(self, expression, *rest, **named)

        return wrapper

    return decorate


_RENDERERS = dict(_native.renderers_of(_COMMON))


def _argument(key: str) -> t.Callable[[t.Any, t.Any], str]:
    """Writes an argument of a query."""
    return lambda self, expression: self.sql(expression, key)


def _modifier(key: str) -> t.Callable[[t.Any, t.Any], str]:
    """Writes a clause by what `AFTER_HAVING_MODIFIER_TRANSFORMS` says of it; nothing if that says nothing."""

    def write(self: t.Any, expression: t.Any) -> str:
        own = self.AFTER_HAVING_MODIFIER_TRANSFORMS.get(key)
        return own(self, expression.parent) if own else ""

    return write


class Generator(_native.GeneratorBase, metaclass=Open):
    """Writes trees as text.

    Args:
        pretty: whether lines are broken and indented.
        identify: which names are quoted: False for those that were, True for all, "safe" for those that keep their meaning.
        normalize: whether names are written in lower case.
        pad: by how many columns the items of a clause are indented.
        indent: by how many columns a nested query is indented.
        normalize_functions: "upper", "lower", or False for names as they were written; None for the dialect's way.
        unsupported_level: what happens with what the dialect cannot say.
        max_unsupported: how much of that a message tells.
        leading_comma: whether commas stand at the start of lines.
        max_text_width: from which width on arguments stand on lines of their own.
        comments: whether comments are written.
        dialect: what is written.
        limits: `max_bytes`, `max_nodes`, `max_depth`, `max_growth` and `timeout`, as `sqlectic.transpile` takes them.
    """

    _native = _COMMON

    for _name in TABLES["generator"]:
        locals()[_name] = Lazy()
    locals().update(flags(_COMMON, "generator"))
    locals().update(_RENDERERS)
    del _name

    STRUCT_DELIMITER: tuple[str, str] = Derived(lambda generator: (generator.NESTED_TYPE_OPEN, generator.NESTED_TYPE_CLOSE))

    # Clauses behind `HAVING`: how a query writes them, by argument.
    AFTER_HAVING_MODIFIER_TRANSFORMS = {
        key: _argument(key) for key in ("cluster", "distribute", "sort", "windows", "qualify")
    }
    _cluster_of_query, _distribute_of_query = _modifier("cluster"), _modifier("distribute")
    _sort_of_query, _qualify_of_query = _modifier("sort"), _modifier("qualify")

    # Stands for line breaks inside of strings and comments while text is put together in pretty mode.
    SENTINEL_LINE_BREAK = "__SQLECTIC__LB__"

    _limits: dict[str, t.Any] = {}

    def __init__(
        self,
        pretty: t.Union[bool, int, None] = None,
        identify: t.Union[str, bool] = False,
        normalize: bool = False,
        pad: int = 2,
        indent: int = 2,
        normalize_functions: t.Union[str, bool, None] = None,
        unsupported_level: ErrorLevel = ErrorLevel.WARN,
        max_unsupported: int = 3,
        leading_comma: bool = False,
        max_text_width: int = 80,
        comments: bool = True,
        dialect: t.Any = None,
        **limits: t.Any,
    ) -> None:
        from sqlectic.dialects.dialect import Dialect

        unknown = limits.keys() - {"max_bytes", "max_tokens", "max_nodes", "max_depth", "max_growth", "timeout"}
        if unknown:
            raise TypeError(f"Generator() got an unexpected keyword argument '{sorted(unknown)[0]}'")
        self._limits = limits

        self.pretty = bool(sqlectic.pretty if pretty is None else pretty)
        self.identify = identify
        self.normalize = normalize
        self.pad = pad
        self._indent = indent
        self.unsupported_level = unsupported_level
        self.max_unsupported = max_unsupported
        self.leading_comma = leading_comma
        self.max_text_width = max_text_width
        self.comments = comments
        self.dialect = Dialect.get_or_raise(dialect)
        self.normalize_functions = (
            self.dialect.NORMALIZE_FUNCTIONS if normalize_functions is None else normalize_functions
        )
        self.unsupported_messages: t.List[str] = []

    def generate(self, expression: exp.Expr, copy: bool = True) -> str:
        """The text of a tree. With `copy` functions of programs get a copy to work on; what the dialect cannot say is
        logged or raised, as the level says."""
        from sqlectic.dialects.dialect import compiled

        if copy:
            expression = expression.copy()
        expression = self.preprocess(expression)
        native = compiled(self.dialect, generator=type(self)).native
        options = {
            "pretty": self.pretty,
            "identify": self.identify,
            "normalize": self.normalize,
            "pad": self.pad,
            "indent": self._indent,
            "normalize_functions": self.normalize_functions,
            "unsupported_level": self.unsupported_level,
            "max_unsupported": self.max_unsupported,
            "leading_comma": self.leading_comma,
            "max_text_width": self.max_text_width,
            "comments": self.comments,
            **self._limits,
        }
        text, self.unsupported_messages = self._run(native, expression, options)
        return text

    def preprocess(self, expression: exp.Expr) -> exp.Expr:
        """The tree that is written for a tree."""
        return expression

    # ---- text

    def sep(self, sep: str = " ") -> str:
        """A line break, or a blank if lines are not broken; behind a separator that has a blank at its end."""
        return f"{sep.strip()}\n" if self.pretty else sep

    def seg(self, sql: str, sep: str = " ") -> str:
        """The start of a clause."""
        return f"{self.sep(sep)}{sql}"

    def indent(
        self,
        sql: str,
        level: int = 0,
        pad: t.Optional[int] = None,
        skip_first: bool = False,
        skip_last: bool = False,
    ) -> str:
        """Text with its lines indented by so many levels and columns."""
        if not self.pretty or not sql:
            return sql
        blanks = " " * (level * self._indent + (self.pad if pad is None else pad))
        lines = sql.split("\n")
        last = len(lines) - 1
        return "\n".join(
            line if (skip_first and i == 0) or (skip_last and i == last) else blanks + line
            for i, line in enumerate(lines)
        )

    def wrap(self, expression: t.Union[exp.Expr, str]) -> str:
        """A query in parentheses, on lines of its own."""
        text = expression if isinstance(expression, str) else self.sql(expression, "this")
        inside = self.indent(text, level=1, pad=0)
        return f"({self._line()}{inside}{self.seg(')', sep='')}" if inside else "()"

    def _line(self) -> str:
        return "\n" if self.pretty else ""

    def too_wide(self, args: t.Iterable[t.Any]) -> bool:
        """Whether texts are too wide for one line."""
        return sum(len(arg) for arg in args) > self.max_text_width

    def maybe_comment(
        self,
        sql: str,
        expression: t.Optional[exp.Expr] = None,
        comments: t.Optional[t.List[str]] = None,
        separated: bool = False,
    ) -> str:
        """Text with the comments of its node, before it on lines of their own if they are to be separated."""
        if not self.comments:
            return sql
        if comments is None:
            comments = expression.comments if expression is not None else None
        if not comments or isinstance(expression, self.EXCLUDE_COMMENTS):
            return sql
        texts = [f"/*{self.sanitize_comment(comment)}*/" for comment in comments if comment]
        if not texts:
            return sql
        if separated or isinstance(expression, self.WITH_SEPARATED_COMMENTS):
            text = self.sep().join(texts)
            if not sql or sql[0].isspace():
                return f"{self.sep()}{text}{sql}"
            return f"{text}{self.sep()}{sql}"
        return f"{sql} {' '.join(texts)}"

    def sanitize_comment(self, comment: str) -> str:
        """A comment that cannot end its block, with a blank at either end."""
        comment = comment.replace("*/", "* /").replace("/*", "/ *")
        before = "" if comment[:1].isspace() else " "
        after = "" if comment[-1:].isspace() else " "
        return f"{before}{comment}{after}"

    # How the engine calls it: comments behind what they are about, or before it.

    def _write_comment(self, expression: exp.Expr, sql: str) -> str:
        return self.maybe_comment(sql, expression)

    def _write_comment_behind(self, expression: exp.Expr, sql: str) -> str:
        return self.maybe_comment(sql, comments=expression.comments)

    def _write_comment_before(self, expression: exp.Expr, sql: str) -> str:
        return self.maybe_comment(sql, comments=expression.comments, separated=True)

    # ---- parts of nodes

    def _usual(self, expression: exp.Expr) -> str:
        """A node as the engine's dialect writes it, whatever programs override."""
        home = next(klass for klass in type(self).__mro__ if "_native" in vars(klass))
        return getattr(home, f"{expression.key}_sql")(self, expression)

    def query_modifiers(self, expression: exp.Expr, *sqls: str) -> str:
        """A query: what was written of it, with its clauses behind."""
        return "".join(sqls) + self._usual_query_modifiers(expression)

    def after_limit_modifiers(self, expression: exp.Expr) -> t.List[str]:
        """Clauses behind the limit of a query."""
        return [self._usual_after_limit_modifiers(expression)]

    def offset_limit_modifiers(self, expression: exp.Expr, fetch: bool, limit: t.Optional[exp.Expr]) -> t.List[str]:
        """Limit and offset of a query, in order."""
        return [self._usual_offset_limit_modifiers(expression)]

    def _write_offset_limit_modifiers(self, expression: exp.Expr) -> t.List[str]:
        limit = expression.args.get("limit")
        return self.offset_limit_modifiers(expression, getattr(limit, "key", "") == "fetch", limit)

    def options_modifier(self, expression: exp.Expr) -> str:
        """Options of a query."""
        return self._usual_options_modifier(expression)

    def set_operations(self, expression: exp.SetOperation) -> str:
        """A chain of set operations."""
        return self._usual(expression)

    def set_operation(self, expression: exp.SetOperation) -> str:
        """The operator of a set operation."""
        return self._usual_set_operation(expression)

    def prepend_ctes(self, expression: exp.Expr, sql: str) -> str:
        """A statement with its common table expressions before it."""
        with_ = self.sql(expression, "with_")
        return f"{with_}{self.sep()}{sql}" if with_ else sql

    def in_unnest_op(self, unnest: exp.Unnest) -> str:
        """What an operand may be among, if that is the items of a list."""
        return self._usual_in_unnest_op(unnest)

    def add_column_sql(self, expression: exp.Expr) -> str:
        """A column that is added to a table."""
        return self._usual_add_column_sql(expression)

    def partition_by_sql(self, expression: exp.Expr) -> str:
        """What a window is partitioned by."""
        return self._usual_partition_by_sql(expression)

    def lateral_op(self, expression: exp.Lateral) -> str:
        """The words before a lateral source."""
        return self._usual_lateral_op(expression)

    def table_parts(self, expression: exp.Table) -> str:
        """The dotted name of a table."""
        return self._dotted(expression, ("catalog", "db", "this"))

    def _write_table(self, expression: exp.Table) -> str:
        return self._with_name(expression, Generator.table_parts(self, expression), self.table_parts)

    def column_parts(self, expression: exp.Column) -> str:
        """The dotted name of a column."""
        return self._dotted(expression, ("catalog", "db", "table", "this"))

    def _write_column(self, expression: exp.Column) -> str:
        return self._with_name(expression, Generator.column_parts(self, expression), self.column_parts)

    def _dotted(self, expression: exp.Expr, keys: t.Tuple[str, ...]) -> str:
        parts = (expression.args.get(key) for key in keys)
        return ".".join(self.sql(part) for part in parts if part is not None)

    def _with_name(self, expression: exp.Expr, usual: str, name: t.Callable[[t.Any], str]) -> str:
        """A node that begins with its name, with what a method makes of that."""
        text = self._usual(expression)
        return name(expression) + text[len(usual) :] if text.startswith(usual) else text

    def connector_sql(self, expression: exp.Connector, op: str, stack: t.Optional[t.List[t.Any]] = None) -> str:
        """A chain of `AND`, `OR` or `XOR`."""
        return self._usual(expression)

    def _write_connector(self, expression: exp.Connector) -> str:
        return self.connector_sql(expression, expression.key.upper())

    def token_sql(self, token_type: TokenType) -> str:
        """The word of a token."""
        return token_type.name

    def _write_token(self, expression: exp.Expr) -> str:
        text = self._usual(expression)
        usual = TokenType.AUTO_INCREMENT.name
        return self.token_sql(TokenType.AUTO_INCREMENT) if text == usual else text

    def scope_resolution(self, rhs: str, scope_name: str) -> str:
        """What stands in a scope."""
        return f"{scope_name}::{rhs}"

    def _write_scope_resolution(self, expression: exp.ScopeResolution) -> str:
        return self.scope_resolution(self.sql(expression, "expression"), self.sql(expression, "this"))

    def bracket_offset_expressions(
        self, expression: exp.Bracket, index_offset: t.Optional[int] = None
    ) -> t.List[exp.Expr]:
        """What stands in brackets, counted as the dialect does."""
        from sqlectic.helper import apply_index_offset

        to = self.dialect.INDEX_OFFSET if index_offset is None else index_offset
        return apply_index_offset(
            expression.this, expression.expressions, to - (expression.args.get("offset") or 0), dialect=self.dialect
        )

    def _write_bracket(self, expression: exp.Bracket) -> str:
        items = self.bracket_offset_expressions(expression)
        if items == Generator.bracket_offset_expressions(self, expression):
            return self._usual(expression)
        counted = expression.copy()
        counted.set("expressions", [item.copy() for item in items])
        if expression.args.get("offset") is not None or self.dialect.INDEX_OFFSET:
            counted.set("offset", self.dialect.INDEX_OFFSET)
        return self._usual(counted)

    def _call(self, expression: exp.Func) -> str:
        """A call."""
        return self.function_fallback_sql(expression)

    anyvalue_sql = max_sql = min_sql = _call

    def ceil_floor(self, expression: exp.Expr) -> str:
        """`CEIL` or `FLOOR`."""
        return self._usual(expression)

    def get_put_sql(self, expression: exp.Expr) -> str:
        """`GET` or `PUT`."""
        return self._usual(expression)

    # ---- properties

    def locate_properties(self, properties: exp.Properties) -> t.DefaultDict[exp.Properties.Location, t.List[exp.Expr]]:
        """The properties by the places where they stand; those that the dialect lacks are reported."""
        places: t.DefaultDict[t.Any, t.List[t.Any]] = defaultdict(list)
        for place, one in self._usual_places(properties):
            places[sqlectic.exp.Properties.Location[place]].append(one)
        return places

    def _located_properties(self, properties: exp.Properties) -> t.List[t.Tuple[str, exp.Expr]]:
        places = self.locate_properties(properties)
        return [(place.name, one) for place, found in places.items() for one in found]

    def createable_sql(self, expression: exp.Create, locations: t.DefaultDict[t.Any, t.List[exp.Expr]]) -> str:
        """The name and the columns of what is created."""
        return self._usual_createable_sql(expression)

    def _write_createable_sql(self, expression: exp.Create) -> str:
        properties = expression.args.get("properties")
        return self.createable_sql(expression, self.locate_properties(properties) if properties else defaultdict(list))

    def schema_columns_sql(self, expression: exp.Expr) -> str:
        """Columns and constraints in parentheses."""
        return self._usual_schema_columns_sql(expression)

    def root_properties(self, properties: exp.Properties) -> str:
        """Properties that stand on their own behind the columns."""
        return self._usual_root_properties(properties)

    def with_properties(self, properties: exp.Properties) -> str:
        """Properties that stand in parentheses behind a word."""
        return self._usual_with_properties(properties)

    def properties(
        self, properties: exp.Properties, prefix: str = "", sep: str = ", ", suffix: str = "", wrapped: bool = True
    ) -> str:
        """Properties of one place, behind a word or a sign."""
        text = self.expressions(properties, sep=sep, indent=False)
        if not text:
            return ""
        text = self.wrap(text) if wrapped else text
        return f"{prefix}{' ' if prefix.strip() else ''}{text}{suffix}"

    def _write_properties(self, properties: exp.Properties, prefix: str) -> str:
        if prefix.startswith("("):
            return self.properties(properties, prefix=self.seg(prefix[1:].strip(), sep=""))
        if prefix.strip():
            return self.properties(properties, prefix=prefix, wrapped=False)
        return self.properties(properties, prefix=prefix, sep=" ", wrapped=False)

    def naked_property(self, expression: exp.Property) -> str:
        """A property as its name and, behind a blank, its value."""
        return self._usual(expression)

    def property_name(self, expression: exp.Property, string_key: bool = False) -> str:
        """The key of a property, as a string if that is asked for."""
        if isinstance(expression.this, sqlectic.exp.Dot):
            return self.sql(expression, "this")
        return self.sql(sqlectic.exp.Literal.string(expression.name)) if string_key else expression.name

    def _write_property_name(self, expression: exp.Property, quote: str) -> str:
        return self.property_name(expression, string_key=True) if quote else self.property_name(expression)

    # ---- calls and lists

    def normalize_func(self, name: str) -> str:
        """A function's name in the case that is asked for."""
        if self.normalize_functions in ("upper", True):
            return name.upper()
        return name.lower() if self.normalize_functions == "lower" else name

    def func(self, name: str, *args: t.Any, prefix: str = "(", suffix: str = ")", normalize: bool = True) -> str:
        """A call; arguments that are None are left out."""
        name = self.normalize_func(name) if normalize else name
        return f"{name}{prefix}{self.format_args(*args)}{suffix}"

    def format_args(self, *args: t.Any, sep: str = ", ") -> str:
        """Arguments between separators, on lines of their own if they are too wide for one."""
        texts = tuple(self.sql(arg) for arg in args if arg is not None and not isinstance(arg, bool))
        if self.pretty and self.too_wide(texts):
            return self.indent("\n" + f"{sep.strip()}\n".join(texts) + "\n", skip_first=True, skip_last=True)
        return sep.join(texts)

    def expressions(
        self,
        expression: t.Optional[exp.Expr] = None,
        key: t.Optional[str] = None,
        sqls: t.Optional[t.Collection[t.Union[str, exp.Expr]]] = None,
        flat: bool = False,
        indent: bool = True,
        skip_first: bool = False,
        skip_last: bool = False,
        sep: str = ", ",
        prefix: str = "",
        dynamic: bool = False,
        new_line: bool = False,
    ) -> str:
        """A list argument of a node, or texts and nodes: on one line, or in pretty mode on a line each."""
        items = expression.args.get(key or "expressions") if expression is not None else sqls
        if not items:
            return ""
        if flat:
            return sep.join(text for text in (self.sql(item) for item in items) if text)
        lines = []
        texts = [(item, self.sql(item, comment=False) if hasattr(item, "comments") else self.sql(item)) for item in items]
        texts = [(item, text) for item, text in texts if text]
        for i, (item, text) in enumerate(texts):
            comments = self.maybe_comment("", item).strip() if hasattr(item, "comments") else ""
            tail = f" {comments}" if comments else ""
            is_last = i == len(texts) - 1
            if not self.pretty:
                lines.append(f"{prefix}{text}{tail}{'' if is_last else sep}")
            elif self.leading_comma:
                lines.append(f"{sep if i else ''}{prefix}{text}{tail}")
            else:
                lines.append(f"{prefix}{text}{'' if is_last else sep.rstrip()}{tail}")
        if not self.pretty or dynamic and not self.too_wide(text for _, text in texts):
            separator = "" if not self.pretty else " "
            text = separator.join(lines)
        else:
            text = "\n".join(lines)
            if new_line:
                text = f"\n{text}\n"
        return self.indent(text, skip_first=skip_first, skip_last=skip_last) if indent else text

    def op_expressions(self, op: str, expression: exp.Expr, flat: bool = False) -> str:
        """A clause: its keyword, and the list that the node holds."""
        flat = flat or isinstance(expression.parent, sqlectic.exp.Properties)
        text = self.expressions(expression, flat=flat)
        if flat:
            return f"{op} {text}"
        return f"{self.seg(op)}{self.sep() if text else ''}{text}"

    def binary(self, expression: exp.Expr, op: str) -> str:
        """An operator between its operands."""
        text = self.sql(expression, "this")
        right = self.sql(expression, "expression")
        return f"{text} {self.maybe_comment(op, comments=expression.comments)} {right}"

    def no_identify(self, func: t.Callable[..., str], *args: t.Any, **kwargs: t.Any) -> str:
        """What a method writes when names are quoted only if they were."""
        identify, self.identify = self.identify, False
        try:
            return func(*args, **kwargs)
        finally:
            self.identify = identify

    def format_time(
        self,
        expression: exp.Expr,
        inverse_time_mapping: t.Optional[t.Dict[str, str]] = None,
        inverse_time_trie: t.Optional[t.Dict[str, t.Any]] = None,
    ) -> t.Optional[str]:
        """The time format that a node holds, as the dialect spells it; nothing if it is no literal."""
        if inverse_time_mapping is not None:
            from sqlectic.time import format_time

            return format_time(self.sql(expression, "format"), inverse_time_mapping, inverse_time_trie)
        return self._format_time(expression)

    def escape_str(self, text: str, escape_backslash: bool = True, delimiter: t.Optional[str] = None) -> str:
        """Text as it stands inside of a string."""
        return self._usual(sqlectic.exp.Literal.string(text))[1:-1]

    def _write_escaped(self, expression: exp.Expr) -> str:
        """A string whose text `escape_str` makes."""
        usual = self._usual(expression)
        plain = Generator.escape_str(self, expression.name)
        if not (expression.is_string or expression.key == "rawstring") or plain not in usual[1:-1]:
            return usual
        start = usual.index(plain, 1)
        options = {} if expression.is_string else {"escape_backslash": False}
        return usual[:start] + self.escape_str(expression.name, **options) + usual[start + len(plain) :]

    def function_name(self, expression: exp.Expr) -> str:
        """The name that a function is written with."""
        return expression.sql_name()
