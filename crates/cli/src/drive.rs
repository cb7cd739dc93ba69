//! Runs a function from text to text over many inputs, and shows, writes or compares what comes out.

use crate::{
    diagnostics::{Diagnostic, Places},
    files::write_whole,
    input::{usage, Input, Origin, ReadError},
    product::{Items, Product, SHOWN},
    spool::Spool,
    Status,
};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{json, Value as Json};
use std::{
    collections::HashSet,
    fmt::Write as _,
    io::{self, Write},
    num::NonZero,
    panic::{catch_unwind, AssertUnwindSafe},
    path::PathBuf,
    thread,
};

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

/// Inputs whose results are held at a time, at most.
const WINDOW: usize = 512;
/// Bytes of these inputs, if there are not so few of them that a thread would have none.
const WINDOW_BYTES: u64 = 64 << 20;

/// What is printed about an input.
struct Done {
    status: Status,
    out: Spool,
    messages: String,
}

/// What makes a product of a source.
pub(crate) trait Work: Fn(&str, &Places<'_>, &mut Product<'_>) + Sync {}

impl<F: Fn(&str, &Places<'_>, &mut Product<'_>) + Sync> Work for F {}

/// Runs `work` over all inputs.
pub(crate) fn run(inputs: &[Input], options: &Options, work: impl Work) -> io::Result<Status> {
    check_targets(inputs, &options.target)?;
    let bar = progress_bar(inputs.len());
    let mut status = Status::Ok;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut rest = inputs;
    while !rest.is_empty() {
        let window;
        (window, rest) = rest.split_at(window_of(rest, options.jobs));
        let all = sqlectic::parallel(window, options.jobs, |input| {
            let done = catch_unwind(AssertUnwindSafe(|| process(input, options, &work)))
                .unwrap_or_else(|_| failure(input, options, Status::Failed, "internal error; please report it"));
            bar.inc(1);
            done
        });
        for mut done in all {
            status = status.max(done.status);
            if !done.messages.is_empty() {
                bar.suspend(|| crate::tell(&done.messages));
            }
            if done.out.len() > 0 {
                bar.suspend(|| done.out.write_to(&mut out))?;
            }
        }
        bar.suspend(|| out.flush())?;
    }
    bar.finish_and_clear();
    Ok(status)
}

/// How many of the first inputs are worked on before what came of them is shown.
fn window_of(inputs: &[Input], jobs: usize) -> usize {
    let jobs = if jobs > 0 { jobs } else { thread::available_parallelism().map_or(1, NonZero::get) };
    let (mut count, mut bytes) = (0, 0);
    while count < inputs.len().min(WINDOW) && (count < jobs || bytes < WINDOW_BYTES) {
        bytes += inputs[count].size();
        count += 1;
    }
    count
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

fn process(input: &Input, options: &Options, work: &impl Work) -> Done {
    let source = match input.read(options.max_bytes) {
        Ok(source) => source,
        Err(ReadError::Io(error)) => return failure(input, options, Status::Io, &error.to_string()),
        Err(ReadError::Content(message)) => return failure(input, options, Status::Failed, &message),
    };
    let places = Places::new(&source);
    let mut product = product(input, options, &source);
    work(&source, &places, &mut product);
    let failed = !product.errors.is_empty();
    let changed = !failed && product.differs(input.argument());
    let mut done = Done { status: Status::Ok, out: Spool::default(), messages: String::new() };
    if failed {
        done.status = Status::Failed;
    } else if let Err(error) = deliver(input, &mut product.text, changed, options, &mut done) {
        return failure(input, options, Status::Io, &error.to_string());
    }
    if options.json {
        let changed = (options.target != Target::Show).then_some(changed);
        done.out = object(input, product, &places, changed);
    } else {
        render(input, product, &places, options.colors, &mut done.messages);
    }
    done
}

fn product<'a>(input: &Input, options: &Options, source: &'a str) -> Product<'a> {
    let (text, keeps_text) = match (&options.target, &input.origin) {
        (Target::Show, _) => (Spool::default(), !options.json),
        (Target::Check, origin) => (Spool::default(), matches!(origin, Origin::Text(_))),
        (Target::InPlace, Origin::File { path, .. }) => (Spool::near(path.clone()), true),
        (Target::Folder(folder), _) => (Spool::near(folder.clone()), true),
        (Target::InPlace, _) => (Spool::default(), true),
    };
    Product::new(source, options.json, text, keeps_text)
}

/// Brings a result to where it belongs.
fn deliver(input: &Input, text: &mut Spool, changed: bool, options: &Options, done: &mut Done) -> io::Result<()> {
    match (&options.target, &input.origin) {
        (Target::Show, _) => {
            done.out = std::mem::take(text);
            if done.out.len() > 0 && !done.out.ends_line() {
                done.out.push("\n");
            }
        }
        (Target::Check, _) if changed => {
            done.status = Status::Failed;
            done.out.push(&format!("{}\n", input.name));
        }
        (Target::InPlace, Origin::File { path, .. }) if changed => write_whole(path, text)?,
        (Target::Folder(folder), Origin::File { below, .. }) => write_whole(&folder.join(below), text)?,
        _ => {}
    }
    Ok(())
}

/// An input that could not be worked on at all.
fn failure(input: &Input, options: &Options, status: Status, message: &str) -> Done {
    let mut done = Done { status, out: Spool::default(), messages: String::new() };
    if options.json {
        let error = json!({"message": message, "start": null, "end": null, "line": null, "column": null});
        done.out.push(&format!("{}\n", json!({"input": input.name, "errors": [error], "warnings": []})));
    } else {
        done.messages = format!("error: {}: {message}\n", input.name);
    }
    done
}

fn object(input: &Input, product: Product<'_>, places: &Places<'_>, changed: Option<bool>) -> Spool {
    let failed = !product.errors.is_empty();
    let errors: Vec<Json> = product.errors.into_iter().map(|issue| Diagnostic::error(issue).json(places)).collect();
    let mut out = Spool::default();
    out.push(&format!("{{\"input\":{},\"errors\":{},\"warnings\":", json!(input.name), Json::Array(errors)));
    let warnings = product.warnings.map(|warnings| warnings.all);
    Items::write_list(warnings.into_iter().filter(|_| !failed), &mut out);
    if let Some(changed) = changed {
        out.push(&format!(",\"changed\":{changed}"));
    }
    if let Some((name, items)) = product.list.filter(|_| !failed) {
        out.push(&format!(",\"{name}\":"));
        Items::write_list([items], &mut out);
    }
    out.push("}\n");
    out
}

fn render(input: &Input, product: Product<'_>, places: &Places<'_>, colors: bool, out: &mut String) {
    let [reading, writing] = product.warnings;
    let count = match product.errors.len() {
        0 => reading.count + writing.count,
        errors => errors,
    };
    let errors = product.errors.into_iter().map(Diagnostic::error);
    let all: Vec<Diagnostic> = match count {
        _ if errors.len() > 0 => errors.take(SHOWN).collect(),
        _ => reading.first.into_iter().chain(writing.first).take(SHOWN).collect(),
    };
    for diagnostic in &all {
        out.push_str(&diagnostic.render(&input.name, places, colors));
        out.push('\n');
    }
    if count > all.len() {
        let _ = writeln!(out, "{}: {} more", input.name, count - all.len());
    }
}
