"""Tokens and their types."""

from enum import IntEnum
from typing import Any, ClassVar

from sqlectic._native import Token as Token
from sqlectic._open import Open
from sqlectic.dialects.dialect import Dialect, DialectType

__all__ = ["Token", "TokenType", "Tokenizer"]

MEMBERS: list[TokenType]

class TokenType(IntEnum):
    """What a token is."""

    L_PAREN = 1
    R_PAREN = 2
    L_BRACKET = 3
    R_BRACKET = 4
    L_BRACE = 5
    R_BRACE = 6
    COMMA = 7
    DOT = 8
    DASH = 9
    PLUS = 10
    COLON = 11
    DOTCOLON = 12
    DOTCARET = 13
    DCOLON = 14
    DCOLONDOLLAR = 15
    DCOLONPERCENT = 16
    DCOLONQMARK = 17
    DQMARK = 18
    SEMICOLON = 19
    STAR = 20
    BACKSLASH = 21
    SLASH = 22
    LT = 23
    LTE = 24
    GT = 25
    GTE = 26
    NOT = 27
    EQ = 28
    NEQ = 29
    NULLSAFE_EQ = 30
    COLON_EQ = 31
    COLON_GT = 32
    NCOLON_GT = 33
    AND = 34
    OR = 35
    AMP = 36
    DPIPE = 37
    PIPE_GT = 38
    PIPE = 39
    PIPE_SLASH = 40
    DPIPE_SLASH = 41
    CARET = 42
    CARET_AT = 43
    TILDE = 44
    ARROW = 45
    DARROW = 46
    FARROW = 47
    HASH = 48
    HASH_ARROW = 49
    DHASH_ARROW = 50
    LR_ARROW = 51
    LLRR_ARROW = 52
    DAT = 53
    AT_QMARK = 54
    LT_AT = 55
    AT_GT = 56
    DOLLAR = 57
    PARAMETER = 58
    SESSION = 59
    SESSION_PARAMETER = 60
    SESSION_USER = 61
    DAMP = 62
    AMP_LT = 63
    AMP_GT = 64
    ADJACENT = 65
    XOR = 66
    DSTAR = 67
    QMARK_AMP = 68
    QMARK_PIPE = 69
    HASH_DASH = 70
    EXCLAMATION = 71
    URI_START = 72
    BLOCK_START = 73
    BLOCK_END = 74
    SPACE = 75
    BREAK = 76
    STRING = 77
    NUMBER = 78
    IDENTIFIER = 79
    DATABASE = 80
    COLUMN = 81
    COLUMN_DEF = 82
    SCHEMA = 83
    TABLE = 84
    WAREHOUSE = 85
    STAGE = 86
    STREAM = 87
    STREAMLIT = 88
    VAR = 89
    BIT_STRING = 90
    HEX_STRING = 91
    BYTE_STRING = 92
    NATIONAL_RAW_STRING = 93
    NATIONAL_STRING = 94
    RAW_STRING = 95
    HEREDOC_STRING = 96
    UNICODE_STRING = 97
    BIT = 98
    BOOLEAN = 99
    TINYINT = 100
    UTINYINT = 101
    SMALLINT = 102
    USMALLINT = 103
    MEDIUMINT = 104
    UMEDIUMINT = 105
    INT = 106
    UINT = 107
    BIGINT = 108
    UBIGINT = 109
    BIGNUM = 110
    INT128 = 111
    UINT128 = 112
    INT256 = 113
    UINT256 = 114
    FLOAT = 115
    DOUBLE = 116
    UDOUBLE = 117
    DECIMAL = 118
    DECIMAL32 = 119
    DECIMAL64 = 120
    DECIMAL128 = 121
    DECIMAL256 = 122
    DECFLOAT = 123
    UDECIMAL = 124
    BIGDECIMAL = 125
    CHAR = 126
    NCHAR = 127
    VARCHAR = 128
    NVARCHAR = 129
    BPCHAR = 130
    TEXT = 131
    MEDIUMTEXT = 132
    LONGTEXT = 133
    BLOB = 134
    MEDIUMBLOB = 135
    LONGBLOB = 136
    TINYBLOB = 137
    TINYTEXT = 138
    NAME = 139
    BINARY = 140
    VARBINARY = 141
    JSON = 142
    JSONB = 143
    TIME = 144
    TIMETZ = 145
    TIME_NS = 146
    TIMESTAMP = 147
    TIMESTAMPTZ = 148
    TIMESTAMPLTZ = 149
    TIMESTAMPNTZ = 150
    TIMESTAMP_S = 151
    TIMESTAMP_MS = 152
    TIMESTAMP_NS = 153
    DATETIME = 154
    DATETIME2 = 155
    DATETIME64 = 156
    SMALLDATETIME = 157
    DATE = 158
    DATE32 = 159
    INT4RANGE = 160
    INT4MULTIRANGE = 161
    INT8RANGE = 162
    INT8MULTIRANGE = 163
    NUMRANGE = 164
    NUMMULTIRANGE = 165
    TSRANGE = 166
    TSMULTIRANGE = 167
    TSTZRANGE = 168
    TSTZMULTIRANGE = 169
    DATERANGE = 170
    DATEMULTIRANGE = 171
    UUID = 172
    GEOGRAPHY = 173
    GEOGRAPHYPOINT = 174
    NULLABLE = 175
    GEOMETRY = 176
    POINT = 177
    RING = 178
    LINESTRING = 179
    LOCALTIME = 180
    LOCALTIMESTAMP = 181
    SYSTIMESTAMP = 182
    MULTILINESTRING = 183
    POLYGON = 184
    MULTIPOLYGON = 185
    HLLSKETCH = 186
    HSTORE = 187
    SUPER = 188
    SERIAL = 189
    SMALLSERIAL = 190
    BIGSERIAL = 191
    XML = 192
    YEAR = 193
    USERDEFINED = 194
    MONEY = 195
    SMALLMONEY = 196
    ROWVERSION = 197
    IMAGE = 198
    VARIANT = 199
    OBJECT = 200
    REF = 201
    INET = 202
    IPADDRESS = 203
    IPPREFIX = 204
    IPV4 = 205
    IPV6 = 206
    ENUM = 207
    ENUM8 = 208
    ENUM16 = 209
    FIXEDSTRING = 210
    LOWCARDINALITY = 211
    NESTED = 212
    AGGREGATEFUNCTION = 213
    SIMPLEAGGREGATEFUNCTION = 214
    TDIGEST = 215
    UNKNOWN = 216
    VECTOR = 217
    DYNAMIC = 218
    VOID = 219
    ALIAS = 220
    ALTER = 221
    ALL = 222
    ANTI = 223
    ANY = 224
    APPLY = 225
    ARRAY = 226
    ASC = 227
    ASOF = 228
    ATTACH = 229
    AUTO_INCREMENT = 230
    BEGIN = 231
    BETWEEN = 232
    BULK_COLLECT_INTO = 233
    CACHE = 234
    CASE = 235
    CHARACTER_SET = 236
    CLUSTER_BY = 237
    COLLATE = 238
    COMMAND = 239
    COMMENT = 240
    COMMIT = 241
    CONNECT = 242
    CONNECT_BY = 243
    CONSTRAINT = 244
    COPY = 245
    CREATE = 246
    CROSS = 247
    CUBE = 248
    CURRENT_DATE = 249
    CURRENT_DATETIME = 250
    CURRENT_SCHEMA = 251
    CURRENT_TIME = 252
    CURRENT_TIMESTAMP = 253
    CURRENT_USER = 254
    CURRENT_USER_ID = 255
    CURRENT_ROLE = 256
    CURRENT_CATALOG = 257
    DECLARE = 258
    DEFAULT = 259
    DELETE = 260
    DESC = 261
    DESCRIBE = 262
    DETACH = 263
    DISCONNECT = 264
    DICTIONARY = 265
    DISTINCT = 266
    DISTRIBUTE_BY = 267
    DIV = 268
    DROP = 269
    ELSE = 270
    END = 271
    ESCAPE = 272
    EXCEPT = 273
    EXECUTE = 274
    EXISTS = 275
    FALSE = 276
    FETCH = 277
    FILE = 278
    FILE_FORMAT = 279
    FILTER = 280
    FINAL = 281
    FIRST = 282
    FOR = 283
    FORCE = 284
    FOREIGN_KEY = 285
    FORMAT = 286
    FROM = 287
    FULL = 288
    FUNCTION = 289
    GET = 290
    GLOB = 291
    GLOBAL = 292
    GRANT = 293
    GROUP_BY = 294
    GROUPING_SETS = 295
    HAVING = 296
    HINT = 297
    IGNORE = 298
    ILIKE = 299
    IN = 300
    INDEX = 301
    INDEXED_BY = 302
    INNER = 303
    INSERT = 304
    INSTALL = 305
    INTEGRATION = 306
    INTERSECT = 307
    INTERVAL = 308
    INTO = 309
    INTRODUCER = 310
    IRLIKE = 311
    IS = 312
    ISNULL = 313
    JOIN = 314
    JOIN_MARKER = 315
    KEEP = 316
    KEY = 317
    KILL = 318
    LANGUAGE = 319
    LATERAL = 320
    LEFT = 321
    LIKE = 322
    LIMIT = 323
    LIST = 324
    LOAD = 325
    LOCK = 326
    MAP = 327
    MATCH = 328
    MATCH_CONDITION = 329
    MATCH_RECOGNIZE = 330
    MEMBER_OF = 331
    MERGE = 332
    MOD = 333
    MODEL = 334
    NATURAL = 335
    NEXT = 336
    NOTHING = 337
    NOTNULL = 338
    NULL = 339
    OBJECT_IDENTIFIER = 340
    OFFSET = 341
    ON = 342
    ONLY = 343
    OPERATOR = 344
    ORDER_BY = 345
    ORDER_SIBLINGS_BY = 346
    ORDERED = 347
    ORDINALITY = 348
    OUT = 349
    INOUT = 350
    OUTER = 351
    OVER = 352
    OVERLAPS = 353
    OVERWRITE = 354
    PACKAGE = 355
    PARTITION = 356
    PARTITION_BY = 357
    PASTE = 358
    PERCENT = 359
    PIVOT = 360
    PLACEHOLDER = 361
    POLICY = 362
    POOL = 363
    POSITIONAL = 364
    PRAGMA = 365
    PREWHERE = 366
    PRIMARY_KEY = 367
    PROCEDURE = 368
    PROPERTIES = 369
    PROJECTION = 370
    PSEUDO_TYPE = 371
    PUT = 372
    QUALIFY = 373
    QUOTE = 374
    QDCOLON = 375
    RANGE = 376
    RECURSIVE = 377
    REFRESH = 378
    RENAME = 379
    REPLACE = 380
    RETURNING = 381
    REVOKE = 382
    REFERENCES = 383
    RIGHT = 384
    RLIKE = 385
    ROLE = 386
    ROLLBACK = 387
    ROLLUP = 388
    ROW = 389
    ROWS = 390
    RULE = 391
    SELECT = 392
    SEMI = 393
    SEPARATOR = 394
    SEQUENCE = 395
    SERDE_PROPERTIES = 396
    SET = 397
    SETTINGS = 398
    SHOW = 399
    SIMILAR_TO = 400
    SOME = 401
    SORT_BY = 402
    SOUNDS_LIKE = 403
    SQL_SECURITY = 404
    START_WITH = 405
    STORAGE_INTEGRATION = 406
    STRAIGHT_JOIN = 407
    STRUCT = 408
    SUMMARIZE = 409
    TABLE_SAMPLE = 410
    TAG = 411
    TEMPORARY = 412
    TOP = 413
    THEN = 414
    TRUE = 415
    TRUNCATE = 416
    TRIGGER = 417
    TYPE = 418
    UNCACHE = 419
    UNDROP = 420
    UNION = 421
    UNNEST = 422
    UNPIVOT = 423
    UPDATE = 424
    USE = 425
    USING = 426
    VALUES = 427
    VARIADIC = 428
    VIEW = 429
    SEMANTIC_VIEW = 430
    VOLATILE = 431
    VOLUME = 432
    WHEN = 433
    WHERE = 434
    WINDOW = 435
    WITH = 436
    UNIQUE = 437
    UTC_DATE = 438
    UTC_TIME = 439
    UTC_TIMESTAMP = 440
    OPTION = 441
    SINK = 442
    SOURCE = 443
    ANALYZE = 444
    NAMESPACE = 445
    EXPORT = 446
    HIVE_TOKEN_STREAM = 447
    SENTINEL = 448

