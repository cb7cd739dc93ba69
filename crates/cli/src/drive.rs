//! Runs a function from text to text over many inputs, and shows, writes or compares what comes out.

use crate::{
    diagnostics::{Diagnostic, Places, Severity},
    files::write_whole,
    input::{usage, Input, Origin, ReadError},
    Status,
};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{json, Map, Value as Json};
use std::{
    collections::HashSet,
    fmt::Write as _,
    io::{self, Write},
    panic::{catch_unwind, AssertUnwindSafe},
    path::PathBuf,
};

/// What an input became.
#[derive(Default)]
pub(crate) struct Product {
    /// The text for people and files.
    pub(crate) text: String,
    /// What the JSON object of the input has besides its errors and warnings.
    pub(crate) fields: Map<String, Json>,
    /// Errors (then there is no text) and warnings.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Where results go.
#[derive(Debug, PartialEq)]
pub(crate) enum Target {
    /// To the standard output.
    Show,
    /// To files below a folder.
    Folder(PathBuf),
    /// Back to where they were read.
    InPlace,
    /// Nowhere; what would change is named.
    Check,
}

/// How to run.
pub(crate) struct Options {
    pub(crate) jobs: usize,
    pub(crate) json: bool,
    pub(crate) colors: bool,
    pub(crate) target: Target,
    /// Bytes that an input may have.
    pub(crate) max_bytes: usize,
}

/// Inputs whose results are held at a time.
const WINDOW: usize = 512;
/// Errors and warnings that are shown of one input.
const SHOWN: usize = 20;

/// What is printed about an input.
struct Done {
    status: Status,
    out: String,
    messages: String,
}

/// Runs `work` over all inputs.
pub(crate) fn run(
    inputs: &[Input],
    options: &Options,
    work: impl Fn(&str, &Places<'_>) -> Product + Sync,
) -> io::Result<Status> {
    check_targets(inputs, &options.target)?;
    let bar = progress_bar(inputs.len());
    let mut status = Status::Ok;
    let mut out = io::BufWriter::new(io::stdout().lock());
    for window in inputs.chunks(WINDOW) {
        let all = sqlectic::parallel(window, options.jobs, |input| {
            let done = catch_unwind(AssertUnwindSafe(|| process(input, options, &work)))
                .unwrap_or_else(|_| failure(input, options, Status::Failed, "internal error; please report it"));
            bar.inc(1);
            done
        });
        for done in all {
            status = status.max(done.status);
            if !done.messages.is_empty() {
                bar.suspend(|| crate::tell(&done.messages));
            }
            if !done.out.is_empty() {
                bar.suspend(|| out.write_all(done.out.as_bytes()))?;
            }
        }
        bar.suspend(|| out.flush())?;
    }
    bar.finish_and_clear();
    Ok(status)
}

/// A bar on the standard error, if that is a terminal and there is something to wait for.
fn progress_bar(len: usize) -> ProgressBar {
    if len < 2 {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {per_sec} {eta}");
    ProgressBar::new(len as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Only files can be written, each to a place of its own.
fn check_targets(inputs: &[Input], target: &Target) -> io::Result<()> {
    if matches!(target, Target::Show | Target::Check) {
        return Ok(());
    }
    let mut seen = HashSet::new();
    for input in inputs {
        let Origin::File { path, below } = &input.origin else {
            return Err(usage(format!("--out and --in-place take files and folders, not {}", input.name)));
        };
        let place = if matches!(target, Target::InPlace) { path } else { below };
        if !seen.insert(place) {
            return Err(usage(format!("two inputs would be written to {}", place.display())));
        }
    }
    Ok(())
}

fn process(input: &Input, options: &Options, work: impl Fn(&str, &Places<'_>) -> Product) -> Done {
    let source = match input.read(options.max_bytes) {
        Ok(source) => source,
        Err(ReadError::Io(error)) => return failure(input, options, Status::Io, &error.to_string()),
        Err(ReadError::Content(message)) => return failure(input, options, Status::Failed, &message),
    };
    let places = Places::new(&source);
    let product = work(&source, &places);
    let failed = product.diagnostics.iter().any(|d| d.severity == Severity::Error);
    let changed = !failed && differs(input, &source, &product.text);
    let mut done = Done { status: Status::Ok, out: String::new(), messages: String::new() };
    if failed {
        done.status = Status::Failed;
    } else if let Err(error) = deliver(input, &product.text, changed, options, &mut done) {
        return failure(input, options, Status::Io, &error.to_string());
    }
    if options.json {
        let changed = (options.target != Target::Show).then_some(changed);
        done.out = object(input, product, &places, changed);
    } else {
        render(input, &product.diagnostics, &places, options.colors, &mut done.messages);
    }
    done
}

/// Whether the result is not what was read; a statement given as an argument has no line break at its end.
fn differs(input: &Input, source: &str, text: &str) -> bool {
    match input.origin {
        Origin::Text(_) => source.trim_end() != text.trim_end(),
        _ => source != text,
    }
}

/// Brings a result to where it belongs.
fn deliver(input: &Input, text: &str, changed: bool, options: &Options, done: &mut Done) -> io::Result<()> {
    match (&options.target, &input.origin) {
        (Target::Show, _) => {
            done.out.push_str(text);
            if !text.is_empty() && !text.ends_with('\n') {
                done.out.push('\n');
            }
        }
        (Target::Check, _) if changed => {
            done.status = Status::Failed;
            let _ = writeln!(done.out, "{}", input.name);
        }
        (Target::InPlace, Origin::File { path, .. }) if changed => write_whole(path, text)?,
        (Target::Folder(folder), Origin::File { below, .. }) => write_whole(&folder.join(below), text)?,
        _ => {}
    }
    Ok(())
}

/// An input that could not be worked on at all.
fn failure(input: &Input, options: &Options, status: Status, message: &str) -> Done {
    if options.json {
        let error = json!({"message": message, "start": null, "end": null, "line": null, "column": null});
        let out = format!("{}\n", json!({"input": input.name, "errors": [error], "warnings": []}));
        return Done { status, out, messages: String::new() };
    }
    Done { status, out: String::new(), messages: format!("error: {}: {message}\n", input.name) }
}

fn object(input: &Input, product: Product, places: &Places<'_>, changed: Option<bool>) -> String {
    let of = |severity: Severity| -> Vec<Json> {
        product.diagnostics.iter().filter(|d| d.severity == severity).map(|d| d.json(places)).collect()
    };
    let mut object = Map::new();
    object.insert("input".into(), json!(input.name));
    object.insert("errors".into(), json!(of(Severity::Error)));
    object.insert("warnings".into(), json!(of(Severity::Warning)));
    if let Some(changed) = changed {
        object.insert("changed".into(), json!(changed));
    }
    object.extend(product.fields);
    format!("{}\n", Json::Object(object))
}

fn render(input: &Input, all: &[Diagnostic], places: &Places<'_>, colors: bool, out: &mut String) {
    for diagnostic in all.iter().take(SHOWN) {
        out.push_str(&diagnostic.render(&input.name, places, colors));
        out.push('\n');
    }
    if all.len() > SHOWN {
        let _ = writeln!(out, "{}: {} more", input.name, all.len() - SHOWN);
    }
}
