//! Lines, columns and characters of byte offsets.

/// Where a byte offset stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The offset in bytes.
    pub offset: usize,
    /// Characters before it.
    pub characters: usize,
    /// Its line, from 1. Lines end in `\n`, `\r\n` or `\r`.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
}

const START: Place = Place { offset: 0, characters: 0, line: 1, column: 1 };

/// Bytes between two places that are kept.
const STEP: usize = 1024;

/// What was counted of a text: places on the way are kept, so that the text is counted once however many are asked for, and in
/// whatever order. The text may grow between two questions, and not change.
#[derive(Debug, Clone)]
pub struct Places {
    /// At least [`STEP`] bytes apart.
    kept: Vec<Place>,
    last: Place,
}

impl Default for Places {
    fn default() -> Places {
        Places { kept: Vec::new(), last: START }
    }
}

impl Places {
    /// The place of an offset; of the last character before it, where there is none.
    pub fn of(&mut self, text: &str, offset: usize) -> Place {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let mut place = self.before(offset);
        loop {
            let end = offset.min(place.offset + STEP);
            place = count(text, place, end);
            if place.offset >= offset {
                break;
            }
            if self.kept.last().map_or(0, |kept| kept.offset) + STEP <= place.offset {
                self.kept.push(place);
            }
        }
        self.last = place;
        place
    }

    /// The nearest place that is known up to an offset.
    fn before(&self, offset: usize) -> Place {
        if (self.last.offset..=self.last.offset + STEP).contains(&offset) {
            return self.last;
        }
        let kept = self.kept.partition_point(|kept| kept.offset <= offset);
        kept.checked_sub(1).map_or(START, |index| self.kept[index])
    }
}

/// Counts on from a place to an offset, or to the end of the character there.
fn count(text: &str, from: Place, offset: usize) -> Place {
    let part = text.as_bytes().get(from.offset..offset).unwrap_or_default();
    // Most of SQL is ASCII: a part without line breaks is as many characters as bytes.
    if part.iter().all(|byte| byte.is_ascii() && !matches!(byte, b'\n' | b'\r')) {
        let (characters, column) = (from.characters + part.len(), from.column + part.len());
        return Place { offset, characters, line: from.line, column };
    }
    let mut place = from;
    for c in text[from.offset..].chars() {
        if place.offset >= offset {
            break;
        }
        (place.line, place.column) = match ends_line(text, place.offset) {
            true => (place.line + 1, 1),
            false => (place.line, place.column + 1),
        };
        place.offset += c.len_utf8();
        place.characters += 1;
    }
    place
}

/// Whether a line ends with the byte at that offset.
fn ends_line(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        Some(b'\n') => true,
        Some(b'\r') => text.as_bytes().get(at + 1) != Some(&b'\n'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, Places};

    #[test]
    fn lines_columns_and_characters() {
        let text = "é = 1\r\nß\rc\nd";
        let of = |offset| {
            let Place { characters, line, column, .. } = Places::default().of(text, offset);
            (characters, line, column)
        };
        assert_eq!(of(0), (0, 1, 1));
        assert_eq!(of(1), (0, 1, 1), "inside of é");
        assert_eq!(of(2), (1, 1, 2));
        assert_eq!(of(8), (7, 2, 1), "ß");
        assert_eq!(of(11), (9, 3, 1), "c");
        assert_eq!(of(13), (11, 4, 1), "d");
        assert_eq!(of(99), (12, 4, 2), "the end");
    }

    #[test]
    fn the_same_in_any_order() {
        let text: String = (0..3000).map(|i| if i % 89 == 0 { "\r\n" } else { ["a", "é", "𝄞"][i % 3] }).collect();
        let mut places = Places::default();
        let mut offset = 0;
        for _ in 0..5000 {
            offset = (offset * 31 + 17) % (text.len() + 5);
            assert_eq!(places.of(&text, offset), Places::default().of(&text, offset), "{offset}");
        }
        assert!(places.kept.len() > 3);
    }
}
