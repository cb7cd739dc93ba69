# mypy: ignore-errors
"""`Parser`: makes trees of tokens. Programs derive from it to change how a dialect is read.

The rules of the engine's grammar are its methods (`_parse_where`, `_parse_table` ...). Where a program overrides one, in a
derived class or on one of the engine's, everything that calls the rule calls the method; `super()` and the method that
was there before call the engine's. While a rule runs, the cursor (`_curr`, `_match`, `_advance` ...) is the engine's.
"""

from __future__ import annotations

import typing as t

from sqlectic import _native
from sqlectic._log import logger as logger
from sqlectic._open import TABLES, Derived, Lazy, Open, flags
from sqlectic._upstream import ARGUMENTS, ENTRIES
from sqlectic.errors import ErrorLevel, LimitError, ParseError, concat_messages, merge_errors
from sqlectic.helper import ensure_list
from sqlectic.tokens import _COMMON, Token, TokenType

if t.TYPE_CHECKING:
    from sqlectic import exp

    Method = t.Callable[[], t.Any]

# What options are read from: a word, and the words that may go on behind it; none if it stands alone.
OPTIONS_TYPE = t.Dict[str, t.Sequence[t.Union[t.Sequence[str], str]]]


# Limits that only this package has.
LIMITS = frozenset(("max_bytes", "max_tokens", "max_depth", "max_growth", "timeout"))

_RULES = dict(_native.rules_of(_COMMON))


_NUMERIC = frozenset((TokenType.BIT_STRING, TokenType.BYTE_STRING, TokenType.HEX_STRING, TokenType.NUMBER))


def _is_text(token_type: t.Any) -> bool:
    """Whether tokens of a type are strings that stand for text."""
    return token_type not in _NUMERIC and str(getattr(token_type, "name", "")).endswith("STRING")


# Entries that are lists of nodes; what rules return as a tuple.
_SEVERAL = ("_parse_alter_table_add", "_parse_alter_table_drop")


def _entry(name: str, tables: dict[str, tuple[str, ...]]) -> t.Callable[..., t.Any]:
    """A method that calls an entry of a table of the parser's: the one that the parser is at, if there are several."""
    entries = [(table, word) for table, words in tables.items() for word in words]
    arguments = ARGUMENTS.get(name)

    def method(self: t.Any, *args: t.Any, **options: t.Any) -> t.Any:
        places = [place for place in (self._places.get(name), *entries) if place and place[1] in getattr(self, place[0])]
        table, word = places[0]
        if arguments is not None:
            # Told by what it is called with, where a program calls another one than it was called for.
            given = [*args, *options.values()]
            fitting = (place for place in places if list(arguments(self, place[1]).values()) == given)
            table, word = next(fitting, places[0])
            args, options = (), {}
        found = getattr(self, table)[word](self, *args, **options)
        if name not in _SEVERAL:
            return found
        return found.expressions if getattr(found, "key", "") == "tuple" else ensure_list(found)

    method.__name__ = name
    method.__doc__ = f"What stands behind {', '.join(word for _, word in entries)}; that is consumed."
    return method


def _several(name: str) -> t.Callable[..., t.List[t.Any]]:
    """A method that calls a rule of the engine's that gives several nodes."""

    def method(self: t.Any, *args: t.Any, **kwargs: t.Any) -> t.List[t.Any]:
        return list(_RULES[name](self, *args, **kwargs).expressions)

    method.__name__ = name
    return method


