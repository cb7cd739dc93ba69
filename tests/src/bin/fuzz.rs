//! Fuzzing on a stable compiler: `fuzz [--inputs N | --seconds N] [--seed N] [--findings DIR] [--corpus DIR] [TARGET...]`.
//! `--seeds DIR` writes what a run starts from, for other fuzzers.
//!
//! Without coverage to guide it, it changes statements of the fixtures and of the corpus at random; a seed gives the same
//! inputs on every machine, and a number of inputs the same outcome. What fails is cut down, written to the folder of findings, and ends the run with 1. Of a claim
//! that does not hold for malformed statements, failures are counted, and too many of them end it so.

use sqlectic_tests::fuzz::{input, Mutator, Target, HEADER, TARGETS};
use std::{
    collections::BTreeMap,
    fs,
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Mutex,
    time::{Duration, Instant},
};

/// Bytes of the longest input.
const LONGEST: usize = 4096;
/// What an input may take: much more than the slowest one needs, on a machine that is busy with other things.
const TOO_LONG: Duration = Duration::from_secs(10);
/// Fewer inputs than these tell nothing about how many fail.
const FEW: u64 = 100_000;
/// Tries to cut a finding down.
const CUTS: usize = 4000;

struct Arguments {
    /// When a target has run enough: the first of both that is reached.
    seconds: u64,
    inputs: u64,
    seed: u64,
    findings: PathBuf,
    corpus: PathBuf,
    seeds: Option<PathBuf>,
    targets: Vec<&'static Target>,
}

fn arguments() -> Result<Arguments, String> {
    let mut found = Arguments {
        seconds: u64::MAX,
        inputs: u64::MAX,
        seed: 1,
        findings: "target/findings".into(),
        corpus: Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus"),
        seeds: None,
        targets: Vec::new(),
    };
    let mut rest = std::env::args().skip(1);
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().ok_or(format!("{argument} needs a value"));
        let number = |text: String| text.parse::<u64>().map_err(|_| format!("{text} is no number"));
        match argument.as_str() {
            "--seconds" => found.seconds = number(value()?)?,
            "--inputs" => found.inputs = number(value()?)?,
            "--seed" => found.seed = number(value()?)?,
            "--findings" => found.findings = value()?.into(),
            "--corpus" => found.corpus = value()?.into(),
            "--seeds" => found.seeds = Some(value()?.into()),
            name => {
                let target = TARGETS.iter().find(|target| target.name == name);
                found.targets.push(target.ok_or(format!("there is no target {name}"))?);
            }
        }
    }
    if (found.seconds, found.inputs) == (u64::MAX, u64::MAX) {
        found.seconds = 15;
    }
    if found.targets.is_empty() {
        found.targets.extend(TARGETS);
    }
    Ok(found)
}

/// What the last panic said, and where.
static SAID: Mutex<String> = Mutex::new(String::new());

/// Why the input fails, if it does: the place of the panic first.
fn failure(target: &Target, data: &[u8]) -> Option<String> {
    panic::catch_unwind(AssertUnwindSafe(|| (target.run)(data))).err()?;
    Some(SAID.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).clone())
}

/// What makes two failures one: the place and the dialect that is read.
fn place(said: &str, data: &[u8]) -> String {
    let dialect = data.first().map_or(0, |byte| usize::from(*byte) % sqlectic::dialects::DEFINITIONS.len());
    format!("{} {dialect}", said.lines().next().unwrap_or_default())
}

/// The input without what does not matter to its failure.
fn cut_down(target: &Target, data: &[u8], said: &str) -> Vec<u8> {
    let mut data = data.to_vec();
    let keep = if target.text { HEADER } else { 0 };
    let mut tries = 0;
    let mut size = (data.len() - keep).div_ceil(2);
    while size > 0 && tries < CUTS {
        let mut at = keep;
        let before = data.len();
        while at < data.len() && tries < CUTS {
            let mut shorter = data.clone();
            shorter.drain(at..(at + size).min(data.len()));
            tries += 1;
            if failure(target, &shorter).is_some_and(|other| place(&other, &shorter) == place(said, &shorter)) {
                data = shorter;
            } else {
                at += size;
            }
        }
        if data.len() == before || size > 1 {
            size /= 2;
        }
    }
    data
}