class Tokenizer(metaclass=Open):
    """Splits texts into tokens, as a dialect does.

    Classes that derive from it change how: keywords, quotes, comments, and what its other class attributes say.
    """

    BIT_STRINGS: ClassVar[list[Any]]
    BYTE_STRINGS: ClassVar[list[Any]]
    BYTE_STRING_ESCAPES: ClassVar[list[Any]]
    COMMANDS: ClassVar[set[Any]]
    COMMAND_PREFIX_TOKENS: ClassVar[set[Any]]
    COMMENTS: ClassVar[list[Any]]
    HEREDOC_STRINGS: ClassVar[list[Any]]
    HEX_STRINGS: ClassVar[list[Any]]
    IDENTIFIERS: ClassVar[list[Any]]
    IDENTIFIER_ESCAPES: ClassVar[list[Any]]
    KEYWORDS: ClassVar[dict[Any, Any]]
    NATIONAL_RAW_STRINGS: ClassVar[list[Any]]
    NATIONAL_STRINGS: ClassVar[list[Any]]
    NUMERIC_LITERALS: ClassVar[dict[Any, Any]]
    QUOTES: ClassVar[list[Any]]
    RAW_STRINGS: ClassVar[list[Any]]
    SINGLE_TOKENS: ClassVar[dict[Any, Any]]
    STRING_ESCAPES: ClassVar[list[Any]]
    TOKENS_PRECEDING_HINT: ClassVar[set[Any]]
    UNICODE_STRINGS: ClassVar[list[Any]]
    VAR_SINGLE_TOKENS: ClassVar[set[Any]]
    BYTE_STRINGS_SUPPORT_ESCAPED_SEQUENCES: ClassVar[bool]
    DASH_COMMENT_REQUIRES_BOUNDARY: ClassVar[bool]
    DROP_UNKNOWN_ESCAPES: ClassVar[bool]
    HEREDOC_TAG_IS_IDENTIFIER: ClassVar[bool]
    IDENTIFIERS_CAN_START_WITH_DIGIT: ClassVar[bool]
    NESTED_COMMENTS: ClassVar[bool]
    NUMBERS_CAN_BE_UNDERSCORE_SEPARATED: ClassVar[bool]
    NUMBERS_CAN_HAVE_DECIMALS: ClassVar[bool]
    NUMERIC_ESCAPES_ARE_BYTES: ClassVar[bool]
    STRINGS_SUPPORT_ESCAPED_SEQUENCES: ClassVar[bool]
    STRING_ESCAPES_ALLOWED_IN_RAW_STRINGS: ClassVar[bool]

    dialect: Dialect
    tokens: list[Token]
    sql: str

    def __init__(self, dialect: DialectType = None, **_options: Any) -> None: ...
    @property
    def size(self) -> int: ...
    def tokenize(self, sql: str) -> list[Token]: ...
