//! `instructions`: how many machine instructions each task takes per byte of SQL, counted by valgrind.
//!
//! Unlike times, the counts are the same in every run. `instructions TASK SUITE ROUNDS READ WRITE` only does the work;
//! without a task the program runs itself so under valgrind, for two numbers of rounds: the difference leaves out the
//! start. `instructions READ WRITE` measures translation between other dialects.

use sqlectic_benches::{Suite, Task, PAIR, SUITES};
use std::process::{Command, ExitCode};

const FEW: u64 = 1;
const MANY: u64 = 6;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let result = match args[..] {
        [task, suite, rounds, read, write] => work(task, suite, rounds, (read, write)),
        [read, write] => report(&[Task::Transpile], (read, write)),
        _ => report(&Task::ALL, PAIR),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn work(task: &str, suite: &str, rounds: &str, pair: (&str, &str)) -> Result<(), String> {
    let task = Task::ALL.into_iter().find(|known| known.name() == task).ok_or("no such task")?;
    let suite = Suite::load(suite, pair)?;
    let rounds: u64 = rounds.parse().map_err(|_| "rounds are a number")?;
    let done: usize = (0..rounds).map(|_| std::hint::black_box(suite.run(task))).sum();
    println!("{done}");
    Ok(())
}

fn report(tasks: &[Task], pair: (&str, &str)) -> Result<(), String> {
    let names: Vec<&str> = tasks.iter().map(|task| task.name()).collect();
    println!("| instructions per byte | {} |", names.join(" | "));
    println!("|---|{}", "---|".repeat(tasks.len()));
    for name in SUITES {
        let bytes = Suite::load(name, pair)?.bytes() as u64;
        let mut line = format!("| {name}, {bytes} bytes |");
        for task in tasks {
            let each = (count(*task, name, MANY, pair)? - count(*task, name, FEW, pair)?) as f64 / (MANY - FEW) as f64;
            line.push_str(&format!(" {:.1} |", each / bytes as f64));
        }
        println!("{line}");
    }
    Ok(())
}

/// Instructions of a whole run under valgrind.
fn count(task: Task, suite: &str, rounds: u64, (read, write): (&str, &str)) -> Result<u64, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program);
    let output = valgrind.args([task.name(), suite, &rounds.to_string(), read, write]).output();
    let output = output.map_err(|error| format!("valgrind: {error}"))?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let counted = text.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok());
    counted.ok_or(text)
}
