//! Tables keyed by words without regard to ASCII case.

use std::ops::Range;

/// A table keyed by words without regard to ASCII case; look-up allocates nothing.
#[derive(Clone, Debug)]
pub struct NameTable<V> {
    /// In the order they were added.
    entries: Vec<Entry<V>>,
    /// All names, one behind the other: a copy of the table copies one text.
    names: String,
    /// A power of two, at most half full.
    slots: Vec<Slot>,
    /// By the last five bits of their first byte, how long the names are, or were: which tells most others.
    lengths: [u32; 32],
}

#[derive(Clone, Debug)]
struct Entry<V> {
    key: Key,
    /// Where the bits are by which small and capital letters differ, in `key.first` and `key.last`.
    letters: (u64, u64),
    /// Where its name starts in `names`.
    start: u32,
    value: V,
}

/// Where the hash of a name leads.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    /// The position in `entries` plus one; 0 if it is free.
    entry: u32,
    /// The other half of the hash: most names that are not in the table are told by it.
    tag: u32,
}

impl<V> Default for NameTable<V> {
    fn default() -> Self {
        NameTable { entries: Vec::new(), names: String::new(), slots: vec![Slot::default(); 16], lengths: [0; 32] }
    }
}

/// A name as numbers: its first and its last eight bytes, and its length. Up to 16 bytes that is all there is, and nearly
/// all names are that short, so that texts are rarely compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Key {
    first: u64,
    last: u64,
    length: u32,
}

impl Key {
    #[inline(always)]
    fn of(name: &[u8]) -> Key {
        let (first, last) = match name {
            _ if name.len() >= 8 => (eight(name.first_chunk()), eight(name.last_chunk())),
            _ if name.len() >= 4 => (four(name.first_chunk()), four(name.last_chunk())),
            // The first, the middle and the last byte are all there are.
            [a, .., b] => (u64::from(*a), u64::from(name[name.len() / 2]) | u64::from(*b) << 8),
            [a] => (u64::from(*a), 0),
            [] => (0, 0),
        };
        Key { first, last, length: name.len() as u32 }
    }

    /// A hash that is the same for small and capital letters.
    #[inline(always)]
    fn hash(self) -> u64 {
        // Clearing bit 5 makes letters capitals; what else it makes the same is told apart by comparing keys.
        const FOLD: u64 = 0xdfdf_dfdf_dfdf_dfdf;
        let mixed = (self.first & FOLD).wrapping_mul(0x9e37_79b9_7f4a_7c15)
            ^ ((self.last & FOLD).wrapping_add(u64::from(self.length))).wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
        // Only the upper bits depend on all others.
        mixed ^ mixed >> 32
    }
}

