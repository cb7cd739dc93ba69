//! How alike two texts are: by the pairs of neighbouring characters that they share.

use rustc_hash::FxHashMap;

/// A text as its pairs of neighbouring characters.
pub(crate) struct Grams {
    /// The pairs, sorted; one that occurs twice stands there twice.
    pairs: Vec<(char, char)>,
    /// The text, if it is too short to have pairs.
    short: String,
}

impl Grams {
    pub(crate) fn of(text: &str) -> Grams {
        let mut pairs: Vec<(char, char)> = text.chars().zip(text.chars().skip(1)).collect();
        pairs.sort_unstable();
        let short = if pairs.is_empty() { text.to_string() } else { String::new() };
        Grams { pairs, short }
    }

    /// Dice's coefficient: 1 for texts of the same pairs, 0 for texts that share none.
    pub(crate) fn dice(&self, other: &Grams) -> f64 {
        let total = self.pairs.len() + other.pairs.len();
        if total == 0 {
            return if self.short == other.short { 1.0 } else { 0.0 };
        }
        let (mut a, mut b, mut shared) = (self.pairs.iter().peekable(), other.pairs.iter().peekable(), 0);
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => drop(a.next()),
                std::cmp::Ordering::Greater => drop(b.next()),
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    a.next();
                    b.next();
                }
            }
        }
        (2 * shared) as f64 / total as f64
    }

    /// What the coefficient cannot exceed, by the lengths alone.
    pub(crate) fn at_most(&self, other: &Grams) -> f64 {
        let (a, b) = (self.pairs.len(), other.pairs.len());
        if a + b == 0 {
            return 1.0;
        }
        (2 * a.min(b)) as f64 / (a + b) as f64
    }
}

/// Texts by number: equal ones have the same.
#[derive(Default)]
pub(crate) struct Texts {
    numbers: FxHashMap<String, usize>,
    grams: Vec<Grams>,
    /// Numbers of texts that are alike to the full, by their pairs.
    classes: FxHashMap<(Vec<(char, char)>, String), usize>,
    class_of: Vec<usize>,
}

impl Texts {
    /// The number of a text.
    pub(crate) fn number(&mut self, text: String) -> usize {
        if let Some(number) = self.numbers.get(&text) {
            return *number;
        }
        let grams = Grams::of(&text);
        let next = self.classes.len();
        let class = *self.classes.entry((grams.pairs.clone(), grams.short.clone())).or_insert(next);
        self.grams.push(grams);
        self.class_of.push(class);
        self.numbers.insert(text, self.grams.len() - 1);
        self.grams.len() - 1
    }

    /// The same for all texts whose coefficient is 1.
    pub(crate) fn class(&self, number: usize) -> usize {
        self.class_of[number]
    }

    /// The coefficient of two texts.
    pub(crate) fn dice(&self, a: usize, b: usize) -> f64 {
        self.grams[a].dice(&self.grams[b])
    }

    /// See [`Grams::at_most`].
    pub(crate) fn at_most(&self, a: usize, b: usize) -> f64 {
        self.grams[a].at_most(&self.grams[b])
    }
}

#[cfg(test)]
mod tests {
    use super::Grams;

    #[test]
    fn pairs_are_counted_as_often_as_they_occur() {
        let dice = |a: &str, b: &str| Grams::of(a).dice(&Grams::of(b));
        assert_eq!(dice("abab", "ab"), 0.5);
        assert_eq!(dice("abc", "xabc"), 0.8);
        assert_eq!(dice("a", "a"), 1.0);
        assert_eq!(dice("a", "b"), 0.0);
        assert_eq!(dice("ab", "a"), 0.0);
    }
}
