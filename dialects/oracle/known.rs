//! The functions that Oracle has, of those that the schema names: <https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Functions.html>.

use sqlectic_ast::Kind;

/// Sorted.
#[rustfmt::skip]
pub(crate) const FUNCTIONS: &[&str] = &[
    "ABS", "ACOS", "ADD_MONTHS", "ANY_VALUE", "APPROX_COUNT_DISTINCT", "ASCII", "ASIN", "ATAN", "ATAN2", "AVG",
    "BITMAP_BIT_POSITION", "BITMAP_BUCKET_NUMBER", "BITMAP_CONSTRUCT_AGG", "BITMAP_COUNT", "BITMAP_OR_AGG", "CAST",
    "CEIL", "CHR", "COALESCE", "COLLATION", "CONCAT", "CONTAINS", "CONVERT", "CORR", "COS", "COSH", "COUNT",
    "COVAR_POP", "COVAR_SAMP", "CUME_DIST", "CURRENT_DATE", "CURRENT_TIMESTAMP", "CURRENT_USER", "DAY", "DECODE",
    "DENSE_RANK", "EXISTS", "EXP", "EXTRACT", "FIRST", "FIRST_VALUE", "FLOOR", "GREATEST", "GROUPING", "GROUPING_ID",
    "HOUR", "INITCAP", "KURTOSIS", "LAG", "LAST", "LAST_DAY", "LAST_VALUE", "LEAD", "LEAST", "LENGTH", "LN",
    "LOCALTIMESTAMP", "LOG", "LOWER", "LTRIM", "MATCH_AGAINST", "MAX", "MEDIAN", "MIN", "MINUTE", "MOD", "MONTH",
    "MONTHS_BETWEEN", "NANVL", "NEXT_DAY", "NTH_VALUE", "NTILE", "NULLIF", "NVL", "NVL2", "PERCENTILE_CONT",
    "PERCENTILE_DISC", "PERCENT_RANK", "POWER", "RANK", "REGEXP_COUNT", "REGEXP_INSTR", "REGEXP_LIKE", "REGEXP_REPLACE",
    "REGEXP_SUBSTR", "REGR_AVGX", "REGR_AVGY", "REGR_COUNT", "REGR_INTERCEPT", "REGR_R2", "REGR_SLOPE", "REGR_SXX",
    "REGR_SXY", "REGR_SYY", "REPLACE", "REVERSE", "ROUND", "ROW_NUMBER", "RTRIM", "SECOND", "SIGN", "SIN", "SINH",
    "SOUNDEX", "SQRT", "STANDARD_HASH", "STDDEV", "STDDEV_POP", "STDDEV_SAMP", "SUBSTR", "SUM", "SYSTIMESTAMP", "TAN",
    "TANH", "TO_BOOLEAN", "TO_CHAR", "TO_NUMBER", "TRANSLATE", "TRIM", "TRUNC", "UNNEST", "UPPER", "VALUES", "VARIANCE",
    "VAR_POP", "VAR_SAMP", "WIDTH_BUCKET", "XMLELEMENT", "YEAR",
];

/// Kinds that have a syntax of their own elsewhere, sorted.
pub(crate) const LACKING: &[Kind] = &[
    Kind::ArrayContainsAll,
    Kind::ArrayOverlaps,
    Kind::Clone,
    Kind::DistKeyProperty,
    Kind::DistStyleProperty,
    Kind::HistoricalData,
    Kind::OnConflict,
    Kind::SortKeyProperty,
    Kind::Struct,
];
