//! Styles of conversions between texts and times: the formats that their numbers stand for.

/// Formats by style, as strftime spells them; sorted by number.
/// <https://learn.microsoft.com/en-us/sql/t-sql/functions/cast-and-convert-transact-sql#date-and-time-styles>
const STYLES: &[(&str, &str)] = &[
    ("0", "%b %d %Y %-I:%M%p"),
    ("1", "%m/%d/%y"),
    ("2", "%y.%m.%d"),
    ("3", "%d/%m/%y"),
    ("4", "%d.%m.%y"),
    ("5", "%d-%m-%y"),
    ("6", "%d %b %y"),
    ("7", "%b %d, %y"),
    ("8", "%H:%M:%S"),
    ("9", "%b %d %Y %-I:%M:%S:%f%p"),
    ("10", "mm-dd-yy"),
    ("11", "yy/mm/dd"),
    ("12", "yymmdd"),
    ("13", "%d %b %Y %H:%M:ss:%f"),
    ("14", "%H:%M:%S:%f"),
    ("20", "%Y-%m-%d %H:%M:%S"),
    ("21", "%Y-%m-%d %H:%M:%S.%f"),
    ("22", "%m/%d/%y %-I:%M:%S %p"),
    ("23", "%Y-%m-%d"),
    ("24", "%H:%M:%S"),
    ("25", "%Y-%m-%d %H:%M:%S.%f"),
    ("100", "%b %d %Y %-I:%M%p"),
    ("101", "%m/%d/%Y"),
    ("102", "%Y.%m.%d"),
    ("103", "%d/%m/%Y"),
    ("104", "%d.%m.%Y"),
    ("105", "%d-%m-%Y"),
    ("106", "%d %b %Y"),
    ("107", "%b %d, %Y"),
    ("108", "%H:%M:%S"),
    ("109", "%b %d %Y %-I:%M:%S:%f%p"),
    ("110", "%m-%d-%Y"),
    ("111", "%Y/%m/%d"),
    ("112", "%Y%m%d"),
    ("113", "%d %b %Y %H:%M:%S:%f"),
    ("114", "%H:%M:%S:%f"),
    ("120", "%Y-%m-%d %H:%M:%S"),
    ("121", "%Y-%m-%d %H:%M:%S.%f"),
    ("126", "%Y-%m-%dT%H:%M:%S.%f"),
];

/// The format that a style stands for.
pub fn convert_style(number: &str) -> Option<&'static str> {
    STYLES.iter().find(|(style, _)| *style == number).map(|(_, format)| *format)
}
