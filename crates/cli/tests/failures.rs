//! What goes wrong around the command: each case has its message and its exit code, and leaves no file half written.

mod common;

use common::{code, err, folder, output, path, sqlectic};
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};
use tempfile::TempDir;

fn write(folder: &TempDir, name: &str, text: impl AsRef<[u8]>) -> String {
    fs::write(folder.path().join(name), text).expect("a file can be written");
    path(folder, name)
}

/// The names in a folder, sorted: nothing temporary stays.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn files_that_are_no_text_are_named() {
    let folder = folder(&[]);
    let good = write(&folder, "good.sql", "select 1");
    let latin = write(&folder, "latin.sql", b"SELECT '\xe9'");
    let wide = write(&folder, "wide.sql", b"\xff\xfeS\0E\0");
    let done = output(&["transpile", &good, &latin, &wide]);
    assert_eq!(code(&done), 1);
    assert_eq!(done.stdout, b"SELECT 1;\n");
    assert!(err(&done).contains("latin.sql: not UTF-8: byte 0xe9 at byte offset 8 (line 1)"), "{}", err(&done));
    assert!(err(&done).contains("wide.sql: not UTF-8 but UTF-16"), "{}", err(&done));
}

#[test]
fn limits_are_options_and_their_errors_have_places() {
    let deep = format!("SELECT {}1{}", "(".repeat(50), ")".repeat(50));
    let done = output(&["transpile", "--max-depth", "20", "-e", &deep]);
    assert_eq!(code(&done), 1);
    assert!(err(&done).contains("What is nested is deeper than the limit of 20 levels"), "{}", err(&done));
    assert!(err(&done).contains("<sql>:1:"), "{}", err(&done));
    for (option, value) in [("--max-bytes", "9"), ("--max-tokens", "3"), ("--max-nodes", "3"), ("--timeout", "0")] {
        let sql = format!("SELECT {}1", "1, ".repeat(10_000));
        let done = output(&["transpile", option, value, "-e", &sql]);
        assert_eq!((code(&done), done.stdout.len()), (1, 0), "{option}: {}", err(&done));
    }
    assert_eq!(code(&output(&["transpile", "--timeout", "soon", "-e", "SELECT 1"])), 2);
    // What repeats an argument becomes twice as large with each level.
    let tower = format!("SELECT {}a{}", "SAFE_DIVIDE(b, ".repeat(60), ")".repeat(60));
    let done = output(&["transpile", "-w", "sqlite", "--max-growth", "2", "-e", &tower]);
    assert_eq!((code(&done), done.stdout.len()), (1, 0), "{}", err(&done));
    assert!(err(&done).contains("becomes larger than the limit of 2 times its size"), "{}", err(&done));
}

#[test]
fn a_file_that_is_too_long_is_not_read() {
    let folder = folder(&[]);
    let long = path(&folder, "long.sql");
    // A gigabyte, of which the disk keeps nothing.
    fs::File::create(&long).and_then(|file| file.set_len(1 << 30)).expect("a file can be made");
    let done = output(&["transpile", "-i", &long]);
    assert_eq!(code(&done), 1);
    assert!(err(&done).contains("long.sql: The text is longer than the limit of 536870911 bytes"), "{}", err(&done));
    assert_eq!(fs::metadata(&long).expect("it is there").len(), 1 << 30);
}

/// More than is held in memory, and an error at its very end: neither the standard output nor a folder has any of it.
#[test]
fn what_fails_late_leaves_nothing() {
    let (inputs, outputs) = (folder(&[]), folder(&[]));
    let good = "SELECT a, b, 'some text that makes it longer' FROM t;\n".repeat(350_000);
    let long = write(&inputs, "long.sql", [good.as_str(), "SELECT (1"].concat());
    let done = output(&["transpile", &long]);
    assert_eq!((code(&done), done.stdout.len()), (1, 0), "{}", err(&done));
    assert!(err(&done).contains("long.sql:350001:9"), "{}", err(&done));
    let done = output(&["transpile", "--out", &path(&outputs, ""), &long]);
    assert_eq!((code(&done), names(outputs.path())), (1, vec![]));
    // Without the error it is whole, wherever it goes.
    write(&inputs, "long.sql", &good);
    assert!(output(&["transpile", &long]).stdout == good.as_bytes());
    assert_eq!(code(&output(&["transpile", "--out", &path(&outputs, ""), &long])), 0);
    assert_eq!(names(outputs.path()), ["long.sql"]);
    assert!(fs::read(outputs.path().join("long.sql")).expect("it is there") == good.as_bytes());
    assert_eq!(code(&output(&["format", "--check", &long])), 1);
    assert_eq!(code(&output(&["transpile", "--check", &long])), 0);
}

