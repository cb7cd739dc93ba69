//! The functions that Redshift has, of those that the schema names: <https://docs.aws.amazon.com/redshift/latest/dg/c_SQL_functions.html>.

use sqlectic_ast::Kind;

/// Sorted.
#[rustfmt::skip]
pub(crate) const FUNCTIONS: &[&str] = &[
    "ABS", "ACOS", "ADD_MONTHS", "ANY_VALUE", "ARRAY", "ARRAY_CONCAT", "ASCII", "ASIN", "ATAN", "ATAN2", "AVG",
    "BOOL_AND", "BOOL_OR", "CAST", "CBRT", "CEIL", "CEILING", "CHARACTER_LENGTH", "CHAR_LENGTH", "CHR", "COALESCE",
    "CONCAT", "CONVERT", "CONVERT_TIMEZONE", "COS", "COSH", "COT", "COUNT", "CUME_DIST", "CURRENT_DATABASE",
    "CURRENT_DATE", "CURRENT_SCHEMA", "CURRENT_SCHEMAS", "CURRENT_TIME", "CURRENT_TIMESTAMP", "CURRENT_USER",
    "CURRENT_USER_ID", "DATE", "DATEDIFF", "DATE_TRUNC", "DAY", "DECODE", "DEGREES", "DENSE_RANK", "EXISTS", "EXP",
    "EXTRACT", "FARMFINGERPRINT64", "FIRST_VALUE", "FLOOR", "GENERATE_SERIES", "GETBIT", "GREATEST", "GROUPING", "HLL",
    "HOUR", "INITCAP", "IS_ARRAY", "JSON_PARSE", "LAG", "LAST_DAY", "LAST_VALUE", "LEAD", "LEAST", "LEFT", "LEN",
    "LENGTH", "LN", "LOG", "LOWER", "LTRIM", "MATCH_AGAINST", "MAX", "MD5", "MEDIAN", "MIN", "MINUTE", "MOD", "MONTH",
    "MONTHS_BETWEEN", "NEXT_DAY", "NTH_VALUE", "NTILE", "NULLIF", "NVL", "NVL2", "OBJECT_TRANSFORM", "OVERLAY",
    "PERCENTILE_CONT", "PERCENTILE_DISC", "PERCENT_RANK", "PI", "POW", "POWER", "RADIANS", "RANDOM", "RANK",
    "REGEXP_COUNT", "REGEXP_INSTR", "REGEXP_REPLACE", "REGEXP_SUBSTR", "REPEAT", "REPLACE", "REVERSE", "RIGHT", "ROUND",
    "ROW_NUMBER", "RTRIM", "SECOND", "SESSION_USER", "SHA", "SHA1", "SHA2", "SIGN", "SIN", "SOUNDEX", "SPLIT_PART",
    "SQRT", "STDDEV", "STDDEV_POP", "STDDEV_SAMP", "ST_DISTANCE", "ST_MAKEPOINT", "ST_POINT", "SUBSTR", "SUBSTRING",
    "SUM", "TAN", "TO_CHAR", "TO_NUMBER", "TRANSLATE", "TRIM", "TRUNC", "UNNEST", "UPPER", "VALUES", "VARIANCE",
    "VAR_POP", "VAR_SAMP", "YEAR",
];

/// Kinds that have a syntax of their own elsewhere, sorted.
pub(crate) const LACKING: &[Kind] = &[
    Kind::ArrayContainsAll,
    Kind::ArrayOverlaps,
    Kind::Clone,
    Kind::HistoricalData,
    Kind::LimitOptions,
    Kind::MatchRecognize,
    Kind::OnConflict,
    Kind::Struct,
    Kind::Version,
];
