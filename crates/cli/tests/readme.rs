//! The examples of the README on the command line are run: each `$ sqlectic ...`, and what it prints.

use std::{path::Path, process::Command};

/// Splits a line as a shell would: blanks, single and double quotes.
fn words(line: &str) -> Vec<String> {
    let (mut out, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in line.chars() {
        match (quote, c) {
            (Some(q), c) if q == c => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ') => out.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    out.extend(word);
    out
}

fn run(line: &str) -> String {
    let args = words(line);
    assert_eq!(args[0], "sqlectic");
    let output = Command::new(env!("CARGO_BIN_EXE_sqlectic")).args(&args[1..]).output().expect("the command runs");
    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
}

#[test]
fn the_readme_is_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let text = std::fs::read_to_string(path).expect("the README can be read");
    let mut examples = 0;
    for fence in text.split("```console\n").skip(1) {
        let fence = fence.split_once("```").map_or(fence, |(inside, _)| inside);
        for example in fence.split("$ ").skip(1) {
            let (line, expected) = example.split_once('\n').unwrap_or((example, ""));
            assert_eq!(run(line), expected, "$ {line}");
            examples += 1;
        }
    }
    assert!(examples > 3);
}
