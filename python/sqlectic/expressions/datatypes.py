# mypy: ignore-errors
"""Data types."""

from __future__ import annotations

import typing as t
from enum import Enum

from sqlectic import expressions as exp

if t.TYPE_CHECKING:
    from sqlectic.dialects.dialect import DialectType
    from sqlectic.expressions import DataType, Expr


def __getattr__(name: str) -> t.Any:
    return getattr(exp, name)


class DType(Enum):
    """The types that dialects have, by the names that they are known by in a tree."""

    ARRAY = "ARRAY"
    AGGREGATEFUNCTION = "AGGREGATEFUNCTION"
    SIMPLEAGGREGATEFUNCTION = "SIMPLEAGGREGATEFUNCTION"
    BIGDECIMAL = "BIGDECIMAL"
    BIGINT = "BIGINT"
    BIGNUM = "BIGNUM"
    BIGSERIAL = "BIGSERIAL"
    BINARY = "BINARY"
    BIT = "BIT"
    BLOB = "BLOB"
    BOOLEAN = "BOOLEAN"
    BPCHAR = "BPCHAR"
    CHAR = "CHAR"
    CHARACTER_SET = "CHARACTER_SET"
    DATE = "DATE"
    DATE32 = "DATE32"
    DATEMULTIRANGE = "DATEMULTIRANGE"
    DATERANGE = "DATERANGE"
    DATETIME = "DATETIME"
    DATETIME2 = "DATETIME2"
    DATETIME64 = "DATETIME64"
    DECIMAL = "DECIMAL"
    DECIMAL32 = "DECIMAL32"
    DECIMAL64 = "DECIMAL64"
    DECIMAL128 = "DECIMAL128"
    DECIMAL256 = "DECIMAL256"
    DECFLOAT = "DECFLOAT"
    DOUBLE = "DOUBLE"
    DYNAMIC = "DYNAMIC"
    ENUM = "ENUM"
    ENUM8 = "ENUM8"
    ENUM16 = "ENUM16"
    FILE = "FILE"
    FIXEDSTRING = "FIXEDSTRING"
    FLOAT = "FLOAT"
    GEOGRAPHY = "GEOGRAPHY"
    GEOGRAPHYPOINT = "GEOGRAPHYPOINT"
    GEOMETRY = "GEOMETRY"
    POINT = "POINT"
    RING = "RING"
    LINESTRING = "LINESTRING"
    MULTILINESTRING = "MULTILINESTRING"
    POLYGON = "POLYGON"
    MULTIPOLYGON = "MULTIPOLYGON"
    HLLSKETCH = "HLLSKETCH"
    HSTORE = "HSTORE"
    IMAGE = "IMAGE"
    INET = "INET"
    INT = "INT"
    INT128 = "INT128"
    INT256 = "INT256"
    INT4MULTIRANGE = "INT4MULTIRANGE"
    INT4RANGE = "INT4RANGE"
    INT8MULTIRANGE = "INT8MULTIRANGE"
    INT8RANGE = "INT8RANGE"
    INTERVAL = "INTERVAL"
    IPADDRESS = "IPADDRESS"
    IPPREFIX = "IPPREFIX"
    IPV4 = "IPV4"
    IPV6 = "IPV6"
    JSON = "JSON"
    JSONB = "JSONB"
    LIST = "LIST"
    LONGBLOB = "LONGBLOB"
    LONGTEXT = "LONGTEXT"
    LOWCARDINALITY = "LOWCARDINALITY"
    MAP = "MAP"
    MEDIUMBLOB = "MEDIUMBLOB"
    MEDIUMINT = "MEDIUMINT"
    MEDIUMTEXT = "MEDIUMTEXT"
    MONEY = "MONEY"
    NAME = "NAME"
    NCHAR = "NCHAR"
    NESTED = "NESTED"
    NOTHING = "NOTHING"
    NULL = "NULL"
    NUMMULTIRANGE = "NUMMULTIRANGE"
    NUMRANGE = "NUMRANGE"
    NVARCHAR = "NVARCHAR"
    OBJECT = "OBJECT"
    RANGE = "RANGE"
    REF = "REF"
    ROWVERSION = "ROWVERSION"
    SERIAL = "SERIAL"
    SET = "SET"
    SMALLDATETIME = "SMALLDATETIME"
    SMALLINT = "SMALLINT"
    SMALLMONEY = "SMALLMONEY"
    SMALLSERIAL = "SMALLSERIAL"
    STRUCT = "STRUCT"
    SUPER = "SUPER"
    TEXT = "TEXT"
    TINYBLOB = "TINYBLOB"
    TINYTEXT = "TINYTEXT"
    TIME = "TIME"
    TIMETZ = "TIMETZ"
    TIME_NS = "TIME_NS"
    TIMESTAMP = "TIMESTAMP"
    TIMESTAMPNTZ = "TIMESTAMPNTZ"
    TIMESTAMPLTZ = "TIMESTAMPLTZ"
    TIMESTAMPTZ = "TIMESTAMPTZ"
    TIMESTAMP_S = "TIMESTAMP_S"
    TIMESTAMP_MS = "TIMESTAMP_MS"
    TIMESTAMP_NS = "TIMESTAMP_NS"
    TINYINT = "TINYINT"
    TSMULTIRANGE = "TSMULTIRANGE"
    TSRANGE = "TSRANGE"
    TSTZMULTIRANGE = "TSTZMULTIRANGE"
    TSTZRANGE = "TSTZRANGE"
    UBIGINT = "UBIGINT"
    UINT = "UINT"
    UINT128 = "UINT128"
    UINT256 = "UINT256"
    UMEDIUMINT = "UMEDIUMINT"
    UDECIMAL = "UDECIMAL"
    UDOUBLE = "UDOUBLE"
    UNION = "UNION"
    UNKNOWN = "UNKNOWN"
    USERDEFINED = "USER-DEFINED"
    USMALLINT = "USMALLINT"
    UTINYINT = "UTINYINT"
    UUID = "UUID"
    VARBINARY = "VARBINARY"
    VARCHAR = "VARCHAR"
    VARIANT = "VARIANT"
    VECTOR = "VECTOR"
    XML = "XML"
    YEAR = "YEAR"
    TDIGEST = "TDIGEST"

    def into_expr(self, **kwargs: t.Any) -> DataType:
        """The type as a node, with more arguments."""
        return exp.DataType(this=self, **kwargs)


