//! A test a fixture file, and one an example in `tests/README.md`; `BLESS=1` rewrites what they expect.

use libtest_mimic::{Arguments, Failed, Trial};
use sqlectic_tests::{blessing, files, folder, run};
use std::{fs, path::Path};

fn main() {
    // Failures say which fixture panicked; the backtrace of each would bury them.
    std::panic::set_hook(Box::new(|_| {}));
    let arguments = Arguments::from_args();
    let mut trials: Vec<Trial> = files()
        .into_iter()
        .map(|path| {
            let name = path.with_extension("").to_string_lossy().replace('\\', "/");
            Trial::test(name, move || file(&path))
        })
        .collect();
    trials.push(Trial::test("README", manual));
    libtest_mimic::run(&arguments, trials).exit();
}

fn file(path: &Path) -> Result<(), Failed> {
    let full = folder().join(path);
    let text = fs::read_to_string(&full).map_err(|error| error.to_string())?;
    let report = run(path, &text);
    if blessing() && report.blessed != text {
        fs::write(&full, &report.blessed).map_err(|error| error.to_string())?;
    }
    outcome(&report.failures, report.checks)
}

fn outcome(failures: &[String], checks: usize) -> Result<(), Failed> {
    if failures.is_empty() {
        return Ok(());
    }
    Err(format!("{} of {checks} differ\n{}", failures.len(), failures.join("\n")).into())
}

/// The manual's examples: fences that open with the path of a fixture, ```` ```sql identity/base/example.sql ````.
fn manual() -> Result<(), Failed> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = fs::read_to_string(&path).map_err(|error| error.to_string())?;
    let (mut blessed, mut failures, mut checks) = (String::new(), Vec::new(), 0);
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        blessed.push_str(line);
        blessed.push('\n');
        let Some(fixture) = line.strip_prefix("```sql ") else { continue };
        let example: String =
            lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
        let report = run(Path::new(fixture), &example);
        failures.extend(report.failures.into_iter().map(|failure| format!("{fixture}: {failure}")));
        checks += report.checks;
        blessed.push_str(&report.blessed);
        blessed.push_str("```\n");
    }
    if checks == 0 {
        return Err("the manual has no example".into());
    }
    if blessing() && blessed != text {
        fs::write(&path, blessed).map_err(|error| error.to_string())?;
    }
    outcome(&failures, checks)
}
