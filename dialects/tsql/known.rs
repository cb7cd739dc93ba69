//! The functions that T-SQL has, of those that the schema names: <https://learn.microsoft.com/en-us/sql/t-sql/functions/functions>.

use sqlectic_ast::Kind;

/// Sorted; what is grammar belongs to them.
#[rustfmt::skip]
pub(crate) const FUNCTIONS: &[&str] = &[
    "ABS", "ACOS", "ALL", "AND", "ANONYMOUS", "ANONYMOUS_AGG_FUNC", "ANY", "APPROX_COUNT_DISTINCT", "ASCII", "ASIN",
    "ATAN", "AVG", "BOOLEAN", "CASE", "CAST", "CEILING", "CHAR", "COALESCE", "COLLATE", "COLUMNS", "COMPRESS",
    "CONCAT", "CONNECT_BY_ROOT", "CONVERT", "COS", "COT", "COUNT", "CUME_DIST", "CURRENT_DATE", "CURRENT_TIMESTAMP",
    "CURRENT_TIMEZONE", "CURRENT_USER", "DATEDIFF", "DATEFROMPARTS", "DAY", "DEGREES", "DENSE_RANK",
    "DYNAMIC_IDENTIFIER", "EXISTS", "EXP", "EXTRACT", "FIRST_VALUE", "FLOOR", "FORMAT", "GENERATE_SERIES", "GET_BIT",
    "GREATEST", "GROUPING", "GROUPING_ID", "IIF", "INTERVAL", "LAG", "LAST_VALUE", "LEAD", "LEAST", "LEFT", "LEN",
    "LIST", "LN", "LOG", "LOWER", "LTRIM", "MATCH_AGAINST", "MAX", "MIN", "MOD", "MONTH", "NET_FUNC",
    "NEXT_VALUE_FOR", "NTILE", "NULL", "NULLIF", "OBJECT_ID", "OPEN_J_S_O_N", "OR", "PARAMETERIZED_AGG",
    "PERCENTILE_CONT", "PERCENTILE_DISC", "PERCENT_RANK", "PI", "POSEXPLODE?", "POWER", "RADIANS", "RAND", "RANK",
    "REGEXP_COUNT", "REGEXP_INSTR", "REGEXP_LIKE", "REGEXP_REPLACE", "REGEXP_SUBSTR", "REPLACE", "REVERSE", "RIGHT",
    "ROUND", "ROW_NUMBER", "RTRIM", "SAFE_FUNC", "SESSION_USER", "SIGN", "SIN", "SOUNDEX", "SPACE", "SQRT", "STDEV",
    "STUFF", "SUBSTRING", "SUM", "TAN", "TIMEFROMPARTS", "TRANSLATE", "TRIM", "UNICODE", "UNNEST", "UPPER", "VALUES",
    "WEEK_START", "XOR", "YEAR",
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
    Kind::MatchRecognize,
    Kind::OnConflict,
    Kind::SortKeyProperty,
    Kind::Struct,
];
