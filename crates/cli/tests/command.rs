//! The command as people and programs use it: inputs, outputs, exit codes.

mod common;

use common::{code, err, folder, output, path, sqlectic};
use serde_json::Value as Json;
use std::{
    fs,
    io::Write,
    path::Path,
    process::{Output, Stdio},
};
use tempfile::TempDir;

fn with_stdin(args: &[&str], input: &[u8]) -> Output {
    let mut command = sqlectic(args);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the command runs");
    // It may end before it has read all.
    let _ = child.stdin.take().expect("there is a pipe").write_all(input);
    child.wait_with_output().expect("the command ends")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn read(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn a_statement_is_an_argument() {
    assert_eq!(out(&output(&["transpile", "select 1"])), "SELECT 1\n");
    assert_eq!(out(&output(&["transpile", "-e", "(1)"])), "(1)\n");
    // Several results stay apart.
    assert_eq!(out(&output(&["transpile", "select 1", "select 2"])), "SELECT 1;\nSELECT 2;\n");
}

#[test]
fn the_standard_input_is_read() {
    assert_eq!(out(&with_stdin(&["transpile"], b"select 1;\n\nselect 2")), "SELECT 1;\nSELECT 2\n");
    assert_eq!(out(&with_stdin(&["transpile", "-"], b"\xef\xbb\xbfselect 1;")), "SELECT 1;\n");
    assert_eq!(code(&with_stdin(&["transpile", "-", "-"], b"")), 2);
}

#[test]
fn comments_alone_stay() {
    assert_eq!(out(&with_stdin(&["format"], b"-- nothing here\n")), "-- nothing here\n");
    assert_eq!(out(&with_stdin(&["format"], b"")), "");
}

#[test]
fn errors_name_file_line_and_column() {
    let folder = folder(&[("a.sql", "SELECT 1;\nSELECT (2\n"), ("b.sql", "SELECT 3")]);
    let done = output(&["transpile", &path(&folder, "a.sql"), &path(&folder, "b.sql")]);
    assert_eq!(code(&done), 1);
    assert_eq!(out(&done), "SELECT 3;\n");
    assert!(err(&done).contains("a.sql:2:9"), "{}", err(&done));
    assert!(err(&done).contains("2 | SELECT (2"), "{}", err(&done));
}

#[test]
fn a_wrong_byte_is_named_with_its_offset() {
    let done = with_stdin(&["transpile"], b"SELECT\n'\xe9'");
    assert_eq!(code(&done), 1);
    assert_eq!(err(&done), "error: <stdin>: not UTF-8: byte 0xe9 at byte offset 8 (line 2)\n");
}

#[test]
fn wrong_arguments_are_told_from_missing_files() {
    assert_eq!(code(&output(&["transpile", "--write", "nosuch", "-e", "SELECT 1"])), 2);
    assert_eq!(code(&output(&["transpile", "--nosuch"])), 2);
    assert_eq!(code(&output(&["transpile", "nosuch.sql"])), 3);
    assert_eq!(code(&output(&["transpile", "--in-place", "SELECT 1"])), 2);
    assert_eq!(code(&output(&["transpile", "--in-place", "--check", "SELECT 1"])), 2);
}

#[test]
fn files_are_written_in_place_if_they_change() {
    let folder = folder(&[
        ("x/a.sql", "select 1"),
        ("x/y/b.SQL", "select 2;"),
        ("x/c.txt", "select 3"),
        ("x/.d/e.sql", "x y z"),
    ]);
    let done = output(&["transpile", "--in-place", &path(&folder, "x")]);
    assert_eq!((code(&done), err(&done), out(&done)), (0, String::new(), String::new()));
    assert_eq!(read(&folder, "x/a.sql"), "SELECT 1\n");
    assert_eq!(read(&folder, "x/y/b.SQL"), "SELECT 2;\n");
    assert_eq!(read(&folder, "x/c.txt"), "select 3");
    // Nothing is left behind.
    assert_eq!(fs::read_dir(folder.path().join("x")).expect("the folder can be read").count(), 4);
}

#[test]
fn a_file_that_fails_is_left_alone() {
    let folder = folder(&[("a.sql", "select ("), ("b.sql", "select 1")]);
    let done = output(&["format", "--in-place", &path(&folder, "")]);
    assert_eq!(code(&done), 1);
    assert_eq!(read(&folder, "a.sql"), "select (");
    assert_eq!(read(&folder, "b.sql"), "SELECT\n  1\n");
}

#[cfg(unix)]
#[test]
fn permissions_and_links_are_kept() {
    use std::os::unix::fs::{symlink, PermissionsExt};
    let folder = folder(&[("real.sql", "select 1")]);
    let real = folder.path().join("real.sql");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("permissions can be set");
    symlink(&real, folder.path().join("link.sql")).expect("a link can be made");
    assert_eq!(code(&output(&["transpile", "-i", &path(&folder, "link.sql")])), 0);
    assert_eq!(read(&folder, "real.sql"), "SELECT 1\n");
    assert_eq!(fs::metadata(&real).expect("the file is there").permissions().mode() & 0o777, 0o640);
    assert!(fs::symlink_metadata(folder.path().join("link.sql")).expect("the link is there").is_symlink());
}

#[test]
fn a_folder_is_written_to_another() {
    let folder = folder(&[("in/a.sql", "select 1"), ("in/sub/b.sql", "select 2")]);
    let (from, to) = (path(&folder, "in"), path(&folder, "out"));
    assert_eq!(code(&output(&["transpile", &from, "--out", &to])), 0);
    assert_eq!(
        (read(&folder, "out/a.sql"), read(&folder, "out/sub/b.sql")),
        ("SELECT 1\n".into(), "SELECT 2\n".into())
    );
    assert_eq!(read(&folder, "in/a.sql"), "select 1");
    // Two files of one name would meet.
    let again = [path(&folder, "in/a.sql"), path(&folder, "out/a.sql")];
    assert_eq!(code(&output(&["transpile", &again[0], &again[1], "--out", &to])), 2);
}

#[test]
fn a_check_names_what_would_change() {
    let folder = folder(&[("a.sql", "SELECT 1\n"), ("b.sql", "select 1\n")]);
    let done = output(&["transpile", "--check", &path(&folder, "a.sql"), &path(&folder, "b.sql")]);
    assert_eq!((code(&done), out(&done)), (1, format!("{}\n", path(&folder, "b.sql"))));
    assert_eq!(code(&output(&["transpile", "--check", "SELECT 1"])), 0);
    assert_eq!(read(&folder, "b.sql"), "select 1\n");
}

#[test]
fn json_is_one_object_an_input() {
    let done = output(&["transpile", "--json", "SELECT 1; SELECT x FROM t", "SELECT ("]);
    assert_eq!(code(&done), 1);
    let objects: Vec<Json> = out(&done).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(objects.len(), 2);
    let second = &objects[0]["statements"][1];
    assert_eq!((&second["sql"], &second["start"], &second["end"]), (&"SELECT x FROM t".into(), &10.into(), &25.into()));
    assert_eq!(objects[1]["errors"][0]["line"], 1);
    assert_eq!(err(&done), "");
}

#[test]
fn trees_and_tokens_are_shown() {
    let tree = out(&output(&["parse", "SELECT a"]));
    assert!(tree.starts_with("Select\n  expressions: Column\n"), "{tree}");
    let dump: Json = serde_json::from_str(&out(&output(&["parse", "--json", "SELECT a"]))).expect("JSON");
    assert_eq!(dump["statements"][0][0]["k"], "Select");
    assert_eq!(
        out(&output(&["tokens", "SELECT\n 'é'"])),
        "1:1      SELECT           \"SELECT\"\n2:2      STRING           \"é\"\n"
    );
}

#[test]
fn dialects_and_completions_are_listed() {
    assert!(out(&output(&["dialects"])).starts_with("(base)"));
    assert!(out(&output(&["dialects", "--json"])).lines().all(|line| serde_json::from_str::<Json>(line).is_ok()));
    assert!(out(&output(&["completions", "bash"])).contains("--unsupported-level"));
    assert!(out(&output(&["--help"])).contains("Exit codes"));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = folder(&[("a.sql", &"SELECT 1;\n".repeat(100_000))]);
    let mut child = sqlectic(&["tokens", &path(&folder, "a.sql")])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    drop(child.stdout.take());
    let done = child.wait_with_output().expect("the command ends");
    assert_eq!((code(&done), err(&done)), (0, String::new()));
}

#[test]
fn many_files_are_worked_on_at_once() {
    let files: Vec<(String, String)> = (0..1_000).map(|i| (format!("{i:04}.sql"), format!("select {i}"))).collect();
    let names: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = folder(&names);
    let done = output(&["transpile", "--jobs", "4", &path(&folder, "")]);
    let expected: String = (0..1_000).map(|i| format!("SELECT {i};\n")).collect();
    assert_eq!(code(&done), 0);
    assert!(out(&done) == expected, "results do not stand in order");
    assert!(Path::new(&path(&folder, "0000.sql")).exists());
}
