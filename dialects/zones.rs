//! Names of time zones: <https://data.iana.org/time-zones/tzdb/backward>.

/// What stands before the slash of `Europe/Zurich`, sorted.
const AREAS: &[&str] = &[
    "africa",
    "america",
    "antarctica",
    "arctic",
    "asia",
    "atlantic",
    "australia",
    "brazil",
    "canada",
    "chile",
    "etc",
    "europe",
    "indian",
    "mexico",
    "pacific",
    "us",
];

/// Zones without an area, sorted.
const SINGLE: &[&str] = &[
    "cet",
    "cst6cdt",
    "cuba",
    "eet",
    "egypt",
    "eire",
    "est",
    "est5edt",
    "gb",
    "gb-eire",
    "gmt",
    "gmt+0",
    "gmt-0",
    "gmt0",
    "greenwich",
    "hongkong",
    "hst",
    "iceland",
    "iran",
    "israel",
    "jamaica",
    "japan",
    "kwajalein",
    "libya",
    "met",
    "mst",
    "mst7mdt",
    "navajo",
    "nz",
    "nz-chat",
    "poland",
    "portugal",
    "prc",
    "pst8pdt",
    "roc",
    "rok",
    "singapore",
    "turkey",
    "uct",
    "universal",
    "utc",
    "w-su",
    "wet",
    "zulu",
];

/// Whether a text is the name of a time zone.
pub(crate) fn is_zone(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    match name.split_once('/') {
        Some((area, place)) => AREAS.binary_search(&area).is_ok() && !place.is_empty(),
        None => SINGLE.binary_search(&name.as_str()).is_ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(AREAS.is_sorted() && SINGLE.is_sorted());
        assert!(is_zone("America/Argentina/Ushuaia") && is_zone("utc") && !is_zone("12:00:00"));
    }
}
