//! The functions that ClickHouse has, of those that the schema names: <https://clickhouse.com/docs/sql-reference/functions>.

use sqlectic_ast::Kind;

/// Sorted.
#[rustfmt::skip]
pub(crate) const FUNCTIONS: &[&str] = &[
    "ABS", "ACOS", "ACOSH", "ANY_VALUE", "ARRAY", "ASCII", "ASIN", "ASINH", "ATAN", "ATAN2", "ATANH", "AVG", "CAST",
    "CBRT", "CEIL", "CEILING", "CHAR", "CHARACTER_LENGTH", "CHAR_LENGTH", "COALESCE", "CONCAT", "CONVERT", "CORR",
    "COS", "COSH", "COUNT", "COUNTIF", "COVAR_POP", "COVAR_SAMP", "CUME_DIST", "CURRENT_CATALOG", "CURRENT_DATABASE",
    "CURRENT_DATE", "CURRENT_SCHEMAS", "CURRENT_TIMESTAMP", "CURRENT_USER", "DATE", "DATEDIFF", "DATE_ADD", "DATE_BIN",
    "DATE_DIFF", "DATE_SUB", "DATE_TRUNC", "DAY", "DAYOFMONTH", "DAYOFWEEK", "DAYOFYEAR", "DEGREES", "DENSE_RANK",
    "EXISTS", "EXP", "EXPLODE", "EXTRACT", "FIRST_VALUE", "FLOOR", "FORMAT", "FROM_BASE64", "GENERATE_SERIES",
    "GREATEST", "GROUPING", "GROUPING_ID", "GROUP_CONCAT", "HEX", "HOUR", "IF", "IFNULL", "INITCAP", "IS_NAN",
    "JSON_ARRAY_CONTAINS", "JSON_TYPE", "LAG", "LAST_DAY", "LAST_VALUE", "LCASE", "LEAD", "LEAST", "LEFT", "LENGTH",
    "LN", "LOG", "LOWER", "LTRIM", "MATCH_AGAINST", "MAX", "MEDIAN", "MIN", "MINUTE", "MOD", "MONTH", "NEGATIVE",
    "NTH_VALUE", "NTILE", "NULLIF", "OVERLAY", "PERCENT_RANK", "PI", "POW", "POWER", "QUARTER", "RADIANS", "RAND",
    "RANK", "REGEXP_EXTRACT", "REGEXP_REPLACE", "REPEAT", "REPLACE", "REVERSE", "RIGHT", "ROUND", "ROW_NUMBER", "RTRIM",
    "SECOND", "SIGN", "SIN", "SINH", "SOUNDEX", "SPACE", "SQRT", "STDDEV_POP", "STDDEV_SAMP", "STR_TO_DATE",
    "STR_TO_MAP", "SUBSTR", "SUBSTRING", "SUBSTRING_INDEX", "SUM", "TAN", "TANH", "TIMESTAMP", "TIMESTAMPDIFF",
    "TIMESTAMP_ADD", "TIMESTAMP_DIFF", "TIMESTAMP_SUB", "TO_BASE64", "TO_DAYS", "TRANSLATE", "TRIM", "TRUNC",
    "TRUNCATE", "TYPEOF", "UCASE", "UNHEX", "UNICODE", "UNNEST", "UPPER", "UTC_TIMESTAMP", "UUID", "VALUES", "VAR_POP",
    "VAR_SAMP", "WEEK", "YEAR",
];

/// Kinds that have a syntax of their own elsewhere, sorted.
pub(crate) const LACKING: &[Kind] = &[
    Kind::Clone,
    Kind::Connect,
    Kind::DistKeyProperty,
    Kind::DistStyleProperty,
    Kind::HistoricalData,
    Kind::MatchRecognize,
    Kind::OnConflict,
    Kind::SortKeyProperty,
    Kind::Version,
];
