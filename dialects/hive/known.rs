//! The functions that Hive has, of those that the schema names: <https://cwiki.apache.org/confluence/display/Hive/LanguageManual+UDF>.

use sqlectic_ast::Kind;

/// Sorted.
#[rustfmt::skip]
pub(crate) const FUNCTIONS: &[&str] = &[
    "ABS", "ACOS", "ADD_MONTHS", "ARRAY", "ARRAY_APPEND", "ARRAY_CONTAINS", "ARRAY_DISTINCT", "ARRAY_EXCEPT",
    "ARRAY_INTERSECT", "ARRAY_JOIN", "ARRAY_MAX", "ARRAY_MIN", "ARRAY_REMOVE", "ARRAY_SLICE", "ASCII", "ASIN", "ATAN",
    "AVG", "CAST", "CBRT", "CEIL", "CEILING", "CHARACTER_LENGTH", "CHR", "COALESCE", "CONCAT", "CONVERT", "CORR", "COS",
    "COUNT", "COVAR_POP", "COVAR_SAMP", "CUME_DIST", "CURRENT_DATABASE", "CURRENT_DATE", "CURRENT_TIMESTAMP",
    "CURRENT_USER", "DATE", "DATEDIFF", "DATE_ADD", "DATE_SUB", "DAY", "DAYOFMONTH", "DAYOFWEEK", "DECODE", "DEGREES",
    "DENSE_RANK", "ELT", "ENCODE", "EXISTS", "EXP", "EXPLODE", "EXTRACT", "FACTORIAL", "FIRST", "FIRST_VALUE", "FLOOR",
    "GREATEST", "GROUPING", "GROUPING_ID", "HEX", "HOUR", "IF", "INITCAP", "INLINE", "LAG", "LAST_DAY", "LAST_VALUE",
    "LCASE", "LEAD", "LEAST", "LENGTH", "LEVENSHTEIN", "LN", "LOG", "LOWER", "LTRIM", "MAP", "MAP_KEYS",
    "MATCH_AGAINST", "MAX", "MD5", "MIN", "MINUTE", "MOD", "MONTH", "MONTHS_BETWEEN", "NEGATIVE", "NEXT_DAY", "NTILE",
    "NULLIF", "NVL", "PARSE_URL", "PERCENT_RANK", "PI", "POSEXPLODE", "POW", "POWER", "QUARTER", "RADIANS", "RAND",
    "RANK", "REGEXP_EXTRACT", "REGEXP_REPLACE", "REGR_AVGX", "REGR_AVGY", "REGR_COUNT", "REGR_INTERCEPT", "REGR_R2",
    "REGR_SLOPE", "REGR_SXX", "REGR_SXY", "REGR_SYY", "REPEAT", "REPLACE", "REVERSE", "ROUND", "ROW_NUMBER", "RTRIM",
    "SECOND", "SHA", "SHA1", "SHA2", "SIGN", "SIN", "SOUNDEX", "SPACE", "SPLIT", "SQRT", "STACK", "STDDEV",
    "STDDEV_POP", "STDDEV_SAMP", "STRING", "STRUCT", "STR_TO_MAP", "SUBSTR", "SUBSTRING", "SUBSTRING_INDEX", "SUM",
    "TAN", "TRANSLATE", "TRIM", "TRUNC", "UCASE", "UNHEX", "UNNEST", "UPPER", "UUID", "VALUES", "VARIANCE", "VAR_POP",
    "VAR_SAMP", "WEEKOFYEAR", "WIDTH_BUCKET", "YEAR",
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
