//! The commands.

use crate::{
    args::{Cli, Color, Command, Format, Inspect, Level, Reading, Results, Style, Transpile},
    diagnostics::{Diagnostic, Places},
    drive::{self, Options, Target},
    input::{inputs, usage, Input},
    product::Product,
    Status,
};
use clap::CommandFactory;
use serde_json::{json, Value as Json};
use sqlectic::{
    dialects, parse_each,
    syntax::lexer::{lex_each, Lexed, Token},
    Dialect, DialectError, ErrorLevel, GenerateOptions, Lines, ParseError, ParseOptions, Remarks, Span, Statement,
    Transpiler, Unsupported,
};
use std::{
    fmt::Write as _,
    io::{self, IsTerminal, Write},
    sync::Arc,
};

/// Does what the arguments say.
pub(crate) fn run(cli: Cli) -> io::Result<Status> {
    let colors = use_colors(cli.color);
    match cli.command {
        Command::Transpile(args) => transpile(args, colors),
        Command::Format(args) => format(args, colors),
        Command::Parse(args) => parse(&args, colors),
        Command::Tokens(args) => tokens(&args, colors),
        Command::Dialects { json } => list_dialects(json),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "sqlectic", &mut script);
            io::stdout().write_all(&script)?;
            Ok(Status::Ok)
        }
    }
}

