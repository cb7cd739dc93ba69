//! Parts of dates by the names that T-SQL gives them.
//! <https://learn.microsoft.com/en-us/sql/t-sql/functions/datepart-transact-sql#datepart-argument>

use sqlectic_syntax::dialect::date_part;

/// Names that mean something else here, or nothing elsewhere; in upper case, sorted.
const PARTS: &[(&str, &str)] = &[
    ("ISOWK", "WEEKISO"),
    ("ISOWW", "WEEKISO"),
    ("ISO_WEEK", "WEEKISO"),
    ("M", "MONTH"),
    ("MCS", "MICROSECOND"),
    ("N", "MINUTE"),
    ("QQ", "QUARTER"),
    ("SS", "SECOND"),
    ("TZ", "TIMEZONE_MINUTE"),
    ("TZOFFSET", "TIMEZONE_MINUTE"),
    ("WW", "WEEK"),
    ("Y", "DAYOFYEAR"),
];

/// The usual name of a part of a date by one of its other names; both in upper case.
pub(super) fn canonical(name: &str) -> Option<&'static str> {
    match PARTS.binary_search_by_key(&name, |(other, _)| other) {
        Ok(i) => Some(PARTS[i].1),
        Err(_) => date_part(name),
    }
}
