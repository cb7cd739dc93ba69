//! Tables keyed by words without regard to ASCII case.

/// A table keyed by words without regard to ASCII case; look-up allocates nothing.
#[derive(Clone, Debug)]
pub struct NameTable<V> {
    entries: Vec<(Box<str>, V)>,
    /// Positions in `entries` plus one, 0 where free; a power of two long, at most half full.
    slots: Vec<u32>,
    lengths: Lengths,
}

impl<V> Default for NameTable<V> {
    fn default() -> Self {
        NameTable { entries: Vec::new(), slots: vec![0; 16], lengths: Lengths::default() }
    }
}

/// Clearing bit 5 folds letters; what else it folds is told apart by the comparison.
const FOLD: u64 = 0xdfdf_dfdf_dfdf_dfdf;

/// A hash of the length and of the first and last eight bytes: enough for words, and the same work for any of them.
#[inline]
fn hash(name: &str) -> usize {
    let bytes = name.as_bytes();
    let read = |part: &[u8]| part.try_into().map_or(0, u64::from_le_bytes);
    let (first, last) = match bytes.len() {
        8.. => (read(&bytes[..8]), read(&bytes[bytes.len() - 8..])),
        len => {
            let mut word = 0u64;
            for (i, byte) in bytes.iter().enumerate() {
                word |= (*byte as u64) << (i * 8);
            }
            (word, len as u64)
        }
    };
    let mixed = (first & FOLD).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ^ (last & FOLD).wrapping_add(bytes.len() as u64).wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
    (mixed ^ mixed >> 32) as usize
}

/// Which lengths names with a first byte have: most words that are no name are told by that alone.
#[derive(Clone, Debug, Default)]
struct Lengths([u32; 32]);

impl Lengths {
    #[inline]
    fn bit(name: &str) -> (usize, u32) {
        let first = name.as_bytes().first().copied().unwrap_or(0) & 31;
        (first as usize, 1 << name.len().min(31))
    }

    #[inline]
    fn may_contain(&self, name: &str) -> bool {
        let (first, bit) = Lengths::bit(name);
        self.0[first] & bit != 0
    }

    fn add(&mut self, name: &str) {
        let (first, bit) = Lengths::bit(name);
        self.0[first] |= bit;
    }
}

impl<V> NameTable<V> {
    #[inline]
    fn position(&self, name: &str) -> Result<usize, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = hash(name) & mask;
        loop {
            match self.slots[slot] {
                0 => return Err(slot),
                i => {
                    let i = i as usize - 1;
                    if self.entries[i].0.eq_ignore_ascii_case(name) {
                        return Ok(i);
                    }
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The value of `name`.
    #[inline]
    pub fn get(&self, name: &str) -> Option<&V> {
        if !self.lengths.may_contain(name) {
            return None;
        }
        self.position(name).ok().map(|i| &self.entries[i].1)
    }

    /// Whether `name` is in the table.
    pub fn contains(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Adds or replaces.
    pub fn set(&mut self, name: &str, value: V) {
        match self.position(name) {
            Ok(i) => self.entries[i].1 = value,
            Err(slot) => {
                self.lengths.add(name);
                self.entries.push((name.into(), value));
                self.slots[slot] = self.entries.len() as u32;
                if self.entries.len() * 2 > self.slots.len() {
                    self.rebuild(self.slots.len() * 2);
                }
            }
        }
    }

    /// Takes a name out.
    pub fn remove(&mut self, name: &str) -> Option<V> {
        let i = self.position(name).ok()?;
        let (_, value) = self.entries.remove(i);
        self.rebuild(self.slots.len());
        Some(value)
    }

    fn rebuild(&mut self, size: usize) {
        self.slots = vec![0; size];
        for i in 0..self.entries.len() {
            let mut slot = hash(&self.entries[i].0) & (size - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = i as u32 + 1;
        }
    }

    /// Names and values in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &V)> {
        self.entries.iter().map(|(name, value)| (&**name, value))
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
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
}
