//! The functions that T-SQL has, of those that the schema names: <https://learn.microsoft.com/en-us/sql/t-sql/functions/functions>.

use sqlectic_ast::Kind;

/// Sorted.
#[rustfmt::skip]
pub(crate) const FUNCTIONS: &[&str] = &[
    "ABS", "ACOS", "APPROX_COUNT_DISTINCT", "ASCII", "ASIN", "ATAN", "AVG", "CAST", "CEILING", "CHAR", "COALESCE",
    "COMPRESS", "CONCAT", "CONVERT", "COS", "COT", "COUNT", "CUME_DIST", "CURRENT_DATE", "CURRENT_TIMESTAMP",
    "CURRENT_TIMEZONE", "CURRENT_USER", "DATEDIFF", "DATEFROMPARTS", "DAY", "DEGREES", "DENSE_RANK", "EXISTS", "EXP",
    "EXTRACT", "FIRST_VALUE", "FLOOR", "FORMAT", "GENERATE_SERIES", "GET_BIT", "GREATEST", "GROUPING", "GROUPING_ID",
    "IIF", "LAG", "LAST_VALUE", "LEAD", "LEAST", "LEFT", "LEN", "LN", "LOG", "LOWER", "LTRIM", "MATCH_AGAINST", "MAX",
    "MIN", "MOD", "MONTH", "NTILE", "NULLIF", "OBJECT_ID", "PERCENTILE_CONT", "PERCENTILE_DISC", "PERCENT_RANK", "PI",
    "POWER", "RADIANS", "RAND", "RANK", "REGEXP_COUNT", "REGEXP_INSTR", "REGEXP_LIKE", "REGEXP_REPLACE",
    "REGEXP_SUBSTR", "REPLACE", "REVERSE", "RIGHT", "ROUND", "ROW_NUMBER", "RTRIM", "SESSION_USER", "SIGN", "SIN",
    "SOUNDEX", "SPACE", "SQRT", "STDEV", "STUFF", "SUBSTRING", "SUM", "TAN", "TIMEFROMPARTS", "TRANSLATE", "TRIM",
    "UNICODE", "UNNEST", "UPPER", "VALUES", "YEAR",
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