#[inline(always)]
fn eight(bytes: Option<&[u8; 8]>) -> u64 {
    bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

#[inline(always)]
fn four(bytes: Option<&[u8; 4]>) -> u64 {
    bytes.map_or(0, |bytes| u64::from(u32::from_le_bytes(*bytes)))
}

/// Bit 5 of each byte that is a letter of ASCII.
fn letters(word: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    // The upper bit of a byte tells whether what is added made it 128 or more; nothing is carried into the next byte.
    let small = (word | (0x20 * EACH)) & (0x7f * EACH);
    let from_a = small + (0x80 - u64::from(b'a')) * EACH;
    let behind_z = small + (0x7f - u64::from(b'z')) * EACH;
    (from_a & !behind_z & !word & (0x80 * EACH)) >> 2
}

impl<V> NameTable<V> {
    /// The place of `name` in `entries`, or the slot that is free for it.
    #[inline(always)]
    fn position(&self, name: &[u8]) -> Result<usize, usize> {
        let key = Key::of(name);
        let hash = key.hash();
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot.entry == 0 {
                return Err(at);
            }
            let i = slot.entry as usize - 1;
            if slot.tag == (hash >> 32) as u32 && self.is_entry(i, key, name) {
                return Ok(i);
            }
            at = (at + 1) & mask;
        }
    }

    #[inline(always)]
    fn is_entry(&self, i: usize, key: Key, name: &[u8]) -> bool {
        let entry = &self.entries[i];
        let first = (entry.key.first ^ key.first) & !entry.letters.0;
        let last = (entry.key.last ^ key.last) & !entry.letters.1;
        (first | last) == 0
            && entry.key.length == key.length
            && (name.len() <= 16 || self.name(entry).as_bytes().eq_ignore_ascii_case(name))
    }

    fn name(&self, entry: &Entry<V>) -> &str {
        let start = entry.start as usize;
        &self.names[start..start + entry.key.length as usize]
    }

    /// The value of `name`.
    #[inline]
    pub fn get(&self, name: &str) -> Option<&V> {
        self.get_bytes(name.as_bytes())
    }

    /// The value of the name that is written with these bytes.
    #[inline(always)]
    pub fn get_bytes(&self, name: &[u8]) -> Option<&V> {
        self.position(name).ok().map(|i| &self.entries[i].value)
    }

    /// Whether `name` is in the table.
    #[inline(never)] // Where this is asked, most often the table is empty.
    pub fn contains(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The value of the name that stands at `place` of `text`, where few of those that are asked for are in the table.
    #[inline(always)]
    pub fn get_rarely(&self, text: &str, place: Range<usize>) -> Option<&V> {
        let first = text.as_bytes().get(place.start).map_or(0, |byte| *byte as usize % 32);
        // No name that begins with the same letter may be as long as this one.
        if self.lengths[first] >> place.len().min(31) & 1 == 0 {
            return None;
        }
        self.look_up(&text[place])
    }

    #[inline(never)]
    fn look_up(&self, name: &str) -> Option<&V> {
        self.get(name)
    }

    /// Adds or replaces.
    pub fn set(&mut self, name: &str, value: V) {
        match self.position(name.as_bytes()) {
            Ok(i) => self.entries[i].value = value,
            Err(slot) => self.add(name, slot, value),
        }
    }

    /// The value of `name`, which is added if it is not there.
    pub fn get_or_add(&mut self, name: &str) -> &mut V
    where
        V: Default,
    {
        let i = self.position(name.as_bytes()).unwrap_or_else(|slot| {
            self.add(name, slot, V::default());
            self.entries.len() - 1
        });
        &mut self.entries[i].value
    }

    fn add(&mut self, name: &str, slot: usize, value: V) {
        let key = Key::of(name.as_bytes());
        let entry =
            Entry { key, letters: (letters(key.first), letters(key.last)), start: self.names.len() as u32, value };
        self.names.push_str(name);
        self.entries.push(entry);
        self.lengths[name.bytes().next().map_or(0, |byte| byte as usize % 32)] |= 1 << name.len().min(31);
        self.slots[slot] = Slot { entry: self.entries.len() as u32, tag: (key.hash() >> 32) as u32 };
        if self.entries.len() * 2 > self.slots.len() {
            self.rebuild(self.slots.len() * 2);
        }
    }

    /// Takes a name out.
    pub fn remove(&mut self, name: &str) -> Option<V> {
        let i = self.position(name.as_bytes()).ok()?;
        let entry = self.entries.remove(i);
        self.rebuild(self.slots.len());
        Some(entry.value)
    }

    fn rebuild(&mut self, size: usize) {
        self.slots = vec![Slot::default(); size];
        for (i, entry) in self.entries.iter().enumerate() {
            let hash = entry.key.hash();
            let mut at = hash as usize & (size - 1);
            while self.slots[at].entry != 0 {
                at = (at + 1) & (size - 1);
            }
            self.slots[at] = Slot { entry: i as u32 + 1, tag: (hash >> 32) as u32 };
        }
    }

    /// Names and values in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &V)> {
        self.entries.iter().map(|entry| (self.name(entry), &entry.value))
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::NameTable;

    #[test]
    fn case_does_not_matter_and_removal_works() {
        let mut table = NameTable::default();
        for i in 0..100 {
            table.set(&format!("name_{i}"), i);
        }
        assert_eq!(table.get("NAME_42"), Some(&42));
        assert_eq!(table.remove("Name_42"), Some(42));
        assert_eq!(table.get("name_42"), None);
        assert_eq!(table.get("name_99"), Some(&99));
        table.set("NAME_99", 1);
        assert_eq!(table.len(), 99);
    }

    #[test]
    fn letters_of_each_byte() {
        for byte in 0..=u8::MAX {
            let bits = super::letters(u64::from_le_bytes([byte, b'[', byte, 0xff, 0, b'a', byte, b'Z']));
            let letter = u8::from(byte.is_ascii_alphabetic()) << 5;
            assert_eq!(bits.to_le_bytes(), [letter, 0, letter, 0, 0, 0x20, letter, 0x20]);
        }
    }

    #[test]
    fn names_are_told_apart_as_comparing_does() {
        let texts =
            ["", "a", "A", "ab", "aB", "aé", "aÉ", "[", "{", "@", "`", "AZaz09", "azaz09", "az_[@09", "az_{`09"];
        let long = ["abcdefghijklmnop", "ABCDEFGHijklmnop", "abcdefgh[jklmnop", "abcdefgh{jklmnop"];
        for a in texts.iter().chain(&long) {
            let mut table = NameTable::default();
            table.set(a, ());
            for b in texts.iter().chain(&long) {
                assert_eq!(table.contains(b), a.eq_ignore_ascii_case(b), "{a} {b}");
            }
        }
        let mut table = NameTable::default();
        table.set("abcdefgh_1_ijklmnop", 1);
        table.set("abcdefgh_2_ijklmnop", 2);
        assert_eq!(table.get("ABCDEFGH_2_IJKLMNOP"), Some(&2));
        assert_eq!(table.get("abcdefgh_3_ijklmnop"), None);
    }
}
