//! How errors and warnings look in a terminal. `INSTA_UPDATE=always cargo test -p sqlectic-cli` writes what comes out.

use std::{
    io::Write,
    process::{Command, Stdio},
};

/// Result and messages of the command for an input.
fn rendered(args: &[&str], input: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sqlectic"));
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command runs");
    child.stdin.take().expect("there is a pipe").write_all(input.as_bytes()).expect("the command reads");
    let output = child.wait_with_output().expect("the command ends");
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    format!("{err}--- {}\n{out}", output.status.code().expect("the command ends by itself"))
}

#[test]
fn an_unexpected_token() {
    insta::assert_snapshot!(rendered(&["transpile"], "SELECT 1;\nSELECT a FROM t WHERE\n  b = (1 + ]\n"));
}

#[test]
fn a_string_without_an_end() {
    insta::assert_snapshot!(rendered(&["transpile"], "SELECT 'abc\nFROM t"));
}

#[test]
fn what_the_target_cannot_say() {
    let args = ["transpile", "--read", "trino", "--write", "hive"];
    insta::assert_snapshot!(rendered(&args, "SELECT ARRAY_SORT(x, (a, b) -> a - b),\n  ARRAY_SORT(y) FROM t"));
}

#[test]
fn wide_characters_before_the_error() {
    insta::assert_snapshot!(rendered(&["transpile"], "SELECT '🦆🦆' AS ä, )"));
}
