//! The functions that ClickHouse has, of those that the schema names: <https://clickhouse.com/docs/sql-reference/functions>.

use sqlectic_ast::Kind;

/// Sorted; what is grammar belongs to them.
#[rustfmt::skip]
pub(crate) const FUNCTIONS: &[&str] = &[
    "ABS", "ACOS", "ACOSH", "ALL", "AND", "ANONYMOUS", "ANONYMOUS_AGG_FUNC", "ANY", "ANY_VALUE", "ARRAY", "ASCII",
    "ASIN", "ASINH", "ATAN", "ATAN2", "ATANH", "AVG", "BOOLEAN", "CASE", "CAST", "CBRT", "CEIL", "CEILING", "CHAR",
    "CHARACTER_LENGTH", "CHAR_LENGTH", "COALESCE", "COLLATE", "COLUMNS", "CONCAT", "CONNECT_BY_ROOT", "CONVERT",
    "CORR", "COS", "COSH", "COUNT", "COUNTIF", "COVAR_POP", "COVAR_SAMP", "CUME_DIST", "CURRENT_CATALOG",
    "CURRENT_DATABASE", "CURRENT_DATE", "CURRENT_SCHEMAS", "CURRENT_TIMESTAMP", "CURRENT_USER", "DATE", "DATEDIFF",
    "DATE_ADD", "DATE_BIN", "DATE_DIFF", "DATE_SUB", "DATE_TRUNC", "DAY", "DAYOFMONTH", "DAYOFWEEK", "DAYOFYEAR",
    "DEGREES", "DENSE_RANK", "DYNAMIC_IDENTIFIER", "EXISTS", "EXP", "EXPLODE", "EXTRACT", "FIRST_VALUE", "FLOOR",
    "FORMAT", "FROM_BASE64", "GENERATE_SERIES", "GREATEST", "GROUPING", "GROUPING_ID", "GROUP_CONCAT", "HEX", "HOUR",
    "IF", "IFNULL", "INITCAP", "INTERVAL", "IS_NAN", "JSON_ARRAY_CONTAINS", "JSON_TYPE", "J_S_O_N_EXISTS", "LAG",
    "LAST_DAY", "LAST_VALUE", "LCASE", "LEAD", "LEAST", "LEFT", "LENGTH", "LIST", "LN", "LOG", "LOWER", "LTRIM",
    "MATCH_AGAINST", "MAX", "MEDIAN", "MIN", "MINUTE", "MOD", "MONTH", "NEGATIVE", "NET_FUNC", "NEXT_VALUE_FOR",
    "NTH_VALUE", "NTILE", "NULL", "NULLIF", "OR", "OVERLAY", "PARAMETERIZED_AGG", "PERCENT_RANK", "PI", "POSEXPLODE?",
    "POW", "POWER", "QUARTER", "RADIANS", "RAND", "RANK", "REGEXP_EXTRACT", "REGEXP_REPLACE", "REPEAT", "REPLACE",
    "REVERSE", "RIGHT", "ROUND", "ROW_NUMBER", "RTRIM", "SAFE_FUNC", "SECOND", "SIGN", "SIN", "SINH", "SOUNDEX",
    "SPACE", "SQRT", "STDDEV_POP", "STDDEV_SAMP", "STR_TO_DATE", "STR_TO_MAP", "SUBSTR", "SUBSTRING",
    "SUBSTRING_INDEX", "SUM", "TAN", "TANH", "TIMESTAMP", "TIMESTAMPDIFF", "TIMESTAMP_ADD", "TIMESTAMP_DIFF",
    "TIMESTAMP_SUB", "TO_BASE64", "TO_DAYS", "TRANSLATE", "TRIM", "TRUNC", "TRUNCATE", "TYPEOF", "UCASE", "UNHEX",
    "UNICODE", "UNNEST", "UPPER", "UTC_TIMESTAMP", "UUID", "VALUES", "VAR_POP", "VAR_SAMP", "WEEK", "WEEK_START",
    "XOR", "YEAR",
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
