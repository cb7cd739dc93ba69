//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use sqlectic::{
    syntax::generator::{FunctionCase, Identify},
    ErrorLevel, Limits,
};
use std::{ffi::OsString, path::PathBuf, time::Duration};

const EXIT_CODES: &str = "\
Exit codes:
  0  all went well
  1  some input failed, or --check found a difference
  2  the arguments make no sense
  3  a file could not be read or written
  130  interrupted; every file is as it was or written whole
With several, the highest wins.";

const INPUTS: &str = "\
Each INPUT is a file, a folder (all *.sql files below it, hidden ones left out), `-` for the standard input, or a statement: what is no \
existing path, has a blank in it and does not end in `.sql`. Without any input the standard input is read.

What an input becomes is shown or written whole or, if there is an error in it, not at all. Scripts are translated a statement at \
a time: an input takes as much memory as it is long and as its longest statement needs, and what becomes of a long one waits in \
a temporary file (in TMPDIR, or beside the file that is written).";

/// Translates SQL from one dialect to another, formats and inspects it.
#[derive(Parser, Debug)]
#[command(name = "sqlectic", version, after_help = EXIT_CODES, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// When to use colours on the standard error.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Translates SQL from one dialect to another.
    #[command(long_about = format!("Translates SQL from one dialect to another.\n\n{INPUTS}"), after_help = EXIT_CODES)]
    Transpile(Transpile),
    /// Formats SQL within its dialect.
    #[command(long_about = format!("Formats SQL within its dialect.\n\n{INPUTS}"), after_help = EXIT_CODES)]
    Format(Format),
    /// Shows the syntax tree of SQL as an indented outline or as JSON.
    #[command(after_help = EXIT_CODES)]
    Parse(Inspect),
    /// Shows the tokens of SQL.
    #[command(after_help = EXIT_CODES)]
    Tokens(Inspect),
    /// Lists the dialects.
    Dialects {
        /// Write JSON, one object a dialect.
        #[arg(long)]
        json: bool,
    },
    /// Writes a script that completes the command's arguments in a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

#[derive(Args, Debug)]
pub(crate) struct Transpile {
    #[command(flatten)]
    pub(crate) sources: Sources,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The dialect to write; the one that is read if absent.
    #[arg(short, long, value_name = "DIALECT")]
    pub(crate) write: Option<String>,
    /// Break lines and indent.
    #[arg(short, long)]
    pub(crate) pretty: bool,
    #[command(flatten)]
    pub(crate) style: Style,
    #[command(flatten)]
    pub(crate) results: Results,
}

#[derive(Args, Debug)]
pub(crate) struct Format {
    #[command(flatten)]
    pub(crate) sources: Sources,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) style: Style,
    #[command(flatten)]
    pub(crate) results: Results,
}

#[derive(Args, Debug)]
pub(crate) struct Inspect {
    #[command(flatten)]
    pub(crate) sources: Sources,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Write JSON, one object an input.
    #[arg(long)]
    pub(crate) json: bool,
}

/// What is read.
#[derive(Args, Debug)]
pub(crate) struct Sources {
    /// Files, folders, `-` or statements.
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<OsString>,
    /// SQL to read, whatever it looks like; may be repeated.
    #[arg(short = 'e', long = "sql", value_name = "SQL", allow_hyphen_values = true)]
    pub(crate) sql: Vec<String>,
}

/// How it is read.
#[derive(Args, Debug)]
pub(crate) struct Reading {
    /// The dialect to read, with settings if need be: "snowflake, normalization_strategy = case_sensitive".
    #[arg(short, long, visible_alias = "dialect", value_name = "DIALECT", default_value = "")]
    pub(crate) read: String,
    /// What to do with syntax errors: fail at the first, collect them, warn and go on, pass over them.
    #[arg(long, value_enum, default_value_t = Level::Immediate, value_name = "LEVEL")]
    pub(crate) error_level: Level,
    #[command(flatten)]
    pub(crate) bounds: Bounds,
}

