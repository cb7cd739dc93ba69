//! Spellings of time formats: tables from a dialect's to strftime's and back.

use rustc_hash::FxHashMap;

/// Replaces pieces of a text by the longest match of a table.
#[derive(Clone, Debug, Default)]
pub struct TimeTable {
    pieces: FxHashMap<&'static str, &'static str>,
    longest: usize,
    any_case: bool,
}

impl TimeTable {
    /// A table of these pairs; later ones win.
    pub fn new(pairs: impl IntoIterator<Item = (&'static str, &'static str)>) -> TimeTable {
        let pieces: FxHashMap<_, _> = pairs.into_iter().collect();
        let longest = pieces.keys().map(|piece| piece.len()).max().unwrap_or(0);
        TimeTable { pieces, longest, any_case: false }
    }

    /// The same table for letters in either case; its pieces are in lower case.
    pub fn in_any_case(self) -> TimeTable {
        TimeTable { any_case: true, ..self }
    }

    fn find(&self, piece: &str) -> Option<&'static str> {
        match self.any_case {
            true => self.pieces.get(piece.to_ascii_lowercase().as_str()).copied(),
            false => self.pieces.get(piece).copied(),
        }
    }

    /// Whether there is nothing to replace.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// `text` with every piece replaced; what is in no table stays.
    pub fn apply(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let most = self.longest.min(rest.len());
            let found = (1..=most)
                .rev()
                .filter(|n| rest.is_char_boundary(*n))
                .find_map(|n| self.find(&rest[..n]).map(|to| (n, to)));
            match found {
                Some((n, to)) => {
                    out.push_str(to);
                    rest = &rest[n..];
                }
                None => {
                    out.push(first);
                    rest = &rest[first.len_utf8()..];
                }
            }
        }
        out
    }
}

/// How a dialect spells time formats.
#[derive(Clone, Debug, Default)]
pub struct TimeFormats {
    /// The dialect's pieces and strftime's; the first of several spellings is written.
    pub mapping: Vec<(&'static str, &'static str)>,
    /// Pieces of strftime's that are written another way but not read so.
    pub write_only: Vec<(&'static str, &'static str)>,
    /// The same as `mapping` for formats in casts, where they differ.
    pub cast_mapping: Vec<(&'static str, &'static str)>,
    /// Whether the dialect's pieces, given in lower case, match in either case.
    pub any_case: bool,
    /// The format of a timestamp without one, quotes included.
    pub time_format: &'static str,
    /// The format of a date without one.
    pub date_format: &'static str,
    /// The format of a date as an integer.
    pub dateint_format: &'static str,
    /// From the dialect to strftime.
    pub read: TimeTable,
    /// From strftime to the dialect.
    pub write: TimeTable,
    /// From the dialect's casts to strftime.
    pub cast_read: TimeTable,
    /// From strftime to the dialect's casts.
    pub cast_write: TimeTable,
}

/// Pieces that demand two digits, as some dialects do, and the pieces that don't.
const STRICT: &[(&str, &str)] = &[
    ("%Hstrict", "%H"),
    ("%Istrict", "%I"),
    ("%Mstrict", "%M"),
    ("%Sstrict", "%S"),
    ("%dstrict", "%d"),
    ("%mstrict", "%m"),
];

impl TimeFormats {
    /// Derives both directions from the mapping.
    pub fn compile(&mut self) {
        self.read = TimeTable::new(self.mapping.iter().copied());
        if self.any_case {
            self.read = std::mem::take(&mut self.read).in_any_case();
        }
        self.write = inverse(&self.mapping, &self.write_only);
        self.cast_read = TimeTable::new(self.cast_mapping.iter().copied());
        self.cast_write = inverse(&self.cast_mapping, &[]);
    }
}

/// From strftime to what a mapping reads.
fn inverse(mapping: &[(&'static str, &'static str)], write_only: &[(&'static str, &'static str)]) -> TimeTable {
    let inverse = mapping.iter().rev().map(|(from, to)| (*to, *from));
    let mut pairs: Vec<(&'static str, &'static str)> = inverse.chain(write_only.iter().copied()).collect();
    // What a dialect demands two digits for is written as any other.
    for (strict, plain) in STRICT {
        if !pairs.iter().any(|(from, _)| from == strict) {
            let to = pairs.iter().rev().find(|(from, _)| from == plain).map_or(*plain, |(_, to)| *to);
            pairs.push((strict, to));
        }
    }
    TimeTable::new(pairs)
}

#[cfg(test)]
mod tests {
    use super::TimeTable;

    #[test]
    fn the_longest_piece_wins() {
        let table = TimeTable::new([("y", "%y"), ("yyyy", "%Y"), ("MM", "%m")]);
        assert_eq!(table.apply("yyyy-MM y é"), "%Y-%m %y é");
    }
}
