//! What all tests of the command need.

use std::{
    fs,
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

/// The command, with nothing to read.
pub(crate) fn sqlectic(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sqlectic"));
    command.args(args).stdin(Stdio::null());
    command
}

/// What the command gives.
pub(crate) fn output(args: &[&str]) -> Output {
    sqlectic(args).output().expect("the command runs")
}

/// Its exit code.
pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().expect("the command ends by itself")
}

/// Its messages.
pub(crate) fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with these files.
pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }
    folder
}

/// Where a file of that name stands in it.
pub(crate) fn path(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_string_lossy().into_owned()
}
