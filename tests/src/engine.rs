//! What fixtures ask the engine.

use sqlectic::{
    dialects, parse_with,
    syntax::{
        generator::{FunctionCase, Identify},
        lexer::lex,
        places::Places,
    },
    ErrorLevel, GenerateOptions, ParseError, ParseIssue, ParseOptions, Parsed, Transpiler,
};
use std::panic::{catch_unwind, AssertUnwindSafe};

/// How a fixture is read and written.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Of parsing.
    pub parse: ParseOptions,
    /// Of generation.
    pub generate: GenerateOptions,
}

/// A text in the target dialect.
#[derive(Debug, PartialEq)]
pub(crate) struct Written {
    pub(crate) text: String,
    pub(crate) unsupported: Vec<String>,
}

impl Options {
    /// Reads `name` and `name=value`, separated by blanks.
    pub(crate) fn parse(words: &str) -> Result<Options, String> {
        let mut out = Options::default();
        for word in words.split_whitespace() {
            let (name, value) = word.split_once('=').unwrap_or((word, ""));
            let number = || value.parse::<usize>().map_err(|_| format!("{word}: a number is wanted"));
            let g = &mut out.generate;
            match (name, value) {
                ("pretty", "") => g.pretty = true,
                ("normalize", "") => g.normalize = true,
                ("leading_comma", "") => g.leading_comma = true,
                ("no_comments", "") => g.comments = false,
                ("pad", _) => g.pad = number()?,
                ("indent", _) => g.indent = number()?,
                ("max_text_width", _) => g.max_text_width = number()?,
                ("identify", "" | "always") => g.identify = Identify::Always,
                ("identify", "safe") => g.identify = Identify::Safe,
                ("functions", "upper") => g.normalize_functions = Some(FunctionCase::Upper),
                ("functions", "lower") => g.normalize_functions = Some(FunctionCase::Lower),
                ("functions", "keep") => g.normalize_functions = Some(FunctionCase::Keep),
                ("level", "raise") => out.parse.error_level = ErrorLevel::Raise,
                ("level", "warn") => out.parse.error_level = ErrorLevel::Warn,
                ("level", "ignore") => out.parse.error_level = ErrorLevel::Ignore,
                _ => return Err(format!("unknown option {word}")),
            }
        }
        Ok(out)
    }
}

/// The script in another dialect, or what is wrong with it.
pub(crate) fn write(sql: &str, read: &str, write: &str, options: &Options) -> Result<Written, String> {
    guarded(|| {
        let mut transpiler = Transpiler::new(read, write).map_err(|error| error.to_string())?;
        transpiler.parse = options.parse.clone();
        transpiler.generate = options.generate.clone();
        let script = transpiler.run(sql).map_err(|error| issues(sql, &error.issues()))?;
        let unsupported = script.statements.iter().flat_map(|s| &s.unsupported).map(|u| u.message.clone()).collect();
        Ok(Written { text: script.text(0).trim_end().to_string(), unsupported })
    })
}

/// What is wrong with a script, one issue a line.
pub(crate) fn errors(sql: &str, read: &str, options: &Options) -> Result<String, String> {
    let found = match parsed(sql, read, options)? {
        Ok(parsed) => parsed.issues,
        Err(error) => error.issues(),
    };
    Ok(issues(sql, &found))
}

/// The outlines of a script's statements.
pub(crate) fn outline(sql: &str, read: &str, options: &Options) -> Result<String, String> {
    let Parsed { tree, roots, .. } = parsed(sql, read, options)?.map_err(|error| issues(sql, &error.issues()))?;
    let outlines: Vec<String> = roots.into_iter().flatten().map(|root| tree.outline(root)).collect();
    Ok(outlines.concat().trim_end().to_string())
}

/// A script's tokens, one a line.
pub(crate) fn tokens(sql: &str, read: &str) -> Result<String, String> {
    let dialect = dialects::get(read).map_err(|error| error.to_string())?;
    guarded(|| {
        let lexed = lex(sql, &dialect.lexer).map_err(|error| issues(sql, &ParseError::Lex(error).issues()))?;
        let arena = [sql, lexed.extra.as_str()].concat();
        let text = |text: sqlectic::ast::Text| &arena[text.start as usize..(text.start + text.len) as usize];
        let lines: Vec<String> = lexed
            .tokens
            .iter()
            .map(|token| {
                let line = format!("{} {:?}", token.kind.name(), text(token.text));
                lexed.comments(token).iter().fold(line, |line, comment| format!("{line} /*{}*/", text(*comment)))
            })
            .collect();
        Ok(lines.join("\n"))
    })
}

/// Whether two scripts of a dialect are the same trees.
pub(crate) fn same_tree(a: &str, b: &str, dialect: &str, options: &Options) -> Result<bool, String> {
    let read = |sql: &str| parsed(sql, dialect, options)?.map_err(|error| issues(sql, &error.issues()));
    let (a, b) = (read(a)?, read(b)?);
    let same = a.roots.iter().zip(&b.roots).all(|roots| match roots {
        (Some(x), Some(y)) => a.tree.equal(*x, &b.tree, *y),
        (x, y) => x == y,
    });
    Ok(same && a.roots.len() == b.roots.len())
}

fn parsed(sql: &str, read: &str, options: &Options) -> Result<Result<Parsed, ParseError>, String> {
    let dialect = dialects::get(read).map_err(|error| error.to_string())?;
    guarded(|| Ok(parse_with(sql, &dialect, &options.parse)))
}

/// Issues as fixtures show them: line, column, the source there, the message.
fn issues(sql: &str, all: &[ParseIssue]) -> String {
    let mut places = Places::default();
    let one = |issue: &ParseIssue| {
        let span = issue.span.start as usize..issue.span.end as usize;
        match sql.get(span.clone()) {
            Some(source) => {
                let place = places.of(sql, span.start);
                let (line, column) = (place.line, place.column);
                format!("{line}:{column} `{}` {}", source.lines().next().unwrap_or_default(), issue.message)
            }
            None => issue.message.clone(),
        }
    };
    all.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// A panic is a failure of the fixture, not of the run.
fn guarded<V>(f: impl FnOnce() -> Result<V, String>) -> Result<V, String> {
    catch_unwind(AssertUnwindSafe(f)).unwrap_or_else(|panic| {
        let message = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        Err(format!("panic: {}", message.unwrap_or("no message")))
    })
}
