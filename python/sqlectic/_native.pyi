from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar, Optional, Protocol, TypeVar, Union, overload

from typing_extensions import Self, disjoint_base, final

from sqlectic.dialects.dialect import DialectType
from sqlectic.errors import ErrorLevel, SqlecticError
from sqlectic.expressions import Column, Dot, Identifier
from sqlectic.expressions.core import ExprMembers
from sqlectic.tokens import TokenType

_E = TypeVar("_E", bound=Expr)

_Prune = Optional[Callable[[Expr], object]]
class _ArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[Any, Any]: ...

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...

_Arrow = Union[_ArrowArray, _ArrowStream]
_Into = Union[type[Expr], list[type[Expr]], tuple[type[Expr], ...], None]

@final
class Tree: ...

@final
class Walk:
    def __iter__(self) -> Walk: ...
    def __next__(self) -> Expr: ...

@disjoint_base
class NativeDialect:
    def __new__(cls, name: str = "", **_settings: object) -> Self: ...
    @property
    def name(self) -> str: ...
    @property
    def setting_names(self) -> list[str]: ...
    def normalized(self, name: str, quoted: bool) -> str: ...

@disjoint_base
class Expr(ExprMembers):
    """A handle of a node in a tree."""

    key: ClassVar[str]
    arg_types: ClassVar[dict[str, bool]]

    def __new__(cls, *args: Any, **kwargs: Any) -> Self: ...
    @property
    def this(self) -> Any: ...
    @property
    def expression(self) -> Any: ...
    @property
    def expressions(self) -> list[Any]: ...
    args: dict[str, Any]
    def text(self, key: str) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def _table(self) -> str: ...
    @property
    def _db(self) -> str: ...
    @property
    def _catalog(self) -> str: ...
    @property
    def alias(self) -> str: ...
    @property
    def alias_or_name(self) -> str: ...
    @property
    def output_name(self) -> str: ...
    @property
    def alias_column_names(self) -> list[str]: ...
    @property
    def is_string(self) -> bool: ...
    @property
    def is_number(self) -> bool: ...
    @property
    def is_int(self) -> bool: ...
    @property
    def is_star(self) -> bool: ...
    comments: Optional[list[str]]
    parent: Optional[Expr]
    arg_key: Optional[str]
    index: Optional[int]
    @property
    def depth(self) -> int: ...
    def root(self) -> Expr: ...
    @property
    def parent_select(self) -> Optional[Expr]: ...
    def find_ancestor(self, *expression_types: type[_E]) -> Optional[_E]: ...
    def is_leaf(self) -> bool: ...
    def walk(self, bfs: bool = True, prune: _Prune = None) -> Iterator[Expr]: ...
    def bfs(self, prune: _Prune = None) -> Iterator[Expr]: ...
    def dfs(self, prune: _Prune = None) -> Iterator[Expr]: ...
    def find_all(self, *expression_types: type[_E], bfs: bool = True) -> Iterator[_E]: ...
    def find(self, *expression_types: type[_E], bfs: bool = True) -> Optional[_E]: ...
    def iter_expressions(self, reverse: bool = False) -> Iterator[Expr]: ...
    def unnest(self) -> Expr: ...
    def unalias(self) -> Expr: ...
    type: Any
    _type: Any
    _meta: Optional[dict[str, Any]]
    _hash: Any
    @property
    def meta(self) -> dict[str, Any]: ...
    def set(self, arg_key: str, value: Any, index: Optional[int] = None, overwrite: bool = True) -> None: ...
    def append(self, arg_key: str, value: Any) -> None: ...
    def replace(self, expression: Any) -> Any: ...
    def pop(self) -> Self: ...
    def transform(self, fun: Callable[..., Any], *args: Any, copy: bool = True, **kwargs: Any) -> Any: ...
    def copy(self) -> Self: ...
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, _memo: object) -> Self: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def sql(
        self,
        dialect: DialectType = None,
        copy: bool = True,
        *,
        pretty: Optional[bool] = None,
        identify: Union[bool, str, None] = None,
        normalize: Optional[bool] = None,
        pad: Optional[int] = None,
        indent: Optional[int] = None,
        normalize_functions: Union[str, bool, None] = None,
        unsupported_level: Optional[ErrorLevel] = None,
        max_unsupported: Optional[int] = None,
        leading_comma: Optional[bool] = None,
        max_text_width: Optional[int] = None,
        comments: Optional[bool] = None,
        max_bytes: Optional[int] = None,
        max_tokens: Optional[int] = None,
        max_nodes: Optional[int] = None,
        max_depth: Optional[int] = None,
        max_growth: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> str: ...
    def outline(self) -> str: ...

@final
class Token:
    """A token: its type, its text without quotes, and where it stands."""

    def __new__(
        cls,
        token_type: TokenType,
        text: str,
        line: int = 1,
        col: int = 1,
        start: int = 0,
        end: int = 0,
        comments: Optional[list[str]] = None,
    ) -> Self: ...
    token_type: TokenType
    text: str
    line: int
    col: int
    start: int
    end: int
    comments: list[str]

def parse(
    sql: str,
    read: DialectType = None,
    dialect: DialectType = None,
    *,
    error_level: Optional[ErrorLevel] = None,
    error_message_context: int = 100,
    max_errors: int = 3,
    max_bytes: Optional[int] = None,
    max_tokens: Optional[int] = None,
    max_nodes: Optional[int] = None,
    max_depth: Optional[int] = None,
    max_growth: Optional[int] = None,
    timeout: Optional[float] = None,
) -> list[Optional[Expr]]: ...
@overload
def parse_one(
    sql: str,
    read: DialectType = None,
    dialect: DialectType = None,
    *,
    into: type[_E],
    error_level: Optional[ErrorLevel] = None,
    error_message_context: int = 100,
    max_errors: int = 3,
    max_bytes: Optional[int] = None,
    max_tokens: Optional[int] = None,
    max_nodes: Optional[int] = None,
    max_depth: Optional[int] = None,
    max_growth: Optional[int] = None,
    timeout: Optional[float] = None,
) -> _E: ...
@overload
def parse_one(
    sql: str,
    read: DialectType = None,
    dialect: DialectType = None,
    into: _Into = None,
    *,
    error_level: Optional[ErrorLevel] = None,
    error_message_context: int = 100,
    max_errors: int = 3,
    max_bytes: Optional[int] = None,
    max_tokens: Optional[int] = None,
    max_nodes: Optional[int] = None,
    max_depth: Optional[int] = None,
    max_growth: Optional[int] = None,
    timeout: Optional[float] = None,
) -> Expr: ...
def tokenize(
    sql: str,
    read: DialectType = None,
    dialect: DialectType = None,
    *,
    max_bytes: Optional[int] = None,
    max_tokens: Optional[int] = None,
    timeout: Optional[float] = None,
) -> list[Token]: ...
def transpile(
    sql: str,
    read: DialectType = None,
    write: DialectType = None,
    identity: bool = True,
    error_level: Optional[ErrorLevel] = None,
    *,
    pretty: Optional[bool] = None,
    identify: Union[bool, str, None] = None,
    normalize: Optional[bool] = None,
    pad: Optional[int] = None,
    indent: Optional[int] = None,
    normalize_functions: Union[str, bool, None] = None,
    unsupported_level: Optional[ErrorLevel] = None,
    max_unsupported: Optional[int] = None,
    leading_comma: Optional[bool] = None,
    max_text_width: Optional[int] = None,
    comments: Optional[bool] = None,
    max_bytes: Optional[int] = None,
    max_tokens: Optional[int] = None,
    max_nodes: Optional[int] = None,
    max_depth: Optional[int] = None,
    max_growth: Optional[int] = None,
    timeout: Optional[float] = None,
) -> list[str]: ...
def transpile_many(
    sqls: Union[Iterable[Optional[str]], _Arrow],
    read: DialectType = None,
    write: DialectType = None,
    identity: bool = True,
    error_level: Optional[ErrorLevel] = None,
    threads: int = 0,
    *,
    pretty: Optional[bool] = None,
    identify: Union[bool, str, None] = None,
    normalize: Optional[bool] = None,
    pad: Optional[int] = None,
    indent: Optional[int] = None,
    normalize_functions: Union[str, bool, None] = None,
    unsupported_level: Optional[ErrorLevel] = None,
    max_unsupported: Optional[int] = None,
    leading_comma: Optional[bool] = None,
    max_text_width: Optional[int] = None,
    comments: Optional[bool] = None,
) -> tuple[list[Optional[list[str]]], list[Optional[SqlecticError]]]: ...
def call_package(name: str) -> None: ...
def class_names() -> list[str]: ...
def expression_class(name: str) -> type[Expr]: ...
def date_parts() -> list[tuple[str, str]]: ...
def dialect_names() -> list[tuple[str, str, Optional[str]]]: ...
def token_names() -> list[str]: ...
@overload
def to_identifier(name: None, quoted: Optional[bool] = None, copy: bool = True) -> None: ...
@overload
def to_identifier(name: Union[str, Identifier], quoted: Optional[bool] = None, copy: bool = True) -> Identifier: ...
def column(
    col: Any,
    table: Any = None,
    db: Any = None,
    catalog: Any = None,
    *,
    fields: Any = None,
    quoted: Optional[bool] = None,
    copy: bool = True,
) -> Union[Column, Dot]: ...
def parse_json_path(path: str, dialect: DialectType = None) -> Expr: ...
def diff(
    source: Expr,
    target: Expr,
    matchings: list[tuple[Expr, Expr]],
    f: float,
    t: float,
    dialect: DialectType,
    delta_only: bool,
) -> list[tuple[str, Expr, Optional[Expr]]]: ...
def rewrite(name: str, node: Expr, index_offset: int = 0) -> Expr: ...
def tokenize_part(sql: str, dialect: DialectType = None) -> tuple[list[Token], bool]: ...
def lexer_marks(dialect: DialectType = None) -> tuple[list[tuple[str, Optional[str]]], bool, list[tuple[str, str]]]: ...
def knows_function(name: str, dialect: DialectType = None) -> bool: ...
def sweep_from(least: int) -> int: ...