# By what stands in the tree.
BY_NAME: dict[str, DType] = {**{kind.name: kind for kind in DType}, **{kind.value: kind for kind in DType}}


def _types(names: str) -> set[DType]:
    return {DType[name] for name in names.split()}


STRUCT_TYPES = _types("FILE NESTED OBJECT STRUCT UNION")
ARRAY_TYPES = _types("ARRAY LIST")
NESTED_TYPES = STRUCT_TYPES | ARRAY_TYPES | {DType.MAP}
TEXT_TYPES = _types("CHAR LONGTEXT MEDIUMTEXT NAME NCHAR NVARCHAR TEXT TINYTEXT VARCHAR")
BINARY_TYPES = _types("BINARY BLOB LONGBLOB MEDIUMBLOB TINYBLOB VARBINARY")
SIGNED_INTEGER_TYPES = _types("BIGINT INT INT128 INT256 MEDIUMINT SMALLINT TINYINT")
UNSIGNED_INTEGER_TYPES = _types("UBIGINT UINT UINT128 UINT256 UMEDIUMINT USMALLINT UTINYINT")
INTEGER_TYPES = SIGNED_INTEGER_TYPES | UNSIGNED_INTEGER_TYPES | {DType.BIT}
FLOAT_TYPES = _types("DOUBLE FLOAT")
REAL_TYPES = FLOAT_TYPES | _types(
    "BIGDECIMAL DECFLOAT DECIMAL DECIMAL32 DECIMAL64 DECIMAL128 DECIMAL256 MONEY SMALLMONEY UDECIMAL UDOUBLE"
)
NUMERIC_TYPES = INTEGER_TYPES | REAL_TYPES
TEMPORAL_TYPES = _types(
    "DATE DATE32 DATETIME DATETIME2 DATETIME64 SMALLDATETIME TIME TIMESTAMP TIMESTAMPLTZ TIMESTAMPNTZ TIMESTAMPTZ"
    " TIMESTAMP_MS TIMESTAMP_NS TIMESTAMP_S TIMETZ"
)