#[test]
fn a_statement_may_begin_with_a_comment() {
    let done = output(&["transpile", "-e", "-- one\nselect 1"]);
    assert_eq!((code(&done), done.stdout.as_slice()), (0, &b"/* one */ SELECT 1\n"[..]), "{}", err(&done));
}

#[test]
fn a_missing_file_is_no_statement() {
    let done = output(&["transpile", "my queries/first one.sql"]);
    assert_eq!(code(&done), 3);
    assert!(err(&done).contains("my queries/first one.sql: "), "{}", err(&done));
}

#[test]
fn places_that_cannot_be_written_are_named() {
    let folder = folder(&[]);
    let input = write(&folder, "a.sql", "select 1");
    let taken = write(&folder, "taken", "");
    let done = output(&["transpile", "--out", &taken, &input]);
    assert_eq!(code(&done), 3);
    assert!(err(&done).contains("taken/a.sql is not written"), "{}", err(&done));
    assert_eq!(names(folder.path()), ["a.sql", "taken"]);
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::{
        io::Write,
        os::unix::{fs::symlink, fs::PermissionsExt, process::ExitStatusExt},
    };

    fn open_full() -> fs::File {
        fs::OpenOptions::new().write(true).open("/dev/full").expect("there is such a device")
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_full_disk_is_told() {
        for args in [&["transpile", "-e", "SELECT 1"][..], &["dialects"], &["tokens", "-e", "SELECT 1"]] {
            let done = sqlectic(args).stdout(open_full()).stderr(Stdio::piped()).output().expect("the command runs");
            assert_eq!(code(&done), 3, "{args:?}");
            assert!(err(&done).contains("No space left on device"), "{}", err(&done));
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn messages_that_nobody_reads_are_lost() {
        let done = sqlectic(&["transpile", "-e", "SELECT ("]).stderr(open_full()).output().expect("the command runs");
        assert_eq!(code(&done), 1);
        let done = sqlectic(&["transpile", "nosuch.sql"]).stderr(open_full()).output().expect("the command runs");
        assert_eq!(code(&done), 3);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn files_that_cannot_be_read_are_named() {
        let folder = folder(&[]);
        let good = write(&folder, "good.sql", "select 1");
        // A file that not even root can read from its start.
        let done = output(&["transpile", "/proc/self/mem", &good]);
        assert_eq!((code(&done), done.stdout.as_slice()), (3, &b"SELECT 1;\n"[..]));
        assert!(err(&done).contains("/proc/self/mem: Input/output error"), "{}", err(&done));
    }

    /// Root may read all; anyone else is told of the folder, and gets what the others have.
    #[test]
    fn a_folder_that_cannot_be_read_is_named() {
        let folder = folder(&[("a.sql", "select 1"), ("closed/b.sql", "select 2"), (".hidden.sql", "select 3")]);
        let closed = folder.path().join("closed");
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("it is ours");
        let done = output(&["transpile", &path(&folder, "")]);
        let is_root = fs::read_dir(&closed).is_ok();
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).expect("it is ours");
        if is_root {
            assert_eq!((code(&done), done.stdout.as_slice()), (0, &b"SELECT 1;\nSELECT 2;\n"[..]));
        } else {
            assert_eq!((code(&done), done.stdout.as_slice()), (3, &b"SELECT 1;\n"[..]));
            assert!(err(&done).contains("closed: Permission denied"), "{}", err(&done));
        }
    }

    #[test]
    fn a_read_only_file_stays() {
        let folder = folder(&[]);
        let input = write(&folder, "a.sql", "select 1");
        fs::set_permissions(&input, fs::Permissions::from_mode(0o444)).expect("it is ours");
        let done = output(&["transpile", "-i", &input]);
        assert_eq!(code(&done), 3);
        assert!(err(&done).contains("the file is read-only"), "{}", err(&done));
        assert_eq!(fs::read_to_string(&input).expect("it is there"), "select 1");
    }

    #[test]
    fn a_device_is_not_replaced_by_a_file() {
        let (inputs, outputs) = (folder(&[]), folder(&[]));
        let input = write(&inputs, "a.sql", "select 1");
        symlink("/dev/null", outputs.path().join("a.sql")).expect("a link can be made");
        let done = output(&["transpile", "--out", &path(&outputs, ""), &input]);
        assert_eq!(code(&done), 3);
        assert!(err(&done).contains("it is no regular file"), "{}", err(&done));
    }

    #[test]
    fn links_in_circles_end() {
        let folder = folder(&[]);
        write(&folder, "a.sql", "select 1");
        fs::create_dir(folder.path().join("inner")).expect("a folder can be made");
        symlink(folder.path(), folder.path().join("inner/again")).expect("a link can be made");
        symlink(folder.path(), folder.path().join("again.sql")).expect("a link can be made");
        let done = output(&["transpile", &path(&folder, "")]);
        assert_eq!((code(&done), done.stdout.as_slice()), (0, &b"SELECT 1\n"[..]), "{}", err(&done));
        // A link to itself, and one to nothing, are told.
        symlink(folder.path().join("b.sql"), folder.path().join("b.sql")).expect("a link can be made");
        symlink(folder.path().join("nosuch"), folder.path().join("c.sql")).expect("a link can be made");
        let done = output(&["transpile", &path(&folder, "")]);
        assert_eq!((code(&done), done.stdout.as_slice()), (3, &b"SELECT 1;\n"[..]));
        assert!(err(&done).contains("b.sql") && err(&done).contains("c.sql"), "{}", err(&done));
    }

    /// Whoever is interrupted has written every file whole or not at all, and left nothing beside them.
    #[test]
    fn interruptions_leave_whole_files() {
        let (inputs, outputs) = (folder(&[]), folder(&[]));
        let long = format!("select {}", "1, ".repeat(3_000) + "1");
        let whole = long.replace("select", "SELECT");
        for i in 0..300 {
            write(&inputs, &format!("{i:03}.sql"), &long);
        }
        let mut child = sqlectic(&["transpile", "--jobs", "2", "--out", &path(&outputs, ""), &path(&inputs, "")])
            .stderr(Stdio::null())
            .spawn()
            .expect("the command runs");
        while names(outputs.path()).len() < 5 && child.try_wait().expect("it is ours").is_none() {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("there is kill");
        let status = child.wait().expect("it ends");
        if killed.success() {
            assert!(
                status.code() == Some(130) || status.code() == Some(0),
                "{:?} {:?}",
                status.code(),
                status.signal()
            );
        }
        for name in names(outputs.path()) {
            assert!(name.ends_with(".sql"), "{name} was left behind");
            assert_eq!(
                fs::read_to_string(outputs.path().join(&name)).expect("it is there").trim_end(),
                whole,
                "{name}"
            );
        }
    }

    /// A script is translated a statement at a time: 20 MiB in less than 1 GiB of addresses, most of which are never used.
    #[test]
    #[cfg(target_os = "linux")]
    fn a_long_script_takes_little_memory() {
        let folder = folder(&[]);
        let sql = "SELECT a + 1, f(b) FROM t WHERE c IN (1, 2, 3); -- done\n".repeat(360_000);
        let long = write(&folder, "long.sql", &sql);
        let command = "ulimit -v 1000000 && exec \"$0\" \"$@\"";
        for args in [&["transpile", "-r", "duckdb", "-w", "snowflake"][..], &["format"], &["parse"]] {
            let done = Command::new("sh")
                .args(["-c", command, env!("CARGO_BIN_EXE_sqlectic")])
                .args(args)
                .arg(&long)
                .stdout(Stdio::null())
                .output()
                .expect("the command runs");
            assert_eq!(code(&done), 0, "{args:?}: {}", err(&done));
        }
    }

    #[test]
    fn an_interruption_ends_waiting_for_input() {
        let mut child = sqlectic(&["transpile"]).stdin(Stdio::piped()).spawn().expect("the command runs");
        let mut pipe = child.stdin.take().expect("there is a pipe");
        pipe.write_all(b"SELECT ").expect("it reads");
        std::thread::sleep(std::time::Duration::from_millis(300));
        Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("there is kill");
        let code = child.wait().expect("it ends").code();
        assert_eq!(code, Some(130));
    }
}
