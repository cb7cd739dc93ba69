//! Spellings of dates and times: pieces of formats, and formats of one letter.

use sqlectic_syntax::Dialect;

pub(super) fn define(d: &mut Dialect) {
    d.time.time_format = "'yyyy-mm-dd hh:mm:ss'";
    d.time.mapping = PIECES.to_vec();
}

/// Pieces of formats, the one that is written first.
/// <https://learn.microsoft.com/en-us/dotnet/standard/base-types/custom-date-and-time-format-strings>
const PIECES: &[(&str, &str)] = &[
    ("yyyy", "%Y"),
    ("year", "%Y"),
    ("y", "%Y"),
    ("Y", "%Y"),
    ("YYYY", "%Y"),
    ("yy", "%y"),
    ("YY", "%y"),
    ("dayofyear", "%j"),
    ("dd", "%d"),
    ("day", "%d"),
    ("dy", "%d"),
    ("d", "%-d"),
    ("wk", "%W"),
    ("week", "%W"),
    ("ww", "%W"),
    ("iso_week", "%V"),
    ("isowk", "%V"),
    ("isoww", "%V"),
    ("hour", "%h"),
    ("hh", "%I"),
    ("h", "%-I"),
    ("HH", "%H"),
    ("H", "%-H"),
    ("mm", "%M"),
    ("minute", "%M"),
    ("mi", "%M"),
    ("n", "%M"),
    ("m", "%-M"),
    ("ss", "%S"),
    ("second", "%S"),
    ("s", "%-S"),
    ("ffffff", "%f"),
    ("millisecond", "%f"),
    ("ms", "%f"),
    ("dw", "%w"),
    ("weekday", "%w"),
    ("MM", "%m"),
    ("month", "%m"),
    ("M", "%-m"),
    ("MMMM", "%B"),
    ("MMM", "%b"),
    ("dddd", "%A"),
];

/// Formats of one letter, sorted.
/// <https://learn.microsoft.com/en-us/dotnet/standard/base-types/standard-date-and-time-format-strings>
const LETTERS: &[(&str, &str)] = &[
    ("D", "%A,%B,%Y"),
    ("F", "%A,%B,%Y %-I:%M:%S %p"),
    ("G", "%m/%d/%Y %-I:%M:%S %p"),
    ("H", "%-H"),
    ("M", "%B %-d"),
    ("O", "%Y-%m-%dT%H:%M:%S"),
    ("T", "%-I:%M:%S %p"),
    ("U", "%A, %B %D, %Y %H:%M:%S%z"),
    ("Y", "%a %Y"),
    ("d", "%m/%d/%Y"),
    ("f", "%A,%B,%Y %-I:%M %p"),
    ("g", "%m/%d/%Y %-I:%M %p"),
    ("h", "%-I"),
    ("m", "%B %-d"),
    ("s", "%Y-%m-%d %H:%M:%S"),
    ("t", "%-I:%M"),
    ("u", "%Y-%M-%D %H:%M:%S%z"),
    ("y", "%B %Y"),
];

/// What a format of one letter stands for.
pub(super) fn letter(letter: &str) -> Option<&'static str> {
    LETTERS.iter().find(|(known, _)| *known == letter).map(|(_, format)| *format)
}

/// Whether a format is one of numbers: a letter for a number or a currency, or without any letter of a date or fraction of
/// a second.
pub(super) fn is_of_numbers(format: &str) -> bool {
    let letters = format.to_ascii_lowercase();
    let is_of_times = letters.contains(|c: char| "dmyhs".contains(c)) || letters.contains("ff");
    matches!(format, "N" | "C") || !is_of_times
}

/// A format of times as strftime spells it.
pub(super) fn read(dialect: &Dialect, format: &str) -> String {
    match letter(format) {
        Some(format) => format.to_string(),
        None => dialect.time.read.apply(format),
    }
}

/// The format that `DATENAME` of a part gives.
pub(super) fn name_of_part(dialect: &Dialect, part: &str) -> String {
    match part.to_ascii_lowercase().as_str() {
        "m" | "mm" | "month" => "%B".into(),
        "dw" | "w" | "weekday" => "%A".into(),
        _ => dialect.time.read.apply(part),
    }
}

/// The day so many days after the first of January 1900, as ISO 8601 writes it; nothing outside of the years 1 to 9999.
pub(super) fn day_after_1900(days: i64) -> Option<String> {
    // Days since 0000-03-01, in a calendar whose years start in March: leap days stand at their ends.
    let day = days.checked_add(693_901)?;
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (1..=9999).contains(&year).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1900() {
        assert_eq!(day_after_1900(0).as_deref(), Some("1900-01-01"));
        assert_eq!(day_after_1900(-3).as_deref(), Some("1899-12-29"));
        assert_eq!(day_after_1900(36_583).as_deref(), Some("2000-02-29"));
        assert_eq!(day_after_1900(99_999_999), None);
    }
}
