"""SQL transpiler, optimizer and analysis engine."""

from sqlectic import (
    anonymize,
    dialects,
    errors,
    generator,
    helper,
    jsonpath,
    parser,
    serde,
    time,
    tokens,
    transforms,
    trie,
    expressions as exp,
)
from sqlectic._native import (
    parse,
    parse_one,
    tokenize,
    transpile,
    transpile_many,
)
from sqlectic._log import (
    logger,
)
from sqlectic.as_sqlglot import (
    install as install_as_sqlglot,
)
from sqlectic.dialects import (
    Dialect,
    Dialects,
)
from sqlectic.diff import (
    diff,
)
from sqlectic.errors import (
    ErrorLevel,
    ParseError,
    SqlecticError,
    TokenError,
    UnsupportedError,
)
from sqlectic.expressions import (
    alias_ as alias,
    and_,
    case,
    cast,
    column,
    condition,
    delete,
    except_,
    Expr,
    Expression,
    find_tables,
    from_,
    func,
    insert,
    intersect,
    maybe_parse,
    merge,
    not_,
    or_,
    select,
    subquery,
    table_ as table,
    to_column,
    to_identifier,
    to_table,
    union,
)
from sqlectic.generator import (
    Generator,
)
from sqlectic.parser import (
    Parser,
)
from sqlectic.tokens import (
    Token,
    Tokenizer,
    TokenType,
)

__version__: str

__all__ = [
    "Dialect",
    "Dialects",
    "ErrorLevel",
    "Expr",
    "Expression",
    "Generator",
    "ParseError",
    "Parser",
    "SqlecticError",
    "Token",
    "TokenError",
    "TokenType",
    "Tokenizer",
    "UnsupportedError",
    "alias",
    "and_",
    "anonymize",
    "case",
    "cast",
    "column",
    "condition",
    "delete",
    "dialects",
    "diff",
    "errors",
    "except_",
    "exp",
    "find_tables",
    "from_",
    "func",
    "generator",
    "helper",
    "insert",
    "install_as_sqlglot",
    "intersect",
    "jsonpath",
    "logger",
    "maybe_parse",
    "merge",
    "not_",
    "or_",
    "parse",
    "parse_one",
    "parser",
    "select",
    "serde",
    "subquery",
    "table",
    "time",
    "to_column",
    "to_identifier",
    "to_table",
    "tokenize",
    "tokens",
    "transforms",
    "transpile",
    "transpile_many",
    "trie",
    "union",
]
