//! New inputs from old ones, the same on every run of a seed.

/// Pseudo-random numbers (xorshift64*).
pub struct Rng(u64);

impl Rng {
    /// Numbers of this seed.
    pub fn new(seed: u64) -> Rng {
        Rng(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Any number.
    pub fn any(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `n`; 0 if that is 0.
    pub fn below(&mut self, n: usize) -> usize {
        (self.any() >> 11) as usize % n.max(1)
    }

    fn pick<'a, V>(&mut self, of: &'a [V]) -> &'a V {
        &of[self.below(of.len())]
    }
}

/// Words and signs that are put into texts.
pub const WORDS: &str = "( ) [ ] { } , . ; : :: -> ->> => * + - / % < > = != <= >= || | && ? @ $ # & ^ ~ ' '' \" ` /* */ -- \\ $$ \
    {{ }} {% %} 0x /*+ (+) a b t x 1 2.5 1e3 'text' \"name\" N'n' x'ff' E'\\n' SELECT FROM WHERE GROUP BY ORDER HAVING LIMIT \
    OFFSET UNION ALL EXCEPT INTERSECT JOIN LEFT RIGHT FULL CROSS LATERAL ON USING WITH RECURSIVE AS CASE WHEN THEN ELSE END \
    CAST TRY_CAST AND OR NOT NULL TRUE IS IN LIKE BETWEEN EXISTS ANY INTERVAL DATE TIMESTAMP ARRAY STRUCT MAP INT VARCHAR \
    DECIMAL COUNT SUM EXTRACT TRIM SUBSTRING POSITION OVER PARTITION ROWS UNBOUNDED PRECEDING FILTER WITHIN PIVOT UNPIVOT FOR \
    QUALIFY WINDOW VALUES INSERT INTO UPDATE SET DELETE MERGE MATCHED CREATE TABLE VIEW FUNCTION INDEX ALTER DROP ADD COLUMN \
    PRIMARY KEY REFERENCES DEFAULT CHECK IF REPLACE TEMPORARY PARTITIONED CLUSTERED LOCATION TBLPROPERTIES COMMENT GRANT \
    REVOKE BEGIN COMMIT EXPLAIN DESCRIBE SHOW USE UNNEST EXPLODE GENERATE TABLESAMPLE MATCH_RECOGNIZE CONNECT START PRIOR";

/// Makes inputs out of a corpus.
pub struct Mutator {
    rng: Rng,
    words: Vec<&'static str>,
    /// Inputs that are changed and put together.
    pub corpus: Vec<Vec<u8>>,
    /// Leading bytes that are changed on their own.
    header: usize,
}

impl Mutator {
    /// Over a corpus, whose inputs begin with `header` bytes that mean something else than the rest.
    pub fn new(seed: u64, header: usize, mut corpus: Vec<Vec<u8>>) -> Mutator {
        if corpus.is_empty() {
            corpus.push(vec![0; header + 1]);
        }
        Mutator { rng: Rng::new(seed), words: WORDS.split_whitespace().collect(), corpus, header }
    }

    /// The next input, of at most `longest` bytes.
    pub fn input(&mut self, longest: usize) -> Vec<u8> {
        if self.header == 0 && self.rng.below(2) == 0 {
            // Choices, not texts: any bytes do.
            let len = self.rng.below(longest.min(400));
            return (0..len).map(|_| self.rng.any() as u8).collect();
        }
        let mut data = self.rng.pick(&self.corpus).clone();
        data.resize(data.len().max(self.header), 0);
        for byte in data.iter_mut().take(self.header) {
            if self.rng.below(3) == 0 {
                *byte = self.rng.any() as u8;
            }
        }
        let mut body = data.split_off(self.header);
        for _ in 0..=self.rng.below(5) {
            self.change(&mut body);
        }
        body.truncate(longest);
        data.extend(body);
        data
    }

    /// One change of what is behind the header.
    fn change(&mut self, body: &mut Vec<u8>) {
        let (from, to) = self.range(body.len());
        match self.rng.below(8) {
            0 => drop(body.drain(from..to)),
            1 => {
                let word = *self.rng.pick(&self.words);
                let words = [b" ", word.as_bytes(), b" "].concat();
                body.splice(from..from, words);
            }
            2 => {
                let word = self.rng.pick(&self.words).as_bytes().to_vec();
                body.splice(from..to.min(from + 8), word);
            }
            3 => {
                let other = self.rng.below(self.corpus.len());
                let other = self.corpus[other].get(self.header..).unwrap_or_default().to_vec();
                let (a, b) = self.range(other.len());
                body.splice(from..to, other[a..b].iter().copied());
            }
            4 => {
                let times = 1 + self.rng.below(6);
                let piece = body[from..to].repeat(times);
                body.splice(from..from, piece);
            }
            5 => body.truncate(to),
            6 => {
                if let Some(byte) = body.get_mut(from) {
                    *byte = self.rng.any() as u8;
                }
            }
            _ => {
                // A piece of the same text at another place.
                let (a, b) = self.range(body.len());
                let piece = body[a..b].to_vec();
                body.splice(from..to, piece);
            }
        }
    }

    /// A range of places, short more often than not, mostly between words.
    fn range(&mut self, len: usize) -> (usize, usize) {
        let from = self.rng.below(len + 1);
        let reach = if self.rng.below(4) == 0 { len - from } else { (len - from).min(16) };
        (from, from + self.rng.below(reach + 1))
    }
}
