//! The functions that Oracle has, of those that the schema names: <https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Functions.html>.

use sqlectic_ast::Kind;

/// Sorted; what is grammar belongs to them.
#[rustfmt::skip]
pub(crate) const FUNCTIONS: &[&str] = &[
    "ABS", "ACOS", "ADD_MONTHS", "ALL", "AND", "ANONYMOUS", "ANONYMOUS_AGG_FUNC", "ANY", "ANY_VALUE",
    "APPROX_COUNT_DISTINCT", "ASCII", "ASIN", "ATAN", "ATAN2", "AVG", "BITMAP_BIT_POSITION", "BITMAP_BUCKET_NUMBER",
    "BITMAP_CONSTRUCT_AGG", "BITMAP_COUNT", "BITMAP_OR_AGG", "BOOLEAN", "CASE", "CAST", "CEIL", "CHR", "COALESCE",
    "COLLATE", "COLLATION", "COLUMNS", "CONCAT", "CONNECT_BY_ROOT", "CONTAINS", "CONVERT", "CORR", "COS", "COSH",
    "COUNT", "COVAR_POP", "COVAR_SAMP", "CUME_DIST", "CURRENT_DATE", "CURRENT_TIMESTAMP", "CURRENT_USER", "DAY",
    "DECODE", "DENSE_RANK", "DYNAMIC_IDENTIFIER", "EXISTS", "EXP", "EXTRACT", "FIRST", "FIRST_VALUE", "FLOOR",
    "GREATEST", "GROUPING", "GROUPING_ID", "HOUR", "INITCAP", "INTERVAL", "J_S_O_N_EXISTS", "J_S_O_N_TABLE",
    "KURTOSIS", "LAG", "LAST", "LAST_DAY", "LAST_VALUE", "LEAD", "LEAST", "LENGTH", "LIST", "LN", "LOCALTIMESTAMP",
    "LOG", "LOWER", "LTRIM", "MATCH_AGAINST", "MAX", "MEDIAN", "MIN", "MINUTE", "MOD", "MONTH", "MONTHS_BETWEEN",
    "NANVL", "NET_FUNC", "NEXT_DAY", "NEXT_VALUE_FOR", "NTH_VALUE", "NTILE", "NULL", "NULLIF", "NVL", "NVL2", "OR",
    "PARAMETERIZED_AGG", "PERCENTILE_CONT", "PERCENTILE_DISC", "PERCENT_RANK", "POSEXPLODE?", "POWER", "RANK",
    "REGEXP_COUNT", "REGEXP_INSTR", "REGEXP_LIKE", "REGEXP_REPLACE", "REGEXP_SUBSTR", "REGR_AVGX", "REGR_AVGY",
    "REGR_COUNT", "REGR_INTERCEPT", "REGR_R2", "REGR_SLOPE", "REGR_SXX", "REGR_SXY", "REGR_SYY", "REPLACE", "REVERSE",
    "ROUND", "ROW_NUMBER", "RTRIM", "SAFE_FUNC", "SECOND", "SIGN", "SIN", "SINH", "SOUNDEX", "SQRT", "STANDARD_HASH",
    "STDDEV", "STDDEV_POP", "STDDEV_SAMP", "SUBSTR", "SUM", "SYSTIMESTAMP", "TAN", "TANH", "TO_BOOLEAN", "TO_CHAR",
    "TO_NUMBER", "TRANSLATE", "TRIM", "TRUNC", "UNNEST", "UPPER", "VALUES", "VARIANCE", "VAR_POP", "VAR_SAMP",
    "WEEK_START", "WIDTH_BUCKET", "XMLELEMENT", "XOR", "X_M_L_TABLE", "YEAR",
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
