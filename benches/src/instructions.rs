//! `instructions`: how many machine instructions the tasks take, counted by valgrind: the same in every run.
//!
//! - `instructions` prints instructions per byte of TPC-H and TPC-DS; `instructions READ WRITE` those of translation
//!   between other dialects.
//! - `instructions growth` doubles the generated inputs and prints how many times the instructions that makes of each
//!   step; bold are those that grow faster than their input.
//! - `instructions TASK INPUT[:SIZE] ROUNDS READ WRITE` does the work and nothing else, for profilers. It is also what the program
//!   runs itself as under valgrind, which counts only inside [`measured`].

use sqlectic::parallel;
use sqlectic_benches::{
    inputs::{suite, Input, Rule, RULES, SUITES},
    Bench, Task,
};
use std::process::{Command, ExitCode};

/// What transpiling reads and writes, if not told otherwise.
const PAIR: (&str, &str) = ("duckdb", "snowflake");
const ROUNDS: u64 = 5;
/// The least size of growing inputs: nesting has to be deep to show what it costs.
const LEAST: usize = 500;
/// How many times the work twice the input may take.
const MOST: f64 = 2.2;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let result = match args[..] {
        [task, input, rounds, read, write] => work(task, input, rounds, (read, write)),
        [read, write] => report(&[Task::Transpile], (read, write)),
        ["growth"] => growth_report(),
        _ => report(&Task::TEXT, PAIR),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn work(task: &str, input: &str, rounds: &str, pair: (&str, &str)) -> Result<(), String> {
    let task = Task::STEPS.into_iter().chain(Task::TEXT).find(|known| known.name() == task).ok_or("no such task")?;
    let mut bench = Bench::new(named(input)?, pair)?;
    let rounds: u64 = rounds.parse().map_err(|_| "rounds are a number")?;
    // The first run makes what is made once.
    bench.run(task);
    let done: usize = (0..rounds).map(|_| measured(&mut bench, task)).sum();
    println!("{done}");
    Ok(())
}

/// The one function in which valgrind counts.
#[inline(never)]
fn measured(bench: &mut Bench, task: Task) -> usize {
    std::hint::black_box(bench.run(task))
}

/// A suite, or a generated input with its size behind a colon.
fn named(input: &str) -> Result<Input, String> {
    let (name, size) = input.split_once(':').unwrap_or((input, ""));
    if let Some(rule) = RULES.iter().find(|rule| rule.name == name) {
        return Ok(rule.input(size.parse().unwrap_or(rule.size)));
    }
    let known = SUITES.into_iter().find(|suite| *suite == name);
    suite(known.ok_or_else(|| format!("no input {name}"))?)
}

fn report(tasks: &[Task], pair: (&str, &str)) -> Result<(), String> {
    let names: Vec<&str> = tasks.iter().map(|task| task.name()).collect();
    println!("| instructions per byte | {} |", names.join(" | "));
    println!("|---|{}", "---|".repeat(tasks.len()));
    for name in SUITES {
        let bytes = suite(name)?.bytes();
        let mut line = format!("| {name}, {bytes} bytes |");
        for task in tasks {
            line.push_str(&format!(" {:.1} |", count(*task, name, ROUNDS, pair)? / bytes as f64));
        }
        println!("{line}");
    }
    Ok(())
}

fn growth_report() -> Result<(), String> {
    println!("| twice the input takes, times | size | {} |", Task::STEPS.map(Task::name).join(" | "));
    println!("|---|--:{}|", "|--:".repeat(Task::STEPS.len()));
    for line in parallel(&RULES, 0, growth_of) {
        println!("{}", line?);
    }
    Ok(())
}

fn growth_of(rule: &Rule) -> Result<String, String> {
    let size = rule.size.max(LEAST);
    let mut line = format!("| {} | {size} |", rule.name);
    for task in Task::STEPS {
        let counted = |size: usize| count(task, &format!("{}:{size}", rule.name), 1, PAIR);
        let growth = counted(2 * size)? / counted(size)?;
        let mark = if growth > MOST { "**" } else { "" };
        line.push_str(&format!(" {mark}{growth:.2}{mark} |"));
    }
    Ok(line)
}

/// Instructions of a round.
fn count(task: Task, input: &str, rounds: u64, (read, write): (&str, &str)) -> Result<f64, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null", "--toggle-collect=*measured*"]).arg(program);
    let output = valgrind.args([task.name(), input, &rounds.to_string(), read, write]).output();
    let output = output.map_err(|error| format!("valgrind: {error}"))?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let counted = text.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse::<f64>().ok());
    counted.filter(|_| output.status.success()).map(|all| all / rounds as f64).ok_or(text)
}