class DataTypeMembers:
    is_data_type = True
    Type = DType
    STRUCT_TYPES = STRUCT_TYPES
    ARRAY_TYPES = ARRAY_TYPES
    NESTED_TYPES = NESTED_TYPES
    TEXT_TYPES = TEXT_TYPES
    BINARY_TYPES = BINARY_TYPES
    SIGNED_INTEGER_TYPES = SIGNED_INTEGER_TYPES
    UNSIGNED_INTEGER_TYPES = UNSIGNED_INTEGER_TYPES
    INTEGER_TYPES = INTEGER_TYPES
    FLOAT_TYPES = FLOAT_TYPES
    REAL_TYPES = REAL_TYPES
    NUMERIC_TYPES = NUMERIC_TYPES
    TEMPORAL_TYPES = TEMPORAL_TYPES

    @classmethod
    def build(
        cls, dtype: t.Union[str, DType, DataType, Expr], dialect: DialectType = None, udt: bool = False, copy: bool = True, **kwargs: t.Any
    ) -> DataType:
        """A type from its name in a dialect, a member of `DType` or a type; more arguments are set on it.

        With `udt` any name is one of a type that users define. Raises ParseError for unknown names, ValueError for what
        cannot be a type.
        """
        if isinstance(dtype, str):
            return cls.from_str(dtype, dialect=dialect, udt=udt, **kwargs)
        if isinstance(dtype, DType):
            made = cls(this=dtype)  # type: ignore[call-arg]
        elif isinstance(dtype, (exp.Identifier, exp.Dot)) and udt:
            made = cls(this=DType.USERDEFINED, kind=dtype)  # type: ignore[call-arg]
        elif isinstance(dtype, exp.DataType):
            made = dtype.copy() if copy else dtype
        else:
            raise ValueError(f"Invalid data type: {type(dtype)}. Expected str or DType")
        for key, value in kwargs.items():
            made.set(key, value)
        return made

    @classmethod
    def from_str(cls, dtype: str, dialect: DialectType = None, udt: bool = False, **kwargs: t.Any) -> DataType:
        """A type from its name; see `build`."""
        from sqlectic import _native
        from sqlectic.errors import ErrorLevel, ParseError

        if dtype.upper() == "UNKNOWN":
            return cls(this=DType.UNKNOWN, **kwargs)  # type: ignore[call-arg]
        try:
            made = _native.parse_one(dtype, dialect, into=exp.DataType, error_level=ErrorLevel.IGNORE)
        except ParseError:
            if not udt:
                raise
            return cls(this=DType.USERDEFINED, kind=dtype, **kwargs)  # type: ignore[call-arg]
        for key, value in kwargs.items():
            made.set(key, value)
        return made

    def is_type(self, *dtypes: t.Union[str, DType, DataType], check_nullable: bool = False) -> bool:
        """Whether it is one of these types. Types without parameters match those with any."""
        this = self.this  # type: ignore[attr-defined]
        for dtype in dtypes:
            other = exp.DataType.build(dtype, copy=False, udt=True)
            if other.expressions or DType.USERDEFINED in (this, other.this):
                matches = self == other
            else:
                matches = this == other.this
            if check_nullable:
                matches = matches and bool(self.args.get("nullable")) == bool(other.args.get("nullable"))  # type: ignore[attr-defined]
            if matches:
                return True
        return False


MEMBERS: dict[str, type] = {"DataType": DataTypeMembers}
