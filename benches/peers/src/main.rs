//! `sqlectic-peers INPUTS`: other crates at work, for the program `compare` of the benches, which asks line by line.
//!
//! - `["prepare", peer, task, input, positions, read, write]` makes a piece of work with the texts at these positions of
//!   an input ready; the answer is the positions of those that the peer takes, or null if it has no such task.
//! - `["run", N]` does it N times; the answer is the processor time in seconds.

mod peers;
mod work;

use serde_json::{json, Value};
use std::io::{self, BufRead, Write};
use work::Work;

fn main() {
    if let Err(message) = serve() {
        eprintln!("{message}");
        std::process::exit(1);
    }
}

fn serve() -> Result<(), String> {
    let path = std::env::args().nth(1).ok_or("the file with the inputs is missing")?;
    let inputs = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    let inputs: Value = serde_json::from_str(&inputs).map_err(|error| format!("{path}: {error}"))?;
    let mut current: Option<Work> = None;
    for line in io::stdin().lock().lines() {
        let line = line.map_err(|error| error.to_string())?;
        let request: Value = serde_json::from_str(&line).map_err(|error| error.to_string())?;
        let word = |i: usize| request[i].as_str().unwrap_or_default();
        let answer = match word(0) {
            "prepare" => {
                let peer = peers::PEERS.iter().find(|peer| peer.name == word(1)).ok_or("no such peer")?;
                current = (peer.prepare)(word(2), texts(&inputs, word(3), &request[4]), (word(5), word(6)));
                json!(current.as_ref().map(|work| work.accepted.clone()))
            }
            _ => json!(current.as_mut().map(|work| work.time(request[1].as_u64().unwrap_or(1)))),
        };
        println!("{answer}");
        io::stdout().flush().map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// The texts of an input at some positions, with these.
fn texts(inputs: &Value, name: &str, positions: &Value) -> Vec<(usize, String)> {
    let input = inputs["inputs"].as_array().into_iter().flatten().find(|input| input["name"] == name);
    let text = |position: &Value| {
        let position = position.as_u64()? as usize;
        Some((position, input?["texts"].get(position)?.as_str()?.to_string()))
    };
    positions.as_array().into_iter().flatten().filter_map(text).collect()
}