/// What an input may ask for; the defaults refuse nothing that a database would accept.
#[derive(Args, Debug)]
#[command(next_help_heading = "Limits")]
pub(crate) struct Bounds {
    /// Bytes of an input, and of each statement that is written of it; 536870911 by default, and no more.
    #[arg(long, value_name = "N")]
    pub(crate) max_bytes: Option<usize>,
    /// Tokens of an input; 536870912 by default.
    #[arg(long, value_name = "N")]
    pub(crate) max_tokens: Option<usize>,
    /// Nodes of the trees of an input, about 110 bytes each; 268435456 by default.
    #[arg(long, value_name = "N")]
    pub(crate) max_nodes: Option<usize>,
    /// Levels of nesting; a pair of parentheses is up to three. 10000000 by default.
    #[arg(long, value_name = "N")]
    pub(crate) max_depth: Option<usize>,
    /// How many times as large a statement may become; a million nodes are free.
    #[arg(long, value_name = "N")]
    pub(crate) max_growth: Option<usize>,
    /// Seconds that all inputs together may take.
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(crate) timeout: Option<Duration>,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number".to_string())?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

impl Bounds {
    /// As the engine knows them, counted from now.
    pub(crate) fn limits(&self) -> Limits {
        let default = Limits::default();
        let limits = Limits {
            bytes: self.max_bytes.unwrap_or(default.bytes),
            tokens: self.max_tokens.unwrap_or(default.tokens),
            nodes: self.max_nodes.unwrap_or(default.nodes),
            depth: self.max_depth.unwrap_or(default.depth),
            growth: self.max_growth.unwrap_or(default.growth),
            ..default
        };
        self.timeout.map_or(limits.clone(), |time| limits.within(time))
    }
}

/// How it is written.
#[derive(Args, Debug)]
pub(crate) struct Style {
    /// Quote all identifiers, or those that keep their meaning when quoted.
    #[arg(long, value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "always")]
    pub(crate) identify: Option<Quoting>,
    /// Write identifiers without quotes in lower case.
    #[arg(long)]
    pub(crate) normalize: bool,
    /// How to write function names; the dialect's way if absent.
    #[arg(long, value_enum, value_name = "CASE")]
    pub(crate) normalize_functions: Option<Case>,
    /// What to do with what the target cannot say.
    #[arg(long, value_enum, default_value_t = Level::Warn, value_name = "LEVEL")]
    pub(crate) unsupported_level: Level,
    /// Columns that a nested query is indented by.
    #[arg(long, default_value_t = 2, value_name = "N", value_parser = clap::value_parser!(u8).range(..=64))]
    pub(crate) pad: u8,
    /// Columns that a list is indented by.
    #[arg(long, default_value_t = 2, value_name = "N", value_parser = clap::value_parser!(u8).range(..=64))]
    pub(crate) indent: u8,
    /// Width beyond which a list of arguments is broken into lines.
    #[arg(long, default_value_t = 80, value_name = "N")]
    pub(crate) max_text_width: usize,
    /// Put commas at the start of lines.
    #[arg(long)]
    pub(crate) leading_comma: bool,
    /// Leave comments out.
    #[arg(long)]
    pub(crate) no_comments: bool,
}

/// Where results go.
#[derive(Args, Debug)]
pub(crate) struct Results {
    /// Threads to use; one a core if 0.
    #[arg(short, long, default_value_t = 0, value_name = "N")]
    pub(crate) jobs: usize,
    /// Write each file to this folder, under the name it has below the given one.
    #[arg(short, long, value_name = "DIR", conflicts_with_all = ["in_place", "check"])]
    pub(crate) out: Option<PathBuf>,
    /// Write each file back to where it was read.
    #[arg(short, long, conflicts_with = "check")]
    pub(crate) in_place: bool,
    /// Write nothing; name the inputs that would change, and exit with 1 if there are any.
    #[arg(long)]
    pub(crate) check: bool,
    /// Write JSON, one object an input, with its statements, errors and warnings and their places.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Clone, Copy, ValueEnum, Debug, PartialEq)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Clone, Copy, ValueEnum, Debug)]
pub(crate) enum Level {
    /// Pass over it.
    Ignore,
    /// Warn and go on.
    Warn,
    /// Fail with all there are.
    Raise,
    /// Fail at the first.
    Immediate,
}

impl From<Level> for ErrorLevel {
    fn from(level: Level) -> ErrorLevel {
        match level {
            Level::Ignore => ErrorLevel::Ignore,
            Level::Warn => ErrorLevel::Warn,
            Level::Raise => ErrorLevel::Raise,
            Level::Immediate => ErrorLevel::Immediate,
        }
    }
}

#[derive(Clone, Copy, ValueEnum, Debug)]
pub(crate) enum Quoting {
    /// All identifiers.
    Always,
    /// Those that keep their meaning.
    Safe,
}

impl From<Quoting> for Identify {
    fn from(quoting: Quoting) -> Identify {
        match quoting {
            Quoting::Always => Identify::Always,
            Quoting::Safe => Identify::Safe,
        }
    }
}

#[derive(Clone, Copy, ValueEnum, Debug)]
pub(crate) enum Case {
    /// In upper case.
    Upper,
    /// In lower case.
    Lower,
    /// As in the source.
    Keep,
}

impl From<Case> for FunctionCase {
    fn from(case: Case) -> FunctionCase {
        match case {
            Case::Upper => FunctionCase::Upper,
            Case::Lower => FunctionCase::Lower,
            Case::Keep => FunctionCase::Keep,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
