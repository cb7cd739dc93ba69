//! The functions that MySQL has, of those that the schema names: <https://dev.mysql.com/doc/refman/8.4/en/built-in-function-reference.html>.

use sqlectic_ast::Kind;

/// Sorted.
#[rustfmt::skip]
pub(crate) const FUNCTIONS: &[&str] = &[
    "ABS", "ACOS", "ANY_VALUE", "ASCII", "ASIN", "ATAN", "ATAN2", "AVG", "BIT_LENGTH", "CAST", "CEIL", "CEILING",
    "CHAR", "CHARACTER_LENGTH", "CHAR_LENGTH", "COALESCE", "COMPRESS", "CONCAT", "CONVERT", "COS", "COT", "COUNT",
    "CUME_DIST", "CURRENT_DATE", "CURRENT_ROLE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "CURRENT_USER", "DATE",
    "DATEDIFF", "DATE_ADD", "DATE_SUB", "DAY", "DAYNAME", "DAYOFMONTH", "DAYOFWEEK", "DAYOFYEAR", "DEGREES",
    "DENSE_RANK", "ELT", "EXISTS", "EXP", "EXTRACT", "FIRST_VALUE", "FLOOR", "FORMAT", "FROM_BASE64", "GREATEST",
    "GROUPING", "GROUP_CONCAT", "HEX", "HOUR", "IF", "IFNULL", "INSERT", "JSON_ARRAY_APPEND", "JSON_ARRAY_INSERT",
    "JSON_EXTRACT", "JSON_KEYS", "JSON_REMOVE", "JSON_SET", "JSON_TYPE", "LAG", "LAST_DAY", "LAST_VALUE", "LCASE",
    "LEAD", "LEAST", "LEFT", "LENGTH", "LN", "LOCALTIME", "LOCALTIMESTAMP", "LOG", "LOWER", "LTRIM", "MATCH_AGAINST",
    "MAX", "MD5", "MIN", "MINUTE", "MOD", "MONTH", "MONTHNAME", "NTH_VALUE", "NTILE", "NULLIF", "OVERLAY",
    "PERCENT_RANK", "PI", "POW", "POWER", "QUARTER", "RADIANS", "RAND", "RANK", "REGEXP_INSTR", "REGEXP_LIKE",
    "REGEXP_REPLACE", "REGEXP_SUBSTR", "REPEAT", "REPLACE", "REVERSE", "RIGHT", "ROUND", "ROW_NUMBER", "RTRIM",
    "SECOND", "SESSION_USER", "SHA", "SHA1", "SHA2", "SIGN", "SIN", "SOUNDEX", "SPACE", "SQRT", "STDDEV", "STDDEV_POP",
    "STDDEV_SAMP", "STR_TO_DATE", "ST_DISTANCE", "SUBSTR", "SUBSTRING", "SUBSTRING_INDEX", "SUM", "TAN", "TIME",
    "TIMESTAMP", "TIMESTAMPDIFF", "TO_BASE64", "TO_DAYS", "TRIM", "TRUNCATE", "UCASE", "UNHEX", "UNNEST", "UPPER",
    "UTC_DATE", "UTC_TIME", "UTC_TIMESTAMP", "UUID", "VALUES", "VARIANCE", "VAR_POP", "VAR_SAMP", "WEEK", "WEEKOFYEAR",
    "WEIGHT_STRING", "YEAR",
];

/// Kinds that have a syntax of their own elsewhere, sorted.
pub(crate) const LACKING: &[Kind] = &[
    Kind::ArrayContainsAll,
    Kind::ArrayOverlaps,
    Kind::Clone,
    Kind::Connect,
    Kind::DistKeyProperty,
    Kind::DistStyleProperty,
    Kind::HistoricalData,
    Kind::LimitOptions,
    Kind::MatchRecognize,
    Kind::SortKeyProperty,
    Kind::Struct,
    Kind::Version,
];
