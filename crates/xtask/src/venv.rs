//! Python environments with pinned packages and the project's wheel: that of tests, `target/venv`, and others.

use crate::command::{run, succeeds};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const REQUIREMENTS: &str = "python/requirements-test.txt";
/// Prints the version if it is one that we serve.
const VERSION: &str = "import sys; sys.exit('too old' if sys.version_info < (3, 9) else print(sys.version) or 0)";

/// Whether the project has a Python package.
pub fn has_package(root: &Path) -> bool {
    root.join("python/pyproject.toml").is_file()
}

/// The interpreter of the environment of tests.
pub fn python(root: &Path) -> Result<PathBuf, String> {
    environment(root, &root.join("target/venv"), REQUIREMENTS)
}

/// The interpreter of an environment with what a file requires; it is made, or brought up to date, as needed.
pub fn environment(root: &Path, home: &Path, required: &str) -> Result<PathBuf, String> {
    let python = interpreter(home);
    let base = base_python()?;
    let requirements = fs::read_to_string(root.join(required)).map_err(|error| format!("{required}: {error}"))?;
    let wanted = format!("{}\n{requirements}", base.1);
    let stamp = home.join("installed");
    if fs::read_to_string(&stamp).is_ok_and(|old| old == wanted) {
        return Ok(python);
    }
    let _ = fs::remove_dir_all(home);
    run(Command::new(base.0).args(["-m", "venv"]).arg(home))
        .map_err(|error| format!("{error}; Python's venv module is needed (on Debian the package python3-venv)"))?;
    run(Command::new(&python).args(["-m", "pip", "install", "--quiet", "-r"]).arg(root.join(required)))?;
    fs::write(&stamp, wanted).map_err(|error| error.to_string())?;
    Ok(python)
}

/// How a wheel is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// As tests are.
    Dev,
    /// As it is published.
    Release,
}

/// Builds the wheel and puts it into an environment, which has maturin.
pub fn install_wheel(root: &Path, python: &Path, profile: Profile) -> Result<(), String> {
    let wheels = root.join("target/wheels-test");
    let _ = fs::remove_dir_all(&wheels);
    // In the package's folder: its pyproject.toml names the crate and the Python sources.
    let mut maturin = Command::new(python);
    maturin.args(["-m", "maturin", "build", "--quiet", "--interpreter"]).arg(python).arg("--out").arg(&wheels);
    if profile == Profile::Release {
        maturin.arg("--release");
    }
    run(maturin.current_dir(root.join("python")))?;
    let wheel = fs::read_dir(&wheels)
        .map_err(|error| error.to_string())?
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|extension| extension == "whl"))
        .ok_or("maturin made no wheel")?;
    let pip = ["-m", "pip", "install", "--quiet", "--force-reinstall", "--no-deps"];
    run(Command::new(python).args(pip).arg(wheel))
}

fn interpreter(home: &Path) -> PathBuf {
    home.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}

/// An installed Python that is new enough (the one that `PYTHON` names, if set), and its version.
fn base_python() -> Result<(String, String), String> {
    let named = std::env::var("PYTHON").ok();
    let candidates = named.into_iter().chain(["python3", "python"].map(String::from));
    for candidate in candidates {
        if let Ok(output) = Command::new(&candidate).args(["-c", VERSION]).output() {
            let works = output.status.success() && succeeds(Command::new(&candidate).args(["-c", "import venv"]));
            if works {
                return Ok((candidate, String::from_utf8_lossy(&output.stdout).trim().to_string()));
            }
        }
    }
    Err("Python 3.9 or later is needed; name it in the environment variable PYTHON".into())
}
