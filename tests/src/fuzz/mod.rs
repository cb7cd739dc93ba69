//! What fuzzing claims: functions from any bytes that return, or panic with what is wrong.
//!
//! `fuzz/` drives them with libFuzzer, `tests/src/bin/fuzz.rs` with a seeded generator on a stable compiler.

mod handles;
mod mutate;
mod nesting;
mod repetition;
mod texts;

pub use mutate::{Mutator, Rng, WORDS};

/// A claim about all inputs.
pub struct Target {
    /// How it is called, by the folder of its corpus too.
    pub name: &'static str,
    /// What holds.
    pub claim: &'static str,
    /// Checks it; panics if it does not hold.
    pub run: fn(&[u8]),
    /// How many of a million inputs may fail: malformed statements that a lenient grammar lets through.
    pub tolerated: u64,
    /// Whether inputs are texts behind a [`HEADER`].
    pub text: bool,
}

/// Bytes before the text of an input: the dialect that is read, the one that is written, and switches.
pub const HEADER: usize = 3;

/// All claims, sorted by name.
pub const TARGETS: &[Target] = &[
    Target {
        name: "handles",
        claim: "any sequence of changes leaves trees as a plain model has them",
        run: handles::run,
        tolerated: 0,
        text: false,
    },
    Target {
        name: "nesting",
        claim: "an expression put into itself again and again makes as many nodes as it has parts, and is written or given up",
        run: nesting::run,
        tolerated: 0,
        text: true,
    },
    Target {
        name: "parse",
        claim:
            "any bytes are read or refused in every dialect; copies, hashes and dumps of what is read are the same tree",
        run: texts::parse,
        tolerated: 0,
        text: true,
    },
    Target {
        name: "repetition",
        claim: "words put before themselves again and again, well-formed or not, make as many nodes as there are words",
        run: repetition::run,
        tolerated: 0,
        text: false,
    },
    Target {
        name: "roundtrip",
        claim: "what is written of a sound statement is read back, and written the same once more",
        run: texts::roundtrip,
        tolerated: 1000,
        text: true,
    },
    Target {
        name: "transpile",
        claim:
            "any text becomes a text or an error in any pair of dialects, at any error level, in one line or several",
        run: texts::transpile,
        tolerated: 0,
        text: true,
    },
];

/// Checks the claim of that name.
pub fn run(name: &str, data: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name).expect("the target is in the list");
    (target.run)(data);
}

/// The input of a text target for a statement of a dialect.
pub fn input(dialect: &str, sql: &str) -> Vec<u8> {
    let definitions = sqlectic::dialects::DEFINITIONS;
    let number = definitions.iter().position(|definition| definition.name == dialect).unwrap_or(0) as u8;
    [&[number, number, 0], sql.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_sorted_and_take_the_empty_input() {
        assert!(TARGETS.windows(2).all(|pair| pair[0].name < pair[1].name));
        TARGETS.iter().for_each(|target| (target.run)(b""));
    }
}