/// The inputs that a target starts from.
fn corpus(target: &Target, folder: &Path) -> Vec<Vec<u8>> {
    let mut found: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    for entry in fs::read_dir(folder.join(target.name)).into_iter().flatten().flatten() {
        if let Ok(data) = fs::read(entry.path()) {
            found.insert(entry.path(), data);
        }
    }
    let mut all: Vec<Vec<u8>> = found.into_values().collect();
    if target.text {
        all.extend(sqlectic_tests::statements().iter().map(|(dialect, sql)| input(dialect, sql)));
    }
    all
}

fn write_seeds(target: &Target, arguments: &Arguments, folder: &Path) -> std::io::Result<()> {
    let folder = folder.join(target.name);
    fs::create_dir_all(&folder)?;
    let all = corpus(target, &arguments.corpus);
    all.iter().enumerate().try_for_each(|(i, data)| fs::write(folder.join(format!("{i:05}")), data))
}

/// Runs a target for its time; returns whether its claim does not hold.
fn run(target: &Target, arguments: &Arguments) -> bool {
    let header = if target.text { HEADER } else { 0 };
    let seeds = corpus(target, &arguments.corpus);
    let mut mutator = Mutator::new(arguments.seed, header, seeds.clone());
    let mut failures: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let (mut runs, mut bytes, mut failed, mut slowest) = (0u64, 0u64, 0u64, (Duration::ZERO, Vec::new()));
    let start = Instant::now();
    let limit = Duration::from_secs(arguments.seconds);
    let mut waiting = seeds.into_iter();
    while runs < arguments.inputs && start.elapsed() < limit {
        let data = waiting.next().unwrap_or_else(|| mutator.input(LONGEST));
        let began = Instant::now();
        let mut said = failure(target, &data);
        let took = began.elapsed();
        if took > TOO_LONG {
            said = Some(format!("takes {} s", took.as_secs()));
        }
        (runs, bytes) = (runs + 1, bytes + data.len() as u64);
        if took > slowest.0 {
            slowest = (took, data.clone());
        }
        let Some(said) = said else { continue };
        failed += 1;
        if failures.contains_key(&place(&said, &data)) {
            continue;
        }
        let cut = if took > TOO_LONG || target.tolerated > 0 { data } else { cut_down(target, &data, &said) };
        let last = failure(target, &cut).unwrap_or(said.clone());
        if target.tolerated == 0 {
            report(target, &cut, &last, arguments, failures.len());
        }
        failures.insert(place(&said, &cut), cut);
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{}: {runs} inputs of {} bytes on average in {seconds:.0} s, slowest {} ms ({} bytes), {failed} fail in {} ways",
        target.name,
        bytes / runs.max(1),
        slowest.0.as_millis(),
        slowest.1.len(),
        failures.len()
    );
    let most = target.tolerated * runs.max(FEW) / 1_000_000;
    if failed > most && target.tolerated > 0 {
        println!("{}: {most} of as many inputs may fail", target.name);
    }
    failed > most
}

fn report(target: &Target, data: &[u8], said: &str, arguments: &Arguments, number: usize) {
    let path = arguments.findings.join(format!("{}-{}-{number}", target.name, arguments.seed));
    let written = fs::create_dir_all(&arguments.findings).and_then(|()| fs::write(&path, data));
    println!("{} fails: {said}", target.name);
    println!("  {:?} {:?}", &data[..data.len().min(HEADER)], String::from_utf8_lossy(&data[data.len().min(HEADER)..]));
    match written {
        Ok(()) => println!("  written to {}", path.display()),
        Err(error) => println!("  not written to {}: {error}", path.display()),
    }
}

fn fail(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::from(2)
}

fn main() -> ExitCode {
    let arguments = match arguments() {
        Ok(arguments) => arguments,
        Err(message) => return fail(&message),
    };
    if let Some(folder) = &arguments.seeds {
        let written = arguments.targets.iter().try_for_each(|target| write_seeds(target, &arguments, folder));
        return written.map_or_else(|error| fail(&error.to_string()), |()| ExitCode::SUCCESS);
    }
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let said = info.payload_as_str().unwrap_or_default();
        *SAID.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = format!("{place}\n{said}");
    }));
    // Every target runs, whatever came of the others.
    let failed = arguments.targets.iter().filter(|target| run(target, &arguments)).count();
    ExitCode::from(u8::from(failed > 0))
}
