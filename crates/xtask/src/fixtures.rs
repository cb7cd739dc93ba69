//! `cargo xtask fixtures`: the TPC-H and TPC-DS queries and small tables that tests and benches run on.
//!
//! They come with the source package of the Python project that we are compatible with; it is fetched by pip, its content
//! is pinned, and none of it is checked in. `target/fixtures/tpc-h/` and `tpc-ds/` then hold `01.sql` and so on, and the
//! tables as compressed CSV.

use crate::{command::run, venv};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const VERSION: &str = "30.30.0";
const HASH: &str = "b8e344042c85d7baa1d0d827127dfe1611ce9ac59bceab6fe370665baeb14ce7";
/// Folders of fixtures and how many queries each has.
const SUITES: [(&str, usize); 2] = [("tpc-ds", 99), ("tpc-h", 22)];

/// Where the fixtures are.
pub fn folder(root: &Path) -> PathBuf {
    root.join("target/fixtures")
}

/// The archive of the source package that the fixtures come with.
pub fn archive(root: &Path) -> Result<PathBuf, String> {
    Ok(fetch(root)?.join(format!("sqlglot-{VERSION}.tar.gz")))
}

/// Fetches the fixtures unless they are there; returns their folder.
pub fn fetch(root: &Path) -> Result<PathBuf, String> {
    let folder = folder(root);
    let stamp = folder.join("version");
    if fs::read_to_string(&stamp).is_ok_and(|version| version == VERSION) {
        return Ok(folder);
    }
    let text = |error: std::io::Error| format!("{}: {error}", folder.display());
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(text)?;
    let python = venv::python(root)?;
    let requirement = folder.join("requirement.txt");
    fs::write(&requirement, format!("sqlglot=={VERSION} --hash=sha256:{HASH}\n")).map_err(text)?;
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", "sqlglot"]);
    run(pip.args(["--require-hashes", "--dest"]).arg(&folder).arg("-r").arg(&requirement))?;
    let package = format!("sqlglot-{VERSION}");
    let archive = folder.join(format!("{package}.tar.gz"));
    run(Command::new(&python).args(["-m", "tarfile", "-e"]).arg(&archive).arg(&folder))?;
    for (suite, queries) in SUITES {
        let from = folder.join(&package).join("tests/fixtures/optimizer").join(suite);
        let to = folder.join(suite);
        fs::rename(&from, &to).map_err(text)?;
        let sql = fs::read_to_string(to.join(format!("{suite}.sql"))).map_err(text)?;
        let found = split(&sql);
        if found.len() != queries {
            return Err(format!("{suite}: {} queries instead of {queries}", found.len()));
        }
        for (i, query) in found.iter().enumerate() {
            fs::write(to.join(format!("{:02}.sql", i + 1)), query).map_err(text)?;
        }
    }
    fs::remove_dir_all(folder.join(&package)).map_err(text)?;
    fs::write(&stamp, VERSION).map_err(text)?;
    Ok(folder)
}

/// The queries of a file in which each stands below a title `-- TPC-H 1`, with remarks `# ...` before it and a semicolon
/// and its optimized form behind it.
fn split(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for part in text.split("\n-- TPC-").skip(1) {
        let lines = part.lines().skip(1).filter(|line| !line.starts_with("-----") && !line.starts_with("# "));
        let mut query = String::new();
        for line in lines {
            query.push_str(line);
            query.push('\n');
            if line.trim_end().ends_with(';') {
                break;
            }
        }
        out.push(query.trim().trim_end_matches(';').to_string() + "\n");
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn queries_are_cut_out() {
        let text = "-----\n-- TPC-H 1\n-----\n# execute: true\nselect 1\nfrom t;\nSELECT 1;\n\n-----\n-- TPC-H 2\n-----\nselect 2;";
        assert_eq!(super::split(text), ["select 1\nfrom t\n", "select 2\n"]);
    }
}
