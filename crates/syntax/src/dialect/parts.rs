//! Parts of dates by all the names they go by.

/// Other names of parts, in upper case, and the usual ones; sorted.
pub const PARTS: &[(&str, &str)] = &[
    ("C", "CENTURY"),
    ("CENT", "CENTURY"),
    ("CENTS", "CENTURY"),
    ("CENTURIES", "CENTURY"),
    ("D", "DAY"),
    ("DAY OF WEEK", "DAYOFWEEK"),
    ("DAY OF YEAR", "DAYOFYEAR"),
    ("DAYOFMONTH", "DAY"),
    ("DAYOFWEEK_ISO", "DAYOFWEEKISO"),
    ("DAYS", "DAY"),
    ("DD", "DAY"),
    ("DEC", "DECADE"),
    ("DECADES", "DECADE"),
    ("DECS", "DECADE"),
    ("DOW", "DAYOFWEEK"),
    ("DOW_ISO", "DAYOFWEEKISO"),
    ("DOY", "DAYOFYEAR"),
    ("DW", "DAYOFWEEK"),
    ("DW_ISO", "DAYOFWEEKISO"),
    ("DY", "DAYOFYEAR"),
    ("EPOCH_MICROSECONDS", "EPOCH_MICROSECOND"),
    ("EPOCH_MILLISECONDS", "EPOCH_MILLISECOND"),
    ("EPOCH_NANOSECONDS", "EPOCH_NANOSECOND"),
    ("EPOCH_SECOND", "EPOCH"),
    ("EPOCH_SECONDS", "EPOCH"),
    ("H", "HOUR"),
    ("HH", "HOUR"),
    ("HOURS", "HOUR"),
    ("HR", "HOUR"),
    ("HRS", "HOUR"),
    ("M", "MINUTE"),
    ("MI", "MINUTE"),
    ("MICROSEC", "MICROSECOND"),
    ("MICROSECONDS", "MICROSECOND"),
    ("MICROSECS", "MICROSECOND"),
    ("MIL", "MILLENNIUM"),
    ("MILLENIA", "MILLENNIUM"),
    ("MILLISEC", "MILLISECOND"),
    ("MILLISECON", "MILLISECOND"),
    ("MILLISECONDS", "MILLISECOND"),
    ("MILLISECS", "MILLISECOND"),
    ("MILS", "MILLENNIUM"),
    ("MIN", "MINUTE"),
    ("MINS", "MINUTE"),
    ("MINUTES", "MINUTE"),
    ("MM", "MONTH"),
    ("MON", "MONTH"),
    ("MONS", "MONTH"),
    ("MONTHS", "MONTH"),
    ("MS", "MILLISECOND"),
    ("MSEC", "MILLISECOND"),
    ("MSECOND", "MILLISECOND"),
    ("MSECONDS", "MILLISECOND"),
    ("MSECS", "MILLISECOND"),
    ("NANOSEC", "NANOSECOND"),
    ("NANOSECS", "NANOSECOND"),
    ("NS", "NANOSECOND"),
    ("NSEC", "NANOSECOND"),
    ("NSECOND", "NANOSECOND"),
    ("NSECONDS", "NANOSECOND"),
    ("Q", "QUARTER"),
    ("QTR", "QUARTER"),
    ("QTRS", "QUARTER"),
    ("QUARTERS", "QUARTER"),
    ("S", "SECOND"),
    ("SEC", "SECOND"),
    ("SECONDS", "SECOND"),
    ("SECS", "SECOND"),
    ("TZH", "TIMEZONE_HOUR"),
    ("TZM", "TIMEZONE_MINUTE"),
    ("US", "MICROSECOND"),
    ("USEC", "MICROSECOND"),
    ("USECOND", "MICROSECOND"),
    ("USECONDS", "MICROSECOND"),
    ("USECS", "MICROSECOND"),
    ("W", "WEEK"),
    ("WEEKDAY", "DAYOFWEEK"),
    ("WEEKDAY_ISO", "DAYOFWEEKISO"),
    ("WEEKOFYEAR", "WEEK"),
    ("WEEKOFYEARISO", "WEEKISO"),
    ("WEEKOFYEAR_ISO", "WEEKISO"),
    ("WEEK_ISO", "WEEKISO"),
    ("WK", "WEEK"),
    ("WOY", "WEEK"),
    ("WY", "WEEK"),
    ("Y", "YEAR"),
    ("YEARS", "YEAR"),
    ("YR", "YEAR"),
    ("YRS", "YEAR"),
    ("YY", "YEAR"),
    ("YYY", "YEAR"),
    ("YYYY", "YEAR"),
];

/// The usual name of a part of a date by one of its other names; both in upper case.
pub fn date_part(name: &str) -> Option<&'static str> {
    PARTS.binary_search_by_key(&name, |(other, _)| other).ok().map(|i| PARTS[i].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_by_their_names() {
        assert!(PARTS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(date_part("YRS"), Some("YEAR"));
        assert_eq!(date_part("YEAR"), None);
    }
}
