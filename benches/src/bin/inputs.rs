//! `inputs`: prints everything that is measured as JSON, for programs in other languages:
//! `{"inputs": [{"name": "...", "texts": ["..."]}], "pairs": [["duckdb", "snowflake"]]}`.

use serde_json::json;
use sqlectic_benches::inputs;
use std::process::ExitCode;

fn main() -> ExitCode {
    match inputs::all() {
        Ok(all) => {
            let all: Vec<_> = all.iter().map(|input| json!({"name": input.name, "texts": input.texts})).collect();
            println!("{}", json!({"inputs": all, "pairs": inputs::PAIRS}));
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
