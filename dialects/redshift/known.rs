//! The functions that Redshift has, of those that the schema names: <https://docs.aws.amazon.com/redshift/latest/dg/c_SQL_functions.html>.

use sqlectic_ast::Kind;

/// Sorted; what is grammar belongs to them.
#[rustfmt::skip]
pub(crate) const FUNCTIONS: &[&str] = &[
    "ABS", "ACOS", "ADD_MONTHS", "ALL", "AND", "ANONYMOUS", "ANONYMOUS_AGG_FUNC", "ANY", "ANY_VALUE", "ARRAY",
    "ARRAY_CONCAT", "ASCII", "ASIN", "ATAN", "ATAN2", "AVG", "BOOLEAN", "BOOL_AND", "BOOL_OR", "CASE", "CAST", "CBRT",
    "CEIL", "CEILING", "CHARACTER_LENGTH", "CHAR_LENGTH", "CHR", "COALESCE", "COLLATE", "COLUMNS", "CONCAT",
    "CONNECT_BY_ROOT", "CONVERT", "CONVERT_TIMEZONE", "COS", "COSH", "COT", "COUNT", "CUME_DIST", "CURRENT_DATABASE",
    "CURRENT_DATE", "CURRENT_SCHEMA", "CURRENT_SCHEMAS", "CURRENT_TIME", "CURRENT_TIMESTAMP", "CURRENT_USER",
    "CURRENT_USER_ID", "DATE", "DATEDIFF", "DATE_TRUNC", "DAY", "DECODE", "DEGREES", "DENSE_RANK",
    "DYNAMIC_IDENTIFIER", "EXISTS", "EXP", "EXTRACT", "FARMFINGERPRINT64", "FIRST_VALUE", "FLOOR", "GENERATE_SERIES",
    "GETBIT", "GREATEST", "GROUPING", "HLL", "HOUR", "INITCAP", "INTERVAL", "IS_ARRAY", "JSON_PARSE", "LAG",
    "LAST_DAY", "LAST_VALUE", "LEAD", "LEAST", "LEFT", "LEN", "LENGTH", "LIST", "LN", "LOG", "LOWER", "LTRIM",
    "MATCH_AGAINST", "MAX", "MD5", "MEDIAN", "MIN", "MINUTE", "MOD", "MONTH", "MONTHS_BETWEEN", "NET_FUNC",
    "NEXT_DAY", "NEXT_VALUE_FOR", "NTH_VALUE", "NTILE", "NULL", "NULLIF", "NVL", "NVL2", "OBJECT_TRANSFORM", "OR",
    "OVERLAY", "PARAMETERIZED_AGG", "PERCENTILE_CONT", "PERCENTILE_DISC", "PERCENT_RANK", "PI", "POSEXPLODE?", "POW",
    "POWER", "RADIANS", "RANDOM", "RANK", "REGEXP_COUNT", "REGEXP_INSTR", "REGEXP_REPLACE", "REGEXP_SUBSTR", "REPEAT",
    "REPLACE", "REVERSE", "RIGHT", "ROUND", "ROW_NUMBER", "RTRIM", "SAFE_FUNC", "SECOND", "SESSION_USER", "SHA",
    "SHA1", "SHA2", "SIGN", "SIN", "SOUNDEX", "SPLIT_PART", "SQRT", "STDDEV", "STDDEV_POP", "STDDEV_SAMP",
    "ST_DISTANCE", "ST_MAKEPOINT", "ST_POINT", "SUBSTR", "SUBSTRING", "SUM", "TAN", "TO_CHAR", "TO_NUMBER",
    "TRANSLATE", "TRIM", "TRUNC", "UNNEST", "UPPER", "VALUES", "VARIANCE", "VAR_POP", "VAR_SAMP", "WEEK_START", "XOR",
    "YEAR",
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