fn use_colors(when: Color) -> bool {
    match when {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}

fn dialect(name: &str) -> io::Result<Arc<Dialect>> {
    dialects::get(name).map_err(|error: DialectError| usage(error.to_string()))
}

fn parse_options(reading: &Reading) -> ParseOptions {
    ParseOptions { error_level: reading.error_level.into(), limits: reading.bounds.limits() }
}

// ---- transpile and format --------------------------------------------------------------------------------------

fn transpile(args: Transpile, colors: bool) -> io::Result<Status> {
    let Transpile { sources, reading, write, pretty, style, results } = args;
    let transpiler = transpiler(&reading, write.as_deref(), pretty, &style)?;
    rewrite(&inputs(&sources)?, transpiler, &reading, results, colors)
}

fn format(args: Format, colors: bool) -> io::Result<Status> {
    let Format { sources, reading, style, results } = args;
    let transpiler = transpiler(&reading, None, true, &style)?;
    rewrite(&inputs(&sources)?, transpiler, &reading, results, colors)
}

fn transpiler(reading: &Reading, write: Option<&str>, pretty: bool, style: &Style) -> io::Result<Transpiler> {
    let read = dialect(&reading.read)?;
    let parse = parse_options(reading);
    Ok(Transpiler {
        write: write.map_or_else(|| Ok(read.clone()), dialect)?,
        read,
        generate: GenerateOptions {
            pretty,
            identify: style.identify.map(Into::into).unwrap_or_default(),
            normalize: style.normalize,
            pad: style.pad.into(),
            indent: style.indent.into(),
            normalize_functions: style.normalize_functions.map(Into::into),
            unsupported_level: style.unsupported_level.into(),
            leading_comma: style.leading_comma,
            max_text_width: style.max_text_width,
            comments: !style.no_comments,
            limits: parse.limits.clone(),
        },
        parse,
    })
}

fn rewrite(
    inputs: &[Input],
    transpiler: Transpiler,
    reading: &Reading,
    results: Results,
    colors: bool,
) -> io::Result<Status> {
    let Results { jobs, out, in_place, check, json } = results;
    let target = match out {
        Some(folder) => Target::Folder(folder),
        None if in_place => Target::InPlace,
        None if check => Target::Check,
        None => Target::Show,
    };
    // What is printed one behind the other must stay apart.
    let terminate = target == Target::Show && inputs.len() > 1;
    let warn = !matches!(reading.error_level, Level::Ignore);
    let options = Options { jobs, json, colors, target, max_bytes: transpiler.parse.limits.bytes };
    let unsupported = transpiler.generate.unsupported_level != ErrorLevel::Ignore;
    drive::run(inputs, &options, |source: &str, places: &Places<'_>, product: &mut Product<'_>| {
        product.items("statements", []);
        let mut lines = Lines::new(transpiler.generate.pretty.into());
        let mut is_empty = true;
        let remarks = transpiler.run_each(source, |statement| {
            is_empty &= !statement.span.is_some();
            if unsupported {
                statement.unsupported.iter().for_each(|one| product.warnings[1].add(warning(one), places));
            }
            if !statement.sql.is_empty() {
                product.items("statements", std::iter::once_with(|| statement_json(&statement, places)));
            }
            lines.add(statement, &mut |text: &str| product.push(text));
        });
        match remarks {
            Err(error) => product.errors = error.issues(),
            // A source without any statement (comments only) stays what it is.
            Ok(_) if is_empty => product.push(source),
            Ok(remarks) => {
                lines.finish(remarks.terminated || terminate, &mut |text: &str| product.push(text));
                if warn {
                    warn_of(&remarks, product, places);
                }
            }
        }
    })
}

fn warn_of(remarks: &Remarks, product: &mut Product<'_>, places: &Places<'_>) {
    let issues = remarks.issues.iter().map(|issue| Diagnostic::warning(issue.message.clone(), issue.span));
    let kept = "statement kept as text: its syntax is not understood";
    let commands = remarks.commands.iter().map(|span| Diagnostic::warning(kept, *span));
    issues.chain(commands).for_each(|warning| product.warnings[0].add(warning, places));
}

fn warning(unsupported: &Unsupported) -> Diagnostic {
    Diagnostic::warning(unsupported.message.clone(), unsupported.span)
}

fn statement_json(statement: &Statement, places: &Places<'_>) -> Json {
    let range = places.range(statement.span);
    json!({
        "sql": statement.sql,
        "start": range.as_ref().map(|range| range.start),
        "end": range.as_ref().map(|range| range.end),
        "unsupported": statement.unsupported.iter().map(|one| warning(one).json(places)).collect::<Vec<_>>(),
    })
}

// ---- parse and tokens ------------------------------------------------------------------------------------------

fn inspection(args: &Inspect, colors: bool) -> Options {
    let max_bytes = args.reading.bounds.limits().bytes;
    Options { jobs: 0, json: args.json, colors, target: Target::Show, max_bytes }
}

fn parse(args: &Inspect, colors: bool) -> io::Result<Status> {
    let (dialect, options) = (dialect(&args.reading.read)?, parse_options(&args.reading));
    let work = |source: &str, places: &Places<'_>, product: &mut Product<'_>| {
        product.items("statements", []);
        let mut is_first = true;
        let remarks = parse_each(source, &dialect, &options, |tree, root, _| {
            let Some(root) = root else { return Ok(()) };
            if args.json {
                product.items("statements", [tree.dump(root)]);
            } else {
                product.push(if is_first { "" } else { "\n" });
                product.push(&tree.outline(root));
            }
            is_first = false;
            Ok::<_, ParseError>(())
        });
        match remarks {
            Err(error) => product.errors = error.issues(),
            Ok(remarks) if options.error_level != ErrorLevel::Ignore => {
                let issues = remarks.issues.into_iter();
                let warnings = issues.map(|issue| Diagnostic::warning(issue.message, issue.span));
                warnings.for_each(|warning| product.warnings[0].add(warning, places));
            }
            Ok(_) => {}
        }
    };
    drive::run(&inputs(&args.sources)?, &inspection(args, colors), work)
}

fn tokens(args: &Inspect, colors: bool) -> io::Result<Status> {
    let dialect = dialect(&args.reading.read)?;
    let limits = args.reading.bounds.limits();
    let work = |source: &str, places: &Places<'_>, product: &mut Product<'_>| {
        let lexed = lex_each(source, &dialect.lexer, &limits, |lexed, arena, start| {
            product.items("tokens", lexed.tokens.iter().map(|token| token_json(token, lexed, arena, start, places)));
            for token in lexed.tokens.iter().filter(|_| !args.json) {
                let (line, column) = places.line_and_column(start + token.span.start as usize);
                let place = format!("{line}:{column}");
                product.push(&format!("{place:<8} {:<16} {:?}\n", token.kind.name(), part(arena, token.text)));
            }
        });
        if let Err(error) = lexed {
            product.errors = ParseError::from(error).issues();
        }
    };
    drive::run(&inputs(&args.sources)?, &inspection(args, colors), work)
}

fn part(arena: &str, text: sqlectic::ast::Text) -> &str {
    &arena[text.start as usize..(text.start + text.len) as usize]
}

/// A token of which the place is counted from `from`.
fn token_json(token: &Token, lexed: &Lexed, arena: &str, from: usize, places: &Places<'_>) -> Json {
    let Span { start, end } = token.span.within(from as u32);
    let (line, column) = places.line_and_column(start as usize);
    let comments: Vec<&str> = lexed.comments(token).iter().map(|text| part(arena, *text)).collect();
    json!({
        "kind": token.kind.name(), "text": part(arena, token.text),
        "start": start, "end": end, "line": line, "column": column, "comments": comments,
    })
}

// ---- dialects --------------------------------------------------------------------------------------------------

fn list_dialects(json: bool) -> io::Result<Status> {
    let mut out = String::new();
    for dialect in dialects::DEFINITIONS {
        if json {
            let object = json!({"name": dialect.name, "extends": dialect.extends, "aliases": dialect.aliases});
            let _ = writeln!(out, "{object}");
            continue;
        }
        let name = if dialect.name.is_empty() { "(base)" } else { dialect.name };
        let mut line = format!("{name:16}");
        if let Some(parent) = dialect.extends.filter(|parent| !parent.is_empty()) {
            let _ = write!(line, " extends {parent}");
        }
        if !dialect.aliases.is_empty() {
            let _ = write!(line, " also {}", dialect.aliases.join(", "));
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
    io::stdout().write_all(out.as_bytes())?;
    Ok(Status::Ok)
}
