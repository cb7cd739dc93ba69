//! `compare PEERS INPUTS`: the crate beside other crates, in turns on the same texts.
//!
//! PEERS is the program of `benches/peers`, which has the other crates. Prints a line of JSON for each row, peer and
//! input: the processor time of a run in seconds, ours and theirs, and how many times ours theirs is (median of the
//! rounds, with the quartiles). Texts that one of both refuses are left out.

use rustix::time::{clock_gettime, ClockId};
use serde_json::{json, Value};
use sqlectic::{parallel, Transpiler};
use sqlectic_benches::{
    inputs::{self, Input, PAIRS},
    reads, Bench, Task,
};
use std::{
    hint::black_box,
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, ExitCode, Stdio},
    time::Instant,
};

const PEERS: [&str; 2] = ["sqlparser", "polyglot-sql"];
const TASKS: [Task; 3] = [Task::Lex, Task::Parse, Task::Generate];
/// What takes a peer minutes, as time there doubles with each level.
const ENDLESS: [(&str, (&str, &str), &str); 1] = [("polyglot-sql", ("postgres", "tsql"), "nested subqueries")];
const ROUNDS: usize = 11;
/// Seconds that a turn takes at least.
const TURN: f64 = 0.01;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [program, texts] = &args[..] else { return Err("usage: compare PEERS INPUTS".into()) };
    let mut peers = Peers::start(program, texts)?;
    for peer in PEERS {
        for input in inputs::all()? {
            for task in TASKS {
                let row = if task == Task::Lex { "tokenize" } else { task.name() };
                compare(&mut peers, peer, row.to_string(), task, &input, ("", ""))?;
            }
            for pair in PAIRS {
                let row = format!("transpile {} -> {}", pair.0, pair.1);
                compare(&mut peers, peer, row, Task::Transpile, &input, pair)?;
            }
        }
    }
    threads()
}

/// Prints how two threads do against one, on the clock.
fn threads() -> Result<(), String> {
    let texts = inputs::batch()?;

    let transpiler = Transpiler::new("duckdb", "snowflake").map_err(|error| error.to_string())?;
    let take = |jobs: usize| {
        let start = Instant::now();
        black_box(parallel(&texts, jobs, |text| transpiler.run(text)));
        start.elapsed().as_secs_f64()
    };
    take(1);
    let turns: Vec<(f64, f64)> = (0..ROUNDS).map(|_| (take(2), take(1))).collect();
    show("batch", "one thread", "10,000 statements", (1, 1), &turns);
    Ok(())
}

/// Prints how a peer does with an input, if it can do it.
fn compare(
    peers: &mut Peers,
    peer: &str,
    row: String,
    task: Task,
    input: &Input,
    pair: (&str, &str),
) -> Result<(), String> {
    if ENDLESS.contains(&(peer, pair, input.name)) {
        return Ok(());
    }
    let ours: Vec<usize> = (0..input.texts.len()).filter(|i| reads(&input.texts[*i], pair.0)).collect();
    let accepted = peers.ask(json!(["prepare", peer, task.name(), input.name, ours, pair.0, pair.1]))?;
    let Some(accepted) = accepted.as_array().filter(|accepted| !accepted.is_empty()) else { return Ok(()) };
    let texts: Vec<String> = accepted.iter().filter_map(|i| input.texts.get(i.as_u64()? as usize)).cloned().collect();
    let (accepted, of) = (texts.len(), input.texts.len());
    let mut bench = Bench::new(Input { name: input.name, texts }, pair)?;
    let mut ours = |runs: u64| Ok(time(&mut bench, task, runs));
    let mut theirs = |runs: u64| peers.ask(json!(["run", runs]))?.as_f64().ok_or("no time".to_string());
    let (a, b) = (runs(&mut ours)?, runs(&mut theirs)?);
    let mut turns = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        turns.push((ours(a)? / a as f64, theirs(b)? / b as f64));
    }
    show(&row, peer, input.name, (accepted, of), &turns);
    Ok(())
}

/// Prints a line: what of each turn ours and theirs took.
fn show(row: &str, peer: &str, input: &str, (accepted, of): (usize, usize), turns: &[(f64, f64)]) {
    let sorted = |each: fn(&(f64, f64)) -> f64| {
        let mut numbers: Vec<f64> = turns.iter().map(each).collect();
        numbers.sort_by(f64::total_cmp);
        numbers
    };
    let ratios = sorted(|turn| turn.1 / turn.0);
    let line = json!({
        "row": format!("Rust: {row}"), "peer": peer, "input": input, "accepted": accepted, "of": of,
        "ours": sorted(|turn| turn.0)[ROUNDS / 2], "theirs": sorted(|turn| turn.1)[ROUNDS / 2],
        "ratio": ratios[ROUNDS / 2], "low": ratios[ROUNDS / 4], "high": ratios[ROUNDS - 1 - ROUNDS / 4],
    });
    println!("{line}");
}

/// How many runs fill a turn.
fn runs(work: &mut impl FnMut(u64) -> Result<f64, String>) -> Result<u64, String> {
    work(1)?;
    Ok(((TURN / work(1)?.max(1e-7)) as u64).max(1))
}

/// Seconds of processor time for so many runs.
fn time(bench: &mut Bench, task: Task, runs: u64) -> f64 {
    let now = || {
        let time = clock_gettime(ClockId::ProcessCPUTime);
        time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
    };
    let start = now();
    (0..runs).for_each(|_| {
        black_box(bench.run(task));
    });
    now() - start
}

/// The program with the other crates.
struct Peers {
    child: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Peers {
    fn start(program: &str, inputs: &str) -> Result<Peers, String> {
        let mut command = Command::new(program);
        let child = command.arg(inputs).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = child.map_err(|error| format!("{program}: {error}"))?;
        let (requests, answers) = (child.stdin.take(), child.stdout.take());
        let (requests, answers) = requests.zip(answers).ok_or("the peers cannot be talked to")?;
        Ok(Peers { child, requests, answers: BufReader::new(answers) })
    }

    fn ask(&mut self, request: Value) -> Result<Value, String> {
        writeln!(self.requests, "{request}").map_err(|error| format!("the peers: {error}"))?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer).map_err(|error| format!("the peers: {error}"))?;
        serde_json::from_str(&answer).map_err(|error| format!("the peers: {error} after {request}"))
    }
}

impl Drop for Peers {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
