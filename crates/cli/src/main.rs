//! The command `sqlectic`: translates, formats and inspects SQL.
//!
//! Every command that takes SQL is a function from a text to a [`Product`](product::Product); [`drive`] finds the inputs,
//! runs the function on all cores and shows, writes or compares what comes out.

mod args;
mod commands;
mod diagnostics;
mod drive;
mod files;
mod input;
mod product;
mod spool;

use clap::Parser;
use std::{
    io::{self, Write},
    process::ExitCode,
};

/// The exit code after Ctrl-C and its like, as shells have it.
const INTERRUPTED: i32 = 130;

/// How a run ended; the later, the worse. The numbers are the exit codes that `--help` lists.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Status {
    /// All went well.
    Ok = 0,
    /// Some input failed, or `--check` found a difference.
    Failed = 1,
    /// The arguments make no sense.
    Usage = 2,
    /// A file could not be read or written.
    Io = 3,
}

/// Writes to the standard error; if that is gone, nobody wants to know.
pub(crate) fn tell(message: &str) {
    let _ = io::stderr().write_all(message.as_bytes());
}

fn main() -> ExitCode {
    // Where no handler can be set, the system's own ends the process, at worst with a temporary file left behind.
    let _ = ctrlc::set_handler(|| {
        let _written = files::finish_writing();
        std::process::exit(INTERRUPTED);
    });
    let status = match commands::run(args::Cli::parse()) {
        Ok(status) => status,
        // Whoever reads us has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Status::Ok,
        Err(error) => {
            tell(&format!("sqlectic: {error}\n"));
            if error.kind() == io::ErrorKind::InvalidInput {
                Status::Usage
            } else {
                Status::Io
            }
        }
    };
    ExitCode::from(status as u8)
}
