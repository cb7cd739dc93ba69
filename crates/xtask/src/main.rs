//! `cargo xtask TASK`: the project's own tasks.

use std::process::ExitCode;
use xtask::{bench::bench, bless, check, codegen, compat, fixtures, programs, root, sbom, test, tidy};

const USAGE: &str = "usage: cargo xtask TASK

  test [rust|python]   set everything up and pass every test
  check                formatting, lints, generated files, docs, stubs, tidiness
  codegen [--check]    write (or compare) what is generated from the schema
  compat [FILE]        run the reference's own test-suite against us, all of it or the files whose names hold FILE
  programs [NAME]      run the test-suites of programs that use the reference on it and on us
  bench [PART ...]     measure against the peers, count instructions, write benches/results.md and what the README quotes:
                       all of it or some parts (rust, sqlglot[c], sqlglot, polyglot-sql, threads, instructions, growth,
                       table); `build` only makes what they need
  fixtures             fetch the TPC-H and TPC-DS queries and tables into target/fixtures
  sbom                 write target/sbom.cdx.json: all that the command and the Python package are made of
  tidy                 the project's own rules about its sources
  bless                rewrite the expectations of fixtures and the minimum counts of conformance";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let root = root();
    let result = match args[..] {
        ["test"] => test::rust(&root).and_then(|()| test::python(&root)),
        ["test", "rust"] => test::rust(&root),
        ["test", "python"] => test::python(&root),
        ["check"] => check::run(&root),
        ["codegen"] => codegen::write(&root),
        ["codegen", "--check"] => codegen::check(&root),
        ["compat"] => compat::run_suite(&root, None),
        ["compat", only] => compat::run_suite(&root, Some(only)),
        ["programs"] => programs::run_programs(&root, None),
        ["programs", only] => programs::run_programs(&root, Some(only)),
        ["bench", ref parts @ ..] => bench(&root, parts),
        ["fixtures"] => fixtures::fetch(&root).map(drop),
        ["sbom"] => sbom::write(&root),
        ["tidy"] => tidy::run(&root),
        ["bless"] => bless::run(&root),
        _ => Err(USAGE.to_string()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}
