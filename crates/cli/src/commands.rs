//! The commands.

use crate::{
    args::{Cli, Color, Command, Format, Inspect, Level, Reading, Results, Style, Transpile},
    diagnostics::{Diagnostic, Places},
    drive::{self, Options, Product, Target},
    input::{inputs, usage},
    Status,
};
use clap::CommandFactory;
use serde_json::{json, Map, Value as Json};
use sqlectic::{
    dialects, parse_with,
    syntax::lexer::{lex_within, Lexed, Token},
    Dialect, DialectError, ErrorLevel, GenerateOptions, ParseOptions, Parsed, Script, Span, Statement, Transpiler,
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
    inputs: &[crate::input::Input],
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
    drive::run(
        inputs,
        &Options { jobs, json, colors, target, max_bytes: transpiler.parse.limits.bytes },
        |source, places| {
            let mut script = match transpiler.run(source) {
                Ok(script) => script,
                Err(error) => return failed(error.issues()),
            };
            script.terminated |= terminate;
            Product {
                text: script_text(&script, source, transpiler.generate.pretty),
                fields: if json { statements(&script, places) } else { Map::new() },
                diagnostics: warnings(&script, warn, transpiler.generate.unsupported_level),
            }
        },
    )
}

fn failed(issues: Vec<sqlectic::ParseIssue>) -> Product {
    Product { diagnostics: issues.into_iter().map(Diagnostic::error).collect(), ..Product::default() }
}

/// The script; a source without any statement (comments only) stays what it is.
fn script_text(script: &Script, source: &str, pretty: bool) -> String {
    if !script.statements.iter().any(|statement| statement.span.is_some()) {
        return source.to_string();
    }
    script.text(pretty.into())
}

fn warnings(script: &Script, issues: bool, unsupported: ErrorLevel) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    if issues {
        out.extend(script.issues.iter().map(|issue| Diagnostic::warning(issue.message.clone(), issue.span)));
        let kept = "statement kept as text: its syntax is not understood";
        out.extend(script.commands.iter().map(|span| Diagnostic::warning(kept, *span)));
    }
    if unsupported != ErrorLevel::Ignore {
        let all = script.statements.iter().flat_map(|statement| &statement.unsupported);
        out.extend(all.map(|u| Diagnostic::warning(u.message.clone(), u.span)));
    }
    out
}

fn statements(script: &Script, places: &Places<'_>) -> Map<String, Json> {
    let one = |statement: &Statement| {
        let unsupported =
            statement.unsupported.iter().map(|u| Diagnostic::warning(u.message.clone(), u.span).json(places));
        let range = places.range(statement.span);
        json!({
            "sql": statement.sql,
            "start": range.as_ref().map(|range| range.start),
            "end": range.as_ref().map(|range| range.end),
            "unsupported": unsupported.collect::<Vec<_>>(),
        })
    };
    let all: Vec<Json> = script.statements.iter().filter(|s| !s.sql.is_empty()).map(one).collect();
    Map::from_iter([("statements".to_string(), Json::Array(all))])
}

// ---- parse and tokens ------------------------------------------------------------------------------------------

fn inspection(args: &Inspect, colors: bool) -> Options {
    let max_bytes = args.reading.bounds.limits().bytes;
    Options { jobs: 0, json: args.json, colors, target: Target::Show, max_bytes }
}

fn parse(args: &Inspect, colors: bool) -> io::Result<Status> {
    let (dialect, options) = (dialect(&args.reading.read)?, parse_options(&args.reading));
    drive::run(&inputs(&args.sources)?, &inspection(args, colors), |source, _| {
        let Parsed { tree, roots, issues, .. } = match parse_with(source, &dialect, &options) {
            Ok(parsed) => parsed,
            Err(error) => return failed(error.issues()),
        };
        let mut product = Product::default();
        let roots = roots.into_iter().flatten();
        if args.json {
            let trees: Vec<Json> = roots.map(|root| tree.dump(root)).collect();
            product.fields.insert("statements".into(), Json::Array(trees));
        } else {
            product.text = roots.map(|root| tree.outline(root)).collect::<Vec<_>>().join("\n");
        }
        if options.error_level != ErrorLevel::Ignore {
            product.diagnostics =
                issues.into_iter().map(|issue| Diagnostic::warning(issue.message, issue.span)).collect();
        }
        product
    })
}

fn tokens(args: &Inspect, colors: bool) -> io::Result<Status> {
    let dialect = dialect(&args.reading.read)?;
    let limits = args.reading.bounds.limits();
    drive::run(&inputs(&args.sources)?, &inspection(args, colors), |source, places| {
        let lexed = match lex_within(source, &dialect.lexer, &limits) {
            Ok(lexed) => lexed,
            Err(error) => return failed(sqlectic::ParseError::from(error).issues()),
        };
        let arena = [source, lexed.extra.as_str()].concat();
        let mut product = Product::default();
        if args.json {
            let all: Vec<Json> = lexed.tokens.iter().map(|token| token_json(token, &lexed, &arena, places)).collect();
            product.fields.insert("tokens".into(), Json::Array(all));
        } else {
            for token in &lexed.tokens {
                let (line, column) = places.line_and_column(token.span.start as usize);
                let place = format!("{line}:{column}");
                let _ = writeln!(product.text, "{place:<8} {:<16} {:?}", token.kind.name(), part(&arena, token.text));
            }
        }
        product
    })
}

fn part(arena: &str, text: sqlectic::ast::Text) -> &str {
    &arena[text.start as usize..(text.start + text.len) as usize]
}

fn token_json(token: &Token, lexed: &Lexed, arena: &str, places: &Places<'_>) -> Json {
    let Span { start, end } = token.span;
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
