//! No input makes the engine panic: random bytes, soups of tokens, statements cut short or mutated.

use proptest::{prelude::*, test_runner::RngSeed};
use sqlectic::{dialects, dialects::DEFINITIONS, syntax::lexer::TOKEN_NAMES, ErrorLevel, Transpiler};
use std::sync::LazyLock;

/// Statements to cut and mutate: those of the fixtures.
static STATEMENTS: LazyLock<Vec<(String, String)>> = LazyLock::new(sqlectic_tests::statements);

/// Words and signs to make soups of: keywords of the base dialect, and what opens and closes things.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let signs =
        "( ) [ ] { } , . ; : :: -> ->> => * + - / % < > = != || ? @ $ # & ^ ~ ' '' \" ` /* */ -- \\ $$ {{ }} {% %} 0x";
    let plain =
        "a b t x 1 2.5 1e3 'text' \"name\" N'n' x'ff' CAST TRY_CAST COUNT SUM ARRAY STRUCT MAP EXTRACT TRIM INT";
    let keywords = TOKEN_NAMES.iter().map(|name| name.replace('_', " "));
    signs.split(' ').chain(plain.split(' ')).map(String::from).chain(keywords).collect()
});

const LEVELS: [ErrorLevel; 4] = [ErrorLevel::Immediate, ErrorLevel::Raise, ErrorLevel::Warn, ErrorLevel::Ignore];

/// Reads and writes the text in a pair of dialects at a level; only a panic is a failure.
fn survives(sql: &str, pick: usize) {
    let name = |i: usize| DEFINITIONS[i % DEFINITIONS.len()].name;
    let mut transpiler = Transpiler::new(name(pick), name(pick / 7)).expect("registered dialects exist");
    transpiler.parse.error_level = LEVELS[pick % 4];
    transpiler.generate.pretty = matches!(pick % 3, 0);
    transpiler.generate.unsupported_level = ErrorLevel::Ignore;
    let _ = transpiler.run(sql);
}

/// The longest prefix of at most `len` bytes.
fn prefix(text: &str, len: usize) -> &str {
    let mut end = len.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn statement() -> impl Strategy<Value = String> {
    any::<prop::sample::Index>().prop_map(|index| match STATEMENTS.len() {
        0 => "SELECT a FROM t WHERE x IN (1, 2)".to_string(),
        len => STATEMENTS[index.index(len)].1.clone(),
    })
}

/// Pieces of statements, cut at any place and put together.
fn mutation() -> impl Strategy<Value = String> {
    let piece = (statement(), any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(|(text, a, b)| {
        let (a, b) = (a.index(text.len() + 1), b.index(text.len() + 1));
        let (from, to) = (prefix(&text, a.min(b)).len(), prefix(&text, a.max(b)).len());
        text[from..to].to_string()
    });
    prop::collection::vec(prop_oneof![4 => piece, 1 => word()], 1..5).prop_map(|pieces| pieces.concat())
}

fn word() -> impl Strategy<Value = String> {
    any::<prop::sample::Index>().prop_map(|index| WORDS[index.index(WORDS.len())].clone())
}

/// The same cases on every run, unless the environment asks for others.
fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    let named = |name: &str| std::env::var_os(name).is_some();
    ProptestConfig {
        cases: if named("PROPTEST_CASES") { default.cases } else { 20_000 },
        rng_seed: if named("PROPTEST_RNG_SEED") { default.rng_seed } else { RngSeed::Fixed(0) },
        failure_persistence: None,
        ..default
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200), pick: usize) {
        survives(&String::from_utf8_lossy(&bytes), pick);
    }

    #[test]
    fn random_characters(text in "\\PC{0,100}", pick: usize) {
        survives(&text, pick);
    }

    #[test]
    fn soups_of_tokens(words in prop::collection::vec(word(), 0..40), pick: usize) {
        survives(&words.join(" "), pick);
        survives(&words.concat(), pick);
    }

    #[test]
    fn truncated_statements(text in statement(), index: prop::sample::Index, pick: usize) {
        survives(prefix(&text, index.index(text.len() + 1)), pick);
    }

    #[test]
    fn mutated_statements(text in mutation(), pick: usize) {
        survives(&text, pick);
    }
}

/// Every statement of the fixtures, cut behind every token-like place, in its own dialect.
#[test]
fn every_prefix_of_every_fixture() {
    for (dialect, sql) in STATEMENTS.iter() {
        if dialects::get(dialect).is_err() {
            continue;
        }
        let transpiler = Transpiler::new(dialect, dialect).expect("the dialect was just found");
        for (i, _) in sql.char_indices().filter(|(_, c)| !c.is_alphanumeric()) {
            let _ = transpiler.run(&sql[..i]);
        }
    }
}
