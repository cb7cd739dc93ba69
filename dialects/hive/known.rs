//! The functions that Hive has, of those that the schema names: <https://cwiki.apache.org/confluence/display/Hive/LanguageManual+UDF>.

use sqlectic_ast::Kind;

/// Sorted; what is grammar belongs to them.
#[rustfmt::skip]
pub(crate) const FUNCTIONS: &[&str] = &[
    "ABS", "ACOS", "ADD_MONTHS", "ALL", "AND", "ANONYMOUS", "ANONYMOUS_AGG_FUNC", "ANY", "ARRAY", "ARRAY_APPEND",
    "ARRAY_CONTAINS", "ARRAY_DISTINCT", "ARRAY_EXCEPT", "ARRAY_INTERSECT", "ARRAY_JOIN", "ARRAY_MAX", "ARRAY_MIN",
    "ARRAY_REMOVE", "ARRAY_SLICE", "ASCII", "ASIN", "ATAN", "AVG", "BOOLEAN", "CASE", "CAST", "CBRT", "CEIL",
    "CEILING", "CHARACTER_LENGTH", "CHR", "COALESCE", "COLLATE", "COLUMNS", "CONCAT", "CONNECT_BY_ROOT", "CONVERT",
    "CORR", "COS", "COUNT", "COVAR_POP", "COVAR_SAMP", "CUME_DIST", "CURRENT_DATABASE", "CURRENT_DATE",
    "CURRENT_TIMESTAMP", "CURRENT_USER", "DATE", "DATEDIFF", "DATE_ADD", "DATE_SUB", "DAY", "DAYOFMONTH", "DAYOFWEEK",
    "DECODE", "DEGREES", "DENSE_RANK", "DYNAMIC_IDENTIFIER", "ELT", "ENCODE", "EXISTS", "EXP", "EXPLODE", "EXTRACT",
    "FACTORIAL", "FIRST", "FIRST_VALUE", "FLOOR", "GREATEST", "GROUPING", "GROUPING_ID", "HEX", "HOUR", "IF",
    "INITCAP", "INLINE", "INTERVAL", "LAG", "LAST_DAY", "LAST_VALUE", "LCASE", "LEAD", "LEAST", "LENGTH",
    "LEVENSHTEIN", "LIST", "LN", "LOG", "LOWER", "LTRIM", "MAP", "MAP_KEYS", "MATCH_AGAINST", "MAX", "MD5", "MIN",
    "MINUTE", "MOD", "MONTH", "MONTHS_BETWEEN", "NEGATIVE", "NET_FUNC", "NEXT_DAY", "NEXT_VALUE_FOR", "NTILE", "NULL",
    "NULLIF", "NVL", "OR", "PARAMETERIZED_AGG", "PARSE_URL", "PERCENT_RANK", "PI", "POSEXPLODE?", "POW", "POWER",
    "QUARTER", "RADIANS", "RAND", "RANK", "REGEXP_EXTRACT", "REGEXP_REPLACE", "REGR_AVGX", "REGR_AVGY", "REGR_COUNT",
    "REGR_INTERCEPT", "REGR_R2", "REGR_SLOPE", "REGR_SXX", "REGR_SXY", "REGR_SYY", "REPEAT", "REPLACE", "REVERSE",
    "ROUND", "ROW_NUMBER", "RTRIM", "SAFE_FUNC", "SECOND", "SHA", "SHA1", "SHA2", "SIGN", "SIN", "SOUNDEX", "SPACE",
    "SPLIT", "SQRT", "STACK", "STDDEV", "STDDEV_POP", "STDDEV_SAMP", "STRING", "STRUCT", "STR_TO_MAP", "SUBSTR",
    "SUBSTRING", "SUBSTRING_INDEX", "SUM", "TAN", "TRANSLATE", "TRIM", "TRUNC", "UCASE", "UNHEX", "UNNEST", "UPPER",
    "UUID", "VALUES", "VARIANCE", "VAR_POP", "VAR_SAMP", "WEEKOFYEAR", "WEEK_START", "WIDTH_BUCKET", "XOR", "YEAR",
];

/// Kinds that have a syntax of their own elsewhere, sorted.
pub(crate) const LACKING: &[Kind] = &[
    Kind::Connect,
    Kind::DistKeyProperty,
    Kind::DistStyleProperty,
    Kind::HistoricalData,
    Kind::LimitOptions,
    Kind::OnConflict,
    Kind::SortKeyProperty,
];
