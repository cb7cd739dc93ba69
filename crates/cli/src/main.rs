//! The command `sqlectic`: translates, formats and inspects SQL.
//!
//! Every command that takes SQL is a function from a text to a [`Product`](drive::Product); [`drive`] finds the inputs,
//! runs the function on all cores and shows, writes or compares what comes out.

mod args;
mod commands;
mod diagnostics;
mod drive;
mod files;
mod input;

use clap::Parser;
use std::{io, process::ExitCode};

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

fn main() -> ExitCode {
    let status = match commands::run(args::Cli::parse()) {
        Ok(status) => status,
        // Whoever reads us has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Status::Ok,
        Err(error) => {
            eprintln!("sqlectic: {error}");
            if error.kind() == io::ErrorKind::InvalidInput {
                Status::Usage
            } else {
                Status::Io
            }
        }
    };
    ExitCode::from(status as u8)
}