class Parser(_native.ParserBase, metaclass=Open):
    """Parses tokens into trees.

    Args:
        error_level: what happens with errors; at once an exception by default.
        error_message_context: how many characters of SQL are shown around an error.
        max_errors: how many errors a message tells, at the level RAISE.
        max_nodes: how many nodes a text may have; -1 for the engine's limit.
        limits: `max_bytes`, `max_tokens`, `max_depth`, `max_growth` and `timeout`, as `sqlectic.parse` takes them.
        dialect: what is read.
    """

    _native = _COMMON

    for _name in TABLES["parser"]:
        locals()[_name] = Lazy()
    locals().update(flags(_COMMON, "parser"))
    locals().update(_RULES)
    for _name, _tables in ENTRIES.items():
        locals()[_name] = _entry(_name, _tables)
    del _name, _tables

    QUERY_MODIFIER_TOKENS: set[t.Any] = Derived(lambda parser: set(parser.QUERY_MODIFIER_PARSERS))
    STRING_PARSERS: dict[t.Any, t.Any] = Derived(
        lambda parser: {kind: entry for kind, entry in parser.PRIMARY_PARSERS.items() if _is_text(kind)}
    )
    NUMERIC_PARSERS: dict[t.Any, t.Any] = Derived(
        lambda parser: {kind: entry for kind, entry in parser.PRIMARY_PARSERS.items() if kind in _NUMERIC}
    )
    CAST_COLUMN_OPERATORS = {TokenType.DOTCOLON, TokenType.DCOLON}
    SET_OPERATIONS = {TokenType.UNION, TokenType.INTERSECT, TokenType.EXCEPT}

    # Methods that parse text into a node of a class, besides those that the engine knows.
    EXPRESSION_PARSERS: t.Dict[t.Any, t.Callable[[Parser], t.Any]] = {}

    def __init__(
        self,
        error_level: t.Optional[ErrorLevel] = None,
        error_message_context: int = 100,
        max_errors: int = 3,
        max_nodes: int = -1,
        dialect: t.Any = None,
        **limits: t.Any,
    ) -> None:
        from sqlectic.dialects.dialect import Dialect

        unknown = limits.keys() - LIMITS
        if unknown:
            raise TypeError(f"Parser() got an unexpected keyword argument '{sorted(unknown)[0]}'")
        self.limits = limits

        self.dialect = Dialect.get_or_raise(dialect)
        self.error_level = error_level or ErrorLevel.IMMEDIATE
        self.error_message_context = error_message_context
        self.max_errors = max_errors
        self.max_nodes = max_nodes
        self.reset()

    def reset(self) -> None:
        """Forgets the text and its errors."""
        self.sql = ""
        self.errors: list[ParseError] = []
        # By method of `ENTRIES`: the entry that it was called for last.
        self._places: dict[str, tuple[str, str]] = {}

    # ---- texts

    def parse(self, raw_tokens: t.List[Token], sql: t.Optional[str] = None) -> t.List[t.Optional[exp.Expr]]:
        """Parses all statements of a text that was split into tokens; an empty one is None."""
        return self._parse(parse_method=type(self)._parse_statement, raw_tokens=raw_tokens, sql=sql)

    def parse_into(
        self, expression_types: t.Any, raw_tokens: t.List[Token], sql: t.Optional[str] = None
    ) -> t.List[t.Optional[exp.Expr]]:
        """Parses tokens into nodes of a class, or of the first of several that fits; ParseError if none does."""
        errors = []
        for expression_type in expression_types if isinstance(expression_types, (list, tuple)) else [expression_types]:
            try:
                method = self.EXPRESSION_PARSERS.get(expression_type)
                if method is not None:
                    return self._parse(method, raw_tokens, sql)
                return self._start(raw_tokens, sql, None, expression_type)
            except LimitError:
                # It holds for whatever else is tried.
                raise
            except ParseError as error:
                for facts in error.errors:
                    facts["into_expression"] = expression_type
                errors.append(error)
        raise ParseError(
            f"Failed to parse '{sql or raw_tokens}' into {expression_types}", errors=merge_errors(errors)
        ) from errors[-1]

    def _parse(
        self, parse_method: t.Callable[[Parser], t.Any], raw_tokens: t.List[Token], sql: t.Optional[str] = None
    ) -> t.List[t.Optional[exp.Expr]]:
        """Parses statement by statement with a method."""
        return self._start(raw_tokens, sql, parse_method, None)

    def _start(self, raw_tokens: t.Any, sql: t.Optional[str], method: t.Any, into: t.Any) -> t.List[t.Any]:
        from sqlectic.dialects.dialect import compiled

        self.reset()
        self.sql = sql or ""
        native = compiled(self.dialect, parser=type(self)).native
        if isinstance(method, _native.Rule) and method.__name__ == "_parse_statement":
            method = None
        options = {
            "error_level": self.error_level,
            "error_message_context": self.error_message_context,
            "max_errors": self.max_errors,
            "max_nodes": self.max_nodes if self.max_nodes >= 0 else None,
            **self.limits,
        }
        return self._run(native, self.sql, raw_tokens, method, into, options)

    def raise_error(self, message: str, token: t.Optional[Token] = None) -> None:
        """Reports an error at a token, or at the current one: as an exception at the level IMMEDIATE, else it is kept."""
        if self._is_at_work():
            self._raise_at(message, token)
            return
        error = ParseError.new(message, description=message)
        if self.error_level == ErrorLevel.IMMEDIATE:
            raise error
        self.errors.append(error)

    def check_errors(self) -> None:
        """Logs or raises the errors so far, as the level says."""
        if self.error_level == ErrorLevel.WARN:
            for error in self.errors:
                logger.error(str(error))
        elif self.error_level == ErrorLevel.RAISE and self.errors:
            raise ParseError(concat_messages(self.errors, self.max_errors), errors=merge_errors(self.errors))

    # ---- nodes

    def expression(
        self, instance: t.Any, token: t.Optional[Token] = None, comments: t.Optional[t.List[str]] = None, **args: t.Any
    ) -> t.Any:
        """A node as rules return it: with the comments of the previous token, and all that it needs."""
        if isinstance(instance, type):
            instance = instance(**args)
        if token is not None:
            instance.update_positions(token)
        if comments:
            instance.add_comments(comments)
        else:
            self._add_comments(instance)
        return self.validate_expression(instance)

    def validate_expression(self, expression: t.Any, args: t.Optional[t.List[t.Any]] = None) -> t.Any:
        """Reports what a node lacks, unless errors are ignored."""
        if self.error_level != ErrorLevel.IGNORE:
            for message in expression.error_messages(args):
                self.raise_error(message)
        return expression

    # ---- several of a kind

    def _parse_csv(self, parse_method: Method, sep: t.Any = TokenType.COMMA) -> t.List[t.Any]:
        """What a method parses, again and again between separators; None is left out."""
        found = parse_method()
        items = [] if found is None else [found]
        while self._match(sep):
            if hasattr(found, "add_comments"):
                self._add_comments(found)
            found = parse_method()
            if found is not None:
                items.append(found)
        return items

    def _parse_wrapped(self, parse_method: Method, optional: bool = False) -> t.Any:
        """What a method parses, in parentheses, which may be left out if `optional`."""
        wrapped = self._match(TokenType.L_PAREN)
        if not wrapped and not optional:
            self.raise_error("Expecting (")
        found = parse_method()
        if wrapped:
            self._match_r_paren()
        return found

    def _parse_wrapped_csv(
        self, parse_method: Method, sep: t.Any = TokenType.COMMA, optional: bool = False
    ) -> t.List[t.Any]:
        return self._parse_wrapped(lambda: self._parse_csv(parse_method, sep=sep), optional=optional)

    def _parse_wrapped_id_vars(self, optional: bool = False) -> t.List[t.Any]:
        return self._parse_wrapped_csv(self._parse_id_var, optional=optional)

    _parse_copy_parameters = _several("_parse_copy_parameters")
    _parse_expressions = _several("_parse_expressions")
    _parse_function_args = _several("_parse_function_args")
    _parse_locks = _several("_parse_locks")
    _parse_partition_by = _several("_parse_partition_by")
    _parse_wrapped_options = _several("_parse_wrapped_options")
    _parse_wrapped_properties = _several("_parse_wrapped_properties")
    _parse_xml_namespace = _several("_parse_xml_namespace")

    def _parse_join_parts(self) -> t.Tuple[t.Optional[Token], t.Optional[Token], t.Optional[Token]]:
        """The method, the side and the kind before `JOIN`."""
        return (
            self._prev if self._match_set(self.JOIN_METHODS) else None,
            self._prev if self._match_set(self.JOIN_SIDES) else None,
            self._prev if self._match_set(self.JOIN_KINDS) else None,
        )

    def _parse_cube_or_rollup(self, with_prefix: bool = False) -> t.Any:
        """`CUBE (...)` or `ROLLUP (...)`; after `WITH` there is no list."""
        from sqlectic import exp

        if self._match(TokenType.CUBE):
            kind: t.Any = exp.Cube
        elif self._match(TokenType.ROLLUP):
            kind = exp.Rollup
        else:
            return None
        columns = [] if with_prefix else self._parse_wrapped_csv(self._parse_column)
        return self.expression(kind(expressions=columns))

    def _parse_grouping_sets(self) -> t.Any:
        """`GROUPING SETS (...)`."""
        from sqlectic import exp

        if not self._match_text_seq("GROUPING", "SETS") and not self._match(TokenType.GROUPING_SETS):
            return None
        return self.expression(exp.GroupingSets(expressions=self._parse_wrapped_csv(self._parse_grouping_set)))

    def _parse_grouping_set(self) -> t.Any:
        return self._parse_grouping_sets() or self._parse_cube_or_rollup() or self._parse_bitwise()

    def _parse_using_identifiers(self) -> t.List[t.Any]:
        return self._parse_wrapped_id_vars(optional=True)

    def _parse_joins(self, alias_tokens: t.Any = None) -> t.Iterator[t.Any]:
        """Joins, one after the other."""
        while True:
            join = self._parse_join(alias_tokens=alias_tokens)
            if not join:
                return
            yield join

    def _parse_pivots(self) -> t.Optional[t.List[t.Any]]:
        return list(iter(self._parse_pivot, None)) or None

    def _parse_batch_statements(self, parse_method: t.Callable[[Parser], t.Any], **_options: t.Any) -> t.List[t.Any]:
        """Statements between semicolons, as far as the text goes."""
        return [parse_method(self)]

    # ---- small parts

    def _parse_id_var(self, any_token: bool = True, tokens: t.Any = None) -> t.Any:
        if tokens is not None and self._curr and self._curr.token_type in tokens:
            return self._word_as(self._advance_any(ignore_reserved=True))
        return _RULES["_parse_id_var"](self, any_token=any_token)

    def _word_as(self, token: t.Optional[Token]) -> t.Any:
        """An identifier of a token."""
        from sqlectic import exp

        return token and self.expression(
            exp.Identifier(this=token.text, quoted=token.token_type in (TokenType.STRING, TokenType.IDENTIFIER))
        )

    def _identifier_expression(self, token: t.Optional[Token] = None, quoted: t.Optional[bool] = None) -> t.Any:
        from sqlectic import exp

        token = token or self._prev
        quoted = token.token_type == TokenType.STRING if quoted is None else quoted
        return self.expression(exp.Identifier(this=token.text, quoted=quoted), token)

    def _parse_var(self, any_token: bool = False, tokens: t.Any = None, upper: bool = False) -> t.Any:
        if tokens is not None and self._curr and self._curr.token_type in tokens:
            from sqlectic import exp

            self._advance()
            text = self._prev.text
            return self.expression(exp.Var(this=text.upper() if upper else text), self._prev)
        return _RULES["_parse_var"](self, any_token=any_token, upper=upper)

    def _parse_primary_or_var(self) -> t.Any:
        return self._parse_primary() or self._parse_var(any_token=True)

    def _parse_unquoted_field(self) -> t.Any:
        """A field; a column without quotes as its name."""
        from sqlectic import exp

        field = self._parse_field()
        if isinstance(field, exp.Identifier) and not field.args.get("quoted"):
            return exp.var(field)
        return field

    def _parse_condition(self) -> t.Any:
        return self._parse_disjunction()

    def _parse_operand(self) -> t.Any:
        """What follows an operator of a column."""
        return self._parse_column_reference() or self._parse_bitwise()

    def _parse_exists(self, not_: bool = False) -> t.Optional[bool]:
        """`IF EXISTS`, or `IF NOT EXISTS`."""
        return (
            self._match_text_seq("IF")
            and (not not_ or self._match(TokenType.NOT))
            and self._match(TokenType.EXISTS)
        )

    def _parse_partition_and_order(self) -> t.Tuple[t.List[t.Any], t.Any]:
        return self._parse_partition_by(), self._parse_order()

    def _parse_star_op(self, *keywords: str) -> t.Optional[t.List[t.Any]]:
        """The columns behind one of these words."""
        if not self._match_texts(keywords):
            return None
        if self._match(TokenType.L_PAREN, advance=False):
            return self._parse_wrapped_csv(self._parse_expression)
        found = self._parse_alias(self._parse_column(), explicit=True)
        return [found] if found else None

    def _parse_var_from_options(self, options: OPTIONS_TYPE, raise_unmatched: bool = True) -> t.Any:
        """One of these options as an upper-case word; an unknown one is an error, or else nothing."""
        from sqlectic import exp

        start = self._curr
        if not start:
            return None
        index = self._index
        option = start.text.upper()
        endings = options.get(option)
        self._advance()
        for ending in endings or ():
            words = (ending,) if isinstance(ending, str) else tuple(ending)
            if self._match_text_seq(*words):
                return exp.var(f"{option} {' '.join(words)}")
        if endings is None or len(endings):
            if raise_unmatched:
                self.raise_error(f"Unknown option {option}")
            self._retreat(index)
            return None
        return exp.var(option)

    def _parse_as_command(self, start: Token) -> t.Any:
        """The rest of the statement as text."""
        from sqlectic import exp

        while self._curr:
            self._advance()
        text = self._find_sql(start, self._prev)
        self._warn_unsupported()
        return exp.Command(this=text[: len(start.text)], expression=text[len(start.text) :])

    def _advance_any(self, ignore_reserved: bool = False) -> t.Optional[Token]:
        """The token at the cursor, and the cursor behind it; nothing if the token is never a name."""
        if self._curr and (ignore_reserved or self._curr.token_type not in self.RESERVED_TOKENS):
            self._advance()
            return self._prev
        return None

    def _can_parse_limit_or_offset(self) -> bool:
        """Whether `LIMIT` or `OFFSET` follows as a clause, and not as a name."""
        if not self._match_set((TokenType.LIMIT, TokenType.OFFSET, TokenType.FETCH), advance=False):
            return False
        index = self._index
        found = bool(self._try_parse(self._parse_limit) or self._try_parse(self._parse_offset))
        self._retreat(index)
        return found

    def _find_parser(self, parsers: t.Dict[str, t.Callable[..., t.Any]], trie: t.Any = None) -> t.Any:
        """The entry of the longest row of words at the cursor, which is moved behind them."""
        longest = max((len(key.split(" ")) for key in parsers), default=0)
        index = self._index
        words: list[str] = []
        found = None
        behind = index
        while self._curr and len(words) < longest:
            words.append(self._curr.text.upper())
            self._advance()
            parser = parsers.get(" ".join(words))
            if parser:
                found, behind = parser, self._index
        self._retreat(behind)
        return found

    def build_cast(self, strict: bool, **kwargs: t.Any) -> t.Any:
        """`CAST`, or `TRY_CAST` if it is not strict."""
        from sqlectic import exp

        if strict:
            return self.expression(exp.Cast(**kwargs))
        return self.expression(exp.TryCast(**kwargs, requires_string=self.dialect.TRY_CAST_REQUIRES_STRING))
